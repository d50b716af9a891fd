//! Inline runs → Markdown, and HTML where that has to stand.

use super::text::push_escaped;
use super::writer::{MAX_DEPTH, MarkdownWriter, Syntax};
use crate::arrange::{css_pixels, pixels, stated_size};
use crate::document::{
    Capitals, Change, Content, Destination, Inline, InlineImage, Link, MediaType, Revision, Text, VerticalPosition,
    description, destination,
};
use crate::finding::catalogue::write;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Whether a note is called in some content.
pub(super) fn calls_notes(content: &Content) -> bool {
    let mut calls = false;
    content.each_inline(&mut |inline| calls |= matches!(inline, Inline::Note(_)));
    calls
}

impl<'a> MarkdownWriter<'a> {
    /// The runs of a paragraph, heading or cell.
    pub(super) fn content(&mut self, content: &'a Content, syntax: Syntax) -> String {
        let mut out = String::new();
        self.push_content(content, syntax, &mut out);
        out
    }

    fn push_content(&mut self, content: &'a Content, syntax: Syntax, out: &mut String) {
        if self.depth > MAX_DEPTH {
            return self.push_text(&content.plain_text(), syntax, out);
        }
        self.depth += 1;
        for inline in content.inlines() {
            match inline {
                Inline::Text(text) => self.push_marked(text, syntax, out),
                Inline::Image(image) => {
                    let image = self.image(image, syntax);
                    out.push_str(&image);
                }
                Inline::Link(link) => self.push_link(link, syntax, out),
                Inline::Ruby(ruby) => {
                    out.push_str("<ruby>");
                    self.push_content(&ruby.base, syntax, out);
                    out.push_str("<rp>（</rp><rt>");
                    self.push_text(&ruby.reading, syntax, out);
                    out.push_str("</rt><rp>）</rp></ruby>");
                }
                // Its structure is for programs that draw formulas; those that show Markdown draw none without a script.
                Inline::Formula(formula) => self.push_text(&formula.text, syntax, out),
                Inline::Anchor(name) => out.push_str(&format!("<a id=\"a-{}\"></a>", attribute(name))),
                Inline::Revision(revision) => self.push_revision(revision, syntax, out),
                Inline::Note(note) => {
                    self.notes.push(note);
                    out.push_str(&format!("[^{}]", self.notes.len()));
                }
            }
        }
        self.depth -= 1;
    }

    /// Adds text without marks; with a finding where characters had to be left out.
    pub(super) fn push_text(&mut self, text: &str, syntax: Syntax, out: &mut String) {
        let is_lost = |c: char| c != '\n' && c != '\t' && c.is_control();
        let lost = text.chars().filter(|c| is_lost(*c)).count();
        if lost == 0 {
            return push_escaped(text, syntax, out);
        }
        self.findings.push(write::characters_not_written(lost));
        let kept: String = text.chars().filter(|c| !is_lost(*c)).collect();
        push_escaped(&kept, syntax, out);
    }

    fn push_marked(&mut self, text: &Text, syntax: Syntax, out: &mut String) {
        let marks = if self.style.emphasis.keep_colors { text.marks } else { text.marks.without_colors() };
        let mut style: Vec<String> = Vec::new();
        style.extend(marks.color.map(|color| format!("color:{color}")));
        style.extend(marks.highlight.map(|ground| format!("background:{ground}")));
        style.extend(match marks.capitals {
            Some(Capitals::All) => Some("text-transform:uppercase".to_owned()),
            Some(Capitals::Small) => Some("font-variant:small-caps".to_owned()),
            None => None,
        });
        if let Some(font) = text.font.as_ref().filter(|_| self.style.emphasis.keep_fonts) {
            style.push(format!("font-family:'{}'", attribute(font.as_str()).replace(['\'', '\\'], "")));
        }
        let can_be_signs = syntax != Syntax::Html && opens_and_closes(&text.text, out);
        let (mut open, mut close) = (String::new(), String::new());
        let mut set = |on: bool, sign: &str, element: &str| match (on, can_be_signs && !sign.is_empty()) {
            (false, _) => {}
            (true, true) => {
                open.push_str(sign);
                close.insert_str(0, sign);
            }
            (true, false) => {
                open.push_str(&format!("<{element}>"));
                let name = element.split(' ').next().unwrap_or_default();
                close.insert_str(0, &format!("</{name}>"));
            }
        };
        let span = format!("span style=\"{}\"", style.join(";"));
        set(!style.is_empty(), "", &span);
        set(marks.underline, "", "u");
        set(marks.position == Some(VerticalPosition::Superscript), "", "sup");
        set(marks.position == Some(VerticalPosition::Subscript), "", "sub");
        set(marks.strike, "", "s");
        // Four signs in a row would be read either way.
        set(marks.bold, "**", "strong");
        set(marks.italic, if marks.bold { "" } else { "*" }, "em");
        out.push_str(&open);
        self.push_text(&text.text, syntax, out);
        out.push_str(&close);
    }

    fn push_revision(&mut self, revision: &'a Revision, syntax: Syntax, out: &mut String) {
        let element = match revision.change {
            Change::Inserted => "ins",
            Change::Deleted => "del",
        };
        out.push_str(&format!("<{element}"));
        if !revision.author.is_empty() {
            out.push_str(&format!(" title=\"{}\"", attribute(&revision.author)));
        }
        out.push('>');
        self.push_content(&revision.content, syntax, out);
        out.push_str(&format!("</{element}>"));
    }

    fn push_link(&mut self, link: &'a Link, syntax: Syntax, out: &mut String) {
        let target = match destination(&link.target) {
            Some(Destination::Place(name)) => Some(format!("#a-{name}")),
            Some(Destination::Address(address)) => Some(address.to_owned()),
            None => None,
        };
        let Some(target) = target else {
            self.findings.push(write::link_not_written(&link.target));
            return self.push_content(&link.content, syntax, out);
        };
        // Between angle brackets an address may hold any sign but these and line ends.
        let target = target.replace(' ', "%20").replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C");
        match syntax {
            Syntax::Html => {
                out.push_str(&format!("<a href=\"{}\">", attribute(&target)));
                self.push_content(&link.content, syntax, out);
                out.push_str("</a>");
            }
            _ => {
                out.push('[');
                self.push_content(&link.content, syntax, out);
                out.push_str(&format!("](<{}>)", target.replace('&', "&amp;")));
            }
        }
    }

    /// A picture with its data; where it can't be shown, its alternative text in brackets and a finding.
    pub(super) fn image(&mut self, image: &InlineImage, syntax: Syntax) -> String {
        let document = self.document;
        let shown = document.media.get(&image.media).filter(|medium| {
            !matches!(medium.media_type, MediaType::Opaque | MediaType::Svg | MediaType::Tiff | MediaType::WebP)
                && pixels(medium).is_ok()
        });
        let mut out = String::new();
        let Some(medium) = shown else {
            self.findings.push(write::picture_not_written(&image.media));
            let text = image.in_words();
            self.push_text(&text, syntax, &mut out);
            return out;
        };
        let said = if image.decorative { "" } else { description(&image.alt).unwrap_or("图片") };
        let data = format!("data:{};base64,{}", medium.media_type.name(), STANDARD.encode(&medium.bytes));
        let size = stated_size(image.size).map(|size| (css_pixels(size.width_um), css_pixels(size.height_um)));
        match size {
            None if syntax != Syntax::Html && !image.decorative => {
                out.push_str("![");
                self.push_text(&said.replace('\n', " "), Syntax::Line, &mut out);
                out.push_str(&format!("]({data})"));
            }
            size => {
                let mut size =
                    size.map_or(String::new(), |(width, height)| format!(" width=\"{width}\" height=\"{height}\""));
                // Pixels are too coarse to read the size on paper back from.
                size.extend(image.size.map(|size| format!(" data-size-um=\"{}x{}\"", size.width_um, size.height_um)));
                out.push_str(&format!("<img src=\"{data}\" alt=\"{}\"{size}/>", attribute(said)));
            }
        }
        out
    }
}

/// Whether signs of emphasis around a text open before and close behind it, whatever stands there (CommonMark 6.2): punctuation or
/// white space within, as Chinese sentences end in, would need other such without.
fn opens_and_closes(text: &str, before: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_letter(text.chars().next()) && is_letter(text.chars().next_back()) && !before.ends_with(['*', '~'])
}

/// A value as an attribute has it, on one line.
pub(super) fn attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
