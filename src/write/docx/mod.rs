//! Document → Word document.
