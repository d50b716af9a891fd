//! Files in, files out: whole or not at all.

use super::args::WriteArgs;
use super::talk::Talk;
use crate::check::Profile;
use crate::finding::{Error, Value, catalogue, printable, terms};
use crate::form::{Form, Forms};
use crate::format::Format;
use crate::style::Style;
use crate::write::docx::{DocxOptions, Template};
use std::fs;
use std::io::{BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The most bytes a file may have.
const MAX_INPUT: u64 = 512 << 20;

/// A path as it is shown.
pub(super) fn shown(path: &Path) -> String {
    if is_pipe(path) { "-".to_owned() } else { printable(&path.display().to_string()).into_owned() }
}

/// Whether a path means standard input or output.
pub(super) fn is_pipe(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn unreadable(error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => catalogue::convert::file_not_found().into(),
        ErrorKind::IsADirectory => catalogue::convert::is_a_directory().into(),
        _ => catalogue::convert::unreadable_file(in_words(&error)).into(),
    }
}

/// Why a system would not do something, in our own words where it is a usual reason.
fn in_words(error: &std::io::Error) -> Value {
    let known = match error.kind() {
        ErrorKind::PermissionDenied => terms::NO_PERMISSION,
        ErrorKind::NotFound => terms::NO_SUCH_FOLDER,
        ErrorKind::NotADirectory => terms::PATH_THROUGH_FILE,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => terms::DISK_FULL,
        ErrorKind::ReadOnlyFilesystem => terms::DISK_READ_ONLY,
        ErrorKind::InvalidFilename => terms::NAME_NOT_ALLOWED,
        _ => return Value::foreign(error),
    };
    known.into()
}

/// Why a file can't be written into a folder.
fn unwritable(error: &std::io::Error, folder: &Path) -> Error {
    match error.kind() {
        ErrorKind::PermissionDenied => catalogue::convert::folder_not_writable(folder.display().to_string()).into(),
        _ => catalogue::convert::unwritable_file(in_words(error)).into(),
    }
}

/// The bytes of a file, or of standard input.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let name = shown(path);
    let source: Box<dyn Read> = if is_pipe(path) {
        Box::new(std::io::stdin().lock())
    } else {
        if path.is_dir() {
            return Err(Error::from(catalogue::convert::is_a_directory()).in_file(&name));
        }
        Box::new(fs::File::open(path).map_err(|e| unreadable(e).in_file(&name))?)
    };
    let mut bytes = Vec::new();
    source.take(MAX_INPUT + 1).read_to_end(&mut bytes).map_err(|e| unreadable(e).in_file(&name))?;
    if bytes.len() as u64 > MAX_INPUT {
        let finding = catalogue::package::limit_exceeded(
            terms::FILE_MEGABYTES,
            MAX_INPUT >> 20,
            format!("> {}", MAX_INPUT >> 20),
        );
        return Err(Error::from(finding).in_file(&name));
    }
    Ok(bytes)
}

/// The text of a file.
pub(super) fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = read(path)?;
    String::from_utf8(bytes)
        .map_err(|e| Error::from(catalogue::convert::unreadable_file("UTF-8")).caused_by(e).in_file(&shown(path)))
}

/// The format of a file by its extension.
pub(super) fn format_of(path: &Path) -> Result<Format, Error> {
    Format::of_path(path).map_err(|e| e.in_file(&shown(path)))
}

/// The forms nianbao comes with and, where one is given, the user's own.
pub(super) fn forms(extra: Option<&PathBuf>) -> Result<Forms, Error> {
    let forms = Forms::built_in()?;
    match extra {
        None => Ok(forms),
        Some(path) => Ok(forms.with(Form::from_toml(&read_text(path)?).map_err(|e| e.in_file(&shown(path)))?)),
    }
}

/// The decisions on rules in a file; without one, none.
pub(super) fn profile(path: Option<&PathBuf>, forms: &Forms) -> Result<Profile, Error> {
    match path {
        None => Ok(Profile::default()),
        Some(path) => Profile::from_toml(&read_text(path)?, forms).map_err(|e| e.in_file(&shown(path))),
    }
}

/// The style of that name or in that file; without either, the default one.
pub(super) fn style(named: Option<&str>) -> Result<Style, Error> {
    let Some(named) = named else { return Style::gongwen() };
    let path = Path::new(named);
    match is_data_file(named) {
        true => Style::from_toml(&read_text(path)?).map_err(|e| e.in_file(&shown(path))),
        false => Style::built_in(named),
    }
}

/// Whether what may be a name or a file is a file.
pub(super) fn is_data_file(named: &str) -> bool {
    let extension = Path::new(named).extension();
    named.contains(std::path::is_separator) || extension.is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// What Word files go by: the template, where one is given.
pub(super) fn docx_options(write: &WriteArgs, talk: &mut Talk) -> Result<DocxOptions, Error> {
    let Some(path) = &write.reference_doc else { return Ok(DocxOptions::default()) };
    let name = shown(path);
    let bytes = read(path)?;
    let template = Template::read(&bytes).map_err(|e| e.in_file(&name))?;
    talk.findings(&name, template.findings);
    Ok(DocxOptions { template: Some(template.value), ..DocxOptions::default() })
}

/// Refuses an output that exists already or is an input. A pipe or a device is there to be written into.
pub(super) fn check_output(path: &Path, inputs: &[&Path], force: bool) -> Result<(), Error> {
    let (false, Ok(found)) = (is_pipe(path), fs::metadata(path)) else { return Ok(()) };
    let name = shown(path);
    if found.is_dir() {
        return Err(Error::from(catalogue::convert::is_a_directory()).in_file(&name));
    }
    if !found.is_file() {
        return Ok(());
    }
    let real = fs::canonicalize(path).ok();
    if real.is_some() && inputs.iter().any(|input| fs::canonicalize(input).ok() == real) {
        return Err(Error::from(catalogue::convert::output_is_input()).in_file(&name));
    }
    if force { Ok(()) } else { Err(Error::from(catalogue::convert::output_exists()).in_file(&name)) }
}

/// What writing to a path means.
enum Target {
    /// A file of that name, which may be there or not: written whole or not at all.
    File(PathBuf),
    /// A pipe, a device or the like, which is never replaced: written into.
    Stream,
}

/// How many links a path may lead through, as on Linux.
const MOST_LINKS: usize = 40;

/// What a path leads to, through links: a link stays, what it leads to is written.
fn target(path: &Path) -> std::io::Result<Target> {
    let mut at = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&at) {
            Ok(found) if found.file_type().is_symlink() => {
                let leads_to = fs::read_link(&at)?;
                // Such as /dev/stdout: what it leads to may have no path at all.
                let is_stream = fs::metadata(&at).is_ok_and(|found| !found.is_file() && !found.is_dir());
                if is_stream {
                    return Ok(Target::Stream);
                }
                at = at.parent().unwrap_or(Path::new("")).join(leads_to);
            }
            Ok(found) if found.is_file() || found.is_dir() => return Ok(Target::File(at)),
            Ok(_) => return Ok(Target::Stream),
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Target::File(at)),
            Err(e) => return Err(e),
        }
    }
    // The system's own word for a circle of links.
    fs::metadata(path).map(|_| Target::File(at))
}

/// What is written to, piece by piece. A file is there whole or not at all: a temporary file beside it takes its name in the end, and the
/// permissions of the file it replaces. Without `force` a file that came into being meanwhile is not overwritten. What is no file (a pipe, a
/// device) is written into; one whose reader has gone away takes what comes.
pub(super) struct Output {
    name: String,
    folder: PathBuf,
    to: To,
    force: bool,
}

enum To {
    File(BufWriter<tempfile::NamedTempFile>, PathBuf),
    Stream(Box<dyn Write + Send>),
    /// A stream that nobody reads any more.
    Nowhere,
}

impl Output {
    /// Nothing written yet.
    pub(super) fn begin(path: &Path, force: bool) -> Result<Self, Error> {
        let name = shown(path);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let unwritable = |e: std::io::Error| unwritable(&e, folder).in_file(&name);
        let to = if is_pipe(path) {
            To::Stream(Box::new(std::io::stdout()))
        } else {
            match target(path).map_err(unwritable)? {
                Target::Stream => {
                    To::Stream(Box::new(fs::OpenOptions::new().write(true).open(path).map_err(unwritable)?))
                }
                Target::File(file) => To::File(BufWriter::new(temporary(&file, force).map_err(unwritable)?), file),
            }
        };
        Ok(Output { folder: folder.to_owned(), name: name.clone(), to, force })
    }

    /// Writes more.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.write_all(bytes)
            .and_then(|()| if self.is_stream() { self.flush() } else { Ok(()) })
            .map_err(|e| self.failed(&e))
    }

    fn is_stream(&self) -> bool {
        matches!(self.to, To::Stream(_))
    }

    /// Whether nobody reads what is written: there is no use in going on.
    pub(super) fn is_unread(&self) -> bool {
        matches!(self.to, To::Nowhere)
    }

    fn failed(&self, error: &std::io::Error) -> Error {
        unwritable(error, &self.folder).in_file(&self.name)
    }

    /// Puts the file in its place.
    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.flush().map_err(|e| self.failed(&e))?;
        let To::File(file, path) = self.to else { return Ok(()) };
        let place = || -> std::io::Result<()> {
            let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            let placed = if self.force { file.persist(&path) } else { file.persist_noclobber(&path) };
            placed.map(drop).map_err(|e| e.error)
        };
        place().map_err(|e| match e.kind() {
            ErrorKind::AlreadyExists => Error::from(catalogue::convert::output_exists()).in_file(&self.name),
            _ => unwritable(&e, &self.folder).in_file(&self.name),
        })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut self.to {
            To::File(file, _) => file.write(bytes),
            To::Nowhere => Ok(bytes.len()),
            To::Stream(stream) => match stream.write(bytes) {
                Err(e) if e.kind() == ErrorKind::BrokenPipe => {
                    self.to = To::Nowhere;
                    Ok(bytes.len())
                }
                written => written,
            },
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match &mut self.to {
            To::File(file, _) => file.flush(),
            To::Nowhere => Ok(()),
            To::Stream(stream) => match stream.flush() {
                Err(e) if e.kind() == ErrorKind::BrokenPipe => {
                    self.to = To::Nowhere;
                    Ok(())
                }
                flushed => flushed,
            },
        }
    }
}

/// A file beside the one whose place it is to take.
fn temporary(path: &Path, force: bool) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nianbao-");
    #[cfg(unix)]
    {
        // An ordinary file's permissions, less the umask; a temporary file's would be for its owner alone.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    if force && let Ok(replaced) = fs::metadata(path) {
        file.as_file().set_permissions(replaced.permissions())?;
    }
    Ok(file)
}

/// Writes to a path, as [`Output`] does.
pub(super) fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    let mut output = Output::begin(path, force)?;
    output.add(bytes)?;
    output.finish()
}

/// Makes a folder, if it isn't there.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(path).map_err(|e| unwritable(&e, folder).in_file(&shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_folder_takes_no_file_is_said_in_our_own_words() {
        let code = |kind: ErrorKind| {
            let error = unwritable(&std::io::Error::from(kind), Path::new("年报"));
            (error.code(), error.finding().value("folder").map(str::to_owned))
        };
        assert_eq!(code(ErrorKind::PermissionDenied), ("folder-not-writable", Some("年报".to_owned())));
        assert_eq!(code(ErrorKind::StorageFull), ("unwritable-file", None));
    }
}
