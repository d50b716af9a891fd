//! Font files packed with Zstandard, for `nianbao-fonts`.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

/// Each face's file name unpacked, and its packed bytes.
pub static FACES: &[(&str, &[u8])] = &[
    ("fangsong.ttf", include_bytes!("../fangsong.ttf.zst")),
    ("kaiti.ttf", include_bytes!("../kaiti.ttf.zst")),
    ("latin.ttf", include_bytes!("../latin.ttf.zst")),
    ("latin-bold.ttf", include_bytes!("../latin-bold.ttf.zst")),
];
