//! Word files from elsewhere, and our own: every text node is in the Document or in a finding, counted by container; what is
//! read and written reads the same again; and nothing crashes, hangs or eats memory.
//!
//! The folder is named by `NIANBAO_CORPUS`; without it only the samples and packages made here are looked at.

mod nodes;

use crate::support::{compact, sample_bytes};
use nianbao::document::{Block, Content, Document, Inline};
use nianbao::finding::{Language, Warned};
use nianbao::ooxml::parts_to_package;
use nianbao::read::docx::docx_to_document;
use nianbao::style::Style;
use nianbao::write::docx::document_to_docx;
use nodes::{Node, package_to_nodes};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// Where text may stand, and by which findings it may be accounted for where it is not in the Document.
const CONTAINERS: &[(&str, &[&str])] = &[
    ("body", &[]),
    ("table", &[]),
    ("content control", &[]),
    ("placeholder", &["prompt-left-out"]),
    ("link or field", &[]),
    ("inserted", &[]),
    ("text box", &[]),
    ("text box (VML)", &[]),
    ("shape", &[]),
    ("chart", &[]),
    ("chart drawing", &[]),
    ("diagram", &[]),
    ("diagram drawing", &[]),
    ("formula", &[]),
    ("ruby", &[]),
    ("footnote", &[]),
    ("endnote", &[]),
    ("comment", &["comment-left-out"]),
    ("header", &["running-text-left-out", "watermark-left-out"]),
    ("footer", &["running-text-left-out"]),
    ("contents list", &["contents-list-left-out"]),
    ("deleted", &["deletions-dropped", "deleted-rows-dropped", "deleted-cells-dropped"]),
    ("hidden", &["hidden-text-dropped", "hidden-rows-dropped"]),
    ("hidden row", &["hidden-rows-dropped"]),
    ("merged away", &["merged-cell-text-dropped"]),
    ("unread branch", &[]),
    ("field code", &["field-without-result"]),
    ("deleted field code", &["deletions-dropped"]),
];

/// How the text nodes of one container are accounted for.
#[derive(Debug, Default, Clone)]
struct Account {
    nodes: usize,
    characters: usize,
    in_document: usize,
    in_findings: usize,
    lost: Vec<String>,
}

/// The texts of a Document's paragraphs, without white space; that of notes after the paragraph that calls them, labels of
/// lists left out, as no file has them as text.
fn texts(document: &Document) -> Vec<String> {
    fn content(of: &Content, text: &mut String, after: &mut Vec<String>) {
        for inline in of.inlines() {
            match inline {
                Inline::Text(run) => text.push_str(&compact(&run.text)),
                Inline::Link(link) => content(&link.content, text, after),
                Inline::Note(note) => blocks(&note.content, after),
                Inline::Ruby(ruby) => {
                    content(&ruby.base, text, after);
                    text.push_str(&compact(&ruby.reading));
                }
                Inline::Formula(formula) => text.push_str(&compact(&formula.text)),
                Inline::Revision(revision) => content(&revision.content, text, after),
                Inline::Image(_) | Inline::Anchor(_) => {}
            }
        }
    }
    fn paragraph(of: &Content, texts: &mut Vec<String>) {
        let (mut text, mut after) = (String::new(), Vec::new());
        content(of, &mut text, &mut after);
        texts.push(text);
        texts.append(&mut after);
    }
    fn blocks(of: &[Block], texts: &mut Vec<String>) {
        for block in of {
            match block {
                Block::Heading(heading) => paragraph(&heading.content, texts),
                Block::Paragraph(body) => paragraph(&body.content, texts),
                Block::List(list) => list.items.iter().for_each(|item| blocks(&item.content, texts)),
                Block::Table(grid) => grid.cells().iter().for_each(|cell| blocks(&cell.content, texts)),
                Block::Figure(_) | Block::Break(_) => {}
            }
        }
    }
    let mut texts = Vec::new();
    blocks(&document.blocks, &mut texts);
    texts.retain(|text| !text.is_empty());
    texts
}

/// The text of a Document, each stretch of which accounts for one node only.
struct Ledger {
    /// All paragraphs, parted by a character no file may hold.
    text: String,
    taken: Vec<bool>,
    /// Where to look for a text first: the stretches before that say the same have been taken.
    next: BTreeMap<String, usize>,
}

impl Ledger {
    fn new(document: &Document) -> Self {
        let text = texts(document).join("\u{1}");
        Ledger { taken: vec![false; text.len()], text, next: BTreeMap::new() }
    }

    /// Takes the first stretch that says this and is not taken.
    fn take(&mut self, wanted: &str) -> bool {
        let mut at = self.next.get(wanted).copied().unwrap_or(0);
        while let Some(offset) = self.text.get(at..).and_then(|rest| rest.find(wanted)) {
            let start = at + offset;
            let stretch = self.taken.get_mut(start..start + wanted.len());
            if let Some(free) = stretch.filter(|stretch| stretch.iter().all(|taken| !taken)) {
                free.fill(true);
                self.next.insert(wanted.to_owned(), start + wanted.len());
                return true;
            }
            at = start + wanted.chars().next().map_or(1, char::len_utf8);
        }
        self.next.insert(wanted.to_owned(), self.text.len());
        false
    }

    fn says(&self, wanted: &str) -> bool {
        self.text.contains(wanted)
    }

    /// What no node accounts for.
    fn surplus(&self) -> String {
        let left = self.text.char_indices().filter(|(at, c)| *c != '\u{1}' && self.taken.get(*at) == Some(&false));
        left.map(|(_, c)| c).collect()
    }
}

/// Private-use characters of symbol fonts, which are read as what they show.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// Accounts for every text node of a package; `None` where it holds none that can be found without the reader.
fn account(bytes: &[u8], read: &Warned<Document>) -> Option<(BTreeMap<&'static str, Account>, String, nodes::Nodes)> {
    let mut found = package_to_nodes(bytes)?;
    let mut ledger = Ledger::new(&read.value);
    let said: Vec<(&str, String)> =
        read.findings.iter().map(|finding| (finding.code(), compact(&finding.message(Language::English)))).collect();
    let mut accounts: BTreeMap<&'static str, Account> = BTreeMap::new();
    let codes = |container| CONTAINERS.iter().find(|(name, _)| *name == container).map_or(&[][..], |(_, codes)| *codes);
    // Paragraphs as wholes, the long ones first; then, of those not found whole, the nodes: so no short text takes a stretch
    // of a long one.
    let mut paragraphs: BTreeMap<(usize, usize), Vec<Node>> = BTreeMap::new();
    let mut objects: BTreeMap<usize, String> = BTreeMap::new();
    for (at, node) in std::mem::take(&mut found.nodes).into_iter().enumerate() {
        assert!(CONTAINERS.iter().any(|(name, _)| *name == node.container), "container {}", node.container);
        let account = accounts.entry(node.container).or_default();
        account.nodes += 1;
        account.characters += node.text.chars().count();
        if matches!(node.container, "comment" | "header" | "footer") {
            objects.entry(node.object).or_default().push_str(&node.text);
        }
        let apart = node.paragraph == 0 || !codes(node.container).is_empty() || is_repeated(&node);
        paragraphs.entry((node.paragraph, if apart { at + 1 } else { 0 })).or_default().push(node);
    }
    let mut paragraphs: Vec<Vec<Node>> = paragraphs.into_values().collect();
    let length = |nodes: &[Node]| nodes.iter().map(|node| node.text.len()).sum::<usize>();
    paragraphs.sort_by_key(|nodes| std::cmp::Reverse(length(nodes)));
    let mut single = Vec::new();
    for nodes in paragraphs {
        let whole: String = nodes.iter().map(|node| unsymbolic(&node.text)).collect();
        let visible = nodes.iter().all(|node| codes(node.container).is_empty() && !is_repeated(node));
        if visible && ledger.take(&whole) {
            for node in &nodes {
                accounts.entry(node.container).or_default().in_document += 1;
            }
        } else {
            single.extend(nodes);
        }
    }
    single.sort_by_key(|node| std::cmp::Reverse(node.text.len()));
    for node in &single {
        let plain = unsymbolic(&node.text);
        let account = accounts.entry(node.container).or_default();
        if in_findings(node, &plain, codes(node.container), &said, &objects) {
            account.in_findings += 1;
        } else if is_repeated(node) && ledger.says(&plain) || !is_repeated(node) && ledger.take(&plain) {
            account.in_document += 1;
        } else {
            account.lost.push(format!("{}: {:.60}", node.part, node.text));
        }
    }
    Some((accounts, ledger.surplus(), found))
}

/// Whether it says once more what another node says: the branch for other programs, the picture of a diagram.
fn is_repeated(node: &Node) -> bool {
    // Every series of a chart repeats its categories.
    matches!(node.container, "unread branch" | "diagram drawing" | "chart")
}

fn unsymbolic(text: &str) -> String {
    text.chars().filter(|c| !is_symbol(*c)).collect()
}

fn in_findings(
    node: &Node,
    plain: &str,
    codes: &[&str],
    said: &[(&str, String)],
    objects: &BTreeMap<usize, String>,
) -> bool {
    let mut of_container = said.iter().filter(|(code, _)| codes.contains(code));
    match node.container {
        // An instruction is no text; what it makes is.
        "field code" | "deleted field code" => true,
        // Said by its beginning, as a whole.
        "comment" | "header" | "footer" => {
            let whole = objects.get(&node.object).map_or("", String::as_str);
            let beginning: String = whole.chars().take(40).collect();
            is_page_number(whole) || of_container.any(|(_, message)| message.contains(&beginning))
        }
        "unread branch" => said.iter().any(|(_, message)| message.contains(plain)),
        // Those of all kinds are said together, by the first of them.
        _ => of_container.any(|(_, message)| message.contains(plain) || message.contains('…')),
    }
}

/// Page numbers and their ornaments are left out as a matter of course.
fn is_page_number(text: &str) -> bool {
    !["Page", "page", "of", "第", "页", "共"]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, ""))
        .contains(char::is_alphabetic)
}

/// What was found wrong with one file.
#[derive(Debug, Default)]
struct Outcome {
    faults: Vec<String>,
    accounts: BTreeMap<&'static str, Account>,
    surplus: String,
    refused: Option<String>,
    /// Why nothing could be counted.
    uncounted: bool,
    peak_kb: Option<u64>,
}

fn counted(name: &str, bytes: &[u8]) -> Outcome {
    let mut outcome = Outcome::default();
    let read = match docx_to_document(bytes) {
        Ok(read) => read,
        Err(error) => {
            outcome.refused = Some(error.to_string());
            return outcome;
        }
    };
    match account(bytes, &read) {
        Some((accounts, surplus, found)) => {
            for (container, account) in &accounts {
                let first = account.lost.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
                if !account.lost.is_empty() {
                    outcome.faults.push(format!("{name}: {} nodes lost in {container}: {first}", account.lost.len()));
                }
            }
            if !found.broken {
                outcome.faults.extend(found.strange.iter().map(|strange| format!("{name}: text in {strange}")));
            }
            (outcome.accounts, outcome.surplus) = (accounts, surplus);
        }
        None => outcome.uncounted = true,
    }
    outcome
}

fn read_again(name: &str, bytes: &[u8]) -> Outcome {
    let mut outcome = Outcome::default();
    if let Ok(read) = docx_to_document(bytes) {
        outcome.faults.extend(rewritten(&read.value).err().map(|fault| format!("{name}: {fault}")));
    }
    outcome
}

/// Whether a Document is the same after writing and reading.
fn rewritten(document: &Document) -> Result<(), String> {
    let style = Style::gongwen().map_err(|error| error.to_string())?;
    let written = document_to_docx(document, &style).map_err(|error| error.to_string())?.value;
    let again = docx_to_document(&written).map_err(|error| error.to_string())?.value;
    if again == *document {
        return Ok(());
    }
    for (at, (before, after)) in document.blocks.iter().zip(&again.blocks).enumerate() {
        if before != after {
            return Err(format!(
                "block {}: {:.300} became {:.300}",
                at + 1,
                format!("{before:?}"),
                format!("{after:?}")
            ));
        }
    }
    if document.blocks.len() != again.blocks.len() {
        return Err(format!("{} blocks became {}", document.blocks.len(), again.blocks.len()));
    }
    if document.media != again.media {
        let ids = |document: &Document| document.media.keys().cloned().collect::<Vec<_>>().join(" ");
        return Err(format!("media: {} became {}", ids(document), ids(&again)));
    }
    Err(format!("{:?} became {:?}", document.properties, again.properties))
}

/// The largest resident size of this process since the last call, where the system tells.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// No file may take longer; they take milliseconds.
const HANGS: Duration = Duration::from_secs(20);
/// The most resident memory while a file is read, written and read again, in kB.
const PEAK_KB: u64 = 64 << 10;

fn guarded(path: &Path, examine: fn(&str, &[u8]) -> Outcome) -> Outcome {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(path).unwrap();
    let (sender, receiver) = mpsc::channel();
    peak_kb();
    let worker = std::thread::Builder::new().name(name.clone()).spawn({
        let name = name.clone();
        move || sender.send(examine(&name, &bytes))
    });
    let mut outcome = match receiver.recv_timeout(HANGS) {
        Ok(outcome) => outcome,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name} takes more than {HANGS:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Outcome { faults: vec![format!("{name}: panic")], ..Outcome::default() }
        }
    };
    drop(worker.unwrap().join());
    outcome.peak_kb = peak_kb();
    if outcome.peak_kb.is_some_and(|peak| peak > PEAK_KB) {
        outcome.faults.push(format!("{name}: {} MB of memory", outcome.peak_kb.unwrap_or(0) >> 10));
    }
    outcome
}

fn table<'o>(outcomes: impl Iterator<Item = &'o Outcome> + Clone) -> String {
    let mut table = format!(
        "{:<20} {:>8} {:>10} {:>11} {:>11} {:>6}\n",
        "container", "nodes", "characters", "in Document", "in findings", "lost"
    );
    for (container, _) in CONTAINERS {
        let mut sum = Account::default();
        for account in outcomes.clone().filter_map(|outcome| outcome.accounts.get(container)) {
            sum.nodes += account.nodes;
            sum.characters += account.characters;
            sum.in_document += account.in_document;
            sum.in_findings += account.in_findings;
            sum.lost.extend(account.lost.clone());
        }
        let Account { nodes, characters, in_document, in_findings, lost } = sum;
        let _ = writeln!(
            table,
            "{container:<20} {nodes:>8} {characters:>10} {in_document:>11} {in_findings:>11} {:>6}",
            lost.len()
        );
    }
    table
}

fn corpus(examine: fn(&str, &[u8]) -> Outcome) -> Vec<(PathBuf, Outcome)> {
    let folder =
        PathBuf::from(std::env::var_os("NIANBAO_CORPUS").expect("NIANBAO_CORPUS names a folder of Word files"));
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    files.sort();
    files.into_iter().map(|path| (path.clone(), guarded(&path, examine))).collect()
}

#[allow(clippy::print_stdout)]
fn no_faults(outcomes: &[(PathBuf, Outcome)]) {
    let peak = outcomes.iter().filter_map(|(_, outcome)| outcome.peak_kb).max().unwrap_or(0) >> 10;
    let faults: Vec<&String> = outcomes.iter().flat_map(|(_, outcome)| &outcome.faults).collect();
    println!("{} files, {} faults, at most {peak} MB", outcomes.len(), faults.len());
    faults.iter().for_each(|fault| println!("FAIL {fault}"));
    assert!(faults.is_empty(), "{} faults", faults.len());
}

#[test]
#[ignore = "needs a folder of Word files, named by NIANBAO_CORPUS"]
#[allow(clippy::print_stdout)]
fn corpus_text_nodes_are_all_accounted_for() {
    let outcomes = corpus(counted);
    print!("{}", table(outcomes.iter().map(|(_, outcome)| outcome)));
    let uncounted = outcomes.iter().filter(|(_, outcome)| outcome.uncounted).count();
    let mut refused = 0;
    for (path, outcome) in &outcomes {
        let name = path.file_name().unwrap().to_string_lossy();
        if let Some(error) = &outcome.refused {
            refused += 1;
            println!("refused {name}: {error}");
        }
        if !outcome.surplus.is_empty() {
            println!("surplus {name}: {:.100}", outcome.surplus);
        }
    }
    println!("{refused} refused, {uncounted} without text");
    no_faults(&outcomes);
}

#[test]
#[ignore = "needs a folder of Word files, named by NIANBAO_CORPUS"]
fn corpus_files_rewritten_read_the_same() {
    no_faults(&corpus(read_again));
}

/// The samples, which are always here.
#[test]
fn text_nodes_of_samples_are_all_accounted_for() {
    for path in ["lukou-2021/draft.docx", "qinghe-2023/draft.docx", "anping-2020/draft.docx", "plain/notice.docx"] {
        let outcome = counted(path, &sample_bytes(path));
        assert_eq!(outcome.faults, [""; 0]);
        assert!(outcome.accounts.get("body").is_some_and(|account| account.nodes > 5), "{path}");
    }
}

/// The counting itself sees what is lost, and what is there twice.
#[test]
fn a_lost_text_node_is_seen() {
    let package = |body: &str| {
        let document = format!(
            "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{body}</w:body></w:document>"
        );
        let relationships = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' \
            Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>";
        let parts = [("_rels/.rels", relationships.to_owned()), ("word/document.xml", document)];
        parts_to_package(&parts.map(|(name, text)| (name.to_owned(), text.into_bytes()))).unwrap()
    };
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let (one, two) = (paragraph("受理"), paragraph("受理") + &paragraph("受"));
    let lost = |file: &str, read: &str| {
        let (accounts, surplus, _) = account(&package(file), &docx_to_document(&package(read)).unwrap()).unwrap();
        (accounts["body"].lost.len(), surplus)
    };
    assert_eq!(lost(&two, &two), (0, String::new()));
    assert_eq!(lost(&two, &one), (1, String::new()));
    assert_eq!(lost(&one, &two), (0, "受".to_owned()));
    let deleted = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新</w:t></w:r></w:p>";
    let (accounts, ..) = account(&package(deleted), &docx_to_document(&package(deleted)).unwrap()).unwrap();
    assert_eq!((accounts["deleted"].in_findings, accounts["body"].in_document), (1, 1));
}
