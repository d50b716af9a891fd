//! The canonical form and its JSON.

catalogue! {
    /// The text is not JSON at all: a missing bracket or comma, a stray character. The place is where reading stopped.
    Error "invalid-json" => invalid_json(cause) {
        zh: "不是合法的 JSON：{cause}",
        en: "invalid JSON: {cause}",
    }
    /// An object of the JSON has a key twice. Programs that read JSON take one of the two values, mostly the last, without a word; which
    /// is meant can't be told, so nothing is read.
    Error "duplicate-key" => duplicate_key(key) {
        zh: "“{key}”出现两次，不知以哪个为准",
        en: "the key “{key}” is there twice; which one counts can't be told",
        hint_zh: "请删去其中一个", hint_en: "delete one of them",
    }
    /// The JSON is not a report in canonical form: an unknown key, a missing one, a figure of the wrong kind, a cell the form
    /// does not have. The place is the JSON pointer of what is wrong.
    Error "invalid-report" => invalid_report(cause) {
        zh: "不是规范的年报 JSON：{cause}",
        en: "not a canonical report: {cause}",
        hint_zh: "运行 nianbao schema 可查看规范", hint_en: "`nianbao schema` prints the JSON Schema",
    }
    /// The JSON was written by a later nianbao whose canonical form this one does not know.
    Error "newer-schema" => newer_schema(found, known) {
        zh: "文件是更新版本的格式 {found}，本程序只认识到 {known}",
        en: "the file is in the newer form {found}, this program knows up to {known}",
        hint_zh: "请升级 nianbao", hint_en: "upgrade nianbao",
    }
    /// A statutory table lacks a figure that its row should have; the place is printed blank. Blank and absent are different:
    /// read back, the figure will be blank.
    Warning "figure-absent" => figure_absent(table, cell) {
        zh: "“{table}”缺少数据：{cell}，按空白输出",
        en: "“{table}” has no figure for {cell}; it is left blank",
    }
    /// The figures break the form's own arithmetic. One of the figures named, or the total, is wrong.
    Error "sum-differs" => sum_differs(table, cell, left_side, left, right_side, right, difference) as SUM_DIFFERS {
        zh: "“{table}”{cell}：勾稽关系不符：{left_side}＝{left}，{right_side}＝{right}，相差{difference}，请核对",
        en: "“{table}”, {cell}: {left_side} is {left}, {right_side} is {right}; they differ by {difference}",
    }
    /// The period the text states lies in the year the report is on and is not the whole of it: figures of half a year, or of a body
    /// that was founded or dissolved in the year.
    Warning "period-part-of-year" => period_part_of_year(year, from, to) {
        zh: "年报是 {year} 年的，统计期限却只是 {from}至{to}，不是全年，请核对",
        en: "the report is on {year}, its period is only {from} to {to}, not the whole year; check it",
    }
    /// The period the text states is not the year the report is on. One of the two was left over from another year's report.
    Warning "period-of-other-year" => period_of_other_year(year, from, to) {
        zh: "年报是 {year} 年的，统计期限写的是 {from} 至 {to}，请核对",
        en: "the report is on {year}, its period is {from} to {to}; check them",
    }
    /// The text before the sections says it publishes the report on another year than the title does.
    Warning "text-of-other-year" => text_of_other_year(year, text) {
        zh: "年报是 {year} 年的，文中写的是“{text}”，请核对",
        en: "the report is on {year}, its text says “{text}”; check them",
    }
    /// The date of the sign-off does not fit the year the report is on: a report is published in the year after it.
    Warning "signed-in-other-year" => signed_in_other_year(year, date) {
        zh: "年报是 {year} 年的，落款日期是 {date}，请核对",
        en: "the report is on {year}, the date of its sign-off is {date}; check them",
        hint_zh: "年报一般在次年1月至3月公布", hint_en: "reports are published from January to March of the next year",
    }
    /// Another body signs the report than the title names.
    Warning "signed-by-other" => signed_by_other(organ, signing) {
        zh: "标题是“{organ}”，落款是“{signing}”，请核对",
        en: "the title names “{organ}”, the sign-off “{signing}”; check them",
    }
    /// The file given for its figures has no statutory table that could be recognised.
    Error "figures-missing" => figures_missing() {
        zh: "没有找到法定表格",
        en: "no statutory table found",
        hint_zh: "表格须有规定的行、列标题", hint_en: "the tables need the form's row and column labels",
    }
    /// The figures are of another year than the report; they were refused.
    Error "other-year" => other_year(report, figures) {
        zh: "年报是 {report} 年的，数据是 {figures} 年的",
        en: "the report is on {report}, the figures are of {figures}",
    }
    /// The figures are of another body than the report; they were refused.
    Error "other-organ" => other_organ(report, figures) {
        zh: "年报是“{report}”的，数据是“{figures}”的",
        en: "the report is by “{report}”, the figures are of “{figures}”",
    }
    /// What `--figures-of` says is not a body and a year.
    Error "figures-of-unclear" => figures_of_unclear(text) {
        zh: "“{text}”不是“机关：年份”",
        en: "“{text}” is not a body and a year",
        hint_zh: "例如 --figures-of 清河市民政局：2023", hint_en: "write --figures-of BODY:YEAR, the year in four digits",
    }
    /// The file of figures names another body or year than `--figures-of` says. Nothing was taken from it.
    Error "figures-said-otherwise" => figures_said_otherwise(organ, year, said) {
        zh: "--figures-of 指明数据是“{organ}”{year} 年的，文件里写的是“{said}”",
        en: "--figures-of says the figures are of “{organ}”, {year}; the file says “{said}”",
        hint_zh: "请核对是不是拿错了文件", hint_en: "check that it is the right file",
    }
    /// The body the figures are said to be of may be short for the one the report names: its place or superior is left out. They
    /// were taken; make sure it is the same body.
    Warning "organ-shortened" => organ_shortened(report, figures) {
        zh: "年报是“{report}”的，数据是“{figures}”的，按同一机关的简称处理，请核对",
        en: "the report is by “{report}”, the figures are of “{figures}”, which was taken for the same body by a shorter name",
    }
    /// The file given for its figures does not say whose they are, or of which year, so they can't be held against the report.
    Note "figures-owner-unsaid" => figures_owner_unsaid(what) as FIGURES_OWNER_UNSAID {
        zh: "数据没有写明{what}，无法与年报核对",
        en: "the figures don't say their {what}, so it can't be held against the report's",
        hint_zh: "在表格上方写“填报单位：…”“报告年度：…年”", hint_en: "write the body and the year above the table, as the form has them",
    }
    /// A figure of the draft has no place in the table that replaced its own: that follows another vintage of the form.
    Warning "figure-dropped" => figure_dropped(cell, old) {
        zh: "{cell}：文稿为 {old}，新表式没有这一项，未保留",
        en: "{cell}: {old} in the draft has no place in the other vintage of the form and was dropped",
    }
    /// A figure of the draft was replaced by the one given with `--tables`.
    Warning "figure-changed" => figure_changed(cell, old, new, place) as FIGURE_CHANGED {
        zh: "{cell}：文稿为 {old}（{place}），已改为 {new}",
        en: "{cell}: the draft had {old} ({place}), now {new}",
    }
    /// A figure the draft did not have was taken from the file given with `--tables`.
    Note "figure-added" => figure_added(cell, new) {
        zh: "{cell}：文稿没有，已填入 {new}",
        en: "{cell}: absent from the draft, now {new}",
    }
    /// A figure the draft left blank was taken from the file given with `--tables`.
    Note "figure-filled" => figure_filled(cell, new) {
        zh: "{cell}：文稿空白，已填入 {new}",
        en: "{cell}: blank in the draft, now {new}",
    }
    /// The file given with `--tables` has a blank where the draft has a figure; the draft's stays.
    Warning "figure-kept" => figure_kept(cell, old, place) {
        zh: "{cell}：表格空白，保留文稿的 {old}（{place}）",
        en: "{cell}: blank in the tables, the draft's {old} ({place}) stays",
    }
    /// The file given with `--tables` has another figure than the draft, which keeps its own because `--tables-only-empty` is set.
    Warning "figure-not-taken" => figure_not_taken(cell, old, new, place) as FIGURE_NOT_TAKEN {
        zh: "{cell}：文稿为 {old}（{place}），数据为 {new}，保留文稿的",
        en: "{cell}: {old} in the draft ({place}), {new} in the figures; the draft's stays",
    }
    /// A table of the draft follows another vintage of the form than the figures given; it was left as it is because
    /// `--tables-only-empty` is set.
    Warning "figures-form-not-taken" => figures_form_not_taken(table, old, new) as FIGURES_FORM_NOT_TAKEN {
        zh: "“{table}”：文稿用 {old} 年表式，数据用 {new} 年表式，保留文稿的",
        en: "“{table}”: the draft follows the form of {old}, the figures that of {new}; the draft's stays",
    }
    /// A placeholder names no cell of any form; it stays as it stands.
    Error "placeholder-unknown" => placeholder_unknown(id, near) {
        zh: "没有数据项“{id}”，相近的有 {near}",
        en: "there is no cell “{id}”; near it are {near}",
        hint_zh: "nianbao forms 2021 列出全部数据项", hint_en: "`nianbao forms 2021` lists all cells",
    }
    /// The cell a placeholder names has no number in the report's tables; the placeholder stays as it stands.
    Error "placeholder-without-figure" => placeholder_without_figure(id) {
        zh: "表格里没有“{id}”的数字",
        en: "the tables have no number for “{id}”",
    }
    /// Text has the beginning of a placeholder, `{{`, that could not be read as one: its end is missing, or in another paragraph, link
    /// or note.
    Error "placeholder-divided" => placeholder_divided() {
        zh: "有“{{”但不成完整的占位符",
        en: "there is a “{{” that begins no whole placeholder",
        hint_zh: "占位符要在一个段落里写完整", hint_en: "a placeholder must be whole within one paragraph",
    }
    /// The text has what a word processor prints where a field has no result: a reference to a place that was deleted, a link that is
    /// broken.
    Warning "field-error" => field_error(count, text) {
        zh: "文中有 {count} 处域的出错提示：{text}",
        en: "the text has {count} error messages of fields: {text}",
        hint_zh: "请在原文件中改正引用，或改成文字", hint_en: "mend the references in the draft, or type the text",
    }
    /// The text has placeholders for figures, and `--fill` was not given: they are published as they stand.
    Warning "placeholders-left" => placeholders_left(count, text) {
        zh: "文中有 {count} 处占位符没有填入数字：{text}",
        en: "the text has {count placeholder that was not filled|placeholders that were not filled}: {text}",
        hint_zh: "加 --fill 由表格填入", hint_en: "`--fill` fills them from the tables",
    }
    /// Draft and figures disagree, and `--strict` asks that they don't. Nothing was written.
    Error "figures-disagree" => figures_disagree(count) {
        zh: "文稿与数据有 {count} 处不一致",
        en: "draft and figures disagree in {count place|places}",
        hint_zh: "逐项核对后再转换，或去掉 --strict", hint_en: "settle each, or leave out --strict",
    }
    /// A table of the draft follows another vintage of the form than the figures given; it was replaced as a whole.
    Warning "figures-form-differs" => figures_form_differs(table, old, new) as FIGURES_FORM_DIFFERS {
        zh: "“{table}”：文稿用 {old} 年表式，数据用 {new} 年表式，整表替换",
        en: "“{table}”: the draft follows the form of {old}, the figures that of {new}; the whole table was replaced",
    }
    /// The draft had no place for a table; it was given one in its section.
    Note "table-added" => table_added(table) {
        zh: "文稿没有“{table}”表，已按数据加入",
        en: "the draft had no table “{table}”; it was added",
    }
    /// A statutory table the form prescribes is not in the report: the source has none, or its lines and labels don't show a table.
    /// None of its figures are in the result. A report without the table is incomplete even where all its figures would be 0.
    Error "table-missing" => table_missing(table) as TABLE_MISSING {
        zh: "没有“{table}”表，其数字未读入",
        en: "the table “{table}” is missing; its figures are not in the result",
        hint_zh: "原件有此表的，请核对表式；没有的，请补上（没有数据填 0），或用 --tables 补入", hint_en: "where the source has it, check its labels; where it has none, add it (with 0 for nothing), or give its figures with --tables",
    }
    /// More than a third of a statutory table's figures are missing: a page was lost, say, or its other part was not recognised.
    Error "table-incomplete" => table_incomplete(table, missing, all) {
        zh: "“{table}”表缺 {missing} 个数字（共 {all} 个）",
        en: "the table “{table}” lacks {missing} of its {all} figures",
        hint_zh: "请对照原件，看是否缺页或缺行", hint_en: "compare the source: a page or rows may be missing",
    }
    /// Where a statutory table should stand, the section holds only a picture. A picture's figures can't be read: none of the table's
    /// are in the result.
    Error "table-is-picture" => table_is_picture(table) {
        zh: "“{table}”表的位置只有图片，图片里的数字无法读取，其数字未读入",
        en: "a picture stands where the table “{table}” should; the figures in it can't be read and are not in the result",
        hint_zh: "请换成可编辑的表格，或用 --tables 补入", hint_en: "put a real table there, or give its figures with --tables",
    }
    /// The file given with `--tables` has no statutory table and no list of units. Nothing was written: the report's own figures would
    /// have been published as if they were the file's.
    Error "tables-without-figures" => tables_without_figures() {
        zh: "--tables 的文件里没有找到法定表格或各单位清单",
        en: "no statutory table and no list of units was found in the file of --tables",
        hint_zh: "请按规定的表式写明行名、列名，或用 nianbao new 生成空白表格", hint_en: "give rows and columns the form's labels, or begin with `nianbao new`",
    }
    /// A chart of the year's figures was asked for, and none of the figures it would draw is more than 0: there is nothing to see in it, and
    /// it was left out.
    Note "chart-not-drawn" => chart_not_drawn(chart) {
        zh: "图解没有画：“{chart}”的数据都是 0 或没有填",
        en: "a chart was not drawn: every figure of “{chart}” is 0 or lacking",
    }
}
