//! The server as programs and browsers meet it: over a real connection.

mod client;
mod desk;

use crate::support::{REPORTS, nianbao, root, sample, sample_bytes};
use client::{Answer, Server, form, limits, post, server};
use jsonschema::Validator;
use nianbao::serve::{Limits, ROUTES};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

/// One for all that change nothing of it.
static SERVER: LazyLock<Server> = LazyLock::new(|| server(limits(), None));

fn openapi() -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join("templates/schema/openapi-1.json")).unwrap()).unwrap()
}

/// A schema of the document, with the others it names.
fn validator(name: &str) -> Validator {
    let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": openapi()["components"] });
    jsonschema::validator_for(&schema).unwrap()
}

/// What the command line makes of a sample, with these options, in a folder where the sample stands.
fn by_command(arguments: &[&str]) -> (Vec<u8>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(arguments)
        .current_dir(sample("qinghe-2023"))
        .output()
        .unwrap();
    (run.stdout, String::from_utf8(run.stderr).unwrap())
}

/// The problem that an answer is, held against its schema.
fn problem(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{answer:?}");
    let problem = answer.json();
    let faults: Vec<String> = validator("Problem").iter_errors(&problem).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new(), "{problem:#}");
    assert_eq!(problem["status"], answer.status);
    assert_eq!(problem["request"].as_str(), answer.header("x-request-id"));
    problem
}

fn refused(answer: &Answer) -> (u16, String) {
    (answer.status, problem(answer)["code"].as_str().unwrap().to_owned())
}

fn is(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn every_route_is_in_the_document_and_the_other_way_round() {
    let document = openapi();
    assert_eq!(SERVER.get("/v1/openapi.json").json(), document);
    let methods = |(path, item): (&String, &Value)| {
        item.as_object().unwrap().keys().map(|method| (method.clone(), path.clone())).collect::<Vec<_>>()
    };
    let documented: BTreeSet<(String, String)> =
        document["paths"].as_object().unwrap().iter().flat_map(methods).collect();
    let routed: BTreeSet<(String, String)> =
        ROUTES.iter().map(|(method, path)| (method.to_string(), path.to_string())).collect();
    assert_eq!(documented, routed);
    for (method, path) in ROUTES {
        let path = path.replace("{id}", "2021");
        let other = if *method == "get" { "POST" } else { "GET" };
        let answer = SERVER.ask(&method.to_uppercase(), &path, &[], b"");
        assert!(![404, 405, 500].contains(&answer.status), "{method} {path}: {answer:?}");
        assert_eq!(refused(&SERVER.ask(other, &path, &[], b"")), is(405, "method-unfit"), "{other} {path}");
    }
    for path in ["/v2/convert", "/v1", "/desk/work", "/", "/../etc/passwd", "/v1/forms/1999"] {
        assert_eq!(refused(&SERVER.get(path)), is(404, "address-unknown"), "{path}");
    }
}

/// 清河市人民政府办公室:2023.
const FIGURES_OF: &str =
    "%E6%B8%85%E6%B2%B3%E5%B8%82%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C%E5%8A%9E%E5%85%AC%E5%AE%A4:2023";

/// Every parameter and status that handlers know is one of the document.
#[test]
fn every_parameter_of_the_document_is_taken_and_no_other() {
    let document = openapi();
    let draft = sample_bytes("qinghe-2023/draft.docx");
    let figures = sample_bytes("qinghe-2023/figures.xlsx");
    let with_tables = form(&[("draft", "draft.docx", &draft), ("tables", "figures.xlsx", &figures)]);
    for (path, operation) in [("/v1/convert", "to=json"), ("/v1/check", "")] {
        let parameters = document["paths"][path]["post"]["parameters"].as_array().unwrap();
        let names = parameters.iter().map(|parameter| parameter["$ref"].as_str().unwrap().rsplit('/').next().unwrap());
        for name in names.filter(|name| *name != "to") {
            let schema = &document["components"]["parameters"][name]["schema"];
            let value = match (schema["type"].as_str(), schema["enum"].as_array()) {
                (Some("boolean"), _) => "true",
                (Some("integer"), _) => "100",
                (_, Some(values)) if name == "style" => values[0].as_str().unwrap(),
                (_, Some(values)) => values.last().unwrap().as_str().unwrap(),
                _ if name == "figures_of" => FIGURES_OF,
                _ => "zh",
            };
            let (operation, value) = match name {
                "page" => ("to=png", "1"),
                "dpi" => ("to=png&page=1", "60"),
                "fragment" => ("to=html", "true"),
                "charts" => ("to=pdf", "true"),
                "answer" if path == "/v1/check" => ("annotate=true", "json"),
                "from" => (operation, "docx"),
                // The draft and its tables say what they say: here only whether the parameter is known.
                "strict" => (operation, "false"),
                _ => (operation, value),
            };
            let answer = match ["tables_only_empty", "strict", "figures_of"].contains(&name) {
                true => SERVER.post(
                    &format!("{path}?{operation}&{name}={value}"),
                    &[with_tables.header()],
                    &with_tables.body,
                ),
                false => SERVER.post(&format!("{path}?{operation}&{name}={value}"), &[], &draft),
            };
            assert_eq!(answer.status, 200, "{path} {name}: {}", answer.text());
        }
        let documented: BTreeSet<&str> = parameters
            .iter()
            .map(|parameter| parameter["$ref"].as_str().unwrap().rsplit('/').next().unwrap())
            .collect();
        let others = [
            "colour=red",
            "organ=a",
            "year=2023",
            "to=pdf",
            "style=gongwen",
            "pdf=a2a",
            "page=1",
            "dpi=60",
            "fragment=true",
            "charts=true",
            "annotate=true",
            "sheet=pdf",
        ];
        for other in others.iter().filter(|other| !documented.contains(other.split('=').next().unwrap())) {
            let answer = SERVER.post(&format!("{path}?{operation}&{other}"), &[], &draft);
            assert_eq!(refused(&answer), is(400, "parameter-unfit"), "{path} {other}");
        }
        // What is said of tables is said of some that are there.
        for of_tables in ["tables_only_empty=true", "strict=true", "figures_of=a:2023"] {
            let answer = SERVER.post(&format!("{path}?{operation}&{of_tables}"), &[], &draft);
            assert_eq!(refused(&answer), is(400, "parameter-unfit"), "{path} {of_tables}");
        }
    }
    for query in ["answer=json", "annotate=true&sheet=pdf"] {
        let answer = SERVER.post(&format!("/v1/check?{query}"), &[], &draft);
        assert_eq!(refused(&answer), is(400, "parameter-unfit"), "{query}");
    }
    assert_eq!(refused(&SERVER.post("/v1/check?sheet=json", &[], &draft)), is(422, "usage"));
}

/// Every file of a form that the document knows is taken, and what goes with another address only is refused.
#[test]
fn every_file_of_the_document_is_taken_and_no_other() {
    let document = openapi();
    let report = sample_bytes("qinghe-2023/report.json");
    let own = String::from_utf8(report.clone()).unwrap().replace("清河市人民政府办公室", "清河市人民政府");
    let toml = |path: &str| std::fs::read(root().join("templates").join(path)).unwrap();
    let organ = "%E6%B8%85%E6%B2%B3%E5%B8%82%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C";
    let files = [
        ("draft", "report.json", report.clone()),
        ("units", "report.json", report.clone()),
        ("own", "own.json", own.into_bytes()),
        ("last_year", "last.json", sample_bytes("lukou-2021/report.json")),
        ("tables", "figures.xlsx", sample_bytes("qinghe-2023/figures.xlsx")),
        ("list", "list.txt", "清河市民政局\n".as_bytes().to_vec()),
        ("form", "2021.toml", toml("forms/2021.toml")),
        ("style", "style.toml", toml("styles/gongwen.toml")),
        ("reference_doc", "template.docx", sample_bytes("qinghe-2023/draft.docx")),
        (
            "profile",
            "profile.toml",
            b"[[rules]]\nrule = \"in-force\"\nseverity = \"silent\"\nreason = \"a\"\n".to_vec(),
        ),
    ];
    for (path, query, needed) in [
        ("/v1/convert", "to=docx".to_owned(), "draft"),
        ("/v1/check", String::new(), "draft"),
        ("/v1/merge", format!("to=docx&organ={organ}"), "units"),
    ] {
        let content = &document["paths"][path]["post"]["requestBody"]["content"]["multipart/form-data"];
        let documented = content["schema"]["properties"].as_object().unwrap();
        for field in documented.keys() {
            assert!(files.iter().any(|(known, ..)| known == field), "{path} {field} is not tried");
        }
        for (field, name, bytes) in &files {
            let mut parts = vec![(*field, *name, &bytes[..])];
            if *field != needed {
                parts.push((needed, "report.json", &report));
            }
            let query = match *field {
                "last_year" if path == "/v1/convert" => "to=xlsx",
                _ => &query,
            };
            let parts = form(&parts);
            let answer = SERVER.post(&format!("{path}?{query}"), &[parts.header()], &parts.body);
            match documented.contains_key(*field) {
                true => assert_eq!(answer.status, 200, "{path} {field}: {}", answer.text()),
                false => assert_eq!(refused(&answer), is(400, "parameter-unfit"), "{path} {field}"),
            }
        }
    }
    // What a file is for is asked for.
    for (field, name, bytes, query) in [
        ("last_year", "last.json", &report[..], "to=pdf"),
        ("reference_doc", "a.docx", b"PK\x03\x04", "to=pdf"),
        ("reference_doc", "a.docx", b"PK\x03\x04", "to=docx"),
        ("style", "a.toml", b"colour = 1", "to=pdf"),
        ("form", "a.toml", b"\xFF", "to=pdf"),
    ] {
        let parts = form(&[("draft", "report.json", &report), (field, name, bytes)]);
        let answer = SERVER.post(&format!("/v1/convert?{query}"), &[parts.header()], &parts.body);
        assert_eq!(refused(&answer).0, 422, "{field} {query}: {}", answer.text());
    }
    let parts = form(&[("draft", "report.json", &report), ("style", "a.toml", &toml("styles/gongwen.toml"))]);
    let twice = SERVER.post("/v1/convert?to=pdf&style=gongwen", &[parts.header()], &parts.body);
    assert_eq!(refused(&twice), is(400, "parameter-unfit"));
}

#[test]
fn a_conversion_is_byte_for_byte_that_of_the_command_line() {
    let draft = sample_bytes("qinghe-2023/draft.docx");
    for (query, arguments) in [
        ("to=docx", &["--to", "docx"][..]),
        ("to=xlsx", &["--to", "xlsx"]),
        ("to=pdf", &["--to", "pdf"]),
        ("to=html", &["--to", "html"]),
        ("to=html&fragment=true", &["--to", "html", "--fragment"]),
        ("to=md", &["--to", "md"]),
        ("to=json", &["--to", "json"]),
        ("to=png&page=2&dpi=60", &["--to", "png", "--page", "2", "--dpi", "60"]),
        ("to=pdf&style=web-print", &["--to", "pdf", "--style", "web-print"]),
        ("to=pdf&pdf=a2a", &["--to", "pdf", "--pdf", "a2a"]),
        ("to=json&track_changes=reject&ocr_layer=true", &["--to", "json", "--track-changes", "reject", "--ocr-layer"]),
    ] {
        let (expected, _) = by_command(&[&["convert", "draft.docx", "-o", "-"], arguments].concat());
        assert!(!expected.is_empty(), "{query}");
        let raw = SERVER.post(&format!("/v1/convert?{query}"), &[], &draft);
        assert_eq!(raw.status, 200, "{query}: {}", raw.text());
        assert!(raw.body == expected, "{query}: a body that is the file");
        let parts = form(&[("draft", "draft.docx", &draft)]);
        let answer = SERVER.post(&format!("/v1/convert?{query}"), &[parts.header()], &parts.body);
        assert!(answer.body == expected, "{query}: a form");
    }
}

#[test]
fn the_figures_of_a_workbook_go_into_the_draft_as_on_the_command_line() {
    let (draft, figures) = (sample_bytes("qinghe-2023/draft.docx"), sample_bytes("qinghe-2023/figures.xlsx"));
    let (expected, said) = by_command(&[
        "convert",
        "draft.docx",
        "--tables",
        "figures.xlsx",
        "--fill",
        "--to",
        "json",
        "-o",
        "-",
        "--messages",
        "json",
    ]);
    let parts = form(&[("tables", "figures.xlsx", &figures), ("draft", "draft.docx", &draft)]);
    let answer = SERVER.post("/v1/convert?to=json&fill=true&answer=json", &[parts.header()], &parts.body).json();
    let faults: Vec<String> = validator("Made").iter_errors(&answer).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    let base64 = answer["file"]["base64"].as_str().unwrap();
    assert!(base64 == base64_of(&expected) && answer["file"]["name"] == "draft.json");
    assert_eq!(answer["findings"].as_array().unwrap(), &lines(&said));
}

/// Files beside the draft do what they do on the command line.
#[test]
fn forms_styles_templates_and_last_year_are_taken_as_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let draft = sample_bytes("qinghe-2023/draft.docx");
    let style = std::fs::read_to_string(root().join("templates/styles/web-print.toml")).unwrap();
    let style = style.replace("size_pt = 9", "size_pt = 10");
    let template = sample_bytes("lukou-2021/draft.docx");
    let last_year = sample_bytes("lukou-2021/report.json");
    for (name, bytes) in
        [("draft.docx", &draft[..]), ("own.toml", style.as_bytes()), ("t.docx", &template), ("last.json", &last_year)]
    {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    for (query, part, arguments) in [
        ("to=pdf", ("style", "own.toml", style.as_bytes()), ["--to", "pdf", "--style", "own.toml"]),
        ("to=docx", ("reference_doc", "t.docx", &template[..]), ["--to", "docx", "--reference-doc", "t.docx"]),
        ("to=xlsx", ("last_year", "last.json", &last_year[..]), ["--to", "xlsx", "--last-year", "last.json"]),
    ] {
        let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args([&["convert", "draft.docx", "-o", "-"][..], &arguments].concat())
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(!run.stdout.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
        let parts = form(&[("draft", "draft.docx", &draft), part]);
        let answer = SERVER.post(&format!("/v1/convert?{query}"), &[parts.header()], &parts.body);
        assert!(answer.status == 200 && answer.body == run.stdout, "{query}: {}", answer.status);
    }
}

/// A profile rules what is found; a copy with comments and a sheet are those of the command line.
#[test]
fn what_a_review_writes_is_what_the_command_line_writes() {
    let folder = tempfile::tempdir().unwrap();
    let draft = sample_bytes("drafts/full-width.docx");
    let profile = "[[rules]]\nrule = \"aspects-not-covered\"\nseverity = \"silent\"\nreason = \"a\"\n";
    let last_year = sample_bytes("lukou-2021/report.json");
    for (name, bytes) in [("a.docx", &draft[..]), ("p.toml", profile.as_bytes()), ("last.json", &last_year)] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["check", "a.docx", "--profile", "p.toml", "--last-year", "last.json", "--messages", "json"])
        .args(["--annotate", "c.docx", "--sheet", "s.pdf"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let parts = form(&[
        ("draft", "a.docx", &draft),
        ("profile", "p.toml", profile.as_bytes()),
        ("last_year", "last.json", &last_year),
    ]);
    let ask = |query: &str| SERVER.post(&format!("/v1/check?{query}"), &[parts.header()], &parts.body);
    let expected = lines(&String::from_utf8(run.stderr).unwrap());
    assert!(!expected.is_empty());
    assert_eq!(ask("").json()["findings"].as_array().unwrap(), &expected);
    assert!(ask("annotate=true").body == std::fs::read(folder.path().join("c.docx")).unwrap());
    assert!(ask("sheet=pdf").body == std::fs::read(folder.path().join("s.pdf")).unwrap());
    let both = ask("sheet=html&answer=json").json();
    let faults: Vec<String> = validator("Made").iter_errors(&both).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty() && both["file"]["name"] == "a.html", "{faults:?}");
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// The findings among the lines of `--messages json`.
fn lines(said: &str) -> Vec<Value> {
    let lines = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["kind"] == "finding").collect()
}

#[test]
fn a_review_says_what_the_command_line_says() {
    let mut report: Value = serde_json::from_slice(&sample_bytes("qinghe-2023/report.json")).unwrap();
    report["statistics"]["applications"]["received"]["total"] = 999.into();
    let report = report.to_string().into_bytes();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("wrong.json"), &report).unwrap();
    let last_year = sample_bytes("lukou-2021/report.json");
    std::fs::write(folder.path().join("last.json"), &last_year).unwrap();
    for (lang, given) in [("zh", false), ("en", false), ("zh", true)] {
        let mut arguments = vec!["check", "wrong.json", "--messages", "json", "--lang", lang];
        let mut parts = vec![("draft", "wrong.json", &report[..])];
        if given {
            arguments.extend(["--last-year", "last.json"]);
            parts.push(("last_year", "last.json", &last_year));
        }
        let run = Command::new(env!("CARGO_BIN_EXE_nianbao")).args(arguments).current_dir(&folder).output().unwrap();
        let parts = form(&parts);
        let answer = SERVER.post(&format!("/v1/check?lang={lang}"), &[parts.header()], &parts.body).json();
        let expected = lines(&String::from_utf8(run.stderr).unwrap());
        assert!(expected.iter().any(|finding| finding["code"] == "figure-inconsistent"));
        assert_eq!(answer["findings"].as_array().unwrap(), &expected);
        assert_eq!(answer["summary"]["errors"], 1);
        assert_eq!(answer["reports"][0]["year"], 2023);
        let faults: Vec<String> = validator("Checked").iter_errors(&answer).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn reports_of_units_are_added_up_as_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut parts = Vec::new();
    for (name, organ) in [("a.json", "清河市民政局"), ("b.json", "清河市教育局")] {
        let mut report: Value = serde_json::from_slice(&sample_bytes("qinghe-2023/report.json")).unwrap();
        report["organ"] = organ.into();
        std::fs::write(folder.path().join(name), report.to_string()).unwrap();
        parts.push(("units", name, report.to_string().into_bytes()));
    }
    let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["merge", "a.json", "b.json", "--organ", "清河市人民政府", "--to", "json", "-o", "-"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let borrowed: Vec<(&str, &str, &[u8])> =
        parts.iter().map(|(field, name, bytes)| (*field, *name, &bytes[..])).collect();
    let sent = form(&borrowed);
    let organ = "%E6%B8%85%E6%B2%B3%E5%B8%82%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C";
    let answer = SERVER.post(&format!("/v1/merge?to=json&organ={organ}"), &[sent.header()], &sent.body);
    assert!(answer.status == 200 && answer.body == run.stdout, "{answer:?}");
    // The area's workbook with its units beside what it has published, against a list.
    let mut own: Value = serde_json::from_slice(&sample_bytes("qinghe-2023/report.json")).unwrap();
    own["organ"] = "清河市人民政府".into();
    let (own, list) = (own.to_string(), "单位,层级\n清河市民政局,市直\n清河市水利局,市直\n");
    std::fs::write(folder.path().join("own.json"), &own).unwrap();
    std::fs::write(folder.path().join("list.csv"), list).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["merge", "a.json", "b.json", "--organ", "清河市人民政府", "--to", "xlsx", "-o", "-"])
        .args(["--own", "own.json", "--units", "list.csv", "--messages", "json"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let with = [&borrowed[..], &[("own", "own.json", own.as_bytes()), ("list", "list.csv", list.as_bytes())]].concat();
    let with = form(&with);
    let answer = SERVER.post(&format!("/v1/merge?to=xlsx&organ={organ}"), &[with.header()], &with.body);
    assert!(answer.status == 200 && answer.body == run.stdout, "{}", answer.status);
    assert_eq!(answer.header("nianbao-units"), Some("added=2, failed=0"));
    let said =
        SERVER.post(&format!("/v1/merge?to=xlsx&organ={organ}&answer=json"), &[with.header()], &with.body).json();
    let codes = |found: &[Value]| found.iter().map(|finding| finding["code"].to_string()).collect::<BTreeSet<_>>();
    assert_eq!(codes(said["findings"].as_array().unwrap()), codes(&lines(&String::from_utf8(run.stderr).unwrap())));
    let none = SERVER.post("/v1/merge?to=json", &[sent.header()], &sent.body);
    assert_eq!(refused(&none), is(400, "parameter-unfit"));
    let other = SERVER.post(&format!("/v1/merge?to=json&organ={organ}&year=2024"), &[sent.header()], &sent.body);
    assert_eq!(refused(&other), is(422, "no-unit-added"));
}

/// One that can't be read is said, by its name and with its code, and the others are added up, as on the command line.
#[test]
fn a_unit_that_can_not_be_read_keeps_no_other_from_being_added() {
    let report = sample_bytes("qinghe-2023/report.json");
    let organ = "%E6%B8%85%E6%B2%B3%E5%B8%82%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C";
    let address = format!("/v1/merge?to=json&organ={organ}");
    let one = form(&[("units", "a.json", &report)]);
    let expected = SERVER.post(&address, &[one.header()], &one.body);
    assert_eq!(expected.status, 200);
    let broken = [("units", "b.docx", &b"PK\x03\x04"[..]), ("units", "c.xyz", b"\x01\x02")];
    let with = form(&[&broken[..], &[("units", "a.json", &report)]].concat());
    let answer = SERVER.post(&address, &[with.header()], &with.body);
    assert!(answer.status == 200 && answer.body == expected.body);
    assert_eq!(answer.header("nianbao-units"), Some("added=1, failed=2"));
    let answer = SERVER.post(&format!("{address}&answer=json"), &[with.header()], &with.body).json();
    let faults: Vec<String> = validator("Made").iter_errors(&answer).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(answer["units"], json!({ "added": 1, "failed": 2 }));
    let said: Vec<(&str, &str)> = answer["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| (finding["code"].as_str().unwrap(), finding["file"].as_str().unwrap_or_default()))
        .collect();
    assert_eq!(said, [("damaged-package", "b.docx"), ("unknown-extension", "c.xyz")]);
    // Where none can be read there is no sum, and why is said of the first.
    let none = form(&broken);
    assert_eq!(refused(&SERVER.post(&address, &[none.header()], &none.body)), is(422, "damaged-package"));
}

#[test]
fn schemas_and_forms_are_those_of_the_command_line() {
    for of in ["report", "messages", "difference"] {
        assert_eq!(SERVER.get(&format!("/v1/schema?of={of}")).body, nianbao(&["schema", of]).stdout, "{of}");
    }
    assert_eq!(refused(&SERVER.get("/v1/schema?of=all")), is(400, "parameter-unfit"));
    let forms = SERVER.get("/v1/forms").json();
    let validator = validator("Form");
    for form in forms["forms"].as_array().unwrap() {
        let whole = SERVER.get(&format!("/v1/forms/{}", form["id"].as_str().unwrap())).json();
        assert!(validator.is_valid(form) && validator.is_valid(&whole), "{whole:#}");
        assert_eq!(whole["tables"].as_array().map(Vec::len), Some(3));
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_the_code_of_the_command_line() {
    let cases: [(&str, Vec<u8>, u16, &str); 8] = [
        ("to=pdf&name=a.docx", b"PK\x03\x04".to_vec(), 422, "damaged-package"),
        ("to=pdf&name=a.xyz", b"\x01\x02".to_vec(), 422, "unknown-extension"),
        ("to=pdf", b"\0\x01".to_vec(), 422, "format-unclear"),
        ("to=pdf&from=xyz", b"a".to_vec(), 400, "parameter-unfit"),
        ("to=doc", b"a".to_vec(), 422, "unwritable-format"),
        ("to=png", sample_bytes("qinghe-2023/draft.docx"), 422, "several-pages"),
        ("to=pdf&page=1", b"a".to_vec(), 422, "usage"),
        ("to=pdf&fragment=true", b"a".to_vec(), 422, "usage"),
    ];
    for (query, body, status, code) in cases {
        let answer = SERVER.post(&format!("/v1/convert?{query}"), &[], &body);
        assert_eq!(refused(&answer), is(status, code), "{query}");
    }
    let answer = SERVER.post("/v1/convert?to=pdf&name=%E5%B9%B4%E6%8A%A5.docx&lang=en", &[], b"PK\x03\x04");
    let detail = problem(&answer)["detail"].as_str().unwrap().to_owned();
    assert!(detail.starts_with("年报.docx: the file"), "{detail}");
}

#[test]
fn pages_of_other_sites_and_other_names_are_turned_away() {
    let host = SERVER.host();
    let ask = |headers: &[(&str, &str)]| SERVER.ask("GET", "/v1/forms", headers, b"");
    let from = |origin: &str| ask(&[("Origin", origin)]);
    assert_eq!(from(&format!("http://{host}")).status, 200);
    for origin in ["http://evil.example", "null", "https://127.0.0.1", &format!("http://{host}.evil.example")] {
        assert_eq!(refused(&from(origin)), is(403, "site-not-allowed"), "{origin}");
    }
    assert_eq!(refused(&ask(&[("Sec-Fetch-Site", "cross-site")])), is(403, "site-not-allowed"));
    assert_eq!(ask(&[("Sec-Fetch-Site", "same-origin")]).status, 200);
    for other in ["evil.example", "", "127.0.0.1"] {
        assert_eq!(refused(&ask(&[("Host", other)])), is(403, "site-not-allowed"), "{other}");
    }
    let answer = SERVER.ask("OPTIONS", "/v1/convert", &[("Origin", &format!("http://{host}"))], b"");
    assert_eq!(answer.status, 405);
    assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control-")), "{answer:?}");
}

#[test]
fn who_has_no_token_sees_only_that_the_server_is_well() {
    const TOKEN: &str = "a-token-of-some-length";
    let server = server(limits(), Some(TOKEN));
    for (method, path) in ROUTES.iter().filter(|(_, path)| *path != "/healthz") {
        let path = path.replace("{id}", "2021");
        for given in [None, Some("Bearer"), Some("Bearer a-token-of-some-lengti"), Some("Basic a-token-of-some-length")]
        {
            let headers: Vec<(&str, &str)> = given.map(|given| ("Authorization", given)).into_iter().collect();
            let answer = server.ask(&method.to_uppercase(), &path, &headers, b"");
            assert_eq!(refused(&answer), is(401, "token-wrong"), "{path} {given:?}");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        }
    }
    assert_eq!(server.get("/healthz").status, 200);
    let with = [("Authorization", "Bearer a-token-of-some-length")];
    assert_eq!(server.ask("GET", "/v1/forms", &with, b"").status, 200);
}

#[test]
fn a_token_anyone_could_guess_starts_no_server() {
    for token in ["", "short", "fifteen-letters", "sixteen letters.", "十六个字以上的口令也不行的"] {
        assert_eq!(client::started(limits(), Some(token)).err().map(|e| e.code()), Some("token-unfit"), "{token}");
    }
    assert!(client::started(limits(), Some("sixteen-letters.")).is_ok());
}

#[test]
fn where_another_listens_no_server_starts() {
    let address = SERVER.address;
    let error = client::at(address).err().expect("it is taken");
    assert_eq!(error.code(), "cannot-listen");
    assert!(error.finding().value("address") == Some(&address.to_string()));
}

#[test]
fn a_body_that_is_too_large_is_refused_before_and_while_it_comes() {
    let server = server(Limits { body_bytes: 1 << 20, ..limits() }, None);
    // Announced: refused before any of it has come.
    let head = "POST /v1/convert?to=pdf HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2147483648\r\n\r\n";
    let answer = server.raw(|stream| stream.write_all(head.replace("HOST", &server.host()).as_bytes()));
    assert_eq!(refused(&answer), is(413, "request-too-large"));
    // Not announced.
    let head = "POST /v1/convert?to=pdf HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n";
    let answer = server.raw(|stream| {
        stream.write_all(head.replace("HOST", &server.host()).as_bytes())?;
        let chunk = [b"10000\r\n".to_vec(), vec![b'a'; 0x10000], b"\r\n".to_vec()].concat();
        // What comes after the refusal need not find anyone who reads it.
        (0..64).try_for_each(|_| stream.write_all(&chunk)).or(Ok(()))
    });
    assert_eq!(refused(&answer), is(413, "request-too-large"));
    let parts = form(&[("draft", "a.docx", &vec![b'a'; 2 << 20])]);
    let answer = server.raw(|stream| {
        let head = post("/v1/convert?to=pdf", &server.host(), &[parts.header(), ("Transfer-Encoding", "chunked")]);
        stream.write_all(head.as_bytes())?;
        stream.write_all(format!("{:x}\r\n", parts.body.len()).as_bytes())?;
        stream.write_all(&parts.body).or(Ok(()))
    });
    assert_eq!(refused(&answer), is(413, "request-too-large"));
    // As large as it may be.
    assert_ne!(server.post("/v1/convert?to=pdf&name=a.docx", &[], &vec![b'a'; 1 << 20]).status, 413);
}

#[test]
fn a_body_that_does_not_come_in_time_is_refused() {
    let server = server(Limits { upload: Duration::from_millis(300), ..limits() }, None);
    for headers in [&[][..], &[("Content-Type", "multipart/form-data; boundary=x")]] {
        let answer = server.raw(|stream| {
            let length = [headers, &[("Content-Length", "100")]].concat();
            stream.write_all(post("/v1/check", &server.host(), &length).as_bytes())?;
            stream.write_all(b"--x\r\n")
        });
        assert_eq!(refused(&answer), is(408, "request-too-slow"));
    }
}

#[test]
fn a_body_that_breaks_off_is_refused_and_others_are_served() {
    let draft = sample_bytes("qinghe-2023/draft.docx");
    for sent in [0, 1, 1000, draft.len() / 2] {
        let cut = SERVER.connect();
        let mut stream = &cut;
        let length = draft.len().to_string();
        let head = post("/v1/convert?to=json", &SERVER.host(), &[("Content-Length", &length)]);
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&draft[..sent]).unwrap();
        drop(cut);
    }
    // A form that ends before its end.
    let parts = form(&[("draft", "draft.docx", &draft)]);
    for sent in [0, 10, parts.body.len() / 2, parts.body.len() - 10] {
        let answer = SERVER.post("/v1/convert?to=json", &[parts.header()], &parts.body[..sent]);
        assert_eq!(refused(&answer), is(400, "request-malformed"), "{sent}");
    }
    assert_eq!(SERVER.post("/v1/convert?to=json", &[], &draft).status, 200);
}

#[test]
fn a_form_without_the_draft_with_two_or_with_something_else_is_refused() {
    let draft = sample_bytes("qinghe-2023/report.json");
    let one = ("draft", "a.json", &draft[..]);
    for (parts, name) in [
        (vec![], "draft"),
        (vec![one, one], "draft"),
        (vec![one, ("tables", "a.json", &draft), ("tables", "b.json", &draft)], "tables"),
        (vec![one, ("template", "a.docx", &draft)], "template"),
    ] {
        let parts = form(&parts);
        let answer = SERVER.post("/v1/convert?to=json", &[parts.header()], &parts.body);
        assert_eq!(refused(&answer), is(400, "parameter-unfit"));
        assert_eq!(problem(&answer)["failure"]["values"]["name"]["text"], name);
    }
}

/// Who sends slowly takes the memory of what has come, and no one's turn.
#[test]
fn when_memory_is_taken_the_next_is_asked_to_come_again() {
    let server = server(Limits { body_bytes: 30 << 20, memory_bytes: 30 << 20, ..limits() }, None);
    let slow = server.connect();
    let head = post("/v1/check", &server.host(), &[("Content-Length", "31000000")]);
    (&slow).write_all(head.as_bytes()).unwrap();
    (&slow).write_all(&vec![b'a'; 24 << 20]).unwrap();
    // What is written may still be under way: the server takes it as it comes.
    let large = vec![b'a'; 20 << 20];
    let tries = || (0..50).map(|_| server.post("/v1/check?name=a.docx", &[], &large));
    let busy = tries().find(|answer| answer.status == 503).expect("the memory is never taken");
    assert_eq!(refused(&busy), is(503, "server-busy"));
    assert_eq!(busy.header("retry-after"), Some("5"));
    // There is room for something small, and for all when the slow one has gone.
    assert_eq!(server.post("/v1/convert?to=json", &[], &sample_bytes("lukou-2021/report.json")).status, 200);
    drop(slow);
    let free = (0..1000).map(|_| server.post("/v1/check?name=a.docx", &[], &large)).find(|answer| answer.status != 503);
    assert!(free.is_some());
}

#[test]
fn fifty_at_once_are_all_answered_with_the_same() {
    let server = server(Limits { workers: 2, queue: 64, ..limits() }, None);
    let draft = sample_bytes("lukou-2021/draft.docx");
    let expected = server.post("/v1/convert?to=html", &[], &draft).body;
    std::thread::scope(|scope| {
        let ask = || server.post("/v1/convert?to=html", &[], &draft);
        let asking: Vec<_> = (0..50).map(|_| scope.spawn(ask)).collect();
        for asked in asking {
            let answer = asked.join().unwrap();
            assert!(answer.status == 200 && answer.body == expected, "{}", answer.text());
        }
    });
}

#[test]
fn what_is_under_way_is_answered_when_the_server_ends() {
    let mut server = server(limits(), None);
    let draft = sample_bytes("lukou-2021/draft.docx");
    let stream = server.connect();
    let head = post("/v1/convert?to=json", &server.host(), &[("Content-Length", &draft.len().to_string())]);
    (&stream).write_all(head.as_bytes()).unwrap();
    (&stream).write_all(&draft[..1000]).unwrap();
    // Until the server knows of it.
    let is_known = |text: String| text.contains("nianbao_requests_in_flight 2");
    assert!((0..1000).any(|_| is_known(server.get("/metrics").text())));
    server.end();
    (&stream).write_all(&draft[1000..]).unwrap();
    let answer = client::read(&stream);
    assert_eq!(answer.status, 200);
    server.join();
    assert!(std::net::TcpStream::connect(server.address).is_err());
}

#[test]
fn requests_have_ids_and_the_log_says_nothing_of_what_they_hold() {
    let server = server(limits(), Some("a-token-of-some-length"));
    let token = ("Authorization", "Bearer a-token-of-some-length");
    let draft = sample_bytes("qinghe-2023/draft.docx");
    let answer = server.post("/v1/convert?to=json&name=secret.docx", &[token, ("X-Request-Id", "my-id.1")], &draft);
    assert_eq!((answer.status, answer.header("x-request-id")), (200, Some("my-id.1")));
    let long = "a".repeat(65);
    for given in ["", "a b", "<script>", &long] {
        let answer = server.ask("GET", "/healthz", &[("X-Request-Id", given)], b"");
        let id = answer.header("x-request-id").unwrap();
        assert!(id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()), "{given}: {id}");
    }
    server.post("/v1/convert?to=json&name=secret.docx", &[token], b"PK\x03\x04 secret");
    server.get("/secret/path");
    let log = server.log();
    assert_eq!(
        (&log[0]["request"], &log[0]["route"], &log[0]["status"]),
        (&json!("my-id.1"), &json!("/v1/convert"), &json!(200))
    );
    assert_eq!(log.iter().find(|line| line["status"] == 422).unwrap()["code"], "damaged-package");
    let text = log.iter().map(Value::to_string).collect::<String>();
    for secret in ["secret", "清河", "a-token"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let counted = server.ask("GET", "/metrics", &[token], b"").text();
    assert!(counted.contains("nianbao_requests_total{route=\"/v1/convert\",method=\"POST\",status=\"200\"} 1"));
    assert!(!counted.contains("secret"));
}

#[test]
fn names_of_files_lead_nowhere() {
    let draft = sample_bytes("lukou-2021/draft.docx");
    for (name, kept) in [
        ("../../etc/passwd.docx", "passwd.json"),
        ("C:\\x\\..\\年报.docx", "%E5%B9%B4%E6%8A%A5.json"),
        ("a%22b.docx", "a%2522b.json"),
        ("a;filename=b.docx", "a%3Bfilename%3Db.json"),
    ] {
        let parts = form(&[("draft", name, &draft)]);
        let answer = SERVER.post("/v1/convert?to=json", &[parts.header()], &parts.body);
        let expected = format!("attachment; filename*=UTF-8''{kept}");
        assert_eq!(answer.header("content-disposition"), Some(expected.as_str()), "{name}");
    }
}

#[test]
fn what_unpacks_without_end_is_refused_in_bounded_memory() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    (0..300).for_each(|_| writer.write_all(&zeros).unwrap());
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let answer = SERVER.post("/v1/convert?to=pdf&name=a.docx", &[], &bomb);
    assert_eq!(refused(&answer).0, 422, "{}", answer.text());
    assert_eq!(SERVER.get("/healthz").status, 200);
}

#[test]
fn every_sample_is_converted_whatever_it_is() {
    for name in REPORTS {
        let draft = sample_bytes(&format!("{name}/draft.docx"));
        let report = SERVER.post("/v1/convert?to=json", &[], &draft);
        assert_eq!(report.status, 200);
        assert_eq!(SERVER.post("/v1/convert?to=json", &[], &report.body).body, report.body, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is sent, it is answered, and never by a fault of the program.
    #[test]
    fn any_body_is_answered(
        cut in 0..1200_usize,
        put in prop::collection::vec(any::<u8>(), 0..40),
        boundary in "[a-z\"=; ]{0,8}",
        is_form in any::<bool>(),
    ) {
        let mut parts = form(&[("draft", "a.json", &sample_bytes("lukou-2021/report.json")[..900]), ("tables", "b.csv", b"1,2")]);
        let at = cut.min(parts.body.len());
        let end = (at + put.len() / 2).min(parts.body.len());
        parts.body.splice(at..end, put);
        let kind = format!("multipart/form-data; boundary={boundary}");
        let header = if is_form { parts.header() } else { ("Content-Type", kind.as_str()) };
        let answer = SERVER.post("/v1/check", &[header], &parts.body);
        prop_assert!([200, 400, 422].contains(&answer.status), "{answer:?}");
    }
}
