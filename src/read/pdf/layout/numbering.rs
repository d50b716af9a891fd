//! Numbers and marks at the beginning of a paragraph: those of headings, of rows and of list items.

use crate::document::numeral::{ItemLabel, Sign, heading_level, is_arabic_digit};

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

/// The mark or number a list item begins with: how many bytes it has, and whether it counts. （一） is none, but a heading's.
pub(super) fn list_label(text: &str) -> Option<(usize, bool)> {
    let label = ItemLabel::at(text)?;
    let counts = match label.sign {
        Sign::Bullet => false,
        Sign::Letters | Sign::Arabic(_) | Sign::Circled(_) => true,
        Sign::Chinese(_) => return None,
    };
    // 1、2、3 number no item.
    let goes_on = label.opening.is_none() && text.get(label.length..)?.starts_with(is_arabic_digit);
    (!goes_on || label.closing.is_none()).then_some((label.length, counts))
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
