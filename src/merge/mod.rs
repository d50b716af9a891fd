//! Figures of one report into another: a spreadsheet's into a draft's.
//!
//! In: the draft's [`Report`] and the one its figures come from. Out: the draft with these figures, and a finding for every
//! figure that changed, with what stood there before. Knows no file format.

mod owner;
mod unit;

pub use owner::FiguresOf;
pub use unit::unit_of_report;

use crate::finding::{Error, Finding, Value, catalogue, terms};
use crate::form::{Form, Forms};
use crate::report::{Count, Item, Report, SameOrgan, Section, TableFigures, same_organ};

/// Which figures of the draft give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Replace {
    /// All that differ.
    #[default]
    All,
    /// Only blanks and what the draft does not have; where both have a figure and differ, the draft's stays.
    OnlyEmpty,
}

/// Whether a finding of a merge says that draft and figures disagree: both state something, and not the same.
#[must_use]
pub fn is_disagreement(finding: &Finding) -> bool {
    use catalogue::report::{FIGURE_CHANGED, FIGURE_NOT_TAKEN, FIGURES_FORM_DIFFERS, FIGURES_FORM_NOT_TAKEN};
    finding.is_any(&[FIGURE_CHANGED, FIGURE_NOT_TAKEN, FIGURES_FORM_DIFFERS, FIGURES_FORM_NOT_TAKEN])
}

/// Puts the figures of `source` into `report`. A blank in the source changes nothing.
///
/// A body by a shorter name (市民政局 for 清河市民政局) is taken for the same, with a finding; so is a source that names none.
///
/// # Errors
/// `figures-missing` where the source has no statutory table; `other-year`, `other-organ` where it names another year or body.
pub fn figures_into_report(
    report: &mut Report,
    source: &Report,
    forms: &Forms,
    replace: Replace,
) -> Result<Vec<Finding>, Error> {
    if source.statistics.is_empty() {
        return Err(catalogue::report::figures_missing().into());
    }
    if let (Some(ours), Some(theirs)) = (report.year, source.year)
        && ours != theirs
    {
        return Err(catalogue::report::other_year(ours, theirs).into());
    }
    let mut findings = Vec::new();
    if let (Some(ours), Some(theirs)) = (&report.organ, &source.organ) {
        match same_organ(ours, theirs) {
            SameOrgan::Yes => {}
            SameOrgan::Shortened => findings.push(catalogue::report::organ_shortened(ours, theirs)),
            SameOrgan::No => return Err(catalogue::report::other_organ(ours, theirs).into()),
        }
    }
    let unsaid = [
        (report.organ.is_some() && source.organ.is_none(), terms::ORGAN),
        (report.year.is_some() && source.year.is_none(), terms::YEAR),
    ];
    let unsaid = unsaid.into_iter().filter(|(unsaid, _)| *unsaid).map(|(_, what)| Value::from(what));
    findings.extend(unsaid.reduce(terms::both).map(catalogue::report::figures_owner_unsaid));
    if report.form.is_none() {
        report.form.clone_from(&source.form);
    }
    for (id, figures) in &source.statistics {
        let Some(form) = forms.get(&figures.form) else { continue };
        match report.statistics.get_mut(id) {
            Some(ours) if ours.form == figures.form => merge_table(id, ours, figures, form, replace, &mut findings),
            Some(ours) if replace == Replace::OnlyEmpty => {
                let name = form.table_name(id);
                findings.push(catalogue::report::figures_form_not_taken(name, &ours.form, &figures.form));
            }
            Some(ours) => {
                findings.push(catalogue::report::figures_form_differs(form.table_name(id), &ours.form, &figures.form));
                list_replaced(id, ours, figures, forms, &mut findings);
                *ours = figures.clone();
            }
            None => {
                findings.push(catalogue::report::table_added(form.table_name(id)));
                report.statistics.insert(id.clone(), figures.clone());
                place_table(report, id, form);
            }
        }
    }
    Ok(findings)
}

fn merge_table(
    id: &str,
    ours: &mut TableFigures,
    theirs: &TableFigures,
    form: &Form,
    replace: Replace,
    findings: &mut Vec<Finding>,
) {
    let Some(table) = form.tables.iter().find(|table| table.id == id) else { return };
    let mut merged = indexmap::IndexMap::with_capacity(table.data_cells().count());
    for cell in table.data_cells() {
        let old = ours.cells.shift_remove(&cell.id);
        let figure = match (old, theirs.cells.get(&cell.id)) {
            (Some(old), Some(new)) if new.raw.is_empty() && !old.raw.is_empty() => {
                findings.push(catalogue::report::figure_kept(cell, &old.raw, &old.origin).at_origin(&new.origin));
                old
            }
            (Some(old), Some(new)) if old.raw.is_empty() => {
                if !new.raw.is_empty() {
                    findings.push(catalogue::report::figure_filled(cell, &new.raw).at_origin(&new.origin));
                }
                new.clone()
            }
            (Some(old), Some(new)) if replace == Replace::OnlyEmpty => {
                if !same_figure(&old, new) {
                    let finding = catalogue::report::figure_not_taken(cell, &old.raw, shown(new), &old.origin);
                    findings.push(finding.at_origin(&new.origin));
                }
                old
            }
            (Some(old), Some(new)) => {
                if !same_figure(&old, new) {
                    findings.push(
                        catalogue::report::figure_changed(cell, shown(&old), shown(new), &old.origin)
                            .at_origin(&new.origin),
                    );
                }
                new.clone()
            }
            (None, Some(new)) => {
                findings.push(catalogue::report::figure_added(cell, shown(new)).at_origin(&new.origin));
                new.clone()
            }
            (Some(old), None) => old,
            (None, None) => continue,
        };
        merged.insert(cell.id.clone(), figure);
    }
    ours.cells = merged;
}

/// Every figure of a table that gives way to one of another vintage: those both have by their ids, the others as dropped.
fn list_replaced(id: &str, ours: &TableFigures, theirs: &TableFigures, forms: &Forms, findings: &mut Vec<Finding>) {
    let table = forms.get(&ours.form).and_then(|form| form.tables.iter().find(|table| table.id == id));
    for (cell, old) in &ours.cells {
        let name = table.and_then(|table| table.data_cell(cell)).map_or_else(|| Value::from(cell), Value::from);
        match theirs.cells.get(cell) {
            Some(new) if same_figure(old, new) => {}
            Some(new) => {
                let finding = catalogue::report::figure_changed(name, shown(old), shown(new), &old.origin);
                findings.push(finding.at_origin(&new.origin));
            }
            None if old.raw.is_empty() => {}
            None => findings.push(catalogue::report::figure_dropped(name, &old.raw).at_origin(&old.origin)),
        }
    }
}

/// Whether two figures say the same: by value where both have one, else by text.
fn same_figure(old: &Count, new: &Count) -> bool {
    match (old.value, new.value) {
        (Some(old), Some(new)) => old == new,
        _ => old.raw == new.raw,
    }
}

/// A figure for a message; a blank is said, not shown.
fn shown(count: &Count) -> Value {
    if count.raw.is_empty() { terms::BLANK.into() } else { count.raw.as_str().into() }
}

/// Gives a table the report had no place for its place: at the end of its section, or in a section of its own where the form
/// has it.
fn place_table(report: &mut Report, id: &str, form: &Form) {
    let item = Item::Statistics(id.to_owned());
    let Some(index) = form.sections.iter().position(|section| section.table.as_deref() == Some(id)) else {
        report.sections.push(Section { content: vec![item], ..Section::default() });
        return;
    };
    let order = |section: &Section| form.sections.iter().position(|s| Some(&s.role) == section.role.as_ref());
    if let Some(section) = report.sections.iter_mut().find(|section| order(section) == Some(index)) {
        section.content.push(item);
        return;
    }
    let of_form = form.sections.get(index);
    let section = Section {
        role: of_form.map(|s| s.role.clone()),
        heading: of_form.map(|s| crate::document::Content::plain(s.heading.as_str())),
        content: vec![item],
    };
    let at = report.sections.iter().position(|section| order(section).is_some_and(|other| other > index));
    report.sections.insert(at.unwrap_or(report.sections.len()), section);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::load;

    fn report(statistics: &str, more: &str) -> Report {
        let text = format!(
            r#"{{"schema": "nianbao/report/1", "form": "2021", {more} "sections": [{{"role": "overview"}}, {{"role": "other"}}],
            "statistics": {{"disclosure": {{{statistics}}}}}}}"#
        );
        load(&text, &Forms::built_in().unwrap()).unwrap()
    }

    fn merge(ours: &mut Report, theirs: &Report) -> Result<Vec<&'static str>, &'static str> {
        let findings = figures_into_report(ours, theirs, &Forms::built_in().unwrap(), Replace::All);
        findings.map(|f| f.iter().map(Finding::code).collect()).map_err(|e| e.code())
    }

    #[test]
    fn every_change_is_listed_and_blanks_change_nothing() {
        let mut ours = report(r#""licences": 10, "penalties": 2, "coercive_measures": 0"#, "");
        let theirs = report(
            r#""licences": 12, "penalties": {"raw": ""}, "coercive_measures": {"raw": "００", "value": 0}, "fees": "1.50""#,
            "",
        );
        assert_eq!(merge(&mut ours, &theirs), Ok(vec!["figure-changed", "figure-kept", "figure-added"]));
        let cells = &ours.statistics["disclosure"].cells;
        let raw: Vec<&str> = cells.values().map(|count| count.raw.as_str()).collect();
        assert_eq!(raw, ["12", "2", "００", "1.50"]);
    }

    #[test]
    fn only_what_is_empty_is_filled_where_that_is_asked_for() {
        let mut ours = report(r#""licences": 10, "penalties": {"raw": ""}, "coercive_measures": {"raw": "/"}"#, "");
        let theirs = report(r#""licences": 12, "penalties": 3, "coercive_measures": 4, "fees": "1.50""#, "");
        let forms = Forms::built_in().unwrap();
        let findings = figures_into_report(&mut ours, &theirs, &forms, Replace::OnlyEmpty).unwrap();
        let codes: Vec<_> = findings.iter().map(Finding::code).collect();
        assert_eq!(codes, ["figure-not-taken", "figure-filled", "figure-not-taken", "figure-added"]);
        let disagreements: Vec<bool> = findings.iter().map(is_disagreement).collect();
        assert_eq!(disagreements, [true, false, true, false]);
        let raw: Vec<&str> = ours.statistics["disclosure"].cells.values().map(|count| count.raw.as_str()).collect();
        assert_eq!(raw, ["10", "3", "/", "1.50"]);
    }

    #[test]
    fn figures_of_another_body_or_year_are_refused() {
        let of = |more: &str| report(r#""licences": 10"#, more);
        assert_eq!(merge(&mut of(r#""year": 2021,"#), &of(r#""year": 2022,"#)), Err("other-year"));
        assert_eq!(merge(&mut of(r#""organ": "甲局","#), &of(r#""organ": "乙局","#)), Err("other-organ"));
        assert_eq!(merge(&mut of(""), &Report::default()), Err("figures-missing"));
    }

    #[test]
    fn a_shorter_name_is_said_and_so_is_none() {
        let of = |more: &str| report(r#""licences": 10"#, more);
        let shortened = merge(&mut of(r#""organ": "甲市乙局","#), &of(r#""organ": "市乙局","#));
        assert_eq!(shortened, Ok(vec!["organ-shortened"]));
        let unsaid = merge(&mut of(r#""organ": "甲市乙局", "year": 2021,"#), &of(""));
        assert_eq!(unsaid, Ok(vec!["figures-owner-unsaid"]));
    }

    #[test]
    fn a_table_of_another_vintage_replaces_the_drafts_figure_by_figure() {
        let mut ours = report(r#""licences": 10, "penalties": 2, "fees": "1.50""#, "");
        let text = r#"{"schema": "nianbao/report/1", "form": "2019", "sections": [],
            "statistics": {"disclosure": {"regulations": {"made": 1}}}}"#;
        let theirs = load(text, &Forms::built_in().unwrap()).unwrap();
        let said = merge(&mut ours, &theirs).unwrap();
        assert_eq!(said, ["figures-form-differs", "figure-dropped", "figure-dropped", "figure-dropped"]);
        assert_eq!(ours.statistics["disclosure"].form, "2019");
        // Where only gaps are filled, the draft's table stays as it is.
        let mut ours = report(r#""licences": 10, "penalties": {"raw": ""}"#, "");
        let said = figures_into_report(&mut ours, &theirs, &Forms::built_in().unwrap(), Replace::OnlyEmpty).unwrap();
        assert_eq!(said.iter().map(Finding::code).collect::<Vec<_>>(), ["figures-form-not-taken"]);
        assert_eq!(ours.statistics["disclosure"].form, "2021");
    }

    #[test]
    fn a_table_the_draft_lacks_gets_its_place() {
        let mut ours = report("", "");
        ours.statistics.clear();
        assert_eq!(merge(&mut ours, &report(r#""licences": 10"#, "")), Ok(vec!["table-added"]));
        let roles: Vec<_> = ours.sections.iter().map(|s| s.role.as_deref().unwrap()).collect();
        assert_eq!(roles, ["overview", "disclosure", "other"]);
        assert_eq!(ours.sections[1].content, [Item::Statistics("disclosure".into())]);
    }
}
