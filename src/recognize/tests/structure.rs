//! Headings by any number, contents, sign-offs in every shape, tables that lay out, what was overlooked.

use crate::document::{Alignment, Block, Break, Cell, Content, Document, Grid, Heading, Paragraph, ParagraphRole};
use crate::finding::Warned;
use crate::form::Forms;
use crate::recognize::{document_to_parts, document_to_report};
use crate::report::{Report, Signature};

const TITLE: &str = "某县财政局2023年政府信息公开工作年度报告";

const HEADINGS: [&str; 6] = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
];

fn recognize(blocks: Vec<Block>) -> Warned<Report> {
    document_to_report(Document { blocks, ..Document::default() }, &Forms::built_in().unwrap())
}

fn read(lines: &[&str]) -> Warned<Report> {
    recognize(lines.iter().map(|line| Block::text(*line)).collect())
}

fn roles(report: &Report) -> Vec<&str> {
    report.sections.iter().map(|section| section.role.as_deref().unwrap_or("-")).collect()
}

fn has(read: &Warned<Report>, code: &str) -> bool {
    read.findings.iter().any(|finding| finding.code() == code)
}

fn heading(level: u8, text: String) -> Block {
    Block::Heading(Heading { level, content: Content::plain(text), origin: Default::default() })
}

#[test]
fn six_sections_are_found_under_numbers_of_every_form() {
    let numbers: [[&str; 6]; 13] = [
        ["一、", "二、", "三、", "四、", "五、", "六、"],
        ["1、", "2、", "3、", "4、", "5、", "6、"],
        ["１．", "２．", "３．", "４．", "５．", "６．"],
        ["第一部分 ", "第二部分 ", "第三部分 ", "第四部分 ", "第五部分 ", "第六部分 "],
        ["第一章　", "第二章　", "第三章　", "第四章　", "第五章　", "第六章　"],
        ["一 ", "二 ", "三 ", "四 ", "五 ", "六 "],
        ["一", "二", "三", "四", "五", "六"],
        ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）"],
        ["①", "②", "③", "④", "⑤", "⑥"],
        ["Ⅰ.", "Ⅱ.", "Ⅲ.", "Ⅳ.", "Ⅴ.", "Ⅵ."],
        ["", "", "", "", "", ""],
        // Wrong and repeated numbers.
        ["一、", "一、", "二、", "二、", "三、", "十、"],
        ["1.", "3.", "3.", "4.", "6.", "7."],
    ];
    for numbers in numbers {
        for level in [None, Some(1), Some(3)] {
            let mut blocks = vec![Block::text(TITLE)];
            for (number, name) in numbers.iter().zip(HEADINGS) {
                let text = format!("{number}{name}");
                blocks.push(level.map_or_else(|| Block::text(text.clone()), |level| heading(level, text.clone())));
                blocks.push(Block::text("正文如下，共做了三件事。"));
            }
            let read = recognize(blocks);
            let expected = ["overview", "disclosure", "applications", "disputes", "problems", "other"];
            assert_eq!(roles(&read.value), expected, "{numbers:?} {level:?}");
            assert!(!has(&read, "section-repeated"), "{numbers:?}");
        }
    }
}

#[test]
fn what_bears_the_numbers_of_sections_and_is_none_opens_none() {
    // 1、 at every level: the parts of a section are called almost as sections are.
    let lines = [
        TITLE,
        "1、总体情况",
        "1、主动公开情况",
        "正文。",
        "2、加强平台建设",
        "正文。",
        "2、主动公开政府信息情况",
        "3、收到和处理政府信息公开申请情况",
        "4、政府信息公开行政复议、行政诉讼情况",
        "正文。",
    ];
    assert_eq!(roles(&read(&lines).value), ["overview", "disclosure", "applications", "disputes"]);
    // Below 一、 the same words are parts.
    let lines = [
        TITLE,
        "一、总体情况",
        "（一）主动公开情况",
        "正文。",
        "（二）依申请公开情况",
        "正文。",
        "二、主动公开政府信息情况",
    ];
    assert_eq!(roles(&read(&lines).value), ["overview", "disclosure"]);
    // In parts, 一、 numbers what they hold.
    let lines = [
        TITLE,
        "第一部分 总体情况",
        "一、组织领导",
        "正文。",
        "二、主动公开情况",
        "正文。",
        "第二部分 主动公开政府信息情况",
        "正文。",
    ];
    assert_eq!(roles(&read(&lines).value), ["overview", "disclosure"]);
}

#[test]
fn contents_are_left_out_however_they_are_typed() {
    for (title, leader) in [("目　录", "\t1"), ("目录", "……………3"), ("目次", " 2"), ("目录", "")] {
        let mut lines = vec![TITLE.to_owned(), title.to_owned()];
        lines.extend(HEADINGS.iter().zip("一二三四五六".chars()).map(|(name, n)| format!("{n}、{name}{leader}")));
        lines.push("根据要求，现公布本年度报告。".into());
        for (name, number) in HEADINGS.iter().zip("一二三四五六".chars()) {
            lines.push(format!("{number}、{name}"));
            lines.push("正文。".into());
        }
        let read = read(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(read.value.sections.len(), 6, "{title}{leader}: {:?}", roles(&read.value));
        assert_eq!(read.value.preamble.len(), 1, "{title}{leader}");
        assert!(has(&read, "typed-contents-left-out") && !has(&read, "heading-split"), "{title}{leader}");
    }
}

#[test]
fn the_last_line_of_contents_is_of_them_though_two_sections_are_of_one_kind() {
    let names = [
        "总体情况",
        "政府信息公开行政复议、行政诉讼的情况",
        "其他需要报告的事项",
        "政府信息公开行政复议、行政诉讼情况",
    ];
    let headings = || names.iter().zip("一二三四".chars()).map(|(name, number)| format!("{number}、{name}"));
    let lines: Vec<String> = [TITLE.to_owned(), "目录".to_owned()]
        .into_iter()
        .chain(headings())
        .chain(["根据要求，现公布本年度报告。".to_owned()])
        .chain(headings().flat_map(|heading| [heading, "正文。".to_owned()]))
        .collect();
    let read = read(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((read.value.sections.len(), read.value.preamble.len()), (4, 1), "{:?}", roles(&read.value));
}

#[test]
fn contents_in_a_table_or_in_one_paragraph_are_left_out_and_other_tables_are_not() {
    let rows = |title: Option<&str>| {
        let names = HEADINGS.iter().zip("一二三四五六".chars()).map(|(name, number)| format!("{number}、{name}"));
        let rows = names.enumerate().map(|(row, name)| vec![name, (row + 1).to_string()]);
        title.map(|title| vec![title.to_owned(), String::new()]).into_iter().chain(rows).collect::<Vec<_>>()
    };
    let table = |title: Option<&str>| {
        let cells = rows(title).into_iter().enumerate().flat_map(|(row, texts)| {
            let cell =
                move |(column, text): (usize, String)| Cell::new(row as u32, column as u32, vec![Block::text(text)]);
            texts.into_iter().enumerate().map(cell).collect::<Vec<_>>()
        });
        let count = rows(title).len() as u32;
        Block::Table(Grid::with_gaps_filled(count, 2, cells.collect()).unwrap())
    };
    let lines = rows(Some("目录")).iter().map(|row| row.join("　")).collect::<Vec<_>>().join("\n");
    for (contents, is_left_out) in [
        (vec![Block::text("目　录"), table(None)], true),
        (vec![table(Some("目录"))], true),
        (vec![Block::text(lines)], true),
        (vec![table(None)], false),
        (vec![Block::text("各部分得分"), table(None)], false),
    ] {
        let kept = contents.len();
        let mut blocks = vec![Block::text(TITLE)];
        blocks.extend(contents);
        blocks.push(Block::text("根据要求，现公布本年度报告。"));
        for (name, number) in HEADINGS.iter().zip("一二三四五六".chars()) {
            blocks.extend([Block::text(format!("{number}、{name}")), Block::text("正文。")]);
        }
        let read = recognize(blocks);
        assert_eq!(read.value.sections.len(), 6, "{:?}", roles(&read.value));
        assert_eq!(has(&read, "typed-contents-left-out"), is_left_out);
        assert_eq!(read.value.preamble.len(), 1 + if is_left_out { 0 } else { kept });
    }
}

#[test]
fn contents_in_words_of_their_own_go_whole_or_stay_whole() {
    let with = |contents: &[&str]| {
        let mut lines = vec![TITLE.to_owned()];
        lines.extend(contents.iter().map(|line| (*line).to_owned()));
        lines.push("根据要求，现公布本年度报告。".into());
        for (name, number) in HEADINGS.iter().zip("一二三四五六".chars()) {
            lines.extend([format!("{number}、{name}"), "正文。".into()]);
        }
        read(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    for contents in [
        &["目　录", "总体情况", "主动公开", "依申请公开", "复议诉讼"][..],
        &["目录", "一、总体情况", "二、主动公开", "三、依申请公开", "四、复议诉讼", "五、存在问题", "六、其他"],
        &["目录", "总体情况……1", "主动公开……2", "申请……3"],
    ] {
        let read = with(contents);
        assert_eq!((read.value.sections.len(), read.value.preamble.len()), (6, 1), "{contents:?}");
        assert!(has(&read, "typed-contents-left-out"), "{contents:?}");
    }
    let contents = ["目录", "总体情况", "工作亮点", "主动公开", "依申请公开", "特色做法", "复议诉讼"];
    let read = with(&contents);
    assert_eq!((read.value.sections.len(), read.value.preamble.len()), (6, contents.len() + 1));
    assert!(has(&read, "contents-kept"));
}

#[test]
fn sections_bear_any_number_that_all_of_them_bear() {
    let by = |marks: [&str; 6]| {
        let mut lines = vec![TITLE.to_owned()];
        for (name, mark) in HEADINGS.iter().zip(marks) {
            lines.extend([format!("{mark}{name}"), "第一，加强组织领导。".into(), "正文。".into()]);
        }
        read(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    for marks in [
        ["§1 ", "§2 ", "§3 ", "§4 ", "§5 ", "§6 "],
        ["Ⅰ.", "Ⅱ.", "Ⅲ.", "Ⅳ.", "Ⅴ.", "Ⅵ."],
        ["I、", "II、", "III、", "IV、", "V、", "VI、"],
        ["第一、", "第二、", "第三、", "第四、", "第五、", "第六、"],
        ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）"],
    ] {
        let read = by(marks);
        assert_eq!(
            roles(&read.value),
            ["overview", "disclosure", "applications", "disputes", "problems", "other"],
            "{marks:?}"
        );
        assert!(read.value.preamble.is_empty(), "{marks:?}");
    }
}

#[test]
fn a_sign_off_without_a_body_says_so() {
    for above in ["（单位盖章）", "经某县财政局局务会审议通过。"] {
        let (signature, _, codes) = signed(&[end(above), end("2024年1月15日")]);
        assert!(signature.organ.is_none() && signature.date.is_some(), "{above}");
        assert!(codes.contains(&"sign-off-without-organ"), "{above}: {codes:?}");
    }
}

/// What is signed, what stands below, and the codes said of it, for lines at the end of a report.
fn signed(end: &[Block]) -> (Signature, Vec<String>, Vec<&'static str>) {
    let mut blocks = vec![Block::text(TITLE), Block::text("一、总体情况"), Block::text("本年开展了三次培训。")];
    blocks.extend(end.iter().cloned());
    let read = recognize(blocks);
    let below = read.value.attachments.iter().flat_map(|attachment| &attachment.content).map(Block::plain_text);
    let codes =
        read.findings.iter().map(|finding| finding.code()).filter(|c| c.contains("sign-off") || c.contains("date"));
    (read.value.signature.unwrap_or_default(), below.collect(), codes.collect())
}

fn end(text: &str) -> Block {
    Block::Paragraph(Paragraph { align: Alignment::End, ..Paragraph::plain(text) })
}

#[test]
fn a_sign_off_is_read_in_every_shape() {
    let lines = |lines: &[&str]| lines.iter().map(|line| Block::text(*line)).collect::<Vec<_>>();
    let day = "2024-01-15";
    /// The lines, the body, other bodies, the day.
    type Case<'c> = (&'c [&'c str], &'c str, &'c [&'c str], Option<&'c str>);
    let cases: [Case; 30] = [
        (&["某县财政局", "2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["某县财政局　　2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["某县财政局\t二〇二四年一月十五日"], "某县财政局", &[], Some(day)),
        (&["某县财政局2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["2024年1月15日", "某县财政局"], "某县财政局", &[], Some(day)),
        (&["2024年1月15日  某县财政局"], "某县财政局", &[], Some(day)),
        (&["某 县 财 政 局", "2024 年 1 月 15 日"], "某县财政局", &[], Some(day)),
        (&["某县财政局", "2024年1月"], "某县财政局", &[], None),
        (&["某县财政局", "二〇二四年一月"], "某县财政局", &[], None),
        (&["某县财政局（印章）", "2024年1月15日（公章）"], "某县财政局", &[], Some(day)),
        (&["某县财政局", "某县税务局", "2024年1月15日"], "某县财政局", &["某县税务局"], Some(day)),
        (&["某县财政局　某县税务局", "2024年1月15日"], "某县财政局", &["某县税务局"], Some(day)),
        (&["某县财政局\n某县税务局\n2024年1月15日"], "某县财政局", &["某县税务局"], Some(day)),
        (&["某县财政局", "日期：2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["单位：某县财政局", "日期：2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["报告单位：某县财政局", "报告时间：二〇二四年一月十五日"], "某县财政局", &[], Some(day)),
        (&["填报单位（盖章）：某县财政局", "填报日期：2024-01-15"], "某县财政局", &[], Some(day)),
        (&["编制单位：某县财政局　　编制日期：2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["（某县财政局）", "（2024年1月15日）"], "某县财政局", &[], Some(day)),
        (&["【某县财政局】", "2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["某县财政局（章）", "2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["某县财政局　（ 盖 章 ）", "2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["（盖章）某县财政局", "2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["某县财政局", "（公章）", "2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["某　　县　　财　　政　　局（印）", "2024 年  1 月  15 日"], "某县财政局", &[], Some(day)),
        (&["某县财政局。", "2024年1月15日。"], "某县财政局", &[], Some(day)),
        (&["某县财政局，2024年1月15日"], "某县财政局", &[], Some(day)),
        (&["某县财政局", "2024年1月15日（星期一）"], "某县财政局", &[], Some(day)),
        (&["某县财政局", "2024年1月15日(周一)"], "某县财政局", &[], Some(day)),
        (&["某县财政局", "贰零贰肆年壹月拾伍日"], "某县财政局", &[], Some(day)),
    ];
    for (written, organ, others, day) in cases {
        for below in
            [&[][..], &["联系人：张三，电话：12345678"], &["抄送：县政府。", "某县财政局办公室  2024年1月20日印发"]]
        {
            let blocks = [lines(written), lines(below)].concat();
            let (signature, kept, codes) = signed(&blocks);
            assert_eq!(signature.organ.as_deref(), Some(organ), "{written:?} {below:?}");
            assert_eq!(signature.co_signers, others, "{written:?}");
            let date = signature.date.unwrap_or_else(|| panic!("{written:?}: a date"));
            assert_eq!(date.value.map(|day| day.to_string()).as_deref(), day, "{written:?}");
            assert_eq!(codes.contains(&"date-unclear"), day.is_none(), "{written:?}");
            assert_eq!(kept, below, "{written:?}");
            assert!(!codes.contains(&"sign-off-missing"), "{written:?}");
        }
    }
    // By its style or its place a body without date signs, too.
    assert_eq!(signed(&[end("某县财政局")]).0.organ.as_deref(), Some("某县财政局"));
    let styled = Block::Paragraph(Paragraph { role: ParagraphRole::Signature, ..Paragraph::plain("甲乙") });
    assert_eq!(signed(&[styled]).0.organ.as_deref(), Some("甲乙"));
}

#[test]
fn a_second_sign_off_signs_too_or_is_told() {
    let lines = |lines: &[&str]| lines.iter().map(|line| Block::text(*line)).collect::<Vec<_>>();
    // Each body with the day below it.
    let pairs = ["某县财政局", "2024年1月15日", "某县税务局", "2024年1月15日"];
    let (signature, kept, codes) = signed(&lines(&pairs));
    assert_eq!(
        (signature.organ.as_deref(), &*signature.co_signers),
        (Some("某县财政局"), &["某县税务局".to_owned()][..])
    );
    assert!(kept.is_empty() && codes.is_empty(), "{kept:?} {codes:?}");
    let turned = ["2024年1月15日", "某县财政局", "2024年1月15日", "某县税务局"];
    let (signature, kept, _) = signed(&lines(&turned));
    assert_eq!(signature.co_signers, ["某县税务局"]);
    assert!(kept.is_empty(), "{kept:?}");
    // Another day, or the same body: which of them is meant nobody knows.
    for other in [["某县财政局", "2023年1月12日"], ["某县税务局", "2024年1月16日"], ["某县财政局", "2024年1月15日"]]
    {
        let (signature, kept, codes) = signed(&lines(&["某县财政局", "2024年1月15日", other[0], other[1]]));
        assert_eq!(signature.organ.as_deref(), Some("某县财政局"), "{other:?}");
        assert_eq!((signature.co_signers.len(), kept), (0, other.map(str::to_owned).to_vec()), "{other:?}");
        assert_eq!(codes, ["sign-off-twice"], "{other:?}");
    }
}

#[test]
fn a_body_that_signs_without_a_date_is_told() {
    let (signature, _, codes) = signed(&[end("某县财政局")]);
    assert_eq!((signature.organ.as_deref(), codes), (Some("某县财政局"), vec!["sign-off-without-date"]));
    // 印发 is the day of printing, in the imprint.
    let (_, _, codes) = signed(&[end("某县财政局"), end("2024年1月15日印发")]);
    assert!(codes.contains(&"sign-off-without-date"), "{codes:?}");
    // The date below the title will do.
    let read = recognize(vec![
        Block::text(TITLE),
        Block::text("（2024年1月15日）"),
        Block::text("一、总体情况"),
        Block::text("正文。"),
        end("某县财政局"),
    ]);
    assert_eq!(read.value.published.map(|day| day.to_string()).as_deref(), Some("2024-01-15"));
    assert!(has(&read, "sign-off-at-head") && !has(&read, "sign-off-without-date"));
}

#[test]
fn what_is_no_sign_off_is_none_and_that_is_said() {
    for last in ["以上情况截至2024年1月15日", "特此报告", "办公室共收到123456", "20240115"] {
        let (signature, _, codes) = signed(&[Block::text(last)]);
        assert_eq!(signature, Signature::default(), "{last}");
        assert!(codes.contains(&"sign-off-missing"), "{last}: {codes:?}");
    }
    // Below the title: taken for the day of publication, left where it is.
    let read = read(&[TITLE, "某县财政局 2024年1月15日", "一、总体情况", "正文。"]);
    assert_eq!(read.value.published.map(|day| day.to_string()).as_deref(), Some("2024-01-15"));
    assert_eq!(read.value.preamble, [Block::text("某县财政局 2024年1月15日")]);
    assert!(read.value.signature.is_none() && has(&read, "sign-off-at-head"));
}

fn table(rows: Vec<Vec<Vec<Block>>>) -> Block {
    let columns = rows[0].len() as u32;
    let count = rows.len() as u32;
    let cells = (0u32..)
        .zip(rows)
        .flat_map(|(row, cells)| (0u32..).zip(cells).map(move |(column, content)| Cell::new(row, column, content)));
    Block::Table(Grid::new(count, columns, cells.collect()).unwrap())
}

#[test]
fn a_table_that_lays_a_report_out_is_opened() {
    let text = |text: &str| vec![Block::text(text)];
    let rows = |margins: bool| {
        let row = |content: Vec<Block>| if margins { vec![vec![], content, vec![]] } else { vec![content] };
        vec![
            row(text(TITLE)),
            row(vec![Block::text("一、总体情况"), Block::text("正文甲。")]),
            row(text("二、主动公开政府信息情况")),
        ]
    };
    for margins in [true, false] {
        let read = recognize(vec![table(rows(margins))]);
        assert_eq!(roles(&read.value), ["overview", "disclosure"], "{margins}");
        assert!(has(&read, "frame-opened"), "{margins}");
    }
    // Labels on the left: those of sections are headings, those that only say what it is are named.
    let read = recognize(vec![table(vec![
        vec![text("标 题"), text(TITLE)],
        vec![text("一、总体情况"), vec![Block::text("正文甲。"), Block::text("正文乙。")]],
        vec![text("二、主动公开政府信息情况"), text("正文丙。")],
        vec![text("文号"), text("某财〔2024〕3号")],
    ])]);
    assert_eq!((read.value.title.as_deref(), roles(&read.value)), (Some(TITLE), vec!["overview", "disclosure"]));
    assert!(has(&read, "frame-labels-left-out"));
    let all: String = read.value.sections[1].content.iter().map(|item| format!("{item:?}")).collect();
    assert!(all.contains("文号") && all.contains("某财〔2024〕3号"));
    // A table of two columns that says something by them stays.
    let small = table(vec![vec![text("会议"), text("次数")], vec![text("培训"), text("3")]]);
    let read = recognize(vec![Block::text(TITLE), Block::text("一、总体情况"), small.clone()]);
    assert_eq!(read.value.sections[0].content, [crate::report::Item::Block(small)]);
}

#[test]
fn what_looks_like_a_report_and_is_none_is_said() {
    let text = |text: &str| vec![Block::text(text)];
    let row = |head: &str| vec![text(head), text("甲"), text("乙")];
    let read = recognize(vec![table(vec![row("一、总体情况"), row("二、主动公开政府信息情况")])]);
    assert!(has(&read, "report-not-recognised"), "{:?}", read.findings);
    let read = recognize(vec![table(vec![row(TITLE), row("说明")])]);
    assert!(has(&read, "title-without-report"), "{:?}", read.findings);
    let read = recognize(vec![table(vec![row("会议"), row("培训")])]);
    assert!(has(&read, "no-statutory-table"), "{:?}", read.findings);
    let read = recognize(vec![Block::text("关于召开会议的通知"), Block::text("请各科室准时参加。")]);
    assert_eq!(read.findings, []);
}

#[test]
fn a_table_typed_as_lines_opens_no_sections() {
    let rows = [
        "申请人情况",
        "自然人",
        "商业企业",
        "总计",
        "一、本年新收政府信息公开申请数量",
        "3",
        "4",
        "7",
        "二、上年结转政府信息公开申请数量",
        "0",
        "1",
        "1",
        "四、结转下年度继续办理",
        "0",
    ];
    let one_each: Vec<&str> = rows.to_vec();
    let tabbed = [
        "自然人\t商业企业\t总计",
        "一、本年新收政府信息公开申请数量\t3\t4\t7",
        "二、上年结转政府信息公开申请数量\t0\t1\t1",
    ];
    for lines in [&one_each[..], &tabbed[..]] {
        let all = [
            &[TITLE, "一、总体情况", "正文。", "三、收到和处理政府信息公开申请情况"],
            lines,
            &["五、存在的主要问题及改进情况", "正文。"],
        ];
        let read = read(&all.concat());
        assert_eq!(roles(&read.value), ["overview", "applications", "problems"], "{lines:?}");
        assert_eq!(read.value.sections[1].content.len(), lines.len(), "{lines:?}");
        assert!(has(&read, "table-typed-as-lines"), "{lines:?}");
    }
}

#[test]
fn reports_in_a_row_are_parted_and_nothing_else_is() {
    let parts = |lines: &[&str]| {
        let blocks = lines.iter().map(|line| Block::text(*line)).collect();
        let document = Document { blocks, ..Document::default() };
        document_to_parts(document, &Forms::built_in().unwrap())
            .iter()
            .map(|part| part.blocks.len())
            .collect::<Vec<_>>()
    };
    let other = "某县民政局2023年政府信息公开工作年度报告";
    let body = ["一、总体情况", "正文。", "二、主动公开政府信息情况", "正文。"];
    assert_eq!(parts(&[&[TITLE], &body[..], &[other], &body[..]].concat()), [5, 5]);
    assert_eq!(parts(&[&[TITLE], &body[..], &[TITLE], &body[..]].concat()), [5, 5], "two drafts of one report");
    // A cover with contents, a title printed again, a report named in the text.
    let contents = ["目录", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"];
    assert_eq!(parts(&[&[TITLE], &contents[..], &[TITLE], &body[..]].concat()).len(), 1);
    assert_eq!(parts(&[&[TITLE], &body[..], &[TITLE, "五、存在的主要问题及改进情况", "正文。"]].concat()).len(), 1);
    assert_eq!(parts(&body).len(), 1);
    let document = Document { blocks: vec![Block::Break(Break::Page)], ..Document::default() };
    assert_eq!(document_to_parts(document, &Forms::built_in().unwrap()).len(), 1);
}
