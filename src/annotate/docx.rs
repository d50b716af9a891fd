//! Word documents: comments (ECMA-376 §17.13.4) at paragraphs and cells.
//!
//! Of the package change `word/document.xml`, by the marks of the comments alone, the part of the comments, and where there was none the
//! relationships and types that name it.

use super::AnnotateOptions;
use super::remark::{Remarks, damaged, is_ours, lines, listed_lines};
use crate::finding::{ANNOTATOR, Error, Finding, Warned, catalogue};
use crate::ooxml::{DECLARATION, Element, Extent, Ns, PackageEdit, PackageKind, Splice, Xml, escape_text};
use crate::read::docx::{Whereabouts, docx_to_whereabouts};
use std::collections::{BTreeMap, BTreeSet};

/// What Word shows of the author in the margin.
const INITIALS: &str = "年";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// A Word document with a comment at each finding's place.
///
/// # Errors
/// What reading it can't go on from; `not-editable` where it is damaged.
pub fn annotate_docx(
    bytes: &[u8],
    findings: &[Finding],
    options: &AnnotateOptions<'_>,
) -> Result<Warned<Vec<u8>>, Error> {
    let whereabouts = docx_to_whereabouts(bytes, &options.docx)?;
    let mut edit = PackageEdit::open(bytes, PackageKind::Docx)?;
    let main = edit.main_part();
    let xml = edit.required_xml(&main)?;
    let root = xml.root().ok_or_else(|| damaged(&main))?;
    let names = Names::of(root).ok_or_else(|| damaged(&main))?;

    let mut grounds = Grounds { whereabouts: &whereabouts, targets: targets(root), known: BTreeMap::new() };
    let remarks = Remarks::of(findings, options, |finding| grounds.anchor(finding));
    let mut said = Vec::new();
    let mut comments = Comments::open(&mut edit, &main, names)?;
    let mut splice = Splice::of(&xml);
    remove_marks(root, &comments.ours, &mut splice);
    let first = first_paragraph(root.child(Ns::W, "body").unwrap_or(root));
    if !remarks.listed.is_empty() {
        match first.and_then(|first| Anchor::around(first, first)) {
            Some(anchor) => {
                let id = comments.add(&listed_lines(&remarks.listed, options));
                anchor.mark(id, &names, &mut splice);
                let placeless = remarks.listed.iter().filter(|finding| finding.location().place.is_some()).count();
                said.extend((placeless > 0).then(|| catalogue::convert::findings_listed(placeless)));
            }
            None => said.push(catalogue::convert::nothing_to_annotate()),
        }
    }
    for (anchor, findings) in &remarks.placed {
        let id = comments.add(&lines(findings, options));
        anchor.mark(id, &names, &mut splice);
    }
    if !splice.is_idle() {
        let text = splice.finish();
        edit.put(&main, text);
    }
    comments.finish(&mut edit, &main)?;
    let (value, findings) = edit.finish()?;
    said.extend(findings);
    Ok(Warned { value, findings: said })
}

/// How a part names what is of WordprocessingML.
#[derive(Debug, Clone, Copy)]
struct Names<'x> {
    /// The prefix of elements, with its colon, and what binds it where that is not done by the root.
    prefix: &'x str,
    binding: &'x str,
    is_strict: bool,
}

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

impl<'x> Names<'x> {
    fn of(root: Element<'x>) -> Option<Self> {
        let extent = Extent::of(root)?;
        let source = root.xml().source();
        let is_strict = extent.start_tag(source).contains(STRICT);
        // Attributes of WordprocessingML have a prefix: where the elements have none, one is bound for them.
        let start = extent.whole.start + 1;
        let (prefix, binding) = match extent.prefix().len() {
            0 if is_strict => ("w:", " xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\""),
            0 => ("w:", " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""),
            length => (source.get(start..start + length)?, ""),
        };
        Some(Names { prefix, binding, is_strict })
    }
}

/// What a comment is put at: from the beginning of one paragraph to the end of another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Anchor {
    /// The first paragraph, and where in it text begins.
    first: Extent,
    begin: usize,
    last: Extent,
}

impl PartialOrd for Anchor {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Anchor {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |anchor: &Anchor| (anchor.first.whole.start, anchor.last.whole.end);
        key(self).cmp(&key(other))
    }
}

/// What findings stand on: each is looked at once, however many findings are about it.
struct Grounds<'x> {
    whereabouts: &'x Whereabouts,
    targets: BTreeMap<usize, Element<'x>>,
    /// By where the element begins that a place is; `None` of what no comment can be put at.
    known: BTreeMap<usize, Option<Ground>>,
}

/// Where comments on an element are put, and the text they are about, without white space.
struct Ground {
    anchor: Anchor,
    text: String,
}

impl Grounds<'_> {
    /// Where a finding stands, if its place is one of the document's, and the paragraph there begins as the finding says.
    fn anchor(&mut self, finding: &Finding) -> Option<Anchor> {
        let location = finding.location();
        let offset = self.whereabouts.get(location.place.as_ref()?)?;
        let target = *self.targets.get(&offset)?;
        let ground = self.known.entry(offset).or_insert_with(|| Ground::of(target)).as_ref()?;
        let is_there = location.beginning.as_deref().is_none_or(|beginning| begins(&ground.text, beginning));
        is_there.then(|| ground.anchor.clone())
    }
}

impl Ground {
    fn of(target: Element<'_>) -> Option<Self> {
        let paragraphs = paragraphs(target);
        let anchor = Anchor::around(*paragraphs.first()?, *paragraphs.last()?)?;
        Some(Ground { anchor, text: text_of(target) })
    }
}

impl Anchor {
    fn around(first: Element<'_>, last: Element<'_>) -> Option<Self> {
        let properties = first.child(Ns::W, "pPr").and_then(Extent::of);
        let first = Extent::of(first)?;
        let begin = properties.map_or(first.content.start, |properties| properties.whole.end);
        Some(Anchor { begin, first, last: Extent::of(last)? })
    }

    fn mark(&self, id: u32, names: &Names<'_>, splice: &mut Splice<'_>) {
        let Names { prefix, binding, .. } = names;
        let begin = format!("<{prefix}commentRangeStart{binding} {prefix}id=\"{id}\"/>");
        match self.begin == self.first.content.start {
            true => splice.insert_first(&self.first, begin),
            false => splice.insert(self.begin, begin),
        }
        let end = format!(
            "<{prefix}commentRangeEnd{binding} {prefix}id=\"{id}\"/><{prefix}r{binding}><{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>"
        );
        splice.insert_last(&self.last, end);
    }
}

/// What is commented on for each paragraph, table and cell, by where it begins: Word has no comments in text boxes, so that what stands
/// in one is said at the paragraph the box is anchored to.
fn targets(root: Element<'_>) -> BTreeMap<usize, Element<'_>> {
    let mut targets = BTreeMap::new();
    let mut left: Vec<(Element<'_>, Option<Element<'_>>)> = vec![(root, None)];
    while let Some((element, outermost)) = left.pop() {
        let outermost = outermost.or_else(|| element.is(Ns::W, "p").then_some(element));
        if element.ns() == Ns::W && matches!(element.name(), "p" | "tbl" | "tc") {
            targets.insert(element.offset(), outermost.unwrap_or(element));
        }
        left.extend(element.children().map(|child| (child, outermost)));
    }
    targets
}

/// The paragraphs of a table, a cell or the body that are no part of a table in it; of those that have none others, all.
fn paragraphs(target: Element<'_>) -> Vec<Element<'_>> {
    if target.is(Ns::W, "p") {
        return vec![target];
    }
    let found = |into_tables: bool| {
        let mut found = Vec::new();
        target.walk(|element| match (element.ns(), element.name()) {
            (Ns::W, "p") => {
                found.push(element);
                false
            }
            (Ns::W, "tbl") => into_tables,
            // Of alternate content one branch is read, and a deleted paragraph is none.
            (Ns::Compatibility, "AlternateContent") | (Ns::W, "del" | "moveFrom") => false,
            _ => true,
        });
        found
    };
    let own = if target.is(Ns::W, "tbl") { Vec::new() } else { found(false) };
    if own.is_empty() { found(true).into_iter().take(1).collect() } else { own }
}

fn first_paragraph(body: Element<'_>) -> Option<Element<'_>> {
    paragraphs(body).first().copied()
}

/// The most characters of an automatic number: `第十一部分 `.
const LONGEST_NUMBER: usize = 6;

/// The text of an element, without white space.
fn text_of(element: Element<'_>) -> String {
    let mut text = String::new();
    element.walk(|element| {
        if element.is(Ns::W, "t") {
            text.extend(element.text().chars().filter(|c| !c.is_whitespace()));
        }
        !matches!(element.name(), "txbxContent" | "moveFrom" | "del" | "Fallback" | "rt")
    });
    text
}

/// Whether a text may begin as a finding quotes it: with an automatic number before it, and `…` behind it.
fn begins(text: &str, beginning: &str) -> bool {
    let beginning: Vec<char> = beginning.trim_end_matches('…').chars().filter(|c| !c.is_whitespace()).collect();
    let rests = (0..=LONGEST_NUMBER).filter_map(|number| beginning.get(number..)).filter(|rest| !rest.is_empty());
    rests.map(|rest| rest.iter().collect::<String>()).any(|rest| text.starts_with(&rest))
}

/// Takes away what marks the comments of these ids.
fn remove_marks(root: Element<'_>, ours: &BTreeSet<String>, splice: &mut Splice<'_>) {
    if ours.is_empty() {
        return;
    }
    let is_ours = |element: Element<'_>| element.attribute(Ns::W, "id").is_some_and(|id| ours.contains(id));
    let mut remove = |element: Element<'_>| {
        if let Some(extent) = Extent::of(element) {
            splice.remove(extent.whole);
        }
    };
    root.walk(|element| match (element.ns(), element.name()) {
        (Ns::W, "commentRangeStart" | "commentRangeEnd") if is_ours(element) => {
            remove(element);
            false
        }
        (Ns::W, "commentReference") if is_ours(element) => {
            remove(element);
            false
        }
        (Ns::W, "r") => {
            let is_mark = |e: Element<'_>| e.is(Ns::W, "commentReference") && is_ours(e);
            let is_nothing_else = element.children().all(|e| e.is(Ns::W, "rPr") || is_mark(e));
            if is_nothing_else && element.children().any(is_mark) {
                remove(element);
                return false;
            }
            true
        }
        _ => true,
    });
}

/// The part of a document's comments.
struct Comments {
    /// `None` where there is none yet.
    part: Option<(String, Xml)>,
    /// The ids of those made before.
    ours: BTreeSet<String>,
    taken: BTreeSet<String>,
    added: Vec<(u32, Vec<String>)>,
    is_strict: bool,
}

impl Comments {
    fn open(edit: &mut PackageEdit<'_>, main: &str, names: Names<'_>) -> Result<Self, Error> {
        let relationships = edit.relationships(main)?;
        let named = relationships.parts_of_kind("comments").next().map(str::to_owned);
        let xml = named.as_deref().map(|name| edit.xml(name)).transpose()?.flatten();
        let (mut ours, mut taken) = (BTreeSet::new(), BTreeSet::new());
        for comment in xml.as_ref().and_then(Xml::root).into_iter().flat_map(|root| root.children()) {
            let Some(id) = comment.attribute(Ns::W, "id") else { continue };
            let ids = if is_ours(comment.attribute(Ns::W, "author")) { &mut ours } else { &mut taken };
            ids.insert(id.to_owned());
        }
        // An id of another's is not ours to take away.
        ours.retain(|id| !taken.contains(id));
        Ok(Comments { part: named.zip(xml), ours, taken, added: Vec::new(), is_strict: names.is_strict })
    }

    /// Adds a comment of these paragraphs; its id.
    fn add(&mut self, lines: &[String]) -> u32 {
        let next = self.added.last().map_or(0, |(id, _)| id + 1);
        let id = (next..).find(|id| !self.taken.contains(&id.to_string())).unwrap_or(next);
        self.added.push((id, lines.to_vec()));
        id
    }

    fn finish(self, edit: &mut PackageEdit<'_>, main: &str) -> Result<(), Error> {
        if self.added.is_empty() && self.ours.is_empty() {
            return Ok(());
        }
        if let Some((name, xml)) = &self.part {
            let root = xml.root().ok_or_else(|| damaged(name))?;
            let extent = Extent::of(root).ok_or_else(|| damaged(name))?;
            let names = Names::of(root).ok_or_else(|| damaged(name))?;
            let mut splice = Splice::of(xml);
            for comment in root.children().filter(|comment| is_ours(comment.attribute(Ns::W, "author"))) {
                splice.remove(Extent::of(comment).ok_or_else(|| damaged(name))?.whole);
            }
            splice.insert_last(&extent, self.markup(&names));
            let text = splice.finish();
            edit.put(name, text);
            return Ok(());
        }
        let namespace = if self.is_strict { STRICT } else { TRANSITIONAL };
        let names = Names { prefix: "w:", binding: "", is_strict: self.is_strict };
        let markup = self.markup(&names);
        let text = format!("{DECLARATION}<w:comments xmlns:w=\"{namespace}\">{markup}</w:comments>");
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let usual = format!("{folder}comments.xml");
        let name = match edit.stored_name(&usual) {
            None => usual,
            Some(_) => edit.free_name(&format!("{folder}comments"), ".xml"),
        };
        edit.put(&name, text);
        edit.relate(main, "comments", &name, self.is_strict)?;
        edit.declare(&name, COMMENTS_TYPE, false)
    }

    fn markup(&self, names: &Names<'_>) -> String {
        let Names { prefix: w, binding, .. } = names;
        let mut markup = String::new();
        for (id, lines) in &self.added {
            markup.push_str(&format!(
                "<{w}comment{binding} {w}id=\"{id}\" {w}author=\"{ANNOTATOR}\" {w}initials=\"{INITIALS}\">"
            ));
            for (at, line) in lines.iter().enumerate() {
                let reference = if at == 0 { format!("<{w}r><{w}annotationRef/></{w}r>") } else { String::new() };
                let text = escape_text(line);
                markup.push_str(&format!(
                    "<{w}p>{reference}<{w}r><{w}t xml:space=\"preserve\">{text}</{w}t></{w}r></{w}p>"
                ));
            }
            markup.push_str(&format!("</{w}comment>"));
        }
        markup
    }
}
