//! What a run leaves behind: data on standard output, talk on standard error, an exit code.

use crate::finding::{Error, Value, catalogue};
use std::io::Write;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// Done.
    Done,
    /// Done, but some finding is an error.
    Doubtful,
    /// Done; what was compared differs.
    Different,
    /// Not done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Doubtful | Outcome::Different => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Prints data to standard output; a reader that has gone away (`| head`) is no failure.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<Outcome, Error> {
    let mut buffer = Vec::new();
    let written = write(&mut buffer).and_then(|()| {
        let mut out = std::io::stdout().lock();
        out.write_all(&buffer)?;
        out.flush()
    });
    match written {
        Ok(()) => Ok(Outcome::Done),
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Ok(Outcome::Done),
        Err(e) => Err(catalogue::convert::unwritable_file(Value::foreign(e)).into()),
    }
}

/// Says a line on standard error.
pub(super) fn say(line: &str) {
    // Nowhere to say that nothing can be said.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
