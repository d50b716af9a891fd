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
            MediaType::Opaque => "application/octet-stream",
        }
    }
}
