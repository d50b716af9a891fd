//! Tab stops: where what follows a tab stands in its line (ECMA-376 §17.3.1.37).

use schemars::JsonSchema;
use serde::de::{self, Deserializer, Unexpected};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A tab stop of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TabStop {
    /// Where it is, in thousandths of the width of the text area from its left edge: on paper of another size it is where it was
    /// among the text. 1000 is the right edge.
    #[schemars(range(min = 1, max = 1000))]
    pub at: u16,
    /// What of the text behind the tab stands there.
    #[serde(default, skip_serializing_if = "TabAlignment::is_left")]
    pub align: TabAlignment,
    /// What fills the blank before it.
    #[serde(default, skip_serializing_if = "Leader::is_none")]
    pub leader: Leader,
}

impl TabStop {
    /// The most a paragraph has: as many as Word allows.
    pub const MOST: usize = 64;

    /// Where the right edge of the text area is.
    pub const EDGE: u16 = 1000;

    /// Those that a text says as [`TabStop`]s are displayed, with commas between; what is none is passed over.
    #[must_use]
    pub fn several(text: &str) -> Vec<Self> {
        let mut stops: Vec<TabStop> = text.split(',').take(Self::MOST).filter_map(Self::of).collect();
        stops.sort_by_key(|stop| stop.at);
        stops.dedup_by_key(|stop| stop.at);
        stops
    }

    fn of(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let at = words.next()?.parse().ok().filter(|at| (1..=Self::EDGE).contains(at))?;
        let mut stop = TabStop { at, align: TabAlignment::Left, leader: Leader::None };
        for word in words {
            match (TabAlignment::ALL.iter().find(|(name, _)| *name == word), Leader::named(word)) {
                (Some((_, align)), _) => stop.align = *align,
                (None, Some(leader)) => stop.leader = leader,
                (None, None) => return None,
            }
        }
        Some(stop)
    }
}

/// Its place, what stands there, and what leads there, if anything: `1000 right dots`.
impl fmt::Display for TabStop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |(name, align): &(&'static str, TabAlignment)| (*align == self.align).then_some(*name);
        write!(f, "{} {}", self.at, TabAlignment::ALL.iter().find_map(name).unwrap_or_default())?;
        let name = |(name, leader): &(&'static str, Leader)| (*leader == self.leader).then_some(*name);
        match Leader::ALL.iter().find_map(name) {
            Some(leader) => write!(f, " {leader}"),
            None => Ok(()),
        }
    }
}

/// What stands at a tab stop (ST_TabJc).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TabAlignment {
    /// The left edge of the text.
    #[default]
    Left,
    /// Its middle.
    Center,
    /// Its right edge.
    Right,
    /// Its decimal point; of text without one the right edge.
    Decimal,
}

impl TabAlignment {
    /// The names they have in the canonical JSON.
    const ALL: [(&str, Self); 4] =
        [("left", Self::Left), ("center", Self::Center), ("right", Self::Right), ("decimal", Self::Decimal)];

    fn is_left(&self) -> bool {
        *self == TabAlignment::Left
    }
}

/// What fills the blank before a tab stop (ST_TabTlc).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Leader {
    /// Nothing.
    #[default]
    None,
    /// Dots on the base line.
    Dots,
    /// Dots at half the height of the characters.
    MiddleDots,
    /// Hyphens.
    Hyphens,
    /// A line to write on.
    Line,
}

impl Leader {
    /// The names they have in the canonical JSON, but for none.
    const ALL: [(&str, Self); 4] =
        [("dots", Self::Dots), ("middle_dots", Self::MiddleDots), ("hyphens", Self::Hyphens), ("line", Self::Line)];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find_map(|(own, leader)| (*own == name).then_some(*leader))
    }

    fn is_none(&self) -> bool {
        *self == Leader::None
    }
}

/// Reads the stops of a paragraph: no more than there may be, on the text area, from the left.
pub(super) fn in_order<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<TabStop>, D::Error> {
    let stops = Vec::<TabStop>::deserialize(deserializer)?;
    if stops.len() > TabStop::MOST {
        return Err(de::Error::invalid_length(stops.len(), &"at most 64 tab stops"));
    }
    let mut before = 0;
    let is_wrong = |at: &u16| *at > TabStop::EDGE || std::mem::replace(&mut before, *at) >= *at;
    if let Some(wrong) = stops.iter().map(|stop| stop.at).find(is_wrong) {
        let expected = "tab stops from 1 to 1000, each right of the one before";
        return Err(de::Error::invalid_value(Unexpected::Unsigned(u64::from(wrong)), &expected));
    }
    Ok(stops)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_displayed_is_read_again() {
        for (_, align) in TabAlignment::ALL {
            for leader in Leader::ALL.iter().map(|(_, leader)| *leader).chain([Leader::None]) {
                let stops = [TabStop { at: 1, align, leader }, TabStop { at: 1000, align, leader }];
                let said = format!("{},{}", stops[0], stops[1]);
                assert_eq!(TabStop::several(&said), stops, "{said}");
                let json = serde_json::to_value(stops[0]).unwrap();
                assert_eq!(serde_json::from_value::<TabStop>(json).unwrap(), stops[0]);
            }
        }
        assert_eq!(
            TabStop { at: 1000, align: TabAlignment::Right, leader: Leader::Dots }.to_string(),
            "1000 right dots"
        );
        #[derive(Deserialize)]
        struct Stops(#[serde(deserialize_with = "in_order")] Vec<TabStop>);
        let read = |places: &[u32]| {
            let stops: Vec<String> = places.iter().map(|at| format!("{{\"at\":{at}}}")).collect();
            serde_json::from_str::<Stops>(&format!("[{}]", stops.join(","))).map(|stops| stops.0.len())
        };
        assert_eq!(read(&[1, 500, 1000]).unwrap(), 3);
        for wrong in [&[0][..], &[1001], &[500, 500], &[500, 499], &[70000]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
        assert!(read(&(1..=65).collect::<Vec<_>>()).is_err());
        assert_eq!(TabStop::several("0 left,1001 left,x,5 up,,500 left middle_dots").len(), 1);
    }
}
