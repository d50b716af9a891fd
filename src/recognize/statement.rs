//! What a workbook states around its tables: 填报单位：某局, 报告年度：2025年, and the sheet of checks that nianbao writes.

use super::copies::Wanted;
use super::evidence::{Evidence, say_part_of_year};
use super::sign_off::without_seal;
use super::table::Piece;
use super::tidy::trim;
use super::title;
use super::whose::{self, Own, Whose};
use super::words::words;
use crate::document::{Block, Folded, Grid, is_invisible, periods_in, whole_date, year_at};
use crate::finding::{Finding, Origin, Place, Term, catalogue, terms};
use crate::form::{Forms, WorkbookWords};
use crate::report::{SameOrgan, same_organ};
use std::sync::Arc;

/// Of a table that is no statutory one, so many rows are looked at.
const ROWS: u32 = 20;
/// So many rows above a table are its caption; more are another table.
const CAPTION_ROWS: u32 = 8;
/// The line above a table stands in one of so many rows from the top of its sheet.
pub(super) const STATEMENT_ROWS: u32 = 4;

/// Whose figures a workbook says it holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Stated {
    pub(super) organ: Option<String>,
    pub(super) year: Option<u16>,
    pub(super) form: Option<String>,
}

/// Whether a sheet is one that our workbooks have beside the tables: of checks, of last year's figures, of the units added up.
pub(super) fn is_own_sheet(grid: &Grid) -> bool {
    let words = WorkbookWords::built_in();
    let mut first = grid.cells().iter().map(|cell| compact(&cell.plain_text())).filter(|text| !text.is_empty());
    let titles = [&words.check.title, &words.last_year.title, &words.units.title];
    first.next().is_some_and(|first| titles.iter().any(|title| compact(title) == first))
}

/// Blocks without the sheets that are our own workbooks'.
pub(super) fn without_check_sheet(mut blocks: Vec<Block>, findings: &mut Vec<Finding>) -> Vec<Block> {
    blocks.retain(|block| {
        let Block::Table(grid) = block else { return true };
        let is_check = is_own_sheet(grid);
        if is_check {
            findings.push(catalogue::recognize::check_sheet_passed_over().at_origin(&grid.origin));
        }
        !is_check
    });
    blocks
}

/// The form that a line at the head of a sheet names.
pub(super) fn stated_form(grid: &Grid) -> Option<String> {
    let head = grid.cells_in_rows(0, STATEMENT_ROWS - 1);
    head.iter()
        .flat_map(|cell| {
            let text = cell.plain_text();
            let stated = parts(&text).into_iter().filter_map(|part| part.split_once(['：', ':']));
            stated
                .filter(|(label, _)| subject_of(label) == Some(Subject::Form))
                .map(|(_, id)| id.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .next()
}

/// The body that a line of cells states: 填报单位：某局, or 填报单位 in a cell and the body in the next.
pub(super) fn organ_in_line(texts: &[String]) -> Option<String> {
    let organ = |label: &str, value: &str| {
        (subject_of(label) == Some(Subject::Organ)).then(|| without_seal(value.trim()).to_owned())
    };
    let in_next = texts.windows(2).find_map(|pair| match pair {
        [label, value] => organ(label.trim().trim_end_matches(['：', ':']), value),
        _ => None,
    });
    let in_part = || {
        let mut halves = texts.iter().flat_map(|text| parts(text)).filter_map(|part| part.split_once(['：', ':']));
        halves.find_map(|(label, value)| organ(label, value))
    };
    // Where the body was left blank the next cell is another label, or a year.
    let is_name = |organ: &String| !organ.is_empty() && subject_of(organ).is_none() && year_of(organ).is_none();
    in_next.filter(is_name).or_else(in_part).filter(is_name)
}

/// What the lines around the tables state, the captions and sheet names too; where these say nothing, what else is in the file. A
/// line that states nothing else is taken out of the pieces.
pub(super) fn take_statements(
    pieces: Vec<Piece>,
    title: (Option<&String>, Option<u16>),
    wanted: &Wanted,
    forms: &Forms,
    findings: &mut Vec<Finding>,
) -> (Stated, Vec<Piece>) {
    let mut reading = Reading::new(forms);
    reading.organ.say(title.0.cloned(), &Origin::default());
    reading.year.say(title.1, &Origin::default());
    let has_title = title.0.is_some() || title.1.is_some();
    let evidence = (!has_title).then(|| Evidence::of(&pieces));
    let period = title::period(&pieces, &mut Vec::new()).filter(|period| period.from.year() == period.to.year());
    reading.year.say(period.map(|period| period.from.year()), &Origin::default());
    reading.sheet_names(&pieces);
    let mut kept = Vec::with_capacity(pieces.len());
    let introducing = introducing(&pieces);
    for (piece, introduces) in pieces.into_iter().zip(introducing) {
        let only_statements = match &piece {
            Piece::Block(Block::Paragraph(paragraph)) => {
                let text = paragraph.content.plain_text();
                let is_statement = reading.texts(std::slice::from_ref(&text), &paragraph.origin);
                // A title says it better; below the tables of a draft stands who signs it.
                if !is_statement && introduces && !has_title {
                    reading.caption(&text, &paragraph.origin);
                }
                is_statement
            }
            Piece::Block(Block::Table(grid)) => {
                if introduces && grid.rows() <= CAPTION_ROWS {
                    reading.captions(grid);
                }
                reading.grid(grid)
            }
            _ => false,
        };
        if !only_statements {
            kept.push(piece);
        }
    }
    let Reading { organ, year, form, unclear, parts, .. } = reading;
    for (text, origin) in unclear {
        findings.push(catalogue::recognize::figures_owner_unclear(title::excerpt(&text)).at_origin(&origin));
    }
    for (text, origin) in parts {
        say_part_of_year(&text, &origin, findings);
    }
    let disputed = (organ.other.is_some(), year.other.is_some());
    let mut stated = Stated {
        organ: organ.agreed(terms::ORGAN, findings),
        year: year.agreed(terms::YEAR, findings),
        form: form.agreed(terms::FORM, findings),
    };
    if let Some(evidence) = evidence {
        evidence.complete(&mut stated, disputed, wanted, findings);
    }
    (stated, kept)
}

/// For each piece whether the next statutory table stands on the same sheet, or both on none: what it says is of that table.
fn introducing(pieces: &[Piece]) -> Vec<bool> {
    let sheet_of = |piece: &Piece| {
        let origin = match piece {
            Piece::Table(recognized) => recognized.grid.origin.clone(),
            Piece::Block(block) => block.origin(),
        };
        match origin.0 {
            Some(Place::Sheet(sheet) | Place::SheetCell { sheet, .. }) => Some(sheet),
            _ => None,
        }
    };
    let mut next: Option<Option<Arc<str>>> = None;
    let mut introducing: Vec<bool> = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().rev() {
        introducing.push(next.as_ref().is_some_and(|sheet| *sheet == sheet_of(piece)));
        if matches!(piece, Piece::Table(_)) {
            next = Some(sheet_of(piece));
        }
    }
    introducing.reverse();
    introducing
}

/// What stands before the colon of a line, or all of it.
fn label_of(text: &str) -> &str {
    text.split_once(['：', ':']).map_or(text, |(label, _)| label)
}

/// What lines or a small table near the title state: 单位 | 清河市民政局, 年度：2023.
pub(super) fn near_title(pieces: &[Piece], forms: &Forms) -> Stated {
    const NEAR: usize = 12;
    let mut reading = Reading::new(forms);
    for piece in pieces.iter().take(NEAR) {
        match piece {
            Piece::Block(Block::Paragraph(paragraph)) => {
                reading.texts(&[paragraph.content.plain_text()], &paragraph.origin);
            }
            Piece::Block(Block::Table(grid)) if grid.rows() as usize <= NEAR => {
                reading.grid(grid);
            }
            _ => {}
        }
    }
    Stated { organ: reading.organ.undisputed(), year: reading.year.undisputed(), form: None }
}

/// What was said of one thing, and where it was said otherwise.
struct Said<T> {
    first: Option<T>,
    other: Option<(T, Origin)>,
}

impl<T: PartialEq + ToString> Said<T> {
    fn new() -> Self {
        Said { first: None, other: None }
    }

    fn say(&mut self, value: Option<T>, origin: &Origin) {
        self.say_unless(value, origin, |first, value| first == value);
    }

    fn say_unless(&mut self, value: Option<T>, origin: &Origin, is_same: impl Fn(&T, &T) -> bool) {
        let Some(value) = value else { return };
        match &self.first {
            None => self.first = Some(value),
            Some(first) if is_same(first, &value) => {}
            Some(_) => self.other = self.other.take().or(Some((value, origin.clone()))),
        }
    }

    fn undisputed(self) -> Option<T> {
        self.first.filter(|_| self.other.is_none())
    }

    fn agreed(self, what: &'static Term, findings: &mut Vec<Finding>) -> Option<T> {
        match (self.first, self.other) {
            (Some(first), Some((other, origin))) => {
                let finding = catalogue::recognize::statements_disagree(what, first.to_string(), other.to_string());
                findings.push(finding.at_origin(&origin));
                None
            }
            (first, _) => first,
        }
    }
}

struct Reading<'f> {
    forms: &'f Forms,
    organ: Said<String>,
    year: Said<u16>,
    form: Said<String>,
    /// Texts that say whose figures these are in a way that was not understood.
    unclear: Vec<(String, Origin)>,
    /// Texts that say the figures are those of a part of a year.
    parts: Vec<(String, Origin)>,
}

/// What a statement is about.
#[derive(Clone, Copy, PartialEq)]
enum Subject {
    Organ,
    Year,
    Form,
    Unit,
}

impl<'f> Reading<'f> {
    fn new(forms: &'f Forms) -> Self {
        Reading {
            forms,
            organ: Said::new(),
            year: Said::new(),
            form: Said::new(),
            unclear: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Whether all rows of a grid state whose figures these are, and nothing else.
    fn grid(&mut self, grid: &Grid) -> bool {
        let mut only_statements = grid.rows() <= ROWS;
        for row in 0..grid.rows().min(ROWS) {
            let texts: Vec<String> = grid.cells_in_rows(row, row).iter().map(|cell| cell.plain_text()).collect();
            let filled: Vec<String> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
            only_statements &= filled.is_empty() || self.texts(&filled, &grid.origin);
        }
        only_statements
    }

    /// Takes what the lines above a table say that are no statements: its title, in one cell or in a few.
    fn captions(&mut self, grid: &Grid) {
        const MOST_CELLS: usize = 4;
        for row in 0..grid.rows() {
            let texts: Vec<String> = grid.cells_in_rows(row, row).iter().map(|cell| cell.plain_text()).collect();
            let filled: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
            let is_statement = filled.iter().any(|text| subject_of(label_of(text)).is_some());
            match filled.as_slice() {
                _ if is_statement => {}
                [text] => self.caption(text, &grid.origin),
                several if several.len() <= MOST_CELLS => {
                    // Figures in a row are no caption: a body must be named.
                    let whose = whose::of_caption(&several.concat());
                    if whose.organ.is_some() && whose.unclear.is_none() {
                        self.take(whose, &several.concat(), &grid.origin);
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes what a caption says, or the first line of a sheet.
    fn caption(&mut self, text: &str, origin: &Origin) {
        for line in text.split('\n').filter(|line| subject_of(label_of(line)).is_none()) {
            // A number by itself may be a figure; two joined are days or months.
            if line.chars().any(char::is_alphabetic) || whose::is_part_of_year(line) {
                self.take(whose::of_caption(line), line, origin);
            }
        }
    }

    fn take(&mut self, whose: Whose, text: &str, origin: &Origin) {
        if whose::is_part_of_year(text) {
            self.parts.push((text.to_owned(), origin.clone()));
        } else if whose.unclear.is_some() || whose.years.len() > 1 {
            self.unclear.push((text.to_owned(), origin.clone()));
        }
        self.year.say(whose.year(), origin);
        self.organ.say_unless(whose.organ, origin, |first, stated| same_organ(first, stated) != SameOrgan::No);
    }

    /// Takes what the names of the sheets say that hold the tables, where they don't tell several years or bodies apart.
    fn sheet_names(&mut self, pieces: &[Piece]) {
        let origins = pieces.iter().filter_map(|piece| match piece {
            Piece::Table(recognized) => Some(&recognized.grid.origin),
            Piece::Block(_) => None,
        });
        let mut said: Vec<(Whose, String, &Origin)> = Vec::new();
        for origin in origins {
            let Some(Place::Sheet(name)) = &origin.0 else { continue };
            let whose = whose::of_sheet_name(name);
            if said.iter().all(|(other, ..)| *other != whose) {
                said.push((whose, name.to_string(), origin));
            }
        }
        if let [(whose, name, origin)] = said.as_slice() {
            self.take(whose.clone(), name, origin);
            if whose.years.is_empty() && whose.unclear.is_none() && whose::may_be_of_others(name, Own::default()) {
                self.unclear.push((name.clone(), (*origin).clone()));
            }
        }
    }

    /// Takes what the texts of a line state; whether they say whose figures these are, and nothing else.
    fn texts(&mut self, texts: &[String], origin: &Origin) -> bool {
        let mut only_statements = true;
        let mut says_whose = false;
        let mut texts = texts.iter().peekable();
        while let Some(text) = texts.next() {
            // A label in a cell of its own, its value in the next.
            let label = text.trim().trim_end_matches(['：', ':']);
            if let Some(subject) = subject_of(label) {
                // Left blank: what stands next is a label of its own.
                if texts.peek().is_some_and(|next| subject_of(next.trim().trim_end_matches(['：', ':'])).is_some()) {
                    continue;
                }
                only_statements &= texts.peek().is_some_and(|value| self.state(subject, value, origin));
                says_whose |= subject != Subject::Unit;
                texts.next();
                continue;
            }
            for part in parts(text) {
                // 填报单位 某局: a space does for the colon.
                let halves = part.split_once(['：', ':']).or_else(|| part.split_once(char::is_whitespace));
                let stated = halves.and_then(|(label, value)| Some((subject_of(label)?, value)));
                only_statements &= stated.is_some_and(|(subject, value)| self.state(subject, value, origin));
                says_whose |= stated.is_some_and(|(subject, _)| subject != Subject::Unit);
            }
        }
        // A unit alone may be another than the form's.
        only_statements && says_whose
    }

    /// Whether the value is one of that kind, and all of it is taken.
    fn state(&mut self, subject: Subject, value: &str, origin: &Origin) -> bool {
        let value = trim(value);
        match subject {
            // 填报单位：某局 填报日期：… in one cell: the value ends before the next label.
            Subject::Organ => {
                let (organ, whole) = match value.find(['：', ':']) {
                    None => (without_seal(value), true),
                    Some(colon) => {
                        let before = value.get(..colon).unwrap_or_default();
                        let end = before.rfind(char::is_whitespace).unwrap_or(0);
                        (before.get(..end).unwrap_or_default().trim(), false)
                    }
                };
                let stated = (!organ.is_empty()).then(|| organ.to_owned());
                let is_short = self.organ.first.as_ref().is_some_and(|first| first != organ);
                // A shorter name of the same body adds nothing; the title comes first, and with it the full name.
                self.organ.say_unless(stated.map(|name| whose::tidy_name(&name)), origin, |first, stated| {
                    same_organ(first, stated) != SameOrgan::No
                });
                whole && !organ.is_empty() && !is_short
            }
            Subject::Year => {
                if whose::is_part_of_year(value) {
                    self.parts.push((value.to_owned(), origin.clone()));
                    return true;
                }
                let year = year_of(value);
                // A day is when the figures were gathered.
                if year.is_none() && !value.is_empty() && whole_date(value).is_none() {
                    self.unclear.push((value.to_owned(), origin.clone()));
                }
                self.year.say(year, origin);
                year.is_some()
            }
            Subject::Form => {
                let form = self.forms.get(value).map(|form| form.id.clone());
                let is_known = form.is_some();
                self.form.say(form, origin);
                is_known
            }
            // 单位 is the unit of the figures, or the body.
            Subject::Unit => {
                let cells = self.forms.iter().flat_map(|form| form.tables.iter().flat_map(|table| table.data_cells()));
                let is_unit = cells.into_iter().any(|cell| cell.unit == value);
                let is_organ = words().sign_off.organ_endings.iter().any(|end| value.ends_with(end.as_str()));
                if !is_unit && is_organ {
                    return self.state(Subject::Organ, value, origin);
                }
                is_unit
            }
        }
    }
}

/// A text in its parts, which spaces wider than one set apart.
fn parts(text: &str) -> Vec<&str> {
    let apart = text.split(['\u{3000}', '\t', '\n']).flat_map(|part| part.split("  "));
    apart.map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn subject_of(label: &str) -> Option<Subject> {
    let words = &WorkbookWords::built_in().statement;
    // 填报单位（盖章）
    let label = trim(label);
    let bare = label.strip_suffix(['）', ')']).and_then(|rest| rest.get(..rest.rfind(['（', '('])?));
    let label = compact(bare.unwrap_or(label));
    let subjects = [
        (&words.organ, Subject::Organ),
        (&words.year, Subject::Year),
        (&words.form, Subject::Form),
        (&words.unit, Subject::Unit),
    ];
    subjects.into_iter().find(|(labels, _)| labels.contains(&label)).map(|(_, subject)| subject)
}

/// The year that a text is: 2025, 2025年, 二〇二五年度, 25年; or that of the period it is.
fn year_of(value: &str) -> Option<u16> {
    let text = Folded::of(value);
    if let [period] = periods_in(&text).as_slice() {
        return whose::is_whole_year(period).then(|| period.from.year());
    }
    let only_year = year_at(&text, 0).filter(|mention| mention.range.end == text.len()).map(|mention| mention.year);
    only_year.or_else(|| whose::of_caption(value).year())
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(texts: &[&str]) -> (Stated, bool, Vec<&'static str>) {
        let pieces = texts.iter().map(|text| Piece::Block(Block::text(*text))).collect();
        let mut findings = Vec::new();
        let (stated, kept) =
            take_statements(pieces, (None, None), &Wanted::default(), &Forms::built_in().unwrap(), &mut findings);
        (stated, kept.is_empty(), findings.iter().map(Finding::code).collect())
    }

    #[test]
    fn whose_figures_they_are_is_said_in_many_ways() {
        let cases = [
            ("填报单位：甲市乙局", Some("甲市乙局"), None, true),
            ("填报机关: 甲市乙局　年度：2025", Some("甲市乙局"), Some(2025), true),
            ("单位：件", None, None, false),
            ("单位：甲市乙局", Some("甲市乙局"), None, false),
            ("填报单位：甲市乙局　单位：件", Some("甲市乙局"), None, true),
            ("单位：人", None, None, false),
            ("填报单位：甲市乙局  填报日期：2026年1月5日", Some("甲市乙局"), None, false),
            ("填报单位：甲市乙局 填报日期：2026年1月5日", Some("甲市乙局"), None, false),
            ("报告年度：二〇二五年度　表式：2021　单位：件", None, Some(2025), true),
            ("报告年度：25年", None, Some(2025), true),
            ("填报单位：", None, None, false),
            ("联系电话：1234", None, None, false),
            ("填报单位（盖章）：甲市乙局", Some("甲市乙局"), None, true),
            ("填报单位：甲市乙局（盖章）", Some("甲市乙局"), None, true),
            ("填报单位 甲市乙局", Some("甲市乙局"), None, true),
            ("统计期限：2022年1月1日至2022年12月31日", None, Some(2022), true),
            ("统计期间: 2022年1—12月", None, Some(2022), true),
            ("数据所属期：２０２２年度", None, Some(2022), true),
            ("统计时间：2022年全年", None, Some(2022), true),
            ("统计时间：2023年1月10日", None, None, false),
        ];
        for (text, organ, year, only) in cases {
            let (found, none_kept, said) = stated(&[text]);
            assert_eq!((found.organ.as_deref(), found.year, none_kept), (organ, year, only), "{text}");
            assert_eq!(said, [""; 0], "{text}");
        }
        assert_eq!(stated(&["表式：2021"]).0.form.as_deref(), Some("2021"));
        assert_eq!(stated(&["表式：1999"]).0.form, None);
    }

    #[test]
    fn a_shorter_name_is_no_other_body_and_its_line_stays() {
        let (found, none_kept, said) = stated(&["填报单位：甲市乙局", "填报单位：市乙局"]);
        assert_eq!((found.organ.as_deref(), none_kept, said), (Some("甲市乙局"), false, vec![]));
    }

    #[test]
    fn what_is_said_twice_must_agree() {
        let (found, _, said) = stated(&["填报单位：甲局　年度：2025", "填报单位：乙局　年度：2025年"]);
        assert_eq!((found.organ, found.year, said), (None, Some(2025), vec!["statements-disagree"]));
    }
}
