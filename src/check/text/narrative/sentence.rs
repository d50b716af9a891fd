//! Which figures of the tables the numbers of a text are tied to: clause by clause, what went before kept in mind.

use super::clause::{Clause, Own, Pointing, clauses_of};
use super::lexicon::{APPLICATION, company_bit};
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
    /// What one more in its last digit is, where it may be rounded.
    pub(super) step: Decimal,
    /// Its clause, in bytes of the text.
    pub(super) place: Range<usize>,
    /// Of each figure it is said to be, the sums that may be meant; none where it is tied to nothing.
    pub(super) sums: Vec<Vec<Sum<'static>>>,
    /// The word by which it may be of other bodies than the tables.
    pub(super) scope: Option<String>,
    /// Whether it may be a part of what its words name.
    pub(super) part: Part,
    /// The numbers right behind it in its sentence that are tied to nothing, two at most.
    pub(super) beside: Vec<Decimal>,
    /// Which sentence it is in; none of a number that is of another time or compares.
    sentence: Option<usize>,
}

/// Whether a number may be a part of what its words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It is all of it.
    No,
    /// It follows a larger one that it may be a part of.
    OfTotal,
    /// It is what came by a way of applying.
    OfChannel,
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
    let mut claims = reader.claims;
    claims.sort_by_key(|claim| (claim.place.start, claim.place.end));
    for index in 0..claims.len() {
        let (claim, behind) = match claims.get_mut(index..).and_then(<[Claim]>::split_first_mut) {
            Some((claim, behind)) if claim.sentence.is_some() => (claim, behind),
            _ => continue,
        };
        let of_same = behind.iter().take_while(|next| next.sentence == claim.sentence && next.sums.is_empty());
        claim.beside = of_same.take(2).map(|next| next.stated).collect();
    }
    claims
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
    /// It speaks up to a day.
    until: bool,
    /// A way of applying was named, and no number yet.
    channel: bool,
    /// The clause before counts other things.
    is_of_others: bool,
    /// The numbers of applications so far, each with what it is said to be.
    wholes: Vec<(Decimal, &'static str)>,
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
    /// How many sentences there were.
    sentences: usize,
    /// The numbers of applications in the sentence before.
    earlier: Vec<(Decimal, &'static str)>,
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
            sentences: 0,
            earlier: Vec::new(),
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
        if clause.turns.aside {
            clause.figures.iter().for_each(|figure| self.leave_out(figure, index));
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
        if is_other_year || clause.turns.elsewhere || clause.is_of_part_of_year() {
            self.sentence.other_time = true;
        } else if clause.turns.this_year || !clause.years.is_empty() {
            (self.sentence.other_time, self.sentence.this_year) = (false, true);
        }
        self.sentence.until = (self.sentence.until || clause.turns.until) && !clause.turns.this_year;
        let is_of_year = self.sentence.this_year && !self.sentence.until;
        self.sentence.other_time |= clause.turns.accumulated && !is_of_year;
        if clause.turns.own || clause.scope.is_some() {
            self.sentence.wholes.clear();
        }
        if clause.turns.own {
            self.context.other_organ = false;
            self.context.scope = None;
        }
        if let Some(scope) = &clause.scope {
            self.context.other_organ = false;
            self.context.scope = Some(scope.clone());
        }
        self.context.other_organ |= clause.other_organ && !clause.turns.own && clause.scope.is_none();
        self.sentence.disclosure |= clause.turns.disclosure && clause.is_known();
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
        self.earlier = std::mem::take(&mut self.sentence).wholes;
        self.sentences += 1;
    }

    fn read_words(&mut self, index: usize, clause: &Clause) {
        if clause.range.is_empty() {
            return;
        }
        self.drop_shared();
        // 规章制发、废止: the second is of what the first names.
        let goes_on = self.sentence.listed.is_empty() && clause.before == Some('、');
        let before = if goes_on { &self.sentence.denied } else { &self.sentence.listed };
        let named: Vec<usize> = before.iter().copied().chain([index]).collect();
        let company = self.company_of(&self.pointing_of(&named));
        let is_known = match company {
            _ if clause.pointing.is_empty() => clause.is_known(),
            Some(company) => self.fits(clause, company),
            None => false,
        };
        self.context.application |= clause.pointing.application;
        self.context.disclosure |= clause.pointing.application;
        self.sentence.channel |= clause.turns.channel && is_known;
        if !is_known {
            let is_other = !clause.pointing.is_empty() && !clause.pointing.application;
            self.sentence.is_lost |= clause.subset || clause.turns.other_topic || is_other;
            self.sentence.denied.clear();
            self.sentence.listed.clear();
            return;
        }
        if clause.pointing.is_empty() || named.len() > LONGEST_LIST || self.sentence.denied.len() > LONGEST_LIST {
            return;
        }
        if clause.denials == 1 {
            if clause.turns.each {
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
        let is_part = clause.turns.within && self.sentence.is_lost;
        let is_listed = self.sentence.is_of_others && clause.before == Some('、')
            || self.is_of_attributes(index, clause)
            || self.ends_list_of_others(index, clause);
        self.sentence.is_of_others = clause.turns.other_topic || is_listed;
        if self.sentence.other_time || self.context.other_organ || is_part || is_listed {
            // 2022年收到申请58件，2023年收到46件: what the first is of, the second is, too.
            self.context.application |= clause.pointing.application && self.sentence.other_time;
            figures.for_each(|figure| self.leave_out(figure, index));
            return;
        }
        if let Some(Shared { met, .. }) = &mut self.sentence.shared {
            if clause.is_neutral() && !clause.turns.each {
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
        } else if clause.turns.respectively {
            let met = clause.figures.iter().map(|figure| (figure.clone(), index)).collect();
            self.sentence.shared = Some(Shared { named, met });
            self.share();
        } else if let [figure] = clause.figures.as_slice() {
            self.claim(figure, index, &named, clause.turns.each);
        } else {
            figures.for_each(|figure| self.pass_over(figure, index));
            self.sentence.is_lost = true;
        }
        self.sentence.channel = false;
    }

    /// Whether a number is of all that was listed, other things among it: 受理投诉、举报、信息公开申请共160件.
    fn ends_list_of_others(&self, index: usize, clause: &Clause) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.clauses.get(before));
        clause.before == Some('、')
            && before.is_some_and(|before| before.figures.is_empty() && before.turns.other_topic)
    }

    /// Whether what a clause counts are documents by who may see them: 主动公开80件，依申请公开20件，不予公开20件.
    fn is_of_attributes(&self, index: usize, clause: &Clause) -> bool {
        let unit = |clause: &Clause| {
            let figure = clause.figures.first()?;
            figure.range.end.checked_sub(1).and_then(|last| self.text.get(last))
        };
        let is_end = |mark: Option<char>| matches!(mark, None | Some('。' | '!' | '?' | ';'));
        let is_published = |other: &&Clause| {
            other.turns.attribute && other.turns.other_topic && unit(other).is_some() && unit(other) == unit(clause)
        };
        let behind = self.clauses.iter().skip(index).take(LONGEST_LIST);
        let behind = behind.scan(false, |over, clause| {
            let next = (!*over).then_some(clause);
            *over = is_end(clause.after);
            next
        });
        let before = self.clauses.iter().take(index).rev().take(LONGEST_LIST);
        let mut around = behind.chain(before.take_while(|clause| !is_end(clause.after)));
        clause.is_of_attribute && around.any(|other| is_published(&other))
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
        let zero = Number { kind: Kind::Count, value: Decimal::ZERO, rough: false, step: Decimal::ZERO, range };
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
        let disclosure = clauses.fold(false, |disclosure, clause| disclosure | clause.turns.disclosure);
        let mut sums = Vec::new();
        for pointing in pointings {
            match self.sums(pointing, figure, disclosure) {
                Some(of_one) => sums.push(of_one),
                None => return self.pass_over(figure, index),
            }
        }
        let part = self.part_of(figure, index, named, pointings, &sums);
        self.push(figure, index, sums, part);
        if let Some(last) = pointings.last() {
            self.remember(last, disclosure);
        }
    }

    /// Whether a number may be a part of what its words name. One of applications is kept in mind for those that follow.
    fn part_of(
        &mut self,
        figure: &Number,
        index: usize,
        named: &[usize],
        pointings: &[Pointing],
        sums: &[Vec<Sum<'static>>],
    ) -> Part {
        let ([pointing], [sums]) = (pointings, sums) else { return Part::No };
        let is_whole = pointing.subjects.is_empty() && pointing.outcomes.is_empty() && pointing.columns.is_empty();
        let (Some(sum), Some(clause)) = (sums.first().filter(|_| is_whole), self.clauses.get(index)) else {
            return Part::No;
        };
        let by_channel = named.iter().filter_map(|index| self.clauses.get(*index)).any(|clause| clause.turns.channel);
        let is_next = clause.turns.within && self.sentence.wholes.is_empty();
        let wholes = if is_next { &self.earlier } else { &self.sentence.wholes };
        // 其中予以公开20件、不予公开4件: what is listed one by one is all there is of each.
        let may_be_part = (clause.turns.within || clause.turns.of_these) && clause.after != Some('、');
        let mut larger = wholes.iter().filter(|(whole, _)| figure.value < *whole);
        let is_part = larger.any(|(_, of)| *of == sum.of || may_be_part);
        if self.sentence.wholes.len() < LONGEST_LIST {
            self.sentence.wholes.push((figure.value, sum.of));
        }
        match is_part {
            _ if by_channel || self.sentence.channel => Part::OfChannel,
            true => Part::OfTotal,
            false => Part::No,
        }
    }

    /// The outcome that was said last of what a subject is a part of: 行政诉讼维持2件（其中直接起诉1件）.
    fn outcome_of_whole(&self, subject: usize) -> Option<usize> {
        let subjects = &words().narrative.subjects;
        let whole = subjects.get(subject)?.part_of.as_ref()?;
        let last = subjects.get(self.context.subject?)?;
        self.context.outcome.filter(|_| last.words.contains(whole) || last.part_of.as_ref() == Some(whole))
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
            let unit = self.text.text(figure.range.clone());
            let other_units = &words.subjects.get(subject)?.other_units;
            let is_other = other_units.iter().any(|other| unit.ends_with(other.as_str()));
            if !is_tied || !has_kind || is_other {
                return None;
            }
            let mut sums = sums_of_subject(subject, outcome)?;
            if own.is_none() {
                let whole = self.outcome_of_whole(subject);
                sums.extend(whole.and_then(|outcome| sums_of_subject(subject, Some(outcome))).into_iter().flatten());
            }
            // 规章0件: of whichever outcome.
            if sums.is_empty() && figure.value.is_zero() {
                let each = (0..words.outcomes.len()).filter_map(|outcome| sums_of_subject(subject, Some(outcome)));
                sums = each.flatten().collect();
            }
            return Some(sums);
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
        // 受理公民政府信息公开申请46件: of all who applied, too.
        let may_be_all = |column: usize| words.columns.get(column).is_some_and(|column| column.or_all);
        if pointing.application && column.is_some_and(may_be_all) {
            sums.extend(sums_of_rows(rows, None));
        }
        Some(sums)
    }

    fn remember(&mut self, pointing: &Pointing, disclosure: bool) {
        if let Some(subject) = pointing.subjects.first() {
            self.context.outcome = self.outcome_of_whole(*subject);
            self.context.subject = Some(*subject);
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
        self.push(figure, index, Vec::new(), Part::No);
    }

    /// The same with a number that has nothing to do with those beside it.
    fn leave_out(&mut self, figure: &Number, index: usize) {
        self.pass_over(figure, index);
        if let Some(claim) = self.claims.last_mut() {
            claim.sentence = None;
        }
    }

    fn push(&mut self, figure: &Number, index: usize, sums: Vec<Vec<Sum<'static>>>, part: Part) {
        let clause = self.clauses.get(index).map(|clause| clause.range.clone()).unwrap_or_default();
        let range = clause.start.min(figure.range.start)..clause.end.max(figure.range.end);
        self.claims.push(Claim {
            stated: figure.value,
            rough: figure.rough,
            step: figure.step,
            place: self.text.place(range),
            sums,
            scope: self.context.scope.clone(),
            part,
            beside: Vec::new(),
            sentence: Some(self.sentences),
        });
    }
}

/// The group of company of fees.
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
