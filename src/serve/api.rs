//! `/v1`: what the command line does, asked for over HTTP.

use super::answer::{Answer, AnswerAs, findings_to_json, json_response};
use super::refusal::Refusal;
use super::server::Server;
use super::upload::{DRAFT, Told, Upload};
use crate::convert::{Against, Conversion, Options, Source, Tables, report_to_files, stem};
use crate::finding::json::MESSAGES_SCHEMA;
use crate::finding::{Error, Finding, Language, Severity, Value, Warned, catalogue, terms};
use crate::font::Faces;
use crate::form::Form;
use crate::format::{Format, HtmlOptions, PngOptions, WriteOptions};
use crate::read::encoding::bytes_to_text;
use crate::report::Report;
use crate::style::Style;
use crate::sum::{Expected, Sum};
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, Request, State};
use axum::http::{Response, header};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// The interface in OpenAPI 3.1.
pub(super) const OPENAPI: &str = include_str!("../../templates/schema/openapi-1.json");

type Shared = State<Arc<Server>>;
type Answered = Result<Response<Body>, Refusal>;
type Asked<T> = Result<Query<T>, QueryRejection>;

/// What is asked of every reading and writing.
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
    answer: AnswerAs,
    /// The language of messages, which the guard has read.
    #[serde(rename = "lang")]
    _lang: Option<String>,
    style: Option<String>,
    page: Option<usize>,
    dpi: Option<u16>,
    fragment: bool,
    fill: bool,
    visible: bool,
    /// The body whose area a sum is of.
    organ: Option<String>,
    year: Option<u16>,
}

fn unfit(name: &'static str, cause: impl Into<Value>) -> Refusal {
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

impl Asking {
    fn told(&self) -> Result<Told<'_>, Refusal> {
        let format = self.from.as_deref().map(|name| format_of("from", name)).transpose()?;
        Ok(Told { format, name: self.name.as_deref() })
    }

    /// The format wanted, with what is asked of it.
    fn to(&self) -> Result<Format, Refusal> {
        let to = format_of("to", self.to.as_deref().unwrap_or_default())?;
        let entry = to.entry();
        entry.required_writer()?;
        if entry.is_published() && (self.page.is_some() || self.dpi.is_some()) {
            return Err(catalogue::convert::usage(terms::OPTIONS_OF_PNG).into());
        }
        if self.fragment && !entry.is_web_page() {
            return Err(catalogue::convert::usage(terms::OPTIONS_OF_HTML).into());
        }
        Ok(to)
    }

    /// Refuses what does not go with an address: whether each was asked for, by its name.
    fn refuse(unasked: &[(&'static str, bool)]) -> Result<(), Refusal> {
        match unasked.iter().find(|(_, is_asked)| *is_asked) {
            Some((name, _)) => Err(unfit(name, terms::WANTED_NO_FIELD)),
            None => Ok(()),
        }
    }

    /// Refuses what is asked of pages and files only.
    fn refuse_writing(&self) -> Result<(), Refusal> {
        Asking::refuse(&[
            ("to", self.to.is_some()),
            ("answer", self.answer != AnswerAs::default()),
            ("fragment", self.fragment),
            ("style", self.style.is_some()),
            ("page", self.page.is_some()),
            ("dpi", self.dpi.is_some()),
        ])
    }

    /// Refuses what is asked of sums only.
    fn refuse_summing(&self) -> Result<(), Refusal> {
        Asking::refuse(&[("organ", self.organ.is_some()), ("year", self.year.is_some())])
    }

    /// What conversions go by, as asked.
    fn options(&self, server: &Server) -> Result<Options, Refusal> {
        let mut options = (*server.options).clone();
        if let Some(name) = &self.style {
            options.style = Style::built_in(name)?;
            options.faces = Faces::embedded(&options.style);
        }
        options.read.visible_only = self.visible;
        options.write = WriteOptions {
            html: HtmlOptions { fragment: self.fragment, ..HtmlOptions::default() },
            png: PngOptions { dpi: self.dpi.unwrap_or(PngOptions::default().dpi), page: self.page },
            ..WriteOptions::default()
        };
        Ok(options)
    }
}

/// The tables of an upload, with what there is to say of them.
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

/// `POST /v1/convert`: a report in another format.
pub(super) async fn convert(
    State(server): Shared,
    query: Asked<Asking>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Answered {
    let asked = asked(query)?;
    asked.refuse_summing()?;
    let to = asked.to()?;
    let mut upload = Upload::read(request, &server).await?;
    let of = Arc::clone(&server);
    let work = move || {
        let options = asked.options(&of)?;
        let mut said = Vec::new();
        let tables = tables(upload.optional("tables")?, &options, &mut said)?;
        let source = upload.only(DRAFT, asked.told()?)?;
        upload.nothing_left()?;
        let conversion = Conversion::new(&options).with_tables(tables.as_ref()).with_fill(asked.fill);
        let bytes = conversion.convert(&source, to, &mut said)?.into_only()?;
        Ok(Answer { stem: stem(source.name()), to, bytes, said }.respond(asked.answer, language))
    };
    server.pool.run(work).await
}

/// The reports of an upload's field. Of what is found in them only errors concern those who hold others against them.
pub(super) fn held_against(
    upload: &mut Upload,
    field: &str,
    options: &Options,
    said: &mut Vec<Finding>,
) -> Result<Option<Vec<Report>>, Refusal> {
    let sources = upload.sources(field, Told::default())?;
    let mut reports = Vec::new();
    for source in &sources {
        let mut found = Vec::new();
        reports.extend(Conversion::new(options).reports(source, &mut found)?.into_reports());
        said.extend(found.into_iter().filter(|finding| finding.severity() == Severity::Error));
    }
    Ok((!sources.is_empty()).then_some(reports))
}

/// `POST /v1/check`: what a reviewer would say.
pub(super) async fn check(
    State(server): Shared,
    query: Asked<Asking>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Answered {
    let asked = asked(query)?;
    asked.refuse_writing()?;
    asked.refuse_summing()?;
    let mut upload = Upload::read(request, &server).await?;
    let of = Arc::clone(&server);
    let work = move || {
        let options = asked.options(&of)?;
        let mut said = Vec::new();
        let last_year = held_against(&mut upload, "last_year", &options, &mut said)?;
        let units = held_against(&mut upload, "units", &options, &mut said)?;
        let tables = tables(upload.optional("tables")?, &options, &mut said)?;
        let source = upload.only(DRAFT, asked.told()?)?;
        upload.nothing_left()?;
        let against = Against { last_year: last_year.as_deref(), units: units.as_deref() };
        let conversion = Conversion::new(&options).with_tables(tables.as_ref()).with_fill(asked.fill);
        let stated = conversion.review(&source, against, &mut said)?;
        let reports: Vec<Json> = stated.reports().iter().map(particulars).collect();
        Ok(json_response(&findings_to_json(json!({ "reports": reports }), &said, language)))
    };
    server.pool.run(work).await
}

fn particulars(report: &Report) -> Json {
    json!({ "organ": report.organ, "year": report.year, "form": report.form, "title": report.title })
}

/// `POST /v1/merge`: the reports of units, added up.
pub(super) async fn merge(
    State(server): Shared,
    query: Asked<Asking>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Answered {
    let asked = asked(query)?;
    Asking::refuse(&[("from", asked.from.is_some()), ("name", asked.name.is_some()), ("fill", asked.fill)])?;
    let to = asked.to()?;
    let organ = asked.organ.clone().unwrap_or_default().trim().to_owned();
    if organ.is_empty() {
        return Err(unfit("organ", terms::ORGAN_BLANK));
    }
    let mut upload = Upload::read(request, &server).await?;
    let of = Arc::clone(&server);
    let work = move || {
        let options = asked.options(&of)?;
        let expected = upload.optional("list")?.map(|list| {
            // What is said of a guessed encoding is of no concern to who hands in names.
            Expected::in_text(&bytes_to_text(list.bytes(), None, &mut Vec::new()))
        });
        let sources = upload.sources("units", Told::default())?;
        upload.nothing_left()?;
        let mut said = Vec::new();
        let mut sum: Option<Sum<'_>> = None;
        for source in &sources {
            let mut found = Vec::new();
            let reports = Conversion::new(&options).reports(source, &mut found)?.into_reports();
            // What was guessed of a figure is a warning, and goes into the sum.
            said.extend(found.into_iter().filter(|finding| finding.severity() > Severity::Note));
            for report in reports {
                let sum = match &mut sum {
                    Some(sum) => sum,
                    None => sum.insert(begun(&report, &organ, asked.year, &options)?),
                };
                let found = sum.add(&report, source.name());
                said.extend(found.into_iter().map(|finding| finding.in_file(source.name())));
            }
        }
        let Some(sum) = sum.filter(|sum| sum.added() > 0) else {
            return Err(catalogue::sum::no_unit_added().into());
        };
        let (report, found) = sum.finish(expected.as_ref());
        said.extend(found);
        let Warned { value, findings } = report_to_files(&report, to, &options)?;
        // The sections of a sum are still to be written: only errors are of what was added.
        said.extend(findings.into_iter().filter(|finding| finding.severity() == Severity::Error));
        Ok(Answer { stem: organ, to, bytes: value.into_only()?, said }.respond(asked.answer, language))
    };
    server.pool.run(work).await
}

/// Nothing added yet, of the year that is asked for or that of the first report.
fn begun<'f>(first: &Report, organ: &str, year: Option<u16>, options: &'f Options) -> Result<Sum<'f>, Error> {
    let usage = |cause: Value| Error::from(catalogue::convert::usage(cause));
    let year = year.or(first.year).ok_or_else(|| usage(terms::YEAR_OF_SUM_UNKNOWN.into()))?;
    let form = options.forms.for_year(year).ok_or_else(|| usage(terms::no_form_of_year(year)))?;
    Ok(Sum::new(form, organ, year))
}

/// Which schema is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SchemaOf {
    of: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /v1/schema`: the JSON Schema of the canonical form, of messages or of comparisons.
pub(super) async fn schema(State(server): Shared, query: Asked<SchemaOf>) -> Answered {
    let schema = match asked(query)?.of.as_deref().unwrap_or("report") {
        "report" => format!("{:#}\n", crate::report::schema(&server.options.forms)),
        "messages" => MESSAGES_SCHEMA.to_owned(),
        "difference" => format!("{:#}\n", crate::diff::schema()),
        _ => return Err(unfit("of", terms::wanted_one_of("report messages difference"))),
    };
    Ok(text_response("application/schema+json", schema))
}

/// `GET /v1/forms`: the statutory forms.
pub(super) async fn forms(State(server): Shared) -> Answered {
    let forms: Vec<Json> = server.options.forms.iter().map(form_to_json).collect();
    Ok(json_response(&json!({ "forms": forms })))
}

/// `GET /v1/forms/{id}`: the cells of a form.
pub(super) async fn form(State(server): Shared, id: Result<Path<String>, PathRejection>) -> Answered {
    let Path(id) = id.map_err(|rejection| unfit("id", Value::foreign(rejection.body_text())))?;
    let form = server.options.forms.get(&id);
    let form = form.ok_or_else(|| Refusal::from(catalogue::serve::address_unknown(format!("/v1/forms/{id}"))))?;
    let tables: Vec<Json> = form
        .tables
        .iter()
        .map(|table| {
            let cell = |cell: &crate::form::DataCell| {
                json!({ "id": format!("{}.{}", table.id, cell.id), "unit": cell.unit, "name": cell.path() })
            };
            json!({ "id": table.id, "name": table.name, "cells": table.data_cells().map(cell).collect::<Vec<_>>() })
        })
        .collect();
    let mut found = form_to_json(form);
    if let Some(members) = found.as_object_mut() {
        members.insert("tables".to_owned(), tables.into());
    }
    Ok(json_response(&found))
}

fn form_to_json(form: &Form) -> Json {
    json!({
        "id": form.id, "name": form.name, "source": form.source, "first_year": form.first_year, "last_year": form.last_year,
    })
}

/// `GET /v1/openapi.json`: the interface.
pub(super) async fn openapi() -> Response<Body> {
    text_response("application/json", OPENAPI.to_owned())
}

/// `GET /healthz`: whether the server is well.
pub(super) async fn health() -> Response<Body> {
    json_response(&json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// `GET /metrics`: what the server has done.
pub(super) async fn metrics(State(server): Shared) -> Response<Body> {
    text_response("text/plain; version=0.0.4; charset=utf-8", server.metrics.to_text(server.pool.free()))
}

/// What no address is for.
pub(super) async fn unknown(request: Request) -> Refusal {
    catalogue::serve::address_unknown(request.uri().path()).into()
}

fn text_response(kind: &'static str, text: String) -> Response<Body> {
    let mut response = Response::new(text.into());
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}
