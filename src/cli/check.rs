//! `check`: what a reviewer would say.

use super::args::{CheckArgs, ListFormat};
use super::beside::{self, Copies, Kept, Sheets};
use super::files::{self, shown};
use super::inputs;
use super::junit;
use super::list::{self, TableFile};
use super::reading::{self, Said};
use super::streams::Outcome;
use super::talk::Talk;
use crate::check::{Change, Profile, changes, report_of_last_year};
use crate::convert::{Against, Conversion, Options, in_order_on};
use crate::finding::{Error, Finding, Language, Warned};
use crate::list::Field;
use crate::report::Report;
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Checks each input; one that fails does not keep the others from being checked.
pub(super) fn check(args: &CheckArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let inputs = inputs::named(&args.inputs)?;
    let forms = files::forms(args.read.reading.form.as_ref())?;
    let profile = files::profile(args.profile.as_ref(), &forms)?;
    let options = Options { forms, read: reading::read_options(&args.read.reading), ..Options::built_in()? };
    let files_of =
        |path: &Option<PathBuf>| path.as_ref().map(|path| inputs::files(std::slice::from_ref(path))).transpose();
    let (of_last_year, of_units) = (files_of(&args.last_year)?, files_of(&args.units)?);
    let read = [&args.profile, &args.read.tables].into_iter().flatten();
    let protected: Vec<&Path> = read
        .chain(&inputs)
        .chain([&of_last_year, &of_units].into_iter().flatten().flatten())
        .map(PathBuf::as_path)
        .collect();
    let kept = Kept { inputs: &protected, force: args.force };
    let copies = args.annotate.as_ref().map(|output| Copies::plan(&inputs, output, kept)).transpose()?;
    let sheets = args.sheet.as_ref().map(|output| Sheets::plan(&inputs, output, kept, talk.language())).transpose()?;
    if let Some(junit) = &args.junit {
        files::check_output(junit, &protected, args.force)?;
    }
    let mut changes = args.changes.as_ref().map(|path| ChangesFile::begin(path, args, &protected)).transpose()?;
    let written = copies.iter().flat_map(Copies::paths).chain(sheets.iter().flat_map(Sheets::paths));
    beside::all_different(written.chain(args.junit.as_deref()).chain(args.changes.as_deref()))?;
    let mut held =
        |paths: Option<Vec<PathBuf>>| paths.map(|paths| reading::reports(&paths, &options, talk)).transpose();
    let (last_year, units) = (held(of_last_year)?, held(of_units)?);
    let against = Against { last_year: last_year.as_deref(), units: units.as_deref() };
    let tables = reading::tables(&args.read, &options, talk)?;
    let conversion = reading::conversion(&args.read, &options, tables.as_ref());
    let reviewing = Reviewing { args, options: &options, conversion, against, profile, copies, sheets };
    let (reviewed, failed) = reviewing.all(&inputs, changes.as_mut(), talk)?;
    if let Some((changes, path)) = changes.zip(args.changes.as_ref()) {
        changes.finish()?;
        if !files::is_pipe(path) {
            talk.wrote(&shown(path));
        }
    }
    if let Some(path) = &args.junit {
        let suites = reviewed.iter().map(|(input, found)| (shown(input), found.as_deref()));
        let xml = junit::to_xml(suites, &options.forms, against, talk.language());
        files::write(path, xml.as_bytes(), args.force)?;
        if !files::is_pipe(path) {
            talk.wrote(&shown(path));
        }
    }
    talk.close();
    talk.files(inputs.len(), failed, 0);
    Ok(match (failed, talk.has_objections()) {
        (0, false) => Outcome::Done,
        (0, true) => Outcome::Doubtful,
        _ => Outcome::Failed,
    })
}

/// What was found in an input, or why it could not be read.
type Reviewed<'i> = (&'i Path, Result<Vec<Finding>, Error>);

/// How inputs are reviewed.
struct Reviewing<'a> {
    args: &'a CheckArgs,
    options: &'a Options,
    conversion: Conversion<'a>,
    against: Against<'a>,
    profile: Profile,
    /// Where annotated copies go, where they are asked for.
    copies: Option<Copies>,
    /// Where review sheets go, where they are asked for.
    sheets: Option<Sheets>,
}

/// What became of an input.
struct One<'i> {
    input: &'i Path,
    findings: Vec<Finding>,
    done: Result<(), Error>,
    /// Its annotated copy, where one is asked for and it could be read.
    copy: Option<Result<Warned<Vec<u8>>, Error>>,
    /// Its review sheet, the same.
    sheet: Option<Result<Warned<Vec<u8>>, Error>>,
    /// What has changed from the year before by more than the factor, where that is asked for.
    changes: Vec<Row>,
}

impl Reviewing<'_> {
    fn one<'i>(&self, input: &'i Path, language: Language) -> One<'i> {
        let mut said = Said::default();
        let reviewed = reading::source(input, self.args.read.from).and_then(|source| {
            let stated = self.conversion.review(&source, self.against, &mut said)?;
            Ok((source, stated))
        });
        let findings: Vec<Finding> = said.all().map(|finding| self.profile.ruled(finding)).collect();
        let (source, stated) = match reviewed {
            Ok(reviewed) => reviewed,
            Err(error) => {
                return One { input, findings, done: Err(error), copy: None, sheet: None, changes: Vec::new() };
            }
        };
        let copy = self.copies.as_ref().map(|_| beside::copy(&source, &findings, language, self.options));
        let last_year = self.args.last_year.as_deref();
        let sheet = self.sheets.as_ref();
        let sheet = sheet.map(|s| s.sheet(&source, stated.reports(), &findings, last_year, self.options, language));
        let rows = |report: &Report| self.changes_of(report, &shown(input));
        let changes = stated.reports().iter().filter(|_| self.args.changes.is_some()).flat_map(rows).collect();
        One { input, findings, done: Ok(()), copy, sheet, changes }
    }

    /// What has changed in a report from the year before by more than the factor.
    fn changes_of(&self, report: &Report, file: &str) -> Vec<Row> {
        let last_year = self.against.last_year.and_then(|earlier| report_of_last_year(report, earlier).ok());
        let Some(last_year) = last_year else { return Vec::new() };
        let factor = self.args.factor.unwrap_or(Decimal::TWO);
        let found = changes(report, last_year, &self.options.forms, factor);
        found.iter().map(|change| row_of_change(report, change, file)).collect()
    }

    /// Reviews on all cores, said in the order of the inputs; with how many could not be done.
    fn all<'i>(
        &self,
        inputs: &'i [PathBuf],
        mut changed: Option<&mut ChangesFile>,
        talk: &mut Talk,
    ) -> Result<(Vec<Reviewed<'i>>, usize), Error> {
        let language = talk.language();
        let work = |index: usize| Some(self.one(inputs.get(index)?, language));
        let talk = RefCell::new(talk);
        let begin = |index: usize| {
            let input = inputs.get(index).map(|input| shown(input));
            talk.borrow_mut().progress(index + 1, inputs.len(), &input.unwrap_or_default());
        };
        let (mut reviewed, mut failed, mut unwritten) = (Vec::with_capacity(inputs.len()), 0, None);
        let end = |index: usize, done: Option<One<'i>>| {
            let Some(One { input, findings, done, copy, sheet, changes }) = done else {
                return ControlFlow::Continue(());
            };
            if let Some(file) = &mut changed
                && let Err(error) = file.add(&changes)
            {
                unwritten = Some(error);
                return ControlFlow::Break(());
            }
            let talk = &mut **talk.borrow_mut();
            let found = match done {
                Ok(()) => {
                    talk.reviewed(&shown(input), &findings);
                    Ok(findings)
                }
                Err(error) => {
                    talk.findings(&shown(input), findings);
                    Err(error)
                }
            };
            let written = match (&self.copies, copy) {
                (Some(copies), Some(copy)) => copy.and_then(|copy| copies.write(index, copy, talk)),
                _ => Ok(()),
            };
            let drawn = match (&self.sheets, sheet) {
                (Some(sheets), Some(sheet)) => sheet.and_then(|sheet| sheets.write(index, sheet, talk)),
                _ => Ok(()),
            };
            let errors = [found.as_ref().err(), written.as_ref().err(), drawn.as_ref().err()];
            failed += usize::from(errors.iter().any(Option::is_some));
            errors.into_iter().flatten().for_each(|error| talk.error(error));
            reviewed.push((input, found));
            ControlFlow::Continue(())
        };
        in_order_on(self.args.inputs.jobs, inputs.len(), work, begin, end);
        unwritten.map_or(Ok((reviewed, failed)), Err)
    }
}

/// The table of what has changed from last year.
struct ChangesFile(TableFile);

/// A row of it.
type Row = Vec<Field>;

impl ChangesFile {
    const SHEET: &str = "变化";
    const COLUMNS: [&str; 10] =
        ["单位名称", "年度", "表式", "统计表", "数据项编号", "数据项", "上年", "本年", "倍数", "来源文件"];

    fn begin(path: &Path, args: &CheckArgs, protected: &[&Path]) -> Result<Self, Error> {
        files::check_output(path, protected, args.force)?;
        let format = if files::is_pipe(path) { ListFormat::Csv } else { list::format_of(path)? };
        let mut table = TableFile::begin(path, format, Self::SHEET, args.force)?;
        table.row(&Self::COLUMNS.map(Field::text))?;
        Ok(ChangesFile(table))
    }

    fn add(&mut self, rows: &[Row]) -> Result<(), Error> {
        rows.iter().try_for_each(|row| self.0.row(row))
    }

    fn finish(self) -> Result<(), Error> {
        self.0.finish()
    }
}

fn row_of_change(report: &Report, change: &Change<'_>, file: &str) -> Row {
    let Change { table, cell, before, now, factor } = change;
    let form = report.statistics.get(&table.id).map(|figures| figures.form.clone());
    vec![
        Field::text(report.organ.clone().unwrap_or_default()),
        report.year.map_or_else(Field::default, |year| Field::number(u32::from(year))),
        Field::text(form.unwrap_or_default()),
        Field::text(&table.name),
        Field::text(format!("{}.{}", table.id, cell.id)),
        Field::text(cell.path()),
        Field::number(*before),
        Field::number(*now),
        factor.map_or_else(Field::default, Field::number),
        Field::text(file),
    ]
}
