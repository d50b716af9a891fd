//! Formulas → boxes: fractions, scripts, limits, roots, arrays, brackets that grow.
//!
//! In: presentation MathML. Out: glyph runs and bars about a base line. The proportions are those of TeX (D. E. Knuth, The
//! TeXbook, Appendix G), as far as faces without a table of them go. Formulas with parts that are not known here, or with signs
//! no face has, are not set: the line of text that says the same takes their place.

mod boxes;
mod operator;
mod tree;

use super::glyphs::Glyphs;
use super::pages::{ContentId, Glyph, GlyphRun};
use super::punctuation::is_han;
use super::text::Type;
use crate::document::{Color, Formula};
use crate::font::{Face, Features};
use crate::whole::counted;
pub(super) use boxes::MathBox;
use operator::{
    Over, is_bar, is_closing, is_fence, is_integral, is_invisible, is_large, is_opening, is_sum, over, spaces,
    substitute,
};
use tree::{Math, ROOT};

/// The size of scripts, and of scripts of scripts, beside that of the line.
const SCRIPTS: [f32; 3] = [1.0, 0.7, 0.55];
/// Thickness of bars, em.
const BAR: f32 = 0.045;
/// Signs whose ink is this much higher than that of the brackets around it let these grow.
const GROWS: f32 = 1.1;
/// How high digits and capitals are, em.
const CAPITAL: f32 = 0.66;

/// A formula that can be set.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    tree: Math,
    /// Whether it stands on a line of its own.
    pub display: bool,
}

/// Whether a formula's structure adds anything to its text.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    /// It is a line of signs, as its text is.
    Line,
    /// It is set.
    Layout(Layout),
    /// It has no structure, or one that can't be set.
    Unknown,
}

/// How a formula is to be printed.
pub(super) fn read(formula: &Formula, glyphs: &mut Glyphs<'_>, face: Face) -> Reading {
    let Some(tree) = formula.mathml.as_ref().and_then(Math::of) else { return Reading::Unknown };
    // A text that says nothing can't stand for it.
    if tree.is_line() && !formula.text.trim().is_empty() {
        return Reading::Line;
    }
    let latin = glyphs.faces().latin_beside(face);
    let mut known = true;
    tree.each_text(&mut |text| {
        let mut face_for = |c: char| glyphs.face_for(c, [latin, face]);
        let mut has = |c: char| {
            c.is_whitespace() || face_for(c).is_some() || substitute(c).is_some_and(|other| face_for(other).is_some())
        };
        known &= is_invisible(text)
            || match over(text) {
                Some(Over::Line) => true,
                Some(Over::Accent(c)) => has(c),
                None => text.chars().all(has),
            };
    });
    if known { Reading::Layout(Layout { tree, display: formula.display }) } else { Reading::Unknown }
}

impl Layout {
    /// The formula set in a type.
    pub(super) fn set(&self, glyphs: &mut Glyphs<'_>, look: Type, content: ContentId) -> MathBox {
        let latin = glyphs.faces().latin_beside(look.face);
        let mut setter = Setter { glyphs, own: look.face, latin, size: look.size, content, axis: 0.25 };
        let minus = setter.glyph('−');
        setter.axis = minus.map_or(0.25, |(_, ink)| f32::midpoint(ink.0, ink.1));
        setter.set(&self.tree, Manner { level: 0, display: self.display })
    }
}

/// How a part is set.
#[derive(Debug, Clone, Copy)]
struct Manner {
    /// How small: a step of [`SCRIPTS`].
    level: usize,
    /// Whether there is room to spare above and below: in a line of its own.
    display: bool,
}

impl Manner {
    fn script(self) -> Self {
        Manner { level: (self.level + 1).min(SCRIPTS.len() - 1), display: false }
    }

    /// Of the parts of a fraction.
    fn fraction(self) -> Self {
        if self.display { Manner { display: false, ..self } } else { self.script() }
    }

    fn inner(self) -> Self {
        Manner { display: false, ..self }
    }
}

struct Setter<'g, 'f> {
    glyphs: &'g mut Glyphs<'f>,
    /// The face of Chinese text.
    own: Face,
    /// The face of all else.
    latin: Face,
    /// The size of the line, pt.
    size: f32,
    content: ContentId,
    /// How high above the base line the middle of signs is, em.
    axis: f32,
}

impl Setter<'_, '_> {
    fn em(&self, manner: Manner) -> f32 {
        self.size * SCRIPTS.get(manner.level).copied().unwrap_or(0.5)
    }

    fn axis(&self, manner: Manner) -> f32 {
        self.axis * self.em(manner)
    }

    fn bar_width(&self, manner: Manner) -> f32 {
        (BAR * self.em(manner)).max(0.4)
    }

    fn set(&mut self, math: &Math, manner: Manner) -> MathBox {
        match math {
            Math::Row(parts) => self.row(parts, manner),
            Math::Text(text) => self.text(text, self.em(manner)),
            Math::Operator { sign, .. } => self.sign(sign, manner),
            Math::Fraction { above, below, bar } => self.fraction(above, below, *bar, manner),
            Math::Scripts { base, lower, upper } => {
                let base = self.set(base, manner);
                self.scripts(base, lower.as_deref(), upper.as_deref(), manner)
            }
            Math::BeforeScripts { base, lower, upper } => {
                let base = self.set(base, manner);
                let blank =
                    MathBox { width: 0.0, ..MathBox { height: base.height, depth: base.depth, ..MathBox::default() } };
                let mut before = self.scripts(blank, lower.as_deref(), upper.as_deref(), manner);
                before.append(base);
                before
            }
            Math::Limits { base, below, above } => self.limits(base, below.as_deref(), above.as_deref(), manner),
            Math::Root { inner, degree } => self.root(inner, degree.as_deref(), manner),
            Math::Table(rows) => self.table(rows, rows.iter().all(|row| row.len() < 2), manner),
            Math::Framed(inner) => self.framed(inner, manner),
            Math::Hidden(inner) => {
                let MathBox { width, height, depth, .. } = self.set(inner, manner);
                MathBox { width, height, depth, ..MathBox::default() }
            }
            Math::Space(width) => MathBox::blank(width * self.em(manner)),
        }
    }

    /// The face of a character and the ink of its glyph: bottom and top, em.
    fn glyph(&mut self, c: char) -> Option<(Face, (f32, f32))> {
        let face = self.face(c)?;
        let glyph = self.glyphs.word(face, c.encode_utf8(&mut [0; 4]), Features::Latin).first().copied()?;
        let ink = self.glyphs.ink(face, glyph.id);
        Some((face, (ink.bottom, ink.top)))
    }

    fn face(&mut self, c: char) -> Option<Face> {
        let wanted = if is_han(c) { [self.own, self.latin] } else { [self.latin, self.own] };
        self.glyphs.face_for(c, wanted)
    }

    /// Text of any kind in one size.
    fn text(&mut self, text: &str, size: f32) -> MathBox {
        let mut line = MathBox::default();
        let mut rest = text.chars().peekable();
        while let Some(first) = rest.next() {
            if first.is_whitespace() {
                line.width += 0.25 * size;
                continue;
            }
            let known = self.face(first).map(|face| (face, first));
            let known = known.or_else(|| substitute(first).and_then(|other| Some((self.face(other)?, other))));
            let Some((face, first)) = known else { continue };
            let mut part = String::from(first);
            while let Some(next) = rest.peek().copied().filter(|c| !c.is_whitespace() && self.face(*c) == Some(face)) {
                part.push(next);
                rest.next();
            }
            let run = self.run(face, part, size);
            line.append(run);
        }
        line
    }

    /// Glyphs of one face.
    fn run(&mut self, face: Face, text: String, size_pt: f32) -> MathBox {
        let features = if self.glyphs.is_latin(face) { Features::Latin } else { Features::Chinese };
        let shaped = self.glyphs.word(face, &text, features);
        let mut set = MathBox::default();
        let (mut pen, mut placed) = (0.0, Vec::with_capacity(shaped.len()));
        for (at, glyph) in shaped.iter().enumerate() {
            let ends = shaped.get(at + 1..).unwrap_or_default().iter().map(|next| next.cluster);
            let end = ends.into_iter().find(|next| *next != glyph.cluster).map_or(counted(text.len()), |next| next);
            let ink = self.glyphs.ink(face, glyph.id);
            set.height = set.height.max((ink.top + glyph.dy) * size_pt);
            set.depth = set.depth.max(-(ink.bottom + glyph.dy) * size_pt);
            placed.push(Glyph {
                id: glyph.id,
                x_pt: (pen + glyph.dx) * size_pt,
                rise_pt: glyph.dy * size_pt,
                text_start: glyph.cluster,
                text_end: end,
            });
            pen += glyph.advance;
        }
        set.width = pen * size_pt;
        let (color, content, narrowing) = (Color::BLACK, Some(self.content), 1.0);
        set.runs.push(GlyphRun {
            face,
            size_pt,
            x_pt: 0.0,
            y_pt: 0.0,
            text,
            glyphs: placed,
            narrowing,
            color,
            content,
        });
        set
    }

    /// An operator in its usual size; one with limits larger, its middle on the axis.
    fn sign(&mut self, sign: &str, manner: Manner) -> MathBox {
        if is_invisible(sign) {
            return MathBox::default();
        }
        let em = self.em(manner);
        if is_large(sign) {
            let factor = match (manner.display, is_integral(sign)) {
                (true, true) => 1.8,
                (true, false) => 1.45,
                (false, _) => 1.1,
            };
            let set = self.text(sign, factor * em);
            let rise = self.axis(manner) - (set.height - set.depth) / 2.0;
            return set.raised(rise);
        }
        // The hyphen of the keyboard is a minus.
        let is_minus = sign == "-" && self.face('−').is_some();
        self.text(if is_minus { "−" } else { sign }, em)
    }

    /// A sign as high as wanted: drawn out where it is too small.
    fn grown(&mut self, sign: &str, height: f32, depth: f32, manner: Manner) -> MathBox {
        let set = self.sign(sign, manner);
        let axis = self.axis(manner);
        // About the axis, as TeX has it, so that brackets of different content stand in line.
        let wanted = 2.0 * (height - axis).max(depth + axis);
        let own = set.height + set.depth;
        if own <= 0.0 || wanted <= own * GROWS {
            return set;
        }
        let grown = self.drawn_out(set, wanted / own);
        let rise = axis - (grown.height - grown.depth) / 2.0;
        grown.raised(rise)
    }

    /// A sign higher by a factor and hardly wider: its strokes stay about as thick.
    fn drawn_out(&self, mut set: MathBox, factor: f32) -> MathBox {
        let wider = factor.powf(0.25);
        for run in &mut set.runs {
            run.size_pt *= factor;
            run.narrowing *= wider / factor;
            for glyph in &mut run.glyphs {
                glyph.x_pt *= wider;
            }
            run.x_pt *= wider;
            run.y_pt *= factor;
        }
        (set.width, set.height, set.depth) = (set.width * wider, set.height * factor, set.depth * factor);
        set
    }

    fn row(&mut self, parts: &[Math], manner: Manner) -> MathBox {
        let em = self.em(manner);
        let is_infix = |at: usize| {
            let before = at.checked_sub(1).and_then(|at| parts.get(at));
            let starts = match before {
                None => true,
                Some(Math::Operator { sign, .. }) => {
                    !is_closing(sign) && !is_bar(sign) && !matches!(sign.as_str(), "!" | "%" | "°" | "′")
                }
                Some(_) => false,
            };
            !starts && at + 1 < parts.len()
        };
        let set: Vec<Option<MathBox>> = parts
            .iter()
            .enumerate()
            .map(|(at, part)| match part {
                Math::Operator { sign, stretches: true } if is_fence(sign) => None,
                Math::Table(rows) => {
                    let before = at.checked_sub(1).and_then(|at| parts.get(at));
                    let cases =
                        matches!(before, Some(Math::Operator { sign, .. }) if sign == "{") && at + 1 == parts.len();
                    Some(self.table(rows, cases, manner))
                }
                part => Some(self.set(part, manner)),
            })
            .collect();
        let extents = extents(parts, &set);
        let mut line = MathBox::default();
        for (at, ((part, set), (height, depth))) in parts.iter().zip(set).zip(extents).enumerate() {
            let (before, after) = match part {
                // 1,234 is one number.
                Math::Operator { sign, .. } if sign == "," && is_within_number(parts, at) => (0.0, 0.0),
                Math::Operator { sign, .. } => {
                    let (before, after) = spaces(sign, is_infix(at));
                    // Within scripts there is no room (TeXbook, chapter 18).
                    if manner.level == 0 { (before * em, after * em) } else { (0.0, 0.0) }
                }
                // A name stands apart from what it is of: sin x.
                part if manner.level == 0 && is_applied(part) && has_argument(parts, at) => (0.0, em * 3.0 / 18.0),
                _ => (0.0, 0.0),
            };
            line.width += before;
            let set = match (set, part) {
                (Some(set), _) => set,
                (None, Math::Operator { sign, .. }) => self.grown(sign, height, depth, manner),
                (None, _) => MathBox::default(),
            };
            line.append(set);
            line.width += after;
        }
        line
    }

    fn fraction(&mut self, above: &Math, below: &Math, bar: bool, manner: Manner) -> MathBox {
        let (em, axis, thick) = (self.em(manner), self.axis(manner), self.bar_width(manner));
        let (above, below) = (self.set(above, manner.fraction()), self.set(below, manner.fraction()));
        let gap = if manner.display { 0.14 * em } else { 0.09 * em };
        let least = if manner.display { 0.6 * em } else { 0.36 * em };
        let up = (axis + thick / 2.0 + gap + above.depth).max(least);
        let down = (below.height + gap + thick / 2.0 - axis).max(least);
        let side = 0.06 * em;
        let inner = above.width.max(below.width) + 2.0 * side;
        let mut set = MathBox::blank(inner + 2.0 * side);
        let middle = set.width / 2.0;
        let (above_x, below_x) = (middle - above.width / 2.0, middle - below.width / 2.0);
        set.put(above, above_x, -up);
        if bar {
            set.bar((side, -axis), (side + inner, -axis), thick);
        }
        set.put(below, below_x, down);
        set
    }

    fn scripts(&mut self, base: MathBox, lower: Option<&Math>, upper: Option<&Math>, manner: Manner) -> MathBox {
        let em = self.em(manner);
        let small = self.em(manner.script());
        let lower = lower.map(|lower| self.set(lower, manner.script()));
        // A prime, or the sign of degrees, is high by itself.
        let prime = upper.filter(|upper| is_prime(upper));
        let base = match prime {
            Some(prime) => {
                let mut base = base;
                base.append(self.set(prime, manner));
                base
            }
            None => base,
        };
        let upper = upper.filter(|_| prime.is_none()).map(|upper| self.set(upper, manner.script()));
        let mut up = (0.38 * em).max(base.height - 0.42 * small);
        let mut down = (0.16 * em).max(base.depth + 0.1 * small);
        if let Some(upper) = &upper {
            up = up.max(upper.depth + 0.12 * em);
        }
        if let Some(lower) = &lower {
            down = down.max(lower.height - 0.36 * em);
        }
        if let (Some(lower), Some(upper)) = (&lower, &upper) {
            let gap = (up - upper.depth) - (lower.height - down);
            down += (0.16 * em - gap).max(0.0);
        }
        let mut set = base;
        let x = set.width + 0.03 * em;
        for (script, y) in [(lower, down), (upper, -up)] {
            if let Some(script) = script {
                set.width = set.width.max(x + script.width + 0.04 * em);
                set.put(script, x, y);
            }
        }
        set
    }

    fn limits(&mut self, base: &Math, below: Option<&Math>, above: Option<&Math>, manner: Manner) -> MathBox {
        let drawn = |part: Option<&Math>| match part {
            Some(Math::Operator { sign, .. }) => over(sign),
            _ => None,
        };
        let (line_below, line_above) = (drawn(below), drawn(above));
        // In running text limits stand beside their sign.
        if !manner.display && moves_limits(base) && line_below.is_none() && line_above.is_none() {
            let base = self.set(base, manner);
            return self.scripts(base, below, above, manner);
        }
        let (em, thick) = (self.em(manner), self.bar_width(manner));
        let base = self.set(base, manner);
        let gap = 0.12 * em;
        let part = |setter: &mut Self, math: Option<&Math>, drawn: Option<Over>| match (math, drawn) {
            (_, Some(Over::Line)) => {
                let mut line = MathBox::blank(base.width);
                line.bar((0.0, 0.0), (base.width, 0.0), thick);
                Some((line, 0.12 * em))
            }
            (_, Some(Over::Accent(c))) => {
                let accent = setter.text(c.encode_utf8(&mut [0; 4]), if c == '→' || c == '←' { 0.6 * em } else { em });
                // From its own ink, which lies high above its base line.
                let bottom = setter
                    .glyph(c)
                    .map_or(0.0, |(_, (bottom, _))| bottom * if c == '→' || c == '←' { 0.6 * em } else { em });
                Some((MathBox { depth: -bottom, ..accent }, 0.07 * em))
            }
            (Some(math), None) => Some((setter.set(math, manner.script()), gap)),
            (None, None) => None,
        };
        let (below, above) = (part(self, below, line_below), part(self, above, line_above));
        let wide = |part: &Option<(MathBox, f32)>| part.as_ref().map_or(0.0, |(set, _)| set.width);
        let mut set = MathBox::blank(base.width.max(wide(&below)).max(wide(&above)));
        let middle = set.width / 2.0;
        let (height, depth) = (base.height, base.depth);
        let base_x = middle - base.width / 2.0;
        set.put(base, base_x, 0.0);
        if let Some((above, gap)) = above {
            let (x, y) = (middle - above.width / 2.0, -(height + gap + above.depth));
            set.put(above, x, y);
        }
        if let Some((below, gap)) = below {
            let (x, y) = (middle - below.width / 2.0, depth + gap + below.height);
            set.put(below, x, y);
        }
        set
    }

    fn root(&mut self, inner: &Math, degree: Option<&Math>, manner: Manner) -> MathBox {
        let (em, thick) = (self.em(manner), self.bar_width(manner));
        let inner = self.set(inner, manner.inner());
        let gap = thick + if manner.display { 0.12 * em } else { 0.06 * em };
        // At least as high as a digit, so that roots beside each other are alike.
        let top = inner.height.max(CAPITAL * em) + gap + thick / 2.0;
        let bottom = inner.depth + 0.05 * em;
        let sign = self.text(ROOT, em);
        let own = sign.height + sign.depth;
        let factor = if own > 0.0 { (top + thick / 2.0 + bottom) / own } else { 1.0 };
        let sign = self.drawn_out(sign, factor);
        let rise = bottom - sign.depth;
        let sign = sign.raised(-rise);
        let mut set = MathBox::default();
        if let Some(degree) = degree {
            let degree = self.set(degree, Manner { level: 2, display: false });
            let y = -(0.55 * (top + bottom) - bottom + degree.depth);
            let overlap = 0.5 * sign.width;
            set.width = (degree.width - overlap).max(0.0) + 0.04 * em;
            set.put(degree, 0.0, y);
        }
        set.append(sign);
        let x = set.width;
        set.width += inner.width + 0.08 * em;
        set.bar((x - 0.5 * thick, -top), (set.width, -top), thick);
        set.put(inner, x + 0.02 * em, 0.0);
        set.width += 0.06 * em;
        set
    }

    /// Rows of cells, their middle on the axis; `left`: whether columns are flush on the left.
    fn table(&mut self, rows: &[Vec<Math>], left: bool, manner: Manner) -> MathBox {
        let em = self.em(manner);
        let cells: Vec<Vec<MathBox>> =
            rows.iter().map(|row| row.iter().map(|cell| self.set(cell, manner.inner())).collect()).collect();
        let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<f32> = (0..columns)
            .map(|column| {
                cells.iter().filter_map(|row| row.get(column)).fold(0.0_f32, |width, cell| width.max(cell.width))
            })
            .collect();
        let (between, gap) = (0.8 * em, 0.28 * em);
        let mut set = MathBox::blank(widths.iter().sum::<f32>() + between * columns.saturating_sub(1) as f32);
        let mut y = 0.0;
        for (number, row) in cells.into_iter().enumerate() {
            let height = row.iter().fold(CAPITAL * em, |height, cell| height.max(cell.height));
            let depth = row.iter().fold(0.12 * em, |depth, cell| depth.max(cell.depth));
            y += if number > 0 { gap + height } else { height };
            let mut x = 0.0;
            for (cell, width) in row.into_iter().zip(&widths) {
                let room = if left { 0.0 } else { (width - cell.width) / 2.0 };
                set.put(cell, x + room, y);
                x += width + between;
            }
            y += depth;
        }
        let total = y;
        (set.height, set.depth) = (0.0, total);
        set.raised(self.axis(manner) + total / 2.0)
    }

    fn framed(&mut self, inner: &Math, manner: Manner) -> MathBox {
        let (em, thick) = (self.em(manner), self.bar_width(manner));
        let inner = self.set(inner, manner);
        let room = 0.2 * em;
        let (top, bottom) = (-(inner.height + room), inner.depth + room);
        let mut set = MathBox::blank(inner.width + 2.0 * room);
        let (left, right) = (thick / 2.0, set.width - thick / 2.0);
        set.put(inner, room, 0.0);
        for (from, to) in [
            ((left, top), (right, top)),
            ((left, bottom), (right, bottom)),
            ((left, top), (left, bottom)),
            ((right, top), (right, bottom)),
        ] {
            set.bar(from, to, thick);
        }
        set
    }
}

/// Whether a part is a sum or the name of a function, its limits and scripts included.
fn is_applied(part: &Math) -> bool {
    match part {
        Math::Limits { base, .. } | Math::Scripts { base, .. } => moves_limits(base) || is_applied(base),
        part => moves_limits(part),
    }
}

/// Whether what follows is what a sum or function is of, not a bracket or sign.
fn has_argument(parts: &[Math], at: usize) -> bool {
    let rest = parts.get(at + 1..).unwrap_or_default();
    match rest.iter().find(|part| !matches!(part, Math::Operator { sign, .. } if is_invisible(sign))) {
        None | Some(Math::Operator { .. }) => false,
        Some(Math::Row(parts)) => !matches!(parts.first(), Some(Math::Operator { sign, .. }) if is_opening(sign)),
        Some(_) => true,
    }
}

/// Whether digits stand on both sides.
fn is_within_number(parts: &[Math], at: usize) -> bool {
    let text = |at: Option<usize>| match at.and_then(|at| parts.get(at)) {
        Some(Math::Text(text)) => text.as_str(),
        _ => "",
    };
    let digit = |c: char| c.is_ascii_digit();
    text(at.checked_sub(1)).ends_with(digit) && text(Some(at + 1)).starts_with(digit)
}

fn is_prime(part: &Math) -> bool {
    match part {
        Math::Operator { sign: text, .. } | Math::Text(text) => {
            !text.is_empty() && text.chars().all(|c| matches!(c, '′' | '″' | '‴' | '\'' | '°' | '∘'))
        }
        _ => false,
    }
}

/// Whether the limits of a base stand beside it in running text: sums, lim, max.
fn moves_limits(base: &Math) -> bool {
    match base {
        Math::Operator { sign, .. } => is_sum(sign) || is_integral(sign),
        Math::Text(text) => text.chars().count() > 1 && text.chars().all(|c| c.is_ascii_alphabetic()),
        _ => false,
    }
}

/// For each bracket or bar of a row how high and deep it is to be: as what stands between it and its counterpart.
fn extents(parts: &[Math], set: &[Option<MathBox>]) -> Vec<(f32, f32)> {
    let of = |from: usize, to: usize| {
        let inner = set.get(from..to).unwrap_or_default().iter().flatten();
        inner.fold((0.0_f32, 0.0_f32), |(height, depth), set| (height.max(set.height), depth.max(set.depth)))
    };
    let mut extents = vec![(0.0, 0.0); parts.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut bar: Option<usize> = None;
    let mut grow = |at: usize, extent: (f32, f32)| {
        if let Some(slot) = extents.get_mut(at) {
            *slot = extent;
        }
    };
    for (at, part) in parts.iter().enumerate() {
        let Math::Operator { sign, .. } = part else { continue };
        if is_opening(sign) {
            open.push(at);
        } else if is_closing(sign) {
            let from = open.pop();
            let inner = of(from.map_or(0, |from| from + 1), at);
            grow(at, inner);
            from.into_iter().for_each(|from| grow(from, inner));
        } else if is_bar(sign) {
            match bar.take() {
                Some(from) => {
                    let inner = of(from + 1, at);
                    grow(from, inner);
                    grow(at, inner);
                }
                None => bar = Some(at),
            }
        }
    }
    // One without a counterpart stands for all that follows, or between two parts.
    for at in open {
        grow(at, of(at + 1, parts.len()));
    }
    if let Some(at) = bar {
        grow(at, of(0, parts.len()));
    }
    extents
}

#[cfg(test)]
mod tests;
