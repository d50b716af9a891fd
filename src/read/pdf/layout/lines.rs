//! Glyphs → lines: clusters along a baseline, with spaces only where the gap says so.

use super::super::facts::{Area, Glyph, LinkArea, Rule};
use super::tagged::Tags;
use super::text::{Faces, Run, is_cjk, runs_text, trim_runs};
use super::upright::{turn_area, turn_glyph};
use crate::document::VerticalPosition;
use crate::whole::Whole;
use std::borrow::Cow;

/// What a glyph without Unicode is read as: never nothing, so that no number closes over it.
pub(super) const UNKNOWN: char = '\u{FFFD}';
const UNKNOWN_TEXT: &str = "\u{FFFD}";

/// A line of text on a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Page index.
    pub page: usize,
    /// What it covers, from the top of its type to the foot.
    pub area: Area,
    pub baseline: f64,
    /// The size most of it is set in.
    pub size: f64,
    pub runs: Vec<Run>,
    /// For each glyph, how many bytes of text stand before it, and its edges; empty where the line does not run across.
    pub places: Vec<(usize, f64, f64)>,
    /// The block element most of it is in, labels aside.
    pub element: Option<usize>,
    /// Whether all of it is marked as an artifact.
    pub artifact: bool,
    /// Which column of its page it is in, from 1; 0 where there are none.
    pub column: usize,
    /// Whether the file has a space after it.
    pub spaced: bool,
    /// Glyphs that lie over each other, digits set apart without a space: where a figure can't be trusted.
    pub doubts: Vec<Doubt>,
}

/// Why the text of a line may not be what the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Two glyphs stand in one place.
    Overlap,
    /// A glyph has no Unicode.
    Unknown,
    /// Digits of a number stand in two lines.
    OverLines,
    /// A glyph lies across the rule between two cells.
    OverRule,
    /// Digits in two cells touch.
    OverCells,
}

impl Line {
    pub(super) fn text(&self) -> String {
        runs_text(&self.runs)
    }

    /// Where the glyph stands that begins at or after this byte of the text.
    pub(super) fn left_of(&self, byte: usize) -> Option<f64> {
        self.places.iter().find(|(offset, _, _)| *offset >= byte).map(|(_, left, _)| *left)
    }

    /// The line in two: what stands left of this byte, and the rest.
    pub(super) fn split_at(mut self, byte: usize) -> (Line, Option<Line>) {
        let at = self.places.partition_point(|(offset, _, _)| *offset < byte);
        if at == 0 || at >= self.places.len() {
            return (self, None);
        }
        let right_places = self.places.split_off(at);
        let mut right_runs = self.runs.clone();
        super::text::cut_front(&mut right_runs, byte);
        let mut left = byte;
        let mut kept = Vec::new();
        for mut run in std::mem::take(&mut self.runs) {
            if left == 0 {
                break;
            }
            let length = run.text.len().min(left);
            left -= length;
            run.text.truncate(length);
            kept.push(run);
        }
        trim_runs(&mut kept);
        let left_edge = right_places.first().map_or(self.area.right, |(_, left, _)| *left);
        let mut right = Line {
            area: Area { left: left_edge, ..self.area },
            runs: right_runs,
            places: right_places.into_iter().map(|(offset, l, r)| (offset.saturating_sub(byte), l, r)).collect(),
            ..self.clone()
        };
        self.area.right = self.places.last().map_or(self.area.right, |(_, _, right)| *right);
        self.runs = kept;
        self.set_element();
        right.set_element();
        (self, Some(right))
    }

    fn set_element(&mut self) {
        self.element = Tags::most(self.runs.iter().map(|run| (run.element, run.text.chars().count())));
    }
}

/// What lines are made with.
pub(super) struct PageContext<'f> {
    pub page: usize,
    pub width: f64,
    pub height: f64,
    pub links: &'f [LinkArea],
    /// Rules that may underline or strike out.
    pub strokes: &'f [Rule],
    pub tags: &'f Tags,
    pub faces: &'f Faces,
}

/// How many rows back a glyph is compared with; its own is among the last few, for glyphs come sorted by their baseline.
const ROWS_BACK: usize = 6;

struct Row<'g> {
    glyphs: Vec<&'g Glyph>,
    /// Of its largest glyph.
    baseline: f64,
    size: f64,
    area: Area,
}

impl<'g> Row<'g> {
    fn takes(&self, glyph: &Glyph) -> bool {
        let (small, large) = if self.size < glyph.size { (self.size, glyph.size) } else { (glyph.size, self.size) };
        if large > 2.2 * small {
            return false;
        }
        let apart = (glyph.origin.1 - self.baseline).abs();
        let height = (glyph.area.bottom - glyph.area.top).min(self.area.bottom - self.area.top).max(0.01);
        let shared = self.area.bottom.min(glyph.area.bottom) - self.area.top.max(glyph.area.top);
        apart < 0.28 * large || (shared > 0.6 * height && apart < 0.45 * large)
    }

    fn push(&mut self, glyph: &'g Glyph) {
        if glyph.size > self.size * 1.05 {
            (self.size, self.baseline, self.area) = (glyph.size, glyph.origin.1, glyph.area);
        }
        self.glyphs.push(glyph);
    }
}

/// The lines of some glyphs, from the top.
pub(super) fn glyphs_to_lines(glyphs: &[&Glyph], context: &PageContext<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let upright: Vec<&Glyph> = glyphs.iter().copied().filter(|g| g.turned % 4 == 0 && !g.vertical).collect();
    lines.extend(rows(&upright).into_iter().filter_map(|row| row_to_line(row, context)));
    let vertical: Vec<&Glyph> = glyphs.iter().copied().filter(|g| g.vertical).collect();
    if !vertical.is_empty() {
        vertical_lines(vertical, context, &mut lines);
    }
    for quarters in 1..4u8 {
        let turned: Vec<Glyph> = glyphs
            .iter()
            .filter(|g| g.turned % 4 == quarters && !g.vertical)
            .map(|g| turn_glyph(g, quarters, context.width, context.height))
            .collect();
        let turned: Vec<&Glyph> = turned.iter().collect();
        let (mut width, mut height) = (context.width, context.height);
        if quarters % 2 == 1 {
            std::mem::swap(&mut width, &mut height);
        }
        let inner = PageContext { links: &[], strokes: &[], ..*context };
        for row in rows(&turned) {
            let Some(mut line) = row_to_line(row, &inner) else { continue };
            line.area = turn_area(line.area, 4 - quarters, width, height);
            line.baseline = line.area.bottom;
            line.places = Vec::new();
            lines.push(line);
        }
    }
    lines
}

/// Glyphs that stand on one line, each from the left; the lines from the top.
pub(super) fn glyph_rows<'g>(glyphs: &[&'g Glyph]) -> Vec<Vec<&'g Glyph>> {
    let rows = rows(glyphs).into_iter().map(|mut row| {
        row.glyphs.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
        row.glyphs
    });
    rows.collect()
}

fn rows<'g>(glyphs: &[&'g Glyph]) -> Vec<Row<'g>> {
    let mut sorted: Vec<&Glyph> = glyphs.to_vec();
    sorted.sort_by(|a, b| a.origin.1.total_cmp(&b.origin.1));
    let mut rows: Vec<Row<'g>> = Vec::new();
    for glyph in sorted {
        match rows.iter_mut().rev().take(ROWS_BACK).find(|row| row.takes(glyph)) {
            Some(row) => row.push(glyph),
            None => {
                rows.push(Row { glyphs: vec![glyph], baseline: glyph.origin.1, size: glyph.size, area: glyph.area })
            }
        }
    }
    rows
}

/// Columns of vertical writing, the first at the right.
fn vertical_lines(mut glyphs: Vec<&Glyph>, context: &PageContext<'_>, lines: &mut Vec<Line>) {
    glyphs.sort_by(|a, b| b.origin.0.total_cmp(&a.origin.0));
    let mut columns: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in glyphs {
        match columns.last_mut() {
            Some(column)
                if column.first().is_some_and(|first| (first.origin.0 - glyph.origin.0).abs() < 0.5 * glyph.size) =>
            {
                column.push(glyph)
            }
            _ => columns.push(vec![glyph]),
        }
    }
    for mut column in columns {
        column.sort_by(|a, b| a.origin.1.total_cmp(&b.origin.1));
        let mut assembly = Assembly::new(context);
        for glyph in column {
            assembly.push(glyph, None);
        }
        if let Some(mut line) = assembly.finish() {
            line.places = Vec::new();
            lines.push(line);
        }
    }
}

fn row_to_line(mut row: Row<'_>, context: &PageContext<'_>) -> Option<Line> {
    row.glyphs.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    let size = main_size(&row.glyphs);
    let baseline = row
        .glyphs
        .iter()
        .find(|g| (g.size - size).abs() < 0.1 && !g.text.trim().is_empty())
        .map_or(row.baseline, |glyph| glyph.origin.1);
    let mut assembly = Assembly::new(context);
    for glyph in row.glyphs {
        let raised = baseline - glyph.origin.1;
        let small = glyph.size < 0.85 * size;
        let position = if small && raised > 0.12 * size {
            Some(VerticalPosition::Superscript)
        } else if small && raised < -0.08 * size {
            Some(VerticalPosition::Subscript)
        } else {
            None
        };
        assembly.push(glyph, position);
    }
    let mut line = assembly.finish()?;
    line.size = size;
    line.baseline = baseline;
    Some(line)
}

/// The size most of some glyphs have.
fn main_size(glyphs: &[&Glyph]) -> f64 {
    let mut sizes: Vec<(i64, usize, f64)> = Vec::new();
    for glyph in glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        let key = i64::whole((glyph.size * 5.0).round());
        // More sizes than this in one line say nothing of it.
        let full = sizes.len() >= 32;
        match sizes.iter_mut().find(|(other, _, _)| *other == key) {
            Some((_, count, _)) => *count += 1,
            None if !full => sizes.push((key, 1, glyph.size)),
            None => {}
        }
    }
    sizes.iter().max_by_key(|(key, count, _)| (*count, *key)).map_or(0.0, |(_, _, size)| *size)
}

/// A line being put together from glyphs in reading order.
struct Assembly<'c, 'f, 'g> {
    context: &'c PageContext<'f>,
    line: Line,
    length: usize,
    /// Spaces the file has at this place, to be kept if there is room for them.
    spaces: String,
    last: Option<&'g Glyph>,
    glyphs: usize,
    artifacts: usize,
    elements: Vec<(Option<usize>, usize)>,
}

impl<'c, 'f, 'g> Assembly<'c, 'f, 'g> {
    fn new(context: &'c PageContext<'f>) -> Self {
        let line = Line { page: context.page, ..Line::default() };
        Assembly {
            context,
            line,
            length: 0,
            spaces: String::new(),
            last: None,
            glyphs: 0,
            artifacts: 0,
            elements: Vec::new(),
        }
    }

    fn push(&mut self, glyph: &'g Glyph, position: Option<VerticalPosition>) {
        if !glyph.text.is_empty() && glyph.text.chars().all(|c| c.is_whitespace() || c == '\u{200b}') {
            self.spaces.extend(glyph.text.chars().filter(|c| *c != '\u{200b}').map(plain_space));
            return;
        }
        let text: &str = if glyph.text.is_empty() { UNKNOWN_TEXT } else { &glyph.text };
        if glyph.text.is_empty() || text.contains(UNKNOWN) {
            self.doubt(Doubt::Unknown);
        }
        let between = self.between(glyph, text);
        let font = glyph.font;
        let element = match (self.last, self.elements.last()) {
            (Some(last), Some((element, _))) if last.mcid == glyph.mcid => *element,
            _ => self.context.tags.block(self.context.page, glyph.mcid),
        };
        let (underline, strike) = strokes_at(glyph, self.context.strokes);
        let run = Run {
            text: String::new(),
            font,
            size: glyph.size,
            bold: glyph.bold || self.context.faces.bold.get(font as usize).copied().unwrap_or(false),
            underline,
            strike,
            position,
            link: link_at(glyph, self.context.links),
            reading: self.context.tags.reading(self.context.page, glyph.mcid),
            element,
            object: None,
        };
        if !self.line.runs.last().is_some_and(|last| last.is_like(&run)) {
            self.line.runs.push(run);
        }
        if let Some(last) = self.line.runs.last_mut() {
            last.text.push_str(&between);
            last.text.push_str(text);
        }
        self.length += between.len();
        self.line.places.push((self.length, glyph.area.left, glyph.area.right));
        self.length += text.len();
        self.glyphs += 1;
        self.artifacts += usize::from(glyph.artifact);
        let is_label = element.is_some_and(|element| self.context.tags.kind(element) == "Lbl");
        self.elements.push((element, usize::from(!is_label) * 1000 + 1));
        let area = &mut self.line.area;
        match self.last {
            None => *area = glyph.area,
            Some(_) => {
                area.left = area.left.min(glyph.area.left);
                area.right = area.right.max(glyph.area.right);
                area.top = area.top.min(glyph.area.top);
                area.bottom = area.bottom.max(glyph.area.bottom);
            }
        }
        self.spaces.clear();
        self.last = Some(glyph);
    }

    /// What stands between the last glyph and this one: nothing, the file's own spaces, or a space the gap shows.
    fn between(&mut self, glyph: &Glyph, text: &str) -> Cow<'static, str> {
        let Some(last) = self.last else { return Cow::Borrowed("") };
        if glyph.vertical {
            return Cow::Owned(std::mem::take(&mut self.spaces));
        }
        let size = last.size.max(glyph.size);
        let gap = glyph.area.left - last.area.right;
        let before = last.text.chars().next_back().unwrap_or(UNKNOWN);
        let after = text.chars().next().unwrap_or(UNKNOWN);
        if is_doubtful(last, before, glyph, after) {
            self.doubt(Doubt::Overlap);
        }
        if !self.spaces.is_empty() {
            // A space without room is the file's, not the page's.
            return if gap > 0.08 * size { Cow::Owned(std::mem::take(&mut self.spaces)) } else { Cow::Borrowed("") };
        }
        let needed = if is_cjk(before) || is_cjk(after) {
            0.75
        } else if before.is_ascii_digit() && after.is_ascii_digit() {
            0.15
        } else {
            0.2
        };
        let full_width = (0.85..1.3).contains(&(gap / size)) && (is_cjk(before) || is_cjk(after));
        Cow::Borrowed(if full_width {
            "\u{3000}"
        } else if gap > needed * size {
            " "
        } else {
            ""
        })
    }

    fn doubt(&mut self, doubt: Doubt) {
        if !self.line.doubts.contains(&doubt) {
            self.line.doubts.push(doubt);
        }
    }

    fn finish(mut self) -> Option<Line> {
        self.last?;
        self.line.spaced = !self.spaces.is_empty();
        self.line.artifact = self.artifacts == self.glyphs;
        self.line.element = Tags::most(self.elements.into_iter());
        self.line.baseline = self.line.area.bottom;
        self.line.size = self.line.runs.first().map_or(0.0, |run| run.size);
        Some(self.line)
    }
}

/// Whether two neighbours lie over each other so that their reading is in doubt: figures that could be others, letters whose
/// order can't be seen. Stops and brackets have room of their own that their neighbours may stand in, and text set tight stays in
/// its order.
fn is_doubtful(last: &Glyph, before: char, glyph: &Glyph, after: char) -> bool {
    let width = (glyph.area.right - glyph.area.left).min(last.area.right - last.area.left);
    let gap = glyph.area.left - last.area.right;
    if width <= 0.0 || gap > -0.5 * width || !before.is_alphanumeric() || !after.is_alphanumeric() {
        return false;
    }
    let apart = (glyph.area.left - last.area.left).abs();
    let is_figure = before.is_ascii_digit() || after.is_ascii_digit();
    is_figure || (apart < 0.25 * width && before != after)
}

/// A space as text has it: those of fixed width that only set type are plain spaces.
fn plain_space(c: char) -> char {
    if c == '\u{3000}' { c } else { ' ' }
}

fn link_at(glyph: &Glyph, links: &[LinkArea]) -> Option<String> {
    let (x, y) = ((glyph.area.left + glyph.area.right) / 2.0, glyph.origin.1 - 0.3 * glyph.size);
    let hit = links
        .iter()
        .find(|link| link.area.left <= x && x <= link.area.right && link.area.top <= y && y <= link.area.bottom)?;
    Some(hit.target.clone())
}

/// Whether a rule underlines a glyph, and whether one strikes it out. `strokes` are sorted by their position.
fn strokes_at(glyph: &Glyph, strokes: &[Rule]) -> (bool, bool) {
    let (left, right) = (glyph.area.left, glyph.area.right);
    let first = strokes.partition_point(|rule| rule.position < glyph.origin.1 - 0.5 * glyph.size);
    let (mut underline, mut strike) = (false, false);
    for rule in strokes.get(first..).unwrap_or_default() {
        let below = rule.position - glyph.origin.1;
        if below > 0.3 * glyph.size {
            break;
        }
        let covered = rule.end.min(right) - rule.start.max(left);
        if covered < 0.6 * (right - left) {
            continue;
        }
        underline |= below > 0.0;
        strike |= below < -0.15 * glyph.size;
    }
    (underline, strike)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Glyphs of one size from a place, each as wide as its size, or half as wide where it is ASCII.
    pub(in super::super) fn glyphs(text: &str, left: f64, baseline: f64, size: f64) -> Vec<Glyph> {
        let mut x = left;
        text.chars()
            .map(|c| {
                let width = if c.is_ascii() { size / 2.0 } else { size };
                let area =
                    Area { left: x, top: baseline - 0.88 * size, right: x + width, bottom: baseline + 0.12 * size };
                let origin = (x, baseline);
                x += width;
                Glyph {
                    text: c.to_string().into(),
                    area,
                    origin,
                    size,
                    font: 0,
                    bold: false,
                    vertical: false,
                    turned: 0,
                    mcid: None,
                    artifact: false,
                }
            })
            .collect()
    }

    pub(in super::super) fn lines_of(glyphs: &[Glyph]) -> Vec<Line> {
        let (tags, faces) = (Tags::default(), Faces::default());
        let context =
            PageContext { page: 0, width: 595.0, height: 842.0, links: &[], strokes: &[], tags: &tags, faces: &faces };
        glyphs_to_lines(&glyphs.iter().collect::<Vec<_>>(), &context)
    }

    fn text_of(glyphs: &[Glyph]) -> Vec<String> {
        lines_of(glyphs).iter().map(Line::text).collect()
    }

    #[test]
    fn gaps_make_spaces_in_latin_and_not_in_chinese() {
        let mut row = glyphs("公开", 100.0, 200.0, 10.0);
        row.extend(glyphs("PDF", 122.5, 200.0, 10.0));
        row.extend(glyphs("file", 141.0, 200.0, 10.0));
        assert_eq!(text_of(&row), ["公开PDF file"]);
    }

    #[test]
    fn digits_are_one_number_only_if_they_touch() {
        let mut row = glyphs("12", 100.0, 200.0, 10.0);
        row.extend(glyphs("34", 110.0, 200.0, 10.0));
        row.extend(glyphs("56", 122.0, 200.0, 10.0));
        assert_eq!(text_of(&row), ["1234 56"]);
    }

    #[test]
    fn the_files_own_spaces_stay_where_there_is_room_for_them() {
        let mut row = glyphs("可读、 可感", 100.0, 200.0, 10.0);
        assert_eq!(text_of(&row), ["可读、 可感"]);
        row.iter_mut().skip(4).for_each(|glyph| {
            glyph.area.left -= 5.0;
            glyph.area.right -= 5.0;
        });
        assert_eq!(text_of(&row), ["可读、可感"]);
    }

    #[test]
    fn raised_figures_belong_to_their_line() {
        let mut row = glyphs("3180m", 100.0, 200.0, 10.0);
        row.extend(glyphs("2", 125.0, 196.5, 6.0));
        let lines = lines_of(&row);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].runs[1].position, Some(VerticalPosition::Superscript));
    }

    #[test]
    fn a_glyph_without_unicode_closes_no_number() {
        let mut row = glyphs("123", 100.0, 200.0, 10.0);
        row[1].text = "".into();
        let lines = lines_of(&row);
        assert_eq!(
            (lines[0].text(), lines[0].doubts.as_slice()),
            ("1\u{FFFD}3".to_owned(), [Doubt::Unknown].as_slice())
        );
    }

    #[test]
    fn glyphs_over_each_other_are_doubted_where_they_could_be_read_otherwise() {
        let doubts = |first: &str, second: &str, apart: f64| {
            let mut row = glyphs(first, 100.0, 200.0, 10.0);
            row.extend(glyphs(second, 100.0 + apart, 200.0, 10.0));
            lines_of(&row)[0].doubts.clone()
        };
        for (first, second, apart) in [("1", "2", 1.0), ("公", "2", 1.0), ("公", "开", 1.0)] {
            assert_eq!(doubts(first, second, apart), [Doubt::Overlap], "{first}{second}");
        }
        // Set tight, or beside the bracket's empty half.
        for (first, second, apart) in [("公", "开", 4.0), ("（", "1", 4.0), ("，", "公", 3.0), ("1", "2", 4.0)] {
            assert_eq!(doubts(first, second, apart), [], "{first}{second}");
        }
    }

    #[test]
    fn lines_split_where_their_text_does() {
        let mut row = glyphs("左边", 100.0, 200.0, 10.0);
        row.extend(glyphs("右边", 300.0, 200.0, 10.0));
        let line = lines_of(&row).remove(0);
        let (left, right) = line.split_at("左边 ".len());
        let right = right.unwrap();
        assert_eq!((left.text(), right.text()), ("左边".to_owned(), "右边".to_owned()));
        assert_eq!((left.area.right, right.area.left), (120.0, 300.0));
        assert_eq!(right.left_of("右".len()), Some(310.0));
    }

    #[test]
    fn vertical_writing_is_read_in_columns_from_the_right() {
        let mut all = Vec::new();
        for (x, column) in [(200.0, "本年度"), (180.0, "办理")] {
            for (row, c) in column.chars().enumerate() {
                let mut glyph = glyphs(&c.to_string(), x, 100.0 + 10.0 * row as f64, 10.0).remove(0);
                glyph.vertical = true;
                all.push(glyph);
            }
        }
        assert_eq!(text_of(&all), ["本年度", "办理"]);
    }
}
