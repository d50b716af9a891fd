//! Bytes → text: which encoding a page, a message or a text file is in.
//!
//! A mark at the beginning tells it for certain. Else what the bytes are goes before what is said of them: pages that were saved again
//! keep the name of an encoding they are no longer in, and servers name their own. Every choice that rests on evidence alone, or
//! goes against what is said, is a finding.

use crate::finding::{Finding, catalogue};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::collections::BTreeMap;

/// So much of a page is looked at for what it says of its encoding.
const HEAD_BYTES: usize = 4096;
/// So much of a text is looked at for what it is.
const SAMPLE_BYTES: usize = 1 << 14;
/// What share of a text's signs are common ones where it is in that encoding for certain.
const SURE: f64 = 0.9;
/// What share of common signs a text has at least where it is in the encoding it is said to be in.
const PLAUSIBLE: f64 = 0.85;
/// Fewer signs are no evidence against what is said.
const FEW: usize = 8;

/// The text in bytes: in the encoding that a mark at their beginning names, else the one they fit best, `charset` (said outside, by
/// a message or a server) and what the markup says first. What can't be decoded becomes U+FFFD, and a finding.
pub(crate) fn bytes_to_text(bytes: &[u8], charset: Option<&str>, findings: &mut Vec<Finding>) -> String {
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (encoding_of(bytes, charset, findings), bytes),
    };
    let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
    if is_faulty {
        findings.push(catalogue::sheet::bytes_undecodable(encoding.name()));
    }
    text.into_owned()
}

/// The encoding of bytes without a mark.
fn encoding_of(bytes: &[u8], charset: Option<&str>, findings: &mut Vec<Finding>) -> &'static Encoding {
    if let Some(wide) = wide_encoding(bytes) {
        findings.push(catalogue::sheet::encoding_guessed(wide.name()));
        return wide;
    }
    let stated = charset.and_then(label_of).or_else(|| stated_within(bytes));
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if is_utf8 && (stated.is_none() || stated == Some(UTF_8) || bytes.is_ascii()) {
        return UTF_8;
    }
    let sample = sample(bytes);
    let best = if is_utf8 { UTF_8 } else { best_of(sample) };
    match stated {
        None => {
            // UTF-8 with a fault is said by that.
            if best != UTF_8 {
                findings.push(catalogue::sheet::encoding_guessed(best.name()));
            }
            best
        }
        Some(stated) if goes_against(sample, stated, best) => {
            findings.push(catalogue::sheet::encoding_differs(stated.name(), best.name()));
            best
        }
        Some(stated) => stated,
    }
}

/// The encoding a label names: those of East Asia by their largest, none that is not for text. UTF-16 is seen in the bytes.
fn label_of(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label.trim().as_bytes())?;
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    (!is_wide).then_some(if encoding == GBK { GB18030 } else { encoding })
}

/// What a page says in its own head: `<meta charset=…>`, `<?xml … encoding="…"?>`.
fn stated_within(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD_BYTES).unwrap_or(bytes)).to_ascii_lowercase();
    let value = |rest: &str| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).next().and_then(label_of)
    };
    let in_tag = |tag: &str, name: &str| tag.match_indices(name).find_map(|(at, _)| value(tag.get(at + name.len()..)?));
    let metas = head.match_indices("<meta").filter_map(|(at, _)| head.get(at..)?.split('>').next());
    metas.into_iter().find_map(|tag| in_tag(tag, "charset")).or_else(|| {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split('>').next()?;
        in_tag(declaration, "encoding")
    })
}

/// UTF-16 without a mark: what its units are as characters tells it.
fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    if sample.len() < FEW || (!sample.contains(&0) && std::str::from_utf8(bytes).is_ok()) {
        return None;
    }
    let even = sample.get(..sample.len() & !1).unwrap_or_default();
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(even);
        let common =
            text.chars().filter(|c| matches!(c, ' '..='~' | '\n' | '\r' | '\t') || is_common(*c, None)).count();
        common as f64 > SURE * text.chars().count() as f64
    })
}

/// The first bytes that are not ASCII and those behind them.
fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let end = bytes.len().min(first + SAMPLE_BYTES);
    bytes.get(first..end).unwrap_or_default()
}

/// The encoding a text fits best, the commonest where several do equally.
fn best_of(sample: &[u8]) -> &'static Encoding {
    let mut best = (GB18030, Evidence::of(sample, GB18030).share());
    for encoding in [UTF_8, BIG5] {
        let share = Evidence::of(sample, encoding).share();
        if share > best.1 {
            best = (encoding, share);
        }
    }
    best.0
}

/// Whether the bytes tell against what is said of them.
fn goes_against(sample: &[u8], stated: &'static Encoding, best: &'static Encoding) -> bool {
    if stated == best {
        return false;
    }
    let (as_stated, as_best) = (Evidence::of(sample, stated), Evidence::of(sample, best));
    // Every byte is a character in the code pages of one byte a character: what is common there is no evidence.
    let is_refuted = as_stated.faulty > as_best.faulty || stated.is_single_byte();
    let is_clear = as_best.signs >= FEW && as_best.share() >= SURE && as_stated.share() < PLAUSIBLE;
    as_best.share() > as_stated.share() && (is_refuted || is_clear)
}

/// What a text is when read in an encoding.
struct Evidence {
    /// Characters beyond ASCII.
    signs: usize,
    /// Those of them that Chinese texts are mostly made of.
    common: usize,
    /// Bytes that are no character.
    faulty: usize,
}

impl Evidence {
    fn of(sample: &[u8], encoding: &'static Encoding) -> Self {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        text.chars().filter(|c| !c.is_ascii()).for_each(|c| *counts.entry(c).or_default() += 1);
        // The last character may be cut in two.
        let cut = usize::from(sample.len() == SAMPLE_BYTES);
        let faulty = counts.remove(&'\u{FFFD}').unwrap_or_default().saturating_sub(cut);
        let of = (encoding == GB18030 || encoding == BIG5).then_some(encoding);
        let common = counts.iter().filter(|(c, _)| is_common(**c, of)).map(|(_, count)| count).sum();
        Evidence { signs: counts.values().sum::<usize>() + faulty, common, faulty }
    }

    /// The share of common characters, faulty bytes weighing against them.
    fn share(&self) -> f64 {
        if self.signs == 0 {
            return 0.0;
        }
        (self.common as f64 - self.faulty as f64) / self.signs as f64
    }
}

/// Whether a character is in the first level or among the punctuation of the Chinese character sets, of one or of either.
fn is_common(c: char, of: Option<&'static Encoding>) -> bool {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let is_in = |encoding: &'static Encoding| {
        let (bytes, _, is_missing) = encoding.encode(text);
        let [lead, trail] = *bytes else { return false };
        !is_missing
            && match encoding == BIG5 {
                true => (0xA1..=0xC6).contains(&lead) && !(lead == 0xC6 && trail > 0x7E),
                false => matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7) && trail >= 0xA1,
            }
    };
    match of {
        Some(one) => is_in(if one == BIG5 { BIG5 } else { GBK }),
        None => is_in(GBK) || is_in(BIG5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], charset: Option<&str>) -> (String, Vec<String>) {
        let mut findings = Vec::new();
        let text = bytes_to_text(bytes, charset, &mut findings);
        (text, findings.iter().map(|finding| finding.code().to_owned()).collect())
    }

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        match encoding {
            wide if wide == UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            wide if wide == UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            other => other.encode(text).0.into_owned(),
        }
    }

    const SIMPLE: &str = "<p>2023年，本机关收到政府信息公开申请12件，办结11件。</p>";
    const TRADITIONAL: &str = "<p>2023年，本機關收到政府資訊公開申請12件，辦結11件。</p>";

    #[test]
    fn an_encoding_that_is_said_and_true_is_no_finding() {
        for (text, encoding, label) in [
            (SIMPLE, GB18030, "gb2312"),
            (SIMPLE, GB18030, "GBK"),
            (SIMPLE, UTF_8, "utf-8"),
            (TRADITIONAL, BIG5, "big5"),
            ("<p>12</p>", UTF_8, "gb2312"),
        ] {
            for head in [
                format!("<meta charset={label}>"),
                format!("<META http-equiv=Content-Type content=\"text/html; charset={label}\">"),
                format!("<?xml version='1.0' encoding='{label}'?>"),
            ] {
                let page = format!("{head}{text}");
                assert_eq!(read(&encoded(&page, encoding), None), (page.clone(), vec![]), "{head}");
            }
            assert_eq!(read(&encoded(text, encoding), Some(label)), (text.to_owned(), vec![]), "{label}");
        }
        let marked = [b"\xEF\xBB\xBF".as_slice(), SIMPLE.as_bytes()].concat();
        assert_eq!(read(&marked, Some("gb2312")), (SIMPLE.to_owned(), vec![]));
        let marked = [vec![0xFE, 0xFF], encoded(SIMPLE, UTF_16BE)].concat();
        assert_eq!(read(&marked, None), (SIMPLE.to_owned(), vec![]));
    }

    #[test]
    fn an_encoding_nobody_names_is_told_by_its_characters() {
        for (text, encoding) in [
            (SIMPLE, GB18030),
            ("政府", GB18030),
            (TRADITIONAL, BIG5),
            (SIMPLE, UTF_16LE),
            (SIMPLE, UTF_16BE),
            ("收到政府信息公开申请十二件，办结十一件", UTF_16LE),
        ] {
            assert_eq!(
                read(&encoded(text, encoding), None),
                (text.to_owned(), vec!["encoding-guessed".to_owned()]),
                "{}",
                encoding.name()
            );
        }
        assert_eq!(read(SIMPLE.as_bytes(), None).1, [""; 0]);
    }

    #[test]
    fn an_encoding_that_is_said_and_untrue_is_named() {
        for (text, encoding, label) in [
            (SIMPLE, GB18030, "utf-8"),
            (SIMPLE, UTF_8, "gb2312"),
            (SIMPLE, GB18030, "iso-8859-1"),
            (TRADITIONAL, BIG5, "gb2312"),
            (SIMPLE, GB18030, "big5"),
        ] {
            let page = format!("<meta charset={label}>{text}");
            assert_eq!(
                read(&encoded(&page, encoding), None),
                (page, vec!["encoding-differs".to_owned()]),
                "{} said to be {label}",
                encoding.name()
            );
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named_and_the_rest_is_read() {
        let mut faulty = SIMPLE.as_bytes().to_vec();
        faulty.insert(3, 0xFF);
        let (text, codes) = read(&faulty, None);
        assert_eq!((text.replace('\u{FFFD}', ""), codes), (SIMPLE.to_owned(), vec!["bytes-undecodable".to_owned()]));
        let mut faulty = encoded(SIMPLE, GB18030);
        faulty.truncate(faulty.len() - "。</p>".len());
        let (text, codes) = read(&faulty, Some("gbk"));
        assert!(text.starts_with("<p>2023年") && text.ends_with('\u{FFFD}'), "{text}");
        assert_eq!(codes, ["bytes-undecodable"]);
        assert_eq!(read(b"a,\xFF\n", None).1, ["encoding-guessed", "bytes-undecodable"]);
        assert_eq!(read(b"", None), (String::new(), vec![]));
        assert_eq!(read(b"a\0b\0\0c", None).1, [""; 0]);
    }
}
