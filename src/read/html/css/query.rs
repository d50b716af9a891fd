//! Conditions of rules: whether a query of media holds on the screen of a desktop, and whether a browser of today supports something.
//!
//! `None` is what cannot be told here: rules under it count as in doubt.

use super::property::DEEPEST_BRACKETS;
use cssparser::{ParseError, Parser, Token};

/// The screen pages are looked at on, pixels.
const WIDTH: f64 = 1280.0;
const HEIGHT: f64 = 800.0;
/// Pixels of an `em` in a query.
const EM: f64 = 16.0;

/// Whether a list of queries holds (Media Queries 4 §3).
pub(super) fn is_for_screens(source: &str) -> Option<bool> {
    let mut input = Parser::new(source);
    input.set_nested_block_limit(DEEPEST_BRACKETS);
    if input.is_exhausted() {
        return Some(true);
    }
    let queries = input.parse_comma_separated_ignoring_errors(|input| -> Result<_, ParseError<()>> {
        let held = query(input);
        let is_read = input.is_exhausted();
        while input.next().is_ok() {}
        // What no browser understands holds nowhere.
        Ok(if is_read { held } else { Some(false) })
    });
    any(queries)
}

/// Whether what `@supports` asks for is there.
pub(super) fn is_supported(source: &str) -> Option<bool> {
    let mut input = Parser::new(source);
    input.set_nested_block_limit(DEEPEST_BRACKETS);
    condition(&mut input, &|input| {
        let start = input.position();
        while input.next().is_ok() {}
        let asked = input.slice_from(start).to_ascii_lowercase();
        let (name, value) = asked.split_once(':')?;
        let of_others =
            |text: &str| ["-ms-", "-moz-", "-o-", "-apple-"].iter().any(|mark| text.trim().starts_with(mark));
        Some(!of_others(name) && !of_others(value))
    })
}

fn any(all: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut held = Some(false);
    for one in all {
        match one {
            Some(true) => return Some(true),
            Some(false) => {}
            None => held = None,
        }
    }
    held
}

fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// `[not | only] type [and (feature)]*`, or a condition.
fn query(input: &mut Parser<'_>) -> Option<bool> {
    let typed = input.try_parse(|input| -> Result<(bool, bool), ParseError<()>> {
        let mut word = input.expect_ident_cloned()?.to_ascii_lowercase();
        let is_negated = word == "not";
        if is_negated || word == "only" {
            word = input.expect_ident_cloned()?.to_ascii_lowercase();
        }
        Ok((is_negated, matches!(word.as_str(), "all" | "screen")))
    });
    let Ok((is_negated, is_screen)) = typed else { return condition(input, &feature) };
    let mut held = Some(is_screen);
    while input.try_parse(|input| input.expect_ident_matching("and")).is_ok() {
        held = both(held, in_brackets(input, &feature));
    }
    if is_negated { held.map(|held| !held) } else { held }
}

type Asked<'f> = &'f dyn Fn(&mut Parser<'_>) -> Option<bool>;

/// `not (…)`, `(…) and (…)`, `(…) or (…)`; what is asked within the brackets, `asked` answers.
fn condition(input: &mut Parser<'_>, asked: Asked<'_>) -> Option<bool> {
    if input.try_parse(|input| input.expect_ident_matching("not")).is_ok() {
        return in_brackets(input, asked).map(|held| !held);
    }
    let mut held = in_brackets(input, asked);
    loop {
        if input.try_parse(|input| input.expect_ident_matching("and")).is_ok() {
            held = both(held, in_brackets(input, asked));
        } else if input.try_parse(|input| input.expect_ident_matching("or")).is_ok() {
            held = any([held, in_brackets(input, asked)]);
        } else {
            return held;
        }
    }
}

/// Brackets stand in each other no deeper than the parser allows.
fn in_brackets(input: &mut Parser<'_>, asked: Asked<'_>) -> Option<bool> {
    match input.next() {
        Ok(Token::ParenthesisBlock) => {}
        Ok(Token::Function(_)) => {
            let _: Result<(), ParseError<()>> = input.parse_nested_block(|input| {
                while input.next().is_ok() {}
                Ok(())
            });
            return None;
        }
        _ => return Some(false),
    }
    let held: Result<Option<bool>, ParseError<()>> = input.parse_nested_block(|input| {
        let start = input.state();
        let is_condition = match input.next() {
            Ok(Token::ParenthesisBlock | Token::Function(_)) => true,
            Ok(Token::Ident(word)) => word.eq_ignore_ascii_case("not"),
            _ => false,
        };
        input.reset(&start);
        let held = if is_condition { condition(input, asked) } else { asked(input) };
        while input.next().is_ok() {}
        Ok(held)
    });
    held.ok().flatten()
}

/// A feature of media: `min-width: 600px`, `width >= 600px`, `400px < width <= 800px`, `color`.
fn feature(input: &mut Parser<'_>) -> Option<bool> {
    let start = input.position();
    while input.next().is_ok() {}
    let asked = input.slice_from(start).trim().to_ascii_lowercase();
    if let Some((name, value)) = asked.split_once(':') {
        return of_value(name.trim(), value.trim());
    }
    let Some(at) = asked.find(['<', '>', '=']) else { return of_value(&asked, "") };
    let (first, rest) = asked.split_at(at);
    let end = rest.find(|c| !matches!(c, '<' | '>' | '=')).unwrap_or(rest.len());
    let (sign, rest) = rest.split_at(end);
    let Some(at) = rest.find(['<', '>', '=']) else { return compared(first, sign, rest) };
    let (middle, last) = rest.split_at(at);
    let end = last.find(|c| !matches!(c, '<' | '>' | '=')).unwrap_or(last.len());
    let (second, last) = last.split_at(end);
    both(compared(first, sign, middle), compared(middle, second, last))
}

/// Whether one side of a comparison is so to the other; one of them is a feature.
fn compared(left: &str, sign: &str, right: &str) -> Option<bool> {
    let side = |text: &str| measure(text.trim()).or_else(|| pixels(text.trim()));
    let (left, right) = (side(left)?, side(right)?);
    Some(match sign {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        "=" => (left - right).abs() < f64::EPSILON,
        _ => return None,
    })
}

/// What the screen has of a feature that is a number.
fn measure(name: &str) -> Option<f64> {
    Some(match name {
        "width" | "device-width" => WIDTH,
        "height" | "device-height" => HEIGHT,
        "aspect-ratio" | "device-aspect-ratio" => WIDTH / HEIGHT,
        "color" => 8.0,
        "color-index" | "monochrome" | "grid" => 0.0,
        "resolution" | "-webkit-device-pixel-ratio" => 1.0,
        _ => return None,
    })
}

/// A length in pixels, a ratio or a plain number.
fn pixels(value: &str) -> Option<f64> {
    if let Some((over, under)) = value.split_once('/') {
        return Some(over.trim().parse::<f64>().ok()? / under.trim().parse::<f64>().ok()?);
    }
    let end = value.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (number, unit) = value.split_at(end);
    let factor = match unit {
        "" | "px" | "dppx" | "x" => 1.0,
        "em" | "rem" => EM,
        "pt" => 96.0 / 72.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        "dpi" => 1.0 / 96.0,
        _ => return None,
    };
    number.trim().parse::<f64>().ok().map(|number| number * factor)
}

fn of_value(name: &str, value: &str) -> Option<bool> {
    let (bound, bare) = match name {
        name if name.contains("min-") => (Some(true), name.replacen("min-", "", 1)),
        name if name.contains("max-") => (Some(false), name.replacen("max-", "", 1)),
        name => (None, name.to_owned()),
    };
    if let Some(own) = measure(&bare) {
        if value.is_empty() {
            return Some(own > 0.0);
        }
        let wanted = pixels(value)?;
        return Some(match bound {
            Some(true) => own >= wanted,
            Some(false) => own <= wanted,
            None => (own - wanted).abs() < 0.01,
        });
    }
    // What the screen of a desktop is like; without a value: whether it has it at all.
    let own = match name {
        "orientation" => "landscape",
        "hover" | "any-hover" => "hover",
        "pointer" | "any-pointer" => "fine",
        "update" => "fast",
        "overflow-block" => "scroll",
        "overflow-inline" => "scroll",
        "scan" => "progressive",
        "color-gamut" => "srgb",
        "display-mode" => "browser",
        "prefers-color-scheme" => "light",
        "prefers-reduced-motion" | "prefers-contrast" | "prefers-reduced-transparency" | "prefers-reduced-data" => {
            return Some(value == "no-preference");
        }
        "forced-colors" | "inverted-colors" => return Some(value == "none"),
        // Of other makers' browsers.
        name if name.starts_with("-ms-") || name.starts_with("-moz-") => return Some(false),
        _ => return None,
    };
    Some(value.is_empty() || value == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_holds_on_the_screen_of_a_desktop_or_not() {
        let (yes, no) = (Some(true), Some(false));
        for (query, held) in [
            ("", yes),
            ("all", yes),
            ("screen", yes),
            ("only screen", yes),
            ("print", no),
            ("not print", yes),
            ("not screen", no),
            ("print, screen", yes),
            ("print, (min-width: 9000px)", no),
            ("screen and (min-width:600px)", yes),
            ("screen and (min-width:600px) and (max-width: 1279px)", no),
            ("(max-width: 80em)", yes),
            ("(max-width: 79em)", no),
            ("(width >= 600px)", yes),
            ("(width < 600px)", no),
            ("(400px < width <= 1280px)", yes),
            ("(400px < width < 1280px)", no),
            ("(1280px = width)", yes),
            ("(orientation: landscape)", yes),
            ("(orientation:portrait)", no),
            ("not all and (orientation:portrait)", yes),
            ("not (max-width: 600px)", yes),
            ("(min-width: 1px) and (not (max-width: 600px))", yes),
            ("(max-width: 1px) or (min-width: 600px)", yes),
            ("(min-aspect-ratio: 16/9)", no),
            ("(color)", yes),
            ("(monochrome)", no),
            ("(hover: hover)", yes),
            ("(hover: none)", no),
            ("(-webkit-min-device-pixel-ratio: 2)", no),
            ("screen and (-ms-high-contrast: active)", no),
            ("(prefers-color-scheme: dark)", no),
            ("screen\\0", no),
            ("(of-the-future: 1)", None),
            ("print and (of-the-future: 1)", no),
            ("screen, (of-the-future: 1)", yes),
        ] {
            assert_eq!(is_for_screens(query), held, "{query}");
        }
    }

    #[test]
    fn browsers_of_today_support_what_is_standard() {
        for (asked, held) in [
            ("(display: grid)", Some(true)),
            ("not (display: grid)", Some(false)),
            ("(-ms-ime-align: auto)", Some(false)),
            ("(display:grid) and (not (-moz-appearance:none))", Some(true)),
            ("selector(:has(a))", None),
        ] {
            assert_eq!(is_supported(asked), held, "{asked}");
        }
    }
}
