//! Things that are said once, however many there are.

use crate::finding::Place;

/// Things of one kind: how many, the first place, what they say.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub count: usize,
    pub place: Option<Place>,
    pub text: String,
}

impl Tally {
    pub(super) fn add(&mut self, place: &Place, text: &str) {
        self.count += 1;
        self.place.get_or_insert_with(|| place.clone());
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push('；');
        }
        self.text.push_str(text);
    }
}
