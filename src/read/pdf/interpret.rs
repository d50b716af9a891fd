//! Content streams → facts of a page (ISO 32000-1, 8 and 9).

use super::content::{Operand, Operator, Reader};
use super::facts::{Area, Glyph, PageFacts, PlacedImage};
use super::graphics::{Space, State, font_of, space_of};
use super::ground::Grounds;
use super::image;
use super::matrix::Matrix;
use super::path::{Path, thin_area};
use super::reading::Reading;
use super::tally::Kind;
use super::text::TextObject;
use super::unicode::text_string;
use crate::finding::{Error, terms};
use crate::whole::Whole;
use hayro_syntax::object::{Dict, FromBytes, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Resources;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Forms within forms.
const MAX_FORM_DEPTH: usize = 16;
/// `q` within `q`.
const MAX_SAVED: usize = 512;
/// Marked content within marked content.
const MAX_MARKS: usize = 64;
/// Bytes of one content stream.
pub(super) const MAX_STREAM_BYTES: usize = 64 << 20;
/// An image thinner than this is a line; points.
const THIN_IMAGE: f64 = 2.5;

/// A marked-content sequence (14.6).
#[derive(Debug, Default)]
pub(super) struct Mark {
    pub is_artifact: bool,
    pub is_hidden: bool,
    pub mcid: Option<u32>,
    /// The text that stands for all glyphs in it.
    pub actual: Option<String>,
    /// Whether it is a formula: signs beside and above each other, and bars that underline nothing.
    pub is_formula: bool,
    /// Whether it is a chart of our own.
    pub is_own_chart: bool,
    /// How many glyphs the page had when it began.
    pub first_glyph: usize,
    /// How many lines.
    pub first_rule: usize,
}

/// Resources, with what was looked up in them.
pub(super) struct Scope<'a> {
    resources: Resources<'a>,
    fonts: RefCell<HashMap<Vec<u8>, Option<Dict<'a>>>>,
    states: RefCell<HashMap<Vec<u8>, Option<Dict<'a>>>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(resources: Resources<'a>) -> Rc<Self> {
        Rc::new(Scope { resources, fonts: RefCell::default(), states: RefCell::default() })
    }
}

/// A picture: an object, or written in the content.
enum Picture<'p, 'a> {
    Object(&'p Stream<'a>),
    Inline(&'p [u8], &'p [u8]),
}

/// Something opaque, and how many glyphs were there before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cover {
    pub area: Area,
    pub after: usize,
    /// Whether nothing beneath can be seen.
    pub is_sure: bool,
}

/// The interpreter of one page.
pub(super) struct Interpreter<'a, 'r> {
    pub reading: &'r mut Reading<'a>,
    pub page: PageFacts,
    /// The page's number, from 1.
    pub number: u32,
    pub marks: Vec<Mark>,
    /// What opaque things were painted, in order.
    pub covers: Vec<Cover>,
    /// What is not bare paper: fills, pictures, shadings.
    pub grounds: Grounds,
    /// Curves filled or stroked: many of them and no text are outlined text.
    pub curves: usize,
    /// How deep in forms it is.
    pub depth: usize,
    /// Glyphs that are drawn and not painted.
    pub unpainted: Vec<Glyph>,
}

impl<'a, 'r> Interpreter<'a, 'r> {
    pub(super) fn new(reading: &'r mut Reading<'a>, page: PageFacts, number: u32) -> Self {
        Interpreter {
            reading,
            page,
            number,
            marks: Vec::new(),
            covers: Vec::new(),
            grounds: Grounds::default(),
            curves: 0,
            depth: 0,
            unpainted: Vec::new(),
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.marks.iter().any(|mark| mark.is_hidden)
    }

    pub(super) fn is_artifact(&self) -> bool {
        self.marks.iter().any(|mark| mark.is_artifact)
    }

    /// Whether what is drawn is a chart of our own.
    pub(super) fn is_in_own_chart(&self) -> bool {
        self.marks.iter().any(|mark| mark.is_own_chart)
    }

    pub(super) fn mcid(&self) -> Option<u32> {
        self.marks.iter().rev().find_map(|mark| mark.mcid)
    }

    /// Follows a content stream to its end.
    pub(super) fn run(&mut self, data: &[u8], scope: &Rc<Scope<'a>>, initial: State<'a>) -> Result<(), Error> {
        self.reading.spend_bytes(data.len())?;
        let mut reader = Reader::new(data);
        let mut state = initial;
        let mut saved: Vec<State<'a>> = Vec::new();
        let mut text = TextObject::default();
        let mut path = Path::default();
        let mut is_clip = false;
        let marks = self.marks.len();
        while let Some(operator) = reader.next() {
            self.reading.spend_operation()?;
            let name = match operator {
                Operator::Plain(name) => name,
                Operator::InlineImage(entries, data) => {
                    self.place_image(&Picture::Inline(entries, data), scope, &state)?;
                    continue;
                }
            };
            let operands = reader.operands.as_slice();
            let numbers = Numbers::of(operands);
            match name {
                b"q" if saved.len() < MAX_SAVED => saved.push(state.clone()),
                b"q" => {}
                b"Q" => {
                    if let Some(last) = saved.pop() {
                        state = last;
                    }
                }
                b"cm" => {
                    if let Some(matrix) = numbers.matrix() {
                        state.matrix = state.matrix.after(matrix);
                    }
                }
                b"w" => state.line_width = numbers.at(0).abs(),
                b"gs" => self.set_parameters(operands, scope, &mut state)?,
                b"g" => state.fill.set_in(Space::Gray, operands),
                b"G" => state.stroke.set_in(Space::Gray, operands),
                b"rg" => state.fill.set_in(Space::Rgb, operands),
                b"RG" => state.stroke.set_in(Space::Rgb, operands),
                b"k" => state.fill.set_in(Space::Cmyk, operands),
                b"K" => state.stroke.set_in(Space::Cmyk, operands),
                b"cs" => state.fill.choose(space(operands, scope)),
                b"CS" => state.stroke.choose(space(operands, scope)),
                b"sc" | b"scn" => state.fill.set(operands),
                b"SC" | b"SCN" => state.stroke.set(operands),

                b"m" => {
                    path.move_to(state.matrix.point(numbers.at(0), numbers.at(1)));
                }
                b"l" | b"c" | b"v" | b"y" => {
                    let at = match name {
                        b"l" => 0,
                        b"c" => 4,
                        _ => 2,
                    };
                    let point = state.matrix.point(numbers.at(at), numbers.at(at + 1));
                    path.line_to(point, name == b"l");
                }
                b"h" => path.close(),
                b"re" => {
                    let [x, y, w, h] = [numbers.at(0), numbers.at(1), numbers.at(2), numbers.at(3)];
                    let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
                    path.rectangle(corners.map(|(x, y)| state.matrix.point(x, y)));
                }
                b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                    if matches!(name, b"s" | b"b" | b"b*") {
                        path.close();
                    }
                    if !matches!(name, b"S" | b"s" | b"n") {
                        self.fill(&path, &state)?;
                    }
                    if !matches!(name, b"f" | b"F" | b"f*" | b"n") {
                        self.stroke(&path, &state)?;
                    }
                    if std::mem::take(&mut is_clip) {
                        state.is_sure &= path.is_one_rectangle();
                        let bounds = path.bounds().unwrap_or_default();
                        state.clip = state.clip.shared(&bounds);
                    }
                    path.clear();
                }
                b"W" | b"W*" => is_clip = true,
                b"sh" => {
                    if !self.is_hidden() {
                        self.grounds.push(state.clip, None);
                    }
                }
                b"Do" => self.draw(operands, scope, &state)?,

                b"BT" => text = TextObject::default(),
                b"ET" => {}
                b"Tc" => state.text.character_spacing = numbers.at(0),
                b"Tw" => state.text.word_spacing = numbers.at(0),
                b"Tz" => state.text.stretch = numbers.at(0) / 100.0,
                b"TL" => state.text.leading = numbers.at(0),
                b"Ts" => state.text.rise = numbers.at(0),
                b"Tr" => {
                    state.text.mode = i64::whole(numbers.at(0));
                    // The letters become the clip.
                    state.is_sure &= state.text.mode < 4;
                }
                b"Tf" => {
                    let font = operands.first().and_then(Operand::name);
                    self.set_font(font.unwrap_or_default(), numbers.at(1), scope, &mut state);
                }
                b"Td" => text.move_by(numbers.at(0), numbers.at(1)),
                b"TD" => {
                    state.text.leading = -numbers.at(1);
                    text.move_by(numbers.at(0), numbers.at(1));
                }
                b"T*" => text.move_by(0.0, -state.text.leading),
                b"Tm" => {
                    if let Some(matrix) = numbers.matrix() {
                        text.set(matrix);
                    }
                }
                b"Tj" => self.show(operands.first(), &mut text, &state)?,
                b"'" => {
                    text.move_by(0.0, -state.text.leading);
                    self.show(operands.first(), &mut text, &state)?;
                }
                b"\"" => {
                    state.text.word_spacing = numbers.at(0);
                    state.text.character_spacing = numbers.at(1);
                    text.move_by(0.0, -state.text.leading);
                    self.show(operands.get(2), &mut text, &state)?;
                }
                b"TJ" => {
                    if let Some(Operand::Array(items)) = operands.first() {
                        for item in items {
                            match item {
                                Operand::Number(number) => text.adjust(*number, &state),
                                item => self.show(Some(item), &mut text, &state)?,
                            }
                        }
                    }
                }

                b"BMC" | b"BDC" => self.begin_mark(operands, scope)?,
                b"EMC" if self.marks.len() > marks => self.end_mark(),
                b"EMC" | b"MP" | b"DP" | b"BX" | b"EX" | b"J" | b"j" | b"M" | b"d" | b"ri" | b"i" | b"d0" | b"d1" => {}
                _ => reader.faults += 1,
            }
        }
        while self.marks.len() > marks {
            self.end_mark();
        }
        if reader.faults > 0 {
            self.reading.tally.count(Kind::Garbage, self.number, reader.faults, "");
        }
        Ok(())
    }

    fn set_parameters(
        &mut self,
        operands: &[Operand<'_>],
        scope: &Scope<'a>,
        state: &mut State<'a>,
    ) -> Result<(), Error> {
        let name = operands.first().and_then(Operand::name).unwrap_or_default();
        let mut known = scope.states.borrow_mut();
        let dict = known.entry(name.to_vec()).or_insert_with(|| scope.resources.ext_g_states.get::<Dict<'a>>(name));
        let Some(dict) = dict else { return Ok(()) };
        state.apply(dict);
        if let Some((font, size)) = font_of(dict) {
            state.text.font = self.reading.font(&font);
            state.text.lost = state.text.font.is_none().then(|| super::reading::font_name(&font).into());
            state.text.size = size;
        }
        Ok(())
    }

    fn set_font(&mut self, name: &[u8], size: f64, scope: &Scope<'a>, state: &mut State<'a>) {
        let mut known = scope.fonts.borrow_mut();
        let dict = match known.get(name) {
            Some(dict) => dict.clone(),
            None => {
                let dict = scope.resources.fonts.get::<Dict<'a>>(name);
                known.insert(name.to_vec(), dict.clone());
                dict
            }
        };
        state.text.size = size;
        state.text.font = dict.as_ref().and_then(|dict| self.reading.font(dict));
        state.text.lost = match (&state.text.font, dict) {
            (Some(_), _) => None,
            (None, Some(dict)) => Some(super::reading::font_name(&dict).into()),
            (None, None) => Some(String::from_utf8_lossy(name).into()),
        };
    }

    fn fill(&mut self, path: &Path, state: &State<'a>) -> Result<(), Error> {
        self.curves += path.curves();
        if self.is_hidden() || state.fill.alpha < 0.05 {
            return Ok(());
        }
        let bounds = path.bounds().unwrap_or_default().shared(&state.clip);
        self.reading.spend_shapes(1)?;
        let is_plain = path.is_one_rectangle() && is_opaque(state) && !bounds.is_empty();
        if state.fill.is_white() {
            if is_plain {
                self.grounds.push(bounds, state.fill.color());
                self.cover(bounds, state.is_sure);
            }
            return Ok(());
        }
        // Whatever its shape, somewhere within its bounds is no white paper.
        if path.bounds().is_some() {
            self.grounds.push(bounds, state.fill.color().filter(|_| is_plain));
        }
        if state.fill.is_faint() {
            return Ok(());
        }
        let before = self.page.rules.len();
        let areas = path.fill(&state.clip, &mut self.page);
        // Its bars are no lines of a table; what they hide is hidden all the same.
        let is_layout = !self.is_in_own_chart();
        if !is_layout {
            self.page.rules.truncate(before);
        }
        self.reading.spend_shapes(self.page.rules.len() - before + areas.len())?;
        for area in areas {
            if is_layout {
                self.page.fills.push(area);
            }
            if is_opaque(state) {
                self.cover(area, is_plain && state.is_sure && state.fill.color().is_some());
            }
        }
        Ok(())
    }

    fn stroke(&mut self, path: &Path, state: &State<'a>) -> Result<(), Error> {
        if self.is_hidden() || state.stroke.is_faint() {
            return Ok(());
        }
        let (rules, fills) = (self.page.rules.len(), self.page.fills.len());
        path.stroke(state.line_width * state.matrix.scale(), &state.clip, &mut self.page);
        for area in self.page.fills.get(fills..).unwrap_or_default() {
            self.grounds.push(*area, state.stroke.color().filter(|_| state.stroke.is_opaque()));
        }
        self.reading.spend_shapes(self.page.rules.len() - rules + self.page.fills.len() - fills)
    }

    fn cover(&mut self, area: Area, is_sure: bool) {
        if !self.page.glyphs.is_empty() {
            self.covers.push(Cover { area, after: self.page.glyphs.len(), is_sure });
        }
    }

    fn draw(&mut self, operands: &[Operand<'_>], scope: &Rc<Scope<'a>>, state: &State<'a>) -> Result<(), Error> {
        let name = operands.first().and_then(Operand::name).unwrap_or_default();
        let Some(object) = scope.resources.x_objects.get::<Stream<'a>>(name) else {
            self.reading.tally.count(Kind::Missing("XObject"), self.number, 1, "");
            return Ok(());
        };
        self.reading.spend_dictionary(object.dict())?;
        let is_hidden = !self.reading.layers.shows(object.dict(), b"OC");
        self.marks.push(Mark { is_hidden, first_glyph: self.page.glyphs.len(), ..Mark::default() });
        let done = match object.dict().get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Form") => self.draw_form(&object, scope, state.clone()),
            Some(b"Image") => self.place_image(&Picture::Object(&object), scope, state),
            _ => Ok(()),
        };
        self.marks.pop();
        done
    }

    /// Draws a form (8.10): its matrix, its clip, its own resources.
    pub(super) fn draw_form(
        &mut self,
        form: &Stream<'a>,
        scope: &Rc<Scope<'a>>,
        mut state: State<'a>,
    ) -> Result<(), Error> {
        if self.depth >= MAX_FORM_DEPTH {
            self.reading.tally.count(Kind::Depth, self.number, 1, "");
            return Ok(());
        }
        let dict = form.dict();
        self.reading.spend_dictionary(dict)?;
        if let Some(matrix) = dict.get::<[f64; 6]>(b"Matrix") {
            state.matrix = state.matrix.after(Matrix(matrix));
        }
        state.is_sure &= is_opaque(&state) && state.matrix.is_upright();
        if let Some([left, top, right, bottom]) = dict.get::<[f64; 4]>(b"BBox") {
            state.clip = state.clip.shared(&state.matrix.bounds(Area { left, top, right, bottom }));
        }
        let decoded = self.reading.budget.decode(form, MAX_STREAM_BYTES);
        if let Some(fault) = decoded.fault {
            self.reading.tally.count(Kind::Damage(fault.words()), self.number, 1, "");
        }
        let own = dict.get::<Dict<'a>>(b"Resources");
        if let Some(resources) = &own {
            self.reading.spend_dictionary(resources)?;
        }
        let own = own.map(|resources| Scope::new(Resources::new(resources)));
        self.depth += 1;
        let done = self.run(&decoded.bytes, own.as_ref().unwrap_or(scope), state);
        self.depth -= 1;
        done
    }

    fn place_image(&mut self, picture: &Picture<'_, 'a>, scope: &Scope<'a>, state: &State<'a>) -> Result<(), Error> {
        let unit = Area { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        let area = state.matrix.bounds(unit).shared(&state.clip);
        if self.is_hidden() || state.fill.alpha < 0.02 || area.width() < 0.0 || area.height() < 0.0 {
            return Ok(());
        }
        self.reading.spend_shapes(1)?;
        if area.width().min(area.height()) < THIN_IMAGE {
            thin_area(&area, &mut self.page);
            return Ok(());
        }
        self.grounds.push(area, None);
        let is_sure = state.is_sure && state.matrix.is_upright() && state.fill.alpha > 0.99;
        let mut covers = false;
        let source;
        let medium = match picture {
            Picture::Object(image) => {
                if image::pixels(image.dict()) == Some((1, 1)) {
                    self.page.fills.push(area);
                    return Ok(());
                }
                let is_whole = ["SMask", "Mask", "ImageMask"].iter().all(|key| !image.dict().contains_key(key));
                covers = is_whole && state.fill.alpha > 0.95 && !state.is_blended;
                self.reading.medium(image, &scope.resources.color_spaces)
            }
            Picture::Inline(entries, data) => {
                source = [b"<<", *entries, b">>"].concat();
                match Dict::from_bytes(&source) {
                    Some(dict) => {
                        let is_whole = !["IM", "ImageMask"].iter().any(|key| dict.contains_key(key));
                        covers = is_whole && state.fill.alpha > 0.95 && !state.is_blended;
                        self.reading.inline_medium(&dict, data, &scope.resources.color_spaces)
                    }
                    None => Err(terms::NO_SIZE),
                }
            }
        };
        if covers {
            // A picture nobody could take out may hide less than its place.
            self.cover(area, is_sure && medium.is_ok());
        }
        let medium = match medium {
            Ok(medium) => Some(medium),
            Err(obstacle) => {
                self.reading.tally.count(Kind::Picture(obstacle), self.number, 1, "");
                None
            }
        };
        let (mcid, artifact) = (self.mcid(), self.is_artifact());
        self.page.images.push(PlacedImage { area, medium, mcid, artifact });
        Ok(())
    }

    fn begin_mark(&mut self, operands: &[Operand<'_>], scope: &Scope<'a>) -> Result<(), Error> {
        let tag = operands.first().and_then(Operand::name).unwrap_or_default();
        let mut mark = Mark {
            is_artifact: tag == b"Artifact",
            first_glyph: self.page.glyphs.len(),
            first_rule: self.page.rules.len(),
            ..Mark::default()
        };
        match operands.get(1) {
            Some(properties @ Operand::Dict(_)) => {
                mark.mcid = properties.entry(b"MCID").and_then(Operand::number).map(u32::whole);
                mark.actual = properties.entry(b"ActualText").and_then(Operand::text).map(text_string);
            }
            Some(Operand::Name(name)) => {
                let properties = &scope.resources.properties;
                if let Some(dict) = properties.get::<Dict<'_>>(&**name) {
                    self.reading.spend_dictionary(&dict)?;
                    mark.mcid = dict.get::<u32>(b"MCID");
                    if let Some(text) = dict.get::<PdfString<'_>>(b"ActualText") {
                        self.reading.spend_text(text.as_bytes().len())?;
                        mark.actual = Some(text_string(text.as_bytes()));
                    }
                }
                mark.is_hidden = tag == b"OC" && !self.reading.layers.shows(properties, name);
            }
            _ => {}
        }
        // Ids in a form are those of the form, not of the page (14.7.4.2).
        if self.depth > 0 {
            mark.mcid = None;
        }
        mark.is_formula = mark.mcid.is_some_and(|mcid| self.reading.formulas.contains(&(self.number - 1, mcid)));
        mark.is_own_chart = mark.mcid.is_some_and(|mcid| self.reading.own_charts.contains(&(self.number - 1, mcid)));
        if self.marks.len() < MAX_MARKS {
            self.marks.push(mark);
        }
        Ok(())
    }
}

/// Whether a fill hides what is beneath.
fn is_opaque(state: &State<'_>) -> bool {
    state.fill.is_opaque() && !state.is_blended
}

/// The colour space an operand names.
fn space(operands: &[Operand<'_>], scope: &Scope<'_>) -> Space {
    let name = operands.first().and_then(Operand::name).unwrap_or_default();
    match scope.resources.color_spaces.get::<Object<'_>>(name) {
        Some(object) => space_of(&object),
        None => Name::new(name).map_or(Space::Other, |name| space_of(&Object::Name(name))),
    }
}

/// Operands that should be numbers.
struct Numbers<'o, 'd>(&'o [Operand<'d>]);

impl<'o, 'd> Numbers<'o, 'd> {
    fn of(operands: &'o [Operand<'d>]) -> Self {
        Numbers(operands)
    }

    /// 0 where there is none, as viewers take it.
    fn at(&self, index: usize) -> f64 {
        self.0.get(index).and_then(Operand::number).unwrap_or(0.0)
    }

    fn matrix(&self) -> Option<Matrix> {
        let matrix = Matrix(std::array::from_fn(|index| self.at(index)));
        (self.0.len() >= 6 && matrix.is_sound()).then_some(matrix)
    }
}
