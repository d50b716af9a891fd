//! Font files packed with Zstandard, for `nianbao-fonts`.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

/// Each face's file name unpacked, and its packed bytes.
pub static FACES: &[(&str, &[u8])] = &[
    ("songti.ttf", include_bytes!("../songti.ttf.zst")),
    ("xiaobiaosong.ttf", include_bytes!("../xiaobiaosong.ttf.zst")),
    ("heiti.ttf", include_bytes!("../heiti.ttf.zst")),
];
