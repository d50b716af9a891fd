//! Counts stated in tens, hundreds or thousands: 单位：百件 above a table, （数量单位：千件）. The form counts singly, and how far such
//! figures were rounded nothing tells, so none of them is taken.

use super::money::{BLOCKS_AFTER, BLOCKS_BEFORE, LONGEST_LINE, small_block};
use super::table::Piece;
use super::title::excerpt;
use super::words::words;
use crate::document::vocabulary;
use crate::finding::catalogue;
use crate::form::{Forms, NumberKind};
use unicode_normalization::UnicodeNormalization;

/// Takes the counts of tables that say they are stated in multiples, with a finding for each table.
pub(super) fn refuse_scaled_counts(pieces: &mut [Piece], forms: &Forms) {
    for index in 0..pieces.len() {
        let Some((before, [piece, after @ ..])) = pieces.split_at_mut_checked(index) else { continue };
        let Piece::Table(recognized) = piece else { continue };
        let above = before.iter().rev().map_while(small_block).take(BLOCKS_BEFORE);
        let below = after.iter().map_while(small_block).take(BLOCKS_AFTER);
        let texts = above.chain(below).map(|block| block.running_text());
        let lines = texts.flat_map(|text| text.split('\n').map(str::to_owned).collect::<Vec<_>>());
        let own = recognized.grid.cells().iter().map(|cell| cell.plain_text());
        let said = lines.map(|line| (line, false)).chain(own.map(|cell| (cell, true)));
        let Some((said, _)) = said.into_iter().find(|(text, is_cell)| says_multiples(text, *is_cell)) else { continue };
        for candidate in &mut recognized.candidates {
            let form = forms.get(&candidate.form);
            let Some(table) = form.and_then(|form| form.tables.iter().find(|table| table.id == recognized.table_id))
            else {
                continue;
            };
            let mut is_any = false;
            for data in table.data_cells().filter(|data| data.kind != NumberKind::Money) {
                if let Some(count) = candidate.cells.get_mut(&data.id)
                    && count.value.is_some_and(|value| !value.is_zero())
                {
                    count.value = None;
                    is_any = true;
                }
            }
            if is_any {
                let finding = catalogue::recognize::counts_in_multiples(&table.name, excerpt(said.trim()));
                candidate.findings.push(finding.at_origin(&recognized.grid.origin));
            }
        }
    }
}

/// Whether a line says that what the table has is counted in multiples: 单位：百件, 以千件计, （万件）. In a cell of the table a unit behind
/// a label says it, too; a line of text may have one of something else, 访问量（万次）.
fn says_multiples(line: &str, is_cell: bool) -> bool {
    if line.chars().nth(LONGEST_LINE).is_some() {
        return false;
    }
    let label = &words().label;
    let scale = &label.scale;
    // Of these characters NFKC makes no ideograph.
    let is_plain = |c: char| {
        c.is_ascii() || matches!(c, '\u{3001}'..='\u{3002}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
    };
    if line.chars().all(|c| is_plain(c) && !scale.contains(c)) {
        return false;
    }
    let text: String = line.nfkc().filter(|c| !c.is_whitespace()).collect();
    text.char_indices().filter(|(_, c)| scale.contains(*c)).any(|(at, c)| {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + c.len_utf8()..).unwrap_or_default());
        let before = before.trim_end_matches(|c| scale.contains(c));
        let mut rests = label.units.iter().filter_map(|unit| behind.strip_prefix(unit.as_str()));
        // 3百件, 共百件, 百件以上 are amounts.
        let may_list = is_cell
            || text.starts_with('(')
            || vocabulary().unit.labels.iter().any(|word| before.contains(word.as_str()));
        let is_said = (may_list && before.ends_with([':', '、', '(', '/', ';']))
            || label.scale_before.iter().any(|word| before.ends_with(word.as_str()));
        let ends = |rest: &str| {
            rest.is_empty()
                || rest.starts_with([')', ',', ';', '、', '/', '。'])
                || label.scale_behind.iter().any(|word| rest.starts_with(word.as_str()))
        };
        is_said && rests.any(ends)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_say_that_counts_are_in_multiples() {
        for line in [
            "单位：百件",
            "（单位：千件）",
            "计量单位：万件",
            "（数量单位：千件，金额单位：万元）",
            "注：本表数据以百件计",
            "单位：万元、百件",
            "单位 ： 十 件",
            "（百件）",
            "按千件统计",
        ] {
            assert!(says_multiples(line, false), "{line}");
        }
        for line in [
            "单位：件",
            "单位：件、万元",
            "共受理3百件",
            "办理百件以上",
            "数百件",
            "单位：万元",
            "按百件实事推进",
            "收到申请一百件",
            "网站全年访问量（万次）",
        ] {
            assert!(!says_multiples(line, false), "{line}");
        }
        assert!(says_multiples("本年制发件数（百件）", true));
    }
}
