//! Published pages of one made-up report, in the style of the large content management systems, each with its hazards: every figure is
//! right or named, nothing of the report is missing, nothing of the page is in its sections.

mod markup;
mod pages;

use crate::samples::{figures, key};
use crate::support::{compact, options, prose, sample_bytes};
use nianbao::compose::report_to_document;
use nianbao::convert::bytes_to_report;
use nianbao::document::Content;
use nianbao::finding::{Code, Finding, Severity};
use nianbao::format::Format;
use nianbao::report::{Report, Section, load};
use pages::{Expected, Page, TITLE, pages};
use std::collections::BTreeMap;

fn golden() -> Report {
    load(&String::from_utf8(sample_bytes("drafts/report.json")).unwrap(), &options().forms).unwrap()
}

/// What is wrong with what was read of a page.
fn faults(page: &Page, golden: &Report) -> Vec<String> {
    let read = match bytes_to_report(&page.source, Format::Html, &options()) {
        Ok(read) => read,
        Err(error) => return vec![format!("{error}")],
    };
    let (report, findings) = (read.value, read.findings);
    let codes: Vec<&str> = findings.iter().map(Finding::code).collect();
    let mut faults: Vec<String> =
        page.says.iter().filter(|code| !codes.contains(code)).map(|code| format!("{code} is not said")).collect();
    if page.expected == Expected::Nothing {
        if !prose(&report).is_empty() || !report.statistics.is_empty() {
            faults.push(format!("there is nothing to read, found {:?}", prose(&report)));
        }
        return faults;
    }
    let mut hold = |what: &str, found: String, expected: String| {
        if found != expected {
            faults.push(format!("{what}: {}", apart(&found, &expected)));
        }
    };
    hold("title", report.title.clone().unwrap_or_default(), TITLE.to_owned());
    hold("body", report.organ.clone().unwrap_or_default(), "清河市民政局".to_owned());
    hold("day", report.published.map(|day| day.to_string()).unwrap_or_default(), "2024-01-24".to_owned());
    let (found, expected) = (figures(&report.statistics), expected_figures(page.expected));
    if page.expected == Expected::RightOrNamed {
        // A figure that is not there is blank, and warned of; a wrong one is an error.
        let wrong = found.iter().filter(|(id, raw)| !raw.is_empty() && expected.get(*id) != Some(raw)).count();
        let least = if wrong > 0 { Severity::Error } else { Severity::Warning };
        if found != expected && !findings.iter().any(|finding| finding.severity() >= least) {
            faults.push(format!("{wrong} wrong figures: {}", apart(&format!("{found:?}"), &format!("{expected:?}"))));
        }
        return faults;
    }
    hold("figures", format!("{found:?}"), format!("{expected:?}"));
    hold("text", compact(&prose(&report)), expected_text(page.expected, golden));
    // What was lost is said of an error; where nothing was, no error is.
    let errors: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error && !page.says.contains(&finding.code()))
        .map(Finding::code)
        .collect();
    hold("errors", errors.join(" "), String::new());
    faults
}

fn expected_figures(expected: Expected) -> BTreeMap<String, String> {
    let mut figures = key("drafts");
    match expected {
        Expected::WithoutTables => figures.clear(),
        Expected::Without(table) => figures.retain(|id, _| !id.starts_with(&format!("{table}."))),
        Expected::Whole | Expected::Nothing | Expected::RightOrNamed => {}
    }
    figures
}

fn expected_text(expected: Expected, golden: &Report) -> String {
    let mut golden = golden.clone();
    if expected == Expected::WithoutTables {
        // The report's own table was a picture, too.
        for section in &mut golden.sections {
            section
                .content
                .retain(|item| !matches!(item, nianbao::report::Item::Block(nianbao::document::Block::Table(_))));
        }
    }
    compact(&prose(&golden))
}

/// Where two texts part.
fn apart(found: &str, expected: &str) -> String {
    let at = found.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(at.saturating_sub(12)).take(60).collect::<String>();
    format!("found “…{}…”, expected “…{}…”", near(found), near(expected))
}

#[test]
fn every_page_gives_the_report_or_says_what_is_not_there() {
    let golden = golden();
    let pages = pages(&report_to_document(&golden, &options().forms).value);
    assert!(pages.len() >= 40, "{}", pages.len());
    hold(pages.iter(), &golden);
}

fn hold<'p>(pages: impl Iterator<Item = &'p Page>, golden: &Report) {
    let mut wrong = Vec::new();
    for page in pages {
        page.says.iter().for_each(|code| assert!(Code::by_name(code).is_some(), "{code}"));
        wrong.extend(faults(page, golden).into_iter().map(|fault| format!("{}: {fault}", page.name)));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(Finding::code).collect()
}

/// Where the report itself does not say when, or whose it is, the page does; each is said.
#[test]
fn the_page_is_evidence_for_what_the_report_leaves_out() {
    let page = |title: &str, end: &str| {
        let info = "<p>来源：清河市民政局 发布时间：2024-01-24 10:44 【打印】</p>";
        let text = "<p>一、总体情况</p><p>2023年，主动公开政府信息1501条。</p><p>六、其他需要报告的事项</p><p>2023年未收取信息处理费。</p>";
        let page = format!("<h1>{title}</h1>{info}<div id=zoom>{text}{end}</div>");
        bytes_to_report(page.as_bytes(), Format::Html, &options()).unwrap()
    };
    let day = |report: &Report| report.published.map(|day| day.to_string());
    let read = page(TITLE, "");
    assert_eq!(day(&read.value).as_deref(), Some("2024-01-24"));
    assert_eq!(read.value.signature, None);
    let said = codes(&read.findings);
    assert!(said.contains(&"published-from-page") && said.contains(&"sign-off-missing"), "{said:?}");
    assert!(!said.contains(&"organ-from-page"), "{said:?}");
    let read = page("2023年政府信息公开工作年度报告", "");
    assert_eq!(read.value.organ.as_deref(), Some("清河市民政局"));
    assert!(codes(&read.findings).contains(&"organ-from-page"));
    // The report's own words come first.
    let read = page(TITLE, "<p align=right>清河市民政局</p><p align=right>2024年1月22日</p>");
    assert_eq!(day(&read.value).as_deref(), Some("2024-01-22"));
    assert!(!codes(&read.findings).contains(&"published-from-page"));
}

/// The form of 2019, whose three tables have rows of different widths, in its own words and in Word's markup.
#[test]
fn the_form_of_2019_is_read_from_a_page() {
    let report = crate::support::draft("anping-2020").value;
    let document = report_to_document(&report, &options().forms).value;
    for page in pages::of_form_2019(&document) {
        let read = bytes_to_report(&page, Format::Html, &options()).unwrap();
        assert_eq!(figures(&read.value.statistics), figures(&report.statistics));
        assert_eq!((read.value.form.as_deref(), read.value.year), (Some("2019"), report.year));
    }
}

/// Text without a name that is no other format is read as text, a table of values set apart by tabs as a sheet.
#[test]
fn text_is_read_as_what_it_is() {
    let read = bytes_to_report(&sample_bytes("lukou-2021/figures.tsv"), Format::Txt, &options()).unwrap();
    assert_eq!(figures(&read.value.statistics), key("lukou-2021"));
    assert_eq!(Format::by_content(&sample_bytes("lukou-2021/web.txt")), Some(Format::Txt));
    assert_eq!(Format::by_extension("TXT"), Some(Format::Txt));
}

/// What was pasted as text, and the text of the published page the project began with.
#[test]
fn the_text_of_a_page_is_read_without_what_stands_round_it() {
    let read = bytes_to_report(&sample_bytes("lukou-2021/web.txt"), Format::Txt, &options()).unwrap();
    let report = read.value;
    assert_eq!(report.title.as_deref(), Some("株洲市生态环境局渌口分局政府信息公开工作2021年度报告"));
    assert_eq!((report.organ.as_deref(), report.year), (Some("株洲市生态环境局渌口分局"), Some(2021)));
    let preamble: Vec<String> = report.preamble.iter().map(|block| block.plain_text()).collect();
    assert!(preamble[0].starts_with("2021年株洲市生态环境局渌口分局政务公开"), "{preamble:?}");
    let said: Vec<_> = read.findings.iter().filter(|finding| finding.code() == "page-chrome-left-out").collect();
    let [chrome] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(chrome.value("text"), Some("政府信息公开 发布时间:2022-02-15 10:44浏览次数:字体:[ ]"));
    assert!(!prose(&report).contains("浏览次数"));
    // Its figures, its sections and its sign-off are those of the sample.
    let sample = load(&String::from_utf8(sample_bytes("lukou-2021/report.json")).unwrap(), &options().forms).unwrap();
    assert_eq!(figures(&report.statistics), key("lukou-2021"));
    let sections = |report: &Report| -> Vec<(Option<String>, Option<String>)> {
        let heading = |section: &Section| section.heading.as_ref().map(Content::plain_text);
        report.sections.iter().map(|section| (section.role.clone(), heading(section))).collect()
    };
    assert_eq!(sections(&report), sections(&sample));
    assert_eq!((&report.published, &report.signature), (&sample.published, &sample.signature));
    let errors = read.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    assert_eq!(errors.map(|finding| finding.code()).collect::<Vec<_>>(), [""; 0]);
    let codes: Vec<&str> = read.findings.iter().map(|finding| finding.code()).collect();
    for code in ["table-recovered-from-text", "numeral-restored", "date-restored"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert!(!codes.contains(&"text-unaccounted"), "what was restored is not lost");
}
