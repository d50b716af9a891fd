//! Conditional formats of XLS files: a record of ranges and rules after it ([MS-XLS] 2.4.42 CF, 2.4.56 CondFmt).

use super::conditional::{Rule, Test};
use super::look::Palette;
use super::number_format::NumberFormat;
use super::style::LookChange;
use super::worksheet::Range;
use crate::document::{Ground, Ink};
use crate::read::compound::{u16_at, u32_at};
use std::rc::Rc;

/// The ranges of a CondFmt record.
pub(super) fn ranges(data: &[u8]) -> Vec<Range> {
    // Rules, flags, and the range that holds all the others come before.
    let count = usize::from(u16_at(data, 12).unwrap_or(0));
    let ranges = data.get(14..).unwrap_or_default().chunks_exact(8).take(count);
    let number = |range: &[u8], at| u16_at(range, at).map_or(0, |n| u32::from(n) + 1);
    ranges
        .map(|range| Range {
            top: number(range, 0),
            bottom: number(range, 2),
            left: number(range, 4),
            right: number(range, 6),
        })
        .collect()
}

/// The rule of a CF record, for these ranges; the n-th of its sheet.
pub(super) fn rule(data: &[u8], ranges: &[Range], number: i64, palette: &Palette) -> Option<Rule> {
    let (kind, operator) = (*data.first()?, *data.get(1)?);
    let (first, second) = (usize::from(u16_at(data, 2)?), usize::from(u16_at(data, 4)?));
    let formulas = data.len().checked_sub(first.checked_add(second)?)?;
    let constant = |start: usize, length: usize| constant(data.get(start..start.checked_add(length)?)?);
    let (low, high) = (constant(formulas, first), constant(formulas + first, second));
    let names = [
        "between",
        "notBetween",
        "equal",
        "notEqual",
        "greaterThan",
        "lessThan",
        "greaterThanOrEqual",
        "lessThanOrEqual",
    ];
    let operator = names.get(usize::from(operator).wrapping_sub(1)).copied().unwrap_or_default();
    let unknown = || Test::Unknown("…".to_owned());
    let test = match kind {
        1 => Test::of_comparison(operator, low, high).unwrap_or_else(unknown),
        2 => match low {
            Some(value) if value.abs() > 0.0 => Test::Always,
            Some(_) => Test::Never,
            None => unknown(),
        },
        _ => unknown(),
    };
    let change = change(data.get(6..formulas)?, palette);
    Some(Rule { ranges: ranges.to_vec(), test, change, priority: number, stops: true })
}

/// The number a formula of one constant is (2.5.198).
fn constant(formula: &[u8]) -> Option<f64> {
    match (formula.first()?, formula.len()) {
        (0x1D, 2) => Some(f64::from(*formula.get(1)?)),
        (0x1E, 3) => u16_at(formula, 1).map(f64::from),
        (0x1F, 9) => formula.get(1..9)?.try_into().ok().map(f64::from_le_bytes),
        _ => None,
    }
}

/// What a DXFN structure changes (2.5.98): parts that flags announce, one after the other.
fn change(data: &[u8], palette: &Palette) -> LookChange {
    const NUMBER: u32 = 25;
    const FONT: u32 = 26;
    const ALIGNMENT: u32 = 27;
    const BORDER: u32 = 28;
    const PATTERN: u32 = 29;
    const OWN_FORMAT: u16 = 1;
    const FONT_BYTES: usize = 118;
    const STRUCK: u32 = 1 << 7;
    let mut change = LookChange::default();
    let flags = u32_at(data, 0).unwrap_or(0);
    let has = |part: u32| flags & (1 << part) != 0;
    let has_own_format = u16_at(data, 4).unwrap_or(0) & OWN_FORMAT != 0;
    let mut at = 6;
    if has(NUMBER) {
        if has_own_format {
            at += usize::from(u16_at(data, at).unwrap_or(0));
        } else {
            let id = data.get(at + 1).copied().unwrap_or(0);
            change.format = Some(Rc::new(NumberFormat::built_in(u32::from(id))));
            at += 2;
        }
    }
    if has(FONT) {
        // The name of the font (64 bytes), its height, its style; its colour; what of the style is not set.
        let (style, color, open) = (u32_at(data, at + 68), u32_at(data, at + 80), u32_at(data, at + 88));
        if let (Some(style), Some(open)) = (style, open) {
            change.strike = (open & STRUCK == 0).then_some(style & STRUCK != 0);
        }
        change.ink = color.filter(|color| *color != u32::MAX).map(|index| match palette.indexed(index) {
            Some(color) => Ink::Color(color),
            None => Ink::Automatic,
        });
        at += FONT_BYTES;
    }
    at += if has(ALIGNMENT) { 8 } else { 0 } + if has(BORDER) { 8 } else { 0 };
    if has(PATTERN)
        && let (Some(pattern), Some(colors)) = (u16_at(data, at), u16_at(data, at + 2))
    {
        // Here the background is what a solid fill shows.
        let color = palette.indexed(u32::from(colors >> 7 & 0x7F)).map(Ground::Color);
        change.ground = match pattern >> 10 {
            0 | 1 => color,
            _ => Some(Ground::Unknown),
        };
    }
    change
}
