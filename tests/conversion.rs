//! Whole conversions as a user of the library asks for them: each from one call, with findings that name their file.

use crate::support::{nianbao, options, sample, sample_bytes};
use nianbao::convert::{Conversion, Options, Source, Tables, published_names, unit_names};
use nianbao::finding::Finding;
use nianbao::format::{FORMATS, Format};
use nianbao::merge::Replace;
use nianbao::report::{Count, Report, load, save};
use sha2::{Digest, Sha256};
use std::fs;
use std::ops::ControlFlow;

/// The findings of a conversion, one step after another.
#[derive(Default)]
struct Steps(Vec<Vec<Finding>>);

impl Extend<Finding> for Steps {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, step: I) {
        self.0.push(step.into_iter().collect());
    }
}

fn source(path: &str) -> Source {
    Source::named(path, sample_bytes(path)).unwrap()
}

fn tables(path: &str, options: &Options) -> Tables {
    Tables::read(source(path), options).unwrap().value
}

/// The sample's report with a total that is wrong.
fn wrong(options: &Options) -> Source {
    let mut report = load(&String::from_utf8(sample_bytes("lukou-2021/report.json")).unwrap(), &options.forms).unwrap();
    report.statistics["applications"].cells["received.total"] = Count::of(999);
    Source::new("wrong.json", save(&report, &options.forms).into_bytes(), Format::Json)
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::code).collect()
}

fn files_named(findings: &[Finding]) -> Vec<&str> {
    let mut named: Vec<&str> =
        findings.iter().map(|finding| finding.location().file.as_deref().unwrap_or("?")).collect();
    named.dedup();
    named
}

#[test]
fn a_wrong_total_that_the_tables_put_right_is_not_wrong() {
    let options = options();
    let mut said = Vec::new();
    let alone = Conversion::new(&options).report(&wrong(&options), &mut said).unwrap();
    assert_eq!(alone.statistics["applications"].cells["received.total"], Count::of(999));
    assert!(codes(&said).iter().any(|code| code.ends_with("-differs")), "{said:?}");
    said.clear();
    let tables = tables("lukou-2021/figures.xlsx", &options);
    let files = Conversion::new(&options).with_tables(&tables).convert(&wrong(&options), Format::Json, &mut said);
    assert_eq!(files.unwrap().into_only().unwrap(), sample_bytes("lukou-2021/report.json"));
    assert_eq!(codes(&said), ["label-differs", "figure-changed"], "{said:?}");
    assert_eq!(files_named(&said), ["lukou-2021/figures.xlsx"]);
}

#[test]
fn what_was_said_before_a_conversion_stopped_is_kept() {
    let options = options();
    let tables = tables("lukou-2021/figures.xlsx", &options).strict(true);
    let mut said = Vec::new();
    let error = Conversion::new(&options).with_tables(&tables).report(&wrong(&options), &mut said).unwrap_err();
    assert_eq!((error.code(), error.finding().location().file.as_deref()), ("figures-disagree", Some("wrong.json")));
    assert_eq!(codes(&said), ["label-differs", "figure-changed"]);
    // Where only blanks are filled the draft's figure stays.
    let tables = tables.strict(false).replacing(Replace::OnlyEmpty);
    said.clear();
    let kept = Conversion::new(&options).with_tables(&tables).report(&wrong(&options), &mut said).unwrap();
    assert_eq!(kept.statistics["applications"].cells["received.total"], Count::of(999));
    assert!(codes(&said).contains(&"figure-not-taken"), "{said:?}");
}

#[test]
fn tables_of_another_are_refused_unless_their_user_says_whose_they_are() {
    let options = options();
    let draft = source("lukou-2021/draft.docx");
    let tables = tables("qinghe-2023/draft.docx", &options);
    let error = Conversion::new(&options).with_tables(&tables).report(&draft, &mut Vec::new()).unwrap_err();
    assert_eq!(error.finding().location().file.as_deref(), Some("qinghe-2023/draft.docx"), "{error}");
    let of = tables.of("清河市民政局:2022".parse::<nianbao::merge::FiguresOf>().unwrap());
    let error = Conversion::new(&options).with_tables(&of).report(&draft, &mut Vec::new()).unwrap_err();
    assert_eq!(error.code(), "figures-said-otherwise");
}

#[test]
fn every_step_is_said_once_and_of_its_file() {
    let options = options();
    let tables = tables("lukou-2021/figures.xlsx", &options);
    let mut steps = Steps::default();
    let conversion = Conversion::new(&options).with_tables(&tables).with_fill(true);
    conversion.convert(&source("lukou-2021/draft.docx"), Format::Html, &mut steps).unwrap();
    // Reading, the tables read and taken, filling, checking, writing.
    assert_eq!(steps.0.len(), 6, "{steps:?}", steps = steps.0);
    let own = ["lukou-2021/draft.docx", "lukou-2021/figures.xlsx"];
    assert!(steps.0.iter().all(|step| files_named(step).iter().all(|file| own.contains(file))));
}

#[test]
fn placeholders_are_filled_where_that_is_asked_for() {
    let options = options();
    let mut report = Report::blank(options.forms.get("2021").unwrap(), "清河市民政局", 2021);
    report.statistics["applications"].cells["received.total"] = Count::of(122);
    report.title = Some("共{{applications.received.total}}件".to_owned());
    let draft = Source::new("draft.json", save(&report, &options.forms).into_bytes(), Format::Json);
    let of = |fills: bool| {
        let mut said = Vec::new();
        let report = Conversion::new(&options).with_fill(fills).report(&draft, &mut said).unwrap();
        (report.title.unwrap(), codes(&said).iter().any(|code| code.starts_with("placeholder")))
    };
    assert_eq!(of(true), ("共122件".to_owned(), false));
    assert_eq!(of(false), ("共{{applications.received.total}}件".to_owned(), true));
}

#[test]
fn a_publication_is_what_the_command_writes() {
    let options = options();
    let draft = sample("qinghe-2023/draft.docx").to_str().unwrap().to_owned();
    let source = Source::named(&draft, fs::read(&draft).unwrap()).unwrap();
    let files = Conversion::new(&options).publish(&source, &mut Vec::new()).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, published_names(&draft));
    let folder = tempfile::tempdir().unwrap();
    let run = nianbao(&["publish", &draft, "--out-dir", folder.path().to_str().unwrap()]);
    assert!(run.status.code() != Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    for file in &files {
        assert!(fs::read(folder.path().join(&file.name)).unwrap() == file.bytes, "{}", file.name);
    }
    let (manifest, others) = files.split_last().unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest.bytes).unwrap();
    assert_eq!(manifest["source"]["name"], "draft.docx");
    for (file, listed) in others.iter().zip(manifest["files"].as_array().unwrap()) {
        let sum: String = Sha256::digest(&file.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((&listed["name"], &listed["sha256"]), (&file.name.clone().into(), &sum.into()));
    }
}

#[test]
fn a_list_gives_a_report_for_each_unit_and_one_report_takes_its_own() {
    let options = options();
    let list = "清河市政府信息公开情况\n单位名称,年度,行政许可,一、本年新收政府信息公开申请数量/总计\n\
        株洲市生态环境局渌口分局,2021,12,122\n清河市民政局,2021,1,3\n清河市民政局,2022,2,4\n";
    let list = Source::new("list.csv", list.into(), Format::Csv);
    let conversion = Conversion::new(&options);
    let mut said = Vec::new();
    let units = conversion.reports(&list, &mut said).unwrap().into_reports();
    assert_eq!(unit_names(&units).unwrap(), ["株洲市生态环境局渌口分局", "清河市民政局2021", "清河市民政局2022"]);
    assert_eq!(files_named(&said), ["list.csv"]);
    assert_eq!(conversion.report(&list, &mut Vec::new()).unwrap_err().code(), "several-reports");
    let same = [units[1].clone(), units[1].clone()];
    assert_eq!(unit_names(&same).unwrap_err().code(), "outputs-collide");

    let mut taken = Vec::new();
    let all: Vec<&Report> = units.iter().collect();
    conversion.write_units(&all, Format::Json, |index, made| {
        taken.push((index, made.unwrap().value.into_only().unwrap()));
        if index == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let expected: Vec<(usize, Vec<u8>)> =
        units.iter().take(2).map(|unit| save(unit, &options.forms).into_bytes()).enumerate().collect();
    assert_eq!(taken, expected);

    let tables = Tables::read(list, &options).unwrap().value;
    let draft = source("lukou-2021/draft.docx");
    let report = Conversion::new(&options).with_tables(&tables).report(&draft, &mut said).unwrap();
    assert_eq!(report.statistics["disclosure"].cells["licences"], Count::of(12));
}

#[test]
fn every_format_that_is_written_gives_files_and_pictures_one_for_each_page() {
    let options = options();
    let draft = source("lukou-2021/draft.docx");
    for entry in FORMATS.iter().filter(|entry| entry.is_published() || entry.format == Format::Png) {
        let files = Conversion::new(&options).convert(&draft, entry.format, &mut Vec::new()).unwrap();
        let endings: Vec<String> = files.into_numbered().map(|(ending, _)| ending).collect();
        let expected = if entry.is_published() { vec![""] } else { vec!["-1", "-2", "-3", "-4", "-5"] };
        assert_eq!(endings, expected, "{}", entry.name);
    }
    let error = Conversion::new(&options).convert(&draft, Format::Csv, &mut Vec::new()).unwrap_err();
    assert_eq!((error.code(), error.finding().location().file.as_deref()), ("unwritable-format", Some(draft.name())));
}
