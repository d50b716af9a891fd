//! Headings, sign-offs, covers, layout tables; what was not recognised.

use super::{read, root};
use crate::support::{nianbao, options, said, sample};
use nianbao::convert::{Stated, bytes_to_reports};
use nianbao::document::{Block, Cell, Content, Document, Grid};
use nianbao::finding::Warned;
use nianbao::format::Format;
use nianbao::recognize::document_to_report;
use nianbao::report::{Item, Report};

fn roles(report: &Report) -> Vec<&str> {
    report.sections.iter().map(|section| section.role.as_deref().unwrap_or("-")).collect()
}

const SIX: [&str; 6] = ["overview", "disclosure", "applications", "disputes", "problems", "other"];

fn says(read: &Warned<Report>, code: &str) -> bool {
    read.findings.iter().any(|finding| finding.code() == code)
}

fn headings(report: &Report) -> Vec<(u8, String)> {
    let mut found = Vec::new();
    for section in &report.sections {
        found.extend(section.heading.as_ref().map(|heading| (1, heading.plain_text())));
        for item in &section.content {
            if let Item::Block(Block::Heading(heading)) = item {
                found.push((heading.level, heading.content.plain_text()));
            }
        }
    }
    found
}

fn closing(report: &Report) -> Vec<String> {
    report.attachments.iter().flat_map(|attachment| &attachment.content).map(Block::plain_text).collect()
}

#[test]
fn sections_are_found_whatever_their_numbers() {
    for file in ["heads-arabic-numbers", "heads-part-n"] {
        let read = read(&format!("structure/{file}.docx"));
        assert_eq!(roles(&read.value), ["overview", "disclosure", "problems", "other"], "{file}");
        assert!(read.value.sections[1].content.contains(&Item::Statistics("disclosure".into())), "{file}");
        assert!(says(&read, "section-missing") && says(&read, "heading-differs"), "{file}");
    }
}

/// The headings of a paper that is no report, with their levels.
fn headings_with_levels(file: &str) -> Vec<(u8, String)> {
    let read = read(file);
    let blocks = read.value.sections.iter().flat_map(|section| section.content.iter());
    let found = blocks.filter_map(|item| match item {
        Item::Block(Block::Heading(heading)) => Some((heading.level, squeezed(&heading.content))),
        _ => None,
    });
    // The title of a paper that is no report is a heading where it looks like one.
    found.filter(|(_, text)| !text.starts_with("清河市民政局")).collect()
}

#[test]
fn word_and_pdf_give_the_same_headings() {
    let [word, pdf] = ["docx", "pdf"]
        .map(|ending| headings_with_levels(&format!("structure/chapter-and-fullwidth-numbers.{ending}")));
    assert_eq!(word, pdf);
    let expected = ["第一章总则", "一、总体情况", "（一）组织领导", "１．制度建设", "（１）工作机制", "第二章附则"];
    assert_eq!(word.iter().map(|(_, text)| text.as_str()).take(6).collect::<Vec<_>>(), expected);
}

/// 一、 in the style of the second level, what is below in bold only: a tagged PDF calls that a paragraph.
#[test]
fn headings_in_bold_stand_below_those_of_a_style_in_word_and_pdf() {
    let expected = [
        (2, "一、总体情况"),
        (3, "（一）组织领导"),
        (4, "1.制度建设"),
        (5, "（1）工作机制"),
        (3, "㈡平台建设"),
        (2, "二、主要问题"),
        (3, "（一）队伍建设"),
    ];
    for ending in ["docx", "pdf"] {
        let found = headings_with_levels(&format!("structure/levels-below-styled-headings.{ending}"));
        assert_eq!(found, expected.map(|(level, text)| (level, text.to_owned())), "{ending}");
    }
}

fn squeezed(content: &Content) -> String {
    content.plain_text().chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn typed_contents_are_no_sections() {
    for file in ["typed-contents-list-split-as-headings-min", "cover-typed-contents"] {
        let read = read(&format!("structure/{file}.docx"));
        assert_eq!(roles(&read.value), SIX, "{file}");
        let left_out: Vec<_> =
            read.findings.iter().filter(|finding| finding.code() == "typed-contents-left-out").collect();
        assert!(matches!(left_out.as_slice(), [one] if one.value("text").unwrap().contains("一、总体情况")), "{file}");
        for code in ["section-repeated", "heading-split", "text-before-title", "text-unaccounted"] {
            assert!(!says(&read, code), "{file}: {code}");
        }
    }
}

#[test]
fn what_a_cover_says_once_more_is_named_and_left_out() {
    let read = read("structure/cover-typed-contents.docx");
    assert_eq!(read.value.title.as_deref(), Some("青禾县农业农村局2023年政府信息公开工作年度报告"));
    let cover = read.findings.iter().find(|finding| finding.code() == "cover-left-out").unwrap();
    assert_eq!(cover.value("text"), Some("青禾县农业农村局 二〇二四年一月"));
    assert!(
        !read.findings.iter().any(|finding| finding.severity() != nianbao::finding::Severity::Note),
        "{:?}",
        read.findings
    );
}

#[test]
fn a_sign_off_is_found_with_what_follows_it() {
    /// File, body, other bodies, date as printed, the day it is, what follows.
    type Case = (
        &'static str,
        &'static str,
        &'static [&'static str],
        &'static str,
        Option<&'static str>,
        &'static [&'static str],
    );
    let cases: [Case; 5] = [
        (
            "contact-after-sign-off",
            "清河市民政局",
            &[],
            "2024年1月15日",
            Some("2024-01-15"),
            &["（联系人：张三，电话：0000-1234567）"],
        ),
        ("sign-off-on-one-line", "清河市民政局", &[], "2024年1月15日", Some("2024-01-15"), &[]),
        ("two-organs-sign", "清河市民政局", &["清河市残疾人联合会"], "2024年1月15日", Some("2024-01-15"), &[]),
        ("signoff-gongzhang", "青禾县农业农村局", &[], "2024年1月16日", Some("2024-01-16"), &[]),
        (
            "signoff-moved-below-imprint",
            "青禾县农业农村局",
            &[],
            "2024年1月16日",
            Some("2024-01-16"),
            &["（此件公开发布）", "抄送：县人民政府办公室。\n青禾县农业农村局办公室　　　　2024年1月20日印发"],
        ),
    ];
    for (file, organ, others, raw, day, below) in cases {
        let read = read(&format!("structure/{file}.docx"));
        let signature = read.value.signature.clone().unwrap_or_default();
        let date = signature.date.unwrap();
        assert_eq!(
            (signature.organ.as_deref(), signature.co_signers.as_slice()),
            (Some(organ), &others.iter().map(|o| (*o).to_owned()).collect::<Vec<_>>()[..]),
            "{file}"
        );
        assert_eq!((date.raw.as_str(), date.value.map(|day| day.to_string()).as_deref()), (raw, day), "{file}");
        assert_eq!(closing(&read.value), below, "{file}");
        assert!(!says(&read, "sign-off-missing"), "{file}");
    }
}

#[test]
fn tables_of_attachments_go_to_their_sections_and_leave_no_page_behind() {
    let read = read("structure/tables-as-attachments-blank-pages.docx");
    assert_eq!(read.value.attachments, []);
    for (section, table) in [(1, "disclosure"), (2, "applications"), (3, "disputes")] {
        assert_eq!(read.value.sections[section].content, [Item::Statistics(table.into())]);
    }
    assert!(says(&read, "table-placed-in-section") && says(&read, "attachment-emptied"));
    assert!(read.value.signature.is_some());
}

#[test]
fn a_report_in_a_table_that_lays_it_out_is_read() {
    for file in ["layout-table-with-margin-columns-not-recognised-no-finding", "layout-table-label-column"] {
        let read = read(&format!("structure/{file}.docx"));
        assert_eq!(read.value.title.as_deref(), Some("北屿县水务局政府信息公开工作2021年度报告"), "{file}");
        assert_eq!(read.value.statistics.len(), 3, "{file}");
        assert!(says(&read, "frame-opened"), "{file}");
        let figures = &read.value.statistics["disclosure"].cells;
        assert_eq!(figures["regulations.issued"].raw, "1", "{file}");
        assert!(headings(&read.value).len() >= 8, "{file}");
    }
    assert!(says(&read("structure/layout-table-label-column.docx"), "frame-labels-left-out"));
}

#[test]
fn a_page_laid_out_by_a_table_is_read_and_its_chrome_is_named() {
    let title = "清河市民政局2023年政府信息公开工作年度报告";
    let report: Vec<Block> = [
        title,
        "一、总体情况",
        "全年公开信息十二条。",
        "二、主动公开政府信息情况",
        "公开情况良好。",
        "六、其他需要报告的事项",
        "未收取信息处理费。",
        "清河市民政局",
        "2024年1月15日",
    ]
    .map(Block::text)
    .to_vec();
    let lines = |lines: &[&str]| lines.iter().map(|line| Block::text(*line)).collect::<Vec<_>>();
    let menu = lines(&["首页", "机构职能", "2022年政府信息公开年报"]);
    let way = lines(&["当前位置：首页 > 政务公开 > 年报"]);
    let buttons = lines(&["打印　关闭　分享到：微信"]);
    let cells = |cells: Vec<(u32, u32, &Vec<Block>)>| {
        cells.into_iter().map(|(row, column, content)| Cell::new(row, column, content.clone())).collect::<Vec<_>>()
    };
    let pages = [
        (1, 2, cells(vec![(0, 0, &menu), (0, 1, &report)])),
        (3, 3, cells(vec![(0, 1, &way), (1, 0, &menu), (1, 1, &report), (2, 1, &buttons)])),
        (1, 3, cells(vec![(0, 0, &menu), (0, 1, &report), (0, 2, &buttons)])),
    ];
    for (rows, columns, cells) in pages {
        let count = cells.len();
        let is_filled = |row, column| cells.iter().any(|cell: &Cell| (cell.row, cell.column) == (row, column));
        let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let blank = places
            .filter(|(row, column)| !is_filled(*row, *column))
            .map(|(row, column)| Cell::new(row, column, vec![]));
        let cells = blank.chain(cells.iter().cloned()).collect();
        let grid = Grid::new(rows, columns, cells).unwrap();
        let document = Document { blocks: vec![Block::Table(grid)], ..Document::default() };
        let read = document_to_report(document, &options().forms);
        assert_eq!(read.value.title.as_deref(), Some(title), "{rows}×{columns}");
        assert_eq!(roles(&read.value), ["overview", "disclosure", "other"], "{rows}×{columns}");
        assert_eq!(read.value.signature.clone().unwrap().organ.as_deref(), Some("清河市民政局"));
        let chrome = read.findings.iter().find(|finding| finding.code() == "page-chrome-left-out").unwrap();
        assert!(chrome.value("text").unwrap().contains("机构职能") && count > 1);
        for code in ["text-before-title", "text-unaccounted", "figures-unaccounted"] {
            assert!(!says(&read, code), "{rows}×{columns}: {code}");
        }
    }
    // News beside it is text, and stays.
    let beside = lines(&["本市今年受理申请128件。"]);
    let grid = Grid::new(1, 2, cells(vec![(0, 0, &report), (0, 1, &beside)])).unwrap();
    let read =
        document_to_report(Document { blocks: vec![Block::Table(grid)], ..Document::default() }, &options().forms);
    assert!(!says(&read, "page-chrome-left-out") && crate::support::prose(&read.value).contains("128件"));
    // Nor is a table of what was published a page.
    let list = lines(&["清河市民政局2022年政府信息公开工作年度报告"]);
    let grid = Grid::new(1, 2, cells(vec![(0, 0, &lines(&["1"])), (0, 1, &list)])).unwrap();
    let read =
        document_to_report(Document { blocks: vec![Block::Table(grid)], ..Document::default() }, &options().forms);
    assert!(!says(&read, "frame-opened"));
}

#[test]
fn headings_are_found_in_more_ways() {
    const NAMES: [&str; 6] = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ];
    let shapes = [
        "C、§。",
        "C、§：",
        "【C】§",
        "【C、§】",
        "Part N §",
        "PART0N：§",
        "第N部分§",
        "第C部分——§",
        "K、§",
        "（C、）§",
        "[C]§",
        "[N] §",
        "0N §",
        "■ C、§",
        "C、“§”",
        "《§》",
        "第C部分\n§",
        "C、§；",
        "★（C）§",
    ];
    for shape in shapes {
        let mut blocks = vec![Block::text("清河市民政局2023年政府信息公开工作年度报告")];
        for (n, name) in NAMES.iter().enumerate() {
            let of = |numerals: &str| numerals.chars().nth(n).unwrap().to_string();
            let heading = shape.replace('C', &of("一二三四五六")).replace('K', &of("⼀⼆三四五六"));
            blocks.push(Block::text(heading.replace('N', &(n + 1).to_string()).replace('§', name)));
            blocks.push(Block::text("主动公开政府信息情况良好。"));
        }
        let read = document_to_report(Document { blocks, ..Document::default() }, &options().forms);
        assert_eq!(roles(&read.value), SIX, "{shape}");
    }
}

#[test]
fn a_missing_table_is_an_error_unless_it_is_given() {
    let read = read("structure/no-table3-exit0.docx");
    let missing: Vec<_> = read.findings.iter().filter(|finding| finding.code() == "table-missing").collect();
    assert_eq!(
        missing.iter().filter_map(|finding| finding.value("table")).collect::<Vec<_>>(),
        ["收到和处理政府信息公开申请情况"]
    );
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.json");
    let input = root().join("tests/faults/files/structure/no-table3-exit0.docx");
    let run = nianbao(&["convert", input.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
}

#[test]
fn a_table_typed_as_lines_is_put_together_and_opens_no_section() {
    let read = read("structure/table-as-paragraphs.docx");
    assert_eq!(roles(&read.value), ["overview", "disclosure"]);
    let found = read.findings.iter().find(|finding| finding.code() == "table-recovered-from-text").unwrap();
    assert_eq!(found.value("table"), Some("主动公开政府信息情况"));
    assert_eq!(found.value("figures"), Some("10"));
    let cells = &read.value.statistics["disclosure"].cells;
    let raw = |id: &str| cells[id].raw.as_str();
    assert_eq!((raw("normative_documents.in_force"), raw("penalties"), raw("fees")), ("12", "7", "26.55"));
    assert_eq!(read.value.sections[1].content, [Item::Statistics("disclosure".into())]);
}

#[test]
fn two_reports_in_one_file_are_two() {
    let bytes = std::fs::read(root().join("tests/faults/files/structure/two-reports-in-one.docx")).unwrap();
    let read = bytes_to_reports(&bytes, Format::Docx, &options()).unwrap();
    assert!(read.findings.iter().any(|finding| finding.code() == "several-reports-found"));
    let Stated::Units(reports) = read.value else { panic!("one report") };
    let organs: Vec<_> = reports.iter().map(|report| report.organ.as_deref().unwrap()).collect();
    assert_eq!(organs, ["青禾县人民政府", "青禾县农业农村局"]);
    let received = |report: &Report| report.statistics["applications"].cells["received.total"].raw.clone();
    assert_eq!(reports.iter().map(received).collect::<Vec<_>>(), ["180", "60"]);
    assert!(reports.iter().all(|report| report.signature.is_some() && roles(report) == SIX));
    let error = nianbao::convert::bytes_to_report(&bytes, Format::Docx, &options()).unwrap_err();
    assert!(error.to_string().contains("青禾县农业农村局"), "{error}");
}

#[test]
fn what_is_checked_is_the_result() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.json");
    let input = root().join("tests/faults/files/structure/draft-with-wrong-total.json");
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let figures = sample("lukou-2021/figures.xlsx");
    let run = nianbao(&["convert", input, "--tables", figures.to_str().unwrap(), "-o", output]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(!said(&run).contains("[sum-differs]"), "{}", said(&run));
    let run = nianbao(&["convert", input, "-o", output, "--force"]);
    assert_eq!((run.status.code(), said(&run).matches("[sum-differs]").count()), (Some(1), 2), "{}", said(&run));
}

#[test]
fn a_workbook_without_figures_gives_none() {
    let folder = tempfile::tempdir().unwrap();
    let (figures, output) = (folder.path().join("other.csv"), folder.path().join("out.json"));
    std::fs::write(&figures, "会议,日期\n第一次,1月5日\n").unwrap();
    let draft = sample("lukou-2021/draft.docx");
    let arguments = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let run = nianbao(&["convert", &arguments(&draft), "--tables", &arguments(&figures), "-o", &arguments(&output)]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("[tables-without-figures]") && !output.exists(), "{}", said(&run));
    let run = nianbao(&["convert", &arguments(&figures), "-o", &arguments(&output)]);
    assert!(said(&run).contains("[no-statutory-table]"), "{}", said(&run));
}
