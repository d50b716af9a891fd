//! A version of the report and last year's → what the page shows of their differences.

use super::work::Version;
use crate::check::report_of_last_year;
use crate::convert::Options;
use crate::diff::{
    Change, Figure, Particular, Passage, PassageKind, PassageText, Piece, Side, TableDifference, reports_to_difference,
    signed, stated_in_words,
};
use crate::finding::{Language, Value, terms};
use serde_json::{Value as Json, json};

/// What the version differs in from last year's report: what counts, in words and pieces of text. Null where no report of last year was
/// given; why none of those given is it, where that is so.
pub(super) fn comparison_to_view(version: &Version, options: &Options, language: Language) -> Json {
    let Some(earlier) = &version.last_year else { return Json::Null };
    let before = match report_of_last_year(&version.report, earlier) {
        Ok(before) => before,
        Err(unfit) => return json!({ "unfit": unfit.message(language) }),
    };
    let difference = reports_to_difference(before, &version.report, &options.forms);
    let shown = Shown(language);
    let said: Vec<Value> = difference.notes().into_iter().chain(difference.summary()).collect();
    let particulars = difference.particulars.iter().filter(|particular| particular.change.is_difference());
    let passages = difference.passages.iter().filter(|passage| passage.change.is_difference());
    json!({
        "before": side(&difference.before),
        "after": side(&difference.after),
        "summary": said.iter().map(|said| said.render(language)).collect::<Vec<_>>(),
        "particulars": particulars.map(|particular| shown.particular(particular)).collect::<Vec<_>>(),
        "tables": difference.tables.iter().map(|table| shown.table(table)).collect::<Vec<_>>(),
        "passages": passages.map(|passage| shown.passage(passage)).collect::<Vec<_>>(),
    })
}

fn side(side: &Side) -> Json {
    json!({ "organ": side.organ, "year": side.year })
}

/// Differences in a language.
struct Shown(Language);

impl Shown {
    fn particular(&self, particular: &Particular) -> Json {
        json!({
            "name": particular.field.term().words(self.0),
            "before": particular.shown(particular.before.as_deref(), self.0),
            "after": particular.shown(particular.after.as_deref(), self.0),
        })
    }

    fn table(&self, table: &TableDifference) -> Json {
        let differing = table.figures.iter().filter(|figure| figure.change.is_difference());
        let alike = (table.alike() > 0).then(|| terms::figures_alike(table.alike()));
        let said = table.as_whole().into_iter().chain(alike);
        json!({
            "name": table.name,
            "remarks": said.map(|said| said.render(self.0).into_owned()).collect::<Vec<_>>(),
            "figures": differing.map(|figure| self.figure(&table.id, figure)).collect::<Vec<_>>(),
        })
    }

    fn figure(&self, table: &str, figure: &Figure) -> Json {
        json!({
            "name": figure.label(),
            "cell": figure.after.as_ref().map(|after| format!("{table}.{}", after.cell)),
            "before": stated_in_words(figure.before.as_ref(), self.0),
            "after": stated_in_words(figure.after.as_ref(), self.0),
            "by": signed(figure.delta.as_deref()),
            "how": figure.change.term().words(self.0),
        })
    }

    fn passage(&self, passage: &Passage) -> Json {
        let section = |text: &Option<PassageText>| text.as_ref().and_then(|text| text.section.clone());
        let how = match (passage.change, section(&passage.before)) {
            (Change::Moved, Some(section)) => terms::moved_from(section).render(self.0).into_owned(),
            (change, _) => change.term().words(self.0).to_owned(),
        };
        json!({
            "how": how,
            "heading": passage.kind == PassageKind::Heading,
            "section": section(&passage.after).or(section(&passage.before)),
            "pieces": pieces(passage),
        })
    }
}

/// The text of a passage in pieces: what is the same, what is no more there, what is new.
fn pieces<'p>(passage: &'p Passage) -> Vec<(&'static str, &'p str)> {
    let whole = |text: &'p Option<PassageText>| text.as_ref().map_or("", |text| text.text.as_str());
    match passage.change {
        Change::Removed => vec![("removed", whole(&passage.before))],
        Change::Added => vec![("added", whole(&passage.after))],
        _ if passage.pieces.is_empty() => vec![("same", whole(&passage.after))],
        _ => passage.pieces.iter().map(piece).collect(),
    }
}

fn piece(piece: &Piece) -> (&'static str, &str) {
    let mark = match piece.change {
        Change::Removed => "removed",
        Change::Added => "added",
        _ => "same",
    };
    (mark, &piece.text)
}
