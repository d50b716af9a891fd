//! Numbers and marks at the beginning of a paragraph: those of headings, of rows and of list items.

use crate::document::numeral::heading_level;

/// Whether a label begins with a number of its own.
pub(super) fn is_numbered(text: &str) -> bool {
    heading_level(text).is_some() || list_label(text).is_some()
}

/// Whether two labels are numbered in digits, the second next after the first.
pub(super) fn follows(first: &str, second: &str) -> bool {
    let number = |label: &str| {
        let digits = label.bytes().take_while(u8::is_ascii_digit).count();
        label.get(..digits).filter(|_| is_numbered(label))?.parse::<u32>().ok()
    };
    number(first).zip(number(second)).is_some_and(|(first, second)| first.checked_add(1) == Some(second))
}

/// The mark or number a list item begins with: how many bytes it has, and whether it counts.
pub(super) fn list_label(text: &str) -> Option<(usize, bool)> {
    let first = text.chars().next()?;
    let length = first.len_utf8();
    match first {
        '•' | '●' | '○' | '◦' | '■' | '▪' | '◆' | '◇' | '➢' | '✓' | '\u{f0b7}' | '\u{f06c}' | '\u{f0d8}' => {
            Some((length, false))
        }
        '①'..='⑳' => Some((length, true)),
        '（' | '(' => {
            let end = text.find(['）', ')'])?;
            let inner = text.get(length..end)?;
            let counts = !inner.is_empty() && inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_alphanumeric());
            let close = text.get(end..)?.chars().next()?.len_utf8();
            counts.then_some((end + close, true))
        }
        _ => {
            let number = text.chars().take_while(char::is_ascii_alphanumeric).count();
            let rest = text.get(number..)?;
            let letters = text.get(..number)?.chars().filter(char::is_ascii_alphabetic).count();
            let counts = (1..=3).contains(&number) && (letters == 0 || number == 1);
            let close = rest.chars().next().filter(|c| matches!(c, '.' | '．' | '、' | ')' | '）'))?;
            let goes_on = rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
            (counts && !goes_on).then_some((number + close.len_utf8(), true))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_items() {
        let cases = [
            ("• 建成", Some(("•", false))),
            ("（1） 集中", Some(("（1）", true))),
            ("①甲", Some(("①", true))),
            ("a) one", Some(("a)", true))),
            ("12. x", Some(("12.", true))),
            ("2.5 km", None),
            ("(see below)", None),
            ("Word.", None),
        ];
        for (text, label) in cases {
            let found = list_label(text).map(|(length, ordered)| (&text[..length], ordered));
            assert_eq!(found, label, "{text}");
        }
    }
}
