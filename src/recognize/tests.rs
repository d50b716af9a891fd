//! The recogniser against everything importers meet.

mod hazard;
mod layout;
mod objects;
mod prose;
mod said;
mod shapes;
mod structure;
mod tables;
