//! The arithmetic of a form: a sum of cells equals a sum of cells.

/// A rule of a table, about certain cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id: `balance`, `row-total`.
    pub id: String,
    /// What it says, in the form's words.
    pub name: String,
    /// What its two sides are called where they differ; `None` where the form does not say.
    pub sides: Option<[String; 2]>,
    /// What must hold.
    pub formula: Formula,
}

impl Rule {
    /// The cell that the rule defines, and the cells it is the sum of: where one side is a single cell.
    #[must_use]
    pub fn definition(&self) -> Option<(&str, &[String])> {
        match (self.formula.left.as_slice(), self.formula.right.as_slice()) {
            ([total], parts) | (parts, [total]) => Some((total, parts)),
            _ => None,
        }
    }
}

/// What figures of a table are held against where another form asks for the same under other ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// The id of the other form.
    pub form: String,
    /// On the left cells of the table itself, on the right cells of the table of its id in the other form.
    pub formula: Formula,
}

/// Two sums of data cells (by id within the table) that must be equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// The cells summed on the left.
    pub left: Vec<String>,
    /// The cells summed on the right.
    pub right: Vec<String>,
}

impl Formula {
    /// The formula written `a + b = c + d`; `None` where it is not of that shape.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (left, right) = text.split_once('=')?;
        let side = |side: &str| -> Option<Vec<String>> {
            side.split('+').map(|id| Some(id.trim().to_owned()).filter(|id| is_id(id))).collect()
        };
        Some(Formula { left: side(left)?, right: side(right)? })
    }

    /// The cells it speaks of.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.left.iter().chain(&self.right).map(String::as_str)
    }
}

/// Whether a text is a cell id: lower-case words joined by dots.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_of_one_cell_is_defined_by_the_other() {
        let rule =
            |text: &str| Rule { id: "r".into(), name: "r".into(), sides: None, formula: Formula::parse(text).unwrap() };
        let parts = ["a".to_owned(), "b".to_owned()];
        assert_eq!(rule("t = a + b").definition(), Some(("t", parts.as_slice())));
        assert_eq!(rule("a + b = t").definition(), Some(("t", parts.as_slice())));
        assert_eq!(rule("a + b = c + d").definition(), None);
    }

    #[test]
    fn sums_on_both_sides() {
        let formula = Formula::parse("a.x + b = c").unwrap();
        assert_eq!((formula.left, formula.right), (vec!["a.x".into(), "b".into()], vec!["c".into()]));
        for wrong in ["a + b", "a + = c", "a - b = c", "A = b", "a.{row} = b"] {
            assert_eq!(Formula::parse(wrong), None, "{wrong}");
        }
    }
}
