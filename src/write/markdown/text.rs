//! Characters that Markdown would read as its own, made text.

use super::writer::Syntax;

/// Adds text, every character as itself. `out` is what stands before it in its block.
pub(super) fn push_escaped(text: &str, syntax: Syntax, out: &mut String) {
    for (number, line) in text.split('\n').enumerate() {
        // A break at either end of a paragraph needs the element.
        match number {
            0 => {}
            _ if syntax == Syntax::Markdown && !out.is_empty() && !line.is_empty() => out.push_str("\\\n"),
            _ => out.push_str("<br/>"),
        }
        match syntax {
            Syntax::Html => push_html(line, out),
            Syntax::Markdown | Syntax::Line => push_line(line, out),
        }
    }
}

fn push_html(line: &str, out: &mut String) {
    for c in line.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

fn push_line(line: &str, out: &mut String) {
    let is_start = out.is_empty() || out.ends_with('\n');
    let mark = if is_start { starting_mark(line) } else { None };
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            ' ' | '\t' if mark == Some(at) || next.is_none() => out.push_str(&format!("&#{};", u32::from(c))),
            _ if mark == Some(at) => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' | '~' | '|' => out.extend(['\\', c]),
            // Between letters and digits it is nothing but itself (CommonMark 6.2).
            '_' if out.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric) => out.push(c),
            '_' => out.push_str("\\_"),
            c => out.push(c),
        }
    }
}

/// Where in a line's beginning a character stands that would make a heading, an item, a quotation, a rule or code of it.
fn starting_mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..).unwrap_or_default();
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let is_rule = line.chars().all(|c| matches!(c, '-' | '=' | ':' | '|' | '+' | ' '));
    match first {
        ' ' | '\t' | '>' => Some(0),
        '#' if ends_word(line.trim_start_matches('#')) => Some(0),
        '-' | '+' if ends_word(rest) => Some(0),
        // Escaped wherever they stand.
        '|' => None,
        _ if is_rule => Some(0),
        '0'..='9' => {
            let digits = line.find(|c: char| !c.is_ascii_digit())?;
            let behind = line.get(digits..)?.strip_prefix(['.', ')'])?;
            ends_word(behind).then_some(digits)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push_escaped(text, Syntax::Markdown, &mut out);
        out
    }

    #[test]
    fn what_markdown_would_take_for_its_own_is_text() {
        for (text, expected) in [
            ("共12件，3%。", "共12件，3%。"),
            ("1.公开情况", "1.公开情况"),
            ("1. 公开情况", "1\\. 公开情况"),
            ("2022) 件", "2022\\) 件"),
            ("# 一", "\\# 一"),
            ("#一", "#一"),
            ("- 甲", "\\- 甲"),
            ("-3", "-3"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("> 甲", "\\> 甲"),
            ("  甲", "&#32; 甲"),
            ("甲*乙*_丙_a_b", "甲\\*乙\\*\\_丙_a_b"),
            ("[甲](乙)", "\\[甲\\](乙)"),
            ("<b>&nbsp;", "&lt;b>&amp;nbsp;"),
            ("甲|乙~丙`\\", "甲\\|乙\\~丙\\`\\\\"),
            ("甲\n- 乙", "甲\\\n\\- 乙"),
            ("甲\n", "甲<br/>"),
            ("\n甲", "<br/>甲"),
            ("甲 ", "甲&#32;"),
        ] {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }
}
