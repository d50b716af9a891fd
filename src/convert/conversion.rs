//! All steps of a conversion, in their order.

use super::batch::in_order;
use super::publication::{report_to_files, unit_to_files};
use super::read::{Against, Unchecked, bytes_to_unchecked};
use super::stated::Stated;
use super::{Options, Source, Tables};
use crate::fill::{fill_placeholders, name_placeholders};
use crate::finding::{Error, Finding, Warned};
use crate::format::{Files, Format};
use crate::report::Report;
use std::ops::ControlFlow;

/// What is done with sources on their way: figures put into them, placeholders filled, everything checked.
///
/// What there is to say goes into `said` step by step (a step, one call of [`Extend::extend`]), each finding with the name of the file it
/// is about; where a conversion stops, what was found up to there has been said.
///
/// ```
/// use nianbao::convert::{Conversion, Options, Source};
/// use nianbao::format::Format;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let options = Options::built_in()?;
/// let draft = Source::named("draft.docx", std::fs::read("samples/lukou-2021/draft.docx")?)?;
/// let mut findings = Vec::new();
/// let page = Conversion::new(&options).convert(&draft, Format::Html, &mut findings)?;
/// assert!(page.into_only()?.starts_with(b"<!DOCTYPE html>"));
/// assert!(findings.iter().all(|finding| finding.location().file.as_deref() == Some("draft.docx")));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Conversion<'a> {
    pub(super) options: &'a Options,
    tables: Option<&'a Tables>,
    fills: bool,
}

impl<'a> Conversion<'a> {
    /// A conversion that changes nothing: placeholders are only named.
    #[must_use]
    pub fn new(options: &'a Options) -> Self {
        Conversion { options, tables: None, fills: false }
    }

    /// The same conversion with the figures of these tables.
    #[must_use]
    pub fn with_tables(mut self, tables: impl Into<Option<&'a Tables>>) -> Self {
        self.tables = tables.into();
        self
    }

    /// The same conversion; where `fills`, the tables' figures take the places of the placeholders in the text.
    #[must_use]
    pub fn with_fill(mut self, fills: bool) -> Self {
        self.fills = fills;
        self
    }

    /// All reports a source states, changed and then checked: one, or one for each unit and year of a list.
    ///
    /// # Errors
    /// Whatever the reader can't go on from; what keeps the figures of the tables from being taken: `figures-missing`, `other-year`,
    /// `other-organ`, `unit-unknown`, `unit-not-listed`, `unit-of-other-year`, `figures-said-otherwise`, `figures-part-of-year`,
    /// `statements-disagree`; `figures-disagree` where they are strict.
    pub fn reports(&self, source: &Source, said: &mut impl Extend<Finding>) -> Result<Stated, Error> {
        let Warned { value, findings } = self.changed(source, said)?.check(self.options);
        source.say(findings, said);
        Ok(value)
    }

    /// All reports a source states, changed and then reviewed: everything a reviewer would say of them, held against the reports of
    /// last year and of the units where they are given.
    ///
    /// ```
    /// use nianbao::convert::{Against, Conversion, Options, Source};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let options = Options::built_in()?;
    /// let draft = Source::named("draft.docx", std::fs::read("samples/qinghe-2023/draft.docx")?)?;
    /// let mut findings = Vec::new();
    /// Conversion::new(&options).review(&draft, Against::default(), &mut findings)?;
    /// for finding in &findings {
    ///     println!("{finding}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`reports`](Self::reports).
    pub fn review(
        &self,
        source: &Source,
        against: Against<'_>,
        said: &mut impl Extend<Finding>,
    ) -> Result<Stated, Error> {
        let Warned { value, findings } = self.changed(source, said)?.review(against, self.options);
        source.say(findings, said);
        Ok(value)
    }

    /// All reports a source states, changed and not yet checked.
    fn changed(&self, source: &Source, said: &mut impl Extend<Finding>) -> Result<Unchecked, Error> {
        let forms = &self.options.forms;
        let read = bytes_to_unchecked(source.bytes(), source.format(), self.options);
        let Warned { value: mut unchecked, findings } = read.map_err(|e| source.of(e))?;
        source.say(findings, said);
        for report in unchecked.reports_mut() {
            if let Some(tables) = self.tables {
                tables.put_into(report, source, self.options, said)?;
            }
            let found = match self.fills {
                true => fill_placeholders(report, forms),
                false => name_placeholders(report).into_iter().collect(),
            };
            source.say(found, said);
        }
        Ok(unchecked)
    }

    /// The one report a source states, changed and then checked.
    ///
    /// # Errors
    /// As [`reports`](Self::reports); `several-reports` where it is a list of several units.
    pub fn report(&self, source: &Source, said: &mut impl Extend<Finding>) -> Result<Report, Error> {
        self.reports(source, said)?.into_only().map_err(|e| source.of(e))
    }

    /// The one report a source states, in a format: a file, or a picture of each page.
    ///
    /// # Errors
    /// As [`report`](Self::report); whatever the writer can't go on from.
    pub fn convert(&self, source: &Source, to: Format, said: &mut impl Extend<Finding>) -> Result<Files, Error> {
        let report = self.report(source, said)?;
        self.write(&report, source, to, said)
    }

    /// A report of that source in a format.
    ///
    /// # Errors
    /// As [`report_to_files`](super::report_to_files).
    pub fn write(
        &self,
        report: &Report,
        source: &Source,
        to: Format,
        said: &mut impl Extend<Finding>,
    ) -> Result<Files, Error> {
        let Warned { value, findings } = report_to_files(report, to, self.options).map_err(|e| source.of(e))?;
        source.say(findings, said);
        Ok(value)
    }

    /// The reports of a list of units, each in a format, made on all cores and handed to `take` in their order, with their index,
    /// until it breaks off. What is handed over is what [`report_to_files`](super::report_to_files) gives.
    ///
    /// ```
    /// use nianbao::convert::{Conversion, Options, Source, unit_names};
    /// use nianbao::format::Format;
    /// use std::ops::ControlFlow;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let list = "清河市2021年政府信息公开情况\n单位名称,行政许可,行政处罚\n清河市民政局,1,2\n清河市教育局,3,4\n";
    /// let (options, mut findings) = (Options::built_in()?, Vec::new());
    /// let conversion = Conversion::new(&options);
    /// let list = Source::new("list.csv", list.into(), Format::Csv);
    /// let units = conversion.reports(&list, &mut findings)?.into_reports();
    /// assert_eq!(unit_names(&units)?, ["清河市民政局", "清河市教育局"]);
    /// let mut pages = Vec::new();
    /// conversion.write_units(&units.iter().collect::<Vec<_>>(), Format::Html, |_, made| {
    ///     pages.push(made.map(|made| made.value));
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!(pages.len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn write_units(
        &self,
        units: &[&Report],
        to: Format,
        mut take: impl FnMut(usize, Result<Warned<Files>, Error>) -> ControlFlow<()>,
    ) {
        let make = |index: usize| units.get(index).map(|unit| unit_to_files(unit, to, self.options));
        let end = |index, made: Option<_>| made.map_or(ControlFlow::Continue(()), |made| take(index, made));
        in_order(units.len(), make, |_| {}, end);
    }
}
