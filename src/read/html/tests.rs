//! Small pages, each with one hazard.

use super::*;
use crate::document::{Alignment, Grid, HeaderScope, MediaType, NoteKind, VerticalPosition};
use crate::finding::{Place, Warned};

fn read(page: &str) -> Warned<Document> {
    html_to_document(page.as_bytes()).unwrap()
}

/// The page's blocks in a shape to look at: `#2 …` a heading, `- …` an item, `|…|…|` a row.
fn outline(page: &str) -> Vec<String> {
    lines(&read(page).value.blocks)
}

fn codes(page: &str) -> Vec<&'static str> {
    read(page).findings.iter().map(Finding::code).collect()
}

fn lines(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(heading) => out.push(format!("#{} {}", heading.level, heading.content.plain_text())),
            Block::Paragraph(paragraph) => out.push(paragraph.content.plain_text()),
            Block::List(list) => {
                for item in &list.items {
                    let inner = lines(&item.content).join("/");
                    out.push(format!("{}{} {inner}", if list.ordered { "+" } else { "-" }, item.label));
                }
            }
            Block::Table(grid) => out.extend(rows(grid)),
            Block::Figure(figure) => out.push(format!("![{}]({})", figure.alt, figure.media)),
            Block::Chart(chart) => out.push(chart.in_words()),
            Block::Break(_) => out.push("---".to_owned()),
        }
    }
    out
}

/// The rows of a table: a cell where it begins, with its spans.
fn rows(grid: &Grid) -> Vec<String> {
    let mut rows = vec![String::from("|"); grid.rows() as usize];
    for cell in grid.cells() {
        let spans = match (cell.row_span, cell.column_span) {
            (1, 1) => String::new(),
            (height, width) => format!("{{{height},{width}}}"),
        };
        rows[cell.row as usize].push_str(&format!("{}{spans}|", lines(&cell.content).join("/")));
    }
    rows
}

#[test]
fn paragraphs_end_where_elements_do() {
    for (page, expected) in [
        ("<p>甲</p><p>乙</p>", vec!["甲", "乙"]),
        ("<div>甲<div>乙</div>丙</div>", vec!["甲", "乙", "丙"]),
        ("甲<p>乙", vec!["甲", "乙"]),
        ("<p>甲<span>乙</span><b>丙</b></p>", vec!["甲乙丙"]),
        ("<p><span>1</span><span>2</span><o:p></o:p></p>", vec!["12"]),
        ("<p>甲\n乙 12\n34</p>", vec!["甲乙 12 34"]),
        ("<p>  甲   <b> 乙</b> </p>", vec!["甲 乙"]),
        ("<p>&nbsp;&nbsp;&nbsp;&nbsp;甲</p><p>&nbsp;</p><p>　　乙</p>", vec!["甲", "乙"]),
        ("<pre>甲\n乙  丙</pre>", vec!["甲\n乙  丙"]),
        ("<li style='display:inline'>12</li><li style='display:inline'>3</li>", vec!["12", "3"]),
        ("<h1>甲</h1><h3>乙</h3><div role=heading aria-level=7>丙</div>", vec!["#1 甲", "#3 乙", "#7 丙"]),
        ("<p>甲<script>1</script><style>p{}</style><!-- 2 --><noscript>3</noscript></p>", vec!["甲"]),
        ("<p>甲<input value=乙><input type=hidden value=丙></p>", vec!["甲乙"]),
        ("<select><option>甲<option selected>乙</select>", vec!["乙"]),
        ("<blockquote>甲</blockquote><address>乙</address>", vec!["甲", "乙"]),
        ("<bdo dir=rtl>4621</bdo>", vec!["\u{202E}4621\u{202C}"]),
        ("<p>收到<q>申请</q></p>", vec!["收到“申请”"]),
        ("<hr class=page-break><p>甲</p><br style='page-break-before:always'><p>乙</p>", vec!["甲", "---", "乙"]),
        ("甲&lt;&#20057;&hellip;", vec!["甲<乙…"]),
    ] {
        assert_eq!(outline(page), expected, "{page}");
        assert!(codes(page).is_empty(), "{page}: {:?}", codes(page));
    }
}

#[test]
fn line_breaks_part_paragraphs_where_something_tells_them_apart() {
    for (page, expected) in [
        ("<div>甲<br><br>乙</div>", vec!["甲", "乙"]),
        ("<div>　　甲<br>　　乙</div>", vec!["甲", "乙"]),
        ("<div>&nbsp;&nbsp;甲<br>&nbsp;&nbsp;乙</div>", vec!["甲", "乙"]),
        (
            "<div>一、总体情况<br>本年度甲。<br>二、主动公开<br>乙</div>",
            vec!["一、总体情况", "本年度甲。", "二、主动公开", "乙"],
        ),
        ("<p>甲。<br>乙</p>", vec!["甲。", "乙"]),
        ("<p>某局<br>2024年1月20日</p>", vec!["某局", "2024年1月20日"]),
    ] {
        assert_eq!(outline(page), expected, "{page}");
        let read = read(page);
        let [finding] = read.findings.as_slice() else { panic!("{page}: {:?}", read.findings) };
        assert_eq!((finding.code(), &finding.location().place), ("lines-as-paragraphs", &Some(Place::Paragraph(1))));
    }
    for (page, expected) in [
        ("<p>某某局2023年政府信息公开<br>工作年度报告</p>", "某某局2023年政府信息公开\n工作年度报告"),
        ("<table><tr><td>1<br><br>2</td></tr></table>", "|1\n\n2|"),
    ] {
        assert_eq!(outline(page), [expected], "{page}");
    }
}

#[test]
fn what_nobody_sees_is_left_out_and_named() {
    for (page, expected, code) in [
        ("<p>12<span style='display:none'>9</span>5</p>", "125", "hidden-text-dropped"),
        ("<p>12<span hidden>9</span></p>", "12", "hidden-text-dropped"),
        ("<p>12<span style='visibility:hidden'>9</span>5</p>", "12 5", "hidden-text-dropped"),
        ("<p>12<span style='mso-hide:all'>9</span></p>", "12", "hidden-text-dropped"),
        ("<p>12<span style='color:#fff'>00</span></p>", "12", "ground-colored-text-dropped"),
        ("<p>12<span style='color:#fff'>00</span>5</p>", "12 5", "ground-colored-text-dropped"),
        ("<p>12<span style='color:transparent'>00</span></p>", "12", "transparent-text-dropped"),
        ("<p>12<span style='font-size:0'>00</span></p>", "12", "tiny-text-dropped"),
        ("<style>.h{position:absolute;left:-9999px}</style><p>12<i class=h>9</i></p>", "12", "hidden-text-dropped"),
        ("<p>甲</p><div style='display:none'><p>乙</p></div>", "甲", "hidden-text-dropped"),
        ("<table><tr><td>12<td style='display:none'>9</table>", "|12|", "hidden-text-dropped"),
        ("<table><tr><td>12<tr style='display:none'><td>9</table>", "|12|", "hidden-text-dropped"),
    ] {
        assert_eq!((outline(page), codes(page)), (vec![expected.to_owned()], vec![code]), "{page}");
    }
    assert_eq!(outline("<table><tr><td bgcolor=#1F3864><font color=white>7</font></table>"), ["|7|"]);
    assert_eq!(codes("<p>5758<span style='font-size:1.5pt'>55</span></p>"), ["minute-text-read"]);
}

/// What a style does to a figure is read right, or said.
#[test]
fn figures_are_what_styles_show() {
    let cell = |style: &str, inner: &str| format!("<style>{style}</style><table><tr><td>{inner}</td></tr></table>");
    for (style, inner, expected, code) in [
        (".u::before{content:'1'}", "<span class=u>2</span>", "12", Some("generated-text-read")),
        (".u:after{content:attr(data-v)}", "<span class=u data-v=3>2</span>", "23", Some("generated-text-read")),
        (".u::before{content:''}", "<span class=u>2</span>", "2", None),
        (".u::before{content:'\\f101'}", "<span class=u>2</span>", "2", None),
        (".u::before{content:counter(x)}", "<span class=u>2</span>", "2", Some("style-not-judged")),
        ("td::first-letter{font-size:0}", "12", "12", Some("style-not-judged")),
        ("td::first-letter{font-size:2em}", "12", "12", None),
        ("@media (of-the-future:1){b{display:none}}", "1<b>2</b>", "12", Some("style-not-judged")),
        ("@media (of-the-future:1){b{display:none}}", "1<i>2</i>", "12", None),
        ("@media (of-the-future:1){b{display:block}}", "1<b>2</b>", "12", None),
        ("b{mask:linear-gradient(#000,transparent)}", "1<b>2</b>", "12", Some("style-not-judged")),
        ("b{display:inline-block;transform:rotate(180deg)}", "<b>69</b>", "69", Some("style-not-judged")),
        ("b{transform:rotate(180deg)}", "<b>69</b>", "69", None),
        ("b{filter:blur(9px)}", "<b>69</b>", "69", Some("style-not-judged")),
        ("td{display:flex;flex-direction:row-reverse}", "<i>1</i><i>2</i>", "12", Some("style-not-judged")),
        ("td{display:flex;flex-direction:row-reverse}", "<i>12</i>", "12", None),
        ("b{float:right}", "<b>1</b>2", "12", Some("style-not-judged")),
        ("b{float:right}", "<b>12</b>", "12", None),
        ("b{position:absolute;left:0}", "1<b>2</b>", "12", Some("style-not-judged")),
        ("b{position:relative;left:-1em}", "1<b>2</b>", "12", Some("style-not-judged")),
        ("td{letter-spacing:-1em}", "12", "12", Some("style-not-judged")),
        ("td{letter-spacing:.1em}", "12", "12", None),
        ("td{unicode-bidi:bidi-override;direction:rtl}", "21", "\u{202E}21\u{202C}", None),
        ("td{direction:rtl}", "21", "21", None),
    ] {
        let page = cell(style, inner);
        assert_eq!(outline(&page), [format!("|{expected}|")], "{page}");
        assert_eq!(codes(&page), code.into_iter().collect::<Vec<_>>(), "{page}");
    }
    let page = cell("@media (of-the-future:1){b{display:none}}", "1<b>2</b></td><td>1<b>3</b>");
    let said: Vec<_> = read(&page).findings.iter().map(|f| (f.code(), f.location().place.clone())).collect();
    assert_eq!(said, [("style-not-judged", Some(Place::Cell { table: 1, row: 1, column: 1 }))]);
    for (page, code) in [
        ("<link rel=stylesheet href=a.css><p>1", Some("style-sheets-elsewhere")),
        ("<style>@import 'a.css';</style><p>1", Some("style-sheets-elsewhere")),
        ("<link rel=stylesheet media=print href=a.css><p>1", None),
        ("<link rel=icon href=a.css><p>1", None),
        ("<link rel=stylesheet href='cid:a@mhtml.blink'><p>1", None),
        ("<link rel=stylesheet href='data:text/css,p{color:red}'><p>1", None),
    ] {
        assert_eq!(codes(page), code.into_iter().collect::<Vec<_>>(), "{page}");
    }
}

#[test]
fn marks_stay_with_what_they_are_on() {
    let page = "<p>1<sup>2</sup><s>3</s><b>4</b><font color=red>5</font><span style='color:#333'>6</span></p>";
    let Block::Paragraph(paragraph) = read(page).value.blocks[0].clone() else { panic!() };
    let marks: Vec<_> = paragraph
        .content
        .inlines()
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => (text.text.clone(), text.marks),
            other => panic!("{other:?}"),
        })
        .collect();
    let plain = crate::document::Marks::default();
    let red = Some(crate::document::Color([0xFF, 0, 0]));
    let expected = [
        ("1", plain),
        ("2", crate::document::Marks { position: Some(VerticalPosition::Superscript), ..plain }),
        ("3", crate::document::Marks { strike: true, ..plain }),
        ("4", crate::document::Marks { bold: true, ..plain }),
        ("5", crate::document::Marks { color: red, ..plain }),
        ("6", plain),
    ];
    assert_eq!(marks, expected.map(|(text, marks)| (text.to_owned(), marks)));
    let whole = "<p style='position:relative;top:-2pt'>2527</p>";
    assert_eq!(read(whole).value.blocks[0].plain_text(), "2527");
    let Block::Paragraph(paragraph) = read(whole).value.blocks[0].clone() else { panic!() };
    assert_eq!(paragraph.content.as_plain(), Some("2527"));
}

#[test]
fn lists_have_the_labels_browsers_print() {
    for (page, expected) in [
        ("<ul><li>甲<li>乙</ul>", vec!["-• 甲", "-• 乙"]),
        ("<ol><li>甲<li>乙</ol>", vec!["+1. 甲", "+2. 乙"]),
        ("<ol start=3 type=a><li>甲<li value=7>乙</ol>", vec!["+c. 甲", "+g. 乙"]),
        ("<ol reversed><li>甲<li>乙</ol>", vec!["+2. 甲", "+1. 乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲</ol>", vec!["+一、 甲"]),
        ("<ul style='list-style:none'><li>甲<li>乙</ul>", vec!["甲", "乙"]),
        ("<ul><li>甲<ol><li>乙</ol></ul>", vec!["-• 甲/+1. 乙"]),
        (
            "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>甲</p>\
             <p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>乙</p>",
            vec!["+1. 甲", "+2. 乙"],
        ),
        ("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>一、</span>甲</p>", vec!["一、甲"]),
    ] {
        assert_eq!(outline(page), expected, "{page}");
        assert!(codes(page).is_empty(), "{page}: {:?}", codes(page));
    }
}

#[test]
fn tables_are_laid_out_by_the_model_of_the_standard() {
    for (page, expected) in [
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", vec!["|1|2|", "|3|4|"]),
        ("<table><tr><td rowspan=2>甲<td colspan='2'>乙<tr><td>1<td>2</table>", vec!["|甲{2,1}|乙{1,2}|", "|1|2|"]),
        ("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>", vec!["|甲{3,1}|1|", "|2|", "|3|"]),
        ("<table><tr><td rowspan=99>甲<td>1<tr><td>2</table>", vec!["|甲{2,1}|1|", "|2|"]),
        ("<table><tr><td colspan=0>1<td colspan=x>2</table>", vec!["|1|2|"]),
        ("<table><tr><td colspan=50>题<tr><td>1<td>2</table>", vec!["|题{1,2}|", "|1|2|"]),
        (
            "<table><tfoot><tr><td>3</tfoot><tbody><tr><td>2</tbody><thead><tr><th>1</thead></table>",
            vec!["|1|", "|2|", "|3|"],
        ),
        ("<table><caption>表1</caption><tr><td>1</table>", vec!["表1", "|1|"]),
        ("<table><tr><td>1<table><tr><td>2<td>3</table>4</table>", vec!["|1/|2|3|/4|"]),
        ("<table>外<tr><td>1</table>", vec!["外", "|1|"]),
        ("<tr><td>12</td><td>3</td></tr>", vec!["|12|3|"]),
        ("<td>12<td>3", vec!["|12|3|"]),
        ("<p>前</p><td>12</td><td>3</td><p>后</p>", vec!["前", "|12|3|", "后"]),
        ("<table><tr><td>1</tr></td><tr><td>2", vec!["|1|", "|2|"]),
        ("<table><tr><td>&nbsp;</td><td><p>1</p><p>2</p></td></tr></table>", vec!["||1/2|"]),
        (
            "<div style='display:table-row'><div style='display:table-cell'>12</div><div style='display:table-cell'>3</div></div>",
            vec!["12", "3"],
        ),
    ] {
        assert_eq!(outline(page), expected, "{page}");
        assert!(codes(page).is_empty(), "{page}: {:?}", codes(page));
    }
}

#[test]
fn faults_of_tables_are_named_at_their_place() {
    let page = "<table><tr><td>1<td rowspan=2>2<td>3<tr><td colspan=2>4<td>5</table>";
    let read = read(page);
    assert_eq!(lines(&read.value.blocks), ["|1|2{2,1}|3|", "|4|5|"]);
    let said: Vec<_> = read.findings.iter().map(|f| (f.code(), f.location().place.clone())).collect();
    assert_eq!(said, [("cells-overlap", Some(Place::Cell { table: 1, row: 2, column: 1 }))]);
    let page = "<table><tr><td>1<td>2<tr><td>3</table>";
    let read = html_to_document(page.as_bytes()).unwrap();
    let said: Vec<_> = read.findings.iter().map(|f| (f.code(), f.location().place.clone())).collect();
    assert_eq!(said, [("table-row-short", Some(Place::Table(1)))]);
    let Block::Table(grid) = &read.value.blocks[0] else { panic!() };
    // The cell that makes the row as long as the others comes from nowhere.
    assert_eq!(grid.cells()[3].origin.0, None);
    assert_eq!(grid.cells()[2].origin.0, Some(Place::Cell { table: 1, row: 2, column: 1 }));
}

#[test]
fn heads_and_widths_of_tables() {
    let page = "<table><col width=100><col style='width:300px'><thead><tr><th>甲<th>乙</thead><tr><th scope=row>丙<td>1</table>";
    let Block::Table(grid) = read(page).value.blocks[0].clone() else { panic!() };
    let heads: Vec<_> = grid.cells().iter().map(|cell| cell.header).collect();
    assert_eq!(heads, [HeaderScope::Column, HeaderScope::Column, HeaderScope::Row, HeaderScope::None]);
    assert_eq!((grid.header_rows, grid.widths), (1, vec![250, 750]));
    let page = "<table><tr><th>甲<th>乙<tr><th>丙<td>1</table>";
    let Block::Table(grid) = read(page).value.blocks[0].clone() else { panic!() };
    assert_eq!(grid.header_rows, 1);
}

#[test]
fn notes_stand_where_they_are_called() {
    let page = "<p>甲<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>乙</p><p>丙</p>\
                <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>\
                <p><a href='#_ftnref1' name='_ftn1'>[1]</a>丁</p></div></div>";
    let read = read(page);
    assert_eq!(lines(&read.value.blocks), ["甲[丁]乙", "丙"]);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let page = "<p>甲<a href='#_edn1'>[i]</a></p><p><a href='#_ednref1'>[i]</a>丁</p>";
    let read = html_to_document(page.as_bytes()).unwrap();
    let Block::Paragraph(paragraph) = &read.value.blocks[0] else { panic!() };
    assert!(matches!(&paragraph.content.inlines()[1], Inline::Note(note) if note.kind == NoteKind::Endnote));
    let page = "<p>甲</p><div id=ftn1><p><a href='#_ftnref1'>[1]</a>丁</p></div>";
    assert_eq!((outline(page), codes(page)), (vec!["甲".to_owned()], vec!["note-not-called"]));
}

#[test]
fn links_lead_where_they_may() {
    let links = |page: &str| {
        let mut found = Vec::new();
        let read = read(page);
        crate::document::each_inline(&read.value.blocks, &mut |inline| match inline {
            Inline::Link(link) => found.push(link.target.clone()),
            Inline::Anchor(name) => found.push(format!("@{name}")),
            _ => {}
        });
        found
    };
    for (page, expected) in [
        ("<a href='https://www.a.gov.cn/?a=1&amp;b=2'>甲</a>", vec!["https://www.a.gov.cn/?a=1&b=2"]),
        ("<a href='javascript:alert(1)'>甲</a><a href=''>乙</a><a href='/a'>丙</a>", vec![]),
        (
            "<base href='https://a.cn/b/c.html'><a href='../d.doc'>甲</a><a href=/e>乙</a>",
            vec!["https://a.cn/d.doc", "https://a.cn/e"],
        ),
        ("<a href='#x'>甲</a><p id=x>乙</p><p id=y>丙</p>", vec!["#x", "@x"]),
        ("<a href='https://a.cn/'></a>甲", vec![]),
    ] {
        assert_eq!(links(page), expected, "{page}");
    }
}

#[test]
fn pictures_of_the_page_are_kept_and_others_named() {
    let page = "<p><img alt=章 width=96 height=48 src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></p><p>甲<img src='/logo.png'></p>";
    let read = read(page);
    let Block::Figure(figure) = &read.value.blocks[0] else { panic!("{:?}", read.value.blocks) };
    let size = figure.size.unwrap();
    assert_eq!((figure.alt.as_str(), size.width_um, size.height_um), ("章", 25_400, 12_700));
    assert_eq!(read.value.media[&figure.media].media_type, MediaType::Gif);
    let said: Vec<_> = read.findings.iter().map(|f| (f.code(), f.value("target"))).collect();
    assert_eq!(said, [("linked-picture", Some("/logo.png"))]);
}

#[test]
fn other_objects_are_named() {
    for (page, code) in [
        ("<p>甲</p><iframe src='b.html'></iframe>", "frame-left-out"),
        ("<p>甲</p><iframe srcdoc='<p>乙</p>'></iframe>", "object-left-out"),
        ("<p>甲</p><svg><text>乙</text></svg>", "object-left-out"),
        ("<p>甲<del>乙</del></p>", "deletions-dropped"),
    ] {
        assert_eq!((outline(page), codes(page)), (vec!["甲".to_owned()], vec![code]), "{page}");
    }
    assert_eq!(codes("<p>甲<ins>乙</ins></p>"), ["insertions-kept"]);
}

#[test]
fn a_number_between_line_breaks_or_in_an_unknown_element_is_placed() {
    for number in ["<br>5<br>", " <zzz>5</zzz> ", " <output>5</output> ", " <sdfield type=page>5</sdfield> "] {
        let page = format!("<ul><li>项</li></ul><p>甲{number}乙</p>");
        assert_eq!(codes(&page), [""; 0], "{page}");
    }
}

#[test]
fn saved_pages_show_their_pictures() {
    let mht = "From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\
               Content-Type: text/html; charset=gbk\r\nContent-Location: file:///C:/1/a.htm\r\n\r\n\
               <p class=h>9</p><p>1<img src=a.files/1.gif></p>\r\n--b\r\n\
               Content-Type: image/gif\r\nContent-Location: file:///C:/1/a.files/1.gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlh\r\n--b\r\n\
               Content-Type: text/css\r\n\r\n.h{display:none}\r\n--b--\r\n";
    let read = read(mht);
    assert_eq!(lines(&read.value.blocks), ["1"]);
    assert_eq!(read.value.media.len(), 1);
    assert_eq!(read.findings.iter().map(Finding::code).collect::<Vec<_>>(), ["hidden-text-dropped"]);
    let workbook = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n\
                    <frameset><frame src=s1.htm></frameset>\n--b\nContent-Type: text/html\n\n<table><tr><td>1</table>\n--b\n\
                    Content-Type: text/html\n\n<table><tr><td>2</table>\n--b--\n";
    assert_eq!(outline(workbook), ["|1|", "|2|"]);
}

#[test]
fn what_stands_too_deep_is_named() {
    let page = format!("{}甲", "<div>".repeat(300));
    assert_eq!((outline(&page), codes(&page)), (vec!["甲".to_owned()], vec!["elements-flattened"]));
}

#[test]
fn exact_numbers_of_spreadsheet_programs_are_read() {
    let page = "<table><tr><td x:num='1234.5678'>1,234.57<td x:num=\"12\">12.0<td x:num>7</table>";
    assert_eq!((outline(page), codes(page)), (vec!["|1234.5678|12.0|7|".to_owned()], vec!["shown-differently"]));
}

#[test]
fn readings_and_formulas() {
    let page =
        "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby><math alttext='x=1'><mi>x</mi><mo>=</mo><mn>1</mn></math>";
    let Block::Paragraph(paragraph) = read(page).value.blocks[0].clone() else { panic!() };
    let [Inline::Ruby(ruby), Inline::Formula(formula)] = paragraph.content.inlines() else { panic!("{paragraph:?}") };
    assert_eq!((ruby.base.plain_text(), ruby.reading.as_str()), ("汉".to_owned(), "hàn"));
    assert!(formula.text == "x=1" && formula.mathml.as_ref().unwrap().as_str().contains("<mn>1</mn>"));
}

#[test]
fn headings_are_told_by_their_looks() {
    let long = "很".repeat(60);
    let page = format!(
        "<p style='text-align:center'>某局2023年政府信息公开工作年度报告</p><p><strong>一、总体情况</strong></p><p>{long}。</p>\
         <p style='font-family:黑体'>二、主动公开</p><p>{long}</p><p>三、不是标题</p>"
    );
    let read = read(&page);
    let outline = lines(&read.value.blocks);
    assert_eq!(
        (outline[1].as_str(), outline[3].as_str(), outline[5].as_str()),
        ("#1 一、总体情况", "#1 二、主动公开", "三、不是标题")
    );
    assert_eq!(read.findings.iter().map(Finding::code).collect::<Vec<_>>(), ["headings-by-looks"]);
    let Block::Paragraph(title) = &read.value.blocks[0] else { panic!() };
    assert_eq!(title.align, Alignment::Center);
}

#[test]
fn pages_in_any_encoding() {
    let page = "<html><meta charset=gb2312><p>单位：元</p>";
    let (bytes, _, _) = encoding_rs::GB18030.encode(page);
    let read = html_to_document(&bytes).unwrap();
    assert!(read.findings.is_empty());
    assert_eq!(read.value.blocks[0].plain_text(), "单位：元");
}

#[test]
fn pages_too_large_are_refused_and_others_are_read_in_time() {
    let code = |page: &str| html_to_document(page.as_bytes()).unwrap_err().code();
    assert_eq!(code(""), "empty-file");
    assert_eq!(code(&" ".repeat(50 << 20)), "limit-exceeded");
    assert_eq!(code(&"<b>".repeat(1_000_000)), "limit-exceeded");
    let rules = ".a b{color:red}".repeat(10_000);
    assert_eq!(code(&format!("<style>{rules}</style>{}", "<b class=a>1</b>".repeat(10_000))), "limit-exceeded");
    let wide = "<table>".to_owned() + &format!("<tr>{}", "<td colspan=1000000000>1".repeat(2)).repeat(3_000);
    assert_eq!(code(&wide), "limit-exceeded");
    for page in [
        "<table><tr><td colspan=1000000000 rowspan=1000000000>1".to_owned(),
        "<div><table><tr><td><p><ul><li>".repeat(100),
        "<table><tr><td>".repeat(60),
        "\0<p>\0甲\0&#0;&#xD800;&bogus;".to_owned(),
        format!("<p class='{}'>1", (0..100_000).map(|n| format!("c{n} ")).collect::<String>()),
        "<p>甲<br>".repeat(20_000),
        "<a href=x>".repeat(2_000),
        format!("<style>{}", "a{".repeat(100_000)),
        "<!--".repeat(100_000),
        "<td".repeat(100_000),
    ] {
        let start: String = page.chars().take(60).collect();
        assert!(html_to_document(page.as_bytes()).is_ok(), "{start}");
    }
}

/// What somebody hid or struck in text of ours is hidden and struck there, too.
#[test]
fn changes_to_text_of_ours_count() {
    for (cell, expected) in [
        ("14<font style=\"text-decoration:line-through\">9</font>", None),
        ("14<font style=\"display:none\">9</font>", Some("14")),
        ("14<b style=\"font-size:0\">9</b>", Some("14")),
        ("<p style=\"display:none\">9</p>14", Some("14")),
        ("14<span>9</span>", Some("149")),
    ] {
        let page =
            format!("<div data-nianbao=1><table><tr><td style=\"text-align:center\">{cell}</td></tr></table></div>");
        let document = html_to_document(page.as_bytes()).unwrap().value;
        let Some(Block::Table(grid)) = document.blocks.first() else { panic!("{:?}", document.blocks) };
        let cell = &grid.cells()[0];
        match expected {
            Some(expected) => assert_eq!(cell.plain_text(), expected, "{page}"),
            None => {
                let mut struck = false;
                crate::document::each_inline(&cell.content, &mut |inline| {
                    struck |= matches!(inline, Inline::Text(text) if text.marks.strike);
                });
                assert!(struck, "{page}");
            }
        }
    }
}
