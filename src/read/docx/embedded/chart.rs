//! Charts (ECMA-376 §21.2): the data they keep of their workbook, as a table.

use crate::document::{Block, Cell, Date, Grid, HeaderScope, Paragraph, ParagraphRole};
use crate::finding::{Origin, Place};
use crate::ooxml::{Element, Ns};
use crate::whole::{Whole, counted};
use std::collections::{BTreeMap, BTreeSet};

/// A chart of more values than this is no table to read.
const MOST_PLACES: usize = 100_000;

/// What a chart says.
pub(crate) struct ChartData {
    /// Its title; empty where it has none.
    pub title: String,
    /// The title as a caption, and the data.
    pub blocks: Vec<Block>,
    /// Its other texts: titles of axes, labels.
    pub lines: Vec<String>,
}

/// Values by their place among the points.
type Points = BTreeMap<u64, String>;

struct Series {
    name: String,
    categories: Points,
    values: Points,
    sizes: Points,
}

fn points(element: Option<Element<'_>>) -> Points {
    let mut points = Points::new();
    let Some(element) = element else { return points };
    let is_number = element.descendants().any(|e| e.is(Ns::Chart, "numCache") || e.is(Ns::Chart, "numLit"));
    let format = element.descendants().find(|e| e.is(Ns::Chart, "formatCode"));
    let is_date = format.is_some_and(|format| {
        let code = format.text().to_ascii_lowercase();
        code.contains('y') && code.contains(['m', 'd']) && !code.contains("general")
    });
    for point in element.descendants().filter(|e| e.is(Ns::Chart, "pt")) {
        let index = point.attribute(Ns::None, "idx").and_then(|i| i.trim().parse().ok()).unwrap_or(points.len() as u64);
        let value = point.child(Ns::Chart, "v").map(|v| v.text().into_owned()).unwrap_or_default();
        let value = shown_value(value, is_number, is_date);
        // Categories of several levels: the outer level after the inner one.
        points.entry(index).and_modify(|known| known.insert_str(0, &format!("{value} "))).or_insert(value);
    }
    points
}

/// A value as it is shown: a number without the noise of binary fractions beyond its fifteenth digit, as spreadsheets show it; a
/// serial number (days after 30 December 1899) that is formatted as a date as that day.
fn shown_value(value: String, is_number: bool, is_date: bool) -> String {
    let number = value.trim().parse::<f64>().ok().filter(|n| is_number && n.is_finite());
    let Some(number) = number else { return value };
    // Before 1 March 1900 spreadsheets count a day that never was.
    if is_date
        && number.fract() == 0.0
        && number >= 61.0
        && let Some(day) = Date::from_days_since_1970(i64::whole(number).saturating_sub(25_569))
    {
        return day.to_string();
    }
    if value.chars().filter(char::is_ascii_digit).count() <= 15 {
        return value;
    }
    format!("{number:.14e}").parse::<f64>().map_or(value, |rounded| rounded.to_string())
}

/// The text in rich text or a cell's copy.
fn text_of(element: Element<'_>) -> String {
    let mut texts = Vec::new();
    element.walk(|e| match (e.ns(), e.name()) {
        (Ns::Drawing, "p") => {
            let runs = e.descendants().filter(|r| r.is(Ns::Drawing, "t"));
            texts.push(runs.map(|t| t.text()).collect::<String>());
            false
        }
        (Ns::Chart, "v") => {
            texts.push(e.text().into_owned());
            false
        }
        _ => true,
    });
    texts.join(" ").trim().to_owned()
}

fn series(element: Element<'_>) -> Series {
    let first = |names: [&str; 2]| names.iter().find_map(|name| element.child(Ns::Chart, name));
    Series {
        name: element.child(Ns::Chart, "tx").map(text_of).unwrap_or_default(),
        categories: points(first(["cat", "xVal"])),
        values: points(first(["val", "yVal"])),
        sizes: points(element.child(Ns::Chart, "bubbleSize")),
    }
}

/// A column of the table a chart becomes.
struct Column<'p> {
    name: String,
    is_category: bool,
    points: &'p Points,
}

/// The title as a caption and a table: a row of names, then one for each point.
fn titled_table(title: &str, columns: &[Column<'_>], rows: &BTreeSet<u64>, place: &Place) -> Option<Vec<Block>> {
    let mut cells = Vec::with_capacity((rows.len() + 1) * columns.len());
    let mut add = |row: usize, column: usize, text: &str, header| {
        let content = if text.is_empty() { Vec::new() } else { vec![Block::text(text)] };
        cells.push(Cell {
            header,
            origin: Origin::at(place.clone()),
            ..Cell::new(counted(row), counted(column), content)
        });
    };
    for (at, column) in columns.iter().enumerate() {
        add(0, at, &column.name, HeaderScope::Column);
        let header = if column.is_category { HeaderScope::Row } else { HeaderScope::None };
        for (row, index) in rows.iter().enumerate() {
            add(row + 1, at, column.points.get(index).map_or("", String::as_str), header);
        }
    }
    let mut grid = Grid::new(counted(rows.len() + 1), counted(columns.len()), cells).ok()?;
    grid.header_rows = 1;
    grid.origin = Origin::at(place.clone());
    let mut blocks = Vec::new();
    if !title.is_empty() {
        let origin = Origin::at(place.clone());
        blocks.push(Block::Paragraph(Paragraph { role: ParagraphRole::Caption, origin, ..Paragraph::plain(title) }));
    }
    blocks.push(Block::Table(grid));
    Some(blocks)
}

/// The same of a chart of the kinds Office added later (`cx:chartSpace`); no namespace of theirs is known, their names are.
fn extended_chart_to_blocks(root: Element<'_>, place: &Place) -> Option<ChartData> {
    let named = |element: Element<'_>, name: &str| element.ns() == Ns::ChartExtension && element.name() == name;
    let all = |name: &'static str| root.descendants().filter(move |e| named(*e, name));
    let id = |element: Element<'_>, name| element.attribute(Ns::None, name).unwrap_or_default().to_owned();
    let name_of = |data: &str| {
        let of_data = |series: &Element<'_>| {
            series.children().any(|e| named(e, "dataId") && e.attribute(Ns::None, "val") == Some(data))
        };
        let series = all("series").find(of_data)?;
        let name = series.descendants().find(|e| named(*e, "tx"))?.descendants().find(|e| named(*e, "v"))?;
        Some(name.text().into_owned())
    };
    let mut dimensions: Vec<(String, bool, Points)> = Vec::new();
    for data in all("data") {
        for dimension in data.children().filter(|e| e.name() == "strDim" || e.name() == "numDim") {
            let is_category = dimension.name() == "strDim";
            for level in dimension.children().filter(|e| named(*e, "lvl")) {
                let points = level.children().filter(|e| named(*e, "pt")).enumerate().map(|(order, point)| {
                    let index = point.attribute(Ns::None, "idx").and_then(|i| i.trim().parse().ok());
                    (index.unwrap_or(order as u64), point.text().into_owned())
                });
                let name = if is_category { None } else { name_of(&id(data, "id")) };
                dimensions.push((name.unwrap_or_default(), is_category, points.collect()));
            }
        }
    }
    let rows: BTreeSet<u64> = dimensions.iter().flat_map(|(_, _, points)| points.keys().copied()).collect();
    if rows.is_empty() || (rows.len() + 1).saturating_mul(dimensions.len()) > MOST_PLACES {
        return None;
    }
    let columns: Vec<Column<'_>> = dimensions
        .iter()
        .map(|(name, is_category, points)| Column { name: name.clone(), is_category: *is_category, points })
        .collect();
    let title = all("title").next().map(|title| {
        let value = || title.descendants().find(|e| named(*e, "v")).map(|value| value.text().into_owned());
        Some(text_of(title)).filter(|text| !text.is_empty()).or_else(value).unwrap_or_default()
    });
    let title = title.unwrap_or_default();
    let blocks = titled_table(&title, &columns, &rows, place)?;
    Some(ChartData { title, blocks, lines: Vec::new() })
}

/// The data of a chart part of any kind; `None` where it keeps none, or too many.
pub(crate) fn chart_to_blocks(root: Element<'_>, place: &Place) -> Option<ChartData> {
    standard_chart_to_blocks(root, place).or_else(|| extended_chart_to_blocks(root, place))
}

fn standard_chart_to_blocks(root: Element<'_>, place: &Place) -> Option<ChartData> {
    let chart = root.descendants().find(|e| e.is(Ns::Chart, "chart"))?;
    let all: Vec<Series> = chart.descendants().filter(|e| e.is(Ns::Chart, "ser")).map(series).collect();
    let rows: BTreeSet<u64> = all
        .iter()
        .flat_map(|s| [&s.categories, &s.values, &s.sizes])
        .flat_map(|points| points.keys().copied())
        .collect();
    if rows.is_empty() || (rows.len() + 1).saturating_mul(all.len() * 3) > MOST_PLACES {
        return None;
    }
    // Columns: the categories once where series share them, then the values of each.
    let mut columns: Vec<(String, &Points)> = Vec::new();
    let mut categories: Option<&Points> = None;
    for series in &all {
        if categories != Some(&series.categories) {
            categories = Some(&series.categories);
            columns.push((String::new(), &series.categories));
        }
        columns.push((series.name.clone(), &series.values));
        if !series.sizes.is_empty() {
            columns.push((series.name.clone(), &series.sizes));
        }
    }
    let is_category = |points: &Points| all.iter().any(|series| std::ptr::eq(&series.categories, points));
    let heading = chart.child(Ns::Chart, "title");
    let title = heading.map(text_of).unwrap_or_default();
    let columns: Vec<Column<'_>> =
        columns.into_iter().map(|(name, points)| Column { name, is_category: is_category(points), points }).collect();
    let blocks = titled_table(&title, &columns, &rows, place)?;
    let mut lines = Vec::new();
    root.walk(|element| {
        if heading.is_some_and(|heading| heading.ordinal() == element.ordinal()) || element.is(Ns::Chart, "ser") {
            return false;
        }
        if element.is(Ns::Drawing, "p") {
            let texts = element.descendants().filter(|e| e.is(Ns::Drawing, "t"));
            lines.push(texts.map(|t| t.text()).collect::<String>());
            return false;
        }
        !element.is(Ns::Compatibility, "Fallback")
    });
    lines.retain(|line| !line.trim().is_empty());
    Some(ChartData { title, blocks, lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_as_spreadsheets_show_them() {
        let shown = |value: &str, is_number, is_date| shown_value(value.to_owned(), is_number, is_date);
        assert_eq!(shown("4.4000000000000004", true, false), "4.4");
        assert_eq!(shown("0.10000000000000001", true, false), "0.1");
        assert_eq!(shown("15.50", true, false), "15.50");
        assert_eq!(shown("123456789012345678", false, false), "123456789012345678", "text stays");
        assert_eq!(shown("37261", true, true), "2002-01-05");
        assert_eq!(shown("45351", true, true), "2024-02-29");
        assert_eq!(shown("37261", true, false), "37261");
        assert_eq!(shown("60", true, true), "60");
        assert_eq!(shown("二季度", true, true), "二季度");
    }
}
