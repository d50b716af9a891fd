//! What conversions go by.

use crate::finding::Error;
use crate::font::Faces;
use crate::form::Forms;
use crate::format::{ReadOptions, WriteOptions};
use crate::style::Style;

/// What a conversion goes by.
#[derive(Debug, Clone)]
pub struct Options {
    /// The statutory forms it knows.
    pub forms: Forms,
    /// How pages and Word files are set.
    pub style: Style,
    /// The faces pages are set in, cast for that style: [`Faces::embedded`] or [`Faces::from_library`].
    pub faces: Faces,
    /// How files are read, format by format.
    pub read: ReadOptions,
    /// How files are written, format by format.
    pub write: WriteOptions,
}

impl Options {
    /// The forms and the style nianbao comes with.
    ///
    /// # Errors
    /// None in a released build.
    pub fn built_in() -> Result<Self, Error> {
        let style = Style::gongwen()?;
        let faces = Faces::embedded(&style);
        let (read, write) = (ReadOptions::default(), WriteOptions::default());
        Ok(Options { forms: Forms::built_in()?, style, faces, read, write })
    }
}
