//! Style sheets of a page: which declarations hold for an element, as far as they say what is seen and what it means.
//!
//! Selectors are names of elements, classes, ids, and these below each other. Of a selector with more in it (`:nth-child`,
//! attributes, siblings) nobody knows here which elements it is for: what it says of colours counts as not to be told.

use super::dom::{Dom, Element, NodeId};
use super::limits::MAX_STYLE_WORK;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// At-rules may stand in each other so deep.
const DEEPEST_RULE: usize = 4;
/// Selectors of more parts are not looked into.
const MOST_PARTS: usize = 8;

/// The properties that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Property {
    Align,
    Background,
    Bottom,
    BreakBefore,
    Capitals,
    Clip,
    Color,
    Decoration,
    Display,
    Family,
    Filter,
    Height,
    Hide,
    Left,
    ListStyle,
    MsoElement,
    MsoList,
    NumberFormat,
    Opacity,
    Overflow,
    Position,
    PositionVariant,
    Right,
    Size,
    Slant,
    Strike,
    TextIndent,
    Top,
    Transform,
    VariantCapitals,
    VerticalAlign,
    Visibility,
    Weight,
    WhiteSpace,
    Width,
}

/// Their names.
const NAMES: [(&str, Property); 44] = [
    ("background", Property::Background),
    ("background-color", Property::Background),
    ("bottom", Property::Bottom),
    ("break-before", Property::BreakBefore),
    ("clip", Property::Clip),
    ("clip-path", Property::Clip),
    ("color", Property::Color),
    ("display", Property::Display),
    ("filter", Property::Filter),
    ("font-family", Property::Family),
    ("font-size", Property::Size),
    ("font-style", Property::Slant),
    ("font-variant", Property::VariantCapitals),
    ("font-variant-caps", Property::VariantCapitals),
    ("font-variant-position", Property::PositionVariant),
    ("font-weight", Property::Weight),
    ("height", Property::Height),
    ("left", Property::Left),
    ("list-style", Property::ListStyle),
    ("list-style-type", Property::ListStyle),
    ("max-height", Property::Height),
    ("max-width", Property::Width),
    ("mso-element", Property::MsoElement),
    ("mso-hide", Property::Hide),
    ("mso-list", Property::MsoList),
    ("mso-number-format", Property::NumberFormat),
    ("mso-text-strike", Property::Strike),
    ("opacity", Property::Opacity),
    ("overflow", Property::Overflow),
    ("page-break-before", Property::BreakBefore),
    ("position", Property::Position),
    ("right", Property::Right),
    ("text-align", Property::Align),
    ("text-decoration", Property::Decoration),
    ("text-decoration-line", Property::Decoration),
    ("text-indent", Property::TextIndent),
    ("text-transform", Property::Capitals),
    ("top", Property::Top),
    ("transform", Property::Transform),
    ("vertical-align", Property::VerticalAlign),
    ("visibility", Property::Visibility),
    ("white-space", Property::WhiteSpace),
    ("white-space-collapse", Property::WhiteSpace),
    ("width", Property::Width),
];

/// A declaration: a property, its value, whether it is important.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Declaration {
    property: Property,
    value: String,
    important: bool,
}

/// What holds for an element, by property.
#[derive(Debug, Default)]
pub(super) struct Declared(BTreeMap<Property, String>);

impl Declared {
    /// The value of a property: in lower case, but for names of fonts and formats of numbers.
    pub(super) fn get(&self, property: Property) -> Option<&str> {
        self.0.get(&property).map(String::as_str)
    }

    fn set(&mut self, declaration: &Declaration) {
        self.0.insert(declaration.property, declaration.value.clone());
    }

    /// Takes out what only says how our own pages look.
    pub(super) fn forget(&mut self, properties: &[Property]) {
        properties.iter().for_each(|property| drop(self.0.remove(property)));
    }
}

/// The declarations of a style; a semicolon in quotes or brackets parts none.
fn declarations_in(style: &str) -> Vec<Declaration> {
    let (mut quote, mut brackets) = (None, 0usize);
    let parts = style.split(|c: char| {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => brackets += 1,
            (None, ')') => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        quote.is_none() && brackets == 0 && c == ';'
    });
    let mut found = Vec::new();
    for (name, value) in parts.filter_map(|declaration| declaration.split_once(':')) {
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim();
        let (value, important) = match value.rsplit_once('!') {
            Some((rest, word)) if word.trim().eq_ignore_ascii_case("important") => (rest.trim(), true),
            _ => (value, false),
        };
        if name == "font" {
            found.extend(font_shorthand(value, important));
            continue;
        }
        let Some((_, property)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
        let keeps_case = matches!(property, Property::Family | Property::NumberFormat);
        let value = if keeps_case { value.to_owned() } else { value.to_ascii_lowercase() };
        found.push(Declaration { property: *property, value, important });
    }
    found
}

/// `font: bold 7.0pt/1.5 "Times New Roman"`: what stands before the size is style and weight, what follows it the families.
fn font_shorthand(value: &str, important: bool) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut rest = value.trim();
    let mut add = |property, value: &str| found.push(Declaration { property, value: value.to_owned(), important });
    while let Some((word, after)) = rest.split_once(char::is_whitespace) {
        let word = word.to_ascii_lowercase();
        rest = after.trim_start();
        match word.as_str() {
            "italic" | "oblique" => add(Property::Slant, &word),
            "bold" | "bolder" | "lighter" => add(Property::Weight, &word),
            "small-caps" => add(Property::VariantCapitals, &word),
            number if number.chars().all(|c| c.is_ascii_digit()) && number.len() == 3 => add(Property::Weight, number),
            size if size.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                add(Property::Size, size.split('/').next().unwrap_or(size));
                add(Property::Family, rest);
                break;
            }
            _ => {}
        }
    }
    found
}

/// A name of an element, with its id and classes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Compound {
    tag: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    /// Whether it is the parent of what follows, not any element around it.
    is_parent: bool,
}

impl Compound {
    fn matches(&self, element: &Element) -> bool {
        self.tag.as_deref().is_none_or(|tag| tag == element.name())
            && self.id.as_deref().is_none_or(|id| element.attribute("id") == Some(id))
            && (self.classes.is_empty() || {
                let own = element.attribute("class").unwrap_or_default();
                self.classes.iter().all(|class| own.split_ascii_whitespace().any(|own| own == class))
            })
    }
}

/// A selector: its last part first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Selector {
    parts: Vec<Compound>,
    /// Whether it asks for more than is looked at.
    is_unclear: bool,
    specificity: (usize, usize, usize),
}

impl Selector {
    /// `None` for what is never an element as it stands on the page.
    fn of(source: &str) -> Option<Self> {
        // What is only pointed at, or made by the sheet.
        const PASSING: [&str; 12] = [
            "::",
            ":hover",
            ":active",
            ":focus",
            ":visited",
            ":before",
            ":after",
            ":target",
            ":checked",
            ":disabled",
            ":placeholder",
            ":-",
        ];
        let source = source.trim();
        if source.is_empty() || PASSING.iter().any(|passing| source.contains(passing)) {
            return None;
        }
        let mut selector = Selector::default();
        let mut is_parent = false;
        for word in source.replace('>', " > ").split_whitespace() {
            match word {
                ">" => is_parent = true,
                "+" | "~" => selector.is_unclear = true,
                word => {
                    if let Some(last) = selector.parts.last_mut() {
                        last.is_parent = false;
                    }
                    let (mut compound, is_unclear) = compound(word);
                    selector.is_unclear |= is_unclear;
                    if let Some(before) = selector.parts.last_mut() {
                        before.is_parent = is_parent;
                    }
                    is_parent = false;
                    compound.is_parent = false;
                    selector.parts.push(compound);
                }
            }
        }
        if selector.parts.is_empty() || selector.parts.len() > MOST_PARTS {
            return None;
        }
        for part in &selector.parts {
            selector.specificity.0 += usize::from(part.id.is_some());
            selector.specificity.1 += part.classes.len();
            selector.specificity.2 += usize::from(part.tag.is_some());
        }
        selector.parts.reverse();
        Some(selector)
    }
}

/// An element's part of a selector, and whether it asks for more than that.
fn compound(word: &str) -> (Compound, bool) {
    let end = word.find([':', '[', '(', '\\']).unwrap_or(word.len());
    let is_unclear = end < word.len() && word.get(end..) != Some(":link");
    let mut compound = Compound::default();
    let mut rest = word.get(..end).unwrap_or_default();
    while !rest.is_empty() {
        let next = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '.' | '#')).map_or(rest.len(), |(at, _)| at);
        let (part, after) = rest.split_at(next);
        rest = after;
        match part.chars().next() {
            Some('.') => compound.classes.push(part.trim_start_matches('.').to_owned()),
            Some('#') => compound.id = Some(part.trim_start_matches('#').to_owned()),
            _ if part == "*" => {}
            _ => compound.tag = Some(part.to_ascii_lowercase()),
        }
    }
    (compound, is_unclear)
}

#[derive(Debug)]
struct Rule {
    selector: Selector,
    /// Which block of declarations.
    block: usize,
}

/// All style sheets of a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    blocks: Vec<Vec<Declaration>>,
    /// Rules by what the element they are for must have.
    by_id: BTreeMap<String, Vec<usize>>,
    by_class: BTreeMap<String, Vec<usize>>,
    by_tag: BTreeMap<String, Vec<usize>>,
    for_all: Vec<usize>,
    work: Cell<usize>,
}

impl Sheet {
    /// The sheets that stand in a page.
    pub(super) fn of(dom: &Dom) -> Self {
        let mut sheet = Sheet::default();
        for id in dom.descendants(dom.root()) {
            let Some(element) = dom.element(id).filter(|element| element.name() == "style") else { continue };
            if element.attribute("media").is_none_or(is_for_screens) {
                let source: String = dom.children(id).iter().filter_map(|child| dom.text(*child)).collect();
                sheet.add(&without_comments(&source), DEEPEST_RULE);
            }
        }
        sheet
    }

    /// Whether so many rules were held against so many elements that nothing can be told of the rest.
    pub(super) fn is_exhausted(&self) -> bool {
        self.work.get() > MAX_STYLE_WORK
    }

    fn add(&mut self, source: &str, depth: usize) {
        let mut rest = source.trim_start();
        while !rest.is_empty() {
            if let Some(rule) = rest.strip_prefix('@') {
                let Some(end) = rule.find(['{', ';']) else { return };
                let (head, after) = rule.split_at(end);
                rest = after.get(1..).unwrap_or_default();
                if after.starts_with('{') {
                    let (inner, behind) = to_brace(rest);
                    let (name, query) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
                    let holds = match name {
                        "media" => is_for_screens(query),
                        "supports" | "layer" => true,
                        _ => false,
                    };
                    if holds && depth > 0 {
                        self.add(inner, depth - 1);
                    }
                    rest = behind;
                }
            } else {
                let Some((selectors, after)) = rest.split_once('{') else { return };
                let (block, behind) = after.split_once('}').unwrap_or((after, ""));
                self.rule(selectors, block);
                rest = behind;
            }
            rest = rest.trim_start();
        }
    }

    fn rule(&mut self, selectors: &str, block: &str) {
        let block = declarations_in(block);
        if block.is_empty() {
            return;
        }
        self.blocks.push(block);
        for selector in selectors.split(',').filter_map(Selector::of) {
            let at = self.rules.len();
            let Some(last) = selector.parts.first() else { continue };
            let known = match (&last.id, last.classes.first(), &last.tag) {
                (Some(id), ..) => self.by_id.entry(id.clone()).or_default(),
                (None, Some(class), _) => self.by_class.entry(class.clone()).or_default(),
                (None, None, Some(tag)) => self.by_tag.entry(tag.clone()).or_default(),
                (None, None, None) => &mut self.for_all,
            };
            known.push(at);
            self.rules.push(Rule { selector, block: self.blocks.len() - 1 });
        }
    }

    /// What holds for an element; `trusted`: what the sheets say of more than whether something is seen is left out.
    pub(super) fn declared(&self, dom: &Dom, id: NodeId, forget: &[Property]) -> Declared {
        let mut declared = Declared::default();
        let Some(element) = dom.element(id) else { return declared };
        let mut met = self.rules_for(dom, id, element);
        met.sort_unstable_by_key(|at| (self.rules.get(*at).map(|rule| rule.selector.specificity), *at));
        let unclear = |at: &usize| self.rules.get(*at).is_some_and(|rule| rule.selector.is_unclear);
        let blocks = |at: &usize| self.rules.get(*at).and_then(|rule| self.blocks.get(rule.block));
        for block in met.iter().filter(|at| !unclear(at)).filter_map(blocks) {
            block.iter().filter(|declaration| !declaration.important).for_each(|one| declared.set(one));
        }
        declared.forget(forget);
        let own = element.attribute("style").map(declarations_in).unwrap_or_default();
        own.iter().filter(|declaration| !declaration.important).for_each(|one| declared.set(one));
        for block in met.iter().filter(|at| !unclear(at)).filter_map(blocks) {
            let important = block.iter().filter(|one| one.important && !forget.contains(&one.property));
            important.for_each(|one| declared.set(one));
        }
        own.iter().filter(|declaration| declaration.important).for_each(|one| declared.set(one));
        for one in met.iter().filter(|at| unclear(at)).filter_map(blocks).flatten() {
            if matches!(one.property, Property::Color | Property::Background) {
                declared.0.insert(one.property, "unclear".to_owned());
            }
        }
        declared
    }

    fn rules_for(&self, dom: &Dom, id: NodeId, element: &Element) -> Vec<usize> {
        let mut met = Vec::new();
        if self.rules.is_empty() || self.is_exhausted() {
            return met;
        }
        let classes: BTreeSet<&str> = element.attribute("class").unwrap_or_default().split_ascii_whitespace().collect();
        let of_classes = classes.iter().filter_map(|class| self.by_class.get(*class));
        let of_id = element.attribute("id").and_then(|id| self.by_id.get(id));
        let candidates = of_classes.chain(of_id).chain(self.by_tag.get(element.name())).chain([&self.for_all]);
        for at in candidates.flatten() {
            let holds = self.rules.get(*at).is_some_and(|rule| self.holds(dom, id, &rule.selector.parts));
            if holds {
                met.push(*at);
            }
        }
        met
    }

    /// Whether the parts of a selector, the last first, are an element and those around it.
    fn holds(&self, dom: &Dom, id: NodeId, parts: &[Compound]) -> bool {
        self.work.set(self.work.get() + 1);
        let Some((own, around)) = parts.split_first() else { return true };
        if self.is_exhausted() || !dom.element(id).is_some_and(|element| own.matches(element)) {
            return false;
        }
        if around.is_empty() {
            return true;
        }
        let only_parent = around.first().is_some_and(|next| next.is_parent);
        let mut up = dom.parent(id);
        while let Some(above) = up {
            if self.holds(dom, above, around) {
                return true;
            }
            up = if only_parent { None } else { dom.parent(above) };
        }
        false
    }
}

/// Whether a query of media holds for the screen of a desktop.
fn is_for_screens(query: &str) -> bool {
    /// Its width, pixels.
    const WIDTH: f64 = 1280.0;
    let query = query.trim().to_ascii_lowercase();
    let holds = |part: &str| {
        let bare: String = part.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')')).collect();
        let pixels = |value: &str| value.strip_suffix("px").and_then(|number| number.parse::<f64>().ok());
        match bare.split_once(':') {
            None => matches!(bare.as_str(), "all" | "screen" | "onlyscreen"),
            Some(("min-width" | "min-device-width", value)) => pixels(value).is_some_and(|least| least <= WIDTH),
            Some(("max-width" | "max-device-width", value)) => pixels(value).is_some_and(|most| most >= WIDTH),
            Some(_) => false,
        }
    };
    query.is_empty() || query.split(',').any(|one| one.split(" and ").all(holds))
}

/// What stands before the brace that closes, and what behind it.
fn to_brace(source: &str) -> (&str, &str) {
    let mut open = 1usize;
    for (at, c) in source.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return (source.get(..at).unwrap_or_default(), source.get(at + 1..).unwrap_or_default());
        }
    }
    (source, "")
}

/// A sheet without its comments, and without the signs of comments of HTML around it.
fn without_comments(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        kept.push(' ');
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    kept.push_str(rest);
    kept.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What holds of a property for the element `#x`.
    fn declared(page: &str, property: Property) -> Option<String> {
        let dom = Dom::parse(page).unwrap();
        let sheet = Sheet::of(&dom);
        let is_x = |id: &NodeId| dom.element(*id).is_some_and(|element| element.attribute("id") == Some("x"));
        let id = dom.descendants(dom.root()).find(is_x).unwrap();
        sheet.declared(&dom, id, &[]).get(property).map(str::to_owned)
    }

    #[test]
    fn the_most_specific_rule_holds_and_among_equals_the_last() {
        for (sheet, expected) in [
            ("p{color:red} .a{color:blue}", "blue"),
            (".a{color:blue} p{color:red}", "blue"),
            (".a{color:blue} .a{color:red}", "red"),
            ("#x{color:red} p.a.b{color:blue}", "red"),
            ("div p{color:red} p{color:blue}", "red"),
            ("div>p{color:red} table p{color:blue}", "red"),
            ("body>p{color:blue} p{color:red}", "red"),
            ("p{color:red!important} #x{color:blue}", "red"),
            ("P.a{color:red} @media print{.a{color:blue}}", "red"),
            ("@media screen{p{color:red}} @media (max-width:9px){.a{color:blue}}", "red"),
            ("@font-face{src:url(a)} @import url(b); /* .a{color:blue} */ p{color:red}", "red"),
            ("<!-- p{color:red} --> .a:hover{color:blue} p::before{color:blue}", "red"),
            ("p{color:red} .a:nth-child(2){color:blue}", "unclear"),
            ("p{background:url(data:a;b)} p{color:red}", "red"),
        ] {
            let page = format!("<style>{sheet}</style><div><p id=x class='b a'>1</p></div>");
            assert_eq!(declared(&page, Property::Color).as_deref(), Some(expected), "{sheet}");
        }
    }

    #[test]
    fn the_elements_own_style_comes_last() {
        let page = "<style>p{color:red;font-weight:bold!important}</style><p id=x style='color:blue;font:italic 7.0pt \"Times New Roman\";font-weight:400'>";
        for (property, expected) in [
            (Property::Color, "blue"),
            (Property::Slant, "italic"),
            (Property::Size, "7.0pt"),
            (Property::Family, "\"Times New Roman\""),
            (Property::Weight, "bold"),
        ] {
            assert_eq!(declared(page, property).as_deref(), Some(expected), "{property:?}");
        }
        let page = "<p id=x style='mso-number-format:\"0\\0022;\\0022\";color:red'>";
        assert_eq!(declared(page, Property::NumberFormat).as_deref(), Some("\"0\\0022;\\0022\""));
        assert_eq!(declared(page, Property::Color).as_deref(), Some("red"));
    }

    #[test]
    fn many_rules_and_many_elements_are_no_product() {
        let sheet = ".a b{color:red}".repeat(10_000);
        let page = format!("<style>{sheet}</style>{}", "<b>1</b>".repeat(10_000));
        let dom = Dom::parse(&page).unwrap();
        let sheet = Sheet::of(&dom);
        dom.descendants(dom.root()).for_each(|id| drop(sheet.declared(&dom, id, &[])));
        assert!(sheet.is_exhausted() && sheet.work.get() < 2 * MAX_STYLE_WORK, "{}", sheet.work.get());
    }
}
