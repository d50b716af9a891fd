//! Grid → statutory tables: by labels and their groups, never by row index alone.
//!
//! A grid may hold a statutory table alone (a Word table) or among other rows, even several tables one below the other (a
//! worksheet). Each form's table is laid against the grid: source rows are matched to the form's data rows by their label,
//! source columns to its data columns by the labels above them, groups deciding between equal labels. The vintage that
//! explains more of the grid and leaves less over is the table's; where vintages are the same in print, both stay
//! candidates. What no label explains is left over: kept as blocks after the table and named in a finding.
//!
//! A grid with several tables side by side, or with one twice, is cut into parts first; grids one directly below the other are
//! put together where that yields more figures ([`layout`]). Where the evidence for a figure is ambiguous (a row twice, a
//! column label twice, groups that can't be told) it is not taken, and a finding names it.

mod columns;
mod cross;
mod joint;
mod labels;
mod layout;
mod line;
mod matching;
mod misplaced;
mod rows;
mod source;
mod total;

use super::figure::{blocks_beside_figure, cell_to_figure};
use super::tidy::{blocks_without_text, link_targets};
use super::title::excerpt;
use crate::document::{Block, Cell, Grid, Inline, each_inline};
use crate::finding::{Code, Finding, Severity, catalogue};
use crate::form::{Forms, TableForm};
use crate::report::Count;
use crate::whole::counted;
use indexmap::IndexMap;
pub(in crate::recognize) use labels::Labels;
use layout::rows_to_grid;
use matching::{Match, Refusal, match_crosswise, match_table};
use source::Source;
pub(super) use source::{comparable, named_year};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A block of the flow, or a statutory table found in it.
pub(super) enum Piece {
    Block(Block),
    Table(Recognized),
}

impl Piece {
    pub(super) fn as_block(&self) -> Option<&Block> {
        match self {
            Piece::Block(block) => Some(block),
            Piece::Table(_) => None,
        }
    }

    pub(super) fn into_block(self) -> Option<Block> {
        match self {
            Piece::Block(block) => Some(block),
            Piece::Table(recognized) => Some(Block::Table(recognized.grid)),
        }
    }
}

/// A statutory table found in a grid.
pub(super) struct Recognized {
    pub(super) table_id: String,
    /// What it says by each vintage that explains it equally well; at least one.
    pub(super) candidates: Vec<Candidate>,
    /// Its rows as they stood, for when it can't be used.
    pub(super) grid: Grid,
}

/// What is said of a table that lacks something, and of what.
const LACKS: [&Code; 2] = [catalogue::recognize::ROW_MISSING, catalogue::recognize::COLUMN_MISSING];
const LACKING: [&str; 3] = ["table", "row", "column"];

impl Recognized {
    /// What it says by a vintage, where it follows that; else by the first it follows.
    pub(super) fn reading(&self, form: Option<&str>) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| Some(candidate.form.as_str()) == form).or(self.candidates.first())
    }

    /// The years its labels name where the form's have 本年.
    pub(super) fn years_of_labels(&self) -> BTreeSet<u16> {
        self.grid.cells().iter().filter_map(|cell| named_year(&cell.plain_text())).map(|(year, _)| year).collect()
    }

    /// Adds the figures of another piece of the same table.
    pub(super) fn complete(&mut self, part: Recognized) {
        let shared = |form: &str| part.candidates.iter().any(|candidate| candidate.form == form);
        if self.candidates.iter().any(|candidate| shared(&candidate.form)) {
            self.candidates.retain(|candidate| shared(&candidate.form));
        }
        for candidate in &mut self.candidates {
            let Some(part) =
                part.candidates.iter().find(|part| part.form == candidate.form).or(part.candidates.first())
            else {
                continue;
            };
            for (id, count) in &part.cells {
                candidate.cells.entry(id.clone()).or_insert_with(|| count.clone());
            }
            // A piece of a table lacks what the other has; what both lack is missing.
            let lacks = |finding: &Finding| finding.is_any(&LACKS);
            let says = |findings: &[Finding], sought: &Finding| {
                findings.iter().any(|finding| {
                    finding.code() == sought.code() && LACKING.iter().all(|key| finding.value(key) == sought.value(key))
                })
            };
            candidate.findings.retain(|finding| !lacks(finding) || says(&part.findings, finding));
            candidate.findings.extend(part.findings.iter().filter(|finding| !lacks(finding)).cloned());
            candidate.leftover.extend(part.leftover.iter().cloned());
        }
    }
}

/// What a table says by one vintage.
pub(super) struct Candidate {
    pub(super) form: String,
    pub(super) cells: IndexMap<String, Count>,
    pub(super) findings: Vec<Finding>,
    /// What of it no label explains.
    pub(super) leftover: Vec<Block>,
}

/// Each table among the blocks that holds statutory tables becomes these and what stands around them.
pub(super) fn blocks_to_pieces(blocks: Vec<Block>, forms: &Forms, findings: &mut Vec<Finding>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(blocks.len());
    if !blocks.iter().any(|block| matches!(block, Block::Table(_))) {
        pieces.extend(blocks.into_iter().map(Piece::Block));
        return pieces;
    }
    let tables = Labels::of(forms);
    let mut blocks: VecDeque<Block> = blocks.into();
    let mut ahead: Option<ReadAhead> = None;
    while let Some(block) = blocks.pop_front() {
        let Block::Table(grid) = block else {
            pieces.push(Piece::Block(block));
            continue;
        };
        // The label above the first part is no more a line of text than those above the others.
        let above = pieces.last().and_then(|piece| if let Piece::Block(block) = piece { Some(block) } else { None });
        let above = above.filter(|block| joint::group_label(block, &tables).is_some()).cloned();
        let known = ahead.take_if(|ahead| ahead.rest == blocks.len()).map(|ahead| ahead.read);
        let own = known.unwrap_or_else(|| read_grid(grid.clone(), &tables));
        let (mut read, crossed_labels) = read_joined((&grid, own), &mut blocks, &tables, (findings, &mut ahead));
        if read.tables == 0
            && let Some(label) = &above
            && joint::next_table(&blocks, &tables).is_some_and(|joint| joint.has_labels())
        {
            let mut rest = blocks.clone();
            let mut said = Vec::new();
            let labelled = joint::under(&grid, std::slice::from_ref(label));
            let own = read_grid(labelled.clone(), &tables);
            let mut ahead_of_whole = None;
            let (whole, _) = read_joined((&labelled, own), &mut rest, &tables, (&mut said, &mut ahead_of_whole));
            if whole.tables > 0 {
                pieces.pop();
                (read, blocks, ahead) = (whole, rest, ahead_of_whole);
                findings.extend(said);
            }
        } else if crossed_labels && above.is_some() {
            pieces.pop();
        }
        pieces.extend(read.pieces);
        findings.extend(read.findings);
    }
    pieces
}

/// A grid that was read already, to see whether it continues the one before it.
struct ReadAhead {
    read: ReadGrid,
    /// How many blocks stand after it.
    rest: usize,
}

/// Puts a grid together with those after it that continue it: a page break or a label between them leaves the rest of a table in
/// a grid of its own. Whether labels of the form stood between them.
fn read_joined(
    (first, mut read): (&Grid, ReadGrid),
    blocks: &mut VecDeque<Block>,
    tables: &[Labels],
    (findings, ahead): (&mut Vec<Finding>, &mut Option<ReadAhead>),
) -> (ReadGrid, bool) {
    let mut grid = Cow::Borrowed(first);
    let mut crossed_labels = false;
    while let Some(joint) = joint::next_table(blocks, tables) {
        let next = joint.below();
        let mut keep = |read: Option<ReadGrid>| {
            let rest = blocks.len().saturating_sub(joint.blocks);
            *ahead = read.filter(|_| !joint.has_labels()).map(|read| ReadAhead { read, rest });
        };
        let next_read = read.is_complete(tables).then(|| read_grid(next.clone(), tables));
        // Two that lack nothing have nothing to give each other.
        if next_read.as_ref().is_some_and(|next| next.is_complete(tables)) {
            keep(next_read);
            break;
        }
        let ways: [&dyn Fn() -> Option<Grid>; 3] =
            [&|| layout::stack(&grid, &next), &|| layout::stack_loosely(&grid, &next, tables), &|| {
                layout::beside(&grid, &next)
            }];
        let mut ways = ways.iter().filter_map(|way| way());
        let Some(first_way) = ways.next() else {
            keep(next_read);
            break;
        };
        let next_read = next_read.unwrap_or_else(|| read_grid(next.clone(), tables));
        let apart = (read.figures + next_read.figures, read.tables + next_read.tables);
        let mut most = 0;
        let joined = std::iter::once(first_way).chain(ways).find_map(|joined| {
            let joined_read = read_grid(joined.clone(), tables);
            most = most.max(joined_read.figures);
            let better =
                joined_read.figures > apart.0 || (joined_read.figures == apart.0 && joined_read.tables < apart.1);
            better.then_some((joined, joined_read))
        });
        let Some((joined, joined_read)) = joined else {
            // The second gives figures a second time: some are lost when the two are put together, or it bears labels
            // of the first above figures of its own.
            if next_read.tables == 0
                && joint.is_direct()
                && let Some(labels) = read.pieces.iter().rev().find_map(|piece| labels_of_table(piece, tables))
                && (most < apart.0 || layout::repeats(&Source::new(&next), labels))
            {
                let cause = layout::Cause::Repeated;
                let finding = catalogue::recognize::table_unreadable(&labels.table.name, cause.term());
                findings.push(finding.at_origin(&next.origin));
            }
            keep(Some(next_read));
            break;
        };
        findings.push(catalogue::recognize::table_joined().at_origin(&next.origin));
        findings.extend(joint.left_out());
        crossed_labels |= joint.has_labels();
        blocks.drain(..joint.blocks);
        grid = Cow::Owned(joined);
        read = joined_read;
    }
    (read, crossed_labels)
}

fn labels_of_table<'l, 'f>(piece: &Piece, tables: &'l [Labels<'f>]) -> Option<&'l Labels<'f>> {
    let Piece::Table(recognized) = piece else { return None };
    tables.iter().find(|labels| labels.table.id == recognized.table_id)
}

/// What a grid holds.
struct ReadGrid {
    pieces: Vec<Piece>,
    findings: Vec<Finding>,
    /// How many statutory tables were found in it, and how many figures.
    tables: usize,
    figures: usize,
    /// What is to be said of grids that look like a table, by its id, and could not be read as it.
    refused: Vec<(String, Refusal)>,
}

impl ReadGrid {
    /// Whether every table found has all its figures, and what else stands in the grid is no part of one.
    fn is_complete(&self, tables: &[Labels]) -> bool {
        let is_idle = |block: &Block| {
            let Block::Table(grid) = block else { return true };
            let source = Source::new(grid);
            let is_label = |text: &str| tables.iter().any(|labels| labels.leaves.contains(text));
            !(0..grid.cells().len()).any(|cell| source.is_figure(cell)) && !source.normals().any(is_label)
        };
        let has_all = |recognized: &Recognized| {
            recognized.candidates.iter().all(|candidate| {
                let is_form =
                    |labels: &&Labels| labels.form == candidate.form && labels.table.id == recognized.table_id;
                let all = tables.iter().find(is_form).map(|labels| labels.table.data_cells().count());
                Some(candidate.cells.len()) == all && candidate.leftover.iter().all(is_idle)
            })
        };
        let is_whole = |piece: &Piece| match piece {
            Piece::Table(recognized) => has_all(recognized),
            Piece::Block(block) => is_idle(block),
        };
        self.tables > 0 && self.pieces.iter().all(is_whole)
    }
}

fn read_grid(grid: Grid, tables: &[Labels]) -> ReadGrid {
    let mut read = ReadGrid { pieces: Vec::new(), findings: Vec::new(), tables: 0, figures: 0, refused: Vec::new() };
    for part in layout::grid_to_parts(grid, tables) {
        grid_to_pieces(part, tables, &mut read);
    }
    for piece in &read.pieces {
        match piece {
            Piece::Table(recognized) => {
                read.tables += 1;
                read.figures += recognized.candidates.first().map_or(0, |candidate| candidate.cells.len());
            }
            Piece::Block(Block::Table(grid)) => {
                let source = Source::new(grid);
                let alike = tables.iter().find_map(|labels| Some((labels, layout::looks_like(&source, labels)?)));
                if let Some((labels, cause)) = alike {
                    let finding = catalogue::recognize::table_unreadable(&labels.table.name, cause.term());
                    read.findings.push(finding.at_origin(&grid.origin));
                    let refused = read.refused.iter().filter(|(table, _)| *table == labels.table.id);
                    // The vintage that explains most of it says why.
                    let best = refused.map(|(_, refusal)| refusal).min_by_key(|r| std::cmp::Reverse(r.recognised));
                    read.findings.extend(best.into_iter().flat_map(|refusal| refusal.findings.iter().cloned()));
                }
            }
            Piece::Block(_) => {}
        }
    }
    read
}

/// The name of the statutory table that a grid is, where all its figures and nothing else stand in it.
pub(super) fn reads_whole(grid: &Grid, tables: &[Labels]) -> Option<String> {
    let read = read_grid(grid.clone(), tables);
    if read.tables != 1 || !read.is_complete(tables) {
        return None;
    }
    read.pieces.iter().find_map(|piece| labels_of_table(piece, tables)).map(|labels| labels.table.name.clone())
}

fn grid_to_pieces(grid: Grid, tables: &[Labels], read: &mut ReadGrid) {
    let source = Source::new(&grid);
    let stated = super::statement::stated_form(&grid);
    let mut found: Vec<Vec<Match>> = Vec::new();
    let mut refused: Vec<(String, Refusal)> = Vec::new();
    for labels in tables.iter().filter(|labels| labels.are_met(&source)) {
        let crossed = || layout::looks_like(&source, labels).and_then(|_| match_crosswise(&source, labels));
        let matched = match match_table(&source, labels) {
            Ok(matched) if matched.is_whole() => Some(matched),
            Ok(matched) => Some(crossed().filter(|c| c.figures.len() > matched.figures.len()).unwrap_or(matched)),
            Err(refusal) => {
                let crossed = if refusal.is_out_of_line { None } else { crossed() };
                if crossed.is_none() {
                    refused.push((labels.table.id.clone(), refusal));
                }
                crossed
            }
        };
        let Some(matched) = matched else { continue };
        // A table of the same id in another vintage is another reading of the same rows.
        match found.iter_mut().find(|readings| readings.first().is_some_and(|m| m.table.id == labels.table.id)) {
            Some(readings) => readings.push(matched),
            None => found.push(vec![matched]),
        }
    }
    for (id, refusal) in &refused {
        let is_no_better = |m: &Match| m.table.id == *id && m.figure_rows.len() <= refusal.moved_rows;
        found.iter_mut().for_each(|readings| readings.retain(|m| !is_no_better(m)));
    }
    found.retain(|readings| !readings.is_empty());
    // Where one vintage reads it, the others have nothing to say.
    let is_found = |id: &str| found.iter().flatten().any(|matched| matched.table.id == id);
    read.refused.extend(refused.into_iter().filter(|(id, _)| !is_found(id)));
    let pieces = &mut read.pieces;
    for readings in &mut found {
        let best = readings.iter().max_by_key(|m| m.score).map_or((0, 0), |m| (m.score, m.figures.len()));
        // The form the sheet itself names, where that explains no fewer figures.
        let is_stated = |m: &Match| Some(m.form) == stated.as_deref() && m.figures.len() >= best.1;
        if readings.iter().any(is_stated) {
            readings.retain(is_stated);
        } else {
            keep_best_evidenced(readings);
        }
    }
    found.sort_by_key(|readings| readings.first().map_or(0, |m| m.first_row));
    let mut next_row = 0;
    let mut took_any = false;
    for readings in found {
        let (Some(first), Some(last)) =
            (readings.iter().map(|m| m.first_row).min(), readings.iter().map(|m| m.last_row).max())
        else {
            continue;
        };
        if first < next_row {
            // Two tables in the same rows that could not be cut apart: the text of the second is left over from the first.
            if let Some(table) = readings.first().map(|m| &m.table.name) {
                let cause = layout::Cause::Entangled;
                let finding = catalogue::recognize::table_unreadable(table, cause.term());
                read.findings.push(finding.at_origin(&grid.origin));
            }
            continue;
        }
        rows_to_blocks(&grid, next_row, first).into_iter().for_each(|block| pieces.push(Piece::Block(block)));
        let table_id = readings.first().map(|m| m.table.id.clone()).unwrap_or_default();
        let candidates = readings.into_iter().map(|m| match_to_candidate(m, &source, first, last)).collect();
        let own_rows = rows_to_grid(&grid, first, last + 1).unwrap_or_else(|| grid.clone());
        pieces.push(Piece::Table(Recognized { table_id, candidates, grid: own_rows }));
        next_row = last + 1;
        took_any = true;
    }
    if took_any {
        rows_to_blocks(&grid, next_row, grid.rows()).into_iter().for_each(|block| pieces.push(Piece::Block(block)));
    } else {
        pieces.push(Piece::Block(Block::Table(grid)));
    }
}

/// Keeps the vintages that more speaks for. What a vintage lacks speaks for no other: where two take the same figures, both stay,
/// whatever rows of theirs were not found.
fn keep_best_evidenced(readings: &mut Vec<Match>) {
    let taken: Vec<BTreeSet<usize>> =
        readings.iter().map(|m| m.figures.iter().map(|(_, cell)| *cell).collect()).collect();
    let is_part =
        |cells: &BTreeSet<usize>| taken.iter().any(|other| other.len() > cells.len() && other.is_superset(cells));
    let mut whole = taken.iter().map(|cells| !is_part(cells));
    readings.retain(|_| whole.next().unwrap_or(true));
    let whole: Vec<&BTreeSet<usize>> = taken.iter().filter(|cells| !is_part(cells)).collect();
    if whole.windows(2).any(|pair| matches!(pair, [a, b] if a != b)) {
        let best = readings.iter().map(|m| m.score).max();
        readings.retain(|m| Some(m.score) == best);
    }
}

fn match_to_candidate(matched: Match, source: &Source, first_row: u32, last_row: u32) -> Candidate {
    let Match { form, table, figures, figure_rows, explained, mut findings, .. } = matched;
    let mut cells = IndexMap::with_capacity(figures.len());
    let mut uncalculated = BTreeMap::new();
    let figure_cells: BTreeSet<usize> = figures.iter().map(|(_, index)| *index).collect();
    for (data, index) in figures {
        let Some(cell) = source.grid.cells().get(index) else { continue };
        let (count, finding) = cell_to_figure(cell, data, table);
        match finding {
            Some(finding) if cell.is_uncalculated => {
                uncalculated.insert(data.id.clone(), finding);
            }
            finding => findings.extend(finding),
        }
        cells.insert(data.id.clone(), count);
    }
    total::calculate(uncalculated, &mut cells, table, &mut findings);
    // Where it has been said why, the figures are only said to be kept.
    let is_explained = findings.iter().any(|finding| finding.severity() == Severity::Error);
    let explained = Explained { cells: explained, figure_cells, figure_rows, is_explained };
    let lacks_figures = cells.len() < table.data_cells().count();
    let rows = first_row..last_row + 1;
    let leftover = leftover_blocks(source, &explained, (table, lacks_figures), rows, &mut findings);
    Candidate { form: form.to_owned(), cells, findings, leftover }
}

/// What of a grid the form explains.
struct Explained {
    /// Labels and figures.
    cells: BTreeSet<usize>,
    figure_cells: BTreeSet<usize>,
    figure_rows: BTreeSet<u32>,
    /// Whether it has been said why figures of the form are missing.
    is_explained: bool,
}

/// What of these rows nothing explains, kept: a row no figure was taken from as a table, its labels with it, where a number
/// stands in it; else single cells as their blocks.
fn leftover_blocks(
    source: &Source,
    explained: &Explained,
    (table, lacks_figures): (&TableForm, bool),
    rows: std::ops::Range<u32>,
    findings: &mut Vec<Finding>,
) -> Vec<Block> {
    let Explained { cells: explained, figure_cells, figure_rows, is_explained } = explained;
    let mut blocks = Vec::new();
    let mut kept_rows: BTreeSet<u32> = BTreeSet::new();
    // A label or figure is taken for its text alone.
    for (index, cell) in source.cells_in_rows(rows.clone()) {
        if source.has_text(index) && !explained.contains(&index) {
            continue;
        }
        each_inline(&cell.content, &mut |inline| {
            if let Inline::Revision(revision) = inline {
                let change = revision.content.plain_text();
                let finding = catalogue::recognize::revision_taken_as_accepted(cell.plain_text(), change);
                findings.push(finding.at_origin(&cell.origin));
            }
        });
        for target in link_targets(&cell.content) {
            let name = excerpt(&cell.plain_text());
            findings.push(catalogue::recognize::table_link_left_out(&table.name, name, target).at_origin(&cell.origin));
        }
        let beside = match figure_cells.contains(&index) {
            true => blocks_beside_figure(&cell.content),
            false => blocks_without_text(&cell.content),
        };
        if !beside.is_empty() {
            let name = excerpt(&cell.plain_text());
            findings.push(catalogue::recognize::table_object_left_over(&table.name, name).at_origin(&cell.origin));
            blocks.extend(beside);
        }
    }
    let apart = columns_left_over(source, explained, figure_rows, rows.clone());
    for (column, indices) in &apart {
        let cells: Vec<&Cell> = indices.iter().filter_map(|index| source.cell(*index)).collect();
        let first = cells.first().map(|cell| cell.origin.clone()).unwrap_or_default();
        let texts: Vec<String> = cells.iter().map(|cell| cell.plain_text()).collect();
        // Where figures of the form are missing these may be them.
        let may_be_figures = lacks_figures && !is_explained && indices.iter().any(|index| source.is_number(*index));
        let texts = excerpt(&texts.join("、"));
        let finding = match may_be_figures {
            true => catalogue::recognize::table_figure_not_taken(&table.name, texts),
            false => catalogue::recognize::table_column_left_over(&table.name, column + 1, texts),
        };
        findings.push(finding.at_origin(&first));
        blocks.extend(column_with_labels(source, &cells).map(Block::Table));
    }
    let in_column: BTreeSet<usize> = apart.into_values().flatten().collect();
    for index in source.text_cells(rows.start, rows.end.saturating_sub(1)) {
        let Some(cell) = source.cell(index) else { continue };
        if explained.contains(&index) || in_column.contains(&index) {
            continue;
        }
        if kept_rows.contains(&cell.row) {
            continue;
        }
        let figures_left =
            source.text_cells(cell.row, cell.row).any(|i| !explained.contains(&i) && source.is_figure(i));
        let row = if figures_left && !figure_rows.contains(&cell.row) {
            rows_to_grid(source.grid, cell.row, cell.row + 1)
        } else {
            None
        };
        match row {
            Some(row) => {
                kept_rows.insert(cell.row);
                // Where the form's own figures are all there, a row more is one; else these may be the figures that are not.
                let texts: Vec<String> = source
                    .text_cells(cell.row, cell.row)
                    .filter(|index| !explained.contains(index))
                    .filter_map(|index| source.cell(index).map(Cell::plain_text))
                    .collect();
                let texts = texts.join("　");
                let finding = match lacks_figures {
                    true => catalogue::recognize::table_row_not_taken(&table.name, texts),
                    false => catalogue::recognize::table_row_left_over(&table.name, texts),
                };
                findings.push(finding.at_origin(&cell.origin));
                blocks.push(Block::Table(row));
            }
            None => {
                let text = excerpt(&cell.plain_text());
                let finding = match lacks_figures && !is_explained && source.is_number(index) {
                    true => catalogue::recognize::table_figure_not_taken(&table.name, text),
                    false => catalogue::recognize::table_text_left_over(&table.name, text),
                };
                findings.push(finding.at_origin(&cell.origin));
                blocks.extend(cell.content.iter().cloned());
            }
        }
    }
    blocks
}

/// Columns the form does not have, filled beside the figures (checks, numbers of rows): by column the cells of it that nothing
/// explains, its head first.
fn columns_left_over(
    source: &Source,
    explained: &BTreeSet<usize>,
    figure_rows: &BTreeSet<u32>,
    rows: std::ops::Range<u32>,
) -> BTreeMap<u32, Vec<usize>> {
    const LEAST_CELLS: usize = 3;
    let mut columns: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut beside: BTreeMap<u32, usize> = BTreeMap::new();
    for index in source.text_cells(rows.start, rows.end.saturating_sub(1)) {
        let Some(cell) = source.cell(index).filter(|_| !explained.contains(&index)) else { continue };
        if cell.column_span > 1 {
            continue;
        }
        columns.entry(cell.column).or_default().push(index);
        if figure_rows.contains(&cell.row) {
            *beside.entry(cell.column).or_default() += 1;
        }
    }
    columns.retain(|column, _| beside.get(column).is_some_and(|count| *count >= LEAST_CELLS));
    columns
}

/// A column of cells as a table, each with the label its row begins with.
fn column_with_labels(source: &Source, cells: &[&Cell]) -> Option<Grid> {
    let mut kept = Vec::with_capacity(cells.len() * 2);
    for (row, cell) in (0u32..).zip(cells) {
        let first_figure = |index: &usize| !source.is_figure(*index);
        let labels = source.row_cells(cell.row).iter().copied().take_while(first_figure);
        let label = labels.filter(|index| source.has_text(*index)).last().and_then(|index| source.cell(index));
        let label = label.filter(|label| !std::ptr::eq(*label, *cell)).map(|label| label.content.clone());
        kept.push(Cell::new(row, 0, label.unwrap_or_default()));
        kept.push(Cell::new(row, 1, cell.content.clone()));
    }
    Grid::new(counted(cells.len()), 2, kept).ok()
}

/// The rows `first..end` of a grid as blocks: lines of text as paragraphs, anything with several cells in a row as a table.
fn rows_to_blocks(grid: &Grid, first: u32, end: u32) -> Vec<Block> {
    if first >= end {
        return Vec::new();
    }
    let is_filled =
        |cell: &&Cell| !cell.plain_text().trim().is_empty() || !blocks_without_text(&cell.content).is_empty();
    let filled = |row: u32| grid.cells_in_rows(row, row).iter().filter(is_filled);
    let mut blocks = Vec::new();
    let mut table_start: Option<u32> = None;
    let mut row = first;
    while row <= end {
        let count = if row < end { filled(row).take(2).count() } else { 0 };
        match (count, table_start) {
            (2, None) => table_start = Some(row),
            (2, Some(_)) => {}
            (_, Some(start)) => {
                blocks.extend(rows_to_grid(grid, start, row).map(Block::Table));
                table_start = None;
                continue;
            }
            (_, None) if row < end => {
                for cell in filled(row) {
                    blocks.extend(super::tidy::tidy(cell.content.clone()));
                }
            }
            _ => {}
        }
        row += 1;
    }
    blocks
}
