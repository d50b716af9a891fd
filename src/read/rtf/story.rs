//! A flow of paragraphs and tables: the body, a note, a header, a box. In: text and what it looks like, ends of paragraphs, cells
//! and rows. Out: the markup of its blocks.

use super::grid::{Row, RowDefinition, Undefined, table};
use super::list::Lists;
use super::look::{Change, Look, time};
use super::paragraph::Paragraph;
use super::tables::Tables;
use crate::finding::catalogue::{docx, package};
use crate::finding::{Error, Finding, Place, terms};
use crate::ooxml::escape_text;
use std::fmt::Write;
use std::rc::Rc;

/// How deep tables may stand in each other.
const MAX_TABLES: usize = 32;
/// How deep fields may stand in each other's instructions.
const MAX_FIELDS: usize = 64;
/// The most paragraphs and cells of a file, as its reader behind this one has it.
const MAX_PARAGRAPHS: usize = 200_000;
/// The most stretches of text that look alike.
const MAX_RUNS: usize = 400_000;
/// The most cells of definitions that are copied.
const MAX_COPIES: usize = 4_000_000;

/// What may still be written.
#[derive(Debug)]
pub(super) struct Budget {
    paragraphs: usize,
    runs: usize,
    copies: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { paragraphs: MAX_PARAGRAPHS, runs: MAX_RUNS, copies: MAX_COPIES }
    }
}

impl Budget {
    fn paragraph(&mut self) -> Result<(), Error> {
        self.paragraphs = self
            .paragraphs
            .checked_sub(1)
            .ok_or_else(|| package::limit_exceeded(terms::BLOCKS, MAX_PARAGRAPHS, format!("> {MAX_PARAGRAPHS}")))?;
        Ok(())
    }

    fn run(&mut self) -> Result<(), Error> {
        self.runs = self
            .runs
            .checked_sub(1)
            .ok_or_else(|| package::limit_exceeded(terms::RUNS, MAX_RUNS, format!("> {MAX_RUNS}")))?;
        Ok(())
    }

    fn copy(&mut self, cells: usize) -> Result<(), Error> {
        self.copies = self
            .copies
            .checked_sub(cells)
            .ok_or_else(|| package::limit_exceeded(terms::PLACES_OF_TABLES, MAX_COPIES, format!("> {MAX_COPIES}")))?;
        Ok(())
    }
}

/// What the markup of stories goes by.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub tables: Tables,
    pub lists: Lists,
    pub budget: Budget,
    /// How many tables have begun that the reader of Word documents counts.
    tables_begun: u32,
    pub findings: Vec<Finding>,
}

impl Context {
    /// Says of a table that some of its rows have cells without definition.
    fn name_undefined(&mut self, table: Option<u32>, found: Undefined) {
        let Undefined { rows, defined, row, column } = found;
        let finding = docx::cells_undefined(rows, row, defined);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.findings.push(match table {
            Some(table) => finding.at(Place::Cell { table, row: number(row), column: number(column) }),
            None => finding,
        });
    }
}

/// How a run is told from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RunKind {
    pub look: Look,
    pub style: i32,
    /// Whether it is the instruction of a field.
    pub instructs: bool,
}

/// A table that has not ended.
#[derive(Debug, Default)]
struct OpenTable {
    /// Which one of the document it is.
    number: Option<u32>,
    rows: Vec<Row>,
    cells: Vec<String>,
    /// What stands in the cell so far.
    content: String,
}

/// A story that has not ended.
#[derive(Debug, Default)]
pub(super) struct Story {
    blocks: String,
    /// Whether it comes again on every page: its tables are none of the document's.
    is_running: bool,
    tables: Vec<OpenTable>,
    inline: String,
    text: String,
    kind: Option<RunKind>,
    /// The label of the paragraph as it was printed.
    label: Option<(String, RunKind)>,
    row: Rc<RowDefinition>,
    nested_row: Rc<RowDefinition>,
    /// LibreOffice defines the row round a table that begins a cell before that table's first row, and not where it ends.
    rows_around: Vec<Rc<RowDefinition>>,
    /// Whether the nested row has been defined since the last one ended, and in how many tables that one stood.
    is_row_new: bool,
    last_depth: usize,
    /// The paragraph's markup before the instruction of a field that is open.
    instructions: Vec<String>,
}

impl Story {
    /// A header or footer.
    pub(super) fn running() -> Self {
        Story { is_running: true, ..Story::default() }
    }

    pub(super) fn push_text(&mut self, text: &str, kind: RunKind, context: &mut Context) -> Result<(), Error> {
        if self.kind != Some(kind) {
            self.end_run(context)?;
            self.kind = Some(kind);
        }
        self.text.push_str(text);
        Ok(())
    }

    /// Puts in what stands in a run of its own.
    pub(super) fn push_markup(&mut self, markup: &str, kind: RunKind, context: &mut Context) -> Result<(), Error> {
        self.end_run(context)?;
        context.budget.run()?;
        write_run(markup, kind, &context.tables, &mut self.inline);
        Ok(())
    }

    /// Puts in what stands between runs.
    pub(super) fn push_mark(&mut self, markup: &str, context: &mut Context) -> Result<(), Error> {
        self.end_run(context)?;
        context.budget.run()?;
        self.inline.push_str(markup);
        Ok(())
    }

    /// Keeps the label that older programs show.
    pub(super) fn set_label(&mut self, label: String, kind: RunKind) {
        self.label = Some((label, kind));
    }

    fn end_run(&mut self, context: &mut Context) -> Result<(), Error> {
        let Some(kind) = self.kind.take() else { return Ok(()) };
        context.budget.run()?;
        let text = std::mem::take(&mut self.text);
        write_run(&text_markup(&text, kind), kind, &context.tables, &mut self.inline);
        Ok(())
    }

    pub(super) fn begin_instruction(&mut self, context: &mut Context) -> Result<(), Error> {
        if self.instructions.len() >= MAX_FIELDS {
            return Err(package::limit_exceeded(terms::FIELD_DEPTH, MAX_FIELDS, self.instructions.len() + 1).into());
        }
        self.end_run(context)?;
        self.instructions.push(std::mem::take(&mut self.inline));
        Ok(())
    }

    /// Ends the instruction of a field that began with these properties.
    pub(super) fn end_instruction(&mut self, begin: &str, kind: RunKind, context: &mut Context) -> Result<(), Error> {
        self.end_run(context)?;
        let instruction = std::mem::take(&mut self.inline);
        self.inline = self.instructions.pop().unwrap_or_default();
        self.push_markup(begin, kind, context)?;
        self.inline.push_str(&instruction);
        Ok(())
    }

    pub(super) fn is_in_instruction(&self) -> bool {
        !self.instructions.is_empty()
    }

    /// Whether a row has begun and not ended.
    fn is_in_row(&self) -> bool {
        self.tables.last().is_some_and(|table| !table.cells.is_empty())
    }

    /// Ends a paragraph where its own properties say it stands.
    pub(super) fn end_paragraph(
        &mut self,
        paragraph: &Paragraph,
        kind: RunKind,
        section: Option<&str>,
        context: &mut Context,
    ) -> Result<(), Error> {
        // Programs forget to say that the second paragraph of a cell stands in the table.
        let depth = match paragraph.depth() {
            0 if self.is_in_row() => self.tables.len(),
            depth => depth,
        };
        self.end_paragraph_in(depth, paragraph, kind, section, context)
    }

    fn end_paragraph_in(
        &mut self,
        depth: usize,
        paragraph: &Paragraph,
        kind: RunKind,
        section: Option<&str>,
        context: &mut Context,
    ) -> Result<(), Error> {
        self.stand_in(depth, context)?;
        context.budget.paragraph()?;
        self.end_run(context)?;
        let is_numbered = context.lists.counts(paragraph.list);
        let mut markup = format!("<w:p><w:pPr>{}", paragraph.markup(is_numbered, &context.tables));
        let (before, after) = change_markup(kind.look, &context.tables, "/>");
        let _ = write!(markup, "<w:rPr>{before}{after}</w:rPr>{}</w:pPr>", section.unwrap_or_default());
        let label = self.label.take();
        if let Some((label, _)) = label.as_ref().filter(|_| is_numbered) {
            context.lists.print(paragraph.list, paragraph.level, label);
        }
        if let Some((label, kind)) = label.filter(|_| !is_numbered) {
            write_run(&text_markup(&label, kind), kind, &context.tables, &mut markup);
        }
        markup.push_str(&std::mem::take(&mut self.inline));
        markup.push_str("</w:p>");
        self.content().push_str(&markup);
        Ok(())
    }

    /// Where blocks go.
    fn content(&mut self) -> &mut String {
        match self.tables.last_mut() {
            Some(table) => &mut table.content,
            None => &mut self.blocks,
        }
    }

    /// Opens and ends tables until so many are open.
    fn stand_in(&mut self, depth: usize, context: &mut Context) -> Result<(), Error> {
        if depth > MAX_TABLES {
            return Err(package::limit_exceeded(terms::TABLE_DEPTH, MAX_TABLES, depth).into());
        }
        while self.tables.len() > depth {
            self.end_table(context)?;
        }
        while self.tables.len() < depth {
            if !self.is_running {
                context.tables_begun += 1;
            }
            let number = (!self.is_running).then_some(context.tables_begun);
            self.tables.push(OpenTable { number, ..OpenTable::default() });
        }
        Ok(())
    }

    /// Ends the innermost table; a row that was not ended ends with it.
    fn end_table(&mut self, context: &mut Context) -> Result<(), Error> {
        let definition = if self.tables.len() > 1 { &self.nested_row } else { &self.row };
        let definition = Rc::clone(definition);
        let Some(mut open) = self.tables.pop() else { return Ok(()) };
        if !open.cells.is_empty() {
            open.rows.push(Row { cells: open.cells, definition }.without_blanks());
        }
        if !open.rows.is_empty() {
            let (markup, undefined) = table(&open.rows, &context.tables)?;
            if undefined.rows > 0 {
                context.name_undefined(open.number, undefined);
            }
            self.content().push_str(&markup);
        }
        // Paragraphs that no cell ended with stand behind the table.
        self.content().push_str(&open.content);
        Ok(())
    }

    /// Ends a cell: its last paragraph, then the cell.
    pub(super) fn end_cell(
        &mut self,
        is_nested: bool,
        paragraph: &Paragraph,
        kind: RunKind,
        context: &mut Context,
    ) -> Result<(), Error> {
        let depth = if is_nested { paragraph.depth().max(2) } else { 1 };
        self.end_paragraph_in(depth, paragraph, kind, None, context)?;
        context.budget.paragraph()?;
        if let Some(table) = self.tables.last_mut() {
            let content = std::mem::take(&mut table.content);
            table.cells.push(content);
        }
        Ok(())
    }

    /// Ends a row. Text behind its last cell is a cell of its own.
    pub(super) fn end_row(
        &mut self,
        is_nested: bool,
        paragraph: &Paragraph,
        kind: RunKind,
        context: &mut Context,
    ) -> Result<(), Error> {
        let is_open = self.kind.is_some() || !self.inline.is_empty();
        if is_open {
            self.end_cell(is_nested, paragraph, kind, context)?;
        }
        if !is_nested && self.tables.len() > 1 {
            self.stand_in(1, context)?;
        }
        self.take_row_around(is_nested);
        let definition = Rc::clone(if is_nested { &self.nested_row } else { &self.row });
        if let Some(table) = self.tables.last_mut().filter(|table| !table.cells.is_empty()) {
            if !table.content.is_empty() {
                let content = std::mem::take(&mut table.content);
                table.cells.push(content);
            }
            let cells = std::mem::take(&mut table.cells);
            table.rows.push(Row { cells, definition }.without_blanks());
        }
        Ok(())
    }

    /// A row that is not defined behind one that stood deeper is as was said before that.
    fn take_row_around(&mut self, is_nested: bool) {
        let depth = if is_nested { self.tables.len() } else { 0 };
        if !is_nested {
            self.rows_around.clear();
        } else if !self.is_row_new && depth < self.last_depth {
            self.nested_row = self.rows_around.pop().unwrap_or_else(|| Rc::clone(&self.nested_row));
        }
        (self.is_row_new, self.last_depth) = (false, depth);
    }

    /// Takes over what is said of rows and cells.
    pub(super) fn define_row(
        &mut self,
        is_nested: bool,
        word: &str,
        number: Option<i32>,
        context: &mut Context,
    ) -> Result<bool, Error> {
        if word == "trowd" && is_nested {
            let is_around = self.is_row_new && self.nested_row.len() > 0 && self.rows_around.len() < MAX_TABLES;
            self.rows_around.extend(is_around.then(|| Rc::clone(&self.nested_row)));
            self.is_row_new = true;
        }
        let definition = if is_nested { &mut self.nested_row } else { &mut self.row };
        if word == "trowd" {
            *definition = Rc::default();
            return Ok(true);
        }
        if Rc::strong_count(definition) > 1 {
            context.budget.copy(definition.len())?;
        }
        Rc::make_mut(definition).apply(word, number)
    }

    /// The blocks of the story; text without an end of its paragraph is one.
    pub(super) fn finish(
        mut self,
        paragraph: &Paragraph,
        kind: RunKind,
        context: &mut Context,
    ) -> Result<String, Error> {
        while self.is_in_instruction() {
            self.end_instruction("", kind, context)?;
        }
        let is_open = self.kind.is_some() || !self.inline.is_empty() || self.label.is_some();
        if is_open {
            self.end_paragraph(paragraph, kind, None, context)?;
        }
        self.stand_in(0, context)?;
        if self.blocks.is_empty() {
            self.blocks.push_str("<w:p/>");
        }
        Ok(self.blocks)
    }
}

/// The text of a run, its tabs and breaks as elements.
fn text_markup(text: &str, kind: RunKind) -> String {
    let name = match (kind.instructs, kind.look.deleted.is_on) {
        (true, false) => "instrText",
        (true, true) => "delInstrText",
        (false, false) => "t",
        (false, true) => "delText",
    };
    let mut markup = String::with_capacity(text.len() + 40);
    for piece in text.split_inclusive(['\t', '\n']) {
        let typed = piece.trim_end_matches(['\t', '\n']);
        if !typed.is_empty() {
            let _ = write!(markup, "<w:{name} xml:space=\"preserve\">{}</w:{name}>", escape_text(typed));
        }
        match piece.chars().next_back() {
            Some('\t') => markup.push_str("<w:tab/>"),
            Some('\n') => markup.push_str("<w:br/>"),
            _ => {}
        }
    }
    markup
}

/// The elements that begin and end what was inserted or deleted.
fn change_markup(look: Look, tables: &Tables, end: &str) -> (String, String) {
    let open = |name: &str, change: Change| {
        let time = time(change.time).map(|time| format!(" w:date=\"{time}\"")).unwrap_or_default();
        format!("<w:{name} w:id=\"0\" w:author=\"{}\"{time}{end}", tables.author(change.author))
    };
    let (mut before, mut after) = (String::new(), String::new());
    for (name, change) in [("ins", look.inserted), ("del", look.deleted)] {
        if change.is_on {
            before.push_str(&open(name, change));
            after.insert_str(0, &if end == ">" { format!("</w:{name}>") } else { String::new() });
        }
    }
    (before, after)
}

fn write_run(content: &str, kind: RunKind, tables: &Tables, markup: &mut String) {
    let (before, after) = change_markup(kind.look, tables, ">");
    let properties = kind.look.markup(&tables.style_look(kind.style), tables);
    let _ = write!(markup, "{before}<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>{after}");
}
