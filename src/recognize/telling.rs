//! What tells two labels apart: no slip of the pen makes 不予公开 of 予以公开, or 上年 of 本年.
//!
//! One guard for rows, columns and lists. In: a label the form has and one that was met, both in comparable form. It says
//! whether they differ in something that changes what is meant: a negation more or less, one word for its opposite, a number,
//! a whole word for another. What is left are lost characters, doubled ones and single ones mistaken.

use super::words::words;
use crate::document::numeral::is_plain_numeral;

/// How many characters may have come in at one place.
const MOST_INSERTED: usize = 3;

/// Whether two labels mean different things, however alike they look.
pub(super) fn tells_apart(known: &str, met: &str) -> bool {
    let (known, met) = (folded(known), folded(met));
    if known == met {
        return false;
    }
    let telling = &words().telling;
    let negations = |text: &str| text.chars().filter(|c| telling.negations.contains(*c)).count();
    if negations(&known) != negations(&met) || telling.opposites.iter().any(|group| differ_in(group, &known, &met)) {
        return true;
    }
    let (known_number, known_rest) = split_number(&known);
    let (met_number, met_rest) = split_number(&met);
    let numbers_differ = !known_number.is_empty() && !met_number.is_empty() && known_number != met_number;
    if numbers_differ || !is_subsequence(numerals(met_rest), numerals(known_rest)) {
        return true;
    }
    let known: Vec<char> = known_rest.chars().collect();
    let met: Vec<char> = met_rest.chars().collect();
    replaced(&known, &met).into_iter().any(|difference| {
        let Difference { lost, come, negations, .. } = difference;
        let came = met.get(difference.at..difference.at + come).unwrap_or_default();
        let is_edge = difference.at == 0 || difference.at + come == met.len();
        // One character too many in the midst of a label is a slip; before it or behind it, it says something of its own.
        let is_slip = lost > 0 || (come == 1 && !is_edge) || is_doubled(&met, difference.at, come) || is_idle(came);
        come > MOST_INSERTED || (lost > 1 && come > 1) || negations != 0 || (come > 0 && !is_slip)
    })
}

/// How alike two texts are (0 to 1); 0 where that is less than `least`, which is mostly seen without comparing them.
pub(super) fn alike(one: &str, other: &str, least: f64) -> f64 {
    // What is compared in floating point may be off by less.
    const ROUNDED: f64 = 1e-9;
    if most_alike(one, other) + ROUNDED < least {
        return 0.0;
    }
    let alike = strsim::normalized_levenshtein(one, other);
    if alike < least { 0.0 } else { alike }
}

/// How alike two texts may be at most: each character that the other has not is one to be changed.
fn most_alike(one: &str, other: &str) -> f64 {
    // Which characters a text has, as far as so few bits tell them apart.
    let bit = |c: char| 1u64 << (u32::from(c) % 64);
    let bits = |text: &str| text.chars().fold(0, |bits, c| bits | bit(c));
    let shared = |text: &str, bits: u64| text.chars().filter(|c| bits & bit(*c) != 0).count();
    let shared = shared(one, bits(other)).min(shared(other, bits(one)));
    let longest = one.chars().count().max(other.chars().count());
    if longest == 0 { 1.0 } else { shared as f64 / longest as f64 }
}

/// Whether some characters only repeat those before or behind them.
fn is_doubled(text: &[char], at: usize, length: usize) -> bool {
    let own = text.get(at..at + length);
    let before = at.checked_sub(length).and_then(|start| text.get(start..at));
    own.is_some() && (own == before || own == text.get(at + length..at + 2 * length))
}

/// Whether some characters are words that leave a label's meaning as it is.
fn is_idle(characters: &[char]) -> bool {
    let text: String = characters.iter().collect();
    let mut can_end = vec![false; text.len() + 1];
    can_end.iter_mut().take(1).for_each(|end| *end = true);
    for at in 0..text.len() {
        if can_end.get(at) != Some(&true) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        for word in words().telling.idle.iter().filter(|word| rest.starts_with(word.as_str())) {
            if let Some(end) = can_end.get_mut(at + word.len()) {
                *end = true;
            }
        }
    }
    can_end.last() == Some(&true)
}

/// Whether the characters of one text stand in another in the same order: an abbreviation of it.
pub(super) fn abbreviates(short: &str, long: &str) -> bool {
    is_subsequence(short.chars(), long.chars())
}

/// A label's text with characters that are mistaken for each other when scanned as one.
fn folded(text: &str) -> String {
    let mistaken = &words().telling.mistaken;
    let fold = |c: char| mistaken.iter().find(|group| group.contains(c)).and_then(|group| group.chars().next());
    text.chars().map(|c| fold(c).unwrap_or(c)).collect()
}

/// Whether the met label has other words of a group than the known one; a word left out only shortens it.
fn differ_in(group: &[String], known: &str, met: &str) -> bool {
    let of = |text: &str| -> Vec<usize> { group.iter().map(|word| text.matches(word.as_str()).count()).collect() };
    let met = of(met);
    met.iter().any(|count| *count > 0) && met != of(known)
}

/// The number a label begins with: digits, or numerals before a word they don't count (三类 begins with none).
fn split_number(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (text.get(..text.len() - rest.len()).unwrap_or_default(), rest)
}

fn numerals(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_ascii_digit() || is_plain_numeral(*c) || *c == '两')
}

fn is_subsequence(short: impl Iterator<Item = char>, mut long: impl Iterator<Item = char>) -> bool {
    let mut short = short;
    short.all(|wanted| long.any(|c| c == wanted))
}

/// A place where two texts differ.
#[derive(Default, PartialEq)]
struct Difference {
    /// How many characters of the known one were lost, and how many of the met one came in.
    lost: usize,
    come: usize,
    /// Where in the met one they came in.
    at: usize,
    /// How many negations came in, less those lost: one lost at the end makes up for none in the middle.
    negations: i32,
}

/// Where two texts differ.
fn replaced(known: &[char], met: &[char]) -> Vec<Difference> {
    let negates = |c: Option<&char>| i32::from(c.is_some_and(|c| words().telling.negations.contains(*c)));
    // The longest common subsequence of what begins at each pair of places.
    let width = met.len() + 1;
    let mut common = vec![0u16; (known.len() + 1) * width];
    let at = |common: &[u16], i: usize, j: usize| common.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in known.iter().enumerate().rev() {
        for (j, b) in met.iter().enumerate().rev() {
            let best = match a == b {
                true => at(&common, i + 1, j + 1) + 1,
                false => at(&common, i + 1, j).max(at(&common, i, j + 1)),
            };
            if let Some(place) = common.get_mut(i * width + j) {
                *place = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut places = Vec::new();
    let mut open = Difference::default();
    while i < known.len() || j < met.len() {
        if i < known.len() && j < met.len() && known.get(i) == met.get(j) {
            places.push(std::mem::take(&mut open));
            (i, j) = (i + 1, j + 1);
        } else if j >= met.len() || (i < known.len() && at(&common, i + 1, j) >= at(&common, i, j + 1)) {
            open.lost += 1;
            open.negations -= negates(known.get(i));
            i += 1;
        } else {
            if open.come == 0 {
                open.at = j;
            }
            open.come += 1;
            open.negations += negates(met.get(j));
            j += 1;
        }
    }
    places.push(open);
    places.retain(|place| *place != Difference::default());
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::normal_label;

    fn apart(known: &str, met: &str) -> bool {
        tells_apart(&normal_label(known), &normal_label(met))
    }

    #[test]
    fn what_is_too_different_is_seen_without_comparing() {
        let labels =
            ["", "行政许可", "行政强制", "3其他不予公开", "其他", "结果维持", "未经复议直接起诉", "经复议后起诉", "1"];
        for (one, other) in labels.iter().flat_map(|one| labels.map(|other| (*one, other))) {
            let compared = strsim::normalized_levenshtein(one, other);
            assert!(most_alike(one, other) + f64::EPSILON >= compared, "{one} {other}");
            for least in [0.0, 0.25, 0.5, 0.75, 1.0] {
                let expected = if compared < least { 0.0 } else { compared };
                assert!((alike(one, other, least) - expected).abs() < f64::EPSILON, "{one} {other} {least}");
            }
        }
    }

    #[test]
    fn opposites_are_no_slips() {
        for (known, met) in [
            ("现行有效件数", "现行失效件数"),
            ("现行有效件数", "现行无效件数"),
            ("本年制发件数", "本年废止件数"),
            ("本年制发件数", "本年作废件数"),
            ("本年制发件数", "上年制发件数"),
            ("本年制发件数", "本年未制发件数"),
            ("1.属于国家秘密", "1.不属于国家秘密"),
            ("1.属于国家秘密", "1.属于商业秘密"),
            ("1.属于国家秘密", "2.属于国家秘密"),
            ("4.无正当理由大量反复申请", "4.有正当理由大量反复申请"),
            ("（一）予以公开", "（一）不予公开"),
            ("5.属于三类内部事务信息", "5.属于四类内部事务信息"),
            ("二、上年结转政府信息公开申请数量", "二、下年结转政府信息公开申请数量"),
            ("一、本年新收政府信息公开申请数量", "一、本年结转政府信息公开申请数量"),
            ("未经复议直接起诉", "经复议直接起诉"),
            ("结果维持", "结果纠正"),
            ("行政处罚", "行政强制"),
            ("本年增/减", "本年增"),
            ("自然人", "法人"),
            ("尚未审结", "已审结"),
            ("3.补正后申请内容仍不明确", "3.补正后申请内容已明确"),
            ("2.没有现成信息需要另行制作", "2.有现成信息需要另行制作"),
            ("2.没有现成信息需要另行制作", "2.没有现成信息不需要另行制作"),
            ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分不公开"),
            ("（二）部分公开", "（二）全部公开"),
            ("4.无正当理由大量反复申请", "4.无正当理由少量申请"),
            ("4.无正当理由大量反复申请", "4.无正当理由个别申请"),
            ("本年制发件数", "本年拟制发件数"),
            ("本年制发件数", "本年计划制发件数"),
            ("本年处理决定数量", "本年待处理决定数量"),
            ("一、本年新收政府信息公开申请数量", "一、上半年新收政府信息公开申请数量"),
            ("一、本年新收政府信息公开申请数量", "一、本月新收政府信息公开申请数量"),
            ("一、本年新收政府信息公开申请数量", "一、近年新收政府信息公开申请数量"),
            ("一、本年新收政府信息公开申请数量", "一、本年网上新收政府信息公开申请数量"),
            ("二、上年结转政府信息公开申请数量", "二、历年结转政府信息公开申请数量"),
            ("二、上年结转政府信息公开申请数量", "二、上月结转政府信息公开申请数量"),
            ("四、结转下年度继续办理", "四、结转下半年继续办理"),
            ("现行有效件数", "原有效件数"),
            ("商业企业", "国有企业"),
            ("商业企业", "外商企业"),
            ("行政处罚", "行政处理"),
            ("行政强制", "行政强拆"),
            ("2.重复申请", "2.反复申请"),
            ("本年制发件数", "本年制发件数占比"),
            ("本年制发件数", "制发件数（％）"),
            ("现行有效件数", "现行有效件数占比"),
            ("现行有效件数", "现行有效件数同比"),
            ("本年废止件数", "本年废止率"),
            ("本年制发件数", "本年制发页数"),
            ("本年制发件数", "本年制发件数目标"),
            ("本年制发件数", "本年制发件数（百件）"),
            ("行政许可", "行政许可率"),
            ("行政处罚", "行政处罚额"),
            ("行政规范性文件", "行政规范性文件占比"),
            ("自然人", "自然人占比"),
            ("总计", "总计占比"),
            ("总计", "总计（百件）"),
            ("四、结转下年度继续办理", "四、结转下年度继续办理率"),
            ("结果纠正", "结果纠正率"),
            ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量占比"),
            ("行政许可", "拟行政许可"),
            ("行政许可", "县级行政许可"),
            ("行政许可", "行政许可（上级委托）"),
        ] {
            assert!(apart(known, met), "{known} {met}");
        }
    }

    #[test]
    fn slips_and_abbreviations_are_not_opposites() {
        for (known, met) in [
            ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
            ("2.其他法律行政法规禁止公开", "2.其他法律法规禁止"),
            ("6.属于四类过程性信息", "6.属于四类过程性性信息"),
            ("6.属于四类过程性信息", "四类过程性信息"),
            ("5.属于三类内部事务信息", "5.属于三类内部事物信息"),
            ("5.属于三类内部事务信息", "三类内部事务信息"),
            ("尚未审结", "尚末审结"),
            ("4.无正当理由大量反复申请", "4.无正当理由反复申请"),
            ("5.要求行政机关确认或重新出具已获取信息", "5.要求确认或重新出具"),
            ("1.本机关不掌握相关政府信息", "1.不掌握相关政府信息"),
            ("本年制发件数", "本年制定件数"),
            ("一、本年新收政府信息公开申请数量", "一、新收政府信息公开申请数"),
            ("行政规范性文件", "行政规范性文件数"),
            ("行政规范性文件", "行政规范性文件件数"),
            ("行政许可", "行政许可事项"),
            ("行政许可", "行政许可情况"),
            ("行政许可", "行行政许可"),
            ("自然人", "自然人申请"),
            ("总计", "总计数"),
            ("一、本年新收政府信息公开申请数量", "一、本年度新收政府信息公开申请总数量"),
            ("1.属于国家秘密", "1.因属于国家秘密"),
        ] {
            assert!(!apart(known, met), "{known} {met}");
        }
    }
}
