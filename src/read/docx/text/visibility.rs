//! Whether anyone sees a run: how it looks on what is behind it.
//!
//! Grounds lie on each other: highlight, shading of the characters, of the paragraph, of the cell, fill of the text box, page.
//! What no person sees is left out with one finding a paragraph and reason; white text on a dark ground is read.

use super::appearance::Hidden;
use crate::document::{Appearance, Color, Ground, Ink, Unseen};
use crate::finding::Error;
use crate::ooxml::{Element, Ns};
use crate::read::docx::style::color::{Behind, NamedColor, Shading};
use crate::read::docx::style::properties::{RunLook, RunProperties};
use crate::read::docx::style::styles::ParagraphKind;
use crate::read::docx::walker::Walker;

impl<'p> Walker<'p, '_> {
    /// Why a run in a paragraph of that kind is not shown; `None` where it is.
    pub(crate) fn hidden(&mut self, kind: &ParagraphKind, properties: &RunProperties) -> Result<Option<Hidden>, Error> {
        let styles = &self.surroundings.styles;
        let (_, vanishes) = styles.marks(kind, properties);
        if vanishes {
            return Ok(Some(Hidden::Vanished));
        }
        let look = styles.look(kind, properties);
        Ok(self.unseen(&look)?.map(Hidden::Unseen))
    }

    /// Why nobody sees a run that looks like this; `None` where somebody does.
    pub(crate) fn unseen(&mut self, look: &RunLook<'_>) -> Result<Option<Unseen>, Error> {
        Ok(self.appearance(look)?.unseen())
    }

    /// How a run looks on what is behind it.
    pub(crate) fn appearance(&mut self, look: &RunLook<'_>) -> Result<Appearance, Error> {
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
    pub(crate) fn kept_color(&mut self, color: Color, look: &RunLook<'_>) -> Result<Option<Color>, Error> {
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
        Ok(self.around.behind)
    }

    /// What is behind the text of a cell that is shaded so.
    pub(crate) fn behind_in(&mut self, shading: Option<Shading>) -> Result<Behind, Error> {
        let Some(shading) = shading else { return Ok(self.around.behind) };
        let ground = shading.ground(self.theme_for(shading.is_of_theme())?);
        Ok(ground.map_or(self.around.behind, |ground| Behind { ground, is_carried: true }))
    }

    /// What the page itself is behind all text (§17.2.1).
    pub(crate) fn read_page_ground(&mut self, root: Element<'_>) -> Result<(), Error> {
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
        self.around.behind = self.page;
        Ok(())
    }
}
