//! The units of an area, for the workbook of its report: what each states, in little room, for there may be many.

use super::field::field_to_figure;
use super::rows::Line;
use super::{Entry, Said};
use crate::form::{Form, Forms};
use crate::report::Report;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::path::Path;

/// The units of an area's report, and the report that the area itself has published.
#[derive(Debug, Clone, Default)]
pub struct AreaUnits {
    kept: Vec<Kept>,
    own: Option<Report>,
}

#[derive(Debug, Clone)]
struct Kept {
    organ: String,
    level: Option<String>,
    line: String,
}

/// A unit, its figures in the order of the form's cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its name.
    pub organ: String,
    /// The level it is of, where that is known.
    pub level: Option<String>,
    /// The file its report is in.
    pub source: String,
    /// How many errors and warnings were found in that.
    pub counts: (usize, usize),
    /// Their codes.
    pub codes: String,
    /// The figures that are added up.
    pub figures: Vec<UnitFigure>,
}

/// A figure of a unit; nothing where it has none in the form that is added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitFigure {
    /// Its text, where it is no number.
    pub text: String,
    /// Its number.
    pub number: Option<Decimal>,
}

impl Kept {
    /// What the folder is called that its file is in.
    fn folder(&self) -> Option<String> {
        let line: Line = serde_json::from_str(&self.line).ok()?;
        Some(Path::new(&line.source).parent()?.file_name()?.to_string_lossy().into_owned())
    }
}

impl AreaUnits {
    /// Adds a unit.
    pub fn add(&mut self, Entry { report, source, said }: &Entry, forms: &Forms) {
        let Said { errors, warnings, .. } = said;
        let line = Line::of(None, report, source, Some((*errors, *warnings)), said, forms);
        // Text and numbers alone: nothing in a line could fail to be written.
        let Ok(line) = serde_json::to_string(&line) else { return };
        self.kept.push(Kept { organ: report.organ.clone().unwrap_or_default(), level: None, line });
    }

    /// Says of each unit, by its name, which level it is of.
    pub fn set_levels(&mut self, level_of: impl Fn(&str) -> Option<String>) {
        for kept in &mut self.kept {
            kept.level = level_of(&kept.organ);
        }
    }

    /// Says of each unit that it is of the level its file's folder is called, where the files are in several folders and no level is known.
    pub fn set_levels_of_folders(&mut self) {
        if self.kept.iter().any(|kept| kept.level.is_some()) {
            return;
        }
        let folders: Vec<Option<String>> = self.kept.iter().map(Kept::folder).collect();
        if folders.iter().collect::<BTreeSet<_>>().len() > 1 {
            self.kept.iter_mut().zip(folders).for_each(|(kept, folder)| kept.level = folder);
        }
    }

    /// Sets the report that the area itself has published.
    pub fn set_own(&mut self, own: Report) {
        self.own = Some(own);
    }

    /// The report that the area itself has published.
    #[must_use]
    pub fn own(&self) -> Option<&Report> {
        self.own.as_ref()
    }

    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The levels there are, in the order of the units; `None` for those of no known level, at the end.
    #[must_use]
    pub fn levels(&self) -> Vec<Option<&str>> {
        let mut levels: Vec<Option<&str>> = Vec::new();
        for level in self.kept.iter().filter_map(|kept| kept.level.as_deref()) {
            if !levels.contains(&Some(level)) {
                levels.push(Some(level));
            }
        }
        if !levels.is_empty() && self.kept.iter().any(|kept| kept.level.is_none()) {
            levels.push(None);
        }
        levels
    }

    /// The units, in the order they were added; figures that follow another form than this are not among theirs.
    pub fn units(&self, form: &Form) -> impl Iterator<Item = Unit> {
        self.kept.iter().filter_map(move |kept| {
            let line: Line = serde_json::from_str(&kept.line).ok()?;
            let figures = form.tables.iter().flat_map(|table| {
                let own = line.tables.iter().find(|(id, follows, _)| *id == table.id && *follows == form.id);
                table.data_cells().enumerate().map(move |(at, cell)| {
                    let text = own.and_then(|(_, _, fields)| fields.get(at));
                    let count = text.and_then(|text| field_to_figure(text, cell)).unwrap_or_default();
                    match count.value {
                        Some(_) => UnitFigure { text: String::new(), number: count.value },
                        None => UnitFigure { text: count.raw, number: None },
                    }
                })
            });
            Some(Unit {
                organ: kept.organ.clone(),
                level: kept.level.clone(),
                source: line.source.clone(),
                counts: line.counts.unwrap_or_default(),
                codes: line.codes.clone(),
                figures: figures.collect(),
            })
        })
    }
}
