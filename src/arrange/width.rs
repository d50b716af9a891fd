//! How wide a text is where its font is not at hand: counted by its characters.

use unicode_width::UnicodeWidthChar;

/// The width of a text on one line, in the unit of `em`: a full-width character is one em, any other half of one, and a quarter
/// stands between Chinese and Latin. `spacing`: what is added to each character.
pub(crate) fn counted_width(text: &str, em: f32, spacing: f32) -> f32 {
    let mut width = 0.0;
    let mut previous = None;
    for c in text.chars() {
        let ems = match c.width_cjk() {
            Some(0) | None => continue,
            Some(1) => 0.5,
            Some(_) => 1.0,
        };
        let parted = previous.is_some_and(|p| (is_ideograph(p) && is_latin(c)) || (is_latin(p) && is_ideograph(c)));
        width += (ems + if parted { 0.25 } else { 0.0 }) * em + spacing;
        previous = Some(c);
    }
    width
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_parted() {
        for (text, em, spacing, expected) in [
            ("某局", 16.0, 0.0, 32.0),
            ("2022年2月15日", 1.0, 0.0, 7.75),
            ("附件：1.", 16.0, -0.25, 62.75),
            ("", 16.0, 0.0, 0.0),
        ] {
            let width = counted_width(text, em, spacing);
            assert!((width - expected).abs() < 1e-4, "{text}: {width}");
        }
    }
}
