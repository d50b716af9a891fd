//! Pictures looked at through another decoder.

use super::*;
use crate::document::{Block, Document, Figure, MediaType, Medium, Size};
use crate::style::Style;
use crate::typeset::{Item, document_to_pages};
use image::{GrayImage, ImageFormat};

fn pages(blocks: Vec<Block>) -> Pages {
    let document = Document { blocks, ..Document::default() };
    document_to_pages(&document, &Style::gongwen().unwrap(), &Default::default()).value
}

fn drawn(pages: &Pages, dpi: u16) -> Vec<GrayImage> {
    let pictures = pages_to_png(pages, &PngOptions { dpi, page: None }).unwrap();
    let decode =
        |p: &PagePicture| image::load_from_memory_with_format(&p.bytes, ImageFormat::Png).unwrap().into_luma8();
    pictures.iter().map(decode).collect()
}

/// The box around everything darker than half grey: left, top, right, bottom.
fn ink(picture: &GrayImage) -> Option<(u32, u32, u32, u32)> {
    let dark = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] < 128);
    dark.fold(None, |found, (x, y, _)| {
        let (l, t, r, b) = found.unwrap_or((x, y, x, y));
        Some((l.min(x), t.min(y), r.max(x), b.max(y)))
    })
}

#[test]
fn a_page_is_as_large_as_the_paper_at_its_resolution() {
    for (dpi, size) in [(60, (496, 702)), (72, (595, 842)), (300, (2480, 3508))] {
        assert_eq!(drawn(&pages(vec![Block::text("公开")]), dpi)[0].dimensions(), size, "{dpi} dpi");
    }
}

#[test]
fn glyphs_stand_where_the_pages_have_them() {
    let mut pages = pages(vec![Block::text("口")]);
    // The page number aside.
    pages.pages[0].items.truncate(1);
    let Item::Text(run) = pages.pages[0].items[0].clone() else { panic!("a run comes first") };
    let ink_box = crate::font::Shaper::new(&pages.faces).ink(run.face, run.glyphs[0].id);
    let (left, top, right, bottom) = ink(&drawn(&pages, 288)[0]).unwrap();
    let at = |points: f32| points * 4.0;
    let wanted = [
        (left, at(run.x_pt + run.glyphs[0].x_pt + ink_box.left * run.size_pt)),
        (right, at(run.x_pt + run.glyphs[0].x_pt + ink_box.right * run.size_pt)),
        (top, at(run.y_pt - ink_box.top * run.size_pt)),
        (bottom, at(run.y_pt - ink_box.bottom * run.size_pt)),
    ];
    for (found, wanted) in wanted {
        assert!((found as f32 - wanted).abs() <= 2.0, "{wanted:?}, found {found}");
    }
}

#[test]
fn rules_are_drawn_whole_and_alike() {
    let mut pages = pages(Vec::new());
    let rule = |from_pt, to_pt| {
        Item::Rule(crate::typeset::Rule { from_pt, to_pt, width_pt: 0.5, color: crate::document::Color::BLACK })
    };
    pages.pages[0].items = vec![rule((100.0, 100.3), (200.0, 100.3)), rule((150.2, 90.0), (150.2, 120.0))];
    let picture = &drawn(&pages, 72)[0];
    let dark = picture.pixels().filter(|p| p.0[0] == 0).count();
    let grey = picture.pixels().filter(|p| (1..255).contains(&p.0[0])).count();
    assert_eq!((dark, grey), (101 + 31 - 1, 0), "one pixel thick, none half covered");
}

#[test]
fn a_picture_fills_its_place_and_keeps_its_colour() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 20, image::Rgb([200, 0, 0])).write_to(&mut bytes, ImageFormat::Png).unwrap();
    let medium = Medium { media_type: MediaType::Png, bytes: bytes.into_inner().into() };
    let size = Some(Size { width_um: 50_800, height_um: 25_400 });
    let figure = Figure {
        media: "a.png".into(),
        alt: String::new(),
        decorative: false,
        size,
        crop: None,
        origin: Default::default(),
    };
    let document = Document {
        blocks: vec![Block::Figure(figure)],
        media: [("a.png".to_owned(), medium)].into(),
        ..Document::default()
    };
    let pages = document_to_pages(&document, &Style::gongwen().unwrap(), &Default::default()).value;
    let png = &pages_to_png(&pages, &PngOptions { dpi: 72, page: None }).unwrap()[0].bytes;
    let picture = image::load_from_memory(png).unwrap().into_rgb8();
    let red = picture.pixels().filter(|p| p.0 == [200, 0, 0]).count();
    assert!(red.abs_diff(144 * 72) <= 2 * (144 + 72), "{red} pixels");
}

#[test]
fn grounds_and_glyphs_have_their_colours() {
    use crate::document::{Color, Content, Inline, Marks, Text};
    let marks = Marks { color: Some(Color([0, 0, 200])), highlight: Some(Color([255, 255, 0])), ..Marks::default() };
    let text = Inline::Text(Text::new("口", marks));
    let document = Document { blocks: vec![Block::runs(Content::new(vec![text]))], ..Document::default() };
    let mut style = Style::gongwen().unwrap();
    style.emphasis.keep_colors = true;
    let pages = document_to_pages(&document, &style, &Default::default()).value;
    let png = &pages_to_png(&pages, &PngOptions { dpi: 144, page: None }).unwrap()[0].bytes;
    let picture = image::load_from_memory(png).unwrap().into_rgb8();
    let count = |colour: [u8; 3]| picture.pixels().filter(|p| p.0 == colour).count();
    let (yellow, blue) = (count([255, 255, 0]), picture.pixels().filter(|p| p.0[2] > 150 && p.0[0] < 80).count());
    assert!((32 * 16..=34 * 34).contains(&yellow) && blue > 10, "{yellow} yellow, {blue} blue");
}

#[test]
fn what_can_not_be_drawn_is_refused_by_name() {
    let pages = pages(vec![Block::text("公开")]);
    let code = |dpi, page| pages_to_png(&pages, &PngOptions { dpi, page }).unwrap_err().code();
    assert_eq!(code(19, None), "resolution-out-of-range");
    assert_eq!(code(601, None), "resolution-out-of-range");
    assert_eq!(code(60, Some(0)), "page-out-of-range");
    assert_eq!(code(60, Some(2)), "page-out-of-range");
    assert_eq!(pages_to_png(&pages, &PngOptions { dpi: 20, page: Some(1) }).unwrap()[0].page, 1);
}

#[test]
fn a_page_beyond_all_bounds_is_no_picture() {
    let mut pages = pages(vec![Block::text("公开")]);
    pages.pages[0].width_pt = f32::INFINITY;
    let error = pages_to_png(&pages, &PngOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.finding().value("page")), ("png-not-written", Some("1")));
}

#[test]
fn drawing_twice_gives_the_same_bytes() {
    let pages = pages(vec![Block::text("政府信息公开2021")]);
    let draw = || pages_to_png(&pages, &PngOptions::default()).unwrap();
    assert_eq!(draw(), draw());
}
