//! Tracked changes (ECMA-376 §17.13.5): accepted, rejected or kept.

use super::tally::Tally;
use crate::document::{Change, Content, Inline, Revision};
use crate::finding::{Finding, catalogue::docx};
use crate::ooxml::{Element, Ns};

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrackedChanges {
    /// As if all were accepted: new text is read, deleted text is not.
    #[default]
    Accept,
    /// As if all were rejected: the text as it was before.
    Reject,
    /// Both are read, marked as what they are; moves as deletion and insertion. Changed formatting is read as it is now.
    Keep,
}

/// Names are no longer: each run of a change has its own copy.
const LONGEST_NAME: usize = 255;

/// What a change element says: what was done, by whom, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChangeMark {
    pub change: Change,
    author: String,
    date: String,
}

impl ChangeMark {
    fn read(element: Element<'_>, change: Change) -> Self {
        let attribute = |name| {
            let value = element.attribute(Ns::W, name).unwrap_or_default().trim();
            value.chars().take(LONGEST_NAME).collect()
        };
        ChangeMark { change, author: attribute("author"), date: attribute("date") }
    }

    /// The mark of a change in text: `w:ins`, `w:del`, `w:moveFrom`, `w:moveTo`; `None` for anything else.
    pub(super) fn of(element: Element<'_>) -> Option<Self> {
        if element.ns() != Ns::W {
            return None;
        }
        let change = match element.name() {
            "ins" | "moveTo" | "cellIns" => Change::Inserted,
            "del" | "moveFrom" | "cellDel" => Change::Deleted,
            _ => return None,
        };
        Some(ChangeMark::read(element, change))
    }

    /// The mark among the properties of a paragraph's end, a row or a cell.
    pub(super) fn among(properties: Option<Element<'_>>) -> Option<Self> {
        properties.and_then(|properties| properties.children().find_map(ChangeMark::of))
    }

    /// What is in it, as the change it is.
    pub(super) fn wrap(&self, inline: Inline) -> Inline {
        let (author, date) = (self.author.clone(), self.date.clone());
        Inline::Revision(Revision { change: self.change, author, date, content: Content::new(vec![inline]) })
    }
}

impl TrackedChanges {
    /// Whether what was changed so is read at all.
    pub(super) fn reads(self, change: Change) -> bool {
        match self {
            TrackedChanges::Accept => change == Change::Inserted,
            TrackedChanges::Reject => change == Change::Deleted,
            TrackedChanges::Keep => true,
        }
    }

    /// The properties that hold: those of now, or those a change of formatting keeps of before (§17.13.5.29 and its like).
    pub(super) fn properties<'x>(self, now: Option<Element<'x>>, change: &str, name: &str) -> Option<Element<'x>> {
        match self {
            TrackedChanges::Reject => {
                let before = now.and_then(|now| now.child(Ns::W, change)).and_then(|change| change.child(Ns::W, name));
                before.or(now)
            }
            _ => now,
        }
    }

    /// What there is to say of the changes met.
    pub(super) fn findings(self, insertions: &Tally, deletions: &Tally) -> Vec<Finding> {
        let said = |tally: &Tally, finding: Finding| {
            let place = tally.place.clone();
            (tally.count > 0).then_some(match place {
                Some(place) => finding.at(place),
                None => finding,
            })
        };
        let findings = match self {
            TrackedChanges::Accept => [
                said(insertions, docx::insertions_kept(insertions.count)),
                said(deletions, docx::deletions_dropped(deletions.count, &deletions.text)),
            ],
            TrackedChanges::Reject => [
                said(insertions, docx::insertions_dropped(insertions.count, &insertions.text)),
                said(deletions, docx::deletions_kept(deletions.count)),
            ],
            TrackedChanges::Keep => {
                let both = Tally {
                    count: insertions.count + deletions.count,
                    place: insertions.place.clone().or_else(|| deletions.place.clone()),
                    text: String::new(),
                };
                [said(&both, docx::revisions_kept(insertions.count, deletions.count)), None]
            }
        };
        findings.into_iter().flatten().collect()
    }
}
