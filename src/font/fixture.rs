//! Font files as tests need them, made of the embedded faces (OpenType 1.9, "Organization of an OpenType font").

use super::Face;

/// The one face here with CFF outlines.
pub(crate) const CFF: &[u8] = include_bytes!("../../tests/fonts/cff.otf");

/// A font file taken apart: tables by tag.
pub(crate) struct Sfnt {
    flavour: [u8; 4],
    tables: Vec<([u8; 4], Vec<u8>)>,
}

fn u16_at(bytes: &[u8], at: usize) -> usize {
    usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    (u16_at(bytes, at) << 16) + u16_at(bytes, at + 2)
}

impl Sfnt {
    pub(crate) fn of(face: Face) -> Self {
        Sfnt::parse(face.embedded().unwrap().bytes())
    }

    fn parse(bytes: &[u8]) -> Self {
        let tables = (0..u16_at(bytes, 4)).map(|i| {
            let record = &bytes[12 + 16 * i..28 + 16 * i];
            let (offset, length) = (u32_at(record, 8), u32_at(record, 12));
            (record[..4].try_into().unwrap(), bytes[offset..offset + length].to_vec())
        });
        Sfnt { flavour: bytes[..4].try_into().unwrap(), tables: tables.collect() }
    }

    pub(crate) fn table(&mut self, tag: &[u8; 4]) -> &mut Vec<u8> {
        &mut self.tables.iter_mut().find(|(own, _)| own == tag).unwrap().1
    }

    pub(crate) fn without(mut self, tag: &[u8; 4]) -> Self {
        self.tables.retain(|(own, _)| own != tag);
        self
    }

    pub(crate) fn with(mut self, tag: &[u8; 4], table: Vec<u8>) -> Self {
        self.tables.push((*tag, table));
        self.tables.sort();
        self
    }

    /// OS/2 fsType.
    pub(crate) fn embedding(mut self, fs_type: u16) -> Self {
        self.table(b"OS/2")[8..10].copy_from_slice(&fs_type.to_be_bytes());
        self
    }

    /// OS/2 usWeightClass.
    pub(crate) fn weight(mut self, weight: u16) -> Self {
        self.table(b"OS/2")[4..6].copy_from_slice(&weight.to_be_bytes());
        self
    }

    /// A name table that says: family in English, and in Chinese; the second in the encoding old Chinese fonts have.
    pub(crate) fn named(self, english: &str, chinese: &str, postscript_name: &str) -> Self {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let gbk = encoding_rs::GBK.encode(chinese).0.into_owned();
        let names: [(u16, u16, u16, Vec<u8>); 3] =
            [(1, 0x409, 1, utf16(english)), (1, 0x409, 6, utf16(postscript_name)), (3, 0x804, 1, gbk)];
        let mut table = Vec::new();
        let mut strings = Vec::new();
        table.extend([0u16, names.len() as u16, 6 + 12 * names.len() as u16].iter().flat_map(|n| n.to_be_bytes()));
        for (encoding, language, id, text) in names {
            let record = [3, encoding, language, id, text.len() as u16, strings.len() as u16];
            table.extend(record.iter().flat_map(|n: &u16| n.to_be_bytes()));
            strings.extend(text);
        }
        table.extend(strings);
        self.without(b"name").with(b"name", table)
    }

    /// Makes its character map one of symbols: Windows encoding 0.
    pub(crate) fn symbolic(mut self) -> Self {
        let cmap = self.table(b"cmap");
        for i in 0..u16_at(cmap, 2) {
            cmap[4 + 8 * i..8 + 8 * i].copy_from_slice(&[0, 3, 0, 0]);
        }
        self
    }

    /// One variation axis: weight from 100 to 900.
    pub(crate) fn variable(self) -> Self {
        let mut table: Vec<u8> = [1u16, 0, 16, 2, 1, 20, 0, 8].iter().flat_map(|n| n.to_be_bytes()).collect();
        table.extend(b"wght");
        table.extend([100u32 << 16, 400 << 16, 900 << 16].iter().flat_map(|n| n.to_be_bytes()));
        table.extend([0, 0, 1, 0]);
        self.with(b"fvar", table)
    }

    /// The font file.
    pub(crate) fn file(&self) -> Vec<u8> {
        self.at(0)
    }

    /// The font file as it is from `offset` on in a larger one.
    fn at(&self, offset: usize) -> Vec<u8> {
        let mut bytes = self.flavour.to_vec();
        bytes.extend([self.tables.len() as u16, 0, 0, 0].iter().flat_map(|n| n.to_be_bytes()));
        let mut at = offset + 12 + 16 * self.tables.len();
        for (tag, table) in &self.tables {
            bytes.extend(tag);
            bytes.extend([0, at as u32, table.len() as u32].iter().flat_map(|n: &u32| n.to_be_bytes()));
            at += table.len().next_multiple_of(4);
        }
        for (_, table) in &self.tables {
            bytes.extend(table);
            bytes.resize(bytes.len().next_multiple_of(4), 0);
        }
        bytes
    }

    /// A collection of several fonts.
    pub(crate) fn collection(fonts: &[Sfnt]) -> Vec<u8> {
        let mut bytes = b"ttcf\0\x01\0\0".to_vec();
        bytes.extend((fonts.len() as u32).to_be_bytes());
        let mut at = 12 + 4 * fonts.len();
        let mut parts = Vec::new();
        for font in fonts {
            bytes.extend((at as u32).to_be_bytes());
            let part = font.at(at);
            at += part.len();
            parts.push(part);
        }
        bytes.extend(parts.concat());
        bytes
    }
}
