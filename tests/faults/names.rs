//! Titles, bodies, years, periods: whose report it is, and whose figures.

use super::read;
use crate::support::{Dice, nianbao, options, root, said};
use nianbao::convert::bytes_to_report;
use nianbao::document::{Alignment, Block, Cell, Document, Grid, Paragraph};
use nianbao::finding::{Finding, Warned};
use nianbao::format::Format;
use nianbao::recognize::document_to_report;
use nianbao::report::Report;

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::code).collect()
}

fn centred(text: &str) -> Block {
    let Block::Paragraph(paragraph) = Block::text(text) else { unreachable!() };
    Block::Paragraph(Paragraph { align: Alignment::Center, ..paragraph })
}

/// What a draft of these blocks states that ends in this sign-off.
fn draft(mut blocks: Vec<Block>, sign_off: &[&str]) -> Warned<Report> {
    let sections = [
        "一、总体情况",
        "全年公开信息十二条。",
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        "队伍不稳，将加强培训。",
        "六、其他需要报告的事项",
        "未收取信息处理费。",
    ];
    blocks.extend(sections.iter().chain(sign_off).map(|text| Block::text(*text)));
    document_to_report(Document { blocks, ..Document::default() }, &options().forms)
}

fn grid(rows: &[&[&str]]) -> Grid {
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        texts
            .iter()
            .enumerate()
            .map(move |(column, text)| Cell::new(row as u32, column as u32, vec![Block::text(*text)]))
    });
    Grid::new(rows.len() as u32, columns as u32, cells.collect()).unwrap()
}

fn titled(title: &str) -> Warned<Report> {
    draft(vec![centred(title)], &[])
}

fn owner(report: &Report) -> (Option<&str>, Option<u16>) {
    (report.organ.as_deref(), report.year)
}

#[test]
fn files_whose_titles_are_written_otherwise_name_body_and_year() {
    for (file, organ) in [
        ("title-space-before-nian", "清河市民政局"),
        ("title-latin-O", "清河市民政局"),
        ("fullwidth-year", "青禾县农业农村局"),
        ("organ-with-bianzhi", "清河市机构编制委员会办公室"),
        ("zhengwu-gongkai-title", "清河市民政局"),
        ("cover-typed-contents", "青禾县农业农村局"),
        ("period-short", "清河市民政局"),
    ] {
        let read = read(&format!("names/{file}.docx"));
        assert_eq!(owner(&read.value), (Some(organ), Some(2023)), "{file}");
        let said = codes(&read.findings);
        for code in ["organ-missing", "year-missing", "organ-unclear", "organ-guessed", "year-guessed", "title-missing"]
        {
            assert!(!said.contains(&code), "{file}: {said:?}");
        }
    }
}

#[test]
fn the_title_behind_a_cover_is_the_real_one() {
    let read = read("names/cover-typed-contents.docx");
    assert_eq!(read.value.title.as_deref(), Some("青禾县农业农村局2023年政府信息公开工作年度报告"));
}

#[test]
fn a_year_that_only_the_period_gives_is_said() {
    let read = read("names/no-year-anywhere-no-finding.docx");
    assert_eq!(owner(&read.value), (Some("清河市民政局"), Some(2023)));
    assert!(codes(&read.findings).contains(&"year-guessed"), "{:?}", codes(&read.findings));
}

#[test]
fn a_title_that_names_the_place_means_its_government() {
    let read = read("names/title-of-city-government.docx");
    assert_eq!(owner(&read.value), (Some("清河市人民政府"), Some(2023)));
    assert!(codes(&read.findings).contains(&"organ-of-place"));
    let town = draft(vec![centred("东山镇2023年政府信息公开工作年度报告")], &["清河市东山镇人民政府", "2024年1月15日"]);
    assert_eq!(owner(&town.value), (Some("清河市东山镇人民政府"), Some(2023)));
    assert!(codes(&town.findings).contains(&"organ-of-place"));
    let other = draft(vec![centred("清河市2023年政府信息公开工作年度报告")], &["清河市民政局", "2024年1月15日"]);
    assert_eq!(owner(&other.value), (Some("清河市"), Some(2023)));
    assert!(codes(&other.findings).contains(&"organ-is-place"));
}

#[test]
fn a_report_without_body_or_year_says_so() {
    for (title, missing) in [
        ("清河市民政局政府信息公开工作年度报告", &["year-missing"][..]),
        ("2023年政府信息公开工作年度报告", &["organ-missing"]),
        ("政府信息公开工作年度报告", &["organ-missing", "year-missing"]),
        ("清河市民政局2022—2023年政府信息公开工作年度报告", &["year-unclear", "year-missing"]),
        ("清河市2023年度民政局政府信息公开工作年度报告", &["organ-unclear", "organ-missing", "title-unusual"]),
        ("清河市民政局〇二三年政府信息公开工作年度报告", &["organ-unclear", "organ-missing", "year-missing"]),
        ("清河市民政局23年政府信息公开工作年度报告", &["year-short"]),
    ] {
        let said = codes(&titled(title).findings);
        for code in missing {
            assert!(said.contains(code), "{title}: {code} in {said:?}");
        }
        let silent = ["organ-missing", "year-missing"].iter().filter(|code| !missing.contains(code));
        for code in silent {
            assert!(!said.contains(code), "{title}: {said:?}");
        }
    }
}

#[test]
fn body_and_year_stand_in_lines_or_a_small_table_near_the_title() {
    let table = grid(&[&["单位名称", "清河市民政局"], &["报告年度", "2023年"]]);
    let lines =
        vec![centred("政府信息公开工作年度报告"), Block::text("填报单位：清河市民政局"), Block::text("年度：２０２３")];
    for blocks in [vec![centred("政府信息公开工作年度报告"), Block::Table(table)], lines] {
        let read = draft(blocks, &[]);
        assert_eq!(owner(&read.value), (Some("清河市民政局"), Some(2023)));
        assert_eq!(codes(&read.findings).iter().filter(|code| **code == "owner-from-line").count(), 2);
    }
}

#[test]
fn a_title_may_stand_in_a_frame_and_over_lines() {
    let framed = draft(vec![Block::Table(grid(&[&["清河市民政局\n2023 年政府信息公开工作年度报告"]]))], &[]);
    assert_eq!(owner(&framed.value), (Some("清河市民政局"), Some(2023)));
    assert_eq!(framed.value.title.as_deref(), Some("清河市民政局2023 年政府信息公开工作年度报告"));
    let lines = ["清 河 市 民 政 局", "２０２３年 政 府 信", "息 公 开 工 作", "年 度 报 告"];
    let broken = draft(lines.iter().map(|line| centred(line)).collect(), &[]);
    assert_eq!(owner(&broken.value), (Some("清河市民政局"), Some(2023)));
}

#[test]
fn periods_are_read_in_the_short_form_too() {
    let period = |report: &Report| report.period.map(|period| format!("{}..{}", period.from, period.to));
    let year = Some("2023-01-01..2023-12-31".to_owned());
    assert_eq!(period(&read("names/period-short.docx").value), year);
    for text in [
        "统计期限为2023年1月1日至12月31日。",
        "数据统计期限：2023年1—12月。",
        "统计期限自２０２３年１月１日起，至１２月３１日止。",
        "本报告所列数据的统计时间为2023.1.1-2023.12.31。",
        "所列数据的期限为二〇二三年一月一日至同年十二月三十一日。",
    ] {
        let read = draft(vec![centred("清河市民政局2023年政府信息公开工作年度报告"), Block::text(text)], &[]);
        assert_eq!(period(&read.value), year, "{text}");
    }
}

#[test]
fn parts_of_a_report_that_speak_of_another_year_or_body_are_named() {
    for (file, code) in [("period-of-other-year", "period-of-other-year"), ("signed-by-other-organ", "signed-by-other")]
    {
        let read = read(&format!("names/{file}.docx"));
        let said: Vec<_> = codes(&read.findings).into_iter().filter(|code| code.contains("other")).collect();
        assert_eq!(said, [code], "{file}");
    }
}

/// What comes of `--tables` with this file for the draft of 清河市民政局 on 2023: its exit code and codes of findings.
fn tables(file: &str, more: &[&str]) -> (Option<i32>, Vec<String>) {
    let path = |file: &str| root().join("tests/faults/files").join(file).to_string_lossy().into_owned();
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.json");
    let draft = path("draft-2023.docx");
    let tables = path(&format!("names/{file}.xlsx"));
    let run = nianbao(&[&["convert", &draft, "--tables", &tables, "-o", output.to_str().unwrap()], more].concat());
    let said = said(&run);
    let codes: Vec<String> =
        said.lines().filter_map(|line| Some(line.rsplit_once('[')?.1.strip_suffix(']')?.to_owned())).collect();
    assert_eq!(output.exists(), run.status.code() != Some(2), "{file}: {said}");
    (run.status.code(), codes)
}

#[test]
fn figures_of_another_year_or_body_are_refused_by_name() {
    for (file, code) in [
        ("title-of-2022-ignored", "other-year"),
        ("period-of-2022-ignored", "other-year"),
        ("period-in-two-cells", "other-year"),
        ("sheet-named-2022", "other-year"),
        ("property-2022", "other-year"),
        ("organ-other", "other-organ"),
        ("organ-title-other", "other-organ"),
    ] {
        for strict in [&[][..], &["--strict"]] {
            let (exit, said) = tables(file, strict);
            assert_eq!(exit, Some(2), "{file}: {said:?}");
            assert!(said.iter().any(|said| said == code), "{file}: {said:?}");
            assert!(!said.iter().any(|said| said == "figures-owner-unsaid"), "{file}: {said:?}");
        }
    }
}

#[test]
fn what_is_said_of_figures_is_never_called_unsaid() {
    for (file, is_said, unsaid) in [
        ("right", None, 0),
        ("short-organ", Some("organ-shortened"), 1),
        ("last-year-unclear", Some("figures-owner-unclear"), 0),
        ("unsaid", None, 1),
    ] {
        let (exit, said) = tables(file, &[]);
        assert_ne!(exit, Some(2), "{file}: {said:?}");
        assert_eq!(said.iter().filter(|code| *code == "figures-owner-unsaid").count(), unsaid, "{file}: {said:?}");
        assert!(is_said.is_none_or(|code| said.iter().any(|said| said == code)), "{file}: {said:?}");
    }
}

#[test]
fn whose_figures_they_are_can_be_said_where_the_file_does_not() {
    let (exit, said) = tables("unsaid", &["--figures-of", "清河市民政局:2023"]);
    assert!(exit != Some(2) && !said.iter().any(|code| code == "figures-owner-unsaid"), "{said:?}");
    for (file, of, code) in [
        ("unsaid", "清河市民政局:2022", "other-year"),
        ("unsaid", "清河市财政局：2023年", "other-organ"),
        ("title-of-2022-ignored", "清河市民政局:2023", "figures-said-otherwise"),
    ] {
        let (exit, said) = tables(file, &["--figures-of", of]);
        assert_eq!((exit, said.last().map(String::as_str)), (Some(2), Some(code)), "{file} {of}");
    }
    assert_eq!(tables("unsaid", &["--figures-of", "清河市民政局"]).0, Some(2));
}

#[test]
fn a_line_before_a_whole_title_is_none_of_it() {
    for before in ["送审稿", "内部资料", "机密", "第1稿"] {
        let title = "清河市民政局2023年政府信息公开工作年度报告";
        let read = draft(vec![centred(before), centred(title)], &["清河市民政局", "2024年1月15日"]);
        assert_eq!(read.value.organ.as_deref(), Some("清河市民政局"), "{before}");
        assert_eq!(read.value.title.as_deref(), Some(title), "{before}");
        assert!(codes(&read.findings).contains(&"text-before-title"), "{before}");
    }
    for (first, second) in
        [("清河市", "民政局2023年政府信息公开工作年度报告"), ("清河市", "东山镇人民政府2023年政府信息公开工作年度报告")]
    {
        let read = draft(vec![centred(first), centred(second)], &["2024年1月15日"]);
        assert_eq!(read.value.title, Some(format!("{first}{second}")), "a name broken behind its place");
    }
}

/// A title in one of the shapes drafts have it in, as paragraphs of a Word file.
fn shaped(dice: &mut Dice, organ: &str, year: u16) -> String {
    let line = |text: &str| format!("<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
    let digits = |table: &str| {
        year.to_string().chars().map(|c| table.chars().nth(c as usize - '0' as usize).unwrap()).collect::<String>()
    };
    let number = match dice.below(5) {
        0 => digits("〇一二三四五六七八九"),
        1 => digits("０１２３４５６７８９"),
        2 => digits("零壹贰叁肆伍陆柒捌玖"),
        _ => year.to_string(),
    };
    let named = *dice.of(&[
        "政府信息公开工作年度报告",
        "政府信息公开年度报告",
        "政府信息公開工作年度報告",
        "政务公开工作年度报告",
    ]);
    let of = *dice.of(&["年", "年", "年度", " 年"]);
    let whole = format!("{organ}{number}{of}{named}");
    let gap = *dice.of(&["　", " "]);
    let spaced = |text: &str| text.chars().map(String::from).collect::<Vec<_>>().join(gap);
    match dice.below(8) {
        0 => line(&whole),
        1 => line(&spaced(&whole)),
        2 => line(organ) + &line(&format!("{number}{of}{named}")),
        3 => line(&spaced(organ)) + &line(&format!("{number}{of}")) + &line(named),
        4 => format!("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", line(&whole)),
        5 => {
            let cover = line(organ) + &line(&format!("{number}{of}{named}")) + &line(&format!("{}年1月", year + 1));
            cover + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + &line(&whole)
        }
        6 => line(named) + &line(&format!("（{number}{of}）")) + &line(organ),
        _ => line(&format!("{organ}<w:br/>{number}{of}<w:br/>{named}").replace("<w:br/>", "</w:t><w:br/><w:t>")),
    }
}

#[test]
fn titles_of_word_files_are_read_right_in_every_shape() {
    let organs = [
        "清河市民政局",
        "清河市人民政府办公室",
        "清河市机构编制委员会办公室",
        "清河市东山镇人民政府",
        "清河经济开发区管理委员会",
        "国家税务总局清河市税务局",
        "清河市信息发布中心",
    ];
    let mut dice = Dice(2023);
    for n in 0..250 {
        let organ = *dice.of(&organs);
        let year = 2019 + dice.below(12) as u16;
        let title = shaped(&mut dice, organ, year);
        let lines = [
            "一、总体情况",
            "全年公开信息十二条。",
            "二、主动公开政府信息情况",
            "公开情况良好。",
            "六、其他需要报告的事项",
            "未收取信息处理费。",
            organ,
            &format!("{}年1月15日", year + 1),
        ];
        let body = lines.map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).concat();
        let bytes = super::net::word(&(title.clone() + &body), "");
        let read = bytes_to_report(&bytes, Format::Docx, &options()).unwrap();
        let said = codes(&read.findings);
        let is_told = |thing: &str| said.iter().any(|code| code.starts_with(thing));
        let (found, on) = owner(&read.value);
        assert!(found == Some(organ) || (found.is_none() && is_told("organ-")), "{n}: {found:?} {title} {said:?}");
        assert!(on == Some(year) || (on.is_none() && is_told("year-")), "{n}: {on:?} {title} {said:?}");
        assert!(!said.iter().any(|code| code.ends_with("-unaccounted")), "{n}: {title} {:?}", read.findings);
        let signature = read.value.signature.unwrap();
        assert_eq!(signature.organ.as_deref(), Some(organ), "{n}: {title}");
    }
}

#[test]
fn a_way_to_the_page_above_the_title_is_none() {
    let title = "清河市民政局2023年政府信息公开工作年度报告";
    for way in [
        "首页 / 清河市民政局 / 政府信息公开年报",
        "首页｜政务公开｜清河市民政局政府信息公开年报",
        "清河市教育局政府信息公开年报",
        "清河市人民政府 政府信息公开年度报告",
    ] {
        let read = draft(vec![Block::text(way), centred(title)], &[]);
        assert_eq!(owner(&read.value), (Some("清河市民政局"), Some(2023)), "{way}");
        assert!(codes(&read.findings).contains(&"text-before-title"), "{way}");
    }
    // Without a fuller one the way itself is doubted.
    let read = draft(vec![Block::text("首页>政务公开>清河市民政局>政府信息公开年报")], &[]);
    assert!(codes(&read.findings).contains(&"organ-unclear"), "{:?}", codes(&read.findings));
}

#[test]
fn a_title_cut_within_the_year_is_whole() {
    let read = draft(vec![centred("清河市民政局20"), centred("23年政府信息公开工作年度报告")], &[]);
    assert_eq!(owner(&read.value), (Some("清河市民政局"), Some(2023)));
    assert!(!codes(&read.findings).contains(&"figures-unaccounted"));
}

#[test]
fn a_name_nobody_would_take_for_one_is_one_where_it_signs() {
    let title = "清河市2022年冬奥会纪念公园管理处2023年政府信息公开工作年度报告";
    let signed = draft(vec![centred(title)], &["清河市2022年冬奥会纪念公园管理处", "2024年1月15日"]);
    assert_eq!(owner(&signed.value), (Some("清河市2022年冬奥会纪念公园管理处"), Some(2023)));
    assert!(!codes(&signed.findings).contains(&"organ-unclear"), "{:?}", codes(&signed.findings));
    assert!(codes(&draft(vec![centred(title)], &[]).findings).contains(&"organ-unclear"));
}
