//! Word files from elsewhere, and our own: every text node is in the Document or in a finding, counted by container; what is
//! read and written reads the same again; and nothing crashes, hangs or eats memory.
//!
//! The folder is named by `NIANBAO_CORPUS`; without it only the samples and packages made here are looked at.

mod nodes;

use crate::support::{as_carried, compact, peak_kb, sample_bytes, style_that_keeps};
use nianbao::document::{Block, Content, Document, Inline};
use nianbao::finding::{Finding, Language, Warned};
use nianbao::ooxml::parts_to_package;
use nianbao::read::docx::docx_to_document;
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
    ("between cells", &["text-between-cells-dropped"]),
    ("content control", &[]),
    ("placeholder", &["prompt-left-out"]),
    ("link or field", &[]),
    ("inserted", &[]),
    ("text box", &["hidden-text-dropped"]),
    ("text box (VML)", &["hidden-text-dropped"]),
    ("shape", &[]),
    ("chart", &[]),
    ("chart points", &[]),
    ("chart drawing", &[]),
    ("diagram", &[]),
    ("diagram drawing", &[]),
    ("formula", &[]),
    ("ruby", &[]),
    ("footnote", &["note-not-called"]),
    ("endnote", &["note-not-called"]),
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
                Block::Figure(_) | Block::Chart(_) | Block::Break(_) => {}
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
    let said: Vec<(&str, String)> = read.findings.iter().map(|finding| (finding.code(), quoted(finding))).collect();
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
        let apart = node.paragraph == 0 || !is_visible(&node);
        paragraphs.entry((node.paragraph, if apart { at + 1 } else { 0 })).or_default().push(node);
    }
    let mut paragraphs: Vec<Vec<Node>> = paragraphs.into_values().collect();
    let length = |nodes: &[Node]| nodes.iter().map(|node| node.text.len()).sum::<usize>();
    paragraphs.sort_by_key(|nodes| std::cmp::Reverse(length(nodes)));
    let mut single = Vec::new();
    for nodes in paragraphs {
        let whole: String = nodes.iter().map(|node| unsymbolic(&node.text)).collect();
        if nodes.iter().all(is_visible) && ledger.take(&whole) {
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
        } else if is_repeated(node) && ledger.says(&plain)
            || !is_repeated(node) && ledger.take(&plain)
            || node.container.starts_with("chart") && as_charts_show(&plain).iter().any(|shown| ledger.says(shown))
        {
            account.in_document += 1;
        } else {
            account.lost.push(format!("{}: {:.60}", node.part, node.text));
        }
    }
    Some((accounts, ledger.surplus(), found))
}

/// A chart's number without the noise of binary fractions, and as the day whose serial number it is.
fn as_charts_show(text: &str) -> Vec<String> {
    let Ok(number) = text.parse::<f64>() else { return Vec::new() };
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap();
    // Days counted one by one from 30 December 1899, without any formula the reader may share.
    let (mut year, mut month, mut day) = (1899, 12, 30);
    for _ in 0..number.clamp(0.0, 80_000.0) as u32 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
        (year, month, day) = match (month, day) {
            (12, 31) => (year + 1, 1, 1),
            (_, last) if last == days => (year, month + 1, 1),
            _ => (year, month, day + 1),
        };
    }
    vec![rounded.to_string(), format!("{year:04}-{month:02}-{day:02}")]
}

/// What a finding quotes, whole; messages cut it.
fn quoted(finding: &Finding) -> String {
    compact(finding.value("text").unwrap_or(&finding.message(Language::English)))
}

/// Whether it is there for the reader of the document.
fn is_visible(node: &Node) -> bool {
    const LEFT_OUT: [&str; 12] = [
        "placeholder",
        "between cells",
        "comment",
        "header",
        "footer",
        "contents list",
        "deleted",
        "hidden",
        "hidden row",
        "merged away",
        "field code",
        "deleted field code",
    ];
    !LEFT_OUT.contains(&node.container) && !is_repeated(node)
}

/// Whether it says once more what another node says: the branch for other programs, the picture of a diagram.
fn is_repeated(node: &Node) -> bool {
    matches!(node.container, "unread branch" | "diagram drawing" | "chart points")
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
        // It repeats the headings; the beginning of it is quoted.
        "contents list" => of_container.next().is_some(),
        // Said as a whole.
        "comment" | "header" | "footer" => {
            let whole = objects.get(&node.object).map_or("", String::as_str);
            is_page_number(whole) || of_container.any(|(_, message)| message.contains(whole))
        }
        "unread branch" => said.iter().any(|(_, message)| message.contains(plain)),
        _ => of_container.any(|(_, message)| message.contains(plain)),
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
    // An extra field gives one part the name of another, and the archive of the counting takes that one.
    let counts = if name == "poi-056.docx" { None } else { account(bytes, &read) };
    match counts {
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
    let written = document_to_docx(document, &style_that_keeps()).map_err(|error| error.to_string())?.value;
    let again = docx_to_document(&written).map_err(|error| error.to_string())?.value;
    let document = &Document { blocks: as_carried(&document.blocks, &again.blocks), ..document.clone() };
    if again == *document {
        return Ok(());
    }
    for (at, (before, after)) in document.blocks.iter().zip(&again.blocks).enumerate() {
        if before != after {
            let (before, after) = (format!("{before:?}"), format!("{after:?}"));
            let parts = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
            let near = |text: &str| text.chars().skip(parts.saturating_sub(100)).take(250).collect::<String>();
            return Err(format!("block {}: …{}… became …{}…", at + 1, near(&before), near(&after)));
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

/// No file may take longer; they take milliseconds.
const HANGS: Duration = Duration::from_secs(20);
/// The most resident memory while a file is read, written and read again, in kB.
const PEAK_KB: u64 = 32 << 10;

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

/// A part beside the document: the kind of relationship that leads to it, its root, what is in that.
type Part<'a> = (&'a str, &'a str, &'a str);

/// A package of a document with this body and the parts it refers to by `r:id` of their names.
fn package(body: &str, others: &[Part]) -> Vec<u8> {
    const NAMES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
        xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' xmlns:v='urn:schemas-microsoft-com:vml' \
        xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
        xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
        xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
        xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' \
        xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram' \
        xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
        xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
        xmlns:wpg='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup' \
        xmlns:w16se='http://schemas.microsoft.com/office/word/2015/wordml/symex'";
    const RELATIONSHIPS: &str = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>";
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rooted = |root: &str, content: &str| format!("<{root} {NAMES}>{content}</{root}>").into_bytes();
    let to_document = format!(
        "{RELATIONSHIPS}<Relationship Id='a' Type='{KIND}/officeDocument' Target='word/document.xml'/></Relationships>"
    );
    let mut to_others = RELATIONSHIPS.to_owned();
    let mut parts = vec![
        ("_rels/.rels".to_owned(), to_document.into_bytes()),
        ("word/document.xml".to_owned(), rooted("w:document", &format!("<w:body>{body}</w:body>"))),
    ];
    for (kind, root, content) in others {
        to_others += &format!("<Relationship Id='{kind}' Type='{KIND}/{kind}' Target='{kind}.xml'/>");
        parts.push((format!("word/{kind}.xml"), rooted(root, content)));
    }
    parts.push(("word/_rels/document.xml.rels".to_owned(), (to_others + "</Relationships>").into_bytes()));
    parts_to_package(&parts).unwrap()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// The counting itself sees what is lost, and what is there twice.
#[test]
fn a_lost_text_node_is_seen() {
    let (one, two) = (paragraph(&run("受理")), paragraph(&run("受理")) + &paragraph(&run("受")));
    let lost = |file: &str, read: &str| {
        let (accounts, surplus, _) =
            account(&package(file, &[]), &docx_to_document(&package(read, &[])).unwrap()).unwrap();
        (accounts["body"].lost.len(), surplus)
    };
    assert_eq!(lost(&two, &two), (0, String::new()));
    assert_eq!(lost(&two, &one), (1, String::new()));
    assert_eq!(lost(&one, &two), (0, "受".to_owned()));
    let deleted = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新</w:t></w:r></w:p>";
    let package = package(deleted, &[]);
    let (accounts, ..) = account(&package, &docx_to_document(&package).unwrap()).unwrap();
    assert_eq!((accounts["deleted"].in_findings, accounts["body"].in_document), (1, 1));
}

/// Text in every container there is, some of them in each other.
#[test]
fn text_in_every_container_is_accounted_for() {
    let p = |inside: &str| paragraph(inside);
    let boxed = |inside: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(inside));
    let drawing = |inside: &str| {
        format!(
            "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp></a:graphicData>\
             </a:graphic></wp:inline></w:drawing>",
            boxed(inside)
        )
    };
    let vml = |inside: &str| format!("<w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict>", boxed(inside));
    let graphic = |what: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{what}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
    };
    let cell =
        |properties: &str, inside: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&run(inside)));
    let table = |rows: &str| format!("<w:tbl><w:tblPr/>{rows}</w:tbl>");
    let row = |properties: &str, cells: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let deleted = |text: &str| format!("<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let hidden = |inside: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr>{inside}</w:r>");
    let styles = "<w:style w:type='paragraph' w:styleId='Gone'><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='Under'><w:basedOn w:val='Gone'/></w:style>";
    let note = |id: u32, text: &str| format!("<w:footnote w:id='{id}'>{}</w:footnote>", p(&run(text)));
    let comment = |id: u32, text: &str| format!("<w:comment w:id='{id}'>{}</w:comment>", p(&run(text)));
    let called = |id: u32| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let commented = |id: u32| format!("<w:r><w:commentReference w:id='{id}'/></w:r>");
    let both = |choice: &str, fallback: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires='wps'>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )
    };
    let point = |text: &str| format!("<c:pt><c:v>{text}</c:v></c:pt>");
    let numbers = format!("<c:numCache>{}</c:numCache>", point("71"));
    let chart = format!(
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>受理量</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:tx><c:v>本级</c:v></c:tx>\
         <c:val><c:numRef>{numbers}</c:numRef></c:val></c:ser></c:chart>"
    );
    let cases: &[(&str, String, &[Part])] = &[
        ("runs and text beside them", p(&(run("甲") + "<w:t>乙</w:t>")) + &run("丙") + "<w:t>丁</w:t>", &[]),
        (
            "wrappers",
            p(
                "<w:smartTag><w:customXml><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:customXml></w:smartTag><w:bdo><w:r><w:t>乙</w:t></w:r></w:bdo>\
               <w:sdt><w:sdtContent><w:r><w:t>丙</w:t></w:r></w:sdtContent></w:sdt><w:fldSimple w:instr='REF a'><w:r><w:t>丁</w:t></w:r></w:fldSimple>",
            ),
            &[],
        ),
        (
            "placeholder",
            p(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>",
            ),
            &[],
        ),
        (
            "table through wrappers, text between its cells",
            table(&format!(
                "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}<w:tr><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:tr>",
                row("", &cell("", "甲")),
                p(&run("乙")),
                cell("", "丙"),
                p(&run("丁"))
            )),
            &[],
        ),
        (
            "runs between cells",
            table(&format!("{}{}<w:tr>{}{}</w:tr>", row("", &cell("", "甲")), run("乙"), run("丙"), cell("", "丁"))),
            &[],
        ),
        (
            "merged away, deleted and hidden cells and rows",
            table(
                &(row("", &(cell("<w:vMerge w:val='restart'/>", "甲") + &cell("", "乙")))
                    + &row("", &(cell("<w:vMerge/>", "丙") + &cell("<w:cellDel/>", "丁")))
                    + &row("<w:del/>", &(cell("", "戊") + &cell("", "己")))
                    + &format!(
                        "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
                        p(&hidden("<w:t>庚</w:t>")),
                        p(&hidden("<w:t>辛</w:t>"))
                    )),
            ),
            &[],
        ),
        (
            "deleted and moved",
            p(&(deleted("旧") + &run("新") + "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>")),
            &[],
        ),
        (
            "hidden by itself, by style, by the style below",
            p(&hidden("<w:t>甲</w:t>"))
                + "<w:p><w:pPr><w:pStyle w:val='Under'/></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>"
                + &p(&run("丙")),
            &[("styles", "w:styles", styles)],
        ),
        (
            "text boxes",
            p(&(run("甲") + &format!("<w:r>{}</w:r><w:r>{}</w:r>", drawing(&run("乙")), vml(&run("丙"))))),
            &[],
        ),
        (
            "a text box in a text box",
            p(&format!("<w:r>{}</w:r>", drawing(&format!("{}<w:r>{}</w:r>", run("外"), vml(&run("内")))))),
            &[],
        ),
        ("a hidden text box", p(&(run("甲") + &hidden(&drawing(&run("乙"))))), &[]),
        ("a deleted text box", p(&format!("{}<w:del><w:r>{}</w:r></w:del>", run("甲"), vml(&run("乙")))), &[]),
        (
            "a text box in a field's instruction",
            p(&(run("甲") + &field("begin") + &format!("<w:r>{}</w:r>", vml(&run("乙"))) + &field("end"))),
            &[],
        ),
        ("branches that say the same", p(&format!("<w:r>{}</w:r>", both(&drawing(&run("甲")), &vml(&run("甲"))))), &[]),
        ("branches that do not", p(&format!("<w:r>{}</w:r>", both(&drawing(&run("甲")), &vml(&run("乙"))))), &[]),
        (
            "a symbol in the branch for new programs",
            p(
                "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w16se:symEx w16se:font='Segoe UI Emoji' w16se:char='1F431'/></mc:Choice>\
               <mc:Fallback><w:t>\u{1F431}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            ),
            &[],
        ),
        (
            "fields",
            p(&(field("begin")
                + "<w:r><w:instrText> REF a </w:instrText></w:r>"
                + &field("separate")
                + &run("甲")
                + &field("end")
                + &run("乙"))),
            &[],
        ),
        ("a field without end", p(&(field("begin") + "<w:r><w:instrText>甲</w:instrText></w:r>" + &run("乙"))), &[]),
        (
            "a generated list of contents, with a text box in it",
            p(&(field("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + &field("separate") + &run("甲")))
                + &p(&format!("<w:r>{}</w:r>", vml(&run("乙"))))
                + &p(&field("end"))
                + &p(&run("丙")),
            &[],
        ),
        (
            "notes called, called in what is deleted or hidden, and never called",
            p(&(run("甲")
                + &called(1)
                + &format!("<w:del>{}</w:del>", called(2))
                + &hidden("<w:footnoteReference w:id='3'/>"))),
            &[("footnotes", "w:footnotes", &(note(1, "一") + &note(2, "二") + &note(3, "三") + &note(4, "四")))],
        ),
        (
            "comments called, called in what is deleted, and never called",
            p(&(run("甲") + &commented(1) + &format!("<w:del>{}</w:del>", commented(2)))),
            &[("comments", "w:comments", &(comment(1, "一") + &comment(2, "二") + &comment(3, "三")))],
        ),
        (
            "headers and footers, with hidden and boxed text",
            p(&run("甲")) + "<w:sectPr><w:headerReference r:id='header'/></w:sectPr>",
            &[
                (
                    "header",
                    "w:hdr",
                    &p(&(run("页眉甲") + &hidden("<w:t>乙</w:t>") + &format!("<w:r>{}</w:r>", vml(&run("丙"))))),
                ),
                ("footer", "w:ftr", &p(&run("页脚丁"))),
            ],
        ),
        (
            "formulas, also deleted ones",
            p(
                "<m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r><m:f><m:num><m:r><w:t>1</w:t></m:r></m:num><m:den><m:r><m:t>y</m:t></m:r></m:den></m:f>\
               </m:oMath></m:oMathPara><w:del><m:oMath><m:r><m:t>z</m:t></m:r></m:oMath></w:del>",
            ),
            &[],
        ),
        (
            "ruby",
            p(
                "<w:r><w:ruby><w:rt><w:r><w:t>lù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>渌</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            ),
            &[],
        ),
        ("a chart", p(&graphic("<c:chart r:id='chart'/>")), &[("chart", "c:chartSpace", &chart)]),
        (
            "a diagram",
            p(&graphic("<dgm:relIds r:dm='diagramData'/>")),
            &[(
                "diagramData",
                "dgm:dataModel",
                "<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>受理</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>",
            )],
        ),
        ("shapes with drawn text", p(&graphic("<wpg:wgp><a:p><a:r><a:t>甲</a:t></a:r></a:p></wpg:wgp>")), &[]),
    ];
    let mut faults = Vec::new();
    for (name, body, others) in cases {
        let outcome = counted(name, &package(body, others));
        assert!(!outcome.uncounted && outcome.refused.is_none(), "{name}");
        faults.extend(outcome.faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
