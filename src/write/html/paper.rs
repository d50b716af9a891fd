//! The parts of official papers on web pages: the mark in its colour, rules as borders, number and signer at both ends of a line. The
//! imprint stands at the end of the text.

use super::css::paragraph_rule;
use super::standing::Standing;
use crate::arrange::{
    Closing, Imprint, Mark, Number, PaperFormat, PaperLine, PaperPlace, Thickness, counted_width, label_before,
    mark_size_pt, role_style,
};
use crate::document::{Block, Document, Leader, Paragraph, ParagraphRole, TabAlignment, TabStop};
use crate::style::{Ink, PT_PER_MM, Style};

/// Whether a document has any.
pub(super) fn has_papers(document: &Document) -> bool {
    document.blocks.iter().any(|block| matches!(block, Block::Paragraph(p) if p.role.is_of_paper()))
}

/// Where what stands behind the tab of a line goes that has one: the right edge.
const RIGHT_EDGE: [TabStop; 1] = [TabStop { at: TabStop::EDGE, align: TabAlignment::Right, leader: Leader::None }];

/// The stops of a line of a paper, which are its design's.
pub(super) fn stops(paragraph: &Paragraph) -> &[TabStop] {
    let is_tabbed = || paragraph.content.running_text().contains('\t');
    if paragraph.role.is_of_paper() && is_tabbed() { &RIGHT_EDGE } else { &paragraph.tabs }
}

fn color(Ink([red, green, blue]): Ink) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

fn pt(mm: f32) -> f32 {
    (mm * PT_PER_MM * 100.0).round() / 100.0
}

/// Says how a line of a paper stands.
pub(super) fn place(standing: &mut Standing, paragraph: &Paragraph, line: PaperLine, blocks: &[Block], style: &Style) {
    let mut declared: Vec<String> = Vec::new();
    let paper = &style.paper;
    match line.place {
        PaperPlace::Corner { closes, .. } => close(&mut declared, closes, style),
        PaperPlace::Mark(mark) => place_mark(&mut declared, mark, line.format, blocks, style),
        PaperPlace::Number(Number { spread, closes, .. }) => {
            if spread {
                declared.push(format!("padding-left:{0}em;padding-right:{0}em;text-indent:0", paper.spread_characters));
            } else if line.format == PaperFormat::Letter {
                declared.push("text-align:right".to_owned());
            }
            close(&mut declared, closes, style);
        }
        PaperPlace::Attendance { first } => {
            hang(&mut declared, paragraph, style);
            declared.extend(first.then(|| "margin-top:1.8em".to_owned()));
        }
        PaperPlace::Imprint(imprint) => place_imprint(&mut declared, imprint, paragraph, style),
    }
    standing.style = declared.join(";");
}

fn place_mark(declared: &mut Vec<String>, mark: Mark, format: PaperFormat, blocks: &[Block], style: &Style) {
    let paper = &style.paper;
    let (first, last) = mark.lines;
    let texts: Vec<String> = blocks.get(first..=last).unwrap_or_default().iter().map(Block::running_text).collect();
    let own = style.paragraphs.organ_mark.size_pt;
    let room = style.page.text_width_mm() * PT_PER_MM;
    let size = mark_size_pt(texts.iter().map(String::as_str), None, style, room);
    declared.push(format!("color:{}", color(paper.mark_color)));
    if size < own {
        declared.push(format!("font-size:{}em", (size / own * MARK_EMS * 100.0).round() / 100.0));
    }
    if format == PaperFormat::Letter {
        let width = pt(paper.letter_thick_mm + 3.0 * paper.letter_thin_mm);
        declared.push(format!("border-bottom:{width}pt double {}", color(paper.rule_color)));
    }
    close(declared, mark.closes, style);
}

/// How large a mark is on a screen, in characters of the text.
const MARK_EMS: f32 = 2.4;

/// The rule below the last line of a head, and the blank above the title.
fn close(declared: &mut Vec<String>, closes: Option<Closing>, style: &Style) {
    let Some(Closing { ruled }) = closes else { return };
    let paper = &style.paper;
    if ruled {
        let distance = pt(paper.rule_distance_mm) / 2.0;
        let rule = format!("border-bottom:{}pt solid {}", pt(paper.rule_mm), color(paper.rule_color));
        declared.push(format!("padding-bottom:{distance}pt;{rule}"));
    }
    declared.push("margin-bottom:2em".to_owned());
}

/// Further lines below what follows the label.
fn hang(declared: &mut Vec<String>, paragraph: &Paragraph, style: &Style) {
    let own = role_style(&style.paragraphs, paragraph.role);
    let text = paragraph.content.running_text();
    let label = counted_width(text.get(..label_before(&text)).unwrap_or_default(), 1.0, 0.0);
    let (left, right) = (own.first_line_characters + label, own.right_characters);
    declared.push(format!("padding-left:{left}em;padding-right:{right}em;text-indent:{}em", -label));
}

fn place_imprint(declared: &mut Vec<String>, imprint: Imprint, paragraph: &Paragraph, style: &Style) {
    match imprint.spread {
        true => {
            let indent = style.paper.spread_characters;
            declared.push(format!("padding-left:{indent}em;padding-right:{indent}em;text-indent:0"));
        }
        false => hang(declared, paragraph, style),
    }
    let rule = |thickness: Thickness| format!("{}pt solid", pt(thickness.mm(style)));
    declared.extend(imprint.above.map(|thickness| format!("border-top:{}", rule(thickness))));
    declared.extend(imprint.below.map(|thickness| format!("border-bottom:{}", rule(thickness))));
    let is_first = imprint.above == Some(Thickness::Thick);
    declared.push(if is_first { "margin:3em 0 0".to_owned() } else { "margin:0".to_owned() });
}

/// What the style sheet says of the parts of papers.
pub(super) fn style_sheet(style: &Style) -> String {
    let mut sheet = format!(
        ".organ-mark{{text-align:center;font-size:{MARK_EMS}em;font-weight:700;line-height:1.3}}\n.secrecy,.urgency{{font-weight:700}}\n\
         .document-number{{text-align:center}}\n.signer{{text-align:right}}\n.supplementary-note{{text-indent:2em}}\n.document-number .begins,.printed-by .begins{{padding-inline-start:0}}\n"
    );
    let rule =
        |role: ParagraphRole| paragraph_rule(style, &format!(".{}", role.name()), role_style(&style.paragraphs, role));
    let rules: String = ParagraphRole::of_paper().map(rule).collect();
    sheet.push_str(&format!("@media print{{\n{rules}}}\n"));
    sheet
}
