//! Bytes → tokens: groups, control words, control symbols, characters (specification 1.9.1, “RTF Syntax”).

/// A token. Line ends and zero bytes between them are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A backslash and a sign that is no letter.
    Symbol(u8),
    /// `\'hh`: a byte of a character.
    Hex(u8),
    /// A byte typed as it is.
    Byte(u8),
    /// What follows `\bin`.
    Binary(&'a [u8]),
}

/// The tokens of a file.
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
}

impl<'a> Lexer<'a> {
    pub(super) fn new(source: &'a [u8]) -> Self {
        Lexer { rest: source }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn after_backslash(&mut self) -> Option<Token<'a>> {
        let (first, rest) = self.rest.split_first()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.rest = rest;
        Some(match first {
            b'\'' => match rest.get(..2).and_then(hexadecimal) {
                Some(byte) => {
                    self.rest = rest.get(2..).unwrap_or_default();
                    Token::Hex(byte)
                }
                None => Token::Symbol(b'\''),
            },
            // A backslash at the end of a line ends the paragraph.
            b'\r' | b'\n' => {
                if *first == b'\r' {
                    self.rest = rest.strip_prefix(b"\n").unwrap_or(rest);
                }
                Token::Word("par", None)
            }
            b'\\' | b'{' | b'}' => Token::Byte(*first),
            b'\t' => Token::Word("tab", None),
            sign => Token::Symbol(*sign),
        })
    }

    /// A control word with its number; the blank behind it is part of it.
    fn word(&mut self) -> Token<'a> {
        let letters = run_of(self.rest, u8::is_ascii_alphabetic);
        let (word, rest) = self.rest.split_at(letters);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.get(sign..).map_or(0, |rest| run_of(rest, u8::is_ascii_digit));
        let (number, after) = rest.split_at(if digits > 0 { sign + digits } else { 0 });
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).unwrap_or_default();
        let number = number_of(number);
        if word == "bin" {
            let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0).min(self.rest.len());
            let (binary, rest) = self.rest.split_at(length);
            self.rest = rest;
            return Token::Binary(binary);
        }
        Token::Word(word, number)
    }
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|d| d.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// How many bytes of a kind it begins with.
fn run_of(bytes: &[u8], is_of: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().position(|byte| !is_of(byte)).unwrap_or(bytes.len())
}

/// A number of a sign and digits, as large as is kept; longer ones are the largest.
fn number_of(digits: &[u8]) -> Option<i32> {
    let (is_negative, digits) = match digits {
        [] => return None,
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let digit = |digit: &u8| i32::from(digit.wrapping_sub(b'0'));
    Some(match is_negative {
        true => digits.iter().fold(0i32, |number, byte| number.saturating_mul(10).saturating_sub(digit(byte))),
        false => digits.iter().fold(0i32, |number, byte| number.saturating_mul(10).saturating_add(digit(byte))),
    })
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'\r' | b'\n' | 0 => continue,
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.after_backslash(),
                byte => Token::Byte(*byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_a_blank_or_any_other_sign_and_numbers_belong_to_them() {
        let tokens: Vec<Token<'_>> =
            Lexer::new(b"{\\b0 a\\fi-360\\'d5\\~\\\\\\bin3 {{{\\par\r\n-}\\u99999999999\\u-99999999999").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Word("fi", Some(-360)),
                Token::Hex(0xD5),
                Token::Symbol(b'~'),
                Token::Byte(b'\\'),
                Token::Binary(b"{{{"),
                Token::Word("par", None),
                Token::Byte(b'-'),
                Token::Close,
                Token::Word("u", Some(i32::MAX)),
                Token::Word("u", Some(i32::MIN)),
            ]
        );
        for broken in ["\\", "\\'", "\\'4", "\\'zz", "\\bin99", "\\fi-"] {
            assert!(Lexer::new(broken.as_bytes()).count() < 4, "{broken}");
        }
    }
}
