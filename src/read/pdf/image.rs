//! Image dictionaries → picture files (ISO 32000-1, 8.9).
//!
//! JPEG stays as it is, byte for byte. Samples of gray, RGB, CMYK and indexed spaces become PNG, their soft mask its alpha.
//! Fax, JBIG2 and JPEG 2000 are not taken out.

use super::graphics::{Space, space_of};
use super::stream::{self, Decoded, Fault};
use crate::document::{MediaType, Medium};
use crate::finding::{Term, terms};
use crate::whole::counted;
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Name, Object, Stream, String as PdfString};
use std::borrow::Cow;
use std::sync::Arc;

/// Pixels of one picture.
const MAX_PIXELS: usize = 24_000_000;
/// Bytes of one picture's samples.
const MAX_SAMPLE_BYTES: usize = 128 << 20;

/// Why a picture can't be taken out, for a finding.
pub(super) type Obstacle = &'static Term;

/// What an image dictionary says.
struct Header {
    width: usize,
    height: usize,
    bits: usize,
    is_stencil: bool,
    colors: Colors,
    /// Whether 0 stands for the most and not for the least.
    is_inverted: bool,
}

enum Colors {
    Direct(Space),
    /// A palette, in RGB.
    Indexed(Vec<[u8; 3]>),
}

/// The picture of an image object.
pub(super) fn image_to_medium(image: &Stream<'_>, spaces: &Dict<'_>) -> Result<Medium, Obstacle> {
    let dict = image.dict();
    if let Some(medium) = packed_as_png(image, spaces) {
        return Ok(medium);
    }
    let decoded = stream::decode(image, MAX_SAMPLE_BYTES);
    let alpha = match dict.get::<Object<'_>>(b"SMask").or_else(|| dict.get::<Object<'_>>(b"Mask")) {
        Some(Object::Stream(mask)) => Some(mask),
        _ => None,
    };
    medium(dict, spaces, decoded, alpha.as_ref())
}

/// A picture whose samples are packed as those of PNG files are, with these as they stand.
fn packed_as_png(image: &Stream<'_>, spaces: &Dict<'_>) -> Option<Medium> {
    let dict = image.dict();
    let has_mask = dict.contains_key(b"SMask") || dict.contains_key(b"Mask");
    let header = header(dict, spaces).ok().filter(|header| !has_mask && !header.is_stencil && !header.is_inverted)?;
    let Header { width, height, bits, .. } = header;
    let (color, parts) = match &header.colors {
        Colors::Indexed(_) if bits <= 8 => (png::ColorType::Indexed, 1),
        Colors::Direct(Space::Gray) if bits <= 8 => (png::ColorType::Grayscale, 1),
        Colors::Direct(Space::Rgb) if bits == 8 => (png::ColorType::Rgb, 3),
        _ => return None,
    };
    let raw = image.raw_data();
    let samples = raw.get(..stream::png_samples(image, (parts, bits, width, height))?)?;
    let mut file = Vec::with_capacity(samples.len() + 1024);
    let mut encoder = png::Encoder::new(&mut file, u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::from_u8(u8::try_from(bits).ok()?)?);
    if let Colors::Indexed(palette) = header.colors {
        // An index that the palette lacks is black.
        let entries = palette.into_iter().chain(std::iter::repeat([0; 3])).take(1 << bits);
        encoder.set_palette(entries.flatten().collect::<Vec<u8>>());
    }
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_chunk(png::chunk::IDAT, samples)?;
        writer.finish()
    });
    written.ok().map(|()| Medium { media_type: MediaType::Png, bytes: Arc::from(file) })
}

/// The picture of an inline image: its dictionary as written, and its data.
pub(super) fn inline_to_medium(dict: &Dict<'_>, data: &[u8], spaces: &Dict<'_>) -> Result<Medium, Obstacle> {
    let names: Vec<Vec<u8>> = match entry(dict, b"F", b"Filter") {
        Some(Object::Name(name)) => vec![name.to_vec()],
        Some(Object::Array(names)) => names.iter::<Name<'_>>().take(8).map(|name| name.to_vec()).collect(),
        _ => Vec::new(),
    };
    let filters: Option<Vec<Filter>> = names.iter().map(|name| filter_by_name(name)).collect();
    let parameters: Vec<Option<Dict<'_>>> = match entry(dict, b"DP", b"DecodeParms") {
        Some(Object::Dict(one)) => vec![Some(one)],
        Some(Object::Array(all)) => all.iter::<Object<'_>>().take(8).map(Object::into_dict).collect(),
        _ => Vec::new(),
    };
    let filters = filters.ok_or(Fault::Unknown.words())?;
    let steps = filters.into_iter().enumerate();
    let steps = steps.map(|(index, filter)| (filter, parameters.get(index).cloned().flatten()));
    medium(dict, spaces, stream::undo(data, steps, MAX_SAMPLE_BYTES), None)
}

fn filter_by_name(name: &[u8]) -> Option<Filter> {
    Some(match name {
        b"AHx" | b"ASCIIHexDecode" => Filter::AsciiHexDecode,
        b"A85" | b"ASCII85Decode" => Filter::Ascii85Decode,
        b"LZW" | b"LZWDecode" => Filter::LzwDecode,
        b"Fl" | b"FlateDecode" => Filter::FlateDecode,
        b"RL" | b"RunLengthDecode" => Filter::RunLengthDecode,
        b"CCF" | b"CCITTFaxDecode" => Filter::CcittFaxDecode,
        b"DCT" | b"DCTDecode" => Filter::DctDecode,
        _ => return None,
    })
}

/// Whether a picture is a JPEG file as it is.
pub(super) fn is_jpeg(dict: &Dict<'_>) -> bool {
    matches!(entry(dict, b"F", b"Filter"), Some(Object::Name(name)) if matches!(&*name, b"DCTDecode" | b"DCT"))
}

/// The pixels an image dictionary states: width and height.
pub(super) fn pixels(dict: &Dict<'_>) -> Option<(usize, usize)> {
    let number = |short: &[u8], long: &[u8]| match entry(dict, short, long) {
        Some(Object::Number(number)) => usize::try_from(number.as_i64()).ok().filter(|number| *number > 0),
        _ => None,
    };
    Some((number(b"W", b"Width")?, number(b"H", b"Height")?))
}

fn entry<'a>(dict: &Dict<'a>, short: &[u8], long: &[u8]) -> Option<Object<'a>> {
    dict.get::<Object<'a>>(long).or_else(|| dict.get::<Object<'a>>(short))
}

fn medium(
    dict: &Dict<'_>,
    spaces: &Dict<'_>,
    decoded: Decoded,
    alpha: Option<&Stream<'_>>,
) -> Result<Medium, Obstacle> {
    match decoded.image_filter {
        Some(Filter::DctDecode) if decoded.bytes.starts_with(&[0xFF, 0xD8]) => {
            return Ok(Medium { media_type: MediaType::Jpeg, bytes: Arc::from(decoded.bytes) });
        }
        Some(Filter::DctDecode) => return Err(terms::JPEG_DAMAGED),
        Some(Filter::JpxDecode) => return Err(terms::JPEG_2000),
        Some(Filter::Jbig2Decode) => return Err(terms::JBIG2),
        Some(_) => return Err(terms::FAX),
        None => {}
    }
    if let Some(fault @ (Fault::Broken | Fault::TooLong | Fault::Unknown)) = decoded.fault {
        return Err(fault.words());
    }
    let header = header(dict, spaces)?;
    let alpha = match alpha {
        Some(mask) => mask_to_alpha(mask, &header)?,
        None => None,
    };
    to_png(&header, &decoded.bytes, alpha.as_deref())
}

fn header(dict: &Dict<'_>, spaces: &Dict<'_>) -> Result<Header, Obstacle> {
    let (width, height) = pixels(dict).ok_or(terms::NO_SIZE)?;
    if width.checked_mul(height).is_none_or(|pixels| pixels > MAX_PIXELS) {
        return Err(terms::TOO_LARGE);
    }
    let is_stencil = matches!(entry(dict, b"IM", b"ImageMask"), Some(Object::Boolean(true)));
    let bits = match entry(dict, b"BPC", b"BitsPerComponent") {
        _ if is_stencil => 1,
        Some(Object::Number(bits)) if matches!(bits.as_i64(), 1 | 2 | 4 | 8 | 16) => {
            usize::try_from(bits.as_i64()).unwrap_or(8)
        }
        _ => 8,
    };
    let is_inverted = match entry(dict, b"D", b"Decode") {
        Some(Object::Array(range)) => {
            let range: Vec<f32> = range.iter::<f32>().take(2).collect();
            matches!(range.as_slice(), [from, to] if from > to)
        }
        _ => false,
    };
    let colors = match entry(dict, b"CS", b"ColorSpace") {
        _ if is_stencil => Colors::Direct(Space::Gray),
        Some(Object::Name(name)) => match spaces.get::<Object<'_>>(&*name) {
            Some(named) => colors(&named)?,
            None => colors(&Object::Name(name))?,
        },
        Some(space) => colors(&space)?,
        None => Colors::Direct(Space::Gray),
    };
    Ok(Header { width, height, bits, is_stencil, colors, is_inverted })
}

fn colors(space: &Object<'_>) -> Result<Colors, Obstacle> {
    const OTHER: Obstacle = terms::COLOUR_SPACE;
    if let Object::Array(array) = space {
        let mut items = array.flex_iter();
        let family = items.next::<Name<'_>>();
        if family.is_some_and(|family| matches!(&*family, b"Indexed" | b"I")) {
            let base = items.next::<Object<'_>>().map_or(Space::Other, |base| space_of(&base));
            let _ = items.next::<i32>();
            let table = match items.next::<Object<'_>>() {
                Some(Object::String(table)) => PdfString::as_bytes(&table).to_vec(),
                Some(Object::Stream(table)) => stream::decode(&table, 1 << 16).bytes,
                _ => return Err(OTHER),
            };
            return Ok(Colors::Indexed(match base {
                Space::Gray => table.iter().map(|gray| [*gray; 3]).collect(),
                Space::Rgb => table.as_chunks::<3>().0.to_vec(),
                Space::Cmyk => table.as_chunks::<4>().0.iter().map(|ink| cmyk_to_rgb(*ink)).collect(),
                Space::Tint | Space::Pattern | Space::Other => return Err(OTHER),
            }));
        }
        // One ink alone is as good as gray the other way round.
        if array.flex_iter().next::<Name<'_>>().is_some_and(|family| &*family == b"Separation") {
            return Ok(Colors::Direct(Space::Tint));
        }
    }
    match space_of(space) {
        found @ (Space::Gray | Space::Rgb | Space::Cmyk) => Ok(Colors::Direct(found)),
        Space::Tint | Space::Pattern | Space::Other => Err(OTHER),
    }
}

fn cmyk_to_rgb([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    let mix = |ink: u8| (u32::from(255 - ink) * u32::from(255 - k) / 255).min(255) as u8;
    [mix(c), mix(m), mix(y)]
}

/// The samples of a row, each as a byte; indices as they are.
fn samples(row: &[u8], bits: usize, count: usize, is_index: bool) -> Vec<u8> {
    match bits {
        8 => row.iter().copied().take(count).collect(),
        16 => row.as_chunks::<2>().0.iter().map(|pair| pair[0]).take(count).collect(),
        bits => {
            let most = (1u16 << bits) - 1;
            let of = |index: usize| {
                let at = index * bits;
                let byte = u16::from(row.get(at / 8).copied().unwrap_or(0));
                let value = byte >> (8 - bits - at % 8) & most;
                if is_index { value.min(255) as u8 } else { (value * 255 / most).min(255) as u8 }
            };
            (0..count).map(of).collect()
        }
    }
}

fn mask_to_alpha(mask: &Stream<'_>, image: &Header) -> Result<Option<Vec<u8>>, Obstacle> {
    let decoded = stream::decode(mask, MAX_SAMPLE_BYTES);
    if decoded.image_filter.is_some() || decoded.fault.is_some() {
        return Err(terms::MASK);
    }
    let header = header(mask.dict(), &Dict::empty())?;
    // A stencil marks what to leave out (8.9.6.2), a soft mask what to show.
    let is_inverted = header.is_inverted != header.is_stencil;
    let stride = (header.width * header.bits).div_ceil(8);
    let mut alpha = Vec::with_capacity(image.width * image.height);
    let (mut last, mut row) = (usize::MAX, Vec::new());
    for y in 0..image.height {
        let from = y * header.height / image.height;
        if from != last {
            let start = from * stride;
            let data = decoded.bytes.get(start..(start + stride).min(decoded.bytes.len())).unwrap_or_default();
            row = samples(data, header.bits, header.width, false);
            last = from;
        }
        alpha.extend((0..image.width).map(|x| {
            let value = row.get(x * header.width / image.width).copied().unwrap_or(255);
            if is_inverted { 255 - value } else { value }
        }));
    }
    Ok(Some(alpha))
}

/// The pixels of rows of samples, as PNG has them.
fn pixels_of(header: &Header, bytes: &[u8], (stride, parts): (usize, usize), alpha: Option<&[u8]>) -> Vec<u8> {
    let is_tint = matches!(header.colors, Colors::Direct(Space::Tint));
    let has_alpha = alpha.is_some() || header.is_stencil;
    let mut pixels: Vec<u8> = Vec::with_capacity(header.width * header.height * 4);
    let mut alphas = alpha.unwrap_or_default().iter();
    for row in bytes.chunks(stride).take(header.height) {
        let is_index = matches!(header.colors, Colors::Indexed(_));
        let mut row = samples(row, header.bits, header.width * parts, is_index);
        if header.is_inverted != is_tint && !is_index {
            row.iter_mut().for_each(|sample| *sample = 255 - *sample);
        }
        for pixel in row.chunks(parts) {
            match (&header.colors, pixel) {
                // What a stencil paints is taken as black: its colour is that of the text around it.
                (_, [paint]) if header.is_stencil => {
                    pixels.extend([0, 255 - paint]);
                    continue;
                }
                (Colors::Indexed(palette), [index]) => {
                    pixels.extend(palette.get(usize::from(*index)).copied().unwrap_or_default());
                }
                (Colors::Direct(Space::Cmyk), [c, m, y, k]) => pixels.extend(cmyk_to_rgb([*c, *m, *y, *k])),
                (_, direct) => pixels.extend_from_slice(direct),
            }
            if has_alpha {
                pixels.push(alphas.next().copied().unwrap_or(255));
            }
        }
    }
    pixels
}

fn to_png(header: &Header, bytes: &[u8], alpha: Option<&[u8]>) -> Result<Medium, Obstacle> {
    let parts = match &header.colors {
        Colors::Indexed(_) => 1,
        Colors::Direct(Space::Rgb) => 3,
        Colors::Direct(Space::Cmyk) => 4,
        Colors::Direct(_) => 1,
    };
    let stride = (header.width * parts * header.bits).div_ceil(8);
    // A picture that lacks rows would be shown with a black end.
    if bytes.len() < stride.saturating_mul(header.height) {
        return Err(terms::PICTURE_INCOMPLETE);
    }
    let is_gray = matches!(header.colors, Colors::Direct(Space::Gray | Space::Tint));
    let has_alpha = alpha.is_some() || header.is_stencil;
    let is_plain = header.bits == 8 && matches!(header.colors, Colors::Direct(Space::Gray | Space::Rgb));
    let pixels = match bytes.get(..stride * header.height) {
        Some(samples) if is_plain && !has_alpha && !header.is_inverted => Cow::Borrowed(samples),
        _ => Cow::Owned(pixels_of(header, bytes, (stride, parts), alpha)),
    };
    let kind = match (is_gray, has_alpha) {
        (true, false) => png::ColorType::Grayscale,
        (true, true) => png::ColorType::GrayscaleAlpha,
        (false, false) => png::ColorType::Rgb,
        (false, true) => png::ColorType::Rgba,
    };
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, counted(header.width), counted(header.height));
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&pixels)?;
        writer.finish()
    });
    written.map_err(|_| terms::NOT_WRITTEN_AS_PNG)?;
    Ok(Medium { media_type: MediaType::Png, bytes: Arc::from(file) })
}
