//! Office Math (ECMA-376 §22.1) on one line: 1/2 must not become 12.

use crate::ooxml::{Element, Ns};

/// Formulas nest less deep than this; deeper ones are written without their structure.
const MAX_DEPTH: usize = 40;

/// A formula as text in reading order.
pub(super) fn math_to_text(element: Element<'_>) -> String {
    let mut text = String::new();
    write(element, &mut text, 0);
    text
}

fn part(element: Element<'_>, name: &str, depth: usize) -> String {
    let mut text = String::new();
    if let Some(child) = element.child(Ns::Math, name) {
        write(child, &mut text, depth);
    }
    text
}

/// In brackets, unless it is one number or letter or stands in brackets already.
fn group(text: String) -> String {
    let number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    match number || text.chars().count() <= 1 || is_bracketed(&text) {
        true => text,
        false => format!("({text})"),
    }
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

fn write(element: Element<'_>, text: &mut String, depth: usize) {
    if depth > MAX_DEPTH {
        let texts = element.descendants().filter(|e| e.name() == "t");
        texts.for_each(|t| text.push_str(&t.text()));
        return;
    }
    let depth = depth + 1;
    for child in element.children() {
        let part = |name| part(child, name, depth);
        match (child.ns(), child.name()) {
            (Ns::Math | Ns::W, "t") => text.push_str(&child.text()),
            (Ns::W, "del" | "moveFrom" | "rPr") => {}
            (Ns::Math, "f") => {
                text.push_str(&format!("{}/{}", group(part("num")), group(part("den"))));
            }
            (Ns::Math, "sSup") => text.push_str(&format!("{}^{}", group(part("e")), group(part("sup")))),
            (Ns::Math, "sSub") => text.push_str(&format!("{}_{}", group(part("e")), group(part("sub")))),
            (Ns::Math, "sSubSup") => {
                text.push_str(&format!("{}_{}^{}", group(part("e")), group(part("sub")), group(part("sup"))));
            }
            (Ns::Math, "rad") => {
                let degree = part("deg");
                let root = format!("√({})", part("e"));
                text.push_str(&if degree.is_empty() { root } else { format!("{}{root}", group(degree)) });
            }
            (Ns::Math, "nary") => {
                text.push_str(property(child, "naryPr", "chr").unwrap_or("∫"));
                let (sub, sup) = (part("sub"), part("sup"));
                if !sub.is_empty() {
                    text.push_str(&format!("_{}", group(sub)));
                }
                if !sup.is_empty() {
                    text.push_str(&format!("^{}", group(sup)));
                }
                text.push_str(&part("e"));
            }
            (Ns::Math, "d") => {
                text.push_str(property(child, "dPr", "begChr").unwrap_or("("));
                let separator = property(child, "dPr", "sepChr").unwrap_or("|");
                let inner = child.children().filter(|e| e.is(Ns::Math, "e")).map(|e| {
                    let mut inner = String::new();
                    write(e, &mut inner, depth);
                    inner
                });
                text.push_str(&inner.collect::<Vec<_>>().join(separator));
                text.push_str(property(child, "dPr", "endChr").unwrap_or(")"));
            }
            (Ns::Math, "mr" | "eqArr") => {
                write(child, text, depth);
                text.push(';');
            }
            (Ns::Math, "e") if element.name() == "mr" => {
                write(child, text, depth);
                text.push(' ');
            }
            _ => write(child, text, depth),
        }
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
    fn what_is_raised_or_divided_is_in_brackets_once() {
        for (text, grouped) in
            [("x", "x"), ("12.5", "12.5"), ("(a)/b", "((a)/b)"), ("(a+b)", "(a+b)"), ("(a)(b)", "((a)(b))"), ("", "")]
        {
            assert_eq!(group(text.to_owned()), grouped);
        }
    }
}
