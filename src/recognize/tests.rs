//! The recogniser against everything importers meet.

mod hazard;
mod prose;
mod tables;
