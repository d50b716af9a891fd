//! What a file says about itself: the information dictionary, else the XMP packet (ISO 32000-1, 14.3).

use super::stream;
use super::unicode::text_string;
use crate::document::{Date, Properties};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Bytes of an XMP packet.
const MAX_XMP_BYTES: usize = 4 << 20;

pub(super) fn properties(pdf: &Pdf, catalog: &Dict<'_>) -> Properties {
    let said = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string).filter(|text| !text.trim().is_empty());
    let date = said.creation_date.and_then(|date| Date::new(date.year, date.month, date.day));
    let mut properties =
        Properties { title: text(&said.title), author: text(&said.author), date, ..Properties::default() };
    if properties.title.is_some() && properties.author.is_some() && date.is_some() {
        return properties;
    }
    if let Some(packet) = catalog.get::<Stream<'_>>(b"Metadata") {
        let xmp = xmp(&stream::decode(&packet, MAX_XMP_BYTES).bytes);
        properties.title = properties.title.or(xmp.title);
        properties.author = properties.author.or(xmp.author);
        properties.date = properties.date.or(xmp.date);
    }
    properties
}

/// Whether the XMP packet claims that the file is PDF/UA (ISO 14289-1, clause 5).
pub(super) fn claims_universal_access(catalog: &Dict<'_>) -> bool {
    const CLAIM: &[u8] = b"pdfuaid:part";
    catalog.get::<Stream<'_>>(b"Metadata").is_some_and(|packet| {
        stream::decode(&packet, MAX_XMP_BYTES).bytes.windows(CLAIM.len()).any(|bytes| bytes == CLAIM)
    })
}

/// `dc:title`, `dc:creator`, `xmp:CreateDate` of a packet, as elements or attributes; the first alternative of each.
fn xmp(packet: &[u8]) -> Properties {
    let mut properties = Properties::default();
    let Ok(packet) = std::str::from_utf8(packet) else { return properties };
    let mut reader = Reader::from_str(packet);
    let mut open: Vec<String> = Vec::new();
    let mut set = |name: &str, text: &str| {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match name {
            "title" if properties.title.is_none() => properties.title = Some(text.to_owned()),
            "creator" if properties.author.is_none() => properties.author = Some(text.to_owned()),
            "CreateDate" if properties.date.is_none() => {
                properties.date = text.get(..10).and_then(Date::from_iso);
            }
            _ => {}
        }
    };
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                for attribute in start.attributes().flatten() {
                    set(attribute.key.local_name().as_ref(), &attribute.value);
                }
                open.push(start.local_name().as_ref().to_owned());
                text.clear();
            }
            Ok(Event::Empty(_)) => {}
            Ok(Event::Text(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(character)) => text.push(character),
                _ => text.push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or_default()),
            },
            Ok(Event::End(_)) => {
                let name = open.iter().rev().find(|name| !matches!(name.as_str(), "li" | "Alt" | "Seq" | "Bag"));
                if let Some(name) = name {
                    set(name, &text);
                }
                text.clear();
                open.pop();
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if open.len() > 64 {
            break;
        }
    }
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_with_elements_or_attributes() {
        let elements = "<x><rdf:RDF><rdf:Description xmp:CreateDate='2024-01-05T00:00:00Z'><dc:title><rdf:Alt>\
            <rdf:li xml:lang='x-default'>甲&amp;乙</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>某局</rdf:li>\
            </rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x>";
        let properties = xmp(elements.as_bytes());
        assert_eq!(properties.title.as_deref(), Some("甲&乙"));
        assert_eq!(properties.author.as_deref(), Some("某局"));
        assert_eq!(properties.date, Date::new(2024, 1, 5));
        assert_eq!(xmp(b"<a><b>").title, None);
    }
}
