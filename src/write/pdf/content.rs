//! Items → the content stream of a page.
//!
//! Everything is marked: what belongs to the structure with a marked-content identifier (ISO 32000-1, 14.7.4), everything
//! else as an artifact (14.8.2.2). Where a glyph stands for another text than usual, or a gap without a space could not be made
//! part of the glyph before it ([`super::spacing`]), a span states the text (`ActualText`, 14.9.4), that of a whole word or number:
//! viewers part it where the span ends.

use super::faces::{EmbeddedFace, EmbeddedFaces};
use super::spacing::{Line, Part, parts, steps};
use crate::document::Color;
use crate::font::Face;
use crate::typeset::{
    ContentId, GlyphRun, Ground, Item, Page, PathStep, PlacedDrawing, PlacedFormula, PlacedImage, Rule,
};
use crate::whole::Whole;
use printpdf::{
    CurTransMat, DictItem, FontId, LineCapStyle, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, Rgb,
    XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// A page's operators, and for each marked-content identifier what it marks.
pub(super) struct PageContent {
    pub ops: Vec<Op>,
    pub marks: Vec<ContentId>,
}

/// Gaps and overlaps of more than this many em are no mere letter-spacing to a viewer: it may see a space, or two columns.
const GAP_EM: f32 = 0.1;

/// The names of the drawn pictures among the resources of the pages, by their ids.
pub(super) type PictureNames<'a> = BTreeMap<&'a str, String>;

/// What marked content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Content with a place in the structure.
    Content(ContentId),
    /// Rules and grounds: they belong to the layout (ISO 32000-1, 14.8.2.2.2).
    Layout,
    /// What repeats from page to page: the heads of a continued table.
    Pagination,
    /// The page number, below everything else.
    Footer,
}

/// A glyph on its way into the stream.
struct Placed<'a> {
    face: Face,
    embedded: &'a EmbeddedFace,
    size: f32,
    x: f32,
    y: f32,
    code: u16,
    /// Its cluster: the run and where in it.
    cluster: (usize, u32),
    text: &'a str,
    color: Color,
    narrowing: f32,
}

struct Writer<'a> {
    /// Height of the page, pt: a content stream counts from its foot.
    height: f32,
    faces: &'a EmbeddedFaces,
    pictures: &'a PictureNames<'a>,
    /// Base lines below this belong to the foot of the page.
    foot_pt: f32,
    ops: Vec<Op>,
    marks: Vec<ContentId>,
    open: Option<Mark>,
    /// What areas and glyphs are filled with.
    fill: Color,
    /// How wide glyphs are of their size (ISO 32000-1, 9.3.4).
    narrowing: f32,
    /// By how much every pen moves further than the glyph is wide, pt (9.3.2).
    spacing: f32,
    /// Face and size glyphs are shown in.
    font: Option<(Face, u32)>,
    /// Where the last line of the open text object begins (9.4.2); `None`: no text object is open.
    text: Option<(f32, f32)>,
}

/// The content stream of a page.
pub(super) fn page_content(page: &Page, faces: &EmbeddedFaces, pictures: &PictureNames<'_>) -> PageContent {
    let lowest = page.items.iter().filter_map(|item| match item {
        Item::Text(run) if run.content.is_some() => Some(run.y_pt),
        Item::Image(image) => Some(image.y_pt + image.height_pt),
        Item::Formula(formula) => Some(formula.y_pt + formula.height_pt),
        Item::Drawing(drawing) => Some(drawing.y_pt + drawing.height_pt),
        Item::Rule(rule) => Some(rule.from_pt.1.max(rule.to_pt.1)),
        _ => None,
    });
    // A page without content has a foot all the same.
    let foot_pt = lowest.fold(page.height_pt / 2.0, f32::max);
    let (ops, marks) = (Vec::new(), Vec::new());
    let mut writer = Writer {
        height: page.height_pt,
        faces,
        pictures,
        foot_pt,
        ops,
        marks,
        open: None,
        fill: Color::BLACK,
        narrowing: 1.0,
        spacing: 0.0,
        font: None,
        text: None,
    };
    for item in &page.items {
        if let Item::Ground(ground) = item {
            writer.ground(ground);
        }
    }
    for item in &page.items {
        if let Item::Image(image) = item
            && image.behind
        {
            writer.image(image);
        }
    }
    let rules: Vec<&Rule> =
        page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None }).collect();
    writer.rules(&rules);
    for part in parts(page) {
        match part {
            Part::Line(line) => writer.line(&line),
            Part::Image(image) => writer.image(image),
            Part::Formula(formula) => writer.formula(formula),
            Part::Drawing(drawing) => writer.drawing(drawing),
        }
    }
    writer.close();
    PageContent { ops: writer.ops, marks: writer.marks }
}

impl<'a> Writer<'a> {
    /// Opens the marked content that what follows belongs to, unless it is open.
    fn mark(&mut self, mark: Mark) {
        if self.open == Some(mark) {
            return;
        }
        self.close();
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let artifact = match mark {
            Mark::Content(content) => {
                self.begin(content, BTreeMap::new());
                None
            }
            Mark::Layout => Some(BTreeMap::from([("Type".to_owned(), name("Layout"))])),
            Mark::Pagination => Some(BTreeMap::from([("Type".to_owned(), name("Pagination"))])),
            Mark::Footer => {
                Some(BTreeMap::from([("Type".to_owned(), name("Pagination")), ("Subtype".to_owned(), name("Footer"))]))
            }
        };
        if let Some(map) = artifact {
            let properties = DictItem::Dict { map };
            self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Artifact".into(), properties });
        }
        self.open = Some(mark);
    }

    /// Opens marked content that stands for `text`, whatever its glyphs stand for. Not inside other marked content: some
    /// readers take the end of the inner one for the end of the outer.
    fn mark_as(&mut self, content: ContentId, text: &str) {
        self.close();
        self.begin(content, BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(utf16(text)))]));
        self.open = Some(Mark::Content(content));
    }

    /// What a line that belongs to nothing in the structure is.
    fn artifact(&self, y_pt: f32) -> Mark {
        if y_pt > self.foot_pt { Mark::Footer } else { Mark::Pagination }
    }

    fn begin(&mut self, content: ContentId, mut map: BTreeMap<String, DictItem>) {
        map.insert("MCID".to_owned(), DictItem::Int(self.marks.len() as i64));
        self.marks.push(content);
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties: DictItem::Dict { map } });
    }

    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Fills what follows with a colour, one of sRGB as the output intent is.
    fn fill(&mut self, color: Color) {
        if self.fill != color {
            self.fill = color;
            self.ops.push(Op::SetFillColor { col: rgb(color) });
        }
    }

    fn ground(&mut self, ground: &Ground) {
        self.mark(Mark::Layout);
        self.fill(ground.color);
        let corner = (ground.x_pt + ground.width_pt, ground.y_pt + ground.height_pt);
        self.rectangle((ground.x_pt, ground.y_pt), corner);
    }

    fn rules(&mut self, rules: &[&Rule]) {
        if rules.is_empty() {
            return;
        }
        self.mark(Mark::Layout);
        // Rules that meet at a corner leave no notch.
        self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare });
        let (mut width, mut color) = (None, Color::BLACK);
        for rule in rules {
            if width != Some(rule.width_pt.to_bits()) {
                width = Some(rule.width_pt.to_bits());
                self.ops.push(Op::SetOutlineThickness { pt: Pt(rule.width_pt) });
            }
            if color != rule.color {
                color = rule.color;
                self.ops.push(Op::SetOutlineColor { col: rgb(color) });
            }
            let height = self.height;
            let point = |(x, y): (f32, f32)| LinePoint {
                p: Point { x: Pt(round(x)), y: Pt(round(height - y)) },
                bezier: false,
            };
            let points = vec![point(rule.from_pt), point(rule.to_pt)];
            let line = printpdf::Line { points, is_closed: false };
            self.ops.push(Op::DrawLine { line });
        }
    }

    /// Signs and bars of a formula, which together stand for its text.
    fn formula(&mut self, formula: &PlacedFormula) {
        let runs: Vec<&GlyphRun> = formula.runs.iter().collect();
        let glyphs = self.placed(&runs, &[]);
        match formula.content {
            Some(content) if formula.text.trim().is_empty() => self.mark(Mark::Content(content)),
            Some(content) => self.mark_as(content, &formula.text),
            None => self.mark(Mark::Pagination),
        }
        self.show(&glyphs);
        self.end_text();
        for bar in &formula.bars {
            self.fill(bar.color);
            let half = bar.width_pt / 2.0;
            let (left, right) = (bar.from_pt.0.min(bar.to_pt.0), bar.from_pt.0.max(bar.to_pt.0));
            let (top, bottom) = (bar.from_pt.1.min(bar.to_pt.1), bar.from_pt.1.max(bar.to_pt.1));
            // Only across: two that meet at a corner meet in its middle.
            let (across, along) = if right - left >= bottom - top { (half, 0.0) } else { (0.0, half) };
            self.rectangle((left - along, top - across), (right + along, bottom + across));
        }
        self.close();
    }

    /// The paths of a drawing, then its text; all of it is one content.
    fn drawing(&mut self, drawing: &'a PlacedDrawing) {
        for path in &drawing.paths {
            self.mark(drawing.content.map_or(Mark::Pagination, Mark::Content));
            self.end_text();
            self.fill(path.fill);
            for step in &path.steps {
                match step {
                    PathStep::Move(point) => self.path("m", &[*point]),
                    PathStep::Line(point) => self.path("l", &[*point]),
                    PathStep::Close => self.path("h", &[]),
                }
            }
            self.path("f", &[]);
        }
        for run in &drawing.runs {
            self.line(&Line::of(run));
        }
        self.close();
    }

    /// An operator of path construction or painting (ISO 32000-1, 8.5) with its points.
    fn path(&mut self, key: &str, points: &[(f32, f32)]) {
        let height = self.height;
        let point = |(x, y): &(f32, f32)| [round(*x), round(height - y)].map(DictItem::Real);
        self.ops.push(Op::Unknown { key: key.to_owned(), value: points.iter().flat_map(point).collect() });
    }

    /// Fills the area between two corners.
    fn rectangle(&mut self, (left, top): (f32, f32), (right, bottom): (f32, f32)) {
        let rectangle = Rect {
            x: Pt(round(left)),
            y: Pt(round(self.height - bottom)),
            width: Pt(round(right - left)),
            height: Pt(round(bottom - top)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn image(&mut self, image: &PlacedImage) {
        // Undecodable: the typesetter has said so.
        let Some(name) = self.pictures.get(image.media.as_str()) else { return };
        self.mark(image.content.map_or(Mark::Pagination, Mark::Content));
        self.end_text();
        let y = self.height - image.y_pt - image.height_pt;
        let matrix =
            CurTransMat::Raw([size(image.width_pt), 0.0, 0.0, size(image.height_pt), round(image.x_pt), round(y)]);
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix });
        self.ops.push(Op::UseXobject { id: XObjectId(name.clone()), transform });
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Runs of one content on one base line.
    fn line(&mut self, line: &Line<'a>) {
        let Some(first) = line.runs.first() else { return };
        let glyphs = self.placed(&line.runs, &steps(line, self.faces));
        if glyphs.is_empty() {
            return;
        }
        let Some(content) = first.content else {
            self.mark(self.artifact(first.y_pt));
            self.show(&glyphs);
            return;
        };
        for (part, is_plain) in spans(&glyphs) {
            let part = glyphs.get(part).unwrap_or_default();
            if is_plain {
                self.mark(Mark::Content(content));
                self.show(part);
            } else {
                self.mark_as(content, &chain_text(part));
                self.show(part);
                self.close();
            }
        }
    }

    /// The glyphs of some runs; `steps`: what gap is part of each.
    fn placed(&self, runs: &[&'a GlyphRun], steps: &[i16]) -> Vec<Placed<'a>> {
        let mut glyphs = Vec::new();
        let mut steps = steps.iter().copied();
        for (number, run) in runs.iter().enumerate() {
            let embedded = self.faces.get(run.face);
            for glyph in &run.glyphs {
                let step = steps.next().unwrap_or_default();
                let Some((embedded, code)) = embedded.and_then(|face| Some((face, face.code(glyph.id, step)?))) else {
                    continue;
                };
                glyphs.push(Placed {
                    face: run.face,
                    embedded,
                    size: run.size_pt,
                    x: run.x_pt + glyph.x_pt,
                    y: self.height - run.y_pt + glyph.rise_pt,
                    code,
                    cluster: (number, glyph.text_start),
                    text: run.text.get(glyph.text_start as usize..glyph.text_end as usize).unwrap_or_default(),
                    color: run.color,
                    narrowing: run.narrowing,
                });
            }
        }
        glyphs
    }

    /// Shows glyphs, those of one face, size and height in one string.
    fn show(&mut self, glyphs: &[Placed<'_>]) {
        let mut rest = glyphs;
        while let Some(first) = rest.first() {
            let same = |g: &&Placed<'_>| {
                g.face == first.face
                    && g.size.to_bits() == first.size.to_bits()
                    && (g.y - first.y).abs() < 0.001
                    && g.color == first.color
                    && g.narrowing.to_bits() == first.narrowing.to_bits()
            };
            let count = rest.iter().take_while(same).count().max(1);
            let (now, later) = rest.split_at(count);
            if self.text.is_none() {
                self.ops.push(Op::StartTextSection);
            }
            self.fill(first.color);
            let wanted = (first.face, first.size.to_bits());
            if self.font != Some(wanted) {
                self.font = Some(wanted);
                let handle = PdfFontHandle::External(FontId(first.embedded.id.clone()));
                self.ops.push(Op::SetFont { font: handle, size: Pt(round(first.size)) });
            }
            if self.narrowing.to_bits() != first.narrowing.to_bits() {
                self.narrowing = first.narrowing;
                self.ops.push(Op::SetHorizontalScaling { percent: round(first.narrowing * 100.0) });
            }
            let spacing = spacing(now, self.spacing);
            if self.spacing.to_bits() != spacing.to_bits() {
                self.spacing = spacing;
                self.ops.push(Op::SetCharacterSpacing { multiplier: spacing });
            }
            let line = self.text.unwrap_or_default();
            let step = (round(first.x - line.0), round(first.y - line.1));
            let line = (line.0 + step.0, line.1 + step.1);
            self.text = Some(line);
            self.ops.push(Op::SetTextCursor { pos: Point { x: Pt(step.0), y: Pt(step.1) } });
            self.show_string(now, line.0);
            rest = later;
        }
    }

    /// Shows glyphs of one line from `x` on, moving the pen where the next one does not follow by itself.
    fn show_string(&mut self, glyphs: &[Placed<'_>], x: f32) {
        let string = |codes: &mut Vec<u8>| DictItem::String { data: std::mem::take(codes), literal: true };
        let mut pen = 0.0_f32;
        let (mut parts, mut codes) = (Vec::new(), Vec::with_capacity(glyphs.len() * 2));
        for (i, glyph) in glyphs.iter().enumerate() {
            let em = glyph.size / 1000.0;
            pen += glyph.embedded.width(glyph.code) + self.spacing / em;
            codes.extend(glyph.code.to_be_bytes());
            // What the pen is off the next glyph's place, in thousandths of an em (9.4.3).
            let Some(next) = glyphs.get(i + 1) else { continue };
            let offset = (pen - (next.x - x) / (em * glyph.narrowing)).round();
            if offset.abs() >= 1.0 {
                parts.push(string(&mut codes));
                parts.push(DictItem::Int(i64::whole(offset)));
                pen -= offset;
            }
        }
        let (key, value) = if parts.is_empty() {
            ("Tj", string(&mut codes))
        } else {
            parts.push(string(&mut codes));
            ("TJ", DictItem::Array(parts))
        };
        self.ops.push(Op::Unknown { key: key.to_owned(), value: vec![value] });
    }
}

/// The spacing (ISO 32000-1, 9.3.2) by which most of these glyphs follow one another, pt: that before, none, or their median.
fn spacing(glyphs: &[Placed<'_>], before: f32) -> f32 {
    let gap = |pair: &[Placed<'_>]| {
        let [glyph, next] = pair else { return 0.0 };
        (next.x - glyph.x) / glyph.narrowing - glyph.embedded.width(glyph.code) * glyph.size / 1000.0
    };
    let mut gaps: Vec<f32> = glyphs.windows(2).map(gap).collect();
    let Some(size) = glyphs.first().map(|glyph| glyph.size).filter(|_| !gaps.is_empty()) else { return before };
    // Half a thousandth of an em is not corrected.
    let off = |spacing: f32| gaps.iter().filter(|gap| (*gap - spacing).abs() * 2000.0 > size).count();
    let (kept, none) = (off(before), off(0.0) + 1);
    if kept == 0 {
        return before;
    }
    gaps.sort_unstable_by(f32::total_cmp);
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
    // Added up over a line it may be off by a hundredth of a point.
    let median = (median * 10_000.0).round() / 10_000.0;
    let fits = gaps.iter().filter(|gap| (*gap - median).abs() * 2000.0 > size).count() + 1;
    if kept <= none.min(fits) {
        before
    } else if none <= fits {
        0.0
    } else {
        median
    }
}

/// A line divided into glyphs that say their text and such as need a span for it, one around each whole word or number.
fn spans(glyphs: &[Placed<'_>]) -> Vec<(Range<usize>, bool)> {
    let mut plain = vec![true; glyphs.len()];
    let mut start = 0;
    while start < glyphs.len() {
        let end = chain_end(glyphs, start);
        if !glyphs.get(start..end).is_some_and(is_plain) {
            let word = |at: &usize| glyphs.get(*at).is_some_and(is_of_word);
            let before = if word(&start) { (0..start).rev().take_while(word).count() } else { 0 };
            let after = if word(&(end - 1)) { (end..glyphs.len()).take_while(word).count() } else { 0 };
            plain.get_mut(start - before..end + after).unwrap_or_default().fill(false);
            start = end + after;
        } else {
            start = end;
        }
    }
    let mut spans: Vec<(Range<usize>, bool)> = Vec::new();
    for (at, is_plain) in plain.into_iter().enumerate() {
        match spans.last_mut() {
            Some((range, last)) if *last == is_plain => range.end = at + 1,
            _ => spans.push((at..at + 1, is_plain)),
        }
    }
    spans
}

/// Whether a glyph is part of a word or number in Latin script, which is never divided.
fn is_of_word(glyph: &Placed<'_>) -> bool {
    !glyph.text.is_empty()
        && glyph.text.chars().all(|c| c.is_ascii_graphic() || (c.is_alphanumeric() && c < '\u{2E80}'))
}

/// Whether a chain is one glyph that stands for its usual text.
fn is_plain(chain: &[Placed<'_>]) -> bool {
    matches!(chain, [glyph] if glyph.text == glyph.embedded.text(glyph.code))
}

/// The end of the chain of glyphs that must be read as one: those of one cluster, and neighbours with an unwritten gap.
fn chain_end(glyphs: &[Placed<'_>], start: usize) -> usize {
    let mut end = start + 1;
    while let Some((a, b)) = glyphs.get(end - 1).zip(glyphs.get(end)) {
        let gap = b.x - a.x - a.embedded.width(a.code) * a.size / 1000.0;
        let blank = |g: &Placed<'_>| g.text.chars().all(char::is_whitespace);
        let apart = gap.abs() > GAP_EM * a.size.min(b.size) && !blank(a) && !blank(b);
        if a.cluster != b.cluster && !apart {
            break;
        }
        end += 1;
    }
    end
}

/// The text of some glyphs, each cluster once.
fn chain_text(chain: &[Placed<'_>]) -> String {
    let mut text = String::new();
    let mut last = None;
    for glyph in chain {
        if last != Some(glyph.cluster) {
            text.push_str(glyph.text);
            last = Some(glyph.cluster);
        }
    }
    text
}

/// A text string (ISO 32000-1, 7.9.2.2).
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

/// A colour of sRGB, each part to a thousandth: finer than its 256 steps.
fn rgb(color: Color) -> printpdf::Color {
    let [r, g, b] = color.0.map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0);
    printpdf::Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

/// A length of a picture, so near that its micrometres, of which a point has 353, come back from it.
fn size(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0 + 0.0
}

/// Hundredths of a point are fine enough for paper: a dot of 2,400 to the inch is three of them. Zero has no sign.
fn round(value: f32) -> f32 {
    (value * 100.0).round() / 100.0 + 0.0
}
