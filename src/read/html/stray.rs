//! Rows and cells that stand in no table.
//!
//! A parser of pages takes no notice of their tags, and 12 and 3 side by side would be 123: such rows are put into a table first.
//! Pages begin so that were cut out of others, and those that systems send to be put into one.

use std::borrow::Cow;

/// Elements that end where they begin.
const VOID: [&str; 15] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "o:p",
];
/// Elements whose text is no markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noscript", "noframes"];
/// So many elements open in a cell are told apart.
const MOST_OPEN: usize = 1_000;

/// A tag as it is written.
struct Tag<'s> {
    /// In lower case.
    name: Cow<'s, str>,
    is_end: bool,
    /// What it is from its `<` on, and where it ends.
    end: usize,
    rest: &'s str,
}

/// The page with each row and cell in a table.
pub(super) fn with_tables(source: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut state = State::default();
    let mut at = 0;
    while let Some(tag) = next_tag(source, at) {
        let start = source.len() - tag.rest.len();
        if let Some(insert) = state.before(&tag) {
            out.push_str(source.get(copied..start).unwrap_or_default());
            out.push_str(insert);
            copied = start;
        }
        state.take(&tag);
        at = tag.end;
        if !tag.is_end && RAW.contains(&&*tag.name) {
            at = end_of_raw(source, at, &tag.name);
        }
    }
    if copied == 0 && out.is_empty() {
        return Cow::Borrowed(source);
    }
    out.push_str(source.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

#[derive(Default)]
struct State {
    /// Tables of the page that are open.
    tables: usize,
    /// Whether one was put in that is open.
    is_stray: bool,
    in_cell: bool,
    /// What was opened in its cell.
    open: Vec<String>,
}

impl State {
    /// What has to stand before a tag.
    fn before(&mut self, tag: &Tag<'_>) -> Option<&'static str> {
        let is_part = matches!(&*tag.name, "tr" | "td" | "th");
        if self.tables > 0 {
            return None;
        }
        if !self.is_stray {
            if !is_part || tag.is_end {
                return None;
            }
            (self.is_stray, self.in_cell) = (true, false);
            self.open.clear();
            return Some("<table>");
        }
        let is_of_table = is_part || matches!(&*tag.name, "tbody" | "thead" | "tfoot" | "table" | "col" | "colgroup");
        let ends = match (self.in_cell, tag.is_end) {
            _ if is_of_table && (tag.is_end || tag.name != "table") => false,
            // What was opened before the cell is closed with it.
            (true, true) => !self.open.iter().any(|open| *open == tag.name),
            (true, false) => false,
            (false, _) => !VOID.contains(&&*tag.name) && !RAW.contains(&&*tag.name),
        };
        if ends {
            self.is_stray = false;
            return Some("</table>");
        }
        None
    }

    fn take(&mut self, tag: &Tag<'_>) {
        let is_cell = matches!(&*tag.name, "td" | "th");
        if self.is_stray && self.tables == 0 && (is_cell || tag.name == "tr") {
            self.in_cell = is_cell && !tag.is_end;
            self.open.clear();
            return;
        }
        if tag.name == "table" {
            match tag.is_end {
                false => self.tables += 1,
                true if self.tables == 0 => self.is_stray = false,
                true => self.tables -= 1,
            }
            return;
        }
        if !self.is_stray || self.tables > 0 || VOID.contains(&&*tag.name) {
            return;
        }
        if !tag.is_end {
            if self.open.len() < MOST_OPEN {
                self.open.push(tag.name.clone().into_owned());
            }
        } else if let Some(at) = self.open.iter().rposition(|open| *open == tag.name) {
            self.open.truncate(at);
        }
    }
}

/// The next tag from a byte on.
fn next_tag(source: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        at += source.get(at..)?.find('<')?;
        let rest = source.get(at..)?;
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            continue;
        }
        let is_end = rest.starts_with("</");
        let name = rest.get(if is_end { 2 } else { 1 }..)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at += 1;
            continue;
        }
        let length = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
        let name = super::article::in_lower_case(name.get(..length)?);
        let end = at + end_of_tag(rest);
        return Some(Tag { name, is_end, end, rest });
    }
}

/// Where a tag ends: a `>` in the quotes of an attribute is none of its own.
fn end_of_tag(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let from = |at: usize| bytes.get(at..).unwrap_or_default();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', from(at)) {
        at += found;
        let sign = bytes.get(at).copied().unwrap_or_default();
        if sign == b'>' {
            return at + 1;
        }
        let is_quote = rest.get(..at).unwrap_or_default().trim_end().ends_with('=');
        at += 1;
        if is_quote {
            let Some(end) = memchr::memchr(sign, from(at)) else { break };
            at += end + 1;
        }
    }
    rest.len()
}

fn end_of_raw(source: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find("</")) {
        let start = at + found;
        let own = source.as_bytes().get(start + 2..start + 2 + name.len());
        if own.is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes())) {
            return start;
        }
        at = start + 2;
    }
    source.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_in_no_table_get_one() {
        for (source, expected) in [
            ("<table><tr><td>1</td></tr></table>", "<table><tr><td>1</td></tr></table>"),
            ("<tr><td>12</td><td>3</td></tr>", "<table><tr><td>12</td><td>3</td></tr>"),
            ("<TD>12<TD>3", "<table><TD>12<TD>3"),
            ("<div><td>12</td><td>3</td></div>", "<div><table><td>12</td><td>3</td></table></div>"),
            ("<div><td>1<td>2</div>", "<div><table><td>1<td>2</table></div>"),
            ("<tr><td><p>1</p></td></tr><p>2</p>", "<table><tr><td><p>1</p></td></tr></table><p>2</p>"),
            ("<tr><td><table><tr><td>1</table></td></tr>", "<table><tr><td><table><tr><td>1</table></td></tr>"),
            ("<td>1</td></table><p>", "<table><td>1</td></table><p>"),
            ("<td>1</td><table><td>2</table>", "<table><td>1</td></table><table><td>2</table>"),
            (
                "<script>'<td>'</script><!-- <td> --><a title='<td>'>",
                "<script>'<td>'</script><!-- <td> --><a title='<td>'>",
            ),
            ("1 < 2 <td", "1 < 2 <table><td"),
            ("<a title = '>' b\" x><td>", "<a title = '>' b\" x><table><td>"),
            ("<a title=\"'>'\"c='<td>' d='<td>", "<a title=\"'>'\"c='<td>' d='<td>"),
        ] {
            assert_eq!(with_tables(source), expected, "{source}");
        }
    }
}
