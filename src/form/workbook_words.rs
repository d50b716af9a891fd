//! The fixed words of workbooks: `templates/workbook.toml`. Written by the writer, known again by recognition.

use super::NumberKind;
use serde::Deserialize;
use std::sync::LazyLock;

/// What is written around the statutory tables of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkbookWords {
    /// Labels of what is stated above a table.
    pub statement: StatementWords,
    /// The sheet of checks.
    pub check: CheckWords,
    /// The sheet of last year's figures.
    pub last_year: LastYearWords,
    /// The sheet of the units added up.
    pub units: UnitsWords,
    /// What a person who fills in a cell is told.
    pub input: InputWords,
}

/// The sheet of the units added up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitsWords {
    /// The sheet's name.
    pub sheet: String,
    /// Its first line, by which it is known again.
    pub title: String,
    /// The heads of the columns before those of the figures.
    pub columns: Vec<String>,
    /// What the row of sums is called.
    pub sum: String,
    /// What the rows of the sums of a level are called: `{level}`.
    pub of_level: String,
    /// The level of units of which none is known.
    pub no_level: String,
    /// What the row of the area's own report is called.
    pub own: String,
    /// What the row of its differences from the sums is called.
    pub residual: String,
}

/// The sheet of last year's figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastYearWords {
    /// The sheet's name.
    pub sheet: String,
    /// Its first line, by which it is known again.
    pub title: String,
    /// Whose figures they are: `{organ}`, `{year}`.
    pub stated: String,
    /// The heads of the list of figures.
    pub columns: Vec<String>,
}

/// Labels of what is stated above a table; of each the first is written, all are known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementWords {
    /// The body that reports.
    pub organ: Vec<String>,
    /// The year reported on.
    pub year: Vec<String>,
    /// The id of the form.
    pub form: Vec<String>,
    /// The unit of the figures.
    pub unit: Vec<String>,
    /// What may follow the digits of a year.
    pub year_suffix: Vec<String>,
}

/// The sheet of checks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckWords {
    /// The sheet's name.
    pub sheet: String,
    /// Its first line, by which it is known again.
    pub title: String,
    /// Label of the body that reports.
    pub organ: String,
    /// Label of the year.
    pub year: String,
    /// Label of the form.
    pub form: String,
    /// Label of the verdict over all rules.
    pub verdict: String,
    /// Label of the advice.
    pub how: String,
    /// How the workbook is to be filled in.
    pub advice: String,
    /// The heading of the rules about more than one table, last year's report or certain bodies.
    pub of_form: String,
    /// The heads of the list of rules.
    pub columns: Vec<String>,
    /// The place of a rule about every figure.
    pub all_cells: String,
    /// What the figures of each kind must be.
    pub numbers: ByKind<String>,
    /// What can be said of one rule.
    pub verdicts: Verdicts,
    /// What can be said of all rules; `{n}` is how many.
    pub summary: Summary,
}

/// What can be said of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdicts {
    /// Both sides are the same.
    pub holds: String,
    /// They are not.
    pub fails: String,
    /// They are not, and there may be a reason for that.
    pub doubtful: String,
    /// None of its cells is filled.
    pub unfilled: String,
    /// A cell is blank, or a whole side.
    pub incomplete: String,
    /// A cell holds text.
    pub not_a_number: String,
    /// A cell is not on the sheet.
    pub missing: String,
}

/// What can be said of all rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Some fail.
    pub fails: String,
    /// None fails, some can't be judged yet.
    pub unfilled: String,
    /// All can be judged, some of those that need not hold do not.
    pub doubtful: String,
    /// All hold.
    pub holds: String,
}

/// What a person who fills in a cell is told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputWords {
    /// For a count.
    pub count: Input,
    /// For a change.
    pub change: Input,
    /// For an amount of money.
    pub money: Input,
    /// The title of the message that refuses a value.
    pub error_title: String,
    /// On a total that is not its sum: `{reported}`, `{sum}`.
    pub differs: String,
}

/// What is said of one kind of figure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// When the cell is chosen.
    pub prompt: String,
    /// When a value is refused.
    pub error: String,
}

/// One thing for each kind of figure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByKind<T> {
    /// For a count.
    pub count: T,
    /// For a change.
    pub change: T,
    /// For an amount of money.
    pub money: T,
}

impl<T> ByKind<T> {
    /// The one for that kind.
    pub fn of(&self, kind: NumberKind) -> &T {
        match kind {
            NumberKind::Count => &self.count,
            NumberKind::Change => &self.change,
            NumberKind::Money => &self.money,
        }
    }
}

impl InputWords {
    /// What is said of that kind.
    #[must_use]
    pub fn of(&self, kind: NumberKind) -> &Input {
        match kind {
            NumberKind::Count => &self.count,
            NumberKind::Change => &self.change,
            NumberKind::Money => &self.money,
        }
    }
}

impl InputWords {
    /// Whether a message on a cell is one of these: it says nothing of the figures in the file.
    pub(crate) fn says(&self, message: &str) -> bool {
        let differs = self.differs.split('{').next().unwrap_or_default();
        [&self.count, &self.change, &self.money].iter().any(|input| message == input.prompt)
            || (!differs.is_empty() && message.starts_with(differs))
    }
}

impl WorkbookWords {
    /// The words; a test proves that the file loads.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static WORDS: LazyLock<WorkbookWords> =
            LazyLock::new(|| crate::template::load("workbook.toml", include_str!("../../templates/workbook.toml")));
        &WORDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_load() {
        let words: WorkbookWords = toml::from_str(include_str!("../../templates/workbook.toml")).unwrap();
        assert_eq!((words.check.columns.len(), words.last_year.columns.len(), words.units.columns.len()), (7, 3, 6));
        assert!(words.input.says(&words.input.money.prompt) && words.input.says("报来的是 5，各项之和是 6"));
        assert!(!words.input.says("单位：元") && !words.input.says(""));
        for list in [&words.statement.organ, &words.statement.year, &words.statement.form, &words.statement.unit] {
            assert!(!list.is_empty());
        }
        // Spreadsheets allow a message 255 characters, its title 32.
        for kind in [NumberKind::Count, NumberKind::Change, NumberKind::Money] {
            let input = words.input.of(kind);
            assert!(input.prompt.chars().count() <= 255 && input.error.chars().count() <= 255);
        }
        assert!(words.input.error_title.chars().count() <= 32);
    }
}
