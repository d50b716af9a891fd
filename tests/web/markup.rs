//! The blocks of a report as content management systems and office programs mark them up.

use nianbao::document::{Block, Document, Grid, ParagraphRole};

/// What a paragraph of the report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Heading,
    Text,
    /// Who signs, and the date.
    Signature,
}

/// How paragraphs and tables are marked up.
#[derive(Clone, Copy)]
pub(super) struct Markup {
    pub(super) paragraph: fn(Part, &str) -> String,
    pub(super) table: fn(&Grid) -> String,
}

pub(super) const PLAIN: Markup = Markup { paragraph: plain, table };

/// The parts of a report, marked up.
pub(super) fn parts(document: &Document, markup: Markup) -> Vec<(Part, String)> {
    let written = document.blocks.iter().map(|block| {
        let (part, text) = match block {
            Block::Heading(heading) => (Part::Heading, heading.content.plain_text()),
            Block::Paragraph(paragraph) => {
                let part = match paragraph.role {
                    ParagraphRole::Title => Part::Title,
                    ParagraphRole::Signature | ParagraphRole::Date => Part::Signature,
                    _ => Part::Text,
                };
                (part, paragraph.content.plain_text())
            }
            Block::Table(grid) => return (Part::Text, (markup.table)(grid)),
            other => panic!("the made-up report has no {other:?}"),
        };
        (part, (markup.paragraph)(part, &text))
    });
    written.collect()
}

pub(super) fn plain(part: Part, text: &str) -> String {
    match part {
        Part::Title => format!("<p align=\"center\"><strong>{text}</strong></p>\n"),
        Part::Signature => format!("<p style=\"text-align: right\">{text}</p>\n"),
        _ => format!("<p>{text}</p>\n"),
    }
}

/// TRS: an indent by style, a class for everything.
pub(super) fn trs(part: Part, text: &str) -> String {
    match part {
        Part::Title => format!("<p style=\"text-align: center;\"><span style=\"font-size: 22pt;\">{text}</span></p>\n"),
        Part::Signature => format!("<p align=\"right\" style=\"margin-right: 64pt\">{text}</p>\n"),
        _ => format!("<p align=\"justify\" style=\"text-indent: 2em; line-height: 200%\">{text}</p>\n"),
    }
}

/// As pasted from Word.
pub(super) fn word(part: Part, text: &str) -> String {
    let align = match part {
        Part::Title => "center",
        Part::Signature => "right",
        _ => "justify",
    };
    format!(
        "<p class=MsoNormal align={align} style='text-align:{align};text-indent:32.0pt;mso-char-indent-count:2.0;line-height:\n28.0pt;mso-line-height-rule:exactly'><span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:仿宋_GB2312'>{text}<span\nlang=EN-US><o:p></o:p></span></span></p>\n"
    )
}

/// As pasted from Word with a span to each character.
pub(super) fn by_character(part: Part, text: &str) -> String {
    let spans: String = text.chars().map(|c| format!("<span style=\"font-family:仿宋\">{c}</span>")).collect();
    plain(part, &spans)
}

/// As pasted from WPS.
pub(super) fn wps(part: Part, text: &str) -> String {
    let align = if part == Part::Title { "center" } else { "left" };
    format!(
        "<p style=\"margin-top:0;margin-bottom:0;mso-pagination:widow-orphan;text-align:{align}\"><font face=\"仿宋\"><b style=\"mso-bidi-font-weight:normal\"></b><span style=\"mso-spacerun:'yes';font-family:仿宋;font-size:16.0000pt;mso-font-kerning:1.0000pt;\">{text}</span></font><span style=\"mso-spacerun:'yes';\"><o:p></o:p></span></p>\n"
    )
}

/// Lines of one block, indented by full-width spaces.
pub(super) fn lines(part: Part, text: &str) -> String {
    match part {
        Part::Title => format!("<center>{text}</center>\n"),
        _ => format!("　　{text}<br />\n"),
    }
}

/// The same, indented by spaces that don't break.
pub(super) fn hard_spaces(part: Part, text: &str) -> String {
    match part {
        Part::Title => format!("<div align=center>{text}</div>\n"),
        _ => format!("&nbsp;&nbsp;&nbsp;&nbsp;{text}<br><br>\n"),
    }
}

/// A `div` to each paragraph, some of them empty.
pub(super) fn divisions(part: Part, text: &str) -> String {
    let align = if part == Part::Title { " style=\"text-align:center\"" } else { "" };
    format!("<div{align}>{text}</div><div>&nbsp;</div>\n")
}

/// HTML of the last century.
pub(super) fn capitals(part: Part, text: &str) -> String {
    let align = if part == Part::Title { "CENTER" } else { "LEFT" };
    format!("<P ALIGN={align}><FONT FACE=\"宋体\" SIZE=4>{text}</FONT>\n")
}

/// A table, its cells as `cell` writes them.
fn table_of(grid: &Grid, attributes: &str, cell: impl Fn(&str, String) -> String) -> String {
    let mut rows: Vec<String> = vec![String::new(); grid.rows() as usize];
    for held in grid.cells() {
        let span = |name: &str, n: u32| if n > 1 { format!(" {name}=\"{n}\"") } else { String::new() };
        let spans = span("rowspan", held.row_span) + &span("colspan", held.column_span);
        let text = held.plain_text().replace('\n', "<br>");
        rows[held.row as usize].push_str(&cell(&text, spans));
    }
    let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>\n")).collect();
    format!("<table{attributes}><tbody>\n{rows}</tbody></table>\n")
}

pub(super) fn table(grid: &Grid) -> String {
    table_of(grid, " border=\"1\"", |text, spans| format!("<td{spans}>{text}</td>"))
}

/// Labels as such.
pub(super) fn headed(grid: &Grid) -> String {
    table_of(grid, "", |text, spans| {
        let is_figure = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        if is_figure { format!("<td{spans}>{text}</td>") } else { format!("<th scope=\"row\"{spans}>{text}</th>") }
    })
}

pub(super) fn word_table(grid: &Grid) -> String {
    let attributes = " class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt;mso-yfti-tbllook:1184'";
    table_of(grid, attributes, |text, spans| {
        format!(
            "<td width=63{spans} style='width:47.2pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal align=center style='text-align:center'><span lang=EN-US style='font-size:9.0pt;mso-bidi-font-size:12.0pt'>{text}<o:p></o:p></span></p></td>"
        )
    })
}

/// A span to each character, a paragraph to each cell.
pub(super) fn table_by_character(grid: &Grid) -> String {
    table_of(grid, "", |text, spans| {
        let text = text.replace("<br>", "");
        let inner: String = text.chars().map(|c| format!("<span>{c}</span>")).collect();
        format!("<td{spans}><p>{inner}</p></td>")
    })
}

/// Cells padded with spaces, tags left open.
pub(super) fn open_table(grid: &Grid) -> String {
    let table = table_of(grid, "", |text, spans| format!("<TD{spans}>&nbsp;{text} "));
    table.replace("</tr>", "").replace("<tbody>", "").replace("</tbody>", "")
}

/// Wider than it is: spans that reach beyond the last column.
pub(super) fn overreaching(grid: &Grid) -> String {
    let columns = grid.columns();
    let mut rows: Vec<String> = vec![String::new(); grid.rows() as usize];
    for held in grid.cells() {
        let ends = held.column + held.column_span == columns && held.column_span > 1;
        let across = if ends { held.column_span + 3 } else { held.column_span };
        let down = if held.row + held.row_span == grid.rows() && held.row_span > 1 {
            held.row_span + 9
        } else {
            held.row_span
        };
        let text = held.plain_text().replace('\n', "<br>");
        rows[held.row as usize].push_str(&format!("<td rowspan={down} colspan={across}>{text}</td>"));
    }
    format!("<table>{}</table>\n", rows.iter().map(|row| format!("<tr>{row}</tr>")).collect::<String>())
}

/// What reaches down to the last row says so with 0 (HTML Living Standard, 4.9.11).
pub(super) fn to_the_end(grid: &Grid) -> String {
    let rows = grid.rows();
    let mut written: Vec<String> = vec![String::new(); rows as usize];
    for held in grid.cells() {
        let down = if held.row + held.row_span == rows && held.row_span > 1 { 0 } else { held.row_span };
        let text = held.plain_text().replace('\n', "<br>");
        written[held.row as usize].push_str(&format!("<td rowspan={down} colspan={}>{text}</td>", held.column_span));
    }
    format!("<table>{}</table>\n", written.iter().map(|row| format!("<tr>{row}</tr>")).collect::<String>())
}

/// The last cell of the last row is not there.
pub(super) fn cut_short(grid: &Grid) -> String {
    let table = table(grid);
    let at = table.rfind("<td").unwrap();
    format!("{}</tr></tbody></table>\n", &table[..at])
}

/// Labels of one row reach down over the next.
pub(super) fn overlapping(grid: &Grid) -> String {
    let text = table(grid);
    let Some(at) = text.rfind("rowspan=\"2\"") else { return text };
    format!("{}rowspan=\"3\"{}", &text[..at], &text[at + 11..])
}

/// A picture instead of a table.
pub(super) fn pictured(_: &Grid) -> String {
    "<p align=center><img src=\"./W020240124.jpg\" width=\"553\"></p>\n".to_owned()
}

/// One cell a line instead of a table.
pub(super) fn flattened(grid: &Grid) -> String {
    grid.cells().iter().map(|cell| format!("<p>{}</p>\n", cell.plain_text().replace('\n', ""))).collect()
}

/// One row a line instead of a table, cells parted by tabs.
pub(super) fn tabbed(grid: &Grid) -> String {
    let mut rows: Vec<Vec<String>> = vec![Vec::new(); grid.rows() as usize];
    for cell in grid.cells() {
        rows[cell.row as usize].push(cell.plain_text().replace('\n', ""));
    }
    format!("<pre>{}</pre>\n", rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"))
}
