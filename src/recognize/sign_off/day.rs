//! The day of a sign-off whose date has lost its words.

use crate::document::Date;
use crate::document::numeral::arabic_digit;
use crate::report::DateText;

/// The day that digits alone state, where they can be only one: 2022215. It is of the year reported on or the next, where that is known.
pub(super) fn day_of_digits(raw: &str, year: Option<u16>) -> Option<DateText> {
    let digits: Vec<u32> = raw.chars().map(arabic_digit).collect::<Option<_>>()?;
    if !(6..=8).contains(&digits.len()) {
        return None;
    }
    let number = |part: &[u32]| part.iter().fold(0u32, |number, digit| number * 10 + digit);
    let (of_year, rest) = digits.split_at_checked(4)?;
    let of_year = u16::try_from(number(of_year)).ok()?;
    let is_near = match year {
        Some(year) => of_year == year || Some(of_year) == year.checked_add(1),
        None => (2008..=2100).contains(&of_year),
    };
    let small = |part: &[u32]| u8::try_from(number(part)).ok();
    let day = |at: usize| {
        let (month, day) = rest.split_at_checked(at)?;
        (!day.is_empty() && day.len() <= 2).then_some(())?;
        Date::new(of_year, small(month)?, small(day)?)
    };
    // 202211 may be a month as well.
    let is_month = rest.len() == 2 && (1..=12).contains(&number(rest));
    let mut days: Vec<Date> = [1, 2].into_iter().filter_map(day).collect();
    days.dedup();
    match days.as_slice() {
        [only] if is_near && !is_month => Some(DateText::of(*only)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_a_day_where_they_can_be_only_one() {
        let day = |raw: &str, year| day_of_digits(raw, year).map(|date| date.raw);
        for (raw, expected) in [
            ("2022215", Some("2022年2月15日")),
            ("20220215", Some("2022年2月15日")),
            ("2022131", Some("2022年1月31日")),
            ("2022111", None),
            ("2022121", None),
            ("202211", None),
            ("202235", Some("2022年3月5日")),
            ("20221305", None),
            ("2022230", None),
            ("2022305", Some("2022年3月5日")),
            ("22215", None),
        ] {
            assert_eq!(day(raw, Some(2021)).as_deref(), expected, "{raw}");
        }
        assert_eq!(day("2022215", Some(2019)), None, "not of that report");
        assert_eq!(day("2022215", None).as_deref(), Some("2022年2月15日"));
    }
}
