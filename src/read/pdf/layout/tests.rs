//! Whole pages, built by hand.
