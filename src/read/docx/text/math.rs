//! Office Math (ECMA-376 §22.1) on one line: 1/2 must not become 12.

use crate::ooxml::{Element, Ns};

/// Formulas nest less deep than this; deeper ones are written without their structure.
const MAX_DEPTH: usize = 40;

/// A formula as text in reading order.
pub(crate) fn math_to_text(element: Element<'_>) -> String {
    let mut line = Line::default();
    write(element, &mut line, 0);
    line.text
}

/// Text as it grows. What is built (a fraction, a power) is kept apart from what stands beside it, where the two would read as
/// one: two and a half is 2 1/2, not 21/2.
#[derive(Default)]
struct Line {
    text: String,
    ends_built: bool,
}

impl Line {
    fn add(&mut self, piece: &str, built: bool) {
        let Some(first) = piece.chars().next() else { return };
        let beside = self.text.ends_with(char::is_alphanumeric) && first.is_alphanumeric();
        if beside && (self.ends_built || (built && first.is_numeric())) {
            self.text.push(' ');
        }
        self.text.push_str(piece);
        self.ends_built = built;
    }
}

fn inner(element: Element<'_>, depth: usize) -> String {
    let mut line = Line::default();
    write(element, &mut line, depth);
    line.text
}

fn part(element: Element<'_>, name: &str, depth: usize) -> String {
    element.child(Ns::Math, name).map(|child| inner(child, depth)).unwrap_or_default()
}

/// The elements of that name, each written, with `between` between them.
fn joined(element: Element<'_>, name: &str, between: &str, depth: usize) -> String {
    let elements = element.children().filter(|e| e.is(Ns::Math, name));
    elements.map(|e| inner(e, depth)).collect::<Vec<_>>().join(between)
}

/// In brackets, unless it is one number or letter or stands in brackets already.
fn group(text: String) -> String {
    let number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    match number || text.chars().count() <= 1 || is_bracketed(&text) {
        true => text,
        false => format!("({text})"),
    }
}

/// What an accent or bar is over: the mark behind each letter, as Unicode has it.
fn accented(text: &str, mark: &str) -> String {
    text.chars().fold(
        String::new(),
        |text, c| if c.is_whitespace() { text + &c.to_string() } else { format!("{text}{c}{mark}") },
    )
}

/// Whether the bracket a text begins with is closed by the one it ends with.
fn is_bracketed(text: &str) -> bool {
    let mut depth = 0usize;
    let mut characters = text.chars().peekable();
    if characters.peek() != Some(&'(') {
        return false;
    }
    while let Some(c) = characters.next() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return characters.peek().is_none();
        }
    }
    false
}

fn property<'x>(element: Element<'x>, properties: &str, name: &str) -> Option<&'x str> {
    element.child(Ns::Math, properties)?.child(Ns::Math, name)?.attribute(Ns::Math, "val")
}

fn write(element: Element<'_>, line: &mut Line, depth: usize) {
    if depth > MAX_DEPTH {
        let texts = element.descendants().filter(|e| e.name() == "t");
        texts.for_each(|t| line.add(&t.text(), false));
        return;
    }
    let depth = depth + 1;
    for child in element.children() {
        let part = |name| part(child, name, depth);
        let built = match (child.ns(), child.name()) {
            (Ns::Math | Ns::W, "t") => {
                line.add(&child.text(), false);
                continue;
            }
            (Ns::W, "del" | "moveFrom" | "rPr") => continue,
            (Ns::Math, "f") => format!("{}/{}", group(part("num")), group(part("den"))),
            (Ns::Math, "sSup") => format!("{}^{}", group(part("e")), group(part("sup"))),
            (Ns::Math, "sSub") => format!("{}_{}", group(part("e")), group(part("sub"))),
            (Ns::Math, "sSubSup") => {
                format!("{}_{}^{}", group(part("e")), group(part("sub")), group(part("sup")))
            }
            (Ns::Math, "sPre") => format!("_{}^{}{}", group(part("sub")), group(part("sup")), group(part("e"))),
            (Ns::Math, "limLow") => format!("{}_{}", part("e"), group(part("lim"))),
            (Ns::Math, "limUpp") => format!("{}^{}", part("e"), group(part("lim"))),
            (Ns::Math, "acc") => accented(&part("e"), property(child, "accPr", "chr").unwrap_or("\u{302}")),
            (Ns::Math, "bar") => match property(child, "barPr", "pos") {
                Some("top") => accented(&part("e"), "\u{304}"),
                _ => accented(&part("e"), "\u{332}"),
            },
            (Ns::Math, "rad") => {
                let degree = part("deg");
                let root = format!("√({})", part("e"));
                if degree.is_empty() { root } else { format!("{}{root}", group(degree)) }
            }
            (Ns::Math, "nary") => {
                let mut sum =
                    Line { text: property(child, "naryPr", "chr").unwrap_or("∫").to_owned(), ends_built: true };
                for (sign, limit) in [('_', part("sub")), ('^', part("sup"))] {
                    if !limit.is_empty() {
                        sum.text.push_str(&format!("{sign}{}", group(limit)));
                    }
                }
                sum.add(&part("e"), true);
                sum.text
            }
            (Ns::Math, "func") => {
                let mut function = Line { text: part("fName"), ends_built: true };
                function.add(&part("e"), true);
                function.text
            }
            (Ns::Math, "d") => {
                let separator = property(child, "dPr", "sepChr").unwrap_or("|");
                let open = property(child, "dPr", "begChr").unwrap_or("(");
                let close = property(child, "dPr", "endChr").unwrap_or(")");
                format!("{open}{}{close}", joined(child, "e", separator, depth))
            }
            (Ns::Math, "m") => {
                let rows = child.children().filter(|e| e.is(Ns::Math, "mr"));
                rows.map(|row| joined(row, "e", " ", depth)).collect::<Vec<_>>().join("; ")
            }
            (Ns::Math, "eqArr") => joined(child, "e", "; ", depth),
            _ => {
                write(child, line, depth);
                continue;
            }
        };
        line.add(&built, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::Xml;

    #[test]
    fn structure_is_written_out() {
        let source = "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>x=</m:t></m:r>\
            <m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2+y</m:t></m:r></m:den></m:f>\
            <m:sSup><m:e><m:r><m:t>z</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>";
        let xml = Xml::parse(source.as_bytes().to_vec()).unwrap();
        assert_eq!(math_to_text(xml.root().unwrap()), "x=1/(2+y)z^2");
    }

    #[test]
    fn what_stands_beside_each_other_stays_apart() {
        let text = |inner: &str| {
            let source = format!(
                "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>{inner}</m:oMath>"
            );
            math_to_text(Xml::parse(source.into_bytes()).unwrap().root().unwrap())
        };
        let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
        let e = |name: &str, text: &str| format!("<m:{name}>{}</m:{name}>", r(text));
        let half = format!("<m:f>{}{}</m:f>", e("num", "1"), e("den", "2"));
        let square = format!("<m:sSup>{}{}</m:sSup>", e("e", "x"), e("sup", "2"));
        let row = |a: &str, b: &str| format!("<m:mr>{}{}</m:mr>", e("e", a), e("e", b));
        let cases = [
            (r("2") + &half, "2 1/2"),
            (half.clone() + &r("3"), "1/2 3"),
            (r("2") + &square, "2x^2"),
            (square.clone() + &r("3+") + &square, "x^2 3+x^2"),
            (half.clone() + &half, "1/2 1/2"),
            (format!("<m:func>{}{}</m:func>", e("fName", "sin"), e("e", "x")), "sin x"),
            (format!("{}<m:box><m:e>{half}</m:e></m:box>", r("1")), "1 1/2"),
            (format!("<m:sPre>{}{}{}</m:sPre>", e("sub", "6"), e("sup", "12"), e("e", "C")), "_6^12C"),
            (format!("<m:limLow>{}{}</m:limLow>", e("e", "lim"), e("lim", "n→∞")) + &r("x"), "lim_(n→∞)x"),
            (format!("<m:limUpp>{}{}</m:limUpp>", e("e", "a"), e("lim", "n")), "a^n"),
            (format!("<m:bar><m:barPr><m:pos m:val='top'/></m:barPr>{}</m:bar>", e("e", "x")), "x\u{304}"),
            (format!("<m:acc>{}</m:acc>", e("e", "x")), "x\u{302}"),
            (format!("<m:m>{}{}</m:m>", row("1", "2"), row("3", "4")), "1 2; 3 4"),
            (
                format!(
                    "<m:d><m:dPr><m:begChr m:val='{{'/><m:endChr m:val=''/></m:dPr><m:e><m:eqArr>{}{}</m:eqArr></m:e></m:d>",
                    e("e", "a"),
                    e("e", "b")
                ),
                "{a; b",
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(text(&source), expected, "{source}");
        }
    }

    #[test]
    fn what_is_raised_or_divided_is_in_brackets_once() {
        for (text, grouped) in
            [("x", "x"), ("12.5", "12.5"), ("(a)/b", "((a)/b)"), ("(a+b)", "(a+b)"), ("(a)(b)", "((a)(b))"), ("", "")]
        {
            assert_eq!(group(text.to_owned()), grouped);
        }
    }
}
