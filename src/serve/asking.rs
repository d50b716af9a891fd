//! What is asked of `/v1`: the parameters of an address and the files beside the draft → what conversions go by.

use super::answer::AnswerAs;
use super::refusal::Refusal;
use super::server::Server;
use super::upload::{Told, Upload};
use crate::convert::{Options, Source, Tables};
use crate::finding::{Finding, Value, Warned, catalogue, terms};
use crate::font::Faces;
use crate::form::Form;
use crate::format::{Format, HtmlOptions, PngOptions, WriteOptions};
use crate::merge::{FiguresOf, Replace};
use crate::read::docx::TrackedChanges;
use crate::style::Style;
use crate::write::docx::{DocxOptions, Template};
use crate::write::pdf::Profile;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde::Deserialize;

/// The parameters of an address, as the router has them.
pub(super) type Asked<T> = Result<Query<T>, QueryRejection>;

/// What is asked of readings, writings and reviews, by the names it has on the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Asking {
    /// The format of the input.
    from: Option<String>,
    /// The name of the input, where it has none of its own.
    name: Option<String>,
    /// The format wanted.
    to: Option<String>,
    /// What is answered: the file alone, or JSON with the findings, too.
    pub(super) answer: AnswerAs,
    /// The language of messages, which the guard has read.
    #[serde(rename = "lang")]
    _lang: Option<String>,
    style: Option<String>,
    pdf: Option<Claim>,
    page: Option<usize>,
    dpi: Option<u16>,
    fragment: bool,
    charts: bool,
    pub(super) fill: bool,
    tables_only_empty: bool,
    strict: bool,
    figures_of: Option<String>,
    visible: bool,
    ocr_layer: bool,
    track_changes: Option<Revisions>,
    /// Whether a review is answered as a copy of the draft with comments.
    pub(super) annotate: bool,
    /// The format of the sheet that a review is answered as.
    sheet: Option<String>,
    /// The body whose area a sum is of.
    pub(super) organ: Option<String>,
    pub(super) year: Option<u16>,
}

/// What a PDF conforms to.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Claim {
    A3a,
    A2a,
    Plain,
}

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Revisions {
    Accept,
    Reject,
    Keep,
}

/// What does not go with every address.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// What is asked of a draft and its tables.
    Reading,
    /// What is asked of files that are written.
    Writing,
    /// What is asked of a review.
    Reviewing,
    /// What is asked of sums.
    Summing,
}

pub(super) fn unfit(name: &'static str, cause: impl Into<Value>) -> Refusal {
    catalogue::serve::parameter_unfit(name, cause).into()
}

/// The parameters of an address.
pub(super) fn asked<T>(asked: Asked<T>) -> Result<T, Refusal> {
    asked.map(|Query(asked)| asked).map_err(|rejection| unfit("?", Value::foreign(rejection.body_text())))
}

/// The format of that name.
pub(super) fn format_of(parameter: &'static str, name: &str) -> Result<Format, Refusal> {
    Format::by_name(&name.to_ascii_lowercase()).ok_or_else(|| {
        let known: Vec<&str> = crate::format::FORMATS.iter().map(|entry| entry.name).collect();
        unfit(parameter, terms::wanted_one_of(known.join(" ")))
    })
}

fn usage(cause: impl Into<Value>) -> Refusal {
    catalogue::convert::usage(cause).into()
}

impl Asking {
    /// What is told of the draft.
    pub(super) fn told(&self) -> Result<Told<'_>, Refusal> {
        let format = self.from.as_deref().map(|name| format_of("from", name)).transpose()?;
        Ok(Told { format, name: self.name.as_deref() })
    }

    /// The format wanted, with what is asked of it.
    pub(super) fn to(&self) -> Result<Format, Refusal> {
        let to = format_of("to", self.to.as_deref().unwrap_or_default())?;
        let entry = to.entry();
        entry.required_writer()?;
        if entry.is_published() && (self.page.is_some() || self.dpi.is_some()) {
            return Err(usage(terms::OPTIONS_OF_PNG));
        }
        if self.fragment && !entry.is_web_page() {
            return Err(usage(terms::OPTIONS_OF_HTML));
        }
        if self.charts && !entry.shows_charts() {
            return Err(usage(terms::OPTIONS_OF_CHARTS));
        }
        Ok(to)
    }

    /// The format of the sheet that is asked for. A review is answered in one way.
    pub(super) fn sheet(&self) -> Result<Option<Format>, Refusal> {
        let sheet = self.sheet.as_deref().map(|name| format_of("sheet", name)).transpose()?;
        if sheet.is_some_and(|format| !format.entry().is_document()) {
            return Err(usage(terms::SHEET_FORMATS));
        }
        let is_file = self.annotate || sheet.is_some();
        if (self.annotate && sheet.is_some()) || (self.answer != AnswerAs::default() && !is_file) {
            return Err(unfit(if is_file { "sheet" } else { "answer" }, terms::WANTED_NO_FIELD));
        }
        Ok(sheet)
    }

    /// Refuses what does not go with an address.
    pub(super) fn refuse(&self, unasked: &[What]) -> Result<(), Refusal> {
        let is_asked = |what: &What| match what {
            What::Reading => vec![
                ("from", self.from.is_some()),
                ("name", self.name.is_some()),
                ("fill", self.fill),
                ("tables_only_empty", self.tables_only_empty),
                ("strict", self.strict),
                ("figures_of", self.figures_of.is_some()),
            ],
            What::Writing => vec![
                ("to", self.to.is_some()),
                ("fragment", self.fragment),
                ("charts", self.charts),
                ("style", self.style.is_some()),
                ("pdf", self.pdf.is_some()),
                ("page", self.page.is_some()),
                ("dpi", self.dpi.is_some()),
            ],
            What::Reviewing => vec![("annotate", self.annotate), ("sheet", self.sheet.is_some())],
            What::Summing => vec![("organ", self.organ.is_some()), ("year", self.year.is_some())],
        };
        match unasked.iter().flat_map(is_asked).find(|(_, is_asked)| *is_asked) {
            Some((name, _)) => Err(unfit(name, terms::WANTED_NO_FIELD)),
            None => Ok(()),
        }
    }

    /// What readings go by, as asked; with a form where one was sent.
    pub(super) fn reading_options(&self, server: &Server, upload: &mut Upload) -> Result<Options, Refusal> {
        let mut options = (*server.options).clone();
        if let Some((name, text)) = upload.text("form")? {
            options.forms = options.forms.with(Form::from_toml(&text).map_err(|error| error.in_file(&name))?);
        }
        options.read.visible_only = self.visible;
        options.read.pdf.ocr_layer = self.ocr_layer;
        options.read.docx.tracked_changes = match self.track_changes {
            None | Some(Revisions::Accept) => TrackedChanges::Accept,
            Some(Revisions::Reject) => TrackedChanges::Reject,
            Some(Revisions::Keep) => TrackedChanges::Keep,
        };
        Ok(options)
    }

    /// What conversions go by, as asked; with a form, a design of pages and a template of Word files where these were sent. Fonts are
    /// those of the program: nothing of the computer it runs on is in what it writes.
    pub(super) fn options(
        &self,
        server: &Server,
        upload: &mut Upload,
        said: &mut Vec<Finding>,
    ) -> Result<Options, Refusal> {
        let mut options = self.reading_options(server, upload)?;
        let style = match (upload.text("style")?, &self.style) {
            (Some(_), Some(_)) => return Err(unfit("style", terms::wanted_one_file(2))),
            (Some((name, text)), None) => Some(Style::from_toml(&text).map_err(|error| error.in_file(&name))?),
            (None, Some(name)) => Some(Style::built_in(name)?),
            (None, None) => None,
        };
        if let Some(style) = style {
            options.faces = Faces::embedded(&style);
            options.style = style;
        }
        options.style.charts.show |= self.charts;
        options.write = WriteOptions {
            docx: self.docx_options(upload, said)?,
            html: HtmlOptions { fragment: self.fragment, ..HtmlOptions::default() },
            pdf: match self.pdf {
                None | Some(Claim::A3a) => Profile::A3a,
                Some(Claim::A2a) => Profile::A2a,
                Some(Claim::Plain) => Profile::Plain,
            },
            png: PngOptions { dpi: self.dpi.unwrap_or(PngOptions::default().dpi), page: self.page },
            ..WriteOptions::default()
        };
        Ok(options)
    }

    /// What Word files go by: the template that was sent.
    fn docx_options(&self, upload: &mut Upload, said: &mut Vec<Finding>) -> Result<DocxOptions, Refusal> {
        let Some((name, bytes)) = upload.file("reference_doc")? else { return Ok(DocxOptions::default()) };
        let to = self.to.as_deref().and_then(|to| Format::by_name(&to.to_ascii_lowercase()));
        let reference_doc_fits = to == Some(Format::Docx);
        if !reference_doc_fits {
            return Err(usage(terms::OPTIONS_OF_DOCX));
        }
        let Warned { value, findings } = Template::read(&bytes).map_err(|error| error.in_file(&name))?;
        said.extend(findings.into_iter().map(|finding| finding.in_file(&name)));
        Ok(DocxOptions { template: Some(value), ..DocxOptions::default() })
    }

    /// The tables of an upload as they are to be taken, with what there is to say of them.
    pub(super) fn tables(
        &self,
        upload: &mut Upload,
        options: &Options,
        said: &mut Vec<Finding>,
    ) -> Result<Option<Tables>, Refusal> {
        let Some(tables) = tables(upload.optional("tables")?, options, said)? else {
            let of_tables = [
                ("tables_only_empty", self.tables_only_empty),
                ("strict", self.strict),
                ("figures_of", self.figures_of.is_some()),
            ];
            return match of_tables.into_iter().find(|(_, is_asked)| *is_asked) {
                Some((name, _)) => Err(unfit(name, terms::WANTED_NO_FIELD)),
                None => Ok(None),
            };
        };
        let of = self.figures_of.as_deref().map(str::parse::<FiguresOf>).transpose()?;
        let replace = if self.tables_only_empty { Replace::OnlyEmpty } else { Replace::All };
        Ok(Some(tables.of(of).replacing(replace).strict(self.strict)))
    }
}

/// Tables, with what there is to say of them.
pub(super) fn tables(
    source: Option<Source>,
    options: &Options,
    said: &mut Vec<Finding>,
) -> Result<Option<Tables>, Refusal> {
    let Some(source) = source else { return Ok(None) };
    let name = source.name().to_owned();
    let Warned { value, findings } = Tables::read(source, options)?;
    said.extend(findings.into_iter().map(|finding| finding.in_file(&name)));
    Ok(Some(value))
}
