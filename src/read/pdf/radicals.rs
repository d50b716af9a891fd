//! CJK radical code points → the ideographs they stand for.
//!
//! Many PDF writers give a glyph the radical's code point where radical and ideograph share one (⽂ for 文). What a person
//! reads is the ideograph. Nothing else is normalised.

use crate::internal;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

const SUPPLEMENT: &str = include_str!("../../../templates/unicode/radicals.tsv");

/// The ideograph of a radical; any other character as it is.
pub(super) fn radical_to_ideograph(character: char) -> char {
    static TABLE: OnceLock<BTreeMap<char, char>> = OnceLock::new();
    match character {
        // The block that Unicode itself decomposes.
        '\u{2F00}'..='\u{2FD5}' => std::iter::once(character).nfkc().next().unwrap_or(character),
        '\u{2E80}'..='\u{2EFF}' => {
            let table = TABLE.get_or_init(|| {
                let pairs = SUPPLEMENT.lines().filter(|line| !line.starts_with('#'));
                pairs.map(pair).collect()
            });
            table.get(&character).copied().unwrap_or(character)
        }
        other => other,
    }
}

/// A line of the table: a radical, a tab, its ideograph.
fn pair(line: &str) -> (char, char) {
    let mut characters = line.chars();
    match (characters.next(), characters.nth(1)) {
        (Some(radical), Some(ideograph)) => (radical, ideograph),
        _ => internal::error(format!("templates/unicode/radicals.tsv: {line}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_blocks_become_ideographs_and_nothing_else_changes() {
        let text: String = "⼀⽂⾏⿓⻅⻓⻚⺟⻰ＡⅣ①㎡豈﹙".chars().map(radical_to_ideograph).collect();
        assert_eq!(text, "一文行龍见长页母龙ＡⅣ①㎡豈﹙");
    }

    #[test]
    fn every_line_of_the_table_is_a_radical_and_an_ideograph() {
        let lines: Vec<&str> = SUPPLEMENT.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 114);
        for line in lines {
            let characters: Vec<char> = line.chars().collect();
            assert_eq!(characters.len(), 3, "{line}");
            assert!(('\u{2E80}'..='\u{2EFF}').contains(&characters[0]), "{line}");
            assert!(characters[2] as u32 >= 0x3400, "{line}");
        }
    }
}
