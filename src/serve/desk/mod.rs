//! The desk: a page on the clerk's own computer, and what it asks for.
//!
//! In: a draft that is dropped, what is typed into cells. Out: the page, its findings, pictures of the report's pages, files to keep.
//! The report on the desk is kept in memory ([`work`]); nothing is written anywhere but what the clerk downloads.
//!
//! | file | what it does |
//! |---|---|
//! | `work` | the report, its versions, edits |
//! | `tie` | which cells a finding is about |
//! | `view` | a version → what the page shows |
//! | `pages` | a version → pictures of pages, and which page is meant |
//! | `comparison` | a version and last year's report → what they differ in |
//! | `annotated` | a version → a file with comments |
//! | `life` | whether the desk is still wanted |

mod annotated;
mod comparison;
mod life;
mod pages;
mod tie;
mod view;
mod work;

pub(super) use life::LOOK;

use super::answer::{file_response, json_response};
use super::api::held_against;
use super::asking::{Asked, asked, format_of, tables};
use super::refusal::Refusal;
use super::server::Server;
use super::upload::{DRAFT, Told, Upload};
use crate::convert::{Conversion, Options, report_to_files, stem};
use crate::finding::{Finding, Language, Value, catalogue, terms};
use crate::format::HtmlOptions;
use crate::ooxml::parts_to_package;
use crate::report::Report;
use annotated::with_comments;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::{get, post};
use axum::{Extension, Router};
use comparison::comparison_to_view;
use life::{Life, Lives, Presence};
use pages::Laid;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use view::view;
use work::{Edit, Step, Unfit, Version, Work, canonical, edited, held_against_last_year};

/// What the name of a file with comments has behind that of the report.
const ANNOTATED: &str = "-批注";

/// The most bytes of what is typed.
const LONGEST_EDIT: usize = 64 << 10;

/// What the page may do: show itself and what the server gives it, nothing from elsewhere.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types 'none'";

const PAGE: &str = include_str!("../../../templates/desk/page.html");
const STYLE: &str = include_str!("../../../templates/desk/page.css");
const SCRIPT: &str = include_str!("../../../templates/desk/page.js");
const WORDS: &str = include_str!("../../../templates/desk/words.js");

/// The desk of one clerk.
#[derive(Debug)]
pub(super) struct Desk {
    work: Mutex<Option<Work>>,
    laid: Mutex<Option<Arc<Laid>>>,
    revisions: AtomicU64,
    life: Life,
}

type Answered = Result<Response<Body>, Refusal>;
type OnDesk = (Extension<Arc<Desk>>, Extension<Language>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    pub(super) fn new() -> Self {
        Desk { work: Mutex::default(), laid: Mutex::default(), revisions: AtomicU64::new(1), life: Life::new() }
    }

    fn revision(&self) -> u64 {
        self.revisions.fetch_add(1, Ordering::Relaxed)
    }

    /// Waits until there has been no page for a while, looking again whenever `look` is there.
    pub(super) async fn left<F: Future<Output = ()>>(&self, look: impl FnMut() -> F) {
        self.life.left(look).await;
    }

    /// Lets go of the pages that are open: the desk ends.
    pub(super) fn end(&self) {
        self.life.end();
    }

    /// What the report is called.
    fn name(&self) -> Result<String, Refusal> {
        let work = lock(&self.work);
        work.as_ref().map(|work| work.name().to_owned()).ok_or_else(|| catalogue::serve::nothing_open().into())
    }

    /// What files of the report are called, without extension.
    fn stem(&self) -> String {
        lock(&self.work).as_ref().map(|work| stem(work.name())).unwrap_or_default()
    }

    /// Goes on with a version made of another, unless that is no more the one that is seen: another window may have changed it.
    fn push(&self, of: u64, made: Version) -> Result<(), Refusal> {
        let mut work = lock(&self.work);
        let is_current = |work: &&mut Work| work.current().is_some_and(|now| now.revision == of);
        work.as_mut().filter(is_current).ok_or_else(catalogue::serve::changed_meanwhile)?.push(made);
        Ok(())
    }

    /// The version is one that was downloaded.
    fn is_kept(&self, revision: u64) {
        if let Some(work) = lock(&self.work).as_mut() {
            work.keep(revision);
        }
    }

    /// The version that is seen, of the revision that is asked for where one is.
    fn version(&self, revision: Option<u64>) -> Result<Arc<Version>, Refusal> {
        let work = lock(&self.work);
        let version = work.as_ref().and_then(Work::current).ok_or_else(catalogue::serve::nothing_open)?;
        match revision.is_none_or(|revision| revision == version.revision) {
            true => Ok(Arc::clone(version)),
            false => Err(catalogue::serve::changed_meanwhile().into()),
        }
    }

    /// What the page shows.
    fn view(&self, options: &Options, language: Language) -> Result<Json, Refusal> {
        let work = lock(&self.work);
        let shown = work.as_ref().and_then(|work| Some(view(work, work.current()?, options, language)));
        shown.ok_or_else(|| catalogue::serve::nothing_open().into())
    }

    /// The version set in pages, once.
    fn laid(&self, version: &Version, options: &Options) -> Arc<Laid> {
        let is_it = |laid: &&Arc<Laid>| laid.revision == version.revision;
        if let Some(laid) = lock(&self.laid).as_ref().filter(is_it) {
            return Arc::clone(laid);
        }
        let laid = Arc::new(Laid::out(version, options));
        *lock(&self.laid) = Some(Arc::clone(&laid));
        laid
    }
}

impl Lives for Desk {
    fn life(&self) -> &Life {
        &self.life
    }

    fn has_changes(&self) -> bool {
        lock(&self.work).as_ref().is_some_and(Work::has_changes)
    }
}

/// The addresses of the desk.
pub(super) fn router(desk: Arc<Desk>) -> Router<Arc<Server>> {
    let page = |kind: &'static str, text: &'static str| get(move || async move { part_of_page(kind, text) });
    Router::new()
        .route("/", page("text/html; charset=utf-8", PAGE))
        .route("/desk/page.css", page("text/css; charset=utf-8", STYLE))
        .route("/desk/page.js", page("text/javascript; charset=utf-8", SCRIPT))
        .route("/desk/words.js", page("text/javascript; charset=utf-8", WORDS))
        .route("/desk/open", post(open))
        .route("/desk/new", post(new))
        .route("/desk/work", get(work))
        .route("/desk/edit", post(edit))
        .route("/desk/undo", post(|server, desk| step(server, desk, Step::Undo)))
        .route("/desk/redo", post(|server, desk| step(server, desk, Step::Redo)))
        .route("/desk/pages", get(pages))
        .route("/desk/pages/{page}", get(picture))
        .route("/desk/files/{format}", get(file))
        .route("/desk/files", get(files))
        .route("/desk/annotated/{format}", get(annotated))
        .route("/desk/comparison", get(comparison))
        .route("/desk/last-year", post(last_year))
        .route("/desk/presence", get(presence))
        .route("/desk/closing", post(closing))
        .layer(Extension(desk))
}

fn part_of_page(kind: &'static str, text: &'static str) -> Response<Body> {
    let mut response = Response::new(text.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    response
}

/// `POST /desk/open`: a draft, with tables and last year's report where they are given.
async fn open(
    State(server): State<Arc<Server>>,
    (Extension(desk), Extension(language)): OnDesk,
    request: Request,
) -> Answered {
    let mut upload = Upload::read(request, &server).await?;
    let options = Arc::clone(&server.options);
    let work = move || {
        let (mut said, mut of_last_year): (Vec<Finding>, Vec<Finding>) = Default::default();
        let last_year = held_against(&mut upload, "last_year", &options, &mut of_last_year)?;
        let tables = tables(upload.optional("tables")?, &options, &mut said)?;
        let source = upload.only(DRAFT, Told::default())?;
        upload.nothing_left()?;
        let conversion = Conversion::new(&options).with_tables(tables.as_ref()).with_fill(tables.is_some());
        let begun = Work::begin(&conversion, source, (last_year, of_last_year), said, desk.revision())?;
        *lock(&desk.work) = Some(begun);
        Ok(json_response(&desk.view(&options, language)?))
    };
    server.pool.run(work).await
}

/// Whose report is begun, and on which year.
#[derive(Debug, Deserialize)]
struct Of {
    organ: String,
    year: u16,
}

/// `POST /desk/new`: a report to fill in.
async fn new(
    State(server): State<Arc<Server>>,
    (Extension(desk), Extension(language)): OnDesk,
    query: Asked<Of>,
) -> Answered {
    let Of { organ, year } = asked(query)?;
    let organ = organ.trim().to_owned();
    let unfit = |name: &'static str, cause: Value| Refusal::from(catalogue::serve::parameter_unfit(name, cause));
    if organ.is_empty() {
        return Err(unfit("organ", terms::ORGAN_BLANK.into()));
    }
    let options = Arc::clone(&server.options);
    let work = move || {
        let form = options.forms.for_year(year).ok_or_else(|| unfit("year", terms::no_form_of_year(year)))?;
        let source = canonical(&Report::blank(form, &organ, year), &format!("{organ}{year}.json"), &options);
        let begun = Work::begin(&Conversion::new(&options), source, (None, Vec::new()), Vec::new(), desk.revision())?;
        *lock(&desk.work) = Some(begun);
        Ok(json_response(&desk.view(&options, language)?))
    };
    server.pool.run(work).await
}

/// `GET /desk/work`: the report as it stands; a page that is opened anew goes on with it.
async fn work(State(server): State<Arc<Server>>, (Extension(desk), Extension(language)): OnDesk) -> Answered {
    if lock(&desk.work).is_none() {
        // A page that is opened first: nothing is amiss.
        let mut nothing = Response::new(Body::empty());
        *nothing.status_mut() = StatusCode::NO_CONTENT;
        return Ok(nothing);
    }
    Ok(json_response(&desk.view(&server.options, language)?))
}

/// What is changed, and in which revision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    revision: u64,
    edit: Edit,
}

/// `POST /desk/edit`: a cell or a field changed, and what a reviewer says then.
async fn edit(
    State(server): State<Arc<Server>>,
    (Extension(desk), Extension(language)): OnDesk,
    request: Request,
) -> Answered {
    let body = axum::body::to_bytes(request.into_body(), LONGEST_EDIT).await;
    let malformed = |cause: String| Refusal::from(catalogue::serve::request_malformed(Value::foreign(cause)));
    let body = body.map_err(|error| malformed(error.to_string()))?;
    let Change { revision, edit } = serde_json::from_slice(&body).map_err(|error| malformed(error.to_string()))?;
    let options = Arc::clone(&server.options);
    let work = move || {
        let before = desk.version(Some(revision))?;
        let unfit = |Unfit(name)| Refusal::from(catalogue::serve::parameter_unfit(name, terms::WANTED_FIT_VALUE));
        let report = edit.apply(&before.report, before.last_year.as_deref(), &options).map_err(unfit)?;
        let made = edited(&before, (&edit, report), &desk.name()?, &options, desk.revision())?;
        desk.push(revision, made)?;
        Ok(json_response(&desk.view(&options, language)?))
    };
    server.pool.run(work).await
}

/// `POST /desk/last-year`: last year's report, chosen when the draft is open already.
async fn last_year(
    State(server): State<Arc<Server>>,
    (Extension(desk), Extension(language)): OnDesk,
    request: Request,
) -> Answered {
    let mut upload = Upload::read(request, &server).await?;
    let options = Arc::clone(&server.options);
    let work = move || {
        let before = desk.version(None)?;
        let mut said: Vec<Finding> = Vec::new();
        let reports = held_against(&mut upload, "last_year", &options, &mut said)?;
        upload.nothing_left()?;
        let missing = || Refusal::from(catalogue::serve::parameter_unfit("last_year", terms::wanted_one_file(0)));
        let reports = reports.ok_or_else(missing)?;
        let made = held_against_last_year(&before, (reports, said), &desk.name()?, &options, desk.revision())?;
        desk.push(before.revision, made)?;
        Ok(json_response(&desk.view(&options, language)?))
    };
    server.pool.run(work).await
}

/// `GET /desk/comparison`: what the report differs in from last year's.
async fn comparison(
    State(server): State<Arc<Server>>,
    (Extension(desk), Extension(language)): OnDesk,
    query: Asked<Wanted>,
) -> Answered {
    let wanted = asked(query)?;
    let options = Arc::clone(&server.options);
    let work = move || {
        let version = desk.version(wanted.revision)?;
        Ok(json_response(&comparison_to_view(&version, &options, language)))
    };
    server.pool.run(work).await
}

/// `POST /desk/undo`, `POST /desk/redo`.
async fn step(
    State(server): State<Arc<Server>>,
    (Extension(desk), Extension(language)): OnDesk,
    step: Step,
) -> Answered {
    if let Some(work) = lock(&desk.work).as_mut() {
        work.step(step);
    }
    Ok(json_response(&desk.view(&server.options, language)?))
}

/// What is asked of pages and files.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    revision: Option<u64>,
    dpi: Option<u16>,
    fragment: bool,
}

/// `GET /desk/pages`: how many pages there are, of what size, and which of them each finding is about.
async fn pages(State(server): State<Arc<Server>>, (Extension(desk), _): OnDesk, query: Asked<Wanted>) -> Answered {
    let wanted = asked(query)?;
    let options = Arc::clone(&server.options);
    let work = move || {
        let version = desk.version(wanted.revision)?;
        let laid = desk.laid(&version, &options);
        let of = |finding| match version.tie.is_of_another(finding) {
            true => None,
            false => laid.page_of(finding, &version.tie.cells(finding), &version.report, &options),
        };
        let places: Vec<Option<usize>> = view::all(&version).map(of).collect();
        Ok(json_response(&json!({ "revision": version.revision, "sizes": laid.sizes(), "of_findings": places })))
    };
    server.pool.run(work).await
}

fn number(page: Result<Path<usize>, PathRejection>) -> Result<usize, Refusal> {
    let unfit = |rejection: PathRejection| {
        Refusal::from(catalogue::serve::parameter_unfit("page", Value::foreign(rejection.body_text())))
    };
    page.map(|Path(page)| page).map_err(unfit)
}

/// `GET /desk/pages/{page}`: the picture of a page.
async fn picture(
    State(server): State<Arc<Server>>,
    (Extension(desk), _): OnDesk,
    page: Result<Path<usize>, PathRejection>,
    query: Asked<Wanted>,
) -> Answered {
    let (page, wanted) = (number(page)?, asked(query)?);
    let options = Arc::clone(&server.options);
    let work = move || {
        let version = desk.version(wanted.revision)?;
        let drawn = desk.laid(&version, &options).picture(page, wanted.dpi.unwrap_or(110))?;
        let mut response = Response::new(drawn.into());
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
        Ok(response)
    };
    server.pool.run(work).await
}

/// `GET /desk/files/{format}`: the report as a file.
async fn file(
    State(server): State<Arc<Server>>,
    (Extension(desk), _): OnDesk,
    format: Result<Path<String>, PathRejection>,
    query: Asked<Wanted>,
) -> Answered {
    let wanted = asked(query)?;
    let name = format.map(|Path(format)| format).unwrap_or_default();
    let to = format_of("format", &name)?;
    let shared = Arc::clone(&server.options);
    let work = move || {
        let version = desk.version(wanted.revision)?;
        let mut options = (*shared).clone();
        options.write.html = HtmlOptions { fragment: wanted.fragment, ..HtmlOptions::default() };
        let bytes = report_to_files(&version.report, to, &options)?.value.into_only()?;
        desk.is_kept(version.revision);
        let name = desk.stem();
        Ok(file_response(&format!("{name}.{}", to.entry().name), to.entry().media_type, bytes))
    };
    server.pool.run(work).await
}

/// `GET /desk/files`: the report in every format that is published, with the manifest, in one archive.
async fn files(State(server): State<Arc<Server>>, (Extension(desk), _): OnDesk, query: Asked<Wanted>) -> Answered {
    let wanted = asked(query)?;
    let options = Arc::clone(&server.options);
    let work = move || {
        let version = desk.version(wanted.revision)?;
        let name = desk.stem();
        let source = canonical(&version.report, &format!("{name}.json"), &options);
        let made = Conversion::new(&options).publish(&source, &mut Vec::new())?;
        let parts: Vec<(String, Vec<u8>)> = made.into_iter().map(|file| (file.name, file.bytes)).collect();
        desk.is_kept(version.revision);
        Ok(file_response(&format!("{name}.zip"), "application/zip", parts_to_package(&parts)?))
    };
    server.pool.run(work).await
}

/// `GET /desk/annotated/{format}`: a file with what a reviewer says as comments: the draft itself where it is of that format and nothing
/// was changed in it, else what is downloaded in it. It is for those who correct the draft, and counts as no copy of what was changed.
async fn annotated(
    State(server): State<Arc<Server>>,
    (Extension(desk), Extension(language)): OnDesk,
    format: Result<Path<String>, PathRejection>,
    query: Asked<Wanted>,
) -> Answered {
    let wanted = asked(query)?;
    let name = format.map(|Path(format)| format).unwrap_or_default();
    let to = format_of("format", &name)?;
    let options = Arc::clone(&server.options);
    let work = move || {
        let version = desk.version(wanted.revision)?;
        let draft = lock(&desk.work).as_ref().and_then(|work| work.draft_of(&version));
        let stem = desk.stem();
        let made = with_comments((&version, draft.as_deref()), (&stem, to), &options, language)?;
        Ok(file_response(&format!("{stem}{ANNOTATED}.{}", to.entry().name), to.entry().media_type, made))
    };
    server.pool.run(work).await
}

/// Which page says so.
#[derive(Debug, Deserialize)]
struct Saying {
    page: u64,
}

/// `GET /desk/presence`: the page is there as long as it holds this connection.
async fn presence((Extension(desk), _): OnDesk, query: Asked<Saying>) -> Answered {
    Ok(Response::new(Body::new(Presence::of(desk, asked(query)?.page))))
}

/// `POST /desk/closing`: the page is being closed, or opened anew.
async fn closing((Extension(desk), _): OnDesk, query: Asked<Saying>) -> Answered {
    desk.life.is_closing(asked(query)?.page);
    Ok(json_response(&json!({})))
}
