//! Whole conversions: read → recognise → check → compose → write.
//!
//! In: bytes and a format. Out: bytes of another, with every finding of every step. No files, no terminal, no clock: those
//! are the command line's.

mod causes;

use crate::check::check_report;
use crate::compose::report_to_document;
use crate::document::{Beginnings, Carrier, Document};
use crate::fill::name_field_errors;
use crate::finding::{Error, Finding, Place, Warned, catalogue, terms};
use crate::font::Faces;
use crate::form::{Forms, WorkbookWords};
use crate::format::{Edition, Format, Reader, Writer};
use crate::read::docx::{ReadOptions, TrackedChanges};
use crate::read::pdf::PdfReadOptions;
use crate::recognize::{
    Wanted, document_to_parts, document_to_report, document_to_statistics, document_to_units, doubt_by_running_text,
    may_be_of_others, owner_said,
};
use crate::report::{Count, Report, SameOrgan, same_organ};
use crate::style::Style;
use crate::typeset::{Pages, document_to_pages};
use crate::write::docx::DocxOptions;
use crate::write::pdf::Profile;
use crate::write::png::{PagePicture, PngOptions, pages_to_png};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// How many breaches of arithmetic are listed for a list of units.
const LISTED: usize = 500;

/// What a conversion goes by.
#[derive(Debug, Clone)]
pub struct Options {
    /// The statutory forms it knows.
    pub forms: Forms,
    /// How pages and Word files are set.
    pub style: Style,
    /// The faces pages are set in, cast for that style: [`Faces::embedded`] or [`Faces::from_library`].
    pub faces: Faces,
    /// How pictures of pages are drawn.
    pub png: PngOptions,
    /// What PDF files conform to.
    pub pdf: Profile,
    /// Whether a file that carries its report as data is read by what its pages show all the same.
    pub visible_only: bool,
    /// Whether the text a scanner's software laid with the pictures of a PDF's pages is read.
    pub ocr_layer: bool,
    /// What Word files go by beside the style.
    pub docx: DocxOptions,
    /// What becomes of tracked changes in Word files.
    pub tracked_changes: TrackedChanges,
}

impl Options {
    /// The forms and the style nianbao comes with.
    ///
    /// # Errors
    /// None in a released build.
    pub fn built_in() -> Result<Self, Error> {
        let style = Style::gongwen()?;
        let faces = Faces::embedded(&style);
        Ok(Options {
            forms: Forms::built_in()?,
            style,
            faces,
            png: PngOptions::default(),
            pdf: Profile::default(),
            visible_only: false,
            ocr_layer: false,
            docx: DocxOptions::default(),
            tracked_changes: TrackedChanges::default(),
        })
    }
}

/// The report a file states, checked.
///
/// # Errors
/// Whatever the reader can't go on from; `unreadable-format` for a format that is only written; `several-reports` where it is a
/// list of several units.
pub fn bytes_to_report(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Report>, Error> {
    let Warned { value, findings } = bytes_to_reports(bytes, format, options)?;
    Ok(Warned { value: value.into_only()?, findings })
}

/// What a file states.
#[derive(Debug, Clone, PartialEq)]
pub enum Stated {
    /// One report.
    Report(Box<Report>),
    /// A list of units: a report for each unit and year, in the order they are first named.
    Units(Vec<Report>),
}

impl Stated {
    /// The one report stated.
    ///
    /// # Errors
    /// `several-reports` where there are more.
    pub fn into_only(self) -> Result<Report, Error> {
        only(self.into_reports())
    }

    /// The reports stated, as they stand.
    #[must_use]
    pub fn reports(&self) -> &[Report] {
        match self {
            Stated::Report(report) => std::slice::from_ref(report.as_ref()),
            Stated::Units(reports) => reports,
        }
    }

    /// All reports stated.
    #[must_use]
    pub fn into_reports(self) -> Vec<Report> {
        match self {
            Stated::Report(report) => vec![*report],
            Stated::Units(reports) => reports,
        }
    }
}

fn only(mut reports: Vec<Report>) -> Result<Report, Error> {
    match (reports.pop(), reports.is_empty()) {
        (Some(only), true) => Ok(only),
        (last, _) => {
            reports.extend(last);
            Err(catalogue::list::several_reports(reports.len(), names(&reports)).into())
        }
    }
}

/// The bodies of the first reports, with their years where one has several.
fn names(reports: &[Report]) -> Vec<String> {
    const NAMED: usize = 3;
    let one_body = reports.windows(2).all(|pair| matches!(pair, [a, b] if a.organ == b.organ));
    let mut named: Vec<String> = reports
        .iter()
        .filter_map(|report| {
            let organ = report.organ.as_deref().or(report.title.as_deref())?;
            let year = report.year.filter(|_| one_body).map_or_else(String::new, |year| format!("{year}年"));
            Some(format!("{organ}{year}"))
        })
        .take(NAMED + 1)
        .collect();
    if let Some(next) = named.get_mut(NAMED) {
        *next = "…".to_owned();
    }
    named
}

/// All reports a file states, checked.
///
/// # Errors
/// Whatever the reader can't go on from; `unreadable-format` for a format that is only written.
pub fn bytes_to_reports(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Stated>, Error> {
    let mut findings = Vec::new();
    let value = bytes_to_unchecked(bytes, format, options)?.unpack(&mut findings).check(options).unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// What a file states before it is checked: figures may still be replaced and placeholders filled. What is checked is the
/// result, last and once.
#[derive(Debug)]
pub struct Unchecked {
    stated: Stated,
    /// The tables of which it has been said why they were not taken: none is missing.
    told: BTreeSet<String>,
}

/// All reports a file states, to be changed and then checked.
///
/// # Errors
/// As [`bytes_to_reports`].
pub fn bytes_to_unchecked(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Unchecked>, Error> {
    let Warned { value, findings } = stated(bytes, format, options, document_to_report)?;
    let told = causes::tables_not_taken(&findings);
    Ok(Warned { value: Unchecked { stated: value, told }, findings })
}

impl Unchecked {
    /// The reports as they stand.
    pub fn reports_mut(&mut self) -> &mut [Report] {
        match &mut self.stated {
            Stated::Report(report) => std::slice::from_mut(report.as_mut()),
            Stated::Units(reports) => reports,
        }
    }

    /// The reports, with what a reviewer would say of them.
    #[must_use]
    pub fn check(self, options: &Options) -> Warned<Stated> {
        let Unchecked { stated: value, told } = self;
        let reports = value.reports();
        let mut findings: Vec<Finding> = Vec::new();
        let mut more = 0;
        for report in reports {
            let mut found = check_report(report, &options.forms);
            let is_told = |finding: &Finding| finding.value("table").is_some_and(|table| told.contains(table));
            found.retain(|finding| !finding.is(catalogue::report::TABLE_MISSING) || !is_told(finding));
            found.extend(name_field_errors(report));
            let room = LISTED.saturating_sub(findings.len()).max(if reports.len() == 1 { found.len() } else { 0 });
            more += found.len().saturating_sub(room);
            found.truncate(room);
            findings.extend(found);
        }
        if let (Some(first), true) = (findings.first(), more > 0) {
            let finding = catalogue::sheet::more_of_the_same(first.code(), more);
            findings.push(finding);
        }
        Warned { value, findings }
    }
}

/// The statutory figures a file states, whatever else is in it: reports with statistics only. Where it holds a table more than
/// once, for several years say, the one that is `wanted` is taken.
///
/// # Errors
/// As [`bytes_to_reports`].
pub fn bytes_to_figures(
    bytes: &[u8],
    format: Format,
    wanted: Wanted,
    options: &Options,
) -> Result<Warned<Stated>, Error> {
    let mut read = stated(bytes, format, options, |document, forms| document_to_statistics(document, wanted, forms))?;
    if let Stated::Report(report) = &mut read.value {
        complete_by_running_text(report, &wanted, &mut read.findings);
    }
    let reports = read.value.reports();
    let of_others: Vec<Finding> = reports
        .iter()
        .filter_map(|report| {
            let organ = wanted.organ.or(report.organ.as_deref());
            left_out_of_others(&read.findings, organ, wanted.year.or(report.year))
        })
        .collect();
    read.findings.extend(of_others);
    Ok(read)
}

/// The statutory figures of the one report a file states.
///
/// # Errors
/// As [`bytes_to_report`].
pub fn bytes_to_statistics(bytes: &[u8], format: Format, options: &Options) -> Result<Warned<Report>, Error> {
    let Warned { value, findings } = bytes_to_figures(bytes, format, Wanted::default(), options)?;
    Ok(Warned { value: value.into_only()?, findings })
}

/// Puts the body and the year that page headers and footers say, where nothing in the tables' file did.
fn complete_by_running_text(report: &mut Report, wanted: &Wanted, findings: &mut Vec<Finding>) {
    let running = findings.iter().filter(|finding| finding.is(catalogue::docx::RUNNING_TEXT_LEFT_OUT));
    let said: Vec<(String, Option<Place>)> = running
        .filter_map(|finding| Some((finding.value("text")?.to_owned(), finding.location().place.clone())))
        .collect();
    let owners = || {
        said.iter().map(|(text, place)| {
            let (body, year) = owner_said(text);
            // The government that gathers the figures stands on its forms: it is not whose they are.
            let is_owner = |body: &String| {
                wanted
                    .organ
                    .is_none_or(|own| same_organ(own, body) != SameOrgan::No || may_be_of_others(text, Some(own), None))
            };
            ((body.filter(is_owner), year), text, place)
        })
    };
    let (bodies, years): (BTreeSet<Option<String>>, BTreeSet<Option<u16>>) = owners().map(|(owner, ..)| owner).unzip();
    let told = |finding: Finding, place: &Option<Place>| match place {
        Some(place) => finding.at(place.clone()),
        None => finding,
    };
    if let (None, Some(year), 1) = (report.year, years.iter().flatten().next(), years.iter().flatten().count()) {
        let of_year = owners().find(|((_, said), ..)| *said == Some(*year));
        findings.extend(of_year.map(|(_, text, place)| {
            told(catalogue::recognize::figures_owner_from_line(terms::YEAR, year, text), place)
        }));
        report.year = Some(*year);
    }
    if let (None, Some(body), 1) = (&report.organ, bodies.iter().flatten().next(), bodies.iter().flatten().count()) {
        let of_body = owners().find(|((said, _), ..)| said.as_ref() == Some(body));
        findings.extend(of_body.map(|(_, text, place)| {
            told(catalogue::recognize::figures_owner_from_line(terms::ORGAN, body, text), place)
        }));
        report.organ = Some(body.clone());
    }
}

/// What a reader left out, a header or a comment say, that may speak of another body or year than these.
fn left_out_of_others(findings: &[Finding], organ: Option<&str>, year: Option<u16>) -> Option<Finding> {
    let is_understood = |text: &str| {
        findings.iter().any(|finding| {
            finding.is(catalogue::recognize::FIGURES_OWNER_FROM_LINE) && finding.value("text") == Some(text)
        })
    };
    let texts = findings.iter().filter_map(|finding| finding.text_beside_flow().map(|text| (finding, text)));
    texts.filter(|(_, text)| !is_understood(text)).find_map(|(finding, text)| {
        may_be_of_others(text, organ, year).then(|| {
            let said = catalogue::recognize::figures_owner_unclear(text);
            match &finding.location().place {
                Some(place) => said.at(place.clone()),
                None => said,
            }
        })
    })
}

fn stated(
    bytes: &[u8],
    format: Format,
    options: &Options,
    recognize: impl Fn(Document, &Forms) -> Warned<Report>,
) -> Result<Warned<Stated>, Error> {
    let mut findings = Vec::new();
    let document = match read(bytes, format, options)? {
        Read::Report(report) => {
            let report = report.unpack(&mut findings);
            return Ok(Warned { value: Stated::Report(report), findings });
        }
        Read::Document(document) => document.unpack(&mut findings),
    };
    let beginnings = Beginnings::of(&document);
    let value = match document_to_units(document, &options.forms) {
        Ok(units) => Stated::Units(units.unpack(&mut findings)),
        Err(document) => {
            let document = document.unpack(&mut findings);
            document.check_extent()?;
            let parts = document_to_parts(document, &options.forms);
            let mut reports: Vec<Report> =
                parts.into_iter().map(|part| recognize(part, &options.forms).unpack(&mut findings)).collect();
            drop_passed_over(&mut findings);
            reports.iter().for_each(|report| drop_blanks_of_empty_form(report, &mut findings));
            reports.iter_mut().for_each(|report| doubt_by_running_text(report, &mut findings, &options.forms));
            match (reports.pop(), reports.is_empty()) {
                (Some(only), true) => Stated::Report(Box::new(only)),
                (last, _) => {
                    reports.extend(last);
                    findings.push(catalogue::list::several_reports_found(reports.len(), names(&reports)));
                    Stated::Units(reports)
                }
            }
        }
    };
    causes::name_unseen(&mut findings);
    let findings = findings.into_iter().map(|finding| beginnings.told(finding)).collect();
    Ok(Warned { value, findings })
}

/// How many statutory figures two readings print otherwise.
fn figures_that_differ(one: &Report, other: &Report) -> usize {
    let tables = one.statistics.keys().chain(other.statistics.keys()).collect::<BTreeSet<_>>();
    let cells = |report: &Report, table: &str| report.statistics.get(table).map(|figures| figures.cells.clone());
    tables
        .into_iter()
        .map(|table| {
            let (one, other) = (cells(one, table).unwrap_or_default(), cells(other, table).unwrap_or_default());
            let ids = one.keys().chain(other.keys()).collect::<BTreeSet<_>>();
            let raw = |count: Option<&Count>| count.map(|count| count.raw.clone());
            ids.into_iter().filter(|id| raw(one.get(*id)) != raw(other.get(*id))).count()
        })
        .sum()
}

/// A form in which nothing was filled in yet has nothing amiss: its blanks are what it is for.
fn drop_blanks_of_empty_form(report: &Report, findings: &mut Vec<Finding>) {
    let is_blank = |text: &str| text.trim().is_empty();
    let mut figures = report.statistics.values().flat_map(|table| table.cells.values());
    if figures.all(|figure| is_blank(&figure.raw)) {
        findings.retain(|finding| !finding.is(catalogue::recognize::FIGURE_BLANK));
    }
}

/// What was said of the cells of a sheet that was then passed over concerns nobody.
fn drop_passed_over(findings: &mut Vec<Finding>) {
    let place = |finding: &Finding| finding.location().place.clone();
    let passed_over: Vec<Place> =
        findings.iter().filter(|f| f.is(catalogue::recognize::CHECK_SHEET_PASSED_OVER)).filter_map(place).collect();
    findings.retain(|finding| {
        let Some(Place::SheetCell { sheet, .. }) = place(finding) else { return true };
        !passed_over.iter().any(|passed| *passed == Place::Sheet(sheet.clone()))
    });
}

/// What a file holds, before or after it is recognised.
enum Read {
    Document(Warned<Document>),
    Report(Warned<Box<Report>>),
}

fn read(bytes: &[u8], format: Format, options: &Options) -> Result<Read, Error> {
    let reader = format.entry().reader.ok_or_else(|| catalogue::convert::unreadable_format(format.entry().name))?;
    Ok(match reader {
        Reader::Document(read) => Read::Document(without_own_messages(read(bytes)?)),
        Reader::Word(read) => {
            let tracked_changes = options.tracked_changes;
            Read::Document(read(bytes, &ReadOptions { tracked_changes, ..ReadOptions::default() })?)
        }
        Reader::Carrier { document, carried } => {
            let seen = document(bytes, &PdfReadOptions { ocr_layer: options.ocr_layer });
            match options.visible_only {
                true => Read::Document(seen?),
                false => carried_or_seen(carried(bytes, &options.forms), seen, options)?,
            }
        }
        Reader::Report(read) => Read::Report(Warned::clean(Box::new(read(bytes, &options.forms)?))),
    })
}

/// A document of which it is not told that it has the input messages of our own workbooks.
fn without_own_messages(mut read: Warned<Document>) -> Warned<Document> {
    let is_own = |text: &str| WorkbookWords::built_in().input.says(text);
    read.findings.retain(|finding| {
        !finding.is(catalogue::sheet::INPUT_MESSAGE_LEFT_OUT) || !finding.value("text").is_some_and(is_own)
    });
    read
}

/// The report a file carries as data where its pages say the same, else what its pages say.
fn carried_or_seen(
    carried: Warned<Option<Report>>,
    seen: Result<Warned<Document>, Error>,
    options: &Options,
) -> Result<Read, Error> {
    let Warned { value, mut findings } = carried;
    if let Some(report) = value {
        let differ = seen.as_ref().map_or(0, |seen| {
            let wanted = Wanted { organ: report.organ.as_deref(), year: report.year };
            let figures = document_to_statistics(seen.value.clone(), wanted, &options.forms).value;
            figures_that_differ(&report, &figures)
        });
        if differ == 0 {
            return Ok(Read::Report(Warned { value: Box::new(report), findings }));
        }
        findings = vec![catalogue::attached::attached_data_differs(differ)];
    }
    let seen = seen?;
    findings.extend(seen.findings);
    Ok(Read::Document(Warned { value: seen.value, findings }))
}

/// A report ready to be written in any number of formats: composed once, set in pages once.
#[derive(Debug)]
pub struct Publication<'a> {
    report: &'a Report,
    document: Document,
    pages: OnceLock<Warned<Pages>>,
    options: &'a Options,
}

impl<'a> Publication<'a> {
    /// The publication of a report.
    #[must_use]
    pub fn compose(report: &'a Report, options: &'a Options) -> Warned<Self> {
        let Warned { value: document, findings } = report_to_document(report, &options.forms);
        Warned { value: Publication { report, document, pages: OnceLock::new(), options }, findings }
    }

    /// The composed document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The composed document set in pages, with what there was to say about that.
    #[must_use]
    pub fn pages(&self) -> &Warned<Pages> {
        self.pages.get_or_init(|| document_to_pages(&self.document, &self.options.style, &self.options.faces))
    }

    /// The publication as a picture of each page, or of the one page the options name.
    ///
    /// # Errors
    /// As [`pages_to_png`].
    pub fn page_pictures(&self) -> Result<Warned<Vec<PagePicture>>, Error> {
        self.document.check_extent_for(Carrier::Pages)?;
        let pages = self.pages();
        Ok(Warned { value: pages_to_png(&pages.value, &self.options.png)?, findings: pages.findings.clone() })
    }

    /// The publication as a file of this format.
    ///
    /// # Errors
    /// Whatever the writer can't go on from; `unwritable-format` for a format that is only read; `several-pages` where a picture is wanted and there is more than one page.
    pub fn to_bytes(&self, format: Format) -> Result<Warned<Vec<u8>>, Error> {
        let writer = format.entry().required_writer()?;
        match &writer {
            Writer::Pages(_) | Writer::PagePictures => self.document.check_extent_for(Carrier::Pages)?,
            Writer::Word(_) => self.document.check_extent_for(Carrier::Word)?,
            Writer::Workbook(_) => self.document.check_extent_for(Carrier::Workbook)?,
            Writer::Document(_) => self.document.check_extent_for(Carrier::Text)?,
            Writer::Report(_) => {}
        }
        match writer {
            Writer::Document(write) => write(&self.document, &self.options.style),
            Writer::Word(write) => write(&self.document, &self.options.style, &self.options.docx),
            Writer::Workbook(write) => write(&self.document, self.report, &self.options.forms, &self.options.style),
            Writer::Pages(write) => {
                let pages = self.pages();
                let edition = Edition {
                    properties: &self.document.properties,
                    report: self.report,
                    forms: &self.options.forms,
                    pdf: self.options.pdf,
                };
                let mut written = write(&pages.value, &edition)?;
                written.findings.splice(0..0, pages.findings.iter().cloned());
                Ok(written)
            }
            Writer::PagePictures => {
                let mut pictures = self.page_pictures()?;
                let count = pictures.value.len();
                match (pictures.value.pop(), count) {
                    (Some(only), 1) => Ok(Warned { value: only.bytes, findings: pictures.findings }),
                    _ => Err(catalogue::convert::several_pages(count).into()),
                }
            }
            Writer::Report(write) => Ok(Warned::clean(write(self.report, &self.options.forms))),
        }
    }
}

/// A file of one format as a file of another.
///
/// ```no_run
/// use nianbao::convert::{Options, convert};
/// use nianbao::format::Format;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let draft = std::fs::read("draft.docx")?;
/// let pdf = convert(&draft, Format::Docx, Format::Pdf, &Options::built_in()?)?;
/// for finding in &pdf.findings {
///     eprintln!("{finding}");
/// }
/// std::fs::write("report.pdf", pdf.value)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Whatever the reader or the writer can't go on from.
pub fn convert(bytes: &[u8], from: Format, to: Format, options: &Options) -> Result<Warned<Vec<u8>>, Error> {
    let mut findings = Vec::new();
    let report = bytes_to_report(bytes, from, options)?.unpack(&mut findings);
    let publication = Publication::compose(&report, options).unpack(&mut findings);
    let value = publication.to_bytes(to)?.unpack(&mut findings);
    Ok(Warned { value, findings })
}
