//! Titles and labels → lines whose lengths go together: trapezium or diamond for titles (GB/T 9704-2012, 7.3.1), about
//! equal for labels; never broken inside a word or a number as long as there is another way.

use super::breaking::break_lines;
use super::compose::Composer;
use super::inline::Flat;
use super::line::{Line, Measure, TOLERANCE, set_line};
use super::punctuation::{self as marks, Class};
use super::text::{Break, Shaped, SpanKind};
use crate::document::numeral::is_arabic_digit;
use crate::document::{Alignment, Block, Content, Document, Inline, Marks, ParagraphRole, Text, vocabulary};
use crate::finding::Origin;
use crate::font::Faces;
use crate::style::{Style, TextAlign};
use crate::whole::Whole;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Titles longer than this (clusters), or that need more lines, are set like any paragraph.
const MAX_LENGTH: usize = 200;
const MAX_LINES: usize = 12;
/// Titles with more places to break at than this are broken evenly.
const MAX_PLACES: usize = 64;

/// Breaks a label into the fewest lines it needs, about equally long.
pub(super) fn break_evenly(shaped: &Shaped, measure: &Measure) -> Vec<Line> {
    let Some(text) = Widths::of(shaped, measure) else { return break_lines(shaped, measure) };
    let about = vocabulary().title.about.as_str();
    let places: Vec<(usize, f32)> = places(shaped, &word_ends(&shaped.text))
        .map(|(end, rest)| {
            let natural = rest.is_empty() || rest.starts_with(is_arabic_digit) || rest.starts_with(about);
            (end, if natural { 0.0 } else { 4.0 })
        })
        .collect();
    let fewest = text.fewest();
    let ways = (fewest..fewest + 3).take_while(|lines| *lines <= MAX_LINES + 2);
    match ways.into_iter().find_map(|lines| even_ends(&places, lines, &text)) {
        Some(ends) => set_lines(shaped, measure, &ends),
        None => break_lines(shaped, measure),
    }
}

/// Breaks a heading like a paragraph, but rather between words, and with its right edge open: spread lines of three words
/// would look like another face.
pub(super) fn break_heading(shaped: &Shaped, measure: &Measure) -> Vec<Line> {
    let align = if measure.align == TextAlign::Justify { TextAlign::Left } else { measure.align };
    let measure = Measure { align, ..*measure };
    if measure.first_indent + shaped.extents().1 <= measure.width {
        return break_lines(shaped, &measure);
    }
    let ends = word_ends(&shaped.text);
    let mut by_words = shaped.clone();
    for cluster in &mut by_words.clusters {
        if cluster.break_after == Break::Allowed && !ends.contains(&cluster.text.end) {
            cluster.break_after = Break::Poor;
        }
    }
    break_lines(&by_words, &measure)
}

/// Breaks a title into lines that form a trapezium or a diamond, best between the organ and the year or the name.
pub(super) fn break_title(shaped: &Shaped, measure: &Measure) -> Vec<Line> {
    let Some(text) = Widths::of(shaped, measure) else { return break_lines(shaped, measure) };
    let ends = title_ends(&shaped.text);
    let name = organ_end(&shaped.text);
    let name_fits = text.fitting(0, shaped.clusters.partition_point(|cluster| cluster.text.end <= name)).is_some();
    let places: Vec<(usize, f32)> = places(shaped, &ends)
        .map(|(end, rest)| {
            let before = shaped.text.strip_suffix(rest).unwrap_or_default();
            let inside = if name_fits && before.len() < name { INSIDE_NAME } else { 0.0 };
            (end, parting(before, rest) + inside)
        })
        .collect();
    let fewest = text.fewest();
    if places.len() > MAX_PLACES || fewest > MAX_LINES {
        return break_evenly(shaped, measure);
    }
    let ways = (fewest..fewest + 2).filter_map(|lines| {
        let (ends, cost) = shapely_ends(&places, lines, &text)?;
        Some((ends, cost + (lines - fewest) as f32 * ONE_MORE))
    });
    match ways.min_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((ends, _)) => set_lines(shaped, measure, &ends),
        None => break_evenly(shaped, measure),
    }
}

/// How wide the parts of a title are.
struct Widths<'a> {
    shaped: &'a Shaped,
    before: Vec<f32>,
    room: f32,
    em: f32,
}

impl<'a> Widths<'a> {
    /// `None` where lines need no shape: it fits on one, is too long, or has line breaks of its own.
    fn of(shaped: &'a Shaped, measure: &Measure) -> Option<Self> {
        let own = |class: Class| matches!(class, Class::LineFeed | Class::Tab);
        if shaped.clusters.len() > MAX_LENGTH || shaped.clusters.iter().any(|c| own(c.class)) {
            return None;
        }
        let mut before = Vec::with_capacity(shaped.clusters.len() + 1);
        let mut pen = 0.0_f32;
        for cluster in &shaped.clusters {
            before.push(pen);
            pen += cluster.advance + cluster.pair.natural;
        }
        before.push(pen);
        let widths = Widths { shaped, before, room: measure.width, em: measure.em };
        (widths.total() > widths.room + TOLERANCE).then_some(widths)
    }

    fn width(&self, start: usize, end: usize) -> f32 {
        let hang = end.checked_sub(1).and_then(|i| self.shaped.clusters.get(i)).map_or(0.0, |c| c.pair.natural);
        self.before.get(end).copied().unwrap_or(0.0) - self.before.get(start).copied().unwrap_or(0.0) - hang
    }

    fn total(&self) -> f32 {
        self.width(0, self.shaped.clusters.len())
    }

    fn fewest(&self) -> usize {
        usize::whole((self.total() / self.room.max(1.0)).ceil().clamp(2.0, 1000.0))
    }

    /// The width of a part in em, if it fits.
    fn fitting(&self, start: usize, end: usize) -> Option<f32> {
        let width = self.width(start, end);
        (width <= self.room + TOLERANCE).then_some(width / self.em)
    }
}

/// The clusters after which a line may end, and the text that would follow.
fn places<'a>(shaped: &'a Shaped, ends: &'a [usize]) -> impl Iterator<Item = (usize, &'a str)> {
    let count = shaped.clusters.len();
    shaped.clusters.iter().enumerate().filter_map(move |(i, cluster)| {
        let open = i + 1 == count || (cluster.break_after.is_open() && ends.binary_search(&cluster.text.end).is_ok());
        open.then(|| (i + 1, shaped.text.get(cluster.text.end..).unwrap_or_default()))
    })
}

fn set_lines(shaped: &Shaped, measure: &Measure, ends: &[usize]) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::with_capacity(ends.len());
    for end in ends {
        lines.push(set_line(shaped, start, *end, 0.0, measure, *end == shaped.clusters.len()));
        start = *end;
    }
    lines
}

/// The ends of `lines` lines with the least unevenness, if there is a way.
fn even_ends(places: &[(usize, f32)], lines: usize, text: &Widths<'_>) -> Option<Vec<usize>> {
    let target = text.total() / lines as f32 / text.em;
    // best[k][e]: cost and predecessor of k lines ending at places[e].
    let mut best: Vec<Vec<Option<(f32, usize)>>> = Vec::new();
    for k in 0..lines {
        let mut row = vec![None; places.len()];
        for (e, (&(end, penalty), slot)) in places.iter().zip(&mut row).enumerate() {
            let mut consider = |start: usize, p: usize, cost: f32| {
                let Some(width) = text.fitting(start, end) else { return };
                let cost = cost + penalty + (width - target) * (width - target);
                if slot.is_none_or(|(least, _)| cost < least) {
                    *slot = Some((cost, p));
                }
            };
            if k == 0 {
                consider(0, 0, 0.0);
                continue;
            }
            for (p, known) in best.get(k - 1)?.iter().enumerate().take(e) {
                if let (Some((cost, _)), Some((start, _))) = (known, places.get(p)) {
                    consider(*start, p, *cost);
                }
            }
        }
        best.push(row);
    }
    let mut e = places.len().checked_sub(1)?;
    let mut found = Vec::new();
    for k in (0..lines).rev() {
        let (_, p) = (*best.get(k)?.get(e)?)?;
        found.push(places.get(e)?.0);
        e = p;
    }
    found.reverse();
    Some(found)
}

/// Cost of a line more than needed.
const ONE_MORE: f32 = 14.0;
/// Cost of two lines one above the other that are equally long: a rectangle.
const EQUAL: f32 = 6.0;
/// Cost of a line longer than the one above it where lines were getting shorter: an hourglass.
const WAIST: f32 = 30.0;
/// Cost of a line of a few characters.
const SHORT: f32 = 25.0;

/// What it costs that a line `above` em long stands above one `below` em long.
fn step(above: f32, below: f32) -> f32 {
    let difference = (above - below).abs();
    let equal = if difference < 0.8 { EQUAL } else { 0.0 };
    let uneven = (difference - 5.0).max(0.0);
    equal + 0.25 * uneven * uneven
}

fn line_cost(width: f32) -> f32 {
    if width < 4.5 { SHORT } else { 0.0 }
}

/// A way to the end of a line: its cost, whether lines are getting shorter, and the line before.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: f32,
    /// The place the line before begins at, in `places` counted from 1; 0 is the beginning.
    from: usize,
    /// Whether the line before was part of a narrowing.
    narrowing: bool,
}

/// The ends of `lines` lines that form the best shape, and its cost.
fn shapely_ends(places: &[(usize, f32)], lines: usize, text: &Widths<'_>) -> Option<(Vec<usize>, f32)> {
    let count = places.len();
    let begin = |i: usize| if i == 0 { 0 } else { places.get(i - 1).map_or(0, |p| p.0) };
    // ways[k][(p, e, narrowing)]: the last of k + 1 lines goes from place p to place e; places are counted from 1.
    let slot = |p: usize, e: usize, narrowing: bool| (p * (count + 1) + e) * 2 + usize::from(narrowing);
    let mut ways: Vec<Vec<Option<Way>>> = Vec::new();
    let size = (count + 1) * (count + 1) * 2;
    let mut row = vec![None; size];
    for e in 1..=count {
        let Some(width) = text.fitting(0, begin(e)) else { continue };
        if let (Some(way), Some((_, penalty))) = (row.get_mut(slot(0, e, false)), places.get(e - 1)) {
            *way = Some(Way { cost: penalty + line_cost(width), from: 0, narrowing: false });
        }
    }
    ways.push(row);
    for k in 1..lines {
        let mut row: Vec<Option<Way>> = vec![None; size];
        for p in 1..count {
            for e in p + 1..=count {
                let Some(below) = text.fitting(begin(p), begin(e)) else { continue };
                let penalty = places.get(e - 1).map_or(0.0, |place| place.1) + line_cost(below);
                for before in 0..p {
                    for was in [false, true] {
                        let Some(Some(way)) = ways.get(k - 1).and_then(|row| row.get(slot(before, p, was))) else {
                            continue;
                        };
                        let above = text.width(begin(before), begin(p)) / text.em;
                        let narrowing = below < above;
                        let waist = if was && !narrowing { WAIST } else { 0.0 };
                        let cost = way.cost + penalty + step(above, below) + waist;
                        if let Some(known) = row.get_mut(slot(p, e, narrowing))
                            && known.is_none_or(|known: Way| cost < known.cost)
                        {
                            *known = Some(Way { cost, from: before, narrowing: was });
                        }
                    }
                }
            }
        }
        ways.push(row);
    }
    let last = ways.last()?;
    let candidates = (0..count).flat_map(|p| [(p, false), (p, true)]);
    let (mut p, mut narrowing, cost) = candidates
        .filter_map(|(p, narrowing)| Some((p, narrowing, (*last.get(slot(p, count, narrowing))?)?.cost)))
        .min_by(|a, b| a.2.total_cmp(&b.2))?;
    let mut e = count;
    let mut found = Vec::new();
    for k in (0..lines).rev() {
        let way = (*ways.get(k)?.get(slot(p, e, narrowing))?)?;
        found.push(begin(e));
        (e, p, narrowing) = (p, way.from, way.narrowing);
    }
    found.reverse();
    Some((found, cost))
}

/// Cost of parting the name of an organ that a line has room for.
const INSIDE_NAME: f32 = 60.0;

/// Where the name of the organ ends that a title begins with, in bytes; 0 where it begins with none.
fn organ_end(text: &str) -> usize {
    let words = &vocabulary().title;
    let begins_rest = |rest: &str| {
        rest.starts_with(|c: char| is_arabic_digit(c) || c == '二') && rest.contains('年')
            || words.subjects.iter().any(|word| rest.starts_with(word.as_str()))
    };
    let ends = text.char_indices().map(|(at, _)| text.split_at(at));
    let mut ends = ends.filter(|(name, rest)| begins_rest(rest) && ends_as_organ(name));
    ends.next().map_or(0, |(name, _)| name.len())
}

/// Whether a name ends as those of organs and places do.
fn ends_as_organ(name: &str) -> bool {
    let words = &vocabulary().title;
    name.ends_with(|c| words.organ_signs.contains(c) || c == '）')
        || words.organ_words.iter().any(|end| name.ends_with(end.as_str()))
}

/// What it costs to part a title here.
fn parting(before: &str, after: &str) -> f32 {
    if after.is_empty() {
        return 0.0;
    }
    let words = &vocabulary().title;
    let last = before.chars().next_back().unwrap_or(' ');
    // 全市 and the like name nobody.
    let some = before.chars().rev().nth(1).is_some_and(|c| words.nobody.contains(c));
    let of_organ = ends_as_organ(before) && !(some && words.organ_signs.contains(last));
    let dangling = f32::from(u8::from(before.ends_with(words.about.as_str()))) * 10.0;
    let bad_end = dangling + f32::from(u8::from(words.joints.contains(last))) * 10.0;
    let bad_start = f32::from(u8::from(after.starts_with(|c| words.no_beginning.contains(c)))) * 10.0;
    let of_people = last == '族' && after.starts_with("自治");
    let base = if after.starts_with(is_arabic_digit) || after.starts_with(words.about.as_str()) {
        0.0
    } else if last == '年' && before.trim_end_matches('年').ends_with(is_arabic_digit) {
        // The year belongs to the name that follows.
        16.0
    } else if after.starts_with(words.disclosure.as_str()) {
        if of_organ { 0.0 } else { 6.0 }
    } else if after.starts_with(words.report.as_str()) {
        8.0
    } else if words.parts.iter().any(|part| after.starts_with(part.as_str())) || of_people {
        12.0
    } else if of_organ {
        3.0
    } else {
        7.0
    };
    base + bad_end + bad_start
}

/// The bytes of a title's text after which its lines end, the last line's end apart; none where it fits on one line or has line
/// breaks of its own. The same lines as on the pages, in the embedded faces.
pub(crate) fn title_breaks(text: &str, style: &Style) -> Vec<usize> {
    if text.contains('\n') {
        return Vec::new();
    }
    let (faces, document) = (Faces::embedded(style), Document::default());
    let mut composer = Composer::new(&document, style, &faces);
    let room = composer.body_room(false);
    let setting = composer.setting(&style.paragraphs.title, Alignment::Start, &room);
    let mut flat = Flat::default();
    flat.push(text, Marks::default(), None, SpanKind::Text);
    let shaped = composer.shape(&flat, setting.look, &Origin::default());
    let measure = Measure {
        width: room.width - setting.right_indent,
        first_indent: setting.first_indent,
        align: setting.align,
        em: setting.look.em,
        hanging: style.page.hanging_punctuation,
    };
    let lines = break_title(&shaped, &measure);
    let ends = lines.iter().filter_map(|line| shaped.clusters.get(line.end.checked_sub(1)?));
    ends.map(|cluster| cluster.text.end).filter(|end| *end < text.len()).collect()
}

/// The document with the lines of its titles broken by [`title_breaks`], for formats whose readers would break them anywhere.
pub(crate) fn with_titles_broken<'d>(document: &'d Document, style: &Style) -> Cow<'d, Document> {
    let mut document = Cow::Borrowed(document);
    for at in 0..document.blocks.len() {
        let Some(Block::Paragraph(title)) = document.blocks.get(at) else { continue };
        let breaks = match title.role {
            ParagraphRole::Title => title_breaks(&title.content.plain_text(), style),
            _ => Vec::new(),
        };
        // Where notes or readings stand in it, the text of its runs is not that of its lines.
        let Some(content) = broken(&title.content, &breaks).filter(|_| !breaks.is_empty()) else { continue };
        if let Some(Block::Paragraph(title)) = document.to_mut().blocks.get_mut(at) {
            title.content = content;
        }
    }
    document
}

/// Content with line breaks after these bytes of its text; `None` where it is not all text.
fn broken(content: &Content, breaks: &[usize]) -> Option<Content> {
    let mut start = 0;
    let mut inlines = Vec::new();
    for inline in content.inlines() {
        let Inline::Text(run) = inline else { return None };
        let end = start + run.text.len();
        let mut text = String::with_capacity(run.text.len() + breaks.len());
        let mut done = 0;
        for at in breaks.iter().filter(|at| start < **at && **at <= end) {
            text.push_str(run.text.get(done..at - start)?);
            text.push('\n');
            done = at - start;
        }
        text.push_str(run.text.get(done..)?);
        inlines.push(Inline::Text(Text { text, ..run.clone() }));
        start = end;
    }
    Some(Content::new(inlines))
}

/// The bytes of a title after which a line may end: no name is divided that the dictionary does not know.
fn title_ends(text: &str) -> Vec<usize> {
    let words = word_ends(text);
    let suffix = |word: &str| {
        word.chars()
            .next()
            .filter(|c| word.len() == c.len_utf8() && (vocabulary().title.organ_signs.contains(*c) || *c == '族'))
    };
    let single = |word: &str| word.chars().count() == 1 && word.chars().all(marks::is_han);
    let mut ends = Vec::new();
    let mut start = 0;
    for (i, end) in words.iter().copied().enumerate() {
        let word = text.get(start..end).unwrap_or_default();
        let next = words.get(i + 1).and_then(|next| text.get(end..*next)).unwrap_or_default();
        start = end;
        // 渌|口 and the like are one name; what it is the name of stays with it.
        if (single(word) && suffix(word).is_none()) || (single(next) && suffix(next).is_some()) {
            continue;
        }
        ends.push(end);
    }
    ends
}

/// The bytes of a text after which a word ends.
pub(super) fn word_ends(text: &str) -> Vec<usize> {
    static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
        LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    let mut ends: Vec<usize> = SEGMENTER.segment_str(text).collect();
    for term in &vocabulary().title.whole {
        for (start, _) in text.match_indices(term.as_str()) {
            ends.retain(|end| !(start < *end && *end < start + term.len()));
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Face;
    use crate::style::{PT_PER_MM, TextAlign};
    use crate::typeset::glyphs::Glyphs;
    use crate::typeset::text::{Span, SpanKind, Type, shape};

    const SIZE: f32 = 22.0;

    /// The lines of a title in 2号 over 156 mm, with their widths in em.
    fn set(title: &str) -> Vec<(String, f32)> {
        let look = Type { face: Face::Xiaobiaosong, size: SIZE, em: SIZE, own_latin: false };
        let span =
            Span { text: 0..title.len(), marks: Default::default(), face: None, content: None, kind: SpanKind::Text };
        let shaped = shape(&mut Glyphs::new(&crate::font::Faces::default()), title, &[span], look);
        let width = 156.0 * PT_PER_MM;
        let measure = Measure { width, first_indent: 0.0, align: TextAlign::Center, em: SIZE, hanging: false };
        let lines = break_title(&shaped, &measure);
        let text = |line: &Line| {
            shaped.clusters[line.start..line.end].iter().map(|c| &title[c.text.clone()]).collect::<String>()
        };
        let wide = |line: &Line| (line.right - line.xs.first().copied().unwrap_or(0.0)) / SIZE;
        lines.iter().map(|line| (text(line), wide(line))).collect()
    }

    fn texts(title: &str) -> Vec<String> {
        set(title).into_iter().map(|(text, _)| text).collect()
    }

    /// Organs as they are called, from five characters to sixty.
    const ORGANS: [&str; 24] = [
        "安平县政府",
        "清河市教育局",
        "株洲市审计局",
        "安平县自然资源局",
        "上海市司法局",
        "北京市朝阳区人民政府",
        "株洲市渌口区人民政府",
        "清河市人民政府办公室",
        "株洲市生态环境局渌口分局",
        "国家税务总局株洲市税务局",
        "湖南省工业和信息化厅",
        "株洲市人力资源和社会保障局",
        "国家统计局株洲调查队",
        "广州市规划和自然资源局白云区分局",
        "上海市黄浦区市场监督管理局",
        "新疆维吾尔自治区人力资源和社会保障厅",
        "内蒙古自治区呼和浩特市新城区人民政府",
        "株洲市渌口区南洲镇人民政府",
        "北京经济技术开发区管理委员会",
        "黔东南苗族侗族自治州住房和城乡建设局",
        "双江拉祜族佤族布朗族傣族自治县人民政府办公室",
        "中国（上海）自由贸易试验区临港新片区管理委员会",
        "积石山保安族东乡族撒拉族自治县农业农村和水务局综合行政执法大队",
        "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人力资源和社会保障局城乡居民社会养老保险管理服务中心分中心",
    ];

    #[test]
    fn organ_and_name_stand_on_two_lines_and_long_organs_on_more() {
        for (title, expected) in [
            ("某局2021年政府信息公开工作年度报告", &["某局2021年政府信息公开工作年度报告"][..]),
            ("株洲市渌口区2021年政府信息公开工作年度报告", &["株洲市渌口区", "2021年政府信息公开工作年度报告"]),
            (
                "株洲市生态环境局渌口分局政府信息公开工作2021年度报告",
                &["株洲市生态环境局渌口分局", "政府信息公开工作2021年度报告"],
            ),
            (
                "双江拉祜族佤族布朗族傣族自治县人民政府办公室2021年政府信息公开工作年度报告",
                &["双江拉祜族佤族布朗族", "傣族自治县人民政府办公室", "2021年政府信息公开工作年度报告"],
            ),
            (
                "积石山保安族东乡族撒拉族自治县农业农村和水务局综合行政执法大队2021年政府信息公开工作年度报告",
                &[
                    "积石山保安族东乡族撒拉族自治县",
                    "农业农村和水务局综合行政执法大队",
                    "2021年政府信息公开工作年度报告",
                ],
            ),
            (
                "清河市人民政府关于加强全市政务公开工作的实施意见",
                &["清河市人民政府", "关于加强全市政务公开工作的实施意见"],
            ),
        ] {
            assert_eq!(texts(title), expected);
        }
    }

    /// Twenty em and a tenth of them are as wide as the measure.
    #[test]
    fn a_title_that_fits_stays_on_one_line() {
        let title = |count: usize| format!("{}年度报告", "公".repeat(count - 4));
        assert_eq!((texts(&title(20)).len(), texts(&title(21)).len()), (1, 2));
    }

    #[test]
    fn titles_of_organs_of_any_length_are_trapezia_or_diamonds() {
        for organ in ORGANS {
            let title = format!("{organ}2021年政府信息公开工作年度报告");
            let lines = set(&title);
            assert_eq!(lines.iter().map(|(text, _)| text.as_str()).collect::<String>(), title);
            assert_eq!(lines.last().unwrap().0, "2021年政府信息公开工作年度报告", "{organ}");
            let widths: Vec<f32> = lines.iter().map(|(_, width)| *width).collect();
            assert!(widths.iter().all(|width| *width <= 156.0 * PT_PER_MM / SIZE + 0.01), "{lines:?}");
            // Longer and longer, shorter and shorter, or first the one and then the other.
            let narrowing = widths.windows(2).map(|w| w[1] < w[0] - 0.1);
            let widening = widths.windows(2).map(|w| w[1] > w[0] + 0.1);
            let waist = narrowing.scan(false, |was, now| Some(std::mem::replace(was, *was || now))).zip(widening);
            assert!(waist.into_iter().all(|(was, widens)| !(was && widens)), "{lines:?}");
            for (text, _) in &lines {
                assert!(
                    !text.starts_with(|c| vocabulary().title.organ_signs.contains(c) || c == '族')
                        || text.starts_with("部"),
                    "{lines:?}"
                );
                for word in ["信息公开", "政府", "自治", "资源", "保障", "生态", "环境", "公开"] {
                    let (first, rest) = word.split_at(word.chars().next().unwrap().len_utf8());
                    let cut = lines.windows(2).any(|w| w[0].0.ends_with(first) && w[1].0.starts_with(rest));
                    assert!(!cut, "{word} is cut: {lines:?}");
                }
            }
        }
    }

    #[test]
    fn a_title_is_cut_inside_a_word_only_where_nothing_else_is_left() {
        let title = "公".repeat(70);
        let lines = texts(&title);
        assert_eq!(lines.concat(), title);
        assert!(lines.len() >= 4);
    }

    #[test]
    fn a_title_with_line_breaks_of_its_own_keeps_them() {
        let lines = texts("清河市人民政府\n2021年政府信息公开工作\n年度报告");
        assert_eq!(lines, ["清河市人民政府\n", "2021年政府信息公开工作\n", "年度报告"]);
    }
}
