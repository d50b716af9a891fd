//! What a run looks like → whether anyone sees it, and whether it is raised: the properties that say so, and the grounds they
//! are seen on.
//!
//! Grounds lie on each other: highlight, shading of the characters, of the paragraph, of the cell, fill of the text box, page.
//! What no person sees is left out with one finding a paragraph and reason; white text on a dark ground is read.

use super::body::{Walker, quote};
use super::color::{Fill, NamedColor, Shading};
use super::paragraph::Builder;
use super::styles::{ParagraphKind, RunLook, RunProperties, is_on, twips};
use crate::document::{
    Appearance, Color, Content, Ground, HardlySeen, Ink, Inline, Neighbours, Unseen, VerticalPosition,
};
use crate::finding::{Error, Finding, Place, catalogue::docx};
use crate::ooxml::{Element, Ns};

/// What run properties set that decides whether their text is seen, and where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct InkProperties {
    fill: Option<Fill>,
    /// Whether the characters have a line, a shadow or a relief of their own, which is seen where their fill is not.
    relief: Option<bool>,
    /// How wide they are drawn, in per cent (§17.3.2.43).
    width: Option<u32>,
    /// How far they are raised, in half-points (§17.3.2.24).
    raised: Option<i32>,
}

impl InkProperties {
    /// Reads one property, if it is of these.
    pub(super) fn read(&mut self, property: Element<'_>) {
        let val = || property.attribute(Ns::W, "val");
        match (property.ns(), property.name()) {
            // What the newer element says was read before or will be.
            (Ns::W, "color") if self.fill.is_none() => {
                self.fill = Some(Fill::Color(NamedColor::read(property, "val", "themeColor")));
            }
            (Ns::WordExtension, "textFill") => self.fill = Fill::read(property).or(self.fill),
            (Ns::WordExtension, "textOutline") => {
                let is_drawn = property.children().any(|e| matches!(e.name(), "solidFill" | "gradFill"));
                self.relief = Some(is_drawn || self.relief == Some(true));
            }
            (Ns::W, "outline" | "shadow" | "emboss" | "imprint") => {
                self.relief = Some(is_on(property) || self.relief == Some(true));
            }
            (Ns::W, "w") => {
                self.width = val().and_then(|v| v.trim().trim_end_matches('%').parse().ok());
            }
            (Ns::W, "position") => self.raised = val().and_then(half_points),
            _ => {}
        }
    }

    /// These over those they are based on.
    pub(super) fn over(self, base: InkProperties) -> InkProperties {
        InkProperties {
            fill: self.fill.or(base.fill),
            relief: self.relief.or(base.relief),
            width: self.width.or(base.width),
            raised: self.raised.or(base.raised),
        }
    }
}

/// A measure that may be less than nothing: half-points, or with its unit.
fn half_points(value: &str) -> Option<i32> {
    let value = value.trim();
    match value.ends_with(|c: char| c.is_ascii_alphabetic()) {
        true => twips(value).map(|twips| twips / 10),
        false => value.parse().ok(),
    }
}

/// Why a text is not shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Hidden {
    /// It is formatted as hidden.
    Vanished,
    /// Nobody sees it.
    Unseen(Unseen),
}

impl Hidden {
    pub(super) fn dropped(self, text: &str, place: &Place) -> Finding {
        let finding = match self {
            Hidden::Vanished => docx::hidden_text_dropped(quote(text)),
            Hidden::Unseen(why) => why.dropped(quote(text)),
        };
        finding.at(place.clone())
    }

    /// Whether it takes as much room as if it were seen.
    pub(super) fn leaves_a_gap(self) -> bool {
        matches!(self, Hidden::Unseen(Unseen::GroundColored { .. } | Unseen::Transparent))
    }
}

/// What is behind text, and whether a document has a place for that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Behind {
    pub ground: Ground,
    /// Whether it is carried: cells and characters have a ground in a document, paragraphs and pages have none.
    pub is_carried: bool,
}

impl Behind {
    /// Plain paper.
    pub(super) const PAPER: Behind = Behind { ground: Ground::Color(Color::WHITE), is_carried: false };
}

impl<'p> Walker<'p, '_> {
    /// Why a run in a paragraph of that kind is not shown; `None` where it is.
    pub(super) fn hidden(&mut self, kind: &ParagraphKind, properties: &RunProperties) -> Result<Option<Hidden>, Error> {
        let styles = &self.surroundings.styles;
        let (_, vanishes) = styles.marks(kind, properties);
        if vanishes {
            return Ok(Some(Hidden::Vanished));
        }
        let look = styles.look(kind, properties);
        Ok(self.unseen(&look)?.map(Hidden::Unseen))
    }

    /// Why nobody sees a run that looks like this; `None` where somebody does.
    pub(super) fn unseen(&mut self, look: &RunLook<'_>) -> Result<Option<Unseen>, Error> {
        Ok(self.appearance(look)?.unseen())
    }

    /// How a run looks on what is behind it.
    pub(super) fn appearance(&mut self, look: &RunLook<'_>) -> Result<Appearance, Error> {
        // Word's own default is 10 points.
        let points =
            f64::from(look.size.unwrap_or(20)) / 2.0 * f64::from(look.ink.width.unwrap_or(100).min(100)) / 100.0;
        let mut appearance = Appearance { points: Some(points), ..Appearance::default() };
        if let Some(fill) = look.ink.fill {
            appearance.ink = match look.ink.relief {
                Some(true) => Ink::Unknown,
                _ => fill.ink(self.theme_for(fill.is_of_theme())?),
            };
            if matches!(appearance.ink, Ink::Color(_)) {
                appearance.ground = self.behind(look)?.ground;
            }
        }
        Ok(appearance)
    }

    /// The colour a run that is seen keeps: none where that could not be read without a ground that is not carried.
    pub(super) fn kept_color(&mut self, color: Color, look: &RunLook<'_>) -> Result<Option<Color>, Error> {
        if !color.is_lost_on(Color::WHITE) || self.behind(look)?.is_carried {
            return Ok(Some(color));
        }
        Ok(None)
    }

    /// What is behind a run that looks like this.
    fn behind(&mut self, look: &RunLook<'_>) -> Result<Behind, Error> {
        if let Some(color) = look.highlight {
            return Ok(Behind { ground: Ground::Color(color), is_carried: true });
        }
        for (shading, is_carried) in [(look.shading, true), (look.paragraph_shading, false)] {
            let Some(shading) = shading else { continue };
            let theme = self.theme_for(shading.is_of_theme())?;
            if let Some(ground) = shading.ground(theme) {
                return Ok(Behind { ground, is_carried });
            }
        }
        Ok(self.behind)
    }

    /// What is behind the text of a cell that is shaded so.
    pub(super) fn behind_in(&mut self, shading: Option<Shading>) -> Result<Behind, Error> {
        let Some(shading) = shading else { return Ok(self.behind) };
        let ground = shading.ground(self.theme_for(shading.is_of_theme())?);
        Ok(ground.map_or(self.behind, |ground| Behind { ground, is_carried: true }))
    }

    /// What the page itself is behind all text (§17.2.1).
    pub(super) fn read_page_ground(&mut self, root: Element<'_>) -> Result<(), Error> {
        let Some(background) = root.child(Ns::W, "background") else { return Ok(()) };
        if !self.surroundings.theme.shows_page_ground(self.package)? {
            return Ok(());
        }
        let named = NamedColor::read(background, "color", "themeColor");
        let is_picture = background.descendants().any(|e| e.ns() == Ns::Vml && e.name() == "fill");
        let ground = match named.color(self.theme()?) {
            _ if is_picture => Ground::Unknown,
            Some(color) => Ground::Color(color),
            None => return Ok(()),
        };
        self.page = Behind { ground, is_carried: false };
        self.behind = self.page;
        Ok(())
    }
}

impl RunLook<'_> {
    /// How it stands beside runs of that size, in half-points, if it is raised or lowered by distance.
    pub(super) fn raised_against(&self, usual: Option<u32>) -> Option<VerticalPosition> {
        // Less is how drafts put signs of several fonts, or a picture and text, on one line.
        const PLAIN: u32 = 4;
        const SLIGHT: u32 = 2;
        let distance = self.ink.raised?;
        let is_small =
            self.size.zip(usual).is_some_and(|(size, usual)| size.saturating_mul(4) <= usual.saturating_mul(3));
        if distance.unsigned_abs() < if is_small { SLIGHT } else { PLAIN } {
            return None;
        }
        Some(if distance > 0 { VerticalPosition::Superscript } else { VerticalPosition::Subscript })
    }
}

/// How many signs of a paragraph stand where, to tell what is raised in a line from a line that is raised.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Raised {
    moved: usize,
    level: usize,
    /// Raised by the property that means it.
    meant: usize,
}

impl Raised {
    /// Counts a run.
    pub(super) fn add(&mut self, text: &str, is_meant: bool, is_moved: bool) {
        let signs = text.chars().filter(|c| !c.is_whitespace()).count();
        match (is_meant, is_moved) {
            (true, _) => self.meant += signs,
            (_, true) => self.moved += signs,
            _ => self.level += signs,
        }
    }

    /// Whether what was moved is not raised against anything: it is most of its paragraph.
    fn is_the_line(self) -> bool {
        self.moved > self.level && self.meant == 0
    }

    /// Takes the marks off a paragraph that stands as a whole where its runs were moved to.
    pub(super) fn settle(self, inlines: &mut [Inline]) {
        if self.is_the_line() {
            level(inlines);
        }
    }
}

fn level(inlines: &mut [Inline]) {
    let inside = |content: &mut Content| {
        let mut inlines = std::mem::take(content).into_inlines();
        level(&mut inlines);
        *content = Content::new(inlines);
    };
    for inline in inlines {
        match inline {
            Inline::Text(text) => text.marks.position = None,
            Inline::Link(link) => inside(&mut link.content),
            Inline::Ruby(ruby) => inside(&mut ruby.base),
            Inline::Revision(revision) => inside(&mut revision.content),
            Inline::Note(_) | Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
        }
    }
}

/// The runs of a paragraph beside each other.
#[derive(Debug, Default)]
pub(super) struct Line {
    neighbours: Neighbours,
    /// What of it is hardly seen, by the reason.
    pub hardly_seen: Vec<(HardlySeen, String)>,
}

impl Line {
    /// Takes up a run that is read: whether its first digit is no neighbour of the last one, because one of them is hardly seen.
    pub(super) fn sets_apart(&mut self, text: &str, appearance: Appearance, raised: Option<VerticalPosition>) -> bool {
        // What is raised is a note, of whatever size.
        let apart = match raised {
            Some(_) => None,
            None => self.neighbours.next(text, appearance),
        };
        if let Some(why) = appearance.hardly_seen().or(apart).filter(|_| !text.trim().is_empty()) {
            match self.hardly_seen.iter_mut().find(|(met, _)| *met == why) {
                Some((_, seen)) => seen.push_str(text),
                None => self.hardly_seen.push((why, text.to_owned())),
            }
        }
        apart.is_some()
    }
}

impl Builder {
    /// Notes down text that is not shown.
    pub(super) fn hide(&mut self, why: Hidden, text: &str) {
        match self.hidden.iter_mut().find(|(met, _)| *met == why) {
            Some((_, hidden)) => hidden.push_str(text),
            None => self.hidden.push((why, text.to_owned())),
        }
    }
}
