//! Word documents → Document.
//!
//! In: the bytes of a WordprocessingML package. Out: the neutral flow, with a finding for everything that could not be
//! carried. Two stages: [`body`], [`text`], [`table`] and [`embedded`] resolve Word's markup into [`tree`], by what [`style`] says
//! holds; [`flow`] counts numbers, gathers lists and makes grids. [`walker`] is what goes along; each room adds to it the reading
//! of its own elements. This folder knows no statutory form, and no other format.
//!
//! # Coverage (clauses of ECMA-376 part 1; each line is held by a test of that name in `tests`)
//!
//! | what | how it is read | test |
//! |---|---|---|
//! | paragraphs, runs, white space §17.3 | as Word shows them; neighbours with equal marks joined | `runs_join_and_white_space_is_as_word_has_it` |
//! | tab, br, cr, noBreakHyphen, softHyphen | tab, line breaks, U+2011, nothing | `breaks_tabs_and_hyphens` |
//! | page breaks, sections §17.6 | `Break`, once; also how the paper lies | `page_breaks_split_paragraphs`, `paper_turned_*` |
//! | styles §17.7 | defaults, basedOn, links, toggles | `marks_come_from_defaults_styles_and_runs`, `cyclic_styles_end` |
//! | table styles §17.7.6 | a level of marks, alignment, ground of cells, header rows, by the areas `tblLook` asks for | `table_styles_*`, `areas_*` |
//! | fonts §17.3.2.26, of the theme too §17.15.1.88 | marks where most of the paragraph is in another | `fonts_*`, `headings_are_told_from_text_by_the_names_of_fonts` |
//! | colour, highlight, shading §17.3.2.6, §17.3.2.15, §17.3.5 | marks; ground of cells | `colours_*`, `shading_of_cells_is_kept` |
//! | what no person sees: in its ground's colour, a point large, unfilled | left out, quoted once a paragraph | `looks::*` |
//! | grounds: highlight, shading of text, paragraph, cell, fill of boxes, page §17.2.1 | looked at for that | `looks::*` |
//! | raised by `w:position` §17.3.2.24 | marks, unless most of the paragraph is | `what_is_raised_by_distance_*` |
//! | caps, small caps §17.3.2.5 | marks | `capitals_are_marks_of_letters_typed_small` |
//! | outline | level by direct, style, name | `headings_by_outline_style_and_name` |
//! | headings without style | by number and looks, with a finding | `headings_are_known_by_*`, `headings_without_numbers_*`, `headings_of_automatic_numbers_*` |
//! | roles, alignment | by style name; `jc` | `roles_come_from_style_names` |
//! | tab stops §17.3.1.37, §17.3.3.23 | those of the body's paragraphs, by the width of the text; others named | `tab_stops_*` |
//! | numbering §17.9 | printed labels, headings; a list a definition, until it is counted back | `numbering_*` |
//! | paragraphs, figures, tables of an item | by `List Continue`, or flush with the item's text | `numbering_items_have_*` |
//! | tables §17.4 | grids; cells without spans by their widths | `table_*` |
//! | lines across cells §17.4.73, drawn ones too; direction of text §17.4.72 | kept | `lines_across_cells_*`, `the_direction_of_*` |
//! | fields §17.16 | results; links; no contents list; those out of date named | `fields_*`, `contents_lists_*` |
//! | fields without result | EQ: ruby, enclosed characters, formulas; quoted text, symbols, form fields; others named | `fields_*`, `eq` |
//! | hyperlinks, references, bookmarks §17.16.22, §17.13.6 | links, places they lead to | `links_have_targets`, `links_and_references_lead_to_bookmarks` |
//! | tracked changes §17.13.5 | accepted, rejected or kept, with findings | `tracked_changes_*` |
//! | tracked rows and cells, hidden rows | the same; left out, with findings | `table_changes_*`, `table_rows_*` |
//! | hidden text, comments, running text, watermarks, notes not called | left out, quoted whole | `what_is_left_out_is_quoted`, `what_stands_beside_the_flow_*` |
//! | content controls §17.5.2, around rows and cells too | looked through; prompts are no text | `wrappers_are_looked_through`, `prompts_*` |
//! | smart tags, alternate content | looked through; one branch | `one_branch_of_alternate_content` |
//! | pictures §20.1–20.4, VML | figures, images, media; crops, links | `pictures_become_figures_or_images`, `pictures_are_cropped_and_linked` |
//! | pictures that float §20.4.2.3 | marked; a seal, or a place below the paragraph, by recognition | `recognize::floating` |
//! | text boxes, diagrams | text after the paragraph | `text_boxes_follow_their_paragraph` |
//! | charts §21.2 | their data as a table; else their text | `charts_are_tables_of_their_data`, `charts_keep_their_text` |
//! | formulas §22.1 | MathML and text | `formulas_keep_structure_and_text`, `mathml` |
//! | ruby §17.3.3.25, symbols | characters and reading; Unicode | `ruby_keeps_*`, `symbols_are_unicode` |
//! | notes §17.11 | where they are called | `notes_stand_where_they_are_called` |
//! | embedded workbooks (part 4 §19.3.3.19) | the table they show, in place of its picture | `embedded` |
//! | altChunk §17.17.2 | Word documents, web pages and RTF whole; plain text | `embedded_*`, `rich_text_embedded_*` |
//! | drop caps, subdocuments | joined to the text; named as missing | `letters_set_large_*`, `subdocuments_*` |
//! | measures of strict files §22.9.2 | with their units | `strict_measures_have_units` |
//! | core properties | title, author, date | `properties_are_read` |
//!
//! Not read: frames as such (their paragraphs are read in place), tracked changes to formatting but where changes are rejected,
//! digital signatures.

mod body;
mod budget;
mod embedded;
mod flow;
mod ornament;
mod revision;
mod running;
mod section;
mod seen;
mod style;
mod surroundings;
mod table;
mod tally;
mod text;
mod tree;
mod walker;
mod whereabouts;
mod wml;

#[cfg(test)]
mod tests;

pub use budget::{PageReader, PartsReader, WorkbookReader};
pub use revision::TrackedChanges;
pub use whereabouts::Whereabouts;

use crate::document::{Account, Block, Date, Document, Properties};
use crate::finding::{Error, Finding, Warned, catalogue::package};
use crate::ooxml::{Element, Ns, Package, PackageKind, Relationships, Unparsed};
use budget::{Budget, Readers};
use seen::Counted;
use style::numbering::Definitions;
use style::styles::Styles;
use style::theme::ThemeParts;
use surroundings::{Part, Surroundings};
use text::pseudo_heading;
use walker::{Story, Walker};

/// What reading a Word document goes by.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// What becomes of tracked changes.
    pub tracked_changes: TrackedChanges,
    /// What reads embedded workbooks, which this folder knows nothing of; without it their pictures are kept.
    pub workbook: Option<WorkbookReader>,
    /// What reads embedded web pages, which this folder knows nothing of either; without it they are left out.
    pub page: Option<PageReader>,
    /// What reads embedded rich text (RTF); without it that is left out.
    pub rich_text: Option<PartsReader>,
}

impl ReadOptions {
    fn readers(&self) -> Readers {
        Readers { workbook: self.workbook, page: self.page, rich_text: self.rich_text }
    }
}

/// Reads a Word document (`.docx`, `.docm`, `.dotx`), transitional or strict, its tracked changes accepted.
///
/// # Errors
/// As [`docx_to_document_with`].
pub fn docx_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    docx_to_document_with(bytes, &ReadOptions::default())
}

/// Reads a Word document as the options say.
///
/// # Errors
/// What [`Package::open`] says of files that are no such document, `limit-exceeded`, and `damaged-package` where the main
/// part can't be read.
pub fn docx_to_document_with(bytes: &[u8], options: &ReadOptions) -> Result<Warned<Document>, Error> {
    let mut budget = Budget::new(options.readers());
    read_document(bytes, options.tracked_changes, &mut budget)
}

/// Reads the parts of a Word document made in memory, as the options say: what the readers of other word processors' files do.
///
/// # Errors
/// `main-part-missing` without `word/document.xml`, `limit-exceeded`, and `damaged-package` where that can't be read.
pub fn parts_to_document_with(parts: Vec<(String, Vec<u8>)>, options: &ReadOptions) -> Result<Warned<Document>, Error> {
    let package = Package::of_parts(parts, PackageKind::Docx)?;
    let mut budget = Budget::new(options.readers());
    Ok(read_package(package, options.tracked_changes, &mut budget)?.0)
}

/// Where the places stand that findings name which were made of a document read with these options.
///
/// # Errors
/// As [`docx_to_document_with`].
pub fn docx_to_whereabouts(bytes: &[u8], options: &ReadOptions) -> Result<Whereabouts, Error> {
    let mut budget = Budget::new(options.readers());
    Ok(read_with_whereabouts(bytes, options.tracked_changes, &mut budget)?.1)
}

/// The same of a document that may stand in others.
fn read_document(bytes: &[u8], changes: TrackedChanges, budget: &mut Budget) -> Result<Warned<Document>, Error> {
    Ok(read_with_whereabouts(bytes, changes, budget)?.0)
}

/// The same of rich text that stands in one, by the reader that is given for it.
fn read_rich_text(
    bytes: &[u8],
    read: PartsReader,
    changes: TrackedChanges,
    budget: &mut Budget,
) -> Result<Warned<Document>, Error> {
    let parts = read(bytes)?;
    let package = Package::of_parts(parts.value, PackageKind::Docx)?;
    let document = read_package(package, changes, budget)?.0;
    Ok(Warned { value: document.value, findings: parts.findings.into_iter().chain(document.findings).collect() })
}

/// The same with where its places stand in its XML.
fn read_with_whereabouts(
    bytes: &[u8],
    changes: TrackedChanges,
    budget: &mut Budget,
) -> Result<(Warned<Document>, Whereabouts), Error> {
    read_package(Package::open(bytes, PackageKind::Docx)?, changes, budget)
}

/// The same of a package that is open.
fn read_package(
    mut package: Package<'_>,
    changes: TrackedChanges,
    budget: &mut Budget,
) -> Result<(Warned<Document>, Whereabouts), Error> {
    package.go_on_from(budget.inflated);
    let main = package.main_part().to_owned();
    let Some(main) = read_part(&mut package, &main, Unparsed::default())? else {
        let cause = package.take_findings().first().map_or_else(|| main.clone(), ToString::to_string);
        return Err(package::damaged_package(cause).into());
    };
    let Some(root) = main.xml.root() else {
        return Err(package::damaged_package(main.xml.broken().unwrap_or(&main.name)).into());
    };
    let mut findings = package.take_findings();
    let surroundings = surroundings(&mut package, &main.relationships, &mut findings)?;
    running::running_text(&mut package, &main.relationships, &mut findings)?;
    let properties = properties(&mut package)?;

    let mut walker = Walker::new(&mut package, &surroundings, *budget, changes);
    let body = root.child(Ns::W, "body").unwrap_or(root);
    walker.sections = section::Sections::of(root);
    walker.read_page_ground(root)?;
    let mut story = Story::new(&main, body, None, changes);
    let mut items = Vec::new();
    walker.items(body, &mut story, &mut items)?;
    walker.name_what_nothing_calls();
    let begins = walker.sections.first();
    pseudo_heading::name_fonts(&mut items, &mut walker)?;
    *budget = walker.budget;
    budget.inflated = walker.package.inflated();
    let Walker { findings: mut walked, tallies, anchors, embedded, whereabouts, .. } = walker;
    anchors.drop_idle(&mut items);
    pseudo_heading::raise_headings(&mut items, &surroundings.definitions, &mut walked);
    let mut blocks = flow::items_to_blocks(items, &surroundings.definitions, &mut walked);
    if let Some(begins) = begins.filter(|_| !blocks.is_empty()) {
        blocks.insert(0, Block::Break(begins));
    }
    walked.extend(tallies.findings(changes));
    findings.append(&mut package.take_findings());
    findings.append(&mut walked);
    let mut text = Account::default();
    seen::count_text(root, Counted::Body, &mut text);
    for notes in [&surroundings.footnotes, &surroundings.endnotes] {
        if let Some(root) = notes.as_ref().and_then(|part| part.xml.root()) {
            seen::count_text(root, Counted::Notes, &mut text);
        }
    }
    findings.extend(text.missing_from(Account::of_blocks(&blocks, false), &findings));
    let value = Document { blocks, media: embedded.media, properties };
    findings.extend(ornament::ornaments(body, &value));
    Ok((Warned { value, findings }, whereabouts))
}

/// Most of the style sheets word processors write are the list of latent styles, which says nothing to a reader of text, and
/// table styles, few of which any table has.
const STYLES: Unparsed<'_> = Unparsed { passed_over: &["latentStyles"], closed: Some(["style", "type", "table"]) };

fn read_part(package: &mut Package<'_>, name: &str, unparsed: Unparsed<'_>) -> Result<Option<Part>, Error> {
    let Some(xml) = package.xml_without(name, unparsed)? else { return Ok(None) };
    let relationships = package.relationships(name)?;
    Ok(Some(Part { name: name.to_owned(), xml, relationships }))
}

/// The part a relationship of that kind leads to; a finding if it is missing.
fn related(
    package: &mut Package<'_>,
    relationships: &Relationships,
    kind: &str,
    findings: &mut Vec<Finding>,
) -> Result<Option<Part>, Error> {
    let Some(name) = relationships.parts_of_kind(kind).next() else { return Ok(None) };
    let unparsed = if kind == "styles" { STYLES } else { Unparsed::default() };
    let part = read_part(package, name, unparsed)?;
    if part.is_none() && !package.contains(name) {
        findings.push(package::part_missing(name));
    }
    Ok(part)
}

fn surroundings(
    package: &mut Package<'_>,
    relationships: &Relationships,
    findings: &mut Vec<Finding>,
) -> Result<Surroundings, Error> {
    let styles = related(package, relationships, "styles", findings)?;
    let numbering = related(package, relationships, "numbering", findings)?;
    let sheet = styles.as_ref().and_then(|p| p.xml.root());
    let language = sheet.and_then(|sheet| {
        let defaults = sheet.child(Ns::W, "docDefaults")?.child(Ns::W, "rPrDefault")?.child(Ns::W, "rPr")?;
        defaults.child(Ns::W, "lang")?.attribute(Ns::W, "val").map(str::to_owned)
    });
    let styles = styles.map(|part| Styles::read(part.name, part.xml, findings)).unwrap_or_default();
    let numbering = numbering.as_ref().and_then(|p| p.xml.root());
    let definitions = numbering.map(|r| Definitions::read(r, &styles, language.as_deref())).unwrap_or_default();
    Ok(Surroundings {
        styles,
        definitions,
        footnotes: related(package, relationships, "footnotes", findings)?,
        endnotes: related(package, relationships, "endnotes", findings)?,
        comments: related(package, relationships, "comments", findings)?,
        theme: ThemeParts::of(relationships),
    })
}

/// Core properties (part 2 §8).
fn properties(package: &mut Package<'_>) -> Result<Properties, Error> {
    let named = package.relationships("")?.parts_of_kind("core-properties").next().map(str::to_owned);
    let Some(xml) = package.xml(named.as_deref().unwrap_or("docProps/core.xml"))? else {
        return Ok(Properties::default());
    };
    let Some(root) = xml.root() else { return Ok(Properties::default()) };
    let text =
        |ns, name| root.child(ns, name).map(|e: Element<'_>| e.text().trim().to_owned()).filter(|t| !t.is_empty());
    let created = text(Ns::DublinTerms, "created");
    Ok(Properties {
        title: text(Ns::DublinCore, "title"),
        author: text(Ns::DublinCore, "creator"),
        date: created.and_then(|created| Date::from_iso(created.get(..10)?)),
        ..Properties::default()
    })
}
