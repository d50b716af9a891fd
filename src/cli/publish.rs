//! `publish`.

use super::args::PublishArgs;
use super::convert::options;
use super::files::{self, shown};
use super::inputs;
use super::reading::{self, Said};
use super::streams::Outcome;
use super::talk::Talk;
use crate::convert::published_names;
use crate::finding::Error;
use std::path::{Path, PathBuf};

/// Writes every format from one reading, and a manifest of their sums.
pub(super) fn publish(args: &PublishArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let mut options = options(&args.read, &args.write, Default::default(), talk)?;
    options.style.charts.show |= args.charts.show;
    let of_last_year = args.last_year.as_ref().map(|path| inputs::files(std::slice::from_ref(path))).transpose()?;
    if let Some(paths) = &of_last_year {
        options.write.last_year = reading::reports(paths, &options, talk)?;
    }
    let mut protected: Vec<&Path> = vec![&args.input];
    protected.extend(of_last_year.iter().flatten().map(PathBuf::as_path));
    protected.extend(args.read.tables.as_deref());
    protected.extend(args.write.reference_doc.as_deref());
    for name in published_names(&reading::name(&args.input)) {
        files::check_output(&args.out_dir.join(name), &protected, args.write.force)?;
    }
    let tables = reading::tables(&args.read, &options, talk)?;
    let source = reading::source(&args.input, args.read.from)?;
    let mut said = Said::default();
    let made = reading::conversion(&args.read, &options, tables.as_ref()).publish(&source, &mut said);
    said.aloud(&args.input, talk);
    let made = made?;
    files::make_folder(&args.out_dir)?;
    for file in &made {
        let path = args.out_dir.join(&file.name);
        files::write(&path, &file.bytes, args.write.force)?;
        talk.wrote(&shown(&path));
    }
    Ok(talk.close())
}
