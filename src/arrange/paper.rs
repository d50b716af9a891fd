//! The parts of official papers (GB/T 9704-2012 clauses 7 and 10): which format a paper has, and where the lines of its head (版头) and
//! imprint (版记) stand.

use super::width::counted_width;
use crate::document::{Block, Paragraph, ParagraphRole, label_length, vocabulary};
use crate::style::{PT_PER_MM, Style};

/// The formats of papers, told by the mark of the body that issues them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaperFormat {
    /// 文件 (7).
    File,
    /// 信函 (10.1): the mark is the body's bare name.
    Letter,
    /// 命令 (10.2).
    Order,
    /// 纪要 (10.3).
    Minutes,
}

/// A line of the head or the imprint of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PaperLine {
    /// The paper's format.
    pub format: PaperFormat,
    /// What it is there.
    pub place: PaperPlace,
}

/// What a line of a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaperPlace {
    /// 份号, 密级和保密期限, 紧急程度: at the left edge.
    Corner {
        /// Whether it is the first below a letter's mark and its rule.
        below_mark: bool,
        /// Whether the head ends with it.
        closes: Option<Closing>,
    },
    /// The mark, or a body's name of it.
    Mark(Mark),
    /// 发文字号, or what has its place.
    Number(Number),
    /// Who was there.
    Attendance {
        /// Whether it is the first, a blank line below the text.
        first: bool,
    },
    /// A line of the imprint.
    Imprint(Imprint),
}

/// The mark, or one of the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The places of the first and the last line of it.
    pub lines: (usize, usize),
    /// Whether the last of them, 文件, stands beside the names.
    pub beside: bool,
    /// How many lines stand above it.
    pub above: usize,
    /// Whether the head ends with it.
    pub closes: Option<Closing>,
}

/// The end of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Closing {
    /// Whether the red rule stands below it (7.2.7).
    pub ruled: bool,
}

/// The number, who signs, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// Whether it is the first below the mark.
    pub first: bool,
    /// Whether something stands at the right edge of its line.
    pub spread: bool,
    /// Whether the head ends with it.
    pub closes: Option<Closing>,
}

/// A line of the imprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Imprint {
    /// The rule above it.
    pub above: Option<Thickness>,
    /// The rule below it.
    pub below: Option<Thickness>,
    /// Whether the imprint ends the document: it stands at the foot of the page.
    pub at_foot: bool,
    /// Whether something stands at the right edge of its line.
    pub spread: bool,
}

/// A rule of the imprint (7.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thickness {
    /// The first and the last.
    Thick,
    /// Those between.
    Thin,
}

fn paragraph_at(blocks: &[Block], at: usize) -> Option<&Paragraph> {
    match blocks.get(at) {
        Some(Block::Paragraph(paragraph)) => Some(paragraph),
        _ => None,
    }
}

fn role_at(blocks: &[Block], at: usize) -> Option<ParagraphRole> {
    paragraph_at(blocks, at).map(|paragraph| paragraph.role)
}

fn ends_with(text: &str, endings: &[String]) -> bool {
    let text = text.trim_end();
    endings.iter().any(|ending| text.ends_with(ending.as_str()))
}

/// The format of a paper whose marks are these lines.
fn format_of<'t>(marks: impl Iterator<Item = &'t str>) -> Option<PaperFormat> {
    let words = &vocabulary().paper;
    let last = marks.last()?;
    Some(match last {
        last if ends_with(last, &words.file) => PaperFormat::File,
        last if ends_with(last, &words.minutes) => PaperFormat::Minutes,
        last if ends_with(last, &words.order) => PaperFormat::Order,
        _ => PaperFormat::Letter,
    })
}

/// How many blocks at the beginning of a document are its head, and the format they tell; without a mark none.
fn head(blocks: &[Block]) -> (usize, Option<PaperFormat>) {
    let length =
        (0..blocks.len()).take_while(|at| role_at(blocks, *at).is_some_and(ParagraphRole::is_letterhead)).count();
    let marks: Vec<String> = (0..length)
        .filter_map(|at| paragraph_at(blocks, at))
        .filter(|paragraph| paragraph.role == ParagraphRole::OrganMark)
        .map(|paragraph| paragraph.content.running_text())
        .collect();
    (length, format_of(marks.iter().map(String::as_str)))
}

/// The format of the paper a document is, if it has a head that tells.
pub(crate) fn paper_format(blocks: &[Block]) -> Option<PaperFormat> {
    head(blocks).1
}

/// The lines of the head and the imprint of a document, by block.
pub(super) struct Papers {
    head: usize,
    format: Option<PaperFormat>,
    /// Where the last mark of the head stands.
    mark: Option<usize>,
}

impl Papers {
    pub(super) fn of(blocks: &[Block]) -> Self {
        let (head, format) = head(blocks);
        let mark = (0..head).rev().find(|at| role_at(blocks, *at) == Some(ParagraphRole::OrganMark));
        Papers { head, format, mark }
    }

    /// What is decided of the block at a place, if it is part of a paper whose place the standard says.
    pub(super) fn line(&self, blocks: &[Block], at: usize) -> Option<PaperLine> {
        let paragraph = paragraph_at(blocks, at)?;
        let format = self.format.unwrap_or(PaperFormat::File);
        let place = match paragraph.role {
            role if role.is_letterhead() && at < self.head => self.head_line(blocks, at, paragraph, format),
            ParagraphRole::Attendance => {
                let follows = at.checked_sub(1).and_then(|before| role_at(blocks, before));
                PaperPlace::Attendance { first: follows != Some(ParagraphRole::Attendance) }
            }
            role if role.is_imprint() => PaperPlace::Imprint(imprint(blocks, at, paragraph, format)),
            _ => return None,
        };
        Some(PaperLine { format, place })
    }

    fn head_line(&self, blocks: &[Block], at: usize, paragraph: &Paragraph, format: PaperFormat) -> PaperPlace {
        let is_ruled = matches!(format, PaperFormat::File | PaperFormat::Minutes) && self.mark.is_some();
        let closes = (at + 1 == self.head).then_some(Closing { ruled: is_ruled });
        let is_mark = |at: &usize| role_at(blocks, *at) == Some(ParagraphRole::OrganMark);
        let below_mark = at.checked_sub(1).is_some_and(|before| is_mark(&before));
        match paragraph.role {
            ParagraphRole::OrganMark => {
                let first = (0..at).rev().take_while(is_mark).last().unwrap_or(at);
                let last = (at..self.head).take_while(is_mark).last().unwrap_or(at);
                let is_beside = |text: String| vocabulary().paper.file.iter().any(|word| *word == text.trim());
                let beside = last > first
                    && paragraph_at(blocks, last).is_some_and(|last| is_beside(last.content.running_text()));
                let closes = (last + 1 == self.head).then_some(Closing { ruled: is_ruled });
                PaperPlace::Mark(Mark { lines: (first, last), beside, above: first, closes })
            }
            ParagraphRole::DocumentNumber | ParagraphRole::Signer => {
                let may_spread = paragraph.role == ParagraphRole::DocumentNumber;
                let spread = may_spread && paragraph.content.running_text().contains('\t');
                PaperPlace::Number(Number { first: below_mark, spread, closes })
            }
            _ => PaperPlace::Corner { below_mark, closes },
        }
    }
}

/// A line of the imprint: thick rules above the first and below the last line, thin ones between, but none between 主送 and 抄送 (7.4.2)
/// and none in letters (10.1).
fn imprint(blocks: &[Block], at: usize, paragraph: &Paragraph, format: PaperFormat) -> Imprint {
    let is_imprint = |at: usize| role_at(blocks, at).is_some_and(ParagraphRole::is_imprint);
    let before = at.checked_sub(1).filter(|before| is_imprint(*before));
    let is_last = !is_imprint(at + 1);
    let end = (at..blocks.len()).find(|at| !is_imprint(*at)).unwrap_or(blocks.len());
    let is_addressed = |at: usize| {
        paragraph_at(blocks, at)
            .is_some_and(|p| label_length(&p.content.running_text(), &vocabulary().paper.addressed).is_some())
    };
    let above = match before {
        None => Some(Thickness::Thick),
        Some(before) if is_addressed(before) => None,
        Some(_) => Some(Thickness::Thin),
    };
    let is_ruled = format != PaperFormat::Letter;
    Imprint {
        above: above.filter(|_| is_ruled),
        below: (is_last && is_ruled).then_some(Thickness::Thick),
        at_foot: end == blocks.len(),
        spread: paragraph.content.running_text().contains('\t'),
    }
}

impl Thickness {
    /// How thick it is, mm.
    pub(crate) fn mm(self, style: &Style) -> f32 {
        match self {
            Thickness::Thick => style.paper.imprint_thick_mm,
            Thickness::Thin => style.paper.imprint_thin_mm,
        }
    }
}

/// How far below the upper edge of the text area the mark of a paper begins, pt; above it where that is less than nothing.
pub(crate) fn mark_top_pt(format: PaperFormat, style: &Style) -> f32 {
    let paper = &style.paper;
    PT_PER_MM
        * match format {
            PaperFormat::File | PaperFormat::Minutes => paper.mark_top_mm,
            PaperFormat::Order => paper.order_mark_top_mm,
            PaperFormat::Letter => paper.letter_mark_top_mm - style.page.top_mm,
        }
}

/// What stands between the names of a mark and 文件 beside them, in characters.
pub(crate) const BESIDE_GAP: f32 = 0.5;

/// The size of a mark of these lines, pt: what the style says, reduced so that each stands on one line of a room of this width, pt, as far
/// as the style allows.
pub(crate) fn mark_size_pt<'t>(
    lines: impl Iterator<Item = &'t str>,
    beside: Option<&str>,
    style: &Style,
    room: f32,
) -> f32 {
    let longest = lines.map(|line| counted_width(line, 1.0, 0.0)).fold(0.0, f32::max);
    let ems = longest + beside.map_or(0.0, |text| BESIDE_GAP + counted_width(text, 1.0, 0.0));
    let own = style.paragraphs.organ_mark.size_pt;
    // Whole half points, as Word has sizes.
    let fitting = if ems > 0.0 { (room / ems * 2.0).floor() / 2.0 } else { own };
    own.min(fitting.max(style.paper.mark_minimum_pt))
}

/// How many bytes of a line stand before what is set in another face: the signer's name behind the label, in a number's line behind the
/// tab (7.2.6).
pub(crate) fn before_signer(text: &str) -> Option<usize> {
    let from = text.find('\t').map_or(0, |tab| tab + 1);
    let length = label_length(text.get(from..)?, &vocabulary().paper.signer)?;
    Some(from + length)
}

/// How many bytes of a line are the label its further lines stand behind: 抄送：, 出席：.
pub(crate) fn label_before(text: &str) -> usize {
    const LONGEST: usize = 18;
    let colon = text.char_indices().find(|(_, c)| matches!(c, '：' | ':'));
    colon.filter(|(at, _)| *at <= LONGEST).map_or(0, |(at, c)| at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(role: ParagraphRole, text: &str) -> Block {
        Block::Paragraph(Paragraph { role, ..Paragraph::plain(text) })
    }

    #[test]
    fn the_mark_tells_the_format() {
        use ParagraphRole::{DocumentNumber, OrganMark};
        for (mark, format) in [
            ("清河市人民政府文件", PaperFormat::File),
            ("清河市民政局", PaperFormat::Letter),
            ("清河市人民政府令", PaperFormat::Order),
            ("清河市人民政府常务会议纪要", PaperFormat::Minutes),
        ] {
            let blocks = [line(OrganMark, mark), line(DocumentNumber, "清政〔2024〕1号")];
            assert_eq!(paper_format(&blocks), Some(format), "{mark}");
        }
        assert_eq!(paper_format(&[line(DocumentNumber, "清政〔2024〕1号")]), None);
        // Not at the beginning.
        assert_eq!(paper_format(&[Block::text("甲"), line(OrganMark, "某局文件")]), None);
    }

    #[test]
    fn rules_of_the_imprint_are_thick_outside_and_thin_between() {
        use ParagraphRole::{CopiedTo, PrintedBy};
        let blocks = [
            Block::text("甲"),
            line(CopiedTo, "主送：甲局。"),
            line(CopiedTo, "抄送：乙局。"),
            line(PrintedBy, "某办公室\t2024年3月5日印发"),
        ];
        let papers = Papers::of(&blocks);
        let found: Vec<_> = (0..4)
            .map(|at| papers.line(&blocks, at).map(|line| line.place))
            .map(|place| match place {
                Some(PaperPlace::Imprint(imprint)) => (imprint.above, imprint.below, imprint.at_foot, imprint.spread),
                _ => (None, None, false, false),
            })
            .collect();
        let (thick, thin) = (Some(Thickness::Thick), Some(Thickness::Thin));
        assert_eq!(
            found,
            [
                (None, None, false, false),
                (thick, None, true, false),
                (None, None, true, false),
                (thin, thick, true, true)
            ]
        );
    }

    #[test]
    fn a_mark_is_as_large_as_its_line_allows() {
        let style = Style::gongwen().unwrap();
        let size = |text: &str| mark_size_pt([text].into_iter(), None, &style, 442.0);
        assert!((size("某市人民政府文件") - 48.0).abs() < 0.01);
        assert!((size("某某省某某市某某局文件") - 40.0).abs() < 0.01);
        assert!((size(&"某".repeat(40)) - 22.0).abs() < 0.01);
    }

    #[test]
    fn names_of_signers_and_labels_are_told_by_their_colons() {
        assert_eq!(before_signer("清政〔2024〕1号\t签发人：张三"), Some("清政〔2024〕1号\t签发人：".len()));
        assert_eq!(before_signer("签发人: 张三"), Some("签发人:".len()));
        assert_eq!(before_signer("清政〔2024〕1号"), None);
        assert_eq!(label_before("抄送：甲局。"), "抄送：".len());
        assert_eq!(label_before("这一行的冒号离得太远了：甲"), 0);
    }
}
