//! Headers and footers of printed sheets: none of their text becomes a table; all that says more than a page number is named.

use super::findings::SheetFindings;
use super::seen::runs_below;
use crate::finding::{Finding, Place, catalogue};
use crate::ooxml::{Element, Ns};
use crate::read::running::is_page_number;
use std::collections::BTreeSet;

/// Names the texts of a `headerFooter` (ECMA-376 §18.3.1.46).
pub(super) fn name_header_footer(element: Element<'_>, findings: &mut SheetFindings) {
    element.children().for_each(|part| name_coded(&part.text(), findings));
}

/// Names a header or footer with codes in it.
pub(super) fn name_coded(text: &str, findings: &mut SheetFindings) {
    if let Some(finding) = left_out(&without_codes(text)) {
        findings.on_sheet(finding);
    }
}

/// Names the header and footer of the pages an OpenDocument spreadsheet is printed on (ODF 1.3 part 3, 16.9): all master pages
/// but Report, which spreadsheet programs add unused; by the root of `styles.xml`.
pub(super) fn name_master_page(styles: Element<'_>) -> Vec<Finding> {
    let attribute = |element: Element<'_>, name: &str| {
        element.attributes().find(|attribute| attribute.name == name).map(|attribute| attribute.value.to_owned())
    };
    let is_own =
        |page: &Element<'_>| page.name() == "master-page" && attribute(*page, "name").as_deref() != Some("Report");
    let pages = styles.descendants().filter(is_own).collect::<Vec<_>>();
    let parts = pages.into_iter().flat_map(|page| page.children().collect::<Vec<_>>()).filter(|part| {
        let is_shown = attribute(*part, "display").as_deref() != Some("false");
        is_shown && matches!(part.name(), "header" | "footer" | "header-first" | "footer-first")
    });
    let paragraphs = parts.flat_map(|part| part.descendants().filter(|e| e.is(Ns::OdfText, "p")).collect::<Vec<_>>());
    let mut said = BTreeSet::new();
    let texts = paragraphs.map(|paragraph| runs_below(paragraph).concat()).filter(|text| said.insert(text.clone()));
    texts.filter_map(|text| Some(left_out(&text)?.at(Place::Part("styles.xml".to_owned())))).collect()
}

fn left_out(text: &str) -> Option<Finding> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!is_page_number(&text)).then(|| catalogue::docx::running_text_left_out(text))
}

/// The text without its codes: `&L`, `&"宋体,常规"`, `&12`, `&P`; `&&` is an ampersand.
fn without_codes(coded: &str) -> String {
    let mut text = String::new();
    let mut rest = coded;
    while let Some((before, code)) = rest.split_once('&') {
        text.push_str(before);
        let mut characters = code.chars();
        rest = match characters.next() {
            Some('&') => {
                text.push('&');
                characters.as_str()
            }
            Some('"') => characters.as_str().split_once('"').map_or("", |(_, rest)| rest),
            Some('K') => characters.as_str().get(6..).unwrap_or_default(),
            Some(c) if c.is_ascii_digit() => code.trim_start_matches(|c: char| c.is_ascii_digit()),
            Some('L' | 'C' | 'R') => {
                text.push(' ');
                characters.as_str()
            }
            Some(_) => characters.as_str(),
            None => "",
        };
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_text() {
        for (coded, text) in [
            ("&C&\"宋体,常规\"&12清河市民政局2022年度统计表", "清河市民政局2022年度统计表"),
            ("&L第 &P 页&R甲&&乙", "第  页 甲&乙"),
            ("&KFF0000红&B粗", "红粗"),
            ("&C&K红", ""),
            ("&", ""),
            ("平常", "平常"),
        ] {
            assert_eq!(without_codes(coded).trim(), text, "{coded}");
        }
    }
}
