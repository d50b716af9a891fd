//! Texts as words: which of them changed, and which only follow the year.
//!
//! A word is a number, a run of letters, or any other character by itself: in Chinese that reads as words do once the changed
//! characters beside each other are joined.

use super::difference::{Change, Piece};
use super::sequence::in_common;
use crate::document::numeral::{arabic_digit, is_letter_for_zero, serial_digit};
use crate::whole::counted;
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::ops::Range;

/// The years that two reports are on, where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Years {
    before: u16,
    after: u16,
}

impl Years {
    /// The years of two reports; `None` where they are the same or not known.
    pub(super) fn between(before: Option<u16>, after: Option<u16>) -> Option<Self> {
        before.zip(after).filter(|(before, after)| before != after).map(|(before, after)| Years { before, after })
    }
}

/// Which of the two reports a text is of, and their years.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    Before(Option<Years>),
    After(Option<Years>),
}

impl Of {
    /// The year in the report after that a year stands for: the report's own, the one before it and the one it is published in.
    fn year(self, year: u16) -> Option<u16> {
        match self {
            Of::Before(Some(Years { before, after })) if year.abs_diff(before) <= 1 => {
                (year + after).checked_sub(before)
            }
            Of::After(Some(Years { after, .. })) if year.abs_diff(after) <= 1 => Some(year),
            _ => None,
        }
    }
}

/// What a word is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'t> {
    Text(&'t str),
    /// A year that follows the report's, in Arabic or in Chinese digits.
    Year {
        year: u16,
        arabic: bool,
    },
}

#[derive(Debug, Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    key: Key<'t>,
}

impl Word<'_> {
    fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// The years a report may be on.
const YEARS: Range<u32> = 1990..2101;

fn words(text: &str, of: Of) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    let mut after_digit = false;
    while let Some(first) = rest.chars().next() {
        let (end, year) = word_at(rest, first, after_digit);
        let (word, left) = rest.split_at(end);
        let key = match year.and_then(|year| of.year(year)) {
            Some(year) => Key::Year { year, arabic: arabic_digit(first).is_some() },
            None => Key::Text(word),
        };
        words.push(Word { text: word, key });
        after_digit = is_chinese_digit(first);
        rest = left;
    }
    words
}

fn is_chinese_digit(c: char) -> bool {
    serial_digit(c).is_some() || is_letter_for_zero(c)
}

/// Where the word that a text begins with ends, and the year that it is.
fn word_at(text: &str, first: char, after_digit: bool) -> (usize, Option<u16>) {
    let end_of = |is_part: &dyn Fn(char) -> bool| text.find(|c| !is_part(c)).unwrap_or(text.len());
    if arabic_digit(first).is_some() {
        let end = end_of(&|c| arabic_digit(c).is_some());
        let year = year_of(text.get(..end).unwrap_or_default(), arabic_digit);
        return match year {
            Some(year) => (end, is_dated(text.get(end..).unwrap_or_default()).then_some(year)),
            None => (number_end(text, end), None),
        };
    }
    if first.is_ascii_alphabetic() {
        return (end_of(&|c| c.is_ascii_alphabetic()), None);
    }
    if !after_digit && is_chinese_digit(first) {
        let end = end_of(&is_chinese_digit);
        let digit = |c| if is_letter_for_zero(c) { Some(0) } else { serial_digit(c) };
        let year = year_of(text.get(..end).unwrap_or_default(), digit);
        if let Some(year) = year.filter(|_| text.get(end..).is_some_and(|rest| rest.starts_with('年'))) {
            return (end, Some(year));
        }
    }
    (first.len_utf8(), None)
}

/// The year that four digits are.
fn year_of(digits: &str, digit: impl Fn(char) -> Option<u32>) -> Option<u16> {
    if digits.chars().count() != 4 {
        return None;
    }
    let number = digits.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?))?;
    u16::try_from(number).ok().filter(|_| YEARS.contains(&number))
}

/// Whether what follows four digits makes them a year: 年, or the month of a date.
fn is_dated(rest: &str) -> bool {
    let rest = rest.trim_start();
    let month = rest.strip_prefix(['-', '.', '/']).unwrap_or_default();
    let digits = month.chars().take_while(|c| arabic_digit(*c).is_some()).count();
    rest.starts_with('年') || (1..=2).contains(&digits)
}

/// Where a number ends whose first digits end there: 1,264 and 26.55 are one.
fn number_end(text: &str, mut end: usize) -> usize {
    while let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix(['.', ','])) {
        let digits = rest.find(|c| arabic_digit(c).is_none()).unwrap_or(rest.len());
        if digits == 0 {
            break;
        }
        end += 1 + digits;
    }
    end
}

/// What a text is compared by as a whole: spaces left out, years as those of the report after.
pub(super) fn comparable(text: &str, of: Of) -> String {
    let mut key = String::with_capacity(text.len());
    for word in words(text, of).iter().filter(|word| !word.is_space()) {
        match word.key {
            Key::Text(text) => key.push_str(text),
            Key::Year { year, arabic } => {
                // No text has this character.
                key.push('\0');
                key.push_str(&year.to_string());
                key.push(if arabic { 'a' } else { 'c' });
            }
        }
    }
    key
}

/// How a text stands to another that is to be the same; `None`: it is not.
pub(super) fn likeness(before: &str, after: &str, years: Option<Years>) -> Option<Change> {
    if before == after {
        return Some(Change::Same);
    }
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if visible(before) == visible(after) {
        return Some(Change::Spacing);
    }
    let is_same = comparable(before, Of::Before(years)) == comparable(after, Of::After(years));
    is_same.then_some(Change::Year)
}

/// A changed text in pieces: joined without the added ones they are the text before, without the removed ones the text after.
pub(super) fn pieces(before: &str, after: &str, years: Option<Years>) -> Vec<Piece> {
    let (before, after) = (words(before, Of::Before(years)), words(after, Of::After(years)));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |change: Change, text: &str, was: Option<&str>| match pieces.last_mut() {
        Some(last) if last.change == change && was.is_none() => last.text.push_str(text),
        _ => pieces.push(Piece { change, text: text.to_owned(), was: was.map(str::to_owned) }),
    };
    let runs = runs(weighed(&before), weighed(&after));
    for Run { before: range_before, after: range_after, is_same } in runs {
        let was = before.get(range_before).unwrap_or_default();
        let is = after.get(range_after).unwrap_or_default();
        if !is_same {
            was.iter().for_each(|word| push(Change::Removed, word.text, None));
            is.iter().for_each(|word| push(Change::Added, word.text, None));
            continue;
        }
        for (was, is) in was.iter().zip(is) {
            match was.text == is.text {
                true => push(Change::Same, is.text, None),
                false => push(Change::Year, is.text, Some(was.text)),
            }
        }
    }
    pieces
}

fn weighed<'t>(words: &[Word<'t>]) -> Vec<(Key<'t>, usize)> {
    words.iter().map(|word| (word.key, word.text.chars().count())).collect()
}

/// The words of a text.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    words(text, Of::After(None)).into_iter().map(|word| word.text)
}

/// A run of words that is the same in both texts, or what one has for the other's; by their places.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
    pub(super) is_same: bool,
}

/// What is the same and what is not, in turn; of words by what they are compared by, with their lengths. What is the same between
/// two changes by accident, shorter than either, is counted to them: so the changes can be read.
pub(super) fn runs<K: Eq + Hash>(before: Vec<(K, usize)>, after: Vec<(K, usize)>) -> Vec<Run> {
    let mut numbers: FxHashMap<K, u32> = FxHashMap::default();
    let mut numbered = |words: Vec<(K, usize)>| -> (Vec<u32>, Vec<usize>) {
        let number = |(key, length)| {
            let next = counted(numbers.len());
            (*numbers.entry(key).or_insert(next), length)
        };
        words.into_iter().map(number).unzip()
    };
    let ((before, lengths_before), (after, lengths_after)) = (numbered(before), numbered(after));
    let length =
        |lengths: &[usize], range: &Range<usize>| lengths.get(range.clone()).unwrap_or_default().iter().sum::<usize>();
    let weight = |run: &Run| length(&lengths_before, &run.before).max(length(&lengths_after, &run.after));
    let mut joined: Vec<Run> = Vec::new();
    let mut runs = in_turn(&before, &after).into_iter().peekable();
    while let Some(run) = runs.next() {
        let own = weight(&run);
        let is_accident = run.is_same
            && joined.last().is_some_and(|last| own < weight(last))
            && runs.peek().is_some_and(|next| own < weight(next));
        match joined.last_mut() {
            Some(last) if is_accident || (!last.is_same && !run.is_same) => {
                (last.before.end, last.after.end) = (run.before.end, run.after.end);
            }
            _ => joined.push(run),
        }
    }
    joined
}

fn in_turn(before: &[u32], after: &[u32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut b, mut a) = (0, 0);
    for (next_b, next_a) in in_common(before, after).into_iter().chain([(before.len(), after.len())]) {
        if b < next_b || a < next_a {
            runs.push(Run { before: b..next_b, after: a..next_a, is_same: false });
        }
        if next_b < before.len() && next_a < after.len() {
            match runs.last_mut() {
                Some(Run { before, after, is_same: true }) => (before.end, after.end) = (next_b + 1, next_a + 1),
                _ => runs.push(Run { before: next_b..next_b + 1, after: next_a..next_a + 1, is_same: true }),
            }
        }
        (b, a) = (next_b + 1, next_a + 1);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(before: &str, after: &str, years: Option<(u16, u16)>) -> String {
        let years = years.and_then(|(before, after)| Years::between(Some(before), Some(after)));
        let show = |piece: Piece| match (piece.change, piece.was) {
            (Change::Removed, _) => format!("[-{}-]", piece.text),
            (Change::Added, _) => format!("{{+{}+}}", piece.text),
            (Change::Year, Some(was)) => format!("({was}>{})", piece.text),
            _ => piece.text,
        };
        pieces(before, after, years).into_iter().map(show).collect()
    }

    #[test]
    fn numbers_and_letters_change_as_wholes_and_the_rest_by_characters() {
        for (before, after, expected) in [
            ("共收到64件。", "共收到46件。", "共收到[-64-]{+46+}件。"),
            ("金额1,264元", "金额1,265元", "金额[-1,264-]{+1,265+}元"),
            ("收到3件5份", "收到4件6份", "收到[-3-]{+4+}件[-5-]{+6+}份"),
            ("公开APP平台", "公开App平台", "公开[-APP-]{+App+}平台"),
            ("及时公开信息", "及时主动公开信息", "及时{+主动+}公开信息"),
            ("今年开展培训", "去年组织了检查", "[-今-]{+去+}年[-开展培训-]{+组织了检查+}"),
            ("共同研究问题。", "联合研讨会议。", "[-共同研究问题-]{+联合研讨会议+}。"),
            ("甲", "", "[-甲-]"),
            ("", "", ""),
        ] {
            assert_eq!(shown(before, after, None), expected);
        }
    }

    #[test]
    fn years_that_follow_the_reports_are_told_apart() {
        let years = Years::between(Some(2022), Some(2023));
        for (before, after, change) in [
            ("2022年工作", "2023年工作", Some(Change::Year)),
            ("二〇二二年工作", "二〇二三年工作", Some(Change::Year)),
            ("与2021年相比，2023年1月", "与2022年相比，2024年1月", Some(Change::Year)),
            ("2023-01-15", "2024-01-15", Some(Change::Year)),
            ("2023年1月15日", "2024年1月16日", None),
            ("2022年工作", "2022年工作", Some(Change::Same)),
            ("2022年工作", "二〇二三年工作", None),
            ("收到2022件", "收到2023件", None),
            ("〔2022〕1号", "〔2023〕1号", None),
            ("自2018年起", "自2019年起", None),
            ("电话2022-1234567", "电话2023-1234567", None),
            ("2022 年 工作", "2022年工作", Some(Change::Spacing)),
        ] {
            assert_eq!(likeness(before, after, years), change, "{before} {after}");
        }
        assert_eq!(likeness("2022年工作", "2023年工作", None), None);
        assert_eq!(shown("2022年收到3件", "2023年收到4件", Some((2022, 2023))), "(2022>2023)年收到[-3-]{+4+}件");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_had_back(before in "[年件一二2023a ,.]{0,30}", after in "[年件一二2022a ,.]{0,30}") {
            let years = Years::between(Some(2022), Some(2023));
            let pieces = pieces(&before, &after, years);
            let was: String = pieces.iter().filter(|p| p.change != Change::Added).map(|p| p.was.as_deref().unwrap_or(&p.text)).collect();
            let is: String = pieces.iter().filter(|p| p.change != Change::Removed).map(|p| p.text.as_str()).collect();
            prop_assert_eq!((was, is), (before, after));
        }
    }
}
