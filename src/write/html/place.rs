//! What a block is among the others → the attributes that say it: classes, indents in characters, roles.

use super::css::letter_spacing;
use super::flow::FlowWriter;
use super::paper;
use super::standing::Standing;
use crate::arrange::{
    AttachmentLine, Blank, Extent, Pair, Part, Placement, SignOff, counted_width, css_pixels, sign_off_indents,
};
use crate::document::{Block, Paragraph, ParagraphRole};
use crate::style::{PT_PER_MM, ParagraphStyle};

impl FlowWriter<'_> {
    /// How the tag of a paragraph placed so says it.
    pub(super) fn standing(&self, paragraph: &Paragraph, placement: Placement, blocks: &[Block]) -> Standing {
        let mut standing = Standing::by_itself(placement.part.alignment(paragraph));
        match placement.part {
            Part::AttachmentLine(line) => self.place_attachment(paragraph, line, &mut standing),
            Part::SignOff(sign_off) => self.place_sign_off(paragraph, sign_off, blocks, &mut standing),
            Part::Paper(line) => paper::place(&mut standing, paragraph, line, blocks, self.style),
            Part::RunIn(run_in) => standing.run_in = Some(run_in),
            Part::TypedItem(_) => standing.attributes.push_str(" role=\"listitem\""),
            _ => {}
        }
        // Other roles say it by their class.
        if placement.keeps && paragraph.role == ParagraphRole::Body {
            standing.classes.push_str(" keep");
        }
        standing
    }

    fn place_attachment(&self, paragraph: &Paragraph, line: AttachmentLine, standing: &mut Standing) {
        let style = &self.style.paragraphs.body;
        let text = paragraph.content.plain_text();
        let hanging = line.hanging(&text, style.first_line_characters, self.room(style), |text| self.ems(text, style));
        standing.classes.push_str(if line.first { " attachment first" } else { " attachment" });
        let (left, first) = (decimal(hanging.left), decimal(hanging.first));
        standing.style = format!("padding-left:{left}em;text-indent:{first}em");
    }

    fn place_sign_off(&self, paragraph: &Paragraph, sign_off: SignOff, blocks: &[Block], standing: &mut Standing) {
        match sign_off.blank {
            Blank::OfStyle => {}
            Blank::OfOrgan => standing.classes.push_str(" alone"),
            Blank::None => standing.classes.push_str(" further"),
        }
        let is_date = paragraph.role == ParagraphRole::Date;
        let styles = &self.style.paragraphs;
        let size = if is_date { styles.date.size_pt } else { styles.signature.size_pt };
        if let Some((organ, date)) = sign_off.pair.and_then(|pair| self.pair_indents(blocks, pair, sign_off.sealed)) {
            let indent = decimal((if is_date { date } else { organ }) / size);
            standing.style = format!("padding-right:{indent}em");
        }
        if sign_off.blank_um > 0 {
            let separator = if standing.style.is_empty() { "" } else { ";" };
            standing.style.push_str(&format!("{separator}margin-top:{}px", css_pixels(sign_off.blank_um)));
        }
    }

    /// The right indents of organ and date that decide on each other's place, points on paper.
    fn pair_indents(&self, blocks: &[Block], pair: Pair, is_sealed: bool) -> Option<(f32, f32)> {
        let extent = |at: usize, style: &ParagraphStyle| match blocks.get(at) {
            Some(Block::Paragraph(p)) => {
                Some(Extent { width: self.ems(&p.content.plain_text(), style) * style.size_pt, em: style.size_pt })
            }
            _ => None,
        };
        let styles = &self.style.paragraphs;
        let (organ, date) = (extent(pair.organ, &styles.signature)?, extent(pair.date, &styles.date)?);
        let room = self.style.page.text_width_mm() * PT_PER_MM;
        sign_off_indents(self.style, is_sealed, organ, date, room).map(|indents| (indents.organ, indents.date))
    }

    /// The width of a text on one line, in characters of its size.
    fn ems(&self, text: &str, style: &ParagraphStyle) -> f32 {
        counted_width(text, 1.0, letter_spacing(self.style, style) / style.size_pt)
    }

    /// The width of the page's text area, in characters of a style's size.
    fn room(&self, style: &ParagraphStyle) -> f32 {
        self.style.page.text_width_mm() * PT_PER_MM / style.size_pt
    }
}

/// A length as CSS has it, to a thousandth.
fn decimal(length: f32) -> f32 {
    // No −0.
    (length * 1000.0).round() / 1000.0 + 0.0
}
