//! What goes along while a document is read: what it has, what has been met, what may still be read.

use super::budget::{Budget, MAX_FIELDS};
use super::revision::{ChangeMark, TrackedChanges};
use super::section::SectionStart;
use super::style::color::Behind;
use super::style::table_style::{CellFormat, TableStyle};
use super::style::theme::Theme;
use super::surroundings::{Callable, Part, Surroundings};
use super::tally::Tally;
use super::text::field::{self, OpenField};
use super::tree::Item;
use crate::document::{Change, Inline, Media};
use crate::finding::{Error, Finding, Place, catalogue::package};
use crate::ooxml::{Element, Package};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// About what an element, or a cell, is in memory.
const NODE: usize = 256;

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

    /// The place of what is read now: the paragraph last begun.
    pub(super) fn here(&self, story: &Story<'_>) -> Place {
        story.place.clone().unwrap_or(Place::Paragraph(self.paragraphs.max(1)))
    }

    pub(super) fn tally(&mut self, change: Change) -> &mut Tally {
        match change {
            Change::Inserted => &mut self.insertions,
            Change::Deleted => &mut self.deletions,
        }
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

    pub(super) fn table_style(&mut self, id: Option<&str>) -> Result<Option<Rc<TableStyle>>, Error> {
        let id = id.map(str::to_owned);
        if let Some(read) = self.table_styles.get(&id) {
            return Ok(read.clone());
        }
        let read = self.surroundings.styles.table_style(id.as_deref(), &mut self.findings)?.map(Rc::new);
        Ok(self.table_styles.entry(id).or_insert(read).clone())
    }

    /// Counts what stands below an element, which is read once more.
    pub(super) fn read_again(&mut self, element: Element<'_>) -> Result<(), Error> {
        let mut weight = 0;
        element.walk(|e| {
            weight += NODE + e.length();
            true
        });
        self.budget.repeat(weight)
    }
}
