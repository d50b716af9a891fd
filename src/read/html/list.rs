//! Lists, with the labels that browsers print before their items.

use super::dom::{Element, NodeId};
use super::flow::{Flow, Story};
use super::look::{Display, Look};
use crate::document::numeral::number_to_text;
use crate::document::{Block, List, ListItem};
use crate::finding::{Error, Origin};
use std::rc::Rc;

/// How the items of a list are labelled.
enum Labels {
    /// Not at all: the page only lays its lines out so, or prints the labels itself.
    None,
    Sign(&'static str),
    /// By a format of numbers, and what follows them.
    Number(&'static str, &'static str),
}

impl Labels {
    fn of(element: &Element, look: &Look) -> Self {
        let is_ordered = element.name() == "ol";
        let named = look.list_style.as_deref().and_then(|style| style.split_whitespace().find_map(label_style));
        let by_type = match (is_ordered, element.attribute("type").map(str::trim)) {
            (true, Some("a")) => Some(Labels::Number("lowerLetter", ".")),
            (true, Some("A")) => Some(Labels::Number("upperLetter", ".")),
            (true, Some("i")) => Some(Labels::Number("lowerRoman", ".")),
            (true, Some("I")) => Some(Labels::Number("upperRoman", ".")),
            (false, Some(kind)) => label_style(&kind.to_ascii_lowercase()),
            _ => None,
        };
        named.or(by_type).unwrap_or(if is_ordered { Labels::Number("decimal", ".") } else { Labels::Sign("•") })
    }

    fn label(&self, number: i64) -> String {
        match self {
            Labels::None => String::new(),
            Labels::Sign(sign) => (*sign).to_owned(),
            Labels::Number(format, mark) => {
                let text = u32::try_from(number).ok().and_then(|number| number_to_text(format, number));
                format!("{}{mark}", text.unwrap_or_else(|| number.to_string()))
            }
        }
    }
}

fn label_style(name: &str) -> Option<Labels> {
    Some(match name {
        "none" => Labels::None,
        "disc" => Labels::Sign("•"),
        "circle" => Labels::Sign("◦"),
        "square" => Labels::Sign("▪"),
        "decimal" => Labels::Number("decimal", "."),
        "decimal-leading-zero" => Labels::Number("decimalZero", "."),
        "lower-alpha" | "lower-latin" => Labels::Number("lowerLetter", "."),
        "upper-alpha" | "upper-latin" => Labels::Number("upperLetter", "."),
        "lower-roman" => Labels::Number("lowerRoman", "."),
        "upper-roman" => Labels::Number("upperRoman", "."),
        "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" => {
            Labels::Number("chineseCountingThousand", "、")
        }
        _ => return None,
    })
}

impl Flow<'_> {
    /// Reads a list into a story.
    pub(super) fn list(
        &mut self,
        id: NodeId,
        element: &Element,
        look: &Rc<Look>,
        story: &mut Story,
    ) -> Result<(), Error> {
        let labels = if self.is_own { Labels::None } else { Labels::of(element, look) };
        let origin = Origin::at(self.place_of(story));
        let is_item = |id: &NodeId| self.dom.element(*id).is_some_and(|element| element.name() == "li");
        let children = self.dom.children(id);
        let count = i64::try_from(children.iter().filter(|child| is_item(child)).count()).unwrap_or(i64::MAX);
        let number_of = |element: &Element, name: &str| element.attribute(name)?.trim().parse::<i64>().ok();
        let is_reversed = element.attribute("reversed").is_some();
        let mut number = number_of(element, "start").unwrap_or(if is_reversed { count } else { 1 });
        let mut items: Vec<ListItem> = Vec::new();
        for child in children {
            let mut inner = Story::inner(story.place.clone());
            let Some(item) = self.dom.element(*child).filter(|element| element.name() == "li") else {
                // What stands between items belongs to the one before.
                self.node(*child, look, &mut inner)?;
                self.end_line(&mut inner);
                match items.last_mut() {
                    Some(item) => item.content.append(&mut inner.blocks),
                    None => story.blocks.append(&mut inner.blocks),
                }
                continue;
            };
            let (within, display) = self.look_within(*child, look)?;
            if display == Display::None {
                self.absent(*child, story);
                continue;
            }
            number = number_of(item, "value").unwrap_or(number);
            self.children(*child, &within, &mut inner)?;
            self.end_line(&mut inner);
            let label = inner.label.take().unwrap_or_else(|| labels.label(number));
            number = if is_reversed { number.saturating_sub(1) } else { number.saturating_add(1) };
            items.push(ListItem { label, content: inner.blocks });
        }
        // Without labels it is no list to those who read it.
        if matches!(labels, Labels::None) && !self.is_own {
            story.blocks.extend(items.into_iter().flat_map(|item| item.content));
        } else if !items.is_empty() {
            story.blocks.push(Block::List(List { ordered: element.name() == "ol", items, origin }));
        }
        Ok(())
    }
}
