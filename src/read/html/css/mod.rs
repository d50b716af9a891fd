//! Style sheets of a page: which declarations hold for an element, as far as they say what is seen and what it means.
//!
//! | file | what it does |
//! |---|---|
//! | `sheet` | the source of sheets → rules, in the order and layers they stand in |
//! | `query` | whether a rule's condition holds on the screen of a desktop |
//! | `select` | selectors, held against elements |
//! | `property` | declarations and their values |
//!
//! Nobody acts on the page and no program runs: what is for a link that is pointed at holds never. What cannot be told (a feature of media
//! that nobody knows here) is in doubt: the declarations are kept apart, and the reader names those that may make a figure another.

mod property;
mod query;
mod select;
mod sheet;

pub(super) use property::{Declared, Property, Variables};

use super::address::data_of;
use super::dom::{Dom, Element, NodeId};
use super::limits::MAX_STYLE_WORK;
use super::line::quote;
use property::{Declaration, Subject, may_mislead, text_of_content};
use select::{Language, Matcher, PseudoElement, Selectors, Wanted, wanted, written};
use selectors::parser::Selector;
use sheet::{Layer, Layers, OwnStyles, Rules};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A rule for one selector.
#[derive(Debug)]
struct Rule {
    selector: Selector<Language>,
    /// Which block of declarations.
    block: usize,
    layer: Layer,
    pseudo: Option<PseudoElement>,
    /// Whether nobody knows if the conditions around it hold.
    is_doubtful: bool,
}

/// Rules by what the element they are for must have.
#[derive(Debug, Default)]
struct Index {
    by_id: BTreeMap<String, Vec<usize>>,
    by_class: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    for_all: Vec<usize>,
}

impl Index {
    fn add(&mut self, wanted: Wanted, rule: usize, is_quirky: bool) {
        let key = |name: String| if is_quirky { name.to_ascii_lowercase() } else { name };
        match wanted {
            Wanted::Id(id) => self.by_id.entry(key(id)).or_default(),
            Wanted::Class(class) => self.by_class.entry(key(class)).or_default(),
            Wanted::Name(name) => self.by_name.entry(name).or_default(),
            Wanted::Anything => &mut self.for_all,
        }
        .push(rule);
    }

    fn is_empty(&self) -> bool {
        self.for_all.is_empty() && self.by_name.is_empty() && self.by_class.is_empty() && self.by_id.is_empty()
    }

    /// The rules that may be for an element, each once.
    fn rules_for(&self, element: &Element, is_quirky: bool) -> Vec<usize> {
        let mut found: Vec<usize> = self.for_all.clone();
        found.extend(self.by_name.get(element.name()).into_iter().flatten());
        let of = |known: &BTreeMap<String, Vec<usize>>, name: &str, found: &mut Vec<usize>| {
            let rules = if is_quirky { known.get(&name.to_ascii_lowercase()) } else { known.get(name) };
            found.extend(rules.into_iter().flatten());
        };
        if !self.by_class.is_empty() {
            let classes = element.attribute("class").unwrap_or_default().split_ascii_whitespace();
            classes.for_each(|class| of(&self.by_class, class, &mut found));
        }
        if let Some(id) = element.attribute("id").filter(|_| !self.by_id.is_empty()) {
            of(&self.by_id, id, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// On which side of what stands in an element a sheet puts text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Before,
    Behind,
}

/// Text that a sheet puts into an element, before or behind what stands in it.
#[derive(Debug)]
pub(super) struct Generated {
    /// `None` where nobody knows here what it is.
    pub(super) text: Option<String>,
    pub(super) declared: Declared,
}

/// All style sheets of a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    blocks: Vec<Vec<Declaration>>,
    elements: Index,
    /// Those for what is put before elements, and behind them.
    pseudos: Index,
    is_quirky: bool,
    matcher: Matcher,
    own: RefCell<OwnStyles>,
    /// The sheets that stand elsewhere.
    pub(super) elsewhere: Vec<String>,
    /// The first rule that was not looked into, if any: how what stands before its block begins.
    pub(super) unread: Option<String>,
    /// What was asked for last: one element is mostly asked of several times.
    last: RefCell<Option<(NodeId, usize, Rc<Declared>)>>,
}

impl Rules for Sheet {
    fn take(&mut self, selectors: &Selectors, declarations: Vec<Declaration>, layer: &Layer, is_doubtful: bool) {
        let block = self.blocks.len();
        self.blocks.push(declarations);
        for selector in selectors.slice() {
            let (wanted, pseudo) = wanted(selector);
            let index = match pseudo {
                None => &mut self.elements,
                Some(PseudoElement::Other) => continue,
                Some(_) => &mut self.pseudos,
            };
            index.add(wanted, self.rules.len(), self.is_quirky);
            self.rules.push(Rule { selector: selector.clone(), block, layer: layer.clone(), pseudo, is_doubtful });
        }
    }

    fn elsewhere(&mut self, address: &str) {
        self.elsewhere.push(address.to_owned());
    }

    fn unread(&mut self, head: &str) {
        /// So many characters are told of it.
        const TOLD: usize = 60;
        self.unread.get_or_insert_with(|| quote(head).chars().take(TOLD).collect());
    }
}

impl Sheet {
    /// The sheets that stand in a page.
    pub(super) fn of(dom: &Dom) -> Self {
        let mut sheet = Sheet { is_quirky: dom.is_quirky(), ..Sheet::default() };
        let mut layers = Layers::default();
        for id in dom.descendants(dom.root()) {
            let Some(element) = dom.element(id) else { continue };
            let holds = element.attribute("media").map_or(Some(true), query::is_for_screens);
            let is_css = element.attribute("type").is_none_or(|kind| {
                let kind = kind.split(';').next().unwrap_or_default().trim();
                kind.is_empty() || kind.eq_ignore_ascii_case("text/css")
            });
            if holds == Some(false) || !is_css {
                continue;
            }
            match element.name() {
                "style" => {
                    let source: String = dom.children(id).iter().filter_map(|child| dom.text(*child)).collect();
                    sheet::read(&source, holds, &mut layers, &mut sheet);
                }
                "link" => {
                    let words = element.attribute("rel").unwrap_or_default().to_ascii_lowercase();
                    let is = |wanted: &str| words.split_ascii_whitespace().any(|word| word == wanted);
                    let address = element.attribute("href").unwrap_or_default().trim();
                    if !is("stylesheet")
                        || is("alternate")
                        || address.is_empty()
                        || element.attribute("disabled").is_some()
                    {
                        continue;
                    }
                    match data_of(address) {
                        Some(bytes) => {
                            sheet::read(&String::from_utf8_lossy(&bytes), holds, &mut layers, &mut sheet);
                        }
                        // A part of the same message, whose sheets stand at the head of its page.
                        None if address.starts_with("cid:") => {}
                        None => sheet.elsewhere.push(address.to_owned()),
                    }
                }
                _ => {}
            }
        }
        sheet
    }

    /// Whether so many rules were held against so many elements that nothing can be told of the rest.
    pub(super) fn is_exhausted(&self) -> bool {
        self.matcher.work() > MAX_STYLE_WORK
    }

    /// What holds for an element; what the sheets say of the properties in `forget` is left out.
    pub(super) fn declared(&self, dom: &Dom, id: NodeId, forget: &[Property]) -> Rc<Declared> {
        let is_same = |(of, left, _): &&(NodeId, usize, _)| *of == id && *left == forget.len();
        if let Some((_, _, known)) = self.last.borrow().as_ref().filter(is_same) {
            return known.clone();
        }
        let mut declared = Declared::default();
        let Some(element) = dom.element(id) else { return Rc::default() };
        let (met, doubtful) = self.rules_for(dom, id, element, &self.elements, None);
        let own = element.attribute("style").map(|style| self.own.borrow_mut().of(style));
        self.cascade(&met, own.as_deref().unwrap_or_default(), forget, &mut declared);
        for at in doubtful {
            self.doubt(at, forget, &mut declared);
        }
        let declared = Rc::new(declared);
        self.last.replace(Some((id, forget.len(), declared.clone())));
        declared
    }

    /// What the sheets put into an element, before what stands in it and behind.
    pub(super) fn generated(&self, dom: &Dom, id: NodeId) -> [Option<Generated>; 2] {
        [PseudoElement::Before, PseudoElement::After].map(|pseudo| {
            let element = dom.element(id).filter(|_| !self.pseudos.is_empty())?;
            let (met, doubtful) = self.rules_for(dom, id, element, &self.pseudos, Some(pseudo));
            let mut declared = Declared::default();
            self.cascade(&met, &[], &[], &mut declared);
            let attribute = |name: &str| element.attribute(name).map(str::to_owned);
            let content = declared.get(Property::Content).filter(|value| !matches!(*value, "none" | "normal"));
            let text = content.map(|content| text_of_content(content, &attribute));
            let is_said = |at: &usize| {
                let says = |one: &&Declaration| one.subject == Subject::Property(Property::Content);
                self.block_of(*at).iter().find(says).and_then(|one| text_of_content(&one.value, &attribute))
            };
            let maybe = doubtful.iter().filter_map(is_said).any(|text| !text.trim().is_empty());
            match text {
                Some(text) => Some(Generated { text: text.filter(|_| !maybe), declared }),
                None => maybe.then_some(Generated { text: None, declared }),
            }
        })
    }

    /// What sheets say of the first letter or line of an element that may make a figure another.
    pub(super) fn of_beginning(&self, dom: &Dom, id: NodeId) -> Option<Rc<str>> {
        let element = dom.element(id).filter(|_| !self.pseudos.is_empty())?;
        [PseudoElement::FirstLetter, PseudoElement::FirstLine].into_iter().find_map(|pseudo| {
            let (met, doubtful) = self.rules_for(dom, id, element, &self.pseudos, Some(pseudo));
            let mut all = met.into_iter().chain(doubtful);
            all.find_map(|at| self.block_of(at).iter().find_map(|one| self.misleading(at, one)))
        })
    }

    fn block_of(&self, rule: usize) -> &[Declaration] {
        let block = self.rules.get(rule).and_then(|rule| self.blocks.get(rule.block));
        block.map(Vec::as_slice).unwrap_or_default()
    }

    /// What rules and an element's own style declare, in the order of the cascade (CSS Cascade 5 §6.1).
    fn cascade(&self, met: &[usize], own: &[Declaration], forget: &[Property], declared: &mut Declared) {
        let is_kept =
            |one: &&Declaration| !matches!(&one.subject, Subject::Property(property) if forget.contains(property));
        let mut important = false;
        for at in met {
            for one in self.block_of(*at).iter().filter(is_kept) {
                important |= one.important;
                if !one.important {
                    declared.set(one);
                }
            }
        }
        own.iter().filter(|one| !one.important).for_each(|one| declared.set(one));
        if important {
            // Among what is important the first layer comes last.
            let mut met = met.to_vec();
            met.sort_by(|one, other| {
                let layer = |at: &usize| self.rules.get(*at).map(|rule| &rule.layer);
                layer(other).cmp(&layer(one))
            });
            for at in met {
                let important = self.block_of(at).iter().filter(|one| one.important).filter(is_kept);
                important.for_each(|one| declared.set(one));
            }
        }
        own.iter().filter(|one| one.important).for_each(|one| declared.set(one));
    }

    /// Notes what a rule declares that may be for an element or not.
    fn doubt(&self, at: usize, forget: &[Property], declared: &mut Declared) {
        for one in self.block_of(at) {
            match one.subject {
                Subject::Property(property @ (Property::Color | Property::Background)) => {
                    declared.put(property, "unclear".into());
                }
                Subject::Property(property) if forget.contains(&property) => {}
                _ => {
                    if let Some(said) = self.misleading(at, one) {
                        declared.doubt(said);
                    }
                }
            }
        }
    }

    /// A rule and what it declares, where that may make a figure another.
    fn misleading(&self, at: usize, one: &Declaration) -> Option<Rc<str>> {
        let Subject::Property(property) = one.subject else { return None };
        let rule = self.rules.get(at).filter(|_| may_mislead(property, &one.value))?;
        Some(format!("{} {{{}: {}}}", written(&rule.selector), property.name(), one.value).into())
    }

    /// The rules that are for an element, or for a pseudo-element of it, in the order of the cascade; and those that may be.
    fn rules_for(
        &self,
        dom: &Dom,
        id: NodeId,
        element: &Element,
        index: &Index,
        pseudo: Option<PseudoElement>,
    ) -> (Vec<usize>, Vec<usize>) {
        let (mut met, mut doubtful) = (Vec::new(), Vec::new());
        if index.is_empty() || self.is_exhausted() {
            return (met, doubtful);
        }
        for at in index.rules_for(element, self.is_quirky) {
            let Some(rule) = self.rules.get(at).filter(|rule| rule.pseudo == pseudo) else { continue };
            match self.matcher.is_for(&rule.selector, dom, id, pseudo.is_some()) {
                Some(false) => {}
                Some(true) if !rule.is_doubtful => met.push(at),
                _ => doubtful.push(at),
            }
            if self.is_exhausted() {
                break;
            }
        }
        let order = |at: &usize| self.rules.get(*at).map(|rule| (&rule.layer, rule.selector.specificity(), *at));
        met.sort_by(|one, other| order(one).cmp(&order(other)));
        (met, doubtful)
    }
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
            ("p{color:red} .a:nth-child(2){color:blue}", "red"),
            ("p{color:red} .a:nth-child(1){color:blue}", "blue"),
            ("p{color:red} @media (of-the-future){.a{color:blue}}", "unclear"),
            ("p{color:red} .a:popover-open{color:blue}", "unclear"),
            ("p{color:red} .a:not(:popover-open, .a){color:blue}", "red"),
            (":where(#x){color:red} p{color:blue}", "blue"),
            (":is(#x, i){color:red} .a.b{color:blue}", "red"),
            ("p:not(#y){color:red} .a.b{color:blue}", "red"),
            ("div{.a &{color:blue} & p{color:red}}", "red"),
            ("div{p{color:red}} p{color:blue}", "red"),
            ("@layer one, two; @layer two{p{color:red}} @layer one{#x{color:blue}}", "red"),
            ("p{color:red} @layer one{#x{color:blue}}", "red"),
            ("@layer one{p{color:red!important}} #x{color:blue!important}", "red"),
            ("@layer a.b{p{color:blue}} @layer a{p{color:red}}", "red"),
            ("@supports (display:grid){p{color:red}} @supports not (display:grid){#x{color:blue}}", "red"),
            ("p{color:red} p:bogus, .a{color:blue}", "red"),
            ("[class~=a]{color:red} [data-x],[id=y]{color:blue}", "red"),
            ("p{color:red} @import url('data:text/css,.a%7Bcolor:blue%7D');", "blue"),
            ("p{col\\6fr:red}", "red"),
            ("p{color:blue;all:unset;color:red}", "red"),
            ("p{color:red} p{color:blue !important /* */; color:red!important}", "red"),
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
    fn what_is_too_large_to_look_into_is_told() {
        let sheet = |rules: &str| Sheet::of(&Dom::parse(&format!("<style>{rules}</style><p id=x>1</p>")).unwrap());
        let around = (0..2_000).map(|n| format!(".c{n}, ")).collect::<String>();
        // A long list is none: each selector counts for itself.
        let long = format!("{around}p{{color:red}}");
        assert_eq!(declared(&format!("<style>{long}</style><p id=x>"), Property::Color).as_deref(), Some("red"));
        assert_eq!((sheet(&long).unread, sheet("p > a ~ b:not(c d, e f){color:red}").unread), (None, None));
        for rules in [
            format!("{}b{{display:none}}", "a+".repeat(9_000)),
            format!("p:not({}b){{display:none}}", "a ".repeat(9_000)),
            format!("{}a{}{{display:none}}", ":not(".repeat(20), ")".repeat(20)),
            format!("{around}p{{& b{{display:none}}}}"),
            format!("{}p{{display:none}}{}", "@media screen{".repeat(20), "}".repeat(20)),
            format!("{}p{{display:none}}{}", "p{".repeat(20), "}".repeat(20)),
        ] {
            assert!(sheet(&rules).unread.is_some(), "{rules:.80}");
        }
    }

    #[test]
    fn variables_in_variables_are_no_product() {
        let names = ["a", "b", "c", "d", "e", "f"];
        let pairs =
            names.windows(2).map(|pair| format!("--{}:{};", pair[0], format!("var(--{})", pair[1]).repeat(300)));
        let root = pairs.collect::<String>() + "--f:var(--z,)var(--z,);--g:var(--h);--h:none";
        let of = |value: &str| {
            let page = format!("<style>:root{{{root}}} p{{display:{value}}}</style><p id=x>");
            let dom = Dom::parse(&page).unwrap();
            let sheet = Sheet::of(&dom);
            let at =
                |name: &str| dom.descendants(dom.root()).find(|id| dom.element(*id).is_some_and(|e| e.name() == name));
            let variables = sheet.declared(&dom, at("html").unwrap(), &[]).variables(None);
            let mut declared = (*sheet.declared(&dom, at("p").unwrap(), &[])).clone();
            declared.resolve(variables.as_ref());
            (declared.get(Property::Display).map(str::to_owned), declared.doubtful().is_some())
        };
        assert_eq!(of("var(--g)"), (Some("none".to_owned()), false));
        assert_eq!(of("var(--y)"), (None, false));
        assert_eq!(of("var(--a)"), (None, true), "nobody knows");
    }

    #[test]
    fn many_rules_and_many_elements_are_no_product() {
        let sheet = ".a b{color:red}".repeat(10_000);
        let page = format!("<style>{sheet}</style>{}", "<b>1</b>".repeat(10_000));
        let dom = Dom::parse(&page).unwrap();
        let sheet = Sheet::of(&dom);
        dom.descendants(dom.root()).for_each(|id| drop(sheet.declared(&dom, id, &[])));
        assert!(sheet.is_exhausted() && sheet.matcher.work() < 2 * MAX_STYLE_WORK, "{}", sheet.matcher.work());
    }
}
