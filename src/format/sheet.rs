//! Workbooks and delimited text, fitted to the table.

use super::Content;
use crate::document::Document;
use crate::finding::{Error, Warned, catalogue};
use crate::form::WorkbookWords;

/// What was read of a sheet; that it has the input messages of our own workbooks is not told.
pub(super) fn to_content(read: Result<Warned<Document>, Error>) -> Result<Warned<Content>, Error> {
    let mut read = read?;
    let is_own = |text: &str| WorkbookWords::built_in().input.says(text);
    read.findings.retain(|finding| {
        !finding.is(catalogue::sheet::INPUT_MESSAGE_LEFT_OUT) || !finding.value("text").is_some_and(is_own)
    });
    Ok(read.map(Content::Document))
}

/// What was read under a workbook's name: systems of public bodies export tables of web pages and call them `.xls`, and those are
/// read as what they are.
pub(super) fn workbook_to_content(
    bytes: &[u8],
    named: &'static str,
    read: fn(&[u8]) -> Result<Warned<Document>, Error>,
) -> Result<Warned<Content>, Error> {
    #[cfg(feature = "html")]
    if crate::read::html::is_page_with_cells(bytes) {
        let shown = Some(crate::read::sheet::shown_number as crate::read::html::FormatNumber);
        let mut page = crate::read::html::page_to_document(bytes, shown)?;
        page.findings.insert(0, catalogue::convert::named_otherwise(named, "HTML"));
        if page.value.blocks.is_empty() {
            page.findings.push(catalogue::sheet::workbook_empty());
        }
        return to_content(Ok(page));
    }
    #[cfg(not(feature = "html"))]
    let _ = named;
    to_content(read(bytes))
}

#[cfg(all(test, feature = "html"))]
mod tests {
    use super::*;
    use crate::document::{Block, Inline};
    use crate::read::sheet::xls_to_document;

    fn page_of(page: &[u8]) -> Warned<Document> {
        let read = workbook_to_content(page, "XLS", xls_to_document).unwrap();
        let Warned { value: Content::Document(value), mut findings } = read else { panic!("a document expected") };
        assert_eq!(findings.remove(0).code(), "named-otherwise");
        Warned { value, findings }
    }

    fn read(source: &str) -> (Vec<Vec<String>>, Vec<&'static str>) {
        let read = page_of(source.as_bytes());
        let codes = read.findings.iter().map(|f| f.code()).collect();
        let grid = read.value.blocks.iter().find_map(|b| if let Block::Table(grid) = b { Some(grid) } else { None });
        let grid = grid.unwrap();
        let mut rows = vec![Vec::new(); grid.rows() as usize];
        grid.cells().iter().for_each(|cell| rows[cell.row as usize].push(cell.plain_text()));
        (rows, codes)
    }

    #[test]
    fn cells_spans_and_entities() {
        let page = "<TABLE><tr><td rowspan=2>甲<td colspan='2'>乙&nbsp;丙</tr><tr><td>1<br>2</td><td>&#51;&lt;</td></tr></TABLE>";
        assert_eq!(read(page).0, [vec!["甲", "乙\u{A0}丙"], vec!["1\n2", "3<"]]);
    }

    #[test]
    fn overridden_directions_are_marked_and_fields_have_their_values() {
        let page = "<table><tr><td><bdo dir=rtl>4621</bdo></td><td><bdo>12</bdo></td><td><input value=34></td><td><input type=hidden value=9>5</td></tr></table>";
        assert_eq!(read(page).0, [["\u{202E}4621\u{202C}", "12", "34", "5"]]);
    }

    #[test]
    fn what_is_hidden_is_left_out_and_marks_stay() {
        let page = "<style>.h{display:none}</style><table><tr><td>12<span style='color:#fff'>00</span></td><td>5<i class=h>9</i></td><td bgcolor=#1F3864><font color=white>7</font></td><td>1<sup>1</sup></td></tr></table>";
        let (rows, codes) = read(page);
        assert_eq!(rows, [["12", "5", "7", "11"]]);
        assert_eq!(codes, ["ground-colored-text-dropped", "hidden-text-dropped"]);
        let document = page_of(page.as_bytes()).value;
        let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table expected") };
        let Block::Paragraph(paragraph) = &grid.cells()[3].content[0] else { panic!("a paragraph expected") };
        assert_eq!(paragraph.content.inlines().len(), 2);
    }

    #[test]
    fn what_office_and_browsers_hide_strike_or_raise_joins_nothing() {
        let runs = |inner: &str, style: &str| {
            let page = format!("<style>{style}</style><table><tr><td>101{inner}</td></tr></table>");
            let document = page_of(page.as_bytes()).value;
            let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table expected") };
            let content = match grid.cells()[0].content.as_slice() {
                [Block::Paragraph(paragraph)] => paragraph.content.clone(),
                other => panic!("{other:?}"),
            };
            let unmarked = content.inlines().iter().filter_map(|inline| match inline {
                Inline::Text(run) if !run.marks.strike && run.marks.position.is_none() => Some(run.text.clone()),
                _ => None,
            });
            unmarked.collect::<String>()
        };
        for inner in [
            "<span style='mso-hide:all'>9</span>",
            "<span style='opacity:0'>9</span>",
            "<span style='color:rgba(0,0,0,0)'>9</span>",
            "<span style='color:#00000000'>9</span>",
            "<span style='position:absolute;left:-9999px'>9</span>",
            "<span style='mso-text-strike:single'>9</span>",
            "<span style='position:relative;top:-4pt;font-size:7pt'>9</span>",
            "<span style='vertical-align:4pt'>9</span>",
            "<span style='vertical-align:-30%'>9</span>",
            "<span style='font-variant-position:super'>9</span>",
            "<ruby><rp>(</rp><rt>9</rt></ruby>",
            "<template>9</template>",
            "<span class=x>9</span>",
        ] {
            assert_eq!(runs(inner, ".x{mso-text-strike:single}"), "101", "{inner}");
        }
        for inner in
            ["<span style='position:relative'>9</span>", "<span style='opacity:1;vertical-align:middle'>9</span>"]
        {
            assert_eq!(runs(inner, ""), "1019", "{inner}");
        }
    }

    #[test]
    fn a_whole_cell_that_is_moved_is_raised_against_nothing() {
        let page = "<table><tr><td><span style='position:relative;top:-1.5pt'>2527</span></td></tr></table>";
        let document = page_of(page.as_bytes()).value;
        let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table expected") };
        assert_eq!(grid.cells()[0].content, [Block::text("2527")]);
    }

    #[test]
    fn the_number_format_of_a_cell_says_its_unit() {
        let page = |format: &str, text: &str| {
            format!(
                "<style>.y{{mso-number-format:\"{format}\"}}</style><table><tr><td class=y>{text}</td></tr></table>"
            )
        };
        for (format, text, shown) in [
            ("0\\0022元\\0022", "845200", "845200元"),
            ("\\#\\,\\#\\#0\\.00\\0022元\\0022\\;0\\0022元\\0022", "845,200.00", "845200元"),
            ("\\@", "0845", "0845"),
            ("0", "845", "845"),
            ("0\\0022元\\0022", "845200元", "845200元"),
            // Already scaled, or not: nothing tells.
            ("0\\!\\.0\\,\\0022万元\\0022", "84.5", "84.5"),
        ] {
            assert_eq!(read(&page(format, text)).0, [[shown]], "{format}");
        }
    }

    #[test]
    fn a_page_in_gb18030_and_text_around_tables() {
        let page = "<html><meta charset=gb2312><p>单位：元</p><table><tr><td>甲</td></tr></table>";
        let (bytes, _, _) = encoding_rs::GB18030.encode(page);
        let read = page_of(&bytes);
        assert!(read.findings.is_empty());
        assert_eq!(read.value.blocks[0].plain_text(), "单位：元");
    }

    #[test]
    fn broken_pages_are_read_as_far_as_they_go() {
        for page in ["<table><tr><td>1", "<table><tr><td>1</td></tr></table></table></div>", "<table><tr><td>1<a b='"] {
            assert_eq!(read(page).0, [["1"]], "{page}");
        }
    }

    #[test]
    fn a_page_without_cells_is_no_workbook() {
        let code = |page: &[u8]| workbook_to_content(page, "XLS", xls_to_document).unwrap_err().code();
        assert_eq!(code(b"<html><p>404</p></html>"), "not-a-workbook");
    }
}
