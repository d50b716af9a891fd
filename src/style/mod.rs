//! Page and type design as data: what `templates/styles/*.toml` say.
//!
//! In: a style file. Out: [`Style`], read by the typesetter and by the writers, so that the PDF and the Word edition look
//! alike. Knows no document and no form. The grammar of the files is `templates/styles/README.md`.

use crate::finding::{Error, Place, catalogue};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A page and type design.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// What it is called.
    pub name: String,
    /// Paper, margins and grid.
    pub page: PageStyle,
    /// The page number.
    pub page_number: PageNumberStyle,
    /// For each face role, the family names written into Word files and web pages, best first.
    pub faces: BTreeMap<FaceRole, Vec<String>>,
    /// Type and spacing by what a paragraph is for.
    pub paragraphs: ParagraphStyles,
    /// Tables.
    pub table: TableStyle,
    /// Organ and date at the end.
    #[serde(default)]
    pub sign_off: SignOffStyle,
}

/// Paper, margins and grid.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    /// Paper width, mm.
    pub width_mm: f32,
    /// Paper height, mm.
    pub height_mm: f32,
    /// Top margin, mm.
    pub top_mm: f32,
    /// Left margin, mm.
    pub left_mm: f32,
    /// Right margin, mm.
    pub right_mm: f32,
    /// Bottom margin, mm.
    pub bottom_mm: f32,
    /// Lines of body text that fill a page.
    pub lines: u32,
    /// Characters of body text that fill a line.
    pub characters: u32,
}

/// The page number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumberStyle {
    /// Printed before the number.
    pub prefix: String,
    /// Printed after the number.
    pub suffix: String,
    /// Its face.
    pub face: FaceRole,
    /// Its size, pt.
    pub size_pt: f32,
    /// From the lower edge of the text area to the upper edge of the number, mm.
    pub distance_mm: f32,
    /// How far it stands in from the outer edge of the text area, in characters of its own size; odd pages right, even left.
    pub indent_characters: f32,
}

/// The parts faces play (GB/T 9704-2012 5.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaceRole {
    /// 仿宋: body.
    Fangsong,
    /// 楷体: second-level headings.
    Kaiti,
    /// 黑体: first-level headings.
    Heiti,
    /// 宋体: tables, page numbers.
    Songti,
    /// 小标宋: the title.
    Xiaobiaosong,
    /// Digits and Latin letters.
    Latin,
}

/// Type and spacing by what a paragraph is for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphStyles {
    /// The document's title.
    pub title: ParagraphStyle,
    /// Running text.
    pub body: ParagraphStyle,
    /// Headings 一、
    pub heading1: ParagraphStyle,
    /// Headings （一）
    pub heading2: ParagraphStyle,
    /// Headings 1.
    pub heading3: ParagraphStyle,
    /// Headings （1） and below.
    pub heading4: ParagraphStyle,
    /// The issuing body at the end.
    pub signature: ParagraphStyle,
    /// The date at the end.
    pub date: ParagraphStyle,
    /// 附件 at the top of an attachment.
    pub attachment_label: ParagraphStyle,
    /// The name of a figure or table.
    pub caption: ParagraphStyle,
    /// Foot- and endnotes.
    pub note: ParagraphStyle,
    /// Text in table cells.
    pub cell: ParagraphStyle,
}

impl ParagraphStyles {
    /// The style of a heading of this level (1 to 9).
    #[must_use]
    pub fn heading(&self, level: u8) -> &ParagraphStyle {
        match level {
            0 | 1 => &self.heading1,
            2 => &self.heading2,
            3 => &self.heading3,
            _ => &self.heading4,
        }
    }
}

/// Type and spacing of a kind of paragraph.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphStyle {
    /// The face of its Chinese text.
    pub face: FaceRole,
    /// Type size, pt.
    pub size_pt: f32,
    /// Alignment.
    pub align: TextAlign,
    /// Distance between baselines, pt; absent: the page's own (height of the text area over its lines).
    pub line_pitch_pt: Option<f32>,
    /// First-line indent, in characters of its own size.
    #[serde(default)]
    pub first_line_characters: f32,
    /// Indent of the right edge, in characters of its own size.
    #[serde(default)]
    pub right_characters: f32,
    /// Blank lines of the page's pitch before it.
    #[serde(default)]
    pub lines_before: f32,
    /// Blank lines of the page's pitch after it.
    #[serde(default)]
    pub lines_after: f32,
}

/// Alignment of a paragraph's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextAlign {
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Flush on both sides, the last line left.
    Justify,
}

/// Tables.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    /// Thickness of the rules, pt.
    pub rule_pt: f32,
    /// Space between a rule and the text, mm.
    pub padding_mm: f32,
    /// The face of header cells.
    pub header_face: FaceRole,
    /// Alignment of header cells whose text has none of its own.
    pub header_align: TextAlign,
    /// The smallest size text in cells may be reduced to where a column is narrow, pt.
    pub minimum_size_pt: f32,
    /// Space above a table, pt.
    pub space_before_pt: f32,
    /// Space below a table, pt.
    pub space_after_pt: f32,
}

/// Organ and date at the end (GB/T 9704-2012 7.3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOffStyle {
    /// Whether a seal will be put on it (7.3.5.1): the date then stands four characters from the right, the organ centred
    /// above it, and the blank lines before them are never given up. Otherwise (7.3.5.2) the organ stands
    /// `right_characters` from the right and the date begins two characters right of where the organ begins.
    #[serde(default)]
    pub seal: bool,
}

impl PageStyle {
    /// Width of the text area, mm (版心宽).
    #[must_use]
    pub fn text_width_mm(&self) -> f32 {
        self.width_mm - self.left_mm - self.right_mm
    }

    /// Height of the text area, mm (版心高).
    #[must_use]
    pub fn text_height_mm(&self) -> f32 {
        self.height_mm - self.top_mm - self.bottom_mm
    }

    /// Distance between the baselines of body text, pt.
    #[must_use]
    pub fn line_pitch_pt(&self) -> f32 {
        self.text_height_mm() * PT_PER_MM / self.lines as f32
    }

    /// Distance between the centres of body characters, pt.
    #[must_use]
    pub fn character_pitch_pt(&self) -> f32 {
        self.text_width_mm() * PT_PER_MM / self.characters as f32
    }
}

/// Points in a millimetre.
pub const PT_PER_MM: f32 = 72.0 / 25.4;

static GONGWEN: &str = include_str!("../../templates/styles/gongwen.toml");

impl Style {
    /// The default style: GB/T 9704-2012.
    ///
    /// # Errors
    /// None in a released build: a test loads it.
    pub fn gongwen() -> Result<Self, Error> {
        Style::from_toml(GONGWEN)
    }

    /// The style a file describes.
    ///
    /// # Errors
    /// `invalid-style` with the line and column, where the text is not TOML, has an unknown key or lacks one, or gives a
    /// measure that is no measure (negative, not finite, margins wider than the paper).
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let style: Style = toml::from_str(text).map_err(|e| {
            let place = e.span().map(|span| line_and_column(text, span.start));
            let error = Error::from(catalogue::form::invalid_style(e.message()));
            match place {
                Some(place) => error.at(place),
                None => error,
            }
        })?;
        style.check().map_err(|fault| Error::from(catalogue::form::invalid_style(fault)))?;
        Ok(style)
    }

    fn check(&self) -> Result<(), String> {
        let page = &self.page;
        let measures = [
            ("page.width_mm", page.width_mm),
            ("page.height_mm", page.height_mm),
            ("text width", page.text_width_mm()),
            ("text height", page.text_height_mm()),
            ("page.lines", page.lines as f32),
            ("page.characters", page.characters as f32),
        ];
        let p = &self.paragraphs;
        let sizes = [&p.title, &p.body, &p.heading1, &p.heading2, &p.heading3, &p.heading4, &p.signature, &p.date]
            .into_iter()
            .chain([&p.attachment_label, &p.caption, &p.note, &p.cell])
            .map(|style| ("size_pt", style.size_pt));
        for (name, value) in measures.into_iter().chain(sizes) {
            if !(value.is_finite() && value > 0.0 && value < 10_000.0) {
                return Err(format!("{name} = {value}"));
            }
        }
        Ok(())
    }
}

/// The place of a byte offset in a text, counted as editors count.
pub(crate) fn line_and_column(text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Place::Line { line: line as u32, column: column as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;

    #[test]
    fn gongwen_loads_and_its_grid_is_the_standards() {
        let style = Style::gongwen().unwrap();
        assert!((style.page.text_width_mm() - 156.0).abs() < 1e-3);
        assert!((style.page.text_height_mm() - 225.0).abs() < 1e-3);
        assert!((style.page.line_pitch_pt() - 28.99).abs() < 0.01);
    }

    #[test]
    fn an_unknown_key_is_an_error_with_its_line() {
        let text = GONGWEN.replace("lines = 22 ", "lnes = 22 ");
        let error = Style::from_toml(&text).unwrap_err();
        assert_eq!(error.code(), "invalid-style");
        assert!(error.render(Language::English).contains("lnes"), "{error}");
        assert!(error.finding().location().place.is_some());
    }
}
