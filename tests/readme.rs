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

/// Every option the README names is in the help.
#[test]
fn the_options_of_the_readme_exist() {
    let help: String = [&["--help"][..], &["convert", "--help"], &["publish", "--help"], &["show", "--help"]]
        .iter()
        .map(|args| String::from_utf8(nianbao(args).stdout).unwrap())
        .collect();
    for line in readme().lines().filter(|line| line.trim_start().starts_with("nianbao ")) {
        for option in line.split_whitespace().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{line}: {option}");
        }
    }
}

/// The JSON Schema in `templates/schema` is the one the types and forms give.
#[test]
fn the_schema_is_fresh() {
    let path = root().join("templates/schema/report-1.json");
    let schema = String::from_utf8(nianbao(&["schema"]).stdout).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &schema).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == schema,
        "templates/schema/report-1.json is stale: UPDATE_GOLDEN=1 cargo test"
    );
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
        .args(["metadata", "--locked", "--format-version", "1"])
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
    if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
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
        "templates/forms/README.md",
        "templates/styles/README.md",
        "templates/licences/README.md",
        "tests/fonts/README.md",
        "samples/README.md",
    ] {
        assert!(root().join(page).is_file(), "{page}");
    }
}
