//! Rows and their definitions (specification 1.9.1, “Table Definitions”) → `w:tbl`.
//!
//! A definition says where the cells of a row end. The edges of all rows together, those within a few twips of each other as one,
//! are the columns.

use super::look::Ground;
use super::tables::Tables;
use crate::finding::{Error, catalogue::package, terms};
use crate::read::word_parts::{diagonal_borders, text_direction};
use std::fmt::Write;
use std::rc::Rc;

/// Edges so near to each other, in twips, are one: what rounding leaves.
const TOLERANCE: i32 = 10;
/// The most columns: Word has 63.
const MAX_COLUMNS: usize = 1_000;
/// The width of a cell that no definition gives one, in twips.
const DEFAULT_WIDTH: i32 = 1_440;
/// The largest measure Word has, in twips.
const FARTHEST: i32 = 31_680;

/// How a cell is merged with that before or above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Merge {
    #[default]
    No,
    First,
    Continued,
}

impl Merge {
    fn markup(self, name: &str) -> String {
        match self {
            Merge::No => String::new(),
            Merge::First => format!("<w:{name} w:val=\"restart\"/>"),
            Merge::Continued => format!("<w:{name} w:val=\"continue\"/>"),
        }
    }
}

/// Which border of a cell is being described, as far as that is read: a line from corner to corner, falling or rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Falling,
    Rising,
}

#[derive(Debug, Clone, Copy, Default)]
struct CellDefinition {
    right: i32,
    across: Merge,
    down: Merge,
    ground: Ground,
    is_inserted: bool,
    is_deleted: bool,
    line: Option<Line>,
    falls: bool,
    rises: bool,
    /// How its text runs, by the name Word files have for it.
    direction: &'static str,
}

impl CellDefinition {
    fn set_line(&mut self, is_there: bool) {
        match self.line {
            Some(Line::Falling) => self.falls = is_there,
            Some(Line::Rising) => self.rises = is_there,
            None => {}
        }
    }
}

/// What is said of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct RowDefinition {
    cells: Vec<CellDefinition>,
    /// What has been said of the next cell.
    next: CellDefinition,
    left: i32,
    gap: i32,
    /// The height all of it has, whatever is in it, where that is said.
    height: Option<i32>,
    /// The height it has at least.
    least_height: Option<i32>,
    is_header: bool,
}

impl RowDefinition {
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Takes over what a control word says, if it is one of rows and cells.
    ///
    /// # Errors
    /// `limit-exceeded` where a row has too many cells.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) -> Result<bool, Error> {
        let value = number.unwrap_or(0);
        match word {
            "trowd" => *self = RowDefinition::default(),
            "trleft" => self.left = value.clamp(-FARTHEST, FARTHEST),
            "trgaph" => self.gap = value.clamp(0, FARTHEST),
            // Less than nothing is exactly so much.
            // Less than nothing is exactly so much.
            "trrh" => {
                self.height = number.filter(|height| *height < 0).map(|height| height.saturating_neg());
                self.least_height = number.filter(|height| *height > 0);
            }
            "trhdr" => self.is_header = true,
            "clmgf" => self.next.across = Merge::First,
            "clmrg" => self.next.across = Merge::Continued,
            "clvmgf" => self.next.down = Merge::First,
            "clvmrg" => self.next.down = Merge::Continued,
            "clcbpat" => self.next.ground.color = value,
            "clcfpat" => self.next.ground.pattern = value,
            "clshdng" => self.next.ground.covered = value,
            "cldglu" | "cldgll" => {
                self.next.line = Some(if word == "cldglu" { Line::Falling } else { Line::Rising });
                self.next.set_line(true);
            }
            "clbrdrt" | "clbrdrl" | "clbrdrb" | "clbrdrr" => self.next.line = None,
            "brdrnone" | "brdrnil" | "brdrtbl" if self.next.line.is_some() => self.next.set_line(false),
            "cltxlrtb" => self.next.direction = "",
            "cltxtbrl" => self.next.direction = "tbRl",
            "cltxbtlr" => self.next.direction = "btLr",
            "cltxlrtbv" => self.next.direction = "lrTbV",
            "cltxtbrlv" => self.next.direction = "tbRlV",
            "clins" => self.next.is_inserted = true,
            "cldel" => self.next.is_deleted = true,
            "cellx" => {
                if self.cells.len() >= MAX_COLUMNS {
                    return Err(too_many_columns(self.cells.len() + 1));
                }
                let cell = std::mem::take(&mut self.next);
                self.cells.push(CellDefinition { right: value.clamp(-FARTHEST, FARTHEST), ..cell });
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn too_many_columns(found: usize) -> Error {
    package::limit_exceeded(terms::COLUMNS_OF_TABLE, MAX_COLUMNS, found).into()
}

/// A row that has ended: the content of its cells, and its definition.
#[derive(Debug)]
pub(super) struct Row {
    pub cells: Vec<String>,
    pub definition: Rc<RowDefinition>,
}

impl Row {
    /// Takes away the cells behind the last one defined that say nothing: LibreOffice ends a row behind a table in a table with some.
    pub(super) fn without_blanks(mut self) -> Self {
        let says_something = |cell: &String| ["<w:r>", "<w:tbl>", "<w:numPr>"].iter().any(|part| cell.contains(part));
        let defined = self.definition.cells.len();
        let beyond = self.cells.get(defined..).unwrap_or_default();
        if defined > 0 && !beyond.iter().any(says_something) {
            self.cells.truncate(defined);
        }
        self
    }

    /// Where its cells end; each behind the one before, whatever is said.
    fn edges(&self) -> Vec<i32> {
        let mut edges = Vec::with_capacity(self.cells.len());
        let mut at = self.definition.left;
        for index in 0..self.cells.len() {
            let right = self.definition.cells.get(index).map(|cell| cell.right);
            at = match right {
                Some(right) if right > at.saturating_add(TOLERANCE) => right,
                // A cell without a width, as some programs leave them, has one that shows it.
                Some(_) => at.saturating_add(TOLERANCE + 1),
                None => at.saturating_add(DEFAULT_WIDTH),
            };
            edges.push(at);
        }
        edges
    }
}

/// The edges of all rows, in order, those that are one as the first of them.
fn columns(rows: &[Row]) -> Result<Vec<i32>, Error> {
    let mut all: Vec<i32> = rows.iter().flat_map(|row| row.edges().into_iter().chain([row.definition.left])).collect();
    all.sort_unstable();
    let mut edges: Vec<i32> = Vec::new();
    for edge in all {
        if edges.last().is_none_or(|last| edge - last > TOLERANCE) {
            edges.push(edge);
        }
    }
    if edges.len() > MAX_COLUMNS + 1 {
        return Err(too_many_columns(edges.len() - 1));
    }
    Ok(edges)
}

/// Where rows of a table have more cells than they define.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Undefined {
    pub rows: usize,
    /// How many cells the first of these rows defines.
    pub defined: usize,
    /// The first cell without definition: row and column, from 1.
    pub row: usize,
    pub column: usize,
}

fn undefined_cells(rows: &[Row], edges: &[i32]) -> Undefined {
    let mut found = Undefined::default();
    for (index, row) in rows.iter().enumerate() {
        let defined = row.definition.cells.len();
        if row.cells.len() <= defined {
            continue;
        }
        found.rows += 1;
        if found.rows == 1 {
            let before = match defined.checked_sub(1) {
                Some(last) => row.edges().get(last).copied(),
                None => None,
            };
            let column = place(edges, before.unwrap_or(row.definition.left)) + 1;
            found = Undefined { rows: 1, defined, row: index + 1, column };
        }
    }
    found
}

/// A table of these rows, and where they have more cells than they define.
///
/// # Errors
/// `limit-exceeded` where it has too many columns.
pub(super) fn table(rows: &[Row], tables: &Tables) -> Result<(String, Undefined), Error> {
    let edges = columns(rows)?;
    let left = rows.first().map_or(0, |row| row.definition.left + row.definition.gap);
    let mut markup = format!("<w:tbl><w:tblPr><w:tblInd w:w=\"{left}\" w:type=\"dxa\"/></w:tblPr><w:tblGrid>");
    for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
        let _ = write!(markup, "<w:gridCol w:w=\"{}\"/>", to - from);
    }
    markup.push_str("</w:tblGrid>");
    for row in rows {
        write_row(row, &edges, tables, &mut markup);
    }
    markup.push_str("</w:tbl>");
    Ok((markup, undefined_cells(rows, &edges)))
}

/// The place of the last edge that is no farther than this one.
fn place(edges: &[i32], edge: i32) -> usize {
    edges.partition_point(|known| *known <= edge).saturating_sub(1)
}

fn write_row(row: &Row, edges: &[i32], tables: &Tables, markup: &mut String) {
    let own = row.edges();
    let mut at = place(edges, row.definition.left);
    let end = place(edges, own.last().copied().unwrap_or(row.definition.left));
    let after = (edges.len().saturating_sub(1)).saturating_sub(end);
    markup.push_str("<w:tr><w:trPr>");
    for (name, count) in [("gridBefore", at), ("gridAfter", after)] {
        // A row with fewer cells than it defines is short: that is said by its reader.
        if count > 0 && (name == "gridBefore" || row.cells.len() >= row.definition.cells.len()) {
            let _ = write!(markup, "<w:{name} w:val=\"{count}\"/>");
        }
    }
    if let Some(height) = row.definition.height {
        let _ = write!(markup, "<w:trHeight w:val=\"{height}\" w:hRule=\"exact\"/>");
    } else if let Some(height) = row.definition.least_height {
        let _ = write!(markup, "<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>");
    }
    markup.push_str(if row.definition.is_header { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
    let mut from = row.definition.left;
    for (index, (content, edge)) in row.cells.iter().zip(own).enumerate() {
        let cell = row.definition.cells.get(index).copied().unwrap_or_default();
        let to = place(edges, edge).max(at + 1);
        write_cell(cell, to - at, edge - from, content, tables, markup);
        (at, from) = (to, edge);
    }
    markup.push_str("</w:tr>");
}

fn write_cell(cell: CellDefinition, span: usize, width: i32, content: &str, tables: &Tables, markup: &mut String) {
    let _ = write!(markup, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if span > 1 {
        let _ = write!(markup, "<w:gridSpan w:val=\"{span}\"/>");
    }
    markup.push_str(&cell.across.markup("hMerge"));
    markup.push_str(&cell.down.markup("vMerge"));
    markup.push_str(&diagonal_borders(cell.falls, cell.rises));
    markup.push_str(&cell.ground.markup(tables));
    markup.push_str(&text_direction(cell.direction));
    markup.push_str(if cell.is_inserted { "<w:cellIns w:id=\"0\"/>" } else { "" });
    markup.push_str(if cell.is_deleted { "<w:cellDel w:id=\"0\"/>" } else { "" });
    let _ = write!(markup, "</w:tcPr>{content}</w:tc>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[(&str, i32)], cells: usize) -> Row {
        let mut definition = RowDefinition::default();
        for (word, number) in words {
            assert!(definition.apply(word, Some(*number)).unwrap(), "{word}");
        }
        Row { cells: vec!["<w:p/>".to_owned(); cells], definition: Rc::new(definition) }
    }

    #[test]
    fn edges_that_are_nearly_one_are_one_column() {
        let rows =
            [row(&[("cellx", 1000), ("cellx", 2000), ("cellx", 3000)], 3), row(&[("cellx", 1004), ("cellx", 2998)], 2)];
        assert_eq!(columns(&rows).unwrap(), [0, 1000, 2000, 2998]);
        let (markup, undefined) = table(&rows, &Tables::default()).unwrap();
        assert_eq!(undefined, Undefined::default());
        assert_eq!(markup.matches("<w:gridCol").count(), 3);
        assert_eq!(markup.matches("<w:gridSpan w:val=\"2\"/>").count(), 1);
        assert_eq!(markup.matches("gridAfter").count(), 0);
    }

    #[test]
    fn cells_without_a_width_or_a_definition_stand_in_columns_of_their_own() {
        let rows = [row(&[("cellx", 500), ("cellx", 500), ("cellx", 400)], 4)];
        assert_eq!(columns(&rows).unwrap(), [0, 500, 511, 522, 1962]);
        let (_, undefined) = table(&rows, &Tables::default()).unwrap();
        assert_eq!(undefined, Undefined { rows: 1, defined: 3, row: 1, column: 4 });
        let rows = [row(&[("cellx", 500)], 1), row(&[], 2), row(&[("cellx", 500)], 2)];
        let (_, undefined) = table(&rows, &Tables::default()).unwrap();
        assert_eq!(undefined, Undefined { rows: 2, defined: 0, row: 2, column: 1 });
    }

    #[test]
    fn lines_across_cells_and_the_way_of_their_text_are_kept() {
        let cell = |words: &[&str]| {
            let words: Vec<(&str, i32)> = words.iter().copied().chain(["cellx"]).map(|word| (word, 500)).collect();
            let mut definition = RowDefinition::default();
            for (word, number) in &words {
                definition.apply(word, Some(*number)).unwrap();
            }
            let row = Row { cells: vec!["<w:p/>".to_owned()], definition: Rc::new(definition) };
            let (markup, _) = table(&[row], &Tables::default()).unwrap();
            let lines =
                (markup.contains("<w:tl2br w:val=\"single\"/>"), markup.contains("<w:tr2bl w:val=\"single\"/>"));
            let direction = markup.split_once("<w:textDirection w:val=\"").map(|(_, rest)| rest.split('"').next());
            (lines, direction.flatten().unwrap_or_default().to_owned())
        };
        assert_eq!(cell(&["clbrdrt", "brdrs", "cldglu", "brdrs", "brdrw10"]), ((true, false), String::new()));
        assert_eq!(cell(&["cldgll", "brdrs", "clbrdrt", "brdrnone", "cltxtbrl"]), ((false, true), "tbRl".to_owned()));
        assert_eq!(cell(&["cldglu", "brdrs", "cldgll", "brdrs", "cltxbtlr"]), ((true, true), "btLr".to_owned()));
        assert_eq!(cell(&["cldglu", "brdrnone", "cldgll", "brdrnil", "cltxlrtb"]), ((false, false), String::new()));
    }

    #[test]
    fn columns_are_limited() {
        let mut definition = RowDefinition::default();
        for edge in 0..MAX_COLUMNS {
            definition.apply("cellx", i32::try_from(edge).ok()).unwrap();
        }
        assert!(definition.apply("cellx", Some(1)).unwrap_err().is(package::LIMIT_EXCEEDED));
    }
}
