//! Sections by their headings, with or without heading styles, numbers or order.

use super::table::Piece;
use super::tidy::{split_content, trim, trim_content, without_common_font, without_common_marks};
use super::title::excerpt;
use super::words::words;
use crate::document::{Block, Content, Heading, Paragraph, ParagraphRole};
use crate::finding::{Finding, Origin, catalogue};
use crate::form::{Form, Forms, SectionForm, normal_label, stem};
use crate::report::{Item, Section};
use std::collections::BTreeSet;

/// What stands before the first section, and the sections.
pub(super) struct Sectioned {
    pub(super) preamble: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

/// How sure it is that a heading means a section.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// The form's wording, its number aside.
    Official,
    /// One of the wordings known to mean the same.
    Known,
    /// By its words.
    Guessed,
}

/// How many different sections of the form the pieces name in official or known wording.
pub(super) fn exact_roles(pieces: &[Piece], forms: &Forms) -> usize {
    let mut roles: BTreeSet<&str> = BTreeSet::new();
    for piece in pieces {
        let Piece::Block(block) = piece else { continue };
        let Some(candidate) = Candidate::of(block) else { continue };
        for form in forms.iter() {
            if let Some((section, Certainty::Official | Certainty::Known)) = role_of(&candidate, form) {
                roles.insert(&section.role);
            }
        }
    }
    roles.len()
}

/// A block that may be a section's heading.
struct Candidate<'b> {
    content: &'b Content,
    text: String,
    /// The level its style gives it; `None` for a paragraph.
    level: Option<u8>,
    origin: &'b Origin,
}

impl<'b> Candidate<'b> {
    fn of(block: &'b Block) -> Option<Self> {
        let (content, level, origin) = match block {
            Block::Heading(heading) => (&heading.content, Some(heading.level), &heading.origin),
            Block::Paragraph(Paragraph { role: ParagraphRole::Body, content, origin, .. }) => (content, None, origin),
            _ => return None,
        };
        let text = trim(&content.plain_text()).to_owned();
        let short = text.chars().count() <= words().heading.longest;
        // A full stop at the end of a styled heading makes no sentence of it.
        let body = if level.is_some() { text.trim_end_matches('。') } else { &text };
        let sentence = body.contains(['。', '；', '！', '？', '\n']);
        (short && !sentence && !text.is_empty()).then_some(Candidate { content, text, level, origin })
    }

    /// Whether it begins with a first-level number (一、).
    fn has_section_number(&self) -> bool {
        let numeral: String = self.text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
        !numeral.is_empty() && self.text.get(numeral.len()..).is_some_and(|rest| rest.starts_with(['、', '.', '．']))
    }

    /// Whether it begins with the remains of a first-level number: 、主动公开…
    fn has_lost_number(&self) -> bool {
        self.text.starts_with('、')
    }

    /// Whether it begins with a number of a lower level: （一） 1. （1） ①
    fn has_lower_number(&self) -> bool {
        let first = self.text.chars().next().unwrap_or(' ');
        let arabic = first.is_ascii_digit() || ('０'..='９').contains(&first);
        (matches!(first, '（' | '(') && stem(&self.text) != self.text)
            || (arabic && stem(&self.text) != self.text)
            || ('①'..='⑳').contains(&first)
    }
}

/// The section of the form that a heading means.
fn role_of<'f>(candidate: &Candidate, form: &'f Form) -> Option<(&'f SectionForm, Certainty)> {
    if candidate.has_lower_number() {
        return None;
    }
    let text = normal_label(stem(&candidate.text));
    let official = form.sections.iter().find(|section| section.normal.heading == text);
    if let Some(section) = official {
        return Some((section, Certainty::Official));
    }
    let numbered = candidate.has_section_number() || candidate.has_lost_number() || candidate.level.is_some();
    if !numbered {
        return None;
    }
    let known = form.sections.iter().find(|section| section.normal.also.contains(&text));
    if let Some(section) = known {
        return Some((section, Certainty::Known));
    }
    if !candidate.has_section_number() && !candidate.has_lost_number() {
        return None;
    }
    // Of several sections whose words appear, the one whose words say most.
    let weight = |section: &SectionForm| {
        let met = section.normal.keywords.iter().filter(|set| set.iter().all(|word| text.contains(word)));
        met.map(|set| set.iter().map(|word| word.chars().count()).sum::<usize>()).max().unwrap_or(0)
    };
    let best = form.sections.iter().map(|section| (weight(section), section)).max_by_key(|(weight, _)| *weight)?;
    (best.0 > 0).then_some((best.1, Certainty::Guessed))
}

/// Whether a paragraph without heading style is a second-level heading by its number and shape: （一）…, short, no full stop.
fn is_pseudo_heading(candidate: &Candidate) -> bool {
    let numeral = candidate
        .text
        .strip_prefix(['（', '('])
        .map(|rest| rest.trim_start_matches(|c| "一二三四五六七八九十".contains(c)));
    let numbered = numeral.is_some_and(|rest| rest.len() < candidate.text.len() - 3 && rest.starts_with(['）', ')']));
    candidate.level.is_none() && numbered && !candidate.text.ends_with(['，', '：', ':', ',', '、'])
}

/// Items → preamble and sections.
pub(super) fn items_to_sections(
    items: Vec<Item>,
    form: Option<&Form>,
    forms: &Forms,
    findings: &mut Vec<Finding>,
) -> Sectioned {
    let form = form.or_else(|| forms.iter().next());
    let role = |candidate: &Candidate| form.and_then(|form| role_of(candidate, form));
    let items: Vec<Item> = match form {
        Some(form) => items.into_iter().flat_map(|item| split_run_in(item, form, findings)).collect(),
        None => items,
    };
    let contents = form.map(|form| table_of_contents(&items, form)).unwrap_or_default();
    if let Some(Item::Block(first)) = contents.start().and_then(|index| items.get(index)) {
        findings.push(catalogue::recognize::contents_kept().at_origin(&first.origin()));
    }
    // The heading level that sections have in this document, where they are styled.
    let section_level = items
        .iter()
        .filter_map(|item| if let Item::Block(block) = item { Candidate::of(block) } else { None })
        .filter(|candidate| role(candidate).is_some())
        .filter_map(|candidate| candidate.level)
        .min()
        .unwrap_or(1);
    let mut preamble = Vec::new();
    let mut sections: Vec<Section> = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let Item::Block(block) = item else {
            push(&mut preamble, &mut sections, item, form, findings);
            continue;
        };
        if contents.0.contains(&index) {
            // A line of the contents is text, whatever its style: as a heading it would be one twice.
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
            // A heading below the sections is one only in the form's own words: 主动公开情况 may be part of 总体情况.
            let below = candidate.level.is_some_and(|level| level > section_level) && !candidate.has_section_number();
            let found = role(&candidate).filter(|(_, certainty)| !below || *certainty == Certainty::Official);
            let by_style = candidate.level.is_some_and(|level| level <= section_level);
            let by_number = candidate.level.is_none() && candidate.has_section_number();
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

/// The items that are lines of a table of contents.
#[derive(Default)]
struct Contents(BTreeSet<usize>);

impl Contents {
    fn start(&self) -> Option<usize> {
        self.0.first().copied()
    }
}

/// Lines that name sections one after another without text between, and name them before the sections themselves do.
fn table_of_contents(items: &[Item], form: &Form) -> Contents {
    const LEAST_LINES: usize = 3;
    let role_at = |index: usize| {
        let Some(Item::Block(Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. }))) =
            items.get(index)
        else {
            return None;
        };
        let line = content.plain_text();
        let text = without_page_number(&line);
        let block = Block::text(text);
        let candidate = Candidate::of(&block)?;
        let role = role_of(&candidate, form)
            .filter(|(_, certainty)| *certainty != Certainty::Guessed || candidate.has_section_number());
        match role {
            Some((section, _)) => Some(Some(section.role.as_str())),
            // A line of a lower level, by its page number.
            None => (text.len() < trim(&line).len()).then_some(None),
        }
    };
    // By item the section it names, if it is a line of a contents at all.
    let roles: Vec<Option<Option<&str>>> = (0..items.len()).map(role_at).collect();
    let mut start = 0;
    while start < items.len() {
        let length = roles.iter().skip(start).take_while(|role| role.is_some()).count();
        let end = start + length;
        let named: Vec<&str> = roles.iter().take(end).skip(start).flatten().flatten().copied().collect();
        let distinct: BTreeSet<&str> = named.iter().copied().collect();
        if distinct.len() >= LEAST_LINES {
            let again: BTreeSet<&str> = roles.iter().skip(end).flatten().flatten().copied().collect();
            // The last heading of the run may be the first section's own.
            let own =
                usize::from(named.last().is_some_and(|last| named.iter().filter(|role| *role == last).count() > 1));
            let run = start..end - own;
            let repeated = named.iter().take(named.len() - own).filter(|role| again.contains(*role)).count() + own;
            return if repeated * 2 > distinct.len() { Contents(run.collect()) } else { Contents::default() };
        }
        start = end.max(start) + 1;
    }
    Contents::default()
}

/// A line without the leader and page number at its end.
fn without_page_number(line: &str) -> &str {
    let text = trim(line);
    let rest =
        text.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "（）()".contains(c));
    let led = rest.trim_end_matches(|c: char| c.is_whitespace() || ".…·．—-_".contains(c));
    if rest.len() < text.len() || rest.ends_with('…') { led } else { text }
}

/// A paragraph that begins with a section's heading (一、总体情况。正文…) as heading and paragraph.
fn split_run_in(item: Item, form: &Form, findings: &mut Vec<Finding>) -> Vec<Item> {
    let Item::Block(Block::Paragraph(paragraph)) = &item else { return vec![item] };
    if paragraph.role != ParagraphRole::Body {
        return vec![item];
    }
    let text = paragraph.content.plain_text();
    let Some((end, mark)) = text.char_indices().find(|(_, c)| "。：:\n\t　".contains(*c)) else { return vec![item] };
    let head = Block::text(text.get(..end).unwrap_or(""));
    let named = Candidate::of(&head).is_some_and(|candidate| {
        let known = matches!(role_of(&candidate, form), Some((_, Certainty::Official | Certainty::Known)));
        candidate.has_section_number() && known
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
