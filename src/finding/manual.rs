//! The manual pages of codes: in English the doc comments of the catalogue, in Chinese `templates/messages/manual.zh.toml`.

use super::{Code, Language};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CHINESE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    crate::template::load("messages/manual.zh.toml", include_str!("../../templates/messages/manual.zh.toml"))
});

impl Code {
    /// The manual page: what was found, why it matters, what to do.
    #[must_use]
    pub fn manual(&self, language: Language) -> Cow<'static, str> {
        match language {
            Language::Chinese => CHINESE.get(self.name).map_or(Cow::Borrowed(""), |page| Cow::Borrowed(page.as_str())),
            Language::English => self.manual_en.lines().map(str::trim).collect::<Vec<_>>().join(" ").into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_a_page_in_each_language_and_no_page_is_of_none() {
        let codes: BTreeSet<&str> = Code::all().iter().map(|code| code.name).collect();
        let pages: BTreeSet<&str> = CHINESE.keys().map(String::as_str).collect();
        assert_eq!(codes.difference(&pages).collect::<Vec<_>>(), Vec::<&&str>::new(), "codes without a page");
        assert_eq!(pages.difference(&codes).collect::<Vec<_>>(), Vec::<&&str>::new(), "pages without a code");
        for code in Code::all() {
            for language in [Language::Chinese, Language::English] {
                assert!(code.manual(language).chars().count() > 15, "{}", code.name);
            }
            assert!(!code.manual(Language::Chinese).is_ascii(), "{}", code.name);
        }
    }
}
