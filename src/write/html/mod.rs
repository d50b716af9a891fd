//! Document → web page.
//!
//! In: a [`Document`] and a [`Style`]. Out: one self-contained page, with a finding for all that a page can't carry. Knows
//! nothing of reports.
//!
//! The page is valid as HTML and well-formed as XML (polyglot markup), carries no script and loads nothing. On a screen it
//! is set for reading: one column, tables that scroll by themselves; on paper it has the style's page, type and page
//! numbers. For those who can't see it: language, landmark, skip link, one outline (title h1, level n h(n+1)), header cells
//! with scope, alternative texts, notes linked both ways.
//!
//! | what | how |
//! |---|---|
//! | caption before a table, after a figure | `caption`, `figcaption` |
//! | label of a list item | text before the item, so that it is copied, searched and read out exactly as printed |
//! | rows that repeat | `thead`; fewer where a cell reaches out of them, since HTML would cut it off |
//! | foot- and endnotes | two numbered lists at the end; the call and the note link to each other |
//! | page break | a rule on the screen, a new page in print |
//! | wide table | scrolls on the screen, on a turned page in print |
//! | organ, date, list of attachments | where they stand on the page, in characters |
//! | paragraphs typed as a list | one, as roles |

mod css;
mod difference;
mod flow;
mod place;
mod standing;

use crate::arrange::{undescribed, with_breaks_placed, with_pictures_prepared};
use crate::document::{Block, Document, ParagraphRole};
use crate::finding::Warned;
use crate::style::Style;
pub use difference::difference_to_html;
use flow::{FlowWriter, escaped};

/// The document as one HTML page. Same document and style, same text.
#[must_use]
pub fn document_to_html(document: &Document, style: &Style) -> Warned<String> {
    let document = &*with_breaks_placed(with_pictures_prepared(document));
    let mut writer = FlowWriter::new(document, style);
    writer.document();
    let (body, mut findings) = writer.into_parts();
    findings.extend(undescribed(document));

    let mut page = String::with_capacity(body.len() + 8_192);
    page.push_str(
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"zh-CN\" xml:lang=\"zh-CN\">\n<head>\n",
    );
    page.push_str("<meta charset=\"utf-8\"/>\n");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    page.push_str(&format!("<title>{}</title>\n", escaped(&title(document))));
    if let Some(author) = &document.properties.author {
        page.push_str(&format!("<meta name=\"author\" content=\"{}\"/>\n", escaped(author)));
    }
    if let Some(date) = document.properties.date {
        page.push_str(&format!("<meta name=\"dcterms.date\" content=\"{date}\"/>\n"));
    }
    page.push_str("<style>\n");
    page.push_str(&css::style_sheet(style));
    page.push_str("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n<main id=\"main\">\n");
    page.push_str(&body);
    page.push_str("</main>\n</body>\n</html>\n");
    Warned { value: page, findings }
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
