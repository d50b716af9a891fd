//! What is known of a document beside its text: the stream `SummaryInformation` ([MS-OLEPS] 2.25).

use crate::read::compound::{u16_at, u32_at};
use crate::read::word_parts::CoreProperties;
use encoding_rs::Encoding;

const CODE_PAGE: u32 = 1;
const TITLE: u32 = 2;
const AUTHOR: u32 = 4;
const CREATED: u32 = 12;

/// Title, author and date of a document.
pub(super) fn core_properties(stream: &[u8]) -> CoreProperties {
    read(stream).unwrap_or_default()
}

fn read(stream: &[u8]) -> Option<CoreProperties> {
    let set = stream.get(u32_at(stream, 44)? as usize..)?;
    let count = u32_at(set, 4)?.min(64);
    let value = |wanted: u32| {
        let index = (0..count).find(|index| u32_at(set, 8 + *index as usize * 8) == Some(wanted))?;
        set.get(u32_at(set, 12 + index as usize * 8)? as usize..)
    };
    let code_page = value(CODE_PAGE).and_then(|value| u16_at(value, 4)).unwrap_or(1252);
    Some(CoreProperties {
        title: value(TITLE).and_then(|value| text(value, code_page)),
        author: value(AUTHOR).and_then(|value| text(value, code_page)),
        created: value(CREATED).and_then(time),
    })
}

fn text(value: &[u8], code_page: u16) -> Option<String> {
    let length = u32_at(value, 4)? as usize;
    let text = match (u16_at(value, 0)?, code_page) {
        (0x1F, _) => super::fib::utf16(value.get(8..8 + length.checked_mul(2)?)?),
        (0x1E, 1200) => super::fib::utf16(value.get(8..8 + length)?),
        (0x1E, _) => {
            let label = match code_page {
                65001 => "utf-8".to_owned(),
                936 => "gbk".to_owned(),
                950 => "big5".to_owned(),
                page => format!("windows-{page}"),
            };
            let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
            encoding.decode_without_bom_handling(value.get(8..8 + length)?).0.into_owned()
        }
        _ => return None,
    };
    Some(text.trim_end_matches('\0').to_owned()).filter(|text| !text.trim().is_empty())
}

/// A FILETIME, in tenths of a microsecond since 1601, in the form of ISO 8601.
fn time(value: &[u8]) -> Option<String> {
    const DAY: u64 = 864_000_000_000;
    /// From 1601-01-01 to 0000-03-01, the day years are counted from here.
    const DAYS_BEFORE: u64 = 584_694;
    let ticks = u64::from(u32_at(value, 4)?) | u64::from(u32_at(value, 8)?) << 32;
    if ticks < DAY {
        return None;
    }
    // Eras of 400 years have the same days; within one, years begin in March, so that the day put in is the last.
    let days = ticks / DAY + DAYS_BEFORE;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_days() {
        let at = |ticks: u64| time(&[&[0x40, 0, 0, 0][..], &ticks.to_le_bytes()].concat());
        // 1970-01-01 is 116,444,736,000,000,000 ticks after 1601-01-01; a day has 864,000,000,000.
        assert_eq!(at(116_444_736_000_000_000).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(at(116_444_736_000_000_000 + 19_782 * 864_000_000_000).as_deref(), Some("2024-02-29T00:00:00Z"));
        assert_eq!(at(864_000_000_000).as_deref(), Some("1601-01-02T00:00:00Z"));
        assert_eq!(at(0), None);
    }
}
