//! A document with its changes against another marked as revisions: with all of them rejected it says what the one before says,
//! with all accepted what the one after says.

use super::pairing::{Item, Step, paired};
use super::words::{Run, runs, split};
use crate::document::{
    Alignment, Block, Cell, Change, Content, Document, Figure, Grid, Heading, Inline, InlineImage, Link, List,
    ListItem, Media, Paragraph, ParagraphRole, Revision, Text, VerticalPosition,
};
use std::collections::BTreeMap;

/// The document after, with its changes against the one before by that author.
///
/// Paragraphs and headings changed are marked word by word, tables of the same shape cell by cell; other blocks are deleted and
/// inserted as wholes, and so is what moved. The look of what is kept is that of the document after. Revisions that either has
/// itself count as accepted.
#[must_use]
pub fn revised(before: &Document, after: &Document, author: &str) -> Document {
    let mut media = after.media.clone();
    let renamed = adopted(&before.media, &mut media);
    let blocks = Revising { author }.flow(&settled(&before.blocks, &renamed), &settled(&after.blocks, &Renamed::new()));
    Document { blocks, media, properties: after.properties.clone() }
}

/// What pictures are called instead.
type Renamed = BTreeMap<String, String>;

/// Puts the pictures of the document before beside those of the one after; what those are called there whose name another picture
/// has.
fn adopted(before: &Media, media: &mut Media) -> Renamed {
    let mut renamed = Renamed::new();
    for (id, medium) in before {
        if media.get(id) == Some(medium) {
            continue;
        }
        let mut name = id.clone();
        while media.contains_key(&name) || (name != *id && before.contains_key(&name)) {
            name.insert_str(0, "before-");
        }
        media.insert(name.clone(), medium.clone());
        renamed.insert(id.clone(), name);
    }
    renamed
}

/// Blocks made anew from what they are made of: lists and tables from their blocks, others as `leaf` says, which may leave them out.
fn rebuilt(blocks: &[Block], leaf: &dyn Fn(&Block) -> Option<Block>) -> Vec<Block> {
    let rebuild = |block: &Block| match block {
        Block::List(list) => {
            let item = |item: &ListItem| ListItem { label: item.label.clone(), content: rebuilt(&item.content, leaf) };
            Some(Block::List(List { items: list.items.iter().map(item).collect(), ..list.clone() }))
        }
        Block::Table(grid) => {
            let mut grid = grid.clone();
            for cell in grid.cells_mut() {
                cell.content = rebuilt(&cell.content, leaf);
            }
            Some(Block::Table(grid))
        }
        other => leaf(other),
    };
    blocks.iter().filter_map(rebuild).collect()
}

/// A block whose own content is another.
fn with_content(block: &Block, change: impl Fn(&Content) -> Content) -> Block {
    match block {
        Block::Heading(heading) => Block::Heading(Heading { content: change(&heading.content), ..heading.clone() }),
        Block::Paragraph(paragraph) => {
            Block::Paragraph(Paragraph { content: change(&paragraph.content), ..paragraph.clone() })
        }
        other => other.clone(),
    }
}

/// Blocks with their own revisions accepted and their pictures called as told.
fn settled(blocks: &[Block], renamed: &Renamed) -> Vec<Block> {
    let name = |media: &mut String| {
        if let Some(name) = renamed.get(media) {
            media.clone_from(name);
        }
    };
    rebuilt(blocks, &|block| {
        Some(match block {
            Block::Figure(figure) => {
                let mut figure = figure.clone();
                name(&mut figure.media);
                Block::Figure(figure)
            }
            other => with_content(other, |content| settled_content(content, &name)),
        })
    })
}

fn settled_content(content: &Content, name: &dyn Fn(&mut String)) -> Content {
    let mut inlines = Vec::with_capacity(content.inlines().len());
    for inline in content.inlines() {
        match inline {
            Inline::Revision(revision) if revision.change == Change::Deleted => {}
            Inline::Revision(revision) => inlines.extend(settled_content(&revision.content, name).into_inlines()),
            Inline::Link(link) => {
                let content = settled_content(&link.content, name);
                inlines.push(Inline::Link(Link { content, ..link.clone() }));
            }
            Inline::Image(image) => {
                let mut image = image.clone();
                name(&mut image.media);
                inlines.push(Inline::Image(image));
            }
            other => inlines.push(other.clone()),
        }
    }
    Content::new(inlines)
}

/// What blocks must be alike in to be one that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Heading,
    Paragraph(ParagraphRole),
    List,
    Table,
    Figure,
    Break,
}

fn kind(block: &Block) -> Kind {
    match block {
        Block::Heading(_) => Kind::Heading,
        Block::Paragraph(paragraph) => Kind::Paragraph(paragraph.role),
        Block::List(_) => Kind::List,
        Block::Table(_) => Kind::Table,
        Block::Figure(_) | Block::Chart(_) => Kind::Figure,
        Block::Break(_) => Kind::Break,
    }
}

/// What a block is the same by: its text with what sets it apart in meaning, and what else can be seen of it.
fn identity(block: &Block) -> String {
    let of_content = |content: &Content| -> String {
        let key = |atom: &Inline| {
            let AtomKey { kind, text, marks } = atom_key(atom).0;
            // Runs that part a word differently say the same.
            if (kind, marks) == (0, (false, None)) { text } else { format!("\u{1}{kind}{marks:?}{text}\u{1}") }
        };
        atoms(content).iter().map(key).collect()
    };
    match block {
        Block::Heading(heading) => of_content(&heading.content),
        Block::Paragraph(paragraph) => of_content(&paragraph.content),
        Block::List(list) => {
            list.items.iter().map(|item| format!("{}\n{}", item.label, identities(&item.content))).collect()
        }
        Block::Table(grid) => {
            let cell = |cell: &Cell| {
                let Cell { row, column, row_span, column_span, content, .. } = cell;
                format!("{row},{column},{row_span},{column_span}:{}", identities(content))
            };
            grid.cells().iter().map(cell).collect::<Vec<_>>().join("\n")
        }
        Block::Figure(figure) => format!("{}\n{}", figure.media, figure.alt),
        Block::Chart(chart) => chart.in_words(),
        Block::Break(_) => String::new(),
    }
}

fn identities(blocks: &[Block]) -> String {
    blocks.iter().map(identity).collect::<Vec<_>>().join("\n")
}

struct Revising<'a> {
    author: &'a str,
}

impl Revising<'_> {
    fn flow(&self, before: &[Block], after: &[Block]) -> Vec<Block> {
        let texts = |blocks: &[Block]| -> Vec<(Kind, String, String)> {
            blocks.iter().map(|block| (kind(block), identity(block), block.plain_text())).collect()
        };
        let (texts_before, texts_after) = (texts(before), texts(after));
        let (items_before, items_after) = (items(&texts_before), items(&texts_after));
        let mut blocks = Vec::with_capacity(after.len());
        for step in paired(&items_before, &items_after, false) {
            match step {
                Step::Kept(_, a) => blocks.extend(after.get(a).cloned()),
                Step::Changed(b, a) | Step::Moved(b, a) => {
                    if let (Some(was), Some(is)) = (before.get(b), after.get(a)) {
                        self.changed(was, is, &mut blocks);
                    }
                }
                Step::Removed(b) => {
                    blocks.extend(before.get(b).map(|block| self.whole(block, Change::Deleted)).unwrap_or_default())
                }
                Step::Added(a) => {
                    blocks.extend(after.get(a).map(|block| self.whole(block, Change::Inserted)).unwrap_or_default())
                }
            }
        }
        blocks
    }

    fn changed(&self, was: &Block, is: &Block, blocks: &mut Vec<Block>) {
        match (was, is) {
            (Block::Heading(Heading { content: was, .. }), Block::Heading(_))
            | (Block::Paragraph(Paragraph { content: was, .. }), Block::Paragraph(_)) => {
                blocks.push(with_content(is, |is| self.words(was, is)));
            }
            (Block::List(was), Block::List(now)) if have_same_items(was, now) => {
                let items = was.items.iter().zip(&now.items).map(|(was, is)| ListItem {
                    label: is.label.clone(),
                    content: self.item(&was.content, &is.content),
                });
                blocks.push(Block::List(List { items: items.collect(), ..now.clone() }));
            }
            (Block::Table(was), Block::Table(is)) if have_same_shape(was, is) => {
                let mut grid = is.clone();
                for (was, cell) in was.cells().iter().zip(grid.cells_mut()) {
                    if identities(&was.content) != identities(&cell.content) {
                        cell.content = self.cell(&was.content, &cell.content);
                        cell.number = None;
                    }
                }
                blocks.push(Block::Table(grid));
            }
            _ => {
                blocks.extend(self.whole(was, Change::Deleted));
                blocks.extend(self.whole(is, Change::Inserted));
            }
        }
    }

    /// What is in an item: its first paragraph stays one, however little of it is the same, for the label stands before it.
    fn item(&self, was: &[Block], is: &[Block]) -> Vec<Block> {
        match (was.split_first(), is.split_first()) {
            (Some((Block::Paragraph(was), before)), Some((first @ Block::Paragraph(_), after))) => {
                let mut blocks = vec![with_content(first, |is| self.words(&was.content, is))];
                blocks.extend(self.flow(before, after));
                blocks
            }
            _ => self.flow(was, is),
        }
    }

    /// What is in a cell: one paragraph stays one, however little of it is the same.
    fn cell(&self, was: &[Block], is: &[Block]) -> Vec<Block> {
        match (was, is) {
            ([Block::Paragraph(was)], [only @ Block::Paragraph(_)]) => {
                vec![with_content(only, |is| self.words(&was.content, is))]
            }
            (was, is) => self.flow(was, is),
        }
    }

    /// A block deleted or inserted as a whole; nothing where nothing of it can be marked.
    fn whole(&self, block: &Block, change: Change) -> Vec<Block> {
        let mut whole = rebuilt(std::slice::from_ref(block), &|block| match block {
            // Only what stands in a line can be marked.
            Block::Figure(figure) => {
                let Figure { media, alt, decorative, size, crop, origin } = figure.clone();
                let image = Inline::Image(InlineImage { media, alt, decorative, size, crop, ..InlineImage::default() });
                let content = Content::new(self.revision(vec![image], change).into_iter().collect());
                let align = Alignment::Center;
                Some(Block::Paragraph(Paragraph { align, content, origin, ..Paragraph::default() }))
            }
            Block::Break(_) if change == Change::Deleted => None,
            other => Some(with_content(other, |content| {
                Content::new(self.revision(content.inlines().to_vec(), change).into_iter().collect())
            })),
        });
        for block in &mut whole {
            if let Block::Table(grid) = block {
                grid.cells_mut().iter_mut().for_each(|cell| cell.number = None);
            }
        }
        whole
    }

    fn revision(&self, inlines: Vec<Inline>, change: Change) -> Option<Inline> {
        let (author, date, content) = (self.author.to_owned(), String::new(), Content::new(inlines));
        (!content.is_empty()).then_some(Inline::Revision(Revision { change, author, date, content }))
    }

    /// Content with its changed words marked.
    fn words(&self, was: &Content, is: &Content) -> Content {
        let (was, is) = (atoms(was), atoms(is));
        let keyed = |atoms: &[Inline]| atoms.iter().map(atom_key).collect();
        let mut inlines = Vec::new();
        for Run { before, after, is_same } in runs(keyed(&was), keyed(&is)) {
            let new = is.get(after).unwrap_or_default().to_vec();
            if is_same {
                inlines.extend(new);
            } else {
                inlines.extend(self.revision(was.get(before).unwrap_or_default().to_vec(), Change::Deleted));
                inlines.extend(self.revision(new, Change::Inserted));
            }
        }
        Content::new(inlines)
    }
}

fn items(texts: &[(Kind, String, String)]) -> Vec<Item<'_, Kind>> {
    texts.iter().map(|(kind, key, text)| Item { key, kind: *kind, text }).collect()
}

/// Content as what changes as wholes: words, and whatever else stands in a line.
fn atoms(content: &Content) -> Vec<Inline> {
    let mut atoms = Vec::new();
    for inline in content.inlines() {
        match inline {
            Inline::Text(run) => {
                atoms.extend(split(&run.text).map(|word| Inline::Text(Text { text: word.to_owned(), ..run.clone() })));
            }
            other => atoms.push(other.clone()),
        }
    }
    atoms
}

/// What an atom is the same by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct AtomKey {
    kind: u8,
    text: String,
    /// What sets text apart in meaning: a number struck through or raised is another.
    marks: (bool, Option<VerticalPosition>),
}

/// What an atom is the same by, and how long it is.
fn atom_key(atom: &Inline) -> (AtomKey, usize) {
    let text = Content::new(vec![atom.clone()]).plain_text();
    let length = text.chars().count();
    let mut marks = (false, None);
    let (kind, text) = match atom {
        Inline::Text(run) => {
            marks = (run.marks.strike, run.marks.position);
            (0, text)
        }
        Inline::Link(link) => (1, format!("{}\n{text}", link.target)),
        Inline::Image(image) => (2, image.media.clone()),
        Inline::Anchor(name) => (3, name.clone()),
        Inline::Note(_) => (4, text),
        Inline::Ruby(_) | Inline::Formula(_) | Inline::Revision(_) => (5, text),
    };
    (AtomKey { kind, text, marks }, length)
}

/// Whether two lists have the same labels, each before a paragraph or the same block in both.
fn have_same_items(was: &List, is: &List) -> bool {
    let is_same = |was: &ListItem, is: &ListItem| {
        was.label == is.label
            && match (was.content.first(), is.content.first()) {
                (Some(Block::Paragraph(_)), Some(Block::Paragraph(_))) => true,
                (was, is) => was.map(identity) == is.map(identity),
            }
    };
    was.ordered == is.ordered
        && was.items.len() == is.items.len()
        && was.items.iter().zip(&is.items).all(|(was, is)| is_same(was, is))
}

fn have_same_shape(was: &Grid, is: &Grid) -> bool {
    let places = |grid: &Grid| -> Vec<(u32, u32, u32, u32)> {
        grid.cells().iter().map(|cell| (cell.row, cell.column, cell.row_span, cell.column_span)).collect()
    };
    (was.rows(), was.columns()) == (is.rows(), is.columns()) && places(was) == places(is)
}
