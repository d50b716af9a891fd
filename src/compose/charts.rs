//! The charts of a statutory table's figures.
//!
//! What is drawn is what the tables say: a figure that is blank, absent or no number is not drawn as 0 but said to be lacking, a sum
//! of several figures lacks where one of them does, and no total is put right.

use crate::document::{Block, Chart, ChartSeries};
use crate::finding::{Finding, catalogue};
use crate::form::{BarForm, BesideLastYear, ChartForm, Forms};
use crate::report::{Report, TableFigures};
use crate::style::ChartsStyle;
use rust_decimal::Decimal;

/// What charts are composed by.
#[derive(Debug, Clone, Copy)]
pub struct Charts<'a> {
    /// Where they stand, and what they say of lacking figures.
    pub style: &'a ChartsStyle,
    /// The report of the same body on the year before; `None`: it was not given.
    pub last_year: Option<&'a Report>,
}

impl Charts<'_> {
    /// The charts of a table; of one whose figures there is nothing to draw of a finding.
    pub(super) fn of_table(
        &self,
        report: &Report,
        table: &str,
        forms: &Forms,
        findings: &mut Vec<Finding>,
    ) -> Vec<Block> {
        let Some(figures) = report.statistics.get(table) else { return Vec::new() };
        let form = forms.get(&figures.form);
        let charts = form.into_iter().flat_map(|form| &form.charts).filter(|chart| chart.table == table);
        let mut drawn = Vec::new();
        for form in charts {
            let last_year = self.last_year.filter(|_| form.last_year != BesideLastYear::Never);
            if last_year.is_none() && form.last_year == BesideLastYear::Always {
                continue;
            }
            let chart = self.chart(form, (report, figures), last_year, forms);
            match chart.largest() {
                Some(_) => drawn.push(Block::Chart(chart)),
                None => findings.push(catalogue::report::chart_not_drawn(chart.title)),
            }
        }
        drawn
    }

    fn chart(
        &self,
        form: &ChartForm,
        (report, figures): (&Report, &TableFigures),
        last_year: Option<&Report>,
        forms: &Forms,
    ) -> Chart {
        let mut series = Vec::new();
        if let Some(earlier) = last_year {
            series.push(ChartSeries { name: name_of(earlier), values: values_before(form, earlier, forms) });
        }
        let values = form.bars.iter().map(|bar| sum(bar, figures)).collect();
        series.push(ChartSeries { name: name_of(report), values });
        Chart {
            title: form.title_of(report.year),
            categories: form.bars.iter().map(|bar| bar.label.clone()).collect(),
            series,
            absent: self.style.absent.clone(),
        }
    }
}

/// What the bars of a report are called beside those of another year.
fn name_of(report: &Report) -> String {
    report.year.map_or_else(String::new, |year| format!("{year}年"))
}

/// The same bars of the year before, whose figures may be in another vintage of the form: what is called the same there.
fn values_before(form: &ChartForm, earlier: &Report, forms: &Forms) -> Vec<Option<Decimal>> {
    let figures = earlier.statistics.get(&form.table);
    let then = figures.and_then(|figures| forms.get(&figures.form)).map_or(&[][..], |form| &form.charts);
    let then = then.iter().find(|chart| chart.id == form.id && chart.table == form.table);
    let value = |bar: &BarForm| {
        let same = then?.bars.iter().find(|other| other.label == bar.label)?;
        sum(same, figures?)
    };
    form.bars.iter().map(value).collect()
}

/// The figures of a bar added up; `None` where one of them is none that can be drawn.
fn sum(bar: &BarForm, figures: &TableFigures) -> Option<Decimal> {
    let value = |cell: &String| figures.cells.get(cell)?.value.filter(|value| !value.is_sign_negative());
    bar.cells.iter().try_fold(Decimal::ZERO, |sum, cell| sum.checked_add(value(cell)?)).map(|sum| sum.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Count, Item, Section};

    fn report(year: u16, form: &str, figure: impl Fn(&str) -> Option<Count>) -> Report {
        let forms = Forms::built_in().unwrap();
        let table = forms.get(form).unwrap().table("applications").unwrap();
        let cells = table.data_cells().filter_map(|cell| Some((cell.id.clone(), figure(&cell.id)?))).collect();
        let figures = TableFigures { form: form.into(), cells };
        let content = vec![Item::Statistics("applications".into()), Item::Block(Block::text("说明"))];
        Report {
            year: Some(year),
            form: Some(form.into()),
            sections: vec![Section { role: None, heading: None, content }],
            statistics: [("applications".to_owned(), figures)].into_iter().collect(),
            ..Report::default()
        }
    }

    fn composed(report: &Report, last_year: Option<&Report>, style: &ChartsStyle) -> (Vec<Block>, Vec<Finding>) {
        let forms = Forms::built_in().unwrap();
        let charts = Charts { style, last_year };
        let composed = super::super::report_with_charts_to_document(report, &forms, &charts);
        (composed.value.blocks, composed.findings)
    }

    fn charts(blocks: &[Block]) -> Vec<&Chart> {
        fn chart(block: &Block) -> Option<&Chart> {
            match block {
                Block::Chart(chart) => Some(chart),
                _ => None,
            }
        }
        blocks.iter().filter_map(chart).collect()
    }

    fn numbers(series: &ChartSeries) -> Vec<Option<i64>> {
        series.values.iter().map(|value| value.map(|value| value.to_string().parse().unwrap())).collect()
    }

    /// Each total is a power of two, so that a sum says what it is made of.
    fn of_results(id: &str) -> Option<Count> {
        Some(Count::of(match id {
            "results.granted.total" => 1,
            "results.refused.state_secret.total" => 2,
            "results.refused.internal_affairs.total" => 4,
            "results.other.others.total" | "results.other.total" => 8,
            "received.natural_person" => 16,
            "received.other" => 32,
            "received.total" => 48,
            _ => 0,
        }))
    }

    #[test]
    fn groups_are_added_up_and_stand_where_the_style_says() {
        let report = report(2023, "2021", of_results);
        let mut style = ChartsStyle { show: true, ..ChartsStyle::default() };
        let (blocks, findings) = composed(&report, None, &style);
        assert_eq!(findings.len(), 0, "{findings:?}");
        assert!(matches!(blocks[..], [Block::Table(_), Block::Paragraph(_), Block::Chart(_), Block::Chart(_)]));
        let drawn = charts(&blocks);
        assert_eq!(drawn[0].title, "2023年政府信息公开申请办理结果（单位：件）");
        assert_eq!(numbers(&drawn[0].series[0]), [1, 0, 6, 0, 0, 8].map(Some));
        assert_eq!(numbers(&drawn[1].series[0]), [16, 0, 0, 0, 0, 32].map(Some));
        style.place = crate::style::ChartPlace::Table;
        let (blocks, _) = composed(&report, None, &style);
        assert!(matches!(blocks[..], [Block::Table(_), Block::Chart(_), Block::Chart(_), Block::Paragraph(_)]));
    }

    #[test]
    fn a_figure_that_is_blank_absent_or_no_number_is_not_0() {
        for lacking in [None, Some(Count::default()), Some(Count { raw: "/".into(), ..Count::default() })] {
            let report = report(2023, "2021", |id| match id {
                "results.refused.state_secret.total" => lacking.clone(),
                _ => of_results(id),
            });
            let style = ChartsStyle::default();
            let (blocks, _) = composed(&report, None, &style);
            let chart = charts(&blocks)[0];
            assert_eq!(numbers(&chart.series[0]), [Some(1), Some(0), None, Some(0), Some(0), Some(8)]);
            assert!(chart.in_words().contains("不予公开 无数据"), "{}", chart.in_words());
        }
    }

    #[test]
    fn last_years_figures_stand_beside_this_years_whatever_form_they_are_of() {
        let before = report(2022, "2019", |id| (!id.starts_with("results.partly")).then(|| of_results(id)).flatten());
        let report = report(2023, "2021", of_results);
        let (blocks, _) = composed(&report, Some(&before), &ChartsStyle::default());
        let drawn = charts(&blocks);
        assert_eq!(drawn.len(), 3);
        let names: Vec<&str> = drawn[0].series.iter().map(|series| series.name.as_str()).collect();
        assert_eq!(names, ["2022年", "2023年"]);
        assert_eq!(numbers(&drawn[0].series[0]), [Some(1), None, Some(6), Some(0), Some(0), Some(8)]);
        assert_eq!(numbers(&drawn[2].series[1]), [48, 0, 0, 0].map(Some));
        // One that has no such table says so in every bar.
        let nothing = Report { year: Some(2022), ..Report::default() };
        let (blocks, _) = composed(&report, Some(&nothing), &ChartsStyle::default());
        assert_eq!(numbers(&charts(&blocks)[0].series[0]), [None; 6]);
    }

    #[test]
    fn where_all_is_nothing_there_is_no_chart_and_it_is_said() {
        let report = report(2023, "2021", |_| Some(Count::of(0)));
        let (blocks, findings) = composed(&report, None, &ChartsStyle::default());
        assert!(charts(&blocks).is_empty());
        let said: Vec<&str> = findings.iter().map(Finding::code).collect();
        assert_eq!(said, ["chart-not-drawn", "chart-not-drawn"]);
    }
}
