use super::*;
use crate::document::{Cell, Grid, Inline, Link, Marks, Note, NoteKind, Text};
use crate::finding::Place;
use crate::form::Forms;

const SMALL: &str = r#"{
  "schema": "nianbao/report/1",
  "form": "2021",
  "organ": "某市某局",
  "year": 2023,
  "title": "某市某局2023年政府信息公开工作年度报告",
  "published": "2024-01-05",
  "sections": [
    {
      "role": "disclosure",
      "heading": "二、主动公开政府信息情况",
      "content": [
        "一段文字",
        {
          "statistics": "disclosure"
        }
      ]
    }
  ],
  "statistics": {
    "disclosure": {
      "regulations": {
        "issued": 0,
        "repealed": {
          "raw": ""
        },
        "in_force": {
          "raw": "/",
          "value": null
        }
      },
      "licences": 10,
      "fees": "26.50"
    }
  },
  "signature": {
    "organ": "某市某局",
    "date": "2024-01-05"
  }
}
"#;

fn forms() -> Forms {
    Forms::built_in().unwrap()
}

#[test]
fn a_canonical_text_loads_and_saves_to_the_same_bytes() {
    let report = load(SMALL, &forms()).unwrap();
    assert_eq!(report.statistics["disclosure"].cells["fees"].raw, "26.50");
    assert_eq!(report.statistics["disclosure"].cells["regulations.repealed"].value, None);
    assert!(!report.statistics["disclosure"].cells.contains_key("penalties"));
    assert_eq!(save(&report, &forms()), SMALL);
}

#[test]
fn loading_is_strict_and_says_where() {
    let broken = [
        ("\"licences\": 10", "\"licences\": -1", "invalid-report", "/statistics/disclosure/licences"),
        ("\"licences\": 10", "\"licences\": 1.5", "invalid-report", "/statistics/disclosure/licences"),
        ("\"licences\": 10", "\"licenses\": 10", "invalid-report", "/statistics/disclosure/licenses"),
        ("\"fees\": \"26.50\"", "\"fees\": 26.5", "invalid-report", "/statistics/disclosure/fees"),
        (
            "\"issued\": 0",
            "\"issued\": {\"raw\": \"x\", \"vlaue\": 1}",
            "invalid-report",
            "/statistics/disclosure/regulations/issued/vlaue",
        ),
        ("\"year\": 2023", "\"year\": \"2023\"", "invalid-report", "/year"),
        ("\"published\": \"2024-01-05\"", "\"published\": \"2024-02-30\"", "invalid-report", "/published"),
        (
            "\"一段文字\"",
            "{\"paragraph\": {\"content\": \"x\", \"colour\": 1}}",
            "invalid-report",
            "/sections/0/content/0/paragraph/colour",
        ),
        (
            "\"一段文字\"",
            "{\"paragraph\": {\"content\": [{\"styled\": {\"text\": \"x\", \"bald\": true}}]}}",
            "invalid-report",
            "/sections/0/content/0/paragraph/content/0/styled/bald",
        ),
        (
            "\"一段文字\"",
            "[\"x\", {\"styled\": {\"text\": \"x\", \"bald\": true}}]",
            "invalid-report",
            "/sections/0/content/0/1/styled/bald",
        ),
        ("\"一段文字\"", "{\"figure\": {\"media\": \"a.png\"}}", "invalid-report", "/media/a.png"),
        (
            "\"statistics\": \"disclosure\"",
            "\"statistics\": \"disputes\"",
            "invalid-report",
            "/sections/0/content/1/statistics",
        ),
        ("\"form\": \"2021\"", "\"form\": \"2031\"", "invalid-report", "/form"),
        ("report/1", "report/2", "newer-schema", "/schema"),
        ("report/1", "report/x", "invalid-report", "/schema"),
    ];
    for (from, to, code, pointer) in broken {
        let error = load(&SMALL.replacen(from, to, 1), &forms()).expect_err(to);
        assert_eq!(error.code(), code, "{to}");
        assert_eq!(error.finding().location().place, Some(Place::Pointer(pointer.into())), "{to}: {error}");
    }
    let error = load(&SMALL.replacen("\"year\": 2023,", "\"year\": 2023", 1), &forms()).unwrap_err();
    assert_eq!(error.code(), "invalid-json");
    assert!(matches!(error.finding().location().place, Some(Place::Line { line: 6, .. })), "{error}");
}

/// A report with every kind of block and run there is.
pub(crate) fn full_report() -> Report {
    let marks = Marks { bold: true, ..Marks::default() };
    let note = Note { kind: NoteKind::Footnote, content: vec![Block::text("脚注")] };
    let link = Link { target: "https://www.example.gov.cn/".into(), content: Content::plain("网站") };
    let content = Content::new(vec![
        Inline::text("文字\n换行\t制表"),
        Inline::Text(Text::new("粗", marks)),
        Inline::Link(link),
        Inline::Note(note),
    ]);
    let mut grid = Grid::new(
        2,
        2,
        vec![
            Cell::new(0, 0, vec![Block::text("合并")]).spanning(1, 2),
            Cell::new(1, 0, vec![]),
            Cell::new(1, 1, vec![Block::text("1")]),
        ],
    )
    .unwrap();
    grid.header_rows = 1;
    let mut report = load(SMALL, &forms()).unwrap();
    report.preamble = vec![Block::runs(content), Block::Table(grid)];
    report.signature = Some(Signature { organ: None, date: Some(DateText { raw: "2022215".into(), value: None }) });
    report.attachments =
        vec![Attachment { label: Some("附件".into()), title: None, content: vec![Block::text("附")] }];
    report
}

#[test]
fn every_kind_of_block_survives_json() {
    let report = full_report();
    let text = save(&report, &forms());
    assert_eq!(load(&text, &forms()).unwrap(), report, "{text}");
}

#[test]
fn a_table_of_another_vintage_says_so() {
    let mut report = load(SMALL, &forms()).unwrap();
    let cells = IndexMap::from([(
        "fees.change".to_owned(),
        Count { raw: "+3".into(), value: Some(3.into()), ..Count::default() },
    )]);
    report.statistics.insert("disclosure".into(), TableFigures { form: "2019".into(), cells });
    let text = save(&report, &forms());
    assert!(text.contains("\"form\": \"2019\""), "{text}");
    assert_eq!(load(&text, &forms()).unwrap(), report);
}

#[test]
fn the_schema_accepts_what_we_save_and_refuses_what_we_refuse() {
    let validator = jsonschema::validator_for(&schema(&forms())).unwrap();
    for report in [load(SMALL, &forms()).unwrap(), full_report()] {
        let value: serde_json::Value = serde_json::from_str(&save(&report, &forms())).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| format!("{} {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    for (from, to) in [
        ("\"licences\": 10", "\"licences\": -1"),
        ("\"licences\": 10", "\"licenses\": 10"),
        ("\"fees\": \"26.50\"", "\"fees\": 26.5"),
        ("\"year\": 2023", "\"yaer\": 2023"),
    ] {
        let value: serde_json::Value = serde_json::from_str(&SMALL.replacen(from, to, 1)).unwrap();
        assert!(!validator.is_valid(&value), "{to}");
    }
}
