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
