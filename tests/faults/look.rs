//! What nobody sees, what is struck, raised or lowered: in figures and in what is published.
