//! Pictures.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The pictures of a document by id (a file name such as `image1.png`).
pub type Media = BTreeMap<String, Medium>;

/// One picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Medium {
    /// What kind of picture it is.
    pub media_type: MediaType,
    /// Its file, byte for byte.
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Medium({}, {} bytes)", self.media_type.name(), self.bytes.len())
    }
}

/// The kinds of picture there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
    /// TIFF, of which the first page is the picture.
    Tiff,
    /// WebP, of which the first picture is shown.
    WebP,
    /// SVG, in UTF-8.
    Svg,
    /// Anything else (EMF, WMF …): kept, but not drawn.
    Opaque,
}

impl MediaType {
    /// The kind of a file by its first bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => MediaType::Png,
            [0xFF, 0xD8, 0xFF, ..] => MediaType::Jpeg,
            [b'G', b'I', b'F', b'8', ..] => MediaType::Gif,
            [b'B', b'M', ..] => MediaType::Bmp,
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => MediaType::Tiff,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => MediaType::WebP,
            _ if is_svg(bytes) => MediaType::Svg,
            _ => MediaType::Opaque,
        }
    }

    /// The IANA media type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MediaType::Png => "image/png",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Gif => "image/gif",
            MediaType::Bmp => "image/bmp",
            MediaType::Tiff => "image/tiff",
            MediaType::WebP => "image/webp",
            MediaType::Svg => "image/svg+xml",
            MediaType::Opaque => "application/octet-stream",
        }
    }
}

/// How much of a file is looked at for what it begins with.
const HEAD: usize = 4 << 10;

/// Whether a file is SVG: its first element is, behind what an XML file may begin with.
fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let mut rest = head.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        let end = match () {
            () if rest.starts_with("<?") => "?>",
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<!DOCTYPE") && rest.split('>').next().is_some_and(|own| own.contains('[')) => "]>",
            () if rest.starts_with("<!DOCTYPE") => ">",
            () => break,
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let Some(name) = rest.strip_prefix('<').and_then(|tag| tag.split([' ', '\t', '\r', '\n', '>', '/']).next()) else {
        return false;
    };
    name.rsplit(':').next() == Some("svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_with_whatever_it_is_called() {
        for svg in [
            "<svg/>",
            "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- a > b --><svg xmlns=\"a\">",
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"a\"><svg\nwidth=\"1\"/>",
            "<!DOCTYPE svg [<!ENTITY a \"b>\">]> <svg:svg xmlns:svg=\"a\"/>",
        ] {
            assert_eq!(MediaType::of(svg.as_bytes()), MediaType::Svg, "{svg}");
        }
        for other in ["", "<", "<svgs/>", "<html><svg/></html>", "svg", "<!-- <svg/>", "<?xml?>"] {
            assert_eq!(MediaType::of(other.as_bytes()), MediaType::Opaque, "{other}");
        }
    }
}
