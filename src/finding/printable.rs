//! Text of a document on its way to a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// A text as one line that says what it says: what would steer a terminal, begin a line of its own or turn the direction of
/// writing is shown as a sign instead, so that no document can blot out a message or forge one.
///
/// Controls are shown as their pictures (␛, Unicode 2400 and following), a line's end as ⏎, the others as their code points.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => shown.push('⏎'),
            '\t' => shown.push(' '),
            '\0'..='\u{1F}' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}')),
            '\u{7F}' => shown.push('␡'),
            c if steers(c) => {
                // Writing to a string can't fail.
                let _ = write!(shown, "\\u{{{:04X}}}", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character does something to a terminal or to the order of what stands around it (UAX #9) rather than being seen.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal_any_more() {
        for (text, shown) in [
            ("清河市　1,264", "清河市　1,264"),
            ("甲\u{1b}[31m乙", "甲␛[31m乙"),
            ("甲\r\n错误: 乙\n", "甲⏎错误: 乙⏎"),
            ("a\tb\u{7}\u{7f}", "a b␇␡"),
            ("\u{9b}2J\u{202e}12\u{2066}", "\\u{009B}2J\\u{202E}12\\u{2066}"),
            ("一\u{2028}二\u{85}三", "一⏎二⏎三"),
        ] {
            assert_eq!(printable(text), shown);
            assert!(matches!(printable(shown), Cow::Borrowed(_)), "{shown}");
        }
    }
}
