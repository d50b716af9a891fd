//! Sections by their headings, with or without heading styles, numbers or order.

use super::contents;
use super::heading::{Candidate, Certainty, SectionHeads};
use super::tidy::{split_content, trim, trim_content, without_common_font, without_common_marks};
use super::title::excerpt;
use crate::document::numeral::{LineNumber, NumberKind};
use crate::document::{Block, Content, Heading, Paragraph, ParagraphRole};
use crate::finding::{Finding, catalogue};
use crate::form::{Form, Forms, SectionForm, normal_label};
use crate::report::{Item, Section};
use std::collections::BTreeSet;

/// What stands before the first section, and the sections.
pub(super) struct Sectioned {
    pub(super) preamble: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

/// Items → preamble and sections.
pub(super) fn items_to_sections(
    items: Vec<Item>,
    form: Option<&Form>,
    forms: &Forms,
    findings: &mut Vec<Finding>,
) -> Sectioned {
    let form = form.or_else(|| forms.iter().next());
    let plain_lines = form.map(|form| contents::plain_lines(&items, form, findings)).unwrap_or_default();
    let mut items: Vec<(Item, bool)> =
        items.into_iter().enumerate().map(|(index, item)| (item, plain_lines.contains(&index))).collect();
    let heads = form.map(|form| SectionHeads::of(headings_among(&items), form)).unwrap_or_default();
    if let Some(form) = form {
        let split = items.into_iter().flat_map(|(item, is_plain)| {
            let parts = if is_plain { vec![item] } else { split_run_in(item, form, &heads, findings) };
            parts.into_iter().map(move |part| (part, is_plain)).collect::<Vec<_>>()
        });
        items = split.collect();
    }
    let role = |candidate: &Candidate| form.and_then(|form| heads.role_of(candidate, form));
    // The heading level that sections have in this document, where they are styled.
    let section_level = headings_among(&items)
        .filter(|candidate| role(candidate).is_some())
        .filter_map(|candidate| candidate.level)
        .min()
        .unwrap_or(1);
    let mut preamble = Vec::new();
    let mut sections: Vec<Section> = Vec::new();
    for (item, is_plain) in items {
        let Item::Block(block) = item else {
            push(&mut preamble, &mut sections, item, form, findings);
            continue;
        };
        if is_plain {
            // A line of the contents or of a table is text, whatever its style: as a heading it would be one twice, or none.
            let block = match block {
                Block::Heading(Heading { content, origin, .. }) => {
                    Block::Paragraph(Paragraph { content, origin, ..Paragraph::default() })
                }
                other => other,
            };
            push(&mut preamble, &mut sections, Item::Block(block), form, findings);
            continue;
        }
        let opened = Candidate::of(&block).and_then(|candidate| {
            let has_section_number = heads.has_section_number(&candidate);
            // A heading below the sections is one only in the form's own words: 主动公开情况 may be part of 总体情况.
            let below = candidate.level.is_some_and(|level| level > section_level) && !has_section_number;
            let found = role(&candidate).filter(|(_, certainty)| !below || *certainty == Certainty::Official);
            let opens_any = !heads.is_below(&candidate);
            let by_style = opens_any && candidate.level.is_some_and(|level| level <= section_level);
            let by_number = opens_any && candidate.level.is_none() && has_section_number;
            (found.is_some() || by_style || by_number).then(|| open_section(&candidate, found, findings))
        });
        if let Some(section) = opened {
            sections.push(section);
            continue;
        }
        let block = raise_heading(block, section_level, findings);
        push(&mut preamble, &mut sections, Item::Block(block), form, findings);
    }
    Sectioned { preamble, sections }
}

/// The blocks that may be headings.
fn headings_among(items: &[(Item, bool)]) -> impl Iterator<Item = Candidate<'_>> {
    items.iter().filter_map(|(item, is_plain)| match item {
        Item::Block(block) if !is_plain => Candidate::of(block),
        _ => None,
    })
}

/// Whether a paragraph without heading style is a second-level heading by its number and shape: （一）…, short, no full stop.
fn is_pseudo_heading(candidate: &Candidate) -> bool {
    let numbered = candidate.number.is_some_and(|number| number.kind == NumberKind::BracketedChinese);
    let says_something = candidate.words().chars().nth(1).is_some();
    candidate.level.is_none()
        && numbered
        && says_something
        && !candidate.is_stopped()
        && candidate.text.starts_with(['（', '('])
        && !candidate.text.ends_with(['，', '：', ':', ',', '、'])
}

/// A paragraph that begins with a section's heading (一、总体情况。正文…) as heading and paragraph.
fn split_run_in(item: Item, form: &Form, heads: &SectionHeads, findings: &mut Vec<Finding>) -> Vec<Item> {
    let Item::Block(Block::Paragraph(paragraph)) = &item else { return vec![item] };
    if paragraph.role != ParagraphRole::Body {
        return vec![item];
    }
    let text = paragraph.content.plain_text();
    // What parts the number from the heading parts no heading from its text.
    let words_start = LineNumber::at(&text).map_or(0, |number| number.text_start);
    let mut marks = text.char_indices().filter(|(at, c)| *at >= words_start && "。：:\n\t　".contains(*c));
    let Some((end, mark)) = marks.next() else { return vec![item] };
    let head = Block::text(text.get(..end).unwrap_or(""));
    let named = Candidate::of(&head).is_some_and(|candidate| {
        let known = matches!(heads.role_of(&candidate, form), Some((_, Certainty::Official | Certainty::Known)));
        heads.has_section_number(&candidate) && known
    });
    let split = if named { split_content(&paragraph.content, end + mark.len_utf8()) } else { None };
    let Some((heading, rest)) = split else { return vec![item] };
    let rest = without_common_font(trim_content(rest));
    if rest.is_empty() {
        return vec![item];
    }
    findings.push(catalogue::recognize::heading_split(trim(&heading.plain_text())).at_origin(&paragraph.origin));
    let (heading, rest) = (trim_content(heading), Paragraph { content: rest, ..paragraph.clone() });
    let heading = Heading { level: 1, content: heading, origin: paragraph.origin.clone() };
    vec![Item::Block(Block::Heading(heading)), Item::Block(Block::Paragraph(rest))]
}

fn open_section(
    candidate: &Candidate,
    found: Option<(&SectionForm, Certainty)>,
    findings: &mut Vec<Finding>,
) -> Section {
    let heading = &candidate.text;
    match found {
        Some((section, Certainty::Guessed)) => {
            findings.push(catalogue::recognize::section_guessed(heading, &section.heading).at_origin(candidate.origin))
        }
        Some((section, _)) if normal_label(heading) != normal_label(&section.heading) => {
            findings.push(catalogue::recognize::heading_differs(heading, &section.heading).at_origin(candidate.origin))
        }
        Some(_) => {}
        None => findings.push(catalogue::recognize::section_unknown(heading).at_origin(candidate.origin)),
    }
    let content = without_common_marks(trim_content(candidate.content.clone()));
    Section { role: found.map(|(section, _)| section.role.clone()), heading: Some(content), content: Vec::new() }
}

/// A heading below the sections keeps its style's level, from 2 on; a paragraph that is one by number and shape becomes one.
fn raise_heading(block: Block, section_level: u8, findings: &mut Vec<Finding>) -> Block {
    match block {
        Block::Heading(heading) => {
            let level = heading.level.saturating_sub(section_level).saturating_add(1).clamp(2, 9);
            Block::Heading(Heading { level, ..heading })
        }
        other => {
            let raised = Candidate::of(&other).filter(is_pseudo_heading).map(|candidate| {
                findings
                    .push(catalogue::recognize::heading_guessed(excerpt(&candidate.text)).at_origin(candidate.origin));
                let content = without_common_marks(candidate.content.clone());
                Block::Heading(Heading { level: 2, content, origin: candidate.origin.clone() })
            });
            raised.unwrap_or(other)
        }
    }
}

/// Adds an item to the section under way. A statutory table under no heading (in a workbook, say) opens the section it
/// belongs to.
fn push(
    preamble: &mut Vec<Block>,
    sections: &mut Vec<Section>,
    item: Item,
    form: Option<&Form>,
    findings: &mut Vec<Finding>,
) {
    let headed = sections.last().is_some_and(|section| section.heading.is_some());
    match item {
        Item::Statistics(table) if !headed => {
            let of_table =
                form.and_then(|form| form.sections.iter().find(|section| section.table.as_ref() == Some(&table)));
            let name = form.map_or(table.as_str(), |form| form.table_name(&table));
            findings.push(catalogue::recognize::table_without_section(name));
            let role = of_table.map(|section| section.role.clone());
            sections.push(Section { role, heading: None, content: vec![Item::Statistics(table)] });
        }
        item => match (sections.last_mut(), item) {
            (None, Item::Block(block)) => preamble.push(block),
            (Some(section), item) => section.content.push(item),
            (None, item) => sections.push(Section { content: vec![item], ..Section::default() }),
        },
    }
}

/// Puts statutory tables that stood below the sign-off into the sections the form gives them.
pub(super) fn place_tables(
    sections: &mut Vec<Section>,
    tables: Vec<String>,
    form: Option<&Form>,
    findings: &mut Vec<Finding>,
) {
    for table in tables {
        let of_table =
            form.and_then(|form| form.sections.iter().find(|section| section.table.as_ref() == Some(&table)));
        let name = form.and_then(|form| form.tables.iter().find(|own| own.id == table)).map(|own| own.name.clone());
        let name = name.unwrap_or_else(|| table.clone());
        let role = of_table.map(|section| section.role.clone());
        let place = sections.iter_mut().find(|section| role.is_some() && section.role == role);
        let (heading, item) = (of_table.map(|section| section.heading.clone()), Item::Statistics(table));
        match place {
            Some(section) => {
                let heading = section.heading.as_ref().map(Content::plain_text).or(heading).unwrap_or_default();
                findings.push(catalogue::recognize::table_placed_in_section(name, heading));
                section.content.push(item);
            }
            None => {
                findings.push(catalogue::recognize::table_without_section(name));
                sections.push(Section { role, heading: None, content: vec![item] });
            }
        }
    }
}

/// Findings where sections are missing, repeated or out of order.
pub(super) fn check_order(sections: &[Section], form: &Form, only_tables: bool, findings: &mut Vec<Finding>) {
    let place = |role: &str| form.sections.iter().position(|section| section.role == role);
    let mut last = 0;
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for section in sections {
        let Some(index) = section.role.as_deref().and_then(place) else { continue };
        let heading = section.heading.as_ref().map(Content::plain_text).unwrap_or_default();
        if !seen.insert(index) {
            findings.push(catalogue::recognize::section_repeated(&heading));
        } else if index < last {
            findings.push(catalogue::recognize::section_out_of_order(&heading));
        }
        last = last.max(index);
    }
    if only_tables {
        return;
    }
    for (index, section) in form.sections.iter().enumerate() {
        if !seen.contains(&index) {
            findings.push(catalogue::recognize::section_missing(&section.heading));
        }
    }
}
