//! Grids → tables: cells composed to the widths of their columns.

use super::compose::{CellPart, Composer, Room, RoomKind, Setting};
use super::inline::Flat;
use super::pages::{ElementId, Tag};
use super::piece::{Body, Piece, total_height};
use super::rows::{CellBox, Frame, TableBox, Tight, without_page_breaks};
use super::text::{Shaped, SpanKind};
use crate::document::{
    Alignment, Block, Cell, Content, Diagonal, FigureColumns, Grid, HeaderScope, Inline, TextDirection,
};
use crate::finding::Origin;
use crate::style::PT_PER_MM;

/// What a cell holds before its width is known.
pub(super) enum Filling {
    /// Paragraphs, shaped once at their full size.
    Text(Vec<ShapedParagraph>),
    /// Anything else: composed when the width is known.
    Blocks,
}

pub(super) struct ShapedParagraph {
    pub shaped: Shaped,
    pub setting: Setting,
}

impl CellPart {
    /// What a cell is in a table whose first `header` rows head it.
    fn of(cell: &Cell, header: usize, figure_columns: &FigureColumns) -> Self {
        let on_top = cell.header == HeaderScope::Column || (cell.row as usize) < header;
        match cell.header {
            // Its labels stand to the sides of the line.
            _ if cell.diagonal != Diagonal::None => CellPart::Text,
            _ if on_top => CellPart::Label,
            HeaderScope::Row if cell.row_span > 1 => CellPart::Label,
            HeaderScope::Row => CellPart::Header,
            _ if figure_columns.hold(cell) => CellPart::Figure,
            _ => CellPart::Text,
        }
    }
}

impl Composer<'_> {
    /// The pieces of a table; `element`: its element in the structure.
    pub(super) fn table_pieces(&mut self, grid: &Grid, element: ElementId, room: &Room) -> Vec<Piece> {
        let style = &self.style.table;
        let padding = (style.padding_mm * PT_PER_MM).min(room.width / (grid.columns() as f32 * 4.0));
        let (before, after, rule) = (style.space_before_pt, style.space_after_pt, style.rule_pt);
        let size = self.style.paragraphs.cell.size_pt;
        let smallest = (style.minimum_size_pt / size).min(1.0);
        let header = header_rows(grid);
        let elements = self.table_structure(grid, header, element);
        let figure_columns = grid.figure_columns();
        let fillings = self.fillings(grid, (header, &figure_columns), &elements, room);
        let (mut widths, mut scale) = self.column_widths(grid, &fillings, room, padding);
        // In an item of a list it stands as far in as the item's text, unless its own would have to be reduced for that.
        let whole = Room { left: 0.0, width: self.sheet(room.turned).text_width, ..room.clone() };
        let room = if scale < 1.0 && room.kind == RoomKind::Item {
            (widths, scale) = self.column_widths(grid, &fillings, &whole, padding);
            &whole
        } else {
            room
        };
        let mut edges = vec![room.left];
        let mut edge = room.left;
        for width in &widths {
            edge += width;
            edges.push(edge);
        }
        let mut cells = Vec::with_capacity(grid.cells().len());
        for ((cell, element), filling) in grid.cells().iter().zip(elements).zip(fillings) {
            let (from, to) = (cell.column as usize, (cell.column + cell.column_span) as usize);
            let width = edges.get(to).zip(edges.get(from)).map_or(0.0, |(b, a)| b - a) - 2.0 * padding;
            let width = width.max(1.0);
            let part = CellPart::of(cell, header, &figure_columns);
            let (widest, line) = self.filling_extents(cell, &filling, room);
            let scale = self.cell_scale(cell, widest, width, scale, smallest);
            // Rather a slightly smaller line than a character or two on a second one.
            let over = line * scale / width;
            let one = matches!(&filling, Filling::Text(paragraphs) if paragraphs.len() == 1 && part != CellPart::Label);
            let scale = if one && over > 1.0 && over * SLIGHT <= 1.0 { (scale / over).max(smallest) } else { scale };
            let pieces = match &filling {
                Filling::Text(paragraphs) if stands_upright(cell, paragraphs) => {
                    // Signs one below the other, words of other letters whole.
                    let column = (widest * scale).max(size * scale).min(width);
                    let left = (width - column) / 2.0;
                    self.paragraph_lines(paragraphs, scale, left, column)
                }
                Filling::Text(paragraphs) => self.paragraph_lines(paragraphs, scale, 0.0, width),
                Filling::Blocks => {
                    without_page_breaks(self.blocks(&cell.content, element, &room.cell(width, scale, part)))
                }
            };
            let heads_columns = cell.header == HeaderScope::Column;
            let (place, span) = ((cell.row, cell.column), (cell.row_span, cell.column_span));
            let mut composed = CellBox::new(place, span, pieces, heads_columns);
            composed.diagonal = cell.diagonal;
            composed.ground = cell.shading.filter(|_| self.style.emphasis.keep_colors);
            if let Filling::Text(paragraphs) = &filling {
                let length: usize = paragraphs.iter().map(|p| p.shaped.clusters.len()).sum();
                if cell.row_span > 1 && length <= MAX_LABEL && scale > 0.0 {
                    let pieces = self.paragraph_lines(paragraphs, scale.min(smallest), 0.0, width);
                    let least_factor = (smallest / scale).min(1.0);
                    composed.tight = Some(Tight { height: total_height(&pieces), pieces, least_factor });
                }
            }
            cells.push(composed);
        }
        let least = grid.heights.iter().map(|tenths| *tenths as f32 / 10.0 * PT_PER_MM).collect();
        let frame = Frame { padding, rule, line: self.cell_pitch() * scale, page: self.page_height(room), least };
        let table = TableBox::new(edges, grid.rows() as usize, header, cells, grid.cover(), frame);
        let height = table.height_of(0..table.row_count());
        let mut pieces = Vec::new();
        if before > 0.0 {
            pieces.push(Piece::space(before));
        }
        pieces.extend(self.whole_or_rows(table, height, room));
        if after > 0.0 {
            pieces.push(Piece { keep: false, ..Piece::space(after) });
        }
        pieces
    }

    /// In the flow a table is cut by page breaks; within a cell or note it is one thing, or its rows if that were too high.
    fn whole_or_rows(&self, mut table: TableBox, height: f32, room: &Room) -> Vec<Piece> {
        if matches!(room.kind, RoomKind::Body | RoomKind::Item) {
            return vec![Piece::new(Body::Table(Box::new(table)), height)];
        }
        let whole = height <= self.page_height(room) / 2.0;
        let parts = if whole { std::iter::once(0..table.row_count()).collect() } else { table.parts() };
        let paint = |rows: std::ops::Range<usize>| {
            let height = table.height_of(rows.clone());
            let (items, notes) = table.paint_rows(&rows.collect::<Vec<_>>(), 0);
            Piece { notes, ..Piece::new(Body::Items(items), height) }
        };
        parts.into_iter().map(paint).collect()
    }

    /// The elements of the cells, in their order.
    fn table_structure(&mut self, grid: &Grid, header: usize, table: ElementId) -> Vec<ElementId> {
        let mut part = None;
        let mut row_element = None;
        let mut elements = Vec::with_capacity(grid.cells().len());
        for cell in grid.cells() {
            let in_header = (cell.row as usize) < header;
            let part = match part {
                Some((was_header, part)) if was_header == in_header => part,
                _ => {
                    let new = self.structure.add(table, if in_header { Tag::TableHead } else { Tag::TableBody });
                    part = Some((in_header, new));
                    new
                }
            };
            let row = match row_element {
                Some((row, element)) if row == cell.row => element,
                _ => {
                    let new = self.structure.add(part, Tag::TableRow);
                    row_element = Some((cell.row, new));
                    new
                }
            };
            let (row_span, column_span) = (cell.row_span, cell.column_span);
            let tag = match cell.header {
                HeaderScope::None if in_header => Tag::HeaderCell { scope: HeaderScope::Column, row_span, column_span },
                HeaderScope::None => Tag::DataCell { row_span, column_span },
                scope => Tag::HeaderCell { scope, row_span, column_span },
            };
            elements.push(self.structure.add(row, tag));
        }
        elements
    }

    /// What the cells hold, their text placed in the structure and shaped.
    fn fillings(
        &mut self,
        grid: &Grid,
        (header, figure_columns): (usize, &FigureColumns),
        elements: &[ElementId],
        room: &Room,
    ) -> Vec<Filling> {
        // Notes are numbered in reading order, so a table that calls some in cells composed later is composed later whole.
        let late = |cell: &Cell| !is_text(&cell.content) && calls_notes(&cell.content);
        let all_late = room.is_deepest() || grid.cells().iter().any(late);
        let mut fillings = Vec::with_capacity(elements.len());
        for (cell, element) in grid.cells().iter().zip(elements) {
            if all_late || !is_text(&cell.content) {
                fillings.push(Filling::Blocks);
                continue;
            }
            let inner = room.cell(room.width, 1.0, CellPart::of(cell, header, figure_columns));
            let paragraphs = cell.content.iter().filter_map(|block| match block {
                Block::Paragraph(p) => Some(self.shaped_paragraph(&p.content, p.align, *element, &inner, &p.origin)),
                Block::Heading(h) => {
                    Some(self.shaped_paragraph(&h.content, Alignment::Start, *element, &inner, &h.origin))
                }
                _ => None,
            });
            fillings.push(Filling::Text(paragraphs.collect()));
        }
        fillings
    }

    fn shaped_paragraph(
        &mut self,
        content: &Content,
        align: Alignment,
        parent: ElementId,
        room: &Room,
        origin: &Origin,
    ) -> ShapedParagraph {
        let element = self.structure.add(parent, Tag::Paragraph);
        let setting = self.setting(&self.style.paragraphs.cell, align, room);
        let mut flat = Flat::default();
        self.flatten(content, element, room, SpanKind::Text, &mut flat);
        ShapedParagraph { shaped: self.shape(&flat, setting.look, origin), setting }
    }

    fn paragraph_lines(&self, paragraphs: &[ShapedParagraph], scale: f32, left: f32, width: f32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for ShapedParagraph { shaped, setting } in paragraphs {
            if scale < 1.0 {
                let (look, pitch) = (setting.look.scaled(scale), setting.pitch * scale);
                let setting = Setting { look, pitch, ..*setting };
                pieces.extend(self.set_lines(&shaped.scaled(scale), &setting, left, width));
            } else {
                pieces.extend(self.set_lines(shaped, setting, left, width));
            }
        }
        pieces
    }

    /// By what the text of a cell is reduced so that its widest word, `widest` at full size, fits its width.
    fn cell_scale(&mut self, cell: &Cell, widest: f32, width: f32, scale: f32, smallest: f32) -> f32 {
        if widest * scale <= width + 0.05 {
            return scale;
        }
        let smallest = smallest.min(scale);
        let fitting = width / widest;
        if fitting < smallest && is_number(&cell.content) {
            self.number_set_small(cell, self.style.paragraphs.cell.size_pt * fitting.max(0.1));
            return fitting.max(0.1);
        }
        fitting.max(smallest)
    }
}

/// Whether the text of a cell is set in a column: running text is not, which would make its row too high.
fn stands_upright(cell: &Cell, paragraphs: &[ShapedParagraph]) -> bool {
    let length: usize = paragraphs.iter().map(|paragraph| paragraph.shaped.clusters.len()).sum();
    cell.direction != TextDirection::Horizontal && length <= MAX_COLUMN * cell.row_span as usize
}

/// A column of more signs for each row beside it is running text.
const MAX_COLUMN: usize = 6;

/// By this much a text is reduced so that it fits on one line.
const SLIGHT: f32 = 0.9;

/// A text of more characters than this beside several rows is running text, not a label.
const MAX_LABEL: usize = 60;

/// Whether blocks are nothing but lines of text.
fn is_text(content: &[Block]) -> bool {
    fn is_plain(content: &Content) -> bool {
        content.inlines().iter().all(|inline| match inline {
            Inline::Text(_) | Inline::Note(_) | Inline::Formula(_) | Inline::Anchor(_) => true,
            Inline::Link(link) => is_plain(&link.content),
            Inline::Ruby(ruby) => is_plain(&ruby.base),
            Inline::Revision(revision) => is_plain(&revision.content),
            Inline::Image(_) => false,
        })
    }
    content.iter().all(|block| match block {
        Block::Paragraph(p) => is_plain(&p.content),
        Block::Heading(h) => is_plain(&h.content),
        _ => false,
    })
}

/// Whether a note is called anywhere in some blocks.
fn calls_notes(blocks: &[Block]) -> bool {
    fn in_content(content: &Content) -> bool {
        content.inlines().iter().any(|inline| match inline {
            Inline::Note(_) => true,
            Inline::Link(link) => in_content(&link.content),
            Inline::Ruby(ruby) => in_content(&ruby.base),
            Inline::Revision(revision) => in_content(&revision.content),
            Inline::Text(_) | Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => false,
        })
    }
    blocks.iter().any(|block| match block {
        Block::Paragraph(p) => in_content(&p.content),
        Block::Heading(h) => in_content(&h.content),
        Block::List(list) => list.items.iter().any(|item| calls_notes(&item.content)),
        Block::Table(grid) => grid.cells().iter().any(|cell| calls_notes(&cell.content)),
        Block::Figure(_) | Block::Chart(_) | Block::Break(_) => false,
    })
}

/// Whether a cell holds nothing but a number, which must not be divided.
fn is_number(content: &[Block]) -> bool {
    let mut text = String::new();
    for block in content {
        match block {
            Block::Paragraph(p) => text.push_str(&p.content.plain_text()),
            _ => return false,
        }
    }
    text.chars().any(|c| c.is_ascii_digit())
        && text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '%' | '−' | '/'))
}

/// The header rows, grown so that no header cell reaches out of them; none where that leaves no body.
fn header_rows(grid: &Grid) -> usize {
    let mut header = grid.header_rows.min(grid.rows());
    if header == 0 {
        return 0;
    }
    for cell in grid.cells() {
        if cell.row < header {
            header = header.max(cell.row + cell.row_span);
        }
    }
    if header >= grid.rows() { 0 } else { header as usize }
}
