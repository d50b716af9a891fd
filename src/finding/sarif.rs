//! Findings as one SARIF log (Static Analysis Results Interchange Format 2.1.0, an OASIS standard), which code hosts and editors
//! show beside the file.
//!
//! A code is a rule (§3.49), its manual page and hint in the language of the messages; those of the other language go with them as
//! a translation (§3.19.4). A place in a text is a region, every other a logical location (§3.33).

use super::{Code, Finding, Language, Place, Severity};
use serde_json::{Map, Value as Json, json};

/// The schema of the log (SARIF 2.1.0 §3.13.3).
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a run made of files, as a log.
#[derive(Debug)]
pub struct Run<'a> {
    /// The findings, in the order they were made.
    pub findings: &'a [Finding],
    /// The files that were written.
    pub written: &'a [String],
    /// Whether all was done that was asked for.
    pub is_done: bool,
    /// The language of the messages.
    pub language: Language,
}

impl Run<'_> {
    /// The log.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut rules: Vec<&'static Code> = Vec::new();
        let mut results = Vec::with_capacity(self.findings.len());
        for finding in self.findings {
            let rule = rules.iter().position(|code| finding.is(code)).unwrap_or_else(|| {
                rules.push(finding.code);
                rules.len() - 1
            });
            results.push(self.result(finding, rule));
        }
        let other = match self.language {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        };
        let described = |language| rules.iter().map(|code| rule(code, language)).collect::<Vec<_>>();
        let artifacts = self.written.iter().map(|file| json!({ "location": { "uri": uri(file) }, "roles": ["added"] }));
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "language": tag(self.language),
                    "rules": described(self.language),
                }},
                "translations": [{
                    "name": env!("CARGO_PKG_NAME"),
                    "language": tag(other),
                    "contents": ["localizedData"],
                    "rules": described(other),
                }],
                "invocations": [{ "executionSuccessful": self.is_done }],
                "artifacts": artifacts.collect::<Vec<_>>(),
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        })
    }

    fn result(&self, finding: &Finding, rule: usize) -> Json {
        let mut result = Map::new();
        result.insert("ruleId".to_owned(), finding.code().into());
        result.insert("ruleIndex".to_owned(), rule.into());
        result.insert("level".to_owned(), level(finding.severity()).into());
        let details = finding.details().map(|detail| detail.render(self.language).into_owned());
        let text = std::iter::once(finding.message(self.language)).chain(details).collect::<Vec<_>>().join("\n");
        result.insert("message".to_owned(), json!({ "text": text }));
        if let Some(location) = location(finding, self.language) {
            result.insert("locations".to_owned(), json!([location]));
        }
        // Decided outside the file (§3.27.23, §3.35.3).
        if let (true, Some(ruling)) = (finding.is_silenced(), finding.ruling()) {
            let suppression = json!({ "kind": "external", "status": "accepted", "justification": ruling.reason });
            result.insert("suppressions".to_owned(), json!([suppression]));
        }
        if !finding.rules().is_empty() || finding.ruling().is_some() {
            let reason = finding.ruling().map(|ruling| &ruling.reason);
            let properties = json!({ "rules": finding.rules(), "reason": reason });
            result.insert("properties".to_owned(), properties);
        }
        result.into()
    }
}

/// What a rule is called and means.
fn rule(code: &Code, language: Language) -> Json {
    let manual = code.manual(language);
    let is_end = |c: &char| matches!(c, '。' | '.' | '；' | ';');
    // A short description is one sentence (§3.49.9).
    let end =
        manual.char_indices().find(|(at, c)| is_end(c) && ends_sentence(&manual, *at)).map(|(at, c)| at + c.len_utf8());
    let mut rule = Map::new();
    rule.insert("id".to_owned(), code.name.into());
    rule.insert(
        "shortDescription".to_owned(),
        json!({ "text": end.and_then(|end| manual.get(..end)).unwrap_or(&manual) }),
    );
    rule.insert("fullDescription".to_owned(), json!({ "text": manual }));
    if let Some(hint) = code.hint(language).filter(|hint| !hint.contains('{')) {
        rule.insert("help".to_owned(), json!({ "text": hint }));
    }
    rule.insert("defaultConfiguration".to_owned(), json!({ "level": level(code.severity) }));
    rule.into()
}

/// Whether a stop ends a sentence, and no name such as `.xlsx`.
fn ends_sentence(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    !rest.starts_with(['.', ';']) || rest.len() == 1 || rest.get(1..).is_some_and(|rest| rest.starts_with(' '))
}

fn location(finding: &Finding, language: Language) -> Option<Json> {
    let found = finding.location();
    let mut location = Map::new();
    if let Some(file) = &found.file {
        let mut physical = Map::new();
        physical.insert("artifactLocation".to_owned(), json!({ "uri": uri(file) }));
        if let Some(Place::Line { line, column }) = &found.place {
            physical.insert("region".to_owned(), json!({ "startLine": line, "startColumn": column }));
        }
        location.insert("physicalLocation".to_owned(), physical.into());
    }
    let place = found.render_place(language);
    if let Some(kind) = found.place.as_ref().and_then(kind) {
        location.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": place, "kind": kind }]));
    }
    (!location.is_empty()).then_some(location.into())
}

/// What kind of thing a place is, in a file that is not read by lines.
fn kind(place: &Place) -> Option<&'static str> {
    Some(match place {
        Place::Paragraph(_) => "paragraph",
        Place::Cell { .. } | Place::SheetCell { .. } | Place::PageCell { .. } => "cell",
        Place::Table(_) => "table",
        Place::Note(_) => "note",
        Place::Part(_) => "part",
        Place::Sheet(_) => "sheet",
        Place::Page(_) => "page",
        Place::Pointer(_) => "value",
        Place::Line { .. } => return None,
    })
}

fn level(severity: Severity) -> &'static str {
    severity.label(Language::English)
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en-US",
    }
}

/// A file's name as a reference (RFC 3986 §4.1), relative unless the name is absolute.
fn uri(file: &str) -> String {
    let file = file.replace('\\', "/");
    let mut reference = String::with_capacity(file.len());
    if file.starts_with('/') {
        reference.push_str("file://");
    } else if file.get(1..3) == Some(":/") {
        // A Windows drive.
        reference.push_str("file:///");
    }
    for byte in file.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => reference.push(byte.into()),
            b':' if reference.starts_with("file:///") => reference.push(':'),
            _ => reference.push_str(&format!("%{byte:02X}")),
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::catalogue;

    #[test]
    fn names_of_files_are_references() {
        for (file, reference) in [
            ("a/b.docx", "a/b.docx"),
            ("年报 1.docx", "%E5%B9%B4%E6%8A%A5%201.docx"),
            ("/tmp/a.docx", "file:///tmp/a.docx"),
            ("C:\\a\\b.docx", "file:///C:/a/b.docx"),
            ("a:b.docx", "a%3Ab.docx"),
        ] {
            assert_eq!(uri(file), reference, "{file}");
        }
    }

    #[test]
    fn each_code_is_one_rule_in_both_languages() {
        let place = Place::SheetCell { sheet: "表三".into(), row: 8, column: 12 };
        let findings = [
            catalogue::report::table_missing("甲").in_file("a.docx").at(place),
            catalogue::report::table_missing("乙").in_file("b.json").at(Place::Line { line: 3, column: 4 }),
        ];
        let run =
            Run { findings: &findings, written: &["c.pdf".to_owned()], is_done: true, language: Language::Chinese };
        let log = run.to_json();
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(1));
        assert_eq!(run["results"][1]["ruleIndex"], 0);
        assert_eq!(run["results"][0]["level"], "error");
        assert_eq!(run["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "表三!L8");
        assert_eq!(run["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
        let [of_tool, translated] = [&run["tool"]["driver"]["rules"][0], &run["translations"][0]["rules"][0]];
        assert_eq!(of_tool["id"], translated["id"]);
        assert!(translated["fullDescription"]["text"].as_str().unwrap().is_ascii());
        assert!(!of_tool["fullDescription"]["text"].as_str().unwrap().is_ascii());
    }
}
