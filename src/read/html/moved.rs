//! What sheets put into elements, and in another order than it is written in.

use super::css::{Declared, Generated, Property, Side};
use super::dom::NodeId;
use super::flow::{Flow, Story, shown_text};
use super::line::quote;
use super::look::{Display, Look};
use crate::finding::{Error, catalogue::web};
use std::rc::Rc;

impl Flow<'_> {
    /// Reads what stands in an element, with what the sheets put before and behind it.
    pub(super) fn children(&mut self, id: NodeId, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        let mut look = look.clone();
        let [before, after] = if self.is_own { [None, None] } else { self.sheet.generated(self.dom, id) };
        let is_unknown = |generated: &Option<Generated>| generated.as_ref().is_some_and(|one| one.text.is_none());
        let beginning = if self.is_own { None } else { self.sheet.of_beginning(self.dom, id) };
        let unjudged = match beginning {
            None if is_unknown(&before) || is_unknown(&after) => Some("content".into()),
            beginning => beginning,
        };
        if unjudged.is_some() {
            look = Rc::new(Look { unjudged, ..(*look).clone() });
        }
        // What is turned is shown in another order than it is stored.
        if look.is_turned {
            story.line.text("\u{202E}", &look, &story.within);
        }
        self.generated((id, Side::Before), before, &look, story);
        for child in self.dom.children(id) {
            self.node(*child, &look, story)?;
        }
        self.generated((id, Side::Behind), after, &look, story);
        if look.is_turned {
            story.line.text("\u{202C}", &look, &story.within);
        }
        Ok(())
    }

    /// Reads text that a sheet puts on the page. Signs that only adorn are none.
    fn generated(&mut self, at: (NodeId, Side), generated: Option<Generated>, look: &Rc<Look>, story: &mut Story) {
        let Some(Generated { text: Some(text), declared }) = generated else { return };
        let text: String = text.chars().filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}')).collect();
        let says =
            |c: char| c.is_alphanumeric() || c.is_ascii_punctuation() && !matches!(c, '|' | '-' | '*' | '>' | '/');
        if !text.contains(says) {
            return;
        }
        let (look, display) = look.of_generated(&declared);
        if display == Display::None {
            return;
        }
        let look = Rc::new(look);
        let place = self.place_of(story);
        self.findings.push(web::generated_text_read(quote(&text)).at(place));
        story.line.text(&text, &look, &story.within);
        self.generated.insert(at, text);
        if display == Display::Block {
            story.line.line_break(&look, &story.within);
        }
    }

    /// What is declared for an element of a cell that may show digits of the cell in another order than they are written in.
    pub(super) fn reordered(&self, id: NodeId, declared: &Declared, display: Display) -> Option<Rc<str>> {
        let said = moves(declared, display)?;
        let cell = std::iter::successors(self.dom.parent(id), |id| self.dom.parent(*id))
            .find(|id| self.dom.element(*id).is_some_and(|element| matches!(element.name(), "td" | "th")));
        let is_container = declared.get(Property::FlexDirection).is_some_and(|value| value.contains("reverse"));
        let digits = |id: NodeId| shown_text(self.dom, id).chars().filter(|c| c.is_numeric()).count();
        let own = digits(id);
        if is_container {
            let is_in_cell = cell.is_some() || self.dom.element(id).is_some_and(|e| matches!(e.name(), "td" | "th"));
            let parts = self.dom.children(id).iter().filter(|child| digits(**child) > 0).count();
            return (is_in_cell && parts > 1).then_some(said);
        }
        if declared.get(Property::LetterSpacing).is_some() {
            return (own > 1).then_some(said);
        }
        let cell = cell.filter(|_| own > 0)?;
        (digits(cell) > own).then_some(said)
    }
}

/// What of some declarations moves an element of the line beside its place.
fn moves(declared: &Declared, display: Display) -> Option<Rc<str>> {
    let get = |property| declared.get(property);
    let number = |value: &str| {
        let number = value.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        number.trim().parse::<f64>().unwrap_or(0.0)
    };
    let is_moved = |value: &str| number(value).abs() > 0.0;
    let said = |name: &str, value: &str| Some(Rc::from(format!("{name}: {value}")));
    if let Some(value) = get(Property::FlexDirection).filter(|value| value.contains("reverse")) {
        return said("flex-direction", value);
    }
    if let Some(value) = get(Property::LetterSpacing).filter(|value| value.ends_with("em") && number(value) <= -0.4) {
        return said("letter-spacing", value);
    }
    if display != Display::Inline {
        return None;
    }
    if let Some(value) = get(Property::Float).filter(|value| matches!(*value, "left" | "right")) {
        return said("float", value);
    }
    match get(Property::Position) {
        Some(value @ ("absolute" | "fixed")) => return said("position", value),
        Some("relative") => {
            for (property, name) in [(Property::Left, "left"), (Property::Right, "right")] {
                if let Some(value) = get(property).filter(|value| is_moved(value)) {
                    return said(name, value);
                }
            }
        }
        _ => {}
    }
    for (property, name) in [
        (Property::Order, "order"),
        (Property::Translate, "translate"),
        (Property::MarginLeft, "margin-left"),
        (Property::MarginRight, "margin-right"),
    ] {
        let counts = |value: &&str| match property {
            Property::MarginLeft | Property::MarginRight => number(value) < 0.0,
            _ => is_moved(value.split_whitespace().next().unwrap_or_default()),
        };
        if let Some(value) = get(property).filter(counts) {
            return said(name, value);
        }
    }
    let moved = get(Property::Transform).filter(|value| value.contains("translate"))?;
    let arguments = moved.split_once('(').map_or("", |(_, arguments)| arguments);
    arguments.split([',', ')']).any(is_moved).then(|| format!("transform: {moved}").into())
}
