//! The desk's addresses, as its page asks for them.

use super::client::{self, Answer, Server, form};
use super::{by_command, is, problem, refused};
use crate::support::{root, sample_bytes};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

const CELL: &str = "applications.received.total";

struct Desk {
    server: Server,
    token: String,
}

fn desk() -> Desk {
    let server = client::desk();
    let (_, token) = server.url.split_once('#').unwrap();
    let token = format!("Bearer {token}");
    Desk { server, token }
}

impl Desk {
    fn get(&self, path: &str) -> Answer {
        self.server.ask("GET", path, &[("Authorization", &self.token)], b"")
    }

    fn post(&self, path: &str, body: &[u8]) -> Answer {
        self.server.ask("POST", path, &[("Authorization", &self.token)], body)
    }

    fn open(&self, parts: &[(&str, &str, &[u8])]) -> Value {
        let parts = form(parts);
        let answer = self.server.post("/desk/open", &[("Authorization", &self.token), parts.header()], &parts.body);
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    fn edit(&self, revision: &Value, edit: Value) -> Answer {
        self.post("/desk/edit", json!({ "revision": revision, "edit": edit }).to_string().as_bytes())
    }
}

fn figure<'v>(view: &'v Value, id: &str) -> &'v str {
    let tables = view["tables"].as_array().unwrap();
    let mut cells = tables.iter().flat_map(|table| table["cells"].as_array().unwrap());
    cells.find(|cell| cell["id"] == id).unwrap()["text"].as_str().unwrap()
}

#[test]
fn the_page_may_do_nothing_but_ask_its_own_server_and_the_token_is_not_in_it() {
    let desk = desk();
    assert!(desk.server.url.starts_with("http://127.0.0.1:"), "{}", desk.server.url);
    for (path, kind) in [
        ("/", "text/html"),
        ("/desk/page.css", "text/css"),
        ("/desk/page.js", "text/javascript"),
        ("/desk/words.js", "text/javascript"),
    ] {
        let answer = desk.server.get(path);
        assert!(answer.status == 200 && answer.header("content-type").unwrap().starts_with(kind), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        assert!(!answer.text().contains(desk.token.trim_start_matches("Bearer ")));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    for path in [
        "/desk/work",
        "/desk/pages",
        "/desk/pages/1",
        "/desk/files/pdf",
        "/desk/files",
        "/desk/presence?page=1",
        "/v1/forms",
    ] {
        assert_eq!(refused(&desk.server.get(path)), is(401, "token-wrong"), "{path}");
    }
    for path in
        ["/desk/open", "/desk/new", "/desk/edit", "/desk/undo", "/desk/redo", "/desk/closing", "/desk/last-year"]
    {
        assert_eq!(refused(&desk.server.post(path, &[], b"")), is(401, "token-wrong"), "{path}");
    }
    let port = desk.server.address.port();
    let rebound = [("Authorization", desk.token.as_str()), ("Host", &format!("evil.example:{port}"))];
    assert_eq!(refused(&desk.server.ask("GET", "/desk/work", &rebound, b"")), is(403, "site-not-allowed"));
    let foreign = [("Authorization", desk.token.as_str()), ("Origin", "http://evil.example")];
    assert_eq!(refused(&desk.server.ask("POST", "/desk/undo", &foreign, b"")), is(403, "site-not-allowed"));
}

#[test]
fn two_desks_have_two_tokens_and_two_ports() {
    let (one, other) = (desk(), desk());
    assert!(one.token != other.token && one.token.len() > 40 && one.server.address != other.server.address);
}

/// The page's files are what the templates are, and name nothing outside.
#[test]
fn the_page_has_everything_it_needs_in_the_program() {
    let desk = desk();
    for (path, file) in [("/", "page.html"), ("/desk/page.css", "page.css"), ("/desk/page.js", "page.js")] {
        let text = std::fs::read_to_string(root().join("templates/desk").join(file)).unwrap();
        assert!(desk.server.get(path).text() == text, "{file}: the program has another");
        for outside in ["http://", "https://", "//cdn", "innerHTML", "eval(", "style=\"", "onclick="] {
            assert!(!text.contains(outside), "{file}: {outside}");
        }
    }
}

/// Both languages have every word, and the page has no word that is not there.
#[test]
fn every_word_of_the_page_is_there_in_both_languages() {
    let words = std::fs::read_to_string(root().join("templates/desk/words.js")).unwrap();
    let (zh, en) = words.split_once("\n  en: {\n").unwrap();
    let keys = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     "));
        lines.filter_map(|line| line.trim().split_once(':')).map(|(key, _)| key.to_owned()).collect()
    };
    assert!(keys(zh).len() > 40);
    assert_eq!(keys(zh), keys(en));
    let page = std::fs::read_to_string(root().join("templates/desk/page.html")).unwrap();
    for word in page.split("data-word=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(keys(zh).iter().any(|key| key == word), "{word}");
    }
    let script = std::fs::read_to_string(root().join("templates/desk/page.js")).unwrap();
    for rest in script.split("said.").skip(1) {
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        assert!(keys(zh).contains(&word), "{word}");
    }
}

#[test]
fn a_draft_is_opened_a_figure_changed_and_undone() {
    let desk = desk();
    assert_eq!(desk.get("/desk/work").status, 204);
    assert_eq!(refused(&desk.get("/desk/pages")), is(404, "nothing-open"));
    let draft = sample_bytes("qinghe-2023/draft.docx");
    let view = desk.open(&[("draft", "draft.docx", &draft)]);
    assert_eq!(
        (figure(&view, CELL), &view["summary"]["errors"], &view["can_undo"]),
        ("2520", &json!(0), &json!(false))
    );
    let wrong = desk.edit(&view["revision"], json!({ "cell": { "id": CELL, "text": "999" } })).json();
    assert_eq!((figure(&wrong, CELL), &wrong["summary"]["errors"]), ("999", &json!(1)));
    let finding = wrong["findings"].as_array().unwrap().iter().find(|f| f["severity"] == "error").unwrap();
    assert_eq!((&finding["code"], &finding["cells"]), (&json!("figure-inconsistent"), &json!([CELL])));
    // The page on which its row is printed is known.
    let pages = desk.get("/desk/pages").json();
    assert_eq!(pages["sizes"].as_array().map(Vec::len), Some(9));
    let index = wrong["findings"].as_array().unwrap().iter().position(|f| f["severity"] == "error").unwrap();
    assert!(pages["of_findings"][index].as_u64().is_some_and(|page| (4..=6).contains(&page)), "{pages}");
    // What another window has not seen is not overwritten.
    let late = desk.edit(&view["revision"], json!({ "cell": { "id": CELL, "text": "1" } }));
    assert_eq!(refused(&late), is(409, "changed-meanwhile"));
    let revision = view["revision"].as_u64().unwrap();
    assert_eq!(refused(&desk.get(&format!("/desk/pages/1?revision={revision}"))), is(409, "changed-meanwhile"));
    let undone = desk.post("/desk/undo", b"").json();
    assert_eq!((figure(&undone, CELL), &undone["findings"]), ("2520", &view["findings"]));
    assert_eq!(figure(&desk.post("/desk/redo", b"").json(), CELL), "999");
    assert_eq!(figure(&desk.get("/desk/work").json(), CELL), "999", "a page opened anew");
}

/// What the reader said of a figure is said no more when the figure is another, nothing else is lost, and nothing said twice.
#[test]
fn what_was_said_of_a_figure_ends_with_it() {
    let desk = desk();
    let view = desk.open(&[("draft", "full-width.docx", &sample_bytes("drafts/full-width.docx"))]);
    let of_figures = |view: &Value| -> Vec<(String, String)> {
        let findings = view["findings"].as_array().unwrap().iter();
        let one = findings.filter(|finding| finding["cells"].as_array().is_some_and(|cells| cells.len() == 1));
        let key = |finding: &Value| (finding["code"].to_string(), finding["cells"][0].as_str().unwrap().to_owned());
        one.map(key).collect()
    };
    let before = of_figures(&view);
    let (code, cell) = before.first().expect("figures in full width are named").clone();
    let digits: String = figure(&view, &cell).chars().map(|c| char::from_digit(c as u32 & 0xF, 10).unwrap()).collect();
    assert_ne!(figure(&view, &cell), digits);
    let mended = desk.edit(&view["revision"], json!({ "cell": { "id": cell, "text": digits } })).json();
    let after = of_figures(&mended);
    let expected: Vec<_> = before.iter().filter(|said| **said != (code.clone(), cell.clone())).cloned().collect();
    assert_eq!(after, expected);
    assert!(
        before.len() > 1
            && mended["findings"].as_array().unwrap().len() + 1 == view["findings"].as_array().unwrap().len()
    );
    // What is said of the text still stands where it stood.
    let of_text = |view: &Value| {
        let findings = view["findings"].as_array().unwrap().iter();
        findings.filter(|finding| finding["code"] == "aspects-not-covered").cloned().collect::<Vec<_>>()
    };
    assert!(of_text(&view).len() == 1 && of_text(&mended) == of_text(&view));
    // And said again when it is undone.
    assert_eq!(of_figures(&desk.post("/desk/undo", b"").json()), before);
}

#[test]
fn what_is_missing_is_said_until_it_is_there() {
    let desk = desk();
    let text = "2024年政府信息公开工作年度报告\n一、总体情况\n本年度主动公开信息3条。\n";
    let view = desk.open(&[("draft", "a.txt", text.as_bytes())]);
    let codes = |view: &Value| -> Vec<String> {
        view["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(codes(&view).contains(&"organ-missing".to_owned()), "{:?}", codes(&view));
    assert_eq!(view["missing"], json!(["organ", "date"]));
    let named = desk.edit(&view["revision"], json!({ "organ": "清河市民政局" })).json();
    assert!(!codes(&named).contains(&"organ-missing".to_owned()), "{:?}", codes(&named));
    assert_eq!(named["missing"], json!(["date"]));
    let dated = desk.edit(&named["revision"], json!({ "date": "2025-01-20" })).json();
    let left = codes(&dated);
    assert!(left.iter().all(|code| !code.starts_with("sign-off-")), "{left:?}");
}

#[test]
fn an_edit_that_is_none_changes_nothing() {
    let desk = desk();
    let view = desk.open(&[("draft", "report.json", &sample_bytes("qinghe-2023/report.json"))]);
    for edit in [
        json!({ "cell": { "id": "applications.none", "text": "1" } }),
        json!({ "cell": { "id": CELL, "text": "1".repeat(201) } }),
        json!({ "date": "2026-02-30" }),
        json!({ "year": 12 }),
        json!({ "organ": "" }),
    ] {
        assert_eq!(refused(&desk.edit(&view["revision"], edit.clone())), is(400, "parameter-unfit"), "{edit}");
    }
    for body in ["", "{}", "{\"revision\":1}", "[]", "{\"revision\":1,\"edit\":{\"colour\":1}}"] {
        assert_eq!(refused(&desk.post("/desk/edit", body.as_bytes())), is(400, "request-malformed"), "{body}");
    }
    assert_eq!(refused(&desk.post("/desk/edit", &vec![b' '; 70 << 10])), is(400, "request-malformed"));
    assert_eq!(desk.get("/desk/work").json(), view);
}

#[test]
fn files_are_those_of_the_command_line_and_all_in_one_archive() {
    let desk = desk();
    let draft = sample_bytes("qinghe-2023/draft.docx");
    desk.open(&[("draft", "../draft.docx", &draft)]);
    for (path, arguments) in [
        ("pdf", &["--to", "pdf"][..]),
        ("docx", &["--to", "docx"]),
        ("xlsx", &["--to", "xlsx"]),
        ("html", &["--to", "html"]),
        ("html?fragment=true", &["--to", "html", "--fragment"]),
        ("json", &["--to", "json"]),
    ] {
        let (expected, _) = by_command(&[&["convert", "draft.docx", "-o", "-"], arguments].concat());
        let answer = desk.get(&format!("/desk/files/{path}"));
        assert!(answer.status == 200 && answer.body == expected, "{path}");
    }
    assert_eq!(refused(&desk.get("/desk/files/xyz")), is(400, "parameter-unfit"));
    let answer = desk.get("/desk/files");
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename*=UTF-8''draft.zip"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(answer.body)).unwrap();
    let names: Vec<String> =
        (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned()).collect();
    assert_eq!(names, ["draft.docx", "draft.xlsx", "draft.pdf", "draft.html", "draft.json", "manifest.json"]);
    let mut pdf = Vec::new();
    archive.by_name("draft.pdf").unwrap().read_to_end(&mut pdf).unwrap();
    assert!(pdf == desk.get("/desk/files/pdf").body);
}

#[test]
fn pictures_of_pages_are_those_of_the_command_line() {
    let desk = desk();
    desk.open(&[("draft", "draft.docx", &sample_bytes("qinghe-2023/draft.docx"))]);
    let (expected, _) = by_command(&["convert", "draft.docx", "--to", "png", "--page", "2", "--dpi", "110", "-o", "-"]);
    let answer = desk.get("/desk/pages/2");
    assert!(answer.header("content-type") == Some("image/png") && answer.body == expected);
    assert_eq!(refused(&desk.get("/desk/pages/10")), is(422, "page-out-of-range"));
    assert_eq!(refused(&desk.get("/desk/pages/0")), is(422, "page-out-of-range"));
    assert_eq!(refused(&desk.get("/desk/pages/1?dpi=10000")), is(422, "resolution-out-of-range"));
    assert_eq!(refused(&desk.get("/desk/pages/x")), is(400, "parameter-unfit"));
}

#[test]
fn tables_and_last_year_come_with_the_draft() {
    let desk = desk();
    let (draft, figures) = (sample_bytes("qinghe-2023/draft.docx"), sample_bytes("qinghe-2023/figures.xlsx"));
    let last_year = sample_bytes("lukou-2021/report.json");
    let parts = [("draft", "a.docx", &draft[..]), ("tables", "b.xlsx", &figures), ("last_year", "c.json", &last_year)];
    let view = desk.open(&parts);
    let codes: Vec<&str> =
        view["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"last-year-unfit"), "{codes:?}");
    // And is held against it still when something is changed.
    let changed = desk.edit(&view["revision"], json!({ "cell": { "id": CELL, "text": "999" } })).json();
    let findings = changed["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["code"] == "last-year-unfit"));
}

#[test]
fn an_empty_report_is_begun_and_what_it_lacks_asked_for() {
    let desk = desk();
    let view =
        desk.post("/desk/new?organ=%E6%B8%85%E6%B2%B3%E5%B8%82%E6%B0%91%E6%94%BF%E5%B1%80&year=2025", b"").json();
    assert_eq!(
        (&view["missing"], &view["title"]),
        (&json!(["date"]), &json!("清河市民政局2025年政府信息公开工作年度报告"))
    );
    let dated = desk.edit(&view["revision"], json!({ "date": "2026-01-20" })).json();
    assert_eq!((&dated["missing"], &dated["date"]), (&json!([]), &json!("2026-01-20")));
    for query in ["organ=&year=2025", "organ=a&year=1990", "organ=a", "organ=a&year=x"] {
        assert_eq!(refused(&desk.post(&format!("/desk/new?{query}"), b"")), is(400, "parameter-unfit"), "{query}");
    }
}

#[test]
fn what_can_not_be_opened_leaves_what_is_open() {
    let desk = desk();
    let view = desk.open(&[("draft", "report.json", &sample_bytes("qinghe-2023/report.json"))]);
    let broken = form(&[("draft", "broken.docx", b"PK\x03\x04")]);
    let answer =
        desk.server.post("/desk/open?lang=en", &[("Authorization", &desk.token), broken.header()], &broken.body);
    assert_eq!(refused(&answer), is(422, "damaged-package"));
    assert!(problem(&answer)["detail"].as_str().unwrap().starts_with("broken.docx: "));
    assert_eq!(desk.get("/desk/work").json(), view);
}

/// Whatever a report says stands in the answer as data.
#[test]
fn markup_of_a_report_is_data() {
    let desk = desk();
    let mut report: Value = serde_json::from_slice(&sample_bytes("qinghe-2023/report.json")).unwrap();
    report["title"] = "<script>alert(1)</script>".into();
    let bytes = report.to_string().into_bytes();
    let view = desk.open(&[("draft", "<img src=x>.json", &bytes)]);
    assert_eq!((&view["title"], &view["name"]), (&json!("<script>alert(1)</script>"), &json!("<img src=x>.json")));
    assert_eq!(desk.get("/desk/work").header("content-type"), Some("application/json"));
}

/// A page's connection, held.
fn presence(desk: &Desk) -> TcpStream {
    let stream = desk.server.connect();
    let head = client::head("GET", "/desk/presence?page=1", &desk.server.host(), &[("Authorization", &desk.token)]);
    (&stream).write_all(head.as_bytes()).unwrap();
    // The server knows of it when it has begun to answer.
    let mut begun = [0; 12];
    (&stream).read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    stream
}

/// The hours are the test's: the desk looks when it is told to.
#[test]
fn the_desk_ends_when_its_page_is_gone_and_not_before() {
    let (look, looks) = tokio::sync::mpsc::unbounded_channel();
    let server = client::desk_looking(looks);
    let (_, token) = server.url.split_once('#').unwrap();
    let mut desk = Desk { token: format!("Bearer {token}"), server };
    let held = presence(&desk);
    (0..10_000).for_each(|_| look.send(()).unwrap());
    assert_eq!(desk.get("/desk/work").status, 204);
    // The browser is killed: its connections are closed, and nothing is said.
    drop(held);
    while !desk.server.has_ended() {
        let _ = look.send(());
        std::thread::yield_now();
    }
    desk.server.join();
}

#[test]
fn a_desk_that_is_ended_lets_its_pages_go() {
    let mut desk = desk();
    let held = presence(&desk);
    desk.server.end();
    let mut rest = Vec::new();
    (&held).read_to_end(&mut rest).unwrap();
    assert!(rest.ends_with(b"0\r\n\r\n"), "a whole answer: {:?}", String::from_utf8_lossy(&rest));
    desk.server.join();
}

#[test]
fn what_was_changed_and_not_downloaded_is_known() {
    let desk = desk();
    let view = desk.open(&[("draft", "report.json", &sample_bytes("qinghe-2023/report.json"))]);
    assert_eq!(view["has_changes"], false);
    let changed = desk.edit(&view["revision"], json!({ "cell": { "id": CELL, "text": "999" } })).json();
    assert_eq!(changed["has_changes"], true);
    assert_eq!(desk.post("/desk/undo", b"").json()["has_changes"], false);
    assert_eq!(desk.post("/desk/redo", b"").json()["has_changes"], true);
    assert_eq!(desk.get("/desk/files/json").status, 200);
    assert_eq!(desk.get("/desk/work").json()["has_changes"], false);
    assert_eq!(desk.post("/desk/undo", b"").json()["has_changes"], true);
}

/// What `nianbao check --annotate` makes of a file in a folder.
fn annotated_by_command(folder: &Path, file: &str) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["check", file, "--annotate", "annotated.docx", "--force"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!([Some(0), Some(1)].contains(&run.status.code()), "{run:?}");
    std::fs::read(folder.join("annotated.docx")).unwrap()
}

#[test]
fn a_draft_comes_back_with_comments_as_on_the_command_line() {
    let desk = desk();
    let folder = tempfile::tempdir().unwrap();
    let draft = sample_bytes("drafts/full-width.docx");
    std::fs::write(folder.path().join("a.docx"), &draft).unwrap();
    let view = desk.open(&[("draft", "a.docx", &draft)]);
    let answer = desk.get("/desk/annotated/docx");
    let name = "attachment; filename*=UTF-8''a-%E6%89%B9%E6%B3%A8.docx";
    assert_eq!((answer.status, answer.header("content-disposition")), (200, Some(name)));
    assert!(answer.body == annotated_by_command(folder.path(), "a.docx"));
    // When something was changed the draft says what the report says no more: what is written of it has the comments.
    let changed = desk.edit(&view["revision"], json!({ "cell": { "id": CELL, "text": "999" } })).json();
    std::fs::write(folder.path().join("a.docx"), desk.get("/desk/files/docx").body).unwrap();
    let after = desk.get("/desk/annotated/docx").body;
    assert!(after == annotated_by_command(folder.path(), "a.docx"));
    assert!(after != answer.body && changed["summary"]["errors"] != 0);
    for (format, code) in [("json", is(422, "unannotatable-format")), ("xyz", is(400, "parameter-unfit"))] {
        assert_eq!(refused(&desk.get(&format!("/desk/annotated/{format}"))), code);
    }
    // And so it is where the draft was no Word file.
    let report = sample_bytes("qinghe-2023/report.json");
    desk.open(&[("draft", "a.json", &report)]);
    std::fs::write(folder.path().join("a.docx"), desk.get("/desk/files/docx").body).unwrap();
    assert!(desk.get("/desk/annotated/docx").body == annotated_by_command(folder.path(), "a.docx"));
}

/// The sample as it may have been the year before.
fn of_last_year() -> Vec<u8> {
    let mut last: Value = serde_json::from_slice(&sample_bytes("qinghe-2023/report.json")).unwrap();
    last["year"] = 2022.into();
    last["title"] = last["title"].as_str().unwrap().replace("2023", "2022").into();
    last["statistics"]["applications"]["carried_over"]["natural_person"] = 5.into();
    last["statistics"]["applications"]["carried_over"]["total"] = 7.into();
    last["statistics"]["disclosure"]["licences"] = 12345.into();
    last.to_string().into_bytes()
}

#[test]
fn last_year_may_be_chosen_when_the_draft_is_open_and_what_differs_is_shown() {
    let desk = desk();
    let view = desk.open(&[("draft", "a.json", &sample_bytes("qinghe-2023/report.json"))]);
    let codes = |view: &Value| -> Vec<String> {
        let findings = view["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    assert!(desk.get("/desk/comparison").json().is_null() && view["last_year"].is_null());
    assert!(!codes(&view).contains(&"carry-over-differs".to_owned()));
    let send = |name: &str, bytes: &[u8]| {
        let parts = form(&[("last_year", name, bytes)]);
        desk.server.post("/desk/last-year", &[("Authorization", &desk.token), parts.header()], &parts.body)
    };
    let answer = send("last.json", &of_last_year());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let held = answer.json();
    assert!(codes(&held).contains(&"carry-over-differs".to_owned()), "{:?}", codes(&held));
    assert_eq!((&held["last_year"][0]["year"], &held["has_changes"]), (&json!(2022), &json!(false)));
    let shown = desk.get("/desk/comparison").json();
    assert_eq!((&shown["before"]["year"], &shown["after"]["year"]), (&json!(2022), &json!(2023)));
    let figures = shown["tables"][0]["figures"].as_array().unwrap();
    assert_eq!(
        (figures.len(), &figures[0]["cell"], &figures[0]["before"]),
        (1, &json!("disclosure.licences"), &json!("12345"))
    );
    assert!(shown["summary"].as_array().is_some_and(|said| said.len() > 1), "{shown:#}");
    // What is wrong in last year's file is said, and of no cell of this report.
    let findings = held["findings"].as_array().unwrap();
    let of_last: Vec<&Value> = findings.iter().filter(|finding| finding["file"] == "last.json").collect();
    assert!(!of_last.is_empty() && of_last.iter().all(|finding| finding["cells"] == json!([])), "{of_last:#?}");
    // It stays when something is changed, and is given up by undoing.
    let changed =
        desk.edit(&held["revision"], json!({ "cell": { "id": "disclosure.licences", "text": "12345" } })).json();
    assert!(codes(&changed).contains(&"carry-over-differs".to_owned()));
    assert_eq!(desk.get("/desk/comparison").json()["tables"][0]["figures"], json!([]));
    desk.post("/desk/undo", b"");
    assert_eq!(desk.post("/desk/undo", b"").json(), view_with(&view, "can_redo", json!(true)));
    // A report of another body is none, and that is said.
    let other = send("other.json", &sample_bytes("lukou-2021/report.json")).json();
    assert!(codes(&other).contains(&"last-year-unfit".to_owned()));
    assert!(desk.get("/desk/comparison").json()["unfit"].as_str().is_some_and(|unfit| unfit.contains("2022")));
    assert_eq!(refused(&send("broken.docx", b"PK\x03\x04")), is(422, "damaged-package"));
    let none = form(&[]);
    let answer = desk.server.post("/desk/last-year", &[("Authorization", &desk.token), none.header()], &none.body);
    assert_eq!(refused(&answer), is(400, "parameter-unfit"));
}

fn view_with(view: &Value, name: &str, value: Value) -> Value {
    let mut view = view.clone();
    view[name] = value;
    view
}

#[test]
fn what_last_year_carried_over_is_asked_for_and_put_in() {
    let desk = desk();
    let view = desk
        .post("/desk/new?organ=%E6%B8%85%E6%B2%B3%E5%B8%82%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C&year=2023", b"")
        .json();
    assert_eq!((&view["carried"]["blank"], &view["carried"]["known"]), (&json!(7), &json!(0)));
    assert_eq!(view["carried"]["cell"], "applications.carried_in.natural_person");
    let mut last: Value = serde_json::from_slice(&of_last_year()).unwrap();
    last["organ"] = view["organ"].clone();
    let parts = form(&[("last_year", "last.json", last.to_string().as_bytes())]);
    let held =
        desk.server.post("/desk/last-year", &[("Authorization", &desk.token), parts.header()], &parts.body).json();
    assert_eq!((&held["carried"]["blank"], &held["carried"]["known"]), (&json!(7), &json!(7)));
    let put = desk.edit(&held["revision"], json!("carried")).json();
    assert!(put["carried"].is_null());
    assert_eq!(figure(&put, "applications.carried_in.natural_person"), "5");
    assert_eq!(figure(&put, "applications.carried_in.total"), "7");
}
