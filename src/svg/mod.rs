//! Pictures in SVG → pixels.
//!
//! In: a picture's file. Out: the picture drawn, or why it is not: what can't be drawn wholly is not drawn at all, so that nobody takes
//! half a picture for one. Text is set in the faces that come with the program; nothing outside the file is looked up, no script is run, and
//! what would take more than seconds is refused ([`guard`]).
//!
//! | file | what it does |
//! |---|---|
//! | `guard` | what is in a file, before it is drawn |
//! | `text` | the faces of its text |

mod guard;
mod text;

use crate::document::Size;
use crate::whole::Whole;
use resvg::usvg::{Group, ImageHrefResolver, Node, Options, Tree};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use tiny_skia::{Pixmap, Transform};

/// The finest a picture is drawn, dots in an inch.
const DPI: f32 = 300.0;

/// The coarsest it is drawn where it has much that has to be laid over each other.
const LEAST_DPI: f32 = 72.0;

/// The most pixels of a picture, and of all the layers in it together.
const MAX_PIXELS: f32 = 25_000_000.0;
const MAX_LAYER_PIXELS: f32 = 400_000_000.0;

/// Micrometres in a CSS pixel (96 to the inch) and in an inch.
const UM_PER_PX: f32 = 25_400.0 / 96.0;
const UM_PER_INCH: f32 = 25_400.0;

/// A picture that can be drawn.
pub(crate) struct Drawing {
    tree: Tree,
}

impl Drawing {
    /// The picture in a file.
    ///
    /// # Errors
    /// What in it can't be drawn, as a word of SVG or a number that is too large.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        // What the crate panics at is no picture.
        let read = catch_unwind(AssertUnwindSafe(|| Self::parsed(bytes)));
        read.unwrap_or_else(|_| Err("SVG".to_owned()))
    }

    fn parsed(bytes: &[u8]) -> Result<Self, String> {
        let document = guard::checked(bytes)?;
        let lacks = AtomicBool::new(false);
        let options = Options {
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            languages: vec!["zh".to_owned(), "en".to_owned()],
            font_resolver: text::resolver(&lacks),
            fontdb: text::faces(),
            ..Options::default()
        };
        let tree = Tree::from_xmltree(&document, &options).map_err(|error| format!("SVG: {error}"))?;
        drop(options);
        if lacks.load(Ordering::Relaxed) {
            return Err("SVG: <text>".to_owned());
        }
        let size = tree.size();
        if !(size.width() < 100_000.0 && size.height() < 100_000.0) {
            return Err(format!("SVG: {} × {}", size.width(), size.height()));
        }
        Ok(Drawing { tree })
    }

    /// Its own size on paper.
    pub(crate) fn size(&self) -> Size {
        let um = |pixels: f32| u32::whole((pixels * UM_PER_PX).round().max(1.0));
        Size { width_um: um(self.tree.size().width()), height_um: um(self.tree.size().height()) }
    }

    /// The picture as a PNG file, 300 dots to the inch where it is shown in that size; `None` where it is too much to draw.
    pub(crate) fn to_png(&self, shown: Size) -> Option<Vec<u8>> {
        catch_unwind(AssertUnwindSafe(|| self.drawn(shown))).ok().flatten()
    }

    /// How many pixels it has where it is shown in that size; `None` where it is too much to draw.
    fn pixels(&self, shown: Size) -> Option<(u32, u32)> {
        let inches = |um: u32| um as f32 / UM_PER_INCH;
        let (width, height) = (inches(shown.width_um), inches(shown.height_um));
        let most = MAX_PIXELS.min(MAX_LAYER_PIXELS / (1 + layers(self.tree.root(), 0)) as f32);
        let dpi = (most / (width * height).max(f32::MIN_POSITIVE)).sqrt().min(DPI);
        let pixels = |inches: f32| u32::whole((inches * dpi).round().max(1.0));
        (dpi >= LEAST_DPI).then(|| (pixels(width), pixels(height)))
    }

    fn drawn(&self, shown: Size) -> Option<Vec<u8>> {
        let (width, height) = self.pixels(shown)?;
        let mut pixmap = Pixmap::new(width, height)?;
        let scale = |pixels: u32, own: f32| pixels as f32 / own;
        let own = self.tree.size();
        let place = Transform::from_scale(scale(pixmap.width(), own.width()), scale(pixmap.height(), own.height()));
        resvg::render(&self.tree, place, &mut pixmap.as_mut());
        png(&pixmap)
    }
}

/// How many layers of its own a group has with those in it.
fn layers(group: &Group, depth: usize) -> usize {
    if depth > guard::MAX_DEPTH {
        return 0;
    }
    let within = group.children().iter().map(|node| match node {
        Node::Group(group) => layers(group, depth + 1),
        Node::Text(text) => layers(text.flattened(), depth + 1),
        Node::Path(_) | Node::Image(_) => 0,
    });
    let own = usize::from(group.should_isolate()) + group.filters().iter().map(|f| f.primitives().len()).sum::<usize>();
    within.fold(own, usize::saturating_add)
}

/// The pixels as a PNG file.
fn png(pixmap: &Pixmap) -> Option<Vec<u8>> {
    let mut pixels = Vec::with_capacity(pixmap.pixels().len() * 4);
    for pixel in pixmap.pixels() {
        let color = pixel.demultiply();
        pixels.extend([color.red(), color.green(), color.blue(), color.alpha()]);
    }
    let picture = image::RgbaImage::from_raw(pixmap.width(), pixmap.height(), pixels)?;
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).ok()?;
    Some(file.into_inner())
}

#[cfg(test)]
mod tests;
