//! Styles (ECMA-376 §17.7): `styles.xml` and direct formatting → what a paragraph is and how a run is marked.
//!
//! The levels of §17.7.2, each over the one before: document defaults, table style, paragraph style, character style, direct.

use super::color::Shading;
use super::ink::InkProperties;
use super::properties::{Indent, ParagraphProperties, RunLook, RunProperties};
use super::table_style::{CellFormat, TableStyle};
use super::tabs::Tabs;
use crate::document::{Alignment, Capitals, Marks, ParagraphRole};
use crate::finding::{Error, Finding, Place, Value, catalogue::docx, catalogue::package};
use crate::ooxml::{Element, Ns, Xml, own_styles};
use crate::read::docx::wml::{raw_text, value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a paragraph is, once its style is taken into account.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ParagraphKind {
    /// Heading level 1 to 9, if it is one.
    pub heading: Option<u8>,
    /// Whether it says itself that it is none, whatever it looks like (level 9, §17.3.1.20).
    pub no_heading: bool,
    /// Its role, if it is none.
    pub role: ParagraphRole,
    /// Its alignment, as far as its role doesn't set it.
    pub align: Alignment,
    /// Its numbering definition.
    pub numbering: Option<String>,
    /// Its level in that, from 0; `None`: the level that names its style, else the first.
    pub level: Option<u8>,
    /// The id of its style.
    pub style: Option<String>,
    /// Whether it begins a page.
    pub page_break_before: bool,
    /// Whether it is the title over a table of contents.
    pub contents_title: bool,
    /// Whether its style is that of the charts we draw ourselves.
    pub own_chart: bool,
    /// In how many lists its style says it continues an item; 0 for none.
    pub continues: usize,
    /// Its own indents.
    pub own_indent: Indent,
    /// Its indents, those of its style included.
    pub indent: Indent,
    /// Its tab stops, those of its style included.
    pub tabs: Tabs,
    /// Its ground.
    shading: Option<Shading>,
    /// What its style does to runs.
    run: RunProperties,
    /// What the style of the table it stands in does.
    table: Option<Rc<CellFormat>>,
}

#[derive(Debug)]
struct Style {
    name: String,
    is_paragraph: bool,
    based_on: Option<String>,
    linked: Option<String>,
    run: RunProperties,
    paragraph: ParagraphProperties,
    role: Option<ParagraphRole>,
    named_heading: Option<u8>,
    contents_title: bool,
}

/// The styles of a document, each with all it inherits.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_id: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    run_defaults: RunProperties,
    paragraph_defaults: ParagraphProperties,
    /// The part itself with its name: the styles of tables, most of it and seldom used, are read when a table has them.
    part: Option<(String, Xml)>,
}

/// Where a built-in style's English or Chinese name, or id, says what it is for.
fn role_of(id: &str, name: &str) -> Option<ParagraphRole> {
    if id == own_styles::ATTACHMENT_LABEL {
        return Some(ParagraphRole::AttachmentLabel);
    }
    if [own_styles::LETTER_NUMBER, own_styles::SPREAD_NUMBER].contains(&id) {
        return Some(ParagraphRole::DocumentNumber);
    }
    let of_paper = own_styles::PAPERS.iter().position(|(own, called)| *own == id || *called == name);
    if let Some(role) = of_paper.and_then(|at| ParagraphRole::of_paper().nth(at)) {
        return Some(role);
    }
    match name {
        "title" | "标题" => Some(ParagraphRole::Title),
        "caption" | "题注" => Some(ParagraphRole::Caption),
        "signature" | "签名" => Some(ParagraphRole::Signature),
        "date" | "日期" => Some(ParagraphRole::Date),
        _ => None,
    }
}

/// The level of a heading style, by its name (`heading 1`, `标题 1`).
fn heading_of(name: &str) -> Option<u8> {
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?.trim();
    number.parse().ok().filter(|level| (1..=9).contains(level))
}

/// The styles of later paragraphs of a list item: `List Continue`, `List Continue 2` (列表接续) … say in how many lists.
fn continued_lists(name: &str) -> usize {
    const NAMES: [&str; 3] = ["list continue", "listcontinue", "列表接续"];
    let Some(number) = NAMES.iter().find_map(|prefix| name.strip_prefix(prefix)).map(str::trim) else { return 0 };
    if number.is_empty() { 1 } else { number.parse().ok().filter(|lists| (1..=9).contains(lists)).unwrap_or(0) }
}

/// Whether a text tells one what to type there: [机关名称], 单击此处输入文字, Click here to enter text.
fn reads_like_a_prompt(text: &str) -> bool {
    const OPENINGS: [&str; 9] = ["单击", "点击", "請按", "请输入", "请选择", "请填写", "选择一项", "Click ", "Choose "];
    let text = text.trim();
    let brackets = [('[', ']'), ('［', '］'), ('【', '】'), ('<', '>'), ('〔', '〕')];
    let bracketed = |(open, close)| text.starts_with(open) && text.ends_with(close);
    brackets.into_iter().any(bracketed) || OPENINGS.iter().any(|opening| text.starts_with(opening))
}

impl Styles {
    /// Reads `w:styles`, the part of this name, in which the styles of tables are left closed.
    pub(crate) fn read(name: String, xml: Xml, findings: &mut Vec<Finding>) -> Self {
        let mut styles = Styles::default();
        for element in xml.root().iter().flat_map(|root| root.children()).filter(|e| e.ns() == Ns::W) {
            match element.name() {
                "docDefaults" => {
                    let properties = |outer, inner| element.child(Ns::W, outer)?.child(Ns::W, inner);
                    styles.run_defaults = properties("rPrDefault", "rPr").map(RunProperties::read).unwrap_or_default();
                    styles.paragraph_defaults =
                        properties("pPrDefault", "pPr").map(ParagraphProperties::read).unwrap_or_default();
                }
                "style" => {
                    let Some(id) = element.attribute(Ns::W, "styleId") else { continue };
                    let kind = element.attribute(Ns::W, "type").unwrap_or("paragraph");
                    if kind == "table" {
                        continue;
                    }
                    let name = value(element, "name").unwrap_or(id).trim().to_lowercase();
                    let is_default = matches!(element.attribute(Ns::W, "default"), Some("1" | "true" | "on"));
                    if kind == "paragraph" && is_default {
                        styles.default_paragraph.get_or_insert_with(|| id.to_owned());
                    }
                    let style = Style {
                        is_paragraph: kind == "paragraph",
                        based_on: value(element, "basedOn").map(str::to_owned),
                        linked: value(element, "link").map(str::to_owned),
                        run: element.child(Ns::W, "rPr").map(RunProperties::read).unwrap_or_default(),
                        paragraph: element.child(Ns::W, "pPr").map(ParagraphProperties::read).unwrap_or_default(),
                        role: role_of(id, &name),
                        named_heading: heading_of(&name),
                        contents_title: matches!(name.as_str(), "toc heading" | "toc 标题" | "contents heading"),
                        name,
                    };
                    styles.by_id.entry(id.to_owned()).or_insert(style);
                }
                _ => {}
            }
        }
        styles.inherit(findings);
        styles.part = Some((name, xml));
        styles
    }

    /// The table style of this id, or the default one, with all it inherits; `None` where there is none.
    ///
    /// # Errors
    /// `limit-exceeded`, for its XML.
    pub(crate) fn table_style(
        &self,
        id: Option<&str>,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<TableStyle>, Error> {
        let Some((part, xml)) = &self.part else { return Ok(None) };
        let Some(root) = xml.root() else { return Ok(None) };
        let of = |id: Option<&str>| {
            let mut styles =
                root.children().filter(|e| e.is(Ns::W, "style") && e.attribute(Ns::W, "type") == Some("table"));
            styles.find(|style| match id {
                Some(id) => style.attribute(Ns::W, "styleId") == Some(id),
                None => matches!(style.attribute(Ns::W, "default"), Some("1" | "true" | "on")),
            })
        };
        let mut chain = Vec::new();
        let mut met = BTreeSet::new();
        // A style that is named but not defined is the default one.
        let mut next = of(id).or_else(|| of(None));
        while let Some(style) = next {
            let opened = style.opened()?;
            if let Some(cause) = opened.as_ref().and_then(Xml::broken) {
                findings.push(package::xml_breaks_off(Value::foreign(cause)).at(Place::Part(part.clone())));
            }
            let element = opened.as_ref().and_then(Xml::root).unwrap_or(style);
            let base = value(element, "basedOn").map(str::to_owned);
            if !met.insert(style.ordinal()) {
                findings.push(docx::style_cycle(value(element, "name").unwrap_or_default()));
                break;
            }
            next = base.and_then(|base| of(Some(&base)));
            chain.push((style, opened));
        }
        let mut made = TableStyle::default();
        for (style, opened) in chain.iter().rev() {
            made.add(opened.as_ref().and_then(Xml::root).unwrap_or(*style));
        }
        Ok(made.says_something().then_some(made))
    }

    /// Gives each style all that it inherits (§17.7.4.3), cutting chains that come back to themselves.
    fn inherit(&mut self, findings: &mut Vec<Finding>) {
        let mut done: BTreeMap<String, ()> = BTreeMap::new();
        let ids: Vec<String> = self.by_id.keys().cloned().collect();
        for id in ids {
            let mut chain: Vec<String> = Vec::new();
            let mut next = Some(id);
            while let Some(id) = next {
                if done.contains_key(&id) {
                    chain.push(id);
                    break;
                }
                if chain.contains(&id) {
                    let name = self.by_id.get(&id).map_or(id.as_str(), |s| s.name.as_str());
                    findings.push(docx::style_cycle(name));
                    break;
                }
                let Some(style) = self.by_id.get(&id) else { break };
                next = style.based_on.clone();
                chain.push(id);
            }
            for pair in chain.windows(2).rev() {
                let [id, base] = pair else { continue };
                let Some((run, paragraph, role, heading, contents)) = self.by_id.get(base).map(|base| {
                    (base.run.clone(), base.paragraph.clone(), base.role, base.named_heading, base.contents_title)
                }) else {
                    continue;
                };
                if let Some(style) = self.by_id.get_mut(id).filter(|_| !done.contains_key(id)) {
                    style.run = style.run.over(&run);
                    // A level belongs to the definition it was set with.
                    let level = style.paragraph.level.or(match style.paragraph.numbering {
                        Some(_) => None,
                        None => paragraph.level,
                    });
                    style.paragraph = style.paragraph.over(&paragraph);
                    style.paragraph.level = level;
                    style.named_heading = style.named_heading.or(heading);
                    style.role = match style.named_heading {
                        Some(_) => style.role,
                        None => style.role.or(role),
                    };
                    style.contents_title |= contents;
                }
                done.insert(id.clone(), ());
            }
            if let Some(last) = chain.last() {
                done.insert(last.clone(), ());
            }
        }
    }

    /// The numbering definition a numbering style (§17.9.21) stands for.
    pub(crate) fn numbering_of(&self, style: &str) -> Option<&str> {
        self.by_id.get(style)?.paragraph.numbering.as_deref()
    }

    /// What a paragraph with that direct formatting is, in a cell that the style of its table does this to.
    pub(crate) fn paragraph_kind(&self, direct: &ParagraphProperties, table: Option<&Rc<CellFormat>>) -> ParagraphKind {
        let named = direct.style.as_ref().filter(|id| self.by_id.get(*id).is_some_and(|s| s.is_paragraph));
        let id = named.or(self.default_paragraph.as_ref());
        let style = id.and_then(|id| self.by_id.get(id));
        let mut properties = direct.clone();
        if let Some(style) = style {
            properties = properties.over(&style.paragraph);
            if direct.level.is_none() && direct.numbering.is_some() {
                properties.level = Some(0);
            }
        }
        if let Some(table) = table {
            properties = properties.over(&table.paragraph);
        }
        let properties = properties.over(&self.paragraph_defaults);
        // A style that is used but not defined still has its name.
        let undefined = direct.style.as_ref().filter(|id| !self.by_id.contains_key(*id)).map(|id| id.to_lowercase());
        let undefined = undefined.as_deref();
        let role = style.and_then(|s| s.role).or_else(|| undefined.and_then(|id| role_of(id, id)));
        let named = style.and_then(|s| s.named_heading).or_else(|| undefined.and_then(heading_of));
        let outline = properties.outline.or(named.map(|level| level - 1));
        let heading = match (role, direct.outline) {
            // Word gives its own Title style an outline level.
            (Some(_), None) => None,
            _ => outline.filter(|level| *level < 9).map(|level| level + 1),
        };
        let role = role.unwrap_or_default();
        // Roles, headings, captions, header cells and columns of figures have an alignment of their own; what differs from it is set
        // on the paragraph.
        let header = id.is_some_and(|id| own_styles::aligns_by_itself(id));
        let align = match (role, heading) {
            (ParagraphRole::Body, None) if !header => properties.align,
            _ => direct.align,
        };
        ParagraphKind {
            heading,
            no_heading: direct.outline == Some(9),
            role,
            align: align.unwrap_or_default(),
            numbering: properties.numbering.filter(|id| id != "0"),
            level: properties.level,
            style: id.cloned(),
            page_break_before: properties.page_break_before.unwrap_or(false),
            contents_title: style.is_some_and(|s| s.contents_title),
            own_chart: style.is_some_and(|s| s.name == own_styles::CHART_NAME),
            continues: style.map(|s| s.name.as_str()).or(undefined).map_or(0, continued_lists),
            own_indent: direct.indent,
            indent: properties.indent,
            // Where the parts of papers stand is their style's.
            tabs: if role.is_of_paper() { Default::default() } else { properties.tabs },
            shading: properties.shading,
            run: style.map(|s| s.run.clone()).unwrap_or_default(),
            table: table.cloned(),
        }
    }

    /// The character style of a run with that direct formatting.
    fn character_style(&self, direct: &RunProperties) -> Option<&Style> {
        direct.style.as_ref().and_then(|id| self.by_id.get(id)).and_then(|style| match style.is_paragraph {
            true => style.linked.as_ref().and_then(|id| self.by_id.get(id)),
            false => Some(style),
        })
    }

    /// Whether the text of a content control is its own prompt: all of it in the style prompts have, or worded like one.
    pub(crate) fn is_prompt(&self, content: Element<'_>) -> bool {
        let (mut some, mut all) = (false, true);
        content.walk(|element| {
            if element.is(Ns::W, "r") && element.children().any(|e| e.is(Ns::W, "t") && !e.text().trim().is_empty()) {
                let style = element.child(Ns::W, "rPr").and_then(|p| value(p, "rStyle"));
                let name = style.map(|id| self.by_id.get(id).map_or(id, |s| s.name.as_str()).to_lowercase());
                let is_prompt = matches!(name.as_deref(), Some("placeholder text" | "placeholdertext" | "占位符文本"));
                some = true;
                all &= is_prompt;
            }
            true
        });
        all || !some || reads_like_a_prompt(&raw_text(content))
    }

    /// How a run with that direct formatting looks, its marks aside.
    pub(crate) fn look<'s>(&'s self, paragraph: &'s ParagraphKind, direct: &'s RunProperties) -> RunLook<'s> {
        let character = self.character_style(direct).map(|s| &s.run);
        let table = paragraph.table.as_deref().map(|format| &format.run);
        let layers = [Some(direct), character, Some(&paragraph.run), table, Some(&self.run_defaults)];
        let layers = layers.into_iter().flatten();
        RunLook {
            size: layers.clone().find_map(|layer| layer.size),
            font: layers.clone().find_map(|layer| layer.font.as_ref()),
            latin_font: layers.clone().find_map(|layer| layer.latin_font.as_ref()),
            ink: layers.clone().fold(InkProperties::default(), |ink, layer| ink.over(layer.ink)),
            highlight: layers.clone().find_map(|layer| layer.highlight).flatten(),
            shading: layers.clone().find_map(|layer| layer.shading),
            paragraph_shading: paragraph.shading,
        }
    }

    /// The marks of a run with that direct formatting, and whether it is hidden.
    ///
    /// Toggle properties of table, paragraph and character style cancel each other out (§17.7.3). What the style of a heading or
    /// role does to all of its text is not a mark: its role says it.
    pub(crate) fn marks(&self, paragraph: &ParagraphKind, direct: &RunProperties) -> (Marks, bool) {
        let character = self.character_style(direct);
        let is_link = character.is_some_and(|s| matches!(s.name.as_str(), "hyperlink" | "超链接"));
        let nothing = RunProperties::default();
        let character = character.map_or(&nothing, |s| &s.run);
        let plain = paragraph.heading.is_none() && paragraph.role == ParagraphRole::Body;
        let base = if plain { &paragraph.run } else { &nothing };
        let table = paragraph.table.as_deref().filter(|_| plain).map_or(&nothing, |format| &format.run);
        let defaults = &self.run_defaults;
        let toggle = |get: fn(&RunProperties) -> Option<bool>| {
            let levels = [table, base, character].map(|level| get(level).unwrap_or(false));
            let styles = levels.into_iter().fold(false, |sum, is_on| sum ^ is_on);
            get(direct).unwrap_or(styles || get(defaults).unwrap_or(false))
        };
        let styled_underline = if is_link { None } else { character.underline }.or(base.underline).or(table.underline);
        let position =
            direct.position.or(character.position).or(base.position).or(table.position).or(defaults.position);
        // What a paragraph's style does to all of its text is no mark, and links have a colour of their own.
        let character_color = if is_link { character.color.and(Some(None)) } else { character.color };
        let styled_color = character_color.or(base.color.and(Some(None))).or(table.color);
        let marks = Marks {
            bold: toggle(|p| p.bold),
            italic: toggle(|p| p.italic),
            underline: direct.underline.or(styled_underline).or(defaults.underline).unwrap_or(false),
            strike: toggle(|p| p.strike) || toggle(|p| p.double_strike),
            position: position.flatten(),
            capitals: match (toggle(|p| p.caps), toggle(|p| p.small_caps)) {
                (true, _) => Some(Capitals::All),
                (false, true) => Some(Capitals::Small),
                (false, false) => None,
            },
            color: direct.color.or(styled_color).flatten(),
            highlight: direct.highlight.or(character.highlight).flatten().or(direct
                .shading
                .or(character.shading)
                .or(table.shading)
                .and_then(Shading::color)),
        };
        let hidden_by_styles = [table, &paragraph.run, character]
            .into_iter()
            .fold(false, |sum, level| sum ^ level.vanish.unwrap_or(false));
        let hidden = direct.vanish.unwrap_or(hidden_by_styles || defaults.vanish.unwrap_or(false));
        (marks, hidden)
    }
}
