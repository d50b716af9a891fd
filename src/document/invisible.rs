//! Characters that show nothing: they come along with text copied from web pages and chats.

use std::borrow::Cow;

/// Whether a character shows nothing of its own: zero-width spaces and joiners, soft hyphens, marks of direction, variation
/// selectors, byte order marks, control characters. Line breaks and tabs are white space and show where they stand.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    shapes_neighbours(c)
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}')
        || (c.is_control() && !matches!(c, '\n' | '\t' | '\r' | '\u{B}' | '\u{C}' | '\u{85}'))
}

/// Whether an invisible character chooses how its neighbours look: it belongs to them in running text (rare characters in names,
/// scripts that join).
#[must_use]
pub fn shapes_neighbours(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{E0100}'..='\u{E01EF}')
}

/// A text without the characters that show nothing: what a reader compares, and what a figure or a name is taken from.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    // Nearly every text is without.
    match text.chars().any(is_invisible) {
        true => Cow::Owned(text.chars().filter(|c| !is_invisible(*c)).collect()),
        false => Cow::Borrowed(text),
    }
}

/// Whether digits may show in another order than they stand in: a mark that turns the direction round comes before them.
#[must_use]
pub fn is_turned(text: &str) -> bool {
    text.split_once('\u{202E}').is_some_and(|(_, after)| after.chars().any(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_is_left_out_and_white_space_is_not() {
        for c in "\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{FEFF}\u{AD}\u{2060}\u{2064}\u{202A}\u{202E}\u{2066}\u{2069}\u{180E}\u{FE0F}\u{E0100}\u{7}\u{7F}".chars() {
            assert_eq!(visible(&format!("1{c}2")), "12", "{c:?}");
        }
        for c in " \u{A0}\u{3000}\u{2009}\u{202F}\n\t²①年".chars() {
            let text = format!("1{c}2");
            assert_eq!(visible(&text), text);
        }
    }

    #[test]
    fn digits_behind_a_turning_mark_show_in_another_order() {
        assert!(is_turned("\u{202E}12"));
        assert!(!is_turned("12\u{202E}"));
        assert!(!is_turned("\u{202A}12\u{202C}"));
    }
}
