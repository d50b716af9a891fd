//! Texts that spreadsheets would reckon with ⇄ the same as texts.

use std::borrow::Cow;

/// A field of delimited text: what a spreadsheet would take for a formula stands behind an apostrophe, which makes a text of it. A signed
/// number is none.
#[must_use]
pub fn guarded(field: &str) -> Cow<'_, str> {
    if is_formula(field.trim_start_matches('\'')) { Cow::Owned(format!("'{field}")) } else { Cow::Borrowed(field) }
}

/// The field as it was before.
#[must_use]
pub fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => field,
    }
}

fn is_formula(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['=', '@', '\t', '\r', '+', '-']) else { return false };
    let is_number = rest.chars().all(|c| c.is_ascii_digit() || c == '.');
    !(text.starts_with(['+', '-']) && is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_a_formula_and_each_comes_back() {
        for (field, written) in [
            ("=1+1", "'=1+1"),
            ("@甲", "'@甲"),
            ("\t=1", "'\t=1"),
            ("-甲", "'-甲"),
            ("-2+3", "'-2+3"),
            ("'=1", "''=1"),
            ("-3", "-3"),
            ("+1036", "+1036"),
            ("-0.5", "-0.5"),
            ("-", "-"),
            ("'甲", "'甲"),
            ("1=1", "1=1"),
        ] {
            assert_eq!((guarded(field).as_ref(), unguarded(written)), (written, field));
        }
    }
}
