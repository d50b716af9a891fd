//! `fix`.

use super::args::FixArgs;
use super::beside;
use super::files::{self, shown};
use super::reading::{self, Said};
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::{Options, fix as fix_source, fixes};
use crate::finding::Error;
use crate::fix::Change;

/// Lists what can be corrected, or corrects it in a copy of the file.
pub(super) fn fix(args: &FixArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let forms = files::forms(args.form.as_ref())?;
    let options = Options { forms, ..Options::built_in()? };
    if let Some(output) = &args.output {
        beside::check_copy(&args.input, output)?;
        files::check_output(output, &[&args.input], args.force)?;
    }
    let source = reading::source(&args.input, args.from)?;
    // What else there is to say of the file is for `convert` and `check`.
    let changes = fixes(&source, &options, &mut Said::default())?;
    let Some(output) = &args.output else {
        talk.findings(&shown(&args.input), changes.iter().map(Change::proposed).collect());
        return Ok(talk.close());
    };
    let fixed = fix_source(&source, &changes, talk.language(), &options)?;
    talk.findings(&shown(&args.input), fixed.findings);
    files::write(output, &fixed.value, args.force)?;
    talk.wrote(&shown(output));
    Ok(talk.close())
}
