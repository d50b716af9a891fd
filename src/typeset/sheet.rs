//! The two ways a page lies: upright, and turned for a wide table.

use crate::arrange::turned_page;
use crate::style::{PT_PER_MM, PageStyle};

/// Paper and text area of a page, pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// Width of the paper.
    pub width: f32,
    /// Height of the paper.
    pub height: f32,
    /// Left edge of the text area.
    pub left: f32,
    /// Upper edge of the text area.
    pub top: f32,
    /// Width of the text area.
    pub text_width: f32,
    /// Height of the text area.
    pub text_height: f32,
}

impl Sheet {
    /// A page as the style has it.
    pub(super) fn upright(page: &PageStyle) -> Self {
        Sheet {
            width: page.width_mm * PT_PER_MM,
            height: page.height_mm * PT_PER_MM,
            left: page.left_mm * PT_PER_MM,
            top: page.top_mm * PT_PER_MM,
            text_width: page.text_width_mm() * PT_PER_MM,
            text_height: page.text_height_mm() * PT_PER_MM,
        }
    }

    /// The page turned by a quarter for a wide table.
    pub(super) fn turned(page: &PageStyle) -> Self {
        Sheet::upright(&turned_page(page))
    }
}
