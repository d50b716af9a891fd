//! Pictures: figures of their own, or pictures in a line or cell.

use super::super::facts::{Area, PageFacts, PlacedImage, TextLayer};
use super::Sheet;
use super::grid::CellParagraph;
use super::lines::Line;
use super::tagged::Tags;
use super::text::Run;
use crate::document::{Figure, Inline, InlineImage, Media, MediaType, Medium, Size, description};
use crate::finding::{Finding, Origin, Place, catalogue};
use crate::whole::{Whole, counted};

/// Micrometres in a point.
const UM_PER_PT: f64 = 25_400.0 / 72.0;

/// The pictures of a document, each file once.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    pub media: Media,
}

impl Pictures {
    /// Puts a page's pictures where they stand.
    pub(super) fn place(
        &mut self,
        index: usize,
        page: PageFacts,
        sheet: &mut Sheet,
        tags: &Tags,
        findings: &mut Vec<Finding>,
    ) {
        let place = Place::Page(counted(index + 1));
        let whole = page.width * page.height;
        for image in page.images {
            let PlacedImage { area, medium, mcid, artifact } = image;
            // What the file calls decoration, and what lies behind a whole page of text.
            let share = (area.right - area.left) * (area.bottom - area.top) / whole.max(1.0);
            let is_scan = share > 0.5 && page.text_layer == TextLayer::Read;
            if artifact || is_scan || (share > 0.85 && page.glyphs.len() > 50) {
                continue;
            }
            let Some(medium) = medium else {
                findings.push(catalogue::layout::picture_lost().at(place.clone()));
                continue;
            };
            let alt = tags.alt(index, mcid).and_then(description).unwrap_or_default().to_owned();
            let media = self.id(medium);
            let um = |length: f64| u32::whole((length * UM_PER_PT).round());
            let size = Some(Size { width_um: um(area.right - area.left), height_um: um(area.bottom - area.top) });
            // What is decoration is an artifact.
            let inline = InlineImage { media, alt, size, ..InlineImage::default() };
            if let Some(inline) = into_cell(inline, area, sheet).and_then(|inline| into_line(inline, area, sheet)) {
                let InlineImage { media, alt, decorative, size, crop, .. } = inline;
                sheet
                    .figures
                    .push((area, Figure { media, alt, decorative, size, crop, origin: Origin::at(place.clone()) }));
            }
        }
    }

    fn id(&mut self, medium: Medium) -> String {
        if let Some((id, _)) = self.media.iter().find(|(_, other)| **other == medium) {
            return id.clone();
        }
        let extension = match medium.media_type {
            MediaType::Png => "png",
            MediaType::Jpeg => "jpeg",
            MediaType::Gif => "gif",
            MediaType::Bmp => "bmp",
            MediaType::Tiff => "tiff",
            MediaType::WebP => "webp",
            MediaType::Svg | MediaType::Opaque => "bin",
        };
        let id = format!("image{}.{extension}", self.media.len() + 1);
        self.media.insert(id.clone(), medium);
        id
    }
}

fn middle(area: Area) -> (f64, f64) {
    ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0)
}

fn holds(area: Area, (x, y): (f64, f64)) -> bool {
    area.left <= x && x <= area.right && area.top <= y && y <= area.bottom
}

fn object(inline: InlineImage) -> Run {
    Run { object: Some(Box::new(Inline::Image(inline))), ..Run::default() }
}

/// Puts a picture into the cell it stands in; gives it back where there is none.
fn into_cell(inline: InlineImage, area: Area, sheet: &mut Sheet) -> Option<InlineImage> {
    let at = middle(area);
    let cells = sheet.tables.iter_mut().filter(|table| holds(table.area, at)).flat_map(|table| &mut table.cells);
    match cells.into_iter().find(|cell| holds(cell.area, at)) {
        Some(cell) => {
            cell.paragraphs.push(CellParagraph { runs: vec![object(inline)], ..CellParagraph::default() });
            None
        }
        None => Some(inline),
    }
}

/// Puts a picture no higher than text into the line it stands in; gives it back where there is none.
fn into_line(inline: InlineImage, area: Area, sheet: &mut Sheet) -> Option<InlineImage> {
    let (x, y) = middle(area);
    let in_line = |line: &&mut Line| {
        let near = area.left < line.area.right + line.size && area.right > line.area.left - line.size;
        holds(Area { left: f64::MIN, right: f64::MAX, ..line.area }, (x, y))
            && near
            && area.bottom - area.top < 2.0 * line.size
    };
    let Some(line) = sheet.lines.iter_mut().find(in_line) else { return Some(inline) };
    let mut byte = line.places.iter().find(|(_, left, _)| *left > x).map_or(usize::MAX, |(offset, _, _)| *offset);
    let mut at = 0;
    while let Some(run) = line.runs.get_mut(at) {
        if byte < run.text.len() {
            let rest = Run { text: run.text.split_off(byte), ..run.clone() };
            at += 1;
            if byte > 0 {
                line.runs.insert(at, rest);
            } else {
                *run = rest;
                at -= 1;
            }
            break;
        }
        byte -= run.text.len();
        at += 1;
    }
    line.runs.insert(at, object(inline));
    None
}
