//! Charts: drawn as SVG in the page itself, the same figures in a table below that opens.

use super::escape::escaped;
use super::flow::FlowWriter;
use super::tag::Tag;
use crate::arrange::{ChartText, drawn};
use crate::document::Chart;
use crate::style::ChartsStyle;

/// How wide a chart is, and how large its type, in pixels: it still can be read where a phone shows it reduced.
const WIDTH: f32 = 560.0;
const SIZE: f32 = 15.0;

/// How thick the line is that bars begin at.
const AXIS: f32 = 1.0;

impl<'a> FlowWriter<'a> {
    /// A chart. What it is stands in its role, by which it is no part of the text when the page is read.
    pub(super) fn chart(&mut self, chart: &'a Chart) {
        self.open(Tag::of("figure").classes("chart").attributes(" data-role=\"chart\""));
        self.open(Tag::of("figcaption"));
        self.text(&chart.title);
        self.out.push_str("</figcaption>");
        let drawing = self.svg(chart);
        self.out.push_str(&drawing);
        self.data(chart);
        self.line("</figure>");
    }

    fn svg(&mut self, chart: &Chart) -> String {
        let style = ChartsStyle { size_pt: SIZE, ..self.style.charts.clone() };
        let drawing = drawn(chart, &style, WIDTH);
        let height = drawing.height.ceil();
        let said = self.checked(&chart.in_words());
        let attributes = format!(
            " xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{said}\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
             height=\"{height}\" font-size=\"{SIZE}\" fill=\"currentColor\""
        );
        let mut svg = format!("\n{}", self.medium.open(Tag::of("svg").classes("drawing").attributes(&attributes)));
        for bar in &drawing.bars {
            let [x, y, width, height] = [bar.x, bar.y, bar.width, bar.height].map(round);
            let color = bar.color;
            svg.push_str(&format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{color}\"/>"
            ));
        }
        let (x, top, bottom) = drawing.axis;
        let [x, top, height] = [x - AXIS, top, bottom - top].map(round);
        svg.push_str(&format!("<rect x=\"{x}\" y=\"{top}\" width=\"{AXIS}\" height=\"{height}\"/>"));
        for ChartText { text, x, ends_there, y } in &drawing.texts {
            let [x, y] = [*x, *y].map(round);
            let anchor = if *ends_there { " text-anchor=\"end\"" } else { "" };
            let text = escaped(text);
            svg.push_str(&format!("<text x=\"{x}\" y=\"{y}\"{anchor}>{text}</text>"));
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// The figures in a table.
    fn data(&mut self, chart: &'a Chart) {
        self.out.push_str("<details><summary>数据</summary>");
        self.open(Tag::of("table"));
        self.out.push_str("<tbody>");
        if chart.series.len() > 1 {
            self.out.push_str("<tr>");
            self.open(Tag::of("td"));
            self.out.push_str("</td>");
            for series in &chart.series {
                self.open(Tag::of("th").attributes(" scope=\"col\""));
                self.text(&series.name);
                self.out.push_str("</th>");
            }
            self.out.push_str("</tr>");
        }
        for (at, category) in chart.categories.iter().enumerate() {
            self.out.push_str("<tr>");
            self.open(Tag::of("th").attributes(" scope=\"row\""));
            self.text(category);
            self.out.push_str("</th>");
            for series in &chart.series {
                self.open(Tag::of("td").classes("figures"));
                self.text(&chart.said(series, at));
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table></details>");
    }
}

/// Hundredths of a pixel.
fn round(length: f32) -> f32 {
    (length * 100.0).round() / 100.0 + 0.0
}
