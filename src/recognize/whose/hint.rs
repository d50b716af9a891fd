//! What may say whose figures these are without being understood: 截至去年年底, 民国111年, 由清河市教育局提供.
//!
//! What the grammar reads decides; what it can't read is quoted for a person to look at. So a line that names another year or body
//! in words nobody foresaw is never passed over, and one known to be about something else (a telephone number, the edition of the
//! form) makes no noise.

use super::mention::{LONGEST_LINE, clause_from, is_whole_year};
use super::{before_year, is_body, is_of_something_else, tidy_name, years_spoken_of};
use crate::document::{Date, Folded, date_at, periods_in, vocabulary, year_at};
use crate::form::normal_character;
use crate::recognize::sign_off::without_seal;
use crate::recognize::words::words;
use crate::report::{SameOrgan, is_government, place_of_government, same_organ};
use unicode_normalization::UnicodeNormalization;

/// The report the figures are for, as far as known.
#[derive(Clone, Copy, Default)]
pub(in crate::recognize) struct Own<'a> {
    pub(in crate::recognize) organ: Option<&'a str>,
    pub(in crate::recognize) year: Option<u16>,
}

/// Whether a line may say that figures are another body's, another year's, or of a part of one. A line that was understood may
/// as well: only what it leaves open counts.
pub(in crate::recognize) fn may_be_of_others(text: &str, own: Own<'_>) -> bool {
    text.split(['。', '；', ';', '\n', '\t', '\u{3000}'])
        .flat_map(|clause| clause.split("  "))
        .any(|clause| !is_aside(clause) && (hints_at_time(clause, own.year) || names_other_body(clause, own.organ)))
}

/// Whether a clause speaks of something else than whose figures these are: of a form, a law, a telephone.
pub(super) fn is_aside(clause: &str) -> bool {
    let clause = Folded::with(clause, normal_character);
    let whole = clause.text(0..clause.len());
    words().owner.aside.iter().any(|word| whole.contains(word.as_str()))
}

fn hints_at_time(clause: &str, own: Option<u16>) -> bool {
    let text = Folded::with(clause, normal_character);
    let owner = &words().owner;
    let is_compared = |start: usize, end: usize| {
        owner.compared_before.iter().any(|word| text.has_before(start, word))
            && !owner.taken_from.iter().any(|word| text.has_before(start, word))
            || owner.compared_after.iter().any(|word| text.has_at(end, word))
    };
    let whole = text.text(0..text.len());
    let copy = &words().copy;
    let lists = [&copy.estimate, &copy.draft];
    if lists.into_iter().flatten().any(|word| whole.contains(word.as_str())) {
        return true;
    }
    let is_relative = (0..text.len()).any(|index| {
        let length =
            owner.relative.iter().filter(|word| text.has_at(index, word)).map(|word| word.chars().count()).max();
        length.is_some_and(|length| !is_compared(index, index + length))
    });
    if is_relative {
        return true;
    }
    let spoken = years_spoken_of(clause);
    if spoken.is_empty() && owner.time_hints.iter().any(|word| whole.contains(word.as_str())) {
        return true;
    }
    let periods = periods_in(&text);
    let mut quoted = 0_usize;
    let mut index = 0;
    while index < text.len() {
        match text.get(index) {
            Some('《' | '〔' | '[') => quoted += 1,
            Some('》' | '〕' | ']') => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        if let Some(period) = periods.iter().find(|period| period.range.start == index && is_whole_year(period)) {
            index = period.range.end.max(index + 1);
            continue;
        }
        if let Some((date, end)) = date_at(&text, index) {
            if quoted == 0 && !is_compared(index, end) && own.is_some_and(|own| is_before_its_end(date, own)) {
                return true;
            }
            index = end.max(index + 1);
            continue;
        }
        let Some(mention) = year_at(&text, index) else {
            index += 1;
            continue;
        };
        index = mention.range.end;
        let is_other = own.is_none_or(|own| own != mention.year);
        // Read as the year of the figures, and compared with the report's where it was.
        let is_understood = spoken.contains(&mention.year);
        let is_later = own.is_some_and(|own| mention.year > own) && is_of_something_else(&text, &mention);
        if quoted == 0
            && is_other
            && !is_understood
            && !is_later
            && !is_compared(mention.range.start, mention.range.end)
            && !owner.edition.iter().any(|word| text.has_at(mention.range.end, word))
            && (own.is_some() || clause_from(&text, mention.range.end).is_empty())
        {
            return true;
        }
    }
    false
}

/// Whether a day is one on which a form may have been filled in, and before the year was over.
fn is_before_its_end(day: Date, year: u16) -> bool {
    let first = year.checked_sub(1).and_then(|before| Date::new(before, 1, 1));
    let last = Date::new(year, 12, 1);
    first.is_some_and(|first| day >= first) && last.is_some_and(|last| day < last)
}

/// Whether a clause names a body that is not this one, nor a part of it.
fn names_other_body(clause: &str, own: Option<&str>) -> bool {
    let Some(own) = own else { return false };
    let is_of_area = !is_government(own) && words().copy.area.iter().any(|word| clause.contains(word.as_str()));
    if is_of_area {
        return true;
    }
    let apart = |c: char| c.is_whitespace() || "，,、：:（）()《》“”\"|/".contains(c);
    let is_of_person =
        |label: &str| words().owner.person_labels.iter().any(|word| label.trim().ends_with(word.as_str()));
    let mut before = "";
    clause.split(apart).filter(|part| !part.is_empty()).any(|part| {
        // 填报人：清河市教育局李四
        let part = if is_of_person(std::mem::replace(&mut before, part)) { body_before_person(part) } else { part };
        // 清河市教育局2024年1月10日填
        let name = without_words(without_seal(before_year(part).trim()));
        let name = tidy_name(&name);
        // 由局办公室: a body with or without the word before it.
        let leads = words().owner.body_leads.iter().filter_map(|word| name.strip_prefix(word.as_str()));
        std::iter::once(name.as_str()).chain(leads).all(|name| is_other(name, own))
    })
}

/// Whether a name is another body's, and not of a part of this one, nor of the government that gathers its figures.
fn is_other(name: &str, own: &str) -> bool {
    // 清河市民政局办公室, 渌口分局 of 株洲市生态环境局渌口分局.
    let is_part = name.starts_with(own) || own.starts_with(name) || own.ends_with(name);
    // 清河市政府…采集表: the government that gathers the figures.
    let place = place_of_government(name);
    let is_superior = place.is_some_and(|place| !place.is_empty() && own.starts_with(place));
    is_body(name) && !is_part && !is_superior && same_organ(name, own) == SameOrgan::No
}

/// The body whose person a text names by both; the text where it names none so.
fn body_before_person(text: &str) -> &str {
    const LONGEST_NAME: usize = 4;
    let ends = text.char_indices().rev().map(|(at, _)| at).take(LONGEST_NAME);
    let mut bodies = ends.filter_map(|at| text.get(..at)).filter(|body| is_body(body));
    if is_body(text) { text } else { bodies.next().unwrap_or(text) }
}

/// A name without the words before and behind it, and without a year: 由清河市教育局提供, 清河市教育局2023年政府信息公开统计表.
fn without_words(text: &str) -> String {
    let owner = &words().owner;
    let mut name = text;
    loop {
        let lead = owner.body_leads.iter().filter_map(|word| name.strip_prefix(word.as_str()));
        let tail = owner.body_tails.iter().filter_map(|word| name.strip_suffix(word.as_str()));
        match lead.chain(tail).min_by_key(|rest| rest.len()) {
            Some(rest) if !is_body(name) => name = rest,
            _ => break,
        }
    }
    super::of_caption(name).organ.unwrap_or_else(|| name.to_owned())
}

/// Whether a line says that a table counts something else than the form does: 单位：人, 计量单位：户.
pub(in crate::recognize) fn says_other_unit(line: &str) -> bool {
    if line.chars().nth(LONGEST_LINE).is_some() || !line.contains(['：', ':']) {
        return false;
    }
    let text: String = line.nfkc().filter(|c| !c.is_whitespace()).collect();
    let unit = &vocabulary().unit;
    let mut stated = unit.labels.iter().flat_map(|label| text.split(label.as_str()).skip(1));
    let is_other = |part: &str| {
        let mut characters = part.chars();
        let is_sign = characters.next().is_some_and(|c| unit.signs.contains(c)) && characters.next().is_none();
        let is_unit = is_sign || unit.words.iter().any(|word| word == part);
        let is_counted = unit.counted.iter().chain(&words().label.units).any(|word| word == part);
        is_unit && !is_counted && !part.contains(|c| unit.money.contains(c))
    };
    stated.any(|rest| {
        let units = rest.strip_prefix(':').unwrap_or_default();
        units.split([')', '。', ';']).next().unwrap_or_default().split([',', '、', '/', '和', '或']).any(is_other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Own<'_> = Own { organ: Some("清河市民政局"), year: Some(2023) };

    #[test]
    fn what_nobody_foresaw_is_quoted() {
        for text in [
            "本表为上一年度数据，仅供参考",
            "截至上年末",
            "截至去年12月31日",
            "民国111年",
            "FY22",
            "12月份",
            "至9月末",
            "统计人：李四 2023年1月6日",
            "填报人：清河市教育局李四",
            "填报人： 清河市教育局欧阳小四",
            "导出时间：2022-12-31 17:00",
            "2023年1月8日填",
            "来源：清河市教育局",
            "由清河市教育局提供",
            "填表人：张三（清河市教育局）",
            "单位名称（公章）　清河市教育局　　负责人：王五",
            "清河市教育局 2024年1月10日",
            "清河市教育局2024年1月10日填",
            "（预计数）",
            "全市民政系统汇总",
            "清河市教育局2023年政府信息公开统计表",
            "牵头科室：清河市教育局办公室",
            "去年的，待更新",
            "此表由清河市教育局填写",
            "上年结转以2022年年报为准",
        ] {
            assert!(may_be_of_others(text, OWN), "{text}");
        }
    }

    #[test]
    fn a_line_may_say_that_something_else_is_counted() {
        for line in ["单位：人", "（计量单位：户）", "单位：件、人", "单位：%", "数量单位：页，金额单位：万元"]
        {
            assert!(says_other_unit(line), "{line}");
        }
        for line in [
            "单位：件",
            "单位：件、万元",
            "单位：个/件/万元",
            "（数量单位：件，金额单位：万元）",
            "填报单位：清河市民政局",
            "单位：人民币万元",
            "单位：人次",
            "填报单位：人社局",
            "单位负责人：张三",
        ] {
            assert!(!says_other_unit(line), "{line}");
        }
    }

    #[test]
    fn what_is_about_something_else_makes_no_noise() {
        for text in [
            "清河市民政局",
            "清河市民政局2023年政府信息公开统计表",
            "填报日期：2024年1月10日",
            "打印日期：2024-01-12",
            "填报人：张三  联系电话：010-62022022",
            "填报人：清河市民政局张三",
            "填报人：办公室张三",
            "审核人：李四  2024年1月",
            "联系电话：2022-2022",
            "表号：国办公开办函〔2021〕30号",
            "清河市民政局2023年政府信息公开情况统计表（国办公开办函〔2021〕30号）",
            "根据国办公开办函〔2021〕30号格式",
            "制表机关：国务院办公厅政府信息与政务公开办公室",
            "批准机关：国家统计局",
            "有效期至：2024年12月",
            "报送：清河市政务公开办公室",
            "清河市政务公开领导小组办公室制",
            "报送时间：2024年1月10日前报市政府办公室",
            "审核单位：清河市人民政府办公室",
            "清河市政府信息公开年度报告数据采集表（2023年）",
            "请各单位于2024年1月20日前报清河市人民政府办公室",
            "主管部门：清河市人民政府",
            "注：现行有效件数含2022年以前制发的",
            "较上年增加10%",
            "单位：件",
            "清河市民政局（本级）",
            "民政局",
            "此表由局办公室填写",
            "此表由民政局填写",
            "清河市民政局机关",
            "请于2024年1月20日前报送",
            "填报说明：各单位根据《中华人民共和国政府信息公开条例》（2019年修订）填写",
            "数据由清河市司法局核定",
            "下发日期：2023年12月5日",
            "印发时间：2023年11月20日",
            "依据2019年5月15日起施行的条例",
            "模板更新日期：2021年9月",
            "版本：V2022",
            "统计期间：2023年1月—12月",
            "统一社会信用代码：11202200MB2",
            "2023.1.1-2023.12.31",
            "截至2023年12月31日",
            "截至2023年底",
            "统计期间：2023年1月1日至2023年12月31日",
            "填报2021版",
            "上年结转",
            "定稿0115",
            "20240115",
            "2024.1.15",
            "1月15日",
            "主动公开2023",
        ] {
            assert!(!may_be_of_others(text, OWN), "{text}");
        }
    }
}
