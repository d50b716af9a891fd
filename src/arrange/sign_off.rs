//! The end of a document: organ and date, and where they stand (GB/T 9704-2012, 7.3.5).

use crate::document::{Alignment, Block, Inline, InlineImage, Paragraph, ParagraphRole, Size};
use crate::style::{PT_PER_MM, ParagraphStyle, Style, TextAlign};
use crate::whole::Whole;

/// How far the date begins right of where the organ begins, characters (7.3.5.2).
const DATE_OFFSET: f32 = 2.0;

/// How far the date stands from the right edge where there will be a seal, characters (7.3.5.1).
const DATE_INDENT_SEALED: f32 = 4.0;

/// How far the upper edge of a seal stands above the line of the date, in parts of its height: what organ and date stand on, the line
/// between them, is a little below its middle (7.3.5.1).
pub(crate) const SEAL_RISE: f32 = 0.58;

/// Whether a block is part of the sign-off.
pub(super) fn is_sign_off(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if matches!(p.role, ParagraphRole::Signature | ParagraphRole::Date))
}

/// An organ or a date among the others of the sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignOff {
    /// Whether the sign-off begins with it. It doesn't stand alone on a page.
    pub begins: bool,
    /// The blank lines above it.
    pub blank: Blank,
    /// The organ and the date that decide on each other's place, of which it is one.
    pub pair: Option<Pair>,
    /// Whether a seal lies over it, or will by the style.
    pub sealed: bool,
    /// How much blank there is at least above it, µm: a seal lies over no text before the sign-off, and its upper edge is within a line
    /// of that (7.3.5.1).
    pub blank_um: u32,
}

impl SignOff {
    /// The same in points.
    pub(crate) fn blank_pt(self) -> f32 {
        self.blank_um as f32 / 1000.0 * PT_PER_MM
    }
}

/// The blank lines above an organ or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blank {
    /// Those of its style.
    OfStyle,
    /// Those of an organ: a date that no organ stands before stands where the organ would.
    OfOrgan,
    /// None: bodies that sign together stand one below the other (7.3.5.2).
    None,
}

/// The places of an organ and of the date below it among their blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub organ: usize,
    pub date: usize,
}

/// How wide a text is on one line, and a full character of it, in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    pub width: f32,
    pub em: f32,
}

/// How far organ and date stand from the right edge, in the unit of their extents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Indents {
    pub organ: f32,
    pub date: f32,
}

/// What is decided of the block at a place, if it is part of the sign-off.
pub(super) fn sign_off(blocks: &[Block], at: usize, style: &Style) -> Option<SignOff> {
    let block = blocks.get(at).filter(|block| is_sign_off(block))?;
    let begins = !at.checked_sub(1).and_then(|before| blocks.get(before)).is_some_and(is_sign_off);
    let is_date = matches!(block, Block::Paragraph(p) if p.role == ParagraphRole::Date);
    let blank = match (begins, is_date) {
        (true, true) => Blank::OfOrgan,
        (false, false) => Blank::None,
        _ => Blank::OfStyle,
    };
    let pair = [Some(at), at.checked_sub(1)].into_iter().flatten().find_map(|organ| {
        let pair = Pair { organ, date: organ + 1 };
        let styles = &style.paragraphs;
        let decides = placed(blocks.get(pair.organ)?, ParagraphRole::Signature, &styles.signature).is_some()
            && placed(blocks.get(pair.date)?, ParagraphRole::Date, &styles.date).is_some();
        decides.then_some(pair)
    });
    let is_sealed = |at: usize| blocks.get(at).is_some_and(holds_seal);
    let sealed = style.sign_off.seal || is_sealed(at) || pair.is_some_and(|pair| is_sealed(pair.date));
    let blank_um = if begins { blank_for_seal(blocks, at, style) } else { 0 };
    Some(SignOff { begins, blank, pair, sealed, blank_um })
}

/// The blank above a sign-off that a seal over one of its lines needs.
fn blank_for_seal(blocks: &[Block], first: usize, style: &Style) -> u32 {
    let pitch_um = style.page.line_pitch_pt() / PT_PER_MM * 1000.0;
    let lines = blocks.iter().skip(first).take_while(|block| is_sign_off(block)).enumerate();
    let above = lines.flat_map(|(line, block)| {
        let rise = move |size: Size| SEAL_RISE * size.height_um.min(HIGHEST_SEAL_UM) as f32 - line as f32 * pitch_um;
        seals_in(block).filter_map(|image| image.size).map(rise)
    });
    u32::whole(above.fold(0.0, f32::max))
}

/// No seal is higher than this; what is said to be makes no room.
const HIGHEST_SEAL_UM: u32 = 65_000;

fn seals_in(block: &Block) -> impl Iterator<Item = &InlineImage> {
    let inlines = match block {
        Block::Paragraph(paragraph) => paragraph.content.inlines(),
        _ => &[],
    };
    inlines.iter().filter_map(|inline| match inline {
        Inline::Image(image) if image.seal => Some(image),
        _ => None,
    })
}

fn holds_seal(block: &Block) -> bool {
    seals_in(block).next().is_some()
}

/// A paragraph of a role that stands at the right on one line: only such have a place to be decided.
fn placed<'b>(block: &'b Block, role: ParagraphRole, style: &ParagraphStyle) -> Option<&'b Paragraph> {
    let Block::Paragraph(paragraph) = block else { return None };
    let at_right = match paragraph.align {
        Alignment::Start => style.align == TextAlign::Right,
        Alignment::End => true,
        Alignment::Center => false,
    };
    (paragraph.role == role && at_right && !paragraph.content.plain_text().contains('\n')).then_some(paragraph)
}

/// Where organ and date stand in a room of this width; `None` where one of them has no room there, and both stand as their
/// styles say.
pub(crate) fn sign_off_indents(
    style: &Style,
    is_sealed: bool,
    organ: Extent,
    date: Extent,
    room: f32,
) -> Option<Indents> {
    let indents = if is_sealed { sealed(organ, date) } else { unsealed(style, organ, date) };
    let fits = |indent: f32, extent: Extent| indent >= 0.0 && indent + extent.width <= room;
    (fits(indents.organ, organ) && fits(indents.date, date)).then_some(indents)
}

fn sealed(organ: Extent, date: Extent) -> Indents {
    let date_indent = DATE_INDENT_SEALED * date.em;
    let organ_indent = date_indent + (date.width - organ.width) / 2.0;
    // An organ too long for that stands at the edge, the date below its middle.
    let over = (-organ_indent).max(0.0);
    Indents { organ: organ_indent + over, date: date_indent + over }
}

fn unsealed(style: &Style, organ: Extent, date: Extent) -> Indents {
    let styles = &style.paragraphs;
    let organ_indent = styles.signature.right_characters * organ.em;
    let date_indent = organ_indent + organ.width - DATE_OFFSET * organ.em - date.width;
    if date.width <= organ.width {
        return Indents { organ: organ_indent, date: date_indent };
    }
    // A date longer than the organ decides itself, and the organ gives way.
    let least = styles.date.right_characters * date.em;
    Indents { organ: organ_indent + (least - date_indent).max(0.0), date: date_indent.max(least) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indents(seal: bool, organ: f32, date: f32) -> Option<(f32, f32)> {
        let style = Style::gongwen().unwrap();
        let extent = |width| Extent { width, em: 1.0 };
        sign_off_indents(&style, seal, extent(organ), extent(date), 28.0).map(|found| (found.organ, found.date))
    }

    #[test]
    fn blank_lines_stand_above_the_first_alone() {
        use ParagraphRole::{Date, Signature};
        let style = Style::gongwen().unwrap();
        for (roles, expected) in [
            (&[Signature, Date][..], &[Blank::OfStyle, Blank::OfStyle][..]),
            (&[Signature, Signature, Date], &[Blank::OfStyle, Blank::None, Blank::OfStyle]),
            (&[Date], &[Blank::OfOrgan]),
        ] {
            let block = |role: &ParagraphRole| Block::Paragraph(Paragraph { role: *role, ..Paragraph::plain("某") });
            let blocks: Vec<Block> = roles.iter().map(block).collect();
            let found: Vec<Blank> =
                (0..blocks.len()).filter_map(|at| Some(sign_off(&blocks, at, &style)?.blank)).collect();
            assert_eq!(found, expected, "{roles:?}");
        }
    }

    #[test]
    fn organ_and_date_stand_as_the_standard_says() {
        for (seal, organ, date, expected) in [
            // The date begins two characters right of the organ.
            (false, 12.0, 6.0, Some((2.0, 6.0))),
            (false, 8.0, 8.0, Some((2.0, 0.0))),
            // The date is the longer one.
            (false, 4.0, 6.0, Some((6.0, 2.0))),
            // The date four characters in, the organ in the middle above it.
            (true, 4.0, 6.0, Some((5.0, 4.0))),
            (true, 12.0, 6.0, Some((1.0, 4.0))),
            (true, 20.0, 6.0, Some((0.0, 7.0))),
            // No room for the organ.
            (false, 27.0, 6.0, None),
            (true, 29.0, 6.0, None),
        ] {
            assert_eq!(indents(seal, organ, date), expected, "{seal} {organ} {date}");
        }
    }
}
