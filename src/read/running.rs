//! What headers and footers say of pages, whatever the format.

/// Whether running text is a page number and its usual ornaments: — 1 —, 第 1 页 共 3 页, Page 1 of 3.
pub(super) fn is_page_number(text: &str) -> bool {
    let text = text.replace("Page", "").replace("page", "").replace("of", "");
    let ornament = |c: char| c.is_numeric() || c.is_whitespace() || "-‐‑–—―－─·.・/／第页頁共|?".contains(c);
    text.chars().all(ornament)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_say_nothing_else() {
        for (text, is) in
            [("— 1 —", true), ("第 1 页 共 3 页", true), ("Page 1 of 3", true), ("", true), ("2022年度", false)]
        {
            assert_eq!(is_page_number(text), is, "{text}");
        }
    }
}
