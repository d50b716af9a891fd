//! The head and the imprint of official papers as Word places them: spacing, borders for the rules, frames for what stands at a place of
//! the page. What stands where is decided in `arrange`.

use super::flow::{FlowWriter, Opening, Position};
use super::measure::{mm_twips, twips};
use super::styles;
use crate::arrange::{
    BESIDE_GAP, Closing, Imprint, Mark, Number, PaperFormat, PaperLine, PaperPlace, Thickness, before_signer,
    counted_width, label_before, mark_size_pt, mark_top_pt, role_style,
};
use crate::document::{Block, Paragraph, ParagraphRole};
use crate::finding::Error;
use crate::ooxml::own_styles;
use crate::style::{PT_PER_MM, ParagraphStyle, Style};
use crate::whole::Whole;
use docx_rs::{
    AlignmentType, BorderType, FrameProperty, LineSpacing, LineSpacingType, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, ParagraphChild, RunProperty, SpecialIndentType, Tab, TabValueType, Table, TableAlignmentType,
    TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins, TableLayoutType,
    TablePositionProperty, TableRow, VAlignType, WidthType,
};

/// How high the line of a mark is, in its size.
const MARK_PITCH: f32 = 1.25;

/// What of it lies above the ink of its characters.
const ABOVE_INK: f32 = 0.17;

/// How far the characters of a line end above its lower edge, in parts of what the line is higher than they are.
const BELOW_CHARACTERS: f32 = 0.5;

/// The farthest a border may be from its text, pt (ECMA-376 §17.3.4).
const FARTHEST: f32 = 31.0;

/// From the first rule of a letter to the character below it, in heights of a character of the body (10.1).
const BELOW_LETTER_RULE: f32 = 7.0 / 8.0;

/// A paragraph of a paper beside the others of its flow.
#[derive(Clone, Copy)]
pub(super) struct Placed<'b> {
    pub(super) line: PaperLine,
    pub(super) blocks: &'b [Block],
    pub(super) at: usize,
}

fn border(
    position: ParagraphBorderPosition,
    kind: BorderType,
    width_mm: f32,
    space_pt: f32,
    color: &str,
) -> ParagraphBorder {
    let eighths = usize::whole((width_mm * PT_PER_MM * 8.0).round().clamp(2.0, 96.0));
    let space = usize::whole(space_pt.round().clamp(0.0, FARTHEST));
    ParagraphBorder::new(position).val(kind).size(eighths).space(space).color(color)
}

fn ink([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// The style of a paragraph of a paper, where its role has several: a letter's number stands at the right.
pub(super) fn style_of(paragraph: &Paragraph, line: PaperLine) -> Option<&'static str> {
    let of_letter = line.format == PaperFormat::Letter && paragraph.role == ParagraphRole::DocumentNumber;
    match line.place {
        PaperPlace::Number(Number { spread: false, .. }) if of_letter => Some(own_styles::LETTER_NUMBER),
        PaperPlace::Number(Number { spread: true, .. }) => Some(own_styles::SPREAD_NUMBER),
        _ => styles::role_style(paragraph.role),
    }
}

impl FlowWriter<'_> {
    /// A paragraph of a paper with its text: the signer's name, and the word before who was there, in styles of their own.
    pub(super) fn paper_text(
        &mut self,
        style: &str,
        paragraph: &Paragraph,
        opening: Opening,
        at: Position,
    ) -> Result<docx_rs::Paragraph, Error> {
        let text = paragraph.content.running_text();
        let parts = match (paragraph.role, before_signer(&text)) {
            (ParagraphRole::Attendance, _) => (label_before(&text), Some(own_styles::ATTENDANCE_LABEL), None),
            (_, Some(length)) => (length, None, Some(own_styles::SIGNER_NAME)),
            _ => (0, None, None),
        };
        self.parted_paragraph(style, &paragraph.content, parts, opening, at)
    }

    /// A line of the head or the imprint at its place.
    pub(super) fn placed_paper(
        &self,
        built: docx_rs::Paragraph,
        paragraph: &Paragraph,
        placed: Placed<'_>,
    ) -> docx_rs::Paragraph {
        let format = placed.line.format;
        match placed.line.place {
            PaperPlace::Corner { below_mark, closes } => {
                let before = if below_mark { self.below_letter_rule(format) } else { 0.0 };
                self.spaced_head(built, before, closes)
            }
            PaperPlace::Mark(mark) => self.placed_mark(built, mark, format, placed),
            PaperPlace::Number(number) => {
                let lines = self.style.paragraphs.document_number.lines_before * self.style.page.line_pitch_pt();
                let before = match format {
                    _ if !number.first => 0.0,
                    PaperFormat::Letter => self.below_letter_rule(format),
                    _ => lines,
                };
                let built = if number.spread { self.spread(built, paragraph) } else { built };
                self.spaced_head(built, before, number.closes)
            }
            PaperPlace::Attendance { first } => {
                let built = self.behind_label(built, paragraph);
                if first { built.line_spacing(self.lines_before(1.0)) } else { built }
            }
            PaperPlace::Imprint(imprint) => self.placed_imprint(built, paragraph, imprint),
        }
    }

    fn below_letter_rule(&self, format: PaperFormat) -> f32 {
        let body = &self.style.paragraphs.body;
        let blank = (self.page.line_pitch as f32 / 20.0 - body.size_pt) / 2.0;
        if format == PaperFormat::Letter { (BELOW_LETTER_RULE * body.size_pt - blank).max(0.0) } else { 0.0 }
    }

    /// A line of a head so far, pt, below what stands above it; below the last the rule, and the blank lines above the title.
    fn spaced_head(&self, mut built: docx_rs::Paragraph, before: f32, closes: Option<Closing>) -> docx_rs::Paragraph {
        let after =
            closes.map_or(0.0, |_| self.style.paragraphs.document_number.lines_after * self.style.page.line_pitch_pt());
        let own = built.property.line_spacing.take().unwrap_or_default();
        built.property.line_spacing = Some(
            own.before(twips(before).max(0).unsigned_abs())
                .before_lines(0)
                .after(twips(after).max(0).unsigned_abs())
                .after_lines(0),
        );
        if closes.is_some_and(|closes| closes.ruled) {
            let paper = &self.style.paper;
            let number = &self.style.paragraphs.document_number;
            let slack = (self.page.pitch_of(number) as f32 / 20.0 - number.size_pt) * BELOW_CHARACTERS;
            let space = paper.rule_distance_mm * PT_PER_MM - slack;
            let color = ink(paper.rule_color.0);
            let rule = border(ParagraphBorderPosition::Bottom, BorderType::Single, paper.rule_mm, space, &color);
            built.property.borders = Some(ParagraphBorders::with_empty().set(rule));
        }
        built.keep_next(true)
    }

    /// The mark, or a line of it: as large as its line allows, its upper edge where the standard says; a letter's in a frame with the
    /// first double rule below it.
    fn placed_mark(
        &self,
        mut built: docx_rs::Paragraph,
        mark: Mark,
        format: PaperFormat,
        placed: Placed<'_>,
    ) -> docx_rs::Paragraph {
        let (first, last) = mark.lines;
        let texts: Vec<String> =
            placed.blocks.get(first..=last).unwrap_or_default().iter().map(Block::running_text).collect();
        let size = self.mark_size(&texts, mark.beside);
        if size < self.style.paragraphs.organ_mark.size_pt {
            let half_points = super::measure::half_points(size).max(2).unsigned_abs() as usize;
            for child in &mut built.children {
                if let ParagraphChild::Run(run) = child {
                    let own: RunProperty = std::mem::take(&mut run.run_property);
                    run.run_property = own.size(half_points);
                }
            }
        }
        let above: f32 = placed
            .blocks
            .iter()
            .take(mark.above)
            .map(|block| match block {
                Block::Paragraph(p) => self.page.pitch_of(role_style(&self.style.paragraphs, p.role)) as f32 / 20.0,
                _ => 0.0,
            })
            .sum();
        let top = mark_top_pt(format, self.style) - ABOVE_INK * size - above;
        // In the middle beside the names what stands above those stands above it, too.
        let is_beside = mark.beside && placed.at == last;
        let before = if placed.at == first || is_beside { top.max(0.0) } else { 0.0 };
        if mark.beside && !is_beside {
            // Each name as wide as the longest.
            built = built.align(AlignmentType::Distribute);
        }
        let closes = mark.closes.filter(|_| placed.at == last);
        let closes = closes.filter(|_| !mark.beside);
        let mut built = self.spaced_head(built, if format == PaperFormat::Letter { 0.0 } else { before }, closes);
        let own = built.property.line_spacing.take().unwrap_or_default();
        let line: LineSpacing = own.line_rule(LineSpacingType::Exact).line(twips(size * MARK_PITCH).max(1));
        built = built.line_spacing(line).snap_to_grid(false);
        if format == PaperFormat::Letter {
            let paper = &self.style.paper;
            let y = paper.letter_mark_top_mm * PT_PER_MM - ABOVE_INK * size;
            built.property.frame_property = Some(frame_across(self.style, y).wrap("notBeside"));
            if placed.at == last {
                let slack = (MARK_PITCH - 1.0) * size * BELOW_CHARACTERS;
                let space = paper.rule_distance_mm * PT_PER_MM - slack;
                built.property.borders = Some(ParagraphBorders::with_empty().set(double_rule(
                    self.style,
                    ParagraphBorderPosition::Bottom,
                    BorderType::ThickThinSmallGap,
                    space,
                )));
            }
        }
        built
    }

    /// What stands behind the tab goes to the right edge, both ends as far in as the style says.
    fn spread(&self, built: docx_rs::Paragraph, paragraph: &Paragraph) -> docx_rs::Paragraph {
        let style = role_style(&self.style.paragraphs, paragraph.role);
        let indent = twips(self.style.paper.spread_characters * self.em_of(style));
        let stop = usize::try_from(self.page.text_width() - indent).unwrap_or_default();
        built
            // The rule below goes by the indents of the whole paragraph.
            .indent(Some(0), Some(SpecialIndentType::FirstLine(indent)), Some(0), None)
            .add_tab(Tab::new().val(TabValueType::Right).pos(stop))
    }

    /// Further lines below what follows the label.
    fn behind_label(&self, built: docx_rs::Paragraph, paragraph: &Paragraph) -> docx_rs::Paragraph {
        let style = role_style(&self.style.paragraphs, paragraph.role);
        let em = self.em_of(style);
        let text = paragraph.content.running_text();
        let label = text.get(..label_before(&text)).unwrap_or_default();
        let width = counted_width(label, style.size_pt, em - style.size_pt);
        let indent = style.first_line_characters * em;
        let left = (indent + width).min(self.page.text_width() as f32 / 40.0);
        let special = SpecialIndentType::Hanging(twips((left - indent).max(0.0)));
        built.indent(Some(twips(left)), Some(special), Some(twips(style.right_characters * em)), None)
    }

    /// A line of the imprint, as it stands in its cell.
    fn placed_imprint(&self, built: docx_rs::Paragraph, paragraph: &Paragraph, imprint: Imprint) -> docx_rs::Paragraph {
        if imprint.spread { self.spread(built, paragraph) } else { self.behind_label(built, paragraph) }
    }

    /// The row of a line of the imprint: the rules are its cell's, as wide as the text area.
    pub(super) fn imprint_row(&self, line: docx_rs::Paragraph, imprint: Imprint) -> TableRow {
        let edge = |position, thickness: Option<Thickness>| {
            thickness.map(|thickness| {
                let eighths = usize::whole((thickness.mm(self.style) * PT_PER_MM * 8.0).round().clamp(2.0, 96.0));
                TableCellBorder::new(position).size(eighths)
            })
        };
        let edges =
            [edge(TableCellBorderPosition::Top, imprint.above), edge(TableCellBorderPosition::Bottom, imprint.below)];
        let borders = edges.into_iter().flatten().fold(TableCellBorders::with_empty(), TableCellBorders::set);
        let width = self.page.text_width().max(1).unsigned_abs() as usize;
        let cell = TableCell::new().width(width, WidthType::Dxa).set_borders(borders).add_paragraph(line);
        TableRow::new(vec![cell]).cant_split()
    }

    /// The table that holds the lines of the imprint; at the foot of the page where it ends the document.
    pub(super) fn imprint_table(&mut self, rows: Vec<TableRow>, at_foot: bool) -> docx_rs::Table {
        let width = self.page.text_width().max(1).unsigned_abs() as usize;
        let table = self.paper_table(rows, vec![width]);
        if !at_foot {
            return table;
        }
        // From the paper's edge, not the margin's: LibreOffice lets a table as wide as the text float only so.
        let place = TablePositionProperty::new().vertical_anchor("margin").horizontal_anchor("page");
        table.position(place.position_x(self.page.left).position_y_alignment("bottom"))
    }

    /// The names of bodies that issue a paper together, 文件 beside them.
    pub(super) fn mark_table(
        &mut self,
        names: Vec<docx_rs::Paragraph>,
        beside: docx_rs::Paragraph,
        texts: &[String],
    ) -> docx_rs::Table {
        let size = self.mark_size(texts, true);
        let width = |text: &String| {
            twips(counted_width(text, size, 0.0) + BESIDE_GAP / 2.0 * size).max(1).unsigned_abs() as usize
        };
        let (last, others) = texts
            .split_last()
            .map_or((0, 0), |(last, others)| (width(last), others.iter().map(width).max().unwrap_or(0)));
        let cell = |width: usize| TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center);
        let all = names.into_iter().fold(cell(others), TableCell::add_paragraph);
        let row = TableRow::new(vec![all, cell(last).add_paragraph(beside)]).cant_split();
        self.paper_table(vec![row], vec![others, last]).align(TableAlignmentType::Center)
    }

    /// A table without rules and padding in a style by which it is known as what lays a paper out.
    fn paper_table(&mut self, rows: Vec<TableRow>, widths: Vec<usize>) -> docx_rs::Table {
        self.part().facts.header_rows.push_back(0);
        let width = widths.iter().sum();
        Table::without_borders(rows)
            .style(own_styles::PAPER_TABLE)
            .set_grid(widths)
            .width(width, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(0, 0, 0, 0))
    }

    /// How large a mark of these lines is; `beside`: whether the last stands beside the others.
    fn mark_size(&self, texts: &[String], beside: bool) -> f32 {
        let room = self.page.text_width() as f32 / 20.0;
        let (names, beside) = match texts.split_last() {
            Some((last, names)) if beside => (names, Some(last.as_str())),
            _ => (texts, None),
        };
        mark_size_pt(names.iter().map(String::as_str), beside, self.style, room)
    }

    /// The width of a full character of a style, points.
    fn em_of(&self, style: &ParagraphStyle) -> f32 {
        style.size_pt + self.page.spacing_of(style, self.style) as f32 / 20.0
    }
}

/// The lines of a paper that share a table, while it is put together.
#[derive(Default)]
pub(super) struct Shared {
    rows: Vec<TableRow>,
    lines: Vec<docx_rs::Paragraph>,
}

impl FlowWriter<'_> {
    /// Takes a line of a paper that stands in a table with others; the table once it is the last of them, and whether the table stands
    /// apart at the foot of the page. What stands for itself comes back.
    pub(super) fn share(
        &mut self,
        shared: &mut Shared,
        line: docx_rs::Paragraph,
        placed: Placed<'_>,
    ) -> Result<Option<docx_rs::Table>, Box<docx_rs::Paragraph>> {
        match placed.line.place {
            PaperPlace::Imprint(imprint) => {
                shared.rows.push(self.imprint_row(line, imprint));
                let goes_on =
                    matches!(placed.blocks.get(placed.at + 1), Some(Block::Paragraph(p)) if p.role.is_imprint());
                Ok((!goes_on).then(|| self.imprint_table(std::mem::take(&mut shared.rows), imprint.at_foot)))
            }
            PaperPlace::Mark(mark) if mark.beside && placed.at < mark.lines.1 => {
                shared.lines.push(line);
                Ok(None)
            }
            PaperPlace::Mark(mark) if mark.beside => {
                let (first, last) = mark.lines;
                let lines = placed.blocks.get(first..=last).unwrap_or_default();
                let texts: Vec<String> = lines.iter().map(Block::running_text).collect();
                Ok(Some(self.mark_table(std::mem::take(&mut shared.lines), line, &texts)))
            }
            _ => Err(Box::new(line)),
        }
    }
}

/// Whether a document has parts of official papers, whose styles only those need.
pub(super) fn has_papers(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => paragraph.role.is_of_paper(),
        Block::List(list) => list.items.iter().any(|item| has_papers(&item.content)),
        Block::Table(grid) => grid.cells().iter().any(|cell| has_papers(&cell.content)),
        _ => false,
    })
}

/// A frame as wide as the rules of a letter, in the middle of the paper, so far below its upper edge.
fn frame_across(style: &Style, y: f32) -> FrameProperty {
    let paper = &style.paper;
    let width = mm_twips(paper.letter_rule_width_mm).max(1).unsigned_abs();
    let x = mm_twips((style.page.width_mm - paper.letter_rule_width_mm) / 2.0);
    FrameProperty::new().width(width).v_anchor("page").h_anchor("page").x(x).y(twips(y).max(1))
}

fn double_rule(style: &Style, position: ParagraphBorderPosition, kind: BorderType, space: f32) -> ParagraphBorder {
    let paper = &style.paper;
    border(position, kind, paper.letter_thick_mm, space, &ink(paper.rule_color.0))
}

/// The second double rule of a letter: the footer of its first page, which bears no number.
pub(super) fn letter_footer(style: &Style, id: &str) -> docx_rs::Paragraph {
    let mut built = docx_rs::Paragraph::new().style(id);
    let y = style.page.height_mm - style.paper.letter_foot_mm;
    built.property.frame_property = Some(frame_across(style, y * PT_PER_MM).wrap("around"));
    let rule = double_rule(style, ParagraphBorderPosition::Top, BorderType::ThinThickSmallGap, 0.0);
    built.property.borders = Some(ParagraphBorders::with_empty().set(rule));
    built
}
