//! What kinds of characters there are, and where lines may not break (禁则).

/// The kind of a character in Chinese setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A Chinese character or anything set like one.
    Han,
    /// A full-width opening mark: its ink is on the right of its square.
    Open,
    /// A full-width closing mark, comma, stop: its ink is on the left of its square.
    Close,
    /// A full-width dash or ellipsis, or the middle dot: ink in the middle.
    Middle,
    /// A letter or digit of the Latin face.
    Latin,
    /// Punctuation of the Latin face.
    LatinMark,
    /// A blank that lines may end with.
    Space,
    /// A tab.
    Tab,
    /// A forced line break.
    LineFeed,
    /// A picture within the line.
    Object,
    /// A raised note call: stays with what it follows.
    Call,
}

impl Class {
    /// Whether space may be put next to it to justify a line.
    pub(super) fn is_full_width(self) -> bool {
        matches!(self, Class::Han | Class::Open | Class::Close | Class::Middle)
    }
}

/// Whether a character is Chinese script (ideographs, radicals, kana, bopomofo), not punctuation.
pub(super) fn is_han(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3041..=0x312F | 0x31A0..=0x4DBF
        | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Squares, triangles, circles and stars, which stand beside each other in one text: they come from one face, that of 宋体, where each
/// fills its square. Those of 仿宋 are half as wide, and it has not all of them.
pub(super) fn is_shape(c: char) -> bool {
    matches!(c, '\u{25A0}'..='\u{25FF}' | '★' | '☆')
}

/// Marks that are Chinese or Latin by their surroundings.
pub(super) fn is_ambiguous_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '⸺')
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '〈'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '〘'
            | '〚'
            | '［'
            | '｛'
            | '｟'
            | '“'
            | '‘'
            | '〝'
    )
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '．')
        || matches!(
            c,
            '）' | '》'
                | '〉'
                | '」'
                | '』'
                | '】'
                | '〕'
                | '〗'
                | '〙'
                | '〛'
                | '］'
                | '｝'
                | '｠'
                | '”'
                | '’'
                | '〞'
                | '〟'
        )
}

/// What may not begin a line: points, the latter halves of paired marks, hyphens and dashes that join, the middle dot
/// and the stroke (GB/T 15834-2011, 5.1.1 to 5.1.9; CLREQ 3.1.3), and what belongs to the character before it: signs of
/// percentage and degree, iteration marks, small kana.
pub(super) fn forbidden_at_start(c: char) -> bool {
    is_closing(c)
        || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '»' | '›' | '‼' | '⁇' | '⁈' | '⁉')
        || matches!(c, '｡' | '､' | '｣' | '·' | '・' | '･' | '‧' | '•' | '/' | '／')
        || matches!(c, '-' | '‐' | '‑' | '–' | '－' | '~' | '～' | '〜' | '∼' | '゠' | '〰')
        || matches!(c, '%' | '％' | '‰' | '‱' | '℃' | '℉' | '°' | '′' | '″' | '￠' | '¢')
        || matches!(c, '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ー' | 'ｰ')
        || matches!(c, 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ')
        || matches!(c, 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ')
        || matches!(c as u32, 0x31F0..=0x31FF | 0xFF67..=0xFF6F | 0xFF9E | 0xFF9F)
}

/// What may not end a line: the former halves of paired marks (5.1.3), the stroke (5.1.9), signs that stand before a number.
pub(super) fn forbidden_at_end(c: char) -> bool {
    is_opening(c)
        || matches!(c, '(' | '[' | '{' | '«' | '‹' | '｢' | '/' | '／')
        || matches!(c, '￥' | '¥' | '＄' | '$' | '￡' | '£' | '€' | '№' | '＃' | '#' | '＠' | '@')
}

/// What may hang outside the measure at a line's end, where the style says so.
pub(super) fn may_hang(c: char) -> bool {
    matches!(c, '。' | '，' | '、' | '．')
}

/// Whether the two are halves of one mark: of —— or …… (GB/T 15834-2011, 5.1.4 and 5.1.5).
pub(super) fn is_one_mark(before: char, after: char) -> bool {
    before == after && matches!(before, '—' | '…' | '⸺')
}

/// Characters that have no form of their own and are not meant to be printed.
pub(super) fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c as u32, 0xFFF9..=0xFFFB | 0x2028 | 0x2029)
}

/// Characters that only change how others look or join.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x34F | 0x61C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF)
}
