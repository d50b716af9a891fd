//! Characters of symbol fonts → Unicode.

/// Whether a font draws symbols in the places of letters.
pub(super) fn is_symbol_font(font: &str) -> bool {
    table(font).is_some()
}

fn table(font: &str) -> Option<&'static [(u8, char)]> {
    const FONTS: [(&str, &[(u8, char)]); 4] =
        [("wingdings", WINGDINGS), ("wingdings 2", WINGDINGS_2), ("symbol", SYMBOL), ("webdings", WEBDINGS)];
    let font = font.trim();
    FONTS.iter().find(|(name, _)| font.eq_ignore_ascii_case(name)).map(|(_, table)| *table)
}

/// What a character of a symbol font shows; `None` where that is not known. Word keeps these characters as they are or moved
/// to U+F000–F0FF (ECMA-376 §17.3.3.30).
pub(super) fn symbol_to_unicode(font: &str, code: u32) -> Option<char> {
    let code = match code {
        0xF000..=0xF0FF => code - 0xF000,
        _ => code,
    };
    let code = u8::try_from(code).ok()?;
    if code == b' ' {
        return Some(' ');
    }
    let single = table(font)?.iter().find(|(at, _)| *at == code).map(|(_, shown)| *shown);
    single.or_else(|| {
        let named = |name: &str| font.trim().eq_ignore_ascii_case(name);
        let mut runs = RUNS.iter().filter(|(name, first, _)| *first <= code && named(name));
        runs.find_map(|(_, first, shown)| shown.chars().nth(usize::from(code - first)))
    })
}

/// Pictures: the font, the code of the first, and what it and those after it show.
const RUNS: &[(&str, u8, &str)] = &[
    ("wingdings", 0x23, "✁👓🕭🕮🕯"),
    ("wingdings", 0x29, "✆"),
    ("wingdings", 0x2B, "🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌🖏👍👎☜"),
    ("wingdings", 0x47, "☝☟🖐"),
    ("wingdings", 0x4B, "😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵"),
    ("wingdings", 0x70, "🞐"),
    ("wingdings", 0x79, "⮹⌘🏵🏶🙶🙷"),
    ("wingdings", 0xA2, "🞆🞈"),
    ("wingdings", 0xB5, "✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"),
    ("wingdings", 0xD5, "⌫⌦"),
    ("webdings", 0x21, "🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗⏴⏵⏶⏷⏪⏩⏮⏭⏸⏹⏺🗚🗳🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫⮔"),
    ("webdings", 0x62, "🚲"),
    ("webdings", 0x64, "🛡📦🛱"),
    ("webdings", 0x68, "🚑🛈🛩🛰🟈🕴"),
    ("webdings", 0x6F, "🛥🚔🗘"),
    ("webdings", 0x73, "❓🛲🚇🚍⛳"),
    ("wingdings 2", 0x21, "🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸"),
    ("wingdings 2", 0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
];

const WINGDINGS: &[(u8, char)] = &[
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '⌧'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8A, '⑩'),
    (0x8B, '⓿'),
    (0x8C, '❶'),
    (0x8D, '❷'),
    (0x8E, '❸'),
    (0x8F, '❹'),
    (0x90, '❺'),
    (0x91, '❻'),
    (0x92, '❼'),
    (0x93, '❽'),
    (0x94, '❾'),
    (0x95, '❿'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA4, '◉'),
    (0xA5, '◎'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xF1, '⇧'),
    (0xF2, '⇩'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u8, char)] =
    &[(0x4F, '✗'), (0x50, '✓'), (0x51, '☒'), (0x52, '☑'), (0x53, '☒'), (0x97, '●'), (0xA3, '☐')];

const WEBDINGS: &[(u8, char)] = &[(0x61, '✓'), (0x63, '□'), (0x67, '■'), (0x6E, '●'), (0x72, '✗')];

const SYMBOL: &[(u8, char)] = &[
    (b'!', '!'),
    (0x22, '∀'),
    (b'#', '#'),
    (0x24, '∃'),
    (b'%', '%'),
    (b'&', '&'),
    (0x27, '∋'),
    (b'(', '('),
    (b')', ')'),
    (0x2A, '∗'),
    (b'+', '+'),
    (b',', ','),
    (0x2D, '−'),
    (b'.', '.'),
    (b'/', '/'),
    (b'0', '0'),
    (b'1', '1'),
    (b'2', '2'),
    (b'3', '3'),
    (b'4', '4'),
    (b'5', '5'),
    (b'6', '6'),
    (b'7', '7'),
    (b'8', '8'),
    (b'9', '9'),
    (b':', ':'),
    (b';', ';'),
    (b'<', '<'),
    (b'=', '='),
    (b'>', '>'),
    (b'?', '?'),
    (0x40, '≅'),
    (b'A', 'Α'),
    (b'B', 'Β'),
    (b'C', 'Χ'),
    (b'D', 'Δ'),
    (b'E', 'Ε'),
    (b'F', 'Φ'),
    (b'G', 'Γ'),
    (b'H', 'Η'),
    (b'I', 'Ι'),
    (b'J', 'ϑ'),
    (b'K', 'Κ'),
    (b'L', 'Λ'),
    (b'M', 'Μ'),
    (b'N', 'Ν'),
    (b'O', 'Ο'),
    (b'P', 'Π'),
    (b'Q', 'Θ'),
    (b'R', 'Ρ'),
    (b'S', 'Σ'),
    (b'T', 'Τ'),
    (b'U', 'Υ'),
    (b'V', 'ς'),
    (b'W', 'Ω'),
    (b'X', 'Ξ'),
    (b'Y', 'Ψ'),
    (b'Z', 'Ζ'),
    (b'[', '['),
    (0x5C, '∴'),
    (b']', ']'),
    (0x5E, '⊥'),
    (b'_', '_'),
    (b'a', 'α'),
    (b'b', 'β'),
    (b'c', 'χ'),
    (b'd', 'δ'),
    (b'e', 'ε'),
    (b'f', 'φ'),
    (b'g', 'γ'),
    (b'h', 'η'),
    (b'i', 'ι'),
    (b'j', 'ϕ'),
    (b'k', 'κ'),
    (b'l', 'λ'),
    (b'm', 'μ'),
    (b'n', 'ν'),
    (b'o', 'ο'),
    (b'p', 'π'),
    (b'q', 'θ'),
    (b'r', 'ρ'),
    (b's', 'σ'),
    (b't', 'τ'),
    (b'u', 'υ'),
    (b'v', 'ϖ'),
    (b'w', 'ω'),
    (b'x', 'ξ'),
    (b'y', 'ψ'),
    (b'z', 'ζ'),
    (b'{', '{'),
    (b'|', '|'),
    (b'}', '}'),
    (0x7E, '∼'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xA8, '♦'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xC7, '∩'),
    (0xC8, '∪'),
    (0xCE, '∈'),
    (0xD0, '∠'),
    (0xD5, '∏'),
    (0xD6, '√'),
    (0xD7, '⋅'),
    (0xDE, '⇒'),
    (0xE5, '∑'),
    (0xF2, '∫'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_symbols_are_known_in_both_places_and_others_are_not_guessed() {
        assert_eq!(symbol_to_unicode("Wingdings", 0xF06C), Some('●'));
        assert_eq!(symbol_to_unicode("wingdings", 0xFE), Some('☑'));
        assert_eq!(symbol_to_unicode("Wingdings 2", 0x52), Some('☑'));
        assert_eq!(symbol_to_unicode("Symbol", 0xF0B3), Some('≥'));
        assert_eq!(symbol_to_unicode("Wingdings", 0x4A), Some('☺'));
        assert_eq!(symbol_to_unicode("Wingdings", 0xF045), Some('☜'));
        assert_eq!(symbol_to_unicode("Wingdings", 0x69), Some('♓'));
        assert_eq!(symbol_to_unicode("Wingdings", 0xC2), Some('🕛'));
        assert_eq!(symbol_to_unicode("Webdings", 0x60), Some('⮔'));
        assert_eq!(symbol_to_unicode("Wingdings 2", 0x6A), Some('①'));
        assert_eq!(symbol_to_unicode("Wingdings", 0xD3), None);
        assert_eq!(symbol_to_unicode("仿宋", 0x41), None);
        assert!(is_symbol_font("Symbol") && !is_symbol_font("SimSun"));
    }
}
