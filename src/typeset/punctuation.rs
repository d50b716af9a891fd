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

/// Marks that are Chinese or Latin by their surroundings.
pub(super) fn is_ambiguous_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '⸺')
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '［' | '｛' | '“' | '‘')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '）' | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '］'
            | '｝'
            | '”'
            | '’'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '．'
    )
}

/// What may not begin a line (GB/T 15834-2011 5.1.1 and usual practice).
pub(super) fn forbidden_at_start(c: char) -> bool {
    is_closing(c)
        || matches!(
            c,
            '·' | '％'
                | '‰'
                | '℃'
                | '°'
                | '～'
                | '%'
                | ','
                | '.'
                | ';'
                | ':'
                | '!'
                | '?'
                | ')'
                | ']'
                | '}'
                | '々'
                | 'ー'
        )
}

/// What may not end a line.
pub(super) fn forbidden_at_end(c: char) -> bool {
    is_opening(c) || matches!(c, '(' | '[' | '{' | '￥' | '¥' | '＄' | '$' | '№' | '＃')
}

/// Whether a line may not break between these two: the halves of —— and ……, a number and its unit.
pub(super) fn is_inseparable(before: char, after: char) -> bool {
    matches!((before, after), ('—', '—') | ('…', '…') | ('⸺', '⸺') | ('万' | '亿', '元'))
        || (is_digit(before) && (is_digit(after) || is_unit(after)))
        || (before == '第' && is_digit(after))
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// What is counted or measured: stays with the number before it.
fn is_unit(c: char) -> bool {
    matches!(
        c,
        '件' | '个'
            | '项'
            | '条'
            | '次'
            | '份'
            | '篇'
            | '家'
            | '名'
            | '户'
            | '起'
            | '宗'
            | '批'
            | '人'
            | '万'
            | '亿'
            | '元'
            | '年'
            | '月'
            | '日'
            | '号'
            | '页'
            | '％'
            | '%'
            | '‰'
            | '℃'
    )
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
