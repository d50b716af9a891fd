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

/// The number of the report in the list, from 1; a row without one adds others up.
pub(super) const NUMBER: &str = "序号";
const ORGAN: &str = "单位名称";
const YEAR: &str = "年度";
const FORM: &str = "表式";
const SOURCE: &str = "来源文件";
const FINDINGS: &str = "提示";

/// The columns of a long list.
pub(super) const LONG: [&str; 11] =
    [NUMBER, ORGAN, YEAR, FORM, "统计表", "数据项编号", "数据项", "数值", "原文", SOURCE, FINDINGS];

/// The columns of a wide list before those of its figures.
pub(super) const WIDE: [&str; 8] = [NUMBER, ORGAN, YEAR, FORM, SOURCE, "错误", "警告", FINDINGS];
