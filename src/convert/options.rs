//! What conversions go by.

use crate::finding::Error;
#[cfg(feature = "typeset")]
use crate::font::Faces;
use crate::form::Forms;
use crate::format::{ReadOptions, WriteOptions};
#[cfg(feature = "typeset")]
use crate::style::Style;

/// What a conversion goes by.
#[derive(Debug, Clone)]
pub struct Options {
    /// The statutory forms it knows.
    pub forms: Forms,
    /// How pages and Word files are set.
    #[cfg(feature = "typeset")]
    pub style: Style,
    /// The faces pages are set in, cast for that style: [`Faces::embedded`] or [`Faces::from_library`].
    #[cfg(feature = "typeset")]
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
        #[cfg(feature = "typeset")]
        let style = Style::gongwen()?;
        Ok(Options {
            forms: Forms::built_in()?,
            #[cfg(feature = "typeset")]
            faces: Faces::embedded(&style),
            #[cfg(feature = "typeset")]
            style,
            read: ReadOptions::default(),
            write: WriteOptions::default(),
        })
    }
}
