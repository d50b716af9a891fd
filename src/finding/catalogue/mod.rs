//! The one catalogue of everything nianbao says to its users, in Chinese and English.
//!
//! Each entry is a constructor that takes exactly the values its message prints; its doc comment is the code's manual page
//! (`nianbao explain CODE`). One file a layer, so that a message is found beside those it is read with.
//!
//! `Severity "code" => constructor(values) [Aspect, …] as NAME { zh: …, en: …, hint_zh: …, hint_en: … }`: aspects, name and hints
//! are left out where there is none. A code has a name ([`Finding::is`](super::Finding::is)) where the program asks for it.

use super::{Language, Severity};

/// What else than its severity the program goes by in a code's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// Each says nothing but where it is: many of them are said as one.
    SaysWhere,
    /// Its `text` is not in the result: each is quoted, however many there are.
    LeftOut,
    /// Its `text` stands beside the flow of the document, and may say something of it: a header, a comment, a message, a box.
    BesideFlow,
}

/// What a stable code means and how it is said.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code, named after the fault: `row-total-differs`.
    pub name: &'static str,
    /// How grave every finding with this code is.
    pub severity: Severity,
    /// The manual page: what was found, why it matters, what to do.
    pub manual: &'static str,
    /// What the program goes by in findings with this code.
    pub(super) aspects: &'static [Aspect],
    pub(super) values: &'static [&'static str],
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) hint_zh: Option<&'static str>,
    pub(super) hint_en: Option<&'static str>,
}

impl Code {
    /// Whether the program goes by this in its findings.
    #[must_use]
    pub fn has(&self, aspect: Aspect) -> bool {
        self.aspects.contains(&aspect)
    }

    /// The message template.
    pub(super) fn message(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// The hint template.
    pub(super) fn hint(&self, language: Language) -> Option<&'static str> {
        match language {
            Language::Chinese => self.hint_zh,
            Language::English => self.hint_en,
        }
    }

    /// Every code there is, by name.
    #[must_use]
    pub fn all() -> Vec<&'static Code> {
        let mut codes: Vec<&'static Code> = AREAS.iter().flat_map(|area| area.iter()).collect();
        codes.sort_by_key(|code| code.name);
        codes
    }

    /// The code of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Code> {
        AREAS.iter().flat_map(|area| area.iter()).find(|code| code.name == name)
    }
}

macro_rules! catalogue {
    ($(
        $(#[doc = $doc:literal])+
        $severity:ident $name:literal => $constructor:ident($($value:ident),* $(,)?) $([$($aspect:ident),+])? $(as $id:ident)? {
            zh: $zh:literal,
            en: $en:literal
            $(, hint_zh: $hint_zh:literal, hint_en: $hint_en:literal)?
            $(,)?
        }
    )*) => {
        #[allow(non_camel_case_types, clippy::enum_variant_names, dead_code)]
        enum Index { $($constructor),* }

        pub(super) static CODES: &[$crate::finding::Code] = &[$(
            $crate::finding::Code {
                name: $name,
                severity: $crate::finding::Severity::$severity,
                manual: concat!($($doc, "\n"),+),
                aspects: &[$($($crate::finding::catalogue::Aspect::$aspect),+)?],
                values: &[$(stringify!($value)),*],
                zh: $zh,
                en: $en,
                hint_zh: catalogue!(@option $($hint_zh)?),
                hint_en: catalogue!(@option $($hint_en)?),
            }
        ),*];

        $($(
            #[doc = $name]
            #[allow(clippy::indexing_slicing)]
            pub const $id: &$crate::finding::Code = &CODES[Index::$constructor as usize];
        )?)*

        $(
            $(#[doc = $doc])+
            #[must_use]
            // The index is that of the entry itself.
            #[allow(clippy::indexing_slicing)]
            pub fn $constructor($($value: impl Into<$crate::finding::Value>),*) -> $crate::finding::Finding {
                $crate::finding::Finding::new(
                    &CODES[Index::$constructor as usize],
                    vec![$((stringify!($value), $value.into())),*],
                )
            }
        )*
    };
    (@option) => { None };
    (@option $text:literal) => { Some($text) };
}

pub mod account;
pub mod attached;
pub mod convert;
pub mod docx;
pub mod font;
pub mod form;
pub mod layout;
pub mod list;
pub mod package;
pub mod pdf;
pub mod recognize;
pub mod report;
pub mod sheet;
pub mod typeset;
pub mod unseen;
pub mod workbook;
pub mod write;

static AREAS: &[&[Code]] = &[
    account::CODES,
    attached::CODES,
    convert::CODES,
    docx::CODES,
    font::CODES,
    form::CODES,
    layout::CODES,
    list::CODES,
    package::CODES,
    pdf::CODES,
    recognize::CODES,
    report::CODES,
    sheet::CODES,
    typeset::CODES,
    unseen::CODES,
    workbook::CODES,
    write::CODES,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn names_are_unique() {
        let codes = Code::all();
        let names: BTreeSet<&str> = codes.iter().map(|code| code.name).collect();
        assert_eq!(names.len(), codes.len());
    }

    #[test]
    fn templates_print_only_what_they_are_given_and_both_languages_say_the_same() {
        for code in Code::all() {
            let given: BTreeSet<&str> = code.values.iter().copied().collect();
            assert_eq!(placeholders(code.zh), given, "{} zh", code.name);
            assert_eq!(placeholders(code.en), given, "{} en", code.name);
            for hint in [code.hint_zh, code.hint_en].into_iter().flatten() {
                assert!(placeholders(hint).is_subset(&given), "{} hint", code.name);
            }
        }
    }

    /// A template without its placeholders.
    fn fixed(template: &str) -> String {
        let mut parts = template.split('{');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.split_once('}').map_or(part, |(_, rest)| rest))
    }

    /// Names of formats, programs, encodings and fields, options, commands and keys: what an office writes in Latin letters too.
    const LATIN: &[&str] = &[
        "DOCX",
        "XLSX",
        "XLS",
        "ET",
        "ODS",
        "CSV",
        "TSV",
        "PDF",
        "JSON",
        "XML",
        "HTML",
        "PNG",
        "JPEG",
        "TTF",
        "OTF",
        "docx",
        "xlsx",
        "toml",
        "Word",
        "WPS",
        "Excel",
        "Unicode",
        "UTF",
        "U",
        "FFFD",
        "MB",
        "nianbao",
        "md",
        "README",
        "templates",
        "styles",
        "forms",
        "schema",
        "explain",
        "fonts",
        "help",
        "from",
        "to",
        "tables",
        "force",
        "figures",
        "of",
        "fill",
        "new",
        "ocr",
        "layer",
        "strict",
        "o",
        "out",
        "dir",
        "page",
        "convert",
        "json",
        "dotx",
        "embedded",
        "system",
        "Ctrl",
        "Shift",
        "F",
    ];

    #[test]
    fn chinese_messages_are_chinese_and_english_ones_english() {
        for code in Code::all() {
            for text in [Some(code.zh), code.hint_zh].into_iter().flatten().map(fixed) {
                let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
                let foreign: Vec<&str> = words.filter(|word| !LATIN.contains(word)).collect();
                assert!(foreign.is_empty(), "{}: {foreign:?} in {text}", code.name);
                assert!(!text.contains([':', ';', '?']), "{}: a Latin sign in {text}", code.name);
            }
            for text in [Some(code.en), code.hint_en].into_iter().flatten().map(fixed) {
                let is_chinese = |c: char| matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
                assert!(!text.contains(is_chinese), "{}: Chinese in {text}", code.name);
            }
        }
    }

    #[test]
    fn messages_keep_the_house_style() {
        for code in Code::all() {
            assert!(!code.en.ends_with('.') && !code.zh.ends_with('。'), "{}: no full stop", code.name);
            assert!(!code.name.contains('_') && code.name == code.name.to_lowercase(), "{}: kebab case", code.name);
            assert!(code.manual.trim().len() > 20, "{}: a manual page", code.name);
        }
    }
}
