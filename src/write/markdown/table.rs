//! Tables: between pipes where those can say it, else as HTML.

use super::inline::calls_notes;
use super::writer::{MarkdownWriter, Syntax};
use crate::document::{Alignment, Block, Cell, Content, Grid, HeaderScope, ParagraphRole};

impl<'a> MarkdownWriter<'a> {
    pub(super) fn table(&mut self, grid: &'a Grid) -> String {
        match piped(grid) {
            Some(aligns) => self.piped_table(grid, &aligns),
            None => self.html_table(grid),
        }
    }

    fn piped_table(&mut self, grid: &'a Grid, aligns: &[Alignment]) -> String {
        let mut rows: Vec<String> = vec!["|".to_owned(); grid.rows() as usize];
        for cell in grid.cells() {
            let text = only_content(cell).map(|content| self.content(content, Syntax::Line)).unwrap_or_default();
            if let Some(row) = rows.get_mut(cell.row as usize) {
                row.push_str(&format!(" {text} |"));
            }
        }
        let rules = aligns.iter().map(|align| match align {
            Alignment::Start => " --- |",
            Alignment::Center => " :-: |",
            Alignment::End => " --: |",
        });
        rows.insert(1, format!("|{}", rules.collect::<String>()));
        rows.join("\n")
    }

    fn html_table(&mut self, grid: &'a Grid) -> String {
        let mut out = String::from("<table>\n");
        let head = grid.head_rows();
        let mut cells = grid.cells().iter().peekable();
        for row in 0..grid.rows() {
            if row == 0 {
                out.push_str(if head > 0 { "<thead>\n" } else { "<tbody>\n" });
            } else if row == head {
                out.push_str("</thead>\n<tbody>\n");
            }
            out.push_str("<tr>\n");
            while let Some(cell) = cells.next_if(|cell| cell.row == row) {
                let cell = self.html_cell(cell);
                out.push_str(&cell);
            }
            out.push_str("</tr>\n");
        }
        out.push_str(if head == grid.rows() { "</thead>\n</table>" } else { "</tbody>\n</table>" });
        out
    }

    fn html_cell(&mut self, cell: &'a Cell) -> String {
        let (tag, scope) = match cell.header {
            HeaderScope::None => ("td", ""),
            HeaderScope::Column => ("th", " scope=\"col\""),
            HeaderScope::Row => ("th", " scope=\"row\""),
        };
        let mut out = format!("<{tag}{scope}");
        for (name, span) in [("rowspan", cell.row_span), ("colspan", cell.column_span)] {
            if span > 1 {
                out.push_str(&format!(" {name}=\"{span}\""));
            }
        }
        match only_content(cell) {
            Some(content) if !calls_notes(content) => {
                out.push_str(match only_alignment(cell) {
                    Alignment::Start => "",
                    Alignment::Center => " align=\"center\" class=\"center\"",
                    Alignment::End => " align=\"right\" class=\"end\"",
                });
                out.push_str(&format!(">{}</{tag}>\n", self.content(content, Syntax::Html)));
            }
            // Between blank lines Markdown goes on (CommonMark 4.6).
            _ => out.push_str(&format!(">\n\n{}\n\n</{tag}>\n", self.blocks(&cell.content))),
        }
        out
    }
}

/// The text of a cell that is one paragraph, or nothing.
fn only_content(cell: &Cell) -> Option<&Content> {
    static NOTHING: std::sync::LazyLock<Content> = std::sync::LazyLock::new(Content::default);
    match cell.content.as_slice() {
        [] => Some(&NOTHING),
        [Block::Paragraph(only)] if only.role == ParagraphRole::Body => Some(&only.content),
        _ => None,
    }
}

fn only_alignment(cell: &Cell) -> Alignment {
    match cell.content.as_slice() {
        [Block::Paragraph(only)] => only.align,
        _ => Alignment::Start,
    }
}

/// How the columns of a table are aligned that pipes can say: nothing merged, one header row, all cells of a column aligned alike.
fn piped(grid: &Grid) -> Option<Vec<Alignment>> {
    let cells = grid.cells();
    let is_plain = |cell: &Cell| {
        let header = if cell.row == 0 { HeaderScope::Column } else { HeaderScope::None };
        cell.row_span == 1 && cell.column_span == 1 && cell.header == header && only_content(cell).is_some()
    };
    if grid.header_rows != 1 || grid.rows() < 2 || !cells.iter().all(is_plain) {
        return None;
    }
    let mut aligns = vec![None; grid.columns() as usize];
    for cell in cells {
        let align = aligns.get_mut(cell.column as usize)?;
        match *align {
            None => *align = Some(only_alignment(cell)),
            Some(known) if known == only_alignment(cell) => {}
            Some(_) => return None,
        }
    }
    aligns.into_iter().collect()
}
