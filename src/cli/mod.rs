//! The command line: arguments → options, files in and out, findings shown.
//!
//! The only place that prints or touches files, terminal or environment (font files aside, which `font::library` reads). Standard output carries data, standard error talk.
//! Exit codes: 0 done; 1 done, but among the findings are errors (a figure that can't be trusted), of `check` also warnings; 2 not
//! done. Of `diff`: 0 no differences, 1 differences, 2 not done.

mod args;
mod beside;
mod check;
mod convert;
mod dictionary;
mod diff;
mod files;
mod fix;
mod fonts;
mod inform;
mod inputs;
mod junit;
mod lines;
mod list;
mod manual;
mod many;
mod merge;
mod new;
mod publish;
mod reading;
#[cfg(feature = "server")]
mod serve;
mod show;
#[cfg(feature = "server")]
mod start;
mod state;
mod streams;
mod table;
mod talk;
mod wrap;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;
use streams::{Outcome, print};
use talk::Talk;

/// A damaged workbook may make calamine, which reads it a second time, panic, a damaged list the library for Parquet. That is caught and
/// said in a finding; the program's own panics are printed as ever.
fn silence_what_is_caught() {
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_caught = |file: &str| ["/calamine-", "/parquet-"].iter().any(|library| file.contains(library));
        if !panic.location().is_some_and(|at| is_caught(&at.file().replace('\\', "/"))) {
            shown(panic);
        }
    }));
}

/// What the command line understands, for those who make manual pages of it.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    silence_what_is_caught();
    #[cfg(feature = "server")]
    let cli = Cli::parse_from(start::arguments());
    #[cfg(not(feature = "server"))]
    let cli = Cli::parse();
    let mut talk = Talk::new(cli.lang, cli.messages, cli.quiet);
    let outcome = match cli.command {
        Command::Convert(args) => convert::convert(&args, &mut talk),
        Command::New(args) => new::new(&args, &mut talk),
        Command::Publish(args) => publish::publish(&args, &mut talk),
        Command::Check(args) => check::check(&args, &mut talk),
        Command::List(args) => list::list(&args, &mut talk),
        Command::Merge(args) => merge::merge(&args, &mut talk),
        Command::Fix(args) => fix::fix(&args, &mut talk),
        Command::Show(args) => show::show(&args, &mut talk),
        Command::Diff(args) => diff::diff(&args, &mut talk),
        #[cfg(feature = "server")]
        Command::Desk(args) => serve::desk(&args, cli.lang),
        #[cfg(feature = "server")]
        Command::Serve(args) => serve::serve(&args, cli.lang),
        Command::Schema(args) => inform::schema(&args),
        Command::Forms(args) => inform::forms(&args),
        Command::Styles => inform::styles(),
        Command::Fonts(args) => fonts::fonts(&args, &mut talk),
        Command::Licenses => inform::licenses(),
        Command::Explain(args) => inform::explain(&args, cli.lang.into()),
        Command::Completions(args) => print(|out| {
            clap_complete::generate(args.shell, &mut Cli::command(), "nianbao", out);
            Ok(())
        }),
        Command::Help(args) => manual::help(&args, cli.lang.into()),
    };
    let outcome = outcome.unwrap_or_else(|error| {
        talk.error(&error);
        Outcome::Failed
    });
    talk.finish(outcome);
    outcome.into()
}
