//! Whose figures a file holds, by whatever in it says so: cover, notes, days, column heads, headers, comments.

use super::figures::ROWS;
use crate::support::{nianbao, options, root, said};
use nianbao::convert::{Publication, bytes_to_report};
use nianbao::format::Format;
use rust_xlsxwriter::{Note, Workbook};

/// What comes of `--tables` with a workbook of one statutory table, changed, for the draft of 清河市民政局 on 2023.
fn tables_of(change: impl FnOnce(&mut Workbook)) -> (Option<i32>, String) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (3u32..).zip(ROWS) {
        for (column, text) in (0u16..).zip(cells) {
            sheet.write(row, column, *text).unwrap();
        }
    }
    change(&mut book);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    book.save(path("tables.xlsx")).unwrap();
    let draft = root().join("tests/faults/files/draft-2023.docx").to_string_lossy().into_owned();
    let run = nianbao(&["convert", &draft, "--tables", &path("tables.xlsx"), "-o", &path("out.json")]);
    (run.status.code(), said(&run))
}

/// The same with a text in a cell.
fn tables_with(row: u32, column: u16, text: &str) -> (Option<i32>, String) {
    tables_of(|book| {
        book.worksheet_from_index(0).unwrap().write(row, column, text).unwrap();
    })
}

#[test]
fn a_year_counts_wherever_in_the_file_it_stands() {
    for (row, column, text) in [
        (30, 0, "注：以上为2022年数据"),
        (30, 0, "以上数据统计口径：2022年全年"),
        (1, 0, "（截至2022年12月31日）"),
        (1, 0, "数据截止：2022.12.31"),
        (89, 0, "2022年度统计数据"),
        (4, 10, "2022年"),
    ] {
        let (exit, said) = tables_with(row, column, text);
        assert_eq!(exit, Some(2), "{text}: {said}");
        assert!(said.contains("[other-year]"), "{text}: {said}");
    }
    let (exit, said) = tables_of(|book| {
        let cover = book.add_worksheet().set_name("封面").unwrap();
        cover.write(0, 0, "清河市民政局").unwrap();
        cover.write(1, 0, "2022年政府信息公开统计表").unwrap();
    });
    assert!(exit == Some(2) && said.contains("[other-year]"), "{said}");
    for (row, text) in [(30, "注：以上为2023年数据"), (1, "（截至2023年12月31日）"), (1, "填报日期：2024年1月5日")]
    {
        let (exit, said) = tables_with(row, 0, text);
        assert!(exit != Some(2) && !said.contains("[figures-owner-unclear]"), "{text}: {said}");
    }
}

#[test]
fn a_year_in_a_label_stands_for_this_year_if_it_is() {
    let (exit, said) = tables_with(4, 1, "2023年制发件数");
    assert!(exit != Some(2) && !said.contains("[label-not-taken]"), "{said}");
    let (exit, said) = tables_with(4, 1, "2022年制发件数");
    assert!(exit == Some(2) && said.contains("[table-of-other-year]"), "{said}");
    // One column of this year, one of another.
    let (exit, said) = tables_of(|book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        sheet.write(4, 1, "2022年制发件数").unwrap();
        sheet.write(4, 2, "2023年废止件数").unwrap();
    });
    assert!(exit == Some(2) && said.contains("[table-of-other-year]"), "{said}");
    // The title says otherwise.
    let (exit, said) = tables_of(|book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        sheet.write(0, 0, "清河市民政局2023年主动公开政府信息情况统计表").unwrap();
        sheet.write(4, 1, "2022年制发件数").unwrap();
    });
    assert!(exit == Some(2), "{said}");
}

#[test]
fn years_of_something_else_are_not_those_of_the_figures() {
    for text in [
        "注：较2022年增加3件",
        "根据《中华人民共和国政府信息公开条例》（2019年修订）填报",
        "（2021年版）",
        "清政发〔2022〕12号",
        "联系电话：2022-2022",
        "制表机关：国务院办公厅政府信息与政务公开办公室",
        "数据由清河市司法局核定",
        "请于2024年1月20日前报送",
    ] {
        let (exit, said) = tables_with(30, 0, text);
        assert!(exit != Some(2) && !said.contains("[figures-owner-unclear]"), "{text}: {said}");
        assert!(said.contains("[figures-owner-unsaid]"), "{text}: {said}");
    }
}

#[test]
fn figures_of_a_part_of_the_year_are_none_of_the_year() {
    for text in [
        "2023年上半年政府信息公开情况统计表",
        "统计期限：2023年1月至6月",
        "清河市民政局2023年第一季度信息公开统计表",
        "（截至2023年9月30日）",
        "2023.01-2023.06",
        "202301-202306",
    ] {
        let (exit, said) = tables_with(1, 0, text);
        assert!(exit == Some(2) && said.contains("[figures-part-of-year]"), "{text}: {said}");
    }
    for name in ["2023上半年", "2023H1", "2023Q3"] {
        let (exit, said) = tables_of(|book| {
            book.worksheet_from_index(0).unwrap().set_name(name).unwrap();
        });
        assert!(exit == Some(2) && said.contains("[figures-part-of-year]"), "{name}: {said}");
    }
}

#[test]
fn what_may_be_another_years_or_bodys_is_quoted() {
    for (row, text, code) in [
        (1, "填报日期：2023年1月", "figures-gathered-early"),
        (30, "制表日期：2023年1月10日", "figures-gathered-early"),
        (1, "汇总单位：清河市教育局", "figures-owner-unclear"),
        (30, "清河市教育局", "figures-owner-unclear"),
        (30, "清河市教育局2023年政府信息公开统计表", "figures-owner-unclear"),
        (1, "民国111年", "figures-owner-unclear"),
        (1, "截至上年末", "figures-owner-unclear"),
        (30, "以上为去年数据", "figures-owner-unclear"),
        (30, "由清河市教育局提供", "figures-owner-unclear"),
        (30, "统计人：李四 2023年1月6日", "figures-owner-unclear"),
    ] {
        let (_, said) = tables_with(row, 0, text);
        assert!(said.contains(&format!("[{code}]")) && said.contains(text), "{text}: {said}");
    }
    let (exit, said) = tables_of(|book| {
        book.worksheet_from_index(0).unwrap().set_header("&C&\"宋体,常规\"清河市民政局2022年度统计表");
    });
    assert!(exit == Some(2) && said.contains("[running-text-left-out]") && said.contains("[other-year]"), "{said}");
    let (exit, said) = tables_of(|book| {
        book.worksheet_from_index(0).unwrap().set_footer("&C清河市教育局");
    });
    assert!(exit == Some(2) && said.contains("[other-organ]"), "{said}");
    // The government that gathers the figures.
    let (exit, said) = tables_of(|book| {
        book.worksheet_from_index(0).unwrap().set_header("&C清河市人民政府办公室");
    });
    assert!(exit != Some(2) && !said.contains("[other-organ]"), "{said}");
    for header in ["来源：清河市教育局", "2023年上半年"] {
        let (_, said) = tables_of(|book| {
            book.worksheet_from_index(0).unwrap().set_header(header);
        });
        assert!(said.contains("[figures-owner-unclear]"), "{header}: {said}");
    }
    for note in ["2022年数据", "去年的，待更新", "数据截至6月底"] {
        let (_, said) = tables_of(|book| {
            let sheet = book.worksheet_from_index(0).unwrap();
            sheet.insert_note(3, 0, &Note::new(note)).unwrap();
        });
        assert!(said.contains("[cell-comment-left-out]") && said.contains("[figures-owner-unclear]"), "{note}: {said}");
    }
    let (_, said) = tables_of(|book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        sheet.write(0, 0, "清河市民政局2023年主动公开政府信息情况统计表").unwrap();
        sheet.write(30, 0, "以上为2022年数据").unwrap();
    });
    assert!(said.contains("[figures-owner-unclear]"), "{said}");
}

#[test]
fn comments_keep_their_text_in_every_kind_of_workbook() {
    for format in ["xlsx", "xls", "ods"] {
        let path = root().join(format!("samples/sheets/hazards.{format}"));
        let bytes = std::fs::read(path).unwrap();
        let read = bytes_to_report(&bytes, Format::by_extension(format).unwrap(), &options()).unwrap();
        let comment = read.findings.iter().find(|finding| finding.code() == "cell-comment-left-out");
        assert_eq!(comment.and_then(|finding| finding.value("text")), Some("核对"), "{format}");
    }
}

#[test]
fn rows_of_a_drafts_own_table_say_nothing_of_whose_its_figures_are() {
    let draft = std::fs::read(root().join("samples/qinghe-2023/draft.docx")).unwrap();
    let options = options();
    let report = bytes_to_report(&draft, Format::Docx, &options).unwrap().value;
    let book = Publication::compose(&report, &options).value.to_bytes(Format::Xlsx).unwrap().value;
    let read = bytes_to_report(&book, Format::Xlsx, &options).unwrap();
    let doubts: Vec<_> = read.findings.iter().filter(|finding| finding.code() == "figures-owner-unclear").collect();
    assert!(doubts.is_empty(), "{doubts:?}");
    // A name that stands with one figure alone may be that of the body that reports.
    let (code, said) = tables_of(|book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        for (column, text) in (0u16..).zip(["填报", "清江市教育局", "12"]) {
            sheet.write(30, column, text).unwrap();
        }
    });
    assert!(said.contains("figures-owner-unclear"), "{code:?} {said}");
}

#[test]
fn a_year_in_cells_a_day_long_after_and_a_body_before_a_name_are_seen() {
    let year = tables_of(|book| {
        let sheet = book.worksheet_from_index(0).unwrap();
        for (column, text) in (0u16..).zip(["2", "0", "2", "2", "年"]) {
            sheet.write(1, column, text).unwrap();
        }
    });
    assert!(year.0 == Some(2) && year.1.contains("other-year"), "{year:?}");
    for text in ["填报时间：2025年1月15日", "制表日期：2025.3.1", "填报人：清江市教育局李四"] {
        let (code, said) = tables_with(30, 0, text);
        assert!(said.contains("figures-owner-unclear"), "{text}: {code:?} {said}");
    }
    for text in ["填报时间：2024年12月15日", "填报人：李四", "填报人：清河市民政局李四"] {
        let (code, said) = tables_with(30, 0, text);
        assert!(!said.contains("figures-owner-unclear"), "{text}: {code:?} {said}");
    }
}
