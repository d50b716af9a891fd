//! Amounts of the fee that notes around a table state in words: 备注：收费金额为264400元.
//!
//! A note tells of what unit a bare figure is: where it says ten thousand times less than the table, one of the two was written in
//! another unit than it says.

use super::super::figure::said_otherwise;
use crate::finding::Finding;
use crate::form::{DataCell, FigureWords, MoneyUnit};
use crate::report::Count;
use rust_decimal::Decimal;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// Amounts so many times apart are not two amounts but two units: less is for the checks of what the text says.
const APART: i64 = 1_000;

/// An amount that a line states of the fee.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    value: Decimal,
    unit: &'static MoneyUnit,
    /// The line.
    said: String,
}

/// The amounts that a line states of the whole fee.
pub(super) fn amounts_in(text: &str) -> Vec<Amount> {
    let words = FigureWords::built_in();
    if !text.contains(words.fee.as_str()) {
        return Vec::new();
    }
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    // 收费标准：每件10元, 其中：信息处理费0元 are of something else.
    if words.not_of_the_fee.iter().any(|word| folded.contains(word.as_str())) {
        return Vec::new();
    }
    let said = || text.split_whitespace().collect::<Vec<_>>().join(" ");
    let behind = folded.split(words.fee.as_str()).skip(1);
    behind
        .filter_map(|behind| amount_at(behind, words))
        .map(|(value, unit)| Amount { value, unit, said: said() })
        .collect()
}

/// The amount that a text begins with, behind the words that may stand before it.
fn amount_at<'w>(text: &str, words: &'w FigureWords) -> Option<(Decimal, &'w MoneyUnit)> {
    let mut rest = text;
    while let Some(behind) = words.before_amount.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
        rest = behind;
    }
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at_checked(end)?;
    let value = Decimal::from_str(&digits.replace(',', "")).ok()?;
    let names = words.money.iter().flat_map(|unit| unit.names().map(move |name| (name, unit)));
    let unit = names.filter(|(name, _)| unit.starts_with(name)).max_by_key(|(name, _)| name.len())?.1;
    Some((value, unit))
}

/// Takes the value of a figure of which a line says an amount of another order; what is to be said about that.
pub(super) fn doubt(count: &mut Count, data: &DataCell, name: &str, amounts: &[Amount]) -> Option<Finding> {
    let own = FigureWords::built_in().money_unit(&data.unit)?;
    let value = count.value.filter(|value| !value.is_zero())?.abs().checked_mul(own.yuan)?;
    let is_apart = |amount: &Amount| {
        let said = amount.value.checked_mul(amount.unit.yuan).filter(|said| !said.is_zero())?;
        let (more, less) = if said > value { (said, value) } else { (value, said) };
        Some(more.checked_div(less)? >= Decimal::from(APART))
    };
    // A line that says the same amount settles it.
    if amounts.iter().any(|amount| is_apart(amount) == Some(false)) {
        return None;
    }
    let amount = amounts.iter().find(|amount| is_apart(amount) == Some(true))?;
    Some(said_otherwise(count, data, name, &amount.said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_the_fee_are_found_and_others_are_not() {
        let found = |text: &str| {
            amounts_in(text).first().map(|amount| format!("{}{}", amount.value, amount.unit.name)).unwrap_or_default()
        };
        for (text, amount) in [
            ("备注：收费金额为264400元", "264400元"),
            ("注：行政事业性收费共计 26.44 万元。", "26.44万元"),
            ("收费总额：人民币264,400元", "264400元"),
            ("行政事业性收费标准：每件10元", ""),
            ("其中：信息处理收费0元", ""),
            ("本单位2023年无其他收费", ""),
            ("收费3次", ""),
        ] {
            assert_eq!(found(text), amount, "{text}");
        }
    }
}
