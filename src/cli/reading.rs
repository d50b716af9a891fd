//! Inputs and `--tables`: paths → bytes with a name and a format, and what is to be done with them.

use super::args::{ReadArgs, ReadingArgs};
use super::files::{self, is_pipe, shown};
use super::talk::Talk;
use crate::convert::{Conversion, Options, Source, Tables, in_order};
use crate::finding::{Error, Finding, Severity};
use crate::format::{Format, ReadOptions};
use crate::merge::Replace;
use crate::read::{docx, pdf};
use crate::report::Report;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What the arguments say of reading, format by format.
pub(super) fn read_options(args: &ReadingArgs) -> ReadOptions {
    ReadOptions {
        visible_only: args.visible,
        docx: docx::ReadOptions { tracked_changes: args.track_changes.into(), ..docx::ReadOptions::default() },
        pdf: pdf::PdfReadOptions { ocr_layer: args.ocr_layer },
    }
}

/// The bytes of a file or of standard input, of the format told; else by its extension, or what they look like.
pub(super) fn source(path: &Path, told: Option<Format>) -> Result<Source, Error> {
    let (name, bytes) = (name(path), files::read(path)?);
    match told {
        Some(format) => Ok(Source::new(name, bytes, format)),
        None if is_pipe(path) => Source::nameless(bytes),
        None => Source::named(name, bytes),
    }
}

/// A path as the library is told of it.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The file of `--tables`.
pub(super) fn tables(args: &ReadArgs, options: &Options, talk: &mut Talk) -> Result<Option<Tables>, Error> {
    let Some(path) = &args.tables else { return Ok(None) };
    let tables = Tables::read(source(path, None)?, options)?;
    talk.findings(&shown(path), tables.findings);
    let replace = if args.tables_only_empty { Replace::OnlyEmpty } else { Replace::All };
    Ok(Some(tables.value.of(args.figures_of.clone()).replacing(replace).strict(args.strict)))
}

/// What the arguments ask to be done with an input.
pub(super) fn conversion<'a>(args: &ReadArgs, options: &'a Options, tables: Option<&'a Tables>) -> Conversion<'a> {
    Conversion::new(options).with_tables(tables).with_fill(args.fill)
}

/// What there is to say of an input, step by step: kept until it is that input's turn.
#[derive(Default)]
pub(super) struct Said(Vec<Vec<Finding>>);

impl Extend<Finding> for Said {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, step: I) {
        self.0.push(step.into_iter().collect());
    }
}

impl Said {
    /// Everything there is to say.
    pub(super) fn all(self) -> impl Iterator<Item = Finding> {
        self.0.into_iter().flatten()
    }

    /// Says it; what names no other file is about the input.
    pub(super) fn aloud(self, input: &Path, talk: &mut Talk) {
        self.0.into_iter().for_each(|step| talk.findings(&shown(input), step));
    }
}

/// The reports that others are held against, read on all cores. Of what is found in them only errors concern those who check these others.
pub(super) fn reports(paths: &[PathBuf], options: &Options, talk: &mut Talk) -> Result<Vec<Report>, Error> {
    let read = |index: usize| {
        let path = paths.get(index)?;
        let mut said = Said::default();
        let stated = source(path, None).and_then(|source| Conversion::new(options).reports(&source, &mut said));
        let errors: Vec<Finding> = said.all().filter(|finding| finding.severity() == Severity::Error).collect();
        Some((path, stated, errors))
    };
    let (mut reports, mut failed) = (Vec::new(), None);
    in_order(
        paths.len(),
        read,
        |_| {},
        |_, read| {
            let Some((path, stated, errors)) = read else { return ControlFlow::Continue(()) };
            match stated {
                Ok(stated) => reports.extend(stated.into_reports()),
                Err(error) => {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
            }
            talk.findings(&shown(path), errors);
            ControlFlow::Continue(())
        },
    );
    failed.map_or(Ok(reports), Err)
}

/// The report an input states, with the figures of `--tables` in it.
pub(super) fn report(path: &Path, args: &ReadArgs, options: &Options, talk: &mut Talk) -> Result<Report, Error> {
    let tables = tables(args, options, talk)?;
    let source = source(path, args.from)?;
    let mut said = Said::default();
    let report = conversion(args, options, tables.as_ref()).report(&source, &mut said);
    said.aloud(path, talk);
    report
}
