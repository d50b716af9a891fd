//! Items → the content stream of a page.
//!
//! Everything is marked: what belongs to the structure with a marked-content identifier (ISO 32000-1, 14.7.4), everything
//! else as an artifact (14.8.2.2). Where glyphs stand apart without a space between them (spread lines, the gap between
//! Chinese and Latin), or a glyph stands for another text than usual, a span states the text (`ActualText`, 14.9.4):
//! viewers that guess spaces from distances would otherwise invent some.

use super::faces::{EmbeddedFace, EmbeddedFaces};
use crate::font::Face;
use crate::typeset::{ContentId, GlyphRun, Item, Page, Pages, PlacedImage, Rule};
use printpdf::{
    Codepoint, CurTransMat, DictItem, Line, LineCapStyle, LinePoint, Op, PdfFontHandle, Point, Pt, TextItem,
    TextMatrix, XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;

/// A page's operators, and for each marked-content identifier what it marks.
pub(super) struct PageContent {
    pub ops: Vec<Op>,
    pub marks: Vec<ContentId>,
}

/// Gaps and overlaps of more than this many em are no mere letter-spacing to a viewer: it may see a space, or two columns.
const GAP_EM: f32 = 0.1;

/// The name of a picture among the resources of the pages.
pub(super) fn image_name(pages: &Pages, media: &str) -> Option<String> {
    let index = pages.media.keys().position(|id| id == media)?;
    Some(format!("Im{index}"))
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
}

struct Writer<'a> {
    pages: &'a Pages,
    /// Height of the page, pt: a content stream counts from its foot.
    height: f32,
    faces: &'a EmbeddedFaces,
    ops: Vec<Op>,
    marks: Vec<ContentId>,
    open: Option<Option<ContentId>>,
}

/// The content stream of a page.
pub(super) fn page_content(page: &Page, pages: &Pages, faces: &EmbeddedFaces) -> PageContent {
    let mut writer = Writer { pages, height: page.height_pt, faces, ops: Vec::new(), marks: Vec::new(), open: None };
    let rules: Vec<&Rule> =
        page.items.iter().filter_map(|item| if let Item::Rule(rule) = item { Some(rule) } else { None }).collect();
    writer.rules(&rules);
    let mut line: Vec<&GlyphRun> = Vec::new();
    for item in &page.items {
        match item {
            Item::Text(run) => {
                let same = line
                    .last()
                    .is_some_and(|last| last.content == run.content && last.y_pt.to_bits() == run.y_pt.to_bits());
                if !same {
                    writer.line(&std::mem::take(&mut line));
                }
                line.push(run);
            }
            Item::Image(image) => {
                writer.line(&std::mem::take(&mut line));
                writer.image(image);
            }
            Item::Rule(_) | Item::Link(_) => {}
        }
    }
    writer.line(&line);
    writer.close();
    PageContent { ops: writer.ops, marks: writer.marks }
}

impl<'a> Writer<'a> {
    /// Opens the marked content that what follows belongs to, unless it is open.
    fn mark(&mut self, content: Option<ContentId>) {
        if self.open == Some(content) {
            return;
        }
        self.close();
        match content {
            None => self.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() }),
            Some(content) => self.begin(content, BTreeMap::new()),
        }
        self.open = Some(content);
    }

    /// Opens marked content that stands for `text`, whatever its glyphs stand for. Not inside other marked content: some
    /// readers take the end of the inner one for the end of the outer.
    fn mark_as(&mut self, content: Option<ContentId>, text: &str) {
        self.close();
        if let Some(content) = content {
            self.begin(content, BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(utf16(text)))]));
            self.open = Some(Some(content));
        }
    }

    fn begin(&mut self, content: ContentId, mut map: BTreeMap<String, DictItem>) {
        map.insert("MCID".to_owned(), DictItem::Int(self.marks.len() as i64));
        self.marks.push(content);
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties: DictItem::Dict { map } });
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn rules(&mut self, rules: &[&Rule]) {
        if rules.is_empty() {
            return;
        }
        self.mark(None);
        // Rules that meet at a corner leave no notch.
        self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::ProjectingSquare });
        let mut width = None;
        for rule in rules {
            if width != Some(rule.width_pt.to_bits()) {
                width = Some(rule.width_pt.to_bits());
                self.ops.push(Op::SetOutlineThickness { pt: Pt(rule.width_pt) });
            }
            let height = self.height;
            let point = |(x, y): (f32, f32)| LinePoint {
                p: Point { x: Pt(round(x)), y: Pt(round(height - y)) },
                bezier: false,
            };
            let line = Line { points: vec![point(rule.from_pt), point(rule.to_pt)], is_closed: false };
            self.ops.push(Op::DrawLine { line });
        }
    }

    fn image(&mut self, image: &PlacedImage) {
        let Some(name) = image_name(self.pages, &image.media) else { return };
        self.mark(image.content);
        let y = self.height - image.y_pt - image.height_pt;
        let matrix =
            CurTransMat::Raw([round(image.width_pt), 0.0, 0.0, round(image.height_pt), round(image.x_pt), round(y)]);
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix });
        self.ops.push(Op::UseXobject { id: XObjectId(name), transform });
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Runs of one content on one base line.
    fn line(&mut self, runs: &[&'a GlyphRun]) {
        let Some(first) = runs.first() else { return };
        let glyphs = self.placed(runs);
        if glyphs.is_empty() {
            return;
        }
        let mut font: Option<(Face, u32)> = None;
        let mut start = 0;
        while start < glyphs.len() {
            let end = chain_end(&glyphs, start);
            let chain = glyphs.get(start..end).unwrap_or_default();
            if is_plain(chain) || first.content.is_none() {
                // Plain glyphs are shown together as far as they go.
                let mut until = end;
                while until < glyphs.len() {
                    let next = chain_end(&glyphs, until);
                    if first.content.is_some() && !is_plain(glyphs.get(until..next).unwrap_or_default()) {
                        break;
                    }
                    until = next;
                }
                self.mark(first.content);
                self.show(glyphs.get(start..until).unwrap_or_default(), &mut font);
                start = until;
                continue;
            }
            self.mark_as(first.content, &chain_text(chain));
            self.show(chain, &mut font);
            self.close();
            start = end;
        }
    }

    fn placed(&self, runs: &[&'a GlyphRun]) -> Vec<Placed<'a>> {
        let mut glyphs = Vec::new();
        for (number, run) in runs.iter().enumerate() {
            let Some(embedded) = self.faces.get(run.face) else { continue };
            for glyph in &run.glyphs {
                glyphs.push(Placed {
                    face: run.face,
                    embedded,
                    size: run.size_pt,
                    x: run.x_pt + glyph.x_pt,
                    y: self.height - run.y_pt + glyph.rise_pt,
                    code: embedded.code(glyph.id),
                    cluster: (number, glyph.text_start),
                    text: run.text.get(glyph.text_start as usize..glyph.text_end as usize).unwrap_or_default(),
                });
            }
        }
        glyphs
    }

    fn show(&mut self, glyphs: &[Placed<'_>], font: &mut Option<(Face, u32)>) {
        self.ops.push(Op::StartTextSection);
        let mut rest = glyphs;
        while let Some(first) = rest.first() {
            let same = |g: &&Placed<'_>| {
                g.face == first.face && g.size.to_bits() == first.size.to_bits() && (g.y - first.y).abs() < 0.001
            };
            let count = rest.iter().take_while(same).count().max(1);
            let (now, later) = rest.split_at(count);
            let wanted = (first.face, first.size.to_bits());
            if *font != Some(wanted) {
                *font = Some(wanted);
                let handle = PdfFontHandle::External(first.embedded.id.clone());
                self.ops.push(Op::SetFont { font: handle, size: Pt(round(first.size)) });
            }
            let (x, y) = (round(first.x), round(first.y));
            self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, y]) });
            let mut pen = 0.0_f32;
            let mut codes = Vec::with_capacity(count);
            for (i, glyph) in now.iter().enumerate() {
                pen += glyph.embedded.width(glyph.code);
                // What the pen is off the next glyph's place, in thousandths of an em (9.4.3).
                let offset = now.get(i + 1).map_or(0.0, |next| {
                    let target = (next.x - x) * 1000.0 / glyph.size;
                    let offset = ((pen - target) * 10.0).round() / 10.0;
                    if offset.abs() < 0.5 { 0.0 } else { offset }
                });
                pen -= offset;
                codes.push(Codepoint::with_cid(glyph.code, offset, glyph.embedded.text(glyph.code).to_owned()));
            }
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(codes)] });
            rest = later;
        }
        self.ops.push(Op::EndTextSection);
    }
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

/// Thousandths of a point are fine enough for paper.
fn round(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}
