//! Web pages under a workbook's name → Document.
//!
//! Systems of public bodies export tables of web pages and call them `.xls`. A small, tolerant reader: the tables, cell by cell
//! with their spans, marks and what is hidden; what stands around them as lines of text. No layout, no pictures, no scripts.

mod style;

use super::findings::SheetFindings;
use super::grid::{cells_to_grid, mark_absent};
use super::look::{CellLook, FontLook, RichText, printed};
use super::number_format::{NumberFormat, Shown};
use super::value::{Cells, Kind, ReadCell};
use super::worksheet::{COLUMNS, ROWS, Range, RawSheet};
use super::{MAX_CELL_BYTES, MAX_PLACES, MAX_TEXT_BYTES};
use crate::document::{Block, Document, Ground, Ink, Unseen, VerticalPosition};
use crate::finding::{Error, Finding, Warned, catalogue, terms};
use encoding_rs::{Encoding, GB18030, UTF_8};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use style::{TextLook, color_of, declare};

/// Elements open at once; those beyond are not told apart from what they stand in.
const DEEPEST: usize = 256;
/// So much of a page is looked at for its encoding.
const HEAD_BYTES: usize = 4096;

/// Whether bytes look like a web page with cells of a table.
pub(super) fn is_web_page(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    // Of UTF-16 every other byte is 0.
    let head: String = head.iter().filter(|b| **b != 0).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    let is_markup = ["<html", "<table", "<!doctype html", "<meta", "<head", "<body", "<div", "<style"];
    start.starts_with('<') && is_markup.iter().any(|name| head.contains(name)) && has_cells(bytes)
}

/// Reads a web page's tables.
///
/// # Errors
/// `limit-exceeded` beyond [`MAX_TEXT_BYTES`] or [`MAX_PLACES`], or [`MAX_CELL_BYTES`] in a cell.
pub(super) fn page_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    if bytes.len() > MAX_TEXT_BYTES {
        let limit = terms::FILE_BYTES;
        return Err(catalogue::package::limit_exceeded(limit, MAX_TEXT_BYTES, bytes.len()).into());
    }
    let mut findings = Vec::new();
    let source = decoded(bytes, &mut findings);
    let mut page = Page { findings, ..Page::default() };
    let mut rest = source.as_str();
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            page.text(rest);
            break;
        };
        let (text, markup) = rest.split_at_checked(at).unwrap_or((rest, ""));
        page.text(text);
        rest = page.markup(markup)?;
    }
    page.finish()
}

fn has_cells(bytes: &[u8]) -> bool {
    let name = "<td";
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let wide: Vec<u8> = if is_wide { bytes.iter().copied().filter(|b| *b != 0).collect() } else { Vec::new() };
    let bytes = if is_wide { wide.as_slice() } else { bytes };
    bytes.windows(name.len()).any(|window| window.eq_ignore_ascii_case(name.as_bytes()))
}

fn decoded(bytes: &[u8], findings: &mut Vec<Finding>) -> String {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let named = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
    let named =
        named.and_then(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).next());
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let encoding = match (Encoding::for_bom(bytes), named.and_then(|name| Encoding::for_label(name.as_bytes()))) {
        (Some((encoding, _)), _) => encoding,
        // Pages saved again keep the name of an encoding they are no longer in.
        (None, _) if is_utf8 => UTF_8,
        (None, Some(encoding)) if encoding != UTF_8 => encoding,
        (None, _) => {
            findings.push(catalogue::sheet::encoding_guessed(GB18030.name()));
            GB18030
        }
    };
    let (text, _, is_faulty) = encoding.decode(bytes);
    if is_faulty {
        findings.push(catalogue::sheet::bytes_undecodable(encoding.name()));
    }
    text.into_owned()
}

/// An open element that says how its text looks.
struct Open {
    name: String,
    look: TextLook,
}

/// A table being read.
#[derive(Default)]
struct Table {
    cells: Cells,
    merges: Vec<Range>,
    row: u32,
    /// Whether a row was begun.
    has_row: bool,
    column: u32,
    /// By column the first row that no cell from above covers.
    free: BTreeMap<u32, u32>,
    /// By row the last column its own cells reach.
    ends: BTreeMap<u32, u32>,
    /// The cell being read, and how it looks.
    cell: Option<Spanned>,
    /// How deep the elements were when it began.
    depth: usize,
}

struct Spanned {
    range: Range,
    text: RichText,
    look: TextLook,
    /// How many signs are raised or lowered by distance, and how many are not.
    moved: usize,
    level: usize,
}

#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    findings: Vec<Finding>,
    open: Vec<Open>,
    tables: Vec<Table>,
    /// How many tables there were.
    count: u32,
    /// The line outside tables being read.
    line: String,
    /// Declarations by class.
    classes: BTreeMap<String, String>,
    places: u64,
    /// How many overrides of the direction are open.
    overrides: usize,
}

/// What an override of the direction (`bdo`) is in plain text: what stands in it is shown in another order than it is stored.
const OVERRIDE: &str = "\u{202E}";
const OVERRIDE_END: &str = "\u{202C}";

/// Fields of a form whose values are no text of the page.
const NO_TEXT: [&str; 9] = ["hidden", "submit", "button", "reset", "image", "checkbox", "radio", "file", "password"];

impl Page {
    fn look(&self) -> TextLook {
        self.open.last().map(|open| open.look.clone()).unwrap_or_default()
    }

    fn text(&mut self, source: &str) {
        if source.is_empty() {
            return;
        }
        let text = unescaped(source);
        let TextLook { font, ground, is_hidden, is_moved, .. } = self.look();
        match self.tables.last_mut() {
            Some(table) => match &mut table.cell {
                Some(cell) => {
                    let ink = if is_hidden { Ink::None } else { font.ink };
                    // Of several grounds the nearest; runs know their font alone.
                    let is_lost = match (ink, ground) {
                        (Ink::Color(color), Ground::Color(ground)) => color.is_lost_on(ground),
                        _ => false,
                    };
                    let ink = if is_lost {
                        Ink::None
                    } else if let Ink::Color(_) = ink {
                        Ink::Unknown
                    } else {
                        ink
                    };
                    cell.text.begin(Some(FontLook { ink, ..font }));
                    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
                    *(if is_moved { &mut cell.moved } else { &mut cell.level }) += signs;
                    push_collapsed(&text, &mut cell.text.text);
                }
                // Between rows there is white space, or text that no browser shows there.
                None => push_collapsed(&text, &mut self.line),
            },
            None if is_hidden && !text.trim().is_empty() => {
                self.findings.push(Unseen::Transparent.dropped(text.trim()));
            }
            None => push_collapsed(&text, &mut self.line),
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.blocks.push(Block::text(line.trim()));
        }
    }

    fn line_break(&mut self) {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) if !cell.text.text.trim().is_empty() => cell.text.text.push('\n'),
            Some(_) => {}
            None => self.end_line(),
        }
    }

    /// Takes the tag, comment or declaration a text begins with; what follows it.
    fn markup<'s>(&mut self, source: &'s str) -> Result<&'s str, Error> {
        let after = |end: &str| source.find(end).and_then(|at| source.get(at + end.len()..)).unwrap_or_default();
        if source.starts_with("<!--") {
            // Conditional comments of Office hold markup for it alone.
            return Ok(after("-->"));
        }
        if source.starts_with("<!") || source.starts_with("<?") {
            return Ok(after(">"));
        }
        let is_tag =
            source.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        if !is_tag {
            self.text("&lt;");
            return Ok(source.get(1..).unwrap_or_default());
        }
        let tag = Tag::of(source);
        let rest = source.get(tag.length..).unwrap_or_default();
        if tag.is_end {
            self.close(&tag.name)?;
            return Ok(rest);
        }
        if matches!(tag.name.as_str(), "script" | "style" | "title" | "xml" | "noscript") {
            let end = format!("</{}", tag.name);
            let at = find_ignoring_case(rest, &end).unwrap_or(rest.len());
            if tag.name == "style" {
                self.add_classes(rest.get(..at).unwrap_or_default());
            }
            let closing = rest.get(at..).unwrap_or_default();
            return Ok(closing.find('>').and_then(|end| closing.get(end + 1..)).unwrap_or_default());
        }
        self.open(&tag)?;
        Ok(rest)
    }

    fn add_classes(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            for selector in selectors.split(',') {
                if let Some((_, class)) = selector.trim().rsplit_once('.') {
                    let known = self.classes.entry(class.trim().to_owned()).or_default();
                    known.push(';');
                    known.push_str(declarations);
                }
            }
        }
    }

    fn open(&mut self, tag: &Tag) -> Result<(), Error> {
        let mut look = self.look();
        let TextLook { font, ground, is_hidden, .. } = &mut look;
        match tag.name.as_str() {
            "s" | "strike" | "del" => font.strike = true,
            // What is offered to choose from, or kept for a script; and the reading of a word, raised above it.
            "template" | "datalist" | "option" | "rp" => *is_hidden = true,
            "sup" | "rt" => font.position = Some(VerticalPosition::Superscript),
            "sub" => font.position = Some(VerticalPosition::Subscript),
            _ => {}
        }
        if let Some(color) = tag.attribute("color") {
            font.ink = color_of(color).map_or(Ink::Unknown, Ink::Color);
        }
        if let Some(color) = tag.attribute("bgcolor") {
            *ground = color_of(color).map_or(Ground::Unknown, Ground::Color);
        }
        *is_hidden |= tag.attribute("hidden").is_some();
        let of_class = tag.attribute("class").unwrap_or_default().split_whitespace();
        let of_class: Vec<String> = of_class.filter_map(|class| self.classes.get(class).cloned()).collect();
        for declarations in of_class.iter().map(String::as_str).chain(tag.attribute("style")) {
            declare(declarations, &mut look);
        }
        match tag.name.as_str() {
            "br" => {
                self.line_break();
                return Ok(());
            }
            "table" => {
                if self.tables.last().is_none_or(|table| table.cell.is_none()) {
                    self.end_line();
                }
                if self.tables.len() < DEEPEST {
                    self.tables.push(Table { depth: self.open.len(), row: 1, ..Table::default() });
                }
            }
            "tr" => {
                self.end_cell()?;
                if let Some(table) = self.tables.last_mut() {
                    table.row = (table.row + u32::from(table.has_row)).min(ROWS);
                    table.has_row = true;
                    table.column = 0;
                }
            }
            "td" | "th" => {
                self.end_cell()?;
                let span = |name| tag.attribute(name).and_then(|n| n.trim().parse::<u32>().ok()).unwrap_or(1).max(1);
                let (height, width) = (span("rowspan").min(ROWS), span("colspan").min(1000));
                if let Some(table) = self.tables.last_mut() {
                    table.begin_cell(height, width, look.clone())?;
                }
            }
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "caption" => self.line_break(),
            _ => {}
        }
        match tag.name.as_str() {
            "bdo" if tag.attribute("dir").is_some_and(|dir| dir.eq_ignore_ascii_case("rtl")) => {
                self.overrides += 1;
                self.text(OVERRIDE);
            }
            "input"
                if !tag.attribute("type").is_some_and(|kind| NO_TEXT.contains(&kind.to_ascii_lowercase().as_str())) =>
            {
                self.text(tag.attribute("value").unwrap_or_default());
            }
            _ => {}
        }
        let is_void = matches!(tag.name.as_str(), "hr" | "img" | "input" | "meta" | "link" | "col" | "base" | "wbr");
        if !is_void && !tag.is_empty && self.open.len() < DEEPEST {
            self.open.push(Open { name: tag.name.clone(), look });
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "bdo" if self.overrides > 0 => {
                self.overrides -= 1;
                self.text(OVERRIDE_END);
            }
            "td" | "th" | "tr" => self.end_cell()?,
            "table" => self.end_table()?,
            "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" => self.line_break(),
            _ => {}
        }
        // An element that was never opened closes none; one that was closes those left open in it, but for a table around.
        let least = self.tables.last().map_or(0, |table| table.depth);
        if let Some(at) = self.open.iter().rposition(|open| open.name == name).filter(|at| *at >= least) {
            self.open.truncate(at);
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Error> {
        let findings = &mut self.findings;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let Some(Spanned { range, text: RichText { text, mut runs }, mut look, moved, level }) = table.cell.take()
        else {
            return Ok(());
        };
        // What is moved as a whole is raised against nothing.
        if moved > level {
            runs.iter_mut().filter_map(|(_, font)| font.as_mut()).for_each(|font| font.position = None);
            look.font.position = None;
        }
        let kept = text.trim_end();
        if kept.trim().is_empty() {
            return Ok(());
        }
        let place = SheetFindings::of_table(self.count + 1).place(range.top, range.left);
        // As in any workbook: what reads a cell may hold its text many times over.
        if kept.len() > MAX_CELL_BYTES {
            let limit = terms::TEXT_OF_CELL;
            return Err(catalogue::package::limit_exceeded(limit, MAX_CELL_BYTES, kept.len()).at(place).into());
        }
        let cell_look = CellLook { font: look.font, ground: look.ground };
        let content = printed(kept, &runs, &cell_look, false, |finding| {
            findings.push(finding.at(place.clone()));
        });
        let mut cell = ReadCell { text: kept.to_owned(), kind: Kind::Text, content };
        if let (Some(code), None) = (&look.format, &cell.content)
            && let Some(shown) = formatted(kept.trim(), code, |finding| findings.push(finding.at(place.clone())))
        {
            cell.text = shown;
        }
        table.cells.insert((range.top, range.left), cell);
        self.places += 1;
        if self.places > MAX_PLACES {
            let limit = terms::PLACES_OF_TABLE;
            return Err(catalogue::package::limit_exceeded(limit, MAX_PLACES, self.places).into());
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Error> {
        self.end_cell()?;
        let Some(table) = self.tables.pop() else { return Ok(()) };
        self.open.truncate(table.depth);
        let mut findings = SheetFindings::of_table(self.count + 1);
        let raw = RawSheet { merges: table.merges, ..RawSheet::default() };
        let mut grid = cells_to_grid(table.cells, &raw, MAX_PLACES.saturating_sub(self.places), &mut findings)?;
        self.findings.extend(findings.finish());
        if let Some(grid) = &mut grid {
            mark_absent(grid, &table.ends);
        }
        if let Some(grid) = grid {
            self.count += 1;
            self.places = self.places.saturating_add(u64::from(grid.rows()) * u64::from(grid.columns()));
            self.blocks.push(Block::Table(grid));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Warned<Document>, Error> {
        while !self.tables.is_empty() {
            self.end_table()?;
        }
        self.end_line();
        if self.blocks.is_empty() {
            self.findings.push(catalogue::sheet::workbook_empty());
        }
        Ok(Warned { value: Document { blocks: self.blocks, ..Document::default() }, findings: self.findings })
    }
}

impl Table {
    fn begin_cell(&mut self, height: u32, width: u32, look: TextLook) -> Result<(), Error> {
        let mut left = self.column + 1;
        while self.free.get(&left).is_some_and(|row| *row > self.row) {
            left += 1;
        }
        let right = left.saturating_add(width - 1);
        if right > COLUMNS {
            let limit = terms::COLUMNS_OF_TABLE;
            return Err(catalogue::package::limit_exceeded(limit, COLUMNS, right).into());
        }
        let bottom = self.row.saturating_add(height - 1).min(ROWS);
        let range = Range { top: self.row, left, bottom, right };
        if height > 1 {
            self.free.extend((left..=right).map(|column| (column, bottom.saturating_add(1))));
        }
        if !range.is_single() {
            self.merges.push(range);
        }
        self.column = right;
        self.ends.insert(self.row, right);
        self.has_row = true;
        self.cell = Some(Spanned { range, text: RichText::default(), look, moved: 0, level: 0 });
        Ok(())
    }
}

/// A tag, taken apart.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    is_end: bool,
    is_empty: bool,
    /// Its bytes.
    length: usize,
}

impl Tag {
    /// The tag a text begins with.
    fn of(source: &str) -> Self {
        let is_end = source.starts_with("</");
        let mut tag =
            Tag { name: String::new(), attributes: Vec::new(), is_end, is_empty: false, length: source.len() };
        let mut chars = source.char_indices().skip(if is_end { 2 } else { 1 }).peekable();
        while let Some((_, c)) = chars.next_if(|(_, c)| !c.is_whitespace() && !matches!(c, '>' | '/')) {
            tag.name.push(c.to_ascii_lowercase());
        }
        while let Some((at, c)) = chars.next() {
            match c {
                '>' => {
                    tag.length = at + 1;
                    break;
                }
                '/' => tag.is_empty = matches!(chars.peek(), Some((_, '>'))),
                c if c.is_whitespace() => {}
                c => {
                    let mut name = String::from(c.to_ascii_lowercase());
                    while let Some((_, c)) = chars.next_if(|(_, c)| !c.is_whitespace() && !matches!(c, '=' | '>' | '/'))
                    {
                        name.push(c.to_ascii_lowercase());
                    }
                    while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                    let mut value = String::new();
                    if chars.next_if(|(_, c)| *c == '=').is_some() {
                        while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                        let quote = chars.next_if(|(_, c)| matches!(c, '"' | '\'')).map(|(_, c)| c);
                        let is_in = |c: char| match quote {
                            Some(quote) => c != quote,
                            None => !c.is_whitespace() && c != '>',
                        };
                        while let Some((_, c)) = chars.next_if(|(_, c)| is_in(*c)) {
                            value.push(c);
                        }
                        if quote.is_some() {
                            chars.next();
                        }
                    }
                    tag.attributes.push((name, unescaped(&value)));
                }
            }
        }
        tag
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The number an amount begins with.
fn number_of(amount: &str) -> Option<Decimal> {
    let end = amount.find(|c: char| !c.is_ascii_digit() && !"-.".contains(c)).unwrap_or(amount.len());
    amount.get(..end)?.parse().ok()
}

/// What a number format (`mso-number-format`) makes of a cell's number, where that is an amount with its unit: spreadsheet programs
/// show 845200 under `0"元"` as 845200元.
fn formatted(text: &str, code: &str, mut say: impl FnMut(Finding)) -> Option<String> {
    let number = text.replace(',', "").parse::<Decimal>().ok()?;
    let format = NumberFormat::of_code(code);
    match format.shown(number) {
        // A program that saves what it shows has scaled the number already; one that exports data has not: which, nothing tells.
        Shown::Amount { exact, .. } if number_of(&exact) != Some(number) => {
            say(catalogue::sheet::number_format_unknown(text, &format.code));
            None
        }
        Shown::Amount { exact, shown } => {
            if exact != shown {
                say(catalogue::sheet::shown_differently(&exact, &shown));
            }
            Some(exact)
        }
        Shown::Otherwise(shown) => {
            say(catalogue::sheet::shown_differently(text, shown));
            None
        }
        Shown::Unknown => {
            say(catalogue::sheet::number_format_unknown(text, &format.code));
            None
        }
        Shown::Itself(_) | Shown::Date(_) => None,
    }
}

/// Adds text, white space collapsed to single spaces; a no-break space is none.
fn push_collapsed(text: &str, to: &mut String) {
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\r' | '\n' if to.is_empty() || to.ends_with([' ', '\n']) => {}
            ' ' | '\t' | '\r' | '\n' => to.push(' '),
            c => to.push(c),
        }
    }
}

/// Text with character references made characters; those not known stay as they stand.
fn unescaped(source: &str) -> String {
    const LONGEST: usize = 12;
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let end = after.char_indices().take(LONGEST).find(|(_, c)| *c == ';').map(|(at, _)| at);
        let found = end.and_then(|end| Some((character(after.get(..end)?)?, after.get(end + 1..)?)));
        match found {
            Some((c, behind)) => {
                text.push(c);
                rest = behind;
            }
            // Old pages leave the semicolon out.
            None if after.starts_with("nbsp") => {
                text.push('\u{A0}');
                rest = after.get("nbsp".len()..).unwrap_or_default();
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    let known = [
        ("nbsp", '\u{A0}'),
        ("lt", '<'),
        ("gt", '>'),
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("ensp", '\u{2002}'),
        ("emsp", '\u{2003}'),
        ("thinsp", '\u{2009}'),
        ("middot", '·'),
        ("times", '×'),
        ("mdash", '—'),
        ("ndash", '–'),
        ("minus", '−'),
        ("hellip", '…'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("zwnj", '\u{200C}'),
        ("zwj", '\u{200D}'),
        ("shy", '\u{AD}'),
        ("sup1", '¹'),
        ("sup2", '²'),
        ("sup3", '³'),
        ("dagger", '†'),
        ("Dagger", '‡'),
        ("sect", '§'),
        ("yen", '¥'),
    ];
    known.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> (Vec<Vec<String>>, Vec<&'static str>) {
        let read = page_to_document(page.as_bytes()).unwrap();
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
        assert_eq!(codes, ["transparent-text-dropped"; 2]);
        let document = page_to_document(page.as_bytes()).unwrap().value;
        let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table expected") };
        let Block::Paragraph(paragraph) = &grid.cells()[3].content[0] else { panic!("a paragraph expected") };
        assert_eq!(paragraph.content.inlines().len(), 2);
    }

    #[test]
    fn what_office_and_browsers_hide_strike_or_raise_joins_nothing() {
        let runs = |inner: &str, style: &str| {
            let page = format!("<style>{style}</style><table><tr><td>101{inner}</td></tr></table>");
            let document = page_to_document(page.as_bytes()).unwrap().value;
            let Some(Block::Table(grid)) = document.blocks.first() else { panic!("a table expected") };
            let content = match grid.cells()[0].content.as_slice() {
                [Block::Paragraph(paragraph)] => paragraph.content.clone(),
                other => panic!("{other:?}"),
            };
            let unmarked = content.inlines().iter().filter_map(|inline| match inline {
                crate::document::Inline::Text(run) if !run.marks.strike && run.marks.position.is_none() => {
                    Some(run.text.clone())
                }
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
        let document = page_to_document(page.as_bytes()).unwrap().value;
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
        let (bytes, _, _) = GB18030.encode(page);
        let read = page_to_document(&bytes).unwrap();
        assert!(is_web_page(&bytes) && read.findings.is_empty());
        assert_eq!(read.value.blocks[0].plain_text(), "单位：元");
    }

    #[test]
    fn broken_pages_are_read_as_far_as_they_go() {
        for page in ["<table><tr><td>1", "<table><tr><td>1</td></tr></table></table></div>", "<table><tr><td>1<a b='"] {
            assert_eq!(read(page).0, [["1"]], "{page}");
        }
    }
}
