//! Tables: caption, columns, rows, cells, and the figures these state.

use super::column_labels::ColumnLabels;
use super::escape::escaped;
use super::flow::FlowWriter;
use super::standing::{Name, align_class};
use super::tag::Tag;
use crate::arrange::is_small;
use crate::document::{Block, Cell, Diagonal, FigureColumns, Grid, HeaderScope, ParagraphRole, TextDirection};
use std::fmt::Write as _;

/// Tables with fewer columns have room on any screen.
const WIDE: u32 = 5;

/// Tables of more rows hold their head while the rows pass below it.
const TALL: u32 = 16;

/// Tables of more columns may be wider than the page.
const FITTING: u32 = 10;

/// What the cells of a table have in common.
struct Cells<'g> {
    figure_columns: FigureColumns,
    columns: Columns,
    /// What heads the columns of each cell, where each row can stand by itself.
    labels: Option<ColumnLabels<'g>>,
}

/// The columns of a table as HTML has them. A column in which no cell begins is a fault there (HTML 4.9.12.1); the statutory forms have
/// such columns, whose labels say what is what, so there they are drawn together with the one before. Other tables stay as they are.
struct Columns {
    /// For each column, and for the end, how many are before it.
    before: Vec<u32>,
}

impl Columns {
    fn of(grid: &Grid) -> Self {
        let is_statutory = grid.cells().iter().any(|cell| cell.id.is_some());
        let mut begun = vec![!is_statutory; grid.columns() as usize];
        for cell in grid.cells() {
            if let Some(begun) = begun.get_mut(cell.column as usize) {
                *begun = true;
            }
        }
        let mut count = 0;
        let mut before = vec![0];
        before.extend(begun.iter().map(|begun| {
            count += u32::from(*begun);
            count
        }));
        Columns { before }
    }

    /// How many columns a cell covers.
    fn span(&self, cell: &Cell) -> u32 {
        let before = |column: u32| self.before.get(column as usize);
        match (before(cell.column), before(cell.column + cell.column_span)) {
            (Some(first), Some(end)) => end - first,
            _ => cell.column_span,
        }
    }

    /// Their widths.
    fn widths(&self, grid: &Grid) -> Vec<u64> {
        let mut widths: Vec<u64> = Vec::new();
        for (width, sides) in grid.widths.iter().zip(self.before.windows(2)) {
            match widths.last_mut() {
                Some(last) if sides.first() == sides.last() => *last += u64::from(*width),
                _ => widths.push(u64::from(*width)),
            }
        }
        widths
    }
}

impl<'a> FlowWriter<'a> {
    pub(super) fn table(&mut self, grid: &'a Grid, caption: Option<Name<'a>>) {
        self.tables += 1;
        let name = self.name_of_box(caption);
        let labels = if grid.columns() >= WIDE { ColumnLabels::of(grid) } else { None };
        let mut classes = "table".to_owned();
        for (is_so, class) in [
            (self.inside == 0 && is_small(grid), " whole"),
            (labels.is_some(), " cards"),
            (grid.rows() > TALL, " tall"),
            (grid.columns() <= FITTING, " fits"),
        ] {
            classes.push_str(if is_so { class } else { "" });
        }
        let attributes = format!(" role=\"region\" tabindex=\"0\" aria-label=\"{}\"", escaped(&name));
        let open = self.medium.open(Tag::of("div").classes(&classes).attributes(&attributes));
        self.line(&open);
        let width = least_width(grid.columns());
        let open = self.medium.open(Tag::of("table").style(&width));
        self.line(&open);
        if let Some(name) = caption {
            self.caption(name);
        }
        let columns = Columns::of(grid);
        self.columns(grid, &columns);
        self.rows(grid, &mut Cells { figure_columns: grid.figure_columns(), columns, labels });
        self.line("</table>");
        self.line("</div>");
    }

    /// What scrolls must be reachable from the keyboard, and what is reachable must have a name of its own.
    fn name_of_box(&mut self, caption: Option<Name<'a>>) -> String {
        let said = caption.map(|Name { caption, .. }| caption.content.running_text());
        let said = said.map(|said| said.split_whitespace().collect::<Vec<_>>().join(" "));
        let number = self.tables;
        let numbered = said.filter(|said| !said.is_empty()).map(|said| match self.names.insert(said.clone()) {
            true => said,
            false => format!("{said}（表格 {number}）"),
        });
        numbered.unwrap_or_else(|| format!("表格 {number}"))
    }

    fn caption(&mut self, Name { caption, unit, above }: Name<'a>) {
        let side = if above { "" } else { " below" };
        let classes = format!("caption{}{side}", align_class(caption.align));
        self.open(Tag::of("caption").classes(&classes));
        self.content(&caption.content);
        if let Some((unit, align)) = unit {
            let classes = format!("unit{}", align_class(align));
            self.open(Tag::of("span").classes(&classes).attributes(" data-role=\"unit\""));
            self.content(&unit.content);
            self.out.push_str("</span>");
        }
        self.line("</caption>");
    }

    fn columns(&mut self, grid: &Grid, columns: &Columns) {
        let total: u64 = grid.widths.iter().map(|width| u64::from(*width)).sum();
        if grid.widths.len() != grid.columns() as usize || total == 0 {
            return;
        }
        self.out.push_str("<colgroup>");
        for width in columns.widths(grid) {
            let per_mille = width * 1000 / total;
            let _ = write!(self.out, "<col style=\"width:{}.{}%\"/>", per_mille / 10, per_mille % 10);
        }
        self.line("</colgroup>");
    }

    fn rows(&mut self, grid: &'a Grid, known: &mut Cells<'a>) {
        let head = grid.head_rows();
        let mut rest = grid.cells();
        for row in 0..grid.rows() {
            if row == 0 {
                self.line(if head > 0 { "<thead>" } else { "<tbody>" });
            } else if row == head {
                self.line("</thead>");
                self.line("<tbody>");
            }
            let (cells, later) = rest.split_at(rest.iter().take_while(|cell| cell.row == row).count());
            rest = later;
            if let Some(labels) = &mut known.labels {
                labels.enter(cells);
            }
            let class = if known.labels.is_some() { row_class(cells, grid.columns()) } else { "" };
            let height = match grid.least_height(row) {
                0 => String::new(),
                height => format!("height:{}.{}mm", height / 10, height % 10),
            };
            self.open(Tag::of("tr").classes(class).style(&height));
            for cell in cells {
                self.cell(cell, grid, known);
            }
            self.line("</tr>");
        }
        self.line(if head == grid.rows() { "</thead>" } else { "</tbody>" });
    }

    fn cell(&mut self, cell: &'a Cell, grid: &Grid, known: &Cells<'a>) {
        let (tag, scope) = match cell.header {
            HeaderScope::None => ("td", ""),
            HeaderScope::Column => ("th", " scope=\"col\""),
            HeaderScope::Row => ("th", " scope=\"row\""),
        };
        let mut attributes = scope.to_owned();
        for (name, span) in [("rowspan", cell.row_span), ("colspan", known.columns.span(cell))] {
            if span > 1 {
                let _ = write!(attributes, " {name}=\"{span}\"");
            }
        }
        attributes.push_str(&self.figure_of(cell));
        if let (Some(labels), HeaderScope::None) = (&known.labels, cell.header) {
            let label = labels.of_cell(cell).unwrap_or_default();
            let _ = write!(attributes, " data-label=\"{}\"", escaped(&label));
        }
        let ground = cell.shading.filter(|_| self.style.emphasis.keep_colors);
        let style = ground.map(|ground| format!("color:#000;background-color:{ground}")).unwrap_or_default();
        let head = known.labels.as_ref().map(|labels| head_class(cell, grid.columns(), labels));
        let mut classes = head.unwrap_or_default().to_owned();
        let only = match cell.content.as_slice() {
            [Block::Paragraph(only)] if only.role == ParagraphRole::Body => Some(only),
            _ => None,
        };
        match only.map(|only| align_class(only.align)) {
            Some("") if known.figure_columns.hold(cell) => classes.push_str(" figures"),
            Some(class) => classes.push_str(class),
            None => {}
        }
        for class in cell_classes(cell) {
            classes.push(' ');
            classes.push_str(class);
        }
        self.open(Tag::of(tag).classes(&classes).attributes(&attributes).style(&style));
        match only {
            Some(only) => self.content(&only.content),
            None => {
                self.inside += 1;
                self.blocks(&cell.content);
                self.inside -= 1;
            }
        }
        self.out.push_str(&format!("</{tag}>"));
    }
}

/// The classes of the lines across a cell, and of how its text runs.
fn cell_classes(cell: &Cell) -> impl Iterator<Item = &'static str> {
    let lines = match cell.diagonal {
        Diagonal::None => None,
        Diagonal::Falling => Some("falling"),
        Diagonal::Rising => Some("rising"),
        Diagonal::Both => Some("crossed"),
    };
    let direction = match cell.direction {
        TextDirection::Horizontal => None,
        TextDirection::Vertical => Some("vertical"),
        TextDirection::Upwards => Some("upwards"),
    };
    lines.into_iter().chain(direction)
}

/// Narrow screens scroll a table of many columns sideways rather than set its words one character a line: five characters a column
/// until the measure of a desktop page is full, never fewer than two.
fn least_width(columns: u32) -> String {
    match columns {
        WIDE.. => format!("min-width:{}em", (columns.saturating_mul(5)).min(52).max(columns.min(150) * 2)),
        _ => String::new(),
    }
}

/// What a row is where rows are set apart from each other: heads that are said again beside each figure, or the name of the part that
/// begins with it.
fn row_class(cells: &[Cell], columns: u32) -> &'static str {
    let is_head = !cells.is_empty() && cells.iter().all(|cell| cell.header == HeaderScope::Column);
    match cells {
        _ if !is_head => "",
        [only] if only.column_span == columns => "band",
        _ => "heads",
    }
}

/// What a head is there: a name over all columns, or what stands over the names of the rows.
fn head_class(cell: &Cell, columns: u32, labels: &ColumnLabels<'_>) -> &'static str {
    match cell.header {
        HeaderScope::Column if cell.column_span == columns => "across",
        HeaderScope::Column if labels.is_over_names(cell) => "corner",
        _ => "",
    }
}
