//! Style → CSS.
//!
//! No character that XML reserves may stand in it: a style element's content is not unescaped in HTML.

use crate::arrange::{highest_picture_pt, turned_page};
use crate::style::{FaceRole, NumberPosition, PageStyle, ParagraphStyle, Style, TextAlign};

/// The rules for reading on a screen.
const SCREEN: &str = include_str!("screen.css");

/// The rules for charts, where there are any.
const DRAWINGS: &str = ".drawing{max-width:100%;height:auto;print-color-adjust:exact}\n";

/// The whole style sheet.
pub(super) fn style_sheet(style: &Style) -> String {
    // Browsers leave grounds out of what they print unless they are told.
    let grounds = if style.emphasis.keep_colors { "*{print-color-adjust:exact}\n" } else { "" };
    let drawings = if style.charts.show { DRAWINGS } else { "" };
    format!("{SCREEN}{drawings}{}@media print{{\n{grounds}{}}}\n", page_rules(style), print_rules(style))
}

/// The paper and the page numbers on it: odd pages right, even left (GB/T 9704-2012 7.5), or in the middle.
fn page_rules(style: &Style) -> String {
    let page = &style.page;
    let number = &style.page_number;
    let counter = format!(
        "content:{} counter(page) {};font:{}pt {};padding-top:{}mm;vertical-align:top",
        css_string(&number.prefix),
        css_string(&number.suffix),
        number.size_pt,
        families(style, &[number.face]),
        number.distance_mm,
    );
    let inset = number.indent_characters * number.size_pt;
    let numbers = match number.position {
        NumberPosition::Outer => format!(
            "@page :right{{@bottom-right{{{counter};padding-right:{inset}pt}}}}\n\
             @page :left{{@bottom-left{{{counter};padding-left:{inset}pt}}}}\n"
        ),
        NumberPosition::Center => format!("@page{{@bottom-center{{{counter}}}}}\n"),
    };
    format!("@page{{{}}}\n@page turned{{{}}}\n{numbers}", paper(page), paper(&turned_page(page)))
}

fn paper(page: &PageStyle) -> String {
    format!(
        "size:{}mm {}mm;margin:{}mm {}mm {}mm {}mm",
        page.width_mm, page.height_mm, page.top_mm, page.right_mm, page.bottom_mm, page.left_mm
    )
}

fn print_rules(style: &Style) -> String {
    let p = &style.paragraphs;
    let mut rules = String::from(
        ":root{color-scheme:light}\nbody{background:#fff;color:#000}\nmain{max-width:none;padding:0}\n.skip,.side{display:none}\n\
         a{color:inherit;text-decoration:none}\n.table{overflow:visible}\ntable{border-collapse:collapse;border:0}\n\
         h2{border:0;padding:0}\nth{background:none}\ntd[data-value]{color:inherit}\n",
    );
    rules.push_str(&paragraph_rule(style, "body,p.body", &p.body));
    rules.push_str(&paragraph_rule(style, "h1,.title", &p.title));
    let headings = [
        ("h2", &p.heading1),
        ("h3", &p.heading2),
        ("h4", &p.heading3),
        ("h5,h6,.heading", &p.heading4),
        (".signature", &p.signature),
        (".date", &p.date),
        (".attachment-title", &p.body),
        (".attachment-label", &p.attachment_label),
        (".caption,caption,figcaption", &p.caption),
        (".notes,.notes p.body", &p.note),
        ("table,td,th,td p,th p,td p.body,th p.body", &p.cell),
    ];
    for (selector, paragraph) in headings {
        rules.push_str(&paragraph_rule(style, selector, paragraph));
    }
    for level in (1..=4).filter(|level| style.emphasis.run_in_headings && p.heading(*level).face != p.body.face) {
        let families = families(style, &[FaceRole::Latin, p.heading(level).face]);
        rules.push_str(&format!(
            ".run-in.level-{level},.level-{level} strong{{font-family:{families};font-weight:400}}\n"
        ));
    }
    rules.push_str(&format!(
        "ol,ul{{margin:0;padding:0}}\nli{{text-indent:{0}em}}\nli p.body{{text-indent:{0}em}}\nli ol,li ul{{padding-left:2em}}\n",
        p.body.first_line_characters
    ));
    rules.push_str(&format!(
        ".table{{margin:{}pt 0 {}pt}}\ntable{{min-width:0!important}}\ntd,th{{border:{}pt solid #000;padding:{}mm;min-width:0}}\nth,thead th,thead td{{font-family:{};font-weight:400}}\n",
        style.table.space_before_pt,
        style.table.space_after_pt,
        style.table.rule_pt,
        style.table.padding_mm,
        families(style, &[FaceRole::Latin, style.table.header_face]),
    ));
    // No more specific than the rule for cells, so that text with an alignment of its own keeps it.
    let label = "th:where([scope^=col],[rowspan])";
    rules.push_str(&format!("{label},{label} p{{text-align:{}}}\n", alignment(style.table.header_align)));
    rules.push_str(&format!("td:where(.figures){{text-align:{}}}\n", alignment(style.table.figure_align)));
    rules.push_str(
        ".center,p.center,.attachment-title{text-align:center;text-indent:0}\n.end,p.end{text-align:right;text-indent:0}\n\
         figure{text-indent:0}\nh1 span{display:block}\n\
         thead{display:table-header-group}\ntr,figure,img,.whole{break-inside:avoid}\n\
         h1,h2,h3,h4,h5,h6,.heading,caption{break-after:avoid}\np,li{orphans:2;widows:2}\n\
         .page-break{border:0;margin:0;break-after:page}\n.turned{page:turned}\n\
         .keep,.title,.attachment-label,.attachment-title{break-after:avoid}\n.signature,.date{break-before:avoid}\n",
    );
    if style.charts.show {
        rules.push_str(".chart details{display:none}\n");
    }
    let pitch = style.page.line_pitch_pt();
    // What stands a blank line below the text, and a date where the organ would.
    rules.push_str(&format!(
        ".attachment.first{{margin-top:{pitch}pt}}\n.date.alone{{margin-top:{}pt}}\n.signature.further{{margin-top:0}}\n",
        p.signature.lines_before * pitch
    ));
    let most = highest_picture_pt(&style.page, false);
    rules.push_str(&format!("figure img{{max-height:{most}pt;object-fit:contain}}\n"));
    rules
}

pub(super) fn paragraph_rule(style: &Style, selector: &str, paragraph: &ParagraphStyle) -> String {
    let pitch = style.page.line_pitch_pt();
    let spacing = letter_spacing(style, paragraph);
    let align = alignment(paragraph.align);
    format!(
        "{selector}{{font-family:{};font-size:{}pt;line-height:{}pt;font-weight:{};text-align:{align};text-indent:{}em;\
         letter-spacing:{}pt;margin:{}pt 0 {}pt;padding-right:{}em}}\n",
        families(style, &[FaceRole::Latin, paragraph.face]),
        paragraph.size_pt,
        paragraph.line_pitch_pt.unwrap_or(pitch),
        if paragraph.bold { 700 } else { 400 },
        paragraph.first_line_characters,
        spacing,
        paragraph.lines_before * pitch,
        paragraph.lines_after * pitch,
        paragraph.right_characters,
    )
}

/// What is added to each character of a paragraph, pt: the page's characters a line are those of the body's size; where they are
/// wider than their room they close up.
pub(super) fn letter_spacing(style: &Style, paragraph: &ParagraphStyle) -> f32 {
    let body = style.paragraphs.body.size_pt;
    match (paragraph.size_pt - body).abs() < 0.01 {
        true => ((style.page.character_pitch_pt() - body) * 100.0).floor() / 100.0,
        false => 0.0,
    }
}

fn alignment(align: TextAlign) -> &'static str {
    match align {
        TextAlign::Left => "left",
        TextAlign::Center => "center",
        TextAlign::Right => "right",
        TextAlign::Justify => "justify",
    }
}

/// The families of some faces, best first, and a generic one like the last of them.
fn families(style: &Style, faces: &[FaceRole]) -> String {
    let named = faces.iter().filter_map(|face| style.faces.get(face)).flatten();
    family_list(named.map(String::as_str), faces.last())
}

/// The families for text in a font that a draft names: that one, and those of the face of its role.
pub(super) fn font_families(style: &Style, name: &str) -> String {
    let Some(role) = style.role_of_font(name) else { return css_string(name) };
    let others = style.faces.get(&role).into_iter().flatten().map(String::as_str).filter(|family| *family != name);
    family_list(std::iter::once(name).chain(others), Some(&role))
}

fn family_list<'f>(families: impl Iterator<Item = &'f str>, face: Option<&FaceRole>) -> String {
    let generic = if face == Some(&FaceRole::Heiti) { "sans-serif" } else { "serif" };
    families.map(css_string).chain([generic.to_owned()]).collect::<Vec<_>>().join(",")
}

/// A CSS string (CSS Syntax 3 §4.3.5); whatever isn't plain is written by its code point.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' | '<' | '>' | '&' => out.push_str(&format!("\\{:x} ", character as u32)),
            c if c.is_control() => out.push_str(&format!("\\{:x} ", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_holds_nothing_xml_reserves_whatever_the_style_says() {
        let mut style = Style::gongwen().unwrap();
        style.page_number.prefix = "</style><script>\"&\\\n".into();
        let sheet = style_sheet(&style);
        assert!(!sheet.contains(['<', '&']), "{sheet}");
        assert!(sheet.contains(r#"\3c /style\3e \3c script\3e \22 \26 \5c \a "#));
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
    }

    #[test]
    fn the_page_is_the_styles() {
        let sheet = style_sheet(&Style::gongwen().unwrap());
        assert!(sheet.contains("@page{size:210mm 297mm;margin:37mm 26mm 35mm 28mm}"), "{sheet}");
        assert!(sheet.contains("@bottom-right") && sheet.contains("@bottom-left") && !sheet.contains("@bottom-center"));
    }

    #[test]
    fn number_weight_and_generic_family_are_the_styles() {
        let sheet = style_sheet(&Style::built_in("web-print").unwrap());
        assert!(sheet.contains("@page{@bottom-center{") && !sheet.contains("@bottom-right"), "{sheet}");
        let rule = |selector: &str| sheet.lines().rfind(|line| line.starts_with(selector)).unwrap().to_owned();
        assert!(
            rule("h2{").contains("font-weight:700;text-align:left") && rule("h2{").contains(",sans-serif;"),
            "{sheet}"
        );
        assert!(
            rule("body,p.body{").contains("font-weight:400") && rule("body,p.body{").contains("\"Arial\""),
            "{sheet}"
        );
        assert!(style_sheet(&Style::gongwen().unwrap()).contains(",serif;font-size:16pt"));
        assert!(sheet.contains("[rowspan]) p{text-align:center}"), "{sheet}");
    }
}
