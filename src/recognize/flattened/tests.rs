//! Tables typed as lines, in every layout: each figure is the one a person reads there, or something is said of it.

use crate::document::{Block, Document};
use crate::finding::{Language, Warned};
use crate::form::{CellContent, Forms, TableForm};
use crate::recognize::document_to_report;
use crate::report::Report;
use std::collections::BTreeMap;

const TABLES: [&str; 3] = ["disclosure", "applications", "disputes"];
const HEADINGS: [&str; 3] =
    ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"];

/// Numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// Mostly nothing, as in real tables.
    fn count(&mut self) -> u64 {
        if self.below(4) > 0 { 0 } else { self.below(30) }
    }
}

type Figures = BTreeMap<String, String>;

fn table_form(form: &str, id: &str) -> TableForm {
    Forms::built_in().unwrap().get(form).unwrap().table(id).unwrap().clone()
}

/// Figures whose sums hold.
fn figures(table: &TableForm, dice: &mut Dice) -> Figures {
    let mut figures: BTreeMap<String, u64> = table.data_cells().map(|cell| (cell.id.clone(), dice.count())).collect();
    if table.id == "applications" {
        let columns = [
            "natural_person",
            "commercial_enterprise",
            "research_institution",
            "public_welfare_organization",
            "legal_service_institution",
            "other",
        ];
        for column in columns {
            let parts = figures.iter().filter(|(id, _)| {
                id.starts_with("results.") && !id.starts_with("results.total") && id.ends_with(&format!(".{column}"))
            });
            let total: u64 = parts.map(|(_, n)| n).sum();
            let over = figures[&format!("carried_over.{column}")];
            let carried_in = figures[&format!("carried_in.{column}")].min(total + over);
            figures.insert(format!("results.total.{column}"), total);
            figures.insert(format!("carried_in.{column}"), carried_in);
            figures.insert(format!("received.{column}"), total + over - carried_in);
        }
    }
    // Totals last.
    for rule in table.rules.iter().filter(|rule| rule.id.ends_with("total")) {
        let (total, parts) = rule.definition().unwrap();
        let sum = parts.iter().map(|part| figures[&part.cell().unwrap().cell]).sum();
        figures.insert(total.cell.clone(), sum);
    }
    figures.into_iter().map(|(id, n)| (id, n.to_string())).collect()
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Layout {
    Lines,
    Apart,
    Tabs,
    WholeTabs,
    Bars,
    Spaces,
    WideSpaces,
    Mixed,
}

const LAYOUTS: [Layout; 8] = [
    Layout::Lines,
    Layout::Apart,
    Layout::Tabs,
    Layout::WholeTabs,
    Layout::Bars,
    Layout::Spaces,
    Layout::WideSpaces,
    Layout::Mixed,
];

/// The cells of each row of a table, from the left: where a merged cell goes on, a blank one if `whole`.
fn rows(table: &TableForm, figures: &Figures, whole: bool) -> Vec<Vec<(String, bool)>> {
    (0..table.rows)
        .map(|row| {
            let mut cells = Vec::new();
            for column in 0..table.columns {
                let cell = table.cells.iter().find(|cell| {
                    (cell.row..cell.row + cell.row_span).contains(&row)
                        && (cell.column..cell.column + cell.column_span).contains(&column)
                });
                let cell = cell.unwrap();
                let begins = (cell.row, cell.column) == (row, column);
                match &cell.content {
                    _ if !begins && whole => cells.push((String::new(), false)),
                    _ if !begins => {}
                    CellContent::Label(label) => cells.push((label.text.clone(), false)),
                    CellContent::Data(data) => cells.push((figures[&data.id].clone(), true)),
                }
            }
            cells
        })
        .collect()
}

fn flat(table: &TableForm, figures: &Figures, layout: Layout) -> Vec<String> {
    let whole = matches!(layout, Layout::WholeTabs | Layout::Bars);
    let rows = rows(table, figures, whole);
    let joined = |separator: &str| -> Vec<String> {
        let join =
            |row: &Vec<(String, bool)>| row.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(separator);
        rows.iter().map(join).collect()
    };
    match layout {
        Layout::Lines => rows.iter().flatten().map(|(text, _)| text.clone()).collect(),
        Layout::Apart => rows.iter().flatten().flat_map(|(text, _)| [text.clone(), String::new()]).collect(),
        Layout::Tabs | Layout::WholeTabs => joined("\t"),
        Layout::Spaces => joined(" "),
        Layout::WideSpaces => joined("　"),
        Layout::Bars => {
            let mut lines: Vec<String> = joined(" | ").into_iter().map(|line| format!("| {line} |")).collect();
            lines.insert(1, format!("|{}", "---|".repeat(table.columns as usize)));
            lines
        }
        Layout::Mixed => {
            let mut lines = Vec::new();
            for row in &rows {
                lines.extend(row.iter().filter(|(_, is_figure)| !is_figure).map(|(text, _)| text.clone()));
                let figures: Vec<&str> = row.iter().filter(|(_, is)| *is).map(|(text, _)| text.as_str()).collect();
                lines.extend((!figures.is_empty()).then(|| figures.join("  ")));
            }
            lines
        }
    }
}

fn read(year: u16, parts: &[(usize, Vec<String>)]) -> Warned<Report> {
    let mut lines =
        vec![format!("清河市民政局{year}年政府信息公开工作年度报告"), "一、总体情况".into(), "正文。".into()];
    for (at, part) in parts {
        lines.push(HEADINGS[*at].into());
        lines.extend(part.iter().cloned());
    }
    lines.extend(["五、存在的主要问题及改进情况", "正文。", "六、其他需要报告的事项", "无。"].map(String::from));
    let blocks = lines.into_iter().map(Block::text).collect();
    document_to_report(Document { blocks, ..Document::default() }, &Forms::built_in().unwrap())
}

fn year_of(form: &str) -> u16 {
    if form == "2019" { 2020 } else { 2023 }
}

fn raw(read: &Warned<Report>, id: &str) -> Figures {
    let table = read.value.statistics.get(id);
    table.iter().flat_map(|table| &table.cells).map(|(id, count)| (id.clone(), count.raw.clone())).collect()
}

fn codes(read: &Warned<Report>) -> Vec<&'static str> {
    read.findings.iter().map(|finding| finding.code()).collect()
}

fn messages(read: &Warned<Report>) -> Vec<String> {
    read.findings.iter().map(|finding| finding.message(Language::Chinese)).collect()
}

/// The lines of a table and its figures.
fn made(form: &str, at: usize, layout: Layout, seed: u64) -> (Vec<String>, Figures) {
    let table = table_form(form, TABLES[at]);
    let figures = figures(&table, &mut Dice(seed));
    (flat(&table, &figures, layout), figures)
}

fn one(form: &str, at: usize, lines: Vec<String>) -> Warned<Report> {
    read(year_of(form), &[(at, lines)])
}

#[test]
fn every_layout_of_every_table_gives_its_figures() {
    for form in ["2021", "2019"] {
        for (at, id) in TABLES.iter().enumerate() {
            for layout in LAYOUTS {
                let (lines, figures) = made(form, at, layout, 7 + at as u64);
                let read = one(form, at, lines);
                assert_eq!(raw(&read, id), figures, "{form} {id} {layout:?}: {:#?}", messages(&read));
                assert!(codes(&read).contains(&"table-recovered-from-text"), "{form} {id} {layout:?}");
                let section = read.value.sections.iter().find(|section| section.content.len() != 1);
                assert!(section.is_none(), "{form} {id} {layout:?}: {section:?}");
                assert!(
                    !codes(&read).iter().any(|code| code.contains("unaccounted")),
                    "{form} {id} {layout:?}: {:#?}",
                    messages(&read)
                );
            }
        }
    }
}

/// The lines with another text in place of some; `None` takes a line out.
fn changed(lines: &[String], change: impl Fn(usize, &str) -> Option<String>) -> Vec<String> {
    lines.iter().enumerate().filter_map(|(at, line)| change(at, line)).collect()
}

/// Where the figures of a row begin among lines of one cell each.
fn behind(lines: &[String], label: &str) -> usize {
    lines.iter().position(|line| line.starts_with(label)).unwrap() + 1
}

fn without(lines: &[String], at: usize) -> Vec<String> {
    changed(lines, |index, line| (index != at).then(|| line.to_owned()))
}

fn with(lines: &[String], at: usize, more: &[&str]) -> Vec<String> {
    let mut longer = lines.to_vec();
    longer.splice(at..at, more.iter().map(|line| (*line).to_owned()));
    longer
}

fn row<'f>(figures: &'f Figures, row: &str) -> Vec<&'f str> {
    let columns = [
        "natural_person",
        "commercial_enterprise",
        "research_institution",
        "public_welfare_organization",
        "legal_service_institution",
        "other",
        "total",
    ];
    columns.map(|column| figures[&format!("{row}.{column}")].as_str()).to_vec()
}

/// A table of applications with one figure in each of some rows.
fn plain_applications() -> (TableForm, Figures) {
    let table = table_form("2021", "applications");
    let mut figures: Figures = table.data_cells().map(|cell| (cell.id.clone(), "0".to_owned())).collect();
    let mut put = |row: &str, values: [&str; 7]| {
        let columns = [
            "natural_person",
            "commercial_enterprise",
            "research_institution",
            "public_welfare_organization",
            "legal_service_institution",
            "other",
            "total",
        ];
        columns.iter().zip(values).for_each(|(column, value)| {
            figures.insert(format!("{row}.{column}"), value.into());
        });
    };
    put("received", ["11", "99", "0", "0", "0", "23", "133"]);
    put("carried_in", ["2", "0", "0", "0", "0", "0", "2"]);
    put("results.granted", ["10", "99", "0", "0", "0", "20", "129"]);
    put("results.refused.state_secret", ["2", "0", "0", "0", "0", "1", "3"]);
    put("results.total", ["12", "99", "0", "0", "0", "21", "132"]);
    put("carried_over", ["1", "0", "0", "0", "0", "2", "3"]);
    (table, figures)
}

#[test]
fn a_missing_figure_is_read_where_the_sums_leave_one_reading() {
    let (table, figures) = plain_applications();
    let lines = flat(&table, &figures, Layout::Lines);
    let granted = behind(&lines, "（一）予以公开");
    for at in 0..7 {
        let read = one("2021", 1, without(&lines, granted + at));
        assert_eq!(raw(&read, "applications"), figures, "{at}: {:#?}", messages(&read));
        let said = read.findings.iter().find(|finding| finding.code() == "figures-completed").unwrap();
        assert_eq!(said.value("row"), Some("（一）予以公开"));
        assert_eq!(said.value("read"), Some("10 99 0 0 0 20 129"));
    }
    // Two of one row, and one of each of two.
    let read = one("2021", 1, without(&without(&lines, granted + 1), granted));
    assert_eq!(raw(&read, "applications"), figures, "{:#?}", messages(&read));
    let secret = behind(&lines, "1.属于国家秘密");
    let read = one("2021", 1, without(&without(&lines, secret), granted));
    assert_eq!(raw(&read, "applications"), figures, "{:#?}", messages(&read));
}

#[test]
fn a_missing_figure_that_may_be_any_is_not_guessed() {
    // The figures of 规章 have no sums.
    let (lines, figures) = made("2021", 0, Layout::Lines, 3);
    let at = behind(&lines, "规章");
    let read = one("2021", 0, without(&lines, at + 1));
    let found = raw(&read, "disclosure");
    let expected: Figures = figures.into_iter().filter(|(id, _)| !id.starts_with("regulations.")).collect();
    assert_eq!(found, expected);
    let said = read.findings.iter().find(|finding| finding.code() == "row-not-recovered").unwrap();
    assert_eq!((said.value("row"), said.value("found"), said.value("expected")), (Some("规章"), Some("2"), Some("3")));
    let kept: Vec<String> = read.value.sections[1]
        .content
        .iter()
        .filter_map(|item| if let crate::report::Item::Block(block) = item { Some(block.plain_text()) } else { None })
        .collect();
    assert_eq!(kept, ["规章", lines[at].as_str(), lines[at + 2].as_str()]);
    // Two columns that a figure more or less leaves as right.
    let table = table_form("2021", "disputes");
    let mut figures: Figures = table.data_cells().map(|cell| (cell.id.clone(), "0".to_owned())).collect();
    for cell in ["upheld", "total"] {
        figures.insert(format!("reconsideration.{cell}"), "1".into());
    }
    let lines = flat(&table, &figures, Layout::Lines);
    let read = one("2021", 2, without(&lines, lines.len() - 15));
    assert_eq!(raw(&read, "disputes"), Figures::new());
    assert!(codes(&read).contains(&"table-typed-as-lines"), "{:#?}", messages(&read));
}

#[test]
fn blanks_are_read_where_the_lines_show_them() {
    let (table, mut figures) = plain_applications();
    for column in ["research_institution", "other"] {
        figures.insert(format!("results.partly_granted.{column}"), String::new());
    }
    for layout in [Layout::Lines, Layout::Tabs, Layout::WholeTabs, Layout::Bars, Layout::Apart] {
        let read = one("2021", 1, flat(&table, &figures, layout));
        assert_eq!(raw(&read, "applications"), figures, "{layout:?} {:#?}", messages(&read));
        let is_told = codes(&read).contains(&"blanks-read-from-lines");
        assert_eq!(is_told, matches!(layout, Layout::Lines | Layout::Apart), "{layout:?}");
    }
    // Where they leave no trace they are what the sums leave: nothing.
    let lines = changed(&flat(&table, &figures, Layout::Lines), |_, line| (!line.is_empty()).then(|| line.to_owned()));
    let read = one("2021", 1, lines);
    assert_eq!(row(&raw(&read, "applications"), "results.partly_granted"), ["0"; 7]);
    assert!(codes(&read).contains(&"figures-completed"));
}

#[test]
fn a_stray_number_is_left_out_where_the_sums_tell_it() {
    let (table, figures) = plain_applications();
    let lines = flat(&table, &figures, Layout::Lines);
    let granted = behind(&lines, "（一）予以公开");
    for at in 0..=7 {
        let read = one("2021", 1, with(&lines, granted + at, &["3"]));
        assert_eq!(raw(&read, "applications"), figures, "{at} {:#?}", messages(&read));
        assert!(codes(&read).contains(&"figures-reduced"), "{at}");
    }
    let read = one("2021", 1, with(&lines, granted + 2, &["第3页", "单位：件", "- 3 -"]));
    assert_eq!(raw(&read, "applications"), figures);
    let (lines, mut figures) = made("2021", 0, Layout::Lines, 3);
    let read = one("2021", 0, with(&lines, behind(&lines, "行政许可"), &["3"]));
    figures.remove("licences");
    assert_eq!(raw(&read, "disclosure"), figures);
    assert!(codes(&read).contains(&"row-not-recovered"));
    // A line of text stays.
    let (table, figures) = plain_applications();
    let lines = flat(&table, &figures, Layout::Lines);
    let read = one("2021", 1, with(&lines, behind(&lines, "2.重复申请") + 7, &["清河市民政局"]));
    assert_eq!(raw(&read, "applications"), figures);
    let said = read.findings.iter().find(|finding| finding.code() == "line-kept-beside-table").unwrap();
    assert_eq!(said.value("text"), Some("清河市民政局"));
}

#[test]
fn labels_on_several_lines_and_in_other_words_are_the_same() {
    let (table, figures) = plain_applications();
    let lines = flat(&table, &figures, Layout::Lines);
    let wrapped: Vec<String> = lines
        .iter()
        .flat_map(|line| {
            let count = line.chars().count();
            let cut = |text: String| text;
            match count {
                4..=6 => vec![line.chars().take(2).collect(), cut(line.chars().skip(2).collect())],
                14.. => vec![
                    line.chars().take(9).collect(),
                    line.chars().skip(9).take(3).collect(),
                    cut(line.chars().skip(12).collect()),
                ],
                _ => vec![line.clone()],
            }
        })
        .collect();
    let read = one("2021", 1, wrapped);
    assert_eq!(raw(&read, "applications"), figures, "{:#?}", messages(&read));
    let other = changed(&lines, |_, line| {
        Some(
            line.replace("商业企业", "企业")
                .replace("总计", "合计")
                .replace("（", "(")
                .replace("）", ")")
                .replace("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
        )
    });
    let read = one("2021", 1, other);
    assert_eq!(raw(&read, "applications"), figures, "{:#?}", messages(&read));
    assert!(codes(&read).contains(&"label-differs"));
}

#[test]
fn lost_labels_are_no_matter_where_the_sums_hold() {
    let (table, figures) = plain_applications();
    let lines = flat(&table, &figures, Layout::Lines);
    let read = one("2021", 1, without(&lines, behind(&lines, "2.重复申请") - 1));
    assert_eq!(raw(&read, "applications"), figures, "{:#?}", messages(&read));
    assert!(codes(&read).contains(&"figures-read-in-order"));
    // A column's label that is another: not taken for the form's.
    let read = one("2021", 1, changed(&lines, |_, line| Some(line.replace("商业企业", "外商企业"))));
    assert!(
        raw(&read, "applications").keys().all(|id| !id.ends_with(".commercial_enterprise")),
        "{:#?}",
        messages(&read)
    );
    // Columns in another order: which is which the sums can't tell.
    let turned = changed(&lines, |_, line| {
        Some(match line {
            "商业企业" => "科研机构".into(),
            "科研机构" => "商业企业".into(),
            line => line.to_owned(),
        })
    });
    let read = one("2021", 1, turned);
    assert_eq!(raw(&read, "applications"), Figures::new(), "{:#?}", messages(&read));
    assert!(codes(&read).contains(&"table-typed-as-lines"));
    // One label missing among the others.
    let read = one("2021", 1, changed(&lines, |_, line| (line != "科研机构").then(|| line.to_owned())));
    assert_eq!(raw(&read, "applications"), figures);
    let said = read.findings.iter().find(|finding| finding.code() == "column-label-assumed").unwrap();
    assert_eq!(said.value("labels"), Some("科研机构"));
}

#[test]
fn figures_alone_are_read_in_order_where_the_sums_hold() {
    for (form, at) in [("2021", 1), ("2019", 1), ("2021", 2)] {
        let (lines, figures) = made(form, at, Layout::Lines, 5);
        let numbers = changed(&lines, |_, line| line.parse::<u64>().is_ok().then(|| line.to_owned()));
        let read = one(form, at, numbers.clone());
        assert_eq!(raw(&read, TABLES[at]), figures, "{form} {:#?}", messages(&read));
        assert!(codes(&read).contains(&"figures-read-in-order"));
        let read = one(form, at, without(&numbers, 3));
        assert_eq!(raw(&read, TABLES[at]), Figures::new());
        let said = read.findings.iter().find(|finding| finding.code() == "figures-without-labels").unwrap();
        let expected = numbers.len().to_string();
        assert_eq!(
            (said.value("found"), said.value("expected")),
            (Some((numbers.len() - 1).to_string().as_str()), Some(expected.as_str()))
        );
    }
    // No sums hold them.
    let (lines, _) = made("2021", 0, Layout::Lines, 5);
    let numbers = changed(&lines, |_, line| line.parse::<u64>().is_ok().then(|| line.to_owned()));
    assert_eq!(raw(&one("2021", 0, numbers), "disclosure"), Figures::new());
    // All labels, then all figures; and column by column.
    let (table, figures) = plain_applications();
    let lines = flat(&table, &figures, Layout::Lines);
    let (numbers, labels): (Vec<String>, Vec<String>) = lines.into_iter().partition(|line| line.parse::<u64>().is_ok());
    let read = one("2021", 1, [labels.clone(), numbers.clone()].concat());
    assert_eq!(raw(&read, "applications"), figures, "{:#?}", messages(&read));
    let columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
    let mut turned: Vec<String> = labels.into_iter().filter(|label| !columns.contains(&label.as_str())).collect();
    for (at, column) in columns.iter().enumerate() {
        turned.push((*column).to_owned());
        turned.extend(numbers.iter().skip(at).step_by(7).cloned());
    }
    let read = one("2021", 1, turned.clone());
    assert_eq!(raw(&read, "applications"), figures, "{:#?}", messages(&read));
    let last = turned.len() - 1;
    turned[last] = "9".into();
    assert_eq!(raw(&one("2021", 1, turned), "applications"), Figures::new());
}

#[test]
fn figures_keep_what_is_written() {
    let table = table_form("2021", "disclosure");
    let written = ["1,264", "１２", "—", "/", "无", "0件", "7", "", "3", "26.55"];
    let figures: Figures =
        table.data_cells().zip(written).map(|(cell, text)| (cell.id.clone(), text.to_owned())).collect();
    for layout in [Layout::Tabs, Layout::WholeTabs, Layout::Bars] {
        let read = one("2021", 0, flat(&table, &figures, layout));
        assert_eq!(raw(&read, "disclosure"), figures, "{layout:?} {:#?}", messages(&read));
    }
}

#[test]
fn two_tables_one_below_the_other_and_two_in_a_row() {
    let (disclosure, of_disclosure) = made("2021", 0, Layout::Lines, 1);
    let (applications, of_applications) = made("2021", 1, Layout::Lines, 2);
    let (disputes, of_disputes) = made("2021", 2, Layout::Lines, 3);
    let read = one("2021", 0, [disclosure, disputes, applications.clone()].concat());
    for (id, figures) in
        [("disclosure", &of_disclosure), ("applications", &of_applications), ("disputes", &of_disputes)]
    {
        assert_eq!(&raw(&read, id), figures, "{id} {:#?}", messages(&read));
    }
    let (other, _) = made("2021", 1, Layout::Lines, 9);
    let captions = |year: &str| vec![format!("清河市民政局{year}年收到和处理政府信息公开申请情况表")];
    let read = one("2021", 1, [captions("2022"), other, captions("2023"), applications].concat());
    assert_eq!(raw(&read, "applications"), of_applications, "{:#?}", messages(&read));
}

#[test]
fn prose_and_lists_stay_as_they_are() {
    for lines in [
        &["行政许可", "行政处罚", "行政强制", "规章", "行政规范性文件"][..],
        &["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
        &["1.公开信息 12 条", "2.回应关切 3 次", "3.答复 5 件"],
        &["联系人：张三\t电话：123", "地址：某路1号\t邮编：100000"],
        &["一、总体情况\t1", "二、主动公开政府信息情况\t2"],
        &["行政许可 3 件，行政处罚 2 件", "较上年增长 20%"],
        &["2022", "2023", "2024"],
    ] {
        let text: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let read = super::recover(text.iter().map(Block::text).collect(), &Forms::built_in().unwrap(), &mut Vec::new());
        assert_eq!(read.blocks, text.iter().map(Block::text).collect::<Vec<_>>(), "{lines:?}");
    }
}

#[test]
fn other_tables_of_text_are_tables() {
    let mut findings = Vec::new();
    let lines = ["说明", "| 栏目 | 数量 |", "|---|---|", "| 动态 | 50 |", "| 公告 | 12 |", "完。"];
    let blocks = vec![Block::text(lines.join("\n"))];
    let read = super::recover(blocks, &Forms::built_in().unwrap(), &mut findings);
    let [Block::Paragraph(_), Block::Table(grid), Block::Paragraph(last)] = read.blocks.as_slice() else {
        panic!("{:?}", read.blocks)
    };
    assert_eq!((grid.rows(), grid.columns(), grid.header_rows), (3, 2, 1));
    assert_eq!(grid.cells()[3].plain_text(), "50");
    assert_eq!(last.content.plain_text(), "完。");
    assert_eq!(findings.iter().map(|finding| finding.code()).collect::<Vec<_>>(), ["plain-table-from-text"]);
}

/// What is said of a figure that is a guess, or of one that was not taken.
const GUESSES: [&str; 6] = [
    "figures-completed",
    "figures-reduced",
    "blanks-read-from-lines",
    "figures-read-in-order",
    "column-label-assumed",
    "label-differs",
];

/// What of the law a mutated table breaks: a figure that stands nowhere or elsewhere, without a word; one that is not there,
/// without a word.
fn breaches(read: &Warned<Report>, lines: &[String], table: &TableForm, truth: &Figures) -> Vec<String> {
    let found = raw(read, &table.id);
    // Whether the report lacks a table is asked by the checks.
    if found.is_empty()
        && !lines.iter().any(|line| {
            line.ends_with(|c: char| c.is_ascii_digit() || c == '|') && line.contains(|c: char| c.is_ascii_digit())
        })
    {
        return Vec::new();
    }
    let messages = messages(read);
    let mut breaches = Vec::new();
    for cell in table.data_cells() {
        let row = cell.row_name().unwrap_or_else(|| table.name.clone());
        let names = |message: &String| message.contains(&table.name) || message.contains(&row);
        match found.get(&cell.id) {
            Some(raw) if *raw == truth[&cell.id] => {}
            Some(raw) => {
                let is_named = read.findings.iter().any(|finding| {
                    GUESSES.contains(&finding.code()) && finding.value("row").is_some_and(|said| row.contains(said))
                });
                if !is_named {
                    breaches.push(format!("{}: {} read as {raw}", cell.id, truth[&cell.id]));
                }
            }
            None if messages.iter().any(names) => {}
            None => breaches.push(format!("{}: {} is absent and nothing is said", cell.id, truth[&cell.id])),
        }
    }
    breaches
}

/// The lines with one thing wrong that leaves what they mean; and what that is.
fn mutated(lines: &[String], dice: &mut Dice) -> (Vec<String>, String) {
    let at = dice.below(lines.len() as u64) as usize;
    let line = lines[at].clone();
    let is_figure = |line: &str| line.parse::<u64>().is_ok();
    let mut changed = lines.to_vec();
    let story = match dice.below(8) {
        0 => {
            changed.remove(at);
            "out"
        }
        1 => {
            changed.insert(at, line.clone());
            "twice"
        }
        2 => {
            changed.insert(at, dice.below(40).to_string());
            "stray number"
        }
        3 => {
            changed.insert(at, "第3页".into());
            "page"
        }
        4 if at + 1 < lines.len() && !(is_figure(&line) && is_figure(&lines[at + 1])) => {
            changed.swap(at, at + 1);
            "swapped"
        }
        5 if !is_figure(&line) && !line.is_empty() => {
            let count = line.chars().count();
            let drop = dice.below(count as u64) as usize;
            let is_digit = |index: usize, c: char| index == drop && c.is_ascii_digit();
            if line.char_indices().enumerate().any(|(index, (_, c))| is_digit(index, c)) {
                return (changed, "nothing".into());
            }
            changed[at] = line.chars().enumerate().filter(|(index, _)| *index != drop).map(|(_, c)| c).collect();
            "a character out"
        }
        6 => {
            changed.insert(at, String::new());
            "blank line"
        }
        _ => {
            changed.insert(at, "续表".into());
            "a word"
        }
    };
    (changed, format!("{story} at {at} {line:?}"))
}

#[test]
fn nothing_wrong_is_read_in_silence_from_mutated_tables() {
    let mut dice = Dice(20_240_131);
    let (mut wrong, mut whole, mut tried) = (Vec::new(), 0, 0);
    let tables: Vec<(&str, usize, TableForm)> =
        ["2021", "2019"].iter().flat_map(|form| (0..3).map(|at| (*form, at, table_form(form, TABLES[at])))).collect();
    while tried < 2_100 {
        for (form, at, table) in &tables {
            let layout = LAYOUTS[dice.below(LAYOUTS.len() as u64) as usize];
            let truth = figures(table, &mut dice);
            let (lines, story) = mutated(&flat(table, &truth, layout), &mut dice);
            let read = one(form, *at, lines.clone());
            tried += 1;
            whole += usize::from(raw(&read, &table.id) == truth);
            let breaches = breaches(&read, &lines, table, &truth);
            if !breaches.is_empty() {
                wrong.push(format!(
                    "{form} {} {layout:?} {story}: {}",
                    table.id,
                    breaches[..breaches.len().min(3)].join("; ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong[..wrong.len().min(25)].join("\n"));
    // Most of them are read all the same.
    assert!(whole * 10 > tried * 6, "{whole} of {tried}");
}

#[test]
fn hostile_lines_take_no_longer_than_others() {
    let start = std::time::Instant::now();
    let lines: Vec<String> =
        (0..6_000).map(|at| ["规章", "0", "总计", "结果", "1", "其他"][at % 6].to_owned()).collect();
    let _ = one("2021", 0, lines);
    let bars = vec!["|".repeat(5_000); 40];
    let _ = one("2021", 0, bars);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
