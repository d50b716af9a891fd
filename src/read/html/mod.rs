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
//! | `list`, `table`, `picture`, `address` | what their names say |
//! | `note`, `call` | foot- and endnotes, put where they are called |
//! | `mht` | pages saved with what they show, as messages |
//! | `moved` | what sheets put into elements, and show in another order |
//! | `heading` | headings by their looks |
//! | `own` | marks of our own pages, by which they read back as they were |
//! | `seen` | all text of the page, to count it against what was placed |

mod address;
mod article;
mod call;
mod color;
mod css;
mod dom;
mod flow;
mod heading;
mod limits;
mod line;
mod list;
mod look;
mod mht;
mod moved;
mod note;
mod own;
mod picture;
mod seen;
mod shown;
mod stray;
mod table;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use dom::{Dom, NodeId};
pub(crate) use shown::{Met, OwnData, own_data};

use crate::document::{Account, Block, Content, Date, Document, Inline, Paragraph, ParagraphRole, Properties};
use crate::finding::{Error, Finding, Warned, catalogue::package, catalogue::web, terms};
use crate::read::encoding::bytes_to_text;
use article::{Article, article};
#[cfg(not(test))]
use dom::Dom;
use dom::{Element, TooLarge};
use flow::Flow;
pub use flow::FormatNumber;
use limits::{DEEPEST, MAX_BYTES, MAX_NODES, MAX_OPEN};
use mht::{Message, Resources};
use seen::Besides;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a web page, a part of one, or one saved with its pictures (MIME HTML).
///
/// # Errors
/// `empty-file`; `limit-exceeded` beyond 32 MB, too many elements, elements too deep in each other, tables of too many places;
/// `message-without-page`.
pub fn html_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    bytes_to_document(bytes, None, Extent::Article)
}

/// The same of a page that is all content: one that stands in another document, or is a workbook by its name. Its cells may have number
/// formats.
///
/// # Errors
/// As [`html_to_document`].
pub fn page_to_document(bytes: &[u8], formatted: Option<FormatNumber>) -> Result<Warned<Document>, Error> {
    bytes_to_document(bytes, formatted, Extent::Whole)
}

/// What of a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Its article.
    Article,
    /// Its body.
    Whole,
}

fn bytes_to_document(bytes: &[u8], formatted: Option<FormatNumber>, extent: Extent) -> Result<Warned<Document>, Error> {
    check_size(bytes)?;
    let mut findings = Vec::new();
    let (source, resources) = if mht::is_message(bytes) {
        let Message { page, style, charset, is_plain, resources } =
            mht::open(bytes).ok_or_else(|| Error::from(web::message_without_page()))?;
        let text = bytes_to_text(&page, charset.as_deref(), &mut findings);
        let text = match (is_plain, style.is_empty()) {
            (true, _) => format!("<plaintext>{text}"),
            (false, true) => text,
            (false, false) => format!("<style>{style}</style>{text}"),
        };
        (text, resources)
    } else {
        (bytes_to_text(bytes, None, &mut findings), Resources::default())
    };
    let value = markup_to_document(&source, formatted, resources, extent)?.unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// Whether bytes look like a web page with cells of a table, whatever their file is called.
#[must_use]
pub fn is_page_with_cells(bytes: &[u8]) -> bool {
    /// So much of a page is looked at for its markup.
    const HEAD_BYTES: usize = 4096;
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    // Of UTF-16 every other byte is 0.
    let head: String = head.iter().filter(|b| **b != 0).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    let is_markup =
        ["<html", "<table", "<!doctype html", "<meta", "<head", "<body", "<div", "<style", "<tr", "<td", "<tbody"];
    start.starts_with('<') && is_markup.iter().any(|name| head.contains(name)) && has_cells(bytes)
        || mht::is_message(bytes)
}

fn has_cells(bytes: &[u8]) -> bool {
    let name = "<td";
    let is_wide = head_is_wide(bytes);
    let wide: Vec<u8> = if is_wide { bytes.iter().copied().filter(|b| *b != 0).collect() } else { Vec::new() };
    let bytes = if is_wide { wide.as_slice() } else { bytes };
    bytes.windows(name.len()).any(|window| window.eq_ignore_ascii_case(name.as_bytes()))
}

/// Whether every other byte is 0: UTF-16.
fn head_is_wide(bytes: &[u8]) -> bool {
    bytes.get(..2).is_some_and(|mark| mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF] || mark.contains(&0))
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
fn markup_to_document(
    source: &str,
    formatted: Option<FormatNumber>,
    resources: Resources,
    extent: Extent,
) -> Result<Warned<Document>, Error> {
    let dom = Dom::parse(&stray::with_tables(source)).map_err(|fault| match fault {
        TooLarge::Nodes => package::limit_exceeded(terms::PAGE_NODES, MAX_NODES, format!("> {MAX_NODES}")),
        TooLarge::Nesting => package::limit_exceeded(terms::NESTING_DEPTH, MAX_OPEN, format!("> {MAX_OPEN}")),
    })?;
    let mut flow = Flow::new(&dom, formatted, resources);
    let own = flow.notes.root();
    let article = match extent {
        Extent::Article => article(&dom, own),
        Extent::Whole => Article::whole(&dom, own),
    };
    flow.left_out = article.left_out;
    let mut blocks = flow.body(&article.roots)?;
    let heading = article.heading.map(|title| Paragraph { role: ParagraphRole::Title, ..Paragraph::plain(title) });
    blocks.splice(0..0, heading.map(Block::Paragraph));
    let Flow { mut findings, media, looks, notes, placed, generated, left_out, sheet, .. } = flow;
    findings.extend(article.findings);
    findings.extend(article::elsewhere::inner_pages(&dom));
    // Of one declaration it is said once.
    let mut unjudged = BTreeSet::new();
    let said = |finding: &Finding| finding.value("style").map(str::to_owned);
    findings.retain(|finding| finding.code() != "style-not-judged" || unjudged.insert(said(finding)));
    let unread = sheet.unread.as_deref().filter(|_| own.is_none());
    findings.extend(unread.map(web::style_not_judged));
    if let Some(first) = sheet.elsewhere.first().filter(|_| own.is_none()) {
        findings.push(web::style_sheets_elsewhere(sheet.elsewhere.len(), first));
    }
    if dom.flattened > 0 {
        findings.push(web::elements_flattened(dom.flattened, DEEPEST));
    }
    if own.is_none() {
        heading::raise_headings(&mut blocks, &looks, &mut findings);
        forget_usual_color(&mut blocks);
    }
    let mut text = Account::default();
    for root in article.roots {
        let besides = Besides { left_out: &left_out, notes: &notes, placed: &placed, generated: &generated };
        seen::count_text(&dom, root, besides, &mut text);
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
            let name = || element.attribute("name").unwrap_or_default();
            element.name() == "meta" && names.iter().any(|known| known.eq_ignore_ascii_case(name()))
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
            Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
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
