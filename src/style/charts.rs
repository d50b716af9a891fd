//! How figures are drawn.

use super::face_role::FaceRole;
use serde::Deserialize;

/// Charts (图解) of the year's figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ChartsStyle {
    /// Whether there are any.
    pub show: bool,
    /// Where they stand.
    pub place: ChartPlace,
    /// The face of what stands in them.
    pub face: FaceRole,
    /// Its size, pt; bars and gaps go by it.
    pub size_pt: f32,
    /// The colours of the bars: of this year, of the year before, each once more where there are more bars than colours.
    pub colors: Vec<Rgb>,
    /// What is said where there is no figure, which is not 0.
    pub absent: String,
}

impl Default for ChartsStyle {
    fn default() -> Self {
        ChartsStyle {
            show: false,
            place: ChartPlace::Section,
            face: FaceRole::Songti,
            size_pt: 10.5,
            // Told apart whatever colours one sees, and printed in grey: a dark and a light one of Okabe and Ito's.
            colors: vec![Rgb([0x00, 0x72, 0xB2]), Rgb([0xE6, 0x9F, 0x00])],
            absent: "无数据".to_owned(),
        }
    }
}

impl ChartsStyle {
    /// The colour of one of so many bars beside each other, the last of which is this year's.
    #[must_use]
    pub fn color(&self, bar: usize, bars: usize) -> Rgb {
        let from_last = bars.saturating_sub(bar + 1).checked_rem(self.colors.len()).unwrap_or_default();
        self.colors.get(from_last).copied().unwrap_or_default()
    }
}

/// Where the charts of a table's figures stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChartPlace {
    /// Right after the table.
    Table,
    /// At the end of the section the table stands in.
    #[default]
    Section,
}

/// A colour of sRGB, `#0072B2` in files; black unless told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "String"))]
#[serde(try_from = "String")]
pub struct Rgb(pub [u8; 3]);

impl TryFrom<String> for Rgb {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] =
            number.map(u32::to_be_bytes).ok_or_else(|| format!("{text:?} is no colour such as \"#0072B2\""))?;
        Ok(Rgb([red, green, blue]))
    }
}
