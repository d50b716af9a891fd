//! What is decided of a page before anything is measured: Document + Style → the document as it is shown, and for each of its
//! blocks what it is on the page.
//!
//! In: a [`Document`](crate::document::Document) and a [`Style`]. Out: the document with its pictures ready and its page breaks
//! in place, and an [`Arrangement`] beside the blocks of each flow. Every writer follows the same: pages, Word files and web pages
//! differ in how they say a thing, not in what they say. Knows no file format, no font and no width of a text: where a decision
//! needs one (how far organ and date stand from the edge), it is a function of widths that each writer measures its own way.
//!
//! | file | what it decides |
//! |---|---|
//! | `breaks` | where pages break |
//! | `keeping` | what a page's end does not part |
//! | `captions` | which caption goes with which figure or table, and the line of units between |
//! | `sign_off` | organ and date at the end |
//! | `paper` | the head and the imprint of official papers |
//! | `attachments` | the list of attachments, and what names each |
//! | `contents` | what the list of contents lists, and where it stands |
//! | `turning`, `columns` | what stands on turned pages |
//! | `typed_list` | paragraphs typed as the items of a list |
//! | `run_in` | headings that run into their paragraphs |
//! | `width` | how wide a text is, counted by its characters |
//! | `pictures` | pictures ready to be shown, and their sizes |
//! | `chart` | where the bars and texts of a chart stand |
//!
//! Where lines of a title end is a rule of the same kind, but one of widths throughout: it stands where they are measured
//! (`typeset::title`).

mod attachments;
mod breaks;
mod captions;
#[cfg(test)]
pub(crate) mod cases;
mod chart;
mod columns;
mod contents;
mod keeping;
mod paper;
mod pictures;
mod run_in;
mod sign_off;
mod turning;
mod typed_list;
mod width;

pub(crate) use attachments::AttachmentLine;
pub(crate) use breaks::{with_breaks_placed, with_pages_as_styled};
pub(crate) use captions::undescribed;
pub(crate) use chart::{ChartText, color_of, drawn};
pub(crate) use columns::{Need, distribute};
pub(crate) use contents::{contents_anchor, contents_entry, contents_indent, contents_place};
pub(crate) use keeping::is_small;
pub(crate) use paper::{
    BESIDE_GAP, Closing, Imprint, Mark, Number, PaperFormat, PaperLine, PaperPlace, Thickness, before_signer,
    label_before, mark_size_pt, mark_top_pt, paper_format,
};
pub(crate) use pictures::{
    MAX_PIXELS, css_pixels, highest_picture_pt, pixels, stated_size, why_not_drawn, with_pictures_prepared,
    with_pictures_upright,
};
pub(crate) use run_in::RunIn;
pub(crate) use sign_off::{Blank, Extent, Indents, Pair, SEAL_RISE, SignOff, sign_off_indents};
pub(crate) use turning::turned_page;
pub(crate) use typed_list::{TypedItem, parted};
pub(crate) use width::counted_width;

use crate::document::{Alignment, Block, Content, Inline, Paragraph, ParagraphRole};
use crate::style::{ParagraphStyle, ParagraphStyles, Style};
use attachments::{attachment_lines, names_attachment};
use captions::Captions;
use keeping::keeps;
use paper::Papers;
use run_in::run_ins;
use sign_off::sign_off;
use turning::turned_blocks;
use typed_list::typed_items;

/// What is decided of some blocks that stand one below the other, by their places.
#[derive(Debug, Default)]
pub(crate) struct Arrangement {
    placements: Vec<Placement>,
}

/// What is decided of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Placement {
    /// What it is among the others.
    pub part: Part,
    /// Whether its end stays on the page on which the next block begins.
    pub keeps: bool,
    /// Whether it stands on a turned page.
    pub turned: bool,
}

/// What a block is among the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Part {
    /// What it is by itself.
    #[default]
    Plain,
    /// A paragraph of nothing but a formula or a picture: it stands in the middle.
    Centered,
    /// A figure or table with a caption.
    Named {
        /// The place of the caption.
        caption: usize,
        /// The place of the line between a table and its caption that says the unit.
        unit: Option<usize>,
    },
    /// The name of the figure or table at a place: set as one, even if it is only typed like one.
    Caption {
        /// That place.
        of: usize,
    },
    /// The line that says the unit of the table at a place, below its caption: in the caption's type, at the right.
    Unit {
        /// That place.
        of: usize,
    },
    /// A line of the list of attachments.
    AttachmentLine(AttachmentLine),
    /// What names an attachment where it begins: a heading that looks as its paragraph does.
    AttachmentTitle {
        /// The place of the label above it, if it is not the label itself.
        label: Option<usize>,
    },
    /// A paragraph typed as the item of a list.
    TypedItem(TypedItem),
    /// A paragraph that begins with its heading.
    RunIn(RunIn),
    /// An organ or a date of the sign-off.
    SignOff(SignOff),
    /// A line of the head or the imprint of an official paper.
    Paper(PaperLine),
}

impl Part {
    /// The role whose type a paragraph is set in that is this among the others.
    pub(crate) fn role(self, paragraph: &Paragraph) -> ParagraphRole {
        match self {
            Part::Caption { .. } | Part::Unit { .. } => ParagraphRole::Caption,
            _ => paragraph.role,
        }
    }

    /// How a paragraph is aligned that is this among the others.
    pub(crate) fn alignment(self, paragraph: &Paragraph) -> Alignment {
        match (paragraph.align, self) {
            (Alignment::Start, Part::Centered) => Alignment::Center,
            (Alignment::Start, Part::Unit { .. }) => Alignment::End,
            (own, _) => own,
        }
    }
}

impl Arrangement {
    /// What is decided of the blocks of a document's own flow.
    pub(crate) fn of_flow(blocks: &[Block], style: &Style) -> Self {
        let captions = Captions::of(blocks);
        let turned = turned_blocks(blocks, &captions, style);
        let attachments = attachment_lines(blocks);
        let run_ins = run_ins(blocks, style);
        let typed = typed_items(blocks, |at| run_ins.contains_key(&at));
        let papers = Papers::of(blocks);
        let place = |(at, turned): (usize, bool)| {
            let part = captioned(at, &captions).or_else(|| {
                Some(match blocks.get(at)? {
                    Block::Paragraph(p) if names_attachment(blocks, at) => {
                        let label = at.checked_sub(1).filter(|_| p.role == ParagraphRole::Body);
                        Part::AttachmentTitle { label }
                    }
                    Block::Paragraph(p) => match (attachments.get(&at), run_ins.get(&at), typed.get(&at)) {
                        (Some(line), ..) => Part::AttachmentLine(*line),
                        (None, Some(run_in), _) => Part::RunIn(*run_in),
                        (None, None, Some(item)) => Part::TypedItem(*item),
                        (None, None, None) => match (sign_off(blocks, at, style), papers.line(blocks, at)) {
                            (Some(sign_off), _) => Part::SignOff(sign_off),
                            (None, Some(line)) => Part::Paper(line),
                            (None, None) => by_itself(p),
                        },
                    },
                    _ => Part::Plain,
                })
            });
            Placement { part: part.unwrap_or_default(), keeps: keeps(blocks, at, &captions), turned }
        };
        Arrangement { placements: turned.into_iter().enumerate().map(place).collect() }
    }

    /// What is decided of blocks that stand in an item, a cell or a note.
    pub(crate) fn of_inner(blocks: &[Block]) -> Self {
        let captions = Captions::of(blocks);
        let place = |(at, block): (usize, &Block)| {
            let itself = || match block {
                Block::Paragraph(p) => by_itself(p),
                _ => Part::Plain,
            };
            let part = captioned(at, &captions).unwrap_or_else(itself);
            Placement { part, keeps: keeps(blocks, at, &captions), turned: false }
        };
        Arrangement { placements: blocks.iter().enumerate().map(place).collect() }
    }

    /// What is decided of the block at a place.
    pub(crate) fn at(&self, place: usize) -> Placement {
        self.placements.get(place).copied().unwrap_or_default()
    }
}

/// The type and spacing of paragraphs of a role in the flow itself.
pub(crate) fn role_style(styles: &ParagraphStyles, role: ParagraphRole) -> &ParagraphStyle {
    match role {
        ParagraphRole::Body => &styles.body,
        ParagraphRole::Title => &styles.title,
        ParagraphRole::Caption => &styles.caption,
        ParagraphRole::Signature => &styles.signature,
        ParagraphRole::Date => &styles.date,
        ParagraphRole::AttachmentLabel => &styles.attachment_label,
        ParagraphRole::CopyNumber => &styles.copy_number,
        ParagraphRole::Secrecy => &styles.secrecy,
        ParagraphRole::Urgency => &styles.urgency,
        ParagraphRole::OrganMark => &styles.organ_mark,
        ParagraphRole::DocumentNumber => &styles.document_number,
        ParagraphRole::Signer => &styles.signer,
        ParagraphRole::Addressee => &styles.addressee,
        ParagraphRole::SupplementaryNote => &styles.supplementary_note,
        ParagraphRole::Attendance => &styles.attendance,
        ParagraphRole::CopiedTo => &styles.copied_to,
        ParagraphRole::PrintedBy => &styles.printed_by,
    }
}

/// What captions make of a block.
fn captioned(at: usize, captions: &Captions) -> Option<Part> {
    if let Some(of) = captions.holder_of(at) {
        return Some(Part::Caption { of });
    }
    if let Some(of) = captions.table_of_unit(at) {
        return Some(Part::Unit { of });
    }
    captions.caption_of(at).map(|caption| Part::Named { caption, unit: captions.unit_of(at) })
}

fn by_itself(paragraph: &Paragraph) -> Part {
    match paragraph.align == Alignment::Start && stands_alone(&paragraph.content) {
        true => Part::Centered,
        false => Part::Plain,
    }
}

/// Whether content is nothing but a formula on a line of its own or a picture that leads somewhere.
fn stands_alone(content: &Content) -> bool {
    let printed = |inline: &&Inline| match inline {
        Inline::Anchor(_) => false,
        Inline::Text(run) => !run.text.trim().is_empty(),
        _ => true,
    };
    let mut printed = content.inlines().iter().filter(printed);
    match (printed.next(), printed.next()) {
        (Some(Inline::Formula(formula)), None) => formula.display,
        (Some(Inline::Link(link)), None) => matches!(link.content.inlines(), [Inline::Image(_)]),
        _ => false,
    }
}
