//! Every decision of `arrange`, looked for on pages.

use super::*;
use crate::arrange::cases::{Found, cases};

#[test]
fn pages_show_what_is_decided() {
    for case in cases() {
        let style = Style::gongwen().unwrap();
        let pages = document_to_pages(&case.document, &style, &Faces::default()).value;
        case.check(|text| {
            let line = lines(&pages).into_iter().find(|line| line.text.contains(text))?;
            let page = &pages.pages[line.page];
            let turned = page.width_pt > page.height_pt;
            let sheet = if turned { Sheet::turned(&style.page) } else { Sheet::upright(&style.page) };
            let ends = page.items.iter().filter_map(|item| match item {
                Item::Text(run) if (run.y_pt - line.y).abs() < 0.01 => {
                    Some(run.x_pt + run.glyphs.last().unwrap().x_pt + run.size_pt)
                }
                _ => None,
            });
            let (left, right) = (line.x - sheet.left, sheet.left + sheet.text_width - ends.fold(0.0, f32::max));
            let is_centered = (left - right).abs() < 1.0;
            let (left, right) = (Some(left / PITCH), Some(right / PITCH));
            Some(Found { page: line.page + 1, turned, left, right, is_centered })
        });
    }
}
