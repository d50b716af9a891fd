//! A law: a figure decorated at random (hidden, raised, struck, spaced, invisible characters, unit, note), in whatever format, is
//! either right or an error, and never another number.
//!
//! XLS is not among the formats: nothing here writes it. Its cells go the way of those of XLSX once their runs are read.

use crate::support::{Dice, compact, options};
use nianbao::convert::bytes_to_report;
use nianbao::finding::Severity;
use nianbao::format::Format;
use nianbao::ooxml::parts_to_package;
use nianbao::report::{Report, save};
use std::fmt::Write;

/// How a stretch of a cell is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Plain,
    Bold,
    White,
    Struck,
    Raised,
    Lowered,
    Hidden,
    Tiny,
}

type Runs = Vec<(String, Set)>;

const LABELS: [[&str; 4]; 14] = [
    ["第二十条第（一）项", "", "", ""],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "12", "3", "45"],
    ["第二十条第（五）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
    ["行政许可", "LICENCES", "", ""],
    ["第二十条第（六）项", "", "", ""],
    ["信息内容", "本年处理决定数量", "", ""],
    ["行政处罚", "7", "", ""],
    ["行政强制", "8", "", ""],
    ["第二十条第（八）项", "", "", ""],
    ["信息内容", "本年收费金额（单位：万元）", "", ""],
    ["行政事业性收费", "26.55", "", ""],
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The rows, a cell at a time: its place, and what it holds.
fn cells(runs: &Runs) -> impl Iterator<Item = (usize, usize, Runs)> {
    LABELS.iter().enumerate().flat_map(move |(row, texts)| {
        texts.iter().enumerate().map(move |(column, text)| {
            let is_figure = *text == "LICENCES";
            (row, column, if is_figure { runs.clone() } else { vec![((*text).to_owned(), Set::Plain)] })
        })
    })
}

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let parts: Vec<(String, Vec<u8>)> =
        parts.iter().map(|(name, xml)| ((*name).to_owned(), xml.clone().into_bytes())).collect();
    parts_to_package(&parts).unwrap()
}

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn types() -> String {
    format!("<Types xmlns='{TYPES}'><Default Extension='xml' ContentType='application/xml'/></Types>")
}

fn related(of: &[(&str, &str)]) -> String {
    let mut xml = format!("<Relationships xmlns='{RELATIONSHIPS}'>");
    for (n, (kind, target)) in of.iter().enumerate() {
        write!(xml, "<Relationship Id='r{n}' Type='{KINDS}/{kind}' Target='{target}'/>").unwrap();
    }
    xml + "</Relationships>"
}

fn word(runs: &Runs) -> Vec<u8> {
    let mut rows = String::new();
    for (_, column, runs) in cells(runs) {
        if column == 0 {
            rows.push_str(if rows.is_empty() { "<w:tr>" } else { "</w:tr><w:tr>" });
        }
        rows.push_str("<w:tc><w:p>");
        for (text, set) in runs {
            let look = match set {
                Set::Plain => "",
                Set::Bold => "<w:b/>",
                Set::White => "<w:color w:val='FFFFFF'/>",
                Set::Struck => "<w:strike/>",
                Set::Raised => "<w:vertAlign w:val='superscript'/>",
                Set::Lowered => "<w:position w:val='-6'/><w:sz w:val='12'/>",
                Set::Hidden => "<w:vanish/>",
                Set::Tiny => "<w:sz w:val='2'/>",
            };
            let text = escaped(&text);
            write!(rows, "<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>").unwrap();
        }
        rows.push_str("</w:p></w:tc>");
    }
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let grid = "<w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>";
    let body = format!("<w:tbl>{grid}{rows}</w:tr></w:tbl><w:p/>");
    package(&[
        ("[Content_Types].xml", types()),
        ("_rels/.rels", related(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", format!("<w:document xmlns:w='{w}'><w:body>{body}</w:body></w:document>")),
    ])
}

fn workbook(runs: &Runs) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut rows = String::new();
    for (row, column, runs) in cells(runs) {
        if column == 0 {
            rows.push_str(if rows.is_empty() { "" } else { "</row>" });
            write!(rows, "<row r='{}'>", row + 1).unwrap();
        }
        let place = format!("{}{}", ["A", "B", "C", "D"][column], row + 1);
        write!(rows, "<c r='{place}' t='inlineStr'><is>").unwrap();
        for (text, set) in runs {
            let look = match set {
                Set::Plain => "",
                Set::Bold => "<b/>",
                Set::White | Set::Hidden => "<color rgb='FFFFFFFF'/>",
                Set::Struck => "<strike/>",
                Set::Raised => "<vertAlign val='superscript'/>",
                Set::Lowered => "<vertAlign val='subscript'/>",
                Set::Tiny => "<sz val='1'/>",
            };
            let text = escaped(&text);
            write!(rows, "<r><rPr>{look}</rPr><t xml:space='preserve'>{text}</t></r>").unwrap();
        }
        rows.push_str("</is></c>");
    }
    let sheets = "<sheets><sheet name='表' sheetId='1' r:id='r0'/></sheets>";
    package(&[
        ("[Content_Types].xml", types()),
        ("_rels/.rels", related(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/_rels/workbook.xml.rels", related(&[("worksheet", "worksheets/sheet1.xml")])),
        ("xl/workbook.xml", format!("<workbook xmlns='{main}' xmlns:r='{KINDS}'>{sheets}</workbook>")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns='{main}'><sheetData>{rows}</row></sheetData></worksheet>"),
        ),
    ])
}

fn open_document(runs: &Runs) -> Vec<u8> {
    let looks = [
        (Set::Plain, ""),
        (Set::Bold, "fo:font-weight='bold'"),
        (Set::White, "fo:color='#ffffff'"),
        (Set::Struck, "style:text-line-through-style='solid'"),
        (Set::Raised, "style:text-position='super 58%'"),
        (Set::Lowered, "style:text-position='sub 58%'"),
        (Set::Hidden, "text:display='none'"),
        (Set::Tiny, "fo:font-size='1pt'"),
    ];
    let mut styles = String::new();
    for (set, look) in looks {
        let name = format!("{set:?}");
        write!(
            styles,
            "<style:style style:name='{name}' style:family='text'><style:text-properties {look}/></style:style>"
        )
        .unwrap();
    }
    let mut rows = String::new();
    for (_, column, runs) in cells(runs) {
        if column == 0 {
            rows.push_str(if rows.is_empty() { "<table:table-row>" } else { "</table:table-row><table:table-row>" });
        }
        rows.push_str("<table:table-cell office:value-type='string'><text:p>");
        for (text, set) in runs {
            write!(rows, "<text:span text:style-name='{set:?}'>{}</text:span>", escaped(&text)).unwrap();
        }
        rows.push_str("</text:p></table:table-cell>");
    }
    let oasis = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office='{oasis}:office:1.0' xmlns:table='{oasis}:table:1.0' xmlns:text='{oasis}:text:1.0' \
         xmlns:style='{oasis}:style:1.0' xmlns:fo='{oasis}:xsl-fo-compatible:1.0'><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:spreadsheet><table:table table:name='表'>{rows}</table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()), ("content.xml", content)])
}

/// A web page under a workbook's name, as portals export it.
fn web_page(runs: &Runs) -> Vec<u8> {
    let mut page = String::from("<html><meta charset='utf-8'><table>");
    for (_, column, runs) in cells(runs) {
        if column == 0 {
            page.push_str("<tr>");
        }
        page.push_str("<td>");
        for (text, set) in runs {
            let text = escaped(&text);
            match set {
                Set::Plain => page.push_str(&text),
                Set::Bold => write!(page, "<b>{text}</b>").unwrap(),
                Set::White => write!(page, "<span style='color:#fff'>{text}</span>").unwrap(),
                Set::Struck => write!(page, "<s>{text}</s>").unwrap(),
                Set::Raised => write!(page, "<sup>{text}</sup>").unwrap(),
                Set::Lowered => write!(page, "<sub>{text}</sub>").unwrap(),
                Set::Hidden => write!(page, "<span style='display:none'>{text}</span>").unwrap(),
                Set::Tiny => write!(page, "<span style='font-size:1px'>{text}</span>").unwrap(),
            }
        }
        page.push_str("</td>");
    }
    (page + "</table></html>").into_bytes()
}

/// Text alone: what is seen of the runs, struck and raised digits among the rest.
fn separated(runs: &Runs) -> Vec<u8> {
    let mut text = String::new();
    for (_, column, runs) in cells(runs) {
        let cell: String = runs.iter().map(|(text, _)| text.as_str()).collect();
        write!(text, "\"{cell}\"{}", if column == 3 { "\n" } else { "," }).unwrap();
    }
    text.into_bytes()
}

/// A number, and stretches of text before, in and behind it.
fn decorated(dice: &mut Dice, only_text: bool) -> (u32, Runs) {
    let number = 1 + dice.below(99_999) as u32;
    let signs = [
        "*",
        "②",
        "（含2件撤回）",
        "(3)",
        "件",
        "（件）",
        "\u{200B}",
        "\u{FEFF}",
        "\u{3000}",
        " ",
        "¹",
        "~",
        "\u{202D}",
        "\u{AD}",
    ];
    let digits = number.to_string();
    let mut runs: Runs = Vec::new();
    let looks = [Set::White, Set::Struck, Set::Raised, Set::Lowered, Set::Hidden, Set::Tiny];
    let beside = |dice: &mut Dice, runs: &mut Runs| match dice.below(4) {
        0 => {}
        1 if !only_text => runs.push((dice.of(&["00", "1", "12", "5", "注"]).to_string(), *dice.of(&looks))),
        _ => runs.push((dice.of(&signs).to_string(), Set::Plain)),
    };
    // Digits and notes that stand right before a figure as plain text belong to it.
    if dice.below(3) == 0 {
        let look = *dice.of(&looks);
        match only_text {
            false => runs.push((dice.of(&["3", "10", "旧"]).to_string(), look)),
            true => runs.push((dice.of(&["\u{200B}", " ", "\u{3000}"]).to_string(), Set::Plain)),
        }
    }
    // A number in several runs, and what has no width between them.
    let cut = dice.below(digits.len() + 1);
    let look = *dice.of(&[Set::Plain, Set::Plain, Set::Bold]);
    let middle = *dice.of(&["", "", "", "\u{200B}", "\u{2060}", "\u{AD}"]);
    runs.push((format!("{}{middle}", &digits[..cut]), look));
    runs.push((digits[cut..].to_owned(), Set::Plain));
    beside(dice, &mut runs);
    if dice.below(3) == 0 {
        beside(dice, &mut runs);
    }
    runs.retain(|(text, _)| !text.is_empty());
    (number, runs)
}

/// Whether a file gives the number that is seen. Fails where it gives another, or none without an error.
fn judge(name: &str, bytes: &[u8], format: Format, number: u32, runs: &Runs) -> bool {
    let Ok(read) = bytes_to_report(bytes, format, &options()) else { return false };
    let count = read.value.statistics.get("disclosure").and_then(|table| table.cells.get("licences"));
    let is_error = || read.findings.iter().any(|finding| finding.severity() == Severity::Error);
    match count.and_then(|count| count.value) {
        Some(value) => {
            assert_eq!(compact(&value.to_string()), number.to_string(), "{name}: {runs:?} {:?}", read.findings);
            true
        }
        None => {
            assert!(is_error(), "{name}: {runs:?} gives nothing and no error");
            false
        }
    }
}

#[test]
fn a_decorated_figure_is_right_or_an_error_in_every_format() {
    const CASES: usize = 100;
    let mut dice = Dice(1264);
    let mut right = [0; 5];
    for _ in 0..CASES {
        let (number, runs) = decorated(&mut dice, false);
        let (of_text, text) = decorated(&mut dice, true);
        let files = [
            ("Word", word(&runs), Format::Docx, number, &runs),
            ("XLSX", workbook(&runs), Format::Xlsx, number, &runs),
            ("ODS", open_document(&runs), Format::Ods, number, &runs),
            ("web page", web_page(&runs), Format::Xls, number, &runs),
            ("CSV", separated(&text), Format::Csv, of_text, &text),
        ];
        for (count, (name, bytes, format, number, runs)) in right.iter_mut().zip(files) {
            *count += usize::from(judge(name, &bytes, format, number, runs));
        }
    }
    // Not by refusing all.
    assert!(right.iter().all(|right| *right * 4 > CASES), "of {CASES} read: {right:?}");
}

#[test]
fn an_undecorated_figure_is_right_in_every_format() {
    let runs = vec![("1264".to_owned(), Set::Plain)];
    let files = [
        (word(&runs), Format::Docx),
        (workbook(&runs), Format::Xlsx),
        (open_document(&runs), Format::Ods),
        (web_page(&runs), Format::Xls),
        (separated(&runs), Format::Csv),
    ];
    for (bytes, format) in files {
        let read = bytes_to_report(&bytes, format, &options()).unwrap().value;
        assert_eq!(read.statistics["disclosure"].cells["licences"].raw, "1264", "{format:?}");
        assert_eq!(read.statistics["disclosure"].cells["fees"].raw, "26.55", "{format:?}");
    }
}

#[test]
fn a_text_and_a_number_that_disagree_are_refused_in_the_canonical_form() {
    let forms = options().forms;
    let mut report = Report::blank(forms.for_year(2023).unwrap(), "清河市民政局", 2023);
    let mut dice = Dice(47);
    for _ in 0..200 {
        let (number, runs) = decorated(&mut dice, true);
        let text: String = runs.iter().map(|(text, _)| text.as_str()).collect();
        for (value, is_other) in [(number, false), (number + 1 + dice.below(90_000) as u32, true)] {
            let count = report.statistics.get_mut("disclosure").unwrap().cells.get_mut("licences").unwrap();
            (count.raw, count.value) = (text.clone(), Some(value.into()));
            let Ok(read) = bytes_to_report(save(&report, &forms).as_bytes(), Format::Json, &options()) else {
                continue;
            };
            assert!(!is_other, "{text} was taken for {value}");
            assert_eq!(read.value.statistics["disclosure"].cells["licences"].value, Some(number.into()), "{text}");
        }
    }
}
