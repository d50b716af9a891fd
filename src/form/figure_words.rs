//! What may stand beside the digits of a figure: `templates/forms/figures.toml`.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{self, Deserializer};
use std::str::FromStr;
use std::sync::LazyLock;

/// The words and signs met beside figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureWords {
    /// What is written where there is nothing to count.
    pub placeholders: Vec<String>,
    /// Signs of a note after a figure.
    pub note_signs: String,
    /// What a remark in brackets begins with: its numbers are parts of the figure, not the figure.
    pub remarks: Vec<String>,
    /// Words in brackets that put another number in the figure's place.
    pub corrections: Vec<String>,
    /// Words before a number that has grown.
    pub increase: Vec<String>,
    /// Words before a number that has fallen.
    pub decrease: Vec<String>,
    /// Orders of magnitude: in brackets they make another number of the figure.
    pub scales: Vec<String>,
    /// What a note below a table begins with.
    pub table_notes: Vec<String>,
    /// Words before and behind the unit that amounts are said to be counted in: 以元计.
    pub counted_before: Vec<String>,
    /// The words behind it.
    pub counted_after: Vec<String>,
    /// Words between 单位 and the unit: 单位均为元.
    pub unit_links: Vec<String>,
    /// What a line that speaks of units has in it.
    pub about_units: Vec<String>,
    /// What a unit of money may follow directly.
    pub unit_before: Vec<String>,
    /// What may follow a unit of money directly.
    pub unit_after: Vec<String>,
    /// What makes a line with a unit one about something else.
    pub not_units: Vec<String>,
    /// What a note on the fee calls it.
    pub fee: String,
    /// Words that may stand between it and its amount.
    pub before_amount: Vec<String>,
    /// Words of notes whose amounts are of something else: a part, a price.
    pub not_of_the_fee: Vec<String>,
    /// Words and signs before an amount of money.
    pub money_prefixes: Vec<String>,
    /// The units of money, those with longer names first.
    pub money: Vec<MoneyUnit>,
}

/// A unit of money.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyUnit {
    /// Its name.
    pub name: String,
    /// How many yuan it is.
    #[serde(deserialize_with = "decimal")]
    pub yuan: Decimal,
    /// Other names of it.
    pub also: Vec<String>,
    /// Whether the forms' own labels name this unit.
    #[serde(default)]
    pub is_printed: bool,
}

fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let text = String::deserialize(deserializer)?;
    Decimal::from_str(&text).map_err(|_| de::Error::custom(format!("expected a decimal, found {text:?}")))
}

impl MoneyUnit {
    /// Its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.iter().map(String::as_str))
    }

    /// An amount in this unit, in another; `None` where that is beyond a decimal's digits.
    #[must_use]
    pub fn convert(&self, amount: Decimal, to: &MoneyUnit) -> Option<Decimal> {
        let yuan = amount.checked_mul(self.yuan)?;
        let converted = yuan.checked_div(to.yuan)?.normalize();
        // Exactly, or not at all.
        (converted.checked_mul(to.yuan)? == yuan).then_some(converted)
    }
}

impl FigureWords {
    /// The words; a test proves that the file loads.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static WORDS: LazyLock<FigureWords> = LazyLock::new(|| {
            crate::template::load("forms/figures.toml", include_str!("../../templates/forms/figures.toml"))
        });
        &WORDS
    }

    /// The unit of money of that name.
    #[must_use]
    pub fn money_unit(&self, name: &str) -> Option<&MoneyUnit> {
        self.money.iter().find(|unit| unit.names().any(|known| known == name))
    }

    /// The unit of money a text ends with, and what stands before it.
    #[must_use]
    pub fn split_money_unit<'t>(&self, text: &'t str) -> Option<(&'t str, &MoneyUnit)> {
        let known = self.money.iter().flat_map(|unit| unit.names().map(move |name| (name, unit)));
        let ends = known.filter_map(|(name, unit)| text.strip_suffix(name).map(|rest| (rest, unit)));
        ends.min_by_key(|(rest, _)| rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_load() {
        let words: FigureWords = toml::from_str(include_str!("../../templates/forms/figures.toml")).unwrap();
        assert!(!words.placeholders.is_empty() && words.money.len() > 4);
    }

    #[test]
    fn the_longest_name_is_the_unit() {
        let words = FigureWords::built_in();
        let split = |text| words.split_money_unit(text).map(|(rest, unit)| (rest, unit.name.as_str()));
        assert_eq!(split("265500元"), Some(("265500", "元")));
        assert_eq!(split("26.55万元"), Some(("26.55", "万元")));
        assert_eq!(split("1人民币元"), Some(("1", "元")));
        assert_eq!(split("12件"), None);
    }

    #[test]
    fn amounts_are_converted_exactly() {
        let words = FigureWords::built_in();
        let (yuan, wan) = (words.money_unit("元").unwrap(), words.money_unit("万元").unwrap());
        let convert = |text: &str| yuan.convert(text.parse().unwrap(), wan).map(|amount| amount.to_string());
        assert_eq!(convert("265500"), Some("26.55".into()));
        assert_eq!(convert("0.01"), Some("0.000001".into()));
        assert_eq!(convert("0.0000000000000000000000000001"), None);
    }
}
