//! Serial numbers → dates and times in ISO 8601 form (ECMA-376 §18.17.4).

use super::number_format::DateParts;
use crate::document::Date;
use crate::whole::Whole;

const MILLISECONDS_PER_DAY: i64 = 86_400_000;
/// 9999-12-31 in the 1900 system.
const LAST_DAY: f64 = 2_958_465.0;
/// Days from 1899-12-30 to 1970-01-01.
const DAYS_TO_1970: i64 = 25_569;
/// Days between the two systems.
const DAYS_TO_1904: i64 = 1_462;

/// The date or time that a serial number stands for; `None` where there is no such day (0 and below with a date, the 29
/// February 1900 that spreadsheet programs count, beyond the year 9999).
pub(super) fn serial_to_iso(serial: f64, is_1904: bool, parts: DateParts) -> Option<String> {
    if !(0.0..LAST_DAY + 1.0).contains(&serial) {
        return None;
    }
    // In range, so the product is exact to well below a millisecond.
    let total = i64::whole((serial * MILLISECONDS_PER_DAY as f64).round());
    if parts.elapsed {
        return Some(time(total));
    }
    let (days, rest) = (total / MILLISECONDS_PER_DAY, total % MILLISECONDS_PER_DAY);
    if days == 0 && !parts.date {
        return Some(time(rest));
    }
    let since_1970 = match (is_1904, days) {
        (true, _) => days + DAYS_TO_1904 - DAYS_TO_1970,
        (false, 0 | 60) => return None,
        // The 1900 system counts a 29 February 1900, so days before it are one off.
        (false, 1..=59) => days + 1 - DAYS_TO_1970,
        (false, _) => days - DAYS_TO_1970,
    };
    let date = Date::from_days_since_1970(since_1970)?;
    Some(if rest == 0 { date.to_string() } else { format!("{date}T{}", time(rest)) })
}

fn time(milliseconds: i64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    let text = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { text } else { format!("{text}.{rest:03}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: DateParts = DateParts { date: true, time: false, elapsed: false };
    const TIME: DateParts = DateParts { date: false, time: true, elapsed: false };

    #[test]
    fn days_are_the_calendars() {
        let iso = |serial| serial_to_iso(serial, false, DATE);
        assert_eq!(iso(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(iso(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(iso(60.0), None, "29 February 1900");
        assert_eq!(iso(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(iso(45_296.0).as_deref(), Some("2024-01-05"));
        assert_eq!(iso(45_351.5).as_deref(), Some("2024-02-29T12:00:00"));
        assert_eq!(iso(2_958_465.0).as_deref(), Some("9999-12-31"));
        for none in [0.0, -1.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(iso(none), None, "{none}");
        }
        assert_eq!(serial_to_iso(0.0, true, DATE).as_deref(), Some("1904-01-01"));
        assert_eq!(serial_to_iso(43_834.0, true, DATE).as_deref(), Some("2024-01-05"));
    }

    #[test]
    fn times_and_durations() {
        assert_eq!(serial_to_iso(0.354_166_666_666_667, false, TIME).as_deref(), Some("08:30:00"));
        assert_eq!(serial_to_iso(1.5, false, DateParts { elapsed: true, ..TIME }).as_deref(), Some("36:00:00"));
        assert_eq!(serial_to_iso(45_296.25, false, TIME).as_deref(), Some("2024-01-05T06:00:00"));
    }
}
