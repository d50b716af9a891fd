//! STUB, to be replaced by the flow reader at the merge: roots → paragraphs of block text, tables → grids.

use super::article::{Article, article};
use super::dom::{Dom, NodeId};
use super::limits::MAX_BYTES;
use crate::document::{Alignment, Block, Cell, Document, Grid, Paragraph, ParagraphRole};
use crate::finding::{Error, Origin, Place, Warned, catalogue, terms};
use crate::read::encoding::bytes_to_text;
use std::collections::BTreeSet;

/// Reads a web page.
///
/// # Errors
/// `empty-file`, `limit-exceeded`.
pub fn html_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    if bytes.is_empty() {
        return Err(catalogue::package::empty_file().into());
    }
    if bytes.len() > MAX_BYTES {
        return Err(catalogue::package::limit_exceeded(terms::FILE_BYTES, MAX_BYTES, bytes.len()).into());
    }
    let mut findings = Vec::new();
    let text = bytes_to_text(bytes, None, &mut findings);
    let dom = Dom::parse(&text).map_err(|_| catalogue::package::limit_exceeded(terms::XML_NODES, 2_000_000, 0))?;
    let article = article(&dom);
    let properties = article.properties();
    let Article { roots, left_out, heading, findings: said, .. } = article;
    findings.extend(said);
    let mut flow =
        Flow { dom: &dom, left_out: &left_out, blocks: Vec::new(), text: String::new(), align: Alignment::Start };
    if let Some(heading) = heading {
        flow.blocks.push(Block::Paragraph(Paragraph { role: ParagraphRole::Title, ..Paragraph::plain(heading) }));
    }
    for root in roots {
        flow.walk(root);
        flow.end();
    }
    let mut blocks = flow.blocks;
    for (at, block) in (1..).zip(&mut blocks) {
        if let Block::Paragraph(paragraph) = block {
            paragraph.origin = Origin::at(Place::Paragraph(at));
        }
    }
    Ok(Warned { value: Document { blocks, properties, ..Document::default() }, findings })
}

struct Flow<'d> {
    dom: &'d Dom,
    left_out: &'d BTreeSet<NodeId>,
    blocks: Vec<Block>,
    text: String,
    align: Alignment,
}

const INLINE: [&str; 20] = [
    "a", "abbr", "b", "code", "em", "font", "i", "img", "ins", "label", "o:p", "s", "small", "span", "strike",
    "strong", "sub", "sup", "time", "u",
];

impl Flow<'_> {
    fn walk(&mut self, id: NodeId) {
        if self.left_out.contains(&id) {
            return;
        }
        if let Some(text) = self.dom.text(id) {
            self.text.push_str(text);
            return;
        }
        let Some(element) = self.dom.element(id) else { return };
        let (name, style) = (element.name(), element.attribute("style").unwrap_or_default().replace(' ', ""));
        if matches!(name, "script" | "style" | "noscript" | "head" | "iframe") || style.contains("display:none") {
            return;
        }
        if INLINE.contains(&name) {
            self.dom.children(id).iter().for_each(|child| self.walk(*child));
            return;
        }
        self.end();
        if name == "table" {
            if let Some(grid) = self.grid(id) {
                self.blocks.push(Block::Table(grid));
            }
            return;
        }
        let outer = self.align;
        if style.contains("text-align:center") || element.attribute("align") == Some("center") || name == "h1" {
            self.align = Alignment::Center;
        }
        self.dom.children(id).iter().for_each(|child| self.walk(*child));
        self.end();
        self.align = outer;
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if !text.trim().is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph { align: self.align, ..Paragraph::plain(text) }));
        }
    }

    fn grid(&self, table: NodeId) -> Option<Grid> {
        let mut rows: Vec<NodeId> = Vec::new();
        let mut open: Vec<NodeId> = self.dom.children(table).iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            match self.dom.element(id).map(|element| element.name()) {
                Some("tr") => rows.push(id),
                Some("thead" | "tbody" | "tfoot") => open.extend(self.dom.children(id).iter().rev()),
                _ => {}
            }
        }
        let mut taken: BTreeSet<(u32, u32)> = BTreeSet::new();
        let (mut cells, mut width) = (Vec::new(), 0);
        for (row, id) in (0u32..).zip(&rows) {
            let mut column = 0;
            for child in self.dom.children(*id) {
                let Some(element) = self.dom.element(*child).filter(|e| matches!(e.name(), "td" | "th")) else {
                    continue;
                };
                let span = |name: &str| element.attribute(name).and_then(|n| n.trim().parse::<u32>().ok());
                let across = span("colspan").unwrap_or(1).clamp(1, 1000);
                let down = match span("rowspan").unwrap_or(1) {
                    0 => u32::MAX,
                    down => down,
                };
                let down = down.min(rows.len() as u32 - row);
                while taken.contains(&(row, column)) {
                    column += 1;
                }
                let across = (1..=across).take_while(|n| !taken.contains(&(row, column + n - 1))).count() as u32;
                for r in row..row + down {
                    (column..column + across).for_each(|c| drop(taken.insert((r, c))));
                }
                let mut inner = Flow {
                    dom: self.dom,
                    left_out: self.left_out,
                    blocks: Vec::new(),
                    text: String::new(),
                    align: Alignment::Start,
                };
                self.dom.children(*child).iter().for_each(|child| inner.walk(*child));
                inner.end();
                cells.push(Cell::new(row, column, inner.blocks).spanning(down, across));
                column += across;
                width = width.max(column);
            }
        }
        Grid::with_gaps_filled(rows.len() as u32, width, cells).ok()
    }
}
