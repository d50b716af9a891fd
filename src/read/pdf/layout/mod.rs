//! Facts → Document: what stands together on the pages, in the order it is read.
//!
//! In: what a person sees on each page ([`facts`](super::facts)). Out: the neutral flow. This folder knows no PDF object and no
//! statutory form: it goes by where things stand, and by the structure tree where the file has one. Whatever it guesses is a
//! finding.
//!
//! | file | what it does |
//! |---|---|
//! | `upright` | turned pages upright |
//! | `tagged` | the structure tree, laid flat |
//! | `rules` | rules → lines that cross |
//! | `pieces` | parts of one table that no line joins |
//! | `grid` | lines that cross → cells with their spans |
//! | `cells` | glyphs → the cells they stand in, and what makes a figure doubtful |
//! | `lines` | glyphs → lines |
//! | `text` | runs of text, how lines join, faces |
//! | `tagged_tables` | tables that only the structure tree knows |
//! | `unruled` | lines in columns → tables without rules |
//! | `columns` | text in columns, read one after the other |
//! | `running` | headers, footers, page numbers taken out |
//! | `seen` | all glyphs, against which the flow is held |
//! | `notes` | footnotes, put where they are called, or left where they stand |
//! | `measure` | the usual size, margins and distance of lines |
//! | `numbering` | numbers and marks of headings and items |
//! | `paragraphs` | lines → paragraphs, headings, lists |
//! | `pictures` | pictures → figures, and pictures in a line |
//! | `pages` | tables that go on over a page's end |
//! | `tables` | tables → grids |

mod cells;
mod columns;
mod grid;
mod lines;
mod measure;
mod notes;
mod numbering;
mod pages;
mod paragraphs;
mod pictures;
mod pieces;
mod rules;
mod running;
mod seen;
mod tables;
mod tagged;
mod tagged_tables;
mod text;
mod unruled;
mod upright;

use super::actual::{Differences, Verdict, verdict};
use super::facts::{Area, Facts, Glyph, OutlineItem, PageFacts, Rule, TextLayer};
use crate::document::numeral::{HeadingLevels, ranks_follow_numbers};
use crate::document::{Block, Break, Document, Figure};
use crate::finding::{Finding, Place, Warned, catalogue};
use crate::whole::counted;
use grid::Table;
use lines::{Line, PageContext};
use measure::Measure;
use paragraphs::{Composer, Ground, OutlinePlace};
use std::collections::{BTreeMap, BTreeSet};
use tables::Tabling;

pub(super) use tables::PlacedCell;
use tagged::Tags;
use text::{FaceClass, Faces};

/// What is on a page, before it is put in order.
#[derive(Debug, Default)]
struct Sheet {
    height: f64,
    /// Whether it is wider than high.
    is_across: bool,
    lines: Vec<Line>,
    tables: Vec<Table>,
    figures: Vec<(Area, Figure)>,
    /// Where charts of our own were left out.
    own_charts: Vec<Area>,
    /// Horizontal rules of no table.
    lone: Vec<Rule>,
    /// Where its notes begin.
    floor: Option<f64>,
    /// Whether a scanner's software recognised its text.
    is_recognised: bool,
    /// Those of its notes that nothing calls.
    uncalled: Vec<Block>,
}

/// What comes next on a page.
enum Item {
    Line(Line),
    Table(Table),
    Figure(Area, Figure),
    /// Room that a chart of our own takes.
    OwnChart(Area),
}

impl Item {
    fn area(&self) -> Area {
        match self {
            Item::Line(line) => line.area,
            Item::Table(table) => table.area,
            Item::Figure(area, _) | Item::OwnChart(area) => *area,
        }
    }
}

/// The document these facts show, and where the cells of its tables stand on the pages.
pub(super) fn facts_to_document(mut facts: Facts) -> (Warned<Document>, Vec<PlacedCell>) {
    let mut findings = Vec::new();
    let turns: Vec<u8> = facts.pages.iter_mut().map(upright::upright).collect();
    let sizes: Vec<(f64, f64)> = facts.pages.iter().map(|page| (page.width, page.height)).collect();
    let mut tags = Tags::of(&facts.structure);
    if tags.has_actual_text {
        let (sayings, finding) = sayings(&facts, &tags);
        findings.extend(finding);
        let pages = facts.pages.iter_mut().enumerate();
        pages.for_each(|(index, page)| say_actual_text(index, &mut page.glyphs, &tags, &sayings));
    }
    let seen = seen::of_pages(&facts.pages);
    if tags.has_rubies() {
        facts.pages.iter_mut().enumerate().for_each(|(index, page)| take_readings(index, &mut page.glyphs, &mut tags));
    }
    let mut faces = Faces {
        classes: facts.fonts.iter().map(|font| FaceClass::of(&font.name)).collect(),
        bold: facts.fonts.iter().map(|font| font.bold).collect(),
        italic: facts.fonts.iter().map(|font| font.italic).collect(),
        body: None,
    };
    // What is left out in silence: page numbers, the marks of notes, heads of columns printed again.
    let mut left_out = String::new();
    let mut sheets = sheets(&facts, &tags, &faces, &mut left_out, &mut findings);
    join_run_in_headings(&mut sheets, &tags);
    let measure = usual(&sheets);
    faces.body = body_class(&sheets, &faces, &measure);
    let notes = take_notes(&mut sheets, &measure, &tags);
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let at = Place::Page(counted(index + 1));
        if let Some(count) = columns::order_columns(&mut sheet.lines) {
            findings.push(catalogue::layout::columns_read(count).at(at));
        }
    }
    let measure = usual(&sheets);
    let mut pictures = pictures::Pictures::default();
    for ((index, sheet), page) in sheets.iter_mut().enumerate().zip(std::mem::take(&mut facts.pages)) {
        pictures.place(index, page, sheet, &tags, &mut findings);
    }
    let uncalled = notes::place_notes(
        notes,
        |page, each| {
            let Some(sheet) = sheets.get_mut(page) else { return };
            sheet.lines.iter_mut().for_each(|line| each(&mut line.runs));
            let cells = sheet.tables.iter_mut().flat_map(|table| &mut table.cells);
            cells.flat_map(|cell| &mut cell.paragraphs).for_each(|paragraph| each(&mut paragraph.runs));
        },
        &faces,
        &mut left_out,
        &mut findings,
    );
    for notes::Uncalled { page, block } in uncalled {
        if let Some(sheet) = sheets.get_mut(page) {
            sheet.uncalled.push(block);
        }
    }
    let ground = ground(&sheets, measure, &tags, &faces, &facts);
    let (blocks, mut cells) = compose(sheets, &ground, &mut left_out, &mut findings);
    for cell in &mut cells {
        let (turn, size) = (turns.get(cell.page).copied().unwrap_or(0), sizes.get(cell.page));
        let (width, height) = size.copied().unwrap_or_default();
        cell.area = upright::turn_area(cell.area, 4 - turn % 4, width, height);
    }
    findings.extend(seen::missing_from(&seen, &blocks, &left_out, &findings));
    let value = Document { blocks, media: pictures.media, properties: facts.properties };
    (Warned { value, findings }, cells)
}

/// What is usual in the lines of these pages.
fn usual(sheets: &[Sheet]) -> Measure {
    Measure::of(sheets.iter().flat_map(|sheet| &sheet.lines), sheets.iter().flat_map(|sheet| &sheet.tables))
}

/// The pages taken apart: tables by their rules, by the structure tree, by alignment; what is left as lines.
fn sheets(facts: &Facts, tags: &Tags, faces: &Faces, left_out: &mut String, findings: &mut Vec<Finding>) -> Vec<Sheet> {
    let mut rules: Vec<rules::PageRules> = facts.pages.iter().map(|page| rules::page_rules(&page.rules)).collect();
    pieces::join_pieces(&mut rules, &facts.pages);
    let contexts: Vec<PageContext<'_>> = facts
        .pages
        .iter()
        .zip(&rules)
        .enumerate()
        .map(|(page, (facts, rules))| PageContext {
            page,
            width: facts.width,
            height: facts.height,
            links: &facts.links,
            strokes: &rules.lone,
            tags,
            faces,
        })
        .collect();
    let outlines: Vec<Vec<cells::Outline<'_>>> =
        rules.iter().zip(&contexts).map(|(rules, context)| cells::outlines(&rules.lattices, context.page)).collect();
    let running = running(facts, &outlines, &contexts, findings);
    let (mut sheets, mut loose) = (Vec::new(), Vec::new());
    let pages = facts.pages.iter().zip(&rules).zip(outlines).zip(running);
    for ((((facts, rules), outlines), running), context) in pages.zip(&contexts) {
        if rules.is_drawing {
            findings.push(catalogue::layout::rules_are_drawing().at(Place::Page(counted(context.page + 1))));
        }
        let stays = |glyph: &&Glyph| !running.iter().any(|area| area.has(cells::centre(glyph)));
        left_out.extend(facts.glyphs.iter().filter(|glyph| !stays(glyph)).map(|glyph| &*glyph.text));
        let glyphs: Vec<&Glyph> = facts.glyphs.iter().filter(stays).collect();
        let (tables, rest) = cells::ruled_tables(outlines, &glyphs, context);
        let is_recognised = facts.text_layer == TextLayer::Read;
        let (lone, own_charts) = (rules.lone.clone(), facts.own_charts.clone());
        let is_across = facts.width > facts.height;
        let sheet = Sheet { height: facts.height, is_across, tables, lone, own_charts, ..Sheet::default() };
        sheets.push(Sheet { is_recognised, ..sheet });
        loose.push(rest);
    }
    let ruled: BTreeSet<usize> =
        sheets.iter().flat_map(|sheet| &sheet.tables).filter_map(|table| table.element).collect();
    for table in tagged_tables::tagged_tables(&mut loose, &contexts, &ruled) {
        if let Some(sheet) = sheets.get_mut(table.page) {
            sheet.tables.push(table);
        }
    }
    // A tree that knows tables knows all of them.
    let knows_tables = tags.of_kinds(&["Table"]).next().is_some();
    for ((sheet, loose), context) in sheets.iter_mut().zip(loose).zip(&contexts) {
        let lines = lines::glyphs_to_lines(&loose, context);
        let lattices = if knows_tables { Vec::new() } else { unruled::guessed_lattices(&lines, &sheet.lone) };
        if lattices.is_empty() {
            sheet.lines = lines;
            continue;
        }
        let (tables, rest) = cells::ruled_tables(cells::outlines(&lattices, context.page), &loose, context);
        sheet.lines = lines::glyphs_to_lines(&rest, context);
        sheet.tables.extend(tables.into_iter().map(|mut table| {
            table.guesses.push(grid::Guess::Unruled);
            table
        }));
    }
    sheets
}

/// Where running text stands on each page: looked for in what is near its edges and in no table.
fn running(
    facts: &Facts,
    outlines: &[Vec<cells::Outline<'_>>],
    contexts: &[PageContext<'_>],
    findings: &mut Vec<Finding>,
) -> Vec<Vec<Area>> {
    let page = |((facts, outlines), context): ((&PageFacts, &Vec<cells::Outline<'_>>), &PageContext<'_>)| {
        let band = running::band(facts.height);
        let near: Vec<&Glyph> = facts
            .glyphs
            .iter()
            .filter(|glyph| glyph.area.top < band || glyph.area.bottom > facts.height - band)
            .filter(|glyph| {
                let (x, y) = cells::centre(glyph);
                !outlines.iter().any(|outline| outline.holds(x, y))
            })
            .collect();
        let tables = outlines.iter().map(|outline| outline.table.area);
        running::Page {
            height: facts.height,
            lines: lines::glyphs_to_lines(&near, context),
            top: tables.clone().map(|area| area.top).fold(facts.height, f64::min),
            bottom: tables.map(|area| area.bottom).fold(0.0, f64::max),
        }
    };
    let pages = facts.pages.iter().zip(outlines).zip(contexts).map(page).collect();
    let running = running::find_running(pages, findings).into_iter();
    running.map(|lines| lines.into_iter().map(|line| line.area).collect()).collect()
}

/// What elements say of the text in them, where that agrees with what is shown.
struct Sayings {
    /// Elements whose glyphs stand for one text.
    agreeing: BTreeSet<usize>,
    /// Elements whose glyphs are ornament.
    ornament: BTreeSet<usize>,
}

/// Holds what elements say against their glyphs, wherever these are.
fn sayings(facts: &Facts, tags: &Tags) -> (Sayings, Option<Finding>) {
    let mut shown: BTreeMap<usize, (u32, Vec<&str>)> = BTreeMap::new();
    let mut pages: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (index, page) in facts.pages.iter().enumerate() {
        for glyph in &page.glyphs {
            let Some((element, _)) = tags.said(index, glyph.mcid) else { continue };
            shown.entry(element).or_insert_with(|| (counted(index + 1), Vec::new())).1.push(&glyph.text);
            pages.entry(element).or_default().insert(index);
        }
    }
    let mut sayings = Sayings { agreeing: BTreeSet::new(), ornament: BTreeSet::new() };
    let mut differences = Differences::default();
    for (element, (page, glyphs)) in shown {
        let Some(said) = tags.get(element).and_then(|tag| tag.actual_text.as_deref()) else { continue };
        let is_formula = tags.kind(element) == "Formula";
        match verdict(glyphs.iter().copied(), said, None, is_formula) {
            // What goes over a page's end stays where it stands.
            Verdict::Agrees if pages.get(&element).is_some_and(|pages| pages.len() == 1) => {
                sayings.agreeing.insert(element);
            }
            Verdict::Ornament => {
                sayings.ornament.insert(element);
            }
            Verdict::Agrees | Verdict::Shown => {}
            Verdict::Differs => differences.note(page, &glyphs.concat(), said),
        }
    }
    (sayings, differences.finding())
}

/// Glyphs of an element that says what it says become one glyph with that text.
fn say_actual_text(page: usize, glyphs: &mut Vec<Glyph>, tags: &Tags, sayings: &Sayings) {
    let mut said: BTreeMap<usize, usize> = BTreeMap::new();
    let mut formulas: BTreeSet<usize> = BTreeSet::new();
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for mut glyph in std::mem::take(glyphs) {
        let Some((element, text)) = tags.said(page, glyph.mcid) else {
            kept.push(glyph);
            continue;
        };
        if sayings.ornament.contains(&element) {
            continue;
        }
        if !sayings.agreeing.contains(&element) {
            kept.push(glyph);
            continue;
        }
        let is_formula = tags.kind(element) == "Formula";
        match said.get(&element).and_then(|index| kept.get_mut(*index)) {
            Some(whole) if is_formula => {
                whole.area = whole.area.union(&glyph.area);
            }
            Some(whole) => {
                whole.area.left = whole.area.left.min(glyph.area.left);
                whole.area.right = whole.area.right.max(glyph.area.right);
            }
            None => {
                glyph.text = text.into();
                said.insert(element, kept.len());
                if is_formula {
                    formulas.insert(kept.len());
                }
                kept.push(glyph);
            }
        }
    }
    for index in formulas {
        set_on_line(&mut kept, index);
    }
    *glyphs = kept;
}

/// Puts a glyph that stands for signs above each other, a formula, on the line it is part of: that of its neighbour where there
/// is one beside it.
fn set_on_line(glyphs: &mut [Glyph], index: usize) {
    let Some(Area { top, bottom, left, right }) = glyphs.get(index).map(|glyph| glyph.area) else { return };
    let beside = |glyph: &&Glyph| {
        let middle = f64::midpoint(glyph.area.top, glyph.area.bottom);
        let apart = (glyph.area.left - right).max(left - glyph.area.right);
        (top..bottom).contains(&middle) && apart < 2.0 * glyph.size && !glyph.text.trim().is_empty()
    };
    let before = index.checked_sub(1).and_then(|at| glyphs.get(at)).filter(beside);
    let neighbour = before.or_else(|| glyphs.get(index + 1).filter(beside));
    let line = neighbour.map(|glyph| (glyph.origin.1, glyph.size, glyph.area));
    let Some(glyph) = glyphs.get_mut(index) else { return };
    match line {
        Some((base, size, area)) => {
            (glyph.origin.1, glyph.size) = (base, size);
            (glyph.area.top, glyph.area.bottom) = (area.top, area.bottom);
        }
        // Alone on its line, its middle is where the bars of fractions are.
        None => glyph.origin.1 = f64::midpoint(top, bottom) + 0.25 * glyph.size,
    }
}

/// Takes readings off a page, whose lines they would be taken for, and remembers them with their characters.
fn take_readings(page: usize, glyphs: &mut Vec<Glyph>, tags: &mut Tags) {
    let mut bases: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for glyph in glyphs.iter() {
        if let Some((ruby, "RB")) = tags.ruby_part(page, glyph.mcid) {
            bases.entry(ruby).or_insert((glyph.origin.1, glyph.size));
        }
    }
    let mut readings: BTreeMap<usize, String> = BTreeMap::new();
    glyphs.retain(|glyph| {
        let Some((ruby, "RT")) = tags.ruby_part(page, glyph.mcid) else { return true };
        // One that stands in the line is read there.
        let is_above = bases.get(&ruby).is_some_and(|(base, size)| base - glyph.origin.1 > 0.5 * size);
        if is_above {
            readings.entry(ruby).or_default().push_str(&glyph.text);
        }
        !is_above
    });
    readings.iter().for_each(|(ruby, reading)| tags.set_reading(*ruby, reading));
}

/// The kind of face that most text of the usual size is set in.
fn body_class(sheets: &[Sheet], faces: &Faces, measure: &Measure) -> Option<FaceClass> {
    let lines = sheets.iter().flat_map(|sheet| &sheet.lines);
    let body = lines.filter(|line| (line.size - measure.body).abs() < 0.6);
    let mut counts: BTreeMap<FaceClass, usize> = BTreeMap::new();
    for run in body.flat_map(|line| &line.runs) {
        let ideographs = run.text.chars().filter(|c| text::is_ideograph(*c)).count();
        *counts.entry(faces.class(run.font)).or_default() += ideographs;
    }
    counts.into_iter().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count).map(|(class, _)| class)
}

/// Gives the lines of a heading that runs into its paragraph to the paragraph: one that ends with its sentence on a line on which the
/// paragraph begins. Our own files have such headings, and those Word makes of its style separators.
fn join_run_in_headings(sheets: &mut [Sheet], tags: &Tags) {
    if tags.is_empty() {
        return;
    }
    let mut runs_into: BTreeMap<usize, usize> = BTreeMap::new();
    for line in sheets.iter().flat_map(|sheet| &sheet.lines) {
        let Some(heading) = line.runs.first().and_then(|run| run.element) else { continue };
        let of_heading = line.runs.iter().take_while(|run| run.element == Some(heading)).count();
        let (head, behind) = line.runs.split_at(of_heading);
        let paragraph = behind.last().and_then(|run| run.element).filter(|element| tags.kind(*element) == "P");
        if let Some(paragraph) = paragraph
            && tags.heading_level(heading).is_some()
            && head.last().is_some_and(|run| run.text.trim_end().ends_with('。'))
        {
            runs_into.insert(heading, paragraph);
        }
    }
    for line in sheets.iter_mut().flat_map(|sheet| &mut sheet.lines) {
        line.element = line.element.map(|element| runs_into.get(&element).copied().unwrap_or(element));
    }
}

fn take_notes(sheets: &mut [Sheet], measure: &Measure, tags: &Tags) -> Vec<notes::PrintedNote> {
    let mut notes = Vec::new();
    for sheet in sheets {
        let before = sheet.lines.len();
        let bottoms: Vec<f64> = sheet.lines.iter().map(|line| line.area.top).collect();
        notes::take_notes(&mut sheet.lines, &sheet.lone, sheet.height, measure, tags, &mut notes);
        if sheet.lines.len() < before {
            let kept: Vec<f64> = sheet.lines.iter().map(|line| line.area.top).collect();
            let taken = bottoms.into_iter().filter(|top| !kept.iter().any(|other| (other - top).abs() < 0.01));
            sheet.floor = taken.reduce(f64::min);
        }
    }
    notes
}

fn ground<'a>(sheets: &[Sheet], measure: Measure, tags: &'a Tags, faces: &'a Faces, facts: &Facts) -> Ground<'a> {
    let mut lines: Vec<&Line> = sheets.iter().flat_map(|sheet| &sheet.lines).collect();
    lines.sort_by(|a, b| a.page.cmp(&b.page).then(a.baseline.total_cmp(&b.baseline)));
    let trusts_tags = !tags.is_empty() && paragraphs::tags_are_paragraphs(&lines, &measure);
    // A title tagged as a heading takes the first level, and the sections' headings the second.
    let first = lines.iter().find_map(|line| Some((line, tags.heading_level(line.element?)?)));
    let others = lines.iter().filter_map(|line| line.element).filter(|element| tags.heading_level(*element) == Some(1));
    let mut of_first_level: Vec<usize> = others.collect();
    of_first_level.dedup();
    let title_is_heading =
        of_first_level.len() == 1 && first.is_some_and(|(line, level)| level == 1 && line.size > 1.12 * measure.body);
    let called = lines.iter().filter_map(|line| Some((line.element?, line)));
    let mut called: Vec<(usize, u8, String)> = called
        .filter_map(|(element, line)| {
            let level = tags.heading_level(element)?;
            let lowered = if title_is_heading { level.saturating_sub(1).max(1) } else { level };
            Some((element, lowered, line.text()))
        })
        .collect();
    called.dedup_by_key(|(element, ..)| *element);
    let none_tagged = called.is_empty();
    let called = called.iter().map(|(_, level, text)| (*level, text.as_str()));
    let in_outline = facts.outline.iter().filter(|_| none_tagged).map(|item| (item.level, item.title.as_str()));
    let levels = HeadingLevels::beside(called.clone().chain(in_outline));
    let below_title = called.skip(usize::from(title_is_heading));
    let numbers_are_levels = facts.ranks_headings && ranks_follow_numbers(below_title);
    let mut outline: BTreeMap<String, Vec<OutlinePlace>> = BTreeMap::new();
    for item in &facts.outline {
        let OutlineItem { level, page, top, .. } = *item;
        outline.entry(paragraphs::compact(&item.title)).or_default().push(OutlinePlace { level, page, top });
    }
    Ground { measure, tags, faces, outline, trusts_tags, title_is_heading, levels, numbers_are_levels }
}

/// Pages in order → blocks, and where the cells of tables stand.
fn compose(
    sheets: Vec<Sheet>,
    ground: &Ground<'_>,
    left_out: &mut String,
    findings: &mut Vec<Finding>,
) -> (Vec<Block>, Vec<PlacedCell>) {
    let floor = sheets.iter().flat_map(|sheet| sheet.lines.iter().map(|line| line.area.bottom));
    let floor = floor.chain(sheets.iter().flat_map(|s| s.tables.iter().map(|t| t.area.bottom))).fold(0.0, f64::max);
    let mut composer = Composer::new(ground);
    let recognised = (0..).zip(&sheets).filter(|(_, sheet)| sheet.is_recognised).map(|(index, _)| index).collect();
    let mut tabling = Tabling {
        tags: ground.tags,
        faces: ground.faces,
        recognised,
        count: 0,
        findings: Vec::new(),
        placed: Vec::new(),
    };
    let mut pending: Option<Table> = None;
    // Notes at a page's foot wait for the end of what goes on over it.
    let mut waiting: Vec<Block> = Vec::new();
    let mut ended: Option<(f64, f64)> = None;
    let mut lies_across = false;
    for (index, mut sheet) in sheets.into_iter().enumerate() {
        let page_floor = sheet.floor.unwrap_or(floor);
        let uncalled = std::mem::take(&mut sheet.uncalled);
        let is_across = sheet.is_across;
        let items = items(sheet);
        let goes_on = items.is_empty()
            || matches!(items.first(), Some(Item::Line(line)) if composer.goes_on(line))
            || matches!((&pending, items.first()), (Some(before), Some(Item::Table(table))) if are_open(before, table));
        let begins = match ended {
            _ if goes_on => None,
            _ if is_across != lies_across => Some(if is_across { Break::Turned } else { Break::Upright }),
            Some((bottom, floor)) => begins_anew(&items, floor - bottom, ground).then_some(Break::Page),
            None => None,
        };
        if let Some(begins) = begins {
            flush(&mut pending, &mut tabling, &mut composer);
            waiting.drain(..).for_each(|note| composer.block(note));
            composer.block(Block::Break(begins));
            lies_across = begins.turns().unwrap_or(lies_across);
        }
        ended =
            items.iter().map(|item| item.area().bottom).reduce(f64::max).map(|bottom| (bottom, page_floor)).or(ended);
        for (at, item) in items.into_iter().enumerate() {
            match item {
                Item::Line(line) => {
                    flush(&mut pending, &mut tabling, &mut composer);
                    if !waiting.is_empty() && !composer.goes_on(&line) {
                        waiting.drain(..).for_each(|note| composer.block(note));
                    }
                    composer.line(line);
                }
                Item::Table(table) => {
                    let (ended, table) = match pending.take() {
                        Some(before) if at == 0 && before.last_page + 1 == index => {
                            match pages::join_tables(before, table, ground.tags.span_pages) {
                                Ok(mut whole) => {
                                    left_out.push_str(&std::mem::take(&mut whole.printed_again));
                                    (None, whole)
                                }
                                Err(both) => (Some(both.0), both.1),
                            }
                        }
                        before => (before, table),
                    };
                    let goes_on = ended.is_none() && table.page < index;
                    ended.into_iter().for_each(|before| emit(before, &mut tabling, &mut composer));
                    if !goes_on {
                        waiting.drain(..).for_each(|note| composer.block(note));
                    }
                    pending = Some(table);
                }
                Item::OwnChart(_) => flush(&mut pending, &mut tabling, &mut composer),
                Item::Figure(_, figure) => {
                    flush(&mut pending, &mut tabling, &mut composer);
                    waiting.drain(..).for_each(|note| composer.block(note));
                    composer.block(Block::Figure(figure));
                }
            }
        }
        waiting.extend(uncalled);
    }
    flush(&mut pending, &mut tabling, &mut composer);
    waiting.into_iter().for_each(|note| composer.block(note));
    findings.extend(tabling.findings);
    (composer.finish(), tabling.placed)
}

/// Whether no line closes the one table below, nor the other above.
fn are_open(before: &Table, table: &Table) -> bool {
    !before.closed_below.contains(&true) && !table.closed_above.contains(&true)
}

fn flush(pending: &mut Option<Table>, tabling: &mut Tabling<'_>, composer: &mut Composer<'_>) {
    pending.take().into_iter().for_each(|table| emit(table, tabling, composer));
}

fn emit(table: Table, tabling: &mut Tabling<'_>, composer: &mut Composer<'_>) {
    tabling.block(table).into_iter().for_each(|block| composer.block(block));
}

/// What is on a page, from the top.
fn items(sheet: Sheet) -> Vec<Item> {
    let Sheet { lines, tables, figures, own_charts, .. } = sheet;
    // Lines come in reading order, column by column; tables and figures go where they stand among them.
    let mut others: Vec<Item> = tables.into_iter().map(Item::Table).collect();
    others.extend(figures.into_iter().map(|(area, figure)| Item::Figure(area, figure)));
    others.extend(own_charts.into_iter().map(Item::OwnChart));
    others.sort_by(|a, b| a.area().top.total_cmp(&b.area().top));
    order_beside(&mut others);
    others.reverse();
    let mut items = Vec::new();
    for line in lines {
        let middle = line.baseline - 0.35 * line.size;
        while others.last().is_some_and(|other| other.area().top < middle) {
            items.extend(others.pop());
        }
        items.push(Item::Line(line));
    }
    items.extend(others.into_iter().rev());
    items
}

/// Things beside each other, which come from the top, are read from the left.
fn order_beside(items: &mut [Item]) {
    let beside = |a: &Item, b: &Item| {
        let (a, b) = (a.area(), b.area());
        let shared = a.bottom.min(b.bottom) - a.top.max(b.top);
        let apart = a.right <= b.left + 1.0 || b.right <= a.left + 1.0;
        apart && shared > 0.5 * a.height().min(b.height())
    };
    for group in items.chunk_by_mut(beside) {
        group.sort_by(|a, b| a.area().left.total_cmp(&b.area().left));
    }
}
/// How high a small table is, in lines of text: a third of a page has 7.
const SMALL_TABLE: f64 = 9.0;

/// Whether a page begins anew though what it begins with would have fitted in the room left on the page before.
fn begins_anew(items: &[Item], room: f64, ground: &Ground<'_>) -> bool {
    let Some(first) = items.first() else { return false };
    let top = first.area().top;
    let pitch = ground.measure.pitch.max(ground.measure.body);
    let mut bottom = first.area().bottom;
    let mut lines = 0;
    for item in items {
        match item {
            Item::Line(line) => {
                let full = ground.measure.margins(line).is_none_or(|m| m.right - line.area.right < 4.0 * line.size);
                bottom = bottom.max(line.area.bottom);
                lines += usize::from(full) + 1;
                // A heading or caption stays with what follows it; two lines of text stand by themselves.
                if lines >= 4 {
                    break;
                }
            }
            Item::Table(table) => {
                // A small table is not divided, of a larger one three rows stand together.
                let is_small = table.area.bottom - table.area.top <= SMALL_TABLE * pitch;
                let third = table.ys.get(3).copied().filter(|_| !is_small);
                bottom = bottom.max(third.unwrap_or(table.area.bottom));
                break;
            }
            Item::Figure(area, _) | Item::OwnChart(area) => {
                bottom = bottom.max(area.bottom);
                break;
            }
        }
    }
    room > bottom - top + 2.5 * pitch
}
