//! HTML or plain text embedded in a document → lines of text.

use encoding_rs::Encoding;

/// The text in bytes: in the encoding said outside, by a mark at its beginning or in the markup, else UTF-8 or the Chinese
/// code page. `None` where they are in none of these.
pub(super) fn bytes_to_text(bytes: &[u8], charset: Option<&str>) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decoded(encoding, bytes.get(mark..).unwrap_or_default());
    }
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let inside = head.split_once("charset=").map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'']);
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next().unwrap_or_default()
    });
    let said = [charset, inside].into_iter().flatten().find_map(|label| Encoding::for_label(label.as_bytes()));
    // UTF-16 is seen by its mark; said in markup that could be read as bytes, it is wrong.
    let said = said.map(Encoding::output_encoding);
    let tried = said.into_iter().chain([encoding_rs::UTF_8, encoding_rs::GB18030]);
    tried.into_iter().find_map(|encoding| decoded(encoding, bytes))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
}

/// The lines of text in simple markup, tags left out and blank lines dropped.
pub(super) fn text_lines(source: &str) -> Vec<String> {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    // Beyond the last > there are no tags, and no need to look for their ends again and again.
    let last = source.rfind('>').unwrap_or(0);
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        text.push_str(before);
        let named =
            tag.get(1..).and_then(|t| t.chars().next()).is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c));
        let has_end = named && source.len() - tag.len() < last;
        let Some(close) = has_end.then(|| tag.find('>')).flatten() else {
            text.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        rest = tag.get(close + 1..).unwrap_or_default();
        match name.as_str() {
            "p" | "div" | "br" | "tr" | "li" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "title" | "body" => {
                text.push('\n');
            }
            "td" | "th" => text.push('\t'),
            "script" | "style" if !tag.starts_with("</") => {
                let ends = |(at, _): &(usize, &str)| {
                    let found = rest.get(at + 2..at + 2 + name.len());
                    found.is_some_and(|found| found.eq_ignore_ascii_case(&name))
                };
                let skipped = rest.match_indices("</").find(ends).map_or(rest.len(), |(at, _)| at);
                rest = rest.get(skipped..).unwrap_or_default();
            }
            _ => {}
        }
    }
    text.push_str(rest);
    let references = [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    let text = references.iter().fold(text, |text, (reference, meant)| text.replace(reference, meant));
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_text_in_the_encoding_said_or_seen() {
        let gbk = encoding_rs::GBK.encode("<meta charset=gb2312>政府").0.into_owned();
        for (bytes, charset) in [
            (gbk.as_slice(), None),
            (b"\xd5\xfe\xb8\xae".as_slice(), None),
            (b"\xd5\xfe\xb8\xae", Some("gbk")),
            ("政府".as_bytes(), None),
            (b"\xff\xfe\x3f\x65\x9c\x5e", None),
        ] {
            assert!(bytes_to_text(bytes, charset).unwrap().ends_with("政府"), "{bytes:x?}");
        }
        assert_eq!(bytes_to_text(b"\xff\xff\xff", None), None);
    }

    #[test]
    fn tags_go_and_text_stays() {
        let source = "<html><style>p {}</style><p>一、<b>总体</b>情况</p><p>a &lt; 2 &amp; b</p>3 < 4";
        assert_eq!(text_lines(source), ["一、总体情况", "a < 2 & b", "3 < 4"]);
        assert_eq!(text_lines("<SCRIPT>1</b></Script>甲<a<b"), ["甲<a<b"]);
    }
}
