//! Recognising lists of units.

catalogue! {
    /// A table of the workbook looks like a list of units, but the workbook also has the printed form: it is one report, and the
    /// list is kept as an ordinary table of it.
    Note "list-kept-as-table" => list_kept_as_table() {
        zh: "这张表像各单位清单，但同一文件里有法定表格，按附表保留",
        en: "this table looks like a list of units, but the file also has the statutory form; kept as an ordinary table",
        hint_zh: "要按单位读取，请把清单单独存成一个文件", hint_en: "save the list in a file of its own to have it read unit by unit",
    }
    /// A table beside a list of units is no part of it and in no unit's report.
    Warning "list-table-left-out" => list_table_left_out(text) [LeftOut] {
        zh: "这张表不是各单位清单，未读入任何单位的年报：{text}",
        en: "this table is no list of units and is in no unit's report: {text}",
    }
    /// A text around a list of units (a title, a note, the name of a group) is in no unit's report.
    Note "list-text-left-over" => list_text_left_over(text) {
        zh: "清单以外的文字，未读入：{text}",
        en: "text that is no part of the list was left out: {text}",
    }
    /// The year of a list without a column of years was taken from its title or the sheet's name.
    Note "list-year-from-title" => list_year_from_title(year) {
        zh: "清单没有年度一列，按标题取 {year} 年",
        en: "the list has no column of years; {year} was taken from its title",
    }
    /// Neither the rows of a list nor its title say which year the figures are of.
    Warning "list-year-unknown" => list_year_unknown(count) {
        zh: "看不出清单是哪一年的（{count} 个单位）",
        en: "nothing says which year the list is of ({count unit|units})",
        hint_zh: "请加“年度”一列，或在标题中写明", hint_en: "add a column of years, or name the year in the title",
    }
    /// A row's year is blank or no year; none of its figures were taken.
    Error "list-year-unclear" => list_year_unclear(unit, found) {
        zh: "“{unit}”的年度写的是“{found}”，这一行未取数",
        en: "the year of {unit} is “{found}”; no figure of the row was taken",
    }
    /// A column of a list is no cell of the form: its label is unknown, or names no cell together with those above it. Its
    /// figures were not taken.
    Warning "list-column-unknown" => list_column_unknown(column, count) {
        zh: "无法识别的一列“{column}”，其中 {count} 格有内容，未取数",
        en: "the column “{column}” is unknown; its {count} filled cells were not taken",
        hint_zh: "列名可用数据项编号，见 nianbao forms 2021", hint_en: "columns may be called by cell id, see nianbao forms 2021",
    }
    /// The labels of a column may mean several cells of the form. Its figures were not taken.
    Error "list-column-ambiguous" => list_column_ambiguous(column, count) {
        zh: "“{column}”一列可指表式中多个数据项，其中 {count} 格有内容，未取数",
        en: "the column “{column}” may mean several cells of the form; its {count} filled cells were not taken",
        hint_zh: "列名请写全，如“本年新收/自然人”，或用数据项编号", hint_en: "write the label in full, or the cell's id",
    }
    /// Several columns mean the same cell of the form. Which holds can't be told, so none was taken.
    Error "list-column-repeated" => list_column_repeated(cell, column) {
        zh: "有几列都是“{cell}”，这一列（{column}）未取数",
        en: "several columns state {cell}; this one ({column}) was not taken",
    }
    /// The form of a unit's year has no cell for a column that is filled for it.
    Warning "list-column-not-of-form" => list_column_not_of_form(column, form) {
        zh: "“{form}”没有“{column}”一项，有内容但未取数",
        en: "“{form}” has no cell for the column “{column}”; what is filled was not taken",
    }
    /// The item of a row is no cell of the form. Figures of this item were not taken.
    Warning "list-item-unknown" => list_item_unknown(item) {
        zh: "无法识别的项目“{item}”，未取数",
        en: "the item “{item}” is unknown; its figures were not taken",
        hint_zh: "项目可用数据项编号，见 nianbao forms 2021", hint_en: "items may be called by cell id, see nianbao forms 2021",
    }
    /// The item of a row may mean several cells of the form. Figures of this item were not taken.
    Error "list-item-ambiguous" => list_item_ambiguous(item) {
        zh: "项目“{item}”可指表式中多个数据项，未取数",
        en: "the item “{item}” may mean several cells of the form; its figures were not taken",
        hint_zh: "请写全，如“本年新收/自然人”，或用数据项编号", hint_en: "write the label in full, or the cell's id",
    }
    /// A row has figures but names no unit; they were not taken.
    Error "list-row-without-unit" => list_row_without_unit() {
        zh: "这一行有数据但没有单位名称，未取数",
        en: "the row has figures but names no unit; they were not taken",
    }
    /// Rows of a long list that name no unit were taken for those of the unit named above them.
    Note "list-unit-carried" => list_unit_carried(unit) {
        zh: "单位名称只写在第一行，以下各行按同一单位读取（首例：{unit}）",
        en: "units are named in their first row only; the rows below were taken for the same unit (first: {unit})",
    }
    /// A row that adds units up, compares them or goes on with the head is no unit; it was passed over.
    Note "list-total-row" => list_total_row(text) {
        zh: "“{text}”是合计一类的行，不是单位，未读入",
        en: "“{text}” is a row of totals or the like and no unit; it was passed over",
    }
    /// What is struck through in a unit's name, a raised mark of a note or the number of the row were left out of the name.
    Warning "list-unit-read-as" => list_unit_read_as(text, unit) {
        zh: "单位名称“{text}”中划去的字、注释标记或序号未计入，按“{unit}”读取",
        en: "what is struck through, the mark of a note or the row's number in the name “{text}” was left out; read as “{unit}”",
        hint_zh: "请核对单位名称", hint_en: "check the unit's name",
    }
    /// A row names a unit and has no figure at all. No report was made of it.
    Warning "list-unit-without-figures" => list_unit_without_figures(unit) {
        zh: "“{unit}”没有任何数据，没有生成年报",
        en: "{unit} has no figures at all; no report was made of it",
    }
    /// A list has the same unit twice for the same year. What both rows state alike was taken.
    Warning "list-unit-repeated" => list_unit_repeated(unit) {
        zh: "“{unit}”同一年度出现多次",
        en: "{unit} is listed more than once for the same year",
    }
    /// The same figure of a unit is stated twice, and not the same. Which holds can't be told, so neither was taken.
    Error "list-figure-disputed" => list_figure_disputed(cell, first, second) {
        zh: "{cell} 出现两次且不同（“{first}”与“{second}”），都不取",
        en: "{cell} is stated twice and differently (“{first}” and “{second}”); neither was taken",
    }
    /// A list has no column or row for some cells of the form: they are absent from every unit's report.
    Warning "list-figures-missing" => list_figures_missing(table, count, cells) {
        zh: "清单缺少“{table}”的 {count} 项数据：{cells}",
        en: "the list has nothing for {count cell|cells} of “{table}”: {cells}",
    }
    /// A row of a list that nianbao wrote is not as it was written: its form, cell or year is unknown, its value is not what its text says,
    /// or it has more fields than the head. Nothing of it was taken.
    Error "list-row-not-read" => list_row_not_read(reason) {
        zh: "这一行没有读取：{reason}",
        en: "the row was not read: {reason}",
        hint_zh: "请改正，或从原来的年报重新生成清单", hint_en: "mend it, or make the list anew from the reports",
    }
    /// The file holds several reports one after the other, each with its title and its sections. They were read as so many.
    Warning "several-reports-found" => several_reports_found(count, units) {
        zh: "文件里有 {count} 份年报（{units}），分别读取",
        en: "the file holds {count report|reports} ({units}), read one by one",
    }
    /// The file holds several reports, and one is wanted here.
    Error "several-reports" => several_reports(count, units) {
        zh: "文件里有 {count} 份年报（{units}），这里只能要一份",
        en: "the file holds {count report|reports} ({units}), and one is wanted here",
        hint_zh: "请用 convert … --to json --out-dir 文件夹，每个单位一个文件", hint_en: "use convert … --to json --out-dir FOLDER: a file for each unit",
    }
    /// The list of figures has no unit of the report's name; nothing was taken. `near` are the nearest names.
    Error "unit-not-listed" => unit_not_listed(organ, near) {
        zh: "清单里没有“{organ}”；最接近的有：{near}",
        en: "the list has no {organ}; the nearest are {near}",
        hint_zh: "清单和文稿里的单位名称要一致", hint_en: "the unit must be named alike in list and draft",
    }
    /// The list of figures names the report's unit in other characters (spaces, width, traditional forms).
    Note "unit-named-otherwise" => unit_named_otherwise(organ, found) {
        zh: "清单里的“{found}”按“{organ}”处理",
        en: "{found} of the list was taken for {organ}",
    }
    /// The draft names no body, so its figures can't be found in a list of units.
    Error "unit-unknown" => unit_unknown() {
        zh: "文稿没有写明机关名称，无法在清单里找到它的数据",
        en: "the draft names no body, so its figures can't be found in the list",
    }
    /// The list has the unit's figures, but of other years.
    Error "unit-of-other-year" => unit_of_other_year(organ, year, years) {
        zh: "清单里“{organ}”没有 {year} 年的数据，只有 {years}",
        en: "the list has no figures of {organ} for {year}, only for {years}",
    }
}
