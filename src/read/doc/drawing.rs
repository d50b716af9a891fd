//! Pictures and drawn shapes ([MS-ODRAW] 2.2): which text boxes and pictures a shape has, and the files of pictures.

use crate::ooxml::MAX_RATIO;
use crate::read::compound::{u16_at, u32_at};
use crate::read::word_parts::{Anchor, Position, WHOLE_SIDE, without_cut};
use flate2::read::ZlibDecoder;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;

/// How deep groups of shapes may nest; Word's own limit is lower.
const MAX_DEPTH: usize = 32;
/// The most bytes a packed picture may become.
const MAX_PICTURE_BYTES: u64 = 64 << 20;

/// Kinds of record (`recType`).
const PICTURE_STORE: u16 = 0xF001;
const DRAWING: u16 = 0xF002;
const GROUP: u16 = 0xF003;
const SHAPE: u16 = 0xF004;
const STORED_PICTURE: u16 = 0xF007;
const SHAPE_HEAD: u16 = 0xF00A;
/// Lists of properties of a shape; what newer programs say of it stands in lists of their own.
const SHAPE_PROPERTIES: [u16; 3] = [0xF00B, 0xF121, 0xF122];

/// Properties of a shape: which picture it shows, and what that is said to be.
const PICTURE: u16 = 0x0104;
const DESCRIPTION: u16 = 0x0381;
/// What is cut off that picture at its top, bottom, left and right, in 65,536ths.
const CUT: [u16; 4] = [0x0100, 0x0101, 0x0102, 0x0103];
/// What a shape is filled with: the kind, the colour; in the last of switches that hold as below, whether it is.
const FILL_KIND: u16 = 0x0180;
const FILL_COLOR: u16 = 0x0181;
const FILL_SWITCHES: u16 = 0x01BF;
const FILLED: u32 = 1 << 4;
/// Whether it is set to a side or the middle, across and down, and of what.
const ALIGNED_ACROSS: u16 = 0x038F;
const ACROSS_FROM: u16 = 0x0390;
const ALIGNED_DOWN: u16 = 0x0391;
const DOWN_FROM: u16 = 0x0392;
/// Switches, each behind 16 bits that say which of them hold.
const SWITCHES: u16 = 0x03BF;
const HIDDEN: u32 = 1 << 1;
const BEHIND: u32 = 1 << 5;
/// Switches of drawings that stand in the line, and which of them says so.
const LINE_SWITCHES: u16 = 0x053F;
const IN_LINE: u32 = 1;

/// English Metric Units in a twip.
const EMU_PER_TWIP: i64 = 635;

struct Record<'d> {
    instance: u16,
    kind: u16,
    body: &'d [u8],
}

/// Records that follow each other; the last may be cut.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (instance, kind) = (u16_at(rest, 0)? >> 4, u16_at(rest, 2)?);
        let length = u32_at(rest, 4)? as usize;
        let behind = rest.get(8..)?;
        let body = behind.get(..length).unwrap_or(behind);
        rest = behind.get(body.len()..).unwrap_or_default();
        Some(Record { instance, kind, body })
    })
}

/// A shape in the text.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// The number of its picture in the store, from 1 on.
    picture: Option<u32>,
    pub description: String,
    pub is_hidden: bool,
    /// Left, top, right, bottom, in thousandths of a per cent.
    pub crop: [i64; 4],
    fill_kind: u32,
    fill_color: Option<u32>,
    is_unfilled: bool,
    is_behind: bool,
    is_in_line: bool,
    /// Across and down: whether it is set to a side or the middle, and what it is measured from, where that is said.
    is_aligned: [bool; 2],
    from: [Option<u32>; 2],
}

/// Where a shape is anchored (Spa, [MS-DOC] 2.9.253).
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchored {
    /// Its number.
    pub shape: u32,
    /// English Metric Units.
    left: i64,
    top: i64,
    pub width: i64,
    pub height: i64,
    flags: u16,
}

impl Anchored {
    pub(super) fn read(data: &[u8]) -> Option<Self> {
        let side = |index: usize| u32_at(data, index).map_or(0, |side| i64::from(side.cast_signed()) * EMU_PER_TWIP);
        let (left, top) = (side(4), side(8));
        let flags = u16_at(data, 20).unwrap_or(0);
        Some(Anchored { shape: u32_at(data, 0)?, left, top, width: side(12) - left, height: side(16) - top, flags })
    }

    /// Its place; `None` in the line. What the shape says goes over what its anchor does.
    pub(super) fn anchor(self, shape: Option<&Shape>) -> Option<Anchor> {
        let said = |which: usize| shape.and_then(|shape| shape.from.get(which).copied().flatten());
        let from = |which: usize, own: u16, names: [&'static str; 4]| {
            let [margin, page, text, line] = names;
            match (said(which), own & 3) {
                (Some(0 | 1), _) | (None, 0) => margin,
                (Some(2), _) | (None, 1) => page,
                (Some(3), _) | (None, _) => text,
                _ => line,
            }
        };
        let offset = |which: usize, offset: i64| {
            let is_aligned = shape.and_then(|shape| shape.is_aligned.get(which).copied()).unwrap_or(false);
            (!is_aligned).then_some(offset)
        };
        let across = from(0, self.flags >> 1, ["margin", "page", "column", "character"]);
        let down = from(1, self.flags >> 3, ["margin", "page", "paragraph", "line"]);
        let anchor = Anchor {
            across: Position { from: across, offset: offset(0, self.left) },
            down: Position { from: down, offset: offset(1, self.top) },
            wrap: match self.flags >> 5 & 0xF {
                1 => Anchor::ABOVE_AND_BELOW,
                3 => Anchor::NO_WRAP,
                _ => Anchor::SQUARE,
            },
            is_behind: self.flags & 1 << 14 != 0 || shape.is_some_and(|shape| shape.is_behind),
        };
        (!shape.is_some_and(|shape| shape.is_in_line)).then_some(anchor)
    }
}

impl Shape {
    /// The number of its picture in the store, where it shows one.
    pub(super) fn picture(&self) -> Option<u32> {
        self.picture.filter(|number| *number > 0)
    }

    /// What is behind its text, as VML says it: attributes of the shape, and what stands in it.
    pub(super) fn fill(&self) -> (String, &'static str) {
        let mut attributes = if self.is_unfilled { " filled=\"f\"" } else { "" }.to_owned();
        // Blue stands in the highest byte; what is there is no colour but the number of one.
        if let Some([red, green, blue, 0]) = self.fill_color.map(u32::to_le_bytes) {
            let _ = write!(attributes, " fillcolor=\"#{red:02X}{green:02X}{blue:02X}\"");
        }
        let is_plain = self.fill_kind == 0 && self.fill_color.is_none_or(|color| color >> 24 == 0);
        (attributes, if is_plain { "" } else { "<v:fill type=\"gradient\"/>" })
    }
}

/// All shapes, and the pictures they show.
#[derive(Debug, Default)]
pub(super) struct Drawings<'d> {
    shapes: BTreeMap<u32, Shape>,
    /// The shapes in a group, itself among them, by the number of the outermost group.
    groups: BTreeMap<u32, Vec<u32>>,
    /// The picture store: entries of it (FBSE, 2.2.32).
    store: Vec<&'d [u8]>,
}

impl<'d> Drawings<'d> {
    /// Reads them from the table stream (OfficeArtContent, [MS-DOC] 2.9.172).
    pub(super) fn read(content: &'d [u8]) -> Self {
        let mut drawings = Drawings::default();
        let Some(head) = records(content).next() else { return drawings };
        let store = records(head.body).filter(|record| record.kind == PICTURE_STORE);
        drawings.store = store.flat_map(|store| records(store.body)).map(|entry| entry.body).collect();
        let mut rest = content.get(8 + head.body.len()..).unwrap_or_default();
        // Each drawing stands behind a byte that says whether it is in headers.
        while let Some(drawing) = rest.get(1..).and_then(|rest| records(rest).next()) {
            if drawing.kind == DRAWING {
                drawings.gather(drawing.body, 0, None);
            }
            rest = rest.get(9 + drawing.body.len()..).unwrap_or_default();
        }
        drawings
    }

    /// Gathers shapes: those of the outermost group of a drawing stand for themselves, those of groups in it for these.
    fn gather(&mut self, body: &'d [u8], depth: usize, group: Option<u32>) {
        for record in records(body) {
            match record.kind {
                GROUP if depth == 0 => self.gather(record.body, 1, None),
                GROUP if depth < MAX_DEPTH => {
                    let own =
                        records(record.body).find(|record| record.kind == SHAPE).and_then(|shape| number(shape.body));
                    self.gather(record.body, depth + 1, group.or(own));
                }
                SHAPE => self.add(record.body, group),
                _ => {}
            }
        }
    }

    fn add(&mut self, body: &[u8], group: Option<u32>) {
        let Some(number) = number(body) else { return };
        let mut shape = Shape::default();
        for record in records(body).filter(|record| SHAPE_PROPERTIES.contains(&record.kind)) {
            read_properties(&record, &mut shape);
        }
        self.groups.entry(group.unwrap_or(number)).or_default().push(number);
        self.shapes.insert(number, shape);
    }

    /// The shapes that stand where a shape is anchored.
    pub(super) fn shapes_at(&self, number: u32) -> &[u32] {
        self.groups.get(&number).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn shape(&self, number: u32) -> Option<&Shape> {
        self.shapes.get(&number)
    }

    /// The file of a picture of the store, where it is to be had.
    pub(super) fn picture(&self, number: u32, document: &[u8]) -> Option<Vec<u8>> {
        let entry = self.store.get(usize::try_from(number.checked_sub(1)?).ok()?)?;
        let elsewhere = u32_at(entry, 28).and_then(|at| document.get(at as usize..));
        let within = entry.get(stored_head(entry)..);
        let file = |bytes: Option<&[u8]>| {
            bytes.and_then(|bytes| records(bytes).next()).and_then(|record| picture_file(&record))
        };
        file(within).or_else(|| file(elsewhere))
    }
}

/// The length of the head of an entry of the store, with the name of the file.
fn stored_head(entry: &[u8]) -> usize {
    36 + usize::from(entry.get(33).copied().unwrap_or(0))
}

fn number(shape: &[u8]) -> Option<u32> {
    records(shape).find(|record| record.kind == SHAPE_HEAD).and_then(|head| u32_at(head.body, 0))
}

/// Properties (2.2.9): numbers, then what does not fit into one, in the same order.
fn read_properties(record: &Record<'_>, shape: &mut Shape) {
    let count = usize::from(record.instance);
    let mut long_at = count * 6;
    for index in 0..count {
        let (Some(name), Some(value)) = (u16_at(record.body, 6 * index), u32_at(record.body, 6 * index + 2)) else {
            return;
        };
        let length = if name & 0x8000 != 0 { value as usize } else { 0 };
        match name & 0x3FFF {
            // Without the flag the value is no number of a picture in the store.
            PICTURE if name & 0x4000 != 0 && length == 0 => shape.picture = Some(value),
            DESCRIPTION => {
                let text = record.body.get(long_at..long_at.saturating_add(length)).unwrap_or_default();
                shape.description = super::fib::utf16(text).trim_end_matches('\0').to_owned();
            }
            _ => read_place(name & 0x3FFF, value, shape),
        }
        long_at = long_at.saturating_add(length);
    }
}

/// What a property says of the place of a shape, and of what is seen of it.
fn read_place(name: u16, value: u32, shape: &mut Shape) {
    let [aligned_across, aligned_down] = &mut shape.is_aligned;
    let [across, down] = &mut shape.from;
    // A switch holds where the bit above it says so.
    let switch = |bit: u32, own: &mut bool| {
        if value & bit << 16 != 0 {
            *own = value & bit != 0;
        }
    };
    match name {
        ALIGNED_ACROSS => *aligned_across = value > 0,
        ALIGNED_DOWN => *aligned_down = value > 0,
        ACROSS_FROM => *across = Some(value),
        DOWN_FROM => *down = Some(value),
        SWITCHES => {
            switch(HIDDEN, &mut shape.is_hidden);
            switch(BEHIND, &mut shape.is_behind);
        }
        FILL_KIND => shape.fill_kind = value,
        FILL_COLOR => shape.fill_color = Some(value),
        FILL_SWITCHES => {
            let mut is_filled = !shape.is_unfilled;
            switch(FILLED, &mut is_filled);
            shape.is_unfilled = !is_filled;
        }
        name if CUT.contains(&name) => {
            let [left, top, right, bottom] = &mut shape.crop;
            let side = match name & 3 {
                0 => top,
                1 => bottom,
                2 => left,
                _ => right,
            };
            *side = (i64::from(value.cast_signed()) * WHOLE_SIDE) >> 16;
        }
        LINE_SWITCHES => switch(IN_LINE, &mut shape.is_in_line),
        _ => {}
    }
}

/// A picture in the line of text.
#[derive(Debug)]
pub(super) struct LinePicture {
    /// Its file, where it is to be had.
    pub file: Option<Vec<u8>>,
    /// English Metric Units.
    pub width: i64,
    pub height: i64,
    pub description: String,
    pub crop: [i64; 4],
}

/// The picture at a place of the data stream (PICFAndOfficeArtData, [MS-DOC] 2.9.192).
pub(super) fn line_picture(data: &[u8], at: usize) -> Option<LinePicture> {
    let all = data.get(at..)?;
    let all = all.get(..u32_at(all, 0)? as usize).unwrap_or(all);
    let mut content = all.get(usize::from(u16_at(all, 4)?)..)?;
    // The name of a file may stand before the drawing.
    if u16_at(all, 6)? == 0x66 {
        content = content.get(1 + usize::from(*content.first()?)..)?;
    }
    let mut picture = LinePicture {
        file: None,
        width: measure(all, 28, 32)?,
        height: measure(all, 30, 34)?,
        description: String::new(),
        crop: [0; 4],
    };
    let mut shows_one = false;
    for record in records(content) {
        match record.kind {
            SHAPE => {
                let mut shape = Shape::default();
                records(record.body)
                    .filter(|it| SHAPE_PROPERTIES.contains(&it.kind))
                    .for_each(|it| read_properties(&it, &mut shape));
                picture.description = shape.description;
                picture.crop = shape.crop;
                shows_one |= shape.picture.is_some();
            }
            STORED_PICTURE if picture.file.is_none() => {
                let within = record.body.get(stored_head(record.body)..).unwrap_or_default();
                picture.file = records(within).next().and_then(|record| picture_file(&record));
            }
            _ if picture.file.is_none() => picture.file = picture_file(&record),
            _ => {}
        }
    }
    // The size is that of all of it.
    let [left, top, right, bottom] = picture.crop;
    (picture.width, picture.height) =
        (without_cut(picture.width, left, right), without_cut(picture.height, top, bottom));
    // A drawn shape in the line is no picture.
    (shows_one || picture.file.is_some()).then_some(picture)
}

/// Twips as they are drawn, in thousandths of the size → English Metric Units.
fn measure(picture: &[u8], goal: usize, scale: usize) -> Option<i64> {
    let (goal, scale) = (i64::from(u16_at(picture, goal)?), i64::from(u16_at(picture, scale)?));
    Some(goal * 635 * if scale == 0 { 1000 } else { scale } / 1000)
}

/// The file of a picture (OfficeArtBlip, 2.2.23), behind one or two checksums of 16 bytes.
fn picture_file(record: &Record<'_>) -> Option<Vec<u8>> {
    let behind = record.body.get(if record.instance & 1 == 1 { 32 } else { 16 }..)?;
    match record.kind {
        0xF01A..=0xF01C => metafile(behind),
        0xF01D | 0xF01E | 0xF029 | 0xF02A => behind.get(1..).map(<[u8]>::to_vec),
        0xF01F => with_bitmap_head(behind.get(1..)?),
        _ => None,
    }
}

/// A metafile, packed or not (2.2.31).
fn metafile(bytes: &[u8]) -> Option<Vec<u8>> {
    const HEAD: usize = 34;
    let content = bytes.get(HEAD..)?;
    if bytes.get(32) != Some(&0) {
        return Some(content.to_vec());
    }
    let most = MAX_PICTURE_BYTES.min((content.len() as u64).saturating_mul(MAX_RATIO));
    let mut file = Vec::new();
    ZlibDecoder::new(content).take(most + 1).read_to_end(&mut file).ok()?;
    Some(file).filter(|file| file.len() as u64 <= most)
}

/// A bitmap with the head its file has (BITMAPFILEHEADER).
fn with_bitmap_head(bitmap: &[u8]) -> Option<Vec<u8>> {
    const HEAD: u32 = 14;
    let (depth, used) = (u16_at(bitmap, 14)?, u32_at(bitmap, 32)?);
    let colors = if used > 0 {
        used.min(256)
    } else if depth <= 8 {
        1 << depth
    } else {
        0
    };
    let start = HEAD.checked_add(u32_at(bitmap, 0)?)?.checked_add(colors * 4)?;
    let mut file = b"BM".to_vec();
    file.extend(u32::try_from(bitmap.len()).ok()?.checked_add(HEAD)?.to_le_bytes());
    file.extend([0; 4]);
    file.extend(start.to_le_bytes());
    file.extend(bitmap);
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(instance: u16, kind: u16, body: &[u8]) -> Vec<u8> {
        let mut bytes = (instance << 4 | 0xF).to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    fn shape(number: u32, properties: &[(u16, u32)]) -> Vec<u8> {
        let list: Vec<u8> = properties
            .iter()
            .flat_map(|(name, value)| [name.to_le_bytes().to_vec(), value.to_le_bytes().to_vec()].concat())
            .collect();
        let head = record(0, SHAPE_HEAD, &[number.to_le_bytes(), [0; 4]].concat());
        record(0, SHAPE, &[head, record(properties.len() as u16, SHAPE_PROPERTIES[0], &list)].concat())
    }

    #[test]
    fn shapes_of_a_group_stand_where_it_is_anchored() {
        let png = b"\x89PNG\r\n\x1a\n";
        let blip = record(0x6E0, 0xF01E, &[&[7; 16][..], &[0xFF], png].concat());
        let entry = record(0, STORED_PICTURE, &[vec![0; 36], blip].concat());
        let head = record(0, 0xF000, &record(1, PICTURE_STORE, &entry));
        let group = record(0, GROUP, &[shape(20, &[]), shape(21, &[(PICTURE | 0x4000, 1)]), shape(22, &[])].concat());
        let patriarch = record(0, GROUP, &[shape(10, &[]), shape(11, &[(PICTURE | 0x4000, 9)]), group].concat());
        let content = [head, vec![0], record(0, DRAWING, &patriarch)].concat();
        let drawings = Drawings::read(&content);
        assert_eq!((drawings.shapes_at(20), drawings.shapes_at(11)), ([20, 21, 22].as_slice(), [11].as_slice()));
        let pictures = [21, 11, 22].map(|number| drawings.shape(number).unwrap().picture());
        assert_eq!(pictures, [Some(1), Some(9), None]);
        assert_eq!(drawings.picture(1, &[]), Some(png.to_vec()));
        assert_eq!(drawings.picture(9, &[]), None, "a picture that isn't there");
    }

    /// Where a shape with these properties stands that is anchored 100 twips from the left and 200 from the top.
    fn anchor(flags: u16, properties: &[(u16, u32)]) -> Option<Anchor> {
        let numbers = [7u32, 100, 200, 1100, 2200].map(u32::to_le_bytes).concat();
        let anchored = Anchored::read(&[&numbers[..], &flags.to_le_bytes(), &[0; 4]].concat()).unwrap();
        assert_eq!((anchored.shape, anchored.width, anchored.height), (7, 1000 * 635, 2000 * 635));
        let content = [record(0, 0xF000, &[]), vec![0], record(0, DRAWING, &record(0, GROUP, &shape(7, properties)))];
        anchored.anchor(Drawings::read(&content.concat()).shape(7))
    }

    #[test]
    fn shapes_stand_where_their_anchor_and_they_themselves_say() {
        const NO_WRAP: u16 = 3 << 5;
        let down = |flags: u16, properties: &[(u16, u32)]| {
            let anchor = anchor(flags, properties).unwrap();
            (anchor.down.from, anchor.down.offset.map(|offset| offset / 635))
        };
        assert_eq!([0, 1, 2].map(|from| down(NO_WRAP | from << 3, &[]).0), ["margin", "page", "paragraph"]);
        assert_eq!(down(NO_WRAP, &[(DOWN_FROM, 3)]), ("paragraph", Some(200)));
        assert_eq!(down(2 << 3, &[(DOWN_FROM, 2), (ALIGNED_DOWN, 2)]), ("page", None));
        assert_eq!(down(2 << 3, &[(DOWN_FROM, 4), (ALIGNED_ACROSS, 2)]), ("line", Some(200)));
        let across = anchor(2 << 1, &[]).unwrap().across;
        assert_eq!(across, Position { from: "column", offset: Some(100 * 635) });
        let wraps = [0, 1, 2, 3, 4, 5].map(|wrap| anchor(wrap << 5, &[]).unwrap().wrap);
        let (square, none) = (Anchor::SQUARE, Anchor::NO_WRAP);
        assert_eq!(wraps, [square, Anchor::ABOVE_AND_BELOW, square, none, square, square]);
        let is_behind = |flags: u16, switches: u32| anchor(flags, &[(SWITCHES, switches)]).unwrap().is_behind;
        assert_eq!([is_behind(0, 0), is_behind(1 << 14, 0), is_behind(0, BEHIND | BEHIND << 16)], [false, true, true]);
        assert!(!is_behind(0, BEHIND), "a switch that doesn't hold");
        assert_eq!(anchor(NO_WRAP, &[(LINE_SWITCHES, IN_LINE | IN_LINE << 16)]), None);
    }

    #[test]
    fn what_is_cut_off_and_what_is_behind_text_is_read() {
        let read = |properties: &[(u16, u32)]| {
            let drawing = record(0, DRAWING, &record(0, GROUP, &shape(7, properties)));
            let content = [record(0, 0xF000, &[]), vec![0], drawing].concat();
            let drawings = Drawings::read(&content);
            let shape = drawings.shape(7).unwrap();
            (shape.crop, shape.fill(), shape.is_hidden)
        };
        let cut = [(0x0100, 0x2000), (0x0101, 0x4000), (0x0102, 0x8000), (0x0103, 0xFFFF_8000)];
        assert_eq!(read(&cut).0, [50_000, 12_500, -50_000, 25_000]);
        let fill = |properties: &[(u16, u32)]| {
            let (attributes, inner) = read(properties).1;
            attributes + inner
        };
        assert_eq!(fill(&[(FILL_COLOR, 0x0064_381F)]), " fillcolor=\"#1F3864\"");
        assert_eq!(fill(&[(FILL_SWITCHES, FILLED << 16)]), " filled=\"f\"");
        assert_eq!(fill(&[(FILL_SWITCHES, 0), (FILL_KIND, 7)]), "<v:fill type=\"gradient\"/>");
        assert_eq!(fill(&[(FILL_COLOR, 0x0800_0004)]), "<v:fill type=\"gradient\"/>");
        assert!(read(&[(SWITCHES, HIDDEN | HIDDEN << 16)]).2);
        assert_eq!([without_cut(100, 10_000, 30_000), without_cut(100, 60_000, 60_000)], [60, 100]);
    }

    #[test]
    fn groups_within_groups_end() {
        let mut group = shape(1, &[]);
        for _ in 0..MAX_DEPTH + 5 {
            group = record(0, GROUP, &group);
        }
        let content = [record(0, 0xF000, &[]), vec![0], record(0, DRAWING, &group)].concat();
        assert!(Drawings::read(&content).shapes_at(1).is_empty());
    }
}
