//! How characters look: properties of runs as control words set them (specification 1.9.1, “Font (Character) Formatting
//! Properties”, “Track Changes”) → `w:rPr`.

use super::tables::Tables;
use crate::ooxml::HIGHLIGHT_COLORS;
use std::fmt::Write;

/// Who changed text and when: places in the table of authors, the time as a `DTTM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Change {
    pub is_on: bool,
    pub author: i32,
    pub time: i32,
}

/// A raised or lowered character that is set smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Raised {
    #[default]
    No,
    Super,
    Sub,
}

/// Which font `\f` and `\af` mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Script {
    #[default]
    Any,
    Latin,
    EastAsian,
    RightToLeft,
}

/// A ground: a colour, a pattern's colour over it, and what share of it the pattern covers, in hundredths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ground {
    pub color: i32,
    pub pattern: i32,
    pub covered: i32,
}

impl Ground {
    /// As `w:shd` (ECMA-376 §17.3.5); nothing where there is none.
    pub(super) fn markup(self, tables: &Tables) -> String {
        let fill = tables.ground_color(self.color);
        if fill.is_none() && self.covered <= 0 {
            return String::new();
        }
        let hexadecimal = |color: Option<[u8; 3]>| color.map_or_else(|| "auto".to_owned(), to_hexadecimal);
        let pattern = hexadecimal(tables.color(self.pattern));
        let covered = (self.covered / 100).clamp(0, 100);
        let val = if covered == 0 { "clear".to_owned() } else { format!("pct{covered}") };
        format!("<w:shd w:val=\"{val}\" w:color=\"{pattern}\" w:fill=\"{}\"/>", hexadecimal(fill))
    }
}

fn to_hexadecimal([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// The properties of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    bold: bool,
    italic: bool,
    /// By the name Word files have for it; empty of none.
    underline: &'static str,
    emphasis: &'static str,
    is_bordered: bool,
    is_two_in_one: bool,
    lies_across: bool,
    strike: bool,
    double_strike: bool,
    caps: bool,
    small_caps: bool,
    pub hidden: bool,
    web_hidden: bool,
    outline: bool,
    shadow: bool,
    emboss: bool,
    imprint: bool,
    raised: Raised,
    /// In half-points; less than nothing where lowered.
    position: i32,
    /// In half-points.
    size: i32,
    color: i32,
    back: i32,
    highlight: i32,
    ground: Ground,
    /// In per cent.
    width: i32,
    latin: Option<i32>,
    east: Option<i32>,
    script: Script,
    pub inserted: Change,
    pub deleted: Change,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            bold: false,
            italic: false,
            underline: "",
            emphasis: "",
            is_bordered: false,
            is_two_in_one: false,
            lies_across: false,
            strike: false,
            double_strike: false,
            caps: false,
            small_caps: false,
            hidden: false,
            web_hidden: false,
            outline: false,
            shadow: false,
            emboss: false,
            imprint: false,
            raised: Raised::No,
            position: 0,
            size: DEFAULT_SIZE,
            color: 0,
            back: 0,
            highlight: 0,
            ground: Ground::default(),
            width: 100,
            latin: None,
            east: None,
            script: Script::Any,
            inserted: Change::default(),
            deleted: Change::default(),
        }
    }
}

/// Twelve points, in half-points.
pub(super) const DEFAULT_SIZE: i32 = 24;

impl Look {
    /// Nothing but its fonts, which say what bytes mean: what text of another story begins with.
    pub(super) fn in_its_fonts(&self) -> Look {
        Look { latin: self.latin, east: self.east, script: self.script, ..Look::default() }
    }

    /// The font that says what bytes mean.
    pub(super) fn font(&self) -> Option<i32> {
        match self.script {
            Script::EastAsian => self.east,
            _ => self.latin,
        }
    }

    /// Takes over what a control word says, if it is one of characters.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        let is_on = number != Some(0);
        let value = number.unwrap_or(0);
        match word {
            "plain" => *self = Look::default(),
            "b" => self.bold = is_on,
            "i" => self.italic = is_on,
            "strike" => self.strike = is_on,
            "striked" => self.double_strike = is_on,
            "caps" => self.caps = is_on,
            "scaps" => self.small_caps = is_on,
            "v" => self.hidden = is_on,
            "webhidden" => self.web_hidden = is_on,
            "outl" => self.outline = is_on,
            "shad" => self.shadow = is_on,
            "embo" => self.emboss = is_on,
            "impr" => self.imprint = is_on,
            "super" => self.raised = if is_on { Raised::Super } else { Raised::No },
            "sub" => self.raised = if is_on { Raised::Sub } else { Raised::No },
            "nosupersub" => self.raised = Raised::No,
            "up" => self.position = number.unwrap_or(6),
            "dn" => self.position = number.unwrap_or(6).saturating_neg(),
            "fs" => self.size = number.filter(|size| *size > 0).unwrap_or(DEFAULT_SIZE),
            "cf" => self.color = value,
            "cb" => self.back = value,
            "highlight" => self.highlight = value,
            "chcbpat" => self.ground.color = value,
            "chcfpat" => self.ground.pattern = value,
            "chshdng" => self.ground.covered = value,
            "charscalex" => self.width = number.unwrap_or(100),
            "ulnone" => self.underline = "",
            "ulc" => {}
            _ if word.starts_with("ul") => self.underline = if is_on { underline(word) } else { "" },
            "accnone" => self.emphasis = "",
            "accdot" => self.emphasis = if is_on { "dot" } else { "" },
            "acccomma" => self.emphasis = if is_on { "comma" } else { "" },
            "acccircle" => self.emphasis = if is_on { "circle" } else { "" },
            "accunderdot" => self.emphasis = if is_on { "underDot" } else { "" },
            "chbrdr" => self.is_bordered = true,
            "brdrnone" | "brdrnil" if self.is_bordered => self.is_bordered = false,
            "twoinone" => self.is_two_in_one = true,
            "horzvert" => self.lies_across = true,
            _ => return self.apply_font(word, number) || self.apply_change(word, number),
        }
        true
    }

    fn apply_font(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "loch" | "hich" => self.script = Script::Latin,
            "dbch" => self.script = Script::EastAsian,
            "rtlch" => self.script = Script::RightToLeft,
            "ltrch" => self.script = Script::Any,
            // LibreOffice says so how Chinese text looks, beside Latin text.
            "ab" if self.script == Script::EastAsian => self.bold = number != Some(0),
            "ai" if self.script == Script::EastAsian => self.italic = number != Some(0),
            "afs" if self.script == Script::EastAsian => {
                self.size = number.filter(|size| *size > 0).unwrap_or(DEFAULT_SIZE);
            }
            "f" | "af" => match self.script {
                Script::EastAsian => self.east = number,
                Script::Latin => self.latin = number,
                Script::Any if word == "f" => (self.latin, self.east) = (number, number),
                _ => {}
            },
            _ => return false,
        }
        true
    }

    fn apply_change(&mut self, word: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        match word {
            "revised" => self.inserted.is_on = number != Some(0),
            "deleted" => self.deleted.is_on = number != Some(0),
            "revauth" => self.inserted.author = value,
            "revdttm" => self.inserted.time = value,
            "revauthdel" => self.deleted.author = value,
            "revdttmdel" => self.deleted.time = value,
            // What is moved is deleted where it was and inserted where it is.
            "mvf" => self.deleted.is_on = number != Some(0),
            "mvt" => self.inserted.is_on = number != Some(0),
            "mvauth" => (self.inserted.author, self.deleted.author) = (value, value),
            "mvdate" => (self.inserted.time, self.deleted.time) = (value, value),
            _ => return false,
        }
        true
    }

    /// The content of `w:rPr` (ECMA-376 §17.3.2): what differs from that of the style.
    #[allow(clippy::type_complexity)]
    pub(super) fn markup(&self, style: &Look, tables: &Tables) -> String {
        let mut markup = self.fonts(style, tables);
        let switches: [(&str, fn(&Look) -> bool); 12] = [
            ("b", |look| look.bold),
            ("i", |look| look.italic),
            ("strike", |look| look.strike),
            ("dstrike", |look| look.double_strike),
            ("caps", |look| look.caps),
            ("smallCaps", |look| look.small_caps),
            ("vanish", |look| look.hidden),
            ("webHidden", |look| look.web_hidden),
            ("outline", |look| look.outline),
            ("shadow", |look| look.shadow),
            ("emboss", |look| look.emboss),
            ("imprint", |look| look.imprint),
        ];
        for (name, is_on) in switches {
            match (is_on(self), is_on(style)) {
                (true, false) => drop(write!(markup, "<w:{name}/>")),
                (false, true) => drop(write!(markup, "<w:{name} w:val=\"0\"/>")),
                _ => {}
            }
        }
        self.measures(style, &mut markup);
        self.colors(style, tables, &mut markup);
        markup
    }

    fn measures(&self, style: &Look, markup: &mut String) {
        if self.underline != style.underline {
            let _ = write!(markup, "<w:u w:val=\"{}\"/>", named(self.underline));
        }
        if self.emphasis != style.emphasis {
            let _ = write!(markup, "<w:em w:val=\"{}\"/>", named(self.emphasis));
        }
        if self.is_bordered != style.is_bordered {
            let _ = write!(markup, "<w:bdr w:val=\"{}\"/>", if self.is_bordered { "single" } else { "none" });
        }
        if (self.lies_across, self.is_two_in_one) != (style.lies_across, style.is_two_in_one) {
            let (across, two) = (u8::from(self.lies_across), u8::from(self.is_two_in_one));
            let _ = write!(markup, "<w:eastAsianLayout w:vert=\"{across}\" w:combine=\"{two}\"/>");
        }
        if self.raised != style.raised {
            let name = match self.raised {
                Raised::Super => "superscript",
                Raised::Sub => "subscript",
                Raised::No => "baseline",
            };
            let _ = write!(markup, "<w:vertAlign w:val=\"{name}\"/>");
        }
        for (name, own, styled) in
            [("position", self.position, style.position), ("sz", self.size, style.size), ("w", self.width, style.width)]
        {
            if own != styled {
                let _ = write!(markup, "<w:{name} w:val=\"{own}\"/>");
            }
        }
    }

    fn colors(&self, style: &Look, tables: &Tables, markup: &mut String) {
        if self.color != style.color {
            let color = tables.color(self.color).map_or_else(|| "auto".to_owned(), to_hexadecimal);
            let _ = write!(markup, "<w:color w:val=\"{color}\"/>");
        }
        let highlight = tables.ground_color(self.highlight);
        let named = highlight.and_then(|color| HIGHLIGHT_COLORS.iter().find(|(_, known)| *known == color));
        if let Some((name, _)) = named {
            let _ = write!(markup, "<w:highlight w:val=\"{name}\"/>");
        }
        // A highlight that has no name is a ground, as is what older programs call the background.
        let ground = match (named, highlight) {
            (None, Some(_)) => Ground { color: self.highlight, ..Ground::default() },
            _ if self.ground == Ground::default() => Ground { color: self.back, ..Ground::default() },
            _ => self.ground,
        };
        markup.push_str(&ground.markup(tables));
    }

    fn fonts(&self, style: &Look, tables: &Tables) -> String {
        if (self.latin, self.east) == (style.latin, style.east) {
            return String::new();
        }
        let mut markup = "<w:rFonts".to_owned();
        if let Some(name) = tables.font_name(self.latin) {
            let _ = write!(markup, " w:ascii=\"{name}\" w:hAnsi=\"{name}\"");
        }
        if let Some(name) = tables.font_name(self.east.or(self.latin)) {
            let _ = write!(markup, " w:eastAsia=\"{name}\"");
        }
        markup.push_str("/>");
        markup
    }
}

/// The kind of an underline by its control word, as far as these differ in what is read.
fn underline(word: &str) -> &'static str {
    match word {
        "uld" => "dotted",
        "uldash" => "dash",
        "uldashd" => "dotDash",
        "uldashdd" => "dotDotDash",
        "uldb" => "double",
        "ulhwave" => "wavyHeavy",
        "ulldash" => "dashLong",
        "ulth" => "thick",
        "ulthd" => "dottedHeavy",
        "ulthdash" => "dashedHeavy",
        "ulthdashd" => "dashDotHeavy",
        "ulthdashdd" => "dashDotDotHeavy",
        "ulthldash" => "dashLongHeavy",
        "ululdbwave" => "wavyDouble",
        "ulw" => "words",
        "ulwave" => "wave",
        _ => "single",
    }
}

fn named(kind: &'static str) -> &'static str {
    if kind.is_empty() { "none" } else { kind }
}

/// A `DTTM` (minutes, hours, days, months, years from 1900 on, in bits) in the form of ISO 8601; `None` where it is none.
pub(super) fn time(packed: i32) -> Option<String> {
    let packed = packed as u32;
    let bits = |from: u32, count: u32| (packed >> from) & ((1 << count) - 1);
    let (minute, hour, day, month, year) = (bits(0, 6), bits(6, 5), bits(11, 5), bits(16, 4), bits(20, 9) + 1900);
    let is_time = minute < 60 && hour < 24 && (1..=31).contains(&day) && (1..=12).contains(&month);
    is_time.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_from_bits() {
        let packed = (30 | (9 << 6) | (15 << 11) | (3 << 16) | (124u32 << 20)) as i32;
        assert_eq!(time(packed).as_deref(), Some("2024-03-15T09:30:00Z"));
        assert_eq!(time(0), None);
    }

    #[test]
    fn what_differs_from_the_style_is_written() {
        let tables = Tables::default();
        let mut style = Look::default();
        style.apply("b", None);
        let mut look = Look::default();
        for (word, number) in [("strike", None), ("up", None), ("fs", Some(21)), ("ulw", None), ("v", Some(0))] {
            assert!(look.apply(word, number));
        }
        assert_eq!(
            look.markup(&style, &tables),
            "<w:b w:val=\"0\"/><w:strike/><w:u w:val=\"words\"/><w:position w:val=\"6\"/><w:sz w:val=\"21\"/>"
        );
        assert!(!look.apply("par", None));
        let mut look = Look::default();
        for word in ["accdot", "chbrdr", "brdrs", "uldb", "twoinone"] {
            look.apply(word, None);
        }
        let ornaments = "<w:u w:val=\"double\"/><w:em w:val=\"dot\"/><w:bdr w:val=\"single\"/><w:eastAsianLayout w:vert=\"0\" w:combine=\"1\"/>";
        assert_eq!(look.markup(&Look::default(), &tables), ornaments);
        for word in ["accnone", "brdrnone", "ulnone", "horzvert"] {
            look.apply(word, None);
        }
        assert_eq!(look.markup(&Look::default(), &tables), "<w:eastAsianLayout w:vert=\"1\" w:combine=\"1\"/>");
    }
}
