//! The tree of an EQ field → runs: readings above characters, enclosed characters, raised and lowered text, formulas.

use super::{Node, Row, Shift, Sides, Sign, parse};
use crate::document::{Content, Formula, Inline, Marks, Ruby, Text, VerticalPosition};
use crate::ooxml::Xml;
use crate::read::docx::text::math::math_to_text;
use crate::read::docx::text::mathml::math_to_mathml;
use quick_xml::escape::escape;
use unicode_normalization::UnicodeNormalization;

/// What an EQ field shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    /// The runs.
    pub inlines: Vec<Inline>,
    /// Whether they say all of it; else they are its text without its make-up.
    pub whole: bool,
}

impl Shown {
    /// Reads an instruction; `separator` is the list separator the file names.
    pub(crate) fn by(signs: &[Sign], separator: Option<char>) -> Self {
        let Some(row) = parse(signs, separator) else {
            return Shown { inlines: text_alone(signs), whole: false };
        };
        let mut shown = Shown { inlines: Vec::new(), whole: true };
        shown.row(row);
        shown.inlines = Content::new(std::mem::take(&mut shown.inlines)).into_inlines();
        shown
    }

    fn row(&mut self, row: Row) {
        if !row.iter().all(is_running) {
            return self.formula(&row);
        }
        for node in row {
            match node {
                Node::Sign(sign) => self.inlines.push(sign.into_inline()),
                Node::Script(shift, inner) => self.script(shift, inner),
                Node::List(separator, elements) => {
                    for (index, element) in elements.into_iter().enumerate() {
                        if index > 0 {
                            self.inlines.push(Inline::text(separator));
                        }
                        self.row(element);
                    }
                }
                Node::Overstrike(elements) => self.overstrike(elements),
                Node::Box(_, inner) => {
                    let mut underlined = Shown { inlines: Vec::new(), whole: true };
                    underlined.row(inner);
                    self.whole &= underlined.whole;
                    self.inlines.extend(underlined.inlines.into_iter().map(|inline| match inline {
                        Inline::Text(run) => {
                            Inline::Text(Text { marks: Marks { underline: true, ..run.marks }, ..run })
                        }
                        other => other,
                    }));
                }
                // Not in running text: see `is_running`.
                Node::Fraction(..) | Node::Root(..) | Node::Bracket(..) | Node::Array(..) | Node::Sum { .. } => {}
            }
        }
    }

    fn script(&mut self, shift: Shift, inner: Row) {
        let position = match shift {
            Shift::Up => Some(VerticalPosition::Superscript),
            Shift::Down => Some(VerticalPosition::Subscript),
            Shift::None => None,
        };
        for node in inner {
            let Node::Sign(sign) = node else { continue };
            self.inlines.push(match sign.into_inline() {
                Inline::Text(run) => {
                    let position = position.or(run.marks.position);
                    Inline::Text(Text { marks: Marks { position, ..run.marks }, ..run })
                }
                other => other,
            });
        }
    }

    fn overstrike(&mut self, elements: Vec<Row>) {
        match combined(&elements) {
            Some(Combined::Ruby(base, reading)) => {
                self.inlines.push(Inline::Ruby(Ruby { base: Content::new(base), reading }));
            }
            Some(Combined::Character(text, marks)) => self.inlines.push(Inline::Text(Text::new(text, marks))),
            Some(Combined::Bracketed(text, marks)) => {
                self.whole = false;
                self.inlines.push(Inline::Text(Text::new(text, marks)));
            }
            // Its elements beside each other.
            Some(Combined::Accent(..)) | None => {
                self.whole = false;
                elements.into_iter().for_each(|element| self.inlines.extend(signs_of(&element).map(Sign::into_inline)));
            }
        }
    }

    /// A formula, its structure as Office Math; what fields inside it show that is no text stands after it.
    fn formula(&mut self, row: &Row) {
        let mut math = Math { objects: Vec::new(), whole: true };
        let inner = math.row(row);
        self.whole &= math.whole;
        let source = format!("<m:oMath xmlns:m=\"{OFFICE_MATH}\">{inner}</m:oMath>");
        let read = Xml::parse(source.into_bytes()).ok();
        if let Some(root) = read.as_ref().and_then(Xml::root) {
            let text = math_to_text(root);
            if !text.is_empty() {
                self.inlines.push(Inline::Formula(Formula { text, mathml: math_to_mathml(root), display: false }));
            }
        }
        self.inlines.append(&mut math.objects);
    }
}

const OFFICE_MATH: &str = "http://schemas.openxmlformats.org/officeDocument/2006/math";

/// Whether a node is text, set apart by marks or readings, and no formula.
fn is_running(node: &Node) -> bool {
    let is_text = |row: &Row| row.iter().all(|node| matches!(node, Node::Sign(_)));
    match node {
        Node::Sign(_) => true,
        Node::Script(_, inner) => is_text(inner),
        Node::List(_, elements) => elements.iter().flatten().all(is_running),
        Node::Overstrike(elements) => match combined(elements) {
            Some(Combined::Accent(..)) => false,
            Some(_) => true,
            None => elements.iter().flatten().all(|node| match node {
                Node::Script(_, inner) => is_text(inner),
                node => matches!(node, Node::Sign(_)),
            }),
        },
        Node::Box(sides, inner) => *sides == Sides { bottom: true, ..Sides::default() } && inner.iter().all(is_running),
        Node::Fraction(..) | Node::Root(..) | Node::Bracket(..) | Node::Array(..) | Node::Sum { .. } => false,
    }
}

/// What elements drawn over each other are known to mean.
enum Combined {
    /// Characters and their reading.
    Ruby(Vec<Inline>, String),
    /// One character, enclosed or struck through.
    Character(String, Marks),
    /// An enclosed character Unicode does not have.
    Bracketed(String, Marks),
    /// A base and the combining mark on it.
    Accent(String, char),
}

/// The signs that enclose characters and the brackets that stand in for them.
const ENCLOSURES: [(&str, [char; 2]); 4] =
    [("○◯〇⚪", ['（', '）']), ("□◻⬜", ['［', '］']), ("△", ['〈', '〉']), ("◇", ['《', '》'])];

/// What ticks a box.
const TICKED: [(&str, char); 2] = [("√✓✔", '☑'), ("×✕✖╳Xx", '☒')];

/// Marks above a character, as typed over it, and as combining marks.
const ACCENTS: [(&str, char); 6] = [
    ("ˉ¯‾￣", '\u{304}'),
    ("^ˆ∧", '\u{302}'),
    ("~˜∼～", '\u{303}'),
    ("→⇀", '\u{20D7}'),
    ("˙·•", '\u{307}'),
    ("¨", '\u{308}'),
];

fn combined(elements: &[Row]) -> Option<Combined> {
    let [first, second] = elements else { return None };
    for (base, above) in [(second, first), (first, second)] {
        let ([Node::Script(Shift::Up, reading)], Some(base_text)) = (above.as_slice(), text_of(base)) else { continue };
        let reading = text_of(reading).filter(|text| !text.is_empty())?;
        if let Some(accent) = accent(&reading) {
            return Some(Combined::Accent(base_text, accent));
        }
        if base.is_empty() || !reading.contains(char::is_alphanumeric) {
            return None;
        }
        return Some(Combined::Ruby(signs_of(base).map(Sign::into_inline).collect(), reading));
    }
    let (first_text, second_text) = (text_of(first)?, text_of(second)?);
    let marks = |row: &Row| match row.first() {
        // The enclosing sign is moved to fit; what it encloses is text as any.
        Some(Node::Sign(Sign::Character(_, marks))) => Marks { position: None, ..*marks },
        _ => Marks::default(),
    };
    for (sign, inner, row) in [(&first_text, &second_text, second), (&second_text, &first_text, first)] {
        let Some(sign) = only_character(sign) else { continue };
        if let Some((around, [open, close])) = ENCLOSURES.iter().find(|(around, _)| around.contains(sign)) {
            if inner.is_empty() {
                continue;
            }
            return Some(match enclosed(around, inner) {
                Some(c) => Combined::Character(c.to_string(), marks(row)),
                None => Combined::Bracketed(format!("{open}{inner}{close}"), marks(row)),
            });
        }
    }
    for (base, mark) in [(&first_text, &second_text), (&second_text, &first_text)] {
        if let Some(accent) = accent(mark).filter(|_| base.contains(char::is_alphabetic)) {
            return Some(Combined::Accent(base.clone(), accent));
        }
    }
    // A relation struck through: ≠, ∉.
    let struck = format!("{}\u{338}", only_character(&first_text)?).nfc().collect::<String>();
    let is_relation = matches!(second_text.as_str(), "/" | "／" | "⁄") && only_character(&struck).is_some();
    is_relation.then(|| Combined::Character(struck, marks(first)))
}

fn accent(text: &str) -> Option<char> {
    let sign = only_character(text)?;
    ACCENTS.iter().find(|(signs, _)| signs.contains(sign)).map(|(_, accent)| *accent)
}

fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// The character for `inner` in one of the signs `around`: ①, Ⓐ, ㊣, ☑.
fn enclosed(around: &str, inner: &str) -> Option<char> {
    if around.contains('□') {
        let ticked = |signs: &str| only_character(inner).is_some_and(|sign| signs.contains(sign));
        return TICKED.iter().find(|(signs, _)| ticked(signs)).map(|(_, shown)| *shown);
    }
    if !around.contains('○') {
        return None;
    }
    let folded: String = inner.nfkc().collect();
    // Circled numbers and letters, circled numbers to 50, circled ideographs: they fold to what they enclose.
    let mut circled = ('\u{2460}'..='\u{24FF}').chain('\u{3251}'..='\u{32BF}');
    circled.find(|c| std::iter::once(*c).nfkc().eq(folded.chars()))
}

/// The characters of a row that is nothing but text.
fn text_of(row: &Row) -> Option<String> {
    row.iter()
        .map(|node| match node {
            Node::Sign(Sign::Character(c, _)) => Some(*c),
            _ => None,
        })
        .collect()
}

/// The signs of a row of text and moved text.
fn signs_of(row: &Row) -> impl Iterator<Item = Sign> + '_ {
    let inner = |node: &Node| match node {
        Node::Script(_, inner) => inner.clone(),
        node => vec![node.clone()],
    };
    row.iter().flat_map(inner).filter_map(|node| match node {
        Node::Sign(sign) => Some(sign),
        _ => None,
    })
}

/// The text of an instruction nothing is known of: without the field's name and its codes.
fn text_alone(signs: &[Sign]) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = signs.iter().skip_while(|sign| sign.character().is_some_and(char::is_whitespace)).skip(2).peekable();
    while let Some(sign) = rest.next() {
        if sign.character() != Some('\\') {
            inlines.push(sign.clone().into_inline());
            continue;
        }
        let is = |sign: &&Sign, of: fn(&char) -> bool| sign.character().is_some_and(|c| of(&c));
        match rest.next_if(|sign| !is(sign, char::is_ascii_alphabetic)) {
            Some(escaped) => inlines.push(escaped.clone().into_inline()),
            None => while rest.next_if(|sign| is(sign, char::is_ascii_alphanumeric)).is_some() {},
        }
    }
    let mut inlines = Content::new(inlines).into_inlines();
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    inlines
}

/// Writes a formula as Office Math, which says the same, so that both are read one way.
struct Math {
    objects: Vec<Inline>,
    whole: bool,
}

impl Math {
    fn row(&mut self, row: &Row) -> String {
        // What stands beside each other, each as one object, so that a script finds its base.
        let mut parts: Vec<String> = Vec::new();
        let mut nodes = row.iter().peekable();
        while let Some(node) = nodes.next() {
            match node {
                Node::Sign(Sign::Object(inline)) => match Content::new(vec![inline.clone()]).plain_text() {
                    text if text.is_empty() => self.objects.push(inline.clone()),
                    text => {
                        self.whole = false;
                        parts.push(run(&text, Marks::default()));
                    }
                },
                Node::Sign(Sign::Character(c, marks)) => {
                    let mut text = c.to_string();
                    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
                    while let Some(Node::Sign(Sign::Character(next, _))) = nodes.peek() {
                        if !(is_digit(*c) && is_digit(*next)) {
                            break;
                        }
                        text.push(*next);
                        nodes.next();
                    }
                    parts.push(run(&text, *marks));
                }
                Node::Script(Shift::None, inner) => parts.push(self.row(inner)),
                Node::Script(shift, inner) => {
                    let base = argument("e", &parts.pop().unwrap_or_default());
                    let other = match (shift, nodes.peek()) {
                        (Shift::Up, Some(Node::Script(Shift::Down, other)))
                        | (Shift::Down, Some(Node::Script(Shift::Up, other))) => Some(other),
                        _ => None,
                    };
                    let inner = self.row(inner);
                    let other = other.map(|other| self.row(other));
                    nodes.next_if(|_| other.is_some());
                    parts.push(match (shift, other) {
                        (Shift::Up, None) => format!("<m:sSup>{base}{}</m:sSup>", argument("sup", &inner)),
                        (_, None) => format!("<m:sSub>{base}{}</m:sSub>", argument("sub", &inner)),
                        (Shift::Up, Some(sub)) => both(&base, &sub, &inner),
                        (_, Some(sup)) => both(&base, &inner, &sup),
                    });
                }
                node => parts.push(self.object(node)),
            }
        }
        parts.concat()
    }

    fn object(&mut self, node: &Node) -> String {
        let property = |name: &str, value: &str| format!("<m:{name} m:val=\"{}\"/>", escape(value));
        match node {
            Node::Fraction(above, below) => {
                format!("<m:f>{}{}</m:f>", argument("num", &self.row(above)), argument("den", &self.row(below)))
            }
            Node::Root(degree, inner) => {
                let degree = degree.as_ref().map(|degree| self.row(degree)).unwrap_or_default();
                format!("<m:rad>{}{}</m:rad>", argument("deg", &degree), argument("e", &self.row(inner)))
            }
            Node::Bracket(left, right, inner) => self.bracketed(*left, *right, inner),
            Node::Array(columns, elements) => {
                let cells = elements.iter().map(|element| argument("e", &self.row(element))).collect::<Vec<_>>();
                let rows = cells.chunks(*columns).map(|row| format!("<m:mr>{}</m:mr>", row.concat()));
                format!("<m:m>{}</m:m>", rows.collect::<String>())
            }
            Node::Sum { sign, beside, lower, upper, of } => {
                let (lower_text, upper_text, of) = (self.row(lower), self.row(upper), self.row(of));
                if !SUMS.contains(*sign) {
                    let sign = argument("e", &run(&sign.to_string(), Marks::default()));
                    return both(&sign, &lower_text, &upper_text) + &of;
                }
                let place = property("limLoc", if *beside { "subSup" } else { "undOvr" });
                let hidden = |name: &str, limit: &Row| property(name, if limit.is_empty() { "1" } else { "0" });
                let signs = property("chr", &sign.to_string()) + &place;
                let hidden = hidden("subHide", lower) + &hidden("supHide", upper);
                let limits = argument("sub", &lower_text) + &argument("sup", &upper_text);
                format!("<m:nary><m:naryPr>{signs}{hidden}</m:naryPr>{limits}{}</m:nary>", argument("e", &of))
            }
            Node::List(separator, elements) => {
                let elements = elements.iter().map(|element| self.row(element)).collect::<Vec<_>>();
                elements.join(&run(&separator.to_string(), Marks::default()))
            }
            Node::Box(sides, inner) => {
                let mut inner = self.row(inner);
                let Sides { top, bottom, left, right } = *sides;
                if top && bottom && left && right {
                    return format!("<m:borderBox>{}</m:borderBox>", argument("e", &inner));
                }
                if left || right {
                    inner = fenced(left.then_some('|'), right.then_some('|'), &inner);
                }
                for (_, place) in [(top, "top"), (bottom, "bot")].iter().filter(|(on, _)| *on) {
                    let place = property("pos", place);
                    inner = format!("<m:bar><m:barPr>{place}</m:barPr>{}</m:bar>", argument("e", &inner));
                }
                inner
            }
            Node::Overstrike(elements) => match combined(elements) {
                Some(Combined::Accent(base, '\u{304}')) => {
                    let place = property("pos", "top");
                    format!("<m:bar><m:barPr>{place}</m:barPr>{}</m:bar>", argument("e", &letters(&base)))
                }
                Some(Combined::Accent(base, accent)) => {
                    let sign = property("chr", &accent.to_string());
                    format!("<m:acc><m:accPr>{sign}</m:accPr>{}</m:acc>", argument("e", &letters(&base)))
                }
                Some(Combined::Character(text, marks)) => run(&text, marks),
                Some(Combined::Bracketed(text, marks)) => {
                    self.whole = false;
                    run(&text, marks)
                }
                Some(Combined::Ruby(..)) | None => {
                    self.whole = false;
                    elements.iter().map(|element| self.row(element)).collect()
                }
            },
            // Handled where rows are.
            Node::Sign(_) | Node::Script(..) => String::new(),
        }
    }
}

impl Math {
    fn bracketed(&mut self, left: Option<char>, right: Option<char>, inner: &Row) -> String {
        let inner = self.row(inner);
        let (left, right) = (left.map(as_fence), right.map(as_fence));
        let is_fence = |sign: Option<char>| sign.is_none_or(|sign| FENCES.contains(sign));
        if (left.is_none() && right.is_none()) || !is_fence(left) || !is_fence(right) {
            let sign = |sign: Option<char>| sign.map(|c| run(&c.to_string(), Marks::default())).unwrap_or_default();
            return sign(left) + &inner + &sign(right);
        }
        fenced(left, right, &inner)
    }
}

/// The signs Office Math knows as brackets; those that close may open.
const FENCES: &str = "()[]{}⟨⟩⌊⌋⌈⌉|‖";

/// The signs with limits.
const SUMS: &str = "∑∏∐∫∬∭∮∯∰⋂⋃⋀⋁";

/// Angle brackets are typed as signs of comparison.
fn as_fence(sign: char) -> char {
    match sign {
        '<' => '⟨',
        '>' => '⟩',
        other => other,
    }
}

fn fenced(left: Option<char>, right: Option<char>, inner: &str) -> String {
    let sign = |name: &str, sign: Option<char>| {
        format!("<m:{name} m:val=\"{}\"/>", escape(sign.map(String::from).unwrap_or_default()))
    };
    let signs = sign("begChr", left) + &sign("endChr", right);
    format!("<m:d><m:dPr>{signs}</m:dPr>{}</m:d>", argument("e", inner))
}

fn argument(name: &str, inner: &str) -> String {
    format!("<m:{name}>{inner}</m:{name}>")
}

fn both(base: &str, sub: &str, sup: &str) -> String {
    format!("<m:sSubSup>{base}{}{}</m:sSubSup>", argument("sub", sub), argument("sup", sup))
}

fn letters(text: &str) -> String {
    text.chars().map(|c| run(&c.to_string(), Marks::default())).collect()
}

/// A run of a formula. Word sets the text of these fields as it is marked, not slanted as formulas are.
fn run(text: &str, marks: Marks) -> String {
    let slant = if marks.italic { "" } else { "<m:rPr><m:sty m:val=\"p\"/></m:rPr>" };
    format!("<m:r>{slant}<m:t>{}</m:t></m:r>", escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(instruction: &str) -> Shown {
        Shown::by(&Sign::of_text(instruction, Marks::default()).collect::<Vec<_>>(), None)
    }

    /// What is shown, in short: readings in round brackets, raised and lowered text after ^ and _, formulas in $.
    fn text(shown: &Shown) -> String {
        let mut text = String::new();
        for inline in &shown.inlines {
            text.push_str(&match inline {
                Inline::Text(run) => match run.marks.position {
                    Some(VerticalPosition::Superscript) => format!("^{}", run.text),
                    Some(VerticalPosition::Subscript) => format!("_{}", run.text),
                    None if run.marks.underline => format!("[{}]", run.text),
                    None => run.text.clone(),
                },
                Inline::Ruby(ruby) => format!("{}({})", ruby.base.plain_text(), ruby.reading),
                Inline::Formula(formula) => format!("${}$", formula.text),
                other => panic!("{other:?}"),
            });
        }
        text
    }

    #[test]
    fn fields_show_what_their_instruction_draws() {
        let cases = [
            (r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(pīn),拼)"#, "拼(pīn)"),
            (r"EQ \o(漢,\s\up 9(かん))", "漢(かん)"),
            (r"eq \o\ac(○,1)", "①"),
            (r"eq \o\ac(○,１２)", "⑫"),
            (r"eq \o\ac(○,50)", "㊿"),
            (r"eq \o\ac(○,0)", "⓪"),
            (r"eq \o\ac(正,○)", "㊣"),
            (r"eq \o\ac(○,一)", "㊀"),
            (r"eq \o\ac(○,R)", "Ⓡ"),
            (r"eq \o\ac(□,√)", "☑"),
            (r"eq \o(=,/)", "≠"),
            (r"EQ 10\s\up8(2)", "10^2"),
            (r"EQ CO\s\do3(2)排放", "CO_2排放"),
            (r"EQ \l(1,2,3)", "1,2,3"),
            (r"EQ \x\bo(机关)", "[机关]"),
            (r"EQ \f(1,2)", "$1/2$"),
            (r"EQ \f(a+b,12)", "$(a+b)/12$"),
            (r"EQ \r(3,x)", "$3√(x)$"),
            (r"EQ \i\su(i=1,n,x)", "$∑_(i=1)^n x$"),
            (r"EQ \b\bc\[(\f(1,x))", "$[1/x]$"),
            (r"EQ 2\f(1,2)", "$2 1/2$"),
            (r"EQ \b\lc\{(\a(x=1,y=2))", "${x=1; y=2$"),
            (r"EQ \f(10\s\up8(2)\s\do8(i),y)", "$(10_i^2)/y$"),
            (r"EQ \o(x,ˉ)=\f(1,n)", "$x\u{304}=1/n$"),
            ("EQ 12.5", "12.5"),
            ("EQ", ""),
        ];
        for (instruction, expected) in cases {
            let shown = shown(instruction);
            assert_eq!((text(&shown).as_str(), shown.whole), (expected, true), "{instruction}");
        }
    }

    #[test]
    fn what_is_not_understood_keeps_its_text() {
        let cases = [
            // Numbers must not run together with those beside them.
            (r"eq \o\ac(○,51)", "（51）"),
            (r"eq \o\ac(□,甲)", "［甲］"),
            (r"eq \o\ac(△,!)", "〈!〉"),
            (r#"EQ \* jc2 \o\ad(\s\up 5(省市),\s\do 2(联合))"#, "省市联合"),
            (r"EQ \o(a,b,c)", "abc"),
            (r"EQ \q2(1,2)", "(1,2)"),
            (r"EQ \f(1\,5)", "(1,5)"),
            ("EQ a\\", "a"),
            (r"EQ \f(1,5;2)", "(1,5;2)"),
            (r"EQ \f(\o(a,b),2)", "$(ab)/2$"),
        ];
        for (instruction, expected) in cases {
            let shown = shown(instruction);
            assert_eq!((text(&shown).as_str(), shown.whole), (expected, false), "{instruction}");
        }
    }

    #[test]
    fn formulas_have_structure() {
        let mathml = |instruction: &str| match shown(instruction).inlines.as_slice() {
            [Inline::Formula(Formula { mathml: Some(mathml), .. })] => {
                let open = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">";
                mathml.as_str().strip_prefix(open).unwrap().strip_suffix("</math>").unwrap().to_owned()
            }
            other => panic!("{other:?}"),
        };
        let cases = [
            (r"EQ \f(1,2)", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
            (r"EQ \r(x)", "<msqrt><mrow><mi mathvariant=\"normal\">x</mi></mrow></msqrt>"),
            (r"EQ \x(1)", "<menclose notation=\"box\"><mrow><mn>1</mn></mrow></menclose>"),
            (r"EQ \x\to(1)", "<mover><mrow><mn>1</mn></mrow><mo>¯</mo></mover>"),
            (r"EQ \b\lc\{(1)", "<mrow><mo>{</mo><mrow><mn>1</mn></mrow><mo></mo></mrow>"),
            (r"EQ \b\bc\<(1)", "<mrow><mo>⟨</mo><mrow><mn>1</mn></mrow><mo>⟩</mo></mrow>"),
            (r"EQ \b\bc\/(1)", "<mo>/</mo><mn>1</mn><mo>/</mo>"),
            (r"EQ \x\le\ri(1)", "<mrow><mo>|</mo><mrow><mn>1</mn></mrow><mo>|</mo></mrow>"),
            (
                r"EQ \a\co2(1,2,3)",
                "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>",
            ),
            (
                r"EQ \i\in(0,1,2)",
                "<mrow><msubsup><mo>∫</mo><mrow><mn>0</mn></mrow><mrow><mn>1</mn></mrow></msubsup><mrow><mn>2</mn></mrow></mrow>",
            ),
            (r"EQ \r(1<2)", "<msqrt><mrow><mn>1</mn><mo>&lt;</mo><mn>2</mn></mrow></msqrt>"),
        ];
        for (instruction, expected) in cases {
            assert_eq!(mathml(instruction), expected, "{instruction}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        /// Whatever an instruction is made of: its text is shown, once.
        #[test]
        fn no_text_is_lost(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..24)) {
            let instruction = format!("EQ {}", pieces.concat());
            let shown = Content::new(shown(&instruction).inlines).plain_text();
            for letter in ['甲', '乙', '丙', '7'] {
                let count = |text: &str| text.nfkc().filter(|c| *c == letter).count();
                proptest::prop_assert_eq!(count(&shown), count(&instruction), "{} {}", instruction, shown);
            }
        }
    }

    const PIECES: &[&str] = &[
        "甲",
        "乙",
        "丙",
        "7",
        "○",
        "/",
        "(",
        ")",
        ")",
        ")",
        ",",
        ",",
        ";",
        "\\,",
        " ",
        "\\",
        "\\q(",
        "\\f(",
        "\\r(",
        "\\o(",
        "\\s\\up8(",
        "\\s\\do8(",
        "\\b\\lc\\{(",
        "\\a\\co2(",
        "\\i\\su(",
        "\\x(",
        "\\x\\bo(",
        "\\l(",
        "\\d(",
        "\\f(甲,乙)",
        "\\o\\ac(○,7)",
        "\\o(\\s\\up9(甲),乙)",
    ];
}
