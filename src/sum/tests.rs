//! What is added, and what is said of what is not.

use super::*;
use crate::form::Forms;

fn unit(forms: &Forms, organ: &str, figures: &[(&str, &str)]) -> Report {
    let mut report = Report::blank(forms.get("2021").unwrap(), organ, 2023);
    for (id, table) in &mut report.statistics {
        let form = forms.get("2021").unwrap().table(id).unwrap();
        for cell in form.data_cells() {
            let raw =
                figures.iter().find(|(known, _)| *known == format!("{id}.{}", cell.id)).map_or("0", |(_, raw)| raw);
            table.cells.insert(cell.id.clone(), Count::read(raw, cell).0);
        }
    }
    report
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(Finding::code).collect()
}

#[test]
fn every_figure_of_every_unit_is_added() {
    let forms = Forms::built_in().unwrap();
    let mut sum = Sum::new(forms.get("2021").unwrap(), "清河市人民政府", 2023);
    let figures = |licences, fees| [("disclosure.licences", licences), ("disclosure.fees", fees)];
    assert_eq!(codes(&sum.add(&unit(&forms, "清河市民政局", &figures("12", "0.50")), "a.docx")), [""; 0]);
    assert_eq!(codes(&sum.add(&unit(&forms, "清河市教育局", &figures("30", "1.25")), "b.xlsx")), [""; 0]);
    let (area, findings) = sum.finish(None);
    assert_eq!(findings, []);
    let cells = &area.statistics["disclosure"].cells;
    assert_eq!((cells["licences"].raw.as_str(), cells["fees"].raw.as_str()), ("42", "1.75"));
    assert_eq!((area.organ.as_deref(), area.year, area.scope), (Some("清河市人民政府"), Some(2023), Some(Scope::Area)));
    assert!(area.statistics.values().flat_map(|table| table.cells.values()).all(|count| count.value.is_some()));
}

#[test]
fn what_is_not_added_is_said() {
    let forms = Forms::built_in().unwrap();
    let form = forms.get("2021").unwrap();
    let mut sum = Sum::new(form, "清河市人民政府", 2023);
    let plain = |organ: &str| unit(&forms, organ, &[("disclosure.licences", "5")]);
    assert_eq!(codes(&sum.add(&plain("清河市民政局"), "a.docx")), [""; 0]);
    let twice = sum.add(&plain("清河市 民政局"), "b.docx");
    assert_eq!(codes(&twice), ["unit-twice"]);
    assert_eq!(twice[0].value("file"), Some("a.docx"));
    assert_eq!(codes(&sum.add(&plain("市民政局"), "c.docx")), ["unit-perhaps-twice"]);
    assert_eq!(codes(&sum.add(&plain("清河市人民政府"), "d.docx")), ["unit-is-area"]);
    assert_eq!(codes(&sum.add(&plain("清河市政府"), "d.pdf")), ["unit-is-area"], "by a shorter name");
    let late = Report { year: Some(2022), ..plain("清河市教育局") };
    assert_eq!(codes(&sum.add(&late, "e.docx")), ["unit-not-of-year"]);
    let nameless = Report { organ: None, ..plain("") };
    assert_eq!(codes(&sum.add(&nameless, "f.docx")), ["unit-nameless"]);
    let mut without = plain("清河市财政局");
    without.statistics.shift_remove("disputes");
    assert_eq!(codes(&sum.add(&without, "g.docx")), ["unit-without-table"]);
    let blank = unit(&forms, "东山镇", &[("disclosure.licences", ""), ("disclosure.penalties", "/")]);
    let unknown = sum.add(&blank, "h.docx");
    assert_eq!(codes(&unknown), ["unit-figures-unknown"]);
    assert_eq!(unknown[0].value("count"), Some("2"));
    assert_eq!(sum.added(), 5);
    let expected = Expected::in_text("清河市民政局\n东山镇人民政府\n清河市财政局\n清河市教育局\n");
    let (area, findings) = sum.finish(Some(&expected));
    let said: Vec<_> = findings.iter().map(|finding| (finding.code(), finding.value("organ"))).collect();
    assert_eq!(said, [("unit-missing", Some("清河市教育局"))]);
    // 民政局 twice, 财政局 and the one without a name: 东山镇 has none that is known.
    assert_eq!(area.statistics["disclosure"].cells["licences"].value, Some(Decimal::from(20)));
}

#[test]
fn a_figure_no_unit_has_is_blank() {
    let forms = Forms::built_in().unwrap();
    let mut sum = Sum::new(forms.get("2021").unwrap(), "清河市人民政府", 2023);
    sum.add(&unit(&forms, "清河市民政局", &[("disclosure.licences", "")]), "a.docx");
    let (area, findings) = sum.finish(Some(&Expected::default()));
    assert_eq!(codes(&findings), ["unit-unlisted"]);
    let count = &area.statistics["disclosure"].cells["licences"];
    assert_eq!((count.raw.as_str(), count.value), ("", None));
}

#[test]
fn the_areas_own_report_is_held_against_the_sums() {
    let forms = Forms::built_in().unwrap();
    let form = forms.get("2021").unwrap();
    let sums = unit(&forms, "清河市人民政府", &[("disclosure.licences", "12"), ("disclosure.fees", "1.5")]);
    let own = unit(
        &forms,
        "清河市人民政府",
        &[("disclosure.licences", "15"), ("disclosure.fees", "1.50"), ("disclosure.penalties", "/")],
    );
    let found = own_against_sums(&own, &sums, form);
    let said: Vec<_> = found.iter().map(|finding| (finding.code(), finding.value("difference"))).collect();
    assert_eq!(said, [("own-differs", Some("3"))]);
    assert_eq!(own_against_sums(&sums, &sums, form), []);
}
