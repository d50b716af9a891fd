//! The ground of cells: a conditional format (ECMA-376 §18.3.1.18) that is always met, known again by its formula.

use super::sheet::{Address, Note, following, root_of};
use crate::annotate::remark::damaged;
use crate::finding::{Error, Severity, column_letters};
use crate::ooxml::{Element, Extent, Ns, PackageEdit, Splice, attribute_range};
use std::collections::BTreeMap;

/// Always true, and nobody else's.
const FORMULA: &str = "\"nianbao\"=\"nianbao\"";

/// What colours are for, and which.
const COLORS: [(Severity, &str); 2] = [(Severity::Error, "FFFFC7CE"), (Severity::Warning, "FFFFEB9C")];

/// What comes after the formats of conditional ones in a style sheet (§18.8.39).
const AFTER_FORMATS: &[&str] = &["tableStyles", "colors", "extLst"];

/// The grounds of a workbook: formats in its style sheet, made when they are first wanted.
pub(super) struct Grounds {
    styles: Option<String>,
    made: BTreeMap<Severity, usize>,
}

impl Grounds {
    pub(super) fn of(styles: Option<&str>) -> Self {
        Grounds { styles: styles.map(str::to_owned), made: BTreeMap::new() }
    }

    /// Gives the cells of a sheet their ground, in the place of what they were given before.
    pub(super) fn put(
        &mut self,
        edit: &mut PackageEdit<'_>,
        sheet: Element<'_>,
        notes: &BTreeMap<Address, Note>,
        splice: &mut Splice<'_>,
    ) -> Result<(), Error> {
        let prefix = Extent::of(sheet).map(|extent| extent.prefix().to_owned()).unwrap_or_default();
        let mut last = 0;
        for format in sheet.children().filter(|child| child.is(Ns::Sheet, "conditionalFormatting")) {
            let rules = || format.children().filter(|rule| rule.is(Ns::Sheet, "cfRule"));
            match rules().all(is_ours) && rules().next().is_some() {
                true => splice.remove(Extent::of(format).map(|extent| extent.whole).unwrap_or_default()),
                false => {
                    let priorities =
                        rules().filter_map(|rule| rule.attribute(Ns::None, "priority")?.parse::<u32>().ok());
                    last = last.max(priorities.max().unwrap_or(0));
                }
            }
        }
        for (severity, color) in COLORS {
            let cells = notes.iter().filter(|(_, note)| note.severity == Some(severity));
            let cells: Vec<String> =
                cells.map(|((row, column), _)| format!("{}{row}", column_letters(*column))).collect();
            if cells.is_empty() {
                continue;
            }
            let Some(format) = self.format(edit, severity, color)? else { continue };
            last = last.saturating_add(1);
            let markup = format!(
                "<{prefix}conditionalFormatting sqref=\"{}\"><{prefix}cfRule type=\"expression\" dxfId=\"{format}\" priority=\"{last}\"><{prefix}formula>{FORMULA}</{prefix}formula></{prefix}cfRule></{prefix}conditionalFormatting>",
                cells.join(" ")
            );
            splice.insert_before(following("conditionalFormatting"), sheet, markup);
        }
        Ok(())
    }

    /// The number of the format that has this colour, made where there is none; `None` where the workbook has no style sheet.
    fn format(&mut self, edit: &mut PackageEdit<'_>, severity: Severity, color: &str) -> Result<Option<usize>, Error> {
        if let Some(made) = self.made.get(&severity) {
            return Ok(Some(*made));
        }
        let Some(name) = self.styles.clone() else { return Ok(None) };
        let Some(xml) = edit.xml(&name)? else { return Ok(None) };
        let (root, extent) = root_of(&xml, &name)?;
        let prefix = extent.prefix();
        let markup = format!(
            "<{prefix}dxf><{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{color}\"/><{prefix}bgColor rgb=\"{color}\"/></{prefix}patternFill></{prefix}fill></{prefix}dxf>"
        );
        let source = xml.source();
        let list = root.child(Ns::Sheet, "dxfs");
        let formats: Vec<Extent> = list.into_iter().flat_map(Element::children).filter_map(Extent::of).collect();
        let is_it = |extent: &Extent| source.get(extent.whole.clone()) == Some(markup.as_str());
        let number = match (list, formats.iter().position(is_it)) {
            (_, Some(number)) => number,
            (list, None) => {
                let mut splice = Splice::of(&xml);
                match list {
                    Some(list) => {
                        let extent = Extent::of(list).ok_or_else(|| damaged(&name))?;
                        if let Some(count) = attribute_range(source, &extent, "count") {
                            splice.replace(count, (formats.len() + 1).to_string());
                        }
                        splice.insert_last(&extent, markup);
                    }
                    None => {
                        let list = format!("<{prefix}dxfs count=\"1\">{markup}</{prefix}dxfs>");
                        splice.insert_before(AFTER_FORMATS, root, list);
                    }
                }
                let text = splice.finish();
                edit.put(&name, text);
                formats.len()
            }
        };
        self.made.insert(severity, number);
        Ok(Some(number))
    }
}

fn is_ours(rule: Element<'_>) -> bool {
    rule.children().any(|formula| formula.is(Ns::Sheet, "formula") && formula.text().trim() == FORMULA)
}
