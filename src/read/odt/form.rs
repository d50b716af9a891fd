//! Forms (ODF 1.3 part 3, 13) and fields that are filled in: what their controls show → text, where they are drawn.

use super::body::Writer;
use super::line::Line;
use crate::ooxml::{Element, Ns};

/// What a control shows.
#[derive(Debug)]
pub(super) struct Control {
    text: String,
    /// Whether it is not printed.
    is_hidden: bool,
}

impl Writer<'_, '_, '_> {
    /// Keeps what the controls of these forms show, until they are drawn.
    pub(super) fn forms(&mut self, forms: Element<'_>) {
        for control in forms.descendants() {
            let text = shown(control);
            for id in control.attributes().filter(|attribute| attribute.name == "id") {
                let is_hidden = attribute(control, "printable") == Some("false");
                self.controls.insert(id.value.to_owned(), Control { text: text.clone(), is_hidden });
            }
        }
    }

    /// Reads `draw:control`: a control is drawn once.
    pub(super) fn control(&mut self, drawn: Element<'_>, line: &mut Line) {
        let Some(control) = drawn.attribute(Ns::OdfDraw, "control").and_then(|id| self.controls.remove(id)) else {
            return;
        };
        let outer = self.is_hidden;
        self.is_hidden |= control.is_hidden;
        for (number, text) in control.text.lines().enumerate() {
            if number > 0 {
                self.sign("<w:br/>", line);
            }
            self.text(text, line);
        }
        self.is_hidden = outer;
    }

    /// Reads a field of LibreOffice's that is a box to tick or a list to choose from, as it keeps those of Word's forms.
    pub(super) fn field_mark(&mut self, mark: Element<'_>, line: &mut Line) {
        let parameters = |wanted: &'static str| {
            let all = mark.children().filter(|e| e.name() == "param");
            all.filter(move |e| attribute(*e, "name") == Some(wanted))
                .map(|e| attribute(e, "value").unwrap_or_default())
        };
        let kind = attribute(mark, "type").unwrap_or_default();
        if kind.ends_with("FORMCHECKBOX") {
            let is_on = parameters("Checkbox_Checked").next() == Some("true");
            self.text(tick(is_on), line);
        } else if kind.ends_with("FORMDROPDOWN") {
            let chosen = parameters("Dropdown_Selected").next().and_then(|n| n.trim().parse::<usize>().ok());
            self.text(parameters("Dropdown_ListEntry").nth(chosen.unwrap_or(0)).unwrap_or_default(), line);
        }
    }
}

/// An attribute that says something, whatever its namespace: forms and fields have theirs.
fn attribute<'x>(element: Element<'x>, name: &str) -> Option<&'x str> {
    element.attributes().find(|attribute| attribute.name == name && !attribute.value.is_empty()).map(|a| a.value)
}

fn tick(is_on: bool) -> &'static str {
    if is_on { "☑" } else { "☐" }
}

/// What a control shows: what was filled in, else what it began with, else its label (13.5).
fn shown(control: Element<'_>) -> String {
    let attribute = |name| attribute(control, name);
    let label = attribute("label").unwrap_or_default();
    let is_chosen = |element: Element<'_>| {
        self::attribute(element, "current-selected").or_else(|| self::attribute(element, "selected")) == Some("true")
    };
    match control.name() {
        "checkbox" => {
            let state = attribute("current-state").or_else(|| attribute("state"));
            tick(state == Some("checked")).to_owned() + label
        }
        "radio" => tick(is_chosen(control)).to_owned() + label,
        "listbox" => {
            let chosen = control.children().filter(|e| e.name() == "option" && is_chosen(*e));
            chosen.filter_map(|e| self::attribute(e, "label")).collect::<Vec<_>>().join("；")
        }
        "password" | "hidden" | "file" | "value-range" => String::new(),
        _ => {
            let typed: Vec<String> =
                control.children().filter(|e| e.is(Ns::OdfText, "p")).map(super::table::typed).collect();
            let value = attribute("current-value").or_else(|| attribute("value"));
            if typed.iter().any(|line| !line.is_empty()) { typed.join("\n") } else { value.unwrap_or(label).to_owned() }
        }
    }
}
