//! What a line says of a year or a body beside all else: 注：以上为2022年数据, （截至2022年12月31日）, 汇总单位：某局.
//!
//! Where neither title, caption nor statement says whose figures a file holds, such lines do. Years that are of something else
//! are left aside: the day a form was filled in, a law's revision, a document's number, what the figures are compared with.

use super::hint::is_aside;
use super::{before_year, is_body, is_of_something_else};
use crate::document::{
    Date, Folded, PeriodMention, YearForm, YearMention, date_at, month_at, periods_in, whole_date, year_at, year_before,
};
use crate::form::normal_character;
use crate::recognize::sign_off::without_seal;
use crate::recognize::words::words;
use std::collections::BTreeSet;

/// A line of so many characters may say whose figures these are; a longer one is running text.
pub(in crate::recognize) const LONGEST_LINE: usize = 60;

/// The years a line may mean as those of the figures.
pub(in crate::recognize) fn years_spoken_of(text: &str) -> BTreeSet<u16> {
    let folded = Folded::with(text, normal_character);
    let owner = &words().owner;
    let mut years = BTreeSet::new();
    if let Some(((first, 1), (last, 12))) = stretch_in_numbers(&folded)
        && first == last
    {
        years.insert(first);
    }
    let mut quoted = 0_usize;
    let mut index = 0;
    while index < folded.len() {
        match folded.get(index) {
            Some('《') => quoted += 1,
            Some('》') => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        let Some(mention) = year_at(&folded, index) else {
            index += 1;
            continue;
        };
        let range = mention.range.clone();
        index = range.end;
        let precedes = |list: &[String]| list.iter().any(|word| folded.has_before(range.start, word));
        let follows = |list: &[String]| list.iter().any(|word| folded.has_at(range.end, word));
        let later = || clause_from(&folded, range.end);
        let is_other = quoted > 0
            || (precedes(&owner.compared_before) && !precedes(&owner.taken_from))
            || follows(&owner.compared_after)
            || owner.compared_later.iter().any(|word| later().contains(word.as_str()))
            || !is_meant_as_year(&folded, &mention)
            || (is_of_something_else(&folded, &mention) && !ends_a_year(&folded, &mention));
        if !is_other {
            years.insert(mention.year);
        }
    }
    years
}

/// What follows an index up to the end of its clause.
pub(super) fn clause_from(text: &Folded, index: usize) -> String {
    let rest = text.text(index..text.len());
    rest.split([',', ';', '。', '\n']).next().unwrap_or_default().to_owned()
}

/// Whether a number is a year and no figure: 2022 with 年, alone, or before what a table is called.
fn is_meant_as_year(text: &Folded, mention: &YearMention) -> bool {
    let words = words();
    let range = &mention.range;
    let names = || {
        let lists = [&words.title.core, &words.owner.tail, &words.owner.part];
        lists.into_iter().flatten().any(|word| text.has_at(range.end, word))
    };
    let bare_alone = || {
        let before = text.text(0..range.start);
        range.end == text.len() && (before.is_empty() || before.ends_with([':', '(']))
            || before.ends_with('(') && text.has_at(range.end, ")")
    };
    let is_fiscal = || text.has_before(range.start, "FY");
    mention.form != YearForm::Bare || names() || bare_alone() || is_fiscal() || date_at(text, range.start).is_some()
}

/// Whether a day is the last of its year: what figures are as of, and not when they were gathered.
fn ends_a_year(text: &Folded, mention: &YearMention) -> bool {
    let last = date_at(text, mention.range.start).is_some_and(|(date, _)| (date.month(), date.day()) == (12, 31));
    last || periods_in(text).iter().any(|period| period.range.contains(&mention.range.start) && is_whole_year(period))
}

/// Whether a period is one calendar year.
pub(in crate::recognize) fn is_whole_year(period: &PeriodMention) -> bool {
    let (from, to) = (period.from, period.to);
    (from.month(), from.day(), to.month(), to.day()) == (1, 1, 12, 31) && from.year() == to.year()
}

/// Whether a line says that figures are of a part of a year only: 2023年上半年, 第一季度, 1月至6月, 截至2023年9月30日.
pub(in crate::recognize) fn is_part_of_year(text: &str) -> bool {
    let folded = Folded::with(text, normal_character);
    let owner = &words().owner;
    let whole = folded.text(0..folded.len());
    let is_monthly = || {
        whole
            .match_indices("月报")
            .any(|(at, word)| !whole.get(at + word.len()..).unwrap_or_default().starts_with('送'))
    };
    if owner.part.iter().any(|word| whole.contains(word.as_str())) || has_part_code(&folded) || is_monthly() {
        return true;
    }
    let periods = periods_in(&folded);
    if let [only] = periods.as_slice() {
        return only.from < only.to && only.from.year() == only.to.year() && !is_whole_year(only);
    }
    if months_before_the_last(&folded) || months_in_numbers(&folded) {
        return true;
    }
    let as_of = (0..folded.len()).filter(|index| owner.as_of.iter().any(|word| folded.has_before(*index, word)));
    let mut days = as_of.filter_map(|index| date_at(&folded, index));
    periods.is_empty() && days.any(|(date, _)| date.month() < 12)
}

/// Whether a half year or a quarter is written as a code: 2023H1, Q3.
fn has_part_code(text: &Folded) -> bool {
    let is_apart = |index: Option<usize>| {
        index.and_then(|index| text.get(index)).is_none_or(|c| !c.is_ascii_alphanumeric() || c.is_ascii_digit())
    };
    let codes = &words().owner.part_codes;
    (0..text.len()).any(|index| {
        codes.iter().any(|code| {
            let end = index + code.chars().count();
            let begins_with_digit = code.starts_with(|c: char| c.is_ascii_digit());
            let before = index.checked_sub(1).and_then(|index| text.get(index));
            text.has_at(index, code)
                && is_apart(index.checked_sub(1))
                && !(begins_with_digit && before.is_some_and(|c| c.is_ascii_digit()) && !is_year_before(text, index))
                && (text.has_gap_before(end) || !text.get(end).is_some_and(|c| c.is_ascii_alphanumeric()))
        })
    })
}

fn is_year_before(text: &Folded, index: usize) -> bool {
    year_before(text, index).is_some()
}

/// Whether a text is a stretch of months in numbers that is no whole year: 2023.01-2023.06, 202301-202306.
fn months_in_numbers(text: &Folded) -> bool {
    stretch_in_numbers(text).is_some_and(|(first, last)| first.0 == last.0 && (first.1, last.1) != (1, 12))
}

/// A stretch of months in numbers: year and month of its first and its last.
fn stretch_in_numbers(text: &Folded) -> Option<((u16, u8), (u16, u8))> {
    let number = |at: usize, most: usize| {
        let digits: String =
            text.text(at..text.len().min(at + most + 1)).chars().take_while(char::is_ascii_digit).collect();
        let month = digits.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
        month.filter(|_| digits.len() <= most).map(|month| (month, at + digits.len()))
    };
    // The year, the month, and where it ends.
    let month_of = |at: usize| {
        let year: u16 =
            text.text(at..text.len().min(at + 4)).parse().ok().filter(|year| (1990..=2100).contains(year))?;
        let is_begin = !at.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|c| c.is_ascii_digit());
        let mark = usize::from(text.get(at + 4).is_some_and(|c| matches!(c, '.' | '-' | '/')));
        let (month, end) = number(at + 4 + mark, 2)?;
        is_begin.then_some((year, month, end))
    };
    (0..text.len()).find_map(|index| {
        let (year, first, end) = month_of(index)?;
        if !text.get(end).is_some_and(|c| "-—–~至".contains(c)) {
            return None;
        }
        let joint = 1 + usize::from(text.get(end + 1).is_some_and(|c| "—–-".contains(c)));
        let (last_year, last, _) = month_of(end + joint)?;
        Some(((year, first), (last_year, last)))
    })
}

/// Whether a text ends a stretch of months before December: 截至2023年6月, 1-6月, 1月至11月, 至9月末.
fn months_before_the_last(text: &Folded) -> bool {
    let owner = &words().owner;
    let month_at = |index: usize| {
        let digits = text.text(index..text.len().min(index + 2));
        let count = digits.chars().take_while(char::is_ascii_digit).count();
        let month: u8 = digits.get(..count)?.parse().ok()?;
        // 6月30日 is a day, read as such.
        let is_month =
            text.has_at(index + count, "月") && !text.get(index + count + 1).is_some_and(|c| c.is_ascii_digit());
        (is_month && (1..=12).contains(&month)).then_some(month)
    };
    (0..text.len()).any(|index| {
        if month_at(index).is_none_or(|month| month == 12) {
            return false;
        }
        let year = year_before(text, index).map_or(index, |mention| mention.range.start);
        let is_as_of = owner.as_of.iter().any(|word| text.has_before(year, word));
        let joint = index.checked_sub(1).and_then(|at| text.get(at).map(|c| (at, c)));
        let from = joint.filter(|(_, c)| "-—–~至".contains(*c)).map(|(at, _)| at);
        let begins = from.is_some_and(|at| text.has_before(at, "1") || text.has_before(at, "1月"));
        is_as_of || begins
    })
}

/// Whether a line speaks of the figures themselves: 以上, 本表, 统计口径.
pub(in crate::recognize) fn is_of_figures(text: &str) -> bool {
    let folded = Folded::with(text, normal_character);
    let whole = folded.text(0..folded.len());
    words().owner.of_figures.iter().any(|word| whole.contains(word.as_str()))
}

/// The last day on which figures may have been gathered, where a line states when they were: 填报日期：2023年1月.
pub(in crate::recognize) fn last_day_gathered(text: &str) -> Option<Date> {
    let (label, value) = text.split_once(['：', ':']).unwrap_or(("", text));
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    let words = words();
    // 印发时间 is that of the form.
    if words.owner.form_labels.contains(&label) {
        return None;
    }
    let is_label = label.is_empty() || words.owner.gathered.iter().any(|word| label.ends_with(word.as_str()));
    if !is_label || words.owner.aside.iter().any(|word| label.contains(word.as_str())) {
        return None;
    }
    whole_date(value).or_else(|| month_at(&Folded::of(value)))
}

/// The body a line names: all of it, or what stands behind a label such as 汇总单位：.
pub(in crate::recognize) fn body_spoken_of(text: &str) -> Option<&str> {
    let owner = &words().owner;
    let name = match text.split_once(['：', ':']) {
        Some((label, value)) => {
            let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
            let bare = label.split(['（', '(']).next().unwrap_or_default();
            if owner.form_labels.iter().any(|word| word == bare)
                || !owner.body_labels.iter().any(|word| bare.ends_with(word.as_str()))
            {
                return None;
            }
            // 填报单位：清河市水利局（2021年）, 填报单位：清河市水利局　报告年度：2021年
            before_year(before_next_label(value)).trim_end().trim_end_matches(['（', '(', '〔', '['])
        }
        None => text,
    };
    let name = without_seal(name.trim());
    (is_body(name) && !is_aside(text) && !name.contains(['，', '。', '、', ',', ';', '；'])).then_some(name)
}

/// What stands before the next label of a line of labels; all of it where there is no other.
fn before_next_label(text: &str) -> &str {
    let Some((before, _)) = text.split_once(['：', ':']) else { return text };
    before.trim_end().rsplit_once(char::is_whitespace).map_or(text, |(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_label_names_the_body_behind_it_whatever_follows() {
        for text in [
            "填报单位：清河市水利局",
            "填表单位:清河市水利局 2021年",
            "填报单位：清河市水利局2021年度",
            "填报单位：清河市水利局（2021年）",
            "填报单位：清河市水利局　　报告年度：2021年　单位：件",
        ] {
            assert_eq!(body_spoken_of(text).map(str::trim), Some("清河市水利局"), "{text}");
        }
        for text in
            ["单位：件 2021年", "计量单位：件", "填报日期：2021年1月", "填报单位：2021年", "说明：清河市水利局2021年"]
        {
            assert_eq!(body_spoken_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_beside_all_else_is_that_of_the_figures_unless_it_is_of_something_else() {
        let of = |text: &str| years_spoken_of(text).into_iter().collect::<Vec<_>>();
        for text in [
            "注：以上为2022年数据",
            "（截至2022年12月31日）",
            "数据截止：2022.12.31",
            "2022-12-31",
            "2022年度",
            "2022",
            "（2022）",
            "2022年制发件数",
            "2022数据",
            "二〇二二年统计口径",
            "22年数据",
            "注：数据取自2022年度政府信息公开年报",
            "FY2022",
            "数据所属时间：202201-202212",
            "统计时间：2022年1月1日至2022年12月31日",
        ] {
            assert_eq!(of(text), [2022], "{text}");
        }
        for text in [
            "填报日期：2024年1月5日",
            "2024年1月",
            "根据《条例》（2019年修订）填报",
            "按《2019年规定》填报",
            "清政发〔2022〕12号",
            "较2022年增加3件",
            "与2022年相比",
            "上年结转以2022年年报为准",
            "2022年年报数据口径不变",
            "2022年结转",
            "2021年版",
            "共2022件",
            "2022.5",
            "电话：2022 1234",
        ] {
            assert_eq!(of(text), [0; 0], "{text}");
        }
        assert_eq!(of("2021年、2022年"), [2021, 2022]);
    }

    #[test]
    fn a_part_of_a_year_is_no_year() {
        for text in [
            "2023年上半年政府信息公开情况统计表",
            "2023年第一季度",
            "统计期限：2023年1月至6月",
            "2023年1-9月",
            "（截至2023年9月30日）",
            "半年报",
            "截至2023年6月",
            "1-6月",
            "数据截止日期：2023年9月底",
            "2023年1月至11月",
            "2023年1月1日至2023年6月30日",
            "2023.01-2023.06",
            "202301-202306",
            "2023/1/1-2023/6/30",
            "2023H1",
            "H1 2023",
            "2023Q3",
            "年中统计",
            "2023年12月（月报）",
        ] {
            assert!(is_part_of_year(text), "{text}");
        }
        for text in [
            "2023年1—12月",
            "2023年度",
            "截至2023年12月31日",
            "填报日期：2024年1月5日",
            "2023年全年",
            "2023年12月31日至2023年1月1日",
            "2024年1月报送",
            "2023年1-12月",
            "填报日期：2024年1月",
            "2023.01-2023.12",
            "202301-202312",
            "2023.1.1-2023.12.31",
            "2023H10",
            "表H1A",
        ] {
            assert!(!is_part_of_year(text), "{text}");
        }
    }

    #[test]
    fn the_day_figures_were_gathered_and_the_body_that_did() {
        for (text, day) in [
            ("填报日期：2023年1月10日", Date::new(2023, 1, 10)),
            ("填报时间：2023年2月", Date::new(2023, 2, 28)),
            ("2023年1月10日", Date::new(2023, 1, 10)),
            ("施行日期另定：2023年1月10日", None),
            ("成立于2023年1月10日", None),
            ("印发时间：2023年1月10日", None),
            ("批准日期：2021年9月", None),
        ] {
            assert_eq!(last_day_gathered(text), day, "{text}");
        }
        for (text, body) in [
            ("清河市教育局", Some("清河市教育局")),
            ("汇总单位：清河市教育局（盖章）", Some("清河市教育局")),
            ("制表单位（公章）：清河市教育局", Some("清河市教育局")),
            ("联系人：张三", None),
            ("制表机关：国家统计局", None),
            ("批准机关（文号）：国家统计局", None),
            ("单位：件", None),
            ("政府信息公开办公室、清河市教育局", None),
        ] {
            assert_eq!(body_spoken_of(text), body, "{text}");
        }
    }
}
