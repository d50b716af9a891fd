//! `w:altChunk` (ECMA-376 §17.17.2.1): a file of another kind in the flow. Word documents and web pages are read with all they
//! hold, web pages and rich text by readers given from above; plain text is read line by line.

use crate::document::{Block, Content, Document, Inline, Media, Paragraph};
use crate::finding::catalogue::{docx, package};
use crate::finding::{Error, Origin, Place, Warned};
use crate::ooxml::{Element, Ns, Target};
use crate::read::docx::budget::{Budget, cells_of};
use crate::read::docx::revision::TrackedChanges;
use crate::read::docx::style::properties::ParagraphProperties;
use crate::read::docx::tree::{Item, WordParagraph};
use crate::read::docx::walker::{Story, Walker};
use crate::read::docx::{read_document, read_rich_text};
use crate::read::encoding::bytes_to_text;
use std::collections::BTreeMap;

/// Whether a file is no text at all: nothing, or bytes that no text begins with.
fn is_binary(bytes: &[u8]) -> bool {
    const HEAD_BYTES: usize = 1024;
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let is_wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    head.is_empty()
        || (!is_wide && (head.contains(&0xFF) || head.iter().filter(|byte| **byte == 0).count() * 4 > head.len() * 3))
}

/// Whether text has no tags, and no fields of a message at its beginning.
fn is_plain_text(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).take(64).collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let fields = ["mime-version:", "content-type:", "from:", "subject:", "snapshot-content-location:"];
    let is_message = fields.iter().any(|field| head.trim_start_matches('\u{FEFF}').trim_start().starts_with(field));
    let is_tag =
        |pair: &[u8]| matches!(pair, [b'<', next] if next.is_ascii_alphabetic() || matches!(next, b'!' | b'/'));
    let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    !is_message && !bytes.windows(2).any(is_tag)
}

impl Walker<'_, '_> {
    /// Reads the file an `w:altChunk` names.
    pub(crate) fn alternative_chunk(
        &mut self,
        element: Element<'_>,
        story: &Story<'_>,
        items: &mut Vec<Item>,
    ) -> Result<(), Error> {
        let place = self.here(story);
        let relationship = element.attribute(Ns::R, "id").and_then(|id| story.part.relationships.get(id));
        let name = match relationship.map(|r| &r.target) {
            Some(Target::Part(name) | Target::External(name)) => name.clone(),
            None => String::new(),
        };
        let bytes = self.embedded_bytes(&name)?.unwrap_or_default();
        if bytes.starts_with(b"PK") {
            let read = |changes, budget: &mut Budget| read_document(&bytes, changes, budget);
            return self.embedded_document(read, &name, place, items);
        }
        if bytes.starts_with(b"{\\rtf") {
            let Some(reader) = self.budget.readers.rich_text else {
                self.adopt_document(None, &name, place, items);
                return Ok(());
            };
            let read = |changes, budget: &mut Budget| read_rich_text(&bytes, reader, changes, budget);
            return self.embedded_document(read, &name, place, items);
        }
        if is_binary(&bytes) {
            return self.embedded_lines(None, &name, place, story, items);
        }
        if !is_plain_text(&bytes) {
            let read = self.budget.readers.page.map(|read| read(&bytes));
            return self.embedded_page(read, &name, place, items);
        }
        let mut findings = Vec::new();
        let text = bytes_to_text(&bytes, None, &mut findings);
        self.findings.extend(findings.into_iter().map(|finding| finding.at(place.clone())));
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        self.embedded_lines(Some(lines), &name, place, story, items)
    }

    /// The lines of a file of which nothing but text is read; `None` where it can't be read.
    fn embedded_lines(
        &mut self,
        lines: Option<Vec<String>>,
        name: &str,
        place: Place,
        story: &Story<'_>,
        items: &mut Vec<Item>,
    ) -> Result<(), Error> {
        let Some(lines) = lines else {
            self.findings.push(docx::embedded_file_left_out(name).at(place));
            return Ok(());
        };
        self.findings.push(docx::embedded_file_as_text(name).at(place));
        self.budget.paragraphs(lines.len())?;
        for line in lines {
            let place = self.begin_paragraph(story);
            let kind =
                self.surroundings.styles.paragraph_kind(&ParagraphProperties::default(), self.around.cell.as_ref());
            let parts = vec![vec![Inline::text(line)]];
            items.push(Item::Paragraph(Box::new(WordParagraph::plain(kind, parts, place))));
        }
        Ok(())
    }

    /// A web page in the flow: all its blocks.
    fn embedded_page(
        &mut self,
        read: Option<Result<Warned<Document>, Error>>,
        name: &str,
        place: Place,
        items: &mut Vec<Item>,
    ) -> Result<(), Error> {
        let read = match read {
            Some(Err(error)) if error.is(package::LIMIT_EXCEEDED) => return Err(error),
            read => read.and_then(Result::ok),
        };
        if let Some(read) = &read {
            self.budget.paragraphs(cells_of(&read.value.blocks).saturating_add(read.value.blocks.len()))?;
        }
        self.adopt_document(read, name, place, items);
        Ok(())
    }

    /// The bytes of an embedded file, counted against what may be read of such; `None` where it is not there.
    pub(crate) fn embedded_bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let bytes = self.package.part(name)?;
        self.budget.file(bytes.as_ref().map_or(0, Vec::len))?;
        Ok(bytes)
    }

    /// Blocks of an embedded workbook, which has no pictures, given the place it stands at.
    pub(crate) fn adopted_blocks(&self, mut blocks: Vec<Block>, place: &Place) -> Vec<Block> {
        adopt(&mut blocks, place, &BTreeMap::new());
        blocks
    }

    /// A Word document in the flow, or what is read as one: all its blocks, with its own styles and numbers.
    fn embedded_document(
        &mut self,
        read: impl FnOnce(TrackedChanges, &mut Budget) -> Result<Warned<Document>, Error>,
        name: &str,
        place: Place,
        items: &mut Vec<Item>,
    ) -> Result<(), Error> {
        let read = match self.budget.depth {
            0 => None,
            _ => {
                let outer = self.budget.nesting;
                self.budget.depth -= 1;
                self.budget.nesting = self.around.nesting;
                self.budget.inflated = self.package.inflated();
                let read = read(self.changes, &mut self.budget);
                self.package.go_on_from(self.budget.inflated);
                self.budget.depth += 1;
                self.budget.nesting = outer;
                match read {
                    Err(error) if error.is(package::LIMIT_EXCEEDED) => return Err(error),
                    read => read.ok(),
                }
            }
        };
        self.adopt_document(read, name, place, items);
        Ok(())
    }

    /// Puts what was read of an embedded document where it stands; `None` where it can't be read.
    fn adopt_document(&mut self, read: Option<Warned<Document>>, name: &str, place: Place, items: &mut Vec<Item>) {
        let Some(Warned { value: Document { mut blocks, media, .. }, findings }) = read else {
            self.findings.push(docx::embedded_file_left_out(name).at(place));
            return;
        };
        self.findings.push(docx::embedded_document_read(name).at(place.clone()));
        self.findings.extend(findings.into_iter().map(|finding| finding.at(place.clone())));
        let ids = self.adopt_media(media);
        adopt(&mut blocks, &place, &ids);
        items.push(Item::Blocks(blocks));
    }

    /// Takes pictures over under ids that are free here; old ids → new ones.
    fn adopt_media(&mut self, media: Media) -> BTreeMap<String, String> {
        let mut ids = BTreeMap::new();
        for (id, medium) in media {
            let (stem, extension) = id.rsplit_once('.').unwrap_or((&id, "bin"));
            let mut free = id.clone();
            let mut count = 1;
            while self.embedded.media.contains_key(&free) {
                count += 1;
                free = format!("{stem}-{count}.{extension}");
            }
            self.embedded.media.insert(free.clone(), medium);
            ids.insert(id, free);
        }
        ids
    }
}

/// Gives blocks the place of the file they came in and the ids their pictures have now. In cells and notes there are no
/// headings and pages.
fn adopt(blocks: &mut Vec<Block>, place: &Place, ids: &BTreeMap<String, String>) {
    let in_flow = matches!(place, Place::Paragraph(_));
    blocks.retain(|block| in_flow || !matches!(block, Block::Break(_)));
    let renamed = |id: &mut String| {
        if let Some(new) = ids.get(id) {
            id.clone_from(new);
        }
    };
    for block in blocks {
        let origin = Origin::at(place.clone());
        match block {
            Block::Heading(heading) if !in_flow => {
                let content = adopted(std::mem::take(&mut heading.content), place, ids);
                *block = Block::Paragraph(Paragraph { content, origin, ..Paragraph::default() });
            }
            Block::Heading(heading) => {
                heading.content = adopted(std::mem::take(&mut heading.content), place, ids);
                heading.origin = origin;
            }
            Block::Paragraph(paragraph) => {
                paragraph.content = adopted(std::mem::take(&mut paragraph.content), place, ids);
                paragraph.origin = origin;
            }
            Block::List(list) => {
                list.items.iter_mut().for_each(|item| adopt(&mut item.content, place, ids));
                list.origin = origin;
            }
            Block::Table(grid) => {
                for cell in grid.cells_mut() {
                    adopt(&mut cell.content, place, ids);
                    cell.origin = origin.clone();
                }
                grid.origin = origin;
            }
            Block::Figure(figure) => {
                renamed(&mut figure.media);
                figure.origin = origin;
            }
            Block::Chart(_) | Block::Break(_) => {}
        }
    }
}

fn adopted(content: Content, place: &Place, ids: &BTreeMap<String, String>) -> Content {
    let mut inlines = content.into_inlines();
    for inline in &mut inlines {
        match inline {
            Inline::Text(_) | Inline::Formula(_) | Inline::Anchor(_) => {}
            Inline::Ruby(ruby) => ruby.base = adopted(std::mem::take(&mut ruby.base), place, ids),
            Inline::Revision(revision) => {
                revision.content = adopted(std::mem::take(&mut revision.content), place, ids);
            }
            Inline::Link(link) => link.content = adopted(std::mem::take(&mut link.content), place, ids),
            Inline::Image(image) => {
                if let Some(new) = ids.get(&image.media) {
                    image.media.clone_from(new);
                }
            }
            Inline::Note(note) => adopt(&mut note.content, place, ids),
        }
    }
    Content::new(inlines)
}
