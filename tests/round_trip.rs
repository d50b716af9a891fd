//! The law of the hourglass: `read(write(report)) = report`, and the same input gives the same bytes.

use crate::support::{REPORTS, draft, options};
use nianbao::convert::{Publication, bytes_to_report};
use nianbao::format::{FORMATS, Format};
use nianbao::report::{Report, load, save};

fn written(report: &Report, format: Format) -> Vec<u8> {
    let options = options();
    Publication::compose(report, &options).value.to_bytes(format).unwrap().value
}

#[test]
fn word_carries_every_sample_whole() {
    for name in REPORTS {
        let report = draft(name).value;
        let read = bytes_to_report(&written(&report, Format::Docx), Format::Docx, &options()).unwrap().value;
        let forms = options().forms;
        same_json(&save(&read, &forms), &save(&report, &forms), name);
        assert_eq!(read, report, "{name}");
    }
}

/// Compares two texts and shows the first line that differs.
fn same_json(found: &str, expected: &str, name: &str) {
    for (n, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{name}, line {}", n + 1);
    }
}

#[test]
fn json_carries_every_sample_whole() {
    let forms = options().forms;
    for name in REPORTS {
        let report = draft(name).value;
        let text = save(&report, &forms);
        let loaded = load(&text, &forms).unwrap();
        same_json(&save(&loaded, &forms), &text, name);
        assert_eq!(loaded, report, "{name}");
    }
}

#[test]
fn workbooks_carry_the_tables_of_every_sample() {
    for name in REPORTS {
        let report = draft(name).value;
        let read = bytes_to_report(&written(&report, Format::Xlsx), Format::Xlsx, &options()).unwrap().value;
        assert_eq!(read.statistics, report.statistics, "{name}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_in_every_format() {
    for name in REPORTS {
        let report = draft(name).value;
        for entry in FORMATS.iter().filter(|entry| entry.is_published()) {
            assert!(
                written(&report, entry.format) == written(&draft(name).value, entry.format),
                "{name}.{}",
                entry.name
            );
        }
    }
}

#[test]
fn a_published_word_file_reads_without_findings_but_those_of_its_figures() {
    for name in ["lukou-2021", "qinghe-2023"] {
        let read = bytes_to_report(&written(&draft(name).value, Format::Docx), Format::Docx, &options()).unwrap();
        let unexpected: Vec<_> = read
            .findings
            .iter()
            .map(|finding| finding.code())
            .filter(|code| !code.starts_with("section-") && !code.starts_with("heading-"))
            .collect();
        assert_eq!(unexpected, [""; 0], "{name}");
    }
}
