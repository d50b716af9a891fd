//! What goes along while a document is read: what it has, what has been met, what may still be read.

use super::budget::{Budget, MAX_FIELDS};
use super::revision::{ChangeMark, TrackedChanges};
use super::section::Sections;
use super::style::color::Behind;
use super::style::diagonals::DrawnLines;
use super::style::table_style::{CellFormat, TableStyle};
use super::style::theme::Theme;
use super::surroundings::{Calls, Part, Surroundings};
use super::tally::Tally;
use super::text::anchor::Anchors;
use super::text::field::{self, OpenField};
use super::tree::Item;
use super::whereabouts::Whereabouts;
use super::wml::{quote, value};
use crate::document::{Change, Inline, Media};
use crate::finding::{Error, Finding, Place, catalogue::docx, catalogue::package, terms};
use crate::ooxml::{Element, Package};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// About what an element, or a cell, is in memory.
const NODE: usize = 256;

/// Reads stories.
pub(super) struct Walker<'p, 'b> {
    pub package: &'p mut Package<'b>,
    pub surroundings: &'p Surroundings,
    pub changes: TrackedChanges,
    pub budget: Budget,
    pub findings: Vec<Finding>,
    pub tallies: Tallies,
    pub counts: Counts,
    pub around: Around,
    pub sections: Sections,
    pub anchors: Anchors,
    pub calls: Calls<'p>,
    pub embedded: Embedded,
    pub whereabouts: Whereabouts,
    /// What the page itself is behind all.
    pub page: Behind,
    once: Once,
}

/// What that stands in which is read now.
pub(super) struct Around {
    /// How many tables and text boxes it stands in.
    pub nesting: usize,
    /// The note being read.
    pub in_note: Option<(&'static str, String)>,
    /// Its changes, the outermost first; only where changes are kept.
    pub revisions: Vec<ChangeMark>,
    /// What the style of its table does to its cell.
    pub cell: Option<Rc<CellFormat>>,
    /// What is behind it.
    pub behind: Behind,
    /// The slanting lines drawn over its cell so far.
    pub lines: DrawnLines,
}

/// What has been counted so far, for places.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub paragraphs: u32,
    pub tables: u32,
    pub notes: u32,
}

/// What is said once at the end, however often it was met.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    pub insertions: Tally,
    pub deletions: Tally,
    pub contents_list: Tally,
    /// Merge fields without data.
    pub unmerged: Tally,
}

impl Tallies {
    /// What there is to say of them.
    pub(super) fn findings(self, changes: TrackedChanges) -> Vec<Finding> {
        let mut findings = changes.findings(&self.insertions, &self.deletions);
        if let Some(place) = self.contents_list.place {
            findings.push(docx::contents_list_left_out(quote(&self.contents_list.text)).at(place));
        }
        if let Some(place) = self.unmerged.place {
            findings.push(docx::merge_field_empty(self.unmerged.count, self.unmerged.text).at(place));
        }
        findings
    }
}

/// What other parts of the package held that were read.
#[derive(Debug, Default)]
pub(super) struct Embedded {
    pub media: Media,
    /// Media id by part name.
    pub media_ids: BTreeMap<String, String>,
    /// The charts and diagrams read so far, by the names of their parts.
    pub graphics_read: BTreeSet<String>,
    /// The parts that were named as missing.
    pub missing: BTreeSet<String>,
}

/// What is read when it is first asked for.
#[derive(Debug, Default)]
struct Once {
    /// The list separator the settings name.
    list_separator: Option<Option<char>>,
    /// The styles of tables, by id; the default one has none.
    table_styles: BTreeMap<Option<String>, Option<Rc<TableStyle>>>,
    theme: Option<Theme>,
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
            let limit = terms::FIELD_DEPTH;
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
        let nesting = budget.nesting;
        Walker {
            package,
            surroundings,
            changes,
            budget,
            findings: Vec::new(),
            tallies: Tallies::default(),
            counts: Counts::default(),
            around: Around {
                nesting,
                in_note: None,
                revisions: Vec::new(),
                cell: None,
                behind: Behind::PAPER,
                lines: DrawnLines::default(),
            },
            sections: Sections::default(),
            anchors: Anchors::default(),
            calls: Calls::of(surroundings),
            embedded: Embedded::default(),
            whereabouts: Whereabouts::default(),
            page: Behind::PAPER,
            once: Once::default(),
        }
    }

    /// The place of what is read now: the paragraph last begun.
    pub(super) fn here(&self, story: &Story<'_>) -> Place {
        story.place.clone().unwrap_or(Place::Paragraph(self.counts.paragraphs.max(1)))
    }

    pub(super) fn tally(&mut self, change: Change) -> &mut Tally {
        match change {
            Change::Inserted => &mut self.tallies.insertions,
            Change::Deleted => &mut self.tallies.deletions,
        }
    }

    /// The theme, read when it is first asked for.
    pub(super) fn theme(&mut self) -> Result<&Theme, Error> {
        if self.once.theme.is_none() {
            self.once.theme = Some(self.surroundings.theme.read(self.package)?);
        }
        Ok(self.once.theme.get_or_insert_default())
    }

    /// The theme where something goes by it, else none: it need not be read then.
    pub(super) fn theme_for(&mut self, is_wanted: bool) -> Result<&Theme, Error> {
        const NONE: &Theme = &Theme::NONE;
        if is_wanted { self.theme() } else { Ok(NONE) }
    }

    pub(super) fn table_style(&mut self, id: Option<&str>) -> Result<Option<Rc<TableStyle>>, Error> {
        let id = id.map(str::to_owned);
        if let Some(read) = self.once.table_styles.get(&id) {
            return Ok(read.clone());
        }
        let read = self.surroundings.styles.table_style(id.as_deref(), &mut self.findings)?.map(Rc::new);
        Ok(self.once.table_styles.entry(id).or_insert(read).clone())
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

    /// The list separator of the settings (§17.15.1.56), read when first asked for.
    pub(super) fn list_separator(&mut self) -> Result<Option<char>, Error> {
        if let Some(read) = self.once.list_separator {
            return Ok(read);
        }
        let main = self.package.main_part().to_owned();
        let relationships = self.package.relationships(&main)?;
        let mut separator = None;
        if let Some(name) = relationships.parts_of_kind("settings").next() {
            let settings = self.package.xml(name)?;
            let root = settings.as_ref().and_then(|xml| xml.root());
            let said = root.and_then(|root| value(root, "listSeparator"));
            separator = said.and_then(|said| said.trim().chars().next()).filter(|c| matches!(c, ',' | ';'));
        }
        self.once.list_separator = Some(separator);
        Ok(separator)
    }
}
