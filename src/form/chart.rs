//! Which figures of a form are drawn, and how they go together.

use super::rule::is_id;
use super::rule_file::{Cells, Fault, Tables};
use crate::finding::terms;
use serde::Deserialize;
use toml::Spanned;

/// The most bars of a chart: it stands on one page.
const MAX_BARS: usize = 12;

/// The most charts of a form.
const MAX_CHARTS: usize = 20;

/// A chart of a table's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartForm {
    /// Its id: `results`.
    pub id: String,
    /// The id of the table its figures are from.
    pub table: String,
    /// What stands above it, `{year}` in place of the year.
    title: String,
    /// Whether last year's figures stand beside this year's.
    pub last_year: BesideLastYear,
    /// Its bars, from the top.
    pub bars: Vec<BarForm>,
}

/// A bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarForm {
    /// What it stands for.
    pub label: String,
    /// The ids of the cells whose figures it adds up, within the table.
    pub cells: Vec<String>,
}

/// Whether last year's figures stand beside this year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BesideLastYear {
    /// Never.
    Never,
    /// Where that year's report is given.
    Given,
    /// Always: without that year's report there is no such chart.
    Always,
}

impl ChartForm {
    /// What stands above the chart of a year; `None`: nobody knows which.
    #[must_use]
    pub fn title_of(&self, year: Option<u16>) -> String {
        match year {
            Some(year) => self.title.replace("{year}", &year.to_string()),
            None => self.title.replace("{year}年", "").replace("{year}", ""),
        }
    }
}

/// A chart as a file describes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChartFile {
    id: Spanned<String>,
    table: Spanned<String>,
    title: String,
    last_year: BesideLastYear,
    bars: Vec<BarFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BarFile {
    label: String,
    cells: Vec<Spanned<String>>,
}

/// The charts of a form with these tables.
pub(super) fn charts_of_form(files: Vec<ChartFile>, tables: &Tables) -> Result<Vec<ChartForm>, Fault> {
    let mut charts: Vec<ChartForm> = Vec::new();
    for file in files {
        let (id, offset) = (file.id.get_ref().clone(), file.id.span().start);
        if !is_id(&id) || charts.iter().any(|known| known.id == id) {
            return Err(Fault(terms::chart_id_no_id_or_twice(id), Some(offset)));
        }
        if charts.len() >= MAX_CHARTS {
            return Err(Fault(terms::too_many_charts(MAX_CHARTS), Some(offset)));
        }
        if file.bars.is_empty() || file.bars.len() > MAX_BARS {
            return Err(Fault(terms::bars_of_chart(id, MAX_BARS), Some(offset)));
        }
        let start = file.table.span().start;
        let table = file.table.into_inner();
        let Some(cells) = tables.get(&table) else { return Err(Fault(terms::no_such_table(table), Some(start))) };
        let bar = |bar| bar_of(bar, (&table, cells), offset);
        let bars = file.bars.into_iter().map(bar).collect::<Result<_, _>>()?;
        charts.push(ChartForm { id, table, title: file.title, last_year: file.last_year, bars });
    }
    Ok(charts)
}

fn bar_of(file: BarFile, (table, of_table): (&str, &Cells), offset: usize) -> Result<BarForm, Fault> {
    let mut cells: Vec<String> = Vec::new();
    for wanted in &file.cells {
        let found: Vec<&String> = of_table.ids.iter().filter(|id| fits(wanted.get_ref(), id)).collect();
        if found.is_empty() {
            let cause = terms::chart_of_unknown(wanted.get_ref(), table);
            return Err(Fault(cause, Some(wanted.span().start)));
        }
        for id in found {
            // A figure drawn twice in one bar would be a wrong one.
            if cells.contains(id) {
                return Err(Fault(terms::chart_adds_twice(id), Some(wanted.span().start)));
            }
            cells.push(id.clone());
        }
    }
    if cells.is_empty() {
        return Err(Fault(terms::bar_without_cells(file.label), Some(offset)));
    }
    Ok(BarForm { label: file.label, cells })
}

/// Whether a cell is one of those wanted: `*` is any one part of an id.
fn fits(wanted: &str, id: &str) -> bool {
    let (mut wanted, mut parts) = (wanted.split('.'), id.split('.'));
    loop {
        match (wanted.next(), parts.next()) {
            (None, None) => return true,
            (Some(wanted), Some(part)) if wanted == "*" || wanted == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Forms;
    use super::*;

    #[test]
    fn bars_of_the_built_in_forms_draw_each_result_and_each_applicant_once() {
        for form in Forms::built_in().unwrap().iter() {
            let table = form.table("applications").unwrap();
            let drawn = |id: &str| {
                let chart = form.charts.iter().find(|chart| chart.id == id).unwrap();
                let mut cells: Vec<&str> = chart.bars.iter().flat_map(|bar| &bar.cells).map(String::as_str).collect();
                cells.sort_unstable();
                cells
            };
            let cells = |wanted: &dyn Fn(&str) -> bool| {
                let mut cells: Vec<&str> = table.data_cells().map(|c| c.id.as_str()).filter(|id| wanted(id)).collect();
                cells.sort_unstable();
                cells
            };
            let result =
                |id: &str| id.starts_with("results.") && id.ends_with(".total") && !id.starts_with("results.total");
            assert_eq!(drawn("results"), cells(&result), "{}", form.id);
            let applicant = |id: &str| id.starts_with("received.") && id != "received.total";
            assert_eq!(drawn("applicants"), cells(&applicant), "{}", form.id);
        }
    }

    #[test]
    fn titles_say_the_year_where_it_is_known() {
        let forms = Forms::built_in().unwrap();
        let chart = &forms.get("2021").unwrap().charts[0];
        assert!(chart.title_of(Some(2023)).starts_with("2023年"), "{}", chart.title_of(Some(2023)));
        assert!(!chart.title_of(None).contains(['{', '年']), "{}", chart.title_of(None));
    }

    #[test]
    fn any_part_is_one_part() {
        assert!(fits("a.*.total", "a.b.total") && fits("a.b", "a.b"));
        assert!(!fits("a.*.total", "a.b.c.total") && !fits("a.*", "a") && !fits("a.*.total", "a.total"));
    }
}
