//! `nianbao list`: many reports in one table, which reads back as it was.

use crate::support::{nianbao, said, sample};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A sample's report as another body's, changed, as JSON.
fn report(folder: &Path, name: &str, organ: &str, change: impl Fn(&mut Value)) -> PathBuf {
    let text = fs::read_to_string(sample("qinghe-2023/report.json")).unwrap();
    let mut report: Value = serde_json::from_str(&text).unwrap();
    report["organ"] = organ.into();
    change(&mut report);
    let path = folder.join(name);
    fs::write(&path, report.to_string()).unwrap();
    path
}

/// Reports with all that a figure may be, in a folder.
fn reports(folder: &Path) -> PathBuf {
    let units = folder.join("各单位");
    fs::create_dir(&units).unwrap();
    report(&units, "a.json", "清河市民政局", |report| {
        let disclosure = &mut report["statistics"]["disclosure"];
        disclosure["licences"] = serde_json::json!({ "raw": "" });
        disclosure["penalties"] = serde_json::json!({ "raw": "/", "value": null });
        disclosure["coercive_measures"] = serde_json::json!({ "raw": "007", "value": 7 });
        // An amount in a unit that could not be told is no number.
        disclosure["fees"] = serde_json::json!({ "raw": "26.55", "value": null });
    });
    report(&units, "b,\"二\".json", "=清河市\n教育局,\"一\"", |report| {
        report["statistics"].as_object_mut().unwrap().shift_remove("disputes");
        let disputes = serde_json::json!({ "statistics": "disputes" });
        report["sections"].as_array_mut().unwrap().retain(|section| section["content"][0] != disputes);
    });
    let old = fs::read_to_string(sample("qinghe-2023/report.json")).unwrap();
    fs::write(units.join("c.json"), old).unwrap();
    units
}

fn run(args: &[&str]) -> (Option<i32>, String) {
    let run = nianbao(args);
    (run.status.code(), said(&run))
}

/// What each report of a list is, by converting it to JSON.
fn statistics(list: &Path, folder: &Path) -> Vec<(Value, Value, Value)> {
    let (code, said) = run(&["list", list.to_str().unwrap(), "--to", "csv", "-o", "-"]);
    assert!(code < Some(2), "{said}");
    let out = folder.join("again");
    let _ = fs::remove_dir_all(&out);
    let (code, said) =
        run(&["convert", list.to_str().unwrap(), "--to", "json", "--out-dir", out.to_str().unwrap(), "--force"]);
    assert!(code < Some(2), "{said}");
    let mut found: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| {
            let report: Value = serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
            (report["organ"].clone(), report["year"].clone(), report["statistics"].clone())
        })
        .collect();
    found.sort_by_key(|(organ, ..)| organ.to_string());
    found
}

#[test]
fn lists_read_back_as_they_were_in_either_shape_and_format() {
    let folder = tempfile::tempdir().unwrap();
    let units = reports(folder.path());
    let mut expected: Vec<_> = fs::read_dir(&units)
        .unwrap()
        .map(|entry| {
            let report: Value = serde_json::from_slice(&fs::read(entry.unwrap().path()).unwrap()).unwrap();
            (report["organ"].clone(), report["year"].clone(), report["statistics"].clone())
        })
        .collect();
    expected.sort_by_key(|(organ, ..)| organ.to_string());
    for shape in ["long", "wide"] {
        let formats = if cfg!(feature = "parquet") { ["csv", "xlsx", "parquet"].as_slice() } else { &["csv", "xlsx"] };
        for format in formats {
            let list = folder.path().join(format!("{shape}.{format}"));
            let (code, said) = run(&["list", units.to_str().unwrap(), "--shape", shape, "-o", list.to_str().unwrap()]);
            assert!(code < Some(2), "{said}");
            assert_eq!(statistics(&list, folder.path()), expected, "{shape} {format}");
        }
    }
}

#[test]
fn what_can_not_be_read_is_said_and_the_others_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let units = reports(folder.path());
    fs::write(units.join("bb.docx"), b"PK").unwrap();
    let list = folder.path().join("清单.csv");
    let args = |more: &[&str]| {
        let mut args = vec!["list", units.to_str().unwrap(), "-o", list.to_str().unwrap()];
        args.extend(more);
        run(&args)
    };
    let (code, said) = args(&[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("bb.docx") && said.contains("未完成 1 个"), "{said}");
    let text = fs::read_to_string(&list).unwrap();
    assert!(text.starts_with("\u{feff}序号,单位名称,年度,表式,来源文件,错误,警告,提示,disclosure.regulations.issued,"));
    assert!(text.contains("\"'=清河市\n教育局,\"\"一\"\"\",2023,2021,"), "no formula: {text}");
    assert!(text.lines().filter(|line| line.starts_with(['1', '2', '3', '4'])).count() == 3);
    let (code, said) = args(&[]);
    assert!(code == Some(2) && said.contains("[output-exists]"), "{said}");
    assert_eq!(args(&["--force"]).0, Some(2));
    assert_eq!(fs::read_to_string(&list).unwrap(), text, "the same inputs, the same bytes");
    let (code, said) = run(&["list", units.to_str().unwrap(), "-o", folder.path().join("清单.pdf").to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("[usage]"), "{said}");
}

#[test]
fn a_row_that_was_changed_gives_no_figure() {
    let folder = tempfile::tempdir().unwrap();
    let units = reports(folder.path());
    let list = folder.path().join("清单.csv");
    let (code, said) = run(&["list", units.to_str().unwrap(), "--shape", "long", "-o", list.to_str().unwrap()]);
    assert!(code < Some(2), "{said}");
    let text = fs::read_to_string(&list).unwrap();
    assert!(text.contains(",7,007,"), "{text}");
    fs::write(&list, text.replace(",7,007,", ",70,007,")).unwrap();
    let out = folder.path().join("out");
    let (code, said) = run(&["convert", list.to_str().unwrap(), "--to", "json", "--out-dir", out.to_str().unwrap()]);
    assert!(code == Some(1) && said.matches("[list-row-not-read]").count() == 1, "{said}");
    let report: Value = serde_json::from_slice(&fs::read(out.join("清河市民政局.json")).unwrap()).unwrap();
    assert!(report["statistics"]["disclosure"].get("coercive_measures").is_none());
}

#[test]
fn a_line_of_json_is_a_report_or_why_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let units = reports(folder.path());
    fs::write(units.join("bb.docx"), b"PK").unwrap();
    let mut paths: Vec<PathBuf> = fs::read_dir(&units).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.reverse();
    let list = folder.path().join("路径.txt");
    let nul: Vec<String> = paths.iter().map(|path| path.to_str().unwrap().to_owned()).collect();
    let lines = |list: &str, more: &[&str]| {
        fs::write(folder.path().join("路径.txt"), list).unwrap();
        let path = folder.path().join("路径.txt");
        let mut args = vec!["list", "--paths-from", path.to_str().unwrap(), "--to", "jsonl", "-o", "-"];
        args.extend(more);
        let run = nianbao(&args);
        assert_eq!(run.status.code(), Some(2), "{}", said(&run));
        let text = String::from_utf8(run.stdout).unwrap();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (text, lines)
    };
    let (text, found) = lines(&nul.join("\0"), &[]);
    assert_eq!(lines(&nul.join("\n"), &["--jobs", "1"]).0, text, "however many are worked on at once");
    let sources: Vec<&str> = found.iter().map(|line| line["source"].as_str().unwrap()).collect();
    assert_eq!(sources, nul, "in the order of the inputs");
    for line in &found {
        match line["source"].as_str().unwrap().ends_with("bb.docx") {
            true => assert_eq!((&line["error"]["code"], line.get("report")), (&"damaged-package".into(), None)),
            false => {
                let bytes = fs::read(line["source"].as_str().unwrap()).unwrap();
                let report: Value = serde_json::from_slice(&bytes).unwrap();
                assert_eq!(line["report"]["statistics"], report["statistics"]);
                assert!(line["findings"].as_array().unwrap().iter().all(|finding| finding["code"].is_string()));
            }
        }
    }
    let (code, said) =
        run(&["list", "--paths-from", list.to_str().unwrap(), "--to", "jsonl", "--shape", "long", "-o", "-"]);
    assert!(code == Some(2) && said.contains("[usage]"), "{said}");
    fs::write(&list, "\n").unwrap();
    let (code, said) = run(&["list", "--paths-from", list.to_str().unwrap(), "-o", "-", "--to", "csv"]);
    assert!(code == Some(2) && said.contains("[nothing-to-read]"), "{said}");
}

/// What `convert` writes a line of, from paths on standard input: each line is in the schema, its parts in theirs.
#[test]
fn many_are_converted_to_lines() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let units = reports(folder.path());
    fs::write(units.join("bb.docx"), b"PK").unwrap();
    let listed = "单位名称,年度,行政许可\n清河市民政局,2023,1\n清河市教育局,2023,2\n";
    fs::write(units.join("清单.csv"), listed).unwrap();
    let mut paths: Vec<String> =
        fs::read_dir(&units).unwrap().map(|entry| entry.unwrap().path().to_str().unwrap().to_owned()).collect();
    paths.sort();
    let piped = |args: &[&str]| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(args)
            .args(["--paths-from", "-", "-o", "-", "-q"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        run.stdin.take().unwrap().write_all(paths.join("\0").as_bytes()).unwrap();
        let done = run.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(2), "{}", said(&done));
        String::from_utf8(done.stdout).unwrap()
    };
    let lines = piped(&["convert", "--to", "jsonl"]);
    assert_eq!(piped(&["list", "--to", "jsonl", "--jobs", "1"]), lines, "the same, however it is asked for");
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    for command in ["convert", "list"] {
        let unordered = piped(&[command, "--to", "jsonl", "--unordered"]);
        assert_eq!(sorted(&unordered), sorted(&lines), "the same lines");
    }
    let schema = |of: &str| {
        let text = String::from_utf8(nianbao(&["schema", of]).stdout).unwrap();
        jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
    };
    let (line_schema, report_schema, message_schema) = (schema("lines"), schema("report"), schema("messages"));
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), paths.len() + 1, "two of the list");
    for line in &lines {
        assert!(line_schema.is_valid(line), "{line:#}");
        assert!(line.get("report").is_none_or(|report| report_schema.is_valid(report)), "{line:#}");
        let messages = line["findings"].as_array().unwrap().iter().chain(line.get("error"));
        messages.for_each(|message| assert!(message_schema.is_valid(message), "{message:#}"));
    }
    assert!(
        !line_schema.is_valid(&serde_json::json!({ "source": "a.docx", "findings": [] })),
        "neither report nor error"
    );

    // Figures of a workbook go into them, too; a file of that name asks for the same.
    let out = folder.path().join("年报.jsonl");
    let (draft, figures) = (sample("lukou-2021/draft.docx"), sample("lukou-2021/figures.xlsx"));
    let (draft, figures) = (draft.to_str().unwrap(), figures.to_str().unwrap());
    let (code, text) = run(&["convert", draft, "--tables", figures, "--fill", "-o", out.to_str().unwrap()]);
    assert!(code < Some(2), "{text}");
    let line: Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    let json = folder.path().join("一份.json");
    run(&["convert", draft, "--tables", figures, "--fill", "-o", json.to_str().unwrap()]);
    assert_eq!(line["report"], serde_json::from_slice::<Value>(&fs::read(json).unwrap()).unwrap());
    for more in [
        &["-o", "-", "--page", "1"][..],
        &["-o", "-", "--fragment"],
        &["-o", "-", "--last-year", draft],
        &["-o", "-", "--skip-existing"],
        &["--out-dir", "年报"],
        &[],
    ] {
        let (code, said) = run(&[&["convert", draft, "--to", "jsonl"], more].concat());
        assert!(code == Some(2) && said.contains("[usage]"), "{more:?}: {said}");
    }
    for args in [
        &["convert", draft, "--to", "json", "-o", "-", "--unordered"][..],
        &["list", draft, "--to", "csv", "-o", "-", "--unordered"],
    ] {
        let (code, said) = run(args);
        assert!(code == Some(2) && said.contains("[usage]"), "{args:?}: {said}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let units = folder.path();
    for number in 0..60 {
        fs::copy(sample("qinghe-2023/report.json"), units.join(format!("c{number}.json"))).unwrap();
    }
    let mut run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["list", units.to_str().unwrap(), "--to", "jsonl", "-o", "-", "-q"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    run.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let done = run.wait_with_output().unwrap();
    assert!(done.status.code() < Some(2) && said(&done).is_empty(), "{:?} {}", done.status, said(&done));
}

#[test]
fn what_was_read_before_an_interruption_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let units = reports(folder.path());
    let state = folder.path().join("进度");
    for (format, more) in [("csv", &["--shape", "long"][..]), ("xlsx", &[]), ("jsonl", &[])] {
        let _ = fs::remove_file(&state);
        let output = folder.path().join(format!("清单.{format}"));
        let list = |more: &[&str]| {
            let mut args = vec!["list", units.to_str().unwrap(), "-o", output.to_str().unwrap(), "--force"];
            args.extend(more);
            let (code, said) = run(&args);
            (code, said, fs::read(&output).unwrap())
        };
        let (code, all, whole) = list(more);
        let resuming: Vec<&str> = more.iter().copied().chain(["--resume", state.to_str().unwrap()]).collect();
        assert_eq!(list(&resuming).2, whole, "{format}");
        // Interrupted in the middle of the second input.
        let kept = fs::read_to_string(&state).unwrap();
        let second = kept.match_indices('\n').nth(1).unwrap().0;
        fs::write(&state, &kept[..second + 40]).unwrap();
        let (again, said, bytes) = list(&resuming);
        assert_eq!((again, bytes), (code, whole), "{format}");
        assert!(all.contains("[signed-by-other]"), "{all}");
        assert_eq!(said.matches("[signed-by-other]").count(), 1, "the first is not read again: {said}");
        assert!(said.contains("2 个警告"), "what it said counts: {said}");
        let (_, said, _) = list(&resuming);
        assert_eq!(said.matches("[signed-by-other]").count(), 0, "{said}");
        assert_eq!(fs::read_to_string(&state).unwrap().lines().count(), 4);
    }
}

#[test]
fn figures_that_have_changed_by_a_factor_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let (before, now) = (folder.path().join("2022"), folder.path().join("2023"));
    fs::create_dir(&before).unwrap();
    fs::create_dir(&now).unwrap();
    for (name, organ, licences) in [("a.json", "清河市民政局", 40), ("b.json", "清河市教育局", 25)] {
        report(&before, name, organ, |report| {
            report["year"] = 2022.into();
            report["statistics"]["disclosure"]["licences"] = 10.into();
        });
        report(&now, name, organ, |report| report["statistics"]["disclosure"]["licences"] = licences.into());
    }
    let table = folder.path().join("变化.csv");
    let check = |more: &[&str]| {
        let mut args = vec!["check", now.to_str().unwrap(), "--last-year", before.to_str().unwrap(), "--force"];
        args.extend(["--changes", table.to_str().unwrap()]);
        args.extend(more);
        let (code, said) = run(&args);
        assert!(code < Some(2), "{said}");
        let text = fs::read_to_string(&table).unwrap();
        text.lines().skip(1).map(|line| line.rsplit_once(',').unwrap().0.to_owned()).collect::<Vec<_>>()
    };
    let row = |organ: &str, now: u32, factor: &str| {
        format!(
            "清河市{organ}局,2023,2021,主动公开政府信息情况,disclosure.licences,行政许可 / 本年处理决定数量,10,{now},{factor}"
        )
    };
    assert_eq!(check(&["--factor", "4"]), [row("民政", 40, "4")]);
    assert_eq!(check(&[]), [row("民政", 40, "4"), row("教育", 25, "2.5")]);
    let (code, said) = run(&["check", now.to_str().unwrap(), "--changes", table.to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("--last-year"), "{said}");
}

/// More cells than the tables of a workbook may have, for it is read row by row.
#[test]
fn a_long_workbook_reads_back_whole() {
    const COUNT: usize = 330;
    let folder = tempfile::tempdir().unwrap();
    let paths = ["一.csv", "二.xlsx", "三.csv"].map(|name| folder.path().join(name));
    let units = folder.path().join("各单位");
    fs::create_dir(&units).unwrap();
    report(&units, "a.json", "清河市民政局", |_| {});
    let [first, long, again] = paths.each_ref().map(|path| path.to_str().unwrap());
    run(&["list", units.to_str().unwrap(), "-o", first]);
    let text = fs::read_to_string(first).unwrap();
    let (head, row) = text.split_once("\r\n").unwrap();
    let row = row.trim_end().strip_prefix("1,").unwrap();
    let rows: String =
        (1..=COUNT).map(|number| format!("{number},{}\r\n", row.replace("民政局", &format!("第{number}局")))).collect();
    fs::write(first, format!("{head}\r\n{rows}")).unwrap();
    let (code, said) = run(&["list", first, "--shape", "long", "-o", long]);
    assert!(code < Some(2), "{said}");
    let (code, said) = run(&["list", long, "-o", again]);
    assert!(code < Some(2), "{said}");
    let (first, again) = (fs::read_to_string(first).unwrap(), fs::read_to_string(again).unwrap());
    let figures = |text: &str| {
        text.lines()
            .map(|line| {
                line.split(',').enumerate().filter(|(n, _)| !(4..8).contains(n)).map(|(_, f)| f.to_owned()).collect()
            })
            .collect::<Vec<Vec<String>>>()
    };
    assert_eq!(again.lines().count(), COUNT + 1);
    assert!(figures(&first) == figures(&again));
}

/// A list that someone has worked on (a hidden row, a merged cell) is read as a whole, by the same contract.
#[test]
fn a_list_that_is_no_plain_table_is_read_as_one_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (units, list) = (reports(folder.path()), folder.path().join("清单.xlsx"));
    run(&["list", units.to_str().unwrap(), "-o", list.to_str().unwrap()]);
    let expected = statistics(&list, folder.path());
    for (from, to) in [
        ("</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A9:A9\"/></mergeCells>"),
        ("<row r=\"2\"", "<row hidden=\"1\" r=\"2\""),
        ("<sheetData>", "<sheetData><!-- -->"),
    ] {
        let changed = folder.path().join("改.xlsx");
        let bytes = crate::support::repacked(&fs::read(&list).unwrap(), |name, part| match name {
            "xl/worksheets/sheet1.xml" => {
                let text = String::from_utf8(part).unwrap();
                assert!(text.contains(from), "{from}");
                text.replacen(from, to, 1).into_bytes()
            }
            _ => part,
        });
        fs::write(&changed, bytes).unwrap();
        assert_eq!(statistics(&changed, folder.path()), expected, "{to}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn a_file_of_parquet_that_is_no_list_is_refused() {
    use nianbao::list::Field;
    let table = |rows: &[[&str; 2]]| {
        let mut list = nianbao::write::parquet::ParquetList::default();
        rows.iter().for_each(|row| list.row(&row.map(Field::text)).unwrap());
        list.finish()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("清单.parquet");
    for (bytes, wanted) in [
        (b"PAR1PAR1".to_vec(), "[parquet-broken]"),
        (table(&[["甲", "乙"], ["1", "2"]]), "甲、乙 [parquet-not-a-list]"),
    ] {
        fs::write(&path, bytes).unwrap();
        let (code, said) = run(&["convert", path.to_str().unwrap(), "--to", "json", "-o", "-"]);
        assert!(code == Some(2) && said.contains(wanted), "{code:?} {said}");
    }
}

#[test]
fn a_form_has_a_data_dictionary() {
    let printed = |args: &[&str]| {
        let run = nianbao(args);
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
        String::from_utf8(run.stdout).unwrap()
    };
    let csv = printed(&["forms", "2021", "--to", "csv"]);
    let row = "2021,disclosure,主动公开政府信息情况,disclosure.regulations.issued,";
    assert!(csv.lines().any(|line| line.starts_with(row)), "{csv}");
    let json: Value = serde_json::from_str(&printed(&["forms", "2019", "--to", "json"])).unwrap();
    assert_eq!(json["form"], "2019");
    assert!(printed(&["forms", "2021", "--to", "md"]).starts_with("# 政府信息公开工作年度报告格式（2021年）"));
    assert_eq!(nianbao(&["forms", "--to", "csv"]).status.code(), Some(2));
}
