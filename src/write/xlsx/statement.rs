//! The line above a statutory table that says whose figures these are: 填报单位：… 报告年度：2025年　表式：2021　单位：件

use super::design::Design;
use crate::form::{StatementWords, TableForm};
use crate::report::Report;
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

/// The row it stands in, counted from 0.
const ROW: u32 = 1;

/// The left cell of the line gets at least so much of the width, in percent.
const LEFT_PERCENT: u64 = 45;

/// What is stated, in two cells.
pub(super) struct Statement {
    left: String,
    right: String,
}

impl Statement {
    /// What is stated above that table of the report.
    pub(super) fn of(report: &Report, form: &str, table: &TableForm, words: &StatementWords) -> Self {
        let said = |labels: &[String], text: &str| format!("{}：{text}", labels.first().map_or("", String::as_str));
        let left = report.organ.as_ref().map(|organ| said(&words.organ, organ)).unwrap_or_default();
        let suffix = words.year_suffix.last().map_or("", String::as_str);
        let year = report.year.map(|year| said(&words.year, &format!("{year}{suffix}")));
        let mut units: Vec<&str> = table.data_cells().map(|cell| cell.unit.as_str()).collect();
        units.dedup();
        // A table of several units states them in its own heads.
        let unit = match units.as_slice() {
            [unit] if !unit.is_empty() => Some(said(&words.unit, unit)),
            _ => None,
        };
        let right: Vec<String> = year.into_iter().chain([said(&words.form, form)]).chain(unit).collect();
        Statement { left, right: right.join("\u{3000}") }
    }

    /// Writes the line over columns of these widths.
    pub(super) fn write(&self, columns: &[u32], design: &Design, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let format = design.text_format().set_align(FormatAlign::VerticalCenter);
        let last = u16::try_from(columns.len().max(1) - 1).unwrap_or(u16::MAX);
        let total: u64 = columns.iter().map(|width| u64::from(*width)).sum();
        let mut left = 0u64;
        let divide = columns.iter().position(|width| {
            left += u64::from(*width);
            left * 100 >= total * LEFT_PERCENT
        });
        let divide = u16::try_from(divide.unwrap_or(0)).unwrap_or(u16::MAX).min(last.saturating_sub(1));
        let pixels = |range: std::ops::RangeInclusive<u16>| -> u32 {
            columns.iter().skip(usize::from(*range.start())).take(range.count()).sum()
        };
        let lines = design
            .measures
            .lines(&self.left, pixels(0..=divide))
            .max(design.measures.lines(&self.right, pixels(divide + 1..=last.max(divide + 1))));
        sheet.set_row_height(ROW, design.measures.height_pt(lines))?;
        let end = |text: &str, first: u16, last: u16, align: FormatAlign, sheet: &mut Worksheet| {
            let format = format.clone().set_align(align).set_text_wrap();
            if last > first {
                sheet.merge_range(ROW, first, ROW, last, text, &format).map(|_| ())
            } else {
                sheet.write_string_with_format(ROW, first, text, &format).map(|_| ())
            }
        };
        end(&self.left, 0, divide, FormatAlign::Left, sheet)?;
        end(&self.right, divide + 1, last.max(divide + 1), FormatAlign::Right, sheet)
    }
}
