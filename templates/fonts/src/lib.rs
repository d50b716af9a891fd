//! The faces nianbao sets pages in, as font files, and the licences they come under.
//!
//! A crate of its own, so that the program's does not carry them through every build. The files themselves lie packed in two
//! more, `fang` and `song`: a registry takes crates of up to 10 MB.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

macro_rules! faces {
    ($($(#[doc = $doc:literal])* $name:ident $file:literal;)*) => {$(
        $(#[doc = $doc])*
        // A static, not a constant: a constant of megabytes is copied to every place it is used.
        pub static $name: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $file));
    )*};
}

faces! {
    /// 仿宋 (Zhuque Fangsong).
    FANGSONG "fangsong.ttf";
    /// 楷体 (GW Kai).
    KAITI "kaiti.ttf";
    /// 黑体 (Noto Sans SC Medium).
    HEITI "heiti.ttf";
    /// 宋体 (Noto Serif SC Regular).
    SONGTI "songti.ttf";
    /// 小标宋 (Noto Serif SC Bold).
    XIAOBIAOSONG "xiaobiaosong.ttf";
    /// Digits and Latin letters (Liberation Serif).
    LATIN "latin.ttf";
    /// Bold digits and Latin letters (Liberation Serif Bold).
    LATIN_BOLD "latin-bold.ttf";
}

/// Whose the faces are and what was changed, then the text of each licence (OFL 1.1, condition 2: it goes with every copy).
pub const LICENCES: [&str; 5] = [
    include_str!("../NOTICE.md"),
    include_str!("../licences/LXGW-fonts-OFL.txt"),
    include_str!("../licences/Liberation-OFL.txt"),
    include_str!("../licences/NotoSansSC-OFL.txt"),
    include_str!("../licences/NotoSerifSC-OFL.txt"),
];
