//! The template's style sheet with our roles in it: its own styles where it has the counterpart, else ours, added.

use super::super::markup::{Element, Node};
use super::super::styles;
use crate::ooxml::own_styles::TABLE_TEXT;
use crate::style::ParagraphStyle;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// How many styles a chain may have.
const LONGEST_CHAIN: usize = 64;

/// Which styles play which role: `templates/word-styles.toml`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Names {
    paragraph: BTreeMap<String, Vec<String>>,
    character: BTreeMap<String, Vec<String>>,
    table: BTreeMap<String, Vec<String>>,
    body: BTreeMap<String, Vec<String>>,
}

/// The names; a test proves that the file loads.
fn names() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| {
        crate::template::load("word-styles.toml", include_str!("../../../../templates/word-styles.toml"))
    });
    &NAMES
}

/// What our style ids are called in the file that is written.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct StyleIds {
    /// The ids that differ from ours.
    ids: BTreeMap<String, String>,
    /// Our ids whose part the template's own styles play.
    adopted: BTreeSet<String>,
    /// Styles, by the ids of the file, that number their paragraphs.
    numbered: BTreeSet<String>,
}

impl StyleIds {
    /// What one of our ids is called.
    pub(in super::super) fn id<'i>(&'i self, ours: &'i str) -> &'i str {
        self.ids.get(ours).map_or(ours, String::as_str)
    }

    /// Whether the template's own style plays the part of one of ours.
    pub(in super::super) fn is_adopted(&self, ours: &str) -> bool {
        self.adopted.contains(ours)
    }

    /// Whether a style, by its id in the file, numbers its paragraphs.
    pub(in super::super) fn numbers(&self, id: &str) -> bool {
        self.numbered.contains(id)
    }
}

/// A style's value of a property.
fn value<'e>(style: &'e Element, property: &str) -> Option<&'e str> {
    style.find(property)?.attribute("w:val")
}

/// A style sheet, looked up by id.
#[derive(Debug)]
pub(super) struct Sheet<'e> {
    by_id: BTreeMap<&'e str, &'e Element>,
    root: &'e Element,
}

impl<'e> Sheet<'e> {
    pub(super) fn new(root: &'e Element) -> Self {
        let styles = root.elements().filter(|element| element.name == "w:style");
        let mut by_id = BTreeMap::new();
        for style in styles {
            if let Some(id) = style.attribute("w:styleId") {
                by_id.entry(id).or_insert(style);
            }
        }
        Sheet { by_id, root }
    }

    fn kind(style: &Element) -> &str {
        style.attribute("w:type").unwrap_or("paragraph")
    }

    /// The style of that kind the file takes where none is named.
    fn default_of(&self, kind: &str) -> Option<&'e str> {
        let is_default = |style: &Element| matches!(style.attribute("w:default"), Some("1" | "true" | "on"));
        self.by_id.iter().find(|(_, style)| Self::kind(style) == kind && is_default(style)).map(|(id, _)| *id)
    }

    /// The style of that kind and name, whatever the name's case.
    fn named(&self, kind: &str, name: &str) -> Option<&'e str> {
        let is_it = |style: &Element| {
            let own = value(style, "w:name").unwrap_or_default();
            Self::kind(style) == kind && own.trim().to_lowercase() == name.to_lowercase()
        };
        self.by_id.iter().find(|(_, style)| is_it(style)).map(|(id, _)| *id)
    }

    /// The first value along a style's chain (ECMA-376 §17.7.4.3).
    fn inherited<T>(&self, id: &str, get: impl Fn(&'e Element) -> Option<T>) -> Option<T> {
        let mut next = self.by_id.get(id).copied();
        for _ in 0..LONGEST_CHAIN {
            let style = next?;
            if let Some(found) = get(style) {
                return Some(found);
            }
            next = value(style, "w:basedOn").and_then(|base| self.by_id.get(base)).copied();
        }
        None
    }

    fn numbers(&self, id: &str) -> bool {
        let number = |style: &'e Element| style.find("w:pPr")?.find("w:numPr")?.find("w:numId")?.attribute("w:val");
        self.inherited(id, number).is_some_and(|number| number.trim() != "0")
    }

    /// The id of the style running text is set in: one of those for it that the template's own paragraphs use, else its
    /// default.
    fn body(&self, used: &BTreeSet<String>) -> Option<&'e str> {
        let candidates = names().body.get(styles::BODY).into_iter().flatten();
        let mut known = candidates.filter_map(|name| self.named("paragraph", name));
        known.find(|id| used.contains(*id)).or_else(|| self.default_of("paragraph"))
    }

    /// Running text as the template has it, over `ours`: the size and first-line indent that what we write ourselves goes by.
    pub(super) fn body_style(&self, used: &BTreeSet<String>, ours: &ParagraphStyle) -> ParagraphStyle {
        let Some(id) = self.body(used) else { return ours.clone() };
        let defaults = self.root.find("w:docDefaults");
        let half_points = |properties: &Element| value(properties, "w:sz")?.trim().parse::<f32>().ok();
        let default_size = || half_points(defaults?.find("w:rPrDefault")?.find("w:rPr")?).filter(|size| *size > 0.0);
        let size = self.inherited(id, |style| half_points(style.find("w:rPr")?));
        let size_pt = size.or_else(default_size).unwrap_or(20.0).clamp(2.0, 400.0) / 2.0;
        let indent = |name: &'static str| {
            let own =
                |style: &'e Element| style.find("w:pPr")?.find("w:ind")?.attribute(name)?.trim().parse::<f32>().ok();
            self.inherited(id, own)
        };
        let in_characters = indent("w:firstLineChars").map(|hundredths| hundredths / 100.0);
        let first = in_characters.or_else(|| indent("w:firstLine").map(|twips| twips / 20.0 / size_pt)).unwrap_or(0.0);
        ParagraphStyle { size_pt, first_line_characters: first.clamp(0.0, 20.0), ..ours.clone() }
    }
}

/// The template's style sheet with what it lacks of ours added, and what our ids are called in it.
pub(super) fn merged(template: &Element, ours: &Element, used: &BTreeSet<String>) -> (Element, StyleIds) {
    let sheet = Sheet::new(template);
    let mut ids = StyleIds::default();
    let mut missing: Vec<&Element> = Vec::new();
    let our_styles = || ours.elements().filter(|element| element.name == "w:style");
    let mut taken: BTreeSet<String> = sheet.by_id.keys().map(|id| (*id).to_owned()).collect();
    for style in our_styles() {
        let Some(id) = style.attribute("w:styleId") else { continue };
        match counterpart(&sheet, style, id, used) {
            Some(found) => {
                ids.adopted.insert(id.to_owned());
                if found != id {
                    ids.ids.insert(id.to_owned(), found.to_owned());
                }
            }
            None => missing.push(style),
        }
    }
    for style in &missing {
        let Some(id) = style.attribute("w:styleId") else { continue };
        let mut free = id.to_owned();
        let mut count = 1;
        while !taken.insert(free.clone()) {
            count += 1;
            free = format!("{id}{count}");
        }
        if free != id {
            ids.ids.insert(id.to_owned(), free);
        }
    }
    let mut merged = template.clone();
    for style in missing {
        merged.children.push(Node::Element(added(style, &ids)));
    }
    let played = our_styles().filter_map(|style| style.attribute("w:styleId")).map(|id| ids.id(id).to_owned());
    ids.numbered = played.filter(|id| sheet.numbers(id)).collect();
    (merged, ids)
}

/// The template's style that plays the part of one of ours.
fn counterpart<'e>(sheet: &Sheet<'e>, style: &Element, id: &str, used: &BTreeSet<String>) -> Option<&'e str> {
    let kind = Sheet::kind(style);
    if id == styles::BODY {
        return sheet.body(used);
    }
    if style.attribute("w:default").is_some() {
        return sheet.default_of(kind).or_else(|| sheet.named(kind, value(style, "w:name")?));
    }
    let names = match kind {
        "character" => &names().character,
        "table" => &names().table,
        _ => &names().paragraph,
    };
    let own = value(style, "w:name").into_iter();
    let mut candidates = names.get(id).into_iter().flatten().map(String::as_str).chain(own);
    candidates.find_map(|name| sheet.named(kind, name))
}

/// One of our styles as it is added to a template's: by the ids that hold there, and free of what its base style may say.
fn added(style: &Element, ids: &StyleIds) -> Element {
    let mut style = style.clone();
    let ours = style.attribute("w:styleId").unwrap_or_default().to_owned();
    let base = value(&style, "w:basedOn").map(str::to_owned);
    style.set("w:styleId", ids.id(&ours).to_owned());
    let of_body = ours == styles::BODY_FLUSH || ours.starts_with("ListContinue");
    let of_cell = base.as_deref() == Some(TABLE_TEXT) && ids.is_adopted(TABLE_TEXT);
    for child in style.elements_mut() {
        if matches!(&*child.name, "w:basedOn" | "w:next" | "w:link") {
            let named = child.attribute("w:val").unwrap_or_default().to_owned();
            child
                .set("w:val", if of_body && child.name == "w:basedOn" { ids.id(styles::BODY) } else { ids.id(&named) });
        }
    }
    if Sheet::kind(&style) != "paragraph" {
        return style;
    }
    if of_body || of_cell {
        // The type is the template's; only the place is ours.
        style.children.retain(|node| !matches!(node, Node::Element(child) if child.name == "w:rPr"));
        if let Some(properties) = style.find_mut("w:pPr") {
            let keeps = |name: &str| name == "w:jc" || (of_body && name == "w:ind");
            properties.children.retain(|node| matches!(node, Node::Element(child) if keeps(&child.name)));
        }
    } else if base.as_deref() == Some("Normal") {
        style.children.retain(|node| !matches!(node, Node::Element(child) if child.name == "w:basedOn"));
    }
    if !of_cell && base.as_deref() == Some("Normal") {
        // Running text of the template or its defaults may be indented.
        if let Some(properties) = style.find_mut("w:pPr") {
            if properties.find("w:ind").is_none() {
                properties.children.push(Node::Element(Element::new("w:ind")));
            }
            if let Some(indent) = properties.find_mut("w:ind") {
                for name in ["w:leftChars", "w:left", "w:rightChars", "w:right", "w:firstLineChars", "w:firstLine"] {
                    if indent.attribute(name).is_none() {
                        indent.set(name, 0);
                    }
                }
            }
            super::super::finish::order_children(properties);
        }
    }
    style
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_names_load_and_are_of_styles_we_write() {
        let names = super::names();
        assert!(names.paragraph.contains_key("Heading1"));
        let mut style = crate::style::Style::gongwen().unwrap();
        style.charts.show = true;
        let page = super::super::super::measure::PageMeasure::new(&style);
        let sheet = super::super::super::styles::style_sheet(&style, &page);
        let sheet = sheet.with(super::super::super::styles::paper_styles(&style, &page));
        let sheet = super::Sheet::new(&sheet);
        for (kind, table) in [
            ("paragraph", &names.paragraph),
            ("character", &names.character),
            ("table", &names.table),
            ("paragraph", &names.body),
        ] {
            for id in table.keys() {
                let style = sheet.by_id.get(id.as_str()).unwrap_or_else(|| panic!("{id}"));
                assert_eq!(super::Sheet::kind(style), kind, "{id}");
            }
        }
    }
}
