//! What is said of a figure whose text is not simply the number it should be.

use super::count::{Count, CountFault};
use crate::finding::{Finding, catalogue, terms};
use crate::form::{DataCell, NumberKind};

/// What is to be said about a figure of that name.
#[must_use]
pub fn fault_to_finding(fault: CountFault, name: &str, count: &Count, data: &DataCell) -> Finding {
    let name = data.called(name.to_owned());
    let value = || count.value.map(|value| value.to_string()).unwrap_or_default();
    match fault {
        CountFault::Blank => catalogue::recognize::figure_blank(name),
        CountFault::Placeholder => catalogue::recognize::figure_placeholder(name, &count.raw),
        CountFault::NotANumber => catalogue::recognize::figure_not_a_number(name, &count.raw),
        CountFault::Parted => catalogue::recognize::figure_parted(name, &count.raw),
        CountFault::Struck => catalogue::recognize::figure_struck(name, &count.raw),
        CountFault::OutsideKind => {
            let wanted = match data.kind {
                NumberKind::Count => terms::COUNT_WANTED,
                NumberKind::Change => terms::CHANGE_WANTED,
                NumberKind::Money => terms::MONEY_WANTED,
            };
            catalogue::recognize::figure_outside_kind(name, &count.raw, wanted)
        }
        CountFault::Unusual => catalogue::recognize::figure_read_as(name, &count.raw, value()),
        CountFault::Noted => catalogue::recognize::figure_with_note(name, &count.raw, value()),
        CountFault::Converted => {
            catalogue::recognize::money_converted(name, &count.raw, &count.raw, value(), &data.unit)
        }
    }
}
