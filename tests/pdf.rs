//! PDF files beside the other formats: what they claim, the data they carry, and what is read from them.

use crate::support::{REPORTS, draft, nianbao, options, said, sample_bytes};
use lopdf::{Document, Object, ObjectId, dictionary};
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::document::{Block, Content, Inline};
use nianbao::finding::Warned;
use nianbao::font::Faces;
use nianbao::format::Format;
use nianbao::report::{Item, Report, load, save};
use nianbao::style::Style;
use nianbao::write::pdf::{Attachment, PdfOptions, Profile, pages_to_pdf};

fn attached(pdf: &Document) -> Option<Vec<u8>> {
    let files = pdf.catalog().unwrap().get(b"AF").ok()?.as_array().unwrap();
    let [file] = files.as_slice() else { panic!("{} files", files.len()) };
    let file = pdf.get_dictionary(file.as_reference().unwrap()).unwrap();
    let stream = file.get(b"EF").unwrap().as_dict().unwrap().get_deref(b"F", pdf).unwrap().as_stream().unwrap();
    Some(stream.decompressed_content().unwrap())
}

#[test]
fn a_pdf_carries_the_canonical_json_unless_told_otherwise() {
    for name in REPORTS {
        let report = draft(name).value;
        for (profile, carries) in [(Profile::A3a, true), (Profile::A2a, false), (Profile::Plain, false)] {
            let mut options = options();
            options.write.pdf = profile;
            let publication = Publication::compose(&report, &options).value;
            let pdf = Document::load_mem(&publication.to_bytes(Format::Pdf).unwrap().value).unwrap();
            let data = attached(&pdf);
            assert_eq!(data.is_some(), carries, "{name} {profile:?}");
            if let Some(data) = data {
                assert_eq!(data, publication.to_bytes(Format::Json).unwrap().value, "{name}");
                let again = bytes_to_report(&data, Format::Json, &options).unwrap().value;
                assert_eq!(again, report, "{name}");
            }
        }
    }
}

#[test]
fn a_document_that_is_no_report_is_archived_all_the_same() {
    let options = options();
    let report = bytes_to_report(&sample_bytes("plain/notice.docx"), Format::Docx, &options).unwrap().value;
    let publication = Publication::compose(&report, &options).value;
    let pdf = Document::load_mem(&publication.to_bytes(Format::Pdf).unwrap().value).unwrap();
    assert_eq!(attached(&pdf), Some(publication.to_bytes(Format::Json).unwrap().value));
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    assert!(pdf.get_dictionary(info).unwrap().has(b"Title"));
}

fn published(report: &Report, options: &Options) -> Vec<u8> {
    Publication::compose(report, options).value.to_bytes(Format::Pdf).unwrap().value
}

/// What the pages alone say.
fn seen(pdf: &[u8]) -> Warned<Report> {
    let mut options = options();
    options.read.visible_only = true;
    bytes_to_report(pdf, Format::Pdf, &options).unwrap()
}

fn codes(read: &Warned<Report>) -> Vec<&'static str> {
    read.findings.iter().map(|finding| finding.code()).collect()
}

/// A PDF holds a picture's pixels and not its file: the files are made equal where the pixels are.
fn same_pictures(read: &mut Report, report: &Report) {
    for ((_, found), (name, wanted)) in read.media.iter_mut().zip(&report.media) {
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgba8();
        assert!(pixels(&found.bytes) == pixels(&wanted.bytes), "{name}: other pixels");
        *found = wanted.clone();
    }
}

/// A report whose headings that run into their paragraphs are not bold: pages show them in the face of their level, bold or not.
fn with_heads_by_level(mut report: Report) -> Report {
    let items = report.sections.iter_mut().flat_map(|section| &mut section.content);
    for item in items {
        let Item::Block(Block::Paragraph(paragraph)) = item else { continue };
        let mut inlines = paragraph.content.inlines().to_vec();
        if let [Inline::Text(head), _, ..] = inlines.as_mut_slice()
            && head.text.starts_with('（')
            && head.text.chars().nth(1).is_some_and(|c| "一二三四五六七八九".contains(c))
            && head.text.ends_with('。')
        {
            head.marks.bold = false;
            paragraph.content = Content::new(inlines);
        }
    }
    report
}

/// The law of the hourglass, by the pages alone.
#[test]
fn the_pages_of_every_sample_say_all_of_it_in_every_style() {
    let forms = options().forms;
    for style in Style::names() {
        let style = Style::built_in(style).unwrap();
        let options = Options { faces: Faces::embedded(&style), style, ..options() };
        for name in REPORTS {
            let mut report = draft(name).value;
            let mut read = seen(&published(&report, &options));
            if options.style.emphasis.run_in_headings {
                report = with_heads_by_level(report);
            }
            same_pictures(&mut read.value, &report);
            let (found, wanted) = (save(&read.value, &forms), save(&report, &forms));
            for (n, (found, wanted)) in found.lines().zip(wanted.lines()).enumerate() {
                assert_eq!(found, wanted, "{name}, {}, line {}", options.style.name, n + 1);
            }
            assert_eq!(read.value, report, "{name}, {}", options.style.name);
            // What there is to say is of the text and its figures: the same as of a Word file of it.
            let word = Publication::compose(&report, &options).value.to_bytes(Format::Docx).unwrap().value;
            let word = bytes_to_report(&word, Format::Docx, &options).unwrap();
            assert_eq!(codes(&read), codes(&word), "{name}, {}", options.style.name);
        }
    }
}

/// Figures to the right, other text to the left: as a style sets a table whose cells say nothing of it.
#[test]
fn a_table_set_as_the_style_has_it_reads_as_such() {
    let mut report = load(std::str::from_utf8(&sample_bytes("drafts/report.json")).unwrap(), &options().forms).unwrap();
    let grids = report.sections.iter_mut().flat_map(|section| &mut section.content);
    let mut changed = 0;
    for item in grids {
        let Item::Block(Block::Table(grid)) = item else { continue };
        let mut text = serde_json::to_string(grid).unwrap();
        text = text.replace(r#""align":"center","#, "");
        *grid = serde_json::from_str(&text).unwrap();
        changed += 1;
    }
    assert!(changed > 0);
    let read = seen(&published(&report, &options())).value;
    assert_eq!(save(&read, &options().forms), save(&report, &options().forms));
}

#[test]
fn a_file_of_ours_is_read_by_its_data_unless_told_otherwise() {
    for name in REPORTS {
        let report = draft(name).value;
        let pdf = published(&report, &options());
        let read = bytes_to_report(&pdf, Format::Pdf, &options()).unwrap();
        assert_eq!(read.value, report, "{name}");
        assert!(codes(&read).contains(&"attached-data-used"), "{name}: {:?}", read.findings);
        assert!(!codes(&seen(&pdf)).iter().any(|code| code.starts_with("attached-")), "{name}");
    }
}

/// A file whose pages say one thing and whose data say another.
fn with_data(pages: &Report, data: &[u8]) -> Vec<u8> {
    let options = options();
    let publication = Publication::compose(pages, &options).value;
    let attachment = Attachment {
        name: "report.json".to_owned(),
        media_type: "application/json".to_owned(),
        description: "数据".to_owned(),
        bytes: data.to_vec(),
    };
    pages_to_pdf(&publication.pages().value, &PdfOptions { attachment: Some(attachment), ..PdfOptions::default() })
        .unwrap()
}

#[test]
fn data_that_cannot_be_read_gives_way_to_the_pages() {
    let report = draft("anping-2020").value;
    let newer = save(&report, &options().forms).replace("nianbao/report/1", "nianbao/report/99");
    for data in [newer.as_bytes(), b"{", b""] {
        let read = bytes_to_report(&with_data(&report, data), Format::Pdf, &options()).unwrap();
        assert!(codes(&read).contains(&"attached-data-unusable"), "{:?}", read.findings);
        assert_eq!(read.value.statistics, report.statistics);
    }
}

/// Whoever changes a file, the page wins: what a person sees is what is read.
#[test]
fn in_a_file_that_was_changed_the_pages_win() {
    type Change = fn(&mut Document, &[ObjectId]);
    let changes: &[(&str, Change)] = &[
        ("the data", |pdf, _| {
            let files = pdf.catalog().unwrap().get(b"AF").unwrap().as_array().unwrap()[0].as_reference().unwrap();
            let file = pdf.get_dictionary(files).unwrap().get(b"EF").unwrap().as_dict().unwrap();
            let file = file.get(b"F").unwrap().as_reference().unwrap();
            let stream = pdf.get_object_mut(file).unwrap().as_stream_mut().unwrap();
            let text = String::from_utf8(stream.decompressed_content().unwrap()).unwrap();
            stream.set_plain_content(text.replacen("122", "999", 5).into_bytes());
        }),
        ("streams compressed otherwise", |pdf, pages| {
            for page in pages {
                let content = pdf.get_dictionary(*page).unwrap().get(b"Contents").unwrap().as_reference().unwrap();
                pdf.get_object_mut(content).unwrap().as_stream_mut().unwrap().decompress().unwrap();
            }
        }),
        ("an empty note", |pdf, pages| {
            let area = vec![500.into(), 10.into(), 510.into(), 20.into()];
            let note = pdf.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Square", "Rect" => area });
            pdf.get_dictionary_mut(pages[0]).unwrap().set("Annots", vec![note.into()]);
        }),
    ];
    let report = draft("lukou-2021").value;
    let bytes = published(&report, &options());
    for (name, change) in changes {
        let mut pdf = Document::load_mem(&bytes).unwrap();
        let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
        change(&mut pdf, &pages);
        let mut changed = Vec::new();
        pdf.save_to(&mut changed).unwrap();
        let read = bytes_to_report(&changed, Format::Pdf, &options()).unwrap();
        assert!(codes(&read).contains(&"attached-data-outdated"), "{name}: {:?}", read.findings);
        assert_eq!(read.value.statistics, report.statistics, "{name}");
    }
}

/// A figure printed over on the page, the data left as they were.
#[test]
fn a_figure_changed_on_the_page_is_read_as_it_stands_there() {
    let report = draft("lukou-2021").value;
    let mut other = report.clone();
    let cell = other.statistics["applications"].cells.get_mut("received.total").unwrap();
    cell.raw = "123".to_owned();
    // The pages of the one with the data of the other and the digest of both: no one but a forger makes that.
    let forged = with_data(&other, save(&report, &options().forms).as_bytes());
    let read = bytes_to_report(&forged, Format::Pdf, &options()).unwrap();
    assert!(codes(&read).contains(&"attached-data-differs"), "{:?}", read.findings);
    assert_eq!(read.value.statistics["applications"].cells["received.total"].raw, "123");
}

/// Readings are never taken for text of the line, nor for a line.
#[test]
fn readings_come_back_with_their_characters() {
    use nianbao::document::{Block, Content, Inline, Marks, Ruby, Text};
    use nianbao::write::pdf::PdfOptions;
    let ruby =
        |base: Vec<Inline>, reading: &str| Inline::Ruby(Ruby { base: Content::new(base), reading: reading.into() });
    let bold = Inline::Text(Text::new("公开", Marks { bold: true, ..Marks::default() }));
    let long = "依法依规主动公开政府信息".repeat(5);
    let paragraphs = vec![
        Content::new(vec![
            Inline::text("2021年，"),
            ruby(vec![Inline::text("渌")], "lù"),
            ruby(vec![Inline::text("口")], "kǒu"),
            Inline::text(long.clone()),
            ruby(vec![Inline::text("信息"), bold], "xìn xī gōng kāi"),
            Inline::text("工作。"),
        ]),
        Content::plain(long + "。"),
    ];
    let blocks: Vec<Block> = paragraphs.iter().cloned().map(Block::runs).collect();
    let document = nianbao::document::Document { blocks, ..Default::default() };
    let style = Style::gongwen().unwrap();
    let pages = nianbao::typeset::document_to_pages(&document, &style, &Faces::embedded(&style)).value;
    let bytes = pages_to_pdf(&pages, &PdfOptions::default()).unwrap();
    let read = nianbao::read::pdf::pdf_to_document(&bytes).unwrap().value;
    let contents: Vec<Content> = read
        .blocks
        .into_iter()
        .map(|block| if let Block::Paragraph(paragraph) = block { paragraph.content } else { panic!("{block:?}") })
        .collect();
    assert_eq!(contents, paragraphs);
}

/// A formula is read as the text it says, in its place; its bars are no rules of the text.
#[test]
fn formulas_come_back_as_their_text() {
    use nianbao::document::{Block, Content, Formula, Inline, MathMl};
    use nianbao::write::pdf::PdfOptions;
    let formula = |text: &str, inner: &str, display| {
        let mathml = Some(MathMl::new(&format!("<math>{inner}</math>")).unwrap());
        Inline::Formula(Formula { text: text.into(), mathml, display })
    };
    let sum = "<mi>x</mi><mo>=</mo><mfrac><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>n</mi></mfrac>";
    let half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>";
    let box_ = "<menclose notation='box'><mfrac><mi>a</mi><mi>b</mi></mfrac></menclose>";
    let before = "依法依规主动公开政府信息".repeat(3);
    let paragraphs = [
        vec![Inline::text(before.clone()), formula("1/2", half, false), Inline::text("件，".to_owned() + &before)],
        vec![formula("x=∑_i^n/n", sum, true)],
        vec![formula("a/b", box_, false), Inline::text("，".to_owned() + &before + "。")],
    ];
    let blocks: Vec<Block> = paragraphs.iter().cloned().map(|inlines| Block::runs(Content::new(inlines))).collect();
    let document = nianbao::document::Document { blocks, ..Default::default() };
    let style = Style::gongwen().unwrap();
    let pages = nianbao::typeset::document_to_pages(&document, &style, &Faces::embedded(&style)).value;
    let bytes = pages_to_pdf(&pages, &PdfOptions::default()).unwrap();
    let read = nianbao::read::pdf::pdf_to_document(&bytes).unwrap().value;
    let texts: Vec<String> = read
        .blocks
        .into_iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.content.as_plain().map(str::to_owned).unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = paragraphs.map(|inlines| Content::new(inlines).plain_text());
    assert_eq!(texts, expected);
}

/// A heading that runs into its paragraph is tagged apart and set in a face of its own: it is part of the paragraph all the same.
#[test]
fn headings_that_run_into_their_paragraphs_come_back_in_them() {
    let texts = [
        "正文一段，说明全年的情况。",
        "（一）主动公开。全年公开信息。",
        "（二）着力提升政府信息公开工作的规范化标准化信息化水平，增强公开实效。全年答复申请，没有逾期的。",
        "一、提高认识。各单位要高度重视，把它作为一项重要的工作来做。",
        "二、加强领导。各单位要落实。",
    ];
    let blocks = texts.map(Block::text).to_vec();
    let document = nianbao::document::Document { blocks, ..Default::default() };
    let style = Style::gongwen().unwrap();
    let pages = nianbao::typeset::document_to_pages(&document, &style, &Faces::embedded(&style)).value;
    assert_eq!(pages.outline.len(), 4);
    let bytes = pages_to_pdf(&pages, &PdfOptions::default()).unwrap();
    let read = nianbao::read::pdf::pdf_to_document(&bytes).unwrap().value;
    let read = read.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.content.as_plain().map(str::to_owned).unwrap(),
        other => panic!("{other:?}"),
    });
    assert_eq!(read.collect::<Vec<_>>(), texts);
}

#[test]
fn the_command_reads_pdf_with_and_without_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("a.pdf"), published(&with_heads_by_level(draft("lukou-2021").value), &options())).unwrap();
    let plain = nianbao(&["convert", &path("a.pdf"), "-o", &path("a.json")]);
    assert!(said(&plain).contains("[attached-data-used]"), "{}", said(&plain));
    let seen = nianbao(&["convert", "--visible", &path("a.pdf"), "-o", &path("b.json")]);
    assert!(!said(&seen).contains("[attached-data"), "{}", said(&seen));
    let text = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    assert!(text("a.json") == text("b.json"), "the pages say otherwise than the data");
}
