use crate::document::{Block, Document, Grid};
use crate::finding::{Error, Finding, Language, Warned};
use crate::read::sheet::{ods_to_document, xls_to_document, xlsx_to_document};
use std::io::Write;

const HAZARDS: &[u8] = include_bytes!("../../../../samples/sheets/hazards.ods");
const FIGURES: &[u8] = include_bytes!("../../../../samples/lukou-2021/figures.ods");
const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A package of these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn content(tables: &str) -> String {
    let namespaces: String = ["office", "table", "text", "style"]
        .iter()
        .map(|name| format!(r#" xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0""#))
        .collect();
    format!(
        r#"<office:document-content{namespaces} xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    )
}

fn spreadsheet(tables: &str) -> Vec<u8> {
    let manifest = r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    package(&[("mimetype", MIMETYPE), ("META-INF/manifest.xml", manifest), ("content.xml", &content(tables))])
}

/// One sheet "表" with these rows.
fn read(rows: &str) -> Warned<Document> {
    ods_to_document(&spreadsheet(&format!(r#"<table:table table:name="表">{rows}</table:table>"#))).unwrap()
}

fn grids(document: &Document) -> Vec<&Grid> {
    document.blocks.iter().filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None }).collect()
}

fn texts(document: &Document) -> Vec<Vec<String>> {
    let [grid] = grids(document)[..] else { panic!("one table expected") };
    let mut rows = vec![Vec::new(); grid.rows() as usize];
    grid.cells().iter().for_each(|cell| rows[cell.row as usize].push(cell.plain_text()));
    rows
}

fn said(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|f| format!("{} {}", f.location().render(Language::English), f.code())).collect()
}

#[test]
fn values_are_read_for_what_they_are_and_what_is_no_figure_is_named() {
    let document = ods_to_document(HAZARDS).unwrap();
    let [grid, hidden] = grids(&document.value)[..] else { panic!("two tables expected") };
    let values: Vec<String> =
        grid.cells().iter().filter(|c| c.column == 1 && c.row < 12).map(|c| c.plain_text()).collect();
    let expected =
        ["0100", "2021-12-31", "0.125", "26.50", "26.55", "3", "甲乙", "#DIV/0!", "TRUE", "-5", "1.5", "1234567890123"];
    assert_eq!(values, expected);
    assert_eq!(hidden.cells()[0].plain_text(), "草稿");
    let merged = grid.cells().iter().find(|cell| cell.plain_text() == "合并").unwrap();
    assert_eq!((merged.row_span, merged.column_span), (2, 2));
    let expected = [
        "混杂!C3 date-in-cell",
        "混杂!C4 shown-differently",
        "混杂!C6 shown-differently",
        "混杂!C9 cell-error",
        "混杂!C10 cell-comment-left-out",
        "sheet 混杂 hidden-rows",
        "sheet 混杂 hidden-columns",
        "sheet 隐藏 hidden-sheet",
    ];
    let mut found = said(&document.findings);
    found.sort_by_key(|line| expected.iter().position(|other| other == line));
    assert_eq!(found, expected);
}

#[test]
fn input_messages_are_named_at_the_first_cell_they_are_for() {
    let validation = |name: &str, display: &str| {
        format!(
            r#"<table:content-validation table:name="{name}"><table:help-message table:title="{name}" table:display="{display}"><text:p>单位：元</text:p></table:help-message></table:content-validation>"#
        )
    };
    let cell = |name: &str| format!(r#"<table:table-cell table:content-validation-name="{name}"/>"#);
    let document = ods_to_document(&spreadsheet(&format!(
        r#"<table:content-validations>{}{}{}</table:content-validations><table:table table:name="表"><table:table-row>
           <table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>{}{}{}</table:table-row></table:table>"#,
        validation("v1", "true"),
        validation("v2", "false"),
        validation("v3", "true"),
        cell("v2"),
        cell("v1"),
        cell("v1"),
    )))
    .unwrap();
    let named: Vec<String> =
        said(&document.findings).into_iter().filter(|line| line.contains("input-message")).collect();
    assert_eq!(named, ["表!C1 input-message-left-out"]);
    assert_eq!(document.findings[0].value("text"), Some("v1 单位：元"));
}

#[test]
fn a_spreadsheet_under_another_name_is_read_for_what_it_is() {
    let own = ods_to_document(FIGURES).unwrap();
    assert_eq!(said(&own.findings), [""; 0]);
    let xlsx = include_bytes!("../../../../samples/lukou-2021/figures.xlsx");
    let xls = include_bytes!("../../../../samples/lukou-2021/figures.xls");
    assert_eq!(own.value.blocks, xlsx_to_document(xlsx).unwrap().value.blocks);
    for read in [xlsx_to_document(FIGURES), xls_to_document(FIGURES), ods_to_document(xlsx), ods_to_document(xls)] {
        let read = read.unwrap();
        assert_eq!(read.value.blocks, own.value.blocks);
        assert_eq!(read.findings[0].code(), "named-otherwise");
    }
}

#[test]
fn text_is_kept_as_it_was_typed() {
    let cell = |inside: &str| format!(r#"<table:table-cell office:value-type="string">{inside}</table:table-cell>"#);
    let document = read(&format!(
        "<table:table-row>{}{}{}{}</table:table-row>",
        cell("<text:p>商业</text:p><text:p>企业</text:p>"),
        cell("<text:p> a <text:s text:c=\"2\"/><text:span>b\n c</text:span><text:line-break/><text:tab/>d </text:p>"),
        cell("<text:p>0100</text:p>"),
        cell(
            "<text:p>甲<text:ruby><text:ruby-base>乙</text:ruby-base><text:ruby-text>yi</text:ruby-text></text:ruby></text:p>"
        ),
    ));
    assert_eq!(texts(&document.value), [["商业\n企业", "a   b c\n\td", "0100", "甲乙"]]);
    assert_eq!(said(&document.findings), [""; 0]);
}

#[test]
fn a_number_is_compared_with_what_is_shown() {
    for (value, shown, text, code) in [
        ("26.5", "26.50", "26.50", None),
        ("1234.5", "1,234.50", "1234.50", None),
        ("12345678", "12,345,678", "12345678", None),
        ("0", "-", "0", None),
        ("-5", "(5)", "-5", None),
        ("5", "￥5.00", "￥5.00", None),
        ("0", "￥0.00", "0.00", None),
        ("123000", "1.23E+05", "123000", None),
        ("26.55", "27", "26.55", Some("shown-differently")),
        ("12", "12 件", "12", Some("shown-differently")),
        ("7", "007", "7", Some("shown-differently")),
        ("-5", "5", "-5", Some("shown-differently")),
        ("26.55", "26,55", "26.55", Some("shown-differently")),
        ("320000", "32万", "32万", None),
        ("265500", "265,500元", "265500元", None),
        ("265500", "26.6万元", "26.55万元", None),
        ("0.30000000000000004", "0.3", "0.3", None),
    ] {
        let document = read(&format!(
            r#"<table:table-row><table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell></table:table-row>"#
        ));
        assert_eq!(texts(&document.value), [[text]], "{value} {shown}");
        assert_eq!(document.findings.first().map(Finding::code), code, "{value} {shown}: {:?}", document.findings);
    }
}

#[test]
fn what_is_no_number_is_named_at_its_cell() {
    let document = read(concat!(
        "<table:table-row>",
        r#"<table:table-cell office:value-type="time" office:time-value="PT08H30M00S"><text:p>8:30</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="date" office:date-value="2021-12-31T00:00:00"/>"#,
        r#"<table:table-cell table:formula="of:=1+2"/>"#,
        r#"<table:table-cell table:formula="of:=[.A9]" office:value-type="string" office:string-value=""><text:p>Err:502</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="float" office:value="十"><text:p>十</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>是</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="string" office:string-value="甲"><text:p>乙</text:p></table:table-cell>"#,
        "</table:table-row>",
    ));
    assert_eq!(texts(&document.value), [["08:30:00", "2021-12-31", "", "Err:502", "十", "TRUE", "甲"]]);
    let found = said(&document.findings);
    for expected in [
        "表!A1 date-in-cell",
        "表!B1 date-in-cell",
        "表!C1 formula-without-value",
        "表!D1 cell-error",
        "表!E1 cell-value-invalid",
        "表!G1 shown-differently",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected} in {found:?}");
    }
}

#[test]
fn what_repeats_is_laid_out_and_what_is_blank_is_only_counted() {
    let one = r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell>"#;
    let document = read(&format!(
        r#"<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/>{one}<table:table-cell table:number-columns-repeated="16379"/></table:table-row>
        <table:table-row table:number-rows-repeated="1047574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#
    ));
    assert_eq!(texts(&document.value), [["1", "1"], ["1", "1"]]);
    assert_eq!(said(&document.findings), [""; 0]);
    let first = grids(&document.value)[0].cells()[0].origin.0.clone().unwrap();
    assert_eq!(first.render(Language::English), "表!D1001");
}

fn error(tables: &str) -> Error {
    ods_to_document(&spreadsheet(tables)).unwrap_err()
}

#[test]
fn what_can_not_be_read_is_named() {
    assert_eq!(error("").code(), "no-sheets");
    let cell =
        r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>"#;
    let bomb = format!(
        r#"<table:table table:name="甲"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>"#
    );
    assert_eq!(error(&bomb).code(), "limit-exceeded");
    assert_eq!(error(&bomb).finding().location().render(Language::English), "sheet 甲");
    // Typed but blank: nothing to lay out for us, a great deal for the second reader.
    let blank = bomb.replace(r#"office:value-type="float" office:value="1""#, r#"office:value-type="string""#);
    let read = ods_to_document(&spreadsheet(&blank)).unwrap();
    assert_eq!(said(&read.findings), ["sheet 甲 second-reading-missing", " workbook-empty"]);
    let encrypted = r#"<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>"#;
    let parts = [("mimetype", MIMETYPE), ("META-INF/manifest.xml", encrypted), ("content.xml", "\u{1}\u{2}")];
    let code = |bytes: &[u8]| ods_to_document(bytes).unwrap_err().code();
    assert_eq!(code(&package(&parts)), "encrypted");
    assert_eq!(
        code(&package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")])),
        "wrong-package"
    );
    assert_eq!(code(&package(&[("mimetype", MIMETYPE)])), "main-part-missing");
    assert_eq!(code(&package(&[("a.txt", "甲")])), "wrong-package");
    assert_eq!(code(b""), "empty-file");
    assert_eq!(code(b"a,b\n"), "not-a-zip");
    assert_eq!(code(&FIGURES[..200]), "damaged-package");
}

#[test]
fn merges_groups_and_text_under_a_merge() {
    let text = |t: &str| format!(r#"office:value-type="string"><text:p>{t}</text:p></table:"#);
    let document = read(&format!(
        r#"<table:table-row-group><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" {}table-cell><table:covered-table-cell {}covered-table-cell></table:table-row></table:table-header-rows>
        <table:table-row table:visibility="filter"><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell {}table-cell></table:table-row></table:table-row-group>"#,
        text("合并"),
        text("盖住"),
        text("右"),
    ));
    assert_eq!(texts(&document.value), [vec!["合并", ""], vec!["右"]]);
    assert_eq!(said(&document.findings), ["sheet 表 hidden-rows", "表!B1 text-under-merge"]);
}

#[test]
fn comments_and_page_headers_are_named_with_their_text_and_nothing_else_is() {
    let rows = r#"<table:table-row><table:table-cell office:value-type="string"><office:annotation><dc:creator xmlns:dc="urn:dc">甲</dc:creator><dc:date xmlns:dc="urn:dc">2026-11-29T00:00:00</dc:date><text:p>待核</text:p></office:annotation><text:p>数</text:p></table:table-cell></table:table-row>"#;
    let manifest = r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    let page = |name: &str, header: &str| {
        format!(
            r#"<style:master-page style:name="{name}"><style:header><text:p><text:span>{header}</text:span></text:p></style:header><style:footer style:display="false"><text:p>无</text:p></style:footer></style:master-page>"#
        )
    };
    let styles = format!(
        r#"<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:master-styles>{}{}{}</office:master-styles></office:document-styles>"#,
        page("Default", "???"),
        page("Report", "报表"),
        page("PageStyle_1", "2022年度"),
    );
    let content = content(&format!(r#"<table:table table:name="表">{rows}</table:table>"#));
    let file = package(&[
        ("mimetype", MIMETYPE),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
        ("styles.xml", &styles),
    ]);
    let read = ods_to_document(&file).unwrap();
    let quoted: Vec<_> = read.findings.iter().map(|f| (f.code(), f.value("text"))).collect();
    assert_eq!(quoted, [("running-text-left-out", Some("2022年度")), ("cell-comment-left-out", Some("待核"))]);
}
