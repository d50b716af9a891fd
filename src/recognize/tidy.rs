//! What typing habits leave behind: blank paragraphs, spaces for indents, headings numbered as lists.

use crate::document::{
    Block, Content, Heading, Inline, Leader, Paragraph, TabAlignment, TabStop, Text, chinese_and_letters, is_invisible,
};
use crate::finding::{Finding, Origin, catalogue};
use crate::report::numbered::{self, Numbers};

/// Whether a character is a space of any kind, the ideographic and the no-break space included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Text without spaces at its ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Blocks without blank paragraphs, paragraphs without spaces at their ends, and list items that are headings by their
/// number (一、 （一）) as the paragraphs they are.
pub(super) fn tidy(blocks: Vec<Block>) -> Vec<Block> {
    let mut tidied = Vec::with_capacity(blocks.len());
    for block in numbered::flow(blocks, Numbers::Headings) {
        match block {
            Block::Paragraph(paragraph) => {
                let content = trim_tabbed(paragraph.content, &paragraph.tabs);
                if !content.is_empty() {
                    let has_tabs = |inline: &Inline| matches!(inline, Inline::Text(run) if run.text.contains('\t'));
                    let is_tabbed = !paragraph.tabs.is_empty() && content.inlines().iter().any(has_tabs);
                    let tabs = if is_tabbed { paragraph.tabs } else { Vec::new() };
                    tidied.push(Block::Paragraph(Paragraph { content, tabs, ..paragraph }));
                }
            }
            Block::Heading(heading) => {
                let content = without_common_marks(trim_content(heading.content));
                if !content.is_empty() {
                    tidied.push(Block::Heading(Heading { content, ..heading }));
                }
            }
            other => tidied.push(other),
        }
    }
    tidied
}

pub(super) fn is_blank(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => trim_content(paragraph.content.clone()).is_empty(),
        Block::Break(_) => true,
        _ => false,
    }
}

/// Blanks of less than so many half characters are none that something is to be written into.
const LEAST_BLANK: usize = 4;

/// Whether underlined blanks are such that something is to be written into them; a tab is as wide as one.
fn is_to_fill_in(blanks: &str) -> bool {
    let half = |c: char| match c {
        '\t' => LEAST_BLANK,
        '\u{3000}' => 2,
        _ => 1,
    };
    blanks.chars().map(half).sum::<usize>() >= LEAST_BLANK
}

/// A stop no further in than this, in thousandths of the text's width, is an indent.
const DEEPEST_INDENT: u16 = 250;

/// The content of a paragraph without spaces at its ends, but for tabs that lead to stops of its own that are more than indents.
fn trim_tabbed(content: Content, stops: &[TabStop]) -> Content {
    let is_indent =
        |stop: &TabStop| stop.align == TabAlignment::Left && stop.leader == Leader::None && stop.at <= DEEPEST_INDENT;
    if stops.iter().all(is_indent) {
        return trim_content(content);
    }
    let trimmed = trim_content_of(content, |c| is_space(c) && c != '\t');
    // What is nothing but tabs is to be filled in only where a line leads to a stop.
    let says = || !trim(&trimmed.plain_text()).is_empty() || trimmed.inlines().iter().any(is_not_text);
    let is_led = stops.iter().any(|stop| stop.leader != Leader::None);
    if is_led || says() { trimmed } else { Content::default() }
}

fn is_not_text(inline: &Inline) -> bool {
    !matches!(inline, Inline::Text(_))
}

/// Content without spaces at its ends, but for those that are underlined: there something is to be written.
pub(super) fn trim_content(content: Content) -> Content {
    trim_content_of(content, is_space)
}

fn trim_content_of(content: Content, is_space: impl Fn(char) -> bool + Copy) -> Content {
    let mut inlines = content.into_inlines();
    while let Some(Inline::Text(first)) = inlines.first_mut() {
        let kept = first.text.trim_start_matches(is_space);
        if first.marks.underline && is_to_fill_in(first.text.get(..first.text.len() - kept.len()).unwrap_or_default()) {
            break;
        }
        if kept.is_empty() {
            inlines.remove(0);
            continue;
        }
        first.text = kept.to_owned();
        break;
    }
    while let Some(Inline::Text(last)) = inlines.last_mut() {
        let kept = last.text.trim_end_matches(is_space).len();
        if last.marks.underline && is_to_fill_in(last.text.get(kept..).unwrap_or_default()) {
            break;
        }
        if kept == 0 {
            inlines.pop();
            continue;
        }
        last.text.truncate(kept);
        break;
    }
    Content::new(inlines)
}

/// Content cut in two at a byte of its plain text; `None` where that is not in the midst of text.
pub(super) fn split_content(content: &Content, at: usize) -> Option<(Content, Content)> {
    let mut first = Vec::new();
    let mut second = Vec::new();
    let mut passed = 0;
    for inline in content.inlines() {
        let length = Content::new(vec![inline.clone()]).plain_text().len();
        match inline {
            _ if passed >= at => second.push(inline.clone()),
            _ if passed + length <= at => first.push(inline.clone()),
            Inline::Text(text) => {
                let (before, after) = text.text.split_at_checked(at - passed)?;
                first.push(Inline::Text(Text { text: before.to_owned(), ..text.clone() }));
                second.push(Inline::Text(Text { text: after.to_owned(), ..text.clone() }));
            }
            _ => return None,
        }
        passed += length;
    }
    Some((Content::new(first), Content::new(second)))
}

/// What is in content besides text: pictures and notes.
pub(super) fn without_text(content: &Content) -> Option<Content> {
    let rest: Vec<Inline> = content
        .inlines()
        .iter()
        .filter(|inline| matches!(inline, Inline::Image(_) | Inline::Note(_)))
        .cloned()
        .collect();
    (!rest.is_empty()).then(|| Content::new(rest))
}

/// What is in blocks besides text: pictures and notes.
pub(super) fn blocks_without_text(blocks: &[Block]) -> Vec<Block> {
    let mut rest = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. }) => {
                rest.extend(without_text(content).map(Block::runs));
            }
            Block::Figure(_) => rest.push(block.clone()),
            Block::List(list) => {
                rest.extend(list.items.iter().flat_map(|item| blocks_without_text(&item.content)));
            }
            Block::Table(grid) => {
                rest.extend(grid.cells().iter().flat_map(|cell| blocks_without_text(&cell.content)));
            }
            Block::Chart(_) | Block::Break(_) => {}
        }
    }
    rest
}

/// Where the links of a cell lead: its text is taken for a label or figure, their targets are not.
pub(super) fn link_targets(blocks: &[Block]) -> Vec<&str> {
    let contents = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. }) => Some(content),
        _ => None,
    });
    let links = contents.flat_map(Content::inlines).filter_map(|inline| match inline {
        Inline::Link(link) => Some(link.target.as_str()),
        _ => None,
    });
    links.collect()
}

/// Says what is lost where a content is taken for its text alone, as a title or sign-off is: where its links lead, and that
/// it has revisions.
pub(super) fn name_what_text_lacks(content: &Content, origin: &Origin, findings: &mut Vec<Finding>) {
    let text = content.plain_text();
    content.each_inline(&mut |inline| match inline {
        Inline::Link(link) => {
            findings.push(catalogue::recognize::text_link_left_out(trim(&text), &link.target).at_origin(origin));
        }
        Inline::Revision(revision) => {
            let change = revision.content.plain_text();
            findings.push(catalogue::recognize::revision_taken_as_accepted(trim(&text), change).at_origin(origin));
        }
        _ => {}
    });
}

/// A heading's content without fonts, and without the marks all of it bears: they were the draft's way of making it look like a
/// heading.
pub(super) fn without_common_marks(content: Content) -> Content {
    let texts: Vec<_> =
        content.inlines().iter().filter_map(|i| if let Inline::Text(t) = i { Some(t.marks) } else { None }).collect();
    let all = |get: fn(&crate::document::Marks) -> bool| !texts.is_empty() && texts.iter().all(get);
    let (bold, italic, underline) = (all(|m| m.bold), all(|m| m.italic), all(|m| m.underline));
    let colored = all(|m| m.color.is_some());
    let inlines = content.into_inlines().into_iter().map(|inline| match inline {
        Inline::Text(mut text) => {
            text.marks.bold &= !bold;
            text.marks.italic &= !italic;
            text.marks.underline &= !underline;
            text.marks.color = text.marks.color.filter(|_| !colored);
            text.font = None;
            Inline::Text(text)
        }
        other => other,
    });
    Content::new(inlines.collect())
}

/// What is left of a paragraph when its beginning went elsewhere, without the font all of it is in: that set it apart from the
/// beginning.
pub(super) fn without_common_font(content: Content) -> Content {
    let is_apart = |inline: &Inline| match inline {
        Inline::Text(text) => text.font.is_some() || chinese_and_letters(&text.text) == (0, 0),
        _ => true,
    };
    if !content.inlines().iter().all(is_apart) {
        return content;
    }
    let inlines = content.into_inlines().into_iter().map(|inline| match inline {
        Inline::Text(text) => Inline::Text(Text { font: None, ..text }),
        other => other,
    });
    Content::new(inlines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Marks;

    #[test]
    fn underlined_blanks_stay_where_something_is_to_be_written() {
        let marks = Marks { underline: true, ..Marks::default() };
        for (blank, stays) in [("　　", true), ("\t", true), ("    ", true), (" ", false), ("　 ", false)] {
            let ruled = || Inline::Text(Text::new(blank, marks));
            let kept = |inlines: Vec<Inline>| trim_content(Content::new(inlines)).plain_text();
            let expected = |text: String| if stays { text } else { "日期：".to_owned() };
            assert_eq!(kept(vec![Inline::text("日期："), ruled()]), expected(format!("日期：{blank}")), "{blank:?}");
            assert_eq!(kept(vec![ruled(), Inline::text("日期：")]), expected(format!("{blank}日期：")), "{blank:?}");
            assert_eq!(kept(vec![Inline::text("日期："), Inline::text(blank)]), "日期：", "{blank:?}");
        }
    }

    #[test]
    fn tabs_at_the_ends_stay_where_they_place_what_is_said() {
        let stop = |at, align, leader| TabStop { at, align, leader };
        let kept = |stop: TabStop, text: &str| {
            let paragraph = Paragraph { tabs: vec![stop], ..Paragraph::plain(text) };
            let tidied = tidy(vec![Block::Paragraph(paragraph)]);
            tidied.first().map(|block| match block {
                Block::Paragraph(p) => (p.content.plain_text(), p.tabs.len()),
                _ => panic!("{block:?}"),
            })
        };
        let is = |text: &str, stops: usize| Some((text.to_owned(), stops));
        let (left, center) = (TabAlignment::Left, TabAlignment::Center);
        assert_eq!(kept(stop(64, left, Leader::None), "\t正文"), is("正文", 0), "an indent");
        assert_eq!(kept(stop(64, left, Leader::None), "\t1.\t正文"), is("1.\t正文", 1));
        assert_eq!(kept(stop(746, center, Leader::None), " \t水利局 "), is("\t水利局", 1));
        assert_eq!(kept(stop(400, left, Leader::Line), "审核人：\t"), is("审核人：\t", 1));
        assert_eq!(kept(stop(400, left, Leader::Line), "\t"), is("\t", 1), "a line to write on");
        assert_eq!(kept(stop(746, center, Leader::None), "\t"), None);
    }
}
