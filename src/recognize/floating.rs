//! Pictures that stand in no line: a seal over the sign-off goes to its date, every other gets a place of its own below its
//! paragraph.

use super::sign_off::date_of;
use crate::document::{
    Block, Content, Figure, Floating, Heading, Inline, InlineImage, Paragraph, ParagraphRole, Size, each_inline,
};
use crate::finding::{Finding, Origin, catalogue};

/// A seal is so wide and high, µm: 42 mm for most bodies, up to 60 for the State Council's own (国发〔1999〕25号), and electronic
/// ones are set a little larger or smaller.
const SEAL_UM: std::ops::RangeInclusive<u32> = 25_000..=65_000;

/// A seal is as wide as it is high, but for this share.
const ROUND: f32 = 0.2;

/// A seal is anchored in its date, or so many blocks from it.
const NEAR: usize = 3;

/// Blocks in which no picture floats any more.
pub(super) fn settle(mut blocks: Vec<Block>, findings: &mut Vec<Finding>) -> Vec<Block> {
    let mut floats = false;
    each_inline(&blocks, &mut |inline| floats |= matches!(inline, Inline::Image(image) if image.floating.is_some()));
    if !floats {
        return blocks;
    }
    take_seals(&mut blocks);
    place_below(blocks, findings)
}

/// Gives the seals among the floating pictures to the date they lie over.
fn take_seals(blocks: &mut [Block]) {
    // The date of a cover has no sentence before it, and what lies over that is an emblem.
    let first = blocks.iter().position(|block| block.plain_text().contains('。')).unwrap_or(blocks.len());
    let after = blocks.iter().enumerate().skip(first);
    let dates: Vec<usize> = after.filter(|(_, block)| is_date(block)).map(|(at, _)| at).collect();
    for at in 0..blocks.len() {
        let Some(date) = dates.iter().copied().filter(|date| date.abs_diff(at) <= NEAR).min_by_key(|d| d.abs_diff(at))
        else {
            continue;
        };
        let Some(content) = blocks.get_mut(at).and_then(content_of) else { continue };
        let (seals, others) = std::mem::take(content).into_inlines().into_iter().partition::<Vec<_>, _>(lies_as_seal);
        *content = Content::new(others);
        if let Some(of_date) = blocks.get_mut(date).and_then(content_of) {
            let mut inlines = std::mem::take(of_date).into_inlines();
            inlines.extend(seals.into_iter().map(as_seal));
            *of_date = Content::new(inlines);
        }
    }
}

fn is_date(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    paragraph.role == ParagraphRole::Date || date_of(&paragraph.content.plain_text()).is_some()
}

fn content_of(block: &mut Block) -> Option<&mut Content> {
    match block {
        Block::Paragraph(paragraph) => Some(&mut paragraph.content),
        _ => None,
    }
}

/// Whether a picture lies over text and has the size of a seal.
fn lies_as_seal(inline: &Inline) -> bool {
    let Inline::Image(InlineImage { floating: Some(Floating::Over), size, alt, .. }) = inline else { return false };
    if alt == InlineImage::SEAL {
        return true;
    }
    let Some(Size { width_um, height_um }) = *size else { return false };
    let is_round = width_um.abs_diff(height_um) as f32 <= ROUND * width_um.max(height_um) as f32;
    SEAL_UM.contains(&width_um) && SEAL_UM.contains(&height_um) && is_round
}

fn as_seal(inline: Inline) -> Inline {
    match inline {
        Inline::Image(mut image) => {
            (image.seal, image.floating) = (true, None);
            if image.alt.is_empty() && !image.decorative {
                image.alt = InlineImage::SEAL.to_owned();
            }
            Inline::Image(image)
        }
        other => other,
    }
}

/// Gives every other floating picture its place below its paragraph, and says so.
fn place_below(blocks: Vec<Block>, findings: &mut Vec<Finding>) -> Vec<Block> {
    let mut placed = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let figures = match &mut block {
            Block::Paragraph(Paragraph { content, origin, .. }) | Block::Heading(Heading { content, origin, .. }) => {
                figures_of(content, origin, findings)
            }
            Block::List(list) => {
                for item in &mut list.items {
                    item.content = place_below(std::mem::take(&mut item.content), findings);
                }
                Vec::new()
            }
            Block::Table(grid) => {
                for cell in grid.cells_mut() {
                    cell.content = place_below(std::mem::take(&mut cell.content), findings);
                }
                Vec::new()
            }
            Block::Figure(_) | Block::Chart(_) | Block::Break(_) => Vec::new(),
        };
        let is_left_empty = !figures.is_empty()
            && matches!(&block, Block::Paragraph(p) if !p.content.inlines().iter().any(says_something));
        placed.extend(Some(block).filter(|_| !is_left_empty));
        placed.extend(figures.into_iter().map(Block::Figure));
    }
    placed
}

fn says_something(inline: &Inline) -> bool {
    !matches!(inline, Inline::Text(text) if text.text.trim().is_empty())
}

/// Takes the floating pictures out of some content. One in a link or a change stays where it is.
fn figures_of(content: &mut Content, origin: &Origin, findings: &mut Vec<Finding>) -> Vec<Figure> {
    let mut floats = false;
    content.each_inline(&mut |inline| floats |= matches!(inline, Inline::Image(image) if image.floating.is_some()));
    if !floats {
        return Vec::new();
    }
    let mut figures = Vec::new();
    let mut kept = Vec::new();
    for inline in std::mem::take(content).into_inlines() {
        match inline {
            Inline::Image(image) if image.floating.is_some() => {
                let InlineImage { media, alt, decorative, size, crop, .. } = image;
                figures.push(Figure { media, alt, decorative, size, crop, origin: origin.clone() });
            }
            other => kept.push(in_line(other)),
        }
    }
    *content = Content::new(kept);
    if content.inlines().iter().any(says_something) && !figures.is_empty() {
        findings.push(catalogue::recognize::picture_moved(figures.len()).at_origin(origin));
    }
    figures
}

/// Lets pictures in links, changes and readings stand in the line.
fn in_line(inline: Inline) -> Inline {
    let each = |content: Content| Content::new(content.into_inlines().into_iter().map(in_line).collect());
    match inline {
        Inline::Image(image) => Inline::Image(InlineImage { floating: None, ..image }),
        Inline::Link(link) => Inline::Link(crate::document::Link { content: each(link.content), ..link }),
        Inline::Revision(revision) => {
            Inline::Revision(crate::document::Revision { content: each(revision.content), ..revision })
        }
        Inline::Ruby(ruby) => Inline::Ruby(crate::document::Ruby { base: each(ruby.base), ..ruby }),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(floating: Option<Floating>, millimetres: (u32, u32)) -> Inline {
        let size = Some(Size { width_um: millimetres.0 * 1000, height_um: millimetres.1 * 1000 });
        Inline::Image(InlineImage { media: "a.png".into(), size, floating, ..InlineImage::default() })
    }

    fn with(picture: Inline, text: &str) -> Block {
        Block::runs(Content::new(vec![picture, Inline::text(text)]))
    }

    /// Each block as its text, a seal as @, a picture in the line as [], one by itself as ##; and how many findings there are.
    fn settled(blocks: Vec<Block>) -> (Vec<String>, usize) {
        let mut findings = Vec::new();
        let show = |inline: &Inline| match inline {
            Inline::Text(text) => text.text.clone(),
            Inline::Image(image) => {
                assert_eq!(image.floating, None);
                if image.seal { format!("@{}", image.alt) } else { "[]".to_owned() }
            }
            other => panic!("{other:?}"),
        };
        let blocks = settle(blocks, &mut findings);
        let shown = blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.content.inlines().iter().map(show).collect(),
            Block::Figure(_) => "##".to_owned(),
            other => panic!("{other:?}"),
        });
        let shown = shown.collect();
        (shown, findings.iter().filter(|finding| finding.code() == "picture-moved").count())
    }

    fn said(blocks: &[&str]) -> Vec<String> {
        blocks.iter().map(|block| (*block).to_owned()).collect()
    }

    #[test]
    fn a_seal_goes_to_the_date_it_lies_over() {
        let (organ, date) = (|| Block::text("清河市民政局"), || Block::text("2024年1月15日"));
        let seal = || picture(Some(Floating::Over), (42, 42));
        let text = || Block::text("文。");
        for blocks in [
            vec![text(), organ(), with(seal(), "2024年1月15日")],
            vec![text(), with(seal(), "清河市民政局"), date()],
            vec![text(), with(seal(), ""), organ(), date()],
            vec![text(), organ(), date(), with(seal(), "")],
        ] {
            let (mut shown, said) = settled(blocks);
            shown.retain(|block| !block.is_empty());
            assert_eq!((shown, said), (self::said(&["文。", "清河市民政局", "2024年1月15日@（印章）"]), 0));
        }
        let two = Content::new(vec![seal(), seal(), Inline::text("2024年1月15日")]);
        assert_eq!(settled(vec![text(), Block::runs(two)]).0, ["文。", "2024年1月15日@（印章）@（印章）"]);
        // The emblem of a cover.
        let cover = vec![with(seal(), "年度报告"), organ(), date(), text()];
        assert_eq!(settled(cover).0, ["年度报告", "##", "清河市民政局", "2024年1月15日", "文。"]);
    }

    #[test]
    fn what_is_no_seal_stands_below_its_paragraph() {
        let (text, date) = (|| Block::text("文。"), || Block::text("2024年1月15日"));
        let over = Some(Floating::Over);
        for (picture, why) in [
            (picture(over, (42, 30)), "not round"),
            (picture(over, (20, 20)), "too small"),
            (picture(over, (80, 80)), "too large"),
            (picture(Some(Floating::Apart), (42, 42)), "beside the text"),
        ] {
            let shown = said(&["文。", "文", "##", "2024年1月15日"]);
            assert_eq!(settled(vec![text(), with(picture, "文"), date()]), (shown, 1), "{why}");
        }
        let mut far = vec![text(), with(picture(over, (42, 42)), "文")];
        far.extend(["一", "二", "三"].map(Block::text));
        far.push(date());
        assert_eq!(settled(far).0, ["文。", "文", "##", "一", "二", "三", "2024年1月15日"]);
        // One that stands by itself is where it was.
        let alone = vec![with(picture(Some(Floating::Apart), (42, 42)), "")];
        assert_eq!(settled(alone), (said(&["##"]), 0));
        assert_eq!(settled(vec![with(picture(None, (42, 42)), "文"), date()]).0, ["[]文", "2024年1月15日"]);
    }
}
