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
        said(&output).contains("第二次出现") && said(&output).contains("/sections/1/content/0"),
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

mod sums {
    //! Little files that name one thing over and over: an error that names the limit, before there is much of anything.

    use nianbao::finding::{Error, Language};
    use nianbao::ooxml::parts_to_package;
    use nianbao::read::docx::docx_to_document;
    use nianbao::read::sheet::{csv_to_document, ods_to_document, xlsx_to_document};

    const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;

    /// A Word document with that body and one part more: its kind, its content, whether it is an address outside.
    fn docx(body: &str, kind: &str, part: &str, is_outside: bool) -> Vec<u8> {
        let open = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
        let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |target: &str, mode: &str, kind: &str| {
            format!(r#"{open}<Relationship Id="x" Type="{of}/{kind}" Target="{target}"{mode}/></Relationships>"#)
        };
        let own = match is_outside {
            true => relation(part, r#" TargetMode="External""#, kind),
            false => relation("part.xml", "", kind),
        };
        let parts = [
            ("_rels/.rels", relation("word/document.xml", "", "officeDocument")),
            ("word/document.xml", format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")),
            ("word/_rels/document.xml.rels", own),
            ("word/part.xml", if is_outside { "<x/>".to_owned() } else { part.to_owned() }),
        ];
        parts_to_package(&parts.map(|(name, text)| (name.to_owned(), text.into_bytes()))).unwrap()
    }

    fn limit(error: &Error) -> String {
        assert_eq!(error.code(), "limit-exceeded", "{error}");
        error.finding().typed("limit").map(|limit| limit.render(Language::English).into_owned()).unwrap_or_default()
    }

    fn refused(bytes: &[u8]) -> String {
        limit(&docx_to_document(bytes).map(|_| ()).expect_err("refused"))
    }

    #[test]
    fn what_is_referred_to_again_and_again_is_counted() {
        let paragraph = |inside: &str| format!("<w:p>{inside}</w:p>");
        let long = "长".repeat(20_000);
        let note = format!(
            r#"<w:footnotes {NAMESPACES}><w:footnote w:id="5"><w:p><w:r><w:t>{long}</w:t></w:r></w:p></w:footnote></w:footnotes>"#
        );
        let called = paragraph(r#"<w:r><w:footnoteReference w:id="5"/></w:r>"#);
        let comment = note.replace("footnote", "comment");
        let commented = paragraph(r#"<w:r><w:commentReference w:id="5"/></w:r>"#);
        let label = format!(
            r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{long}%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#
        );
        let numbered = paragraph(
            r#"<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r>"#,
        );
        let linked = paragraph(r#"<w:hyperlink r:id="x"><w:r><w:t>甲</w:t></w:r></w:hyperlink>"#);
        let points: String = (0..2_000).map(|n| format!(r#"<c:pt idx="{n}"><c:v>{n}</c:v></c:pt>"#)).collect();
        let chart = format!(
            r#"<c:chartSpace {NAMESPACES}><c:chart><c:plotArea><c:barChart><c:ser><c:val><c:numRef><c:numCache>{points}</c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"#
        );
        let charted = paragraph(r#"<w:r><w:drawing><c:chart r:id="x"/></w:drawing></w:r>"#);
        let address = format!("https://a.cn/{}", "x".repeat(60_000));
        for (what, once, kind, part, is_outside) in [
            ("note", &called, "footnotes", &note, false),
            ("comment", &commented, "comments", &comment, false),
            ("label", &numbered, "numbering", &label, false),
            ("address", &linked, "hyperlink", &address, true),
            ("chart", &charted, "chart", &chart, false),
        ] {
            assert!(docx_to_document(&docx(&once.repeat(3), kind, part, is_outside)).is_ok(), "{what}");
            let limit = refused(&docx(&once.repeat(1_000), kind, part, is_outside));
            assert!(limit.contains("referred to again and again"), "{what}: {limit}");
        }
    }

    #[test]
    fn what_nests_is_counted() {
        let begin = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"#;
        let end = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
        let fields = format!("<w:p>{}{}</w:p>", begin.repeat(1_000), end.repeat(1_000));
        assert!(refused(&docx(&fields, "x", "<x/>", false)).contains("nesting of fields"));
        let text = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "文".repeat(200_000));
        let prompts = format!(
            "{}{text}{}",
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>".repeat(100),
            "</w:sdtContent></w:sdt>".repeat(100)
        );
        assert!(refused(&docx(&prompts, "x", "<x/>", false)).contains("again and again"));
        let branches = format!(
            "{}{text}{}",
            r#"<mc:AlternateContent><mc:Choice Requires="w14">"#.repeat(100),
            "</mc:Choice><mc:Fallback/></mc:AlternateContent>".repeat(100)
        );
        assert!(refused(&docx(&branches, "x", "<x/>", false)).contains("again and again"));
    }

    #[test]
    fn paragraphs_and_eq_fields_are_counted() {
        assert!(refused(&docx(&"<w:p/>".repeat(200_001), "x", "<x/>", false)).contains("paragraphs and cells"));
        let eq = format!(r#"<w:fldSimple w:instr="EQ {}"/>"#, r"\f(1,2)".repeat(1_000));
        let eq = format!("<w:p>{eq}</w:p>").repeat(200);
        assert!(refused(&docx(&eq, "x", "<x/>", false)).contains("EQ"));
    }

    #[test]
    fn workbooks_and_text_are_counted_as_wholes() {
        let refused =
            |read: Result<_, Error>| limit(&read.map(|_: nianbao::finding::Warned<_>| ()).expect_err("refused"));
        let columns = ",".repeat(1 << 20);
        assert!(refused(csv_to_document(columns.as_bytes())).contains("columns"));
        let cell = "甲".repeat(1 << 20);
        assert!(refused(csv_to_document(cell.as_bytes())).contains("text in a cell"));
        let row = r#"<table:table-row table:number-rows-repeated="500"><table:table-cell office:value-type="string" table:number-columns-repeated="500"><text:p>甲</text:p></table:table-cell></table:table-row>"#;
        let sheet = |n: usize| format!(r#"<table:table table:name="{n}">{row}</table:table>"#);
        let content = format!(
            r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"#,
            (0..10).map(sheet).collect::<String>()
        );
        let mimetype = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
        let parts = [("mimetype", mimetype), ("content.xml", content)];
        let ods = parts_to_package(&parts.map(|(name, text)| (name.to_owned(), text.into_bytes()))).unwrap();
        assert!(refused(ods_to_document(&ods)).contains("cells of a workbook"));
        let cells = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(100);
        let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = |inside: &str| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>"#
            )
        };
        let relation = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{of}/{kind}" Target="{target}"/>"#)
        };
        let entries: String = (0..9).map(|n| format!(r#"<sheet name="{n}" sheetId="{n}" r:id="s"/>"#)).collect();
        let parts = [
            ("_rels/.rels", relations(&relation("r", "officeDocument", "xl/workbook.xml"))),
            (
                "xl/workbook.xml",
                format!(r#"<workbook xmlns="{main}" xmlns:r="{of}"><sheets>{entries}</sheets></workbook>"#),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations(
                    &(relation("s", "worksheet", "sheet.xml") + &relation("t", "sharedStrings", "sharedStrings.xml")),
                ),
            ),
            ("xl/sheet.xml", format!(r#"<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>"#)),
            ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}"><si><t>{}</t></si></sst>"#, "x".repeat(100_000))),
        ];
        let xlsx = parts_to_package(&parts.map(|(name, text)| (name.to_owned(), text.into_bytes()))).unwrap();
        assert!(refused(xlsx_to_document(&xlsx)).contains("text in a workbook"));
    }
}
