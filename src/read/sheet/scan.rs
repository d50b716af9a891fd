//! A flat look at a part's XML, tag after tag, as calamine takes it.
//!
//! calamine follows no tree: it takes a tag wherever it meets it, well-formed or not. So what it would stumble over has to be
//! looked for in the same way; and cells that the tree does not show (behind the root's end, say) are counted here.

use super::worksheet::{Range, address};
use crate::finding::{Term, terms};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What a flat look finds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Scan {
    /// What calamine would stumble over, if anything: it adds without care for overflow in addresses, counts brackets of
    /// number formats in a byte, and reserves memory for as many strings as a file says it has.
    pub(super) oddity: Option<&'static Term>,
    /// How many cells there are.
    pub(super) cells: usize,
}

/// Looks through the bytes of a part.
pub(super) fn scan(bytes: &[u8]) -> Scan {
    let mut reader = Reader::from_reader(bytes);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    let mut scan = Scan::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                scan.cells += usize::from(tag.local_name().as_ref() == "c");
                scan.oddity = scan.oddity.or(oddity(&tag, bytes.len()));
            }
            Ok(Event::Eof) => return scan,
            Ok(_) => {}
            Err(_) => {
                scan.oddity = scan.oddity.or(Some(terms::XML_BROKEN));
                return scan;
            }
        }
    }
}

fn oddity(tag: &BytesStart<'_>, part_bytes: usize) -> Option<&'static Term> {
    let text: &str = tag.as_ref();
    if text.contains('<') {
        return Some(terms::TAG_WITHIN_TAG);
    }
    let is_row = |r: &str| !r.is_empty() && r.len() <= 7 && r.bytes().all(|b| b.is_ascii_digit());
    // An item takes at least the five bytes of `<si/>`.
    let is_count = |n: &str| n.parse::<usize>().is_ok_and(|n| n <= part_bytes / 5);
    let name = tag.local_name();
    let (attribute, is_sound, fault): (&str, &dyn Fn(&str) -> bool, _) = match name.as_ref() {
        "dimension" => ("ref", &|r| Range::parse(r).is_some(), terms::DIMENSION),
        "row" => ("r", &is_row, terms::ROW_NUMBER),
        "c" => ("r", &|r| address(r).is_some(), terms::CELL_ADDRESS),
        "sst" => ("uniqueCount", &is_count, terms::COUNT_OF_STRINGS),
        "numFmt" => ("formatCode", &|code| code.matches('[').count() <= 100, terms::BRACKETS),
        _ => return None,
    };
    for found in tag.attributes().with_checks(false) {
        let Ok(found) = found else { return Some(terms::ATTRIBUTES) };
        if found.key.local_name().as_ref() == attribute && !is_sound(&found.value) {
            return Some(fault);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oddity_of(xml: &str) -> Option<&'static Term> {
        scan(xml.as_bytes()).oddity
    }

    #[test]
    fn what_a_flat_reader_would_take_for_an_address_is_looked_at_wherever_it_stands() {
        assert_eq!(oddity_of(r#"<a><dimension ref="A1:B2"/><row r="1"><c r="A1"/><c r="XFD1"/></row></a>"#), None);
        assert_eq!(oddity_of(r#"<a/><row r="1"><c r="XFZZZZZZZZ8576"/></row>"#), Some(terms::CELL_ADDRESS));
        assert_eq!(oddity_of(r#"<a xmlns="x"<c/>><b/></a>"#), Some(terms::TAG_WITHIN_TAG));
        assert_eq!(oddity_of(r#"<x:row r="99999999"/>"#), Some(terms::ROW_NUMBER));
        assert_eq!(oddity_of(r#"<a><dimension ref="B2:A1"/></a>"#), Some(terms::DIMENSION));
    }

    #[test]
    fn counts_that_fit_the_part_are_believed() {
        assert_eq!(oddity_of(r#"<sst uniqueCount="2"><si/><si/></sst>"#), None);
        assert_eq!(oddity_of(r#"<sst uniqueCount="9"><si/><si/></sst>"#), Some(terms::COUNT_OF_STRINGS));
    }

    #[test]
    fn cells_are_counted_even_behind_the_root() {
        assert_eq!(scan(br#"<a><c/></a><c r="A1"></c>"#).cells, 2);
    }
}
