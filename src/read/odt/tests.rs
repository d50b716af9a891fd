//! Flat files → the markup of the Word document's body.

mod shown;

use super::odt_to_parts;
use crate::finding::Warned;

const NAMESPACES: &str = "xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
    xmlns:t='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:tab='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
    xmlns:st='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' \
    xmlns:d='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' xmlns:x='http://www.w3.org/1999/xlink' \
    xmlns:dc='http://purl.org/dc/elements/1.1/'";

fn flat(styles: &str, text: &str) -> String {
    format!(
        "<?xml version='1.0'?><o:document {NAMESPACES}><o:automatic-styles>{styles}</o:automatic-styles>\
         <o:body><o:text>{text}</o:text></o:body></o:document>"
    )
}

fn read(styles: &str, text: &str) -> (String, Vec<&'static str>) {
    let Warned { value, findings } = odt_to_parts(flat(styles, text).as_bytes()).unwrap();
    let body = value.into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    let body = String::from_utf8(body).unwrap();
    (body.split_once("<w:body>").unwrap().1.to_owned(), findings.iter().map(|finding| finding.code()).collect())
}

fn style(name: &str, properties: &str) -> String {
    format!("<st:style st:name='{name}' st:family='text'><st:text-properties {properties}/></st:style>")
}

#[test]
fn white_space_is_one_space_and_counted_spaces_are_kept() {
    let (body, _) = read("", "<t:p> 甲  乙\n  丙<t:s t:c='3'/>丁<t:tab/>戊<t:line-break/></t:p>");
    for part in [">甲 乙 丙<", ">   <", "<w:tab/>", "<w:br/>"] {
        assert!(body.contains(part), "{part}: {body}");
    }
}

#[test]
fn marks_of_a_figure_are_those_the_file_has() {
    let cases = [
        ("st:text-line-through-style='solid'", "<w:strike w:val=\"1\"/>"),
        ("st:text-line-through-style='solid' st:text-line-through-type='double'", "<w:dstrike w:val=\"1\"/>"),
        ("st:text-position='super 58%'", "<w:vertAlign w:val=\"superscript\"/>"),
        ("st:text-position='-33% 58%'", "<w:vertAlign w:val=\"subscript\"/>"),
        ("t:display='none'", "<w:vanish w:val=\"1\"/>"),
        ("fo:color='#ffffff'", "<w:color w:val=\"FFFFFF\"/>"),
        ("fo:font-weight='bold'", "<w:b w:val=\"1\"/>"),
        ("st:text-underline-style='solid'", "<w:u w:val=\"single\"/>"),
        ("st:text-underline-style='solid' st:text-underline-type='double'", "<w:u w:val=\"double\"/>"),
        ("st:text-emphasize='dot below'", "<w:em w:val=\"underDot\"/>"),
        ("fo:border='0.5pt solid #000000'", "<w:bdr w:val=\"single\"/>"),
        ("st:text-combine='lines'", "<w:eastAsianLayout w:combine=\"1\"/>"),
    ];
    for (properties, markup) in cases {
        let (body, _) = read(&style("T", properties), "<t:p>1<t:span t:style-name='T'>2</t:span></t:p>");
        let (first, second) = body.split_once("</w:r>").unwrap();
        assert!(!first.contains(markup) && second.contains(markup), "{properties}: {body}");
    }
}

#[test]
fn western_and_asian_letters_have_sizes_of_their_own() {
    let sizes = style("T", "fo:font-size='1pt' st:font-size-asian='16pt'");
    let (body, _) = read(&sizes, "<t:p><t:span t:style-name='T'>共12件</t:span></t:p>");
    assert!(body.contains("<w:sz w:val=\"2\"/></w:rPr><w:t xml:space=\"preserve\">12<"), "{body}");
    assert!(body.contains("<w:sz w:val=\"32\"/></w:rPr><w:t xml:space=\"preserve\">件<"), "{body}");
}

#[test]
fn deleted_and_inserted_text_are_changes_across_paragraphs() {
    let region = |id, kind: &str, content| {
        format!(
            "<t:changed-region t:id='{id}'><t:{kind}><o:change-info><dc:creator>李</dc:creator>\
             <dc:date>2024-01-20T08:00:00</dc:date></o:change-info>{content}</t:{kind}></t:changed-region>"
        )
    };
    let changes = region("a", "deletion", "<t:p>旧</t:p><t:p>文</t:p>")
        + &region("b", "insertion", "")
        + &region("c", "deletion", "");
    let text = "<t:p>前<t:change t:change-id='a'/>后<t:change-start t:change-id='b'/>新</t:p>\
                <t:p>增<t:change-end t:change-id='b'/>1<t:change-start t:change-id='c'/>2<t:change-end t:change-id='c'/></t:p>";
    let (body, _) = read("", &format!("<t:tracked-changes>{changes}</t:tracked-changes>{text}"));
    let who = " w:id=\"0\" w:author=\"李\" w:date=\"2024-01-20T08:00:00Z\"";
    for part in [
        format!("<w:del{who}><w:r><w:delText xml:space=\"preserve\">旧</w:delText></w:r></w:del></w:p>"),
        format!("<w:rPr><w:del{who}/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">前<"),
        format!("<w:ins{who}><w:r><w:t xml:space=\"preserve\">新<"),
        format!("<w:del{who}><w:r><w:delText xml:space=\"preserve\">2<"),
    ] {
        assert!(body.contains(&part), "{part}: {body}");
    }
}

#[test]
fn cells_that_go_on_below_and_beside_are_merged() {
    let cell =
        |attributes: &str, text: &str| format!("<tab:table-cell {attributes}><t:p>{text}</t:p></tab:table-cell>");
    let covered = "<tab:covered-table-cell/>";
    let table = format!(
        "<tab:table><tab:table-column tab:number-columns-repeated='3'/><tab:table-row>{}{covered}{}</tab:table-row>\
         <tab:table-row>{covered}{covered}{}</tab:table-row></tab:table>",
        cell("tab:number-columns-spanned='2' tab:number-rows-spanned='2'", "甲"),
        cell("", "1"),
        cell("", "2")
    );
    let (body, _) = read("", &table);
    assert_eq!(body.matches("<w:tc>").count(), 4, "{body}");
    assert!(body.contains("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>"), "{body}");
    assert!(body.contains("<w:gridSpan w:val=\"2\"/><w:vMerge/>"), "{body}");
}

#[test]
fn what_a_cell_hides_is_named() {
    let row = |cell: &str| format!("<tab:table><tab:table-row tab:style-name='R'>{cell}</tab:table-row></tab:table>");
    let says = |styles: &str, cell: &str| read(styles, &row(cell)).1;
    let valued = |value: &str, shown: &str| {
        says("", &format!("<tab:table-cell o:value-type='float' o:value='{value}'><t:p>{shown}</t:p></tab:table-cell>"))
    };
    assert_eq!(valued("12", "13"), ["cell-value-differs"]);
    assert_eq!(valued("12", ""), ["cell-value-differs"]);
    assert_eq!(valued("123", "1<t:span>2</t:span>3"), [""; 0]);
    assert_eq!(valued("1234.5678", "1,234.57件"), [""; 0]);
    let changed = "<st:style st:name='R' st:family='table-row'><st:table-row-properties xmlns:l='l' l:text-changes-only='false'/></st:style>";
    assert_eq!(says(changed, "<tab:table-cell><t:p>90</t:p></tab:table-cell>"), ["row-change-unclear"]);
    let covered = "<tab:table-cell tab:number-columns-spanned='2'><t:p>1</t:p></tab:table-cell>\
                   <tab:covered-table-cell><t:p>2</t:p></tab:covered-table-cell>";
    assert_eq!(says("", covered), ["merged-cell-text-dropped"]);
}

#[test]
fn counts_that_ask_for_too_much_are_refused() {
    let code = |text: &str| odt_to_parts(flat("", text).as_bytes()).unwrap_err().code().to_owned();
    assert_eq!(code("<t:p><t:s t:c='99999999'/></t:p>"), "limit-exceeded");
    assert_eq!(
        code("<tab:table><tab:table-column tab:number-columns-repeated='16384'/></tab:table>"),
        "limit-exceeded"
    );
    let deep = "<t:section>".repeat(200) + &"</t:section>".repeat(200);
    assert_eq!(code(&deep), "limit-exceeded");
    let rows =
        "<tab:table><tab:table-row tab:number-rows-repeated='99999999'><tab:table-cell/></tab:table-row></tab:table>";
    assert_eq!(code(rows), "limit-exceeded");
}

#[test]
fn other_documents_are_refused_by_name() {
    for (name, found) in [("presentation", "ODP"), ("drawing", "ODG"), ("spreadsheet", "ODS")] {
        let file = flat("", "").replace("<o:text></o:text>", &format!("<o:{name}/>"));
        let error = odt_to_parts(file.as_bytes()).unwrap_err();
        assert_eq!((error.code(), error.finding().value("found")), ("wrong-package", Some(found)));
    }
}

#[test]
fn damaged_files_are_read_without_panic() {
    let file = flat(
        &style("T", "fo:font-size='150%'"),
        "<t:list><t:list-item><t:p>甲<t:span t:style-name='T'>1</t:span></t:p></t:list-item></t:list>\
         <tab:table><tab:table-row><tab:table-cell tab:number-rows-spanned='3'><t:p>2</t:p></tab:table-cell></tab:table-row></tab:table>",
    );
    let tags: Vec<usize> = file.match_indices('<').map(|(at, _)| at).collect();
    let mut read = 0;
    for (index, from) in tags.iter().enumerate() {
        for to in tags.iter().skip(index + 1).take(6) {
            let (head, stretch, tail) = (&file[..*from], &file[*from..*to], &file[*to..]);
            for damaged in [format!("{head}{tail}"), format!("{head}{stretch}{stretch}{tail}"), head.to_owned()] {
                read += usize::from(odt_to_parts(damaged.as_bytes()).is_ok());
            }
        }
    }
    assert!(read > 100, "{read}");
}

#[test]
fn lines_across_cells_and_the_way_of_their_text_are_kept() {
    let cell = |properties: &str| {
        let style = format!(
            "<st:style st:name='C' st:family='table-cell'><st:table-cell-properties xmlns:l='l' {properties}/></st:style>"
        );
        let table = "<tab:table><tab:table-row><tab:table-cell tab:style-name='C'><t:p>1</t:p></tab:table-cell></tab:table-row></tab:table>";
        let (body, _) = read(&style, table);
        let kept = ["tl2br", "tr2bl", "tbRl", "btLr"].into_iter().filter(|name| body.contains(name));
        kept.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(cell("st:diagonal-tl-br='0.5pt solid #000000'"), "tl2br");
    assert_eq!(cell("st:diagonal-bl-tr='0.5pt solid #000000' st:diagonal-tl-br='none'"), "tr2bl");
    assert_eq!(cell("st:writing-mode='tb-rl' fo:border='none'"), "tbRl");
    assert_eq!(cell("l:writing-mode='bt-lr'"), "btLr");
    assert_eq!(cell("st:writing-mode='lr-tb'"), "");
}

#[test]
fn tab_stops_are_those_of_the_paper() {
    let styles = "<st:style st:name='P' st:family='paragraph'><st:paragraph-properties fo:margin-left='1in'><st:tab-stops>\
        <st:tab-stop st:position='2in'/><st:tab-stop st:position='4in' st:type='right' st:leader-style='dotted' st:leader-text='.'/>\
        </st:tab-stops></st:paragraph-properties></st:style>";
    let (body, _) = read(styles, "<t:p t:style-name='P'>甲<t:tab/>乙</t:p>");
    let stops = "<w:tabs><w:tab w:val=\"left\" w:leader=\"none\" w:pos=\"4320\"/>\
                 <w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"7200\"/></w:tabs>";
    assert!(body.contains(stops), "{body}");
}
