//! The figures in the text against the tables: sentences with the verdict on every number.

use crate::support::{Dice, REPORTS, root, sample_bytes};
use nianbao::check::text::{Judged, Verdict, check_text, judged_figures};
use nianbao::document::{Block, Content, Heading};
use nianbao::finding::{Finding, Language, Origin};
use nianbao::form::Forms;
use nianbao::report::{Attachment, Count, Item, Report, Section, load};

fn sample_report(name: &str) -> Report {
    let json = String::from_utf8(sample_bytes(&format!("{name}/report.json"))).unwrap();
    load(&json, &Forms::built_in().unwrap()).unwrap()
}

/// The report the table of sentences is about, all its figures 0 but those given.
fn report(figures: &[(&str, &str)]) -> Report {
    let mut report = sample_report("drafts");
    report.preamble.clear();
    report.sections.clear();
    for table in report.statistics.values_mut() {
        for (id, count) in &mut table.cells {
            let value = figures.iter().find(|(known, _)| known == id).map_or("0", |(_, value)| value);
            *count = Count { raw: value.to_owned(), value: Some(value.parse().unwrap()), ..Count::default() };
        }
    }
    report
}

/// The report with a sentence in a section or below a heading.
fn with_sentence(report: &Report, place: &str, sentence: &str) -> Report {
    let (role, heading) = match place.strip_prefix("# ") {
        Some(heading) => ("overview", Some(heading)),
        None => (place, None),
    };
    let heading = heading.map(|text| {
        Item::Block(Block::Heading(Heading { level: 2, content: Content::plain(text), origin: Origin::default() }))
    });
    let content = heading.into_iter().chain([Item::Block(Block::text(sentence))]).collect();
    let section = Section { role: Some(role.to_owned()), heading: Some(Content::plain("某部分")), content };
    Report { sections: vec![section], ..report.clone() }
}

fn shown(judged: &Judged) -> String {
    let verdict = match &judged.verdict {
        Verdict::Unjudged => "-",
        Verdict::Holds => "holds",
        Verdict::Differs => "differs",
        Verdict::OtherScope(_) => "scope",
        Verdict::Roughly => "rough",
        Verdict::Partly => "part",
        Verdict::Attached => "attached",
    };
    format!("{}={verdict}", judged.stated.normalize())
}

#[test]
fn every_number_of_the_sentences_is_judged_as_it_should() {
    let forms = Forms::built_in().unwrap();
    let table = std::fs::read_to_string(root().join("tests/narrative.tsv")).unwrap();
    let figures: Vec<(&str, &str)> =
        table.lines().filter_map(|line| line.strip_prefix("@ ")?.split_once(' ')).collect();
    let report = report(&figures);
    let (mut sentences, mut wrong) = (0, Vec::new());
    for line in table.lines().filter(|line| !line.starts_with("@ ") && line.contains('\t')) {
        let mut columns = line.split('\t');
        let (place, sentence, expected) = (columns.next().unwrap(), columns.next().unwrap(), columns.next().unwrap());
        sentences += 1;
        let judged = judged_figures(&with_sentence(&report, place, sentence), &forms, None);
        let said = judged.iter().map(shown).collect::<Vec<_>>().join(" ");
        if said != expected {
            wrong.push(format!("{place}: {sentence}\n  expected {expected}\n  said     {said}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {sentences} sentences misjudged\n{}", wrong.len(), wrong.join("\n"));
    assert!(sentences >= 120, "{sentences} sentences");
}

/// What is said of the figures in a sentence of a report.
fn said(report: &Report, last_year: Option<&Report>, sentence: &str) -> Vec<Finding> {
    let findings = check_text(&with_sentence(report, "overview", sentence), &Forms::built_in().unwrap(), last_year);
    findings.into_iter().filter(|finding| finding.code().starts_with("narrative-")).collect()
}

#[test]
fn what_differs_is_said_with_its_readings_and_a_likely_cause() {
    let report =
        report(&[("received.total", "46"), ("carried_in.total", "3"), ("results.refused.state_secret.total", "1")]);
    let messages = |last_year: Option<&Report>, sentence: &str| {
        let said = said(&report, last_year, sentence);
        let [finding] = said.as_slice() else { panic!("{sentence}: {said:?}") };
        (finding.code(), finding.message(Language::Chinese), finding.message(Language::English))
    };
    let (code, zh, en) = messages(None, "全年共收到政府信息公开申请64件。");
    assert_eq!(code, "narrative-differs");
    let received = "一、本年新收政府信息公开申请数量 / 申请人情况·总计";
    let carried = "二、上年结转政府信息公开申请数量 / 申请人情况·总计";
    assert_eq!(
        zh,
        format!(
            "文中“全年共收到政府信息公开申请64件”的64与表格不符：{received}为46、{received}＋{carried}为49\
             （像是两位数字颠倒了），请核对"
        )
    );
    assert_eq!(
        en,
        format!(
            "“全年共收到政府信息公开申请64件” says 64, the tables don't: {received} is 46, {received}＋{carried} is 49 \
             (two digits seem exchanged)"
        )
    );
    let (code, zh, en) = messages(None, "全市收到政府信息公开申请2520件。");
    assert_eq!(code, "narrative-may-differ");
    assert!(zh.ends_with("；句中有“全市”，范围可能与表格不同，请确认"), "{zh}");
    assert!(en.ends_with("the sentence says “全市”, and may be of other bodies than the tables"), "{en}");
    let (_, zh, _) = messages(None, "全年收到政府信息公开申请90余件。");
    assert!(zh.ends_with("；文中是约数，请确认"), "{zh}");
    // Cells of one group are called by it.
    let (_, zh, _) = messages(None, "政府信息公开申请不予公开2件。");
    assert!(zh.contains("：（三）不予公开 / 总计为1，请核对"), "{zh}");
    let last_year = self::report(&[("received.total", "64")]);
    let (_, zh, en) = messages(Some(&last_year), "全年收到政府信息公开申请64件。");
    assert!(zh.contains("（与上一年的数字相同）") && en.ends_with(" (it is last year's figure)"), "{zh} {en}");
    let hundred = self::report(&[("received.total", "146")]);
    let cause =
        |sentence: &str| said(&hundred, None, sentence).first().map(|finding| finding.message(Language::English));
    assert!(cause("收到政府信息公开申请46件。").is_some_and(|said| said.ends_with("(a digit seems missing)")));
    assert!(cause("收到政府信息公开申请1146件。").is_some_and(|said| said.ends_with("(a digit seems one too many)")));
}

/// Text is judged wherever it stands: in paragraphs, items, notes, captions, and in a table that lays it out. Not in a row of a table, where the
/// cell beside it may say whose it is; in an attachment, which may be another body's, a difference is a note.
#[test]
fn figures_are_judged_wherever_text_stands() {
    const RIGHT: &str = "2023年收到政府信息公开申请46件。";
    const WRONG: &str = "2023年收到政府信息公开申请64件。";
    let forms = Forms::built_in().unwrap();
    let plain = report(&[("received.total", "46")]);
    let block = |block: &str, sentence: &str| -> Report {
        let json = format!(
            r#"{{"schema": "nianbao/report/1", "sections": [{{"role": "overview", "content": [{}]}}]}}"#,
            block.replace("TEXT", sentence)
        );
        Report { sections: load(&json, &forms).unwrap().sections, ..plain.clone() }
    };
    let attached = |sentence: &str| Report {
        attachments: vec![Attachment { content: vec![Block::text(sentence)], ..Attachment::default() }],
        ..plain.clone()
    };
    let codes = |report: &Report| -> Vec<&'static str> {
        let found = check_text(report, &forms, None);
        found.iter().map(Finding::code).filter(|code| code.starts_with("narrative-")).collect()
    };
    let row = |cells: &str| format!(r#"{{"table": {{"widths": [500, 500], "rows": [[{cells}]]}}}}"#);
    let differs = &["narrative-differs"][..];
    for (place, json, expected) in [
        ("a paragraph", r#""TEXT""#.to_owned(), differs),
        (
            "an item",
            r#"{"list": {"ordered": false, "items": [{"label": "•", "content": ["TEXT"]}]}}"#.to_owned(),
            differs,
        ),
        ("a note", r#"["工作开展情况", {"note": {"content": ["TEXT"]}}]"#.to_owned(), differs),
        ("a caption", r#"{"paragraph": {"role": "caption", "content": "图1　TEXT"}}"#.to_owned(), differs),
        ("a layout", row(r#"{"column_span": 2, "content": ["TEXT"]}"#), differs),
        ("a row", row(r#"{"content": ["清河市教育局"]}, {"content": ["TEXT"]}"#), &[]),
    ] {
        assert_eq!(codes(&block(&json, WRONG)), expected, "{place}");
        assert_eq!(codes(&block(&json, RIGHT)), [""; 0], "{place}");
    }
    assert_eq!(codes(&attached(WRONG)), ["narrative-may-differ"]);
    assert_eq!(codes(&attached(RIGHT)), [""; 0]);
}

/// The sentences of the table whose numbers hold make no finding, and no sample does.
#[test]
fn correct_reports_are_quiet() {
    let forms = Forms::built_in().unwrap();
    for name in REPORTS.into_iter().chain(["drafts"]) {
        let said: Vec<String> = check_text(&sample_report(name), &forms, None)
            .iter()
            .filter(|finding| finding.code().starts_with("narrative-"))
            .map(|finding| finding.render(Language::Chinese))
            .collect();
        assert_eq!(said, [""; 0], "{name}");
    }
}

/// What is blank is no figure to hold a number against.
#[test]
fn numbers_are_not_held_against_blanks() {
    let mut report = report(&[("received.total", "46")]);
    let cells = &mut report.statistics.get_mut("applications").unwrap().cells;
    *cells.get_mut("received.total").unwrap() = Count::default();
    *cells.get_mut("received.natural_person").unwrap() = Count::of(46);
    // The total's parts say what it is.
    assert_eq!(said(&report, None, "收到政府信息公开申请46件。"), []);
    assert_eq!(said(&report, None, "收到政府信息公开申请64件。").len(), 1);
    let cells = &mut report.statistics.get_mut("applications").unwrap().cells;
    *cells.get_mut("received.other").unwrap() = Count::default();
    assert_eq!(said(&report, None, "收到政府信息公开申请64件。"), []);
    report.statistics.get_mut("applications").unwrap().cells.shift_remove("received.total");
    assert_eq!(said(&report, None, "收到政府信息公开申请64件。"), []);
}

/// Whatever is put together of what sentences are made of is read, and its numbers have a verdict each.
#[test]
fn any_text_is_read() {
    const PARTS: [&str; 40] = [
        "收到",
        "政府信息公开申请",
        "64件",
        "、",
        "，",
        "。",
        "（",
        "）",
        "其中",
        "自然人",
        "法人",
        "分别为",
        "均",
        "各",
        "未",
        "无",
        "行政复议",
        "行政诉讼",
        "3件",
        "0",
        "规范性文件",
        "制发",
        "废止",
        "全市",
        "我局",
        "2022年",
        "2023年",
        "结转",
        "至",
        "六十四件",
        "约",
        "余",
        "1,2",
        "，345件",
        "26.55万元",
        "X",
        "«",
        "»",
        "\u{200b}",
        "①",
    ];
    let (report, forms) = (report(&[]), Forms::built_in().unwrap());
    let mut dice = Dice(15);
    for _ in 0..2_000 {
        let text: String = (0..1 + dice.below(40)).map(|_| *dice.of(&PARTS)).collect();
        let report = with_sentence(&report, "overview", &text);
        for finding in check_text(&report, &forms, Some(&report)) {
            assert!(!finding.message(Language::Chinese).is_empty(), "{text}");
        }
    }
}
