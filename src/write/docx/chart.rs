//! Charts as Word has them (ECMA-376 §21.2): bars that Word draws, of data that the part keeps and of a workbook by which it is edited.
//!
//! The drawing's name says that it is ours ([`Chart::MARK`]), so that no reader takes what it says for a part of the document.

use super::markup::{Element, is_xml_character};
use super::measure::{EMU_PER_PT, EMU_PER_TWIP};
use super::relations::Relations;
use crate::arrange::{color_of, drawn};
use crate::document::{Chart, ChartSeries, Color};
use crate::style::{FaceRole, PT_PER_MM, ParagraphStyle, Style};
use crate::whole::Whole;
use rust_decimal::Decimal;

const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// The ids of drawings of charts count from here on: those of pictures count from 1.
const FIRST_ID: u32 = 1_000_000;

/// The sheet of the workbook the data stand in, its first column for the categories.
const SHEET: &str = "Sheet1";

/// How wide the gap between groups is, in parts of 100 of a bar, and how far the bars of a group lie over each other.
const GAP_WIDTH: u32 = 60;
const OVERLAP: i32 = -10;

/// Room above and below what is drawn that a program keeps by itself, pt.
const MARGIN_PT: f32 = 12.0;

/// The charts as they grow.
#[derive(Debug, Default)]
pub(super) struct Charts {
    /// Part names others have taken.
    taken: Vec<String>,
    parts: Vec<ChartPart>,
    last: u32,
}

/// A chart's parts.
#[derive(Debug)]
pub(super) struct ChartPart {
    /// `word/charts/…`
    pub(super) name: String,
    pub(super) xml: Vec<u8>,
    pub(super) relations: Relations,
    /// Its workbook: `word/embeddings/…`, and what it holds.
    pub(super) workbook: Option<(String, Vec<u8>)>,
}

impl Charts {
    /// No charts yet, these part names taken.
    pub(super) fn beside(taken: Vec<String>) -> Self {
        Charts { taken, ..Charts::default() }
    }

    /// The charts' parts, in their order.
    pub(super) fn into_parts(self) -> Vec<ChartPart> {
        self.parts
    }

    /// Adds the parts of a chart that is as wide as its room in twips, and the relation to them; the drawing that shows it.
    pub(super) fn add(&mut self, chart: &Chart, style: &Style, width: i32, to: &mut Relations) -> Element {
        let chart = &printable(chart);
        let number = self.next();
        let workbook = workbook(chart).map(|bytes| (workbook_name(number), bytes));
        let mut relations = Relations::default();
        let data = workbook.as_ref().map(|(name, _)| relations.add("package", &format!("/{name}")));
        let xml = chart_space(chart, style, data).to_part();
        let name = chart_name(number);
        let id = to.add("chart", &format!("/{name}"));
        self.parts.push(ChartPart { name, xml, relations, workbook });
        drawing(chart, style, number, width, &id)
    }

    /// The next number that no part is named by.
    fn next(&mut self) -> u32 {
        loop {
            self.last += 1;
            let names = [chart_name(self.last), workbook_name(self.last)];
            if !self.taken.iter().any(|taken| names.iter().any(|name| name.eq_ignore_ascii_case(taken))) {
                return self.last;
            }
        }
    }
}

fn chart_name(number: u32) -> String {
    format!("word/charts/chart{number}.xml")
}

fn workbook_name(number: u32) -> String {
    format!("word/embeddings/chart{number}.xlsx")
}

/// The same without what XML can't carry.
fn printable(chart: &Chart) -> Chart {
    let clean = |text: &String| text.chars().filter(|c| is_xml_character(*c)).collect::<String>();
    let series = |series: &ChartSeries| ChartSeries { name: clean(&series.name), values: series.values.clone() };
    Chart {
        title: clean(&chart.title),
        categories: chart.categories.iter().map(clean).collect(),
        series: chart.series.iter().map(series).collect(),
        absent: clean(&chart.absent),
    }
}

/// The drawing in the line (§20.4.2.8).
fn drawing(chart: &Chart, style: &Style, number: u32, width: i32, id: &str) -> Element {
    let across = u64::from(width.max(1).unsigned_abs()) * EMU_PER_TWIP;
    let caption = &style.paragraphs.caption;
    let points = across as f32 / EMU_PER_PT as f32;
    let most = style.page.text_height_mm() * PT_PER_MM - 2.0 * style.page.line_pitch_pt();
    let high = drawn(chart, &style.charts, points).height + 2.0 * caption.size_pt + 2.0 * MARGIN_PT;
    let high = u32::whole(high.min(most) * EMU_PER_PT as f32);
    let reference = Element::new("c:chart").attr("xmlns:c", CHART).attr("r:id", id);
    let data = Element::new("a:graphicData").attr("uri", CHART).child(reference);
    let inline = Element::new("wp:inline")
        .attr("distT", 0)
        .attr("distB", 0)
        .attr("distL", 0)
        .attr("distR", 0)
        .child(Element::new("wp:extent").attr("cx", across).attr("cy", high))
        .child(Element::new("wp:effectExtent").attr("l", 0).attr("t", 0).attr("r", 0).attr("b", 0))
        .child(
            Element::new("wp:docPr")
                .attr("id", FIRST_ID.saturating_add(number))
                .attr("name", format!("{} {number}", Chart::MARK))
                .attr("descr", chart.in_words()),
        )
        .child(Element::new("wp:cNvGraphicFramePr"))
        .child(Element::new("a:graphic").attr("xmlns:a", DRAWING).child(data));
    Element::new("w:drawing").child(inline)
}

fn c(name: &'static str, value: impl ToString) -> Element {
    Element::new(name).attr("val", value)
}

/// The chart's part; `data`: the relationship to its workbook.
fn chart_space(chart: &Chart, style: &Style, data: Option<String>) -> Element {
    let several = chart.series.len() > 1;
    let mut plot = Element::new("c:barChart")
        .child(c("c:barDir", "bar"))
        .child(c("c:grouping", "clustered"))
        .child(c("c:varyColors", 0));
    for (number, series) in chart.series.iter().enumerate() {
        let color = color_of(&style.charts, number, chart.series.len());
        plot = plot.child(series_element(chart, series, number, color));
    }
    plot = plot
        .child(c("c:gapWidth", GAP_WIDTH))
        .with(several.then(|| c("c:overlap", OVERLAP)))
        .child(c("c:axId", 1))
        .child(c("c:axId", 2));
    let area = Element::new("c:plotArea")
        .child(Element::new("c:layout"))
        .child(plot)
        .child(category_axis())
        .child(value_axis());
    let type_of = |paragraph: &ParagraphStyle| (paragraph.size_pt, paragraph.face);
    let mut drawn = Element::new("c:chart")
        .child(title(chart, style, type_of(&style.paragraphs.caption)))
        .child(c("c:autoTitleDeleted", 0))
        .child(area);
    if several {
        drawn = drawn.child(
            Element::new("c:legend")
                .child(c("c:legendPos", "t"))
                .child(Element::new("c:layout"))
                .child(c("c:overlay", 0)),
        );
    }
    drawn = drawn.child(c("c:plotVisOnly", 1)).child(c("c:dispBlanksAs", "gap"));
    let text = Element::new("c:txPr")
        .child(Element::new("a:bodyPr"))
        .child(Element::new("a:lstStyle"))
        .child(text_paragraph(style, (style.charts.size_pt, style.charts.face)));
    let none = Element::new("c:spPr")
        .child(Element::new("a:noFill"))
        .child(Element::new("a:ln").child(Element::new("a:noFill")));
    let external = data.map(|id| Element::new("c:externalData").attr("r:id", id).child(c("c:autoUpdate", 0)));
    Element::new("c:chartSpace")
        .attr("xmlns:c", CHART)
        .attr("xmlns:a", DRAWING)
        .attr("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
        .child(c("c:date1904", 0))
        .child(c("c:lang", "zh-CN"))
        .child(c("c:roundedCorners", 0))
        .child(drawn)
        .child(none)
        .child(text)
        .with(external)
}

/// A paragraph's properties for text in this size and face.
fn text_paragraph(style: &Style, (size, face): (f32, FaceRole)) -> Element {
    let default = run_properties("a:defRPr", style, size, face);
    Element::new("a:p")
        .child(Element::new("a:pPr").child(default))
        .child(Element::new("a:endParaRPr").attr("lang", "zh-CN"))
}

fn run_properties(name: &'static str, style: &Style, size: f32, face: FaceRole) -> Element {
    let family = |role| style.faces.get(&role).and_then(|families| families.first());
    let font = |name: &'static str, role| family(role).map(|family| Element::new(name).attr("typeface", family));
    let black = Element::new("a:solidFill").child(c("a:srgbClr", hexadecimal(Color::BLACK)));
    Element::new(name)
        .attr("lang", "zh-CN")
        .attr("sz", i32::whole((size * 100.0).round()))
        .attr("b", 0)
        .child(black)
        .with(font("a:latin", FaceRole::Latin))
        .with(font("a:ea", face))
}

fn title(chart: &Chart, style: &Style, (size, face): (f32, FaceRole)) -> Element {
    let run = Element::new("a:r")
        .child(run_properties("a:rPr", style, size, face))
        .child(Element::new("a:t").text(chart.title.clone()));
    let properties = Element::new("a:pPr").child(run_properties("a:defRPr", style, size, face));
    let rich = Element::new("c:rich")
        .child(Element::new("a:bodyPr"))
        .child(Element::new("a:lstStyle"))
        .child(Element::new("a:p").child(properties).child(run));
    Element::new("c:title")
        .child(Element::new("c:tx").child(rich))
        .child(Element::new("c:layout"))
        .child(c("c:overlay", 0))
}

fn hexadecimal(color: Color) -> String {
    color.to_string().trim_start_matches('#').to_owned()
}

/// A series (§21.2.2.170): its name, its look, its figures behind the bars, and the data as they stand in the workbook.
fn series_element(chart: &Chart, series: &ChartSeries, number: usize, color: Color) -> Element {
    let (rows, column) = (chart.categories.len(), column_name(number + 1));
    let name = strings("c:strRef", &format!("{SHEET}!${column}$1"), [heading(chart, series)].into_iter());
    let categories = (0..rows).map(|at| category(chart, at));
    let categories = strings("c:strRef", &format!("{SHEET}!$A$2:$A${}", rows + 1), categories);
    let mut cache = Element::new("c:numCache").child(Element::new("c:formatCode").text("General"));
    cache = cache.child(c("c:ptCount", rows));
    for (at, value) in series.values.iter().enumerate() {
        if let Some(value) = value {
            let value = Element::new("c:v").text(value.to_string());
            cache = cache.child(Element::new("c:pt").attr("idx", at).child(value));
        }
    }
    let place = Element::new("c:f").text(format!("{SHEET}!${column}$2:${column}${}", rows + 1));
    let values = Element::new("c:numRef").child(place).child(cache);
    let fill = Element::new("a:solidFill").child(c("a:srgbClr", hexadecimal(color)));
    let labels = Element::new("c:dLbls")
        .child(Element::new("c:spPr").child(Element::new("a:noFill")))
        .child(c("c:dLblPos", "outEnd"))
        .child(c("c:showLegendKey", 0))
        .child(c("c:showVal", 1))
        .child(c("c:showCatName", 0))
        .child(c("c:showSerName", 0))
        .child(c("c:showPercent", 0))
        .child(c("c:showBubbleSize", 0));
    Element::new("c:ser")
        .child(c("c:idx", number))
        .child(c("c:order", number))
        .child(Element::new("c:tx").child(name))
        .child(Element::new("c:spPr").child(fill))
        .child(c("c:invertIfNegative", 0))
        .child(labels)
        .child(Element::new("c:cat").child(categories))
        .child(Element::new("c:val").child(values))
}

/// What a series is called: one alone by what the chart shows.
fn heading(chart: &Chart, series: &ChartSeries) -> String {
    if series.name.is_empty() { chart.title.clone() } else { series.name.clone() }
}

/// A category, with the years it has no figure of: Word draws nothing there, as if it were 0.
fn category(chart: &Chart, at: usize) -> String {
    let label = chart.categories.get(at).map_or("", String::as_str);
    let lacks = |series: &&ChartSeries| series.values.get(at).copied().flatten().is_none();
    let lacking: Vec<&str> = chart.series.iter().filter(lacks).map(|series| series.name.as_str()).collect();
    match lacking.len() {
        0 => label.to_owned(),
        all if all == chart.series.len() => format!("{label}（{}）", chart.absent),
        _ => format!("{label}（{}{}）", lacking.join("、"), chart.absent),
    }
}

fn strings(name: &'static str, place: &str, texts: impl Iterator<Item = String>) -> Element {
    let texts: Vec<String> = texts.collect();
    let mut cache = Element::new("c:strCache").child(c("c:ptCount", texts.len()));
    for (at, text) in texts.into_iter().enumerate() {
        cache = cache.child(Element::new("c:pt").attr("idx", at).child(Element::new("c:v").text(text)));
    }
    Element::new(name).child(Element::new("c:f").text(place)).child(cache)
}

/// The letters of a column, from A for 0; charts have few.
fn column_name(column: usize) -> char {
    (b'A'..=b'Z').nth(column).map_or('Z', char::from)
}

/// The axis of the categories, the first on top (§21.2.2.25).
fn category_axis() -> Element {
    let line = Element::new("a:ln")
        .attr("w", 9525)
        .child(Element::new("a:solidFill").child(c("a:srgbClr", hexadecimal(Color::BLACK))));
    Element::new("c:catAx")
        .child(c("c:axId", 1))
        .child(Element::new("c:scaling").child(c("c:orientation", "maxMin")))
        .child(c("c:delete", 0))
        .child(c("c:axPos", "l"))
        .child(Element::new("c:numFmt").attr("formatCode", "General").attr("sourceLinked", 0))
        .child(c("c:majorTickMark", "none"))
        .child(c("c:minorTickMark", "none"))
        .child(c("c:tickLblPos", "low"))
        .child(Element::new("c:spPr").child(line))
        .child(c("c:crossAx", 2))
        .child(c("c:crosses", "autoZero"))
        .child(c("c:auto", 0))
        .child(c("c:lblAlgn", "ctr"))
        .child(c("c:lblOffset", 100))
        .child(c("c:noMultiLvlLbl", 1))
}

/// The axis of the figures, not shown: each bar says its own. It begins at 0.
fn value_axis() -> Element {
    let scaling = Element::new("c:scaling").child(c("c:orientation", "minMax")).child(c("c:min", 0));
    Element::new("c:valAx")
        .child(c("c:axId", 2))
        .child(scaling)
        .child(c("c:delete", 1))
        .child(c("c:axPos", "t"))
        .child(Element::new("c:numFmt").attr("formatCode", "General").attr("sourceLinked", 0))
        .child(c("c:majorTickMark", "none"))
        .child(c("c:minorTickMark", "none"))
        .child(c("c:tickLblPos", "nextTo"))
        .child(c("c:crossAx", 1))
        .child(c("c:crosses", "autoZero"))
        .child(c("c:crossBetween", "between"))
}

/// The workbook by which the chart is edited in Word; `None` where a number would not be the same in it: workbooks have fifteen digits.
#[cfg(feature = "xlsx")]
fn workbook(chart: &Chart) -> Option<Vec<u8>> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
    let mut workbook = Workbook::new();
    // Never the clock: the first date a zip entry can bear.
    let date = ExcelDateTime::from_ymd(1980, 1, 1).ok()?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET).ok()?;
    for (at, row) in (0..chart.categories.len()).zip(1u32..) {
        sheet.write_string(row, 0, category(chart, at)).ok()?;
    }
    for (series, column) in chart.series.iter().zip(1u16..) {
        sheet.write_string(0, column, heading(chart, series)).ok()?;
        for (value, row) in series.values.iter().zip(1u32..) {
            if let Some(value) = value {
                sheet.write_number(row, column, exact(*value)?).ok()?;
            }
        }
    }
    workbook.save_to_buffer().ok()
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &Chart) -> Option<Vec<u8>> {
    None
}

/// The number as workbooks have it, if that is the same.
#[cfg(feature = "xlsx")]
fn exact(value: Decimal) -> Option<f64> {
    use rust_decimal::prelude::ToPrimitive;
    const DIGITS: Decimal = Decimal::from_parts(2_764_472_319, 232_830, 0, false, 0); // 999,999,999,999,999
    (value <= DIGITS).then(|| value.to_f64()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_says_which_year_it_has_no_figure_of() {
        let series = |name: &str, values: [Option<i64>; 3]| ChartSeries {
            name: name.into(),
            values: values.map(|value| value.map(Decimal::from)).to_vec(),
        };
        let chart = Chart {
            title: "图".into(),
            categories: ["甲", "乙", "丙"].map(String::from).to_vec(),
            series: vec![series("2022年", [Some(1), None, None]), series("2023年", [Some(1), Some(0), None])],
            absent: "无数据".into(),
        };
        let all: Vec<String> = (0..3).map(|at| category(&chart, at)).collect();
        assert_eq!(all, ["甲", "乙（2022年无数据）", "丙（无数据）"]);
    }

    #[cfg(feature = "xlsx")]
    #[test]
    fn numbers_of_more_digits_than_a_workbook_has_are_in_none() {
        assert_eq!(exact(Decimal::from(999_999_999_999_999_i64)), Some(999_999_999_999_999.0));
        assert_eq!(exact(Decimal::from(1_000_000_000_000_000_i64)), None);
    }
}
