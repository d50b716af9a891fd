//! Pictures → image objects.

use crate::document::{MediaType, Medium};
use image::{ColorType, DynamicImage, ImageDecoder, ImageReader};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use std::io::Cursor;

/// Adds a picture to the file. `None` where it can't be decoded: the typesetter has said so already.
pub(super) fn add_image(pdf: &mut Document, medium: &Medium) -> Option<ObjectId> {
    if medium.media_type == MediaType::Opaque {
        return None;
    }
    let reader = ImageReader::new(Cursor::new(&medium.bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let upright = decoder.orientation().is_ok_and(|o| o == image::metadata::Orientation::NoTransforms);
    let color = decoder.original_color_type();
    // A JPEG file is an image stream as it is (ISO 32000-1, 7.4.8).
    let grey = match color {
        image::ExtendedColorType::L8 => Some(true),
        image::ExtendedColorType::Rgb8 => Some(false),
        _ => None,
    };
    if let (MediaType::Jpeg, true, Some(grey)) = (medium.media_type, upright, grey) {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
            "ColorSpace" => if grey { "DeviceGray" } else { "DeviceRGB" }, "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        };
        return Some(pdf.add_object(Stream::new(dict, medium.bytes.to_vec()).with_compression(false)));
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(add_pixels(pdf, &picture))
}

fn add_pixels(pdf: &mut Document, picture: &DynamicImage) -> ObjectId {
    let (width, height) = (i64::from(picture.width()), i64::from(picture.height()));
    let mask = picture.color().has_alpha().then(|| {
        let alpha: Vec<u8> = picture.to_luma_alpha8().pixels().map(|p| p.0[1]).collect();
        alpha
    });
    let mask = mask.filter(|alpha| alpha.iter().any(|a| *a != 255)).map(|alpha| {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        };
        pdf.add_object(Stream::new(dict, alpha))
    });
    let grey = matches!(picture.color(), ColorType::L8 | ColorType::La8 | ColorType::L16 | ColorType::La16);
    let samples = if grey { picture.to_luma8().into_raw() } else { picture.to_rgb8().into_raw() };
    let mut dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
        "ColorSpace" => if grey { "DeviceGray" } else { "DeviceRGB" }, "BitsPerComponent" => 8,
    };
    if let Some(mask) = mask {
        dict.set("SMask", Object::Reference(mask));
    }
    pdf.add_object(Stream::new(dict, samples))
}
