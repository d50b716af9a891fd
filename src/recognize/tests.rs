//! The recogniser against everything importers meet.

mod hazard;
mod layout;
mod objects;
mod prose;
mod structure;
mod tables;
