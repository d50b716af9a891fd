//! Many inputs: read on all cores, what is made of each taken in their order; what a state file keeps of an earlier run is not made again.

use super::args::{InputArgs, ReadingArgs};
use super::files::{self, shown};
use super::reading::{self, Said};
use super::state::{Kept, State};
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::{Conversion, Options, Source, as_done_on, in_order_on};
use crate::finding::{Error, Finding};
use crate::format::Format;
use crate::report::Report;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Inputs, and how they are read.
pub(super) struct Many<'a> {
    pub(super) inputs: &'a [PathBuf],
    pub(super) from: Option<Format>,
    pub(super) jobs: Option<usize>,
    pub(super) options: &'a Options,
    /// What is done with each.
    pub(super) conversion: Conversion<'a>,
    /// Whether it matters in which order they are taken.
    pub(super) is_ordered: bool,
    /// What is kept of an earlier run, and is to be kept of this one.
    pub(super) state: Option<State>,
}

/// What was made of an input.
pub(super) struct Read<'i, T> {
    pub(super) input: &'i Path,
    /// What was found in it now.
    pub(super) findings: Vec<Finding>,
    /// How many findings of each severity an earlier run found in it, where it was not read again.
    pub(super) recalled: [usize; 3],
    pub(super) made: Result<Vec<T>, Error>,
}

/// What is done on all cores, and what of it is to be kept: by which key, and what.
struct Done<'i, T> {
    read: Read<'i, T>,
    keep: Option<(String, Value)>,
}

impl<'a> Many<'a> {
    pub(super) fn new(inputs: &'a [PathBuf], args: &InputArgs, options: &'a Options) -> Self {
        let conversion = Conversion::new(options);
        Many { inputs, from: None, jobs: args.jobs, options, conversion, is_ordered: true, state: None }
    }

    /// The same, with the state file a user names.
    pub(super) fn resuming(mut self, path: Option<&PathBuf>, reading: &ReadingArgs) -> Result<Self, Error> {
        // Forms are part of what is read: a user's own may have changed.
        let forms = sha256(format!("{:?}", self.options.forms).as_bytes());
        let fingerprint = format!("{reading:?} {:?} {forms}", self.from);
        self.state = path.map(|path| State::open(path, &fingerprint)).transpose()?;
        Ok(self)
    }

    /// Makes something of each input, `make` on all cores, and hands it to `take`, in their order where that matters, until that breaks off.
    ///
    /// # Errors
    /// `unwritable-file` where the state can't be kept.
    pub(super) fn each<T: Kept + Send>(
        &self,
        talk: &RefCell<&mut Talk>,
        make: impl Fn(&Path, Vec<Report>, &[Finding]) -> Vec<T> + Sync,
        mut take: impl FnMut(Read<'a, T>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let work = |index: usize| Some(self.one(self.inputs.get(index)?, &make));
        let say = |count: usize, index: usize| {
            let input = self.inputs.get(index).map(|input| shown(input)).unwrap_or_default();
            talk.borrow_mut().progress(count, self.inputs.len(), &input);
        };
        let (mut unkept, mut taken) = (None, 0);
        let end = |index: usize, done: Option<Done<'a, T>>| {
            let Some(Done { read, keep }) = done else { return ControlFlow::Continue(()) };
            taken += 1;
            if !self.is_ordered {
                say(taken, index);
            }
            let goes_on = take(read);
            if let (Some((key, value)), Some(state)) = (keep, &self.state)
                && let Err(error) = state.keep(&key, value)
            {
                unkept = Some(error);
                return ControlFlow::Break(());
            }
            goes_on
        };
        match self.is_ordered {
            true => in_order_on(self.jobs, self.inputs.len(), work, |index| say(index + 1, index), end),
            false => as_done_on(self.jobs, self.inputs.len(), work, end),
        }
        unkept.map_or(Ok(()), Err)
    }

    fn one<T: Kept>(&self, input: &'a Path, make: impl Fn(&Path, Vec<Report>, &[Finding]) -> Vec<T>) -> Done<'a, T> {
        let failed =
            |findings, error| Done { read: Read { input, findings, recalled: [0; 3], made: Err(error) }, keep: None };
        let source = match reading::source(input, self.from) {
            Ok(source) => source,
            Err(error) => return failed(Vec::new(), error),
        };
        let key = self.state.as_ref().map(|_| key_of(&source));
        let recalled = self.state.as_ref().zip(key.as_ref()).and_then(|(state, key)| state.recall(key));
        if let Some((made, recalled)) = recalled.and_then(|kept| self.recalled(&kept, input)) {
            return Done { read: Read { input, findings: Vec::new(), recalled, made: Ok(made) }, keep: None };
        }
        let mut said = Said::default();
        let stated = self.conversion.reports(&source, &mut said);
        let findings: Vec<Finding> = said.all().collect();
        let made = match stated {
            Ok(stated) => make(input, stated.into_reports(), &findings),
            Err(error) => return failed(findings, error),
        };
        let keep = key.map(|key| {
            let mut counts = [0usize; 3];
            for finding in &findings {
                if let Some(count) = counts.get_mut(finding.severity() as usize) {
                    *count += 1;
                }
            }
            let made: Vec<Value> = made.iter().map(|made| made.to_value(&self.options.forms)).collect();
            (key, json!({ "counts": counts, "made": made }))
        });
        Done { read: Read { input, findings, recalled: [0; 3], made: Ok(made) }, keep }
    }

    /// What an earlier run made of an input; `None` where it can't be told.
    fn recalled<T: Kept>(&self, kept: &Value, input: &Path) -> Option<(Vec<T>, [usize; 3])> {
        let counts: [usize; 3] = serde_json::from_value(kept.get("counts")?.clone()).ok()?;
        let made = kept.get("made")?.as_array()?;
        let made =
            made.iter().map(|value| T::of_value(value, &shown(input), &self.options.forms)).collect::<Option<_>>()?;
        Some((made, counts))
    }
}

/// Says what was found in an input; what was made of it, or why nothing was.
#[allow(clippy::type_complexity)]
pub(super) fn say<'i, T>(
    read: Read<'i, T>,
    talk: &mut Talk,
) -> Result<(&'i Path, Vec<T>), (&'i Path, Vec<Finding>, Error)> {
    let Read { input, findings, recalled, made } = read;
    talk.recall(recalled);
    match made {
        Ok(made) => {
            talk.findings(&shown(input), findings);
            Ok((input, made))
        }
        Err(error) => {
            let error = error.in_file(&shown(input));
            talk.findings(&shown(input), findings.clone());
            talk.error(&error);
            Err((input, findings, error))
        }
    }
}

/// Ends a run that wrote one file from many inputs, of which so many could not be read.
pub(super) fn end(output: &Path, total: usize, failed: usize, talk: &mut Talk) -> Outcome {
    if !files::is_pipe(output) {
        talk.wrote(&shown(output));
    }
    let outcome = talk.close();
    talk.files(total, failed, 0);
    if failed > 0 { Outcome::Failed } else { outcome }
}

/// What a source is known again by: its bytes and what they are taken for.
fn key_of(source: &Source) -> String {
    format!("{} {}", sha256(source.bytes()), source.format().entry().name)
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
