//! Pictures in SVG, drawn as large as they are shown.

#[cfg(feature = "svg")]
use super::each::{Picture, each_picture};
#[cfg(feature = "svg")]
use super::size::stated_size;
#[cfg(feature = "svg")]
use crate::document::{Crop, Size};
use crate::document::{Document, MediaType, Medium};
#[cfg(feature = "svg")]
use crate::svg::Drawing;
#[cfg(feature = "svg")]
use std::collections::BTreeMap;

/// Why a picture in SVG is not drawn.
pub(crate) fn why_not_drawn(medium: &Medium) -> String {
    #[cfg(feature = "svg")]
    if let Err(cause) = Drawing::read(&medium.bytes) {
        return cause;
    }
    debug_assert_eq!(medium.media_type, MediaType::Svg);
    "SVG".to_owned()
}

/// The document with its pictures in SVG drawn; `None` where it has none that can be. What has no size is shown in that of its file.
#[cfg(feature = "svg")]
pub(super) fn drawn(document: &Document) -> Option<Document> {
    let drawings: BTreeMap<String, Drawing> = document
        .media
        .iter()
        .filter(|(_, medium)| medium.media_type == MediaType::Svg)
        .filter_map(|(id, medium)| Some((id.clone(), Drawing::read(&medium.bytes).ok()?)))
        .collect();
    if drawings.is_empty() {
        return None;
    }
    let mut document = document.clone();
    let mut shown: BTreeMap<String, Size> = BTreeMap::new();
    each_picture(&mut document.blocks, &mut |Picture { media, size, crop }| {
        let Some(drawing) = drawings.get(media) else { return };
        let rest = crop.and_then(Crop::rest).unwrap_or((Crop::WHOLE, Crop::WHOLE));
        let stated = stated_size(*size).unwrap_or_else(|| scaled(drawing.size(), rest, (Crop::WHOLE, Crop::WHOLE)));
        *size = Some(stated);
        // The whole, of which what is left is as large as that.
        let whole = scaled(stated, (Crop::WHOLE, Crop::WHOLE), rest);
        let largest = shown.entry(media.clone()).or_insert(whole);
        if largest.width_um < whole.width_um {
            *largest = whole;
        }
    });
    for (id, size) in shown {
        let Some(file) = drawings.get(&id).and_then(|drawing| drawing.to_png(size)) else { continue };
        document.media.insert(id, Medium { media_type: MediaType::Png, bytes: file.into() });
    }
    Some(document)
}

/// A size by so much of another.
#[cfg(feature = "svg")]
fn scaled(size: Size, (width, height): (u32, u32), (of_width, of_height): (u32, u32)) -> Size {
    let part = |um: u32, by: u32, of: u32| {
        let part = u64::from(um) * u64::from(by) / u64::from(of.max(1));
        u32::try_from(part).unwrap_or(u32::MAX).max(1)
    };
    Size { width_um: part(size.width_um, width, of_width), height_um: part(size.height_um, height, of_height) }
}

#[cfg(not(feature = "svg"))]
pub(super) fn drawn(_: &Document) -> Option<Document> {
    None
}
