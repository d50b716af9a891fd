//! What the pages and the other publications give away.
