//! Chinese numerals, and the numbers that headings, items and lines begin with: one room for every reader and writer.
//!
//! In: text, or a number. Out: what number a text is or begins with, of which kind and level; or the number as text. Nothing
//! here knows where the text stood or where it will stand: whether a line is a heading at all its look and its words decide,
//! elsewhere.
//!
//! - [`chinese_digit`] and its neighbours: the signs, one by one: digits in every hand, places, what is ringed or bracketed in one character;
//! - [`LineNumber`]: the number a line begins with, and [`heading_level`], the level GB/T 9704-2012 7.3.3 gives it:
//!   一、 （一） 1. （1）, with 第一部分, 第一章, Ⅰ. and ① beside them, in whatever width and with whatever mark;
//! - [`HeadingLevels`]: whether a line that nothing calls a heading is one, and of which level;
//! - [`ItemLabel`]: what an item of a list begins with, and [`label_kind`] of a label by itself;
//! - [`number_to_text`]: numbers as they are printed.

mod digit;
mod heading;
mod label;
mod line;
mod words;
mod written;

pub use digit::{
    arabic_digit, chinese_digit, is_arabic_digit, is_capital_digit, is_chinese_numeral, is_drawn_number,
    is_letter_for_zero, is_note_number, is_plain_numeral, is_ten, place_value, serial_digit, small_number,
};
pub use heading::{HeadingLevels, Look, is_short_and_no_sentence, ranks_follow_numbers};
pub use label::{ItemLabel, Sign, label_kind, without_standard_number};
pub use line::{LineNumber, NumberKind, Separation, heading_level};
pub use written::{STEMS, format_of_sample, is_in_words, number_to_text};
