//! Blocks (ODF 1.3 part 3, 5): paragraphs, headings, lists, sections, indexes, tables → `w:p`, `w:tbl`.

use super::change::OpenChanges;
use super::form::{self, Control};
use super::line::{LastRun, Line};
use super::list::{Lists, OUTLINE};
use super::style::{self, Paper, Sheet, Style};
use crate::finding::{Error, Finding, catalogue::package, terms};
use crate::ooxml::{Element, Ns, Package, escape_attribute};
use crate::read::word_parts::{Anchor, WordParts};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::rc::Rc;

/// How deep lists, tables, sections, frames and spans may stand in each other, all together.
const MAX_DEPTH: usize = 100;
/// Names of authors are no longer.
const LONGEST_AUTHOR: usize = 100;

/// What is written of a document, and what holds where it is read.
pub(super) struct Writer<'w, 'x, 'p> {
    pub sheet: &'w mut Sheet,
    pub lists: &'w mut Lists,
    pub word: &'w mut WordParts,
    pub package: Option<&'w mut Package<'p>>,
    pub changes: BTreeMap<&'x str, Element<'x>>,
    /// The changes that have begun and not ended.
    pub open: OpenChanges,
    /// Deletions whose content is being read.
    pub deleted: Vec<String>,
    pub findings: Vec<Finding>,
    /// The master pages that are used.
    pub masters: BTreeSet<String>,
    pub bookmark_count: usize,
    /// What the controls of forms show, by their ids, until they are drawn.
    pub controls: BTreeMap<String, Control>,
    /// The relationships of the pictures that are parts of the package, by their names.
    pub pictures: BTreeMap<String, String>,
    /// How many columns of a sheet are read: those with text.
    pub clip: Option<usize>,
    /// How much was written for what the file repeats by a count.
    pub repeated: usize,
    /// Whether what is read stands where nobody sees it.
    pub is_hidden: bool,
    /// Whether it is the text of a note, a frame, a header: nothing there begins a page.
    pub is_apart: bool,
    /// Where the group of shapes stands that is being read.
    pub group_anchor: Option<Anchor>,
    pub last_run: Option<LastRun>,
    master: Option<String>,
    /// Whether the next block begins a page.
    break_due: bool,
    depth: usize,
    /// Whether nothing has been read yet.
    is_first: bool,
}

/// What a paragraph is in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Item {
    /// In no list.
    #[default]
    None,
    /// The first of an item: the instance, the level from 0.
    Numbered(usize, usize),
    /// A later one.
    Continued(usize, usize),
}

/// What an open list goes by.
struct Open {
    instance: usize,
    style: String,
    level: usize,
}

impl<'w, 'x, 'p> Writer<'w, 'x, 'p> {
    pub(super) fn new(
        sheet: &'w mut Sheet,
        lists: &'w mut Lists,
        word: &'w mut WordParts,
        changes: BTreeMap<&'x str, Element<'x>>,
        package: Option<&'w mut Package<'p>>,
    ) -> Self {
        Writer {
            sheet,
            lists,
            word,
            package,
            changes,
            open: OpenChanges::default(),
            deleted: Vec::new(),
            findings: Vec::new(),
            masters: BTreeSet::new(),
            bookmark_count: 0,
            controls: BTreeMap::new(),
            pictures: BTreeMap::new(),
            clip: None,
            repeated: 0,
            is_hidden: false,
            is_apart: false,
            group_anchor: None,
            last_run: None,
            master: None,
            break_due: false,
            depth: 0,
            is_first: true,
        }
    }

    /// Reads a document's text.
    pub(super) fn document(&mut self, text: Element<'_>, out: &mut String) -> Result<(), Error> {
        self.blocks(text, out)?;
        let section = self.section();
        out.push_str(&section);
        Ok(())
    }

    /// Reads what stands beside the flow.
    pub(super) fn apart(&mut self, container: Element<'_>, out: &mut String) -> Result<(), Error> {
        self.beside(|writer| writer.blocks(container, out))
    }

    /// The same of what is read so: nothing of it begins a page, or stands in the changes around what calls it.
    pub(super) fn beside(&mut self, read: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        let outer = (std::mem::replace(&mut self.is_apart, true), std::mem::take(&mut self.open), self.break_due);
        let outcome = read(self);
        (self.is_apart, self.open, self.break_due) = outer;
        outcome
    }

    /// Goes one deeper.
    ///
    /// # Errors
    /// `limit-exceeded`, where that is too deep.
    pub(super) fn deeper(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(package::limit_exceeded(terms::NESTING_DEPTH, MAX_DEPTH, self.depth).into());
        }
        Ok(())
    }

    pub(super) fn shallower(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Reads the blocks in a container.
    pub(super) fn blocks(&mut self, container: Element<'_>, out: &mut String) -> Result<(), Error> {
        self.deeper()?;
        for child in container.children() {
            self.block(child, Item::None, out)?;
        }
        self.shallower();
        Ok(())
    }

    fn block(&mut self, element: Element<'_>, item: Item, out: &mut String) -> Result<(), Error> {
        match (element.ns(), element.name()) {
            (Ns::OdfText, "p" | "h") => self.paragraph(element, item, out),
            (Ns::OdfText, "list") => self.list(element, None, out),
            (Ns::OdfText, "numbered-paragraph") => self.numbered(element, out),
            (Ns::OdfText, "section") => self.hideable(element, is_hidden_section(element), out),
            (Ns::OdfText, "table-of-content" | "illustration-index" | "table-index" | "object-index") => {
                out.push_str(
                    "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>\
                     <w:sdtContent>",
                );
                self.blocks(element, out)?;
                out.push_str("</w:sdtContent></w:sdt>");
                Ok(())
            }
            (Ns::OdfText, name)
                if name.ends_with("-source") || name == "tracked-changes" || name.ends_with("-decls") =>
            {
                Ok(())
            }
            (Ns::OdfText, "change" | "change-start" | "change-end") => {
                let mut line = Line::default();
                self.change_point(element, &mut line, true)?;
                out.push_str(&line.finished);
                self.loose(line, out);
                Ok(())
            }
            (Ns::OdfOffice, "forms") => {
                self.controls.extend(form::controls(element));
                Ok(())
            }
            (Ns::OdfText, "soft-page-break") | (Ns::OdfOffice, "scripts" | "dde-source") => Ok(()),
            (Ns::OdfTable, "table") => {
                self.begins_page_by_table(element, out);
                self.table(element, out)
            }
            (Ns::OdfDraw, _) | (Ns::OdfOffice, "annotation") => {
                let mut line = Line::default();
                self.inline(element, &mut line)?;
                self.loose(line, out);
                Ok(())
            }
            (Ns::OdfText | Ns::Other | Ns::OdfOffice, _) => self.blocks(element, out),
            _ => Ok(()),
        }
    }

    /// Runs that stand in no paragraph of their own.
    fn loose(&mut self, line: Line, out: &mut String) {
        if !line.runs.is_empty() {
            let _ = write!(out, "<w:p>{}</w:p>", line.runs);
        }
    }

    fn hideable(&mut self, element: Element<'_>, hides: bool, out: &mut String) -> Result<(), Error> {
        let outer = self.is_hidden;
        self.is_hidden |= hides;
        let read = self.blocks(element, out);
        self.is_hidden = outer;
        read
    }

    /// A list in a list goes by the style of the outer one unless it names one (19.880).
    fn list(&mut self, list: Element<'_>, outer: Option<&Open>, out: &mut String) -> Result<(), Error> {
        self.deeper()?;
        let items = || list.children().filter(|e| e.ns() == Ns::OdfText);
        let is_item = |child: &Element<'_>| matches!(child.name(), "list-item" | "list-header");
        // A list without items is no list that another could go on with.
        if !items().any(|child| is_item(&child) && child.children().next().is_some()) {
            for child in items().filter(|child| !is_item(child)) {
                self.block(child, Item::None, out)?;
            }
            self.shallower();
            return Ok(());
        }
        let attribute = |name| list.attribute(Ns::OdfText, name);
        let level = outer.map_or(0, |outer| (outer.level + 1).min(8));
        let named = attribute("style-name");
        let own = named.filter(|named| outer.is_none_or(|outer| outer.style != *named)).map(str::to_owned);
        let open = match (outer, own) {
            (Some(outer), None) => Open { instance: outer.instance, style: outer.style.clone(), level },
            (_, own) => {
                let style = own.unwrap_or_default();
                let id = list.attributes().find(|a| a.ns == Ns::Xml && a.name == "id").map(|a| a.value);
                let goes_on = attribute("continue-numbering") == Some("true");
                let instance = self.lists.open(&style, id, goes_on, attribute("continue-list"));
                Open { instance, style, level }
            }
        };
        let mut open = open;
        for child in items() {
            match child.name() {
                "list-item" => self.list_item(child, &mut open, true, out)?,
                "list-header" => self.list_item(child, &mut open, false, out)?,
                _ => self.block(child, Item::None, out)?,
            }
        }
        self.shallower();
        Ok(())
    }

    fn list_item(
        &mut self,
        item: Element<'_>,
        open: &mut Open,
        mut is_due: bool,
        out: &mut String,
    ) -> Result<(), Error> {
        let start = item.attribute(Ns::OdfText, "start-value").and_then(|n| n.trim().parse::<u32>().ok());
        if let Some(start) = start.filter(|_| is_due) {
            open.instance = self.lists.restart(open.instance, open.level, start);
        }
        let begins_with_list = item.children().find(|e| e.ns() == Ns::OdfText).is_some_and(|e| e.name() == "list");
        is_due &= !begins_with_list;
        for child in item.children() {
            match (child.ns(), child.name()) {
                (Ns::OdfText, "p" | "h") => {
                    let by = if is_due {
                        Item::Numbered(open.instance, open.level)
                    } else {
                        Item::Continued(open.instance, open.level)
                    };
                    if std::mem::take(&mut is_due) {
                        self.lists.count(open.instance, open.level, start);
                    }
                    self.paragraph(child, by, out)?;
                }
                (Ns::OdfText, "list") => self.list(child, Some(open), out)?,
                (Ns::OdfText, "number") => {}
                _ => self.block(child, Item::None, out)?,
            }
        }
        Ok(())
    }

    /// `text:numbered-paragraph` (5.3.6): an item of a list that says its level itself.
    fn numbered(&mut self, element: Element<'_>, out: &mut String) -> Result<(), Error> {
        let attribute = |name| element.attribute(Ns::OdfText, name);
        let level = attribute("level").and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, 9) - 1;
        let style = attribute("style-name").unwrap_or_default();
        let id = attribute("list-id");
        let instance = self.lists.open(style, id, true, id);
        self.lists.count(instance, level, None);
        for child in element.children().filter(|e| e.is(Ns::OdfText, "p") || e.is(Ns::OdfText, "h")) {
            self.paragraph(child, Item::Numbered(instance, level), out)?;
        }
        Ok(())
    }

    /// Reads `text:p` or `text:h`.
    pub(super) fn paragraph(&mut self, element: Element<'_>, item: Item, out: &mut String) -> Result<(), Error> {
        self.deeper()?;
        let style = self.sheet.style("paragraph", element.attribute(Ns::OdfText, "style-name"));
        let begins = self.begin_page(&style, out);
        let properties = self.paragraph_properties(element, &style, item, begins);
        let outer = self.is_hidden;
        self.is_hidden |= hides_paragraph(element);
        let mut line = Line::of(properties, style);
        self.inlines(element, &mut line)?;
        self.is_hidden = outer;
        let mark = self.change_of_end();
        line.end(&mark);
        out.push_str(&line.finished);
        self.shallower();
        Ok(())
    }

    /// The mark of a paragraph's end that stands in a change.
    fn change_of_end(&self) -> String {
        if let Some(attributes) = self.deleted.last() {
            return format!("<w:del{attributes}/>");
        }
        self.open.mark().unwrap_or_default()
    }

    /// Ends the section or the page where a paragraph says it begins one; whether the paragraph itself is to say so.
    fn begin_page(&mut self, style: &Style, out: &mut String) -> bool {
        if self.is_apart {
            return false;
        }
        let due = std::mem::take(&mut self.break_due);
        let is_page = |name| style.layout.get(name).is_some_and(|kind| &**kind == "page");
        self.break_due = is_page("after");
        let master = style.master.as_deref().filter(|master| !master.is_empty());
        let is_first = std::mem::replace(&mut self.is_first, false);
        if let Some(master) = master {
            self.masters.insert(master.to_owned());
            if is_first {
                self.master = Some(master.to_owned());
                return false;
            }
            return self.begin_section(master, out);
        }
        (due || is_page("before")) && !is_first
    }

    /// Ends a section: whether the next paragraph is to begin a page.
    fn begin_section(&mut self, master: &str, out: &mut String) -> bool {
        let before = self.master.as_deref().unwrap_or("Standard");
        let turns = match (self.sheet.paper(before), self.sheet.paper(master)) {
            (Some(before), Some(after)) => (before.width > before.height) != (after.width > after.height),
            _ => false,
        };
        if !turns {
            self.master = Some(master.to_owned());
            return true;
        }
        let section = self.section();
        self.master = Some(master.to_owned());
        // The last paragraph ends the section; after a table there is none that could.
        // Where it holds paragraphs itself, those of a text box, it is let alone: the last that begins is one of them.
        let ends = out.strip_suffix("</w:p>").and_then(|before| before.rfind("<w:p>"));
        let is_whole = |start: &usize| {
            let last = out.get(*start..).unwrap_or_default();
            last.starts_with("<w:p><w:pPr>") && !last.contains("</w:txbxContent>")
        };
        match ends.filter(is_whole) {
            Some(start) => out.insert_str(start + "<w:p><w:pPr>".len(), &section),
            None => _ = write!(out, "<w:p><w:pPr>{section}</w:pPr></w:p>"),
        }
        false
    }

    /// `w:sectPr` of the master page that holds.
    fn section(&self) -> String {
        let paper = self.sheet.paper(self.master.as_deref().unwrap_or("Standard"));
        paper.map_or_else(
            || "<w:sectPr/>".to_owned(),
            |Paper { width, height, left, right }| {
                format!(
                    "<w:sectPr><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
                     <w:pgMar w:left=\"{left}\" w:right=\"{right}\"/></w:sectPr>"
                )
            },
        )
    }

    fn begins_page_by_table(&mut self, table: Element<'_>, out: &mut String) {
        if self.is_apart {
            return;
        }
        let name = table.attribute(Ns::OdfTable, "style-name");
        let breaks = |sheet: &Sheet, side| sheet.property("table", name, side) == Some("page");
        let due = std::mem::replace(&mut self.break_due, breaks(self.sheet, "break-after"));
        let master = self.sheet.master_of_table(name).filter(|master| !master.is_empty()).map(str::to_owned);
        let is_first = std::mem::replace(&mut self.is_first, false);
        let begins = match master {
            Some(master) => {
                self.masters.insert(master.clone());
                if is_first {
                    self.master = Some(master);
                    false
                } else {
                    self.begin_section(&master, out)
                }
            }
            None => due || breaks(self.sheet, "break-before"),
        };
        if begins && !is_first {
            out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
        }
    }

    /// What is in `w:pPr`.
    fn paragraph_properties(&mut self, element: Element<'_>, style: &Rc<Style>, item: Item, begins: bool) -> String {
        let mut markup = String::new();
        let base = self.sheet.commons.get(&style.common.unwrap_or(0));
        let outline = base.and_then(|base| base.outline);
        if let Some(common) = style.common {
            let _ = write!(markup, "<w:pStyle w:val=\"P{common}\"/>");
        }
        let empty = style::Layout::new();
        let base_layout = base.map_or(&empty, |base| &base.layout);
        let mut layout = style.layout.clone();
        let left = match item {
            Item::Continued(instance, level) => self.lists.left(instance, level),
            _ => None,
        };
        if let Some(left) = left {
            layout.insert("left", Rc::from(left.to_string()));
            layout.insert("first", Rc::from("0"));
        }
        markup.push_str(&style::layout_markup(&layout, base_layout));
        let is_heading = element.name() == "h";
        let level = element.attribute(Ns::OdfText, "outline-level").and_then(|n| n.trim().parse::<u8>().ok());
        let level = if is_heading { level.unwrap_or(1) } else { 0 };
        if level != outline.unwrap_or(0) {
            markup.push_str(&style::outline_markup(level));
        }
        if begins {
            markup.push_str("<w:pageBreakBefore/>");
        }
        let numbering = match item {
            Item::Numbered(instance, level) => Some(Lists::markup(instance, level)),
            Item::None if is_heading => self.heading_number(element, style, level),
            _ => None,
        };
        markup.push_str(&numbering.unwrap_or_default());
        markup
    }

    /// The number of a heading that stands in no list: by the list style of its own style, else by the outline (16.34).
    fn heading_number(&mut self, element: Element<'_>, style: &Style, level: u8) -> Option<String> {
        let level = usize::from(level.clamp(1, 9)) - 1;
        if element.attribute(Ns::OdfText, "is-list-header") == Some("true") {
            return None;
        }
        let instance = match style.list.as_deref() {
            Some("") => return None,
            None | Some("Outline") if self.lists.shows(OUTLINE, level) => self.lists.outline(),
            _ => return None,
        };
        self.lists.count(instance, level, None);
        Some(Lists::markup(instance, level))
    }

    /// The attributes of a change: who, when.
    pub(super) fn change_attributes(change: Element<'_>) -> String {
        let info = change.child(Ns::OdfOffice, "change-info");
        let text = |name| {
            let found = info.and_then(|info| info.children().find(|e| e.name() == name));
            found.map(|found| found.text().trim().chars().take(LONGEST_AUTHOR).collect::<String>()).unwrap_or_default()
        };
        let date = text("date");
        let date = if date.len() == 19 { date + "Z" } else { date };
        format!(
            " w:id=\"0\" w:author=\"{}\" w:date=\"{}\"",
            escape_attribute(&text("creator")),
            escape_attribute(&date)
        )
    }
}

/// Whether nobody sees a section (19.806).
fn is_hidden_section(section: Element<'_>) -> bool {
    match section.attribute(Ns::OdfText, "display") {
        Some("none") => true,
        Some("condition") => section.attribute(Ns::OdfText, "is-hidden") == Some("true"),
        _ => false,
    }
}

/// Whether a field in a paragraph hides it (7.7.8).
fn hides_paragraph(paragraph: Element<'_>) -> bool {
    let mut hides = false;
    paragraph.walk(|element| {
        hides |=
            element.is(Ns::OdfText, "hidden-paragraph") && element.attribute(Ns::OdfText, "is-hidden") == Some("true");
        matches!((element.ns(), element.name()), (Ns::OdfText, "p" | "h" | "span" | "a" | "meta"))
    });
    hides
}
