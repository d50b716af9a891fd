//! Which figures last year's report settles: 上年结转, by the rules of the form.

use super::report_of_last_year;
use crate::form::{CellRef, DataCell, FigureSource, Form, Forms, Relation, TableForm, Term};
use crate::report::{Count, Report};

/// A figure that stands in last year's report already.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried<'r> {
    /// The table it belongs into.
    pub table: &'r TableForm,
    /// Its cell.
    pub cell: &'r DataCell,
    /// What last year's report has, where there is one and it has a number.
    pub count: Option<&'r Count>,
}

/// The figures that a report leaves blank and that rules of its form hold to be one figure of last year's report.
#[must_use]
pub fn carried<'r>(report: &'r Report, last_year: Option<&'r [Report]>, forms: &'r Forms) -> Vec<Carried<'r>> {
    let last_year = last_year.and_then(|earlier| report_of_last_year(report, earlier).ok());
    let form = report.form.as_deref().and_then(|form| forms.get(form));
    let equals = form.into_iter().flat_map(settled);
    let blank = |(own, last): (&'r CellRef, &'r CellRef)| {
        let figures = report.statistics.get(&own.table)?;
        let is_blank = figures.cells.get(&own.cell).is_none_or(|count| count.raw.trim().is_empty());
        let table = forms.get(&figures.form)?.table(&own.table)?;
        let cell = table.data_cell(&own.cell).filter(|_| is_blank)?;
        let count = last_year.and_then(|report| report.statistics.get(&last.table)?.cells.get(&last.cell));
        Some(Carried { table, cell, count: count.filter(|count| count.value.is_some()) })
    };
    equals.filter_map(blank).collect()
}

/// The pairs of a figure and the one of last year's report it has to equal.
fn settled(form: &Form) -> impl Iterator<Item = (&CellRef, &CellRef)> {
    form.all_rules().filter_map(|rule| match (rule.formula.left.as_slice(), rule.formula.right.as_slice()) {
        ([Term::Cell(own)], [last]) if rule.formula.relation == Relation::Equal && own.is_own() => match &last[..] {
            [Term::Cell(last)] if last.source == FigureSource::LastYear => Some((own, last)),
            _ => None,
        },
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_last_year_carried_over_is_what_this_year_begins_with() {
        let forms = Forms::built_in().unwrap();
        let form = forms.get("2021").unwrap();
        let mut now = Report::blank(form, "清河市民政局", 2025);
        let mut last = Report::blank(form, "清河市民政局", 2024);
        let cells = &mut last.statistics.get_mut("applications").unwrap().cells;
        cells.insert("carried_over.natural_person".into(), Count::of(3));
        cells.insert("carried_over.total".into(), Count::of(3));
        let earlier = [last];
        let found = |now: &Report, earlier: Option<&[Report]>| -> Vec<(String, Option<String>)> {
            let told = |carried: &Carried<'_>| {
                (format!("{}.{}", carried.table.id, carried.cell.id), carried.count.map(|count| count.raw.clone()))
            };
            carried(now, earlier, &forms).iter().map(told).collect()
        };
        assert_eq!(found(&now, None).len(), 7);
        assert!(found(&now, None).iter().all(|(_, count)| count.is_none()));
        let with: Vec<_> = found(&now, Some(&earlier)).into_iter().filter(|(_, count)| count.is_some()).collect();
        let three = |cell: &str| (format!("applications.carried_in.{cell}"), Some("3".to_owned()));
        assert_eq!(with, [three("natural_person"), three("total")]);
        // What is there is not asked for, and another body's report settles nothing.
        let cells = &mut now.statistics.get_mut("applications").unwrap().cells;
        cells.insert("carried_in.total".into(), Count::of(0));
        assert_eq!(found(&now, Some(&earlier)).len(), 6);
        now.organ = Some("清河市财政局".into());
        assert!(found(&now, Some(&earlier)).iter().all(|(_, count)| count.is_none()));
    }
}
