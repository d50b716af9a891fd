//! The file read back.

use super::*;
use crate::document::{Block, Content, Document as Flow, Inline, Marks, Paragraph};
use crate::style::Style;
use crate::typeset::{Item, document_to_pages, fixture};
use lopdf::content::{Content as Stream, Operation};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

fn pdf(document: &Flow) -> Vec<u8> {
    let pages = document_to_pages(document, &Style::gongwen().unwrap()).value;
    pages_to_pdf(&pages, &(&document.properties).into()).unwrap()
}

fn report() -> Document {
    Document::load_mem(&pdf(&fixture::report())).unwrap()
}

fn name<'a>(dict: &'a Dictionary, key: &[u8]) -> &'a str {
    std::str::from_utf8(dict.get(key).and_then(Object::as_name).unwrap_or_default()).unwrap()
}

/// Glyph → text by the `ToUnicode` map of each font.
fn to_unicode(pdf: &Document, page: lopdf::ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
    let mut fonts = BTreeMap::new();
    for (name, font) in pdf.get_page_fonts(page).unwrap() {
        let cmap = font.get_deref(b"ToUnicode", pdf).unwrap().as_stream().unwrap().get_plain_content().unwrap();
        let mut map = BTreeMap::new();
        for line in String::from_utf8(cmap).unwrap().lines() {
            let pair = line.strip_prefix('<').and_then(|l| l.strip_suffix('>')).and_then(|l| l.split_once("> <"));
            if let Some((code, target)) = pair {
                let unit = |hex: &str| u16::from_str_radix(hex, 16).unwrap();
                let units: Vec<u16> = (0..target.len() / 4).map(|i| unit(&target[i * 4..i * 4 + 4])).collect();
                map.insert(unit(code), String::from_utf16(&units).unwrap());
            }
        }
        fonts.insert(name, map);
    }
    fonts
}

/// The text of a page's marked content, artifacts left out, as a reader that knows `ActualText` sees it.
fn page_text(pdf: &Document, page: lopdf::ObjectId) -> String {
    let fonts = to_unicode(pdf, page);
    let mut text = String::new();
    let mut font = Vec::new();
    let (mut silent, mut depth) = (false, 0);
    for Operation { operator, operands } in Stream::decode(&pdf.get_page_content(page)).unwrap().operations {
        match operator.as_str() {
            "BDC" => {
                depth += 1;
                let properties = operands[1].as_dict().unwrap();
                silent = operands[0].as_name().unwrap() == b"Artifact";
                if let Ok(actual) = properties.get(b"ActualText").and_then(Object::as_str) {
                    let units: Vec<u16> = actual[2..].chunks(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
                    text.push_str(&String::from_utf16(&units).unwrap());
                    silent = true;
                }
            }
            "EMC" => depth -= 1,
            "Tf" => font = operands[0].as_name().unwrap().to_vec(),
            "TJ" | "Tj" if !silent => {
                let parts = operands[0].as_array().map_or(operands.as_slice(), Vec::as_slice);
                for codes in parts.iter().filter_map(|part| part.as_str().ok()) {
                    for code in codes.chunks(2) {
                        text.push_str(&fonts[&font][&u16::from_be_bytes([code[0], code[1]])]);
                    }
                }
            }
            _ => {}
        }
        assert!((0..2).contains(&depth), "marked content is not nested");
    }
    assert_eq!(depth, 0);
    text
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let document = fixture::report();
    assert_eq!(pdf(&document), pdf(&document));
}

#[test]
fn the_file_is_small() {
    let size = pdf(&fixture::report()).len();
    assert!(size < 260_000, "{size}");
}

#[test]
fn the_text_of_the_file_is_the_text_of_the_document() {
    let pdf = report();
    let text: String = pdf.get_pages().into_values().map(|page| page_text(&pdf, page)).collect();
    let mut rest = text.as_str();
    // The prose before the first note comes in one piece, in order.
    for block in fixture::report().blocks.iter().take(5) {
        let wanted = block.plain_text();
        let at = rest.find(&wanted).unwrap_or_else(|| panic!("{wanted} is not in {rest}"));
        rest = &rest[at + wanted.len()..];
    }
    for wanted in [
        "全年受理申请12,345件，同比增长8.6%，其中通过E-mail、Web等渠道提出的占PM2.5类申请的3/4。",
        "11398889",
        "……规范信息公开目录和指南编制。",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

#[test]
fn every_page_says_what_was_placed_on_it() {
    let flow = fixture::report();
    let pages = document_to_pages(&flow, &Style::gongwen().unwrap()).value;
    let pdf = report();
    for (page, id) in pages.pages.iter().zip(pdf.get_pages().into_values()) {
        let runs = page.items.iter().filter_map(|item| match item {
            Item::Text(run) if run.content.is_some() => Some(run.text.as_str()),
            _ => None,
        });
        assert_eq!(page_text(&pdf, id), runs.collect::<String>());
    }
}

#[test]
fn one_glyph_that_stands_for_two_characters_gives_both_back() {
    // The ideograph and its radical look alike and may share a glyph; the no-break space shares the space's.
    let text = "第⼆十二条 一\u{A0}二";
    let pdf = Document::load_mem(&pdf(&Flow { blocks: vec![Block::text(text)], ..Flow::default() })).unwrap();
    assert_eq!(page_text(&pdf, pdf.get_pages()[&1]), text);
}

#[test]
fn the_catalog_says_what_a_reader_needs() {
    let pdf = report();
    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    assert!(catalog.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    assert!(
        catalog
            .get(b"ViewerPreferences")
            .unwrap()
            .as_dict()
            .unwrap()
            .get(b"DisplayDocTitle")
            .unwrap()
            .as_bool()
            .unwrap()
    );
    let info = pdf.get_dictionary(pdf.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20220215000000+08'00'");
    let xmp = catalog.get_deref(b"Metadata", &pdf).unwrap().as_stream().unwrap();
    assert!(String::from_utf8(xmp.content.clone()).unwrap().contains(fixture::TITLE));
}

#[test]
fn every_face_is_embedded_as_a_subset() {
    let pdf = report();
    let fonts = pdf.get_page_fonts(pdf.get_pages()[&1]).unwrap();
    assert_eq!(fonts.len(), 7);
    for font in fonts.values() {
        let base = name(font, b"BaseFont");
        assert!(base.as_bytes()[6] == b'+', "{base}");
        let descendant = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
        let descriptor = descendant.get_deref(b"FontDescriptor", &pdf).unwrap().as_dict().unwrap();
        let program = descriptor.get_deref(b"FontFile2", &pdf).unwrap().as_stream().unwrap();
        assert!(program.content.len() < 200_000, "{base}: {}", program.content.len());
    }
}

/// Walks the structure tree: the names of the elements, and how often each marked content is referred to.
fn walk(pdf: &Document, element: &Dictionary, names: &mut Vec<String>, seen: &mut BTreeMap<(u32, i64), usize>) {
    names.push(name(element, b"S").to_owned());
    let page = element.get(b"Pg").and_then(Object::as_reference);
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    for kid in &kids {
        match kid {
            Object::Integer(mcid) => *seen.entry((page.as_ref().unwrap().0, *mcid)).or_default() += 1,
            Object::Dictionary(dict) if name(dict, b"Type") == "MCR" => {
                let page = dict.get(b"Pg").unwrap().as_reference().unwrap();
                *seen.entry((page.0, dict.get(b"MCID").unwrap().as_i64().unwrap())).or_default() += 1;
            }
            Object::Dictionary(dict) => assert_eq!(name(dict, b"Type"), "OBJR"),
            Object::Reference(id) => walk(pdf, pdf.get_dictionary(*id).unwrap(), names, seen),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_marked_content_has_its_place_in_the_structure() {
    let pdf = report();
    let root = pdf.catalog().unwrap().get_deref(b"StructTreeRoot", &pdf).unwrap().as_dict().unwrap();
    let document = root.get(b"K").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let (mut names, mut seen) = (Vec::new(), BTreeMap::new());
    walk(&pdf, pdf.get_dictionary(document).unwrap(), &mut names, &mut seen);
    let mut marked = 0;
    for page in pdf.get_pages().into_values() {
        for operation in Stream::decode(&pdf.get_page_content(page)).unwrap().operations {
            if operation.operator == "BDC" {
                let properties = operation.operands[1].as_dict().unwrap();
                let Ok(mcid) = properties.get(b"MCID").and_then(Object::as_i64) else {
                    assert_eq!(operation.operands[0].as_name().unwrap(), b"Artifact");
                    continue;
                };
                assert_eq!(seen.get(&(page.0, mcid)), Some(&1), "page {page:?}, identifier {mcid}");
                marked += 1;
            }
        }
    }
    assert_eq!(marked, seen.len());
    let count = |wanted: &str| names.iter().filter(|n| n.as_str() == wanted).count();
    assert_eq!(
        (count("Table"), count("THead"), count("H1"), count("H2"), count("Figure"), count("Note")),
        (3, 2, 1, 6, 1, 2)
    );
    assert_eq!((count("TR"), count("TD")), (14 + 28 + 4, 10 + 175 + 15));
}

#[test]
fn the_outline_is_nested_and_counts_itself() {
    let pdf = report();
    let outline = pdf.catalog().unwrap().get_deref(b"Outlines", &pdf).unwrap().as_dict().unwrap();
    assert_eq!(outline.get(b"Count").unwrap().as_i64().unwrap(), 10);
    let title = outline.get_deref(b"First", &pdf).unwrap().as_dict().unwrap();
    assert_eq!(title.get(b"Count").unwrap().as_i64().unwrap(), 9);
    let first = title.get_deref(b"First", &pdf).unwrap().as_dict().unwrap();
    assert_eq!(first.get(b"Title").unwrap().as_str().unwrap(), content::utf16("一、总体情况"));
}

#[test]
fn links_are_annotations_tied_to_the_structure() {
    let pdf = report();
    let mut found = 0;
    for page in pdf.get_pages().into_values() {
        for annotation in pdf.get_page_annotations(page).unwrap_or_default() {
            let uri = annotation.get(b"A").unwrap().as_dict().unwrap().get(b"URI").unwrap().as_str().unwrap();
            assert_eq!(uri, b"https://www.lukou.gov.cn/c14528/index.html?from=report");
            assert!(annotation.has(b"StructParent") && annotation.has(b"Contents"));
            found += 1;
        }
    }
    assert_eq!(found, 2, "one on each line");
}

#[test]
fn an_empty_document_is_one_empty_page() {
    let pdf = Document::load_mem(&pdf(&Flow::default())).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
}

#[test]
fn raised_text_and_strange_names_do_no_harm() {
    let marks = Marks { position: Some(crate::document::VerticalPosition::Superscript), ..Marks::default() };
    let content = Content::new(vec![Inline::text("面积12m"), fixture::marked("2", marks)]);
    let mut flow =
        Flow { blocks: vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })], ..Flow::default() };
    flow.properties.title = Some("a\\)(<b>&\u{7}".into());
    let pdf = Document::load_mem(&pdf(&flow)).unwrap();
    assert_eq!(page_text(&pdf, pdf.get_pages()[&1]), "面积12m2");
}
