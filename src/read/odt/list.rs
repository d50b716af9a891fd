//! Lists (ODF 1.3 part 3, 5.3, 16.30): styles of lists and of the outline → the numbering of the Word document.
//!
//! Each style is one abstract definition; each list that counts anew is an instance of it that starts where the style says. A list
//! that goes on after another of its style was counted is an instance that starts where it stopped.

use super::look::{self, Look, Script};
use super::style::Sheet;
use crate::ooxml::{Element, Ns, escape_attribute};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Word's levels.
const LEVELS: usize = 9;
/// What stands around a number is no longer than this.
const LONGEST_TEXT: usize = 200;

/// The name of the style that numbers headings.
pub(super) const OUTLINE: &str = "\u{0}outline";

/// A level of a list style.
#[derive(Debug, Default, Clone)]
struct Level {
    markup: String,
    start: u32,
    /// Where the text of its items begins, in twips.
    left: Option<i32>,
    is_shown: bool,
}

/// A list style.
#[derive(Debug, Default)]
struct ListStyle {
    levels: BTreeMap<usize, Level>,
    /// Its number among the definitions, once it is used.
    definition: Option<usize>,
    /// The instance counted last, and whether there was any.
    current: Option<usize>,
}

/// An instance: what it counts by, and how far it has counted.
#[derive(Debug, Default)]
struct Instance {
    style: String,
    counted: [Option<u32>; LEVELS],
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, ListStyle>,
    instances: Vec<Instance>,
    /// The instance of each list that has an id.
    by_id: BTreeMap<String, usize>,
    definitions: String,
    numbers: String,
    definition_count: usize,
}

impl Lists {
    /// Adds the list styles of a document's root, once the other styles are known.
    pub(super) fn add(&mut self, root: Element<'_>, sheet: &mut Sheet) {
        let groups = root.children().filter(|e| e.ns() == Ns::OdfOffice);
        for style in groups.filter(|e| e.name().ends_with("styles")).flat_map(Element::children) {
            let name = match (style.ns(), style.name()) {
                (Ns::OdfText, "outline-style") => OUTLINE,
                (Ns::OdfText, "list-style") => style.attribute(Ns::OdfStyle, "name").unwrap_or_default(),
                _ => continue,
            };
            let mut own = ListStyle::default();
            for level in style.children().filter(|e| e.ns() == Ns::OdfText) {
                let number = level.attribute(Ns::OdfText, "level").and_then(|n| n.trim().parse::<usize>().ok());
                let Some(index) = number.and_then(|n| n.checked_sub(1)).filter(|index| *index < LEVELS) else {
                    continue;
                };
                own.levels.insert(index, read_level(level, index, sheet));
            }
            self.styles.insert(name.to_owned(), own);
        }
    }

    /// Whether a style says what labels look like, at that level from 0.
    pub(super) fn shows(&self, style: &str, level: usize) -> bool {
        self.styles.get(style).and_then(|style| style.levels.get(&level)).is_some_and(|level| level.is_shown)
    }

    /// Where the text of an item begins at that level, in twips.
    pub(super) fn left(&self, instance: usize, level: usize) -> Option<i32> {
        let style = &self.instances.get(instance)?.style;
        self.styles.get(style)?.levels.get(&level)?.left
    }

    /// The instance a list goes by: a new one, or the one it goes on with.
    pub(super) fn open(&mut self, style: &str, id: Option<&str>, goes_on: bool, goes_on_with: Option<&str>) -> usize {
        let current = self.styles.get(style).and_then(|style| style.current);
        let before = goes_on_with.and_then(|id| self.by_id.get(id).copied()).or(current.filter(|_| goes_on));
        let before =
            before.filter(|before| self.instances.get(*before).is_some_and(|instance| instance.style == style));
        let instance = match before {
            Some(before) if Some(before) == current => before,
            Some(before) => self.resume(before),
            None => self.begin(style),
        };
        if let Some(id) = id {
            self.by_id.insert(id.to_owned(), instance);
        }
        instance
    }

    /// The one instance that numbers headings.
    pub(super) fn outline(&mut self) -> usize {
        match self.styles.get(OUTLINE).and_then(|style| style.current) {
            Some(current) => current,
            None => self.begin(OUTLINE),
        }
    }

    fn begin(&mut self, style: &str) -> usize {
        let is_first = self.styles.get(style).is_none_or(|style| style.current.is_none());
        let starts: Vec<(usize, u32)> = match self.styles.get(style) {
            Some(style) if !is_first => style.levels.iter().map(|(index, level)| (*index, level.start)).collect(),
            _ => Vec::new(),
        };
        self.add_instance(style, &starts, [None; LEVELS])
    }

    /// Goes on with a list after another of its style was counted.
    fn resume(&mut self, before: usize) -> usize {
        let Some(instance) = self.instances.get(before) else { return before };
        let (style, counted) = (instance.style.clone(), instance.counted);
        let starts = counted.iter().enumerate().filter_map(|(index, n)| Some((index, (*n)?.saturating_add(1))));
        let starts: Vec<_> = starts.collect();
        self.add_instance(&style, &starts, counted)
    }

    /// The same list, counted on from a number the file gives.
    pub(super) fn restart(&mut self, instance: usize, level: usize, start: u32) -> usize {
        let Some(before) = self.instances.get(instance) else { return instance };
        let (style, counted) = (before.style.clone(), before.counted);
        self.add_instance(&style, &[(level, start)], counted)
    }

    fn add_instance(&mut self, style: &str, starts: &[(usize, u32)], counted: [Option<u32>; LEVELS]) -> usize {
        let definition = self.define(style);
        let number = self.instances.len();
        let _ = write!(self.numbers, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{definition}\"/>", number + 1);
        for (level, start) in starts {
            let _ = write!(
                self.numbers,
                "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
            );
        }
        self.numbers.push_str("</w:num>");
        self.instances.push(Instance { style: style.to_owned(), counted });
        if let Some(style) = self.styles.get_mut(style) {
            style.current = Some(number);
        }
        number
    }

    fn define(&mut self, style: &str) -> usize {
        let own = self.styles.entry(style.to_owned()).or_default();
        if let Some(definition) = own.definition {
            return definition;
        }
        self.definition_count += 1;
        let definition = self.definition_count;
        own.definition = Some(definition);
        let _ = write!(self.definitions, "<w:abstractNum w:abstractNumId=\"{definition}\">");
        own.levels.values().for_each(|level| self.definitions.push_str(&level.markup));
        self.definitions.push_str("</w:abstractNum>");
        definition
    }

    /// Counts an item.
    pub(super) fn count(&mut self, instance: usize, level: usize, start: Option<u32>) {
        let Some(own) = self.instances.get_mut(instance) else { return };
        let levels = self.styles.get(&own.style).map(|style| &style.levels);
        let first = levels.and_then(|levels| levels.get(&level)).map_or(1, |level| level.start);
        for (index, counted) in own.counted.iter_mut().enumerate().skip(level) {
            *counted = match (index == level, start, *counted) {
                (false, ..) => None,
                (true, Some(start), _) => Some(start),
                (true, None, Some(counted)) => Some(counted.saturating_add(1)),
                (true, None, None) => Some(first),
            };
        }
    }

    /// `w:numPr` of an item.
    pub(super) fn markup(instance: usize, level: usize) -> String {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{}\"/></w:numPr>", instance + 1)
    }

    /// What is in `w:numbering`.
    pub(super) fn into_markup(self) -> String {
        self.definitions + &self.numbers
    }
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

fn read_level(level: Element<'_>, index: usize, sheet: &mut Sheet) -> Level {
    let of_text = |name| level.attribute(Ns::OdfText, name);
    let start = of_text("start-value").and_then(|n| n.trim().parse().ok()).unwrap_or(1);
    let (format, text) = match level.name() {
        "list-level-style-bullet" => ("bullet".to_owned(), short(of_text("bullet-char").unwrap_or("•"))),
        "list-level-style-image" => ("bullet".to_owned(), "•".to_owned()),
        _ => number_of(level, index),
    };
    let is_shown = format != "none";
    let properties = level.child(Ns::OdfStyle, "list-level-properties");
    let alignment = properties.and_then(|p| p.child(Ns::OdfStyle, "list-level-label-alignment"));
    let measure = |name| alignment.and_then(|a| a.attribute(Ns::OdfFo, name)).and_then(look::twips);
    let followed = alignment.and_then(|a| a.attribute(Ns::OdfText, "label-followed-by"));
    let spaced = match followed {
        Some("nothing") => "nothing",
        Some("space") => "space",
        _ => "tab",
    };
    let left = measure("margin-left");
    let indent = match (left, measure("text-indent")) {
        (None, None) => String::new(),
        (left, first) => {
            let first = first.unwrap_or(0);
            let name = if first < 0 { "hanging" } else { "firstLine" };
            format!("<w:pPr><w:ind w:left=\"{}\" w:{name}=\"{}\"/></w:pPr>", left.unwrap_or(0), first.unsigned_abs())
        }
    };
    let mut run = Look::clone(&sheet.style("text", of_text("style-name")).look);
    if let Some(own) = level.child(Ns::OdfStyle, "text-properties") {
        run = look::over(&sheet.look(own), &run);
    }
    let run: String = look::flat(&run, Script::Asian).into_values().collect();
    let format = match format.as_str() {
        "bullet" | "none" => format!("<w:numFmt w:val=\"{format}\"/>"),
        sample => number_format(sample),
    };
    let markup = format!(
        "<w:lvl w:ilvl=\"{index}\"><w:start w:val=\"{start}\"/>{format}<w:suff w:val=\"{spaced}\"/>\
         <w:lvlText w:val=\"{}\"/>{indent}<w:rPr>{run}</w:rPr></w:lvl>",
        escape_attribute(&text)
    );
    Level { markup, start, left, is_shown }
}

/// The format of a level's numbers as the file has it, and its text with `%1` for the number of the first level.
fn number_of(level: Element<'_>, index: usize) -> (String, String) {
    let format = level.attribute(Ns::OdfStyle, "num-format").unwrap_or_default();
    let whole = level.attributes().find(|a| a.name == "num-list-format").map(|a| a.value);
    let affix = |name| short(level.attribute(Ns::OdfStyle, name).unwrap_or_default());
    if format.is_empty() {
        // Without a number there may still be a sign.
        let text =
            whole.map_or_else(|| affix("num-prefix") + &affix("num-suffix"), |whole| placeholders(&short(whole)).1);
        return if text.trim().is_empty() { ("none".to_owned(), String::new()) } else { ("bullet".to_owned(), text) };
    }
    let text = match whole {
        Some(whole) => placeholders(&short(whole)).0,
        None => {
            let shown = level.attribute(Ns::OdfText, "display-levels").and_then(|n| n.trim().parse::<usize>().ok());
            let first = (index + 1).saturating_sub(shown.unwrap_or(1).max(1)) + 1;
            let numbers: Vec<String> = (first..=index + 1).map(|level| format!("%{level}")).collect();
            affix("num-prefix") + &numbers.join(".") + &affix("num-suffix")
        }
    };
    (short(format), text)
}

/// `%1%.%2%` as Word writes it, and without its numbers.
fn placeholders(format: &str) -> (String, String) {
    let (mut text, mut bare) = (String::new(), String::new());
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        bare.push_str(before);
        match after.split_once('%').filter(|(number, _)| number.parse::<usize>().is_ok_and(|n| (1..=10).contains(&n))) {
            Some((number, after)) => {
                // Word has no tenth level.
                let _ = write!(text, "%{}", if number == "10" { "9" } else { number });
                rest = after;
            }
            None => {
                text.push('%');
                bare.push('%');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    bare.push_str(rest);
    (text, bare)
}

/// `w:numFmt`: formats of letters and Roman numbers by name, others as the sample they are (20.373).
fn number_format(sample: &str) -> String {
    let name = match sample {
        "1" => "decimal",
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        // Said of counting (十一), not of digits (一一).
        sample if sample.starts_with("一, 二, 三") => "chineseCountingThousand",
        sample => return format!("<w:numFmt w:val=\"custom\" w:format=\"{}\"/>", escape_attribute(sample)),
    };
    format!("<w:numFmt w:val=\"{name}\"/>")
}
