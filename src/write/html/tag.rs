//! Start tags, in a page and in a fragment.
//!
//! A page brings a style sheet and says by classes what its elements are. A fragment goes into another page, through editors that
//! strip style sheets and classes: what its elements look like stands in themselves, and its ids have a prefix of their own.

/// What elements are written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// A page of our own.
    Page,
    /// A part of somebody else's page.
    Fragment,
}

/// What is put before ids where they might clash with others.
const PREFIX: &str = "nianbao-";

/// The classes that say more than how something looks, by which our own markup is read again: editors keep them under another name.
const MEANT: [&str; 14] = [
    "center",
    "end",
    "caps",
    "small-caps",
    "page-break",
    "below",
    "falling",
    "rising",
    "crossed",
    "vertical",
    "upwards",
    "seal",
    "run-in",
    "to",
];

/// A start tag before it is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tag<'t> {
    /// The element.
    pub(super) name: &'t str,
    /// What it is, in words of the style sheet with a space between.
    pub(super) classes: &'t str,
    /// Its other attributes, escaped, a space before each.
    pub(super) attributes: &'t str,
    /// Its own declarations whatever the style sheet says, escaped, with a semicolon between.
    pub(super) style: &'t str,
}

impl<'t> Tag<'t> {
    /// The tag of an element that is nothing in particular.
    pub(super) fn of(name: &'t str) -> Self {
        Tag { name, ..Tag::default() }
    }

    pub(super) fn classes(self, classes: &'t str) -> Self {
        Tag { classes, ..self }
    }

    pub(super) fn attributes(self, attributes: &'t str) -> Self {
        Tag { attributes, ..self }
    }

    pub(super) fn style(self, style: &'t str) -> Self {
        Tag { style, ..self }
    }
}

impl Medium {
    /// A start tag.
    pub(super) fn open(self, tag: Tag<'_>) -> String {
        format!("<{}{}>", tag.name, self.said(tag))
    }

    /// The tag of an element that holds nothing.
    pub(super) fn empty(self, tag: Tag<'_>) -> String {
        format!("<{}{}/>", tag.name, self.said(tag))
    }

    /// An id as it is written and led to.
    pub(super) fn id(self, id: &str) -> String {
        match self {
            Medium::Page => id.to_owned(),
            Medium::Fragment => format!("{PREFIX}{id}"),
        }
    }

    fn said(self, tag: Tag<'_>) -> String {
        let classes: Vec<&str> = tag.classes.split_whitespace().collect();
        let mut said = String::new();
        let mut style: Vec<&str> = Vec::new();
        match self {
            Medium::Page if classes.is_empty() => {}
            Medium::Page => said.push_str(&format!(" class=\"{}\"", classes.join(" "))),
            Medium::Fragment => {
                let meant: Vec<&str> = classes.iter().copied().filter(|class| MEANT.contains(class)).collect();
                if !meant.is_empty() {
                    said.push_str(&format!(" data-class=\"{}\"", meant.join(" ")));
                }
                style.extend(look_of_element(tag.name));
                style.extend(classes.iter().filter_map(|class| look_of_class(tag.name, class)));
            }
        }
        said.push_str(tag.attributes);
        style.extend(Some(tag.style).filter(|style| !style.is_empty()));
        if !style.is_empty() {
            said.push_str(&format!(" style=\"{}\"", style.join(";")));
        }
        said
    }
}

/// What an element looks like that is nothing in particular.
fn look_of_element(name: &str) -> Option<&'static str> {
    Some(match name {
        "p" => "margin:.6em 0;line-height:1.8;white-space:pre-wrap",
        "h2" => "margin:1.6em 0 .6em;font-size:1.25em;font-weight:bold;line-height:1.5",
        "h3" => "margin:1.2em 0 .6em;font-size:1.125em;font-weight:bold;line-height:1.5",
        "h4" | "h5" | "h6" => "margin:1em 0 .6em;font-size:1em;font-weight:bold;line-height:1.5",
        "ol" | "ul" => "list-style:none;margin:.6em 0;padding:0 0 0 2em;line-height:1.8",
        "table" => "border-collapse:collapse;width:100%;font-size:.875em;line-height:1.5",
        "td" => "border:1px solid #767676;padding:.3em .4em;vertical-align:middle",
        "th" => "border:1px solid #767676;padding:.3em .4em;vertical-align:middle;font-weight:normal;text-align:left",
        "caption" => "padding:.4em 0;font-weight:bold",
        "figure" => "margin:1em 0;text-align:center",
        "figcaption" => "padding:.4em 0;font-weight:bold",
        "img" => "max-width:100%;height:auto",
        _ => return None,
    })
}

/// What a class of the style sheet says of an element.
fn look_of_class(name: &str, class: &str) -> Option<&'static str> {
    Some(match (class, name) {
        ("body", _) => "text-indent:2em",
        ("title", _) => "text-align:center;font-size:1.5em;font-weight:bold;line-height:1.4",
        ("caption", "p") => "text-align:center;font-weight:bold",
        ("signature" | "date", _) => "text-align:right",
        ("organ-mark", _) => "text-align:center;font-size:2.4em;font-weight:bold;line-height:1.3",
        ("secrecy" | "urgency", _) => "font-weight:bold",
        ("document-number", _) => "text-align:center",
        ("signer", _) => "text-align:right",
        ("supplementary-note", _) => "text-indent:2em",
        ("attachment-title", _) => "text-align:center;font-size:1em;font-weight:normal",
        ("attachment-label", "h2") => "font-size:1em;font-weight:normal",
        ("center", _) => "text-align:center;text-indent:0",
        ("end", _) => "text-align:right;text-indent:0",
        ("figures", _) => "text-align:right",
        ("table", _) => "overflow-x:auto;margin:1em 0",
        ("below", _) => "caption-side:bottom",
        ("unit", _) => "display:block;font-weight:normal",
        ("label", _) => "white-space:pre",
        ("spaced" | "number", _) => "margin-right:.5em",
        ("heading", _) => "margin:1em 0 .6em;font-weight:bold",
        ("page-break", _) => "border:0;border-top:1px dashed #767676;margin:2em 0",
        ("notes", _) => "margin-top:2.5em;border-top:1px solid #767676;font-size:.9em;line-height:1.8",
        ("part", _) => "display:inline-block",
        ("caps", _) => "text-transform:uppercase",
        ("falling", _) => {
            "background-image:linear-gradient(to top right,#0000 49.6%,#555 49.8%,#555 50.2%,#0000 50.4%)"
        }
        ("rising", _) => {
            "background-image:linear-gradient(to bottom right,#0000 49.6%,#555 49.8%,#555 50.2%,#0000 50.4%)"
        }
        ("crossed", _) => {
            "background-image:linear-gradient(to top right,#0000 49.6%,#555 49.8%,#555 50.2%,#0000 50.4%),\
             linear-gradient(to bottom right,#0000 49.6%,#555 49.8%,#555 50.2%,#0000 50.4%)"
        }
        ("drawing", _) => "max-width:100%;height:auto",
        ("seal", _) => "position:absolute;max-width:none;mix-blend-mode:multiply",
        ("level-1", "span") => "font-family:SimHei,黑体,sans-serif",
        ("level-2", "span") => "font-family:KaiTi,楷体,STKaiti,serif",
        ("tabs", _) => "display:flex;flex-wrap:wrap",
        ("to", _) => "display:flex;text-indent:0",
        ("begins", _) => "padding-left:2em",
        ("ends", _) => "flex:1 0 auto",
        ("centered", _) => "justify-content:center",
        ("tab", _) => "flex:1 0 1em;height:1.2em;white-space:pre;overflow:hidden",
        ("dots", _) => "border-bottom:2px dotted",
        ("hyphens", _) => "border-bottom:1px dashed",
        ("line", _) => "border-bottom:1px solid",
        ("vertical", _) => "writing-mode:vertical-rl",
        ("upwards", _) => "writing-mode:sideways-lr",
        ("small-caps", _) => "font-variant-caps:small-caps",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_classes_and_a_fragment_says_what_they_mean() {
        let tag = Tag::of("p").classes("body  center").attributes(" lang=\"en\"").style("padding-left:1em");
        assert_eq!(Medium::Page.open(tag), "<p class=\"body center\" lang=\"en\" style=\"padding-left:1em\">");
        assert_eq!(
            Medium::Fragment.open(tag),
            "<p data-class=\"center\" lang=\"en\" style=\"margin:.6em 0;line-height:1.8;white-space:pre-wrap;text-indent:2em;\
             text-align:center;text-indent:0;padding-left:1em\">"
        );
        assert_eq!(Medium::Page.empty(Tag::of("hr")), "<hr/>");
        assert_eq!((Medium::Page.id("s1"), Medium::Fragment.id("s1")), ("s1".into(), "nianbao-s1".into()));
    }
}
