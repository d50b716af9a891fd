//! A grid to look labels up in.

use crate::document::{Cell, Folded, Grid, YearForm, running_text, vocabulary, year_at};
use crate::form::{FigureWords, normal_character, normal_label};
use crate::recognize::words::words;
use std::ops::Range;

/// The text of a cell; a note called in it is no part of a label or figure.
fn cell_text(cell: &Cell) -> String {
    running_text(&cell.content)
}

/// A label without what is written before or behind it and says nothing of which it is: 其中：…, …（件）.
pub(super) fn bare_label(text: &str) -> &str {
    let words = &words().label;
    let mut bare = text.trim();
    for word in &words.within {
        if let Some(rest) = bare.strip_prefix(word.as_str()) {
            bare = rest.trim_start_matches([':', '：', ',', '，', '、']).trim_start();
        }
    }
    let is_unit = |text: &str| {
        let said = text.split_once([':', '：']);
        let unit = match said {
            Some((label, unit))
                if vocabulary().unit.labels.iter().any(|word| label.trim().ends_with(word.as_str())) =>
            {
                unit
            }
            Some(_) => return false,
            None => text,
        };
        let unit = unit.trim();
        // An amount is read by the unit its label names; the forms' own is part of their label.
        let unit_of_money = vocabulary().unit.without_currency(unit);
        let money = FigureWords::built_in().money_unit(unit_of_money);
        words.units.iter().any(|word| word == unit)
            || money.is_some_and(|money| !money.is_printed || money.name != unit)
    };
    let bracketed = bare.strip_suffix(['）', ')']).and_then(|rest| {
        let open = rest.rfind(['（', '('])?;
        let unit = rest.get(open..)?.trim_start_matches(['（', '(']);
        Some((rest.get(..open)?, unit))
    });
    let slashed = || {
        bare.rfind(['/', '／']).and_then(|at| Some((bare.get(..at)?, bare.get(at..)?.trim_start_matches(['/', '／']))))
    };
    // 行政事业性收费 单位：元
    let said = || {
        let at = vocabulary().unit.labels.iter().filter_map(|word| bare.rfind(word.as_str())).min()?;
        Some((bare.get(..at)?.trim_end_matches([' ', '\u{3000}', ',', '，', '、']), bare.get(at..)?))
    };
    match bracketed.or_else(slashed).or_else(said) {
        Some((label, unit)) if is_unit(unit) && !label.trim().is_empty() => label.trim_end(),
        _ if !bare.is_empty() => bare,
        _ => text,
    }
}

/// The year that a table is of by a label that names one where the form's has 本年 or 上年, and the label with that: 2023年制发件数,
/// 一、2023年度新收政府信息公开申请数量. Whether
/// it is the report's year is for those to say who know the report's.
pub(in crate::recognize) fn named_year(label: &str) -> Option<(u16, String)> {
    /// Before the year stands no more than a number: 一、, （一）.
    const LATEST: usize = 3;
    const LONGEST: usize = 60;
    if !label.contains('年') || label.chars().nth(LONGEST).is_some() {
        return None;
    }
    let folded = Folded::with(label, normal_character);
    // 四、结转2024年度继续办理: what 2023 carries over.
    if let Some(at) = (0..=LATEST).find(|at| folded.has_at(*at, "结转"))
        && let Some(mention) = year_at(&folded, at + 2).filter(|mention| mention.form == YearForm::Full)
        && let rest = folded.text(mention.range.end..folded.len())
        && rest.contains("继续")
    {
        let next = if rest.starts_with('度') { "下年" } else { "下年度" };
        return Some((mention.year.saturating_sub(1), format!("{}{next}{rest}", folded.text(0..mention.range.start))));
    }
    // 行政复议（2022年）
    if let Some((bare, inner)) =
        label.trim_end().strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']))
        && bare.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && let inner = Folded::with(inner, normal_character)
        && let Some(mention) = year_at(&inner, 0).filter(|mention| mention.form == YearForm::Full)
        && matches!(inner.text(mention.range.end..inner.len()).as_str(), "" | "度")
    {
        return Some((mention.year, bare.to_owned()));
    }
    let mention = (0..=LATEST).find_map(|index| year_at(&folded, index))?;
    let rest = folded.text(mention.range.end..folded.len());
    let begins = rest.chars().next().is_some_and(char::is_alphabetic);
    // What 2022 carried over is what 2023's report has from 上年; what 2023 carries over into 下年度 is the report's own.
    let (year, word) = match rest.strip_prefix("结转") {
        Some(rest) if rest.starts_with('下') => (mention.year, ""),
        Some(_) => (mention.year.saturating_add(1), "上年"),
        None => (mention.year, "本年"),
    };
    (mention.form == YearForm::Full && begins)
        .then(|| (year, format!("{}{word}{rest}", folded.text(0..mention.range.start))))
}

/// A label in comparable form.
pub(in crate::recognize) fn comparable(label: &str) -> String {
    if label.bytes().all(|b| b.is_ascii_digit()) {
        return label.to_owned();
    }
    let bare = bare_label(label);
    named_year(bare).map_or_else(|| normal_label(bare), |(_, label)| normal_label(&label))
}

/// A grid with the text of its cells brought to comparable form once.
pub(super) struct Source<'g> {
    pub(super) grid: &'g Grid,
    cover: Vec<usize>,
    rows: Vec<Vec<usize>>,
    normal: Vec<String>,
    filled: Vec<bool>,
}

impl<'g> Source<'g> {
    pub(super) fn new(grid: &'g Grid) -> Self {
        let texts: Vec<String> = grid.cells().iter().map(cell_text).collect();
        let normal = texts.iter().map(|text| comparable(text)).collect();
        let filled = texts.iter().map(|text| !text.trim().is_empty()).collect();
        let cover = grid.cover();
        let rows = cover.chunks(grid.columns().max(1) as usize).map(|row| {
            let mut cells = row.to_vec();
            cells.dedup();
            cells
        });
        Source { grid, rows: rows.collect(), cover, normal, filled }
    }

    /// The index of the cell that covers a place.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<usize> {
        if column >= self.grid.columns() {
            return None;
        }
        self.cover.get(row as usize * self.grid.columns() as usize + column as usize).copied()
    }

    pub(super) fn cell(&self, index: usize) -> Option<&'g Cell> {
        self.grid.cells().get(index)
    }

    /// A cell's text in comparable form; `None` where nothing comparable is in it.
    pub(super) fn normal(&self, index: usize) -> Option<&str> {
        self.normal.get(index).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The texts of all cells in comparable form, where anything comparable is in them.
    pub(super) fn normals(&self) -> impl Iterator<Item = &str> {
        self.normal.iter().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The cells that cover a row, from the left, each once.
    pub(super) fn row_cells(&self, row: u32) -> &[usize] {
        self.rows.get(row as usize).map_or(&[], Vec::as_slice)
    }

    /// The cells that begin in these rows, with their indices.
    pub(super) fn cells_in_rows(&self, rows: Range<u32>) -> impl Iterator<Item = (usize, &'g Cell)> + use<'g> {
        let start = self.grid.cells().partition_point(|cell| cell.row < rows.start);
        let cells = self.grid.cells_in_rows(rows.start, rows.end.saturating_sub(1));
        cells.iter().enumerate().map(move |(index, cell)| (start + index, cell))
    }

    /// The cells that begin in these rows and are not blank.
    pub(super) fn text_cells(&self, first_row: u32, last_row: u32) -> impl Iterator<Item = usize> + '_ {
        let indices = self.cells_in_rows(first_row..last_row + 1).map(|(index, _)| index);
        indices.filter(|index| self.has_text(*index))
    }

    /// Whether a cell has any text.
    pub(super) fn has_text(&self, index: usize) -> bool {
        self.filled.get(index).copied().unwrap_or(false)
    }

    /// Whether no cell of a row has any text.
    pub(super) fn is_blank(&self, row: u32) -> bool {
        self.row_cells(row).iter().copied().all(|cell| !self.has_text(cell))
    }

    /// Whether a cell's text may be a figure: with a digit and hardly a word, or a sign for none.
    pub(super) fn is_figure(&self, index: usize) -> bool {
        let text = self.normal.get(index).map_or("", String::as_str);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        self.has_text(index) && (text.is_empty() || text == "无" || digits * 2 >= text.chars().count())
    }

    /// Whether a cell's text may be a figure and has a digit.
    pub(super) fn is_number(&self, index: usize) -> bool {
        self.is_figure(index) && self.normal.get(index).is_some_and(|text| text.chars().any(|c| c.is_ascii_digit()))
    }

    /// Whether a cell states a figure or that there is none: a number, or a sign that stands for none.
    pub(super) fn states(&self, index: usize) -> bool {
        let is_sign = || {
            let bare: String = self.cell(index).map(Cell::plain_text).unwrap_or_default().split_whitespace().collect();
            FigureWords::built_in().placeholders.contains(&bare)
        };
        self.is_number(index) || (self.is_figure(index) && is_sign())
    }

    pub(super) fn begins_in(&self, index: usize, row: u32) -> bool {
        self.cell(index).is_some_and(|cell| cell.row == row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_labels_say_which_year_the_table_is_of() {
        for (label, year, same) in [
            ("2023年制发件数", 2023, "本年制发件数"),
            ("二、2022年结转政府信息公开申请数量", 2023, "二、上年结转政府信息公开申请数量"),
            ("四、结转2024年度继续办理", 2023, "四、结转下年度继续办理"),
            ("四、结转2024年继续办理", 2023, "四、结转下年度继续办理"),
            ("行政复议（2022年）", 2022, "行政复议"),
            ("结果维持（2022年度）", 2022, "结果维持"),
        ] {
            let (said, label_of_form) = named_year(label).unwrap();
            assert_eq!((said, normal_label(&label_of_form)), (year, normal_label(same)), "{label}");
        }
        for none in ["结转2024件", "1264（2022年）"] {
            assert_eq!(named_year(none), None, "{none}");
        }
    }

    #[test]
    fn units_and_prefixes_are_no_part_of_a_label() {
        for (text, bare) in [
            ("行政许可（件）", "行政许可"),
            ("行政许可 (单位：件)", "行政许可"),
            ("行政许可/件", "行政许可"),
            ("本年增/减", "本年增/减"),
            ("其中：1.属于国家秘密（件）", "1.属于国家秘密"),
            ("其中1.属于国家秘密", "1.属于国家秘密"),
            ("本年收费金额（单位：万元）", "本年收费金额（单位：万元）"),
            ("行政事业性收费（元）", "行政事业性收费"),
            ("行政事业性收费 单位：元", "行政事业性收费"),
            ("行政许可，计量单位：件", "行政许可"),
            ("本年收费金额（单位：人民币元）", "本年收费金额"),
            (
                "（二）部分公开（区分处理的，只计这一情形，不计其他情形）（件）",
                "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            ),
            ("其中：", "其中："),
            ("（件）", "（件）"),
            ("", ""),
        ] {
            assert_eq!(bare_label(text), bare, "{text}");
        }
    }
}
