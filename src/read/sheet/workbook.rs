//! The parts of a workbook that all its sheets share.

use super::look::{CellLook, Palette, RichText};
use super::number_format::NumberFormat;
use super::scan::scan;
use super::seen::runs_below;
use super::style::{CellStyle, LookChange, cell_styles, look_changes, palette_of};
use super::text::{child, string_item_text};
use crate::document::Properties;
use crate::finding::{Error, Term, catalogue, terms};
use crate::ooxml::{Element, Ns, Package, Target, Xml};
use std::sync::LazyLock;

/// Spreadsheet programs allow 31.
const LONGEST_SHEET_NAME: usize = 255;

/// A workbook without its cells.
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    /// Shared strings by index.
    pub(super) strings: Vec<RichText>,
    /// All text of each, whatever the reader makes of it.
    pub(super) seen_strings: Vec<Vec<String>>,
    /// What calamine would stumble over in the shared parts.
    pub(super) oddity: Option<&'static Term>,
    /// Cell styles by index.
    styles: Vec<CellStyle>,
    /// What conditional formats change of a look, by index.
    pub(super) changes: Vec<LookChange>,
    /// The colours that cells and runs name by number.
    pub(super) palette: Palette,
    /// Whether days count from 1904-01-01 instead of 1900-01-01.
    pub(super) is_1904: bool,
    /// Whether the file asks to be calculated when opened: stored results of formulas are then not to be trusted.
    pub(super) is_uncalculated: bool,
    /// Whether shared strings and styles stand where every program puts them.
    pub(super) has_customary_parts: bool,
    pub(super) properties: Properties,
}

/// A sheet as the workbook lists it.
pub(super) struct SheetEntry {
    pub(super) name: String,
    /// The name of its part; `None` where the workbook points nowhere.
    pub(super) part: Option<String>,
    pub(super) is_hidden: bool,
}

impl Workbook {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Error> {
        let main = package.main_part().to_owned();
        if main.to_ascii_lowercase().ends_with(".bin") {
            return Err(catalogue::package::old_binary_format("XLSB").into());
        }
        let relationships = package.relationships(&main)?;
        let xml = package.xml(&main)?;
        let Some(root) = xml.as_ref().and_then(|xml| xml.root()).filter(|root| root.name() == "workbook") else {
            return Err(catalogue::package::main_part_missing("workbook").into());
        };
        let part_of = |element: Element<'_>| {
            let relationship = relationships.get(element.attribute(Ns::R, "id")?)?;
            match &relationship.target {
                Target::Part(name) => Some(name.clone()),
                Target::External(_) => None,
            }
        };
        let entries = child(root, "sheets").into_iter().flat_map(Element::children);
        let sheets = entries.filter(|e| e.name() == "sheet").enumerate().map(|(i, element)| SheetEntry {
            name: element.attribute(Ns::None, "name").map_or_else(|| format!("#{}", i + 1), str::to_owned),
            part: part_of(element),
            is_hidden: element.attribute(Ns::None, "state").is_some_and(|state| state != "visible"),
        });
        let sheets: Vec<SheetEntry> = sheets.collect();
        // The name goes into the place of every cell.
        if let Some(length) = sheets.iter().map(|sheet| sheet.name.chars().count()).find(|n| *n > LONGEST_SHEET_NAME) {
            let limit = terms::CHARACTERS_OF_SHEET_NAME;
            return Err(catalogue::package::limit_exceeded(limit, LONGEST_SHEET_NAME, length).into());
        }
        let flag = |element: &str, attribute: &str| {
            child(root, element).and_then(|e| e.attribute(Ns::None, attribute)).is_some_and(is_true)
        };
        let is_1904 = flag("workbookPr", "date1904");
        let is_uncalculated = flag("calcPr", "fullCalcOnLoad");
        let part_of_kind = |kind: &str| relationships.parts_of_kind(kind).next().map(str::to_owned);
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let is_customary = |kind: &str, file: &str| {
            let customary = format!("{folder}{file}");
            let stored = package.contains(&customary).then_some(customary);
            match (part_of_kind(kind), stored) {
                (None, None) => true,
                (Some(part), Some(customary)) => part.eq_ignore_ascii_case(&customary),
                _ => false,
            }
        };
        let has_customary_parts =
            is_customary("sharedStrings", "sharedStrings.xml") && is_customary("styles", "styles.xml");
        let mut oddity = None;
        let styles = match part_of_kind("styles") {
            Some(part) => scanned(package, &part, &mut oddity)?,
            None => None,
        };
        let styles = styles.as_ref().and_then(Xml::root);
        let theme = match part_of_kind("theme") {
            Some(part) => package.xml(&part)?,
            None => None,
        };
        let palette = palette_of(styles, theme.as_ref());
        let (strings, seen_strings) = match part_of_kind("sharedStrings") {
            Some(part) => shared_strings(package, &part, &palette, &mut oddity)?,
            None => Default::default(),
        };
        let changes = styles.map(|root| look_changes(root, &palette)).unwrap_or_default();
        let styles = styles.map(|root| cell_styles(root, &palette)).unwrap_or_default();
        let properties = core_properties(package)?;
        Ok(Workbook {
            sheets,
            strings,
            seen_strings,
            oddity,
            styles,
            changes,
            palette,
            is_1904,
            is_uncalculated,
            has_customary_parts,
            properties,
        })
    }

    /// What the cells of a workbook in another format than XLSX refer to.
    pub(super) fn of_parts(strings: Vec<RichText>, styles: Vec<CellStyle>, is_1904: bool) -> Self {
        Workbook {
            sheets: Vec::new(),
            strings,
            seen_strings: Vec::new(),
            oddity: None,
            styles,
            changes: Vec::new(),
            palette: Palette::default(),
            is_1904,
            is_uncalculated: false,
            has_customary_parts: true,
            properties: Properties::default(),
        }
    }

    /// The number format of a cell style; the general one where the index points nowhere.
    pub(super) fn format(&self, style: Option<usize>) -> &NumberFormat {
        // Index 0 is the style of cells without `s` (ECMA-376 §18.3.1.4).
        self.styles.get(style.unwrap_or(0)).map_or(&GENERAL, |style| style.format.as_ref())
    }

    /// How a cell style looks.
    pub(super) fn look(&self, style: Option<usize>) -> &CellLook {
        static ORDINARY: LazyLock<CellLook> = LazyLock::new(CellLook::default);
        self.styles.get(style.unwrap_or(0)).map_or(&ORDINARY, |style| &style.look)
    }
}

static GENERAL: NumberFormat = NumberFormat::GENERAL;

/// An XML Schema boolean.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// A part's XML; what a flat look at it finds odd is noted.
fn scanned(package: &mut Package<'_>, part: &str, oddity: &mut Option<&'static Term>) -> Result<Option<Xml>, Error> {
    let Some(bytes) = package.part(part)? else { return Ok(None) };
    *oddity = oddity.or(scan(&bytes).oddity);
    drop(bytes);
    package.xml(part)
}

fn shared_strings(
    package: &mut Package<'_>,
    part: &str,
    palette: &Palette,
    oddity: &mut Option<&'static Term>,
) -> Result<(Vec<RichText>, Vec<Vec<String>>), Error> {
    let xml = scanned(package, part, oddity)?;
    let root = xml.as_ref().and_then(|xml| xml.root());
    let items = root.into_iter().flat_map(Element::children).filter(|e| e.name() == "si");
    Ok(items.map(|item| (string_item_text(item, palette), runs_below(item))).unzip())
}

fn core_properties(package: &mut Package<'_>) -> Result<Properties, Error> {
    let relationships = package.relationships("")?;
    let Some(part) = relationships.parts_of_kind("core-properties").next() else { return Ok(Properties::default()) };
    let xml = package.xml(part)?;
    let Some(root) = xml.as_ref().and_then(|xml| xml.root()) else { return Ok(Properties::default()) };
    let text = |name| {
        let element = root.child(Ns::DublinCore, name)?;
        Some(element.text().trim().to_owned()).filter(|text| !text.is_empty())
    };
    Ok(Properties { title: text("title"), author: text("creator"), ..Properties::default() })
}
