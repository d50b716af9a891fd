//! Two reports compared, as users of the command meet it.

use crate::support::{REPORTS, nianbao, options, root, said, sample};
use nianbao::convert::{Options, bytes_to_report, report_to_files, reports_to_revised_docx};
use nianbao::document::{Block, List, ListItem};
use nianbao::format::{Format, TrackedChanges};
use nianbao::report::{Item, Report, save};
use std::fs;
use std::path::Path;
use std::process::Output;

const ZH: &str = "\
---  before.json  清河市民政局  2022
+++  after.json  清河市民政局  2023
年度不同，前者 2022 年，后者 2023 年：只随年度变化的不算差异

基本信息
  发布日期  2023-01-16 → 2024-01-20
  落款日期  2023年1月16日 → 2024年1月20日

主动公开政府信息情况
  行政规范性文件 · 本年制发件数                3 → 5（+2）
  行政规范性文件 · 本年废止件数                空白 → 0
  行政许可 · 本年处理决定数量                  1264 → 1,264（值同，写法不同）
  行政处罚 · 本年处理决定数量                  “/” → “-”
  行政强制 · 本年处理决定数量                  0 → 无此项
  行政事业性收费 · 本年收费金额（单位：万元）  0 → 26.55（+26.55）

正文
  一、总体情况
    ~ 2023年，本局认真落实政府信息公开条例，主动公开信息100条，收到申请[-64-]{+46+}件，均按时答复。
    + 新开设<专栏>1个。
  五、存在的主要问题及改进情况
    - 二是队伍力量薄弱。
    > 从“一、总体情况”移来：全年举办业务培训2次，参加120人次。

基本信息 2 项不同
数据 5 项不同
1 项值同而写法不同
正文改动 1 段、移动 1 段、新增 1 段、删去 1 段
不算差异的：3 处仅年份不同，1 段仅空格不同
";

const EN: &str = "\
---  before.json  清河市民政局  2022
+++  after.json  清河市民政局  2023
the years differ, 2022 before and 2023 after: what only follows the year is no difference

Particulars
  published             2023-01-16 → 2024-01-20
  date of the sign-off  2023年1月16日 → 2024年1月20日

主动公开政府信息情况
  行政规范性文件 · 本年制发件数                3 → 5 (+2)
  行政规范性文件 · 本年废止件数                blank → 0
  行政许可 · 本年处理决定数量                  1264 → 1,264 (same value, written otherwise)
  行政处罚 · 本年处理决定数量                  “/” → “-”
  行政强制 · 本年处理决定数量                  0 → not there
  行政事业性收费 · 本年收费金额（单位：万元）  0 → 26.55 (+26.55)

Text
  一、总体情况
    ~ 2023年，本局认真落实政府信息公开条例，主动公开信息100条，收到申请[-64-]{+46+}件，均按时答复。
    + 新开设<专栏>1个。
  五、存在的主要问题及改进情况
    - 二是队伍力量薄弱。
    > moved from “一、总体情况”: 全年举办业务培训2次，参加120人次。

2 of the particulars differ
5 figures differ
1 of the same value are written otherwise
of the text 1 passages changed, 1 moved, 1 added, 1 removed
not counted: 3 that differ by the year only, 1 by spaces only
";

/// Compares the two reports of `tests/diff`, where they lie.
fn compared(args: &[&str]) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command.current_dir(root().join("tests/diff")).args(["diff", "before.json", "after.json"]).args(args);
    command.output().unwrap()
}

#[test]
fn what_differs_is_said_in_both_languages() {
    let run = compared(&["-q"]);
    assert_eq!((run.status.code(), String::from_utf8(run.stdout).unwrap().as_str()), (Some(1), ZH));
    let run = compared(&["-q", "--lang", "en"]);
    assert_eq!((run.status.code(), String::from_utf8(run.stdout).unwrap().as_str()), (Some(1), EN));
}

#[test]
fn the_exit_code_is_that_of_diff() {
    let (draft, published) = (sample("lukou-2021/draft.docx"), sample("lukou-2021/report.json"));
    let (draft, published) = (draft.to_str().unwrap(), published.to_str().unwrap());
    let run = nianbao(&["diff", draft, published]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(String::from_utf8(run.stdout).unwrap().contains("没有差异"));
    assert_eq!(nianbao(&["diff", draft, "no-such.docx"]).status.code(), Some(2));
    for (args, code) in [(vec!["diff", "-", "-"], "usage"), (vec!["diff", draft, published, "-o", "a.pdf"], "usage")] {
        let run = nianbao(&args);
        assert_eq!(run.status.code(), Some(2));
        assert!(said(&run).contains(&format!("[{code}]")), "{}", said(&run));
    }
    let run = nianbao(&["diff", draft, published, "-o", draft, "--to", "docx", "--force"]);
    assert!(said(&run).contains("[output-is-input]"), "{}", said(&run));
}

#[test]
fn a_comparison_is_written_as_data_page_and_word_file() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str| {
        let output = folder.path().join(name);
        let run = compared(&["-o", output.to_str().unwrap()]);
        assert_eq!(run.status.code(), Some(1), "{}", said(&run));
        fs::read(output).unwrap()
    };
    let json: serde_json::Value = serde_json::from_slice(&written("a.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&nianbao(&["schema", "difference"]).stdout).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    assert_eq!((&json["counts"]["figures"], &json["same"]), (&5.into(), &false.into()));
    let page = String::from_utf8(written("a.html")).unwrap();
    assert!(page.contains("收到申请<del>64</del>件") && page.contains("<ins>新开设&lt;专栏&gt;1个。</ins>"), "{page}");
    assert!(written("a.docx").starts_with(b"PK"));
    assert_eq!(written("b.docx"), written("c.docx"), "the same bytes");
    let piped = compared(&["--to", "json", "-q"]);
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&piped.stdout).unwrap(), json);
}

fn read(bytes: &[u8], changes: TrackedChanges, options: &Options) -> Report {
    let mut options = options.clone();
    options.read.docx.tracked_changes = changes;
    bytes_to_report(bytes, Format::Docx, &options).unwrap().value
}

fn canonical(path: &Path) -> Report {
    bytes_to_report(&fs::read(path).unwrap(), Format::Json, &options()).unwrap().value
}

/// Of any two reports: with all changes rejected the Word file reads as the one before written to Word does, with all accepted as
/// the one after.
#[test]
fn tracked_changes_are_the_one_report_rejected_and_the_other_accepted() {
    let options = options();
    let mut paths: Vec<_> = REPORTS.iter().map(|name| sample(name).join("report.json")).collect();
    paths.extend(["before.json", "after.json"].map(|name| root().join("tests/diff").join(name)));
    let reports: Vec<(Report, String)> = paths
        .iter()
        .map(|path| {
            let report = canonical(path);
            let alone = report_to_files(&report, Format::Docx, &options).unwrap().value.into_only().unwrap();
            let as_read = save(&read(&alone, TrackedChanges::Accept, &options), &options.forms);
            (report, as_read)
        })
        .collect();
    for (at, (before, before_alone)) in reports.iter().enumerate() {
        for (after, after_alone) in reports.iter().skip(at + 1).chain(reports.first().filter(|_| at == 2)) {
            let written = reports_to_revised_docx(before, after, &options).unwrap().value;
            let text = |changes| save(&read(&written, changes, &options), &options.forms);
            assert!(text(TrackedChanges::Reject) == *before_alone, "rejected: {:?}", before.title);
            assert!(text(TrackedChanges::Accept) == *after_alone, "accepted: {:?}", after.title);
        }
    }
}

/// An item of which nothing stays but its label keeps that, whichever of its texts is read.
#[test]
fn a_label_stands_before_whatever_becomes_of_its_item() {
    let options = options();
    let of = |items: &[(&str, &[&str])]| {
        let item = |(label, texts): &(&str, &[&str])| ListItem {
            label: (*label).to_owned(),
            content: texts.iter().map(|text| Block::text(*text)).collect(),
        };
        let list = List { ordered: true, items: items.iter().map(item).collect(), origin: Default::default() };
        let mut report = canonical(&sample("lukou-2021/report.json"));
        report.sections[0].content = vec![Item::Block(Block::List(list)), Item::Block(Block::text("结尾。"))];
        report
    };
    let reports = [
        of(&[("a)", &["结公果果文。"])]),
        of(&[("a)", &["告开开文报公。"])]),
        of(&[("a)", &["完全是另外的话。", "结公果果文。"])]),
        of(&[("a)", &["请申报。"]), ("②", &["果报。", "申申。"])]),
    ];
    for before in &reports {
        for after in &reports {
            let written = reports_to_revised_docx(before, after, &options).unwrap().value;
            for (changes, expected) in [(TrackedChanges::Reject, before), (TrackedChanges::Accept, after)] {
                assert!(read(&written, changes, &options).sections[0] == expected.sections[0], "{changes:?}");
            }
        }
    }
}
