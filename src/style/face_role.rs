//! The parts faces play.

use serde::Deserialize;

/// The parts faces play (GB/T 9704-2012 5.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FaceRole {
    /// 仿宋: body.
    Fangsong,
    /// 楷体: second-level headings.
    Kaiti,
    /// 黑体: first-level headings.
    Heiti,
    /// 宋体: tables, page numbers.
    Songti,
    /// 小标宋: the title.
    Xiaobiaosong,
    /// Digits and Latin letters.
    Latin,
}

impl FaceRole {
    /// All roles.
    pub const ALL: [FaceRole; 6] = [
        FaceRole::Fangsong,
        FaceRole::Kaiti,
        FaceRole::Heiti,
        FaceRole::Songti,
        FaceRole::Xiaobiaosong,
        FaceRole::Latin,
    ];

    /// What style files call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            FaceRole::Fangsong => "fangsong",
            FaceRole::Kaiti => "kaiti",
            FaceRole::Heiti => "heiti",
            FaceRole::Songti => "songti",
            FaceRole::Xiaobiaosong => "xiaobiaosong",
            FaceRole::Latin => "latin",
        }
    }
}
