//! What the styles of tables do to their cells (§17.7.2, §17.7.3, §17.7.6).

use super::*;
use crate::document::{Capitals, Color};
use crate::read::docx::{ReadOptions, TrackedChanges, docx_to_document_with};

const BOLD_RUN: &str = "<w:rPr><w:b/></w:rPr>";

/// A table style: what it says of itself and, in `parts`, of areas.
fn style(id: &str, base: &str, own: &str, parts: &[(&str, &str)]) -> String {
    let parts: String =
        parts.iter().map(|(area, says)| format!("<w:tblStylePr w:type=\"{area}\">{says}</w:tblStylePr>")).collect();
    let base = if base.is_empty() { String::new() } else { format!("<w:basedOn w:val=\"{base}\"/>") };
    format!("<w:style w:type=\"table\" w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>{base}{own}{parts}</w:style>")
}

fn bands(rows: u32, columns: u32) -> String {
    format!("<w:tblPr><w:tblStyleRowBandSize w:val=\"{rows}\"/><w:tblStyleColBandSize w:val=\"{columns}\"/></w:tblPr>")
}

fn look(attributes: &str) -> String {
    format!("<w:tblLook {attributes}/>")
}

/// A table of cells 甲 in a style.
fn styled(look: &str, rows: usize, columns: usize) -> String {
    let row = format!("<w:tr>{}</w:tr>", cell("", "甲").repeat(columns));
    format!("<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/>{look}</w:tblPr>{}</w:tbl>", row.repeat(rows))
}

/// The first run of every paragraph in a table's cells, with the paragraph's alignment.
fn runs(grid: &Grid) -> Vec<(Marks, Alignment)> {
    let paragraphs = grid.cells().iter().flat_map(|cell| &cell.content).filter_map(|block| match block {
        Block::Paragraph(p) => Some(p),
        _ => None,
    });
    paragraphs
        .filter_map(|p| match p.content.inlines().first()? {
            Inline::Text(text) => Some((text.marks, p.align)),
            _ => None,
        })
        .collect()
}

/// Which cells are bold, a row a string.
fn bold(docx: Docx, columns: usize) -> Vec<String> {
    let (grid, _) = grid(docx);
    let signs: Vec<char> = runs(&grid).iter().map(|(marks, _)| if marks.bold { 'b' } else { '.' }).collect();
    signs.chunks(columns).map(|row| row.iter().collect()).collect()
}

#[test]
fn table_styles_are_a_level_between_defaults_and_paragraph_styles() {
    let red = "<w:rPr><w:color w:val=\"C00000\"/><w:b/></w:rPr><w:pPr><w:jc w:val=\"center\"/></w:pPr>";
    let styles = "<w:docDefaults><w:pPrDefault><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:pPrDefault></w:docDefaults>\
        <w:style w:type=\"paragraph\" w:styleId=\"left\"><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:rPr><w:color w:val=\"00B050\"/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"bold\"><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"c\"><w:rPr><w:b/></w:rPr></w:style>"
        .to_owned()
        + &style("t", "", red, &[]);
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>甲</w:t></w:r>");
    let paragraphs = [
        format!("<w:p>{}</w:p>", run("")),
        format!("<w:p><w:pPr><w:pStyle w:val=\"left\"/></w:pPr>{}</w:p>", run("")),
        format!("<w:p><w:pPr><w:pStyle w:val=\"bold\"/></w:pPr>{}</w:p>", run("")),
        format!("<w:p><w:pPr><w:pStyle w:val=\"bold\"/></w:pPr>{}</w:p>", run("<w:rStyle w:val=\"c\"/>")),
        format!(
            "<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{}</w:p>",
            run("<w:b w:val=\"0\"/><w:color w:val=\"auto\"/>")
        ),
    ]
    .concat();
    let table =
        format!("<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/></w:tblPr><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>");
    let (grid, _) = grid(Docx::body(table + &p("后")).styles(&styles));
    let color = Some(Color([0xC0, 0, 0]));
    let expected = [
        (Marks { bold: true, color, ..PLAIN }, Alignment::Center),
        // The colour of a paragraph's style holds, and is no mark.
        (Marks { bold: true, ..PLAIN }, Alignment::Start),
        // Bold at two levels cancels out, at three it does not.
        (Marks { color, ..PLAIN }, Alignment::Center),
        (Marks { bold: true, color, ..PLAIN }, Alignment::Center),
        (PLAIN, Alignment::End),
    ];
    assert_eq!(runs(&grid), expected);
}

#[test]
fn table_styles_inherit_and_the_default_one_is_for_tables_that_name_none() {
    let part = "<w:rPr><w:i/><w:caps/></w:rPr>";
    let styles = style("base", "", &format!("{BOLD_RUN}{}", bands(1, 0)), &[("band1Horz", part)])
        + &style(
            "t",
            "base",
            "<w:rPr><w:b w:val=\"0\"/></w:rPr>",
            &[("band1Horz", "<w:rPr><w:caps w:val=\"0\"/></w:rPr>")],
        )
        + "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"n\"><w:rPr><w:u w:val=\"single\"/></w:rPr></w:style>";
    let marks = |table: &str| {
        let (grid, _) = grid(Docx::body(table.replace("甲", "ab")).styles(&styles));
        runs(&grid)[0].0
    };
    assert_eq!(marks(&styled("", 1, 1)), Marks { italic: true, ..PLAIN });
    let named = |id: &str| styled("", 1, 1).replace("w:val=\"t\"", &format!("w:val=\"{id}\""));
    assert_eq!(marks(&named("base")), Marks { italic: true, capitals: Some(Capitals::All), ..BOLD });
    let default = Marks { underline: true, ..PLAIN };
    assert_eq!(marks(&named("n")), default);
    assert_eq!(marks(&named("undefined")), default);
    assert_eq!(marks(&styled("", 1, 1).replace("<w:tblStyle w:val=\"t\"/>", "")), default);
}

#[test]
fn areas_of_table_styles_are_chosen_by_the_look_of_the_table() {
    let parts = |area: &'static str| style("t", "", &bands(1, 1), &[(area, BOLD_RUN)]);
    let cases: &[(&str, &str, [&str; 4])] = &[
        ("firstRow", "w:val=\"0020\"", ["bbb", "...", "...", "..."]),
        ("firstRow", "w:val=\"0000\"", ["...", "...", "...", "..."]),
        ("firstRow", "", ["...", "...", "...", "..."]),
        ("lastRow", "w:val=\"0040\"", ["...", "...", "...", "bbb"]),
        ("firstCol", "w:val=\"0080\"", ["b..", "b..", "b..", "b.."]),
        ("lastCol", "w:val=\"0100\"", ["..b", "..b", "..b", "..b"]),
        ("band1Horz", "w:val=\"0000\"", ["bbb", "...", "bbb", "..."]),
        ("band2Horz", "w:val=\"0000\"", ["...", "bbb", "...", "bbb"]),
        ("band1Horz", "w:val=\"0060\"", ["...", "bbb", "...", "..."]),
        ("band1Horz", "w:val=\"0200\"", ["...", "...", "...", "..."]),
        ("band1Vert", "w:val=\"0000\"", ["b.b", "b.b", "b.b", "b.b"]),
        ("band2Vert", "w:val=\"0080\"", ["..b", "..b", "..b", "..b"]),
        ("band1Vert", "w:val=\"0400\"", ["...", "...", "...", "..."]),
        ("nwCell", "w:val=\"00A0\"", ["b..", "...", "...", "..."]),
        ("neCell", "w:val=\"0120\"", ["..b", "...", "...", "..."]),
        ("swCell", "w:val=\"00C0\"", ["...", "...", "...", "b.."]),
        ("seCell", "w:val=\"0140\"", ["...", "...", "...", "..b"]),
        ("seCell", "w:val=\"0040\"", ["...", "...", "...", "..."]),
        ("wholeTable", "w:val=\"0600\"", ["bbb", "bbb", "bbb", "bbb"]),
        // The attributes hold where there are any, whatever the bits.
        ("firstRow", "w:val=\"0000\" w:firstRow=\"1\"", ["bbb", "...", "...", "..."]),
        ("firstRow", "w:val=\"0020\" w:lastRow=\"1\"", ["...", "...", "...", "..."]),
        ("band1Horz", "w:val=\"0200\" w:noVBand=\"1\"", ["bbb", "...", "bbb", "..."]),
    ];
    for (area, attributes, expected) in cases {
        let docx = Docx::body(styled(&look(attributes), 4, 3)).styles(&parts(area));
        assert_eq!(bold(docx, 3), expected, "{area} {attributes}");
    }
    // Without a look no bit is set; bands of no size, or of none said, are none.
    let banded = |own: &str| style("t", "", own, &[("band1Horz", BOLD_RUN)]);
    assert_eq!(bold(Docx::body(styled("", 2, 1)).styles(&banded(&bands(1, 0))), 1), ["b", "."]);
    assert_eq!(bold(Docx::body(styled("", 4, 1)).styles(&banded(&bands(2, 0))), 1), ["b", "b", ".", "."]);
    for none in ["", &bands(0, 0)] {
        assert_eq!(bold(Docx::body(styled("", 2, 1)).styles(&banded(none)), 1), [".", "."]);
    }
}

#[test]
fn later_areas_of_a_table_style_win() {
    let ground = |fill: &str| format!("<w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/></w:tcPr>");
    let centered = "<w:pPr><w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/></w:rPr>".to_owned() + &ground("0000C0");
    let column = "<w:rPr><w:b w:val=\"0\"/><w:i/></w:rPr>".to_owned() + &ground("00C000");
    let (whole, corner) = (ground("C0C0C0"), ground("auto"));
    let parts = [("nwCell", corner.as_str()), ("firstCol", &column), ("firstRow", &centered), ("band1Horz", &whole)];
    let styles = style("t", "", &(ground("EEEEEE") + &bands(1, 0)), &parts);
    let own = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFFFFF\"/>";
    let table = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/><w:shd w:val=\"clear\" w:fill=\"FF0000\"/><w:tblLook w:val=\"00A0\"/></w:tblPr>\
         <w:tr>{c}{c}</w:tr><w:tr>{c}{}</w:tr><w:tr>{c}{c}</w:tr></w:tbl>",
        cell(own, "乙"),
        c = cell("", "甲")
    );
    let (grid, _) = grid(Docx::body(table).styles(&styles));
    let italic = Marks { italic: true, ..PLAIN };
    use Alignment::{Center, Start};
    assert_eq!(
        runs(&grid),
        [(italic, Center), (BOLD, Center), (italic, Start), (PLAIN, Start), (italic, Start), (PLAIN, Start)]
    );
    let grounds: Vec<_> = grid.cells().iter().map(|cell| cell.shading.map(|color| color.to_string())).collect();
    let of = |color: &str| Some(color.to_owned());
    // No ground is a ground too, of a corner and of a cell itself; that of a table as a whole is not shown.
    assert_eq!(grounds, [None, of("#0000C0"), of("#00C000"), None, of("#00C000"), of("#EEEEEE")]);
}

#[test]
fn areas_go_by_what_is_read_of_rows_and_cells() {
    let styles =
        style("t", "", &bands(1, 0), &[("firstRow", BOLD_RUN), ("lastCol", BOLD_RUN), ("band2Horz", BOLD_RUN)]);
    let row = |properties: &str, cells: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    let cells = cell("", "甲").repeat(2);
    let table =
        |look: &str, rows: &str| format!("<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/>{look}</w:tblPr>{rows}</w:tbl>");
    let signs = |rows: String, attributes: &str| bold(Docx::body(table(&look(attributes), &rows)).styles(&styles), 2);
    // Rows repeated with the first look like it, and bands begin below them.
    let header = row("<w:tblHeader/>", &cells);
    let rows = header.repeat(2) + &row("", &cells).repeat(2);
    assert_eq!(signs(rows.clone(), "w:val=\"0020\""), ["bb", "bb", "..", "bb"]);
    assert_eq!(signs(rows, "w:val=\"0200\""), ["..", "..", "..", ".."]);
    // The last cell of a row that is merged into the one above counts there; grid columns left free count for nothing.
    let merged = |value: &str| cell(&format!("<w:vMerge w:val=\"{value}\"/>"), "甲");
    let rows =
        row("", &(cell("", "甲") + &merged("restart"))) + &row("<w:gridAfter w:val=\"1\"/>", &cell("<w:vMerge/>", ""));
    let (read, _) = grid(Docx::body(table(&look("w:val=\"0300\""), &rows)).styles(&styles));
    assert_eq!(runs(&read).iter().map(|(marks, _)| marks.bold).collect::<Vec<_>>(), [false, true]);
    // A row that was deleted is none.
    let rows = row("<w:del w:id=\"1\"/>", &cells) + &row("", &cells);
    let read = Docx::body(table(&look("w:val=\"0020\""), &rows)).styles(&styles).read();
    let Block::Table(read) = &read.value.blocks[0] else { panic!() };
    assert_eq!(runs(read), [(BOLD, Alignment::Start); 2]);
}

#[test]
fn areas_asked_for_by_a_row_are_its_own_and_header_rows_are_the_styles_too() {
    let header = "<w:trPr><w:tblHeader/></w:trPr>".to_owned() + BOLD_RUN;
    let styles = style("t", "", &bands(1, 0), &[("firstRow", &header), ("lastCol", BOLD_RUN)]);
    let row = |properties: &str| format!("<w:tr>{properties}{}</w:tr>", cell("", "甲").repeat(2));
    let read = |first: &str, attributes: &str| {
        let exception = row(&format!("<w:tblPrEx>{}</w:tblPrEx>", look("w:val=\"0700\"")));
        let table = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/>{}</w:tblPr>{}{exception}{}</w:tbl>",
            look(attributes),
            row(first),
            row("")
        );
        let (grid, _) = grid(Docx::body(table).styles(&styles));
        let signs: String = runs(&grid).iter().map(|(marks, _)| if marks.bold { 'b' } else { '.' }).collect();
        (signs, grid.header_rows)
    };
    assert_eq!(read("", "w:val=\"0620\""), ("bb.b..".to_owned(), 1));
    assert_eq!(read("", "w:val=\"0600\""), ("...b..".to_owned(), 0));
    assert_eq!(read("<w:trPr><w:tblHeader w:val=\"0\"/></w:trPr>", "w:val=\"0620\""), ("bb.b..".to_owned(), 0));
}

#[test]
fn table_styles_end_where_their_cells_do() {
    let styles = style("t", "", BOLD_RUN, &[]);
    let inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let boxed = "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>";
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let table = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/></w:tblPr><w:tr><w:tc><w:p>{}{note}{boxed}</w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>",
        r("外")
    );
    let notes = "<w:footnote w:id=\"2\"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>";
    let read = Docx::body(table + &p("后")).styles(&styles).xml("footnotes", "footnotes", notes).read();
    let mut met = Vec::new();
    crate::document::each_inline(&read.value.blocks, &mut |inline| {
        if let Inline::Text(text) = inline {
            met.push((text.text.clone(), text.marks.bold));
        }
    });
    met.sort();
    let expected = [("内", false), ("后", false), ("外", true), ("框", false), ("注", false)];
    assert_eq!(met, expected.map(|(text, bold)| (text.to_owned(), bold)));
}

#[test]
fn damaged_table_styles_are_read_as_far_as_they_go() {
    let cyclic = style("t", "u", BOLD_RUN, &[]) + &style("u", "t", "<w:rPr><w:i/></w:rPr>", &[]);
    let read = Docx::body(styled("", 1, 1).repeat(2)).styles(&cyclic).read();
    assert_eq!(codes(&read.findings), ["style-cycle"], "said once");
    let Block::Table(grid) = &read.value.blocks[0] else { panic!() };
    assert_eq!(runs(grid)[0].0, Marks { italic: true, ..BOLD });
    let unclosed = "<w:style w:type=\"table\" w:styleId=\"t\"><w:rPr><w:b/></w:rPr><w:tblStylePr></w:style>";
    let read = Docx::body(styled("", 1, 1)).styles(unclosed).read();
    assert_eq!(codes(&read.findings), ["xml-breaks-off"]);
    let Block::Table(grid) = &read.value.blocks[0] else { panic!() };
    assert_eq!(runs(grid)[0].0, BOLD);
    // Character styles are not styles of tables, nor the other way round.
    let named = "<w:p><w:r><w:rPr><w:rStyle w:val=\"t\"/></w:rPr><w:t>甲</w:t></w:r></w:p>";
    assert_eq!(marks(Docx::body(named).styles(&style("t", "", BOLD_RUN, &[]))), [("甲".to_owned(), PLAIN)]);
}

#[test]
fn the_style_of_a_table_is_the_one_it_had_where_changes_are_rejected() {
    let change = "<w:tblPrChange w:id=\"1\"><w:tblPr><w:tblStyle w:val=\"u\"/></w:tblPr></w:tblPrChange>";
    let styles = style("t", "", BOLD_RUN, &[]) + &style("u", "", "<w:rPr><w:i/></w:rPr>", &[]);
    let read = |tracked_changes| {
        let bytes = Docx::body(styled(change, 1, 1)).styles(&styles).bytes();
        let read = docx_to_document_with(&bytes, &ReadOptions { tracked_changes, ..ReadOptions::default() }).unwrap();
        let Block::Table(grid) = &read.value.blocks[0] else { panic!() };
        runs(grid)[0].0
    };
    assert_eq!(read(TrackedChanges::Accept), BOLD);
    assert_eq!(read(TrackedChanges::Reject), Marks { italic: true, ..PLAIN });
}
