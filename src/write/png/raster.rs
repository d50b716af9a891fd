//! Items → pixels.

use crate::document::{self, MediaType, Medium};
use crate::font::{Face, FaceData};
use crate::typeset::{
    DrawnPath, GlyphRun, Ground, Item, Page, Pages, PathStep, PlacedDrawing, PlacedFormula, PlacedImage, Rule,
};
use crate::whole::Whole;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader};
use std::collections::BTreeMap;
use std::io::Cursor;
use tiny_skia::{
    Color, FillRule, FilterQuality, Paint, Path, PathBuilder, Pixmap, PixmapPaint, PremultipliedColorU8, Rect, Stroke,
    Transform,
};
use ttf_parser::{GlyphId, OutlineBuilder};

/// Draws pages; every outline and picture is made once.
pub(super) struct Painter<'a> {
    pages: &'a Pages,
    /// Pixels in a point.
    scale: f32,
    programs: BTreeMap<Face, Option<ttf_parser::Face<'a>>>,
    outlines: BTreeMap<(Face, u16), Option<Path>>,
    /// Pictures as large as they are drawn, or smaller.
    pictures: BTreeMap<(&'a str, u32, u32), Option<Pixmap>>,
}

impl<'a> Painter<'a> {
    pub(super) fn new(pages: &'a Pages, dpi: u16) -> Self {
        let (programs, outlines, pictures) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Painter { pages, scale: f32::from(dpi) / 72.0, programs, outlines, pictures }
    }

    /// A page on white; `None` for one without area.
    pub(super) fn page(&mut self, page: &'a Page) -> Option<Pixmap> {
        let pixels = |points: f32| u32::whole((points * self.scale).round().max(1.0));
        let mut pixmap = Pixmap::new(pixels(page.width_pt), pixels(page.height_pt))?;
        pixmap.fill(Color::WHITE);
        for item in &page.items {
            if let Item::Image(image) = item
                && image.behind
            {
                self.picture(image, &mut pixmap);
            }
        }
        for item in &page.items {
            match item {
                Item::Image(image) if image.behind => {}
                Item::Text(run) => self.run(run, &mut pixmap),
                Item::Rule(rule) => self.rule(rule, &mut pixmap),
                Item::Image(image) => self.picture(image, &mut pixmap),
                Item::Formula(formula) => self.formula(formula, &mut pixmap),
                Item::Drawing(drawing) => self.drawing(drawing, &mut pixmap),
                Item::Ground(ground) => self.ground(ground, &mut pixmap),
                Item::Link(_) | Item::Anchor(_) => {}
            }
        }
        Some(pixmap)
    }

    fn run(&mut self, run: &GlyphRun, pixmap: &mut Pixmap) {
        let mut paint = Paint::default();
        paint.set_color(solid(run.color));
        let units_per_em = self.pages.faces.data(run.face).map_or(1000, FaceData::units_per_em);
        for glyph in &run.glyphs {
            let size = run.size_pt * self.scale / f32::from(units_per_em);
            let (x, y) = ((run.x_pt + glyph.x_pt) * self.scale, (run.y_pt - glyph.rise_pt) * self.scale);
            if let Some(path) = self.outline(run.face, glyph.id) {
                let place = Transform::from_row(size * run.narrowing, 0.0, 0.0, -size, x, y);
                pixmap.fill_path(path, &paint, FillRule::Winding, place, None);
            }
        }
    }

    fn outline(&mut self, face: Face, id: u16) -> Option<&Path> {
        let faces = &self.pages.faces;
        let program = self.programs.entry(face).or_insert_with(|| {
            let data = faces.data(face)?;
            ttf_parser::Face::parse(data.bytes(), data.index()).ok()
        });
        let made = self.outlines.entry((face, id)).or_insert_with(|| {
            let mut outline = Outline(PathBuilder::new());
            program.as_ref()?.outline_glyph(GlyphId(id), &mut outline)?;
            outline.0.finish()
        });
        made.as_ref()
    }

    /// A rule is at least a pixel thick and fills whole pixels, so that all rules of a table look alike.
    fn rule(&self, rule: &Rule, pixmap: &mut Pixmap) {
        let thickness = (rule.width_pt * self.scale).round().max(1.0);
        let at = |a: f32, b: f32| (a.min(b) * self.scale, a.max(b) * self.scale);
        let (left, right) = at(rule.from_pt.0, rule.to_pt.0);
        let is_slanting = (rule.from_pt.0 - rule.to_pt.0).abs() > 0.01 && (rule.from_pt.1 - rule.to_pt.1).abs() > 0.01;
        if is_slanting {
            return self.line(rule, pixmap);
        }
        let (top, bottom) = at(rule.from_pt.1, rule.to_pt.1);
        let snapped = |middle: f32| (middle - thickness / 2.0).round();
        let area = if right - left >= bottom - top {
            Rect::from_ltrb(snapped(left), snapped(top), snapped(right) + thickness, snapped(top) + thickness)
        } else {
            Rect::from_ltrb(snapped(left), snapped(top), snapped(left) + thickness, snapped(bottom) + thickness)
        };
        let mut paint = Paint { anti_alias: false, ..Paint::default() };
        paint.set_color(solid(rule.color));
        if let Some(area) = area {
            pixmap.fill_rect(area, &paint, Transform::identity(), None);
        }
    }

    /// Bars are as thin as the strokes beside them.
    fn formula(&mut self, formula: &PlacedFormula, pixmap: &mut Pixmap) {
        for run in &formula.runs {
            self.run(run, pixmap);
        }
        for bar in &formula.bars {
            self.line(bar, pixmap);
        }
    }

    fn drawing(&mut self, drawing: &PlacedDrawing, pixmap: &mut Pixmap) {
        for path in &drawing.paths {
            self.area(path, pixmap);
        }
        for run in &drawing.runs {
            self.run(run, pixmap);
        }
    }

    fn area(&self, path: &DrawnPath, pixmap: &mut Pixmap) {
        let mut outline = PathBuilder::new();
        for step in &path.steps {
            match step {
                PathStep::Move((x, y)) => outline.move_to(x * self.scale, y * self.scale),
                PathStep::Line((x, y)) => outline.line_to(x * self.scale, y * self.scale),
                PathStep::Close => outline.close(),
            }
        }
        let mut paint = Paint::default();
        paint.set_color(solid(path.fill));
        if let Some(outline) = outline.finish() {
            pixmap.fill_path(&outline, &paint, FillRule::Winding, Transform::identity(), None);
        }
    }

    /// A line as thick as it is said, smooth where it slants.
    fn line(&self, rule: &Rule, pixmap: &mut Pixmap) {
        let mut line = PathBuilder::new();
        line.move_to(rule.from_pt.0 * self.scale, rule.from_pt.1 * self.scale);
        line.line_to(rule.to_pt.0 * self.scale, rule.to_pt.1 * self.scale);
        let stroke = Stroke { width: rule.width_pt * self.scale, ..Stroke::default() };
        let mut paint = Paint::default();
        paint.set_color(solid(rule.color));
        if let Some(line) = line.finish() {
            pixmap.stroke_path(&line, &paint, &stroke, Transform::identity(), None);
        }
    }

    /// A ground fills whole pixels, so that none shines through between neighbours.
    fn ground(&mut self, ground: &Ground, pixmap: &mut Pixmap) {
        let edge = |points: f32| (points * self.scale).round();
        let (right, bottom) = (edge(ground.x_pt + ground.width_pt), edge(ground.y_pt + ground.height_pt));
        let mut paint = Paint { anti_alias: false, ..Paint::default() };
        paint.set_color(solid(ground.color));
        if let Some(area) = Rect::from_ltrb(edge(ground.x_pt), edge(ground.y_pt), right, bottom) {
            pixmap.fill_rect(area, &paint, Transform::identity(), None);
        }
    }

    fn picture(&mut self, image: &'a PlacedImage, pixmap: &mut Pixmap) {
        let (width, height) = (image.width_pt * self.scale, image.height_pt * self.scale);
        let most = |side: f32| u32::whole(side.ceil().max(1.0));
        let key = (image.media.as_str(), most(width), most(height));
        let media = &self.pages.media;
        let decoded = self.pictures.entry(key).or_insert_with(|| decode(media.get(key.0)?, key.1, key.2));
        let Some(picture) = decoded else { return };
        let (sx, sy) = (width / picture.width() as f32, height / picture.height() as f32);
        let place = Transform::from_row(sx, 0.0, 0.0, sy, image.x_pt * self.scale, image.y_pt * self.scale);
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        pixmap.draw_pixmap(0, 0, picture.as_ref(), &paint, place, None);
    }
}

/// A picture's pixels, at most so many; `None` where it can't be decoded: the typesetter has said so already.
fn decode(medium: &Medium, width: u32, height: u32) -> Option<Pixmap> {
    if medium.media_type == MediaType::Opaque {
        return None;
    }
    let reader = ImageReader::new(Cursor::new(&medium.bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    // Averaged where it is reduced: pixels left out would look like specks.
    let (width, height) = (width.min(picture.width()), height.min(picture.height()));
    let picture = if (width, height) == (picture.width(), picture.height()) {
        picture.into_rgba8()
    } else {
        picture.resize_exact(width, height, FilterType::Triangle).into_rgba8()
    };
    let mut pixmap = Pixmap::new(picture.width(), picture.height())?;
    for (pixel, image::Rgba([r, g, b, a])) in pixmap.pixels_mut().iter_mut().zip(picture.pixels()) {
        let faded = |c: u8| ((u16::from(c) * u16::from(*a) + 127) / 255).min(255) as u8;
        *pixel = PremultipliedColorU8::from_rgba(faded(*r), faded(*g), faded(*b), *a)?;
    }
    Some(pixmap)
}

fn solid(color: document::Color) -> Color {
    let [red, green, blue] = color.0;
    Color::from_rgba8(red, green, blue, u8::MAX)
}

struct Outline(PathBuilder);

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.0.close();
    }
}
