//! The size of pictures, without decoding them.

use crate::document::{MediaType, Medium};
use image::ImageReader;
use std::io::Cursor;

/// Pictures with more pixels than this are not drawn.
const MAX_PIXELS: u64 = 100_000_000;

/// Width and height in pixels; why it can't be drawn otherwise.
pub(super) fn dimensions(medium: &Medium) -> Result<(u32, u32), String> {
    if medium.media_type == MediaType::Opaque {
        return Err("EMF/WMF/TIFF".to_owned());
    }
    let reader = ImageReader::new(Cursor::new(&medium.bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    let (width, height) = reader.into_dimensions().map_err(|e| e.to_string())?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(format!("{width} × {height}"));
    }
    Ok((width, height))
}
