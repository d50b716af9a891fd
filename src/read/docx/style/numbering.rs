//! Automatic numbering (ECMA-376 §17.9) as the reader sees it: `numbering.xml` and the order of paragraphs → printed labels.

use super::properties::{Indent, RunProperties};
use super::styles::{ParagraphKind, Styles};
use crate::document::numeral::{format_of_sample, is_in_words, number_to_text};
use crate::finding::{Finding, Place, catalogue::docx};
use crate::ooxml::{Element, Ns};
use crate::read::docx::wml::{is_on, value};
use crate::read::symbol::{is_symbol_font, symbol_to_unicode};
use std::collections::{BTreeMap, BTreeSet};

/// Levels are numbered 0 to 8 (§17.9.3).
const LEVELS: usize = 9;

/// The label printed before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// As printed: `1.`, `（一）`, `•`.
    pub text: String,
    /// Whether it counts.
    pub ordered: bool,
    /// Whether white space stands between it and the text.
    pub spaced: bool,
    /// The level, from 0.
    pub level: usize,
    /// The abstract definition it belongs to.
    pub definition: String,
    /// Whether counting begins anew here, within its definition.
    pub restarts: bool,
    /// The indents of its level.
    pub indent: Indent,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    spaced: bool,
    restart: Option<usize>,
    legal: bool,
    style: Option<String>,
    symbol_font: Option<String>,
    picture: bool,
    indent: Indent,
    /// How its labels look.
    run: RunProperties,
}

impl Level {
    fn read(element: Element<'_>) -> Self {
        let number = |name| value(element, name).and_then(|v| v.trim().parse::<u32>().ok());
        let font = element
            .child(Ns::W, "rPr")
            .and_then(|p| p.child(Ns::W, "rFonts"))
            .and_then(|fonts| ["ascii", "hAnsi"].iter().find_map(|name| fonts.attribute(Ns::W, name)));
        Level {
            start: number("start").unwrap_or(0),
            format: format_of(element),
            text: value(element, "lvlText").unwrap_or_default().to_owned(),
            spaced: value(element, "suff") != Some("nothing"),
            restart: number("lvlRestart").map(|n| n as usize),
            legal: element.child(Ns::W, "isLgl").is_some_and(is_on),
            style: value(element, "pStyle").map(str::to_owned),
            symbol_font: font.filter(|font| is_symbol_font(font)).map(str::to_owned),
            picture: element.child(Ns::W, "lvlPicBulletId").is_some(),
            indent: element
                .child(Ns::W, "pPr")
                .and_then(|p| p.child(Ns::W, "ind"))
                .map(Indent::read)
                .unwrap_or_default(),
            run: element.child(Ns::W, "rPr").map(RunProperties::read).unwrap_or_default(),
        }
    }
}

/// A level's number format (§17.9.17). One made up by its first numbers is wrapped in alternate content, beside one for older
/// programs; it is the one that counts, if it is known. Else its sample stands for it, so that the unknown is named.
fn format_of(level: Element<'_>) -> String {
    let formats = || {
        let alternatives = level.children().filter(|e| e.is(Ns::Compatibility, "AlternateContent"));
        let wrapped = alternatives.flat_map(|e| e.descendants());
        level.children().chain(wrapped).filter(|e| e.is(Ns::W, "numFmt"))
    };
    let custom = formats().find(|e| e.attribute(Ns::W, "val") == Some("custom"));
    let sample = custom.and_then(|e| e.attribute(Ns::W, "format")).map(str::trim);
    if let Some(sample) = sample {
        return format_of_sample(sample).unwrap_or_else(|| sample.to_owned());
    }
    let format = formats().filter_map(|e| e.attribute(Ns::W, "val")).find(|format| *format != "custom");
    format.unwrap_or("decimal").to_owned()
}

fn read_level(element: Element<'_>) -> Option<(usize, Level)> {
    let index = element.attribute(Ns::W, "ilvl")?.trim().parse().ok().filter(|i| *i < LEVELS)?;
    Some((index, Level::read(element)))
}

#[derive(Debug, Default)]
struct Abstract {
    levels: BTreeMap<usize, Level>,
    style_link: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    definition: String,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// The numbering definitions of a document.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    abstracts: BTreeMap<String, Abstract>,
    instances: BTreeMap<String, Instance>,
    /// Whether the language of Latin text is English, or not named.
    is_english: bool,
}

/// How far each definition has counted.
#[derive(Debug)]
pub(crate) struct Numbering<'d> {
    definitions: &'d Definitions,
    counters: BTreeMap<&'d str, [Option<u32>; LEVELS]>,
    restarted: BTreeSet<(&'d str, usize)>,
    reported: BTreeSet<String>,
}

impl Definitions {
    /// Reads `w:numbering`; `language` is that of Latin text, if the file names it.
    pub(crate) fn read(root: Element<'_>, styles: &Styles, language: Option<&str>) -> Self {
        let is_english = language.is_none_or(|language| language.to_ascii_lowercase().starts_with("en"));
        let mut definitions = Definitions { is_english, ..Definitions::default() };
        for element in root.children().filter(|e| e.ns() == Ns::W) {
            match element.name() {
                "abstractNum" => {
                    let Some(id) = element.attribute(Ns::W, "abstractNumId") else { continue };
                    let levels = element.children().filter(|e| e.is(Ns::W, "lvl")).filter_map(read_level).collect();
                    let style_link = value(element, "numStyleLink").map(str::to_owned);
                    definitions.abstracts.entry(id.trim().to_owned()).or_insert(Abstract { levels, style_link });
                }
                "num" => {
                    let Some(id) = element.attribute(Ns::W, "numId") else { continue };
                    let definition = value(element, "abstractNumId").unwrap_or_default().trim().to_owned();
                    let mut instance = Instance { definition, ..Instance::default() };
                    for change in element.children().filter(|e| e.is(Ns::W, "lvlOverride")) {
                        let level = change.attribute(Ns::W, "ilvl").and_then(|v| v.trim().parse::<usize>().ok());
                        let Some(level) = level.filter(|i| *i < LEVELS) else { continue };
                        if let Some(start) = value(change, "startOverride").and_then(|v| v.trim().parse().ok()) {
                            instance.starts.insert(level, start);
                        }
                        if let Some(inner) = change.child(Ns::W, "lvl") {
                            instance.levels.insert(level, Level::read(inner));
                        }
                    }
                    definitions.instances.entry(id.trim().to_owned()).or_insert(instance);
                }
                _ => {}
            }
        }
        definitions.follow_style_links(styles);
        definitions
    }

    /// A definition that only names a numbering style means the definition that style has (§17.9.21).
    fn follow_style_links(&mut self, styles: &Styles) {
        let linked = |instance: &Instance| {
            let style = self.abstracts.get(&instance.definition)?.style_link.as_deref()?;
            let meant = self.instances.get(styles.numbering_of(style)?)?;
            Some(meant.definition.clone())
        };
        let meant: Vec<Option<String>> = self.instances.values().map(linked).collect();
        for (instance, meant) in self.instances.values_mut().zip(meant) {
            if let Some(meant) = meant {
                instance.definition = meant;
            }
        }
    }

    /// How the label of a paragraph looks, beside how the paragraph's own end does.
    pub(crate) fn run(&self, id: &str, level: Option<u8>, style: Option<&str>) -> Option<&RunProperties> {
        let instance = self.instances.get(id)?;
        self.level(instance, self.index(instance, level, style)).map(|level| &level.run)
    }

    /// How many bytes are copied for a paragraph's label, its number aside.
    pub(crate) fn weight(&self, kind: &ParagraphKind) -> usize {
        let Some(instance) = kind.numbering.as_deref().and_then(|id| self.instances.get(id)) else { return 0 };
        let level = self.level(instance, self.index(instance, kind.level, kind.style.as_deref()));
        instance.definition.len() + level.map_or(0, |level| level.text.len())
    }

    /// What a paragraph's number looks like: the text of its level, with the number 1 in its format.
    pub(crate) fn sample(&self, id: &str, level: Option<u8>, style: Option<&str>) -> Option<String> {
        let instance = self.instances.get(id)?;
        let level = self.level(instance, self.index(instance, level, style))?;
        let number = number_to_text(&level.format, 1).filter(|number| !number.is_empty())?;
        let mut text = String::new();
        let mut characters = level.text.chars().peekable();
        while let Some(c) = characters.next() {
            match characters.peek().filter(|d| c == '%' && d.is_ascii_digit()) {
                Some(_) => {
                    characters.next();
                    text.push_str(&number);
                }
                None => text.push(c),
            }
        }
        Some(text)
    }

    /// The level of a paragraph: its own, that which names its style (§17.9.23), or the first.
    fn index(&self, instance: &Instance, level: Option<u8>, style: Option<&str>) -> usize {
        let by_style = || {
            let named = |index: &usize| self.level(instance, *index).is_some_and(|l| l.style.as_deref() == style);
            style.and_then(|_| (0..LEVELS).find(named))
        };
        level.map(usize::from).or_else(by_style).unwrap_or(0)
    }

    fn level<'d>(&'d self, instance: &'d Instance, level: usize) -> Option<&'d Level> {
        let inherited = || self.abstracts.get(&instance.definition)?.levels.get(&level);
        instance.levels.get(&level).or_else(inherited)
    }
}

impl<'d> Numbering<'d> {
    /// Nothing counted yet.
    pub(crate) fn new(definitions: &'d Definitions) -> Self {
        Numbering { definitions, counters: BTreeMap::new(), restarted: BTreeSet::new(), reported: BTreeSet::new() }
    }

    /// Counts the paragraph at `place` and gives its label; `None` where none is printed. Without a level, the one that names the
    /// paragraph's style counts (§17.9.23).
    pub(crate) fn label(
        &mut self,
        id: &str,
        level: Option<u8>,
        style: Option<&str>,
        place: &Place,
        findings: &mut Vec<Finding>,
    ) -> Option<Label> {
        let definitions = self.definitions;
        let Some((id, instance)) = definitions.instances.get_key_value(id) else {
            if self.reported.insert(format!("num {id}")) {
                findings.push(docx::numbering_missing(id).at(place.clone()));
            }
            return None;
        };
        let index = definitions.index(instance, level, style).min(LEVELS - 1);
        let level = definitions.level(instance, index)?;
        let counters = self.counters.entry(&instance.definition).or_insert([None; LEVELS]);
        let first_of_instance = self.restarted.insert((id, index));
        let start_override = instance.starts.get(&index).filter(|_| first_of_instance);
        // A level above that was passed over has been shown where it starts, and goes on from there.
        for (higher, counter) in counters.iter_mut().enumerate().take(index).filter(|(_, c)| c.is_none()) {
            *counter = definitions.level(instance, higher).map(|level| level.start);
        }
        // A definition counted back by an instance of its own is a new list; one with a level of its own (§17.9.6) prints
        // what it likes.
        let counted = counters.get(index).copied().flatten();
        let restarts = start_override.is_some_and(|start| counted.is_some_and(|counted| *start <= counted))
            && !instance.levels.contains_key(&index);
        if let Some(counter) = counters.get_mut(index) {
            *counter = Some(match (start_override, *counter) {
                (Some(start), _) => *start,
                (None, Some(counted)) => counted.saturating_add(1),
                (None, None) => level.start,
            });
        }
        // Deeper levels begin anew, unless they say after which level only (§17.9.10; counted from 1, 0 for never).
        for (deeper, counter) in counters.iter_mut().enumerate().skip(index + 1) {
            let restart = definitions.level(instance, deeper).and_then(|l| l.restart);
            if restart.is_none_or(|after| index < after) {
                *counter = None;
            }
        }
        let counters = *counters;
        let ordered = level.format != "bullet" && level.text.contains('%');
        let text = match level.format.as_str() {
            "bullet" => bullet(level),
            _ => self.fill(instance, level, &counters, place, findings),
        };
        let definition = instance.definition.clone();
        let (spaced, indent) = (level.spaced, level.indent);
        (!text.is_empty()).then_some(Label { text, ordered, spaced, level: index, definition, restarts, indent })
    }

    /// The level's text with `%1` … `%9` replaced by the numbers of those levels (§17.9.11).
    fn fill(
        &mut self,
        instance: &Instance,
        level: &Level,
        counters: &[Option<u32>; LEVELS],
        place: &Place,
        findings: &mut Vec<Finding>,
    ) -> String {
        let mut text = String::new();
        let mut characters = level.text.chars().peekable();
        while let Some(c) = characters.next() {
            let digit = characters.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && (1..=9).contains(d));
            let Some(digit) = digit else {
                text.push(c);
                continue;
            };
            characters.next();
            let index = digit as usize - 1;
            let Some(shown) = self.definitions.level(instance, index) else { continue };
            // A deeper level that has not been counted shows where it would start.
            let number = counters.get(index).copied().flatten().unwrap_or(shown.start);
            let format = match level.legal {
                true => "decimal",
                false => shown.format.as_str(),
            };
            // Word counts in words of the language of the text; English is known here.
            let foreign = is_in_words(format) && !self.definitions.is_english;
            match number_to_text(format, number).filter(|_| !foreign) {
                Some(number) => text.push_str(&number),
                None => {
                    if self.reported.insert(format!("format {format}")) {
                        findings.push(docx::unknown_number_format(format).at(place.clone()));
                    }
                    text.push_str(&number.to_string());
                }
            }
        }
        text
    }
}

/// The sign a bullet shows.
fn bullet(level: &Level) -> String {
    if level.picture {
        return "•".to_owned();
    }
    let font = level.symbol_font.as_deref();
    // Word's second level: a letter o in Courier New, drawn as a ring.
    if font.is_none() && level.text == "o" {
        return "◦".to_owned();
    }
    let shown = level.text.chars().map(|c| match (font, u32::from(c)) {
        (Some(font), code) => symbol_to_unicode(font, code).unwrap_or('•'),
        // A private-use sign whose font is not named is Symbol's or Wingdings' in practice; this one, a clock in Wingdings, is
        // Word's usual bullet.
        (None, 0xF0B7) => '•',
        (None, code @ 0xF000..=0xF0FF) => {
            symbol_to_unicode("Wingdings", code).or_else(|| symbol_to_unicode("Symbol", code)).unwrap_or('•')
        }
        (None, _) => c,
    });
    shown.collect()
}
