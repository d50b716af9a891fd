//! Every decision of `arrange`, looked for in web pages as they are printed.

use super::*;
use crate::arrange::cases::{Found, cases};

/// The value of a property in a style attribute, in characters.
fn ems(tag: &str, property: &str) -> Option<f32> {
    let value = tag.split_once(property)?.1.strip_prefix(':')?;
    value.split_once("em")?.0.parse().ok()
}

/// What a tag says of where its text stands; `style`: what else the style sheet says of it.
fn place(tag: &str, style: &Style) -> Found {
    let is = |class: &str| tag.split(['"', ' ']).any(|word| word == class);
    let styles = &style.paragraphs;
    let first = if tag.starts_with("<h2 id") { styles.heading1.first_line_characters } else { 0.0 };
    let first = if is("body") { styles.body.first_line_characters } else { first };
    let right = if is("date") { styles.date.right_characters } else { styles.signature.right_characters };
    let at_right = is("end") || is("signature") || is("date");
    let right = if is("end") { 0.0 } else { ems(tag, "padding-right").unwrap_or(right) };
    let is_centered = is("caption") || is("center");
    let left = ems(tag, "padding-left").unwrap_or_default() + ems(tag, "text-indent").unwrap_or(first);
    Found {
        left: (!at_right && !is_centered).then_some(left),
        right: at_right.then_some(right),
        is_centered,
        ..Found::default()
    }
}

#[test]
fn web_pages_show_what_is_decided() {
    let style = Style::gongwen().unwrap();
    for case in cases() {
        let html = document_to_html(&case.document, &style).value;
        let body = html.split_once("<main").unwrap().1;
        case.check(|text| {
            // Not where it is the name of something.
            let is_text = |before: &&str| before.rfind('>') > before.rfind('<');
            let before = body.match_indices(text).map(|(at, _)| &body[..at]).find(is_text)?;
            let tag = before.rsplit_once('<').unwrap().1;
            let turned = before
                .rsplit_once("<div class=\"turned\">")
                .is_some_and(|(_, inside)| inside.matches("</div>").count() <= inside.matches("<div").count());
            // A page ends at each break, and where turned pages begin and end.
            let turns = 2 * before.matches("<div class=\"turned\">").count() - usize::from(turned);
            let page = 1 + before.matches("<hr class=\"page-break\"/>").count() + turns;
            Some(Found { page, turned, ..place(&format!("<{tag}"), &style) })
        });
    }
}
