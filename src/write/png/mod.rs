//! Pages → PNG pictures, one a page, so that anyone can look without a PDF viewer.
//!
//! In: [`Pages`]. Out: the bytes of a PNG file for each page. Knows no document and no style: what is on the page has been
//! decided. Grey where nothing on the page is coloured. Same pages and resolution, same bytes, on every machine.
//!
//! | file | what it does |
//! |---|---|
//! | `raster` | items → pixels |

mod raster;

use crate::finding::{Error, catalogue};
use crate::typeset::Pages;
use crate::whole::Whole;
use raster::Painter;
use std::ops::RangeInclusive;
use tiny_skia::Pixmap;

/// The resolutions pages are drawn at, in dots per inch.
pub const RESOLUTIONS: RangeInclusive<u16> = 20..=600;

/// How pages are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PngOptions {
    /// Dots per inch, within [`RESOLUTIONS`].
    pub dpi: u16,
    /// The only page wanted, from 1; `None`: all.
    pub page: Option<usize>,
}

impl Default for PngOptions {
    fn default() -> Self {
        PngOptions { dpi: 120, page: None }
    }
}

/// A page drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// Which page it is, from 1.
    pub page: usize,
    /// The PNG file.
    pub bytes: Vec<u8>,
}

/// The pictures of the pages, in their order.
///
/// # Errors
/// `page-out-of-range` where the wanted page is none of them, `resolution-out-of-range`, `png-not-written`.
pub fn pages_to_png(pages: &Pages, options: &PngOptions) -> Result<Vec<PagePicture>, Error> {
    let (least, most) = (RESOLUTIONS.start(), RESOLUTIONS.end());
    if !RESOLUTIONS.contains(&options.dpi) {
        return Err(catalogue::typeset::resolution_out_of_range(options.dpi, least, most).into());
    }
    let count = pages.pages.len();
    let wanted = match options.page {
        None => 1..=count,
        Some(page) if (1..=count).contains(&page) => page..=page,
        Some(page) => return Err(catalogue::typeset::page_out_of_range(page, count).into()),
    };
    let mut painter = Painter::new(pages, options.dpi);
    let mut pictures = Vec::new();
    for number in wanted {
        let Some(page) = pages.pages.get(number - 1) else { continue };
        let bytes = painter.page(page).and_then(|pixmap| encode(&pixmap, options.dpi));
        let bytes = bytes.ok_or_else(|| Error::from(catalogue::typeset::png_not_written(number)))?;
        pictures.push(PagePicture { page: number, bytes });
    }
    Ok(pictures)
}

/// The PNG file of an opaque picture; `None` where it can't be written, which no page's size can bring about.
fn encode(pixmap: &Pixmap, dpi: u16) -> Option<Vec<u8>> {
    let pixels = pixmap.pixels();
    let grey = pixels.iter().all(|p| p.red() == p.green() && p.green() == p.blue());
    let samples: Vec<u8> = if grey {
        pixels.iter().map(|p| p.red()).collect()
    } else {
        pixels.iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect()
    };
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(if grey { png::ColorType::Grayscale } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    // Dots a metre (PNG, 11.3.4.3).
    let per_metre = u32::whole((f64::from(dpi) / 0.0254).round());
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&samples).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests;
