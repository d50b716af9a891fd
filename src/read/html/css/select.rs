//! Selectors over the tree of a page.
//!
//! The crate `selectors` parses them and holds them against elements; here stands what it asks of the tree. Every step through the tree
//! is counted: beyond [`MAX_STYLE_WORK`] no element has neighbours any more, and the page is refused.

use super::super::dom::{Dom, Element, NodeId};
use super::super::limits::MAX_STYLE_WORK;
use cssparser::{CowRcStr, ParseError, Parser, ToCss};
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::{ElementSelectorFlags, matches_selector};
use selectors::parser::{
    Combinator, Component, ParseRelative, Selector, SelectorImpl, SelectorList, SelectorParseErrorKind,
};
use selectors::{OpaqueElement, parser};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::hash::Hasher;

/// Brackets of a selector stand in each other so deep.
const DEEPEST: usize = 8;
/// A selector has no more parts than so many, those in its brackets with it: each is held against an element within the one before.
const MOST_PARTS: usize = 128;
/// Rules stand in others for no more selectors than so many.
const MOST_AROUND: usize = 1_000;

/// The language of selectors as this reader knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Language;

/// A word of a selector: a name, a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word(Box<str>);

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Word(text.into())
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Word {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl ToCss for Word {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        cssparser::serialize_identifier(&self.0, out)
    }
}

impl PrecomputedHash for Word {
    fn precomputed_hash(&self) -> u32 {
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(self.0.as_bytes());
        let hash = hasher.finish();
        ((hash ^ (hash >> 32)) & 0xFFFF_FFFF) as u32
    }
}

/// Pseudo-classes that are not told by the tree alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PseudoClass {
    /// What only somebody's acting makes true: nobody acts here.
    Never(&'static str),
    Link,
    Checked,
    Disabled,
    Enabled,
    ReadOnly,
    Language(Box<str>),
    /// True or not: nobody knows here.
    Doubtful(Box<str>),
}

/// Pseudo-elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PseudoElement {
    Before,
    After,
    FirstLetter,
    FirstLine,
    /// Parts of fields, marks of items, what is selected.
    Other,
}

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        match self {
            PseudoClass::Never(name) => write!(out, ":{name}"),
            PseudoClass::Link => out.write_str(":link"),
            PseudoClass::Checked => out.write_str(":checked"),
            PseudoClass::Disabled => out.write_str(":disabled"),
            PseudoClass::Enabled => out.write_str(":enabled"),
            PseudoClass::ReadOnly => out.write_str(":read-only"),
            PseudoClass::Language(language) => write!(out, ":lang({language})"),
            PseudoClass::Doubtful(name) => write!(out, ":{name}"),
        }
    }
}

impl parser::NonTSPseudoClass for PseudoClass {
    fn is_active_or_hover(&self) -> bool {
        matches!(self, PseudoClass::Never("hover" | "active"))
    }

    fn is_user_action_state(&self) -> bool {
        matches!(self, PseudoClass::Never("hover" | "active" | "focus"))
    }
}

impl ToCss for PseudoElement {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(match self {
            PseudoElement::Before => "::before",
            PseudoElement::After => "::after",
            PseudoElement::FirstLetter => "::first-letter",
            PseudoElement::FirstLine => "::first-line",
            PseudoElement::Other => "::part",
        })
    }
}

impl parser::PseudoElement for PseudoElement {
    fn accepts_state_pseudo_classes(&self) -> bool {
        true
    }

    fn is_before_or_after(&self) -> bool {
        matches!(self, PseudoElement::Before | PseudoElement::After)
    }
}

/// What is taken to be of pseudo-classes in doubt, and whether any was asked for.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    answer: bool,
    is_met: bool,
}

impl SelectorImpl for Language {
    type ExtraMatchingData<'a> = Doubt;
    type AttrValue = Word;
    type Identifier = Word;
    type LocalName = Word;
    type NamespaceUrl = Word;
    type NamespacePrefix = Word;
    type BorrowedNamespaceUrl = str;
    type BorrowedLocalName = str;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = PseudoElement;
}

/// What browsers understand of selectors.
struct Grammar;

impl<'i> parser::Parser<'i> for Grammar {
    type Impl = Language;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    fn parse_parent_selector(&self) -> bool {
        true
    }

    fn is_is_alias(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case("-webkit-any") || name.eq_ignore_ascii_case("matches")
    }

    fn parse_host(&self) -> bool {
        true
    }

    fn parse_non_ts_pseudo_class(&self, name: &str) -> Result<PseudoClass, ParseError<Self::Error>> {
        const NEVER: [&str; 17] = [
            "hover",
            "active",
            "focus",
            "focus-within",
            "focus-visible",
            "visited",
            "target",
            "target-within",
            "current",
            "past",
            "future",
            "fullscreen",
            "-webkit-full-screen",
            "user-invalid",
            "modal",
            "autofill",
            "-webkit-autofill",
        ];
        const DOUBTFUL: [&str; 14] = [
            "default",
            "defined",
            "in-range",
            "indeterminate",
            "invalid",
            "muted",
            "open",
            "optional",
            "out-of-range",
            "paused",
            "placeholder-shown",
            "popover-open",
            "read-write",
            "required",
        ];
        let name = name.to_ascii_lowercase();
        Ok(match name.as_str() {
            "link" | "any-link" | "-webkit-any-link" => PseudoClass::Link,
            "checked" => PseudoClass::Checked,
            "disabled" => PseudoClass::Disabled,
            "enabled" => PseudoClass::Enabled,
            "read-only" => PseudoClass::ReadOnly,
            other => match NEVER.iter().find(|never| **never == other) {
                Some(never) => PseudoClass::Never(never),
                None if DOUBTFUL.contains(&other) || other == "valid" => PseudoClass::Doubtful(name.into()),
                None => return Err(unsupported()),
            },
        })
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        name: &str,
        input: &mut Parser<'i>,
        _: bool,
    ) -> Result<PseudoClass, ParseError<Self::Error>> {
        let start = input.position();
        while input.next().is_ok() {}
        let inner = input.slice_from(start).trim();
        match name.to_ascii_lowercase().as_str() {
            "lang" => Ok(PseudoClass::Language(inner.trim_matches(['"', '\'']).to_ascii_lowercase().into())),
            name @ ("dir" | "state") => Ok(PseudoClass::Doubtful(format!("{name}({inner})").into())),
            _ => Err(unsupported()),
        }
    }

    fn parse_pseudo_element(&self, name: &str) -> Result<PseudoElement, ParseError<Self::Error>> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "before" => PseudoElement::Before,
            "after" => PseudoElement::After,
            "first-letter" => PseudoElement::FirstLetter,
            "first-line" => PseudoElement::FirstLine,
            "selection" | "marker" | "placeholder" | "backdrop" | "file-selector-button" | "cue" | "target-text" => {
                PseudoElement::Other
            }
            name if name.starts_with("-webkit-") => PseudoElement::Other,
            _ => return Err(unsupported()),
        })
    }
}

fn unsupported() -> ParseError<SelectorParseErrorKind> {
    ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement)
}

/// A list of selectors.
pub(super) type Selectors = SelectorList<Language>;

/// That selectors are larger than any that are looked into.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The selectors before a block, within the rule for others where there is one; `None` where no browser understands them.
///
/// # Errors
/// [`TooLarge`].
pub(super) fn selectors_in(source: &str, within: Option<&Selectors>) -> Result<Option<Selectors>, TooLarge> {
    if is_too_large(source) || within.is_some_and(|within| within.slice().len() > MOST_AROUND) {
        return Err(TooLarge);
    }
    let mut input = Parser::new(source);
    let relative = if within.is_some() { ParseRelative::ForNesting } else { ParseRelative::No };
    let found = SelectorList::parse(&Grammar, &mut input, relative).ok();
    Ok(match within {
        Some(within) => found.map(|found| found.replace_parent_selector(within)),
        None => found,
    })
}

/// Whether a selector of a list has too many parts, or brackets too deep. Those of an attribute's value may count as some.
fn is_too_large(source: &str) -> bool {
    // For each list that is open, how many parts stand before it, and before the end of its last selector.
    let mut open = vec![(0usize, 0usize)];
    let mut is_between = false;
    for c in source.chars() {
        let parts = c.is_ascii_whitespace() || matches!(c, '>' | '+' | '~');
        let depth = open.len();
        match (c, open.last_mut()) {
            ('(', Some((_, count))) => {
                let count = *count;
                open.push((count, count));
            }
            (')', Some(_)) if depth > 1 => drop(open.pop()),
            (',', Some((before, count))) => *count = *before,
            (_, Some((_, count))) if parts && !is_between => *count += 1,
            _ => {}
        }
        is_between = parts || c == ',';
        if depth > DEEPEST + 1 || open.last().is_some_and(|(_, count)| *count > MOST_PARTS) {
            return true;
        }
    }
    false
}

/// What an element must have that a selector is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Id(String),
    Class(String),
    Name(String),
    Anything,
}

/// What a selector asks of its element, and the pseudo-element it is for.
pub(super) fn wanted(selector: &Selector<Language>) -> (Wanted, Option<PseudoElement>) {
    let mut parts = selector.iter();
    let pseudo = selector.pseudo_element().copied();
    if pseudo.is_some() {
        for _ in &mut parts {}
        if parts.next_sequence() != Some(Combinator::PseudoElement) {
            return (Wanted::Anything, pseudo);
        }
    }
    let mut wanted = Wanted::Anything;
    for part in parts {
        match (part, &wanted) {
            (Component::ID(id), _) => wanted = Wanted::Id(id.as_ref().to_owned()),
            (Component::Class(class), Wanted::Name(_) | Wanted::Anything) => {
                wanted = Wanted::Class(class.as_ref().to_owned());
            }
            (Component::LocalName(name), Wanted::Anything) => {
                wanted = Wanted::Name(name.lower_name.as_ref().to_owned())
            }
            _ => {}
        }
    }
    (wanted, pseudo)
}

/// What is remembered between elements, and how much was done.
pub(super) struct Matcher {
    caches: RefCell<SelectorCaches>,
    work: Cell<usize>,
}

impl fmt::Debug for Matcher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Matcher").field("work", &self.work).finish_non_exhaustive()
    }
}

impl Default for Matcher {
    fn default() -> Self {
        Matcher { caches: RefCell::new(SelectorCaches::default()), work: Cell::new(0) }
    }
}

impl Matcher {
    /// How many steps were made.
    pub(super) fn work(&self) -> usize {
        self.work.get()
    }

    /// Whether a selector is for an element, or for the pseudo-element it names in it; `None`: nobody knows here.
    pub(super) fn is_for(&self, selector: &Selector<Language>, dom: &Dom, id: NodeId, is_pseudo: bool) -> Option<bool> {
        self.work.set(self.work.get() + 1);
        let Some(node) = Node::of(dom, id, &self.work) else { return Some(false) };
        let held = self.answered(selector, node, is_pseudo, true);
        if !held.1 {
            return Some(held.0);
        }
        // What was remembered was under another answer.
        self.caches.replace(SelectorCaches::default());
        let other = self.answered(selector, node, is_pseudo, false);
        self.caches.replace(SelectorCaches::default());
        (held.0 == other.0).then_some(held.0)
    }

    fn answered(&self, selector: &Selector<Language>, node: Node<'_>, is_pseudo: bool, answer: bool) -> (bool, bool) {
        let mode = if is_pseudo { MatchingMode::ForStatelessPseudoElement } else { MatchingMode::Normal };
        let quirks = if node.dom.is_quirky() { QuirksMode::Quirks } else { QuirksMode::NoQuirks };
        let mut caches = self.caches.borrow_mut();
        let (flags, invalidation) = (NeedsSelectorFlags::No, MatchingForInvalidation::No);
        let mut context: MatchingContext<'_, Language> =
            MatchingContext::new(mode, None, &mut caches, quirks, flags, invalidation);
        context.extra_data.answer = answer;
        let holds = matches_selector(selector, 0, None, node, &mut context);
        (holds, context.extra_data.is_met)
    }
}

/// An element of the page, as selectors ask of it.
#[derive(Clone, Copy)]
struct Node<'d> {
    dom: &'d Dom,
    id: NodeId,
    element: &'d Element,
    work: &'d Cell<usize>,
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(out)
    }
}

impl<'d> Node<'d> {
    fn of(dom: &'d Dom, id: NodeId, work: &'d Cell<usize>) -> Option<Self> {
        Some(Node { dom, id, element: dom.element(id)?, work })
    }

    /// Another element, a step away; none where too many steps were made.
    fn step(self, to: Option<NodeId>) -> Option<Self> {
        self.work.set(self.work.get() + 1);
        if self.work.get() > MAX_STYLE_WORK {
            return None;
        }
        Node::of(self.dom, to?, self.work)
    }

    fn siblings(self) -> &'d [NodeId] {
        self.dom.parent(self.id).map(|parent| self.dom.children(parent)).unwrap_or_default()
    }

    fn first_element(self, nodes: impl Iterator<Item = &'d NodeId>) -> Option<Self> {
        for id in nodes {
            let next = self.step(Some(*id));
            if next.is_some() || self.work.get() > MAX_STYLE_WORK {
                return next;
            }
        }
        None
    }

    fn is_field(self) -> bool {
        const FIELDS: [&str; 7] = ["button", "fieldset", "input", "optgroup", "option", "select", "textarea"];
        FIELDS.contains(&self.element.name())
    }
}

impl selectors::Element for Node<'_> {
    type Impl = Language;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.element)
    }

    fn parent_element(&self) -> Option<Self> {
        self.step(self.dom.parent(self.id))
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let before = self.siblings().get(..self.dom.place_among(self.id)).unwrap_or_default();
        self.first_element(before.iter().rev())
    }

    fn next_sibling_element(&self) -> Option<Self> {
        let after = self.siblings().get(self.dom.place_among(self.id) + 1..).unwrap_or_default();
        self.first_element(after.iter())
    }

    fn first_element_child(&self) -> Option<Self> {
        self.first_element(self.dom.children(self.id).iter())
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.element.is_html()
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.element.name() == name
    }

    fn has_namespace(&self, namespace: &str) -> bool {
        self.element.namespace() == namespace
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.element.name() == other.element.name() && self.element.namespace() == other.element.namespace()
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Word>,
        name: &Word,
        operation: &AttrSelectorOperation<&Word>,
    ) -> bool {
        self.element.attribute(&name.0).is_some_and(|value| operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(&self, class: &PseudoClass, context: &mut MatchingContext<'_, Language>) -> bool {
        match class {
            PseudoClass::Never(_) => false,
            PseudoClass::Link => self.is_link(),
            PseudoClass::Checked => ["checked", "selected"].iter().any(|name| self.element.attribute(name).is_some()),
            PseudoClass::Disabled => self.is_field() && self.element.attribute("disabled").is_some(),
            PseudoClass::Enabled => self.is_field() && self.element.attribute("disabled").is_none(),
            PseudoClass::ReadOnly => {
                !matches!(self.element.name(), "input" | "textarea")
                    && self.element.attribute("contenteditable").is_none()
            }
            PseudoClass::Language(wanted) => {
                let mut at = Some(*self);
                while let Some(node) = at {
                    if let Some(own) = node.element.attribute("lang") {
                        let own = own.to_ascii_lowercase();
                        return own == **wanted
                            || own.strip_prefix(&**wanted).is_some_and(|rest| rest.starts_with('-'));
                    }
                    at = selectors::Element::parent_element(&node);
                }
                false
            }
            PseudoClass::Doubtful(_) => {
                context.extra_data.is_met = true;
                context.extra_data.answer
            }
        }
    }

    fn match_pseudo_element(&self, _: &PseudoElement, _: &mut MatchingContext<'_, Language>) -> bool {
        false
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        matches!(self.element.name(), "a" | "area") && self.element.attribute("href").is_some()
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Word, case: CaseSensitivity) -> bool {
        self.element.attribute("id").is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Word, case: CaseSensitivity) -> bool {
        let own = self.element.attribute("class").unwrap_or_default();
        own.split_ascii_whitespace().any(|own| case.eq(own.as_bytes(), name.0.as_bytes()))
    }

    fn has_custom_state(&self, _: &Word) -> bool {
        false
    }

    fn imported_part(&self, _: &Word) -> Option<Word> {
        None
    }

    fn is_part(&self, _: &Word) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        let is_nothing = |id: &NodeId| self.dom.element(*id).is_none() && self.dom.text(*id).is_none_or(str::is_empty);
        self.dom.children(self.id).iter().all(is_nothing)
    }

    fn is_root(&self) -> bool {
        self.dom.parent(self.id) == Some(self.dom.root())
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}

/// How a selector is written, for messages.
pub(super) fn written(selector: &Selector<Language>) -> String {
    let mut text = String::new();
    // Writing to a string fails never.
    let _ = ToCss::to_css(selector, &mut text);
    text
}

/// The text of tokens up to the end of what is parsed.
pub(super) fn rest_of<'i>(input: &mut Parser<'i>) -> &'i str {
    let start = input.position();
    while input.next_including_whitespace_and_comments().is_ok() {}
    input.slice_from(start)
}

/// A name of something, in lower case.
pub(super) fn lower(name: &CowRcStr<'_>) -> String {
    name.to_ascii_lowercase()
}
