//! A text as a reader compares it, each character with the place it came from.

use super::is_invisible;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text without spaces and invisible characters, compatibility forms folded (NFKC: full width, radicals). For finding things in
/// it; what is found is cut out of the text itself.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    characters: Vec<char>,
    /// Of each character, from which byte to which it stands in the text.
    places: Vec<Range<usize>>,
    /// Whether a space stands before a character.
    gaps: Vec<bool>,
}

impl Folded {
    /// A text folded.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Folded::with(text, |c| c)
    }

    /// A text folded, and each character then taken for another.
    #[must_use]
    pub fn with(text: &str, variant: impl Fn(char) -> char) -> Self {
        // An ideograph has three bytes.
        let least = text.len() / 3;
        let mut folded = Folded {
            characters: Vec::with_capacity(least),
            places: Vec::with_capacity(least),
            gaps: Vec::with_capacity(least),
        };
        let mut gap = false;
        for (start, c) in text.char_indices() {
            // NFKC leaves these as they are.
            if c.is_ascii_graphic() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
                folded.characters.push(variant(c));
                folded.places.push(start..start + c.len_utf8());
                folded.gaps.push(std::mem::take(&mut gap));
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            for c in std::iter::once(c).nfkc() {
                if c.is_whitespace() {
                    gap = true;
                    continue;
                }
                folded.characters.push(variant(c));
                folded.places.push(start..text.len());
                folded.gaps.push(std::mem::take(&mut gap));
            }
            let end = start + c.len_utf8();
            folded.places.iter_mut().rev().take_while(|place| place.start == start).for_each(|place| place.end = end);
        }
        folded
    }

    /// The characters.
    #[must_use]
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// How many characters there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// The character at an index.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<char> {
        self.characters.get(index).copied()
    }

    /// Whether a space stands before the character at an index.
    #[must_use]
    pub fn has_gap_before(&self, index: usize) -> bool {
        self.gaps.get(index).is_some_and(|gap| *gap)
    }

    /// Some of the characters as a text.
    #[must_use]
    pub fn text(&self, range: Range<usize>) -> String {
        self.characters.get(range).into_iter().flatten().collect()
    }

    /// Where some of the characters stand in the text, in bytes.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let places = self.places.get(range).unwrap_or_default();
        match (places.first(), places.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Whether the characters from an index on begin with a word.
    #[must_use]
    pub fn has_at(&self, index: usize, word: &str) -> bool {
        let mut rest = self.characters.get(index..).unwrap_or_default().iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether the characters before an index end with a word.
    #[must_use]
    pub fn has_before(&self, index: usize, word: &str) -> bool {
        let mut before = self.characters.get(..index).unwrap_or_default().iter().rev();
        word.chars().rev().all(|c| before.next() == Some(&c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_text_knows_where_its_characters_came_from() {
        let text = "甲 ２０\u{200b}2\u{3000}3 ⼆年";
        let folded = Folded::of(text);
        assert_eq!(folded.text(0..folded.len()), "甲2023二年");
        assert_eq!(text.get(folded.place(1..5)), Some("２０\u{200b}2\u{3000}3"));
        assert_eq!(text.get(folded.place(5..7)), Some("⼆年"));
        assert!(folded.has_gap_before(1) && !folded.has_gap_before(3) && folded.has_gap_before(4));
        assert!(folded.has_at(5, "二年") && !folded.has_at(6, "年度") && folded.has_before(1, "甲"));
        assert_eq!(folded.place(5..99), 0..0);
    }
}
