//! The fonts of a paragraph's text → the marks of what is set apart by its font.
//!
//! Drafts name fonts on every run, and most say nothing by it. What stands in another font than most of its paragraph does:
//! Chinese characters are compared with Chinese ones, letters with letters; digits and signs go with what is around them.
//! While a paragraph is read, each text bears the font it is in.

use crate::document::{Content, FontName, Inline, Text, chinese_and_letters};
use crate::read::docx::style::theme::Theme;

/// So many fonts of a paragraph are told apart; text in others is as if nothing named its font.
const MOST_FONTS: usize = 32;

/// How many characters of a paragraph are in which font; `None` for one that nothing names.
#[derive(Debug, Default)]
struct Tally(Vec<(Option<FontName>, usize)>);

impl Tally {
    fn add(&mut self, font: Option<&FontName>, characters: usize) {
        if characters == 0 {
            return;
        }
        let of = |font: Option<&FontName>| self.0.iter().position(|(met, _)| met.as_ref() == font);
        let at = of(font).or_else(|| if self.0.len() < MOST_FONTS { None } else { of(None) });
        match at.and_then(|at| self.0.get_mut(at)) {
            Some((_, sum)) => *sum += characters,
            None => self.0.push((font.filter(|_| self.0.len() < MOST_FONTS).cloned(), characters)),
        }
    }

    fn is_mixed(&self) -> bool {
        self.0.len() > 1
    }

    /// The fonts that set text apart, and the names these go by, as far as these are of faces the text can be in. Where no font
    /// has more characters than any other, none does.
    fn apart(&self, theme: &Theme, is_face: fn(&FontName) -> bool) -> Vec<(FontName, FontName)> {
        if !self.is_mixed() {
            return Vec::new();
        }
        let name_of = |font| theme.name(font).filter(|name| is_face(name));
        let mut faces: Vec<(Option<&FontName>, usize)> = Vec::new();
        for (font, characters) in &self.0 {
            let name = font.as_ref().and_then(name_of);
            match faces.iter_mut().find(|(face, _)| same_face(*face, name)) {
                Some((_, sum)) => *sum += characters,
                None => faces.push((name, *characters)),
            }
        }
        let most = faces.iter().map(|(_, sum)| *sum).max();
        let mut main = faces.iter().filter(|(_, sum)| Some(*sum) == most);
        let (Some((main, _)), None) = (main.next(), main.next()) else { return Vec::new() };
        let named = self.0.iter().filter_map(|(font, _)| Some((font.as_ref()?, name_of(font.as_ref()?)?)));
        let apart = named.filter(|(_, name)| !same_face(Some(name), *main));
        apart.map(|(font, name)| (font.clone(), name.clone())).collect()
    }
}

fn same_face(one: Option<&FontName>, other: Option<&FontName>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.is_same_face(other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// The fonts of a paragraph's text.
#[derive(Debug, Default)]
pub(crate) struct ParagraphFonts {
    chinese: Tally,
    latin: Tally,
}

impl ParagraphFonts {
    /// Adds a text whose Chinese characters and whose letters are in these fonts; the one it is to be compared by: what is between
    /// the tabs and line breaks of a run goes by all the run has (`run`, Chinese characters and letters).
    pub(crate) fn add(
        &mut self,
        text: &str,
        run: Option<(usize, usize)>,
        chinese: Option<&FontName>,
        latin: Option<&FontName>,
    ) -> Option<FontName> {
        let (characters, letters) = chinese_and_letters(text);
        self.chinese.add(chinese, characters);
        self.latin.add(latin, letters);
        match run.unwrap_or((characters, letters)) {
            (0, 0) => None,
            (0, _) => latin.cloned(),
            _ => chinese.cloned(),
        }
    }

    /// Whether more than one font was met, so that the theme may be needed.
    pub(crate) fn is_mixed(&self) -> bool {
        self.chinese.is_mixed() || self.latin.is_mixed()
    }

    /// Makes marks of the fonts that the text of a paragraph bears.
    pub(crate) fn settle(&self, theme: &Theme, inlines: &mut [Inline]) {
        // Chinese text that is said to be in Times New Roman is in whatever font the system takes ([MS-OI29500] on §17.3.2.26).
        let chinese = self.chinese.apart(theme, |name| name.as_str() != "Times New Roman");
        let latin = self.latin.apart(theme, |_| true);
        mark(inlines, &chinese, &latin);
    }
}

/// Names by the fonts they are of.
type Names = [(FontName, FontName)];

fn mark(inlines: &mut [Inline], chinese: &Names, latin: &Names) {
    let inside = |content: &mut Content| {
        let mut inlines = std::mem::take(content).into_inlines();
        mark(&mut inlines, chinese, latin);
        *content = Content::new(inlines);
    };
    for inline in inlines.iter_mut() {
        match inline {
            Inline::Text(text) => {
                let Some(font) = text.font.take() else { continue };
                let names = match chinese_and_letters(&text.text) {
                    (0, 0) => continue,
                    (0, _) => latin,
                    _ => chinese,
                };
                text.font = names.iter().find(|(of, _)| *of == font).map(|(_, name)| name.clone());
            }
            Inline::Link(link) => inside(&mut link.content),
            Inline::Ruby(ruby) => inside(&mut ruby.base),
            Inline::Revision(revision) => inside(&mut revision.content),
            Inline::Image(_) | Inline::Note(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
        }
    }
    if !(chinese.is_empty() && latin.is_empty()) {
        mark_between(inlines);
    }
}

/// Gives digits and signs between two texts of one mark that mark.
fn mark_between(inlines: &mut [Inline]) {
    let mut before: Option<FontName> = None;
    // Where the digits and signs after it begin.
    let mut from = 0;
    for at in 0..inlines.len() {
        let text = match inlines.get(at) {
            Some(Inline::Text(text)) => text,
            // Nothing is seen of it.
            Some(Inline::Anchor(_)) => continue,
            _ => {
                before = None;
                continue;
            }
        };
        if chinese_and_letters(&text.text) == (0, 0) {
            continue;
        }
        let font = text.font.clone();
        if font.is_some() && font == before {
            for inline in inlines.get_mut(from..at).into_iter().flatten() {
                if let Inline::Text(Text { font: own, .. }) = inline {
                    own.clone_from(&font);
                }
            }
        }
        (before, from) = (font, at + 1);
    }
}
