//! Printed labels → Word numbering that prints exactly these labels.
//!
//! A list is one abstract numbering. Where its labels count in a format Word knows, its items are counted; a jump in the
//! count starts a further instance. In a list of mixed labels each has an instance of its own that overrides the level: a
//! counted one where the label ends in a number, else one whose text is the label.

use super::finish::{Facts, finished};
use super::markup::{Element, Node};
use super::template::StyleIds;
use crate::document::ListItem;
use crate::document::numeral::{
    STEMS, arabic_digit, chinese_digit, is_arabic_digit, is_drawn_number, number_to_text, place_value,
};
use crate::finding::Error;
use crate::ooxml::escape_attribute;
use crate::style::ParagraphStyle;
use docx_rs::{
    AbstractNumbering, BuildXML, Level, LevelJc, LevelOverride, LevelSuffixType, LevelText, NumberFormat, Numbering,
    Numberings, SpecialIndentType, Start,
};

/// The deepest list level Word has (ECMA-376 §17.9.3), from 0.
pub(super) const DEEPEST: usize = 8;

/// A way of counting on which Word and WPS agree, up to some number.
#[derive(Debug)]
struct Format {
    /// Its name (ST_NumberFormat, ECMA-376 §17.18.59).
    word: &'static str,
    most: u32,
    /// Whether a character may be part of a number.
    owns: fn(char) -> bool,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl Format {
    /// The number as Word prints it; `None` beyond the values on which Word and WPS agree.
    fn print(&self, value: u32) -> Option<String> {
        (1..=self.most).contains(&value).then(|| number_to_text(self.word, value)).flatten()
    }

    /// The label as text before, its last number, text after: `1.`, `1.2`, `第一项`.
    fn parse<'t>(&self, label: &'t str) -> Option<(&'t str, u32, &'t str)> {
        if label.contains('%') {
            return None;
        }
        let (last, character) = label.char_indices().rfind(|(_, c)| (self.owns)(*c))?;
        let (upto, after) = label.split_at(last + character.len_utf8());
        let before = upto.trim_end_matches(self.owns);
        let number = upto.get(before.len()..)?;
        let value = match number
            .chars()
            .try_fold(0_u32, |value, c| value.checked_mul(10)?.checked_add(arabic_digit(c)?))
        {
            Some(value) => value,
            None => (1..=self.most.min(MOST_IN_WORDS)).find(|value| self.print(*value).as_deref() == Some(number))?,
        };
        (self.print(value).as_deref() == Some(number)).then_some((before, value, after))
    }
}

const fn format(word: &'static str, most: u32, owns: fn(char) -> bool) -> Format {
    Format { word, most, owns }
}

/// The highest number Word counts to.
const MOST_COUNTED: u32 = 32_767;
const MOST_IN_WORDS: u32 = 99;

static FORMATS: [Format; 11] = [
    format("decimal", MOST_COUNTED, |c| c.is_ascii_digit()),
    format("decimalFullWidth", MOST_COUNTED, |c| is_arabic_digit(c) && !c.is_ascii_digit()),
    format("chineseCountingThousand", MOST_IN_WORDS, |c| place_value(c).is_some() || chinese_digit(c).is_some()),
    format("decimalEnclosedCircle", 20, is_drawn_number),
    format("decimalEnclosedParen", 20, is_drawn_number),
    format("decimalEnclosedFullstop", 20, is_drawn_number),
    format("ideographTraditional", 10, |c| STEMS.contains(c)),
    format("upperLetter", 26, |c| c.is_ascii_uppercase()),
    format("lowerLetter", 26, |c| c.is_ascii_lowercase()),
    format("upperRoman", MOST_IN_WORDS, |c| c.is_ascii_uppercase()),
    format("lowerRoman", MOST_IN_WORDS, |c| c.is_ascii_lowercase()),
];

/// The left indent of a level and that of its first line, in twips.
pub(super) fn level_indent(depth: usize, text: &ParagraphStyle) -> (i32, i32) {
    let left = super::measure::twips(depth.min(DEEPEST) as f32 * 2.0 * text.size_pt);
    (left, super::measure::twips(text.first_line_characters * text.size_pt))
}

/// How a list's labels are written.
#[derive(Debug, PartialEq)]
enum Plan<'a> {
    /// Counted in a format between two texts; each item's number.
    Counted(&'static Format, &'a str, &'a str, Vec<u32>),
    /// All alike, in an unordered list.
    Bullet(&'a str),
    /// Each by itself.
    Literal,
}

fn plan<'a>(ordered: bool, labels: &[&'a str]) -> Plan<'a> {
    let Some(first) = labels.first() else { return Plan::Literal };
    if !ordered {
        return if labels.iter().all(|label| label == first) { Plan::Bullet(first) } else { Plan::Literal };
    }
    for format in &FORMATS {
        let parsed: Option<Vec<_>> = labels.iter().map(|label| format.parse(label)).collect();
        let Some(parsed) = parsed else { continue };
        let Some(&(before, _, after)) = parsed.first() else { continue };
        if parsed.iter().all(|(b, _, a)| (*b, *a) == (before, after)) {
            let values: Vec<u32> = parsed.iter().map(|(_, value, _)| *value).collect();
            // Counting that steps back begins a list of its own, to a reader.
            let steps_back = values.iter().zip(values.iter().skip(1)).any(|(value, next)| next <= value);
            return if steps_back { Plan::Literal } else { Plan::Counted(format, before, after, values) };
        }
    }
    Plan::Literal
}

/// The numbering part as it grows.
#[derive(Debug)]
pub(super) struct NumberingParts {
    numberings: Numberings,
    last_abstract: usize,
    last_instance: usize,
}

impl Default for NumberingParts {
    /// docx-rs writes an abstract numbering and an instance 1 of its own; ours come after.
    fn default() -> Self {
        NumberingParts { numberings: Numberings::new(), last_abstract: 1, last_instance: 1 }
    }
}

impl NumberingParts {
    /// Definitions after those of a template, by its last ids.
    pub(super) fn after((last_abstract, last_instance): (usize, usize)) -> Self {
        let own = NumberingParts::default();
        NumberingParts {
            last_abstract: own.last_abstract.max(last_abstract),
            last_instance: own.last_instance.max(last_instance),
            ..own
        }
    }

    /// The part's root; `None` where no list was met. docx-rs's own definition, of which nothing makes use, is left out.
    pub(super) fn into_element(self, ids: &StyleIds) -> Result<Option<Element>, Error> {
        if self.numberings.abstract_nums.is_empty() {
            return Ok(None);
        }
        let root = finished(&self.numberings.build(), &mut Facts::default(), ids)?.into_iter().next();
        Ok(root.map(|mut root| {
            let own = |child: &Element| match &*child.name {
                "w:abstractNum" => child.attribute("w:abstractNumId") == Some("1"),
                _ => child.attribute("w:numId") == Some("1"),
            };
            root.children.retain(|node| !matches!(node, Node::Element(child) if own(child)));
            root
        }))
    }

    /// For each item of a list at this depth (from 0) in this type, the instance that prints its label.
    pub(super) fn add_list(
        &mut self,
        ordered: bool,
        items: &[ListItem],
        depth: usize,
        text: &ParagraphStyle,
    ) -> Vec<usize> {
        let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
        let level = |format: &str, start: u32, printed: &str, suffix| {
            let level = Level::new(
                depth,
                Start::new(start as usize),
                NumberFormat::new(format),
                LevelText::new(escape_attribute(printed)),
                LevelJc::new("left"),
            );
            // The first-line indent is the style's, said again because LibreOffice takes a level's silence for none; deeper
            // levels stand two characters further in.
            let (left, first) = level_indent(depth, text);
            let level = level.indent(
                Some(left),
                Some(SpecialIndentType::FirstLine(first)),
                None,
                Some(i32::try_from(depth).unwrap_or(i32::MAX).saturating_mul(200)),
            );
            level.suffix(suffix)
        };
        // A number of the format "none" is counted, but not seen.
        let literal = if ordered { "none" } else { "bullet" };
        let unseen = |label: &str| if ordered { format!("{label}%{}", depth + 1) } else { label.to_owned() };
        self.last_abstract += 1;
        let id = self.last_abstract;
        let abstract_level = match plan(ordered, &labels) {
            Plan::Counted(format, before, after, values) => {
                let start = values.first().copied().unwrap_or(1);
                let mut expected = None;
                let mut instances = Vec::with_capacity(values.len());
                for value in values {
                    if expected != Some(value) {
                        self.last_instance += 1;
                        let instance = Numbering::new(self.last_instance, id);
                        let restart = LevelOverride::new(depth).start(value as usize);
                        self.push(instance.add_override(restart));
                    }
                    instances.push(self.last_instance);
                    expected = Some(value + 1);
                }
                let suffix = suffix_after(ordered, after);
                let printed = format!("{before}%{}{after}", depth + 1);
                return self.add_abstract(id, level(format.word, start, &printed, suffix), instances);
            }
            Plan::Bullet(label) => {
                self.last_instance += 1;
                self.push(Numbering::new(self.last_instance, id));
                let instances = vec![self.last_instance; labels.len()];
                return self.add_abstract(id, level("bullet", 1, label, suffix_after(ordered, label)), instances);
            }
            Plan::Literal => level(literal, 1, "", LevelSuffixType::Nothing),
        };
        let mut instances: Vec<usize> = Vec::with_capacity(labels.len());
        let mut previous: Option<&str> = None;
        for label in labels {
            let counted = FORMATS.iter().find_map(|format| Some((format, format.parse(label)?))).filter(|_| ordered);
            let suffix = suffix_after(ordered, label);
            let own = match counted {
                Some((format, (before, value, after))) => {
                    let printed = format!("{before}%{}{after}", depth + 1);
                    LevelOverride::new(depth).start(value as usize).level(level(format.word, value, &printed, suffix))
                }
                // In a counted level "%1" stands for a number; a bullet's text is taken as it is.
                None if names_number(label) => LevelOverride::new(depth).level(level("bullet", 1, label, suffix)),
                None => LevelOverride::new(depth).level(level(literal, 1, &unseen(label), suffix)),
            };
            // A counted instance used again would count on.
            if counted.is_some() || previous != Some(label) {
                self.last_instance += 1;
                self.push(Numbering::new(self.last_instance, id).add_override(own));
            }
            instances.push(self.last_instance);
            previous = Some(label);
        }
        self.add_abstract(id, abstract_level, instances)
    }

    fn push(&mut self, instance: Numbering) {
        self.numberings.numberings.push(instance);
    }

    fn add_abstract(&mut self, id: usize, level: Level, instances: Vec<usize>) -> Vec<usize> {
        let mut numbering = AbstractNumbering::new(id).add_level(level);
        numbering.multi_level_type = Some("hybridMultilevel".to_owned());
        self.numberings.abstract_nums.push(numbering);
        instances
    }
}

/// Whether a text would be taken to name the number of a level.
fn names_number(label: &str) -> bool {
    label.as_bytes().windows(2).any(|pair| matches!(pair, [b'%', b'1'..=b'9']))
}

/// What stands between label and text: nothing after 1. or （一）, a space after a bullet or a bare letter.
fn suffix_after(ordered: bool, end: &str) -> LevelSuffixType {
    match end.chars().last() {
        Some(c) if ordered && !c.is_ascii_alphanumeric() && c != ')' => LevelSuffixType::Nothing,
        None if ordered => LevelSuffixType::Nothing,
        _ => LevelSuffixType::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned<'a>(labels: &[&'a str]) -> Plan<'a> {
        plan(true, labels)
    }

    fn counted<'a>(word: &str, before: &'a str, after: &'a str, values: Vec<u32>) -> Plan<'a> {
        Plan::Counted(FORMATS.iter().find(|format| format.word == word).unwrap(), before, after, values)
    }

    #[test]
    fn labels_that_count_are_counted() {
        assert_eq!(planned(&["1.", "2."]), counted("decimal", "", ".", vec![1, 2]));
        assert_eq!(
            planned(&["（九）", "（十）", "（十一）"]),
            counted("chineseCountingThousand", "（", "）", vec![9, 10, 11])
        );
        assert_eq!(planned(&["①", "②"]), counted("decimalEnclosedCircle", "", "", vec![1, 2]));
        assert_eq!(planned(&["i)", "ii)"]), counted("lowerRoman", "", ")", vec![1, 2]));
        assert_eq!(planned(&["h)", "i)"]), counted("lowerLetter", "", ")", vec![8, 9]));
        assert_eq!(planned(&["3.9.", "3.10."]), counted("decimal", "3.", ".", vec![9, 10]));
        assert_eq!(planned(&["３．"]), counted("decimalFullWidth", "", "．", vec![3]));
    }

    #[test]
    fn labels_word_would_print_otherwise_stay_literal() {
        for labels in [
            &["01."][..],
            &["1.", "（2）"],
            &["1.", "2.", "1."],
            &["1.", "1."],
            &["一百"],
            &["1.1", "2.1"],
            &["㉑"],
            &["0."],
            &["5%1"],
            &["十十"],
        ] {
            assert_eq!(planned(labels), Plan::Literal, "{labels:?}");
        }
    }

    #[test]
    fn what_is_parsed_is_what_would_be_printed() {
        for format in &FORMATS {
            for value in 1..=120 {
                let Some(text) = format.print(value) else { continue };
                let label = format!("（{text}）");
                if let Some((before, parsed, after)) = format.parse(&label) {
                    assert_eq!((before, parsed, after), ("（", value, "）"), "{}", format.word);
                } else {
                    assert!(value > 99, "{} {value}", format.word);
                }
            }
        }
    }

    #[test]
    fn a_jump_starts_a_new_instance_of_the_same_list() {
        let item = |label: &str| ListItem { label: label.into(), content: vec![] };
        let body = crate::style::Style::gongwen().unwrap().paragraphs.body;
        let mut parts = NumberingParts::default();
        let instances = parts.add_list(true, &[item("1."), item("2."), item("5."), item("6.")], 0, &body);
        assert_eq!(instances, [2, 2, 3, 3]);
        let literal = parts.add_list(true, &[item("子"), item("丑"), item("丑")], 0, &body);
        assert_eq!(literal, [4, 5, 5]);
        let numbering = parts.into_element(&StyleIds::default()).unwrap().unwrap();
        let definitions = numbering.elements().filter(|child| child.name == "w:abstractNum");
        assert_eq!(definitions.count(), 2, "one abstract numbering a list");
    }
}
