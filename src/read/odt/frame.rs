//! Frames and shapes (ODF 1.3 part 3, 10): pictures, text boxes, formulas, charts → what stands in a run.

use super::body::Writer;
use super::line::Line;
use super::look::{self, Script};
use super::typed::typed;
use crate::finding::Error;
use crate::finding::catalogue::{docx, package, sheet};
use crate::ooxml::{Element, Ns, Xml, escape_text, resolve_part_name};
use crate::read::word_parts::{Anchor, Picture, Position};
use base64::Engine as _;
use std::fmt::Write;

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
                // What is in a group stands where it does.
                let outer = self.group_anchor;
                self.group_anchor = outer.or_else(|| self.anchor(element));
                for child in element.children().filter(|e| e.ns() == Ns::OdfDraw) {
                    self.drawn(child, line)?;
                }
                self.group_anchor = outer;
            }
            "control" => self.control(element, line),
            "glue-point" | "contour-polygon" | "contour-path" => {}
            _ => self.text_box(element, element, line)?,
        }
        self.shallower();
        Ok(())
    }

    /// Reads `draw:control`: what the control of a form shows, which is drawn once.
    fn control(&mut self, drawn: Element<'_>, line: &mut Line) {
        let Some(control) = drawn.attribute(Ns::OdfDraw, "control").and_then(|id| self.controls.remove(id)) else {
            return;
        };
        let outer = self.is_hidden;
        self.is_hidden |= control.is_hidden;
        for (number, text) in control.text.lines().enumerate() {
            if number > 0 {
                self.sign("<w:br/>", line);
            }
            self.text(text, line);
        }
        self.is_hidden = outer;
    }

    /// A frame holds the same thing in several forms, the best first (10.4.2).
    fn frame(&mut self, frame: Element<'_>, line: &mut Line) -> Result<(), Error> {
        let child = |name| frame.child(Ns::OdfDraw, name);
        if let Some(text_box) = child("text-box") {
            return self.text_box(frame, text_box, line);
        }
        let object = child("object");
        if let Some(object) = object
            && self.object(object, line)?
        {
            return Ok(());
        }
        // Of what is no OpenDocument the picture is all there is to read.
        let foreign = ["object-ole", "plugin", "applet", "floating-frame"].into_iter().find_map(child);
        if let Some(object) = object.or(foreign) {
            let name = object.attribute(Ns::XLink, "href").unwrap_or_else(|| object.name());
            self.findings.push(docx::embedded_object(name.trim_start_matches("./")));
        }
        let images: Vec<Element<'_>> = frame.children().filter(|e| e.is(Ns::OdfDraw, "image")).collect();
        for image in &images {
            if let Some(relationship) = self.image(*image)? {
                self.picture(frame, &relationship, line);
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

    fn picture(&mut self, frame: Element<'_>, relationship: &str, line: &mut Line) {
        let text =
            |name| frame.child(Ns::OdfSvg, name).map(|e| e.text().trim().to_owned()).filter(|text| !text.is_empty());
        let alternative = text("desc").or_else(|| text("title")).unwrap_or_default();
        let style = frame.attribute(Ns::OdfDraw, "style-name");
        if self.sheet.property("graphic", style, "clip").is_some_and(cuts) {
            let name = frame.attribute(Ns::OdfDraw, "name").unwrap_or_default();
            self.findings.push(docx::crop_left_out(if alternative.is_empty() { name } else { &alternative }));
        }
        let shown = Picture {
            relationship,
            alternative: &alternative,
            width: measure(frame, "width"),
            height: measure(frame, "height"),
            anchor: self.group_anchor.or_else(|| self.anchor(frame)),
            is_hidden: frame.attribute(Ns::OdfDraw, "display") == Some("none"),
            crop: [0; 4],
        };
        let markup = shown.markup();
        self.run(&markup, Script::Asian, line);
    }

    /// Where a frame or group stands (ODF 1.3 part 3, 20.390–20.396); `None` in the line.
    fn anchor(&self, frame: Element<'_>) -> Option<Anchor> {
        let style = frame.attribute(Ns::OdfDraw, "style-name");
        let property = |name| self.sheet.property("graphic", style, name);
        let anchored = frame.attribute(Ns::OdfText, "anchor-type").or_else(|| property("anchor-type"));
        if !matches!(anchored, Some("char" | "paragraph" | "page" | "frame")) {
            return None;
        }
        let is_of_page = anchored == Some("page");
        let down = match property("vertical-rel") {
            Some("page") => "page",
            Some("page-content") => "margin",
            Some("char" | "line" | "baseline") => "line",
            Some(_) => "paragraph",
            None if is_of_page => "page",
            None => "paragraph",
        };
        let across = match property("horizontal-rel") {
            Some("page" | "page-start-margin" | "page-end-margin") => "page",
            Some("page-content") => "margin",
            Some("char") => "character",
            _ if is_of_page => "page",
            _ => "column",
        };
        let position = |from, rule: Option<&str>, at: &str| {
            let is_measured = rule.is_none_or(|rule| rule.starts_with("from-"));
            let offset = is_measured.then(|| measure(frame, at));
            // From a line LibreOffice measures upwards.
            Position { from, offset: if from == "line" { offset.map(|offset| -offset) } else { offset } }
        };
        Some(Anchor {
            across: position(across, property("horizontal-pos"), "x"),
            down: position(down, property("vertical-pos"), "y"),
            wrap: match property("wrap") {
                Some("run-through") => Anchor::NO_WRAP,
                Some("none") => Anchor::ABOVE_AND_BELOW,
                _ => Anchor::SQUARE,
            },
            is_behind: property("run-through") == Some("background"),
        })
    }

    /// The relationship that leads to a picture: in the file itself, or a part of its package, which is unpacked once however often
    /// it is shown.
    fn image(&mut self, image: Element<'_>) -> Result<Option<String>, Error> {
        if let Some(data) = image.child(Ns::OdfOffice, "binary-data") {
            let digits: Vec<u8> = data.text().bytes().filter(|b| !b.is_ascii_whitespace()).collect();
            let bytes = base64::engine::general_purpose::STANDARD.decode(digits).ok();
            return Ok(bytes.map(|bytes| self.word.add_picture(bytes)));
        }
        let Some(name) = image.attribute(Ns::XLink, "href").map(|name| resolve_part_name("", name)) else {
            return Ok(None);
        };
        if let Some(relationship) = self.pictures.get(&name) {
            return Ok(Some(relationship.clone()));
        }
        let Some(package) = &mut self.package else { return Ok(None) };
        let Some(bytes) = package.part(&name)? else { return Ok(None) };
        let relationship = self.word.add_picture(bytes);
        self.pictures.insert(name, relationship.clone());
        Ok(Some(relationship))
    }

    /// An embedded document, in the file itself or a part of its package: whether something of it was read.
    fn object(&mut self, object: Element<'_>, line: &mut Line) -> Result<bool, Error> {
        let name = object.attribute(Ns::XLink, "href").map(|name| resolve_part_name("", name));
        let name = name.as_deref().unwrap_or_default().trim_end_matches('/');
        let mut part = |file: &str| match &mut self.package {
            Some(package) if !name.is_empty() => package.xml(&format!("{name}/{file}")),
            _ => Ok(None),
        };
        let (part, settings) = (part("content.xml")?, part("settings.xml")?);
        let root = part.as_ref().and_then(Xml::root).or_else(|| object.children().next());
        let Some(root) = root else { return Ok(false) };
        let formula = std::iter::once(root).chain(root.descendants()).find(|e| e.is(Ns::MathMl, "math"));
        if let Some(formula) = formula {
            let text = formula_text(formula);
            self.text(&text, line);
            return Ok(!text.is_empty());
        }
        let body = root.child(Ns::OdfOffice, "body").and_then(|body| body.children().next());
        let Some(body) = body else { return Ok(false) };
        let settings = settings.as_ref().and_then(Xml::root).unwrap_or(root);
        let mut content = String::new();
        self.beside(|writer| match body.name() {
            "chart" => writer.chart(body, &mut content),
            "spreadsheet" => writer.workbook(body, settings, name, &mut content),
            _ => writer.blocks(body, &mut content),
        })?;
        if content.is_empty() {
            return Ok(false);
        }
        self.boxed(&content, " filled=\"f\"", line);
        Ok(true)
    }

    /// A chart (11): its titles, and the table of its data.
    fn chart(&mut self, chart: Element<'_>, out: &mut String) -> Result<(), Error> {
        let is_title = |e: &Element<'_>| e.ns() == Ns::Other && matches!(e.name(), "title" | "subtitle" | "footer");
        let titles = chart.descendants().filter(is_title).map(typed).map(|title| title.trim().to_owned());
        let titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
        for title in &titles {
            let _ = write!(out, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escape_text(title));
        }
        for table in outermost_tables(chart) {
            self.table(table, out)?;
        }
        self.findings.push(docx::chart_as_table(titles.first().map(String::as_str).unwrap_or_default()));
        Ok(())
    }

    /// A workbook: the sheet it was left at is shown, as its settings say (3.10.2); the others are named.
    fn workbook(
        &mut self,
        book: Element<'_>,
        settings: Element<'_>,
        part: &str,
        out: &mut String,
    ) -> Result<(), Error> {
        let is_active = |e: &Element<'_>| {
            e.name() == "config-item" && e.attributes().any(|a| a.name == "name" && a.value == "ActiveTable")
        };
        let active = settings.descendants().find(is_active).map(|e| e.text().trim().to_owned());
        let sheets = outermost_tables(book);
        let name = |sheet: &Element<'_>| sheet.attribute(Ns::OdfTable, "name").unwrap_or_default().to_owned();
        let shown = sheets.iter().position(|sheet| Some(name(sheet)) == active).unwrap_or(0);
        let mut others = Vec::new();
        for (index, sheet) in sheets.iter().enumerate() {
            match index == shown {
                true => self.sheet(*sheet, out)?,
                false => others.push(name(sheet)),
            }
        }
        self.findings.push(docx::embedded_workbook_read(part));
        if !others.is_empty() {
            self.findings.push(sheet::sheets_not_shown(others));
        }
        Ok(())
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

/// Whether a clip (20.179) cuts something off: `rect(…)` of what is cut at each side.
fn cuts(clip: &str) -> bool {
    let sides = clip.trim().strip_prefix("rect(").and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let cut = |side: &str| look::twips(side).is_some_and(|twips| twips > 0);
    sides.split([',', ' ']).any(cut)
}

/// A measure of a frame, in English Metric Units.
fn measure(frame: Element<'_>, name: &str) -> i64 {
    frame.attribute(Ns::OdfSvg, name).and_then(look::twips).map_or(0, i64::from) * EMU_PER_TWIP
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

/// The tables below an element that stand in no other.
fn outermost_tables(element: Element<'_>) -> Vec<Element<'_>> {
    let mut tables = Vec::new();
    element.walk(|e| {
        let is_table = e.is(Ns::OdfTable, "table");
        if is_table {
            tables.push(e);
        }
        !is_table
    });
    tables
}
