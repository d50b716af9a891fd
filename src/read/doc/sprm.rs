//! Modifications of properties: a list of codes, each with its operand ([MS-DOC] 2.6.1).

use crate::read::compound::{u16_at, u32_at};
use std::cell::Cell;

/// The code of the definition of a row, whose operand says its length in two bytes (2.6.3).
pub(super) const T_DEF_TABLE: u16 = 0xD608;
/// Changes of tab stops, whose operand may be longer than its one byte of length says (2.6.2).
pub(super) const P_CHG_TABS: u16 = 0xC615;

/// Lists no longer than this are as many as the pages they are on allow.
const SHORT_LIST: usize = 512;
/// How many bytes of longer ones are read in all: they may be used by any number of paragraphs and pieces.
const MAX_LONG_BYTES: usize = 256 << 20;

/// Lists that stand elsewhere than what they change.
#[derive(Debug)]
pub(super) struct Elsewhere<'d> {
    data: &'d [u8],
    /// How many bytes of long lists may still be read.
    left: Cell<usize>,
}

impl<'d> Elsewhere<'d> {
    pub(super) fn of(data: &'d [u8]) -> Self {
        Elsewhere { data, left: Cell::new(MAX_LONG_BYTES) }
    }

    /// The list an operand leads to in the data stream, behind its length (PrcData, 2.9.208).
    pub(super) fn led_to(&self, operand: &[u8]) -> &'d [u8] {
        let at = u32_at(operand, 0).unwrap_or(0) as usize;
        let length = usize::from(u16_at(self.data, at).unwrap_or(0));
        let list = self.data.get(at.saturating_add(2)..).unwrap_or_default();
        self.spent(list.get(..length).unwrap_or(list))
    }

    /// The list; of long ones nothing once all that may be read has been.
    pub(super) fn spent<'l>(&self, list: &'l [u8]) -> &'l [u8] {
        if list.len() <= SHORT_LIST {
            return list;
        }
        let left = self.left.get().checked_sub(list.len());
        self.left.set(left.unwrap_or(0));
        if left.is_some() { list } else { &[] }
    }
}

/// Each code with its operand, as far as the list is whole.
pub(super) fn modifications(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let (start, length) = extent(code, rest.get(2..)?)?;
        let operand = rest.get(2 + start..2 + start + length)?;
        rest = rest.get(2 + start + length..).unwrap_or_default();
        Some((code, operand))
    })
}

/// Where the operand begins behind the code, and how long it is (`spra`, 2.2.5.1).
fn extent(code: u16, after: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ if code == T_DEF_TABLE => (2, usize::from(u16_at(after, 0)?).saturating_sub(1)),
        _ => match *after.first()? {
            255 if code == P_CHG_TABS => {
                let deleted = usize::from(*after.get(1)?) * 4;
                let added = usize::from(*after.get(2 + deleted)?) * 3;
                (1, 2 + deleted + added)
            }
            length => (1, usize::from(length)),
        },
    })
}

/// The list a piece's modifier stands for (2.9.177): one short modification, or one of the lists before the pieces.
pub(super) fn of_piece<'m>(modifier: u16, lists: &[&'m [u8]], short: &'m mut Vec<u8>) -> &'m [u8] {
    if modifier & 1 == 1 {
        return lists.get(usize::from(modifier >> 1)).copied().unwrap_or_default();
    }
    short.clear();
    if let Some(code) = short_code((modifier >> 1) & 0x7F) {
        short.extend(code.to_le_bytes());
        short.push((modifier >> 8) as u8);
    }
    short
}

/// The codes that fit into a modifier (2.9.215), those of them that are read.
fn short_code(index: u16) -> Option<u16> {
    Some(match index {
        0x05 => 0x2403,
        0x09 => 0x2407,
        0x0C => 0x260A,
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x42 => 0x0801,
        0x4D => 0x2A0C,
        0x53 => 0x2A33,
        0x55 => 0x0835,
        0x56 => 0x0836,
        0x57 => 0x0837,
        0x5A => 0x083A,
        0x5B => 0x083B,
        0x5C => 0x083C,
        0x5E => 0x2A3E,
        0x62 => 0x2A42,
        0x68 => 0x2A48,
        0x73 => 0x2A53,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_are_as_long_as_their_codes_say_and_a_cut_list_ends() {
        let list = [
            0x35, 0x08, 1, // bold
            0x43, 0x4A, 32, 0, // size
            0x15, 0xC6, 255, 1, 1, 2, 3, 4, 1, 5, 6, 7, // tab stops: one deleted, one added
            0x08, 0xD6, 4, 0, 9, 8, 7, // a row
            0x4A, 0x66, 1, 2,
        ];
        let read: Vec<(u16, &[u8])> = modifications(&list).collect();
        let expected: [(u16, &[u8]); 4] =
            [(0x0835, &[1]), (0x4A43, &[32, 0]), (0xC615, &[1, 1, 2, 3, 4, 1, 5, 6, 7]), (0xD608, &[9, 8, 7])];
        assert_eq!(read, expected);
    }

    #[test]
    fn long_lists_are_read_as_far_as_all_may_be() {
        let data = vec![0xFF; 0x1_0001];
        let elsewhere = Elsewhere::of(&data);
        let read = (0..10_000).filter(|_| !elsewhere.led_to(&[0; 4]).is_empty()).count();
        assert_eq!(read, MAX_LONG_BYTES / 0xFFFF);
        assert_eq!(elsewhere.spent(&[1, 2]), [1, 2], "short ones always are");
    }

    #[test]
    fn a_piece_changes_one_thing_or_what_its_list_says() {
        let mut short = Vec::new();
        assert_eq!(of_piece(0x41 << 1 | 1 << 8, &[], &mut short), [0x00, 0x08, 1]);
        assert_eq!(of_piece(1 << 1 | 1, &[&[1], &[2, 3]], &mut short), [2, 3]);
        assert!(of_piece(5 << 1 | 1, &[], &mut short).is_empty() && of_piece(0, &[], &mut short).is_empty());
    }
}
