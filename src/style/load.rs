//! A style file → a [`Style`], what is wrong with it named by line and column.

use super::{BUILT_IN, Style};
use crate::finding::{Error, Place, catalogue};
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// The key by which a file builds on a built-in style.
const EXTENDS: &str = "extends";

/// The file of a built-in style.
pub(super) fn text_of(name: &str) -> Result<&'static str, Error> {
    let found = BUILT_IN.iter().find(|(own, _)| *own == name).map(|(_, text)| *text);
    found.ok_or_else(|| {
        let known: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        catalogue::form::unknown_style(name, known.join(" ")).into()
    })
}

pub(super) fn style(text: &str) -> Result<Style, Error> {
    let invalid = |error: toml::de::Error| at(text, error.span(), catalogue::form::invalid_style(error.message()));
    let own = DeTable::parse(text).map_err(invalid)?;
    let span = own.span();
    let mut table = own.into_inner();
    let mut merged = match table.remove(EXTENDS) {
        None => table.clone(),
        Some(base) => {
            let base_span = base.span();
            let Some(name) = base.get_ref().as_str() else {
                let found = base.get_ref().type_str();
                let finding = catalogue::form::invalid_style(format!("extends: expected a name, found {found}"));
                return Err(at(text, Some(base_span), finding));
            };
            let mut merged = DeTable::parse(text_of(name).map_err(|e| e.at(place(text, base_span.start)))?)
                .map_err(invalid)?
                .into_inner();
            overlay(&mut merged, &table);
            merged
        }
    };
    let base = DeTable::parse(text_of(PAPERS_OF)?).map_err(invalid)?.into_inner();
    add_papers(&mut merged, &base);
    merged.make_owned();
    let read = Style::deserialize(Deserializer::from(Spanned::new(span, merged)));
    // What the base says is sound: whatever the deserializer stops at is the file's own.
    let style = read.map_err(invalid)?;
    match style.fault() {
        None => Ok(style),
        Some((keys, fault)) => {
            let own = keys.iter().rev().find_map(|key| span_of(&table, key));
            Err(at(text, own, catalogue::form::invalid_style(fault)))
        }
    }
}

/// The style whose papers those have that say nothing of them.
const PAPERS_OF: &str = "gongwen";

/// The kinds of paragraphs only papers have.
const KINDS: [&str; 11] = [
    "copy_number",
    "secrecy",
    "urgency",
    "organ_mark",
    "document_number",
    "signer",
    "addressee",
    "supplementary_note",
    "attendance",
    "copied_to",
    "printed_by",
];

/// Adds what a file does not say of official papers.
fn add_papers<'i>(own: &mut DeTable<'i>, base: &DeTable<'i>) {
    fn add<'i>(own: &mut DeTable<'i>, base: &DeTable<'i>, wanted: impl Fn(&str) -> bool) {
        for (key, value) in base.iter() {
            if wanted(key.get_ref()) && !own.contains_key(key.get_ref().as_ref()) {
                own.insert(key.clone(), value.clone());
            }
        }
    }
    add(own, base, |key| key == "paper");
    for (table, kinds) in [("paper", None), ("paragraphs", Some(KINDS))] {
        let inner = (own.get_mut(table).map(Spanned::get_mut), base.get(table).map(Spanned::get_ref));
        if let (Some(DeValue::Table(own)), Some(DeValue::Table(base))) = inner {
            add(own, base, |key| kinds.is_none_or(|kinds| kinds.contains(&key)));
        }
    }
}

/// Puts what a file says over what it builds on, table by table.
fn overlay<'i>(base: &mut DeTable<'i>, own: &DeTable<'i>) {
    for (key, value) in own.iter() {
        match (base.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.get_ref()) {
            (Some(DeValue::Table(below)), DeValue::Table(above)) => overlay(below, above),
            _ => {
                base.remove(key.get_ref().as_ref());
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

/// Where a file gives the value of a dotted key.
fn span_of(table: &DeTable<'_>, key: &str) -> Option<Range<usize>> {
    match key.split_once('.') {
        None => table.get(key).map(Spanned::span),
        Some((first, rest)) => span_of(table.get(first)?.get_ref().as_table()?, rest),
    }
}

fn at(text: &str, span: Option<Range<usize>>, finding: crate::finding::Finding) -> Error {
    let error = Error::from(finding);
    match span {
        Some(span) => error.at(place(text, span.start)),
        None => error,
    }
}

fn place(text: &str, offset: usize) -> Place {
    Place::at_offset(text, offset)
}
