//! Mechanical corrections in the file they are of.

use crate::support::{nianbao, options, said, sample_bytes};
use nianbao::convert::{Conversion, Options, Publication, Source, fix, fixes};
use nianbao::document::{Block, Content, Inline, Marks, Text};
use nianbao::finding::{Finding, Language, Place};
use nianbao::fix::Change;
use nianbao::format::{DocxReadOptions, Format, ReadOptions as FormatReadOptions, TrackedChanges};
use nianbao::ooxml::{Element, Extent, Ns, Package, PackageEdit, PackageKind, Splice, Xml};
use nianbao::read::docx::{ReadOptions, docx_to_whereabouts};
use nianbao::report::Report;

fn report(source: &Source) -> Report {
    Conversion::new(&options()).report(source, &mut Vec::new()).unwrap()
}

/// Word files as if their changes were rejected.
fn rejecting() -> FormatReadOptions {
    let docx = DocxReadOptions { tracked_changes: TrackedChanges::Reject, ..DocxReadOptions::default() };
    FormatReadOptions { docx, ..FormatReadOptions::default() }
}

fn place(report: &Report, table: &str, cell: &str) -> Place {
    report.statistics[table].cells[cell].origin.0.clone().unwrap()
}

/// A draft with other text in some cells: what each says is put in the first of its texts.
fn with_cells(bytes: &[u8], cells: &[(Place, &str)]) -> Source {
    let whereabouts = docx_to_whereabouts(bytes, &ReadOptions::default()).unwrap();
    let mut edit = PackageEdit::open(bytes, PackageKind::Docx).unwrap();
    let main = edit.main_part();
    let xml = edit.required_xml(&main).unwrap();
    let mut splice = Splice::of(&xml);
    for (place, text) in cells {
        let cell = xml.root().unwrap().descendant_at(whereabouts.get(place).unwrap()).unwrap();
        let mut texts = cell.descendants().filter(|e| e.is(Ns::W, "t")).map(|e| Extent::of(e).unwrap());
        splice.replace(texts.next().unwrap().content, *text);
        texts.for_each(|rest| splice.remove(rest.content));
    }
    let text = splice.finish();
    edit.put(&main, text);
    Source::new("draft.docx", edit.finish().unwrap().0, Format::Docx)
}

fn fixed(source: &Source) -> (Source, Vec<Change>, Vec<Finding>) {
    let all = options();
    let changes = fixes(source, &all, &mut Vec::new()).unwrap();
    let made = fix(source, &changes, Language::Chinese, &all).unwrap();
    (Source::new(source.name(), made.value, source.format()), changes, made.findings)
}

fn main_part(source: &Source) -> Xml {
    let mut package = Package::open(source.bytes(), PackageKind::Docx).unwrap();
    let main = package.main_part().to_owned();
    package.xml(&main).unwrap().unwrap()
}

#[test]
fn a_word_file_is_corrected_by_tracked_changes() {
    let bytes = sample_bytes("lukou-2021/draft.docx");
    let before = report(&Source::new("draft.docx", bytes.clone(), Format::Docx));
    let zero = before.statistics["applications"]
        .cells
        .iter()
        .find(|(id, count)| id.starts_with("received.") && count.value == Some(0.into()) && !id.ends_with("total"));
    let zero = zero.unwrap().0.as_str();
    let figure = "received.commercial_enterprise";
    let value = before.statistics["applications"].cells[figure].raw.clone();
    let wide: String = value.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xFF10).unwrap()).collect();
    let broken = with_cells(
        &bytes,
        &[(place(&before, "applications", zero), ""), (place(&before, "applications", figure), &wide)],
    );
    let (after, changes, findings) = fixed(&broken);
    let wanted = [(wide.as_str(), value.as_str()), ("", "0")];
    for (old, new) in wanted {
        assert!(changes.iter().any(|change| change.old == old && change.new == new), "{old} {new} {changes:?}");
    }
    assert!(findings.iter().all(|finding| finding.code() == "fix-made"), "{findings:?}");
    assert_eq!(findings[0].hint(Language::English).as_deref(), Some("check it and accept the change"));
    assert_eq!(findings.len(), changes.len());
    assert!(report(&after).statistics == before.statistics);
    // Nothing is left to do, and what was there is there, to be had again.
    let left = fixes(&after, &options(), &mut Vec::new()).unwrap();
    assert_eq!(left, []);
    let (old, new) = (main_part(&broken), main_part(&after));
    let root = new.root().unwrap();
    let count = |name: &str| root.descendants().filter(|e: &Element<'_>| e.is(Ns::W, name)).count();
    assert_eq!(count("ins"), changes.len());
    // Of a blank cell nothing is deleted.
    assert_eq!(count("del"), changes.iter().filter(|change| !change.old.is_empty()).count());
    let mut splice = Splice::of(&new);
    for element in root.descendants().filter(|e| e.is(Ns::W, "ins")) {
        splice.remove(Extent::of(element).unwrap().whole);
    }
    for element in root.descendants().filter(|e| e.is(Ns::W, "del")) {
        let extent = Extent::of(element).unwrap();
        splice.remove(extent.whole.start..extent.content.start);
        splice.remove(extent.content.end..extent.whole.end);
    }
    assert!(splice.finish().replace("w:delText", "w:t") == old.source());
}

#[test]
fn a_workbook_is_corrected_in_its_cells() {
    let all = options();
    let draft = Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx);
    let made = Conversion::new(&all).convert(&draft, Format::Xlsx, &mut Vec::new()).unwrap();
    let book = Source::new("book.xlsx", made.into_only().unwrap(), Format::Xlsx);
    let before = report(&book);
    let (id, count) = before.statistics["disputes"]
        .cells
        .iter()
        .find(|(id, count)| !id.ends_with("total") && count.value == Some(0.into()))
        .unwrap();
    let Some(Place::SheetCell { sheet, row, column }) = &count.origin.0 else { panic!("{:?}", count.origin) };
    // The cell is emptied.
    let mut edit = PackageEdit::open(book.bytes(), PackageKind::Xlsx).unwrap();
    let part = nianbao::annotate::xlsx::sheet_parts(&mut edit).unwrap();
    let part = part.into_iter().find(|(name, _)| **name == **sheet).unwrap().1;
    let xml = edit.required_xml(&part).unwrap();
    let reference = format!("{}{row}", nianbao::finding::column_letters(*column));
    let is_it = |e: &Element<'_>| e.name() == "c" && e.attribute(Ns::None, "r") == Some(reference.as_str());
    let cell = xml.root().unwrap().descendants().find(is_it).unwrap();
    let mut splice = Splice::of(&xml);
    splice.remove(Extent::of(cell.child(Ns::Sheet, "v").unwrap()).unwrap().whole);
    let text = splice.finish();
    edit.put(&part, text);
    let broken = Source::new("book.xlsx", edit.finish().unwrap().0, Format::Xlsx);
    assert_eq!(report(&broken).statistics["disputes"].cells[id].value, None);

    let (after, changes, findings) = fixed(&broken);
    assert_eq!(changes.iter().map(|change| (&*change.old, &*change.new)).collect::<Vec<_>>(), [("", "0")]);
    assert_eq!(findings.iter().map(Finding::code).collect::<Vec<_>>(), ["fix-made"]);
    // A workbook has no revisions that could be accepted.
    assert_eq!(findings[0].hint(Language::Chinese).as_deref(), Some("请核对后删去该格的批注"));
    assert!(report(&after).statistics == before.statistics);
}

/// A sum that passed over a text is wrong once the text is a number, until it is calculated anew.
#[test]
fn a_workbook_is_calculated_anew_where_a_text_becomes_a_number() {
    let draft = Source::new("draft.docx", sample_bytes("lukou-2021/draft.docx"), Format::Docx);
    let made = Conversion::new(&options()).convert(&draft, Format::Xlsx, &mut Vec::new()).unwrap();
    let book = Source::new("book.xlsx", made.into_only().unwrap(), Format::Xlsx);
    let before = report(&book);
    let mut cells = before.statistics["disputes"].cells.iter();
    let (_, count) = cells.find(|(id, count)| !id.ends_with("total") && count.value == Some(0.into())).unwrap();
    let Some(Place::SheetCell { sheet, row, column }) = &count.origin.0 else { panic!("{:?}", count.origin) };
    let mut edit = PackageEdit::open(book.bytes(), PackageKind::Xlsx).unwrap();
    let parts = nianbao::annotate::xlsx::sheet_parts(&mut edit).unwrap();
    let part = parts.into_iter().find(|(name, _)| **name == **sheet).unwrap().1;
    let xml = edit.required_xml(&part).unwrap();
    let reference = format!("{}{row}", nianbao::finding::column_letters(*column));
    let is_it = |e: &Element<'_>| e.name() == "c" && e.attribute(Ns::None, "r") == Some(reference.as_str());
    let cell = Extent::of(xml.root().unwrap().descendants().find(is_it).unwrap()).unwrap();
    let mut splice = Splice::of(&xml);
    splice.replace(cell.whole, format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>０</t></is></c>"));
    let text = splice.finish();
    edit.put(&part, text);
    let broken = Source::new("book.xlsx", edit.finish().unwrap().0, Format::Xlsx);
    let (after, changes, _) = fixed(&broken);
    assert_eq!(changes.iter().map(|change| (&*change.old, &*change.new)).collect::<Vec<_>>(), [("０", "0")]);
    let workbook = |source: &Source| {
        let mut edit = PackageEdit::open(source.bytes(), PackageKind::Xlsx).unwrap();
        edit.required_xml("xl/workbook.xml").unwrap().source().contains("fullCalcOnLoad=\"1\"")
    };
    assert_eq!((workbook(&broken), workbook(&after)), (false, true));
}

/// The title is written in the form's way, and so is the period, in the middle of a paragraph of several runs.
#[test]
fn title_and_period_are_corrected_in_their_paragraphs() {
    let all = options();
    let mut said = crate::support::draft("qinghe-2023").value;
    // Short enough for one line: a title that a line break parts is for a person to correct.
    let title = "民政局2023年政府信息公开工作年度报告".to_owned();
    said.title = Some("民政局2023 年政府信息公开工作年度报告".to_owned());
    said.organ = Some("民政局".to_owned());
    said.signature.as_mut().unwrap().organ = said.organ.clone();
    let bold = |text: &str| Inline::Text(Text::new(text, Marks { bold: true, ..Marks::default() }));
    let period =
        [Inline::text("本报告所列数据的统计期限为2023年"), bold("1月1日至"), Inline::text("12月31日，单位为件。")];
    said.preamble = vec![Block::runs(Content::new(period.to_vec()))];
    let bytes = Publication::compose(&said, &all).value.to_bytes(Format::Docx).unwrap().value;
    let draft = Source::new("draft.docx", bytes, Format::Docx);
    let (after, changes, findings) = fixed(&draft);
    let new = "自2023年1月1日起至2023年12月31日止";
    let wanted = [(said.title.as_deref().unwrap(), &*title), ("2023年1月1日至12月31日", new)];
    let shown = |change: &Change| (change.old.clone(), change.new.clone());
    let wanted = wanted.map(|(old, new)| (old.to_owned(), new.to_owned()));
    assert_eq!(changes.iter().map(shown).collect::<Vec<_>>(), wanted);
    assert!(findings.iter().all(|finding| finding.code() == "fix-made"), "{findings:?}");
    let read = report(&after);
    assert_eq!(read.title, Some(title));
    assert_eq!(read.preamble[0].plain_text(), format!("本报告所列数据的统计期限为{new}，单位为件。"));
    assert_eq!(fixes(&after, &all, &mut Vec::new()).unwrap(), []);
    // Rejected, the text is as it was, and so are its looks.
    let rejecting = Options { read: rejecting(), ..options() };
    let back = Conversion::new(&rejecting).report(&after, &mut Vec::new()).unwrap();
    assert_eq!((&back.preamble, &back.period), (&said.preamble, &read.period));
}

#[test]
fn what_does_not_stand_alone_is_named_and_stays() {
    let bytes = sample_bytes("lukou-2021/draft.docx");
    let source = Source::new("draft.docx", bytes, Format::Docx);
    let before = report(&source);
    let why = nianbao::finding::terms::SUMS_LEAVE_ZERO;
    let place = place(&before, "disputes", "reconsideration.total");
    let other = Change { place, old: "98765".into(), new: "0".into(), why };
    let made = fix(&source, &[other], Language::Chinese, &options()).unwrap();
    assert!(made.value == source.bytes());
    assert_eq!(made.findings.iter().map(Finding::code).collect::<Vec<_>>(), ["fix-not-made"]);
    let error = fixes(&Source::new("a.csv", Vec::new(), Format::Csv), &options(), &mut Vec::new()).unwrap_err();
    assert_eq!(error.code(), "unfixable-format");
}

#[test]
fn the_command_lists_and_only_then_writes() {
    let folder = tempfile::tempdir().unwrap();
    let draft = crate::support::sample("lukou-2021/draft.docx");
    let (draft, out) = (draft.to_str().unwrap(), folder.path().join("改好.docx"));
    let listed = nianbao(&["fix", draft]);
    assert_eq!(listed.status.code(), Some(0), "{}", said(&listed));
    assert!(
        said(&listed).contains("“现行有效件”可改为“现行有效件数”：表式规定的文字 [fix-proposed]"),
        "{}",
        said(&listed)
    );
    assert!(!out.exists());
    let other = folder.path().join("改好.xlsx");
    let refused = nianbao(&["fix", draft, "-o", other.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("扩展名要与输入文件相同") && !other.exists(), "{}", said(&refused));
    let written = nianbao(&["fix", draft, "-o", out.to_str().unwrap()]);
    assert_eq!(written.status.code(), Some(0), "{}", said(&written));
    assert!(said(&written).contains("[fix-made]") && out.exists(), "{}", said(&written));
    let left = nianbao(&["fix", out.to_str().unwrap()]);
    assert!(!said(&left).contains("[fix-proposed]"), "{}", said(&left));
}
