//! Automatic numbers in formats of many scripts.

use super::*;

fn labels(docx: Docx) -> (Vec<String>, Vec<Finding>) {
    let read = docx.read();
    let labels = read.value.blocks.iter().flat_map(|block| match block {
        Block::List(list) => list.items.iter().map(|item| item.label.clone()).collect(),
        _ => Vec::new(),
    });
    (labels.collect(), read.findings)
}

fn listed(level: &str, count: usize) -> Docx {
    let body: String = (0..count).map(|_| numbered(1, 0, "甲")).collect();
    Docx::body(body).numbering(&definition(level, &num(1, "")))
}

#[test]
fn numbering_has_the_formats_of_many_scripts() {
    for (format, expected) in [
        ("ganada", ["（가）", "（나）", "（다）"]),
        ("cardinalText", ["（One）", "（Two）", "（Three）"]),
        ("ideographEnclosedCircle", ["（㈠）", "（㈡）", "（㈢）"]),
        ("hebrew1", ["（א）", "（ב）", "（ג）"]),
    ] {
        let (labels, findings) = labels(listed(&level(0, format, "（%1）", ""), 3));
        assert_eq!((labels, findings), (expected.map(str::to_owned).to_vec(), Vec::new()), "{format}");
    }
}

#[test]
fn numbering_of_made_up_formats_is_that_of_their_sample() {
    let made_up = |sample: &str| {
        let formats = format!(
            "<mc:AlternateContent><mc:Choice Requires=\"w14\"><w:numFmt w:val=\"custom\" w:format=\"{sample}\"/></mc:Choice>\
             <mc:Fallback><w:numFmt w:val=\"decimal\"/></mc:Fallback></mc:AlternateContent>"
        );
        labels(listed(&level(0, "", "%1", "").replace("<w:numFmt w:val=\"\"/>", &formats), 2))
    };
    let of = |labels: [&str; 2]| labels.map(str::to_owned).to_vec();
    assert_eq!(made_up("001, 002, 003, ..."), (of(["001", "002"]), Vec::new()));
    assert_eq!(made_up("甲, 乙, 丙, ..."), (of(["甲", "乙"]), Vec::new()));
    let (labels, findings) = made_up("α, β, γ, ...");
    assert_eq!((labels, codes(&findings)), (of(["1", "2"]), vec!["unknown-number-format"]));
    assert_eq!(findings[0].value("format"), Some("α, β, γ, ..."));
}

#[test]
fn numbering_in_numbers_or_words_not_known_is_named_with_its_place() {
    let start =
        |level: String, start| level.replace("<w:start w:val=\"1\"/>", &format!("<w:start w:val=\"{start}\"/>"));
    let (labels_read, findings) = labels(listed(&start(level(0, "thaiCounting", "%1", ""), 10), 2));
    assert_eq!(labels_read, ["สิบ", "11"]);
    assert_eq!(codes(&findings), ["unknown-number-format"]);
    assert_eq!(findings[0].location().place, Some(Place::Paragraph(2)));
    // Word counts in the language of the text.
    let german = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"de-DE\"/></w:rPr></w:rPrDefault></w:docDefaults>";
    let (labels_read, findings) = labels(listed(&level(0, "ordinalText", "%1", ""), 1).styles(german));
    assert_eq!((labels_read, codes(&findings)), (vec!["1".to_owned()], vec!["unknown-number-format"]));
    let english = german.replace("de-DE", "en-US");
    let (labels_read, findings) = labels(listed(&level(0, "ordinalText", "%1", ""), 1).styles(&english));
    assert_eq!((labels_read, findings), (vec!["First".to_owned()], Vec::new()));
}

#[test]
fn numbering_items_have_the_tables_and_figures_below_their_text() {
    let hanging = |index: u8, left: u16| {
        let indent = format!("<w:pPr><w:ind w:left=\"{left}\" w:hanging=\"420\"/></w:pPr></w:lvl>");
        level(index, "decimal", &format!("%{}.", index + 1), "").replace("</w:lvl>", &indent)
    };
    let read = |after: &str, levels: &str| {
        let body = numbered(1, 0, "甲") + &numbered(1, 1, "乙") + after + &numbered(1, 0, "丁");
        shape(&Docx::body(body).numbering(&definition(levels, &num(1, ""))).read().value.blocks)
    };
    let levels = hanging(0, 420) + &hanging(1, 840);
    let table = |properties: &str| {
        format!(
            "<w:tbl><w:tblPr>{properties}</w:tblPr>{}</w:tbl>",
            "<w:tr><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr>"
        )
    };
    let at = |left: u16| format!("<w:tblInd w:w=\"{left}\" w:type=\"dxa\"/>");
    let inner = ["ol[1.|p 甲,ol[1.|p 乙,table 1x1]; 2.|p 丁]"];
    let outer = ["ol[1.|p 甲,ol[1.|p 乙],table 1x1; 2.|p 丁]"];
    let none = ["ol[1.|p 甲,ol[1.|p 乙]]", "table 1x1", "ol[2.|p 丁]"];
    assert_eq!(read(&table(&at(840)), &levels), inner);
    assert_eq!(read(&table(&at(400)), &levels), outer);
    for elsewhere in [
        at(0),
        String::new(),
        at(441),
        format!("<w:jc w:val=\"center\"/>{}", at(840)),
        format!("<w:tblpPr w:tblpX=\"1\"/>{}", at(840)),
        "<w:tblInd w:w=\"840\" w:type=\"pct\"/>".to_owned(),
    ] {
        assert_eq!(read(&table(&elsewhere), &levels), none, "{elsewhere}");
    }
    // Where no label hangs, by the style the writer gives them.
    let first = |index: u8, left: u16| hanging(index, left).replace("w:hanging=\"420\"", "w:firstLine=\"480\"");
    let levels = first(0, 0) + &first(1, 480);
    let style = "<w:tblStyle w:val=\"TableInList\"/>";
    assert_eq!(read(&table(&at(960)), &levels), none);
    assert_eq!(read(&table(&(style.to_owned() + &at(960))), &levels), inner);
    assert_eq!(read(&table(&(style.to_owned() + &at(480))), &levels), outer);
    let caption = |left: u16| pp(&format!("<w:pStyle w:val=\"Caption\"/><w:ind w:left=\"{left}\"/>"), "表1");
    assert_eq!(read(&caption(480), &levels), ["ol[1.|p 甲,ol[1.|p 乙],p 表1; 2.|p 丁]"]);
    assert_eq!(read(&caption(0), &levels), ["ol[1.|p 甲,ol[1.|p 乙]]", "p 表1", "ol[2.|p 丁]"]);
}

#[test]
fn a_sign_without_a_font_is_the_usual_bullet() {
    let levels = level(0, "bullet", "\u{F0B7}", "") + &level(1, "bullet", "\u{F06C}", "");
    let body = numbered(1, 0, "甲") + &numbered(1, 1, "乙");
    let read = Docx::body(body).numbering(&definition(&levels, &num(1, ""))).read();
    assert_eq!(shape(&read.value.blocks), ["ul[•|p 甲,ul[●|p 乙]]"]);
}
