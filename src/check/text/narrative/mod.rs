//! Whether the figures in the running text are those of the tables.
//!
//! A number is judged only where it is tied to a figure by its clause, all words of which are known ([`lexicon`]), in a sentence
//! on the report's year and body. Then it holds where it is any of its admissible readings ([`reading`]). Everything else is
//! passed over: a false alarm costs more trust than a number nobody judged.

mod clause;
mod lexicon;
mod number;
mod reading;
mod sentence;

use super::super::cause::is_transposed;
use super::passage::{Kind, Passage, passages};
use crate::document::{Folded, caption_name};
use crate::finding::{Finding, Origin, Value, catalogue, terms};
use crate::form::{Forms, Relation};
use crate::report::{Report, ends_as_place, is_government};
use clause::Own;
use reading::Sum;
use rust_decimal::Decimal;
use sentence::{Base, Claim, Part, claims_in, context_of};

/// What is said of a number in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is tied to no figure of the tables, or the figure is not there.
    Unjudged,
    /// It is one of its readings.
    Holds,
    /// It is none of them.
    Differs,
    /// It is none of them, but the sentence is of other bodies, by this word.
    OtherScope(String),
    /// It is none of them, and only about so much.
    Roughly,
    /// It is less, and may be a part of a number before it.
    Partly,
    /// It is none of them, but stands in an attachment, which may be of other bodies.
    Attached,
}

/// A number in the text that counts something, and what is said of it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The number; 0 of a denial.
    pub stated: Decimal,
    /// The clause it stands in.
    pub text: String,
    /// What is said of it.
    pub verdict: Verdict,
    /// The readings it is held against, each with its cells.
    readings: Vec<Value>,
    /// Why it may be none.
    cause: Option<Value>,
    /// The single figures that it is, table and cell.
    cells: Vec<(&'static str, String)>,
}

/// A number in the text that is given for certain figures.
#[derive(Debug, Clone)]
pub(in crate::check) struct Stated {
    /// The number.
    pub(in crate::check) value: Decimal,
    /// The clause it stands in.
    pub(in crate::check) text: String,
    /// Where that is.
    pub(in crate::check) origin: Origin,
    cells: Vec<(&'static str, String)>,
}

impl Stated {
    /// Whether it is given for that figure.
    pub(in crate::check) fn is_of(&self, table: &str, cell: &str) -> bool {
        self.cells.iter().any(|(of, id)| *of == table && id == cell)
    }
}

/// Every number of a report's text that is given for single figures, in the order of the text.
pub(in crate::check) fn stated_figures(report: &Report, forms: &Forms) -> Vec<Stated> {
    let judge = Judge { report, forms, last_year: None };
    let passages = passages(report);
    let stated = judge.each(&passages).filter(|(passage, judged)| !passage.attached && !judged.cells.is_empty());
    let stated = stated.map(|(passage, judged)| {
        let Judged { stated: value, text, cells, .. } = judged;
        Stated { value, text, origin: passage.origin.clone(), cells }
    });
    stated.collect()
}

/// Every number of a report's text that counts something, with what is said of it, in the order of the text.
#[must_use]
pub fn judged_figures(report: &Report, forms: &Forms, last_year: Option<&Report>) -> Vec<Judged> {
    let judge = Judge { report, forms, last_year };
    judge.each(&passages(report)).map(|(_, judged)| judged).collect()
}

/// Numbers of the text that are not those of the tables.
pub(super) fn check_narrative(
    report: &Report,
    forms: &Forms,
    last_year: Option<&Report>,
    passages: &[Passage<'_>],
) -> Vec<Finding> {
    let judge = Judge { report, forms, last_year };
    let findings = judge.each(passages).filter_map(|(passage, judged)| {
        let Judged { stated, text, verdict, readings, cause, .. } = judged;
        let stated = stated.normalize();
        let finding = match verdict {
            Verdict::Unjudged | Verdict::Holds => return None,
            Verdict::Differs => {
                let cause = cause.unwrap_or_else(|| Value::Text(String::new()));
                catalogue::text::narrative_differs(text, stated, readings, cause)
            }
            Verdict::OtherScope(word) => {
                catalogue::text::narrative_may_differ(text, stated, readings, terms::other_scope(word))
            }
            Verdict::Roughly => catalogue::text::narrative_may_differ(text, stated, readings, terms::ABOUT_SO_MUCH),
            Verdict::Partly => catalogue::text::narrative_may_differ(text, stated, readings, terms::PART_OF_TOTAL),
            Verdict::Attached => catalogue::text::narrative_may_differ(text, stated, readings, terms::IN_ATTACHMENT),
        };
        Some(finding.at_origin(&passage.origin))
    });
    findings.collect()
}

struct Judge<'r> {
    report: &'r Report,
    forms: &'r Forms,
    last_year: Option<&'r Report>,
}

impl<'r> Judge<'r> {
    fn each<'p>(&'p self, passages: &'p [Passage<'p>]) -> impl Iterator<Item = (&'p Passage<'p>, Judged)> {
        let mut base = Base::new(Own { year: self.report.year, names: own_names(self.report) });
        let claims = passages.iter().flat_map(move |passage| {
            let claims = match passage.kind {
                Kind::Section => {
                    base.begin_section(passage.role);
                    Vec::new()
                }
                Kind::Heading => {
                    base.heading = context_of(&passage.text, &base);
                    Vec::new()
                }
                Kind::Prose | Kind::Note => claims_in(&passage.text, &base),
                Kind::Caption => claims_in_caption(&passage.text, &base),
                // Whose the figures in a row of a table are is said elsewhere in it.
                Kind::Line | Kind::Cell => Vec::new(),
            };
            claims.into_iter().map(move |claim| (passage, claim))
        });
        claims.map(|(passage, claim)| (passage, self.judge(passage, claim)))
    }

    fn judge(&self, passage: &Passage<'_>, claim: Claim) -> Judged {
        let quoted = passage.text.get(claim.place.clone()).unwrap_or_default().trim().to_owned();
        let (verdict, readings, cause) = self.verdict(&claim);
        let verdict = match verdict {
            Verdict::Differs if passage.attached => Verdict::Attached,
            verdict => verdict,
        };
        let cells = match verdict {
            Verdict::Holds | Verdict::Differs if !claim.rough => self.cells(&claim),
            _ => Vec::new(),
        };
        Judged { stated: claim.stated, text: quoted, verdict, readings, cause, cells }
    }

    /// The single figures that a number is: of its readings that which it is equal to, and where it is equal to none each of them.
    fn cells(&self, claim: &Claim) -> Vec<(&'static str, String)> {
        let mut cells = Vec::new();
        for sums in &claim.sums {
            let read = |sum: &Sum<'static>| Some((sum.table, sum.of_report(self.report, self.forms).ok()??));
            let readings: Vec<_> = sums.iter().filter_map(read).collect();
            let is_equal =
                |(_, reading): &&(&str, reading::Reading<'_>)| Relation::Equal.holds(claim.stated, &[reading.value]);
            let is_one_of_them = readings.iter().any(|reading| is_equal(&reading));
            let meant = readings.iter().filter(|reading| !is_one_of_them || is_equal(reading));
            cells.extend(meant.filter_map(|(table, reading)| Some((*table, reading.only_cell()?.to_owned()))));
        }
        cells
    }

    fn verdict(&self, claim: &Claim) -> (Verdict, Vec<Value>, Option<Value>) {
        let mut holds = Verdict::Unjudged;
        for sums in &claim.sums {
            let Some(readings) = self.readings(sums, self.report) else { return (Verdict::Unjudged, Vec::new(), None) };
            holds = Verdict::Holds;
            let sums_of_tables: Vec<Decimal> = readings.iter().map(|reading| reading.value).collect();
            let agrees = match claim.rough {
                true => sums_of_tables.iter().any(|value| is_about(claim.stated, *value)),
                false => {
                    Relation::OneOf.holds(claim.stated, &sums_of_tables)
                        || sums_of_tables.iter().any(|value| is_rounded(claim, *value))
                }
            };
            if agrees {
                continue;
            }
            if readings.iter().any(|reading| reading.is_assumed) {
                return (Verdict::Unjudged, Vec::new(), None);
            }
            let mut values: Vec<Decimal> = Vec::new();
            let mut said = Vec::new();
            for reading in &readings {
                if !values.contains(&reading.value) {
                    values.push(reading.value);
                    said.push(reading.said());
                }
            }
            let is_less = values.iter().any(|value| claim.stated < *value);
            if is_less && claim.part == Part::OfChannel || is_told_beside(claim, &values) {
                return (Verdict::Unjudged, Vec::new(), None);
            }
            let verdict = match &claim.scope {
                None if is_less && claim.part == Part::OfTotal => Verdict::Partly,
                Some(word) => Verdict::OtherScope(word.clone()),
                None if claim.rough || values.iter().any(|value| is_cut_off(claim, *value)) => Verdict::Roughly,
                None => Verdict::Differs,
            };
            return (verdict, said, self.cause(claim.stated, &values, sums));
        }
        (holds, Vec::new(), None)
    }

    /// The readings that the tables of a report have a figure for; `None` where one can't be known.
    fn readings(&self, sums: &[Sum<'_>], report: &Report) -> Option<Vec<reading::Reading<'r>>> {
        let mut readings = Vec::new();
        for sum in sums {
            readings.extend(sum.of_report(report, self.forms).ok()?);
        }
        (!readings.is_empty()).then_some(readings)
    }

    /// A likely cause of a number's being another than its readings.
    fn cause(&self, stated: Decimal, values: &[Decimal], sums: &[Sum<'_>]) -> Option<Value> {
        let last_year = self.last_year.and_then(|report| self.readings(sums, report)).unwrap_or_default();
        if last_year.iter().any(|reading| reading.value == stated) {
            return Some(terms::FIGURE_OF_LAST_YEAR.into());
        }
        let digits = |value: &Decimal| value.normalize().to_string();
        let stated = digits(&stated);
        let is = |likely: fn(&str, &str) -> bool| values.iter().any(|value| likely(&stated, &digits(value)));
        if is(is_transposed) {
            Some(terms::DIGITS_EXCHANGED.into())
        } else if is(lacks_one) {
            Some(terms::DIGIT_MISSING.into())
        } else if is(|stated, value| lacks_one(value, stated)) {
            Some(terms::DIGIT_TOO_MANY.into())
        } else {
            None
        }
    }
}

/// The numbers of a caption's name, which stands behind 图1 or 表2.
fn claims_in_caption(text: &str, base: &Base) -> Vec<Claim> {
    let name = caption_name(text);
    let start = text.len() - name.len();
    let start = if text.ends_with(name) { start } else { 0 };
    let mut claims = claims_in(text.get(start..).unwrap_or(text), base);
    for claim in &mut claims {
        claim.place = claim.place.start + start..claim.place.end + start;
    }
    claims
}

/// Whether a number is another of three digits or more without one of them.
fn lacks_one(shorter: &str, longer: &str) -> bool {
    let (shorter, longer) = (shorter.as_bytes(), longer.as_bytes());
    let shared = shorter.iter().zip(longer).take_while(|(a, b)| a == b).count();
    longer.len() > 2 && shorter.len() + 1 == longer.len() && shorter.get(shared..) == longer.get(shared + 1..)
}

/// Whether what the tables say stands right behind a number, under a name that is not known, or the numbers there add up to it with
/// the number: 收到申请50件，经补正有效申请46件; 废止文件16件、失效5件.
fn is_told_beside(claim: &Claim, values: &[Decimal]) -> bool {
    let mut sum = Some(claim.stated);
    let mut sums = claim.beside.iter().filter_map(|number| {
        sum = sum?.checked_add(*number);
        sum
    });
    sums.any(|sum| values.contains(&sum)) || claim.beside.first().is_some_and(|next| values.contains(next))
}

/// Whether an amount of money is another, rounded to its own last digit: 26.6万元 for 26.55.
fn is_rounded(claim: &Claim, value: Decimal) -> bool {
    let rest = (value - claim.stated) * Decimal::TWO;
    rest < claim.step && -rest <= claim.step && !claim.step.is_zero()
}

/// Whether an amount of money is another without its last digits: 26.5万元 for 26.55.
fn is_cut_off(claim: &Claim, value: Decimal) -> bool {
    let rest = value - claim.stated;
    rest < claim.step && !rest.is_sign_negative()
}

/// Whether a number that is about so much may be said of another: it is a tenth more or less, or two things, or its last digits are
/// left out (四十余).
fn is_about(stated: Decimal, value: Decimal) -> bool {
    let mut step = Decimal::ONE;
    while !stated.is_zero() && (stated % (step * Decimal::TEN)).is_zero() {
        step *= Decimal::TEN;
    }
    let leeway = (value / Decimal::TEN).max(Decimal::TWO);
    (stated - value).abs() <= leeway || stated <= value && value < stated + step
}

/// What the body calls itself beside 我局 and 本局: its name, and where it is no government that without the place.
fn own_names(report: &Report) -> Vec<Folded> {
    let signing = report.signature.as_ref().and_then(|signature| signature.organ.as_deref());
    let mut names: Vec<String> = Vec::new();
    for organ in report.organ.as_deref().into_iter().chain(signing) {
        names.push(organ.to_owned());
        if is_government(organ) {
            continue;
        }
        for (at, level) in organ.char_indices() {
            let (place, rest) = organ.split_at(at + level.len_utf8());
            if ends_as_place(place) && rest.chars().nth(2).is_some() {
                names.push(rest.to_owned());
                names.push(format!("{level}{rest}"));
            }
        }
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names.iter().map(|name| Folded::of(name)).filter(|name| name.len() > 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likely_causes_are_those_of_typing() {
        let lacks = |a: &str, b: &str| lacks_one(a, b);
        assert!(lacks("64", "164") && lacks("12", "112") && lacks("16", "164"));
        assert!(!lacks("6", "64") && !lacks("64", "1664") && !lacks("65", "164"));
    }

    #[test]
    fn about_so_much_is_a_tenth_more_or_less() {
        let about = |stated: i64, value: i64| is_about(Decimal::from(stated), Decimal::from(value));
        assert!(about(60, 64) && about(60, 60) && about(1200, 1286) && about(40, 46) && about(0, 1));
        assert!(!about(60, 46) && !about(1100, 1286));
    }
}
