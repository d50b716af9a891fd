//! A chart as it is drawn: bars and texts, each at its place.
//!
//! Labels stand to the left of the bars, in lines as narrow as they have to be, figures behind the bars; above stands what tells the
//! bars of a group apart. Where texts end is for those to say who can measure them: they are counted here, and wide.

use super::counted_width;
use crate::document::{Chart, ChartSeries, Color};
use crate::style::ChartsStyle;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Lengths in type sizes: the distance of base lines, the height of a bar, of one of several, and how far these stand apart.
const PITCH: f32 = 1.25;
const BAR: f32 = 1.0;
const BAR_OF_SEVERAL: f32 = 0.95;
const STEP_OF_SEVERAL: f32 = 1.1;
/// Between the groups, between a label and its bar, and between a bar and its figure.
const GAP: f32 = 0.8;
const SPACE: f32 = 0.5;
const BEHIND: f32 = 0.35;

/// Figures have so much of the room counted for them: digits of some faces are wider than half a square.
const FIGURES: f32 = 1.3;

/// The widest labels are of the width.
const LABELS: f32 = 0.38;

/// The bars have at least so many type sizes.
const LEAST_PLOT: f32 = 4.0;

/// From the middle of a line of type down to its base line: the em box lies 0.88 above that.
const BASE_BELOW_MIDDLE: f32 = 0.38;

/// What no line begins with, and what none ends with.
const NO_BEGINNING: &str = "，。、；：？！）》」』】〕”’…—,.;:?!)%";
const NO_END: &str = "（《「『【〔“‘(";

/// A chart as it is drawn, pt from its upper left corner.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ChartDrawing {
    pub(crate) height: f32,
    pub(crate) bars: Vec<ChartBar>,
    /// The line the bars begin at: how far right, from where to where.
    pub(crate) axis: (f32, f32, f32),
    pub(crate) texts: Vec<ChartText>,
}

/// A bar, or the patch of colour before a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ChartBar {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) color: Color,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChartText {
    pub(crate) text: String,
    /// Where it begins, or ends where it is told to.
    pub(crate) x: f32,
    pub(crate) ends_there: bool,
    /// Its base line.
    pub(crate) y: f32,
}

/// A chart as wide as its room.
pub(crate) fn drawn(chart: &Chart, style: &ChartsStyle, width: f32) -> ChartDrawing {
    let size = style.size_pt;
    let mut drawing = ChartDrawing::default();
    let mut y = names(chart, style, width, &mut drawing);
    let of_text = |text: &str| counted_width(text, size, 0.0);
    let widest = |texts: &mut dyn Iterator<Item = f32>| texts.fold(0.0_f32, f32::max);
    let labels = widest(&mut chart.categories.iter().map(|label| of_text(label))).min(LABELS * width);
    let said = |series: &ChartSeries| {
        let said: Vec<f32> = (0..chart.categories.len()).map(|at| of_text(&chart.said(series, at))).collect();
        widest(&mut said.into_iter())
    };
    let figures = widest(&mut chart.series.iter().map(said));
    let start = labels + SPACE * size;
    let plot = (width - start - FIGURES * figures - BEHIND * size).max(LEAST_PLOT * size);
    let largest = chart.largest();
    let several = chart.series.len() > 1;
    let (bar, step) = if several { (BAR_OF_SEVERAL, STEP_OF_SEVERAL) } else { (BAR, BAR) };
    let bars = size * (step * (chart.series.len().max(1) - 1) as f32 + bar);
    let top = y;
    for (at, label) in chart.categories.iter().enumerate() {
        let lines = lines_of(label, labels, size);
        let high = (lines.len() as f32 * PITCH * size).max(bars);
        let row = high + GAP * size;
        let middle = y + row / 2.0;
        let first = middle - (lines.len() as f32 - 1.0) * PITCH * size / 2.0 + BASE_BELOW_MIDDLE * size;
        for (number, text) in lines.into_iter().enumerate() {
            let y = first + number as f32 * PITCH * size;
            drawing.texts.push(ChartText { text, x: labels, ends_there: true, y });
        }
        for (number, series) in chart.series.iter().enumerate() {
            let y = middle - bars / 2.0 + number as f32 * step * size;
            let value = series.values.get(at).copied().flatten();
            let length = value.zip(largest).map_or(0.0, |(value, largest)| share(value, largest) * plot);
            if length > 0.0 {
                let color = color_of(style, number, chart.series.len());
                drawing.bars.push(ChartBar { x: start, y, width: length, height: bar * size, color });
            }
            let (x, y) = (start + length + BEHIND * size, y + (bar / 2.0 + BASE_BELOW_MIDDLE) * size);
            drawing.texts.push(ChartText { text: chart.said(series, at), x, ends_there: false, y });
        }
        y += row;
    }
    drawing.axis = (start, top, y);
    drawing.height = y;
    drawing
}

/// Puts the names of the bars of a group above, each behind a patch of its colour; where the chart itself begins.
fn names(chart: &Chart, style: &ChartsStyle, width: f32, drawing: &mut ChartDrawing) -> f32 {
    let size = style.size_pt;
    if chart.series.len() < 2 {
        return 0.0;
    }
    let patch = BAR_OF_SEVERAL * size;
    let long = |name: &str| patch + BEHIND * size + counted_width(name, size, 0.0);
    let all: f32 = chart.series.iter().map(|series| long(&series.name) + 2.0 * size).sum::<f32>() - 2.0 * size;
    let (mut x, mut middle) = (((width - all) / 2.0).max(0.0), PITCH * size / 2.0);
    for (number, series) in chart.series.iter().enumerate() {
        if x > 0.0 && x + long(&series.name) > width {
            (x, middle) = (0.0, middle + PITCH * size);
        }
        let color = color_of(style, number, chart.series.len());
        drawing.bars.push(ChartBar { x, y: middle - patch / 2.0, width: patch, height: patch, color });
        let (begin, y) = (x + patch + BEHIND * size, middle + BASE_BELOW_MIDDLE * size);
        drawing.texts.push(ChartText { text: series.name.clone(), x: begin, ends_there: false, y });
        x += long(&series.name) + 2.0 * size;
    }
    middle + PITCH * size / 2.0
}

/// The colour of one of so many bars beside each other.
pub(crate) fn color_of(style: &ChartsStyle, bar: usize, bars: usize) -> Color {
    Color(style.color(bar, bars).0)
}

/// What share of the largest a figure is.
fn share(value: Decimal, largest: Decimal) -> f32 {
    value.checked_div(largest).and_then(|share| share.to_f32()).unwrap_or_default().clamp(0.0, 1.0)
}

/// A label in lines no wider than its room, words and numbers whole where they can be.
fn lines_of(label: &str, room: f32, size: f32) -> Vec<String> {
    let fits = |text: &str| counted_width(text, size, 0.0) <= room + 0.01;
    let mut lines = Vec::new();
    let mut rest = label.trim();
    while !fits(rest) {
        let ends = || rest.char_indices().map(|(at, _)| at).skip(1).take_while(|end| fits(&rest[..*end]));
        let may_end = |end: &usize| {
            let (line, after) = rest.split_at(*end);
            let (before, next) = (line.chars().next_back(), after.chars().next());
            let is_in_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            !(is_in_word(before) && is_in_word(next))
                && next.is_none_or(|c| !NO_BEGINNING.contains(c))
                && before.is_none_or(|c| !NO_END.contains(c))
        };
        // A room narrower than a character has one all the same.
        let one = rest.chars().next().map_or(rest.len(), char::len_utf8);
        let end = ends().filter(may_end).last().or_else(|| ends().last()).unwrap_or(one);
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line.trim_end().to_owned());
        rest = after.trim_start();
        if rest.is_empty() {
            return lines;
        }
    }
    lines.push(rest.to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(labels: &[&str], series: &[&[Option<i64>]]) -> Chart {
        let series = series.iter().enumerate().map(|(number, values)| ChartSeries {
            name: format!("{}年", 2022 + number),
            values: values.iter().map(|value| value.map(Decimal::from)).collect(),
        });
        Chart {
            title: "图".into(),
            categories: labels.iter().map(|label| (*label).to_owned()).collect(),
            series: series.collect(),
            absent: "无数据".into(),
        }
    }

    #[test]
    fn bars_are_as_long_as_their_figures_and_what_lacks_is_said() {
        let style = ChartsStyle::default();
        let drawing = drawn(&chart(&["甲", "乙", "丙", "丁"], &[&[Some(10), Some(5), Some(0), None]]), &style, 400.0);
        let widths: Vec<f32> = drawing.bars.iter().map(|bar| bar.width).collect();
        assert_eq!(widths.len(), 2, "neither 0 nor nothing has a bar");
        assert!((widths[0] - 2.0 * widths[1]).abs() < 0.01, "{widths:?}");
        let texts: Vec<&str> = drawing.texts.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(texts, ["甲", "10", "乙", "5", "丙", "0", "丁", "无数据"]);
        assert!(drawing.bars.iter().all(|bar| bar.x + bar.width < 400.0 && bar.y + bar.height < drawing.height));
    }

    #[test]
    fn bars_of_two_years_stand_apart_by_colour_and_are_named() {
        let style = ChartsStyle::default();
        let drawing = drawn(&chart(&["甲"], &[&[Some(1)], &[Some(2)]]), &style, 400.0);
        let [before, now] = [Color(style.colors[1].0), Color(style.colors[0].0)];
        let colors: Vec<Color> = drawing.bars.iter().map(|bar| bar.color).collect();
        assert_eq!(colors, [before, now, before, now], "names, then bars");
        assert_eq!((&*drawing.texts[0].text, &*drawing.texts[1].text), ("2022年", "2023年"));
        let [.., first, second] = drawing.bars[..] else { panic!() };
        assert!(first.y + first.height <= second.y + 0.01);
    }

    #[test]
    fn long_labels_wrap_and_no_width_is_too_small() {
        let lines = lines_of("要求行政机关确认或重新出具已获取信息", 60.0, 10.0);
        assert!(lines.len() == 3 && lines.iter().all(|line| line.chars().count() <= 6), "{lines:?}");
        assert_eq!(lines_of("甲乙丙（丁）戊", 40.0, 10.0), ["甲乙丙", "（丁）戊"]);
        assert_eq!(lines_of("甲乙丙丁，戊", 40.0, 10.0), ["甲乙丙", "丁，戊"]);
        assert_eq!(lines_of("甲 OpenDocument 乙", 70.0, 10.0), ["甲", "OpenDocument", "乙"]);
        assert_eq!(lines_of("甲乙", 1.0, 10.0), ["甲", "乙"]);
        assert_eq!(lines_of("", 1.0, 10.0), [""]);
        let drawing = drawn(&chart(&["很长很长的标签"], &[&[Some(1)]]), &ChartsStyle::default(), 1.0);
        assert!(drawing.height.is_finite() && drawing.bars.iter().all(|bar| bar.width > 0.0));
    }
}
