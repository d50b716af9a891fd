//! What a change is.

use crate::annotate::AnnotateOptions;
use crate::finding::{Error, Finding, Place, Term, Value, Warned, catalogue::convert, terms};

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The cell or paragraph it is made in.
    pub place: Place,
    /// What stands there: all of a cell, nothing where it is blank; a part of a paragraph or all of it.
    pub old: String,
    /// What should.
    pub new: String,
    /// Why.
    pub why: &'static Term,
}

/// Makes changes in a file. What there is to say: each change, made or not.
pub type Fixer = fn(&[u8], &[Change], &AnnotateOptions<'_>) -> Result<Warned<Vec<u8>>, Error>;

impl Change {
    /// Whether nothing stands there.
    #[must_use]
    pub(super) fn is_of_blank(&self) -> bool {
        self.old.trim().is_empty()
    }

    /// Whether it is a number that stands there afterwards.
    pub(super) fn is_number(&self) -> bool {
        self.new.bytes().all(|b| b.is_ascii_digit())
    }

    fn shown(&self) -> Value {
        if self.is_of_blank() { terms::BLANK.into() } else { (&self.old).into() }
    }

    /// That it could be made.
    #[must_use]
    pub fn proposed(&self) -> Finding {
        convert::fix_proposed(self.shown(), &self.new, self.why).at(self.place.clone())
    }

    /// That it was made; `then` is what is left to do about it.
    #[must_use]
    pub(super) fn made(&self, then: &'static Term) -> Finding {
        convert::fix_made(self.shown(), &self.new, self.why, then).at(self.place.clone())
    }

    /// That it was not made, since the text does not stand alone in its cell, or not once in its paragraph.
    #[must_use]
    pub fn not_made(&self) -> Finding {
        convert::fix_not_made(self.shown(), &self.new).at(self.place.clone())
    }

    /// Whether a text is the one it replaces, white space aside.
    pub(super) fn replaces(&self, text: &str) -> bool {
        let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        compact(text) == compact(&self.old)
    }
}
