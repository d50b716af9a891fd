//! How large pictures are shown.

use crate::document::{Medium, Size};
use crate::style::{PT_PER_MM, PageStyle};
use image::{ImageReader, ImageResult};
use std::io::Cursor;

/// The width and height of a picture in pixels; 96 of them are an inch where nothing states its size.
///
/// # Errors
/// Why they can't be read.
pub(crate) fn pixels(medium: &Medium) -> ImageResult<(u32, u32)> {
    ImageReader::new(Cursor::new(&*medium.bytes)).with_guessed_format()?.into_dimensions()
}

/// CSS pixels (96 to the inch) of micrometres, at least one.
pub(crate) fn css_pixels(um: u32) -> u32 {
    u32::try_from((u64::from(um) * 96 + 12_700) / 25_400).unwrap_or(u32::MAX).max(1)
}

/// A size that is one.
pub(crate) fn stated_size(size: Option<Size>) -> Option<Size> {
    size.filter(|size| size.width_um > 0 && size.height_um > 0)
}

/// How high a picture may be, pt: a page but for two lines, so that a caption has room beside it; in a cell or note half a
/// page. One that is higher is reduced to that, as one that is wider than its room is.
pub(crate) fn highest_picture_pt(page: &PageStyle, is_nested: bool) -> f32 {
    let height = page.text_height_mm() * PT_PER_MM;
    if is_nested { height / 2.0 } else { height - 2.0 * page.line_pitch_pt() }
}
