//! Which caption goes with which figure or table: the name of a table stands above it, that of a figure below (GB/T 7713.1), and
//! drafts do it the other way, too. Every writer keeps them together by this one rule.
//!
//! Captions are paragraphs of that role, and plain ones beside a figure or table that are typed like one (图1 主动公开信息数量).

use crate::document::{
    Block, Captioned, Document, Inline, Paragraph, ParagraphRole, begins_unit, captioned, description, each_inline,
};
use crate::finding::{Finding, Origin, catalogue};
use std::collections::{BTreeMap, BTreeSet};

/// Longer paragraphs are prose, characters.
const LONGEST_CAPTION: usize = 60;
const LONGEST_UNIT: usize = 20;

/// What a caption is the name of, as far as its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Figure,
    Table,
    /// A paragraph of the role whose words don't tell.
    Either,
}

/// The captions among some blocks.
#[derive(Debug, Default)]
pub(super) struct Captions {
    /// For each caption, the figure or table it names.
    holders: BTreeMap<usize, usize>,
    captions: BTreeMap<usize, usize>,
    /// The lines that say a unit between a caption and its table, by table.
    units: BTreeMap<usize, usize>,
    /// For each such line, its table.
    tables: BTreeMap<usize, usize>,
    /// Blocks that stay on the page of the next one.
    kept: BTreeSet<usize>,
}

impl Captions {
    /// The captions among some blocks, by their places.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let mut found = Captions::default();
        for (at, block) in blocks.iter().enumerate() {
            let Some((paragraph, kind)) = caption(block) else { continue };
            let after = blocks.get(at + 1);
            let unit = after.is_some_and(is_unit) && blocks.get(at + 2).is_some_and(is_table);
            let below = if unit { at + 2 } else { at + 1 };
            let above = at.checked_sub(1).filter(|above| !found.captions.contains_key(above));
            let holds = |at: usize, kind: Kind| match blocks.get(at) {
                Some(Block::Figure(_)) => kind != Kind::Table,
                Some(block) => kind != Kind::Figure && is_table(block),
                None => false,
            };
            let above = above.filter(|above| holds(*above, kind));
            let below = Some(below).filter(|below| holds(*below, kind));
            let above_is_figure = above.is_some_and(|above| matches!(blocks.get(above), Some(Block::Figure(_))));
            let below_is_table = below.is_some_and(|below| blocks.get(below).is_some_and(is_table));
            let holder = match kind {
                Kind::Figure => above.or(below),
                Kind::Table => below.or(above),
                Kind::Either if below_is_table => below,
                Kind::Either if above_is_figure => above,
                Kind::Either => below.or(above),
            };
            // A paragraph that only looks like a caption is one beside its own kind alone.
            let role = paragraph.role == ParagraphRole::Caption;
            let Some(holder) = holder.or_else(|| {
                let other = |at: &usize| role && holds(*at, Kind::Either);
                Some(at + 1)
                    .filter(other)
                    .or_else(|| at.checked_sub(1).filter(|above| !found.captions.contains_key(above)).filter(other))
            }) else {
                continue;
            };
            found.holders.insert(at, holder);
            found.captions.insert(holder, at);
            if holder == at + 2 {
                found.units.insert(holder, at + 1);
                found.tables.insert(at + 1, holder);
            }
            found.kept.extend(at.min(holder)..at.max(holder));
        }
        found
    }

    /// The figure or table a caption names.
    pub(super) fn holder_of(&self, caption: usize) -> Option<usize> {
        self.holders.get(&caption).copied()
    }

    /// The caption of a figure or table.
    pub(super) fn caption_of(&self, holder: usize) -> Option<usize> {
        self.captions.get(&holder).copied()
    }

    /// The line between a table and its caption.
    pub(super) fn unit_of(&self, table: usize) -> Option<usize> {
        self.units.get(&table).copied()
    }

    /// The table between which and its caption a line stands.
    pub(super) fn table_of_unit(&self, unit: usize) -> Option<usize> {
        self.tables.get(&unit).copied()
    }

    /// Whether a block stays on the page of the next one.
    pub(super) fn keeps(&self, at: usize) -> bool {
        self.kept.contains(&at)
    }
}

/// What is to be said of the pictures that neither a description nor a caption says anything about; nothing where there are none.
pub(crate) fn undescribed(document: &Document) -> Option<Finding> {
    let (mut count, mut first) = (0_usize, Origin::default());
    figures_without(&document.blocks, &mut |origin| {
        if count == 0 {
            first = origin.clone();
        }
        count += 1;
    });
    each_inline(&document.blocks, &mut |inline| {
        if let Inline::Image(image) = inline
            && !image.decorative
            && description(&image.alt).is_none()
        {
            count += 1;
        }
    });
    (count > 0).then(|| catalogue::write::picture_not_described(count).at_origin(&first))
}

/// Calls `see` with the place of every picture standing alone that nothing describes, those in lists and tables included.
fn figures_without(blocks: &[Block], see: &mut impl FnMut(&Origin)) {
    let captions = Captions::of(blocks);
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Figure(figure) => {
                let said = figure.decorative || description(&figure.alt).is_some() || captions.caption_of(at).is_some();
                if !said {
                    see(&figure.origin);
                }
            }
            Block::List(list) => list.items.iter().for_each(|item| figures_without(&item.content, see)),
            Block::Table(grid) => grid.cells().iter().for_each(|cell| figures_without(&cell.content, see)),
            Block::Heading(_) | Block::Paragraph(_) | Block::Chart(_) | Block::Break(_) => {}
        }
    }
}

fn caption(block: &Block) -> Option<(&Paragraph, Kind)> {
    let Block::Paragraph(paragraph) = block else { return None };
    match paragraph.role {
        ParagraphRole::Caption => Some((paragraph, typed(&paragraph.content.plain_text()).unwrap_or(Kind::Either))),
        ParagraphRole::Body => Some((paragraph, typed(&paragraph.content.plain_text())?)),
        _ => None,
    }
}

/// What a text names if it reads like a caption: 图 or 表, a number, and a name that is no sentence.
fn typed(text: &str) -> Option<Kind> {
    let text = text.trim();
    if text.chars().count() > LONGEST_CAPTION || text.contains(['。', '；', '\n']) {
        return None;
    }
    captioned(text).map(|captioned| match captioned {
        Captioned::Figure => Kind::Figure,
        Captioned::Table => Kind::Table,
    })
}

fn is_unit(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    let text = paragraph.content.plain_text();
    let text = text.trim();
    paragraph.role == ParagraphRole::Body && text.chars().count() <= LONGEST_UNIT && begins_unit(text)
}

pub(super) fn is_table(block: &Block) -> bool {
    matches!(block, Block::Table(grid) if !grid.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Figure, Grid};

    /// Blocks as a word each: F, T, C…: a caption by its role; anything else is a plain paragraph.
    fn blocks(words: &[&str]) -> Vec<Block> {
        let block = |word: &&str| match *word {
            "F" => {
                let (alt, origin) = (String::new(), Default::default());
                Block::Figure(Figure { media: "a".into(), alt, decorative: false, size: None, crop: None, origin })
            }
            "T" => Block::Table(Grid::new(1, 1, vec![Cell::new(0, 0, vec![Block::text("1")])]).unwrap()),
            text => match text.strip_prefix("C:") {
                Some(text) => Block::Paragraph(Paragraph { role: ParagraphRole::Caption, ..Paragraph::plain(text) }),
                None => Block::text(text),
            },
        };
        words.iter().map(block).collect()
    }

    fn pairs(words: &[&str]) -> Vec<(usize, usize)> {
        Captions::of(&blocks(words)).holders.into_iter().collect()
    }

    #[test]
    fn captions_go_with_what_they_name() {
        for (words, expected) in [
            (&["F", "图1 数量"][..], &[(1, 0)][..]),
            (&["图1 数量", "F"], &[(0, 1)]),
            (&["F", "图1 甲", "F", "图2 乙"], &[(1, 0), (3, 2)]),
            (&["图1 甲", "F", "图2 乙", "F"], &[(0, 1), (2, 3)]),
            (&["表1 甲", "T"], &[(0, 1)]),
            (&["表1 甲", "单位：件", "T"], &[(0, 2)]),
            (&["T", "表1 甲"], &[(1, 0)]),
            (&["F", "图1 甲", "表1 乙", "T"], &[(1, 0), (2, 3)]),
            (&["F", "表1 乙", "T"], &[(1, 2)]),
            (&["C:申请量", "T"], &[(0, 1)]),
            (&["F", "C:申请量"], &[(1, 0)]),
            (&["C:申请量", "F"], &[(0, 1)]),
            (&["F", "C:申请量", "T"], &[(1, 2)]),
            (&["C:图1 申请量", "F"], &[(0, 1)]),
            (&["T", "C:申请量"], &[(1, 0)]),
            (&["F", "C:图1 申请量", "T"], &[(1, 0)]),
        ] {
            assert_eq!(pairs(words), expected, "{words:?}");
        }
    }

    #[test]
    fn what_only_speaks_of_a_figure_is_no_caption() {
        for words in [
            &["图1显示，申请量逐年下降", "F"][..],
            &["表1所列数据截至12月31日", "T"],
            &["图书馆", "F"],
            &["表彰情况", "T"],
            &["图1 甲。全年共收到申请12件。", "F"],
            &["图1 甲", "正文", "F"],
            &["表1 甲", "F"],
        ] {
            assert_eq!(pairs(words), [], "{words:?}");
        }
    }

    #[test]
    fn all_that_stands_between_is_kept_together() {
        let captions = Captions::of(&blocks(&["正文", "表1 甲", "单位：件", "T", "F", "图1 乙", "正文"]));
        assert_eq!(captions.kept.iter().copied().collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!((captions.caption_of(3), captions.unit_of(3), captions.caption_of(4)), (Some(1), Some(2), Some(5)));
    }
}
