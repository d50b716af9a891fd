//! Document → Report: the only reading code that knows the report.
//!
//! In: the neutral [`Document`] of any reader. Out: a [`Report`] and a finding for every guess and every leftover, at its
//! place. Nothing is dropped: what is not recognised stays where it was. A document that is no report becomes a [`Report`]
//! without form whose one section holds the whole flow.
//!
//! | step | where |
//! |---|---|
//! | invisible characters | [`unseen`] |
//! | blank paragraphs, typed spaces, tables that only frame | [`tidy`] |
//! | title, organ, year, period | [`title`], for workbooks also [`statement`] |
//! | statutory tables | [`table`], their figures [`figure`], the unit of money [`money`] |
//! | lists of units, a report each | [`list`] |
//! | sections and headings | [`section`] |
//! | sign-off, attachments | [`sign_off`] |

mod figure;
mod list;
mod money;
mod section;
mod sign_off;
mod statement;
mod table;
#[cfg(test)]
mod tests;
mod tidy;
mod title;
mod unseen;
mod words;

pub use list::{NoList, document_to_units};

use crate::document::{Block, Document};
use crate::finding::{Finding, Warned, catalogue};
use crate::form::{Form, Forms};
use crate::report::numbered::{self, Numbers};
use crate::report::{Item, Report, Section, TableFigures};
use table::{Piece, Recognized};

/// The report a document states.
#[must_use]
pub fn document_to_report(document: Document, forms: &Forms) -> Warned<Report> {
    let mut findings = Vec::new();
    let media = document.media;
    let blocks = unseen::drop_invisible(document.blocks, &mut findings);
    let blocks = tidy::tidy(tidy::open_frames(blocks, &mut findings));
    let blocks = statement::without_check_sheet(blocks, &mut findings);
    let only_tables = blocks.iter().all(|block| matches!(block, Block::Table(_)));
    let mut pieces = table::blocks_to_pieces(blocks, forms, &mut findings);
    money::convert_money(&mut pieces, forms);
    let has_tables = pieces.iter().any(|piece| matches!(piece, Piece::Table(_)));
    let (title, mut pieces) = title::take_title(pieces, &mut findings);
    let is_report =
        has_tables || title.as_ref().is_some_and(|title| title.is_report) || section::exact_roles(&pieces, forms) >= 2;
    let mut report = Report { media, ..Report::default() };
    if is_report {
        pieces = with_numbered_paragraphs(pieces);
    } else {
        report.title = title.map(|title| title.text);
        let content = pieces.into_iter().filter_map(Piece::into_block).map(Item::Block).collect::<Vec<_>>();
        if !content.is_empty() {
            report.sections.push(Section { content, ..Section::default() });
        }
        return Warned { value: report, findings };
    }
    if let Some(title) = title {
        report.organ = title.organ;
        report.year = title.year;
        report.title = Some(title.text);
    } else if !only_tables {
        findings.push(catalogue::recognize::title_missing());
    }
    // A line of text in a draft is content; in a workbook it says whose the tables are.
    let mut stated_form = None;
    if only_tables {
        let (stated, rest) =
            statement::take_statements(pieces, (report.organ.as_ref(), report.year), forms, &mut findings);
        (report.organ, report.year, stated_form) = (stated.organ, stated.year, stated.form);
        pieces = rest;
    }
    report.period = title::period(&pieces);
    if report.year.is_none()
        && let Some(period) = report.period
    {
        report.year = Some(period.from.year());
        findings.push(catalogue::recognize::year_guessed(period.from.year()));
    }
    let form = main_form(&pieces, stated_form.as_deref(), report.year, forms);
    let items = resolve_tables(pieces, form, &mut report, &mut findings);
    let (items, attachments) = sign_off::take_attachments(items);
    report.attachments = attachments;
    let mut items = items;
    report.signature = sign_off::take_signature(&mut items, report.organ.as_deref(), &mut findings);
    report.published = report.signature.as_ref().and_then(|s| s.date.as_ref()).and_then(|date| date.value);
    if report.organ.is_none()
        && let Some(organ) = report.signature.as_ref().and_then(|signature| signature.organ.as_deref())
        && let organ = sign_off::without_seal(organ).to_owned()
        && !organ.is_empty()
    {
        findings.push(catalogue::recognize::organ_guessed(&organ));
        report.organ = Some(organ);
    }
    let sectioned = section::items_to_sections(items, form, forms, &mut findings);
    report.preamble = sectioned.preamble;
    report.sections = sectioned.sections;
    if let Some(form) = form {
        section::check_order(&report.sections, form, only_tables, &mut findings);
        let missing = form.tables.iter().filter(|table| !only_tables && !report.statistics.contains_key(&table.id));
        findings.extend(missing.map(|table| catalogue::recognize::table_missing(&table.name)));
    }
    Warned { value: report, findings }
}

/// Pieces whose numbered lists are paragraphs, as a report has them.
fn with_numbered_paragraphs(pieces: Vec<Piece>) -> Vec<Piece> {
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Block(block) => numbered::flow([block], Numbers::All).into_iter().map(Piece::Block).collect(),
        table => vec![table],
    });
    pieces.flatten().collect()
}

/// The statutory figures of a document, with the body and year its title names: a [`Report`] without text.
///
/// For a file that is given for its figures only; what else is in it is passed over.
#[must_use]
pub fn document_to_statistics(document: Document, forms: &Forms) -> Warned<Report> {
    let mut findings = Vec::new();
    let blocks = unseen::drop_invisible(document.blocks, &mut findings);
    let blocks = tidy::tidy(tidy::open_frames(blocks, &mut findings));
    let blocks = statement::without_check_sheet(blocks, &mut findings);
    let mut pieces = table::blocks_to_pieces(blocks, forms, &mut findings);
    money::convert_money(&mut pieces, forms);
    let (title, pieces) = title::take_title(pieces, &mut Vec::new());
    let title = title.filter(|title| title.is_report);
    let said = title.as_ref().map_or((None, None), |title| (title.organ.as_ref(), title.year));
    let (stated, pieces) = statement::take_statements(pieces, said, forms, &mut findings);
    let mut report = Report { organ: stated.organ, year: stated.year, ..Report::default() };
    let form = main_form(&pieces, stated.form.as_deref(), report.year, forms);
    resolve_tables(pieces, form, &mut report, &mut findings);
    Warned { value: report, findings }
}

/// The form vintage of the report: the one stated or the year's own where its tables or the lack of any allow, else the one most tables
/// follow.
fn main_form<'f>(pieces: &[Piece], stated: Option<&str>, year: Option<u16>, forms: &'f Forms) -> Option<&'f Form> {
    let of_year = stated.and_then(|id| forms.get(id)).or_else(|| year.and_then(|year| forms.for_year(year)));
    let mut votes: Vec<(&'f Form, usize)> = forms.iter().map(|form| (form, 0)).collect();
    let mut any = false;
    for piece in pieces {
        let Piece::Table(recognized) = piece else { continue };
        any = true;
        // A table that looks the same in several vintages says nothing about which it is.
        if let [only] = recognized.candidates.as_slice() {
            votes.iter_mut().filter(|(form, _)| form.id == only.form).for_each(|(_, n)| *n += 1);
        }
    }
    let best = votes.iter().map(|(_, n)| *n).max().unwrap_or(0);
    if best == 0 {
        return of_year.or(if any { forms.iter().next() } else { None });
    }
    let votes_of_year = of_year.and_then(|form| votes.iter().find(|(f, _)| f.id == form.id)).map_or(0, |(_, n)| *n);
    if votes_of_year == best {
        return of_year;
    }
    votes.into_iter().find(|(_, n)| *n == best).map(|(form, _)| form)
}

/// Pieces → items: each table's figures go into the report, its place becomes an item.
fn resolve_tables(
    pieces: Vec<Piece>,
    form: Option<&Form>,
    report: &mut Report,
    findings: &mut Vec<Finding>,
) -> Vec<Item> {
    report.form = form.map(|form| form.id.clone());
    if let (Some(form), Some(year)) = (form, report.year)
        && (year < form.first_year || form.last_year.is_some_and(|last| year > last))
        && pieces.iter().any(|piece| matches!(piece, Piece::Table(_)))
    {
        findings.push(catalogue::recognize::form_not_of_year(year, &form.name));
    }
    let mut items = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Block(block) => items.push(Item::Block(block)),
            Piece::Table(recognized) => {
                let Recognized { table_id, candidates, grid } = recognized;
                if report.statistics.contains_key(&table_id) {
                    findings.push(catalogue::recognize::table_repeated(&table_id).at_origin(&grid.origin));
                    items.push(Item::Block(Block::Table(grid)));
                    continue;
                }
                let of_main = candidates.iter().position(|c| Some(&c.form) == report.form.as_ref());
                let Some(chosen) = candidates.into_iter().nth(of_main.unwrap_or(0)) else { continue };
                if report.form.as_ref().is_some_and(|form| *form != chosen.form) {
                    findings.push(catalogue::recognize::mixed_forms(&table_id, &chosen.form).at_origin(&grid.origin));
                }
                findings.extend(chosen.findings);
                report.statistics.insert(table_id.clone(), TableFigures { form: chosen.form, cells: chosen.cells });
                items.push(Item::Statistics(table_id));
                items.extend(chosen.leftover.into_iter().map(Item::Block));
            }
        }
    }
    items
}
