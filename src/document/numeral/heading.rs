//! The one rule of headings and their levels, wherever a document comes from.
//!
//! What a style, a tag or a bookmark says a heading's level to be, it is. Where nothing says so, a short line that ends no
//! sentence, begins with a number of GB/T 9704-2012 7.3.3 and is set apart from the running text is a heading of its number's
//! level ([`heading_level`]): of the level next to that of the headings that are called such, where those have numbers, too.

use super::line::heading_level;

/// A heading no one calls such has at most so many characters, spaces aside.
const LONGEST: usize = 40;

/// The levels that numbers of lists have, as often as of headings: 1. and （1）.
const FIRST_OF_ITEMS: u8 = 3;

/// How a line looks beside the running text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// All of it is bold.
    pub bold: bool,
    /// It is larger, in another face, or in the middle of the page.
    pub set_apart: bool,
}

/// The levels of headings that nothing calls such, in one document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeadingLevels {
    /// How much deeper the headings that are called such stand than their numbers say: by 1 where the title is a heading of the
    /// first level and 一、 of the second.
    deeper: u8,
}

impl HeadingLevels {
    /// Those beside the headings that are called such: their levels and what they say.
    #[must_use]
    pub fn beside<'t>(called: impl IntoIterator<Item = (u8, &'t str)>) -> Self {
        let depths = called.into_iter().filter_map(|(level, text)| Some(level.checked_sub(heading_level(text)?)));
        let mut depths: Vec<Option<u8>> = depths.collect();
        depths.dedup();
        match depths.as_slice() {
            [Some(deeper)] => HeadingLevels { deeper: *deeper },
            // They don't follow their numbers.
            _ => HeadingLevels::default(),
        }
    }

    /// The level of a line if it is a heading by its number and look.
    #[must_use]
    pub fn by_look(&self, line: &str, look: Look) -> Option<u8> {
        let level = heading_level(line).filter(|_| look.bold || look.set_apart)?;
        let is_heading = is_short_and_no_sentence(line) && (level < FIRST_OF_ITEMS || look.bold);
        is_heading.then(|| level.saturating_add(self.deeper).min(9))
    }
}

/// Whether ranks are those of headings of the levels their numbers have, where no rank may be skipped (ISO 14289-1, 7.4.2): of
/// 一、 and 1. below it they are 1 and 2.
#[must_use]
pub fn ranks_follow_numbers<'t>(headings: impl IntoIterator<Item = (u8, &'t str)>) -> bool {
    let mut last = 0_u8;
    headings.into_iter().all(|(rank, text)| {
        let next = heading_level(text).map_or(rank, |level| level.min(last.saturating_add(1)));
        last = next;
        next == rank
    })
}

/// Whether a line may be a heading by its length and its end.
#[must_use]
pub fn is_short_and_no_sentence(line: &str) -> bool {
    let line = line.trim();
    let characters = line.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).count();
    let is_sentence = line.ends_with(['；', '！', '？', '：', '，', '、', ';', ':', ',', '.']);
    (1..=LONGEST).contains(&characters) && !is_sentence && !line.contains(['\n', '\t', '…', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Look = Look { bold: true, set_apart: false };
    const APART: Look = Look { bold: false, set_apart: true };

    #[test]
    fn a_line_is_a_heading_by_its_number_and_look() {
        let levels = HeadingLevels::default();
        for (line, bold, apart, plain) in [
            ("一、总体情况", Some(1), Some(1), None),
            ("（一）主动公开", Some(2), Some(2), None),
            ("1.平台建设", Some(3), None, None),
            ("（1）平台建设", Some(4), None, None),
            ("①平台建设", None, None, None),
            ("总体情况", None, None, None),
            ("（一）主动公开情况如下：", None, None, None),
            ("一、本年度没有此类情况。", None, None, None),
        ] {
            let found = [BOLD, APART, Look::default()].map(|look| levels.by_look(line, look));
            assert_eq!(found, [bold, apart, plain], "{line}");
        }
        let long = format!("一、{}", "很".repeat(LONGEST - 2));
        assert_eq!(levels.by_look(&long, BOLD), Some(1));
        assert_eq!(levels.by_look(&format!("{long}长"), BOLD), None);
    }

    #[test]
    fn ranks_are_levels_without_gaps() {
        assert!(ranks_follow_numbers([
            (1, "一、总体情况"),
            (2, "1.制度"),
            (2, "（一）平台"),
            (3, "1.网站"),
            (1, "附件")
        ]));
        assert!(!ranks_follow_numbers([(1, "第一章 总则"), (2, "一、总体情况")]));
        assert!(!ranks_follow_numbers([(1, "一、总体情况"), (3, "1.制度")]));
    }

    #[test]
    fn levels_go_on_from_those_of_the_headings_called_such() {
        for (called, level) in [
            (&[][..], 2),
            (&[(1, "年度报告"), (2, "一、总体情况"), (2, "二、主动公开")][..], 3),
            (&[(1, "一、总体情况"), (2, "（一）主动公开")], 2),
            // They have levels of their own.
            (&[(1, "一、总体情况"), (2, "1.主动公开")], 2),
            (&[(1, "第一章 总则"), (2, "一、总体情况")], 2),
        ] {
            let levels = HeadingLevels::beside(called.iter().copied());
            assert_eq!(levels.by_look("（二）依申请公开", BOLD), Some(level), "{called:?}");
        }
    }
}
