//! MIME HTML (RFC 2557), as web browsers and word processors save it → the HTML it holds.

use super::html_text::bytes_to_text;
use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{alphabet, engine::DecodePaddingMode};

/// How deep parts may nest in each other.
const MAX_DEPTH: usize = 4;

const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Whether a file begins with the header fields of a message.
pub(crate) fn is_mht(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let mut fields = head.trim_start_matches(['\u{feff}', '\r', '\n']).lines().take_while(|line| !line.is_empty());
    let first = fields.next().unwrap_or_default();
    let named = |line: &str| line.starts_with("mime-version:") || line.starts_with("content-type:");
    named(first) || (first.starts_with("from:") && fields.any(named))
}

/// The text of the message's HTML part, else of its plain one; `None` where it has neither, or it can't be decoded.
pub(crate) fn mht_to_markup(bytes: &[u8]) -> Option<String> {
    markup_of(bytes, MAX_DEPTH, "text/html").or_else(|| markup_of(bytes, MAX_DEPTH, "text/plain"))
}

fn markup_of(bytes: &[u8], depth: usize, wanted: &str) -> Option<String> {
    let (head, body) = split_head(bytes);
    let field = |name: &str| {
        let named = |line: &&String| line.split_once(':').is_some_and(|(own, _)| own.trim().eq_ignore_ascii_case(name));
        head.iter().find(named).and_then(|line| line.split_once(':')).map_or("", |(_, value)| value.trim())
    };
    let kind = field("content-type");
    let media_type = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if media_type.starts_with("multipart/") {
        let boundary = format!("--{}", parameter(kind, "boundary")?);
        let depth = depth.checked_sub(1)?;
        return parts(body, boundary.as_bytes()).into_iter().find_map(|part| markup_of(part, depth, wanted));
    }
    if media_type != wanted {
        return None;
    }
    let decoded = match field("content-transfer-encoding").to_ascii_lowercase().as_str() {
        "base64" => {
            let digits: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            STANDARD.decode(&digits).or_else(|_| FORGIVING.decode(&digits)).ok()?
        }
        "quoted-printable" => from_quoted_printable(body),
        _ => body.to_vec(),
    };
    bytes_to_text(&decoded, parameter(kind, "charset").as_deref())
}

/// The header fields of a part, each on one line, and what follows the blank line after them.
fn split_head(bytes: &[u8]) -> (Vec<String>, &[u8]) {
    let mut head: Vec<String> = Vec::new();
    let mut rest = bytes;
    // Blank lines before the fields are forgiven.
    while let Some(after) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
        rest = after;
    }
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        let line = String::from_utf8_lossy(line);
        let text = line.trim_end();
        match head.last_mut().filter(|_| text.starts_with([' ', '\t'])) {
            _ if text.is_empty() => break,
            Some(last) => last.push_str(text),
            None => head.push(text.to_owned()),
        }
    }
    (head, rest)
}

/// A parameter of a field: `charset="gb2312"`.
fn parameter(field: &str, name: &str) -> Option<String> {
    let mut parameters = field.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(own, _)| own.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

/// What stands between the lines that begin with the boundary.
fn parts<'x>(body: &'x [u8], boundary: &[u8]) -> Vec<&'x [u8]> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut line_start = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let next = line_start + line.len();
        if line.starts_with(boundary) {
            parts.extend(start.and_then(|start| body.get(start..line_start)));
            start = Some(next);
        }
        line_start = next;
    }
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
}

/// Quoted-printable (RFC 2045 6.7); what is no escape stands as it is.
fn from_quoted_printable(source: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(source.len());
    let mut rest = source;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            out.push(*first);
            continue;
        }
        if let Some(next) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
            rest = next;
            continue;
        }
        let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = rest.get(2..).unwrap_or_default();
            }
            None => out.push(b'='),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_html_part_is_found_and_decoded() {
        let mht = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--=_b\r\n\
                   Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=D5=FE=\r\n=B8=AE =3D</p>\r\n--=_b\r\n\
                   Content-Type: image/png\r\n\r\nx\r\n--=_b--\r\n";
        assert!(is_mht(mht.as_bytes()));
        assert_eq!(mht_to_markup(mht.as_bytes()).unwrap().trim(), "<p>政府 =</p>");
        let single = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+\n5pS/PC9wPg";
        assert_eq!(mht_to_markup(single.as_bytes()).unwrap(), "<p>政</p>");
    }

    #[test]
    fn what_is_no_message_or_nests_too_deep_is_refused() {
        assert!(!is_mht("<html>MIME-Version: 1.0</html>".as_bytes()) && !is_mht(b"From: here\n\nContent-Type: x"));
        assert_eq!(mht_to_markup(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx"), None);
        let nested = |depth: usize| {
            let inner = "Content-Type: text/html\n\nx".to_owned();
            (0..depth)
                .fold(inner, |inner, i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n{inner}"))
        };
        assert_eq!(mht_to_markup(nested(MAX_DEPTH).as_bytes()).unwrap(), "x");
        assert_eq!(mht_to_markup(nested(MAX_DEPTH + 1).as_bytes()), None);
    }
}
