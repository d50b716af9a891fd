//! Report + findings → the review sheet (核对单): what was found, in a list with room to decide it by hand, and the statutory
//! tables with the cells marked that it is about.
//!
//! A sheet shows the figures of a report and is none: [`is_review_sheet`] tells it by what it is headed.

use super::statistics::statistics_block;
use crate::document::{
    Alignment, Block, Break, Cell, Color, Content, Document, Grid, HeaderScope, Heading, Inline, Marks, Paragraph,
    ParagraphRole, Properties, Text,
};
use crate::finding::{ANNOTATOR, Aspect, Finding, Language, Place, Severity, Term, Value, terms};
use crate::form::Forms;
use crate::report::{Report, figure_place};
use crate::whole::counted;
use std::collections::{BTreeMap, BTreeSet};

/// What a review sheet is made of.
#[derive(Debug, Clone, Copy)]
pub struct ReviewSheet<'a> {
    /// What was reviewed: the reports that the file states.
    pub reports: &'a [Report],
    /// Everything that was found, what reviewers silenced included.
    pub findings: &'a [Finding],
    /// The name by which findings call the file.
    pub file: &'a str,
    /// What last year's report was read from, where one was given.
    pub last_year: Option<&'a str>,
    /// The language it is in.
    pub language: Language,
}

/// How many findings that say nothing but where they are, or notes, have a line of their own of each code; more of them share one.
const SINGLE: usize = 3;

/// How many places are named of findings that share a line; the tables show all of them.
const PLACES_NAMED: usize = 6;

/// How many marks a cell shows.
const MARKS_SHOWN: usize = 4;

/// The grounds of what is wrong and of what a reviewer would ask, light enough for black type and copies.
const ERROR_GROUND: Color = Color([0xF8, 0xCF, 0xCF]);
const WARNING_GROUND: Color = Color([0xFF, 0xF0, 0xB3]);

/// The colour of marks in cells.
const MARK: Color = Color([0xB0, 0, 0]);

/// How much of a document is looked at to tell whether it is a review sheet, in characters.
const HEAD: usize = 600;

/// The document of a review sheet.
#[must_use]
pub fn review_sheet_to_document(sheet: &ReviewSheet<'_>, forms: &Forms) -> Document {
    let (silenced, raised): (Vec<&Finding>, Vec<&Finding>) =
        sheet.findings.iter().partition(|finding| finding.is_silenced());
    let lines = lines(raised);
    let title = terms::review_sheet_of(subject(sheet)).render(sheet.language).into_owned();
    let mut blocks = vec![paragraph(ParagraphRole::Title, &title), particulars(sheet)];
    blocks.push(Block::text(verdict(sheet, &lines)));
    if !lines.is_empty() {
        blocks.push(heading(1, &sheet.word(terms::WHAT_WAS_FOUND)));
        blocks.extend(sheet.list_of_findings(&lines));
    }
    if !silenced.is_empty() {
        blocks.push(heading(1, &sheet.word(terms::NOT_RAISED)));
        blocks.extend(sheet.list_of_silenced(silenced));
    }
    let tables = sheet.tables(&MarkedPlaces::of(&lines, sheet.file), forms);
    if !sheet.findings.is_empty() && !tables.is_empty() {
        // The lists may be of any length: so the heads of the first table never stand at a page's foot.
        blocks.push(Block::Break(Break::Page));
    }
    blocks.extend(tables);
    blocks.extend(sheet.signature());
    let properties = Properties { title: Some(title), ..Properties::default() };
    Document { blocks, properties, ..Document::default() }
}

/// Whether a document is a review sheet, by its title and the program's name below it.
#[must_use]
pub fn is_review_sheet(document: &Document) -> bool {
    const SUBJECT: char = '\u{25A1}';
    let mut head = String::new();
    for block in &document.blocks {
        head.extend(block.plain_text().chars().filter(|c| !c.is_whitespace()));
        if head.chars().count() >= HEAD {
            break;
        }
    }
    let title = |language| {
        let words = terms::review_sheet_of(SUBJECT).render(language).replace(char::is_whitespace, "");
        let (before, after) = words.split_once(SUBJECT).unwrap_or_default();
        head.strip_prefix(before).is_some_and(|rest| after.is_empty() || rest.contains(after))
    };
    head.contains(ANNOTATOR) && [Language::Chinese, Language::English].into_iter().any(title)
}

/// What is reviewed: the report by its title, several by the file they stand in.
fn subject(sheet: &ReviewSheet<'_>) -> String {
    let [report] = sheet.reports else { return sheet.file.to_owned() };
    let of_body = || {
        let organ = report.organ.clone()?;
        Some(report.year.map_or(organ.clone(), |year| format!("{organ}{year}")))
    };
    report.title.clone().or_else(of_body).unwrap_or_else(|| sheet.file.to_owned())
}

/// Whose report it is, and the files that were read.
fn particulars(sheet: &ReviewSheet<'_>) -> Block {
    let mut stated: Vec<(&'static Term, String)> = Vec::new();
    if let [report] = sheet.reports {
        stated.extend(report.organ.clone().map(|organ| (terms::ORGAN, organ)));
        stated.extend(report.year.map(|year| (terms::YEAR, year.to_string())));
    }
    stated.push((terms::FILE_REVIEWED, sheet.file.to_owned()));
    stated.extend(sheet.last_year.map(|file| (terms::FILE_OF_LAST_YEAR, file.to_owned())));
    let cells = (0..).zip(&stated).flat_map(|(row, (name, text))| {
        let label = Cell { header: HeaderScope::Row, ..cell(row, 0, &sheet.word(name)) };
        [label, cell(row, 1, text)]
    });
    Block::Table(grid(counted(stated.len()), &[24, 146], cells.collect()))
}

/// How much was found, and by what.
fn verdict(sheet: &ReviewSheet<'_>, lines: &[Line<'_>]) -> String {
    let found = lines.iter().flat_map(|line| &line.findings);
    let counted = |severity| found.clone().filter(|finding| finding.severity() == severity).count();
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(counted);
    let result = match errors + warnings + notes {
        0 => terms::NOTHING_FOUND.into(),
        _ => terms::findings_counted(errors, warnings, notes),
    };
    terms::reviewed_by(ANNOTATOR, env!("CARGO_PKG_VERSION"), result).render(sheet.language).into_owned()
}

/// A line of a list: one finding, or several that would repeat each other.
struct Line<'f> {
    findings: Vec<&'f Finding>,
}

impl Line<'_> {
    fn severity(&self) -> Option<Severity> {
        self.findings.first().map(|finding| finding.severity())
    }
}

/// Findings in lines, the gravest first.
fn lines(mut findings: Vec<&Finding>) -> Vec<Line<'_>> {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    // How many there were of a kind, and which line those share that are beyond.
    let mut kinds: BTreeMap<(&str, Severity, &str), (usize, usize)> = BTreeMap::new();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for finding in findings {
        let repeats = finding.severity() == Severity::Note || finding.has(Aspect::SaysWhere) || finding.is_silenced();
        let (count, shared) = kinds.entry((finding.code(), finding.severity(), reason(finding))).or_default();
        *count += 1;
        match lines.get_mut(*shared).filter(|_| repeats && *count > SINGLE + 1) {
            Some(line) => line.findings.push(finding),
            None => {
                *shared = lines.len();
                lines.push(Line { findings: vec![finding] });
            }
        }
    }
    lines
}

/// Why reviewers decided something of a finding.
fn reason(finding: &Finding) -> &str {
    finding.ruling().map(|ruling| ruling.reason.as_str()).unwrap_or_default()
}

/// The mark of a line of the list: what stands in cells can't be taken for a digit of their figures.
fn mark(line: usize) -> String {
    const CIRCLED: [char; 20] =
        ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '⑪', '⑫', '⑬', '⑭', '⑮', '⑯', '⑰', '⑱', '⑲', '⑳'];
    CIRCLED.get(line).map_or_else(|| format!("〔{}〕", line + 1), char::to_string)
}

fn ground(severity: Severity) -> Option<Color> {
    match severity {
        Severity::Error => Some(ERROR_GROUND),
        Severity::Warning => Some(WARNING_GROUND),
        Severity::Note => None,
    }
}

impl ReviewSheet<'_> {
    fn word(&self, term: &'static Term) -> String {
        Value::from(term).render(self.language).into_owned()
    }

    /// What was found: number, severity, place, what it is, and room for what is decided.
    fn list_of_findings(&self, lines: &[Line<'_>]) -> Option<Block> {
        let heads = [
            terms::NUMBER_OF_FINDING,
            terms::SEVERITY_OF_FINDING,
            terms::PLACE_OF_FINDING,
            terms::RESULT_OF_REVIEW,
            terms::DECISION_ON_FINDING,
        ];
        let mut cells = self.heads(&heads);
        for (row, (index, line)) in (1..).zip(lines.iter().enumerate()) {
            let severity = line.severity()?;
            let grave = |text: &str, column| {
                let align = Alignment::Center;
                let content = Content::plain(text);
                let text = Block::Paragraph(Paragraph { align, content, ..Paragraph::default() });
                Cell { shading: ground(severity), ..Cell::new(row, column, vec![text]) }
            };
            cells.push(grave(&mark(index), 0));
            cells.push(grave(severity.label(self.language), 1));
            cells.push(cell(row, 2, &self.places(line).join("\n")));
            cells.push(Cell::new(row, 3, message_and_more(&self.said(line))));
            cells.push(Cell::new(row, 4, Vec::new()));
        }
        Some(list(lines.len(), &[11, 15, 36, 71, 37], cells))
    }

    /// What was found and is not raised, and why not.
    fn list_of_silenced(&self, silenced: Vec<&Finding>) -> Option<Block> {
        let lines = lines(silenced);
        let mut cells = self.heads(&[terms::PLACE_OF_FINDING, terms::RESULT_OF_REVIEW, terms::REASON_OF_RULING]);
        for (row, line) in (1..).zip(&lines) {
            cells.push(cell(row, 0, &self.places(line).join("\n")));
            cells.push(cell(row, 1, &self.said(line).into_iter().next().unwrap_or_default()));
            cells.push(cell(row, 2, reason(line.findings.first()?)));
        }
        Some(list(lines.len(), &[36, 85, 49], cells))
    }

    fn heads(&self, names: &[&'static Term]) -> Vec<Cell> {
        let head = |(column, name): (u32, &&'static Term)| Cell {
            header: HeaderScope::Column,
            ..cell(0, column, &self.word(name))
        };
        (0..).zip(names).map(head).collect()
    }

    /// Where a line's findings are: in the form, where that is known, and in the file.
    fn places(&self, line: &Line<'_>) -> Vec<String> {
        if let [finding] = line.findings.as_slice() {
            let in_form = finding.form_place().map(|place| place.render(self.language).into_owned());
            return in_form.into_iter().chain(self.place(finding)).collect();
        }
        let mut places: Vec<String> = line.findings.iter().filter_map(|finding| self.place(finding)).collect();
        if places.len() > PLACES_NAMED {
            places.truncate(PLACES_NAMED);
            places.push("…".to_owned());
        }
        vec![places.join(self.language.comma())]
    }

    /// Where a finding is in the file, with the file's name where it is another.
    fn place(&self, finding: &Finding) -> Option<String> {
        let location = finding.location();
        let is_here = location.file.as_deref().is_none_or(|file| file == self.file);
        let place = if is_here { location.render_place(self.language) } else { location.render(self.language) };
        (!place.is_empty()).then_some(place)
    }

    /// What a line says: the message, what else there is to know, what reviewers decided, what to do.
    fn said(&self, line: &Line<'_>) -> Vec<String> {
        let Some(finding) = line.findings.first() else { return Vec::new() };
        let message = finding.message(self.language);
        if line.findings.len() > 1 {
            return vec![terms::more_alike(line.findings.len(), message).render(self.language).into_owned()];
        }
        let remarks = finding.remarks().iter().map(|remark| remark.render(self.language).into_owned());
        let ruling = finding.ruling().map(|ruling| {
            let severity = finding.severity().label(self.language);
            terms::ruled_as(severity, &ruling.reason).render(self.language).into_owned()
        });
        let hint = finding.hint(self.language);
        let hint = hint.map(|hint| format!("{}{}{hint}", self.language.hint_label(), self.language.colon()));
        std::iter::once(message).chain(remarks).chain(ruling).chain(hint).collect()
    }

    /// The statutory tables with their marks; of several reports, of those that have any.
    fn tables(&self, marked: &MarkedPlaces<'_>, forms: &Forms) -> Vec<Block> {
        let several = self.reports.len() > 1;
        let (mut blocks, mut any) = (Vec::new(), false);
        for report in self.reports {
            let mut has_marks = false;
            let mut tables = Vec::new();
            for (id, figures) in &report.statistics {
                // What lacks a figure is among the findings, or was not asked for.
                let Some(Block::Table(grid)) = statistics_block(report, id, forms, &mut Vec::new()) else { continue };
                let (grid, count) = marked.put_into(grid, !several);
                has_marks |= count > 0;
                let form = forms.get(&figures.form);
                let section = form.and_then(|form| form.sections.iter().find(|s| s.table.as_ref() == Some(id)));
                tables.extend(section.map(|section| heading(if several { 2 } else { 1 }, &section.heading)));
                tables.push(Block::Table(grid));
            }
            any |= has_marks;
            if several && !has_marks {
                continue;
            }
            if several {
                let organ = report.organ.iter().cloned().chain(report.year.map(|year| year.to_string()));
                blocks.push(heading(1, &organ.collect::<Vec<_>>().join(" ")));
            }
            blocks.extend(tables);
        }
        if any {
            blocks.insert(0, self.legend());
        }
        blocks
    }

    /// What marks and grounds mean.
    fn legend(&self) -> Block {
        let plain = |text: &str| Inline::Text(Text::new(text, Marks::default()));
        let mut runs = vec![plain(&self.word(terms::LEGEND_OF_MARKS))];
        for severity in [Severity::Error, Severity::Warning] {
            let marks = Marks { highlight: ground(severity), ..Marks::default() };
            runs.push(Inline::Text(Text::new(format!("\u{3000}{}\u{3000}", severity.label(self.language)), marks)));
            runs.push(plain("\u{3000}"));
        }
        Block::runs(Content::new(runs))
    }

    /// Room for who has looked at it, and when.
    fn signature(&self) -> [Block; 2] {
        // Two lines: a name is written larger than it is printed.
        const BLANK: &str = "\n";
        let label = |column, term| Cell { header: HeaderScope::Row, ..cell(0, column, &self.word(term)) };
        let cells = vec![
            label(0, terms::REVIEWED_BY_HAND),
            cell(0, 1, BLANK),
            label(2, terms::DATE_OF_REVIEW),
            cell(0, 3, BLANK),
        ];
        let table = Block::Table(grid(1, &[24, 70, 20, 56], cells));
        [heading(1, &self.word(terms::SIGNED_AFTER_REVIEW)), table]
    }
}

/// The places that findings are about.
struct MarkedPlaces<'f>(BTreeMap<String, Vec<MarkedBy<'f>>>);

/// A finding about a place, and the line of the list it stands in.
#[derive(Clone, Copy)]
struct MarkedBy<'f> {
    finding: &'f Finding,
    line: usize,
}

impl MarkedBy<'_> {
    /// Whether it may be about that figure: several may have come from one place, and most findings name theirs.
    fn is_about(&self, id: &str) -> bool {
        let mut named = self.finding.values().iter().filter_map(|(_, value)| match value {
            Value::Cell { id, .. } => Some(id.as_str()),
            _ => None,
        });
        let cell = id.split_once('.').map_or(id, |(_, cell)| cell);
        let first = named.next();
        first.is_none_or(|first| first == cell || named.any(|other| other == cell))
    }
}

impl<'f> MarkedPlaces<'f> {
    fn of(lines: &[Line<'f>], file: &str) -> Self {
        let mut places: BTreeMap<String, Vec<MarkedBy<'f>>> = BTreeMap::new();
        for (line, findings) in lines.iter().enumerate() {
            for finding in &findings.findings {
                let location = finding.location();
                let is_here = location.file.as_deref().is_none_or(|own| own == file);
                let Some(place) = location.place.as_ref().filter(|_| is_here) else { continue };
                places.entry(key(place)).or_default().push(MarkedBy { finding, line });
            }
        }
        MarkedPlaces(places)
    }

    /// What is said of a figure's cell, by where the figure came from, else (where `by_name`) by its place in the canonical form.
    fn at(&self, cell: &Cell, by_name: bool) -> Vec<MarkedBy<'f>> {
        let Some(id) = &cell.id else { return Vec::new() };
        let pointer = || id.split_once('.').filter(|_| by_name).map(|(table, cell)| figure_place(table, cell));
        let place = cell.origin.0.clone().or_else(pointer);
        let marks = place.and_then(|place| self.0.get(&key(&place))).into_iter().flatten();
        marks.filter(|mark| mark.is_about(id)).copied().collect()
    }

    /// The grid with its marks, and how many cells have any.
    fn put_into(&self, grid: Grid, by_name: bool) -> (Grid, usize) {
        let mut count = 0;
        let cells = grid.cells().iter().map(|cell| {
            let marks = self.at(cell, by_name);
            count += usize::from(!marks.is_empty());
            marked(cell.clone(), &marks)
        });
        let cells = cells.collect();
        let Ok(mut marked) = Grid::new(grid.rows(), grid.columns(), cells) else { return (grid, 0) };
        (marked.header_rows, marked.widths) = (grid.header_rows, grid.widths);
        (marked, count)
    }
}

/// What tells a place from all others.
fn key(place: &Place) -> String {
    format!("{place:?}")
}

/// A figure's cell with its ground, and the numbers of the findings about it behind the figure.
fn marked(mut cell: Cell, marks: &[MarkedBy<'_>]) -> Cell {
    let Some(severity) = marks.iter().map(|mark| mark.finding.severity()).max() else { return cell };
    cell.shading = ground(severity);
    let lines: BTreeSet<usize> = marks.iter().map(|mark| mark.line).collect();
    let mut marks: String = lines.iter().take(MARKS_SHOWN).map(|line| mark(*line)).collect();
    if lines.len() > MARKS_SHOWN {
        marks.push('…');
    }
    let run = Inline::Text(Text::new(marks, Marks { color: Some(MARK), ..Marks::default() }));
    match cell.content.last_mut() {
        Some(Block::Paragraph(last)) => {
            let mut runs = std::mem::take(&mut last.content).into_inlines();
            runs.push(run);
            last.content = Content::new(runs);
        }
        _ => {
            let (align, content) = (Alignment::Center, Content::new(vec![run]));
            cell.content.push(Block::Paragraph(Paragraph { align, content, ..Paragraph::default() }));
        }
    }
    cell
}

fn paragraph(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, ..Paragraph::plain(text) })
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, content: Content::plain(text), origin: Default::default() })
}

fn cell(row: u32, column: u32, text: &str) -> Cell {
    Cell::new(row, column, vec![Block::text(text)])
}

/// What is wrong, set apart from what else there is to know.
fn message_and_more(said: &[String]) -> Vec<Block> {
    let Some((message, more)) = said.split_first() else { return Vec::new() };
    let marks = Marks { bold: true, ..Marks::default() };
    let mut runs = vec![Inline::Text(Text::new(message.as_str(), marks))];
    runs.extend(more.iter().map(|text| Inline::text(format!("\n{text}"))));
    vec![Block::runs(Content::new(runs))]
}

/// A list of that many lines below its heads, which are repeated on every page.
fn list(lines: usize, widths: &[u32], cells: Vec<Cell>) -> Block {
    let mut grid = grid(counted(lines + 1), widths, cells);
    grid.header_rows = 1;
    Block::Table(grid)
}

/// The table that cells make; places without one are blank.
fn grid(rows: u32, widths: &[u32], cells: Vec<Cell>) -> Grid {
    let mut grid = Grid::with_gaps_filled(rows, counted(widths.len()), cells).unwrap_or_default();
    grid.widths = Grid::relative_widths(widths);
    grid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Origin, Ruling, catalogue};
    use crate::form::Form;
    use crate::report::Count;

    fn forms() -> Forms {
        Forms::built_in().unwrap()
    }

    /// A report of figures that came from the cells of a workbook, a row each.
    fn report(form: &Form) -> Report {
        let mut report = Report::blank(form, "清河市民政局", 2023);
        for table in report.statistics.values_mut() {
            for (row, count) in (1..).zip(table.cells.values_mut()) {
                *count = Count { origin: Origin::at(at("表", row)), ..Count::of(5) };
            }
        }
        report
    }

    fn at(sheet: &str, row: u32) -> Place {
        Place::SheetCell { sheet: sheet.into(), row, column: 1 }
    }

    fn composed(reports: &[Report], findings: &[Finding], language: Language) -> Document {
        let sheet = ReviewSheet { reports, findings, file: "甲.xlsx", last_year: Some("去年.pdf"), language };
        review_sheet_to_document(&sheet, &forms())
    }

    fn grids(document: &Document) -> Vec<&Grid> {
        let grids = document.blocks.iter().filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            _ => None,
        });
        grids.collect()
    }

    fn cells(document: &Document) -> impl Iterator<Item = &Cell> {
        grids(document).into_iter().flat_map(Grid::cells)
    }

    fn text(document: &Document) -> String {
        document.blocks.iter().map(|block| block.plain_text() + "\n").collect()
    }

    fn error() -> Finding {
        catalogue::review::figure_inconsistent("甲", "乙", 1, 2, "丙")
    }

    #[test]
    fn a_cell_is_marked_by_where_its_figure_came_from() {
        let forms = forms();
        let mut report = report(forms.get("2021").unwrap());
        report.statistics["disputes"].cells["reconsideration.total"].origin = Origin::at(at("表四", 9));
        let here = || error().in_file("甲.xlsx").at(at("表四", 9));
        let elsewhere = error().in_file("乙.xlsx").at(at("表四", 9));
        let document = composed(&[report], &[here(), elsewhere], Language::Chinese);
        let marked: Vec<&Cell> = cells(&document).filter(|cell| cell.id.is_some() && cell.shading.is_some()).collect();
        assert_eq!(marked.len(), 1);
        assert_eq!(marked[0].id.as_deref(), Some("disputes.reconsideration.total"));
        assert_eq!((marked[0].shading, marked[0].plain_text().as_str()), (Some(ERROR_GROUND), "5①"));
        // Every other figure is as it was.
        assert_eq!(cells(&document).filter(|cell| cell.id.is_some() && cell.plain_text() == "5").count(), 199);
    }

    #[test]
    fn a_figure_without_an_origin_is_found_by_its_name_and_a_blank_one_has_its_mark() {
        let forms = forms();
        let mut report = Report::blank(forms.get("2021").unwrap(), "清河市民政局", 2023);
        report.statistics["disputes"].cells["reconsideration.total"] = Count::default();
        let warning = catalogue::recognize::figure_blank("乙")
            .as_grave_as(Severity::Warning)
            .at(Place::Pointer("/statistics/disputes/reconsideration/total".into()));
        let note = error().as_grave_as(Severity::Note).at(Place::Pointer("/statistics/disclosure/licences".into()));
        let document = composed(&[report], &[note, warning], Language::Chinese);
        let of = |id: &str| cells(&document).find(|cell| cell.id.as_deref() == Some(id)).unwrap();
        let total = of("disputes.reconsideration.total");
        assert_eq!((total.plain_text().as_str(), total.shading), ("①", Some(WARNING_GROUND)));
        let licences = of("disclosure.licences");
        assert_eq!((licences.plain_text().ends_with('②'), licences.shading), (true, None));
    }

    #[test]
    fn of_figures_that_came_from_one_place_the_one_named_is_marked() {
        let forms = forms();
        let form = forms.get("2021").unwrap();
        let mut report = report(form);
        for id in ["reconsideration.total", "reconsideration.upheld", "litigation_direct.total"] {
            report.statistics["disputes"].cells[id].origin = Origin::at(Place::Paragraph(7));
        }
        let named = form.table("disputes").unwrap().data_cell("reconsideration.total").unwrap();
        let finding = catalogue::review::figure_inconsistent("甲", named, 1, 2, "丙").at(Place::Paragraph(7));
        let document = composed(&[report], &[finding], Language::Chinese);
        let marked: Vec<&str> =
            cells(&document).filter(|cell| cell.shading.is_some()).filter_map(|cell| cell.id.as_deref()).collect();
        assert_eq!(marked, ["disputes.reconsideration.total"]);
    }

    #[test]
    fn marks_are_no_digits_however_many_there_are() {
        let mut seen = BTreeSet::new();
        for line in 0..60 {
            assert!(mark(line).starts_with(|c: char| !c.is_ascii()), "{line}");
            assert!(seen.insert(mark(line)));
        }
        assert_eq!((mark(19).as_str(), mark(20).as_str()), ("⑳", "〔21〕"));
        let finding = error();
        let marks: Vec<MarkedBy<'_>> = (0..6).map(|line| MarkedBy { finding: &finding, line }).collect();
        let cell = marked(cell(0, 0, "12"), &marks);
        assert_eq!(cell.plain_text(), "12①②③④…");
    }

    #[test]
    fn what_would_repeat_itself_shares_a_line() {
        let blanks = (1..=30).map(|row| catalogue::recognize::figure_blank("乙").at(at("表", row)));
        let findings: Vec<Finding> =
            blanks.map(|finding| finding.as_grave_as(Severity::Note)).chain((0..5).map(|_| error())).collect();
        let all: Vec<&Finding> = findings.iter().collect();
        let lines = lines(all);
        let sizes: Vec<usize> = lines.iter().map(|line| line.findings.len()).collect();
        assert_eq!(sizes, [1, 1, 1, 1, 1, 1, 1, 1, 27], "errors first, each by itself");
        let forms = forms();
        let document = composed(&[report(forms.get("2021").unwrap())], &findings, Language::Chinese);
        let said = text(&document);
        assert!(said.contains("同类的另有 27 处，例如：") && said.contains("表!A4、表!A5"), "{said}");
        assert!(cells(&document).filter(|cell| cell.id.is_some() && cell.plain_text() == "5⑨").count() > 0);
    }

    #[test]
    fn the_sheet_says_what_was_reviewed_decided_and_silenced() {
        let forms = forms();
        let ruled = |severity| Ruling { severity, reason: "已核实".into() };
        let findings = [
            error().ruled(ruled(None)).at(at("表", 3)),
            error().ruled(ruled(Some(Severity::Warning))).at_form_place(terms::form_place("四", 4, "行", "列")),
        ];
        let zh = composed(&[report(forms.get("2021").unwrap())], &findings, Language::Chinese);
        let said = text(&zh);
        for part in [
            "《清河市民政局2023年政府信息公开工作年度报告》核对单",
            "甲.xlsx",
            "去年.pdf",
            concat!("nianbao ", env!("CARGO_PKG_VERSION"), " 核对：0 个错误，1 个警告，0 个提示。"),
            "处理意见",
            "按规则配置不提示的",
            "按规则配置列为警告：已核实",
            "表四 第4行“行”·列",
            "核对人",
            "日期",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        assert!(!said.contains("位置：") && !said.contains("底色："), "{said}");
        // What is silenced marks nothing.
        assert!(cells(&zh).filter(|cell| cell.id.is_some()).all(|cell| cell.shading.is_none()));
        let en = text(&composed(&[report(forms.get("2021").unwrap())], &findings, Language::English));
        assert!(en.contains("0 errors, 1 warning, 0 notes") && en.contains("by the profile a warning: 已核实"), "{en}");
        let clean = text(&composed(&[report(forms.get("2021").unwrap())], &[], Language::Chinese));
        assert!(clean.contains("没有发现问题") && !clean.contains("处理意见"), "{clean}");
    }

    #[test]
    fn of_several_reports_those_with_marks_are_drawn() {
        let forms = forms();
        let form = forms.get("2021").unwrap();
        let mut second = Report::blank(form, "清河市教育局", 2023);
        second.statistics["disclosure"].cells["licences"] =
            Count { origin: Origin::at(at("教育", 7)), ..Count::of(5) };
        let reports = [report(form), second];
        let document = composed(&reports, &[error().at(at("教育", 7))], Language::Chinese);
        let said = text(&document);
        assert!(said.starts_with("《甲.xlsx》核对单"), "{said}");
        assert!(said.contains("清河市教育局 2023") && !said.contains("清河市民政局"), "{said}");
        // A place in the canonical form may be that of any of them.
        let anywhere = error().at(Place::Pointer("/statistics/disclosure/licences".into()));
        assert!(cells(&composed(&reports, &[anywhere], Language::Chinese)).all(|cell| cell.id.is_none()));
    }

    #[test]
    fn a_sheet_is_told_from_a_report() {
        let forms = forms();
        let form = forms.get("2021").unwrap();
        for language in [Language::Chinese, Language::English] {
            assert!(is_review_sheet(&composed(&[report(form)], &[], language)));
            assert!(is_review_sheet(&composed(&[], &[error()], language)));
        }
        let titled = |title: &str, next: &str| Document {
            blocks: vec![paragraph(ParagraphRole::Title, title), Block::text(next)],
            ..Document::default()
        };
        assert!(is_review_sheet(&titled("《甲2023年\n年度报告》 核对单", "nianbao 1.0 核对")));
        for (title, next) in [
            ("《甲年度报告》核对单", "各单位自行核对"),
            ("甲2023年政府信息公开工作年度报告", "由 nianbao 排版"),
            ("《甲》的通知", "nianbao"),
        ] {
            assert!(!is_review_sheet(&titled(title, next)), "{title}");
        }
    }
}
