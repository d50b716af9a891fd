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
    known: BTreeSet<i32>,
}

impl Lists {
    /// Takes over what a control word in the list table says.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            "list" => self.lists.push(List::default()),
            "listid" => {
                self.known.insert(value);
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
        let mut characters = text.chars();
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
        self.overrides.get(&number).is_some_and(|list| self.known.contains(&list.list))
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
            number => usize::try_from(number).ok().and_then(|number| FORMATS.get(number)).copied().unwrap_or("decimal"),
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
