//! Headings that run into their paragraphs: （一）健全工作制度。本年度…… A report's second level is mostly typed so. Its first sentence is
//! set in the type of a heading of its level (GB/T 9704-2012 7.3.3) and stands in the outline; the text is as it was typed.

use crate::document::numeral::{LineNumber, heading_level, is_short_and_no_sentence};
use crate::document::{Alignment, Block, Inline, Paragraph, ParagraphRole, Text};
use crate::style::Style;
use std::collections::BTreeMap;

/// A heading that runs into its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RunIn {
    /// Its level, from 1.
    pub level: u8,
    /// How many bytes it has of the texts its paragraph begins with.
    pub length: usize,
}

/// The deepest level headings have a type of their own for.
const DEEPEST: u8 = 4;

/// More commas than this are those of a sentence, unless the draft sets it apart.
const MOST_COMMAS: usize = 1;

/// The headings that run into their paragraphs, by the places of these: those set apart from the text behind them in the draft, and
/// those that are not the only one of their level.
pub(super) fn run_ins(blocks: &[Block], style: &Style) -> BTreeMap<usize, RunIn> {
    if !style.emphasis.run_in_headings {
        return BTreeMap::new();
    }
    let candidate = |(at, block): (usize, &Block)| {
        let Block::Paragraph(paragraph) = block else { return None };
        run_in(paragraph, style).map(|(run_in, apart)| (at, run_in, apart))
    };
    let found: Vec<(usize, RunIn, bool)> = blocks.iter().enumerate().filter_map(candidate).collect();
    let is_alone = |level: u8| found.iter().filter(|(_, other, _)| other.level == level).nth(1).is_none();
    let meant = found.iter().filter(|(_, run_in, apart)| *apart || !is_alone(run_in.level));
    meant.map(|(at, run_in, _)| (*at, *run_in)).collect()
}

/// The heading a paragraph may begin with, and whether the draft sets it apart.
fn run_in(paragraph: &Paragraph, style: &Style) -> Option<(RunIn, bool)> {
    if paragraph.role != ParagraphRole::Body || paragraph.align != Alignment::Start {
        return None;
    }
    let texts: Vec<&Text> = leading_texts(paragraph).collect();
    let text: String = texts.iter().map(|text| text.text.as_str()).collect();
    let end = text.find('。')?;
    let (head, rest) = text.split_at_checked(end)?;
    let head = head.trim_start();
    let level = heading_level(head)?;
    // A level in the type of the text needs nothing.
    let (own, body) = (style.paragraphs.heading(level).face, style.paragraphs.body.face);
    let said = head.get(LineNumber::at(head)?.text_start..)?;
    let length = end + '。'.len_utf8();
    let apart = is_set_apart(&texts, length);
    let is_heading = own != body
        && level <= DEEPEST
        && is_short_and_no_sentence(head)
        && !said.contains(|c: char| c.is_numeric())
        && (apart || said.matches('，').count() <= MOST_COMMAS)
        && !rest.trim_start_matches('。').trim().is_empty();
    is_heading.then_some((RunIn { level, length }, apart))
}

/// The texts a paragraph begins with, up to anything else that is printed.
fn leading_texts(paragraph: &Paragraph) -> impl Iterator<Item = &Text> {
    let inlines = paragraph.content.inlines().iter().filter(|inline| !matches!(inline, Inline::Anchor(_)));
    inlines.map_while(|inline| if let Inline::Text(text) = inline { Some(text) } else { None })
}

/// Whether a draft sets the first bytes of some texts apart from what follows: in bold, or by their font.
fn is_set_apart(texts: &[&Text], length: usize) -> bool {
    let mut begins = 0;
    let (mut of_head, mut behind) = (Vec::new(), None);
    for text in texts {
        let ends = begins + text.text.len();
        match begins < length {
            true if ends > length => return false,
            true => of_head.push((text.marks.bold, text.font.as_ref())),
            false => behind = behind.or(Some((text.marks.bold, text.font.as_ref()))),
        }
        begins = ends;
    }
    let differs =
        |behind: (bool, Option<_>)| of_head.iter().all(|(bold, font)| (*bold && !behind.0) || *font != behind.1);
    behind.is_some_and(differs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Marks};

    fn found(blocks: &[Block]) -> Vec<(usize, u8, String)> {
        let style = Style::built_in("gongwen").unwrap();
        let text = |at: usize, length: usize| blocks[at].plain_text().get(..length).unwrap().to_owned();
        run_ins(blocks, &style).into_iter().map(|(at, it)| (at, it.level, text(at, it.length))).collect()
    }

    fn typed(texts: &[&str]) -> Vec<(usize, u8, String)> {
        found(&texts.iter().map(|text| Block::text(*text)).collect::<Vec<_>>())
    }

    #[test]
    fn the_first_sentence_behind_a_number_is_a_heading() {
        let heads = typed(&[
            "正文。",
            "（一）主动公开。全年公开信息122条。",
            "　　（二）依申请公开，依法答复。全年收到申请3件。",
            "一、提高认识。各单位要重视。",
            "二、加强领导。各单位要落实。",
        ]);
        let expected = [
            (1, 2, "（一）主动公开。"),
            (2, 2, "　　（二）依申请公开，依法答复。"),
            (3, 1, "一、提高认识。"),
            (4, 1, "二、加强领导。"),
        ];
        assert_eq!(heads, expected.map(|(at, level, text)| (at, level, text.to_owned())));
    }

    #[test]
    fn sentences_of_the_text_are_no_headings() {
        let other = "（九）其他。无。";
        for texts in [
            // Nothing behind it; figures; several commas; too long; no full stop; a level in the type of the text; alone.
            &["（一）主动公开。", other][..],
            &["（一）全年公开122条。其中规章1件。", other],
            &["（一）公开二十条，答复三条，诉讼一件。无。", other],
            &[
                "（一）本机关在上级机关的统一领导下认真贯彻落实中华人民共和国政府信息公开条例和有关规定要求做好各项工作。无。",
                other,
            ],
            &["（一）主动公开：全年公开122条", other],
            &["1.主动公开。全年公开122条。", "2.其他。无。"],
            &["（一）主动公开。全年公开122条。"],
        ] {
            assert!(!typed(texts).iter().any(|(at, ..)| *at == 0), "{texts:?}");
        }
    }

    #[test]
    fn one_that_is_set_apart_may_be_alone() {
        let text = |text: &str, bold| Inline::Text(Text::new(text, Marks { bold, ..Marks::default() }));
        let paragraph = |inlines: Vec<Inline>| {
            Block::Paragraph(Paragraph { content: Content::new(inlines), ..Paragraph::default() })
        };
        let apart = paragraph(vec![text("（一）主动", true), text("公开。", true), text("全年公开122条。", false)]);
        assert_eq!(found(&[apart]), [(0, 2, "（一）主动公开。".to_owned())]);
        let commas = paragraph(vec![text("（一）抓领导，抓落实，抓成效。", true), text("全年公开122条。", false)]);
        assert_eq!(found(&[commas]), [(0, 2, "（一）抓领导，抓落实，抓成效。".to_owned())]);
        let all = paragraph(vec![text("（一）主动公开。全年公开122条。", true)]);
        let partly = paragraph(vec![text("（一）主动公开。全年", true), text("公开122条。", false)]);
        for alone in [all, partly] {
            assert_eq!(found(&[alone]), []);
        }
    }
}
