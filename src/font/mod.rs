//! Faces: which there are, which part each plays, what they cover, their measures, shaping and subsetting.
//!
//! In: text and the name of a [`Face`]. Out: glyphs with the text each stands for ([`ShapedGlyph`]), ink boxes, and font
//! programs that hold only the glyphs a document uses ([`UsedFace`]). Of a style it knows the families it names for each role
//! and nothing else; it knows no page and no file format.
//!
//! | file | what it does |
//! |---|---|
//! | `face` | one face: its program and what that says of itself; the embedded ones |
//! | `library` | the faces of a folder or of the system, read when they are needed |
//! | `faces` | the set a conversion uses: role → face, and what stands in for a missing glyph |
//! | `shape` | text → glyphs |
//! | `used` | glyphs in use → programs with them alone, their widths and texts |
//! | `subset`, `program` | a face → some of its glyphs → the file that is embedded |
//!
//! The embedded faces come from the crate `nianbao-fonts`; a face is parsed when it is first used, once a process. Only
//! `library` reads files, and only where the user asked for other faces than the embedded ones.

mod face;
mod faces;
#[cfg(test)]
pub(crate) mod fixture;
mod library;
mod program;
mod shape;
mod subset;
#[cfg(test)]
mod tests;
mod used;

pub use face::{Face, FaceData, Source};
pub use faces::Faces;
pub use library::Library;
pub use shape::{Features, Ink, ShapedGlyph, Shaper};
pub use used::{InUse, STEPS_IN_EM, Shown, UsedFace};
