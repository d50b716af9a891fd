//! The report on the desk: what it was read from, what was changed in it, one version after the other.
//!
//! All in memory: it is gone when the program ends.

use super::tie::Tie;
use crate::check::{Carried, carried};
use crate::convert::{Against, Conversion, Options, Source};
use crate::document::Date;
use crate::finding::{Error, Finding, catalogue};
use crate::format::Format;
use crate::report::{Count, DateText, Report, Signature, save};
use crate::serve::refusal::Refusal;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many versions are kept to go back to; pictures are shared by them.
const MOST_VERSIONS: usize = 200;

/// The most characters typed into a cell or a field.
const LONGEST_TEXT: usize = 200;

/// The report on the desk.
#[derive(Debug)]
pub(super) struct Work {
    /// What was opened.
    pub(super) draft: Arc<Source>,
    versions: Vec<Arc<Version>>,
    at: usize,
    /// The version that was opened.
    opened: Arc<Version>,
    /// The version that is no loss: the one that was opened, or the one downloaded last.
    kept: Arc<Version>,
}

/// A version of it.
#[derive(Debug)]
pub(super) struct Version {
    /// Which one: no other has had this number since the program began.
    pub(super) revision: u64,
    pub(super) report: Report,
    /// Last year's reports, where they were given.
    pub(super) last_year: Option<Arc<[Report]>>,
    /// What was said while it was read, as far as what it is about has not been changed since.
    pub(super) read: Vec<Finding>,
    /// What a reviewer says of it.
    pub(super) reviewed: Vec<Finding>,
    /// Which findings are about which cells.
    pub(super) tie: Tie,
}

/// What a review said step by step: the last step is the review itself.
#[derive(Default)]
struct Steps(Vec<Vec<Finding>>);

impl Extend<Finding> for Steps {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, step: I) {
        self.0.push(step.into_iter().collect());
    }
}

/// The one report a source states, what was said on the way to it, and what a reviewer says of it.
pub(super) fn reviewed(
    conversion: &Conversion<'_>,
    source: &Source,
    last_year: Option<&[Report]>,
) -> Result<(Report, Vec<Finding>, Vec<Finding>), Refusal> {
    let mut steps = Steps::default();
    let stated = conversion.review(source, Against { last_year, units: None }, &mut steps)?;
    let report = stated.into_only().map_err(|error: Error| error.in_file(source.name()))?;
    let reviewed = steps.0.pop().unwrap_or_default();
    Ok((report, steps.0.concat(), reviewed))
}

impl Work {
    /// The work on a draft, with the figures of tables where they are given.
    ///
    /// # Errors
    /// Whatever the reader can't go on from; `several-reports` of a list of units.
    pub(super) fn begin(
        conversion: &Conversion<'_>,
        draft: Source,
        (last_year, of_last_year): (Option<Vec<Report>>, Vec<Finding>),
        mut said: Vec<Finding>,
        revision: u64,
    ) -> Result<Self, Refusal> {
        let (report, read, reviewed) = reviewed(conversion, &draft, last_year.as_deref())?;
        let tie = Tie::of(&report, draft.name(), files(&of_last_year));
        said.extend(of_last_year);
        said.extend(read);
        let last_year = last_year.map(Arc::from);
        let opened = Arc::new(Version { revision, report, last_year, read: said, reviewed, tie });
        let (kept, versions) = (Arc::clone(&opened), vec![Arc::clone(&opened)]);
        Ok(Work { draft: Arc::new(draft), versions, at: 0, opened, kept })
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        self.draft.name()
    }

    /// The draft, where a version says what it says and no more.
    pub(super) fn draft_of(&self, version: &Version) -> Option<Arc<Source>> {
        (version.report == self.opened.report).then(|| Arc::clone(&self.draft))
    }

    /// The version that is seen.
    pub(super) fn current(&self) -> Option<&Arc<Version>> {
        self.versions.get(self.at)
    }

    /// Goes on with a version; those that were gone back from are no more.
    pub(super) fn push(&mut self, version: Version) {
        self.versions.truncate(self.at + 1);
        if self.versions.len() >= MOST_VERSIONS {
            self.versions.remove(0);
        }
        self.versions.push(Arc::new(version));
        self.at = self.versions.len() - 1;
    }

    /// Whether what is seen is neither what was opened nor what was downloaded last.
    pub(super) fn has_changes(&self) -> bool {
        self.current().is_some_and(|version| version.report != self.kept.report)
    }

    /// What was downloaded is no loss.
    pub(super) fn keep(&mut self, revision: u64) {
        if let Some(version) = self.versions.iter().find(|version| version.revision == revision) {
            self.kept = Arc::clone(version);
        }
    }

    pub(super) fn can_undo(&self) -> bool {
        self.at > 0
    }

    pub(super) fn can_redo(&self) -> bool {
        self.at + 1 < self.versions.len()
    }

    /// Goes to the version before, or the next one; stays where there is none.
    pub(super) fn step(&mut self, step: Step) {
        match step {
            Step::Undo if self.can_undo() => self.at -= 1,
            Step::Redo if self.can_redo() => self.at += 1,
            _ => {}
        }
    }
}

/// Back or forth among versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Undo,
    Redo,
}

/// What is changed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) enum Edit {
    /// The text of a figure's cell, by the form's id for it.
    Cell { id: String, text: String },
    /// The name of the body.
    Organ(String),
    /// The year reported on.
    Year(u16),
    /// The date of publication, as in ISO 8601.
    Date(String),
    /// The figures that stand in last year's report already, where they are blank.
    Carried,
}

/// What is wrong with an edit, if anything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unfit(pub(super) &'static str);

impl Edit {
    /// A report changed so.
    pub(super) fn apply(
        &self,
        report: &Report,
        last_year: Option<&[Report]>,
        options: &Options,
    ) -> Result<Report, Unfit> {
        let mut changed = report.clone();
        match self {
            Edit::Cell { id, text } => set_cell(&mut changed, id, fit(text)?, options)?,
            Edit::Organ(text) => {
                let organ = fit(text)?.trim();
                if organ.is_empty() {
                    return Err(Unfit("organ"));
                }
                changed.organ = Some(organ.to_owned());
                let signature = changed.signature.get_or_insert_with(Signature::default);
                signature.organ.get_or_insert_with(|| organ.to_owned());
            }
            Edit::Year(year) if (1900..=2999).contains(year) => changed.year = Some(*year),
            Edit::Year(_) => return Err(Unfit("year")),
            Edit::Date(text) => {
                let date = Date::from_iso(fit(text)?.trim()).ok_or(Unfit("date"))?;
                changed.published = Some(date);
                changed.signature.get_or_insert_with(Signature::default).date = Some(DateText::of(date));
            }
            Edit::Carried => {
                for Carried { table, cell, count } in carried(report, last_year, &options.forms) {
                    if let Some(count) = count {
                        set_cell(&mut changed, &format!("{}.{}", table.id, cell.id), &count.raw, options)?;
                    }
                }
            }
        }
        if changed.title.is_none()
            && let (Some(organ), Some(year)) = (&changed.organ, changed.year)
        {
            let form = changed.form.as_deref().and_then(|form| options.forms.get(form));
            changed.title = form.or_else(|| options.forms.for_year(year)).map(|form| form.title(organ, year));
        }
        Ok(changed)
    }
}

impl Edit {
    /// Whether a finding was about what is changed, and says nothing any more.
    fn settles(&self, finding: &Finding, tie: &Tie, reports: (&Report, &Report)) -> bool {
        use catalogue::recognize;
        match self {
            Edit::Cell { .. } | Edit::Carried => {
                let (before, after) = reports;
                let text = |report: &Report, id: &str| {
                    let (table, cell) = id.split_once('.')?;
                    Some(report.statistics.get(table)?.cells.get(cell)?.raw.clone())
                };
                matches!(tie.cells(finding).as_slice(), [only] if text(before, only) != text(after, only))
            }
            Edit::Organ(_) => finding.is_any(&[
                recognize::ORGAN_MISSING,
                recognize::ORGAN_UNCLEAR,
                recognize::SIGN_OFF_MISSING,
                recognize::SIGN_OFF_WITHOUT_ORGAN,
                recognize::TITLE_MISSING,
            ]),
            Edit::Year(_) => {
                finding.is_any(&[recognize::YEAR_MISSING, recognize::YEAR_UNCLEAR, recognize::TITLE_MISSING])
            }
            Edit::Date(_) => finding.is_any(&[recognize::SIGN_OFF_MISSING, recognize::SIGN_OFF_WITHOUT_DATE]),
        }
    }
}

fn fit(text: &str) -> Result<&str, Unfit> {
    match text.chars().count() > LONGEST_TEXT {
        true => Err(Unfit("text")),
        false => Ok(text),
    }
}

fn set_cell(report: &mut Report, id: &str, text: &str, options: &Options) -> Result<(), Unfit> {
    let unknown = Unfit("cell");
    let (table, cell) = id.split_once('.').ok_or(unknown)?;
    let figures = report.statistics.get_mut(table).ok_or(unknown)?;
    let form = options.forms.get(&figures.form).and_then(|form| form.table(table)).ok_or(unknown)?;
    let data = form.data_cell(cell).ok_or(unknown)?;
    let (count, _) = Count::read(text, data);
    if figures.cells.insert(cell.to_owned(), count).is_none() {
        // A figure that was not there stands where the form has it.
        let place = |id: &str| form.data_cells().position(|cell| cell.id == id).unwrap_or(usize::MAX);
        figures.cells.sort_by(|a, _, b, _| place(a).cmp(&place(b)));
    }
    Ok(())
}

/// The version that an edit makes of another.
///
/// # Errors
/// As the review of the changed report.
pub(super) fn edited(
    before: &Version,
    (edit, report): (&Edit, Report),
    name: &str,
    options: &Options,
    revision: u64,
) -> Result<Version, Refusal> {
    let last_year = before.last_year.clone();
    if report == before.report {
        let (read, reviewed, tie) = (before.read.clone(), before.reviewed.clone(), before.tie.clone());
        return Ok(Version { revision, report, last_year, read, reviewed, tie });
    }
    let stands = |finding: &&Finding| !edit.settles(finding, &before.tie, (&before.report, &report));
    let read = before.read.iter().filter(stands).cloned().collect();
    reviewed_anew(before, (report, read), (last_year, before.tie.others().clone()), name, options, revision)
}

/// The same report held against these of last year, with what is said of them.
///
/// # Errors
/// As the review of the report.
pub(super) fn held_against_last_year(
    before: &Version,
    (last_year, said): (Vec<Report>, Vec<Finding>),
    name: &str,
    options: &Options,
    revision: u64,
) -> Result<Version, Refusal> {
    // What was said of another that it was held against is of no concern any more.
    let stands = |finding: &&Finding| !before.tie.is_of_another(finding);
    let others = files(&said);
    let read = before.read.iter().filter(stands).cloned().chain(said).collect();
    reviewed_anew(before, (before.report.clone(), read), (Some(last_year.into()), others), name, options, revision)
}

/// The files that some findings are of.
fn files(said: &[Finding]) -> BTreeSet<String> {
    said.iter().filter_map(|finding| finding.location().file.clone()).collect()
}

/// A version that follows another, with what a reviewer says of it.
fn reviewed_anew(
    before: &Version,
    (report, read): (Report, Vec<Finding>),
    (last_year, others): (Option<Arc<[Report]>>, BTreeSet<String>),
    name: &str,
    options: &Options,
    revision: u64,
) -> Result<Version, Refusal> {
    let source = canonical(&report, name, options);
    let (_, _, mut reviewed) = reviewed(&Conversion::new(options), &source, last_year.as_deref())?;
    let tie = Tie::of(&report, name, others);
    // Of figures of the canonical form a reviewer says what the reader said of the draft's.
    let said: BTreeSet<(&str, Vec<String>)> = read.iter().map(|finding| (finding.code(), tie.cells(finding))).collect();
    reviewed.retain(|finding| {
        let cells = tie.cells(finding);
        cells.is_empty() || !said.contains(&(finding.code(), cells))
    });
    // The canonical form has no places of the draft: what was said before in the same words stands where it stood.
    for finding in &mut reviewed {
        let is_same = |before: &&Finding| {
            before.code() == finding.code()
                && before.values() == finding.values()
                && before.remarks() == finding.remarks()
                && before.severity() == finding.severity()
        };
        if let Some(before) = before.reviewed.iter().find(is_same) {
            *finding = before.clone();
        }
    }
    Ok(Version { revision, report, last_year, read, reviewed, tie })
}

/// A report in its canonical form, under a name.
pub(super) fn canonical(report: &Report, name: &str, options: &Options) -> Source {
    Source::new(name, save(report, &options.forms).into_bytes(), Format::CANONICAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(options: &Options) -> Work {
        let form = options.forms.get("2021").unwrap();
        let source = canonical(&Report::blank(form, "清河市民政局", 2025), "年报.json", options);
        Work::begin(&Conversion::new(options), source, (None, Vec::new()), Vec::new(), 1).unwrap()
    }

    fn edit(work: &mut Work, edit: Edit, options: &Options) {
        let before = Arc::clone(work.current().unwrap());
        let report = edit.apply(&before.report, None, options).unwrap();
        let made = edited(&before, (&edit, report), work.name(), options, before.revision + 1).unwrap();
        work.push(made);
    }

    fn text<'w>(work: &'w Work, table: &str, cell: &str) -> &'w str {
        &work.current().unwrap().report.statistics[table].cells[cell].raw
    }

    #[test]
    fn what_is_changed_can_be_undone_and_done_again_until_something_else_is_changed() {
        let options = Options::built_in().unwrap();
        let mut work = work(&options);
        let cell = |text: &str| Edit::Cell { id: "disclosure.licences".into(), text: text.into() };
        edit(&mut work, cell("3"), &options);
        edit(&mut work, cell("4"), &options);
        work.step(Step::Undo);
        assert_eq!((text(&work, "disclosure", "licences"), work.can_redo()), ("3", true));
        work.step(Step::Redo);
        assert_eq!((text(&work, "disclosure", "licences"), work.can_redo()), ("4", false));
        work.step(Step::Undo);
        edit(&mut work, cell("5"), &options);
        assert!(!work.can_redo());
        work.step(Step::Undo);
        work.step(Step::Undo);
        work.step(Step::Undo);
        assert_eq!((text(&work, "disclosure", "licences"), work.can_undo()), ("", false));
    }

    #[test]
    fn a_figure_is_read_as_the_form_asks_and_what_is_none_is_kept_as_text() {
        let options = Options::built_in().unwrap();
        let mut work = work(&options);
        for (typed, value) in [("12", true), ("１２", true), ("无", false), ("-1", false), ("1.5", false)] {
            edit(&mut work, Edit::Cell { id: "disclosure.licences".into(), text: typed.into() }, &options);
            let report = &work.current().unwrap().report;
            let count = &report.statistics["disclosure"].cells["licences"];
            assert_eq!((count.raw.as_str(), count.value.is_some()), (typed, value));
        }
        let blank = &work.current().unwrap().report;
        for id in ["disclosure", "disclosure.none", "none.licences", ""] {
            let edit = Edit::Cell { id: id.into(), text: "1".into() };
            assert_eq!(edit.apply(blank, None, &options), Err(Unfit("cell")), "{id}");
        }
        let long = Edit::Cell { id: "disclosure.licences".into(), text: "1".repeat(201) };
        assert_eq!(long.apply(blank, None, &options), Err(Unfit("text")));
    }

    #[test]
    fn what_a_report_lacks_is_put_where_it_is_printed() {
        let options = Options::built_in().unwrap();
        let bare = Report { form: Some("2021".into()), ..Report::default() };
        let named = Edit::Organ(" 清河市民政局 ".into()).apply(&bare, None, &options).unwrap();
        assert_eq!(named.signature.as_ref().unwrap().organ.as_deref(), Some("清河市民政局"));
        let dated = Edit::Date("2026-01-20".into()).apply(&named, None, &options).unwrap();
        assert_eq!(dated.signature.as_ref().unwrap().date.as_ref().unwrap().raw, "2026年1月20日");
        let full = Edit::Year(2025).apply(&dated, None, &options).unwrap();
        assert_eq!(full.title.as_deref(), Some("清河市民政局2025年政府信息公开工作年度报告"));
        assert_eq!(Edit::Date("2026-02-30".into()).apply(&bare, None, &options), Err(Unfit("date")));
        assert_eq!(Edit::Year(99).apply(&bare, None, &options), Err(Unfit("year")));
        assert_eq!(Edit::Organ(" ".into()).apply(&bare, None, &options), Err(Unfit("organ")));
    }

    #[test]
    fn no_more_versions_are_kept_than_may() {
        let options = Options::built_in().unwrap();
        let mut work = work(&options);
        for revision in 2..(MOST_VERSIONS as u64 + 10) {
            let before = work.current().unwrap();
            let (report, tie) = (before.report.clone(), before.tie.clone());
            work.push(Version { revision, report, last_year: None, read: Vec::new(), reviewed: Vec::new(), tie });
        }
        assert_eq!((work.versions.len(), work.current().unwrap().revision), (MOST_VERSIONS, MOST_VERSIONS as u64 + 9));
    }
}
