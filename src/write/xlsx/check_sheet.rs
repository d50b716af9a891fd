//! The sheet of checks: whose figures these are, how to fill them in, and every rule of the form with its live result.
//!
//! All of it is calculated from the other sheets; read back, the sheet is passed over (its first line says what it is).

use super::design::{Design, not_written};
use super::guards::{failing, protect};
use super::last_year::LastYear;
use super::range::{Arguments, CellAddress, address};
use super::rule_formula::RuleFormula;
use super::statutory::{Figure, Statutory, Stored};
use super::table::{HEADER_FILL, TITLE_LARGER_PT};
use crate::finding::{Error, Finding, Severity, catalogue};
use crate::form::{
    Blanks, CellRef, CheckWords, DECIMALS, DataCell, FigureSource, Form, NumberKind, Operand, Rule, Term, Verdict,
    Verdicts, WorkbookWords,
};
use crate::report::Report;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, Format, FormatAlign, FormatBorder, FormatUnderline, Formula, Workbook, Worksheet,
    XlsxError,
};

/// The rows of what is said above the list of rules, counted from 0.
const ORGAN_ROW: u32 = 1;
const YEAR_ROW: u32 = 2;
const FORM_ROW: u32 = 3;
const VERDICT_ROW: u32 = 4;
const HOW_ROW: u32 = 5;
const HEAD_ROW: u32 = 7;

/// Its columns and their shares of the page's width.
const NUMBER: u16 = 0;
const RULE: u16 = 1;
const PLACE: u16 = 2;
const LEFT: u16 = 3;
const RIGHT: u16 = 4;
const DIFFERENCE: u16 = 5;
const VERDICT: u16 = 6;
const SHARES: [u32; 7] = [10, 31, 29, 9, 9, 8, 11];

/// The names of the cells that say whose figures these are; unlike cell ids they have no dot.
const NAMES: [(&str, u32); 3] = [("report_organ", ORGAN_ROW), ("report_year", YEAR_ROW), ("report_form", FORM_ROW)];

/// A statutory table written, and the sheet it is on.
pub(super) struct Written<'r> {
    pub(super) statutory: Statutory<'r>,
    pub(super) sheet: String,
}

/// What rules speak of: the tables of the workbook and last year's figures.
struct Ground<'g> {
    tables: &'g [Written<'g>],
    last_year: Option<&'g LastYear<'g>>,
}

impl<'g> Ground<'g> {
    fn table(&self, id: &str) -> Option<&'g Written<'g>> {
        self.tables.iter().find(|table| table.statutory.table.id == id)
    }

    fn data(&self, cell: &CellRef) -> Option<&'g DataCell> {
        self.table(&cell.table)?.statutory.table.data_cell(&cell.cell)
    }

    /// Where a figure stands: on which sheet, and in which cell; `None` where it is not in the workbook.
    fn place(&self, cell: &CellRef) -> Option<(&'g str, CellAddress)> {
        match cell.source {
            FigureSource::Own => {
                let table = self.table(&cell.table)?;
                Some((&table.sheet, table.statutory.figure(&cell.cell)?.place))
            }
            FigureSource::LastYear => {
                let last_year = self.last_year?;
                Some((&last_year.sheet, last_year.place(cell)?))
            }
            FigureSource::Units | FigureSource::Prose => None,
        }
    }

    fn operand(&self, cell: &CellRef) -> Operand {
        match cell.source {
            FigureSource::Own => self.table(&cell.table).map_or(Operand::Absent, |table| table.statutory.operand(cell)),
            FigureSource::LastYear => self.last_year.map_or(Operand::Absent, |last_year| last_year.operand(cell)),
            FigureSource::Units | FigureSource::Prose => Operand::Absent,
        }
    }

    /// A rule as formulas of this sheet speak of it; `None` where a cell of it is not in the workbook.
    fn formula_of(&self, rule: &Rule) -> Option<RuleFormula> {
        let places = |terms: &[Term]| terms.iter().filter_map(Term::cell).map(|cell| self.place(cell)).collect();
        RuleFormula::of(&rule.formula, places, Arguments::on_sheets)
    }
}

/// Rules under one heading.
struct Band<'l> {
    name: &'l str,
    lines: Vec<Line>,
}

/// A rule with what is to be written of it.
struct Line {
    rule: String,
    place: String,
    /// Where a click on the place leads.
    target: Option<String>,
    /// Formulas of both sides with their results; a rule about each figure has none.
    sides: Option<[(String, String); 2]>,
    difference: Option<(String, String)>,
    verdict: (String, Verdict),
    /// Whether it has to hold; else there may be a reason why it does not.
    is_must: bool,
}

/// The word for a verdict on a rule that has to hold, or need not.
fn word(verdict: Verdict, is_must: bool, words: &Verdicts) -> &str {
    match verdict {
        Verdict::Holds => &words.holds,
        Verdict::Fails if is_must => &words.fails,
        Verdict::Fails => &words.doubtful,
        Verdict::Unfilled => &words.unfilled,
        Verdict::Incomplete => &words.incomplete,
        Verdict::NotANumber => &words.not_a_number,
        Verdict::Missing => &words.missing,
    }
}

/// Writes the sheet as the workbook's last, and the names that point into it.
pub(super) fn write(
    tables: &[Written<'_>],
    last_year: Option<&LastYear<'_>>,
    (report, form): (&Report, Option<&Form>),
    design: &Design,
    workbook: &mut Workbook,
    name: &str,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let words = &WorkbookWords::built_in().check;
    for (defined, row) in NAMES {
        let place = CellAddress { row, column: RULE };
        workbook.define_name(defined, &format!("={}", address(name, place))).map_err(not_written)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).map_err(not_written)?;
    let ground = Ground { tables, last_year };
    let mut bands: Vec<Band<'_>> = Vec::new();
    for table in tables {
        let lines = lines(table, &ground, words, findings);
        bands.push(Band { name: &table.statutory.table.name, lines });
    }
    let of_form = form.map_or_else(Vec::new, |form| lines_of_form(form, report, &ground, words, findings));
    if !of_form.is_empty() {
        bands.push(Band { name: &words.of_form, lines: of_form });
    }
    let writer = Writer { design, words, form };
    writer.sheet(&bands, report, sheet).map_err(not_written)?;
    design.set_up_page(sheet, false);
    Ok(())
}

struct Writer<'d> {
    design: &'d Design,
    words: &'d CheckWords,
    form: Option<&'d Form>,
}

impl Writer<'_> {
    fn sheet(&self, bands: &[Band<'_>], report: &Report, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_formula_result_default("");
        let shares: u32 = SHARES.iter().sum();
        let page = self.design.measures.page_pixels;
        let widths: Vec<u32> = SHARES.iter().map(|share| page * share / shares).collect();
        for (column, width) in (0u16..).zip(&widths) {
            sheet.set_column_width_pixels(column, *width)?;
        }
        self.head(report, sheet, &widths)?;
        let mut row = HEAD_ROW + 1;
        let mut number = 0u32;
        let mut verdicts = Vec::new();
        for Band { name, lines } in bands {
            let band = self.cell().set_bold().set_background_color(HEADER_FILL).set_align(FormatAlign::Left);
            sheet.merge_range(row, NUMBER, row, VERDICT, name, &band)?;
            sheet.set_row_height(row, self.design.measures.height_pt(1))?;
            row += 1;
            for line in lines {
                number += 1;
                verdicts.push((line.verdict.1, line.is_must));
                self.line(line, number, row, &widths, sheet)?;
                row += 1;
            }
        }
        self.verdict(&verdicts, row.saturating_sub(1), sheet)?;
        sheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
        sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
        protect(sheet);
        Ok(())
    }

    fn cell(&self) -> Format {
        self.design
            .text_format()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xBFBFBF))
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
    }

    fn head(&self, report: &Report, sheet: &mut Worksheet, widths: &[u32]) -> Result<(), XlsxError> {
        let words = self.words;
        let measures = &self.design.measures;
        let title = self.design.text_format().set_bold().set_align(FormatAlign::Center);
        let title = title.set_align(FormatAlign::VerticalCenter).set_font_size(self.design.size_pt + TITLE_LARGER_PT);
        sheet.merge_range(0, NUMBER, 0, VERDICT, &words.title, &title)?;
        sheet.set_row_height(0, measures.height_pt(2))?;
        let value_width: u32 = widths.iter().skip(1).sum();
        let label = self.cell().set_background_color(HEADER_FILL).set_align(FormatAlign::Center);
        let value = self.cell().set_align(FormatAlign::Left);
        let form = self.form.map(|form| format!("{}（{}）", form.name, form.source)).unwrap_or_default();
        let organ = report.organ.as_deref().unwrap_or_default();
        let texts = [(ORGAN_ROW, &words.organ, organ), (FORM_ROW, &words.form, form.as_str())];
        for (row, name, text) in texts.into_iter().chain([(HOW_ROW, &words.how, words.advice.as_str())]) {
            sheet.write_string_with_format(row, NUMBER, name, &label)?;
            sheet.merge_range(row, RULE, row, VERDICT, text, &value)?;
            sheet.set_row_height(row, measures.height_pt(measures.lines(text, value_width)))?;
        }
        sheet.write_string_with_format(YEAR_ROW, NUMBER, &words.year, &label)?;
        sheet.merge_range(YEAR_ROW, RULE, YEAR_ROW, VERDICT, "", &value)?;
        if let Some(year) = report.year {
            sheet.write_number_with_format(YEAR_ROW, RULE, f64::from(year), &value)?;
        }
        sheet.write_string_with_format(VERDICT_ROW, NUMBER, &words.verdict, &label)?;
        let head = self.cell().set_bold().set_background_color(HEADER_FILL).set_align(FormatAlign::Center);
        for (column, text) in (0u16..).zip(&words.columns) {
            sheet.write_string_with_format(HEAD_ROW, column, text, &head)?;
        }
        for row in [YEAR_ROW, VERDICT_ROW, HEAD_ROW] {
            sheet.set_row_height(row, measures.height_pt(1))?;
        }
        Ok(())
    }

    fn line(&self, line: &Line, number: u32, row: u32, widths: &[u32], sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let centred = self.cell().set_align(FormatAlign::Center);
        let left = self.cell().set_align(FormatAlign::Left);
        let figure = centred.clone().unset_text_wrap().set_shrink();
        sheet.write_number_with_format(row, NUMBER, f64::from(number), &centred)?;
        sheet.write_string_with_format(row, RULE, &line.rule, &left)?;
        let measures = &self.design.measures;
        let lines = [(RULE, &line.rule), (PLACE, &line.place)]
            .into_iter()
            .map(|(column, text)| measures.lines(text, widths.get(usize::from(column)).copied().unwrap_or_default()));
        sheet.set_row_height(row, measures.height_pt(lines.max().unwrap_or(1)))?;
        match &line.target {
            Some(target) => {
                let link = left.clone().set_underline(FormatUnderline::Single).set_font_color(Color::RGB(0x0563C1));
                // A formula, since not every program wraps the text of a link.
                let formula =
                    format!("HYPERLINK({},{})", text_literal(&format!("#{target}")), text_literal(&line.place));
                sheet.write_formula_with_format(
                    row,
                    PLACE,
                    Formula::new(format!("={formula}")).set_result(&line.place),
                    &link,
                )?;
            }
            None => {
                sheet.write_string_with_format(row, PLACE, &line.place, &left)?;
            }
        }
        let formula = |(formula, result): &(String, String)| Formula::new(format!("={formula}")).set_result(result);
        match &line.sides {
            Some([a, b]) => {
                sheet.write_formula_with_format(row, LEFT, formula(a), &figure)?;
                sheet.write_formula_with_format(row, RIGHT, formula(b), &figure)?;
            }
            None => {
                sheet.write_blank(row, LEFT, &figure)?;
                sheet.write_blank(row, RIGHT, &figure)?;
            }
        }
        match &line.difference {
            Some((text, result)) => {
                // Both sides stand in this row.
                let text = text.replace("{left}", &cell_of(row, LEFT)).replace("{right}", &cell_of(row, RIGHT));
                sheet.write_formula_with_format(row, DIFFERENCE, formula(&(text, result.clone())), &figure)?;
            }
            None => {
                sheet.write_blank(row, DIFFERENCE, &figure)?;
            }
        }
        let (text, verdict) = &line.verdict;
        let word = word(*verdict, line.is_must, &self.words.verdicts).to_owned();
        if *verdict == Verdict::Missing {
            sheet.write_string_with_format(row, VERDICT, word, &centred)?;
        } else {
            let text = text.replace("{difference}", &cell_of(row, DIFFERENCE));
            sheet.write_formula_with_format(row, VERDICT, formula(&(text, word)), &centred)?;
        }
        Ok(())
    }

    /// The verdict over all rules, and the colours of all verdicts.
    fn verdict(&self, verdicts: &[(Verdict, bool)], last_row: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (words, summary) = (&self.words.verdicts, &self.words.summary);
        let column = rust_xlsxwriter::utility::cell_range_absolute(HEAD_ROW + 1, VERDICT, last_row, VERDICT);
        let counted = |words: &[&str]| {
            let each = words.iter().map(|word| format!("COUNTIF({column},{})", text_literal(word)));
            each.collect::<Vec<_>>().join("+")
        };
        let failing_count = counted(&[&words.fails, &words.not_a_number]);
        let open_count = counted(&[&words.unfilled, &words.incomplete]);
        let doubtful_count = counted(&[&words.doubtful]);
        let with_count = |template: &str, count: &str| {
            let (before, after) = template.split_once("{n}").unwrap_or((template, ""));
            format!("{}&({count})&{}", text_literal(before), text_literal(after))
        };
        let formula = format!(
            "IF({failing_count}>0,{},IF({open_count}>0,{},IF({doubtful_count}>0,{},{})))",
            with_count(&summary.fails, &failing_count),
            with_count(&summary.unfilled, &open_count),
            with_count(&summary.doubtful, &doubtful_count),
            text_literal(&summary.holds)
        );
        let number_of =
            |is: &dyn Fn(Verdict, bool) -> bool| verdicts.iter().filter(|(of, must)| is(*of, *must)).count();
        let is_open = |verdict, _| matches!(verdict, Verdict::Unfilled | Verdict::Incomplete);
        let failing_number =
            number_of(&|verdict, must| verdict == Verdict::NotANumber || must && verdict == Verdict::Fails);
        let doubtful_number = number_of(&|verdict, must| !must && verdict == Verdict::Fails);
        let result = match (failing_number, number_of(&is_open), doubtful_number) {
            (0, 0, 0) => summary.holds.clone(),
            (0, 0, doubtful) => summary.doubtful.replace("{n}", &doubtful.to_string()),
            (0, open, _) => summary.unfilled.replace("{n}", &open.to_string()),
            (failing, _, _) => summary.fails.replace("{n}", &failing.to_string()),
        };
        let value = self.cell().set_bold().set_align(FormatAlign::Left);
        sheet.merge_range(VERDICT_ROW, RULE, VERDICT_ROW, VERDICT, "", &value)?;
        let formula = Formula::new(format!("={formula}")).set_result(result);
        sheet.write_formula_with_format(VERDICT_ROW, RULE, formula, &value)?;
        let mark = |sheet: &mut Worksheet, row: u32, column: u16, rule: String, format: Format| {
            let last = if row == VERDICT_ROW { (row, VERDICT) } else { (last_row, column) };
            let conditional = ConditionalFormatFormula::new().set_rule(Formula::new(rule)).set_format(format);
            sheet.add_conditional_format(row, column, last.0, last.1, &conditional).map(|_| ())
        };
        let first = HEAD_ROW + 1;
        let cell = format!("$G{}", first + 1);
        let any = |words: &[&str]| {
            let each = words.iter().map(|word| format!("{cell}={}", text_literal(word)));
            format!("=OR({})", each.collect::<Vec<_>>().join(","))
        };
        let amber = || Format::new().set_background_color(Color::RGB(0xFFEB9C)).set_font_color(Color::RGB(0x7F6000));
        let green = || Format::new().set_font_color(Color::RGB(0x006100));
        mark(sheet, first, VERDICT, any(&[&words.fails, &words.not_a_number]), failing())?;
        mark(sheet, first, VERDICT, any(&[&words.unfilled, &words.incomplete, &words.doubtful]), amber())?;
        mark(sheet, first, VERDICT, any(&[&words.holds]), green())?;
        mark(sheet, VERDICT_ROW, RULE, format!("={failing_count}>0"), failing())?;
        mark(sheet, VERDICT_ROW, RULE, format!("={open_count}+{doubtful_count}>0"), amber())?;
        mark(sheet, VERDICT_ROW, RULE, format!("={failing_count}+{open_count}+{doubtful_count}=0"), green())
    }
}

fn cell_of(row: u32, column: u16) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, column)
}

/// Text as formulas write it.
fn text_literal(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Every rule of a table: its arithmetic, then what its figures must be. One too long for a formula is named in the findings.
fn lines(table: &Written<'_>, ground: &Ground<'_>, words: &CheckWords, findings: &mut Vec<Finding>) -> Vec<Line> {
    let statutory = &table.statutory;
    let mut lines = Vec::new();
    let mut too_long = |rule: &str| findings.push(catalogue::workbook::rule_too_long(&statutory.table.name, rule));
    for rule in &statutory.table.rules {
        match rule_line(rule, ground, words) {
            Some(line) => lines.push(line),
            None => too_long(&rule.name),
        }
    }
    for kind in [NumberKind::Count, NumberKind::Change, NumberKind::Money] {
        let figures: Vec<&Figure> = statutory.figures().filter(|figure| figure.data.kind == kind).collect();
        let cells = Arguments::on_sheet(&table.sheet, figures.iter().map(|figure| figure.place).collect());
        if cells.fit() {
            lines.extend(kind_line(kind, &figures, &cells, table, words));
        } else {
            too_long(words.numbers.of(kind));
        }
    }
    lines
}

/// The rules of a form about more than one table, last year's report or certain bodies, as far as the workbook has what they are about.
fn lines_of_form(
    form: &Form,
    report: &Report,
    ground: &Ground<'_>,
    words: &CheckWords,
    findings: &mut Vec<Finding>,
) -> Vec<Line> {
    let is_there = |cell: &CellRef| match cell.source {
        FigureSource::Own => true,
        FigureSource::LastYear => ground.last_year.is_some(),
        FigureSource::Units | FigureSource::Prose => false,
    };
    let rules = form.rules.iter().filter(|rule| report.is_of(rule.bodies) && rule.formula.cells().all(is_there));
    let mut lines = Vec::new();
    for rule in rules {
        match rule_line(rule, ground, words) {
            Some(line) => lines.push(line),
            None => findings.push(catalogue::workbook::rule_too_long(&form.name, &rule.name)),
        }
    }
    lines
}

/// A rule with its formulas; `None` where they would be too long.
fn rule_line(rule: &Rule, ground: &Ground<'_>, words: &CheckWords) -> Option<Line> {
    let first = rule.formula.cells().find(|cell| cell.is_own()).and_then(|cell| ground.place(cell));
    let mut line = Line {
        rule: rule.name.clone(),
        place: place_of(rule, ground),
        target: first.map(|(sheet, place)| address(sheet, place)).filter(|target| fits(target)),
        sides: None,
        difference: None,
        verdict: (String::new(), Verdict::Missing),
        is_must: rule.severity == Severity::Error,
    };
    if !fits(&line.place) {
        line.target = None;
    }
    let formula = ground.formula_of(rule);
    let formula = match &formula {
        Some(formula) if !formula.cells().fit() => return None,
        Some(formula) => formula,
        None => return Some(line),
    };
    let evaluation = rule.formula.evaluate(|cell: &CellRef| ground.operand(cell), Blanks::Nothing);
    let right: Option<Vec<Decimal>> = evaluation.right.iter().map(|side| side.sum).collect();
    let (Some(left_sum), Some(right_sums)) = (evaluation.left.sum, right) else { return Some(line) };
    let v = &words.verdicts;
    let unfilled_sides: Vec<String> = formula.counts().map(|count| format!("{count}=0")).collect();
    let difference = formula.difference("{left}", "{right}");
    let verdict = format!(
        "IF({texts}>0,{not_a_number},IF({count}=0,{unfilled},IF(OR({unfilled_sides}),{incomplete},\
         IF({fails_if},{fails},IF({count}<{cells},{incomplete},{holds})))))",
        texts = formula.cells().texts(),
        count = formula.cells().count(),
        unfilled_sides = unfilled_sides.join(","),
        fails_if = formula.fails(difference.as_ref().map(|_| "{difference}")),
        cells = RuleFormula::count_of_cells(&rule.formula),
        not_a_number = text_literal(&v.not_a_number),
        unfilled = text_literal(&v.unfilled),
        incomplete = text_literal(&v.incomplete),
        fails = text_literal(word(Verdict::Fails, line.is_must, v)),
        holds = text_literal(&v.holds),
    );
    let right_text = right_sums.iter().map(|sum| plain(*sum)).collect::<Vec<_>>().join(" | ");
    line.sides = Some([(formula.left(), plain(left_sum)), (formula.right(), right_text)]);
    line.difference = difference
        .zip(right_sums.first())
        .map(|(difference, right_sum)| (difference, plain(left_sum.saturating_sub(*right_sum).round_dp(DECIMALS))));
    line.verdict = (verdict, evaluation.verdict);
    Some(line)
}

/// The rule that the figures of a kind are numbers of that kind.
fn kind_line(
    kind: NumberKind,
    figures: &[&Figure<'_>],
    cells: &Arguments,
    table: &Written<'_>,
    words: &CheckWords,
) -> Option<Line> {
    let first = figures.first()?;
    let (wrong, is_wrong): (Vec<String>, fn(Decimal) -> bool) = match kind {
        NumberKind::Count => {
            (vec![cells.negative(), cells.fractions()], |number| number.is_sign_negative() || !number.fract().is_zero())
        }
        NumberKind::Change => (vec![cells.fractions()], |number| !number.fract().is_zero()),
        NumberKind::Money => (vec![cells.negative()], |number| number.is_sign_negative()),
    };
    let stored = |holds: &dyn Fn(Stored) -> bool| figures.iter().filter(|figure| holds(figure.stored)).count();
    let numbers = stored(&|stored| matches!(stored, Stored::Number(_)));
    let verdict = if stored(&|stored| stored == Stored::Text) > 0 {
        Verdict::NotANumber
    } else if numbers == 0 {
        Verdict::Unfilled
    } else if stored(&|stored| matches!(stored, Stored::Number(number) if is_wrong(number))) > 0 {
        Verdict::Fails
    } else if numbers < figures.len() {
        Verdict::Incomplete
    } else {
        Verdict::Holds
    };
    let v = &words.verdicts;
    let formula = format!(
        "IF({texts}>0,{not_a_number},IF({count}=0,{unfilled},IF({wrong}>0,{fails},IF({count}<{total},{incomplete},{holds}))))",
        texts = cells.texts(),
        count = cells.count(),
        wrong = wrong.join("+"),
        total = figures.len(),
        not_a_number = text_literal(&v.not_a_number),
        unfilled = text_literal(&v.unfilled),
        fails = text_literal(&v.fails),
        incomplete = text_literal(&v.incomplete),
        holds = text_literal(&v.holds),
    );
    let place = if figures.len() == 1 { first.data.path() } else { words.all_cells.clone() };
    Some(Line {
        rule: words.numbers.of(kind).clone(),
        target: Some(address(&table.sheet, first.place)).filter(|target| fits(target) && fits(&place)),
        place,
        sides: None,
        difference: None,
        verdict: (formula, verdict),
        is_must: true,
    })
}

/// Where a rule applies, in the form's words: the column or row that all its cells share, else its first cell.
fn place_of(rule: &Rule, ground: &Ground<'_>) -> String {
    let own = rule.formula.cells().filter(|cell| cell.is_own());
    let cells: Vec<_> = own.filter_map(|cell| ground.data(cell)).collect();
    let shared = |label: fn(&crate::form::DataCell) -> Option<&str>| {
        let first = cells.first().and_then(|cell| label(cell))?;
        cells.iter().all(|cell| label(cell) == Some(first)).then(|| first.to_owned())
    };
    let of_column = shared(|cell| cell.column_labels.last().map(|label| label.text.as_str()));
    let of_row = shared(|cell| cell.row_labels.last().map(|label| label.text.as_str()));
    match (of_row, of_column) {
        (Some(row), None) => row,
        (None, Some(column)) => column,
        _ => cells.first().map(|cell| cell.path()).unwrap_or_default(),
    }
}

/// Formulas allow a text in quotes 255 characters.
fn fits(text: &str) -> bool {
    text.encode_utf16().count() < 250
}

/// A result as the file stores it.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}
