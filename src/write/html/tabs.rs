//! Tabs → boxes: CSS has no tab stops. What stands before a stop is in a box as wide as it is away from the one before, and the tab
//! takes what is left of it.

use super::flow::FlowWriter;
use super::tag::Tag;
use crate::document::{Content, Inline, Leader, TabAlignment, TabStop, Text};

/// The boxes of a paragraph while it is written.
struct Boxes<'s> {
    stops: std::slice::Iter<'s, TabStop>,
    /// Where the box begins that is open, in thousandths of the text's width.
    begins: u16,
    /// Whether what stands in it ends at its stop: the next tab begins another.
    is_full: bool,
}

impl<'a> FlowWriter<'a> {
    /// Content with tabs that lead to these stops; behind the last of them a tab is the blank it is.
    pub(super) fn tabbed_content(&mut self, content: &'a Content, stops: &[TabStop]) {
        let mut boxes = Boxes { stops: stops.iter(), begins: 0, is_full: false };
        self.open_box(boxes.stops.as_slice().first(), 0);
        for inline in content.inlines() {
            let Inline::Text(run) = inline else {
                self.inline(inline);
                continue;
            };
            for (index, part) in run.text.split('\t').enumerate() {
                if index > 0 {
                    self.tab(&mut boxes);
                }
                if !part.is_empty() {
                    self.marked_text(&Text { text: part.to_owned(), ..run.clone() });
                }
            }
        }
        self.out.push_str("</span>");
    }

    fn tab(&mut self, boxes: &mut Boxes<'_>) {
        let Some(stop) = boxes.stops.next() else {
            self.out.push('\t');
            return;
        };
        if std::mem::take(&mut boxes.is_full) {
            self.out.push_str("</span>");
            self.open_box(Some(stop), boxes.begins);
        }
        let leader = match stop.leader {
            Leader::None => "tab",
            Leader::Dots => "tab dots",
            Leader::MiddleDots => "tab dots middle",
            Leader::Hyphens => "tab hyphens",
            Leader::Line => "tab line",
        };
        self.open(Tag::of("span").classes(leader));
        self.out.push_str("\t</span>");
        match stop.align {
            TabAlignment::Left => {
                self.out.push_str("</span>");
                self.open_box(boxes.stops.as_slice().first(), stop.at);
            }
            TabAlignment::Right | TabAlignment::Decimal => boxes.is_full = true,
            TabAlignment::Center => {
                let half = half_of_centered(stop, boxes.begins);
                self.out.push_str("</span>");
                self.open(Tag::of("span").classes("to centered").style(&width(2 * half)));
                boxes.is_full = true;
                boxes.begins = stop.at + half;
                return;
            }
        }
        boxes.begins = stop.at;
    }

    /// Opens the box that the stop after it bounds, or what is left of the line.
    fn open_box(&mut self, stop: Option<&TabStop>, begins: u16) {
        let ends = stop.map(|stop| match stop.align {
            TabAlignment::Center => stop.at - half_of_centered(stop, begins),
            _ => stop.at,
        });
        let style = ends.map(|ends| width(ends.saturating_sub(begins))).unwrap_or_default();
        let classes = match (begins, ends) {
            (0, _) => "to begins",
            (_, None) => "to ends",
            (_, Some(_)) => "to",
        };
        self.open(Tag::of("span").classes(classes).style(&style));
    }
}

/// Half the room of what stands in the middle over a stop.
fn half_of_centered(stop: &TabStop, begins: u16) -> u16 {
    stop.at.saturating_sub(begins).min(TabStop::EDGE.saturating_sub(stop.at))
}

fn width(thousandths: u16) -> String {
    format!("width:{}.{}%", thousandths / 10, thousandths % 10)
}
