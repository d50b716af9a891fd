//! Statutory tables in the shapes a person reads at sight, and in several copies: every figure is the one that stands there, or
//! an error says why it was not taken.

use crate::document::{Block, Cell, Document, Grid, HiddenRows};
use crate::finding::{Finding, Origin, Place, Severity, Warned};
use crate::form::{CellContent, Form, Forms, TableForm};
use crate::recognize::{Wanted, document_to_report, document_to_statistics};
use crate::report::Report;
use std::collections::BTreeMap;

/// A cell of a table on its way into another shape.
#[derive(Clone)]
pub(super) struct Printed {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) rows: u32,
    pub(super) columns: u32,
    pub(super) text: String,
    pub(super) id: Option<String>,
}

pub(super) type Table = Vec<Printed>;

pub(super) fn form() -> Form {
    Forms::built_in().unwrap().get("2021").unwrap().clone()
}

fn table_form(id: &str) -> TableForm {
    form().tables.iter().find(|table| table.id == id).unwrap().clone()
}

/// The form's table with the figures `first`, `first + 1` …
pub(super) fn table(id: &str, first: u32) -> Table {
    let mut next = first;
    let places = table_form(id).cells.into_iter().map(|cell| {
        let (text, id) = match cell.content {
            CellContent::Label(label) => (label.text, None),
            CellContent::Data(data) => {
                next += 1;
                (next.to_string(), Some(data.id))
            }
        };
        Printed { row: cell.row, column: cell.column, rows: cell.row_span, columns: cell.column_span, text, id }
    });
    places.collect()
}

fn truth(table: &Table) -> BTreeMap<String, String> {
    table.iter().filter_map(|place| Some((place.id.clone()?, place.text.clone()))).collect()
}

fn block(table: &Table) -> Block {
    Block::Table(grid(table))
}

pub(super) fn grid(table: &Table) -> Grid {
    let rows = table.iter().map(|place| place.row + place.rows).max().unwrap();
    let columns = table.iter().map(|place| place.column + place.columns).max().unwrap();
    let cells = table.iter().map(|place| {
        let content = if place.text.is_empty() { Vec::new() } else { vec![Block::text(place.text.as_str())] };
        Cell::new(place.row, place.column, content).spanning(place.rows, place.columns)
    });
    Grid::with_gaps_filled(rows, columns, cells.collect()).unwrap()
}

pub(super) fn turned(table: &Table) -> Table {
    let turn = |p: &Printed| Printed { row: p.column, column: p.row, rows: p.columns, columns: p.rows, ..p.clone() };
    table.iter().map(turn).collect()
}

pub(super) fn relabelled(table: &Table, label: impl Fn(&str) -> String) -> Table {
    let relabel =
        |p: &Printed| Printed { text: if p.id.is_some() { p.text.clone() } else { label(&p.text) }, ..p.clone() };
    table.iter().map(relabel).collect()
}

fn renamed(table: &Table, old: &str, new: &str) -> Table {
    relabelled(table, |text| if text == old { new.to_owned() } else { text.to_owned() })
}

fn blank(table: &Table) -> Table {
    table
        .iter()
        .map(|p| Printed { text: if p.id.is_some() { String::new() } else { p.text.clone() }, ..p.clone() })
        .collect()
}

pub(super) fn rows(table: &Table, first: u32, end: u32) -> Table {
    let inside = table.iter().filter(|p| (first..end).contains(&p.row));
    inside.map(|p| Printed { row: p.row - first, rows: p.rows.min(end - p.row), ..p.clone() }).collect()
}

fn columns(table: &Table, first: u32, end: u32) -> Table {
    let inside = table.iter().filter(|p| p.column < end && p.column + p.columns > first);
    let cut = |p: &Printed| {
        let (from, to) = (p.column.max(first), (p.column + p.columns).min(end));
        Printed { column: from - first, columns: to - from, ..p.clone() }
    };
    inside.map(cut).collect()
}

pub(super) fn with_column(table: &Table, at: u32, head: &str, text: impl Fn(u32) -> String) -> Table {
    let bottom = table.iter().map(|p| p.row + p.rows).max().unwrap();
    let mut wider: Table =
        table.iter().map(|p| Printed { column: p.column + u32::from(p.column >= at), ..p.clone() }).collect();
    let new = |row, rows, text: String| Printed { row, column: at, rows, columns: 1, text, id: None };
    wider.push(new(0, 3, head.to_owned()));
    wider.extend((3..bottom).map(|row| new(row, 1, text(row))));
    wider
}

/// A draft with these blocks in the section of that table.
fn draft(id: &str, blocks: Vec<Block>) -> Warned<Report> {
    draft_with(Vec::new(), id, blocks)
}

fn draft_with(overview: Vec<Block>, id: &str, blocks: Vec<Block>) -> Warned<Report> {
    let form = form();
    let mut all = vec![Block::text("清河市民政局2023年政府信息公开工作年度报告"), Block::text("一、总体情况")];
    all.push(Block::text("全年公开信息若干条。"));
    all.extend(overview);
    let mut blocks = Some(blocks);
    for section in form.sections.iter().skip(1) {
        all.push(Block::text(section.heading.as_str()));
        match section.table.as_deref() {
            Some(table) if table == id => all.extend(blocks.take().unwrap()),
            Some(other) => all.push(block(&table(other, 90_000))),
            None => all.push(Block::text("正文。")),
        }
    }
    document_to_report(Document { blocks: all, ..Document::default() }, &Forms::built_in().unwrap())
}

fn errors(read: &Warned<Report>) -> Vec<&'static str> {
    let errors = read.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(Finding::code).collect()
}

fn codes(read: &Warned<Report>) -> Vec<&'static str> {
    read.findings.iter().map(Finding::code).collect()
}

/// What the report states of a table, cell by cell.
fn stated(report: &Report, id: &str) -> BTreeMap<String, String> {
    let figures = report.statistics.get(id);
    let cells = figures.iter().flat_map(|figures| &figures.cells);
    cells.map(|(id, count)| (id.clone(), count.value.map_or_else(|| count.raw.clone(), |v| v.to_string()))).collect()
}

#[track_caller]
fn assert_whole(name: &str, read: &Warned<Report>, id: &str, truth: &BTreeMap<String, String>) {
    assert_eq!(errors(read), [""; 0], "{name}");
    let stated = stated(&read.value, id);
    let differ: Vec<_> = truth.iter().filter(|(id, text)| stated.get(*id) != Some(text)).take(3).collect();
    assert!(differ.is_empty(), "{name}: {differ:?} {:?}", codes(read));
    assert_eq!(stated.len(), truth.len(), "{name}");
}

#[test]
fn tables_turned_or_laid_out_otherwise_are_read_by_their_labels() {
    let disputes = table("disputes", 5000);
    let (applications, disclosure) = (table("applications", 2000), table("disclosure", 1000));
    for (id, table) in [("applications", &applications), ("disputes", &disputes)] {
        let read = draft(id, vec![block(&turned(table))]);
        assert_whole(id, &read, id, &truth(table));
        assert!(codes(&read).contains(&"table-turned"), "{id}");
    }
    // Three rows of five results.
    let cell = |row, column, text: &str, id: Option<String>| Printed {
        row,
        column,
        rows: 1,
        columns: 1,
        text: text.into(),
        id,
    };
    let of = truth(&disputes);
    let mut small = Table::new();
    for (column, (head, _)) in (1u32..).zip(RESULTS) {
        small.push(cell(0, column, head, None));
    }
    for (row, (label, part)) in (1u32..).zip(PARTS) {
        small.push(cell(row, 0, label, None));
        for (column, (_, result)) in (1u32..).zip(RESULTS) {
            let id = format!("{part}.{result}");
            small.push(cell(row, column, &of[&id], Some(id)));
        }
    }
    assert_whole("3 × 5", &draft("disputes", vec![block(&small)]), "disputes", &of);
    let parts: Vec<Block> =
        [(0, 4), (4, 7), (7, 11), (11, 14)].iter().map(|(a, b)| block(&rows(&disclosure, *a, *b))).collect();
    assert_whole("four tables", &draft("disclosure", parts), "disclosure", &truth(&disclosure));
    let lines = [(0, 4), (4, 7), (7, 11), (11, 14)].iter().flat_map(|(a, b)| {
        let part = rows(&disclosure, *a, *b);
        let caption = Block::text(part[0].text.as_str());
        [caption, block(&rows(&part, 1, b - a))]
    });
    let read = draft("disclosure", lines.collect());
    assert_whole("four tables below their labels", &read, "disclosure", &truth(&disclosure));
    assert!(!super::tables::kept_text(&read.value).contains("第二十条第"), "the labels are in the table");
}

const RESULTS: [(&str, &str); 5] = [
    ("结果维持", "upheld"),
    ("结果纠正", "corrected"),
    ("其他结果", "other"),
    ("尚未审结", "pending"),
    ("总计", "total"),
];
const PARTS: [(&str, &str); 3] = [
    ("行政复议", "reconsideration"),
    ("未经复议直接起诉", "litigation_direct"),
    ("复议后起诉", "litigation_after_reconsideration"),
];

#[test]
fn parts_of_a_table_are_put_together() {
    let whole = table("applications", 2000);
    let head = rows(&whole, 0, 3);
    for (at, between) in [(10, "续表"), (15, "表三（续）"), (20, ""), (12, "（续上表）")] {
        let mut lower = head.clone();
        lower.extend(rows(&whole, at, 28).into_iter().map(|p| Printed { row: p.row + 3, ..p }));
        let blocks = vec![block(&rows(&whole, 0, at)), Block::text(between), block(&lower)];
        assert_whole(between, &draft("applications", blocks), "applications", &truth(&whole));
    }
    for (cut, repeats) in [(4, true), (6, true), (8, true), (9, true), (7, false)] {
        let left = columns(&whole, 0, cut);
        let mut right: Table = columns(&whole, cut, 10);
        if repeats {
            right = columns(&whole, 0, 3);
            right.extend(columns(&whole, cut, 10).into_iter().map(|p| Printed { column: p.column + 3, ..p }));
        }
        let read = draft("applications", vec![block(&left), block(&right)]);
        assert_whole(&format!("cut at {cut}"), &read, "applications", &truth(&whole));
    }
}

#[test]
fn units_prefixes_and_lost_numbers_at_labels_change_nothing() {
    for id in ["applications", "disputes"] {
        let whole = table(id, 2000);
        for unit in ["（件）", "(单位：件)", "/件"] {
            let read = draft(id, vec![block(&relabelled(&whole, |text| format!("{text}{unit}")))]);
            assert_whole(unit, &read, id, &truth(&whole));
            assert!(!codes(&read).contains(&"label-differs"), "{unit}");
        }
    }
    let whole = table("applications", 2000);
    let item = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let within = relabelled(&whole, |text| if item(text) { format!("其中：{text}") } else { text.to_owned() });
    assert_whole("其中", &draft("applications", vec![block(&within)]), "applications", &truth(&whole));
    let bare = relabelled(&whole, |text| crate::form::stem(text).to_owned());
    assert_whole("numbers lost", &draft("applications", vec![block(&bare)]), "applications", &truth(&whole));
}

#[test]
fn columns_beside_the_form_do_not_move_its_figures() {
    let whole = table("applications", 2000);
    for (at, head) in [(10, ""), (10, "校验"), (10, "备注"), (0, "序号"), (0, "")] {
        let wider = with_column(&whole, at, head, |row| if at == 0 { (row - 2).to_string() } else { "0".to_owned() });
        let read = draft("applications", vec![block(&wider)]);
        assert_whole(&format!("{at} {head}"), &read, "applications", &truth(&whole));
        assert_eq!(codes(&read).iter().filter(|code| **code == "table-column-left-over").count(), 1, "{at} {head}");
    }
    // With blanks, as only totals are filled in.
    let sparse: Table = whole
        .iter()
        .map(|p| Printed {
            text: if p.id.is_some() && (p.row * 7 + p.column) % 3 == 0 { String::new() } else { p.text.clone() },
            ..p.clone()
        })
        .collect();
    let read = draft("applications", vec![block(&with_column(&sparse, 10, "", |_| "0".to_owned()))]);
    assert_whole("blanks", &read, "applications", &truth(&sparse));
    // A head on two rows.
    let mut tall: Table = Vec::new();
    for p in &whole {
        match (p.row, p.text.as_str()) {
            (2, "科研机构") => {
                tall.push(Printed { text: "科研".into(), ..p.clone() });
                tall.push(Printed { row: 3, text: "机构".into(), ..p.clone() });
            }
            (0..=2, _) if p.row + p.rows == 3 => tall.push(Printed { rows: p.rows + 1, ..p.clone() }),
            (0..=2, _) => tall.push(p.clone()),
            _ => tall.push(Printed { row: p.row + 1, ..p.clone() }),
        }
    }
    assert_whole("a head on two rows", &draft("applications", vec![block(&tall)]), "applications", &truth(&whole));
}

#[test]
fn labels_that_say_something_else_are_not_taken() {
    for (id, old, new, cell) in [
        ("disclosure", "现行有效件数", "现行失效件数", "regulations.in_force"),
        ("disclosure", "本年制发件数", "上年制发件数", "regulations.issued"),
        ("applications", "1.属于国家秘密", "1.不属于国家秘密", "results.refused.state_secret.total"),
        ("applications", "1.属于国家秘密", "1.属于商业秘密", "results.refused.state_secret.total"),
        (
            "applications",
            "4.无正当理由大量反复申请",
            "4.有正当理由大量反复申请",
            "results.not_processed.unjustified_mass.total",
        ),
        ("applications", "二、上年结转政府信息公开申请数量", "二、本年结转政府信息公开申请数量", "carried_in.total"),
        (
            "applications",
            "3.补正后申请内容仍不明确",
            "3.补正后申请内容已明确",
            "results.unavailable.still_unclear.total",
        ),
    ] {
        let read = draft(id, vec![block(&renamed(&table(id, 2000), old, new))]);
        assert!(!stated(&read.value, id).contains_key(cell), "{new}");
        assert!(errors(&read).contains(&"label-not-taken"), "{new}: {:?}", codes(&read));
    }
    let slips = relabelled(&table("applications", 2000), |text| {
        text.replace("法规禁止公开", "止公开").replace("过程性信息", "过程性性信息")
    });
    let read = draft("applications", vec![block(&slips)]);
    assert_whole("slips", &read, "applications", &truth(&slips));
}

/// Rows called by the years: 2023 took in new what 2023's report counts, and 2022 carried over what it begins with.
#[test]
fn rows_called_by_their_years_are_those_of_the_report() {
    let named = |year: u16| {
        relabelled(&table("applications", 2000), |text| {
            text.replace("本年新收", &format!("{year}年新收"))
                .replace("上年结转", &format!("{}年结转", year - 1))
                .replace("本年度办理", &format!("{year}年度办理"))
                .replace("四、结转下", &format!("四、{year}年结转下"))
        })
    };
    let read = draft("applications", vec![block(&named(2023))]);
    assert_whole("named", &read, "applications", &truth(&named(2023)));
    let other = draft("applications", vec![block(&named(2022))]);
    assert!(!stated(&other.value, "applications").contains_key("received.total"));
    assert!(errors(&other).contains(&"table-of-other-year"), "{:?}", codes(&other));
}

#[test]
fn an_unknown_item_makes_no_other_vintage() {
    let known = table("applications", 2000);
    let items = [
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ];
    let unknown =
        relabelled(&known, |text| if items.contains(&text) { format!("{}某类", &text[..2]) } else { text.to_owned() });
    let read = draft("applications", vec![block(&unknown)]);
    let figures = &read.value.statistics["applications"];
    assert_eq!(figures.form, "2021");
    assert!(!figures.cells.keys().any(|id| id.starts_with("results.other")), "{:?}", figures.cells.keys());
    let short = relabelled(&known, |text| match text {
        text if text == items[0] => "1.逾期不补正".to_owned(),
        text if text == items[1] => "2.逾期未缴费".to_owned(),
        other => other.to_owned(),
    });
    assert_whole("short", &draft("applications", vec![block(&short)]), "applications", &truth(&known));
}

#[test]
fn of_several_copies_the_reports_own_is_taken() {
    let (own, last) = (table("applications", 2000), table("applications", 7000));
    let of = |blocks: Vec<Block>| draft("applications", blocks);
    let text = |text: &str| Block::text(text);
    for (name, blocks) in [
        ("years", vec![text("2022年情况"), block(&last), text("2023年情况"), block(&own)]),
        ("years turned", vec![text("表1 2023年"), block(&own), text("表2 2022年"), block(&last)]),
        ("上年度", vec![text("上年度情况："), block(&last), text("本年度情况："), block(&own)]),
        ("versions", vec![text("（初稿）"), block(&last), text("（定稿）"), block(&own)]),
        ("blank", vec![block(&blank(&own)), text("填报如下"), block(&own)]),
        ("template", vec![text("样表"), block(&last), text("数据"), block(&own)]),
        ("half year", vec![text("2023年上半年情况"), block(&last), text("数据"), block(&own)]),
        ("month", vec![text("2023年12月（月报）"), block(&last), text("数据"), block(&own)]),
        ("plan", vec![text("2023年计划数"), block(&last), text("数据"), block(&own)]),
        ("area", vec![text("2023年全市汇总"), block(&last), text("数据"), block(&own)]),
    ] {
        let read = of(blocks);
        assert_whole(name, &read, "applications", &truth(&own));
        assert!(codes(&read).contains(&"table-repeated"), "{name}");
    }
    let read = draft_with(vec![block(&last)], "applications", vec![block(&own)]);
    assert_whole("another section", &read, "applications", &truth(&own));
    let read = of(vec![block(&own), text("同上："), block(&own)]);
    assert_whole("the same", &read, "applications", &truth(&own));
    assert!(codes(&read).contains(&"table-repeated-same"));
    let read = of(vec![block(&last), text("又："), block(&own)]);
    assert_eq!(errors(&read), ["tables-disagree"]);
    assert!(stated(&read.value, "applications").is_empty());
    let read = of(vec![text("2022年收到和处理政府信息公开申请情况"), block(&own)]);
    assert_eq!(errors(&read), ["table-of-other-year"]);
    assert!(stated(&read.value, "applications").is_empty());
    for caption in ["2023年上半年情况统计表", "（截至2023年9月30日）"] {
        let read = of(vec![text(caption), block(&own)]);
        assert_eq!(errors(&read), ["table-of-others"], "{caption}");
        assert!(stated(&read.value, "applications").is_empty(), "{caption}");
    }
    for caption in ["样表", "（初稿，待核）", "预计数"] {
        let read = of(vec![text(caption), block(&own)]);
        assert_whole(caption, &read, "applications", &truth(&own));
        assert!(codes(&read).contains(&"table-said-otherwise"), "{caption}");
    }
}

#[test]
fn of_several_sheets_the_one_wanted_is_taken() {
    let (own, last) = (table("disclosure", 2000), table("disclosure", 7000));
    let sheet = |name: &str, table: &Table, is_hidden: bool| {
        let mut grid = grid(table);
        if is_hidden {
            grid.hidden = HiddenRows(vec![(0, grid.rows() - 1)]);
        }
        grid.origin = Origin::at(Place::Sheet(name.into()));
        Block::Table(grid)
    };
    let read = |blocks: Vec<Block>, year: Option<u16>| {
        let document = Document { blocks, ..Document::default() };
        document_to_statistics(document, Wanted { organ: None, year }, &Forms::built_in().unwrap())
    };
    let years = || vec![sheet("2022年", &last, false), sheet("2023年", &own, false)];
    assert_whole("wanted", &read(years(), Some(2023)), "disclosure", &truth(&own));
    assert_whole("the other", &read(years(), Some(2022)), "disclosure", &truth(&last));
    assert_eq!(errors(&read(years(), None)), ["tables-disagree"]);
    let hidden = vec![sheet("甲", &last, true), sheet("乙", &own, false)];
    assert_whole("hidden", &read(hidden, None), "disclosure", &truth(&own));
    let template = vec![sheet("填报模板", &last, false), sheet("数据", &own, false)];
    assert_whole("template", &read(template, None), "disclosure", &truth(&own));
}

#[test]
fn a_drafts_own_small_table_is_no_statutory_table() {
    let cells = |rows: &[&[&str]]| -> Table {
        let of_row = |(row, texts): (u32, &&[&str])| -> Table {
            let place = |(column, text): (u32, &&str)| Printed {
                row,
                column,
                rows: 1,
                columns: 1,
                text: (*text).into(),
                id: None,
            };
            (0u32..).zip(*texts).map(place).collect()
        };
        (0u32..).zip(rows).flat_map(of_row).collect()
    };
    for own in [
        cells(&[&["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"], &["9", "9", "9", "9", "36"]]),
        cells(&[
            &["类别", "2021年", "2022年", "2023年"],
            &["行政许可", "1", "2", "3"],
            &["行政处罚", "4", "5", "6"],
            &["行政强制", "7", "8", "9"],
        ]),
        cells(&[&["行政许可", "行政处罚", "行政强制"], &["1", "2", "3"]]),
    ] {
        let whole = table("disputes", 5000);
        let read = draft_with(vec![block(&own)], "disputes", vec![block(&whole)]);
        assert_whole("own", &read, "disputes", &truth(&whole));
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = table("applications", 2000);
    let headless = draft("applications", vec![block(&rows(&whole, 3, 28))]);
    let said = headless.findings.iter().find(|finding| finding.code() == "table-unreadable").unwrap();
    assert_eq!(said.value("cause"), Some("no-column-labels"));
    let merged: Table = whole
        .iter()
        .filter(|p| p.id.as_deref() != Some("carried_in.natural_person"))
        .map(|p| Printed {
            rows: if p.id.as_deref() == Some("received.natural_person") { 2 } else { p.rows },
            ..p.clone()
        })
        .collect();
    let read = draft("applications", vec![block(&merged)]);
    let stated = stated(&read.value, "applications");
    assert!(errors(&read).contains(&"figure-merged"), "{:?}", codes(&read));
    assert!(!stated.contains_key("carried_in.natural_person"));
}
