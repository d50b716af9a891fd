//! MIME HTML (RFC 2557), as web browsers and word processors save it: a page and what it shows, in one file.

use super::address::resolved;
use super::limits::MAX_BYTES;
use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{alphabet, engine::DecodePaddingMode};
use std::collections::BTreeMap;

/// How deep parts may nest in each other.
const MAX_DEPTH: usize = 4;
/// Parts beyond are not looked at.
const MAX_PARTS: usize = 10_000;

const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Whether a file begins with the header fields of a message.
pub(super) fn is_message(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let mut fields = head.trim_start_matches(['\u{feff}', '\r', '\n']).lines().take_while(|line| !line.is_empty());
    let first = fields.next().unwrap_or_default();
    let named = |line: &str| line.starts_with("mime-version:") || line.starts_with("content-type:");
    let begins = ["from:", "subject:", "date:", "snapshot-content-location:", "x-"];
    named(first) || (begins.iter().any(|field| first.starts_with(field)) && fields.any(named))
}

/// A part of a message that holds no others.
struct Leaf<'m> {
    media_type: String,
    charset: Option<String>,
    /// Where it came from: what addresses in it are counted from.
    location: String,
    /// Its id, by which others name it.
    id: String,
    encoding: String,
    body: &'m [u8],
}

/// A page and what it shows.
pub(super) struct Message {
    pub(super) page: Vec<u8>,
    /// Its style sheets that stand beside it.
    pub(super) style: String,
    pub(super) charset: Option<String>,
    /// Whether it is text, not markup.
    pub(super) is_plain: bool,
    pub(super) resources: Resources,
}

/// What a page shows that its file holds, by the addresses it is named by.
#[derive(Debug, Default)]
pub(super) struct Resources {
    base: String,
    bytes: Vec<Vec<u8>>,
    by_address: BTreeMap<String, usize>,
}

impl Resources {
    /// The bytes an address of the page leads to.
    pub(super) fn find(&self, address: &str) -> Option<&[u8]> {
        if self.by_address.is_empty() {
            return None;
        }
        let by = |address: &str| self.by_address.get(address);
        let at = by(address).or_else(|| by(&resolved(&self.base, address)))?;
        self.bytes.get(*at).map(Vec::as_slice)
    }
}

/// What a message holds: its page, else its plain text; `None` where it has neither, or it can't be decoded.
pub(super) fn open(bytes: &[u8]) -> Option<Message> {
    let mut leaves = Vec::new();
    add_leaves(bytes, MAX_DEPTH, &mut leaves);
    let of = |kind: &str| leaves.iter().find(|leaf| leaf.media_type == kind);
    let leaf = of("text/html").or_else(|| of("application/xhtml+xml")).or_else(|| of("text/plain"))?;
    let mut page = leaf.decoded()?;
    // A workbook saved so has a frame first, and its sheets behind it.
    if memchr::memmem::find(&page, b"<frameset").is_some() {
        let others = leaves.iter().filter(|other| other.media_type == "text/html" && !std::ptr::eq(*other, leaf));
        let sheets = others.filter_map(Leaf::decoded).filter(|sheet| memchr::memmem::find(sheet, b"<td").is_some());
        let sheets: Vec<u8> = sheets.flatten().take(MAX_BYTES).collect();
        page = if sheets.is_empty() { page } else { sheets };
    }
    let sheets = leaves.iter().filter(|leaf| leaf.media_type == "text/css").filter_map(Leaf::decoded);
    let style: Vec<u8> = sheets.flatten().take(MAX_BYTES).collect();
    let mut resources = Resources { base: leaf.location.clone(), ..Resources::default() };
    let mut left = MAX_BYTES;
    for picture in leaves.iter().filter(|leaf| leaf.media_type.starts_with("image/")) {
        let Some(bytes) = picture.decoded().filter(|bytes| bytes.len() <= left) else { continue };
        left -= bytes.len();
        let at = resources.bytes.len();
        resources.bytes.push(bytes);
        let id = Some(format!("cid:{}", picture.id)).filter(|_| !picture.id.is_empty());
        let location = Some(picture.location.clone()).filter(|location| !location.is_empty());
        let addresses = [id, location.clone(), location.map(|location| resolved(&leaf.location, &location))];
        for address in addresses.into_iter().flatten() {
            resources.by_address.entry(address).or_insert(at);
        }
    }
    let is_plain = leaf.media_type == "text/plain";
    let style = String::from_utf8_lossy(&style).into_owned();
    Some(Message { page, style, charset: leaf.charset.clone(), is_plain, resources })
}

fn add_leaves<'m>(bytes: &'m [u8], depth: usize, leaves: &mut Vec<Leaf<'m>>) {
    let (head, body) = split_head(bytes);
    let field = |name: &str| {
        let named = |line: &&String| line.split_once(':').is_some_and(|(own, _)| own.trim().eq_ignore_ascii_case(name));
        head.iter().find(named).and_then(|line| line.split_once(':')).map_or("", |(_, value)| value.trim())
    };
    let kind = field("content-type");
    let media_type = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if media_type.starts_with("multipart/") {
        let Some((boundary, depth)) = parameter(kind, "boundary").zip(depth.checked_sub(1)) else { return };
        let boundary = format!("--{boundary}");
        parts(body, boundary.as_bytes()).into_iter().for_each(|part| add_leaves(part, depth, leaves));
    } else if leaves.len() < MAX_PARTS {
        leaves.push(Leaf {
            media_type,
            charset: parameter(kind, "charset"),
            location: field("content-location").to_owned(),
            id: field("content-id").trim_matches(['<', '>']).to_owned(),
            encoding: field("content-transfer-encoding").to_ascii_lowercase(),
            body,
        });
    }
}

impl Leaf<'_> {
    fn decoded(&self) -> Option<Vec<u8>> {
        Some(match self.encoding.as_str() {
            "base64" => {
                let digits: Vec<u8> = self.body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
                STANDARD.decode(&digits).or_else(|_| FORGIVING.decode(&digits)).ok()?
            }
            "quoted-printable" => from_quoted_printable(self.body),
            _ => self.body.to_vec(),
        })
    }
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

    fn page(bytes: &[u8]) -> Option<String> {
        open(bytes).map(|message| String::from_utf8_lossy(&message.page).trim().to_owned())
    }

    #[test]
    fn the_html_part_is_found_and_decoded() {
        let mht = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--=_b\r\n\
                   Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E6=94=BF=\r\n=E5=BA=9C =3D</p>\r\n--=_b\r\n\
                   Content-Type: image/png\r\n\r\nx\r\n--=_b--\r\n";
        assert!(is_message(mht.as_bytes()));
        let message = open(mht.as_bytes()).unwrap();
        assert_eq!((message.charset.as_deref(), message.is_plain), (Some("gb2312"), false));
        assert_eq!(page(mht.as_bytes()).unwrap(), "<p>政府 =</p>");
        let single = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+\n5pS/PC9wPg";
        assert_eq!(page(single.as_bytes()).unwrap(), "<p>政</p>");
    }

    #[test]
    fn what_a_page_shows_is_found_by_id_and_by_address() {
        let mht = "From: a\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\
                   Content-Location: file:///C:/1/a.htm\n\n<img>\n--b\nContent-Type: image/gif\nContent-ID: <x@y>\n\
                   Content-Location: file:///C:/1/a.files/1.gif\nContent-Transfer-Encoding: base64\n\nR0lG\n--b--\n";
        let message = open(mht.as_bytes()).unwrap();
        for address in ["cid:x@y", "file:///C:/1/a.files/1.gif", "a.files/1.gif"] {
            assert_eq!(message.resources.find(address), Some(b"GIF".as_slice()), "{address}");
        }
        assert_eq!(message.resources.find("2.gif"), None);
    }

    #[test]
    fn what_is_no_message_or_nests_too_deep_is_refused() {
        assert!(
            !is_message("<html>MIME-Version: 1.0</html>".as_bytes()) && !is_message(b"From: here\n\nContent-Type: x")
        );
        assert!(is_message(b"Subject: x\r\nContent-Type: text/html\r\n\r\n"));
        assert_eq!(page(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx"), None);
        let nested = |depth: usize| {
            let inner = "Content-Type: text/html\n\nx".to_owned();
            (0..depth)
                .fold(inner, |inner, i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n{inner}"))
        };
        assert_eq!(page(nested(MAX_DEPTH).as_bytes()).unwrap(), "x");
        assert_eq!(page(nested(MAX_DEPTH + 1).as_bytes()), None);
    }
}
