//! A figure ⇄ the field of a wide list: its text as printed, and two marks.

use crate::form::DataCell;
use crate::report::Count;

/// The field of a cell that the report does not have.
const ABSENT: &str = "缺";

/// Stands before a text that is not to be taken for what it looks like: a number that is none that is known (an amount in an unclear
/// unit), or a text that begins with a mark of these.
const NOT_AS_IT_LOOKS: char = '？';

/// The field of a figure.
pub(super) fn figure_to_field(count: Option<&Count>, cell: &DataCell) -> String {
    let Some(count) = count else { return ABSENT.to_owned() };
    let raw = count.raw.as_str();
    let looks_otherwise = raw == ABSENT
        || raw.starts_with(NOT_AS_IT_LOOKS)
        || (count.value.is_none() && !raw.is_empty() && Count::read(raw, cell).0.value.is_some());
    if looks_otherwise { format!("{NOT_AS_IT_LOOKS}{raw}") } else { raw.to_owned() }
}

/// The figure of a field; `None` where the report does not have the cell.
pub(super) fn field_to_figure(text: &str, cell: &DataCell) -> Option<Count> {
    if text == ABSENT {
        return None;
    }
    Some(match text.strip_prefix(NOT_AS_IT_LOOKS) {
        Some(raw) => Count { raw: raw.to_owned(), ..Count::default() },
        None => Count { raw: text.to_owned(), value: Count::read(text, cell).0.value, ..Count::default() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::NumberKind;

    #[test]
    fn blank_zero_dash_and_absence_stay_four_things() {
        let fees = DataCell {
            id: "fees".into(),
            kind: NumberKind::Money,
            unit: "万元".into(),
            row_labels: Vec::new(),
            column_labels: Vec::new(),
        };
        assert_eq!(figure_to_field(None, &fees), "缺");
        assert_eq!(field_to_figure("缺", &fees), None);
        let known = |raw: &str| Count::read(raw, &fees).0;
        let unknown = |raw: &str| Count { raw: raw.to_owned(), ..Count::default() };
        for (count, field) in [
            (known(""), ""),
            (known("0"), "0"),
            (known("/"), "/"),
            (known("1.50"), "1.50"),
            (known("26.55万元"), "26.55万元"),
            (known("约10"), "约10"),
            // A number in a unit that is not known is none, and never becomes one.
            (unknown("26.55"), "？26.55"),
            (unknown("缺"), "？缺"),
            (unknown("？"), "？？"),
            (unknown("？12"), "？？12"),
        ] {
            assert_eq!(figure_to_field(Some(&count), &fees), field);
            let back = field_to_figure(field, &fees).unwrap();
            assert_eq!((back.raw, back.value), (count.raw, count.value), "{field}");
        }
    }
}
