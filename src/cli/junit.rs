//! What reviews found as JUnit XML, which continuous-integration servers read: a suite for each file, a case for each rule.
//!
//! Cases are the rules of the forms, and every other code that was found. A case fails of errors and warnings; what reviewers
//! decided not to raise is skipped, with their reason; notes are none of its concern.

use crate::convert::Against;
use crate::finding::{Error, Finding, Language, Severity, printable};
use crate::form::{FigureSource, Form, Forms};
use quick_xml::escape::escape;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What was found in each file, or why it could not be checked.
pub(super) fn to_xml<'a>(
    suites: impl Iterator<Item = (String, Result<&'a [Finding], &'a Error>)>,
    forms: &Forms,
    against: Against<'_>,
    language: Language,
) -> String {
    let rules = forms.iter().flat_map(Form::all_rules);
    let is_there = |source: FigureSource| match source {
        FigureSource::Own | FigureSource::Prose => true,
        FigureSource::LastYear => against.last_year.is_some(),
        FigureSource::Units => against.units.is_some(),
    };
    let rules = rules.filter(|rule| rule.formula.cells().all(|cell| is_there(cell.source)));
    let rules: BTreeSet<&str> = rules.map(|rule| rule.id.as_str()).collect();
    let suites: Vec<Suite<'_>> = suites.map(|(file, found)| Suite::of(file, found, &rules)).collect();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (tests, failures, errors) = suites.iter().fold((0, 0, 0), |(tests, failures, errors), suite| {
        (tests + suite.tests(), failures + suite.failures(), errors + suite.errors())
    });
    // Writing to a text can't fail.
    let _ = writeln!(
        xml,
        "<testsuites name=\"nianbao check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">"
    );
    suites.iter().for_each(|suite| suite.write(language, &mut xml));
    xml.push_str("</testsuites>\n");
    xml
}

/// A file.
struct Suite<'a> {
    file: String,
    cases: Vec<Case<'a>>,
    error: Option<&'a Error>,
}

/// A rule of a form or a code.
struct Case<'a> {
    name: &'a str,
    raised: Vec<&'a Finding>,
    silenced: Vec<&'a Finding>,
}

impl<'a> Suite<'a> {
    fn of(file: String, found: Result<&'a [Finding], &'a Error>, rules: &BTreeSet<&'a str>) -> Self {
        let findings = match found {
            Ok(findings) => findings,
            Err(error) => return Suite { file, cases: Vec::new(), error: Some(error) },
        };
        let is_grave = |finding: &&Finding| finding.severity() > Severity::Note || finding.is_silenced();
        let grave = || findings.iter().filter(is_grave);
        let codes: BTreeSet<&str> = grave().filter(|finding| finding.rules().is_empty()).map(Finding::code).collect();
        let case = |name: &'a str| {
            let is_of = move |finding: &&Finding| match finding.rules() {
                [] => finding.code() == name,
                rules => rules.iter().any(|rule| rule == name),
            };
            let (silenced, raised) = grave().filter(is_of).partition(|finding| finding.is_silenced());
            Case { name, raised, silenced }
        };
        let cases = rules.iter().copied().chain(codes.difference(rules).copied()).map(case).collect();
        Suite { file, cases, error: None }
    }

    fn tests(&self) -> usize {
        self.cases.len().max(usize::from(self.error.is_some()))
    }

    fn failures(&self) -> usize {
        self.cases.iter().filter(|case| !case.raised.is_empty()).count()
    }

    fn errors(&self) -> usize {
        usize::from(self.error.is_some())
    }

    fn skipped(&self) -> usize {
        self.cases.iter().filter(|case| case.raised.is_empty() && !case.silenced.is_empty()).count()
    }

    fn write(&self, language: Language, xml: &mut String) {
        let file = attribute(&self.file);
        let _ = writeln!(
            xml,
            "  <testsuite name=\"{file}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
            self.tests(),
            self.failures(),
            self.errors(),
            self.skipped()
        );
        if let Some(error) = self.error {
            let (code, message) = (error.code(), attribute(&error.render(language)));
            let _ = writeln!(xml, "    <testcase classname=\"{file}\" name=\"{code}\">");
            let _ = writeln!(xml, "      <error type=\"{code}\" message=\"{message}\"/>\n    </testcase>");
        }
        self.cases.iter().for_each(|case| case.write(&file, language, xml));
        xml.push_str("  </testsuite>\n");
    }
}

impl Case<'_> {
    fn write(&self, file: &str, language: Language, xml: &mut String) {
        let name = attribute(self.name);
        if self.raised.is_empty() && self.silenced.is_empty() {
            let _ = writeln!(xml, "    <testcase classname=\"{file}\" name=\"{name}\"/>");
            return;
        }
        let _ = writeln!(xml, "    <testcase classname=\"{file}\" name=\"{name}\">");
        if let (true, Some(ruling)) = (self.raised.is_empty(), self.silenced.first().and_then(|one| one.ruling())) {
            let _ = writeln!(xml, "      <skipped message=\"{}\"/>", attribute(&ruling.reason));
        }
        // One failure a case, as many readers look at no second one; what was found beside the first is in its text.
        if let Some((first, rest)) = self.raised.split_first() {
            let said = |finding: &Finding| {
                let place = finding.location().render_place(language);
                let details = finding.details().map(|detail| detail.render(language).into_owned());
                let lines: Vec<String> =
                    std::iter::once(place).filter(|place| !place.is_empty()).chain(details).collect();
                lines
            };
            let of_rest =
                rest.iter().flat_map(|finding| std::iter::once(finding.message(language)).chain(said(finding)));
            let (code, message) = (first.code(), attribute(&first.message(language)));
            let text = attribute_lines(said(first).into_iter().chain(of_rest));
            let _ = writeln!(xml, "      <failure type=\"{code}\" message=\"{message}\">{text}</failure>");
        }
        xml.push_str("    </testcase>\n");
    }
}

/// A text on one line, as XML writes it.
fn attribute(text: &str) -> String {
    escape(printable(text)).into_owned()
}

/// Lines as XML writes them.
fn attribute_lines(lines: impl Iterator<Item = String>) -> String {
    lines.map(|line| attribute(&line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Ruling, catalogue};

    #[test]
    fn a_suite_a_file_and_a_case_a_rule() {
        let silent = Ruling { severity: None, reason: "清理 & 核实".into() };
        let sum = catalogue::report::sum_differs("表", "格", "总计", 1, "合计", 2, 1);
        let findings = [
            sum.clone().of_rules(["balance".to_owned()]),
            catalogue::report::sum_differs("表", "第二格", "总计", 3, "合计", 4, 1).of_rules(["balance".to_owned()]),
            sum.of_rules(["results".to_owned()]).ruled(silent),
            catalogue::recognize::figure_blank("<甲>"),
            catalogue::recognize::year_guessed(2023),
        ];
        let error = Error::from(catalogue::convert::file_not_found()).in_file("乙.docx");
        let suites = [("甲.docx".to_owned(), Ok(&findings[..])), ("乙.docx".to_owned(), Err(&error))];
        let forms = Forms::built_in().unwrap();
        let xml = to_xml(suites.into_iter(), &forms, Against::default(), Language::English);
        for part in [
            "<testsuites name=\"nianbao check\" tests=\"7\" failures=\"2\" errors=\"1\">",
            "<testsuite name=\"甲.docx\" tests=\"6\" failures=\"2\" errors=\"0\" skipped=\"1\">",
            "<testcase classname=\"甲.docx\" name=\"row-total\"/>",
            "<skipped message=\"清理 &amp; 核实\"/>",
            "<failure type=\"sum-differs\" message=\"“表”, 格: 总计 is 1, 合计 is 2; they differ by 1\">“表”, 第二格: 总计 is 3, 合计 is 4; \
                they differ by 1</failure>",
            "name=\"figure-blank\"",
            "<error type=\"file-not-found\"",
        ] {
            assert!(xml.contains(part), "{part}\n{xml}");
        }
        assert!(!xml.contains("carry-over") && !xml.contains("year-guessed"), "{xml}");
    }
}
