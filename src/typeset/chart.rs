//! Charts: a caption, and below it bars with their labels and figures.

use super::compose::{Composer, Room};
use super::pages::{ContentId, DrawnPath, ElementId, Item, PlacedDrawing, Tag};
use super::piece::{Body, Piece};
use super::text::{Span, SpanKind, Type, shape};
use crate::arrange::{ChartText, drawn, highest_picture_pt};
use crate::document::{Chart, Color, Marks, Paragraph, ParagraphRole};

/// Above a chart and below it, in lines of the page.
const SPACE: f32 = 0.5;

/// How thick the line is that bars begin at, pt.
const AXIS_PT: f32 = 0.75;

impl Composer<'_> {
    /// The pieces of a chart: none of them is parted from the next by a page's end.
    pub(super) fn chart(&mut self, chart: &Chart, parent: ElementId, room: &Room) -> Vec<Piece> {
        let element = self.structure.add(parent, Tag::Figure);
        self.structure.set_alt(element, &chart.in_words());
        self.structure.set_derived(element);
        let blank = SPACE * self.style.page.line_pitch_pt();
        let mut pieces = vec![Piece::space(blank)];
        let caption = self.structure.add(element, Tag::Caption);
        let title = Paragraph { role: ParagraphRole::Caption, ..Paragraph::plain(chart.title.clone()) };
        pieces.extend(self.caption(&title, caption, room));
        pieces.iter_mut().for_each(|piece| piece.keep = true);
        let content = self.structure.add_content(element);
        let drawing = self.drawing(chart, content, room);
        pieces.push(drawing);
        pieces.push(Piece { keep: false, ..Piece::space(blank) });
        pieces
    }

    fn drawing(&mut self, chart: &Chart, content: ContentId, room: &Room) -> Piece {
        let style = &self.style.charts;
        let drawing = drawn(chart, style, room.width);
        let look = Type {
            face: self.glyphs.faces().face(style.face),
            size: style.size_pt,
            em: style.size_pt,
            own_latin: false,
        };
        let bars = drawing.bars.iter();
        let bars = bars.map(|b| DrawnPath::rectangle((b.x, b.y), (b.x + b.width, b.y + b.height), b.color));
        let mut paths: Vec<DrawnPath> = bars.collect();
        let (x, top, bottom) = drawing.axis;
        paths.push(DrawnPath::rectangle((x - AXIS_PT, top), (x, bottom), Color::BLACK));
        let runs = drawing.texts.iter().flat_map(|text| self.text_at(text, content, look)).collect();
        let placed = Item::Drawing(PlacedDrawing {
            x_pt: 0.0,
            y_pt: 0.0,
            width_pt: room.width,
            height_pt: drawing.height,
            paths,
            runs,
            content: Some(content),
        });
        // One that no page could hold is reduced, as pictures are.
        let most = highest_picture_pt(&self.style.page, false) - 2.0 * self.pitch(&self.style.paragraphs.caption);
        let factor = (most / drawing.height.max(0.1)).min(1.0);
        let placed = if factor < 1.0 { placed.scaled(factor, (room.width / 2.0, 0.0)) } else { placed };
        Piece::new(Body::Items(vec![placed.moved(room.left, 0.0)]), drawing.height * factor)
    }

    /// A text of a chart, set where it belongs.
    fn text_at(&mut self, text: &ChartText, content: ContentId, look: Type) -> Vec<super::pages::GlyphRun> {
        let kind = SpanKind::Text;
        let span = Span { text: 0..text.text.len(), marks: Marks::default(), face: None, content: Some(content), kind };
        let shaped = shape(&mut self.glyphs, &text.text, &[span], look);
        self.complain(&shaped, &Default::default());
        let x = if text.ends_there { text.x - shaped.extents().1 } else { text.x };
        let items = self.placed_line(&shaped, x, text.y);
        let run = |item| match item {
            Item::Text(run) => Some(run),
            _ => None,
        };
        items.into_iter().filter_map(run).collect()
    }
}
