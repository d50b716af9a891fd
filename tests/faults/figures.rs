//! Figures with something beside the digits: signs, notes, units, spaces; figures of workbooks as their program shows them.

use super::read;
use crate::support::{nianbao, options};
use nianbao::convert::bytes_to_report;
use nianbao::document::Inline;
use nianbao::finding::Warned;
use nianbao::format::Format;
use nianbao::report::{Count, Report, load, save};
use rust_xlsxwriter::{Format as Look, FormatScript, Workbook, Worksheet};
use std::fmt::Write;

/// A figure of the table of what was disclosed.
fn figure<'r>(read: &'r Warned<Report>, id: &str) -> &'r Count {
    &read.value.statistics["disclosure"].cells[id]
}

/// A figure's value, and its text.
pub(crate) fn stated(read: &Warned<Report>, id: &str) -> (Option<String>, String) {
    let count = figure(read, id);
    (count.value.map(|value| value.to_string()), count.raw.clone())
}

pub(crate) fn says(read: &Warned<Report>, code: &str) -> usize {
    read.findings.iter().filter(|finding| finding.code() == code).count()
}

#[test]
fn a_clean_draft_of_one_table_has_its_figures() {
    let draft = read("draft-2023.docx").value;
    assert_eq!((draft.organ.as_deref(), draft.year), (Some("清河市民政局"), Some(2023)));
    let figures = &draft.statistics["disclosure"].cells;
    assert_eq!((figures["licences"].raw.as_str(), figures["fees"].raw.as_str()), ("15", "26.55"));
}

#[test]
fn struck_digits_of_a_rich_cell_are_no_part_of_a_figure() {
    let read = read("rich-struck-12-then-15-reads-1215.xlsx");
    assert_eq!(stated(&read, "licences"), (None, "~~12~~15".into()));
    assert_eq!(says(&read, "figure-struck"), 1);
    let content = figure(&read, "licences").content.clone().unwrap();
    assert!(matches!(&content.inlines()[0], Inline::Text(text) if text.marks.strike && text.text == "12"));
}

#[test]
fn raised_digits_of_a_rich_cell_are_a_note() {
    for file in ["rich-superscript-note.xls", "ods-super.ods"] {
        let read = read(file);
        assert_eq!(stated(&read, "licences"), (Some("12".into()), "12¹".into()), "{file}");
        assert!(says(&read, "figure-with-note") >= 1, "{file}");
    }
}

#[test]
fn what_is_struck_is_printed_struck() {
    let read = read("strike-printed-as-tildes.docx");
    assert_eq!(says(&read, "figure-struck"), 2);
    let forms = options().forms;
    let again = load(&save(&read.value, &forms), &forms).unwrap();
    assert_eq!(again.statistics["disclosure"].cells["licences"].content, figure(&read, "licences").content);
    let folder = tempfile::tempdir().unwrap();
    let input = crate::support::root().join("tests/faults/files/strike-printed-as-tildes.docx");
    let html = folder.path().join("x.html");
    nianbao(&["convert", input.to_str().unwrap(), "-o", html.to_str().unwrap()]);
    let page = std::fs::read_to_string(html).unwrap();
    // In the data the page carries a figure's raw text has them.
    let (shown, _) = page.split_once("</main>").unwrap();
    assert!(!shown.contains('~'), "no tilde stands for a line through");
    let word = folder.path().join("x.docx");
    nianbao(&["convert", input.to_str().unwrap(), "-o", word.to_str().unwrap()]);
    let back = bytes_to_report(&std::fs::read(word).unwrap(), Format::Docx, &options()).unwrap().value;
    for (table, figures) in &read.value.statistics {
        for (id, count) in &figures.cells {
            let same = &back.statistics[table].cells[id];
            assert_eq!((&same.raw, &same.value, &same.content), (&count.raw, &count.value, &count.content), "{id}");
        }
    }
}

#[test]
fn money_said_to_be_in_yuan_is_converted() {
    let read = read("fee-in-yuan-said-above-read-as-wan.xlsx");
    assert_eq!(stated(&read, "fees"), (Some("26.55".into()), "26.55".into()));
    assert_eq!(says(&read, "money-converted"), 1);
}

#[test]
fn digits_with_a_blank_between_are_no_number() {
    let read = read("blank-inside-digits-joined.docx");
    for (id, raw) in [("normative_documents.in_force", "17　2"), ("licences", "1264 1"), ("penalties", "3 7")] {
        assert_eq!(stated(&read, id), (None, raw.into()));
    }
    assert_eq!(says(&read, "figure-parted"), 3);
}

#[test]
fn invisible_characters_are_ignored_and_named_once() {
    let draft = read("zero-width-space-after-figures-not-a-number.docx");
    assert_eq!(stated(&draft, "licences"), (Some("103".into()), "103".into()));
    assert_eq!((says(&draft, "invisible-characters"), says(&draft, "figure-not-a-number")), (1, 0));
    let sheet = read("zero-width-space.xlsx");
    assert_eq!(stated(&sheet, "licences"), (Some("15".into()), "15".into()));
    assert_eq!(says(&sheet, "invisible-characters"), 1);
}

#[test]
fn numbers_are_those_the_program_shows() {
    let read = read("float-noise-26.549999999999997.xlsx");
    assert_eq!(stated(&read, "fees"), (Some("26.55".into()), "26.55".into()));
    assert_eq!(says(&read, "number-beyond-precision"), 0);
}

#[test]
fn a_footnote_stays_with_its_figure() {
    let read = read("footnote-on-figure.docx");
    let received = &read.value.statistics["applications"].cells["received.natural_person"];
    assert_eq!((received.raw.as_str(), received.value), ("120", Some(120.into())));
    let content = received.content.clone().unwrap();
    assert!(content.inlines().iter().any(|inline| matches!(inline, Inline::Note(_))));
    assert_eq!(stated(&read, "licences"), (Some("1264".into()), "1264¹".into()));
    assert_eq!(stated(&read, "penalties"), (Some("37".into()), "37②".into()));
    assert_eq!((says(&read, "figure-with-note"), says(&read, "table-object-left-over")), (2, 0));
}

#[test]
fn files_under_a_wrong_name_are_read_for_what_they_are() {
    let csv = read("csv-with-eq-quoted-numbers.csv");
    assert_eq!(stated(&csv, "licences"), (Some("15".into()), "15".into()));
    assert_eq!(stated(&csv, "fees").0.as_deref(), Some("26.55"));
    assert_eq!(says(&csv, "quoted-as-formula"), 1);
    for (file, licences) in [("web-page-named.xls", Some("15")), ("xml-spreadsheet-2003.xls", None)] {
        let read = read(file);
        let value = stated(&read, "licences").0;
        assert!(value.is_some() && (licences.is_none() || value.as_deref() == licences), "{file}: {value:?}");
        assert_eq!(says(&read, "named-otherwise"), 1, "{file}");
    }
}

#[test]
fn a_stray_full_stop_in_the_last_row_refuses_nothing() {
    let read = read("stray-dot-in-last-row-refuses-all.xlsx");
    assert_eq!(stated(&read, "licences").0.as_deref(), Some("15"));
    assert_eq!(says(&read, "far-cell-left-out"), 1);
}

/// The rows of the table of what was disclosed: label and cells.
pub(super) const ROWS: [&[&str]; 14] = [
    &["第二十条第（一）项"],
    &["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    &["规章", "0", "0", "0"],
    &["行政规范性文件", "3", "1", "12"],
    &["第二十条第（五）项"],
    &["信息内容", "本年处理决定数量"],
    &["行政许可", "15"],
    &["第二十条第（六）项"],
    &["信息内容", "本年处理决定数量"],
    &["行政处罚", "7"],
    &["行政强制", "0"],
    &["第二十条第（八）项"],
    &["信息内容", "本年收费金额"],
    &["行政事业性收费", "26.55"],
];

/// Row and column of 行政许可 and of the fee, from 0.
pub(crate) const LICENCES: (u32, u16) = (6, 1);
pub(crate) const FEES: (u32, u16) = (13, 1);

/// A workbook of these rows, changed.
pub(crate) fn workbook(change: impl FnOnce(&mut Worksheet)) -> Warned<Report> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0u32..).zip(ROWS) {
        for (column, text) in (0u16..).zip(cells) {
            sheet.write(row, column, *text).unwrap();
        }
    }
    change(sheet);
    bytes_to_report(&book.save_to_buffer().unwrap(), Format::Xlsx, &options()).unwrap()
}

#[test]
fn looks_of_whole_cells_count_too() {
    let plain = Look::new();
    let raised = Look::new().set_font_script(FormatScript::Superscript);
    let white = Look::new().set_font_color(0xFFFFFF);
    let on_dark = white.clone().set_background_color(0x1F3864);
    let tiny = Look::new().set_font_size(1);
    let hiding = Look::new().set_num_format(";;;");
    let at = LICENCES;
    for (look, value) in [
        (Look::new().set_font_strikethrough(), None),
        (raised.clone(), None),
        (white.clone(), None),
        (on_dark, Some("15")),
        (tiny, None),
        (hiding, None),
        (plain.clone(), Some("15")),
    ] {
        let read = workbook(|sheet| sheet.write_number_with_format(at.0, at.1, 15, &look).map(|_| ()).unwrap());
        assert_eq!(stated(&read, "licences").0.as_deref(), value, "{look:?}");
    }
    for (runs, value) in [
        (vec![(&plain, "103"), (&raised, "1")], Some("103")),
        (vec![(&plain, "1264"), (&white, "00")], Some("1264")),
        (vec![(&raised, "①"), (&plain, "12")], None),
    ] {
        let read = workbook(|sheet| sheet.write_rich_string(at.0, at.1, &runs).map(|_| ()).unwrap());
        assert_eq!(stated(&read, "licences").0.as_deref(), value, "{runs:?}");
    }
}

#[test]
fn units_of_money_are_found_wherever_they_stand() {
    let fee = |number: f64, format: &str| {
        let look = Look::new().set_num_format(format);
        workbook(|sheet| sheet.write_number_with_format(FEES.0, FEES.1, number, &look).map(|_| ()).unwrap())
    };
    for (number, format) in
        [(265500.0, "0\"元\""), (265500.0, "#,##0.00\"元\""), (26.55, "0.00\"万元\""), (265500.0, "0!.00,\"万\"")]
    {
        let read = fee(number, format);
        // 0!.00, divides by 100,000: 2.655 万.
        let wanted = if format.starts_with("0!") { "2.655" } else { "26.55" };
        assert_eq!(stated(&read, "fees").0.as_deref(), Some(wanted), "{format}");
    }
    let label = |text: &str| {
        workbook(|sheet| {
            sheet.write(12, 1, text).unwrap();
            sheet.write_number(FEES.0, FEES.1, 265500).unwrap();
        })
    };
    for text in ["本年收费金额（单位：元）", "本年收费金额(元)", "本年收费金额（人民币元）"]
    {
        let read = label(text);
        assert_eq!((stated(&read, "fees").0.as_deref(), says(&read, "money-converted")), (Some("26.55"), 1), "{text}");
    }
    for (row, column, text) in [
        (0, 4, "货币单位：人民币（元）"),
        (14, 0, "说明：金额以元计"),
        (14, 0, "收费金额按元填列"),
        (13, 0, "行政事业性收费（单位：元）"),
        (FEES.0, FEES.1 + 1, "元"),
    ] {
        let read = workbook(|sheet| {
            sheet.write(row, column, text).unwrap();
            sheet.write_number(FEES.0, FEES.1, 265500).unwrap();
        });
        assert_eq!((stated(&read, "fees").0.as_deref(), says(&read, "money-converted")), (Some("26.55"), 1), "{text}");
    }
    let by_sheet = workbook(|sheet| {
        sheet.set_name("表2（元）").unwrap();
        sheet.write_number(FEES.0, FEES.1, 265500).unwrap();
    });
    assert_eq!(stated(&by_sheet, "fees").0.as_deref(), Some("26.55"));
    // A sign of currency under a column of 万元 leaves it open which is right.
    for format in ["¥#,##0.00", "[$$-409]#,##0.00"] {
        let read = fee(265500.0, format);
        assert_eq!((stated(&read, "fees").0, says(&read, "figure-not-a-number")), (None, 1), "{format}");
    }
    let disagreeing = workbook(|sheet| {
        sheet.write(12, 1, "本年收费金额（单位：万元）").unwrap();
        sheet.write(0, 0, "单位：元").unwrap();
    });
    assert_eq!((stated(&disagreeing, "fees").0, says(&disagreeing, "money-unit-unclear")), (None, 1));
    let either = workbook(|sheet| sheet.write(0, 0, "单位：件、元").map(|_| ()).unwrap());
    assert_eq!((stated(&either, "fees").0, says(&either, "money-unit-unclear")), (None, 1));
}

/// The rows as a web page, a cell's markup changed.
fn page(row: u32, column: u16, markup: &str) -> Warned<Report> {
    let mut page = String::from("<html><table>");
    for (r, cells) in (0u32..).zip(ROWS) {
        page.push_str("<tr>");
        for (c, text) in (0u16..).zip(cells) {
            let text = if (r, c) == (row, column) { markup } else { text };
            write!(page, "<td>{text}</td>").unwrap();
        }
        page.push_str("</tr>");
    }
    page.push_str("</table></html>");
    bytes_to_report(page.as_bytes(), Format::Xls, &options()).unwrap()
}

#[test]
fn a_decorated_figure_is_right_or_refused_in_web_pages_and_text() {
    for (markup, value) in [
        ("<s>12</s>15", None),
        ("12<sup>1</sup>", Some("12")),
        ("12<span style=\"color:white\">00</span>", Some("12")),
        ("12<span style='display:none'>00</span>", Some("12")),
        ("12&nbsp;15", None),
        ("1&#8239;264", Some("1264")),
        ("12&#8203;", Some("12")),
        ("12（含2件撤回）", Some("12")),
        ("12（15）", None),
        ("12件", None),
    ] {
        let read = page(LICENCES.0, LICENCES.1, markup);
        let found = stated(&read, "licences").0;
        // 件 is the unit of licences in no form, or in each: right or refused.
        let is_right = found.as_deref() == value || markup == "12件" && found.as_deref() == Some("12");
        assert!(is_right, "{markup}: {found:?}");
        let plain = read.findings.iter().all(|finding| finding.code() == "named-otherwise");
        assert!(!plain, "{markup}: something is said");
    }
}

/// What is put beside digits, and whether the figure stays the number.
#[test]
fn random_decoration_never_makes_another_number() {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};
    let around = [
        "",
        "",
        " ",
        "\u{200B}",
        "*",
        "②",
        "（含2件撤回）",
        "(3)",
        "件",
        "（件）",
        " 15",
        "\u{3000}",
        "¹",
        "~",
        "元",
        "万",
        "约",
    ];
    let strategy = (1u32..100_000, 0..around.len(), 0..around.len(), 0..around.len(), any::<bool>());
    let mut runner = TestRunner::new(Config { cases: 200, ..Config::default() });
    let law = runner.run(&strategy, |(number, before, after, then, fee)| {
        let digits = number.to_string();
        let before = around[before];
        // Digits right before others are digits of the same number.
        let before = if before.ends_with(char::is_numeric) { "" } else { before };
        let text = format!("{before}{digits}{}{}", around[after], around[then]);
        let csv: String = ROWS
            .iter()
            .enumerate()
            .map(|(row, cells)| {
                let place = if fee { FEES } else { LICENCES };
                let cells: Vec<&str> = (0u16..)
                    .zip(cells.iter())
                    .map(|(column, cell)| if (row as u32, column) == place { text.as_str() } else { cell })
                    .collect();
                format!("{}\n", cells.join(","))
            })
            .collect();
        let read = bytes_to_report(csv.as_bytes(), Format::Csv, &options()).unwrap();
        let count = figure(&read, if fee { "fees" } else { "licences" });
        let wan = nianbao::form::FigureWords::built_in();
        let converted = wan.money_unit("元").and_then(|yuan| yuan.convert(number.into(), wan.money_unit("万元")?));
        let in_yuan = fee && text.contains('元');
        match count.value {
            Some(value) if in_yuan => {
                prop_assert!(
                    Some(value) == converted || text.contains("万元") && value == number.into(),
                    "{text} {value}"
                );
            }
            Some(value) => prop_assert_eq!(value, number.into(), "{}", text),
            None => {
                let said = read.findings.iter().any(|f| f.severity() == nianbao::finding::Severity::Error);
                prop_assert!(said, "{}", text);
            }
        }
        Ok(())
    });
    law.unwrap();
}

#[test]
fn a_unit_is_that_of_the_table_it_stands_beside() {
    // A note below says 元 where the form's label says 万元: nobody can tell.
    let noted = read("figures/fee-yuan-note-below.docx");
    assert_eq!(noted.value.statistics["disclosure"].cells["fees"].value, None);
    assert!(noted.findings.iter().any(|finding| finding.code() == "money-unit-unclear"), "{:?}", noted.findings);
    // A table of the draft's own is in 元; that is not said of the statutory one.
    let own = read("figures/own-table-in-yuan-before.docx");
    assert_eq!(own.value.statistics["disclosure"].cells["fees"].raw, "26.31");
    assert!(own.findings.iter().all(|finding| !finding.code().starts_with("money")), "{:?}", own.findings);
}
