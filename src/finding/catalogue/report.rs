//! The canonical form and its JSON.

catalogue! {}
