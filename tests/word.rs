//! The law of Word files: `read(write(document)) = document`, for documents made up at random of everything a Document holds.
//!
//! What a Word file can't carry, or carries in one form only, is not made up here; the exceptions are these:
//!
//! - a table has widths (of a narrow one nearly those it had) and a picture a size, `as_carried` says how; places no link leads to and pictures that are not shown are left out;
//! - a paragraph of nothing but one picture is a figure; an empty heading or role is an empty paragraph;
//! - a page break stands neither first, nor twice, nor in cells and notes; no column of a table is idle;
//! - an item begins with a paragraph or picture and holds no heading (`list-item-flattened`), no role but captions; in cells and notes it
//!   holds one paragraph; a list has items;
//! - a cell is not one empty paragraph, and does not end in one after a table; a header cell holds a paragraph of text;
//! - no cell with a line across it holds two paragraphs: of two labels there blanks typed before one bring it to its side;
//! - text is not near black (the reader takes that for black), nor marked as capitals where a stretch of it has no small letters;
//! - fonts set text of ordinary paragraphs apart, and most of a paragraph is set apart by none;
//! - Office Math has rows as arguments and letters one by one; readings stand above text; a revision's links stand outside
//!   it, and its date is one;
//! - headings in cells and notes are text; notes are not in notes (`note-in-note`), links not in links (`link-not-written`).

use crate::support::{as_carried, style_that_keeps};
use nianbao::document::{
    Alignment, Block, Break, Capitals, Cell, Change, Color, Content, Crop, Date, Diagonal, Document, Figure, FontName,
    Formula, Grid, HeaderScope, Heading, Inline, InlineImage, Link, List, ListItem, Marks, MathMl, Media, MediaType,
    Medium, Note, NoteKind, Paragraph, ParagraphRole, Properties, Revision, Ruby, Size, Text, TextDirection,
    VerticalPosition, chinese_and_letters, description,
};
use nianbao::read::docx::{ReadOptions, TrackedChanges, docx_to_document_with};
use nianbao::style::Style;
use nianbao::write::docx::{DocxOptions, Template, document_to_docx, document_to_docx_with};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;

/// A template: a file of another style.
fn template() -> Template {
    static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let sample = Document { blocks: vec![Block::text("样板")], ..Document::default() };
        document_to_docx(&sample, &Style::built_in("web-print").unwrap()).unwrap().value
    });
    Template::read(&FILE).unwrap().value
}

const PICTURES: [&str; 2] = ["image1.png", "seal.png"];

/// A PNG of one dot, told from others by a byte after its end.
fn media() -> Media {
    const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xaeB`\x82";
    let medium = |tail: u8| Medium { media_type: MediaType::Png, bytes: [DOT, &[tail]].concat().into() };
    PICTURES.iter().zip(0u8..).map(|(name, tail)| ((*name).to_owned(), medium(tail))).collect()
}

fn words() -> impl Strategy<Value = String> {
    let characters: Vec<char> =
        "政府信息公开年报，、。《》“”‘’：；—…·％%+-/0123456789abcXYZ&<>\"'  \t\n\u{a0}\u{3000}é𠮷😀".chars().collect();
    vec(select(characters), 1..12).prop_map(|characters| characters.into_iter().collect())
}

/// Text a header cell or an item can be told by: not white space only.
fn text() -> impl Strategy<Value = String> {
    words().prop_map(|words| format!("文{words}"))
}

fn marks() -> impl Strategy<Value = Marks> {
    let position = option::of(select(vec![VerticalPosition::Superscript, VerticalPosition::Subscript]));
    let color = |colors: Vec<[u8; 3]>| option::weighted(0.2, select(colors).prop_map(Color));
    let colors = color(vec![[0xC0, 0, 0], [0, 0x70, 0xC0], [0x50, 0x50, 0x50]]);
    let grounds = color(vec![[0xFF, 0xFF, 0], [0xFF, 0xFF, 0xFF], [0xE2, 0xEF, 0xD9]]);
    (any::<[bool; 4]>(), position, colors, grounds).prop_map(
        |([bold, italic, underline, strike], position, color, highlight)| Marks {
            bold,
            italic,
            underline,
            strike,
            position,
            color,
            highlight,
            capitals: None,
        },
    )
}

fn size() -> impl Strategy<Value = Option<Size>> {
    (1_000u32..150_000, 1_000u32..150_000).prop_map(|(width_um, height_um)| Some(Size { width_um, height_um }))
}

fn image() -> impl Strategy<Value = InlineImage> {
    let crop = option::weighted(0.3, (0u32..40_000, 0u32..40_000, 1u32..50_000));
    (select(PICTURES.to_vec()), prop_oneof![Just(String::new()), text()], any::<bool>(), size(), crop).prop_map(
        |(media, alt, decorative, size, crop)| {
            let crop = crop.map(|(left, top, right)| Crop { left, top, right, bottom: 0 });
            // What describes nothing is not read.
            let alt = Some(alt.replace(['\n', '\t'], " ")).filter(|alt| description(alt).is_some()).unwrap_or_default();
            InlineImage { media: media.into(), alt, decorative, size, crop, ..InlineImage::default() }
        },
    )
}

/// A run that may stand in a link or a note.
fn simple_run() -> BoxedStrategy<Inline> {
    prop_oneof![
        4 => words().prop_map(Inline::text),
        3 => (words(), marks()).prop_map(|(text, marks)| Inline::Text(Text::new(text, marks))),
        1 => capitals(),
        1 => image().prop_map(Inline::Image),
        1 => ruby(),
        1 => formula(),
    ]
    .boxed()
}

/// Letters that were typed small and are printed as capitals.
fn capitals() -> impl Strategy<Value = Inline> {
    (select(vec![Capitals::All, Capitals::Small]), words()).prop_map(|(capitals, text)| {
        let marks = Marks { capitals: Some(capitals), ..Marks::default() };
        Inline::Text(Text::new(format!("a{}", text.replace(['\n', '\t'], " ")), marks))
    })
}

fn ruby() -> impl Strategy<Value = Inline> {
    let base = vec((text(), marks()), 1..3);
    (base, select(vec!["nián", "a <b>"])).prop_map(|(base, reading)| {
        let runs = base.into_iter().map(|(text, marks)| Inline::Text(Text::new(text, marks)));
        Inline::Ruby(Ruby { base: Content::new(runs.collect()), reading: reading.into() })
    })
}

/// Formulas as Word has them: each argument a row, each letter by itself.
fn formula() -> impl Strategy<Value = Inline> {
    let row = |inner: &str| format!("<mrow>{inner}</mrow>");
    let (a, b, n) = (row("<mi>a</mi>"), row("<mn>2</mn><mi>b</mi>"), row("<mi>n</mi>"));
    let forms = vec![
        ("a/(2b)", format!("<mfrac>{a}{b}</mfrac>")),
        ("a^n", format!("<msup>{a}{n}</msup>")),
        ("√(a)", format!("<msqrt>{a}</msqrt>")),
        ("x+年", "<mi>x</mi><mo>+</mo><mtext>年</mtext>".to_owned()),
        ("∑_a^n 2b", format!("<mrow><munderover><mo>∑</mo>{a}{n}</munderover>{b}</mrow>")),
        ("[a|2b]", format!("<mrow><mo>[</mo>{a}<mo>|</mo>{b}<mo>]</mo></mrow>")),
        ("sin a", format!("<mrow>{}<mo>\u{2061}</mo>{a}</mrow>", row("<mi mathvariant=\"normal\">sin</mi>"))),
        ("a\u{302}", format!("<mover accent=\"true\">{a}<mo>\u{302}</mo></mover>")),
        ("a; n", "<mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>n</mi></mtd></mtr></mtable>".to_owned()),
    ];
    (select(forms), any::<bool>()).prop_map(|((text, mathml), display)| {
        let mathml = MathMl::new(&format!("<math>{mathml}</math>")).ok();
        Inline::Formula(Formula { text: text.into(), mathml, display })
    })
}

/// A change by one of two reviewers; neighbours by one are one.
fn revision() -> impl Strategy<Value = Inline> {
    let change = select(vec![Change::Inserted, Change::Deleted]);
    let run = prop_oneof![3 => words().prop_map(Inline::text), 1 => image().prop_map(Inline::Image)];
    (change, select(vec!["张三", "李&四"]), vec(run, 1..3)).prop_map(|(change, author, runs)| {
        let (author, date) = (author.to_owned(), "2026-01-05T08:30:00Z".to_owned());
        Inline::Revision(Revision { change, author, date, content: Content::new(runs) })
    })
}

fn link() -> impl Strategy<Value = Inline> {
    let targets = vec!["https://www.example.gov.cn/a?b=1&c=%20", "mailto:a@example.cn", "https://例.cn/年报", "#附件"];
    (select(targets), vec(simple_run(), 1..3))
        .prop_map(|(target, runs)| Inline::Link(Link { target: target.into(), content: Content::new(runs) }))
}

fn plain_content() -> BoxedStrategy<Content> {
    vec(prop_oneof![4 => simple_run(), 1 => link()], 1..4).prop_map(with_text).boxed()
}

fn content() -> BoxedStrategy<Content> {
    vec(prop_oneof![5 => simple_run(), 2 => link(), 1 => note(), 1 => revision()], 1..5).prop_map(with_text).boxed()
}

/// Content in which a font or two set text apart from the rest, which is most of it.
fn content_with_fonts() -> BoxedStrategy<Content> {
    let fonts = select(vec![[None, None], [Some("某楷体"), None], [Some("Some Mono"), Some("某&体")]]);
    let made = (content(), fonts).prop_map(|(content, [first, last])| {
        let mut inlines = content.into_inlines();
        let says = |inline: &Inline| matches!(inline, Inline::Text(text) if chinese_and_letters(&text.text) != (0, 0));
        let (head, tail) = (inlines.iter().position(says), inlines.iter().rposition(says));
        let tail = tail.filter(|_| head != tail);
        for (at, font) in [(head, first), (tail, last)] {
            if let Some(Inline::Text(text)) = at.and_then(|at| inlines.get_mut(at)) {
                text.font = font.and_then(|font| FontName::new(font).ok());
            }
        }
        inlines.push(Inline::text("文a".repeat(200)));
        Content::new(inlines)
    });
    prop_oneof![2 => content(), 1 => made].boxed()
}

/// Content that is not nothing but a picture.
fn with_text(mut runs: Vec<Inline>) -> Content {
    let says = |inline: &Inline| matches!(inline, Inline::Text(text) if !text.text.trim().is_empty());
    if !runs.iter().any(says) {
        runs.push(Inline::text("文"));
    }
    Content::new(runs)
}

fn note() -> impl Strategy<Value = Inline> {
    let blocks = prop_oneof![
        4 => body(plain_content()),
        1 => list(1, false, plain_content()),
        1 => table(1, plain_content()),
    ];
    let kinds = select(vec![NoteKind::Footnote, NoteKind::Endnote]);
    (kinds, vec(blocks, 1..3)).prop_map(|(kind, content)| Inline::Note(Note { kind, content }))
}

fn alignment() -> impl Strategy<Value = Alignment> {
    prop_oneof![4 => Just(Alignment::Start), 1 => Just(Alignment::Center), 1 => Just(Alignment::End)]
}

fn body(content: BoxedStrategy<Content>) -> BoxedStrategy<Block> {
    let content = prop_oneof![9 => content, 1 => Just(Content::default())];
    (content, alignment())
        .prop_map(|(content, align)| Block::Paragraph(Paragraph { align, content, ..Paragraph::default() }))
        .boxed()
}

fn paragraph() -> BoxedStrategy<Block> {
    use ParagraphRole::{AttachmentLabel, Caption, Date, Signature, Title};
    let role = select(vec![Title, Caption, Signature, Date, AttachmentLabel]);
    let roles = (role, content(), alignment()).prop_map(|(role, content, align)| {
        Block::Paragraph(Paragraph { role, align, content, ..Paragraph::default() })
    });
    prop_oneof![3 => body(content_with_fonts()), 1 => roles].boxed()
}

fn heading() -> impl Strategy<Value = Block> {
    (1u8..=9, content())
        .prop_map(|(level, content)| Block::Heading(Heading { level, content, origin: Default::default() }))
}

fn figure() -> impl Strategy<Value = Block> {
    image().prop_map(|InlineImage { media, alt, decorative, size, crop, .. }| {
        Block::Figure(Figure { media, alt, decorative, size, crop, origin: Default::default() })
    })
}

/// What is in a role, as a caption is, has the font of its role.
fn without_fonts(content: Content) -> Content {
    let inlines = content.into_inlines().into_iter().map(|inline| match inline {
        Inline::Text(text) => Inline::Text(Text { font: None, ..text }),
        other => other,
    });
    Content::new(inlines.collect())
}

/// A list; `deep`: whether its items hold further paragraphs, lists, tables, figures and captions.
fn list(depth: u32, deep: bool, content: BoxedStrategy<Content>) -> BoxedStrategy<Block> {
    let labels = select(vec![
        (true, vec!["1.", "2.", "3."]),
        (true, vec!["（1）", "（2）", "（3）"]),
        (true, vec!["①", "②", "③"]),
        (true, vec!["3)", "4)", "7)"]),
        (true, vec!["a.", "c.", "b."]),
        (true, vec!["1.", "2.", "1."]),
        (true, vec!["第一条 ", "第二条 ", "另"]),
        (true, vec!["1.1", "1.2", "2.1"]),
        (false, vec!["•", "•", "•"]),
        (false, vec!["■", "—", "50%"]),
    ]);
    let says = content.clone();
    let rest = if deep && depth > 0 {
        let further = body(says.clone()).prop_filter("a further paragraph says something", |block| !is_blank(block));
        let caption = (says.clone(), alignment()).prop_map(|(content, align)| {
            let content = without_fonts(content);
            Block::Paragraph(Paragraph { role: ParagraphRole::Caption, align, content, ..Paragraph::default() })
        });
        let other = prop_oneof![table(0, says.clone()), figure(), caption];
        vec(prop_oneof![4 => further, 2 => list(depth - 1, true, says.clone()), 2 => other], 0..4).boxed()
    } else {
        Just(Vec::new()).boxed()
    };
    let item = (prop_oneof![9 => body(content), 1 => figure()], rest);
    (labels, vec(item, 1..=3))
        .prop_map(|((ordered, labels), items)| {
            let items = labels.into_iter().zip(items).map(|(label, (first, rest))| ListItem {
                label: label.into(),
                content: std::iter::once(first).chain(rest).collect(),
            });
            Block::List(List { ordered, items: items.collect(), origin: Default::default() })
        })
        .boxed()
}

fn is_blank(block: &Block) -> bool {
    matches!(block, Block::Paragraph(p) if p.content.is_empty())
}

/// What stands in a cell.
fn cell_content(depth: u32, content: BoxedStrategy<Content>) -> BoxedStrategy<Vec<Block>> {
    let mut block = prop_oneof![
        8 => body(content.clone()),
        1 => list(0, false, content.clone()),
        1 => figure(),
    ]
    .boxed();
    if depth > 0 {
        block = prop_oneof![8 => block, 1 => table(depth - 1, content)].boxed();
    }
    vec(block, 0..3)
        .prop_map(|mut blocks| {
            if blocks.iter().all(is_blank) {
                blocks.clear();
            }
            while blocks.len() > 1
                && blocks.last().is_some_and(is_blank)
                && matches!(blocks.get(blocks.len() - 2), Some(Block::Table(_)))
            {
                blocks.pop();
            }
            blocks
        })
        .boxed()
}

/// A table of any spans that tile it; no column is idle.
fn table(depth: u32, content: BoxedStrategy<Content>) -> BoxedStrategy<Block> {
    let heads = select(vec![HeaderScope::None, HeaderScope::None, HeaderScope::Column, HeaderScope::Row]);
    let filling = (cell_content(depth, content), heads, text(), 1u32..4, 1u32..4);
    (1u32..5, 1u32..5, vec(filling, 16), 0u32..3, any::<bool>(), vec(1u32..400, 16))
        .prop_map(|(rows, columns, fillings, header_rows, all_narrow, widths)| {
            let mut covered = vec![false; (rows * columns) as usize];
            let at = |row: u32, column: u32| (row * columns + column) as usize;
            let mut cells = Vec::new();
            for row in 0..rows {
                for column in 0..columns {
                    if covered[at(row, column)] {
                        continue;
                    }
                    let (content, header, says, tall, wide) = fillings[at(row, column)].clone();
                    let mut wide = if all_narrow || row == 0 { 1 } else { wide.min(columns - column) };
                    while (column..column + wide).any(|column| covered[at(row, column)]) {
                        wide -= 1;
                    }
                    let tall = tall.min(rows - row);
                    for r in row..row + tall {
                        for c in column..column + wide {
                            covered[at(r, c)] = true;
                        }
                    }
                    let mut cell = Cell::new(row, column, content).spanning(tall, wide);
                    cell.shading = (tall > 1).then_some(Color([0xD9, 0xE2, 0xF3]));
                    cell.diagonal = Diagonal::of(row == 0 && column == 0, wide > 1);
                    cell.direction = match (tall, wide) {
                        (2, 1) => TextDirection::Vertical,
                        (2, 2) => TextDirection::Upwards,
                        _ => TextDirection::Horizontal,
                    };
                    if header != HeaderScope::None {
                        cell.header = header;
                        cell.content = vec![Block::text(says)];
                    }
                    if cell.content.len() == 2 {
                        cell.diagonal = Diagonal::None;
                    }
                    cells.push(cell);
                }
            }
            let mut grid = Grid::new(rows, columns, cells).unwrap();
            grid.header_rows = header_rows.min(rows);
            grid.widths = Grid::relative_widths(&widths[..columns as usize]);
            // Rows in which text runs up or down are as high as that.
            let runs_across = |row: &u32| {
                let spans = |cell: &Cell| (cell.row..cell.row + cell.row_span).contains(row);
                grid.cells().iter().filter(|cell| spans(cell)).all(|cell| cell.direction == TextDirection::Horizontal)
            };
            let height = |row: u32| if runs_across(&row) { widths[row as usize] } else { 0 };
            grid.heights = Grid::telling_heights((0..rows).map(height));
            Block::Table(grid)
        })
        .boxed()
}

/// A table too wide for an upright page.
fn wide_table() -> impl Strategy<Value = Block> {
    vec(text(), 36).prop_map(|texts| {
        let cells = texts
            .into_iter()
            .zip(0u32..)
            .map(|(text, n)| Cell::new(n / 18, n % 18, vec![Block::text(format!("{text}1234567890"))]));
        let mut grid = Grid::new(2, 18, cells.collect()).unwrap();
        grid.widths = Grid::relative_widths(&[10; 18]);
        Block::Table(grid)
    })
}

fn document() -> impl Strategy<Value = Document> {
    let block = prop_oneof![
        6 => paragraph(),
        2 => heading(),
        2 => list(2, true, content_with_fonts()),
        2 => table(2, content_with_fonts()),
        1 => wide_table(),
        1 => figure(),
        1 => prop_oneof![Just(Break::Page), Just(Break::Turned), Just(Break::Upright)].prop_map(Block::Break),
    ];
    let properties = (option::of(text()), option::of(text()), option::of((1950u16..2100, 1u8..=12, 1u8..=28)));
    (vec(block, 0..8), properties).prop_map(|(mut blocks, (title, author, date))| {
        // The place the links made up here lead to.
        let linked = format!("{blocks:?}").contains("\"#附件\"");
        if linked {
            blocks.push(Block::runs(Content::new(vec![Inline::text("文"), Inline::Anchor("附件".into())])));
        }
        let is_break = |block: &Block| matches!(block, Block::Break(_));
        blocks.dedup_by(|next, block| is_break(next) && is_break(block));
        let turns = blocks.len() > 1 && blocks.first() == Some(&Block::Break(Break::Turned));
        if !turns && blocks.first().is_some_and(is_break) {
            blocks.remove(0);
        }
        let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let date = date.and_then(|(year, month, day)| Date::new(year, month, day));
        let properties = Properties { title: title.map(line), author: author.map(line), date, ..Properties::default() };
        let mut media = media();
        media.retain(|name, _| shows(&blocks, name));
        Document { blocks, media, properties }
    })
}

/// Whether a picture is shown anywhere in some blocks.
fn shows(blocks: &[Block], name: &str) -> bool {
    format!("{blocks:?}").contains(&format!("media: \"{name}\""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_written_to_word_reads_the_same(document in document(), by_template in any::<bool>(), levels in 0u8..4) {
        let template = by_template.then(template);
        // A list of contents is no part of the document.
        let mut style = style_that_keeps();
        style.contents.levels = levels;
        let written = document_to_docx_with(&document, &style, &DocxOptions { template, ..DocxOptions::default() }).unwrap();
        // Pictures have a description or not, as it comes.
        let codes = written.findings.iter().map(|finding| finding.code());
        let said: Vec<_> = codes.filter(|code| *code != "picture-not-described").collect();
        prop_assert_eq!(said, Vec::<&str>::new());
        let options = ReadOptions { tracked_changes: TrackedChanges::Keep, ..ReadOptions::default() };
        let read = docx_to_document_with(&written.value, &options).unwrap().value;
        let expected = as_carried(&document.blocks, &read.blocks);
        let json = |blocks: &[Block]| serde_json::to_string(blocks).unwrap();
        prop_assert!(read.blocks == expected, "\nread  {}\nwrote {}", json(&read.blocks), json(&expected));
        prop_assert_eq!((read.media, read.properties), (document.media, document.properties));
    }
}

/// Writes documents made up at random into the folder `NIANBAO_MADE_UP` names, for other programs to look at.
#[test]
#[ignore = "writes files; run by .ci/run"]
fn made_up_documents_are_written_to_a_folder() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let folder = std::path::PathBuf::from(std::env::var_os("NIANBAO_MADE_UP").expect("NIANBAO_MADE_UP names a folder"));
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for number in 0..150 {
        let document = document().new_tree(&mut runner).unwrap().current();
        std::fs::write(
            folder.join(format!("{number:03}.docx")),
            document_to_docx(&document, &style_that_keeps()).unwrap().value,
        )
        .unwrap();
    }
}
