//! PDF files made of text and lines at given places, in points from the upper left corner of an A4 page.

use std::fmt::Write;

const HEIGHT: f64 = 842.0;

/// What a page shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Page(String);

fn hex(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut hex, unit| {
        write!(hex, "{unit:04X}").unwrap();
        hex
    })
}

impl Page {
    /// Text from a place on its line: ideographs as wide as the size, the rest half as wide.
    pub(super) fn text(mut self, x: f64, baseline: f64, size: f64, text: &str) -> Self {
        writeln!(self.0, "BT /F {size} Tf 1 0 0 1 {x:.2} {:.2} Tm <{}> Tj ET", HEIGHT - baseline, hex(text)).unwrap();
        self
    }

    /// The same, drawn invisibly.
    pub(super) fn unseen(self, x: f64, baseline: f64, size: f64, text: &str) -> Self {
        let mut page = Page(self.0 + "q 3 Tr\n").text(x, baseline, size, text);
        page.0.push_str("Q\n");
        page
    }

    /// The same, of which the file says that it is `said`.
    pub(super) fn said(mut self, said: &str, x: f64, baseline: f64, size: f64, text: &str) -> Self {
        writeln!(self.0, "/Span <</ActualText <FEFF{}>>> BDC", hex(said)).unwrap();
        let mut page = self.text(x, baseline, size, text);
        page.0.push_str("EMC\n");
        page
    }

    pub(super) fn line(mut self, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) -> Self {
        let (y, to_y) = (HEIGHT - y, HEIGHT - to_y);
        writeln!(self.0, "0.5 w {x:.2} {y:.2} m {to_x:.2} {to_y:.2} l S").unwrap();
        self
    }

    /// Operators as they are, in points from the lower left corner.
    pub(super) fn draw(mut self, operators: &str) -> Self {
        self.0.push_str(operators);
        self.0.push('\n');
        self
    }

    /// A picture over the whole page.
    pub(super) fn picture(mut self) -> Self {
        self.0.push_str("q 595 0 0 842 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \u{7f}\u{7f}\u{7f}\u{7f} EI Q\n");
        self
    }

    /// A ruled table: its edges, the first text of each cell a row, and whether its upper and lower edges are drawn.
    pub(super) fn table(self, xs: &[f64], ys: &[f64], rows: &[&[&str]], (above, below): (bool, bool)) -> Self {
        let (left, right) = (xs[0], *xs.last().unwrap());
        let mut page = self;
        for (at, y) in ys.iter().enumerate() {
            if (at > 0 || above) && (at + 1 < ys.len() || below) {
                page = page.line((left, *y), (right, *y));
            }
        }
        for x in xs {
            page = page.line((*x, ys[0]), (*x, *ys.last().unwrap()));
        }
        for (row, y) in rows.iter().zip(ys) {
            for (text, x) in row.iter().zip(xs) {
                page = page.text(x + 4.0, y + 13.0, 9.0, text);
            }
        }
        page
    }
}

/// The font of the pages: a character of its encoding is its code.
const FONT: &str = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font\
     /Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
     /DW 1000/W[1 95 500 814 939 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6\
     /FontBBox[0 -200 1000 900]/Ascent 880/Descent -120/CapHeight 880/ItalicAngle 0/StemV 93>>>>]>>";

/// A file of these pages.
pub(super) fn file(pages: &[Page]) -> Vec<u8> {
    file_in(FONT, pages, "")
}

/// The same in a font that does not say which characters its codes are.
pub(super) fn file_without_characters(pages: &[Page]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Print/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype\
                /CIDFontType2/BaseFont/AAAAAA+Print/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000\
                /FontDescriptor<</Type/FontDescriptor/FontName/AAAAAA+Print/Flags 4/FontBBox[0 -200 1000 900]/Ascent 880\
                /Descent -120/CapHeight 880/ItalicAngle 0/StemV 93>>>>]>>";
    file_in(font, pages, "")
}

/// The same with tables in the structure tree, each of one cell that has the marked content of these pages, by page and number.
pub(super) fn file_with_tables(pages: &[Page], tables: &[&[(usize, u32)]]) -> Vec<u8> {
    let table = |contents: &&[(usize, u32)]| {
        let contents = contents
            .iter()
            .map(|(page, mcid)| format!("<</Type/MCR/Pg {} 0 R/MCID {mcid}>>", 4 + 2 * page))
            .collect::<String>();
        format!("<</S/Table/K<</S/TR/K<</S/TD/K[{contents}]>>>>>>")
    };
    let tables: String = tables.iter().map(table).collect();
    let catalog = format!("/MarkInfo<</Marked true>>/StructTreeRoot<</Type/StructTreeRoot/K[{tables}]>>");
    file_in(FONT, pages, &catalog)
}

fn file_in(font: &str, pages: &[Page], catalog: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
        font.to_owned(),
    ];
    for (n, page) in pages.iter().enumerate() {
        let content = 5 + 2 * n;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{}\nendstream", page.0.len(), page.0));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", places.len() + 1).bytes());
    bytes
}
