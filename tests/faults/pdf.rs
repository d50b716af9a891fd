//! What comes back from the pages of PDF files.
