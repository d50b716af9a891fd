//! Telling what in a document is the report.

catalogue! {}
