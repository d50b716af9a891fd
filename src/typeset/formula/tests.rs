//! Boxes checked on positions.

use super::*;
use crate::document::MathMl;
use crate::font::Faces;
use proptest::prelude::*;

const SIZE: f32 = 16.0;

fn read_math(inner: &str, display: bool) -> Reading {
    read_as("", inner, display)
}

fn read_as(text: &str, inner: &str, display: bool) -> Reading {
    let mathml = Some(MathMl::new(&format!("<math>{inner}</math>")).unwrap());
    let faces = Faces::default();
    read(&Formula { text: text.into(), mathml, display }, &mut Glyphs::new(&faces), Face::Fangsong)
}

fn set(inner: &str, display: bool) -> MathBox {
    let Reading::Layout(layout) = read_math(inner, display) else { panic!("{inner}: {:?}", read_math(inner, display)) };
    let look = Type { face: Face::Fangsong, size: SIZE, em: SIZE, own_latin: false };
    let faces = Faces::default();
    layout.set(&mut Glyphs::new(&faces), look, ContentId(0))
}

/// The runs with a text, from the left.
fn runs<'b>(set: &'b MathBox, text: &str) -> Vec<&'b GlyphRun> {
    let mut found: Vec<&GlyphRun> = set.runs.iter().filter(|run| run.text == text).collect();
    found.sort_by(|a, b| a.x_pt.total_cmp(&b.x_pt));
    found
}

fn run<'b>(set: &'b MathBox, text: &str) -> &'b GlyphRun {
    let found = runs(set, text);
    assert_eq!(found.len(), 1, "{text} in {:?}", set.runs.iter().map(|run| &run.text).collect::<Vec<_>>());
    found[0]
}

#[test]
fn what_is_divided_stands_above_and_below_a_bar() {
    let set = set("<mfrac><mn>12</mn><mi>y</mi></mfrac>", true);
    let [bar] = set.bars.as_slice() else { panic!("{:?}", set.bars) };
    let (above, below) = (run(&set, "12"), run(&set, "y"));
    assert!(above.y_pt < bar.from_pt.1 && bar.from_pt.1 < below.y_pt - 0.45 * SIZE, "{set:?}");
    assert!((above.size_pt - SIZE).abs() < 0.01, "as large as the line where there is room");
    assert!(bar.from_pt.0 < above.x_pt && bar.to_pt.0 > below.x_pt, "as long as the longer of both");
    let small = self::set("<mfrac><mn>12</mn><mi>y</mi></mfrac>", false);
    assert!(small.height < set.height && run(&small, "12").size_pt < SIZE, "smaller within a line of text");
    assert!(self::set("<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>", true).bars.is_empty());
}

#[test]
fn scripts_are_small_and_stand_high_and_low() {
    let set = set("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", false);
    let (base, lower, upper) = (run(&set, "x"), run(&set, "1"), run(&set, "2"));
    assert!(lower.size_pt < 0.75 * SIZE && upper.size_pt < 0.75 * SIZE);
    assert!(lower.y_pt > base.y_pt + 1.0 && upper.y_pt < base.y_pt - 5.0);
    assert!(lower.y_pt - 0.67 * lower.size_pt > upper.y_pt, "they do not touch");
    assert!(upper.x_pt > base.x_pt);
    let before = self::set("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>12</mn></mmultiscripts>", false);
    assert!(run(&before, "12").x_pt < run(&before, "C").x_pt);
}

#[test]
fn a_prime_stands_as_high_as_it_is_made_and_numbers_are_not_parted() {
    let primed = set("<msup><mi>f</mi><mo>′</mo></msup><mfrac><mn>1</mn><mn>2</mn></mfrac>", false);
    let prime = run(&primed, "′");
    assert!(prime.y_pt.abs() < 0.01 && (prime.size_pt - SIZE).abs() < 0.01, "{prime:?}");
    let gap = |sign: &str| {
        let inner = format!("<mn>1</mn><mo>{sign}</mo><mn>234</mn><msup><mi>x</mi><mi>y</mi></msup>");
        let set = set(&inner, false);
        run(&set, "234").x_pt - run(&set, sign).x_pt
    };
    assert!(gap(",") < 0.3 * SIZE && gap(";") > 0.4 * SIZE);
    assert!(matches!(read_math("<mi>y</mi>", false), Reading::Layout(_)), "without a text there is only the structure");
}

#[test]
fn limits_stand_above_and_below_where_there_is_room() {
    let sum = "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>x</mi>";
    let tall = set(sum, true);
    let (sign, low, high) = (run(&tall, "∑"), run(&tall, "i"), run(&tall, "n"));
    assert!(low.y_pt > sign.y_pt + 3.0 && high.y_pt < sign.y_pt - SIZE);
    assert!((low.x_pt - sign.x_pt).abs() < SIZE, "in its middle");
    let flat = set(sum, false);
    assert!(run(&flat, "i").x_pt > run(&flat, "∑").x_pt + 0.5 * SIZE && flat.height < tall.height);
    let mean = set("<mover><mi>x</mi><mo>¯</mo></mover>", false);
    assert!(mean.bars.len() == 1 && mean.bars[0].from_pt.1 < -0.45 * SIZE, "{:?}", mean.bars);
    let hat = set("<mover accent='true'><mi>x</mi><mo>\u{302}</mo></mover>", false);
    assert_eq!(run(&hat, "ˆ").text, "ˆ");
}

#[test]
fn roots_cover_what_is_in_them() {
    let set = set("<mroot><mfrac><mi>a</mi><mi>b</mi></mfrac><mn>3</mn></mroot>", true);
    let top = set.bars.iter().map(|bar| bar.from_pt.1).fold(0.0, f32::min);
    let sign = run(&set, "√");
    assert!(top < run(&set, "a").y_pt - 0.4 * SIZE, "the bar is above all");
    assert!(sign.size_pt > SIZE && sign.narrowing < 1.0, "drawn out, its strokes no thicker");
    assert!(run(&set, "3").x_pt < sign.x_pt + SIZE / 2.0);
}

#[test]
fn brackets_grow_with_what_they_hold() {
    let tall = "<mfrac><mi>a</mi><mi>b</mi></mfrac>";
    let set = set(&format!("<mo>(</mo>{tall}<mo>)</mo><mo>+</mo><mo>(</mo><mi>c</mi><mo>)</mo>"), true);
    let (open, close) = (runs(&set, "("), runs(&set, ")"));
    assert!(open[0].size_pt > 1.5 * SIZE && open[0].narrowing < 1.0 && close[0].size_pt > 1.5 * SIZE);
    assert!((open[1].size_pt - SIZE).abs() < 0.01, "those around a letter do not");
    let plain = self::set(&format!("<mo stretchy='false'>(</mo>{tall}"), true);
    assert!((run(&plain, "(").size_pt - SIZE).abs() < 0.01);
}

#[test]
fn cells_of_arrays_stand_in_rows_and_columns() {
    let row = |a: &str, b: &str| format!("<mtr><mtd><mn>{a}</mn></mtd><mtd><mn>{b}</mn></mtd></mtr>");
    let set = set(&format!("<mo>[</mo><mtable>{}{}</mtable><mo>]</mo>", row("1", "2"), row("3", "4")), true);
    let at = |text: &str| (run(&set, text).x_pt, run(&set, text).y_pt);
    let ((x1, y1), (x2, y2), (x3, y3), (x4, y4)) = (at("1"), at("2"), at("3"), at("4"));
    assert!((x1 - x3).abs() < 0.01 && (x2 - x4).abs() < 0.01 && x2 > x1 + SIZE);
    assert!((y1 - y2).abs() < 0.01 && (y3 - y4).abs() < 0.01 && y3 > y1 + SIZE);
}

#[test]
fn what_is_known_is_set_what_is_not_is_said() {
    assert!(matches!(read_as("y=1", "<mi>y</mi><mo>=</mo><mn>1</mn>", false), Reading::Line));
    let unknown = [
        "<merror><mi>x</mi></merror>",
        "<mfrac><mn>1</mn></mfrac>",
        "<menclose notation='roundedbox'><mi>x</mi></menclose>",
        "<mtable><mtr><mtd columnspan='2'><mi>x</mi></mtd></mtr></mtable>",
        "<msup><mi>\u{E000}</mi><mn>2</mn></msup>",
    ];
    for inner in unknown {
        assert!(matches!(read_math(inner, false), Reading::Unknown), "{inner}");
    }
    let none = Formula { text: "x".into(), mathml: None, display: false };
    assert!(matches!(read(&none, &mut Glyphs::new(&Faces::default()), Face::Fangsong), Reading::Unknown));
}

/// Formulas of all parts that are set, and how many letters are in them.
fn formulas() -> impl Strategy<Value = (String, usize)> {
    let leaf = prop_oneof![
        Just(("<mi>x</mi>".to_owned(), 1)),
        Just(("<mn>12</mn>".to_owned(), 2)),
        Just(("<mtext>件数</mtext>".to_owned(), 2)),
    ];
    leaf.prop_recursive(5, 24, 3, |inner| {
        let two = |name: &'static str| {
            move |((a, m), (b, n)): ((String, usize), (String, usize))| (format!("<{name}>{a}{b}</{name}>"), m + n)
        };
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            pair().prop_map(two("mfrac")),
            pair().prop_map(two("msup")),
            pair().prop_map(two("msub")),
            pair().prop_map(two("mroot")),
            pair().prop_map(two("munder")),
            pair().prop_map(two("mrow")),
            inner.clone().prop_map(|(a, n)| (format!("<msqrt>{a}</msqrt>"), n)),
            inner.clone().prop_map(|(a, n)| (format!("<mrow><mo>(</mo>{a}<mo>)</mo></mrow>"), n)),
            inner.clone().prop_map(|(a, n)| (format!("<menclose notation='box'>{a}</menclose>"), n)),
            pair().prop_map(|((a, m), (b, n))| {
                (format!("<mtable><mtr><mtd>{a}</mtd></mtr><mtr><mtd>{b}</mtd></mtr></mtable>"), m + n)
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Every letter is printed once, within the box and clear of every other base line's.
    #[test]
    fn all_of_a_formula_is_within_its_box((inner, letters) in formulas(), display: bool) {
        let set = set(&inner, display);
        let printed: usize = set.runs.iter().map(|run| run.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
        prop_assert_eq!(printed, letters);
        for run in &set.runs {
            let last = run.glyphs.last().map_or(0.0, |glyph| glyph.x_pt);
            prop_assert!(run.x_pt >= -0.01 && run.x_pt + last <= set.width + 0.01, "{} of {}", run.x_pt + last, set.width);
            prop_assert!(run.y_pt >= -set.height - 0.01 || run.text == "√" || run.text == "(", "{run:?}");
            prop_assert!(run.size_pt.is_finite() && run.narrowing > 0.0);
        }
        for bar in &set.bars {
            for (x, y) in [bar.from_pt, bar.to_pt] {
                prop_assert!(x >= -1.0 && x <= set.width + 0.01, "{bar:?} in {}", set.width);
                prop_assert!(y >= -set.height - 0.01 && y <= set.depth + 0.01, "{bar:?}");
            }
        }
    }
}
