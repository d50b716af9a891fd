//! Where links may lead.

/// The schemes a link of a published document may have. Any other could run code where it is clicked, or leads to a file nobody
/// else has.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination<'t> {
    /// To the place of that name in the document.
    Place(&'t str),
    /// To an address outside.
    Address(&'t str),
}

/// Where a link with this target leads; `None` where it must not be published as one.
#[must_use]
pub fn destination(target: &str) -> Option<Destination<'_>> {
    let target = target.trim();
    if target.chars().any(char::is_control) {
        return None;
    }
    if let Some(name) = target.strip_prefix('#') {
        return Some(Destination::Place(name)).filter(|_| !name.is_empty());
    }
    let (scheme, rest) = target.split_once(':')?;
    let is_known = SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (is_known && !rest.trim_matches('/').is_empty()).then_some(Destination::Address(target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_to_people_and_within_the_document() {
        for target in
            ["https://www.qinghe.gov.cn/", "HTTP://a.cn", "mailto:a@b.cn", "tel:0731-12345678", " https://a.cn "]
        {
            assert_eq!(destination(target), Some(Destination::Address(target.trim())), "{target}");
        }
        assert_eq!(destination("#_Toc1"), Some(Destination::Place("_Toc1")));
        for target in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///C:/a.docx",
            "\\\\server\\a.docx",
            "C:\\a.docx",
            "a.docx",
            "www.a.cn",
            "ftp://a.cn",
            "about:blank",
            "https://",
            "mailto:",
            "#",
            "",
        ] {
            assert_eq!(destination(target), None, "{target}");
        }
    }
}
