//! Changes in a Word document, tracked (ECMA-376 §17.13.5): the old text deleted, the new inserted in the same looks.

use super::change::Change;
use super::part::replace_part;
use crate::annotate::AnnotateOptions;
use crate::finding::{ANNOTATOR, Error, Place, Warned, catalogue::package, terms};
use crate::ooxml::{Element, Extent, Ns, PackageEdit, PackageKind, Splice, escape_text};
use crate::read::docx::docx_to_whereabouts;

/// A Word document with changes made in it.
///
/// # Errors
/// What reading it can't go on from; `not-editable` where it is damaged.
pub fn fix_docx(bytes: &[u8], changes: &[Change], options: &AnnotateOptions<'_>) -> Result<Warned<Vec<u8>>, Error> {
    let whereabouts = docx_to_whereabouts(bytes, &options.docx)?;
    let mut edit = PackageEdit::open(bytes, PackageKind::Docx)?;
    let main = edit.main_part();
    let xml = edit.required_xml(&main)?;
    let damaged = || Error::from(package::not_editable(terms::SEEMS_DAMAGED)).at(Place::Part(main.clone()));
    let root = xml.root().ok_or_else(damaged)?;
    let mut splice = Splice::of(&xml);
    let mut next = 1 + last_id(root);
    let mut findings = Vec::new();
    for change in changes {
        let element = whereabouts.get(&change.place).and_then(|offset| root.descendant_at(offset));
        let made = element.and_then(|element| match change.place {
            Place::Paragraph(_) => match Passage::alone_in_paragraph(element, change) {
                Some(passage) => passage.replace(change, next, &mut splice),
                None => replace_part(element, change, next, &mut splice),
            },
            _ => Passage::alone_in(element.is(Ns::W, "tc").then_some(element)?, change)?.replace(
                change,
                next,
                &mut splice,
            ),
        });
        next += if made.is_some() { 2 } else { 0 };
        findings.push(if made.is_some() { change.made(terms::ACCEPT_CHANGE) } else { change.not_made() });
    }
    if !splice.is_idle() {
        let text = splice.finish();
        edit.put(&main, text);
    }
    let (value, said) = edit.finish()?;
    findings.extend(said);
    Ok(Warned { value, findings })
}

/// The largest id of the part's revisions, comments and bookmarks.
fn last_id(root: Element<'_>) -> u32 {
    let ids = root.descendants().filter_map(|element| element.attribute(Ns::W, "id")?.parse::<u32>().ok());
    ids.filter(|id| *id < i32::MAX as u32 / 2).max().unwrap_or(0)
}

/// The text of a cell that holds nothing else: its one paragraph with text, or the first of those that have none, and its runs.
struct Passage<'x> {
    paragraph: Element<'x>,
    runs: Vec<Element<'x>>,
}

impl<'x> Passage<'x> {
    /// The passage that a change replaces, if that is all the cell says.
    fn alone_in(cell: Element<'x>, change: &Change) -> Option<Self> {
        let mut passages = Vec::new();
        let mut text = String::new();
        for child in cell.children() {
            match (child.ns(), child.name()) {
                (Ns::W, "tcPr") => {}
                (Ns::W, "p") => {
                    let runs = plain_runs(child)?;
                    for run in &runs {
                        run.children().filter(|e| e.is(Ns::W, "t")).for_each(|t| text.push_str(&t.text()));
                    }
                    passages.push(Passage { paragraph: child, runs });
                }
                _ => return None,
            }
        }
        if !change.replaces(&text) {
            return None;
        }
        let mut with_text = passages.iter().filter(|passage| !passage.runs.is_empty());
        match (with_text.next(), with_text.next()) {
            (Some(only), None) => Some(Passage { paragraph: only.paragraph, runs: only.runs.clone() }),
            (None, _) => passages.into_iter().next(),
            _ => None,
        }
    }

    /// The passage that a change replaces, if that is all the paragraph says.
    fn alone_in_paragraph(paragraph: Element<'x>, change: &Change) -> Option<Self> {
        let runs = plain_runs(paragraph)?;
        let texts = runs.iter().flat_map(|run| run.children()).filter(|e| e.is(Ns::W, "t"));
        let text: String = texts.map(|t| t.text()).collect();
        change.replaces(&text).then_some(Passage { paragraph, runs })
    }

    /// Makes a change here, its revisions numbered from `id`; `None` where that can't be done.
    fn replace(&self, change: &Change, id: u32, splice: &mut Splice<'_>) -> Option<()> {
        let paragraph = Extent::of(self.paragraph)?;
        let source = self.paragraph.xml().source();
        let w = paragraph.prefix().to_owned();
        // Attributes of WordprocessingML have a prefix.
        if w.is_empty() {
            return None;
        }
        let looks = match self.runs.first() {
            Some(run) => run.child(Ns::W, "rPr"),
            None => self.paragraph.child(Ns::W, "pPr").and_then(|p| p.child(Ns::W, "rPr")),
        };
        let looks = looks.filter(|looks| !looks.children().any(is_revision)).and_then(Extent::of);
        let looks = looks.and_then(|looks| source.get(looks.whole)).unwrap_or_default();
        let (mut extents, mut texts) = (Vec::new(), Vec::new());
        // Runs that say nothing stay: a deletion of nothing would be one to accept or reject.
        for run in self.runs.iter().filter(|_| !change.is_of_blank()) {
            extents.push(Extent::of(*run)?);
            for text in run.children().filter(|e| e.is(Ns::W, "t")) {
                texts.push(Extent::of(text)?);
            }
        }
        let inserted = format!(
            "<{w}ins {w}id=\"{}\" {w}author=\"{ANNOTATOR}\"><{w}r>{looks}<{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}ins>",
            id + 1,
            escape_text(&change.new)
        );
        let (Some(first), Some(last)) = (extents.first(), extents.last()) else {
            splice.insert_last(&paragraph, inserted);
            return Some(());
        };
        splice.insert(first.whole.start, format!("<{w}del {w}id=\"{id}\" {w}author=\"{ANNOTATOR}\">"));
        for text in texts {
            let tag = text.whole.start + 1;
            splice.replace(tag..tag + text.name.len(), format!("{w}delText"));
            if !text.is_empty_tag {
                splice.replace(text.content.end..text.whole.end, format!("</{w}delText>"));
            }
        }
        splice.insert(last.whole.end, format!("</{w}del>{inserted}"));
        Some(())
    }
}

/// The runs of a paragraph with text, if it has nothing but such runs, one after the other, and marks that say nothing.
fn plain_runs(paragraph: Element<'_>) -> Option<Vec<Element<'_>>> {
    let mut runs: Vec<Element<'_>> = Vec::new();
    let mut is_parted = false;
    for child in paragraph.children() {
        match (child.ns(), child.name()) {
            (Ns::W, "pPr") => {
                let looks = child.child(Ns::W, "rPr");
                if looks.is_some_and(|looks| looks.children().any(is_revision)) {
                    return None;
                }
            }
            (Ns::W, "r") => {
                let is_plain = |e: Element<'_>| e.is(Ns::W, "rPr") || e.is(Ns::W, "t");
                let is_mark = |e: Element<'_>| e.is(Ns::W, "rPr") || e.is(Ns::W, "commentReference");
                if child.children().any(|e| e.is(Ns::W, "t")) && child.children().all(is_plain) {
                    if is_parted && !runs.is_empty() {
                        return None;
                    }
                    runs.push(child);
                } else if child.children().all(is_mark) {
                    is_parted = true;
                } else {
                    return None;
                }
            }
            (Ns::W, "proofErr" | "bookmarkStart" | "bookmarkEnd" | "commentRangeStart" | "commentRangeEnd") => {
                is_parted = !runs.is_empty();
            }
            _ => return None,
        }
    }
    Some(runs)
}

fn is_revision(element: Element<'_>) -> bool {
    matches!(element.name(), "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange")
}
