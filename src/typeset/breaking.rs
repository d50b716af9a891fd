//! Clusters → lines: the breaks that are best for the whole paragraph.
//!
//! Total fit (D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", 1981) for text that is squeezed and spread
//! between characters. Every place a line may end is reached from all places whose line fits; of these the one with the
//! least demerits is kept for each of four looks, so that a tight line does not stand beside a loose one. Places further
//! back than a line is long are left behind: the time is the text's length times a line's.

use super::line::{
    EVEN, Fit, Line, Matter, Measure, TOLERANCE, end_blank, hanging_width, is_blank, set_line, start_blank,
};
use super::punctuation::Class;
use super::tabs::behind_tab;
use super::text::{Break, Shaped};
use crate::style::TextAlign;
use crate::whole::single;
use std::ops::Range;

/// Breaks a paragraph into lines.
pub(super) fn break_lines(shaped: &Shaped, measure: &Measure) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for stretch in shaped.clusters.split_inclusive(|c| c.break_after == Break::Forced) {
        let end = start + stretch.len();
        let ends = stretch_ends(shaped, start..end, measure);
        for line_end in ends {
            let indent = if lines.is_empty() { measure.first_indent } else { 0.0 };
            lines.push(set_line(shaped, start, line_end, indent, measure, line_end == end));
            start = line_end;
        }
        start = end;
    }
    // A line break at the very end opens one more, empty line.
    if lines.is_empty() || shaped.clusters.last().is_some_and(|c| c.class == Class::LineFeed) {
        let at = shaped.clusters.len();
        lines.push(Line { start: at, end: at, xs: Vec::new(), right: measure.first_indent });
    }
    lines
}

/// The line ends of what stands between two forced breaks.
fn stretch_ends(shaped: &Shaped, range: Range<usize>, measure: &Measure) -> Vec<usize> {
    let clusters = shaped.clusters.get(range.clone()).unwrap_or_default();
    // Where tabs are, a line's width depends on where it begins.
    if clusters.iter().any(|c| c.class == Class::Tab) {
        return fullest_ends(shaped, range, measure);
    }
    let paragraph = Paragraph::new(shaped, range.clone(), measure);
    if paragraph.matter(0, clusters.len()).is_some_and(|matter| matter.slack >= -TOLERANCE) {
        return vec![range.end];
    }
    let levels = [Level::Ordinary, Level::Emergency, Level::Any];
    let found = levels.into_iter().find_map(|level| paragraph.best_ends(level));
    found.map_or_else(|| fullest_ends(shaped, range.clone(), measure), |(ends, _)| ends)
}

/// Which breaks are considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Those that are allowed.
    Ordinary,
    /// Those inside words too.
    Emergency,
    /// All.
    Any,
}

/// Demerits of a line as such: of two ways equally good the shorter.
const LINE: f64 = 5.0;
/// Demerits of a break at a poor place.
const POOR: f64 = 40.0;
/// Demerits of neighbours that look very different.
const UNLIKE: f64 = 20.0;
/// A paragraph with more demerits than this may be better with a line that has as many.
const MOST: f64 = 1500.0;
/// Demerits of a last line of one character.
const LONE: f64 = 400.0;
/// In columns narrower than this (em) a last line of one character is like the others.
const WIDE: f32 = 6.0;
/// Demerits of a break inside a word; no looseness weighs as much.
const INSIDE: f64 = 1e9;
/// Demerits of a break where there must be none, and of a line too long.
const FORBIDDEN: f64 = 1e13;

/// Sums over the clusters before one.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    pen: f64,
    shrink: f64,
    stretch: f64,
    open: u32,
    /// The end of what is seen of a line that ends here.
    visible: usize,
}

/// What stands between two forced breaks, ready to be broken.
struct Paragraph<'a> {
    shaped: &'a Shaped,
    measure: &'a Measure,
    offset: usize,
    sums: Vec<Sums>,
    /// How many lines have been tried.
    #[cfg(test)]
    tried: std::cell::Cell<usize>,
}

/// The best way to end a line here and look so.
#[derive(Debug, Clone, Copy)]
struct Node {
    at: usize,
    look: u8,
    demerits: f64,
    before: usize,
}

/// How good a line is.
#[derive(Debug, Clone, Copy)]
struct Grade {
    demerits: f64,
    look: u8,
    /// The least demerits of shorter lines with the same end.
    floor: f64,
}

impl<'a> Paragraph<'a> {
    fn new(shaped: &'a Shaped, range: Range<usize>, measure: &'a Measure) -> Self {
        let clusters = shaped.clusters.get(range.clone()).unwrap_or_default();
        let mut sums = Vec::with_capacity(clusters.len() + 1);
        let mut sum = Sums::default();
        sums.push(sum);
        for (i, cluster) in clusters.iter().enumerate() {
            sum.pen += f64::from(cluster.advance) + f64::from(cluster.pair.natural);
            sum.shrink += f64::from(cluster.pair.shrink);
            sum.stretch += f64::from(cluster.pair.stretch);
            sum.open += u32::from(cluster.pair.open);
            sum.visible = if is_blank(cluster.class) { sum.visible } else { i + 1 };
            sums.push(sum);
        }
        Paragraph {
            shaped,
            measure,
            offset: range.start,
            sums,
            #[cfg(test)]
            tried: Default::default(),
        }
    }

    fn len(&self) -> usize {
        self.sums.len() - 1
    }

    /// What a line from `start` to `end` has to be fitted with.
    fn matter(&self, start: usize, end: usize) -> Option<Matter> {
        let from = self.sums.get(start)?;
        let visible = self.sums.get(end)?.visible;
        let indent = self.indent(start);
        let room = self.measure.width - indent;
        let Some(last) = visible.checked_sub(1).filter(|last| *last >= start) else {
            return Some(Matter { slack: room, ..Matter::default() });
        };
        let (to, inner) = (self.sums.get(visible)?, self.sums.get(last)?);
        let closing = self.shaped.clusters.get(self.offset + last)?;
        let em = self.measure.em;
        let width = to.pen - from.pen - f64::from(closing.pair.natural);
        let opening = self.shaped.clusters.get(self.offset + start).filter(|_| self.offset + start > 0);
        Some(Matter {
            slack: single(f64::from(room) - width),
            shrink: single(inner.shrink - from.shrink),
            stretch: single(inner.stretch - from.stretch),
            open: inner.open - from.open,
            start: opening.map_or(0.0, |c| start_blank(c, em)),
            end: end_blank(closing, em),
            hang: hanging_width(closing, self.measure),
        })
    }

    fn indent(&self, start: usize) -> f32 {
        if self.offset + start == 0 { self.measure.first_indent } else { 0.0 }
    }

    /// How good a line from `start` to `end` is; `None` if it does not fit.
    fn line(&self, start: usize, end: usize) -> Option<Grade> {
        #[cfg(test)]
        self.tried.set(self.tried.get() + 1);
        let matter = self.matter(start, end)?;
        let last = end == self.len();
        let justify = self.measure.align == TextAlign::Justify;
        let Some(fit) = matter.fit(justify, last, self.measure.em) else {
            // A cluster wider than the measure has nowhere to go.
            let single = self.sums.get(end).is_some_and(|sums| sums.visible <= start + 1);
            return single.then_some(Grade { demerits: FORBIDDEN, look: EVEN, floor: 0.0 });
        };
        let Fit { badness, look, floor, .. } = fit;
        let lone = last && start > 0 && self.measure.width >= WIDE * self.measure.em && self.is_lone(start, end);
        let demerits = LINE + f64::from(badness) + if lone { LONE } else { 0.0 };
        Some(Grade { demerits, look, floor: LINE + f64::from(floor) })
    }

    /// Whether a line holds no more than one character, marks and note calls aside.
    fn is_lone(&self, start: usize, end: usize) -> bool {
        let clusters = self.shaped.clusters.get(self.offset + start..self.offset + end).unwrap_or_default();
        let mut width = 0.0;
        for cluster in clusters {
            match cluster.class {
                Class::Close | Class::Open | Class::Call | Class::Space | Class::LineFeed => {}
                _ => width += cluster.advance,
            }
            if width > self.measure.em + TOLERANCE {
                return false;
            }
        }
        true
    }

    /// Demerits of ending a line at `end`; `None` where that is not considered.
    fn place(&self, end: usize, level: Level) -> Option<f64> {
        if end == self.len() {
            return Some(0.0);
        }
        match self.shaped.clusters.get(self.offset + end - 1)?.break_after {
            Break::Allowed | Break::Forced => Some(0.0),
            Break::Poor => Some(POOR),
            Break::Emergency => (level >= Level::Emergency).then_some(INSIDE),
            Break::Never => (level >= Level::Any).then_some(FORBIDDEN),
        }
    }

    /// Whether no line from `start` fits that reaches as far as `end`.
    fn is_left_behind(&self, start: usize, end: usize) -> bool {
        let Some((from, to)) = self.sums.get(start).zip(self.sums.get(end)) else { return true };
        let Some(visible) = self.sums.get(to.visible).filter(|_| to.visible > start + 1) else { return false };
        let least = visible.pen - from.pen - (visible.shrink - from.shrink);
        // The marks at both ends, or one that hangs, give an em and a half at most; the pairs two more halves.
        least > f64::from(self.measure.width - self.indent(start) + 2.5 * self.measure.em)
    }

    /// The line ends with the least demerits, and these.
    fn best_ends(&self, level: Level) -> Option<(Vec<usize>, f64)> {
        // Most paragraphs need no bad line; where the best way without one is better than any such line, it is the best.
        let good = (level == Level::Ordinary).then(|| self.best_ends_within(level, MOST)).flatten();
        good.filter(|(_, demerits)| *demerits <= MOST).or_else(|| self.best_ends_within(level, f64::INFINITY))
    }

    /// The line ends with the least demerits where no line has more than `limit`.
    fn best_ends_within(&self, level: Level, limit: f64) -> Option<(Vec<usize>, f64)> {
        let mut nodes = vec![Node { at: 0, look: EVEN, demerits: 0.0, before: usize::MAX }];
        let mut first = 0;
        for end in 1..=self.len() {
            while nodes.get(first).is_some_and(|node| self.is_left_behind(node.at, end)) {
                first += 1;
            }
            if first == nodes.len() {
                return None;
            }
            let Some(place) = self.place(end, level) else { continue };
            let mut best: [Option<Node>; 4] = [None; 4];
            let mut least = f64::INFINITY;
            let mut known: Option<(usize, Option<Grade>)> = None;
            for (index, node) in nodes.iter().enumerate().skip(first) {
                // Not even a line without fault could make up for the way there.
                if node.demerits + place + LINE >= least + UNLIKE {
                    continue;
                }
                let line = match known {
                    Some((at, line)) if at == node.at => line,
                    _ => {
                        let line = self.line(node.at, end);
                        known = Some((node.at, line));
                        line
                    }
                };
                let Some(Grade { demerits: line, look, floor }) = line else { continue };
                // From here on lines are only looser.
                if floor > limit {
                    break;
                }
                if line > limit {
                    continue;
                }
                let unlike = if node.at > 0 && look.abs_diff(node.look) > 1 { UNLIKE } else { 0.0 };
                let demerits = node.demerits + line + place + unlike;
                least = least.min(demerits);
                if let Some(slot) = best.get_mut(look as usize)
                    && slot.is_none_or(|known| demerits < known.demerits)
                {
                    *slot = Some(Node { at: end, look, demerits, before: index });
                }
            }
            nodes.extend(best.into_iter().flatten().filter(|node| node.demerits <= least + UNLIKE));
        }
        let (index, node) = nodes
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, node)| node.at == self.len())
            .min_by(|(_, a), (_, b)| a.demerits.total_cmp(&b.demerits))?;
        let demerits = node.demerits;
        let mut ends = Vec::new();
        let mut at = index;
        while let Some(node) = nodes.get(at).filter(|node| node.at > 0) {
            ends.push(self.offset + node.at);
            at = node.before;
        }
        ends.reverse();
        Some((ends, demerits))
    }
}

/// The line ends where every line is as full as may be.
fn fullest_ends(shaped: &Shaped, range: Range<usize>, measure: &Measure) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let indent = if start == 0 { measure.first_indent } else { 0.0 };
        let end = fullest_end(shaped, start..range.end, indent, measure);
        ends.push(end);
        start = end;
    }
    ends
}

/// Where the fullest line that begins with the range ends.
fn fullest_end(shaped: &Shaped, range: Range<usize>, indent: f32, measure: &Measure) -> usize {
    let (room, em) = (measure.width - indent, measure.em);
    let mut width = 0.0_f32;
    let mut shrink = 0.0_f32;
    let (mut fit, mut squeezed, mut emergency, mut any) = (None, None, None, None);
    let mut fit_width = 0.0;
    for (i, cluster) in shaped.clusters.iter().enumerate().take(range.end).skip(range.start) {
        if cluster.class == Class::Tab {
            width = behind_tab(shaped, i..range.end, indent + width, measure) - indent;
            shrink = 0.0;
        }
        let visible = if is_blank(cluster.class) { width } else { width + cluster.advance };
        let open = cluster.break_after.is_open() || i + 1 == range.end;
        if visible <= room + TOLERANCE {
            any = Some(i + 1);
            if open {
                (fit, fit_width) = (Some(i + 1), visible);
            }
            if cluster.break_after == Break::Emergency {
                emergency = Some(i + 1);
            }
        } else if visible - shrink - end_blank(cluster, em) <= room + TOLERANCE {
            if open {
                squeezed = Some(i + 1);
            }
        } else if visible - shrink > room + em {
            break;
        }
        width += cluster.advance + cluster.pair.natural;
        shrink += cluster.pair.shrink;
    }
    // A line that is full already isn't squeezed to take in more.
    let loose = room - fit_width > 0.3 * em;
    match (fit, squeezed) {
        (None, None) => emergency.or(any).unwrap_or(range.start + 1),
        (Some(_), Some(more)) if loose => more,
        (None, Some(more)) => more,
        (Some(end), _) => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::numeral::is_arabic_digit;
    use crate::font::Face;
    use crate::typeset::glyphs::Glyphs;
    use crate::typeset::punctuation as marks;
    use crate::typeset::text::{Span, SpanKind, Type, shape};
    use proptest::prelude::*;

    fn shaped(text: &str) -> Shaped {
        let look = Type { face: Face::Fangsong, size: 16.0, em: 16.0, own_latin: false };
        let span =
            Span { text: 0..text.len(), marks: Default::default(), face: None, content: None, kind: SpanKind::Text };
        shape(&mut Glyphs::new(&crate::font::Faces::default()), text, &[span], look)
    }

    fn measure(characters: f32, align: TextAlign) -> Measure {
        Measure { width: characters * 16.0, first_indent: 0.0, align, em: 16.0, hanging: false }
    }

    impl Paragraph<'_> {
        /// The demerits of a way to break it; `None` where a line does not fit or ends where none may.
        fn demerits(&self, ends: &[usize], level: Level) -> Option<f64> {
            let (mut start, mut sum, mut before) = (0, 0.0, EVEN);
            for end in ends {
                let line = self.line(start, *end)?;
                sum += line.demerits + self.place(*end, level)?;
                sum += if start > 0 && line.look.abs_diff(before) > 1 { UNLIKE } else { 0.0 };
                (start, before) = (*end, line.look);
            }
            Some(sum)
        }

        /// The least demerits of all ways there are.
        fn least(&self, ends: &mut Vec<usize>, level: Level) -> f64 {
            let start = ends.last().copied().unwrap_or(0);
            if start == self.len() {
                return self.demerits(ends, level).unwrap_or(f64::INFINITY);
            }
            let mut least = f64::INFINITY;
            for end in start + 1..=self.len() {
                if self.place(end, level).is_some() && self.line(start, end).is_some() {
                    ends.push(end);
                    least = least.min(self.least(ends, level));
                    ends.pop();
                }
            }
            least
        }
    }

    #[test]
    fn no_more_lines_are_tried_than_the_text_is_long_times_a_line() {
        for text in ["公开信息，2021年共办结12件。", "公", "a ", ".", "a", "1", "，", "甲\u{3000}", "https://a.b/c?d"]
        {
            let shaped = shaped(&text.repeat(4_000 / text.chars().count()));
            let measure = measure(28.0, TextAlign::Justify);
            let paragraph = Paragraph::new(&shaped, 0..shaped.clusters.len(), &measure);
            let narrowest = shaped.clusters.iter().map(|c| c.advance).fold(16.0_f32, f32::min);
            for level in [Level::Ordinary, Level::Emergency, Level::Any] {
                paragraph.tried.set(0);
                paragraph.best_ends(level);
                let most = 2 * ((28.0 + 4.0) * 16.0 / narrowest) as usize * shaped.clusters.len();
                assert!(paragraph.tried.get() <= most, "{text}: {} of {most}", paragraph.tried.get());
            }
        }
    }

    #[test]
    fn a_hundred_thousand_characters_are_broken_with_few_ways_kept() {
        let text = "公开信息，2021年共办结12件。".repeat(6000);
        let shaped = shaped(&text);
        let lines = break_lines(&shaped, &measure(28.0, TextAlign::Justify));
        let counts: Vec<usize> = lines.iter().map(|line| line.end - line.start).collect();
        assert!(
            counts.len() >= 3000 && counts.iter().all(|count| *count < 45),
            "{} {:?}",
            counts.len(),
            counts.iter().max()
        );
        assert_eq!(lines.last().unwrap().end, shaped.clusters.len());
    }

    #[test]
    fn a_last_line_of_one_character_is_avoided_in_wide_columns_only() {
        let counts = |text: &str, width: f32, align| -> Vec<usize> {
            let shaped = shaped(text);
            break_lines(&shaped, &measure(width, align)).iter().map(|line| line.end - line.start).collect()
        };
        for align in [TextAlign::Justify, TextAlign::Left] {
            assert_eq!(counts("政府信息公开工作年度报告政府信", 14.0, align), [13, 2]);
            assert_eq!(counts("政府信息公开工作年度报告政府信息", 14.0, align), [14, 2]);
            assert_eq!(counts("政府信息公开工作年度报告政府信。", 14.0, align), [13, 3]);
            assert_eq!(counts("政府信息公", 4.0, align), [4, 1]);
        }
        // Rather one character alone than letters far apart.
        assert_eq!(counts("政府信息公开工作年", 8.0, TextAlign::Justify), [8, 1]);
        assert_eq!(counts("政府信息公开工作年", 8.0, TextAlign::Left), [7, 2]);
    }

    #[test]
    fn a_line_is_squeezed_rather_than_spread_as_much() {
        // Two commas give half a character, the stop at the end the other half: 13 squares on 12.
        let shaped = shaped("公开，信息，工作年度报。政府信息公开工作年度报告");
        let lines = break_lines(&shaped, &measure(11.0, TextAlign::Justify));
        assert_eq!((lines[0].end, lines.len()), (12, 3));
        let right = lines[0].xs[11];
        assert!(
            (right - 10.5 * 16.0).abs() < 0.6,
            "the stop's square begins half a character before the edge: {right}"
        );
    }

    #[test]
    fn what_no_line_can_hold_is_divided_inside_words_before_anything_else() {
        let shaped = shaped(&format!("公{}开", "a".repeat(60)));
        let lines = break_lines(&shaped, &measure(10.0, TextAlign::Justify));
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines.iter().all(|line| line.right <= 160.1));
        // Digits are divided only where nothing else is left.
        let shaped = super::tests::shaped(&"1".repeat(60));
        assert_eq!(break_lines(&shaped, &measure(10.0, TextAlign::Justify)).len(), 3);
        let marks = super::tests::shaped(&"，".repeat(60));
        assert!(break_lines(&marks, &measure(10.0, TextAlign::Justify)).iter().all(|line| line.right <= 168.1));
    }

    const TEXT: &str = "[公开信息工作年报告条例一二，，。、；：？！（）《》“”—…·0-9a-z%./ ]{1,140}";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn lines_hold_the_text_in_order_inside_the_measure(text in TEXT, characters in 3_u8..30, align in 0_u8..4, hanging in any::<bool>()) {
            let align = [TextAlign::Justify, TextAlign::Left, TextAlign::Center, TextAlign::Right][align as usize];
            let shaped = shaped(&text);
            let measure = Measure { hanging, first_indent: 32.0_f32.min(f32::from(characters) * 4.0), ..measure(f32::from(characters), align) };
            let lines = break_lines(&shaped, &measure);
            prop_assert_eq!(lines.first().map(|line| line.start), Some(0));
            prop_assert!(lines.windows(2).all(|w| w[0].end == w[1].start && w[0].start < w[0].end));
            prop_assert_eq!(lines.last().map(|line| line.end), Some(shaped.clusters.len()));
            for line in &lines {
                let clusters = &shaped.clusters[line.start..line.end];
                let Some(last) = clusters.iter().rposition(|c| !is_blank(c.class)) else { continue };
                let closing = &clusters[last];
                let outside = if hanging && marks::may_hang(closing.first) { closing.advance } else { end_blank(closing, 16.0) };
                let edge = line.xs[last] + closing.advance - outside;
                prop_assert!(edge <= measure.width + 0.1, "{edge} of {}", measure.width);
                let begin = line.xs[0] + clusters[0].blank_left;
                prop_assert!(begin >= -0.1, "{begin}");
                prop_assert!(line.xs.windows(2).all(|w| w[0] <= w[1] + 0.01));
            }
        }

        #[test]
        fn no_line_breaks_a_rule_that_all_could_keep(text in TEXT, characters in 8_u8..30) {
            let shaped = shaped(&text);
            let measure = measure(f32::from(characters), TextAlign::Justify);
            let paragraph = Paragraph::new(&shaped, 0..shaped.clusters.len(), &measure);
            let lines = break_lines(&shaped, &measure);
            if paragraph.best_ends(Level::Ordinary).is_some() {
                for line in lines.iter().take(lines.len() - 1) {
                    let (last, next) = (&shaped.clusters[line.end - 1], &shaped.clusters[line.end]);
                    let (before, after) = (&text[last.text.clone()], next.first);
                    prop_assert!(last.break_after.is_open());
                    let blank = last.class == Class::Space;
                    prop_assert!(blank || next.class == Class::Latin || next.class == Class::LatinMark || !marks::forbidden_at_start(after), "{before}|{after}");
                    prop_assert!(blank || !before.ends_with(|c| "（《“".contains(c)), "{before}|{after}");
                    prop_assert!(!(before.ends_with(is_arabic_digit) && is_arabic_digit(after)), "{before}|{after}");
                }
            }
        }

        #[test]
        fn no_way_is_better_than_the_one_found(text in TEXT, characters in 5_u8..30, justify in any::<bool>()) {
            let shaped = shaped(&text);
            let align = if justify { TextAlign::Justify } else { TextAlign::Left };
            let measure = measure(f32::from(characters), align);
            let paragraph = Paragraph::new(&shaped, 0..shaped.clusters.len(), &measure);
            let fullest = fullest_ends(&shaped, 0..shaped.clusters.len(), &measure);
            for level in [Level::Ordinary, Level::Emergency, Level::Any] {
                let found = paragraph.best_ends(level);
                if let Some((ends, demerits)) = &found {
                    let again = paragraph.demerits(ends, level).unwrap_or(f64::INFINITY);
                    prop_assert!((demerits - again).abs() < 0.01 + demerits * 1e-9, "{demerits} {again}");
                }
                if let Some(simple) = paragraph.demerits(&fullest, level) {
                    let best = found.map_or(f64::INFINITY, |(_, demerits)| demerits);
                    prop_assert!(best <= simple + 0.01, "{best} {simple}");
                }
            }
            prop_assert!(paragraph.best_ends(Level::Any).is_some());
        }

        #[test]
        fn of_all_ways_the_best_is_found(text in "[公开信息，。（）0-9 a]{1,16}", characters in 4_u8..8) {
            let shaped = shaped(&text);
            let measure = measure(f32::from(characters), TextAlign::Justify);
            let paragraph = Paragraph::new(&shaped, 0..shaped.clusters.len(), &measure);
            let least = paragraph.least(&mut Vec::new(), Level::Ordinary);
            let found = paragraph.best_ends(Level::Ordinary).map_or(f64::INFINITY, |(_, demerits)| demerits);
            prop_assert!((least.is_infinite() && found.is_infinite()) || (least - found).abs() < 0.01, "{least} {found}");
        }
    }
}
