//! What comes back from the pages of PDF files.

mod made;
mod said;

use super::read;
use made::{Page, file, file_without_characters};
use nianbao::document::Block;
use nianbao::finding::{Finding, Warned};
use nianbao::read::pdf::{PdfReadOptions, pdf_to_document, pdf_to_document_with};
use nianbao::report::{Item, Report};

/// The blocks of a report, sections one after the other.
fn blocks(report: &Report) -> Vec<&Block> {
    let items = report.sections.iter().flat_map(|section| &section.content);
    items.filter_map(|item| if let Item::Block(block) = item { Some(block) } else { None }).collect()
}

/// Blocks as text: a table a line a row, cells parted by bars; pages parted as such.
fn said<'b>(blocks: impl IntoIterator<Item = &'b Block>) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        let Block::Table(grid) = block else {
            lines.push(if matches!(block, Block::Break(_)) { "---".to_owned() } else { block.plain_text() });
            continue;
        };
        for row in 0..grid.rows() {
            let cells = grid.cells().iter().filter(|cell| cell.row == row).map(|cell| cell.plain_text());
            lines.push(format!("|{}|", cells.collect::<Vec<_>>().join("|")));
        }
    }
    lines
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::code).collect()
}

/// What pages made here say, and the codes of what is said of them.
fn made(pages: &[Page]) -> (Vec<String>, Vec<&'static str>) {
    let Warned { value, findings } = pdf_to_document(&file(pages)).unwrap();
    (said(&value.blocks), codes(&findings))
}

const XS: [f64; 5] = [70.0, 200.0, 300.0, 400.0, 500.0];

fn ys(top: f64, rows: usize) -> Vec<f64> {
    (0..=rows).map(|n| top + 20.0 * n as f64).collect()
}

// ---- What a file says its glyphs say ------------------------------------------------------------------------------------------

#[test]
fn what_is_shown_is_read_whatever_the_file_says_it_says() {
    for name in ["marked-content", "structure-element"] {
        let read = if name == "marked-content" {
            read("pdf/actualtext-other-digits-in-marked-content-silent.pdf")
        } else {
            read("pdf/actualtext-other-digits-on-structure-element-silent.pdf")
        };
        assert!(said(blocks(&read.value))[0].contains("新收申请 128 件"), "{name}");
        assert_eq!(codes(&read.findings), ["actual-text-differs"], "{name}");
        assert_eq!((read.findings[0].value("shown"), read.findings[0].value("said")), (Some("128"), Some("921")));
    }
    let cell = |said: &str, shown: &str| {
        let page = Page::default().table(&XS[..3], &ys(100.0, 1), &[&["受理"]], (true, true));
        made(&[page.said(said, 204.0, 113.0, 9.0, shown)])
    };
    for (said, shown, code) in [
        ("921", "128", Some("actual-text-differs")),
        ("12", "128", Some("actual-text-differs")),
        ("", "128", Some("actual-text-blank")),
        ("\u{200B}", "128", Some("actual-text-blank")),
        ("不予公开", "予以公开", Some("actual-text-differs")),
        ("-4", "4", Some("actual-text-differs")),
        // Raised, lowered, ringed: no digits of the number.
        ("790⁸", "7908", Some("actual-text-differs")),
        ("790₈", "7908", Some("actual-text-differs")),
        ("790⑧", "7908", Some("actual-text-differs")),
        ("79⁰⁸", "7908", Some("actual-text-differs")),
        ("共1²件", "共12件", Some("actual-text-differs")),
        // Parted where it is not, or one where it is parted: as it is shown.
        ("790 8", "7908", None),
        ("790\n8", "7908", None),
        ("790\u{2003}8", "7908", None),
        ("\u{202E}790\u{202C}8", "7908", None),
        ("790𝟖", "7908", None),
        ("\u{202E}7908", "7908", None),
        ("128", "128", None),
        ("１２８", "128", None),
    ] {
        let (lines, codes) = cell(said, shown);
        let read = lines[0].replace("１２８", "128");
        assert_eq!(read, format!("|受理|{shown}|"), "{said:?}");
        assert_eq!(codes, code.into_iter().collect::<Vec<_>>(), "{said:?}");
    }
}

#[test]
fn tabs_and_blanks_of_our_own_come_back_as_blanks() {
    use nianbao::{
        font::Faces, style::Style, typeset::document_to_pages, write::pdf::PdfOptions, write::pdf::pages_to_pdf,
    };
    let style = Style::gongwen().unwrap();
    for (written, expected) in [
        ("电话：\t0311", "电话： 0311"),
        ("申请\t12\t件", "申请 12 件"),
        ("电话：0311-1234 5678", "电话：0311-1234 5678"),
    ] {
        let block = Block::runs(nianbao::document::Content::plain(written));
        let document = nianbao::document::Document { blocks: vec![block], ..Default::default() };
        let pages = document_to_pages(&document, &style, &Faces::embedded(&style)).value;
        let read = pdf_to_document(&pages_to_pdf(&pages, &PdfOptions::default()).unwrap()).unwrap();
        assert_eq!((said(&read.value.blocks), codes(&read.findings)), (vec![expected.to_owned()], vec![]));
    }
}

#[test]
fn an_old_figure_under_a_patch_is_not_read() {
    let cell = |patch: &str, new: &str| {
        let page = Page::default().text(70.0, 60.0, 12.0, "各区受理情况如下。");
        let page = page.table(&XS[..3], &ys(100.0, 1), &[&["受理", "6543"]], (true, true)).draw(patch);
        made(&[page.text(204.0, 113.0, 9.0, new)])
    };
    // Over the whole figure, or half of it: then nobody can say what is to be read.
    let (lines, codes) = cell("q 1 g 202 725 30 14 re f Q", "7908");
    assert_eq!((lines[1].as_str(), codes), ("|受理|7908|", vec!["buried-text"]));
    let (lines, codes) = cell("q 1 g 202 725 30 14 re f Q", "");
    assert_eq!((lines[1].as_str(), codes), ("|受理||", vec!["buried-text"]));
    let (lines, codes) = cell("q 1 g 202 725 11 14 re f Q", "");
    assert_eq!((lines[1].as_str(), codes), ("|受理|6543|", vec!["covered-text"]));
}

// ---- Page furniture and prose at the open edges of a table ---------------------------------------------------------------------

#[test]
fn page_furniture_is_no_part_of_a_cell() {
    for (name, row) in [
        ("bare-page-number-becomes-figure-of-blank-cell-silent", "|第5项||||"),
        ("page-number-with-dashes-read-into-figures", "|第5项|5|0|8|"),
    ] {
        let read = read(&format!("pdf/{name}.pdf"));
        let lines = said(blocks(&read.value));
        assert_eq!(lines[6..9], [row, "|第6项|6|0|9|", "|合计|21|0|39|"], "{name}");
        assert_eq!((lines.len(), codes(&read.findings)), (10, vec!["tables-joined"]), "{name}");
    }
    let read = read("pdf/running-header-above-open-table-read-into-cells.pdf");
    let lines = said(blocks(&read.value));
    assert_eq!(lines[6..9], ["|第5项|5|0|8|", "|第6项|6||9|", "|第7项|7||9|"]);
    assert_eq!(codes(&read.findings), ["running-text-left-out"]);
}

/// A table over two pages: open where the first ends, and where the second begins if `open`.
fn over_two_pages(open: bool, furnish: impl Fn(Page, usize) -> Page) -> (Vec<String>, Vec<&'static str>) {
    let first = Page::default().text(70.0, 660.0, 12.0, "各区受理情况如下。").table(
        &XS,
        &ys(690.0, 3),
        &[&["项目", "甲", "乙", "丙"], &["第1项", "1", "", "4"], &["第2项", "", "0", ""]],
        (true, false),
    );
    let second =
        Page::default().table(&XS, &ys(80.0, 2), &[&["第3项", "3", "", "6"], &["合计", "4", "0", "10"]], (!open, true));
    made(&[furnish(first, 1), furnish(second, 2)])
}

#[test]
fn furniture_of_every_shape_stays_out_of_open_rows() {
    type Furnish = fn(Page, usize) -> Page;
    let shapes: [(&str, Furnish); 6] = [
        ("bare, under a blank cell", |page, n| page.text(448.0, 764.0, 9.0, &n.to_string())),
        ("at the outer edge, 14 points", |page, n| page.text(430.0, 770.0, 14.0, &format!("— {n} —"))),
        ("numbered on from another file", |page, n| page.text(240.0, 764.0, 9.0, &format!("{}", n + 36))),
        ("第 n 页 共 m 页", |page, n| page.text(230.0, 768.0, 9.0, &format!("第 {n} 页 共 2 页"))),
        ("a footer", |page, _| page.text(205.0, 764.0, 9.0, "清河市民政局")),
        ("a header", |page, _| page.text(205.0, 72.0, 9.0, "年度报告")),
    ];
    let rows = ["|项目|甲|乙|丙|", "|第1项|1||4|", "|第2项||0||", "|第3项|3||6|", "|合计|4|0|10|"];
    for (name, furnish) in shapes {
        for open in [false, true] {
            let (lines, _) = over_two_pages(open, furnish);
            assert_eq!(lines[1..], rows, "{name}, open above: {open}");
        }
    }
}

#[test]
fn prose_below_an_open_edge_stays_whole() {
    let read = read("pdf/paragraph-under-open-cell-split-into-table-silent.pdf");
    let lines = said(blocks(&read.value));
    assert_eq!(lines.last().unwrap(), "以上设备共计40台，另行通知交货时间。");
    assert_eq!(lines[4], "|2|供保|13|");
    for (x, text) in [
        (74.0, "合计40台。"),
        (204.0, "40"),
        (180.0, "另有12件未计入"),
        (90.0, "本表数据截至12月31日，另有3件未计入在内。"),
    ] {
        let table = Page::default().table(
            &XS,
            &ys(700.0, 2),
            &[&["项目", "甲", "乙", "丙"], &["第1项", "1", "2", "4"]],
            (true, false),
        );
        let (lines, _) = made(&[table.text(x, 775.0, 12.0, text)]);
        assert_eq!(lines, ["|项目|甲|乙|丙|", "|第1项|1|2|4|", text]);
    }
}

#[test]
fn what_continues_a_cell_beyond_its_open_edge_is_its_own() {
    let table = Page::default().table(
        &XS,
        &ys(700.0, 2),
        &[&["项目", "甲", "乙", "丙"], &["申请人无正当理由逾期不补正", "1", "2", "4"]],
        (true, false),
    );
    let (lines, _) = made(&[table.text(74.0, 745.0, 9.0, "的，不再处理")]);
    assert_eq!(lines, ["|项目|甲|乙|丙|", "|申请人无正当理由逾期不补正的，不再处理|1|2|4|"]);
}

#[test]
fn running_text_of_a_part_of_the_document_splits_no_table() {
    let read = read("pdf/running-header-of-one-section-stays-in-text-and-splits-table.pdf");
    let lines = said(blocks(&read.value));
    let rows: Vec<&String> = lines.iter().filter(|line| line.starts_with('|')).collect();
    assert_eq!((rows.len(), rows[15].as_str()), (16, "|15.1|第15项规定的内容|"));
    assert!(lines.iter().all(|line| !line.contains("资料汇编")));
    assert_eq!(codes(&read.findings), ["running-text-left-out"]);
}

// ---- Rows at a page's end -----------------------------------------------------------------------------------------------------

#[test]
fn a_continuation_of_one_row_beside_an_open_label_belongs_to_its_table() {
    let read = read("pdf/one-row-continuation-with-open-cell-splits-into-tables.pdf");
    let lines = said(blocks(&read.value));
    assert_eq!(lines[6..], ["|5|供保|第5项要求|", "|6|供保|第6项要求|", "以上为全部要求。"]);
    assert_eq!(lines[2], "|1|供保|链质量|第1项要求|");
}

#[test]
fn two_labelled_rows_at_a_seam_stay_two_and_a_cut_row_is_one() {
    let seam = |above: &[&str], below: &[&str]| {
        let first = Page::default().table(&XS, &ys(720.0, 2), &[&["项目", "甲", "乙", "丙"], above], (true, false));
        let second = Page::default().table(&XS, &ys(80.0, 2), &[below, &["合计", "4", "0", "10"]], (false, true));
        made(&[first, second]).0
    };
    assert_eq!(seam(&["第5项", "5", "0", "8"], &["第6项", "6", "", "9"])[1..3], ["|第5项|5|0|8|", "|第6项|6||9|"]);
    assert_eq!(seam(&["第5项", "", "", ""], &["第6项", "6", "", "9"])[1..3], ["|第5项||||", "|第6项|6||9|"]);
    assert_eq!(
        seam(&["5.申请人无正当理由逾期不补", "5", "0", "8"], &["6.其他", "", "", ""])[1..3],
        ["|5.申请人无正当理由逾期不补|5|0|8|", "|6.其他||||"]
    );
    assert_eq!(
        seam(&["5.申请人无正当理由逾期不补", "5", "0", "8"], &["正、不再处理", "", "", ""])[1],
        "|5.申请人无正当理由逾期不补正、不再处理|5|0|8|"
    );
}

#[test]
fn the_label_of_a_group_with_one_row_on_each_side_goes_on() {
    let seam = |above: &[&str], below: &[&str]| {
        let first = Page::default().table(&XS, &ys(720.0, 2), &[&["项目", "甲", "乙", "丙"], above], (true, false));
        let rows: [&[&str]; 3] = [below, &["（四）无法提供", "1.本机关不掌握", "3", "4"], &["合计", "", "4", "10"]];
        let second = Page::default().table(&XS, &ys(80.0, 3), &rows, (false, true));
        made(&[first, second]).0
    };
    let label =
        |below: &str| seam(&["（三）不予", "1.国家秘密", "5", "8"], &[below, "2.其他法律", "6", "9"])[1..3].to_vec();
    assert_eq!(label("公开"), ["|（三）不予公开|1.国家秘密|5|8|", "|2.其他法律|6|9|"]);
    assert_eq!(label(""), ["|（三）不予|1.国家秘密|5|8|", "|2.其他法律|6|9|"]);
    // Another group, and rows that do not count on.
    assert_eq!(label("（四）公开")[1], "|（四）公开|2.其他法律|6|9|");
    let other = seam(&["不予", "国家秘密", "5", "8"], &["公开", "其他法律", "6", "9"]);
    assert_eq!(other[1..3], ["|不予|国家秘密|5|8|", "|公开|其他法律|6|9|"]);
}

#[test]
fn one_row_on_a_page_of_its_own_between_open_edges_is_of_its_table() {
    let open = (true, false);
    let heads: [&[&str]; 2] = [&["项目", "甲", "乙", "丙"], &["（三）不予", "1.国家秘密", "5", "8"]];
    let first = Page::default().table(&XS, &ys(720.0, 2), &heads, open);
    let row = Page::default().table(&XS, &ys(80.0, 1), &[&["公开", "2.其他法律", "6", "9"]], (false, false));
    let rows: [&[&str]; 2] = [&["", "3.三安全", "7", "2"], &["合计", "", "18", "19"]];
    let last = Page::default().table(&XS, &ys(80.0, 2), &rows, (false, true));
    let (lines, _) = made(&[first.clone(), row.clone(), last]);
    let whole =
        ["|项目|甲|乙|丙|", "|（三）不予公开|1.国家秘密|5|8|", "|2.其他法律|6|9|", "|3.三安全|7|2|", "|合计||18|19|"];
    assert_eq!(lines, whole);
    // Lines that stand elsewhere are no edges.
    let other =
        Page::default().table(&[70.0, 180.0, 330.0, 500.0], &ys(80.0, 1), &[&["公开", "6", "9"]], (false, false));
    assert!(!made(&[first, other]).0.contains(&"|公开|6|9|".to_owned()));
}

// ---- Files that show text without holding it -----------------------------------------------------------------------------------

#[test]
fn a_file_whose_characters_nobody_knows_is_refused() {
    let page = Page::default().text(70.0, 100.0, 12.0, "各区各部门应当按照条例规定及时公开政府信息回应关切");
    assert_eq!(pdf_to_document(&file_without_characters(&[page])).unwrap_err().code(), "pdf-without-characters");
}

#[test]
fn the_text_layer_of_a_scan_is_read_only_where_that_is_asked_for() {
    let rows = [["项目", "受理", "办结"], ["第一项", "12", "34"], ["第二项", "56", "78"]];
    let written = |write: fn(Page, f64, f64, f64, &str) -> Page| {
        let page = write(Page::default(), 70.0, 80.0, 12.0, "各区受理情况如下，数据截至年底。");
        (0..).zip(rows).fold(page, |page, (row, cells)| {
            let y = 120.0 + 20.0 * f64::from(row);
            [70.0, 200.0, 300.0].iter().zip(cells).fold(page, |page, (x, cell)| write(page, *x, y, 9.0, cell))
        })
    };
    // Behind the picture, and over it without being painted.
    for page in [written(Page::text).picture(), written(Page::unseen).picture()] {
        let bytes = file(&[page]);
        let refused = pdf_to_document(&bytes).unwrap_err();
        assert_eq!(refused.code(), "pdf-scanned-with-text");
        let read = pdf_to_document_with(&bytes, &PdfReadOptions { ocr_layer: true }).unwrap();
        assert_eq!(said(&read.value.blocks)[1..], ["|项目|受理|办结|", "|第一项|12|34|", "|第二项|56|78|"]);
        assert_eq!(codes(&read.findings), ["text-layer-read", "table-guessed", "figures-recognised"]);
        assert_eq!(read.findings[2].value("count"), Some("4"));
    }
    // A scan among other pages.
    let pages = [Page::default().text(70.0, 100.0, 12.0, "正文在此"), written(Page::unseen).picture()];
    let (lines, codes) = made(&pages);
    assert!(codes.contains(&"page-scanned-with-text"), "{codes:?}");
    assert_eq!(lines[0], "正文在此");
    // A picture of the page without text is a scan; unseen text without a picture is no text.
    assert_eq!(pdf_to_document(&file(&[Page::default().picture()])).unwrap_err().code(), "pdf-scanned");
    let (lines, codes) = made(&[written(Page::unseen).text(70.0, 300.0, 12.0, "正文在此")]);
    assert_eq!((lines, codes), (vec!["正文在此".to_owned()], vec!["invisible-text"]));
}

// ---- Notes, titles, order -----------------------------------------------------------------------------------------------------

#[test]
fn notes_that_nothing_calls_keep_their_numbers_and_their_place() {
    let read = read("pdf/notes-at-page-foot-lose-their-numbers-and-move-to-the-end.pdf");
    let lines = said(blocks(&read.value));
    let at = lines.iter().position(|line| line == "企业名称：某某有限公司").unwrap();
    assert_eq!(
        lines[at + 1..at + 5],
        [
            "注：1、从业人员、营业收入填报上一年度数据，无数据的可不填报。",
            "2、本声明函将随中标结果同时公告，接受社会监督。",
            "3、所含产品若为中小企业产品，请自行添加。",
            "---"
        ]
    );
    assert!(lines[at + 5].starts_with("附件二"));
}

#[test]
fn notes_wait_for_the_end_of_what_goes_over_the_page() {
    let note = |page: Page| page.line((70.0, 745.0), (200.0, 745.0)).text(70.0, 757.0, 7.5, "1、数据截至年底。");
    let full = "各区各部门应当按照条例规定及时公开政府信息回应群众关切并做好解读";
    let mut first = Page::default();
    let mut second = Page::default();
    for n in 0..12 {
        first = first.text(70.0, 430.0 + 25.0 * f64::from(n), 13.0, full);
        second = second.text(70.0, 90.0 + 25.0 * f64::from(n), 13.0, full);
    }
    let (lines, codes) = made(&[note(first), second]);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!((lines[0].chars().count(), lines[1].as_str()), (24 * full.chars().count(), "1、数据截至年底。"));
    assert_eq!(codes, ["note-without-call"]);
    let table = |page: Page, top: f64, rows: &[&[&str]]| page.table(&XS[..3], &ys(top, 2), rows, (true, true));
    let prose = (0..12).fold(Page::default(), |page, n| page.text(70.0, 100.0 + 25.0 * f64::from(n), 13.0, full));
    let first = note(table(prose, 700.0, &[&["项目", "甲"], &["第1项", "1"]]));
    let second = table(Page::default(), 80.0, &[&["第2项", "2"], &["合计", "3"]]);
    let (lines, _) = made(&[first, second]);
    assert_eq!(lines[1..], ["|项目|甲|", "|第1项|1|", "|第2项|2|", "|合计|3|", "1、数据截至年底。"]);
}

#[test]
fn a_title_in_wide_lines_is_one() {
    let read = read("pdf/title-in-two-wide-spaced-lines-loses-organ-and-year.pdf").value;
    assert_eq!(read.title.as_deref(), Some("昆明市五华区人民政府办公室2019年政府信息公开工作年度报告"));
    assert_eq!((read.organ.as_deref(), read.year), (Some("昆明市五华区人民政府办公室"), Some(2019)));
    let titled = |parts: &[&str], pitch: f64| {
        let mut page = Page::default();
        for (n, part) in parts.iter().enumerate() {
            let width = 22.0 * part.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>();
            page = page.text((595.0 - width) / 2.0, 100.0 + pitch * n as f64, 22.0, part);
        }
        for n in 0..8 {
            page = page.text(
                70.0,
                400.0 + 28.0 * f64::from(n),
                16.0,
                "根据中华人民共和国政府信息公开条例规定现编制并公布本报告",
            );
        }
        made(&[page]).0
    };
    let whole = "清河市民政局2023年政府信息公开工作年度报告";
    assert_eq!(titled(&["清河市民政局", "2023年政府信息公开", "工作年度报告"], 60.0)[0], whole);
    assert_eq!(titled(&["清河市民政局2023年政府信息公开", "工作年度报告"], 68.0)[0], whole);
    assert_eq!(titled(&[whole, "目录"], 60.0)[..2], [whole, "目录"]);
}

#[test]
fn tables_side_by_side_are_read_from_the_left() {
    let page = Page::default()
        .table(&[320.0, 400.0, 500.0], &ys(200.0, 2), &[&["右", "1"], &["二", "2"]], (true, true))
        .table(&[70.0, 150.0, 250.0], &ys(200.4, 2), &[&["左", "3"], &["一", "4"]], (true, true));
    assert_eq!(made(&[page]).0, ["|左|3|", "|一|4|", "|右|1|", "|二|2|"]);
}

#[test]
fn sentences_with_blanks_are_no_table() {
    let page = Page::default()
        .text(70.0, 100.0, 12.0, "本人")
        .text(140.0, 100.0, 12.0, "，身份证号")
        .text(260.0, 100.0, 12.0, "，现委托")
        .text(70.0, 124.0, 12.0, "受托人")
        .text(140.0, 124.0, 12.0, "，联系电话")
        .text(260.0, 124.0, 12.0, "，代为申请")
        .text(70.0, 148.0, 12.0, "委托至")
        .text(140.0, 148.0, 12.0, "年底为止，")
        .text(260.0, 148.0, 12.0, "特此委托。");
    let (lines, codes) = made(&[page]);
    assert!(lines.iter().all(|line| !line.starts_with('|')), "{lines:?}");
    assert_eq!(codes, Vec::<&str>::new());
}

#[test]
fn a_table_open_at_its_sides_is_one_table() {
    // Two parts of other columns, each under a row from side to side; no line at the sides.
    let across = |page: Page, ys: &[f64]| ys.iter().fold(page, |page, y| page.line((70.0, *y), (500.0, *y)));
    let down = |page: Page, xs: &[f64], top: f64, bottom: f64| {
        xs.iter().fold(page, |page, x| page.line((*x, top), (*x, bottom)))
    };
    let page = across(Page::default(), &[100.0, 120.0, 140.0, 160.0, 180.0, 200.0, 220.0]);
    let page = down(down(page, &[200.0, 350.0], 120.0, 160.0), &[300.0], 180.0, 220.0);
    let page = page
        .text(200.0, 113.0, 9.0, "第一项")
        .text(80.0, 133.0, 9.0, "信息内容")
        .text(210.0, 133.0, 9.0, "制发件数")
        .text(360.0, 133.0, 9.0, "废止件数")
        .text(80.0, 153.0, 9.0, "规章")
        .text(210.0, 153.0, 9.0, "3")
        .text(360.0, 153.0, 9.0, "1")
        .text(200.0, 173.0, 9.0, "第五项")
        .text(80.0, 193.0, 9.0, "信息内容")
        .text(310.0, 193.0, 9.0, "处理决定数量")
        .text(80.0, 213.0, 9.0, "行政许可")
        .text(310.0, 213.0, 9.0, "12");
    assert_eq!(
        made(&[page]).0,
        [
            "|第一项|",
            "|信息内容|制发件数|废止件数|",
            "|规章|3|1|",
            "|第五项|",
            "|信息内容|处理决定数量|",
            "|行政许可|12|"
        ]
    );
}
