//! Every decision of `arrange`, looked for in Word files.

use super::*;
use crate::arrange::cases::{Found, cases};
use crate::arrange::with_breaks_placed;
use crate::ooxml::{Element as XmlElement, Ns, Package, PackageKind, Xml};
use std::borrow::Cow;

/// A property of a paragraph: its own, else that of its style.
fn property<'x>(p: XmlElement<'x>, styles: XmlElement<'x>, element: &str, name: &str) -> Option<&'x str> {
    let own = p.child(Ns::W, "pPr").unwrap();
    let id = own.child(Ns::W, "pStyle").and_then(|style| style.attribute(Ns::W, "val"));
    let style = styles.children().find(|s| s.attribute(Ns::W, "styleId") == id).unwrap();
    let value = |properties: XmlElement<'x>| properties.child(Ns::W, element)?.attribute(Ns::W, name);
    value(own).or_else(|| value(style.child(Ns::W, "pPr")?))
}

#[test]
fn word_files_show_what_is_decided() {
    let style = Style::gongwen().unwrap();
    for case in cases() {
        // Word files carry every page break where the source has it; those in place are the same in all.
        let document = with_breaks_placed(Cow::Borrowed(&case.document), &style);
        let bytes = document_to_docx(&document, &style).unwrap().value;
        let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
        let body = Xml::parse(package.part("word/document.xml").unwrap().unwrap()).unwrap();
        let styles = Xml::parse(package.part("word/styles.xml").unwrap().unwrap()).unwrap();
        let styles = styles.root().unwrap();
        let body = body.root().unwrap().child(Ns::W, "body").unwrap();
        let is_turned = |section: XmlElement<'_>| {
            section.child(Ns::W, "pgSz").unwrap().attribute(Ns::W, "orient") == Some("landscape")
        };
        let mut paragraphs: Vec<(String, Found)> = Vec::new();
        let (mut page, mut section_begins) = (1, 0);
        for block in body.children() {
            let section = match block.is(Ns::W, "sectPr") {
                true => Some(block),
                false => block.child(Ns::W, "pPr").and_then(|properties| properties.child(Ns::W, "sectPr")),
            };
            if let Some(section) = section {
                let turned = is_turned(section);
                paragraphs.iter_mut().skip(section_begins).for_each(|(_, found)| found.turned = turned);
                (page, section_begins) = (page + 1, paragraphs.len());
                continue;
            }
            if !block.is(Ns::W, "p") {
                continue;
            }
            let breaks = block.descendants().any(|e| e.is(Ns::W, "pageBreakBefore") || e.is(Ns::W, "br"));
            page += usize::from(breaks);
            let text: String = block.descendants().filter(|e| e.is(Ns::W, "t")).map(|e| e.text()).collect();
            // Twips, of which a closed-up character of the body has 315.
            let indent =
                |name| property(block, styles, "ind", name).map_or(0.0, |value| value.parse::<f32>().unwrap()) / 315.0;
            // A hanging indent stands for one of the first line.
            let hanging = indent("hanging");
            let first = if hanging > 0.0 { -hanging } else { indent("firstLine") };
            let align = property(block, styles, "jc", "val");
            let found = Found {
                page,
                turned: false,
                left: matches!(align, Some("left" | "both")).then(|| indent("left") + first),
                right: (align == Some("right")).then(|| indent("right")),
                is_centered: align == Some("center"),
            };
            paragraphs.push((text, found));
        }
        case.check(|text| paragraphs.iter().find(|(own, _)| own.contains(text)).map(|(_, found)| *found));
    }
}
