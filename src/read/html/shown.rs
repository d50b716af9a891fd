//! What a page of our own shows, and the data in it.

use super::dom::{Dom, Element, NodeId};

/// The attribute by which the element that encloses the text of our pages and fragments is known.
const OWN: &str = "data-nianbao";

/// What is met in an element, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Met<'d> {
    /// Characters.
    Text(&'d str),
    /// What parts the texts on both sides: a block, row, cell, item or line break begins or ends.
    Parting,
    /// An attribute that is shown, or says where a cell stands or a link leads.
    Attribute(&'d str, &'d str),
}

/// Data in a page of our own, beside what it shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OwnData {
    /// The text of the script element.
    pub(crate) text: String,
    /// The digest it states.
    pub(crate) digest: String,
}

/// The data that a page of our own carries in the script element with this id, and the digest stated there in this attribute; `see`
/// is shown what its main element shows. `None` for any other page, or one that is too large.
pub(crate) fn own_data(page: &str, (id, digest): (&str, &str), see: &mut impl FnMut(Met<'_>)) -> Option<OwnData> {
    let dom = Dom::parse(page).ok()?;
    let mut elements = dom.descendants(dom.root()).filter_map(|node| Some((node, dom.element(node)?)));
    let is_main = |element: &Element| element.is_html() && element.name() == "main" && element.attribute(OWN).is_some();
    let (main, _) = elements.find(|(_, element)| is_main(element))?;
    let mut scripts = dom.descendants(dom.root()).filter_map(|node| {
        let element = dom.element(node).filter(|element| element.is_html() && element.name() == "script")?;
        (element.attribute("id") == Some(id)).then_some((node, element))
    });
    // Of several nobody knows which is meant.
    let (Some((script, element)), None) = (scripts.next(), scripts.next()) else { return None };
    let text: String = dom.children(script).iter().filter_map(|child| dom.text(*child)).collect();
    let found = OwnData { text, digest: element.attribute(digest)?.trim().to_owned() };
    meet(&dom, main, see);
    Some(found)
}

/// Goes through all that stands in a node.
fn meet(dom: &Dom, root: NodeId, see: &mut impl FnMut(Met<'_>)) {
    enum Step {
        Enter(NodeId),
        Leave,
    }
    let mut open: Vec<Step> = dom.children(root).iter().rev().map(|child| Step::Enter(*child)).collect();
    while let Some(step) = open.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave => {
                see(Met::Parting);
                continue;
            }
        };
        if let Some(text) = dom.text(node) {
            see(Met::Text(text));
        }
        if let Some(element) = dom.element(node) {
            if !is_inline(element) {
                see(Met::Parting);
                open.push(Step::Leave);
            }
            attributes(element, see);
        }
        open.extend(dom.children(node).iter().rev().map(|child| Step::Enter(*child)));
    }
}

/// Whether an element stands in a line of text and parts nothing.
fn is_inline(element: &Element) -> bool {
    const INLINE: [&str; 22] = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "mark", "s", "small", "span",
        "strike", "strong", "sub", "sup", "u", "wbr",
    ];
    element.is_html() && INLINE.contains(&element.name())
}

/// Shows what attributes of an element are seen, or say where something stands.
fn attributes(element: &Element, see: &mut impl FnMut(Met<'_>)) {
    // What is struck, raised or replaced reads otherwise, and so does what a style hides.
    const MARKS: [&str; 8] = ["s", "strike", "del", "ins", "sup", "sub", "bdo", "template"];
    if MARKS.contains(&element.name()) {
        see(Met::Attribute("element", element.name()));
    }
    for name in ["src", "data", "alt", "rowspan", "colspan", "alttext", "style", "class", "hidden", "dir"] {
        if let Some(value) = element.attribute(name) {
            see(Met::Attribute(name, value));
        }
    }
    if let Some(address) = element.attribute("href") {
        // A browser that saves a page puts its address before what leads to a place in it.
        let (_, place) = address.rsplit_once('#').unwrap_or(("", address));
        see(Met::Attribute("href", place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(page: &str) -> Option<(OwnData, String)> {
        let mut said = String::new();
        let data = own_data(page, ("d", "data-x"), &mut |met| match met {
            Met::Text(text) => said.push_str(text),
            Met::Parting => said.push('|'),
            Met::Attribute(name, value) => said.push_str(&format!("[{name}={value}]")),
        })?;
        Some((data, said))
    }

    #[test]
    fn the_data_and_what_main_shows() {
        let page = "<nav>目录</nav><main data-nianbao=1><p>甲<b>乙</b><br>丙<td></p>\
                    <table><tr><td colspan=2>1<th>2</table><a href='http://a/b#c'>x</a><img src=y alt=z></main>\
                    <script type=application/json id=d data-x=' sum '>{\"a\":\"\\u003c\"}</script>";
        let (data, said) = seen(page).unwrap();
        assert_eq!(data, OwnData { text: "{\"a\":\"\\u003c\"}".into(), digest: "sum".into() });
        assert_eq!(said, "|甲乙||丙|||||[colspan=2]1||2||||[href=c]x|[src=y][alt=z]|",);
    }

    #[test]
    fn other_pages_have_no_data_of_ours() {
        let main = "<main data-nianbao=1>甲</main>";
        let script = "<script id=d data-x=sum>{}</script>";
        assert!(seen(&format!("{main}{script}")).is_some());
        for page in [
            main.to_owned(),
            script.to_owned(),
            format!("<main>甲</main>{script}"),
            format!("{main}{script}{script}"),
            format!("{main}<script id=d>{{}}</script>"),
            format!("{main}<div id=d data-x=sum>{{}}</div>"),
            format!("{main}<svg><script id=d data-x=sum>{{}}</script></svg>"),
            "<div>".repeat(2_000) + main + script,
        ] {
            assert_eq!(seen(&page), None, "{page:.100}");
        }
    }
}
