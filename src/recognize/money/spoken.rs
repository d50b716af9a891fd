//! Units of money said in words nobody foresaw: 金额：元, 收费以元为计量单位, （元） by itself above a table.

use crate::form::{FigureWords, MoneyUnit, normal_character};
use crate::recognize::words::words;
use unicode_normalization::UnicodeNormalization;

/// A longer line tells of more than a unit.
const LONGEST: usize = 40;

/// A text in comparable form: without spaces, invisible characters, traditional and wide ones; 単位∶元 is 单位:元.
pub(super) fn folded(text: &str) -> String {
    let characters = text.nfkc().filter(|c| !c.is_whitespace() && !crate::document::is_invisible(*c));
    characters
        .map(|c| match c {
            '∶' | '︰' | '﹕' => ':',
            '単' => '单',
            c => normal_character(c),
        })
        .collect()
}

/// Whether a word is a unit, of money or of counts.
fn is_unit(word: &str) -> bool {
    FigureWords::built_in().money_unit(word).is_some() || words().label.units.iter().any(|unit| unit == word)
}

/// The units a text names by themselves, and not with an amount, nor within another word: 金额：元, but not 10元, 单元, 多元化.
pub(super) fn units_spoken(text: &str) -> Vec<&'static MoneyUnit> {
    let figures = FigureWords::built_in();
    let text = folded(text);
    if text.chars().nth(LONGEST).is_some() || figures.not_units.iter().any(|word| text.contains(word.as_str())) {
        return Vec::new();
    }
    let alone = text.trim_matches(|c: char| "()[]【】〔〕:".contains(c));
    let is_about_units = figures.about_units.iter().any(|word| text.contains(word.as_str()))
        || alone.split(['、', ',', '/']).all(is_unit);
    if !is_about_units {
        return Vec::new();
    }
    let mut units: Vec<&'static MoneyUnit> = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let named = figures.money.iter().flat_map(|unit| unit.names().map(move |name| (name, unit)));
        let longest = named.filter(|(name, _)| rest.starts_with(name)).max_by_key(|(name, _)| name.len());
        let Some((name, unit)) = longest else {
            start += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let before = text.get(..start).unwrap_or_default();
        let after = rest.get(name.len()..).unwrap_or_default();
        let stands = |part: &str, list: &[String], is_end: bool| {
            let next = if is_end { part.chars().next() } else { part.chars().next_back() };
            next.is_none_or(|c| !c.is_alphanumeric())
                || list
                    .iter()
                    .any(|word| if is_end { part.starts_with(word.as_str()) } else { part.ends_with(word.as_str()) })
        };
        // 亿, 万, 分 alone are too short to be told from other words.
        let is_whole = name.ends_with('元') || name.ends_with('圆') || alone == name;
        if is_whole
            && stands(before, &figures.unit_before, false)
            && stands(after, &figures.unit_after, true)
            && !units.contains(&unit)
        {
            units.push(unit);
        }
        start += name.len();
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_by_itself_is_one_and_an_amount_is_none() {
        let of = |text: &str| units_spoken(text).iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join(" ");
        for text in [
            "单 位：元",
            "单　位：元",
            "（元）",
            "元",
            "件、元",
            "金额：元",
            "金额（元）",
            "计量：元",
            "金额均为元",
            "口径：金额为元",
            "币种：人民币（元）",
            "收费以元为计量单位",
            "统计口径：数量为件，金额为元",
            "填报口径：件、元",
            "本表收费数据为人民币元",
            "表中收费数为人民币元",
            "单位∶元",
            "單位：元",
            "単位：元",
            "注：表二收费单位为元",
            "请以元为单位填写",
        ] {
            assert_eq!(of(text), "元", "{text}");
        }
        assert_eq!(of("单位：件、万元"), "万元");
        assert_eq!(of("金额：千元"), "千元");
        for text in [
            "行政事业性收费标准：每件10元",
            "收费金额为264400元",
            "收费单位：清河市元和街道",
            "多元化收费",
            "单元收费",
            "公元2023年收费",
            "收费金额精确到元",
            "元旦收费",
            "金额以元以下四舍五入",
            "本年度未收取费用",
            "元宝山区",
        ] {
            assert_eq!(of(text), "", "{text}");
        }
    }
}
