//! Pictures (specification 1.9.1, “Pictures”): hexadecimal digits or bytes → a file.

use crate::read::word_parts::{WHOLE_SIDE, WordParts, without_cut};

/// English Metric Units in a twip.
pub(super) const EMU_PER_TWIP: i64 = 635;
/// The largest side, in twips.
const LONGEST: i64 = 31_680;

/// A picture whose file is a part.
#[derive(Debug)]
pub(super) struct ReadPicture {
    pub relationship: String,
    pub alternative: String,
    /// English Metric Units.
    pub width: i64,
    pub height: i64,
    /// What is cut off it: left, top, right, bottom.
    pub crop: [i64; 4],
}

/// A picture that has not ended.
#[derive(Debug, Default)]
pub(super) struct Picture {
    bytes: Vec<u8>,
    /// The first of two digits.
    half: Option<u8>,
    is_bitmap: bool,
    width: i64,
    height: i64,
    scale: [i64; 2],
    /// What is cut off it, in twips: left, top, right, bottom.
    cut: [i64; 4],
    /// What is said of it for those who can't see it.
    pub alternative: String,
}

impl Picture {
    pub(super) fn new() -> Self {
        Picture { scale: [100; 2], ..Picture::default() }
    }

    pub(super) fn digit(&mut self, byte: u8) {
        let Some(digit) = char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else { return };
        match self.half.take() {
            Some(half) => self.bytes.push(half << 4 | digit),
            None => self.half = Some(digit),
        }
    }

    pub(super) fn binary(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) {
        let value = i64::from(number.unwrap_or(0)).clamp(0, LONGEST);
        let [across, down] = &mut self.scale;
        let [left, top, right, bottom] = &mut self.cut;
        match word {
            "piccropl" => *left = value,
            "piccropt" => *top = value,
            "piccropr" => *right = value,
            "piccropb" => *bottom = value,
            "picwgoal" => self.width = value,
            "pichgoal" => self.height = value,
            "picscalex" => *across = value,
            "picscaley" => *down = value,
            "dibitmap" => self.is_bitmap = true,
            _ => {}
        }
    }

    /// The same once its file is a part; nothing where there is none.
    pub(super) fn read(self, parts: &mut WordParts) -> Option<ReadPicture> {
        if self.bytes.is_empty() {
            return None;
        }
        let [across, down] = self.scale;
        let (width, height) = (self.width * across / 100, self.height * down / 100);
        let bytes = if self.is_bitmap { with_file_header(self.bytes) } else { self.bytes };
        let relationship = parts.add_picture(bytes);
        let part = |cut: i64, side: i64| if side > 0 { cut * WHOLE_SIDE / side } else { 0 };
        let [left, top, right, bottom] = self.cut;
        let crop @ [left, top, right, bottom] =
            [part(left, self.width), part(top, self.height), part(right, self.width), part(bottom, self.height)];
        let (width, height) = (without_cut(width, left, right), without_cut(height, top, bottom));
        let (width, height) = (width * EMU_PER_TWIP, height * EMU_PER_TWIP);
        Some(ReadPicture { relationship, alternative: self.alternative, width, height, crop })
    }
}

/// A bitmap as it stands in memory, made a file: its header says where the colours end and the picture begins.
fn with_file_header(bitmap: Vec<u8>) -> Vec<u8> {
    const FILE_HEADER: u32 = 14;
    let number = |at: usize, length: usize| {
        let bytes = bitmap.get(at..at + length).unwrap_or_default();
        bytes.iter().rev().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte))
    };
    let (header, depth, compression, named) = (number(0, 4), number(14, 2), number(16, 4), number(32, 4));
    let colors = match (named, depth) {
        (0, 1..=8) => 1u32 << depth,
        (named, _) => named.min(256),
    };
    let masks = if compression == 3 && header == 40 { 12 } else { 0 };
    let begin = header.saturating_add(FILE_HEADER + masks + colors * 4);
    let length = u32::try_from(bitmap.len()).unwrap_or(u32::MAX).saturating_add(FILE_HEADER);
    let mut file = b"BM".to_vec();
    file.extend(length.to_le_bytes());
    file.extend([0; 4]);
    file.extend(begin.to_le_bytes());
    file.extend(bitmap);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bitmaps_become_files() {
        let mut bitmap = vec![0; 44];
        for (at, value) in [(0, 40), (4, 1), (8, 1), (12, 1), (14, 8)] {
            *bitmap.get_mut(at).unwrap() = value;
        }
        let file = with_file_header(bitmap);
        assert_eq!(file.get(..2), Some(b"BM".as_slice()));
        assert_eq!(file.get(10..14), Some(1078u32.to_le_bytes().as_slice()));
        assert!(with_file_header(vec![]).len() == 14);
    }
}
