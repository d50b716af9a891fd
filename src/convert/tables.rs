//! The figures of a file of tables into a report.

use super::figures::bytes_to_figures;
use super::stated::Stated;
use super::{Options, Source};
use crate::finding::{Error, Finding, Warned, catalogue, terms};
use crate::merge::{FiguresOf, Replace, figures_into_report, is_disagreement, unit_of_report};
use crate::recognize::Wanted;
use crate::report::Report;

/// A file whose figures are put into reports: tables of one body and year, or a list of units, of which each report takes its own.
///
/// A list of units is read once; other files for each body and year that is wanted of them.
#[derive(Debug, Clone)]
pub struct Tables {
    source: Source,
    units: Option<Vec<Report>>,
    of: Option<FiguresOf>,
    replace: Replace,
    is_strict: bool,
}

impl Tables {
    /// The tables a file holds, with what there is to say of a list of units; of other tables it is said when figures are taken.
    ///
    /// # Errors
    /// Whatever the reader can't go on from; `tables-without-figures`; for a list of units of which nobody can tell whose or of what
    /// year they are, why.
    pub fn read(source: Source, options: &Options) -> Result<Warned<Self>, Error> {
        let read = bytes_to_figures(source.bytes(), source.format(), Wanted::default(), options);
        let read = read.map_err(|e| source.of(e))?;
        if read.value.reports().iter().all(|report| report.statistics.is_empty()) && read.findings.is_empty() {
            return Err(source.of(catalogue::report::tables_without_figures().into()));
        }
        let mut findings = Vec::new();
        let units = match read.value {
            Stated::Units(units) => {
                refuse_figures_of_no_one(&read.findings).map_err(|e| source.of(e))?;
                source.say(read.findings, &mut findings);
                Some(units)
            }
            Stated::Report(_) => None,
        };
        let value = Tables { source, units, of: None, replace: Replace::default(), is_strict: false };
        Ok(Warned { value, findings })
    }

    /// The same tables, said to be of this body and year, where the file does not say so.
    #[must_use]
    pub fn of(mut self, of: impl Into<Option<FiguresOf>>) -> Self {
        self.of = of.into();
        self
    }

    /// The same tables, with what of the report gives way to their figures.
    #[must_use]
    pub fn replacing(mut self, replace: Replace) -> Self {
        self.replace = replace;
        self
    }

    /// The same tables; where `is_strict`, a report that states other figures stops the conversion (`figures-disagree`).
    #[must_use]
    pub fn strict(mut self, is_strict: bool) -> Self {
        self.is_strict = is_strict;
        self
    }

    /// Puts the figures into a report of that source: those of its own unit, where they are a list of units.
    pub(super) fn put_into(
        &self,
        report: &mut Report,
        source: &Source,
        options: &Options,
        said: &mut impl Extend<Finding>,
    ) -> Result<(), Error> {
        let of_tables = |e: Error| self.source.of(e);
        let Owned { figures, owner_is_unclear } = match &self.units {
            None => self.read_for(report, options, said)?,
            Some(units) => self.unit_of(units, report, said)?,
        };
        let mut changes = figures_into_report(report, &figures, &options.forms, self.replace).map_err(of_tables)?;
        // What was said and not understood is not unsaid.
        changes.retain(|change| !(owner_is_unclear && change.is(catalogue::report::FIGURES_OWNER_UNSAID)));
        let disagreements = changes.iter().filter(|change| is_disagreement(change)).count();
        self.source.say(changes, said);
        if self.is_strict && disagreements > 0 {
            return Err(source.of(catalogue::report::figures_disagree(disagreements).into()));
        }
        Ok(())
    }

    /// The figures of a file of one body and year, read for that of the report.
    fn read_for(&self, report: &Report, options: &Options, said: &mut impl Extend<Finding>) -> Result<Owned, Error> {
        let of_tables = |e: Error| self.source.of(e);
        let (organ, year) = match &self.of {
            Some(of) => (Some(of.organ.as_str()), Some(of.year)),
            None => (report.organ.as_deref(), report.year),
        };
        let wanted = Wanted { organ, year };
        let read = bytes_to_figures(self.source.bytes(), self.source.format(), wanted, options).map_err(of_tables)?;
        refuse_figures_of_no_one(&read.findings).map_err(of_tables)?;
        let owner_is_unclear =
            read.findings.iter().any(|finding| finding.is(catalogue::recognize::FIGURES_OWNER_UNCLEAR));
        self.source.say(read.findings, said);
        let mut figures = read.value.into_only().map_err(of_tables)?;
        if let Some(of) = &self.of {
            of.complete(&mut figures).map_err(of_tables)?;
        }
        Ok(Owned { figures, owner_is_unclear })
    }

    /// The figures of the report's unit, sought by the name it is said to have in the list.
    fn unit_of(&self, units: &[Report], report: &Report, said: &mut impl Extend<Finding>) -> Result<Owned, Error> {
        let (organ, year) = match &self.of {
            Some(of) => (Some(of.organ.clone()), Some(of.year)),
            None => (report.organ.clone(), report.year),
        };
        let sought = Report { organ, year, ..Report::default() };
        let (unit, finding) = unit_of_report(units, &sought).map_err(|e| self.source.of(e))?;
        self.source.say(finding.into_iter().collect(), said);
        let year = unit.year.or(sought.year.filter(|_| self.of.is_some()));
        let figures = Report { organ: sought.organ, year, ..unit.clone() };
        Ok(Owned { figures, owner_is_unclear: false })
    }
}

/// Figures, and whether their file says whose they are, but not so that it was understood.
struct Owned {
    figures: Report,
    owner_is_unclear: bool,
}

/// Stops at what keeps figures from being taken: said to be of two bodies or years they are nobody's, those of half a year no annual
/// report's.
fn refuse_figures_of_no_one(findings: &[Finding]) -> Result<(), Error> {
    let is_of_no_one = |finding: &&Finding| {
        finding.is(catalogue::recognize::FIGURES_PART_OF_YEAR)
            || finding.is(catalogue::recognize::STATEMENTS_DISAGREE)
                && !finding.typed("what").is_some_and(|what| what.is(terms::FORM))
    };
    match findings.iter().find(is_of_no_one) {
        Some(finding) => Err(finding.clone().into()),
        None => Ok(()),
    }
}
