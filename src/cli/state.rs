//! The state file of `--resume`: what was made of each input, by the hash of its bytes, so that it need not be read again.
//!
//! A line of JSON for each, behind a first one that says by what it was made: another version of the program, or other options, make it
//! anew. A line that an interruption left unfinished is dropped.

use super::files::shown;
use crate::finding::{Error, Value as Said, catalogue};
use crate::form::Forms;
use crate::list::Entry;
use crate::report::{load, save};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// What can be kept as JSON.
pub(super) trait Kept: Sized {
    fn to_value(&self, forms: &Forms) -> Value;

    /// The same again, of a file of that name; `None` where the value is none of these.
    fn of_value(value: &Value, source: &str, forms: &Forms) -> Option<Self>;
}

impl Kept for Entry {
    fn to_value(&self, forms: &Forms) -> Value {
        json!({ "report": save(&self.report, forms), "said": self.said })
    }

    fn of_value(value: &Value, source: &str, forms: &Forms) -> Option<Self> {
        let report = load(value.get("report")?.as_str()?, forms).ok()?;
        let said = serde_json::from_value(value.get("said")?.clone()).ok()?;
        Some(Entry { report, source: source.to_owned(), said })
    }
}

/// A state file.
pub(super) struct State {
    name: String,
    file: Mutex<File>,
    lines: Lines,
}

/// By key where its line begins and how long it is.
type Lines = HashMap<String, (u64, usize)>;

impl State {
    /// The state in that file, which is made where it is not there, and made anew where it was made by another version or otherwise.
    pub(super) fn open(path: &Path, fingerprint: &str) -> Result<Self, Error> {
        let name = shown(path);
        open(path, fingerprint)
            .map(|(file, lines)| State { name: name.clone(), file: Mutex::new(file), lines })
            .map_err(|e| unwritable(&e).in_file(&name))
    }

    /// What is kept under a key.
    pub(super) fn recall(&self, key: &str) -> Option<Value> {
        let (start, length) = *self.lines.get(key)?;
        let mut bytes = vec![0; length];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(start)).ok()?;
            file.read_exact(&mut bytes).ok()?;
        }
        serde_json::from_slice::<Value>(&bytes).ok()?.get_mut("kept").map(Value::take)
    }

    /// Keeps a value under a key.
    pub(super) fn keep(&self, key: &str, value: Value) -> Result<(), Error> {
        let line = format!("{}\n", json!({ "key": key, "kept": value }));
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.seek(SeekFrom::End(0)).and_then(|_| file.write_all(line.as_bytes()));
        written.map_err(|e| unwritable(&e).in_file(&self.name))
    }
}

fn unwritable(error: &std::io::Error) -> Error {
    catalogue::convert::unwritable_file(Said::foreign(error)).into()
}

fn open(path: &Path, fingerprint: &str) -> std::io::Result<(File, Lines)> {
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    let is_new = file.metadata()?.len() == 0;
    let version = env!("CARGO_PKG_VERSION");
    let first = format!("{}\n", json!({ "state": "nianbao", "version": version, "reading": fingerprint }));
    let mut reader = BufReader::new(&mut file);
    let (mut line, mut lines, mut end) = (String::new(), HashMap::new(), 0u64);
    let (mut is_ours, mut is_state) = (false, is_new);
    loop {
        line.clear();
        // What is no text is none of ours.
        let length = reader.read_line(&mut line).unwrap_or(0);
        if length == 0 || !line.ends_with('\n') {
            break;
        }
        if end == 0 {
            is_ours = line == first;
            is_state |= line.starts_with("{\"state\":\"nianbao\"");
            if !is_ours {
                break;
            }
        } else {
            let value: Value = serde_json::from_str(&line).unwrap_or_default();
            let Some(key) = value.get("key").and_then(Value::as_str) else { break };
            lines.insert(key.to_owned(), (end, length));
        }
        end += length as u64;
    }
    drop(reader);
    if !is_ours {
        if !is_state {
            let kind = std::io::ErrorKind::AlreadyExists;
            return Err(std::io::Error::new(kind, "not a state file"));
        }
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(first.as_bytes())?;
        return Ok((file, HashMap::new()));
    }
    file.set_len(end)?;
    Ok((file, lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_kept_is_there_again_and_a_line_cut_off_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let state = State::open(&path, "a").unwrap();
        state.keep("1", json!({ "x": 1 })).unwrap();
        state.keep("2", json!("乙")).unwrap();
        drop(state);
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 3]).unwrap();
        let state = State::open(&path, "a").unwrap();
        assert_eq!((state.recall("1"), state.recall("2")), (Some(json!({ "x": 1 })), None));
        state.keep("3", json!(3)).unwrap();
        drop(state);
        let state = State::open(&path, "a").unwrap();
        assert_eq!((state.recall("1"), state.recall("3")), (Some(json!({ "x": 1 })), Some(json!(3))));
        // Made otherwise, it is made anew.
        assert_eq!(State::open(&path, "b").unwrap().recall("1"), None);
        assert_eq!(State::open(&path, "b").unwrap().recall("1"), None);
    }

    #[test]
    fn a_file_of_something_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.docx");
        for bytes in [&b"PK\x03\x04\xff\xff"[..], b"{}\n", b"text"] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(State::open(&path, "a").err().map(|error| error.code()), Some("unwritable-file"));
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }
}
