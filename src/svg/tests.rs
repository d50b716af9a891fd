use super::*;
use std::time::{Duration, Instant};

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"96\" height=\"48\">{inner}</svg>"
    )
}

fn read(inner: &str) -> Result<Drawing, String> {
    Drawing::read(svg(inner).as_bytes())
}

fn fault(inner: &str) -> String {
    read(inner).err().unwrap_or_default()
}

/// The picture's pixels, drawn in its own size.
fn pixels(inner: &str) -> image::RgbaImage {
    let drawing = read(inner).unwrap();
    let file = drawing.to_png(drawing.size()).unwrap();
    image::load_from_memory(&file).unwrap().into_rgba8()
}

fn dark(picture: &image::RgbaImage) -> usize {
    picture.pixels().filter(|pixel| pixel.0[3] > 128 && pixel.0[0] < 128).count()
}

#[test]
fn a_picture_is_drawn_in_300_dots_to_the_inch_of_its_size() {
    let drawing = read("<rect width=\"48\" height=\"48\" fill=\"#369\"/>").unwrap();
    assert_eq!(drawing.size(), Size { width_um: 25_400, height_um: 12_700 });
    let picture = pixels("<rect width=\"48\" height=\"48\" fill=\"#369\"/>");
    assert_eq!(picture.dimensions(), (300, 150));
    assert_eq!(picture.get_pixel(10, 10).0, [0x33, 0x66, 0x99, 0xFF]);
    assert_eq!(picture.get_pixel(290, 10).0[3], 0);
}

#[test]
fn text_is_set_in_our_own_faces_whatever_it_asks_for() {
    let one = pixels("<text x=\"2\" y=\"30\" font-size=\"20\" font-family=\"No Such Font\">公开1</text>");
    assert!(dark(&one) > 1_000, "{}", dark(&one));
    for family in ["宋体", "SimSun", "serif", "Nobody's"] {
        let other = pixels(&format!("<text x=\"2\" y=\"30\" font-size=\"20\" font-family=\"{family}\">公开1</text>"));
        assert!(other == one, "{family}");
    }
    let bold = pixels("<text x=\"2\" y=\"30\" font-size=\"20\" font-weight=\"bold\">公开1</text>");
    assert!(dark(&bold) > dark(&one));
    // Letters that a face of Chinese names lack are of another; what no face has is no picture.
    assert!(dark(&pixels("<text x=\"2\" y=\"30\" font-size=\"20\" font-family=\"Times New Roman\">公开</text>")) > 500);
    assert_eq!(fault("<text y=\"30\">\u{1F600}</text>"), "SVG: <text>");
}

#[test]
fn what_cannot_be_drawn_wholly_is_not_drawn() {
    assert_eq!(fault("<image href=\"data:image/png;base64,AAAA\"/>"), "SVG: <image>");
    assert_eq!(fault("<image href=\"/etc/passwd\"/>"), "SVG: <image>");
    assert_eq!(fault("<foreignObject><p>a</p></foreignObject>"), "SVG: <foreignObject>");
    assert!(read("<switch><foreignObject/><text y=\"20\">甲</text></switch>").is_ok());
    assert_eq!(fault("<use href=\"other.svg#a\"/>"), "SVG: href");
    assert!(read("<a href=\"https://a.cn/\"><rect width=\"1\" height=\"1\"/></a>").is_ok());
    assert_eq!(fault("<filter id=\"f\"><feTurbulence/></filter>"), "SVG: <feTurbulence>");
    assert!(fault("<g>").starts_with("SVG: "));
    assert!(Drawing::read(&[b'<', b's', b'v', b'g', b' ', 0xFF]).is_err());
    assert!(Drawing::read(b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1e9\" height=\"1\"/>").is_err());
}

/// What a few lines make millions of.
#[test]
fn what_would_take_long_is_refused_at_once() {
    let begun = Instant::now();
    let doubling: String =
        (1..40).map(|n| format!("<g id=\"g{n}\"><use href=\"#g{0}\"/><use href=\"#g{0}\"/></g>", n - 1)).collect();
    assert!(
        fault(&format!("<g id=\"g0\"><path d=\"M0 0h9\"/></g>{doubling}<use href=\"#g39\"/>")).starts_with("SVG: >")
    );
    assert_eq!(fault("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"), "SVG: href");
    let nested = format!("{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000));
    assert!(fault(&nested).starts_with("SVG: "), "{}", fault(&nested));
    let entities = "<!DOCTYPE svg [<!ENTITY a \"0123456789\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    assert_eq!(Drawing::read(format!("{entities}{}", svg("&b;")).as_bytes()).err().unwrap(), "SVG: <!ENTITY>");
    let markers = format!(
        "<marker id=\"m\">{}</marker><path marker-mid=\"url(#m)\" d=\"M0 0{}\"/>",
        "<path d=\"M0 0h1\"/>".repeat(100),
        "L1 1".repeat(2_000)
    );
    assert!(fault(&markers).starts_with("SVG: >"));
    let sheet = format!(
        "<style>rect{{mask:url(#m)}}</style><mask id=\"m\">{}</mask>{}",
        "<path d=\"M0 0h1\"/>".repeat(500),
        "<rect width=\"9\" height=\"9\"/>".repeat(1_000)
    );
    assert!(fault(&sheet).starts_with("SVG: >"));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn layers_over_layers_are_drawn_coarser_or_not_at_all() {
    let layers =
        |count: usize| read(&"<g opacity=\".9\"><rect width=\"96\" height=\"48\"/></g>".repeat(count)).unwrap();
    let page = Size { width_um: 203_200, height_um: 254_000 };
    assert_eq!(layers(1).pixels(page), Some((2_400, 3_000)));
    let (width, height) = layers(100).pixels(page).unwrap();
    assert!(width < 2_400 && width * height * 100 <= 400_000_000, "{width} × {height}");
    assert_eq!(layers(5_000).pixels(page), None);
    assert_eq!(layers(1).to_png(Size { width_um: u32::MAX, height_um: u32::MAX }), None);
}
