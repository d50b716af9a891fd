//! Stories (ECMA-376 §17.2: body, notes, text boxes) → [`Item`]s: paragraphs and tables with tracked changes accepted, one
//! branch of alternate content taken and wrappers (content controls, custom XML, smart tags) looked through.

use super::appearance::Behind;
use super::budget::{Budget, MAX_FIELDS};
use super::color::Shading;
use super::field::{self, OpenField};
use super::numbering::Definitions;
use super::paragraph::Builder;
use super::revision::{ChangeMark, TrackedChanges};
use super::running::Callable;
use super::styles::{ParagraphKind, ParagraphProperties, RunProperties, Styles, is_on, twips, value};
use super::table::lay_out;
use super::table_style::{Areas, CellFormat, TableLook, TableStyle};
use super::theme::{Theme, ThemeParts};
use super::tree::{Item, WordCell, WordParagraph, WordTable};
use crate::document::{Change, HeaderScope, Inline, Media};
use crate::finding::{Error, Finding, Place, catalogue::docx, catalogue::package};
use crate::ooxml::{Element, Ns, Package, Relationships, Target, Xml};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How deep tables and text boxes may nest in each other.
const MAX_NESTING: usize = 24;

/// A part with the relationships its ids refer to.
#[derive(Debug)]
pub(super) struct Part {
    pub name: String,
    pub xml: Xml,
    pub relationships: Relationships,
}

/// Everything that is read before the body.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    pub styles: Styles,
    pub definitions: Definitions,
    pub footnotes: Option<Part>,
    pub endnotes: Option<Part>,
    pub comments: Option<Part>,
    pub theme: ThemeParts,
}

/// Things of one kind: how many, the first place, what they say.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub count: usize,
    pub place: Option<Place>,
    pub text: String,
}

impl Tally {
    pub(super) fn add(&mut self, place: &Place, text: &str) {
        self.count += 1;
        self.place.get_or_insert_with(|| place.clone());
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push('；');
        }
        self.text.push_str(text);
    }
}

/// Reads stories.
pub(super) struct Walker<'p, 'b> {
    pub package: &'p mut Package<'b>,
    pub surroundings: &'p Surroundings,
    pub findings: Vec<Finding>,
    pub media: Media,
    /// Media id by part name.
    pub media_ids: BTreeMap<String, String>,
    /// How each section begins, in order; read from the body.
    pub section_starts: Vec<SectionStart>,
    /// Where the paper is turned.
    pub turns: Tally,
    pub sections: usize,
    pub paragraphs: u32,
    pub tables: u32,
    pub notes: u32,
    pub nesting: usize,
    /// The note being read.
    pub in_note: Option<(&'static str, String)>,
    pub insertions: Tally,
    pub deletions: Tally,
    pub contents_list: Tally,
    /// Merge fields without data.
    pub unmerged: Tally,
    pub part_missing: BTreeSet<String>,
    /// The charts and diagrams read so far, by the names of their parts.
    pub graphics_read: BTreeSet<String>,
    pub budget: Budget,
    pub changes: TrackedChanges,
    /// The changes that what is read now stands in, the outermost first; only where changes are kept.
    pub revisions: Vec<ChangeMark>,
    /// Bookmarks between paragraphs: they belong to the next.
    pub pending_anchors: Vec<String>,
    /// Whether any bookmark was read.
    pub has_anchors: bool,
    /// The bookmarks that links lead to.
    pub referred: BTreeSet<String>,
    /// The notes and comments that are called.
    pub called: BTreeSet<(&'static str, String)>,
    /// The notes and comments there are, by the part they stand in and their id.
    pub callable: Callable<'p>,
    /// Once it was asked for: the list separator the settings name.
    pub list_separator: Option<Option<char>>,
    /// What the style of its table does to the cell that what is read now stands in.
    pub cell: Option<Rc<CellFormat>>,
    /// The styles of tables read so far, by id; the default one has none.
    table_styles: BTreeMap<Option<String>, Option<Rc<TableStyle>>>,
    /// The theme, once a font of it was asked for.
    theme: Option<Theme>,
    /// What is behind what is read now.
    pub behind: Behind,
    /// What the page itself is behind all.
    pub page: Behind,
}

/// A story being read.
pub(super) struct Story<'x> {
    /// The part it stands in.
    pub part: &'x Part,
    /// The place of everything in it; `None` in the body, where paragraphs are counted.
    pub place: Option<Place>,
    /// The field beginnings that have an end.
    pub closed: BTreeSet<u32>,
    /// Fields open here.
    pub fields: Vec<OpenField>,
    /// What is left of a paragraph whose end was deleted.
    pub carried: Vec<Vec<Inline>>,
    /// Text boxes of such a paragraph.
    pub carried_after: Vec<Item>,
}

impl<'x> Story<'x> {
    pub(super) fn new(part: &'x Part, root: Element<'x>, place: Option<Place>, changes: TrackedChanges) -> Self {
        let closed = field::closed_fields(root, changes);
        Story { part, place, closed, fields: Vec::new(), carried: Vec::new(), carried_after: Vec::new() }
    }

    /// Opens a field in those that are open.
    pub(super) fn open_field(&mut self, field: OpenField) -> Result<(), Error> {
        if self.fields.len() >= MAX_FIELDS {
            let limit = "域嵌套层数 (nesting of fields)";
            return Err(package::limit_exceeded(limit, MAX_FIELDS, self.fields.len() + 1).into());
        }
        self.fields.push(field);
        Ok(())
    }

    /// Whether what is read now is shown: not an instruction of a field.
    pub(super) fn shows(&self) -> bool {
        self.fields.iter().all(|f| f.result.is_some())
    }

    /// The field whose instruction is read now.
    pub(super) fn instruction(&mut self) -> Option<&mut OpenField> {
        self.fields.iter_mut().rev().find(|f| f.result.is_none())
    }

    /// Whether what is read now is the result of a field that shows none.
    pub(super) fn is_in_hidden_result(&self) -> bool {
        self.fields.iter().any(OpenField::hides_result)
    }

    /// Notes that something is shown, by every field that is open here.
    pub(super) fn says(&mut self) {
        self.fields.iter_mut().for_each(|field| field.says = true);
    }

    /// Whether what is read now is a generated table of contents.
    pub(super) fn in_contents_list(&self) -> bool {
        self.fields.iter().any(|f| f.result == Some(field::FieldKind::Contents))
    }
}

/// A text for quoting: on one line, and whole, since what is not read is nowhere else.
pub(super) fn quote(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All text below an element, deleted text included, fields' instructions left out.
pub(super) fn raw_text(element: Element<'_>) -> String {
    let mut text = String::new();
    element.walk(|e| {
        match (e.ns(), e.name()) {
            (Ns::W, "t" | "delText") | (Ns::Drawing | Ns::Math, "t") => text.push_str(&e.text()),
            (Ns::W, "tab") => text.push(' '),
            (Ns::W, "p") | (Ns::Drawing, "p") if !text.is_empty() => text.push(' '),
            (Ns::Compatibility, "Fallback") => return false,
            _ => {}
        }
        true
    });
    text
}

/// The branch of alternate content that is read: the first whose extensions are understood, else the fallback (part 3 §7.6).
pub(super) fn understood_branch(alternatives: Element<'_>) -> Option<Element<'_>> {
    const UNDERSTOOD: [&str; 14] =
        ["wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex", "a14", "v", "o"];
    let understood = |choice: &Element<'_>| {
        let requires = choice.attribute(Ns::None, "Requires").unwrap_or_default();
        requires.split_whitespace().all(|prefix| UNDERSTOOD.contains(&prefix))
    };
    let mut choices = alternatives.children().filter(|c| c.is(Ns::Compatibility, "Choice"));
    choices.find(understood).or_else(|| alternatives.child(Ns::Compatibility, "Fallback"))
}

impl<'p, 'b> Walker<'p, 'b> {
    pub(super) fn new(
        package: &'p mut Package<'b>,
        surroundings: &'p Surroundings,
        budget: Budget,
        changes: TrackedChanges,
    ) -> Self {
        Walker {
            package,
            surroundings,
            findings: Vec::new(),
            media: Media::new(),
            media_ids: BTreeMap::new(),
            section_starts: Vec::new(),
            turns: Tally::default(),
            sections: 0,
            paragraphs: 0,
            tables: 0,
            notes: 0,
            nesting: budget.nesting,
            in_note: None,
            insertions: Tally::default(),
            deletions: Tally::default(),
            contents_list: Tally::default(),
            unmerged: Tally::default(),
            part_missing: BTreeSet::new(),
            graphics_read: BTreeSet::new(),
            budget,
            changes,
            revisions: Vec::new(),
            pending_anchors: Vec::new(),
            has_anchors: false,
            referred: BTreeSet::new(),
            called: BTreeSet::new(),
            callable: Callable::of(surroundings),
            list_separator: None,
            cell: None,
            table_styles: BTreeMap::new(),
            theme: None,
            behind: Behind::PAPER,
            page: Behind::PAPER,
        }
    }

    /// Reads what stands one below the other in `container`.
    pub(super) fn items<'x>(
        &mut self,
        container: Element<'x>,
        story: &mut Story<'x>,
        items: &mut Vec<Item>,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            let limit = "表格与文本框嵌套层数 (nesting of tables and text boxes)";
            return Err(package::limit_exceeded(limit, MAX_NESTING, self.nesting).into());
        }
        let mut open = vec![(container.children(), false)];
        while let Some((children, is_change)) = open.last_mut() {
            let Some(child) = children.next() else {
                if *is_change {
                    self.revisions.pop();
                }
                open.pop();
                continue;
            };
            match (child.ns(), child.name()) {
                (Ns::W, "p") => self.paragraph(child, story, items)?,
                (Ns::W, "tbl") => {
                    self.flush_carried(story, items);
                    self.table(child, story, items)?;
                }
                (Ns::W, "sdt") => {
                    let place = self.here(story);
                    if let Some(content) = self.control_content(child, &place)? {
                        open.push((content.children(), false));
                    }
                }
                (Ns::W, "ins" | "moveTo" | "del" | "moveFrom") => {
                    let place = self.here(story);
                    if let Some(mark) = self.change(child, &place) {
                        let keeps = self.changes == TrackedChanges::Keep;
                        if keeps {
                            self.push_revision(mark)?;
                        }
                        open.push((child.children(), keeps));
                    }
                }
                (Ns::W, "altChunk") => self.alternative_chunk(child, story, items)?,
                (Ns::W, "bookmarkStart") => self.pending_anchors.extend(anchor_name(child)),
                (Ns::W, "subDoc") => {
                    let place = self.here(story);
                    self.name_subdocument(child, story, place)?;
                }
                (Ns::Compatibility, "AlternateContent") => {
                    let place = self.here(story);
                    open.extend(self.branch(child, place)?.map(|branch| (branch.children(), false)));
                }
                (Ns::W, "sectPr" | "tblPr" | "tcPr" | "sdtPr" | "pPr" | "rPr") => {}
                // Runs and the like outside any paragraph: damage, but text all the same.
                (Ns::W, "r" | "hyperlink" | "fldSimple" | "t" | "drawing" | "pict" | "object") | (Ns::Math, _) => {
                    self.loose_runs(child, story, items)?;
                }
                _ => open.push((child.children(), false)),
            }
        }
        self.flush_carried(story, items);
        self.nesting -= 1;
        Ok(())
    }

    /// Names a part of a master document (§17.17.2.1), which is a file of its own.
    pub(super) fn name_subdocument(
        &mut self,
        anchor: Element<'_>,
        story: &Story<'_>,
        place: Place,
    ) -> Result<(), Error> {
        let id = anchor.attribute(Ns::R, "id").unwrap_or_default();
        let target = story.part.relationships.get(id).map(|r| match &r.target {
            Target::Part(name) | Target::External(name) => name.as_str(),
        });
        self.budget.name(target.unwrap_or(id).len())?;
        self.findings.push(docx::subdocument_left_out(target.unwrap_or(id)).at(place));
        Ok(())
    }

    /// Counts a change in text; its mark, where what was changed is read.
    pub(super) fn change(&mut self, element: Element<'_>, place: &Place) -> Option<ChangeMark> {
        let mark = ChangeMark::of(element)?;
        let reads = self.changes.reads(mark.change);
        let text = if reads { String::new() } else { quote(&raw_text(element)) };
        self.tally(mark.change).add(place, &text);
        reads.then_some(mark)
    }

    pub(super) fn tally(&mut self, change: Change) -> &mut Tally {
        match change {
            Change::Inserted => &mut self.insertions,
            Change::Deleted => &mut self.deletions,
        }
    }

    /// What is in a content control (§17.5.2), unless that is a generated table of contents or the control's own prompt.
    ///
    /// # Errors
    /// `limit-exceeded` where long texts stand in many controls, each a prompt.
    pub(super) fn control_content<'x>(
        &mut self,
        control: Element<'x>,
        place: &Place,
    ) -> Result<Option<Element<'x>>, Error> {
        let Some(content) = control.child(Ns::W, "sdtContent") else { return Ok(None) };
        let Some(properties) = control.child(Ns::W, "sdtPr") else { return Ok(Some(content)) };
        let gallery = properties.child(Ns::W, "docPartObj").and_then(|part| value(part, "docPartGallery"));
        if gallery == Some("Table of Contents") {
            self.contents_list.add(place, &quote(&raw_text(content)));
            return Ok(None);
        }
        if !properties.child(Ns::W, "showingPlcHdr").is_some_and(is_on) {
            return Ok(Some(content));
        }
        let text = quote(&raw_text(content));
        self.budget.name(text.len())?;
        // WPS leaves the mark where text has been typed: a prompt has its own character style.
        if self.surroundings.styles.is_prompt(content) {
            if !text.is_empty() {
                self.findings.push(docx::prompt_left_out(text).at(place.clone()));
            }
            return Ok(None);
        }
        if !text.is_empty() {
            self.findings.push(docx::prompt_unclear(text).at(place.clone()));
        }
        Ok(Some(content))
    }

    /// The place of what is read now: the paragraph last begun.
    pub(super) fn here(&self, story: &Story<'_>) -> Place {
        story.place.clone().unwrap_or(Place::Paragraph(self.paragraphs.max(1)))
    }

    /// A paragraph whose end was deleted and that nothing follows stays a paragraph.
    fn flush_carried(&mut self, story: &mut Story<'_>, items: &mut Vec<Item>) {
        let parts = std::mem::take(&mut story.carried);
        let after = std::mem::take(&mut story.carried_after);
        if parts.iter().all(Vec::is_empty) && after.is_empty() {
            return;
        }
        let kind = self.surroundings.styles.paragraph_kind(&ParagraphProperties::default(), self.cell.as_ref());
        let place = self.here(story);
        let look = Default::default();
        items.push(Item::Paragraph(Box::new(WordParagraph {
            kind,
            parts,
            after,
            ends_page: false,
            place,
            look,
            hidden_label: None,
        })));
    }

    /// A paragraph to be read, with the bookmarks that stand before it.
    pub(super) fn builder(&mut self, kind: ParagraphKind, place: Place) -> Builder {
        let mut builder = Builder::new(kind, place);
        builder.revisions.clone_from(&self.revisions);
        for name in std::mem::take(&mut self.pending_anchors) {
            self.has_anchors = true;
            builder.push(Inline::Anchor(name));
        }
        builder
    }

    pub(super) fn begin_paragraph(&mut self, story: &Story<'_>) -> Place {
        if story.place.is_none() {
            self.paragraphs += 1;
        }
        self.here(story)
    }

    /// The branch of alternate content that is read; what another says besides is named.
    pub(super) fn branch<'x>(&mut self, alternatives: Element<'x>, place: Place) -> Result<Option<Element<'x>>, Error> {
        self.name_unread_branches(alternatives, place)?;
        Ok(understood_branch(alternatives))
    }

    /// Names the text of branches that are not read, where the one that is read does not say it.
    ///
    /// # Errors
    /// `limit-exceeded` where long texts stand in many of them, each in the other.
    pub(super) fn name_unread_branches(&mut self, alternatives: Element<'_>, place: Place) -> Result<(), Error> {
        let text = |branch: Element<'_>| branch.children().map(raw_text).collect::<Vec<_>>().join(" ");
        let compact = |branch| text(branch).chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let read = understood_branch(alternatives);
        let said = read.map(compact).unwrap_or_default();
        self.budget.name(said.len())?;
        for branch in alternatives.children() {
            let is_read = read.is_some_and(|read| read.ordinal() == branch.ordinal());
            let symbols = read.is_some_and(|read| read.children().any(|e| e.is(Ns::WordExtension, "symEx")));
            if !is_read && !symbols && !said.contains(&compact(branch)) {
                self.findings.push(docx::branch_left_out(quote(&text(branch))).at(place.clone()));
            }
        }
        Ok(())
    }

    fn loose_runs<'x>(
        &mut self,
        element: Element<'x>,
        story: &mut Story<'x>,
        items: &mut Vec<Item>,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        let kind = self.surroundings.styles.paragraph_kind(&ParagraphProperties::default(), self.cell.as_ref());
        let place = self.begin_paragraph(story);
        let mut builder = self.builder(kind, place);
        self.inline(element, story, &mut builder)?;
        let (paragraph, _) = self.finish(builder)?;
        if !paragraph.parts.iter().all(Vec::is_empty) || !paragraph.after.is_empty() {
            items.push(Item::Paragraph(Box::new(paragraph)));
        }
        Ok(())
    }

    fn paragraph<'x>(&mut self, element: Element<'x>, story: &mut Story<'x>, items: &mut Vec<Item>) -> Result<(), Error>
    where
        'p: 'x,
    {
        let place = self.begin_paragraph(story);
        let properties = element.child(Ns::W, "pPr");
        let holding = self.changes.properties(properties, "pPrChange", "pPr");
        let direct = holding.map(ParagraphProperties::read).unwrap_or_default();
        let kind = self.surroundings.styles.paragraph_kind(&direct, self.cell.as_ref());
        let mark = ChangeMark::among(properties.and_then(|p| p.child(Ns::W, "rPr")));
        let was_in_list = story.in_contents_list();
        let mut builder = self.builder(kind, place.clone());
        let carried = std::mem::take(&mut story.carried);
        if !carried.is_empty() {
            let anchors = std::mem::replace(&mut builder.parts, carried);
            if let Some(last) = builder.parts.last_mut() {
                last.extend(anchors.into_iter().flatten());
                builder.carried = last.len();
            }
        }
        builder.after = std::mem::take(&mut story.carried_after);
        // A link that goes on from the paragraph before.
        if let Some(field::FieldKind::Link(target)) =
            story.fields.iter().find(|field| field.linked).and_then(|field| field.result.clone())
        {
            self.open_link(target, story, &mut builder)?;
        }
        self.inlines(element, story, &mut builder)?;
        let (mut paragraph, in_list) = self.finish(builder)?;
        let kind = &paragraph.kind;
        let labels = &self.surroundings.definitions;
        let label = kind.numbering.as_deref().and_then(|id| labels.run(id, kind.level, kind.style.as_deref()));
        let copied = [kind.numbering.as_deref(), kind.style.as_deref()].into_iter().flatten().map(str::len);
        let copied = copied.sum::<usize>() + labels.weight(kind);
        self.budget.name(copied)?;
        self.budget.paragraphs(1)?;
        if let Some(label) = label {
            // Over how the paragraph's end looks (§17.9.24).
            let end = properties.and_then(|p| p.child(Ns::W, "rPr")).map(RunProperties::read).unwrap_or_default();
            paragraph.hidden_label = self.hidden(kind, &label.over(&end))?;
        }
        let says_nothing = paragraph.parts.iter().all(Vec::is_empty) && paragraph.after.is_empty();
        if says_nothing && (was_in_list || in_list) {
            return Ok(());
        }
        if paragraph.kind.contents_title && paragraph.after.is_empty() {
            let text = crate::document::Content::new(paragraph.parts.concat()).plain_text();
            self.contents_list.add(&place, &quote(&text));
            return Ok(());
        }
        if let Some(mark) = &mark {
            self.tally(mark.change).add(&place, "");
        }
        // A paragraph whose end is gone goes on in the next; so does the letter that is set large at its beginning.
        let drop_cap = properties
            .and_then(|p| p.child(Ns::W, "framePr"))
            .is_some_and(|frame| matches!(frame.attribute(Ns::W, "dropCap"), Some("drop" | "margin")));
        if mark.is_some_and(|mark| !self.changes.reads(mark.change)) || drop_cap {
            story.carried = paragraph.parts;
            story.carried_after = paragraph.after;
            return Ok(());
        }
        let mut turns = false;
        if properties.is_some_and(|p| p.child(Ns::W, "sectPr").is_some()) && story.place.is_none() {
            self.sections += 1;
            let start = self.section_starts.get(self.sections).copied();
            paragraph.ends_page = start == Some(SectionStart::Page);
            turns = start == Some(SectionStart::Turn);
        }
        let own = paragraph.kind.style.as_deref().and_then(|style| SPACES.iter().find(|(own, _)| *own == style));
        if let Some((_, space)) = own.filter(|_| says_nothing) {
            paragraph.ends_page &= *space != Space::Turn;
            paragraph.ends_page |= turns && *space == Space::TurnAndBreak;
            turns = false;
            if !paragraph.ends_page && !paragraph.kind.page_break_before {
                return Ok(());
            }
            paragraph.parts.clear();
        }
        if turns {
            self.turns.add(&place, "");
        }
        self.budget.runs(paragraph.parts.iter().map(Vec::len).sum())?;
        items.push(Item::Paragraph(Box::new(paragraph)));
        Ok(())
    }

    fn table<'x>(&mut self, element: Element<'x>, story: &mut Story<'x>, items: &mut Vec<Item>) -> Result<(), Error>
    where
        'p: 'x,
    {
        self.tables += 1;
        let number = self.tables;
        let layout = lay_out(element, number, self.changes, &mut self.findings);
        let quoted = |elements: &[Element<'_>]| {
            quote(&elements.iter().map(|element| raw_text(*element)).collect::<Vec<_>>().join("；"))
        };
        let rejects = self.changes == TrackedChanges::Reject;
        for (dropped, finding) in [
            (&layout.dropped, if rejects { docx::inserted_rows_dropped } else { docx::deleted_rows_dropped }),
            (&layout.dropped_cells, if rejects { docx::inserted_cells_dropped } else { docx::deleted_cells_dropped }),
        ] {
            if !dropped.is_empty() {
                let finding = finding(dropped.len(), quoted(dropped));
                self.findings.push(finding.at(Place::Table(number)));
            }
        }
        if !layout.hidden.is_empty() {
            let finding = docx::hidden_rows_dropped(layout.hidden.len(), quoted(&layout.hidden));
            self.findings.push(finding.at(Place::Table(number)));
        }
        for change in &layout.changed {
            self.tally(*change).add(&Place::Table(number), "");
        }
        let covered = |cell: &super::table::LaidCell<'_>| u64::from(cell.row_span) * u64::from(cell.column_span);
        self.budget.table(layout.rows, layout.columns, layout.cells.iter().map(covered).sum())?;
        self.budget.paragraphs(layout.cells.len())?;
        let mut prompts = BTreeSet::new();
        for control in layout.controls {
            // A prompt's rows and cells stay, with nothing in them.
            if self.control_content(control, &Place::Table(number))?.is_none() {
                prompts.extend(control.descendants().map(Element::ordinal));
            }
        }
        let mut cells = Vec::with_capacity(layout.cells.len());
        if !layout.stray.is_empty() {
            let text = layout.stray.iter().map(|element| raw_text(*element)).collect::<Vec<_>>().join("；");
            if !text.trim().is_empty() {
                self.findings.push(docx::text_between_cells_dropped(quote(&text)).at(Place::Table(number)));
            }
        }
        let properties = self.changes.properties(element.child(Ns::W, "tblPr"), "tblPrChange", "tblPr");
        let style = self.table_style(properties.and_then(|p| value(p, "tblStyle")))?;
        let look = TableLook::read(properties).unwrap_or_default();
        let styled_header = style.as_ref().zip(layout.cells.first()).filter(|_| !layout.says_repeats);
        let styled_header = styled_header.is_some_and(|(style, first)| style.repeats_first_row(first.place, look));
        // Cells that stand in the same areas have the same format.
        let mut formats: BTreeMap<Areas, Option<Rc<CellFormat>>> = BTreeMap::new();
        let outer = (story.place.take(), self.cell.take(), self.behind);
        for cell in layout.cells {
            let place = Place::Cell { table: number, row: cell.row + 1, column: cell.column + 1 };
            for swallowed in cell.swallowed {
                let text = raw_text(swallowed);
                if !text.trim().is_empty() {
                    self.findings.push(docx::merged_cell_text_dropped(quote(&text)).at(place.clone()));
                }
            }
            story.place = Some(place);
            let mut content = Vec::new();
            let kept = cell.change.filter(|_| self.changes == TrackedChanges::Keep);
            let is_change = kept.is_some();
            self.revisions.extend(kept);
            self.cell = style.as_ref().and_then(|style| {
                let areas = style.areas_of(cell.place, look);
                formats.entry(areas).or_insert_with(|| style.format_in(areas).map(Rc::new)).clone()
            });
            // Word shows no shading of tables as wholes ([MS-OI29500] on §17.4.32).
            let own = cell.element.child(Ns::W, "tcPr").and_then(|p| p.child(Ns::W, "shd")).map(Shading::read);
            let shading = own.or_else(|| self.cell.as_ref().and_then(|format| format.ground));
            self.behind = outer.2;
            self.behind = self.behind_in(shading)?;
            if !prompts.contains(&cell.element.ordinal()) {
                self.items(cell.element, story, &mut content)?;
            }
            if is_change {
                self.revisions.pop();
            }
            cells.push(WordCell {
                shading: shading.and_then(Shading::color),
                row: cell.row,
                column: cell.column,
                row_span: cell.row_span,
                column_span: cell.column_span,
                header: header_scope(cell.element),
                items: content,
            });
        }
        (story.place, self.cell, self.behind) = outer;
        items.push(Item::Table(WordTable {
            rows: layout.rows,
            columns: layout.columns,
            header_rows: if styled_header { 1 } else { layout.header_rows },
            widths: layout.widths,
            cells,
            number,
            left: left_edge(element),
            in_list: element.child(Ns::W, "tblPr").and_then(|p| value(p, "tblStyle")) == Some(TABLE_IN_LIST),
        }));
        Ok(())
    }

    /// The theme, read when it is first asked for.
    pub(super) fn theme(&mut self) -> Result<&Theme, Error> {
        if self.theme.is_none() {
            self.theme = Some(self.surroundings.theme.read(self.package)?);
        }
        Ok(self.theme.get_or_insert_default())
    }

    /// The theme where something goes by it, else none: it need not be read then.
    pub(super) fn theme_for(&mut self, is_wanted: bool) -> Result<&Theme, Error> {
        const NONE: &Theme = &Theme::NONE;
        if is_wanted { self.theme() } else { Ok(NONE) }
    }

    fn table_style(&mut self, id: Option<&str>) -> Result<Option<Rc<TableStyle>>, Error> {
        let id = id.map(str::to_owned);
        if let Some(read) = self.table_styles.get(&id) {
            return Ok(read.clone());
        }
        let read = self.surroundings.styles.table_style(id.as_deref(), &mut self.findings)?.map(Rc::new);
        Ok(self.table_styles.entry(id).or_insert(read).clone())
    }

    /// Reads how the sections of the body begin (§17.6.22; the type of a section says how it begins).
    pub(super) fn read_sections(&mut self, root: Element<'_>) {
        let mut starts = Vec::new();
        let (mut first, mut before) = (None, None);
        root.walk(|element| {
            if element.is(Ns::W, "sectPr") {
                let across = is_across(element);
                starts.push(match value(element, "type") {
                    _ if before.is_some_and(|before| before != across) => SectionStart::Turn,
                    Some("continuous" | "nextColumn") => SectionStart::Within,
                    _ => SectionStart::Page,
                });
                (first, before) = (first.or(Some(across)), Some(across));
                return false;
            }
            element.ns() == Ns::W
                && matches!(element.name(), "body" | "p" | "pPr" | "sdt" | "sdtContent" | "customXml" | "ins")
        });
        // What lies otherwise to the end of the document is a part of its own, as attachments are, and no table in the midst.
        let last_turn = starts.iter_mut().rev().find(|start| **start == SectionStart::Turn);
        if let Some(start) = last_turn.filter(|_| before != first) {
            *start = SectionStart::Page;
        }
        self.section_starts = starts;
    }
}

/// How a section begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionStart {
    /// On the page the one before ends on.
    Within,
    /// On a page of its own.
    Page,
    /// On a page of its own for the sole reason that its paper is turned: how text is laid out, not what it says.
    Turn,
}

/// Whether a section's paper is wider than high (§17.6.13).
fn is_across(section: Element<'_>) -> bool {
    let Some(size) = section.child(Ns::W, "pgSz") else { return false };
    let measure = |name| size.attribute(Ns::W, name).and_then(twips);
    match (measure("w"), measure("h")) {
        (Some(width), Some(height)) => width > height,
        _ => size.attribute(Ns::W, "orient") == Some("landscape"),
    }
}

/// The name of a bookmark that links may lead to; that of the last edit is no such place.
pub(super) fn anchor_name(bookmark: Element<'_>) -> Option<String> {
    bookmark.attribute(Ns::W, "name").filter(|name| !name.is_empty() && *name != "_GoBack").map(str::to_owned)
}

/// The styles of header cells, as the DOCX writer names them, and what these head.
pub(super) const HEADER_STYLES: [(&str, HeaderScope); 3] = [
    ("TableColumnHeader", HeaderScope::Column),
    ("TableRowHeader", HeaderScope::Row),
    ("TableRowLabel", HeaderScope::Row),
];

/// The style of tables in list items, as the DOCX writer names it.
const TABLE_IN_LIST: &str = "TableInList";

/// Where a table begins (§17.4.50), unless it floats or stands in the middle or at the right.
fn left_edge(table: Element<'_>) -> Option<i32> {
    let properties = table.child(Ns::W, "tblPr")?;
    let moved = properties.child(Ns::W, "tblpPr").is_some()
        || value(properties, "jc").is_some_and(|side| !matches!(side, "left" | "start"));
    let indent = properties.child(Ns::W, "tblInd").filter(|_| !moved)?;
    let in_twips = matches!(indent.attribute(Ns::W, "type"), None | Some("dxa"));
    indent.attribute(Ns::W, "w").filter(|_| in_twips).and_then(twips)
}

/// The style of figures in columns of figures, as the DOCX writer names it.
pub(super) const FIGURE_STYLE: &str = "TableFigure";

/// The styles of running text that is a caption, or says a table's unit, by where it stands, as the DOCX writer names them.
pub(super) const CAPTION_STYLES: [&str; 2] = ["TypedCaption", "TableUnit"];

/// What an empty paragraph the DOCX writer puts in is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// The space around a table.
    Gap,
    /// The end of the pages before or after one turned for a wide table.
    Turn,
    /// The same where a new page would begin anyway.
    TurnAndBreak,
}

/// The styles of such paragraphs; where one has no text, it says nothing.
const SPACES: [(&str, Space); 4] = [
    ("TableGap", Space::Gap),
    ("TableGapAbove", Space::Gap),
    ("PageTurn", Space::Turn),
    ("PageTurnAndBreak", Space::TurnAndBreak),
];

/// What a cell heads, by the style of its paragraphs: Word itself has no mark for it on a cell.
fn header_scope(cell: Element<'_>) -> HeaderScope {
    let styles = cell.children().filter(|e| e.is(Ns::W, "p")).filter_map(|p| value(p.child(Ns::W, "pPr")?, "pStyle"));
    styles
        .filter_map(|style| HEADER_STYLES.iter().find(|(own, _)| *own == style).map(|(_, scope)| *scope))
        .next()
        .unwrap_or_default()
}
