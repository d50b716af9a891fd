//! Which corrections there are.

use super::change::Change;
use crate::document::{Block, Folded, numeral, periods_in};
use crate::finding::{Finding, Place, catalogue::recognize, terms};
use crate::form::{Forms, NumberKind, Relation, TableForm, Term};
use crate::report::{Count, Report, TableFigures};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::ops::Range;

/// The corrections that follow from the form and the figures alone, in the order of the tables. `findings` are those of reading the
/// report: what they say of labels.
#[must_use]
pub fn plan(report: &Report, findings: &[Finding], forms: &Forms) -> Vec<Change> {
    let mut changes = labels(findings);
    changes.extend(title(report, forms));
    changes.extend(period(report, forms));
    for (id, figures) in &report.statistics {
        let form = forms.get(&figures.form);
        let Some(table) = form.and_then(|form| form.tables.iter().find(|table| table.id == *id)) else { continue };
        let zeros = proven_zeros(table, figures);
        for cell in table.data_cells() {
            let Some(count) = figures.cells.get(&cell.id) else { continue };
            let Some(place) = &count.origin.0 else { continue };
            let (new, why) = match ascii_digits(count) {
                Some(new) => (new, terms::DIGITS_FULL_WIDTH),
                None if zeros.contains(cell.id.as_str()) => ("0".to_owned(), terms::SUMS_LEAVE_ZERO),
                None => continue,
            };
            changes.push(Change { place: place.clone(), old: count.raw.clone(), new, why });
        }
    }
    // Of a place that two things are said of, neither is certain.
    let is_said_once = |change: &Change| changes.iter().filter(|other| other.place == change.place).count() == 1;
    changes.iter().filter(|change| is_said_once(change)).cloned().collect()
}

/// Labels in other words than the form's.
fn labels(findings: &[Finding]) -> Vec<Change> {
    let of_labels = findings.iter().filter(|finding| finding.is(recognize::LABEL_DIFFERS));
    let change = |finding: &Finding| {
        let place = finding.location().place.clone()?;
        let (old, new) = (finding.value("found")?.to_owned(), finding.value("official")?.to_owned());
        let is_cell = matches!(place, Place::Cell { .. } | Place::SheetCell { .. });
        is_cell.then_some(Change { place, old, new, why: terms::WORDS_OF_FORM })
    };
    of_labels.filter_map(change).collect()
}

/// The title as the form has it, where the draft's says the same in the same words: with spaces, other digits or in another order.
fn title(report: &Report, forms: &Forms) -> Option<Change> {
    let form = forms.get(report.form.as_deref()?)?;
    let (old, organ) = (report.title.clone()?, report.organ.as_deref()?);
    let new = form.title(organ, report.year?);
    let place = report.title_origin.0.clone().filter(|place| matches!(place, Place::Paragraph(_)))?;
    let folded = Folded::of(&old);
    let text = folded.text(0..folded.len());
    let (before, after) = text.split_once(&Folded::of(organ).characters().iter().collect::<String>())?;
    let is_of_form =
        |c: char| form.title_suffix.contains(c) || c.is_ascii_digit() || numeral::serial_digit(c).is_some();
    let has_all = form.title_suffix.chars().all(|c| text.contains(c));
    let is_same = has_all && before.chars().chain(after.chars()).all(is_of_form);
    (is_same && old != new).then_some(Change { place, old, new, why: terms::TITLE_OF_FORM })
}

/// The period of the figures as the form has it, where the lines before the sections state it once and it is the whole year.
fn period(report: &Report, forms: &Forms) -> Option<Change> {
    let (form, year) = (forms.get(report.form.as_deref()?)?, report.year?);
    let new = form.period_of(year)?;
    let whole = Folded::of(&new);
    let whole = periods_in(&whole).into_iter().next()?;
    let mut stated = report.preamble.iter().filter_map(|block| {
        let Block::Paragraph(paragraph) = block else { return None };
        let text = paragraph.content.running_text();
        let folded = Folded::of(&text);
        let mention =
            periods_in(&folded).into_iter().find(|mention| (mention.from, mention.to) == (whole.from, whole.to))?;
        let Range { mut start, mut end } = mention.range;
        start -= usize::from(["自", "从", "由"].iter().any(|word| folded.has_before(start, word)));
        end += usize::from(folded.has_at(end, "止"));
        let old = text.get(folded.place(start..end))?.to_owned();
        Some((paragraph.origin.0.clone()?, old))
    });
    let (Some((place, old)), None) = (stated.next(), stated.next()) else { return None };
    (matches!(place, Place::Paragraph(_)) && old != new).then_some(Change {
        place,
        old,
        new,
        why: terms::PERIOD_OF_FORM,
    })
}

/// A figure in ASCII digits, where full-width ones are all that is unusual about it.
fn ascii_digits(count: &Count) -> Option<String> {
    const FULL_WIDTH: std::ops::RangeInclusive<char> = '０'..='９';
    if count.content.is_some() || !count.raw.contains(|c| FULL_WIDTH.contains(&c)) {
        return None;
    }
    let narrow = |c: char| match FULL_WIDTH.contains(&c) {
        true => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        false => c,
    };
    let text: String = count.raw.chars().map(narrow).collect();
    (text.bytes().all(|b| b.is_ascii_digit()) && count.value?.to_string() == text).then_some(text)
}

/// The blank figures that can be nothing but 0: in a rule of which all else is known, the sides are equal already, and no figure can
/// be less than 0. What is found helps to find more.
fn proven_zeros<'t>(table: &'t TableForm, figures: &TableFigures) -> BTreeSet<&'t str> {
    let is_blank = |id: &str| {
        let is_count = table.data_cell(id).is_some_and(|cell| cell.kind == NumberKind::Count);
        let count = figures.cells.get(id).filter(|count| count.raw.is_empty() && count.content.is_none());
        is_count && count.is_some_and(|count| count.value.is_none())
    };
    let mut zeros: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = zeros.len();
        for formula in equations(table) {
            let [left, right] = formula.map(|terms| side(terms, figures, &zeros, is_blank));
            // Blanks on both sides could be anything that is the same.
            let (Some(left), Some(right)) = (left, right) else { continue };
            let is_one_sided = left.blanks.is_empty() != right.blanks.is_empty();
            if is_one_sided && left.sum == right.sum {
                zeros.extend(left.blanks.into_iter().chain(right.blanks));
            }
        }
        if zeros.len() == before {
            break;
        }
    }
    let holds = |id: &&str| {
        let is_about =
            |sides: &[&[Term]; 2]| sides.iter().copied().flatten().filter_map(Term::cell).any(|cell| cell.cell == *id);
        let about = equations(table).filter(is_about);
        about.map(|sides| sides.map(|terms| side(terms, figures, &zeros, is_blank))).all(|sides| match sides {
            [Some(left), Some(right)] if left.blanks.is_empty() && right.blanks.is_empty() => left.sum == right.sum,
            _ => true,
        })
    };
    // A zero that another rule contradicts is proof of nothing but a wrong figure.
    zeros.iter().filter(|id| holds(id)).copied().collect()
}

/// The sums of a table that equal each other: what proves a figure.
fn equations(table: &TableForm) -> impl Iterator<Item = [&[Term]; 2]> {
    table.rules.iter().filter_map(|rule| match (&rule.formula.relation, rule.formula.right.as_slice()) {
        (Relation::Equal, [right]) => Some([rule.formula.left.as_slice(), right]),
        _ => None,
    })
}

/// A side of a rule: what is known of its sum, and the figures that are blank.
struct Side<'t> {
    sum: Decimal,
    blanks: Vec<&'t str>,
}

/// A side of a rule; `None` where a figure of it is absent or no number.
fn side<'t>(
    terms: &'t [Term],
    figures: &TableFigures,
    zeros: &BTreeSet<&str>,
    is_blank: impl Fn(&str) -> bool,
) -> Option<Side<'t>> {
    let mut side = Side { sum: Decimal::ZERO, blanks: Vec::new() };
    for term in terms {
        let id = match term {
            Term::Number(number) => {
                side.sum = side.sum.checked_add(*number)?;
                continue;
            }
            Term::Cell(cell) => cell.cell.as_str(),
        };
        match figures.cells.get(id)?.value {
            Some(value) if value < Decimal::ZERO => return None,
            Some(value) => side.sum = side.sum.checked_add(value)?,
            None if zeros.contains(id) => {}
            None if is_blank(id) => side.blanks.push(id),
            None => return None,
        }
    }
    Some(side)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Origin;

    /// The table of disputes, from its cells by id: a text, or blank.
    fn report(text: impl Fn(&str) -> String) -> Report {
        let forms = Forms::built_in().unwrap();
        let table = &forms.get("2021").unwrap().tables[2];
        let place = |column| Place::Cell { table: 1, row: 3, column };
        let cells = (1..).zip(table.data_cells()).map(|(column, cell)| {
            let (count, _) = Count::read(&text(&cell.id), cell);
            (cell.id.clone(), Count { origin: Origin::at(place(column)), ..count })
        });
        let figures = TableFigures { form: "2021".into(), cells: cells.collect() };
        let statistics = [("disputes".to_owned(), figures)].into_iter().collect();
        Report { form: Some("2021".into()), statistics, ..Report::default() }
    }

    fn planned(text: impl Fn(&str) -> String) -> Vec<(u32, String)> {
        let changes = plan(&report(text), &[], &Forms::built_in().unwrap());
        let column = |change: &Change| match change.place {
            Place::Cell { column, .. } => column,
            _ => 0,
        };
        changes.iter().map(|change| (column(change), change.new.clone())).collect()
    }

    /// The first five cells of the row: four parts and their total.
    fn row(cells: [&str; 5]) -> Vec<(u32, String)> {
        let all = ["upheld", "corrected", "other", "pending", "total"];
        planned(|id| match id.split_once('.') {
            Some(("reconsideration", part)) => {
                let at = all.iter().position(|known| part.contains(known)).unwrap_or(0);
                cells[at].to_owned()
            }
            _ => "0".to_owned(),
        })
    }

    #[test]
    fn a_blank_is_zero_where_nothing_else_is_left() {
        let zero = |columns: &[u32]| columns.iter().map(|c| (*c, "0".to_owned())).collect::<Vec<_>>();
        assert_eq!(row(["1", "", "2", "", "3"]), zero(&[2, 4]));
        assert_eq!(row(["", "", "", "", "0"]), zero(&[1, 2, 3, 4]));
        assert_eq!(row(["0", "0", "0", "0", ""]), zero(&[5]));
    }

    #[test]
    fn a_blank_that_may_be_something_stays() {
        for cells in [
            ["1", "", "2", "", "4"],
            ["1", "", "2", "0", "2"],
            ["1", "", "/", "0", "1"],
            ["", "", "", "", ""],
            ["1", "1", "0", "0", ""],
            ["0", "", "0", "0", ""],
        ] {
            assert_eq!(row(cells), [], "{cells:?}");
        }
    }

    #[test]
    fn full_width_digits_become_ascii_and_nothing_else_does() {
        assert_eq!(row(["１", "0", "0", "0", "1"]), [(1, "1".to_owned())]);
        assert_eq!(row(["１件", "0", "0", "0", "1"]), []);
        assert_eq!(row(["０１", "0", "0", "0", "1"]), []);
    }
}
