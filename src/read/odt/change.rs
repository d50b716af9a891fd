//! Changes that have begun and not ended (ODF 1.3 part 3, 5.5), however many there are: found by what began last, ended by their ids.

use std::collections::BTreeMap;

/// What a change did to text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    Inserted,
    Deleted,
}

/// The changes text stands in.
#[derive(Debug, Default)]
pub(super) struct OpenChanges {
    /// Their attributes, by when they began.
    inserted: BTreeMap<usize, String>,
    deleted: BTreeMap<usize, String>,
    by_id: BTreeMap<String, Vec<usize>>,
    count: usize,
}

impl OpenChanges {
    /// Begins a change of that id, with these attributes of `w:ins` or `w:del`.
    pub(super) fn begin(&mut self, id: &str, done: Done, attributes: String) {
        self.count += 1;
        self.by_id.entry(id.to_owned()).or_default().push(self.count);
        let changes = if done == Done::Inserted { &mut self.inserted } else { &mut self.deleted };
        changes.insert(self.count, attributes);
    }

    /// Ends the changes of that id.
    pub(super) fn end(&mut self, id: &str) {
        for number in self.by_id.remove(id).unwrap_or_default() {
            self.inserted.remove(&number);
            self.deleted.remove(&number);
        }
    }

    /// The attributes of the insertion that began last.
    pub(super) fn inserted(&self) -> Option<&str> {
        self.inserted.last_key_value().map(|(_, attributes)| attributes.as_str())
    }

    /// The attributes of the deletion that began last.
    pub(super) fn deleted(&self) -> Option<&str> {
        self.deleted.last_key_value().map(|(_, attributes)| attributes.as_str())
    }

    /// The change that began last, as the empty element a paragraph's end has.
    pub(super) fn mark(&self) -> Option<String> {
        let (inserted, deleted) = (self.inserted.last_key_value(), self.deleted.last_key_value());
        match inserted.map(|(number, _)| number) > deleted.map(|(number, _)| number) {
            true => inserted.map(|(_, attributes)| format!("<w:ins{attributes}/>")),
            false => deleted.map(|(_, attributes)| format!("<w:del{attributes}/>")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_end_by_their_ids_and_the_last_that_is_open_holds() {
        let mut open = OpenChanges::default();
        open.begin("a", Done::Inserted, " 1".to_owned());
        open.begin("b", Done::Deleted, " 2".to_owned());
        open.begin("c", Done::Deleted, " 3".to_owned());
        assert_eq!(
            (open.inserted(), open.deleted(), open.mark().as_deref()),
            (Some(" 1"), Some(" 3"), Some("<w:del 3/>"))
        );
        open.end("c");
        open.end("unknown");
        assert_eq!((open.deleted(), open.mark().as_deref()), (Some(" 2"), Some("<w:del 2/>")));
        open.end("b");
        assert_eq!((open.deleted(), open.mark().as_deref()), (None, Some("<w:ins 1/>")));
        open.end("a");
        assert_eq!(open.mark(), None);
    }
}
