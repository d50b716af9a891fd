//! Lines → paragraphs, headings, lists: which lines go on in the next, and what they are together.

use super::lines::Line;
use super::measure::{Margins, Measure};
use super::numbering::list_label;
use super::tagged::Tags;
use super::text::{FaceClass, Faces, Run, cut_front, first_unit_end, is_ideograph, join_runs, runs_text, trim_runs};
use crate::document::numeral::{HeadingLevels, Look, heading_level};
use crate::document::{
    Alignment, Block, Heading, List, ListItem, Paragraph, ParagraphRole, attachment_number, captioned, whole_date,
};
use crate::finding::{Origin, Place};
use crate::whole::counted;
use std::collections::BTreeMap;

/// Headings are not longer than this, in characters.
const LONGEST_HEADING: usize = 60;

/// How far apart, in sizes of its type, the lines of a title may stand.
const TITLE_PITCH: f64 = 3.2;

/// A line of a title so set has so many characters at least: 目录 and 前言 are headings of their own.
const SHORTEST_TITLE_LINE: usize = 4;

/// A date that stands by itself has so many characters at least: 2024.1.5.
const SHORTEST_DATE: usize = 8;

/// How deep lists stand in each other.
const MAX_LIST_DEPTH: usize = 9;

/// What the composition of paragraphs goes by.
pub(super) struct Ground<'a> {
    pub measure: Measure,
    pub tags: &'a Tags,
    pub faces: &'a Faces,
    /// The document's outline: the text of its lines without spaces, with where they lead.
    pub outline: BTreeMap<String, Vec<OutlinePlace>>,
    /// Whether different elements of the tree are different paragraphs.
    pub trusts_tags: bool,
    /// Whether the title is tagged as the one heading of the first level.
    pub title_is_heading: bool,
    /// Whether tagged headings have the levels their numbers say, and tags only rank them.
    pub numbers_are_levels: bool,
    /// The levels of headings that neither a tag nor a bookmark calls such.
    pub levels: HeadingLevels,
}

/// Where a line of the outline leads.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutlinePlace {
    pub level: u8,
    pub page: Option<u32>,
    pub top: Option<f64>,
}

impl OutlinePlace {
    /// Whether it leads to a line, or may do so.
    fn leads_to(&self, line: &Line) -> bool {
        // The place is one to show on the screen, mostly a little above.
        self.page.is_none_or(|page| page as usize == line.page)
            && self.top.is_none_or(|top| (line.area.top - top).abs() < 150.0)
    }
}

/// Blocks being made from lines in reading order.
pub(super) struct Composer<'a> {
    ground: &'a Ground<'a>,
    blocks: Vec<Block>,
    open: Vec<Line>,
    items: Vec<Entry>,
}

/// An item of a list that is being gathered.
struct Entry {
    left: f64,
    label: String,
    ordered: bool,
    element: Option<usize>,
    content: Vec<Block>,
    origin: Origin,
}

/// A text without spaces, for comparison.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether different paragraphs of the tree are different to the eye: in some files each line is one.
pub(super) fn tags_are_paragraphs(lines: &[&Line], measure: &Measure) -> bool {
    let (mut same, mut other) = (0usize, 0usize);
    for pair in lines.windows(2) {
        let [a, b] = pair else { continue };
        let (Some(before), Some(after), Some(margins)) = (a.element, b.element, measure.margins(a)) else {
            continue;
        };
        let full = margins.right - a.area.right < a.size && (b.area.left - margins.left).abs() < 0.5 * a.size;
        let near = a.page == b.page && b.baseline > a.baseline && b.baseline - a.baseline < 1.3 * measure.pitch;
        if full && near && (a.size - b.size).abs() < 0.3 {
            if before == after { same += 1 } else { other += 1 }
        }
    }
    same >= other
}

impl<'a> Composer<'a> {
    pub(super) fn new(ground: &'a Ground<'a>) -> Self {
        Composer { ground, blocks: Vec::new(), open: Vec::new(), items: Vec::new() }
    }

    /// Adds the next line.
    pub(super) fn line(&mut self, line: Line) {
        if !self.open.is_empty() && !self.continues(&line) {
            self.close_paragraph();
        }
        self.open.push(line);
    }

    /// Adds a block that is no text.
    pub(super) fn block(&mut self, block: Block) {
        self.close_paragraph();
        self.close_list();
        self.blocks.push(block);
    }

    /// Whether a paragraph is open that a line on the next page would go on with.
    pub(super) fn goes_on(&self, next: &Line) -> bool {
        !self.open.is_empty() && self.continues(next)
    }

    /// What was made.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close_paragraph();
        self.close_list();
        self.blocks
    }

    fn margins(&self, line: &Line) -> Margins {
        let own = Margins { left: line.area.left, right: line.area.right };
        self.ground.measure.margins(line).unwrap_or(own)
    }

    fn continues(&self, next: &Line) -> bool {
        let (Some(first), Some(last)) = (self.open.first(), self.open.last()) else { return false };
        if let (Some(before), Some(after)) = (last.element, next.element) {
            if before == after {
                return true;
            }
            if self.ground.trusts_tags && (last.page == next.page || self.ground.tags.span_pages) {
                return false;
            }
        }
        let measure = &self.ground.measure;
        let size = last.size.max(next.size);
        if (last.size - next.size).abs() > 0.6_f64.max(0.06 * size) {
            return false;
        }
        let large = size > 1.12 * measure.body;
        let same_page = last.page == next.page && last.column == next.column;
        let pitch = next.baseline - last.baseline;
        let before = self.open.len().checked_sub(2).and_then(|index| self.open.get(index));
        if same_page {
            let usual = match before {
                Some(before) if before.page == last.page => last.baseline - before.baseline,
                _ => measure.pitch.max(1.2 * size),
            };
            let most = if self.is_title_cut(next) {
                TITLE_PITCH * size
            } else if large {
                (2.0 * size).max(1.2 * usual)
            } else {
                1.35 * usual + 0.5
            };
            if pitch < 0.2 * size || pitch > most {
                return false;
            }
        }
        let (margins, next_margins) = (self.margins(last), self.margins(next));
        let gap = |line: &Line, margins: Margins| (line.area.left - margins.left, margins.right - line.area.right);
        let centred = |line: &Line, margins: Margins| {
            let (left, right) = gap(line, margins);
            (left - right).abs() < 1.2 * line.size && left > -0.5 * line.size
        };
        let nearly_full = last.area.right - last.area.left > 0.85 * (margins.right - margins.left);
        let (last_left, last_right) = gap(last, margins);
        let (next_left, _) = gap(next, next_margins);
        if large && same_page && centred(last, margins) && centred(next, next_margins) {
            return self.open.len() < 5;
        }
        if centred(last, margins) && centred(next, next_margins) && last_left > 2.5 * size && next_left > 2.5 * size {
            return nearly_full;
        }
        if self.is_heading_cut(next) {
            return true;
        }
        // A date by itself stands below the organ that signs, and above what is sent with the report.
        if is_date(last) || (is_date(next) && (last_right > size || next_left > 1.2 * size)) {
            return false;
        }
        // Names set to the right are each whole: the organs that sign stand one below the other.
        let at_end = |line: &Line, margins: Margins| {
            let (left, right) = gap(line, margins);
            left > 0.4 * (margins.right - margins.left) && right < 5.5 * line.size && left > 1.5 * right
        };
        if at_end(last, margins) && at_end(next, next_margins) && is_name(last) && is_name(next) {
            return false;
        }
        let is_long = last.area.right - last.area.left > 0.75 * (margins.right - margins.left);
        // Words that would have fitted into the line before begin a new paragraph.
        let flush_before = before
            .is_some_and(|before| before.page == last.page && (before.area.right - last.area.right).abs() < 0.4 * size);
        if last_right > first_unit(next) + 0.6 * size
            && !(is_long && is_mid_sentence(last, next))
            && !(flush_before && last_right < 6.0 * size)
        {
            return false;
        }
        // What hangs below the text of a list item goes on with it.
        let hangs_at = if self.open.len() == 1 { self.text_left(first) } else { None };
        if hangs_at
            .is_some_and(|left| (next.area.left - left).abs() < 0.5 * size && left > first.area.left + 0.8 * size)
        {
            return true;
        }
        if list_label(&next.text()).is_some_and(|(_, ordered)| !ordered) {
            return false;
        }
        if next_left > 1.2 * size {
            // Indented: the first line of a paragraph, unless a whole block is.
            let same_left = (next.area.left - last.area.left).abs() < 0.3 * size;
            let block_indent = same_left && (self.open.len() > 1 || !(1.5..2.6).contains(&(next_left / size)));
            return same_page && block_indent && !(self.is_labelled(first) && self.is_labelled(next));
        }
        if self.open.len() == 1
            && (next.area.left - last.area.left).abs() < 0.3 * size
            && heading_level(&next.text()).is_some()
        {
            // Flush and numbered, where paragraphs are not indented.
            return false;
        }
        true
    }

    /// Whether lines above all other text may be one title set in wide lines: large, of one size, in the middle, with neither a
    /// number nor a stop of their own.
    fn is_title_cut(&self, next: &Line) -> bool {
        let is_title = |line: &Line| {
            let margins = self.margins(line);
            let (left, right) = (line.area.left - margins.left, margins.right - line.area.right);
            line.size > 1.12 * self.ground.measure.body && (left - right).abs() < 1.2 * line.size
        };
        let text = next.text();
        self.blocks.is_empty()
            && self.items.is_empty()
            && self.open.iter().chain([next]).all(is_title)
            && self.open.iter().all(|line| (line.size - next.size).abs() < 0.3 && line.page == next.page)
            && text.chars().filter(|c| !c.is_whitespace()).count() >= SHORTEST_TITLE_LINE
            && !text.starts_with(['（', '(', '〔', '—', '-'])
            && heading_level(&text).is_none()
    }

    /// Whether a heading, whose lines end where its words do, goes on: by the outline, or by a face that is not the text's.
    fn is_heading_cut(&self, next: &Line) -> bool {
        let Some(last) = self.open.last().filter(|last| last.page == next.page && self.open.len() < 4) else {
            return false;
        };
        let mut whole: String = self.open.iter().map(|line| compact(&line.text())).collect();
        whole.push_str(&compact(&next.text()));
        let outline = &self.ground.outline;
        let follows = outline.range(whole.clone()..).next().is_some_and(|(title, _)| title.starts_with(&whole));
        if follows {
            return true;
        }
        let faces = self.ground.faces;
        let set_apart = |line: &Line| {
            let class = faces.main_class(&line.runs);
            class.is_some()
                && class != faces.body
                && line
                    .runs
                    .iter()
                    .all(|run| faces.main_class(std::slice::from_ref(run)).is_none_or(|own| Some(own) == class))
        };
        let margins = self.margins(last);
        self.open.first().is_some_and(|first| heading_level(&first.text()).is_some())
            && self.open.iter().all(set_apart)
            && set_apart(next)
            && heading_level(&next.text()).is_none()
            && next.area.left <= last.area.left + 0.5 * last.size
            && margins.right - last.area.right < 8.0 * last.size
            && !last.text().ends_with('。')
    }

    fn is_labelled(&self, line: &Line) -> bool {
        list_label(&line.text()).is_some()
    }

    /// Where the text of a labelled line begins after its label.
    fn text_left(&self, line: &Line) -> Option<f64> {
        let (bytes, _, _) = self.label(line)?;
        line.left_of(bytes)
    }

    /// The label of a list item: its bytes, text, and whether it counts.
    fn label(&self, line: &Line) -> Option<(usize, String, bool)> {
        let text = line.text();
        let tagged: usize = line
            .runs
            .iter()
            .take_while(|run| run.element.is_some_and(|element| self.ground.tags.kind(element) == "Lbl"))
            .map(|run| run.text.len())
            .sum();
        if tagged > 0 && tagged < text.len() {
            let label = text.get(..tagged)?.trim().to_owned();
            let ordered = label.chars().any(char::is_alphanumeric);
            return Some((tagged, label, ordered));
        }
        let (bytes, ordered) = list_label(&text)?;
        Some((bytes, text.get(..bytes)?.to_owned(), ordered))
    }

    fn close_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.open);
        let Some(first) = lines.first() else { return };
        let origin = Origin::at(Place::Page(counted(first.page + 1)));
        let item = self.list_item(&lines);
        let element = first.element;
        let left = first.area.left;
        let li = |element: Option<usize>| element.and_then(|element| self.ground.tags.around(element, &["LI"]));
        let own_item = li(element);
        if item.is_none()
            && own_item.is_some()
            && let Some(entry) = self.items.last_mut()
            && entry.element == own_item
        {
            let block = paragraph(&lines, ParagraphRole::Body, Alignment::Start, self.ground.faces, origin);
            entry.content.push(block);
            return;
        }
        if let Some((bytes, label, ordered)) = item {
            let mut runs = joined(&lines);
            cut_front(&mut runs, bytes);
            let content = self.ground.faces.content(runs, false);
            let block = Block::Paragraph(Paragraph { content, origin: origin.clone(), ..Paragraph::default() });
            self.items.push(Entry { left, label, ordered, element: own_item, content: vec![block], origin });
            return;
        }
        self.close_list();
        let block = self.block_of(&lines, origin);
        self.blocks.push(block);
    }

    /// Whether lines are an item of a list, by the tree or because their text hangs beside a label.
    fn list_item(&self, lines: &[Line]) -> Option<(usize, String, bool)> {
        let first = lines.first()?;
        let (bytes, label, ordered) = self.label(first)?;
        let tags = self.ground.tags;
        if let Some(element) = first.element {
            if tags.around(element, &["LI"]).is_some() {
                return Some((bytes, label, ordered));
            }
            if self.ground.trusts_tags && (ordered || tags.heading_level(element).is_some()) {
                return None;
            }
        }
        let text_left = first.left_of(bytes)?;
        let label_right =
            first.places.iter().take_while(|(offset, _, _)| *offset < bytes).last().map(|(_, _, right)| *right)?;
        let gap = text_left - label_right;
        let hangs = lines.get(1).map(|next| {
            (next.area.left - text_left).abs() < 0.5 * first.size && text_left > first.area.left + 0.6 * first.size
        });
        let in_list = self
            .items
            .iter()
            .any(|item| (item.left - first.area.left).abs() < 0.4 * first.size && item.ordered == ordered);
        let is_item = match hangs {
            Some(hangs) => hangs,
            None if ordered => gap > 0.4 * first.size && in_list,
            None => gap > 0.05 * first.size,
        };
        is_item.then_some((bytes, label, ordered))
    }

    fn close_list(&mut self) {
        let mut entries = std::mem::take(&mut self.items).into_iter().peekable();
        while entries.peek().is_some() {
            if let Some(list) = list(&mut entries, 1) {
                self.blocks.push(list);
            }
        }
    }

    /// A heading, a title, a caption or a paragraph.
    fn block_of(&self, lines: &[Line], origin: Origin) -> Block {
        let Ground { measure, tags, faces, outline, title_is_heading, numbers_are_levels, .. } = self.ground;
        let runs = joined(lines);
        let text = runs_text(&runs);
        let characters = text.chars().count();
        let align = self.alignment(lines);
        let size = lines.iter().map(|line| line.size).fold(0.0, f64::max);
        let element = lines.first().and_then(|line| line.element);
        let numbered = heading_level(&text);
        // What names an attachment is a heading of the file, and stands in ours as a label and a line in the middle.
        let below_label = matches!(self.blocks.last(), Some(Block::Paragraph(p)) if attachment_number(&p.content.plain_text()).is_some());
        let names_attachment = attachment_number(&text).is_some() || (below_label && align == Alignment::Center);
        let tagged = element.and_then(|element| tags.heading_level(element)).filter(|_| !names_attachment);
        let short = characters <= LONGEST_HEADING;
        if short
            && align == Alignment::Center
            && size > 1.15 * measure.body
            && numbered.is_none()
            && !text.ends_with('。')
        {
            return paragraph(lines, ParagraphRole::Title, Alignment::Start, faces, origin);
        }
        let lowered = |level: u8| if *title_is_heading { level.saturating_sub(1).max(1) } else { level };
        let level = if let Some(level) = tagged {
            Some(numbered.filter(|_| *numbers_are_levels).unwrap_or_else(|| lowered(level)))
        } else if let Some(place) = outline
            .get(&compact(&text))
            .filter(|_| !names_attachment)
            .and_then(|places| places.iter().find(|place| lines.first().is_some_and(|line| place.leads_to(line))))
        {
            Some(place.level)
        } else {
            self.level_by_look(&runs, &text, size, align).filter(|_| short)
        };
        if let Some(level) = level {
            return Block::Heading(Heading { level: level.clamp(1, 9), content: faces.content(runs, true), origin });
        }
        let captioned = element.is_some_and(|element| tags.around(element, &["Caption"]).is_some());
        if captioned || (align == Alignment::Center && short && is_caption(&text)) {
            return paragraph(lines, ParagraphRole::Caption, align, faces, origin);
        }
        paragraph(lines, ParagraphRole::Body, align, faces, origin)
    }

    /// The level of text that neither a tag nor a bookmark calls a heading, where it stands out as headings do.
    fn level_by_look(&self, runs: &[Run], text: &str, size: f64, align: Alignment) -> Option<u8> {
        let Ground { measure, faces, trusts_tags, tags, levels, .. } = self.ground;
        if align == Alignment::End {
            return None;
        }
        let class = faces.main_class(runs);
        let other_face =
            class.is_some() && class != faces.body && matches!(class, Some(FaceClass::Hei | FaceClass::Kai));
        let set_apart = size > 1.12 * measure.body || other_face || align == Alignment::Center;
        let look = Look { bold: faces.all_bold(runs), set_apart };
        if heading_level(text).is_some() {
            return levels.by_look(text, look);
        }
        // Without a number the tags know better.
        let is_tagged = *trusts_tags && !tags.is_empty();
        let is_sentence = text.ends_with(['。', '；', '，', '：', '、', ';', ',']);
        let stands_out =
            size > 1.16 * measure.body && align == Alignment::Start && text.chars().any(char::is_alphabetic);
        (stands_out && !is_tagged && !is_sentence).then_some(if size > 1.4 * measure.body { 1 } else { 2 })
    }

    fn alignment(&self, lines: &[Line]) -> Alignment {
        let Some(first) = lines.first() else { return Alignment::Start };
        let margins = self.margins(first);
        let gaps: Vec<(f64, f64, f64)> = lines
            .iter()
            .map(|line| {
                let margins = self.margins(line);
                (line.area.left - margins.left, margins.right - line.area.right, line.size)
            })
            .collect();
        let even = gaps.iter().all(|(left, right, size)| (left - right).abs() < 1.2 * size);
        let inset = gaps.iter().map(|(left, _, _)| *left).fold(f64::MAX, f64::min);
        let large = first.size > 1.12 * self.ground.measure.body;
        // A line indented by two characters may end as far from the margin by chance.
        let indent = (inset / first.size - 2.0).abs() < 0.35 && !large;
        if even && !indent && (inset > 2.5 * first.size || (large && inset > 0.3 * first.size)) {
            return Alignment::Center;
        }
        let measure = margins.right - margins.left;
        let at_end =
            gaps.iter().all(|(left, right, size)| *left > 0.4 * measure && *right < 5.5 * size && *left > 1.5 * right);
        if at_end && lines.len() <= 2 { Alignment::End } else { Alignment::Start }
    }
}

/// Whether a line is a date and nothing else.
fn is_date(line: &Line) -> bool {
    let text = compact(&line.text());
    text.chars().count() >= SHORTEST_DATE && whole_date(&text).is_some()
}

/// Whether a line may be a name in Chinese: it has no sign of punctuation.
fn is_name(line: &Line) -> bool {
    compact(&line.text()).chars().all(|c| is_ideograph(c) || "（）()·".contains(c))
}

/// Whether a Latin sentence goes on from one line to the next.
fn is_mid_sentence(last: &Line, next: &Line) -> bool {
    last.text().trim_end().ends_with(|c: char| c.is_ascii_lowercase() || c == ',')
        && next.text().trim_start().starts_with(|c: char| c.is_ascii_lowercase())
}

/// How much room the first word of a line takes: what may not be parted from it included.
fn first_unit(line: &Line) -> f64 {
    let end = first_unit_end(&line.text());
    let last = line.places.iter().take_while(|(offset, _, _)| *offset < end).last();
    last.map_or(line.size, |(_, _, right)| right - line.area.left)
}

/// Whether a text is the name of a table or figure.
fn is_caption(text: &str) -> bool {
    let in_english = ["Table ", "Figure "].iter().find_map(|word| text.strip_prefix(word));
    let is_caption = captioned(text).is_some()
        || in_english.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    is_caption && !text.ends_with('。')
}

fn joined(lines: &[Line]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for line in lines {
        join_runs(&mut runs, line.runs.clone());
        if line.spaced
            && let Some(last) = runs.last_mut()
        {
            last.text.push(' ');
        }
    }
    trim_runs(&mut runs);
    runs
}

fn paragraph(lines: &[Line], role: ParagraphRole, align: Alignment, faces: &Faces, origin: Origin) -> Block {
    let plain = role == ParagraphRole::Title;
    let content = faces.content(joined(lines), plain);
    Block::Paragraph(Paragraph { role, align, content, origin, ..Paragraph::default() })
}

/// The list that begins with the next entry, those further in inside the item before them.
fn list(entries: &mut std::iter::Peekable<std::vec::IntoIter<Entry>>, depth: usize) -> Option<Block> {
    let first = entries.next()?;
    let (left, ordered, origin) = (first.left, first.ordered, first.origin);
    let mut items = vec![ListItem { label: first.label, content: first.content }];
    while let Some(next) = entries.peek() {
        if next.left > left + 12.0 && depth < MAX_LIST_DEPTH {
            let inner = list(entries, depth + 1);
            if let (Some(item), Some(inner)) = (items.last_mut(), inner) {
                item.content.push(inner);
            }
            continue;
        }
        if (depth > 1 && next.left < left - 8.0) || next.ordered != ordered {
            break;
        }
        let Some(next) = entries.next() else { break };
        items.push(ListItem { label: next.label, content: next.content });
    }
    Some(Block::List(List { ordered, items, origin }))
}

#[cfg(test)]
mod tests {
    use super::super::grid::Table;
    use super::super::lines::tests::{glyphs, lines_of};
    use super::*;
    use crate::read::pdf::facts::Area;

    /// The paragraphs of lines on a page whose table goes from 54 to 354: where each line begins, its size, what it says.
    fn paragraphs(lines: &[(f64, f64, &str)]) -> Vec<String> {
        let mut all = Vec::new();
        for (row, (left, size, text)) in lines.iter().enumerate() {
            all.extend(glyphs(text, *left, 100.0 + 20.0 * row as f64, *size));
        }
        let lines = lines_of(&all);
        let area = Area { left: 54.0, right: 354.0, top: 500.0, bottom: 600.0 };
        let table = Table { area, ..Table::default() };
        let (tags, faces) = (Tags::default(), Faces::default());
        let ground = Ground {
            measure: Measure::of(lines.iter(), std::iter::once(&table)),
            tags: &tags,
            faces: &faces,
            outline: BTreeMap::new(),
            trusts_tags: false,
            title_is_heading: false,
            levels: HeadingLevels::default(),
            numbers_are_levels: false,
        };
        let mut composer = Composer::new(&ground);
        lines.into_iter().for_each(|line| composer.line(line));
        let text = |block: Block| match block {
            Block::Paragraph(paragraph) => paragraph.content.plain_text(),
            Block::Heading(heading) => heading.content.plain_text(),
            other => format!("{other:?}"),
        };
        composer.finish().into_iter().map(text).collect()
    }

    #[test]
    fn each_organ_that_signs_is_a_paragraph_of_its_own() {
        let read = paragraphs(&[
            (80.0, 10.0, "六、其他需要报告的事项"),
            (80.0, 10.0, "本年度未收取信息处理费。"),
            (280.0, 10.0, "清河市民政局"),
            (280.0, 10.0, "清河市教育局"),
            (240.0, 10.0, "清河市住房和城乡局"),
            (260.0, 10.0, "2024年1月15日"),
        ]);
        assert_eq!(read[2..], ["清河市民政局", "清河市教育局", "清河市住房和城乡局", "2024年1月15日"]);
    }

    #[test]
    fn a_date_by_itself_ends_its_paragraph_and_begins_one() {
        for left in [60.0, 260.0] {
            let read = paragraphs(&[
                (60.0, 10.0, "本年度未收取信息处理费。"),
                (left, 10.0, "清河市民政局"),
                (left, 10.0, "2024年1月15日"),
                (60.0, 10.0, "抄送：区政府办公室。"),
            ]);
            let expected = ["本年度未收取信息处理费。", "清河市民政局", "2024年1月15日", "抄送：区政府办公室。"];
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn a_date_that_fills_the_rest_of_a_sentence_goes_on_with_it() {
        let full = "本报告所列数据的统计期限自二〇二三年一月一日起一直算到";
        let read = paragraphs(&[(80.0, 10.0, full), (60.0, 10.0, "2023年12月31日"), (80.0, 10.0, "一、总体情况")]);
        assert_eq!(read, [&*format!("{full}2023年12月31日"), "一、总体情况"]);
    }

    #[test]
    fn a_title_in_two_lines_is_one_though_no_line_of_the_text_begins_at_the_margin() {
        let read = paragraphs(&[
            (59.0, 15.0, "清河市民政局政府信息公开二〇二三年工作"),
            (179.0, 15.0, "年度报告"),
            (80.0, 10.0, "二、主动公开政府信息情况"),
            (80.0, 10.0, "五、存在的主要问题及改进情况"),
            (80.0, 10.0, "本年度未收取信息处理费。"),
        ]);
        assert_eq!(read[0], "清河市民政局政府信息公开二〇二三年工作年度报告");
        assert_eq!(read.len(), 4);
    }
}
