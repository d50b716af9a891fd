//! Office Math (ECMA-376 §22.1) → presentation MathML.

use crate::document::MathMl;
use crate::ooxml::{Element, Ns};
use quick_xml::escape::escape;

/// Formulas nest less deep than this; deeper ones have no MathML.
const MAX_DEPTH: usize = 40;

/// The structure of a formula; `None` where it is empty or nests too deep.
pub(crate) fn math_to_mathml(element: Element<'_>) -> Option<MathMl> {
    let mut inner = String::new();
    children(element, &mut inner, 0)?;
    (!inner.is_empty()).then(|| MathMl::new(&format!("<math>{inner}</math>")).ok()).flatten()
}

fn value<'x>(element: Element<'x>, properties: &str, name: &str) -> Option<&'x str> {
    element.child(Ns::Math, properties)?.child(Ns::Math, name)?.attribute(Ns::Math, "val")
}

/// Whether an on/off property (§22.9.2.7) is on.
fn is_on(element: Element<'_>, properties: &str, name: &str) -> bool {
    let property = element.child(Ns::Math, properties).and_then(|p| p.child(Ns::Math, name));
    property.is_some_and(|p| !matches!(p.attribute(Ns::Math, "val"), Some("0" | "off" | "false")))
}

fn children(element: Element<'_>, out: &mut String, depth: usize) -> Option<()> {
    element.children().try_for_each(|child| write(child, out, depth))
}

/// The argument of that name as one element.
fn argument(element: Element<'_>, name: &str, depth: usize) -> Option<String> {
    let mut inner = String::new();
    if let Some(child) = element.child(Ns::Math, name) {
        children(child, &mut inner, depth)?;
    }
    Some(format!("<mrow>{inner}</mrow>"))
}

fn operator(sign: &str) -> String {
    format!("<mo>{}</mo>", escape(sign))
}

fn write(element: Element<'_>, out: &mut String, depth: usize) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    let depth = depth + 1;
    let arg = |name| argument(element, name, depth);
    if element.ns() != Ns::Math {
        return match (element.ns(), element.name()) {
            (Ns::W, "rPr" | "del" | "moveFrom") => Some(()),
            (Ns::W, "t") => {
                tokens(&element.text(), false, out);
                Some(())
            }
            _ => children(element, out, depth),
        };
    }
    match element.name() {
        "r" => run(element, out),
        "f" => {
            let (top, bottom) = (arg("num")?, arg("den")?);
            match value(element, "fPr", "type") {
                Some("lin") => out.push_str(&format!("<mrow>{top}<mo>/</mo>{bottom}</mrow>")),
                Some("noBar") => out.push_str(&format!("<mfrac linethickness=\"0\">{top}{bottom}</mfrac>")),
                _ => out.push_str(&format!("<mfrac>{top}{bottom}</mfrac>")),
            }
        }
        "sSup" => out.push_str(&format!("<msup>{}{}</msup>", arg("e")?, arg("sup")?)),
        "sSub" => out.push_str(&format!("<msub>{}{}</msub>", arg("e")?, arg("sub")?)),
        "sSubSup" => out.push_str(&format!("<msubsup>{}{}{}</msubsup>", arg("e")?, arg("sub")?, arg("sup")?)),
        "sPre" => {
            let (base, below, above) = (arg("e")?, arg("sub")?, arg("sup")?);
            out.push_str(&format!("<mmultiscripts>{base}<mprescripts/>{below}{above}</mmultiscripts>"));
        }
        "rad" => {
            let has_degree = !is_on(element, "radPr", "degHide")
                && element.child(Ns::Math, "deg").is_some_and(|deg| deg.children().next().is_some());
            match has_degree {
                true => out.push_str(&format!("<mroot>{}{}</mroot>", arg("e")?, arg("deg")?)),
                false => out.push_str(&format!("<msqrt>{}</msqrt>", arg("e")?)),
            }
        }
        "nary" => {
            let sign = operator(value(element, "naryPr", "chr").unwrap_or("∫"));
            let sides = value(element, "naryPr", "limLoc") == Some("subSup");
            let hidden = |property| is_on(element, "naryPr", property);
            let name = |sides_name, limits_name| if sides { sides_name } else { limits_name };
            let scripted = match (hidden("subHide"), hidden("supHide")) {
                (true, true) => sign,
                (true, false) => {
                    let name = name("msup", "mover");
                    format!("<{name}>{sign}{}</{name}>", arg("sup")?)
                }
                (false, true) => {
                    let name = name("msub", "munder");
                    format!("<{name}>{sign}{}</{name}>", arg("sub")?)
                }
                (false, false) => {
                    let name = name("msubsup", "munderover");
                    format!("<{name}>{sign}{}{}</{name}>", arg("sub")?, arg("sup")?)
                }
            };
            out.push_str(&format!("<mrow>{scripted}{}</mrow>", arg("e")?));
        }
        "d" => {
            out.push_str("<mrow>");
            out.push_str(&operator(value(element, "dPr", "begChr").unwrap_or("(")));
            let separator = operator(value(element, "dPr", "sepChr").unwrap_or("|"));
            for (index, part) in element.children().filter(|e| e.is(Ns::Math, "e")).enumerate() {
                if index > 0 {
                    out.push_str(&separator);
                }
                out.push_str("<mrow>");
                children(part, out, depth)?;
                out.push_str("</mrow>");
            }
            out.push_str(&operator(value(element, "dPr", "endChr").unwrap_or(")")));
            out.push_str("</mrow>");
        }
        "m" | "eqArr" => {
            out.push_str("<mtable>");
            let is_matrix = element.name() == "m";
            for row in element.children().filter(|e| e.is(Ns::Math, if is_matrix { "mr" } else { "e" })) {
                out.push_str("<mtr>");
                let cells: Vec<Element<'_>> = match is_matrix {
                    true => row.children().filter(|e| e.is(Ns::Math, "e")).collect(),
                    false => vec![row],
                };
                for cell in cells {
                    out.push_str("<mtd>");
                    children(cell, out, depth)?;
                    out.push_str("</mtd>");
                }
                out.push_str("</mtr>");
            }
            out.push_str("</mtable>");
        }
        "acc" => {
            let sign = operator(value(element, "accPr", "chr").unwrap_or("\u{302}"));
            out.push_str(&format!("<mover accent=\"true\">{}{sign}</mover>", arg("e")?));
        }
        "bar" => match value(element, "barPr", "pos") {
            Some("top") => out.push_str(&format!("<mover>{}<mo>¯</mo></mover>", arg("e")?)),
            _ => out.push_str(&format!("<munder>{}<mo>_</mo></munder>", arg("e")?)),
        },
        "groupChr" => {
            let sign = operator(value(element, "groupChrPr", "chr").unwrap_or("⏟"));
            match value(element, "groupChrPr", "pos") {
                Some("top") => out.push_str(&format!("<mover>{}{sign}</mover>", arg("e")?)),
                _ => out.push_str(&format!("<munder>{}{sign}</munder>", arg("e")?)),
            }
        }
        "limLow" => out.push_str(&format!("<munder>{}{}</munder>", arg("e")?, arg("lim")?)),
        "limUpp" => out.push_str(&format!("<mover>{}{}</mover>", arg("e")?, arg("lim")?)),
        "func" => out.push_str(&format!("<mrow>{}<mo>&#x2061;</mo>{}</mrow>", arg("fName")?, arg("e")?)),
        "borderBox" => out.push_str(&format!("<menclose notation=\"box\">{}</menclose>", arg("e")?)),
        "phant" if value(element, "phantPr", "show") == Some("0") => {
            out.push_str(&format!("<mphantom>{}</mphantom>", arg("e")?));
        }
        name if name.ends_with("Pr") => {}
        _ => children(element, out, depth)?,
    }
    Some(())
}

fn run(element: Element<'_>, out: &mut String) {
    let text: String = element
        .children()
        .filter(|e| matches!(e.ns(), Ns::Math | Ns::W) && e.name() == "t")
        .map(|e| e.text())
        .collect();
    if is_on(element, "rPr", "nor") {
        if !text.is_empty() {
            out.push_str(&format!("<mtext>{}</mtext>", escape(text.as_str())));
        }
        return;
    }
    let upright = matches!(value(element, "rPr", "sty"), Some("p" | "b"));
    tokens(&text, upright, out);
}

/// Text in numbers, identifiers, operators and words.
fn tokens(text: &str, upright: bool, out: &mut String) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let take = |is: fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        let is_digit = |c: char| c.is_ascii_digit();
        let letter = |c: char| c.is_alphabetic() && !is_han(c);
        let (end, name, attribute) = match first {
            c if is_digit(c) => (take(|c| c.is_ascii_digit() || c == '.'), "mn", ""),
            // Upright letters beside each other are a name: sin, max.
            c if letter(c) && upright => (take(|c| c.is_alphabetic() && !is_han(c)), "mi", " mathvariant=\"normal\""),
            c if letter(c) => (c.len_utf8(), "mi", ""),
            c if is_han(c) => (take(is_han), "mtext", ""),
            c if c.is_whitespace() => (take(char::is_whitespace), "mtext", ""),
            c => (c.len_utf8(), "mo", ""),
        };
        let (token, after) = rest.split_at(end);
        match name {
            // A mark of alignment in arrays of equations (§22.1.2.34) is not printed.
            "mo" if token == "&" => {}
            _ => out.push_str(&format!("<{name}{attribute}>{}</{name}>", escape(token))),
        }
        rest = after;
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::Xml;

    fn mathml(inner: &str) -> Option<String> {
        let source =
            format!("<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>{inner}</m:oMath>");
        let xml = Xml::parse(source.into_bytes()).unwrap();
        let text = math_to_mathml(xml.root().unwrap())?.as_str().to_owned();
        let open = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">";
        Some(text.strip_prefix(open)?.strip_suffix("</math>")?.to_owned())
    }

    fn r(text: &str) -> String {
        format!("<m:r><m:t>{text}</m:t></m:r>")
    }

    #[test]
    fn each_construct_has_its_element() {
        let e = |name: &str, text: &str| format!("<m:{name}>{}</m:{name}>", r(text));
        let row = |text: &str| format!("<mrow><mi>{text}</mi></mrow>");
        let cases = [
            (r("2.5x&lt;年度"), "<mn>2.5</mn><mi>x</mi><mo>&lt;</mo><mtext>年度</mtext>".to_owned()),
            (
                "<m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>sin</m:t></m:r>".to_owned(),
                "<mi mathvariant=\"normal\">sin</mi>".to_owned(),
            ),
            ("<m:r><m:rPr><m:nor/></m:rPr><m:t>if x</m:t></m:r>".to_owned(), "<mtext>if x</mtext>".to_owned()),
            (
                format!("<m:f>{}{}</m:f>", e("num", "a"), e("den", "b")),
                format!("<mfrac>{}{}</mfrac>", row("a"), row("b")),
            ),
            (
                format!("<m:f><m:fPr><m:type m:val='lin'/></m:fPr>{}{}</m:f>", e("num", "a"), e("den", "b")),
                format!("<mrow>{}<mo>/</mo>{}</mrow>", row("a"), row("b")),
            ),
            (
                format!("<m:sSubSup>{}{}{}</m:sSubSup>", e("e", "a"), e("sub", "i"), e("sup", "j")),
                format!("<msubsup>{}{}{}</msubsup>", row("a"), row("i"), row("j")),
            ),
            (
                format!("<m:sPre>{}{}{}</m:sPre>", e("sub", "i"), e("sup", "j"), e("e", "a")),
                format!("<mmultiscripts>{}<mprescripts/>{}{}</mmultiscripts>", row("a"), row("i"), row("j")),
            ),
            (format!("<m:rad><m:deg/>{}</m:rad>", e("e", "a")), format!("<msqrt>{}</msqrt>", row("a"))),
            (
                format!("<m:rad>{}{}</m:rad>", e("deg", "n"), e("e", "a")),
                format!("<mroot>{}{}</mroot>", row("a"), row("n")),
            ),
            (
                format!(
                    "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>{}{}{}</m:nary>",
                    e("sub", "i"),
                    e("sup", "n"),
                    e("e", "a")
                ),
                format!("<mrow><munderover><mo>∑</mo>{}{}</munderover>{}</mrow>", row("i"), row("n"), row("a")),
            ),
            (
                format!(
                    "<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>{}{}</m:d>",
                    e("e", "a"),
                    e("e", "b")
                ),
                format!("<mrow><mo>[</mo>{}<mo>|</mo>{}<mo>]</mo></mrow>", row("a"), row("b")),
            ),
            (
                format!("<m:m><m:mr>{}{}</m:mr></m:m>", e("e", "a"), e("e", "b")),
                "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>".to_owned(),
            ),
            (
                format!("<m:eqArr>{}{}</m:eqArr>", e("e", "a&amp;"), e("e", "b")),
                "<mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>".to_owned(),
            ),
            (
                format!("<m:acc>{}</m:acc>", e("e", "a")),
                format!("<mover accent=\"true\">{}<mo>\u{302}</mo></mover>", row("a")),
            ),
            (
                format!("<m:bar><m:barPr><m:pos m:val='top'/></m:barPr>{}</m:bar>", e("e", "a")),
                format!("<mover>{}<mo>¯</mo></mover>", row("a")),
            ),
            (
                format!("<m:limLow>{}{}</m:limLow>", e("e", "a"), e("lim", "n")),
                format!("<munder>{}{}</munder>", row("a"), row("n")),
            ),
            (
                format!("<m:func>{}{}</m:func>", e("fName", "f"), e("e", "a")),
                format!("<mrow>{}<mo>\u{2061}</mo>{}</mrow>", row("f"), row("a")),
            ),
        ];
        for (source, expected) in cases {
            assert_eq!(mathml(&source), Some(expected), "{source}");
        }
    }

    #[test]
    fn what_nests_too_deep_or_is_empty_has_none() {
        assert_eq!(mathml(""), None);
        let nested = |n: usize| format!("{}{}{}", "<m:e>".repeat(n), r("x"), "</m:e>".repeat(n));
        assert!(mathml(&nested(MAX_DEPTH)).is_some());
        assert_eq!(mathml(&nested(MAX_DEPTH + 1)), None);
    }
}
