//! What a Word file has only nearly, or has where a Document has nothing: set to what was read again, so that all else can be
//! compared exactly.

use nianbao::document::{
    Block, Cell, Content, Figure, Grid, Heading, Inline, InlineImage, Link, Note, Paragraph, Revision, Ruby,
    destination,
};

/// `before` with, from `after`:
///
/// - the widths of tables that have none, and of tables in cells and items: they are whole twips of what room there is, and none where a
///   column would be less than one;
/// - the sizes of pictures that have none, and that none floats: before recognition has given it a place it is written into its line;
/// - the text of links that lead nowhere or where none may lead (`link-not-written`);
/// - the addresses of links in which characters no address may hold (RFC 3986) were encoded.
pub(crate) fn as_carried(before: &[Block], after: &[Block]) -> Vec<Block> {
    blocks(before, after, false)
}

fn blocks(before: &[Block], after: &[Block], narrow: bool) -> Vec<Block> {
    let mut after = after.iter();
    before.iter().map(|block| one(block, after.next(), narrow)).collect()
}

fn one(before: &Block, after: Option<&Block>, narrow: bool) -> Block {
    match (before.clone(), after) {
        (Block::Paragraph(p), Some(Block::Paragraph(q))) => {
            Block::Paragraph(Paragraph { content: content(&p.content, &q.content, narrow), ..p })
        }
        (Block::Paragraph(p), Some(Block::Figure(_))) => match Figure::alone_in(&in_line(&p)) {
            Some(figure) => one(&Block::Figure(figure), after, narrow),
            None => Block::Paragraph(p),
        },
        (Block::Heading(p), Some(Block::Heading(q))) => {
            Block::Heading(Heading { content: content(&p.content, &q.content, narrow), ..p })
        }
        (Block::List(mut list), Some(Block::List(read))) => {
            for (item, read) in list.items.iter_mut().zip(&read.items) {
                item.content = blocks(&item.content, &read.content, true);
            }
            Block::List(list)
        }
        (Block::Figure(p), Some(Block::Figure(q))) => Block::Figure(Figure { size: p.size.or(q.size), ..p }),
        (Block::Table(grid), Some(Block::Table(read))) => table(&grid, read, narrow),
        (other, _) => other,
    }
}

/// A paragraph whose pictures stand in its line.
fn in_line(paragraph: &Paragraph) -> Paragraph {
    let inlines = paragraph.content.inlines().iter().cloned().map(|inline| match inline {
        Inline::Image(image) => Inline::Image(InlineImage { floating: None, ..image }),
        other => other,
    });
    Paragraph { content: Content::new(inlines.collect()), ..paragraph.clone() }
}

fn table(grid: &Grid, read: &Grid, narrow: bool) -> Block {
    let mut others = read.cells().iter();
    let cells = grid.cells().iter().map(|cell| match others.next() {
        Some(other) => Cell { content: blocks(&cell.content, &other.content, true), ..cell.clone() },
        None => cell.clone(),
    });
    let mut copy = Grid::new(grid.rows(), grid.columns(), cells.collect()).unwrap();
    copy.header_rows = grid.header_rows;
    copy.heights = grid.heights.clone();
    let given = grid.widths.is_empty() || (narrow && [0, grid.widths.len()].contains(&read.widths.len()));
    copy.widths = if given { read.widths.clone() } else { grid.widths.clone() };
    Block::Table(copy)
}

fn content(before: &Content, after: &Content, narrow: bool) -> Content {
    let mut others = after.inlines().iter();
    let plain = before.inlines().iter().flat_map(|inline| match inline {
        Inline::Link(link) if destination(&link.target).is_none() => link.content.inlines().to_vec(),
        other => vec![other.clone()],
    });
    let before = Content::new(plain.collect());
    Content::new(before.inlines().iter().map(|inline| run(inline, others.next(), narrow)).collect())
}

fn run(before: &Inline, after: Option<&Inline>, narrow: bool) -> Inline {
    match (before.clone(), after) {
        (Inline::Image(p), Some(Inline::Image(q))) => {
            Inline::Image(InlineImage { size: p.size.or(q.size), floating: q.floating, ..p })
        }
        (Inline::Note(p), Some(Inline::Note(q))) => {
            Inline::Note(Note { content: blocks(&p.content, &q.content, narrow), ..p })
        }
        (Inline::Link(p), Some(Inline::Link(q))) => {
            let target = if decoded(&q.target) == p.target { q.target.clone() } else { p.target };
            Inline::Link(Link { target, content: content(&p.content, &q.content, narrow) })
        }
        (Inline::Ruby(p), Some(Inline::Ruby(q))) => Inline::Ruby(Ruby { base: content(&p.base, &q.base, narrow), ..p }),
        (Inline::Revision(p), Some(Inline::Revision(q))) => {
            Inline::Revision(Revision { content: content(&p.content, &q.content, narrow), ..p })
        }
        (other, _) => other,
    }
}

/// An address with what no address may hold as itself.
fn decoded(target: &str) -> String {
    let codes = [("%20", " "), ("%22", "\""), ("%3C", "<"), ("%3E", ">"), ("%5C", "\\"), ("%5E", "^"), ("%60", "`")];
    let more = [("%7B", "{"), ("%7C", "|"), ("%7D", "}")];
    codes.iter().chain(&more).fold(target.to_owned(), |target, (code, character)| target.replace(code, character))
}
