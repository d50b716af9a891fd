//! Tables, by the table model of HTML (Living Standard, 4.9.12), with what browsers make of faults in them.

use super::css::Property;
use super::dom::{Element, NodeId};
use super::flow::{Flow, Story};
use super::limits::{MAX_CELL_BYTES, MAX_COLUMN_SPAN, MAX_PLACES};
use super::look::{Display, Look};
use crate::document::{Block, Cell, Color, Content, Grid, HeaderScope, Paragraph, ParagraphRole};
use crate::finding::catalogue::{docx, package, sheet, web};
use crate::finding::{Error, Origin, Place, terms};
use crate::whole::{Whole, counted};
use rust_decimal::Decimal;
use std::rc::Rc;

/// A part of a table whose rows no cell reaches out of.
struct Group {
    rows: Vec<(NodeId, Rc<Look>)>,
    is_head: bool,
}

/// What stands in a table.
#[derive(Default)]
struct Parts {
    heads: Vec<Group>,
    bodies: Vec<Group>,
    feet: Vec<Group>,
    captions: Vec<(NodeId, Rc<Look>)>,
    /// The widths of columns, in parts of any whole.
    widths: Vec<u32>,
}

/// A cell where it stands.
struct Placed {
    id: NodeId,
    look: Rc<Look>,
    row: u32,
    column: u32,
    row_span: u32,
    column_span: u32,
    header: HeaderScope,
}

/// Cells laid out.
#[derive(Default)]
struct Layout {
    cells: Vec<Placed>,
    rows: u32,
    columns: u32,
    header_rows: u32,
    /// The least heights of the rows, tenths of a millimetre.
    heights: Vec<u32>,
    /// How many columns the cells of each row cover, those from above included.
    covered: Vec<u32>,
}

impl Flow<'_> {
    /// Reads a table into a story.
    pub(super) fn table(&mut self, id: NodeId, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        self.tables += 1;
        let number = self.tables;
        let mut parts = Parts::default();
        self.parts(id, look, story, &mut parts)?;
        let captions = std::mem::take(&mut parts.captions);
        let mut below = Vec::new();
        for (caption, look) in captions {
            let blocks = self.caption(caption, &look, story)?;
            let is_below =
                self.is_own && self.dom.element(caption).is_some_and(|element| super::own::is_own(element, "below"));
            if is_below { &mut below } else { &mut story.blocks }.extend(blocks);
        }
        let widths = std::mem::take(&mut parts.widths);
        let mut layout = self.layout(parts, number)?;
        if !self.is_own {
            trim_columns(&mut layout);
        }
        let area = u64::from(layout.rows) * u64::from(layout.columns);
        self.spend(area, number)?;
        if layout.cells.is_empty() {
            story.blocks.append(&mut below);
            return Ok(());
        }
        self.name_short_rows(&layout, number);
        let Layout { cells, rows, columns, header_rows, heights, .. } = layout;
        let mut read = Vec::with_capacity(cells.len());
        for placed in cells {
            read.push(self.cell(placed, number)?);
        }
        match Grid::or_cells(rows, columns, read) {
            Ok(mut grid) => {
                grid.header_rows = header_rows;
                grid.heights = Grid::telling_heights(heights);
                if widths.len() == columns as usize {
                    grid.widths = Grid::relative_widths(&widths);
                }
                grid.origin = Origin::at(Place::Table(number));
                story.blocks.push(Block::Table(grid));
            }
            // Too wide for a grid: the text still counts.
            Err((fault, cells)) => {
                self.findings.push(docx::table_too_large(fault).at(Place::Table(number)));
                story.blocks.extend(cells.into_iter().flat_map(|cell| cell.content));
            }
        }
        story.blocks.append(&mut below);
        Ok(())
    }

    fn is_own_unit(&self, id: NodeId) -> bool {
        self.is_own && self.dom.element(id).is_some_and(|element| super::own::is_own(element, "unit"))
    }

    fn spend(&mut self, places: u64, table: u32) -> Result<(), Error> {
        match self.places.checked_sub(places) {
            Some(left) => {
                self.places = left;
                Ok(())
            }
            None => {
                let found = MAX_PLACES - self.places + places;
                let error = package::limit_exceeded(terms::PLACES_OF_TABLES, MAX_PLACES, found);
                Err(error.at(Place::Table(table)).into())
            }
        }
    }

    /// What stands in a table: text outside its cells is read before it, as browsers show it.
    fn parts(&mut self, id: NodeId, look: &Rc<Look>, story: &mut Story, parts: &mut Parts) -> Result<(), Error> {
        let mut loose = Vec::new();
        for child in self.dom.children(id) {
            let (inner, display) = self.look_within(*child, look)?;
            let Some(element) = self.dom.element(*child) else {
                self.node(*child, look, story)?;
                continue;
            };
            let name = element.name();
            if display == Display::None && !matches!(name, "colgroup" | "col") {
                self.absent(*child, story);
                continue;
            }
            match name {
                "thead" | "tbody" | "tfoot" => {
                    let rows = self.rows(*child, &inner, story)?;
                    let group = Group { rows, is_head: name == "thead" };
                    // A second head or foot stands where it is.
                    match name {
                        "thead" if parts.heads.is_empty() => parts.heads.push(group),
                        "tfoot" if parts.feet.is_empty() => parts.feet.push(group),
                        _ => parts.bodies.push(group),
                    }
                }
                "tr" => loose.push((*child, inner)),
                "caption" => parts.captions.push((*child, inner)),
                "colgroup" | "col" => parts.widths.extend(self.widths(*child)),
                "script" | "style" => {}
                _ => self.node(*child, look, story)?,
            }
        }
        if !loose.is_empty() {
            parts.bodies.push(Group { rows: loose, is_head: false });
        }
        self.end_line(story);
        Ok(())
    }

    fn rows(&mut self, id: NodeId, look: &Rc<Look>, story: &mut Story) -> Result<Vec<(NodeId, Rc<Look>)>, Error> {
        let mut rows = Vec::new();
        for child in self.dom.children(id) {
            let (inner, display) = self.look_within(*child, look)?;
            match self.dom.element(*child).map(Element::name) {
                Some("tr") if display == Display::None => self.absent(*child, story),
                Some("tr") => rows.push((*child, inner)),
                Some("script" | "style") => {}
                _ => self.node(*child, look, story)?,
            }
        }
        Ok(rows)
    }

    /// The least height that our own pages give a row, in tenths of a millimetre.
    fn own_height(&self, row: NodeId) -> u32 {
        let declared = self.sheet.declared(self.dom, row, &[]);
        let said = declared.get(Property::Height).filter(|_| self.is_own).and_then(|said| said.strip_suffix("mm"));
        let tenths = said.and_then(|number| number.trim().parse::<f64>().ok()).map(|number| (number * 10.0).round());
        tenths.filter(|tenths| (0.0..1e6).contains(tenths)).map_or(0, u32::whole)
    }

    /// The widths that columns are given; of one without there is none.
    fn widths(&self, id: NodeId) -> Vec<u32> {
        let columns = self.dom.descendants(id).filter(|id| self.dom.element(*id).is_some_and(|e| e.name() == "col"));
        let mut widths = Vec::new();
        for column in columns {
            let Some(element) = self.dom.element(column) else { continue };
            let declared = self.sheet.declared(self.dom, column, &[]);
            let said = declared.get(Property::Width).or_else(|| element.attribute("width")).unwrap_or_default();
            let number = said.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%' || c == '*');
            let width = number.parse::<f64>().ok().filter(|width| (0.0..1e6).contains(width)).unwrap_or(0.0);
            let span = element.attribute("span").and_then(|span| span.trim().parse::<u32>().ok()).unwrap_or(1);
            let span = span.clamp(1, MAX_COLUMN_SPAN) as usize;
            widths.extend(std::iter::repeat_n(u32::whole((width * 10.0).round()), span));
        }
        widths
    }

    /// The paragraphs of a caption; our own pages print the unit in it, too.
    fn caption(&mut self, id: NodeId, look: &Rc<Look>, story: &Story) -> Result<Vec<Block>, Error> {
        let mut inner = Story::inner(story.place.clone());
        inner.kind.role = ParagraphRole::Caption;
        let mut unit = Story::inner(story.place.clone());
        for child in self.dom.children(id) {
            let is_unit = self.is_own_unit(*child);
            self.node(*child, look, if is_unit { &mut unit } else { &mut inner })?;
        }
        let align = |id: NodeId| self.dom.element(id).and_then(super::own::own_align);
        if self.is_own {
            inner.kind.align = align(id);
            let span = self.dom.children(id).iter().find(|child| self.is_own_unit(**child));
            unit.kind.align = span.and_then(|span| align(*span));
        }
        self.end_line(&mut inner);
        self.end_line(&mut unit);
        let mut blocks = inner.blocks;
        blocks.append(&mut unit.blocks);
        Ok(blocks)
    }

    fn layout(&mut self, parts: Parts, number: u32) -> Result<Layout, Error> {
        let mut layout = Layout::default();
        let Parts { heads, bodies, feet, .. } = parts;
        for group in heads.into_iter().chain(bodies).chain(feet) {
            let is_head = group.is_head && layout.rows == layout.header_rows;
            self.lay_group(group, number, &mut layout)?;
            if is_head {
                layout.header_rows = layout.rows;
            }
        }
        let all_heads = |layout: &Layout, row: u32| {
            let mut cells =
                layout.cells.iter().filter(|cell| cell.row <= row && row < cell.row + cell.row_span).peekable();
            cells.peek().is_some() && cells.all(|cell| cell.header == HeaderScope::Column)
        };
        if layout.header_rows == 0 && !self.is_own {
            // Looked for in the first rows alone: heads have no more.
            layout.header_rows = counted((0..layout.rows.min(8)).take_while(|row| all_heads(&layout, *row)).count());
        }
        Ok(layout)
    }

    fn lay_group(&mut self, group: Group, number: u32, layout: &mut Layout) -> Result<(), Error> {
        let first = layout.rows;
        let end = first.saturating_add(u32::try_from(group.rows.len()).unwrap_or(u32::MAX));
        // By column the first row that no cell from above covers.
        let mut free: Vec<u32> = Vec::new();
        for (at, (row_id, look)) in group.rows.iter().enumerate() {
            let row = first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let mut column = 0u32;
            layout.heights.push(self.own_height(*row_id));
            let cells = self.cells_of(*row_id, look)?;
            let are_all_heads =
                cells.iter().all(|(id, ..)| self.dom.element(*id).is_some_and(|element| element.name() == "th"));
            for (cell, look) in cells {
                while free.get(column as usize).is_some_and(|next| *next > row) {
                    column += 1;
                }
                let Some(element) = self.dom.element(cell) else { continue };
                let wanted = span(element, "colspan").unwrap_or(1).clamp(1, MAX_COLUMN_SPAN);
                let is_free = |at: &u32| free.get(*at as usize).is_none_or(|next| *next <= row);
                let width = counted((column..column.saturating_add(wanted)).take_while(is_free).count());
                let height = match span(element, "rowspan") {
                    Some(0) => end - row,
                    Some(height) => height.min(end - row),
                    None => 1,
                };
                if width < wanted {
                    let place = Place::Cell { table: number, row: row + 1, column: column + 1 };
                    self.findings.push(web::cells_overlap(wanted, width).at(place));
                }
                let last = column.saturating_add(width) as usize;
                if free.len() < last {
                    free.resize(last, 0);
                }
                free.iter_mut().take(last).skip(column as usize).for_each(|next| *next = row + height);
                let is_head = group.is_head || are_all_heads;
                let header = self.header(element, is_head);
                let (row_span, column_span) = (height, width);
                layout.cells.push(Placed { id: cell, look, row, column, row_span, column_span, header });
                column += width;
                layout.columns = layout.columns.max(column);
            }
            let area = u64::from(end) * u64::from(layout.columns);
            if area > self.places {
                self.spend(area, number)?;
            }
            layout.covered.push(counted(free.iter().filter(|next| **next > row).count()));
        }
        layout.rows = end;
        Ok(())
    }

    /// The cells of a row, those left out that are not there.
    fn cells_of(&mut self, row: NodeId, look: &Rc<Look>) -> Result<Vec<(NodeId, Rc<Look>)>, Error> {
        let mut cells = Vec::new();
        for child in self.dom.children(row) {
            let is_cell = self.dom.element(*child).is_some_and(|element| matches!(element.name(), "td" | "th"));
            if !is_cell {
                continue;
            }
            let (inner, display) = self.look_within(*child, look)?;
            if display == Display::None {
                let text = super::line::quote(&super::flow::shown_text(self.dom, *child));
                if !text.is_empty() {
                    self.findings.push(docx::hidden_text_dropped(text).at(Place::Table(self.tables)));
                }
            } else {
                cells.push((*child, inner));
            }
        }
        Ok(cells)
    }

    fn header(&self, element: &Element, is_head: bool) -> HeaderScope {
        match element.attribute("scope") {
            _ if element.name() != "th" => HeaderScope::None,
            Some("col" | "colgroup") => HeaderScope::Column,
            Some("row" | "rowgroup") => HeaderScope::Row,
            _ if is_head => HeaderScope::Column,
            _ => HeaderScope::Row,
        }
    }

    fn cell(&mut self, placed: Placed, number: u32) -> Result<Cell, Error> {
        let Placed { id, look, row, column, row_span, column_span, header } = placed;
        let place = Place::Cell { table: number, row: row + 1, column: column + 1 };
        let mut story = Story::inner(Some(place.clone()));
        if let Some(element) = self.dom.element(id).filter(|_| self.is_own) {
            story.kind.align = super::own::own_align(element);
        }
        self.children(id, &look, &mut story)?;
        self.end_line(&mut story);
        let mut cell = Cell::new(row, column, story.blocks).spanning(row_span, column_span);
        if let Some(element) = self.dom.element(id) {
            self.value_of(&mut cell, element, &place);
        }
        self.format_number(&mut cell, &look, &place);
        self.check_text(&cell, &place)?;
        cell.header = header;
        if let Some(element) = self.dom.element(id).filter(|_| self.is_own) {
            (cell.diagonal, cell.direction) = super::own::own_cell(element);
        }
        cell.shading = look.shading.filter(|color| *color != Color::WHITE);
        cell.origin = Origin::at(place);
        Ok(cell)
    }

    /// Takes the number a spreadsheet program says a cell has (`x:num`) where another is shown; as of any workbook its value is read.
    fn value_of(&mut self, cell: &mut Cell, element: &Element, place: &Place) {
        let Some(value) = element.attribute("x:num").and_then(|value| value.trim().parse::<Decimal>().ok()) else {
            return;
        };
        let [Block::Paragraph(Paragraph { content, .. })] = cell.content.as_mut_slice() else { return };
        let Some(shown) = content.as_plain().map(str::to_owned) else { return };
        if shown.replace(',', "").trim().parse::<Decimal>().is_ok_and(|shown| shown != value) {
            let value = value.normalize().to_string();
            self.findings.push(sheet::shown_differently(&value, &shown).at(place.clone()));
            *content = Content::plain(value);
        }
    }

    /// Shows the number of a cell as its format does, where that is an amount with its unit.
    fn format_number(&mut self, cell: &mut Cell, look: &Look, place: &Place) {
        let (Some(formatted), Some(code)) = (self.formatted, &look.number_format) else { return };
        let [Block::Paragraph(Paragraph { content, .. })] = cell.content.as_mut_slice() else { return };
        let Some(text) = content.as_plain() else { return };
        let shown = formatted(text, code, &mut |finding| self.findings.push(finding.at(place.clone())));
        if let Some(shown) = shown {
            *content = Content::plain(shown);
        }
    }

    /// What reads a cell may hold its text many times over.
    fn check_text(&self, cell: &Cell, place: &Place) -> Result<(), Error> {
        let length: usize = cell
            .content
            .iter()
            .filter(|block| !matches!(block, Block::Table(_)))
            .map(|block| block.running_text().len())
            .sum();
        match length > MAX_CELL_BYTES {
            true => Err(package::limit_exceeded(terms::TEXT_OF_CELL, MAX_CELL_BYTES, length).at(place.clone()).into()),
            false => Ok(()),
        }
    }

    fn name_short_rows(&mut self, layout: &Layout, number: u32) {
        for (row, covered) in (1u32..).zip(&layout.covered) {
            if *covered > 0 && *covered < layout.columns {
                let finding = docx::table_row_short(row, *covered, layout.columns);
                self.findings.push(finding.at(Place::Table(number)));
            }
        }
    }
}

/// The number of rows or columns a cell spans, as it is written; `None` where it is no number.
fn span(element: &Element, name: &str) -> Option<u32> {
    let value = element.attribute(name)?.trim();
    let digits = value.split(|c: char| !c.is_ascii_digit()).next().filter(|digits| !digits.is_empty())?;
    Some(digits.parse().unwrap_or(u32::MAX))
}

/// Takes off the columns at the end in which no cell begins: nothing of them is seen.
fn trim_columns(layout: &mut Layout) {
    let columns = layout.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
    if columns >= layout.columns {
        return;
    }
    layout.columns = columns;
    for cell in &mut layout.cells {
        cell.column_span = cell.column_span.min(columns - cell.column);
    }
    layout.covered.iter_mut().for_each(|covered| *covered = (*covered).min(columns));
}
