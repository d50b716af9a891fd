//! Notes, put where they are called.

use super::dom::NodeId;
use super::flow::{Flow, Story, shown_text};
use super::line::quote;
use super::look::Look;
use crate::document::{Inline, Note};
use crate::finding::{Error, Place, catalogue::docx};
use std::rc::Rc;

impl Flow<'_> {
    /// Puts a note where it is called.
    pub(super) fn note(&mut self, name: String, look: &Rc<Look>, story: &mut Story) -> Result<(), Error> {
        let Some((id, kind)) = self.notes.by_name.get(&name).copied() else { return Ok(()) };
        if self.notes.open.contains(&name) || !self.notes.called.insert(name.clone()) {
            // Called twice, or by itself: the note stands where it was called first.
            let call = format!("[{}]", name.trim_start_matches(|c: char| !c.is_ascii_digit()));
            story.line.text(&call, look, &story.within);
            return Ok(());
        }
        let number = u32::try_from(self.notes.called.len()).unwrap_or(u32::MAX);
        self.notes.open.push(name);
        let mut inner = Story::inner(Some(Place::Note(number)));
        let plain = Rc::new(Look { keeps_space: self.is_own, keeps_lines: self.is_own, ..Look::default() });
        let read = self.children(id, &plain, &mut inner);
        self.notes.open.pop();
        read?;
        self.end_line(&mut inner);
        story.line.other(Inline::Note(Note { kind, content: inner.blocks }), &story.within);
        Ok(())
    }

    /// Names the notes that nothing calls: they stand nowhere in the flow.
    pub(super) fn name_uncalled_notes(&mut self) {
        let uncalled: Vec<NodeId> = {
            let notes = self.notes.by_name.iter().filter(|(name, _)| !self.notes.called.contains(*name));
            notes.map(|(_, (id, _))| *id).collect()
        };
        for id in uncalled {
            let text = quote(&shown_text(self.dom, id));
            self.findings.push(docx::note_not_called(text));
        }
    }
}
