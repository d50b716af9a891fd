//! Pictures as they are shown: upright, in colours every viewer knows, cut to what is left of them, TIFF as PNG, since no published
//! format but Word's has it. What was cut off is in no published file.

mod each;
mod size;
mod svg;
mod tiff;

pub(crate) use size::{css_pixels, highest_picture_pt, pixels, stated_size};
pub(crate) use svg::why_not_drawn;

use crate::document::{Block, Content, Crop, Document, Inline, Media, MediaType, Medium, Size};
use each::each_picture;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Rgb, RgbImage};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

/// Pictures with more pixels than this are not decoded.
pub(crate) const MAX_PIXELS: u64 = 100_000_000;

/// How good a JPEG picture is when it is written once more, of 100.
const QUALITY: u8 = 92;

/// The document with its cropped pictures cut and TIFF turned into PNG; the same where it has none. TIFF that can't be decoded
/// stays.
pub(crate) fn with_pictures_prepared(document: &Document) -> Cow<'_, Document> {
    let mut document = with_pictures_upright(document);
    if is_cropped(&document.blocks) {
        let document = document.to_mut();
        let media = &mut document.media;
        each_picture(&mut document.blocks, &mut |picture| cut(picture.media, picture.crop, media));
    }
    let is_tiff = |medium: &Medium| medium.media_type == MediaType::Tiff;
    if document.media.values().any(is_tiff) {
        for medium in document.to_mut().media.values_mut().filter(|medium| is_tiff(medium)) {
            if let Some(png) = tiff_to_png(medium) {
                *medium = png;
            }
        }
    }
    document
}

/// The document with pictures in SVG drawn, as PNG, and with pictures that a note in their file turns (Exif) turned, JPEG for print (four inks) in screen colours and WebP as
/// PNG: some viewers do as such files say, others do not, and the same picture has to be in all of them. The same where it has none.
pub(crate) fn with_pictures_upright(document: &Document) -> Cow<'_, Document> {
    match svg::drawn(document) {
        Some(drawn) => Cow::Owned(with_files_upright(&drawn).into_owned()),
        None => with_files_upright(document),
    }
}

fn with_files_upright(document: &Document) -> Cow<'_, Document> {
    let remade: BTreeMap<String, Remade> =
        document.media.iter().filter_map(|(id, medium)| Some((id.clone(), remade(medium)?))).collect();
    if remade.is_empty() {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    each_picture(&mut document.blocks, &mut |picture| {
        let Some(Remade { lay: Some((width, height)), .. }) = remade.get(picture.media) else { return };
        // A size of the proportions the file's pixels have is one of the picture lying down.
        if let Some(Size { width_um, height_um }) = picture.size {
            // How far it is from the proportions of these pixels.
            let off = |across: u64, down: u64| (u64::from(*width_um) * down).abs_diff(u64::from(*height_um) * across);
            let is_lying = off(*width, *height) < off(*height, *width);
            if is_lying {
                std::mem::swap(width_um, height_um);
            }
        }
    });
    for (id, Remade { medium, .. }) in remade {
        document.media.insert(id, medium);
    }
    Cow::Owned(document)
}

/// A picture made anew.
struct Remade {
    medium: Medium,
    /// The width and height its pixels had before it was set upright from lying on its side.
    lay: Option<(u64, u64)>,
}

/// A picture that has to be turned, is of four inks or WebP, made anew; `None` where it can stay as it is or can't be decoded.
fn remade(medium: &Medium) -> Option<Remade> {
    if medium.media_type == MediaType::WebP {
        let medium = Medium { media_type: MediaType::Png, bytes: png_bytes(decode(medium)?)?.into() };
        return Some(Remade { medium, lay: None });
    }
    if !matches!(medium.media_type, MediaType::Jpeg | MediaType::Png) {
        return None;
    }
    let reader = ImageReader::new(Cursor::new(&*medium.bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let inks = medium.media_type == MediaType::Jpeg && jpeg_components(&medium.bytes) == Some(4);
    if orientation == Orientation::NoTransforms && !inks {
        return None;
    }
    let lies = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = decoder.dimensions();
    let picture = decode(medium)?;
    let bytes = match medium.media_type {
        MediaType::Jpeg => jpeg_bytes(picture)?,
        _ => png_bytes(picture)?,
    };
    let medium = Medium { media_type: medium.media_type, bytes: bytes.into() };
    Some(Remade { medium, lay: lies.then_some((width.into(), height.into())) })
}

/// How many components the pixels of a JPEG file have (ITU-T T.81, B.2.2): 1 of grey, 3 of a screen, 4 of inks.
fn jpeg_components(file: &[u8]) -> Option<u8> {
    let mut rest = file.get(2..)?;
    loop {
        let [0xFF, marker, ..] = *rest else { return None };
        match marker {
            // Fill bytes, and markers without a segment.
            0xFF => rest = rest.get(1..)?,
            0x01 | 0xD0..=0xD8 => rest = rest.get(2..)?,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return rest.get(9).copied(),
            0xD9 | 0xDA => return None,
            _ => rest = rest.get(2 + usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]))..)?,
        }
    }
}

fn jpeg_bytes(picture: DynamicImage) -> Option<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    match picture.color().has_color() {
        true => picture.into_rgb8().write_with_encoder(encoder).ok()?,
        false => picture.into_luma8().write_with_encoder(encoder).ok()?,
    }
    Some(bytes.into_inner())
}

/// A TIFF picture as PNG; `None` where it is none or can't be decoded.
fn tiff_to_png(medium: &Medium) -> Option<Medium> {
    if medium.media_type != MediaType::Tiff {
        return None;
    }
    let bytes = png_bytes(decode(medium)?)?;
    Some(Medium { media_type: MediaType::Png, bytes: bytes.into() })
}

/// A picture's file as the decoder reads it.
struct Readable<'m> {
    file: Cow<'m, [u8]>,
    /// The colours its levels of grey stand for.
    colors: Option<Vec<[u8; 3]>>,
}

fn readable(medium: &Medium) -> Option<Readable<'_>> {
    if medium.media_type != MediaType::Tiff {
        return Some(Readable { file: Cow::Borrowed(&*medium.bytes), colors: None });
    }
    let file = tiff::highest_bit_first(&medium.bytes)?;
    Some(match tiff::palette(&file) {
        Some((grey, colors)) => Readable { file: Cow::Owned(grey), colors: Some(colors) },
        None => Readable { file, colors: None },
    })
}

/// A picture's pixels, upright.
fn decode(medium: &Medium) -> Option<DynamicImage> {
    let Readable { file, colors } = readable(medium)?;
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    if let Some(colors) = colors {
        let places = picture.into_luma8();
        let color = |x, y| colors.get(usize::from(places.get_pixel(x, y).0[0])).copied().unwrap_or_default();
        picture = RgbImage::from_fn(places.width(), places.height(), |x, y| Rgb(color(x, y))).into();
    }
    Some(picture)
}

/// A picture as a PNG file, which knows no floating-point samples.
fn png_bytes(picture: DynamicImage) -> Option<Vec<u8>> {
    let picture = match picture.color() {
        ColorType::Rgb32F => picture.into_rgb8().into(),
        ColorType::Rgba32F => picture.into_rgba8().into(),
        _ => picture,
    };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
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
        Block::Chart(_) | Block::Break(_) => false,
    })
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
    let picture = decode(medium)?;
    let part = |whole: u32, part: u32| {
        let part = (u64::from(whole) * u64::from(part) + u64::from(Crop::WHOLE) / 2) / u64::from(Crop::WHOLE);
        u32::try_from(part).unwrap_or(u32::MAX)
    };
    let (x, y) = (part(picture.width(), crop.left), part(picture.height(), crop.top));
    let (w, h) = (part(picture.width(), width_left).max(1), part(picture.height(), height_left).max(1));
    let cut = picture.crop_imm(x, y, w, h);
    let bytes = match medium.media_type {
        MediaType::Jpeg => jpeg_bytes(cut)?,
        _ => png_bytes(cut)?,
    };
    Some(Medium { media_type: MediaType::of(&bytes), bytes: bytes.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Figure;
    use image::GenericImageView;

    #[test]
    fn what_is_left_is_a_picture_of_its_own() {
        let picture = RgbImage::from_fn(10, 4, |x, y| Rgb([x as u8 * 20, y as u8 * 50, 0]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let medium = Medium { media_type: MediaType::Png, bytes: bytes.into_inner().into() };
        let crop = Some(Crop { left: 20_000, top: 50_000, right: 10_000, bottom: 0 });
        let figure = |crop| {
            let (media, origin) = ("a.png".to_owned(), Default::default());
            Block::Figure(Figure { media, alt: String::new(), decorative: false, size: None, crop, origin })
        };
        let media = Media::from([("a.png".to_owned(), medium)]);
        let document = Document { blocks: vec![figure(crop), figure(None)], media, ..Document::default() };
        let made = with_pictures_prepared(&document);
        let Block::Figure(cut) = &made.blocks[0] else { panic!() };
        let shown = image::load_from_memory(&made.media[&cut.media].bytes).unwrap();
        assert_eq!((cut.crop, shown.dimensions()), (None, (7, 2)));
        assert_eq!(shown.get_pixel(0, 0).0[..2], [40, 100]);
        assert_eq!(made.blocks[1], figure(None));
        let plain = Document { blocks: vec![figure(None)], ..Document::default() };
        assert!(matches!(with_pictures_prepared(&plain), Cow::Borrowed(_)));
    }

    /// A JPEG file of 40 × 20 pixels, red on the left and blue on the right, whose note says how it is turned.
    fn turned(orientation: u8) -> Medium {
        let picture = RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) });
        let mut file = jpeg_bytes(picture.into()).unwrap();
        let mut note = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        note.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let mut segment = vec![0xFF, 0xE1, 0, note.len() as u8 + 2];
        segment.extend(note);
        file.splice(2..2, segment);
        Medium { media_type: MediaType::Jpeg, bytes: file.into() }
    }

    #[test]
    fn turned_pictures_stand_upright_in_their_own_proportions() {
        let document = |orientation, size| {
            let (alt, origin) = (String::new(), Default::default());
            let figure = Figure { media: "a".to_owned(), alt, decorative: false, size: Some(size), crop: None, origin };
            let media = Media::from([("a".to_owned(), turned(orientation))]);
            Document { blocks: vec![Block::Figure(figure)], media, ..Document::default() }
        };
        let (wide, high) = (Size { width_um: 60_000, height_um: 30_000 }, Size { width_um: 30_000, height_um: 60_000 });
        // As the pixels lie, as the picture stands, and of no turning at all; then where red is.
        for (orientation, size, expected, pixels, red) in [
            (6, wide, high, (20, 40), (10, 5)),
            (6, high, high, (20, 40), (10, 5)),
            (8, wide, high, (20, 40), (10, 35)),
            (3, wide, wide, (40, 20), (35, 10)),
            (1, wide, wide, (40, 20), (5, 10)),
        ] {
            let document = document(orientation, size);
            let made = with_pictures_upright(&document);
            let Block::Figure(figure) = &made.blocks[0] else { panic!() };
            let shown = image::load_from_memory(&made.media["a"].bytes).unwrap().into_rgb8();
            assert_eq!((figure.size, shown.dimensions()), (Some(expected), pixels), "{orientation}");
            let [r, _, b] = shown.get_pixel(red.0, red.1).0;
            assert!(r > 180 && b < 80, "{orientation}: {r} {b}");
            assert!(remade(&made.media["a"]).is_none(), "{orientation}: done once");
        }
    }

    #[test]
    fn the_components_of_a_jpeg_file_are_counted() {
        let colored = jpeg_bytes(RgbImage::new(3, 3).into()).unwrap();
        let grey = jpeg_bytes(image::GrayImage::new(3, 3).into()).unwrap();
        assert_eq!((jpeg_components(&colored), jpeg_components(&grey)), (Some(3), Some(1)));
        let inks: Vec<u8> = [0xFF, 0xD8, 0xFF, 0xFF, 0xC0, 0, 20, 8, 0, 1, 0, 1, 4].to_vec();
        assert_eq!(jpeg_components(&inks), Some(4));
        for broken in [&colored[..3], &[], &[0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF], &[0xFF, 0xD8, 0xFF, 0xDA]] {
            assert_eq!(jpeg_components(broken), None);
        }
    }

    /// A picture of 48 × 24 pixels as scanners make them (CCITT group 4): black on white where `white` is 0, the lowest bit
    /// first where `order` is 2. A square has its corner at (4, 4), a line rises from the lower left.
    fn scanned(white: u8, order: u8) -> Medium {
        const PIXELS: [u8; 42] = [
            0x26, 0xa0, 0xad, 0x84, 0x16, 0x10, 0x58, 0x41, 0x65, 0xd6, 0x10, 0x5e, 0x10, 0x5e, 0x10, 0x5e, 0x10, 0x5e,
            0x10, 0x5e, 0x10, 0x5e, 0x10, 0x5e, 0x10, 0x5e, 0x10, 0x5d, 0xf5, 0xff, 0xff, 0x91, 0x5f, 0x08, 0x2c, 0x20,
            0xb0, 0x82, 0x87, 0x00, 0x10, 0x01,
        ];
        let entries: [[u16; 2]; 10] = [
            [256, 48],
            [257, 24],
            [258, 1],
            [259, 4],
            [262, u16::from(white)],
            [266, u16::from(order)],
            [273, 134],
            [277, 1],
            [278, 24],
            [279, 42],
        ];
        let mut file = b"II*\0\x08\0\0\0\x0A\0".to_vec();
        for [tag, value] in entries {
            file.extend(tag.to_le_bytes());
            file.extend([3, 0, 1, 0, 0, 0]);
            file.extend(value.to_le_bytes());
            file.extend([0, 0]);
        }
        file.extend([0; 4]);
        file.extend(PIXELS.iter().map(|byte| if order == 2 { byte.reverse_bits() } else { *byte }));
        Medium { media_type: MediaType::of(&file), bytes: file.into() }
    }

    #[test]
    fn scanned_pictures_become_png() {
        for (white, order) in [(0, 1), (1, 1), (0, 2), (1, 2)] {
            let media = Media::from([("a.tif".to_owned(), scanned(white, order))]);
            let made = with_pictures_prepared(&Document { media, ..Document::default() }).into_owned();
            let png = &made.media["a.tif"];
            assert_eq!((png.media_type, MediaType::of(&png.bytes)), (MediaType::Png, MediaType::Png));
            let shown = image::load_from_memory(&png.bytes).unwrap().into_luma8();
            let (ink, ground) = if white == 1 { (0, 255) } else { (255, 0) };
            for (x, y, level) in [(10, 10, ink), (30, 2, ground), (4, 4, ink), (3, 4, ground), (0, 23, ink)] {
                assert_eq!(shown.get_pixel(x, y).0[0], level, "{white} {order} {x} {y}");
            }
        }
    }

    #[test]
    fn pictures_of_a_palette_become_png() {
        // Two pixels, of the colours 1 and 2 of 256.
        let mut colors = [0u16; 768];
        (colors[1], colors[256 + 2], colors[512 + 2]) = (0xFFFF, 0x8080, 0x4040);
        let entries: [[u32; 4]; 9] = [
            [256, 3, 1, 2],
            [257, 3, 1, 1],
            [258, 3, 1, 8],
            [259, 3, 1, 1],
            [262, 3, 1, 3],
            [273, 4, 1, 8],
            [277, 3, 1, 1],
            [279, 4, 1, 2],
            [320, 3, 768, 10],
        ];
        let mut file = b"II*\0".to_vec();
        file.extend((10u32 + 2 * 768).to_le_bytes());
        file.extend([1, 2]);
        colors.iter().for_each(|level| file.extend(level.to_le_bytes()));
        file.extend(9u16.to_le_bytes());
        for [tag, kind, count, value] in entries {
            file.extend((tag as u16).to_le_bytes());
            file.extend((kind as u16).to_le_bytes());
            file.extend(count.to_le_bytes());
            file.extend(value.to_le_bytes());
        }
        file.extend([0; 4]);
        let png = tiff_to_png(&Medium { media_type: MediaType::of(&file), bytes: file.into() }).unwrap();
        let shown = image::load_from_memory(&png.bytes).unwrap().into_rgb8();
        assert_eq!([0, 1].map(|x| shown.get_pixel(x, 0).0), [[255, 0, 0], [0, 0x80, 0x40]]);
    }

    #[test]
    fn scanned_pictures_that_cannot_be_decoded_stay() {
        let broken = |bytes: &[u8]| Medium { media_type: MediaType::Tiff, bytes: bytes.into() };
        let whole = scanned(0, 2);
        let mut offset = whole.bytes.to_vec();
        offset[8 + 2 + 6 * 12 + 8 + 1] = 0xFF;
        for medium in [broken(&offset), broken(&whole.bytes[..20]), broken(b"II*\0"), broken(b"MM\0*\xFF\xFF\xFF\xFF")]
        {
            let media = Media::from([("a.tif".to_owned(), medium.clone())]);
            let document = Document { media, ..Document::default() };
            assert_eq!(with_pictures_prepared(&document).media["a.tif"], medium);
        }
    }

    #[test]
    fn a_webp_picture_is_png_in_all_that_is_published() {
        let own = image::RgbImage::from_fn(3, 2, |x, y| image::Rgb([10 * x as u8, 20 * y as u8, 200]));
        let mut file = Cursor::new(Vec::new());
        image::codecs::webp::WebPEncoder::new_lossless(&mut file)
            .encode(&own, 3, 2, image::ExtendedColorType::Rgb8)
            .unwrap();
        let file = file.into_inner();
        assert_eq!(MediaType::of(&file), MediaType::WebP);
        let medium = Medium { media_type: MediaType::WebP, bytes: file.clone().into() };
        let cut = Medium { media_type: MediaType::WebP, bytes: file[..file.len() / 2].into() };
        let media = Media::from([("a.webp".to_owned(), medium), ("b.webp".to_owned(), cut.clone())]);
        let prepared = with_pictures_upright(&Document { media, ..Document::default() }).into_owned().media;
        assert_eq!(prepared["a.webp"].media_type, MediaType::Png);
        assert_eq!(image::load_from_memory(&prepared["a.webp"].bytes).unwrap().into_rgb8(), own);
        assert_eq!(prepared["b.webp"], cut, "what can't be decoded stays");
    }
}
