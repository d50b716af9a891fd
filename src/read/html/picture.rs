//! Pictures and formulas in the line.

use super::address::{data_of, unescaped};
use super::dom::{Dom, Element, NodeId};
use super::flow::{Flow, Story, shown_text};
use super::line::quote;
use super::look::Look;
use crate::document::{Formula, Inline, InlineImage, MathMl, MediaType, Medium, Size};
use crate::finding::catalogue::docx;
use crate::whole::Whole;
use std::rc::Rc;

/// What our own pages say of a picture nobody says anything about.
const UNDESCRIBED: &str = "图片";

/// The length of a pixel (CSS Values 4 §6.2), micrometres.
const PIXEL_UM: f64 = 25_400.0 / 96.0;

/// The extension of a picture's file.
fn extension(kind: MediaType) -> &'static str {
    match kind {
        MediaType::Png => "png",
        MediaType::Jpeg => "jpeg",
        MediaType::Gif => "gif",
        MediaType::Bmp => "bmp",
        MediaType::Tiff => "tiff",
        MediaType::WebP => "webp",
        MediaType::Svg => "svg",
        MediaType::Opaque => "bin",
    }
}

impl Flow<'_> {
    /// A picture: kept where the page holds it, else named.
    pub(super) fn picture(&mut self, element: &Element, look: &Rc<Look>, story: &mut Story) {
        let sources = ["src", "data-src", "data-original"];
        let source = sources.iter().find_map(|name| element.attribute(name).filter(|source| !source.trim().is_empty()));
        let source = source.unwrap_or_default().trim();
        let pixels =
            |name| element.attribute(name).and_then(|size| size.trim().trim_end_matches("px").parse::<f64>().ok());
        let (width, height) = (pixels("width"), pixels("height"));
        let is_dot = |size: Option<f64>| size.is_some_and(|size| size <= 2.0);
        if source.is_empty() || look.is_out_of_sight() || (is_dot(width) && is_dot(height)) {
            return;
        }
        let known = self.pictures.get(source).cloned();
        let bytes = if known.is_some() { None } else { self.bytes_of(source) };
        let media = match (known, bytes) {
            (Some(known), _) => known,
            (None, Some(bytes)) => {
                let media_type = MediaType::of(&bytes);
                let id = format!("image{}.{}", self.media.len() + 1, extension(media_type));
                self.media.insert(id.clone(), Medium { media_type, bytes: bytes.into() });
                self.pictures.insert(source.to_owned(), id.clone());
                id
            }
            (None, None) => {
                // Alone in its paragraph it leaves none: it stands behind the one before.
                let place = if story.line.is_empty() { self.place_behind(story) } else { self.place_of(story) };
                if self.missing_pictures.insert(source.to_owned()) {
                    let said = element.attribute("alt").map(str::trim).filter(|alt| !alt.is_empty());
                    let said = said.map_or_else(String::new, |alt| format!("（{}）", quote(alt)));
                    self.findings.push(docx::linked_picture(brief(source) + &said).at(place));
                }
                return;
            }
        };
        let alt = element.attribute("alt");
        let decorative = self.is_own && alt == Some("");
        let seal = self.is_own && super::own::is_own(element, "seal");
        let alt = alt.filter(|alt| !(self.is_own && *alt == UNDESCRIBED)).unwrap_or_default().to_owned();
        let size = if self.is_own { own_size(element) } else { size_of(width, height) };
        let image = InlineImage { media, alt, decorative, size, seal, ..InlineImage::default() };
        story.line.other(Inline::Image(image), &story.within);
    }

    /// The bytes of a picture, where the file holds them.
    fn bytes_of(&self, source: &str) -> Option<Vec<u8>> {
        let bytes = data_of(source).or_else(|| self.resources.find(source).map(<[u8]>::to_vec));
        bytes.filter(|bytes| !bytes.is_empty())
    }

    /// A formula of MathML.
    pub(super) fn formula(&mut self, id: NodeId, element: &Element, look: &Rc<Look>, story: &mut Story) {
        let said = element.attribute("alttext").map(str::to_owned);
        let text = said.unwrap_or_else(|| quote(&shown_text(self.dom, id)));
        let mut source = String::new();
        push_markup(self.dom, id, &mut source);
        let mathml = MathMl::new(&source).ok();
        if mathml.is_none() {
            let place = self.place_of(story);
            self.findings.push(docx::formula_as_text(&text).at(place));
            story.line.text(&text, look, &story.within);
            return;
        }
        let display = element.attribute("display") == Some("block");
        story.line.other(Inline::Formula(Formula { text, mathml, display }), &story.within);
    }
}

/// The size of so many pixels on paper.
fn size_of(width: Option<f64>, height: Option<f64>) -> Option<Size> {
    let um = |pixels: f64| u32::whole((pixels * PIXEL_UM).round().clamp(0.0, 1e9));
    let (width, height) = width.zip(height).filter(|(width, height)| *width > 0.0 && *height > 0.0)?;
    Some(Size { width_um: um(width), height_um: um(height) })
}

/// The size our own pages say a picture has on paper, micrometres.
fn own_size(element: &Element) -> Option<Size> {
    let (width, height) = element.attribute("data-size-um")?.split_once('x')?;
    Some(Size { width_um: width.parse().ok()?, height_um: height.parse().ok()? })
}

/// An address as people read it, of data only what it is.
fn brief(source: &str) -> String {
    const LONGEST: usize = 200;
    let readable = String::from_utf8(unescaped(source)).unwrap_or_else(|_| source.to_owned());
    readable.chars().take(LONGEST).collect()
}

/// The markup of a formula, as XML.
fn push_markup(dom: &Dom, id: NodeId, source: &mut String) {
    use quick_xml::escape::escape;
    if let Some(text) = dom.text(id) {
        source.push_str(&escape(text));
    }
    let Some(element) = dom.element(id) else { return };
    let name = element.name();
    source.push('<');
    source.push_str(name);
    if name == "math" {
        source.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
    }
    for (key, value) in element.attributes() {
        if !matches!(key, "xmlns" | "alttext" | "display") {
            source.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
    }
    source.push('>');
    dom.children(id).iter().for_each(|child| push_markup(dom, *child, source));
    source.push_str(&format!("</{name}>"));
}
