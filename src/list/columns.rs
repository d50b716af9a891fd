//! The columns of lists. A change of any of these is another version of the contract.

/// The version of the contract: columns, their names, their order and what stands in them.
pub const VERSION: u32 = 1;

/// What a row of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A figure.
    Long,
    /// A report.
    Wide,
}

/// What stands in a column, for formats whose columns have a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text: also the figures of a wide list, which are as they are printed.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers that may have decimals.
    Amount,
}

impl Kind {
    /// What stands in the column of this head.
    #[must_use]
    pub fn of(head: &str) -> Self {
        match head {
            NUMBER | YEAR | "错误" | "警告" => Kind::Whole,
            VALUE | "上年" | "本年" => Kind::Amount,
            _ => Kind::Text,
        }
    }
}

/// The number of the report in the list, from 1; a row without one adds others up.
pub(super) const NUMBER: &str = "序号";
const ORGAN: &str = "单位名称";
const YEAR: &str = "年度";
const FORM: &str = "表式";
const VALUE: &str = "数值";
const SOURCE: &str = "来源文件";
const FINDINGS: &str = "提示";

/// The columns of a long list.
pub(super) const LONG: [&str; 11] =
    [NUMBER, ORGAN, YEAR, FORM, "统计表", "数据项编号", "数据项", VALUE, "原文", SOURCE, FINDINGS];

/// The columns of a wide list before those of its figures.
pub(super) const WIDE: [&str; 8] = [NUMBER, ORGAN, YEAR, FORM, SOURCE, "错误", "警告", FINDINGS];
