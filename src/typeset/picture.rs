//! Pictures: their size on paper, and what stands for one that can't be drawn.

use super::breaking::break_lines;
use super::compose::{Composer, Room, RoomKind};
use super::line::Measure;
use super::pages::{ContentId, ElementId, Item, PlacedFormula, PlacedImage, Rule};
use super::piece::{Body, FigureBox, Piece};
use super::text::{Span, SpanKind, shape};
use crate::arrange::{MAX_PIXELS, highest_picture_pt, pixels, stated_size, turned_page, why_not_drawn};
use crate::document::{Color, Figure, Marks, MediaType, Medium, Size, description};
use crate::finding::{Finding, catalogue};
use crate::style::{PT_PER_MM, TextAlign};

/// Width and height in pixels; why it can't be drawn otherwise.
fn dimensions(medium: &Medium) -> Result<(u32, u32), String> {
    match medium.media_type {
        MediaType::Opaque => return Err("EMF/WMF".to_owned()),
        // One that can be drawn is none any more: see `prepare`.
        MediaType::Tiff => return Err("TIFF".to_owned()),
        MediaType::WebP => return Err("WebP".to_owned()),
        MediaType::Svg => return Err(why_not_drawn(medium)),
        MediaType::Png | MediaType::Jpeg | MediaType::Gif | MediaType::Bmp => {}
    }
    let (width, height) = pixels(medium).map_err(|e| e.to_string())?;
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(format!("{width} × {height}"));
    }
    Ok((width, height))
}

/// What stands in a line as a character does.
#[derive(Debug, Clone)]
pub(super) enum Object {
    /// A picture, by its id, and what it belongs to.
    Picture(String, Option<ContentId>),
    /// A formula, the left end of its base line at 0.
    Formula(PlacedFormula),
}

impl Composer<'_> {
    /// The pieces of a picture standing alone; `element`: its element in the structure, if it is no mere decoration; `name`: what
    /// its caption says.
    pub(super) fn figure(
        &mut self,
        figure: &Figure,
        element: Option<ElementId>,
        name: Option<&str>,
        room: &Room,
    ) -> Vec<Piece> {
        let content = element.map(|element| {
            self.structure.set_alt(element, description(&figure.alt).or(name).unwrap_or_default());
            self.structure.add_content(element)
        });
        let (width, height) = self.picture_size(&figure.media, figure.size, room);
        match self.picture_fault(&figure.media) {
            None => {
                let body = FigureBox { media: figure.media.clone(), left: room.left, room: room.width, width, content };
                vec![Piece::new(Body::Figure(body), height)]
            }
            Some(fault) => {
                self.findings.push(fault.at_origin(&figure.origin));
                let left = room.left + (room.width - width) / 2.0;
                let mut items = frame(left, 0.0, width, height);
                // The frame says what should be in it.
                let span = Span {
                    text: 0..figure.alt.len(),
                    marks: Marks::default(),
                    face: None,
                    content,
                    kind: SpanKind::Text,
                };
                let look = self.look(&self.style.paragraphs.cell);
                let shaped = shape(&mut self.glyphs, &figure.alt, &[span], look);
                let measure =
                    Measure { width, first_indent: 0.0, align: TextAlign::Center, em: look.em, hanging: false };
                let pitch = self.cell_pitch();
                let mut y = 0.0;
                for line in break_lines(&shaped, &measure) {
                    let (inner, _) = self.paint_line(&shaped, &line, left, pitch, look.size);
                    items.extend(inner.into_iter().map(|item| item.moved(0.0, y)));
                    y += pitch;
                }
                vec![Piece::new(Body::Items(items), height.max(y))]
            }
        }
    }

    /// The object with this number, its lower left corner or base line at a place; `width`: how wide it is there.
    pub(super) fn object(&self, index: usize, x: f32, base: f32, width: f32, height: f32) -> Vec<Item> {
        let (media, content) = match self.objects.get(index) {
            Some(Object::Picture(media, content)) => (media, content),
            Some(Object::Formula(formula)) => {
                let factor = if formula.width_pt > 0.0 { width / formula.width_pt } else { 1.0 };
                return vec![Item::Formula(formula.clone()).scaled(factor, (0.0, 0.0)).moved(x, base)];
            }
            None => return Vec::new(),
        };
        if self.picture_fault(media).is_some() {
            return frame(x, base - height, width, height);
        }
        vec![Item::Image(PlacedImage {
            media: media.clone(),
            x_pt: x,
            y_pt: base - height,
            width_pt: width,
            height_pt: height,
            behind: false,
            content: *content,
        })]
    }

    /// Why a picture can't be drawn, if so.
    pub(super) fn picture_fault(&self, media: &str) -> Option<Finding> {
        let Some(medium) = self.document.media.get(media) else {
            return Some(catalogue::typeset::picture_missing(media));
        };
        match dimensions(medium) {
            Ok(_) => None,
            Err(cause) => Some(catalogue::typeset::picture_not_drawn(media, cause)),
        }
    }

    /// The size of a picture on paper, reduced to a room; pt.
    pub(super) fn picture_size(&self, media: &str, size: Option<Size>, room: &Room) -> (f32, f32) {
        const PT_PER_UM: f32 = PT_PER_MM / 1000.0;
        let own = || self.document.media.get(media).and_then(|m| dimensions(m).ok());
        let (width, height) = match (stated_size(size), own()) {
            (Some(size), _) => (size.width_um as f32 * PT_PER_UM, size.height_um as f32 * PT_PER_UM),
            // Without a stated size, screen pixels: 96 in an inch.
            (None, Some((w, h))) => (w as f32 * 0.75, h as f32 * 0.75),
            (None, None) => (room.width / 2.0, room.width / 4.0),
        };
        let factor = (room.width / width.max(0.1)).min(1.0);
        let (width, height) = ((width * factor).max(0.1), (height * factor).max(0.1));
        let page = &self.style.page;
        let is_nested = !matches!(room.kind, RoomKind::Body | RoomKind::Item);
        let most = if room.turned {
            highest_picture_pt(&turned_page(page), is_nested)
        } else {
            highest_picture_pt(page, is_nested)
        };
        let factor = (most / height).min(1.0);
        (width * factor, height * factor)
    }
}

fn frame(x: f32, y: f32, width: f32, height: f32) -> Vec<Item> {
    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
    let sides = corners.iter().zip(corners.iter().skip(1));
    sides.map(|(a, b)| Item::Rule(Rule { from_pt: *a, to_pt: *b, width_pt: 0.5, color: Color::BLACK })).collect()
}
