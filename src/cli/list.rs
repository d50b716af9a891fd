//! `list`: many reports → one list.

use super::args::{LINES, ListArgs, ListFormat, ListShape};
use super::beside;
use super::convert::usage;
use super::files::{self, Output, shown};
use super::inputs;
use super::lines;
use super::many::{self, Many, Read};
use super::reading;
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::Options;
use crate::finding::{Error, Finding, terms};
use crate::form::Forms;
use crate::list::{Entry, Field, Rows, Shape, entries};
use crate::report::Report;
use crate::write::csv;
#[cfg(feature = "parquet")]
use crate::write::parquet::ParquetList;
use crate::write::xlsx::ListWorkbook;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What the sheet of a list is called.
const SHEET: &str = "清单";

/// Lists each input's reports; one that can't be read does not keep the others from being listed.
pub(super) fn list(args: &ListArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let inputs = inputs::named(&args.inputs)?;
    let format = match args.to {
        Some(format) => format,
        None => format_of(&args.output)?,
    };
    if format == ListFormat::Jsonl && args.shape.is_some() {
        return Err(usage(terms::SHAPE_OF_LINES));
    }
    if format != ListFormat::Jsonl && args.unordered {
        return Err(usage(terms::UNORDERED_LINES));
    }
    let protected = inputs.iter().chain(&args.inputs.paths_from).chain(&args.reading.form);
    let protected: Vec<&Path> = protected.map(PathBuf::as_path).collect();
    beside::all_different(std::iter::once(args.output.as_path()).chain(args.resume.as_deref()))?;
    files::check_output(&args.output, &protected, args.force)?;
    let forms = files::forms(args.reading.form.as_ref())?;
    let options = Options { forms, read: reading::read_options(&args.reading), ..Options::built_in()? };
    let many = Many { from: args.from, ..Many::new(&inputs, &args.inputs, &options) };
    let many = Many { is_ordered: !args.unordered, ..many }.resuming(args.resume.as_ref(), &args.reading)?;
    let failed = match format {
        ListFormat::Jsonl => lines::write(&many, &args.output, args.force, talk)?,
        format => rows(&many, args, format, talk)?,
    };
    Ok(many::end(&args.output, inputs.len(), failed, talk))
}

/// Writes a table; how many inputs could not be read.
fn rows(many: &Many<'_>, args: &ListArgs, format: ListFormat, talk: &mut Talk) -> Result<usize, Error> {
    let shape = match args.shape {
        Some(ListShape::Long) => Shape::Long,
        Some(ListShape::Wide) | None => Shape::Wide,
    };
    let mut list = ListFile::begin(&args.output, format, shape, &many.options.forms, args.force)?;
    let language = talk.language();
    let talk = RefCell::new(talk);
    let (mut failed, mut unwritten) = (0, None);
    let take = |read: Read<'_, Entry>| {
        match many::say(read, &mut talk.borrow_mut()) {
            Ok((_, entries)) => unwritten = entries.iter().try_for_each(|entry| list.add(entry)).err(),
            Err(_) => failed += 1,
        }
        if unwritten.is_some() || list.table.output.is_unread() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let make = |input: &Path, reports: Vec<Report>, found: &[Finding]| entries(&shown(input), reports, found, language);
    many.each(&talk, make, take)?;
    unwritten.map_or_else(|| list.finish(), Err)?;
    Ok(failed)
}

/// What a list is written as, by the name of its file.
pub(super) fn format_of(path: &Path) -> Result<ListFormat, Error> {
    if files::is_pipe(path) {
        return Err(usage(terms::PIPE_WITHOUT_FORMAT));
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("csv") => Ok(ListFormat::Csv),
        Some("xlsx") => Ok(ListFormat::Xlsx),
        #[cfg(feature = "parquet")]
        Some("parquet") => Ok(ListFormat::Parquet),
        Some(LINES) => Ok(ListFormat::Jsonl),
        _ => Err(usage(terms::LIST_FORMATS).in_file(&shown(path))),
    }
}

/// A list being written.
pub(super) struct ListFile<'f> {
    rows: Rows<'f>,
    table: TableFile,
}

impl<'f> ListFile<'f> {
    /// Its head, where that is known already. Lines of JSON are no table.
    pub(super) fn begin(
        path: &Path,
        format: ListFormat,
        shape: Shape,
        forms: &'f Forms,
        force: bool,
    ) -> Result<Self, Error> {
        let mut list = ListFile { rows: Rows::new(forms, shape), table: TableFile::begin(path, format, SHEET, force)? };
        let head = list.rows.head();
        list.put(head)?;
        Ok(list)
    }

    /// Lists a report.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), Error> {
        let rows = self.rows.add(entry);
        self.put(rows)
    }

    /// Adds a wide list's row of sums.
    pub(super) fn add_total(&mut self, name: &str, sums: &Report) {
        self.rows.add_total(name, sums);
    }

    fn put(&mut self, rows: Vec<Vec<Field>>) -> Result<(), Error> {
        rows.into_iter().try_for_each(|row| self.table.row(&row))
    }

    /// Writes what is still to be written.
    pub(super) fn finish(self) -> Result<(), Error> {
        let ListFile { rows, mut table } = self;
        rows.finish().try_for_each(|row| table.row(&row))?;
        table.finish()
    }
}

/// A table being written, row by row.
pub(super) struct TableFile {
    to: Carrier,
    output: Output,
}

/// What its rows are put into.
enum Carrier {
    Csv,
    Xlsx(Box<ListWorkbook>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetList>),
}

impl TableFile {
    /// No row yet.
    pub(super) fn begin(path: &Path, format: ListFormat, sheet: &str, force: bool) -> Result<Self, Error> {
        let mut output = Output::begin(path, force)?;
        let to = match format {
            ListFormat::Xlsx => Carrier::Xlsx(Box::new(ListWorkbook::new(sheet)?)),
            ListFormat::Csv => {
                output.add(csv::MARK.as_bytes())?;
                Carrier::Csv
            }
            #[cfg(feature = "parquet")]
            ListFormat::Parquet => Carrier::Parquet(Box::default()),
            ListFormat::Jsonl => return Err(usage(terms::TABLE_FORMATS).in_file(&shown(path))),
        };
        Ok(TableFile { to, output })
    }

    /// Writes a row, the head first.
    pub(super) fn row(&mut self, row: &[Field]) -> Result<(), Error> {
        match &mut self.to {
            Carrier::Csv => {
                let line = csv::fields_to_line(row.iter().map(|field| field.text.as_str()));
                self.output.add(line.as_bytes())
            }
            Carrier::Xlsx(workbook) => workbook.row(row),
            #[cfg(feature = "parquet")]
            Carrier::Parquet(list) => list.row(row),
        }
    }

    /// Puts it in its place.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        match self.to {
            Carrier::Csv => {}
            Carrier::Xlsx(workbook) => workbook.finish(&mut self.output)?,
            #[cfg(feature = "parquet")]
            Carrier::Parquet(list) => self.output.add(&list.finish())?,
        }
        self.output.finish()
    }
}
