//! Pictures that are described, not sampled: SVG in drafts of several formats, drawn in all that is published.

use nianbao::document::{Block, Crop, Document, Figure, MediaType, Medium, Size};
use nianbao::finding::Finding;
use nianbao::font::Faces;
use nianbao::ooxml::{Package, PackageKind, parts_to_package};
use nianbao::read::docx::docx_to_document;
use nianbao::style::Style;
use nianbao::typeset::{Item, document_to_pages};
use nianbao::write::docx::document_to_docx;

const SVG: &str = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"192\" height=\"96\">\
                   <rect width=\"192\" height=\"96\" fill=\"#3366aa\"/><text x=\"9\" y=\"50\" fill=\"#fff\">公开 2023</text></svg>";

/// A document of one picture with this file.
fn document(id: &str, file: &[u8], size: Option<Size>) -> Document {
    let figure = Figure {
        media: id.into(),
        alt: "柱状图".into(),
        decorative: false,
        size,
        crop: None,
        origin: Default::default(),
    };
    let medium = Medium { media_type: MediaType::of(file), bytes: file.into() };
    Document { blocks: vec![Block::Figure(figure)], media: [(id.to_owned(), medium)].into(), ..Document::default() }
}

/// The size in pixels of the PNG that a medium is.
fn pixels(medium: &Medium) -> (u32, u32) {
    assert_eq!(medium.media_type, MediaType::Png);
    let number = |at: usize| u32::from_be_bytes(medium.bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(Finding::code).collect()
}

/// The parts of a package, changed.
fn changed(docx: &[u8], change: impl Fn(&str, Vec<u8>) -> (String, Vec<u8>)) -> Vec<u8> {
    let mut package = Package::open(docx, PackageKind::Docx).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let parts = names.iter().map(|name| change(name, package.part(name).unwrap().unwrap()));
    parts_to_package(&parts.collect::<Vec<_>>()).unwrap()
}

#[test]
fn svg_is_drawn_in_every_format_in_its_size_on_paper() {
    let style = Style::gongwen().unwrap();
    for (size, expected) in [
        (None, ((600, 300), Size { width_um: 50_800, height_um: 25_400 })),
        (
            Some(Size { width_um: 101_600, height_um: 50_800 }),
            ((1_200, 600), Size { width_um: 101_600, height_um: 50_800 }),
        ),
    ] {
        // Whatever it is called.
        for id in ["bild.svg", "image1.emf", "image1.png"] {
            let document = document(id, SVG.as_bytes(), size);
            let written = document_to_docx(&document, &style).unwrap();
            assert_eq!(codes(&written.findings), [""; 0]);
            let read = docx_to_document(&written.value).unwrap().value;
            let [Block::Figure(figure)] = read.blocks.as_slice() else { panic!("{:?}", read.blocks) };
            assert_eq!((pixels(&read.media[&figure.media]), figure.size.unwrap()), expected, "{id}");
            let page = nianbao::write::html::document_to_html(&document, &style);
            assert!(page.findings.is_empty() && page.value.contains("src=\"data:image/png;base64,"));
            let pages = document_to_pages(&document, &style, &Faces::embedded(&style));
            assert_eq!(codes(&pages.findings), [""; 0]);
            let placed = pages.value.pages[0].items.iter().find_map(|item| match item {
                Item::Image(image) => Some(image.width_pt),
                _ => None,
            });
            assert!((placed.unwrap() - expected.1.width_um as f32 * 72.0 / 25_400.0).abs() < 0.1, "{placed:?}");
        }
    }
}

#[test]
fn what_is_left_of_svg_is_as_large_as_it_was() {
    let style = Style::gongwen().unwrap();
    let mut document = document("a.svg", SVG.as_bytes(), None);
    let Block::Figure(figure) = &mut document.blocks[0] else { panic!() };
    figure.crop = Some(Crop { left: 50_000, ..Crop::default() });
    let page = nianbao::write::html::document_to_html(&document, &style).value;
    assert!(page.contains(" width=\"96\" height=\"96\" data-size-um=\"25400x25400\""), "{page}");
}

#[test]
fn what_of_svg_cannot_be_drawn_is_named_and_a_frame_stands_for_it() {
    let style = Style::gongwen().unwrap();
    let svg = SVG.replace("<rect", "<image href=\"https://a.cn/a.png\"/><rect");
    let document = document("a.svg", svg.as_bytes(), None);
    let pages = document_to_pages(&document, &style, &Faces::embedded(&style));
    assert_eq!(codes(&pages.findings), ["picture-not-drawn"]);
    assert_eq!(pages.findings[0].value("cause"), Some("SVG: <image>"));
    assert_eq!(codes(&document_to_docx(&document, &style).unwrap().findings), ["picture-not-written"]);
    let page = nianbao::write::html::document_to_html(&document, &style);
    assert_eq!(codes(&page.findings), ["picture-not-written"]);
    assert!(!page.value.contains("a.cn"), "nothing of it is in the page");
}

/// Of a picture that Word keeps twice, what its program made of it is taken; of one kept as SVG alone, that.
#[test]
fn word_files_have_svg_beside_another_picture_or_alone() {
    let style = Style::gongwen().unwrap();
    let plain = document_to_docx(&document("a.svg", SVG.as_bytes(), None), &style).unwrap().value;
    let extension = |id: &str| {
        format!(
            "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
             xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{id}\"/></a:ext></a:extLst>"
        )
    };
    let with = |alone: bool| {
        changed(&plain, |name, bytes| match name {
            "word/document.xml" => {
                let text = String::from_utf8(bytes).unwrap();
                let (before, after) = text.split_once("<a:blip ").unwrap();
                let (_, rest) = after.split_once("/>").unwrap();
                let (id, svg) = ("rIdPng", extension("rIdSvg"));
                let embed = if alone { String::new() } else { format!(" r:embed=\"{id}\"") };
                (name.to_owned(), format!("{before}<a:blip{embed}>{svg}</a:blip>{rest}").into_bytes())
            }
            "word/_rels/document.xml.rels" => {
                let text = String::from_utf8(bytes).unwrap();
                let relation = |id: &str, target: &str| {
                    format!(
                        "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" \
                         Target=\"{target}\"/>"
                    )
                };
                let more = relation("rIdPng", "media/image1.png") + &relation("rIdSvg", "styles.svg");
                (name.to_owned(), text.replace("</Relationships>", &format!("{more}</Relationships>")).into_bytes())
            }
            // A part more in the place of one that is not needed here.
            "word/fontTable.xml" => ("word/styles.svg".to_owned(), SVG.as_bytes().to_vec()),
            _ => (name.to_owned(), bytes),
        })
    };
    for (alone, kind) in [(false, MediaType::Png), (true, MediaType::Svg)] {
        let read = docx_to_document(&with(alone)).unwrap().value;
        let [Block::Figure(figure)] = read.blocks.as_slice() else { panic!("{:?}", read.blocks) };
        assert_eq!(read.media[&figure.media].media_type, kind);
    }
}

#[test]
fn web_pages_and_markdown_have_svg_as_data() {
    let data: String = SVG.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let page = format!("<p>甲</p><p><img alt=\"图\" src=\"data:image/svg+xml,{data}\"></p><p>乙</p>");
    let read = nianbao::read::html::html_to_document(page.as_bytes()).unwrap().value;
    assert_eq!(read.media.values().map(|medium| medium.media_type).collect::<Vec<_>>(), [MediaType::Svg]);
    assert!(read.blocks.iter().any(|block| matches!(block, Block::Figure(_))), "{:?}", read.blocks);
}

/// A metafile is written into Word files whatever it is called; pages have a frame of its size for it.
#[test]
fn metafiles_are_kept_in_word_files_and_framed_on_pages() {
    let style = Style::gongwen().unwrap();
    let mut emf = vec![0_u8; 100];
    emf[0] = 1;
    emf[40..44].copy_from_slice(b" EMF");
    let size = Some(Size { width_um: 50_000, height_um: 20_000 });
    let document = document("image1.png", &emf, size);
    let written = document_to_docx(&document, &style).unwrap();
    assert_eq!(codes(&written.findings), [""; 0]);
    let read = docx_to_document(&written.value).unwrap().value;
    assert_eq!(&*read.media.values().next().unwrap().bytes, emf.as_slice());
    let pages = document_to_pages(&document, &style, &Faces::embedded(&style));
    assert_eq!(codes(&pages.findings), ["picture-not-drawn"]);
    let rules = pages.value.pages[0].items.iter().filter(|item| matches!(item, Item::Rule(_))).count();
    assert!(rules >= 4);
}
