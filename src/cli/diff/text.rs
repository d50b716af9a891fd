//! A difference as lines of a terminal.

use crate::diff::{
    Change, Difference, Figure, Passage, PassageText, Piece, Side, TableDifference, signed, stated_in_words,
};
use crate::finding::{Language, Value, printable, terms};
use unicode_width::UnicodeWidthStr;

/// How many characters of what is the same are shown beside a change, and of a passage that only moved.
const BESIDE: usize = 16;
const OF_MOVED: usize = 40;
/// The widest a column of labels is, in columns of the terminal; longer labels push their figures aside.
const WIDEST: usize = 60;

/// The lines: what is compared, then by particulars, figures and text what differs, then how much.
pub(super) fn lines(difference: &Difference, language: Language, in_color: bool) -> Vec<String> {
    let mut text = Text { lines: Vec::new(), language, in_color };
    text.head(difference);
    text.particulars(difference);
    difference.tables.iter().for_each(|table| text.table(table));
    text.passages(&difference.passages);
    text.lines.push(String::new());
    difference.summary().iter().for_each(|clause| text.say(clause));
    text.lines
}

struct Text {
    lines: Vec<String>,
    language: Language,
    in_color: bool,
}

/// How text is marked (ECMA-48 SGR): removed struck through in red, added underlined in green, headings bold.
#[derive(Clone, Copy)]
enum Mark {
    Removed,
    Added,
    Heading,
}

impl Text {
    fn say(&mut self, value: &Value) {
        self.lines.push(value.render(self.language).into_owned());
    }

    fn marked(&self, mark: Mark, text: &str) -> String {
        let text = printable(text);
        let code = match mark {
            Mark::Removed => "9;31",
            Mark::Added => "4;32",
            Mark::Heading => "1",
        };
        match mark {
            _ if self.in_color => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Mark::Removed => format!("[-{text}-]"),
            Mark::Added => format!("{{+{text}+}}"),
            Mark::Heading => text.into_owned(),
        }
    }

    /// A blank line and a heading.
    fn heading(&mut self, text: &str) {
        self.lines.push(String::new());
        self.lines.push(self.marked(Mark::Heading, text));
    }

    fn head(&mut self, difference: &Difference) {
        for (sign, Side { file, organ, year, .. }) in [("---", &difference.before), ("+++", &difference.after)] {
            let year = year.map(|year| year.to_string());
            let parts = [file, organ, &year].into_iter().flatten().map(|part| printable(part).into_owned());
            self.lines.push(std::iter::once(sign.to_owned()).chain(parts).collect::<Vec<_>>().join("  "));
        }
        difference.notes().iter().for_each(|note| self.say(note));
    }

    fn particulars(&mut self, difference: &Difference) {
        let differing = || difference.particulars.iter().filter(|particular| particular.change.is_difference());
        let names: Vec<&str> = differing().map(|particular| particular.field.term().words(self.language)).collect();
        if names.is_empty() {
            return;
        }
        self.heading(terms::PARTICULARS.words(self.language));
        let widest = names.iter().map(|name| name.width()).max().unwrap_or_default();
        for (particular, name) in differing().zip(names) {
            let side = |stated: Option<&str>| match stated {
                None => terms::FIGURE_NOT_THERE.words(self.language).to_owned(),
                some => printable(&particular.shown(some, self.language)).into_owned(),
            };
            let (before, after) = (side(particular.before.as_deref()), side(particular.after.as_deref()));
            self.lines.push(format!("  {}  {before} → {after}", padded(name, widest)));
        }
    }

    fn table(&mut self, table: &TableDifference) {
        let differing: Vec<&Figure> = table.figures.iter().filter(|figure| figure.change.is_difference()).collect();
        if differing.is_empty() {
            return;
        }
        self.heading(&table.name);
        if let Some(whole) = table.as_whole() {
            self.lines.push(format!("  {}", whole.render(self.language)));
        }
        let labels: Vec<String> = differing.iter().map(|figure| printable(&figure.label()).into_owned()).collect();
        let widest =
            labels.iter().map(|label| label.width()).filter(|width| *width <= WIDEST).max().unwrap_or_default();
        for (figure, label) in differing.into_iter().zip(labels) {
            self.lines.push(format!("  {}  {}", padded(&label, widest), self.figure(figure)));
        }
    }

    /// `64 → 46 (-18)`, and what else there is to say of the change.
    fn figure(&self, figure: &Figure) -> String {
        let said = |stated| printable(&stated_in_words(stated, self.language)).into_owned();
        let sides: Vec<String> =
            [&figure.before, &figure.after].into_iter().flatten().map(|stated| said(Some(stated))).collect();
        let remark = match figure.change {
            Change::Written | Change::OnlyBefore | Change::OnlyAfter => {
                figure.change.term().words(self.language).to_owned()
            }
            _ => signed(figure.delta.as_deref()),
        };
        let (open, close) = match self.language {
            Language::Chinese => ("（", "）"),
            Language::English => (" (", ")"),
        };
        let remark = if remark.is_empty() { remark } else { format!("{open}{remark}{close}") };
        format!("{}{remark}", sides.join(" → "))
    }

    fn passages(&mut self, passages: &[Passage]) {
        let mut differing = passages.iter().filter(|passage| passage.change.is_difference()).peekable();
        if differing.peek().is_none() {
            return;
        }
        self.heading(terms::TEXT_OF_REPORT.words(self.language));
        let mut last = None;
        for passage in differing {
            let section = passage.after.as_ref().or(passage.before.as_ref()).and_then(|text| text.section.as_deref());
            if section != last {
                self.lines.extend(section.map(|section| format!("  {}", printable(section))));
                last = section;
            }
            let line = self.passage(passage);
            self.lines.push(format!("    {line}"));
        }
    }

    fn passage(&self, passage: &Passage) -> String {
        let text = |text: &Option<PassageText>| text.as_ref().map_or_else(String::new, |text| text.text.clone());
        match passage.change {
            Change::Added => format!("+ {}", self.whole(Mark::Added, &text(&passage.after))),
            Change::Removed => format!("- {}", self.whole(Mark::Removed, &text(&passage.before))),
            Change::Moved => {
                let from = match passage.before.as_ref().and_then(|text| text.section.as_ref()) {
                    Some(section) => terms::moved_from(section).render(self.language).into_owned(),
                    None => terms::CHANGE_MOVED.words(self.language).to_owned(),
                };
                let text = match passage.pieces.is_empty() {
                    true => shortened(&text(&passage.after), OF_MOVED, 0),
                    false => self.pieces(&passage.pieces),
                };
                format!("> {from}{}{text}", self.language.colon())
            }
            _ => format!("~ {}", self.pieces(&passage.pieces)),
        }
    }

    /// A passage that is only on one side: its sign says so, colours say it once more.
    fn whole(&self, mark: Mark, text: &str) -> String {
        if self.in_color { self.marked(mark, text) } else { printable(text).into_owned() }
    }

    /// The changed words of a passage with what stands beside them.
    fn pieces(&self, pieces: &[Piece]) -> String {
        let last = pieces.len().saturating_sub(1);
        let show = |(at, piece): (usize, &Piece)| match piece.change {
            Change::Removed => self.marked(Mark::Removed, &piece.text),
            Change::Added => self.marked(Mark::Added, &piece.text),
            _ => shortened(&piece.text, if at == 0 { 0 } else { BESIDE }, if at == last { 0 } else { BESIDE }),
        };
        pieces.iter().enumerate().map(show).collect()
    }
}

/// A text with so many of its first and last characters, where it has more.
fn shortened(text: &str, first: usize, last: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= first + last + 1 {
        return printable(text).into_owned();
    }
    let head: String = characters.iter().take(first).collect();
    let tail: String = characters.iter().skip(characters.len() - last).collect();
    format!("{}…{}", printable(&head), printable(&tail))
}

/// A text with spaces behind it up to a width.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_shortened_to_what_stands_beside_the_changes() {
        assert_eq!(shortened("一二三四五", 2, 2), "一二三四五");
        assert_eq!(shortened("一二三四五六", 2, 2), "一二…五六");
        assert_eq!(shortened("一二三四五六", 0, 2), "…五六");
        assert_eq!(shortened("一\u{1b}[31m", 9, 9), "一␛[31m");
    }
}
