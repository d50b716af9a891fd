//! What the README says works.

use crate::support::{nianbao, root, said};

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).unwrap()
}

/// Every `nianbao …` command of the README's first shell block that converts a sample, run as it stands (but into a folder of
/// our own, and without cargo in between).
#[test]
fn the_commands_of_the_readme_work() {
    let folder = tempfile::tempdir().unwrap();
    let text = readme();
    let commands: Vec<&str> =
        text.lines().filter_map(|line| line.trim().strip_prefix("cargo run --release -- ")).collect();
    assert!(!commands.is_empty(), "the README has no cargo run command");
    for command in commands {
        let arguments: Vec<String> = command
            .split_whitespace()
            .map(|word| match word {
                word if word.starts_with("samples/") => root().join(word).display().to_string(),
                "lukou.pdf" => folder.path().join(word).display().to_string(),
                word => word.to_owned(),
            })
            .collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = nianbao(&arguments);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", said(&output));
    }
}

/// Whether what is made is to be written where it is compared.
fn updates() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none()
}

/// The README shows what its first command says.
#[test]
fn the_findings_of_the_readme_are_those_said() {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("lukou.pdf").display().to_string();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["convert", "samples/lukou-2021/draft.docx", "-o", &pdf])
        .current_dir(root())
        .output()
        .unwrap();
    let shown = format!("<!-- said -->\n```text\n{}```\n<!-- /said -->", said(&run).replace(&pdf, "lukou.pdf"));
    let text = readme();
    let (before, rest) = text.split_once("<!-- said -->").unwrap();
    let (_, after) = rest.split_once("<!-- /said -->").unwrap();
    let fresh = format!("{before}{shown}{after}");
    if updates() {
        std::fs::write(root().join("README.md"), &fresh).unwrap();
    }
    assert!(
        readme() == fresh,
        "README.md shows other findings than are said: UPDATE_GOLDEN=1 cargo test; now:\n{shown}"
    );
    assert!(fresh.lines().count() <= 130, "README.md is a page, the manual is in src/cli/manual");
}

/// The picture in the README is the page it is said to be.
#[test]
fn the_picture_of_the_readme_is_fresh() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("page-4.png");
    let draft = root().join("samples/lukou-2021/draft.docx");
    let run = nianbao(&[
        "convert",
        draft.to_str().unwrap(),
        "--page",
        "4",
        "--dpi",
        "110",
        "--quiet",
        "-o",
        made.to_str().unwrap(),
    ]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let made = std::fs::read(made).unwrap();
    let path = root().join("samples/lukou-2021/page-4.png");
    if updates() {
        std::fs::write(&path, &made).unwrap();
    }
    assert!(std::fs::read(&path).unwrap() == made, "{} is stale: UPDATE_GOLDEN=1 cargo test", path.display());
    assert!(made.len() < 150 << 10, "{} bytes", made.len());
}

/// What `help` prints.
fn help(args: &[&str]) -> String {
    let run = nianbao(args);
    assert_eq!(run.status.code(), Some(0), "{args:?}: {}", said(&run));
    String::from_utf8(run.stdout).unwrap()
}

/// `help` lists commands and topics, prints a topic in either language by either name, and the usage of a command.
#[test]
fn the_manual_is_printed_by_topic() {
    let listed = help(&["help"]);
    assert!(listed.contains("  convert ") && listed.contains("  清单") && listed.contains("各单位的数据"), "{listed}");
    let listed = help(&["--lang", "en", "help"]);
    assert!(listed.contains("  lists ") && listed.contains("  styles-and-fonts  how pages look"), "{listed}");
    let topic = help(&["help", "清单"]);
    assert!(topic.starts_with("# 清单") && topic.contains("\n    nianbao convert 清单.xlsx"), "{topic}");
    assert!(!topic.contains("```"));
    assert_eq!(help(&["help", "lists"]), topic);
    assert!(help(&["--lang", "en", "help", "PDF"]).starts_with("# PDF: writing it"));
    let usage = help(&["help", "convert"]);
    assert!(usage.contains("--tables-only-empty") && usage.contains("--lang"), "{usage}");
    assert_eq!(usage, help(&["convert", "--help"]));
    let unknown = nianbao(&["help", "nonsense"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("nonsense") && said(&unknown).contains("[usage]"), "{}", said(&unknown));
}

/// Manual pages for `man`, one a command, name their options.
#[test]
fn manual_pages_are_made_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    clap_mangen::generate_to(nianbao::cli::command(), folder.path()).unwrap();
    let page = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert!(page("nianbao.1").contains("nianbao\\-convert(1)"), "{}", page("nianbao.1"));
    assert!(page("nianbao-convert.1").contains("track\\-changes"), "{}", page("nianbao-convert.1"));
}

/// The JSON Schemas in `templates/schema` are those the types and forms give.
#[test]
fn the_schema_is_fresh() {
    for (of, name) in [("report", "report-1.json"), ("difference", "difference-1.json")] {
        let path = root().join("templates/schema").join(name);
        let schema = String::from_utf8(nianbao(&["schema", of]).stdout).unwrap();
        if updates() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &schema).unwrap();
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == schema, "templates/schema/{name} is stale: UPDATE_GOLDEN=1 cargo test");
    }
}

/// Each crate of `Cargo.lock` that comes from elsewhere, with its version.
fn locked_crates() -> Vec<String> {
    let lock: toml::Table = std::fs::read_to_string(root().join("Cargo.lock")).unwrap().parse().unwrap();
    let text = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
    let packages = lock["package"].as_array().unwrap().iter().filter(|package| package.get("source").is_some());
    let mut crates: Vec<String> =
        packages.map(|package| format!("{}\t{}", text(package, "name"), text(package, "version"))).collect();
    crates.sort();
    crates
}

/// The crates and their licences as cargo knows them.
fn crates_and_licences() -> String {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--all-features", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter().filter(|package| !package["source"].is_null());
    let text = |package: &serde_json::Value, key: &str| package[key].as_str().unwrap_or("?").to_owned();
    let mut lines: Vec<String> =
        packages.map(|p| format!("{}\t{}\t{}\n", text(p, "name"), text(p, "version"), text(p, "license"))).collect();
    lines.sort();
    lines.concat()
}

/// The list of licences names every crate, and each states one.
#[test]
fn the_list_of_crates_is_fresh() {
    let path = root().join("templates/licences/crates.tsv");
    if updates() {
        std::fs::write(&path, crates_and_licences()).unwrap();
    }
    let list = std::fs::read_to_string(&path).unwrap();
    let listed: Vec<&str> = list.lines().map(|line| line.rsplit_once('\t').unwrap().0).collect();
    assert!(listed == locked_crates(), "templates/licences/crates.tsv is stale: UPDATE_GOLDEN=1 cargo test");
    assert!(list.lines().all(|line| !line.ends_with("\t?") && !line.ends_with('\t')), "a crate states no licence");
}

/// Every folder of data has a page that says what its files mean.
#[test]
fn every_data_folder_has_its_grammar_page() {
    for page in [
        "templates/README.md",
        "templates/forms/README.md",
        "templates/styles/README.md",
        "templates/licences/README.md",
        "tests/fonts/README.md",
        "samples/README.md",
    ] {
        assert!(root().join(page).is_file(), "{page}");
    }
}
