//! What stands one below the other before pages are cut.

use super::pages::{ContentId, Item};
use super::rows::TableBox;
use super::text::Type;

/// Something that is not divided by a page break, or knows how to divide itself.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it is.
    pub body: Body,
    /// Height, pt.
    pub height: f32,
    /// The least height it may be given on the page it begins on, pt.
    pub least: f32,
    /// Whether no page may end after it.
    pub keep: bool,
    /// Whether it stands on a page turned for a wide table.
    pub turned: bool,
    /// Whether it stands at the foot of the last page.
    pub at_foot: bool,
    /// The footnotes called in it.
    pub notes: Vec<usize>,
    /// The heading that begins with it: text and level.
    pub outline: Option<(String, u8)>,
    /// The entry of the list of contents that ends with it, by its number.
    pub entry: Option<usize>,
    /// The entry that lists the heading which begins with it.
    pub listed: Option<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum Body {
    /// Placed things, from the piece's upper left corner.
    Items(Vec<Item>),
    /// Blank space; vanishes at the top of a page.
    Space,
    /// A table.
    Table(Box<TableBox>),
    /// A picture that may be reduced to what is left of a page.
    Figure(FigureBox),
    /// What follows begins a page.
    PageBreak,
}

#[derive(Debug, Clone)]
pub(super) struct FigureBox {
    pub media: String,
    /// The room it is centred in, from this left edge, pt.
    pub left: f32,
    pub room: f32,
    pub width: f32,
    pub content: Option<ContentId>,
}

/// An entry of the list of contents whose number is to be put in.
pub(super) struct Entry {
    /// What its number is in the structure.
    pub content: ContentId,
    pub look: Type,
    /// Where its text ends, from the left edge of the text area, pt.
    pub ends: f32,
    /// The base line of its last line, from the upper edge of the piece, pt.
    pub base: f32,
}

impl Piece {
    pub(super) fn new(body: Body, height: f32) -> Self {
        let least = match &body {
            Body::Table(table) => table.lead_height(),
            Body::Figure(_) => height * LEAST_FIGURE,
            _ => height,
        };
        let (notes, outline, entry, listed) = Default::default();
        Piece { body, height, least, keep: false, turned: false, at_foot: false, notes, outline, entry, listed }
    }

    pub(super) fn space(height: f32) -> Self {
        Piece { keep: true, ..Piece::new(Body::Space, height) }
    }

    pub(super) fn is_space(&self) -> bool {
        matches!(self.body, Body::Space)
    }
}

/// To what share of its size a picture may be reduced to stay on a page.
pub(super) const LEAST_FIGURE: f32 = 0.6;

/// The height of pieces standing one below the other.
pub(super) fn total_height(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.height).sum()
}

/// Lets the last of some pieces stay with what follows, through the blank space after it.
pub(super) fn keep_last(pieces: &mut [Piece]) {
    for piece in pieces.iter_mut().rev() {
        piece.keep = true;
        if !piece.is_space() {
            break;
        }
    }
}

/// Lets at least the last `lines` lines stay with what follows; a table or picture is enough by itself.
pub(super) fn keep_last_lines(pieces: &mut [Piece], mut lines: usize) {
    for piece in pieces.iter_mut().rev() {
        match piece.body {
            Body::PageBreak => break,
            Body::Space => {}
            Body::Items(_) => lines = lines.saturating_sub(1),
            Body::Table(_) | Body::Figure(_) => lines = 0,
        }
        piece.keep = true;
        if lines == 0 {
            break;
        }
    }
}

/// Paints pieces one below the other, undivided. Returns the items and the footnotes called in them.
pub(super) fn paint(pieces: Vec<Piece>, x: f32, mut y: f32) -> (Vec<Item>, Vec<usize>) {
    let (mut items, mut notes) = (Vec::new(), Vec::new());
    for piece in pieces {
        notes.extend(piece.notes);
        match piece.body {
            Body::Items(inner) => items.extend(inner.into_iter().map(|item| item.moved(x, y))),
            Body::Figure(figure) => items.push(figure.item(1.0, piece.height).moved(x, y)),
            Body::Table(mut table) => {
                let (inner, called) = table.paint_whole();
                items.extend(inner.into_iter().map(|item| item.moved(x, y)));
                notes.extend(called);
            }
            Body::Space | Body::PageBreak => {}
        }
        y += piece.height;
    }
    (items, notes)
}

impl FigureBox {
    /// The picture at the piece's origin, reduced by `factor`.
    pub(super) fn item(&self, factor: f32, height: f32) -> Item {
        let width = self.width * factor;
        Item::Image(super::pages::PlacedImage {
            media: self.media.clone(),
            x_pt: self.left + (self.room - width) / 2.0,
            y_pt: 0.0,
            width_pt: width,
            height_pt: height * factor,
            behind: false,
            content: self.content,
        })
    }
}
