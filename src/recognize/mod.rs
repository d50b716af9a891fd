//! Document → Report: the only reading code that knows the report.
//!
//! In: the neutral [`Document`] of any reader. Out: a [`Report`] and a finding for every guess and every leftover, at its
//! place. Nothing is dropped: what is not recognised stays where it was. A document that is no report becomes a [`Report`]
//! without form whose one section holds the whole flow.
//!
//! | step | where |
//! |---|---|
//! | several reports in one file | [`several`] |
//! | invisible characters | [`unseen`] |
//! | blank paragraphs, typed spaces | [`tidy`] |
//! | tables that only frame or lay out | [`frame`] |
//! | tables whose cells came as lines of text | [`flattened`] |
//! | title, organ, year, period | [`title`], by the grammar of [`whose`]; for workbooks also [`statement`] and [`evidence`] |
//! | several copies of a statutory table | [`copies`] |
//! | statutory tables | [`table`], their figures [`figure`], the unit of money [`money`]; labels that only look alike [`telling`] |
//! | lists of units, a report each | [`list`] |
//! | sections and headings | [`section`], by their words and numbers [`heading`]; what only looks like headings, and typed lists of contents [`contents`] |
//! | numerals that were lost | [`numerals`] |
//! | sign-off, attachments | [`sign_off`] |
//! | parts of official papers that are no report | [`paper`] |
//! | what looks like a report and was not recognised | [`overlooked`] |

mod account;
mod contents;
mod copies;
mod evidence;
mod figure;
mod flattened;
mod floating;
mod frame;
mod heading;
mod list;
mod money;
mod numerals;
mod overlooked;
mod paper;
mod scale;
mod section;
mod several;
mod sign_off;
mod statement;
mod struck;
mod table;
mod telling;
#[cfg(test)]
mod tests;
mod tidy;
mod title;
mod unseen;
mod whose;
mod words;

pub use copies::Wanted;
pub use evidence::{may_be_of_others, owner_said};
pub use list::{NoList, document_to_units};
pub(crate) use money::doubt_by_running_text;
pub use several::document_to_parts;

use crate::document::{Account, Block, Document, Publication};
use crate::finding::{Code, Finding, Place, Warned, catalogue, terms};
use crate::form::{Form, Forms};
use crate::report::numbered::{self, Numbers};
use crate::report::{Item, Report, SameOrgan, Section, TableFigures, ends_as_place, is_government_of, same_organ};
use copies::Chosen;
use table::{Piece, Recognized};

/// What says of a stated period that it was not taken.
const PERIOD_NOT_TAKEN: [&Code; 2] = [catalogue::recognize::PERIOD_REVERSED, catalogue::recognize::PERIOD_UNCLEAR];

/// The report a document states.
#[must_use]
pub fn document_to_report(document: Document, forms: &Forms) -> Warned<Report> {
    let mut said = account::of_document(&document);
    let mut lines = Vec::new();
    let mut read = recognize(document, forms, &mut said, &mut lines);
    account::pass_over(&mut said, &read.findings);
    if let Some(title) = &read.value.title {
        said.join_passages(title);
    }
    let mut placed = account::of_report(&read.value, &read.findings);
    account::add_lines(&mut placed, &lines);
    let add_labels = |placed: &mut _| account::add_labels(placed, &read.value, forms);
    read.findings.extend(said.missing_from_with(placed, add_labels, &read.findings));
    read
}

/// The same, without holding one against the other. `said` receives the figures of tables that were found in text, `lines` the text
/// they were found in.
fn recognize(document: Document, forms: &Forms, said: &mut Account, lines: &mut Vec<String>) -> Warned<Report> {
    let mut findings = Vec::new();
    let media = document.media;
    let publication = document.properties.publication;
    let blocks = unseen::drop_invisible(document.blocks, &mut findings);
    let blocks = floating::settle(blocks, &mut findings);
    let blocks = frame::open_frames(blocks, forms, &mut findings);
    let recovered = flattened::recover(blocks, forms, &mut findings);
    account::add_tables(said, &recovered.tables);
    *lines = recovered.lines;
    let blocks = tidy::tidy(recovered.blocks);
    let blocks = statement::without_check_sheet(blocks, &mut findings);
    let only_tables = blocks.iter().all(|block| matches!(block, Block::Table(_)));
    let mut pieces = table::blocks_to_pieces(blocks, forms, &mut findings);
    money::convert_money(&mut pieces, forms);
    scale::refuse_scaled_counts(&mut pieces, forms);
    struck::name_struck_labels(&mut pieces);
    let has_tables = pieces.iter().any(|piece| matches!(piece, Piece::Table(_)));
    // Sheets stand for themselves: whose figures they are is asked of those that are taken.
    let mut chosen = match only_tables {
        true => copies::choose(pieces, Wanted::default(), None, forms, true, &mut findings),
        false => Chosen { pieces, ..Chosen::default() },
    };
    let pieces = contents::take_typed(std::mem::take(&mut chosen.pieces), forms, &mut findings);
    // What a paper that is no report would be made of: a title of a report takes lines away that are none of such a paper's.
    let whole = if has_tables { Vec::new() } else { pieces.iter().filter_map(Piece::as_block).cloned().collect() };
    let before_title = findings.len();
    let (title, mut pieces) = title::take_title(pieces, &mut findings);
    let is_report =
        has_tables || title.as_ref().is_some_and(|title| title.is_report) || heading::exact_roles(&pieces, forms) >= 2;
    let mut report = Report { media, ..Report::default() };
    let mut paper_findings = Vec::new();
    if is_report {
        pieces = with_numbered_paragraphs(pieces);
        numerals::restore(&mut pieces, forms, lines, &mut findings);
    } else if let Some(paper) = paper::recognise(whole, &mut paper_findings) {
        findings.truncate(before_title);
        findings.append(&mut paper_findings);
        overlooked::say_if_report(&paper.content, forms, &mut findings);
        if let Some((title, origin)) = paper.title {
            (report.title, report.title_origin) = (Some(title), origin);
        }
        report.letterhead = paper.letterhead;
        let content: Vec<Item> = paper.content.into_iter().map(Item::Block).collect();
        if !content.is_empty() {
            report.sections.push(Section { content, ..Section::default() });
        }
        return Warned { value: report, findings };
    } else {
        if let Some(title) = title {
            report.title_origin = title.origin;
            report.title = Some(title.text);
        }
        let blocks = pieces.into_iter().filter_map(Piece::into_block).collect::<Vec<_>>();
        let said = findings.len();
        overlooked::say_if_report(&blocks, forms, &mut findings);
        let is_paged = |place: &Place| matches!(place, Place::Page(_) | Place::PageCell { .. });
        let may_be_workbook = !blocks.iter().any(|block| block.origin().0.as_ref().is_some_and(is_paged));
        if only_tables && may_be_workbook && findings.len() == said {
            findings.push(catalogue::recognize::no_statutory_table());
        }
        if !blocks.is_empty() {
            let content = blocks.into_iter().map(Item::Block).collect();
            report.sections.push(Section { content, ..Section::default() });
        }
        return Warned { value: report, findings };
    }
    if let Some(title) = title {
        report.organ = title.organ;
        report.year = title.year;
        report.title = Some(title.text);
        report.title_origin = title.origin;
    } else if !only_tables {
        findings.push(catalogue::recognize::title_missing());
    }
    // A line of text in a draft is content; in a workbook it says whose the tables are.
    let mut stated_form = None;
    if only_tables {
        let (stated, rest) = statement::take_statements(
            pieces,
            (report.organ.as_ref(), report.year),
            &Wanted::default(),
            forms,
            &mut findings,
        );
        (report.organ, report.year, stated_form) = (stated.organ, stated.year, stated.form);
        pieces = rest;
    }
    if !only_tables && (report.organ.is_none() || report.year.is_none()) {
        complete_from_lines(&mut report, statement::near_title(&pieces, forms), &mut findings);
    }
    if let (Some(year), Some(organ)) = (report.year, &report.organ) {
        numerals::restore_year(&mut pieces, (year, organ), lines, &mut findings);
    }
    report.period = title::period(&pieces, &mut findings);
    if report.period.is_none() && !findings.iter().any(|finding| finding.is_any(&PERIOD_NOT_TAKEN)) {
        report.period = title::period_without_year(&pieces, report.year, &mut findings);
    }
    if report.year.is_none()
        && let Some(period) = report.period
    {
        report.year = Some(period.from.year());
        findings.push(catalogue::recognize::year_guessed(period.from.year()));
    }
    if report.year.is_none()
        && let Some((year, quoted)) = title::year_in_text(&pieces)
    {
        report.year = Some(year);
        findings.push(catalogue::recognize::year_from_text(year, quoted));
    }
    let form = main_form(&pieces, stated_form.as_deref(), report.year, forms);
    if !only_tables {
        let wanted = Wanted { organ: report.organ.as_deref(), year: report.year };
        chosen = copies::choose(pieces, wanted, form, forms, false, &mut findings);
        pieces = std::mem::take(&mut chosen.pieces);
    }
    pieces.extend(chosen.passed_over.into_iter().map(Piece::Block));
    let items = resolve_tables(pieces, form, &mut report, &mut findings);
    let mut items = items;
    let ending = sign_off::take_ending(&mut items, (report.organ.as_deref(), report.year), form, &mut findings);
    report.attachments = ending.attachments;
    report.signature = ending.signature;
    report.published = report.signature.as_ref().and_then(|s| s.date.as_ref()).and_then(|date| date.value);
    organ_by_sign_off(&mut report, &mut findings);
    organ_by_page(&mut report, &publication, &mut findings);
    // 清河市三年行动办公室: a name no title would have, if nobody signed with it.
    let signing = report.signature.as_ref().and_then(|signature| signature.organ.clone()).unwrap_or_default();
    let is_signed = |name: &str| same_organ(name, &signing) == SameOrgan::Yes;
    findings.retain(|finding| {
        !finding.is(catalogue::recognize::ORGAN_UNCLEAR) || !finding.value("left").is_some_and(is_signed)
    });
    if report.organ.is_none() {
        findings.push(catalogue::recognize::organ_missing());
    }
    if report.year.is_none() {
        findings.push(catalogue::recognize::year_missing());
    }
    let sectioned = section::items_to_sections(items, form, forms, &mut findings);
    report.preamble = sectioned.preamble;
    report.sections = sectioned.sections;
    section::place_tables(&mut report.sections, ending.tables, form, &mut findings);
    let has_date = report.signature.as_ref().is_some_and(|signature| signature.date.is_some());
    if !has_date && !only_tables {
        match sign_off::date_at_head(&report.preamble, report.organ.as_deref()) {
            Some((date, line, origin)) => {
                report.published = date.value;
                findings.push(catalogue::recognize::sign_off_at_head(line).at_origin(&origin));
            }
            None => {
                findings.push(match report.signature {
                    None => catalogue::recognize::sign_off_missing(),
                    Some(_) => catalogue::recognize::sign_off_without_date(),
                });
                report.published = publication.date;
                findings
                    .extend(publication.date.map(|date| catalogue::recognize::published_from_page(date.to_string())));
            }
        }
    }
    if let Some(form) = form {
        section::check_order(&report.sections, form, only_tables, &mut findings);
    }
    Warned { value: report, findings }
}

/// Puts what lines near the title state where the title says nothing of it.
fn complete_from_lines(report: &mut Report, stated: statement::Stated, findings: &mut Vec<Finding>) {
    if report.organ.is_none()
        && let Some(organ) = stated.organ
    {
        findings.push(catalogue::recognize::owner_from_line(terms::ORGAN, &organ));
        report.organ = Some(organ);
    }
    if report.year.is_none()
        && let Some(year) = stated.year
    {
        findings.push(catalogue::recognize::owner_from_line(terms::YEAR, year));
        report.year = Some(year);
    }
}

/// Puts what the title in a file's properties says where nothing in the file says it.
fn complete_from_property(report: &mut Report, property: &str, findings: &mut Vec<Finding>) {
    let whose = whose::of_caption(property);
    let organ = whose.organ.clone().filter(|organ| report.organ.is_none() && whose::is_body(organ));
    let year = whose.year().filter(|_| report.year.is_none());
    if organ.is_some() || year.is_some() {
        findings.push(catalogue::recognize::owner_from_property(property));
        report.organ = organ.or(report.organ.take());
        report.year = year.or(report.year);
    }
}

/// The body that signs, where the title names none, or only the place whose government it is.
fn organ_by_sign_off(report: &mut Report, findings: &mut Vec<Finding>) {
    let signing = report.signature.as_ref().and_then(|signature| signature.organ.as_deref());
    let signing =
        signing.map(|organ| whose::tidy_name(sign_off::without_seal(organ))).filter(|organ| !organ.is_empty());
    match (&report.organ, signing) {
        (None, Some(organ)) => {
            findings.push(catalogue::recognize::organ_guessed(&organ));
            report.organ = Some(organ);
        }
        (Some(place), Some(organ)) if is_government_of(&organ, place) => {
            findings.push(catalogue::recognize::organ_of_place(place, &organ));
            report.organ = Some(organ);
        }
        (Some(place), _) if ends_as_place(place) => findings.push(catalogue::recognize::organ_is_place(place)),
        _ => {}
    }
}

/// The body that the page names as its source, where neither the title nor the sign-off names any.
fn organ_by_page(report: &mut Report, publication: &Publication, findings: &mut Vec<Finding>) {
    let source = publication.source.as_deref().map(whose::tidy_name);
    if let (None, Some(organ)) = (&report.organ, source.filter(|source| whose::is_body(source))) {
        findings.push(catalogue::recognize::organ_from_page(&organ));
        report.organ = Some(organ);
    }
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
/// For a file that is given for its figures only; what else is in it is passed over. Where it holds them for several years or
/// bodies, those that are `wanted` are taken.
#[must_use]
pub fn document_to_statistics(document: Document, wanted: Wanted, forms: &Forms) -> Warned<Report> {
    let mut findings = Vec::new();
    let property = document.properties.title;
    let blocks = unseen::drop_invisible(document.blocks, &mut findings);
    let blocks = frame::open_frames(blocks, forms, &mut findings);
    let blocks = tidy::tidy(flattened::recover(blocks, forms, &mut findings).blocks);
    let blocks = statement::without_check_sheet(blocks, &mut findings);
    let is_workbook = blocks.iter().all(|block| matches!(block, Block::Table(_)));
    let mut pieces = table::blocks_to_pieces(blocks, forms, &mut findings);
    money::convert_money(&mut pieces, forms);
    scale::refuse_scaled_counts(&mut pieces, forms);
    struck::name_struck_labels(&mut pieces);
    let mut chosen = match is_workbook {
        true => copies::choose(pieces, wanted, None, forms, true, &mut findings),
        false => Chosen { pieces, ..Chosen::default() },
    };
    let (title, pieces) = title::take_title(std::mem::take(&mut chosen.pieces), &mut Vec::new());
    let title = title.filter(|title| title.is_report);
    let said = title.as_ref().map_or((None, None), |title| (title.organ.as_ref(), title.year));
    let (stated, pieces) = statement::take_statements(pieces, said, &wanted, forms, &mut findings);
    let is_disputed = findings.iter().any(|finding| finding.is(catalogue::recognize::STATEMENTS_DISAGREE));
    let mut report = Report { organ: stated.organ, year: stated.year, ..Report::default() };
    if let (Some(property), false) = (property, is_disputed) {
        complete_from_property(&mut report, &property, &mut findings);
    }
    let form = main_form(&pieces, stated.form.as_deref(), report.year, forms);
    if !is_workbook {
        let said = Wanted { organ: wanted.organ.or(report.organ.as_deref()), year: wanted.year.or(report.year) };
        chosen = copies::choose(pieces, said, form, forms, false, &mut findings);
        resolve_tables(chosen.pieces, form, &mut report, &mut findings);
    } else {
        resolve_tables(pieces, form, &mut report, &mut findings);
    }
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
                let of_main = candidates.iter().position(|c| Some(&c.form) == report.form.as_ref());
                let Some(chosen) = candidates.into_iter().nth(of_main.unwrap_or(0)) else { continue };
                if report.form.as_ref().is_some_and(|form| *form != chosen.form) {
                    let name = form.map_or(table_id.as_str(), |form| form.table_name(&table_id));
                    findings.push(catalogue::recognize::mixed_forms(name, &chosen.form).at_origin(&grid.origin));
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
