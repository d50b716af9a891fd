//! Whether two names are the same body's.

use super::Report;
use crate::form::{Bodies, normal_label};
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::LazyLock;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Words {
    levels: String,
    superiors: String,
    seats: Vec<String>,
    offices: Vec<String>,
    parts: Vec<String>,
    short: Vec<(String, String)>,
    without_regulations: WithoutRegulations,
}

/// Names of bodies that can't make 规章.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WithoutRegulations {
    endings: Vec<String>,
    places: Vec<String>,
    bureaus: Vec<String>,
    unless: Vec<String>,
}

fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| crate::template::load("organs.toml", include_str!("../../templates/organs.toml")));
    &WORDS
}

/// How two names of bodies stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameOrgan {
    /// The same name; spaces, punctuation, traditional characters and the width of characters aside.
    Yes,
    /// One may be short for the other: it leaves out the place or the superior body the other begins with, the 人民政府 of a
    /// place, or says 发改委 for 发展和改革委员会.
    Shortened,
    /// Another body, as far as names tell: 清河市人民政府 and 清河市人民政府办公室 are two.
    No,
}

/// Whether two names are the same body's.
#[must_use]
pub fn same_organ(a: &str, b: &str) -> SameOrgan {
    let (a, b) = (normal_label(a), normal_label(b));
    if a == b {
        return SameOrgan::Yes;
    }
    let (a, b) = (abbreviated(&a), abbreviated(&b));
    let (place_a, place_b) = (without_seat(&a), without_seat(&b));
    let same = place_a == place_b || shortens(&a, &b) || shortens(place_a, place_b);
    if same { SameOrgan::Shortened } else { SameOrgan::No }
}

/// Whether the shorter of two names leaves out what the longer begins with.
fn shortens(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    let Some(left_out) = long.strip_suffix(short) else { return false };
    let words = words();
    let before = left_out.chars().last().is_some_and(|c| words.levels.contains(c) || words.superiors.contains(c));
    let level_first = short.chars().next().is_some_and(|c| words.levels.contains(c));
    short.chars().count() > 2 && (before || level_first)
}

/// Whether a name ends as those of places do: 清河市, 东山镇.
#[must_use]
pub fn ends_as_place(name: &str) -> bool {
    name.chars().last().is_some_and(|c| words().levels.contains(c)) && name.chars().count() > 1
}

/// Whether a body is the government of a place: 清河市人民政府 of 清河市.
#[must_use]
pub fn is_government_of(organ: &str, place: &str) -> bool {
    let (organ, place) = (normal_label(organ), normal_label(place));
    let seat = words().seats.iter().find_map(|seat| organ.strip_suffix(seat.as_str()));
    ends_as_place(&place) && seat.is_some_and(|seat| seat == place || same_organ(seat, &place) == SameOrgan::Shortened)
}

/// Whether a body is a government, or a part of one that is called so: 清河市人民政府办公室.
#[must_use]
pub fn is_government(organ: &str) -> bool {
    words().seats.first().is_some_and(|seat| organ.contains(seat.as_str()))
}

/// The place whose government a body is, or that government's office.
#[must_use]
pub fn place_of_government(organ: &str) -> Option<&str> {
    let words = words();
    words.offices.iter().chain(&words.seats).find_map(|seat| organ.strip_suffix(seat.as_str()))
}

/// Whether what a name goes on with behind a body's is a part of that body, or an aside: 清河市民政局办公室, 清河市民政局（本级）.
#[must_use]
pub fn is_part_of_body(rest: &str) -> bool {
    /// A longer name is a body's of its own: 清河市政务服务中心.
    const LONGEST: usize = 8;
    let is_short = rest.chars().nth(LONGEST).is_none();
    rest.starts_with(['（', '(']) || is_short && words().parts.iter().any(|part| rest.ends_with(part.as_str()))
}

impl Report {
    /// Whether a rule for these bodies is for that of the report.
    #[must_use]
    pub fn is_of(&self, bodies: Option<Bodies>) -> bool {
        match bodies {
            None => true,
            Some(Bodies::WithoutRegulations) => self.organ.as_deref().is_some_and(can_make_no_regulations),
        }
    }
}

/// Whether a body surely can't make 规章, by its name: towns, counties and districts, and the bureaus of any place. What may have the power, and
/// what a name does not tell, is not.
#[must_use]
pub fn can_make_no_regulations(organ: &str) -> bool {
    let WithoutRegulations { endings, places, bureaus, unless } = &words().without_regulations;
    let organ = normal_label(organ);
    let ends = |words: &[String]| words.iter().any(|word| organ.ends_with(word.as_str()));
    let has = |words: &[String]| words.iter().any(|word| organ.contains(word.as_str()));
    !has(unless) && (ends(endings) || ends(bureaus) && has(places))
}

/// A name with its parts as they are abbreviated: 发改委 for 发展和改革委员会.
fn abbreviated(name: &str) -> Cow<'_, str> {
    words().short.iter().fold(Cow::Borrowed(name), |name, (long, short)| match name.contains(long.as_str()) {
        true => Cow::Owned(name.replace(long.as_str(), short)),
        false => name,
    })
}

/// The place that a government is of; any other name as it is.
fn without_seat(name: &str) -> &str {
    let place = words().seats.iter().find_map(|seat| name.strip_suffix(seat.as_str()));
    place.filter(|place| ends_as_place(place)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shortened_at_its_beginning_and_at_a_joint() {
        use SameOrgan::{No, Shortened, Yes};
        for (a, b, same) in [
            ("清河市民政局", " 清河市 民政局", Yes),
            ("甲局（本级）", "甲局(本级)", Yes),
            ("清河市民政局", "清\u{200b}河市民政局", Yes),
            ("清河市民政局", "市民政局", Shortened),
            ("民政局", "清河市民政局", Shortened),
            ("株洲市生态环境局渌口分局", "渌口分局", Shortened),
            ("清河市民政局", "清河县民政局", No),
            ("东城区人民政府", "城区人民政府", No),
            ("清河市人民政府", "清河市人民政府办公室", No),
            ("清河市财政局", "财政局渌口分局", No),
            ("甲局", "局", No),
            ("甲局", "", No),
        ] {
            assert_eq!(same_organ(a, b), same, "{a} {b}");
            assert_eq!(same_organ(b, a), same, "{b} {a}");
        }
    }

    #[test]
    fn towns_districts_and_bureaus_make_no_regulations() {
        for organ in [
            "清河市东山镇人民政府",
            "清河县人民政府",
            "清河县民政局",
            "东城区财政局",
            "东山街道办事处",
            "清河高新区管委会",
            "清河市民政局",
            "东湖区人民政府",
        ] {
            assert!(can_make_no_regulations(organ), "{organ}");
        }
        for organ in [
            "清河市人民政府",
            "清河市人民政府办公室",
            "国家市场监督管理总局",
            "某省人民政府",
            "某某自治区人民政府",
            "某某自治区民政厅",
            "自治区民政局",
            "",
        ] {
            assert!(!can_make_no_regulations(organ), "{organ}");
        }
    }

    #[test]
    fn a_place_stands_for_its_government_and_for_no_other_body() {
        use SameOrgan::{No, Shortened};
        for (a, b, same) in [
            ("东山镇", "东山镇人民政府", Shortened),
            ("东山镇政府", "清河市东山镇人民政府", Shortened),
            ("清河市", "清河市人民政府", Shortened),
            ("清河市政府", "清河市人民政府", Shortened),
            ("市政府", "清河市人民政府", Shortened),
            ("东山街道", "东山街道办事处", Shortened),
            ("清河市发改委", "清河市发展和改革委员会", Shortened),
            ("卫健委", "清河市卫生健康委员会", Shortened),
            ("市委编办", "中共清河市委机构编制委员会办公室", Shortened),
            ("清河经济技术开发区管委会", "清河经济技术开发区管理委员会", Shortened),
            ("东山镇", "西山镇", No),
            ("东山镇", "西山镇人民政府", No),
            ("清河市", "清河市民政局", No),
            ("清河市", "清河市人民政府办公室", No),
            ("清河市发展和改革委员会", "清河市卫生健康委员会", No),
            ("清河市", "清江市人民政府", No),
        ] {
            assert_eq!(same_organ(a, b), same, "{a} {b}");
            assert_eq!(same_organ(b, a), same, "{b} {a}");
        }
        assert!(is_government_of("清河市人民政府", "清河市"));
        assert!(is_government_of("清河市东山镇人民政府", "东山镇"));
        assert!(!is_government_of("清河市民政局", "清河市"));
        assert!(!is_government_of("清河市人民政府办公室", "清河市"));
        assert!(!is_government_of("清江市人民政府", "清河市"));
    }
}
