//! What is said at the cells of a sheet, and where in its XML something goes.

use crate::annotate::remark::damaged;
use crate::finding::{Error, Severity};
use crate::ooxml::{Element, Extent, Xml};

/// A cell by row and column, from 1.
pub(super) type Address = (u32, u32);

/// What is said at a cell.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub lines: Vec<String>,
    /// How grave what is found there is; `None` for what is only listed there.
    pub severity: Option<Severity>,
}

impl Note {
    /// About how many rows a box is high that shows it.
    pub(super) fn rows(&self) -> usize {
        const IN_A_ROW: usize = 16;
        self.lines.iter().map(|line| line.chars().count().div_ceil(IN_A_ROW).max(1)).sum()
    }
}

/// The elements of a worksheet from its conditional formats on, in their order (§18.3.1.99).
const ORDER: &[&str] = &[
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// What comes after an element of a worksheet.
pub(super) fn following(name: &str) -> &'static [&'static str] {
    let after = ORDER.iter().position(|known| *known == name).and_then(|at| ORDER.get(at + 1..));
    after.unwrap_or(ORDER)
}

/// The root of a part that has to have one, with where it stands.
pub(super) fn root_of<'x>(xml: &'x Xml, part: &str) -> Result<(Element<'x>, Extent), Error> {
    let root = xml.root().ok_or_else(|| damaged(part))?;
    Ok((root, Extent::of(root).ok_or_else(|| damaged(part))?))
}
