//! Fields as they are met in runs: where their results begin and end, and what those show that have none.

use super::builder::Builder;
use super::eq::{Shown, Sign};
use super::field::{self, FieldKind, OpenField};
use crate::document::{Content, Inline, Marks};
use crate::finding::{Error, catalogue::docx};
use crate::ooxml::{Element, Ns};
use crate::read::docx::style::properties::RunProperties;
use crate::read::docx::walker::{Story, Walker};
use crate::read::docx::wml::{is_on, quote, value};

impl OpenField {
    /// A field that begins.
    fn begin(element: Element<'_>) -> Self {
        let form = element.child(Ns::W, "ffData").and_then(form_field);
        OpenField { dirty: is_dirty(element), form, ..OpenField::default() }
    }

    /// From here on its result is read.
    fn expect_merged(&mut self) {
        self.merged = (self.name() == "MERGEFIELD").then(String::new);
    }

    fn add(&mut self, text: &str, marks: Marks) {
        self.instruction.push_str(text);
        if field::shows_itself(&self.instruction) {
            self.signs.extend(Sign::of_text(text, marks));
        }
    }
}

/// What a form field (§17.16.17) shows by itself: the entry chosen, its box, its default text.
fn form_field(data: Element<'_>) -> Option<String> {
    if let Some(list) = data.child(Ns::W, "ddList") {
        return field::chosen_entry(list).map(str::to_owned);
    }
    if let Some(check) = data.child(Ns::W, "checkBox") {
        let state = check.child(Ns::W, "checked").or_else(|| check.child(Ns::W, "default"));
        return Some(if state.is_some_and(is_on) { "☑" } else { "☐" }.to_owned());
    }
    data.child(Ns::W, "textInput").and_then(|input| value(input, "default")).map(str::to_owned)
}

/// Whether the file says that a field's result is out of date (§17.16.18).
fn is_dirty(field: Element<'_>) -> bool {
    matches!(field.attribute(Ns::W, "dirty"), Some("1" | "true" | "on"))
}

impl<'p> Walker<'p, '_> {
    pub(crate) fn field_character(
        &mut self,
        element: Element<'_>,
        properties: &RunProperties,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        match element.attribute(Ns::W, "fldCharType") {
            Some("begin") if story.closed.contains(&element.ordinal()) => {
                story.open_field(OpenField::begin(element))?
            }
            Some("separate") => {
                if let Some(open) = story.fields.last_mut().filter(|f| f.result.is_none()) {
                    let kind = field::kind_of(&open.instruction);
                    if open.dirty && kind != FieldKind::Contents {
                        let finding = docx::field_outdated(quote(&open.instruction));
                        self.findings.push(finding.at(builder.place().clone()));
                    }
                    open.result = Some(kind.clone());
                    open.expect_merged();
                    if let FieldKind::Link(target) = kind {
                        let linked = self.open_link(target, story, builder)?;
                        story.fields.iter_mut().last().into_iter().for_each(|open| open.linked = linked);
                    }
                }
            }
            Some("end") => return self.end_field(properties, story, builder),
            _ => {}
        }
        Ok(())
    }

    /// Begins a field that is one element (§17.16.19).
    pub(crate) fn simple_field(
        &mut self,
        element: Element<'_>,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let instruction = element.attribute(Ns::W, "instr").unwrap_or_default();
        let kind = field::kind_of(instruction);
        let mut open = OpenField::begin(element);
        if let FieldKind::Link(target) = &kind {
            open.linked = self.open_link(target.clone(), story, builder)?;
        }
        if open.dirty && kind != FieldKind::Contents {
            self.findings.push(docx::field_outdated(quote(instruction)).at(builder.place().clone()));
        }
        open.add(instruction, Marks::default());
        open.result = Some(kind);
        open.expect_merged();
        open.empty = element.children().next().is_none();
        story.open_field(open)
    }

    /// Ends the innermost field; one that has shown nothing shows what its instruction says.
    pub(crate) fn end_field(
        &mut self,
        properties: &RunProperties,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let Some(field) = story.fields.pop() else { return Ok(()) };
        if field.linked {
            builder.close_link();
        }
        if let Some(name) = field.merged.as_deref().map(str::trim).filter(|name| name.starts_with('«')) {
            self.tallies.unmerged.add(builder.place(), name);
        }
        if field.says || field.result == Some(FieldKind::Contents) || story.in_contents_list() {
            return Ok(());
        }
        let shown = match field.name().as_str() {
            "EQ" => {
                self.budget.signs(field.signs.len())?;
                let separator = self.list_separator()?;
                let shown = Shown::by(&field.signs, separator);
                if !shown.whole {
                    let finding = docx::field_as_text(quote(&field.instruction));
                    self.findings.push(finding.at(builder.place().clone()));
                }
                Some(shown.inlines)
            }
            "QUOTE" => Some(field::argument(&field.signs, 1)),
            // The name of a macro, or the place to go to, comes before what is shown.
            "MACROBUTTON" | "GOTOBUTTON" => Some(field::argument(&field.signs, 2)),
            "FORMTEXT" if field.has_result() => Some(Vec::new()),
            "FORMTEXT" | "FORMCHECKBOX" | "FORMDROPDOWN" => Some(field.form.iter().map(Inline::text).collect()),
            "SYMBOL" => field::symbol(&field.instruction).map(|symbol| vec![Inline::text(symbol)]),
            _ if field.has_result() || !field.wants_result() => Some(Vec::new()),
            _ => None,
        };
        let Some(inlines) = shown else {
            self.findings.push(docx::field_without_result(quote(&field.instruction)).at(builder.place().clone()));
            return Ok(());
        };
        for inline in inlines {
            self.show(inline, properties, story, builder)?;
        }
        Ok(())
    }

    /// Adds what a field shows to the paragraph, or to the instruction it stands in.
    fn show(
        &mut self,
        inline: Inline,
        properties: &RunProperties,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        match (inline, story.instruction()) {
            (inline, Some(outer)) => outer.signs.extend(Sign::of_inline(inline)),
            // Plain text is set as the field is. Its symbols are characters by now.
            (Inline::Text(run), None) if run.marks == Marks::default() => {
                let mut plain = properties.clone();
                plain.symbol_font = None;
                self.text(&run.text, &plain, story, builder)?;
            }
            (inline, None) => {
                story.says();
                match self.hidden(builder.kind(), properties)? {
                    Some(why) => builder.hide(why, &Content::new(vec![inline]).plain_text()),
                    None => builder.push(inline),
                }
            }
        }
        Ok(())
    }

    /// Adds text to the instruction that is being read.
    pub(crate) fn instruct(
        &mut self,
        text: &str,
        properties: &RunProperties,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let Some(open) = story.instruction() else { return Ok(()) };
        let (marks, _) = self.surroundings.styles.marks(builder.kind(), properties);
        // What is part of the instruction's grammar is none in any font.
        let is_text = !open.instruction.is_empty()
            && field::shows_itself(&open.instruction)
            && !text.contains(['\\', '(', ')', ',', ';', '"']);
        if !is_text {
            open.add(text, marks);
            return Ok(());
        }
        match self.hidden(builder.kind(), properties)? {
            Some(why) => builder.hide(why, text),
            None => open.add(&self.symbols(text, properties, builder), marks),
        }
        Ok(())
    }
}
