//! Whether two names are the same body's.

use serde::Deserialize;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Words {
    levels: String,
    superiors: String,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| toml::from_str(include_str!("../../templates/organs.toml")).unwrap_or_default());
    &WORDS
}

/// How two names of bodies stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameOrgan {
    /// The same name; spaces and the width of characters aside.
    Yes,
    /// One may be short for the other: it leaves out the place or the superior body the other begins with.
    Shortened,
    /// Another body, as far as names tell: 清河市人民政府 and 清河市人民政府办公室 are two.
    No,
}

/// Whether two names are the same body's.
#[must_use]
pub fn same_organ(a: &str, b: &str) -> SameOrgan {
    let comparable = |name: &str| name.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    let (a, b) = (comparable(a), comparable(b));
    if a == b {
        return SameOrgan::Yes;
    }
    let (long, short) = if a.len() > b.len() { (&a, &b) } else { (&b, &a) };
    let Some(left_out) = long.strip_suffix(short.as_str()) else { return SameOrgan::No };
    let words = words();
    let before = left_out.chars().last().is_some_and(|c| words.levels.contains(c) || words.superiors.contains(c));
    let level_first = short.chars().next().is_some_and(|c| words.levels.contains(c));
    if short.chars().count() > 2 && (before || level_first) { SameOrgan::Shortened } else { SameOrgan::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shortened_at_its_beginning_and_at_a_joint() {
        use SameOrgan::{No, Shortened, Yes};
        for (a, b, same) in [
            ("清河市民政局", " 清河市 民政局", Yes),
            ("甲局（本级）", "甲局(本级)", Yes),
            ("清河市民政局", "市民政局", Shortened),
            ("民政局", "清河市民政局", Shortened),
            ("株洲市生态环境局渌口分局", "渌口分局", Shortened),
            ("清河市民政局", "清河县民政局", No),
            ("东城区人民政府", "城区人民政府", No),
            ("清河市人民政府", "清河市人民政府办公室", No),
            ("清河市财政局", "财政局渌口分局", No),
            ("甲局", "局", No),
            ("甲局", "", No),
        ] {
            assert_eq!(same_organ(a, b), same, "{a} {b}");
        }
    }
}
