//! What runs and paragraphs hold besides plain text, and what stands beside the flow.

use super::*;
use crate::document::{Capitals, Change, Color, Content, Crop, Revision};
use crate::read::docx::{PartsReader, ReadOptions, TrackedChanges, docx_to_document_with};
use crate::read::word_parts::{Running, WordParts};

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn changed(docx: Docx, tracked_changes: TrackedChanges) -> Warned<Document> {
    docx_to_document_with(&docx.bytes(), &ReadOptions { tracked_changes, ..ReadOptions::default() }).unwrap()
}

#[test]
fn capitals_are_marks_of_letters_typed_small() {
    let read = |properties: &str, text: &str| {
        let [(read, marks)] = marks(Docx::body(paragraph(&run(properties, text)))).try_into().unwrap();
        (read, marks.capitals)
    };
    assert_eq!(read("<w:caps/>", "pdf 文件"), ("pdf 文件".to_owned(), Some(Capitals::All)));
    assert_eq!(read("<w:smallCaps/>", "Pdf"), ("Pdf".to_owned(), Some(Capitals::Small)));
    // What looks the same either way is not marked.
    for same in ["PDF 1.7", "文件"] {
        assert_eq!(read("<w:caps/>", same), (same.to_owned(), None));
    }
    assert_eq!(read("<w:caps w:val=\"0\"/>", "pdf"), ("pdf".to_owned(), None));
}

#[test]
fn colours_are_marks_where_text_is_given_one() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"n\"><w:rPr><w:color w:val=\"00B050\"/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"h\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0563C1\"/></w:rPr></w:style>";
    let read = |properties: &str| {
        let docx = Docx::body(paragraph(&run(properties, "甲"))).styles(styles);
        let [(_, marks)] = marks(docx).try_into().unwrap();
        (marks.color.map(|c| c.to_string()), marks.highlight.map(|c| c.to_string()))
    };
    let of = |color: Option<&str>, ground: Option<&str>| (color.map(str::to_owned), ground.map(str::to_owned));
    assert_eq!(read("<w:color w:val=\"C00000\"/>"), of(Some("#C00000"), None));
    assert_eq!(read("<w:highlight w:val=\"yellow\"/>"), of(None, Some("#FFFF00")));
    assert_eq!(read("<w:shd w:val=\"clear\" w:fill=\"D9D9D9\"/>"), of(None, Some("#D9D9D9")));
    assert_eq!(read("<w:highlight w:val=\"none\"/><w:shd w:val=\"clear\" w:fill=\"auto\"/>"), of(None, None));
    // The colour of all text, of links and the blacks of web pages say nothing.
    for nothing in ["", "<w:rStyle w:val=\"h\"/>", "<w:color w:val=\"333333\"/>", "<w:color w:val=\"auto\"/>"] {
        assert_eq!(read(nothing), of(None, None), "{nothing}");
    }
}

#[test]
fn shading_of_cells_is_kept() {
    let shaded = cell("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFC000\"/>", "甲");
    let (grid, _) = grid(Docx::body(table(2, &[shaded + &cell("<w:shd w:val=\"clear\" w:fill=\"FFFFFF\"/>", "乙")])));
    let shading: Vec<_> = grid.cells().iter().map(|cell| cell.shading).collect();
    assert_eq!(shading, [Some(Color([0xFF, 0xC0, 0])), None]);
}

#[test]
fn formulas_keep_structure_and_text() {
    let formula =
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>";
    let body = paragraph(&format!("{}{formula}<m:oMathPara>{formula}</m:oMathPara>", r("见")));
    let read = inlines(Docx::body(body));
    let [_, Inline::Formula(inline), Inline::Formula(display)] = read.as_slice() else { panic!() };
    assert_eq!((inline.text.as_str(), inline.display, display.display), ("1/2", false, true));
    let expected = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></math>";
    assert_eq!(inline.mathml.as_ref().map(|m| m.as_str()), Some(expected));
    let deep = format!("<m:oMath>{}<m:r><m:t>x</m:t></m:r>{}</m:oMath>", "<m:e>".repeat(60), "</m:e>".repeat(60));
    let read = Docx::body(paragraph(&deep)).read();
    assert_eq!((texts(&read.value.blocks).concat(), codes(&read.findings)), ("x".to_owned(), vec!["formula-as-text"]));
}

#[test]
fn ruby_keeps_characters_and_reading() {
    let ruby =
        |base: &str| format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>", r("nián"));
    let all = inlines(Docx::body(paragraph(&(r("本") + &ruby(&run("<w:b/>", "年")) + &r("度")))));
    let [before, Inline::Ruby(read), after] = all.as_slice() else { panic!() };
    assert_eq!((before, after), (&Inline::text("本"), &Inline::text("度")));
    assert_eq!((read.base.plain_text().as_str(), read.reading.as_str()), ("年", "nián"));
    assert!(matches!(&read.base.inlines()[0], Inline::Text(text) if text.marks == BOLD));
    assert_eq!(texts(&Docx::body(paragraph(&ruby(""))).blocks()), ["nián"]);
}

#[test]
fn links_and_references_lead_to_bookmarks() {
    let bookmark = |name: &str| format!("<w:bookmarkStart w:id=\"1\" w:name=\"{name}\"/>");
    let body = paragraph(&(field("REF _Ref1 \\h", &r("表1")) + &field("PAGEREF b", &r("3"))))
        + &bookmark("b")
        + &paragraph(&(bookmark("_GoBack") + &bookmark("unused") + &r("前") + &bookmark("_Ref1") + &r("后")))
        + &paragraph(&(bookmark("b") + &r("又")));
    let blocks = Docx::body(body).blocks();
    let [Block::Paragraph(links), Block::Paragraph(first), Block::Paragraph(second)] = blocks.as_slice() else {
        panic!()
    };
    let targets = links.content.inlines().iter().map(|inline| match inline {
        Inline::Link(link) => link.target.as_str(),
        other => panic!("{other:?}"),
    });
    assert_eq!(targets.collect::<Vec<_>>(), ["#_Ref1", "#b"]);
    let anchor = |name: &str| Inline::Anchor(name.to_owned());
    assert_eq!(first.content.inlines(), [anchor("b"), Inline::text("前"), anchor("_Ref1"), Inline::text("后")]);
    assert_eq!(second.content.as_plain(), Some("又"), "a name stands for one place");
}

const CHANGES: &str = "<w:p><w:r><w:t>甲</w:t></w:r>\
    <w:ins w:id=\"1\" w:author=\"张三\" w:date=\"2024-01-05T08:00:00Z\"><w:r><w:t>新</w:t></w:r></w:ins>\
    <w:del w:id=\"2\" w:author=\"李四\"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>\
    <w:p><w:pPr><w:rPr><w:ins w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>\
    <w:p><w:moveFrom w:id=\"4\"><w:r><w:t>移</w:t></w:r></w:moveFrom><w:r><w:t>丙</w:t></w:r>\
    <w:moveTo w:id=\"5\"><w:r><w:t>移</w:t></w:r></w:moveTo></w:p>";

#[test]
fn tracked_changes_are_rejected_where_asked() {
    let read = changed(Docx::body(CHANGES), TrackedChanges::Reject);
    assert_eq!(texts(&read.value.blocks), ["甲旧", "乙移丙"], "a paragraph's end that was inserted is none");
    assert_eq!(codes(&read.findings), ["insertions-dropped", "deletions-kept"]);
    assert_eq!(read.findings[0].value("text"), Some("新；移"));
    // Formatting as it was.
    let before = "<w:p><w:pPr><w:jc w:val=\"center\"/><w:pPrChange w:id=\"6\"><w:pPr/></w:pPrChange></w:pPr>\
        <w:r><w:rPr><w:b/><w:rPrChange w:id=\"7\"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>丁</w:t></w:r></w:p>";
    let read = changed(Docx::body(before), TrackedChanges::Reject);
    let [Block::Paragraph(p)] = read.value.blocks.as_slice() else { panic!() };
    let Inline::Text(text) = &p.content.inlines()[0] else { panic!() };
    assert_eq!((p.align, text.marks), (Alignment::Start, Marks { italic: true, ..PLAIN }));
}

#[test]
fn tracked_changes_are_kept_where_asked() {
    let read = changed(Docx::body(CHANGES), TrackedChanges::Keep);
    assert_eq!(codes(&read.findings), ["revisions-kept"]);
    assert_eq!((read.findings[0].value("inserted"), read.findings[0].value("deleted")), (Some("3"), Some("2")));
    assert_eq!(texts(&read.value.blocks), ["甲新", "乙", "丙移"], "deleted text is no text");
    let Block::Paragraph(p) = &read.value.blocks[0] else { panic!() };
    let revision = |change, author: &str, date: &str, text: &str| {
        let (author, date) = (author.to_owned(), date.to_owned());
        Inline::Revision(Revision { change, author, date, content: Content::plain(text) })
    };
    let expected = [
        Inline::text("甲"),
        revision(Change::Inserted, "张三", "2024-01-05T08:00:00Z", "新"),
        revision(Change::Deleted, "李四", "", "旧"),
    ];
    assert_eq!(p.content.inlines(), expected);
}

#[test]
fn table_changes_are_rejected_or_kept_where_asked() {
    let row = |change: &str, text: &str| format!("<w:tr><w:trPr>{change}</w:trPr>{}</w:tr>", cell("", text));
    let body = || {
        let rows = row("<w:ins w:id=\"1\"/>", "新") + &row("<w:del w:id=\"2\"/>", "旧") + &row("", "常");
        Docx::body(format!("<w:tbl><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid>{rows}</w:tbl>"))
    };
    let read = |changes| {
        let read = changed(body(), changes);
        let [Block::Table(grid)] = read.value.blocks.as_slice() else { panic!() };
        (grid.cells().iter().map(|cell| cell.plain_text()).collect::<Vec<_>>(), codes(&read.findings))
    };
    let (texts, findings) = read(TrackedChanges::Reject);
    assert_eq!((texts, findings), (vec!["旧".into(), "常".into()], vec!["inserted-rows-dropped", "deletions-kept"]));
    let (texts, findings) = read(TrackedChanges::Keep);
    assert_eq!((texts, findings), (vec!["新".to_owned(), String::new(), "常".into()], vec!["revisions-kept"]));
    let cells = cell("<w:cellIns w:id=\"1\"/>", "新") + &cell("", "常");
    let read = changed(Docx::body(format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")), TrackedChanges::Reject);
    let [Block::Table(grid)] = read.value.blocks.as_slice() else { panic!() };
    assert_eq!(grid.cells().iter().map(|cell| cell.plain_text()).collect::<Vec<_>>(), ["常"]);
    assert_eq!(codes(&read.findings), ["inserted-cells-dropped"]);
    assert_eq!(read.findings[0].location().place, Some(Place::Table(1)));
    assert_eq!(read.findings[0].value("text"), Some("新"));
    // A merge that was tracked is not one; a cell's width is that of before.
    let merged = |change: &str, text: &str| format!("<w:tr>{}{}</w:tr>", cell(change, text), cell("", text));
    let rows = merged("<w:cellMerge w:vMerge=\"rest\"/>", "上") + &merged("<w:cellMerge w:vMerge=\"cont\"/>", "下");
    let read = changed(Docx::body(format!("<w:tbl>{rows}</w:tbl>")), TrackedChanges::Reject);
    assert!(matches!(read.value.blocks.as_slice(), [Block::Table(grid)] if grid.cells().len() == 4));
}

#[test]
fn fields_marked_out_of_date_are_named() {
    let dirty = |instruction: &str| field(instruction, &r("3")).replacen("\"begin\"", "\"begin\" w:dirty=\"1\"", 1);
    let read = Docx::body(paragraph(&dirty("SEQ 表"))).read();
    assert_eq!((texts(&read.value.blocks).concat(), codes(&read.findings)), ("3".to_owned(), vec!["field-outdated"]));
    let simple = "<w:p><w:fldSimple w:instr=\"DATE\" w:dirty=\"true\"><w:r><w:t>今</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(codes(&Docx::body(simple).read().findings), ["field-outdated"]);
}

#[test]
fn prompts_of_content_controls_are_not_content() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"a3\"><w:name w:val=\"Placeholder Text\"/></w:style>";
    let control = |properties: &str, inner: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
    };
    let prompt = run("<w:rStyle w:val=\"a3\"/>", "单击此处输入文字。");
    let shows = "<w:showingPlcHdr/>";
    let body = paragraph(&(r("机关：") + &control(shows, &prompt)))
        + &control(shows, &paragraph(&prompt))
        + &paragraph(&control(shows, &r("某局")))
        + &paragraph(&control("<w:text/>", &prompt));
    let read = Docx::body(body).styles(styles).read();
    assert_eq!(texts(&read.value.blocks), ["机关：", "某局", "单击此处输入文字。"]);
    assert_eq!(codes(&read.findings), ["prompt-left-out", "prompt-left-out", "prompt-unclear"]);
}

#[test]
fn contents_lists_of_content_controls_are_left_out() {
    let list = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>";
    let body = format!("{list}{}{}</w:sdtContent></w:sdt>{}", p("目　录"), p("一、总体情况 1"), p("正文"));
    let read = Docx::body(body).read();
    assert_eq!(
        (texts(&read.value.blocks), codes(&read.findings)),
        (vec!["正文".into()], vec!["contents-list-left-out"])
    );
    assert_eq!(read.findings[0].value("text"), Some("目 录 一、总体情况 1"));
}

#[test]
fn what_stands_beside_the_flow_is_quoted_whole() {
    let long = "长".repeat(500);
    let story = |root: &str, inner: &str| format!("<w:{root} {NAMESPACES}>{inner}</w:{root}>");
    let watermark = "<w:p><w:r><w:pict><v:shape><v:textpath string=\"内部\"/></v:shape></w:pict></w:r></w:p>";
    let note = |id: u8, kind: &str, text: &str| format!("<w:footnote w:id=\"{id}\" {kind}>{}</w:footnote>", p(text));
    let notes = note(0, "w:type=\"separator\"", "线") + &note(1, "", "没有引用");
    let comments = format!("<w:comment w:id=\"1\">{}</w:comment>", p("没有位置"));
    let read = Docx::body(p("甲"))
        .part("h1", "header", "header1.xml", story("hdr", &p(&long)))
        .part("h2", "header", "header2.xml", story("hdr", watermark))
        .part("h3", "header", "header3.xml", story("hdr", &paragraph(&picture("x"))))
        .part("f1", "footer", "footer1.xml", story("ftr", &p("首页页脚")))
        .xml("footnotes", "footnotes", &notes)
        .xml("comments", "comments", &comments)
        .read();
    let said: Vec<_> = read.findings.iter().map(|f| (f.code(), f.value("text").unwrap_or_default())).collect();
    let expected = [
        ("running-text-left-out", long.as_str()),
        ("watermark-left-out", "内部"),
        ("running-pictures-left-out", ""),
        ("running-text-left-out", "首页页脚"),
        ("note-not-called", "没有引用"),
        ("comment-left-out", "没有位置"),
    ];
    assert_eq!(said, expected);
    assert!(read.findings[0].message(Language::English).chars().count() < 200, "the message is short");
}

#[test]
fn pictures_are_cropped_and_linked() {
    let cropped =
        picture("i1").replace("</pic:blipFill>", "<a:srcRect l=\"25000\" b=\"10%\" t=\"-5000\"/></pic:blipFill>");
    let linked = picture("i1").replace("descr=\"局徽\"/>", "descr=\"局徽\"><a:hlinkClick r:id=\"l1\"/></wp:docPr>");
    let vml = "<w:r><w:pict><v:shape><v:imagedata r:id=\"i1\" cropleft=\"16384f\" cropbottom=\".5\"/></v:shape></w:pict></w:r>";
    let body = [cropped.as_str(), vml, &linked].map(paragraph).concat();
    let docx = Docx::body(body).part("i1", "image", "media/image1.png", PNG);
    let blocks = docx.relation("l1", "hyperlink", "http://a.cn/", "TargetMode=\"External\"").blocks();
    let [Block::Figure(drawn), Block::Figure(vml), Block::Paragraph(linked)] = blocks.as_slice() else { panic!() };
    assert_eq!(drawn.crop, Some(Crop { left: 25_000, top: 0, right: 0, bottom: 10_000 }));
    assert_eq!(vml.crop, Some(Crop { left: 25_000, top: 0, right: 0, bottom: 50_000 }));
    let [Inline::Link(link)] = linked.content.inlines() else { panic!() };
    assert!(link.target == "http://a.cn/" && matches!(link.content.inlines(), [Inline::Image(_)]));
}

#[test]
fn charts_are_tables_of_their_data() {
    let points = |name: &str, values: &[&str]| {
        let points: String =
            values.iter().enumerate().map(|(i, v)| format!("<c:pt idx=\"{i}\"><c:v>{v}</c:v></c:pt>")).collect();
        format!("<c:{name}><c:numRef><c:numCache>{points}</c:numCache></c:numRef></c:{name}>")
    };
    let series = |name: &str, values: &[&str]| {
        format!("<c:ser>{}{}{}</c:ser>", points("tx", &[name]), points("cat", &["2022", "2023"]), points("val", values))
    };
    let title = |text: &str| format!("<c:title><c:tx><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:tx></c:title>");
    let chart = format!(
        "<c:chartSpace {NAMESPACES}><c:chart>{}<c:plotArea><c:barChart>{}{}</c:barChart><c:valAx>{}</c:valAx></c:plotArea></c:chart></c:chartSpace>",
        title("申请量"),
        series("新收", &["12", "15.50"]),
        series("结转", &["3"]),
        title("件")
    );
    let body = "<w:p><w:r><w:drawing><wp:inline><a:graphic><c:chart r:id=\"c1\"/></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    let read = Docx::body(body).part("c1", "chart", "charts/chart1.xml", chart).read();
    assert_eq!(shape(&read.value.blocks), ["p ", "p 申请量", "table 3x3", "p 件"]);
    assert!(matches!(&read.value.blocks[1], Block::Paragraph(p) if p.role == ParagraphRole::Caption));
    let Block::Table(grid) = &read.value.blocks[2] else { panic!() };
    let texts: Vec<_> = grid.cells().iter().map(|cell| cell.plain_text()).collect();
    assert_eq!(texts, ["", "新收", "结转", "2022", "12", "3", "2023", "15.50", ""]);
    assert_eq!((grid.header_rows, codes(&read.findings)), (1, vec!["chart-as-table", "drawing-as-text"]));
}

#[test]
fn charts_of_later_kinds_are_a_picture_and_a_table() {
    let level = |values: [&str; 2]| {
        let points = values.iter().enumerate().map(|(i, v)| format!("<cx:pt idx=\"{i}\">{v}</cx:pt>"));
        format!("<cx:lvl ptCount=\"2\">{}</cx:lvl>", points.collect::<String>())
    };
    let chart = format!(
        "<cx:chartSpace xmlns:cx=\"http://schemas.microsoft.com/office/drawing/2014/chartex\" {NAMESPACES}><cx:chartData><cx:data id=\"0\"><cx:strDim type=\"cat\">{}</cx:strDim><cx:numDim type=\"val\">{}</cx:numDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><a:p><a:r><a:t>增减</a:t></a:r></a:p></cx:tx></cx:title><cx:series><cx:tx><cx:txData><cx:v>件数</cx:v></cx:txData></cx:tx><cx:dataId val=\"0\"/></cx:series></cx:chart></cx:chartSpace>",
        level(["新收", "办结"]),
        level(["12", "-3"])
    );
    let choice = "<w:drawing><wp:inline><a:graphic><cx:chart xmlns:cx=\"http://schemas.microsoft.com/office/drawing/2014/chartex\" r:id=\"c1\"/></a:graphic></wp:inline></w:drawing>";
    let fallback = picture("i1").replace("<w:r>", "").replace("</w:r>", "");
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"cx1\">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let docx = Docx::body(body).part("c1", "chartEx", "charts/chartEx1.xml", chart.clone());
    let read = docx.part("i1", "image", "media/image1.png", PNG).read();
    assert_eq!(shape(&read.value.blocks), ["figure image1.png", "p 增减", "table 3x2"]);
    let Block::Table(grid) = &read.value.blocks[2] else { panic!() };
    let texts: Vec<_> = grid.cells().iter().map(|cell| cell.plain_text()).collect();
    assert_eq!(texts, ["", "件数", "新收", "12", "办结", "-3"]);
    assert_eq!(codes(&read.findings), ["chart-as-table"]);
    // The branches may stand around a whole run, and the title may be a value.
    let around = format!(
        "<w:p><mc:AlternateContent><mc:Choice Requires=\"cx1\"><w:r>{choice}</w:r></mc:Choice><mc:Fallback><w:r>{fallback}</w:r></mc:Fallback></mc:AlternateContent></w:p>"
    );
    let valued = chart.replace("<a:p><a:r><a:t>增减</a:t></a:r></a:p>", "<cx:txData><cx:v>增减</cx:v></cx:txData>");
    let docx = Docx::body(around).part("c1", "chartEx", "charts/chartEx1.xml", valued);
    let read = docx.part("i1", "image", "media/image1.png", PNG).read();
    assert_eq!(shape(&read.value.blocks), ["figure image1.png", "p 增减", "table 3x2"]);
}

#[test]
fn symbols_beyond_the_first_plane_are_characters() {
    let body = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><x:symEx xmlns:x=\"http://schemas.microsoft.com/office/word/2015/wordml/symex\" x:font=\"Segoe UI Emoji\" x:char=\"1F431\"/></mc:Choice><mc:Fallback><w:t>🐱</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(texts(&Docx::body(body).blocks()), ["🐱"]);
}

#[test]
fn headings_are_known_by_number_and_looks() {
    let bold = |text: &str| paragraph(&run("<w:b/>", text));
    let running = p(&"正文".repeat(30));
    let body = [
        paragraph(&format!("<w:pPr><w:jc w:val=\"center\"/></w:pPr>{}", run("<w:b/><w:sz w:val=\"44\"/>", "年度报告"))),
        bold("一、总体情况"),
        running.clone(),
        paragraph(&run("<w:rFonts w:eastAsia=\"楷体\"/>", "（一）主动公开")),
        running.clone(),
        // Not set apart; a sentence; a remark.
        p("（二）依申请公开"),
        bold("1.平台建设有序推进。"),
        bold("2.监督保障"),
        bold("重点"),
        running.clone(),
    ];
    let read = Docx::body(body.concat()).read();
    let kinds: Vec<_> = shape(&read.value.blocks).iter().map(|s| s.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["p", "h1", "p", "h2", "p", "p", "p", "h3", "p", "p"]);
    assert_eq!(codes(&read.findings), ["headings-by-looks"]);
    assert_eq!(read.findings[0].value("text"), Some("一、总体情况；（一）主动公开；2.监督保障"));
    let Block::Heading(heading) = &read.value.blocks[1] else { panic!() };
    assert_eq!(heading.content.as_plain(), Some("一、总体情况"), "bold was how it was made to look like one");
}

#[test]
fn headings_without_numbers_are_known_where_there_are_no_others() {
    let bold = |text: &str| paragraph(&run("<w:b/>", text));
    let running = || p(&"正文".repeat(30));
    let body =
        || [bold("题目"), running(), bold("背景"), running(), bold("目标"), running(), bold("甲"), bold("乙")].concat();
    let read = Docx::body(body()).read();
    let headings: Vec<_> = shape(&read.value.blocks).into_iter().filter(|s| s.starts_with('h')).collect();
    assert_eq!(headings, ["h1 背景", "h1 目标"]);
    let styled = body() + &pp("<w:outlineLvl w:val=\"0\"/>", "附录");
    let headings: Vec<_> = shape(&Docx::body(styled).blocks()).into_iter().filter(|s| s.starts_with('h')).collect();
    assert_eq!(headings, ["h1 附录"]);
}

#[test]
fn headings_of_automatic_numbers_are_known_by_them() {
    let numbering = definition(&level(0, "chineseCountingThousand", "%1、", ""), &num(1, ""));
    let heading = numbered(1, 0, "总体情况").replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>");
    let body = heading + &p(&"正文".repeat(30)) + &numbered(1, 0, "只是一项");
    let read = Docx::body(body).numbering(&numbering).read();
    assert_eq!(shape(&read.value.blocks)[0], "h1 一、总体情况");
    assert_eq!(shape(&read.value.blocks)[2], "ol[二、|p 只是一项]");
}

#[test]
fn letters_set_large_belong_to_the_paragraph_after_them() {
    let cap = paragraph(&format!("<w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"2\"/></w:pPr>{}", r("本")));
    assert_eq!(texts(&Docx::body(cap + &p("年度")).blocks()), ["本年度"]);
}

#[test]
fn subdocuments_are_named_as_missing() {
    let docx = Docx::body(p("甲") + "<w:subDoc r:id=\"s1\"/>");
    let read = docx.relation("s1", "subDocument", "第二章.docx", "TargetMode=\"External\"").read();
    assert_eq!(codes(&read.findings), ["subdocument-left-out"]);
    assert_eq!(read.findings[0].value("target"), Some("第二章.docx"));
}

#[test]
fn rich_text_embedded_is_read_by_the_reader_that_is_given() {
    let reader: PartsReader = |bytes| {
        let text = String::from_utf8_lossy(bytes).replace("{\\rtf", "");
        let mut word = WordParts::default();
        word.add_running(Running::Header, p("页眉"));
        Ok(Warned::clean(word.into_parts(&format!("{}{}", p(&text), table(2, &[cell("", "1") + &cell("", "2")])))))
    };
    let docx = || Docx::body("<w:altChunk r:id=\"a1\"/>").part("a1", "aFChunk", "c.rtf", "{\\rtf甲");
    let options = ReadOptions { rich_text: Some(reader), ..ReadOptions::default() };
    let read = docx_to_document_with(&docx().bytes(), &options).unwrap();
    assert_eq!(shape(&read.value.blocks).first().map(String::as_str), Some("p 甲"));
    assert!(matches!(read.value.blocks.last(), Some(Block::Table(_))));
    assert_eq!(codes(&read.findings), ["embedded-document-read", "running-text-left-out"]);
    assert_eq!(codes(&docx().read().findings), ["embedded-file-left-out"]);
}

#[test]
fn strict_measures_have_units() {
    let hanging = |left: &str| format!("<w:ind w:left=\"{left}\" w:hanging=\"21pt\"/>");
    let numbering = definition(
        &level(0, "decimal", "%1.", "").replace("</w:lvl>", &format!("<w:pPr>{}</w:pPr></w:lvl>", hanging("21pt"))),
        &num(1, ""),
    );
    let body = numbered(1, 0, "甲") + &pp("<w:ind w:start=\"0.74cm\"/>", "乙");
    assert_eq!(shape(&Docx::body(body).numbering(&numbering).blocks()), ["ol[1.|p 甲,p 乙]"]);
    let table =
        table(2, &[cell("", "甲") + &cell("", "乙")]).replacen("\"100\"", "\"3cm\"", 1).replace("\"100\"", "\"30mm\"");
    let (grid, _) = grid(Docx::body(table));
    assert_eq!(grid.widths, [500, 500]);
}

#[test]
fn paper_turned_for_a_part_stays_turned() {
    let section = |size: &str, kind: &str| format!("<w:sectPr><w:type w:val=\"{kind}\"/>{size}</w:sectPr>");
    let (upright, across) = ("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>", "<w:pgSz w:w=\"16838\" w:h=\"11906\"/>");
    let read = |sections: [(&str, &str); 3]| {
        let [first, second, third] = sections.map(|(size, kind)| section(size, kind));
        let read = Docx::body(pp(&first, "甲") + &pp(&second, "乙") + &p("丙") + &third).read();
        (shape(&read.value.blocks).join(" "), codes(&read.findings).join(" "))
    };
    let of = |shape: &str, codes: &str| (shape.to_owned(), codes.to_owned());
    let turned = read([(upright, "nextPage"), (across, "nextPage"), (upright, "nextPage")]);
    assert_eq!(turned, of("p 甲 turned p 乙 upright p 丙", ""));
    let attached = read([(upright, "nextPage"), (upright, "continuous"), (across, "nextPage")]);
    assert_eq!(attached, of("p 甲 p 乙 turned p 丙", ""));
    // Word turns the paper whatever the type says, and the orientation alone says how it lies.
    let turned = read([(upright, "nextPage"), ("<w:pgSz w:orient=\"landscape\"/>", "continuous"), ("", "nextPage")]);
    assert_eq!(turned, of("p 甲 turned p 乙 upright p 丙", ""));
    // What lies so from the beginning says so.
    let turned = read([(across, "nextPage"), (across, "nextPage"), (upright, "continuous")]);
    assert_eq!(turned, of("turned p 甲 break p 乙 upright p 丙", ""));
    assert_eq!(read([("", "nextPage"); 3]), of("p 甲 break p 乙 break p 丙", ""));
}

#[test]
fn what_a_field_does_not_show_joins_no_figure() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    for instruction in ["SET a 5", "ASK a 几", "TC 目录"] {
        let read = Docx::body(format!("<w:p>{}<w:r><w:t>1264</w:t></w:r></w:p>", field(instruction, "5"))).read();
        assert_eq!(shape(&read.value.blocks), ["p 1264"], "{instruction}");
        assert_eq!(codes(&read.findings), ["hidden-text-dropped"], "{instruction}");
    }
    let shown = Docx::body(format!("<w:p>{}<w:r><w:t>64</w:t></w:r></w:p>", field("QUOTE 12", "12"))).read();
    assert_eq!(shape(&shown.value.blocks), ["p 1264"]);
}

#[test]
fn an_overridden_direction_is_marked_in_the_text() {
    let read =
        Docx::body("<w:p><w:bdo w:val=\"rtl\"><w:r><w:t>4621</w:t></w:r></w:bdo><w:r><w:t>件</w:t></w:r></w:p>").read();
    assert_eq!(shape(&read.value.blocks), ["p \u{202E}4621\u{202C}件"]);
    let plain = Docx::body("<w:p><w:bdo w:val=\"ltr\"><w:r><w:t>1264</w:t></w:r></w:bdo></w:p>").read();
    assert_eq!(shape(&plain.value.blocks), ["p 1264"]);
}

#[test]
fn a_subdocument_is_named_within_a_paragraph_too() {
    let read = Docx::body("<w:p><w:r><w:t>甲</w:t></w:r><w:subDoc r:id=\"s1\"/></w:p>").read();
    assert_eq!(codes(&read.findings), ["subdocument-left-out"]);
}

#[test]
fn a_note_that_is_not_there_is_named_where_it_is_called() {
    let body = p("甲") + "<w:p><w:r><w:t>乙</w:t><w:footnoteReference w:id=\"7\"/></w:r></w:p>";
    let read = Docx::body(body).xml("footnotes", "footnotes", "").read();
    assert_eq!((texts(&read.value.blocks)[1].as_str(), codes(&read.findings)), ("乙", vec!["note-missing"]));
    assert_eq!(
        (&read.findings[0].location().place, read.findings[0].value("id")),
        (&Some(Place::Paragraph(2)), Some("7"))
    );
}

#[test]
fn buttons_of_headers_are_quoted_by_what_they_show() {
    let header = |instruction: &str| {
        let field = format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        );
        let story = format!("<w:hdr {NAMESPACES}>{field}</w:hdr>");
        let read = Docx::body(p("甲")).part("h1", "header", "header1.xml", story).read();
        let said = read.findings.iter().map(|finding| finding.value("text").unwrap_or_default().to_owned());
        said.collect::<Vec<_>>()
    };
    assert_eq!(header(" MACROBUTTON NoMacro [内部 资料] "), ["[内部 资料]"]);
    assert_eq!(header(" GOTOBUTTON a 目录"), ["目录"]);
    // Page numbers are counted; a button may show nothing.
    for instruction in [" PAGE ", " MACROBUTTON NoMacro", ""] {
        assert_eq!(header(instruction), [""; 0], "{instruction}");
    }
}
