//! What there is to say of a difference, in terms of both languages.

use super::difference::{Change, Counts, Difference, Field, Figure, Particular, State, Stated, TableDifference};
use crate::finding::{Language, Term, Value, terms};
use std::borrow::Cow;

impl Change {
    /// What it is called.
    #[must_use]
    pub fn term(self) -> &'static Term {
        match self {
            Change::Same => terms::CHANGE_SAME,
            Change::Year => terms::CHANGE_YEAR,
            Change::Spacing => terms::CHANGE_SPACING,
            Change::Written => terms::CHANGE_WRITTEN,
            Change::Changed => terms::CHANGE_CHANGED,
            Change::Moved => terms::CHANGE_MOVED,
            Change::Added => terms::CHANGE_ADDED,
            Change::Removed => terms::CHANGE_REMOVED,
            Change::OnlyAfter => terms::ONLY_FORM_AFTER,
            Change::OnlyBefore => terms::ONLY_FORM_BEFORE,
        }
    }
}

impl Field {
    /// What it is called.
    #[must_use]
    pub fn term(self) -> &'static Term {
        match self {
            Field::Title => terms::TITLE_OF_REPORT,
            Field::Organ => terms::ORGAN,
            Field::Year => terms::YEAR,
            Field::Scope => terms::SCOPE_OF_FIGURES,
            Field::Period => terms::PERIOD_OF_FIGURES,
            Field::Published => terms::DATE_PUBLISHED,
            Field::Signature => terms::SIGNED_BY,
            Field::SignatureDate => terms::DATE_SIGNED,
        }
    }
}

impl Particular {
    /// What a report states, for a person; nothing where it states none.
    #[must_use]
    pub fn shown<'p>(&self, stated: Option<&'p str>, language: Language) -> Cow<'p, str> {
        match (self.field, stated) {
            (Field::Scope, Some("organ")) => terms::SCOPE_ORGAN.words(language).into(),
            (Field::Scope, Some("area")) => terms::SCOPE_AREA.words(language).into(),
            (_, stated) => stated.unwrap_or_default().into(),
        }
    }
}

impl Figure {
    /// What heads it: row and column.
    #[must_use]
    pub fn label(&self) -> String {
        self.row.iter().chain(&self.column).map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

/// What a report states as a figure, for a person: a number as printed, a text in quotes, in words that there is none. Of a sum
/// its parts too.
#[must_use]
pub fn stated_in_words(stated: Option<&Stated>, language: Language) -> String {
    let Some(stated) = stated else { return String::new() };
    match stated.state {
        State::Absent => terms::FIGURE_NOT_THERE.words(language).to_owned(),
        State::Blank => terms::BLANK.words(language).to_owned(),
        State::Text => format!("“{}”", stated.raw),
        State::Number if stated.parts.is_empty() => stated.raw.clone(),
        State::Number => format!("{} = {}", stated.raw, stated.value.as_deref().unwrap_or_default()),
    }
}

/// A difference of two figures, with its sign; nothing where there is none.
#[must_use]
pub fn signed(delta: Option<&str>) -> String {
    match delta {
        None | Some("0") => String::new(),
        Some(delta) if delta.starts_with('-') => delta.to_owned(),
        Some(delta) => format!("+{delta}"),
    }
}

impl TableDifference {
    /// What is said instead of its figures one by one: where only one of the reports has the table.
    #[must_use]
    pub fn as_whole(&self) -> Option<Value> {
        match (&self.form_before, &self.form_after) {
            (None, Some(_)) => Some(terms::whole_table_added(self.figures.len())),
            (Some(_), None) => Some(terms::whole_table_removed(self.figures.len())),
            _ => None,
        }
    }

    /// How many of its figures are the same.
    #[must_use]
    pub fn alike(&self) -> usize {
        self.figures.iter().filter(|figure| !figure.change.is_difference()).count()
    }
}

impl Difference {
    /// What has to be known before the differences are looked at: other years, forms, bodies.
    #[must_use]
    pub fn notes(&self) -> Vec<Value> {
        let (before, after) = (&self.before, &self.after);
        let mut notes = Vec::new();
        if let (Some(before), Some(after)) = (&before.organ, &after.organ)
            && self.particulars.iter().any(|p| p.field == Field::Organ && p.change == Change::Changed)
        {
            notes.push(terms::bodies_differ(before, after));
        }
        if let (Some(before), Some(after)) = (before.year, after.year)
            && before != after
        {
            notes.push(terms::years_differ(before, after));
        }
        if let (Some(before), Some(after)) = (&before.form, &after.form)
            && before != after
        {
            notes.push(terms::forms_differ(before, after));
        }
        notes
    }

    /// How much differs, in clauses; that nothing does, where that is so.
    #[must_use]
    pub fn summary(&self) -> Vec<Value> {
        let counts = self.counts();
        let mut clauses = counts_in_words(counts);
        if self.is_none() {
            clauses.push(terms::NO_DIFFERENCES.into());
        }
        if counts.years + counts.spacing > 0 {
            clauses.push(terms::not_counted(counts.years, counts.spacing));
        }
        clauses
    }
}

fn counts_in_words(counts: Counts) -> Vec<Value> {
    let Counts { particulars, figures, written, of_one_form, changed, moved, added, removed, .. } = counts;
    let clauses = [
        (particulars > 0, terms::particulars_differ(particulars)),
        (figures > 0, terms::figures_that_differ(figures)),
        (written > 0, terms::figures_written_otherwise(written)),
        (of_one_form > 0, terms::figures_of_one_form(of_one_form)),
        (changed + moved + added + removed > 0, terms::passages_differ(changed, moved, added, removed)),
    ];
    clauses.into_iter().filter(|(is_so, _)| *is_so).map(|(_, clause)| clause).collect()
}
