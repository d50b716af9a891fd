//! Addresses: what they are counted from, and data that stands in them.

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// Base64 as pages have it: with or without the signs that fill it up.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes of a `data:` address (RFC 2397).
pub(super) fn data_of(address: &str) -> Option<Vec<u8>> {
    let rest =
        address.trim().get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).and(address.trim().get(5..))?;
    let (kind, data) = rest.split_once(',')?;
    if kind.trim_end().to_ascii_lowercase().ends_with(";base64") {
        let digits: Vec<u8> = unescaped(data).into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
        return FORGIVING.decode(digits).ok();
    }
    Some(unescaped(data))
}

/// Bytes of which some are written `%20`.
pub(super) fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

/// An address counted from another, as far as one can tell without asking.
pub(super) fn resolved(base: &str, href: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://") else { return href.to_owned() };
    if href.starts_with("//") {
        return format!("{scheme}:{href}");
    }
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(absolute) = href.strip_prefix('/') {
        return format!("{scheme}://{host}/{absolute}");
    }
    let mut folders: Vec<&str> = path.rsplit_once('/').map_or("", |(folders, _)| folders).split('/').collect();
    let mut href = href.strip_prefix("./").unwrap_or(href);
    while let Some(above) = href.strip_prefix("../") {
        folders.pop();
        href = above;
    }
    let folders = folders.into_iter().filter(|folder| !folder.is_empty()).map(|folder| format!("{folder}/"));
    format!("{scheme}://{host}/{}{href}", folders.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_from_where_they_stand() {
        for (base, href, expected) in [
            ("https://a.cn/b/c.html?x=1/2", "d.html", "https://a.cn/b/d.html"),
            ("https://a.cn/b/c.html", "./d.html", "https://a.cn/b/d.html"),
            ("https://a.cn/b/c/", "../../../d", "https://a.cn/d"),
            ("https://a.cn", "/d", "https://a.cn/d"),
            ("https://a.cn/b", "//b.cn/d", "https://b.cn/d"),
            ("file:///C:/1/a.htm", "a.files/1.gif", "file:///C:/1/a.files/1.gif"),
            ("nowhere", "d", "d"),
        ] {
            assert_eq!(resolved(base, href), expected, "{href} from {base}");
        }
    }

    #[test]
    fn data_is_read_in_either_notation() {
        for (address, expected) in [
            ("data:image/gif;base64,R0lG", Some("GIF")),
            ("DATA:image/gif;BASE64, R0 l%47 ", Some("GIF")),
            ("data:text/plain,a%20b", Some("a b")),
            ("data:image/gif;base64,!", None),
            ("http://a.cn/x,y", None),
            ("data:", None),
        ] {
            assert_eq!(data_of(address).as_deref(), expected.map(str::as_bytes), "{address}");
        }
    }
}
