//! HTML or plain text embedded in a document → lines of text.

use encoding_rs::Encoding;

/// The text in bytes: in the encoding said outside, by a mark at its beginning or in the markup, else UTF-8 or the Chinese
/// code page. `None` where they are in none of these.
pub(crate) fn bytes_to_text(bytes: &[u8], charset: Option<&str>) -> Option<String> {
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

/// The text of simple markup.
#[derive(Debug, Default)]
pub(crate) struct MarkupText {
    pub lines: Vec<String>,
    /// What is said not to be shown.
    pub hidden: String,
}

/// Whether a tag says that its element is not shown: `style="display:none"`, `hidden`.
fn hides(tag: &str) -> bool {
    let bare: String = tag.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let is_attribute = || {
        tag.split_whitespace().skip(1).any(|part| {
            let part = part.trim_end_matches(['>', '/']).to_ascii_lowercase();
            part == "hidden" || part.starts_with("hidden=")
        })
    };
    bare.contains("display:none") || bare.contains("visibility:hidden") || is_attribute()
}

/// The lines of text in simple markup, tags left out and blank lines dropped; what is not shown apart from them.
pub(crate) fn text_lines(source: &str) -> MarkupText {
    let mut text = String::with_capacity(source.len());
    let mut hidden = String::new();
    // The element that is not shown, and how many of its name are open in it.
    let mut unseen: Option<(String, usize)> = None;
    let mut rest = source;
    // Beyond the last > there are no tags, and no need to look for their ends again and again.
    let last = source.rfind('>').unwrap_or(0);
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        if unseen.is_some() { &mut hidden } else { &mut text }.push_str(before);
        let named =
            tag.get(1..).and_then(|t| t.chars().next()).is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c));
        let has_end = named && source.len() - tag.len() < last;
        let Some(close) = has_end.then(|| tag.find('>')).flatten() else {
            if unseen.is_some() { &mut hidden } else { &mut text }.push('<');
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
        let whole = tag.get(..close).unwrap_or_default();
        let is_void =
            whole.ends_with('/') || matches!(name.as_str(), "br" | "img" | "input" | "hr" | "meta" | "link" | "col");
        match &mut unseen {
            Some((own, depth)) if *own == name && !is_void => {
                *depth = if tag.starts_with("</") { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    unseen = None;
                }
            }
            None if !is_void && !tag.starts_with("</") && hides(whole) => unseen = Some((name.clone(), 1)),
            _ => {}
        }
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
    if unseen.is_some() { &mut hidden } else { &mut text }.push_str(rest);
    let references = [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    let meant = |text: String| references.iter().fold(text, |text, (reference, meant)| text.replace(reference, meant));
    let lines = meant(text).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    MarkupText { lines, hidden: meant(hidden) }
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
        assert_eq!(text_lines(source).lines, ["一、总体情况", "a < 2 & b", "3 < 4"]);
        assert_eq!(text_lines("<SCRIPT>1</b></Script>甲<a<b").lines, ["甲<a<b"]);
    }

    #[test]
    fn what_is_not_shown_stands_apart() {
        for source in [
            "<p>甲<span style='display: none'>乙<span>丙</span></span>丁</p>",
            "<p>甲<i hidden>乙丙</i>丁<br hidden></p>",
            "<p>甲丁</p><div style=\"visibility:hidden\"><p>乙</p>丙</div>",
        ] {
            let read = text_lines(source);
            assert_eq!(
                (read.lines.concat().as_str(), read.hidden.replace('\n', "").as_str()),
                ("甲丁", "乙丙"),
                "{source}"
            );
        }
    }
}
