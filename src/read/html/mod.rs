//! Web pages → Document.
//!
//! In: the bytes of a page in any encoding, a part of one, or one saved with its pictures. Out: the neutral flow, with a finding
//! for everything that could not be carried. Two stages: [`dom`] is the tree as browsers build it, [`flow`] and the rooms beside
//! it make blocks of it, by what [`css`] and [`look`] say is seen and means something. Nothing is fetched and nothing run.
//!
//! | file | what it does |
//! |---|---|
//! | `dom`, `stray` | the tree; rows that stand in no table |
//! | `article` | what of a page is its article, and what stands round it |
//! | `css`, `color`, `look` | style sheets; how text looks, whether anyone sees it |
//! | `flow`, `line` | blocks; the runs of a paragraph, paragraphs that line breaks part |
//! | `list`, `table`, `note`, `picture` | what their names say |
//! | `heading` | headings by their looks |
//! | `own` | marks of our own pages, by which they read back as they were |
//! | `seen` | all text of the page, to count it against what was placed |

mod article;
mod color;
mod css;
mod dom;
mod flow;
mod heading;
mod limits;
mod line;
mod list;
mod look;
mod note;
mod own;
mod picture;
mod seen;
mod stray;
mod table;

#[cfg(test)]
mod tests;

use crate::document::{Account, Block, Content, Date, Document, Inline, Paragraph, ParagraphRole, Properties};
use crate::finding::{Error, Finding, Warned, catalogue::package, catalogue::web, terms};
use crate::read::encoding::bytes_to_text;
use article::article;
use dom::{Dom, Element, TooLarge};
use flow::Flow;
use limits::{DEEPEST, MAX_BYTES, MAX_NODES, MAX_OPEN};
use std::collections::BTreeMap;

/// What a cell shows of its number, by the code of its number format, and what there is to say of it; `None` where that is its text.
pub type FormatNumber = fn(&str, &str, &mut dyn FnMut(Finding)) -> Option<String>;

/// Reads a web page, or a part of one.
///
/// # Errors
/// `empty-file`; `limit-exceeded` beyond 32 MB, too many elements, elements too deep in each other, tables of too many places.
pub fn html_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    let mut findings = Vec::new();
    check_size(bytes)?;
    let source = bytes_to_text(bytes, None, &mut findings);
    let read = markup_to_document(&source, None)?;
    let value = read.unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// Whether the bytes of a page are as many as are read.
fn check_size(bytes: &[u8]) -> Result<(), Error> {
    if bytes.is_empty() {
        return Err(package::empty_file().into());
    }
    if bytes.len() > MAX_BYTES {
        return Err(package::limit_exceeded(terms::FILE_BYTES, MAX_BYTES, bytes.len()).into());
    }
    Ok(())
}

/// Reads the characters of a page.
pub(crate) fn markup_to_document(source: &str, formatted: Option<FormatNumber>) -> Result<Warned<Document>, Error> {
    let dom = Dom::parse(&stray::with_tables(source)).map_err(|fault| match fault {
        TooLarge::Nodes => package::limit_exceeded(terms::PAGE_NODES, MAX_NODES, format!("> {MAX_NODES}")),
        TooLarge::Nesting => package::limit_exceeded(terms::NESTING_DEPTH, MAX_OPEN, format!("> {MAX_OPEN}")),
    })?;
    let mut flow = Flow::new(&dom, formatted);
    let own = flow.notes.root();
    let article = article(&dom, own);
    flow.left_out = article.left_out;
    let mut blocks = flow.body(&article.roots)?;
    let heading = article.heading.map(|title| Paragraph { role: ParagraphRole::Title, ..Paragraph::plain(title) });
    blocks.splice(0..0, heading.map(Block::Paragraph));
    let Flow { mut findings, media, looks, notes, placed, left_out, .. } = flow;
    findings.extend(article.findings);
    if dom.flattened > 0 {
        findings.push(web::elements_flattened(dom.flattened, DEEPEST));
    }
    if own.is_none() {
        heading::raise_headings(&mut blocks, &looks, &mut findings);
        forget_usual_color(&mut blocks);
    }
    let mut text = Account::default();
    for root in article.roots {
        seen::count_text(&dom, root, &left_out, &notes, &placed, &mut text);
    }
    findings.extend(text.missing_from(Account::of_blocks(&blocks, true), &findings));
    let said = properties(&dom);
    let title = article.title.or(said.title);
    let properties = Properties { title, publication: article.publication, ..said };
    Ok(Warned { value: Document { blocks, media, properties }, findings })
}

/// What a page says about itself.
fn properties(dom: &Dom) -> Properties {
    let elements = || dom.descendants(dom.root()).filter_map(|id| Some((id, dom.element(id)?)));
    let meta = |names: &[&str]| {
        let is_it = |element: &Element| {
            let name = element.attribute("name").unwrap_or_default();
            element.name() == "meta" && names.iter().any(|known| known.eq_ignore_ascii_case(name))
        };
        let found = elements().find(|(_, element)| is_it(element));
        let said = found.and_then(|(_, element)| element.attribute("content")).map(|said| said.trim().to_owned());
        said.filter(|said| !said.is_empty())
    };
    let title = elements().find(|(_, element)| element.name() == "title").map(|(id, _)| {
        let text: String = dom.children(id).iter().filter_map(|child| dom.text(*child)).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let date = meta(&["dcterms.date", "PubDate"]);
    Properties {
        title: meta(&["ArticleTitle"]).or(title).filter(|title| !title.is_empty()),
        author: meta(&["author"]),
        date: date.and_then(|date| Date::from_iso(date.get(..10)?)),
        ..Properties::default()
    }
}

/// Takes the colour off that most text of the page is printed in: it sets nothing apart.
fn forget_usual_color(blocks: &mut [Block]) {
    let mut counts = BTreeMap::new();
    let mut total = 0;
    crate::document::each_inline(blocks, &mut |inline| {
        if let Inline::Text(text) = inline {
            let length = text.text.chars().count();
            total += length;
            *counts.entry(text.marks.color).or_insert(0) += length;
        }
    });
    let usual = counts.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| count * 2 > total);
    let Some((Some(usual), _)) = usual else { return };
    without_color(blocks, usual);
}

fn without_color(blocks: &mut [Block], color: crate::document::Color) {
    for block in blocks {
        match block {
            Block::Heading(heading) => uncolored(&mut heading.content, color),
            Block::Paragraph(paragraph) => uncolored(&mut paragraph.content, color),
            Block::List(list) => list.items.iter_mut().for_each(|item| without_color(&mut item.content, color)),
            Block::Table(grid) => grid.cells_mut().iter_mut().for_each(|cell| without_color(&mut cell.content, color)),
            Block::Figure(_) | Block::Break(_) => {}
        }
    }
}

fn uncolored(content: &mut Content, color: crate::document::Color) {
    let mut inlines = std::mem::take(content).into_inlines();
    for inline in &mut inlines {
        match inline {
            Inline::Text(text) => text.marks.color = text.marks.color.filter(|own| *own != color),
            Inline::Link(link) => uncolored(&mut link.content, color),
            Inline::Ruby(ruby) => uncolored(&mut ruby.base, color),
            Inline::Revision(revision) => uncolored(&mut revision.content, color),
            Inline::Note(note) => without_color(&mut note.content, color),
            Inline::Image(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
        }
    }
    *content = Content::new(inlines);
}
