//! Fonts: what sets text apart from its paragraph, and what the theme calls them (§17.3.2.26, §17.15.1.88).

use super::*;

/// A run in a font for Chinese text and one for Latin text; empty for none.
fn set(chinese: &str, latin: &str, text: &str) -> String {
    let fonts = [("eastAsia", chinese), ("ascii", latin)].into_iter().filter(|(_, name)| !name.is_empty());
    let fonts: String = fonts.map(|(slot, name)| format!(" w:{slot}=\"{name}\"")).collect();
    format!("<w:r><w:rPr><w:rFonts{fonts}/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(runs: &[String]) -> String {
    format!("<w:p>{}</w:p>", runs.concat())
}

/// Each text of a content, with its font.
fn fonts_of(inlines: &[Inline]) -> Vec<(String, Option<String>)> {
    let texts = inlines.iter().filter_map(|inline| match inline {
        Inline::Text(text) => Some((text.text.clone(), text.font.as_ref().map(ToString::to_string))),
        _ => None,
    });
    texts.collect()
}

fn fonts(docx: Docx) -> Vec<(String, Option<String>)> {
    fonts_of(&inlines(docx))
}

/// Texts with their fonts.
type Fonts<'a> = &'a [(&'a str, Option<&'a str>)];

fn of(texts: Fonts<'_>) -> Vec<(String, Option<String>)> {
    texts.iter().map(|(text, font)| ((*text).to_owned(), font.map(str::to_owned))).collect()
}

#[test]
fn fonts_are_marks_where_most_of_the_paragraph_is_in_another() {
    let fs = |text: &str| set("仿宋_GB2312", "Times New Roman", text);
    let kai = |text: &str| set("楷体", "Times New Roman", text);
    let cases: &[(&[String], Fonts<'_>)] = &[
        // Whole paragraphs in one font, however many runs they have.
        (&[kai("一是"), kai("加强")], &[("一是加强", None)]),
        (&[kai("一是。"), fs("加强政务公开")], &[("一是。", Some("楷体")), ("加强政务公开", None)]),
        (
            &[fs("全年"), kai("重点领域信息公开"), fs("工作")],
            &[("全年", Some("仿宋_GB2312")), ("重点领域信息公开", None), ("工作", Some("仿宋_GB2312"))],
        ),
        // As many in one as in the other.
        (&[kai("一是"), fs("加强")], &[("一是加强", None)]),
        // Digits and signs are in no font to speak of, and go with what is on both sides.
        (&[fs("全年公开"), set("黑体", "Arial", "1501"), fs("条")], &[("全年公开1501条", None)]),
        (
            &[kai("办理"), fs("12"), kai("件"), fs("，均已依法答复")],
            &[("办理12件", Some("楷体")), ("，均已依法答复", None)],
        ),
        (&[kai("办理"), fs("12"), fs("件，均已依法答复")], &[("办理", Some("楷体")), ("12件，均已依法答复", None)]),
        // Letters are compared with letters, in texts of their own.
        (
            &[fs("使用PDF和"), set("楷体", "Courier New", "OFD"), fs("格式XLSX")],
            &[("使用PDF和", None), ("OFD", Some("Courier New")), ("格式XLSX", None)],
        ),
        (&[fs("使用"), set("楷体", "Arial", "OFD")], &[("使用OFD", None)]),
        // Names of one face.
        (&[set("仿宋", "", "全"), fs("年公开"), set("@仿宋_GBK", "", "数")], &[("全年公开数", None)]),
        // A font that nothing names has no name to give, but may be what most is in.
        (&[kai("一是"), set("", "", "加强政务公开")], &[("一是", Some("楷体")), ("加强政务公开", None)]),
        (&[set("", "", "一是"), kai("加强政务公开")], &[("一是加强政务公开", None)]),
        (&[set("Times New Roman", "Times New Roman", "一是"), fs("加强政务公开")], &[("一是加强政务公开", None)]),
        // Names Word would not take are none.
        (&[set(&"长".repeat(32), "", "一是"), fs("加强政务公开")], &[("一是加强政务公开", None)]),
    ];
    for (runs, expected) in cases {
        assert_eq!(fonts(Docx::body(paragraph(runs))), of(expected));
    }
}

#[test]
fn fonts_come_from_styles_and_are_marks_in_links_cells_and_revisions_too() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia=\"仿宋\"/></w:rPr></w:rPrDefault></w:docDefaults>\
        <w:style w:type=\"character\" w:styleId=\"k\"><w:rPr><w:rFonts w:eastAsia=\"楷体\"/></w:rPr></w:style>";
    let kai = |text: &str| format!("<w:r><w:rPr><w:rStyle w:val=\"k\"/></w:rPr><w:t>{text}</w:t></w:r>");
    let runs = format!("{}{}", kai("一是"), r("加强政务公开"));
    let expected = of(&[("一是", Some("楷体")), ("加强政务公开", None)]);
    assert_eq!(fonts(Docx::body(format!("<w:p>{runs}</w:p>")).styles(styles)), expected);
    let cell = format!("<w:tc><w:p>{runs}</w:p></w:tc>");
    let (read, _) = grid(Docx::body(table(1, &[cell])).styles(styles));
    let Block::Paragraph(p) = &read.cells()[0].content[0] else { panic!() };
    assert_eq!(fonts_of(p.content.inlines()), expected);
    let link = format!(
        "<w:p><w:hyperlink w:anchor=\"a\">{}</w:hyperlink>{}</w:p>",
        kai("一是") + &kai("二是"),
        r("加强政务公开")
    );
    let read = inlines(Docx::body(link).styles(styles));
    let [Inline::Link(link), _] = read.as_slice() else { panic!() };
    assert_eq!(fonts_of(link.content.inlines()), of(&[("一是二是", Some("楷体"))]));
}

#[test]
fn fonts_of_paragraphs_that_are_parted_or_joined_are_compared_within_what_they_become() {
    let fonts_of_all = |body: String| {
        let read = Docx::body(body).read();
        let paragraphs = read.value.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(p) => Some(fonts_of(p.content.inlines())),
            _ => None,
        });
        paragraphs.collect::<Vec<_>>()
    };
    let (kai, fs) = (|text: &str| set("楷体", "", text), |text: &str| set("仿宋", "", text));
    let page = "<w:r><w:br w:type=\"page\"/></w:r>".to_owned();
    let parted = paragraph(&[kai("一是"), page, kai("二"), fs("加强政务")]);
    let expected = [of(&[("一是", None)]), of(&[("二", Some("楷体")), ("加强政务", None)])];
    assert_eq!(fonts_of_all(parted), expected);
    // The end of the first paragraph is deleted.
    let end = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>".to_owned();
    let joined = paragraph(&[end, kai("一"), fs("加强政务，")]) + &paragraph(&[kai("二"), fs("公开信息")]);
    let expected = [of(&[("一", Some("楷体")), ("加强政务，", None), ("二", Some("楷体")), ("公开信息", None)])];
    assert_eq!(fonts_of_all(joined), expected);
    // A place nothing leads to is none, and parts nothing.
    let place = "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/>".to_owned();
    let placed = paragraph(&[kai("办"), place, fs("12"), kai("件"), fs("，均已依法答复")]);
    assert_eq!(fonts_of_all(placed), [of(&[("办12件", Some("楷体")), ("，均已依法答复", None)])]);
}

#[test]
fn fonts_of_headings_titles_and_notes_are_no_marks() {
    let runs = [set("黑体", "", "一、"), set("楷体", "", "总体情况如下")];
    let styled = |properties: &str| format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs.concat());
    let note = format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph(&runs));
    let body = styled("<w:outlineLvl w:val=\"0\"/>")
        + &styled("<w:pStyle w:val=\"Title\"/>")
        // A heading by its looks.
        + &styled("<w:jc w:val=\"center\"/>")
        + "<w:p><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style>";
    let read = Docx::body(body).styles(styles).xml("footnotes", "footnotes", &note).read();
    assert_eq!(shape(&read.value.blocks)[..3], ["h1 一、总体情况如下", "p 一、总体情况如下", "h1 一、总体情况如下"]);
    let mut texts = 0;
    crate::document::each_inline(&read.value.blocks, &mut |inline| {
        if let Inline::Text(text) = inline {
            texts += 1;
            assert_eq!(text.font, None, "{text:?}");
        }
    });
    assert_eq!(texts, 4);
}

#[test]
fn fonts_of_runs_that_tabs_and_breaks_part_are_those_of_the_run() {
    let run = |inside: &str| {
        let fonts = "<w:rFonts w:eastAsia=\"楷体\" w:ascii=\"Courier New\"/>";
        format!("<w:r><w:rPr>{fonts}</w:rPr>{inside}</w:r>")
    };
    let rest = set("仿宋", "Times New Roman", "加强政务公开PDFOFD");
    for (inside, text, font) in [
        ("<w:tab/><w:t>一是</w:t>", "\t一是", "楷体"),
        ("<w:t>一是</w:t><w:br/><w:t>PDF</w:t><w:br/>", "一是\nPDF\n", "楷体"),
        ("<w:tab/><w:t>PDF</w:t><w:noBreakHyphen/>", "\tPDF\u{2011}", "Courier New"),
    ] {
        let read = fonts(Docx::body(paragraph(&[run(inside), rest.clone()])));
        assert_eq!(read, of(&[(text, Some(font)), ("加强政务公开PDFOFD", None)]));
    }
}

#[test]
fn fonts_without_number_end() {
    let many: Vec<String> = (0..20_000).map(|n| set(&format!("楷体{n}"), &format!("Font {n}"), "字a")).collect();
    let runs = [set("楷体", "", "一"), many.concat()];
    let read = fonts(Docx::body(paragraph(&runs)));
    assert_eq!((read.len(), &read[0]), (33, &("一".to_owned(), Some("楷体".to_owned()))));
    assert_eq!(read[32].1, None, "beyond a number fonts are not told apart");
}

const THEME: &str = "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:themeElements><a:clrScheme/>\
    <a:fontScheme><a:majorFont><a:latin typeface=\"Cambria\"/><a:ea typeface=\"\"/><a:font script=\"Hans\" typeface=\"黑体\"/></a:majorFont>\
    <a:minorFont><a:latin typeface=\"Calibri\"/><a:ea typeface=\"等线\"/><a:font script=\"Jpan\" typeface=\"游明朝\"/>\
    <a:font script=\"Hans\" typeface=\"宋体\"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>";

/// A document whose text is in the fonts of a theme unless it says otherwise.
fn themed(body: &str, language: &str) -> Docx {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:eastAsiaTheme=\"minorEastAsia\"/></w:rPr></w:rPrDefault></w:docDefaults>";
    let settings = format!("<w:rsids><w:rsid w:val=\"1\"/></w:rsids><w:themeFontLang w:val=\"en-US\" {language}/>");
    Docx::body(body).styles(styles).part("t", "theme", "theme/theme1.xml", THEME).xml("settings", "settings", &settings)
}

#[test]
fn fonts_of_the_theme_have_the_names_it_gives_them() {
    let theme = |slot: &str, name: &str, own: &str, text: &str| {
        format!("<w:r><w:rPr><w:rFonts w:{slot}Theme=\"{name}\" w:{slot}=\"{own}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let chinese = "w:eastAsia=\"zh-CN\"";
    let long = r("加强政务公开");
    let mixed = |run: &str, language: &str| fonts(themed(&format!("<w:p>{run}{long}</w:p>"), language));
    let apart = |font: &str| of(&[("一是", Some(font)), ("加强政务公开", None)]);
    let alike = of(&[("一是加强政务公开", None)]);
    // What it is by name is no other font.
    assert_eq!(mixed(&set("宋体", "", "一是"), chinese), alike);
    assert_eq!(mixed(&set("宋体", "", "一是"), ""), apart("宋体"), "without a language the font for all of East Asia");
    assert_eq!(mixed(&set("等线", "", "一是"), ""), alike);
    // That of the theme holds beside one by name.
    assert_eq!(mixed(&theme("eastAsia", "majorEastAsia", "宋体", "一是"), chinese), apart("黑体"));
    assert_eq!(mixed(&theme("eastAsia", "majorEastAsia", "宋体", "一是"), ""), alike, "a font without name");
    let latin = format!("<w:p>{}{}</w:p>", theme("ascii", "majorAscii", "Arial", "PDF"), r("和OFDXLSX"));
    assert_eq!(fonts(themed(&latin, chinese)), of(&[("PDF", Some("Cambria")), ("和OFDXLSX", None)]));
    // Without a theme they have none, and nothing is said of it.
    let body =
        format!("<w:p>{}{}</w:p>", theme("eastAsia", "majorEastAsia", "", "一是"), set("宋体", "", "加强政务公开"));
    assert_eq!(fonts(Docx::body(body)), alike);
}

#[test]
fn headings_are_told_from_text_by_the_names_of_fonts() {
    let text = p(
        "2023年，市民政局坚持以公开促落实、强监管、优服务，全年主动公开政府信息一千余条，同比增长百分之十二，成效明显。",
    );
    let read = |font: &str| {
        let heading = format!("<w:p>{}</w:p>", set(font, "", "一、总体情况"));
        let read = themed(&(heading + &text), "w:eastAsia=\"zh-CN\"").read();
        (shape(&read.value.blocks)[0].clone(), codes(&read.findings))
    };
    assert_eq!(read("黑体"), ("h1 一、总体情况".to_owned(), vec!["headings-by-looks"]));
    assert_eq!(read("宋体"), ("p 一、总体情况".to_owned(), vec![]), "the font of the text by its own name");
}
