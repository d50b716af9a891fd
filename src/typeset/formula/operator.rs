//! Operators: what room they take, which of them grow (MathML Core, Appendix B; Chinese type sets the same room).

/// Space before and after an operator, em.
pub(super) fn spaces(sign: &str, is_infix: bool) -> (f32, f32) {
    const THIN: f32 = 3.0 / 18.0;
    const MEDIUM: f32 = 4.0 / 18.0;
    const THICK: f32 = 5.0 / 18.0;
    let Some(first) = sign.chars().next() else { return (0.0, 0.0) };
    match first {
        ',' | ';' => (0.0, THIN),
        _ if is_large(sign) => (THIN / 3.0, THIN),
        '/' | '∕' | '!' | '.' | ':' | '′' | '%' | '°' | '|' | '‖' | '…' => (0.0, 0.0),
        // Of a sign before a number nothing parts it.
        _ if !is_infix || is_fence(sign) || is_invisible(sign) || is_full(first) => (0.0, 0.0),
        '+' | '-' | '−' | '±' | '∓' | '×' | '÷' | '·' | '⋅' | '*' | '∗' | '∪' | '∩' | '⊕' | '⊗' | '∧' | '∨' => {
            (MEDIUM, MEDIUM)
        }
        _ => (THICK, THICK),
    }
}

/// Signs set in full squares have their room in them.
fn is_full(c: char) -> bool {
    matches!(c as u32, 0x3000..=0x303F | 0xFF00..=0xFFEF)
}

/// Signs that say how a formula is meant, and are not printed.
pub(super) fn is_invisible(sign: &str) -> bool {
    !sign.is_empty() && sign.chars().all(|c| matches!(c as u32, 0x2061..=0x2064 | 0x200B))
}

/// Signs that are larger than others and have limits.
pub(super) fn is_large(sign: &str) -> bool {
    is_sum(sign) || is_integral(sign)
}

pub(super) fn is_sum(sign: &str) -> bool {
    matches!(sign, "∑" | "∏" | "∐" | "⋂" | "⋃" | "⋀" | "⋁" | "⨀" | "⨁" | "⨂" | "⨆" | "⨃")
}

pub(super) fn is_integral(sign: &str) -> bool {
    matches!(sign, "∫" | "∬" | "∭" | "∮" | "∯" | "∰")
}

pub(super) fn is_opening(sign: &str) -> bool {
    matches!(sign, "(" | "[" | "{" | "⟨" | "⌈" | "⌊")
}

pub(super) fn is_closing(sign: &str) -> bool {
    matches!(sign, ")" | "]" | "}" | "⟩" | "⌉" | "⌋")
}

/// Brackets and bars: they grow with what they hold.
pub(super) fn is_fence(sign: &str) -> bool {
    is_opening(sign) || is_closing(sign) || is_bar(sign)
}

pub(super) fn is_bar(sign: &str) -> bool {
    matches!(sign, "|" | "‖" | "∥")
}

/// The sign that is printed where no face has one of the mathematical signs.
pub(super) fn substitute(c: char) -> Option<char> {
    Some(match c {
        '∘' => '°',
        '⋅' | '∙' => '·',
        '∗' => '*',
        '⋯' => '…',
        '∣' => '|',
        '∥' => '‖',
        _ => return None,
    })
}

/// What a sign above or below is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// A line as wide as the base.
    Line,
    /// An accent: this character.
    Accent(char),
}

/// The line or accent a sign stands for; `None` for one that is set as a limit.
pub(super) fn over(sign: &str) -> Option<Over> {
    let mut characters = sign.chars();
    let only = characters.next().filter(|_| characters.next().is_none())?;
    Some(match only {
        '¯' | '_' | '‾' | 'ˉ' | '―' | '\u{304}' | '\u{305}' | '\u{332}' => Over::Line,
        '^' | 'ˆ' | '\u{302}' => Over::Accent('ˆ'),
        '~' | '˜' | '\u{303}' => Over::Accent('˜'),
        '˙' | '\u{307}' => Over::Accent('˙'),
        '¨' | '\u{308}' => Over::Accent('¨'),
        '´' | '\u{301}' => Over::Accent('´'),
        '`' | '\u{300}' => Over::Accent('`'),
        'ˇ' | '\u{30C}' => Over::Accent('ˇ'),
        '˘' | '\u{306}' => Over::Accent('˘'),
        '→' | '\u{20D7}' => Over::Accent('→'),
        '←' | '\u{20D6}' => Over::Accent('←'),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_have_their_room() {
        let (thin, medium, thick) = (3.0 / 18.0, 4.0 / 18.0, 5.0 / 18.0);
        let cases = [
            ("=", true, (thick, thick)),
            ("≤", true, (thick, thick)),
            ("+", true, (medium, medium)),
            ("-", false, (0.0, 0.0)),
            (",", true, (0.0, thin)),
            ("/", true, (0.0, 0.0)),
            ("(", true, (0.0, 0.0)),
            ("\u{2061}", true, (0.0, 0.0)),
            ("，", true, (0.0, 0.0)),
        ];
        for (sign, infix, (before, after)) in cases {
            let (found_before, found_after) = spaces(sign, infix);
            assert!((found_before - before).abs() < 1e-6 && (found_after - after).abs() < 1e-6, "{sign}");
        }
        assert!(is_large("∑") && is_large("∫") && !is_large("+"));
        assert_eq!((over("¯"), over("\u{302}"), over("n")), (Some(Over::Line), Some(Over::Accent('ˆ')), None));
    }
}
