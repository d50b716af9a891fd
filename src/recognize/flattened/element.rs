//! What the cells of text are to one table of a form: labels, whole or in pieces, figures, blanks.

use super::line::{FieldKind, Line};
use crate::form::{CellContent, Label};
use crate::recognize::table::Labels;
use rustc_hash::FxHashSet;

/// Over how many cells or lines one label may be spread.
const MOST_PARTS: usize = 8;

/// How many blank lines may stand between two parts of a label.
const MOST_BLANKS: usize = 3;

/// A cell of text, by its line and its place in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) line: usize,
    /// `None`: the line is blank.
    pub(super) field: Option<usize>,
    pub(super) kind: FieldKind,
}

impl Token {
    /// Whether it is a blank that its line shows as one: between two tabs or bars.
    pub(super) fn is_shown_blank(&self) -> bool {
        self.kind == FieldKind::Blank && self.field.is_some()
    }
}

/// The cells of some lines, one after the other.
pub(super) fn tokens_of(lines: &[Line]) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (line, found) in lines.iter().enumerate().filter(|(_, line)| !line.is_rule) {
        if found.fields.is_empty() {
            tokens.push(Token { line, field: None, kind: FieldKind::Blank });
        }
        let fields = found.fields.iter().enumerate();
        tokens.extend(fields.map(|(field, found)| Token { line, field: Some(field), kind: found.kind }));
    }
    tokens
}

/// What some tokens are to a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    /// The label of a data row.
    Row {
        spec: usize,
        from: usize,
        to: usize,
    },
    /// Any other label of the table.
    Head {
        normal: String,
        from: usize,
        to: usize,
    },
    /// A part of a label of columns whose other parts stand elsewhere.
    Piece(usize),
    Figure(usize),
    Blank(usize),
    /// A number of a page, a unit.
    Aside(usize),
    /// Anything else.
    Unknown(usize),
}

impl Element {
    /// Which label of the table it is.
    pub(super) fn name(&self) -> String {
        match self {
            Element::Row { spec, .. } => spec.to_string(),
            Element::Head { normal, .. } => normal.clone(),
            _ => String::new(),
        }
    }

    /// Its first token.
    pub(super) fn start(&self) -> usize {
        match self {
            Element::Row { from, .. } | Element::Head { from, .. } => *from,
            Element::Piece(at)
            | Element::Figure(at)
            | Element::Blank(at)
            | Element::Aside(at)
            | Element::Unknown(at) => *at,
        }
    }
}

/// A table of a form, with what text may be to it.
pub(super) struct Known<'l, 'f> {
    pub(super) labels: &'l Labels<'f>,
    /// Each label by itself, in every wording.
    own: FxHashSet<&'f str>,
    /// The labels of columns.
    heads: Vec<&'f str>,
}

/// The labels printed in a table.
pub(super) fn labels_of_table<'f>(labels: &Labels<'f>) -> impl Iterator<Item = &'f Label> + use<'f> {
    labels.table.cells.iter().filter_map(|cell| match &cell.content {
        CellContent::Label(label) => Some(label),
        CellContent::Data(_) => None,
    })
}

impl<'l, 'f> Known<'l, 'f> {
    pub(super) fn new(labels: &'l Labels<'f>) -> Self {
        let own = labels_of_table(labels).flat_map(|label| label.normal.iter().map(String::as_str)).collect();
        let of_columns = labels_of_table(labels).filter(|label| !label.heads_row);
        let heads = of_columns.flat_map(|label| label.normal.iter().map(String::as_str)).collect();
        Known { labels, own, heads }
    }

    /// Whether a text is a label of the table.
    pub(super) fn is_label(&self, normal: &str) -> bool {
        !normal.is_empty()
            && (self.labels.row_called(normal).is_some()
                || self.labels.all.contains(normal)
                || self.labels.stems.contains(normal))
    }

    fn is_piece(&self, normal: &str) -> bool {
        normal.chars().nth(1).is_some() && self.heads.iter().any(|label| label.contains(normal))
    }

    /// What the tokens are to the table.
    pub(super) fn elements(&self, lines: &[Line], tokens: &[Token]) -> Vec<Element> {
        let mut elements = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let element = match token.kind {
                FieldKind::Figure => Element::Figure(at),
                FieldKind::Blank => Element::Blank(at),
                FieldKind::Aside => Element::Aside(at),
                FieldKind::Text => self.text(lines, tokens, at),
            };
            at = match &element {
                Element::Row { to, .. } | Element::Head { to, .. } => *to,
                _ => at + 1,
            };
            elements.push(element);
        }
        elements
    }

    /// The longest label that begins at a token.
    fn text(&self, lines: &[Line], tokens: &[Token], from: usize) -> Element {
        let mut joined = String::new();
        let mut found = None;
        let (mut parts, mut blanks, mut at) = (0, 0, from);
        while let Some(token) = tokens.get(at) {
            match token.kind {
                FieldKind::Blank if !token.is_shown_blank() && blanks < MOST_BLANKS => {
                    blanks += 1;
                    at += 1;
                    continue;
                }
                FieldKind::Text if parts < MOST_PARTS => {}
                _ => break,
            }
            joined.push_str(normal_of(lines, *token));
            (parts, blanks, at) = (parts + 1, 0, at + 1);
            let is_label = if parts == 1 { self.is_label(&joined) } else { self.own.contains(joined.as_str()) };
            if is_label {
                let spec = self.labels.row_called(&joined);
                found = Some(match spec {
                    Some(spec) => Element::Row { spec, from, to: at },
                    None => Element::Head { normal: joined.clone(), from, to: at },
                });
            }
        }
        let is_piece = || tokens.get(from).is_some_and(|token| self.is_piece(normal_of(lines, *token)));
        found.unwrap_or_else(|| if is_piece() { Element::Piece(from) } else { Element::Unknown(from) })
    }
}

/// What a token says in comparable form.
pub(super) fn normal_of(lines: &[Line], token: Token) -> &str {
    let field = lines.get(token.line).zip(token.field).and_then(|(line, field)| line.fields.get(field));
    field.map_or("", |field| field.normal.as_str())
}
