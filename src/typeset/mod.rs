//! Document + Style → Pages.
//!
//! In: a [`Document`], a [`Style`] and the [`Faces`] it is set in. Out: [`Pages`]: every glyph placed, with its text and its place in the logical
//! structure. What stands where by the standard is decided in `arrange`; here it is measured and placed. Knows no file format:
//! PDF, OFD and pictures are written from the same pages.
//!
//! | file | what it does |
//! |---|---|
//! | `punctuation` | kinds of characters, kinsoku |
//! | `opportunities` | text → where lines may end |
//! | `glyphs` | characters → glyphs, each looked up once |
//! | `text` | text → clusters: faces chosen, shaped, spaced |
//! | `breaking` | clusters → lines, the best for the whole paragraph |
//! | `title` | titles and labels → lines of good shape |
//! | `line` | a line squeezed or spread to its measure |
//! | `tabs` | where what follows a tab stands, and what leads there |
//! | `compose` | blocks → pieces that stand one below the other |
//! | `contents` | the list of contents |
//! | `inline` | the text of a paragraph, its links and places |
//! | `formula` | MathML → glyphs and bars |
//! | `hanging`, `picture`, `chart` | lists and notes, pictures, charts |
//! | `paint` | lines → placed glyphs |
//! | `paper` | the head and the imprint of official papers |
//! | `sign_off` | organ and date at the end, the list of attachments |
//! | `table`, `columns` | grids → tables, the widths of their columns |
//! | `rows` | where a table may be cut by a page's end, and its rows painted |
//! | `sheet` | pages upright, and turned for a wide table |
//! | `flow` | pieces → pages |

mod breaking;
mod chart;
mod columns;
mod compose;
mod contents;
#[cfg(test)]
pub(crate) mod fixture;
mod flow;
#[cfg(test)]
mod flow_tests;
mod formula;
mod glyphs;
mod hanging;
mod inline;
#[cfg(test)]
mod inline_tests;
mod line;
mod opportunities;
mod pages;
mod paint;
mod paper;
#[cfg(test)]
mod paragraph_tests;
mod picture;
mod piece;
mod punctuation;
mod rows;
mod sheet;
mod sign_off;
mod table;
mod tabs;
#[cfg(test)]
mod tests;
mod text;
mod title;

pub use pages::{
    Anchor, Child, ContentId, DrawnPath, Element, ElementId, Glyph, GlyphRun, Ground, Item, LinkArea, LinkTarget,
    OutlineEntry, Page, Pages, PathStep, PlacedDrawing, PlacedFormula, PlacedImage, Rule, Structure, Tag,
};

pub(crate) use title::{title_breaks, with_titles_broken};

use crate::arrange::{PaperFormat, paper_format, undescribed, with_breaks_placed, with_pictures_prepared};
use crate::document::{Color, Document};
use crate::finding::Warned;
use crate::font::{Faces, Ink};
use crate::style::{ImprintPage, NumberPosition, PT_PER_MM, Style};
use compose::Composer;
use flow::Paginator;
use piece::{Body, Piece};
use sheet::Sheet;
use text::{Span, SpanKind, Type};

/// Composes a document into pages.
#[must_use]
pub fn document_to_pages(document: &Document, style: &Style, faces: &Faces) -> Warned<Pages> {
    let document = &*with_breaks_placed(with_pictures_prepared(document), style);
    let mut composer = Composer::new(document, style, faces);
    composer.findings.extend(undescribed(document));
    let room = composer.body_room(false);
    let mut pieces = composer.blocks(&document.blocks, Structure::ROOT, &room);
    add_endnotes(&mut composer, &mut pieces);
    let (upright, turned) = (composer.sheet(false), composer.sheet(true));
    let notes = std::mem::take(&mut composer.notes);
    let format = paper_format(&document.blocks);
    let on_even = style.paper.imprint_page == ImprintPage::Even;
    let (mut pages, outline, places) = Paginator::new(upright, turned, notes).run(pieces, on_even);
    composer.number_entries(&places, &mut pages);
    let unnumbered = paper::unnumbered(&pages, format, on_even);
    if let (Some(PaperFormat::Letter), Some(first)) = (format, pages.first_mut()) {
        first.items.extend(paper::letter_foot(style, first.height_pt));
    }
    for (i, page) in pages.iter_mut().enumerate().filter(|(i, _)| !unnumbered.contains(i)) {
        let sheet = if page.width_pt.to_bits() == upright.width.to_bits() { upright } else { turned };
        page.items.extend(page_number(&mut composer, i + 1, sheet));
    }
    let pages =
        Pages { pages, structure: composer.structure, outline, media: document.media.clone(), faces: faces.clone() };
    Warned { value: pages, findings: composer.findings }
}

/// Endnotes stand after everything else, below a short rule.
fn add_endnotes(composer: &mut Composer, pieces: &mut Vec<Piece>) {
    if composer.endnotes.is_empty() {
        return;
    }
    let pitch = composer.style.page.line_pitch_pt();
    let rule = Rule {
        from_pt: (0.0, pitch / 2.0),
        to_pt: (composer.text_width() / 3.0, pitch / 2.0),
        width_pt: 0.5,
        color: Color::BLACK,
    };
    pieces.push(Piece { keep: true, ..Piece::new(Body::Items(vec![Item::Rule(rule)]), pitch) });
    for note in std::mem::take(&mut composer.endnotes) {
        pieces.extend(composer.notes.get_mut(note).map(std::mem::take).into_iter().flatten());
    }
}

/// The page number, an artifact: odd pages right, even pages left (GB/T 9704-2012 7.5), or in the middle. On a page turned for
/// a wide table it stands upright below the turned text area, where who reads the table looks for it. (Clause 8 would have it
/// at the foot of the bound sheet, which is beside the table and sideways once the sheet is turned.)
fn page_number(composer: &mut Composer, number: usize, sheet: Sheet) -> Vec<Item> {
    let style = &composer.style.page_number;
    let text = format!("{}{number}{}", style.prefix, style.suffix);
    let look = Type {
        face: composer.glyphs.faces().face(style.face),
        size: style.size_pt,
        em: style.size_pt,
        own_latin: true,
    };
    let span = Span { text: 0..text.len(), marks: Default::default(), face: None, content: None, kind: SpanKind::Text };
    let shaped = text::shape(&mut composer.glyphs, &text, &[span], look);
    let (_, width) = shaped.extents();
    let indent = style.indent_characters * style.size_pt;
    let left = sheet.left;
    let room = sheet.text_width - width;
    let x = match style.position {
        NumberPosition::Center => left + room / 2.0,
        NumberPosition::Outer if number % 2 == 1 => left + room - indent,
        NumberPosition::Outer => left + indent,
    };
    // The distance is to the upper edge of the digits, not of their square.
    let digits = shaped
        .clusters
        .iter()
        .filter(|c| text.get(c.text.clone()).is_some_and(|t| t.chars().all(|c| c.is_ascii_digit())));
    let inks: Vec<Ink> = digits
        .filter_map(|c| shaped.glyphs.get(c.glyphs.start).map(|g| (c.face, g.id)))
        .map(|(face, id)| composer.glyphs.ink(face, id))
        .collect();
    let top = inks.iter().fold(0.0_f32, |top, ink| top.max(ink.top)) * style.size_pt;
    let edge = sheet.top + sheet.text_height + style.distance_mm * PT_PER_MM;
    composer.placed_line(&shaped, x, edge + top)
}
