//! The body of a request → the files in it, no more of them than there is memory for.

use super::memory::Taken;
use super::refusal::Refusal;
use super::server::Server;
use crate::convert::Source;
use crate::finding::{Error, Value, catalogue, terms};
use crate::format::Format;
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// How long what is refused is read on, so that who sends it comes to hear why.
const READ_ON: Duration = Duration::from_secs(2);

/// The most files of one request: more reports than any province has bodies.
const MOST_FILES: usize = 5_000;

/// The most bytes of names of one file's field and of the file itself.
const LONGEST_NAME: usize = 1_024;

/// A file of a request.
#[derive(Debug)]
struct Part {
    /// The field it came in; of a body that is one file, `draft`.
    field: String,
    name: Option<String>,
    bytes: Vec<u8>,
}

/// The files of a request, and the memory they take until they are dropped.
#[derive(Debug)]
pub(super) struct Upload {
    parts: Vec<Part>,
    _held: Option<OwnedSemaphorePermit>,
}

/// What a file is called that came without a field.
pub(super) const DRAFT: &str = "draft";

impl Upload {
    /// The files of a request: those of a form (`multipart/form-data`), or the body as one file.
    ///
    /// # Errors
    /// `request-too-large`, `request-too-slow`, `request-malformed`, `server-busy`.
    pub(super) async fn read(request: Request, server: &Server) -> Result<Self, Refusal> {
        let limits = &server.limits;
        let announced = length(request.headers());
        if announced.is_some_and(|length| length > limits.body_bytes as u64) {
            read_on(request.into_body()).await;
            return Err(catalogue::serve::request_too_large(limits.body_bytes >> 20).into());
        }
        let taken = server.memory.taken(limits.body_bytes);
        let reading = async {
            match is_form(request.headers()) {
                true => form(request, taken).await,
                false => single(request.into_body(), taken).await,
            }
        };
        let slow = |_| Refusal::from(catalogue::serve::request_too_slow(limits.upload.as_secs()));
        timeout(limits.upload, reading).await.map_err(slow)?
    }

    /// The files in a field, each by its name and as a source, where it can be told what it is.
    pub(super) fn each(&mut self, field: &str) -> Vec<(String, Result<Source, Error>)> {
        let source = |part: Part| match part.name.map(|name| file_name(&name)) {
            Some(name) => (name.clone(), Source::named(name, part.bytes)),
            None => ("-".to_owned(), Source::nameless(part.bytes)),
        };
        self.parts.extract_if(.., |part| part.field == field).map(source).collect()
    }

    /// What the first file in a field is called.
    pub(super) fn name_of(&self, field: &str) -> Option<String> {
        let part = self.parts.iter().find(|part| part.field == field)?;
        part.name.as_deref().map(file_name)
    }

    /// The name and the bytes of the one file in a field that need not be there, whatever it is.
    ///
    /// # Errors
    /// `parameter-unfit` where there are more.
    pub(super) fn file(&mut self, field: &'static str) -> Result<Option<(String, Vec<u8>)>, Refusal> {
        let mut found: Vec<Part> = self.parts.extract_if(.., |part| part.field == field).collect();
        let (last, more) = (found.pop(), found.len());
        if more > 0 {
            return Err(catalogue::serve::parameter_unfit(field, terms::wanted_one_file(more + 1)).into());
        }
        Ok(last.map(|part| (part.name.map_or_else(|| field.to_owned(), |name| file_name(&name)), part.bytes)))
    }

    /// The same of a file that is text.
    ///
    /// # Errors
    /// As [`file`](Self::file); `unreadable-file` of what is no text.
    pub(super) fn text(&mut self, field: &'static str) -> Result<Option<(String, String)>, Refusal> {
        let Some((name, bytes)) = self.file(field)? else { return Ok(None) };
        let text = String::from_utf8(bytes);
        let unreadable = |_| Error::from(catalogue::convert::unreadable_file("UTF-8")).in_file(&name);
        let text = text.map_err(unreadable)?;
        Ok(Some((name, text)))
    }

    /// The sources in these fields, in their order, each of the format told, or else of what its name or its bytes say.
    ///
    /// # Errors
    /// `unknown-extension`, `format-unclear`.
    pub(super) fn sources(&mut self, field: &str, told: Told<'_>) -> Result<Vec<Source>, Refusal> {
        let mut sources = Vec::new();
        for part in &mut self.parts {
            if part.field == field {
                let name = part.name.take().or_else(|| told.name.map(str::to_owned)).map(|name| file_name(&name));
                let bytes = std::mem::take(&mut part.bytes);
                sources.push(match (told.format, name) {
                    (Some(format), name) => Source::new(name.unwrap_or_else(|| "-".to_owned()), bytes, format),
                    (None, Some(name)) => Source::named(name, bytes)?,
                    (None, None) => Source::nameless(bytes)?,
                });
            }
        }
        self.parts.retain(|part| part.field != field);
        Ok(sources)
    }

    /// The one source in a field.
    ///
    /// # Errors
    /// As [`sources`](Self::sources); `parameter-unfit` where there is none, or more.
    pub(super) fn only(&mut self, field: &'static str, told: Told<'_>) -> Result<Source, Refusal> {
        let count =
            |count: usize| Refusal::from(catalogue::serve::parameter_unfit(field, terms::wanted_one_file(count)));
        let mut sources = self.sources(field, told)?;
        match (sources.pop(), sources.len()) {
            (Some(only), 0) => Ok(only),
            (found, more) => Err(count(more + usize::from(found.is_some()))),
        }
    }

    /// The one source in a field that need not be there.
    ///
    /// # Errors
    /// As [`only`](Self::only).
    pub(super) fn optional(&mut self, field: &'static str) -> Result<Option<Source>, Refusal> {
        match self.parts.iter().any(|part| part.field == field) {
            true => self.only(field, Told::default()).map(Some),
            false => Ok(None),
        }
    }

    /// Ends a request with fields that nobody asked for.
    ///
    /// # Errors
    /// `parameter-unfit` with the first of them.
    pub(super) fn nothing_left(&self) -> Result<(), Refusal> {
        match self.parts.first() {
            Some(part) => Err(catalogue::serve::parameter_unfit(part.field.as_str(), terms::WANTED_NO_FIELD).into()),
            None => Ok(()),
        }
    }
}

/// What is told of a file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told<'t> {
    pub(super) format: Option<Format>,
    pub(super) name: Option<&'t str>,
}

/// The last part of a name: a browser, or whoever speaks for one, may send a path.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    if last.is_empty() { "-".to_owned() } else { last.to_owned() }
}

/// Reads on what is refused, for a while, and keeps nothing of it.
async fn read_on(mut body: Body) {
    let reading = async { while let Some(Ok(_)) = body.frame().await {} };
    let _ = timeout(READ_ON, reading).await;
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn malformed(cause: impl ToString) -> Refusal {
    catalogue::serve::request_malformed(Value::foreign(cause)).into()
}

async fn single(mut body: Body, mut taken: Taken<'_>) -> Result<Upload, Refusal> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(malformed)?.into_data() else { continue };
        if let Err(refusal) = taken.more(data.len()) {
            read_on(body).await;
            return Err(refusal);
        }
        bytes.extend_from_slice(&data);
    }
    let part = Part { field: DRAFT.to_owned(), name: None, bytes };
    Ok(Upload { parts: vec![part], _held: taken.hold() })
}

async fn form(request: Request, mut taken: Taken<'_>) -> Result<Upload, Refusal> {
    let most = taken.most();
    let unfit = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::from(catalogue::serve::request_too_large(most >> 20)),
        _ => malformed(error.body_text()),
    };
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|error| malformed(error.body_text()))?;
    let mut parts = Vec::new();
    while let Some(mut field) = multipart.next_field().await.map_err(unfit)? {
        let (named, file) = (field.name().unwrap_or_default(), field.file_name());
        if named.len() + file.map_or(0, str::len) > LONGEST_NAME {
            return Err(malformed("name"));
        }
        let (named, file) = (named.to_owned(), file.map(str::to_owned));
        if parts.len() >= MOST_FILES {
            return Err(catalogue::serve::parameter_unfit(named, terms::wanted_fewer_files(MOST_FILES)).into());
        }
        // What a part costs beside its bytes.
        taken.more(named.len() + file.as_ref().map_or(0, String::len) + size_of::<Part>())?;
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(unfit)? {
            taken.more(chunk.len())?;
            bytes.extend_from_slice(&chunk);
        }
        // A field that was left empty in a browser's form.
        if file.as_deref() != Some("") || !bytes.is_empty() {
            parts.push(Part { field: named, name: file, bytes });
        }
    }
    Ok(Upload { parts, _held: taken.hold() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_without_folders_of_any_system() {
        for (name, expected) in [
            ("年报.docx", "年报.docx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\用户\\年报.docx", "年报.docx"),
            ("a/", "-"),
            ("", "-"),
        ] {
            assert_eq!(file_name(name), expected);
        }
    }
}
