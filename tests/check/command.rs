//! The command: exit codes, last year's report, profiles, JUnit.

use super::{Case, kept};
use crate::support::{nianbao, said, sample};
use nianbao::form::Forms;
use nianbao::report::save;
use std::fs;
use std::path::Path;

pub(crate) fn written(case: &Case, folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, save(&case.report, &case.forms)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn checked(args: &[&str]) -> (Option<i32>, String) {
    let run = nianbao(&[&["check"], args].concat());
    (run.status.code(), said(&run))
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let good = written(&Case::new(), folder.path(), "good.json");
    let bad = written(&Case::new().set("disputes.reconsideration.total", "0"), folder.path(), "bad.json");
    let noted = Case::new().by(0, "formula = \"licences >= 1\"\nseverity = \"note\"");
    let noted = written(&noted, folder.path(), "noted.json");
    assert_eq!(checked(&[&good]).0, Some(0));
    assert_eq!(checked(&[&noted]).0, Some(0), "a note is no finding that counts");
    let (code, text) = checked(&[&bad, &good]);
    assert_eq!(code, Some(1), "{text}");
    for part in ["[sum-differs]", "位置：表四 第4行·行政复议·总计", "结果维持 10", "没有发现问题"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(checked(&[&good, "没有.docx"]).0, Some(2));
    assert_eq!(checked(&[folder.path().to_str().unwrap()]).0, Some(1), "a folder");
}

#[test]
fn a_cell_of_a_workbook_is_named_by_sheet_and_form() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::new().set("applications.results.total.legal_service_institution", "4");
    let json = written(&case, folder.path(), "a.json");
    let sheet = folder.path().join("figures.xlsx");
    let sheet = sheet.to_str().unwrap();
    nianbao(&["convert", &json, "-o", sheet]);
    let (code, text) = checked(&[sheet, "--lang", "en"]);
    assert_eq!(code, Some(1));
    let line = text.lines().find(|line| line.contains("[figure-inconsistent]")).unwrap_or_else(|| panic!("{text}"));
    assert!(line.contains("!H"), "{line}");
    assert!(text.contains("place: table 3, row 27 “（七）总计”, 法律服务机构"), "{text}");
}

/// The sheet of checks and the marks of failing cells follow every relation.
#[test]
fn a_workbook_checks_every_relation() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::new()
        .by(0, "formula = \"licences <= penalties + 2\"")
        .by(0, "formula = \"licences = penalties | 5\"")
        .set("disclosure.licences", "4");
    let own = folder.path().join("2021.toml");
    fs::write(&own, &case.form_text).unwrap();
    let json = written(&case, folder.path(), "a.json");
    let sheet = folder.path().join("a.xlsx");
    let run = ["convert", &json, "--form", own.to_str().unwrap(), "-o", sheet.to_str().unwrap()];
    assert_eq!(nianbao(&run).status.code(), Some(1));
    let mut package = zip::ZipArchive::new(fs::File::open(&sheet).unwrap()).unwrap();
    let mut part = |name: &str| std::io::read_to_string(package.by_name(name).unwrap()).unwrap();
    let checks = part("xl/worksheets/sheet4.xml");
    for formula in ["F10&gt;0", "AND(ROUND(SUM(", "&amp;\" | \"&amp;5</f><v>0 | 5</v>", "+2)</f><v>2</v>"] {
        assert!(checks.contains(formula), "{formula}\n{checks}");
    }
    let marks = part("xl/worksheets/sheet1.xml");
    assert!(marks.contains("-5,6)&lt;&gt;0)") && marks.contains("+2),6)&gt;0)"), "{marks}");
}

#[test]
fn last_year_is_the_same_bodys_report_on_the_year_before() {
    let folder = tempfile::tempdir().unwrap();
    let report = written(&Case::new(), folder.path(), "now.json");
    let forms = Forms::built_in().unwrap();
    let last = |organ: &str, year: u16, name: &str| {
        let case = Case { report: kept(&forms, "2021", organ, year), ..Case::new() };
        written(&case, folder.path(), name)
    };
    let earlier = last("清河县民政局", 2022, "earlier.json");
    let (code, text) = checked(&[&report, "--last-year", &earlier]);
    assert_eq!(code, Some(1));
    assert!(text.contains("[carry-over-differs]") && text.contains("[in-force-differs]"), "{text}");
    for unfit in [last("清河县财政局", 2022, "other.json"), last("清河县民政局", 2021, "older.json")] {
        let (code, text) = checked(&[&report, "--last-year", &unfit]);
        assert_eq!(code, Some(1));
        assert!(text.contains("[last-year-unfit]") && !text.contains("-differs]"), "{text}");
    }
}

#[test]
fn what_is_written_is_neither_read_nor_written_twice() {
    let folder = tempfile::tempdir().unwrap();
    let last = folder.path().join("去年");
    fs::create_dir(&last).unwrap();
    let earlier = written(&Case::new(), &last, "a.json");
    let report = written(&Case::new(), folder.path(), "a.json");
    let before = fs::read(&earlier).unwrap();
    let last = last.to_str().unwrap();
    let (code, text) = checked(&[&report, "--last-year", last, "--junit", &earlier, "--force"]);
    assert_eq!((code, fs::read(&earlier).unwrap() == before), (Some(2), true), "{text}");
    let twice = folder.path().join("结果.docx");
    let twice = twice.to_str().unwrap();
    let (code, text) = checked(&[&report, "--sheet", twice, "--junit", twice, "--force"]);
    assert_eq!(code, Some(2));
    assert!(text.contains("两样结果写到同一个文件") && !Path::new(twice).exists(), "{text}");
}

#[test]
fn what_is_folded_keeps_its_places() {
    let folder = tempfile::tempdir().unwrap();
    let blank = |case: Case, id: &str| case.set(&format!("disputes.litigation_direct.{id}"), "");
    let ids = ["upheld", "corrected", "other", "pending", "total"];
    let report = written(&ids.into_iter().fold(Case::new(), blank), folder.path(), "a.json");
    let (_, text) = checked(&[&report]);
    let folded =
        text.lines().find(|line| line.contains("另有 2 处 [figure-blank]")).unwrap_or_else(|| panic!("{text}"));
    assert!(folded.contains("/statistics/disputes/litigation_direct/total"), "{folded}");
}

#[test]
fn a_profile_silences_with_its_reason_kept() {
    let folder = tempfile::tempdir().unwrap();
    let bad = written(&Case::new().set("disputes.reconsideration.total", "0"), folder.path(), "bad.json");
    let profile = folder.path().join("规则.toml");
    let decide = |rule: &str, severity: &str| {
        let text = format!("[[rules]]\nrule = \"{rule}\"\nseverity = \"{severity}\"\nreason = \"已核实\"\n");
        fs::write(&profile, text).unwrap();
    };
    let profile = profile.to_str().unwrap();
    decide("dispute-total", "silent");
    let (code, text) = checked(&[&bad, "--profile", profile]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("已核实"), "{text}");
    let (_, sarif) = checked(&[&bad, "--profile", profile, "--messages", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["justification"], "已核实");
    decide("sum-differs", "note");
    let (code, json) = checked(&[&bad, "--profile", profile, "--messages", "json"]);
    assert_eq!(code, Some(0), "{json}");
    let line: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&line["severity"], &line["ruling"]["reason"]), (&"note".into(), &"已核实".into()));
    decide("no-such-rule", "note");
    let (code, text) = checked(&[&bad, "--profile", profile]);
    assert_eq!(code, Some(2));
    assert!(text.contains("[invalid-profile]") && text.contains("no-such-rule"), "{text}");
}

#[test]
fn results_are_junit_xml_too() {
    let folder = tempfile::tempdir().unwrap();
    let bad = written(&Case::new().set("disputes.reconsideration.total", "0"), folder.path(), "bad.json");
    let xml = folder.path().join("审核.xml");
    let xml = xml.to_str().unwrap();
    assert_eq!(checked(&[&bad, "没有.docx", "--junit", xml]).0, Some(2));
    let text = fs::read_to_string(xml).unwrap();
    assert!(
        text.contains("<failure type=\"sum-differs\"") && text.contains("<error type=\"file-not-found\""),
        "{text}"
    );
    assert_eq!(checked(&[&bad, "--junit", xml]).0, Some(2), "it is there already");
    assert_eq!(checked(&[&bad, "--junit", &bad, "--force"]).0, Some(2), "it is an input");
}

#[test]
fn the_samples_raise_no_false_alarm() {
    for name in ["lukou-2021", "qinghe-2023"] {
        let (_, text) = checked(&[sample(&format!("{name}/report.json")).to_str().unwrap()]);
        for code in ["sum-differs", "figure-inconsistent", "figures-shifted", "rule-broken", "regulations-beyond-level"]
        {
            assert!(!text.contains(&format!("[{code}]")), "{name}: {text}");
        }
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let listed = String::from_utf8(nianbao(&["explain"]).stdout).unwrap();
    assert!(listed.contains("carry-over\t警告\t2021 2019\t上年结转等于"), "{listed}");
    let explained = String::from_utf8(nianbao(&["explain", "balance", "--lang", "en"]).stdout).unwrap();
    assert!(explained.starts_with("balance (error)\t2021 2019\t第一项加第二项之和"), "{explained}");
}
