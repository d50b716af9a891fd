//! The recogniser against everything importers meet.

mod hazard;
mod objects;
mod prose;
mod tables;
