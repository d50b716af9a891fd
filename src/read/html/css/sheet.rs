//! The source of style sheets → rules, in the order and layers they stand in.

use super::super::address::data_of;
use super::property::{DEEPEST_BRACKETS, Declaration, declarations_in, declare};
use super::query::{is_for_screens, is_supported};
use super::select::{Selectors, TooLarge, lower, rest_of, selectors_in};
use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Rules and at-rules may stand in each other so deep, and sheets call each other.
const DEEPEST_RULE: usize = 8;
/// Layers have names of so many parts.
const DEEPEST_LAYER: usize = 8;

/// Where among the layers a rule stands: ordinals of the layers it is in, then [`u32::MAX`], so that what stands in a layer itself
/// comes behind what stands in layers of it (CSS Cascade 5 §6.4.4).
pub(super) type Layer = Rc<[u32]>;

/// Rules as they are found.
pub(super) trait Rules {
    /// Takes the declarations that some selectors are for.
    fn take(&mut self, selectors: &Selectors, declarations: Vec<Declaration>, layer: &Layer, is_doubtful: bool);
    /// Notes a sheet that stands elsewhere.
    fn elsewhere(&mut self, address: &str);
    /// Notes a rule that is not looked into, by what stands before its block.
    fn unread(&mut self, head: &str);
}

/// The layers of all sheets of a page, by the order they are named in.
#[derive(Debug, Default)]
pub(super) struct Layers {
    ordinals: BTreeMap<Vec<String>, u32>,
    counts: BTreeMap<Vec<String>, u32>,
    unnamed: usize,
}

impl Layers {
    fn of(&mut self, path: &[String]) -> Layer {
        let mut key = Vec::with_capacity(path.len() + 1);
        for end in 1..=path.len() {
            let name = path.get(..end).unwrap_or_default().to_vec();
            let around = path.get(..end - 1).unwrap_or_default().to_vec();
            let ordinal = match self.ordinals.get(&name) {
                Some(known) => *known,
                None => {
                    let next = self.counts.entry(around).or_default();
                    *next += 1;
                    self.ordinals.insert(name, *next);
                    *next
                }
            };
            key.push(ordinal);
        }
        key.push(u32::MAX);
        key.into()
    }

    fn unnamed(&mut self) -> String {
        self.unnamed += 1;
        format!(" {}", self.unnamed)
    }
}

/// Reads a sheet; `holds`: whether its condition of media does.
pub(super) fn read(source: &str, holds: Option<bool>, layers: &mut Layers, rules: &mut dyn Rules) {
    let place = Place { holds, layer: Vec::new(), within: None, depth: DEEPEST_RULE };
    read_at(source, place, layers, rules);
}

fn read_at(source: &str, place: Place, layers: &mut Layers, rules: &mut dyn Rules) {
    let mut input = Parser::new(source);
    input.set_nested_block_limit(DEEPEST_BRACKETS);
    let mut reader = Reader { place, layers, rules, declarations: Vec::new() };
    StyleSheetParser::new(&mut input, &mut reader).for_each(drop);
}

/// What stands around a rule.
#[derive(Clone)]
struct Place {
    /// Whether the conditions around hold; `None`: nobody knows here.
    holds: Option<bool>,
    layer: Vec<String>,
    /// The selectors of the rule it stands in.
    within: Option<Selectors>,
    depth: usize,
}

struct Reader<'r> {
    place: Place,
    layers: &'r mut Layers,
    rules: &'r mut dyn Rules,
    /// What is declared in the rule that is read.
    declarations: Vec<Declaration>,
}

/// What stands before the block of an at-rule, or before its semicolon.
enum Head {
    /// Its rules hold where the condition does.
    Condition(Option<bool>),
    Layers(Vec<Vec<String>>),
    Import {
        address: String,
        layer: Option<Vec<String>>,
        holds: Option<bool>,
    },
    /// What says nothing of how elements look.
    Other,
}

impl Reader<'_> {
    /// Gives away what was declared so far.
    fn flush(&mut self) {
        let declarations = std::mem::take(&mut self.declarations);
        if let Some(within) = self.place.within.as_ref().filter(|_| !declarations.is_empty()) {
            let layer = self.layers.of(&self.place.layer);
            self.rules.take(within, declarations, &layer, self.place.holds.is_none());
        }
    }

    fn block(&mut self, place: Place, input: &mut Parser<'_>) {
        self.flush();
        let mut inner = Reader { place, layers: self.layers, rules: self.rules, declarations: Vec::new() };
        RuleBodyParser::new(input, &mut inner).for_each(drop);
        inner.flush();
    }

    fn deeper(&self) -> Option<Place> {
        Some(Place { depth: self.place.depth.checked_sub(1)?, ..self.place.clone() })
    }
}

impl<'i> QualifiedRuleParser<'i> for Reader<'_> {
    type Prelude = Option<Selectors>;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Option<Selectors>, ParseError<()>> {
        let head = rest_of(input).trim();
        Ok(selectors_in(head, self.place.within.as_ref()).unwrap_or_else(|TooLarge| {
            self.rules.unread(head);
            None
        }))
    }

    fn parse_block(
        &mut self,
        head: Option<Selectors>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        match (self.deeper(), head) {
            (Some(place), Some(selectors)) => self.block(Place { within: Some(selectors), ..place }, input),
            (None, Some(_)) => self.rules.unread("{{…}}"),
            (_, None) => {}
        }
        while input.next().is_ok() {}
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Reader<'_> {
    type Prelude = Head;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<Head, ParseError<()>> {
        Ok(match lower(&name).as_str() {
            "media" => Head::Condition(is_for_screens(rest_of(input))),
            "supports" => Head::Condition(is_supported(rest_of(input))),
            "container" | "scope" | "document" | "-moz-document" => {
                rest_of(input);
                Head::Condition(if name.starts_with('-') { Some(false) } else { None })
            }
            "layer" => Head::Layers(rest_of(input).split(',').filter_map(layer_name).collect()),
            "import" => import(input)?,
            _ => {
                rest_of(input);
                Head::Other
            }
        })
    }

    fn rule_without_block(&mut self, head: Head, _: &ParserState) -> Result<(), ()> {
        match head {
            Head::Layers(names) => {
                for name in names {
                    let path: Vec<String> = self.place.layer.iter().cloned().chain(name).collect();
                    self.layers.of(&path);
                }
            }
            Head::Import { address, layer, holds } if holds != Some(false) && self.place.holds != Some(false) => {
                let Some(bytes) = data_of(&address) else {
                    self.rules.elsewhere(&address);
                    return Ok(());
                };
                if let Some(mut place) = self.deeper() {
                    let name = layer.map(|name| if name.is_empty() { vec![self.layers.unnamed()] } else { name });
                    place.layer.extend(name.into_iter().flatten());
                    place.holds = place.holds.and(holds);
                    read_at(&String::from_utf8_lossy(&bytes), place, self.layers, self.rules);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn parse_block(&mut self, head: Head, _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        match (head, self.deeper()) {
            (Head::Condition(holds), Some(place)) if holds != Some(false) => {
                self.block(Place { holds: place.holds.and(holds), ..place }, input);
            }
            (Head::Layers(names), Some(mut place)) if names.len() <= 1 => {
                let name = names.into_iter().next().unwrap_or_else(|| vec![self.layers.unnamed()]);
                place.layer.extend(name);
                if place.layer.len() <= DEEPEST_LAYER {
                    self.layers.of(&place.layer);
                    self.block(place, input);
                }
            }
            (Head::Condition(None | Some(true)) | Head::Layers(_), None) => self.rules.unread("{{…}}"),
            _ => {}
        }
        while input.next().is_ok() {}
        Ok(())
    }
}

impl<'i> DeclarationParser<'i> for Reader<'_> {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), ParseError<()>> {
        declare(&name, input, &mut self.declarations)
    }
}

impl RuleBodyItemParser<'_, (), ()> for Reader<'_> {
    fn parse_declarations(&self) -> bool {
        self.place.within.is_some()
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}

/// The parts of a layer's name; `None` for none.
fn layer_name(source: &str) -> Option<Vec<String>> {
    let parts: Vec<String> = source.trim().split('.').map(|part| part.trim().to_owned()).collect();
    (parts.iter().all(|part| !part.is_empty()) && parts.len() <= DEEPEST_LAYER).then_some(parts)
}

/// `@import url(…) layer(…) supports(…) screen`.
fn import(input: &mut Parser<'_>) -> Result<Head, ParseError<()>> {
    let address = input.expect_url_or_string()?.to_string();
    let mut layer = None;
    let mut holds = Some(true);
    loop {
        let start = input.state();
        match input.next().cloned() {
            Ok(Token::Ident(word)) if word.eq_ignore_ascii_case("layer") => layer = Some(Vec::new()),
            Ok(Token::Function(word)) if word.eq_ignore_ascii_case("layer") => {
                let name = input.parse_nested_block(|input| Ok::<_, ParseError<()>>(rest_of(input).to_owned()))?;
                layer = layer_name(&name);
            }
            Ok(Token::Function(word)) if word.eq_ignore_ascii_case("supports") => {
                let asked = input.parse_nested_block(|input| Ok::<_, ParseError<()>>(rest_of(input).to_owned()))?;
                let asked = if asked.trim_start().starts_with('(') { asked } else { format!("({asked})") };
                holds = is_supported(&asked);
            }
            _ => {
                input.reset(&start);
                break;
            }
        }
    }
    let media = is_for_screens(rest_of(input));
    let holds = match (holds, media) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (holds, media) => holds.and(media),
    };
    Ok(Head::Import { address, layer, holds })
}

/// The declarations of an element's own style, kept for the next element with the same one.
#[derive(Debug, Default)]
pub(super) struct OwnStyles(BTreeMap<String, Rc<[Declaration]>>);

impl OwnStyles {
    pub(super) fn of(&mut self, style: &str) -> Rc<[Declaration]> {
        /// So many are kept.
        const MOST: usize = 2_000;
        if let Some(known) = self.0.get(style) {
            return known.clone();
        }
        let read: Rc<[Declaration]> = declarations_in(style).into();
        if self.0.len() < MOST {
            self.0.insert(style.to_owned(), read.clone());
        }
        read
    }
}
