//! Runs of text: what a line is made of, and how lines are put together.

use crate::document::numeral::heading_level;
use crate::document::{Content, Inline, Link, Marks, Ruby, Text, VerticalPosition};
use std::rc::Rc;

/// Glyphs of one line that look alike.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Run {
    pub text: String,
    /// Index among the file's fonts.
    pub font: u32,
    pub size: f64,
    pub bold: bool,
    pub underline: bool,
    pub strike: bool,
    pub position: Option<VerticalPosition>,
    /// Where it leads.
    pub link: Option<String>,
    /// The reading above it, and the element that holds both.
    pub reading: Option<(usize, Rc<str>)>,
    /// The block element of the structure tree it is in.
    pub element: Option<usize>,
    /// A note called here (the run's own text is its mark) or a picture in the line.
    pub object: Option<Box<Inline>>,
}

impl Run {
    /// Whether both look alike and belong together.
    pub(super) fn is_like(&self, other: &Run) -> bool {
        self.font == other.font
            && (self.size - other.size).abs() < 0.2
            && self.bold == other.bold
            && self.underline == other.underline
            && self.strike == other.strike
            && self.position == other.position
            && self.link == other.link
            && self.reading == other.reading
            && self.element == other.element
            && self.object.is_none()
            && other.object.is_none()
    }
}

/// All text of some runs.
pub(super) fn runs_text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Whether a character is set in full squares, or belongs to such text: no space stands beside it where lines are joined.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF | 0x2460..=0x24FF)
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '●' | '■' | '□' | '○' | '→' | '①'..='⓿')
}

/// Adds a line to the runs before it, with a space between where the script has one.
pub(super) fn join_runs(before: &mut Vec<Run>, line: Vec<Run>) {
    let last = before.iter().rev().find_map(|run| run.text.chars().next_back());
    let first = line.iter().find_map(|run| run.text.chars().next());
    if let (Some(last), Some(first)) = (last, first) {
        let tail: String = before.last().map(|run| last_characters(&run.text, 120)).unwrap_or_default().to_owned();
        let word = tail.rsplit(char::is_whitespace).next().unwrap_or("");
        // A word broken at a hyphen of its own stays as it is: whether the hyphen is the typesetter's can't be seen.
        let unspaced = is_cjk(last)
            || is_cjk(first)
            || last.is_whitespace()
            || first.is_whitespace()
            || (last.is_ascii_digit() && (first.is_ascii_digit() || ".,%".contains(first)))
            || (last == '.' && first.is_ascii_digit())
            || "-/".contains(last)
            || is_address(word)
            || broken_address(before, &line);
        if !unspaced && let Some(run) = before.last_mut() {
            run.text.push(' ');
        }
    }
    for run in line {
        match before.last_mut() {
            Some(last) if last.is_like(&run) => last.text.push_str(&run.text),
            _ => before.push(run),
        }
    }
}

/// The end of a text, at most so many characters.
fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(0, |(start, _)| start);
    text.get(start..).unwrap_or_default()
}

/// Whether a word is the beginning of an address, which breaks anywhere.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains('@')
}

/// Whether a link's own text, which is an address, goes on in the next line.
fn broken_address(before: &[Run], line: &[Run]) -> bool {
    let (Some(last), Some(first)) = (before.last(), line.first()) else { return false };
    last.link.is_some() && last.link == first.link && last.text.contains('.') && !last.text.contains(' ')
}

/// A kind of face, by its name: in Chinese text, 黑体 stands for bold and 楷体 for italic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum FaceClass {
    Song,
    Fang,
    Hei,
    Kai,
    Other,
}

impl FaceClass {
    /// The kind of face of that name.
    pub(super) fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["fangsong", "仿宋", "fangson", "-fang", "stfang"]) {
            FaceClass::Fang
        } else if has(&["kai", "楷"]) {
            FaceClass::Kai
        } else if has(&["hei", "黑", "sanssc", "sanscjk", "sans sc", "yahei", "pingfang", "gothic"]) {
            FaceClass::Hei
        } else if has(&["song", "宋", "serifsc", "serifcjk", "simsun", "sun", "ming", "明"]) {
            FaceClass::Song
        } else {
            FaceClass::Other
        }
    }
}

/// What the file's fonts are, by their index.
#[derive(Debug, Default)]
pub(super) struct Faces {
    pub classes: Vec<FaceClass>,
    pub bold: Vec<bool>,
    pub italic: Vec<bool>,
    /// The class most of the document's text is set in.
    pub body: Option<FaceClass>,
}

impl Faces {
    pub(super) fn class(&self, font: u32) -> FaceClass {
        self.classes.get(font as usize).copied().unwrap_or(FaceClass::Other)
    }

    /// The class most of some runs is set in, counting what is written in full squares.
    pub(super) fn main_class(&self, runs: &[Run]) -> Option<FaceClass> {
        let mut counts = [0usize; 5];
        for run in runs {
            let class = self.class(run.font);
            if let Some(count) = counts.get_mut(class as usize) {
                *count += run.text.chars().filter(|c| is_ideograph(*c)).count();
            }
        }
        let classes = [FaceClass::Song, FaceClass::Fang, FaceClass::Hei, FaceClass::Kai, FaceClass::Other];
        let best = classes.into_iter().zip(counts).max_by_key(|(_, count)| *count)?;
        (best.1 > 0).then_some(best.0)
    }

    /// The class a paragraph's text is set in: the document's own where it has any of it, for words set apart may be many.
    pub(super) fn ground(&self, runs: &[Run]) -> Option<FaceClass> {
        let is_body = |run: &Run| {
            Some(self.class(run.font)) == self.body && run.text.chars().filter(|c| is_ideograph(*c)).count() > 3
        };
        if runs.iter().any(is_body) { self.body } else { self.main_class(runs) }
    }

    /// Whether all of some runs is bold: by weight, or by a face darker than the document's.
    pub(super) fn all_bold(&self, runs: &[Run]) -> bool {
        let mut written = runs.iter().filter(|run| !run.text.trim().is_empty()).peekable();
        written.peek().is_some()
            && written.all(|run| run.bold || !run.text.chars().any(char::is_alphanumeric) || run.position.is_some())
    }

    /// Runs as inline content; `plain`: without bold and italic, as in headings.
    pub(super) fn content(&self, runs: Vec<Run>, plain: bool) -> Content {
        let ground = self.ground(&runs);
        let mut inlines: Vec<Inline> = Vec::with_capacity(runs.len());
        let mut marks: Vec<(bool, bool)> = runs.iter().map(|run| self.emphasis(run, ground, plain)).collect();
        if !plain {
            self.spread_emphasis(&runs, ground, &mut marks);
            let of_head = self.run_in_head(&runs);
            marks.iter_mut().take(of_head).for_each(|mark| *mark = (false, false));
        }
        let mut last_ruby = None;
        for (run, (bold, italic)) in runs.into_iter().zip(marks) {
            let ruby = run.reading.as_ref().map(|(element, _)| *element);
            let goes_on = ruby.is_some() && std::mem::replace(&mut last_ruby, ruby) == ruby;
            if let Some(object) = run.object {
                inlines.push(*object);
                continue;
            }
            let underline = run.underline && run.link.is_none();
            let marks =
                Marks { bold, italic, underline, strike: run.strike, position: run.position, ..Marks::default() };
            let text = Inline::Text(Text::new(run.text, marks));
            let reading = run.reading.map(|(_, reading)| reading);
            match (run.link, inlines.last_mut()) {
                (None, _) => push_text(&mut inlines, text, reading, goes_on),
                (Some(target), Some(Inline::Link(last))) if last.target == target => {
                    let mut inner = std::mem::take(&mut last.content).into_inlines();
                    push_text(&mut inner, text, reading, goes_on);
                    last.content = Content::new(inner);
                }
                (Some(target), _) => {
                    let mut inner = Vec::new();
                    push_text(&mut inner, text, reading, false);
                    inlines.push(Inline::Link(Link { target, content: Content::new(inner) }));
                }
            }
        }
        Content::new(inlines)
    }

    /// A single character of a face that marks, a bracket too, or figures of a face that has no such cut, are marked as what
    /// they stand in.
    fn spread_emphasis(&self, runs: &[Run], ground: Option<FaceClass>, marks: &mut [(bool, bool)]) {
        let of_class = |run: &Run, mark: FaceClass| self.class(run.font) == mark && ground.is_some_and(|g| g != mark);
        let plain: Vec<(bool, bool)> = marks.to_vec();
        for (index, (run, mark)) in runs.iter().zip(marks.iter_mut()).enumerate() {
            if run.position.is_some() || run.object.is_some() {
                continue;
            }
            let neighbour = |step: isize| {
                let at = index.checked_add_signed(step)?;
                plain.get(at).copied()
            };
            let (before, after) = (neighbour(-1).unwrap_or_default(), neighbour(1).unwrap_or_default());
            let any = |is: fn(char) -> bool| run.text.chars().any(is);
            let foreign = !any(is_ideograph) && any(|c| c.is_ascii_alphanumeric());
            let one = !foreign && any(|c| !c.is_whitespace());
            mark.0 |= (one && of_class(run, FaceClass::Hei) && (before.0 || after.0))
                || (foreign
                    && before.0
                    && (after.0 || runs.get(index + 1).is_some_and(|next| of_class(next, FaceClass::Hei))));
            mark.1 |=
                (one && of_class(run, FaceClass::Kai) && (before.1 || after.1)) || (foreign && before.1 && after.1);
        }
    }

    /// How many runs the heading has that a paragraph begins with, where it is set in the face of its level (GB/T 9704-2012 7.3.3): that
    /// marks nothing.
    fn run_in_head(&self, runs: &[Run]) -> usize {
        let class = runs.first().map(|run| self.class(run.font));
        let level = match class {
            Some(FaceClass::Hei) => 1,
            Some(FaceClass::Kai) => 2,
            _ => return 0,
        };
        let mut text = String::new();
        for (index, run) in runs.iter().enumerate() {
            let goes_on = Some(self.class(run.font)) == class || !run.text.contains(is_ideograph);
            if text.ends_with('。') || !goes_on {
                let is_head = text.find('。').is_some_and(|at| at + '。'.len_utf8() == text.len());
                return if is_head && heading_level(&text) == Some(level) { index } else { 0 };
            }
            text.push_str(&run.text);
        }
        0
    }

    fn emphasis(&self, run: &Run, ground: Option<FaceClass>, plain: bool) -> (bool, bool) {
        if plain {
            return (false, false);
        }
        let italic = self.italic.get(run.font as usize).copied().unwrap_or(false);
        let set_apart = run.position.is_none() && run.text.chars().filter(|c| is_ideograph(*c)).count() > 1;
        let class = self.class(run.font);
        let by_face = |mark: FaceClass| set_apart && class == mark && ground.is_some_and(|ground| ground != mark);
        (run.bold || by_face(FaceClass::Hei), italic || by_face(FaceClass::Kai))
    }
}

/// Adds text, with the reading above it; `goes_on`: the characters before it have the same one.
fn push_text(inlines: &mut Vec<Inline>, text: Inline, reading: Option<Rc<str>>, goes_on: bool) {
    match (reading, inlines.last_mut()) {
        (None, _) => inlines.push(text),
        (Some(_), Some(Inline::Ruby(ruby))) if goes_on => {
            let mut base = std::mem::take(&mut ruby.base).into_inlines();
            base.push(text);
            ruby.base = Content::new(base);
        }
        (Some(reading), _) => {
            let (base, reading) = (Content::new(vec![text]), reading.to_string());
            inlines.push(Inline::Ruby(Ruby { base, reading }));
        }
    }
}

/// Whether a character is a Chinese one, punctuation aside.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Takes spaces off both ends of some runs.
pub(super) fn trim_runs(runs: &mut Vec<Run>) {
    while let Some(last) = runs.last_mut().filter(|run| run.object.is_none()) {
        let kept = last.text.trim_end().len();
        last.text.truncate(kept);
        if kept > 0 {
            break;
        }
        runs.pop();
    }
    while let Some(first) = runs.first_mut().filter(|run| run.object.is_none()) {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
}

/// Cuts some bytes off the front of runs, and the spaces after them.
pub(super) fn cut_front(runs: &mut Vec<Run>, mut bytes: usize) {
    while bytes > 0
        && let Some(first) = runs.first_mut()
    {
        if first.text.len() <= bytes {
            bytes -= first.text.len();
            runs.remove(0);
            continue;
        }
        first.text = first.text.get(bytes..).unwrap_or_default().to_owned();
        break;
    }
    trim_runs(runs);
}

/// Where the first word of a text ends, in bytes: what may not be parted from it included.
pub(super) fn first_unit_end(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        end += c.len_utf8();
        let opens = "（《“‘〔【(".contains(c);
        let parted = characters.peek().is_none_or(|next| {
            let closes = "，。、；：？！）》”’〕】,.;:?!)%％…—".contains(*next);
            !opens && !closes && (is_cjk(c) || is_cjk(*next) || next.is_whitespace())
        });
        if parted {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run {
        Run { text: text.into(), size: 10.0, ..Run::default() }
    }

    fn joined(before: &str, after: &str) -> String {
        let mut runs = vec![run(before)];
        join_runs(&mut runs, vec![run(after)]);
        runs_text(&runs)
    }

    #[test]
    fn lines_join_as_their_script_has_it() {
        let cases = [
            ("商业", "企业", "商业企业"),
            ("two", "words", "two words"),
            ("2023", "年", "2023年"),
            ("公开", "PDF", "公开PDF"),
            ("1139", "884", "1139884"),
            ("99", ".6%", "99.6%"),
            ("well-", "known", "well-known"),
            ("见www.qinghe", ".example", "见www.qinghe.example"),
        ];
        for (before, after, whole) in cases {
            assert_eq!(joined(before, after), whole);
        }
    }

    #[test]
    fn faces_are_told_by_their_names() {
        let cases = [
            ("FZXBSJW--GB1-0", FaceClass::Other),
            ("ZhuqueFangsong-Regular", FaceClass::Fang),
            ("FangSong_GB2312", FaceClass::Fang),
            ("SimHei", FaceClass::Hei),
            ("NotoSansSC-Medium", FaceClass::Hei),
            ("NotoSerifCJKsc-Regular", FaceClass::Song),
            ("KaiTi_GB2312", FaceClass::Kai),
            ("SimSun", FaceClass::Song),
            ("LiberationSerif", FaceClass::Other),
        ];
        for (name, class) in cases {
            assert_eq!(FaceClass::of(name), class, "{name}");
        }
    }

    #[test]
    fn a_darker_face_within_a_paragraph_is_bold_and_a_whole_paragraph_is_not() {
        let faces =
            Faces { classes: vec![FaceClass::Fang, FaceClass::Hei], body: Some(FaceClass::Fang), ..Faces::default() };
        let dark = Run { font: 1, ..run("做优政策解读") };
        let content = faces.content(vec![dark.clone(), run("坚持解读方案同步")], false);
        assert!(matches!(&content.inlines()[0], Inline::Text(text) if text.marks.bold));
        assert_eq!(faces.content(vec![dark], false).as_plain(), Some("做优政策解读"));
    }

    #[test]
    fn ends_are_trimmed_and_labels_cut() {
        let mut runs = vec![run("  "), run("（1） 集中"), run(" ")];
        trim_runs(&mut runs);
        cut_front(&mut runs, "（1）".len());
        assert_eq!(runs_text(&runs), "集中");
    }
}
