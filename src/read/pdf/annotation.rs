//! Annotations (ISO 32000-1, 12.5): links, and what others show on the page.

use super::facts::{Area, LinkArea};
use super::graphics::State;
use super::interpret::{Interpreter, Mark, Scope};
use super::matrix::Matrix;
use super::outline::action_to_uri;
use super::tally::Kind;
use super::unicode::text_string;
use crate::finding::{ANNOTATOR, Error};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::Page;
use std::rc::Rc;

/// Flags of 12.5.3: hidden, and not to be viewed.
const HIDDEN: i64 = 1 << 1 | 1 << 5;
/// Annotations of a page.
const MAX_ANNOTATIONS: usize = 20_000;

impl<'a> Interpreter<'a, '_> {
    /// Links of a page, and the appearances of its other annotations.
    pub(super) fn annotations(
        &mut self,
        page: &Page<'a>,
        scope: &Rc<Scope<'a>>,
        state: &State<'a>,
    ) -> Result<(), Error> {
        let Some(annotations) = page.raw().get::<Array<'a>>(b"Annots") else { return Ok(()) };
        for annotation in annotations.iter::<Dict<'a>>().take(MAX_ANNOTATIONS) {
            self.reading.spend_shapes(16)?;
            self.reading.spend_dictionary(&annotation)?;
            if annotation.get::<i64>(b"F").unwrap_or(0) & HIDDEN != 0 || !self.reading.layers.shows(&annotation, b"OC")
            {
                continue;
            }
            let subtype = annotation.get::<Name<'_>>(b"Subtype").map(|name| name.to_vec()).unwrap_or_default();
            let Some([left, top, right, bottom]) = annotation.get::<[f64; 4]>(b"Rect") else { continue };
            let rect = Area::around(&[(left, top), (right, bottom)]);
            if subtype == b"Link"
                && let Some(target) = annotation.get::<Dict<'_>>(b"A").and_then(|action| action_to_uri(&action))
            {
                self.reading.spend_text(target.len())?;
                self.page.links.push(LinkArea { area: state.matrix.bounds(rect), target });
            }
            // A remark is not part of what the document says; a box of free text is.
            let is_remark = !matches!(subtype.as_slice(), b"FreeText" | b"Widget" | b"Link" | b"Stamp" | b"Watermark");
            // What was said of the document is not to be said of it again.
            let is_own = || annotation.get::<PdfString<'_>>(b"T").is_some_and(|t| t.as_bytes() == ANNOTATOR.as_bytes());
            if is_remark
                && !is_own()
                && subtype != b"Popup"
                && let Some(text) = annotation.get::<PdfString<'_>>(b"Contents")
            {
                self.reading.spend_text(text.as_bytes().len())?;
                let text = text_string(text.as_bytes());
                if !text.trim().is_empty() {
                    self.reading.tally.count(Kind::Remark, self.number, 1, &text);
                }
            }
            if matches!(subtype.as_slice(), b"Popup" | b"Text") {
                continue;
            }
            match appearance(&annotation) {
                Some(appearance) => self.appearance(&appearance, rect, scope, state)?,
                // Viewers draw one of their own, where and how they like.
                None => self.name_undrawn(&annotation, &subtype)?,
            }
        }
        Ok(())
    }

    /// Names what a box of free text or a field holds that has no appearance (12.5.6.6, 12.7.3.3).
    fn name_undrawn(&mut self, annotation: &Dict<'a>, subtype: &[u8]) -> Result<(), Error> {
        let text = match subtype {
            b"FreeText" => annotation.get::<PdfString<'_>>(b"Contents"),
            b"Widget" => {
                let of_parent = || annotation.get::<Dict<'a>>(b"Parent")?.get::<PdfString<'_>>(b"V");
                annotation.get::<PdfString<'_>>(b"V").or_else(of_parent)
            }
            _ => None,
        };
        let Some(text) = text else { return Ok(()) };
        self.reading.spend_text(text.as_bytes().len())?;
        let text = text_string(text.as_bytes());
        if !text.trim().is_empty() {
            self.reading.tally.count(Kind::Remark, self.number, 1, &text);
        }
        Ok(())
    }

    /// Draws an appearance into its rectangle (12.5.5).
    fn appearance(
        &mut self,
        appearance: &Stream<'a>,
        rect: Area,
        scope: &Rc<Scope<'a>>,
        state: &State<'a>,
    ) -> Result<(), Error> {
        let dict = appearance.dict();
        let matrix = dict.get::<[f64; 6]>(b"Matrix").map_or(Matrix::IDENTITY, Matrix);
        let Some([left, top, right, bottom]) = dict.get::<[f64; 4]>(b"BBox") else { return Ok(()) };
        let bounds = matrix.bounds(Area::around(&[(left, top), (right, bottom)]));
        if bounds.width() < 1e-6 || bounds.height() < 1e-6 {
            return Ok(());
        }
        let (x, y) = (rect.width() / bounds.width(), rect.height() / bounds.height());
        let fitted = Matrix([x, 0.0, 0.0, y, rect.left - x * bounds.left, rect.top - y * bounds.top]);
        let mut own = state.clone();
        own.matrix = own.matrix.after(fitted);
        if !own.matrix.is_sound() {
            return Ok(());
        }
        // Viewers show remarks in ways of their own, and some of them none.
        own.is_sure = false;
        let is_hidden = !self.reading.layers.shows(dict, b"OC");
        self.marks.push(Mark { is_hidden, first_glyph: self.page.glyphs.len(), ..Mark::default() });
        let done = self.draw_form(appearance, scope, own);
        self.marks.pop();
        done
    }
}

/// The normal appearance, in the state the annotation is in.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>(b"AP")?.get::<Object<'a>>(b"N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'a>>(&*annotation.get::<Name<'_>>(b"AS")?),
        _ => None,
    }
}
