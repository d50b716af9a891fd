//! What a reader saw and did not place; how it is said.
