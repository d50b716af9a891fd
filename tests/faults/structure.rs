//! Headings, sign-offs, covers, layout tables; what was not recognised.
