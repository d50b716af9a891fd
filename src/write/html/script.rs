//! Data in a page: elements of script that no browser executes.

use crate::carried::{DATA_DIGEST, DATA_ID, UNKNOWN};
use std::fmt::Write as _;

/// The canonical form, with the place of the digest that will tie it to the page.
pub(super) fn carried(json: &str) -> String {
    let text = inert(json);
    format!("<script type=\"application/json\" id=\"{DATA_ID}\" {DATA_DIGEST}=\"{UNKNOWN}\">{text}</script>\n")
}

/// What schema.org's words say.
pub(super) fn linked(data: &serde_json::Value) -> String {
    format!("<script type=\"application/ld+json\">{}</script>\n", inert(&data.to_string()))
}

/// JSON in which nothing is markup, neither of HTML nor of XML, and which both can carry. What is escaped here stands only in the
/// texts of JSON.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            // C0 controls but line ends are escaped in JSON already; U+2028 and U+2029 end lines in scripts.
            '<' | '>' | '&' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FDD0}'..='\u{FDEF}' => {
                let _ = write!(out, "\\u{:04x}", character as u32);
            }
            _ if (character as u32) & 0xFFFE == 0xFFFE => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_holds_no_markup_and_stays_the_same_data() {
        let text = "</script><!-- ]]> & \u{1} \u{85} \u{2028} \u{FDD0} \u{FFFE} \u{1FFFF} 字 😀";
        let json = serde_json::to_string(&text).unwrap();
        let inert = inert(&json);
        let is_plain = |c: char| matches!(c, ' '..='\u{7E}' | '字' | '😀') && !"<>&".contains(c);
        assert!(inert.chars().all(is_plain), "{inert}");
        assert_eq!(serde_json::from_str::<String>(&inert).unwrap(), text);
    }
}
