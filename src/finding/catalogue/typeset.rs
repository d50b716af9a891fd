//! Composition of pages, and faces.

catalogue! {}
