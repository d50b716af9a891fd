//! How paragraphs are set, and the rows of tables their marks end ([MS-DOC] 2.6.2, 2.6.3).

use super::character::{ground, numbered_ground};
use super::sprm::{Elsewhere, P_CHG_TABS, T_DEF_TABLE, modifications};
use crate::read::compound::{u16_at, u32_at};
use crate::read::word_parts::tab_stops;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The most cells a row may have (`itcMac`, 2.9.302, is at most 63).
const MAX_CELLS: usize = 64;
/// Bytes of the description of a cell (TC80, 2.9.312).
const CELL_BYTES: usize = 20;
/// How often the modifications of one paragraph may be elsewhere than where they should be, in all.
const MAX_REDIRECTIONS: u8 = 4;

/// What a cell of a row is to the cells beside and above it (TCGRF, 2.9.315).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct CellShape {
    /// Whether it is one with the cell before it.
    pub goes_on: bool,
    /// 1 where it is one with the cell above it, 3 where it may be one with that below.
    pub vertical: u8,
    /// How its text runs (TextFlow, 2.9.323).
    flow: u16,
    /// Whether a line goes from its upper left to its lower right corner, and from its lower left to its upper right one.
    pub falls: bool,
    pub rises: bool,
}

impl CellShape {
    /// How its text runs, by the name Word files have for it; nothing where that is as in other text.
    pub(super) fn direction(self) -> &'static str {
        match self.flow {
            1 => "tbRl",
            3 => "btLr",
            4 => "lrTbV",
            5 => "tbRlV",
            _ => "",
        }
    }
}

/// The end of a row: its cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// Where each cell begins and the last ends, in twips.
    pub edges: Vec<i32>,
    pub shapes: Vec<CellShape>,
    pub grounds: Vec<Option<[u8; 3]>>,
    pub is_header: bool,
    /// The height all of it has, whatever is in it, where that is said; twips.
    pub height: Option<u16>,
    /// The height it has at least, where that is said.
    pub least_height: Option<u16>,
}

/// Changes of tab stops where the properties of paragraphs are kept (2.6.2).
const P_CHG_TABS_PAPX: u16 = 0xC60D;

/// How a paragraph is set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Paragraph {
    pub style: u16,
    in_table: bool,
    /// Whether its mark ends a row, of the outermost table or of one within.
    ends_row: bool,
    ends_inner_row: bool,
    /// Whether its mark ends a cell of a table within a table.
    pub ends_inner_cell: bool,
    depth: i32,
    pub list: Option<u16>,
    list_level: u8,
    outline_level: Option<u8>,
    alignment: Option<u8>,
    begins_page: Option<bool>,
    /// Twips.
    left: Option<i16>,
    first_line: Option<i16>,
    ground: Option<[u8; 3]>,
    /// Tab stops by their places in twips: what each is (TBD, 2.9.310); `None`: one that is taken away.
    tabs: BTreeMap<i16, Option<u8>>,
    pub row: Option<Box<Row>>,
}

impl Paragraph {
    /// In how many tables it stands.
    pub(super) fn depth(&self) -> usize {
        usize::try_from(self.depth).unwrap_or(0).max(usize::from(self.in_table))
    }

    /// Whether its mark ends a row of the table it stands in.
    pub(super) fn is_row_end(&self) -> bool {
        if self.depth() > 1 { self.ends_inner_row } else { self.ends_row }
    }

    /// Modified by a list, and by those it leads to elsewhere.
    pub(super) fn modify(&mut self, list: &[u8], elsewhere: &Elsewhere<'_>) {
        let mut redirections = MAX_REDIRECTIONS;
        self.modify_at(list, elsewhere, &mut redirections);
    }

    fn modify_at(&mut self, list: &[u8], elsewhere: &Elsewhere<'_>, redirections: &mut u8) {
        for (code, operand) in modifications(list) {
            match code {
                // sprmPHugePapx and sprmPTableProps: the list is elsewhere.
                0x6645 | 0x6646 | 0x646B if *redirections > 0 => {
                    *redirections -= 1;
                    self.modify_at(elsewhere.led_to(operand), elsewhere, redirections);
                }
                _ if code >> 10 & 7 == 5 => self.row.get_or_insert_default().modify(code, operand),
                _ => self.modify_one(code, operand),
            }
        }
    }

    fn modify_one(&mut self, code: u16, operand: &[u8]) {
        let byte = operand.first().copied().unwrap_or(0);
        let word = u16_at(operand, 0).unwrap_or(0);
        match code {
            0x2403 | 0x2461 => self.alignment = Some(byte),
            0x2407 => self.begins_page = Some(byte != 0),
            0x2416 => self.in_table = byte != 0,
            0x2417 => self.ends_row = byte != 0,
            0x244B => self.ends_inner_cell = byte != 0,
            0x244C => self.ends_inner_row = byte != 0,
            0x260A => self.list_level = byte,
            0x2640 => self.outline_level = Some(byte),
            0x442D => self.ground = numbered_ground(word),
            0x460B => self.list = Some(word),
            0x6649 => self.depth = u32_at(operand, 0).unwrap_or(0).cast_signed(),
            0x664A => self.depth = self.depth.saturating_add(u32_at(operand, 0).unwrap_or(0).cast_signed()),
            0x840F | 0x845E => self.left = Some(word.cast_signed()),
            0x8411 | 0x8460 => self.first_line = Some(word.cast_signed()),
            0xC64D => self.ground = ground(operand),
            P_CHG_TABS_PAPX => self.set_tabs(operand, 2),
            P_CHG_TABS => self.set_tabs(operand, 4),
            _ => {}
        }
    }

    /// Changes tab stops (PChgTabsPapxOperand and PChgTabsOperand, 2.9.182 and 2.9.179); `deleted`: how many bytes say one that goes.
    fn set_tabs(&mut self, operand: &[u8], deleted: usize) {
        let place = |bytes: &[u8], at: usize| u16_at(bytes, at).map(u16::cast_signed);
        let gone = usize::from(operand.first().copied().unwrap_or(0));
        let rest = operand.get(1..).unwrap_or_default();
        for at in (0..gone).filter_map(|index| place(rest, 2 * index)) {
            self.tabs.insert(at, None);
        }
        let rest = rest.get(deleted * gone..).unwrap_or_default();
        let added = usize::from(rest.first().copied().unwrap_or(0));
        let (places, kinds) = (rest.get(1..).unwrap_or_default(), rest.get(1 + 2 * added..).unwrap_or_default());
        for (index, kind) in kinds.iter().take(added).enumerate() {
            if let Some(at) = place(places, 2 * index) {
                self.tabs.insert(at, Some(*kind));
            }
        }
    }

    /// Its tab stops in the words of Word files.
    fn tabs_markup(&self) -> String {
        let stop = |(at, kind): (&i16, &Option<u8>)| {
            let align = match kind.map(|kind| kind & 7) {
                None => "clear",
                Some(1) => "center",
                Some(2) => "right",
                Some(3) => "decimal",
                Some(4) => "bar",
                Some(_) => "left",
            };
            let leader = match kind.map(|kind| kind >> 3 & 7) {
                Some(1) => "dot",
                Some(2) => "hyphen",
                Some(3) => "underscore",
                Some(4) => "heavy",
                Some(5) => "middleDot",
                _ => "",
            };
            (i32::from(*at), align, leader)
        };
        tab_stops(self.tabs.iter().map(stop))
    }

    /// What is in `w:pPr`, but for the properties of its mark.
    pub(super) fn markup(&self) -> String {
        let mut out = String::new();
        if self.begins_page == Some(true) {
            out.push_str("<w:pageBreakBefore/>");
        }
        match self.list {
            // 0 takes the list of the style away; from 2,047 on there is none (2.6.2).
            Some(0) => out.push_str("<w:numPr><w:numId w:val=\"0\"/></w:numPr>"),
            Some(number @ 1..0x7FF) if self.list_level < 9 => {
                let level = self.list_level;
                let _ = write!(out, "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
            }
            _ => {}
        }
        if self.ground.is_some() {
            out.push_str(&super::character::shading(self.ground));
        }
        out.push_str(&self.tabs_markup());
        if self.left.is_some() || self.first_line.is_some() {
            let (left, first) = (self.left.unwrap_or(0), i32::from(self.first_line.unwrap_or(0)));
            let (name, first) = if first < 0 { ("hanging", -first) } else { ("firstLine", first) };
            let _ = write!(out, "<w:ind w:left=\"{left}\" w:{name}=\"{first}\"/>");
        }
        if let Some(alignment) = self.alignment {
            let name = ["left", "center", "right", "both", "distribute"].get(usize::from(alignment)).unwrap_or(&"both");
            let _ = write!(out, "<w:jc w:val=\"{name}\"/>");
        }
        if let Some(level) = self.outline_level {
            let _ = write!(out, "<w:outlineLvl w:val=\"{}\"/>", level.min(9));
        }
        out
    }
}

impl Row {
    fn modify(&mut self, code: u16, operand: &[u8]) {
        let byte = |index: usize| usize::from(operand.get(index).copied().unwrap_or(0));
        match code {
            T_DEF_TABLE => self.define(operand),
            0x3404 => self.is_header = byte(0) != 0,
            // Less than nothing is exactly so much.
            0x9407 => {
                let height = u16_at(operand, 0).unwrap_or(0).cast_signed();
                self.height = Some(height.unsigned_abs()).filter(|_| height < 0);
                self.least_height = Some(height.unsigned_abs()).filter(|_| height > 0);
            }
            0x7621 => self.insert(byte(0), byte(1), u16_at(operand, 2).unwrap_or(0).cast_signed()),
            0x5622 => self.delete(byte(0), byte(1)),
            0x7623 => self.set_width(byte(0), byte(1), u16_at(operand, 2).unwrap_or(0).cast_signed()),
            0x5624 => self.join(byte(0), byte(1), true),
            0x5625 => self.join(byte(0), byte(1), false),
            0xD62B => {
                if let Some(shape) = self.shapes.get_mut(byte(0)) {
                    shape.vertical = u8::try_from(byte(1) & 3).unwrap_or(0);
                }
            }
            0x7629 => self.set_flow(byte(0), byte(1), u16_at(operand, 2).unwrap_or(0)),
            // Borders as Word 97 has them and with any colour; the kind of line is behind its width, or behind its colour and width.
            0xD620 => self.set_lines(byte(0), byte(1), byte(2), byte(4)),
            0xD62F => self.set_lines(byte(0), byte(1), byte(2), byte(8)),
            0xD609 => {
                self.set_grounds(0, operand.chunks_exact(2).map(|it| numbered_ground(u16_at(it, 0).unwrap_or(0))))
            }
            0xD612 => self.set_grounds(0, operand.chunks_exact(10).map(ground)),
            0xD616 => self.set_grounds(22, operand.chunks_exact(10).map(ground)),
            0xD60C => self.set_grounds(44, operand.chunks_exact(10).map(ground)),
            _ => {}
        }
    }

    /// Edges, then what each cell is (2.9.322); of cells without description there is nothing to be said.
    fn define(&mut self, operand: &[u8]) {
        let count = usize::from(operand.first().copied().unwrap_or(0)).min(MAX_CELLS);
        let edge = |index: usize| u16_at(operand, 1 + 2 * index).map(|edge| i32::from(edge.cast_signed()));
        self.edges = (0..=count).map_while(edge).collect();
        let shape = |index: usize| {
            let flags = u16_at(operand, 1 + 2 * (count + 1) + CELL_BYTES * index).unwrap_or(0);
            CellShape {
                goes_on: flags & 3 == 1,
                vertical: (flags >> 5 & 3) as u8,
                flow: flags >> 2 & 7,
                ..CellShape::default()
            }
        };
        self.shapes = (0..self.edges.len().saturating_sub(1)).map(shape).collect();
    }

    fn insert(&mut self, first: usize, count: usize, width: i16) {
        if self.edges.is_empty() {
            self.edges.push(0);
        }
        let first = first.min(self.shapes.len());
        let width = i32::from(width);
        for index in first..(first + count).min(MAX_CELLS) {
            let start = self.edges.get(index).copied().unwrap_or(0);
            self.edges.iter_mut().skip(index + 1).for_each(|edge| *edge = edge.saturating_add(width));
            self.edges.insert((index + 1).min(self.edges.len()), start.saturating_add(width));
            self.shapes.insert(index.min(self.shapes.len()), CellShape::default());
        }
    }

    fn delete(&mut self, first: usize, limit: usize) {
        let limit = limit.min(self.shapes.len());
        if first < limit {
            let width =
                self.edges.get(limit).zip(self.edges.get(first)).map_or(0, |(end, start)| end.saturating_sub(*start));
            self.shapes.drain(first..limit);
            self.edges.drain(first + 1..=limit);
            self.edges.iter_mut().skip(first + 1).for_each(|edge| *edge = edge.saturating_sub(width));
        }
    }

    fn set_width(&mut self, first: usize, limit: usize, width: i16) {
        for index in first..limit.min(self.shapes.len()) {
            let (Some(start), Some(end)) = (self.edges.get(index).copied(), self.edges.get(index + 1).copied()) else {
                return;
            };
            let grows = start.saturating_add(i32::from(width)).saturating_sub(end);
            self.edges.iter_mut().skip(index + 1).for_each(|edge| *edge = edge.saturating_add(grows));
        }
    }

    /// Makes one cell of several, or cells of their own again.
    fn join(&mut self, first: usize, limit: usize, is_one: bool) {
        let count = limit.saturating_sub(first);
        for (index, shape) in self.shapes.iter_mut().skip(first).take(count).enumerate() {
            shape.goes_on = is_one && index > 0;
        }
    }

    fn cells(&mut self, first: usize, limit: usize) -> impl Iterator<Item = &mut CellShape> {
        self.shapes.iter_mut().skip(first).take(limit.saturating_sub(first))
    }

    fn set_flow(&mut self, first: usize, limit: usize, flow: u16) {
        self.cells(first, limit).for_each(|shape| shape.flow = flow);
    }

    /// Sets borders of cells, those from corner to corner among them (TableBrcOperand, 2.9.304).
    fn set_lines(&mut self, first: usize, limit: usize, sides: usize, kind: usize) {
        let is_drawn = !matches!(kind, 0 | 0xFF);
        for shape in self.cells(first, limit) {
            if sides & 0x10 != 0 {
                shape.falls = is_drawn;
            }
            if sides & 0x20 != 0 {
                shape.rises = is_drawn;
            }
        }
    }

    fn set_grounds(&mut self, first: usize, grounds: impl Iterator<Item = Option<[u8; 3]>>) {
        self.grounds.resize(self.grounds.len().max(first), None);
        self.grounds.truncate(first);
        self.grounds.extend(grounds.take(MAX_CELLS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(edges: &[i16], flags: &[u16]) -> Vec<u8> {
        let mut operand = vec![(edges.len() - 1) as u8];
        operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        for flag in flags {
            operand.extend(flag.to_le_bytes());
            operand.extend([0; 18]);
        }
        let mut list = T_DEF_TABLE.to_le_bytes().to_vec();
        list.extend((operand.len() as u16 + 1).to_le_bytes());
        list.extend(operand);
        list
    }

    fn row(list: &[u8]) -> Row {
        let mut paragraph = Paragraph::default();
        paragraph.modify(list, &Elsewhere::of(&[]));
        *paragraph.row.unwrap()
    }

    #[test]
    fn rows_have_edges_and_cells_that_are_one() {
        let read = row(&definition(&[-108, 1000, 2500, 4000], &[0, 2, 1 | 3 << 5]));
        assert_eq!(read.edges, [-108, 1000, 2500, 4000]);
        let shapes: Vec<(bool, u8)> = read.shapes.iter().map(|shape| (shape.goes_on, shape.vertical)).collect();
        assert_eq!(shapes, [(false, 0), (false, 0), (true, 3)]);
    }

    #[test]
    fn rows_are_as_high_as_they_say() {
        let height = |list: &[u8]| row(&[definition(&[0, 10], &[0]), list.to_vec()].concat()).height;
        assert_eq!(
            [height(&[]), height(&[0x07, 0x94, 0xEC, 0xFF]), height(&[0x07, 0x94, 20, 0])],
            [None, Some(20), None]
        );
    }

    #[test]
    fn cells_are_put_in_taken_out_joined_and_parted() {
        let with = |more: &[u8]| row(&[definition(&[0, 10, 20, 30], &[0, 0, 0]), more.to_vec()].concat());
        assert_eq!(with(&[0x21, 0x76, 1, 2, 5, 0]).edges, [0, 10, 15, 20, 30, 40]);
        assert_eq!(with(&[0x22, 0x56, 0, 2]).edges, [0, 10]);
        assert_eq!(with(&[0x23, 0x76, 0, 2, 4, 0]).edges, [0, 4, 8, 18]);
        let goes_on = |row: Row| row.shapes.iter().map(|shape| shape.goes_on).collect::<Vec<_>>();
        assert_eq!(goes_on(with(&[0x24, 0x56, 0, 2])), [false, true, false]);
        assert_eq!(goes_on(with(&[0x24, 0x56, 0, 3, 0x25, 0x56, 1, 3])), [false, false, false]);
    }

    #[test]
    fn lines_across_cells_and_the_way_of_their_text_are_kept() {
        let with = |more: &[u8]| row(&[definition(&[0, 10, 20, 30], &[1 << 2, 3 << 2, 0]), more.to_vec()].concat());
        let directions = |row: Row| row.shapes.iter().map(|shape| shape.direction()).collect::<Vec<_>>();
        assert_eq!(directions(with(&[])), ["tbRl", "btLr", ""]);
        assert_eq!(directions(with(&[0x29, 0x76, 1, 3, 5, 0])), ["tbRl", "tbRlV", "tbRlV"]);
        let lines = |row: Row| row.shapes.iter().map(|shape| (shape.falls, shape.rises)).collect::<Vec<_>>();
        let (no, falls, both) = ((false, false), (true, false), (true, true));
        let old = [0x20, 0xD6, 7, 0, 2, 0x10, 4, 1, 1, 0];
        assert_eq!(lines(with(&old)), [falls, falls, no]);
        let new = [&old[..], &[0x2F, 0xD6, 11, 1, 3, 0x30, 0, 0, 0, 0xFF, 4, 1, 0, 0]].concat();
        assert_eq!(lines(with(&new)), [falls, both, both]);
        let off = [&new[..], &[0x2F, 0xD6, 11, 0, 3, 0x31, 0, 0, 0, 0xFF, 4, 0, 0, 0]].concat();
        assert_eq!(lines(with(&off)), [no; 3]);
        // Other sides are no lines across.
        assert_eq!(lines(with(&[0x20, 0xD6, 7, 0, 3, 0x0F, 4, 1, 1, 0])), [no; 3]);
    }

    #[test]
    fn lists_elsewhere_are_read_and_end_where_they_lead_back() {
        let mut paragraph = Paragraph::default();
        let data = [3, 0, 0x16, 0x24, 1, 0, 0, 6, 0, 0x46, 0x66, 7, 0, 0, 0];
        paragraph.modify(&[0x46, 0x66, 0, 0, 0, 0, 0x45, 0x66, 7, 0, 0, 0], &Elsewhere::of(&data));
        assert_eq!(paragraph.depth(), 1);
    }

    #[test]
    fn a_list_that_leads_to_itself_many_times_is_read_a_few_times() {
        let again = [0x46, 0x66, 0, 0, 0, 0].repeat(5_000);
        let one_deeper = [0x4A, 0x66, 1, 0, 0, 0];
        let list = [&one_deeper[..], &again].concat();
        let data = [&(list.len() as u16).to_le_bytes()[..], &list].concat();
        let mut paragraph = Paragraph::default();
        paragraph.modify(&[0x46, 0x66, 0, 0, 0, 0], &Elsewhere::of(&data));
        assert_eq!(paragraph.depth(), usize::from(MAX_REDIRECTIONS));
    }

    #[test]
    fn a_paragraph_is_set_as_it_says() {
        let mut paragraph = Paragraph::default();
        let list =
            [0x61, 0x24, 1, 0x07, 0x24, 1, 0x0B, 0x46, 3, 0, 0x0A, 0x26, 1, 0x60, 0x84, 0x20, 0xFE, 0x40, 0x26, 2];
        paragraph.modify(&list, &Elsewhere::of(&[]));
        assert_eq!(
            paragraph.markup(),
            "<w:pageBreakBefore/><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr>\
             <w:ind w:left=\"0\" w:hanging=\"480\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"2\"/>"
        );
    }

    #[test]
    fn tab_stops_are_added_and_taken_away() {
        let mut paragraph = Paragraph::default();
        // One at 5,000 taken away, two added: right with dots at 8,845, left at 400.
        let own = [0x0D, 0xC6, 10, 1, 0x88, 0x13, 2, 0x90, 0x01, 0x8D, 0x22, 0, 0b1010];
        paragraph.modify(&own, &Elsewhere::of(&[]));
        let expected = "<w:tabs><w:tab w:val=\"left\" w:leader=\"none\" w:pos=\"400\"/>\
            <w:tab w:val=\"clear\" w:leader=\"none\" w:pos=\"5000\"/>\
            <w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8845\"/></w:tabs>";
        assert_eq!(paragraph.markup(), expected);
        // The other kind says of those taken away how near they have to be.
        let closed = [0x15, 0xC6, 10, 1, 0x8D, 0x22, 0x19, 0, 1, 0x88, 0x13, 0b001, 0, 0];
        paragraph.modify(&closed[..12], &Elsewhere::of(&[]));
        assert!(!paragraph.markup().contains("w:val=\"center\""), "a list that is cut says nothing");
        let closed = [0x15, 0xC6, 9, 1, 0x8D, 0x22, 0x19, 0, 1, 0x88, 0x13, 0b001];
        paragraph.modify(&closed, &Elsewhere::of(&[]));
        assert!(paragraph.markup().contains("<w:tab w:val=\"center\" w:leader=\"none\" w:pos=\"5000\"/>"));
        assert!(paragraph.markup().contains("<w:tab w:val=\"clear\" w:leader=\"none\" w:pos=\"8845\"/>"));
    }
}
