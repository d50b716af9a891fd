//! Word 97 files put together by hand, which no word processor saves.

use super::doc_to_parts;
use super::fib::Part;
use crate::ooxml::OLE_MAGIC;
use std::collections::BTreeMap;

/// A document: its stories one behind the other, and what is in the table stream.
#[derive(Default)]
struct Draft {
    text: String,
    counts: [u32; 8],
    parts: BTreeMap<usize, Vec<u8>>,
}

impl Draft {
    /// With the text of a story (its number among the counts), all of which is special.
    fn story(mut self, number: usize, text: &str) -> Self {
        self.text.push_str(text);
        self.counts[number] = text.encode_utf16().count() as u32;
        self
    }

    /// With a list of positions, each but the last with a datum.
    fn positions(mut self, part: Part, positions: &[u32], data: &[u8]) -> Self {
        let mut plc: Vec<u8> = positions.iter().flat_map(|at| at.to_le_bytes()).collect();
        plc.extend(data);
        self.parts.insert(part as usize, plc);
        self
    }

    /// The streams `WordDocument` and `1Table`.
    fn streams(&self) -> [Vec<u8>; 2] {
        const TEXT: usize = 1024;
        let mut document = vec![0; TEXT];
        let mut put = |at: usize, bytes: &[u8]| document[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &[0xEC, 0xA5]);
        put(10, &0x1200_u16.to_le_bytes());
        put(24, &(TEXT as u32).to_le_bytes());
        put(32, &[14, 0]);
        put(62, &[22, 0]);
        for (index, count) in self.counts.iter().enumerate() {
            put(64 + 4 * (3 + index), &count.to_le_bytes());
        }
        put(152, &[93, 0]);
        let mut table = Vec::new();
        for (part, bytes) in &self.parts {
            put(154 + 8 * part, &(table.len() as u32).to_le_bytes());
            put(158 + 8 * part, &(bytes.len() as u32).to_le_bytes());
            table.extend(bytes);
        }
        document.extend(self.text.encode_utf16().flat_map(u16::to_le_bytes));
        [document, table]
    }

    /// The part `word/document.xml` of what is read.
    fn body(&self) -> String {
        let [document, table] = self.streams();
        let file = compound(&[("WordDocument", document), ("1Table", table)]);
        let parts = doc_to_parts(&file).unwrap().value;
        let (_, body) = parts.into_iter().find(|(name, _)| name == "word/document.xml").unwrap();
        String::from_utf8(body).unwrap()
    }
}

/// A compound file: a directory, the streams, the table of sectors behind them.
fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const NONE: u32 = 0xFFFF_FFFF;
    let mut sectors = vec![0; 512];
    let mut chains = vec![END];
    let entry = |name: &str, right: u32, child: u32, start: u32, length: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(bytes.to_le_bytes());
        entry.extend([2, 1]);
        entry.extend([NONE, right, child].iter().flat_map(|id| id.to_le_bytes()));
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((length as u64).to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", NONE, 1, END, 0);
    for (index, (name, content)) in streams.iter().enumerate() {
        let mut content = content.clone();
        content.resize(content.len().next_multiple_of(512).max(4096), 0);
        let right = if index + 1 < streams.len() { index as u32 + 2 } else { NONE };
        directory.extend(entry(name, right, NONE, chains.len() as u32, content.len()));
        let last = chains.len() + content.len() / 512 - 1;
        chains.extend((chains.len()..=last).map(|at| if at == last { END } else { at as u32 + 1 }));
        sectors.extend(content);
    }
    sectors[..directory.len()].copy_from_slice(&directory);
    let table_at = chains.len() as u32;
    chains.push(0xFFFF_FFFD);
    chains.resize(128, NONE);
    let mut file = OLE_MAGIC.to_vec();
    file.resize(512, 0);
    let mut put = |at: usize, word: u32| file[at..at + 4].copy_from_slice(&word.to_le_bytes());
    let words =
        [(24, 0x0003_003E), (28, 0x0009_FFFE), (32, 6), (44, 1), (56, 4096), (60, END), (68, END), (76, table_at)];
    words.into_iter().for_each(|(at, word)| put(at, word));
    (80..512).step_by(4).for_each(|at| put(at, NONE));
    file.extend(sectors);
    file.extend(chains.iter().flat_map(|id| id.to_le_bytes()));
    file
}

/// A text box that belongs to a shape (FTXBXS), and an anchor of a shape (Spa).
fn text_box(shape: u32) -> Vec<u8> {
    [&[0; 14][..], &shape.to_le_bytes(), &[0; 4]].concat()
}

fn anchor(shape: u32) -> Vec<u8> {
    [&shape.to_le_bytes()[..], &[0; 22]].concat()
}

#[test]
fn a_small_document_is_read() {
    let body = Draft::default().story(0, "政务\t公开\r第二段\r").body();
    let texts = ["政务", "公开", "第二段"];
    assert!(texts.iter().all(|text| body.contains(&format!(">{text}</w:t>"))), "{body}");
    assert_eq!(body.matches("<w:p>").count(), 2, "{body}");
}

#[test]
fn a_text_box_is_told_once_however_often_and_wherever_it_is_anchored() {
    let anchors: Vec<u8> = (0..4).flat_map(|_| anchor(7)).collect();
    let draft = Draft::default()
        .story(0, "\u{8}\u{8}正文\r")
        .story(6, "框内\u{8}\u{8}\r\r")
        .positions(Part::Shapes, &[0, 1, 7, 8, 9], &anchors)
        .positions(Part::TextBoxes, &[0, 5, 6], &[text_box(7), text_box(0)].concat());
    let body = draft.body();
    assert_eq!((body.matches("框内").count(), body.matches("正文").count()), (1, 1), "{body}");
}

#[test]
fn a_text_box_without_anchor_is_told_behind_the_text() {
    let draft = Draft::default().story(0, "正文\r").story(6, "框内\r\r").positions(
        Part::TextBoxes,
        &[0, 3, 4],
        &[text_box(7), text_box(0)].concat(),
    );
    let body = draft.body();
    assert!(body.find("正文") < body.find("框内") && body.contains("<w:txbxContent>"), "{body}");
}

#[test]
fn texts_are_told_as_long_as_they_follow_each_other() {
    let boxes: Vec<u8> = (1..=4).flat_map(text_box).collect();
    let draft =
        Draft::default().story(0, "正文\r").story(6, "框内\r\r").positions(Part::TextBoxes, &[0, 4, 0, 4, 0], &boxes);
    assert_eq!(draft.body().matches("框内").count(), 1);
}

#[test]
fn a_field_without_end_takes_no_text_of_this_paragraph_or_of_another_story() {
    let draft = Draft::default()
        .story(0, "甲\u{13}乙\r丙\r\r")
        .story(1, "\u{2}\u{13}注\r\r")
        .positions(Part::FootnoteReferences, &[0, 6], &[1, 0])
        .positions(Part::FootnoteTexts, &[0, 4, 5], &[]);
    let body = draft.body();
    assert!(["乙", "丙"].iter().all(|text| body.contains(&format!(">{text}</w:t>"))), "{body}");
    assert!(!body.contains("instrText") && !body.contains("fldChar"), "{body}");
    let whole = Draft::default().story(0, "\u{13}PAGE\u{14}12\u{15}页\r").body();
    assert!(whole.contains(">PAGE</w:instrText>") && whole.contains(">12</w:t>"), "{whole}");
}

#[test]
fn sectors_in_circles_end_where_the_file_does() {
    let [document, table] = Draft::default().story(0, "正文\r").streams();
    let mut file = compound(&[("WordDocument", document), ("1Table", table)]);
    // The stream says that it is 1 GB long; its sectors lead back to its first.
    file[512 + 128 + 120..][..4].copy_from_slice(&(1_u32 << 30).to_le_bytes());
    let chains = file.len() - 512;
    file[chains + 8 * 4..][..4].copy_from_slice(&1_u32.to_le_bytes());
    let whole = file.len();
    let read = crate::read::compound::Compound::open_as_far_as_it_goes(&file).unwrap().0;
    let (stream, fault) = read.stream_as_far_as_it_goes("WordDocument").unwrap();
    assert!(fault.is_some() && stream.len() <= whole, "{} of {whole}", stream.len());
}

#[test]
fn more_paragraphs_than_any_document_has_are_refused() {
    let [document, table] = Draft::default().story(0, &"\r".repeat(1_000_001)).streams();
    let fib = super::fib::Fib::read(&document).unwrap();
    assert!(table.is_empty());
    let error = super::text::Text::read(&document, &fib, &[]).unwrap_err();
    assert_eq!(error.code(), "limit-exceeded");
}
