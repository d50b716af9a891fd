//! HTML or plain text embedded in a document → lines of text.

/// The lines of text in simple markup, tags left out and blank lines dropped.
pub(super) fn text_lines(source: &str) -> Vec<String> {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        text.push_str(before);
        let named =
            tag.get(1..).and_then(|t| t.chars().next()).is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c));
        let Some(close) = tag.find('>').filter(|_| named) else {
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
                let end = format!("</{name}");
                let skipped = rest.to_ascii_lowercase().find(&end).unwrap_or(rest.len());
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
    fn tags_go_and_text_stays() {
        let source = "<html><style>p {}</style><p>一、<b>总体</b>情况</p><p>a &lt; 2 &amp; b</p>3 < 4";
        assert_eq!(text_lines(source), ["一、总体情况", "a < 2 & b", "3 < 4"]);
    }
}
