//! Reading spreadsheets.

catalogue! {}
