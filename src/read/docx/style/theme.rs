//! Fonts and colours by theme (ECMA-376 §17.3.2.26, §17.18.97, §20.1.4.1): which font `minorEastAsia` and which colour `accent1`
//! and the like stand for in a document.

use crate::document::{Color, FontName};
use crate::finding::Error;
use crate::ooxml::{Element, Ns, Package, Relationships, Unparsed, Xml};
use crate::read::docx::wml::is_on;
use crate::whole::Whole;

/// What stands for a font of the theme until its name is asked for, as in DrawingML (§20.1.4.1.32): the fonts of headings and of
/// running text, each for Chinese and for Latin text.
const PARTS: [&str; 4] = ["+mj-ea", "+mj-lt", "+mn-ea", "+mn-lt"];

/// Reads one of the fonts of `w:rFonts`: that of the theme holds where there are both.
pub(crate) fn font(fonts: Element<'_>, theme: &str, own: &str) -> Option<FontName> {
    let name = match fonts.attribute(Ns::W, theme) {
        Some("majorEastAsia") => "+mj-ea",
        Some("minorEastAsia") => "+mn-ea",
        Some("majorAscii" | "majorHAnsi" | "majorBidi") => "+mj-lt",
        Some("minorAscii" | "minorHAnsi" | "minorBidi") => "+mn-lt",
        Some(_) => return None,
        None => fonts.attribute(Ns::W, own)?,
    };
    FontName::new(name).ok()
}

/// The colours of a theme, as it names them (§20.1.6.2), and as WordprocessingML does.
const COLORS: [(&str, &str); 12] = [
    ("dk1", "dark1"),
    ("lt1", "light1"),
    ("dk2", "dark2"),
    ("lt2", "light2"),
    ("accent1", "accent1"),
    ("accent2", "accent2"),
    ("accent3", "accent3"),
    ("accent4", "accent4"),
    ("accent5", "accent5"),
    ("accent6", "accent6"),
    ("hlink", "hyperlink"),
    ("folHlink", "followedHyperlink"),
];

/// The colours a document gives a part of its theme to (§17.15.1.20), as DrawingML, WordprocessingML and the settings name them;
/// then what they are where the settings say nothing, and the colour that is where there is no theme.
const MAPPED: [(&str, &str, &str, usize, Color); 4] = [
    ("tx1", "text1", "t1", 0, Color::BLACK),
    ("bg1", "background1", "bg1", 1, Color::WHITE),
    ("tx2", "text2", "t2", 2, Color([0x44, 0x54, 0x6A])),
    ("bg2", "background2", "bg2", 3, Color([0xE7, 0xE6, 0xE6])),
];

/// So many parts make a whole (§20.1.10.40).
const WHOLE: u32 = 100_000;

/// A colour of the theme, made lighter or darker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ThemeColor {
    /// Where it stands in [`COLORS`], or behind them in [`MAPPED`].
    place: usize,
    /// What its lightness is multiplied with, and what is added to that.
    times: u32,
    plus: u32,
}

impl ThemeColor {
    fn place(name: &str) -> Option<usize> {
        let own = COLORS.iter().position(|(drawing, word)| [*drawing, *word].contains(&name));
        let mapped = || MAPPED.iter().position(|(drawing, word, ..)| [*drawing, *word].contains(&name));
        own.or_else(|| mapped().map(|at| COLORS.len() + at))
    }

    /// Reads what an attribute of WordprocessingML names, with those beside it that lighten and darken (§17.18.98).
    pub(crate) fn named_in(element: Element<'_>, attribute: &str) -> Option<Self> {
        let place = ThemeColor::place(element.attribute(Ns::W, attribute)?)?;
        // `themeColor` has `themeTint` beside it, `themeFill` `themeFillTint`.
        let stem = attribute.strip_suffix("Color").unwrap_or(attribute);
        let part = |name: &str| {
            let part = element.attribute(Ns::W, &format!("{stem}{name}"))?;
            Some(u32::from(u8::from_str_radix(part.trim(), 16).ok()?) * WHOLE / 255)
        };
        let (times, plus) = match (part("Tint"), part("Shade")) {
            (Some(tint), _) => (tint, WHOLE - tint),
            (None, shade) => (shade.unwrap_or(WHOLE), 0),
        };
        Some(ThemeColor { place, times, plus })
    }

    /// Reads `schemeClr` of DrawingML, or of the extensions that are worded like it.
    pub(crate) fn in_drawing(color: Element<'_>) -> Option<Self> {
        let val = |element: Element<'_>| {
            element.attribute(element.ns(), "val").or_else(|| element.attribute(Ns::None, "val")).map(str::to_owned)
        };
        let place = ThemeColor::place(&val(color)?)?;
        let part = |name: &str| {
            let child = color.children().find(|e| e.name() == name)?;
            val(child)?.trim().parse::<u32>().ok().map(|part| part.min(2 * WHOLE))
        };
        Some(ThemeColor { place, times: part("lumMod").unwrap_or(WHOLE), plus: part("lumOff").unwrap_or(0) })
    }

    /// The colour, lighter or darker as this says; its hue stays.
    fn of(self, Color(channels): Color) -> Color {
        if (self.times, self.plus) == (WHOLE, 0) {
            return Color(channels);
        }
        let [red, green, blue] = channels.map(|channel| f64::from(channel) / 255.0);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let lightness = f64::midpoint(most, least);
        let part = |parts: u32| f64::from(parts) / f64::from(WHOLE);
        let wanted = (lightness * part(self.times) + part(self.plus)).clamp(0.0, 1.0);
        // The same saturation at another lightness: what is above and below the middle shrinks or grows alike.
        let reach = |lightness: f64| 1.0 - (2.0 * lightness - 1.0).abs();
        let factor = if reach(lightness) > 0.0 { reach(wanted) / reach(lightness) } else { 0.0 };
        let channel = |channel: f64| {
            let moved = wanted + (channel - lightness) * factor;
            u8::whole((moved.clamp(0.0, 1.0) * 255.0).round())
        };
        Color([channel(red), channel(green), channel(blue)])
    }
}

/// The fonts and colours of a document's theme.
#[derive(Debug, Default)]
pub(crate) struct Theme {
    /// In the order of [`PARTS`].
    fonts: [Option<FontName>; PARTS.len()],
    /// In the order of [`COLORS`].
    colors: [Option<Color>; COLORS.len()],
    /// What the settings make of [`MAPPED`].
    mapped: [Option<usize>; MAPPED.len()],
}

impl Theme {
    /// None at all.
    pub(crate) const NONE: Theme =
        Theme { fonts: [const { None }; PARTS.len()], colors: [None; COLORS.len()], mapped: [None; MAPPED.len()] };
}

/// Where the parts stand that say what a theme has. They are read where a font or colour of it is asked for: seldom.
#[derive(Debug, Default)]
pub(crate) struct ThemeParts {
    theme: Option<String>,
    settings: Option<String>,
}

impl ThemeParts {
    pub(crate) fn of(relationships: &Relationships) -> Self {
        let part = |kind| relationships.parts_of_kind(kind).next().map(str::to_owned);
        ThemeParts { theme: part("theme"), settings: part("settings") }
    }

    /// Reads the theme; one without fonts where there is none.
    ///
    /// # Errors
    /// `limit-exceeded`, for a part or its XML.
    pub(crate) fn read(&self, package: &mut Package<'_>) -> Result<Theme, Error> {
        const IDLE: [&str; 4] = ["fmtScheme", "objectDefaults", "extraClrSchemeLst", "extLst"];
        let unparsed = |passed_over| Unparsed { passed_over, ..Unparsed::default() };
        let Some(theme) = &self.theme else { return Ok(Theme::default()) };
        let Some(theme) = package.xml_without(theme, unparsed(&IDLE))? else { return Ok(Theme::default()) };
        let settings = self.settings(package)?;
        let settings = settings.as_ref().and_then(Xml::root);
        let language = settings.and_then(|root| root.child(Ns::W, "themeFontLang"));
        let script = language.and_then(|e| e.attribute(Ns::W, "eastAsia")).and_then(script_of);
        let Some(root) = theme.root() else { return Ok(Theme::default()) };
        let mapping = settings.and_then(|root| root.child(Ns::W, "clrSchemeMapping"));
        let mapped = MAPPED.map(|(_, _, name, ..)| ThemeColor::place(mapping?.attribute(Ns::W, name)?));
        Ok(Theme { mapped, colors: colors(root), ..Theme::of(root, script) })
    }

    fn settings(&self, package: &mut Package<'_>) -> Result<Option<Xml>, Error> {
        let Some(settings) = &self.settings else { return Ok(None) };
        package.xml_without(settings, Unparsed { passed_over: &["rsids", "compat", "docVars"], ..Unparsed::default() })
    }

    /// Whether the page's ground is shown (§17.15.1.25): else it is noted down, and the paper is white.
    ///
    /// # Errors
    /// `limit-exceeded`, for the settings or their XML.
    pub(crate) fn shows_page_ground(&self, package: &mut Package<'_>) -> Result<bool, Error> {
        let settings = self.settings(package)?;
        let shown = settings.as_ref().and_then(|xml| xml.root()?.child(Ns::W, "displayBackgroundShape"));
        Ok(shown.is_some_and(is_on))
    }
}

/// The colours of `a:theme`, in the order of [`COLORS`].
fn colors(root: Element<'_>) -> [Option<Color>; COLORS.len()] {
    let scheme = root.descendants().find(|e| e.is(Ns::Drawing, "clrScheme"));
    COLORS.map(|(name, _)| {
        let color = scheme?.child(Ns::Drawing, name)?.children().next()?;
        let value = if color.name() == "sysClr" { "lastClr" } else { "val" };
        format!("#{}", color.attribute(Ns::None, value)?.trim()).parse().ok()
    })
}

/// The script a language is written in, as themes name it (ISO 15924).
fn script_of(language: &str) -> Option<&'static str> {
    let language = language.to_ascii_lowercase();
    let traditional = ["tw", "hk", "mo", "hant"];
    let mut subtags = language.split(['-', '_']);
    match subtags.next()? {
        "zh" if subtags.any(|subtag| traditional.contains(&subtag)) => Some("Hant"),
        "zh" => Some("Hans"),
        "ja" => Some("Jpan"),
        "ko" => Some("Hang"),
        _ => None,
    }
}

impl Theme {
    /// Reads `a:theme`. The font of Chinese text is that of the script the settings say, else the one for all of East Asia
    /// (§17.15.1.88).
    fn of(root: Element<'_>, script: Option<&str>) -> Self {
        let Some(scheme) = root.descendants().find(|e| e.is(Ns::Drawing, "fontScheme")) else {
            return Theme::default();
        };
        let face = |element: Element<'_>| FontName::new(element.attribute(Ns::None, "typeface")?).ok();
        let chinese = |fonts: Element<'_>| {
            let mut scripts = fonts.children().filter(|e| e.is(Ns::Drawing, "font"));
            let of_script = script.and_then(|script| scripts.find(|e| e.attribute(Ns::None, "script") == Some(script)));
            of_script.and_then(face).or_else(|| fonts.child(Ns::Drawing, "ea").and_then(face))
        };
        let latin = |fonts: Element<'_>| fonts.child(Ns::Drawing, "latin").and_then(face);
        let [major, minor] = ["majorFont", "minorFont"].map(|name| scheme.child(Ns::Drawing, name));
        Theme {
            fonts: [major.and_then(chinese), major.and_then(latin), minor.and_then(chinese), minor.and_then(latin)],
            ..Theme::default()
        }
    }

    /// A colour; `None` where the theme has none and nothing is known to stand for it.
    pub(crate) fn color(&self, named: ThemeColor) -> Option<Color> {
        let mapped = named.place.checked_sub(COLORS.len());
        let place = match mapped.and_then(|at| MAPPED.get(at).map(|(.., usual, _)| (at, *usual))) {
            Some((at, usual)) => self.mapped.get(at).copied().flatten().unwrap_or(usual),
            None => named.place,
        };
        let known = || mapped.and_then(|at| MAPPED.get(at)).map(|(.., color)| *color);
        self.colors.get(place).copied().flatten().or_else(known).map(|color| named.of(color))
    }

    /// Whether this stands for a font of the theme.
    pub(crate) fn has_part(font: &FontName) -> bool {
        PARTS.contains(&font.as_str())
    }

    /// The name of a font; `None` where the theme has none.
    pub(crate) fn name<'f>(&'f self, font: &'f FontName) -> Option<&'f FontName> {
        match PARTS.iter().position(|part| *part == font.as_str()) {
            Some(part) => self.fonts.get(part).and_then(Option::as_ref),
            None => Some(font),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_scripts() {
        for (language, script) in [
            ("zh-CN", Some("Hans")),
            ("zh", Some("Hans")),
            ("zh-TW", Some("Hant")),
            ("zh-Hant-HK", Some("Hant")),
            ("ja-JP", Some("Jpan")),
            ("ko-KR", Some("Hang")),
            ("en-US", None),
            ("", None),
        ] {
            assert_eq!(script_of(language), script, "{language}");
        }
    }

    #[test]
    fn colours_of_the_theme_are_lightened_and_darkened() {
        let of = |color: &str, times, plus| ThemeColor { place: 0, times, plus }.of(color.parse().unwrap()).to_string();
        // As Word's own menu has them: white darker by 5 %, accent 1 lighter by 80 % and darker by 25 %.
        assert_eq!(of("#FFFFFF", WHOLE, 0), "#FFFFFF");
        assert_eq!(of("#FFFFFF", 95_000, 0), "#F2F2F2");
        assert_eq!(of("#4472C4", 20_000, 80_000), "#DAE3F3");
        assert_eq!(of("#4472C4", 75_000, 0), "#2F5597");
        assert_eq!(of("#000000", 50_000, 50_000), "#808080");
    }

    #[test]
    fn colours_are_known_by_either_name_and_without_a_theme_as_far_as_they_can_be() {
        assert_eq!(ThemeColor::place("accent1"), Some(4));
        assert_eq!((ThemeColor::place("bg1"), ThemeColor::place("background1")), (Some(13), Some(13)));
        assert_eq!(ThemeColor::place("none"), None);
        let color = |theme: &Theme, name| {
            let place = ThemeColor::place(name).unwrap();
            theme.color(ThemeColor { place, times: WHOLE, plus: 0 })
        };
        let bare = Theme::default();
        assert_eq!((color(&bare, "background1"), color(&bare, "accent1")), (Some(Color::WHITE), None));
        let mut swapped = Theme { mapped: [Some(1), Some(0), None, None], ..Theme::default() };
        swapped.colors[0] = Some(Color::BLACK);
        swapped.colors[1] = Some(Color::WHITE);
        assert_eq!(color(&swapped, "bg1"), Some(Color::BLACK), "the settings make the ground dark");
        assert_eq!(color(&swapped, "lt1"), Some(Color::WHITE));
    }
}
