//! Delimited text (CSV, TSV; RFC 4180) → Document.
//!
//! Values are text as it stands: `0100` stays `0100`.

use super::findings::SheetFindings;
use super::grid::{cells_to_grid, mark_absent};
use super::spent::Spent;
use super::value::{Cells, Kind, ReadCell};
use super::worksheet::RawSheet;
use super::{MAX_PLACES, MAX_TEXT_BYTES};
use crate::document::{Account, Block, Document, Grid};
use crate::finding::{Error, Finding, Warned, catalogue, terms};
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Delimiters looked for, the likelier first.
const DELIMITERS: [char; 4] = [',', '\t', ';', '|'];
/// So many rows decide on the delimiter.
const ROWS_LOOKED_AT: usize = 200;

/// Reads delimited text: UTF-8, UTF-16 with a byte order mark, or else GB18030; set apart by commas, tabs, semicolons or
/// vertical bars, whichever divides the rows evenly.
///
/// # Errors
/// `empty-file`, `not-text`; `limit-exceeded` beyond [`MAX_TEXT_BYTES`] or [`MAX_PLACES`].
pub fn csv_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    text_to_document(bytes, None)
}

/// Reads delimited text as [`csv_to_document`] does, set apart by tabs and nothing else.
///
/// # Errors
/// As [`csv_to_document`].
pub fn tsv_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    text_to_document(bytes, Some('\t'))
}

fn text_to_document(bytes: &[u8], named: Option<char>) -> Result<Warned<Document>, Error> {
    if bytes.is_empty() {
        return Err(catalogue::package::empty_file().into());
    }
    if bytes.len() > MAX_TEXT_BYTES {
        let limit = terms::FILE_BYTES;
        return Err(catalogue::package::limit_exceeded(limit, MAX_TEXT_BYTES, bytes.len()).into());
    }
    let mut findings = SheetFindings::of_text_file();
    let text = decoded(bytes, &mut findings)?;
    let (delimiter, body) = match named {
        Some(named) => (named, text.as_str()),
        None => delimiter(&text, &mut findings),
    };
    let mut cells = Cells::new();
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    let mut counts = Vec::new();
    let (mut formulas, mut spent) = (0usize, Spent::default());
    let mut records = Records::new(body, delimiter);
    // Excel's own first line naming the delimiter is a row of the file, though not of the table.
    let first_row = if body.len() < text.len() { 2 } else { 1 };
    for row in first_row.. {
        let Some(record) = records.next() else { break };
        let found = record.len();
        if found > Grid::MAX_COLUMNS as usize {
            let limit = terms::COLUMNS_OF_TABLE;
            return Err(catalogue::package::limit_exceeded(
                limit,
                Grid::MAX_COLUMNS,
                format!("> {}", Grid::MAX_COLUMNS),
            )
            .into());
        }
        let is_blank = record.iter().all(|value| value.text.is_empty());
        for (column, value) in (1u32..).zip(record) {
            formulas += usize::from(value.is_formula);
            if value.is_misplaced {
                findings.on_cell(row, column, catalogue::sheet::quote_misplaced(&value.text));
            }
            if value.is_open {
                findings.on_cell(row, column, catalogue::sheet::quote_not_closed());
            }
            if !value.text.is_empty() {
                let read = ReadCell::plain(value.text, Kind::Text);
                spent.cell(&read)?;
                cells.insert((row, column), read);
            }
        }
        if !is_blank {
            *widths.entry(found).or_default() += 1;
            counts.push((row, found));
        }
    }
    let most_common = widths.iter().max_by_key(|(width, rows)| (**rows, **width)).map_or(0, |(width, _)| *width);
    let ends = counts.iter().map(|(row, found)| (*row, u32::try_from(*found).unwrap_or(u32::MAX))).collect();
    for (row, found) in counts {
        if found != most_common {
            findings.on_cell(row, 1, catalogue::sheet::row_uneven(most_common, found));
        }
    }
    if formulas > 0 {
        findings.on_sheet(catalogue::sheet::quoted_as_formula(formulas));
    }
    let mut grid = cells_to_grid(cells, &RawSheet::default(), MAX_PLACES, &mut findings)?;
    if let Some(grid) = &mut grid {
        mark_absent(grid, &ends);
    }
    let blocks: Vec<Block> = grid.map(Block::Table).into_iter().collect();
    let mut findings = findings.finish();
    let placed = Account::of_blocks(&blocks, true);
    // Most files lack no character: then their values need not be told apart.
    let is_whole = whole(body).characters_missing_from(&placed, &findings).is_empty();
    let missing =
        if is_whole { Vec::new() } else { values(body, delimiter).characters_missing_from(&placed, &findings) };
    findings.extend(missing);
    Ok(Warned { value: Document { blocks, ..Document::default() }, findings })
}

/// The rows of delimited text set apart by commas, values as they stand, each handed to `take`, until it breaks off; with what there was to
/// say of the encoding.
///
/// # Errors
/// `not-text`.
pub fn csv_to_rows(
    bytes: &[u8],
    mut take: impl FnMut(u32, Vec<String>) -> ControlFlow<()>,
) -> Result<Vec<Finding>, Error> {
    let mut findings = SheetFindings::of_text_file();
    let text = decoded(bytes, &mut findings)?;
    for (row, record) in (1..).zip(Records::new(&text, ',')) {
        if take(row, record.into_iter().map(|value| value.text).collect()).is_break() {
            break;
        }
    }
    Ok(findings.finish())
}

/// A text as one.
fn whole(text: &str) -> Account {
    let mut account = Account::default();
    let passage = account.passage(None, true);
    account.piece(passage, text);
    account
}

/// All values of a text, without any rule of quotation: what stands between delimiters, quotation marks and line ends.
fn values(text: &str, delimiter: char) -> Account {
    let mut account = Account::default();
    for value in text.split([delimiter, '"', '\n', '\r']).filter(|value| !value.is_empty()) {
        let passage = account.passage(None, true);
        account.piece(passage, value);
    }
    account
}

fn decoded(bytes: &[u8], findings: &mut SheetFindings) -> Result<String, Error> {
    let marked = Encoding::for_bom(bytes);
    let encoding = match marked {
        Some((encoding, _)) => {
            findings.on_sheet(catalogue::sheet::byte_order_mark(encoding.name()));
            encoding
        }
        None if bytes.contains(&0) => return Err(catalogue::sheet::not_text().into()),
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => {
            findings.on_sheet(catalogue::sheet::encoding_guessed(GB18030.name()));
            GB18030
        }
    };
    let bytes = marked.and_then(|(_, mark)| bytes.get(mark..)).unwrap_or(bytes);
    let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
    if is_faulty {
        findings.on_sheet(catalogue::sheet::bytes_undecodable(encoding.name()));
    }
    Ok(text.into_owned())
}

/// The delimiter, and the text after a first line `sep=;` that names it.
fn delimiter<'t>(text: &'t str, findings: &mut SheetFindings) -> (char, &'t str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut chars = rest.chars();
        if let Some(named) = chars.next().filter(|c| !matches!(c, '\r' | '\n' | '"')) {
            let body = chars.as_str();
            if let Some(body) = body.strip_prefix("\r\n").or_else(|| body.strip_prefix('\n')) {
                return (named, body);
            }
        }
    }
    // How many rows it divides into the same number of columns, more than one.
    let evenness = |delimiter: char| {
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        for record in Records::new(text, delimiter).take(ROWS_LOOKED_AT) {
            *rows.entry(record.len()).or_default() += 1;
        }
        rows.into_iter().filter(|(columns, _)| *columns > 1).map(|(_, rows)| rows).max().unwrap_or(0)
    };
    let mut chosen = (',', 0);
    let mut rival = None;
    for delimiter in DELIMITERS {
        let rows = evenness(delimiter);
        if rows > chosen.1 {
            (chosen, rival) = ((delimiter, rows), None);
        } else if rows == chosen.1 && rows > 0 {
            rival = rival.or(Some(delimiter));
        }
    }
    if let Some(rival) = rival {
        let shown = |delimiter: char| delimiter.escape_default().to_string();
        findings.on_sheet(catalogue::sheet::delimiter_ambiguous(shown(chosen.0), shown(rival)));
    } else if !matches!(chosen.0, ',' | '\t') {
        findings.on_sheet(catalogue::sheet::delimiter_guessed(chosen.0));
    }
    (chosen.0, text)
}

/// One value of a row.
#[derive(Debug, Default, PartialEq)]
struct Value {
    text: String,
    /// Its quotation mark is never closed.
    is_open: bool,
    is_misplaced: bool,
    /// It was written as a formula that gives its text, `="0100"`: so programs keep zeros.
    is_formula: bool,
}

/// Whether bytes are lines of values set apart by tabs.
pub(super) fn is_tab_table(bytes: &[u8]) -> bool {
    let is_text = |b: &u8| *b >= 0x20 || matches!(b, b'\t' | b'\r' | b'\n');
    let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()).take(ROWS_LOOKED_AT);
    bytes.iter().all(is_text) && lines.filter(|line| line.contains(&b'\t')).count() > 1
}

/// The rows of a text.
struct Records<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    delimiter: char,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: char) -> Self {
        Records { rest: text.chars().peekable(), delimiter }
    }

    /// A value up to its delimiter or line end, which stays.
    fn value(&mut self) -> Value {
        let mut value = Value::default();
        let mut ahead = self.rest.clone();
        if ahead.next() == Some('=') && ahead.next() == Some('"') {
            value.is_formula = true;
            self.rest.next();
        }
        if self.rest.next_if_eq(&'"').is_some() {
            value.is_open = true;
            while let Some(c) = self.rest.next() {
                match c {
                    '"' if self.rest.next_if_eq(&'"').is_some() => value.text.push('"'),
                    '"' => {
                        value.is_open = false;
                        break;
                    }
                    '\r' if self.rest.peek() == Some(&'\n') => {}
                    c => value.text.push(c),
                }
            }
        }
        let was_quoted = !value.text.is_empty();
        let delimiter = self.delimiter;
        while let Some(c) = self.rest.next_if(|c| *c != delimiter && !matches!(c, '\r' | '\n')) {
            value.is_misplaced |= was_quoted || c == '"';
            value.text.push(c);
        }
        // The same within quotation marks: "=""0100""".
        let inside = value.text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        if let Some(inside) = inside.filter(|inside| !inside.replace("\"\"", "").contains('"')) {
            value.text = inside.replace("\"\"", "\"");
            value.is_formula = true;
        }
        value
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<Value>;

    fn next(&mut self) -> Option<Vec<Value>> {
        self.rest.peek()?;
        let mut record = Vec::new();
        loop {
            let value = self.value();
            // One more tells that there are too many.
            if record.len() <= Grid::MAX_COLUMNS as usize {
                record.push(value);
            }
            match self.rest.next() {
                Some('\r') => {
                    self.rest.next_if_eq(&'\n');
                    return Some(record);
                }
                Some(c) if c == self.delimiter => {}
                _ => return Some(record),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Origin, Place};

    fn read(bytes: &[u8]) -> (Vec<Vec<String>>, Vec<&'static str>) {
        let read = csv_to_document(bytes).unwrap();
        let codes = read.findings.iter().map(|f| f.code()).collect();
        let Some(Block::Table(grid)) = read.value.blocks.first() else { return (Vec::new(), codes) };
        (rows(grid), codes)
    }

    fn rows(grid: &Grid) -> Vec<Vec<String>> {
        let mut rows = vec![Vec::new(); grid.rows() as usize];
        grid.cells().iter().for_each(|cell| rows[cell.row as usize].push(cell.plain_text()));
        rows
    }

    #[test]
    fn values_are_text_as_it_stands() {
        let text = "项目,0100,\" 1,5 \"\r\n\"商业\r\n企业\",\"说\"\"明\"\"\",\r\n";
        let (rows, codes) = read(text.as_bytes());
        assert_eq!(rows, [["项目", "0100", " 1,5 "], ["商业\n企业", "说\"明\"", ""]]);
        assert!(codes.is_empty(), "{codes:?}");
    }

    #[test]
    fn formulas_that_give_a_text_are_that_text() {
        let text = "项目,数\r\n甲,=\"0100\"\r\n乙,\"=\"\"1,264\"\"\"\r\n丙,=\"1,5\"\r\n丁,=A1\r\n";
        let (rows, codes) = read(text.as_bytes());
        assert_eq!(rows, [["项目", "数"], ["甲", "0100"], ["乙", "1,264"], ["丙", "1,5"], ["丁", "=A1"]]);
        assert_eq!(codes, ["quoted-as-formula"]);
    }

    #[test]
    fn encodings_are_told_apart() {
        let expected = vec![vec!["自然人".to_owned(), "12".to_owned()]];
        let text = "自然人,12\n";
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(text.bytes());
        let mut wide = vec![0xFF, 0xFE];
        wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(text.as_bytes()), (expected.clone(), vec![]));
        assert_eq!(read(&marked), (expected.clone(), vec!["byte-order-mark"]));
        assert_eq!(read(&wide), (expected.clone(), vec!["byte-order-mark"]));
        assert_eq!(read(&GB18030.encode(text).0), (expected, vec!["encoding-guessed"]));
        assert_eq!(read(b"a,\xFF\n").1, ["encoding-guessed", "bytes-undecodable"]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_divides_evenly() {
        assert_eq!(read("甲,乙\t1\n丙\t2\n".as_bytes()).0, [["甲,乙", "1"], ["丙", "2"]]);
        assert_eq!(
            read(b"a;1,5\nb;2\n"),
            (vec![vec!["a".into(), "1,5".into()], vec!["b".into(), "2".into()]], vec!["delimiter-guessed"])
        );
        assert_eq!(read(b"a;1,5\nb;2,5\n").1, ["delimiter-ambiguous"]);
        assert_eq!(
            read(b"sep=;\r\na;1,5\nb;2,5\n"),
            (vec![vec!["a".into(), "1,5".into()], vec!["b".into(), "2,5".into()]], vec![])
        );
    }

    #[test]
    fn tabs_alone_part_the_values_of_a_tsv_file() {
        let document = tsv_to_document("甲,乙\t1,5\n丙,丁\t2,5\n".as_bytes()).unwrap();
        assert!(document.findings.is_empty());
        let Some(Block::Table(grid)) = document.value.blocks.first() else { panic!("a table expected") };
        assert_eq!(rows(grid), [["甲,乙", "1,5"], ["丙,丁", "2,5"]]);
    }

    #[test]
    fn uneven_rows_and_stray_quotes_are_named() {
        assert_eq!(
            read(b"1,2,3\n4,5\n\n6,7,8\n"),
            (
                vec![
                    vec!["1".into(), "2".into(), "3".into()],
                    vec!["4".into(), "5".into(), "".into()],
                    vec!["".into(), "".into(), "".into()],
                    vec!["6".into(), "7".into(), "8".into()]
                ],
                vec!["row-uneven"]
            )
        );
        assert_eq!(read(b"a,\"b\nc,d\n").1[0], "quote-not-closed");
        assert_eq!(
            read(b"a,\"b\"c\nd,e\"f\n"),
            (vec![vec!["a".into(), "bc".into()], vec!["d".into(), "e\"f".into()]], vec!["quote-misplaced"; 2])
        );
    }

    #[test]
    fn places_are_those_of_the_file() {
        let document = csv_to_document(b",\n,x\n").unwrap().value;
        let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table expected") };
        let Origin(place) = &grid.cells()[0].origin;
        assert_eq!(*place, Some(Place::Cell { table: 1, row: 2, column: 2 }));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let code = |bytes: &[u8]| csv_to_document(bytes).unwrap_err().code();
        assert_eq!(code(b""), "empty-file");
        assert_eq!(code(b"PK\x03\x04\x00\x00"), "not-text");
        assert_eq!(code(&vec![0; MAX_TEXT_BYTES]), "not-text", "looked at, so not too large");
        assert_eq!(code(&vec![0; MAX_TEXT_BYTES + 1]), "limit-exceeded");
    }
}
