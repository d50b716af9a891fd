//! The one catalogue of everything nianbao says to its users, in Chinese and English.
//!
//! Each entry is a constructor that takes exactly the values its message prints; its doc comment is the code's manual page
//! (`nianbao explain CODE`). One file a layer, so that a message is found beside those it is read with.
//!
//! `Severity "code" => constructor(values) [Aspect, …] as NAME { zh: …, en: …, hint_zh: …, hint_en: … }`: aspects, name and hints
//! are left out where there is none. Words that go with a number are written `{count row|rows}`. A code has a name ([`Finding::is`](super::Finding::is)) where the program asks for it.

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
    /// The doc comment of its entry, as it stands.
    pub(super) manual_en: &'static str,
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

    /// The message, with `{placeholders}` for the values of a case.
    #[must_use]
    pub fn message(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// The hint, with placeholders likewise.
    #[must_use]
    pub fn hint(&self, language: Language) -> Option<&'static str> {
        match language {
            Language::Chinese => self.hint_zh,
            Language::English => self.hint_en,
        }
    }

    /// Whether its message prints none but these values.
    pub(crate) fn prints_only(&self, values: &[&str]) -> bool {
        self.values.iter().all(|value| values.contains(value))
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
                manual_en: concat!($($doc, "\n"),+),
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
pub mod flattened;
pub mod font;
pub mod form;
pub mod layout;
pub mod list;
pub mod package;
pub mod page;
pub mod pdf;
pub mod recognize;
pub mod report;
pub mod review;
pub mod rtf;
pub mod serve;
pub mod sheet;
pub mod sum;
pub mod text;
pub mod typeset;
pub mod unseen;
pub mod web;
pub mod workbook;
pub mod write;

static AREAS: &[&[Code]] = &[
    account::CODES,
    attached::CODES,
    convert::CODES,
    docx::CODES,
    flattened::CODES,
    font::CODES,
    form::CODES,
    layout::CODES,
    list::CODES,
    package::CODES,
    page::CODES,
    pdf::CODES,
    recognize::CODES,
    report::CODES,
    review::CODES,
    rtf::CODES,
    serve::CODES,
    sheet::CODES,
    sum::CODES,
    text::CODES,
    typeset::CODES,
    unseen::CODES,
    web::CODES,
    workbook::CODES,
    write::CODES,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Phrase, Place, Term, Value};
    use std::collections::BTreeSet;

    fn placeholders(template: &str) -> BTreeSet<&str> {
        let parts = template.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        parts.map(|(name, _)| name.split_once(' ').map_or(name, |(name, _)| name)).collect()
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
            assert_eq!(placeholders(code.zh), placeholders(code.en), "{}", code.name);
            for (message, hint) in [(code.zh, code.hint_zh), (code.en, code.hint_en)] {
                let mut printed = placeholders(message);
                printed.extend(hint.map(placeholders).unwrap_or_default());
                assert_eq!(printed, given, "{}: {message}", code.name);
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
        "DOC",
        "Parquet",
        "ODT",
        "TXT",
        "OFD",
        "CAJ",
        "Apabi",
        "XLSX",
        "XLS",
        "ET",
        "ODS",
        "CSV",
        "TSV",
        "PDF",
        "RTF",
        "JSON",
        "XML",
        "HTML",
        "MHT",
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
        "list",
        "data",
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
        "TrueType",
        "CFF",
        "EQ",
        "Base",
        "JBIG",
        "raw",
        "value",
        "form",
        "reference",
        "doc",
        "dpi",
    ];

    /// What is wrong with a Chinese text that should have no Latin words but those of [`LATIN`] and no Latin signs.
    fn faults_of_chinese(text: &str) -> Vec<String> {
        let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let foreign = words.filter(|word| !LATIN.contains(word)).map(str::to_owned);
        foreign.chain(text.contains([':', ';', '?']).then(|| "a Latin sign".to_owned())).collect()
    }

    fn is_chinese(c: char) -> bool {
        matches!(c, '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
    }

    #[test]
    fn chinese_messages_are_chinese_and_english_ones_english() {
        for code in Code::all() {
            for text in [Some(code.zh), code.hint_zh].into_iter().flatten().map(fixed) {
                assert_eq!(faults_of_chinese(&text), Vec::<String>::new(), "{}: {text}", code.name);
            }
            for text in [Some(code.en), code.hint_en].into_iter().flatten().map(fixed) {
                assert!(!text.contains(is_chinese), "{}: Chinese in {text}", code.name);
            }
        }
        for term in Term::all() {
            let text = fixed(term.zh);
            assert_eq!(faults_of_chinese(&text), Vec::<String>::new(), "{}: {text}", term.id);
            let text = fixed(term.en);
            assert!(!text.contains(is_chinese), "{}: Chinese in {text}", term.id);
        }
    }

    #[test]
    fn terms_print_what_they_are_given_in_both_languages_and_have_one_name() {
        let mut ids = BTreeSet::new();
        for term in Term::all() {
            let given: BTreeSet<&str> = term.values.iter().copied().collect();
            assert_eq!(placeholders(term.zh), given, "{} zh", term.id);
            assert_eq!(placeholders(term.en), given, "{} en", term.id);
            assert!(ids.insert(term.id), "{} twice", term.id);
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in_and_no_language_slips_into_the_other() {
        let of_place = Place::SheetCell { sheet: "1".into(), row: 8, column: 12 };
        let phrase = |term: &'static Term| {
            let values = term.values.iter().map(|name| (*name, Value::from(1))).collect();
            Value::Term(Phrase { term, values })
        };
        let terms: Vec<Value> = Term::all().iter().map(phrase).collect();
        let of_finding = super::sheet::no_sheets().at(Place::Page(1));
        let kinds = [Value::from("1"), Value::from(of_place), Value::from(of_finding)];
        let placeholder = |text: &str| {
            text.split('{').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest.contains('}'))
        };
        for code in Code::all() {
            for value in kinds.iter().chain(&terms) {
                let values = code.values.iter().map(|name| (*name, value.clone())).collect();
                let finding = Finding::new(code, values);
                for language in [Language::Chinese, Language::English] {
                    for text in [Some(finding.message(language)), finding.hint(language)].into_iter().flatten() {
                        assert!(!placeholder(&text), "{}: {text}", code.name);
                        match language {
                            Language::Chinese => {
                                // The column of a cell.
                                let text = text.replace("!L8", "");
                                assert_eq!(faults_of_chinese(&text.replace('!', "")), Vec::<String>::new(), "{text}");
                            }
                            Language::English => assert!(!text.contains(is_chinese), "{}: {text}", code.name),
                        }
                    }
                }
                if code.values.is_empty() {
                    break;
                }
            }
        }
    }

    #[test]
    fn messages_keep_the_house_style() {
        for code in Code::all() {
            assert!(!code.en.ends_with('.') && !code.zh.ends_with('。'), "{}: no full stop", code.name);
            assert!(!code.name.contains('_') && code.name == code.name.to_lowercase(), "{}: kebab case", code.name);
            assert!(code.manual_en.trim().len() > 20, "{}: a manual page", code.name);
        }
    }
}
