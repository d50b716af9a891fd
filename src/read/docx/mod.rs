//! Word documents → Document.
