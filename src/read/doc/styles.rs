//! The style sheet ([MS-DOC] 2.9.271): names, what each is based on, what it says of paragraphs and characters.

use super::character::Character;
use super::fib::utf16;
use super::paragraph::Paragraph;
use super::sprm::Elsewhere;
use crate::ooxml::escape_attribute;
use crate::read::compound::u16_at;
use std::fmt::Write;

/// How long a chain of styles may be; Word's own are at most ten long (2.9.260).
const MAX_CHAIN: usize = 12;
/// Styles of paragraphs and of characters (`stk`).
const OF_PARAGRAPHS: u16 = 1;
const OF_CHARACTERS: u16 = 2;
/// The number of Word's own style of links.
const HYPERLINK: u16 = 85;

/// One style.
#[derive(Debug)]
struct Style<'t> {
    /// Its number among Word's own (`sti`): 0 the usual text, 1 to 9 headings.
    built_in: u16,
    kind: u16,
    base: u16,
    name: String,
    of_paragraphs: &'t [u8],
    of_characters: &'t [u8],
}

/// All styles by number, with what they come to.
#[derive(Debug, Default)]
pub(super) struct Styles<'t> {
    styles: Vec<Option<Style<'t>>>,
    paragraphs: Vec<Paragraph>,
    characters: Vec<Character>,
}

impl<'t> Styles<'t> {
    pub(super) fn read(sheet: &'t [u8], elsewhere: &Elsewhere<'_>) -> Self {
        let mut styles = Styles { styles: list(sheet).unwrap_or_default(), ..Styles::default() };
        for number in 0..styles.styles.len() {
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            let (paragraph, character) = styles.resolved(number, elsewhere, default_fonts(sheet));
            styles.paragraphs.push(paragraph);
            styles.characters.push(character);
        }
        styles
    }

    fn style(&self, number: u16) -> Option<&Style<'t>> {
        self.styles.get(usize::from(number))?.as_ref()
    }

    /// A style and what it is based on, the last base first.
    fn chain(&self, number: u16) -> Vec<&Style<'t>> {
        let mut chain = Vec::new();
        let mut next = number;
        while let Some(style) = self.style(next).filter(|_| chain.len() < MAX_CHAIN) {
            chain.push(style);
            next = style.base;
        }
        chain.reverse();
        chain
    }

    fn resolved(&self, number: u16, elsewhere: &Elsewhere<'_>, fonts: [Option<u16>; 3]) -> (Paragraph, Character) {
        let mut paragraph = Paragraph::default();
        let mut character = Character::with_fonts(fonts);
        for style in self.chain(number) {
            paragraph.modify(elsewhere.spent(style.of_paragraphs), elsewhere);
            let base = character.clone();
            character.modify(elsewhere.spent(style.of_characters), &base);
        }
        paragraph.style = number;
        (paragraph, character)
    }

    /// What a style of paragraphs says of them.
    pub(super) fn paragraph(&self, number: u16) -> Paragraph {
        self.paragraphs.get(usize::from(number)).cloned().unwrap_or_default()
    }

    /// What a style of paragraphs says of their characters.
    pub(super) fn character(&self, number: u16) -> Character {
        self.characters.get(usize::from(number)).cloned().unwrap_or_default()
    }

    /// Characters of a paragraph as a style of characters changes them.
    pub(super) fn styled(&self, base: &Character, number: u16, elsewhere: &Elsewhere<'_>) -> Character {
        let mut character = base.clone();
        for style in self.chain(number).into_iter().filter(|style| style.kind == OF_CHARACTERS) {
            let before = character.clone();
            character.modify(elsewhere.spent(style.of_characters), &before);
        }
        character
    }

    /// Whether there is a style of characters of that number.
    pub(super) fn is_of_characters(&self, number: u16) -> bool {
        self.style(number).is_some_and(|style| style.kind == OF_CHARACTERS)
    }

    /// The styles as what is in `w:styles`.
    pub(super) fn markup(&self, fonts: &[String], elsewhere: &Elsewhere<'_>) -> String {
        let mut out = String::new();
        for (number, style) in (0u16..).zip(&self.styles) {
            match style {
                Some(style) if style.kind == OF_PARAGRAPHS => {
                    self.write_paragraph_style(number, style, fonts, &mut out)
                }
                Some(style) if style.kind == OF_CHARACTERS => {
                    self.write_character_style(number, style, (fonts, elsewhere), &mut out)
                }
                _ => {}
            }
        }
        out
    }

    fn write_paragraph_style(&self, number: u16, style: &Style<'_>, fonts: &[String], out: &mut String) {
        let default = if style.built_in == 0 { " w:default=\"1\"" } else { "" };
        let (name, level) = match style.built_in {
            level @ 1..=9 => (format!("heading {level}"), format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)),
            _ => (escape_attribute(&style.name).into_owned(), String::new()),
        };
        let _ =
            write!(out, "<w:style w:type=\"paragraph\" w:styleId=\"s{number}\"{default}><w:name w:val=\"{name}\"/>");
        if self.style(style.base).is_some() {
            let _ = write!(out, "<w:basedOn w:val=\"s{}\"/>", style.base);
        }
        let (paragraph, character) = (self.paragraph(number).markup(), self.character(number));
        let character = character.markup(&Character::default(), fonts);
        let _ = write!(out, "<w:pPr>{level}{paragraph}</w:pPr><w:rPr>{character}</w:rPr></w:style>");
    }

    fn write_character_style(
        &self,
        number: u16,
        style: &Style<'_>,
        (fonts, elsewhere): (&[String], &Elsewhere<'_>),
        out: &mut String,
    ) {
        let name = match style.built_in {
            HYPERLINK => "hyperlink".into(),
            _ => escape_attribute(&style.name),
        };
        let usual = Character::default();
        let character = self.styled(&usual, number, elsewhere).markup(&usual, fonts);
        let _ = write!(
            out,
            "<w:style w:type=\"character\" w:styleId=\"s{number}\"><w:name w:val=\"{name}\"/><w:rPr>{character}</w:rPr></w:style>"
        );
    }
}

/// The fonts of text no style says anything of (2.9.273).
fn default_fonts(sheet: &[u8]) -> [Option<u16>; 3] {
    [14, 16, 18].map(|at| u16_at(sheet, at))
}

fn list(sheet: &[u8]) -> Option<Vec<Option<Style<'_>>>> {
    let mut at = 2 + usize::from(u16_at(sheet, 0)?);
    let (count, fixed) = (u16_at(sheet, 2)?, usize::from(u16_at(sheet, 4)?));
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
        let Some(bytes) = sheet.get(at + 2..at + 2 + length) else { break };
        styles.push(style(bytes, fixed));
        at += 2 + length;
    }
    Some(styles)
}

/// A style (STD, 2.9.258): numbers, the name, then lists of modifications on even bytes.
fn style(bytes: &[u8], fixed: usize) -> Option<Style<'_>> {
    let (first, second, third) = (u16_at(bytes, 0)?, u16_at(bytes, 2)?, u16_at(bytes, 4)?);
    let length = usize::from(u16_at(bytes, fixed)?);
    let name = utf16(bytes.get(fixed + 2..fixed + 2 + length * 2)?);
    let mut at = fixed + 2 + length * 2 + 2;
    let mut lists = Vec::new();
    for _ in 0..third & 0xF {
        at += at & 1;
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        lists.push(bytes.get(at + 2..).map(|list| list.get(..length).unwrap_or(list)).unwrap_or_default());
        at += 2 + length;
    }
    let kind = second & 0xF;
    let mut lists = lists.into_iter();
    let (of_paragraphs, of_characters) = match kind {
        // The first list begins with the number of the style.
        OF_PARAGRAPHS => (lists.next().and_then(|list| list.get(2..)).unwrap_or_default(), lists.next()),
        OF_CHARACTERS => (&[] as &[u8], lists.next()),
        _ => (&[] as &[u8], None),
    };
    Some(Style {
        built_in: first & 0xFFF,
        kind,
        base: second >> 4,
        name,
        of_paragraphs,
        of_characters: of_characters.unwrap_or_default(),
    })
}

/// The names of fonts by number (STTB of FFN, 2.9.86).
pub(super) fn font_names(table: &[u8]) -> Vec<String> {
    const NAME: usize = 40;
    let count = u16_at(table, 0).unwrap_or(0);
    let mut at = 4;
    let next = |_| {
        let length = usize::from(*table.get(at)?);
        let font = table.get(at..at + 1 + length)?;
        at += 1 + length;
        let name = utf16(font.get(NAME..).unwrap_or_default());
        Some(name.split('\0').next().unwrap_or_default().to_owned())
    };
    (0..count).map_while(next).collect()
}
