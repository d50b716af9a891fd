//! Embedded workbooks (`o:OLEObject`, ECMA-376 part 4 §19.3.3.19): a table that is shown by its picture, while its figures are in a
//! workbook of its own. They stand where the picture does. What reads workbooks is given from above: this folder knows none.

use crate::document::Block;
use crate::finding::catalogue::{docx, package};
use crate::finding::{Error, Place};
use crate::ooxml::{Element, Ns, Target};
use crate::read::docx::budget::cells_of;
use crate::read::docx::walker::{Story, Walker};

/// What programs call a workbook that is shown as a table; one that is shown as a chart has another name.
const WORKBOOKS: [&str; 5] = ["excel.sheet", "et.workbook", "et.sheet", "opendocument.calc", "excel.opendocument"];

impl Walker<'_, '_> {
    /// The tables of a workbook that is embedded and shown as a table; `None` where it is no such object, or can't be read.
    pub(crate) fn embedded_workbook(
        &mut self,
        object: Element<'_>,
        story: &Story<'_>,
        place: &Place,
    ) -> Result<Option<Vec<Block>>, Error> {
        let Some(read) = self.budget.readers.workbook else { return Ok(None) };
        let program = object.attribute(Ns::None, "ProgID").unwrap_or_default().to_ascii_lowercase();
        let is_workbook = WORKBOOKS.iter().any(|known| program.contains(known));
        // As an icon it is a file enclosed, no part of the text.
        if !is_workbook || object.attribute(Ns::None, "DrawAspect") == Some("Icon") {
            return Ok(None);
        }
        let target = object.attribute(Ns::R, "id").and_then(|id| story.part.relationships.get(id)).map(|r| &r.target);
        let Some(Target::Part(name)) = target else { return Ok(None) };
        let name = name.clone();
        let Some(bytes) = self.embedded_bytes(&name)? else { return Ok(None) };
        let read = match read(&bytes) {
            Ok(read) => read,
            Err(error) if error.is(package::LIMIT_EXCEEDED) => return Err(error),
            Err(error) => {
                self.findings.push(docx::embedded_workbook_unreadable(&name, error).at(place.clone()));
                return Ok(None);
            }
        };
        if read.value.blocks.is_empty() {
            return Ok(None);
        }
        self.budget.paragraphs(cells_of(&read.value.blocks))?;
        self.findings.push(docx::embedded_workbook_read(&name).at(place.clone()));
        self.findings.extend(read.findings);
        Ok(Some(self.adopted_blocks(read.value.blocks, place)))
    }
}
