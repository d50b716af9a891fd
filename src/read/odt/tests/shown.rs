//! What of OpenDocument text is shown, by small flat files; `tests/old.rs` reads what LibreOffice saves.

use crate::document::{Block, Document, Grid};
use crate::finding::Warned;
use crate::read::docx::{ReadOptions, parts_to_document_with};
use crate::read::odt::odt_to_parts;

/// A flat file with that body and those automatic styles.
fn flat(body: &str) -> Vec<u8> {
    let namespaces: String = ["office", "text", "table", "style", "draw", "form", "chart", "config"]
        .map(|name| {
            let whole = if name == "draw" { "drawing" } else { name };
            format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{whole}:1.0\"")
        })
        .concat();
    format!("<?xml version=\"1.0\"?><office:document{namespaces}><office:body><office:text>{body}</office:text></office:body></office:document>")
        .into_bytes()
}

fn read(body: &str) -> Warned<Document> {
    let parts = odt_to_parts(&flat(body)).unwrap();
    let read = parts_to_document_with(parts.value, &ReadOptions::default()).unwrap();
    Warned { value: read.value, findings: parts.findings.into_iter().chain(read.findings).collect() }
}

fn blocks(body: &str) -> Vec<Block> {
    read(body).value.blocks
}

/// What the blocks say that say anything, and the codes of what is said of them.
fn lines(body: &str) -> (Vec<String>, Vec<&'static str>) {
    let read = read(body);
    let texts = read.value.blocks.iter().map(Block::plain_text).filter(|text| !text.is_empty()).collect();
    (texts, read.findings.iter().map(|finding| finding.code()).collect())
}

fn rows(grid: &Grid) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new(); grid.rows() as usize];
    grid.cells().iter().for_each(|cell| rows[cell.row as usize].push(cell.plain_text()));
    rows
}

fn table(body: &str) -> Vec<Vec<String>> {
    let blocks = blocks(&format!("<table:table>{body}</table:table>"));
    let Some(Block::Table(grid)) = blocks.first() else { panic!("{blocks:?}") };
    rows(grid)
}

fn cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn white_space_is_as_the_file_says() {
    let read = blocks("<text:p>甲 <text:s text:c=\"2\"/>乙<text:tab/>丙<text:line-break/>丁\n  戊</text:p>");
    let [Block::Paragraph(paragraph)] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(paragraph.content.plain_text(), "甲   乙\t丙\n丁 戊");
}

#[test]
fn cells_are_joined_by_what_covers_them_alone() {
    let covered = "<table:covered-table-cell/>";
    let spanned = format!(
        "<table:table-row>{}{covered}{}</table:table-row>",
        cell("table:number-columns-spanned=\"2\"", "1"),
        cell("", "2")
    );
    let three = format!("<table:table-row>{}{}{}</table:table-row>", cell("", "3"), cell("", "4"), cell("", "5"));
    assert_eq!(table(&format!("{spanned}{three}")), [vec!["1", "2"], vec!["3", "4", "5"]]);
    // A program that leaves covered cells out has lost no figure.
    let without = format!(
        "<table:table-row>{}{}</table:table-row>",
        cell("table:number-columns-spanned=\"2\"", "1"),
        cell("", "2")
    );
    assert_eq!(table(&format!("{without}{three}")).first(), Some(&vec!["1".to_owned(), "2".to_owned()]));
}

#[test]
fn programs_and_fields_that_show_nothing_are_no_text() {
    let read = blocks(
        "<text:p>12<text:script>var a=3;</text:script><text:variable-set text:display=\"none\">4</text:variable-set></text:p>",
    );
    let [Block::Paragraph(paragraph)] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(paragraph.content.plain_text(), "12");
}

#[test]
fn what_is_repeated_has_limits() {
    let refused = |body: &str| odt_to_parts(&flat(&format!("<table:table>{body}</table:table>"))).unwrap_err().code();
    let many = "table:number-columns-repeated=\"18446744073709551615\"";
    assert_eq!(
        refused(&format!("<table:table-row>{}{}</table:table-row>", cell("", "1"), cell(many, "2"))),
        "limit-exceeded"
    );
    let long = cell("", &"字".repeat(100_000));
    assert_eq!(
        refused(&format!("<table:table-row table:number-rows-repeated=\"1000000\">{long}</table:table-row>")),
        "limit-exceeded"
    );
}

#[test]
fn a_space_before_what_is_no_text_stands_before_it() {
    let text = |body: &str| blocks(&format!("<text:p>{body}</text:p>"))[0].plain_text();
    assert_eq!(text("甲\n<text:tab/>乙"), "甲 \t乙");
    assert_eq!(text("甲\n<text:s/>乙"), "甲  乙");
    // None where nothing follows, or a line ends.
    assert_eq!(text("甲\n"), "甲");
    assert_eq!(text("甲\n<text:line-break/>乙"), "甲\n乙");
    let note =
        "<text:note text:note-class=\"footnote\"><text:note-body><text:p>注</text:p></text:note-body></text:note>";
    let read = blocks(&format!("<text:p>12\n{note}乙</text:p>"));
    let [Block::Paragraph(paragraph)] = read.as_slice() else { panic!("{read:?}") };
    let pieces: Vec<String> = paragraph.content.inlines().iter().map(|inline| format!("{inline:?}")).collect();
    assert!(pieces[0].contains("\"12 \"") && pieces[2].contains("\"乙\""), "{pieces:?}");
}

#[test]
fn controls_of_forms_are_what_they_show() {
    let drawn = |form: &str| {
        let forms = format!("<office:forms><form:form>{form}</form:form></office:forms>");
        lines(&format!("{forms}<text:p>件数：<draw:control draw:control=\"c\"/></text:p>"))
    };
    let shown = |form: &str| drawn(form).0.concat();
    let option =
        |label: &str, chosen: &str| format!("<form:option form:label=\"{label}\" form:current-selected=\"{chosen}\"/>");
    for (form, expected) in [
        ("<form:text form:id=\"c\" form:value=\"10\" form:current-value=\"12\"/>".to_owned(), "件数：12"),
        ("<form:formatted-text xml:id=\"c\" form:value=\"12\"/>".to_owned(), "件数：12"),
        (
            "<form:textarea form:id=\"c\"><text:p>12</text:p><text:p>件</text:p></form:textarea>".to_owned(),
            "件数：12\n件",
        ),
        ("<form:checkbox form:id=\"c\" form:label=\"已核\" form:current-state=\"checked\"/>".to_owned(), "件数：☑已核"),
        ("<form:checkbox form:id=\"c\" form:label=\"已核\"/>".to_owned(), "件数：☐已核"),
        ("<form:fixed-text form:id=\"c\" form:label=\"无\"/>".to_owned(), "件数：无"),
        (
            format!("<form:listbox form:id=\"c\">{}{}</form:listbox>", option("是", "false"), option("否", "true")),
            "件数：否",
        ),
        ("<form:password form:id=\"c\" form:current-value=\"12\"/>".to_owned(), "件数："),
        // Another control than the one that is drawn.
        ("<form:text form:id=\"d\" form:value=\"12\"/>".to_owned(), "件数："),
    ] {
        assert_eq!(shown(&form), expected, "{form}");
    }
    let unprinted = drawn("<form:text form:id=\"c\" form:printable=\"false\" form:value=\"12\"/>");
    assert_eq!((unprinted.0.concat().as_str(), unprinted.1), ("件数：", vec!["hidden-text-dropped"]));
}

#[test]
fn boxes_to_tick_and_lists_of_fields_are_what_they_show() {
    let mark = |kind: &str, parameters: &str| {
        let mark = format!(
            "<f:fieldmark xmlns:f=\"urn:f\" f:type=\"vnd.oasis.opendocument.field.{kind}\">{parameters}</f:fieldmark>"
        );
        blocks(&format!("<text:p>甲{mark}</text:p>"))[0].plain_text()
    };
    let parameter = |name: &str, value: &str| format!("<f:param f:name=\"{name}\" f:value=\"{value}\"/>");
    assert_eq!(mark("FORMCHECKBOX", &parameter("Checkbox_Checked", "true")), "甲☑");
    assert_eq!(mark("FORMCHECKBOX", ""), "甲☐");
    let entries = parameter("Dropdown_ListEntry", "是") + &parameter("Dropdown_ListEntry", "否");
    assert_eq!(mark("FORMDROPDOWN", &(entries.clone() + &parameter("Dropdown_Selected", "1"))), "甲否");
    assert_eq!(mark("FORMDROPDOWN", &entries), "甲是");
}

/// A frame with an embedded document of that body.
fn embedded(kind: &str, body: &str, settings: &str) -> String {
    format!(
        "<text:p>前<draw:frame><draw:object><office:document>{settings}<office:body><office:{kind}>{body}</office:{kind}></office:body>\
         </office:document></draw:object></draw:frame></text:p>"
    )
}

fn sheet(name: &str, value: &str) -> String {
    let empty = "<table:table-cell table:number-columns-repeated=\"16382\"/>";
    format!(
        "<table:table table:name=\"{name}\"><table:table-column table:number-columns-repeated=\"16384\"/>\
         <table:table-row>{}{}{empty}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         </table:table>",
        cell("", "收到"),
        cell("", value)
    )
}

#[test]
fn the_sheet_an_embedded_workbook_was_left_at_is_read_and_the_others_are_named() {
    let sheets = sheet("一", "12") + &sheet("二", "34");
    let (texts, codes) = lines(&embedded("spreadsheet", &sheets, ""));
    assert!(texts.concat().contains("12") && !texts.concat().contains("34"), "{texts:?}");
    assert_eq!(codes, ["embedded-workbook-read", "sheets-not-shown", "text-box-moved"]);
    let settings =
        "<office:settings><config:config-item config:name=\"ActiveTable\">二</config:config-item></office:settings>";
    let read = read(&embedded("spreadsheet", &sheets, settings));
    let Some(Block::Table(grid)) = read.value.blocks.get(1) else { panic!("{:?}", read.value.blocks) };
    assert_eq!(rows(grid), [["收到", "34"]]);
    let others = read.findings.iter().find(|finding| finding.code() == "sheets-not-shown").unwrap();
    assert_eq!(others.value("sheets"), Some("一"));
}

#[test]
fn charts_are_their_titles_and_all_their_data_and_other_objects_their_text() {
    let data = format!("<table:table><table:table-row>{}</table:table-row></table:table>", cell("", "12"));
    let chart = format!("<chart:chart><chart:title><text:p>收到申请</text:p></chart:title>{data}{data}</chart:chart>");
    let (texts, codes) = lines(&embedded("chart", &chart, ""));
    assert_eq!(texts.concat().split_whitespace().collect::<String>(), "前收到申请1212", "{texts:?}");
    assert!(codes.contains(&"chart-as-table"), "{codes:?}");
    assert_eq!(lines(&embedded("text", "<text:p>甲</text:p><text:p>乙</text:p>", "")).0, ["前", "甲", "乙"]);
    let foreign = "<text:p>前<draw:frame><draw:object-ole xlink:href=\"./Object 1\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/></draw:frame></text:p>";
    assert_eq!(lines(foreign).1, ["embedded-object"]);
}

#[test]
fn comments_and_empty_lists_leave_pages_and_numbers_alone() {
    let styles = "<office:automatic-styles xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\">\
        <style:style style:name=\"P\" style:family=\"paragraph\"><style:paragraph-properties fo:break-after=\"page\"/></style:style>\
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/></text:list-style>\
        </office:automatic-styles>";
    let blocks = |body: &str| {
        let file = String::from_utf8(flat(body)).unwrap().replace("<office:body>", &format!("{styles}<office:body>"));
        let parts = odt_to_parts(file.as_bytes()).unwrap().value;
        parts_to_document_with(parts, &ReadOptions::default()).unwrap().value.blocks
    };
    let comment = "<office:annotation><text:p>批</text:p></office:annotation>";
    let read = blocks(&format!("<text:p text:style-name=\"P\">甲{comment}</text:p><text:p>乙</text:p>"));
    assert!(matches!(read.as_slice(), [Block::Paragraph(_), Block::Break(_), Block::Paragraph(_)]), "{read:?}");
    let item = |n: &str| format!("<text:list-item><text:p>{n}</text:p></text:list-item>");
    let list =
        |attributes: &str, items: &str| format!("<text:list text:style-name=\"L\" {attributes}>{items}</text:list>");
    let goes_on = "text:continue-numbering=\"true\"";
    let labels = |between: &str| -> Vec<String> {
        let read = blocks(&(list("", &item("甲")) + between + &list(goes_on, &item("乙"))));
        let lists = read.into_iter().filter_map(|block| match block {
            Block::List(list) => Some(list),
            _ => None,
        });
        lists.flat_map(|list| list.items).map(|item| item.label).collect()
    };
    assert_eq!(labels(""), ["1.", "2."]);
    assert_eq!(labels(&list("", "")), ["1.", "2."]);
    assert_eq!(labels(&list("", "<text:list-item/>")), ["1.", "2."]);
    // One that has items counts anew, and is what the next goes on with.
    assert_eq!(labels(&list("", &item("丙"))), ["1.", "1.", "2."]);
}

#[test]
fn a_picture_that_is_shown_often_is_unpacked_once() {
    let png = b"\x89PNG\r\n\x1a\n";
    let frame = "<draw:frame><draw:image xlink:href=\"Pictures/1.png\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/></draw:frame>";
    let content = String::from_utf8(flat(&format!("<text:p>{}</text:p>", frame.repeat(3)))).unwrap();
    let content = content.replace("office:document", "office:document-content");
    let parts = [
        ("mimetype", b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml", content.into_bytes()),
        ("Pictures/1.png", png.to_vec()),
    ];
    let package = crate::ooxml::parts_to_package(&parts.map(|(name, bytes)| (name.to_owned(), bytes))).unwrap();
    let parts = odt_to_parts(&package).unwrap().value;
    assert_eq!(parts.iter().filter(|(name, _)| name.starts_with("word/media/")).count(), 1);
    let document =
        String::from_utf8(parts.into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1).unwrap();
    assert_eq!(document.matches("<a:blip").count(), 3);
}

#[test]
fn limits_are_named_by_what_is_asked_for() {
    let limit = |body: &str| {
        let error = odt_to_parts(&flat(body)).unwrap_err();
        error.finding().value("limit").unwrap().to_owned()
    };
    assert_eq!(limit("<text:p><text:s text:c=\"99999999\"/></text:p>"), "characters-of-document");
    let row = format!("<table:table-row table:number-rows-repeated=\"99999999\">{}</table:table-row>", cell("", "1"));
    assert_eq!(limit(&format!("<table:table>{row}</table:table>")), "repeated-bytes");
}

#[test]
fn headers_and_footers_are_quoted_however_many_there_are() {
    let pages: String = (0..12)
        .map(|n| {
            format!(
                "<style:master-page style:name=\"M{n}\"><style:header><text:p>眉{n}，</text:p></style:header>\
                 <style:footer><text:p>脚{n}，</text:p></style:footer></style:master-page>"
            )
        })
        .collect();
    let styles: String = (0..12)
        .map(|n| {
            format!("<style:style style:name=\"P{n}\" style:family=\"paragraph\" style:master-page-name=\"M{n}\"/>")
        })
        .collect();
    let body: String = (0..12).map(|n| format!("<text:p text:style-name=\"P{n}\">文{n}</text:p>")).collect();
    let head = format!(
        "<office:automatic-styles>{styles}</office:automatic-styles><office:master-styles>{pages}</office:master-styles>"
    );
    let file = String::from_utf8(flat(&body)).unwrap().replace("<office:body>", &format!("{head}<office:body>"));
    let parts = odt_to_parts(file.as_bytes()).unwrap().value;
    assert!(parts.iter().filter(|(name, _)| name.starts_with("word/header")).count() < 12);
    let read = parts_to_document_with(parts, &ReadOptions::default()).unwrap();
    let quoted = |kind: &str| {
        let said = read.findings.iter().filter(|finding| format!("{:?}", finding.location()).contains(kind));
        said.filter_map(|finding| finding.value("text")).collect::<String>()
    };
    for n in 0..12 {
        assert!(
            quoted("header").contains(&format!("眉{n}，")) && quoted("footer").contains(&format!("脚{n}，")),
            "{n}"
        );
    }
}

#[test]
fn pictures_that_are_cut_are_named() {
    let codes = |clip: &str| {
        let style = format!(
            "<style:style style:name=\"P\" style:family=\"graphic\"><style:graphic-properties fo:clip=\"{clip}\"/></style:style>"
        );
        let image = "<draw:image><office:binary-data>iVBORw0KGgo=</office:binary-data></draw:image>";
        let body = format!(
            "<text:p>甲<draw:frame draw:style-name=\"P\" draw:name=\"图一\" text:anchor-type=\"as-char\">{image}</draw:frame></text:p>"
        );
        let file = String::from_utf8(flat(&body)).unwrap();
        let names = "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"";
        let styles = format!("<office:automatic-styles {names}>{style}</office:automatic-styles><office:body>");
        let parts = odt_to_parts(file.replacen("<office:body>", &styles, 1).as_bytes()).unwrap();
        parts
            .findings
            .iter()
            .map(|finding| (finding.code(), finding.value("picture").map(str::to_owned)))
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("rect(0in, 0.5in, 0in, 0in)"), [("crop-left-out", Some("图一".to_owned()))]);
    assert_eq!(codes("rect(0in, 0in, 0in, 0in)"), []);
    assert_eq!(codes("auto"), []);
}

#[test]
fn pictures_float_where_their_frame_or_group_is_anchored() {
    use crate::document::{Floating, Inline};
    let (over, apart) = (Some(Floating::Over), Some(Floating::Apart));
    let image = "<draw:image><office:binary-data>iVBORw0KGgo=</office:binary-data></draw:image>";
    let style = |properties: &str| {
        format!(
            "<style:style style:name=\"P\" style:family=\"graphic\"><style:graphic-properties {properties}/></style:style>"
        )
    };
    let frame = |attributes: &str| {
        format!(
            "<draw:frame draw:style-name=\"P\" svg:width=\"42mm\" svg:height=\"42mm\" {attributes}>{image}</draw:frame>"
        )
    };
    let floating = |properties: &str, drawn: &str| {
        let body = format!(
            "</office:text></office:body><office:automatic-styles xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\">{}</office:automatic-styles><office:body><office:text xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"><text:p>甲{drawn}</text:p>",
            style(properties)
        );
        let file = String::from_utf8(flat(&body)).unwrap().replacen(
            "<office:body><office:text></office:text></office:body>",
            "",
            1,
        );
        let parts = odt_to_parts(file.as_bytes()).unwrap().value;
        let read = parts_to_document_with(parts, &ReadOptions::default()).unwrap().value;
        let Some(Block::Paragraph(paragraph)) = read.blocks.first() else { panic!("{:?}", read.blocks) };
        let images: Vec<_> = paragraph
            .content
            .inlines()
            .iter()
            .filter_map(|inline| match inline {
                Inline::Image(image) => Some((image.floating, image.size.map(|size| size.width_um / 1000))),
                _ => None,
            })
            .collect();
        images
    };
    let through = "style:wrap=\"run-through\" style:vertical-pos=\"from-top\"";
    for (properties, attributes, expected) in [
        (format!("{through} style:vertical-rel=\"paragraph\""), "text:anchor-type=\"char\" svg:y=\"-20mm\"", over),
        (
            format!("{through} style:vertical-rel=\"paragraph\" style:run-through=\"background\""),
            "text:anchor-type=\"paragraph\" svg:y=\"5mm\"",
            over,
        ),
        (format!("{through} style:vertical-rel=\"paragraph\""), "text:anchor-type=\"char\" svg:y=\"60mm\"", apart),
        // Upwards from the line.
        (format!("{through} style:vertical-rel=\"line\""), "text:anchor-type=\"char\" svg:y=\"40mm\"", over),
        (format!("{through} style:vertical-rel=\"page\""), "text:anchor-type=\"char\" svg:y=\"60mm\"", over),
        (
            "style:wrap=\"run-through\" style:vertical-pos=\"middle\" style:vertical-rel=\"page\"".to_owned(),
            "text:anchor-type=\"page\"",
            over,
        ),
        ("style:wrap=\"parallel\"".to_owned(), "text:anchor-type=\"char\"", apart),
        ("style:wrap=\"none\"".to_owned(), "text:anchor-type=\"paragraph\"", apart),
        (String::new(), "text:anchor-type=\"paragraph\"", apart),
        (through.to_owned(), "text:anchor-type=\"as-char\" svg:y=\"-20mm\"", None),
        (through.to_owned(), "", None),
        (format!("{through} text:anchor-type=\"paragraph\""), "", over),
    ] {
        assert_eq!(floating(&properties, &frame(attributes)), [(expected, Some(41))], "{properties} {attributes}");
    }
    let group = format!("<draw:g text:anchor-type=\"char\" draw:style-name=\"P\">{}</draw:g>{}", frame(""), frame(""));
    assert_eq!(floating(through, &group).iter().map(|(floating, _)| *floating).collect::<Vec<_>>(), [over, None]);
}
