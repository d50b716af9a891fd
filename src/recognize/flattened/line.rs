//! Lines of text as the cells they may be: one a line, or several parted by tabs, bars or spaces.

use crate::document::numeral::is_arabic_digit;
use crate::document::{Block, Content, Heading, Inline, Paragraph, begins_unit, whole_date};
use crate::form::{FigureWords, normal_label};
use crate::recognize::table::comparable;
use crate::recognize::tidy::{is_space, split_content, trim};
use crate::recognize::words::words;

/// How a line parts its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Parting {
    /// The line is one cell.
    None,
    Tabs,
    Bars,
    Spaces,
}

/// What a cell of text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    Blank,
    Figure,
    Text,
    /// What stands in a table of text and says nothing in it: a page's number, the unit of its figures.
    Aside,
}

/// A cell of text.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Where it stands in its block's plain text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it says in comparable form.
    pub(super) normal: String,
    pub(super) kind: FieldKind,
}

/// A line of a block.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The block, by its place in the flow.
    pub(super) block: usize,
    /// Where the line begins in the block's plain text, in bytes.
    pub(super) start: usize,
    pub(super) parting: Parting,
    /// Its cells; none where the line is blank or only rules off others.
    pub(super) fields: Vec<Field>,
    /// Whether it is a rule between rows of cells: |---|---|.
    pub(super) is_rule: bool,
}

/// A cell longer than this, in characters, is none of a statutory table's.
const LONGEST_FIELD: usize = 80;

/// A line with more cells than this is not one of a table's rows.
const MOST_FIELDS: usize = 400;

/// A figure is not longer than this, in characters.
const LONGEST_FIGURE: usize = 16;

/// The content of a block of text, where all of it is text.
pub(super) fn text_content(block: &Block) -> Option<&Content> {
    let (Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. })) = block else {
        return None;
    };
    let is_text = |inline: &Inline| matches!(inline, Inline::Text(_));
    content.inlines().iter().all(is_text).then_some(content)
}

/// The part of a block's content between two bytes of its text.
pub(super) fn slice(content: &Content, start: usize, end: usize) -> Option<Content> {
    let (before_end, _) = split_content(content, end)?;
    Some(split_content(&before_end, start)?.1)
}

/// The lines of a block of text; `None` where one of them can be no row of cells.
pub(super) fn lines_of(block: &Block, index: usize, is_label: &dyn Fn(&str) -> bool) -> Option<Vec<Line>> {
    let text = text_content(block)?.plain_text();
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        lines.push(line_of(&text, (start, start + line.len()), index, is_label)?);
        start += line.len() + 1;
    }
    Some(lines)
}

fn line_of(text: &str, (start, end): (usize, usize), block: usize, is_label: &dyn Fn(&str) -> bool) -> Option<Line> {
    let line = text.get(start..end)?;
    let (parting, ranges) = part(line, is_label);
    let is_rule = parting == Parting::Bars && is_rule(ranges.iter().filter_map(|(from, to)| line.get(*from..*to)));
    if ranges.len() > MOST_FIELDS {
        return None;
    }
    let mut fields = Vec::with_capacity(ranges.len());
    for (from, to) in ranges.into_iter().filter(|_| !is_rule) {
        let raw = line.get(from..to)?;
        let cut = trim(raw);
        let lead = raw.len() - raw.trim_start_matches(is_space).len();
        if cut.chars().nth(LONGEST_FIELD).is_some() {
            return None;
        }
        let (from, kind) = (start + from + lead.min(raw.len()), kind_of(cut));
        let normal = if kind == FieldKind::Text { comparable(cut) } else { normal_label(cut) };
        fields.push(Field { start: from, end: from + cut.len(), normal, kind });
    }
    if fields.iter().all(|field| field.kind == FieldKind::Blank) && parting == Parting::None {
        fields.clear();
    }
    Some(Line { block, start, parting, fields, is_rule })
}

/// The texts of a line's cells.
pub(in crate::recognize) fn cells_of<'t>(line: &'t str, is_label: &dyn Fn(&str) -> bool) -> Vec<&'t str> {
    let (_, ranges) = part(line, is_label);
    ranges.into_iter().filter_map(|(from, to)| line.get(from..to)).collect()
}

/// Whether some cells only rule off the rows above from those below: --- :-: A dash alone may stand for a figure.
fn is_rule<'t>(fields: impl Iterator<Item = &'t str>) -> bool {
    let mut is_ruled = false;
    for field in fields.map(trim) {
        let dashes = field.chars().filter(|c| *c == '-').count();
        if dashes == 0 || !field.chars().all(|c| matches!(c, '-' | ':')) {
            return false;
        }
        is_ruled |= dashes > 2 || field.contains(':');
    }
    is_ruled
}

/// How a line parts its cells, and where these stand in it.
fn part(line: &str, is_label: &dyn Fn(&str) -> bool) -> (Parting, Vec<(usize, usize)>) {
    let bare = trim(line);
    let bars = bare.matches(['|', '｜']).count();
    // One bar may stand in a sentence; behind a label it parts that from its figure.
    let is_behind_label = || bare.split(['|', '｜']).next().is_some_and(|first| is_label(&comparable(trim(first))));
    if bars >= 2 || bars == 1 && is_behind_label() {
        return (Parting::Bars, between_bars(line));
    }
    // One at the end shows a blank cell.
    if line.trim_start().contains('\t') {
        let mut ranges = Vec::new();
        let mut start = 0;
        for field in line.split('\t') {
            ranges.push((start, start + field.len()));
            start += field.len() + 1;
        }
        return (Parting::Tabs, ranges);
    }
    let ranges = between_spaces(line, is_label);
    (if ranges.len() > 1 { Parting::Spaces } else { Parting::None }, ranges)
}

/// The cells between bars; those at both ends are no cells. A bar after a backslash parts nothing.
fn between_bars(line: &str) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, c) in line.char_indices() {
        if matches!(c, '|' | '｜') && !is_escaped {
            ranges.push((start, at));
            start = at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    ranges.push((start, line.len()));
    let is_blank = |range: Option<&(usize, usize)>| {
        range.is_some_and(|(from, to)| trim(line.get(*from..*to).unwrap_or_default()).is_empty())
    };
    if is_blank(ranges.last()) {
        ranges.pop();
    }
    if is_blank(ranges.first()) {
        ranges.remove(0);
    }
    ranges
}

/// The cells between spaces: wide ones always part, single ones only figures and labels.
fn between_spaces(line: &str, is_label: &dyn Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let known = |from: usize, to: usize| line.get(from..to).is_some_and(|text| is_label(&comparable(trim(text))));
    let whole = (line.len() - line.trim_start_matches(is_space).len(), line.trim_end_matches(is_space).len());
    if whole.0 >= whole.1 {
        return vec![(0, line.len())];
    }
    // — 4 — is the number of a page, and no row of figures.
    if known(whole.0, whole.1) || line.get(whole.0..whole.1).is_some_and(is_page_number) {
        return vec![whole];
    }
    let words = words_between_spaces(line, whole);
    let mut ranges = Vec::new();
    for chunk in words.chunk_by(|(_, before), (after, _)| !is_wide(line.get(*before..*after))) {
        let (Some(first), Some(last)) = (chunk.first(), chunk.last()) else { continue };
        let kind = |range: &(usize, usize)| kind_of(line.get(range.0..range.1).unwrap_or_default());
        let figures = chunk.iter().rev().take_while(|range| kind(range) == FieldKind::Figure).count();
        let text = chunk.get(..chunk.len() - figures).unwrap_or_default();
        let label = text.first().zip(text.last()).map(|(first, last)| (first.0, last.1));
        let is_row = figures > 0 && label.is_none_or(|(from, to)| figures > 1 || known(from, to));
        if chunk.len() > 1 && is_row {
            ranges.extend(label);
            ranges.extend(chunk.iter().skip(text.len()));
        } else if chunk.iter().all(|(from, to)| known(*from, *to)) && !known(first.0, last.1) {
            ranges.extend(chunk);
        } else {
            ranges.push((first.0, last.1));
        }
    }
    ranges
}

/// Whether a space parts cells by its width alone.
fn is_wide(space: Option<&str>) -> bool {
    space.is_some_and(|space| space.contains('\u{3000}') || space.chars().count() > 1)
}

/// The words of a part of a line.
fn words_between_spaces(line: &str, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().filter(|(at, _)| (from..to).contains(at)) {
        match (is_space(c), start) {
            (true, Some(begun)) => {
                words.push((begun, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|begun| (begun, to)));
    words
}

/// What a cell's text may be.
pub(super) fn kind_of(text: &str) -> FieldKind {
    if text.is_empty() {
        FieldKind::Blank
    } else if is_figure(text) {
        FieldKind::Figure
    } else if begins_unit(text.trim_start_matches(['（', '('])) || is_page_number(text) || is_continued(text) {
        FieldKind::Aside
    } else {
        FieldKind::Text
    }
}

/// Whether a text states a figure, or that there is none, and nothing else.
fn is_figure(text: &str) -> bool {
    if text.chars().nth(LONGEST_FIGURE).is_some() {
        return false;
    }
    let figures = FigureWords::built_in();
    let compact: String = text.chars().filter(|c| !is_space(*c)).collect();
    if figures.placeholders.contains(&compact) {
        return true;
    }
    let signs = figures.increase.iter().chain(&figures.decrease).find_map(|word| compact.strip_prefix(word.as_str()));
    let rest = signs.unwrap_or(&compact);
    let units = words().label.units.iter().find_map(|unit| rest.strip_suffix(unit.as_str()));
    let rest = units.or_else(|| figures.split_money_unit(rest).map(|(rest, _)| rest)).unwrap_or(rest);
    let is_sign = |c: char| is_arabic_digit(c) || ".．,，-－−+＋".contains(c);
    rest.starts_with(|c| is_arabic_digit(c) || "-－−+＋".contains(c))
        && rest.ends_with(is_arabic_digit)
        && rest.chars().all(is_sign)
        && whole_date(rest).is_none()
}

/// Whether a line only says that the table goes on: 续表, （续上表）.
fn is_continued(text: &str) -> bool {
    const LONGEST: usize = 8;
    let bare = text.trim_matches(['（', '(', '）', ')', '：', ':']);
    let begins = words().label.continued.iter().any(|word| bare.starts_with(word.as_str()));
    begins && bare.chars().nth(LONGEST).is_none()
}

/// Whether a line is the number of a page: 第3页, 第 3 页 共 9 页, － 3 －, 3/9.
fn is_page_number(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !is_space(*c)).collect();
    let digits = compact.chars().filter(|c| is_arabic_digit(*c)).count();
    let is_dash = |c: char| "-－—–―·".contains(c);
    let is_between_dashes = compact.starts_with(is_dash) && compact.ends_with(is_dash);
    let is_called = compact.starts_with('第') && compact.ends_with('页');
    let is_of = compact.contains('/') && compact.starts_with(is_arabic_digit) && compact.ends_with(is_arabic_digit);
    (1..=8).contains(&digits)
        && (is_between_dashes || is_called || is_of)
        && compact.chars().all(|c| is_arabic_digit(c) || is_dash(c) || "第页共，,/".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str) -> (Parting, Vec<String>) {
        let labels = ["行政许可", "自然人", "商业企业", "3其他", "总计"];
        let is_label = |normal: &str| labels.contains(&normal);
        let lines = lines_of(&Block::text(line), 0, &is_label).unwrap();
        let texts = lines[0].fields.iter().map(|field| line[field.start..field.end].to_owned());
        (lines[0].parting, texts.collect())
    }

    #[test]
    fn lines_are_parted_into_their_cells() {
        for (line, parting, expected) in [
            ("行政许可", Parting::None, &["行政许可"][..]),
            ("行政许可 10", Parting::Spaces, &["行政许可", "10"]),
            ("说明 10", Parting::None, &["说明 10"]),
            ("未知 1 2 3", Parting::Spaces, &["未知", "1", "2", "3"]),
            ("行 政 许 可", Parting::None, &["行 政 许 可"]),
            ("自然人 商业企业 总计", Parting::Spaces, &["自然人", "商业企业", "总计"]),
            ("自然人　　甲乙", Parting::Spaces, &["自然人", "甲乙"]),
            (" \t行政许可\t\t10", Parting::Tabs, &["", "行政许可", "", "10"]),
            ("| 行政许可 | | 10 |", Parting::Bars, &["行政许可", "", "10"]),
            ("行政许可 | 3 | 10", Parting::Bars, &["行政许可", "3", "10"]),
            ("|---|:-:|", Parting::Bars, &[]),
            ("行政许可\t", Parting::Tabs, &["行政许可", ""]),
            ("| - | - |", Parting::Bars, &["-", "-"]),
            ("0 99 0", Parting::Spaces, &["0", "99", "0"]),
            ("  ", Parting::None, &[]),
        ] {
            assert_eq!(fields(line), (parting, expected.iter().map(|text| (*text).to_owned()).collect()), "{line:?}");
        }
    }

    #[test]
    fn figures_and_what_only_looks_like_them() {
        for (text, kind) in [
            ("0", FieldKind::Figure),
            ("１２", FieldKind::Figure),
            ("1,264", FieldKind::Figure),
            ("26.55", FieldKind::Figure),
            ("0件", FieldKind::Figure),
            ("26.55万元", FieldKind::Figure),
            ("/", FieldKind::Figure),
            ("无", FieldKind::Figure),
            ("—", FieldKind::Figure),
            ("-3", FieldKind::Figure),
            ("减4", FieldKind::Figure),
            ("1.", FieldKind::Text),
            ("1、", FieldKind::Text),
            ("2021年", FieldKind::Text),
            ("2022-02-15", FieldKind::Text),
            ("2022.2.15", FieldKind::Text),
            ("50%", FieldKind::Text),
            ("第3页", FieldKind::Aside),
            ("- 3 -", FieldKind::Aside),
            ("3/12", FieldKind::Aside),
            ("续表", FieldKind::Aside),
            ("单位：件", FieldKind::Aside),
            ("（单位：万元）", FieldKind::Aside),
            ("", FieldKind::Blank),
        ] {
            assert_eq!(kind_of(text), kind, "{text:?}");
        }
    }
}
