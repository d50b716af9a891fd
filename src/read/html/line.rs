//! A paragraph while it is read: its runs as they come, what of them is seen, and where one element holds several paragraphs.

use super::look::Look;
use crate::document::numeral::{LineNumber, Separation, heading_level, is_short_and_no_sentence};
use crate::document::{
    Change, Color, Content, FontName, HardlySeen, Inline, Link, Marks, Neighbours, Revision, Text, Unseen,
    is_invisible, whole_date,
};
use crate::finding::{Finding, Place, catalogue::docx, catalogue::web};
use std::mem::take;
use std::rc::Rc;

/// What a run stands in, by number in the page's lists of such.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Within {
    /// The link: where it leads, and which it is.
    pub(super) link: Option<(Rc<str>, u32)>,
    pub(super) revision: Option<Rc<Revision>>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text { text: String, look: Rc<Look> },
    Other(Inline),
}

/// White space that was read, and may be a space.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Space {
    #[default]
    None,
    Blank,
    /// With a line end of the source, which is none between Chinese characters.
    LineEnd,
}

/// The runs of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(Piece, Within)>,
    space: Space,
    /// The last sign that takes room.
    last: Option<char>,
    /// Text of it that is not there, which leaves no gap.
    absent: String,
}

/// How a paragraph's text looks as a whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct LineLook {
    pub(super) characters: usize,
    pub(super) bold: usize,
    /// Points; `None` where it is not said or differs.
    pub(super) points: Option<f64>,
    pub(super) font: Option<Rc<str>>,
}

/// A paragraph that was read.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) content: Content,
    pub(super) look: LineLook,
}

/// How a paragraph is to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    /// Whether it stands in a cell, where figures are.
    pub(super) in_cell: bool,
    /// Whether it may be several paragraphs, parted by line breaks.
    pub(super) may_part: bool,
    /// Whether it is of a page of our own: it stands as it is written.
    pub(super) is_own: bool,
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.absent.is_empty()
    }

    /// Adds characters of the source.
    pub(super) fn text(&mut self, source: &str, look: &Rc<Look>, within: &Within) {
        let mut text = String::with_capacity(source.len());
        for c in source.chars() {
            match c {
                '\n' if look.keeps_lines => {
                    self.space = Space::None;
                    text.push('\n');
                }
                ' ' | '\t' | '\r' | '\n' | '\u{C}' if !look.keeps_space => {
                    if self.space == Space::None || c == '\n' {
                        self.space = if c == '\n' { Space::LineEnd } else { Space::Blank };
                    }
                    continue;
                }
                c => {
                    let is_said = match self.space {
                        Space::None => false,
                        Space::Blank => self.last.is_some_and(|last| last != '\n'),
                        Space::LineEnd => self.last.is_some_and(|last| last != '\n' && !(is_wide(last) && is_wide(c))),
                    };
                    if is_said && self.last != Some(' ') {
                        text.push(' ');
                    }
                    self.space = Space::None;
                    text.push(c);
                }
            }
            self.last = Some(c).filter(|c| !is_invisible(*c)).or(self.last);
        }
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some((Piece::Text { text: known, look: of }, at))
                if (Rc::ptr_eq(of, look) || of == look) && at == within =>
            {
                known.push_str(&text);
            }
            _ => self.pieces.push((Piece::Text { text, look: look.clone() }, within.clone())),
        }
    }

    /// Ends a line within the paragraph.
    pub(super) fn line_break(&mut self, look: &Rc<Look>, within: &Within) {
        let look = Rc::new(Look { keeps_lines: true, ..(**look).clone() });
        self.text("\n", &look, within);
    }

    /// Adds what is no text.
    pub(super) fn other(&mut self, inline: Inline, within: &Within) {
        let takes_room = !matches!(inline, Inline::Anchor(_));
        if takes_room {
            if self.space != Space::None && self.last.is_some_and(|last| last != '\n') {
                let look = Rc::new(Look { keeps_space: true, ..Look::default() });
                self.text(" ", &look, within);
            }
            self.last = Some('\u{FFFC}');
            self.space = Space::None;
        }
        self.pieces.push((Piece::Other(inline), within.clone()));
    }

    /// Notes down text that is not there for those who look at the page.
    pub(super) fn absent(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.absent.push_str(text);
            self.absent.push(' ');
        }
    }

    /// The paragraphs it is, with what there is to say of what is not seen, at a place.
    pub(super) fn settle(mut self, manner: Manner, place: &Place, findings: &mut Vec<Finding>) -> Vec<Settled> {
        if !self.absent.trim().is_empty() {
            findings.push(docx::hidden_text_dropped(quote(&self.absent)).at(place.clone()));
        }
        level_what_is_moved_whole(&mut self.pieces);
        let runs = seen(take(&mut self.pieces), manner, place, findings);
        let mut settled = Vec::new();
        for runs in parted(runs, manner) {
            let look = look_of(&runs);
            settled.push(Settled { content: content_of(runs, manner), look });
        }
        settled
    }
}

/// A run that is seen.
#[derive(Debug, Clone)]
struct Run {
    inline: Inline,
    within: Within,
    points: Option<f64>,
    font: Option<Rc<str>>,
}

impl Run {
    fn text(&self) -> Option<&str> {
        match &self.inline {
            Inline::Text(text) => Some(&text.text),
            _ => None,
        }
    }

    /// The same with other text.
    fn with(&self, text: &str) -> Self {
        let mut run = self.clone();
        if let Inline::Text(own) = &mut run.inline {
            text.clone_into(&mut own.text);
        }
        run
    }
}

/// Whether a character is as wide as high: between two such a line end of the source is nothing.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’')
}

/// A text on one line, whole.
pub(super) fn quote(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is moved as a whole is raised against nothing.
fn level_what_is_moved_whole(pieces: &mut [(Piece, Within)]) {
    let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let (mut moved, mut level) = (0, 0);
    for (piece, _) in pieces.iter() {
        if let Piece::Text { text, look } = piece {
            *(if look.is_moved { &mut moved } else { &mut level }) += signs(text);
        }
    }
    if moved <= level {
        return;
    }
    for (piece, _) in pieces.iter_mut() {
        if let Piece::Text { look, .. } = piece
            && look.is_moved
        {
            *look = Rc::new(Look { position: None, ..(**look).clone() });
        }
    }
}

/// Why a text is not seen.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Hidden {
    Hidden,
    Unseen(Unseen),
}

/// What of a paragraph is seen; the rest is said.
fn seen(pieces: Vec<(Piece, Within)>, manner: Manner, place: &Place, findings: &mut Vec<Finding>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(pieces.len());
    let mut hidden: Vec<(Hidden, String)> = Vec::new();
    let mut hardly: Vec<(HardlySeen, String)> = Vec::new();
    let mut line = Neighbours::default();
    let (mut is_gapped, mut last) = (false, None::<char>);
    let mut unjudged: Vec<Rc<str>> = Vec::new();
    for (piece, within) in pieces {
        let (text, look) = match piece {
            Piece::Other(inline) => {
                runs.push(Run { inline, within, points: None, font: None });
                continue;
            }
            Piece::Text { text, look } => (text, look),
        };
        let why =
            if look.is_out_of_sight() { Some(Hidden::Hidden) } else { look.appearance().unseen().map(Hidden::Unseen) };
        if let Some(why) = why.filter(|_| !text.trim().is_empty()) {
            is_gapped |=
                !matches!(why, Hidden::Unseen(Unseen::Tiny { .. })) && last.is_some_and(|c| c.is_ascii_digit());
            match hidden.iter_mut().find(|(met, _)| *met == why) {
                Some((_, known)) => known.push_str(&text),
                None => hidden.push((why, text)),
            }
            continue;
        }
        if let Some(style) = look.unjudged.as_ref().filter(|style| !unjudged.contains(style))
            && text.contains(char::is_numeric)
        {
            unjudged.push(style.clone());
        }
        // Digits on both sides of what is not seen are not side by side.
        let gap = take(&mut is_gapped) && text.starts_with(|c: char| c.is_ascii_digit());
        // What is raised is a note, of whatever size.
        let apart = if look.position.is_some() { None } else { line.next(&text, look.appearance()) };
        if let Some(why) = look.appearance().hardly_seen().or(apart).filter(|_| !text.trim().is_empty()) {
            match hardly.iter_mut().find(|(met, _)| *met == why) {
                Some((_, known)) => known.push_str(&text),
                None => hardly.push((why, text.clone())),
            }
        }
        last = text.chars().next_back().or(last);
        // Where figures stand, digits that are hardly seen are set apart from the others.
        let before = match (apart.is_some() && manner.in_cell, gap) {
            (true, _) => "\n",
            (false, true) => " ",
            (false, false) => "",
        };
        let marks = marks_of(&look, &text, manner);
        let font = look.font.as_deref().filter(|_| manner.is_own).and_then(|font| FontName::new(font).ok());
        let inline = Inline::Text(Text { text: format!("{before}{text}"), marks, font });
        runs.push(Run { inline, within, points: look.points, font: look.font.clone() });
    }
    for (why, text) in hidden {
        let finding = match why {
            Hidden::Hidden => docx::hidden_text_dropped(quote(&text)),
            Hidden::Unseen(why) => why.dropped(quote(&text)),
        };
        findings.push(finding.at(place.clone()));
    }
    findings.extend(unjudged.into_iter().map(|style| web::style_not_judged(&*style).at(place.clone())));
    findings.extend(hardly.into_iter().map(|(why, text)| why.read(quote(&text)).at(place.clone())));
    runs
}

/// The marks of a run. A colour near to black is no mark of its own: it is what pages print all their text in.
fn marks_of(look: &Look, text: &str, manner: Manner) -> Marks {
    let mut marks = look.marks();
    marks.capitals = marks.capitals.filter(|_| text.contains(char::is_lowercase));
    marks.color = match marks.color {
        Some(Color::BLACK) if marks.highlight.is_some() => None,
        color if manner.is_own => color,
        Some(color) if is_print(color) || (color.is_lost_on(Color::WHITE) && marks.highlight.is_none()) => None,
        color => color,
    };
    marks
}

/// Black, and the dark greys that pages have for it.
fn is_print(Color([red, green, blue]): Color) -> bool {
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    most <= 0x66 && most - least <= 0x10
}

/// Where runs that one element holds are several paragraphs.
fn parted(runs: Vec<Run>, manner: Manner) -> Vec<Vec<Run>> {
    let has_breaks = runs.iter().any(|run| run.text().is_some_and(|text| text.contains('\n')));
    if !manner.may_part || !has_breaks {
        return vec![runs];
    }
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        let Some(text) = run.text().filter(|text| text.contains('\n')).map(str::to_owned) else {
            lines.last_mut().into_iter().for_each(|line| line.push(run.clone()));
            continue;
        };
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            lines.last_mut().into_iter().filter(|_| !part.is_empty()).for_each(|line| line.push(run.with(part)));
        }
    }
    let texts: Vec<String> = lines.iter().map(|line| line.iter().filter_map(Run::text).collect()).collect();
    let mut paragraphs: Vec<Vec<Run>> = Vec::new();
    let mut before: Option<&str> = None;
    for (line, text) in lines.into_iter().zip(&texts) {
        let parts = before.is_none_or(|before| begins_paragraph(before, text)) || paragraphs.is_empty();
        match paragraphs.last_mut().filter(|_| !parts) {
            Some(open) => {
                let (within, marks) = match line.first() {
                    Some(Run { within, inline: Inline::Text(text), .. }) => (within.clone(), text.marks),
                    _ => (Within::default(), Marks::default()),
                };
                let end = Inline::Text(Text::new("\n", marks));
                open.push(Run { inline: end, within, points: None, font: None });
                open.extend(line);
            }
            None => paragraphs.push(line),
        }
        before = Some(text);
    }
    paragraphs
}

/// Whether a line begins a paragraph of its own, by how it and the line before it look.
fn begins_paragraph(before: &str, line: &str) -> bool {
    let bare = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c)).to_owned();
    let (last, own) = (bare(before), bare(line));
    if last.is_empty() || own.is_empty() {
        return true;
    }
    let indent = line.chars().take_while(|c| c.is_whitespace());
    let width: usize = indent.map(|c| if matches!(c, '\u{3000}' | '\u{2003}') { 2 } else { 1 }).sum();
    let is_numbered = |text: &str| {
        let number = LineNumber::at(text).filter(|number| number.separation == Separation::Marked);
        number.is_some() && heading_level(text).is_some()
    };
    let is_heading = |text: &str| is_numbered(text) && is_short_and_no_sentence(text);
    let ends_sentence = last.ends_with(['。', '！', '？', '；']) || last.ends_with("。”");
    width >= 2 || is_numbered(&own) || is_heading(&last) || ends_sentence || whole_date(&own).is_some()
}

fn look_of(runs: &[Run]) -> LineLook {
    let mut look = LineLook::default();
    for run in runs {
        let Inline::Text(text) = &run.inline else { continue };
        let characters = text.text.chars().filter(|c| !c.is_whitespace()).count();
        if characters == 0 {
            continue;
        }
        if look.characters == 0 {
            (look.points, look.font) = (run.points, run.font.clone());
        } else {
            look.points = look.points.filter(|own| run.points.is_some_and(|points| (points - own).abs() < 0.01));
            look.font = look.font.take().filter(|own| run.font.as_ref() == Some(own));
        }
        look.characters += characters;
        look.bold += if text.marks.bold { characters } else { 0 };
    }
    look
}

/// The content of some runs: links and revisions round those that stand in one.
fn content_of(runs: Vec<Run>, manner: Manner) -> Content {
    let mut inlines: Vec<Inline> = Vec::new();
    let mut open: Option<(Within, Vec<Inline>)> = None;
    for run in runs {
        match &mut open {
            Some((within, inner)) if *within == run.within => inner.push(run.inline),
            _ => {
                inlines.extend(open.take().into_iter().flat_map(|(within, inner)| closed(within, inner)));
                open = Some((run.within, vec![run.inline]));
            }
        }
    }
    inlines.extend(open.into_iter().flat_map(|(within, inner)| closed(within, inner)));
    let content = Content::new(inlines);
    if manner.is_own { content } else { trimmed(content) }
}

fn closed(within: Within, inner: Vec<Inline>) -> Vec<Inline> {
    let mut inlines = inner;
    if let Some((target, _)) = within.link {
        // A link that says nothing leads nowhere.
        let says = inlines.iter().any(|inline| match inline {
            Inline::Text(text) => !text.text.trim().is_empty(),
            Inline::Anchor(_) => false,
            _ => true,
        });
        if says {
            inlines = vec![Inline::Link(Link { target: target.to_string(), content: Content::new(inlines) })];
        }
    }
    if let Some(revision) = within.revision {
        inlines = vec![Inline::Revision(Revision { content: Content::new(inlines), ..(*revision).clone() })];
    }
    inlines
}

/// Content without the spaces it is indented by, and those behind it.
fn trimmed(content: Content) -> Content {
    let mut inlines = content.into_inlines();
    while let Some(Inline::Text(first)) = inlines.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        inlines.remove(0);
    }
    while let Some(Inline::Text(last)) = inlines.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        inlines.pop();
    }
    Content::new(inlines)
}

/// A revision of that kind, to hold what is revised.
pub(super) fn revision(change: Change, author: &str, date: &str) -> Rc<Revision> {
    Rc::new(Revision { change, author: author.to_owned(), date: date.to_owned(), content: Content::default() })
}
