//! Document + Style → Pages.
