//! What the files of the crate use of each other: Rust tokens → paths → files.
//!
//! Paths are read from the tokens themselves, so that comments and strings hold none, and those in macros are seen; `use` trees
//! with all their groups. What only tests use counts for nothing.

use crate::support::root;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A path from the crate's root: `["read", "docx", "tree", "Item"]`.
type ItemPath = Vec<String>;

/// A source file.
pub(super) struct Source {
    /// Its name below `src`.
    pub(super) name: String,
    pub(super) text: String,
    module: ItemPath,
    /// Every path it names.
    paths: BTreeSet<ItemPath>,
    /// What it shows or uses of other modules, by the name it goes by here.
    names: BTreeMap<String, Import>,
    /// The words it has outside of `use` lines.
    words: BTreeSet<String>,
}

struct Import {
    path: ItemPath,
    is_shown: bool,
}

/// The files of the crate.
pub(super) struct Sources {
    pub(super) files: Vec<Source>,
    by_module: BTreeMap<ItemPath, usize>,
}

impl Sources {
    /// Reads all of `src`, files of tests aside.
    pub(super) fn read() -> Self {
        let mut texts = Vec::new();
        collect(&root().join("src"), &mut texts);
        let modules: BTreeSet<ItemPath> = texts.iter().map(|(name, _)| module_of(name)).collect();
        let files: Vec<Source> = texts.into_iter().map(|(name, text)| Source::read(name, text, &modules)).collect();
        let by_module = files.iter().enumerate().map(|(at, file)| (file.module.clone(), at)).collect();
        Sources { files, by_module }
    }

    /// The paths a file uses, each as where the item is defined.
    pub(super) fn used_by(&self, file: &Source) -> BTreeSet<ItemPath> {
        file.paths.iter().map(|path| self.origin(path.clone())).collect()
    }

    /// The files a file uses, by their places; itself aside.
    pub(super) fn files_used_by(&self, file: &Source) -> BTreeSet<usize> {
        let used = self.used_by(file);
        let files = used.iter().filter_map(|path| self.by_module.get(&path[..self.module_length(path)]).copied());
        files.filter(|at| self.files[*at].module != file.module).collect()
    }

    fn module_length(&self, path: &[String]) -> usize {
        (0..=path.len()).rev().find(|length| self.by_module.contains_key(&path[..*length])).unwrap_or(0)
    }

    /// Where an item is defined that a module may only show: `document::Grid` is `document::grid::Grid`.
    fn origin(&self, mut path: ItemPath) -> ItemPath {
        for _ in 0..16 {
            let length = self.module_length(&path);
            let module = self.by_module.get(&path[..length]).map(|at| &self.files[*at]);
            let import = path.get(length).and_then(|item| module?.names.get(item));
            let Some(import) = import else { break };
            let mut shown = import.path.clone();
            shown.extend(path.drain(length + 1..));
            if shown == path {
                break;
            }
            path = shown;
        }
        path
    }
}

/// The circles there are among places that use others: sets of places each of which leads to all others of its set.
pub(super) fn circles(uses: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..uses.len())
        .map(|start| {
            let mut reached = BTreeSet::new();
            let mut open: Vec<usize> = uses[start].iter().copied().collect();
            while let Some(at) = open.pop() {
                if reached.insert(at) {
                    open.extend(&uses[at]);
                }
            }
            reached
        })
        .collect();
    let circle = |at: usize| reached[at].iter().copied().filter(|other| reached[*other].contains(&at)).collect();
    let mut circles: Vec<BTreeSet<usize>> = (0..uses.len()).map(circle).filter(|c: &BTreeSet<_>| c.len() > 1).collect();
    circles.sort();
    circles.dedup();
    circles
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        // What stands in `tests.rs`, `layout_tests.rs`, `tests/` and `fixture.rs` is built for tests alone.
        let is_for_tests = name.split(['/', '.']).any(|part| part.ends_with("tests") || part == "fixture");
        if path.is_dir() {
            // A folder with a manifest is another crate.
            if !path.join("Cargo.toml").exists() {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|e| e == "rs") && !is_for_tests {
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

fn module_of(name: &str) -> ItemPath {
    let mut module: ItemPath = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") || module == ["lib"] {
        module.pop();
    }
    module
}

impl Source {
    fn read(name: String, text: String, modules: &BTreeSet<ItemPath>) -> Self {
        let tokens = text.parse().unwrap_or_else(|error| panic!("src/{name}: {error}"));
        let module = module_of(&name);
        let (paths, names, words) = Default::default();
        let mut source = Source { name, text, module: module.clone(), paths, names, words };
        source.items(tokens, &module, modules);
        // What a module only shows it does not use itself.
        let used = source.names.iter().filter(|(name, import)| !import.is_shown || source.words.contains(*name));
        let used: Vec<ItemPath> = used.map(|(_, import)| import.path.clone()).collect();
        source.paths.extend(used);
        source
    }

    /// Reads what stands in `module`: the file's own, or one within it.
    fn items(&mut self, tokens: TokenStream, module: &[String], modules: &BTreeSet<ItemPath>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' && is_for_tests(tokens.get(at + 1)) => {
                    at = end_of_item(&tokens, at + 2);
                }
                TokenTree::Ident(word) if word == "use" => {
                    let end = end_of_item(&tokens, at);
                    let is_shown = at > 0 && is_visibility(&tokens[..at]);
                    for (name, path) in use_tree(&tokens[at + 1..end - 1], &[]) {
                        if let Some(path) = absolute(&path, module, modules) {
                            self.names.insert(name, Import { path, is_shown });
                        }
                    }
                    at = end;
                }
                // `pub(in …)` says who may see an item: it uses nothing.
                TokenTree::Ident(word) if word == "pub" => at += 1 + usize::from(is_parenthesized(tokens.get(at + 1))),
                TokenTree::Ident(word) if word == "mod" && matches!(tokens.get(at + 2), Some(TokenTree::Group(_))) => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        let inner: ItemPath = module.iter().cloned().chain([name.to_string()]).collect();
                        self.items(body.stream(), &inner, modules);
                    }
                    at += 3;
                }
                TokenTree::Ident(_) => {
                    let (path, end) = path_at(&tokens, at);
                    self.words.insert(path[0].clone());
                    if path.len() > 1 {
                        self.paths.extend(absolute(&path, module, modules));
                    }
                    at = end;
                }
                TokenTree::Group(group) => {
                    self.items(group.stream(), module, modules);
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }
}

/// Whether an attribute, what stands in its brackets, is `cfg(test)`.
fn is_for_tests(attribute: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = attribute else { return false };
    group.delimiter() == Delimiter::Bracket && group.stream().to_string().replace(' ', "") == "cfg(test)"
}

fn is_parenthesized(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
}

/// Where the item ends that goes on at `from`: behind its semicolon or its braces.
fn end_of_item(tokens: &[TokenTree], from: usize) -> usize {
    let is_use = matches!(tokens.get(from), Some(TokenTree::Ident(word)) if word == "use");
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(sign) => sign.as_char() == ';',
        TokenTree::Group(group) => !is_use && group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    tokens[from..].iter().position(ends).map_or(tokens.len(), |length| from + length + 1)
}

/// Whether what comes next is `pub`, as far as these tokens before it say.
fn is_visibility(before: &[TokenTree]) -> bool {
    let is_pub = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "pub");
    match before {
        [.., word, last] if is_parenthesized(Some(last)) => is_pub(word),
        [.., last] => is_pub(last),
        [] => false,
    }
}

/// The path that begins at a word, and where it ends.
fn path_at(tokens: &[TokenTree], from: usize) -> (Vec<String>, usize) {
    let (mut path, mut at) = (Vec::new(), from);
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        path.push(word.to_string());
        at += 1;
        match tokens.get(at..at + 3) {
            Some([TokenTree::Punct(one), TokenTree::Punct(two), TokenTree::Ident(_)])
                if one.as_char() == ':' && two.as_char() == ':' =>
            {
                at += 2;
            }
            _ => break,
        }
    }
    (path, at)
}

/// The names a `use` tree brings, each with its path.
fn use_tree(tokens: &[TokenTree], before: &[String]) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for part in tokens.split(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',')) {
        let mut path = before.to_vec();
        let mut alias = None;
        let mut is_alias = false;
        let mut has_group = false;
        for token in part {
            match token {
                TokenTree::Ident(word) if word == "as" => is_alias = true,
                TokenTree::Ident(word) if is_alias => alias = Some(word.to_string()),
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    found.extend(use_tree(&inner, &path));
                    has_group = true;
                }
                TokenTree::Punct(sign) if sign.as_char() == '*' => path.push("*".to_owned()),
                _ => {}
            }
        }
        if let Some(last) = path.last().filter(|_| !has_group && !part.is_empty()) {
            found.push((alias.unwrap_or_else(|| last.clone()), path));
        }
    }
    found
}

/// A path as it is written in a module → from the crate's root; `None` for what is no part of the crate.
fn absolute(path: &[String], module: &[String], modules: &BTreeSet<ItemPath>) -> Option<ItemPath> {
    let mut from = module.to_vec();
    let mut rest = path;
    match path.first().map(String::as_str)? {
        "crate" => (from, rest) = (Vec::new(), &path[1..]),
        "self" => rest = &path[1..],
        "super" => {
            let steps = path.iter().take_while(|step| *step == "super").count();
            from.truncate(from.len().saturating_sub(steps));
            rest = &path[steps..];
        }
        child => {
            let own: ItemPath = module.iter().cloned().chain([child.to_owned()]).collect();
            modules.contains(&own).then_some(())?;
        }
    }
    from.extend(rest.iter().cloned());
    Some(from)
}

#[test]
fn paths_are_read_from_use_trees_and_from_code() {
    let modules = [&["a"][..], &["a", "b"], &["c"]].map(|path| path.iter().map(|step| (*step).to_owned()).collect());
    let text = r#"
        use crate::{c::{self, D as E}, a};
        pub use super::x::Y;
        #[cfg(test)]
        mod tests { use crate::never::N; }
        pub(in crate::nobody) fn f() { vec![super::g(), crate::c::h()]; }
        // crate::comment::x
        const S: &str = "crate::text::x";
    "#;
    let source = Source::read("a/b.rs".to_owned(), text.to_owned(), &BTreeSet::from(modules));
    let paths: Vec<String> = source.paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(paths, ["a", "a::g", "c", "c::D", "c::h"], "what is only shown is not used");
    assert_eq!(source.names["Y"].path, ["a", "x", "Y"]);
}

#[test]
fn circles_are_found_and_what_leads_into_them_is_none() {
    let uses = [vec![1], vec![2], vec![0], vec![0], vec![5], vec![]].map(BTreeSet::from_iter);
    assert_eq!(circles(&uses), [BTreeSet::from([0, 1, 2])]);
}
