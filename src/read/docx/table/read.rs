//! Tables → items: each cell read in turn, as its place in the table and the style of that have it.

use super::layout::{LaidCell, Layout, lay_out};
use crate::document::{HeaderScope, TextDirection};
use crate::finding::{Error, Place, catalogue::docx};
use crate::ooxml::{Element, Ns, own_styles};
use crate::read::docx::revision::TrackedChanges;
use crate::read::docx::style::color::{Behind, Shading};
use crate::read::docx::style::diagonals::Diagonals;
use crate::read::docx::style::table_style::{Areas, CellFormat, CellPlace, TableLook, TableStyle};
use crate::read::docx::tree::{Item, WordCell, WordTable};
use crate::read::docx::walker::{Story, Walker};
use crate::read::docx::wml::{quote, raw_text, twips, value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

impl<'p> Walker<'p, '_> {
    /// Reads `w:tbl`.
    pub(crate) fn table<'x>(
        &mut self,
        element: Element<'x>,
        story: &mut Story<'x>,
        items: &mut Vec<Item>,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        self.counts.tables += 1;
        let number = self.counts.tables;
        if self.around.in_note.is_none() {
            self.whereabouts.table(number, element);
        }
        let layout = lay_out(element, number, self.changes, &mut self.findings);
        self.name_left_out(&layout, number);
        let covered = |cell: &LaidCell<'_>| u64::from(cell.row_span) * u64::from(cell.column_span);
        self.budget.table(layout.rows, layout.columns, layout.cells.iter().map(covered).sum())?;
        self.budget.paragraphs(layout.cells.len())?;
        let prompts = self.prompts(&layout.controls, number)?;
        self.name_strays(&layout.stray, number);
        let properties = self.changes.properties(element.child(Ns::W, "tblPr"), "tblPrChange", "tblPr");
        let style = self.table_style(properties.and_then(|p| value(p, "tblStyle")))?;
        let look = TableLook::read(properties).unwrap_or_default();
        let styled_header = style.as_ref().zip(layout.cells.first()).filter(|_| !layout.says_repeats);
        let styled_header = styled_header.is_some_and(|(style, first)| style.repeats_first_row(first.place, look));
        let outer = (story.place.take(), self.around.cell.take(), self.around.behind);
        let mut frame = Frame { number, style, look, formats: BTreeMap::new(), prompts, behind: self.around.behind };
        let mut cells = Vec::with_capacity(layout.cells.len());
        for cell in layout.cells {
            cells.push(self.cell(cell, &mut frame, story)?);
        }
        (story.place, self.around.cell, self.around.behind) = outer;
        let own_style = element.child(Ns::W, "tblPr").and_then(|p| value(p, "tblStyle"));
        items.push(Item::Table(WordTable {
            rows: layout.rows,
            columns: layout.columns,
            header_rows: if styled_header { 1 } else { layout.header_rows },
            widths: layout.widths,
            heights: layout.heights,
            cells,
            number,
            left: left_edge(element),
            in_list: own_style == Some(own_styles::TABLE_IN_LIST),
            of_paper: own_style == Some(own_styles::PAPER_TABLE),
        }));
        Ok(())
    }

    /// Quotes the rows and cells that are not read, and counts the changes to those that are.
    fn name_left_out(&mut self, layout: &Layout<'_>, number: u32) {
        let place = Place::Table(number);
        let rejects = self.changes == TrackedChanges::Reject;
        for (dropped, finding) in [
            (&layout.dropped, if rejects { docx::inserted_rows_dropped } else { docx::deleted_rows_dropped }),
            (&layout.dropped_cells, if rejects { docx::inserted_cells_dropped } else { docx::deleted_cells_dropped }),
        ] {
            if !dropped.is_empty() {
                self.findings.push(finding(dropped.len(), quote(&joined(dropped))).at(place.clone()));
            }
        }
        if !layout.hidden.is_empty() {
            let finding = docx::hidden_rows_dropped(layout.hidden.len(), quote(&joined(&layout.hidden)));
            self.findings.push(finding.at(place.clone()));
        }
        for change in &layout.changed {
            self.tally(*change).add(&place, "");
        }
    }

    /// The elements in content controls that show their prompt: the rows and cells of those stay, with nothing in them.
    fn prompts(&mut self, controls: &[Element<'_>], number: u32) -> Result<BTreeSet<u32>, Error> {
        let mut prompts = BTreeSet::new();
        for control in controls {
            if self.control_content(*control, &Place::Table(number))?.is_none() {
                prompts.extend(control.descendants().map(Element::ordinal));
            }
        }
        Ok(prompts)
    }

    fn name_strays(&mut self, strays: &[Element<'_>], number: u32) {
        let text = joined(strays);
        if !text.trim().is_empty() {
            self.findings.push(docx::text_between_cells_dropped(quote(&text)).at(Place::Table(number)));
        }
    }

    /// Reads a cell, what it swallowed named.
    fn cell<'x>(&mut self, cell: LaidCell<'x>, frame: &mut Frame, story: &mut Story<'x>) -> Result<WordCell, Error>
    where
        'p: 'x,
    {
        let place = Place::Cell { table: frame.number, row: cell.row + 1, column: cell.column + 1 };
        for swallowed in cell.swallowed {
            let text = raw_text(swallowed);
            if !text.trim().is_empty() {
                self.findings.push(docx::merged_cell_text_dropped(quote(&text)).at(place.clone()));
            }
        }
        if self.around.in_note.is_none() {
            self.whereabouts.cell(&place, cell.element);
        }
        story.place = Some(place);
        let kept = cell.change.filter(|_| self.changes == TrackedChanges::Keep);
        let is_change = kept.is_some();
        self.around.revisions.extend(kept);
        self.around.cell = frame.format(cell.place);
        let styled = self.around.cell.as_ref().map(|format| format.diagonals).unwrap_or_default();
        let diagonals = cell.element.child(Ns::W, "tcPr").map(Diagonals::read).unwrap_or_default().over(styled);
        let lines_around = std::mem::take(&mut self.around.lines);
        // Word shows no shading of tables as wholes ([MS-OI29500] on §17.4.32).
        let own = cell.element.child(Ns::W, "tcPr").and_then(|p| p.child(Ns::W, "shd")).map(Shading::read);
        let shading = own.or_else(|| self.around.cell.as_ref().and_then(|format| format.ground));
        self.around.behind = frame.behind;
        self.around.behind = self.behind_in(shading)?;
        let mut content = Vec::new();
        if !frame.prompts.contains(&cell.element.ordinal()) {
            self.items(cell.element, story, &mut content)?;
        }
        if is_change {
            self.around.revisions.pop();
        }
        let drawn = std::mem::replace(&mut self.around.lines, lines_around);
        Ok(WordCell {
            shading: shading.and_then(Shading::color),
            diagonal: diagonals.with(drawn),
            direction: text_direction(cell.element),
            row: cell.row,
            column: cell.column,
            row_span: cell.row_span,
            column_span: cell.column_span,
            header: header_scope(cell.element),
            items: content,
        })
    }
}

/// What holds for all cells of a table.
struct Frame {
    number: u32,
    style: Option<Rc<TableStyle>>,
    look: TableLook,
    /// Cells that stand in the same areas have the same format.
    formats: BTreeMap<Areas, Option<Rc<CellFormat>>>,
    /// The elements that hold nothing but a prompt.
    prompts: BTreeSet<u32>,
    /// What is behind the table.
    behind: Behind,
}

impl Frame {
    /// What the style of the table does to a cell that stands there.
    fn format(&mut self, place: CellPlace) -> Option<Rc<CellFormat>> {
        let style = self.style.as_ref()?;
        let areas = style.areas_of(place, self.look);
        self.formats.entry(areas).or_insert_with(|| style.format_in(areas).map(Rc::new)).clone()
    }
}

fn joined(elements: &[Element<'_>]) -> String {
    elements.iter().map(|element| raw_text(*element)).collect::<Vec<_>>().join("；")
}

/// Where a table begins (§17.4.50), unless it floats or stands in the middle or at the right.
fn left_edge(table: Element<'_>) -> Option<i32> {
    let properties = table.child(Ns::W, "tblPr")?;
    let moved = properties.child(Ns::W, "tblpPr").is_some()
        || value(properties, "jc").is_some_and(|side| !matches!(side, "left" | "start"));
    let indent = properties.child(Ns::W, "tblInd").filter(|_| !moved)?;
    let in_twips = matches!(indent.attribute(Ns::W, "type"), None | Some("dxa"));
    indent.attribute(Ns::W, "w").filter(|_| in_twips).and_then(twips)
}

/// How the text of a cell runs (§17.18.93); what only turns the letters of a horizontal line does not count.
fn text_direction(cell: Element<'_>) -> TextDirection {
    match cell.child(Ns::W, "tcPr").and_then(|p| value(p, "textDirection")) {
        Some("tbRl" | "tbRlV" | "rl" | "rlV" | "tbLrV" | "lrV") => TextDirection::Vertical,
        Some("btLr" | "lr") => TextDirection::Upwards,
        _ => TextDirection::Horizontal,
    }
}

/// What a cell heads, by the style of its paragraphs: Word itself has no mark for it on a cell.
fn header_scope(cell: Element<'_>) -> HeaderScope {
    let styles = cell.children().filter(|e| e.is(Ns::W, "p")).filter_map(|p| value(p.child(Ns::W, "pPr")?, "pStyle"));
    let scope = |style: &str| match style {
        own_styles::TABLE_COLUMN_HEADER => Some(HeaderScope::Column),
        own_styles::TABLE_ROW_HEADER | own_styles::TABLE_ROW_LABEL => Some(HeaderScope::Row),
        _ => None,
    };
    styles.filter_map(scope).next().unwrap_or_default()
}
