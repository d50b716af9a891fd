//! Reading Word documents.

catalogue! {}
