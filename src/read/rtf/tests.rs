mod drawn;
mod programs;

use super::rtf_to_parts;
use crate::document::{Block, Change, Document, Grid, Inline, NoteKind, VerticalPosition};
use crate::finding::{Warned, catalogue::package};
use crate::read::docx::{ReadOptions, TrackedChanges, parts_to_document_with};

fn read_with(source: &[u8], changes: TrackedChanges) -> Warned<Document> {
    let parts = rtf_to_parts(source).unwrap();
    let options = ReadOptions { tracked_changes: changes, ..ReadOptions::default() };
    let read = parts_to_document_with(parts.value, &options).unwrap();
    Warned { value: read.value, findings: parts.findings.into_iter().chain(read.findings).collect() }
}

fn read(source: &str) -> Warned<Document> {
    read_with(source.as_bytes(), TrackedChanges::Accept)
}

fn texts(document: &Document) -> Vec<String> {
    document.blocks.iter().map(Block::plain_text).filter(|text| !text.is_empty()).collect()
}

fn lines(source: &str) -> Vec<String> {
    texts(&read(source).value)
}

fn codes(read: &Warned<Document>) -> Vec<&str> {
    read.findings.iter().map(|finding| finding.code()).collect()
}

/// The first paragraph's pieces, each with its marks by letters: b, i, u, s(truck), ^, _.
fn pieces(source: &str) -> String {
    let read = read(source);
    let Some(Block::Paragraph(paragraph)) = read.value.blocks.first() else { panic!("{:?}", read.value.blocks) };
    let marked = paragraph.content.inlines().iter().map(|inline| {
        let Inline::Text(text) = inline else { return format!("{inline:?}") };
        let marks =
            [(text.marks.bold, "b"), (text.marks.italic, "i"), (text.marks.underline, "u"), (text.marks.strike, "s")];
        let position = match text.marks.position {
            Some(VerticalPosition::Superscript) => "^",
            Some(VerticalPosition::Subscript) => "_",
            None => "",
        };
        let marks: String = marks.into_iter().filter(|(is_on, _)| *is_on).map(|(_, mark)| mark).collect();
        format!("{}{marks}{position}", text.text)
    });
    marked.collect::<Vec<_>>().join("|")
}

/// The first table.
fn grid(source: &str) -> Grid {
    let read = read(source).value;
    let grid = read.blocks.into_iter().find_map(|block| match block {
        Block::Table(grid) => Some(grid),
        _ => None,
    });
    grid.expect("a table")
}

/// Its cells in order: text, and spans where there are any.
fn cells(grid: &Grid) -> Vec<String> {
    let cells = grid.cells().iter().map(|cell| {
        let text: Vec<String> = cell.content.iter().map(Block::plain_text).filter(|text| !text.is_empty()).collect();
        let spans = match (cell.row_span, cell.column_span) {
            (1, 1) => String::new(),
            (rows, columns) => format!(" {rows}x{columns}"),
        };
        text.join("/") + &spans
    });
    cells.collect()
}

#[test]
fn bytes_are_of_the_code_page_or_the_fonts() {
    assert_eq!(lines(r"{\rtf1\ansi\ansicpg936 \'d5\'fe\'b8\'ae}"), ["政府"]);
    let fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}";
    assert_eq!(lines(&format!(r"{{\rtf1\ansi\ansicpg1252{fonts}\f1\'d5\'fe\f0\'e9}}")), ["政é"]);
    assert_eq!(lines(&format!(r"{{\rtf1\ansi\ansicpg1252{fonts}\loch\f0\dbch\f1 \'d5\'fe\loch \'e9}}")), ["政é"]);
    assert_eq!(lines(r"{\rtf1\ansicpg950 \'ac\'46}"), ["政"]);
    // The second byte of a character may stand as it is, or be a brace or a backslash.
    assert_eq!(lines(r"{\rtf1\ansicpg936 \'81@\'81\{\'81\\}"), ["丂亄乗"]);
    // A character may be split over lines and runs.
    assert_eq!(lines("{\\rtf1\\ansicpg936 \\'d5\r\n\\'fe{\\b\\'b8}\\'ae{\\i x}}"), ["政府x"]);
    let broken = read(r"{\rtf1\ansicpg936 1\'d5\par 2}");
    assert_eq!(texts(&broken.value), ["1\u{FFFD}", "2"]);
    assert_eq!(codes(&broken), ["bytes-undecodable"]);
}

#[test]
fn characters_typed_as_they_are_are_utf_8_or_of_the_code_page() {
    assert_eq!(lines("{\\rtf1\\ansi\\ansicpg936 政府{\\b 信息}\\'b9\\'ab}"), ["政府信息公"]);
    let raw = [b"{\\rtf1\\ansi\\ansicpg936 ".as_slice(), b"\xd5\xfe\xb8\xae\\par}"].concat();
    assert_eq!(texts(&read_with(&raw, TrackedChanges::Accept).value), ["政府"]);
}

#[test]
fn unicode_passes_over_its_fallback() {
    assert_eq!(lines(r"{\rtf1\uc1 \u25919?\u24220?x}"), ["政府x"]);
    assert_eq!(lines(r"{\rtf1\ansicpg936\uc2 \u25919\'d5\'fe\u-24576\'3f\'3fx}"), ["政ꀀx"]);
    assert_eq!(lines(r"{\rtf1\uc0 \u-10179\u-8703 x{\uc1 \u25919?}y}"), ["\u{1F601}x政y"]);
    assert_eq!(lines(r"{\rtf1{\upr{?}{\*\ud{\u25919?}}}1}"), ["政1"]);
}

#[test]
fn marks_of_characters_are_marks() {
    assert_eq!(
        pieces(r"{\rtf1 1{\b 2}{\i 3}{\ul 4}{\strike 5}{\striked1 6}{\super 7}{\sub 8}\plain 9}"),
        "1|2b|3i|4u|56s|7^|8_|9"
    );
    assert_eq!(pieces(r"{\rtf1\b a\b0 b\strike c\strike0\super d\nosupersub e}"), "ab|b|cs|d^|e");
    assert_eq!(pieces(r"{\rtf1 1501 {\up8\fs16 2}}"), "1501 |2^");
    // What a style says is repeated by the text; what is not is not so.
    assert_eq!(pieces(r"{\rtf1{\stylesheet{Normal;}{\s5\b strong;}}\pard\s5 a{\b b}}"), "a|bb");
    assert_eq!(pieces(r"{\rtf1\ltrch\loch 1\dbch\ab 2\rtlch\ab0\ltrch 3}"), "1|23b");
}

#[test]
fn what_is_not_seen_is_left_out_and_quoted() {
    let unseen =
        read(r"{\rtf1{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}12{\v 3}{\cf1 4}{\cf1\highlight2 5}\par}");
    assert_eq!(texts(&unseen.value), ["12 5"]);
    assert_eq!(codes(&unseen), ["hidden-text-dropped", "ground-colored-text-dropped"]);
    // Colour 0 is none behind text, whatever the table has there.
    let back = read(r"{\rtf1{\colortbl\red0\green0\blue0;}\highlight0\cb0 a}");
    let Some(Block::Paragraph(paragraph)) = back.value.blocks.first() else { panic!() };
    assert!(matches!(paragraph.content.inlines(), [Inline::Text(text)] if text.marks.highlight.is_none()));
}

#[test]
fn changes_are_accepted_rejected_or_kept() {
    let source =
        br"{\rtf1{\*\revtbl{Unknown;}{\'41;}}1{\revised\revauth1\revdttm-943611392 2}{\deleted\revauthdel1 3}4\par}";
    let by = |changes| texts(&read_with(source, changes).value);
    assert_eq!(by(TrackedChanges::Accept), ["124"]);
    assert_eq!(by(TrackedChanges::Reject), ["134"]);
    let kept = read_with(source, TrackedChanges::Keep).value;
    let Some(Block::Paragraph(paragraph)) = kept.blocks.first() else { panic!() };
    let Some(Inline::Revision(revision)) = paragraph.content.inlines().get(1) else { panic!("{paragraph:?}") };
    assert_eq!((revision.change, revision.author.as_str()), (Change::Inserted, "A"));
}

#[test]
fn paragraphs_tabs_breaks_and_special_characters() {
    assert_eq!(
        lines("{\\rtf1 a\\par\r\nb\\tab c\\line d\\\ne\\emdash\\ldblquote f\\rdblquote\\~\\_\\-g}"),
        ["a", "b\tc\nd", "e—“f”\u{a0}\u{2011}g"]
    );
    let paged = read(r"{\rtf1 a\page b\par\pard\pagebb c\par\pard d\sect\sbknone e\sect\sectd f}");
    let breaks = paged.value.blocks.iter().filter(|block| matches!(block, Block::Break(_))).count();
    assert_eq!((texts(&paged.value).concat(), breaks), ("abcdef".to_owned(), 3));
}

#[test]
fn headings_are_known_by_their_styles() {
    let read = read(
        r"{\rtf1{\stylesheet{Normal;}{\s1\outlinelevel0 heading 1;}{\*\cs9 c;}}\pard\s1\outlinelevel0 A\par\pard b\par}",
    );
    assert!(
        matches!(read.value.blocks.as_slice(), [Block::Heading(_), Block::Paragraph(_)]),
        "{:?}",
        read.value.blocks
    );
}

#[test]
fn lists_are_counted_and_labels_not_said_twice() {
    let tables = r"{\*\listtable{\list{\listlevel\levelnfc37\levelnfcn37\levelstartat1\levelfollow2{\leveltext \'02\'00\u12289?;}{\levelnumbers\'01;}\fi0\li0}{\listname ;}\listid7}}{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}";
    let body = r"\pard\ls1\ilvl0{\listtext\u19968?\u12289?\tab}x\par{\listtext\u20108?\u12289?\tab}y\par\pard z\par";
    let list = read(&format!(r"{{\rtf1{tables}{body}}}")).value;
    let Some(Block::List(items)) = list.blocks.first() else { panic!("{:?}", list.blocks) };
    assert_eq!(items.items.iter().map(|item| item.label.clone()).collect::<Vec<_>>(), ["一、", "二、"]);
    assert_eq!(items.items.iter().map(|item| item.content[0].plain_text()).collect::<Vec<_>>(), ["x", "y"]);
    // LibreOffice loses what is not Western in the text of a level.
    let lost = format!(r"{{\rtf1{tables}{body}}}").replace(r"\u12289?;}", "?;}");
    let Some(Block::List(items)) = read(&lost).value.blocks.into_iter().next() else { panic!() };
    assert_eq!(items.items[1].label, "二、");
}

#[test]
fn labels_nobody_counts_are_text_as_printed() {
    let pad = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fnil\fcharset2 Symbol;}}\pard{\pntext\f1\'B7\tab}{\*\pn\pnlvlblt\pnf1{\pntxtb\'B7}}a\par{\pntext\f0 2.\tab}b\par\pard{\listtext 3)\tab}\ls9 c\par}";
    assert_eq!(lines(pad), ["•\ta", "2.\tb", "3)\tc"]);
}

#[test]
fn fields_are_links_and_results() {
    let read = read(
        r#"{\rtf1 a{\field{\*\fldinst{ HYPERLINK "http://b.cn/" }}{\fldrslt{\ul b}}}{\field{\*\fldinst PAGE}{\fldrslt 3}}{\field{\*\fldinst{ FORMCHECKBOX }{\*\formfield{\fftype1\ffres1{\*\ffname X}}}}{\fldrslt}}\par}"#,
    );
    let Some(Block::Paragraph(paragraph)) = read.value.blocks.first() else { panic!() };
    let Some(Inline::Link(link)) = paragraph.content.inlines().get(1) else { panic!("{paragraph:?}") };
    assert_eq!((link.target.as_str(), link.content.plain_text().as_str()), ("http://b.cn/", "b"));
    assert_eq!(paragraph.content.plain_text(), "ab3☑");
}

#[test]
fn notes_comments_headers_and_properties() {
    let read = read(
        r"{\rtf1{\info{\title T}{\author A}{\subject S}{\creatim\yr2024\mo3\dy5}}{\header\pard H\par}12{\super\chftn}{\footnote\pard\plain{\super\chftn} n\par}{\*\atnauthor B}{\*\annotation\pard c}3{\footnote\ftnalt e}\par}",
    );
    let Some(Block::Paragraph(paragraph)) = read.value.blocks.first() else { panic!() };
    let notes: Vec<(NoteKind, String)> = paragraph
        .content
        .inlines()
        .iter()
        .filter_map(|inline| match inline {
            Inline::Note(note) => Some((note.kind, note.content.iter().map(Block::plain_text).collect())),
            _ => None,
        })
        .collect();
    assert_eq!(notes, [(NoteKind::Footnote, "n".to_owned()), (NoteKind::Endnote, "e".to_owned())]);
    let properties = &read.value.properties;
    assert_eq!((properties.title.as_deref(), properties.author.as_deref()), (Some("T"), Some("A")));
    assert_eq!(properties.date.map(|date| date.to_string()).as_deref(), Some("2024-03-05"));
    assert_eq!(codes(&read), ["running-text-left-out", "comment-left-out"]);
}

#[test]
fn pictures_and_boxes_stand_where_they_are_anchored() {
    let read = read(
        r"{\rtf1 a{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv seal}}}\pngblip\picwgoal1440\pichgoal720 89504e470d0a1a0a}}{\nonshppict{\pict\wmetafile8 0102}}\par b{\shp{\*\shpinst\shpleft0{\sp{\sn fillColor}{\sv 16777215}}{\shptxt\pard 7\par}}{\shprslt 9}}\par}",
    );
    assert_eq!(read.value.media.len(), 1);
    let image = read.value.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.content.inlines().iter().find_map(|inline| match inline {
            Inline::Image(image) => Some(image.clone()),
            _ => None,
        }),
        _ => None,
    });
    let image = image.expect("a picture");
    assert_eq!((image.alt.as_str(), image.size.map(|size| size.width_um)), ("seal", Some(25_400)));
    assert!(texts(&read.value).ends_with(&["b".to_owned(), "7".to_owned()]), "{:?}", read.value.blocks);
    // The objects of older programs, and raw bytes.
    assert_eq!(lines(r"{\rtf1 a{\*\do{\dptxbx{\dptxbxtext\pard box\par}}}\par\bin3 {{{b}"), ["a", "box", "b"]);
}

#[test]
fn tables_have_the_cells_their_rows_define() {
    let source = r"{\rtf1 x\par\trowd\trhdr\cellx1000\cellx2000\cellx3000\pard\intbl a\cell b\cell c\cell\row 1\cell 2\cell 3\cell\row\pard y}";
    let table = grid(source);
    assert_eq!((table.columns(), table.rows()), (3, 2));
    assert_eq!(cells(&table), ["a", "b", "c", "1", "2", "3"]);
    assert_eq!(lines(source).len(), 3);
    // The definition may follow its cells, as Word repeats it.
    let after = r"{\rtf1\pard\intbl{a\cell b\cell}{\trowd\cellx1000\cellx2000\row}\pard\par}";
    assert_eq!(cells(&grid(after)), ["a", "b"]);
}

#[test]
fn cells_are_merged_across_and_down_and_by_their_edges() {
    let flags = r"{\rtf1\trowd\clmgf\cellx1000\clmrg\cellx2000\clvmgf\cellx3000\intbl a\cell\cell c\cell\row\trowd\cellx1000\cellx2000\clvmrg\cellx3000 1\cell 2\cell\cell\row}";
    assert_eq!(cells(&grid(flags)), ["a 1x2", "c 2x1", "1", "2"]);
    let edges = r"{\rtf1\trowd\cellx2003\cellx3000\intbl a\cell b\cell\row\trowd\cellx1000\cellx2000\cellx2999 1\cell 2\cell 3\cell\row}";
    assert_eq!(cells(&grid(edges)), ["a 1x2", "b", "1", "2", "3"]);
}

#[test]
fn tables_stand_in_tables() {
    let source = r"{\rtf1\pard\intbl\itap1 o\par\pard\intbl\itap2 i\nestcell j\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}\pard\intbl\itap1 p\cell\trowd\cellx2000\row\pard q}";
    let outer = grid(source);
    assert_eq!((outer.columns(), outer.rows()), (1, 1));
    let [Block::Paragraph(_), Block::Table(inner), Block::Paragraph(_)] = outer.cells()[0].content.as_slice() else {
        panic!("{:?}", outer.cells())
    };
    assert_eq!(cells(inner), ["i", "j"]);
}

#[test]
fn rows_that_are_badly_written_lose_nothing() {
    // No row, a cell without a definition, text behind the last cell, a second paragraph that does not say it is in the table.
    for (source, expected) in [
        (r"{\rtf1\trowd\cellx1000\cellx2000\intbl 1\cell 2\cell\pard x}", vec!["1", "2"]),
        (r"{\rtf1\trowd\cellx1000\intbl 1\cell 2\cell\row\pard x}", vec!["1", "2"]),
        (r"{\rtf1\trowd\cellx1000\cellx2000\intbl 1\cell 2\row\pard x}", vec!["1", "2"]),
        (r"{\rtf1\trowd\cellx1000\cellx2000\intbl 1\cell\pard 2\par 3\cell\row\pard x}", vec!["1", "2/3"]),
    ] {
        assert_eq!(cells(&grid(source)), expected, "{source}");
    }
    assert_eq!(lines(r"{\rtf1\pard\intbl a\par b\par\pard c\par}"), ["a", "b", "c"]);
}

#[test]
fn marks_in_cells_are_kept_apart_from_figures() {
    let source = r"{\rtf1\trowd\cellx1000\cellx2000\intbl 15{\v 0}\cell 7{\super 1}{\footnote n}\cell\row}";
    let read = read(source);
    let Some(Block::Table(table)) = read.value.blocks.first() else { panic!() };
    let second = &table.cells()[1].content;
    let [Block::Paragraph(paragraph)] = second.as_slice() else { panic!("{second:?}") };
    let [Inline::Text(_), Inline::Text(raised), Inline::Note(_)] = paragraph.content.inlines() else { panic!() };
    assert_eq!(raised.marks.position, Some(VerticalPosition::Superscript));
    assert_eq!(table.cells()[0].content[0].plain_text(), "15");
    assert_eq!(codes(&read), ["hidden-text-dropped"]);
}

#[test]
fn destinations_nobody_knows_are_passed_over_and_groups_inside_text_are_not() {
    assert_eq!(lines(r"{\rtf1{\*\unknown x{y}}{\unknown z}{\*\generator W;}a{\loch\*\cs7\f2 b}}"), ["zab"]);
    let source = r"{\rtf1{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 0102}{\result 5}}\par}";
    let object = read(source);
    assert_eq!((texts(&object.value), codes(&object)), (vec!["5".to_owned()], vec!["embedded-object"]));
}

#[test]
fn damage_is_named_and_limits_hold() {
    assert_eq!(codes(&read(r"{\rtf1 a{\b b")), ["rtf-cut-short"]);
    let beyond = read(r"{\rtf1 a}}b\par}");
    assert_eq!((texts(&beyond.value), codes(&beyond)), (vec!["a".to_owned()], vec!["rtf-goes-on"]));
    for broken in
        ["a", "a\\", "a\\'", "a\\'4", "a\\bin99999 b", "a\\u", "a\\row\\cell\\nestrow", "a{\\fldrslt", "a{\\*"]
    {
        let read = read(&format!("{{\\rtf1 {broken}"));
        assert_eq!(texts(&read.value).concat().get(..1), Some("a"), "{broken}");
    }
    assert!(rtf_to_parts(b"text").is_err());
    let over = |source: String| rtf_to_parts(source.as_bytes()).is_err_and(|error| error.is(package::LIMIT_EXCEEDED));
    assert!(over(format!("{{\\rtf1{}", "{".repeat(1_000))));
    assert!(!over(format!("{{\\rtf1{}", "{".repeat(900))));
    assert!(over(format!("{{\\rtf1{}", "{\\footnote ".repeat(70))));
    assert!(over("{\\rtf1\\pard\\intbl\\itap99 a\\nestcell}".to_owned()));
    assert!(over(format!("{{\\rtf1{}", "\\par".repeat(200_001))));
    assert!(over(format!("{{\\rtf1{}", "\\b a\\b0 b".repeat(200_001))));
    assert!(over(format!("{{\\rtf1\\trowd{}{}", "\\cellx1".repeat(900), "\\cell\\row\\cellx2".repeat(50_000))));
}

#[test]
fn parts_of_a_formula_are_not_one_number() {
    let source = r"{\rtf1 1{\mmath{\mf{\mfPr{\mtype bar}}{\mnum{\mr 2}}{\mden{\mr 3}}}{\msSup{\me 4}{\msup 5}}}6\par}";
    let formula = read(source);
    assert_eq!(texts(&formula.value).concat().split_whitespace().collect::<String>(), "12/34^56");
    assert!(texts(&formula.value).concat().contains("1 "), "{:?}", texts(&formula.value));
    assert!(codes(&formula).contains(&"formula-as-text"));
}

#[test]
fn labels_that_are_counted_anew_leave_no_fault_behind() {
    let source = r"{\rtf1\ansi{\fonttbl{\f3\fcharset128 S;}}{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0\levelstartat1{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}{\listtext{\f3 \'96}\tab}\ls1\ilvl0 a\par}";
    assert_eq!(codes(&read(source)), [""; 0]);
}

#[test]
fn numbers_of_unknown_kinds_are_told() {
    let source = r"{\rtf1{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc99\levelstartat1{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}\ls1\ilvl0 a\par}";
    assert_eq!(codes(&read(source)), ["unknown-number-format"]);
}

#[test]
fn code_pages_nobody_knows_are_told_where_it_matters() {
    for (source, page) in [
        (r"{\rtf1\pc 12\'9b}", Some("437")),
        (r"{\rtf1\pca 12\'9b}", Some("850")),
        (r"{\rtf1\ansi\ansicpg437 12\'9b}", Some("437")),
        (r"{\rtf1{\fonttbl{\f1\fcharset254 T;}}\f1 12\'9b}", Some("437")),
        (r"{\rtf1\pc 12}", None),
        (r"{\rtf1\pc\ansicpg936 12\'bc\'fe}", None),
        (r"{\rtf1\mac 12\'8e}", None),
    ] {
        let read = read(source);
        let said: Vec<Option<&str>> = read.findings.iter().map(|finding| finding.value("page")).collect();
        assert_eq!(said, page.map(Some).into_iter().collect::<Vec<_>>(), "{source}");
        assert!(texts(&read.value).concat().starts_with("12"), "{source}");
    }
    assert_eq!(lines(r"{\rtf1\mac 12\'8e}"), ["12é"]);
    assert_eq!(codes(&read(r"{\rtf1\pc 12\'9b}")), ["code-page-unknown"]);
}

#[test]
fn replacements_of_the_wrong_length_take_no_digit_with_them() {
    // Two bytes where one was said: the second is no character, and the digits behind it stand.
    let wrong = read(r"{\rtf1\ansicpg936\uc1 \u25919\'d5\'fe12\par}");
    assert!(texts(&wrong.value).concat().ends_with("12"), "{:?}", texts(&wrong.value));
    assert_eq!(codes(&wrong), ["bytes-undecodable"]);
    assert_eq!(lines(r"{\rtf1\uc0 \u25919 12\u24220 3}"), ["政12府3"]);
    // What is to be passed over ends with its group.
    assert_eq!(lines(r"{\rtf1\uc2 {\u25919 ?}12}"), ["政12"]);
    assert_eq!(lines(r"{\rtf1\uc1 \u8212\emdash 12}"), ["—12"]);
}

#[test]
fn moved_text_stands_where_it_was_moved_to() {
    let source = br"{\rtf1{\*\revtbl{Unknown;}{A;}}1{\mvf\mvauth1 2}3{\mvt\mvauth1 2}\par}";
    let by = |changes| texts(&read_with(source, changes).value);
    assert_eq!(by(TrackedChanges::Accept), ["132"]);
    assert_eq!(by(TrackedChanges::Reject), ["123"]);
}

#[test]
fn rows_so_low_that_nothing_shows_are_hidden() {
    let row =
        |height: &str| format!(r"{{\rtf1\trowd{height}\cellx1000\intbl 12\cell\row\trowd\cellx1000\intbl 3\cell\row}}");
    assert_eq!(cells(&grid(&row(r"\trrh-20"))), ["3"]);
    assert_eq!(codes(&read(&row(r"\trrh-20"))), ["hidden-rows-dropped"]);
    // At least so high, or high enough.
    for height in [r"\trrh20", r"\trrh-400", r"\trrh0"] {
        assert_eq!(cells(&grid(&row(height))), ["12", "3"], "{height}");
    }
}

#[test]
fn a_picture_for_older_programs_alone_is_read() {
    let count = |source: &str| read(source).value.media.len();
    let picture = r"{\pict\pngblip 89504e470d0a1a0a}";
    assert_eq!(count(&format!(r"{{\rtf1 a{{\nonshppict{picture}}}\par}}")), 1);
    let both = format!(r"{{\*\shppict{picture}}}{{\nonshppict{picture}}}");
    assert_eq!(count(&format!(r"{{\rtf1 a{both}{both}\par}}")), 2);
}

#[test]
fn tab_stops_are_kept() {
    let read = read(
        r"{\rtf1\ansi\paperw11906\margl1587\margr1474 \pard\tqr\tldot\tx8845 A\tab 1\par \tx5000 B\tab 2\par \pard C\tab 3\par}",
    );
    let stops = read.value.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.tabs.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        _ => panic!("{block:?}"),
    });
    assert_eq!(stops.collect::<Vec<_>>(), ["1000 right dots", "565 left,1000 right dots", ""]);
}
