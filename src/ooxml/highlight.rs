//! Colours that have names in WordprocessingML.

/// The colours of ST_HighlightColor, red, green and blue (ECMA-376 part 1 §17.18.40); `none` is no colour.
pub(crate) const HIGHLIGHT_COLORS: [(&str, [u8; 3]); 16] = [
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 0xFF]),
    ("cyan", [0, 0xFF, 0xFF]),
    ("darkBlue", [0, 0, 0x80]),
    ("darkCyan", [0, 0x80, 0x80]),
    ("darkGray", [0x80, 0x80, 0x80]),
    ("darkGreen", [0, 0x80, 0]),
    ("darkMagenta", [0x80, 0, 0x80]),
    ("darkRed", [0x80, 0, 0]),
    ("darkYellow", [0x80, 0x80, 0]),
    ("green", [0, 0xFF, 0]),
    ("lightGray", [0xC0, 0xC0, 0xC0]),
    ("magenta", [0xFF, 0, 0xFF]),
    ("red", [0xFF, 0, 0]),
    ("white", [0xFF, 0xFF, 0xFF]),
    ("yellow", [0xFF, 0xFF, 0]),
];
