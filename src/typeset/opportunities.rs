//! Text → where lines may end: the line breaks of Unicode (UAX #14, strict), and over them what is not to be divided:
//! quantities, dates, numbers of articles and documents, web addresses.

use crate::document::numeral::{is_arabic_digit, is_chinese_numeral, place_value};
use crate::document::vocabulary;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use std::ops::Range;

/// What may be done at a place between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opportunity {
    /// Inside a word.
    Closed,
    /// Lines may end here.
    Open,
    /// Lines may end here, but had better not.
    Poor,
    /// Inside something that is never divided.
    Glued,
}

/// The places of a text: for every byte, what may be done before it.
pub(super) struct Opportunities {
    places: Vec<Opportunity>,
    addresses: Vec<Range<usize>>,
}

impl Opportunities {
    pub(super) fn of(text: &str) -> Self {
        // Most cells hold a plain number.
        if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Opportunities { places: vec![Opportunity::Closed; text.len() + 1], addresses: Vec::new() };
        }
        let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
        let mut places =
            Opportunities { places: vec![Opportunity::Closed; text.len() + 1], addresses: address_ranges(text) };
        for at in segmenter.segment_str(text) {
            places.set(at, Opportunity::Open);
        }
        for range in places.addresses.clone() {
            places.open_address(text, range);
        }
        places.bind(text);
        places
    }

    pub(super) fn at(&self, byte: usize) -> Opportunity {
        self.places.get(byte).copied().unwrap_or(Opportunity::Closed)
    }

    /// Whether the byte stands within a web address.
    pub(super) fn in_address(&self, byte: usize) -> bool {
        let at = self.addresses.partition_point(|range| range.end <= byte);
        self.addresses.get(at).is_some_and(|range| range.start <= byte)
    }

    fn set(&mut self, byte: usize, place: Opportunity) {
        if let Some(known) = self.places.get_mut(byte) {
            *known = place;
        }
    }

    /// No line ends inside the range.
    fn glue(&mut self, range: Range<usize>) {
        for place in self.places.get_mut(range.start + 1..range.end).into_iter().flatten() {
            *place = Opportunity::Glued;
        }
    }

    /// A web address breaks after a slash and before a full stop or other mark, so that nobody takes the mark for the
    /// sentence's.
    fn open_address(&mut self, text: &str, range: Range<usize>) {
        let bytes = text.as_bytes();
        for at in range.start + 1..range.end {
            let (before, after) = (bytes.get(at - 1).copied().unwrap_or(0), bytes.get(at).copied().unwrap_or(0));
            let may = (before == b'/' && after != b'/')
                || (matches!(after, b'.' | b'?' | b'&' | b'=' | b'_' | b'#' | b'@') && before.is_ascii_alphanumeric());
            self.set(at, if may { Opportunity::Poor } else { Opportunity::Closed });
        }
    }

    /// Binds numbers to what they count, number or date.
    fn bind(&mut self, text: &str) {
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let next = at + c.len_utf8();
            if is_arabic_digit(c) {
                let end = self.bind_number(text, at);
                at = end.max(next);
                continue;
            }
            match c {
                '第' => {
                    if let Some(end) = ordinal_end(text, next) {
                        self.glue(at..end);
                        self.loosen_numeral(text, next);
                    } else if before_digit(text, next) {
                        self.set(next, Opportunity::Glued);
                    }
                }
                // 国办公开办函〔2021〕30号
                '〔' if before_digit(text, next) && self.at(at) == Opportunity::Open => {
                    self.set(at, Opportunity::Poor)
                }
                '〕' if before_digit(text, next) => {
                    self.set(next, Opportunity::Glued);
                }
                _ => {}
            }
            at = next;
        }
    }

    /// A numeral of several characters (第四十九条) may be divided, though it had better not.
    fn loosen_numeral(&mut self, text: &str, start: usize) {
        let numerals = text.get(start..).unwrap_or_default().char_indices().take_while(|(_, c)| is_numeral(*c));
        for (offset, _) in numerals.skip(1) {
            self.set(start + offset, Opportunity::Poor);
        }
    }

    /// Binds the number that begins at `start` to the unit behind it; returns where both end.
    fn bind_number(&mut self, text: &str, start: usize) -> usize {
        if self.in_address(start) {
            return start + 1;
        }
        let digits = number_end(text, start);
        let end = quantity_end(text, digits);
        self.glue(start..end);
        let rest = text.get(end..).unwrap_or_default();
        // The number of a paragraph does not stand alone at the end of its first line.
        let is_label = text.get(..start).is_some_and(|before| before.trim().is_empty());
        if is_label && digits == end && rest.starts_with(['.', '．', '、']) {
            let mark = rest.chars().next().map_or(0, char::len_utf8);
            self.set(end + mark, Opportunity::Glued);
        }
        // 2022年2月15日, 60～80件: better whole.
        let unit = text.get(digits..end).and_then(|unit| unit.chars().next_back());
        let dated = matches!(unit, Some('年' | '月')) && rest.starts_with(is_arabic_digit);
        if dated && self.at(end) == Opportunity::Open {
            self.set(end, Opportunity::Poor);
        }
        if let Some(joint) = rest.chars().next().filter(|c| matches!(c, '～' | '~' | '—' | '–' | '－' | '〜')) {
            let after = end + joint.len_utf8();
            if text.get(after..).is_some_and(|rest| rest.starts_with(is_arabic_digit))
                && self.at(after) != Opportunity::Glued
            {
                self.set(after, Opportunity::Poor);
            }
        }
        end
    }
}

fn before_digit(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(is_arabic_digit))
}

/// Where the number that begins at `start` ends: digits, and marks between digits (1,350 · 10:30 · 2021-2022 · 1/3).
fn number_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text.get(start..).unwrap_or_default().char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let joins = matches!(c, '.' | ',' | ':' | '/' | '-' | '．' | '：' | '\'')
            && chars.peek().is_some_and(|(_, next)| is_arabic_digit(*next));
        if !is_arabic_digit(c) && !joins {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    end
}

/// Where what is counted by the number that ends at `digits` ends: 万元, 余件, 个工作日, " 元"; `digits` if nothing is.
fn quantity_end(text: &str, digits: usize) -> usize {
    let words = &vocabulary().unit;
    let mut at = digits;
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    let take = |at: usize, set: &[char]| rest(at).chars().next().filter(|c| set.contains(c)).map(char::len_utf8);
    if let Some(blank) = take(at, &[' ', '\u{A0}', '\u{2009}', '\u{202F}']) {
        at += blank;
    }
    let number = at;
    // 1.5万余, 20余, 3千多
    while let Some(more) = take(at, &words.multiples) {
        at += more;
    }
    let scaled = at;
    let word = words.words.iter().find(|unit| {
        let ascii = unit.as_bytes().first().is_some_and(u8::is_ascii);
        rest(at)
            .strip_prefix(unit.as_str())
            .is_some_and(|after| !ascii || !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
    });
    let unit = word
        .map(|word| word.len())
        .or_else(|| rest(at).chars().next().filter(|c| words.signs.contains(*c)).map(char::len_utf8));
    match unit {
        Some(length) => at + length,
        // 多 and 十 alone may begin another word.
        None if scaled > number && rest(number).starts_with(['万', '亿', '余']) => number + '万'.len_utf8(),
        None => digits,
    }
}

fn is_numeral(c: char) -> bool {
    is_chinese_numeral(c) || place_value(c) == Some(1_000)
}

/// Where 第十二条 or 第（一）项 ends, from behind 第.
fn ordinal_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let (bracket, inner) = match rest.strip_prefix('（') {
        Some(inner) => ('（'.len_utf8(), inner),
        None => (0, rest),
    };
    let count = inner.chars().take_while(|c| is_numeral(*c)).take(9).count();
    let number = if count > 0 { count * '一'.len_utf8() } else { number_end(inner, 0) };
    if number == 0 {
        return None;
    }
    let mut end = start + bracket + number;
    if bracket > 0 {
        end += text.get(end..)?.starts_with('）').then_some('）'.len_utf8())?;
    }
    let words = &vocabulary().unit;
    let is_unit = |c: &char| words.signs.contains(*c) || words.ordinal_signs.contains(*c);
    let unit = text.get(end..).and_then(|rest| rest.chars().next()).filter(is_unit);
    Some(end + unit.map_or(0, char::len_utf8))
}

/// Web and mail addresses: strings of ASCII that hold `://` or `@`, begin with `www.`, or are under a usual domain.
fn address_ranges(text: &str) -> Vec<Range<usize>> {
    let is_address = |word: &str| {
        let mail = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        let domain = [".gov", ".com", ".cn", ".org", ".net"].iter().any(|d| word.contains(d));
        word.contains("://") || word.starts_with("www.") || mail || domain
    };
    let mut ranges = Vec::new();
    let bytes = text.as_bytes();
    if !bytes.contains(&b'.') && !bytes.contains(&b':') {
        return ranges;
    }
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes.iter().skip(at).take_while(|b| b.is_ascii_graphic()).count();
        if length > 3 && text.get(at..at + length).is_some_and(is_address) {
            ranges.push(at..at + length);
        }
        at += length.max(1);
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a stroke at every open place and a dot at every poor one.
    fn marked(text: &str) -> String {
        let places = Opportunities::of(text);
        let mut marked = String::new();
        for (at, c) in text.char_indices() {
            match places.at(at) {
                Opportunity::Open if at > 0 => marked.push('|'),
                Opportunity::Poor => marked.push('·'),
                _ => {}
            }
            marked.push(c);
        }
        marked
    }

    #[test]
    fn quantities_are_whole() {
        for quantity in [
            "1.5万元",
            "12件",
            "3.2%",
            "2021年",
            "第12条",
            "10:30",
            "36.5℃",
            "120㎡",
            "59237.2449万元",
            "251000 元",
            "12,345件",
            "20余件",
            "1.2万余人次",
            "3个工作日",
            "0.5个百分点",
            "8平方公里",
            "100 km",
            "5kg",
            "2021-2022年",
            "0731-12345678",
            "1/3",
            "１２３件",
            "第（一）项",
            "第3次",
            "30多家",
            "10：30",
        ] {
            let marked = marked(&format!("共{quantity}的"));
            assert!(marked.contains(quantity), "{marked}");
            assert!(marked.ends_with("|的"), "{marked}");
        }
    }

    #[test]
    fn what_no_number_counts_is_not_bound() {
        assert_eq!(marked("公开条件"), "公|开|条|件");
        assert_eq!(marked("12多样"), "12|多|样");
        assert_eq!(marked("第一"), "第一");
        assert_eq!(marked("等第"), "等|第");
    }

    #[test]
    fn dates_and_numerals_break_at_a_price() {
        assert_eq!(marked("于2022年2月15日印"), "于|2022年·2月·15日|印");
        assert_eq!(marked("第四十九条和"), "第四·十·九条|和");
        assert_eq!(marked("函〔2021〕30号"), "函·〔2021〕30号");
        assert_eq!(marked("60～80件"), "60|～·80件");
    }

    #[test]
    fn the_number_of_a_paragraph_stays_with_its_text_and_others_do_not() {
        assert_eq!(marked("1.公开"), "1.公|开");
        assert_eq!(marked("见1.公开"), "见|1.|公|开");
    }

    #[test]
    fn addresses_break_after_strokes_and_before_other_marks() {
        assert_eq!(marked("https://www.gov.cn/a_b/c.html?d=1&e"), "https://·www·.gov·.cn/·a·_b/·c·.html·?d·=1·&e");
        assert_eq!(marked("zwgk@zhuzhou.gov.cn"), "zwgk·@zhuzhou·.gov·.cn");
        assert_eq!(marked("见www.gov.cn。"), "见|www·.gov·.cn。");
        assert_eq!(marked("and/or"), "and/|or");
    }
}
