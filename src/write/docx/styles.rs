//! Style → the style sheet, font table and settings parts.
//!
//! Written by us, not by docx-rs: its styles can't express line-breaking rules, first-line indents in characters, languages,
//! priorities or table style contents, so that mending them would mean writing them.
//!
//! Built-in styles carry Word's own (English) names, by which Word and WPS recognise and translate them; our own carry
//! Chinese names.

use super::finish::order_children;
use super::markup::{Element, Node};
use super::measure::{PageMeasure, half_points, twips};
use crate::arrange::{Part, contents_indent, role_style as role_style_of};
use crate::document::{Cell, FigureColumns, HeaderScope, NoteKind, ParagraphRole};
use crate::ooxml::own_styles;
pub(super) use crate::ooxml::own_styles::{
    BODY_FLUSH, CHART, FIGURE, PAGE_TURN, PAGE_TURN_AND_BREAK, PAGE_TURNED, PAGE_UPRIGHT, TABLE_GAP, TABLE_GAP_ABOVE,
    TABLE_IN_LIST,
};
use crate::style::{FaceRole, NumberPosition, ParagraphStyle, Style, TextAlign};
use crate::whole::Whole;

/// Running text.
pub(super) const BODY: &str = "BodyText";
/// A later paragraph of a list item, by how many lists it stands in; Word has the first five.
const LIST_CONTINUE: [&str; 9] = [
    "ListContinue",
    "ListContinue2",
    "ListContinue3",
    "ListContinue4",
    "ListContinue5",
    "ListContinue6",
    "ListContinue7",
    "ListContinue8",
    "ListContinue9",
];
/// A table.
pub(super) const TABLE: &str = "TableGrid";
/// What stands above the list of contents.
pub(super) const CONTENTS_TITLE: &str = "TOCHeading";
/// The page number on odd and on even pages.
pub(super) const FOOTERS: [&str; 2] = ["FooterOdd", "FooterEven"];
/// A link's text.
pub(super) const HYPERLINK: &str = "Hyperlink";

/// The style of a paragraph with a role of its own.
pub(super) fn role_style(role: ParagraphRole) -> Option<&'static str> {
    Some(match role {
        ParagraphRole::Body => return None,
        ParagraphRole::Title => "Title",
        ParagraphRole::Caption => "Caption",
        ParagraphRole::Signature => "Signature",
        ParagraphRole::Date => "Date",
        ParagraphRole::AttachmentLabel => own_styles::ATTACHMENT_LABEL,
        ParagraphRole::CopyNumber => "CopyNumber",
        ParagraphRole::Secrecy => "SecrecyLevel",
        ParagraphRole::Urgency => "Urgency",
        ParagraphRole::OrganMark => "OrganMark",
        ParagraphRole::DocumentNumber => "DocumentNumber",
        ParagraphRole::Signer => "Signer",
        ParagraphRole::Addressee => "Addressee",
        ParagraphRole::SupplementaryNote => "SupplementaryNote",
        ParagraphRole::Attendance => "Attendance",
        ParagraphRole::CopiedTo => "CopiedTo",
        ParagraphRole::PrintedBy => "PrintedBy",
    })
}

/// The style of running text that is this among other blocks, where it has one of its own.
pub(super) fn part_style(part: Part) -> Option<&'static str> {
    match part {
        Part::Caption { .. } => Some(own_styles::TYPED_CAPTION),
        Part::Unit { .. } => Some(own_styles::TABLE_UNIT),
        _ => None,
    }
}

/// The style of a later paragraph of an item, standing in this many lists.
pub(super) fn list_continue_style(lists: usize) -> &'static str {
    LIST_CONTINUE.get(lists.saturating_sub(1)).copied().unwrap_or("ListContinue9")
}

/// The style of a heading of this level.
pub(super) fn heading_style(level: u8) -> &'static str {
    const STYLES: [&str; 9] =
        ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "Heading7", "Heading8", "Heading9"];
    STYLES.get(usize::from(level).saturating_sub(1)).copied().unwrap_or("Heading9")
}

/// The style of an entry of the list of contents, by the level of its heading.
pub(super) fn contents_style(level: u8) -> &'static str {
    const STYLES: [&str; 9] = ["TOC1", "TOC2", "TOC3", "TOC4", "TOC5", "TOC6", "TOC7", "TOC8", "TOC9"];
    STYLES.get(usize::from(level).saturating_sub(1)).copied().unwrap_or("TOC9")
}

/// The style of ordinary text in a cell of a table with these columns of figures.
pub(super) fn cell_style(cell: &Cell, figure_columns: &FigureColumns) -> &'static str {
    match cell.header {
        HeaderScope::None if figure_columns.hold(cell) => own_styles::TABLE_FIGURE,
        HeaderScope::None => own_styles::TABLE_TEXT,
        HeaderScope::Column => own_styles::TABLE_COLUMN_HEADER,
        HeaderScope::Row if cell.row_span > 1 => own_styles::TABLE_ROW_LABEL,
        HeaderScope::Row => own_styles::TABLE_ROW_HEADER,
    }
}

/// The style of ordinary text in a note, and that of the mark which calls it.
pub(super) fn note_styles(kind: NoteKind) -> (&'static str, &'static str) {
    match kind {
        NoteKind::Footnote => ("FootnoteText", "FootnoteReference"),
        NoteKind::Endnote => ("EndnoteText", super::finish::ENDNOTE_REFERENCE),
    }
}

/// The first family named for a face, or the songti every Chinese system has.
fn family(style: &Style, face: FaceRole) -> &str {
    style.faces.get(&face).and_then(|families| families.first()).map_or("宋体", String::as_str)
}

/// Fonts by role: Chinese text in the face, digits and Latin letters in the Latin one. The hint sends the quotation marks and
/// dashes both scripts share to the Chinese face, full width.
fn fonts(style: &Style, face: FaceRole, latin: FaceRole) -> Element {
    let latin = family(style, latin);
    Element::new("w:rFonts")
        .attr("w:hint", "eastAsia")
        .attr("w:ascii", latin)
        .attr("w:eastAsia", family(style, face))
        .attr("w:hAnsi", latin)
        .attr("w:cs", latin)
}

fn sizes(points: f32) -> [Element; 2] {
    [Element::val("w:sz", half_points(points)), Element::val("w:szCs", half_points(points))]
}

/// What a paragraph style is, apart from its type and spacing.
struct Named {
    id: &'static str,
    name: String,
    based_on: &'static str,
    next: Option<&'static str>,
    priority: u32,
    custom: bool,
}

impl Named {
    /// A style of Word's own.
    fn built_in(id: &'static str, name: &str, priority: u32) -> Self {
        Named { id, name: name.to_owned(), based_on: "Normal", next: None, priority, custom: false }
    }

    /// A style of ours.
    fn custom(id: &'static str, name: &str) -> Self {
        Named { custom: true, ..Named::built_in(id, name, 20) }
    }

    fn based_on(mut self, id: &'static str) -> Self {
        self.based_on = id;
        self
    }

    fn followed_by(mut self, id: &'static str) -> Self {
        self.next = Some(id);
        self
    }

    fn element(&self, kind: &str) -> Element {
        let mut element = Element::new("w:style").attr("w:type", kind);
        if self.custom {
            element = element.attr("w:customStyle", 1);
        }
        element = element.attr("w:styleId", self.id).child(Element::val("w:name", &self.name));
        if !self.based_on.is_empty() {
            element = element.child(Element::val("w:basedOn", self.based_on));
        }
        if let Some(next) = self.next {
            element = element.child(Element::val("w:next", next));
        }
        element.child(Element::val("w:uiPriority", self.priority)).child(Element::new("w:qFormat"))
    }
}

/// How a paragraph stands, beyond its [`ParagraphStyle`].
#[derive(Default)]
struct Standing {
    keep_next: bool,
    /// From 0, as WordprocessingML counts.
    outline_level: Option<u8>,
    /// Whether the page's grid leaves its characters alone: text smaller than the body's.
    off_grid: bool,
    /// Indent of the whole paragraph, in characters of its own size.
    left_characters: f32,
    /// Lines as high as what stands in them, never clipped: pictures.
    free_height: bool,
}

/// The left and right, or first-line, indents in characters of the paragraph's own size (ECMA-376 §17.3.1.12).
fn indent(paragraph: &ParagraphStyle, left: f32) -> Option<Element> {
    let (first, right) = (paragraph.first_line_characters, paragraph.right_characters);
    if left <= 0.0 && first <= 0.0 && right <= 0.0 {
        return None;
    }
    let mut element = Element::new("w:ind");
    for (characters, in_characters, in_twips) in [
        (left, "w:leftChars", "w:left"),
        (right, "w:rightChars", "w:right"),
        (first, "w:firstLineChars", "w:firstLine"),
    ] {
        if characters > 0.0 {
            element = element
                .attr(in_characters, hundredths(characters))
                .attr(in_twips, twips(characters * paragraph.size_pt));
        }
    }
    Some(element)
}

fn spacing(paragraph: &ParagraphStyle, page: &PageMeasure, free_height: bool) -> Element {
    let mut element = Element::new("w:spacing");
    for (lines, in_lines, in_twips) in
        [(paragraph.lines_before, "w:beforeLines", "w:before"), (paragraph.lines_after, "w:afterLines", "w:after")]
    {
        element = element
            .attr(in_lines, hundredths(lines))
            .attr(in_twips, i32::whole((lines * page.line_pitch as f32).round()));
    }
    if free_height {
        element.attr("w:line", 240).attr("w:lineRule", "auto")
    } else {
        element.attr("w:line", page.pitch_of(paragraph).max(1)).attr("w:lineRule", "exact")
    }
}

fn alignment(align: TextAlign) -> Element {
    Element::val(
        "w:jc",
        match align {
            TextAlign::Left => "left",
            TextAlign::Center => "center",
            TextAlign::Right => "right",
            TextAlign::Justify => "both",
        },
    )
}

fn paragraph_style(
    style: &Style,
    page: &PageMeasure,
    named: &Named,
    paragraph: &ParagraphStyle,
    face: FaceRole,
    standing: &Standing,
) -> Element {
    let mut properties = Element::new("w:pPr");
    if standing.keep_next {
        properties = properties.child(Element::new("w:keepNext")).child(Element::new("w:keepLines"));
    }
    // LibreOffice lifts lines of a pitch of their own to whole lines of the grid; Word leaves exact heights alone.
    if standing.off_grid || paragraph.line_pitch_pt.is_some() {
        properties = properties.child(Element::val("w:snapToGrid", 0));
    }
    properties = properties.child(spacing(paragraph, page, standing.free_height));
    properties = properties.with(indent(paragraph, standing.left_characters)).child(alignment(paragraph.align));
    if let Some(level) = standing.outline_level {
        properties = properties.child(Element::val("w:outlineLvl", level));
    }
    let mut run = Element::new("w:rPr").child(fonts(style, face, FaceRole::Latin));
    if paragraph.bold {
        run = run.with(["w:b", "w:bCs"].map(Element::new));
    }
    if page.spacing_of(paragraph, style) != 0 {
        run = run.child(Element::val("w:spacing", page.spacing_of(paragraph, style)));
    }
    let run = run.with(sizes(paragraph.size_pt));
    named.element("paragraph").child(properties).child(run)
}

/// The style sheet.
pub(super) fn style_sheet(style: &Style, page: &PageMeasure) -> Element {
    let p = &style.paragraphs;
    let plain = |named: Named, paragraph: &ParagraphStyle, standing: Standing| {
        paragraph_style(style, page, &named, paragraph, paragraph.face, &standing)
    };
    let off_grid = || Standing { off_grid: true, ..Standing::default() };
    let kept = || Standing { keep_next: true, ..Standing::default() };
    let normal = ParagraphStyle { first_line_characters: 0.0, right_characters: 0.0, ..p.body.clone() };
    let flush = ParagraphStyle { align: TextAlign::Left, ..normal.clone() };
    let figure = ParagraphStyle { align: TextAlign::Center, ..normal.clone() };
    let unit = ParagraphStyle { align: TextAlign::Right, ..p.caption.clone() };

    let mut sheet = Element::root("w:styles").child(defaults(style, p.body.size_pt));
    let base = Named { based_on: "", ..Named::built_in("Normal", "Normal", 0) };
    let mut base = plain(base, &normal, Standing::default());
    base.set("w:default", 1);
    sheet = sheet.child(base);
    sheet = sheet.child(plain(Named::built_in(BODY, "Body Text", 1), &p.body, Standing::default()));
    sheet = sheet.child(plain(Named::custom(BODY_FLUSH, "正文（不缩进）"), &flush, Standing::default()));
    sheet = sheet.child(plain(Named::built_in("Title", "Title", 10).followed_by(BODY), &p.title, kept()));
    for level in 1..=9u8 {
        let named = Named::built_in(heading_style(level), &format!("heading {level}"), 9).followed_by(BODY);
        let standing = Standing { keep_next: true, outline_level: Some(level - 1), ..Standing::default() };
        sheet = sheet.child(plain(named, p.heading(level), standing));
    }
    for (depth, id) in LIST_CONTINUE.into_iter().enumerate() {
        let name = if depth == 0 { "List Continue".to_owned() } else { format!("List Continue {}", depth + 1) };
        let standing = Standing { left_characters: depth as f32 * 2.0, ..Standing::default() };
        let named = if depth < 5 { Named::built_in(id, &name, 99) } else { Named::custom(id, &name) };
        sheet = sheet.child(plain(named, &p.body, standing));
    }
    sheet = sheet.with([
        plain(Named::built_in("Caption", "caption", 35).followed_by(BODY), &p.caption, Standing::default()),
        plain(Named::built_in("Signature", "Signature", 99), &p.signature, Standing::default()),
        plain(Named::built_in("Date", "Date", 99).followed_by(BODY), &p.date, Standing::default()),
        plain(Named::custom(own_styles::ATTACHMENT_LABEL, "附件标记").followed_by(BODY), &p.attachment_label, kept()),
        plain(Named::custom(FIGURE, "图"), &figure, Standing { free_height: true, ..Standing::default() }),
        plain(Named::custom(own_styles::TYPED_CAPTION, "图名表名"), &p.caption, Standing::default()),
        plain(Named::custom(own_styles::TABLE_UNIT, "表格单位"), &unit, Standing::default()),
        plain(Named::custom(own_styles::TABLE_TEXT, "表内文字"), &p.cell, off_grid()),
    ]);
    if style.charts.show {
        let standing = Standing { free_height: true, ..Standing::default() };
        sheet = sheet.child(plain(Named::custom(CHART, own_styles::CHART_NAME), &figure, standing));
    }
    if style.contents.levels > 0 {
        let title = ParagraphStyle { align: TextAlign::Center, first_line_characters: 0.0, ..p.heading1.clone() };
        sheet = sheet.child(plain(Named::built_in(CONTENTS_TITLE, "TOC Heading", 39), &title, kept()));
        for level in 1..=style.contents.levels {
            let named = Named::built_in(contents_style(level), &format!("toc {level}"), 39);
            let standing = Standing { left_characters: contents_indent(level), ..Standing::default() };
            sheet = sheet.child(with_leader(plain(named, &flush, standing), page));
        }
    }
    let figures = ParagraphStyle { align: style.table.figure_align, ..p.cell.clone() };
    let named = Named::custom(own_styles::TABLE_FIGURE, "表内数字").based_on(own_styles::TABLE_TEXT);
    sheet = sheet.child(plain(named, &figures, off_grid()));
    // What names several others is aligned as such.
    let naming = ParagraphStyle { align: style.table.header_align, ..p.cell.clone() };
    for (id, name, cell) in [
        (own_styles::TABLE_COLUMN_HEADER, "表头（列）", &naming),
        (own_styles::TABLE_ROW_HEADER, "表头（行）", &p.cell),
        (own_styles::TABLE_ROW_LABEL, "表头（多行）", &naming),
    ] {
        let named = Named::custom(id, name).based_on(own_styles::TABLE_TEXT);
        sheet = sheet.child(paragraph_style(style, page, &named, cell, style.table.header_face, &off_grid()));
    }
    if style.table.space_before_pt > 0.0 {
        sheet = sheet.child(table_gap(TABLE_GAP_ABOVE, "表前空距", style.table.space_before_pt));
    }
    sheet = sheet.child(table_gap(TABLE_GAP, "表后空距", style.table.space_after_pt));
    for (id, name) in [
        (PAGE_TURN, "转页"),
        (PAGE_TURN_AND_BREAK, "分页并转页"),
        (PAGE_TURNED, "横页开始"),
        (PAGE_UPRIGHT, "竖页开始"),
    ] {
        sheet = sheet.child(gap(id, name, LEAST_LINE));
    }
    sheet = sheet.child(footer_base(style, page));
    sheet = sheet.with(FOOTERS.iter().enumerate().map(|(even, id)| footer(style, id, even == 1)));
    for (kind, name) in [(NoteKind::Footnote, "footnote"), (NoteKind::Endnote, "endnote")] {
        let (text, reference) = note_styles(kind);
        sheet = sheet.child(plain(Named::built_in(text, &format!("{name} text"), 99), &p.note, off_grid()));
        let named =
            Named { based_on: "DefaultParagraphFont", ..Named::built_in(reference, &format!("{name} reference"), 99) };
        let raised = Element::new("w:rPr").child(Element::val("w:vertAlign", "superscript"));
        sheet = sheet.child(named.element("character").child(raised));
    }
    for (level, id) in (1..).zip(own_styles::RUN_IN) {
        let face = p.heading(level).face;
        if style.emphasis.run_in_headings && face != p.body.face {
            let named = Named::custom(id, &format!("段首标题 {level}")).based_on("DefaultParagraphFont");
            let run = Element::new("w:rPr").child(fonts(style, face, FaceRole::Latin));
            sheet = sheet.child(named.element("character").child(run));
        }
    }
    let mut font = Named { based_on: "", ..Named::built_in("DefaultParagraphFont", "Default Paragraph Font", 1) }
        .element("character");
    font.set("w:default", 1);
    let link = Named { based_on: "DefaultParagraphFont", ..Named::built_in(HYPERLINK, "Hyperlink", 99) };
    let blue = Element::new("w:rPr").child(Element::val("w:color", "0563C1"));
    sheet = sheet.child(font).child(link.element("character").child(blue));
    sheet.with(table_styles(style))
}

/// The styles of the parts of official papers, which only those have.
pub(super) fn paper_styles(style: &Style, page: &PageMeasure) -> Vec<Element> {
    let plain = |named: Named, paragraph: &ParagraphStyle| {
        paragraph_style(style, page, &named, paragraph, paragraph.face, &Standing::default())
    };
    let mut made = Vec::new();
    for (role, (id, name)) in ParagraphRole::of_paper().zip(own_styles::PAPERS) {
        let mut element = plain(Named::custom(id, name).followed_by(BODY), role_style_of(&style.paragraphs, role));
        if let (ParagraphRole::OrganMark, Some(run)) = (role, element.find_mut("w:rPr")) {
            let [red, green, blue] = style.paper.mark_color.0;
            run.children.push(Node::Element(Element::val("w:color", format!("{red:02X}{green:02X}{blue:02X}"))));
            order_children(run);
        }
        made.push(element);
    }
    let number = &style.paragraphs.document_number;
    for (id, name, align) in [
        (own_styles::LETTER_NUMBER, "发文字号（信函）", TextAlign::Right),
        (own_styles::SPREAD_NUMBER, "发文字号（有签发人）", TextAlign::Left),
    ] {
        let named = Named::custom(id, name).followed_by(BODY);
        made.push(plain(named, &ParagraphStyle { align, ..number.clone() }));
    }
    for (id, name, face) in [
        (own_styles::SIGNER_NAME, "签发人姓名", style.paper.signer_face),
        (own_styles::ATTENDANCE_LABEL, "出席字样", style.paper.attendance_face),
    ] {
        let run = Element::new("w:rPr").child(fonts(style, face, FaceRole::Latin));
        made.push(Named::custom(id, name).based_on("DefaultParagraphFont").element("character").child(run));
    }
    made.push(gap(own_styles::FOOT_TIE, "版记位置", LEAST_LINE));
    made.push(
        Named { based_on: "TableNormal", ..Named::custom(own_styles::PAPER_TABLE, "公文版头版记") }.element("table"),
    );
    made
}

/// Dots from the end of a line's text to what stands at its right edge (ECMA-376 §17.3.1.37).
fn with_leader(mut style: Element, page: &PageMeasure) -> Element {
    let stop = Element::new("w:tab").attr("w:val", "right").attr("w:leader", "dot").attr("w:pos", page.text_width());
    if let Some(properties) = style.find_mut("w:pPr") {
        properties.children.push(Node::Element(Element::new("w:tabs").child(stop)));
        order_children(properties);
    }
    style
}

/// Document defaults (ECMA-376 §17.7.5): languages, and the line-breaking rules of Chinese text said outright.
fn defaults(style: &Style, size_pt: f32) -> Element {
    let language = Element::new("w:lang").attr("w:val", "en-US").attr("w:eastAsia", "zh-CN").attr("w:bidi", "ar-SA");
    let run = Element::new("w:rPr")
        .child(fonts(style, FaceRole::Fangsong, FaceRole::Latin))
        .with(sizes(size_pt))
        .child(language);
    let paragraph = Element::new("w:pPr")
        .child(Element::val("w:widowControl", 0))
        .child(Element::val("w:kinsoku", 1))
        .child(Element::val("w:overflowPunct", u8::from(style.page.hanging_punctuation)))
        .child(Element::val("w:autoSpaceDE", 1))
        .child(Element::val("w:autoSpaceDN", 1));
    Element::new("w:docDefaults")
        .child(Element::new("w:rPrDefault").child(run))
        .child(Element::new("w:pPrDefault").child(paragraph))
}

/// An empty line just as high as the space above or below a table.
fn table_gap(id: &'static str, name: &str, height_pt: f32) -> Element {
    gap(id, name, twips(height_pt).max(20))
}

/// The least height of a line, twips: what a page full of lines still has left.
const LEAST_LINE: i32 = 4;

/// An empty line of this height, twips.
fn gap(id: &'static str, name: &str, height: i32) -> Element {
    let properties = Element::new("w:pPr").child(Element::val("w:snapToGrid", 0)).child(
        Element::new("w:spacing")
            .attr("w:before", 0)
            .attr("w:after", 0)
            .attr("w:line", height)
            .attr("w:lineRule", "exact"),
    );
    let run = Element::new("w:rPr").with(sizes(1.0));
    Named::custom(id, name).element("paragraph").child(properties).child(run)
}

/// The type of the page number: one face for digits and dashes alike (GB/T 9704-2012 7.5).
fn footer_base(style: &Style, page: &PageMeasure) -> Element {
    let number = &style.page_number;
    let height = twips(number.size_pt).min(page.bottom).max(1);
    let properties = Element::new("w:pPr").child(Element::val("w:snapToGrid", 0)).child(
        Element::new("w:spacing")
            .attr("w:before", 0)
            .attr("w:after", 0)
            .attr("w:line", height)
            .attr("w:lineRule", "exact"),
    );
    let run = Element::new("w:rPr").child(fonts(style, number.face, number.face)).with(sizes(number.size_pt));
    Named::built_in("Footer", "footer", 99).element("paragraph").child(properties).child(run)
}

/// The page number's place: odd pages right, even left, in from the edge; or in the middle.
fn footer(style: &Style, id: &'static str, even: bool) -> Element {
    let number = &style.page_number;
    let (edge, align, name) = match (number.position, even) {
        (NumberPosition::Outer, true) => (Some(("w:leftChars", "w:left")), "left", "页码（双页）"),
        (NumberPosition::Outer, false) => (Some(("w:rightChars", "w:right")), "right", "页码（单页）"),
        (NumberPosition::Center, true) => (None, "center", "页码（双页）"),
        (NumberPosition::Center, false) => (None, "center", "页码（单页）"),
    };
    let indent = edge.map(|(in_characters, in_twips)| {
        Element::new("w:ind")
            .attr(in_characters, hundredths(number.indent_characters))
            .attr(in_twips, twips(number.indent_characters * number.size_pt))
    });
    let properties = Element::new("w:pPr").with(indent).child(Element::val("w:jc", align));
    Named::custom(id, name).based_on("Footer").element("paragraph").child(properties)
}

fn table_styles(style: &Style) -> [Element; 3] {
    let side = |name, width: i32| Element::new(name).attr("w:w", width).attr("w:type", "dxa");
    let padding = super::measure::mm_twips(style.table.padding_mm);
    let margins = |upright, across| {
        let sides = [("w:top", upright), ("w:left", across), ("w:bottom", upright), ("w:right", across)];
        Element::new("w:tblCellMar").with(sides.map(|(name, width)| side(name, width)))
    };
    let mut normal = Named { based_on: "", ..Named::built_in("TableNormal", "Normal Table", 99) }.element("table");
    normal.set("w:default", 1);
    let normal = normal.child(
        Element::new("w:tblPr")
            .child(Element::new("w:tblInd").attr("w:w", 0).attr("w:type", "dxa"))
            .child(margins(0, 108)),
    );
    let rules = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"].map(|name| {
        let element = Element::new(name).attr("w:val", "single").attr("w:sz", rule_size(style));
        element.attr("w:space", 0).attr("w:color", "000000")
    });
    let grid = Named { based_on: "TableNormal", ..Named::built_in(TABLE, "Table Grid", 39) }.element("table").child(
        Element::new("w:tblPr").child(Element::new("w:tblBorders").with(rules)).child(margins(padding, padding)),
    );
    let listed = Named { based_on: TABLE, ..Named::custom(TABLE_IN_LIST, "列表中的表") }.element("table");
    [normal, grid, listed]
}

/// Hundredths of characters or lines: the unit of distances given in them (ECMA-376 §17.18.2).
fn hundredths(count: f32) -> i32 {
    i32::whole((count * 100.0).round())
}

/// Thickness of the rules in eighths of a point, within what Word draws (ECMA-376 §17.18.2).
pub(super) fn rule_size(style: &Style) -> usize {
    usize::whole((style.table.rule_pt * 8.0).round().clamp(2.0, 96.0))
}

/// The font table: for each face the next best family, which Word takes where the first is not installed.
pub(super) fn font_table(style: &Style) -> Element {
    let mut table = Element::root("w:fonts");
    let mut seen: Vec<&str> = Vec::new();
    for (role, families) in &style.faces {
        let Some(first) = families.first() else { continue };
        if seen.contains(&first.as_str()) {
            continue;
        }
        seen.push(first);
        let mut font = Element::new("w:font").attr("w:name", first);
        if let Some(second) = families.get(1) {
            font = font.child(Element::val("w:altName", second));
        }
        let chinese = *role != FaceRole::Latin;
        font = font.child(Element::val("w:charset", if chinese { "86" } else { "00" }));
        table = table.child(font.child(Element::val("w:pitch", "variable")));
    }
    table
}

/// The settings (ECMA-376 §17.15).
pub(super) fn settings(style: &Style, footnotes: bool, endnotes: bool) -> Element {
    let separators = |outer, inner| Element::new(outer).with([-1, 0].map(|id| Element::new(inner).attr("w:id", id)));
    let mut settings = Element::root("w:settings")
        .child(Element::new("w:zoom").attr("w:percent", 100))
        .child(Element::val("w:defaultTabStop", twips(style.paragraphs.body.size_pt * 2.0)))
        .child(Element::new("w:evenAndOddHeaders"))
        .child(Element::val("w:displayHorizontalDrawingGridEvery", 0))
        .child(Element::val("w:characterSpacingControl", "compressPunctuation"));
    if footnotes {
        settings = settings.child(separators("w:footnotePr", "w:footnote"));
    }
    if endnotes {
        settings = settings.child(separators("w:endnotePr", "w:endnote"));
    }
    // Without doNotExpandShiftReturn a justified line that ends in a line break is spread over the whole measure.
    let word_2013 = Element::new("w:compatSetting")
        .attr("w:name", "compatibilityMode")
        .attr("w:uri", "http://schemas.microsoft.com/office/word")
        .attr("w:val", 15);
    let compatibility =
        ["w:balanceSingleByteDoubleByteWidth", "w:ulTrailSpace", "w:doNotExpandShiftReturn", "w:useFELayout"];
    settings
        .child(Element::new("w:compat").with(compatibility.map(Element::new)).child(word_2013))
        .child(Element::new("w:themeFontLang").attr("w:val", "en-US").attr("w:eastAsia", "zh-CN"))
        .child(Element::val("w:decimalSymbol", "."))
        .child(Element::val("w:listSeparator", ","))
}
