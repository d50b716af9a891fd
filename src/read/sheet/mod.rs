//! Spreadsheets → Document.
