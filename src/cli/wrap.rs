//! Text broken into lines of a terminal.

use crate::finding::printable;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text broken into lines at most `width` columns wide, an ideograph taking two; Latin words and numbers stay whole where
/// they fit.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut current = String::new();
        let mut used = 0;
        // A tab is four columns wide, everything else that has no width of its own is shown as a sign.
        let line = printable(&line.replace('\t', "    ")).into_owned();
        for token in tokens(&line) {
            let token_width = token.width();
            if used > 0 && used + token_width > width {
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            for c in token.chars() {
                let c_width = c.width().unwrap_or(0);
                if used > 0 && used + c_width > width {
                    lines.push(std::mem::take(&mut current));
                    used = 0;
                }
                current.push(c);
                used += c_width;
            }
        }
        lines.push(current);
    }
    lines
}

/// Runs of ASCII that should stay together, and single characters of anything else.
fn tokens(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if first.is_ascii_graphic() {
            rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ideographs_take_two_columns_and_numbers_stay_whole() {
        assert_eq!(wrap("政府信息公开", 8), ["政府信息", "公开"]);
        assert_eq!(wrap("共12345件", 6), ["共", "12345", "件"]);
        assert_eq!(wrap("政府信", 5), ["政府", "信"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
