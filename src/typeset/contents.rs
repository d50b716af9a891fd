//! The list of contents, set before its pages are known and numbered when they are: no entry is as high as its number is long.

use super::breaking::break_lines;
use super::compose::Composer;
use super::line::Measure;
use super::pages::{Anchor, Item, LinkTarget, Page, Structure, Tag};
use super::piece::{Body, Entry, Piece};
use super::tabs::leader;
use super::text::{Span, SpanKind, shape};
use crate::arrange::{contents_anchor, contents_entry, contents_indent, contents_place};
use crate::document::{Alignment, Block, Color, Leader, Paragraph};
use crate::finding::Origin;
use crate::style::TextAlign;
use std::collections::BTreeMap;

/// What is kept free at the right of entries for the numbers of their pages, in characters.
const NUMBER_ROOM: f32 = 2.5;

/// Where the last line of an entry has come to stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntryPlace {
    /// The page, from 0.
    pub page: usize,
    /// How many things are on the page up to its end.
    pub items: usize,
    /// Its upper left corner, pt.
    pub corner: (f32, f32),
}

/// Where entries and what they list have come to stand.
#[derive(Debug, Default)]
pub(super) struct ContentsPlaces {
    /// The entries by their numbers.
    pub entries: BTreeMap<usize, EntryPlace>,
    /// The pages of the headings they list, from 0.
    pub headings: BTreeMap<usize, usize>,
}

impl Composer<'_> {
    /// The list of the headings among the blocks of the document, if the style has one and there are any, and before which block
    /// it stands.
    pub(super) fn contents(&mut self, blocks: &[Block]) -> Option<(usize, Vec<Piece>)> {
        let contents = &self.style.contents;
        let entries = blocks.iter().filter_map(|block| match block {
            Block::Heading(heading) => Some((heading.level, contents_entry(contents, heading)?)),
            _ => None,
        });
        let entries: Vec<(u8, String)> = entries.collect();
        if entries.is_empty() {
            return None;
        }
        let room = self.body_room(false);
        let mut pieces = self.contents_title();
        let list = self.structure.add(Structure::ROOT, Tag::Contents);
        for (number, (level, text)) in entries.iter().enumerate() {
            let item = self.structure.add(list, Tag::ContentsItem);
            let element = self.structure.add(item, Tag::Link);
            self.links.push((LinkTarget::Anchor(contents_anchor(number)), element));
            let kind = SpanKind::Link(self.links.len() - 1);
            let content = Some(self.structure.add_content(element));
            let span = Span { text: 0..text.len(), marks: Default::default(), face: None, content, kind };
            let look = self.look(&self.style.paragraphs.body);
            let shaped = shape(&mut self.glyphs, text, &[span], look);
            self.complain(&shaped, &Origin::default());
            let left = contents_indent(*level) * look.em;
            let width = (room.width - left - NUMBER_ROOM * look.em).max(look.em);
            let hanging = self.style.page.hanging_punctuation;
            let measure = Measure { width, first_indent: 0.0, align: TextAlign::Left, em: look.em, hanging };
            let lines = break_lines(&shaped, &measure);
            let pitch = self.pitch(&self.style.paragraphs.body);
            let count = lines.len();
            for (index, line) in lines.iter().enumerate() {
                let (items, _) = self.paint_line(&shaped, line, left, pitch, look.size);
                let mut piece = Piece::new(Body::Items(items), pitch);
                let is_last = index + 1 == count;
                (piece.keep, piece.entry) = (!is_last, is_last.then_some(number));
                pieces.push(piece);
            }
            let ends = left + lines.last().map_or(0.0, |line| line.right);
            let content = self.structure.add_content(element);
            self.entries.push(Entry { content, look, ends, base: self.base(pitch, look.size) });
        }
        pieces.push(Piece { keep: false, ..Piece::space(self.style.page.line_pitch_pt()) });
        Some((contents_place(blocks), pieces))
    }

    /// What stands above the list, set as a heading is that stands in the middle; no heading itself.
    fn contents_title(&mut self) -> Vec<Piece> {
        let style = self.style.paragraphs.heading1.clone();
        let paragraph = Paragraph { align: Alignment::Center, ..Paragraph::plain(self.style.contents.title.clone()) };
        let room = self.body_room(false);
        let element = self.structure.add(Structure::ROOT, Tag::Paragraph);
        let setting = self.setting(&style, paragraph.align, &room);
        let flat = self.flat_of(&paragraph, element, &room);
        let mut pieces = self.spaced(&style, &flat, &setting, &room, &Origin::default());
        pieces.iter_mut().for_each(|piece| piece.keep = true);
        pieces
    }

    /// Makes the pieces of a heading those that the next entry leads to.
    pub(super) fn lead_here(&mut self, pieces: &mut [Piece]) {
        let number = self.listed;
        let Some(first) = pieces.iter_mut().find(|piece| !piece.is_space()) else { return };
        if let Body::Items(items) = &mut first.body {
            let x_pt = items.iter().find_map(|item| if let Item::Text(run) = item { Some(run.x_pt) } else { None });
            let anchor = Anchor { name: contents_anchor(number), x_pt: x_pt.unwrap_or(0.0), y_pt: 0.0 };
            items.insert(0, Item::Anchor(anchor));
        }
        first.listed = Some(number);
        self.listed += 1;
    }

    /// Puts the numbers of the pages into the entries, and what leads to them.
    pub(super) fn number_entries(&mut self, places: &ContentsPlaces, pages: &mut [Page]) {
        let width = self.text_width();
        // From the last, so that those before keep their places on the page.
        for (number, entry) in std::mem::take(&mut self.entries).into_iter().enumerate().rev() {
            let (Some(place), Some(heading)) = (places.entries.get(&number), places.headings.get(&number)) else {
                continue;
            };
            let text = (heading + 1).to_string();
            let content = Some(entry.content);
            let span =
                Span { text: 0..text.len(), marks: Default::default(), face: None, content, kind: SpanKind::Text };
            let shaped = shape(&mut self.glyphs, &text, &[span], entry.look);
            let at = width - shaped.extents().1;
            let rules = leader(Leader::Dots, entry.look.size, (entry.ends, at), Color::BLACK);
            let mut items: Vec<Item> = rules.map(|rule| Item::Rule(rule).moved(0.0, entry.base)).collect();
            items.extend(self.placed_line(&shaped, at, entry.base));
            if let Some(page) = pages.get_mut(place.page) {
                let (x, y) = place.corner;
                let end = place.items.min(page.items.len());
                page.items.splice(end..end, items.into_iter().map(|item| item.moved(x, y)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Child, ContentId, Element, Pages, document_to_pages};
    use super::*;
    use crate::document::{Break, Content, Document, Heading, ParagraphRole};
    use crate::font::Faces;
    use crate::style::Style;

    fn heading(level: u8, text: &str) -> Block {
        Block::Heading(Heading { level, content: Content::plain(text), origin: Origin::default() })
    }

    fn pages(blocks: Vec<Block>, levels: u8) -> Pages {
        let mut style = Style::gongwen().unwrap();
        style.contents.levels = levels;
        document_to_pages(&Document { blocks, ..Document::default() }, &style, &Faces::embedded(&style)).value
    }

    /// The texts of the entries, each with its number, by the structure.
    fn entries(pages: &Pages) -> Vec<(String, String)> {
        let text = |content: ContentId| -> String {
            let items = pages.pages.iter().flat_map(|page| &page.items);
            let runs = items.filter_map(|item| match item {
                Item::Text(run) if run.content == Some(content) => Some(run.text.as_str()),
                _ => None,
            });
            runs.collect()
        };
        let is_link = |element: &Element, of: &Element| {
            let child = |child: &Child| matches!(child, Child::Element(id) if std::ptr::eq(&pages.structure.elements[id.0], element));
            of.children.iter().any(child)
        };
        let items = pages.structure.elements.iter().filter(|element| element.tag == Tag::ContentsItem);
        let links = items.filter_map(|item| pages.structure.elements.iter().find(|element| is_link(element, item)));
        links
            .map(|link| match link.children.as_slice() {
                [Child::Content(name), Child::Content(number)] => (text(*name), text(*number)),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn entries_say_the_pages_their_headings_are_on() {
        let title = Block::Paragraph(Paragraph {
            role: ParagraphRole::Title,
            ..Paragraph::plain("清河市2023年年度报告")
        });
        let mut blocks = vec![title, heading(1, "一、总体情况"), Block::text("正文")];
        blocks.extend([Block::Break(Break::Page), heading(2, "（一）主动公开"), Block::text("正文")]);
        blocks.extend([
            Block::Break(Break::Page),
            Block::Break(Break::Page),
            heading(1, "二、其他"),
            heading(3, "1.细目"),
        ]);
        let set = pages(blocks.clone(), 2);
        let expected = [("一、总体情况", "1"), ("（一）主动公开", "2"), ("二、其他", "3")];
        assert_eq!(entries(&set), expected.map(|(name, page)| (name.to_owned(), page.to_owned())));
        // The list is no heading of its own, and all numbers end at the right edge.
        assert_eq!(set.outline.len(), 5);
        let items = &set.pages[0].items;
        let lines: Vec<f32> = items
            .iter()
            .filter_map(|item| match item {
                Item::Text(run) if matches!(run.text.as_str(), "1" | "2" | "3") && run.content.is_some() => {
                    Some(run.y_pt)
                }
                _ => None,
            })
            .collect();
        assert_eq!(lines.len(), 3);
        assert!(lines.windows(2).all(|pair| pair[1] > pair[0]), "{lines:?}");
        // Each entry leads to a place that is there, on the page it says.
        for (page, name) in [(0, "_Toc00000001"), (1, "_Toc00000002"), (2, "_Toc00000003")] {
            let is_here = |item: &Item| matches!(item, Item::Anchor(anchor) if anchor.name == name);
            assert!(set.pages[page].items.iter().any(is_here), "{name}");
            let leads =
                |item: &Item| matches!(item, Item::Link(area) if area.target == LinkTarget::Anchor(name.to_owned()));
            assert_eq!(items.iter().filter(|item| leads(item)).count(), 1, "{name}");
        }
        assert!(entries(&pages(blocks, 0)).is_empty());
    }

    #[test]
    fn a_list_of_several_pages_and_long_headings_is_numbered_too() {
        let long = "关于进一步加强和改进全区各街道各部门政府信息公开工作的若干具体措施与安排";
        let blocks: Vec<Block> = (1..=60)
            .flat_map(|number| {
                [heading(1, &format!("{number}、{long}")), Block::text("正文"), Block::Break(Break::Page)]
            })
            .collect();
        let set = pages(blocks, 1);
        let entries = entries(&set);
        assert_eq!(entries.len(), 60);
        let first: usize = entries[0].1.parse().unwrap();
        assert!(first > 3, "the list takes pages of its own: {first}");
        for (index, (name, page)) in entries.iter().enumerate() {
            assert_eq!(page, &(first + index).to_string(), "{name}");
            let items = &set.pages[first + index - 1].items;
            let anchor = contents_anchor(index);
            assert!(items.iter().any(|item| matches!(item, Item::Anchor(found) if found.name == anchor)), "{name}");
        }
    }
}
