//! Web pages → Document.

mod dom;
mod limits;
