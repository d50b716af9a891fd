//! The inside of paragraphs (ODF 1.3 part 3, 6 and 7): text, spans, links, notes, changes, fields → runs.

use super::body::Writer;
use super::change::Done;
use super::form::field_mark;
use super::look::{self, Look, Script};
use super::style::Style;
use crate::finding::{Error, Term, catalogue::package, terms};
use crate::ooxml::{Element, Node, Ns, escape_attribute, escape_text};
use crate::read::word_parts::Beside;
use std::fmt::Write;
use std::rc::Rc;

/// The most spaces and cells a file may ask for by counts, all together.
pub(super) const MAX_REPEATED: usize = 1_000_000;

/// The properties of the run that was written last, and of what run they are.
#[derive(Debug)]
pub(super) struct LastRun {
    look: Rc<Look>,
    script: Script,
    /// The common style its paragraph is of.
    common: usize,
    properties: String,
}

/// A paragraph being written.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// What is in its `w:pPr`.
    properties: String,
    pub runs: String,
    /// Paragraphs that ended in a deletion.
    pub finished: String,
    style: Rc<Style>,
    /// The look of the span, and whether it is a link.
    look: Option<Rc<Look>>,
    in_link: bool,
    /// Whether white space that comes is left out, since some stands before.
    after_space: bool,
    /// A space that is one only if text follows.
    held_space: bool,
}

impl Line {
    pub(super) fn of(properties: String, style: Rc<Style>) -> Self {
        Line { properties, style, after_space: true, ..Line::default() }
    }

    /// Ends the paragraph, its end marked so.
    pub(super) fn end(&mut self, mark: &str) {
        let mark = if mark.is_empty() { String::new() } else { format!("<w:rPr>{mark}</w:rPr>") };
        let runs = std::mem::take(&mut self.runs);
        let _ = write!(self.finished, "<w:p><w:pPr>{}{mark}</w:pPr>{runs}</w:p>", self.properties);
    }
}

impl Writer<'_, '_, '_> {
    /// Reads what is in a paragraph or span.
    pub(super) fn inlines(&mut self, container: Element<'_>, line: &mut Line) -> Result<(), Error> {
        self.deeper()?;
        for node in container.nodes() {
            match node {
                Node::Text(text) => self.typed(text, line),
                Node::Element(element) => self.inline(element, line)?,
            }
        }
        self.shallower();
        Ok(())
    }

    /// Text as typed: white space is one space, none at the beginning (6.1.2).
    fn typed(&mut self, text: &str, line: &mut Line) {
        let mut kept = String::with_capacity(text.len());
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !is_space {
                if std::mem::take(&mut line.held_space) {
                    kept.push(' ');
                }
                kept.push(c);
            } else if !line.after_space {
                // A writer types spaces; line breaks are how the file is laid out, and count if text follows.
                if c == ' ' { kept.push(' ') } else { line.held_space = true }
            }
            line.after_space = is_space;
        }
        self.text(&kept, line);
    }

    /// Adds runs of that text in the look that holds.
    pub(super) fn text(&mut self, text: &str, line: &mut Line) {
        if text.is_empty() {
            return;
        }
        let look = line.look.clone().unwrap_or_else(|| Rc::clone(&line.style.look));
        if !look::differs_by_script(&look) {
            let content = self.text_element(text);
            return self.run(&content, Script::Asian, line);
        }
        let (mut start, mut script) = (0, None);
        for (at, c) in text.char_indices() {
            let own = Script::of(c);
            if let (Some(own), Some(before)) = (own, script)
                && own != before
            {
                let content = self.text_element(text.get(start..at).unwrap_or_default());
                self.run(&content, before, line);
                start = at;
            }
            script = own.or(script);
        }
        let content = self.text_element(text.get(start..).unwrap_or_default());
        self.run(&content, script.unwrap_or(Script::Asian), line);
    }

    fn text_element(&self, text: &str) -> String {
        let name = if self.is_deleted() { "delText" } else { "t" };
        format!("<w:{name} xml:space=\"preserve\">{}</w:{name}>", escape_text(text))
    }

    fn is_deleted(&self) -> bool {
        !self.deleted.is_empty() || self.open.deleted().is_some()
    }

    /// Adds a run of that content, in the changes it stands in.
    pub(super) fn run(&mut self, content: &str, script: Script, line: &mut Line) {
        let look = line.look.as_ref().unwrap_or(&line.style.look);
        let common = line.style.common.unwrap_or(0);
        // Runs beside each other, and those of a table's cells, mostly look alike.
        let is_as_last = |last: &LastRun| last.common == common && last.script == script && last.look == *look;
        if !self.last_run.as_ref().is_some_and(is_as_last) {
            let base = self.sheet.commons.get(&common);
            let properties = base.map(|base| look::beside(look, &base.run, script)).unwrap_or_default();
            self.last_run = Some(LastRun { look: Rc::clone(look), script, common, properties });
        }
        let mut properties = self.last_run.as_ref().map(|last| last.properties.clone()).unwrap_or_default();
        if line.in_link {
            properties.insert_str(0, "<w:rStyle w:val=\"L\"/>");
        }
        if self.is_hidden {
            properties.push_str("<w:vanish w:val=\"1\"/>");
        }
        let properties = if properties.is_empty() { properties } else { format!("<w:rPr>{properties}</w:rPr>") };
        let (begin, end) = self.around();
        let _ = write!(line.runs, "{begin}<w:r>{properties}{content}</w:r>{end}");
    }

    /// The changes what is written stands in: where they begin and end.
    fn around(&self) -> (String, String) {
        let (mut begin, mut end) = (String::new(), String::new());
        if let Some(attributes) = self.open.inserted() {
            let _ = write!(begin, "<w:ins{attributes}>");
            end.push_str("</w:ins>");
        }
        if let Some(attributes) = self.deleted.last().map(String::as_str).or(self.open.deleted()) {
            let _ = write!(begin, "<w:del{attributes}>");
            end.insert_str(0, "</w:del>");
        }
        (begin, end)
    }

    /// Reads an element in a paragraph.
    pub(super) fn inline(&mut self, element: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let attribute = |name| element.attribute(Ns::OdfText, name);
        match (element.ns(), element.name()) {
            (Ns::OdfText, "s") => {
                let count = attribute("c").and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1);
                self.repeat(count, terms::CHARACTERS_OF_DOCUMENT)?;
                self.settle_space(line);
                line.after_space = false;
                self.text(&" ".repeat(count), line);
                line.after_space = false;
            }
            (Ns::OdfText, "tab") => {
                self.settle_space(line);
                self.sign("<w:tab/>", line);
            }
            (Ns::OdfText, "line-break") => self.sign("<w:br/>", line),
            (Ns::OdfText, "span") => self.span(element, line)?,
            (Ns::OdfText, "a") => self.link(element, line)?,
            (Ns::OdfText, "note") => self.note(element, line)?,
            (Ns::OdfOffice, "annotation") => self.annotation(element, line)?,
            (Ns::OdfText, "bookmark" | "bookmark-start") => self.bookmark(element, line),
            (Ns::OdfText, "bookmark-ref" | "reference-ref") => {
                let name = escape_attribute(attribute("ref-name").unwrap_or_default()).into_owned();
                let _ = write!(line.runs, "<w:hyperlink w:anchor=\"{name}\">");
                let outer = std::mem::replace(&mut line.in_link, true);
                self.inlines(element, line)?;
                line.in_link = outer;
                line.runs.push_str("</w:hyperlink>");
            }
            (Ns::OdfText, "change" | "change-start" | "change-end") => self.change_point(element, line, false)?,
            (Ns::OdfText, "ruby") => self.ruby(element, line)?,
            (Ns::OdfText, "hidden-text") => {
                let text = attribute("string-value").unwrap_or_default().to_owned();
                let hides = attribute("is-hidden") != Some("false");
                let outer = self.is_hidden;
                self.is_hidden |= hides;
                let typed = element.text().into_owned();
                self.text(if typed.is_empty() { &text } else { &typed }, line);
                self.is_hidden = outer;
            }
            (Ns::OdfText, "placeholder") => {
                line.runs.push_str("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>");
                self.inlines(element, line)?;
                line.runs.push_str("</w:sdtContent></w:sdt>");
            }
            (Ns::OdfDraw, _) => {
                self.settle_space(line);
                self.drawn(element, line)?;
            }
            (Ns::Other, "fieldmark") => self.text(field_mark(element), line),
            // Programs and settings of fields that show nothing are no text.
            (Ns::OdfText, "script") => {}
            (Ns::OdfText, _) if attribute("display") == Some("none") => self.unseen(element, line)?,
            (Ns::OdfText, "soft-page-break" | "hidden-paragraph" | "bookmark-end" | "reference-mark-start") => {}
            (Ns::OdfText, name) if name.ends_with("-mark-start") || name.ends_with("-mark-end") => {}
            (Ns::OdfOffice, "annotation-end") | (Ns::OdfOffice, "event-listeners") => {}
            (Ns::OdfText, "p" | "h") => {
                self.inlines(element, line)?;
                self.sign("<w:br/>", line);
            }
            _ => self.inlines(element, line)?,
        }
        Ok(())
    }

    /// The text of a field that shows nothing: hidden.
    fn unseen(&mut self, element: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let outer = std::mem::replace(&mut self.is_hidden, true);
        let read = self.inlines(element, line);
        self.is_hidden = outer;
        read
    }

    /// Counts what the file asks for by a number; `what` it asks for.
    ///
    /// # Errors
    /// `limit-exceeded`.
    pub(super) fn repeat(&mut self, count: usize, what: &'static Term) -> Result<(), Error> {
        self.repeated = self.repeated.saturating_add(count);
        if self.repeated > MAX_REPEATED {
            return Err(package::limit_exceeded(what, MAX_REPEATED, self.repeated).into());
        }
        Ok(())
    }

    /// Adds the space that is one only if something follows, before something that is no text.
    fn settle_space(&mut self, line: &mut Line) {
        if std::mem::take(&mut line.held_space) {
            self.text(" ", line);
        }
    }

    pub(super) fn sign(&mut self, markup: &str, line: &mut Line) {
        line.after_space = false;
        line.held_space = false;
        self.run(markup, Script::Asian, line);
    }

    fn span(&mut self, span: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let outer = (line.look.clone(), line.in_link);
        self.enter(span.attribute(Ns::OdfText, "style-name"), line);
        self.inlines(span, line)?;
        (line.look, line.in_link) = outer;
        Ok(())
    }

    /// Puts the look of a style of text over the one that holds. Links have a look of their own, which says nothing.
    fn enter(&mut self, name: Option<&str>, line: &mut Line) {
        let style = self.sheet.style("text", name);
        let is_link = style.names.iter().any(|name| is_link_style(name));
        line.in_link |= is_link;
        let mut own = Look::clone(&style.look);
        if is_link {
            own.remove("u");
            own.remove("color");
        }
        let base = line.look.as_deref().unwrap_or(&line.style.look);
        line.look = Some(Rc::new(look::over(&own, base)));
    }

    fn link(&mut self, link: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let target = link.attribute(Ns::XLink, "href").unwrap_or_default();
        let opening = match target.strip_prefix('#') {
            Some(anchor) => format!("<w:hyperlink w:anchor=\"{}\">", escape_attribute(anchor)),
            None => format!("<w:hyperlink r:id=\"{}\">", self.word.add_link(target)),
        };
        line.runs.push_str(&opening);
        let outer = (line.look.clone(), std::mem::replace(&mut line.in_link, true));
        self.inlines(link, line)?;
        (line.look, line.in_link) = outer;
        line.runs.push_str("</w:hyperlink>");
        Ok(())
    }

    fn bookmark(&mut self, bookmark: Element<'_>, line: &mut Line) {
        self.bookmark_count += 1;
        let name = escape_attribute(bookmark.attribute(Ns::OdfText, "name").unwrap_or_default()).into_owned();
        let _ = write!(
            line.runs,
            "<w:bookmarkStart w:id=\"{0}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{0}\"/>",
            self.bookmark_count
        );
    }

    fn note(&mut self, note: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let (kind, name) = match note.attribute(Ns::OdfText, "note-class") {
            Some("endnote") => (Beside::Endnote, "endnoteReference"),
            _ => (Beside::Footnote, "footnoteReference"),
        };
        let mut content = String::new();
        let outer = std::mem::take(&mut self.deleted);
        if let Some(body) = note.child(Ns::OdfText, "note-body") {
            self.apart(body, &mut content)?;
        }
        self.deleted = outer;
        let id = self.word.add_beside(kind, "", &content);
        self.settle_space(line);
        line.after_space = false;
        self.run(&format!("<w:{name} w:id=\"{id}\"/>"), Script::Asian, line);
        Ok(())
    }

    fn annotation(&mut self, annotation: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let mut content = String::new();
        let outer = std::mem::take(&mut self.deleted);
        self.deeper()?;
        for child in annotation.children().filter(|e| e.ns() == Ns::OdfText) {
            match child.name() {
                "p" | "h" => {
                    self.beside(|writer| writer.paragraph(child, super::body::Item::None, &mut content))?;
                }
                _ => self.apart(child, &mut content)?,
            }
        }
        self.shallower();
        self.deleted = outer;
        let author = annotation.children().find(|e| e.name() == "creator").map(|e| e.text().into_owned());
        let author = format!(" w:author=\"{}\"", escape_attribute(&author.unwrap_or_default()));
        let id = self.word.add_beside(Beside::Comment, &author, &content);
        self.run(&format!("<w:commentReference w:id=\"{id}\"/>"), Script::Asian, line);
        Ok(())
    }

    fn ruby(&mut self, ruby: Element<'_>, line: &mut Line) -> Result<(), Error> {
        self.settle_space(line);
        let reading = ruby.child(Ns::OdfText, "ruby-text").map(|e| e.text().into_owned()).unwrap_or_default();
        let outer = std::mem::take(&mut line.runs);
        if let Some(base) = ruby.child(Ns::OdfText, "ruby-base") {
            self.inlines(base, line)?;
        }
        let base = std::mem::replace(&mut line.runs, outer);
        let reading = escape_text(&reading).into_owned();
        let content =
            format!("<w:ruby><w:rt><w:r><w:t>{reading}</w:t></w:r></w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby>");
        self.run(&content, Script::Asian, line);
        Ok(())
    }

    /// Where a change begins, ends, or where deleted text stood (5.5.7).
    pub(super) fn change_point(&mut self, point: Element<'_>, line: &mut Line, between: bool) -> Result<(), Error> {
        let id = point.attribute(Ns::OdfText, "change-id").unwrap_or_default();
        if point.name() == "change-end" {
            self.open.end(id);
            return Ok(());
        }
        let Some(change) = self.changes.get(id).copied() else { return Ok(()) };
        let attributes = Self::change_attributes(change);
        match (point.name(), change.name()) {
            ("change-start", "insertion") => self.open.begin(id, Done::Inserted, attributes),
            ("change-start", "deletion") => self.open.begin(id, Done::Deleted, attributes),
            ("change", "deletion") => {
                // Once: a deletion is where its point is.
                self.changes.remove(id);
                self.deeper()?;
                self.deleted.push(attributes);
                self.deletion(change, line, between)?;
                self.deleted.pop();
                self.shallower();
            }
            _ => {}
        }
        Ok(())
    }

    /// Text that was deleted: the first paragraph of it goes on with the one it stands in, and that goes on after the last.
    fn deletion(&mut self, change: Element<'_>, line: &mut Line, between: bool) -> Result<(), Error> {
        let is_block = |e: &Element<'_>| !e.is(Ns::OdfOffice, "change-info");
        let blocks: Vec<Element<'_>> = change.children().filter(is_block).collect();
        for (index, block) in blocks.iter().enumerate() {
            let is_text = matches!((block.ns(), block.name()), (Ns::OdfText, "p" | "h"));
            if between || !is_text {
                let mut content = String::new();
                self.deleted_block(*block, &mut content)?;
                if !between && !line.runs.is_empty() && index > 0 {
                    let mark = self.deleted.last().map_or_else(String::new, |a| format!("<w:del{a}/>"));
                    line.end(&mark);
                }
                line.finished.push_str(&content);
                continue;
            }
            let style = self.sheet.style("paragraph", block.attribute(Ns::OdfText, "style-name"));
            let outer = (std::mem::replace(&mut line.style, style), line.look.take());
            self.inlines(*block, line)?;
            (line.style, line.look) = outer;
            if index + 1 < blocks.len() {
                let mark = self.deleted.last().map_or_else(String::new, |a| format!("<w:del{a}/>"));
                line.end(&mark);
            }
        }
        Ok(())
    }

    fn deleted_block(&mut self, block: Element<'_>, out: &mut String) -> Result<(), Error> {
        match (block.ns(), block.name()) {
            (Ns::OdfText, "p" | "h") => self.paragraph(block, super::body::Item::None, out),
            (Ns::OdfTable, "table") => self.table(block, out),
            _ => self.blocks(block, out),
        }
    }
}

fn is_link_style(name: &str) -> bool {
    let name = name.to_lowercase().replace("_20_", " ");
    matches!(name.as_str(), "internet link" | "visited internet link" | "hyperlink" | "超链接" | "超级链接")
}
