//! Presentation MathML → Office Math (ECMA-376 §22.1): the other way round than Word documents are read.
//!
//! What Office Math has no element for (glyph widths, styles of display) is written as what it holds.

use super::markup::{Element, Node};
use crate::document::{Formula, MathMl};

/// The signs with limits that Office Math knows as n-ary operators.
const NARY: &str = "∑∏∐∫∬∭∮∯∰⋂⋃⋀⋁⨀⨁⨂⨆⨃";
/// What stands around and between what a pair of fences holds.
const OPENING: &str = "([{⟨⌊⌈|‖";
const CLOSING: &str = ")]}⟩⌋⌉|‖";
/// The sign between the name of a function and its argument.
const APPLICATION: &str = "\u{2061}";

/// The formula as `m:oMath`, or `m:oMathPara` where it stands on a line of its own. Without structure, its text.
pub(super) fn formula_to_math(formula: &Formula) -> Element {
    let structure = formula.mathml.as_ref().and_then(mathml_tree);
    let math = Element::new("m:oMath").with(match &structure {
        Some(root) => row(&children(root)),
        None => vec![run(&formula.text, Setting::Text)],
    });
    if formula.display { Element::new("m:oMathPara").child(math) } else { math }
}

/// The tree of checked MathML, at most as deep as its checker lets it be.
fn mathml_tree(mathml: &MathMl) -> Option<Element> {
    Element::parse_all(mathml.as_str().as_bytes()).ok()?.into_iter().next()
}

fn children(element: &Element) -> Vec<&Element> {
    element.elements().collect()
}

fn text_of(element: &Element) -> String {
    let mut text = String::new();
    for node in &element.children {
        match node {
            Node::Text(said) => text.push_str(said),
            Node::Element(inner) => text.push_str(&text_of(inner)),
        }
    }
    text
}

/// The one sign of an operator that is one.
fn sign<'e>(element: &'e Element, known: Option<&str>) -> Option<&'e str> {
    let text = match element.children.as_slice() {
        [Node::Text(text)] if element.name == "mo" => text.as_str(),
        _ => return None,
    };
    let mut characters = text.chars();
    let only = characters.next().filter(|_| characters.next().is_none())?;
    known.is_none_or(|known| known.contains(only)).then_some(text)
}

/// How text in a formula is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// As a formula: letters slanted.
    Math,
    /// Letters upright: sin.
    Upright,
    /// As running text.
    Text,
}

fn run(text: &str, setting: Setting) -> Element {
    let properties = match setting {
        Setting::Math => None,
        Setting::Upright => Some(Element::new("m:sty").attr("m:val", "p")),
        Setting::Text => Some(Element::new("m:nor")),
    };
    let face = "Cambria Math";
    let fonts = Element::new("w:rFonts").attr("w:ascii", face).attr("w:hAnsi", face);
    Element::new("m:r")
        .with(properties.map(|property| Element::new("m:rPr").child(property)))
        .child(Element::new("w:rPr").child(fonts))
        .child(Element::new("m:t").attr("xml:space", "preserve").text(text))
}

/// Properties of an object, each a name and a value.
fn properties(name: &'static str, values: &[(&'static str, &str)]) -> Element {
    Element::new(name).with(values.iter().map(|(name, value)| Element::new(name).attr("m:val", value)))
}

/// An argument: what an element holds, a row's own elements.
fn argument(name: &'static str, element: Option<&Element>) -> Element {
    let inner = match element {
        Some(element) if element.name == "mrow" => row(&children(element)),
        Some(element) => row(&[element]),
        None => Vec::new(),
    };
    Element::new(name).with(inner)
}

/// Elements beside each other.
fn row(elements: &[&Element]) -> Vec<Element> {
    elements.iter().flat_map(|element| object(element)).collect()
}

/// What one element of MathML is.
fn object(element: &Element) -> Vec<Element> {
    let parts = children(element);
    let part = |index: usize| parts.get(index).copied();
    let arg = |name, index| argument(name, part(index));
    let made = match &*element.name {
        "mi" | "ms" => {
            let text = text_of(element);
            let upright = element.attribute("mathvariant") == Some("normal") || text.chars().nth(1).is_some();
            run(&text, if upright { Setting::Upright } else { Setting::Math })
        }
        "mn" | "mo" => run(&text_of(element), Setting::Math),
        "mtext" => run(&text_of(element), Setting::Text),
        "mspace" => run(" ", Setting::Text),
        "mrow" => return grouped(&parts),
        "mfrac" => {
            let bare = element.attribute("linethickness").is_some_and(|width| width.trim().starts_with('0'));
            let kind = bare.then(|| properties("m:fPr", &[("m:type", "noBar")]));
            Element::new("m:f").with(kind).child(arg("m:num", 0)).child(arg("m:den", 1))
        }
        "msup" => Element::new("m:sSup").child(arg("m:e", 0)).child(arg("m:sup", 1)),
        "msub" => Element::new("m:sSub").child(arg("m:e", 0)).child(arg("m:sub", 1)),
        "msubsup" => Element::new("m:sSubSup").child(arg("m:e", 0)).child(arg("m:sub", 1)).child(arg("m:sup", 2)),
        "mmultiscripts" if part(1).is_some_and(|second| second.name == "mprescripts") => {
            Element::new("m:sPre").child(arg("m:sub", 2)).child(arg("m:sup", 3)).child(arg("m:e", 0))
        }
        "msqrt" => {
            let inner = match parts.as_slice() {
                [only] => argument("m:e", Some(only)),
                _ => Element::new("m:e").with(row(&parts)),
            };
            let hidden = properties("m:radPr", &[("m:degHide", "1")]);
            Element::new("m:rad").child(hidden).child(Element::new("m:deg")).child(inner)
        }
        "mroot" => Element::new("m:rad").child(arg("m:deg", 1)).child(arg("m:e", 0)),
        "mover" | "munder" => return vec![limit(element, &parts)],
        "munderover" => {
            let below = Element::new("m:limLow").child(arg("m:e", 0)).child(arg("m:lim", 1));
            Element::new("m:limUpp").child(Element::new("m:e").child(below)).child(arg("m:lim", 2))
        }
        "mtable" => return matrix(&parts).into_iter().collect(),
        "menclose" => Element::new("m:borderBox").child(Element::new("m:e").with(unwrapped(&parts))),
        "mphantom" => Element::new("m:phant")
            .child(properties("m:phantPr", &[("m:show", "0")]))
            .child(Element::new("m:e").with(unwrapped(&parts))),
        "none" | "mprescripts" => return Vec::new(),
        _ => return row(&parts),
    };
    vec![made]
}

/// Elements beside each other that may be one row.
fn unwrapped(parts: &[&Element]) -> Vec<Element> {
    match parts {
        [only] if only.name == "mrow" => row(&children(only)),
        _ => row(parts),
    }
}

/// A base with something above or below it.
fn limit(element: &Element, parts: &[&Element]) -> Element {
    let above = element.name == "mover";
    let (base, mark) = (parts.first().copied(), parts.get(1).copied());
    let position = if above { "top" } else { "bot" };
    let Some(sign) = mark.and_then(|mark| sign(mark, None)) else {
        let name = if above { "m:limUpp" } else { "m:limLow" };
        return Element::new(name).child(argument("m:e", base)).child(argument("m:lim", mark));
    };
    let (name, properties) = match sign {
        sign if above && element.attribute("accent") == Some("true") => {
            ("m:acc", properties("m:accPr", &[("m:chr", sign)]))
        }
        "¯" if above => ("m:bar", properties("m:barPr", &[("m:pos", position)])),
        "_" if !above => ("m:bar", properties("m:barPr", &[("m:pos", position)])),
        sign => ("m:groupChr", properties("m:groupChrPr", &[("m:chr", sign), ("m:pos", position)])),
    };
    Element::new(name).child(properties).child(argument("m:e", base))
}

fn matrix(rows: &[&Element]) -> Option<Element> {
    let rows: Vec<Element> = rows
        .iter()
        .filter(|row| row.name == "mtr")
        .map(|row| {
            let cells = row.elements().filter(|cell| cell.name == "mtd");
            Element::new("m:mr").with(cells.map(|cell| Element::new("m:e").with(unwrapped(&children(cell)))))
        })
        .filter(|row| !row.children.is_empty())
        .collect();
    (!rows.is_empty()).then(|| Element::new("m:m").with(rows))
}

/// A row within a row: fences, an n-ary operator, a fraction on one line, a function; else what it holds.
fn grouped(parts: &[&Element]) -> Vec<Element> {
    let is_row = |element: &Element| element.name == "mrow";
    match parts {
        [above, slash, below] if is_row(above) && is_row(below) && sign(slash, None) == Some("/") => {
            let kind = properties("m:fPr", &[("m:type", "lin")]);
            let (above, below) = (argument("m:num", Some(above)), argument("m:den", Some(below)));
            vec![Element::new("m:f").child(kind).child(above).child(below)]
        }
        [name, apply, of] if is_row(name) && is_row(of) && sign(apply, None) == Some(APPLICATION) => {
            let (name, of) = (argument("m:fName", Some(name)), argument("m:e", Some(of)));
            vec![Element::new("m:func").child(name).child(of)]
        }
        [operator, of] if is_row(of) => match nary(operator, of) {
            Some(nary) => vec![nary],
            None => row(parts),
        },
        [open, inner @ .., close] => match fenced(open, inner, close) {
            Some(fenced) => vec![fenced],
            None => row(parts),
        },
        _ => row(parts),
    }
}

fn nary(operator: &Element, of: &Element) -> Option<Element> {
    let scripts = children(operator);
    let (base, sub, sup, sides) = match &*operator.name {
        "mo" => (Some(operator), None, None, true),
        "msubsup" => (scripts.first().copied(), scripts.get(1), scripts.get(2), true),
        "munderover" => (scripts.first().copied(), scripts.get(1), scripts.get(2), false),
        "msub" => (scripts.first().copied(), scripts.get(1), None, true),
        "munder" => (scripts.first().copied(), scripts.get(1), None, false),
        "msup" => (scripts.first().copied(), None, scripts.get(1), true),
        "mover" => (scripts.first().copied(), None, scripts.get(1), false),
        _ => return None,
    };
    let sign = sign(base?, Some(NARY))?;
    let location = if sides { "subSup" } else { "undOvr" };
    let hidden = |script: Option<&&Element>| if script.is_none() { "1" } else { "0" };
    let values = [("m:chr", sign), ("m:limLoc", location), ("m:subHide", hidden(sub)), ("m:supHide", hidden(sup))];
    let nary = Element::new("m:nary").child(properties("m:naryPr", &values));
    let (sub, sup) = (argument("m:sub", sub.copied()), argument("m:sup", sup.copied()));
    Some(nary.child(sub).child(sup).child(argument("m:e", Some(of))))
}

/// The sign of a fence; none where only the other side has one.
fn fence<'e>(element: &'e Element, known: &str) -> Option<&'e str> {
    let is_none = element.name == "mo" && element.children.is_empty();
    if is_none { Some("") } else { sign(element, Some(known)) }
}

/// Rows between fences, the same sign between each two.
fn fenced(open: &Element, inner: &[&Element], close: &Element) -> Option<Element> {
    let (begin, end) = (fence(open, OPENING)?, fence(close, CLOSING)?);
    if begin.is_empty() && end.is_empty() {
        return None;
    }
    let mut separator = None;
    let mut parts = Vec::new();
    for (index, element) in inner.iter().enumerate() {
        if index % 2 == 0 {
            if element.name != "mrow" {
                return None;
            }
            parts.push(argument("m:e", Some(element)));
        } else {
            let found = sign(element, None)?;
            if *separator.get_or_insert(found) != found {
                return None;
            }
        }
    }
    if inner.len().is_multiple_of(2) {
        return None;
    }
    let values = [("m:begChr", begin), ("m:sepChr", separator.unwrap_or("|")), ("m:endChr", end)];
    Some(Element::new("m:d").child(properties("m:dPr", &values)).with(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn math(inner: &str) -> String {
        let mathml = MathMl::new(&format!("<math>{inner}</math>")).unwrap();
        let formula = Formula { text: "x".into(), mathml: Some(mathml), display: false };
        let mut out = String::new();
        formula_to_math(&formula).write(&mut out);
        let fonts = "<w:rPr><w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\"/></w:rPr>";
        out.replace(fonts, "").replace(" xml:space=\"preserve\"", "").replace("<m:oMath>", "").replace("</m:oMath>", "")
    }

    #[test]
    fn each_element_has_its_construct() {
        let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
        let e = |name: &str, text: &str| format!("<m:{name}>{}</m:{name}>", r(text));
        let row = |text: &str| format!("<mrow><mi>{text}</mi></mrow>");
        let cases = [
            ("<mn>2.5</mn><mo>&lt;</mo>".to_owned(), format!("{}{}", r("2.5"), r("&lt;"))),
            (
                "<mi mathvariant=\"normal\">sin</mi>".to_owned(),
                "<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr><m:t>sin</m:t></m:r>".to_owned(),
            ),
            ("<mtext>年度</mtext>".to_owned(), "<m:r><m:rPr><m:nor/></m:rPr><m:t>年度</m:t></m:r>".to_owned()),
            (
                format!("<mfrac>{}{}</mfrac>", row("a"), row("b")),
                format!("<m:f>{}{}</m:f>", e("num", "a"), e("den", "b")),
            ),
            (
                format!("<mrow>{}<mo>/</mo>{}</mrow>", row("a"), row("b")),
                format!("<m:f><m:fPr><m:type m:val=\"lin\"/></m:fPr>{}{}</m:f>", e("num", "a"), e("den", "b")),
            ),
            (
                format!("<mrow><munderover><mo>∑</mo>{}{}</munderover>{}</mrow>", row("i"), row("n"), row("a")),
                format!(
                    "<m:nary><m:naryPr><m:chr m:val=\"∑\"/><m:limLoc m:val=\"undOvr\"/><m:subHide m:val=\"0\"/>\
                     <m:supHide m:val=\"0\"/></m:naryPr>{}{}{}</m:nary>",
                    e("sub", "i"),
                    e("sup", "n"),
                    e("e", "a")
                ),
            ),
            (
                format!("<mrow><mo>[</mo>{}<mo>,</mo>{}<mo>]</mo></mrow>", row("a"), row("b")),
                format!(
                    "<m:d><m:dPr><m:begChr m:val=\"[\"/><m:sepChr m:val=\",\"/><m:endChr m:val=\"]\"/></m:dPr>{}{}</m:d>",
                    e("e", "a"),
                    e("e", "b")
                ),
            ),
            (
                format!("<mrow><mo>{{</mo>{}<mo></mo></mrow>", row("a")),
                format!(
                    "<m:d><m:dPr><m:begChr m:val=\"{{\"/><m:sepChr m:val=\"|\"/><m:endChr m:val=\"\"/></m:dPr>{}</m:d>",
                    e("e", "a")
                ),
            ),
            (
                format!("<mover accent=\"true\">{}<mo>\u{302}</mo></mover>", row("a")),
                format!("<m:acc><m:accPr><m:chr m:val=\"\u{302}\"/></m:accPr>{}</m:acc>", e("e", "a")),
            ),
            (
                "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>".to_owned(),
                format!("<m:m><m:mr>{}{}</m:mr></m:m>", e("e", "a"), e("e", "b")),
            ),
            ("<mstyle><mi>a</mi></mstyle>".to_owned(), r("a")),
        ];
        for (source, expected) in cases {
            assert_eq!(math(&source), expected, "{source}");
        }
    }
}
