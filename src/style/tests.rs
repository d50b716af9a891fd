use super::*;
use crate::finding::{Language, Place};
use std::collections::BTreeSet;

const GONGWEN: &str = include_str!("../../templates/styles/gongwen.toml");
const README: &str = include_str!("../../templates/styles/README.md");

/// The code of the error a style file gives, and the line and column it names.
fn refused(text: &str) -> (String, Option<(u32, u32)>, String) {
    let error = Style::from_toml(text).unwrap_err();
    let place = match error.finding().location().place {
        Some(Place::Line { line, column }) => Some((line, column)),
        _ => None,
    };
    (error.code().to_owned(), place, error.render(Language::English))
}

/// The line and column of a text in the default style's file.
fn place_of(text: &str, part: &str) -> Option<(u32, u32)> {
    let (number, line) = text.lines().enumerate().find(|(_, line)| line.contains(part))?;
    let column = line.split(part).next()?.chars().count();
    Some((number as u32 + 1, column as u32 + 1))
}

#[test]
fn gongwen_loads_and_its_grid_is_the_standards() {
    let style = Style::gongwen().unwrap();
    assert!((style.page.text_width_mm() - 156.0).abs() < 1e-3);
    assert!((style.page.text_height_mm() - 225.0).abs() < 1e-3);
    assert!((style.page.line_pitch_pt() - 28.99).abs() < 0.01);
    assert_eq!(style.page_number.position, NumberPosition::Outer);
}

#[test]
fn every_built_in_style_loads_and_names_families_for_every_role() {
    for name in Style::names() {
        let style = Style::built_in(name).unwrap();
        for role in FaceRole::ALL {
            assert!(style.faces.get(&role).is_some_and(|families| !families.is_empty()), "{name}: {role:?}");
        }
    }
    assert_eq!(Style::names().next(), Some("gongwen"), "the default first");
}

#[test]
fn an_unknown_style_is_an_error_that_lists_the_names() {
    let error = Style::built_in("gongwne").unwrap_err();
    assert_eq!(error.code(), "unknown-style");
    let said = error.render(Language::English);
    assert!(Style::names().all(|name| said.contains(name)), "{said}");
}

#[test]
fn an_unknown_key_is_an_error_with_its_line_and_column() {
    let text = GONGWEN.replace("lines = 22 ", "lnes = 22 ");
    let (code, place, said) = refused(&text);
    assert_eq!((code.as_str(), place), ("invalid-style", place_of(&text, "lnes")), "{said}");
    assert!(said.contains("lnes"), "{said}");
}

#[test]
fn a_value_of_another_type_is_an_error_with_its_line_and_column() {
    for (from, to, part) in [
        ("size_pt = 22", "size_pt = \"22\"", "\"22\""),
        ("face = \"kaiti\"", "face = \"kati\"", "\"kati\""),
        ("heiti = [\"黑体\"", "heiti = [1, \"黑体\"", "1, \"黑体"),
        ("lines = 22 ", "lines = 22.5 ", "22.5"),
    ] {
        let text = GONGWEN.replacen(from, to, 1);
        assert_ne!(text, GONGWEN, "{from}");
        let (code, place, said) = refused(&text);
        assert_eq!((code.as_str(), place), ("invalid-style", place_of(&text, part)), "{to}: {said}");
    }
}

#[test]
fn a_missing_key_and_what_is_no_toml_are_errors() {
    let (code, place, said) = refused(&GONGWEN.replace("lines = 22 ", "# "));
    assert!(code == "invalid-style" && place.is_some() && said.contains("lines"), "{said}");
    assert_eq!(refused("name = \"x").1.map(|(line, _)| line), Some(1));
}

#[test]
fn a_measure_that_is_none_is_an_error_where_it_stands() {
    for (from, to, part) in [
        ("left_mm = 28 ", "left_mm = 190 ", "190"),
        ("height_mm = 297", "height_mm = inf", "inf"),
        ("size_pt = 14\ndistance", "size_pt = 0\ndistance", "0\ndistance"),
        ("padding_mm = 0.8", "padding_mm = -0.8", "-0.8"),
        ("lines_after = 1", "lines_after = -1", "-1"),
        ("characters = 28", "characters = 31", "31"),
    ] {
        let text = GONGWEN.replacen(from, to, 1);
        assert_ne!(text, GONGWEN, "{from}");
        let (code, place, said) = refused(&text);
        let offset = text.find(to).unwrap() + to.find(part).unwrap();
        let Place::Line { line, column } = Place::at_offset(&text, offset) else { panic!() };
        assert_eq!((code.as_str(), place), ("invalid-style", Some((line, column))), "{to}: {said}");
    }
    // Twins.
    for (from, to) in [("characters = 28", "characters = 30"), ("padding_mm = 0.8", "padding_mm = 0")] {
        assert!(Style::from_toml(&GONGWEN.replacen(from, to, 1)).is_ok(), "{to}");
    }
}

#[test]
fn a_style_that_extends_another_gives_only_what_differs() {
    let own = "extends = \"gongwen\"\n[paragraphs.body]\nsize_pt = 15\n[faces]\nheiti = [\"微软雅黑\"]\n";
    let style = Style::from_toml(own).unwrap();
    let mut expected = Style::gongwen().unwrap();
    expected.paragraphs.body.size_pt = 15.0;
    expected.faces.insert(FaceRole::Heiti, vec!["微软雅黑".to_owned()]);
    assert_eq!(style, expected);
}

#[test]
fn what_is_wrong_in_a_style_that_extends_another_is_found_in_it() {
    let refused = |text: &str| {
        let (code, place, _) = refused(text);
        (code, place)
    };
    let head = "extends = \"gongwen\"\n[page]\n";
    for (line, column) in [("lnes = 1", 1), ("lines = \"x\"", 9), ("right_mm = 200", 12), ("characters = 99", 14)] {
        assert_eq!(refused(&format!("{head}{line}\n")), ("invalid-style".to_owned(), Some((3, column))), "{line}");
    }
    assert_eq!(refused("extends = \"gongwne\"\n"), ("unknown-style".to_owned(), Some((1, 11))));
    assert_eq!(refused("\nextends = 1\n"), ("invalid-style".to_owned(), Some((2, 11))));
    assert_eq!(refused("extends = \"gongwen\"\npage = 1\n"), ("invalid-style".to_owned(), Some((2, 8))));
}

/// The keys the types have: `page.width_mm`, `paragraphs.KIND.size_pt` …
fn keys_of_types() -> BTreeSet<String> {
    let schema = schemars::schema_for!(Style).to_value();
    let mut keys = BTreeSet::new();
    walk(&schema, &schema, String::new(), &mut keys);
    // Every kind of paragraph has the same keys; the page names them once.
    let kinds: BTreeSet<String> =
        Style::gongwen().unwrap().paragraphs.iter().map(|(kind, _)| kind.to_owned()).collect();
    keys.into_iter()
        .map(|key| match key.strip_prefix("paragraphs.").and_then(|rest| rest.split_once('.')) {
            Some((kind, rest)) if kinds.contains(kind) => format!("paragraphs.KIND.{rest}"),
            _ => key,
        })
        .chain(["extends".to_owned()])
        .collect()
}

fn walk(root: &serde_json::Value, node: &serde_json::Value, path: String, keys: &mut BTreeSet<String>) {
    let referred = node["$ref"].as_str().and_then(|r| r.strip_prefix("#/$defs/")).map(|name| &root["$defs"][name]);
    let node = referred.unwrap_or(node);
    match node["properties"].as_object() {
        Some(properties) => {
            for (key, value) in properties {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(root, value, path, keys);
            }
        }
        None => {
            keys.insert(path);
        }
    }
}

/// The keys the grammar page explains: those in code type in the first column of the tables below `[section]` headings, and
/// headings in code type that are no section.
fn keys_of_page() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut section = String::new();
    for line in README.lines() {
        let code = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        if let Some(heading) = line.strip_prefix("## ") {
            let name = code(heading).concat();
            section = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
                Some(name) => name.to_owned(),
                // A heading in plain words explains no key.
                None => {
                    keys.extend(Some(name).filter(|name| !name.is_empty()));
                    String::new()
                }
            };
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| !section.is_empty()) {
            let first = format!("`{}", row.split('|').next().unwrap());
            keys.extend(code(&first).into_iter().map(|key| format!("{section}.{key}")));
        }
    }
    keys
}

#[test]
fn the_grammar_page_names_every_key_and_no_other() {
    let (page, types) = (keys_of_page(), keys_of_types());
    let roles = FaceRole::ALL.map(|role| format!("faces.{}", role.label()));
    let types: BTreeSet<String> = types.into_iter().filter(|key| key != "faces").chain(roles).collect();
    let missing: Vec<_> = types.difference(&page).collect();
    let unknown: Vec<_> = page.difference(&types).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "not explained: {missing:?}; no such key: {unknown:?}");
    assert!(README.contains(&Style::names().collect::<Vec<_>>().join("`, `")), "the built-in styles are named");
    for (kind, _) in Style::gongwen().unwrap().paragraphs.iter() {
        assert!(README.contains(&format!("`{kind}`")) || kind.starts_with("heading"), "{kind}");
    }
}
