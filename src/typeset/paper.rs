//! The head (版头) and the imprint (版记) of official papers on pages (GB/T 9704-2012 clauses 7 and 10).

use super::compose::{Composer, Room, Setting, Shape};
use super::inline::Flat;
use super::pages::{ElementId, GlyphRun, Item, Page, Rule, Tag};
use super::piece::{Body, Piece, total_height};
use super::tabs::Stop;
use super::text::SpanKind;
use crate::arrange::{
    BESIDE_GAP, Closing, Imprint, Mark, Number, PaperFormat, PaperLine, PaperPlace, Thickness, before_signer,
    label_before, mark_size_pt, mark_top_pt, parted, role_style,
};
use crate::document::{Block, Color, Leader, Paragraph, TabAlignment};
use crate::style::{FaceRole, PT_PER_MM, ParagraphStyle, Style, TextAlign};
use std::collections::BTreeSet;

/// How far the square of a character reaches below its base line, em.
const DESCENT: f32 = 0.12;

/// From the first rule of a letter to the character below it, in heights of a character of the body (10.1).
const BELOW_LETTER_RULE: f32 = 7.0 / 8.0;

/// What lies between the two lines of a double rule, in thicknesses of the thin one.
const BETWEEN_LINES: f32 = 2.0;

/// How high the lines of a mark are, in its size.
const MARK_PITCH: f32 = 1.25;

/// The pages that bear no number: the first of a letter (10.1), and a blank page before the imprint with that of the imprint (7.5).
pub(super) fn unnumbered(pages: &[Page], format: Option<PaperFormat>, on_even: bool) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if format == Some(PaperFormat::Letter) {
        found.insert(0);
    }
    let last = pages.len().saturating_sub(1);
    let blank =
        last.checked_sub(1).filter(|blank| on_even && pages.get(*blank).is_some_and(|page| page.items.is_empty()));
    found.extend(blank.map(|blank| [blank, last]).into_iter().flatten());
    found
}

/// The second double rule of a letter, at the foot of its first page: thin above thick.
pub(super) fn letter_foot(style: &Style, page_height: f32) -> Vec<Item> {
    let paper = &style.paper;
    let y = page_height - paper.letter_foot_mm * PT_PER_MM;
    let rules = double_rule(style, y, [paper.letter_thin_mm, paper.letter_thick_mm]);
    rules.map(|rule| Item::Rule(rule).moved(style.page.left_mm * PT_PER_MM, 0.0)).into()
}

/// A double rule in the middle of the paper, from the left edge of the text area; `y`: its upper edge.
fn double_rule(style: &Style, y: f32, [upper, lower]: [f32; 2]) -> [Rule; 2] {
    let paper = &style.paper;
    let from = ((style.page.width_mm - paper.letter_rule_width_mm) / 2.0 - style.page.left_mm) * PT_PER_MM;
    let to = from + paper.letter_rule_width_mm * PT_PER_MM;
    let gap = BETWEEN_LINES * paper.letter_thin_mm;
    let rule = |middle_mm: f32, width_mm: f32| {
        let y = y + middle_mm * PT_PER_MM;
        Rule { from_pt: (from, y), to_pt: (to, y), width_pt: width_mm * PT_PER_MM, color: Color(paper.rule_color.0) }
    };
    [rule(upper / 2.0, upper), rule(upper + gap + lower / 2.0, lower)]
}

fn double_rule_height(style: &Style) -> f32 {
    let paper = &style.paper;
    (paper.letter_thick_mm + (1.0 + BETWEEN_LINES) * paper.letter_thin_mm) * PT_PER_MM
}

/// Room that does not vanish at the top of a page, and may be less than nothing.
fn fixed_space(height: f32) -> Piece {
    Piece { keep: true, ..Piece::new(Body::Items(Vec::new()), height) }
}

fn runs(pieces: &mut [Piece]) -> impl Iterator<Item = &mut GlyphRun> {
    pieces
        .iter_mut()
        .flat_map(|piece| match &mut piece.body {
            Body::Items(items) => items.as_mut_slice(),
            _ => &mut [],
        })
        .filter_map(|item| match item {
            Item::Text(run) => Some(run),
            _ => None,
        })
}

/// How far below its last line's upper edge the characters of some pieces end, less the height of that line: mostly less than nothing.
fn below_text(pieces: &[Piece]) -> f32 {
    let Some(Piece { body: Body::Items(items), height, .. }) = pieces.iter().rev().find(|piece| !piece.is_space())
    else {
        return 0.0;
    };
    let ends = items.iter().filter_map(|item| match item {
        Item::Text(run) => Some(run.y_pt + DESCENT * run.size_pt),
        _ => None,
    });
    ends.reduce(f32::max).map_or(0.0, |end| end - height)
}

impl Composer<'_> {
    /// A line of the head or the imprint of a paper.
    pub(super) fn paper_line(
        &mut self,
        paragraph: &Paragraph,
        line: PaperLine,
        at: usize,
        blocks: &[Block],
        parent: ElementId,
        room: &Room,
    ) -> Vec<Piece> {
        match line.place {
            PaperPlace::Corner { below_mark, closes } => {
                let mut pieces = self.head_text(paragraph, parent, room, TextAlign::Left, false);
                self.below_letter_rule(&mut pieces, line.format, below_mark);
                self.close_head(&mut pieces, closes);
                pieces
            }
            PaperPlace::Mark(mark) if mark.lines.0 == at => self.mark(blocks, mark, line.format, parent, room),
            // Its lines are set together with the first.
            PaperPlace::Mark(_) => Vec::new(),
            PaperPlace::Number(number) => self.number(paragraph, number, line.format, parent, room),
            PaperPlace::Attendance { first } => {
                let face = self.style.paper.attendance_face;
                let mut pieces = self.behind_label(paragraph, Some(face), parent, room);
                if first {
                    pieces.insert(0, Piece::space(self.style.page.line_pitch_pt()));
                }
                pieces
            }
            PaperPlace::Imprint(imprint) => self.imprint(paragraph, imprint, parent, room),
        }
    }

    /// The lines of a paragraph of the head. `spread`: whether what stands behind its tab goes to the right edge.
    fn head_text(
        &mut self,
        paragraph: &Paragraph,
        parent: ElementId,
        room: &Room,
        align: TextAlign,
        spread: bool,
    ) -> Vec<Piece> {
        let style = ParagraphStyle {
            lines_before: 0.0,
            lines_after: 0.0,
            ..role_style(&self.style.paragraphs, paragraph.role).clone()
        };
        let mut setting = self.setting(&style, paragraph.align, room);
        if paragraph.align == Default::default() {
            setting.align = align;
        }
        let element = self.structure.add(parent, Tag::Paragraph);
        let mut flat = self.with_signer(paragraph, element, room);
        if spread {
            self.spread(&mut setting, &mut flat, room);
        }
        let mut pieces = self.spaced(&style, &flat, &setting, room, &paragraph.origin);
        pieces.iter_mut().for_each(|piece| piece.keep = true);
        pieces
    }

    /// The text of a line, the signer's name in a face of its own.
    fn with_signer(&mut self, paragraph: &Paragraph, element: ElementId, room: &Room) -> Flat {
        match before_signer(&paragraph.content.running_text()) {
            Some(length) => self.in_faces(paragraph, length, (None, Some(self.style.paper.signer_face)), element, room),
            None => self.in_faces(paragraph, 0, (None, None), element, room),
        }
    }

    /// The text of a paragraph whose first bytes are in one face and the rest in another.
    fn in_faces(
        &mut self,
        paragraph: &Paragraph,
        length: usize,
        (first, second): (Option<FaceRole>, Option<FaceRole>),
        element: ElementId,
        room: &Room,
    ) -> Flat {
        let (before, after) = parted(&paragraph.content, length);
        let mut flat = Flat::default();
        for (content, face) in [(before, first), (after, second)] {
            let from = flat.spans.len();
            self.flatten(&content, element, room, SpanKind::Text, &mut flat);
            for span in flat.spans.iter_mut().skip(from) {
                span.face = span.face.or(face);
            }
        }
        flat
    }

    /// Lets what stands behind the tab of a line go to the right edge, both ends as far in as the style says.
    fn spread(&self, setting: &mut Setting, flat: &mut Flat, room: &Room) {
        let indent = self.style.paper.spread_characters * setting.look.em;
        (setting.align, setting.first_indent, setting.right_indent) = (TextAlign::Left, indent, indent);
        flat.stops = vec![Stop { at: room.width - indent, align: TabAlignment::Right, leader: Leader::None }];
    }

    /// The mark: its upper edge where the standard says, 文件 beside the names of several bodies, each as wide as the longest.
    fn mark(
        &mut self,
        blocks: &[Block],
        mark: Mark,
        format: PaperFormat,
        parent: ElementId,
        room: &Room,
    ) -> Vec<Piece> {
        let lines = blocks.get(mark.lines.0..=mark.lines.1).unwrap_or_default();
        let lines: Vec<&Paragraph> = lines
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph(paragraph) => Some(paragraph),
                _ => None,
            })
            .collect();
        let (names, beside) = match lines.split_last() {
            Some((last, names)) if mark.beside => (names, Some(*last)),
            _ => (lines.as_slice(), None),
        };
        let texts: Vec<String> = names.iter().map(|line| line.content.running_text()).collect();
        let beside_text = beside.map(|beside| beside.content.running_text());
        let size = mark_size_pt(texts.iter().map(String::as_str), beside_text.as_deref(), self.style, room.width);
        let style = ParagraphStyle {
            size_pt: size,
            line_pitch_pt: Some(size * MARK_PITCH),
            lines_before: 0.0,
            lines_after: 0.0,
            ..self.style.paragraphs.organ_mark.clone()
        };
        let mut pieces = Vec::new();
        let set = |composer: &mut Self, line: &Paragraph, align: Option<TextAlign>| {
            let element = composer.structure.add(parent, Tag::Paragraph);
            let mut setting = composer.setting(&style, line.align, room);
            setting.shape = if align.is_some() { Shape::Plain } else { Shape::Title };
            setting.align = align.unwrap_or(setting.align);
            let flat = composer.in_faces(line, 0, (None, None), element, room);
            composer.spaced(&style, &flat, &setting, room, &line.origin)
        };
        match beside {
            None => names.iter().for_each(|line| pieces.extend(set(self, line, None))),
            Some(beside) => {
                let mut rows: Vec<Vec<Piece>> =
                    names.iter().map(|line| set(self, line, Some(TextAlign::Left))).collect();
                let mut last = set(self, beside, Some(TextAlign::Left));
                let width =
                    |pieces: &mut [Piece]| runs(pieces).map(|run| end_of(run)).fold(0.0_f32, f32::max) - room.left;
                let longest = rows.iter_mut().map(|row| width(row)).fold(0.0, f32::max);
                let whole = longest + BESIDE_GAP * size + width(&mut last);
                let left = ((room.width - whole) / 2.0).max(0.0);
                for row in &mut rows {
                    let missing = longest - width(row);
                    stretch(row, missing);
                    runs(row).for_each(|run| run.x_pt += left);
                }
                pieces.extend(rows.into_iter().flatten());
                let down = (total_height(&pieces) - total_height(&last)) / 2.0;
                let right = left + longest + BESIDE_GAP * size;
                runs(&mut last).for_each(|run| run.move_by(right, down));
                let beside: Vec<Item> = last.into_iter().flat_map(items_of).collect();
                // It reads behind the names: with the last of them, whose upper edge is not that of the first.
                let above = total_height(pieces.get(..pieces.len().saturating_sub(1)).unwrap_or_default());
                if let Some(Piece { body: Body::Items(items), .. }) = pieces.last_mut() {
                    items.extend(beside.into_iter().map(|item| item.moved(0.0, -above)));
                }
            }
        }
        let color = Color(self.style.paper.mark_color.0);
        runs(&mut pieces).for_each(|run| run.color = color);
        pieces.iter_mut().for_each(|piece| piece.keep = true);
        let gap = self.above_mark(&mut pieces, blocks, mark, format);
        pieces.insert(0, fixed_space(gap));
        if format == PaperFormat::Letter {
            let y = below_text(&pieces) + self.style.paper.rule_distance_mm * PT_PER_MM;
            let paper = &self.style.paper;
            let rules = double_rule(self.style, y, [paper.letter_thick_mm, paper.letter_thin_mm]);
            let height = y + double_rule_height(self.style);
            pieces.push(Piece { keep: true, ..Piece::new(Body::Items(rules.map(Item::Rule).into()), height) });
        }
        self.close_head(&mut pieces, mark.closes);
        pieces
    }

    /// What is to stand above the mark so that the ink of its first line begins where the standard says.
    fn above_mark(&mut self, pieces: &mut [Piece], blocks: &[Block], mark: Mark, format: PaperFormat) -> f32 {
        let first = pieces.get_mut(..1).unwrap_or_default();
        let mut tops = Vec::new();
        for run in runs(first) {
            let ink = run.glyphs.iter().map(|glyph| self.glyphs.ink(run.face, glyph.id).top).fold(0.0, f32::max);
            tops.push(run.y_pt - ink * run.size_pt);
        }
        let ink = tops.into_iter().reduce(f32::min).unwrap_or(0.0);
        let above: f32 = blocks
            .iter()
            .take(mark.above)
            .map(|block| match block {
                Block::Paragraph(paragraph) => self.pitch(role_style(&self.style.paragraphs, paragraph.role)),
                _ => 0.0,
            })
            .sum();
        let gap = mark_top_pt(format, self.style) - ink - above;
        if above > 0.0 { gap.max(0.0) } else { gap }
    }

    /// 发文字号: in the middle two lines below the mark, or at the left where somebody signs at the right; in letters below the rule at the
    /// right.
    fn number(
        &mut self,
        paragraph: &Paragraph,
        number: Number,
        format: PaperFormat,
        parent: ElementId,
        room: &Room,
    ) -> Vec<Piece> {
        let own = role_style(&self.style.paragraphs, paragraph.role);
        let (align, lines) = (own.align, self.style.paragraphs.document_number.lines_before);
        let align = if format == PaperFormat::Letter { TextAlign::Right } else { align };
        let mut pieces = self.head_text(paragraph, parent, room, align, number.spread);
        if format != PaperFormat::Letter && number.first {
            pieces.insert(0, Piece::space(lines * self.style.page.line_pitch_pt()));
        }
        self.below_letter_rule(&mut pieces, format, number.first);
        self.close_head(&mut pieces, number.closes);
        pieces
    }

    /// Puts what stands first below the rule of a letter at its distance.
    fn below_letter_rule(&self, pieces: &mut Vec<Piece>, format: PaperFormat, first: bool) {
        if format == PaperFormat::Letter && first {
            let body = &self.style.paragraphs.body;
            // The blank in the line above its characters is part of it.
            let blank = (self.pitch(body) - body.size_pt) / 2.0;
            pieces.insert(0, fixed_space((BELOW_LETTER_RULE * body.size_pt - blank).max(0.0)));
        }
    }

    /// The red rule below the last line of a head, and the blank lines above the title.
    fn close_head(&self, pieces: &mut Vec<Piece>, closes: Option<Closing>) {
        let Some(Closing { ruled }) = closes else { return };
        let paper = &self.style.paper;
        if ruled {
            let width_pt = paper.rule_mm * PT_PER_MM;
            let y = below_text(pieces) + paper.rule_distance_mm * PT_PER_MM + width_pt / 2.0;
            let (from_pt, to_pt) = ((0.0, y), (self.text_width(), y));
            let rule = Item::Rule(Rule { from_pt, to_pt, width_pt, color: Color(paper.rule_color.0) });
            let height = (y + width_pt / 2.0).max(0.0);
            pieces.push(Piece { keep: true, ..Piece::new(Body::Items(vec![rule]), height) });
        }
        let blank = self.style.paragraphs.document_number.lines_after * self.style.page.line_pitch_pt();
        pieces.push(Piece::space(blank));
    }

    /// A paragraph whose further lines stand below what follows its label; the label in a face of its own.
    fn behind_label(
        &mut self,
        paragraph: &Paragraph,
        face: Option<FaceRole>,
        parent: ElementId,
        room: &Room,
    ) -> Vec<Piece> {
        let style = role_style(&self.style.paragraphs, paragraph.role).clone();
        let element = self.structure.add(parent, Tag::Paragraph);
        let mut setting = self.setting(&style, paragraph.align, room);
        let text = paragraph.content.running_text();
        let length = label_before(&text);
        let mut label = Flat::default();
        label.push(text.get(..length).unwrap_or_default(), Default::default(), None, SpanKind::Text);
        label.spans.iter_mut().for_each(|span| span.face = face);
        let (_, width) = self.shape(&label, setting.look, &paragraph.origin).extents();
        let left = (setting.first_indent + width).min(room.width / 2.0);
        let inner = Room { left: room.left + left, width: room.width - left, ..room.clone() };
        setting.first_indent -= left;
        let flat = self.in_faces(paragraph, length, (face, None), element, room);
        self.spaced(&style, &flat, &setting, &inner, &paragraph.origin)
    }

    /// A line of the imprint with its rules.
    fn imprint(&mut self, paragraph: &Paragraph, imprint: Imprint, parent: ElementId, room: &Room) -> Vec<Piece> {
        let mut pieces = match imprint.spread {
            true => {
                let style = role_style(&self.style.paragraphs, paragraph.role).clone();
                let element = self.structure.add(parent, Tag::Paragraph);
                let mut setting = self.setting(&style, paragraph.align, room);
                let mut flat = self.in_faces(paragraph, 0, (None, None), element, room);
                self.spread(&mut setting, &mut flat, room);
                self.spaced(&style, &flat, &setting, room, &paragraph.origin)
            }
            false => self.behind_label(paragraph, None, parent, room),
        };
        let width = self.text_width();
        let rule = |thickness: Thickness, edge: f32, inward: f32| {
            let width_pt = thickness.mm(self.style) * PT_PER_MM;
            let y = edge + inward * width_pt / 2.0;
            Item::Rule(Rule { from_pt: (0.0, y), to_pt: (width, y), width_pt, color: Color::BLACK })
        };
        if let (Some(thickness), Some(Piece { body: Body::Items(items), .. })) = (imprint.above, pieces.first_mut()) {
            items.push(rule(thickness, 0.0, 1.0));
        }
        if let (Some(thickness), Some(Piece { body: Body::Items(items), height, .. })) =
            (imprint.below, pieces.last_mut())
        {
            items.push(rule(thickness, *height, -1.0));
        }
        for piece in &mut pieces {
            (piece.at_foot, piece.keep) = (imprint.at_foot, true);
        }
        pieces
    }
}

/// Where the last glyph of a run ends, if it is a full character.
fn end_of(run: &GlyphRun) -> f32 {
    run.x_pt + run.glyphs.last().map_or(0.0, |glyph| glyph.x_pt + run.size_pt)
}

/// Draws the characters of a line apart so that it is wider by so much.
fn stretch(pieces: &mut [Piece], missing: f32) {
    let count = runs(pieces).map(|run| run.glyphs.len()).sum::<usize>();
    if count < 2 || missing <= 0.0 {
        return;
    }
    let (step, mut passed) = (missing / (count - 1) as f32, 0.0);
    for run in runs(pieces) {
        let first = passed;
        run.x_pt += first * step;
        for glyph in &mut run.glyphs {
            glyph.x_pt += (passed - first) * step;
            passed += 1.0;
        }
    }
}

fn items_of(piece: Piece) -> Vec<Item> {
    match piece.body {
        Body::Items(items) => items,
        _ => Vec::new(),
    }
}
