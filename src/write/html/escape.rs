//! Text → markup.

/// Characters both HTML and XML 1.0 can carry.
pub(super) fn is_writable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{7E}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..)
        && (c as u32) & 0xFFFE != 0xFFFE
}

/// Text escaped for content and attributes alike; what can't be written is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_writable(c) => out.push(c),
            _ => {}
        }
    }
    out
}
