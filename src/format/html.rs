//! Web pages, fitted to the table: they carry the canonical form, tied to what they show.

#[cfg(feature = "html")]
use super::carried::{Found, content};
#[cfg(feature = "html")]
use super::{Content, ReadOptions};
#[cfg(feature = "typeset")]
use super::{Edition, Files, json::report_to_json};
#[cfg(all(feature = "typeset", feature = "html"))]
use crate::carried::UNKNOWN;
#[cfg(feature = "html")]
use crate::carried::{DATA_DIGEST, DATA_ID, PageTie, Shown};
use crate::finding::{Error, Warned};
#[cfg(feature = "html")]
use crate::form::Forms;
#[cfg(feature = "html")]
use crate::read::html::{Met, OwnData, html_to_document, own_data};
#[cfg(feature = "typeset")]
use crate::write::html::{Beside as Linked, Published, WebEdition, edition_to_html, edition_to_html_fragment};

#[cfg(feature = "html")]
pub(super) fn html_to_content(bytes: &[u8], options: &ReadOptions, forms: &Forms) -> Result<Warned<Content>, Error> {
    let shown = html_to_document(bytes);
    let found = if options.visible_only { None } else { page_data(bytes) };
    content(found, shown, DATA_ID, forms)
}

/// The report in a page of ours.
#[cfg(feature = "html")]
fn page_data(bytes: &[u8]) -> Option<Found> {
    let page = std::str::from_utf8(bytes).ok()?;
    // Few pages are ours: the others are not gone through twice.
    page.contains(DATA_ID).then_some(())?;
    let (data, digest) = digested(page)?;
    Some(Found { tied: data.digest == digest, bytes: data.text.into_bytes() })
}

/// The data in a page of ours, and the digest of what the page shows and the data.
#[cfg(feature = "html")]
fn digested(page: &str) -> Option<(OwnData, String)> {
    let mut tie = PageTie::new();
    let data = own_data(page, (DATA_ID, DATA_DIGEST), &mut |met| {
        tie.see(match met {
            Met::Text(text) => Shown::Text(text),
            Met::Parting => Shown::Parting,
            Met::Attribute(name, value) => Shown::Attribute(name, value),
        });
    })?;
    let digest = tie.digest(&data.text);
    Some((data, digest))
}

#[cfg(feature = "typeset")]
pub(super) fn edition_to_html_file(edition: &Edition<'_>) -> Result<Warned<Files>, Error> {
    let Edition { report, document, forms, style, beside, .. } = *edition;
    let options = edition.options.html;
    // Without the means to tie it to the page nothing is carried.
    let carries = options.carries_report && !options.fragment && cfg!(feature = "html");
    let json = carries.then(|| String::from_utf8_lossy(&report_to_json(report, forms)).into_owned());
    let published = options.carries_report.then_some(Published { report, forms, json: json.as_deref() });
    let beside = beside.iter().map(|file| Linked { name: file.name, format: file.format, bytes: file.bytes });
    let beside: Vec<Linked<'_>> = beside.collect();
    let page = WebEdition { document, style, published, beside: &beside };
    let written = match options.fragment {
        true => edition_to_html_fragment(&page),
        false => edition_to_html(&page).map(tied),
    };
    Ok(written.map(|text| Files::one(text.into_bytes())))
}

/// A page with the digest in its place, made of the page as a reader sees it.
#[cfg(all(feature = "typeset", feature = "html"))]
fn tied(page: String) -> String {
    let stated = |digest: &str| format!("{DATA_DIGEST}=\"{digest}\"");
    let unknown = stated(UNKNOWN);
    let Some((at, digest)) = page.rfind(&unknown).zip(digested(&page).map(|(_, digest)| digest)) else { return page };
    let mut page = page;
    page.replace_range(at..at + unknown.len(), &stated(&digest));
    page
}

#[cfg(all(feature = "typeset", not(feature = "html")))]
fn tied(page: String) -> String {
    page
}

#[cfg(all(test, feature = "cli"))]
mod tests;
