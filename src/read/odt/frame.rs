//! Frames and shapes (ODF 1.3 part 3, 10): pictures, text boxes, formulas, charts → what stands in a run.

use super::body::Writer;
use super::line::Line;
use super::look::{self, Script};
use crate::finding::{Error, catalogue::package};
use crate::ooxml::{Element, Ns, Xml, escape_text, resolve_part_name};
use crate::read::word_parts::inline_picture;
use base64::Engine as _;

/// English Metric Units in a twip.
const EMU_PER_TWIP: i64 = 635;

impl Writer<'_, '_, '_> {
    /// Reads a frame, a shape, or a group of them.
    pub(super) fn drawn(&mut self, element: Element<'_>, line: &mut Line) -> Result<(), Error> {
        self.deeper()?;
        match element.name() {
            "frame" => self.frame(element, line)?,
            "a" => {
                for child in element.children() {
                    self.inline(child, line)?;
                }
            }
            "g" => {
                for child in element.children().filter(|e| e.ns() == Ns::OdfDraw) {
                    self.drawn(child, line)?;
                }
            }
            "control" | "glue-point" | "contour-polygon" | "contour-path" => {}
            _ => self.text_box(element, element, line)?,
        }
        self.shallower();
        Ok(())
    }

    /// A frame holds the same thing in several forms, the best first (10.4.2).
    fn frame(&mut self, frame: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let child = |name| frame.child(Ns::OdfDraw, name);
        if let Some(text_box) = child("text-box") {
            return self.text_box(frame, text_box, line);
        }
        if let Some(object) = child("object")
            && self.object(object, line)?
        {
            return Ok(());
        }
        let images: Vec<Element<'_>> = frame.children().filter(|e| e.is(Ns::OdfDraw, "image")).collect();
        for image in &images {
            if let Some(bytes) = self.image(*image)? {
                self.picture(frame, bytes, line);
                return Ok(());
            }
        }
        // A picture that is linked or missing is named: nothing stands in its place.
        if let Some(image) = images.first() {
            let name = image.attribute(Ns::XLink, "href").unwrap_or_default();
            self.findings.push(package::part_missing(name));
        }
        for child in frame.children().filter(|e| e.ns() == Ns::OdfTable || e.ns() == Ns::OdfText) {
            self.inline(child, line)?;
        }
        Ok(())
    }

    fn picture(&mut self, frame: Element<'_>, bytes: Vec<u8>, line: &mut Line) {
        let text =
            |name| frame.child(Ns::OdfSvg, name).map(|e| e.text().trim().to_owned()).filter(|text| !text.is_empty());
        let alternative = text("desc").or_else(|| text("title")).unwrap_or_default();
        let measure =
            |name| frame.attribute(Ns::OdfSvg, name).and_then(look::twips).map_or(0, i64::from) * EMU_PER_TWIP;
        let relationship = self.word.add_picture(bytes);
        let drawing = inline_picture(&relationship, &alternative, measure("width"), measure("height"));
        self.run(&drawing, Script::Asian, line);
    }

    /// The bytes of a picture: in the file itself, or a part of its package.
    fn image(&mut self, image: Element<'_>) -> Result<Option<Vec<u8>>, Error> {
        if let Some(data) = image.child(Ns::OdfOffice, "binary-data") {
            let digits: Vec<u8> = data.text().bytes().filter(|b| !b.is_ascii_whitespace()).collect();
            return Ok(base64::engine::general_purpose::STANDARD.decode(digits).ok());
        }
        let Some(name) = image.attribute(Ns::XLink, "href") else { return Ok(None) };
        match &mut self.package {
            Some(package) => package.part(&resolve_part_name("", name)),
            None => Ok(None),
        }
    }

    /// A formula or a chart, in the file itself or a part of its package: whether it was one.
    fn object(&mut self, object: Element<'_>, line: &mut Line) -> Result<bool, Error> {
        let name = object.attribute(Ns::XLink, "href").map(|name| resolve_part_name("", name));
        let part = match (&mut self.package, name) {
            (Some(package), Some(name)) => package.xml(&format!("{}/content.xml", name.trim_end_matches('/')))?,
            _ => None,
        };
        let root = part.as_ref().and_then(Xml::root).or_else(|| object.children().next());
        let Some(root) = root else { return Ok(false) };
        let formula = std::iter::once(root).chain(root.descendants()).find(|e| e.is(Ns::MathMl, "math"));
        if let Some(formula) = formula {
            let text = formula_text(formula);
            self.text(&text, line);
            return Ok(!text.is_empty());
        }
        let Some(table) = root.descendants().find(|e| e.is(Ns::OdfTable, "table")) else { return Ok(false) };
        let mut content = String::new();
        for title in root.descendants().filter(|e| e.name() == "title" && e.ns() == Ns::Other) {
            let text = title.text();
            if !text.trim().is_empty() {
                content.push_str(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escape_text(text.trim())));
            }
        }
        self.table(table, &mut content)?;
        self.boxed(&content, " filled=\"f\"", line);
        Ok(true)
    }

    fn text_box(&mut self, shape: Element<'_>, text: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let mut content = String::new();
        self.apart(text, &mut content)?;
        if content.is_empty() {
            return Ok(());
        }
        let style = shape.attribute(Ns::OdfDraw, "style-name");
        let property = |name| self.sheet.property("graphic", style, name);
        let color = property("fill-color").or(property("background-color")).and_then(look::color);
        let fill = match (property("fill"), color) {
            (Some("none"), _) | (None, None) => " filled=\"f\"".to_owned(),
            (Some("solid") | None, Some(color)) => format!(" fillcolor=\"#{color}\""),
            _ => " fillcolor=\"gradient\"".to_owned(),
        };
        let is_hidden = shape.attribute(Ns::OdfDraw, "display") == Some("none");
        let hidden = if is_hidden { " style=\"visibility:hidden\"" } else { "" };
        self.boxed(&content, &format!("{fill}{hidden}"), line);
        Ok(())
    }

    fn boxed(&mut self, content: &str, attributes: &str, line: &mut Line) {
        let markup = format!(
            "<w:pict><v:shape{attributes}><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        );
        self.run(&markup, Script::Asian, line);
    }
}

/// The text of a formula in reading order; what is built of parts is bracketed, so that 1/2 does not become 12.
fn formula_text(formula: Element<'_>) -> String {
    if let Some(typed) = formula.descendants().find(|e| e.is(Ns::MathMl, "annotation")) {
        return typed.text().trim().to_owned();
    }
    let leaf = |e: &Element<'_>| matches!(e.name(), "mi" | "mn" | "mo" | "mtext");
    let leaves = formula.descendants().filter(leaf).map(|e| e.text().trim().to_owned());
    leaves.collect::<Vec<_>>().join(" ")
}
