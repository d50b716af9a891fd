//! The list table and its overrides (specification 1.9.1, “List Tables”) → `w:numbering`.

use super::look::Look;
use super::paragraph::Paragraph;
use super::tables::Tables;
use crate::ooxml::escape_attribute;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Lists have nine levels.
const LEVELS: usize = 9;
/// Labels are no longer.
const LONGEST_LABEL: usize = 255;

/// The number formats by their numbers (`MSONFC`), as ST_NumberFormat names them (ECMA-376 §17.18.59).
const FORMATS: [&str; 42] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "decimal",
    "koreanDigital",
];

#[derive(Debug, Default)]
struct Level {
    format: i32,
    start: i32,
    follow: i32,
    is_legal: bool,
    restarts: bool,
    /// As `w:lvlText` has it.
    text: String,
    /// The content of `w:pPr` and `w:rPr`.
    paragraph: String,
    run: String,
}

#[derive(Debug, Default)]
struct List {
    id: i32,
    levels: Vec<Level>,
}

/// A level of an override that begins elsewhere.
#[derive(Debug, Default)]
struct Start {
    is_meant: bool,
    start: Option<i32>,
}

#[derive(Debug, Default)]
struct Override {
    list: i32,
    starts: Vec<Start>,
}

/// The lists of a file.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: Vec<List>,
    /// By the number paragraphs have.
    overrides: BTreeMap<i32, Override>,
    open: Override,
    /// The places of lists by their ids.
    known: BTreeMap<i32, usize>,
    /// The levels a label has been seen of.
    printed: BTreeSet<(usize, usize)>,
}

impl Lists {
    /// Takes over what a control word in the list table says.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            "list" => self.lists.push(List::default()),
            "listid" => {
                self.known.entry(value).or_insert(self.lists.len().saturating_sub(1));
                if let Some(list) = self.lists.last_mut() {
                    list.id = value;
                }
            }
            "listlevel" => {
                if let Some(list) = self.lists.last_mut().filter(|list| list.levels.len() < LEVELS) {
                    list.levels.push(Level { start: 1, restarts: true, ..Level::default() });
                }
            }
            _ => {
                if let Some(level) = self.level() {
                    level.apply(word, value);
                }
            }
        }
    }

    fn level(&mut self) -> Option<&mut Level> {
        self.lists.last_mut()?.levels.last_mut()
    }

    /// The text of a label: its length, its characters, those below nine standing for the numbers of levels.
    pub(super) fn set_text(&mut self, text: &str) {
        let Some(level) = self.level() else { return };
        // A semicolon ends it. Programs that count bytes count more than there is before that.
        let mut characters = text.strip_suffix(';').unwrap_or(text).chars();
        let length = characters.next().map_or(0, |c| c as usize).min(LONGEST_LABEL);
        level.text = String::new();
        for c in characters.take(length) {
            match u32::from(c) {
                number @ 0..9 => drop(write!(level.text, "%{}", number + 1)),
                _ => level.text.push(c),
            }
        }
    }

    /// Ends a level: where its text stands and how its label looks.
    pub(super) fn end_level(&mut self, paragraph: &Paragraph, look: &Look, tables: &Tables) {
        if let Some(level) = self.level() {
            level.paragraph = paragraph.indent();
            level.run = look.markup(&Look::default(), tables);
        }
    }

    /// Takes over what a control word in the table of overrides says.
    pub(super) fn apply_override(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            "listoverride" => self.open = Override::default(),
            "listid" => self.open.list = value,
            "lfolevel" if self.open.starts.len() < LEVELS => self.open.starts.push(Start::default()),
            "listoverridestartat" => {
                if let Some(start) = self.open.starts.last_mut() {
                    start.is_meant = true;
                }
            }
            "levelstartat" => {
                if let Some(start) = self.open.starts.last_mut() {
                    start.start = Some(value);
                }
            }
            "ls" => {
                self.overrides.entry(value).or_insert_with(|| std::mem::take(&mut self.open));
            }
            _ => {}
        }
    }

    /// Whether a paragraph's number is one that is counted here.
    pub(super) fn counts(&self, number: i32) -> bool {
        self.overrides.get(&number).is_some_and(|list| self.known.contains_key(&list.list))
    }

    /// Holds a level's text against the first label that was printed of it: LibreOffice writes only Western characters there, and
    /// in labels all.
    pub(super) fn print(&mut self, number: i32, level: i32, label: &str) {
        let list = self.overrides.get(&number).and_then(|list| self.known.get(&list.list)).copied();
        let (Some(list), Ok(index)) = (list, usize::try_from(level)) else { return };
        if !self.printed.insert((list, index)) {
            return;
        }
        if let Some(level) = self.lists.get_mut(list).and_then(|list| list.levels.get_mut(index))
            && let Some(text) = as_printed(&level.text, label.trim())
        {
            level.text = text;
        }
    }

    /// What is in `w:numbering` (ECMA-376 §17.9).
    pub(super) fn markup(&self) -> String {
        let mut markup = String::new();
        for list in &self.lists {
            let _ = write!(markup, "<w:abstractNum w:abstractNumId=\"{}\">", list.id);
            for (index, level) in list.levels.iter().enumerate() {
                level.write(index, &mut markup);
            }
            markup.push_str("</w:abstractNum>");
        }
        for (number, list) in &self.overrides {
            let _ = write!(markup, "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{}\"/>", list.list);
            for (index, start) in list.starts.iter().enumerate() {
                if let Some(start) = start.start.filter(|_| start.is_meant) {
                    let _ = write!(
                        markup,
                        "<w:lvlOverride w:ilvl=\"{index}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
                    );
                }
            }
            markup.push_str("</w:num>");
        }
        markup
    }
}

/// The text of a level with one number, its other characters as in the label, where they are what was lost there.
fn as_printed(text: &str, label: &str) -> Option<String> {
    let (before, rest) = text.split_once('%').filter(|(_, rest)| !rest.contains('%'))?;
    let number = rest.chars().next()?;
    let after = rest.get(number.len_utf8()..)?;
    let (first, last) = (before.chars().count(), after.chars().count());
    let printed: Vec<char> = label.chars().collect();
    let end = printed.len().checked_sub(last).filter(|end| *end > first)?;
    let (head, tail) = (printed.get(..first)?, printed.get(end..)?);
    let pairs = before.chars().zip(head).chain(after.chars().zip(tail));
    let is_lost = |(typed, shown): (char, &char)| {
        typed == *shown || (typed == '?' && !shown.is_ascii()) || u32::from(typed) + FULL_WIDTH == u32::from(*shown)
    };
    let (head, tail): (String, String) = (head.iter().collect(), tail.iter().collect());
    pairs.into_iter().all(is_lost).then(|| format!("{head}%{number}{tail}"))
}

/// How far characters of full width are from those of ASCII.
const FULL_WIDTH: u32 = 0xFEE0;

impl Level {
    fn apply(&mut self, word: &str, value: i32) {
        match word {
            "levelnfc" | "levelnfcn" => self.format = value,
            "levelstartat" => self.start = value,
            "levelfollow" => self.follow = value,
            "levellegal" => self.is_legal = value != 0,
            "levelnorestart" => self.restarts = value == 0,
            _ => {}
        }
    }

    fn write(&self, index: usize, markup: &mut String) {
        let format = match self.format {
            255 => "none",
            number => usize::try_from(number).ok().and_then(|number| FORMATS.get(number)).copied().unwrap_or("unknown"),
        };
        let suffix = match self.follow {
            1 => "space",
            2 => "nothing",
            _ => "tab",
        };
        let _ = write!(
            markup,
            "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"{}\"/><w:numFmt w:val=\"{format}\"/>{}{}<w:suff w:val=\"{suffix}\"/>\
             <w:lvlText w:val=\"{}\"/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:lvl>",
            self.start,
            if self.restarts { "" } else { "<w:lvlRestart w:val=\"0\"/>" },
            if self.is_legal { "<w:isLgl/>" } else { "" },
            escape_attribute(&self.text),
            self.paragraph,
            self.run
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_level_ends_before_its_semicolon() {
        let mut lists = Lists::default();
        ["list", "listlevel"].iter().for_each(|word| lists.apply(word, None));
        let mut text = |typed: &str| {
            lists.set_text(typed);
            lists.level().map(|level| level.text.clone()).unwrap_or_default()
        };
        assert_eq!(text("\u{2}\0、;"), "%1、");
        assert_eq!(text("\u{4}（\0）;"), "（%1）");
        assert_eq!(text("\u{2}\0;;"), "%1;");
        assert_eq!(text("\u{1}\0）;"), "%1");
    }

    #[test]
    fn labels_as_printed_have_what_the_text_of_their_level_lost() {
        assert_eq!(as_printed("%1?", "一、").as_deref(), Some("%1、"));
        assert_eq!(as_printed("(%2)", "（十二）").as_deref(), Some("（%2）"));
        assert_eq!(as_printed("%1.", "3.").as_deref(), Some("%1."));
        assert_eq!(as_printed("%1.", "3)"), None);
        assert_eq!(as_printed("%1.%2?", "1.2、"), None);
        assert_eq!(as_printed("%1?", "、"), None);
    }
}
