//! A paragraph while it is read.

use super::appearance::{Hidden, Line, Raised};
use super::font_marks::ParagraphFonts;
use super::look::Look;
use crate::document::{Content, Inline, Link, ParagraphRole};
use crate::finding::Place;
use crate::read::docx::revision::ChangeMark;
use crate::read::docx::style::styles::ParagraphKind;
use crate::read::docx::tree::Item;

/// A paragraph being read.
pub(crate) struct Builder {
    pub(super) kind: ParagraphKind,
    /// Finished stretches and the one being filled.
    pub parts: Vec<Vec<Inline>>,
    /// What is anchored here.
    pub after: Vec<Item>,
    pub(super) link: Option<(String, Vec<Inline>)>,
    pub(super) place: Place,
    /// What of it is not shown, by the reason.
    pub hidden: Vec<(Hidden, String)>,
    /// How its runs look beside each other.
    pub(super) line: Line,
    /// Whether such text left a gap between what was read last, a digit, and what comes.
    pub(super) gap: bool,
    /// The last sign that was read.
    pub(super) last: Option<char>,
    /// What of it is raised.
    pub(super) raised: Raised,
    /// The largest size so far, in half-points.
    pub(super) largest: Option<u32>,
    /// How its text looks.
    pub(super) look: Look,
    /// The fonts its text is in: of each stretch that is filled here, which will be a paragraph of its own.
    pub(super) fonts: Vec<ParagraphFonts>,
    /// How many Chinese characters and letters the run has that is read now, where that is more than one text.
    pub(super) run: Option<(usize, usize)>,
    /// How many runs of the first of these stretches were read with the paragraph before.
    pub carried: usize,
    /// The changes that what is read now stands in, the outermost first; only where changes are kept.
    pub revisions: Vec<ChangeMark>,
    /// How many deletions that what is read now stands in.
    pub(super) deletions: usize,
    /// Whether something was left out of it that repeats the rest: a generated table of contents, a chart of our own.
    pub(crate) repeated: bool,
    /// The reference mark of a note was just read: the space after it is part of the mark.
    pub(super) after_note_mark: bool,
}

impl Builder {
    /// Whether what it holds is a chart that we drew ourselves, by its style.
    pub(crate) fn is_of_own_chart(&self) -> bool {
        self.kind.own_chart
    }

    pub(crate) fn new(kind: ParagraphKind, place: Place) -> Self {
        Builder {
            kind,
            parts: vec![Vec::new()],
            after: Vec::new(),
            link: None,
            place,
            hidden: Vec::new(),
            line: Line::default(),
            gap: false,
            last: None,
            raised: Raised::default(),
            largest: None,
            look: Look::default(),
            fonts: vec![ParagraphFonts::default()],
            run: None,
            carried: 0,
            revisions: Vec::new(),
            deletions: 0,
            repeated: false,
            after_note_mark: false,
        }
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    pub(crate) fn kind(&self) -> &ParagraphKind {
        &self.kind
    }

    /// Adds a run, as the change it stands in.
    pub(crate) fn push(&mut self, inline: Inline) {
        let inline = self.revisions.iter().rev().fold(inline, |inner, mark| mark.wrap(inner));
        self.push_unmarked(inline);
    }

    pub(super) fn push_unmarked(&mut self, inline: Inline) {
        let target = match &mut self.link {
            Some((_, content)) => Some(content),
            None => self.parts.last_mut(),
        };
        if let Some(target) = target {
            match (target.last_mut(), inline) {
                (Some(Inline::Text(last)), Inline::Text(text)) if last.is_like(&text) => {
                    last.text.push_str(&text.text);
                }
                (_, inline) => target.push(inline),
            }
        }
    }

    /// Begins a link; one inside another belongs to the outer one.
    pub(crate) fn open_link(&mut self, target: String) -> bool {
        let free = self.link.is_none();
        if free {
            self.link = Some((target, Vec::new()));
        }
        free
    }

    pub(crate) fn close_link(&mut self) {
        if let Some((target, content)) = self.link.take() {
            let content = Content::new(content);
            let is_anchor = |inline: &Inline| matches!(inline, Inline::Anchor(_));
            match content.inlines().iter().all(is_anchor) {
                true => content.into_inlines().into_iter().for_each(|inline| self.push_unmarked(inline)),
                false => self.push_unmarked(Inline::Link(Link { target, content })),
            }
        }
    }

    pub(super) fn break_page(&mut self) {
        let open = self.link.as_ref().map(|(target, _)| target.clone());
        self.close_link();
        self.parts.push(Vec::new());
        self.fonts.push(ParagraphFonts::default());
        if let Some(target) = open {
            self.open_link(target);
        }
    }

    /// Whether its fonts may set text apart: those of headings, titles and notes are what these look like.
    pub(super) fn has_font_marks(&self) -> bool {
        let kind = &self.kind;
        kind.heading.is_none() && kind.role == ParagraphRole::Body && !matches!(self.place, Place::Note(_))
    }

    /// Notes down text that is not shown.
    pub(crate) fn hide(&mut self, why: Hidden, text: &str) {
        match self.hidden.iter_mut().find(|(met, _)| *met == why) {
            Some((_, hidden)) => hidden.push_str(text),
            None => self.hidden.push((why, text.to_owned())),
        }
    }
}
