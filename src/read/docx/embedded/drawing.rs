//! Pictures, text boxes, charts and diagrams, in DrawingML (ECMA-376 §20) and VML (part 4 §19).

use super::chart::{ChartData, chart_to_blocks};
use crate::document::{Chart, Crop, Floating, Ground, Inline, InlineImage, MediaType, Medium, Size, description};
use crate::finding::{Error, catalogue::account, catalogue::docx, catalogue::package};
use crate::ooxml::{Element, Ns, Target};
use crate::read::docx::budget::cells_of;
use crate::read::docx::style::color::{Behind, NamedColor};
use crate::read::docx::style::diagonals::DrawnLines;
use crate::read::docx::style::properties::ParagraphProperties;
use crate::read::docx::style::theme::Theme;
use crate::read::docx::text::appearance::Hidden;
use crate::read::docx::text::builder::Builder;
use crate::read::docx::tree::{Item, WordParagraph};
use crate::read::docx::walker::{Story, Walker};
use crate::read::docx::wml::{quote, raw_text, understood_branch};
use crate::whole::Whole;

/// EMU (English metric units) in a micrometre (§20.1.2.1).
const EMU_PER_UM: u64 = 36;

/// What a text box is filled with, where it is.
#[derive(Debug, Clone, Copy)]
enum BoxFill {
    Color(NamedColor),
    /// Several colours, a pattern or a picture.
    Other,
}

impl BoxFill {
    /// The fill of `wps:wsp` (§20.1.8): its own, else that of its style.
    fn of_shape(shape: Element<'_>) -> Option<Self> {
        let fills = |e: &Element<'_>| e.ns() == Ns::Drawing && e.name().ends_with("Fill");
        let own = shape.child(Ns::Shape, "spPr").and_then(|properties| properties.children().find(fills));
        let fill = match own {
            Some(own) => own,
            None => {
                let styled = shape.child(Ns::Shape, "style").and_then(|style| style.child(Ns::Drawing, "fillRef"));
                styled.filter(|fill| fill.attribute(Ns::None, "idx").is_some_and(|idx| idx.trim() != "0"))?
            }
        };
        match fill.name() {
            "noFill" => None,
            "solidFill" | "fillRef" => Some(NamedColor::in_fill(fill).map_or(BoxFill::Other, BoxFill::Color)),
            _ => Some(BoxFill::Other),
        }
    }

    /// The fill of a VML shape (part 4 §19.1.2.5): white where nothing else is said.
    fn of_vml(shape: Element<'_>) -> Option<Self> {
        if shape.name() == "group" || matches!(shape.attribute(Ns::None, "filled"), Some("f" | "false" | "0")) {
            return None;
        }
        let fill = shape.child(Ns::Vml, "fill");
        if fill.is_some_and(|fill| fill.attribute(Ns::None, "type").is_some_and(|kind| kind != "solid")) {
            return Some(BoxFill::Other);
        }
        let color = shape.attribute(Ns::None, "fillcolor").unwrap_or("white");
        Some(NamedColor::of_vml(color).map_or(BoxFill::Other, BoxFill::Color))
    }

    fn ground(self, theme: &Theme) -> Ground {
        match self {
            BoxFill::Color(named) => named.color(theme).map_or(Ground::Unknown, Ground::Color),
            BoxFill::Other => Ground::Unknown,
        }
    }
}

/// What is found in a drawing.
#[derive(Default)]
struct Found<'x> {
    /// Pictures, each with what is cut off it.
    pictures: Vec<(Element<'x>, Option<Element<'x>>)>,
    /// Text boxes, each with what the shape around it is filled with.
    boxes: Vec<(Element<'x>, Option<BoxFill>)>,
    /// Charts and diagrams, by relationship id.
    graphics: Vec<&'x str>,
    /// Whether it bears the name of the charts that we draw ourselves.
    is_own_chart: bool,
    /// Text of shapes that are no text boxes.
    lines: Vec<String>,
    alt: Option<&'x str>,
    /// Whether it is said to show nothing ([MS-ODRAWXML] 2.21.1).
    decorative: bool,
    extent: Option<Size>,
    /// How it stands, where not in the line.
    floating: Option<Floating>,
    /// An embedded object.
    object: Option<Element<'x>>,
    /// Where a click on it leads, by relationship id.
    link: Option<&'x str>,
    /// Shapes that are said not to be shown.
    hidden: Vec<Element<'x>>,
    /// The slanting lines among its shapes.
    slanting: DrawnLines,
    /// Alternate content, of which one branch was looked into.
    branches: Vec<Element<'x>>,
}

/// What is cut off a picture: DrawingML counts thousandths of a per cent (§20.1.8.55), VML 65,536ths or parts of one (part 4
/// §19.1.2.11). What is added to it, less than nothing, is not.
fn crop_of(picture: Element<'_>, cut: Option<Element<'_>>) -> Option<Crop> {
    let crop = if picture.ns() == Ns::Vml {
        let part = |name| {
            let value = picture.attribute(Ns::None, name).unwrap_or("0").trim();
            let of_one = match value.strip_suffix('f') {
                Some(parts) => parts.parse::<f64>().unwrap_or(0.0) / 65_536.0,
                None => value.parse::<f64>().unwrap_or(0.0),
            };
            u32::whole((of_one.clamp(0.0, 1.0) * f64::from(Crop::WHOLE)).round())
        };
        Crop { left: part("cropleft"), top: part("croptop"), right: part("cropright"), bottom: part("cropbottom") }
    } else {
        let cut = cut?;
        let part = |name| {
            let value = cut.attribute(Ns::None, name).unwrap_or("0").trim();
            let thousandths = match value.strip_suffix('%') {
                Some(per_cent) => per_cent.parse::<f64>().unwrap_or(0.0) * 1000.0,
                None => value.parse().unwrap_or(0.0),
            };
            u32::whole(thousandths.clamp(0.0, f64::from(Crop::WHOLE)).round())
        };
        Crop { left: part("l"), top: part("t"), right: part("r"), bottom: part("b") }
    };
    (crop != Crop::default() && crop.rest().is_some()).then_some(crop)
}

fn extent(element: Element<'_>) -> Option<Size> {
    let um =
        |name| element.attribute(Ns::None, name)?.trim().parse::<u64>().ok()?.checked_div(EMU_PER_UM)?.try_into().ok();
    let size = Size { width_um: um("cx")?, height_um: um("cy")? };
    (size.width_um > 0 && size.height_um > 0).then_some(size)
}

/// The size a VML shape's style gives (`width:10pt;height:1in`).
fn vml_size(style: &str) -> Option<Size> {
    let um = |property: &str| {
        let mut declarations = style.split(';').filter_map(|d| d.split_once(':'));
        let (_, value) = declarations.find(|(name, _)| name.trim() == property)?;
        let value = value.trim();
        let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
        let (number, unit) = value.split_at(digits);
        let factor = match unit {
            "in" => 25_400.0,
            "cm" => 10_000.0,
            "mm" => 1_000.0,
            "px" => 25_400.0 / 96.0,
            _ => 25_400.0 / 72.0,
        };
        let um = number.parse::<f64>().ok()? * factor;
        (1.0..1e9).contains(&um).then_some(u32::whole(um.round()))
    };
    Some(Size { width_um: um("width")?, height_um: um("height")? })
}

/// How a drawing that is anchored (§20.4.2.3) stands. It lies over the text where nothing is wrapped round it and it begins so high
/// above its paragraph, or so little below that, that it reaches the paragraph's text.
fn floating(anchor: Element<'_>) -> Floating {
    let extent = anchor.child(Ns::WordDrawing, "extent").and_then(extent);
    let height = extent.map_or(0, |size| i64::from(size.height_um));
    let vertical = anchor.child(Ns::WordDrawing, "positionV");
    let offset = vertical.and_then(|position| {
        let from = position.attribute(Ns::None, "relativeFrom");
        let offset =
            position.child(Ns::WordDrawing, "posOffset").filter(|_| matches!(from, Some("paragraph" | "line")))?;
        Some(offset.text().trim().parse::<i64>().ok()? / EMU_PER_UM as i64)
    });
    let wraps_none = anchor.child(Ns::WordDrawing, "wrapNone").is_some();
    // Where it is placed on the page, nobody knows here what is there.
    let reaches = offset.is_none_or(|offset| (-height..=height / 2).contains(&offset));
    if wraps_none && reaches { Floating::Over } else { Floating::Apart }
}

/// How a VML shape stands (part 4 §19.1.2.19): `position:absolute`, in the line otherwise.
fn vml_floating(style: &str, shape: Element<'_>) -> Option<Floating> {
    let is_absolute = style
        .split(';')
        .filter_map(|d| d.split_once(':'))
        .any(|(name, value)| name.trim() == "position" && value.trim() == "absolute");
    let wraps = shape.children().any(|child| child.name() == "wrap" && child.attribute(Ns::None, "type").is_some());
    is_absolute.then_some(if wraps { Floating::Apart } else { Floating::Over })
}

fn alt_text(element: Element<'_>) -> Option<&str> {
    let texts = ["descr", "title", "alt"].iter().filter_map(|name| element.attribute(Ns::None, name));
    texts.into_iter().find(|text| description(text).is_some())
}

/// Whether a shape, and all in it, is not shown: `visibility:hidden` in VML, `hidden` on the properties of what DrawingML draws
/// (§20.1.2.2.8, §20.4.2.5).
fn is_hidden(shape: Element<'_>) -> bool {
    if shape.ns() == Ns::Vml {
        let declarations = shape.attribute(Ns::None, "style").into_iter().flat_map(|style| style.split(';'));
        return declarations.filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
            match name.trim() {
                "visibility" => value.trim() == "hidden",
                "display" => value.trim() == "none",
                _ => false,
            }
        });
    }
    let is_drawn = matches!(shape.name(), "inline" | "anchor" | "wsp" | "wgp" | "grpSp" | "pic");
    let properties = || {
        let own = shape.children().find(|child| matches!(child.name(), "docPr" | "cNvPr"));
        let inner = || shape.children().find(|child| matches!(child.name(), "nvPicPr" | "nvGrpSpPr" | "nvSpPr"));
        own.or_else(|| inner()?.children().find(|child| child.name() == "cNvPr"))
    };
    let hidden = || properties()?.attribute(Ns::None, "hidden");
    is_drawn && hidden().is_some_and(|hidden| matches!(hidden.trim(), "1" | "true" | "on"))
}

fn find<'x>(drawing: Element<'x>) -> Found<'x> {
    let mut found = Found::default();
    let mut open = vec![drawing.children()];
    let mut fill = None;
    if drawing.name() == "txbxContent" {
        found.boxes.push((drawing, None));
        open.clear();
    }
    while let Some(children) = open.last_mut() {
        let Some(child) = children.next() else {
            open.pop();
            continue;
        };
        if is_hidden(child) {
            found.hidden.push(child);
            continue;
        }
        match (child.ns(), child.name()) {
            (Ns::Compatibility, "AlternateContent") => {
                open.extend(understood_branch(child).map(Element::children));
                found.branches.push(child);
                continue;
            }
            // Some programs give it a namespace of Word's extensions.
            (_, "txbxContent") => {
                found.boxes.push((child, fill));
                continue;
            }
            (Ns::Shape, "wsp") => {
                fill = BoxFill::of_shape(child);
                found.slanting.add(child);
            }
            (Ns::Vml, "line") => found.slanting.add(child),
            (Ns::WordDrawing, "anchor") => found.floating = Some(floating(child)),
            (Ns::WordDrawing, "docPr") => {
                found.alt = alt_text(child);
                let name = child.attribute(Ns::None, "name");
                found.is_own_chart = name.is_some_and(|name| name.starts_with(Chart::MARK));
                let marks = child.descendants().filter(|e| e.name() == "decorative");
                found.decorative |=
                    marks.into_iter().any(|e| matches!(e.attribute(Ns::None, "val"), Some("1" | "true")));
                let click = child.child(Ns::Drawing, "hlinkClick");
                found.link = click.and_then(|click| click.attribute(Ns::R, "id")).filter(|id| !id.is_empty());
            }
            (Ns::WordDrawing, "extent") => found.extent = extent(child),
            (Ns::Drawing, "blip") | (Ns::Vml, "imagedata") => found.pictures.push((child, None)),
            (Ns::Drawing, "srcRect") => {
                if let Some((_, cut)) = found.pictures.last_mut() {
                    *cut = Some(child);
                }
            }
            (Ns::Vml, "shape" | "rect" | "group" | "roundrect") => {
                found.alt = found.alt.or_else(|| alt_text(child));
                let style = child.attribute(Ns::None, "style");
                found.extent = found.extent.or_else(|| style.and_then(vml_size));
                found.floating = found.floating.or_else(|| vml_floating(style?, child));
                fill = BoxFill::of_vml(child);
            }
            (Ns::Vml, "textpath") => found.lines.extend(child.attribute(Ns::None, "string").map(str::to_owned)),
            (Ns::Chart | Ns::ChartExtension, "chart") => found.graphics.extend(child.attribute(Ns::R, "id")),
            (Ns::Diagram, "relIds") => found.graphics.extend(child.attribute(Ns::R, "dm")),
            (Ns::Drawing, "p") => {
                let texts = child.descendants().filter(|e| e.is(Ns::Drawing, "t"));
                found.lines.push(texts.map(|t| t.text()).collect());
                continue;
            }
            (Ns::Office, "OLEObject") => found.object = Some(child),
            _ => {}
        }
        open.push(child.children());
    }
    found.lines.retain(|line| !line.trim().is_empty());
    found
}

impl<'p> Walker<'p, '_> {
    /// Reads `w:drawing`, `w:pict` or `w:object`.
    pub(crate) fn drawing<'x>(
        &mut self,
        element: Element<'x>,
        story: &mut Story<'x>,
        builder: &mut Builder,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        let found = find(element);
        for alternatives in &found.branches {
            let place = builder.place().clone();
            self.name_unread_branches(*alternatives, place)?;
        }
        if let Some(object) = found.object
            && self.object(object, story, builder)?
        {
            return Ok(());
        }
        for hidden in &found.hidden {
            let text = raw_text(*hidden);
            let text = if text.trim().is_empty() { "（图形 shape）".to_owned() } else { text };
            builder.hide(Hidden::Vanished, &text);
        }
        self.around.lines = self.around.lines.and(found.slanting);
        self.pictures(&found, story, builder)?;
        for (text_box, fill) in &found.boxes {
            let behind = match fill {
                Some(fill) => Behind { ground: fill.ground(self.theme()?), is_carried: false },
                None if !found.pictures.is_empty() => Behind { ground: Ground::Unknown, is_carried: false },
                None => self.page,
            };
            self.text_box(*text_box, behind, story, builder)?;
        }
        let is_own_chart = found.is_own_chart || builder.is_of_own_chart();
        if is_own_chart && !found.graphics.is_empty() && found.pictures.is_empty() {
            builder.repeated = true;
            let text = match found.alt {
                Some(alt) => quote(alt),
                None => self.chart_title(&found.graphics, story, builder)?,
            };
            self.findings.push(account::own_chart_left_out(text).at(builder.place().clone()));
            return Ok(());
        }
        let mut lines = found.lines;
        for id in found.graphics {
            lines.extend(self.graphic(id, story, builder)?);
        }
        self.lines(lines, builder);
        Ok(())
    }

    /// Reads an embedded object: whether that was a workbook, whose picture shows what is read.
    fn object(&mut self, object: Element<'_>, story: &Story<'_>, builder: &mut Builder) -> Result<bool, Error> {
        if let Some(blocks) = self.embedded_workbook(object, story, builder.place())? {
            builder.after.push(Item::Blocks(blocks));
            return Ok(true);
        }
        let kind = object.attribute(Ns::None, "ProgID").unwrap_or("OLE");
        self.findings.push(docx::embedded_object(kind).at(builder.place().clone()));
        Ok(false)
    }

    fn pictures(&mut self, found: &Found<'_>, story: &Story<'_>, builder: &mut Builder) -> Result<(), Error> {
        // The size of a group is not that of each picture in it.
        let size = found.extent.filter(|_| found.pictures.len() == 1);
        for (picture, cut) in &found.pictures {
            let Some(media) = self.picture(*picture, story, builder)? else { continue };
            let own = picture.attribute(Ns::Office, "title").filter(|text| description(text).is_some());
            let alt = found.alt.or(own).unwrap_or_default().to_owned();
            let crop = crop_of(*picture, *cut);
            let image = Inline::Image(InlineImage {
                media,
                alt,
                decorative: found.decorative,
                size,
                crop,
                floating: found.floating,
                ..InlineImage::default()
            });
            let target = found.link.and_then(|id| story.part.relationships.get(id)).map(|r| match &r.target {
                Target::External(target) | Target::Part(target) => target.clone(),
            });
            let linked = match target {
                Some(target) => self.open_link(target, story, builder)?,
                None => false,
            };
            builder.push(image);
            if linked {
                builder.close_link();
            }
        }
        Ok(())
    }

    /// Reads what stands in a text box, on what is behind it: its text stands after the paragraph.
    fn text_box<'x>(
        &mut self,
        text_box: Element<'x>,
        behind: Behind,
        story: &Story<'x>,
        builder: &mut Builder,
    ) -> Result<(), Error>
    where
        'p: 'x,
    {
        let mut items = Vec::new();
        let mut inner = Story::new(story.part, text_box, Some(builder.place().clone()), self.changes);
        let outer = (self.around.cell.take(), self.around.behind);
        self.around.behind = behind;
        self.items(text_box, &mut inner, &mut items)?;
        (self.around.cell, self.around.behind) = outer;
        let says_nothing = |item: &Item| matches!(item, Item::Paragraph(p) if p.parts.iter().all(Vec::is_empty));
        if !items.iter().all(says_nothing) {
            let text = quote(&raw_text(text_box));
            self.findings.push(docx::text_box_moved(text).at(builder.place().clone()));
            builder.after.append(&mut items);
        }
        Ok(())
    }

    /// Reads a chart or diagram: its data after the paragraph, and the lines of text it has besides.
    fn graphic(&mut self, id: &str, story: &Story<'_>, builder: &mut Builder) -> Result<Vec<String>, Error> {
        let target = story.part.relationships.get(id).map(|r| r.target.clone());
        let Some(Target::Part(name)) = target else { return Ok(Vec::new()) };
        let Some(xml) = self.package.xml(&name)? else {
            self.report_missing(&name, builder);
            return Ok(Vec::new());
        };
        let Some(root) = xml.root() else { return Ok(Vec::new()) };
        self.graphic_read(name, root)?;
        match chart_to_blocks(root, builder.place()) {
            Some(chart) => self.chart(chart, builder),
            None => {
                let texts = graphic_lines(root);
                self.budget.paragraphs(texts.len())?;
                Ok(texts)
            }
        }
    }

    /// What the first of some charts is called.
    fn chart_title(&mut self, ids: &[&str], story: &Story<'_>, builder: &Builder) -> Result<String, Error> {
        let target = ids.first().and_then(|id| story.part.relationships.get(id)).map(|r| r.target.clone());
        let Some(Target::Part(name)) = target else { return Ok(String::new()) };
        let Some(xml) = self.package.xml(&name)? else { return Ok(String::new()) };
        let Some(root) = xml.root() else { return Ok(String::new()) };
        self.graphic_read(name, root)?;
        Ok(chart_to_blocks(root, builder.place()).map(|chart| quote(&chart.title)).unwrap_or_default())
    }

    /// Adds the tables of a chart's data; the lines it has besides.
    fn chart(&mut self, chart: ChartData, builder: &mut Builder) -> Result<Vec<String>, Error> {
        self.budget.paragraphs(cells_of(&chart.blocks))?;
        self.findings.push(docx::chart_as_table(chart.title).at(builder.place().clone()));
        builder.after.push(Item::Blocks(chart.blocks));
        Ok(chart.lines)
    }

    /// Adds the text of a drawing, a paragraph a line.
    fn lines(&mut self, lines: Vec<String>, builder: &mut Builder) {
        if lines.is_empty() {
            return;
        }
        self.findings.push(docx::drawing_as_text(quote(&lines.join("；"))).at(builder.place().clone()));
        for line in lines {
            let kind = self.surroundings.styles.paragraph_kind(&ParagraphProperties::default(), None);
            let paragraph = WordParagraph::plain(kind, vec![vec![Inline::text(line)]], builder.place().clone());
            builder.after.push(Item::Paragraph(Box::new(paragraph)));
        }
    }

    /// Reads the data of charts of later kinds (waterfall, tree map …: [MS-ODRAWXML] 2.24.3) that stand in a branch of
    /// alternate content: the branch that is read holds their picture.
    pub(crate) fn extended_charts(
        &mut self,
        alternatives: Element<'_>,
        story: &Story<'_>,
        builder: &mut Builder,
    ) -> Result<(), Error> {
        if !story.shows() {
            return Ok(());
        }
        let read = understood_branch(alternatives).map(Element::ordinal);
        let unread = alternatives.children().filter(|c| c.name() == "Choice" && Some(c.ordinal()) != read);
        let charts = unread
            .flat_map(Element::descendants)
            .filter(|e| matches!(e.ns(), Ns::Chart | Ns::ChartExtension) && e.name() == "chart");
        let ids: Vec<&str> = charts.filter_map(|chart| chart.attribute(Ns::R, "id")).collect();
        for id in ids {
            let Some(Target::Part(name)) = story.part.relationships.get(id).map(|r| r.target.clone()) else { continue };
            let Some(xml) = self.package.xml(&name)? else {
                self.report_missing(&name, builder);
                continue;
            };
            let Some(root) = xml.root() else { continue };
            self.graphic_read(name, root)?;
            let Some(chart) = chart_to_blocks(root, builder.place()) else { continue };
            self.chart(chart, builder)?;
        }
        Ok(())
    }

    /// Counts a chart or diagram that is read, where it has been read before.
    fn graphic_read(&mut self, name: String, root: Element<'_>) -> Result<(), Error> {
        if self.embedded.graphics_read.insert(name) { Ok(()) } else { self.read_again(root) }
    }

    fn report_missing(&mut self, name: &str, builder: &Builder) {
        if self.embedded.missing.insert(name.to_owned()) {
            self.findings.push(package::part_missing(name).at(builder.place().clone()));
        }
    }

    /// The media id of a picture's file.
    fn picture(&mut self, picture: Element<'_>, story: &Story<'_>, builder: &Builder) -> Result<Option<String>, Error> {
        let embedded = ["embed", "id", "pict"].iter().find_map(|name| picture.attribute(Ns::R, name));
        let embedded = embedded.or_else(|| picture.attribute(Ns::Office, "relid")).filter(|id| !id.is_empty());
        // Of a picture that is there as SVG, too (`asvg:svgBlip`), the other is what its program made of it.
        let svg = || picture.descendants().find(|e| e.name() == "svgBlip")?.attribute(Ns::R, "embed");
        let embedded = embedded.or_else(svg).filter(|id| !id.is_empty());
        let id = embedded.or_else(|| picture.attribute(Ns::R, "link")).filter(|id| !id.is_empty());
        let Some(id) = id else { return Ok(None) };
        let name = match story.part.relationships.get(id).map(|r| &r.target) {
            Some(Target::Part(name)) => name.clone(),
            Some(Target::External(target)) => {
                self.budget.name(target.len())?;
                self.findings.push(docx::linked_picture(target).at(builder.place().clone()));
                return Ok(None);
            }
            None => {
                self.report_missing(id, builder);
                return Ok(None);
            }
        };
        let stored = self.package.stored_name(&name).unwrap_or(&name).to_owned();
        if let Some(known) = self.embedded.media_ids.get(&stored) {
            self.budget.name(known.len())?;
            return Ok(Some(known.clone()));
        }
        let Some(bytes) = self.package.part(&stored)?.filter(|bytes| !bytes.is_empty()) else {
            self.report_missing(&name, builder);
            return Ok(None);
        };
        let file = stored.rsplit(['/', '\\']).next().unwrap_or_default();
        let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "bin"));
        let mut id = file.to_owned();
        let mut count = 1;
        while self.embedded.media.contains_key(&id) {
            count += 1;
            id = format!("{stem}-{count}.{extension}");
        }
        let medium = Medium { media_type: MediaType::of(&bytes), bytes: bytes.into() };
        self.embedded.media.insert(id.clone(), medium);
        self.embedded.media_ids.insert(stored, id.clone());
        Ok(Some(id))
    }
}

/// The texts of a chart (titles, categories, values) or diagram, one line each.
fn graphic_lines(root: Element<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    root.walk(|element| match (element.ns(), element.name()) {
        (Ns::Drawing, "p") => {
            let texts = element.descendants().filter(|e| e.is(Ns::Drawing, "t"));
            lines.push(texts.map(|t| t.text()).collect::<String>());
            false
        }
        (Ns::ChartExtension, "lvl") => {
            let values = element.descendants().filter(|e| e.is(Ns::ChartExtension, "pt"));
            lines.push(values.map(|v| v.text().into_owned()).collect::<Vec<_>>().join(" "));
            false
        }
        (Ns::ChartExtension, "v") => {
            lines.push(element.text().into_owned());
            false
        }
        (Ns::Chart, "strCache" | "numCache" | "strLit" | "numLit") => {
            let values = element.descendants().filter(|e| e.is(Ns::Chart, "v"));
            lines.push(values.map(|v| v.text().into_owned()).collect::<Vec<_>>().join(" "));
            false
        }
        (Ns::Compatibility, "Fallback") => false,
        _ => true,
    });
    lines.retain(|line| !line.trim().is_empty());
    lines
}
