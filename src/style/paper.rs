//! Official papers (公文): the measures GB/T 9704-2012 gives in clauses 7 and 10, beside the type of their paragraphs.

use super::face_role::FaceRole;
use serde::Deserialize;

/// Places, rules and colours of the parts of official papers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PaperStyle {
    /// The colour of the issuing body's mark (7.2.4).
    pub mark_color: Ink,
    /// The colour of the rules of the head and of letters (7.2.7, 10.1).
    pub rule_color: Ink,
    /// From the upper edge of the text area to that of the mark, mm (7.2.4).
    pub mark_top_mm: f32,
    /// The same of orders, mm (10.2).
    pub order_mark_top_mm: f32,
    /// From the upper edge of the paper to that of the mark of letters, mm (10.1).
    pub letter_mark_top_mm: f32,
    /// The least size the mark is reduced to so that it stands on one line, pt; beyond, it has several.
    pub mark_minimum_pt: f32,
    /// Thickness of the rule below the head, mm.
    pub rule_mm: f32,
    /// From what stands above it to a red rule, mm (7.2.7, 10.1).
    pub rule_distance_mm: f32,
    /// Length of the double rules of letters, mm (10.1).
    pub letter_rule_width_mm: f32,
    /// Thickness of their thick line, mm.
    pub letter_thick_mm: f32,
    /// Thickness of their thin line, mm.
    pub letter_thin_mm: f32,
    /// From the lower edge of the paper to the second of them, mm (10.1).
    pub letter_foot_mm: f32,
    /// How far number and signer, body and day stand in from the edges where they share a line, characters (7.2.5, 7.2.6, 7.4.3).
    pub spread_characters: f32,
    /// The face of the signer's name (7.2.6).
    pub signer_face: FaceRole,
    /// The face of the words 出席, 请假, 列席 (10.3).
    pub attendance_face: FaceRole,
    /// Thickness of the first and last rule of the imprint, mm (7.4.1).
    pub imprint_thick_mm: f32,
    /// Thickness of the rules between, mm (7.4.1).
    pub imprint_thin_mm: f32,
    /// On which page the imprint stands.
    #[serde(default)]
    pub imprint_page: ImprintPage,
}

/// On which page the imprint (版记) stands, at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImprintPage {
    /// The last one.
    #[default]
    Last,
    /// The last one of an even number, as papers printed on both sides have it; a blank page before it and its own then bear no number
    /// (7.5).
    Even,
}

/// A colour: red, green and blue of sRGB; in style files `#FF0000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct Ink(pub [u8; 3]);

impl TryFrom<String> for Ink {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number.ok_or("expected a colour such as #FF0000")?.to_be_bytes();
        Ok(Ink([red, green, blue]))
    }
}

impl PaperStyle {
    /// Its measures that may be nothing but not less, by their keys.
    pub(super) fn measures(&self) -> [(&'static str, f32); 13] {
        [
            ("mark_top_mm", self.mark_top_mm),
            ("order_mark_top_mm", self.order_mark_top_mm),
            ("letter_mark_top_mm", self.letter_mark_top_mm),
            ("mark_minimum_pt", self.mark_minimum_pt),
            ("rule_mm", self.rule_mm),
            ("rule_distance_mm", self.rule_distance_mm),
            ("letter_rule_width_mm", self.letter_rule_width_mm),
            ("letter_thick_mm", self.letter_thick_mm),
            ("letter_thin_mm", self.letter_thin_mm),
            ("letter_foot_mm", self.letter_foot_mm),
            ("spread_characters", self.spread_characters),
            ("imprint_thick_mm", self.imprint_thick_mm),
            ("imprint_thin_mm", self.imprint_thin_mm),
        ]
    }
}
