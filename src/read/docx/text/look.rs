//! How the text of a paragraph looks as a whole.

use crate::document::FontName;

/// How the text of a paragraph looks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Look {
    pub(super) characters: usize,
    pub(super) bold: usize,
    /// In half-points; `None` where it is not said or differs.
    pub(super) size: Option<u32>,
    pub(super) font: Option<FontName>,
}

impl Look {
    /// Adds a run.
    pub(crate) fn add(&mut self, text: &str, bold: bool, size: Option<u32>, font: Option<&FontName>) {
        let characters = text.chars().filter(|c| !c.is_whitespace()).count();
        if characters == 0 {
            return;
        }
        if self.characters == 0 {
            (self.size, self.font) = (size, font.cloned());
        } else {
            self.size = self.size.filter(|own| Some(*own) == size);
            self.font = self.font.take().filter(|own| Some(own) == font);
        }
        self.characters += characters;
        self.bold += if bold { characters } else { 0 };
    }

    /// Whether all of it is.
    pub(super) fn is_bold(&self) -> bool {
        self.characters > 0 && self.bold == self.characters
    }
}
