//! The unit a table's money is in, where it is not the form's: 单位：元 above it, （元） in a label.
//!
//! In: the tables found, with what stands around each. Out: the same, amounts in another unit converted into the form's, each
//! with a finding; where two statements disagree, or one may be meant for the counts alone, the amount has no value.

mod amount;
mod running;
mod spoken;

pub(crate) use running::doubt_by_running_text;

use super::figure::{figure_text, restate};
use super::table::{Piece, Recognized};
use super::words::words;
use crate::document::{Block, Cell, Content, Grid, Inline, vocabulary};
use crate::finding::Place;
use crate::form::{DataCell, FigureWords, Forms, MoneyUnit, NumberKind};
use crate::report::{Count, StatedUnit};
use amount::{Amount, amounts_in};
use spoken::units_spoken;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// How many blocks before a table may state its unit.
pub(super) const BLOCKS_BEFORE: usize = 4;

/// How many blocks after a table may be its notes (注：收费金额单位为元).
pub(super) const BLOCKS_AFTER: usize = 2;

/// A line that states a unit is no longer than this.
pub(super) const LONGEST_LINE: usize = 60;

/// A unit is no longer than this.
const LONGEST_UNIT: usize = 6;

/// A table of lines above another has no more rows than this.
const MOST_ROWS_BEFORE: u32 = 3;

/// What is said about the unit of some money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MoneyStatement {
    pub(super) stated: StatedUnit<'static>,
    /// The statements, for messages.
    pub(super) said: String,
}

impl MoneyStatement {
    /// What labels of the figure and lines around the table say of an amount whose unit in the form is `own`.
    pub(super) fn of<'t>(
        labels: impl IntoIterator<Item = &'t str>,
        around: impl IntoIterator<Item = &'t str>,
        own: &str,
    ) -> Self {
        let mut said: BTreeSet<String> = BTreeSet::new();
        let mut units: Vec<&'static MoneyUnit> = Vec::new();
        let mut is_sure = true;
        let mut has_sign = false;
        for (text, is_label) in
            labels.into_iter().map(|text| (text, true)).chain(around.into_iter().map(|text| (text, false)))
        {
            let found = if is_label { units_in_label(text) } else { units_in_line(text) };
            if found.money.is_empty() && !found.has_sign {
                continue;
            }
            has_sign |= found.has_sign;
            said.insert(text.split_whitespace().collect::<Vec<_>>().join(" "));
            // 单位：件、元 may mean the counts in 件, money in 元; or one of several tables each.
            is_sure &= is_label || !found.has_others;
            for unit in found.money {
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
        }
        let stated = match units.as_slice() {
            // Where the form asks for no unit, each is right.
            _ if own.is_empty() => StatedUnit::Own,
            // 收费金额（￥）: of yuan or of ten thousand, the sign of a currency does not say.
            [] if has_sign => StatedUnit::Unclear,
            [] => StatedUnit::Own,
            [only] if only.name == own => StatedUnit::Own,
            [only] if is_sure => StatedUnit::Other(only),
            _ => StatedUnit::Unclear,
        };
        MoneyStatement { stated, said: said.into_iter().collect::<Vec<_>>().join("；") }
    }
}

/// Converts the money of each table that is stated in another unit than the form's.
pub(super) fn convert_money(pieces: &mut [Piece], forms: &Forms) {
    for index in 0..pieces.len() {
        let Some((before, [piece, after @ ..])) = pieces.split_at_mut_checked(index) else { continue };
        let Piece::Table(recognized) = piece else { continue };
        // What stands beyond another table is said of that one.
        let nearest = before.iter().rev().map_while(small_block).take(BLOCKS_BEFORE);
        let mut around: Vec<String> = nearest.flat_map(lines_of).collect();
        let notes = after.iter().map_while(small_block).take(BLOCKS_AFTER).flat_map(lines_of);
        around.extend(notes.filter(|line| is_note(line) || !amounts_in(line).is_empty()));
        convert_table(recognized, &around, forms);
    }
}

/// A block that is no table, or one of a few lines.
pub(super) fn small_block(piece: &Piece) -> Option<&Block> {
    match piece {
        Piece::Block(Block::Table(grid)) if grid.rows() > MOST_ROWS_BEFORE => None,
        Piece::Block(block) => Some(block),
        Piece::Table(_) => None,
    }
}

/// Whether a line below a table is a note on it: 注：…, 说明：…, 收费金额按元填列
fn is_note(line: &str) -> bool {
    let words = &FigureWords::built_in().table_notes;
    !units_in_line(line).money.is_empty()
        || words.iter().any(|word| line.trim_start_matches(['（', '(', ' ', '\u{3000}']).starts_with(word.as_str()))
}

/// The short lines of a block that may state a unit.
fn lines_of(block: &Block) -> Vec<String> {
    let texts = match block {
        Block::Paragraph(_) | Block::Heading(_) => vec![said(std::slice::from_ref(block))],
        Block::Table(grid) if grid.rows() <= MOST_ROWS_BEFORE => {
            let cells = grid.cells().iter();
            cells
                .map(|cell| said(&cell.content))
                .chain((0..grid.rows()).flat_map(|row| units_in_cells(grid, row)))
                .collect()
        }
        _ => Vec::new(),
    };
    let says = |text: &String| states_unit(text) || !amounts_in(text).is_empty();
    texts.into_iter().filter(|text| text.chars().count() <= LONGEST_LINE && says(text)).collect()
}

/// The text of blocks without what is struck through: a unit with its 万 struck is 元.
fn said(blocks: &[Block]) -> String {
    let unstruck = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let is_struck = |inline: &Inline| matches!(inline, Inline::Text(text) if text.marks.strike);
            let inlines = paragraph.content.inlines().iter().filter(|inline| !is_struck(inline)).cloned();
            Content::new(inlines.collect()).running_text()
        }
        block => block.running_text(),
    };
    blocks.iter().map(unstruck).collect::<Vec<_>>().join("\n")
}

/// What cells beside each other state in a row: 单位 | 元.
pub(super) fn units_in_cells(grid: &Grid, row: u32) -> Vec<String> {
    let texts: Vec<String> = grid.cells_in_rows(row, row).iter().map(|cell| said(&cell.content)).collect();
    let filled: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let pairs = filled.windows(2).filter_map(|pair| {
        let [label, unit] = pair else { return None };
        let label = label.trim_end_matches(['：', ':']);
        (label.ends_with("单位") && is_unit(unit)).then(|| format!("{label}：{unit}"))
    });
    pairs.collect()
}

/// The line that a sheet's name stands for where it says a unit of money: 收费（元）.
pub(super) fn unit_in_sheet_name(name: &str) -> Option<String> {
    let units = units_in_label(name);
    let money = units.money.first().filter(|_| units.money.len() == 1)?;
    Some(if units.has_others { format!("单位：{name}") } else { format!("金额单位：{}", money.name) })
}

/// Whether a line may say a unit: 单位：元, 金额以元计.
pub(super) fn states_unit(text: &str) -> bool {
    text.contains("单位")
        || text.to_lowercase().contains("unit")
        || !units_counted_in(text).is_empty()
        || !units_spoken(text).is_empty()
}

/// Whether all of a text is units of money.
fn is_unit(text: &str) -> bool {
    let units = listed_units(&text.nfkc().collect::<String>());
    !units.money.is_empty() && !units.has_others
}

fn convert_table(recognized: &mut Recognized, before: &[String], forms: &Forms) {
    let Recognized { table_id, candidates, grid } = recognized;
    for candidate in candidates {
        let form = forms.get(&candidate.form);
        let Some(table) = form.and_then(|form| form.tables.iter().find(|table| table.id == *table_id)) else {
            continue;
        };
        for data in table.data_cells().filter(|data| data.kind == NumberKind::Money) {
            let Some(count) = candidate.cells.get_mut(&data.id) else { continue };
            let Some(cell) = grid.cells().iter().find(|cell| states(cell, count)) else {
                continue;
            };
            let statement = statement_for(cell, grid, before, data);
            let name = format!("{}：{}", table.name, data.path());
            candidate.findings.extend(restate(count, data, &name, &statement));
            let amounts = notes_around(cell, grid, before);
            candidate.findings.extend(amount::doubt(count, data, &name, &amounts));
        }
    }
}

/// Whether a cell is the one a figure was taken from. Places are compared, for origins are alike to everything else.
fn states(cell: &Cell, count: &Count) -> bool {
    cell.origin.0 == count.origin.0 && figure_text(cell).trim() == count.raw
}

/// The amounts of the fee that lines around a table and in it state: 备注：收费金额为264400元.
fn notes_around(figure: &Cell, grid: &Grid, before: &[String]) -> Vec<Amount> {
    let others = grid.cells().iter().filter(|cell| (cell.row, cell.column) != (figure.row, figure.column));
    let texts = others.map(|cell| said(&cell.content)).filter(|text| text.chars().count() <= LONGEST_LINE);
    before.iter().cloned().chain(texts).flat_map(|text| amounts_in(&text)).collect()
}

fn statement_for(figure: &Cell, grid: &Grid, before: &[String], data: &DataCell) -> MoneyStatement {
    let (row_end, column_end) = (figure.row + figure.row_span, figure.column + figure.column_span);
    let mut labels = Vec::new();
    let mut around = before.to_vec();
    let is_above = |cell: &Cell| {
        cell.column < column_end && figure.column < cell.column + cell.column_span && cell.row < figure.row
    };
    let beside_head = |cell: &Cell| {
        let mut heads = grid.cells_in_rows(cell.row, cell.row + cell.row_span - 1).iter().filter(|head| is_above(head));
        heads.any(|head| names_money(&said(&head.content)))
    };
    for cell in grid.cells().iter().filter(|cell| (cell.row, cell.column) != (figure.row, figure.column)) {
        let text = said(&cell.content);
        if text.chars().count() > LONGEST_LINE {
            continue;
        }
        let beside = cell.row < row_end && figure.row < cell.row + cell.row_span && cell.column < figure.column;
        let above = is_above(cell);
        let in_row = cell.row < row_end && figure.row < cell.row + cell.row_span;
        let may_be_unit = || is_unit(&text) && (in_row || beside_head(cell));
        if beside || (above && names_money(&text)) || may_be_unit() {
            labels.push(text);
        } else if states_unit(&text) {
            around.push(text);
        }
    }
    around.extend((0..grid.rows()).flat_map(|row| units_in_cells(grid, row)));
    if let Some(Place::Sheet(name)) = &grid.origin.0 {
        let units = units_in_label(name);
        match (units.money.is_empty(), units.has_others) {
            (true, _) => {}
            (false, false) => labels.push(name.to_string()),
            (false, true) => around.push(format!("单位：{name}")),
        }
    }
    MoneyStatement::of(labels.iter().map(String::as_str), around.iter().map(String::as_str), &data.unit)
}

/// Whether a label above is one of money: what stands over a whole table's column heads other figures too.
fn names_money(text: &str) -> bool {
    words().label.money.iter().any(|word| text.contains(word.as_str())) || !units_in_label(text).money.is_empty()
}

#[derive(Default)]
struct Units {
    money: Vec<&'static MoneyUnit>,
    /// Whether the sign of a currency stands for them.
    has_sign: bool,
    /// Whether units of other things stand beside them.
    has_others: bool,
}

/// The units in brackets, or behind 单位, in a label: 收费金额（元）, 收费金额（单位：万元）.
fn units_in_label(text: &str) -> Units {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let mut units = units_in_line(&folded);
    if units.money.is_empty() {
        for group in folded.split(['(', '[', '〔', '【']).skip(1) {
            let inside = group.split([')', ']', '〕', '】']).next().unwrap_or_default();
            let found = listed_units(inside);
            units.money.extend(found.money);
            units.has_others |= found.has_others;
        }
    }
    // 收费金额/元, 收费金额：元
    if units.money.is_empty()
        && let Some((_, last)) = folded.rsplit_once(['/', ':'])
    {
        units = listed_units(last);
    }
    units.has_sign = units.money.is_empty() && folded.chars().any(|c| "¥￥".contains(c));
    // 元, in a cell of its own.
    if units.money.is_empty() && is_unit(&folded) {
        units = listed_units(&folded);
    }
    units
}

/// The units that amounts are said to be counted in: 金额以元计, 按万元填列.
fn units_counted_in(text: &str) -> Vec<&'static MoneyUnit> {
    let words = FigureWords::built_in();
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let mut units: Vec<&'static MoneyUnit> = Vec::new();
    for before in &words.counted_before {
        for behind in folded.split(before.as_str()).skip(1) {
            let behind = vocabulary().unit.without_currency(behind);
            let end = words.counted_after.iter().filter_map(|word| behind.find(word.as_str())).min();
            let unit = end.and_then(|end| words.money_unit(behind.get(..end)?));
            units.extend(unit.filter(|unit| !units.contains(unit)));
        }
    }
    units
}

/// The units behind 单位 in a line: 单位：元; 金额单位：万元; （计量单位：件、元）.
fn units_in_line(text: &str) -> Units {
    let folded: String = text.nfkc().collect();
    let mut units = Units::default();
    for behind in folded.split("单位").skip(1) {
        let behind = without_link(behind);
        let list = behind.split([')', ']', '】', '〕', '。', '\n']).next().unwrap_or_default();
        // 单位:件;元 goes on, 单位：元；填报人：张三 does not.
        let is_other = |part: &str| part.contains(':') || part.chars().count() > LONGEST_UNIT;
        for (at, part) in list.split(';').enumerate().take_while(|(at, part)| *at == 0 || !is_other(part)) {
            let found = listed_units(part);
            units.money.extend(found.money);
            units.has_others |= found.has_others && (at == 0 || !part.trim().is_empty());
        }
    }
    if units.money.is_empty() {
        units.money = units_counted_in(text);
    }
    if units.money.is_empty() {
        units.money = units_spoken(text);
        // 单位：￥ is of yuan, or of ten thousand.
        let signs = &FigureWords::built_in().money_prefixes;
        let sign = |text: &str| signs.iter().any(|sign| text.contains(&sign.to_lowercase()));
        let lower = text.to_lowercase();
        if units.money.is_empty() && (lower.contains("单位") || lower.contains("unit")) && sign(&lower) {
            units.money.extend(FigureWords::built_in().money_unit("元"));
            units.has_others = true;
        }
        // 件、元: of several tables, perhaps.
        units.has_others |= text.contains('、') && !units.money.is_empty();
    }
    units
}

/// What stands behind 单位 without the words between it and the unit: 均为元, ：元.
fn without_link(behind: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || c == ':';
    let behind = behind.trim_start_matches(is_mark);
    let links = &FigureWords::built_in().unit_links;
    links.iter().find_map(|link| behind.strip_prefix(link.as_str())).unwrap_or(behind).trim_start_matches(is_mark)
}

/// Units parted by commas or the like; a text that is no list of units has none.
fn listed_units(list: &str) -> Units {
    let words = FigureWords::built_in();
    let mut units = Units::default();
    for name in list
        .split(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '/' | '，' | '和' | '('))
        .filter(|n| !n.is_empty())
    {
        // 人民币（元）
        let bare = vocabulary().unit.without_currency(name);
        if bare.is_empty() {
            continue;
        }
        match words.money_unit(bare) {
            Some(unit) => units.money.push(unit),
            None => units.has_others = true,
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(labels: &[&str], around: &[&str]) -> String {
        match MoneyStatement::of(labels.iter().copied(), around.iter().copied(), "万元").stated {
            StatedUnit::Own => "own".to_owned(),
            StatedUnit::Other(unit) => unit.name.clone(),
            StatedUnit::Unclear => "unclear".to_owned(),
        }
    }

    #[test]
    fn the_unit_is_the_one_that_is_stated() {
        assert_eq!(stated(&["收费金额"], &[]), "own");
        assert_eq!(stated(&["本年收费金额（单位：万元）"], &["填报单位：清河市民政局"]), "own");
        assert_eq!(stated(&["收费金额（万元）"], &["单位：件、万元"]), "own");
        for line in [
            "单位：元",
            "（单位：元）",
            "金额单位：人民币元",
            "计量单位： 元",
            "单位:元 ",
            "注：本表金额单位均为元",
            "收费单位:元",
        ] {
            assert_eq!(stated(&["收费金额"], &[line]), "元", "{line}");
        }
        for label in ["收费金额（元）", "收费金额（单位：元）", "收费金额(元)", "收费金额/元", "收费金额 单位：元"]
        {
            assert_eq!(stated(&[label], &[]), "元", "{label}");
        }
        for line in ["货币单位：人民币（元）", "金额以元计", "说明：收费金额按元填列", "收费金额均以人民币元为单位"]
        {
            assert_eq!(stated(&["收费金额"], &[line]), "元", "{line}");
        }
        assert_eq!(stated(&["收费金额", "元"], &[]), "元");
        assert_eq!(stated(&["收费金额（人民币元）"], &[]), "元");
        assert_eq!(stated(&["收费金额（千元）"], &["单位：千元"]), "千元");
        assert_eq!(stated(&["收费金额（亿元）"], &[]), "亿元");
    }

    #[test]
    fn statements_that_disagree_state_none() {
        for (labels, around) in [
            (&["收费金额（单位：万元）"][..], &["单位：元"][..]),
            (&["收费金额"], &["单位：件、元"]),
            (&["收费金额"], &["单位：元", "单位：万元"]),
            (&["收费金额（元）", "金额（千元）"], &[]),
            (&["本年收费金额（单位：万元）"], &["单位:件;元"]),
            (&["收费金额（￥）"], &[]),
            (&["收费金额（万元）"], &["单位：￥"]),
            (&["收费金额（万元）"], &["Unit: yuan"]),
            (&["收费金额（万元）"], &["收费以元为计量单位"]),
        ] {
            assert_eq!(stated(labels, around), "unclear", "{labels:?} {around:?}");
        }
    }

    #[test]
    fn a_note_below_a_table_is_one_by_how_it_begins() {
        for (line, is) in
            [("注：收费金额单位为元。", true), ("（注：单位：元）", true), ("单位：元", true), ("各单位：", false)]
        {
            assert_eq!(is_note(line), is, "{line}");
        }
    }
}
