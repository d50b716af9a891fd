//! What a file says its glyphs say (`ActualText`, 14.9.4), held against the glyphs themselves.
//!
//! A person sees the glyphs, so they decide. `ActualText` may say what they leave open (a glyph without Unicode, an ideograph
//! coded as a radical, the end of a word broken by a hyphen, a formula in one line); where it says other figures or words than
//! are shown, or nothing, it is not believed, and that is told.

use super::tally::pages_to_value;
use super::unicode::is_readable;
use crate::document::is_invisible;
use crate::finding::{Finding, Place, catalogue::pdf as said};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Characters quoted of what is shown and of what is said.
const MAX_QUOTED: usize = 24;

/// So many dots or dashes and nothing else lead the eye from a title to a page's number.
const FEWEST_LEADERS: usize = 3;

/// What becomes of glyphs that `ActualText` speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They say the same: the text it gives may stand for them.
    Agrees,
    /// It says nothing, and they are ornament: they go.
    Ornament,
    /// They are read as they are shown.
    Shown,
    /// So they are, and it has to be told.
    Differs,
}

/// Whether what is said stands for what is shown. `before`: what stands before the first of the glyphs.
pub(super) fn verdict<'g>(
    glyphs: impl Iterator<Item = &'g str> + Clone,
    said: &str,
    before: Option<char>,
    is_formula: bool,
) -> Verdict {
    let shown: String = glyphs.clone().collect();
    let is_unknown = |text: &&str| !is_readable(text);
    let unknown = glyphs.filter(is_unknown).count();
    let said_folded = folded(said);
    if is_blank(said) {
        return without_words(shown.trim(), unknown, said, before);
    }
    if is_formula {
        let parts = |text: &str| {
            let mut parts: Vec<char> = text.nfkc().filter(|c| c.is_ascii_digit() || is_ideograph(*c)).collect();
            parts.sort_unstable();
            parts
        };
        let same = unknown > 0 || parts(&shown) == parts(said);
        return if same { Verdict::Agrees } else { Verdict::Differs };
    }
    let shown_folded = folded(&shown);
    if unknown > 0 {
        // What is known of them has to be in what is said, in its order; the rest it tells.
        let mut rest = said_folded.iter();
        let known = shown_folded.iter().filter(|c| is_readable(&c.to_string()));
        let agrees = known.into_iter().all(|c| rest.any(|other| same(*c, *other)));
        return if agrees { Verdict::Agrees } else { Verdict::Differs };
    }
    let agrees = shown_folded.len() == said_folded.len()
        && shown_folded.iter().zip(&said_folded).all(|(shown, said)| same(*shown, *said));
    if agrees && (numbers(&shown) != numbers(said) || turns(&shown) != turns(said)) {
        // One number parted, several in one, digits to be read from the right: where each stands is seen on the page.
        return Verdict::Shown;
    }
    if agrees && marks(&shown) == marks(said) {
        return Verdict::Agrees;
    }
    if is_sign_of_face(&shown, said) || is_other_order(&shown_folded, &said_folded) {
        return Verdict::Agrees;
    }
    // Other stops or brackets than are shown: what is shown.
    if agrees { Verdict::Shown } else { Verdict::Differs }
}

/// Of glyphs that nothing is said of.
fn without_words(shown: &str, unknown: usize, said: &str, before: Option<char>) -> Verdict {
    let is_hyphen = matches!(shown, "-" | "\u{2010}" | "\u{AD}");
    let in_word = before.is_some_and(|c| c.is_alphabetic() && !is_ideograph(c));
    let is_leader = shown.chars().all(|c| c.is_whitespace() || ".·…_-‐–—─".contains(c));
    let dots = || shown.chars().filter(|c| !c.is_whitespace()).count();
    // A tab or a line's end for a blank: both part what is beside them.
    if unknown == 0 && shown.is_empty() && said.chars().any(char::is_control) {
        return Verdict::Shown;
    }
    let is_nothing = unknown == 0 && (shown.is_empty() || (is_leader && dots() >= FEWEST_LEADERS));
    let divides_word = is_hyphen && (said.contains('\u{AD}') || in_word);
    if is_nothing || divides_word { Verdict::Ornament } else { Verdict::Differs }
}

/// A text as it is compared: letters, digits, ideographs, what can't be read; the signs of numbers where there are digits.
fn folded(text: &str) -> Vec<char> {
    let all: Vec<char> = compatible(text).map(super::radicals::radical_to_ideograph).map(plain).collect();
    let has_digit = all.iter().any(char::is_ascii_digit);
    let counts = |c: &char| c.is_alphanumeric() || (has_digit && ".-+%‰/".contains(*c)) || !is_readable(&c.to_string());
    all.into_iter().filter(|c| counts(c) && !is_invisible(*c)).collect()
}

/// What is neither letter nor digit nor space.
fn marks(text: &str) -> Vec<char> {
    let counts = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !is_invisible(*c);
    compatible(text).map(plain).filter(counts).collect()
}

/// A text in the characters that its own are other forms of. Digits and ideographs that are raised, lowered or ringed stay what
/// they are: ⁸, ₈ and ⑧ call notes, count items and mean powers, and make no number with the digits before them.
fn compatible(text: &str) -> impl Iterator<Item = char> {
    let is_figure = |c: &char| c.is_numeric() || is_ideograph(*c);
    let forms = text.chars().map(move |c| {
        let is_set_off = matches!(c as u32, 0xB2 | 0xB3 | 0xB9 | 0x2070..=0x209F | 0x2460..=0x24FF | 0x2776..=0x2793
            | 0x3190..=0x33FF | 0x1F100..=0x1F2FF);
        let parts: String = std::iter::once(c).nfkc().collect();
        if is_set_off && parts.chars().any(|part| is_figure(&part)) { c.to_string() } else { parts }
    });
    forms.collect::<String>().nfc().collect::<Vec<_>>().into_iter()
}

/// The characters of a text that turn the direction others are read in.
fn turns(text: &str) -> Vec<char> {
    let turns =
        |c: &char| matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(turns).collect()
}

/// The runs of digits of a text, each as it is written: digits of other faces (𝟖) are others, those of full width the same.
fn numbers(text: &str) -> Vec<String> {
    let widths = text.chars().map(|c| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    });
    let plain: String = widths.collect();
    plain.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Signs that look alike as one.
fn plain(c: char) -> char {
    match c {
        '−' | '–' | '‐' | '‑' => '-',
        '―' | '─' => '—',
        '・' | '•' | '‧' | '∙' => '·',
        '⋯' => '…',
        '∼' | '〜' => '~',
        '○' | '◯' | '〇' => '〇',
        c => c,
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3007 | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Ideographs that Chinese faces draw alike, and often with one glyph: whoever makes the PDF says either of the glyph.
const ONE_GLYPH: [&str; 44] = [
    "户戶戸",
    "内內",
    "黄黃",
    "吴吳呉",
    "吕呂",
    "彦彥",
    "税稅",
    "脱脫",
    "说說",
    "锐銳",
    "阅閱",
    "青靑",
    "清淸",
    "别別",
    "删刪",
    "告吿",
    "没沒",
    "温溫",
    "绿綠緑",
    "虚虛",
    "换換",
    "为爲為",
    "真眞",
    "缘緣縁",
    "黑黒",
    "教敎",
    "册冊",
    "产産產",
    "绝絕",
    "录錄録",
    "禄祿",
    "剥剝",
    "者者",
    "都都",
    "争爭",
    "净淨",
    "静靜",
    "够夠",
    "并並幷",
    "强強",
    "即卽",
    "既旣",
    "概槪",
    "研硏",
];

/// Whether two characters look the same: one, in small capitals maybe, or letters of scripts that share their shapes (A, Α, А).
fn same(shown: char, said: char) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !is_ideograph(c);
    let are_variants = || ONE_GLYPH.iter().any(|group| group.contains(shown) && group.contains(said));
    shown == said
        || are_variants()
        || shown.to_lowercase().eq(said.to_lowercase())
        || (is_letter(shown) && is_letter(said) && shown.is_ascii() != said.is_ascii())
}

/// Whether one letter is shown and one sign said: a face of signs, whose codes are those of letters.
fn is_sign_of_face(shown: &str, said: &str) -> bool {
    let one = |text: &str| {
        let mut characters = text.trim().chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    one(shown).is_some_and(|c| !c.is_ascii_digit() && !is_ideograph(c))
        && one(said).is_some_and(|c| !c.is_alphanumeric())
}

/// Whether the same letters are said in another order: scripts whose marks are painted in the order they stand in.
fn is_other_order(shown: &[char], said: &[char]) -> bool {
    let is_free = |c: &char| c.is_alphabetic() && !is_ideograph(*c) && !c.is_ascii();
    if !shown.iter().all(is_free) {
        return false;
    }
    let sorted = |text: &[char]| {
        let mut text = text.to_vec();
        text.sort_unstable();
        text
    };
    sorted(shown) == sorted(said)
}

/// Where a file says otherwise than its glyphs.
#[derive(Debug, Default)]
pub(super) struct Differences {
    count: usize,
    pages: BTreeSet<u32>,
    first: Option<(String, String)>,
}

impl Differences {
    /// Notes one on a page, the first page being 1.
    pub(super) fn note(&mut self, page: u32, shown: &str, said: &str) {
        self.count = self.count.saturating_add(1);
        self.pages.insert(page);
        self.first.get_or_insert_with(|| {
            let quoted = |text: &str| text.trim().chars().take(MAX_QUOTED).collect::<String>();
            (quoted(shown), quoted(said))
        });
    }

    /// What is to be said of them.
    pub(super) fn finding(self) -> Option<Finding> {
        let (shown, text) = self.first?;
        let page = *self.pages.first()?;
        let pages = pages_to_value(&self.pages);
        let finding = match is_blank(&text) {
            true => said::actual_text_blank(self.count, pages, shown),
            false => said::actual_text_differs(self.count, pages, shown, text),
        };
        Some(finding.at(Place::Page(page)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(shown: &[&str], said: &str) -> Verdict {
        verdict(shown.iter().copied(), said, None, false)
    }

    #[test]
    fn the_glyphs_decide() {
        for (shown, said, expected) in [
            (&["1", "2", "8"][..], "921", Verdict::Differs),
            (&["1", "2", "8"], "128", Verdict::Agrees),
            (&["1", "2", "8"], " 128 ", Verdict::Agrees),
            (&["１", "２"], "12", Verdict::Agrees),
            (&["-", "4"], "4", Verdict::Differs),
            (&["1", ".", "5"], "15", Verdict::Differs),
            (&["1", "2", "8"], "", Verdict::Differs),
            (&["1", "2", "8"], "\u{200B}", Verdict::Differs),
            (&["-"], "", Verdict::Differs),
            (&[".", ".", ".", "."], "", Verdict::Ornament),
            (&["不", "予", "公", "开"], "予以公开", Verdict::Differs),
            (&["⽂"], "文", Verdict::Agrees),
            (&["文", "，"], "文。", Verdict::Shown),
            (&["ﬁ", "x"], "fix", Verdict::Agrees),
            (&["A"], "Α", Verdict::Agrees),
            (&["n"], "N", Verdict::Agrees),
            (&["n"], "■", Verdict::Agrees),
            (&["3"], "■", Verdict::Differs),
            (&["", ""], "政府", Verdict::Agrees),
            (&["1", "\u{FFFD}", "8"], "128", Verdict::Agrees),
            (&["1", "\u{FFFD}", "8"], "921", Verdict::Differs),
            (&["", ""], "", Verdict::Differs),
            (&["7", "9", "0", "8"], "790⁸", Verdict::Differs),
            (&["7", "9", "0", "8"], "790₈", Verdict::Differs),
            (&["7", "9", "0", "8"], "790⑧", Verdict::Differs),
            (&["7", "9", "0", "8"], "790⑻", Verdict::Differs),
            (&["7", "9", "0", "8"], "79⁰⁸", Verdict::Differs),
            (&["7", "9", "0", "⁸"], "7908", Verdict::Differs),
            (&["7", "9", "", "8"], "790⁸", Verdict::Differs),
            (&["共", "1", "2", "件"], "共1²件", Verdict::Differs),
            (&["共", "三", "件"], "共㊂件", Verdict::Differs),
            (&["8", "⁸"], "8⁸", Verdict::Agrees),
            (&["㎡"], "㎡", Verdict::Agrees),
            (&["7", "9", "0", "8"], "790 8", Verdict::Shown),
            (&["7", "9", "0", "8"], "79\n08", Verdict::Shown),
            (&["7", "9", "0", "8"], "790\u{2003}8", Verdict::Shown),
            (&["7", "9", "0", "8"], "79\u{202E}08", Verdict::Shown),
            (&["7", "9", "0", "8"], "790\u{AD}8", Verdict::Shown),
            (&["7", "9", "0", "8"], "790𝟖", Verdict::Shown),
            (&["7", "9", "0", "8"], "\u{202E}7908", Verdict::Shown),
            (&[" "], "\t", Verdict::Shown),
            (&[" "], "", Verdict::Ornament),
            (&["1", "2", " ", "3", "4"], "1234", Verdict::Shown),
            (&["2", "0", "2", "3", "年"], "2023 年", Verdict::Agrees),
        ] {
            assert_eq!(of(shown, said), expected, "{shown:?} {said:?}");
        }
        assert_eq!(verdict(["-"].into_iter(), "", Some('r'), false), Verdict::Ornament);
        assert_eq!(verdict(["-"].into_iter(), "", Some('减'), false), Verdict::Differs);
        assert_eq!(verdict(["2", "1", "x"].into_iter(), "x=1/2", None, true), Verdict::Agrees);
        assert_eq!(verdict(["2", "1", "x"].into_iter(), "x=1/3", None, true), Verdict::Differs);
    }
}
