//! Web pages → Document.

mod article;
mod dom;
mod limits;
mod stub;

pub use stub::html_to_document;
