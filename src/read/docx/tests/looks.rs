//! What is not seen, what is raised, and on what grounds.

use super::*;
use crate::document::{Color, VerticalPosition};

const W14: &str = r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml""#;

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn styles(docx: Docx) -> Docx {
    docx.styles(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"32\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"pale\"><w:name w:val=\"pale\"/><w:rPr><w:color w:val=\"FEFEFE\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"paler\"><w:name w:val=\"paler\"/><w:basedOn w:val=\"pale\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"white\"><w:name w:val=\"white\"/><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"banner\"><w:name w:val=\"banner\"/><w:basedOn w:val=\"white\"/><w:pPr><w:shd w:val=\"clear\" w:fill=\"C00000\"/></w:pPr></w:style>",
    )
}

/// The text that is read of `103` with a run of `00` behind it that has these properties, and what is said.
fn beside_103(properties: &str) -> (String, Vec<&'static str>) {
    let read = styles(Docx::body(format!("<w:p {W14}>{}{}</w:p>", run("", "103"), run(properties, "00")))).read();
    (read.value.blocks[0].plain_text(), codes(&read.findings))
}

#[test]
fn what_no_person_sees_is_left_out_and_named() {
    let ground = "ground-colored-text-dropped";
    for (properties, code) in [
        ("<w:color w:val=\"FFFFFF\"/>", ground),
        ("<w:color w:val=\"fefefe\"/>", ground),
        ("<w:color w:val=\"000000\" w:themeColor=\"background1\"/>", ground),
        ("<w:color w:val=\"FFFFFF\" w:themeColor=\"background1\" w:themeShade=\"F2\"/>", ground),
        ("<w:rStyle w:val=\"pale\"/>", ground),
        ("<w:rStyle w:val=\"paler\"/>", ground),
        ("<w:color w:val=\"FFFF00\"/><w:highlight w:val=\"yellow\"/>", ground),
        ("<w:color w:val=\"4472C4\"/><w:shd w:val=\"clear\" w:fill=\"4472C4\"/>", ground),
        ("<w:color w:val=\"7F7F7F\"/><w:shd w:val=\"pct50\" w:color=\"000000\" w:fill=\"FFFFFF\"/>", ground),
        ("<w14:textFill><w14:solidFill><w14:schemeClr w14:val=\"bg1\"/></w14:solidFill></w14:textFill>", ground),
        ("<w:sz w:val=\"2\"/>", "tiny-text-dropped"),
        ("<w:w w:val=\"1\"/>", "tiny-text-dropped"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "transparent-text-dropped"),
        ("<w:vanish/>", "hidden-text-dropped"),
    ] {
        assert_eq!(beside_103(properties), ("103".to_owned(), vec![code]), "{properties}");
    }
}

#[test]
fn what_somebody_sees_is_read() {
    for properties in [
        "<w:color w:val=\"auto\"/><w:shd w:val=\"clear\" w:fill=\"000000\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"1F3864\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"solid\" w:color=\"auto\" w:fill=\"FFFFFF\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"black\"/>",
        "<w:color w:val=\"FFFFFF\"/><w:outline/>",
        "<w:color w:val=\"FFFF00\"/>",
        "<w:color w:val=\"D9D9D9\"/>",
        "<w:color w:val=\"FFFFFF\" w:themeColor=\"text1\"/>",
        "<w:sz w:val=\"20\"/>",
        "<w:w w:val=\"66\"/>",
    ] {
        assert_eq!(beside_103(properties), ("10300".to_owned(), vec![]), "{properties}");
    }
}

#[test]
fn what_hardly_anybody_sees_is_read_and_told() {
    for (properties, code) in
        [("<w:sz w:val=\"4\"/>", "minute-text-read"), ("<w:color w:val=\"E6E6E6\"/>", "pale-text-read")]
    {
        assert_eq!(beside_103(properties), ("10300".to_owned(), vec![code]), "{properties}");
    }
}

#[test]
fn digits_on_both_sides_of_what_is_not_seen_are_kept_apart() {
    let of = |properties: &str| {
        let body = format!("<w:p>{}{}{}</w:p>", run("", "12"), run(properties, "5"), run("", "64件"));
        styles(Docx::body(body)).read().value.blocks[0].plain_text()
    };
    assert_eq!(of("<w:color w:val=\"FFFFFF\"/>"), "12 64件", "a gap is seen");
    assert_eq!(of("<w:vanish/>"), "1264件", "nothing is seen");
}

#[test]
fn white_space_is_seen_in_any_colour() {
    let body = format!("<w:p>{}{}{}</w:p>", run("", "甲"), run("<w:color w:val=\"FFFFFF\"/>", "  "), run("", "乙"));
    assert_eq!(texts(&styles(Docx::body(body)).blocks()), ["甲  乙"]);
}

#[test]
fn paragraphs_of_styles_are_seen_on_their_own_ground_only() {
    let white = pp("<w:pStyle w:val=\"white\"/>", "内部意见");
    let banner = pp("<w:pStyle w:val=\"banner\"/>", "横幅标题");
    let direct = pp("<w:pStyle w:val=\"white\"/><w:shd w:val=\"clear\" w:themeFill=\"text1\"/>", "深底");
    let read = styles(Docx::body(white + &banner + &direct)).read();
    assert_eq!(texts(&read.value.blocks), ["", "横幅标题", "深底"]);
    assert_eq!(codes(&read.findings), ["ground-colored-text-dropped"]);
    assert_eq!(read.findings[0].value("text"), Some("内部意见"));
    assert_eq!(read.findings[0].location().place, Some(Place::Paragraph(1)));
}

#[test]
fn a_colour_that_needs_a_ground_goes_where_the_ground_is_not_carried() {
    let color = |properties: &str, own: &str| {
        let body = format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run(own, "甲"));
        match styles(Docx::body(body)).blocks()[0].clone() {
            Block::Paragraph(paragraph) => match &paragraph.content.inlines()[0] {
                Inline::Text(text) => text.marks.color,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    let white = "<w:color w:val=\"FFFFFF\"/>";
    assert_eq!(color("<w:shd w:val=\"clear\" w:fill=\"C00000\"/>", white), None);
    assert_eq!(color("", &format!("{white}<w:highlight w:val=\"red\"/>")), Some(Color::WHITE));
    assert_eq!(
        color("<w:shd w:val=\"clear\" w:fill=\"C00000\"/>", "<w:color w:val=\"FFFF00\"/>"),
        Some(Color([255, 255, 0]))
    );
}

#[test]
fn cells_have_grounds_of_their_own_and_of_their_table_s_style() {
    let white = |text: &str| run("<w:color w:val=\"FFFFFF\"/>", text);
    let cell = |properties: &str, runs: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{runs}</w:p></w:tc>");
    let dark = "<w:shd w:val=\"clear\" w:fill=\"1F3864\"/>";
    let rows = [
        cell(dark, &white("项目")) + &cell("", &(run("", "1264") + &white("00"))),
        cell(dark, &table(1, &[cell("", &white("内"))])) + &cell("<w:shd w:val=\"nil\"/>", &white("无底色")),
    ];
    let (grid, findings) = grid(styles(Docx::body(table(2, &rows))));
    let texts: Vec<String> = grid.cells().iter().map(|cell| cell.plain_text()).collect();
    assert_eq!(texts[..2], ["项目", "1264"]);
    assert!(texts[2].contains('内'), "{texts:?}");
    assert_eq!(texts[3], "");
    assert_eq!(findings, ["ground-colored-text-dropped"; 2]);
    let style = "<w:style w:type=\"table\" w:styleId=\"t\"><w:name w:val=\"t\"/><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:tcPr><w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:tcPr></w:tblStylePr></w:style>";
    let body = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/><w:tblLook w:firstRow=\"1\"/></w:tblPr><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("", &run("", "表头")),
        cell("", &white("隐去"))
    );
    let (grid, findings) = super::grid(Docx::body(body).styles(style));
    let texts: Vec<String> = grid.cells().iter().map(|cell| cell.plain_text()).collect();
    assert_eq!((texts, findings), (vec!["表头".to_owned(), String::new()], vec!["ground-colored-text-dropped"]));
}

#[test]
fn hidden_text_is_found_wherever_it_stands() {
    let white = run("<w:color w:val=\"FFFFFF\"/>", "隐");
    let in_paragraph = |inner: &str| format!("<w:p>{}{inner}</w:p>", run("", "显"));
    for inner in [
        format!("<w:hyperlink w:anchor=\"a\">{white}</w:hyperlink>"),
        format!("<w:ins w:id=\"1\">{white}</w:ins>"),
        format!("<w:fldSimple w:instr=\"DATE\">{white}</w:fldSimple>"),
        format!("<w:sdt><w:sdtContent>{white}</w:sdtContent></w:sdt>"),
        format!("<w:smartTag>{white}</w:smartTag>"),
        "<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>".to_owned(),
    ] {
        let read = styles(Docx::body(in_paragraph(&inner))).read();
        assert_eq!(texts(&read.value.blocks), ["显"], "{inner}");
        assert!(codes(&read.findings).contains(&"ground-colored-text-dropped"), "{inner}");
    }
    let note = format!("<w:footnote w:id=\"2\"><w:p>{}{white}</w:p></w:footnote>", run("", "注"));
    let called = in_paragraph("<w:r><w:footnoteReference w:id=\"2\"/></w:r>");
    let read = styles(Docx::body(called).xml("footnotes", "footnotes", &note)).read();
    assert_eq!(texts(&read.value.blocks), ["显[注]"]);
    assert_eq!(codes(&read.findings), ["ground-colored-text-dropped"]);
}

#[test]
fn text_boxes_are_seen_on_what_they_are_filled_with() {
    let shape = |fill: &str| {
        format!(
            "<w:p><w:r><w:drawing><wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent><w:p>{}{}</w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r></w:p>",
            run("", "显"),
            run("<w:color w:val=\"FFFFFF\"/>", "白")
        )
    };
    let of = |fill: &str| {
        styles(Docx::body(shape(fill))).read().value.blocks.iter().map(Block::plain_text).collect::<String>()
    };
    assert_eq!(of("<a:solidFill><a:srgbClr val=\"C00000\"/></a:solidFill>"), "显白");
    assert_eq!(of("<a:gradFill/>"), "显白");
    assert_eq!(of(""), "显");
    assert_eq!(of("<a:noFill/>"), "显");
    assert_eq!(of("<a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>"), "显");
}

#[test]
fn text_boxes_are_known_in_the_namespaces_of_extensions() {
    let body = format!(
        "<w:p><w:r><w:drawing><wps:wsp><wps:txbx><wne:txbxContent xmlns:wne=\"http://schemas.microsoft.com/office/word/2006/wordml\">{}</wne:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r></w:p>",
        p("框内")
    );
    let read = Docx::body(body).read();
    assert!(texts(&read.value.blocks).contains(&"框内".to_owned()), "{:?}", texts(&read.value.blocks));
    assert_eq!(codes(&read.findings), ["text-box-moved"]);
}

#[test]
fn numbers_that_are_not_seen_are_left_out() {
    let level = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/>LOOK</w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let item = |end: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr>{end}</w:rPr></w:pPr>{}</w:p>",
            run("", "项")
        )
    };
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let read = |look: &str, end: &str| {
        let numbering = level.replace("LOOK", look);
        let read = styles(Docx::body(item(end)).numbering(&numbering)).read();
        (shape(&read.value.blocks), codes(&read.findings))
    };
    assert_eq!(read("", ""), (vec!["ol[1.|p 项]".to_owned()], vec![]));
    let dropped = (vec!["p 项".to_owned()], vec!["ground-colored-text-dropped"]);
    assert_eq!(read(&format!("<w:rPr>{white}</w:rPr>"), ""), dropped);
    assert_eq!(read("", white), dropped);
    assert_eq!(read("<w:rPr><w:color w:val=\"000000\"/></w:rPr>", white), (vec!["ol[1.|p 项]".to_owned()], vec![]));
}

#[test]
fn the_page_s_ground_counts_where_it_is_shown() {
    let white = format!("<w:p>{}</w:p>", run("<w:color w:val=\"FFFFFF\"/>", "甲"));
    let text = |settings: &str| {
        let docx = styles(Docx::body(white.clone()).xml("settings", "settings", settings));
        let bytes = docx.bytes_with_root("<w:background w:color=\"1F3864\"/>");
        docx_to_document(&bytes).unwrap().value.blocks[0].plain_text()
    };
    assert_eq!(text("<w:displayBackgroundShape/>"), "甲");
    assert_eq!(text(""), "");
}

#[test]
fn what_is_raised_by_distance_is_raised() {
    let (up, down) = (Some(VerticalPosition::Superscript), Some(VerticalPosition::Subscript));
    let position = |properties: &str| {
        let body = format!("<w:p>{}{}{}</w:p>", run("", "办公面积120m"), run(properties, "2"), run("", "，"));
        let blocks = styles(Docx::body(body)).blocks();
        let Block::Paragraph(paragraph) = &blocks[0] else { panic!() };
        paragraph.content.inlines().iter().find_map(|inline| match inline {
            Inline::Text(text) if text.text == "2" => Some(text.marks.position),
            _ => None,
        })
    };
    assert_eq!(position("<w:position w:val=\"12\"/><w:sz w:val=\"18\"/>"), Some(up));
    assert_eq!(position("<w:position w:val=\"6pt\"/>"), Some(up));
    assert_eq!(position("<w:position w:val=\"-6\"/><w:sz w:val=\"18\"/>"), Some(down));
    assert_eq!(position("<w:position w:val=\"3\"/><w:sz w:val=\"18\"/>"), Some(up), "small and slightly raised");
    assert_eq!(position("<w:position w:val=\"3\"/>"), None, "the same size, slightly raised: nothing");
    assert_eq!(position("<w:position w:val=\"0\"/>"), None);
}

#[test]
fn a_line_that_is_raised_as_a_whole_is_no_superscript() {
    let raised = "<w:position w:val=\"10\"/>";
    let body = format!("<w:p>{}{}</w:p>", run(raised, "全段抬高12"), run("", "。"));
    assert_eq!(marks(styles(Docx::body(body))), [("全段抬高12。".to_owned(), PLAIN)]);
}

#[test]
fn tab_stops_are_kept_where_they_are_among_the_text() {
    let section =
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:left=\"1587\" w:right=\"1474\"/></w:sectPr>";
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"S\"><w:name w:val=\"S\"/><w:pPr><w:tabs>\
        <w:tab w:val=\"center\" w:pos=\"4423\"/><w:tab w:val=\"right\" w:leader=\"middleDot\" w:pos=\"9000\"/></w:tabs></w:pPr></w:style>";
    let stops = |properties: &str, text: &str| {
        let body = format!("<w:p><w:pPr>{properties}</w:pPr><w:r>{text}</w:r></w:p>{section}");
        let read = Docx::body(&body).styles(styles).read();
        let named = read.findings.iter().any(|f| f.code() == "ornament-left-out");
        let Some(Block::Paragraph(paragraph)) = read.value.blocks.first() else { panic!() };
        let stops: Vec<String> = paragraph.tabs.iter().map(ToString::to_string).collect();
        (stops.join(","), named)
    };
    let tab = "<w:t>联系人</w:t><w:tab/><w:t>电话</w:t>";
    let own = |stops: &str| format!("<w:tabs>{stops}</w:tabs>");
    for (properties, text, expected) in [
        (own("<w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8845\"/>").as_str(), tab, "1000 right dots"),
        (
            &own("<w:tab w:val=\"left\" w:pos=\"5000\"/><w:tab w:val=\"decimal\" w:pos=\"2000\"/>"),
            tab,
            "226 decimal,565 left",
        ),
        (&own("<w:tab w:val=\"left\" w:pos=\"5000\"/>"), "<w:t>没有</w:t>", ""),
        (&own("<w:tab w:val=\"bar\" w:pos=\"5000\"/><w:tab w:val=\"left\" w:pos=\"-400\"/>"), tab, ""),
        ("<w:pStyle w:val=\"S\"/>", tab, "500 center,1000 right middle_dots"),
        (
            &("<w:pStyle w:val=\"S\"/>".to_owned() + &own("<w:tab w:val=\"clear\" w:pos=\"4423\"/>")),
            tab,
            "1000 right middle_dots",
        ),
        (
            "",
            "<w:t>甲</w:t><w:ptab w:relativeTo=\"margin\" w:alignment=\"right\" w:leader=\"underscore\"/><w:t>乙</w:t>",
            "1000 right line",
        ),
        (
            "",
            "<w:t>甲</w:t><w:ptab w:relativeTo=\"margin\" w:alignment=\"center\" w:leader=\"none\"/><w:t>乙</w:t>",
            "500 center",
        ),
    ] {
        assert_eq!(stops(properties, text), (expected.to_owned(), false), "{properties}{text}");
    }
}

#[test]
fn ornaments_that_are_not_kept_are_named() {
    let underlined =
        |kind: &str| format!("<w:p><w:r><w:rPr><w:u w:val=\"{kind}\"/></w:rPr><w:t>重点</w:t></w:r></w:p>");
    let stop =
        |stop: &str, text: &str| format!("<w:p><w:pPr><w:tabs><w:tab {stop}/></w:tabs></w:pPr><w:r>{text}</w:r></w:p>");
    let tab = "<w:t>联系人</w:t><w:tab/><w:t>电话</w:t>";
    for (body, expected) in [
        (underlined("single"), None),
        (underlined("wave"), Some("wavy")),
        (underlined("double"), Some("wavy")),
        (stop("w:val=\"left\" w:pos=\"5000\"", tab), None),
        (stop("w:val=\"right\" w:leader=\"dot\" w:pos=\"8800\"", tab), Some("tab stop")),
        (stop("w:val=\"left\" w:leader=\"underscore\" w:pos=\"8800\"", tab), Some("tab stop")),
        (stop("w:val=\"decimal\" w:pos=\"6000\"", tab), Some("tab stop")),
        (stop("w:val=\"clear\" w:leader=\"dot\" w:pos=\"6000\"", tab), None),
        // No tab, no stop.
        (stop("w:val=\"right\" w:pos=\"6000\"", "<w:t>联系人</w:t>"), None),
    ] {
        let findings = Docx::body(&body).read().findings;
        let named: Vec<String> =
            findings.iter().filter(|f| f.code() == "ornament-left-out").map(ToString::to_string).collect();
        match expected {
            None => assert_eq!(named, [""; 0], "{body}"),
            Some(word) => assert!(named.len() == 1 && named[0].contains(word), "{body}: {named:?}"),
        }
    }
}
