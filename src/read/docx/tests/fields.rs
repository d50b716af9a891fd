//! Fields that show something without a stored result.

use super::*;

/// A field of one run whose instruction stands in the runs given.
fn without_result(runs: &str) -> String {
    let character = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!("{}{runs}{}", character("begin"), character("end"))
}

fn code(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:instrText xml:space=\"preserve\">{text}</w:instrText></w:r>")
}

fn form(data: &str, instruction: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        code("", instruction)
    )
}

fn paragraph(inner: &str) -> Docx {
    Docx::body(format!("<w:p>{inner}</w:p>"))
}

#[test]
fn fields_of_phonetic_guides_and_enclosed_characters_are_read() {
    let guide = without_result(
        &(code("", " EQ \\* jc2 \\* &quot;Font:宋体&quot; \\* hps10 \\o\\ad(\\s\\up 9(")
            + &code("", "pīn")
            + &code("", "),")
            + &code("<w:b/>", "拼")
            + &code("", ")")),
    );
    let enclosed = without_result(
        &(code("", "eq \\o\\ac(") + &code("<w:position w:val=\"-4\"/>", "○") + &code("", ",") + &code("", "3)")),
    );
    let read = inlines(paragraph(&(guide + &enclosed)));
    let [Inline::Ruby(ruby), Inline::Text(text)] = read.as_slice() else { panic!("{read:?}") };
    let [Inline::Text(base)] = ruby.base.inlines() else { panic!() };
    assert_eq!((base.text.as_str(), base.marks.bold, ruby.reading.as_str()), ("拼", true, "pīn"));
    assert_eq!(text.text, "③");
}

#[test]
fn fields_of_formulas_are_formulas() {
    let page = field("PAGE", &r("9"));
    let read = inlines(paragraph(&(r("占") + &without_result(&(code("", "EQ \\f(1,") + &page + &code("", ")"))))));
    let [Inline::Text(_), Inline::Formula(formula)] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((formula.text.as_str(), formula.display), ("1/9", false));
    assert!(formula.mathml.as_ref().unwrap().as_str().contains("<mfrac>"));
    // As one element, or with a result that says nothing.
    let simple = "<w:fldSimple w:instr=\"EQ \\f(1,2)\"/>".to_owned();
    let empty = field("EQ \\f(1,2)", "<w:r><w:t></w:t></w:r>");
    let stored = field("EQ \\f(1,2)", &r("½"));
    assert_eq!(texts(&paragraph(&(simple + &empty + &stored)).blocks()), ["1/21/2½"]);
}

#[test]
fn fields_are_parted_by_the_list_separator_of_the_settings() {
    let body = format!("<w:p>{}</w:p>", without_result(&code("", "EQ \\f(1,5;2)")));
    let settings = "<w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/>";
    assert_eq!(texts(&Docx::body(&body).xml("settings", "settings", settings).blocks()), ["(1,5)/2"]);
    let read = Docx::body(&body).read();
    assert_eq!((texts(&read.value.blocks), codes(&read.findings)), (vec!["(1,5;2)".into()], vec!["field-as-text"]));
    assert_eq!(read.findings[0].location().place, Some(Place::Paragraph(1)));
}

#[test]
fn fields_show_their_text_symbol_or_form() {
    let cases = [
        (without_result(&code("", "QUOTE \"甲\" \\* MERGEFORMAT")), "甲"),
        (without_result(&code("", "MACROBUTTON NoMacro [单击此处]")), "[单击此处]"),
        (without_result(&code("", "GOTOBUTTON _Ref1 见表1")), "见表1"),
        (
            without_result(&(code("", "EQ \\s\\up8(") + &code("<w:rFonts w:ascii=\"Symbol\"/>", "a") + &code("", ")"))),
            "α",
        ),
        (without_result(&code("", "SYMBOL 163 \\f Symbol")), "≤"),
        (form("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>", "FORMCHECKBOX"), "☑"),
        (form("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>", "FORMCHECKBOX"), "☐"),
        (
            form(
                "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"否\"/><w:listEntry w:val=\"是\"/></w:ddList>",
                "FORMDROPDOWN",
            ),
            "是",
        ),
        (form("<w:textInput><w:default w:val=\"某局\"/></w:textInput>", "FORMTEXT"), "某局"),
        (
            without_result(&code("", "QUOTE "))
                .replace("QUOTE ", "QUOTE \"甲\"</w:instrText></w:r><w:r><w:t>乙</w:t></w:r><w:r><w:instrText>"),
            "甲乙",
        ),
        (without_result(&code("", "XE \"索引\"")), ""),
        (without_result(&code("", "SEQ CHAPTER \\h")), ""),
        (field("FORMTEXT", ""), ""),
        (field("DOCPROPERTY x", ""), ""),
    ];
    for (inner, expected) in cases {
        assert_eq!(texts(&paragraph(&inner).blocks()), [expected], "{inner}");
    }
}

#[test]
fn fields_without_result_are_named() {
    for instruction in ["=SUM(ABOVE)", "REF a", "LISTNUM", "AUTONUM", "SYMBOL x", "DATE"] {
        let complex = without_result(&code("", instruction));
        let simple = format!("<w:fldSimple w:instr=\"{instruction}\"/>");
        for inner in [complex, simple] {
            let read = paragraph(&inner).read();
            assert_eq!(codes(&read.findings), ["field-without-result"], "{inner}");
            assert_eq!(read.findings[0].value("instruction"), Some(instruction));
        }
    }
}

#[test]
fn fields_in_instructions_of_others_are_not_shown_beside_them() {
    let inner = without_result(&code("", "eq \\o\\ac(○,1)"));
    let outer = without_result(&(code("", "QUOTE \"") + &inner + &code("", "\"")));
    assert_eq!(texts(&paragraph(&outer).blocks()), ["①"]);
    let hidden = field(&format!("IF 1 = 1 </w:instrText></w:r>{inner}<w:r><w:instrText>"), &r("是"));
    assert_eq!(texts(&paragraph(&hidden).blocks()), ["是"]);
}

#[test]
fn links_in_links_lose_their_address_with_a_note() {
    let inner = field("REF b", &r("表1"));
    let outer = format!("<w:hyperlink w:anchor=\"a\">{}{inner}{}</w:hyperlink>{}", r("见"), r("的数"), r("。"));
    let read = paragraph(&outer).read();
    let [Block::Paragraph(p)] = read.value.blocks.as_slice() else { panic!() };
    let [Inline::Link(link), Inline::Text(after)] = p.content.inlines() else { panic!("{:?}", p.content) };
    assert_eq!((link.target.as_str(), link.content.plain_text().as_str()), ("#a", "见表1的数"));
    assert_eq!(after.text, "。");
    assert_eq!(codes(&read.findings), ["link-in-link"]);
    assert_eq!(read.findings[0].value("target"), Some("#b"));
    // Twice the same is one.
    assert_eq!(codes(&paragraph(&outer.replace("REF b", "REF a")).read().findings), [] as [&str; 0]);
    // A field's link goes on into the next paragraph, and ends with the field.
    let over = field("HYPERLINK \"http://b.cn\"", &format!("{}</w:p><w:p>{}", r("甲"), r("乙"))) + &r("丙");
    let blocks = paragraph(&over).blocks();
    let shown = blocks.iter().map(|block| match block {
        Block::Paragraph(p) => p.content.inlines().iter().map(|inline| matches!(inline, Inline::Link(_))).collect(),
        _ => Vec::new(),
    });
    assert_eq!(shown.collect::<Vec<Vec<bool>>>(), [vec![true], vec![true, false]]);
}

#[test]
fn notes_in_notes_stand_in_brackets() {
    let call = |id: u8| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
    let note = |id: u8, inner: &str| format!("<w:footnote w:id=\"{id}\"><w:p>{inner}</w:p></w:footnote>");
    // One calls another, and that one the first.
    let notes = note(1, &(r("外") + &call(2))) + &note(2, &(r("内") + &call(1)));
    let read = paragraph(&(r("文") + &call(1))).xml("footnotes", "footnotes", &notes).read();
    assert_eq!(texts(&read.value.blocks), ["文[外[内]]"]);
    assert_eq!(codes(&read.findings), ["nested-note"]);
}
