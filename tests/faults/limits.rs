//! What an input may cost, and what it may not do.

use crate::support::{nianbao, root, said, sample};
use std::fs;
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    root().join("tests/faults/files/limits").join(name)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A report to write, in the fewest bytes.
fn json(folder: &Path) -> PathBuf {
    let path = folder.join("年报.json");
    fs::write(&path, r#"{"schema": "nianbao/report/1", "title": "某", "sections": []}"#).unwrap();
    path
}

#[cfg(unix)]
mod outputs {
    use super::*;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (input, far) = (json(folder.path()), folder.path().join("远"));
        fs::create_dir(&far).unwrap();
        fs::write(far.join("旧.html"), "旧").unwrap();
        for (name, leads_to) in [("链.html", "远/旧.html"), ("空链.html", "远/新.html")] {
            symlink(leads_to, folder.path().join(name)).unwrap();
        }
        symlink("链.html", folder.path().join("链的链.html")).unwrap();
        for (name, leads_to) in [("链.html", "旧.html"), ("空链.html", "新.html"), ("链的链.html", "旧.html")]
        {
            let link = folder.path().join(name);
            let output = nianbao(&["convert", text(&input), "-o", text(&link), "--force"]);
            assert_eq!(output.status.code(), Some(0), "{name}: {}", said(&output));
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "{name} is a link still");
            assert!(fs::read_to_string(far.join(leads_to)).unwrap().contains("<html"), "{name}");
            fs::write(far.join(leads_to), "旧").unwrap();
        }
        let output = nianbao(&["convert", text(&input), "-o", text(&folder.path().join("链.html"))]);
        assert_eq!((output.status.code(), said(&output).contains("[output-exists]")), (Some(2), true));
        symlink("圈.html", folder.path().join("圈.html")).unwrap();
        let output = nianbao(&["convert", text(&input), "-o", text(&folder.path().join("圈.html")), "--force"]);
        assert_eq!((output.status.code(), said(&output).contains("[unwritable-file]")), (Some(2), true));
    }

    #[test]
    fn a_device_is_written_into_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let input = json(folder.path());
        let link = folder.path().join("无.html");
        symlink("/dev/null", &link).unwrap();
        for device in ["/dev/null", text(&link)] {
            let output = nianbao(&["convert", text(&input), "--to", "html", "-o", device, "--force"]);
            assert_eq!(output.status.code(), Some(0), "{}", said(&output));
            assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        }
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let output = nianbao(&["convert", text(&input), "--to", "html", "-o", "/dev/full"]);
        assert_eq!((output.status.code(), said(&output).contains("[unwritable-file]")), (Some(2), true));
        assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
        let output = nianbao(&["convert", text(&input), "--to", "html", "-o", "/dev/stdout"]);
        assert!(String::from_utf8_lossy(&output.stdout).contains("<html"), "{}", said(&output));
    }

    #[test]
    fn a_file_that_is_replaced_keeps_who_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let (input, page) = (json(folder.path()), folder.path().join("页.html"));
        fs::write(&page, "旧").unwrap();
        fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
        let output = nianbao(&["convert", text(&input), "-o", text(&page), "--force"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

#[test]
fn no_document_steers_the_terminal_or_forges_a_message() {
    for name in
        ["ansi_escape_in_header_finding.docx", "ansi_and_forged_line_in_json_pointer.json", "ansi_organ_in_show.json"]
    {
        for command in [vec!["convert", "-o", "-", "--to", "json"], vec!["show"]] {
            let path = file(name);
            let output = nianbao(&[&command[..1], &[text(&path)], &command[1..]].concat());
            let shown = if command[0] == "show" { output.stdout.clone() } else { Vec::new() };
            for said in [&output.stderr, &shown] {
                let said = String::from_utf8_lossy(said);
                let steering = said.chars().find(|c| c.is_control() && *c != '\n');
                assert_eq!(steering, None, "{name} {command:?}: {said:?}");
                for line in said.lines() {
                    assert!(!line.starts_with("0 个错误") && !line.starts_with("已写入 /"), "forged: {line}");
                }
            }
        }
    }
}

#[test]
fn a_key_that_is_there_twice_is_refused() {
    let path = file("json_duplicate_key_last_wins.json");
    let output = nianbao(&["convert", text(&path), "-o", "-", "--to", "html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("[duplicate-key]") && said(&output).contains("/statistics/"), "{}", said(&output));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_folder_is_converted_whole_and_goes_on_where_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("来"), folder.path().join("去"));
    fs::create_dir(&from).unwrap();
    fs::copy(sample("plain/notice.docx"), from.join("通知.docx")).unwrap();
    fs::copy(sample("plain/notice.docx"), from.join("又一.docx")).unwrap();
    fs::write(from.join("坏.docx"), "不是").unwrap();
    fs::write(from.join("~$通知.docx"), "锁").unwrap();
    let run = |more: &[&str]| {
        let pattern = from.join("*.docx");
        nianbao(&[&["convert", text(&pattern), "--to", "json", "--out-dir", text(&to)], more].concat())
    };
    let first = run(&[]);
    assert_eq!(first.status.code(), Some(2), "{}", said(&first));
    assert!(said(&first).contains("共 3 个文件：完成 2 个，未完成 1 个，跳过 0 个"), "{}", said(&first));
    let again = run(&["--skip-existing"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("完成 0 个，未完成 1 个，跳过 2 个"), "{}", said(&again));
    let folder = nianbao(&["convert", text(&from), "--to", "json", "--out-dir", text(&to), "--force"]);
    assert!(said(&folder).contains("完成 2 个，未完成 1 个"), "{}", said(&folder));
    fs::remove_file(from.join("坏.docx")).unwrap();
    assert_eq!(run(&["--skip-existing"]).status.code(), Some(0));
}

#[test]
fn a_figure_printed_otherwise_than_it_counts_is_refused() {
    let path = file("json_raw_10_value_99.5_accepted.json");
    let output = nianbao(&["convert", text(&path), "-o", "-", "--to", "html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("[invalid-report]") && said(&output).contains("/statistics/"), "{}", said(&output));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    for (figure, is_read) in [
        (r#"{"raw": "１２", "value": 12}"#, true),
        (r#"{"raw": "12件", "value": 12}"#, true),
        (r#"{"raw": "12", "value": null}"#, true),
        (r#"{"raw": "12", "value": 21}"#, false),
        (r#"{"raw": "", "value": 0}"#, false),
        (r#"{"raw": "/", "value": 0}"#, false),
        (r#"{"raw": "1 2 3", "value": 1}"#, false),
    ] {
        let report = format!(
            r#"{{"schema": "nianbao/report/1", "form": "2021", "statistics": {{"disclosure": {{"licences": {figure}}}}}}}"#
        );
        fs::write(&path, report).unwrap();
        let output = nianbao(&["convert", text(&path), "-o", "-", "--to", "json"]);
        assert_eq!(output.status.code() != Some(2), is_read, "{figure}: {}", said(&output));
    }
}

#[test]
fn a_few_bytes_of_json_stand_for_no_gigabytes() {
    let path = file("json_column_span_20e6_docx_memory.json");
    let output = nianbao(&["convert", text(&path), "-o", "-", "--to", "docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("at most 16384 columns"), "{}", said(&output));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let section = r#"{"content": [{"statistics": "disclosure"}]}"#;
    let report = format!(
        r#"{{"schema": "nianbao/report/1", "form": "2021", "sections": [{section}, {section}], "statistics": {{"disclosure": {{}}}}}}"#
    );
    fs::write(&path, report).unwrap();
    let output = nianbao(&["convert", text(&path), "-o", "-", "--to", "html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("a second time") && said(&output).contains("/sections/1/content/0"),
        "{}",
        said(&output)
    );
}

#[test]
fn nothing_of_a_template_fetches_or_runs_anything() {
    let folder = tempfile::tempdir().unwrap();
    let (input, page) = (json(folder.path()), folder.path().join("页.docx"));
    let template = file("reference_doc_external_image_and_DDEAUTO_header.docx");
    let output = nianbao(&["convert", text(&input), "-o", text(&page), "--reference-doc", text(&template)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("[reference-content-left-out]"), "{}", said(&output));
    assert!(said(&output).contains("DDEAUTO") && said(&output).contains("image"), "{}", said(&output));
    let bytes = fs::read(&page).unwrap();
    let mut package = nianbao::ooxml::Package::open(&bytes, nianbao::ooxml::PackageKind::Docx).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    assert!(names.iter().any(|name| name.contains("header")), "the header itself is taken: {names:?}");
    for name in names {
        let part = package.part(&name).unwrap().unwrap();
        let part = String::from_utf8_lossy(&part);
        for trace in ["127.0.0.1", "DDEAUTO", "attachedTemplate", "vbaProject", "External", "r:embed"] {
            assert!(!part.contains(trace) && !name.contains(trace), "{name}: {trace}");
        }
    }
}
