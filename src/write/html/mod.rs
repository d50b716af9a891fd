//! Document → web page, or a fragment of one.
//!
//! In: a [`Document`], a [`Style`] and, where the document publishes one, the [`Report`](crate::report::Report). Out: one self-contained
//! page, or the text alone, with a finding for all that a page can't carry.
//!
//! The page is valid as HTML and well-formed as XML (polyglot markup), runs no script and loads nothing. On a screen it
//! is set for reading: one column, contents beside it where there is room, tables that scroll by themselves or fall into cards; on paper
//! it has the style's page, type and page numbers. For those who can't see it: language, landmarks, skip link, one outline (title h1,
//! level n h(n+1)), header cells with scope, alternative texts, notes linked both ways.
//!
//! | what | how |
//! |---|---|
//! | caption before a table, after a figure | `caption`, `figcaption` |
//! | label of a list item | text before the item, so that it is copied, searched and read out exactly as printed |
//! | rows that repeat | `thead`; fewer where a cell reaches out of them, since HTML would cut it off |
//! | foot- and endnotes | two numbered lists at the end; the call and the note link to each other |
//! | page break | a rule on the screen, a new page in print |
//! | chart | SVG, with its figures in words and in a table that opens |
//! | wide table | scrolls on the screen, its head and the names of rows held; a row a card below 480 px; on a turned page in print |
//! | organ, date, list of attachments | where they stand on the page, in characters |
//! | paragraphs typed as a list | one, as roles |
//! | figure of a statutory table | `data-cell`, its id; `data-unit`; `data-value` where the cell says just a number |
//! | what markup has no word for | `data-role` of paragraphs, headings, labels and notes, by which our own markup is read again |
//! | the report itself | JSON in a script element of data, tied by a digest ([`crate::carried`]); not in fragments |
//!
//! | room | what it writes |
//! |---|---|
//! | `flow` | blocks and inline runs; `table`, `picture`, `chart`, `place` (where sign-offs stand), `standing` |
//! | `tag` | start tags: by classes in a page, by style attributes in a fragment |
//! | `column_labels` | what heads a cell, for rows that are cards |
//! | `published` | the report's figures; `metadata`: what the page says of itself; `panel`: what stands beside the text |
//! | `beside` | files that pages lead to |
//! | `script`, `escape` | data in a page; text as markup |
//! | `css` | the style as a style sheet; `screen.css`: the rules for screens; `paper`: the parts of official papers |
//! | `difference` | a page of its own: two reports side by side |

mod beside;
mod chart;
mod column_labels;
mod css;
mod difference;
mod escape;
mod flow;
mod metadata;
mod panel;
mod paper;
mod picture;
mod place;
mod published;
mod script;
mod standing;
mod table;
mod tabs;
mod tag;

use crate::arrange::{undescribed, with_breaks_placed, with_pictures_prepared};
use crate::document::{Block, Document, ParagraphRole};
use crate::finding::Warned;
use crate::style::Style;
pub use beside::Beside;
pub use difference::difference_to_html;
use escape::escaped;
use flow::{FlowWriter, Written};
pub use published::Published;
use tag::{Medium, Tag};

/// How web pages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Whether a fragment is written, to be put into a page through an editor that strips style sheets and classes: one element
    /// with all its looks in itself, without scripts and data.
    pub fragment: bool,
    /// Whether a page carries the report it publishes as data.
    pub carries_report: bool,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        HtmlOptions { fragment: false, carries_report: true }
    }
}

/// What a page is written from.
#[derive(Debug, Clone, Copy)]
pub struct WebEdition<'a> {
    /// What it shows.
    pub document: &'a Document,
    /// How it looks.
    pub style: &'a Style,
    /// The report it publishes; `None`: it says nothing but what it shows.
    pub published: Option<Published<'a>>,
    /// The files it links to.
    pub beside: &'a [Beside<'a>],
}

/// The document as one HTML page that says nothing but what it shows. Same document and style, same text.
#[must_use]
pub fn document_to_html(document: &Document, style: &Style) -> Warned<String> {
    edition_to_html(&WebEdition { document, style, published: None, beside: &[] })
}

/// One HTML page. Same edition, same text. Where it carries its report, the digest that ties the two is still to be put in its
/// place.
#[must_use]
pub fn edition_to_html(edition: &WebEdition<'_>) -> Warned<String> {
    let WebEdition { document, style, published, beside } = *edition;
    let document = &*with_breaks_placed(with_pictures_prepared(document), style);
    let Written { body, headings, findings } = written(document, style, Medium::Page, published);
    let title = published.and_then(|published| published.title(document)).unwrap_or_else(|| title(document));

    let mut page = String::with_capacity(body.len() + 16_384);
    page.push_str(
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\">\n<head>\n",
    );
    page.push_str("<meta charset=\"utf-8\"/>\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    page.push_str(&format!("<title>{}</title>\n", escaped(&title)));
    page.push_str(&metadata::labels(document, published, &title, &style.web));
    let linked = published.and_then(|published| metadata::linked_data(document, published, &title, &style.web, beside));
    page.extend(linked.map(|linked| script::linked(&linked)));
    page.push_str("<style>\n");
    page.push_str(&css::style_sheet(style));
    if paper::has_papers(document) {
        page.push_str(&paper::style_sheet(style));
    }
    page.push_str("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n");
    page.push_str(&format!("<main id=\"main\"{OWN}>\n{body}</main>\n"));
    page.extend(published.and_then(|published| published.json).map(script::carried));
    let panels = panel::contents(&headings, style) + &panel::of_report(published, &style.web, beside);
    if !panels.is_empty() {
        page.push_str(&format!("<div class=\"side\">\n{panels}</div>\n"));
    }
    page.push_str("</body>\n</html>\n");
    Warned { value: page, findings }
}

/// The text alone, to be put into another page: one element, its looks in itself, no scripts and no ids but with a prefix. The
/// title is no heading, for the page has it as its own; headings begin with h2. Same edition, same text.
#[must_use]
pub fn edition_to_html_fragment(edition: &WebEdition<'_>) -> Warned<String> {
    let WebEdition { document, style, published, .. } = *edition;
    let document = &*with_breaks_placed(with_pictures_prepared(document), style);
    let Written { body, findings, .. } = written(document, style, Medium::Fragment, published);
    let attributes = format!("{OWN} lang=\"zh-CN\"");
    let open = Medium::Fragment.open(Tag::of("div").attributes(&attributes).style("overflow-wrap:break-word"));
    Warned { value: format!("{open}\n{body}</div>\n"), findings }
}

/// By this attribute of what encloses the text its markup is known as our own.
const OWN: &str = " data-nianbao=\"1\"";

fn written(document: &Document, style: &Style, medium: Medium, published: Option<Published<'_>>) -> Written {
    let mut writer = FlowWriter::new(document, style, medium, published);
    writer.document();
    let mut written = writer.into_written();
    written.findings.extend(undescribed(document));
    written
}

/// What the window shows: the title the file bears, else the one it prints, else its first heading. A page must have one.
fn title(document: &Document) -> String {
    let printed = |block: &Block| match block {
        Block::Paragraph(p) if p.role == ParagraphRole::Title => Some(p.content.plain_text()),
        _ => None,
    };
    let heading = |block: &Block| match block {
        Block::Heading(h) => Some(h.content.plain_text()),
        _ => None,
    };
    let given = document.properties.title.clone();
    let title = given
        .or_else(|| document.blocks.iter().find_map(printed))
        .or_else(|| document.blocks.iter().find_map(heading))
        .unwrap_or_default();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { "无标题".to_owned() } else { title }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod arranged_tests;
