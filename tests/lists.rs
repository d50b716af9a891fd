//! Lists of units on the command line: a file for each unit, and the figures of a draft's own unit.

use crate::support::{nianbao, said, sample};
use std::fs;
use std::path::Path;

const LIST: &str = "\
清河市2021年政府信息公开情况
单位名称,行政许可,行政处罚,一、本年新收政府信息公开申请数量/总计
株洲市生态环境局渌口分局,10,12,122
清河市民政局,１,2,3
合计,11,14,125
";

fn list(folder: &Path, text: &str) -> String {
    let path = folder.join("清单.csv");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn run(args: &[&str]) -> (Option<i32>, String) {
    let run = nianbao(args);
    (run.status.code(), said(&run))
}

#[test]
fn a_list_becomes_a_file_for_each_unit() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let list = list(folder.path(), LIST);
    let (code, said) = run(&["convert", &list, "--to", "json", "--out-dir", out.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    for code in ["list-total-row", "list-year-from-title", "figure-read-as", "list-figures-missing"] {
        assert!(said.contains(&format!("[{code}]")), "{code}: {said}");
    }
    let mut names: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["株洲市生态环境局渌口分局.json", "清河市民政局.json"]);
    let report = fs::read_to_string(out.join("清河市民政局.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["year"], 2021);
    assert_eq!(report["title"], "清河市民政局2021年政府信息公开工作年度报告");
    assert_eq!(report["statistics"]["applications"]["received"]["total"], 3);
    assert_eq!(report["statistics"]["disclosure"]["licences"]["value"], 1);
    let (code, said) = run(&["convert", &list, "--to", "json", "--out-dir", out.to_str().unwrap()]);
    assert_eq!(code, Some(2), "nothing is overwritten: {said}");
}

#[test]
fn a_row_longer_than_its_head_gives_no_figure() {
    let folder = tempfile::tempdir().unwrap();
    let head = "2021年汇总\n单位名称,行政许可,行政处罚,行政事业性收费（元）\n";
    for row in ["清河市民政局,1,264,5,600", "清河市民政局,101,1,264,600", "清河市民政局,101,6,265,500"]
    {
        let list = list(folder.path(), &format!("{head}{row}\n清河市教育局,114,218,265500\n"));
        let out = folder.path().join("out");
        let (code, said) = run(&["convert", &list, "--to", "json", "--out-dir", out.to_str().unwrap(), "--force"]);
        assert_eq!(code, Some(1), "{row}: {said}");
        assert!(said.contains("[figures-out-of-line]"), "{row}: {said}");
        let names: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["清河市教育局.json"], "{row}");
    }
}

#[test]
fn several_reports_go_into_no_single_file() {
    let folder = tempfile::tempdir().unwrap();
    let list = list(folder.path(), LIST);
    let output = folder.path().join("all.json");
    let (code, said) = run(&["convert", &list, "-o", output.to_str().unwrap()]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("[several-reports]") && said.contains("清河市民政局") && !output.exists(), "{said}");
}

#[test]
fn a_draft_takes_the_figures_of_its_own_unit_and_year() {
    let folder = tempfile::tempdir().unwrap();
    let draft = sample("lukou-2021/draft.docx");
    let output = folder.path().join("report.json");
    let merge = |text: &str| {
        let list = list(folder.path(), text);
        run(&["convert", draft.to_str().unwrap(), "--tables", &list, "-o", output.to_str().unwrap(), "--force"])
    };
    let (code, said) = merge(&LIST.replace("渌口分局,10,", "渌口分局,77,"));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("[figure-changed]"), "{said}");
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(&output).unwrap()).unwrap();
    assert_eq!(report["statistics"]["disclosure"]["licences"], 77);
    assert_eq!(report["statistics"]["disclosure"]["penalties"], 12);
    let (code, said) = merge(&LIST.replace("渌口分局", " 渌口分局"));
    assert_eq!(code, Some(0), "{said}");
    fs::remove_file(&output).unwrap();
    for (text, expected) in [
        (LIST.replace("渌口分局", "渌口分局办公室"), "[unit-not-listed]"),
        (LIST.replace("2021", "2022"), "[unit-of-other-year]"),
    ] {
        let (code, said) = merge(&text);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(expected) && !output.exists(), "{said}");
    }
}
