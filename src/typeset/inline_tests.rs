//! Links, colours and readings, checked on positions.

use super::fixture::marked;
use super::tests::{compose, han, lines, logical_text, printed, texts};
use super::*;
use crate::document::{
    Block, Break, Cell, Color, Content, Document, FontName, Formula, Grid, Heading, Inline, Link, Marks, MathMl,
    Paragraph, Ruby, Text,
};
use crate::font::Faces;

#[test]
fn links_within_the_document_lead_to_their_places() {
    let link = |target: &str, text: &str| Inline::Link(Link { target: target.into(), content: Content::plain(text) });
    let anchor = |name: &str| Inline::Anchor(name.into());
    let rich = |inlines| Block::runs(Content::new(inlines));
    let mut table = Grid::new(1, 1, vec![Cell::new(0, 0, vec![rich(vec![anchor("格"), Inline::text("一")])])]).unwrap();
    table.header_rows = 0;
    let heading = Block::Heading(Heading {
        level: 1,
        content: Content::new(vec![anchor("节"), Inline::text("一、总体情况")]),
        origin: Default::default(),
    });
    let document = Document {
        blocks: vec![
            rich(vec![link("#节", "见一"), Inline::text("，"), link("#无", "见无"), link("#末", "见末")]),
            Block::Break(Break::Page),
            heading,
            rich(vec![Inline::text(han(40)), anchor("中"), Inline::text(han(20))]),
            Block::Table(table),
            rich(vec![anchor("末")]),
        ],
        ..Document::default()
    };
    let style = Style::gongwen().unwrap();
    let Warned { value: pages, findings } = document_to_pages(&document, &style, &Faces::embedded(&style));
    let codes: Vec<_> = findings.iter().map(|finding| finding.code()).collect();
    assert_eq!(codes, ["link-not-written"], "the place that is not there");
    let areas = pages.pages[0].items.iter().filter_map(|item| match item {
        Item::Link(LinkArea { target: LinkTarget::Anchor(name), .. }) => Some(name.as_str()),
        _ => None,
    });
    assert_eq!(areas.collect::<Vec<_>>(), ["节", "末"]);
    let places: Vec<(&str, f32)> = pages.pages[1]
        .items
        .iter()
        .filter_map(
            |item| if let Item::Anchor(anchor) = item { Some((anchor.name.as_str(), anchor.y_pt)) } else { None },
        )
        .collect();
    let names: Vec<_> = places.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["节", "中", "格", "末"]);
    let lines = lines(&pages);
    let base = |text: &str| lines.iter().find(|line| line.page == 1 && line.text.starts_with(text)).unwrap().y;
    let pitch = style.page.line_pitch_pt();
    assert!((base("一、") - places[0].1 - 20.0).abs() < pitch / 4.0, "the upper edge of its line");
    assert!((places[1].1 - places[0].1 - 2.0 * pitch).abs() < 0.1, "the second line of the paragraph");
    assert!(places.windows(2).all(|pair| pair[0].1 < pair[1].1), "{places:?}");
    assert!(pages.structure.elements.iter().filter(|element| element.tag == Tag::Link).count() == 2);
}

fn formula(text: &str, inner: &str, display: bool) -> Inline {
    let mathml = (!inner.is_empty()).then(|| MathMl::new(&format!("<math>{inner}</math>")).unwrap());
    Inline::Formula(Formula { text: text.into(), mathml, display })
}

const HALF: &str = "<mfrac><mi>a</mi><mi>b</mi></mfrac>";

fn formulas(pages: &Pages) -> Vec<&PlacedFormula> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| if let Item::Formula(formula) = item { Some(formula) } else { None }).collect()
}

#[test]
fn a_formula_stands_in_its_line_and_is_said_as_its_text() {
    let content = Content::new(vec![Inline::text("占"), formula("a/b", HALF, false), Inline::text(han(60))]);
    let pages = compose(vec![Block::runs(content)]);
    let placed = formulas(&pages);
    let [placed] = placed.as_slice() else { panic!("{placed:?}") };
    assert_eq!((placed.text.as_str(), placed.runs.len(), placed.bars.len()), ("a/b", 2, 1));
    let lines = lines(&pages);
    let before = lines.iter().find(|line| line.text.starts_with('占')).unwrap();
    assert!(placed.x_pt > before.x + 15.0 && placed.y_pt < before.y && placed.y_pt + placed.height_pt > before.y);
    let element = pages.structure.elements.iter().find(|element| element.tag == Tag::Formula).unwrap();
    assert_eq!(element.alt.as_deref(), Some("a/b"));
    assert!(placed.runs.iter().all(|run| run.content == placed.content));
}

/// No formula touches another, nor the text around it: lines make room for it.
#[test]
fn formulas_on_lines_of_their_own_stand_in_the_middle_and_make_room() {
    let tall = format!("<mfrac>{HALF}{HALF}</mfrac>");
    let alone = |inner: &str| Block::runs(Content::new(vec![formula("(a/b)/(a/b)", inner, true)]));
    let within = Content::new(vec![Inline::text(han(3)), formula("(a/b)/(a/b)", &tall, true), Inline::text(han(5))]);
    let pages =
        compose(vec![Block::text(han(3)), alone(&tall), alone(&tall), Block::runs(within), Block::text(han(2))]);
    let placed = formulas(&pages);
    let style = Style::gongwen().unwrap();
    let (left, width) = (style.page.left_mm * PT_PER_MM, style.page.text_width_mm() * PT_PER_MM);
    assert!((placed[0].x_pt + placed[0].width_pt / 2.0 - left - width / 2.0).abs() < 0.1, "{:?}", placed[0].x_pt);
    assert_eq!(placed.len(), 3);
    let size = style.paragraphs.body.size_pt;
    let mut spans: Vec<(f32, f32)> = placed.iter().map(|f| (f.y_pt, f.y_pt + f.height_pt)).collect();
    let lines = lines(&pages);
    spans.extend(lines.iter().filter(|line| !line.artifact).map(|line| (line.y - 0.8 * size, line.y + 0.1 * size)));
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{spans:?}");
    assert_eq!(
        lines.iter().filter(|line| !line.artifact).count(),
        4,
        "the text around the third is on lines of its own"
    );
}

#[test]
fn a_formula_that_is_a_line_or_can_not_be_set_is_its_text() {
    let codes = |inline: Inline| {
        let document = Document { blocks: vec![Block::runs(Content::new(vec![inline]))], ..Document::default() };
        let style = Style::gongwen().unwrap();
        let Warned { value, findings } = document_to_pages(&document, &style, &Faces::embedded(&style));
        assert!(formulas(&value).is_empty());
        (logical_text(&value), findings.iter().map(|finding| finding.code()).collect::<Vec<_>>())
    };
    assert_eq!(codes(formula("y=1", "<mi>y</mi><mo>=</mo><mn>1</mn>", false)), ("y=1".to_owned(), vec![]));
    let said = vec!["formula-set-as-text"];
    assert_eq!(codes(formula("a/b", "<mfrac><mi>a</mi></mfrac>", false)), ("a/b".to_owned(), said.clone()));
    assert_eq!(codes(formula("x^2", "", false)), ("x^2".to_owned(), said));
}

/// In a cell it is as small as the text of the cell, and one wider than its room is reduced to it.
#[test]
fn formulas_are_as_large_as_what_they_stand_in() {
    let cell = vec![Block::runs(Content::new(vec![formula("a/b", HALF, false)]))];
    let long = format!("<mfrac><mtext>{}</mtext><mn>2</mn></mfrac>", han(60));
    let paragraph = Paragraph { content: Content::new(vec![formula("x", &long, true)]), ..Paragraph::default() };
    let pages = compose(vec![
        Block::runs(Content::new(vec![formula("a/b", HALF, false)])),
        Block::Table(Grid::new(1, 1, vec![Cell::new(0, 0, cell)]).unwrap()),
        Block::Paragraph(paragraph),
    ]);
    let placed = formulas(&pages);
    let style = Style::gongwen().unwrap();
    let ratio = style.paragraphs.cell.size_pt / style.paragraphs.body.size_pt;
    assert!((placed[1].height_pt - placed[0].height_pt * ratio).abs() < 0.3);
    let (left, width) = (style.page.left_mm * PT_PER_MM, style.page.text_width_mm() * PT_PER_MM);
    let last = placed[2].runs.iter().max_by_key(|run| run.text.len()).unwrap();
    assert!(
        placed[2].x_pt >= left - 0.01 && placed[2].width_pt <= width + 0.01 && last.size_pt < 10.0,
        "{:?}",
        placed[2]
    );
}

fn ruby(base: &str, reading: &str) -> Inline {
    Inline::Ruby(Ruby { base: Content::plain(base), reading: reading.into() })
}

/// JIS X 4051, 4.12: half as large, in the middle above its characters, which give way where it is wider.
#[test]
fn readings_stand_above_their_characters() {
    let inlines = vec![Inline::text(han(3)), ruby("年报", "nián"), ruby("庄", "zhuāng"), Inline::text(han(60))];
    let pages = compose(vec![Block::runs(Content::new(inlines))]);
    assert_eq!(logical_text(&pages), format!("{}年报nián庄zhuāng{}", han(3), han(60)));
    let runs: Vec<&GlyphRun> = pages.pages[0]
        .items
        .iter()
        .filter_map(
            |item| if let Item::Text(run) = item { Some(run).filter(|run| run.content.is_some()) } else { None },
        )
        .collect();
    let run = |text: &str| *runs.iter().find(|run| run.text == text).unwrap();
    let style = Style::gongwen().unwrap();
    let (size, em) = (style.paragraphs.body.size_pt, style.page.character_pitch_pt());
    let (base, reading) = (run("年报"), run("nián"));
    assert!((reading.size_pt - size / 2.0).abs() < 0.01);
    assert!((base.y_pt - reading.y_pt - 0.88 * size - 0.12 * size / 2.0).abs() < 0.01, "on its characters' squares");
    let middle = |run: &GlyphRun, width: f32| run.x_pt + width / 2.0;
    let faces = Faces::default();
    let width_of = |run: &GlyphRun| {
        let last = run.glyphs.last().unwrap();
        last.x_pt + crate::font::Shaper::new(&faces).advance(run.face, last.id) * run.size_pt
    };
    assert!((middle(base, 2.0 * em) - middle(reading, width_of(reading))).abs() < 0.6, "in the middle");
    let (base, reading) = (run("庄"), run("zhuāng"));
    let width = width_of(reading);
    assert!(width > em, "{width}");
    let glyph = base.x_pt + base.glyphs[0].x_pt;
    assert!((glyph + em / 2.0 - middle(reading, width)).abs() < 0.6);
    let after = runs
        .iter()
        .find(|run| run.text.starts_with(&han(1)) && run.x_pt > base.x_pt && (run.y_pt - base.y_pt).abs() < 0.01);
    assert!(after.unwrap().x_pt + 0.05 >= reading.x_pt + width, "nothing stands below the end of the reading");
    let lines = lines(&pages);
    let pitches: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|step| *step > 20.0).collect();
    assert!(pitches.iter().all(|step| (step - style.page.line_pitch_pt()).abs() < 0.05), "{pitches:?}");
    let tags: Vec<Tag> = pages.structure.elements.iter().map(|element| element.tag).collect();
    assert_eq!(tags.iter().filter(|tag| matches!(tag, Tag::Ruby | Tag::RubyBase | Tag::RubyText)).count(), 6);
}

#[test]
fn characters_with_a_reading_stay_on_one_line_and_long_ones_have_it_in_brackets() {
    for before in 20..30 {
        let inlines = vec![Inline::text(han(before)), ruby("政府信息", "zhèng fǔ xìn xī"), Inline::text("。")];
        let pages = compose(vec![Block::runs(Content::new(inlines))]);
        assert!(texts(&pages).iter().any(|line| line.contains("政府信息")), "{before}: {:?}", texts(&pages));
    }
    let long = ruby(&han(11), "cháng");
    let pages = compose(vec![Block::runs(Content::new(vec![long, ruby("甲", ""), ruby("", "yǐ")]))]);
    assert_eq!(logical_text(&pages), format!("{}（cháng）甲（yǐ）", han(11)));
}

/// In cells lines stand closer: they make room, and no reading touches the rule above.
#[test]
fn a_line_of_a_cell_makes_room_for_a_reading() {
    let cell = |inlines| vec![Block::runs(Content::new(inlines))];
    let cells = vec![
        Cell::new(0, 0, cell(vec![ruby("年", "nián"), Inline::text("报")])),
        Cell::new(1, 0, cell(vec![Inline::text("年报")])),
    ];
    let pages = compose(vec![Block::Table(Grid::new(2, 1, cells).unwrap())]);
    let levels: Vec<f32> = pages.pages[0]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) if (rule.from_pt.1 - rule.to_pt.1).abs() < 0.01 => Some(rule.from_pt.1),
            _ => None,
        })
        .collect();
    let lines = printed(&pages);
    let reading = lines.iter().find(|line| line.text == "nián").unwrap();
    assert!(reading.y - 4.5 * 0.88 > levels[0], "{reading:?} {levels:?}");
    assert!(levels[1] - levels[0] > levels[2] - levels[1], "{levels:?}");
}

#[test]
fn blanks_to_be_filled_in_are_ruled_as_far_as_they_reach() {
    let marks = Marks { underline: true, ..Marks::default() };
    for (blank, behind) in [("\t\t", "完"), ("　　", "完"), ("　　", ""), ("      ", "")] {
        let content = vec![Inline::text("日期："), marked(blank, marks), Inline::text(behind)];
        let pages = compose(vec![Block::runs(Content::new(content))]);
        let mut begins = Vec::new();
        let mut ruled = Vec::new();
        for item in &pages.pages[0].items {
            match item {
                Item::Text(run) if run.content.is_some() && !run.text.trim().is_empty() => {
                    begins.extend(run.glyphs.iter().map(|glyph| run.x_pt + glyph.x_pt));
                }
                Item::Rule(rule) => ruled.push((rule.from_pt.0, rule.to_pt.0)),
                _ => {}
            }
        }
        let [(from, to)] = ruled[..] else { panic!("{blank:?}: {ruled:?}") };
        // It begins behind the colon, the third sign, and ends where the next sign begins.
        assert!(from > begins[2] && to - from > 20.0, "{blank:?}: {from} {to} {begins:?}");
        if let (Some(next), false) = (begins.last(), behind.is_empty()) {
            assert!((to - next).abs() < 1.0, "{blank:?}: {to} {next}");
        }
    }
}

#[test]
fn colours_are_printed_where_the_style_keeps_them() {
    let (red, yellow) = (Color([0xC0, 0, 0]), Color([0xFF, 0xFF, 0]));
    let marks = Marks { color: Some(red), highlight: Some(yellow), underline: true, ..Marks::default() };
    let cell = Cell { shading: Some(yellow), ..Cell::new(0, 0, vec![Block::text("格")]) };
    let blocks = vec![
        Block::runs(Content::new(vec![Inline::text("黑"), marked("红字", marks), Inline::text("黑")])),
        Block::Table(Grid::new(1, 1, vec![cell]).unwrap()),
    ];
    let document = Document { blocks, ..Document::default() };
    let mut style = Style::gongwen().unwrap();
    let facts = |style: &Style| {
        let pages = document_to_pages(&document, style, &Faces::embedded(style)).value;
        let (mut texts, mut grounds, mut rules) = (Vec::new(), Vec::new(), Vec::new());
        for item in &pages.pages[0].items {
            match item {
                Item::Text(run) if run.content.is_some() => texts.push((run.text.clone(), run.color)),
                Item::Ground(ground) => grounds.push((ground.color, ground.width_pt.round(), ground.height_pt.round())),
                Item::Rule(rule) if rule.color != Color::BLACK => rules.push(rule.color),
                _ => {}
            }
        }
        (texts, grounds, rules)
    };
    let black = |text: &str| (text.to_owned(), Color::BLACK);
    let (texts, grounds, rules) = facts(&style);
    assert!(texts.iter().all(|(_, color)| *color == Color::BLACK) && grounds.is_empty() && rules.is_empty());
    style.emphasis.keep_colors = true;
    let (texts, grounds, rules) = facts(&style);
    assert_eq!(texts, [black("黑"), ("红字".to_owned(), red), black("黑"), black("格")]);
    let size = style.paragraphs.body.size_pt;
    assert_eq!((grounds.len(), grounds[0]), (2, (yellow, (2.0 * style.page.character_pitch_pt()).round(), size)));
    assert_eq!(rules, [red], "the underline has the colour of its text");
}

#[test]
fn text_set_apart_by_a_font_is_in_the_face_of_its_role_where_the_style_keeps_it() {
    let set = |text: &str, font: &str, marks: Marks| {
        Inline::Text(Text { text: text.into(), marks, font: FontName::new(font).ok() })
    };
    let bold = Marks { bold: true, ..Marks::default() };
    let runs = vec![
        set("楷", "楷体_GB2312", Marks::default()),
        Inline::text("仿"),
        // A font of no role, one of Latin text, and what bold text has anyway.
        set("异", "隶书", Marks::default()),
        set("PDF", "楷体", Marks::default()),
        set("粗", "楷体", bold),
    ];
    let document = Document { blocks: vec![Block::runs(Content::new(runs))], ..Document::default() };
    let mut style = Style::gongwen().unwrap();
    let faces = |style: &Style| {
        let pages = document_to_pages(&document, style, &Faces::embedded(style)).value;
        let runs = pages.pages[0].items.iter().filter_map(|item| match item {
            Item::Text(run) if run.content.is_some() => Some((run.text.clone(), run.face)),
            _ => None,
        });
        runs.flat_map(|(text, face)| text.chars().map(move |c| (c, face)).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    use crate::font::Face::{Fangsong, Heiti, Kaiti, Latin};
    let expected = |first| {
        [('楷', first), ('仿', Fangsong), ('异', Fangsong), ('P', Latin), ('D', Latin), ('F', Latin), ('粗', Heiti)]
    };
    assert_eq!(faces(&style), expected(Fangsong));
    style.emphasis.keep_fonts = true;
    assert_eq!(faces(&style), expected(Kaiti));
}
