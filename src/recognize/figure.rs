//! Cell text → figure, with a finding for everything that is not simply a number.

use crate::document::Cell;
use crate::finding::{Finding, catalogue};
use crate::form::{DataCell, NumberKind, TableForm};
use crate::report::{Count, CountFault};

/// The figure a table's cell states, and what is to be said about it.
pub(super) fn cell_to_figure(cell: &Cell, data: &DataCell, table: &TableForm) -> (Count, Option<Finding>) {
    let (mut count, fault) = Count::read(&cell.plain_text(), data);
    count.origin = cell.origin.clone();
    let name = format!("{}：{}", table.name, data.path());
    let finding = fault.map(|fault| match fault {
        CountFault::Blank => catalogue::recognize::figure_blank(&name),
        CountFault::Placeholder => catalogue::recognize::figure_placeholder(&name, &count.raw),
        CountFault::NotANumber => catalogue::recognize::figure_not_a_number(&name, &count.raw),
        CountFault::OutsideKind => {
            let (zh, en) = match data.kind {
                NumberKind::Count => ("非负整数", "a whole number, 0 or more"),
                NumberKind::Change => ("整数", "a whole number"),
                NumberKind::Money => ("非负数", "a number, 0 or more"),
            };
            catalogue::recognize::figure_outside_kind(&name, &count.raw, zh, en)
        }
        CountFault::Unusual => {
            let value = count.value.map(|value| value.to_string()).unwrap_or_default();
            catalogue::recognize::figure_read_as(&name, &count.raw, value)
        }
    });
    (count, finding.map(|finding| finding.at_origin(&cell.origin)))
}
