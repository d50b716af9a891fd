//! EQ fields (Word's "Field codes: Eq"; ECMA-376 §17.16.5.18 leaves their grammar to it): formulas, phonetic guides, enclosed
//! and combined characters of older files. Such a field has no stored result; what it shows is drawn from its instruction.
//!
//! The instruction → a tree here; the tree → runs in [`inline`].

mod inline;

pub(crate) use inline::Shown;

use crate::document::{Inline, Marks, Text};

/// Constructs nest less deep than this; deeper fields are read as text.
const MAX_DEPTH: usize = 20;
/// Longer instructions are read as text.
const MAX_SIGNS: usize = 10_000;

/// One sign of an instruction: a character as it is set, or what a field inside it shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sign {
    Character(char, Marks),
    Object(Inline),
}

impl Sign {
    /// The signs of a run of text.
    pub(crate) fn of_text(text: &str, marks: Marks) -> impl Iterator<Item = Sign> + '_ {
        text.chars().map(move |c| Sign::Character(c, marks))
    }

    /// The signs of a run.
    pub(crate) fn of_inline(inline: Inline) -> Vec<Sign> {
        match inline {
            Inline::Text(run) => Sign::of_text(&run.text, run.marks).collect(),
            other => vec![Sign::Object(other)],
        }
    }

    pub(crate) fn character(&self) -> Option<char> {
        match self {
            Sign::Character(c, _) => Some(*c),
            Sign::Object(_) => None,
        }
    }

    pub(crate) fn into_inline(self) -> Inline {
        match self {
            Sign::Character(c, marks) => Inline::Text(Text::new(c.to_string(), marks)),
            Sign::Object(inline) => inline,
        }
    }
}

/// Constructs and signs beside each other.
type Row = Vec<Node>;

/// How far an element of `\s` is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    Up,
    Down,
    /// `\ai`, `\di`: only the lines grow apart.
    None,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Sign(Sign),
    /// `\f`
    Fraction(Row, Row),
    /// `\r`: the degree, if any, and what is under the sign.
    Root(Option<Row>, Row),
    /// `\s`
    Script(Shift, Row),
    /// `\o`
    Overstrike(Vec<Row>),
    /// `\b`: what stands left and right.
    Bracket(Option<char>, Option<char>, Row),
    /// `\a`: by rows, so many columns.
    Array(usize, Vec<Row>),
    /// `\i`: its sign, whether limits stand beside it, the limits, what it is of.
    Sum {
        sign: char,
        beside: bool,
        lower: Row,
        upper: Row,
        of: Row,
    },
    /// `\l`: the elements and the sign between them.
    List(char, Vec<Row>),
    /// `\x`: the sides that have a line.
    Box(Sides, Row),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Sides {
    top: bool,
    bottom: bool,
    left: bool,
    right: bool,
}

/// The tree of an instruction; `None` where it is no EQ field Word would draw. `separator` is the list separator the file
/// names, if it does.
///
/// Elements are parted by the list separator of the machine the field was typed on, a comma or a semicolon. Without being told,
/// the one is taken that gives each construct as many elements as it wants; where both do, and differ, the field says two things.
fn parse(signs: &[Sign], separator: Option<char>) -> Option<Row> {
    if signs.len() > MAX_SIGNS {
        return None;
    }
    let by = |separator| Parser { signs, at: 0, separator }.field();
    let has = |c: char| signs.iter().any(|sign| sign.character() == Some(c));
    match separator {
        Some(separator) => by(separator).or_else(|| by(if separator == ';' { ',' } else { ';' })),
        None if !has(';') => by(','),
        None if !has(',') => by(';').or_else(|| by(',')),
        None => match (by(','), by(';')) {
            (Some(comma), Some(semicolon)) if comma != semicolon => None,
            (comma, semicolon) => comma.or(semicolon),
        },
    }
}

struct Parser<'s> {
    signs: &'s [Sign],
    at: usize,
    separator: char,
}

/// One option of a construct: `\ac`, `\up 9`, `\lc\{`.
struct Choice {
    name: String,
    number: Option<usize>,
    character: Option<char>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at)?.character()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn field(&mut self) -> Option<Row> {
        self.skip_space();
        let name = [self.next()?, self.next()?];
        let is_longer = self.peek().is_some_and(char::is_alphanumeric);
        if !name.iter().collect::<String>().eq_ignore_ascii_case("eq") || is_longer {
            return None;
        }
        self.row(0, false)
    }

    /// Signs and constructs, up to the end of the element or the field.
    fn row(&mut self, depth: usize, inside: bool) -> Option<Row> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut row = Vec::new();
        let mut brackets = 0usize;
        loop {
            let Some(sign) = self.signs.get(self.at) else {
                return (!inside).then(|| trimmed(row));
            };
            let Some(c) = sign.character() else {
                row.push(Node::Sign(sign.clone()));
                self.at += 1;
                continue;
            };
            if inside && brackets == 0 && (c == ')' || c == self.separator) {
                return Some(trimmed(row));
            }
            if c == '\\' {
                self.at += 1;
                let escaped = self.signs.get(self.at)?;
                match escaped.character()? {
                    c if c.is_ascii_alphabetic() => {
                        self.at += 1;
                        self.construct(c.to_ascii_lowercase(), depth + 1, &mut row)?;
                    }
                    // What any field may say about the form of its result (§17.16.4.3).
                    '*' | '#' | '@' if !inside => {
                        self.at += 1;
                        self.skip_word();
                    }
                    _ => {
                        row.push(Node::Sign(escaped.clone()));
                        self.at += 1;
                    }
                }
                continue;
            }
            match c {
                '(' => brackets += 1,
                ')' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
            row.push(Node::Sign(sign.clone()));
            self.at += 1;
        }
    }

    fn skip_word(&mut self) {
        self.skip_space();
        if self.peek() == Some('"') {
            self.at += 1;
            while self.next().is_some_and(|c| c != '"') {}
            return;
        }
        while self.peek().is_some_and(|c| !c.is_whitespace() && c != '\\') {
            self.at += 1;
        }
    }

    fn choices(&mut self) -> Option<Vec<Choice>> {
        let mut choices = Vec::new();
        loop {
            self.skip_space();
            match self.peek()? {
                '(' => return Some(choices),
                '\\' => self.at += 1,
                _ => return None,
            }
            let mut name = String::new();
            while let Some(c) = self.peek().filter(|c| name.len() < 2 && c.is_ascii_alphabetic()) {
                name.push(c.to_ascii_lowercase());
                self.at += 1;
            }
            let (mut number, mut character) = (None, None);
            if matches!(name.as_str(), "lc" | "rc" | "bc" | "fc" | "vc") {
                if self.peek()? == '\\' {
                    self.at += 1;
                }
                character = Some(self.next()?);
            } else {
                self.skip_space();
                let begin = self.at;
                while self.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '-')) {
                    self.at += 1;
                }
                let digits: String = self.signs.get(begin..self.at)?.iter().filter_map(Sign::character).collect();
                number = digits.parse().ok();
            }
            choices.push(Choice { name, number, character });
        }
    }

    /// The elements in brackets.
    fn elements(&mut self, depth: usize) -> Option<Vec<Row>> {
        self.next().filter(|c| *c == '(')?;
        let mut elements = Vec::new();
        loop {
            elements.push(self.row(depth, true)?);
            if self.next()? == ')' {
                return Some(elements);
            }
        }
    }

    fn construct(&mut self, kind: char, depth: usize, row: &mut Row) -> Option<()> {
        let choices = self.choices()?;
        let has = |name: &str| choices.iter().any(|choice| choice.name == name);
        let allowed: &[&str] = match kind {
            'a' => &["al", "ac", "ar", "co", "vs", "hs"],
            'b' => &["lc", "rc", "bc"],
            'd' => &["fo", "ba", "li"],
            'f' | 'l' | 'r' => &[],
            'i' => &["su", "pr", "in", "fc", "vc"],
            'o' => &["al", "ac", "ar", "ad"],
            's' => &["ai", "up", "di", "do"],
            'x' => &["to", "bo", "le", "ri"],
            _ => return None,
        };
        if !choices.iter().all(|choice| allowed.contains(&choice.name.as_str())) {
            return None;
        }
        let elements = self.elements(depth)?;
        let character = |names: &[&str]| {
            choices.iter().filter(|choice| names.contains(&choice.name.as_str())).find_map(|choice| choice.character)
        };
        let node = match kind {
            'a' => {
                let columns = choices.iter().find(|choice| choice.name == "co").and_then(|choice| choice.number);
                Node::Array(columns.unwrap_or(1).max(1), elements)
            }
            'b' => {
                let [inner] = <[Row; 1]>::try_from(elements).ok()?;
                let (left, right) = match (character(&["bc"]), character(&["lc"]), character(&["rc"])) {
                    (Some(both), ..) => (Some(both), Some(closing(both))),
                    (None, None, None) => (Some('('), Some(')')),
                    (None, left, right) => (left, right),
                };
                Node::Bracket(left, right, inner)
            }
            // A gap: it moves what follows and shows nothing.
            'd' => return elements.iter().all(Vec::is_empty).then_some(()),
            'f' => {
                let [above, below] = <[Row; 2]>::try_from(elements).ok()?;
                Node::Fraction(above, below)
            }
            'i' => {
                let [lower, upper, of] = <[Row; 3]>::try_from(elements).ok()?;
                let sign = match (has("su"), has("pr"), character(&["fc", "vc"])) {
                    (_, _, Some(sign)) => sign,
                    (true, ..) => '∑',
                    (_, true, _) => '∏',
                    _ => '∫',
                };
                Node::Sum { sign, beside: has("in"), lower, upper, of }
            }
            'l' => Node::List(self.separator, elements),
            'o' if elements.len() >= 2 => Node::Overstrike(elements),
            'r' => {
                let mut elements = elements.into_iter();
                match (elements.next(), elements.next(), elements.next()) {
                    (Some(inner), None, None) => Node::Root(None, inner),
                    (Some(degree), Some(inner), None) => Node::Root(Some(degree), inner),
                    _ => return None,
                }
            }
            's' => {
                let shift = match (has("up"), has("do")) {
                    (true, false) => Shift::Up,
                    (false, true) => Shift::Down,
                    (false, false) => Shift::None,
                    (true, true) => return None,
                };
                row.extend(elements.into_iter().map(|element| Node::Script(shift, element)));
                self.more_scripts(depth, row);
                return Some(());
            }
            'x' => {
                let [inner] = <[Row; 1]>::try_from(elements).ok()?;
                let sides = Sides { top: has("to"), bottom: has("bo"), left: has("le"), right: has("ri") };
                let all = Sides { top: true, bottom: true, left: true, right: true };
                Node::Box(if choices.is_empty() { all } else { sides }, inner)
            }
            _ => return None,
        };
        row.push(node);
        Some(())
    }

    /// One `\s` may hold several elements, each with its own options: `\s\up8(a)\do8(b)`.
    fn more_scripts(&mut self, depth: usize, row: &mut Row) {
        loop {
            let begin = self.at;
            let mut more = || {
                let choices = self.choices()?;
                let [choice] = <[Choice; 1]>::try_from(choices).ok()?;
                let shift = match choice.name.as_str() {
                    "up" => Shift::Up,
                    "do" => Shift::Down,
                    _ => return None,
                };
                Some((shift, self.elements(depth)?))
            };
            match more() {
                Some((shift, elements)) => {
                    row.extend(elements.into_iter().map(|element| Node::Script(shift, element)));
                }
                None => {
                    self.at = begin;
                    return;
                }
            }
        }
    }
}

/// The bracket that closes another; other signs stand on both sides.
fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    }
}

fn is_space(node: &Node) -> bool {
    matches!(node, Node::Sign(Sign::Character(c, _)) if c.is_whitespace())
}

/// A row without the white space at its ends.
fn trimmed(mut row: Row) -> Row {
    while row.last().is_some_and(is_space) {
        row.pop();
    }
    let begin = row.iter().position(|node| !is_space(node)).unwrap_or(0);
    row.drain(..begin);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Vec<Sign> {
        Sign::of_text(text, Marks::default()).collect()
    }

    fn parsed(text: &str, separator: Option<char>) -> Option<String> {
        fn row(nodes: &Row) -> String {
            nodes.iter().map(node).collect()
        }
        fn rows(elements: &[Row]) -> String {
            elements.iter().map(row).collect::<Vec<_>>().join("|")
        }
        fn node(node: &Node) -> String {
            match node {
                Node::Sign(sign) => sign.character().map_or("*".to_owned(), String::from),
                Node::Fraction(above, below) => format!("f<{}|{}>", row(above), row(below)),
                Node::Root(degree, inner) => format!("r<{}|{}>", degree.as_ref().map_or("-".into(), row), row(inner)),
                Node::Script(shift, inner) => format!("s{shift:?}<{}>", row(inner)),
                Node::Overstrike(elements) => format!("o<{}>", rows(elements)),
                Node::Bracket(left, right, inner) => format!("b{left:?}{right:?}<{}>", row(inner)),
                Node::Array(columns, elements) => format!("a{columns}<{}>", rows(elements)),
                Node::Sum { sign, beside, lower, upper, of } => {
                    format!("i{sign}{beside}<{}|{}|{}>", row(lower), row(upper), row(of))
                }
                Node::List(_, elements) => format!("l<{}>", rows(elements)),
                Node::Box(sides, inner) => {
                    let sides = [(sides.top, 't'), (sides.bottom, 'b'), (sides.left, 'l'), (sides.right, 'r')];
                    let sides: String = sides.iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
                    format!("x{sides}<{}>", row(inner))
                }
            }
        }
        parse(&signs(text), separator).map(|nodes| row(&nodes))
    }

    #[test]
    fn instructions_are_read_as_word_draws_them() {
        let cases = [
            (r#" EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(pīn),拼) "#, "o<sUp<pīn>|拼>"),
            (r"eq \o\ac(○,1)", "o<○|1>"),
            (r"EQ \f(1,2)", "f<1|2>"),
            (r"EQ x=\f(a+\r(3,b), (c,d) )", "x=f<a+r<3|b>|(c,d)>"),
            (r"EQ \r(x)", "r<-|x>"),
            (r"EQ \f(1\,5,2)", "f<1,5|2>"),
            (r"EQ \b \bc\{ (\a\al\co2(x,1,y,2))", "bSome('{')Some('}')<a2<x|1|y|2>>"),
            (r"EQ \b\lc\{(\a(x,y))", "bSome('{')None<a1<x|y>>"),
            (r"EQ \b(x)", "bSome('(')Some(')')<x>"),
            (r"EQ \i \su(i=1,n,x)", "i∑false<i=1|n|x>"),
            (r"EQ \i\in(0,1,f)", "i∫true<0|1|f>"),
            (r"EQ \i\fc\∮(,,f)", "i∮false<||f>"),
            (r"EQ x\s\up8(2)y\s\do8(i)", "xsUp<2>ysDown<i>"),
            (r"EQ \s\up8(a)\do8(b)c", "sUp<a>sDown<b>c"),
            (r"EQ \s\ai4(a)", "sNone<a>"),
            (r"EQ \l(a,b)", "l<a|b>"),
            (r"EQ \x(a)", "xtblr<a>"),
            (r"EQ \x \to \bo (a)", "xtb<a>"),
            (r"EQ a\d\fo10\li()b", "ab"),
            (r"EQ \(a\)\\", r"(a)\"),
        ];
        for (instruction, expected) in cases {
            assert_eq!(parsed(instruction, Some(',')).as_deref(), Some(expected), "{instruction}");
        }
    }

    #[test]
    fn elements_are_parted_by_the_separator_of_the_file_or_the_one_that_fits() {
        let cases = [
            (r"EQ \f(1;2)", None, Some("f<1|2>")),
            (r"EQ \f(1,5;2)", Some(';'), Some("f<1,5|2>")),
            (r"EQ \f(1,2)", Some(';'), Some("f<1|2>")),
            (r"EQ \o(a;b)", None, Some("o<a|b>")),
            (r"EQ \a(1;2;3)", None, Some("a1<1|2|3>")),
            (r"EQ \b(1;2)", None, Some("bSome('(')Some(')')<1;2>")),
            // 1 and 5;2, or 1,5 and 2?
            (r"EQ \f(1,5;2)", None, None),
        ];
        for (instruction, separator, expected) in cases {
            assert_eq!(parsed(instruction, separator).as_deref(), expected, "{instruction} {separator:?}");
        }
    }

    #[test]
    fn what_word_would_not_draw_is_no_tree() {
        let wrong = [
            "",
            "E",
            "PAGE",
            "EQUAL",
            r"EQ \f(1)",
            r"EQ \f(1,2,3)",
            r"EQ \f(1，2)",
            r"EQ \f(1,2",
            r"EQ \q(1,2)",
            r"EQ \f\up2(1,2)",
            r"EQ \f 1,2",
            r"EQ \o(1)",
            r"EQ \d(x)",
            "EQ \\",
            r"EQ \b\lc",
        ];
        for instruction in wrong {
            assert_eq!(parsed(instruction, None), None, "{instruction}");
        }
    }

    #[test]
    fn what_nests_too_deep_or_is_too_long_is_no_tree() {
        let nested = |n: usize| format!("EQ {}x{}", r"\r(".repeat(n), ")".repeat(n));
        assert!(parsed(&nested(MAX_DEPTH), None).is_some());
        assert_eq!(parsed(&nested(MAX_DEPTH + 1), None), None);
        assert!(parsed(&format!("EQ {}", "x".repeat(MAX_SIGNS - 3)), None).is_some());
        assert_eq!(parsed(&format!("EQ {}", "x".repeat(MAX_SIGNS - 2)), None), None);
    }
}
