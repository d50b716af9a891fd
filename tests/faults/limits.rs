//! What an input may cost, and what it may not do.
