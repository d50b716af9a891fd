//! Markdown → the web page it stands for.
//!
//! In: CommonMark with GitHub's tables, footnotes and strikethrough. Out: HTML, for the reader of web pages to read: what is HTML in
//! Markdown anyway goes through as it is, and nothing has to be understood twice.

use pulldown_cmark::{CowStr, Event, MetadataBlockKind, Options, Parser, Tag, TagEnd, html::push_html};
use std::collections::BTreeMap;

/// A Markdown text as a web page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MarkdownPage {
    /// The page.
    pub(crate) html: String,
    /// The lines before it that say things about it: `title: …`.
    pub(crate) front_matter: String,
}

/// The page a Markdown text stands for.
pub(crate) fn markdown_to_page(source: &str) -> MarkdownPage {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut notes = Notes::default();
    let mut front_matter = String::new();
    let mut body = Vec::new();
    let mut events = Parser::new_ext(source, options).into_offset_iter().peekable();
    // How many columns the table has that is read.
    let mut columns = 0;
    let mut open: Option<String> = None;
    let mut in_front = false;
    // The numbers of the lists that are open, `None` of bullets; the label of the item that begins.
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut label = None;
    // What was said last, which tells what a line end between two words is.
    let mut last = None;
    while let Some((event, range)) = events.next() {
        let event = match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => {
                in_front = true;
                continue;
            }
            Event::End(TagEnd::MetadataBlock(_)) => {
                in_front = false;
                continue;
            }
            Event::Text(text) if in_front => {
                front_matter.push_str(&text);
                continue;
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                open = Some(label.to_string());
                continue;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                open = None;
                continue;
            }
            Event::Start(Tag::Table(aligns)) => {
                columns = aligns.len();
                Event::Start(Tag::Table(aligns))
            }
            // Cells beyond the columns of the head are no less there: the table says then that it is uneven.
            Event::End(TagEnd::TableRow) => {
                let row = source.get(range.clone()).unwrap_or_default();
                for cell in cells_of(row).skip(columns) {
                    let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
                    let to = match &open {
                        Some(name) => notes.written.entry(name.clone()).or_default(),
                        None => &mut body,
                    };
                    to.push(Event::InlineHtml(format!("<td>{cell}</td>").into()));
                }
                Event::End(TagEnd::TableRow)
            }
            Event::FootnoteReference(label) => notes.call(&label),
            Event::Start(Tag::List(first)) => {
                lists.push(first);
                Event::Start(Tag::List(first))
            }
            Event::End(TagEnd::List(is_ordered)) => {
                lists.pop();
                Event::End(TagEnd::List(is_ordered))
            }
            Event::Start(Tag::Item) => {
                label = lists.last_mut().map(label_of);
                Event::Start(Tag::Item)
            }
            Event::SoftBreak => {
                let next = match events.peek() {
                    Some((Event::Text(text), _)) => text.chars().next(),
                    _ => None,
                };
                // Between Chinese characters a line end is no space.
                if last.is_some_and(is_wide) && next.is_some_and(is_wide) {
                    continue;
                }
                Event::SoftBreak
            }
            event => event,
        };
        last = match &event {
            Event::Text(text) => text.chars().next_back(),
            _ => None,
        };
        let to = match &open {
            Some(name) => notes.written.entry(name.clone()).or_default(),
            None => &mut body,
        };
        // A label is a part of the text it stands before.
        let is_text = !matches!(event, Event::Start(Tag::Item | Tag::Paragraph));
        if is_text && let Some(label) = label.take() {
            to.push(Event::InlineHtml(label));
        }
        to.push(event);
    }
    let mut html = String::from("<!DOCTYPE html><html><body><main id=\"main\" data-nianbao=\"1\">\n");
    push_html(&mut html, body.into_iter());
    // How columns between pipes are aligned is what their cells say.
    for (said, class) in [("center", "center"), ("right", "end")] {
        html = html.replace(&format!(" style=\"text-align: {said}\">"), &format!(" class=\"{class}\">"));
    }
    notes.push_to(&mut html);
    html.push_str("</main></body></html>\n");
    MarkdownPage { html, front_matter }
}

/// The cells of a row between pipes.
fn cells_of(row: &str) -> impl Iterator<Item = String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in row.chars() {
        match c {
            '|' if !is_escaped => cells.push(String::new()),
            c => cells.iter_mut().last().into_iter().for_each(|cell| cell.push(c)),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    // What stands behind the last pipe is no cell unless it says something.
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim().replace("\\|", "|"))
}

/// The label of an item as our own pages have it, in a list that counts so far.
fn label_of<'a>(next: &mut Option<u64>) -> CowStr<'a> {
    let label = match next {
        Some(number) => {
            let label = format!("{number}.");
            *number = number.saturating_add(1);
            label
        }
        None => "•".to_owned(),
    };
    format!("<span data-role=\"label\">{label}</span>").into()
}

/// Characters as wide as they are high, between which no spaces stand.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// The notes of a text.
#[derive(Default)]
struct Notes<'a> {
    /// Their labels in the order they are called.
    called: Vec<String>,
    /// What each says.
    written: BTreeMap<String, Vec<Event<'a>>>,
}

impl<'a> Notes<'a> {
    fn call(&mut self, label: &CowStr<'_>) -> Event<'a> {
        let number = self.called.iter().position(|known| **known == **label).map_or_else(
            || {
                self.called.push(label.to_string());
                self.called.len()
            },
            |at| at + 1,
        );
        let call = format!("<sup><a id=\"fr{number}\" href=\"#fn{number}\" role=\"doc-noteref\">[{number}]</a></sup>");
        Event::InlineHtml(call.into())
    }

    /// Adds the notes as our own pages have them, those that nobody calls last.
    fn push_to(mut self, html: &mut String) {
        if self.written.is_empty() {
            return;
        }
        html.push_str("<section class=\"notes\" aria-label=\"脚注\">\n");
        for (number, label) in (1..).zip(&self.called) {
            let content = self.written.remove(label).unwrap_or_default();
            html.push_str(&format!(
                "<div id=\"fn{number}\" role=\"doc-footnote\"><a class=\"number\" href=\"#fr{number}\" role=\"doc-backlink\">[{number}]</a>"
            ));
            push_html(html, content.into_iter());
            html.push_str("</div>\n");
        }
        html.push_str("</section>\n");
        for content in self.written.into_values() {
            push_html(html, content.into_iter());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(source: &str) -> String {
        let page = markdown_to_page(source).html;
        let (_, body) = page.split_once("data-nianbao=\"1\">\n").unwrap();
        body.split_once("</main>").unwrap().0.trim().to_owned()
    }

    #[test]
    fn blocks_and_tables_are_html() {
        assert_eq!(body("# 标题\n\n甲**乙**"), "<h1>标题</h1>\n<p>甲<strong>乙</strong></p>");
        let table = body("| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |");
        assert!(table.contains("<th>甲</th>") && table.contains("<td class=\"end\">2</td>"), "{table}");
        assert_eq!(body("<table>\n<tr><td>12</td></tr>\n</table>"), "<table>\n<tr><td>12</td></tr>\n</table>");
    }

    #[test]
    fn items_have_the_labels_that_are_printed() {
        let label = |label: &str| format!("<span data-role=\"label\">{label}</span>");
        let list = format!("<ol start=\"3\">\n<li>{}甲</li>\n<li>{}乙</li>\n</ol>", label("3."), label("4."));
        assert_eq!(body("3. 甲\n4. 乙"), list);
        let list = format!("<ul>\n<li>\n<p>{0}甲</p>\n</li>\n<li>\n<p>{0}乙</p>\n</li>\n</ul>", label("•"));
        assert_eq!(body("- 甲\n\n- 乙"), list);
    }

    #[test]
    fn cells_beyond_the_head_are_there() {
        let table = body("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3\\|4 |\n| 5 |");
        assert!(table.contains("<td>2</td><td>3|4</td></tr>"), "{table}");
        assert!(table.contains("<td>5</td><td></td></tr>"), "{table}");
    }

    #[test]
    fn between_chinese_characters_a_line_end_is_no_space() {
        assert_eq!(body("主动\n公开"), "<p>主动公开</p>");
        assert_eq!(body("共12\n件 abc\ndef"), "<p>共12\n件 abc\ndef</p>");
    }

    #[test]
    fn notes_are_those_of_our_pages_and_none_is_lost() {
        let page = body("甲[^a]乙\n\n[^a]: 注一\n\n[^b]: 注二");
        assert!(page.contains("甲<sup><a id=\"fr1\" href=\"#fn1\" role=\"doc-noteref\">[1]</a></sup>乙"), "{page}");
        assert!(page.contains("role=\"doc-backlink\">[1]</a><p>注一</p>") && page.ends_with("<p>注二</p>"), "{page}");
    }

    #[test]
    fn what_stands_before_a_text_is_kept_apart() {
        let page = markdown_to_page("---\ntitle: 年报\n---\n\n甲");
        assert_eq!(page.front_matter, "title: 年报\n");
        assert!(page.html.contains("<p>甲</p>") && !page.html.contains("年报"));
    }
}
