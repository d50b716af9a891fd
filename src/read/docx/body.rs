//! Stories (ECMA-376 §17.2: body, notes, text boxes) → [`Item`]s: paragraphs and tables with tracked changes accepted, one
//! branch of alternate content taken and wrappers (content controls, custom XML, smart tags) looked through.

use super::revision::{ChangeMark, TrackedChanges};
use super::style::properties::{ParagraphProperties, RunProperties};
use super::style::styles::ParagraphKind;
use super::style::tabs::positional;
use super::text::builder::Builder;
use super::text::field;
use super::tree::{Item, WordParagraph};
use super::walker::{Story, Walker};
use super::wml::{anchor_name, is_on, quote, raw_text, understood_branch, value};
use crate::document::{Break, Inline, TabStop};
use crate::finding::{Error, Place, catalogue::docx, catalogue::package, terms};
use crate::ooxml::{Element, Ns, Target, own_styles};

/// How deep tables and text boxes may nest in each other.
const MAX_NESTING: usize = 24;

impl<'p, 'b> Walker<'p, 'b> {
    /// Reads what stands one below the other in `container`.
    pub(super) fn items<'x>(
        &mut self,
        container: Element<'x>,
        story: &mut Story<'x>,
        items: &mut Vec<Item>,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        self.around.nesting += 1;
        if self.around.nesting > MAX_NESTING {
            let limit = terms::TABLE_DEPTH;
            return Err(package::limit_exceeded(limit, MAX_NESTING, self.around.nesting).into());
        }
        let mut open = vec![(container.children(), false)];
        while let Some((children, is_change)) = open.last_mut() {
            let Some(child) = children.next() else {
                if *is_change {
                    self.around.revisions.pop();
                }
                open.pop();
                continue;
            };
            match (child.ns(), child.name()) {
                (Ns::W, "p") => self.paragraph(child, story, items)?,
                (Ns::W, "tbl") => {
                    self.flush_carried(story, items);
                    self.table(child, story, items)?;
                }
                (Ns::W, "sdt") => {
                    let place = self.here(story);
                    if let Some(content) = self.control_content(child, &place)? {
                        open.push((content.children(), false));
                    }
                }
                (Ns::W, "ins" | "moveTo" | "del" | "moveFrom") => {
                    let place = self.here(story);
                    if let Some(mark) = self.change(child, &place) {
                        let keeps = self.changes == TrackedChanges::Keep;
                        if keeps {
                            self.push_revision(mark)?;
                        }
                        open.push((child.children(), keeps));
                    }
                }
                (Ns::W, "altChunk") => self.alternative_chunk(child, story, items)?,
                (Ns::W, "bookmarkStart") => self.anchors.pending.extend(anchor_name(child)),
                (Ns::W, "subDoc") => {
                    let place = self.here(story);
                    self.name_subdocument(child, story, place)?;
                }
                (Ns::Compatibility, "AlternateContent") => {
                    let place = self.here(story);
                    open.extend(self.branch(child, place)?.map(|branch| (branch.children(), false)));
                }
                (Ns::W, "sectPr" | "tblPr" | "tcPr" | "sdtPr" | "pPr" | "rPr") => {}
                // Runs and the like outside any paragraph: damage, but text all the same.
                (Ns::W, "r" | "hyperlink" | "fldSimple" | "t" | "drawing" | "pict" | "object") | (Ns::Math, _) => {
                    self.loose_runs(child, story, items)?;
                }
                _ => open.push((child.children(), false)),
            }
        }
        self.flush_carried(story, items);
        self.around.nesting -= 1;
        Ok(())
    }

    /// Names a part of a master document (§17.17.2.1), which is a file of its own.
    pub(super) fn name_subdocument(
        &mut self,
        anchor: Element<'_>,
        story: &Story<'_>,
        place: Place,
    ) -> Result<(), Error> {
        let id = anchor.attribute(Ns::R, "id").unwrap_or_default();
        let target = story.part.relationships.get(id).map(|r| match &r.target {
            Target::Part(name) | Target::External(name) => name.as_str(),
        });
        self.budget.name(target.unwrap_or(id).len())?;
        self.findings.push(docx::subdocument_left_out(target.unwrap_or(id)).at(place));
        Ok(())
    }

    /// Counts a change in text; its mark, where what was changed is read.
    pub(super) fn change(&mut self, element: Element<'_>, place: &Place) -> Option<ChangeMark> {
        let mark = ChangeMark::of(element)?;
        let reads = self.changes.reads(mark.change);
        let text = if reads { String::new() } else { quote(&raw_text(element)) };
        self.tally(mark.change).add(place, &text);
        reads.then_some(mark)
    }

    /// What is in a content control (§17.5.2), unless that is a generated table of contents or the control's own prompt.
    ///
    /// # Errors
    /// `limit-exceeded` where long texts stand in many controls, each a prompt.
    pub(super) fn control_content<'x>(
        &mut self,
        control: Element<'x>,
        place: &Place,
    ) -> Result<Option<Element<'x>>, Error> {
        let Some(content) = control.child(Ns::W, "sdtContent") else { return Ok(None) };
        let Some(properties) = control.child(Ns::W, "sdtPr") else { return Ok(Some(content)) };
        let gallery = properties.child(Ns::W, "docPartObj").and_then(|part| value(part, "docPartGallery"));
        if gallery == Some("Table of Contents") {
            self.tallies.contents_list.add(place, &quote(&raw_text(content)));
            return Ok(None);
        }
        if !properties.child(Ns::W, "showingPlcHdr").is_some_and(is_on) {
            return Ok(Some(content));
        }
        let text = quote(&raw_text(content));
        self.budget.name(text.len())?;
        // WPS leaves the mark where text has been typed: a prompt has its own character style.
        if self.surroundings.styles.is_prompt(content) {
            if !text.is_empty() {
                self.findings.push(docx::prompt_left_out(text).at(place.clone()));
            }
            return Ok(None);
        }
        if !text.is_empty() {
            self.findings.push(docx::prompt_unclear(text).at(place.clone()));
        }
        Ok(Some(content))
    }

    /// A paragraph whose end was deleted and that nothing follows stays a paragraph.
    fn flush_carried(&mut self, story: &mut Story<'_>, items: &mut Vec<Item>) {
        let parts = std::mem::take(&mut story.carried);
        let after = std::mem::take(&mut story.carried_after);
        if parts.iter().all(Vec::is_empty) && after.is_empty() {
            return;
        }
        let kind = self.surroundings.styles.paragraph_kind(&ParagraphProperties::default(), self.around.cell.as_ref());
        let place = self.here(story);
        items.push(Item::Paragraph(Box::new(WordParagraph { after, ..WordParagraph::plain(kind, parts, place) })));
    }

    /// A paragraph to be read, with the bookmarks that stand before it.
    pub(super) fn builder(&mut self, kind: ParagraphKind, place: Place) -> Builder {
        let mut builder = Builder::new(kind, place);
        builder.revisions.clone_from(&self.around.revisions);
        for name in std::mem::take(&mut self.anchors.pending) {
            self.anchors.are_there = true;
            builder.push(Inline::Anchor(name));
        }
        builder
    }

    pub(super) fn begin_paragraph(&mut self, story: &Story<'_>) -> Place {
        if story.place.is_none() {
            self.counts.paragraphs += 1;
        }
        self.here(story)
    }

    /// The branch of alternate content that is read; what another says besides is named.
    pub(super) fn branch<'x>(&mut self, alternatives: Element<'x>, place: Place) -> Result<Option<Element<'x>>, Error> {
        self.name_unread_branches(alternatives, place)?;
        Ok(understood_branch(alternatives))
    }

    /// Names the text of branches that are not read, where the one that is read does not say it.
    ///
    /// # Errors
    /// `limit-exceeded` where long texts stand in many of them, each in the other.
    pub(super) fn name_unread_branches(&mut self, alternatives: Element<'_>, place: Place) -> Result<(), Error> {
        let text = |branch: Element<'_>| branch.children().map(raw_text).collect::<Vec<_>>().join(" ");
        let compact = |branch| text(branch).chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let read = understood_branch(alternatives);
        let said = read.map(compact).unwrap_or_default();
        self.budget.name(said.len())?;
        for branch in alternatives.children() {
            let is_read = read.is_some_and(|read| read.ordinal() == branch.ordinal());
            let symbols = read.is_some_and(|read| read.children().any(|e| e.is(Ns::WordExtension, "symEx")));
            if !is_read && !symbols && !said.contains(&compact(branch)) {
                self.findings.push(docx::branch_left_out(quote(&text(branch))).at(place.clone()));
            }
        }
        Ok(())
    }

    fn loose_runs<'x>(
        &mut self,
        element: Element<'x>,
        story: &mut Story<'x>,
        items: &mut Vec<Item>,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        let kind = self.surroundings.styles.paragraph_kind(&ParagraphProperties::default(), self.around.cell.as_ref());
        let place = self.begin_paragraph(story);
        let mut builder = self.builder(kind, place);
        self.inline(element, story, &mut builder)?;
        let (paragraph, _) = self.finish(builder)?;
        if !paragraph.parts.iter().all(Vec::is_empty) || !paragraph.after.is_empty() {
            items.push(Item::Paragraph(Box::new(paragraph)));
        }
        Ok(())
    }

    fn paragraph<'x>(&mut self, element: Element<'x>, story: &mut Story<'x>, items: &mut Vec<Item>) -> Result<(), Error>
    where
        'p: 'x,
    {
        let place = self.begin_paragraph(story);
        if self.around.in_note.is_none() {
            self.whereabouts.paragraph(&place, element, story.place.is_none());
        }
        let properties = element.child(Ns::W, "pPr");
        let holding = self.changes.properties(properties, "pPrChange", "pPr");
        let direct = holding.map(ParagraphProperties::read).unwrap_or_default();
        let kind = self.surroundings.styles.paragraph_kind(&direct, self.around.cell.as_ref());
        let mark = ChangeMark::among(properties.and_then(|p| p.child(Ns::W, "rPr")));
        let was_in_list = story.in_contents_list();
        let mut builder = self.builder(kind, place.clone());
        self.go_on(story, &mut builder)?;
        self.inlines(element, story, &mut builder)?;
        let (mut paragraph, repeated) = self.finish(builder)?;
        self.label(&mut paragraph, properties)?;
        // What stands in cells, notes and boxes has edges of its own.
        if story.place.is_none() && self.around.in_note.is_none() && self.around.nesting == 1 {
            paragraph.tabs = self.tab_stops(element, &paragraph);
        }
        let says_nothing = paragraph.parts.iter().all(Vec::is_empty) && paragraph.after.is_empty();
        if says_nothing && (was_in_list || repeated) {
            return Ok(());
        }
        if paragraph.kind.contents_title && paragraph.after.is_empty() {
            let text = crate::document::Content::new(paragraph.parts.concat()).plain_text();
            self.tallies.contents_list.add(&place, &quote(&text));
            return Ok(());
        }
        if let Some(mark) = &mark {
            self.tally(mark.change).add(&place, "");
        }
        // A paragraph whose end is gone goes on in the next; so does the letter that is set large at its beginning.
        if mark.is_some_and(|mark| !self.changes.reads(mark.change)) || is_drop_cap(properties) {
            story.carried = paragraph.parts;
            story.carried_after = paragraph.after;
            return Ok(());
        }
        let ends_section = properties.is_some_and(|p| p.child(Ns::W, "sectPr").is_some()) && story.place.is_none();
        if self.end_pages(&mut paragraph, ends_section, says_nothing) == Kept::No {
            return Ok(());
        }
        self.budget.runs(paragraph.parts.iter().map(Vec::len).sum())?;
        items.push(Item::Paragraph(Box::new(paragraph)));
        Ok(())
    }

    /// The tab stops of a paragraph of the body, if it has tabs: its own, or those that its tabs say themselves.
    fn tab_stops(&self, element: Element<'_>, paragraph: &WordParagraph) -> Vec<TabStop> {
        let is_tabbed = |inline: &Inline| matches!(inline, Inline::Text(run) if run.text.contains('\t'));
        if !paragraph.parts.iter().flatten().any(is_tabbed) {
            return Vec::new();
        }
        let mut stops = self.sections.text_width().map(|width| paragraph.kind.tabs.on(width)).unwrap_or_default();
        element.walk(|child| {
            if child.is(Ns::W, "ptab") {
                stops.extend(positional(child));
            }
            true
        });
        stops.sort_by_key(|stop| stop.at);
        stops.dedup_by_key(|stop| stop.at);
        stops.truncate(TabStop::MOST);
        stops
    }

    /// What the paragraph before left to this one: its text where its end was deleted, and a link that goes on.
    fn go_on(&mut self, story: &mut Story<'_>, builder: &mut Builder) -> Result<(), Error> {
        let carried = std::mem::take(&mut story.carried);
        if !carried.is_empty() {
            let anchors = std::mem::replace(&mut builder.parts, carried);
            if let Some(last) = builder.parts.last_mut() {
                last.extend(anchors.into_iter().flatten());
                builder.carried = last.len();
            }
        }
        builder.after = std::mem::take(&mut story.carried_after);
        // A link that goes on from the paragraph before.
        if let Some(field::FieldKind::Link(target)) =
            story.fields.iter().find(|field| field.linked).and_then(|field| field.result.clone())
        {
            self.open_link(target, story, builder)?;
        }
        Ok(())
    }

    /// Counts what the label of a paragraph copies, and looks whether it is shown.
    fn label(&mut self, paragraph: &mut WordParagraph, properties: Option<Element<'_>>) -> Result<(), Error> {
        let kind = &paragraph.kind;
        let labels = &self.surroundings.definitions;
        let label = kind.numbering.as_deref().and_then(|id| labels.run(id, kind.level, kind.style.as_deref()));
        let copied = [kind.numbering.as_deref(), kind.style.as_deref()].into_iter().flatten().map(str::len);
        let copied = copied.sum::<usize>() + labels.weight(kind);
        self.budget.name(copied)?;
        self.budget.paragraphs(1)?;
        if let Some(label) = label {
            // Over how the paragraph's end looks (§17.9.24).
            let end = properties.and_then(|p| p.child(Ns::W, "rPr")).map(RunProperties::read).unwrap_or_default();
            paragraph.hidden_label = self.hidden(kind, &label.over(&end))?;
        }
        Ok(())
    }

    /// Ends pages after a paragraph where its section does, or the writer's own empty paragraphs say so; of those that say nothing
    /// else none is kept.
    fn end_pages(&mut self, paragraph: &mut WordParagraph, ends_section: bool, says_nothing: bool) -> Kept {
        if ends_section {
            paragraph.ends_page = self.sections.end();
        }
        let own = paragraph.kind.style.as_deref().and_then(|style| SPACES.iter().find(|(own, _)| *own == style));
        if let Some((_, space)) = own.filter(|_| says_nothing) {
            if *space == Space::Turn && !ends_section {
                self.sections.begin_as_needed();
            }
            paragraph.ends_page = match space {
                Space::Gap => paragraph.ends_page,
                Space::Turn => None,
                Space::Break(begins) => paragraph.ends_page.map(|_| *begins),
            };
            if paragraph.ends_page.is_none() && !paragraph.kind.page_break_before {
                return Kept::No;
            }
            paragraph.parts.clear();
        }
        Kept::Yes
    }
}

/// Whether a paragraph stays in the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Yes,
    No,
}

/// Whether a paragraph is a letter set large (§17.3.1.11), which begins the next one.
fn is_drop_cap(properties: Option<Element<'_>>) -> bool {
    let frame = properties.and_then(|p| p.child(Ns::W, "framePr"));
    frame.is_some_and(|frame| matches!(frame.attribute(Ns::W, "dropCap"), Some("drop" | "margin")))
}

/// What an empty paragraph the DOCX writer puts in is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// The space around a table.
    Gap,
    /// The end of the pages before or after one turned for a wide table.
    Turn,
    /// The end of pages where this break stands, whatever lies how.
    Break(Break),
}

/// The styles of such paragraphs; where one has no text, it says nothing.
const SPACES: [(&str, Space); 7] = [
    (own_styles::FOOT_TIE, Space::Gap),
    (own_styles::TABLE_GAP, Space::Gap),
    (own_styles::TABLE_GAP_ABOVE, Space::Gap),
    (own_styles::PAGE_TURN, Space::Turn),
    (own_styles::PAGE_TURN_AND_BREAK, Space::Break(Break::Page)),
    (own_styles::PAGE_TURNED, Space::Break(Break::Turned)),
    (own_styles::PAGE_UPRIGHT, Space::Break(Break::Upright)),
];
