//! An office's own template (`--reference-doc`): the bytes of a DOCX or DOTX → what of it goes into the files we write.
//!
//! Taken: styles, the last section's page set-up with its headers and footers (those of earlier sections where it has none
//! of its own, as Word inherits them, ECMA-376 §17.10), theme, fonts, numbering, and the settings that bear on how a page
//! looks. Not taken: what the template says (its text is there to be replaced; a finding quotes it), and what fetches or runs
//! something when the file is opened (`harmless`; a finding names it).
//!
//! Paragraphs go to the template's styles by role (`roles`); what it has no counterpart for is added. A heading style that
//! numbers its headings loses its number on ours, whose numbers are part of their text.

mod harmless;
mod parts;
mod roles;

pub(super) use parts::CopiedPart;
pub(super) use roles::StyleIds;

use super::finish::order_all;
use super::markup::{Element, Node};
use super::measure::{PageMeasure, mm_twips, twips};
use super::relations::relations_name;
use crate::finding::{Error, Finding, Value, Warned, catalogue};
use crate::ooxml::{Package, PackageKind, resolve_part_name};
use crate::style::{PT_PER_MM, PageStyle, ParagraphStyles, Style};
use crate::whole::Whole;
use parts::{Copier, tree};
use roles::{Sheet, merged};
use std::collections::{BTreeMap, BTreeSet};

/// A template, read.
#[derive(Debug, Clone)]
pub struct Template {
    styles: Element,
    numbering: Option<Numbering>,
    settings: Option<Element>,
    fonts: Option<Fonts>,
    /// What the section says beside its headers and footers.
    section: Vec<Element>,
    /// Headers and footers: element, type (`default`, `first`, `even`) and part.
    running: Vec<(Running, String, String)>,
    theme: Option<String>,
    parts: Vec<CopiedPart>,
    /// The styles its own paragraphs use.
    used: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Numbering {
    root: Element,
    relations: Option<Element>,
}

#[derive(Debug, Clone)]
struct Fonts {
    root: Element,
    relations: Option<Element>,
}

/// A header or a footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Running {
    Header,
    Footer,
}

impl Running {
    /// The element that refers to it.
    pub(super) fn reference(self) -> &'static str {
        match self {
            Running::Header => "w:headerReference",
            Running::Footer => "w:footerReference",
        }
    }

    /// The kind of its relationship.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Running::Header => "header",
            Running::Footer => "footer",
        }
    }
}

/// What is taken of a section, in schema order; references come before, and what else there is belongs to the template's own text.
const SECTION: [&str; 10] = [
    "w:pgSz",
    "w:pgMar",
    "w:paperSrc",
    "w:pgBorders",
    "w:lnNumType",
    "w:pgNumType",
    "w:cols",
    "w:titlePg",
    "w:textDirection",
    "w:docGrid",
];

/// What is taken of the settings, in schema order (CT_Settings), and where ours are put in.
const SETTINGS: [&str; 29] = [
    "w:zoom",
    "w:mirrorMargins",
    "w:alignBordersAndEdges",
    "w:bordersDoNotSurroundHeader",
    "w:bordersDoNotSurroundFooter",
    "w:gutterAtTop",
    "w:defaultTabStop",
    "w:autoHyphenation",
    "w:consecutiveHyphenLimit",
    "w:hyphenationZone",
    "w:doNotHyphenateCaps",
    "w:evenAndOddHeaders",
    "w:drawingGridHorizontalSpacing",
    "w:drawingGridVerticalSpacing",
    "w:displayHorizontalDrawingGridEvery",
    "w:displayVerticalDrawingGridEvery",
    "w:characterSpacingControl",
    "w:strictFirstAndLastChars",
    "w:noLineBreaksAfter",
    "w:noLineBreaksBefore",
    "w:footnotePr",
    "w:endnotePr",
    "w:compat",
    "m:mathPr",
    "w:themeFontLang",
    "w:clrSchemeMapping",
    "w:doNotUseMarginsForDrawingGridOrigin",
    "w:decimalSymbol",
    "w:listSeparator",
];

/// Why a template can't be used.
fn unusable(cause: impl Into<Value>) -> Error {
    catalogue::write::reference_doc_unusable(cause).into()
}

impl Template {
    /// Reads a template: any Word document, or a `.dotx`.
    ///
    /// # Errors
    /// What [`Package::open`] says of files that are no Word document; `limit-exceeded`; `reference-doc-unusable` where a
    /// part that is taken is broken or the page leaves no room for text.
    pub fn read(bytes: &[u8]) -> Result<Warned<Self>, Error> {
        let mut package = Package::open(bytes, PackageKind::Docx)?;
        let main = package.main_part().to_owned();
        let root = tree(&mut package, &main)?.ok_or_else(|| unusable(&main))?;
        if root.name != "w:document" {
            return Err(unusable(format!("{main}: <{}>", root.name)));
        }
        let relations = tree(&mut package, &relations_name(&main))?;
        let related = |kind: &str| {
            let of_kind =
                |relation: &&Element| relation.attribute("Type").is_some_and(|t| t.rsplit('/').next() == Some(kind));
            let found = relations.iter().flat_map(Element::elements).find(of_kind)?;
            Some(resolve_part_name(&main, found.attribute("Target")?))
        };
        let mut found = |kind: &str| match related(kind) {
            Some(name) => Ok(tree(&mut package, &name)?.map(|root| (name, root))),
            None => Ok::<_, Error>(None),
        };
        let styles = found("styles")?.map(|(_, root)| root);
        let styles = match styles {
            Some(root) if root.name == "w:styles" => root,
            Some(root) => return Err(unusable(format!("<{}>", root.name))),
            None => Element::root("w:styles"),
        };
        let (numbering, fonts) = (found("numbering")?, found("fontTable")?);
        let settings = found("settings")?.map(|(_, root)| root).filter(|root| root.name == "w:settings");

        let mut copier = Copier::new(&mut package)?;
        let mut sections = Vec::new();
        let mut used = BTreeSet::new();
        let mut text = String::new();
        survey(&root, &mut sections, &mut used, &mut text);
        let running = running_parts(&sections, relations.as_ref(), &main, &mut copier)?;
        let numbering = match numbering.filter(|(_, root)| root.name == "w:numbering") {
            Some((name, root)) => Some(Numbering { relations: copier.relations_of(&name)?, root }),
            None => None,
        };
        let fonts = match fonts.filter(|(_, root)| root.name == "w:fonts") {
            Some((name, root)) => Some(Fonts { relations: copier.relations_of(&name)?, root }),
            None => None,
        };
        let theme = match related("theme") {
            Some(name) => copier.copy(&name)?,
            None => None,
        };
        let dropped = copier.dropped().join("、");
        let parts = copier.into_parts();
        let section = sections.last().map(section_children).unwrap_or_default();
        let template = Template { styles, numbering, settings, fonts, section, running, theme, parts, used };
        if template.page_style().is_some_and(|page| page.text_width_mm() < 20.0 || page.text_height_mm() < 20.0) {
            return Err(unusable("w:pgSz, w:pgMar"));
        }
        let mut findings: Vec<Finding> = package.take_findings();
        if !dropped.is_empty() {
            findings.push(catalogue::write::reference_content_left_out(dropped));
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let quoted: String = text.chars().take(40).collect();
            findings.push(catalogue::write::reference_text_unused(quoted));
        }
        Ok(Warned { value: template, findings })
    }

    /// The template's style sheet with ours in it, and what our styles are called there.
    pub(super) fn style_sheet(&self, ours: &Element) -> (Element, StyleIds) {
        let (mut sheet, ids) = merged(&self.styles, ours, &self.used);
        order_all(&mut sheet);
        (sheet, ids)
    }

    /// The style as the template's page and running text have it: what lengths of our own go by.
    pub(super) fn adapted(&self, style: &Style) -> Style {
        let body = Sheet::new(&self.styles).body_style(&self.used, &style.paragraphs.body);
        let mut page = self.page_style().unwrap_or_else(|| style.page.clone());
        let grid = self.section.iter().find(|child| child.name == "w:docGrid");
        let pitch = grid
            .filter(|grid| grid.attribute("w:type").is_some_and(|kind| kind != "default"))
            .and_then(|grid| grid.attribute("w:linePitch")?.trim().parse::<f32>().ok())
            .filter(|pitch| *pitch >= 20.0)
            .map_or_else(|| style.page.line_pitch_pt(), |twips| twips / 20.0);
        page.lines = u32::whole((page.text_height_mm() * PT_PER_MM / pitch).floor().clamp(1.0, 1000.0));
        page.characters = u32::whole((page.text_width_mm() * PT_PER_MM / body.size_pt).floor().clamp(1.0, 1000.0));
        page.hanging_punctuation = style.page.hanging_punctuation;
        page.upright_only = style.page.upright_only;
        let paragraphs = ParagraphStyles { body, ..style.paragraphs.clone() };
        Style { page, paragraphs, ..style.clone() }
    }

    /// Paper and margins, where the section gives them.
    fn page_style(&self) -> Option<PageStyle> {
        let child = |name: &str| self.section.iter().find(|child| child.name == name);
        let (size, margins) = (child("w:pgSz")?, child("w:pgMar")?);
        let mm =
            |element: &Element, name: &str| measure(element.attribute(name)?).map(|twips| twips / 20.0 / PT_PER_MM);
        // A negative margin is one that headers don't widen (§17.6.11).
        let margin = |name: &str| mm(margins, name).map(f32::abs);
        let gutter = margin("w:gutter").unwrap_or(0.0);
        Some(PageStyle {
            width_mm: mm(size, "w:w")?,
            height_mm: mm(size, "w:h")?,
            top_mm: margin("w:top")?,
            bottom_mm: margin("w:bottom")?,
            left_mm: margin("w:left")? + gutter,
            right_mm: margin("w:right")?,
            lines: 1,
            characters: 1,
            hanging_punctuation: false,
            upright_only: false,
        })
    }

    /// What the section says beside its headers and footers; `None` where it has no page of its own.
    pub(super) fn section(&self) -> Option<&[Element]> {
        self.page_style().map(|_| self.section.as_slice())
    }

    /// The headers and footers.
    pub(super) fn running(&self) -> impl Iterator<Item = (Running, &str, &str)> {
        self.running.iter().map(|(running, kind, part)| (*running, kind.as_str(), part.as_str()))
    }

    /// Whether it has any footer; where it has none, pages are numbered as the style numbers them.
    pub(super) fn has_footers(&self) -> bool {
        self.running.iter().any(|(running, ..)| *running == Running::Footer)
    }

    /// The theme's part.
    pub(super) fn theme(&self) -> Option<&str> {
        self.theme.as_deref()
    }

    /// The parts copied whole.
    pub(super) fn parts(&self) -> &[CopiedPart] {
        &self.parts
    }

    /// The settings: the template's as far as they bear on the page, ours for notes and, with our footers, for odd and even
    /// pages.
    pub(super) fn settings(&self, ours: &Element) -> Element {
        let Some(own) = &self.settings else { return ours.clone() };
        let mut settings = Element { children: Vec::new(), ..own.clone() };
        for name in SETTINGS {
            // How large a window shows the page is nobody's style.
            let ours_only = matches!(name, "w:zoom" | "w:footnotePr" | "w:endnotePr")
                || (name == "w:evenAndOddHeaders" && !self.has_footers());
            let from = if ours_only { ours } else { own };
            settings.children.extend(from.find(name).cloned().map(Node::Element));
        }
        settings
    }

    /// The font table: the template's, and ours where it doesn't name a font of ours.
    pub(super) fn font_table(&self, ours: Element) -> (Element, Option<&Element>) {
        let Some(fonts) = &self.fonts else { return (ours, None) };
        let mut table = fonts.root.clone();
        for font in ours.elements() {
            let named = |known: &Element| known.attribute("w:name") == font.attribute("w:name");
            if !table.elements().any(named) {
                table.children.push(Node::Element(font.clone()));
            }
        }
        (table, fonts.relations.as_ref())
    }

    /// The numbering part: the template's definitions, then ours.
    pub(super) fn numbering(&self, ours: Option<Element>) -> Option<(Element, Option<&Element>)> {
        let Some(numbering) = &self.numbering else { return ours.map(|ours| (ours, None)) };
        let mut root = numbering.root.clone();
        root.children.extend(ours.into_iter().flat_map(|ours| ours.children));
        order_all(&mut root);
        Some((root, numbering.relations.as_ref()))
    }

    /// The highest ids of its numbering: abstract definitions and instances.
    pub(super) fn last_numbering_ids(&self) -> (usize, usize) {
        let root = self.numbering.as_ref().map(|numbering| &numbering.root);
        let last = |element: &str, attribute: &str| {
            let all = root.into_iter().flat_map(Element::elements).filter(|child| child.name == element);
            all.filter_map(|child| child.attribute(attribute)?.trim().parse::<u32>().ok()).max().unwrap_or(0) as usize
        };
        (last("w:abstractNum", "w:abstractNumId"), last("w:num", "w:numId"))
    }
}

/// A length in twips: a plain number, or one with a unit as strict files write it.
fn measure(text: &str) -> Option<f32> {
    let text = text.trim();
    let digits = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: f32 = number.parse().ok()?;
    let twips = match unit {
        "" => number,
        "pt" => number * 20.0,
        "mm" => number * PT_PER_MM * 20.0,
        "cm" => number * PT_PER_MM * 200.0,
        "in" => number * 1440.0,
        _ => return None,
    };
    (twips.abs() < 1_000_000.0).then_some(twips)
}

/// Looks through the template's own text: its sections, the paragraph styles it uses, and what it says.
fn survey(element: &Element, sections: &mut Vec<Element>, used: &mut BTreeSet<String>, text: &mut String) {
    for child in element.elements() {
        match &*child.name {
            "w:sectPr" => sections.push(child.clone()),
            "w:pStyle" => used.extend(child.attribute("w:val").map(str::to_owned)),
            "w:t" => {
                for node in &child.children {
                    if let Node::Text(said) = node {
                        text.push_str(said);
                    }
                }
            }
            _ => {
                survey(child, sections, used, text);
                if child.name == "w:p" {
                    text.push(' ');
                }
            }
        }
    }
}

/// The headers and footers of the last section, each inherited from the section before where it has none of its own.
fn running_parts(
    sections: &[Element],
    relations: Option<&Element>,
    main: &str,
    copier: &mut Copier<'_, '_>,
) -> Result<Vec<(Running, String, String)>, Error> {
    let mut last: BTreeMap<(Running, String), String> = BTreeMap::new();
    for reference in sections.iter().flat_map(Element::elements) {
        let running = match &*reference.name {
            "w:headerReference" => Running::Header,
            "w:footerReference" => Running::Footer,
            _ => continue,
        };
        let kind = reference.attribute("w:type").unwrap_or("default").to_owned();
        let id = reference.attributes.iter().find(|(name, _)| name.ends_with(":id")).map(|(_, id)| id.as_str());
        let relation =
            relations.into_iter().flat_map(Element::elements).find(|relation| relation.attribute("Id") == id);
        let Some(target) = relation.and_then(|relation| relation.attribute("Target")) else { continue };
        last.insert((running, kind), resolve_part_name(main, target));
    }
    let mut running = Vec::new();
    for ((what, kind), part) in last {
        if let Some(name) = copier.copy(&part)? {
            running.push((what, kind, name));
        }
    }
    Ok(running)
}

/// What is taken of a section.
fn section_children(section: &Element) -> Vec<Element> {
    let taken = SECTION.iter().filter_map(|name| section.find(name));
    let mut taken: Vec<Element> = taken.cloned().collect();
    for child in &mut taken {
        // Art borders refer to pictures.
        child.attributes.retain(|(name, _)| !name.starts_with("r:"));
        if matches!(&*child.name, "w:pgSz" | "w:pgMar") {
            for (_, value) in &mut child.attributes {
                if let Some(twips) = measure(value).filter(|_| value.contains(|c: char| c.is_ascii_alphabetic())) {
                    *value = i32::whole(twips.round()).to_string();
                }
            }
        }
    }
    taken
}

impl PageMeasure {
    /// The page of an adapted style, in a template's file: characters keep the distance the template gives them.
    pub(super) fn of_template(adapted: &Style) -> Self {
        let page = &adapted.page;
        PageMeasure {
            width: mm_twips(page.width_mm),
            height: mm_twips(page.height_mm),
            character_spacing: 0,
            line_pitch: twips(page.line_pitch_pt()),
            ..PageMeasure::new(adapted)
        }
    }
}

#[cfg(test)]
mod tests;
