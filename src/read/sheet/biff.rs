//! The workbook stream of an XLS or ET file → its sheets' cells, as the file has them ([MS-XLS], BIFF8).

use super::biff_conditions;
use super::findings::SheetFindings;
use super::input_message::InputMessages;
use super::look::{CellLook, FontLook, Palette, RichText};
use super::number_format::NumberFormat;
use super::running::name_coded;
use super::style::CellStyle;
use super::worksheet::{CellType, LEAST_HEIGHT, LEAST_WIDTH, Range, RawCell, RawSheet, extend_runs};
use super::{MAX_PLACES, MAX_TEXT_BYTES};
use crate::document::{Color, Ground, Ink, VerticalPosition};
use crate::finding::{Error, Term, catalogue, terms};
use crate::read::compound::{u16_at, u32_at};
use crate::whole::counted;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A record: its type, the bytes in it, and where the next begins.
type Record<'s> = (u16, &'s [u8], usize);

/// What all sheets share.
#[derive(Default)]
pub(super) struct Globals {
    pub(super) sheets: Vec<Listed>,
    pub(super) strings: Vec<RichText>,
    pub(super) styles: Vec<CellStyle>,
    /// Strings with runs: which, and where in it each font begins, by the font's number.
    rich: Vec<(usize, Vec<(usize, u16)>)>,
    pub(super) palette: Palette,
    pub(super) is_1904: bool,
    /// The bytes of the longest sheet name or defined name: what a formula may name again and again.
    pub(super) longest_name: usize,
    pub(super) sound: Soundness,
}

/// Whether calamine can be given the stream.
#[derive(Default)]
pub(super) struct Soundness {
    /// What it would stumble over.
    pub(super) oddity: Option<&'static Term>,
    /// The bytes of all formulas; it writes each out.
    pub(super) formula_bytes: usize,
}

/// A sheet as the workbook lists it (BoundSheet8, §2.4.28).
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) is_hidden: bool,
    /// 0 for a worksheet.
    pub(super) kind: u8,
    pub(super) start: usize,
}

fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at.checked_add(2)?)?));
    let end = at.checked_add(4)?.checked_add(length)?;
    Some((kind, stream.get(at + 4..end)?, end))
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;

/// Reads the part of the stream before the sheets.
///
/// # Errors
/// `old-binary-format` for BIFF5 and older, `encrypted`, `damaged-package` where it is no workbook stream at all or breaks off.
pub(super) fn stream_to_globals(stream: &[u8]) -> Result<Globals, Error> {
    match record(stream, 0) {
        Some((BOF, data, _)) if u16_at(data, 0) == Some(0x0600) => {}
        Some((BOF | 0x0009 | 0x0209 | 0x0409, ..)) => {
            return Err(catalogue::package::old_binary_format("XLS 5.0/95").into());
        }
        _ => return Err(catalogue::package::damaged_package(terms::NO_BEGINNING).into()),
    }
    let mut globals = Globals::default();
    let mut codes: BTreeMap<u16, Rc<NumberFormat>> = BTreeMap::new();
    let mut styles: Vec<&[u8]> = Vec::new();
    let mut fonts: Vec<&[u8]> = Vec::new();
    let mut palette = Palette::default();
    let mut at = 0;
    loop {
        let Some((kind, data, next)) = record(stream, at) else {
            return Err(catalogue::package::damaged_package(terms::WORKBOOK_BREAKS_OFF).into());
        };
        at = next;
        match kind {
            EOF => break,
            0x002F => return Err(catalogue::package::encrypted().into()),
            0x0022 => globals.is_1904 = u16_at(data, 0) == Some(1),
            0x0085 => match (u32_at(data, 0), data.get(4), data.get(5), data.get(6), data.get(7..)) {
                (Some(start), Some(state), Some(kind), Some(length), Some(rest)) => globals.sheets.push(Listed {
                    name: Text::of(rest, usize::from(*length)),
                    is_hidden: state & 3 != 0,
                    kind: *kind,
                    start: start as usize,
                }),
                _ => globals.sound.oddity = Some(terms::ENTRY_SHORT),
            },
            0x041E => {
                if let (Some(id), Some(length), Some(rest)) = (u16_at(data, 0), u16_at(data, 2), data.get(4..)) {
                    let code = Text::of(rest, usize::from(length));
                    codes.insert(id, Rc::new(NumberFormat::of_code(&code)));
                }
            }
            0x0018 => globals.longest_name = globals.longest_name.max(data.len()),
            0x00E0 => styles.push(data),
            0x0031 => fonts.push(data),
            0x0092 => {
                let colors = data.get(2..).unwrap_or_default().chunks_exact(4);
                for (place, color) in palette.colors.iter_mut().zip(colors) {
                    if let [red, green, blue, _] = color {
                        *place = Color([*red, *green, *blue]);
                    }
                }
            }
            0x00FC => at = shared_strings(stream, data, next, &mut globals)?,
            _ => {}
        }
    }
    let mut format = |id: u16| {
        let built_in = || Rc::new(NumberFormat::built_in(u32::from(id)));
        Rc::clone(codes.entry(id).or_insert_with(built_in))
    };
    globals.longest_name = globals.sheets.iter().map(|sheet| sheet.name.len()).fold(globals.longest_name, usize::max);
    let fonts: Vec<FontLook> = fonts.into_iter().map(|font| font_look(font, &palette)).collect();
    // There is no font 4 (§2.5.129).
    let font = |number: u16| {
        let index = if number < 4 { number } else { number - 1 };
        fonts.get(usize::from(index)).copied()
    };
    for (index, runs) in std::mem::take(&mut globals.rich) {
        if let Some(string) = globals.strings.get_mut(index) {
            string.runs = runs.into_iter().map(|(start, number)| (start, font(number))).collect();
        }
    }
    let style = |xf: &[u8]| CellStyle {
        format: format(u16_at(xf, 2).unwrap_or(0)),
        look: CellLook { font: u16_at(xf, 0).and_then(font).unwrap_or_default(), ground: xf_ground(xf, &palette) },
    };
    globals.styles = styles.into_iter().map(style).collect();
    globals.palette = palette;
    Ok(globals)
}

/// What a FONT record says of text in it (§2.4.122).
fn font_look(font: &[u8], palette: &Palette) -> FontLook {
    const STRUCK: u16 = 8;
    let position = match u16_at(font, 8) {
        Some(1) => Some(VerticalPosition::Superscript),
        Some(2) => Some(VerticalPosition::Subscript),
        _ => None,
    };
    let color = u16_at(font, 4).and_then(|index| palette.indexed(u32::from(index)));
    FontLook {
        strike: u16_at(font, 2).is_some_and(|flags| flags & STRUCK != 0),
        position,
        ink: color.map_or(Ink::Automatic, Ink::Color),
        points: u16_at(font, 0).map(|twentieths| f64::from(twentieths) / 20.0),
    }
}

/// What an XF record puts behind the text: the pattern in the top six bits, its colours after it (§2.5.20).
fn xf_ground(xf: &[u8], palette: &Palette) -> Ground {
    let pattern = u32_at(xf, 14).map_or(0, |bits| bits >> 26);
    match pattern {
        0 => Ground::default(),
        1 => {
            let color = u16_at(xf, 18).and_then(|colors| palette.indexed(u32::from(colors & 0x7F)));
            color.map_or(Ground::default(), Ground::Color)
        }
        _ => Ground::Unknown,
    }
}

/// Characters that may go on in continued records.
struct Text<'s> {
    /// The rest of the record, and the continued records after it.
    pieces: std::collections::VecDeque<&'s [u8]>,
}

impl<'s> Text<'s> {
    /// A string after its length: a byte of flags, then characters of one or two bytes (§2.5.294).
    fn of(bytes: &'s [u8], length: usize) -> String {
        let mut text = Text { pieces: [bytes].into() };
        let flags = text.byte().unwrap_or(0);
        text.characters(length, flags & 1 != 0).unwrap_or_default()
    }

    fn byte(&mut self) -> Option<u8> {
        while self.pieces.front().is_some_and(|piece| piece.is_empty()) {
            self.pieces.pop_front();
        }
        let piece = self.pieces.front_mut()?;
        let (first, rest) = piece.split_first()?;
        *piece = rest;
        Some(*first)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0usize, |sum, i| Some(sum | usize::from(self.byte()?) << (8 * i)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let piece = self.pieces.front_mut()?;
            let step = bytes.min(piece.len());
            *piece = piece.get(step..)?;
            bytes -= step;
            if piece.is_empty() && bytes > 0 {
                self.pieces.pop_front();
            }
        }
        Some(())
    }

    /// So many characters; each continued record begins with a byte that says how wide its characters are.
    fn characters(&mut self, length: usize, is_wide: bool) -> Option<String> {
        self.units(length, is_wide).map(|units| decoded(&units))
    }

    fn units(&mut self, length: usize, mut is_wide: bool) -> Option<Vec<u16>> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.pieces.front()?.is_empty() {
                self.pieces.pop_front();
                is_wide = self.byte()? & 1 != 0;
                continue;
            }
            units.push(u16::try_from(self.number(if is_wide { 2 } else { 1 })?).ok()?);
        }
        Some(units)
    }

    /// A string and where in it, in bytes, each font begins, by the font's number.
    fn rich(&mut self) -> Option<(String, Vec<(usize, u16)>)> {
        let length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extension = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let units = self.units(length, flags & 1 != 0)?;
        let mut text = String::new();
        let mut starts = Vec::new();
        let mut done = 0;
        for _ in 0..runs {
            let (at, font) = (self.number(2)?, self.number(2)?);
            // A run that begins beyond the end, or before the last one, is none.
            if let Some(part) = units.get(done..at) {
                text.push_str(&decoded(part));
                done = at;
                starts.push((text.len(), u16::try_from(font).ok()?));
            }
        }
        text.push_str(&decoded(units.get(done..).unwrap_or_default()));
        self.skip(extension)?;
        Some((text, starts))
    }
}

/// UTF-16 as text, line ends as `\n`.
fn decoded(units: &[u16]) -> String {
    String::from_utf16_lossy(units).replace("\r\n", "\n").replace('\r', "\n")
}

/// The continued records from `at` on, and where the next other record begins.
fn continued(stream: &[u8], mut at: usize) -> (Vec<&[u8]>, usize) {
    let mut pieces = Vec::new();
    while let Some((CONTINUE, data, next)) = record(stream, at) {
        pieces.push(data);
        at = next;
    }
    (pieces, at)
}

fn shared_strings(stream: &[u8], data: &[u8], next: usize, globals: &mut Globals) -> Result<usize, Error> {
    let (more, end) = continued(stream, next);
    let count = u32_at(data, 4).unwrap_or(0);
    let mut text = Text { pieces: [data.get(8..).unwrap_or_default()].into() };
    text.pieces.extend(more);
    for _ in 0..count {
        match text.rich() {
            Some((text, runs)) => {
                if !runs.is_empty() {
                    globals.rich.push((globals.strings.len(), runs));
                }
                globals.strings.push(RichText::plain(text));
            }
            None => {
                globals.sound.oddity = Some(terms::STRINGS_BREAK_OFF);
                break;
            }
        }
    }
    Ok(end)
}

/// Reads one sheet. What it says of strings by number stays a number, to be looked up later.
///
/// # Errors
/// `limit-exceeded` beyond [`MAX_PLACES`] cells or [`MAX_TEXT_BYTES`] of text.
pub(super) fn stream_to_raw_sheet(
    stream: &[u8],
    start: usize,
    palette: &Palette,
    sound: &mut Soundness,
    findings: &mut SheetFindings,
) -> Result<RawSheet, Error> {
    let mut sheet = RawSheet::default();
    // The ranges that the conditional formats after them are for, and how many there were.
    let (mut conditional, mut rules) = (Vec::new(), 0);
    let mut comments = Comments::default();
    let mut messages = InputMessages::default();
    let (mut at, mut depth, mut bytes) = (start, 0usize, 0usize);
    loop {
        let Some((kind, data, next)) = record(stream, at) else {
            findings.on_sheet(catalogue::sheet::sheet_unreadable(terms::STREAM_BREAKS_OFF));
            sound.oddity = Some(terms::STREAM_BREAKS_OFF);
            return Ok(sheet);
        };
        at = next;
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => {
                comments.name(findings);
                return Ok(sheet);
            }
            EOF => depth -= 1,
            _ if depth != 1 => {
                if depth == 0 {
                    findings.on_sheet(catalogue::sheet::sheet_unreadable(terms::NO_BEGINNING));
                    sound.oddity = Some(terms::SHEET_ELSEWHERE);
                    return Ok(sheet);
                }
            }
            0x0208 => {
                let (row, flags) = (u16_at(data, 0).map(u32::from), u16_at(data, 12));
                if let (Some(row), Some(true)) = (row, flags.map(|flags| flags & 0x20 != 0 || is_flat(data))) {
                    extend_runs(&mut sheet.hidden_rows, row + 1, row + 1);
                }
            }
            0x007D => {
                if let (Some(first), Some(last), Some(flags)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8))
                    && (flags & 1 != 0 || u16_at(data, 4).is_some_and(|width| f64::from(width) <= LEAST_WIDTH * 256.0))
                {
                    extend_runs(&mut sheet.hidden_columns, u32::from(first) + 1, u32::from(last.min(255)) + 1);
                }
            }
            0x01B0 => conditional = biff_conditions::ranges(data),
            0x01B1 => {
                rules += 1;
                if let Some(rule) = biff_conditions::rule(data, &conditional, rules, palette) {
                    sheet.conditions.push(rule);
                }
            }
            0x00E5 => {
                for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    let at = |i| u16_at(range, i).map_or(0, |n| u32::from(n) + 1);
                    let range = Range { top: at(0), bottom: at(2), left: at(4), right: at(6) };
                    if range.top <= range.bottom && range.left <= range.right && !range.is_single() {
                        sheet.merges.push(range);
                    }
                }
            }
            // calamine makes room for all the places that these dimensions state.
            0x0200 => {
                let rows = u32_at(data, 4).zip(u32_at(data, 0)).and_then(|(end, start)| end.checked_sub(start));
                let columns = u16_at(data, 10).zip(u16_at(data, 8)).and_then(|(end, start)| end.checked_sub(start));
                let places = rows.zip(columns).map(|(rows, columns)| (u64::from(rows) + 1) * (u64::from(columns) + 1));
                if places.is_none_or(|places| places > MAX_PLACES) {
                    sound.oddity = Some(terms::DIMENSIONS);
                }
            }
            0x005D => {
                object_to_finding(data, findings);
                comments.object = u16_at(data, 6);
            }
            0x01B6 => comments.push_text(data, continued(stream, next).0),
            0x01BE => name_input_message(data, &mut messages, findings),
            // Header and footer (§2.4.136, §2.4.117).
            0x0014 | 0x0015 => {
                if let (Some(length), Some(text)) = (u16_at(data, 0), data.get(2..)) {
                    name_coded(&Text::of(text, length.into()), findings);
                }
            }
            0x001C => {
                if let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) {
                    comments.places.push((row, column, u16_at(data, 6)));
                }
            }
            _ => {
                let before = sheet.cells.len();
                if kind == 0x0006 {
                    sound.formula_bytes = sound.formula_bytes.saturating_add(data.len());
                }
                if push_cells(kind, data, stream, next, &mut sheet.cells).is_none() {
                    findings.on_sheet(catalogue::sheet::sheet_unreadable(terms::CELL_RECORD_SHORT));
                    sound.oddity = Some(terms::RECORD_SHORT);
                }
                bytes +=
                    sheet.cells.get(before..).unwrap_or_default().iter().map(|cell| cell.value.len()).sum::<usize>();
            }
        }
        if sheet.cells.len() as u64 > MAX_PLACES {
            let limit = terms::PLACES_OF_TABLE;
            return Err(catalogue::package::limit_exceeded(limit, MAX_PLACES, sheet.cells.len()).into());
        }
        if bytes > MAX_TEXT_BYTES {
            let limit = terms::TEXT_OF_SHEET;
            return Err(catalogue::package::limit_exceeded(limit, MAX_TEXT_BYTES, bytes).into());
        }
    }
}

/// Whether a row record says a height, in twentieths of a point, that shows nothing; without its flag the height is a default.
fn is_flat(row: &[u8]) -> bool {
    u16_at(row, 6).is_some_and(|height| height & 0x8000 == 0 && f64::from(height) < LEAST_HEIGHT * 20.0)
}

/// The message of a data validation, where it is shown (Dv, §2.4.95): its flags, the titles and texts of message and alert, two
/// formulas, and the cells.
fn name_input_message(data: &[u8], messages: &mut InputMessages, findings: &mut SheetFindings) {
    const SHOWS_MESSAGE: u32 = 1 << 18;
    let mut rest = Text { pieces: data.get(4..).into_iter().collect() };
    let mut string = || {
        let length = rest.number(2)?;
        let flags = rest.byte()?;
        Some(rest.characters(length, flags & 1 != 0)?.trim_matches('\0').to_owned())
    };
    let (Some(title), Some(_), Some(prompt), Some(_)) = (string(), string(), string(), string()) else { return };
    let mut first_cell = || {
        for _ in 0..2 {
            let length = rest.number(2)?;
            rest.skip(2 + length)?;
        }
        let (_, row, _, column) = (rest.number(2)?, rest.number(2)?, rest.number(2)?, rest.number(2)?);
        Some((counted(row + 1), counted(column + 1)))
    };
    let place = first_cell();
    if u32_at(data, 0).is_some_and(|flags| flags & SHOWS_MESSAGE != 0) {
        messages.name((&title, &prompt), place, findings);
    }
}

/// Comments: each stands in a record of its own (Note, §2.4.179), its text in the object of the same number (TxO, §2.4.329).
#[derive(Default)]
struct Comments {
    /// Row and column from 0, and the number of the object.
    places: Vec<(u16, u16, Option<u16>)>,
    texts: BTreeMap<u16, String>,
    /// The object whose text comes next.
    object: Option<u16>,
}

impl Comments {
    fn push_text(&mut self, data: &[u8], pieces: Vec<&[u8]>) {
        let length = u16_at(data, 10).map_or(0, usize::from);
        if let (Some(object), true) = (self.object.take(), length > 0 && !pieces.is_empty()) {
            let mut text = Text { pieces: pieces.into() };
            let flags = text.byte().unwrap_or(0);
            self.texts.insert(object, text.characters(length, flags & 1 != 0).unwrap_or_default());
        }
    }

    fn name(&self, findings: &mut SheetFindings) {
        for (row, column, object) in &self.places {
            let text = object.and_then(|object| self.texts.get(&object)).filter(|text| !text.trim().is_empty());
            let finding = catalogue::sheet::cell_comment_left_out(text.map_or("…", |text| text.trim()));
            findings.on_cell(u32::from(*row) + 1, u32::from(*column) + 1, finding);
        }
        // The others are those of boxes, buttons and other shapes.
        let is_comment = |object: &u16| self.places.iter().any(|(.., of)| of.as_ref() == Some(object));
        for (_, text) in self.texts.iter().filter(|(object, text)| !is_comment(object) && !text.trim().is_empty()) {
            findings.on_sheet(catalogue::sheet::text_box_left_out(text.trim()));
        }
    }
}

/// Drawn objects by their type (FtCmo, §2.5.143); drop-down arrows of filters and comments' boxes are none.
fn object_to_finding(data: &[u8], findings: &mut SheetFindings) {
    let kind = match u16_at(data, 4) {
        Some(0x05) => terms::CHART,
        Some(0x06) => terms::TEXT_BOX,
        Some(0x08) => terms::PICTURE,
        Some(0x14 | 0x19) | None => return,
        Some(_) => terms::SHAPE,
    };
    findings.on_sheet(catalogue::sheet::drawing_left_out(kind, ""));
}

/// The cells of one record; `None` where it is too short.
fn push_cells(kind: u16, data: &[u8], stream: &[u8], next: usize, cells: &mut Vec<RawCell>) -> Option<()> {
    if !matches!(kind, 0x0203 | 0x027E | 0x00BD | 0x00FD | 0x0204 | 0x00D6 | 0x0205 | 0x0006) {
        return Some(());
    }
    let (row, column) = (u32::from(u16_at(data, 0)?) + 1, u32::from(u16_at(data, 2)?) + 1);
    let style = Some(usize::from(u16_at(data, 4)?));
    let plain = |cell_type, value: String| RawCell {
        row,
        column,
        cell_type,
        style,
        value,
        runs: Vec::new(),
        has_formula: false,
    };
    let double = |bytes: &[u8]| bytes.try_into().ok().map(f64::from_le_bytes).map(|value| value.to_string());
    match kind {
        0x0203 => cells.push(plain(CellType::Number, double(data.get(6..14)?)?)),
        0x027E => cells.push(plain(CellType::Number, packed_number(u32_at(data, 6)?).to_string())),
        0x00BD => {
            let pairs = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
            for (column, pair) in (column..).zip(pairs) {
                let style = Some(usize::from(u16_at(pair, 0)?));
                let value = packed_number(u32_at(pair, 2)?).to_string();
                cells.push(RawCell { column, style, ..plain(CellType::Number, value) });
            }
        }
        0x00FD => cells.push(plain(CellType::SharedString, u32_at(data, 6)?.to_string())),
        0x0204 | 0x00D6 => {
            let text = Text::of(data.get(8..)?, usize::from(u16_at(data, 6)?));
            cells.push(plain(CellType::InlineString, text));
        }
        0x0205 => cells.push(match data.get(7)? {
            0 => plain(CellType::Boolean, data.get(6)?.to_string()),
            _ => plain(CellType::Error, error_text(*data.get(6)?)),
        }),
        _ => {
            let result = data.get(6..14)?;
            let (cell_type, value) = match (u16_at(result, 6)?, result.first()?) {
                (0xFFFF, 0) => (CellType::FormulaString, formula_string(stream, next).unwrap_or_default()),
                (0xFFFF, 1) => (CellType::Boolean, result.get(2)?.to_string()),
                (0xFFFF, 2) => (CellType::Error, error_text(*result.get(2)?)),
                // Both flags ask for calculation on opening: written so by programs that do not calculate.
                (0xFFFF, _) if u16_at(data, 14)? & 3 == 3 => (CellType::Number, String::new()),
                (0xFFFF, _) => (CellType::FormulaString, String::new()),
                _ => (CellType::Number, double(result)?),
            };
            cells.push(RawCell { has_formula: true, ..plain(cell_type, value) });
        }
    }
    Some(())
}

/// The text result of a formula: the STRING record after it, where records of shared formulas and tables may come between.
fn formula_string(stream: &[u8], mut at: usize) -> Option<String> {
    loop {
        let (kind, data, next) = record(stream, at)?;
        at = next;
        match kind {
            0x0207 => {
                let mut text = Text { pieces: [data].into() };
                text.pieces.extend(continued(stream, next).0);
                let length = text.number(2)?;
                let flags = text.byte()?;
                return text.characters(length, flags & 1 != 0);
            }
            0x04BC | 0x0221 | 0x0236 => {}
            _ => return None,
        }
    }
}

/// A number of 30 bits (RkNumber, §2.5.217): an integer or the head of a double, perhaps in hundredths.
fn packed_number(packed: u32) -> f64 {
    let value = match packed & 2 != 0 {
        true => f64::from(packed.cast_signed() >> 2),
        false => f64::from_bits(u64::from(packed & !3) << 32),
    };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

/// §2.5.10.
fn error_text(code: u8) -> String {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "#?",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    #[test]
    fn packed_numbers_are_integers_or_heads_of_doubles_perhaps_in_hundredths() {
        let printed = |packed| packed_number(packed).to_string();
        assert_eq!(printed(122 << 2 | 2), "122");
        assert_eq!(printed((-5i32 << 2).cast_unsigned() | 2), "-5");
        assert_eq!(printed(2655 << 2 | 3), "26.55");
        assert_eq!(printed((1.5f64.to_bits() >> 32) as u32), "1.5");
    }

    #[test]
    fn the_text_of_a_box_is_named_and_that_of_a_comment_on_its_cell() {
        let mut comments = Comments::default();
        for (object, text) in [(3, b"box"), (4, b"yes")] {
            comments.object = Some(object);
            comments.push_text(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0], vec![&[&[0][..], text].concat()]);
        }
        comments.places.push((0, 1, Some(4)));
        let mut findings = SheetFindings::of_sheet("表");
        comments.name(&mut findings);
        let said: Vec<_> = findings.finish().iter().map(|f| (f.code(), f.value("text").map(str::to_owned))).collect();
        let expected = [("cell-comment-left-out", "yes"), ("text-box-left-out", "box")];
        assert_eq!(said, expected.map(|(code, text)| (code, Some(text.to_owned()))));
    }

    #[test]
    fn an_input_message_is_named_where_it_is_shown() {
        let string = |text: &str| {
            let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [&(units.len() as u16 / 2).to_le_bytes()[..], &[1], &units].concat()
        };
        let record = |flags: u32| {
            let strings = ["填写", "\0", "单位：元", "\0"].map(string).concat();
            // Two formulas, of 3 bytes and of none, then B16:C17.
            let rest = [3, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 1, 0, 15, 0, 16, 0, 1, 0, 2, 0];
            [&flags.to_le_bytes()[..], &strings, &rest].concat()
        };
        let named = |data: &[u8]| {
            let (mut messages, mut findings) = (InputMessages::default(), SheetFindings::of_sheet("表"));
            name_input_message(data, &mut messages, &mut findings);
            findings.finish()
        };
        let found = named(&record(1 << 18));
        assert_eq!((found.len(), found[0].value("text")), (1, Some("填写 单位：元")));
        let place = Place::SheetCell { sheet: "表".into(), row: 16, column: 2 };
        assert_eq!(found[0].location().place, Some(place));
        assert_eq!(named(&record(0)), []);
        for end in 0..record(1 << 18).len() {
            assert!(named(&record(1 << 18)[..end]).len() <= 1);
        }
    }

    #[test]
    fn a_string_goes_on_in_a_continued_record_with_a_width_of_its_own() {
        let mut text = Text { pieces: [&[3, 0, 0, b'a'][..], &[1, 0x2D, 0x4E, 0x87, 0x65][..]].into() };
        assert_eq!(text.rich(), Some(("a中文".to_owned(), Vec::new())));
        let mut short = Text { pieces: [&[3, 0, 0, b'a'][..]].into() };
        assert_eq!(short.rich(), None);
    }
}
