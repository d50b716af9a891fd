//! Workbooks that check themselves: live totals that are what was reported, rules that fail visibly, names, and what reads back.

use crate::support::{REPORTS, draft, options};
use calamine::{Data, Reader, Xlsx};
use nianbao::check::check_arithmetic;
use nianbao::convert::{Publication, bytes_to_report, bytes_to_reports, bytes_to_statistics};
use nianbao::document::{Block, Cell, Document, Grid};
use nianbao::finding::{Finding, Origin, Place};
use nianbao::form::{CellRef, Form, NumberKind, Rule};
use nianbao::format::Format;
use nianbao::merge::{Replace, figures_into_report};
use nianbao::recognize::{document_to_parts, document_to_report};
use nianbao::report::{Count, Report};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

fn written(report: &Report) -> Vec<u8> {
    Publication::compose(report, &options()).value.to_bytes(Format::Xlsx).unwrap().value
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A report whose every figure is `figure` of its id: what a cell prints, or `None` for a figure that is absent.
fn report(form: &str, figure: impl Fn(&str) -> Option<String>) -> Report {
    let forms = options().forms;
    let form = forms.get(form).unwrap();
    let mut report = Report::blank(form, "甲市乙局", form.first_year);
    for table in &form.tables {
        let figures = report.statistics.get_mut(&table.id).unwrap();
        figures.cells.clear();
        for cell in table.data_cells() {
            if let Some(text) = figure(&format!("{}.{}", table.id, cell.id)) {
                figures.cells.insert(cell.id.clone(), Count::read(&text, cell).0);
            }
        }
    }
    report
}

/// The formula and stored value of each named cell.
struct Book {
    cells: BTreeMap<String, (String, Data)>,
    check: Vec<Vec<Data>>,
}

fn open(bytes: &[u8]) -> Book {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut cells = BTreeMap::new();
    let names: Vec<(String, String)> = book.defined_names().to_vec();
    for (name, target) in names.iter().filter(|(name, _)| name.contains('.') && !name.starts_with('_')) {
        let (sheet, address) = target.rsplit_once('!').unwrap();
        let sheet = sheet.trim_matches('\'').to_owned();
        let (column, row) = address.trim_start_matches('$').split_once('$').unwrap();
        let column = column.bytes().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1) - 1;
        let place = (row.parse::<u32>().unwrap() - 1, column);
        let formula = book.worksheet_formula(&sheet).unwrap().get_value(place).cloned().unwrap_or_default();
        let value = book.worksheet_range(&sheet).unwrap().get_value(place).cloned().unwrap_or(Data::Empty);
        cells.insert(name.clone(), (formula, value));
    }
    let check = book.worksheet_range("校验").unwrap().rows().map(<[Data]>::to_vec).collect();
    Book { cells, check }
}

impl Book {
    fn at(&self, id: &str) -> (bool, String) {
        let (formula, value) = &self.cells[id];
        (!formula.is_empty(), value.to_string())
    }

    /// The verdicts on the sheet of checks, with how often each is given.
    fn verdicts(&self) -> BTreeMap<String, usize> {
        let mut verdicts = BTreeMap::new();
        for row in self.check.iter().filter(|row| matches!(row[0], Data::Float(_) | Data::Int(_))) {
            *verdicts.entry(row[6].to_string()).or_default() += 1;
        }
        verdicts
    }
}

/// 1 for every part, and the sums of that.
fn ones(id: &str) -> Option<String> {
    let columns = if id.ends_with(".total") { 6 } else { 1 };
    let rows =
        if id.starts_with("applications.results.total.") || id.starts_with("applications.received.") { 21 } else { 1 };
    Some(match id.split('.').next() {
        Some("disputes") if id.ends_with(".total") => "4".to_owned(),
        Some("applications") => (columns * rows).to_string(),
        _ => "1".to_owned(),
    })
}

#[test]
fn every_cell_of_a_form_has_its_name_and_every_rule_its_line() {
    let forms = options().forms;
    for form in forms.iter() {
        let report = report(&form.id, |_| Some("0".into()));
        let book = open(&written(&report));
        let ids: Vec<String> =
            form.tables.iter().flat_map(|t| t.data_cells().map(|c| format!("{}.{}", t.id, c.id))).collect();
        assert_eq!(book.cells.len(), ids.len(), "{}", form.id);
        assert!(ids.iter().all(|id| book.cells.contains_key(id)));
        let kinds = |table: &nianbao::form::TableForm| {
            [NumberKind::Count, NumberKind::Change, NumberKind::Money]
                .into_iter()
                .filter(|kind| table.data_cells().any(|cell| cell.kind == *kind))
                .count()
        };
        let lines: usize = form.tables.iter().map(|table| table.rules.len() + kinds(table)).sum();
        // The rules for certain bodies; those on other reports have nothing to speak of.
        let is_of = |rule: &&Rule| report.is_of(rule.bodies) && rule.formula.cells().all(CellRef::is_own);
        let lines = lines + form.rules.iter().filter(is_of).count();
        assert_eq!(book.verdicts(), BTreeMap::from([("相符".to_owned(), lines)]), "{}", form.id);
    }
}

#[test]
fn totals_that_are_their_sums_are_formulas_with_the_result_stored() {
    let book = open(&written(&report("2021", ones)));
    assert_eq!(book.at("applications.received.total"), (true, "126".into()));
    assert_eq!(book.at("applications.results.total.natural_person"), (true, "21".into()));
    assert_eq!(book.at("applications.results.total.total"), (true, "126".into()));
    assert_eq!(book.at("disputes.litigation_direct.total"), (true, "4".into()));
    assert_eq!(book.at("applications.received.other"), (false, "21".into()));
    assert_eq!(book.cells["applications.received.total"].0, "IF(COUNT(D6:I6)=0,\"\",SUM(D6:I6))");
    // 25 rows' totals and the row of totals, its last cell once.
    assert_eq!(book.cells.values().filter(|(formula, _)| !formula.is_empty()).count(), 25 + 6 + 3);
}

#[test]
fn a_total_that_differs_stays_what_was_reported() {
    let book_of = |id: &'static str, text: &'static str| {
        let report = report("2021", |cell| if cell == id { Some(text.into()) } else { ones(cell) });
        let bytes = written(&report);
        let read = bytes_to_statistics(&bytes, Format::Xlsx, &options()).unwrap().value;
        assert_eq!(read.statistics, report.statistics, "{id} {text}");
        (open(&bytes), bytes)
    };
    let (book, bytes) = book_of("disputes.reconsideration.total", "5");
    assert_eq!(book.at("disputes.reconsideration.total"), (false, "5".into()));
    assert_eq!(book.verdicts().get("不符"), Some(&1));
    let sheet = part(&bytes, "xl/worksheets/sheet3.xml");
    assert!(sheet.contains("报来的是 5，各项之和是 4"), "the sum is told where the total stands");
    // A part that is no number: no formula knows its sum.
    for (id, text) in [("disputes.reconsideration.upheld", "/"), ("disputes.reconsideration.upheld", "０１")] {
        let (book, _) = book_of(id, text);
        assert_eq!(book.at("disputes.reconsideration.total"), (false, "4".into()), "{text}");
        assert_eq!(book.verdicts().get("有非数字"), Some(&2), "{text}: its sum and its kind");
    }
    // A gap in the total is no wrong sum.
    let (book, _) = book_of("disputes.reconsideration.total", "");
    assert_eq!(book.at("disputes.reconsideration.total"), (false, String::new()));
    assert_eq!((book.verdicts().get("不符"), book.verdicts().get("有空白")), (None, Some(&2)));
}

#[test]
fn blanks_count_nothing_and_an_empty_total_waits() {
    let empty = open(&written(&report("2021", |_| Some(String::new()))));
    assert_eq!(empty.at("applications.received.total"), (true, String::new()));
    assert_eq!(empty.verdicts().len(), 1);
    assert!(empty.verdicts().contains_key("未填"));
    let one = |total: &'static str| {
        move |id: &str| {
            Some(match id {
                "disputes.reconsideration.upheld" => "7".to_owned(),
                "disputes.reconsideration.total" => total.to_owned(),
                _ => String::new(),
            })
        }
    };
    assert_eq!(open(&written(&report("2021", one("7")))).at("disputes.reconsideration.total"), (true, "7".into()));
    // Only the total filled in.
    let only =
        open(&written(&report("2021", |id| Some(if id.ends_with(".total") { "0".into() } else { String::new() }))));
    assert_eq!(only.at("disputes.reconsideration.total"), (false, "0".into()));
}

#[test]
fn a_rule_about_a_row_that_is_absent_is_not_judged() {
    let report = report("2021", |id| if id.contains(".results.other.") { None } else { ones(id) });
    let bytes = written(&report);
    let book = open(&bytes);
    assert_eq!(book.verdicts().get("缺项"), Some(&(7 + 3)), "the results of seven columns, three rows");
    assert_eq!(book.at("applications.results.total.natural_person"), (false, "21".into()));
    // The print alone would be that of 2019 without （六）; the form stated on the sheet decides.
    assert!(bytes_to_statistics(&bytes, Format::Xlsx, &options()).unwrap().value.statistics == report.statistics);
}

/// The rules about last year's report stand on the sheet of checks where it is given, and reckon with its figures, which are no part of
/// this year's report.
#[test]
fn rules_about_last_year_are_lines_with_its_figures() {
    let zeros = |year: u16| Report { year: Some(year), ..report("2021", |_| Some("0".into())) };
    let mut last = zeros(2021);
    let carried_over = last.statistics["applications"].cells.get_mut("carried_over.natural_person").unwrap();
    *carried_over = Count::of(3);
    let now = zeros(2022);
    let with = |last_year: Vec<Report>| {
        let mut options = options();
        options.write.last_year = last_year;
        let publication = Publication::compose(&now, &options).value;
        let written = publication.to_bytes(Format::Xlsx).unwrap();
        let codes = written.findings.iter().map(Finding::code).filter(|code| *code != "prose-left-out");
        let codes: Vec<&str> = codes.collect();
        (written.value, codes)
    };
    let (bare, _) = with(Vec::new());
    let (bytes, said) = with(vec![last]);
    assert_eq!(said, [""; 0]);
    let verdicts = open(&bytes).verdicts();
    assert_eq!(verdicts.get("请核实"), Some(&1), "{verdicts:?}");
    let lines = |bytes: &[u8]| open(bytes).verdicts().values().sum::<usize>();
    assert_eq!(lines(&bytes), lines(&bare) + 7 + 2, "seven columns of carry-over, two kinds of documents");
    // Live: with the figure of last year and that of this one.
    let mut book = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let formulas = book.worksheet_formula("校验").unwrap();
    let is_of_both = |formula: &&String| formula.contains("上年!") || formula.contains("'上年'!");
    assert!(formulas.cells().map(|(_, _, formula)| formula).filter(is_of_both).count() >= 9);
    let read = bytes_to_statistics(&bytes, Format::Xlsx, &options()).unwrap();
    assert_eq!(read.value.statistics, now.statistics);
    assert!(read.findings.iter().any(|finding| finding.code() == "check-sheet-passed-over"));
    // Of another body or year there is nothing to speak of, and that is said.
    let (other, said) = with(vec![zeros(2019)]);
    assert_eq!((lines(&other), said.as_slice()), (lines(&bare), &["last-year-unfit"][..]));
}

#[test]
fn money_keeps_its_decimals_and_adds_up_in_decimals() {
    let text = std::fs::read_to_string(crate::support::root().join("templates/forms/2021.toml")).unwrap();
    let text = text
        .replace("id = \"2021\"", "id = \"own\"")
        .replace("unit = \"件\"", "unit = \"万元\"")
        .replace("kind = \"count\"", "kind = \"money\"");
    let own = Form::from_toml(&text).unwrap();
    let mut options = options();
    options.forms = options.forms.with(own);
    let table = &options.forms.get("own").unwrap().tables[2];
    let mut report = Report::blank(options.forms.get("own").unwrap(), "甲局", 2025);
    let texts = ["0.10", "0.2", "0", "0.0000", "0.3000"];
    for (cell, text) in table.data_cells().zip(texts) {
        report.statistics["disputes"].cells.insert(cell.id.clone(), Count::read(text, cell).0);
    }
    let publication = Publication::compose(&report, &options).value;
    let bytes = publication.to_bytes(Format::Xlsx).unwrap().value;
    let book = open(&bytes);
    assert_eq!(book.cells["disputes.reconsideration.total"].0, "IF(COUNT(A6:D6)=0,\"\",ROUND(SUM(A6:D6),6))");
    let read = bytes_to_report(&bytes, Format::Xlsx, &options).unwrap().value;
    assert_eq!(read.form.as_deref(), Some("own"), "the form stated decides between two of the same print");
    assert_eq!(read.statistics, report.statistics);
}

#[test]
fn a_workbook_says_whose_figures_it_holds() {
    for name in REPORTS {
        let report = draft(name).value;
        let bytes = written(&report);
        let read = bytes_to_report(&bytes, Format::Xlsx, &options()).unwrap();
        assert_eq!((&read.value.organ, read.value.year, &read.value.form), (&report.organ, report.year, &report.form));
        assert_eq!(read.value.statistics, report.statistics, "{name}");
        assert!(
            !crate::support::prose(&read.value).contains("填报单位"),
            "{name}: what is stated is no text of the report"
        );
        assert!(read.findings.iter().all(|f| !f.code().starts_with("formula")), "{name}: {:?}", read.findings);
        let custom = part(&bytes, "docProps/custom.xml");
        assert!(custom.contains("nianbao.organ") && custom.contains(report.organ.as_deref().unwrap()), "{custom}");
        let workbook = part(&bytes, "xl/workbook.xml");
        assert!(workbook.contains("report_organ") && !workbook.contains("fullCalcOnLoad"), "{workbook}");
    }
}

#[test]
fn a_rule_too_long_for_a_formula_is_named_and_its_total_stays_a_number() {
    // Every second cell of 600 in a row: no two of them make a range.
    let ids: Vec<String> = (0..300).map(|n| format!("part{n}")).collect();
    let data = |id: &str| format!("{{ id = \"{id}\" }}, {{ id = \"x_{id}\" }}");
    let row = ids.iter().map(|id| data(id)).collect::<Vec<_>>().join(", ");
    let text = format!(
        "id = \"long\"\nname = \"长\"\nsource = \"试\"\nfirst_year = 2021\ntitle_suffix = \"年政府信息公开工作年度报告\"\n\
         [[sections]]\nrole = \"a\"\nheading = \"一、表\"\ntable = \"t\"\n\
         [[tables]]\nid = \"t\"\nname = \"长表\"\ncolumns = 601\nheader_rows = 1\nwidths = [{widths}]\nkind = \"count\"\nunit = \"件\"\n\
         row_label_align = \"left\"\n[[tables.rows]]\nlabels = [{{ text = \"数\", columns = 601 }}]\n\
         [[tables.rows]]\ndata = [{row}, {{ id = \"total\" }}]\n\
         [[tables.rules]]\nid = \"sum\"\nname = \"总计\"\nformula = \"total = {parts}\"\n",
        widths = vec!["1"; 601].join(", "),
        parts = ids.join(" + ")
    );
    let mut options = options();
    options.forms = options.forms.with(Form::from_toml(&text).unwrap());
    let mut report = Report::blank(options.forms.get("long").unwrap(), "甲局", 2025);
    report.statistics["t"].cells.values_mut().for_each(|count| *count = Count::of(0));
    let written = Publication::compose(&report, &options).value.to_bytes(Format::Xlsx).unwrap();
    let said: Vec<_> = written.findings.iter().map(|finding| finding.code()).collect();
    assert_eq!(said, ["prose-left-out", "rule-too-long"]);
    assert!(!part(&written.value, "xl/worksheets/sheet1.xml").contains("<f>"), "no formula holds it");
}

#[test]
fn a_document_that_is_no_report_has_no_checks() {
    let report = Report::default();
    let bytes = written(&report);
    let book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["正文"]);
}

/// A sheet as a bureau keeps it: rows of texts above the table of disputes, all of whose figures are `figure`.
fn kept_by_a_bureau(sheets: &[(&[&[&str]], u32)]) -> Vec<u8> {
    let forms = options().forms;
    let table = &forms.get("2021").unwrap().tables[2];
    let mut book = rust_xlsxwriter::Workbook::new();
    for (above, figure) in sheets {
        let sheet = book.add_worksheet();
        for (row, texts) in (0u32..).zip(above.iter()) {
            for (column, text) in (0u16..).zip(texts.iter()) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
        for cell in &table.cells {
            let (row, column) = (above.len() as u32 + cell.row, cell.column as u16);
            match &cell.content {
                nianbao::form::CellContent::Label(label) => sheet.write_string(row, column, &label.text).unwrap(),
                nianbao::form::CellContent::Data(data) if data.id.ends_with(".total") => {
                    sheet.write_number(row, column, f64::from(figure * 4)).unwrap()
                }
                nianbao::form::CellContent::Data(_) => sheet.write_number(row, column, f64::from(*figure)).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// What is said, by codes each once, when such a workbook is given for the figures of the report of 株洲市生态环境局渌口分局 on 2021.
fn taken(sheets: &[(&[&[&str]], u32)]) -> (Result<Report, String>, Vec<&'static str>) {
    let options = options();
    let read = bytes_to_statistics(&kept_by_a_bureau(sheets), Format::Xlsx, &options).unwrap();
    let mut report = draft("lukou-2021").value;
    let mut findings = read.findings;
    let merged = figures_into_report(&mut report, &read.value, &options.forms, Replace::All);
    let result = match merged {
        Ok(said) => {
            findings.extend(said);
            Ok(report)
        }
        Err(error) => Err(error.to_string()),
    };
    let mut codes: Vec<_> = findings.iter().map(|finding| finding.code()).collect();
    codes.dedup();
    (result, codes)
}

#[test]
fn the_workbook_of_another_body_or_year_is_refused_by_name_however_it_says_so() {
    let refused: [(&[&[&str]], [&str; 2]); 5] = [
        (&[&["填报单位：渌口区财政局"]], ["渌口区财政局", "株洲市生态环境局渌口分局"]),
        (&[&["单位名称", "渌口区财政局"]], ["渌口区财政局", "株洲市生态环境局渌口分局"]),
        (&[&["2021年度"], &["填报机关: 渌口区财政局", "填报日期：2022-1-5"]], ["渌口区财政局", "分局"]),
        (&[&["报告年度：2022年"]], ["2022", "2021"]),
        (&[&["渌口区财政局2021年政府信息公开工作年度报告"]], ["渌口区财政局", "分局"]),
    ];
    for (above, names) in refused {
        let (result, _) = taken(&[(above, 1)]);
        let error = result.unwrap_err();
        assert!(names.iter().all(|name| error.contains(name)), "{above:?}: {error}");
    }
}

#[test]
fn the_workbook_of_the_same_body_gives_what_it_has_and_the_rest_stays() {
    let before = draft("lukou-2021").value;
    let unsaid = "figures-owner-unsaid";
    let cases: [(&[&[&str]], &[&str]); 5] = [
        (&[], &[unsaid, "figure-changed"]),
        (&[&["填报单位：株洲市生态环境局渌口分局　年度：2021"]], &["figure-changed"]),
        (&[&["填报单位", "渌口分局", "年度", "2021年"]], &["organ-shortened", "figure-changed"]),
        (&[&["2021年政府信息公开工作年度报告"], &["单位：渌口分局"]], &["organ-shortened", "figure-changed"]),
        (&[&["单位：件"]], &[unsaid, "figure-changed"]),
    ];
    for (above, said) in cases {
        let (result, codes) = taken(&[(above, 3)]);
        assert_eq!(codes, said, "{above:?}");
        let report = result.unwrap();
        assert_eq!(report.statistics["disputes"].cells["reconsideration.total"].raw, "12", "{above:?}");
        for untouched in ["disclosure", "applications"] {
            assert_eq!(report.statistics[untouched], before.statistics[untouched]);
        }
    }
}

#[test]
fn a_workbook_that_names_two_bodies_states_a_report_of_each() {
    let book = kept_by_a_bureau(&[(&[&["填报单位：甲市乙局"]], 1), (&[&["填报单位：丙县丁局"]], 2)]);
    let refused = bytes_to_statistics(&book, Format::Xlsx, &options()).unwrap_err().to_string();
    assert!(refused.contains("several-reports") && refused.contains("丙县丁局"), "{refused}");
    let read = bytes_to_reports(&book, Format::Xlsx, &options()).unwrap();
    let organs: Vec<_> =
        read.value.reports().iter().map(|report| report.organ.as_deref().unwrap_or_default()).collect();
    assert_eq!(organs, ["甲市乙局", "丙县丁局"]);
    assert!(read.findings.iter().any(|finding| finding.code() == "several-reports-found"));
}

#[test]
fn a_change_names_both_values_and_both_places() {
    let options = options();
    let figures = bytes_to_statistics(&kept_by_a_bureau(&[(&[], 3)]), Format::Xlsx, &options).unwrap().value;
    let mut report = draft("lukou-2021").value;
    let said = figures_into_report(&mut report, &figures, &options.forms, Replace::All).unwrap();
    let changed: Vec<_> = said.iter().filter(|finding| finding.code() == "figure-changed").collect();
    assert_eq!(changed.len(), 15, "every cell of the table");
    let text = changed[0].to_string();
    for part in ["Sheet1!A4", "行政复议 / 结果维持", "the draft had 0", "table 3 row 4 column 1", "now 3"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

/// Figures from 0 to 10⁹, money with four decimals, blanks, and text as people write it.
fn figures() -> impl Strategy<Value = Vec<(String, String)>> {
    let count = prop_oneof![
        4 => (0u64..=1_000_000_000).prop_map(|n| n.to_string()),
        4 => (0u64..4).prop_map(|n| n.to_string()),
        1 => Just(String::new()),
        1 => proptest::sample::select(vec!["/", "-", "无", "０", "12件", "1,234", "007"]).prop_map(str::to_owned),
    ];
    let money = prop_oneof![
        (0u64..=10_000_000_000_000).prop_map(|n| format!("{}.{:04}", n / 10_000, n % 10_000)),
        Just("26.50".to_owned()),
        Just("0".to_owned()),
    ];
    proptest::collection::vec((count, money), 200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the figures, right or wrong sums: they read back as they were, and the sheet says of each rule what the check does.
    #[test]
    fn figures_read_back_and_the_sheet_of_checks_agrees_with_the_check(texts in figures(), sums in any::<bool>(), form in 0usize..2) {
        let options = options();
        let form = options.forms.iter().nth(form).unwrap().clone();
        let mut report = Report::blank(&form, "甲市乙局（本级）", form.first_year);
        for table in &form.tables {
            let figures = report.statistics.get_mut(&table.id).unwrap();
            for (cell, (count, money)) in table.data_cells().zip(&texts) {
                let text = if cell.kind == NumberKind::Money { money } else { count };
                figures.cells.insert(cell.id.clone(), Count::read(text, cell).0);
            }
            for rule in table.rules.iter().filter(|_| sums) {
                let Some((total, parts)) = rule.definition() else { continue };
                let sum: Option<rust_decimal::Decimal> = parts.iter().map(|part| figures.cells[&part.cell().unwrap().cell].value).sum();
                if let Some(sum) = sum {
                    figures.cells.insert(total.cell.clone(), Count::read(&sum.to_string(), table.data_cell(&total.cell).unwrap()).0);
                }
            }
        }
        let bytes = written(&report);
        let read = bytes_to_report(&bytes, Format::Xlsx, &options).unwrap().value;
        prop_assert_eq!(&read.statistics, &report.statistics);
        prop_assert_eq!((read.organ, read.year), (report.organ.clone(), report.year));
        let broken = check_arithmetic(&report, &options.forms).len();
        let all_numbers = report.statistics.values().all(|t| t.cells.values().all(|c| c.is_plain(NumberKind::Count) || c.is_plain(NumberKind::Money)));
        let failing = open(&bytes).verdicts().get("不符").copied().unwrap_or(0);
        if all_numbers {
            prop_assert_eq!(failing, broken);
        } else {
            // With a blank among its cells the check passes a rule over; the sheet judges it by the rest.
            prop_assert!(failing <= report.statistics.len() * 100);
        }
    }
}

/// The sheets of a body's workbook, called by a number and what is on them.
fn sheets_of(organ: &str, licences: i64, number: usize) -> Vec<Block> {
    let options = options();
    let mut report = draft("lukou-2021").value;
    report.organ = Some(organ.into());
    report.title = Some(format!("{organ}2021年政府信息公开工作年度报告"));
    let figures = &mut report.statistics.get_mut("disclosure").unwrap().cells;
    figures.insert("licences".into(), Count::of(licences));
    let bytes = Publication::compose(&report, &options).value.to_bytes(Format::Xlsx).unwrap().value;
    let mut blocks = nianbao::read::sheet::xlsx_to_document(&bytes).unwrap().value.blocks;
    blocks.truncate(3);
    for (block, name) in blocks.iter_mut().zip(["主动公开", "依申请公开", "复议诉讼"]) {
        let Block::Table(grid) = block else { panic!("{block:?}") };
        grid.origin = Origin::at(Place::Sheet(format!("{number:02}{name}").into()));
    }
    blocks
}

#[test]
fn a_workbook_with_sheets_of_each_unit_states_a_report_a_unit() {
    let forms = options().forms;
    let read = |blocks: Vec<Block>| -> Vec<(String, Option<String>, usize)> {
        let parts = document_to_parts(Document { blocks, ..Document::default() }, &forms);
        let reports = parts.into_iter().map(|part| document_to_report(part, &forms).value);
        let facts = reports.map(|report| {
            let licences = report.statistics.get("disclosure").and_then(|table| table.cells.get("licences"));
            let raw = licences.map(|count| count.raw.clone());
            (report.organ.unwrap_or_default(), raw, report.statistics.len())
        });
        facts.collect()
    };
    let is = |organ: &str, licences: &str| (organ.to_owned(), Some(licences.to_owned()), 3);
    let (first, second) = (sheets_of("清河市民政局", 11, 1), sheets_of("清河市教育局", 12, 2));
    let both = || [first.clone(), second.clone()].concat();
    let expected = [is("清河市民政局", "11"), is("清河市教育局", "12")];
    assert_eq!(read(both()), expected);
    // Table by table, the units below each other.
    let by_table = first.iter().zip(&second).flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    assert_eq!(read(by_table), expected);
    // The same figures are of two all the same.
    let alike = [sheets_of("清河市民政局", 11, 1), sheets_of("清河市教育局", 11, 2)].concat();
    assert_eq!(read(alike), [is("清河市民政局", "11"), is("清河市教育局", "11")]);
    // Only the first sheet of each says whose it is: the others go by their number.
    let mut quiet = both();
    for at in [1, 2, 4, 5] {
        let Block::Table(grid) = &mut quiet[at] else { panic!() };
        let cells = grid.cells().iter().cloned().map(|mut cell| {
            if cell.plain_text().contains("填报单位") {
                cell.content.clear();
            }
            cell
        });
        let cells = cells.collect();
        let mut emptied = Grid::new(grid.rows(), grid.columns(), cells).unwrap();
        emptied.origin = grid.origin.clone();
        *grid = emptied;
    }
    assert_eq!(read(quiet), expected);
    assert_eq!(read(first.clone()), [is("清河市民政局", "11")]);
    // Sheets of nobody knows whom are copies of none, though their figures are the same.
    let without_organ = |blocks: Vec<Block>| {
        blocks.into_iter().map(|block| {
            let Block::Table(mut grid) = block else { panic!() };
            let Some(Place::Sheet(name)) = grid.origin.0.clone() else { panic!() };
            let cells = grid.cells().iter().cloned().map(|mut cell| {
                if cell.plain_text().contains("填报单位") {
                    cell.content.clear();
                }
                cell
            });
            let cells = cells.collect();
            grid = Grid::new(grid.rows(), grid.columns(), cells).unwrap();
            grid.origin = Origin::at(Place::Sheet(name.trim_start_matches(|c: char| c.is_ascii_digit()).into()));
            Block::Table(grid)
        })
    };
    let unnamed = without_organ(sheets_of("清河市某局", 11, 3)).collect::<Vec<_>>();
    let read_three = read([both(), unnamed].concat());
    assert_eq!(read_three[..2], expected);
    assert_eq!((read_three.len(), read_three[2].0.as_str(), read_three[2].2), (3, "", 3));
    // Of a body that was left blank the next label is no name.
    let cells = ["填报单位", "年度", "2021"].map(String::from);
    let heads = cells.into_iter().zip(0..).map(|(text, column)| Cell::new(0, column, vec![Block::text(text)]));
    let mut blank = Grid::new(1, 3, heads.collect()).unwrap();
    blank.origin = Origin::at(Place::Sheet("封面".into()));
    assert_eq!(read([vec![Block::Table(blank)], first].concat()), [is("清河市民政局", "11")]);
}
