//! Rows of fields → lines of values set apart by commas (RFC 4180), UTF-8 with a byte order mark, without which spreadsheets take the text
//! for one in the encoding of the country.
//!
//! What a spreadsheet would reckon with as a formula is [`guarded`].

use crate::list::guarded;

/// What a file begins with.
pub const MARK: &str = "\u{feff}";

/// A row with its line end.
pub fn fields_to_line<'t>(fields: impl IntoIterator<Item = &'t str>) -> String {
    let mut line = String::new();
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        let field = guarded(field);
        match field.contains([',', '"', '\n', '\r']) {
            true => line.push_str(&format!("\"{}\"", field.replace('"', "\"\""))),
            false => line.push_str(&field),
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_none_is_a_formula() {
        for (field, written) in [
            ("12", "12"),
            ("-3", "-3"),
            ("-", "-"),
            ("甲,乙", "\"甲,乙\""),
            ("说\"好\"", "\"说\"\"好\"\"\""),
            ("1\n2", "\"1\n2\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("@甲", "'@甲"),
            ("-甲", "'-甲"),
        ] {
            assert_eq!(fields_to_line([field]), format!("{written}\r\n"));
        }
        assert_eq!(fields_to_line(["", "a", ""]), ",a,\r\n");
    }
}
