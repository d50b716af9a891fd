//! Conditional formats, as far as they decide whether anyone sees a cell and whether it is struck through (ECMA-376 §18.3.1.10, §18.3.1.18).
//!
//! What can be told without calculating (a comparison of the cell with a number, a formula that is always true) is applied; where
//! that can't be told and would hide or strike the cell, a finding says so.

use super::look::{CellLook, FontLook, Palette, Run};
use super::number_format::NumberFormat;
use super::style::{LookChange, change_of};
use super::text::child;
use super::workbook::is_true;
use super::worksheet::{Range, address};
use crate::document::{Appearance, Ink};
use crate::ooxml::{Element, Ns};
use std::cmp::Ordering;
use std::rc::Rc;

/// The most comparisons of a cell with a range of conditional formats, in a sheet.
const MOST_COMPARED: usize = 20_000_000;

/// When a rule applies.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    Always,
    Never,
    /// The cell's number compared with another.
    Compared(Comparison, f64),
    Within(f64, f64),
    NotWithin(f64, f64),
    /// Only calculating would tell; the condition as it is written.
    Unknown(String),
}

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }

    /// The comparison a text begins with, and the rest.
    fn at(text: &str) -> Option<(Self, &str)> {
        [
            ("<>", Comparison::NotEqual),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("=", Comparison::Equal),
        ]
        .into_iter()
        .find_map(|(sign, comparison)| Some((comparison, text.strip_prefix(sign)?)))
    }
}

impl Test {
    /// The test a comparison with constants is; `None` where they are no constants.
    pub(super) fn of_comparison(operator: &str, first: Option<f64>, second: Option<f64>) -> Option<Self> {
        let first = first?;
        Some(match operator {
            "between" => Test::Within(first, second?),
            "notBetween" => Test::NotWithin(first, second?),
            "equal" => Test::Compared(Comparison::Equal, first),
            "notEqual" => Test::Compared(Comparison::NotEqual, first),
            "lessThan" => Test::Compared(Comparison::Less, first),
            "lessThanOrEqual" => Test::Compared(Comparison::LessOrEqual, first),
            "greaterThan" => Test::Compared(Comparison::Greater, first),
            "greaterThanOrEqual" => Test::Compared(Comparison::GreaterOrEqual, first),
            _ => return None,
        })
    }

    /// The test that a formula for cells of that range is.
    fn of_formula(formula: &str, range: Option<Range>) -> Self {
        let bare: String = formula.trim().trim_start_matches('=').split_whitespace().collect();
        let bare = bare.to_ascii_uppercase();
        match bare.as_str() {
            "TRUE" | "TRUE()" => return Test::Always,
            "FALSE" | "FALSE()" => return Test::Never,
            _ => {}
        }
        if let Some(value) = number(&bare) {
            return if value.abs() > 0.0 { Test::Always } else { Test::Never };
        }
        let own = || {
            let end = bare.find(['<', '>', '=', '!'])?;
            let (cell, condition) = bare.split_at_checked(end)?;
            let range = range?;
            // A place held fast is the cell's own only where there is but one.
            let is_own = address(&cell.replace('$', "")) == Some((range.top, range.left));
            if !is_own || (cell.contains('$') && !range.is_single()) {
                return None;
            }
            let (comparison, constant) = Comparison::at(condition)?;
            match (comparison, constant) {
                // No cell that is looked at is blank.
                (Comparison::NotEqual, "\"\"") => Some(Test::Always),
                (Comparison::Equal, "\"\"") => Some(Test::Never),
                _ => Some(Test::Compared(comparison, number(constant)?)),
            }
        };
        own().unwrap_or_else(|| Test::Unknown(formula.trim().to_owned()))
    }

    /// The test an OpenDocument condition is (ODF 1.3 part 3, 16.3): `cell-content()>0`, `value()>=0`.
    pub(super) fn of_open_document(condition: &str) -> Self {
        let bare: String = condition.split_whitespace().collect();
        let compared = || {
            let rest = bare.strip_prefix("cell-content()").or_else(|| bare.strip_prefix("value()"))?;
            let (comparison, constant) = Comparison::at(rest)?;
            Some(Test::Compared(comparison, number(constant)?))
        };
        let between = |name: &str| {
            let inside = bare.strip_prefix(name)?.strip_suffix(')')?;
            let (low, high) = inside.split_once(',')?;
            Some((number(low)?, number(high)?))
        };
        let formula = || match bare.strip_prefix("is-true-formula(")?.strip_suffix(')')? {
            "TRUE()" | "1" => Some(Test::Always),
            "FALSE()" | "0" => Some(Test::Never),
            _ => None,
        };
        compared()
            .or_else(|| between("cell-content-is-between(").map(|(low, high)| Test::Within(low, high)))
            .or_else(|| between("cell-content-is-not-between(").map(|(low, high)| Test::NotWithin(low, high)))
            .or_else(formula)
            .unwrap_or_else(|| Test::Unknown(condition.trim().to_owned()))
    }

    /// Whether it holds of a cell with that number, or with text; `None` where that can't be told.
    pub(super) fn holds(&self, value: Option<f64>) -> Option<bool> {
        let (low, high, is_within) = match self {
            Test::Always => return Some(true),
            Test::Never => return Some(false),
            Test::Unknown(_) => return None,
            Test::Compared(comparison, constant) => {
                return match value {
                    Some(value) => value.partial_cmp(constant).map(|order| comparison.holds(order)),
                    // A text equals no number; which is more depends on the program.
                    None if *comparison == Comparison::Equal => Some(false),
                    None if *comparison == Comparison::NotEqual => Some(true),
                    None => None,
                };
            }
            Test::Within(low, high) => (low, high, true),
            Test::NotWithin(low, high) => (low, high, false),
        };
        let value = value?;
        let (low, high) = (low.min(*high), low.max(*high));
        Some((low..=high).contains(&value) == is_within)
    }
}

/// A number as formulas write it.
fn number(text: &str) -> Option<f64> {
    let is_number = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'E'));
    text.parse().ok().filter(|_| is_number)
}

/// A conditional format's rule.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) ranges: Vec<Range>,
    pub(super) test: Test,
    pub(super) change: LookChange,
    /// Those with the lower number come first.
    pub(super) priority: i64,
    /// Whether none after it is looked at where it applies.
    pub(super) stops: bool,
}

/// The conditional formats of a sheet.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    rules: Vec<Rule>,
    ranges: usize,
}

/// How a cell looks with its conditional formats.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) change: LookChange,
    /// A condition that can't be told, and would hide or strike the cell.
    pub(super) doubt: Option<String>,
}

impl Seen {
    /// The look of a cell so changed.
    pub(super) fn look(&self, look: &CellLook) -> CellLook {
        self.change.over(look)
    }

    /// The runs of its text: what a rule sets of the font holds for all of it.
    pub(super) fn runs(&self, runs: &[Run]) -> Vec<Run> {
        runs.iter().map(|(start, font)| (*start, font.map(|font| self.change.over_font(font)))).collect()
    }

    /// Adds a rule, below those before it; whether it applies is `None` where that can't be told.
    pub(super) fn add(&mut self, rule: &LookChange, holds: Option<bool>, condition: &Test, look: &CellLook) {
        match holds {
            Some(true) => self.change = self.change.clone().or(rule),
            Some(false) => {}
            None if self.doubt.is_some() => {}
            None => {
                let before = self.change.over(look);
                let after = self.change.clone().or(rule).over(look);
                let is_unseen = |look: &CellLook| appearance(look).unseen().is_some();
                let blanks = rule.format.as_ref().is_some_and(|format| format.hides_numbers());
                let strikes = after.font.strike && !before.font.strike;
                if (is_unseen(&after) && !is_unseen(&before)) || blanks || strikes {
                    let condition = if let Test::Unknown(text) = condition { text.as_str() } else { "…" };
                    self.doubt = Some(condition.to_owned());
                }
            }
        }
    }
}

fn appearance(look: &CellLook) -> Appearance {
    let FontLook { ink, points, .. } = look.font;
    Appearance { ink, ground: look.ground, points }
}

impl Conditions {
    /// Adds a rule that may change how cells look.
    pub(super) fn push(&mut self, rule: Rule) {
        if rule.change != LookChange::default() && rule.test != Test::Never {
            self.ranges += rule.ranges.len();
            self.rules.push(rule);
        }
    }

    /// Whether there are too many to hold so many cells against.
    pub(super) fn are_too_many(&self, cells: usize) -> bool {
        self.ranges.saturating_mul(cells) > MOST_COMPARED
    }

    /// Puts the rules in the order they are looked at.
    pub(super) fn sort(&mut self) {
        self.rules.sort_by_key(|rule| rule.priority);
    }

    /// How a cell with that number, or with text, looks; `None` where no rule is about it.
    pub(super) fn seen(&self, row: u32, column: u32, value: Option<f64>, look: &CellLook) -> Option<Seen> {
        let mut seen: Option<Seen> = None;
        for rule in self.rules.iter().filter(|rule| rule.ranges.iter().any(|range| range.contains(row, column))) {
            let holds = rule.test.holds(value);
            seen.get_or_insert_default().add(&rule.change, holds, &rule.test, look);
            if rule.stops && holds == Some(true) {
                break;
            }
        }
        seen
    }

    /// Reads a `conditionalFormatting` element, of the sheet or of its extensions; `changes` are the workbook's (`dxfs`).
    pub(super) fn read(&mut self, element: Element<'_>, changes: &[LookChange], palette: &Palette) {
        let own = element.attribute(Ns::None, "sqref").map(str::to_owned);
        let ranges = own.or_else(|| child(element, "sqref").map(|sqref| sqref.text().to_string())).unwrap_or_default();
        let ranges: Vec<Range> = ranges.split_whitespace().filter_map(Range::parse).collect();
        let bounds = ranges.iter().copied().reduce(|a, b| Range {
            top: a.top.min(b.top),
            left: a.left.min(b.left),
            bottom: a.bottom.max(b.bottom),
            right: a.right.max(b.right),
        });
        for rule in element.children().filter(|child| child.name() == "cfRule") {
            let attribute = |name| rule.attribute(Ns::None, name);
            let formulas: Vec<String> = rule
                .children()
                .filter(|child| matches!(child.name(), "formula" | "f"))
                .map(|formula| formula.text().to_string())
                .collect();
            let constant = |at: usize| formulas.get(at).and_then(|formula| number(formula.trim()));
            let unknown = || {
                let kind = attribute("type").unwrap_or_default();
                Test::Unknown(formulas.first().map_or(kind, |formula| formula.trim()).to_owned())
            };
            // Bars and icons may stand instead of the number (§18.3.1.28, §18.3.1.49).
            let instead = rule.children().any(|child| {
                matches!(child.name(), "dataBar" | "iconSet")
                    && child.attribute(Ns::None, "showValue").is_some_and(|shown| !is_true(shown))
            });
            let numbered = attribute("dxfId").and_then(|id| id.parse::<usize>().ok()).and_then(|id| changes.get(id));
            let change = match child(rule, "dxf") {
                _ if instead => LookChange { ink: Some(Ink::None), ..LookChange::default() },
                Some(dxf) => change_of(dxf, palette),
                None => numbered.cloned().unwrap_or_default(),
            };
            let test = match attribute("type") {
                _ if instead => Test::Always,
                Some("cellIs") => {
                    let operator = attribute("operator").unwrap_or_default();
                    Test::of_comparison(operator, constant(0), constant(1)).unwrap_or_else(unknown)
                }
                Some("expression") => Test::of_formula(formulas.first().map_or("", String::as_str), bounds),
                Some("notContainsBlanks") => Test::Always,
                Some("containsBlanks") => Test::Never,
                _ => unknown(),
            };
            let priority = attribute("priority").and_then(|priority| priority.parse().ok()).unwrap_or(i64::MAX);
            let stops = attribute("stopIfTrue").is_some_and(is_true);
            self.push(Rule { ranges: ranges.clone(), test, change, priority, stops });
        }
    }
}

/// The format that a rule shows a number in, where it sets one.
pub(super) fn format_of(seen: Option<&Seen>) -> Option<&Rc<NumberFormat>> {
    seen.and_then(|seen| seen.change.format.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    const B7: Range = Range { top: 7, left: 2, bottom: 7, right: 2 };

    #[test]
    fn comparisons_with_constants_are_told() {
        for (formula, value, holds) in [
            ("TRUE", 5.0, Some(true)),
            ("=1=1", 5.0, None),
            ("0", 5.0, Some(false)),
            ("B7>0", 5.0, Some(true)),
            ("$B$7 <= 3", 5.0, Some(false)),
            ("B7<>\"\"", 5.0, Some(true)),
            ("C7>0", 5.0, None),
            ("MOD(ROW(),2)=0", 5.0, None),
        ] {
            assert_eq!(Test::of_formula(formula, Some(B7)).holds(Some(value)), holds, "{formula}");
        }
        let wide = Range { right: 4, ..B7 };
        assert_eq!(Test::of_formula("$B$7>0", Some(wide)).holds(Some(5.0)), None);
        assert_eq!(Test::of_formula("B7>0", Some(wide)).holds(Some(5.0)), Some(true));
    }

    #[test]
    fn conditions_of_open_documents_are_told() {
        for (condition, value, holds) in [
            ("cell-content()>0", Some(5.0), Some(true)),
            ("value()>=0", Some(-5.0), Some(false)),
            ("cell-content-is-between(1,9)", Some(5.0), Some(true)),
            ("cell-content-is-not-between(9,1)", Some(5.0), Some(false)),
            ("is-true-formula(TRUE())", None, Some(true)),
            ("is-true-formula([.A1]>0)", Some(5.0), None),
            ("cell-content()=0", None, Some(false)),
            ("cell-content()>0", None, None),
        ] {
            assert_eq!(Test::of_open_document(condition).holds(value), holds, "{condition}");
        }
    }
}
