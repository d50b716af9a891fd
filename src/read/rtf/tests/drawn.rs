//! Pictures that stand in no line, and what rows of tables say beside their text.

use super::{codes, grid, read};
use crate::document::{Block, Diagonal, Floating, Inline, InlineImage, TextDirection};
use crate::finding::{Location, Place};

const PICTURE: &str = r"{\pict\pngblip\picwgoal1440\pichgoal720 89504e470d0a1a0a}";

/// The pictures of a paragraph with this in it.
fn pictures(content: &str) -> Vec<InlineImage> {
    let read = read(&format!("{{\\rtf1 a{content}\\par}}")).value;
    let Some(Block::Paragraph(paragraph)) = read.blocks.first() else { panic!("{:?}", read.blocks) };
    let images = paragraph.content.inlines().iter().filter_map(|inline| match inline {
        Inline::Image(image) => Some(image.clone()),
        _ => None,
    });
    images.collect()
}

fn shape(place: &str, properties: &[(&str, &str)]) -> String {
    let properties: String =
        properties.iter().map(|(name, value)| format!("{{\\sp{{\\sn {name}}}{{\\sv {value}}}}}")).collect();
    format!("{{\\shp{{\\*\\shpinst{place}{properties}}}{{\\shprslt{{\\*\\do\\dpline}}{PICTURE}}}}}")
}

#[test]
fn pictures_of_shapes_float_where_these_do() {
    let (over, apart) = (Some(Floating::Over), Some(Floating::Apart));
    // What a shape says of its place may stand behind its picture.
    for (place, more, expected, why) in [
        (r"\shptop-1000\shpright2000\shpbottom1000\shpbypara\shpwr3", vec![], over, "it reaches the line"),
        (r"\shptop3000\shpright2000\shpbottom5000\shpbypara\shpwr3", vec![], apart, "far below the line"),
        (r"\shptop3000\shpright2000\shpbottom5000\shpbypage\shpwr3", vec![], over, "somewhere on the page"),
        (
            r"\shptop3000\shpright2000\shpbottom5000\shpbypara\shpbyignore\shpwr3",
            vec![("posrelv", "2")],
            over,
            "on the page",
        ),
        (
            r"\shptop3000\shpright2000\shpbottom5000\shpbypage\shpbyignore\shpwr3",
            vec![("posrelv", "3")],
            apart,
            "far below",
        ),
        (r"\shptop3000\shpright2000\shpbottom5000\shpbypara\shpwr3", vec![("posv", "2")], over, "in the middle"),
        (
            r"\shptop0\shpright2000\shpbottom2000\shpbypara\shpwr3\shpfblwtxt1",
            vec![("fBehindDocument", "1")],
            over,
            "under",
        ),
        (r"\shptop0\shpright2000\shpbottom2000\shpbypara\shpwr2", vec![], apart, "text makes way"),
        (r"\shptop0\shpright2000\shpbottom2000\shpbypara\shpwr1", vec![], apart, "text above and below"),
        (r"\shptop0\shpright2000\shpbottom2000\shpbypara\shpwr3", vec![("fPseudoInline", "1")], None, "in the line"),
        ("", vec![], None, "no place at all"),
    ] {
        let properties = [&[("pib", PICTURE)][..], &more, &[("wzDescription", "seal")]].concat();
        let found = pictures(&shape(place, &properties));
        let [image] = found.as_slice() else { panic!("{why}: {found:?}") };
        let width = if place.is_empty() { 25_400 } else { 35_277 };
        assert_eq!((image.floating, image.alt.as_str()), (expected, "seal"), "{why}");
        assert_eq!(image.size.map(|size| size.width_um), Some(width), "{why}");
    }
    assert_eq!(pictures(PICTURE)[0].floating, None);
    // A picture in the line of a text box is none of its shape's.
    let boxed = format!(r"{{\shp{{\*\shpinst\shpright9\shpbottom9\shpwr3{{\shptxt\pard b{PICTURE}\par}}}}}}");
    assert_eq!(pictures(&boxed), []);
    let inner = read(&format!("{{\\rtf1 a{boxed}\\par}}")).value;
    let shown = inner.blocks.iter().filter(|block| block.plain_text() == "b").count();
    assert_eq!((shown, inner.media.len()), (1, 1), "{:?}", inner.blocks);
}

#[test]
fn pictures_of_a_group_stand_where_it_does_and_hidden_ones_are_named() {
    let place = r"\shptop0\shpright2000\shpbottom2000\shpbypara\shpwr3";
    let inner = shape("", &[("pib", PICTURE), ("wzDescription", "one")]);
    let group = |inner: &str| format!(r"{{\shpgrp{{\*\shpinst{place}{{\sp{{\sn groupLeft}}{{\sv 0}}}}{inner}}}}}");
    let one = pictures(&group(&inner));
    assert_eq!((one[0].alt.as_str(), one[0].floating, one[0].size.is_some()), ("one", Some(Floating::Over), true));
    let two = pictures(&group(&inner.repeat(2)));
    assert_eq!(
        two.iter().map(|image| (image.floating, image.size)).collect::<Vec<_>>(),
        [(Some(Floating::Over), None); 2]
    );
    let hidden = read(&format!("{{\\rtf1 a{}\\par}}", shape(place, &[("pib", PICTURE), ("fHidden", "1")])));
    assert_eq!(codes(&hidden), ["hidden-text-dropped"]);
}

#[test]
fn cells_behind_the_last_that_is_defined_are_named() {
    let at = |source: &str| {
        let read = read(source);
        let found = read.findings.iter().find(|finding| finding.code() == "cells-undefined");
        found.map(|finding| {
            let value = |name| finding.value(name).unwrap_or_default().to_owned();
            (finding.location().clone(), [value("rows"), value("row"), value("defined")].join(" "))
        })
    };
    let cell = |table, row, column| Location { place: Some(Place::Cell { table, row, column }), ..Location::default() };
    let one = r"\trowd\cellx1000\intbl 1\cell\row\pard x\par";
    let source = format!(r"{{\rtf1{one}\trowd\cellx1000\cellx2000\intbl 1\cell 2\cell\row 1\cell 2\cell 3\cell\row}}");
    assert_eq!(at(&source), Some((cell(2, 2, 3), "1 2 2".to_owned())));
    assert_eq!(
        at(&format!(r"{{\rtf1{{\header{one}}}{one}\trowd\intbl 1\cell\row\pard y}}")).map(|found| found.0),
        Some(cell(2, 1, 1))
    );
    // Blank ones are none.
    let blank = format!(r"{{\rtf1{one}\trowd\cellx1000\cellx2000\intbl 1\cell 2\cell\cell\cell\row}}");
    assert_eq!(at(&blank), None);
    // Text behind the last cell is a cell.
    assert_eq!(at(r"{\rtf1\trowd\cellx1000\intbl 1\cell 2\row}").map(|found| found.0), Some(cell(1, 1, 2)));
    assert_eq!(at(&format!(r"{{\rtf1{one}}}")), None);
}

#[test]
fn lines_across_cells_and_vertical_text_are_kept() {
    let source = r"{\rtf1\trowd\clbrdrt\brdrs\cldglu\brdrs\brdrw10\cellx1000\cldgll\brdrs\cltxtbrl\cellx2000\cldglu\brdrnone\cltxbtlr\cellx3000\pard\intbl a\cell b\cell c\cell\row}";
    let read = grid(source);
    let found: Vec<_> = read.cells().iter().map(|cell| (cell.diagonal, cell.direction)).collect();
    assert_eq!(
        found,
        [
            (Diagonal::Falling, TextDirection::Horizontal),
            (Diagonal::Rising, TextDirection::Vertical),
            (Diagonal::None, TextDirection::Upwards),
        ]
    );
}

#[test]
fn what_is_cut_off_pictures_is_kept() {
    use crate::document::Crop;
    let cut = r"\piccropl144\piccropr288\piccropb72";
    let found = pictures(&PICTURE.replace(r"\pngblip", &format!(r"{cut}\pngblip")));
    let crop = Crop { left: 10_000, top: 0, right: 20_000, bottom: 10_000 };
    assert_eq!(found[0].crop, Some(crop));
    // The size is that of all of it.
    assert_eq!(found[0].size.map(|size| (size.width_um, size.height_um)), Some((17_780, 11_430)));
    let place = r"\shptop0\shpright2000\shpbottom2000\shpbypara\shpwr3";
    let found = pictures(&shape(place, &[("pib", PICTURE), ("cropFromTop", "16384")]));
    assert_eq!(found[0].crop, Some(Crop { left: 0, top: 25_000, right: 0, bottom: 0 }));
}

#[test]
fn a_row_round_a_table_may_be_defined_before_that() {
    // As LibreOffice saves a table in a table in a table, whose row is joined.
    let source = r"{\rtf1\pard\intbl\itap2 a\par\pard\intbl\itap3 b\nestcell\pard\intbl\itap3 c\nestcell{\*\nesttableprops\trowd\trleft5\cellx1404\trowd\trleft5\cellx505\cellx1004\nestrow}{\nonesttables\par}\pard\intbl\itap2\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\pard\intbl\itap2 x\nestcell\pard\intbl\itap2 y\nestcell{\*\nesttableprops\trowd\trleft5\cellx705\cellx1404\nestrow}{\nonesttables\par}\pard\intbl z\cell\trowd\cellx3000\row}";
    let outer = grid(source);
    let tables = outer.cells()[0].content.iter().filter_map(|block| match block {
        Block::Table(grid) => {
            Some((grid.columns(), grid.cells().iter().map(|cell| cell.column_span).collect::<Vec<_>>()))
        }
        _ => None,
    });
    assert_eq!(tables.collect::<Vec<_>>(), [(2, vec![2, 1, 1])]);
    assert_eq!(codes(&read(source)), [""; 0]);
}
