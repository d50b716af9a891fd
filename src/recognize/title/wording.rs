//! Titles that say more than the grammar of [`whose`] has, or say it otherwise: 附件：甲局2023年…, 甲局：2023年…, 甲局编制的2023年…,
//! …年度报告2024年1月. What is certain is put as the grammar has it; else body and year are read where they stand, and that is told.

use crate::document::numeral::{arabic_digit, chinese_digit, is_chinese_numeral};
use crate::document::{Folded, YearForm, YearMention, parts_of_years_in, periods_in, year_at, years_in};
use crate::recognize::sign_off::date_of;
use crate::recognize::tidy::trim;
use crate::recognize::whose::{self, Whose, is_whole_year, tidy_name};
use crate::recognize::words::words;
use crate::report::ends_as_place;
use std::collections::BTreeSet;

/// What a title says, if the text is the title of a disclosure report, what it is written with besides left aside.
pub(super) fn of_title(text: &str) -> Option<Whose> {
    let text = without_lead(text);
    let read = whose::of_title(text).map(without_remains);
    if read.as_ref().is_some_and(|said| said.unclear.is_none()) || text.chars().nth(4 * words().title.longest).is_some()
    {
        return read;
    }
    let usual = as_usual(text);
    if usual == text {
        return read;
    }
    // Read better or not at all: what is unclear is told in the title's own words.
    let better = whose::of_title(&usual).map(without_remains).filter(|said| said.unclear.is_none());
    better.or(read)
}

/// The body and the one year in a title that is not worded as reports are: 甲局关于印发2023年政府信息公开工作年度报告的通知.
pub(super) fn loosely(text: &str) -> Option<Whose> {
    let title = &words().title;
    if text.chars().nth(4 * title.longest).is_some() {
        return None;
    }
    let folded = Folded::of(text);
    let whole = folded.text(0..folded.len());
    let is_of_reports = title.core.iter().any(|word| whole.contains(word.as_str()))
        && title.ends.iter().any(|word| whole.contains(word.as_str()));
    if !is_of_reports {
        return None;
    }
    let reported: BTreeSet<u16> = whose::years_reported_on(text).into_iter().map(|(year, _)| year).collect();
    // What stands behind the report's name, and a day, say when it was made or what comes next.
    let end = (0..folded.len()).rev().find(|index| title.ends.iter().any(|word| folded.has_at(*index, word)))?;
    let whole_years = periods_in(&folded).into_iter().filter(is_whole_year).map(|period| period.range.start);
    let whole_years: Vec<usize> = whole_years.collect();
    let is_meant = |mention: &YearMention| {
        let is_month = folded.text(mention.range.end..folded.len().min(mention.range.end + 3)).contains('月');
        mention.range.start < end && (!is_month || whole_years.contains(&mention.range.start))
    };
    let all: BTreeSet<u16> = years_in(&folded).into_iter().filter(is_meant).map(|mention| mention.year).collect();
    let years = if reported.len() == 1 { reported } else { all };
    let years = if years.len() == 1 { years } else { BTreeSet::new() };
    Some(Whose { organ: body_at_start(text), years, ..Whose::default() })
}

/// The body that a title begins with, before anything else it says.
fn body_at_start(text: &str) -> Option<String> {
    let text = whole_years_as_years(&without_brackets_before(without_lead(text)).0);
    let folded = Folded::of(&text);
    let start = year_at(&folded, 0).map_or(0, |year| year.range.end);
    let title = &words().title;
    let ends = |index: usize| {
        year_at(&folded, index).is_some_and(|year| year.form == YearForm::Full)
            || title.ends_body.iter().chain(&title.core).any(|word| folded.has_at(index, word))
            || folded.get(index).is_some_and(|c| "《:,(".contains(c))
    };
    let end = (start..folded.len()).find(|index| ends(*index))?;
    let name = tidy_name(text.get(folded.place(start..end))?);
    let is_name = whose::is_body(&name)
        && !ends_as_place(&name)
        && !has_remains(&name)
        && name.chars().count() <= title.longest_organ
        && !title.never_in_organ.iter().any(|word| name.contains(word.as_str()));
    is_name.then_some(name)
}

/// A title as most are worded.
fn as_usual(text: &str) -> String {
    let text = without_lead(text);
    let text = without_last_day(text);
    let (text, _) = without_brackets_before(text);
    let text = without_colon(&text);
    whole_years_as_years(&without_maker(&text))
}

/// 附件2：甲局… as 甲局….
fn without_lead(text: &str) -> &str {
    let text = trim(text);
    let Some((word, rest)) = ["附件", "附表", "附"].iter().find_map(|word| Some((*word, text.strip_prefix(word)?)))
    else {
        return text;
    };
    let is_number = |c: char| arabic_digit(c).is_some() || is_chinese_numeral(c);
    let after = trim(rest).trim_start_matches(is_number);
    // 附件22023年: which digits are the year's can't be told here.
    let has_number = after.len() < trim(rest).len();
    let bare = trim(after.trim_start_matches(|c: char| "：:、.．-— \u{3000}".contains(c)));
    let is_parted = bare.len() < after.len() || word != "附" && has_number && !after.starts_with('年');
    if is_parted || rest.len() > trim(rest).len() { bare } else { text }
}

/// A title without the day or month behind it: …年度报告2024年1月.
fn without_last_day(text: &str) -> &str {
    let begins = |at: usize| {
        text.get(at..).filter(|rest| date_of(rest).is_some_and(|date| date.raw.contains(['年', '-', '.', '/'])))
    };
    let cut = text.char_indices().skip(1).find(|(at, _)| begins(*at).is_some());
    let title = cut.and_then(|(at, _)| text.get(..at)).map(trim);
    // A title before it is whole.
    title.filter(|title| words().title.ends.iter().any(|word| title.ends_with(word.as_str()))).unwrap_or(text)
}

/// （甲局）2023年… and 【甲局】2023年… as 甲局2023年….
fn without_brackets_before(text: &str) -> (String, bool) {
    const BRACKETS: [(char, char); 6] =
        [('（', '）'), ('(', ')'), ('【', '】'), ('［', '］'), ('[', ']'), ('〔', '〕')];
    let text = trim(text);
    let found = BRACKETS.iter().find_map(|(open, close)| {
        let (name, rest) = text.strip_prefix(*open)?.split_once(*close)?;
        whose::is_body(&tidy_name(name)).then(|| format!("{}{}", trim(name), rest))
    });
    found.map_or((text.to_owned(), false), |text| (text, true))
}

/// 甲局：2023年… as 甲局2023年….
fn without_colon(text: &str) -> String {
    let parts = text.split_once(['：', ':']);
    match parts.filter(|(name, _)| whose::is_body(&tidy_name(name)) && !date_label(name)) {
        Some((name, rest)) => format!("{name}{rest}"),
        None => text.to_owned(),
    }
}

fn date_label(text: &str) -> bool {
    words().sign_off.date_labels.iter().any(|label| text.ends_with(label.as_str()))
}

/// 甲局编制的2023年… as 甲局2023年….
fn without_maker(text: &str) -> String {
    let made = words().title.made_by.iter().find_map(|word| {
        let (name, rest) = text.split_once(word.as_str())?;
        let is_maker = whose::is_body(&tidy_name(name)) && year_at(&Folded::of(rest), 0).is_some();
        is_maker.then(|| format!("{name}{rest}"))
    });
    made.unwrap_or_else(|| text.to_owned())
}

/// 2023年1—12月 and 2023年全年 as 2023年.
fn whole_years_as_years(text: &str) -> String {
    let folded = Folded::of(text);
    let periods = periods_in(&folded).into_iter().chain(parts_of_years_in(&folded));
    let mut whole = periods.filter(is_whole_year);
    let (Some(period), None) = (whole.next(), whole.next()) else { return text.to_owned() };
    let place = folded.place(period.range);
    let (before, after) = (text.get(..place.start), text.get(place.end..));
    let after = after.unwrap_or_default();
    format!("{}{}年{}", before.unwrap_or_default(), period.from.year(), after.strip_prefix('度').unwrap_or(after))
}

/// What was read, but no name that a part of a year is left in: 甲局〇二三年.
fn without_remains(said: Whose) -> Whose {
    match said.organ {
        Some(organ) if has_remains(&organ) => Whose { organ: None, unclear: Some(organ), ..said },
        organ => Whose { organ, ..said },
    }
}

/// Whether something of a year is left in a name: a number at its end, 年 there or behind a digit.
fn has_remains(name: &str) -> bool {
    let is_digit = |c: char| arabic_digit(c).is_some() || chinese_digit(c).is_some();
    let before = name.split(['年', '月']).rev().skip(1);
    let is_counted = before.into_iter().any(|part| part.trim_end_matches(['O', 'o']).ends_with(is_digit));
    // 三O: a zero as a letter.
    let bare = name.trim_end_matches(['O', 'o']);
    is_counted
        || bare.len() < name.len() && bare.ends_with(is_digit)
        || name.starts_with(|c| arabic_digit(c).is_some())
        || words().period.whole_year.iter().any(|word| name.contains(word.as_str()))
        || name.ends_with("年")
        || name.ends_with("年度")
        || name.ends_with(|c| is_digit(c) || is_chinese_numeral(c))
}

#[cfg(test)]
mod tests {
    use crate::document::{Alignment, Block, Paragraph};
    use crate::finding::Finding;
    use crate::recognize::table::Piece;

    /// Body, year and findings of a centred title.
    fn titled(text: &str) -> (Option<String>, Option<u16>, Vec<&'static str>) {
        let title = Paragraph { align: Alignment::Center, ..Paragraph::plain(text) };
        let mut findings = Vec::new();
        let (title, _) = super::super::take_title(vec![Piece::Block(Block::Paragraph(title))], &mut findings);
        let title = title.unwrap_or_else(|| panic!("{text}: a title"));
        (title.organ, title.year, findings.iter().map(Finding::code).collect())
    }

    #[test]
    fn titles_with_more_than_the_grammar_has_are_read_as_if_without_it() {
        for text in [
            "附件：清河市民政局2023年政府信息公开工作年度报告",
            "附件2 清河市民政局2023年政府信息公开工作年度报告",
            "附件三：清河市民政局2023年政府信息公开工作年度报告",
            "附：清河市民政局2023年政府信息公开工作年度报告",
            "清河市民政局：2023年政府信息公开工作年度报告",
            "（清河市民政局）2023年政府信息公开工作年度报告",
            "【清河市民政局】2023年政府信息公开工作年度报告",
            "清河市民政局编制的2023年政府信息公开工作年度报告",
            "清河市民政局2023年1-12月政府信息公开工作年度报告",
            "清河市民政局2023年1月至12月政府信息公开工作年度报告",
            "清河市民政局2023年度全年政府信息公开工作年度报告",
            "清河市民政局2023年政府信息公开工作年度报告2024年1月",
            "清河市民政局2023年政府信息公开工作年度报告 2024年1月15日",
            "清河市民政局2023年政府信息公开工作年度报告2024-01-15",
            "清河市民政局二千零二十三年政府信息公开工作年度报告",
            "清河市民政局贰仟零贰拾叁年度政府信息公开工作年度报告",
        ] {
            assert_eq!(titled(text), (Some("清河市民政局".into()), Some(2023), vec![]), "{text}");
        }
    }

    #[test]
    fn titles_in_other_words_are_read_and_told() {
        for text in [
            "清河市民政局关于印发2023年政府信息公开工作年度报告的通知",
            "清河市民政局2023年度政府信息公开工作年度报告及2024年工作要点",
            "清河市民政局2023年政府网站工作年度报表和政府信息公开工作年度报告",
            "清河市民政局2023年《政府信息公开条例》实施情况年度报告",
            "清河市民政局2023年政府信息公开工作年度报告 发布时间：2024-01-20 来源：清河市民政局",
        ] {
            assert_eq!(titled(text), (Some("清河市民政局".into()), Some(2023), vec!["title-unusual"]), "{text}");
        }
        // Two years, and neither is that of the report by its place.
        assert_eq!(titled("清河市民政局2022—2023年政府信息公开工作年度报告").1, None);
    }

    #[test]
    fn no_part_of_a_year_is_left_in_a_name() {
        for text in ["〇二三年", "二三年", "023年度", "20223年", "二〇二", "二千零零零三年"] {
            let (organ, year, codes) = titled(&format!("清河市民政局{text}政府信息公开工作年度报告"));
            assert!(organ.is_none() && year.is_none() && codes == ["organ-unclear"], "{text}: {organ:?} {codes:?}");
        }
        for name in ["清河市第二十三中学", "清河市一〇一医院", "清河市少年宫", "二七区统计局"]
        {
            let title = format!("{name}2023年政府信息公开工作年度报告");
            assert_eq!(titled(&title), (Some(name.into()), Some(2023), vec![]));
        }
    }

    struct Dice(u64);

    impl Dice {
        fn of<T: Copy>(&mut self, sides: &[T]) -> T {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            sides[(self.0 >> 33) as usize % sides.len()]
        }
    }

    const ORGANS: [&str; 16] = [
        "清河市民政局",
        "清河市人民政府办公室",
        "清河市东山镇人民政府",
        "清河市东山街道办事处",
        "清河市发展和改革委员会",
        "国家税务总局清河市税务局",
        "清河经济技术开发区管理委员会",
        "清河市政务服务中心",
        "清河市公安局交通警察支队",
        "清河市中级人民法院",
        "清河市第一人民医院",
        "清河市水务集团有限公司",
        "清河市第二十三中学",
        "清河大学",
        "株洲市生态环境局渌口分局",
        "中共清河市委机构编制委员会办公室",
    ];

    /// Years as they are written, and as they are when something of them is lost.
    fn year(dice: &mut Dice, year: u16) -> String {
        let digits: Vec<usize> = [year / 1000, year / 100 % 10, year / 10 % 10, year % 10].map(usize::from).to_vec();
        let chinese = |zero: char| -> String {
            let written: Vec<char> = "〇一二三四五六七八九".chars().collect();
            digits.iter().map(|digit| if *digit == 0 { zero } else { written[*digit] }).collect()
        };
        let zero = dice.of(&['〇', '零', '○', 'O']);
        let tens: String = ["", "十", "二十", "三十", "四十"][digits[2]].into();
        let ones: String = "零一二三四五六七八九".chars().nth(digits[3]).filter(|c| *c != '零').into_iter().collect();
        let number = match dice.of(&[0, 0, 0, 1, 2, 3, 4, 5, 6]) {
            1 => chinese(zero),
            2 => format!("二千零{tens}{ones}"),
            3 => format!("两千〇{tens}{ones}"),
            // The first digit lost, or all but two.
            4 => chinese(zero).chars().skip(1).collect(),
            5 => format!("{year}").chars().skip(1).collect(),
            6 => chinese(zero).chars().skip(2).collect(),
            _ => year.to_string(),
        };
        number + dice.of(&["年", "年度", " 年", "年1—12月", "年全年", "年（1月至12月）"])
    }

    fn title(dice: &mut Dice, organ: &str, year: &str, next: u16) -> String {
        let before =
            dice.of(&["", "", "", "附件：", "附件1：", "附件2 ", "附：", "附表一 ", "（公开）", "《", "2.", "关于"]);
        let body = dice.of(&["O", "O", "O：", "（O）", "【O】", "O编制的", "O关于", "O发布", "O关于印发", " O "]);
        let topic = dice.of(&[
            "政府信息公开工作年度报告",
            "政府信息公开工作年度报告",
            "政务公开工作情况的报告",
            "政府信息公开年报",
            "政府网站工作年度报表和政府信息公开工作年度报告",
            "《政府信息公开条例》实施情况年度报告",
        ]);
        let after = dice.of(&[
            "",
            "",
            "",
            "N年1月",
            "N年1月15日",
            "（N年1月）",
            " 发布时间：N-01-20",
            "及N年工作要点",
            "的通知",
            "（征求意见稿）",
            "N-01-15",
            "》",
            "（公开版）",
            " 来源：O",
        ]);
        let (after, body) = (after.replace('N', &next.to_string()).replace('O', organ), body.replace('O', organ));
        match dice.of(&[0, 0, 0, 1, 2]) {
            1 => format!("{before}{year}{body}{topic}{after}"),
            2 => format!("{before}{body}政府信息公开{year}工作报告{after}"),
            _ => format!("{before}{body}{year}{topic}{after}"),
        }
    }

    #[test]
    fn of_ten_thousand_titles_none_is_read_wrong() {
        let mut dice = Dice(12);
        let mut right = 0;
        for n in 0..10_000 {
            let organ = dice.of(&ORGANS);
            let number = 2008 + dice.of(&[0_u16, 3, 7, 11, 12, 13, 14, 15, 16, 17, 22]);
            let written = year(&mut dice, number);
            let text = title(&mut dice, organ, &written, number + 1);
            let (read, year, _) = titled(&text);
            assert!(read.as_deref().is_none_or(|read| read == organ), "{n}: {text}: {read:?}");
            assert!(year.is_none_or(|year| year == number), "{n}: {text}: {year:?}");
            right += usize::from(read.is_some() && year.is_some());
        }
        // A third has lost its year, and some prefixes no one can tell from a name.
        assert!(right > 3_900, "only {right} were read");
    }
}
