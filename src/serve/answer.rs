//! What is answered: a file, with what there is to say of it.

use crate::finding::{Finding, Language, Severity, json};
use crate::format::Format;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// How many errors, warnings and notes there are of an answer that is a file.
const FINDINGS: HeaderName = HeaderName::from_static("nianbao-findings");

/// How many units a sum is of.
const UNITS: HeaderName = HeaderName::from_static("nianbao-units");

/// What an answer is: the file alone, or JSON with the findings, too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum AnswerAs {
    #[default]
    File,
    Json,
}

/// A file made, and what there is to say of it.
pub(super) struct Answer {
    /// Its name without extension.
    pub(super) stem: String,
    pub(super) to: Format,
    pub(super) bytes: Vec<u8>,
    pub(super) said: Vec<Finding>,
    /// How many units a sum is of, where it is one.
    pub(super) units: Option<Units>,
}

/// How many files of units were added up, and how many could not be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Units {
    pub(super) added: usize,
    pub(super) failed: usize,
}

impl Answer {
    pub(super) fn respond(self, answer: AnswerAs, language: Language) -> Response<Body> {
        let entry = self.to.entry();
        let name = format!("{}.{}", self.stem, entry.name);
        match answer {
            AnswerAs::File => {
                let [errors, warnings, notes] = counts(&self.said);
                let mut response = file_response(&name, entry.media_type, self.bytes);
                let counted = format!("errors={errors}, warnings={warnings}, notes={notes}");
                response.headers_mut().extend(HeaderValue::from_str(&counted).ok().map(|value| (FINDINGS, value)));
                let counted = self.units.map(|Units { added, failed }| format!("added={added}, failed={failed}"));
                let counted = counted.and_then(|counted| HeaderValue::from_str(&counted).ok());
                response.headers_mut().extend(counted.map(|value| (UNITS, value)));
                response
            }
            AnswerAs::Json => {
                let file = json!({ "name": name, "type": entry.media_type, "base64": STANDARD.encode(&self.bytes) });
                let mut made = json!({ "file": file });
                if let (Some(Units { added, failed }), Some(members)) = (self.units, made.as_object_mut()) {
                    members.insert("units".to_owned(), json!({ "added": added, "failed": failed }));
                }
                json_response(&findings_to_json(made, &self.said, language))
            }
        }
    }
}

/// A file to be kept under a name, never shown: what is in it is none of our pages.
pub(super) fn file_response(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.extend(HeaderValue::from_str(&disposition(name)).ok().map(|value| (header::CONTENT_DISPOSITION, value)));
    response
}

/// How a name is given to who keeps the file (RFC 6266, RFC 8187).
fn disposition(name: &str) -> String {
    let mut encoded = String::from("attachment; filename*=UTF-8''");
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

pub(super) fn json_response(value: &Json) -> Response<Body> {
    let mut response = Response::new(value.to_string().into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// How many errors, warnings and notes there are; what is not to be raised is none.
pub(super) fn counts(said: &[Finding]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| said.iter().filter(|f| !f.is_silenced() && f.severity() == severity).count())
}

/// An object with the findings as the command line gives them to programs, and how many there are.
pub(super) fn findings_to_json(mut object: Json, said: &[Finding], language: Language) -> Json {
    let [errors, warnings, notes] = counts(said);
    let findings: Vec<Json> = said.iter().map(|finding| json::finding_to_json(finding, language)).collect();
    if let Some(members) = object.as_object_mut() {
        members.insert("findings".to_owned(), findings.into());
        let summary = json!({ "errors": errors, "warnings": warnings, "notes": notes });
        members.insert("summary".to_owned(), summary);
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_nothing_but_a_name() {
        assert_eq!(disposition("a\"\r\nX: 年.pdf"), "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20%E5%B9%B4.pdf");
    }
}
