//! The characters of a document and where in the stream each stands ([MS-DOC] 2.4.1).

use super::fib::Fib;
use crate::finding::{Error, catalogue::package, terms};
use crate::read::compound::{u16_at, u32_at};
use std::ops::Range;

/// The most characters a document may have; Word's own limit is 32 MB of text.
pub(super) const MAX_CHARACTERS: usize = 20_000_000;
/// The most paragraphs and pages it may have.
const MAX_PARAGRAPHS: usize = 1_000_000;
const COMPRESSED: u32 = 0x4000_0000;

/// A stretch of characters that stand together in the stream.
#[derive(Debug)]
pub(super) struct Piece {
    /// Which characters.
    pub characters: Range<usize>,
    /// Where the first begins.
    start: usize,
    /// Bytes to a character.
    width: usize,
    /// What was changed of all of it when the file was saved fast (2.9.177).
    pub modifier: u16,
}

impl Piece {
    /// Where a character of it begins in the stream.
    pub(super) fn offset(&self, character: usize) -> usize {
        self.start.saturating_add(character.saturating_sub(self.characters.start).saturating_mul(self.width))
    }

    /// The first of its characters that begins there or later.
    pub(super) fn character_at(&self, offset: usize) -> usize {
        self.characters.start.saturating_add(offset.saturating_sub(self.start).div_ceil(self.width))
    }
}

/// All characters of all stories, in UTF-16 as Word counts them.
#[derive(Debug)]
pub(super) struct Text<'t> {
    units: Vec<u16>,
    pieces: Vec<Piece>,
    /// The lists of modifications pieces refer to (2.9.209).
    pub modifications: Vec<&'t [u8]>,
}

impl<'t> Text<'t> {
    /// Puts the pieces together.
    ///
    /// # Errors
    /// `limit-exceeded` for more than [`MAX_CHARACTERS`] or [`MAX_PARAGRAPHS`], or than the stream has.
    pub(super) fn read(document: &[u8], fib: &Fib, clx: &'t [u8]) -> Result<Self, Error> {
        let (pieces, modifications) = pieces(clx).unwrap_or_default();
        let pieces = if pieces.is_empty() { vec![only_piece(fib)] } else { pieces };
        let mut text = Text { units: Vec::new(), pieces: Vec::new(), modifications };
        let mut read = 0;
        for piece in pieces {
            let length = piece.characters.len();
            if text.units.len().saturating_add(length) > MAX_CHARACTERS {
                let error = package::limit_exceeded(terms::CHARACTERS_OF_DOCUMENT, MAX_CHARACTERS, fib.total());
                return Err(error.into());
            }
            let bytes = document.get(piece.start..).unwrap_or_default();
            let bytes = bytes.get(..length * piece.width).unwrap_or(bytes);
            // Characters stand in the stream once; twice is borne.
            read += bytes.len();
            if read / 2 > document.len() {
                let most = document.len();
                return Err(package::limit_exceeded(terms::CHARACTERS_OF_DOCUMENT, most, fib.total()).into());
            }
            if piece.width == 1 {
                text.units.extend(bytes.iter().map(|byte| windows_1252(*byte)));
            } else {
                text.units.extend(bytes.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)));
            }
            // What is not there any more is counted all the same.
            text.units.resize(piece.characters.end, 0);
            text.pieces.push(piece);
        }
        let paragraphs = text.units.iter().filter(|unit| matches!(**unit, 0x07 | 0x0C | 0x0D)).count();
        if paragraphs > MAX_PARAGRAPHS {
            return Err(package::limit_exceeded(terms::PARAGRAPHS, MAX_PARAGRAPHS, paragraphs).into());
        }
        Ok(text)
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    pub(super) fn unit(&self, character: usize) -> Option<u16> {
        self.units.get(character).copied()
    }

    pub(super) fn units(&self, characters: Range<usize>) -> &[u16] {
        self.units.get(characters).unwrap_or_default()
    }

    /// Whether some characters are more than marks and blanks.
    pub(super) fn says_something(&self, characters: Range<usize>) -> bool {
        self.units(characters).iter().any(|unit| *unit > 0x20 || *unit == 1 || *unit == 8)
    }

    /// The piece a character is in.
    pub(super) fn piece(&self, character: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.characters.start <= character);
        self.pieces.get(after.checked_sub(1)?).filter(|piece| piece.characters.contains(&character))
    }
}

type Pieces<'t> = (Vec<Piece>, Vec<&'t [u8]>);

/// The list of pieces, behind lists of modifications (2.9.38).
fn pieces(clx: &[u8]) -> Option<Pieces<'_>> {
    let mut modifications = Vec::new();
    let mut at = 0;
    while clx.get(at) == Some(&1) {
        let length = usize::from(u16_at(clx, at + 1)?);
        modifications.push(clx.get(at + 3..at + 3 + length)?);
        at += 3 + length;
    }
    if clx.get(at) != Some(&2) {
        return None;
    }
    let length = u32_at(clx, at + 1)? as usize;
    let plc = clx.get(at + 5..).map(|plc| plc.get(..length).unwrap_or(plc))?;
    let mut pieces: Vec<Piece> = Vec::new();
    for (start, end, datum) in super::fib::positions(plc, 8) {
        let place = u32_at(datum, 2)?;
        let is_wide = place & COMPRESSED == 0;
        let place = (place & !COMPRESSED) as usize;
        // Characters are counted once and in order.
        if pieces.last().map_or(0, |last| last.characters.end) != start || end <= start {
            break;
        }
        pieces.push(Piece {
            characters: start..end,
            start: if is_wide { place } else { place / 2 },
            width: if is_wide { 2 } else { 1 },
            modifier: u16_at(datum, 6)?,
        });
    }
    Some((pieces, modifications))
}

/// The whole text where no piece is to be had.
fn only_piece(fib: &Fib) -> Piece {
    Piece { characters: 0..fib.total(), start: fib.text_start, width: if fib.is_wide { 2 } else { 1 }, modifier: 0 }
}

/// The character of a byte (2.9.73 lists those that differ from Latin 1).
fn windows_1252(byte: u8) -> u16 {
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.encode_utf16().next().unwrap_or(u16::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clx(pieces: &[(u32, u32, u32, u16)]) -> Vec<u8> {
        let mut plc: Vec<u8> = pieces.iter().flat_map(|piece| piece.0.to_le_bytes()).collect();
        plc.extend(pieces.last().unwrap().1.to_le_bytes());
        for (_, _, place, modifier) in pieces {
            plc.extend([0, 0]);
            plc.extend(place.to_le_bytes());
            plc.extend(modifier.to_le_bytes());
        }
        let mut clx = vec![1, 2, 0, 9, 9, 2];
        clx.extend((plc.len() as u32).to_le_bytes());
        clx.extend(plc);
        clx
    }

    fn fib() -> Fib {
        let mut document = vec![0u8; 600];
        document[..2].copy_from_slice(&0xA5EC_u16.to_le_bytes());
        document[34] = 22;
        Fib::read(&document).unwrap()
    }

    #[test]
    fn pieces_are_bytes_or_words_and_know_where_they_stand() {
        let document = b"ab\x93\x00\x3F\x65\x9C\x5E".to_vec();
        let clx = clx(&[(0, 3, COMPRESSED, 0), (3, 5, 4, 7)]);
        let text = Text::read(&document, &fib(), &clx).unwrap();
        assert_eq!(String::from_utf16_lossy(text.units(0..5)), "ab“政府");
        assert_eq!(text.modifications, [[9, 9]]);
        let (first, second) = (text.piece(2).unwrap(), text.piece(3).unwrap());
        assert_eq!((first.offset(2), second.offset(4), second.modifier), (2, 6, 7));
        assert_eq!((second.character_at(4), second.character_at(5), second.character_at(6)), (3, 4, 4));
        assert!(text.piece(5).is_none());
    }

    #[test]
    fn pieces_out_of_order_end_and_too_many_characters_are_refused() {
        let clx_back = clx(&[(0, 3, COMPRESSED, 0), (3, 2, COMPRESSED, 0), (2, 4, COMPRESSED, 0)]);
        assert_eq!(Text::read(b"abcd", &fib(), &clx_back).unwrap().len(), 3);
        let huge = clx(&[(0, 0x7FFF_FFFF, 0, 0)]);
        assert_eq!(Text::read(b"ab", &fib(), &huge).unwrap_err().code(), "limit-exceeded");
    }
}
