//! Whole reports as rich text in the shapes other programs than LibreOffice write: every figure of the statutory tables is the draft's.

use crate::support::{options, sample_bytes};
use nianbao::convert::bytes_to_report;
use nianbao::document::{Block, Document, Grid};
use nianbao::format::Format;
use nianbao::read::docx::docx_to_document;
use nianbao::report::save;

/// How a program writes rich text.
struct Shape {
    head: &'static str,
    run: fn(&str) -> String,
    /// What stands before and behind a row, around its definition.
    row: fn(definition: &str, cells: &str) -> String,
}

fn as_bytes(text: &str) -> String {
    let bytes_of = |c: char| {
        let text = c.to_string();
        let (bytes, _, is_lossy) = encoding_rs::GBK.encode(&text);
        let bytes: String = bytes.iter().map(|byte| format!("\\'{byte:02x}")).collect();
        if is_lossy { format!("{{\\uc0\\u{} }}", c as u32) } else { bytes }
    };
    text.chars().map(bytes_of).collect()
}

fn as_units(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{}?", unit as i16)).collect()
}

const SHAPES: [(&str, Shape); 3] = [
    (
        "Word",
        Shape {
            head: r"{\rtf1\adeflang1025\ansi\ansicpg936\uc2\adeff0\deff0\stshfdbch13{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f13\fbidi \fnil\fcharset134\fprq2{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5{\*\falt SimSun};}}{\stylesheet{\qj \fs21\loch\f0\hich\af0\dbch\af13 \snext0 Normal;}}{\*\latentstyles{\lsdlockedexcept \lsdlocked0 Normal;}}\paperw11906\paperh16838 ",
            run: |text| match text.is_ascii() {
                true => format!(r"{{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 \hich\af0\dbch\af13\loch\f0 {text}}}"),
                false => format!(
                    r"{{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 \loch\af13\hich\af13\dbch\f13 {}}}",
                    as_bytes(text)
                ),
            },
            row: |definition, cells| {
                format!(
                    r"{definition}\pard \ltrpar\qc\intbl\wrapdefault {cells}\pard \ltrpar\intbl {{\insrsid1 {definition}\row }}"
                )
            },
        },
    ),
    (
        "WordPad",
        Shape {
            head: r"{\rtf1\ansi\ansicpg936\deff0\nouicompat\deflang1033\deflangfe2052{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset0 Calibri;}}{\*\generator Riched20 10.0.19041}\viewkind4\uc1 ",
            run: |text| match text.is_ascii() {
                true => format!(r"\f1\lang1033 {text}"),
                false => format!(r"\f0\lang2052 {}", as_bytes(text)),
            },
            row: |definition, cells| format!("{definition}\\pard\\intbl\\widctlpar {cells}\\row\r\n"),
        },
    ),
    (
        "in Unicode alone, the definition behind the cells",
        Shape {
            head: r"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\uc1 ",
            run: as_units,
            row: |definition, cells| format!(r"\pard\plain\intbl {cells}{definition}\row "),
        },
    ),
];

/// The document as rich text: its paragraphs and tables, without looks.
fn rich_text(document: &Document, shape: &Shape) -> String {
    let mut text = shape.head.to_owned();
    document.blocks.iter().for_each(|block| write_block(block, shape, &mut text));
    text + "}"
}

fn write_block(block: &Block, shape: &Shape, text: &mut String) {
    match block {
        Block::Table(grid) => write_table(grid, shape, text),
        Block::List(list) => {
            for item in &list.items {
                let said: Vec<String> = item.content.iter().map(Block::plain_text).collect();
                write_paragraph(&(item.label.clone() + &said.concat()), shape, text);
            }
        }
        Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
        paragraph => write_paragraph(&paragraph.plain_text(), shape, text),
    }
}

fn write_paragraph(said: &str, shape: &Shape, text: &mut String) {
    *text += &format!("\\pard {}\\par\r\n", runs(said, shape));
}

/// Runs of ASCII and of other characters.
fn runs(said: &str, shape: &Shape) -> String {
    let said: Vec<char> = said.chars().filter(|c| !c.is_control()).collect();
    said.chunk_by(|a, b| a.is_ascii() == b.is_ascii()).map(|run| (shape.run)(&run.iter().collect::<String>())).collect()
}

/// A table, cells that cover others marked as Word marks them.
fn write_table(grid: &Grid, shape: &Shape, text: &mut String) {
    for row in 0..grid.rows() {
        let (mut definition, mut cells) = ("\\trowd\\trgaph108\\trleft-108 ".to_owned(), String::new());
        for column in 0..grid.columns() {
            let cell = grid.cells().iter().find(|cell| {
                (cell.row..cell.row + cell.row_span).contains(&row)
                    && (cell.column..cell.column + cell.column_span).contains(&column)
            });
            let Some(cell) = cell else { panic!("a grid has a cell everywhere") };
            let flag = |span: u32, is_first: bool, first: &str, later: &str| match (span, is_first) {
                (1, _) => String::new(),
                (_, true) => first.to_owned(),
                (_, false) => later.to_owned(),
            };
            definition += &flag(cell.column_span, column == cell.column, "\\clmgf", "\\clmrg");
            definition += &flag(cell.row_span, row == cell.row, "\\clvmgf", "\\clvmrg");
            definition += &format!("\\clvertalc\\clbrdrt\\brdrs\\brdrw10 \\cellx{}", 800 * (column + 1));
            if (row, column) == (cell.row, cell.column) {
                cells += &runs(&cell.plain_text(), shape);
            }
            cells += "\\cell ";
        }
        *text += &(shape.row)(&definition, &cells);
    }
    *text += "\\pard\\par ";
}

#[test]
fn every_figure_of_a_report_in_rich_text_is_the_drafts() {
    let options = options();
    let statistics = |bytes: &[u8], format| {
        let read = bytes_to_report(bytes, format, &options).unwrap();
        let report: serde_json::Value = serde_json::from_str(&save(&read.value, &options.forms)).unwrap();
        assert!(report["statistics"].as_object().is_some_and(|tables| tables.len() == 3), "{report}");
        (report["organ"].clone(), report["year"].clone(), report["statistics"].clone())
    };
    for name in ["lukou-2021", "qinghe-2023"] {
        let draft = sample_bytes(&format!("{name}/draft.docx"));
        let document = docx_to_document(&draft).unwrap().value;
        let expected = statistics(&draft, Format::Docx);
        for (program, shape) in &SHAPES {
            let found = statistics(rich_text(&document, shape).as_bytes(), Format::Rtf);
            assert_eq!(found, expected, "{name}: {program}");
        }
    }
}
