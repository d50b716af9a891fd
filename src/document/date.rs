//! Calendar dates as reports print them.

use std::fmt;

/// A date of the Gregorian calendar, always a real one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The date, if there is such a day in the years 1 to 9999.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Date { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// The date written as `2024-01-05` (ISO 8601), if `text` is exactly that.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, n| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day so many days after 1 January 1970, if it is in the years 1 to 9999.
    #[must_use]
    pub fn from_days_since_1970(days: i64) -> Option<Self> {
        // By eras of 400 years beginning on 1 March, so that the leap day comes last.
        let days = days.checked_add(719_468)?;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = u16::try_from(year + era * 400 + i64::from(month <= 2)).ok()?;
        Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// As GB/T 9704-2012 7.3.5.4 prints it: Arabic digits, the full year, no leading zeros (2024年1月5日).
    #[must_use]
    pub fn to_chinese(self) -> String {
        format!("{}年{}月{}日", self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_are_dates() {
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(2023, 2, 29).is_none());
        assert!(Date::new(1900, 2, 29).is_none());
        assert!(Date::new(2024, 13, 1).is_none());
        assert!(Date::new(2024, 4, 31).is_none());
    }

    #[test]
    fn days_are_counted_from_1970() {
        let of = |days| Date::from_days_since_1970(days).map(|date| date.to_string());
        assert_eq!(of(0).unwrap(), "1970-01-01");
        assert_eq!(of(-1).unwrap(), "1969-12-31");
        assert_eq!(of(11_016).unwrap(), "2000-02-29");
        assert_eq!(of(2_932_896).unwrap(), "9999-12-31");
        assert_eq!((of(2_932_897), of(-719_163), of(i64::MAX)), (None, None, None));
    }

    #[test]
    fn iso_and_chinese_forms() {
        let date = Date::from_iso("2024-01-05").unwrap();
        assert_eq!((date.to_string().as_str(), date.to_chinese().as_str()), ("2024-01-05", "2024年1月5日"));
        assert!(Date::from_iso("2024-1-5").is_none());
    }
}
