//! Charts: figures drawn as bars.

use rust_decimal::Decimal;

/// Figures drawn as horizontal bars, a group of them for each category.
///
/// It says nothing that the document does not say elsewhere: it is composed anew from the report's figures whenever the report is
/// published, is no part of the report and of its JSON, and no reader makes one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chart {
    /// What it shows, with the unit: `2023年政府信息公开申请办理结果（单位：件）`.
    pub title: String,
    /// What each group of bars stands for, from the top.
    pub categories: Vec<String>,
    /// The bars of each group, from the top.
    pub series: Vec<ChartSeries>,
    /// What is said in the place of a figure there is none of.
    pub absent: String,
}

/// One bar of each group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartSeries {
    /// What tells it from the others: `2023年`.
    pub name: String,
    /// Its figures in the order of the categories, 0 or more each; `None`: there is none, which is not 0.
    pub values: Vec<Option<Decimal>>,
}

impl Chart {
    /// The name a chart bears in files where things have names. By it readers know that it was drawn of figures that stand in the file, and
    /// is nothing to read.
    pub const MARK: &str = "nianbao:chart";

    /// The figure of a category in a series, in words.
    #[must_use]
    pub fn said(&self, series: &ChartSeries, category: usize) -> String {
        match series.values.get(category).copied().flatten() {
            Some(value) => value.to_string(),
            None => self.absent.clone(),
        }
    }

    /// All of it in words, for those who can't see it: title, then what each bar says.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut words = self.title.clone();
        for (number, series) in self.series.iter().enumerate() {
            words.push_str(if number == 0 { "：" } else { "；" });
            if self.series.len() > 1 {
                words.push_str(&format!("{}，", series.name));
            }
            let bars = self.categories.iter().enumerate();
            let bars: Vec<String> =
                bars.map(|(at, category)| format!("{category} {}", self.said(series, at))).collect();
            words.push_str(&bars.join("、"));
        }
        words
    }

    /// The largest figure; `None` where none is more than 0: there is nothing to draw.
    #[must_use]
    pub fn largest(&self) -> Option<Decimal> {
        let values = self.series.iter().flat_map(|series| series.values.iter().flatten());
        values.max().copied().filter(|value| *value > Decimal::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_in_words_says_every_figure_and_every_lack_of_one() {
        let values = |values: [Option<i64>; 2]| values.map(|value| value.map(Decimal::from)).to_vec();
        let mut chart = Chart {
            title: "申请（单位：件）".into(),
            categories: vec!["公开".into(), "不公开".into()],
            series: vec![ChartSeries { name: "2023年".into(), values: values([Some(95), Some(0)]) }],
            absent: "无数据".into(),
        };
        assert_eq!(chart.in_words(), "申请（单位：件）：公开 95、不公开 0");
        assert_eq!(chart.largest(), Some(Decimal::from(95)));
        chart.series.insert(0, ChartSeries { name: "2022年".into(), values: values([None, Some(3)]) });
        assert_eq!(chart.in_words(), "申请（单位：件）：2022年，公开 无数据、不公开 3；2023年，公开 95、不公开 0");
        chart.series = vec![ChartSeries { name: String::new(), values: values([None, Some(0)]) }];
        assert_eq!(chart.largest(), None);
    }
}
