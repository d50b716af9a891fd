//! What the inputs of a command line name: files, whole folders, patterns that no shell has filled in.

use super::args::InputArgs;
use super::files::{self, is_pipe, shown};
use crate::finding::{Error, Value, catalogue, terms};
use crate::format::{Format, FormatEntry};
use std::fs;
use std::path::{Path, PathBuf};

/// The files that a command line names, and those whose paths a file of paths lists.
///
/// # Errors
/// As [`files`]; `usage` where standard input is wanted twice; `unreadable-file` for paths that can't be read.
pub(super) fn named(args: &InputArgs) -> Result<Vec<PathBuf>, Error> {
    let Some(list) = &args.paths_from else { return files(&args.files) };
    let listed = paths_in(&files::read(list)?);
    if is_pipe(list) && args.files.iter().chain(&listed).any(|path| is_pipe(path)) {
        return Err(catalogue::convert::usage(terms::STDIN_TWICE).into());
    }
    let inputs: Vec<PathBuf> = args.files.iter().cloned().chain(listed).collect();
    match inputs.is_empty() {
        true => Err(Error::from(catalogue::convert::nothing_to_read()).in_file(&shown(list))),
        false => files(&inputs),
    }
}

/// The paths of a list: set apart by NUL where it has any, else one a line.
fn paths_in(list: &[u8]) -> Vec<PathBuf> {
    let list = list.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(list);
    let separator = if list.contains(&0) { 0 } else { b'\n' };
    let paths = list.split(|byte| *byte == separator);
    let paths = paths.map(|path| if separator == 0 { path } else { path.strip_suffix(b"\r").unwrap_or(path) });
    paths.filter(|path| !path.is_empty()).map(path_of).collect()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The files that the inputs name, each in its place: of a folder those that can be read, by name; of a pattern (`*.docx`, which
/// the Windows shell hands on as it is) those that fit.
///
/// # Errors
/// `nothing-to-read` for a folder or a pattern without such a file; `unreadable-file` for a folder that can't be listed.
pub(super) fn files(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::with_capacity(inputs.len());
    for input in inputs {
        let found = if is_pipe(input) {
            None
        } else if input.is_dir() {
            Some(listed(input, FormatEntry::is_gathered, &mut |_| true)?)
        } else if !input.exists()
            && let Some(pattern) = input.file_name().and_then(|name| name.to_str()).filter(|name| is_pattern(name))
        {
            let folder = input.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(listed(folder, FormatEntry::is_read, &mut |name| fits(name, pattern))?)
        } else {
            None
        };
        match found {
            None => files.push(input.clone()),
            Some(found) if found.is_empty() => {
                return Err(Error::from(catalogue::convert::nothing_to_read()).in_file(&shown(input)));
            }
            Some(found) => files.extend(found),
        }
    }
    Ok(files)
}

/// The files of a folder that can be read and are wanted, by name. What a program keeps beside an open file (`~$年报.docx`) and
/// hidden files are none.
fn listed(
    folder: &Path,
    can_be: fn(&FormatEntry) -> bool,
    wanted: &mut dyn FnMut(&str) -> bool,
) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |e| Error::from(catalogue::convert::unreadable_file(Value::foreign(e))).in_file(&shown(folder));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let is_kept_beside = name.starts_with("~$") || name.starts_with('.');
        if !is_kept_beside && wanted(name) && format_of(&path).is_some_and(can_be) && path.is_file() {
            // As the user would have typed it: without a `./` nobody wrote.
            files.push(if folder == Path::new(".") { PathBuf::from(name) } else { path });
        }
    }
    files.sort();
    Ok(files)
}

fn format_of(path: &Path) -> Option<&'static FormatEntry> {
    path.extension().and_then(|extension| extension.to_str()).and_then(Format::by_extension).map(Format::entry)
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}

/// Whether a name fits a pattern: `*` is any run of characters, `?` any one. Capitals count as on the command line of Unix.
fn fits(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) = (name.chars().collect(), pattern.chars().collect());
    let (mut at, mut in_pattern) = (0, 0);
    // Where the last `*` stands, and up to where it has swallowed the name.
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = name.get(at) {
        match pattern.get(in_pattern) {
            Some('*') => {
                star = Some((in_pattern, at));
                in_pattern += 1;
            }
            Some(p) if *p == '?' || p == c => {
                at += 1;
                in_pattern += 1;
            }
            _ => {
                let Some((place, swallowed)) = star else { return false };
                star = Some((place, swallowed + 1));
                at = swallowed + 1;
                in_pattern = place + 1;
            }
        }
    }
    pattern.iter().skip(in_pattern).all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_a_shell() {
        for (name, pattern, fit) in [
            ("年报.docx", "*.docx", true),
            ("年报.docx", "年?.docx", true),
            ("年报.docx", "*报*", true),
            ("年报.docx", "年.docx", false),
            ("年报.docx.bak", "*.docx", false),
            ("aab", "*ab", true),
            ("", "*", true),
            ("a", "", false),
        ] {
            assert_eq!(fits(name, pattern), fit, "{name} {pattern}");
        }
        assert!(!fits(&"a".repeat(5000), &format!("{}b", "*a".repeat(2000))), "and not in exponential time");
    }

    #[test]
    fn paths_are_lines_or_set_apart_by_nul() {
        let paths = |list: &[u8]| -> Vec<String> {
            paths_in(list).into_iter().map(|path| path.to_str().unwrap().to_owned()).collect()
        };
        assert_eq!(paths("\u{feff}甲 一.docx\r\n\n乙.pdf\n".as_bytes()), ["甲 一.docx", "乙.pdf"]);
        assert_eq!(paths("甲\n一.docx\0乙.pdf\0".as_bytes()), ["甲\n一.docx", "乙.pdf"]);
        assert_eq!(paths(b""), [""; 0]);
    }

    #[test]
    fn folders_and_patterns_name_the_files_that_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["乙.docx", "甲.docx", "~$甲.docx", ".隐.docx", "说明.txt", "表.XLSX", "页.png"] {
            fs::write(folder.path().join(name), b"").unwrap();
        }
        fs::create_dir(folder.path().join("内.docx")).unwrap();
        let named = |input: PathBuf| {
            files(&[input]).map(|files| {
                let names = files.iter().map(|file| file.file_name().unwrap().to_str().unwrap().to_owned());
                names.collect::<Vec<_>>()
            })
        };
        assert_eq!(named(folder.path().to_owned()).unwrap(), ["乙.docx", "甲.docx", "表.XLSX"]);
        assert_eq!(named(folder.path().join("*.docx")).unwrap(), ["乙.docx", "甲.docx"]);
        assert_eq!(named(folder.path().join("*.txt")).unwrap(), ["说明.txt"], "asked for");
        assert_eq!(named(folder.path().join("无.docx")).unwrap(), ["无.docx"], "to be told of as not there");
        assert_eq!(named(folder.path().join("无*")).unwrap_err().code(), "nothing-to-read");
        assert_eq!(named(folder.path().join("内.docx")).unwrap_err().code(), "nothing-to-read");
    }
}
