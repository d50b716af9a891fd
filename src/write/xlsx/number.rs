//! Which cells are written as numbers, and how they are shown.

use rust_decimal::Decimal;

/// A number a spreadsheet keeps and shows exactly as printed.
#[derive(Debug, PartialEq)]
pub(super) struct ExactNumber {
    /// Its value.
    pub(super) value: f64,
    /// The number format that shows the printed decimals: `0`, `0.00`.
    pub(super) format: String,
}

/// Digits a spreadsheet shows of a number; those after them read 0 there.
const SIGNIFICANT_DIGITS: usize = 15;

/// The number, if `text` is nothing but it (`-`, digits, decimals; no leading zeros) and binary floating point carries it: the
/// shortest decimal that reads back as the same double is the same number, in at most 15 digits.
pub(super) fn exact_number(number: Decimal, text: &str) -> Option<ExactNumber> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, None), |(whole, d)| (whole, Some(d)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let plain = digits(whole) && (whole == "0" || !whole.starts_with('0')) && decimals.is_none_or(digits);
    let significant = unsigned.bytes().filter(u8::is_ascii_digit).count();
    if !plain || significant > SIGNIFICANT_DIGITS || text.parse::<Decimal>().ok()? != number {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    let reads_back = value.to_string().parse::<Decimal>().ok()? == number;
    // A printed "-0" would lose its sign.
    let signed_zero = number.is_zero() && text.starts_with('-');
    let format = match decimals {
        Some(decimals) => format!("0.{}", "0".repeat(decimals.len())),
        None => "0".to_owned(),
    };
    (reads_back && !signed_zero).then_some(ExactNumber { value, format })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_of(number: &str, text: &str) -> Option<String> {
        exact_number(number.parse().unwrap(), text).map(|n| n.format)
    }

    #[test]
    fn the_format_shows_the_printed_decimals() {
        assert_eq!(format_of("122", "122").as_deref(), Some("0"));
        assert_eq!(format_of("26.55", "26.55").as_deref(), Some("0.00"));
        assert_eq!(format_of("26.5", "26.50").as_deref(), Some("0.00"));
        assert_eq!(format_of("59237.2449", "59237.2449").as_deref(), Some("0.0000"));
        assert_eq!(format_of("-3", "-3").as_deref(), Some("0"));
        assert_eq!(format_of("0", "0").as_deref(), Some("0"));
    }

    #[test]
    fn text_that_is_more_than_its_number_is_no_number() {
        for (number, text) in [
            ("100", "0100"),
            ("1036", "+1036"),
            ("251000", "251000元"),
            ("1234", "1,234"),
            ("5", " 5"),
            ("5", "５"),
            ("5", "5."),
            ("0.5", ".5"),
            ("0", "-0"),
            ("0", ""),
            ("7", "8"),
            ("1000", "1e3"),
        ] {
            assert_eq!(format_of(number, text), None, "{text}");
        }
    }

    #[test]
    fn fifteen_digits_fit_and_sixteen_do_not() {
        assert!(format_of("999999999999999", "999999999999999").is_some());
        assert!(format_of("1234567890123456", "1234567890123456").is_none());
        assert!(format_of("0.12345678901234", "0.12345678901234").is_some());
        assert!(format_of("12345678.90123456", "12345678.90123456").is_none());
    }
}
