//! The inside of paragraphs: runs, links, fields, notes, symbols (ECMA-376 §17.3).

use super::appearance::Hidden;
use super::builder::Builder;
use super::math::math_to_text;
use super::mathml::math_to_mathml;
use crate::document::{Appearance, Change, Content, Formula, Inline, Note, NoteKind, Ruby, Text, chinese_and_letters};
use crate::finding::{ANNOTATOR, Error, Place, catalogue::docx, catalogue::package, terms};
use crate::ooxml::{Element, Ns, Target};
use crate::read::docx::budget::MAX_CHANGES;
use crate::read::docx::flow::items_to_blocks;
use crate::read::docx::revision::{ChangeMark, TrackedChanges};
use crate::read::docx::style::properties::RunProperties;
use crate::read::docx::style::theme::Theme;
use crate::read::docx::surroundings::{COMMENTS, note_part};
use crate::read::docx::tree::{Item, WordParagraph};
use crate::read::docx::walker::{Story, Walker};
use crate::read::docx::wml::{anchor_name, quote, raw_text};
use crate::read::symbol::symbol_to_unicode;
use std::borrow::Cow;

/// What to do when the inside of a wrapper has been read.
enum Exit {
    Nothing,
    CloseLink,
    CloseField,
    CloseChange(Change),
    CloseOverride,
}

/// What a direction override (§17.3.2.3) is in plain text: what stands in it is shown in another order than it is stored.
const OVERRIDE: &str = "\u{202E}";
const OVERRIDE_END: &str = "\u{202C}";

impl<'p> Walker<'p, '_> {
    /// A paragraph that has been read, and whether something was left out of it that repeats the rest.
    pub(crate) fn finish(&mut self, mut builder: Builder) -> Result<(WordParagraph, bool), Error> {
        builder.close_link();
        let Builder { kind, mut parts, after, place, repeated, look, fonts, carried, hidden, raised, line, .. } =
            builder;
        let hidden = hidden.iter().filter(|(_, text)| !text.trim().is_empty());
        self.findings.extend(hidden.map(|(why, text)| why.dropped(text, &place)));
        self.findings.extend(line.hardly_seen.iter().map(|(why, text)| why.read(quote(text)).at(place.clone())));
        parts.iter_mut().for_each(|part| raised.settle(part));
        let none = Theme::default();
        let first = parts.len().saturating_sub(fonts.len());
        for (index, (part, fonts)) in parts.iter_mut().skip(first).zip(&fonts).enumerate() {
            let theme = if fonts.is_mixed() { self.theme()? } else { &none };
            let settled = if index == 0 { carried.min(part.len()) } else { 0 };
            fonts.settle(theme, part.get_mut(settled..).unwrap_or_default());
        }
        Ok((WordParagraph { after, look, ..WordParagraph::plain(kind, parts, place) }, repeated))
    }

    /// Reads the children of a paragraph, or of what stands in one.
    pub(crate) fn inlines<'x>(
        &mut self,
        container: Element<'x>,
        story: &mut Story<'x>,
        builder: &mut Builder,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        let mut open = vec![(container.children(), Exit::Nothing)];
        while let Some((children, _)) = open.last_mut() {
            let Some(child) = children.next() else {
                match open.pop() {
                    Some((_, Exit::CloseLink)) => builder.close_link(),
                    Some((_, Exit::CloseField)) => self.end_field(&RunProperties::default(), story, builder)?,
                    Some((_, Exit::CloseChange(change))) => self.leave_change(change, builder),
                    Some((_, Exit::CloseOverride)) => {
                        self.text(OVERRIDE_END, &RunProperties::default(), story, builder)?;
                    }
                    _ => {}
                }
                continue;
            };
            let mut enter = |exit| open.push((child.children(), exit));
            match (child.ns(), child.name()) {
                (Ns::W, "r") => self.inline(child, story, builder)?,
                (Ns::W, "hyperlink") => {
                    let linked = match self.link_target(child, story) {
                        Some(target) => self.open_link(target, story, builder)?,
                        None => false,
                    };
                    enter(if linked { Exit::CloseLink } else { Exit::Nothing });
                }
                (Ns::W, "fldSimple") => {
                    self.simple_field(child, story, builder)?;
                    enter(Exit::CloseField);
                }
                (Ns::W, "sdt") => {
                    if let Some(content) = self.control_content(child, &builder.place)? {
                        open.push((content.children(), Exit::Nothing));
                    }
                }
                (Ns::W, "ins" | "moveTo" | "del" | "moveFrom") => {
                    if let Some(mark) = self.change(child, &builder.place) {
                        enter(Exit::CloseChange(mark.change));
                        self.enter_change(mark, builder)?;
                    }
                }
                (Ns::W, "bookmarkStart") => self.anchor(child, story, builder),
                (Ns::Compatibility, "AlternateContent") => {
                    let place = builder.place.clone();
                    open.extend(self.branch(child, place)?.map(|branch| (branch.children(), Exit::Nothing)));
                    self.extended_charts(child, story, builder)?;
                }
                (Ns::W, "subDoc") => {
                    let place = builder.place.clone();
                    self.name_subdocument(child, story, place)?;
                }
                (Ns::W, "bdo") if child.attribute(Ns::W, "val") == Some("rtl") => {
                    self.text(OVERRIDE, &RunProperties::default(), story, builder)?;
                    enter(Exit::CloseOverride);
                }
                (Ns::Math, "oMathPara") => {
                    // Each of its formulas stands on a line of its own.
                    for formula in child.children().filter(|e| e.is(Ns::Math, "oMath")) {
                        self.formula(formula, true, story, builder);
                    }
                }
                (Ns::Math, "oMath") => self.formula(child, false, story, builder),
                (Ns::W, "pPr" | "rPr" | "sdtPr" | "smartTagPr" | "customXmlPr") => {}
                (Ns::W, "p" | "tbl") => {
                    // A block inside a paragraph (damage, or a custom element around it): after it, then.
                    let mut items = std::mem::take(&mut builder.after);
                    self.block_inside(child, story, &mut items)?;
                    builder.after = items;
                }
                (Ns::W, _) if is_run_content(child.name()) => {
                    self.run_child(child, &RunProperties::default(), story, builder)?;
                }
                _ => enter(Exit::Nothing),
            }
        }
        Ok(())
    }

    fn block_inside<'x>(&mut self, child: Element<'x>, story: &Story<'x>, items: &mut Vec<Item>) -> Result<(), Error>
    where
        'p: 'x,
    {
        let place = self.here(story);
        let mut inner = Story::new(story.part, child, Some(place), self.changes);
        // `items` reads children, so a paragraph inside is read through its runs.
        self.items(child, &mut inner, items)
    }

    /// Reads one run, or another inline element standing alone.
    pub(crate) fn inline<'x>(
        &mut self,
        element: Element<'x>,
        story: &mut Story<'x>,
        builder: &mut Builder,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        match (element.ns(), element.name()) {
            (Ns::W, "r") => {}
            (Ns::Math, _) => {
                self.formula(element, element.name() == "oMathPara", story, builder);
                return Ok(());
            }
            (Ns::W, name) if is_run_content(name) => {
                return self.run_child(element, &RunProperties::default(), story, builder);
            }
            _ => return self.inlines(element, story, builder),
        }
        let properties = self.changes.properties(element.child(Ns::W, "rPr"), "rPrChange", "rPr");
        let properties = properties.map(RunProperties::read).unwrap_or_default();
        let outer = std::mem::replace(&mut builder.run, characters_of_run(element));
        let mut open = vec![element.children()];
        while let Some(children) = open.last_mut() {
            let Some(child) = children.next() else {
                open.pop();
                continue;
            };
            match (child.ns(), child.name()) {
                (Ns::Compatibility, "AlternateContent") => {
                    let place = builder.place.clone();
                    self.extended_charts(child, story, builder)?;
                    open.extend(self.branch(child, place)?.map(Element::children));
                }
                (Ns::W, "rPr") => {}
                _ => self.run_child(child, &properties, story, builder)?,
            }
        }
        builder.run = outer;
        Ok(())
    }

    fn run_child<'x>(
        &mut self,
        child: Element<'x>,
        properties: &RunProperties,
        story: &mut Story<'x>,
        builder: &mut Builder,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        if child.ns() == Ns::Math {
            self.formula(child, false, story, builder);
            return Ok(());
        }
        if child.is(Ns::WordExtension, "symEx") {
            return self.named_character(child, properties, story, builder);
        }
        match child.name() {
            "delText" if builder.deletions == 0 => {}
            "t" | "delText" => {
                let text = child.text();
                // White space at the ends counts only if the file says so; inside, any white space but a tab is a space.
                let text = match child.attribute(Ns::Xml, "space") {
                    Some("preserve") => &*text,
                    _ => text.trim_matches([' ', '\t', '\n', '\r']),
                };
                match text.contains(['\n', '\r']) {
                    true => {
                        let text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
                        self.text(&text, properties, story, builder)?;
                    }
                    false => self.text(text, properties, story, builder)?,
                }
            }
            "tab" | "ptab" => self.text("\t", properties, story, builder)?,
            "br" => match child.attribute(Ns::W, "type") {
                Some("page") if !story.shows() || story.in_contents_list() => {}
                Some("page") => {
                    // Within tables Word ignores page breaks.
                    if !matches!(builder.place, Place::Cell { .. } | Place::Note(_)) {
                        self.budget.name(builder.link.as_ref().map_or(0, |(target, _)| target.len()))?;
                        builder.break_page();
                    }
                }
                _ => self.text("\n", properties, story, builder)?,
            },
            "cr" => self.text("\n", properties, story, builder)?,
            "noBreakHyphen" => self.text("\u{2011}", properties, story, builder)?,
            "sym" | "symEx" => self.symbol(child, properties, story, builder)?,
            "fldChar" => self.field_character(child, properties, story, builder)?,
            "delInstrText" if builder.deletions == 0 => {}
            "instrText" | "delInstrText" => {
                if story.fields.last().is_some_and(|f| f.result.is_none()) {
                    self.instruct(&child.text(), properties, story, builder)?;
                }
            }
            "footnoteReference" | "endnoteReference" if story.shows() => {
                story.says();
                self.note(child, builder)?;
            }
            "bookmarkStart" => self.anchor(child, story, builder),
            "footnoteRef" | "endnoteRef" => builder.after_note_mark = true,
            "commentReference" => self.comment(child, builder)?,
            "ruby" if story.shows() => self.ruby(child, properties, story, builder)?,
            "drawing" | "pict" | "object" | "txbxContent" => {
                let (_, hidden) = self.surroundings.styles.marks(&builder.kind, properties);
                if !hidden && story.shows() {
                    story.says();
                    self.drawing(child, story, builder)?;
                } else {
                    // In hidden text, or in the instruction of a field: not shown.
                    builder.hide(Hidden::Vanished, &raw_text(child));
                }
            }
            "softHyphen" | "lastRenderedPageBreak" | "annotationRef" => {}
            // Runs in runs, and extensions: what text they hold is kept.
            "r" | "hyperlink" | "smartTag" | "sdt" => self.inlines(child, story, builder)?,
            "ins" | "moveTo" | "del" | "moveFrom" => {
                if let Some(mark) = self.change(child, &builder.place) {
                    let change = mark.change;
                    self.enter_change(mark, builder)?;
                    self.inlines(child, story, builder)?;
                    self.leave_change(change, builder);
                }
            }
            _ => {
                let text = raw_text(child);
                if !text.trim().is_empty() {
                    self.text(&text, properties, story, builder)?;
                }
            }
        }
        Ok(())
    }

    fn enter_change(&mut self, mark: ChangeMark, builder: &mut Builder) -> Result<(), Error> {
        builder.deletions += usize::from(mark.change == Change::Deleted);
        if self.changes == TrackedChanges::Keep {
            nest(&mut builder.revisions, mark)?;
        }
        Ok(())
    }

    /// What is read from here on stands in that change, too.
    pub(crate) fn push_revision(&mut self, mark: ChangeMark) -> Result<(), Error> {
        nest(&mut self.around.revisions, mark)
    }

    fn leave_change(&mut self, change: Change, builder: &mut Builder) {
        builder.deletions = builder.deletions.saturating_sub(usize::from(change == Change::Deleted));
        builder.revisions.pop();
    }

    /// Begins a link; where it leads to a place in the document, that place's bookmark is wanted. One inside another loses its
    /// address.
    ///
    /// # Errors
    /// `limit-exceeded` where long addresses are used again and again.
    pub(crate) fn open_link(
        &mut self,
        target: String,
        story: &Story<'_>,
        builder: &mut Builder,
    ) -> Result<bool, Error> {
        self.budget.name(target.len())?;
        if story.in_contents_list() {
            return Ok(builder.open_link(target));
        }
        if builder.link.as_ref().is_some_and(|(outer, _)| *outer != target) && story.shows() {
            self.findings.push(docx::link_in_link(&target).at(builder.place.clone()));
        }
        self.anchors.referred.extend(target.strip_prefix('#').map(str::to_owned));
        Ok(builder.open_link(target))
    }

    fn anchor(&mut self, bookmark: Element<'_>, story: &Story<'_>, builder: &mut Builder) {
        if let Some(name) = anchor_name(bookmark).filter(|_| story.shows() && !story.in_contents_list()) {
            self.anchors.are_there = true;
            builder.push_unmarked(Inline::Anchor(name));
        }
    }

    pub(crate) fn text(
        &mut self,
        text: &str,
        properties: &RunProperties,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        if !story.shows() {
            return self.instruct(text, properties, story, builder);
        }
        story.says();
        if let Some(merged) = story.fields.last_mut().and_then(|field| field.merged.as_mut()) {
            merged.push_str(text);
        }
        if story.in_contents_list() {
            builder.repeated = true;
            self.tallies.contents_list.add(&builder.place, text);
            return Ok(());
        }
        let text = match std::mem::take(&mut builder.after_note_mark) {
            true => text.strip_prefix(' ').unwrap_or(text),
            false => text,
        };
        let styles = &self.surroundings.styles;
        let (mut marks, vanishes) = styles.marks(&builder.kind, properties);
        let look = styles.look(&builder.kind, properties);
        // White space is seen in any colour.
        let appearance = match vanishes || text.trim().is_empty() {
            true => Appearance::default(),
            false => self.appearance(&look)?,
        };
        let vanishes = vanishes || story.is_in_hidden_result();
        let hidden = if vanishes { Some(Hidden::Vanished) } else { appearance.unseen().map(Hidden::Unseen) };
        if let Some(why) = hidden {
            builder.gap |= why.leaves_a_gap() && builder.last.is_some_and(|last| last.is_ascii_digit());
            builder.hide(why, text);
            return Ok(());
        }
        marks.color = match marks.color {
            Some(color) => self.kept_color(color, &look)?,
            None => None,
        };
        let is_meant = marks.position.is_some();
        marks.position = marks.position.or_else(|| look.raised_against(builder.largest));
        builder.raised.add(text, is_meant, marks.position.is_some());
        builder.largest = builder.largest.max(look.size);
        // Digits on both sides of what is not seen are not side by side.
        let is_gapped = std::mem::take(&mut builder.gap) && text.starts_with(|c: char| c.is_ascii_digit());
        let text = if is_gapped { Cow::Owned(format!(" {text}")) } else { Cow::Borrowed(text) };
        // Where figures stand, digits that are hardly seen are set apart from the others.
        let is_apart =
            builder.line.sets_apart(&text, appearance, marks.position) && matches!(builder.place, Place::Cell { .. });
        let text = if is_apart { Cow::Owned(format!("\n{text}")) } else { text };
        builder.last = text.chars().next_back();
        // What looks the same either way is not marked.
        marks.capitals = marks.capitals.filter(|_| text.contains(char::is_lowercase));
        builder.look.add(&text, marks.bold, look.size, look.font);
        let text = self.symbols(&text, properties, builder);
        // The letters of a symbol font are read as what they show.
        let latin = look.latin_font.filter(|_| properties.symbol_font.is_none());
        let font = match builder.has_font_marks() {
            true => builder.fonts.last_mut().and_then(|fonts| fonts.add(&text, builder.run, look.font, latin)),
            false => None,
        };
        builder.push(Inline::Text(Text { text, marks, font }));
        Ok(())
    }

    /// Text whose Latin letters may be set in a symbol font; of another font only the private-use characters are looked at.
    pub(crate) fn symbols(&mut self, text: &str, properties: &RunProperties, builder: &Builder) -> String {
        let (font, all) = match &properties.symbol_font {
            Some(font) => (font.as_str(), true),
            None if text.contains(|c| matches!(c, '\u{F000}'..='\u{F0FF}')) => ("Wingdings", false),
            None => return text.to_owned(),
        };
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            let code = u32::from(c);
            let private = (0xF000..=0xF0FF).contains(&code);
            let drawn = private || (all && (0x21..0x100).contains(&code));
            if !drawn {
                shown.push(c);
                continue;
            }
            match symbol_to_unicode(font, code) {
                Some(symbol) => shown.push(symbol),
                None => {
                    self.findings.push(docx::unknown_symbol(font, format!("{code:04X}")).at(builder.place.clone()));
                    shown.push('\u{FFFD}');
                }
            }
        }
        shown
    }

    fn symbol(
        &mut self,
        element: Element<'_>,
        properties: &RunProperties,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        // Beyond U+FFFF characters are in an element of their own ([MS-DOCX] 2.7.2).
        let ns = if element.name() == "symEx" { Ns::WordExtension } else { Ns::W };
        let font = element.attribute(ns, "font").unwrap_or_default();
        let code = element.attribute(ns, "char").unwrap_or_default();
        let number = u32::from_str_radix(code.trim(), 16).ok();
        let symbol = number.and_then(|number| {
            let own = || char::from_u32(number).filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}' | '\0'..='\u{1F}'));
            match crate::read::symbol::is_symbol_font(font) {
                true => symbol_to_unicode(font, number),
                false => own(),
            }
        });
        if symbol.is_none() {
            self.findings.push(docx::unknown_symbol(font, code).at(builder.place.clone()));
        }
        let mut plain = properties.clone();
        plain.symbol_font = None;
        self.text(symbol.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]), &plain, story, builder)
    }

    /// A character by its number, which older programs would not find in their fonts (`w16se:symEx`).
    fn named_character(
        &mut self,
        element: Element<'_>,
        properties: &RunProperties,
        story: &mut Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        let code = element.attribute(Ns::WordExtension, "char").unwrap_or_default();
        let character = u32::from_str_radix(code.trim(), 16).ok().and_then(char::from_u32).filter(|c| !c.is_control());
        if character.is_none() {
            let font = element.attribute(Ns::WordExtension, "font").unwrap_or_default();
            self.findings.push(docx::unknown_symbol(font, code).at(builder.place.clone()));
        }
        self.text(character.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]), properties, story, builder)
    }

    fn link_target(&self, element: Element<'_>, story: &Story<'_>) -> Option<String> {
        let anchor = element.attribute(Ns::W, "anchor").filter(|a| !a.is_empty());
        let relationship = element.attribute(Ns::R, "id").and_then(|id| story.part.relationships.get(id));
        let base = relationship.map(|r| match &r.target {
            Target::External(target) | Target::Part(target) => target.as_str(),
        });
        match (base, anchor) {
            (Some(base), Some(anchor)) => Some(format!("{base}#{anchor}")),
            (Some(base), None) => Some(base.to_owned()),
            (None, Some(anchor)) => Some(format!("#{anchor}")),
            (None, None) => None,
        }
    }

    fn note(&mut self, element: Element<'_>, builder: &mut Builder) -> Result<(), Error> {
        let surroundings = self.surroundings;
        let kind = match element.name() {
            "footnoteReference" => NoteKind::Footnote,
            _ => NoteKind::Endnote,
        };
        let id = element.attribute(Ns::W, "id").unwrap_or_default();
        let called = (note_part(kind), id.to_owned());
        let is_again = self.calls.call(note_part(kind), id);
        let Some((part, note)) = self.calls.get(note_part(kind), id) else {
            self.findings.push(docx::note_missing(id).at(builder.place.clone()));
            return Ok(());
        };
        if is_again {
            self.read_again(note)?;
        }
        if let Some(outer) = &self.around.in_note {
            // Word makes none such, and has no place to print it. What calls itself has been said.
            self.findings.push(docx::nested_note(id).at(builder.place.clone()));
            if *outer != called {
                builder.push(Inline::text(format!("[{}]", quote(&raw_text(note)))));
            }
            return Ok(());
        }
        self.counts.notes += 1;
        self.whereabouts.note(self.counts.notes);
        let place = Place::Note(self.counts.notes);
        let mut story = Story::new(part, note, Some(place), self.changes);
        let mut items = Vec::new();
        self.around.in_note = Some(called);
        let outer = (std::mem::take(&mut self.around.revisions), self.around.cell.take(), self.around.behind);
        self.around.behind = self.page;
        self.items(note, &mut story, &mut items)?;
        (self.around.revisions, self.around.cell, self.around.behind) = outer;
        self.around.in_note = None;
        let content = items_to_blocks(items, &surroundings.definitions, &mut self.findings);
        builder.push(Inline::Note(Note { kind, content }));
        Ok(())
    }

    fn comment(&mut self, element: Element<'_>, builder: &Builder) -> Result<(), Error> {
        let id = element.attribute(Ns::W, "id").unwrap_or_default();
        let is_again = self.calls.call(COMMENTS, id);
        if let Some((_, comment)) = self.calls.get(COMMENTS, id).filter(|(_, comment)| comment.name() == "comment") {
            if is_again {
                self.read_again(comment)?;
            }
            // What was said of the document is no part of it.
            if comment.attribute(Ns::W, "author") != Some(ANNOTATOR) {
                self.findings.push(docx::comment_left_out(quote(&raw_text(comment))).at(builder.place.clone()));
            }
        }
        Ok(())
    }

    fn formula(&mut self, element: Element<'_>, display: bool, story: &mut Story<'_>, builder: &mut Builder) {
        let text = math_to_text(element);
        if text.is_empty() {
            return;
        }
        story.says();
        let mathml = math_to_mathml(element);
        if mathml.is_none() {
            self.findings.push(docx::formula_as_text(quote(&text)).at(builder.place.clone()));
        }
        builder.push(Inline::Formula(Formula { text, mathml, display }));
    }

    fn ruby<'x>(
        &mut self,
        element: Element<'x>,
        properties: &RunProperties,
        story: &mut Story<'x>,
        builder: &mut Builder,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        let reading = element.child(Ns::W, "rt").map(raw_text).unwrap_or_default();
        let Some(base) = element.child(Ns::W, "rubyBase") else {
            return self.text(&reading, properties, story, builder);
        };
        // The base is read as if it stood alone, so that its marks and changes are its own.
        let outer = std::mem::replace(&mut builder.parts, vec![Vec::new()]);
        let link = builder.link.take();
        let revisions = std::mem::take(&mut builder.revisions);
        let fonts = builder.fonts.len();
        let read = self.inlines(base, story, builder);
        builder.fonts.truncate(fonts);
        builder.revisions = revisions;
        builder.link = link;
        let base = Content::new(std::mem::replace(&mut builder.parts, outer).concat());
        read?;
        match (base.is_empty(), reading.trim().is_empty()) {
            (true, _) => self.text(&reading, properties, story, builder)?,
            (false, true) => base.into_inlines().into_iter().for_each(|inline| builder.push(inline)),
            (false, false) => builder.push(Inline::Ruby(Ruby { base, reading: reading.trim().to_owned() })),
        }
        Ok(())
    }
}

/// Adds a change to those around it. Word has two in each other, three where text was moved.
fn nest(revisions: &mut Vec<ChangeMark>, mark: ChangeMark) -> Result<(), Error> {
    if revisions.len() >= MAX_CHANGES {
        let limit = terms::CHANGE_DEPTH;
        return Err(package::limit_exceeded(limit, MAX_CHANGES, revisions.len() + 1).into());
    }
    revisions.push(mark);
    Ok(())
}

/// Elements that belong in a run but are found beside runs in damaged files.
fn is_run_content(name: &str) -> bool {
    matches!(name, "t" | "tab" | "br" | "sym" | "drawing" | "pict" | "object" | "fldChar" | "instrText" | "txbxContent")
}

/// How many Chinese characters and letters a run has, where they are in more than one text: tabs and the like part it.
fn characters_of_run(run: Element<'_>) -> Option<(usize, usize)> {
    run.children().filter(|child| child.ns() == Ns::W && child.name() != "rPr").nth(1)?;
    let texts = run.children().filter(|child| child.ns() == Ns::W && matches!(child.name(), "t" | "delText"));
    Some(texts.map(|text| chinese_and_letters(&text.text())).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1)))
}
