//! Pictures: media parts and the drawings that show them.

use super::finish::Shown;
use super::flow::FlowWriter;
use super::measure::{EMU_PER_PT, EMU_PER_PX, EMU_PER_TWIP, EMU_PER_UM, twips};
use crate::arrange::{SEAL_RISE, highest_picture_pt, pixels, stated_size, turned_page};
use crate::document::{Crop, InlineImage, MediaType, Medium};
use crate::finding::catalogue;
use crate::style::PT_PER_MM;
use crate::whole::Whole;
use docx_rs::{Pic, RelativeFromHType, RelativeFromVType, Run};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest extent Word takes, in English metric units (22 inches).
const MAX_EXTENT: u64 = 22 * 914_400;

/// The media parts as they grow: for each medium's id the name of its part.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    names: BTreeMap<String, String>,
    parts: Vec<MediaPart>,
    /// Part names others have taken.
    taken: Vec<String>,
}

/// Extensions by which pictures go; parts of other extensions (`.rels`, `.xml`) mean something in a package.
const EXTENSIONS: [&str; 9] = ["png", "jpg", "jpeg", "gif", "bmp", "emf", "wmf", "tif", "tiff"];

/// A picture's part.
#[derive(Debug)]
pub(super) struct MediaPart {
    /// `word/media/…`.
    pub(super) name: String,
    /// By its bytes; its name may say otherwise, as names in the wild do.
    pub(super) content_type: &'static str,
    pub(super) bytes: Arc<[u8]>,
}

impl Pictures {
    /// No pictures yet, these part names taken.
    pub(super) fn beside(taken: Vec<String>) -> Self {
        Pictures { taken, ..Pictures::default() }
    }

    /// The media parts, in the order they were first shown.
    pub(super) fn into_parts(self) -> Vec<MediaPart> {
        self.parts
    }

    /// The part's name below `word/`, the medium's own id where that makes a name, so that it is kept.
    fn name(&mut self, id: &str, medium: &Medium, extension: &str) -> String {
        if let Some(name) = self.names.get(id) {
            return name.clone();
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let is_picture =
            id.rsplit_once('.').is_some_and(|(_, own)| EXTENSIONS.iter().any(|e| own.eq_ignore_ascii_case(e)));
        let fits = id.len() <= 100 && is_picture && !id.starts_with('.') && id.chars().all(plain);
        let mut file = if fits { id.to_owned() } else { format!("image1.{extension}") };
        let mut number = 1u32;
        let is_taken = |file: &str| {
            let name = format!("word/media/{file}");
            let mut names = self.parts.iter().map(|part| &part.name).chain(&self.taken);
            names.any(|taken| taken.eq_ignore_ascii_case(&name))
        };
        while is_taken(&file) {
            number += 1;
            file = format!("image{number}.{extension}");
        }
        self.parts.push(MediaPart {
            name: format!("word/media/{file}"),
            content_type: content_type(extension),
            bytes: medium.bytes.clone(),
        });
        let name = format!("media/{file}");
        self.names.insert(id.to_owned(), name.clone());
        name
    }
}

/// The usual extension of a picture's type, where Word draws it: by its bytes where they tell, else by the name it came with.
fn word_type(id: &str, medium: &Medium) -> Option<&'static str> {
    match medium.media_type {
        MediaType::Png => Some("png"),
        MediaType::Jpeg => Some("jpeg"),
        MediaType::Gif => Some("gif"),
        MediaType::Bmp => Some("bmp"),
        MediaType::Tiff => Some("tiff"),
        // What can be decoded is PNG by now.
        MediaType::WebP | MediaType::Svg => None,
        MediaType::Opaque => metafile(&medium.bytes).or_else(|| {
            let extension = id.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())?;
            ["emf", "wmf"].into_iter().find(|known| *known == extension)
        }),
    }
}

/// Which kind of Windows metafile a file is by its bytes: EMF by its signature ([MS-EMF] 2.2.9), WMF by the key before a placeable one
/// ([MS-WMF] 2.3.2.3).
fn metafile(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => Some("emf"),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => Some("wmf"),
        _ => None,
    }
}

/// The media type that goes with an extension of [`word_type`].
fn content_type(extension: &str) -> &'static str {
    match extension {
        "png" => "image/png",
        "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "emf" => "image/x-emf",
        "wmf" => "image/x-wmf",
        _ => "image/tiff",
    }
}

impl FlowWriter<'_> {
    /// A run that shows a picture; where it can't be shown, its alternative text in brackets and a finding.
    pub(super) fn image_run(&mut self, image: &InlineImage) -> Run {
        let document = self.document;
        let shown = document.media.get(&image.media).and_then(|medium| {
            let extension = word_type(&image.media, medium)?;
            let extent = self.extent(medium, image)?;
            Some((medium, extension, extent))
        });
        let Some((medium, extension, (width, height))) = shown else {
            self.findings.push(catalogue::write::picture_not_written(&image.media));
            let text = image.in_words();
            return self.placeholder(&text);
        };
        let name = self.pictures.name(&image.media, medium, extension);
        let id = self.part().relations.add("image", &name);
        let alternative: String = image.alt.chars().filter(|c| super::markup::is_xml_character(*c)).collect();
        let crop = image.crop.filter(|crop| crop.rest().is_some());
        let decorative = image.decorative;
        let behind = image.seal.then(|| {
            let line = i64::whole(self.sealed_width * EMU_PER_PT as f32);
            (-(line + i64::from(width)) / 2, -i64::whole(f64::from(SEAL_RISE) * f64::from(height)))
        });
        self.part().facts.shown.push_back(Shown { alternative, decorative, crop, behind });
        // The picture's bytes go into the package by their own way; docx-rs would name them by a process-wide counter.
        let picture = Pic::new_with_dimensions(Vec::new(), 1, 1).id(id).size(width, height);
        Run::new().add_image(match image.seal {
            // In the middle over the line it ends.
            true => picture
                .floating()
                .overlapping()
                .relative_from_h(RelativeFromHType::Character)
                .relative_from_v(RelativeFromVType::Paragraph),
            false => picture,
        })
    }

    fn placeholder(&mut self, text: &str) -> Run {
        self.plain_run(text)
    }

    /// Width and height in English metric units: as stated, else the picture's own pixels at 96 dpi reduced to the room a page
    /// has.
    fn extent(&self, medium: &Medium, image: &InlineImage) -> Option<(u32, u32)> {
        let own = || {
            let (width, height) = pixels(medium).ok()?;
            let whole = u64::from(Crop::WHOLE);
            let rest = image.crop.and_then(Crop::rest).map_or((whole, whole), |(w, h)| (u64::from(w), u64::from(h)));
            let left = |pixels: u32, rest: u64| (u64::from(pixels) * EMU_PER_PX * rest / whole).max(1);
            Some((left(width, rest.0), left(height, rest.1))).filter(|_| width > 0 && height > 0)
        };
        let stated = stated_size(image.size);
        let stated = stated.map(|s| (u64::from(s.width_um) * EMU_PER_UM, u64::from(s.height_um) * EMU_PER_UM));
        let extent = match stated {
            Some(stated) => stated,
            None => fitted(own()?, self.picture_room()),
        };
        let (width, height) = fitted(extent, (MAX_EXTENT, MAX_EXTENT));
        Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?))
    }

    /// The room a page has for a picture, in English metric units.
    fn picture_room(&self) -> (u64, u64) {
        let page = if self.ends_turned { &turned_page(&self.style.page) } else { &self.style.page };
        let most = |points: f32| twips(points).max(1) as u64 * EMU_PER_TWIP;
        (most(page.text_width_mm() * PT_PER_MM), most(highest_picture_pt(page, false)))
    }
}

/// A size reduced, in proportion, to what there is room for.
fn fitted((width, height): (u64, u64), (most_width, most_height): (u64, u64)) -> (u64, u64) {
    let scaled = |value: u64, by: u64, of: u64| {
        u64::try_from(u128::from(value) * u128::from(by) / u128::from(of.max(1))).unwrap_or(u64::MAX).max(1)
    };
    let (width, height) =
        if width > most_width { (most_width, scaled(height, most_width, width)) } else { (width, height) };
    if height > most_height { (scaled(width, most_height, height), most_height) } else { (width, height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_reduced_in_proportion_and_never_enlarged() {
        assert_eq!(fitted((100, 50), (200, 200)), (100, 50));
        assert_eq!(fitted((400, 100), (200, 200)), (200, 50));
        assert_eq!(fitted((400, 1600), (200, 200)), (50, 200));
    }

    #[test]
    fn names_are_kept_where_they_are_names() {
        let medium = Medium { media_type: MediaType::Png, bytes: Arc::from([1u8].as_slice()) };
        let mut pictures = Pictures::default();
        assert_eq!(pictures.name("chart-1.png", &medium, "png"), "media/chart-1.png");
        assert_eq!(pictures.name("scan.JPG", &medium, "png"), "media/scan.JPG");
        assert_eq!(pictures.name("../x.png", &medium, "png"), "media/image1.png");
        assert_eq!(pictures.name("a.rels", &medium, "png"), "media/image2.png");
        assert_eq!(pictures.name("图.png", &medium, "png"), "media/image3.png");
        assert_eq!(pictures.name("IMAGE1.PNG", &medium, "png"), "media/image4.png", "part names differ beyond case");
        assert_eq!(pictures.name("图.png", &medium, "png"), "media/image3.png");
    }
}
