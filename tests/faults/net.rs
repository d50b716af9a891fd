//! Text that a reader passed over is named; what is said many times is said once.

use crate::support::{compact, nianbao, options, prose, root, said};
use nianbao::convert::bytes_to_report;
use nianbao::finding::{Finding, Warned};
use nianbao::format::Format;
use nianbao::ooxml::parts_to_package;
use nianbao::report::Report;

/// A Word file with this in its body, and such notes.
pub(super) fn word(body: &str, notes: &str) -> Vec<u8> {
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let spaces = format!(
        "xmlns:w='{w}' xmlns:x='urn:example:unknown' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
         xmlns:wne='http://schemas.microsoft.com/office/word/2006/wordml'"
    );
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            format!("<Types xmlns='{types}'><Default Extension='xml' ContentType='application/xml'/></Types>"),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns='{relationships}'><Relationship Id='r' Type='{kinds}/officeDocument' Target='word/document.xml'/></Relationships>"
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns='{relationships}'><Relationship Id='n' Type='{kinds}/footnotes' Target='footnotes.xml'/></Relationships>"
            ),
        ),
        ("word/document.xml", format!("<w:document {spaces}><w:body>{body}</w:body></w:document>")),
        ("word/footnotes.xml", format!("<w:footnotes {spaces}>{notes}</w:footnotes>")),
    ];
    let parts: Vec<(String, Vec<u8>)> =
        parts.into_iter().map(|(name, xml)| (name.to_owned(), xml.into_bytes())).collect();
    parts_to_package(&parts).unwrap()
}

fn read(bytes: &[u8]) -> Warned<Report> {
    bytes_to_report(bytes, Format::Docx, &options()).unwrap()
}

/// What the net says, by code and quotation.
fn missed(findings: &[Finding]) -> Vec<(&'static str, String)> {
    let net = findings.iter().filter(|finding| finding.code().ends_with("-unaccounted"));
    net.map(|finding| (finding.code(), finding.value("text").unwrap().to_owned())).collect()
}

const BEFORE: &str = "<w:p><w:r><w:t>前面一段文字。</w:t></w:r></w:p>";

#[test]
fn text_in_what_no_reader_knows_is_placed_or_named() {
    // Unknown elements around text, within runs, paragraphs, cells and the body; elements of another namespace.
    let shapes = [
        "<w:p><w:r><x:odd><w:t>§</w:t></x:odd></w:r></w:p>",
        "<w:p><w:r><x:t>§</x:t></w:r></w:p>",
        "<w:p><w:r><w:t><x:inner>§</x:inner></w:t></w:r></w:p>",
        "<w:p><x:odd>§</x:odd></w:p>",
        "<w:p><x:r><x:t>§</x:t></x:r></w:p>",
        "<x:p><x:r><x:t>§</x:t></x:r></x:p>",
        "<x:odd><w:p><w:r><w:t>§</w:t></w:r></w:p></x:odd>",
        "<w:tbl><w:tr><w:tc><x:odd><w:p><w:r><w:t>§</w:t></w:r></w:p></x:odd></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><x:tc><w:p><w:r><w:t>§</w:t></w:r></w:p></x:tc></w:tr></w:tbl>",
        "<w:tbl><x:tr><w:tc><w:p><w:r><w:t>§</w:t></w:r></w:p></w:tc></x:tr></w:tbl>",
        "<w:p><w:r><w:drawing><x:shape><x:txbxContent><w:p><w:r><w:t>§</w:t></w:r></w:p></x:txbxContent></x:shape></w:drawing></w:r></w:p>",
        "<w:p><w:r><w:pict><x:odd>§</x:odd></w:pict></w:r></w:p>",
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'><w:t>§</w:t></mc:Choice></mc:AlternateContent></w:r></w:p>",
    ];
    let mut named = 0;
    for shape in shapes {
        for (text, code) in [("不见了的文字", "text-unaccounted"), ("共受理申请128件", "figures-unaccounted")]
        {
            let bytes = word(&format!("{BEFORE}{}{BEFORE}", shape.replace('§', text)), "");
            let Warned { value, findings } = read(&bytes);
            let is_placed = prose(&value).contains(text);
            let missed = missed(&findings);
            let is_named =
                // That a box was moved is said of text that is placed.
                findings.iter().filter(|finding| finding.code() != "text-box-moved").any(|finding| finding.value("text").is_some_and(|quoted| quoted.contains(text)));
            assert!(is_placed != is_named, "{shape}: placed {is_placed}, {missed:?} {findings:?}");
            for (found, quoted) in &missed {
                let is_table = shape.contains("tbl");
                assert!(*found == code || is_table, "{shape}: {found}");
                assert_eq!(quoted, text, "{shape}");
                named += 1;
            }
        }
    }
    assert!(named >= 6, "the net named {named}");
}

#[test]
fn a_lost_cell_among_equal_ones_is_named_at_its_table() {
    let cell = "<w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc>";
    let lost = "<w:tc><w:p><w:r><w:t><x:inner>0</x:inner></w:t></w:r></w:p></w:tc>";
    let table = format!("{BEFORE}<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{lost}{cell}</w:tr></w:tbl>{BEFORE}");
    let findings = read(&word(&table, "")).findings;
    assert_eq!(missed(&findings), [("figures-unaccounted", "0".to_owned())]);
    let place = |finding: &&Finding| finding.location().place == Some(nianbao::finding::Place::Table(1));
    assert!(findings.iter().filter(|finding| finding.code() == "figures-unaccounted").all(|finding| place(&finding)));
}

#[test]
fn text_of_notes_counts_and_what_is_no_text_does_not() {
    let call = "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>";
    let note = |inside: &str| format!("<w:footnote w:id='1'><w:p><w:r>{inside}</w:r></w:p></w:footnote>");
    assert_eq!(missed(&read(&word(call, &note("<w:t>注文</w:t>"))).findings), []);
    let findings = read(&word(call, &note("<w:t>注文</w:t><w:t><x:inner>失</x:inner></w:t>"))).findings;
    assert_eq!(missed(&findings), [("text-unaccounted", "失".to_owned())]);
    // Instructions of fields, settings, the rule above notes, white space, what has no glyph, and text said to be hidden.
    let quiet = [
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE 77</w:instrText></w:r>\
         <w:r><w:t>88</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>3</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
        "<w:p><w:r><w:t xml:space='preserve'> \u{a0}\u{3000}\u{200b}\u{feff}</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏 12</w:t></w:r><w:r><w:t>可见</w:t></w:r></w:p>",
        "<w:p><w:del w:id='1'><w:r><w:delText>删去 5</w:delText></w:r></w:del></w:p>",
    ];
    for shape in quiet {
        assert_eq!(missed(&read(&word(&format!("{BEFORE}{shape}"), "")).findings), [], "{shape}");
    }
}

#[test]
fn samples_and_drafts_lose_nothing() {
    let samples = root().join("samples");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(&samples).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        files.extend(std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "docx"));
    assert!(files.len() > 24, "{}", files.len());
    for file in files {
        let findings = read(&std::fs::read(&file).unwrap()).findings;
        assert_eq!(missed(&findings), [], "{}", file.display());
    }
}

/// A workbook of one sheet with these shared strings and rows.
fn workbook(strings: &str, rows: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    let relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='{kinds}/{kind}' Target='{target}'/>")
    };
    let to = |inside: String| format!("<Relationships xmlns='{relationships}'>{inside}</Relationships>");
    let parts = [
        (
            "[Content_Types].xml",
            format!("<Types xmlns='{types}'><Default Extension='xml' ContentType='application/xml'/></Types>"),
        ),
        ("_rels/.rels", to(related("r", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            to(related("s", "worksheet", "worksheets/sheet1.xml")
                + &related("t", "sharedStrings", "sharedStrings.xml")),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns='{main}' xmlns:r='{kinds}'><sheets><sheet name='表' sheetId='1' r:id='s'/></sheets></workbook>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns='{main}' xmlns:x='urn:example:unknown'>{strings}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns='{main}' xmlns:x='urn:example:unknown'><sheetData>{rows}</sheetData></worksheet>"
            ),
        ),
    ];
    let parts: Vec<(String, Vec<u8>)> =
        parts.into_iter().map(|(name, xml)| (name.to_owned(), xml.into_bytes())).collect();
    parts_to_package(&parts).unwrap()
}

#[test]
fn text_of_workbooks_is_placed_or_named() {
    let rows = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>\
                <row r='2'><c r='A2' t='inlineStr'><is><t>行内文字</t></is></c><c r='B2'><v>12</v></c></row>";
    let clean = workbook("<si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>ヒ</t></rPh></si>", rows);
    let read = |bytes: &[u8]| bytes_to_report(bytes, Format::Xlsx, &options()).unwrap().findings;
    assert_eq!(missed(&read(&clean)), []);
    let odd = workbook("<si><t>甲</t><x:odd><t>失去15件</t></x:odd></si><si><t>乙</t></si>", rows);
    assert_eq!(missed(&read(&odd)), [("figures-unaccounted", "失去15件".to_owned())]);
    let inline = rows.replace("<is><t>行内文字</t></is>", "<is><x:odd><t>行内文字</t></x:odd></is>");
    let found = read(&workbook("<si><t>甲</t></si><si><t>乙</t></si>", &inline));
    assert_eq!(missed(&found), [("figures-unaccounted", "行内文字".to_owned())]);
    let at = found.iter().find(|finding| finding.code() == "figures-unaccounted").unwrap().location();
    assert_eq!(at.render(nianbao::finding::Language::Chinese), "表!A2");
}

#[test]
fn text_of_open_document_sheets_is_placed_or_named() {
    let office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    let file = |cell: &str| {
        let content = format!(
            "<office:document-content xmlns:office='{office}' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
             xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:x='urn:example:unknown'><office:body>\
             <office:spreadsheet><table:table table:name='表'><table:table-row>\
             <table:table-cell office:value-type='string'><text:p>甲</text:p></table:table-cell>{cell}\
             <table:table-cell office:value-type='float' office:value='26.5'><text:p>26.50</text:p></table:table-cell>\
             </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let parts =
            [("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()), ("content.xml", content)];
        let parts: Vec<(String, Vec<u8>)> =
            parts.into_iter().map(|(name, xml)| (name.to_owned(), xml.into_bytes())).collect();
        bytes_to_report(&parts_to_package(&parts).unwrap(), Format::Ods, &options()).unwrap().findings
    };
    let cell = |inside: &str| format!("<table:table-cell office:value-type='string'>{inside}</table:table-cell>");
    assert_eq!(missed(&file(&cell("<text:p>乙<text:span>丙</text:span></text:p>"))), []);
    let found = file(&cell("<text:p>乙</text:p><x:odd><text:p>失去的话</text:p></x:odd>"));
    assert_eq!(missed(&found), [("figures-unaccounted", "失去的话".to_owned())]);
    let found = file("<x:cell><text:p>失去的话</text:p></x:cell>");
    assert_eq!(missed(&found), [("figures-unaccounted", "失去的话".to_owned())]);
}

/// The lines of a run on standard error.
fn lines_of(args: &[&str]) -> Vec<String> {
    said(&nianbao(args)).lines().map(str::to_owned).collect()
}

#[test]
fn two_hundred_notes_of_a_kind_are_one_line_and_their_places() {
    let file = root().join("tests/faults/files/net/full-width-200-notes-not-folded.docx");
    let file = file.to_str().unwrap();
    let lines = lines_of(&["show", file]);
    let notes: Vec<&String> = lines.iter().filter(|line| line.contains("[figure-read-as]")).collect();
    assert_eq!(notes.len(), 2, "{lines:#?}");
    assert!(notes[0].contains("提示：") && notes[1].contains("另有") && notes[1].contains("处"), "{notes:#?}");
    // The file is named once, above what is said of it.
    assert_eq!(lines.iter().filter(|line| line.contains(file)).count(), 1, "{lines:#?}");
    assert!(lines.last().unwrap().starts_with("共 "), "{lines:#?}");
    let english = lines_of(&["show", file, "--lang", "en"]);
    assert!(english.iter().any(|line| line.contains(" more [figure-read-as]: ")), "{english:#?}");
}

#[test]
fn errors_come_first_and_nothing_is_coloured_where_no_terminal_is() {
    let file = root().join("samples/anping-2020/draft.docx");
    let lines = lines_of(&["show", file.to_str().unwrap()]);
    let severity = |line: &String| {
        let words = [("错误：", 0), ("警告：", 1), ("提示：", 2)];
        words.into_iter().find(|(word, _)| line.contains(word)).map(|(_, rank)| rank)
    };
    let ranks: Vec<i32> = lines.iter().filter_map(severity).collect();
    assert!(ranks.len() > 3 && ranks.is_sorted(), "{lines:#?}");
    assert!(!lines.concat().contains('\u{1b}'));
    assert!(compact(&lines.concat()).contains("建议："), "{lines:#?}");
}

#[test]
fn what_is_read_from_one_line_or_became_a_row_is_not_missed() {
    for file in ["sign-off-on-one-line", "two-organs-sign", "table2-as-four-tables"] {
        let read = super::read(&format!("structure/{file}.docx"));
        let missed: Vec<&Finding> =
            read.findings.iter().filter(|finding| finding.code().ends_with("-unaccounted")).collect();
        assert!(missed.is_empty(), "{file}: {missed:?}");
    }
}
