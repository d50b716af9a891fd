use super::*;
use crate::finding::{Language, Place};
use std::sync::Arc;

fn built_in(id: &str) -> Form {
    Forms::built_in().unwrap().get(id).unwrap().clone()
}

#[test]
fn the_forms_have_the_cells_the_law_prints() {
    for (form, expected) in [("2021", [10, 175, 15]), ("2019", [22, 161, 15])] {
        let counts: Vec<usize> = built_in(form).tables.iter().map(|table| table.data_cells().count()).collect();
        assert_eq!(counts, expected, "form {form}");
    }
}

#[test]
fn the_tables_have_the_rows_the_law_prints() {
    for (form, expected) in [("2021", [14, 28, 4]), ("2019", [18, 26, 4])] {
        let rows: Vec<u32> = built_in(form).tables.iter().map(|table| table.rows).collect();
        assert_eq!(rows, expected, "form {form}");
    }
}

#[test]
fn a_data_cell_knows_the_labels_that_head_it() {
    let form = built_in("2021");
    let texts = |labels: &[Arc<Label>]| labels.iter().map(|label| label.text.clone()).collect::<Vec<_>>();
    let secret = form.tables[1].data_cell("results.refused.state_secret.commercial_enterprise").unwrap();
    assert_eq!(texts(&secret.row_labels), ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"]);
    assert_eq!(texts(&secret.column_labels), ["申请人情况", "法人或其他组织", "商业企业"]);
    let licences = form.tables[0].data_cell("licences").unwrap();
    assert_eq!(texts(&licences.column_labels), ["第二十条第（五）项", "本年处理决定数量"]);
    assert_eq!(form.tables[0].data_cell("fees").unwrap().kind, NumberKind::Money);
    let upheld = form.tables[2].data_cell("litigation_after_reconsideration.upheld").unwrap();
    assert_eq!(texts(&upheld.column_labels), ["行政诉讼", "复议后起诉", "结果维持"]);
    assert_eq!(upheld.path(), "行政诉讼 / 复议后起诉 / 结果维持");
}

#[test]
fn rules_are_expanded_to_every_row_and_column() {
    let table = built_in("2021").tables[1].clone();
    let count = |id: &str| table.rules.iter().filter(|rule| rule.id == id).count();
    assert_eq!((count("balance"), count("results"), count("row-total")), (7, 7, 25));
    let results = &table.rules.iter().find(|rule| rule.id == "results").unwrap().formula;
    assert_eq!(results.right[0].len(), 21);
    let form = built_in("2021");
    let count = |id: &str| form.rules.iter().filter(|rule| rule.id == id).count();
    assert_eq!((count("carry-over"), count("in-force"), count("regulation-level")), (7, 2, 3));
}

#[test]
fn forms_are_chosen_by_year() {
    let forms = Forms::built_in().unwrap();
    let by_year = |year| forms.for_year(year).map(|form| form.id.clone());
    assert_eq!(by_year(2020).as_deref(), Some("2019"));
    assert_eq!(by_year(2021).as_deref(), Some("2021"));
    assert_eq!(by_year(2030).as_deref(), Some("2021"));
    assert_eq!(by_year(2018), None);
}

/// Every way to break a form is an error that says where.
#[test]
fn an_unsound_form_is_refused_with_its_place() {
    let sound = BUILT_IN[0];
    let broken = [
        ("columns = 7 }", "columns = 6 }", "no cell covers"),
        ("{ text = \"申请人情况\", columns = 7 }", "{ text = \"申请人情况\", columns = 8 }", "beyond the table"),
        ("id = \"regulations.repealed\"", "id = \"regulations.issued\"", "used twice"),
        ("id = \"regulations.repealed\"", "id = \"Regulations\"", "is no cell id"),
        ("id = \"licences\"", "id = \"regulations\"", "also the parent"),
        ("received.{column} +", "receved.{column} +", "receved"),
        ("= results.total.{column} +", "- results.total.{column} +", "is no formula"),
        ("message = \"carry-over-differs\"", "message = \"carry-over\"", "message of a rule"),
        ("message = \"carry-over-differs\"", "message = \"figure-changed\"", "message of a rule"),
        ("= last.applications.", "= last.application.", "carried_over"),
        ("bodies = \"without_regulations\"", "bodies = \"all\"", "without_regulations"),
        ("severity = \"warning\"", "severity = \"grave\"", "grave"),
        ("id = \"disputes\"", "id = \"last\"", "is no id"),
        ("widths = [4, 3, 3, 3]", "widths = [4, 3, 3]", "widths"),
        ("table = \"disclosure\"", "table = \"disclosures\"", "no table"),
        ("also = [\"现行有效件\",", "also = [\"现行 有效件数\",", "differs only"),
        ("unit = \"件\"", "units = \"件\"", "units"),
    ];
    for (from, to, says) in broken {
        assert!(sound.contains(from), "the form no longer has {from}");
        let error = Form::from_toml(&sound.replacen(from, to, 1)).expect_err(to);
        assert_eq!(error.code(), "invalid-form");
        assert!(error.render(Language::English).contains(says), "{to}: {error}");
        assert!(
            matches!(error.finding().location().place, Some(Place::Line { line, .. }) if line > 1),
            "{to}: {error}"
        );
    }
}

#[test]
fn a_form_of_a_few_lines_is_no_form_of_millions_of_cells() {
    let sound = BUILT_IN[0];
    let columns: Vec<String> = (0..4_000).map(|n| format!("\"c{n}\"")).collect();
    let wide = sound.replacen("series_columns = [", &format!("series_columns = [{}, ", columns.join(", ")), 1);
    let tall = format!("{sound}{}", "\n[[tables.rows]]\nlabels = []\n".repeat(5_000));
    for (form, says) in [(wide, "cells, at most 4000"), (tall, "rows, at most 4000")] {
        let error = Form::from_toml(&form).unwrap_err();
        assert!(error.render(Language::English).contains(says), "{error}");
    }
}
