//! What every request passes: who may come in, its id, its line in the log, and what every answer says.

use super::refusal::Refusal;
use super::server::Server;
use crate::finding::{Language, catalogue};
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use axum::response::IntoResponse;
use serde_json::json;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

/// The addresses anyone may see: whether the server is well, and the page itself, which has no report in it.
const OPEN_ADDRESSES: [&str; 5] = ["/healthz", "/", "/desk/page.css", "/desk/page.js", "/desk/words.js"];

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most characters of an id that a request brings along.
const LONGEST_ID: usize = 64;

/// What answers say that do not say it otherwise: they are data, nobody keeps them, and no page has them in it.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; sandbox"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Answers a request, or says why it is not answered.
pub(super) async fn guard(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response<Body> {
    let began = Instant::now();
    let _in_flight = server.metrics.begin();
    let id = id(request.headers());
    let language = language(&request).unwrap_or(server.language);
    let method = known(request.method());
    // The address as the router has it: what is asked for may be anything.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    request.extensions_mut().insert(language);
    let mut response = match admit(&server, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    let refusal = response.extensions_mut().remove::<Refusal>().or_else(|| {
        let is_unfit = response.status() == StatusCode::METHOD_NOT_ALLOWED;
        is_unfit.then(|| catalogue::serve::method_unfit(method).into())
    });
    if let Some(refusal) = &refusal {
        let problem = refusal.to_problem(language, &id);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = problem.into();
    }
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let (status, took) = (response.status().as_u16(), began.elapsed());
    server.metrics.answered(&route, method, status, took);
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    (server.log)(&json!({
        "time": u64::try_from(since.as_millis()).unwrap_or(u64::MAX),
        "request": id,
        "method": method,
        "route": route,
        "status": status,
        "code": refusal.as_ref().map(Refusal::code),
        "milliseconds": u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
    }));
    response
}

/// Whether a request may come in.
fn admit(server: &Server, request: &Request) -> Result<(), Refusal> {
    let headers = request.headers();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if !server.door.is_called(host) {
        return Err(catalogue::serve::site_not_allowed(host).into());
    }
    // A page of another site says where it comes from; programs say nothing. What can't be told is another site.
    if let Some(origin) = headers.get(header::ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let from = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        if from.is_none_or(|from| !from.eq_ignore_ascii_case(host)) {
            return Err(catalogue::serve::site_not_allowed(origin).into());
        }
    }
    let is_from_elsewhere = text(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site == "cross-site");
    let is_open = OPEN_ADDRESSES.contains(&request.uri().path());
    if is_from_elsewhere && !is_open {
        return Err(catalogue::serve::site_not_allowed("cross-site").into());
    }
    let given = text(header::AUTHORIZATION).and_then(bearer);
    match is_open || server.door.opens(given) {
        true => Ok(()),
        false => Err(catalogue::serve::token_wrong().into()),
    }
}

/// The token of a header of authorization (RFC 6750, 2.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim_start())
}

/// The id a request has, or a new one.
fn id(headers: &HeaderMap) -> String {
    let is_fit = |id: &&str| {
        (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).filter(is_fit);
    given.map_or_else(|| format!("{:016x}", getrandom::u64().unwrap_or_default()), str::to_owned)
}

/// The language asked for: by `?lang=`, else by the first that a browser names and we speak.
fn language(request: &Request) -> Option<Language> {
    let of = |name: &str| match name.get(..2).unwrap_or_default().to_ascii_lowercase().as_str() {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    };
    let query = request.uri().query().unwrap_or_default();
    let told = query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(of);
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok());
    told.or_else(|| accepted.unwrap_or_default().split(',').find_map(|name| of(name.trim())))
}

/// A method by its name; there is no end of those that nobody knows.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
    KNOWN.into_iter().find(|known| method.as_str() == *known).unwrap_or("other")
}
