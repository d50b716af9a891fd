//! Properties of paragraphs as control words set them (specification 1.9.1, “Paragraph Formatting Properties”) → `w:pPr`.

use super::look::Ground;
use super::tables::Tables;
use crate::read::word_parts::tab_stops;
use std::fmt::Write;

/// The properties of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Paragraph {
    pub style: i32,
    in_table: bool,
    /// In how many tables it stands, where that is said.
    nesting: Option<i32>,
    align: &'static str,
    left: i32,
    first: i32,
    pub outline: Option<u8>,
    /// The override of a list it is numbered by; 0 for none.
    pub list: i32,
    pub level: i32,
    breaks_page: bool,
    ground: Ground,
    tabs: Tabs,
}

/// The tab stops of a paragraph, as far as they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Tabs {
    stops: [Stop; 12],
    count: usize,
    /// What was said of the next one.
    next: Stop,
}

/// A tab stop in the words of Word files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Stop {
    /// Twips.
    at: i32,
    align: &'static str,
    leader: &'static str,
}

impl Tabs {
    /// Takes over what a control word says, if it is one of tab stops.
    fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "tqr" => self.next.align = "right",
            "tqc" => self.next.align = "center",
            "tqdec" => self.next.align = "decimal",
            "tldot" => self.next.leader = "dot",
            "tlmdot" => self.next.leader = "middleDot",
            "tlhyph" => self.next.leader = "hyphen",
            "tlul" => self.next.leader = "underscore",
            "tlth" | "tleq" => self.next.leader = "heavy",
            "tx" => {
                let stop = Stop { at: number.unwrap_or(0), ..std::mem::take(&mut self.next) };
                if let Some(slot) = self.stops.get_mut(self.count) {
                    (*slot, self.count) = (stop, self.count + 1);
                }
            }
            _ => return false,
        }
        true
    }
}

impl Paragraph {
    /// Takes over what a control word says, if it is one of paragraphs.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        match word {
            "pard" => *self = Paragraph::default(),
            "s" => self.style = value,
            "intbl" => self.in_table = number != Some(0),
            "itap" => self.nesting = number,
            "ql" => self.align = "left",
            "qc" => self.align = "center",
            "qr" => self.align = "right",
            "qj" | "qd" => self.align = "both",
            "li" | "lin" => self.left = value,
            "fi" => self.first = value,
            "outlinelevel" => {
                self.outline = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 10)
            }
            "ls" => self.list = value,
            "ilvl" => self.level = value.clamp(0, 8),
            "pagebb" => self.breaks_page = number != Some(0),
            "cbpat" => self.ground.color = value,
            "cfpat" => self.ground.pattern = value,
            "shading" => self.ground.covered = value,
            _ => return self.tabs.apply(word, number),
        }
        true
    }

    /// In how many tables it stands.
    pub(super) fn depth(&self) -> usize {
        match (self.in_table, self.nesting) {
            (true, nesting) => usize::try_from(nesting.unwrap_or(1)).unwrap_or(1).max(1),
            // Nesting is only said of what stands in tables.
            (false, Some(nesting)) if nesting > 1 => usize::try_from(nesting).unwrap_or(1),
            (false, _) => 0,
        }
    }

    /// Where lines stand, as `w:ind` has it (ECMA-376 §17.3.1.12).
    pub(super) fn indent(&self) -> String {
        let first = if self.first < 0 { "hanging" } else { "firstLine" };
        format!("<w:ind w:left=\"{}\" w:{first}=\"{}\"/>", self.left, self.first.unsigned_abs())
    }

    /// The content of `w:pPr` (ECMA-376 §17.3.1), but for what ends with the paragraph.
    pub(super) fn markup(&self, is_numbered: bool, tables: &Tables) -> String {
        let mut markup = String::new();
        if tables.has_style(self.style) {
            let _ = write!(markup, "<w:pStyle w:val=\"s{}\"/>", self.style);
        }
        if self.breaks_page {
            markup.push_str("<w:pageBreakBefore/>");
        }
        if is_numbered {
            let _ = write!(
                markup,
                "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>",
                self.level, self.list
            );
        }
        markup.push_str(&self.ground.markup(tables));
        let stops = self.tabs.stops.iter().take(self.tabs.count);
        markup.push_str(&tab_stops(stops.map(|stop| (stop.at, stop.align, stop.leader))));
        if is_numbered || self.left != 0 || self.first != 0 {
            markup.push_str(&self.indent());
        }
        if !self.align.is_empty() {
            let _ = write!(markup, "<w:jc w:val=\"{}\"/>", self.align);
        }
        if let Some(level) = self.outline {
            let _ = write!(markup, "<w:outlineLvl w:val=\"{level}\"/>");
        }
        markup
    }
}
