//! The map in the repository: what `src/lib.rs`, CONTRIBUTING.md and the grammar pages say is so.

use crate::support::{nianbao, root, said, sample};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What stands between backticks in a page, blocks of code aside.
fn quoted(page: &str) -> Vec<&str> {
    let prose = page.split("\n```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

/// The files below a folder that end so.
fn files(folder: &Path, ending: &str, found: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
        }
    }
}

/// The folders and files CONTRIBUTING.md and the README name are there, as far as no NAME stands for one to be made.
#[test]
fn what_contributors_are_sent_to_is_there() {
    let folders = ["src", "tests", "templates", "fuzz", "samples", "benches", ".ci"];
    let mut sources = Vec::new();
    files(&root().join("src"), ".rs", &mut sources);
    files(&root().join("tests"), ".rs", &mut sources);
    let code: String = sources.iter().map(|path| text_of(path)).collect();
    for page in ["CONTRIBUTING.md", "README.md", "templates/README.md"] {
        let text = text_of(page);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let from = Path::new(page).parent().unwrap();
        for link in links.filter(|link| !link.starts_with("http")) {
            assert!(root().join(from).join(link).exists(), "{page} links to {link}");
        }
        for name in quoted(&text) {
            if folders.iter().any(|folder| name.starts_with(&format!("{folder}/"))) {
                let is_placeholder =
                    |part: &&str| part.contains(|c: char| c.is_ascii_uppercase()) && !part.starts_with("README");
                let parts = name.split('/').take_while(|part| !is_placeholder(part) && !part.contains("2026"));
                let path = parts.collect::<Vec<_>>().join("/");
                let there = root().join(&path).exists() || root().join(format!("{path}.rs")).exists();
                assert!(there, "{page} sends to {name}");
            } else if page == "CONTRIBUTING.md"
                && name.matches('_').count() > 1
                && name.chars().all(|c| c.is_lowercase() || c == '_')
            {
                assert!(code.contains(&format!("fn {name}(")), "{page} names {name}");
            }
        }
    }
}

/// The page that shows how the desk is used has its pictures, small ones and no others, and speaks of buttons by their words.
#[test]
fn the_desk_is_shown_in_pictures_that_are_there_and_words_that_are_its_own() {
    let page = text_of("templates/desk/README.md");
    let words = text_of("templates/desk/words.js");
    let shown: BTreeSet<String> =
        page.split("](pictures/").skip(1).map(|rest| rest.split(')').next().unwrap().to_owned()).collect();
    let mut there = Vec::new();
    files(&root().join("templates/desk/pictures"), ".png", &mut there);
    let there: BTreeSet<String> = there.iter().map(|path| path.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(shown, there);
    for name in &shown {
        let size = fs::metadata(root().join("templates/desk/pictures").join(name)).unwrap().len();
        assert!(size <= 150 << 10, "{name} has {size} bytes");
    }
    for word in page.split("**").skip(1).step_by(2) {
        assert!(words.contains(&format!("\"{word}\"")), "the desk has no {word}");
    }
    assert!(text_of("README.md").contains("templates/desk/pictures/"));
}

/// The map of the layers has each module of the crate, and each once.
#[test]
fn every_layer_is_on_the_map() {
    let lib = text_of("src/lib.rs");
    let modules =
        lib.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let modules: BTreeSet<&str> = modules.collect();
    let rows: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("//! | `")?.split('`').next()).collect();
    assert_eq!(rows.iter().copied().collect::<BTreeSet<_>>(), modules);
    assert_eq!(rows.len(), modules.len());
}

/// The stubs of the module for Python list the formats of the table, in its order.
#[test]
fn the_module_for_python_knows_every_format() {
    let stubs = text_of("src/python/nianbao.pyi");
    let listed = stubs.split_once("Format: TypeAlias = Literal[").unwrap().1.split_once(']').unwrap().0;
    let listed: Vec<&str> = listed.split('"').skip(1).step_by(2).collect();
    // The module is built without Parquet: Python has its own libraries for that.
    let formats = nianbao::format::FORMATS.iter().map(|entry| entry.name).filter(|name| *name != "parquet");
    assert_eq!(listed, formats.collect::<Vec<_>>());
}

/// Every message of the catalogue has a page in Chinese, and every page a message.
#[test]
fn every_message_has_a_page_in_chinese() {
    let pages: toml::Table = text_of("templates/messages/manual.zh.toml").parse().unwrap();
    let codes: BTreeSet<&str> = nianbao::finding::Code::all().iter().map(|code| code.name).collect();
    assert_eq!(pages.keys().map(String::as_str).collect::<BTreeSet<_>>(), codes);
    for (code, page) in &pages {
        let page = page.as_str().unwrap();
        assert!(page.ends_with('。') && page.matches('。').count() <= 4, "{code}: one to four sentences");
        assert!(!page.contains([':', ';', '?', ',', '(', ')']), "{code}: a Latin sign in {page}");
    }
}

/// Codes that no test can bring about, each with the reason.
const UNTESTED: [(&str, &str); 1] = [(
    "pdf-not-written",
    "pages give the library nothing it could refuse: the file it makes always has the parts that are looked for in it",
)];

/// Every code of the catalogue stands in a test, which makes something the code is said of.
#[test]
fn every_code_is_said_in_a_test() {
    let mut files_of_tests = Vec::new();
    files(&root().join("src"), ".rs", &mut files_of_tests);
    files(&root().join("tests"), ".rs", &mut files_of_tests);
    let mut said = String::new();
    // This file names the others.
    for path in files_of_tests.iter().filter(|path| *path != "tests/map.rs") {
        let text = text_of(path);
        let of_tests = match path.contains("tests") {
            true => text.as_str(),
            false => text.split_once("#[cfg(test)]\nmod tests {").map_or("", |(_, tests)| tests),
        };
        let lines = of_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
        said.extend(lines.flat_map(|line| [line, "\n"]));
    }
    // As a text, or in brackets as the command shows it; with its place or its values beside it.
    let is_said = |code: &str| {
        said.match_indices(code).any(|(at, _)| {
            let is_apart = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
            let (before, after) = (said[..at].chars().next_back(), said[at + code.len()..].chars().next());
            let is_quoted = before.is_some_and(|c| "\"[".contains(c));
            is_apart(before) && is_apart(after) && (code.contains('-') || is_quoted)
        })
    };
    let codes: BTreeSet<&str> = nianbao::finding::Code::all().iter().map(|code| code.name).collect();
    let unsaid: Vec<&str> = codes.iter().copied().filter(|code| !is_said(code)).collect();
    assert_eq!(unsaid, UNTESTED.map(|(code, _)| code), "codes that stand in no test, and those known not to");
}

/// What a value is called on the grammar pages.
fn type_of(value: &toml::Value) -> &'static str {
    use toml::Value::{Array, Boolean, Integer, String};
    match value {
        String(_) => "text",
        Integer(_) => "number",
        Boolean(_) => "switch",
        Array(items) if items.iter().all(|item| matches!(item, String(_))) => "texts",
        Array(items) if items.iter().all(|item| matches!(item, Array(_))) => "lists of texts",
        other => panic!("no grammar page has a word for {other}"),
    }
}

/// Every key of a table and what type its values are; of lists of tables, those of all.
fn keys(table: &toml::Table, before: &str, found: &mut BTreeMap<String, &'static str>) {
    for (key, value) in table {
        let path = format!("{before}{key}");
        match value {
            toml::Value::Table(table) => keys(table, &format!("{path}."), found),
            toml::Value::Array(items) if items.first().is_some_and(toml::Value::is_table) => {
                for item in items {
                    keys(item.as_table().unwrap(), &format!("{path}."), found);
                }
            }
            value => {
                found.insert(path, type_of(value));
            }
        }
    }
}

/// The keys a section of a grammar page describes, with their types.
fn described(page: &str, file: &str) -> BTreeMap<String, String> {
    let sections = page.split("\n## ").filter(|section| section.starts_with(&format!("`{file}`")));
    let rows = sections.flat_map(str::lines).filter_map(|line| line.strip_prefix("| `"));
    rows.flat_map(|row| {
        let mut columns = row.split(" | ");
        let names = format!("`{}", columns.next().unwrap());
        let kind = columns.next().unwrap_or_default().to_owned();
        let names: Vec<String> = names.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        names.into_iter().map(move |name| (name, kind.clone()))
    })
    .collect()
}

/// Every key of the data files is described on a grammar page with its type, and every key described is in the file.
#[test]
fn every_key_of_the_data_is_on_a_grammar_page() {
    let mut data = Vec::new();
    files(&root().join("templates"), ".toml", &mut data);
    data.retain(|path| !path.ends_with("Cargo.toml"));
    for path in data {
        let (folder, file) =
            path.strip_prefix("templates/").unwrap().split_once('/').unwrap_or(("", &path["templates/".len()..]));
        let table: toml::Table = text_of(&path).parse().unwrap();
        let mut found = BTreeMap::new();
        // Forms and styles have a page of their own, by tables; there it is enough that each key is named.
        let is_design = folder == "styles" || folder == "forms" && table.contains_key("id");
        if is_design {
            let page = text_of(&format!("templates/{folder}/README.md"));
            let named: BTreeSet<&str> =
                quoted(&page).into_iter().flat_map(|name| name.split(['[', ']', '.'])).collect();
            let mut unnamed = BTreeSet::new();
            names(&toml::Value::Table(table), &named, &mut unnamed);
            assert!(unnamed.is_empty(), "{path}: not on its grammar page: {unnamed:?}");
            continue;
        }
        keys(&table, "", &mut found);
        let (page, name) = match folder {
            "forms" => ("templates/forms/README.md", file.to_owned()),
            "" => ("templates/README.md", file.to_owned()),
            folder => ("templates/README.md", format!("{folder}/{file}")),
        };
        let described = described(&text_of(page), &name);
        assert!(!described.is_empty(), "{page} has no section `{name}`");
        let covers = |row: &str, key: &str| match row.strip_suffix('*') {
            Some(before) => key.starts_with(before),
            None => row == key,
        };
        for (key, is) in &found {
            let row = described.iter().find(|(row, _)| covers(row, key));
            let (_, said) = row.unwrap_or_else(|| panic!("{path}: {key} is not described in {page}"));
            let same = said == is
                || said == "characters" && *is == "text"
                || said == "pairs of texts" && *is == "lists of texts";
            assert!(same, "{path}: {key} is {is}, {page} says {said}");
        }
        for row in described.keys() {
            assert!(found.keys().any(|key| covers(row, key)), "{page} describes {row}, which {path} has not");
        }
    }
}

/// The names of keys in a value that are not among those known.
fn names(value: &toml::Value, known: &BTreeSet<&str>, unnamed: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                if !known.contains(key.as_str()) {
                    unnamed.insert(key.clone());
                }
                names(value, known, unnamed);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| names(item, known, unnamed)),
        _ => {}
    }
}

/// A form of 2026 with another row and a rule on it, given as a file: a draft and a workbook in it are made, filled, published and
/// read back, and its rule is checked.
#[test]
fn a_new_vintage_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let row = "\n[[tables.rows]]\nlabels = [{ text = \"行政处罚\" }]\ndata = [{ id = \"penalties\", columns = 3 }]\n";
    let more =
        "\n[[tables.rows]]\nlabels = [{ text = \"行政检查\" }]\ndata = [{ id = \"inspections\", columns = 3 }]\n";
    let rule =
        "\n[[tables.rules]]\nid = \"inspected\"\nname = \"处罚数等于检查数\"\nformula = \"penalties = inspections\"\n";
    let own = text_of("templates/forms/2021.toml");
    assert!(own.contains(row));
    let own = own.replacen("id = \"2021\"", "id = \"2026\"", 1).replacen("first_year = 2021", "first_year = 2026", 1);
    let own = own.replacen(row, &format!("{row}{more}"), 1);
    // Rules stand behind the rows of their table, before the next table.
    let next = own.match_indices("\n[[tables]]").nth(1).unwrap().0;
    let own = format!("{}{rule}{}", &own[..next], &own[next..]);
    let form = at("2026.toml");
    fs::write(&form, own).unwrap();

    let run = |args: &[&str], code: i32| {
        let output = nianbao(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", said(&output));
        output
    };
    let listed = String::from_utf8(run(&["forms", "2026", "--form", &form], 0).stdout).unwrap();
    assert!(listed.contains("disclosure.inspections"), "{listed}");
    run(&["new", "--organ", "清河市民政局", "--year", "2026", "--form", &form, "-o", &at("blank.xlsx")], 0);

    let report = fs::read_to_string(sample("drafts/report.json")).unwrap();
    let report = report.replace("2024", "2027").replace("2023", "2026");
    let mut report: serde_json::Value = serde_json::from_str(&report).unwrap();
    report["form"] = "2026".into();
    let penalties = report["statistics"]["disclosure"]["penalties"].clone();
    assert!(penalties.is_u64(), "{penalties}");
    let disclosure = report["statistics"]["disclosure"].as_object_mut().unwrap();
    disclosure.insert("inspections".to_owned(), penalties.clone());
    let json = at("report.json");
    fs::write(&json, serde_json::to_string(&report).unwrap()).unwrap();
    for name in ["report.docx", "report.pdf", "report.xlsx"] {
        nianbao(&["convert", &json, "--form", &form, "-o", &at(name)]);
        let back = at(&format!("{name}.json"));
        nianbao(&["convert", &at(name), "--form", &form, "--visible", "-o", &back]);
        let back: serde_json::Value = serde_json::from_str(&fs::read_to_string(&back).unwrap()).unwrap();
        assert_eq!(back["form"], "2026", "{name}");
        assert_eq!(back["statistics"]["disclosure"]["inspections"], penalties, "{name}");
    }
    report["statistics"]["disclosure"]["inspections"] = (penalties.as_u64().unwrap() + 1).into();
    fs::write(&json, serde_json::to_string(&report).unwrap()).unwrap();
    let doubted = run(&["convert", &json, "--form", &form, "-o", &at("doubtful.pdf")], 1);
    assert!(said(&doubted).contains("[sum-differs]"), "{}", said(&doubted));
}
