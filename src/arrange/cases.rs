//! Documents, and where each of their paragraphs stands: one table that the pages, the Word file and the web page made of them
//! are all held against.

use super::*;
use crate::document::{Break, Cell, Document, Figure, Grid, Heading};

/// A document, and what is to be seen of it.
pub(crate) struct Case {
    pub name: &'static str,
    pub document: Document,
    /// Paragraphs in the order they stand in.
    expected: Vec<Seen>,
}

/// Where a paragraph stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub text: &'static str,
    /// The page, from 1.
    pub page: usize,
    /// Whether that is turned.
    pub turned: bool,
    pub across: Across,
}

/// Where a line stands between the edges of the text area, in characters of the body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Across {
    /// So far from the left edge.
    Left(f32),
    /// In the middle.
    Center,
    /// So far from the right edge.
    Right(f32),
}

/// Where a line was found: from each edge as far as the format says it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Found {
    pub page: usize,
    pub turned: bool,
    pub left: Option<f32>,
    pub right: Option<f32>,
    pub is_centered: bool,
}

impl Case {
    /// Holds what a format shows against what is to be seen; `find`: where a text is found.
    pub(crate) fn check(&self, find: impl Fn(&str) -> Option<Found>) {
        for seen in &self.expected {
            let found = find(seen.text).unwrap_or_else(|| panic!("{}: {} is not there", self.name, seen.text));
            let near = |is: Option<f32>, wanted: f32| is.is_some_and(|is| (is - wanted).abs() < 0.15);
            let across = match seen.across {
                Across::Left(wanted) => near(found.left, wanted),
                Across::Center => found.is_centered,
                Across::Right(wanted) => near(found.right, wanted),
            };
            let stands = across && (found.page, found.turned) == (seen.page, seen.turned);
            assert!(stands, "{}: expected {seen:?}, found {found:?}", self.name);
        }
    }
}

fn seen(text: &'static str, page: usize, across: Across) -> Seen {
    Seen { text, page, turned: false, across }
}

fn turned(text: &'static str, page: usize, across: Across) -> Seen {
    Seen { turned: true, ..seen(text, page, across) }
}

pub(super) fn role(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, ..Paragraph::plain(text) })
}

pub(super) fn heading(text: &str) -> Block {
    Block::Heading(Heading { level: 1, content: Content::plain(text), origin: Default::default() })
}

/// A table of one row of so many columns; from sixteen on it is turned.
pub(super) fn table(columns: u32) -> Block {
    let cell = |column| Cell::new(0, column, vec![Block::text("1000000")]);
    Block::Table(Grid::new(1, columns, (0..columns).map(cell).collect()).unwrap())
}

pub(super) fn figure() -> Block {
    let (media, alt, origin) = ("图.png".to_owned(), "近三年申请量".to_owned(), Default::default());
    Block::Figure(Figure { media, alt, decorative: false, size: None, crop: None, origin })
}

const BREAK: Block = Block::Break(Break::Page);

/// The table.
pub(crate) fn cases() -> Vec<Case> {
    use Across::{Center, Left, Right};
    use ParagraphRole::{AttachmentLabel, Caption, Date, Signature};
    let case = |name, blocks, expected| Case { name, document: Document { blocks, ..Document::default() }, expected };
    let text = || Block::text("正文");
    let signed = |organ: &str| vec![text(), role(Signature, organ), role(Date, "2024年1月20日")];
    vec![
        case(
            "the date begins two characters right of the organ",
            signed("清河市民政局办公室（政务公开科）"),
            vec![seen("清河市", 1, Right(2.0)), seen("2024", 1, Right(8.25))],
        ),
        case(
            "a short organ gives way to the date",
            signed("某局"),
            vec![seen("某局", 1, Right(9.75)), seen("2024", 1, Right(2.0))],
        ),
        case(
            "an organ with no room on one line stands where its style says, and so does the date",
            signed(&"清河市民政局".repeat(5)),
            vec![seen("2024", 1, Right(2.0))],
        ),
        case(
            "signers stand below each other, the date by the last",
            vec![text(), role(Signature, "清河市政务服务管理局"), role(Signature, "某局"), role(Date, "2024年1月20日")],
            vec![seen("清河市", 1, Right(2.0)), seen("某局", 1, Right(9.75)), seen("2024", 1, Right(2.0))],
        ),
        case(
            "a date alone stands where its style says",
            vec![text(), role(Date, "2024年1月20日")],
            vec![seen("2024", 1, Right(2.0))],
        ),
        case(
            "the sign-off stands on the page of the text",
            vec![text(), BREAK, role(Signature, "某局"), role(Date, "2024年1月20日")],
            vec![seen("正文", 1, Left(2.0)), seen("某局", 1, Right(9.75))],
        ),
        case(
            "a page ends before the heading that goes with the next",
            vec![text(), heading("一、概况"), BREAK, BREAK, Block::text("下文"), BREAK],
            vec![seen("正文", 1, Left(2.0)), seen("一、概况", 2, Left(2.0)), seen("下文", 2, Left(2.0))],
        ),
        case(
            "attachments are numbered below each other",
            vec![text(), Block::text("附件：1.甲表"), Block::text("2.乙表"), role(Signature, "某局")],
            vec![seen("甲表", 1, Left(2.0)), seen("乙表", 1, Left(5.0))],
        ),
        case(
            "the unit stands at the right below the caption in the middle",
            vec![text(), Block::text("表1 办理情况"), Block::text("单位：件"), table(2)],
            vec![seen("表1", 1, Center), seen("单位：件", 1, Right(0.0))],
        ),
        case(
            "what belongs to a wide table is turned with it",
            vec![
                text(),
                heading("一、办理情况"),
                role(Caption, "表1 各科室"),
                Block::text("单位：件"),
                table(18),
                Block::text("注：含所属单位。"),
                Block::text("下文"),
            ],
            vec![
                seen("正文", 1, Left(2.0)),
                turned("一、办理", 2, Left(2.0)),
                turned("表1", 2, Center),
                turned("单位：件", 2, Right(0.0)),
                turned("注：含", 2, Left(2.0)),
                seen("下文", 3, Left(2.0)),
            ],
        ),
        case(
            "a typed caption is turned with its table, and a break between two such tables turns nothing back",
            vec![text(), Block::text("表1 甲"), table(18), BREAK, Block::text("表2 乙"), table(18), text()],
            vec![turned("表1 甲", 2, Center), turned("表2 乙", 3, Center)],
        ),
        case(
            "an attachment begins its page with its label",
            vec![text(), BREAK, role(AttachmentLabel, "附件1"), text()],
            vec![seen("附件1", 2, Left(0.0))],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is decided of some blocks, as words.
    fn decided(blocks: &[Block]) -> Vec<String> {
        let arrangement = Arrangement::of_flow(blocks, &Style::gongwen().unwrap());
        let word = |at| {
            let Placement { part, keeps, turned } = arrangement.at(at);
            let part = match part {
                Part::Plain => "plain".to_owned(),
                Part::Centered => "centered".to_owned(),
                Part::Named { caption, unit: None } => format!("named {caption}"),
                Part::Named { caption, unit: Some(unit) } => format!("named {caption} {unit}"),
                Part::Caption { of } => format!("caption {of}"),
                Part::Unit { of } => format!("unit {of}"),
                Part::AttachmentLine(line) => format!("attachment {}", line.lead),
                Part::AttachmentTitle { .. } => "title".to_owned(),
                Part::TypedItem(item) => format!("item {}", item.label),
                Part::RunIn(run_in) => format!("heading {} {}", run_in.level, run_in.length),
                Part::SignOff(SignOff { pair: Some(pair), .. }) => format!("signs {} {}", pair.organ, pair.date),
                Part::SignOff(_) => "signs".to_owned(),
                Part::Paper(_) => "paper".to_owned(),
            };
            let keeps = if keeps { " keeps" } else { "" };
            let turned = if turned { " turned" } else { "" };
            format!("{part}{keeps}{turned}")
        };
        (0..blocks.len()).map(word).collect()
    }

    #[test]
    fn each_block_is_one_thing_among_the_others() {
        use ParagraphRole::{AttachmentLabel, Date, Signature, Title};
        let text = Block::text;
        for (blocks, expected) in [
            (vec![text("表1 甲"), text("单位：件"), table(2)], &["caption 2 keeps", "unit 2 keeps", "named 0 1"][..]),
            (
                vec![text("（一）甲。文一。"), text("（二）乙。文二。"), text("（三）丙"), text("（四）丁")],
                &["heading 2 15", "heading 2 15", "item 9", "item 9"],
            ),
            (vec![figure(), text("图1 甲"), text("正文")], &["named 1 keeps", "caption 0", "plain"]),
            (vec![text("情况如下："), figure()], &["plain keeps", "plain"]),
            (vec![text("见图。"), figure()], &["plain", "plain"]),
            (vec![text("见表。"), table(2)], &["plain keeps", "plain"]),
            (vec![text("1.甲"), text("2.乙"), text("文")], &["item 2", "item 2", "plain"]),
            (
                vec![text("附件：1.甲"), text("2.乙"), role(Signature, "某局"), role(Date, "1月1日")],
                &["attachment 11", "attachment 2 keeps", "signs 2 3 keeps", "signs 2 3"],
            ),
            (vec![role(Signature, "某局\n某科"), role(Date, "1月1日")], &["signs keeps", "signs"]),
            (vec![role(Date, "1月1日"), role(Signature, "某局")], &["signs keeps", "signs"]),
            (vec![role(AttachmentLabel, "附件1"), role(Title, "目录")], &["plain keeps", "plain"]),
            (vec![role(AttachmentLabel, "附件1"), text("文")], &["title keeps", "plain"]),
            (vec![heading("一、"), table(18)], &["plain keeps turned", "plain turned"]),
            (vec![table(18), BREAK, table(18), BREAK], &["plain turned", "plain turned", "plain turned", "plain"]),
            (vec![table(18), role(Signature, "某局"), text("文")], &["plain turned", "signs turned", "plain"]),
        ] {
            assert_eq!(decided(&blocks), expected);
        }
    }

    #[test]
    fn inside_others_only_captions_matter() {
        let blocks =
            [Block::text("表1 甲"), table(18), role(ParagraphRole::Signature, "某局"), Block::text("附件：1.甲")];
        let arrangement = Arrangement::of_inner(&blocks);
        let parts: Vec<Part> = (0..4).map(|at| arrangement.at(at).part).collect();
        let named = Part::Named { caption: 0, unit: None };
        assert_eq!(parts, [Part::Caption { of: 1 }, named, Part::Plain, Part::Plain]);
        assert!(!arrangement.at(1).turned && arrangement.at(9) == Placement::default());
    }
}
