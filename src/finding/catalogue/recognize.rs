//! Telling what in a document is the report.

catalogue! {
    /// The document is a disclosure report by its sections or tables, but no title was found near its beginning.
    Warning "title-missing" => title_missing() {
        zh: "没有找到标题",
        en: "no title found",
        hint_zh: "标题一般为“机关全称＋年份＋政府信息公开工作年度报告”", hint_en: "usually: full name of the body, year, 政府信息公开工作年度报告",
    }
    /// The title stood on several lines of the draft and was joined into one; pages break it anew.
    Note "title-joined" => title_joined(lines, title) {
        zh: "标题由 {lines} 行合为一行：{title}",
        en: "the title was joined from {lines} lines: {title}",
    }
    /// Text that stands before the title is kept, after the title, at the head of the report.
    Warning "text-before-title" => text_before_title(text) {
        zh: "标题之前有文字，已移到标题之后：{text}",
        en: "text before the title now stands after it: {text}",
    }
    /// The draft states its title twice, on a cover say. It was taken once.
    Note "title-repeated" => title_repeated(title) {
        zh: "标题重复出现，只取一次：{title}",
        en: "the title stands twice and was taken once: {title}",
    }
    /// A table is only there to lay the page out: one column that frames other tables, or the lines of the sign-off. What it holds
    /// was read as if it stood outside.
    Note "frame-opened" => frame_opened() {
        zh: "此表格只用于排版，其中的内容已按正文读入",
        en: "the table only lays the page out, what it holds was read as if it stood outside",
    }
    /// The title names no year; it was taken from the period the text states.
    Note "year-guessed" => year_guessed(year) {
        zh: "标题没有年份，按文中统计期限取 {year} 年",
        en: "the title names no year; {year} taken from the period the text states",
    }
    /// The title names several years; which is reported on was not decided by it.
    Warning "year-unclear" => year_unclear(title) {
        zh: "标题里有多个年份，无法判断是哪一年的年报：{title}",
        en: "the title names several years; it can't be told which is reported on: {title}",
    }
    /// The lines of a table of contents are kept as text; the sections are those further on.
    Note "contents-kept" => contents_kept() {
        zh: "目录作为正文保留，各部分以后文的标题为准",
        en: "a table of contents is kept as text; the sections are those further on",
    }
    /// A paragraph began with the heading of a section (一、总体情况。正文); it was parted into heading and text.
    Note "heading-split" => heading_split(heading) {
        zh: "段首的“{heading}”分出作为标题",
        en: "“{heading}” at the head of a paragraph is taken for a heading",
    }
    /// The sign-off stood before tables at the end of the report; it now stands after them, where sign-offs stand.
    Note "sign-off-before-tables" => sign_off_before_tables(organ) {
        zh: "“{organ}”的落款在表格之前，移到表格之后",
        en: "the sign-off of “{organ}” stood before tables; it now stands after them",
    }
    /// The title names no body; the one that signs was taken.
    Note "organ-guessed" => organ_guessed(organ) {
        zh: "标题没有机关名称，按落款取“{organ}”",
        en: "the title names no body; “{organ}” taken from the sign-off",
    }
    /// A heading is not one of the official or known ones; which section it means was judged by its words. Check it.
    Warning "section-guessed" => section_guessed(heading, section) {
        zh: "标题“{heading}”按用词归入“{section}”，请核对",
        en: "the heading “{heading}” is taken for “{section}” by its words; check it",
    }
    /// A heading means a section of the form but its wording or number is not the official one. It is kept as written.
    Note "heading-differs" => heading_differs(heading, official) {
        zh: "标题“{heading}”与规定的“{official}”不同，按原文保留",
        en: "the heading “{heading}” differs from the official “{official}”; kept as written",
    }
    /// A first-level heading that is no section of the form; it is kept as a section without role.
    Note "section-unknown" => section_unknown(heading) {
        zh: "标题“{heading}”不是规定的六个部分之一，作为另外一部分保留",
        en: "the heading “{heading}” is none of the six sections; kept as a section of its own",
    }
    /// A paragraph without heading style was taken for a second-level heading by its number and length.
    Note "heading-guessed" => heading_guessed(text) {
        zh: "按编号和长度当作二级标题：{text}",
        en: "taken for a second-level heading by its number and length: {text}",
    }
    /// Two sections of the report mean the same section of the form.
    Warning "section-repeated" => section_repeated(heading) {
        zh: "“{heading}”与前面的部分重复，按原顺序保留",
        en: "“{heading}” repeats an earlier section; kept in its place",
    }
    /// The sections are not in the order the form prescribes; they are kept in the order of the source.
    Warning "section-out-of-order" => section_out_of_order(heading) {
        zh: "“{heading}”不在规定的顺序上，按原顺序保留",
        en: "“{heading}” is not in the prescribed order; kept in its place",
    }
    /// A section the form prescribes is not in the report.
    Warning "section-missing" => section_missing(section) {
        zh: "缺少“{section}”",
        en: "the section “{section}” is missing",
    }
    /// A statutory table the form prescribes was not found: the report has none, or has it as a picture, or its lines and labels
    /// don't show a table. None of its figures are in the result.
    Warning "table-missing" => table_missing(table) {
        zh: "没有找到“{table}”表，其数字未读入",
        en: "the table “{table}” was not found; its figures are not in the result",
        hint_zh: "原件有此表的，请核对，或用 --tables 补入", hint_en: "where the source has it, check it, or give its figures with --tables",
    }
    /// A statutory table stands before any section heading; a section without heading was opened for it.
    Note "table-without-section" => table_without_section(table) {
        zh: "表 {table} 之前没有部分标题",
        en: "the table {table} stands under no section heading",
    }
    /// The same statutory table appears a second time; the second is kept as an ordinary table, its figures are not the report's.
    Warning "table-repeated" => table_repeated(table) {
        zh: "表 {table} 出现第二次，第二个作为普通表格保留，其数字不计入年报",
        en: "the table {table} appears again; the second is kept as an ordinary table and its figures are not the report's",
    }
    /// One table follows another vintage of the form than the rest of the report.
    Warning "mixed-forms" => mixed_forms(table, form) {
        zh: "表 {table} 用的是 {form} 年表式，与其余部分不同",
        en: "the table {table} follows the form of {form}, unlike the rest",
    }
    /// The tables follow another vintage of the form than the year reported on wants.
    Warning "form-not-of-year" => form_not_of_year(year, form) {
        zh: "{year} 年的年报用了“{form}”",
        en: "a report on {year} that follows “{form}”",
    }
    /// A label in a statutory table differs from the form's wording (a typo, a truncation); the form's wording is printed.
    Note "label-differs" => label_differs(official, found) {
        zh: "表内“{found}”按“{official}”处理，输出用规定的文字",
        en: "the label “{found}” is taken for “{official}”, which is what will be printed",
    }
    /// A grid bears the labels of a statutory table but no figures could be read from it (or from a part of it): its labels are
    /// spoilt, its rows and columns exchanged, or its figures don't stand under its labels. It is kept as an ordinary table;
    /// its figures are not the report's.
    Error "table-unreadable" => table_unreadable(table) {
        zh: "像是“{table}”，但无法对号取数，作为普通表格保留，其数字不计入年报",
        en: "this looks like “{table}” but its figures can't be told apart; kept as an ordinary table, its figures are not the report's",
        hint_zh: "请按规定的表式改正行名、列名", hint_en: "give its rows and columns the form's labels",
    }
    /// Two tables, one directly below the other, are one statutory table that a page break parted; they were read as one.
    Note "table-joined" => table_joined() {
        zh: "与上一个表格是同一张表，合并读取",
        en: "this table continues the one before; read as one",
    }
    /// Several rows state the same row of the form. Which is right can't be told, so none is taken; they are kept after the table.
    Error "row-repeated" => row_repeated(table, row) {
        zh: "“{table}”的“{row}”出现多次，无法判断以哪一行为准，都不取数",
        en: "“{table}” has the row {row} more than once; it can't be told which holds, so none is taken",
    }
    /// A column of the form is not in the table, or its label can't be told from another's; its figures are absent.
    Warning "column-missing" => column_missing(table, column) {
        zh: "“{table}”缺少或无法辨认一列：{column}",
        en: "“{table}” lacks the column {column}, or it can't be told apart",
    }
    /// Columns whose labels are the same in several groups were told apart by their order, since the labels of the groups are
    /// missing or differ.
    Warning "columns-by-order" => columns_by_order(first) {
        zh: "上层列名缺失或有误，从“{first}”起各列按规定的顺序取数，请核对",
        en: "labels of groups are missing or differ; the columns from {first} on are taken in the form's order, check them",
    }
    /// A row of the form is not in the table; its figures are absent, which is not the same as 0.
    Warning "row-missing" => row_missing(table, row) {
        zh: "“{table}”缺少一行：{row}",
        en: "“{table}” lacks the row {row}",
    }
    /// A text in a statutory table is no label and no figure of the form; it is kept after the table.
    Warning "table-text-left-over" => table_text_left_over(table, text) {
        zh: "“{table}”里有表式以外的内容，保留在表后：{text}",
        en: "“{table}” holds something that is not of the form, kept after it: {text}",
    }
    /// A cell of a statutory table holds a picture or note beside its text. The canonical form has no place for it in the table;
    /// it is kept after the table.
    Warning "table-object-left-over" => table_object_left_over(table, cell) {
        zh: "“{table}”的单元格“{cell}”里有图片或注释，保留在表后",
        en: "the cell {cell} of “{table}” holds a picture or note, kept after the table",
    }
    /// The title, sign-off or a part of them was a hyperlink. Its text is read; the canonical form has no place for its target.
    Warning "text-link-left-out" => text_link_left_out(text, target) {
        zh: "“{text}”是超链接，链接地址未保留：{target}",
        en: "\u{201c}{text}\u{201d} is a hyperlink; where it leads was left out: {target}",
    }
    /// The title, the sign-off, a label or a figure of a statutory table has a revision that is neither accepted nor rejected. The
    /// canonical form has no place for revisions there: it was read as if accepted.
    Warning "revision-taken-as-accepted" => revision_taken_as_accepted(text, change) {
        zh: "“{text}”处有未处理的修订（{change}），此处按接受处理",
        en: "\u{201c}{text}\u{201d} has a revision ({change}), which was taken as accepted here",
        hint_zh: "请先接受或拒绝修订", hint_en: "accept or reject it first",
    }
    /// A label or figure of a statutory table was a hyperlink. Its text is read; the canonical form has no place for its target.
    Warning "table-link-left-out" => table_link_left_out(table, cell, target) {
        zh: "“{table}”的单元格“{cell}”是超链接，链接地址未保留：{target}",
        en: "the cell {cell} of “{table}” is a hyperlink; where it leads was left out: {target}",
    }
    /// A figure's place is blank. Blank is not 0: the form wants 0 written.
    Warning "figure-blank" => figure_blank(cell) {
        zh: "{cell} 空白（空白不等于 0）",
        en: "{cell} is blank (which is not 0)",
        hint_zh: "没有就填 0", hint_en: "write 0 where there is none",
    }
    /// A dash, stroke or 无 stands where the form wants a number.
    Warning "figure-placeholder" => figure_placeholder(cell, found) {
        zh: "{cell} 写的是“{found}”，不是数字",
        en: "{cell} is “{found}”, not a number",
        hint_zh: "没有就填 0", hint_en: "write 0 where there is none",
    }
    /// The text of a figure's place is no number. It is kept as text and has no value.
    Error "figure-not-a-number" => figure_not_a_number(cell, found) {
        zh: "{cell} 写的是“{found}”，不是数字",
        en: "{cell} is “{found}”, not a number",
    }
    /// A number is not of the kind the form asks for. It is kept as text and has no value; nothing is rounded.
    Error "figure-outside-kind" => figure_outside_kind(cell, found, kind_zh, kind_en) {
        zh: "{cell} 写的是“{found}”，应为{kind_zh}（{kind_en}）",
        en: "{cell} is “{found}”, should be {kind_en} ({kind_zh})",
    }
    /// A number is written in an unusual way (full-width digits, separators, a unit); it was understood, its text is kept.
    Note "figure-read-as" => figure_read_as(cell, found, value) {
        zh: "{cell} 的“{found}”读作 {value}",
        en: "{cell}: “{found}” read as {value}",
    }
    /// Digits of a figure have something between them that may part two numbers (12 15, 1264 1, a line break), or a second number
    /// stands beside the first (12（15）). Which is meant can't be told: the text is kept, the figure has no value. Only thousands
    /// (1,264; 1 264) and single digits spread evenly over a line are put together.
    Error "figure-parted" => figure_parted(cell, found) {
        zh: "{cell} 写的是“{found}”，可能是两个数，未取数",
        en: "{cell} is “{found}”, which may be two numbers; none was taken",
        hint_zh: "请删去数字之间的空格、换行或多余的数", hint_en: "delete the space, line break or second number",
    }
    /// A figure is struck through, wholly or in part. Whether it still holds can't be told: it is printed as it stands and has no
    /// value.
    Error "figure-struck" => figure_struck(cell, found) {
        zh: "{cell} 的“{found}”带删除线，无法判断是否作废，未取数",
        en: "{cell}: “{found}” is struck through; whether it holds can't be told, so none was taken",
        hint_zh: "请删去作废的数字，或取消删除线", hint_en: "delete what no longer holds, or take the line away",
    }
    /// A number is followed by a note's sign (120*, 37②, a raised 1) or a remark in brackets (27（含2件撤回）). The number was
    /// taken; the text is kept and printed as it stands.
    Warning "figure-with-note" => figure_with_note(cell, found, value) {
        zh: "{cell} 的“{found}”读作 {value}，其后的注号或说明按原文保留，请核对",
        en: "{cell}: “{found}” read as {value}; the note after it is kept as it stands, check it",
    }
    /// An amount of money is stated in another unit than the form's: beside the number, in a label, or above the table. It was
    /// converted exactly.
    Warning "money-converted" => money_converted(cell, found, said, value, unit) {
        zh: "{cell} 的“{found}”按“{said}”换算为 {value} {unit}，请核对",
        en: "{cell}: “{found}” is by “{said}” {value} {unit}; check it",
    }
    /// What is said about the unit of an amount of money is not clear: two statements disagree, a unit above the table may be
    /// meant for other figures, or the amount has a note beside it. The text is kept, the figure has no value.
    Error "money-unit-unclear" => money_unit_unclear(cell, found, said, unit) {
        zh: "{cell} 的“{found}”单位不明（{said}），表式要求{unit}，未取数",
        en: "the unit of {cell} “{found}” is not clear ({said}), the form wants {unit}; no value was taken",
        hint_zh: "请按万元填写，并使各处单位一致", hint_en: "write it in 万元, and make the statements agree",
    }
    /// Characters that show nothing (zero-width spaces, byte order marks, soft hyphens, marks of direction, control characters),
    /// as text copied from web pages and chats has them. They were left out.
    Note "invisible-characters" => invisible_characters(count, text) {
        zh: "有 {count} 个看不见的字符（零宽空格等），已略去，第一处：{text}",
        en: "{count} invisible characters (zero-width spaces and the like) were left out, the first at: {text}",
    }
    /// A total in the workbook is a formula that was never calculated. What the form says it is the sum of was added up; blanks
    /// count nothing.
    Warning "total-calculated" => total_calculated(cell, sum) {
        zh: "{cell} 的公式没有计算结果，按表式求和得 {sum}",
        en: "the formula of {cell} has no stored result; by the form's rule the sum is {sum}",
        hint_zh: "请用 Excel 或 WPS 打开并保存一次，核对结果", hint_en: "open and save it once in Excel or WPS to confirm",
    }
    /// A figure in the workbook is a formula that was never calculated, and the form does not say what it is the sum of, or one
    /// of the parts is no number. It stays blank.
    Error "figure-not-calculated" => figure_not_calculated(cell) {
        zh: "{cell} 的公式没有计算结果，无法得出数值，按空白处理",
        en: "the formula of {cell} has no stored result and can't be worked out; it stays blank",
        hint_zh: "请用 Excel 或 WPS 打开并保存一次，使公式得出结果", hint_en: "open and save it once in Excel or WPS, which calculates it",
    }
    /// The sheet of checks of a workbook made by nianbao: all of it is calculated from the other sheets, so it was passed over.
    Note "check-sheet-passed-over" => check_sheet_passed_over() {
        zh: "校验表由其他表计算得出，未读取",
        en: "the sheet of checks is calculated from the others and was passed over",
    }
    /// The lines above the tables, or the title, name more than one body, year or form. None was taken, so the figures can't be held
    /// against the report's: make sure they belong to it.
    Error "statements-disagree" => statements_disagree(what_zh, what_en, first, second) {
        zh: "{what_zh}（{what_en}）前后不一致：“{first}”与“{second}”，都不采用",
        en: "two different {what_en} ({what_zh}) are stated, “{first}” and “{second}”; neither was taken",
    }
    /// One cell of the source stands where two figures should, two where one should, or a figure stands beside its column; it
    /// can't be told which is stated, so none is taken.
    Error "figure-merged" => figure_merged(cell) {
        zh: "{cell} 所在的单元格与别的数据格合并或没有对齐，无法取数",
        en: "{cell}: its cell is merged with another figure's or not in line with its column, so it states neither",
    }
    /// The date of the sign-off does not say clearly which day it means; its text is kept.
    Warning "date-unclear" => date_unclear(text) {
        zh: "落款日期“{text}”看不出是哪一天，按原文保留",
        en: "the sign-off's date “{text}” is not clear; kept as text",
        hint_zh: "应写作 2024年1月5日", hint_en: "write it as 2024年1月5日",
    }
}
