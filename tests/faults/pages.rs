//! What the pages and the other publications give away.

use super::read;
use crate::support::options;
use image::GenericImageView;
use nianbao::convert::{Publication, bytes_to_report};
use nianbao::document::{
    Alignment, Block, Cell, Change, Content, Figure, Grid, Inline, Marks, Media, MediaType, Medium,
};
use nianbao::document::{Paragraph, Revision, Size, Text};
use nianbao::format::Format;
use nianbao::report::{Item, Report};
use nianbao::typeset::{Child, Element, Item as Placed, LinkTarget, Pages, Tag};
use std::io::{Cursor, Read};

/// The codes of what is said of a publication.
fn published(report: &Report, format: Format) -> (Vec<u8>, Vec<&'static str>) {
    let options = options();
    let written = Publication::compose(report, &options).value.to_bytes(format).unwrap();
    (written.value, written.findings.iter().map(|finding| finding.code()).collect())
}

fn pages(report: &Report) -> Pages {
    let options = options();
    Publication::compose(report, &options).value.pages().value.clone()
}

/// A part of the Word file of a report.
fn word(report: &Report, part: &str) -> String {
    let (bytes, _) = published(report, Format::Docx);
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn html(report: &Report) -> String {
    String::from_utf8(published(report, Format::Html).0).unwrap()
}

/// The file's report with these blocks in its first section.
fn with_blocks(blocks: Vec<Block>) -> Report {
    let mut report = read("pages/title-splits-organ-name.docx").value;
    report.sections[0].content = blocks.into_iter().map(Item::Block).collect();
    report
}

/// The elements of a kind.
fn elements(pages: &Pages, tag: impl Fn(Tag) -> bool) -> Vec<&Element> {
    pages.structure.elements.iter().filter(|element| tag(element.tag)).collect()
}

/// What an element holds, as text and tags.
fn said(pages: &Pages, element: &Element) -> String {
    let mut text = String::new();
    for child in &element.children {
        match child {
            Child::Element(id) => text.push_str(&said(pages, &pages.structure.elements[id.0])),
            Child::Content(content) => {
                let runs = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
                    Placed::Text(run) if run.content == Some(*content) => Some(run.text.as_str()),
                    _ => None,
                });
                text.extend(runs);
            }
        }
    }
    text
}

/// The number of the page some text stands on.
fn page_of(pages: &Pages, text: &str) -> usize {
    let line = |page: &nianbao::typeset::Page| {
        let runs = page.items.iter().filter_map(|item| match item {
            Placed::Text(run) => Some(run.text.as_str()),
            _ => None,
        });
        runs.collect::<String>()
    };
    pages.pages.iter().position(|page| line(page).contains(text)).unwrap_or_else(|| panic!("{text} is on no page"))
}

fn picture(width: u32, height: u32) -> Medium {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::new(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Medium { media_type: MediaType::Png, bytes: bytes.into_inner().into() }
}

fn figure(alt: &str, decorative: bool) -> Block {
    let size = Some(Size { width_um: 60_000, height_um: 30_000 });
    Block::Figure(Figure {
        media: "a.png".into(),
        alt: alt.into(),
        decorative,
        size,
        crop: None,
        origin: Default::default(),
    })
}

fn with_picture(blocks: Vec<Block>) -> Report {
    let mut report = with_blocks(blocks);
    report.media = Media::from([("a.png".to_owned(), picture(20, 10))]);
    report
}

fn centred(text: &str) -> Block {
    Block::Paragraph(Paragraph { align: Alignment::Center, ..Paragraph::plain(text) })
}

#[test]
fn no_number_is_cut_where_a_viewer_guesses_spaces() {
    let (bytes, _) = published(&read("pages/numbers-cut-when-copied-in-chrome.docx").value, Format::Pdf);
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    for page in pdf.get_pages().into_values() {
        let content = String::from_utf8_lossy(&pdf.get_page_content(page)).into_owned();
        assert!(
            !content.contains("ActualText"),
            "no glyph here stands for another text, and no span ends inside a number"
        );
    }
}

#[test]
fn pictures_for_print_have_their_colours() {
    let report = read("pages/cmyk-jpeg-is-noise.docx").value;
    let (bytes, _) = published(&report, Format::Pdf);
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    let pictures = pdf.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| {
        stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Image")
    });
    let shown: Vec<_> = pictures.map(|stream| image::load_from_memory(&stream.content).unwrap()).collect();
    assert_eq!(shown.len(), 1);
    // Its ground is (40, 90, 160) in colours of a screen, in three components as the file says.
    assert_eq!(shown[0].color(), image::ColorType::Rgb8);
    let near = |pixel: [u8; 4]| pixel.iter().zip([40, 90, 160]).all(|(a, b): (&u8, u8)| a.abs_diff(b) < 25);
    assert!(near(shown[0].get_pixel(5, 50).0), "{:?}", shown[0].get_pixel(5, 50));
}

#[test]
fn a_turned_picture_stands_upright_everywhere() {
    let report = read("pages/exif-turned-picture-squeezed.docx").value;
    let pages = pages(&report);
    let image = pages.pages[0].items.iter().find_map(|item| match item {
        Placed::Image(image) => Some(image),
        _ => None,
    });
    let image = image.unwrap();
    // 200 × 100 pixels lying on their side.
    assert!((image.height_pt / image.width_pt - 2.0).abs() < 0.01, "{} × {}", image.width_pt, image.height_pt);
    assert_eq!(image::load_from_memory(&pages.media[&image.media].bytes).unwrap().dimensions(), (100, 200));
    assert!(word(&report, "word/document.xml").contains("<wp:extent cx=\"1080000\" cy=\"2160000\""));
    assert!(html(&report).contains("width=\"113\" height=\"227\""));
}

#[test]
fn pictures_nobody_describes_are_pictures_and_named() {
    let report = read("pages/alt-is-file-name-and-decorative-ignored.docx").value;
    let pages = pages(&report);
    let figures = elements(&pages, |tag| tag == Tag::Figure);
    assert_eq!(figures.len(), 1, "the decoration is an artifact");
    assert_eq!(figures[0].alt, None);
    for format in [Format::Pdf, Format::Html, Format::Docx] {
        let (bytes, codes) = published(&report, format);
        assert_eq!(codes.iter().filter(|code| **code == "picture-not-described").count(), 1, "{format:?}");
        if format == Format::Html {
            let html = String::from_utf8(bytes).unwrap();
            assert!(html.contains("alt=\"图片\"") && html.contains("alt=\"\""));
        }
    }
    let document = word(&report, "word/document.xml");
    assert_eq!(document.matches("adec:decorative").count(), 1);
    assert!(!document.contains("image1.png"));
    // And back.
    let (bytes, _) = published(&report, Format::Docx);
    assert_eq!(bytes_to_report(&bytes, Format::Docx, &options()).unwrap().value.sections, report.sections);
}

#[test]
fn a_caption_describes_its_picture() {
    for alt in ["", "微信图片_20240115.jpg", "图片 3"] {
        let report = with_picture(vec![figure(alt, false), centred("图1 近三年申请量")]);
        let pages = pages(&report);
        let figures = elements(&pages, |tag| tag == Tag::Figure);
        assert_eq!(figures[0].alt.as_deref(), Some("图1 近三年申请量"), "{alt}");
        assert!(!published(&report, Format::Pdf).1.contains(&"picture-not-described"));
        assert!(html(&report).contains("alt=\"图1 近三年申请量\""));
    }
    let report = with_picture(vec![figure("两列柱状图", false), centred("图1 近三年申请量")]);
    assert_eq!(elements(&pages(&report), |tag| tag == Tag::Figure)[0].alt.as_deref(), Some("两列柱状图"));
}

#[test]
fn a_link_round_a_picture_leads_on() {
    let report = read("pages/link-around-picture-lost.docx").value;
    let pages = pages(&report);
    let links = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Placed::Link(link) => Some(link),
        _ => None,
    });
    let links: Vec<_> = links.collect();
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].target, LinkTarget::Address("https://pic.example/".to_owned()));
    assert!((links[0].height_pt - 85.04).abs() < 0.1 && (links[0].width_pt - 170.08).abs() < 0.1, "{:?}", links[0]);
    assert!(html(&report).contains("<a href=\"https://pic.example/\"><img "));
    assert!(word(&report, "word/_rels/document.xml.rels").contains("https://pic.example/"));
}

#[test]
fn no_publication_links_to_scripts_or_files() {
    let report = read("pages/javascript-and-file-links-in-pdf.docx").value;
    for format in [Format::Pdf, Format::Html, Format::Docx] {
        let (bytes, codes) = published(&report, format);
        assert_eq!(codes.iter().filter(|code| **code == "link-not-written").count(), 2, "{format:?}");
        if format == Format::Html {
            let html = String::from_utf8(bytes).unwrap();
            // The data in it says what the draft said; nothing leads there.
            let (html, _) = html.split_once("<script type=\"application/json\"").unwrap();
            assert!(html.contains("脚本本地") && !html.contains("javascript:") && !html.contains("file:"));
        }
    }
    assert!(!word(&report, "word/_rels/document.xml.rels").contains("alert"));
    let pages = pages(&report);
    assert!(!pages.pages.iter().flat_map(|page| &page.items).any(|item| matches!(item, Placed::Link(_))));
    assert_eq!(page_of(&pages, "脚本本地"), 0, "their text is kept");
}

#[test]
fn typed_captions_stay_with_what_they_name() {
    let report = read("pages/typed-figure-caption-on-next-page.docx").value;
    let set = pages(&report);
    let caption = page_of(&set, "图1 主动公开信息数量");
    assert!(set.pages[caption].items.iter().any(|item| matches!(item, Placed::Image(_))));
    assert_eq!(elements(&set, |tag| tag == Tag::Caption).len(), 1);
    assert!(html(&report).contains("<figcaption class=\"center\">图1 主动公开信息数量</figcaption></figure>"));

    let report = read("pages/typed-table-caption-left-behind.docx").value;
    let set = pages(&report);
    let caption = page_of(&set, "表1 主动公开信息数量");
    assert_eq!([page_of(&set, "单位：条"), page_of(&set, "格00"), page_of(&set, "格42")], [caption; 3]);
    let captions = elements(&set, |tag| tag == Tag::Caption);
    assert_eq!(
        captions.iter().map(|caption| said(&set, caption)).collect::<Vec<_>>(),
        ["表1 主动公开信息数量单位：条"]
    );
    assert!(
        html(&report)
            .contains("<caption class=\"caption center\">表1 主动公开信息数量<span class=\"unit end\" data-role=\"unit\">单位：条</span>")
    );
    let document = word(&report, "word/document.xml");
    for text in ["表1 主动公开信息数量", "单位：条", "格00", "格32"] {
        let before = document.split(text).next().unwrap();
        let paragraph = before.rsplit("<w:p>").next().unwrap();
        assert!(paragraph.contains("w:keepNext"), "{text}: {paragraph}");
    }
}

#[test]
fn a_small_table_is_not_divided() {
    let rows = 5;
    let cell = |at: u32| Cell::new(at / 3, at % 3, vec![Block::text(format!("格{at}"))]);
    // However far down a page it begins.
    for lines in 10..24 {
        let mut blocks: Vec<Block> = (0..lines).map(|at| Block::text(format!("第{at}段"))).collect();
        blocks.push(Block::Table(Grid::new(rows, 3, (0..rows * 3).map(cell).collect()).unwrap()));
        let set = pages(&with_blocks(blocks));
        assert_eq!(page_of(&set, "格0"), page_of(&set, "格14"), "{lines}");
    }
}

#[test]
fn typed_lists_and_attachments_say_what_they_are() {
    let report = read("pages/numbered-list-not-tagged-as-list.docx").value;
    let set = pages(&report);
    let tags = |tag: Tag| elements(&set, |own| own == tag).iter().map(|e| said(&set, e)).collect::<Vec<_>>();
    assert_eq!(tags(Tag::List), ["1.第一项2.第二项"]);
    assert_eq!(tags(Tag::Label), ["1.", "2."]);
    assert_eq!(tags(Tag::ListBody), ["第一项", "第二项"]);

    let report = read("pages/attachment-titles-not-headings.docx").value;
    let set = pages(&report);
    let outline: Vec<&str> = set.outline.iter().map(|entry| entry.title.as_str()).collect();
    assert!(outline.ends_with(&["附件1　云岭县水务局政府信息公开目录", "附件2　统计表"]), "{outline:?}");
    let headings = elements(&set, |tag| matches!(tag, Tag::Heading(2)));
    assert!(headings.iter().any(|heading| said(&set, heading) == "统计表"));
    let page = html(&report);
    let (before, _) = page.split_once("云岭县水务局政府信息公开目录</h2>").unwrap();
    assert!(
        before.rsplit('<').next().unwrap().starts_with("h2 class=\"attachment-title"),
        "a heading that looks as the title does"
    );
}

#[test]
fn struck_text_says_so() {
    let struck = |text: &str| {
        Inline::Text(Text { marks: Marks { strike: true, ..Marks::default() }, ..Text::new(text, Marks::default()) })
    };
    let deleted = |text: &str| {
        let (author, date) = (String::new(), String::new());
        Inline::Revision(Revision { change: Change::Deleted, author, date, content: Content::plain(text) })
    };
    for run in [struck("12"), deleted("12")] {
        let content = Content::new(vec![Inline::text("共"), run, Inline::text("15件")]);
        let set = pages(&with_blocks(vec![Block::runs(content)]));
        let spans = elements(&set, |tag| tag == Tag::Struck);
        assert_eq!(spans.iter().map(|span| said(&set, span)).collect::<Vec<_>>(), ["12"]);
    }
}

#[test]
fn titles_are_broken_by_sense_in_word_and_web_too() {
    for (path, first, second) in [
        ("pages/title-splits-organ-name.docx", "云岭县住房和城乡建设局", "2023年政府信息公开年报"),
        (
            "pages/clean-title-of-two-lines-breaks-badly-in-word-and-web.docx",
            "云溪县水务局",
            "2025年政府信息公开工作年度报告",
        ),
    ] {
        let report = read(path).value;
        let (bytes, _) = published(&report, Format::Docx);
        let document = word(&report, "word/document.xml");
        let at = document.find(first).unwrap();
        let title = &document[at..at + document[at..].find("</w:p>").unwrap()];
        assert!(title.contains("<w:br"), "{title}");
        assert!(title.split("<w:br").next().unwrap().ends_with(&format!("{first}</w:t>")), "{title}");
        assert!(html(&report).contains(&format!("<span>{first}</span><span>{second}</span></h1>")));
        // The break is one of the file, not of the title.
        let again = bytes_to_report(&bytes, Format::Docx, &options()).unwrap();
        assert_eq!(again.value.title, report.title);
        assert!(!again.findings.iter().any(|finding| finding.code() == "title-joined"));
    }
}

#[test]
fn ornaments_are_named() {
    let read = read("pages/emphasis-dots-border-combined-dropped.docx");
    let named: Vec<String> =
        read.findings.iter().filter(|f| f.code() == "ornament-left-out").map(ToString::to_string).collect();
    assert_eq!(named.len(), 3, "{named:?}");
    for text in ["着重号", "加框", "双行合一"] {
        assert!(named.iter().any(|finding| finding.contains(text)), "{text}: {named:?}");
    }
}
