//! Which figures of the tables the numbers of a text are tied to: clause by clause, what went before kept in mind.

use super::clause::{Clause, Own, Pointing, clauses_of};
use super::lexicon::company_bit;
use super::number::{Kind, Number};
use super::reading::{Sum, sums_of_rows, sums_of_subject};
use crate::check::text::words::words;
use crate::document::Folded;
use rust_decimal::Decimal;
use std::ops::Range;

/// A number in a text and what it is tied to.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) stated: Decimal,
    pub(super) rough: bool,
    /// Its clause, in bytes of the text.
    pub(super) place: Range<usize>,
    /// Of each figure it is said to be, the sums that may be meant; none where it is tied to nothing.
    pub(super) sums: Vec<Vec<Sum<'static>>>,
    /// The word by which it may be of other bodies than the tables.
    pub(super) scope: Option<String>,
}

/// What holds for all of a passage.
#[derive(Debug, Clone, Default)]
pub(super) struct Base {
    own: Own,
    /// What the heading above says.
    pub(super) heading: Context,
    applications: bool,
    disputes: bool,
}

impl Base {
    /// Before the first section.
    pub(super) fn new(own: Own) -> Self {
        Base { own, ..Base::default() }
    }

    /// What a section of some role is about.
    pub(super) fn begin_section(&mut self, role: Option<&str>) {
        self.heading = Context::default();
        self.applications = role == Some("applications");
        self.disputes = role == Some("disputes");
    }

    fn context(&self) -> Context {
        let mut context = self.heading.clone();
        context.application |= self.applications;
        context.disclosure |= self.applications || self.disputes;
        context
    }
}

/// What was spoken of last.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    application: bool,
    disclosure: bool,
    rows: Vec<usize>,
    column: Option<usize>,
    subject: Option<usize>,
    outcome: Option<usize>,
    scope: Option<String>,
    /// Whether it is another body's.
    other_organ: bool,
}

/// What a heading says for the text below it.
pub(super) fn context_of(heading: &str, base: &Base) -> Context {
    let folded = Folded::of(heading);
    let mut context = Context::default();
    for clause in clauses_of(&folded, heading, &base.own) {
        context.application |= clause.pointing.application;
        context.disclosure |= clause.pointing.application;
        context.other_organ |= clause.other_organ;
        context.scope = clause.scope.or(context.scope);
    }
    context
}

/// The numbers of a text that count something, and its denials, in their order.
pub(super) fn claims_in(source: &str, base: &Base) -> Vec<Claim> {
    let folded = Folded::of(source);
    let clauses = clauses_of(&folded, source, &base.own);
    let mut reader = Reader::new(base, &folded, &clauses);
    for index in 0..clauses.len() {
        reader.read(index);
    }
    reader.end_sentence();
    reader.claims.sort_by_key(|claim| (claim.place.start, claim.place.end));
    reader.claims
}

/// What holds until the end of a sentence.
#[derive(Debug, Clone, Default)]
struct Sentence {
    /// Something that is not understood was spoken of: what does not say by itself what it is of, may be of that.
    is_lost: bool,
    /// It is of another time.
    other_time: bool,
    /// It has said that it is of the report's year.
    this_year: bool,
    disclosure: bool,
    /// Clauses that name something and wait for its number: 行政复议、行政诉讼各1件.
    listed: Vec<usize>,
    /// The same, before a mark that ends lists: 收到申请，共64件.
    prior: Vec<usize>,
    /// Clauses of a denial.
    denied: Vec<usize>,
    shared: Option<Shared>,
    /// How many characters it has, and whether any clause has a number.
    length: usize,
    has_number: bool,
    has_application: bool,
}

/// 分别为: clauses whose numbers follow, and those met so far, each with its clause.
#[derive(Debug, Clone)]
struct Shared {
    named: Vec<usize>,
    met: Vec<(Number, usize)>,
}

struct Reader<'a> {
    base: &'a Base,
    text: &'a Folded,
    clauses: &'a [Clause],
    context: Context,
    sentence: Sentence,
    /// What held before the brackets that are open.
    outside: Vec<(Context, Sentence)>,
    claims: Vec<Claim>,
}

/// Lists of so many members are kept in mind: no table has more.
const LONGEST_LIST: usize = 32;

/// So many brackets within each other are kept in mind.
const DEEPEST: usize = 8;

/// A sentence of so few characters and without number heads what follows: （三）平台建设。
const HEAD: usize = 16;

impl<'a> Reader<'a> {
    fn new(base: &'a Base, text: &'a Folded, clauses: &'a [Clause]) -> Self {
        Reader {
            base,
            text,
            clauses,
            context: base.context(),
            sentence: Sentence::default(),
            outside: Vec::new(),
            claims: Vec::new(),
        }
    }

    fn read(&mut self, index: usize) {
        let Some(clause) = self.clauses.get(index) else { return };
        if matches!(clause.before, Some('(' | '[' | '【')) && self.outside.len() < DEEPEST {
            self.outside.push((self.context.clone(), self.sentence.clone()));
        }
        self.sentence.length += clause.range.len();
        self.sentence.has_number |= !clause.figures.is_empty();
        self.sentence.has_application |= clause.pointing.application;
        if clause.aside {
            clause.figures.iter().for_each(|figure| self.pass_over(figure, index));
            self.sentence.prior.clear();
        } else {
            self.turn(clause);
            if clause.figures.is_empty() { self.read_words(index, clause) } else { self.read_figures(index, clause) }
        }
        self.end_clause(clause);
    }

    /// What a clause says of time and body.
    fn turn(&mut self, clause: &Clause) {
        let is_other_year = clause.years.iter().any(|year| Some(*year) != self.base.own.year);
        if is_other_year || clause.elsewhere || clause.part_of_year {
            self.sentence.other_time = true;
        } else if clause.this_year || !clause.years.is_empty() {
            (self.sentence.other_time, self.sentence.this_year) = (false, true);
        }
        self.sentence.other_time |= clause.accumulated && !self.sentence.this_year;
        if clause.own {
            self.context.other_organ = false;
            self.context.scope = None;
        }
        if let Some(scope) = &clause.scope {
            self.context.other_organ = false;
            self.context.scope = Some(scope.clone());
        }
        self.context.other_organ |= clause.other_organ && !clause.own && clause.scope.is_none();
        self.sentence.disclosure |= clause.disclosure && clause.is_known();
    }

    fn end_clause(&mut self, clause: &Clause) {
        let Some(mark) = clause.after else { return };
        if mark != '、' {
            self.deny();
            let listed = std::mem::take(&mut self.sentence.listed);
            if !listed.is_empty() {
                self.sentence.prior = listed;
            } else if !clause.range.is_empty() {
                self.sentence.prior.clear();
            }
        }
        match mark {
            '。' | '!' | '?' => self.end_sentence(),
            ')' | ']' | '】' => {
                if let Some((context, sentence)) = self.outside.pop() {
                    self.drop_shared();
                    (self.context, self.sentence) = (context, sentence);
                }
            }
            _ => {}
        }
    }

    fn end_sentence(&mut self) {
        self.deny();
        self.drop_shared();
        let is_head = self.sentence.length <= HEAD && !self.sentence.has_number && self.sentence.length > 0;
        let is_over = self.sentence.is_lost || is_head && !self.sentence.has_application;
        let other_organ = is_head && self.context.other_organ || self.base.heading.other_organ;
        if is_over {
            self.context = Context { scope: self.context.scope.take(), ..self.base.context() };
        }
        self.context.other_organ = other_organ;
        self.context.column = None;
        self.sentence = Sentence::default();
    }

    fn read_words(&mut self, index: usize, clause: &Clause) {
        if clause.range.is_empty() {
            return;
        }
        self.drop_shared();
        // 规章制发、废止: the second is of what the first names.
        let named: Vec<usize> = self.sentence.listed.iter().copied().chain([index]).collect();
        let company = self.company_of(&self.pointing_of(&named));
        let is_known = match company {
            _ if clause.pointing.is_empty() => clause.is_known(),
            Some(company) => self.fits(clause, company),
            None => false,
        };
        self.context.application |= clause.pointing.application;
        self.context.disclosure |= clause.pointing.application;
        if !is_known {
            let is_other = !clause.pointing.is_empty() && !clause.pointing.application;
            self.sentence.is_lost |= clause.subset || clause.other_topic || is_other;
            self.sentence.denied.clear();
            self.sentence.listed.clear();
            return;
        }
        if clause.pointing.is_empty() || named.len() > LONGEST_LIST || self.sentence.denied.len() > LONGEST_LIST {
            return;
        }
        if clause.denials == 1 {
            if clause.each {
                self.sentence.denied.append(&mut self.sentence.listed);
            }
            self.sentence.denied.push(index);
        } else if clause.denials == 0 && !self.sentence.denied.is_empty() && clause.before == Some('、') {
            self.sentence.denied.push(index);
        } else {
            self.sentence.listed.push(index);
        }
    }

    fn read_figures(&mut self, index: usize, clause: &Clause) {
        let figures = clause.figures.iter();
        let is_part = clause.within && self.sentence.is_lost;
        if self.sentence.other_time || self.context.other_organ || is_part {
            figures.for_each(|figure| self.pass_over(figure, index));
            return;
        }
        if let Some(Shared { met, .. }) = &mut self.sentence.shared {
            if clause.is_neutral() && !clause.each {
                met.extend(clause.figures.iter().map(|figure| (figure.clone(), index)));
                self.share();
                return;
            }
            self.drop_shared();
        }
        self.sentence.denied.clear();
        let mut named = std::mem::take(&mut self.sentence.listed);
        if named.is_empty() && clause.is_neutral() {
            named = std::mem::take(&mut self.sentence.prior);
        }
        named.push(index);
        let pointing = self.pointing_of(&named);
        let company = self.company_of(&pointing);
        let is_known = company.is_some_and(|company| {
            named.iter().filter_map(|index| self.clauses.get(*index)).all(|clause| self.fits(clause, company))
        });
        if !is_known || pointing.is_empty() || clause.denials > 0 {
            let is_bare_number = clause.is_neutral();
            self.sentence.is_lost |= !is_bare_number && clause.denials == 0;
            figures.for_each(|figure| self.pass_over(figure, index));
        } else if clause.respectively {
            let met = clause.figures.iter().map(|figure| (figure.clone(), index)).collect();
            self.sentence.shared = Some(Shared { named, met });
            self.share();
        } else if let [figure] = clause.figures.as_slice() {
            self.claim(figure, index, &named, clause.each);
        } else {
            figures.for_each(|figure| self.pass_over(figure, index));
            self.sentence.is_lost = true;
        }
    }

    /// Gives each of what 分别为 is said of its number, once all are there.
    fn share(&mut self) {
        let Some(Shared { named, met }) = &self.sentence.shared else { return };
        let pointing = self.pointing_of(named);
        let lengths = [&pointing.subjects, &pointing.outcomes, &pointing.rows, &pointing.columns].map(Vec::len);
        let several: Vec<usize> = lengths.into_iter().filter(|length| *length > 1).collect();
        if several.as_slice() != [met.len()] {
            if met.len() > LONGEST_LIST {
                self.drop_shared();
            }
            return;
        }
        let Some(Shared { named, met }) = self.sentence.shared.take() else { return };
        for ((number, clause), pointing) in met.iter().zip(single(&pointing)) {
            self.claim_as(number, *clause, &named, &[pointing]);
        }
    }

    fn drop_shared(&mut self) {
        if let Some(Shared { met, .. }) = self.sentence.shared.take() {
            met.iter().for_each(|(number, clause)| self.pass_over(number, *clause));
            self.sentence.is_lost = true;
        }
    }

    /// What is denied is 0.
    fn deny(&mut self) {
        let denied = std::mem::take(&mut self.sentence.denied);
        let Some(last) = denied.last() else { return };
        let pointing = self.pointing_of(&denied);
        let words = &words().narrative;
        let is_denied = |pointing: &Pointing| {
            let row = |row: &usize| words.rows.get(*row).is_some_and(|row| row.denied);
            let subject = |subject: &usize| words.subjects.get(*subject).is_some_and(|subject| subject.denied);
            pointing.subjects.iter().all(|index| subject(index) || !pointing.outcomes.is_empty())
                && (!pointing.subjects.is_empty() || pointing.rows.iter().all(row))
                && (pointing.application || !pointing.rows.is_empty() || !pointing.subjects.is_empty())
        };
        let is_told = !self.sentence.other_time && !self.context.other_organ && !self.sentence.is_lost;
        if !is_told || !is_denied(&pointing) {
            return;
        }
        let range = self.clauses.get(*last).map(|clause| clause.range.clone()).unwrap_or_default();
        let zero = Number { kind: Kind::Count, value: Decimal::ZERO, rough: false, range };
        self.claim_as(&zero, *last, &denied, &single(&pointing));
    }

    fn claim(&mut self, figure: &Number, index: usize, named: &[usize], each: bool) {
        let pointing = self.pointing_of(named);
        let is_one = [&pointing.subjects, &pointing.outcomes, &pointing.columns].into_iter().all(|list| list.len() < 2);
        if each || figure.value.is_zero() {
            self.claim_as(figure, index, named, &single(&pointing));
        } else if is_one {
            self.claim_as(figure, index, named, &[pointing]);
        } else {
            self.pass_over(figure, index);
        }
    }

    /// Claims that a number is each of what some words point at.
    fn claim_as(&mut self, figure: &Number, index: usize, named: &[usize], pointings: &[Pointing]) {
        let clauses = named.iter().filter_map(|index| self.clauses.get(*index));
        let disclosure = clauses.fold(false, |disclosure, clause| disclosure | clause.disclosure);
        let mut sums = Vec::new();
        for pointing in pointings {
            match self.sums(pointing, figure, disclosure) {
                Some(of_one) => sums.push(of_one),
                None => return self.pass_over(figure, index),
            }
        }
        self.push(figure, index, sums);
        if let Some(last) = pointings.last() {
            self.remember(last, disclosure);
        }
    }

    /// The sums a number may be by what its words point at, and what was spoken of before.
    fn sums(&self, pointing: &Pointing, figure: &Number, disclosure: bool) -> Option<Vec<Sum<'static>>> {
        let words = &words().narrative;
        let subject = pointing.subjects.first().copied();
        let is_of_fees = |subject: usize| words.subjects.get(subject).is_some_and(|subject| subject.company == FEES);
        let told = |is_clear: bool| is_clear || !self.sentence.is_lost;
        if subject.is_some() || !pointing.outcomes.is_empty() {
            let own = pointing.outcomes.first().copied();
            let outcome = own.or_else(|| {
                let needs = subject.and_then(|subject| words.subjects.get(subject))?.is.is_empty();
                self.context.outcome.filter(|_| needs)
            });
            let (is_clear, subject) = match subject {
                Some(subject) => (own.is_some(), subject),
                None => (false, self.context.subject?),
            };
            let about = words.subjects.get(subject)?.about_disclosure;
            let is_about = disclosure || self.sentence.disclosure || self.context.disclosure;
            let has_kind = (figure.kind == Kind::Money) == is_of_fees(subject) || figure.value.is_zero();
            let is_tied = told(is_clear || about && disclosure) && (!about || is_about) && pointing.columns.is_empty();
            return (is_tied && has_kind).then(|| sums_of_subject(subject, outcome)).flatten();
        }
        let is_tied = told(pointing.application) && (pointing.application || self.context.application);
        if !is_tied || figure.kind == Kind::Money {
            return None;
        }
        let column = pointing.columns.first().copied();
        let rows = match (pointing.rows.as_slice(), column) {
            ([], Some(_)) => self.context.rows.as_slice(),
            (rows, _) => rows,
        };
        let mut sums = sums_of_rows(rows, column);
        if column.is_none() && self.context.column.is_some() {
            sums.extend(sums_of_rows(rows, self.context.column));
        }
        Some(sums)
    }

    fn remember(&mut self, pointing: &Pointing, disclosure: bool) {
        if let Some(subject) = pointing.subjects.first() {
            self.context.subject = Some(*subject);
            self.context.outcome = None;
        }
        if let Some(outcome) = pointing.outcomes.first() {
            self.context.outcome = Some(*outcome);
        }
        if !pointing.rows.is_empty() {
            self.context.rows.clone_from(&pointing.rows);
        }
        if !pointing.columns.is_empty() {
            self.context.column = pointing.columns.first().copied();
        }
        self.context.application |= pointing.application;
        self.context.disclosure |= pointing.application || disclosure;
        if pointing.application {
            self.sentence.is_lost = false;
        }
    }

    fn pointing_of(&self, clauses: &[usize]) -> Pointing {
        let clauses = clauses.iter().filter_map(|index| self.clauses.get(*index));
        let all = clauses.fold(Pointing::default(), |all, clause| all.and(&clause.pointing));
        // 收到行政复议申请: 收到 is no application's where it goes with something else.
        if all.subjects.is_empty() { all } else { Pointing { rows: Vec::new(), application: false, ..all } }
    }

    /// The company of what some words point at.
    fn company_of(&self, pointing: &Pointing) -> Option<u32> {
        let subjects = &words().narrative.subjects;
        let of = |subject: &usize| subjects.get(*subject).map(|subject| company_bit(&subject.company));
        match pointing.subjects.split_first() {
            Some((first, rest)) => of(first).filter(|bit| rest.iter().all(|subject| of(subject) == Some(*bit))),
            None if !pointing.outcomes.is_empty() => self.context.subject.as_ref().and_then(of),
            None => Some(company_bit(APPLICATION)),
        }
    }

    fn fits(&self, clause: &Clause, company: u32) -> bool {
        if company == company_bit(APPLICATION) {
            clause.fits(company)
        } else {
            clause.fits_beside_applications(company)
        }
    }

    fn pass_over(&mut self, figure: &Number, index: usize) {
        self.push(figure, index, Vec::new());
    }

    fn push(&mut self, figure: &Number, index: usize, sums: Vec<Vec<Sum<'static>>>) {
        let clause = self.clauses.get(index).map(|clause| clause.range.clone()).unwrap_or_default();
        let range = clause.start.min(figure.range.start)..clause.end.max(figure.range.end);
        self.claims.push(Claim {
            stated: figure.value,
            rough: figure.rough,
            place: self.text.place(range),
            sums,
            scope: self.context.scope.clone(),
        });
    }
}

/// The groups of company that the program goes by.
const APPLICATION: &str = "application";
const FEES: &str = "fees";

/// Each of what several words point at by itself.
fn single(pointing: &Pointing) -> Vec<Pointing> {
    let each = |list: &[usize]| -> Vec<Vec<usize>> {
        if list.is_empty() { vec![Vec::new()] } else { list.iter().map(|index| vec![*index]).collect() }
    };
    let mut all = Vec::new();
    for subjects in each(&pointing.subjects) {
        for outcomes in each(&pointing.outcomes) {
            for rows in each(&pointing.rows) {
                for columns in each(&pointing.columns) {
                    let (subjects, outcomes, rows) = (subjects.clone(), outcomes.clone(), rows.clone());
                    all.push(Pointing { subjects, outcomes, rows, columns, application: pointing.application });
                }
            }
        }
    }
    all
}
