//! The style sheet (ODF 1.3 part 3, 16): common and automatic styles, each with all it inherits.
//!
//! Common styles of paragraphs become styles of the Word document; automatic ones are what a writer set directly, and are written as
//! such where they differ from the common style they are based on.

use super::look::{self, Fonts, Look, Script};
use crate::document::TabStop;
use crate::ooxml::{Element, Ns, escape_attribute};
use crate::read::word_parts::tab_stops;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;

/// How many styles may be based on each other.
const LONGEST_CHAIN: usize = 100;
/// Names of styles are no longer than this; each is written with what it is called.
const LONGEST_NAME: usize = 200;

/// What is set of a paragraph, by its name.
pub(super) type Layout = BTreeMap<&'static str, Rc<str>>;

/// A style with what it sets itself.
#[derive(Debug, Default)]
struct Own {
    parent: Option<String>,
    display_name: Option<String>,
    is_automatic: bool,
    look: Look,
    layout: Layout,
    list: Option<String>,
    master: Option<String>,
    outline: Option<u8>,
    /// The properties of what is no text: tables, cells, graphics, sections; by attribute.
    other: BTreeMap<String, String>,
    /// Its number among the styles that are written.
    number: usize,
}

/// A style with all it inherits.
#[derive(Debug, Default, Clone)]
pub(super) struct Style {
    pub look: Rc<Look>,
    pub layout: Layout,
    /// The list style; empty where it says it has none.
    pub list: Option<String>,
    /// The master page it begins; empty where it says it begins none.
    pub master: Option<String>,
    /// The level of the outline, from 1.
    pub outline: Option<u8>,
    /// The common style it is, or is based on: its number.
    pub common: Option<usize>,
    /// The names of it and those it is based on, as shown.
    pub names: Vec<Rc<str>>,
}

/// What a common style of paragraphs gives.
#[derive(Debug, Default)]
pub(super) struct Common {
    pub run: BTreeMap<&'static str, String>,
    pub layout: Layout,
    pub outline: Option<u8>,
}

/// The paper of a page layout, in twips.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper {
    pub width: i32,
    pub height: i32,
    pub left: i32,
    pub right: i32,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    fonts: Fonts,
    /// By family, then by name.
    own: BTreeMap<String, BTreeMap<String, Own>>,
    /// The text properties all begin with, by family.
    default: BTreeMap<String, (Look, Layout)>,
    resolved: BTreeMap<(String, String), Rc<Style>>,
    pub commons: BTreeMap<usize, Common>,
    /// Page layouts by name.
    pages: BTreeMap<String, Paper>,
    /// Master pages: the layout of each.
    masters: BTreeMap<String, String>,
}

impl Sheet {
    /// Adds the styles of a document's root: of `styles.xml`, of `content.xml`, of a flat file.
    pub(super) fn add(&mut self, root: Element<'_>) {
        for group in root.children().filter(|e| e.ns() == Ns::OdfOffice) {
            match group.name() {
                "font-face-decls" => group.children().for_each(|face| self.add_face(face)),
                "styles" | "automatic-styles" | "master-styles" => {
                    let is_automatic = group.name() == "automatic-styles";
                    group.children().for_each(|style| self.add_style(style, is_automatic));
                }
                _ => {}
            }
        }
    }

    fn add_face(&mut self, face: Element<'_>) {
        let name = face.attribute(Ns::OdfStyle, "name");
        let family = face.attribute(Ns::OdfSvg, "font-family");
        if let (Some(name), Some(family)) = (name, family) {
            self.fonts.entry(name.to_owned()).or_insert_with(|| look::family(family).to_owned());
        }
    }

    fn add_style(&mut self, element: Element<'_>, is_automatic: bool) {
        let attribute = |name| element.attribute(Ns::OdfStyle, name);
        match (element.ns(), element.name()) {
            (Ns::OdfStyle, "style") => {
                let (Some(name), Some(family)) = (attribute("name"), attribute("family")) else { return };
                let mut own = self.read_style(element);
                own.is_automatic = is_automatic;
                own.number = self.own.values().map(BTreeMap::len).sum::<usize>() + 1;
                // Automatic styles of headers and footers have the names of others in the body, which come later and hold.
                self.own.entry(family.to_owned()).or_default().insert(name.to_owned(), own);
            }
            (Ns::OdfStyle, "default-style") => {
                let own = self.read_style(element);
                self.default.insert(attribute("family").unwrap_or_default().to_owned(), (own.look, own.layout));
            }
            (Ns::OdfStyle, "page-layout") => {
                let properties = element.child(Ns::OdfStyle, "page-layout-properties");
                let measure = |name| properties?.attribute(Ns::OdfFo, name).and_then(look::twips);
                if let (Some(name), Some(width), Some(height)) =
                    (attribute("name"), measure("page-width"), measure("page-height"))
                {
                    let margin = |side| measure(side).or_else(|| measure("margin")).unwrap_or(0);
                    let (left, right) = (margin("margin-left"), margin("margin-right"));
                    self.pages.insert(name.to_owned(), Paper { width, height, left, right });
                }
            }
            (Ns::OdfStyle, "master-page") => {
                let layout = attribute("page-layout-name").unwrap_or_default();
                self.masters.insert(attribute("name").unwrap_or_default().to_owned(), layout.to_owned());
            }
            _ => {}
        }
    }

    fn read_style(&self, element: Element<'_>) -> Own {
        let attribute = |name| element.attribute(Ns::OdfStyle, name).map(str::to_owned);
        let mut own = Own {
            parent: attribute("parent-style-name").filter(|parent| !parent.is_empty()),
            display_name: attribute("display-name"),
            list: attribute("list-style-name"),
            master: attribute("master-page-name"),
            outline: attribute("default-outline-level").map(|level| level.trim().parse().unwrap_or(0)),
            ..Own::default()
        };
        for properties in element.children().filter(|e| e.ns() == Ns::OdfStyle) {
            match properties.name() {
                "text-properties" => own.look = look::read(properties, &self.fonts),
                "paragraph-properties" => own.layout = read_layout(properties),
                name if name.ends_with("-properties") => {
                    let all = properties.attributes().filter(|a| a.value.len() <= LONGEST_NAME);
                    own.other.extend(all.map(|a| (a.name.to_owned(), a.value.to_owned())));
                }
                _ => {}
            }
        }
        own
    }

    /// A style with what it sets itself.
    fn own(&self, family: &str, name: &str) -> Option<&Own> {
        self.own.get(family)?.get(name)
    }

    /// What text properties that stand outside a style set.
    pub(super) fn look(&self, properties: Element<'_>) -> Look {
        look::read(properties, &self.fonts)
    }

    /// A property of a style of tables, cells, graphics and the like, its own or inherited.
    pub(super) fn property(&self, family: &str, name: Option<&str>, property: &str) -> Option<&str> {
        let family = self.own.get(family)?;
        let mut next = name;
        for _ in 0..LONGEST_CHAIN {
            let own = family.get(next?)?;
            if let Some(value) = own.other.get(property) {
                return Some(value);
            }
            next = own.parent.as_deref();
        }
        None
    }

    /// The first of the layout properties of a style of tables and the like.
    pub(super) fn master_of_table(&self, name: Option<&str>) -> Option<&str> {
        self.own("table", name?)?.master.as_deref()
    }

    /// The paper of a master page: width and height in twips.
    pub(super) fn paper(&self, master: &str) -> Option<Paper> {
        self.pages.get(self.masters.get(master)?).copied()
    }

    /// What is set for a family where no style says otherwise.
    fn default_of(&self, family: &str) -> (Look, Layout) {
        self.default.get(family).cloned().unwrap_or_default()
    }

    /// A style with all it inherits; that of paragraphs with the defaults. One that is not there sets nothing.
    pub(super) fn style(&mut self, family: &str, name: Option<&str>) -> Rc<Style> {
        let key = (family.to_owned(), name.unwrap_or_default().to_owned());
        if let Some(style) = self.resolved.get(&key) {
            return Rc::clone(style);
        }
        let mut chain = Vec::new();
        let mut next = name.map(str::to_owned);
        while let Some(name) = next.take() {
            let Some(own) = self.own(family, &name) else { break };
            if chain.len() >= LONGEST_CHAIN || chain.contains(&name) {
                break;
            }
            next = own.parent.clone();
            chain.push(name);
        }
        let (look, layout) = if family == "paragraph" { self.default_of(family) } else { Default::default() };
        let mut style = Style { layout, ..Style::default() };
        let mut all = look;
        for name in chain.iter().rev() {
            let Some(own) = self.own.get(family).and_then(|family| family.get(name)) else { continue };
            all = look::over(&own.look, &all);
            style.layout.extend(own.layout.iter().map(|(name, value)| (*name, value.clone())));
            style.list = own.list.clone().or(style.list);
            style.outline = own.outline.or(style.outline);
            style.master = own.master.clone().or(style.master);
            let shown = own.display_name.as_deref().unwrap_or(name);
            style.names.push(Rc::from(shown.chars().take(LONGEST_NAME).collect::<String>()));
            if !own.is_automatic {
                style.common = Some(own.number);
            }
            if family == "paragraph" && !own.is_automatic {
                self.commons.entry(own.number).or_insert_with(|| Common {
                    run: look::flat(&all, Script::Asian),
                    layout: style.layout.clone(),
                    outline: style.outline,
                });
            }
        }
        // What no style says is said by the defaults.
        if family == "paragraph" && style.common.is_none() {
            let (look, layout) = self.default_of(family);
            self.commons.entry(0).or_insert_with(|| Common {
                run: look::flat(&look, Script::Asian),
                layout,
                outline: None,
            });
        }
        style.look = Rc::new(all);
        let style = Rc::new(style);
        self.resolved.insert(key, Rc::clone(&style));
        style
    }

    /// The styles as the content of `w:styles`.
    pub(super) fn to_markup(&self) -> String {
        let (look, layout) = self.default_of("paragraph");
        let mut markup = format!(
            "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{}</w:pPr></w:pPrDefault>\
             </w:docDefaults><w:style w:type=\"character\" w:styleId=\"L\"><w:name w:val=\"Hyperlink\"/></w:style>",
            look::flat(&look, Script::Asian).into_values().collect::<String>(),
            layout_markup(&layout, &Layout::new()),
        );
        let paragraphs = self.own.get("paragraph").into_iter().flatten();
        for (name, own) in paragraphs.filter(|(_, own)| !own.is_automatic) {
            let shown = own.display_name.as_deref().unwrap_or(name).chars().take(LONGEST_NAME).collect::<String>();
            let _ = write!(
                markup,
                "<w:style w:type=\"paragraph\" w:styleId=\"P{}\"><w:name w:val=\"{}\"/>",
                own.number,
                escape_attribute(&shown)
            );
            let parent = own.parent.as_ref().and_then(|parent| self.own("paragraph", parent));
            if let Some(parent) = parent.filter(|parent| !parent.is_automatic) {
                let _ = write!(markup, "<w:basedOn w:val=\"P{}\"/>", parent.number);
            }
            let outline = own.outline.map_or_else(String::new, outline_markup);
            // Sizes in per cent are known of styles that are used.
            let run: String = match self.commons.get(&own.number) {
                Some(common) => common.run.values().map(String::as_str).collect(),
                None => look::flat(&settled(own), Script::Asian).into_values().collect(),
            };
            let layout = layout_markup(&own.layout, &Layout::new());
            let _ = write!(markup, "<w:pPr>{layout}{outline}</w:pPr><w:rPr>{run}</w:rPr></w:style>");
        }
        markup
    }
}

/// What a style sets itself, but sizes in per cent.
fn settled(own: &Own) -> Look {
    own.look.iter().filter(|(_, value)| !value.ends_with('%')).map(|(name, value)| (*name, value.clone())).collect()
}

/// `w:outlineLvl` of a level from 1; 0 is none.
pub(super) fn outline_markup(level: u8) -> String {
    let level = if level == 0 { 9 } else { level.min(9) - 1 };
    format!("<w:outlineLvl w:val=\"{level}\"/>")
}

/// What `style:paragraph-properties` sets.
fn read_layout(properties: Element<'_>) -> Layout {
    let mut layout = Layout::new();
    for attribute in properties.attributes() {
        let value = attribute.value;
        let mut set = |name, value: String| _ = layout.insert(name, Rc::from(value));
        match (attribute.ns, attribute.name) {
            (Ns::OdfFo, "text-align") => {
                let side = match value {
                    "center" => "center",
                    "end" | "right" => "end",
                    "justify" => "both",
                    _ => "start",
                };
                set("jc", side.to_owned());
            }
            (Ns::OdfFo, "margin-left") => {
                if let Some(twips) = look::twips(value) {
                    set("left", twips.to_string());
                }
            }
            (Ns::OdfFo, "text-indent") => {
                if let Some(twips) = look::twips(value) {
                    set("first", twips.to_string());
                }
            }
            (Ns::OdfFo, "background-color") => {
                if let Some(ground) = look::ground(value) {
                    set("shd", ground);
                }
            }
            (Ns::OdfFo, "break-before") => set("before", value.chars().take(10).collect()),
            (Ns::OdfFo, "break-after") => set("after", value.chars().take(10).collect()),
            _ => {}
        }
    }
    if let Some(stops) = properties.child(Ns::OdfStyle, "tab-stops") {
        layout.insert("tabs", Rc::from(read_stops(stops)));
    }
    layout
}

/// The tab stops of a style (17.8), a line each: the place in twips from the indent, what stands there, what leads there.
fn read_stops(stops: Element<'_>) -> String {
    let mut lines = String::new();
    for stop in stops.children().filter(|stop| stop.is(Ns::OdfStyle, "tab-stop")).take(TabStop::MOST) {
        let attribute = |name| stop.attribute(Ns::OdfStyle, name);
        let Some(at) = attribute("position").and_then(look::twips) else { continue };
        let align = match attribute("type") {
            Some("center") => "center",
            Some("right") => "right",
            Some("char") => "decimal",
            _ => "left",
        };
        let leader = match (attribute("leader-style").unwrap_or("none"), attribute("leader-text")) {
            ("none", _) => "",
            (_, Some("_")) | ("solid", None | Some("")) => "underscore",
            (_, Some("-")) | ("dash" | "long-dash", None) => "hyphen",
            (_, Some("·")) => "middleDot",
            _ => "dot",
        };
        let _ = writeln!(lines, "{at} {align} {leader}");
    }
    lines
}

/// Tab stops that [`read_stops`] has read, in the words of Word files, where text is indented so far.
fn stops_markup(lines: &str, left: i32) -> String {
    let stop = |line: &'_ str| {
        let mut words = line.split(' ').map(str::to_owned);
        let at: i32 = words.next()?.parse().ok()?;
        Some((at.saturating_add(left), words.next()?, words.next().unwrap_or_default()))
    };
    let stops: Vec<(i32, String, String)> = lines.lines().filter_map(stop).collect();
    tab_stops(stops.iter().map(|(at, align, leader)| (*at, align.as_str(), leader.as_str())))
}

/// What a layout sets beside what it is based on, as the content of `w:pPr`.
pub(super) fn layout_markup(layout: &Layout, base: &Layout) -> String {
    let own = |name| layout.get(name).filter(|value| base.get(name) != Some(value));
    let mut markup = String::new();
    if let Some(value) = own("shd") {
        let _ = write!(markup, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{value}\"/>");
    }
    if let Some(lines) = own("tabs") {
        let left = layout.get("left").and_then(|left| left.parse().ok()).unwrap_or(0);
        markup.push_str(&stops_markup(lines, left));
    }
    if let Some(value) = own("jc") {
        let _ = write!(markup, "<w:jc w:val=\"{value}\"/>");
    }
    let mut indent = String::new();
    if let Some(value) = own("left") {
        let _ = write!(indent, " w:left=\"{value}\"");
    }
    if let Some(value) = own("first") {
        match value.strip_prefix('-') {
            Some(hanging) => _ = write!(indent, " w:hanging=\"{hanging}\""),
            None => _ = write!(indent, " w:firstLine=\"{value}\""),
        }
    }
    if !indent.is_empty() {
        let _ = write!(markup, "<w:ind{indent}/>");
    }
    markup
}
