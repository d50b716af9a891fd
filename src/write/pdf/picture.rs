//! Pictures → image objects.
//!
//! JPEG files, and PNG files of a kind PDF knows, go in as they are; all others as samples. Pictures lie on white paper, so
//! what is transparent is made white here: no page needs transparency.

use super::content::PictureNames;
use crate::document::{MediaType, Medium};
use crate::typeset::{Item, Pages};
use flate2::Crc;
use flate2::bufread::ZlibDecoder;
use image::{ColorType, DynamicImage, ImageDecoder, ImageReader};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// The pictures in use, ready to be put into a file.
pub(super) struct Pictures<'a> {
    pub names: PictureNames<'a>,
    streams: BTreeMap<&'a str, Stream>,
}

impl<'a> Pictures<'a> {
    /// The pictures placed on the pages, each once. Those that can't be decoded are missing: the typesetter has said so.
    pub(super) fn of(pages: &'a Pages) -> Self {
        let mut used = BTreeSet::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Item::Image(image) = item {
                used.insert(image.media.as_str());
            }
        }
        let media = pages.media.iter().filter(|(id, _)| used.contains(id.as_str()));
        let streams: BTreeMap<&str, Stream> =
            media.filter_map(|(id, medium)| Some((id.as_str(), image_stream(medium)?))).collect();
        let names = streams.keys().enumerate().map(|(number, id)| (*id, format!("Im{number:04}"))).collect();
        Pictures { names, streams }
    }

    /// Adds them to the file; returns their objects by name.
    pub(super) fn add_to(self, pdf: &mut Document) -> BTreeMap<String, ObjectId> {
        let Pictures { names, streams } = self;
        names.into_values().zip(streams.into_values().map(|stream| pdf.add_object(stream))).collect()
    }
}

fn image_dictionary(width: u32, height: u32, space: Object, bits: u8) -> Dictionary {
    dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
        "ColorSpace" => space, "BitsPerComponent" => i64::from(bits),
    }
}

fn device(grey: bool) -> Object {
    Object::from(if grey { "DeviceGray" } else { "DeviceRGB" })
}

/// A picture as an image object; `None` where it can't be decoded.
fn image_stream(medium: &Medium) -> Option<Stream> {
    if medium.media_type == MediaType::Opaque {
        return None;
    }
    let reader = ImageReader::new(Cursor::new(&medium.bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().ok()?;
    let upright = orientation == image::metadata::Orientation::NoTransforms;
    // A JPEG file is an image stream as it is (ISO 32000-1, 7.4.8).
    let grey = match decoder.original_color_type() {
        image::ExtendedColorType::L8 => Some(true),
        image::ExtendedColorType::Rgb8 => Some(false),
        _ => None,
    };
    if let (MediaType::Jpeg, true, Some(grey)) = (medium.media_type, upright, grey) {
        let mut dict = image_dictionary(width, height, device(grey), 8);
        dict.set("Filter", "DCTDecode");
        return Some(Stream::new(dict, medium.bytes.to_vec()).with_compression(false));
    }
    if let (MediaType::Png, true, Some(stream)) = (medium.media_type, upright, png_stream(&medium.bytes)) {
        return Some(stream);
    }
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(samples(picture))
}

/// The compressed samples of a PNG file without transparency: PDF has the same compression and the same predictors (ISO
/// 32000-1, 7.4.4.4). `None` where it is of another kind, or damaged: it must not get into the archive as it is.
fn png_stream(file: &[u8]) -> Option<Stream> {
    let mut rest = file.strip_prefix(b"\x89PNG\r\n\x1A\n")?;
    let (mut header, mut palette, mut content) = (None, None, Vec::new());
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk::<4>()?) as usize;
        let kind = rest.get(4..8)?;
        let data = rest.get(8..)?.get(..length)?;
        let mut sum = Crc::new();
        sum.update(rest.get(4..)?.get(..4 + length)?);
        let stated = rest.get(8..)?.get(length..)?.first_chunk::<4>()?;
        if sum.sum() != u32::from_be_bytes(*stated) {
            return None;
        }
        match kind {
            b"IHDR" => header = data.first_chunk::<13>(),
            b"PLTE" => palette = Some(data),
            b"tRNS" => return None,
            b"IDAT" => content.extend(data),
            b"IEND" => break,
            _ => {}
        }
        rest = rest.get(8..)?.get(length..)?.get(4..)?;
    }
    let [w0, w1, w2, w3, h0, h1, h2, h3, bits, kind, _, _, interlaced] = *header?;
    let (width, height) = (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
    let (space, colors) = match (kind, palette) {
        (0, _) => (device(true), 1),
        (2, _) => (device(false), 3),
        (3, Some(palette)) => {
            // Samples may name any colour their bits can: the table has all of them.
            let mut table = palette.to_vec();
            table.resize(3 << bits.min(8), 0);
            let table = Object::String(table, StringFormat::Hexadecimal);
            (vec![Object::from("Indexed"), device(false), Object::from((1_i64 << bits.min(8)) - 1), table].into(), 1)
        }
        _ => return None,
    };
    if interlaced != 0 || bits > 8 || !has_rows(&content, width, height, colors * u64::from(bits)) {
        return None;
    }
    let mut dict = image_dictionary(width, height, space, bits);
    let parameters = dictionary! {
        "Predictor" => 15, "Colors" => colors as i64, "BitsPerComponent" => i64::from(bits), "Columns" => i64::from(width),
    };
    dict.set("Filter", "FlateDecode");
    dict.set("DecodeParms", parameters);
    Some(Stream::new(dict, content))
}

/// Whether compressed samples are as many rows as there have to be, each with a predictor there is.
fn has_rows(content: &[u8], width: u32, height: u32, bits_per_pixel: u64) -> bool {
    const LONGEST_ROW: u64 = 1 << 20;
    let row = (u64::from(width) * bits_per_pixel).div_ceil(8) + 1;
    if row > LONGEST_ROW {
        return false;
    }
    let mut row = vec![0; usize::try_from(row).unwrap_or(0)];
    let mut samples = ZlibDecoder::new(content);
    let rows = (0..height)
        .all(|_| samples.read_exact(&mut row).is_ok() && row.first().is_some_and(|predictor| *predictor <= 4));
    // Read to its end, where the sum of all is.
    rows && samples.read(&mut row).is_ok_and(|more| more == 0)
}

fn samples(picture: DynamicImage) -> Stream {
    let (width, height) = (picture.width(), picture.height());
    let grey = matches!(picture.color(), ColorType::L8 | ColorType::La8 | ColorType::L16 | ColorType::La16);
    let over_white = |sample: u8, alpha: u8| {
        let (sample, alpha) = (u32::from(sample), u32::from(alpha));
        ((sample * alpha + 255 * (255 - alpha) + 127) / 255).min(255) as u8
    };
    let samples = match (grey, picture.color().has_alpha()) {
        (true, false) => picture.into_luma8().into_raw(),
        (false, false) => picture.into_rgb8().into_raw(),
        (true, true) => picture.into_luma_alpha8().pixels().map(|p| over_white(p.0[0], p.0[1])).collect(),
        (false, true) => {
            let over = |pixel: &image::Rgba<u8>| {
                let [red, green, blue, alpha] = pixel.0;
                [red, green, blue].map(|sample| over_white(sample, alpha))
            };
            picture.into_rgba8().pixels().flat_map(over).collect()
        }
    };
    Stream::new(image_dictionary(width, height, device(grey), 8), samples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, ImageFormat, RgbImage, RgbaImage};

    fn medium(picture: &DynamicImage) -> Medium {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        Medium { media_type: MediaType::Png, bytes: file.into_inner().into() }
    }

    /// The samples of an image object, as a reader of PDF gets them.
    fn read(stream: &Stream) -> Vec<u8> {
        if stream.dict.has(b"Filter") { stream.decompressed_content().unwrap() } else { stream.content.clone() }
    }

    #[test]
    fn png_samples_go_in_as_they_are() {
        let rgb = RgbImage::from_fn(5, 4, |x, y| image::Rgb([x as u8 * 40, y as u8 * 60, 9]));
        let stream = image_stream(&medium(&rgb.clone().into())).unwrap();
        assert!(stream.dict.has(b"DecodeParms"));
        assert_eq!(read(&stream), rgb.into_raw());
        let grey = GrayImage::from_fn(7, 3, |x, y| image::Luma([(x * y) as u8]));
        assert_eq!(read(&image_stream(&medium(&grey.clone().into())).unwrap()), grey.into_raw());
    }

    #[test]
    fn what_is_transparent_is_white() {
        let picture = RgbaImage::from_fn(3, 1, |x, _| image::Rgba([10, 20, 30, [255, 0, 128][x as usize]]));
        let stream = image_stream(&medium(&picture.into())).unwrap();
        assert_eq!(stream.content, [10, 20, 30, 255, 255, 255, 132, 137, 142]);
        assert!(!stream.dict.has(b"SMask"));
    }

    #[test]
    fn a_damaged_picture_is_left_out() {
        let whole = medium(&RgbImage::from_fn(40, 30, |x, y| image::Rgb([(x * y) as u8, x as u8, y as u8])).into());
        assert!(png_stream(&whole.bytes).is_some());
        for at in 8..whole.bytes.len() - 16 {
            let mut bytes = whole.bytes.to_vec();
            bytes[at] ^= 0x10;
            let stream = png_stream(&bytes);
            assert!(stream.is_none_or(|stream| read(&stream) == read(&png_stream(&whole.bytes).unwrap())), "byte {at}");
        }
        let whole = medium(&RgbImage::new(50, 50).into());
        let bytes: Vec<u8> = whole.bytes.iter().take(whole.bytes.len() - 30).copied().collect();
        assert!(image_stream(&Medium { bytes: bytes.into(), ..whole }).is_none());
    }
}
