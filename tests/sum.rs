//! `nianbao merge`: reports in several formats added up, and held against a sum made here.

use crate::support::{nianbao, said, sample};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The figures of a report's JSON, by table and cell.
fn figures(path: &Path) -> Vec<(String, f64)> {
    fn below(value: &Value, id: &str, found: &mut Vec<(String, f64)>) {
        match value {
            Value::Object(parts) => parts.iter().for_each(|(name, part)| below(part, &format!("{id}.{name}"), found)),
            Value::Number(number) => found.push((id.to_owned(), number.as_f64().unwrap())),
            Value::String(text) => found.extend(text.parse().ok().map(|number| (id.to_owned(), number))),
            _ => {}
        }
    }
    let report: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut found = Vec::new();
    below(&report["statistics"], "", &mut found);
    found
}

/// A sample's report as another body's of 2023, in a format.
fn unit(folder: &Path, organ: &str, file: &str) {
    let text = fs::read_to_string(sample("qinghe-2023/report.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    let own = report["organ"].as_str().unwrap();
    let json = folder.join(format!("{organ}.json"));
    fs::write(&json, text.replace(own, organ)).unwrap();
    let output = folder.join(file);
    assert!(
        nianbao(&["convert", json.to_str().unwrap(), "-o", output.to_str().unwrap(), "-q", "--force"]).status.code()
            < Some(2)
    );
    if output != json {
        fs::remove_file(json).unwrap();
    }
}

#[test]
fn reports_in_any_formats_are_added_up_and_what_is_amiss_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let units = folder.path().join("各单位");
    fs::create_dir(&units).unwrap();
    for (organ, file) in [
        ("清河市民政局", "a.docx"),
        ("清河市教育局", "b.xlsx"),
        ("清河市财政局", "c.html"),
        ("东山镇人民政府", "d.pdf"),
    ] {
        unit(&units, organ, file);
    }
    let list = folder.path().join("名单.csv");
    fs::write(&list, "单位,层级\n清河市民政局,部门\n清河市教育局,部门\n清河市财政局,部门\n东山镇,乡镇\n西山镇,乡镇\n")
        .unwrap();
    let area = folder.path().join("汇总.json");
    let args = |more: &[&str]| {
        let mut args = vec![
            "merge",
            units.to_str().unwrap(),
            "--organ",
            "清河市人民政府",
            "-o",
            area.to_str().unwrap(),
            "--force",
        ];
        args.extend(more);
        nianbao(&args)
    };
    let detail = folder.path().join("明细.csv");
    let run = args(&["--units", list.to_str().unwrap(), "--list", detail.to_str().unwrap()]);
    let text = said(&run);
    assert_eq!(run.status.code(), Some(1), "{text}");
    assert_eq!(text.matches("[unit-").count(), 1, "{text}");
    assert!(text.contains("“西山镇”没有年报计入 [unit-missing]"), "{text}");
    let one = figures(&sample("qinghe-2023/report.json"));
    let four: Vec<(String, f64)> = one.into_iter().map(|(id, value)| (id, value * 4.0)).collect();
    let near = |(a, b): (&(String, f64), &(String, f64))| a.0 == b.0 && (a.1 - b.1).abs() < 1e-9;
    let found = figures(&area);
    assert!(found.len() == 200 && found.iter().zip(&four).all(near), "{found:?}");
    // The list reads back as the units' reports, its last line as none.
    let again = folder.path().join("再读");
    let run = nianbao(&["convert", detail.to_str().unwrap(), "--to", "json", "--out-dir", again.to_str().unwrap()]);
    assert!(run.status.code() < Some(2), "{}", said(&run));
    let mut read: Vec<_> = fs::read_dir(&again).unwrap().map(|entry| entry.unwrap().path()).collect();
    read.sort();
    assert_eq!(read.len(), 4, "{read:?}");
    let one = figures(&sample("qinghe-2023/report.json"));
    assert!(read.iter().all(|path| figures(path).iter().zip(&one).all(near)), "{}", said(&run));
    // What was guessed of a unit's figures is said, though it is added.
    let flat = folder.path().join("flat.txt");
    fs::copy(sample("lukou-2021/web.txt"), &flat).unwrap();
    let other = folder.path().join("other.json");
    let run = nianbao(&["merge", flat.to_str().unwrap(), "--organ", "株洲市人民政府", "-o", other.to_str().unwrap()]);
    assert!(said(&run).contains("[table-recovered-from-text]"), "{}", said(&run));
    // One twice, and one that is no report: the others are added all the same.
    unit(&units, "清河市民政局", "e.htm");
    fs::write(units.join("f.docx"), b"PK").unwrap();
    let run = args(&[]);
    let text = said(&run);
    assert_eq!(run.status.code(), Some(2), "{text}");
    assert!(text.contains("[unit-twice]") && text.contains("f.docx"), "{text}");
    assert!(figures(&area).iter().zip(&four).all(near));
}

#[test]
fn what_can_not_be_added_up_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let area = folder.path().join("汇总.json");
    let report = sample("qinghe-2023/report.json");
    let merge = |organ: &str, more: &[&str]| {
        let mut args = vec!["merge", report.to_str().unwrap(), "--organ", organ, "-o", area.to_str().unwrap()];
        args.extend(more);
        let run = nianbao(&args);
        (run.status.code(), said(&run))
    };
    let own = "清河市人民政府";
    let workbook = sample("qinghe-2023/figures.xlsx");
    for (organ, more, code) in [
        (own, &["--year", "2019"][..], "[no-unit-added]"),
        (own, &["--units", workbook.to_str().unwrap()], "[not-text]"),
        (" ", &[], "[usage]"),
    ] {
        let (status, text) = merge(organ, more);
        assert!(status == Some(2) && text.contains(code), "{text}");
        assert!(!area.exists());
    }
}

#[test]
fn a_workbook_has_the_units_and_their_sums_as_formulas() {
    let folder = tempfile::tempdir().unwrap();
    let units = folder.path().join("各单位");
    fs::create_dir(&units).unwrap();
    for (organ, file) in [("清河市民政局", "a.json"), ("清河市教育局", "b.json"), ("东山镇人民政府", "c.json")]
    {
        unit(&units, organ, file);
    }
    // A figure in words of its own counts, one that is none does not.
    let text = fs::read_to_string(units.join("a.json")).unwrap();
    let mut report: Value = serde_json::from_str(&text).unwrap();
    let disclosure = &mut report["statistics"]["disclosure"];
    disclosure["licences"] = serde_json::json!({ "raw": "12件", "value": 12 });
    disclosure["penalties"] = serde_json::json!({ "raw": "/", "value": null });
    fs::write(units.join("a.json"), report.to_string()).unwrap();
    let names = folder.path().join("名单.csv");
    fs::write(&names, "单位,层级\n清河市民政局,部门\n清河市教育局,部门\n东山镇,\"乡镇*\"\n").unwrap();
    let (json, own, area) =
        (folder.path().join("a.json"), folder.path().join("own.json"), folder.path().join("汇总.xlsx"));
    let merge = |output: &Path, more: &[&str]| {
        let mut args = vec!["merge", units.to_str().unwrap(), "--organ", "清河市人民政府", "--force", "-o"];
        args.push(output.to_str().unwrap());
        args.extend(more);
        nianbao(&args)
    };
    assert!(merge(&json, &[]).status.code() < Some(2));
    let mut sums: Value = serde_json::from_slice(&fs::read(&json).unwrap()).unwrap();
    let licences = sums["statistics"]["disclosure"]["licences"].as_i64().unwrap();
    sums["statistics"]["disclosure"]["licences"] = (licences + 5).into();
    fs::write(&own, sums.to_string()).unwrap();
    let state = folder.path().join("进度");
    let more =
        ["--units", names.to_str().unwrap(), "--own", own.to_str().unwrap(), "--resume", state.to_str().unwrap()];
    let run = merge(&area, &more);
    let text = said(&run);
    assert!(run.status.code() < Some(2), "{text}");
    assert!(text.matches("[own-differs]").count() == 1 && text.contains("差 5 [own-differs]"), "{text}");
    let whole = fs::read(&area).unwrap();
    assert!(merge(&area, &more).status.code() < Some(2));
    assert!(fs::read(&area).unwrap() == whole, "resumed, the same bytes");
    // Read back, the workbook states what the area's report does, and the sheet of units is no list.
    let again = folder.path().join("again.json");
    let run = nianbao(&["convert", area.to_str().unwrap(), "-o", again.to_str().unwrap()]);
    assert!(run.status.code() < Some(2) && !said(&run).contains("[list-"), "{}", said(&run));
    assert_eq!(figures(&again), figures(&json));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let table = part("xl/worksheets/sheet1.xml");
    assert!(table.contains("<f>'各单位'!$G$4</f>"), "the tables are formulas over the units");
    assert!(table.contains("location=\"'各单位'!G4\""), "and lead to them");
    assert_eq!(table.matches("<f>'各单位'!").count(), table.matches("location=\"'各单位'!").count());
    let sheet = part("xl/worksheets/sheet4.xml");
    for formula in ["SUM($G$9:$G$11)", "SUMPRODUCT(EXACT($B$9:$B$11,$B$5)*1,$G$9:$G$11)", "ROUND($G$7-$G$4,6)"] {
        assert!(sheet.contains(formula), "{formula}: {}", &sheet[..4000]);
    }
    // Without a list of levels each of several folders is one.
    let towns = folder.path().join("乡镇");
    fs::create_dir(&towns).unwrap();
    fs::rename(units.join("c.json"), towns.join("c.json")).unwrap();
    assert!(merge(&area, &[towns.to_str().unwrap()]).status.code() < Some(2));
    let folders =
        String::from_utf8(nianbao(&["convert", area.to_str().unwrap(), "-o", "-", "--to", "json", "-q"]).stdout);
    assert!(folders.unwrap().contains("清河市人民政府"));
    let mut zip = zip::ZipArchive::new(fs::File::open(&area).unwrap()).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("xl/worksheets/sheet4.xml").unwrap(), &mut sheet).unwrap();
    assert_eq!(sheet.matches("SUMPRODUCT(EXACT($B$7:$B$9,$B$5)*1,$G$7:$G$9)").count(), 1, "two levels above the units");
    fs::rename(towns.join("c.json"), units.join("c.json")).unwrap();
    let other = merge(&area, &["--own", units.join("b.json").to_str().unwrap()]);
    assert!(other.status.code() == Some(2) && said(&other).contains("[other-organ]"), "{}", said(&other));
}
