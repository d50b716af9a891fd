//! Heading → sheet name.

use crate::document::numeral::without_standard_number;
use std::collections::BTreeSet;

/// Gives each sheet of a workbook a name of its own.
#[derive(Default)]
pub(super) struct SheetNames {
    /// Names given, in lower case: spreadsheet programs don't tell case apart.
    given: BTreeSet<String>,
}

/// The most UTF-16 units a sheet name may have (ECMA-376 §18.2.19).
const LONGEST: usize = 31;

impl SheetNames {
    /// A heading's text without its number and the characters no sheet name may hold, cut to 31 characters, unlike all names
    /// given before.
    pub(super) fn name_of(&mut self, heading: &str) -> String {
        let plain = cut(&allowed(without_standard_number(heading)), LONGEST);
        // "History" is reserved by Excel for change tracking.
        let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "表".to_owned() } else { plain };
        let mut name = plain.clone();
        let mut copy = 2usize;
        while !self.given.insert(name.to_lowercase()) {
            let suffix = format!(" ({copy})");
            name = format!("{}{suffix}", cut(&plain, LONGEST - suffix.len()));
            copy += 1;
        }
        name
    }
}

/// Without `[ ] : * ? / \` and control characters, apostrophes at the ends trimmed, white space run together.
fn allowed(text: &str) -> String {
    let kept: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    let words: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ").trim_matches('\'').trim().to_owned()
}

fn cut(text: &str, units: usize) -> String {
    let mut left = units;
    let mut kept = String::new();
    for c in text.chars() {
        let Some(rest) = left.checked_sub(c.len_utf16()) else { break };
        left = rest;
        kept.push(c);
    }
    kept.trim_end_matches(['\'', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headings_number_is_not_part_of_the_name() {
        let names: Vec<String> = ["二、主动公开政府信息情况", "（三）不予公开", "1.规章", "(2) 罚没", "12、其他"]
            .map(|heading| SheetNames::default().name_of(heading))
            .to_vec();
        assert_eq!(names, ["主动公开政府信息情况", "不予公开", "规章", "罚没", "其他"]);
    }

    #[test]
    fn what_only_looks_like_a_number_stays() {
        let names: Vec<String> =
            ["2.5万元", "二〇二一年情况", "一、", "（三"].map(|h| SheetNames::default().name_of(h)).to_vec();
        assert_eq!(names, ["2.5万元", "二〇二一年情况", "一、", "（三"]);
    }

    #[test]
    fn a_name_has_at_most_31_units_and_no_forbidden_character() {
        let mut names = SheetNames::default();
        assert_eq!(names.name_of(&"情".repeat(31)).chars().count(), 31);
        assert_eq!(SheetNames::default().name_of(&"况".repeat(32)).chars().count(), 31);
        assert_eq!(SheetNames::default().name_of(&"𠀀".repeat(16)).encode_utf16().count(), 30);
        assert_eq!(names.name_of("'a[1]:b*?/\\c\n d'"), "a1bc d");
        assert_eq!(names.name_of("***"), "表");
    }

    #[test]
    fn names_differ_by_more_than_case() {
        let mut names = SheetNames::default();
        let given: Vec<String> = ["Data", "data", "DATA"].map(|h| names.name_of(h)).to_vec();
        assert_eq!(given, ["Data", "data (2)", "DATA (3)"]);
        let long = "长".repeat(40);
        names.name_of(&long);
        let second = names.name_of(&long);
        assert!(second.ends_with(" (2)") && second.chars().count() == 31, "{second}");
    }
}
