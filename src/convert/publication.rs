//! A report → files of any number of formats.

use super::Options;
#[cfg(feature = "typeset")]
use crate::check::report_of_last_year;
use crate::compose::report_to_document;
#[cfg(feature = "typeset")]
use crate::compose::{Charts, report_with_charts_to_document};
use crate::document::Document;
#[cfg(feature = "typeset")]
use crate::finding::Finding;
use crate::finding::{Error, Warned};
#[cfg(feature = "typeset")]
use crate::format::Beside;
use crate::format::{Edition, Files, Format};
use crate::report::Report;
#[cfg(feature = "typeset")]
use crate::typeset::{Pages, document_to_pages};
#[cfg(feature = "typeset")]
use std::sync::OnceLock;

/// A report ready to be written in any number of formats: composed once, set in pages once.
#[derive(Debug)]
pub struct Publication<'a> {
    report: &'a Report,
    document: Document,
    #[cfg(feature = "typeset")]
    pages: OnceLock<Warned<Pages>>,
    options: &'a Options,
}

impl<'a> Publication<'a> {
    /// The publication of a report.
    #[must_use]
    pub fn compose(report: &'a Report, options: &'a Options) -> Warned<Self> {
        let composed = match Self::with_charts(report, options) {
            Some(composed) => composed,
            None => report_to_document(report, &options.forms),
        };
        composed.map(|document| Publication::of(report, document, options))
    }

    /// The document with charts, where the style has any; last year's figures are in them where the report of that year is given.
    #[cfg(feature = "typeset")]
    fn with_charts(report: &Report, options: &Options) -> Option<Warned<Document>> {
        let style = &options.style.charts;
        if !style.show {
            return None;
        }
        let (last_year, unfit) = Self::last_year_of(report, options);
        let mut composed = report_with_charts_to_document(report, &options.forms, &Charts { style, last_year });
        composed.findings.extend(unfit);
        Some(composed)
    }

    #[cfg(not(feature = "typeset"))]
    fn with_charts(_: &Report, _: &Options) -> Option<Warned<Document>> {
        None
    }

    /// A document that was composed already.
    pub(super) fn of(report: &'a Report, document: Document, options: &'a Options) -> Self {
        Publication {
            report,
            document,
            #[cfg(feature = "typeset")]
            pages: OnceLock::new(),
            options,
        }
    }

    /// The composed document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The composed document set in pages, with what there was to say about that.
    #[cfg(feature = "typeset")]
    #[must_use]
    pub fn pages(&self) -> &Warned<Pages> {
        self.pages.get_or_init(|| document_to_pages(&self.document, &self.options.style, &self.options.faces))
    }

    /// The publication in this format: a file, or a picture of each page.
    ///
    /// # Errors
    /// Whatever the writer can't go on from; `unwritable-format` for a format that is only read.
    pub fn to_files(&self, format: Format) -> Result<Warned<Files>, Error> {
        self.to_files_beside(
            format,
            #[cfg(feature = "typeset")]
            &[],
        )
    }

    /// The same, where it is to lead to other files in its folder.
    fn to_files_beside(
        &self,
        format: Format,
        #[cfg(feature = "typeset")] beside: &[Beside<'_>],
    ) -> Result<Warned<Files>, Error> {
        #[cfg(feature = "typeset")]
        let (last_year, unfit) = self.last_year(format);
        let written = format.entry().required_writer()?.write(&Edition {
            report: self.report,
            #[cfg(feature = "typeset")]
            last_year,
            document: &self.document,
            forms: &self.options.forms,
            #[cfg(feature = "typeset")]
            style: &self.options.style,
            #[cfg(feature = "typeset")]
            beside,
            options: &self.options.write,
            #[cfg(feature = "typeset")]
            pages: &|| self.pages(),
        });
        #[cfg(feature = "typeset")]
        let written = written.map(|mut written| {
            written.findings.extend(unfit);
            written
        });
        written
    }

    /// The report of the same body on the year before, for a workbook, and what there is to say where it is not among those given.
    #[cfg(feature = "typeset")]
    fn last_year(&self, format: Format) -> (Option<&'a Report>, Option<Finding>) {
        if !format.entry().is_workbook() {
            return (None, None);
        }
        let (found, unfit) = Self::last_year_of(self.report, self.options);
        // Where there are charts it was said when they were composed.
        (found, unfit.filter(|_| !self.options.style.charts.show))
    }

    /// The report of the same body on the year before among those given, and what there is to say where it is not.
    #[cfg(feature = "typeset")]
    fn last_year_of<'r>(report: &Report, options: &'r Options) -> (Option<&'r Report>, Option<Finding>) {
        let given = &options.write.last_year;
        if given.is_empty() {
            return (None, None);
        }
        match report_of_last_year(report, given) {
            Ok(found) => (Some(found), None),
            Err(unfit) => (None, Some(unfit)),
        }
    }

    /// The publication as a file of this format.
    ///
    /// # Errors
    /// As [`to_files`](Self::to_files); `several-pages` where a picture is wanted and there is more than one page.
    pub fn to_bytes(&self, format: Format) -> Result<Warned<Vec<u8>>, Error> {
        let Warned { value, findings } = self.to_files(format)?;
        Ok(Warned { value: value.into_only()?, findings })
    }

    /// The publication as a file of this format, which leads to these files in its folder where the format has links.
    ///
    /// # Errors
    /// As [`to_bytes`](Self::to_bytes).
    #[cfg(feature = "pdf")]
    pub(super) fn to_bytes_beside(&self, format: Format, beside: &[Beside<'_>]) -> Result<Warned<Vec<u8>>, Error> {
        let Warned { value, findings } = self.to_files_beside(format, beside)?;
        Ok(Warned { value: value.into_only()?, findings })
    }
}

/// A report in this format, with what there was to say while composing and writing it.
///
/// # Errors
/// As [`Publication::to_files`].
pub fn report_to_files(report: &Report, format: Format, options: &Options) -> Result<Warned<Files>, Error> {
    let mut findings = Vec::new();
    let publication = Publication::compose(report, options).unpack(&mut findings);
    let value = publication.to_files(format)?.unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// A unit's report in this format. One written from the canonical form itself is not composed: nothing is amiss in it where a
/// list names few figures.
///
/// # Errors
/// As [`Publication::to_files`].
pub(super) fn unit_to_files(unit: &Report, format: Format, options: &Options) -> Result<Warned<Files>, Error> {
    if format.entry().required_writer()?.is_of_document() {
        return report_to_files(unit, format, options);
    }
    Publication::of(unit, Document::default(), options).to_files(format)
}
