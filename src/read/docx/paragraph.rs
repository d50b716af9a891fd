//! The inside of paragraphs: runs, links, fields, notes, symbols (ECMA-376 §17.3).

use super::body::{Story, Walker, quote, raw_text, understood_branch};
use super::field::{self, FieldKind, OpenField};
use super::math::math_to_text;
use super::styles::{ParagraphKind, RunProperties};
use super::tree::{Item, WordParagraph};
use crate::document::{Content, Inline, Link, Marks, Note, NoteKind, Text};
use crate::finding::{Error, Finding, Place, catalogue::docx};
use crate::ooxml::{Element, Ns, Target};
use crate::read::symbol::symbol_to_unicode;

/// A paragraph being read.
pub(super) struct Builder {
    kind: ParagraphKind,
    /// Finished stretches and the one being filled.
    pub parts: Vec<Vec<Inline>>,
    /// What is anchored here.
    pub after: Vec<Item>,
    link: Option<(String, Vec<Inline>)>,
    place: Place,
    hidden: String,
    /// What is printed as capitals, but was typed small.
    capitals: String,
    /// Whether text of a generated table of contents was left out.
    in_list: bool,
    /// The reference mark of a note was just read: the space after it is part of the mark.
    after_note_mark: bool,
}

impl Builder {
    pub(super) fn new(kind: ParagraphKind, place: Place) -> Self {
        Builder {
            kind,
            parts: vec![Vec::new()],
            after: Vec::new(),
            link: None,
            place,
            hidden: String::new(),
            capitals: String::new(),
            in_list: false,
            after_note_mark: false,
        }
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    pub(super) fn push(&mut self, inline: Inline) {
        let target = match &mut self.link {
            Some((_, content)) => Some(content),
            None => self.parts.last_mut(),
        };
        if let Some(target) = target {
            match (target.last_mut(), inline) {
                (Some(Inline::Text(last)), Inline::Text(text)) if last.marks == text.marks => {
                    last.text.push_str(&text.text);
                }
                (_, inline) => target.push(inline),
            }
        }
    }

    /// Begins a link; one inside another belongs to the outer one.
    pub(super) fn open_link(&mut self, target: String) -> bool {
        let free = self.link.is_none();
        if free {
            self.link = Some((target, Vec::new()));
        }
        free
    }

    pub(super) fn close_link(&mut self) {
        if let Some((target, content)) = self.link.take() {
            let content = Content::new(content);
            if !content.is_empty() {
                self.push(Inline::Link(Link { target, content }));
            }
        }
    }

    fn break_page(&mut self) {
        let open = self.link.as_ref().map(|(target, _)| target.clone());
        self.close_link();
        self.parts.push(Vec::new());
        if let Some(target) = open {
            self.open_link(target);
        }
    }

    /// The paragraph, and whether text of a generated table of contents was left out.
    pub(super) fn finish(mut self, findings: &mut Vec<Finding>) -> (WordParagraph, bool) {
        self.close_link();
        if !self.hidden.trim().is_empty() {
            findings.push(docx::hidden_text_dropped(quote(&self.hidden)).at(self.place.clone()));
        }
        if !self.capitals.is_empty() {
            findings.push(docx::capitals_as_typed(quote(&self.capitals)).at(self.place.clone()));
        }
        let Builder { kind, parts, after, place, in_list, .. } = self;
        (WordParagraph { kind, parts, after, ends_page: false, place }, in_list)
    }
}

/// What to do when the inside of a wrapper has been read.
enum Exit {
    Nothing,
    CloseLink,
    CloseField,
}

impl<'p> Walker<'p, '_> {
    /// Reads the children of a paragraph, or of what stands in one.
    pub(super) fn inlines<'x>(
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
                    Some((_, Exit::CloseField)) => {
                        if matches!(story.fields.pop().and_then(|f| f.result), Some(FieldKind::Link(_))) {
                            builder.close_link();
                        }
                    }
                    _ => {}
                }
                continue;
            };
            let mut enter = |exit| open.push((child.children(), exit));
            match (child.ns(), child.name()) {
                (Ns::W, "r") => self.inline(child, story, builder)?,
                (Ns::W, "hyperlink") => {
                    let linked = self.link_target(child, story).is_some_and(|target| builder.open_link(target));
                    enter(if linked { Exit::CloseLink } else { Exit::Nothing });
                }
                (Ns::W, "fldSimple") => {
                    let instruction = child.attribute(Ns::W, "instr").unwrap_or_default();
                    let kind = field::kind_of(instruction);
                    if let FieldKind::Link(target) = &kind {
                        builder.open_link(target.clone());
                    }
                    if child.children().next().is_none() && field::shows_without_result(instruction) {
                        self.findings.push(docx::field_without_result(quote(instruction)).at(builder.place.clone()));
                    }
                    story.fields.push(OpenField { instruction: String::new(), result: Some(kind) });
                    enter(Exit::CloseField);
                }
                (Ns::W, "sdt") => {
                    if let Some(content) = child.child(Ns::W, "sdtContent") {
                        open.push((content.children(), Exit::Nothing));
                    }
                }
                (Ns::W, "ins" | "moveTo") => {
                    self.insertions.add(&builder.place, "");
                    enter(Exit::Nothing);
                }
                (Ns::W, "del" | "moveFrom") => {
                    let text = raw_text(child);
                    self.deletions.add(&builder.place, &quote(&text));
                }
                (Ns::Compatibility, "AlternateContent") => {
                    open.extend(understood_branch(child).map(|branch| (branch.children(), Exit::Nothing)));
                }
                (Ns::Math, "oMath") => self.formula(child, builder),
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
        let mut inner = Story::new(story.part, child, Some(place));
        // `items` reads children, so a paragraph inside is read through its runs.
        self.items(child, &mut inner, items)
    }

    /// Reads one run, or another inline element standing alone.
    pub(super) fn inline<'x>(
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
                self.formula(element, builder);
                return Ok(());
            }
            _ => return self.inlines(element, story, builder),
        }
        let properties = element.child(Ns::W, "rPr");
        let properties = properties.map(RunProperties::read).unwrap_or_default();
        let mut open = vec![element.children()];
        while let Some(children) = open.last_mut() {
            let Some(child) = children.next() else {
                open.pop();
                continue;
            };
            match (child.ns(), child.name()) {
                (Ns::Compatibility, "AlternateContent") => {
                    open.extend(understood_branch(child).map(Element::children));
                }
                (Ns::W, "rPr") => {}
                _ => self.run_child(child, &properties, story, builder)?,
            }
        }
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
            self.formula(child, builder);
            return Ok(());
        }
        match child.name() {
            "t" => {
                let text = child.text();
                // White space at the ends counts only if the file says so; inside, any white space but a tab is a space.
                let text = match child.attribute(Ns::Xml, "space") {
                    Some("preserve") => &*text,
                    _ => text.trim_matches([' ', '\t', '\n', '\r']),
                };
                match text.contains(['\n', '\r']) {
                    true => {
                        self.text(&text.replace("\r\n", " ").replace(['\n', '\r'], " "), properties, story, builder)
                    }
                    false => self.text(text, properties, story, builder),
                }
            }
            "tab" | "ptab" => self.text("\t", properties, story, builder),
            "br" => match child.attribute(Ns::W, "type") {
                Some("page") if !story.shows() || story.in_contents_list() => {}
                Some("page") => {
                    // Within tables Word ignores page breaks.
                    if !matches!(builder.place, Place::Cell { .. } | Place::Note(_)) {
                        builder.break_page();
                    }
                }
                _ => self.text("\n", properties, story, builder),
            },
            "cr" => self.text("\n", properties, story, builder),
            "noBreakHyphen" => self.text("\u{2011}", properties, story, builder),
            "sym" => self.symbol(child, properties, story, builder),
            "fldChar" => self.field_character(child, story, builder),
            "instrText" => {
                if let Some(field) = story.fields.last_mut().filter(|f| f.result.is_none()) {
                    field.instruction.push_str(&child.text());
                }
            }
            "footnoteReference" | "endnoteReference" if story.shows() => self.note(child, builder)?,
            "footnoteRef" | "endnoteRef" => builder.after_note_mark = true,
            "commentReference" => self.comment(child, builder),
            "ruby" => self.ruby(child, properties, story, builder),
            "drawing" | "pict" | "object" | "txbxContent" => {
                let (_, hidden) = self.surroundings.styles.marks(&builder.kind, properties);
                if !hidden && story.shows() {
                    self.drawing(child, story, builder)?;
                }
            }
            "delText" | "delInstrText" | "softHyphen" | "lastRenderedPageBreak" | "annotationRef" => {}
            // Runs in runs, and extensions: what text they hold is kept.
            "r" | "hyperlink" | "smartTag" | "sdt" | "ins" => self.inlines(child, story, builder)?,
            _ => {
                let text = raw_text(child);
                if !text.trim().is_empty() {
                    self.text(&text, properties, story, builder);
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, properties: &RunProperties, story: &Story<'_>, builder: &mut Builder) {
        if text.is_empty() || !story.shows() {
            return;
        }
        if story.in_contents_list() {
            builder.in_list = true;
            self.contents_list.add(&builder.place, text);
            return;
        }
        let text = match std::mem::take(&mut builder.after_note_mark) {
            true => text.strip_prefix(' ').unwrap_or(text),
            false => text,
        };
        let (marks, hidden) = self.surroundings.styles.marks(&builder.kind, properties);
        if hidden {
            builder.hidden.push_str(text);
            return;
        }
        if text.contains(char::is_lowercase) && self.surroundings.styles.prints_capitals(&builder.kind, properties) {
            builder.capitals.push_str(text);
        }
        let symbols = match &properties.symbol_font {
            Some(font) => Some(font.as_str()),
            None if text.contains(|c| matches!(c, '\u{F000}'..='\u{F0FF}')) => Some("Wingdings"),
            None => None,
        };
        let text = match symbols {
            Some(font) => self.symbols(text, font, properties.symbol_font.is_some(), builder),
            None => text.to_owned(),
        };
        builder.push(Inline::Text(Text { text, marks }));
    }

    /// Text whose Latin letters are set in a symbol font; of another font only the private-use characters are looked at.
    fn symbols(&mut self, text: &str, font: &str, all: bool, builder: &Builder) -> String {
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

    fn symbol(&mut self, element: Element<'_>, properties: &RunProperties, story: &Story<'_>, builder: &mut Builder) {
        let font = element.attribute(Ns::W, "font").unwrap_or_default();
        let code = element.attribute(Ns::W, "char").unwrap_or_default();
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
        self.text(symbol.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]), &plain, story, builder);
    }

    fn field_character(&mut self, element: Element<'_>, story: &mut Story<'_>, builder: &mut Builder) {
        match element.attribute(Ns::W, "fldCharType") {
            Some("begin") if story.closed.contains(&element.ordinal()) => {
                story.fields.push(OpenField { instruction: String::new(), result: None });
                let checkbox = element.child(Ns::W, "ffData").and_then(|data| data.child(Ns::W, "checkBox"));
                if let Some(checkbox) = checkbox {
                    let state = checkbox.child(Ns::W, "checked").or_else(|| checkbox.child(Ns::W, "default"));
                    let checked = state.is_some_and(super::styles::is_on);
                    if story.fields.iter().rev().skip(1).all(|f| f.result.is_some()) {
                        builder.push(Inline::text(if checked { "☑" } else { "☐" }));
                    }
                }
            }
            Some("separate") => {
                if let Some(open) = story.fields.last_mut().filter(|f| f.result.is_none()) {
                    let kind = field::kind_of(&open.instruction);
                    if let FieldKind::Link(target) = &kind {
                        builder.open_link(target.clone());
                    }
                    open.result = Some(kind);
                }
            }
            Some("end") => match story.fields.pop() {
                Some(OpenField { result: Some(FieldKind::Link(_)), .. }) => builder.close_link(),
                Some(OpenField { result: None, instruction }) if field::shows_without_result(&instruction) => {
                    self.findings.push(docx::field_without_result(quote(&instruction)).at(builder.place.clone()));
                }
                _ => {}
            },
            _ => {}
        }
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
        let (part, kind) = match element.name() {
            "footnoteReference" => (&surroundings.footnotes, NoteKind::Footnote),
            _ => (&surroundings.endnotes, NoteKind::Endnote),
        };
        let id = element.attribute(Ns::W, "id").unwrap_or_default();
        let found = part.as_ref().and_then(|part| {
            let mut notes = part.xml.root()?.children();
            let note = notes.find(|note| note.ns() == Ns::W && note.attribute(Ns::W, "id") == Some(id))?;
            Some((part, note))
        });
        let Some((part, note)) = found.filter(|_| !self.in_note) else {
            self.findings.push(docx::note_missing(id).at(builder.place.clone()));
            return Ok(());
        };
        self.notes += 1;
        let place = Place::Note(self.notes);
        let mut story = Story::new(part, note, Some(place));
        let mut items = Vec::new();
        self.in_note = true;
        self.items(note, &mut story, &mut items)?;
        self.in_note = false;
        let content = super::flow::items_to_blocks(items, &surroundings.definitions, &mut self.findings);
        builder.push(Inline::Note(Note { kind, content }));
        Ok(())
    }

    fn comment(&mut self, element: Element<'_>, builder: &Builder) {
        let id = element.attribute(Ns::W, "id").unwrap_or_default();
        let part = self.surroundings.comments.as_ref();
        let comment = part
            .and_then(|part| part.xml.root())
            .and_then(|root| root.children().find(|c| c.is(Ns::W, "comment") && c.attribute(Ns::W, "id") == Some(id)));
        if let Some(comment) = comment {
            self.findings.push(docx::comment_left_out(quote(&raw_text(comment))).at(builder.place.clone()));
        }
    }

    fn formula(&mut self, element: Element<'_>, builder: &mut Builder) {
        let text = math_to_text(element);
        if !text.is_empty() {
            self.findings.push(docx::formula_as_text(quote(&text)).at(builder.place.clone()));
            builder.push(Inline::Text(Text { text, marks: Marks::default() }));
        }
    }

    fn ruby(&mut self, element: Element<'_>, properties: &RunProperties, story: &Story<'_>, builder: &mut Builder) {
        let text = |name| element.child(Ns::W, name).map(raw_text).unwrap_or_default();
        let (base, ruby) = (text("rubyBase"), text("rt"));
        self.findings.push(docx::ruby_in_brackets(&base, &ruby).at(builder.place.clone()));
        let shown = if ruby.is_empty() { base } else { format!("{base}（{ruby}）") };
        self.text(&shown, properties, story, builder);
    }
}

/// Elements that belong in a run but are found beside runs in damaged files.
fn is_run_content(name: &str) -> bool {
    matches!(name, "t" | "tab" | "br" | "sym" | "drawing" | "pict" | "object" | "fldChar" | "instrText" | "txbxContent")
}
