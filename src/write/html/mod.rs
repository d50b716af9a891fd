//! Document → web page.
