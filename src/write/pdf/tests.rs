//! The file read back.

use super::*;
use crate::document::{Block, Break, Color, Content, Document as Flow, Inline, Link, Marks, Paragraph};
use crate::font::Faces;
use crate::style::Style;
use crate::typeset::{Item, document_to_pages, fixture};
use lopdf::content::{Content as Stream, Operation};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

fn pdf(document: &Flow) -> Vec<u8> {
    let pages = document_to_pages(document, &Style::gongwen().unwrap(), &Faces::default()).value;
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
        let cmap = String::from_utf8(cmap).unwrap();
        let unit = |hex: &str| u16::from_str_radix(hex, 16).unwrap();
        let rows = cmap.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix(">]")?.split_once("> [<"));
        for (codes, targets) in rows {
            let (first, last) = codes.split_once("> <").unwrap();
            let targets: Vec<&str> = targets.split("> <").collect();
            let codes = unit(first)..=unit(last);
            assert_eq!((codes.len(), unit(first) >> 8), (targets.len(), unit(last) >> 8));
            for (code, target) in codes.zip(targets) {
                let units: Vec<u16> = (0..target.len() / 4).map(|i| unit(&target[i * 4..i * 4 + 4])).collect();
                map.insert(code, String::from_utf16(&units).unwrap());
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
    let pages = document_to_pages(&flow, &Style::gongwen().unwrap(), &Faces::default()).value;
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
fn links_within_the_document_have_destinations() {
    let link = Inline::Link(Link { target: "#节".into(), content: Content::plain("见第二页") });
    let anchored = Content::new(vec![Inline::Anchor("节".into()), Inline::text("一、总体情况")]);
    let blocks = vec![Block::runs(Content::new(vec![link])), Block::Break(Break::Page), Block::runs(anchored)];
    let pdf = Document::load_mem(&pdf(&Flow { blocks, ..Flow::default() })).unwrap();
    let pages: Vec<_> = pdf.get_pages().into_values().collect();
    let annotations = pdf.get_page_annotations(pages[0]).unwrap();
    let [annotation] = annotations.as_slice() else { panic!("{annotations:?}") };
    let destination = annotation.get(b"Dest").unwrap().as_array().unwrap();
    assert_eq!(destination[0].as_reference().unwrap(), pages[1]);
    assert_eq!((destination.len(), destination[1].as_name().unwrap()), (5, &b"XYZ"[..]));
    let style = Style::gongwen().unwrap();
    let top = (style.page.height_mm - style.page.top_mm) * crate::style::PT_PER_MM;
    assert!((destination[3].as_float().unwrap() - top).abs() < 0.1, "{destination:?}");
    assert!(!annotation.has(b"A") && annotation.has(b"Contents") && annotation.has(b"StructParent"));
    assert_eq!(elements(&pdf, "Link").len(), 1);
}

/// ISO 14289-1, 7.7: a formula says in words what it shows; and it is read as one text, whatever the order of its signs.
#[test]
fn formulas_are_elements_that_say_their_text() {
    use crate::document::{Formula, MathMl};
    let mathml =
        MathMl::new("<math><mo>(</mo><mfrac><mfrac><mi>a</mi><mi>b</mi></mfrac><mi>c</mi></mfrac><mo>)</mo></math>");
    let formula = Formula { text: "((a/b)/c)".into(), mathml: Some(mathml.unwrap()), display: false };
    let inlines = vec![Inline::text("占"), Inline::Formula(formula), Inline::text("。")];
    let pdf = Document::load_mem(&pdf(&Flow { blocks: vec![Block::runs(Content::new(inlines))], ..Flow::default() }))
        .unwrap();
    let page = pdf.get_pages()[&1];
    assert_eq!(page_text(&pdf, page), "占((a/b)/c)。");
    let elements = elements(&pdf, "Formula");
    let [element] = elements.as_slice() else { panic!("{elements:?}") };
    for key in [&b"Alt"[..], b"ActualText"] {
        assert_eq!(lopdf::decode_text_string(element.get(key).unwrap()).unwrap(), "((a/b)/c)");
    }
    let area = element.get(b"A").unwrap().as_dict().unwrap().get(b"BBox").unwrap().as_array().unwrap();
    let area: Vec<f32> = area.iter().map(|side| side.as_float().unwrap()).collect();
    assert!(area[0] < area[2] && area[1] < area[3], "{area:?}");
    let stream = Stream::decode(&pdf.get_page_content(page)).unwrap();
    let scales: Vec<f32> =
        stream.operations.iter().filter(|o| o.operator == "Tz").map(|o| o.operands[0].as_float().unwrap()).collect();
    assert!(scales.first().is_some_and(|scale| *scale < 100.0), "brackets are drawn out: {scales:?}");
    assert_eq!(scales.last(), Some(&100.0), "and nothing else is");
    // Bars belong to the formula, not to the layout.
    let within = stream.operations.iter().filter(|o| matches!(o.operator.as_str(), "re" | "S")).count();
    assert_eq!(within, 2);
}

/// ISO 19005-3, 6.2.4.3: DeviceRGB, which the output intent covers.
#[test]
fn colours_are_those_of_the_output_intent() {
    let marks = Marks {
        color: Some(Color([0xFF, 0, 0x33])),
        highlight: Some(Color([0, 0xFF, 0])),
        strike: true,
        ..Marks::default()
    };
    let inlines = vec![Inline::text("黑"), fixture::marked("红", marks), Inline::text("黑")];
    let flow = Flow { blocks: vec![Block::runs(Content::new(inlines))], ..Flow::default() };
    let mut style = Style::gongwen().unwrap();
    style.emphasis.keep_colors = true;
    let pages = document_to_pages(&flow, &style, &Faces::default()).value;
    let pdf = Document::load_mem(&pages_to_pdf(&pages, &PdfOptions::default()).unwrap()).unwrap();
    let page = pdf.get_pages()[&1];
    assert_eq!(page_text(&pdf, page), "黑红黑");
    let stream = Stream::decode(&pdf.get_page_content(page)).unwrap();
    let colours: Vec<(String, Vec<f32>)> = stream
        .operations
        .iter()
        .filter(|operation| matches!(operation.operator.as_str(), "rg" | "RG" | "g" | "G" | "k" | "K" | "f" | "S"))
        .map(|operation| {
            (operation.operator.clone(), operation.operands.iter().map(|o| o.as_float().unwrap()).collect())
        })
        .collect();
    let (red, green, black) = (vec![1.0, 0.0, 0.2], vec![0.0, 1.0, 0.0], vec![0.0; 3]);
    let wanted = [
        ("rg", green),
        ("f", vec![]),
        ("RG", red.clone()),
        ("S", vec![]),
        ("rg", black.clone()),
        ("rg", red),
        ("rg", black),
    ];
    assert_eq!(colours, wanted.map(|(operator, operands)| (operator.to_owned(), operands)));
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

fn options(profile: Profile) -> PdfOptions {
    let attachment = Attachment {
        name: "report.json".into(),
        media_type: "application/json".into(),
        description: "数据".into(),
        bytes: b"{\"organ\": \"x\"}\n".to_vec(),
    };
    PdfOptions { profile, attachment: Some(attachment), ..(&fixture::report().properties).into() }
}

fn file(document: &Flow, options: &PdfOptions) -> Vec<u8> {
    pages_to_pdf(&document_to_pages(document, &Style::gongwen().unwrap(), &Faces::default()).value, options).unwrap()
}

fn paragraphs(texts: &[&str]) -> Flow {
    Flow { blocks: texts.iter().map(|text| Block::text(*text)).collect(), ..Flow::default() }
}

fn xmp(pdf: &Document) -> String {
    let stream = pdf.catalog().unwrap().get_deref(b"Metadata", pdf).unwrap().as_stream().unwrap();
    let packet = String::from_utf8(stream.content.clone()).unwrap();
    let mut reader = quick_xml::Reader::from_str(&packet);
    while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
    packet
}

#[test]
fn each_profile_claims_and_attaches_what_it_may() {
    for (profile, part, attached) in
        [(Profile::A3a, Some(3), true), (Profile::A2a, Some(2), false), (Profile::Plain, None, false)]
    {
        let pdf = Document::load_mem(&file(&fixture::report(), &options(profile))).unwrap();
        let catalog = pdf.catalog().unwrap();
        assert_eq!(catalog.has(b"OutputIntents"), part.is_some(), "{profile:?}");
        assert_eq!((catalog.has(b"AF"), catalog.has(b"Names")), (attached, attached), "{profile:?}");
        let packet = xmp(&pdf);
        assert_eq!(packet.contains("pdfuaid:part"), part.is_some(), "{profile:?}");
        assert_eq!(packet.contains("nianbao:pagesDigest"), attached, "{profile:?}");
        let claim = part.map(|part| format!("<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>A<"));
        assert!(claim.is_none_or(|claim| packet.contains(&claim)), "{profile:?}");
    }
}

#[test]
fn the_digest_ties_the_pages_to_the_attached_data() {
    let digest = |document: &Flow, options: &PdfOptions| {
        let packet = xmp(&Document::load_mem(&file(document, options)).unwrap());
        let (_, rest) = packet.split_once("<nianbao:pagesDigest>sha256:").unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    let (document, a3a) = (paragraphs(&["甲", "乙"]), options(Profile::A3a));
    let one = digest(&document, &a3a);
    assert!(one.len() == 64 && one.bytes().all(|b| b.is_ascii_hexdigit()), "{one}");
    assert_eq!(
        digest(&document, &PdfOptions { title: Some("别的".into()), ..a3a.clone() }),
        one,
        "a title is not on the pages"
    );
    assert_ne!(digest(&paragraphs(&["甲", "丙"]), &a3a), one);
    let mut other = a3a.clone();
    other.attachment.as_mut().unwrap().bytes.push(b' ');
    assert_ne!(digest(&document, &other), one);
}

#[test]
fn threads_give_the_same_bytes() {
    let (document, options) = (fixture::report(), options(Profile::A3a));
    let alone = file(&document, &options);
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(|| file(&document, &options))).collect();
        assert!(others.into_iter().all(|other| other.join().unwrap() == alone));
    });
}

#[test]
fn strange_strings_are_said_alike_everywhere() {
    let strange = "甲\u{0}\u{7}\u{1B}<b>&\"']]>\u{FFFE}\u{FFFF}\u{FEFF}\u{FDD0}\u{10FFFF}(\\)乙";
    let mut options = options(Profile::A3a);
    (options.title, options.author, options.description) =
        (Some(strange.into()), Some(strange.into()), Some("长".repeat(40_000)));
    let mut document = fixture::report();
    for block in &mut document.blocks {
        if let Block::Figure(figure) = block {
            figure.alt = strange.into();
        }
    }
    let pdf = Document::load_mem(&file(&document, &options)).unwrap();
    let clean = "甲   <b>&\"']]>(\\)乙";
    let info = pdf.get_dictionary(pdf.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    for key in [&b"Title"[..], b"Author"] {
        assert_eq!(info.get(key).unwrap().as_str().unwrap(), content::utf16(clean));
    }
    assert_eq!(info.get(b"Subject").unwrap().as_str().unwrap().len(), 2 + 2 * 16_000);
    let packet = xmp(&pdf);
    assert!(packet.contains("甲   &lt;b&gt;&amp;\"']]&gt;(\\)乙</rdf:li>"), "{packet}");
    let alt = pdf.objects.values().find_map(|object| object.as_dict().ok()?.get(b"Alt").ok()).unwrap();
    assert_eq!(alt.as_str().unwrap(), content::utf16(clean));
}

/// The font programs of a page's fonts, with the font dictionaries.
fn programs(pdf: &Document) -> Vec<(Dictionary, Vec<u8>)> {
    let fonts = pdf.get_page_fonts(pdf.get_pages()[&1]).unwrap();
    let program = |font: &Dictionary| {
        let descendant = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
        let descriptor = descendant.get_deref(b"FontDescriptor", pdf).unwrap().as_dict().unwrap();
        let program = descriptor.get_deref(b"FontFile2", pdf).unwrap().as_stream().unwrap();
        let bytes = program.decompressed_content().unwrap();
        assert_eq!(program.dict.get(b"Length1").unwrap().as_i64().unwrap(), bytes.len() as i64);
        (descendant.clone(), bytes)
    };
    fonts.values().map(|font| program(font)).collect()
}

#[test]
fn stated_widths_are_those_of_the_programs() {
    for (font, program) in programs(&report()) {
        let face = ttf_parser::Face::parse(&program, 0).unwrap();
        let widths = font.get(b"W").unwrap().as_array().unwrap();
        assert_eq!(widths[0].as_i64().unwrap(), 0);
        let widths = widths[1].as_array().unwrap();
        assert_eq!(widths.len(), usize::from(face.number_of_glyphs()));
        for (glyph, width) in widths.iter().enumerate() {
            let advance = f32::from(face.glyph_hor_advance(ttf_parser::GlyphId(glyph as u16)).unwrap());
            let advance = advance * 1000.0 / f32::from(face.units_per_em());
            assert!((width.as_i64().unwrap() as f32 - advance).abs() <= 0.5);
        }
    }
}

/// The outline of a glyph, as drawing commands.
#[derive(Default, PartialEq, Debug)]
struct Outline(String);

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0 += &format!("M{x},{y}");
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0 += &format!("L{x},{y}");
    }
    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        self.0 += &format!("Q{a},{b},{x},{y}");
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        unreachable!("TrueType has no cubic curves");
    }
    fn close(&mut self) {
        self.0 += "Z";
    }
}

#[test]
fn characters_no_face_has_keep_their_text_and_are_drawn_as_a_box_of_their_own() {
    // Private, unassigned, no characters at all, and one no face has.
    let text = "甲\u{E000}乙\u{F8FF}丙\u{10FFFD}丁\u{FFFF}戊\u{1F600}己";
    let pdf = Document::load_mem(&file(&paragraphs(&[text]), &options(Profile::A3a))).unwrap();
    let page = pdf.get_pages()[&1];
    assert_eq!(page_text(&pdf, page), text);
    let mapped: String = to_unicode(&pdf, page).into_values().flat_map(BTreeMap::into_values).collect();
    assert!(!mapped.contains(['\u{E000}', '\u{F8FF}', '\u{10FFFD}', '\u{FFFF}', '\u{0}']), "{mapped}");
    for operation in Stream::decode(&pdf.get_page_content(page)).unwrap().operations {
        if matches!(operation.operator.as_str(), "Tj" | "TJ") {
            let parts = operation.operands[0].as_array().map_or(operation.operands.as_slice(), Vec::as_slice);
            let codes = parts.iter().filter_map(|part| part.as_str().ok()).flat_map(|codes| codes.chunks(2));
            assert!(codes.into_iter().all(|code| code != [0, 0]), "glyph 0 is shown");
        }
    }
    let programs = programs(&pdf);
    let boxed = programs.iter().filter(|(_, program)| {
        let face = ttf_parser::Face::parse(program, 0).unwrap();
        let others = 1..face.number_of_glyphs();
        let outline = |glyph: u16| {
            let mut outline = Outline::default();
            let bounds = face.outline_glyph(ttf_parser::GlyphId(glyph), &mut outline);
            (bounds, outline, face.glyph_hor_advance(ttf_parser::GlyphId(glyph)))
        };
        outline(0).0.is_some() && others.into_iter().any(|glyph| outline(0) == outline(glyph))
    });
    assert_eq!(boxed.count(), 1);
}

#[test]
fn every_file_has_a_title() {
    let title = |document: &Flow, title: Option<&str>| {
        let options = PdfOptions { title: title.map(str::to_owned), ..PdfOptions::default() };
        let pdf = Document::load_mem(&file(document, &options)).unwrap();
        let info = pdf.get_dictionary(pdf.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
        lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap()
    };
    let headed = Flow { blocks: vec![Block::text("甲"), fixture::heading(2, "一、总则")], ..Flow::default() };
    assert_eq!(title(&headed, Some("办法")), "办法");
    assert_eq!(title(&headed, None), "一、总则");
    assert_eq!(title(&headed, Some(" \u{1}")), "一、总则");
    assert_eq!(title(&Flow::default(), None), "无标题文件");
}

/// All structure elements of a kind.
fn elements(pdf: &Document, kind: &str) -> Vec<Dictionary> {
    let elements = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    elements.filter(|dict| name(dict, b"Type") == "StructElem" && name(dict, b"S") == kind).cloned().collect()
}

#[test]
fn heading_ranks_leave_none_out() {
    let blocks = [3, 5, 2, 3].map(|level| fixture::heading(level, "题")).to_vec();
    let pdf = Document::load_mem(&file(&Flow { blocks, ..Flow::default() }, &PdfOptions::default())).unwrap();
    // The typesetter keeps 2 below 5 where 3 came first; what matters is that no rank is left out.
    let counts = [1, 2, 3, 4].map(|rank| elements(&pdf, &format!("H{rank}")).len());
    assert_eq!(counts.iter().sum::<usize>(), 4);
    assert!(counts.windows(2).all(|pair| pair[0] > 0 || pair[1] == 0), "{counts:?}");
}

#[test]
fn figures_have_boxes_lists_say_how_they_count_and_notes_are_found() {
    let pdf = report();
    let [figure] = elements(&pdf, "Figure").try_into().unwrap();
    let area = figure.get(b"A").unwrap().as_dict().unwrap().get(b"BBox").unwrap().as_array().unwrap();
    let area: Vec<f32> = area.iter().map(|value| value.as_float().unwrap()).collect();
    assert!(
        0.0 < area[0] && area[0] < area[2] && area[2] < 596.0 && 0.0 < area[1] && area[1] < area[3] && area[3] < 842.0
    );
    for list in elements(&pdf, "L") {
        assert!(list.get(b"A").unwrap().as_dict().unwrap().has(b"ListNumbering"));
    }
    let root = pdf.catalog().unwrap().get_deref(b"StructTreeRoot", &pdf).unwrap().as_dict().unwrap();
    let leaf =
        root.get(b"IDTree").unwrap().as_dict().unwrap().get(b"Kids").unwrap().as_array().unwrap()[0].as_reference();
    let names = pdf.get_dictionary(leaf.unwrap()).unwrap().get(b"Names").unwrap().as_array().unwrap();
    assert_eq!(names.len(), 2 * elements(&pdf, "Note").len());
    for pair in names.chunks(2) {
        let note = pdf.get_dictionary(pair[1].as_reference().unwrap()).unwrap();
        assert_eq!(note.get(b"ID").unwrap(), &pair[0]);
    }
}

#[test]
fn artifacts_say_what_they_are() {
    let pdf = report();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for page in pdf.get_pages().into_values() {
        for Operation { operator, operands } in Stream::decode(&pdf.get_page_content(page)).unwrap().operations {
            assert_ne!(operator, "BMC", "an artifact without a type");
            if operator == "BDC" && operands[0].as_name().unwrap() == b"Artifact" {
                let properties = operands[1].as_dict().unwrap();
                *kinds.entry(format!("{} {}", name(properties, b"Type"), name(properties, b"Subtype"))).or_default() +=
                    1;
            }
        }
    }
    let pages = pdf.get_pages().len();
    assert_eq!(kinds.get("Pagination Footer"), Some(&pages), "one page number a page: {kinds:?}");
    assert!(kinds.contains_key("Pagination ") && kinds.contains_key("Layout "), "{kinds:?}");
}

#[test]
fn links_that_lead_nowhere_or_are_too_long_for_an_archive_are_text() {
    let file_of = |target: &str| {
        let link = crate::document::Link { target: target.into(), content: Content::plain("网址") };
        let content = Content::new(vec![Inline::Link(link)]);
        let blocks = vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })];
        Document::load_mem(&file(&Flow { blocks, ..Flow::default() }, &options(Profile::A3a))).unwrap()
    };
    // Others are no links to the typesetter already.
    let is_too_long = |target: &str| target.len() > 3_639 * 3 + 8;
    let long = |characters: usize| format!("https://{}", "政".repeat(characters));
    for (target, links) in [
        ("", 0),
        (" ", 0),
        ("\u{7}", 0),
        ("javascript:alert(1)", 0),
        ("https://政", 1),
        (long(3_639).as_str(), 1),
        (long(3_640).as_str(), 0),
    ] {
        let pdf = file_of(target);
        let page = pdf.get_pages()[&1];
        let annotations = pdf.get_page_annotations(page).unwrap_or_default();
        assert!(annotations.iter().all(|a| !a.get(b"Contents").unwrap().as_str().unwrap().trim_ascii().is_empty()));
        assert_eq!(
            (annotations.len(), elements(&pdf, "Link").len(), elements(&pdf, "Span").len()),
            (links, links, usize::from(is_too_long(target)))
        );
        assert_eq!(page_text(&pdf, page), "网址");
    }
}

#[test]
fn the_ledger_names_what_there_is() {
    const SOURCES: &[(&str, &str)] = &[
        ("archival", include_str!("archival.rs")),
        ("attachment", include_str!("attachment.rs")),
        ("content", include_str!("content.rs")),
        ("faces", include_str!("faces.rs")),
        ("file", include_str!("file.rs")),
        ("metadata", include_str!("metadata.rs")),
        ("outline", include_str!("outline.rs")),
        ("picture", include_str!("picture.rs")),
        ("structure", include_str!("structure.rs")),
        ("tests", include_str!("tests.rs")),
        ("used", include_str!("../../font/used.rs")),
    ];
    let ledger = include_str!("CONFORMANCE.md");
    let mut named = 0;
    for row in ledger.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| clause")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [_, _, met, tested] = cells.as_slice() else { panic!("{row}") };
        for code in met.split('`').skip(1).step_by(2) {
            let (module, function) = code.split_once("::").unwrap_or(("", ""));
            let found = SOURCES.iter().filter(|(file, _)| *file == module || module.starts_with(char::is_uppercase));
            let mut found = found.filter(|(_, text)| {
                text.contains(&format!("fn {function}")) || text.contains(&format!("struct {function}"))
            });
            assert!(module.is_empty() || found.next().is_some(), "the ledger names `{code}`");
            named += 1;
        }
        for code in tested.split('`').skip(1).step_by(2) {
            let test = format!("fn {}", code.trim_end_matches('…'));
            assert!(SOURCES.iter().any(|(_, text)| text.contains(&test)), "the ledger names the test `{code}`");
            named += 1;
        }
    }
    assert!(named > 80, "{named}");
}

#[test]
fn a_page_turned_for_a_wide_table_has_its_own_size() {
    let places = (0..4).flat_map(|row| (0..24).map(move |column| (row, column)));
    let cells = places.map(|(row, column)| crate::document::Cell::new(row, column, vec![Block::text("本月数量")]));
    let grid = crate::document::Grid::new(4, 24, cells.collect()).unwrap();
    let blocks = vec![Block::text("前文"), fixture::heading(1, "一、表"), Block::Table(grid)];
    let pdf = Document::load_mem(&pdf(&Flow { blocks, ..Flow::default() })).unwrap();
    let boxes: Vec<Vec<f32>> = pdf
        .get_pages()
        .into_values()
        .map(|page| {
            let media = pdf.get_dictionary(page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
            media.iter().map(|side| side.as_float().unwrap().round()).collect()
        })
        .collect();
    assert_eq!(boxes, [[0.0, 0.0, 595.0, 842.0], [0.0, 0.0, 842.0, 595.0]]);
    // Its heading stands at the upper edge of the turned text area, 28 mm from the top.
    let page = pdf.get_pages().into_values().nth(1).unwrap();
    let operations = Stream::decode(&pdf.get_page_content(page)).unwrap().operations;
    let first = operations.iter().find(|o| o.operator == "Td").unwrap();
    let y = first.operands[1].as_float().unwrap();
    assert!(y < 595.28 - 79.3 && y > 595.28 - 79.3 - 29.0, "{y}");
}
