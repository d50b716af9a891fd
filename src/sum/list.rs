//! A list of units as CSV (RFC 4180): a line a unit, a column a figure, as lists are read.

use crate::form::Form;
use crate::report::Report;

/// The columns before the figures.
const NAME: &str = "单位名称";
const YEAR: &str = "年度";

/// The head of a list of a form's figures, which are called by their ids. Behind a byte order mark, without which Excel takes the file for
/// text in the encoding of the country.
#[must_use]
pub fn head_of_list(form: &Form) -> String {
    let ids = form.tables.iter().flat_map(|table| table.data_cells().map(|cell| format!("{}.{}", table.id, cell.id)));
    let fields = [NAME.to_owned(), YEAR.to_owned()].into_iter().chain(ids);
    format!("\u{feff}{}", line(fields))
}

/// A unit's line: its figures as they are printed. One that is blank and one that is not there are both nothing.
#[must_use]
pub fn line_of_list(form: &Form, report: &Report) -> String {
    let figures = form.tables.iter().flat_map(|table| {
        let of_unit = report.statistics.get(&table.id).filter(|figures| figures.form == form.id);
        table.data_cells().map(move |cell| {
            of_unit.and_then(|figures| figures.cells.get(&cell.id)).map_or_else(String::new, |count| count.raw.clone())
        })
    });
    let year = report.year.map_or_else(String::new, |year| year.to_string());
    line([report.organ.clone().unwrap_or_default(), year].into_iter().chain(figures))
}

fn line(fields: impl Iterator<Item = String>) -> String {
    fields.map(|field| quoted(&field)).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A field. What a spreadsheet would reckon with as a formula stands behind an apostrophe, which makes a text of it; a number with a
/// minus is none.
fn quoted(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '@', '\t', '\r'])
        || field
            .strip_prefix('-')
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.is_empty());
    let field = if is_formula { format!("'{field}") } else { field.to_owned() };
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
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
            assert_eq!(quoted(field), written);
        }
    }
}
