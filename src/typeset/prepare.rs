//! Pictures as they are shown: cut to what is left of them. What was cut off is in no published file.

use crate::document::{Block, Content, Crop, Document, Figure, Inline, Media, MediaType, Medium};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::borrow::Cow;
use std::io::Cursor;

/// Pictures with more pixels than this are not decoded.
const MAX_PIXELS: u64 = 100_000_000;

/// How good a JPEG picture is when it is written once more, of 100.
const QUALITY: u8 = 92;

/// The document with its cropped pictures cut; the same where it has none.
pub(crate) fn with_pictures_cut(document: &Document) -> Cow<'_, Document> {
    let mut document = Cow::Borrowed(document);
    if is_cropped(&document.blocks) {
        let document = document.to_mut();
        cut_blocks(&mut document.blocks, &mut document.media);
    }
    document
}

fn is_cropped(blocks: &[Block]) -> bool {
    let in_content = |content: &Content| {
        let mut cropped = false;
        content.each_inline(&mut |inline| match inline {
            Inline::Image(image) => cropped |= image.crop.is_some(),
            Inline::Note(note) => cropped |= is_cropped(&note.content),
            _ => {}
        });
        cropped
    };
    blocks.iter().any(|block| match block {
        Block::Heading(heading) => in_content(&heading.content),
        Block::Paragraph(paragraph) => in_content(&paragraph.content),
        Block::List(list) => list.items.iter().any(|item| is_cropped(&item.content)),
        Block::Table(grid) => grid.cells().iter().any(|cell| is_cropped(&cell.content)),
        Block::Figure(figure) => figure.crop.is_some(),
        Block::Break(_) => false,
    })
}

fn cut_blocks(blocks: &mut [Block], media: &mut Media) {
    for block in blocks {
        match block {
            Block::Heading(heading) => cut_content(&mut heading.content, media),
            Block::Paragraph(paragraph) => cut_content(&mut paragraph.content, media),
            Block::List(list) => list.items.iter_mut().for_each(|item| cut_blocks(&mut item.content, media)),
            Block::Table(grid) => grid.cells_mut().iter_mut().for_each(|cell| cut_blocks(&mut cell.content, media)),
            Block::Figure(Figure { media: id, crop, .. }) => cut(id, crop, media),
            Block::Break(_) => {}
        }
    }
}

fn cut_content(content: &mut Content, media: &mut Media) {
    let mut inlines = std::mem::take(content).into_inlines();
    for inline in &mut inlines {
        match inline {
            Inline::Image(image) => cut(&mut image.media, &mut image.crop, media),
            Inline::Link(link) => cut_content(&mut link.content, media),
            Inline::Ruby(ruby) => cut_content(&mut ruby.base, media),
            Inline::Revision(revision) => cut_content(&mut revision.content, media),
            Inline::Note(note) => cut_blocks(&mut note.content, media),
            Inline::Text(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
        }
    }
    *content = Content::new(inlines);
}

/// Puts a cut copy in a picture's place. One that can't be decoded stays, and can't be shown either.
fn cut(id: &mut String, crop: &mut Option<Crop>, media: &mut Media) {
    let Some(wanted) = crop.take() else { return };
    let Crop { left, top, right, bottom } = wanted;
    let name = format!("{id} ({left}, {top}, {right}, {bottom})");
    if !media.contains_key(&name) {
        let Some(made) = media.get(id.as_str()).and_then(|medium| cut_medium(medium, wanted)) else { return };
        media.insert(name.clone(), made);
    }
    *id = name;
}

fn cut_medium(medium: &Medium, crop: Crop) -> Option<Medium> {
    if medium.media_type == MediaType::Opaque {
        return None;
    }
    let (width_left, height_left) = crop.rest()?;
    let reader = ImageReader::new(Cursor::new(&*medium.bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    let part = |whole: u32, part: u32| {
        ((u64::from(whole) * u64::from(part) + u64::from(Crop::WHOLE) / 2) / u64::from(Crop::WHOLE)) as u32
    };
    let (x, y) = (part(picture.width(), crop.left), part(picture.height(), crop.top));
    let (w, h) = (part(picture.width(), width_left).max(1), part(picture.height(), height_left).max(1));
    let cut = picture.crop_imm(x, y, w, h);
    let mut bytes = Cursor::new(Vec::new());
    match medium.media_type {
        MediaType::Jpeg => {
            let cut = cut.into_rgb8();
            cut.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)).ok()?;
        }
        _ => cut.write_to(&mut bytes, ImageFormat::Png).ok()?,
    }
    let bytes = bytes.into_inner();
    Some(Medium { media_type: MediaType::of(&bytes), bytes: bytes.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GenericImageView, Rgb, RgbImage};

    #[test]
    fn what_is_left_is_a_picture_of_its_own() {
        let picture = RgbImage::from_fn(10, 4, |x, y| Rgb([x as u8 * 20, y as u8 * 50, 0]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let medium = Medium { media_type: MediaType::Png, bytes: bytes.into_inner().into() };
        let crop = Some(Crop { left: 20_000, top: 50_000, right: 10_000, bottom: 0 });
        let figure = |crop| {
            let (media, origin) = ("a.png".to_owned(), Default::default());
            Block::Figure(Figure { media, alt: String::new(), size: None, crop, origin })
        };
        let media = Media::from([("a.png".to_owned(), medium)]);
        let document = Document { blocks: vec![figure(crop), figure(None)], media, ..Document::default() };
        let made = with_pictures_cut(&document);
        let Block::Figure(cut) = &made.blocks[0] else { panic!() };
        let shown = image::load_from_memory(&made.media[&cut.media].bytes).unwrap();
        assert_eq!((cut.crop, shown.dimensions()), (None, (7, 2)));
        assert_eq!(shown.get_pixel(0, 0).0[..2], [40, 100]);
        assert_eq!(made.blocks[1], figure(None));
        let plain = Document { blocks: vec![figure(None)], ..Document::default() };
        assert!(matches!(with_pictures_cut(&plain), Cow::Borrowed(_)));
    }
}
