//! Findings in the file they are about: the comments stand where they should, and nothing else changes.

use crate::support::{REPORTS, options, sample_bytes};
use nianbao::check::check_report;
use nianbao::convert::{Against, Conversion, Source, annotate};
use nianbao::document::{Block, Paragraph};
use nianbao::finding::{Finding, Language, Place};
use nianbao::format::Format;
use nianbao::ooxml::{Element, Node, Ns, Package, PackageEdit, PackageKind, Xml};
use nianbao::report::{Item, Report};
use std::collections::BTreeMap;

/// What a source states, with what there was to say of it.
fn read(source: &Source) -> (Report, Vec<Finding>) {
    let (options, mut findings) = (options(), Vec::new());
    let report = Conversion::new(&options).report(source, &mut findings).unwrap();
    (report, findings)
}

fn annotated(source: &Source, findings: &[Finding]) -> Source {
    let made = annotate(source, findings, Language::Chinese, &options()).unwrap();
    Source::new(source.name(), made.value, source.format())
}

/// The parts of a package.
fn parts(source: &Source, kind: PackageKind) -> BTreeMap<String, Vec<u8>> {
    let mut package = Package::open(source.bytes(), kind).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    names.into_iter().map(|name| (name.clone(), package.part(&name).unwrap().unwrap())).collect()
}

fn main_part(source: &Source, kind: PackageKind) -> String {
    Package::open(source.bytes(), kind).unwrap().main_part().to_owned()
}

/// What is put at every figure of a report: one finding, which says where.
fn at_every_figure(report: &Report, finding: &Finding) -> Vec<Finding> {
    let cells = report.statistics.values().flat_map(|figures| figures.cells.values());
    cells.map(|count| finding.clone().at_origin(&count.origin)).collect()
}

fn any_finding(report: &Report) -> Finding {
    let mut broken = report.clone();
    let figures = broken.statistics.get_mut("disputes").unwrap();
    let total = figures.cells.get_mut("reconsideration.total").unwrap();
    total.value = Some(999.into());
    let found = check_report(&broken, &options().forms);
    found.into_iter().find(|finding| finding.code() == "sum-differs").unwrap()
}

fn drafts() -> Vec<Source> {
    let mut names: Vec<String> = REPORTS.iter().map(|name| format!("{name}/draft.docx")).collect();
    let more = std::fs::read_dir(crate::support::sample("drafts")).unwrap();
    names.extend(more.map(|entry| format!("drafts/{}", entry.unwrap().file_name().to_string_lossy())));
    names.retain(|name| name.ends_with(".docx"));
    names.sort();
    names.into_iter().map(|name| Source::new(name.clone(), sample_bytes(&name), Format::Docx)).collect()
}

/// The text between the marks of each comment.
fn commented_text(document: &Xml) -> BTreeMap<String, String> {
    let mut open: Vec<String> = Vec::new();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for element in document.root().unwrap().descendants() {
        let id = || element.attribute(Ns::W, "id").unwrap().to_owned();
        match element.name() {
            "commentRangeStart" => open.push(id()),
            "commentRangeEnd" => open.retain(|open| *open != id()),
            "t" => open.iter().for_each(|id| texts.entry(id.clone()).or_default().push_str(&element.text())),
            _ => {}
        }
    }
    texts
}

fn text_of(element: Element<'_>) -> String {
    element.descendants().filter(|e| e.name() == "t").map(|e| e.text().into_owned()).collect()
}

/// What the comments say, by id.
fn comments(parts: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let Some(part) = parts.get("word/comments.xml") else { return BTreeMap::new() };
    let xml = Xml::parse(part.clone()).unwrap();
    let root = xml.root().unwrap();
    let said = |comment: Element<'_>| (comment.attribute(Ns::W, "id").unwrap().to_owned(), text_of(comment));
    root.children().map(said).collect()
}

/// The tree without the marks of comments, as a text to compare.
fn without_marks(element: Element<'_>) -> String {
    let mut text = format!("<{:?} {}", element.ns(), element.name());
    for attribute in element.attributes() {
        text.push_str(&format!(" {:?} {}={:?}", attribute.ns, attribute.name, attribute.value));
    }
    for node in element.nodes() {
        match node {
            Node::Text(said) => text.push_str(said),
            Node::Element(child) if matches!(child.name(), "commentRangeStart" | "commentRangeEnd") => {}
            Node::Element(child) if child.children().any(|e| e.name() == "commentReference") => {}
            Node::Element(child) => text.push_str(&without_marks(child)),
        }
    }
    text + ">"
}

#[test]
fn comments_stand_at_the_figures_of_every_draft_and_nothing_else_changes() {
    for draft in drafts() {
        let (report, findings) = read(&draft);
        let Some(figures) = report.statistics.get("disputes").filter(|f| f.cells.contains_key("reconsideration.total"))
        else {
            continue;
        };
        assert!(!figures.cells.is_empty());
        let wanted = at_every_figure(&report, &any_finding(&report));
        let once = annotated(&draft, &wanted);
        let (before, after) = (parts(&draft, PackageKind::Docx), parts(&once, PackageKind::Docx));
        let main = main_part(&draft, PackageKind::Docx);
        let relationships = main.replace("word/", "word/_rels/") + ".rels";
        let changed = [&main, "word/comments.xml", "[Content_Types].xml", &relationships];
        for (name, part) in before.iter().filter(|(name, _)| !changed.contains(&name.as_str())) {
            assert!(Some(part) == after.get(name), "{}: {name}", draft.name());
        }
        let tree = |parts: &BTreeMap<String, Vec<u8>>| {
            let xml = Xml::parse(parts[&main].clone()).unwrap();
            without_marks(xml.root().unwrap())
        };
        assert!(tree(&before) == tree(&after), "{}", draft.name());

        // A comment a figure, around the figure's own text.
        let document = Xml::parse(after[&main].clone()).unwrap();
        let around = commented_text(&document);
        let counts = report.statistics.values().flat_map(|figures| figures.cells.values());
        let mut raw: Vec<String> =
            counts.map(|count| count.raw.chars().filter(|c| !c.is_whitespace()).collect()).collect();
        let ours: BTreeMap<String, String> =
            comments(&after).into_iter().filter(|(_, text)| text.contains("[sum-differs]")).collect();
        assert_eq!(ours.len(), raw.len(), "{}", draft.name());
        let said = |id: &String| around.get(id).map(|text| text.chars().filter(|c| !c.is_whitespace()).collect());
        let mut texts: Vec<String> = ours.keys().map(|id| said(id).unwrap_or_default()).collect();
        raw.sort();
        texts.sort();
        assert_eq!(texts, raw, "{}", draft.name());

        // It reads as before, and once more changes nothing.
        let (again, again_findings) = read(&once);
        assert!(again == report, "{}", draft.name());
        assert_eq!(again_findings, findings, "{}", draft.name());
        assert!(annotated(&once, &wanted).bytes() == once.bytes(), "{}", draft.name());
        // Without findings the comments go.
        let none = parts(&annotated(&once, &[]), PackageKind::Docx);
        let theirs = |parts: &BTreeMap<String, Vec<u8>>| {
            String::from_utf8(parts[&main].clone()).unwrap().replace("></w:p>", "/>")
        };
        assert_eq!(theirs(&none), theirs(&before), "{}", draft.name());
        assert_eq!(comments(&none), comments(&before), "{}", draft.name());
    }
}

#[test]
fn a_comment_says_all_there_is_to_know() {
    let draft = Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx);
    let (report, _) = read(&draft);
    let finding = any_finding(&report).at_form_place("表四 第4行·总计").remark("像是两位数字颠倒了");
    let said = comments(&parts(&annotated(&draft, &[finding]), PackageKind::Docx));
    let text: String = said.into_values().collect();
    assert!(text.contains("位置：表四 第4行·总计像是两位数字颠倒了"), "{text}");
}

/// The workbooks the drafts are written as.
fn workbooks() -> Vec<Source> {
    let all = options();
    let write = |name: &&str| {
        let draft = Source::new("draft.docx", sample_bytes(&format!("{name}/draft.docx")), Format::Docx);
        let made = Conversion::new(&all).convert(&draft, Format::Xlsx, &mut Vec::new()).unwrap();
        Source::new(format!("{name}.xlsx"), made.into_only().unwrap(), Format::Xlsx)
    };
    REPORTS.iter().map(write).collect()
}

/// The notes of all sheets by the part they stand in and their cell.
fn notes(parts: &BTreeMap<String, Vec<u8>>) -> BTreeMap<(String, String), String> {
    let mut notes = BTreeMap::new();
    for (name, part) in parts.iter().filter(|(name, _)| name.starts_with("xl/comments")) {
        let xml = Xml::parse(part.clone()).unwrap();
        for note in xml.root().unwrap().descendants().filter(|e| e.name() == "comment") {
            let cell = note.attribute(Ns::None, "ref").unwrap().to_owned();
            assert!(notes.insert((name.clone(), cell), text_of(note)).is_none());
        }
    }
    notes
}

#[test]
fn notes_stand_at_the_figures_of_workbooks_and_nothing_else_changes() {
    for workbook in workbooks() {
        let (report, findings) = read(&workbook);
        let wanted = at_every_figure(&report, &any_finding(&report));
        let once = annotated(&workbook, &wanted);
        let (before, after) = (parts(&workbook, PackageKind::Xlsx), parts(&once, PackageKind::Xlsx));
        for (name, part) in &before {
            let is_changed = ["xl/worksheets/", "xl/comments", "xl/drawings/vml", "xl/styles", "[Content_Types]"];
            if !is_changed.iter().any(|changed| name.starts_with(changed)) {
                assert!(Some(part) == after.get(name), "{}: {name}", workbook.name());
            }
        }
        let mut cells: Vec<String> = wanted
            .iter()
            .map(|finding| match finding.location().place.as_ref().unwrap() {
                Place::SheetCell { row, column, .. } => format!("{}{row}", nianbao::finding::column_letters(*column)),
                other => panic!("{other:?}"),
            })
            .collect();
        cells.sort();
        let said = notes(&after);
        let mut ours: Vec<String> =
            said.iter().filter(|(_, text)| text.contains("[sum-differs]")).map(|((_, cell), _)| cell.clone()).collect();
        ours.sort();
        assert_eq!(ours, cells, "{}", workbook.name());
        for (at, text) in notes(&before) {
            assert!(said[&at].starts_with(&text), "{at:?}");
        }

        let (again, again_findings) = read(&once);
        assert!(again == report, "{}", workbook.name());
        assert_eq!(again_findings, findings, "{}", workbook.name());
        assert!(annotated(&once, &wanted).bytes() == once.bytes(), "{}", workbook.name());
        // Without findings the grounds go, and the notes; the sheet only still refers to where notes would be shown.
        let none = parts(&annotated(&once, &[]), PackageKind::Xlsx);
        for (name, part) in before.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
            let text = String::from_utf8(none[name].clone()).unwrap();
            let sheet = String::from_utf8(part.clone()).unwrap();
            let reference = |text: &str| match text.find("<legacyDrawing ") {
                Some(at) => [&text[..at], &text[at + text[at..].find("/>").unwrap() + 2..]].concat(),
                None => text.to_owned(),
            };
            assert_eq!(reference(&text), reference(&sheet), "{}: {name}", workbook.name());
        }
        assert!(notes(&none).values().all(|text| !text.contains("nianbao")));
    }
}

#[test]
fn signs_stand_in_the_cells_of_pages_and_every_byte_stays() {
    let mut all = options();
    all.read.visible_only = true;
    for name in REPORTS {
        let draft = Source::new("draft.docx", sample_bytes(&format!("{name}/draft.docx")), Format::Docx);
        let made = Conversion::new(&all).convert(&draft, Format::Pdf, &mut Vec::new()).unwrap();
        let pages = Source::new("pages.pdf", made.into_only().unwrap(), Format::Pdf);
        let read = |source: &Source| {
            let mut findings = Vec::new();
            (Conversion::new(&all).report(source, &mut findings).unwrap(), findings)
        };
        let (report, findings) = read(&pages);
        let wanted = at_every_figure(&report, &any_finding(&report));
        let made = annotate(&pages, &wanted, Language::Chinese, &all).unwrap();
        let codes: Vec<&str> = made.findings.iter().map(Finding::code).collect();
        assert_eq!(codes, ["pdf-claims-broken"], "{name}");
        let once = Source::new("pages.pdf", made.value, Format::Pdf);
        assert!(once.bytes().starts_with(pages.bytes()), "{name}");
        let pdf = lopdf::Document::load_mem(once.bytes()).unwrap();
        let ours = pdf.page_iter().flat_map(|page| pdf.get_page_annotations(page).unwrap());
        let ours = ours.filter(|annotation| annotation.get(b"T").is_ok_and(|t| t.as_str().unwrap() == b"nianbao"));
        assert_eq!(ours.count(), wanted.len(), "{name}");
        let (again, again_findings) = read(&once);
        assert!(again == report, "{name}");
        assert_eq!(again_findings, findings, "{name}");
        assert!(annotated(&once, &wanted).bytes() == once.bytes(), "{name}");
        assert!(annotated(&once, &[]).bytes() == pages.bytes(), "{name}");
    }
}

#[test]
fn findings_on_the_data_a_pdf_carries_stand_where_its_pages_show_the_figures() {
    let all = options();
    let draft = Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx);
    let made = Conversion::new(&all).convert(&draft, Format::Pdf, &mut Vec::new()).unwrap();
    let pages = Source::new("pages.pdf", made.into_only().unwrap(), Format::Pdf);
    let (report, findings) = read(&pages);
    assert!(findings.iter().any(|finding| finding.code() == "attached-data-used"), "{findings:?}");
    let finding = any_finding(&report);
    let ids = report.statistics.iter().flat_map(|(table, figures)| figures.cells.keys().map(move |id| (table, id)));
    let pointers = ids.map(|(table, id)| Place::Pointer(format!("/statistics/{table}/{}", id.replace('.', "/"))));
    let of_data: Vec<Finding> = pointers.map(|pointer| finding.clone().at(pointer)).collect();
    let once = annotated(&pages, &of_data);
    let mut by_pages = options();
    by_pages.read.visible_only = true;
    let shown = Conversion::new(&by_pages).report(&pages, &mut Vec::new()).unwrap();
    assert!(once.bytes() == annotated(&pages, &at_every_figure(&shown, &finding)).bytes());
    // Our own annotations are no change of the pages.
    assert!(read(&once) == (report, findings));
    // Anything behind them is.
    let later = Source::new("pages.pdf", [once.bytes(), b"\nstartxref\n0\n%%EOF\n"].concat(), Format::Pdf);
    assert!(read(&later).1.iter().all(|finding| finding.code() != "attached-data-used"));
}

#[test]
fn what_is_said_of_text_that_a_pdf_carries_stands_on_its_page() {
    let all = options();
    let draft = Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx);
    let (mut report, _) = read(&draft);
    let unfilled = Paragraph::plain("其余情况由XX局另行说明。");
    report.sections.last_mut().unwrap().content.push(Item::Block(Block::Paragraph(unfilled)));
    let made = Conversion::new(&all).write(&report, &draft, Format::Pdf, &mut Vec::new()).unwrap();
    let pages = Source::new("pages.pdf", made.into_only().unwrap(), Format::Pdf);
    let mut found = Vec::new();
    Conversion::new(&all).review(&pages, Against::default(), &mut found).unwrap();
    found.retain(|finding| matches!(finding.code(), "leftover-text" | "attached-data-used"));
    assert!(found.iter().all(|finding| finding.location().place.is_none()) && found.len() == 2, "{found:?}");
    let pdf = lopdf::Document::load_mem(annotated(&pages, &found).bytes()).unwrap();
    let ours = |(number, page): (u32, lopdf::ObjectId)| {
        let signs = pdf.get_page_annotations(page).unwrap();
        let signs = signs.into_iter().filter(|sign| sign.get(b"T").is_ok_and(|t| t.as_str().unwrap() == b"nianbao"));
        signs.map(|_| number).collect::<Vec<_>>()
    };
    let signs: Vec<u32> = pdf.get_pages().into_iter().flat_map(ours).collect();
    assert_eq!(signs, [1, pdf.get_pages().len() as u32]);
}

#[test]
fn without_findings_a_file_is_as_it_was() {
    for source in drafts().into_iter().chain(workbooks()) {
        assert!(annotated(&source, &[]).bytes() == source.bytes(), "{}", source.name());
    }
}

#[test]
fn what_has_no_certain_place_is_listed_at_the_beginning() {
    let draft = Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx);
    let (report, _) = read(&draft);
    let finding = any_finding(&report);
    let (all, mut said) = (options(), Vec::new());
    let elsewhere = [
        finding.clone().at(Place::Paragraph(9999)),
        finding.clone().at(Place::Cell { table: 1, row: 999, column: 1 }),
        finding.clone().in_file("other.docx"),
        finding.clone().at(Place::Paragraph(2)).beginning("另一份文件里的一段…"),
    ];
    let made = annotate(&draft, &elsewhere, Language::Chinese, &all).unwrap().unpack(&mut said);
    let after = parts(&Source::new("draft.docx", made, Format::Docx), PackageKind::Docx);
    let comments = comments(&after);
    assert_eq!(comments.len(), 1);
    let text = comments.values().next().unwrap();
    for place in ["第9999段：错误：", "第1个表第999行第1列：错误：", "other.docx", "“另一份文件里的一段…”一段：错误："]
    {
        assert!(text.contains(place), "{place}: {text}");
    }
    let codes: Vec<&str> = said.iter().map(Finding::code).collect();
    assert_eq!((codes, said[0].value("count")), (vec!["findings-listed"], Some("4")));
}

#[test]
fn what_is_damaged_or_signed_or_empty_is_said() {
    let bytes = sample_bytes("lukou-2021/draft.docx");
    let draft = Source::new("draft.docx", bytes.clone(), Format::Docx);
    let finding = any_finding(&read(&draft).0);
    let codes = |bytes: Vec<u8>| {
        let source = Source::new("draft.docx", bytes, Format::Docx);
        match annotate(&source, std::slice::from_ref(&finding), Language::Chinese, &options()) {
            Ok(made) => made.findings.iter().map(Finding::code).collect::<Vec<_>>(),
            Err(error) => vec![error.code()],
        }
    };
    // Without its directory it can be read, but what it lost is not known.
    let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    assert_eq!(codes(bytes[..directory].to_vec()), ["not-editable"]);
    let mut signed = PackageEdit::open(&bytes, PackageKind::Docx).unwrap();
    signed.put("_xmlsignatures/sig1.xml", "<Signature/>".to_owned());
    assert_eq!(codes(signed.finish().unwrap().0), ["signature-broken"]);
    let mut empty = PackageEdit::open(&bytes, PackageKind::Docx).unwrap();
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    empty.put("word/document.xml", format!("<w:document xmlns:w=\"{namespace}\"><w:body/></w:document>"));
    assert_eq!(codes(empty.finish().unwrap().0), ["nothing-to-annotate"]);
}

/// A document of this body, with what else a package wants.
fn document(body: &str) -> Source {
    let bytes = sample_bytes("lukou-2021/draft.docx");
    let mut edit = PackageEdit::open(&bytes, PackageKind::Docx).unwrap();
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    edit.put("word/document.xml", format!("<w:document xmlns:w=\"{namespace}\"><w:body>{body}</w:body></w:document>"));
    Source::new("a.docx", edit.finish().unwrap().0, Format::Docx)
}

#[test]
fn comments_stand_in_controls_revisions_boxes_and_nested_tables() {
    let finding = any_finding(&read(&Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx)).0);
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let cell = |inside: &str| format!("<w:tc>{inside}<w:p/></w:tc>");
    let inner = format!("<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>", run("内"));
    let text_box = format!(
        "<w:r><w:pict><w:txbxContent><w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl></w:txbxContent></w:pict></w:r>",
        run("框")
    );
    let body = format!(
        "<w:p><w:del w:id='1'><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id='2'>{}</w:ins></w:p>\
         <w:sdt><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>\
         <w:p><w:hyperlink>{}</w:hyperlink></w:p>\
         <w:tbl><w:tr>{}<w:tc><w:sdt><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>\
         <w:p>{}{text_box}</w:p>",
        run("新"),
        run("控件"),
        run("链接"),
        cell(&inner),
        run("格"),
        run("文"),
    );
    let source = document(&body);
    let at = |place: Place| finding.clone().at(place);
    let cells = |table, row, column| Place::Cell { table, row, column };
    let places = [
        (Place::Paragraph(1), "新"),
        (Place::Paragraph(2), "控件"),
        (Place::Paragraph(3), "链接"),
        (cells(1, 1, 1), ""),
        (cells(1, 1, 2), "格"),
        (cells(2, 1, 1), "内"),
        (cells(3, 1, 1), "文框"),
    ];
    for (place, text) in places {
        let once = annotated(&source, &[at(place.clone())]);
        let after = parts(&once, PackageKind::Docx);
        let around = commented_text(&Xml::parse(after["word/document.xml"].clone()).unwrap());
        let comments = comments(&after);
        assert_eq!(comments.len(), 1, "{place:?}");
        let said = comments.iter().next().unwrap();
        assert!(said.1.starts_with("错误："), "{place:?}: {said:?}");
        assert_eq!(around.get(said.0).map_or("", String::as_str), text, "{place:?}");
        assert!(annotated(&once, &[at(place.clone())]).bytes() == once.bytes(), "{place:?}");
    }
}

#[test]
fn of_many_findings_on_one_paragraph_each_is_held_against_its_beginning() {
    let finding = any_finding(&read(&Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx)).0);
    let runs = "<w:r><w:t>一次</w:t></w:r>".repeat(2000);
    let source = document(&format!("<w:p>{runs}</w:p><w:p/>"));
    let at = |beginning: &str| finding.clone().at(Place::Paragraph(1)).beginning(beginning);
    let many: Vec<Finding> = (0..1000).map(|n| at(if n % 2 == 0 { "一次一次…" } else { "二次…" })).collect();
    let comments = comments(&parts(&annotated(&source, &many), PackageKind::Docx));
    let count = |text: &str| comments.values().map(|comment| comment.matches(text).count()).sum::<usize>();
    assert_eq!((comments.len(), count("[sum-differs]"), count("“二次…”")), (2, 1000, 500));
}

#[test]
fn only_some_formats_can_be_annotated() {
    for (format, name) in [(Format::Csv, "csv"), (Format::Json, "json"), (Format::Xls, "xls")] {
        let source = Source::new("a", Vec::new(), format);
        let error = annotate(&source, &[], Language::Chinese, &options()).unwrap_err();
        assert_eq!((error.code(), error.finding().value("format")), ("unannotatable-format", Some(name)));
    }
}
