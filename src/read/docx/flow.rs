//! [`Item`]s → blocks: numbers are counted and printed, lists gathered, tables made grids.

use super::style::numbering::{Definitions, Label, Numbering};
use super::style::properties::Indent;
use super::style::styles::ParagraphKind;
use super::tree::{Item, WordParagraph, WordTable};
use crate::document::{
    Alignment, Block, Break, Cell, Content, Diagonal, Figure, Grid, Heading, Inline, List, ListItem, Paragraph,
    ParagraphRole, TextDirection,
};
use crate::finding::{Finding, Origin, Place, catalogue::docx};

/// The blocks of a story.
pub(super) fn items_to_blocks(items: Vec<Item>, definitions: &Definitions, findings: &mut Vec<Finding>) -> Vec<Block> {
    Flow { numbering: Numbering::new(definitions), findings }.blocks(items)
}

struct Flow<'d, 'f> {
    numbering: Numbering<'d>,
    findings: &'f mut Vec<Finding>,
}

/// A list being gathered: its items by level, and what continues them.
struct Entry {
    level: usize,
    /// `None` where it continues the item before it at its level.
    label: Option<Label>,
    /// Where its text stands, if its label hangs.
    text_left: Option<i32>,
    /// Where its first line begins: tables and captions in it do, too.
    begins: i32,
    content: Vec<Block>,
    origin: Origin,
}

impl Entry {
    /// Whether the next entry of its level is of another list.
    fn is_parted_from(&self, next: &Label) -> bool {
        let own = self.label.as_ref();
        next.restarts || own.is_some_and(|own| own.ordered != next.ordered || own.definition != next.definition)
    }
}

/// The items still open, the innermost first.
fn open_items(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    let mut least = usize::MAX;
    entries.iter().rev().filter(move |entry| {
        let is_open = entry.label.is_some() && entry.level < least;
        least = if is_open { entry.level } else { least };
        is_open
    })
}

/// The level of the item a table continues: by its style, or because it stands below the item's text.
fn level_of_table(table: &WordTable, entries: &[Entry]) -> Option<usize> {
    let left = table.left?;
    let is_at = |edge: i32| edge.abs_diff(left) <= Indent::TOLERANCE;
    let mut open = open_items(entries);
    if !table.in_list {
        return open.find(|entry| entry.text_left.is_some_and(is_at)).map(|entry| entry.level);
    }
    let open: Vec<&Entry> = open.collect();
    open.iter().find(|entry| is_at(entry.begins)).or(open.first()).map(|entry| entry.level)
}

/// The level of the item a paragraph without a label continues: by its style, or because it stands below its text.
fn continued_level(kind: &ParagraphKind, says_something: bool, entries: &[Entry]) -> Option<usize> {
    let mut open = open_items(entries);
    if kind.role != ParagraphRole::Body {
        // A caption, indented as its table in the item is.
        let indented = kind.role == ParagraphRole::Caption && says_something;
        let mut open = open.filter(|_| indented);
        let begins = |entry: &&Entry| entry.begins > 0 && kind.own_indent.is_flush_at(entry.begins);
        return open.find(begins).map(|entry| entry.level);
    }
    if kind.continues > 0 {
        let open: Vec<usize> = open.map(|entry| entry.level).collect();
        let meant = kind.continues - 1;
        return open.iter().copied().find(|level| *level <= meant).or(open.last().copied());
    }
    if !says_something || kind.align != Alignment::Start {
        return None;
    }
    open.find(|entry| entry.text_left.is_some_and(|left| kind.indent.is_flush_at(left))).map(|entry| entry.level)
}

/// A paragraph that is this, without its text.
fn plain(kind: &ParagraphKind, origin: &Origin) -> Paragraph {
    Paragraph { role: kind.role, align: kind.align, origin: origin.clone(), ..Paragraph::default() }
}

impl Flow<'_, '_> {
    fn blocks(&mut self, items: Vec<Item>) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(items.len());
        let mut entries: Vec<Entry> = Vec::new();
        for item in items {
            match item {
                Item::Paragraph(paragraph) => self.paragraph(*paragraph, &mut blocks, &mut entries),
                Item::Blocks(mut embedded) => {
                    flush(&mut entries, &mut blocks);
                    blocks.append(&mut embedded);
                }
                Item::Table(table) => match level_of_table(&table, &entries) {
                    Some(level) => {
                        let origin = Origin::at(Place::Table(table.number));
                        let mut content = Vec::new();
                        self.table(table, &mut content);
                        entries.push(Entry { level, label: None, text_left: None, begins: 0, content, origin });
                    }
                    None => {
                        flush(&mut entries, &mut blocks);
                        self.table(table, &mut blocks);
                    }
                },
            }
        }
        flush(&mut entries, &mut blocks);
        blocks
    }

    fn paragraph(&mut self, paragraph: WordParagraph, blocks: &mut Vec<Block>, entries: &mut Vec<Entry>) {
        let WordParagraph { kind, parts, mut tabs, after, ends_page, place, hidden_label, .. } = paragraph;
        let label = kind
            .numbering
            .as_deref()
            .and_then(|id| self.numbering.label(id, kind.level, kind.style.as_deref(), &place, self.findings));
        // It counts all the same.
        let label = match (label, hidden_label) {
            (Some(label), Some(why)) => {
                self.findings.push(why.dropped(&label.text, &place));
                None
            }
            (label, _) => label,
        };
        if kind.page_break_before {
            flush(entries, blocks);
            page_break(Break::Page, blocks);
        }
        let origin = Origin::at(place);
        let is_list = kind.heading.is_none() && kind.role == ParagraphRole::Body;
        let several = parts.len() > 1;
        let mut label = label;
        for (index, inlines) in parts.into_iter().enumerate() {
            if index > 0 {
                flush(entries, blocks);
                page_break(Break::Page, blocks);
            }
            let content = Content::new(inlines);
            if several && content.is_empty() {
                continue;
            }
            let block = match label.take() {
                Some(label) if is_list => {
                    let entry = Paragraph { content, ..plain(&kind, &origin) };
                    let indent = kind.own_indent.over(label.indent).over(kind.indent);
                    entries.push(Entry {
                        level: label.level,
                        text_left: indent.text_after_label(),
                        begins: indent.text_begins(),
                        label: Some(label),
                        content: vec![figure_or(entry)],
                        origin: origin.clone(),
                    });
                    continue;
                }
                Some(label) => labelled(&label, content),
                None => content,
            };
            let may_continue = kind.heading.is_none() && index == 0;
            let continued = if may_continue { continued_level(&kind, !block.is_empty(), entries) } else { None };
            if let Some(level) = continued {
                let entry = Paragraph { content: block, ..plain(&kind, &origin) };
                let content = vec![figure_or(entry)];
                let origin = origin.clone();
                entries.push(Entry { level, label: None, text_left: None, begins: 0, content, origin });
                continue;
            }
            flush(entries, blocks);
            match kind.heading.filter(|_| !block.is_empty() && !in_cell(&origin)) {
                Some(level) => blocks.push(Block::Heading(Heading { level, content: block, origin: origin.clone() })),
                None => {
                    let role = if block.is_empty() { ParagraphRole::Body } else { kind.role };
                    // Where pages break within it, each part has its tabs.
                    let tabs = if several { tabs.clone() } else { std::mem::take(&mut tabs) };
                    let entry = Paragraph { role, tabs, content: block, ..plain(&kind, &origin) };
                    blocks.push(figure_or(entry));
                }
            }
        }
        if !after.is_empty() {
            flush(entries, blocks);
            let mut anchored = self.blocks(after);
            blocks.append(&mut anchored);
        }
        if let Some(begins) = ends_page {
            flush(entries, blocks);
            page_break(begins, blocks);
        }
    }

    fn table(&mut self, table: WordTable, blocks: &mut Vec<Block>) {
        let WordTable { rows, columns, header_rows, widths, mut heights, cells, number, of_paper, .. } = table;
        if of_paper {
            for cell in cells {
                blocks.extend(self.blocks(cell.items));
            }
            return;
        }
        if cells.is_empty() {
            return;
        }
        let place = Place::Table(number);
        // What runs up or down makes rows as high as it is long.
        for cell in cells.iter().filter(|cell| cell.direction != TextDirection::Horizontal) {
            let spanned = heights.iter_mut().skip(cell.row as usize).take(cell.row_span as usize);
            spanned.for_each(|height| *height = 0);
        }
        let cells: Vec<Cell> = cells
            .into_iter()
            .map(|cell| {
                let place = Place::Cell { table: number, row: cell.row + 1, column: cell.column + 1 };
                let content = cell_content(self.blocks(cell.items));
                let mut placed = Cell::new(cell.row, cell.column, content).spanning(cell.row_span, cell.column_span);
                placed.header = cell.header;
                placed.shading = cell.shading;
                placed.diagonal = cell.diagonal;
                placed.direction = cell.direction;
                place_labels(&mut placed);
                placed.origin = Origin::at(place);
                placed
            })
            .collect();
        match Grid::or_cells(rows, columns, cells) {
            Ok(mut grid) => {
                grid.header_rows = header_rows;
                grid.widths = Grid::relative_widths(&widths);
                grid.heights = Grid::telling_heights(heights);
                grid.origin = Origin::at(place);
                blocks.push(Block::Table(grid));
            }
            // The layout never overlaps or leaves the grid, but may be wider than a grid can be: the text still counts.
            Err((fault, cells)) => {
                self.findings.push(docx::table_too_large(fault).at(place));
                blocks.extend(cells.into_iter().flat_map(|cell| cell.content));
            }
        }
    }
}

/// Brings the upper of two labels beside a falling line, or the lower beside a rising one, to the right where blanks typed before it,
/// which are not kept, have it there in the draft.
fn place_labels(cell: &mut Cell) {
    let [Block::Paragraph(upper), Block::Paragraph(lower)] = cell.content.as_mut_slice() else { return };
    let moved = match cell.diagonal {
        Diagonal::Falling => upper,
        Diagonal::Rising => lower,
        Diagonal::None | Diagonal::Both => return,
    };
    let is_typed_aside = moved.content.plain_text().starts_with(char::is_whitespace);
    if moved.align == Alignment::Start && is_typed_aside {
        moved.align = Alignment::End;
    }
}

fn in_cell(origin: &Origin) -> bool {
    matches!(origin.0, Some(Place::Cell { .. }))
}

/// A number before the text of a heading, title or caption: nothing between where the number ends in full-width
/// punctuation, as in 一、总体情况.
fn labelled(label: &Label, content: Content) -> Content {
    let full_width = label.text.ends_with(['、', '）', '．', '：', '】', '〉', '》', '。']);
    let space = if label.spaced && !full_width { " " } else { "" };
    let mut inlines = content.into_inlines();
    let printed = format!("{}{space}", label.text);
    match inlines.first_mut() {
        Some(Inline::Text(first)) => first.text.insert_str(0, &printed),
        _ => inlines.insert(0, Inline::text(printed)),
    }
    Content::new(inlines)
}

/// A paragraph that holds nothing but one picture is a figure; one of a formula that stands alone is centred.
fn figure_or(paragraph: Paragraph) -> Block {
    if let Some(figure) = Figure::alone_in(&paragraph) {
        return Block::Figure(figure);
    }
    let blank = |inline: &Inline| matches!(inline, Inline::Text(text) if text.text.trim().is_empty());
    let mut rest = paragraph.content.inlines().iter().filter(|inline| !blank(inline));
    match (rest.next(), rest.next()) {
        (Some(Inline::Formula(formula)), None) if formula.display && paragraph.align == Alignment::Start => {
            Block::Paragraph(Paragraph { align: Alignment::Center, ..paragraph })
        }
        _ => Block::Paragraph(paragraph),
    }
}

/// One page break where several causes meet, and none before the first block but one that turns the pages.
fn page_break(begins: Break, blocks: &mut Vec<Block>) {
    match (blocks.last_mut(), begins.turns()) {
        (None | Some(Block::Break(_)), None) => {}
        (Some(Block::Break(last)), Some(_)) => *last = begins,
        _ => blocks.push(Block::Break(begins)),
    }
}

fn is_blank_paragraph(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if p.content.is_empty())
}

/// A cell that holds only its obligatory empty paragraph is empty; so is the one a nested table must be followed by
/// (§17.4.65).
fn cell_content(mut blocks: Vec<Block>) -> Vec<Block> {
    match blocks.as_slice() {
        [only] if is_blank_paragraph(only) => blocks.clear(),
        [.., Block::Table(_), last] if is_blank_paragraph(last) => drop(blocks.pop()),
        _ => {}
    }
    blocks
}

/// Makes one list of the entries gathered.
fn flush(entries: &mut Vec<Entry>, blocks: &mut Vec<Block>) {
    if entries.is_empty() {
        return;
    }
    let mut entries = std::mem::take(entries).into_iter().peekable();
    while entries.peek().is_some() {
        if let Some(list) = list(&mut entries) {
            blocks.push(list);
        }
    }
}

/// The list that begins with the next entry: entries as deep as that, deeper ones inside the item before them. Recursion is
/// as deep as levels are, at most nine.
fn list(entries: &mut std::iter::Peekable<std::vec::IntoIter<Entry>>) -> Option<Block> {
    let mut first = entries.next()?;
    let level = first.level;
    let label = |label: Option<&Label>| label.map(|label| label.text.clone()).unwrap_or_default();
    let mut items = vec![ListItem { label: label(first.label.as_ref()), content: std::mem::take(&mut first.content) }];
    while let Some(next) = entries.peek() {
        let is_another = next.level == level && next.label.as_ref().is_some_and(|next| first.is_parted_from(next));
        if next.level < level || is_another {
            break;
        }
        if next.level > level {
            let inner = list(entries);
            if let (Some(item), Some(inner)) = (items.last_mut(), inner) {
                item.content.push(inner);
            }
            continue;
        }
        let Some(mut entry) = entries.next() else { break };
        match (&entry.label, items.last_mut()) {
            (None, Some(item)) => item.content.append(&mut entry.content),
            _ => items.push(ListItem { label: label(entry.label.as_ref()), content: entry.content }),
        }
    }
    let ordered = first.label.as_ref().is_some_and(|label| label.ordered);
    Some(Block::List(List { ordered, items, origin: first.origin }))
}
