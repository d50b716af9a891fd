//! `/v1`: what the command line does, asked for over HTTP.

use super::answer::{Answer, Units, findings_to_json, json_response};
use super::asking::{Asked, Asking, What, asked, unfit};
use super::refusal::Refusal;
use super::server::Server;
use super::upload::{DRAFT, Told, Upload};
use crate::check::Profile;
use crate::convert::{
    Against, Conversion, Options, ReviewSheet, Source, annotate, report_to_files, review_sheet_to_bytes, stem,
};
use crate::finding::json::MESSAGES_SCHEMA;
use crate::finding::{Error, Finding, Language, Severity, Value, Warned, catalogue, printable, terms};
use crate::form::Form;
use crate::list::{AreaUnits, Entry, Found, entries};
use crate::read::encoding::bytes_to_text;
use crate::report::{Report, SameOrgan, same_organ};
use crate::sum::{Expected, Sum, own_against_sums};
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{Response, header};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// The interface in OpenAPI 3.1.
pub(super) const OPENAPI: &str = include_str!("../../templates/schema/openapi-1.json");

type Shared = State<Arc<Server>>;
type Answered = Result<Response<Body>, Refusal>;

/// `POST /v1/convert`: a report in another format.
pub(super) async fn convert(
    State(server): Shared,
    query: Asked<Asking>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Answered {
    let asked = asked(query)?;
    asked.refuse(&[What::Summing, What::Reviewing])?;
    let to = asked.to()?;
    let mut upload = Upload::read(request, &server).await?;
    let of = Arc::clone(&server);
    let work = move || {
        let mut said = Vec::new();
        let mut options = asked.options(&of, &mut upload, &mut said)?;
        if let Some(reports) = held_against(&mut upload, "last_year", &options, &mut said)? {
            if !to.entry().takes_last_year(options.style.charts.show) {
                return Err(Error::from(catalogue::convert::usage(terms::OPTIONS_OF_XLSX)).into());
            }
            options.write.last_year = reports;
        }
        let tables = asked.tables(&mut upload, &options, &mut said)?;
        let source = upload.only(DRAFT, asked.told()?)?;
        upload.nothing_left()?;
        let conversion = Conversion::new(&options).with_tables(tables.as_ref()).with_fill(asked.fill);
        let bytes = conversion.convert(&source, to, &mut said)?.into_only()?;
        let answer = Answer { stem: stem(source.name()), to, bytes, said, units: None };
        Ok(answer.respond(asked.answer, language))
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

/// `POST /v1/check`: what a reviewer would say; where it is asked for, in a copy of the draft or on a sheet.
pub(super) async fn check(
    State(server): Shared,
    query: Asked<Asking>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Answered {
    let asked = asked(query)?;
    asked.refuse(&[What::Summing, What::Writing])?;
    let sheet = asked.sheet()?;
    let mut upload = Upload::read(request, &server).await?;
    let of = Arc::clone(&server);
    let work = move || {
        let mut said = Vec::new();
        let options = asked.reading_options(&of, &mut upload)?;
        let profile = upload.text("profile")?;
        let profile = match &profile {
            None => Profile::default(),
            Some((name, text)) => Profile::from_toml(text, &options.forms).map_err(|error| error.in_file(name))?,
        };
        let name_of_last_year = upload.name_of("last_year");
        let last_year = held_against(&mut upload, "last_year", &options, &mut said)?;
        let units = held_against(&mut upload, "units", &options, &mut said)?;
        let tables = asked.tables(&mut upload, &options, &mut said)?;
        let source = upload.only(DRAFT, asked.told()?)?;
        upload.nothing_left()?;
        let against = Against { last_year: last_year.as_deref(), units: units.as_deref() };
        let conversion = Conversion::new(&options).with_tables(tables.as_ref()).with_fill(asked.fill);
        // What is said of the files a report is held against is no decision of who reviews it.
        let mut found = Vec::new();
        let stated = conversion.review(&source, against, &mut found)?;
        let found: Vec<Finding> = found.into_iter().map(|finding| profile.ruled(finding)).collect();
        let raised: Vec<Finding> = found.iter().filter(|finding| !finding.is_silenced()).cloned().collect();
        let made = match sheet {
            Some(to) => {
                let file = printable(source.name());
                let last_year = name_of_last_year.as_deref();
                let sheet =
                    ReviewSheet { reports: stated.reports(), findings: &found, file: &file, last_year, language };
                let made = review_sheet_to_bytes(&sheet, to, &options.forms).map_err(|error| error.in_file(&file))?;
                Some((to, made))
            }
            None if asked.annotate => {
                let to = source.format().of_bytes(source.bytes());
                Some((to, annotate(&source, &raised, language, &options)?))
            }
            None => None,
        };
        said.extend(found);
        if let Some((to, Warned { value, findings })) = made {
            said.extend(findings);
            let answer = Answer { stem: stem(source.name()), to, bytes: value, said, units: None };
            return Ok(answer.respond(asked.answer, language));
        }
        let reports: Vec<Json> = stated.reports().iter().map(particulars).collect();
        Ok(json_response(&findings_to_json(json!({ "reports": reports }), &said, language)))
    };
    server.pool.run(work).await
}

fn particulars(report: &Report) -> Json {
    json!({ "organ": report.organ, "year": report.year, "form": report.form, "title": report.title })
}

/// `POST /v1/merge`: the reports of units, added up. One that can't be read is said, and the others are added.
pub(super) async fn merge(
    State(server): Shared,
    query: Asked<Asking>,
    Extension(language): Extension<Language>,
    request: Request,
) -> Answered {
    let asked = asked(query)?;
    asked.refuse(&[What::Reading, What::Reviewing])?;
    let to = asked.to()?;
    let organ = asked.organ.clone().unwrap_or_default().trim().to_owned();
    if organ.is_empty() {
        return Err(unfit("organ", terms::ORGAN_BLANK));
    }
    let mut upload = Upload::read(request, &server).await?;
    let of = Arc::clone(&server);
    let work = move || {
        let mut said = Vec::new();
        let options = asked.options(&of, &mut upload, &mut said)?;
        let expected = upload.file("list")?.map(|(name, bytes)| expected_in(&name, &bytes)).transpose()?;
        let own = upload.optional("own")?.map(|own| own_report(&own, &organ, &options, &mut said)).transpose()?;
        let sources = upload.each("units");
        upload.nothing_left()?;
        let mut adding = Adding {
            organ: &organ,
            year: asked.year,
            options: &options,
            language,
            sum: None,
            units: to.entry().is_workbook().then(AreaUnits::default),
            said,
            failed: Vec::new(),
        };
        for (name, source) in sources {
            adding.add_all(&name, source)?;
        }
        let Adding { sum, units, mut said, failed, .. } = adding;
        let Some(sum) = sum.filter(|sum| sum.added() > 0) else {
            // Why the first of them could not be read says more than that there is none.
            let none = || Error::from(catalogue::sum::no_unit_added());
            return Err(failed.into_iter().next().unwrap_or_else(none).into());
        };
        let counted = Units { added: sum.added(), failed: failed.len() };
        let (form, year) = (sum.form(), sum.year());
        let (report, found) = sum.finish(expected.as_ref());
        said.extend(found);
        if let Some((own, name)) = &own {
            if let Some(other) = own.year.filter(|own| *own != year) {
                return Err(Error::from(catalogue::report::other_year(year, other)).in_file(name).into());
            }
            said.extend(own_against_sums(own, &report, form).into_iter().map(|finding| finding.in_file(name)));
        }
        let units = units.map(|mut units| {
            if let Some(expected) = &expected {
                units.set_levels(expected.levels());
            }
            if let Some((own, _)) = own {
                units.set_own(own);
            }
            units
        });
        let mut options = options.clone();
        options.write.units = units;
        let Warned { value, findings } = report_to_files(&report, to, &options)?;
        // The sections of a sum are still to be written: only errors are of what was added.
        said.extend(findings.into_iter().filter(|finding| finding.severity() == Severity::Error));
        let answer = Answer { stem: organ.clone(), to, bytes: value.into_only()?, said, units: Some(counted) };
        Ok(answer.respond(asked.answer, language))
    };
    server.pool.run(work).await
}

/// The units a list names. What is said of a guessed encoding is of no concern to who hands in names.
fn expected_in(name: &str, bytes: &[u8]) -> Result<Expected, Error> {
    let text = bytes_to_text(bytes, None, &mut Vec::new());
    match text.contains('\0') {
        true => Err(Error::from(catalogue::sheet::not_text()).in_file(name)),
        false => Ok(Expected::in_text(&text)),
    }
}

/// The report that the area itself has published, and what it is called.
fn own_report(
    source: &Source,
    organ: &str,
    options: &Options,
    said: &mut Vec<Finding>,
) -> Result<(Report, String), Error> {
    let mut found = Vec::new();
    let own = Conversion::new(options).report(source, &mut found)?;
    said.extend(found.into_iter().filter(|finding| finding.severity() == Severity::Error));
    match own.organ.as_deref() {
        Some(other) if same_organ(other, organ) == SameOrgan::No => {
            Err(Error::from(catalogue::report::other_organ(organ, other)).in_file(source.name()))
        }
        _ => Ok((own, source.name().to_owned())),
    }
}

/// Units being added up.
struct Adding<'a> {
    organ: &'a str,
    year: Option<u16>,
    options: &'a Options,
    language: Language,
    sum: Option<Sum<'a>>,
    /// The units, for the area's workbook.
    units: Option<AreaUnits>,
    said: Vec<Finding>,
    /// Why files could not be read.
    failed: Vec<Error>,
}

impl Adding<'_> {
    /// Adds every report of a file.
    fn add_all(&mut self, name: &str, source: Result<Source, Error>) -> Result<(), Error> {
        let mut found = Vec::new();
        let reports = source.and_then(|source| Conversion::new(self.options).reports(&source, &mut found));
        let reports = match reports {
            Ok(reports) => reports.into_reports(),
            Err(error) => {
                let error = error.in_file(name);
                self.said.push(error.finding().clone());
                self.failed.push(error);
                return Ok(());
            }
        };
        let entries = entries(name, reports, &found, self.language);
        // What was guessed of a figure is a warning, and goes into the sum.
        self.said.extend(found.into_iter().filter(|finding| finding.severity() > Severity::Note));
        entries.into_iter().try_for_each(|entry| self.add(entry, name))
    }

    fn add(&mut self, mut entry: Entry, name: &str) -> Result<(), Error> {
        let sum = match &mut self.sum {
            Some(sum) => sum,
            None => self.sum.insert(begun(&entry.report, self.organ, self.year, self.options)?),
        };
        let before = sum.added();
        let found = sum.add(&entry.report, name);
        if sum.added() > before
            && let Some(units) = &mut self.units
        {
            entry.said.add(Found::of(&found).said(&entry.report, true, self.language));
            units.add(&entry, &self.options.forms);
        }
        self.said.extend(found.into_iter().map(|finding| finding.in_file(name)));
        Ok(())
    }
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
