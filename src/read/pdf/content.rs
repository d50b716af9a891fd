//! Content streams → operators with their operands (ISO 32000-1, 7.8.2).
//!
//! Own work rather than hayro-syntax's, which ends in silence at the first thing it can't read: a stream must be followed to
//! its end, and what can't be read counted.

use std::borrow::Cow;

/// An operand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand<'d> {
    Number(f64),
    Text(Cow<'d, [u8]>),
    Name(Cow<'d, [u8]>),
    Array(Vec<Operand<'d>>),
    Dict(Vec<(Cow<'d, [u8]>, Operand<'d>)>),
    /// `true`, `false`, `null`.
    Word,
}

impl<'d> Operand<'d> {
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Operand::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        match self {
            Operand::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        match self {
            Operand::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a key of a dictionary.
    pub(super) fn entry(&self, key: &[u8]) -> Option<&Operand<'d>> {
        match self {
            Operand::Dict(entries) => entries.iter().find(|(name, _)| &**name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// An operator.
#[derive(Debug, PartialEq)]
pub(super) enum Operator<'d> {
    /// Its letters; the operands are those of [`Reader::operands`].
    Plain(&'d [u8]),
    /// `BI … ID … EI`: the entries as they are written, and the data.
    InlineImage(&'d [u8], &'d [u8]),
}

/// Nesting of arrays and dictionaries.
const MAX_DEPTH: usize = 32;
/// Operands of an operator; the spec has at most 33.
const MAX_OPERANDS: usize = 512;

/// Reads operators one after another.
#[derive(Debug)]
pub(super) struct Reader<'d> {
    data: &'d [u8],
    at: usize,
    /// The operands of the operator read last.
    pub operands: Vec<Operand<'d>>,
    /// How many things could not be read.
    pub faults: usize,
    /// Whether no end of an inline image lies ahead.
    is_endless: bool,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

impl<'d> Reader<'d> {
    pub(super) fn new(data: &'d [u8]) -> Self {
        Reader { data, at: 0, operands: Vec::with_capacity(8), faults: 0, is_endless: false }
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else {
                return;
            }
        }
    }

    fn word(&mut self) -> &'d [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.data.get(start..self.at).unwrap_or_default()
    }

    /// The next operator; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Operator<'d>> {
        self.operands.clear();
        loop {
            self.skip_space();
            let byte = self.peek()?;
            if byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"') {
                let word = self.word();
                match word {
                    b"true" | b"false" | b"null" => self.operands.push(Operand::Word),
                    b"BI" => match self.inline_image() {
                        Some((entries, data)) => return Some(Operator::InlineImage(entries, data)),
                        None => self.faults += 1,
                    },
                    word => return Some(Operator::Plain(word)),
                }
                continue;
            }
            match self.operand(0) {
                Some(operand) if self.operands.len() < MAX_OPERANDS => self.operands.push(operand),
                Some(_) => {
                    self.operands.clear();
                    self.faults += 1;
                }
                None => self.pass_over(),
            }
        }
    }

    /// Passes over what is no operand: a word of it, a byte at least.
    fn pass_over(&mut self) {
        self.faults += 1;
        let at = self.at;
        self.word();
        if self.at == at {
            self.at += 1;
        }
    }

    fn operand(&mut self, depth: usize) -> Option<Operand<'d>> {
        self.skip_space();
        match self.peek()? {
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            b'/' => Some(Operand::Name(self.name())),
            b'(' => Some(Operand::Text(self.literal())),
            b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.dict(depth)
            }
            b'<' => Some(Operand::Text(self.hex())),
            b'[' => {
                self.at += 1;
                self.array(depth)
            }
            byte if byte.is_ascii_alphabetic() => match self.word() {
                b"true" | b"false" | b"null" => Some(Operand::Word),
                _ => None,
            },
            _ => None,
        }
    }

    fn number(&mut self) -> Option<Operand<'d>> {
        let start = self.at;
        let (mut value, mut scale, mut digits) = (0.0f64, 0.0f64, 0u32);
        let mut negative = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'-' if digits == 0 && scale == 0.0 => negative = true,
                b'+' if digits == 0 => {}
                // Some writers put a second sign inside; viewers stop there.
                b'-' => {
                    self.word();
                    break;
                }
                b'.' if scale == 0.0 => scale = 1.0,
                b'0'..=b'9' => {
                    digits += 1;
                    if scale == 0.0 {
                        value = value * 10.0 + f64::from(byte - b'0');
                    } else if scale < 1e15 {
                        scale *= 10.0;
                        value += f64::from(byte - b'0') / scale;
                    }
                }
                byte if is_regular(byte) => {
                    self.at = start;
                    return None;
                }
                _ => break,
            }
            self.at += 1;
        }
        Some(Operand::Number(if negative { -value } else { value }))
    }

    fn name(&mut self) -> Cow<'d, [u8]> {
        self.at += 1;
        let raw = self.word();
        if !raw.contains(&b'#') {
            return Cow::Borrowed(raw);
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [byte, after @ ..] = rest {
            let escaped = match after {
                [high, low, tail @ ..] if *byte == b'#' => char::from(*high)
                    .to_digit(16)
                    .zip(char::from(*low).to_digit(16))
                    .map(|(high, low)| (((high << 4 | low) & 0xFF) as u8, tail)),
                _ => None,
            };
            let (byte, tail) = escaped.unwrap_or((*byte, after));
            name.push(byte);
            rest = tail;
        }
        Cow::Owned(name)
    }

    fn literal(&mut self) -> Cow<'d, [u8]> {
        self.at += 1;
        let start = self.at;
        let mut depth = 1usize;
        let mut plain = true;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => {
                    plain = false;
                    self.at += 1;
                }
                b'\r' => plain = false,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        let raw = self.data.get(start..self.at.min(self.data.len())).unwrap_or_default();
        if self.peek().is_none() {
            self.faults += 1;
        }
        self.at += 1;
        if plain { Cow::Borrowed(raw) } else { Cow::Owned(unescape(raw)) }
    }

    fn hex(&mut self) -> Cow<'d, [u8]> {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|byte| byte != b'>') {
            self.at += 1;
        }
        let raw = self.data.get(start..self.at).unwrap_or_default();
        if self.peek().is_none() || raw.iter().any(|byte| !byte.is_ascii_hexdigit() && !is_space(*byte)) {
            self.faults += 1;
        }
        self.at += 1;
        Cow::Owned(super::stream::hex_to_bytes(raw))
    }

    fn array(&mut self, depth: usize) -> Option<Operand<'d>> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Some(Operand::Array(items));
                }
                None => {
                    self.faults += 1;
                    return Some(Operand::Array(items));
                }
                Some(_) => match self.operand(depth + 1) {
                    Some(item) => items.push(item),
                    None => self.pass_over(),
                },
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Operand<'d>> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'>') => {
                    self.at += 1;
                    if self.peek() == Some(b'>') {
                        self.at += 1;
                    }
                    return Some(Operand::Dict(entries));
                }
                Some(b'/') => {
                    let name = self.name();
                    let value = self.operand(depth + 1)?;
                    entries.push((name, value));
                }
                _ => return None,
            }
        }
    }

    /// After `BI`: the dictionary, then the data up to `EI`.
    fn inline_image(&mut self) -> Option<(&'d [u8], &'d [u8])> {
        let begin = self.at;
        let entries = loop {
            self.skip_space();
            let end = self.at;
            if self.peek()? == b'/' {
                self.name();
                self.operand(1)?;
            } else if self.word() == b"ID" {
                break self.data.get(begin..end)?;
            } else {
                return None;
            }
        };
        self.at += 1;
        let start = self.at;
        let rest = self.data.get(start..)?;
        let mut from = 0;
        loop {
            let next = memchr::memmem::find(rest.get(from..)?, b"EI").filter(|_| !self.is_endless);
            let Some(found) = next.map(|next| next + from) else {
                self.is_endless = true;
                return None;
            };
            let before = found == 0 || rest.get(found - 1).copied().is_some_and(is_space);
            let after = rest.get(found + 2..).unwrap_or_default();
            // Two letters in binary data are an end only if what follows reads like operators.
            let looks = after.first().is_none_or(|byte| is_space(*byte))
                && after.iter().take(24).all(|byte| is_space(*byte) || (0x20..0x7F).contains(byte));
            if before && looks {
                self.at = start + found + 2;
                return Some((entries, rest.get(..found.saturating_sub(1))?));
            }
            from = found + 2;
        }
    }
}

/// Escapes in a literal string (7.3.4.2).
fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let [byte, after @ ..] = rest {
        rest = after;
        match (byte, after) {
            (b'\\', [escaped, tail @ ..]) => {
                rest = tail;
                match escaped {
                    b'n' => bytes.push(b'\n'),
                    b'r' => bytes.push(b'\r'),
                    b't' => bytes.push(b'\t'),
                    b'b' => bytes.push(8),
                    b'f' => bytes.push(12),
                    b'\n' => {}
                    b'\r' => rest = tail.strip_prefix(b"\n").unwrap_or(tail),
                    b'0'..=b'7' => {
                        let mut code = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            let [digit @ b'0'..=b'7', tail @ ..] = rest else { break };
                            code = code * 8 + u32::from(digit - b'0');
                            rest = tail;
                        }
                        // What overflows a byte is passed over (7.3.4.2).
                        bytes.push((code & 0xFF) as u8);
                    }
                    other => bytes.push(*other),
                }
            }
            (b'\r', tail) => {
                bytes.push(b'\n');
                rest = tail.strip_prefix(b"\n").unwrap_or(tail);
            }
            (byte, _) => bytes.push(*byte),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &[u8]) -> (Vec<String>, usize) {
        let mut reader = Reader::new(data);
        let mut seen = Vec::new();
        while let Some(operator) = reader.next() {
            let operator = match operator {
                Operator::Plain(name) => String::from_utf8_lossy(name).into_owned(),
                Operator::InlineImage(_, data) => format!("image of {}", data.len()),
            };
            seen.push(format!("{operator} {:?}", reader.operands));
        }
        (seen, reader.faults)
    }

    #[test]
    fn operands_of_every_kind() {
        let (seen, faults) = read(b"1 -.5 +3. /A#42 (a\\(b\\)\\101(c)) <4 1 4> [1 (x)] <</K [2]>> true Do");
        assert_eq!(faults, 0);
        assert!(seen[0].starts_with("Do [Number(1.0), Number(-0.5), Number(3.0), Name([65, 66])"), "{seen:?}");
        assert!(seen[0].contains("Text([97, 40, 98, 41, 65, 40, 99, 41]), Text([65, 64])"), "{seen:?}");
    }

    #[test]
    fn what_cannot_be_read_is_counted_and_passed_over() {
        let (seen, faults) = read(b"1 0 0 rg 3x ) (ab) Tj q (open");
        assert_eq!(seen.len(), 3, "{seen:?}");
        assert!(faults >= 2, "{faults}");
    }

    #[test]
    fn inline_images_end_where_operators_go_on() {
        let (seen, faults) = read(b"q BI /W 2 /H 1 /BPC 8 ID \x01EI\xFF\x02 EI Q (x) Tj");
        assert_eq!((seen.len(), faults), (4, 0), "{seen:?}");
        assert!(seen[1].starts_with("image of"), "{seen:?}");
    }
}
