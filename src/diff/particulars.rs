//! What two reports say of themselves.

use super::difference::{Change, Field, Particular};
use super::words::{Years, likeness};
use crate::report::{Report, Scope};

/// The particulars that either report states.
pub(super) fn particulars(before: &Report, after: &Report, years: Option<Years>) -> Vec<Particular> {
    const FIELDS: [Field; 8] = [
        Field::Title,
        Field::Organ,
        Field::Year,
        Field::Scope,
        Field::Period,
        Field::Published,
        Field::Signature,
        Field::SignatureDate,
    ];
    FIELDS.iter().filter_map(|field| particular(*field, stated(before, *field), stated(after, *field), years)).collect()
}

fn particular(field: Field, before: Option<String>, after: Option<String>, years: Option<Years>) -> Option<Particular> {
    let change = match (&before, &after) {
        (None, None) => return None,
        (Some(_), None) => Change::Removed,
        (None, Some(_)) => Change::Added,
        (Some(before), Some(after)) if field == Field::Year && before != after => Change::Year,
        (Some(before), Some(after)) => likeness(before, after, years).unwrap_or(Change::Changed),
    };
    Some(Particular { field, change, before, after })
}

/// What stands between the days of a period, and between the bodies that sign.
const BETWEEN_DAYS: &str = " – ";
const BETWEEN_BODIES: &str = "、";

fn stated(report: &Report, field: Field) -> Option<String> {
    let signature = report.signature.as_ref();
    match field {
        Field::Title => report.title.clone(),
        Field::Organ => report.organ.clone(),
        Field::Year => report.year.map(|year| year.to_string()),
        Field::Scope => report.scope.map(|scope| match scope {
            Scope::Organ => "organ".to_owned(),
            Scope::Area => "area".to_owned(),
        }),
        Field::Period => report.period.map(|period| format!("{}{BETWEEN_DAYS}{}", period.from, period.to)),
        Field::Published => report.published.map(|date| date.to_string()),
        Field::Signature => signature
            .map(|signature| {
                signature.organ.iter().chain(&signature.co_signers).map(String::as_str).collect::<Vec<_>>()
            })
            .filter(|bodies| !bodies.is_empty())
            .map(|bodies| bodies.join(BETWEEN_BODIES)),
        Field::SignatureDate => signature.and_then(|signature| signature.date.as_ref()).map(|date| date.raw.clone()),
    }
}
