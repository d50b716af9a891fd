//! Comparing labels as a reader does: without looking at spaces, punctuation, width or character variants.

use crate::document::numeral::{LineNumber, Separation};
use serde::Deserialize;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct Characters {
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    met: String,
    means: String,
}

/// Pairs of characters, by the one met.
struct Variants {
    pairs: Vec<(char, char)>,
    /// Which of the ideographs have one, a bit each: most of any text have none.
    ideographs: Vec<u64>,
}

/// The first of the ideographs, U+4E00 to U+9FFF.
const FIRST_IDEOGRAPH: u32 = 0x4E00;
const IDEOGRAPHS: u32 = 0x5200;

static VARIANTS: LazyLock<Variants> = LazyLock::new(|| {
    let Characters { pairs } =
        crate::template::load("forms/characters.toml", include_str!("../../templates/forms/characters.toml"));
    let mut pairs: Vec<_> = pairs.iter().flat_map(|pair| pair.met.chars().zip(pair.means.chars())).collect();
    pairs.sort_unstable();
    let mut ideographs = vec![0u64; (IDEOGRAPHS / 64) as usize];
    for (met, _) in &pairs {
        let index = u32::from(*met).wrapping_sub(FIRST_IDEOGRAPH);
        if let Some(word) = ideographs.get_mut((index / 64) as usize) {
            *word |= 1 << (index % 64);
        }
    }
    Variants { pairs, ideographs }
});

/// The character that one of the variants of `templates/forms/characters.toml` stands for; any other as it is.
#[must_use]
pub fn normal_character(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let Variants { pairs, ideographs } = &*VARIANTS;
    let index = u32::from(c).wrapping_sub(FIRST_IDEOGRAPH);
    if let Some(word) = ideographs.get((index / 64) as usize)
        && word & (1 << (index % 64)) == 0
    {
        return c;
    }
    let variant = pairs.binary_search_by_key(&c, |(met, _)| *met).ok().and_then(|index| pairs.get(index));
    variant.map_or(c, |(_, means)| *means)
}

/// A label reduced to its letters, digits and ideographs: compatibility forms and the variants of
/// `templates/forms/characters.toml` folded, everything else left out. For comparison only; never for output.
#[must_use]
pub fn normal_label(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    if text.chars().all(is_composed) {
        text.chars().for_each(|c| push_normal(c, &mut normal));
    } else {
        text.nfkc().for_each(|c| push_normal(c, &mut normal));
    }
    normal
}

/// Whether a character is one that NFKC leaves alone, or punctuation that is left out whether or not NFKC changes it.
fn is_composed(c: char) -> bool {
    c.is_ascii()
        || matches!(
            c,
            '\u{4E00}'
                ..='\u{9FFF}'
                    | '“'
                    | '”'
                    | '、'
                    | '。'
                    | '〔'
                    | '〕'
                    | '《'
                    | '》'
                    | '（'
                    | '）'
                    | '，'
                    | '：'
                    | '；'
        )
}

fn push_normal(c: char, normal: &mut String) {
    if c.is_ascii() {
        // 占比（%） is no label of a count.
        if c.is_ascii_alphanumeric() || c == '%' {
            normal.push(c.to_ascii_lowercase());
        }
        return;
    }
    let c = normal_character(c);
    if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        normal.push(c);
    } else if c.is_alphanumeric() {
        normal.extend(c.to_lowercase());
    }
}

/// A text without the number it may begin with (`一、`, `（一）`, `1.`, `第一部分`, `、`): what is left when numerals are lost.
#[must_use]
pub fn stem(text: &str) -> &str {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('、') {
        return rest.trim_start();
    }
    let number = LineNumber::at(text).filter(|number| {
        // A space alone may part anything.
        number.separation == Separation::Marked
            || text.get(..number.text_start).is_some_and(|n| n.contains(['，', ',']))
    });
    number.and_then(|number| text.get(number.text_start..)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_compare_as_a_reader_compares_them() {
        let same = [
            ("商业企业", "商业\n企业"),
            ("商业企业", "商 业　企业"),
            ("（一）予以公开", "(一)予以公开"),
            ("1.属于国家秘密", "１、 属于国家秘密"),
            ("第二十条第（一）项", "第⼆⼗条第（⼀）项"),
            ("3.危及“三安全一稳定”", "3.危及\"三安全一稳定\""),
            ("结果维持", "結果維持"),
            ("本年增/减", "本年增减"),
        ];
        for (form, met) in same {
            assert_eq!(normal_label(form), normal_label(met), "{form} {met}");
        }
        assert_ne!(normal_label("1.其他"), normal_label("2.其他"));
    }

    #[test]
    fn stems_lose_only_their_number() {
        let cases = [
            ("一、总体情况", "总体情况"),
            ("、主动公开政府信息情况", "主动公开政府信息情况"),
            ("（二）部分公开", "部分公开"),
            ("1.其他", "其他"),
            ("十一、附表", "附表"),
            ("一般情况", "一般情况"),
            ("2021年工作", "2021年工作"),
            ("（区分处理的）", "（区分处理的）"),
        ];
        for (text, expected) in cases {
            assert_eq!(stem(text), expected);
        }
    }

    #[test]
    fn the_short_way_gives_what_the_long_way_gives() {
        for text in
            ["三、本年度办理结果", "（本列数据：第一项）", "1.属于国家秘密", "危及“三安全”，《条例》〔2021〕；abc XYZ"]
        {
            let mut long = String::new();
            text.nfkc().for_each(|c| push_normal(c, &mut long));
            assert_eq!(normal_label(text), long, "{text}");
        }
    }

    #[test]
    fn variants_are_in_pairs() {
        let characters: Characters = toml::from_str(include_str!("../../templates/forms/characters.toml")).unwrap();
        for pair in characters.pairs {
            assert_eq!(pair.met.chars().count(), pair.means.chars().count(), "{}", pair.met);
        }
    }
}
