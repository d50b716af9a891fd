//! Data that a file carries beside what it shows, and the digest that ties the two.
//!
//! In: a file, or what it shows. Out: the data, and whether the file still shows what it was written with. The writer states the
//! digest, the reader makes it anew, both by the code here. It is no signature: whoever changes both with intent can state a new one.
//!
//! | room | what is tied |
//! |---|---|
//! | `pdf` | the pages of a PDF and a file attached to it |
//! | `html` | the text of a web page and a script element of data |

#[cfg(feature = "html")]
mod html;
#[cfg(feature = "pdf")]
mod pdf;

#[cfg(feature = "html")]
pub(crate) use html::{PageTie, Shown};
#[cfg(feature = "pdf")]
pub(crate) use pdf::{Carried, PROPERTY, carried_file, digest};

/// The digest's place before it is known: as long as a digest.
#[cfg(feature = "typeset")]
pub(crate) const UNKNOWN: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// The id of the script element in which a web page carries its report.
pub(crate) const DATA_ID: &str = "nianbao-report";

/// The attribute of that element that states the digest.
pub(crate) const DATA_DIGEST: &str = "data-digest";

/// A SHA-256 sum as it is stated.
#[cfg(any(feature = "html", feature = "pdf"))]
fn stated(hash: sha2::Sha256) -> String {
    use sha2::Digest as _;
    hash.finalize().iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}
