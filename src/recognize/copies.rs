//! Several copies of one statutory table → the report's own.
//!
//! A draft may quote last year's table, a workbook may hold a hidden template or a sheet for each year. All copies are gathered
//! first, with what is said around each: the year and body in its caption, its sheet's name or title, whether it is shown,
//! filled, called a template or a first version, whether it stands in its own section. Each step of [`STEPS`] leaves out those
//! that something speaks against, as long as one is left; the finding says which was taken and why. Copies that state the same
//! are one, pieces of one table that complete each other are put together. Where two that differ are left, none is taken.

use super::heading::{Candidate, SectionHeads};
use super::table::{Piece, Recognized};
use super::title::excerpt;
use super::whose;
use super::words::words;
use crate::document::{Block, Grid, Heading, Paragraph};
use crate::finding::{Finding, Place, Term, Value, catalogue, terms};
use crate::form::{DataCell, Form, Forms, TableForm};
use crate::report::{Count, SameOrgan, is_government, same_organ};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// How many blocks before a table are looked at for its caption.
const BLOCKS_BEFORE: usize = 3;

/// How many blocks after a table are looked at for a note on it.
const BLOCKS_AFTER: usize = 2;

/// Whose figures are wanted, as far as that is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The body.
    pub organ: Option<&'a str>,
    /// The year.
    pub year: Option<u16>,
}

/// What is left when copies are decided between.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) pieces: Vec<Piece>,
    /// What stands on sheets none of whose copies was taken.
    pub(super) passed_over: Vec<Block>,
}

/// A copy of a statutory table.
struct Copy<'p> {
    piece: usize,
    recognized: &'p Recognized,
    cells: &'p IndexMap<String, Count>,
    years: BTreeSet<u16>,
    /// Whether it is the table's labels that name the years.
    says_in_labels: bool,
    is_relative_last: bool,
    organ: Option<String>,
    is_hidden: bool,
    is_pattern: bool,
    is_draft: bool,
    is_settled: bool,
    in_own_section: bool,
    /// What is said of it.
    texts: Vec<String>,
}

impl Copy<'_> {
    fn filled(&self) -> usize {
        self.cells.values().filter(|count| !count.raw.trim().is_empty()).count()
    }

    /// What is said of it that has one of these words.
    fn text_with(&self, list: &[String]) -> Option<&str> {
        self.texts.iter().find(|text| list.iter().any(|word| text.contains(word.as_str()))).map(String::as_str)
    }

    /// What says that it is of a part of a year.
    fn part_of_year(&self) -> Option<&str> {
        /// A longer text tells of much; what of it is said of the table can't be told.
        const LONGEST: usize = 40;
        let is_whole = |text: &str| words().period.whole_year.iter().any(|word| text.contains(word.as_str()));
        let short = self.texts.iter().filter(|text| text.chars().nth(LONGEST).is_none() && !is_whole(text));
        short.map(String::as_str).find(|text| whose::is_part_of_year(text))
    }

    /// What says that it is of more bodies than the one that reports.
    fn area(&self, wanted: &Wanted) -> Option<&str> {
        let is_government = wanted.organ.is_none_or(is_government);
        if is_government { None } else { self.text_with(&words().copy.area) }
    }
}

/// What speaks for some copies and against others, the surest first: whether a copy stays, and what is said of the others.
type Step = (fn(&Copy, &Wanted, usize) -> bool, &'static Term);

const STEPS: [Step; 9] = [
    (|copy, wanted, _| !is_of_other_year(copy, wanted), terms::OTHERS_OF_OTHER_YEARS),
    (|copy, wanted, _| !is_of_other_body(copy, wanted), terms::OTHERS_OF_OTHER_BODIES),
    (|copy, _, _| copy.part_of_year().is_none(), terms::OTHERS_OF_PART_OF_YEAR),
    (|copy, _, _| copy.filled() > 0, terms::OTHERS_BLANK),
    (|copy, _, _| !copy.is_hidden, terms::OTHERS_HIDDEN),
    (|copy, _, _| !copy.is_pattern, terms::OTHERS_TEMPLATES),
    (|copy, _, _| !copy.is_draft, terms::OTHERS_DRAFTS),
    (|copy, _, _| copy.text_with(&words().copy.estimate).is_none(), terms::OTHERS_ESTIMATES),
    (|copy, wanted, _| copy.area(wanted).is_none(), terms::OTHERS_OF_MORE_BODIES),
];

/// What decides between copies that nothing speaks against.
const LATER_STEPS: [Step; 4] = [
    (|copy, _, _| copy.in_own_section, terms::ONLY_IN_SECTION),
    (|copy, wanted, _| is_of_wanted_year(copy, wanted), terms::ONLY_OF_YEAR),
    (|copy, _, _| copy.is_settled, terms::ONLY_FINAL),
    (|copy, _, most| copy.filled() * 2 > most, terms::OTHERS_FEW),
];

fn is_of_other_year(copy: &Copy, wanted: &Wanted) -> bool {
    match wanted.year {
        // Each label is of its own figures.
        Some(year) if copy.says_in_labels => copy.years.iter().any(|said| *said != year),
        Some(year) => {
            copy.years.is_empty() && copy.is_relative_last || !copy.years.is_empty() && !copy.years.contains(&year)
        }
        None => copy.years.is_empty() && copy.is_relative_last,
    }
}

fn is_of_wanted_year(copy: &Copy, wanted: &Wanted) -> bool {
    wanted.year.is_some_and(|year| copy.years.len() == 1 && copy.years.contains(&year))
}

fn is_of_other_body(copy: &Copy, wanted: &Wanted) -> bool {
    let both = wanted.organ.zip(copy.organ.as_deref());
    both.is_some_and(|(wanted, said)| same_organ(wanted, said) == SameOrgan::No)
}

/// What says of the only copy that it is another body's, or of a part of the year.
fn said_of_others<'c>(copy: &'c Copy, wanted: &Wanted) -> Option<&'c str> {
    let of_body = || {
        let mut texts = copy.texts.iter().filter(|text| said_organ(text).is_some());
        texts.next().filter(|_| is_of_other_body(copy, wanted)).map(String::as_str)
    };
    copy.part_of_year().or_else(of_body)
}

/// What makes it doubtful that the only copy is the one to publish: 样表, 初稿, 预计数, 全市汇总.
fn said_otherwise<'c>(copy: &'c Copy, wanted: &Wanted) -> Option<&'c str> {
    let words = &words().copy;
    if copy.is_settled || copy.filled() == 0 {
        return None;
    }
    [&words.pattern, &words.draft, &words.estimate]
        .into_iter()
        .find_map(|list| copy.text_with(list))
        .or_else(|| copy.area(wanted))
        .or_else(|| copy.texts.iter().find(|text| whose::says_other_unit(text)).map(String::as_str))
}

/// What may say of the only copy that it is another body's or year's, in words that were not understood: 此表由某分局填写.
fn left_open<'c>(copy: &'c Copy, wanted: &Wanted) -> Option<&'c str> {
    let own = whose::Own { organ: wanted.organ, year: wanted.year };
    let is_short = |text: &&String| text.chars().nth(whose::LONGEST_LINE).is_none();
    copy.texts.iter().filter(is_short).find(|text| whose::may_be_of_others(text, own)).map(String::as_str)
}

/// The pieces with at most one copy of each statutory table left in them; the others are ordinary tables.
///
/// `is_workbook`: nothing but tables was there; sheets then stand for themselves.
pub(super) fn choose(
    pieces: Vec<Piece>,
    wanted: Wanted,
    form: Option<&Form>,
    forms: &Forms,
    is_workbook: bool,
    findings: &mut Vec<Finding>,
) -> Chosen {
    let around = Around::of(&pieces, form.or_else(|| forms.iter().next()));
    let mut by_table: IndexMap<&str, Vec<Copy>> = IndexMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Table(recognized) = piece else { continue };
        if let Some(copy) = around.copy(index, recognized, form) {
            by_table.entry(&recognized.table_id).or_default().push(copy);
        }
    }
    let mut fates: BTreeMap<usize, Fate> = BTreeMap::new();
    for (id, copies) in by_table {
        let table = forms.iter().find_map(|form| form.tables.iter().find(|table| table.id == id));
        let Some(table) = table else { continue };
        if let [only] = copies.as_slice() {
            // The caller holds a workbook's year against the draft's; a draft's quotation of last year is none of its tables.
            if (!is_workbook || only.says_in_labels) && is_of_other_year(only, &wanted) {
                findings.push(of_other_year(table, only, &wanted));
                fates.insert(only.piece, Fate::Ordinary);
            } else if let Some(text) = said_of_others(only, &wanted).filter(|_| !is_workbook) {
                let finding = catalogue::recognize::table_of_others(&table.name, excerpt(text));
                findings.push(finding.at_origin(&only.recognized.grid.origin));
                fates.insert(only.piece, Fate::Ordinary);
            } else if let Some(text) =
                said_otherwise(only, &wanted).or_else(|| left_open(only, &wanted).filter(|_| !is_workbook))
            {
                let finding = catalogue::recognize::table_said_otherwise(&table.name, excerpt(text));
                findings.push(finding.at_origin(&only.recognized.grid.origin));
            }
            continue;
        }
        decide(table, &copies, &wanted, &mut fates, findings);
    }
    let sheets = if is_workbook { sheets_passed_over(&pieces, &fates) } else { BTreeSet::new() };
    take(pieces, fates, &sheets)
}

/// What becomes of a copy.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    /// It stays in the document as an ordinary table.
    Ordinary,
    /// Its figures complete those of this piece.
    PartOf(usize),
}

/// Decides between the copies of a table; takes none where that can't be done.
fn decide(
    table: &TableForm,
    copies: &[Copy],
    wanted: &Wanted,
    fates: &mut BTreeMap<usize, Fate>,
    findings: &mut Vec<Finding>,
) {
    let mut left: Vec<&Copy> = copies.iter().collect();
    let mut reasons: Vec<&'static Term> = Vec::new();
    let mut same: Vec<&Copy> = Vec::new();
    let mut run = |steps: &[Step], left: &mut Vec<&Copy>| {
        for (stays, why) in steps {
            let most = left.iter().map(|copy| copy.filled()).max().unwrap_or(0);
            let kept: Vec<&Copy> = left.iter().copied().filter(|copy| stays(copy, wanted, most)).collect();
            if !kept.is_empty() && kept.len() < left.len() {
                *left = kept;
                reasons.push(why);
            }
        }
    };
    run(&STEPS, &mut left);
    merge(&mut left, &mut same, fates, findings);
    run(&LATER_STEPS, &mut left);
    merge(&mut left, &mut same, fates, findings);
    let place = |copy: &Copy| Value::from(&copy.recognized.grid.origin);
    let [taken] = left.as_slice() else {
        if let [first, second, ..] = left.as_slice() {
            let (cell, one, other) = difference(table, first, second);
            let finding =
                catalogue::recognize::tables_disagree(&table.name, place(first), place(second), cell, one, other);
            findings.push(finding.at_origin(&second.recognized.grid.origin));
        }
        fates.extend(copies.iter().map(|copy| (copy.piece, Fate::Ordinary)));
        return;
    };
    for copy in &same {
        let finding = catalogue::recognize::table_repeated_same(&table.name, place(taken));
        findings.push(finding.at_origin(&copy.recognized.grid.origin));
        fates.insert(copy.piece, Fate::Ordinary);
    }
    let others = copies.iter().filter(|copy| copy.piece != taken.piece && !fates.contains_key(&copy.piece));
    let others: Vec<&Copy> = others.collect();
    if let Some(first) = others.first() {
        let places: Vec<Value> = others.iter().map(|copy| place(copy)).collect();
        let why = reasons.into_iter().map(Value::from).reduce(terms::clauses).unwrap_or_else(|| "".into());
        let finding = catalogue::recognize::table_repeated(&table.name, place(taken), places, why);
        findings.push(finding.at_origin(&first.recognized.grid.origin));
        fates.extend(others.iter().map(|copy| (copy.piece, Fate::Ordinary)));
    }
}

/// Copies that state the same are one, and pieces that complete each other are.
fn merge<'c, 'p>(
    left: &mut Vec<&'c Copy<'p>>,
    same: &mut Vec<&'c Copy<'p>>,
    fates: &mut BTreeMap<usize, Fate>,
    findings: &mut Vec<Finding>,
) {
    let agree = |a: &Copy, b: &Copy| {
        a.cells.iter().all(|(id, count)| b.cells.get(id).is_none_or(|other| states_same(count, other)))
    };
    let within = |a: &Copy, b: &Copy| a.cells.keys().all(|id| b.cells.contains_key(id));
    let mut kept: Vec<&Copy> = Vec::new();
    for copy in std::mem::take(left) {
        if let Some(other) = kept.iter().find(|other| agree(copy, other) && within(copy, other)) {
            if copy.piece != other.piece {
                same.push(copy);
            }
            continue;
        }
        let part_of_copy: Vec<&Copy> =
            kept.iter().copied().filter(|other| agree(other, copy) && within(other, copy)).collect();
        kept.retain(|other| !part_of_copy.iter().any(|part| part.piece == other.piece));
        same.extend(part_of_copy);
        kept.push(copy);
    }
    // Pieces of one table: each has figures the others lack, and what they share is the same.
    let [first, others @ ..] = kept.as_slice() else { return };
    let all_agree = kept.iter().enumerate().all(|(i, a)| kept.iter().skip(i + 1).all(|b| agree(a, b)));
    if !others.is_empty() && all_agree {
        for piece in others {
            findings.push(catalogue::recognize::table_joined().at_origin(&piece.recognized.grid.origin));
            fates.insert(piece.piece, Fate::PartOf(first.piece));
        }
        *left = vec![first];
        return;
    }
    *left = kept;
}

fn states_same(a: &Count, b: &Count) -> bool {
    match (a.value, b.value) {
        (Some(a), Some(b)) => a == b,
        _ => a.raw.trim() == b.raw.trim(),
    }
}

/// The first cell in which two copies differ, and what each states there.
fn difference(table: &TableForm, a: &Copy, b: &Copy) -> (String, String, String) {
    let differs = |cell: &&DataCell| match (a.cells.get(&cell.id), b.cells.get(&cell.id)) {
        (Some(a), Some(b)) => !states_same(a, b),
        _ => false,
    };
    let Some(cell) = table.data_cells().find(differs) else { return Default::default() };
    let raw = |copy: &Copy| copy.cells.get(&cell.id).map(|count| count.raw.clone()).unwrap_or_default();
    (cell.path(), raw(a), raw(b))
}

fn of_other_year(table: &TableForm, copy: &Copy, wanted: &Wanted) -> Finding {
    let years: Vec<String> = copy.years.iter().map(|year| format!("{year}年")).collect();
    let said =
        if years.is_empty() { words().copy.last_year.first().cloned().unwrap_or_default() } else { years.join("、") };
    let year = wanted.year.map(|year| year.to_string()).unwrap_or_default();
    catalogue::recognize::table_of_other_year(&table.name, said, year).at_origin(&copy.recognized.grid.origin)
}

/// Sheets that hold copies, none of which was taken.
fn sheets_passed_over(pieces: &[Piece], fates: &BTreeMap<usize, Fate>) -> BTreeSet<String> {
    let mut passed = BTreeSet::new();
    let mut used = BTreeSet::new();
    for (index, piece) in pieces.iter().enumerate() {
        let (Piece::Table(_), Some(sheet)) = (piece, sheet_of(piece)) else { continue };
        match fates.get(&index) {
            Some(Fate::Ordinary) => passed.insert(sheet.to_owned()),
            _ => used.insert(sheet.to_owned()),
        };
    }
    if used.is_empty() { BTreeSet::new() } else { passed.difference(&used).cloned().collect() }
}

fn take(pieces: Vec<Piece>, fates: BTreeMap<usize, Fate>, sheets: &BTreeSet<String>) -> Chosen {
    let mut parts: BTreeMap<usize, Vec<Recognized>> = BTreeMap::new();
    let mut kept: Vec<(usize, Piece)> = Vec::with_capacity(pieces.len());
    let mut passed_over = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        if sheet_of(&piece).is_some_and(|sheet| sheets.contains(sheet)) {
            passed_over.extend(piece.into_block());
            continue;
        }
        match (piece, fates.get(&index)) {
            (Piece::Table(part), Some(Fate::PartOf(whole))) => parts.entry(*whole).or_default().push(part),
            (piece, Some(Fate::Ordinary)) => kept.extend(piece.into_block().map(|block| (index, Piece::Block(block)))),
            (piece, _) => kept.push((index, piece)),
        }
    }
    let pieces = kept.into_iter().map(|(index, piece)| match (piece, parts.remove(&index)) {
        (Piece::Table(mut whole), Some(parts)) => {
            parts.into_iter().for_each(|part| whole.complete(part));
            Piece::Table(whole)
        }
        (piece, _) => piece,
    });
    Chosen { pieces: pieces.collect(), passed_over }
}

fn sheet_of(piece: &Piece) -> Option<&str> {
    let origin = match piece {
        Piece::Table(recognized) => &recognized.grid.origin,
        Piece::Block(Block::Table(Grid { origin, .. })) => origin,
        Piece::Block(Block::Paragraph(Paragraph { origin, .. }) | Block::Heading(Heading { origin, .. })) => origin,
        Piece::Block(_) => return None,
    };
    match &origin.0 {
        Some(Place::Sheet(sheet) | Place::SheetCell { sheet, .. }) => Some(sheet),
        _ => None,
    }
}

/// What stands around the tables of a document.
struct Around<'p, 'f> {
    pieces: &'p [Piece],
    /// For each piece the table of the section it stands in.
    sections: Vec<Option<&'f str>>,
}

impl<'p, 'f> Around<'p, 'f> {
    fn of(pieces: &'p [Piece], form: Option<&'f Form>) -> Self {
        let mut current = None;
        let candidates = || {
            pieces.iter().filter_map(|piece| if let Piece::Block(block) = piece { Candidate::of(block) } else { None })
        };
        let heads = form.map(|form| SectionHeads::of(candidates(), form)).unwrap_or_default();
        let sections = pieces.iter().map(|piece| {
            if let (Piece::Block(block), Some(form)) = (piece, form) {
                let opened = Candidate::of(block).and_then(|candidate| heads.role_of(&candidate, form));
                if let Some((section, _)) = opened {
                    current = section.table.as_deref();
                } else if text_of(piece).is_some_and(|text| text.starts_with("附件")) {
                    current = None;
                }
            }
            current
        });
        Around { pieces, sections: sections.collect() }
    }

    fn copy(&self, piece: usize, recognized: &'p Recognized, form: Option<&Form>) -> Option<Copy<'p>> {
        let reading = recognized.reading(form.map(|form| form.id.as_str()))?;
        let texts = self.texts(piece, recognized);
        let (mut years, mut organ) = (BTreeSet::new(), None);
        // The nearest text that names a year or body says whose it is.
        for text in &texts {
            if years.is_empty() {
                years = said_years(text);
            }
            organ = organ.or_else(|| said_organ(text));
        }
        // What its own labels say comes first.
        let of_labels = recognized.years_of_labels();
        let says_in_labels = !of_labels.is_empty();
        if says_in_labels {
            years = of_labels;
        }
        let words = &words().copy;
        let says = |list: &[String]| texts.iter().any(|text| list.iter().any(|word| text.contains(word.as_str())));
        let last = |text: &String| words.last_year.iter().any(|word| says_of_table(text, word));
        let grid = &recognized.grid;
        Some(Copy {
            piece,
            recognized,
            cells: &reading.cells,
            years,
            says_in_labels,
            is_relative_last: !says_in_labels && texts.iter().any(last),
            organ,
            is_hidden: grid.rows() > 0 && grid.hidden.covers(0, grid.rows() - 1),
            is_pattern: says(&words.pattern),
            is_draft: says(&words.draft),
            is_settled: says(&words.settled) && !says(&words.draft),
            in_own_section: self.sections.get(piece).copied().flatten() == Some(recognized.table_id.as_str()),
            texts,
        })
    }

    /// What is said of a table, the nearest first: short lines before it, those at the head of its sheet and the sheet's name.
    fn texts(&self, piece: usize, recognized: &Recognized) -> Vec<String> {
        let longest = words().copy.longest;
        let mut texts = Vec::new();
        let sheet = sheet_name(&recognized.grid);
        let before = self.pieces.get(..piece).unwrap_or_default();
        for (back, other) in before.iter().rev().take(BLOCKS_BEFORE).enumerate() {
            let Some(text) = text_of(other) else { break };
            if sheet.is_some() && sheet_of(other) != sheet {
                break;
            }
            // What stands in another section is said of something there.
            let at = before.len().saturating_sub(back + 1);
            if self.sections.get(at) != self.sections.get(piece) {
                break;
            }
            let introduces = introduces(&text);
            if text.chars().count() > longest && !introduces {
                break;
            }
            // A sentence tells of something; only one that leads up to a table is of that table.
            let is_of_this = || words().copy.this.iter().any(|word| text.contains(word.as_str()));
            if introduces || !is_sentence(&text) || is_of_this() {
                texts.push(text);
            }
            // A heading says what stands below it; what stands above is of something else.
            if matches!(other, Piece::Block(Block::Heading(_))) {
                break;
            }
        }
        let after = self.pieces.get(piece + 1..).unwrap_or_default().iter().map_while(text_of).take(BLOCKS_AFTER);
        texts.extend(after.filter(|text| text.chars().count() <= longest && is_note(text)));
        if let Some(sheet) = sheet {
            let of_sheet = before.iter().filter(|other| sheet_of(other) == Some(sheet));
            let head = of_sheet.take_while(|other| matches!(other, Piece::Block(_))).filter_map(text_of);
            texts.extend(head.take(BLOCKS_BEFORE));
            texts.push(sheet.to_owned());
            texts.extend(whose::of_sheet_name(sheet).years.iter().map(|year| format!("{year}年")));
        }
        texts
    }
}

/// Whether a text leads up to the table below it: 情况如下：, 具体见下表。
fn introduces(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.trim_end_matches(['。', '.', '：', ':']);
    text.ends_with(['：', ':']) || words().copy.leads.iter().any(|word| last.ends_with(word.as_str()))
}

fn is_sentence(text: &str) -> bool {
    // （初稿，待核）
    let is_bracketed = text.trim().starts_with(['（', '(']) && text.trim().ends_with(['）', ')']);
    !is_bracketed && (text.trim_end().ends_with(['。', '！', '；', '.', ';']) || text.contains(['，', '。']))
}

/// Whether a line below a table is of that table: 注：…, 以上为…
fn is_note(text: &str) -> bool {
    words().copy.note.iter().any(|word| text.contains(word.as_str())) && !text.contains("不计入")
}

fn sheet_name(grid: &Grid) -> Option<&str> {
    match &grid.origin.0 {
        Some(Place::Sheet(name)) => Some(name),
        _ => None,
    }
}

fn text_of(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Block(Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. })) => {
            Some(content.plain_text())
        }
        _ => None,
    }
}

/// The years a caption, a note or a sheet's name gives; the day it was filled in is none.
fn said_years(text: &str) -> BTreeSet<u16> {
    let mut years = whose::years_spoken_of(text);
    years.extend(whose::of_caption(text).years);
    years
}

/// The body a caption or a line 填报单位：… names.
fn said_organ(text: &str) -> Option<String> {
    let of_line = || whose::body_spoken_of(text).map(str::to_owned);
    whose::of_caption(text).organ.filter(|organ| whose::is_body(organ)).or_else(of_line)
}

/// Whether a word like 上年 says when a table's figures are from, and not what they are compared with or a row's name.
fn says_of_table(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        !before.ends_with(['较', '比', '与', '和', '同']) && !after.trim_start_matches('度').starts_with("结转")
    })
}
