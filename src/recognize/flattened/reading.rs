//! The cells of text laid against a form's table, in the order they stand in: labels, and after each its figures.

use super::element::{Element, Known, Token};
use super::line::Line;
use std::ops::Range;

/// How many cells in a row may be none of the table before it has ended.
const MOST_UNKNOWN: usize = 3;

/// A label of the table that heads no data row by itself.
pub(super) struct HeadLabel {
    pub(super) normal: String,
    pub(super) tokens: Range<usize>,
    /// How many rows stand before it.
    pub(super) rows: usize,
    /// The figures that stand directly behind it, under no row's label.
    pub(super) figures: Vec<usize>,
}

/// A row of figures and the label before them.
pub(super) struct Row {
    /// The form's row; `None` where the label is none of the form's.
    pub(super) spec: Option<usize>,
    pub(super) label: Range<usize>,
    /// Figures and blanks, by token.
    pub(super) items: Vec<usize>,
    /// How many labels of the head stand before it.
    pub(super) heads: usize,
}

/// A text that is no label, among those of a head.
pub(super) struct Strange {
    pub(super) tokens: Range<usize>,
    /// How many labels of the head stand before it.
    pub(super) heads: usize,
}

/// Some tokens read as a table.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) heads: Vec<HeadLabel>,
    pub(super) strange: Vec<Strange>,
    pub(super) pieces: Vec<usize>,
    pub(super) rows: Vec<Row>,
    /// The first token that is of the table, and the one behind the last.
    pub(super) first: usize,
    pub(super) end: usize,
    /// Labels of rows that stand there a second time, without figures between.
    pub(super) doubled: Vec<Range<usize>>,
}

/// The table that begins first among the elements, where labels of it have figures behind them; and how many of the elements
/// belong to it or stand before it.
pub(super) fn read(known: &Known, lines: &[Line], tokens: &[Token], elements: &[Element]) -> (Option<Reading>, usize) {
    let mut reader =
        Reader { tokens, lines, reading: Reading::default(), row: None, unknown: Vec::new(), begun: false };
    let has_rows = known.labels.has_row_labels();
    let mut taken = 0;
    for element in elements {
        let goes_on = match element {
            Element::Row { spec, from, to } => reader.row_label(*spec, *from..*to),
            Element::Head { normal, from, to } => reader.head(normal, *from..*to, has_rows),
            Element::Piece(at) => reader.piece(*at, has_rows),
            Element::Figure(at) => reader.figure(*at, has_rows),
            Element::Blank(at) => reader.blank(*at),
            Element::Aside(_) => true,
            Element::Unknown(at) => reader.unknown(*at, has_rows),
        };
        if !goes_on {
            break;
        }
        taken += 1;
    }
    let mut reading = reader.reading;
    let end = reading.end;
    // What stands behind the last figure is of the next table.
    reading.heads.retain(|head| head.tokens.start < end);
    reading.strange.retain(|strange| strange.tokens.start < end);
    reading.pieces.retain(|piece| *piece < end);
    reading.doubled.retain(|label| label.start < end);
    reading.rows.retain(|row| row.label.start < end);
    let is_read = end > 0 && (reading.rows.iter().any(|row| !row.items.is_empty()) || !reading.heads.is_empty());
    (is_read.then_some(reading), taken)
}

struct Reader<'t> {
    tokens: &'t [Token],
    lines: &'t [Line],
    reading: Reading,
    /// The row whose figures stand next.
    row: Option<usize>,
    /// Texts that are no label, since the last that is.
    unknown: Vec<usize>,
    begun: bool,
}

impl Reader<'_> {
    fn begin(&mut self, at: usize) {
        if !self.begun {
            self.begun = true;
            self.reading.first = at;
            self.unknown.clear();
        }
    }

    /// Texts among the labels of a head that are none.
    fn keep_strange(&mut self) {
        let heads = self.reading.heads.len();
        let in_head = self.row.is_none() && self.reading.rows.last().is_none_or(|row| row.heads < heads) && heads > 0;
        if in_head && let (Some(first), Some(last)) = (self.unknown.first(), self.unknown.last()) {
            self.reading.strange.push(Strange { tokens: *first..*last + 1, heads });
        }
        self.unknown.clear();
    }

    fn row_label(&mut self, spec: usize, label: Range<usize>) -> bool {
        self.begin(label.start);
        self.keep_strange();
        let last = self.reading.rows.iter().rev().find_map(|row| Some((row.spec?, row.items.is_empty())));
        match last {
            Some((last, _)) if spec < last => return false,
            Some((last, true)) if spec == last && self.row.is_some() => {
                if let Some(row) = self.reading.rows.last_mut() {
                    let before = std::mem::replace(&mut row.label, label);
                    self.reading.doubled.push(before);
                }
                return true;
            }
            _ => {}
        }
        self.open(Some(spec), label);
        true
    }

    fn open(&mut self, spec: Option<usize>, label: Range<usize>) {
        self.row = Some(self.reading.rows.len());
        self.reading.rows.push(Row { spec, label, items: Vec::new(), heads: self.reading.heads.len() });
    }

    fn head(&mut self, normal: &str, tokens: Range<usize>, has_rows: bool) -> bool {
        if !has_rows && !self.reading.rows.is_empty() {
            return false;
        }
        self.begin(tokens.start);
        self.row = None;
        self.keep_strange();
        let rows = self.reading.rows.len();
        self.reading.heads.push(HeadLabel { normal: normal.to_owned(), tokens, rows, figures: Vec::new() });
        true
    }

    fn piece(&mut self, at: usize, has_rows: bool) -> bool {
        if self.reading.rows.is_empty() {
            self.begin(at);
            self.reading.pieces.push(at);
            return true;
        }
        self.unknown(at, has_rows)
    }

    fn figure(&mut self, at: usize, has_rows: bool) -> bool {
        if !self.begun {
            return true;
        }
        if self.row.is_none() && !has_rows && self.unknown.is_empty() && self.reading.rows.is_empty() {
            self.open(Some(0), at..at);
        }
        if self.row.is_none()
            && let (Some(first), Some(last)) = (self.unknown.first().copied(), self.unknown.last().copied())
        {
            self.open(None, first..last + 1);
            self.unknown.clear();
        }
        match (self.row.and_then(|row| self.reading.rows.get_mut(row)), self.reading.heads.last_mut()) {
            (Some(row), _) => row.items.push(at),
            (None, Some(head)) => head.figures.push(at),
            (None, None) => return true,
        }
        self.reading.end = at + 1;
        true
    }

    fn blank(&mut self, at: usize) -> bool {
        let Some(row) = self.row.and_then(|row| self.reading.rows.get_mut(row)) else { return true };
        let Some(token) = self.tokens.get(at) else { return true };
        // At the beginning of a line a blank cell is of the row that follows.
        let leads = token.field.is_some_and(|field| {
            let before = self.lines.get(token.line).and_then(|line| line.fields.get(..field));
            before.is_some_and(|before| before.iter().all(|field| field.kind == super::line::FieldKind::Blank))
        });
        if !(token.is_shown_blank() && leads) {
            row.items.push(at);
        }
        if token.is_shown_blank() && !leads {
            self.reading.end = at + 1;
        }
        true
    }

    fn unknown(&mut self, at: usize, has_rows: bool) -> bool {
        if !self.begun {
            return true;
        }
        if !has_rows && !self.reading.rows.is_empty() {
            return false;
        }
        self.row = None;
        self.unknown.push(at);
        self.unknown.len() <= MOST_UNKNOWN
    }
}
