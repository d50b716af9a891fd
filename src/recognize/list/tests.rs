use super::document_to_units;
use crate::document::{Block, Cell, Content, Document, Grid, Inline, Marks, Text, VerticalPosition};
use crate::finding::{Finding, Origin, Place};
use crate::form::Forms;
use crate::report::Report;

/// A sheet: `<` goes with the cell to its left, `^` with the one above.
fn sheet(name: &str, rows: &[&[&str]]) -> Block {
    let columns = rows.iter().map(|row| row.len()).max().unwrap();
    let at = |row: usize, column: usize| rows.get(row).and_then(|r| r.get(column)).copied().unwrap_or("");
    let mut cells = Vec::new();
    for row in 0..rows.len() {
        for column in 0..columns {
            let text = at(row, column);
            if matches!(text, "<" | "^") {
                continue;
            }
            let width = (column + 1..columns).take_while(|c| at(row, *c) == "<").count() + 1;
            let height = (row + 1..rows.len()).take_while(|r| at(*r, column) == "^").count() + 1;
            let content = if text.is_empty() { vec![] } else { vec![Block::text(text)] };
            let mut cell = Cell::new(row as u32, column as u32, content).spanning(height as u32, width as u32);
            let place = Place::SheetCell { sheet: name.into(), row: row as u32 + 1, column: column as u32 + 1 };
            cell.origin = Origin::at(place);
            cells.push(cell);
        }
    }
    let mut grid = Grid::with_gaps_filled(rows.len() as u32, columns as u32, cells).unwrap();
    grid.origin = Origin::at(Place::Sheet(name.into()));
    Block::Table(grid)
}

fn read(blocks: Vec<Block>) -> (Vec<Report>, Vec<Finding>) {
    let document = Document { blocks, ..Document::default() };
    match document_to_units(document, &Forms::built_in().unwrap()) {
        Ok(units) => (units.value, units.findings),
        Err(none) => (Vec::new(), none.findings),
    }
}

/// Each report in a line: its unit, year and figures; then the findings, with their cell.
fn said(blocks: Vec<Block>) -> (Vec<String>, Vec<String>) {
    let (reports, findings) = read(blocks);
    let line = |report: &Report| {
        let figures = report.statistics.iter().flat_map(|(table, figures)| {
            figures.cells.iter().map(move |(id, count)| {
                let value = count.value.map_or("—".to_owned(), |value| value.to_string());
                format!(" {table}.{id}={value}")
            })
        });
        let year = report.year.map_or("?".to_owned(), |year| year.to_string());
        format!("{} {year}{}", report.organ.as_deref().unwrap_or("?"), figures.collect::<String>())
    };
    let known = ["list-figures-missing", "list-text-left-over"];
    let findings = findings.iter().filter(|finding| !known.contains(&finding.code()));
    let findings = findings.map(|finding| {
        let place = finding.location().render(crate::finding::Language::English);
        format!("{place} {}", finding.code()).trim().to_owned()
    });
    (reports.iter().map(line).collect(), findings.collect())
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_wide_list_by_ids_and_by_paths() {
    let by_ids = sheet(
        "清单",
        &[
            &[
                "序号",
                "单位名称",
                "年度",
                "disclosure.licences",
                "applications.received.natural_person",
                "disclosure.fees",
            ],
            &["1", "甲局", "2025", "12", "3", "1.50"],
            &["2", "乙局", "2025", "0", "", "0"],
        ],
    );
    let (reports, findings) = said(vec![by_ids]);
    assert_eq!(
        reports,
        [
            "甲局 2025 disclosure.licences=12 disclosure.fees=1.50 applications.received.natural_person=3",
            "乙局 2025 disclosure.licences=0 disclosure.fees=0 applications.received.natural_person=—"
        ]
    );
    assert_eq!(findings, ["清单!E3 figure-blank"]);
    let by_paths = sheet(
        "2025",
        &[
            &["清河市各单位政府信息公开情况", "<", "<", "<"],
            &["单位", "行政许可（件）", "一、本年新收/自然人", "行政事业性收费（万元）"],
            &["甲局", "１２", "3", "1.5万元"],
            &["合计", "12", "3", "1.5"],
            &["注：数据截至年底。"],
        ],
    );
    let (reports, findings) = said(vec![by_paths]);
    assert_eq!(
        reports,
        ["甲局 2025 disclosure.licences=12 disclosure.fees=1.5 applications.received.natural_person=3"]
    );
    let expected = [
        "sheet 2025 list-year-from-title",
        "2025!C2 label-differs",
        "2025!B3 figure-read-as",
        "2025!D3 figure-read-as",
        "2025!A4 list-total-row",
    ];
    assert_eq!(findings, expected);
}

#[test]
fn fees_are_read_in_the_unit_their_column_says() {
    let fees = |head: &str, raw: &str| {
        let rows: &[&[&str]] = &[&["单位", "年度", "行政许可", head], &["甲局", "2025", "12", raw]];
        let (reports, findings) = said(vec![sheet("清单", rows)]);
        (reports.concat().replace("甲局 2025 disclosure.licences=12 disclosure.fees=", ""), findings.concat())
    };
    let of = |value: &str, findings: &str| (value.to_owned(), findings.to_owned());
    for (head, raw, expected) in [
        ("行政事业性收费（元）", "265500", of("26.55", "清单!D2 money-converted")),
        ("行政事业性收费（单位：千元）", "265.5", of("26.55", "清单!D2 money-converted")),
        ("行政事业性收费百元", "2655", of("26.55", "清单!D2 money-converted")),
        ("行政事业性收费（万元）", "4095", of("4095", "")),
        // An id is the form's cell with its unit; a label without any leaves it open.
        ("disclosure.fees", "4095", of("4095", "")),
        ("行政事业性收费", "999", of("999", "")),
        ("行政事业性收费", "4095", of("4095", "清单!D2 money-unit-unsaid")),
        ("行政事业性收费（件）", "3", of("甲局 2025 disclosure.licences=12", "清单!D1 list-column-unknown")),
    ] {
        assert_eq!(fees(head, raw), expected, "{head} {raw}");
    }
    let long: &[&[&str]] = &[
        &["单位", "年度", "项目", "数值"],
        &["甲局", "2025", "行政许可", "1"],
        &["甲局", "2025", "disclosure.fees", "4095"],
        &["乙局", "2025", "行政许可", "1"],
        &["乙局", "2025", "行政事业性收费（元）", "4095"],
    ];
    let (reports, findings) = said(vec![sheet("长表", long)]);
    let expected = |name: &str, fees: &str| format!("{name} 2025 disclosure.licences=1 disclosure.fees={fees}");
    assert_eq!(reports, [expected("甲局", "4095"), expected("乙局", "0.4095")]);
    assert_eq!(findings, ["长表!D5 money-converted"]);
}

#[test]
fn rows_that_are_no_units_make_no_reports() {
    for name in [
        "栏次",
        "甲",
        "其中：本级",
        "上年数",
        "去年同期",
        "增减",
        "平均数",
        "2022年",
        "填报单位数",
        "部门合计（30个）",
        "同比增长",
        "合　计",
    ] {
        let rows: &[&[&str]] =
            &[&["单位", "年度", "行政许可", "行政处罚"], &[name, "2025", "1", "2"], &["甲局", "2025", "12", "3"]];
        let (reports, findings) = said(vec![sheet("清单", rows)]);
        assert_eq!(reports, ["甲局 2025 disclosure.licences=12 disclosure.penalties=3"], "{name}");
        assert_eq!(findings, ["清单!A2 list-total-row"], "{name}");
    }
}

#[test]
fn names_of_units_are_kept_without_what_marks_them() {
    let read = |name: Vec<Inline>| {
        let rows: &[&[&str]] = &[&["单位", "年度", "行政许可", "行政处罚"], &["□", "2025", "12", "3"]];
        let Block::Table(mut grid) = sheet("清单", rows) else { panic!("a table") };
        let cell = grid.cells_mut().iter_mut().find(|cell| cell.plain_text() == "□").unwrap();
        cell.content = vec![Block::runs(Content::new(name))];
        let (reports, findings) = said(vec![Block::Table(grid)]);
        (reports.concat().split(' ').next().unwrap().to_owned(), findings)
    };
    let marked = |text: &str, marks: Marks| Inline::Text(Text::new(text, marks));
    let name = "清河市民政局";
    let struck = Marks { strike: true, ..Marks::default() };
    let raised = Marks { position: Some(VerticalPosition::Superscript), ..Marks::default() };
    for runs in [
        vec![marked("大河市", struck), Inline::text(name)],
        vec![Inline::text(name), marked("1", raised)],
        vec![Inline::text("清河市民政局*")],
        vec![Inline::text("清河市民政局①")],
        vec![Inline::text("1.清河市民政局")],
        vec![Inline::text("12、清河市民政局")],
    ] {
        assert_eq!(read(runs), (name.to_owned(), vec!["清单!A2 list-unit-read-as".to_owned()]));
    }
    for text in ["清河市民\u{200b}政局", "\u{feff}清河市民政局", "清河 市\n民政局"] {
        assert_eq!(read(vec![Inline::text(text)]), (name.to_owned(), none()));
    }
}

#[test]
fn a_row_of_units_of_measure_and_the_name_of_a_sheet_say_the_unit() {
    let rows: &[&[&str]] = &[
        &["单位", "年度", "行政许可", "行政事业性收费"],
        &["计量单位", "", "件", "元"],
        &["甲局", "2025", "12", "265500"],
    ];
    let expected = ["甲局 2025 disclosure.licences=12 disclosure.fees=26.55"];
    let (reports, findings) = said(vec![sheet("清单", rows)]);
    assert_eq!(
        (&*reports, &*findings),
        (&expected.map(str::to_owned)[..], &["清单!D3 money-converted".to_owned()][..])
    );
    let (reports, findings) = said(vec![sheet("收费（元）", &[rows[0], rows[2]])]);
    assert_eq!(
        (&*reports, &*findings),
        (&expected.map(str::to_owned)[..], &["收费（元）!D2 money-converted".to_owned()][..])
    );
}

#[test]
fn heads_of_several_rows_merged_or_not() {
    let rows: &[&[&str]] = &[
        &["单位", "年度", "二、上年结转政府信息公开申请数量", "<", "<", "行政复议", "<"],
        &["^", "^", "自然人", "法人或其他组织", "总计", "结果维持", "总计"],
        &["^", "^", "^", "商业\n企业", "^", "^", "^"],
        &["甲局", "2024年", "1", "2", "3", "4", "5"],
        &["甲局", "2025年度", "6", "7", "8", "9", "10"],
    ];
    let expected = |year: u16, n: [u8; 5]| {
        format!(
            "甲局 {year} applications.carried_in.natural_person={} applications.carried_in.commercial_enterprise={} \
             applications.carried_in.total={} disputes.reconsideration.upheld={} disputes.reconsideration.total={}",
            n[0], n[1], n[2], n[3], n[4]
        )
    };
    let wanted = [expected(2024, [1, 2, 3, 4, 5]), expected(2025, [6, 7, 8, 9, 10])];
    assert_eq!(said(vec![sheet("甲", rows)]), (wanted.to_vec(), none()));
    let unmerged: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(|text| if matches!(*text, "<" | "^") { "" } else { text }).collect())
        .collect();
    let unmerged: Vec<&[&str]> = unmerged.iter().map(Vec::as_slice).collect();
    assert_eq!(said(vec![sheet("甲", &unmerged)]), (wanted.to_vec(), none()));
}

#[test]
fn a_long_list_and_one_half_long() {
    let long = sheet(
        "长表",
        &[
            &["机关名称", "年份", "项目", "申请人", "单位", "数值"],
            &["甲局", "2025", "行政许可", "", "件", "12"],
            &["^", "2025", "一、本年新收政府信息公开申请数量", "自然人", "件", "3"],
            &["", "2025", "一、本年新收政府信息公开申请数量", "总计", "件", "4"],
            &["乙局", "2025", "applications.received", "natural_person", "件", "5"],
            &["乙局", "2025", "行政事业性收费", "", "元", "251000"],
            &["乙局", "2025", "上年同期新收", "自然人", "件", "7"],
            &["合计", "2025", "行政许可", "", "件", "12"],
        ],
    );
    let (reports, findings) = said(vec![long]);
    assert_eq!(
        reports,
        [
            "甲局 2025 disclosure.licences=12 applications.received.natural_person=3 applications.received.total=4",
            "乙局 2025 disclosure.fees=25.1 applications.received.natural_person=5"
        ]
    );
    let expected =
        ["长表!A4 list-unit-carried", "长表!F6 money-converted", "长表!F7 list-item-unknown", "长表!A8 list-total-row"];
    assert_eq!(findings, expected);
    let half = sheet(
        "2025年",
        &[
            &["单位", "项目", "自然人", "商业企业", "总计"],
            &["甲局", "一、本年新收政府信息公开申请数量", "1", "2", "3"],
            &["甲局", "（七）总计", "4", "5", "9"],
            &["甲局", "四、结转下年度继续办理", "0", "0", "0"],
        ],
    );
    let (reports, findings) = said(vec![half]);
    assert_eq!(reports.len(), 1);
    assert!(reports[0].contains("applications.results.total.commercial_enterprise=5"), "{reports:?}");
    assert_eq!(findings, ["sheet 2025年 list-year-from-title"]);
}

#[test]
fn what_is_twice_or_unknown_is_not_taken_and_named() {
    let list = sheet(
        "清单",
        &[
            &["单位", "年度", "行政许可", "行政处罚", "行政强制", "行政强制", "上年行政许可", "备注", "其他"],
            &["甲局", "2025", "1", "2", "3", "4", "9", "", "5"],
            &["甲局", "2025", "1", "8", "3", "4", "9", "", "5"],
            &["乙局", "廿五", "1", "2", "3", "4", "9", "", "5"],
            &["", "2025", "1", "2", "3", "4", "9", "", "5"],
            &["丙局", "2025", "-1", "1.5", "3", "4", "9", "", "5"],
            &["丁局", "2025", "", "", "", "", "", ""],
        ],
    );
    let (reports, mut findings) = said(vec![list]);
    assert_eq!(reports, ["甲局 2025 disclosure.licences=1", "丙局 2025 disclosure.licences=— disclosure.penalties=—"]);
    let mut expected = vec![
        "清单!E1 list-column-repeated",
        "清单!F1 list-column-repeated",
        "清单!G1 list-column-unknown",
        "清单!I1 list-column-ambiguous",
        "清单!A3 list-unit-repeated",
        "清单!D3 list-figure-disputed",
        "清单!B4 list-year-unclear",
        "清单!C5 list-row-without-unit",
        "清单!C6 figure-outside-kind",
        "清单!D6 figure-outside-kind",
        "清单!A7 list-unit-without-figures",
    ];
    expected.sort_unstable();
    findings.sort_unstable();
    assert_eq!(findings, expected);
}

#[test]
fn figures_merged_over_units_are_nobodys() {
    let list = sheet(
        "2025",
        &[&["单位", "行政许可", "行政处罚", "行政强制"], &["甲局", "1", "2", "<"], &["乙局", "^", "2", "3"]],
    );
    let (reports, findings) = said(vec![list]);
    assert_eq!(reports, ["乙局 2025 disclosure.penalties=2 disclosure.coercive_measures=3"]);
    let merged = findings.iter().filter(|line| line.ends_with("figure-merged")).count();
    assert_eq!(merged, 4, "{findings:?}");
}

#[test]
fn several_lists_make_one_report_a_unit() {
    let first = sheet("甲", &[&["单位", "年度", "行政许可", "行政处罚"], &["甲局", "2025", "1", "2"]]);
    let second = sheet(
        "乙",
        &[
            &["部门", "年度", "行政复议/总计", "行政复议/结果维持"],
            &["甲局", "2025", "3", "4"],
            &["部门", "年度", "行政强制", "行政事业性收费"],
            &["甲局", "2025", "5", "6"],
        ],
    );
    let note = sheet("说明", &[&["本表由某某填报"]]);
    let (reports, findings) = said(vec![first, second, note]);
    assert_eq!(
        reports,
        ["甲局 2025 disclosure.licences=1 disclosure.penalties=2 disclosure.coercive_measures=5 disclosure.fees=6 \
          disputes.reconsideration.upheld=4 disputes.reconsideration.total=3"]
    );
    assert_eq!(findings, ["sheet 说明 list-table-left-out"]);
}

#[test]
fn years_may_stand_above_the_columns() {
    let list = sheet(
        "清单",
        &[
            &["单位", "2024年", "<", "2025年", "<"],
            &["^", "行政许可", "行政处罚", "行政许可", "行政处罚"],
            &["甲局", "1", "2", "3", "4"],
        ],
    );
    let (reports, findings) = said(vec![list]);
    assert_eq!(
        reports,
        [
            "甲局 2024 disclosure.licences=1 disclosure.penalties=2",
            "甲局 2025 disclosure.licences=3 disclosure.penalties=4"
        ]
    );
    assert_eq!(findings, none());
}

#[test]
fn each_year_follows_its_own_form() {
    let list = sheet(
        "清单",
        &[
            &[
                "单位",
                "年度",
                "一、本年新收政府信息公开申请数量/自然人",
                "（六）其他处理/自然人",
                "（六）其他处理/3.其他/自然人",
            ],
            &["甲局", "2020", "1", "2", ""],
            &["甲局", "2021", "3", "", "4"],
        ],
    );
    let (reports, _) = read(vec![list]);
    let forms: Vec<_> = reports.iter().map(|report| report.form.as_deref().unwrap()).collect();
    assert_eq!(forms, ["2019", "2021"]);
    assert!(reports[0].statistics["applications"].cells.contains_key("results.other.natural_person"));
    assert!(reports[1].statistics["applications"].cells.contains_key("results.other.others.natural_person"));
}

#[test]
fn the_printed_form_is_no_list_and_a_list_beside_it_is_a_table() {
    let form = sheet(
        "表二",
        &[
            &["填报单位", "甲局", "", ""],
            &["第二十条第（一）项", "<", "<", "<"],
            &["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            &["规章", "0", "0", "0"],
            &["行政规范性文件", "1", "2", "3"],
        ],
    );
    assert_eq!(said(vec![form.clone()]), (none(), none()));
    let list = sheet("附表", &[&["单位", "行政许可", "行政处罚"], &["甲局", "1", "2"]]);
    assert_eq!(said(vec![form, list]), (none(), vec!["sheet 附表 list-kept-as-table".to_owned()]));
    let other = sheet("通讯录", &[&["单位", "联系人", "电话"], &["甲局", "张三", "12345"]]);
    assert_eq!(said(vec![other]), (none(), none()));
    let prose = Block::text("二、主动公开政府信息情况");
    let list = sheet("附表", &[&["单位", "行政许可", "行政处罚"], &["甲局", "1", "2"]]);
    assert_eq!(said(vec![prose, list]), (none(), none()));
}

/// Labels set in the middle of the columns or rows they are for, nothing merged: what stands to the left or above is another's.
#[test]
fn labels_in_the_middle_of_their_groups_are_not_carried() {
    let (received, carried_in) = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量");
    let wide = sheet(
        "2025",
        &[
            &["单位", "", received, "", "", carried_in, "", "", ""],
            &["", "自然人", "商业企业", "总计", "自然人", "商业企业", "总计", "行政许可", "行政处罚"],
            &["甲局", "1", "2", "3", "4", "5", "6", "7", "8"],
        ],
    );
    let (reports, _) = said(vec![wide]);
    assert_eq!(
        reports,
        ["甲局 2025 disclosure.licences=7 disclosure.penalties=8 applications.received.commercial_enterprise=2 \
          applications.carried_in.commercial_enterprise=5"]
    );
    let long = sheet(
        "2025",
        &[
            &["单位", "项目", "申请人", "数值"],
            &["甲局", "", "自然人", "1"],
            &["甲局", received, "商业企业", "2"],
            &["甲局", "", "总计", "3"],
            &["甲局", "", "自然人", "4"],
            &["甲局", carried_in, "商业企业", "5"],
            &["甲局", "行政许可", "", "6"],
        ],
    );
    let (reports, _) = said(vec![long]);
    assert_eq!(
        reports,
        ["甲局 2025 disclosure.licences=6 applications.received.commercial_enterprise=2 \
          applications.carried_in.commercial_enterprise=5"]
    );
}

/// A list of two units with a title, and a line above or below it.
fn with_line(name: &str, title: &str, above: &str, foot: &str, remark: &str) -> (Vec<String>, Vec<String>) {
    said(vec![sheet(
        name,
        &[
            &[title, "", "", ""],
            &[above, "", "", ""],
            &["单位名称", "行政许可", "行政事业性收费（万元）", "备注"],
            &["甲局", "12", "75000", remark],
            &["乙局", "3", "0", ""],
            &["", "", "", ""],
            &[foot, "", "", ""],
        ],
    )])
}

fn codes(said: &[String]) -> Vec<&str> {
    said.iter().filter_map(|line| line.rsplit(' ').next()).collect()
}

#[test]
fn lines_around_a_list_say_whose_year_its_figures_are() {
    const TITLE: &str = "清河市2023年主动公开政府信息情况统计表";
    for (name, title, above, foot, code) in [
        ("清单", "清河市2023年上半年统计表", "", "", "figures-part-of-year"),
        ("清单", TITLE, "统计期间：2023年1-6月", "", "figures-part-of-year"),
        ("清单", TITLE, "截至2023年6月", "", "figures-part-of-year"),
        ("清单", TITLE, "", "注：以上数据截至2023年6月30日", "figures-part-of-year"),
        ("上半年", TITLE, "", "", "figures-part-of-year"),
        ("清单", TITLE, "", "注：以上为2022年数据", "statements-disagree"),
        ("清单", TITLE, "", "注：截至上年末", "figures-owner-unclear"),
        ("2022", TITLE, "", "", "statements-disagree"),
    ] {
        let (_, findings) = with_line(name, title, above, foot, "");
        assert!(codes(&findings).contains(&code), "{name} {title} {above} {foot}: {findings:?}");
    }
    for (above, foot) in [("填报日期：2024年1月5日", ""), ("统计期间：2023年1月1日至12月31日", "注：以上为2023年数据")]
    {
        let (units, findings) = with_line("2023", TITLE, above, foot, "");
        assert!(units[0].starts_with("甲局 2023 "), "{units:?}");
        assert_eq!(codes(&findings), ["list-year-from-title"], "{findings:?}");
    }
}

#[test]
fn a_unit_whose_remark_says_another_year_is_not_taken() {
    for remark in ["为2022年数据", "截至2023年6月"] {
        let (units, findings) = with_line("清单", "清河市2023年统计表", "", "", remark);
        assert!(units.len() == 1 && units[0].starts_with("乙局"), "{units:?}");
        assert!(codes(&findings).contains(&"list-year-unclear"), "{findings:?}");
    }
    let (units, _) = with_line("清单", "清河市2023年统计表", "", "", "2022年11月设立的单位");
    assert_eq!(units.len(), 2, "{units:?}");
}

#[test]
fn a_unit_of_money_below_a_list_counts_as_one_above() {
    for (above, foot) in
        [("", "注：收费单位为元"), ("", "收费金额单位：元"), ("单位：元", ""), ("", "备注：本表金额以元计")]
    {
        let (units, findings) = with_line("清单", "清河市2023年统计表", above, foot, "");
        assert!(units[0].contains("disclosure.fees=—"), "{above} {foot}: {units:?}");
        assert!(codes(&findings).contains(&"money-unit-unclear"), "{findings:?}");
    }
}

#[test]
fn items_and_columns_that_mean_no_one_cell_of_the_form_are_not_taken() {
    // 自然人 heads a column of every row of the form.
    let long: &[&[&str]] = &[
        &["单位", "年度", "项目", "数值"],
        &["甲局", "2025", "行政许可", "1"],
        &["甲局", "2025", "自然人", "3"],
        &["乙局", "2025", "行政许可", "2"],
    ];
    let (reports, findings) = said(vec![sheet("长表", long)]);
    assert_eq!(reports, ["甲局 2025 disclosure.licences=1", "乙局 2025 disclosure.licences=2"]);
    assert_eq!(findings, ["长表!D3 list-item-ambiguous"]);
    // A cell of the form of 2019 in a row of 2025.
    let wide: &[&[&str]] = &[
        &["单位", "年度", "applications.received.natural_person", "disclosure.regulations.made"],
        &["甲局", "2019", "1", "3"],
        &["乙局", "2025", "2", "4"],
    ];
    let (reports, findings) = said(vec![sheet("清单", wide)]);
    assert_eq!(reports[1..], ["乙局 2025 applications.received.natural_person=2"]);
    assert_eq!(findings, ["清单!D3 list-column-not-of-form"]);
}

#[test]
fn a_list_without_years_says_so_of_the_whole() {
    let rows: &[&[&str]] = &[&["单位", "行政许可", "行政处罚"], &["甲局", "1", "2"], &["乙局", "3", "4"]];
    let (reports, findings) = said(vec![sheet("清单", rows)]);
    assert_eq!(reports[0], "甲局 ? disclosure.licences=1 disclosure.penalties=2");
    assert_eq!(findings, ["list-year-unknown"]);
}
