//! The law of the hourglass: `read(write(report)) = report`, and the same input gives the same bytes.

use crate::support::{REPORTS, draft, options, repacked, sample_bytes};
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::document::{
    Alignment, Block, Break, Cell, Diagonal, Document, Grid, HeaderScope, InlineImage, Leader, MediaType, Medium,
    Paragraph, Size, TabAlignment, TabStop, TextDirection,
};
use nianbao::format::{FORMATS, Format};
use nianbao::read::docx::docx_to_document;
use nianbao::report::{Attachment, Item, Report, load, save};
use nianbao::style::Style;
use nianbao::write::docx::document_to_docx;

fn written(report: &Report, format: Format) -> Vec<u8> {
    let options = options();
    Publication::compose(report, &options).value.to_bytes(format).unwrap().value
}

#[test]
fn word_carries_every_sample_whole() {
    for name in REPORTS {
        let report = draft(name).value;
        let read = bytes_to_report(&written(&report, Format::Docx), Format::Docx, &options()).unwrap().value;
        let forms = options().forms;
        same_json(&save(&read, &forms), &save(&report, &forms), name);
        assert_eq!(read, report, "{name}");
    }
}

/// By what the page shows alone, not by the data it may carry.
#[test]
fn web_pages_carry_every_sample_whole() {
    let mut options = options();
    options.read.visible_only = true;
    for name in REPORTS {
        let report = draft(name).value;
        let read = bytes_to_report(&written(&report, Format::Html), Format::Html, &options).unwrap().value;
        same_json(&save(&read, &options.forms), &save(&report, &options.forms), name);
        assert_eq!(read, report, "{name}");
    }
}

/// A fragment carries no data: what it shows is all there is.
#[test]
fn fragments_of_web_pages_carry_every_sample_whole_in_every_style() {
    for style in Style::names() {
        let mut options = Options { style: Style::built_in(style).unwrap(), ..options() };
        options.write.html.fragment = true;
        for name in REPORTS {
            let report = draft(name).value;
            let fragment = Publication::compose(&report, &options).value.to_bytes(Format::Html).unwrap().value;
            let read = bytes_to_report(&fragment, Format::Html, &options).unwrap().value;
            same_json(&save(&read, &options.forms), &save(&report, &options.forms), name);
            assert_eq!(read, report, "{name}, {style}");
        }
    }
}

/// All but the widths of columns, which Markdown has no word for.
#[test]
fn markdown_carries_every_sample() {
    let forms = options().forms;
    for name in REPORTS {
        let mut report = draft(name).value;
        each_grid(&mut report, &mut |grid| grid.widths.clear());
        let read = bytes_to_report(&written(&report, Format::Markdown), Format::Markdown, &options()).unwrap().value;
        same_json(&save(&read, &forms), &save(&report, &forms), name);
        assert_eq!(read, report, "{name}");
    }
}

/// Whatever the page looks like, what it says is the same.
#[test]
fn word_carries_a_sample_whole_in_every_style() {
    for name in Style::names() {
        let style = Style::built_in(name).unwrap();
        for sample in REPORTS {
            let report = draft(sample).value;
            let document = Publication::compose(&report, &options()).value.document().clone();
            let bytes = document_to_docx(&document, &style).unwrap().value;
            assert_eq!(bytes_to_report(&bytes, Format::Docx, &options()).unwrap().value, report, "{sample}, {name}");
        }
    }
}

/// How a style aligns header cells is not what their text says of itself.
#[test]
fn header_cells_come_back_with_their_scope_and_no_alignment_of_their_own() {
    let cell = |row, column, header, text: &str| Cell { header, ..Cell::new(row, column, vec![Block::text(text)]) };
    let cells = vec![
        cell(0, 0, HeaderScope::Column, "甲"),
        cell(0, 1, HeaderScope::Column, "乙"),
        cell(1, 0, HeaderScope::Row, "丙").spanning(2, 1),
        cell(1, 1, HeaderScope::None, "1"),
        cell(2, 1, HeaderScope::None, "2"),
    ];
    let mut grid = Grid::new(3, 2, cells).unwrap();
    grid.header_rows = 1;
    let document = Document { blocks: vec![Block::Table(grid)], ..Document::default() };
    let bytes = document_to_docx(&document, &Style::gongwen().unwrap()).unwrap().value;
    let read = docx_to_document(&bytes).unwrap().value;
    let Some(Block::Table(grid)) = read.blocks.first() else { panic!("{:?}", read.blocks) };
    let facts: Vec<_> = grid
        .cells()
        .iter()
        .map(|cell| {
            let [Block::Paragraph(paragraph)] = cell.content.as_slice() else { panic!("{cell:?}") };
            (cell.header, paragraph.align)
        })
        .collect();
    let start = |header| (header, Alignment::Start);
    let (column, row, none) = (HeaderScope::Column, HeaderScope::Row, HeaderScope::None);
    assert_eq!(facts, [start(column), start(column), start(row), start(none), start(none)]);
}

/// Calls `change` with every table of a report's own sections and attachments.
fn each_grid(report: &mut Report, change: &mut impl FnMut(&mut Grid)) {
    let of_sections =
        report.sections.iter_mut().flat_map(|section| &mut section.content).filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Statistics(_) => None,
        });
    let of_attachments = report.attachments.iter_mut().flat_map(|attachment| &mut attachment.content);
    for block in report.preamble.iter_mut().chain(of_sections).chain(of_attachments) {
        if let Block::Table(grid) = block {
            change(grid);
        }
    }
}

/// What only looks say: the seal over the sign-off, the line across the head of a table, text set upright.
#[test]
fn seals_and_lines_across_cells_are_carried() {
    const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xaeB`\x82";
    let mut report = draft("qinghe-2023").value;
    let medium = Medium { media_type: MediaType::Png, bytes: DOT.into() };
    report.media.insert("image2.png".into(), medium);
    let size = Some(Size { width_um: 42_000, height_um: 42_000 });
    let seal =
        InlineImage {
            media: "image2.png".into(), alt: "（印章）".into(), size, seal: true, ..InlineImage::default()
        };
    report.signature.as_mut().unwrap().seals = vec![seal];
    let label = |align, text: &str| Block::Paragraph(Paragraph { align, ..Paragraph::plain(text) });
    let head = vec![label(Alignment::End, "季度"), label(Alignment::Start, "类别")];
    let head = Cell { diagonal: Diagonal::Falling, header: HeaderScope::Column, ..Cell::new(0, 0, head) };
    let cell = |row, column, text: &str| Cell::new(row, column, vec![Block::text(text)]);
    let upright = Cell { direction: TextDirection::Vertical, ..cell(1, 0, "复制费") };
    let crossed = Cell { diagonal: Diagonal::Both, direction: TextDirection::Upwards, ..cell(1, 1, "无") };
    let heads = Cell { header: HeaderScope::Column, ..cell(0, 1, "一季度") };
    let mut grid = Grid::new(2, 2, vec![head, heads, upright, crossed]).unwrap();
    grid.header_rows = 1;
    grid.widths = vec![500, 500];
    report.sections[0].content.push(Item::Block(Block::Table(grid)));
    let mut options = options();
    options.read.visible_only = true;
    let read = |bytes: &[u8], format| bytes_to_report(bytes, format, &options).unwrap().value;
    for format in [Format::Docx, Format::Html, Format::Json] {
        same(&read(&written(&report, format), format), &report);
    }
    let mut fragment = self::options();
    fragment.write.html.fragment = true;
    let bytes = Publication::compose(&report, &fragment).value.to_bytes(Format::Html).unwrap().value;
    same(&read(&bytes, Format::Html), &report);
}

/// Tabs that lead to stops of their own, at the ends of lines too; a list of contents is no part of what is carried.
#[test]
fn tab_stops_are_carried_and_lists_of_contents_are_not() {
    let mut report = draft("qinghe-2023").value;
    let stop = |at, align, leader| TabStop { at, align, leader };
    let lines = [
        (vec![stop(500, TabAlignment::Left, Leader::None)], "联系人：张三\t电话：0000"),
        (vec![stop(1000, TabAlignment::Right, Leader::Dots)], "主动公开\t12"),
        (vec![stop(746, TabAlignment::Center, Leader::None)], "\t清河市水利局"),
        (
            vec![
                stop(300, TabAlignment::Center, Leader::Hyphens),
                stop(900, TabAlignment::Decimal, Leader::MiddleDots),
            ],
            "甲\t乙\t1.5\t丙",
        ),
        (vec![stop(400, TabAlignment::Left, Leader::Line)], "审核人：\t"),
    ];
    for (tabs, text) in lines {
        let paragraph = Paragraph { tabs, ..Paragraph::plain(text) };
        report.sections[0].content.insert(0, Item::Block(Block::Paragraph(paragraph)));
    }
    let mut options = options();
    options.read.visible_only = true;
    options.style.contents.levels = 2;
    for format in [Format::Docx, Format::Html, Format::Json] {
        let bytes = Publication::compose(&report, &options).value.to_bytes(format).unwrap().value;
        let read = bytes_to_report(&bytes, format, &options).unwrap();
        same(&read.value, &report);
    }
    let mut fragment = options.clone();
    fragment.write.html.fragment = true;
    let bytes = Publication::compose(&report, &fragment).value.to_bytes(Format::Html).unwrap().value;
    same(&bytes_to_report(&bytes, Format::Html, &options).unwrap().value, &report);
    // On the pages as they are seen, and with the data they carry.
    let bytes = Publication::compose(&report, &options).value.to_bytes(Format::Pdf).unwrap().value;
    let seen = bytes_to_report(&bytes, Format::Pdf, &options).unwrap();
    assert!(seen.findings.iter().any(|finding| finding.code() == "typed-contents-left-out"));
    assert_eq!(seen.value.statistics, report.statistics);
    options.read.visible_only = false;
    same(&bytes_to_report(&bytes, Format::Pdf, &options).unwrap().value, &report);
}

/// Parts on turned paper: a section's, an attachment's, and upright ones again.
#[test]
fn how_the_paper_lies_is_carried() {
    let mut report = draft("qinghe-2023").value;
    let block = |begins| Item::Block(Block::Break(begins));
    report.sections[1].content.push(block(Break::Turned));
    report.sections[2].content.push(block(Break::Upright));
    let attachment = |label: &str, begins: Option<Break>| {
        let content = begins.map(Block::Break).into_iter().chain([
            Block::text("甲"),
            Block::Break(Break::Page),
            Block::text("乙"),
        ]);
        Attachment { label: Some(label.to_owned()), title: None, content: content.collect() }
    };
    report.attachments.push(attachment("附件1", Some(Break::Turned)));
    report.attachments.push(attachment("附件2", Some(Break::Upright)));
    report.attachments.push(attachment("附件3", None));
    let mut options = options();
    options.read.visible_only = true;
    for format in [Format::Docx, Format::Html, Format::Json] {
        let bytes = Publication::compose(&report, &options).value.to_bytes(format).unwrap().value;
        same(&bytes_to_report(&bytes, format, &options).unwrap().value, &report);
    }
    let bytes = Publication::compose(&report, &options).value.to_bytes(Format::Pdf).unwrap().value;
    let seen = bytes_to_report(&bytes, Format::Pdf, &options).unwrap().value;
    let breaks = |report: &Report| {
        let turns = |block: &Block| if let Block::Break(begins) = block { begins.turns() } else { None };
        report.attachments.iter().map(|attachment| attachment.content.first().and_then(turns)).collect::<Vec<_>>()
    };
    assert_eq!((breaks(&seen), &seen.statistics), (breaks(&report), &report.statistics));
    options.read.visible_only = false;
    same(&bytes_to_report(&bytes, Format::Pdf, &options).unwrap().value, &report);
}

fn same(found: &Report, expected: &Report) {
    let forms = options().forms;
    same_json(&save(found, &forms), &save(expected, &forms), "");
    assert!(found == expected);
}

/// Compares two texts and shows the first line that differs.
fn same_json(found: &str, expected: &str, name: &str) {
    for (n, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{name}, line {}", n + 1);
    }
}

#[test]
fn json_carries_every_sample_whole() {
    let forms = options().forms;
    for name in REPORTS {
        let report = draft(name).value;
        let text = save(&report, &forms);
        let loaded = load(&text, &forms).unwrap();
        same_json(&save(&loaded, &forms), &text, name);
        assert_eq!(loaded, report, "{name}");
    }
}

#[test]
fn workbooks_carry_the_tables_of_every_sample() {
    for name in REPORTS {
        let report = draft(name).value;
        let read = bytes_to_report(&written(&report, Format::Xlsx), Format::Xlsx, &options()).unwrap().value;
        assert_eq!(read.statistics, report.statistics, "{name}");
    }
}

/// A page carries its report whole, and what it shows is the same: else what is shown would be read.
#[test]
fn web_pages_carry_every_sample_whole_in_every_style() {
    for style in Style::names() {
        let options = Options { style: Style::built_in(style).unwrap(), ..options() };
        for name in REPORTS {
            let report = draft(name).value;
            let page = Publication::compose(&report, &options).value.to_bytes(Format::Html).unwrap().value;
            let read = bytes_to_report(&page, Format::Html, &options).unwrap();
            assert_eq!(read.findings.first().map(|finding| finding.code()), Some("attached-data-used"), "{name}");
            same_json(&save(&read.value, &options.forms), &save(&report, &options.forms), name);
            assert_eq!(read.value, report, "{name}, {style}");
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_in_every_format() {
    for name in REPORTS {
        let report = draft(name).value;
        for entry in FORMATS.iter().filter(|entry| entry.is_published()) {
            assert!(
                written(&report, entry.format) == written(&draft(name).value, entry.format),
                "{name}.{}",
                entry.name
            );
        }
    }
}

#[test]
fn a_published_word_file_reads_without_findings_but_those_of_its_figures() {
    for name in ["lukou-2021", "qinghe-2023"] {
        let read = bytes_to_report(&written(&draft(name).value, Format::Docx), Format::Docx, &options()).unwrap();
        let unexpected: Vec<_> = read
            .findings
            .iter()
            .map(|finding| finding.code())
            .filter(|code| !code.starts_with("section-") && !code.starts_with("heading-"))
            .collect();
        assert_eq!(unexpected, [""; 0], "{name}");
    }
}

/// A report begins upright, and says so where its source does not.
#[test]
fn a_report_that_begins_on_turned_paper_begins_upright() {
    let across = |name: &str, part: Vec<u8>| match name {
        "word/document.xml" => {
            let text = String::from_utf8(part).unwrap();
            let size = text.find("<w:pgSz ").unwrap();
            let end = size + text[size..].find('>').unwrap() + 1;
            format!("{}<w:pgSz w:w=\"16838\" w:h=\"11906\"/>{}", &text[..size], &text[end..]).into_bytes()
        }
        _ => part,
    };
    let turned = repacked(&sample_bytes("lukou-2021/draft.docx"), across);
    let read = bytes_to_report(&turned, Format::Docx, &options()).unwrap();
    assert!(read.findings.iter().any(|finding| finding.code() == "page-turn-left-out"));
    assert!(read.value == draft("lukou-2021").value);
}
