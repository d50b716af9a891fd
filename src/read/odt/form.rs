//! Forms (ODF 1.3 part 3, 13) and fields that are filled in: what their controls show → text, where they are drawn.

use super::typed::typed;
use crate::ooxml::{Element, Ns};

/// What a control shows.
#[derive(Debug)]
pub(super) struct Control {
    pub text: String,
    /// Whether it is not printed.
    pub is_hidden: bool,
}

/// The controls of some forms, by their ids.
pub(super) fn controls(forms: Element<'_>) -> impl Iterator<Item = (String, Control)> {
    forms.descendants().flat_map(|control| {
        let is_hidden = attribute(control, "printable") == Some("false");
        let ids = control.attributes().filter(|attribute| attribute.name == "id");
        ids.map(move |id| (id.value.to_owned(), Control { text: shown(control), is_hidden }))
    })
}

/// What a field of LibreOffice's shows that is a box to tick or a list to choose from, as it keeps those of Word's forms.
pub(super) fn field_mark(mark: Element<'_>) -> &str {
    let parameters = |wanted: &'static str| {
        let all = mark.children().filter(|e| e.name() == "param");
        all.filter(move |e| attribute(*e, "name") == Some(wanted)).map(|e| attribute(e, "value").unwrap_or_default())
    };
    let kind = attribute(mark, "type").unwrap_or_default();
    if kind.ends_with("FORMCHECKBOX") {
        tick(parameters("Checkbox_Checked").next() == Some("true"))
    } else if kind.ends_with("FORMDROPDOWN") {
        let chosen = parameters("Dropdown_Selected").next().and_then(|n| n.trim().parse::<usize>().ok());
        parameters("Dropdown_ListEntry").nth(chosen.unwrap_or(0)).unwrap_or_default()
    } else {
        ""
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
            let lines: Vec<String> = control.children().filter(|e| e.is(Ns::OdfText, "p")).map(typed).collect();
            let value = attribute("current-value").or_else(|| attribute("value"));
            if lines.iter().any(|line| !line.is_empty()) { lines.join("\n") } else { value.unwrap_or(label).to_owned() }
        }
    }
}
