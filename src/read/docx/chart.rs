//! Charts (ECMA-376 §21.2): the data they keep of their workbook, as a table.

use crate::document::{Block, Cell, Grid, HeaderScope, Paragraph, ParagraphRole};
use crate::finding::{Origin, Place};
use crate::ooxml::{Element, Ns};
use std::collections::{BTreeMap, BTreeSet};

/// A chart of more values than this is no table to read.
const MOST_PLACES: usize = 100_000;

/// What a chart says.
pub(super) struct ChartData {
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
    for point in element.descendants().filter(|e| e.is(Ns::Chart, "pt")) {
        let index = point.attribute(Ns::None, "idx").and_then(|i| i.trim().parse().ok()).unwrap_or(points.len() as u64);
        let value = point.child(Ns::Chart, "v").map(|v| v.text().into_owned()).unwrap_or_default();
        // Categories of several levels: the outer level after the inner one.
        points.entry(index).and_modify(|known| known.insert_str(0, &format!("{value} "))).or_insert(value);
    }
    points
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

/// The data of a chart part; `None` where it keeps none, or too many.
pub(super) fn chart_to_blocks(root: Element<'_>, place: &Place) -> Option<ChartData> {
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
    let mut cells = Vec::with_capacity((rows.len() + 1) * columns.len());
    let mut add = |row: usize, column: usize, text: &str, header| {
        let content = if text.is_empty() { Vec::new() } else { vec![Block::text(text)] };
        cells.push(Cell { header, origin: Origin::at(place.clone()), ..Cell::new(row as u32, column as u32, content) });
    };
    for (column, (name, points)) in columns.iter().enumerate() {
        add(0, column, name, HeaderScope::Column);
        for (row, index) in rows.iter().enumerate() {
            let is_category = all.iter().any(|series| std::ptr::eq(&series.categories, *points));
            let header = if is_category { HeaderScope::Row } else { HeaderScope::None };
            add(row + 1, column, points.get(index).map_or("", String::as_str), header);
        }
    }
    let mut grid = Grid::new(rows.len() as u32 + 1, columns.len() as u32, cells).ok()?;
    grid.header_rows = 1;
    grid.origin = Origin::at(place.clone());
    let heading = chart.child(Ns::Chart, "title");
    let title = heading.map(text_of).unwrap_or_default();
    let mut blocks = Vec::new();
    if !title.is_empty() {
        let caption = Paragraph::plain(title.as_str());
        blocks.push(Block::Paragraph(Paragraph {
            role: ParagraphRole::Caption,
            origin: Origin::at(place.clone()),
            ..caption
        }));
    }
    blocks.push(Block::Table(grid));
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
