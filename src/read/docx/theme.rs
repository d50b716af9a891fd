//! Fonts by theme (ECMA-376 §17.3.2.26, §20.1.4.1): which font `minorEastAsia` and the like stand for in a document.

use crate::document::FontName;
use crate::finding::Error;
use crate::ooxml::{Element, Ns, Package, Relationships, Unparsed};

/// What stands for a font of the theme until its name is asked for, as in DrawingML (§20.1.4.1.32): the fonts of headings and of
/// running text, each for Chinese and for Latin text.
const PARTS: [&str; 4] = ["+mj-ea", "+mj-lt", "+mn-ea", "+mn-lt"];

/// Reads one of the fonts of `w:rFonts`: that of the theme holds where there are both.
pub(super) fn font(fonts: Element<'_>, theme: &str, own: &str) -> Option<FontName> {
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

/// The fonts of a document's theme.
#[derive(Debug, Default)]
pub(super) struct Theme {
    /// In the order of [`PARTS`].
    fonts: [Option<FontName>; PARTS.len()],
}

/// Where the parts stand that say which fonts a theme has. They are read where a font of it is asked for: seldom.
#[derive(Debug, Default)]
pub(super) struct ThemeParts {
    theme: Option<String>,
    settings: Option<String>,
}

impl ThemeParts {
    pub(super) fn of(relationships: &Relationships) -> Self {
        let part = |kind| relationships.parts_of_kind(kind).next().map(str::to_owned);
        ThemeParts { theme: part("theme"), settings: part("settings") }
    }

    /// Reads the theme; one without fonts where there is none.
    ///
    /// # Errors
    /// `limit-exceeded`, for a part or its XML.
    pub(super) fn read(&self, package: &mut Package<'_>) -> Result<Theme, Error> {
        const IDLE: [&str; 5] = ["clrScheme", "fmtScheme", "objectDefaults", "extraClrSchemeLst", "extLst"];
        let unparsed = |passed_over| Unparsed { passed_over, ..Unparsed::default() };
        let Some(theme) = &self.theme else { return Ok(Theme::default()) };
        let Some(theme) = package.xml_without(theme, unparsed(&IDLE))? else { return Ok(Theme::default()) };
        let settings = match &self.settings {
            Some(settings) => package.xml_without(settings, unparsed(&["rsids", "compat", "docVars"]))?,
            None => None,
        };
        let language = settings.as_ref().and_then(|xml| xml.root()?.child(Ns::W, "themeFontLang"));
        let script = language.and_then(|e| e.attribute(Ns::W, "eastAsia")).and_then(script_of);
        Ok(theme.root().map(|root| Theme::of(root, script)).unwrap_or_default())
    }
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
        }
    }

    /// Whether this stands for a font of the theme.
    pub(super) fn has_part(font: &FontName) -> bool {
        PARTS.contains(&font.as_str())
    }

    /// The name of a font; `None` where the theme has none.
    pub(super) fn name<'f>(&'f self, font: &'f FontName) -> Option<&'f FontName> {
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
}
