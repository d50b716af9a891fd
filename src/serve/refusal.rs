//! Why a request was not done: a status, and the finding that says why (RFC 9457).

use crate::finding::{Error, Language, catalogue, json};
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json;
use std::sync::Arc;

/// How long who is turned away for want of room is asked to wait, in seconds.
const RETRY_AFTER: u32 = 5;

/// Why a request was not done.
#[derive(Debug, Clone)]
pub(super) struct Refusal(Arc<Error>);

impl Refusal {
    /// The status of it. What is wrong with what was sent is 422 unless HTTP has a status of its own for it.
    pub(super) fn status(&self) -> StatusCode {
        use catalogue::serve;
        let statuses = [
            (serve::TOO_LARGE, StatusCode::PAYLOAD_TOO_LARGE),
            (serve::TOO_SLOW, StatusCode::REQUEST_TIMEOUT),
            (serve::MALFORMED, StatusCode::BAD_REQUEST),
            (serve::PARAMETER, StatusCode::BAD_REQUEST),
            (serve::BUSY, StatusCode::SERVICE_UNAVAILABLE),
            (serve::TOO_LONG, StatusCode::SERVICE_UNAVAILABLE),
            (serve::TOKEN, StatusCode::UNAUTHORIZED),
            (serve::SITE, StatusCode::FORBIDDEN),
            (serve::ADDRESS, StatusCode::NOT_FOUND),
            (serve::METHOD, StatusCode::METHOD_NOT_ALLOWED),
            (serve::ENDED, StatusCode::INTERNAL_SERVER_ERROR),
            (serve::NOTHING_OPEN, StatusCode::NOT_FOUND),
            (serve::CHANGED, StatusCode::CONFLICT),
        ];
        let found = statuses.into_iter().find(|(code, _)| self.0.is(code));
        found.map_or(StatusCode::UNPROCESSABLE_ENTITY, |(_, status)| status)
    }

    /// The code of it.
    pub(super) fn code(&self) -> &'static str {
        self.0.code()
    }

    /// What is wrong, and where.
    fn detail(&self, language: Language) -> String {
        let finding = self.0.finding();
        let (place, message) = (finding.location().render(language), finding.message(language));
        if place.is_empty() { message } else { format!("{place}{}{message}", language.colon()) }
    }

    /// The problem document, in a language.
    pub(super) fn to_problem(&self, language: Language, request_id: &str) -> String {
        let finding = self.0.finding();
        let problem = json!({
            "type": format!("urn:nianbao:code:{}", self.code()),
            "title": self.code(),
            "status": self.status().as_u16(),
            "detail": self.detail(language),
            "code": self.code(),
            "hint": finding.hint(language),
            "failure": json::error_to_json(&self.0, language),
            "request": request_id,
        });
        problem.to_string()
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal(Arc::new(error))
    }
}

impl From<crate::finding::Finding> for Refusal {
    fn from(finding: crate::finding::Finding) -> Self {
        Error::from(finding).into()
    }
}

impl IntoResponse for Refusal {
    /// A response without its problem document: who knows the reader's language puts it in.
    fn into_response(self) -> Response<Body> {
        let status = self.status();
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}
