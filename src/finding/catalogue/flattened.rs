//! Tables and numerals that a text has lost, and what was understood of them.

catalogue! {
    /// The cells of a statutory table stand as text: one a line, or rows parted by tabs, bars or spaces. It was put together by the form's
    /// labels, and each figure taken for the cell of the label before it, in the form's order. Compare it with the original.
    Warning "table-recovered-from-text" => table_recovered_from_text(table, layout, figures) {
        zh: "“{table}”不是表格，而是一行行的文字（{layout}），已按栏目名还原，取数 {figures} 个，请核对",
        en: "the table “{table}” stands as lines of text ({layout}); put together by its labels with {figures figure|figures}, compare them",
    }
    /// Lines whose cells are parted by tabs or bars, as many in each, were made a table.
    Note "plain-table-from-text" => plain_table_from_text(rows, columns) {
        zh: "{rows} 行文字用制表符或竖线隔成 {columns} 栏，已作为表格",
        en: "{rows line|lines} with {columns cell|cells} each, parted by tabs or bars, were made a table",
    }
    /// A table of text lacks labels of its columns, or has them in pieces. Its figures were taken in the form's order, by those that are there,
    /// or because the sums of the form hold.
    Warning "column-label-assumed" => column_label_assumed(table, labels) {
        zh: "“{table}”的列名不全，数字按表式的次序取，请核对；缺：{labels}",
        en: "labels of columns of “{table}” are missing or in pieces; its figures were taken in the form's order, compare them; missing: {labels}",
    }
    /// The figures of a statutory table, or of some rows of it, stand without their labels. There are exactly as many as the form has, and its
    /// sums hold in the form's order, so they were taken in that.
    Warning "figures-read-in-order" => figures_read_in_order(table, figures) {
        zh: "“{table}”有 {figures} 个数字旁边没有行名，个数与表式相同，勾稽关系成立，已按表式的次序取数，请核对",
        en: "{figures} figures of “{table}” have no labels; they are as many as the form's and its sums hold, so they were taken in its order, compare them",
    }
    /// Below the heading of a statutory table stand numbers without any label, and another number of them than the form has, or their sums
    /// don't hold, or it has none. They were not taken and stay as text.
    Error "figures-without-labels" => figures_without_labels(table, found, expected) {
        zh: "“{table}”只有数字，没有栏目名：有 {found} 个，表式为 {expected} 个，无法由勾稽关系确定，未取数，按正文保留",
        en: "“{table}” is numbers without labels: {found}, where the form has {expected}; the sums don't tell which is which, so none was taken and they stay as text",
        hint_zh: "请还原为表格，或删去这些行并用 --tables 补入", hint_en: "make it a table again, or delete the lines and give its figures with --tables",
    }
    /// A row of a table of text has fewer figures than the form. Blank lines stand where the others have cells, so those were taken for
    /// blank: □ in the message.
    Warning "blanks-read-from-lines" => blanks_read_from_lines(table, row, found, read) {
        zh: "“{table}”的“{row}”行缺数，按空行看出哪些格是空的，请核对：原文“{found}”，读作“{read}”",
        en: "the row “{row}” of “{table}” lacks figures; blank lines show which cells are blank, compare them: “{found}” was read as “{read}”",
    }
    /// A row of a table of text has fewer figures than the form, and the sums of the form leave exactly one reading. That was taken; a
    /// blank cell that left no trace would be read as 0.
    Warning "figures-completed" => figures_completed(table, row, found, read) {
        zh: "“{table}”的“{row}”行缺数，按勾稽关系只有一种读法，请核对：原文“{found}”，读作“{read}”",
        en: "the row “{row}” of “{table}” lacks figures; the sums leave one reading, compare it: “{found}” was read as “{read}”",
    }
    /// A row of a table of text has more figures than the form: a page's number, a figure twice. The sums of the form leave exactly one
    /// reading, which was taken.
    Warning "figures-reduced" => figures_reduced(table, row, found, read) {
        zh: "“{table}”的“{row}”行多了数，按勾稽关系只有一种读法，请核对：原文“{found}”，读作“{read}”",
        en: "the row “{row}” of “{table}” has figures too many; the sums leave one reading, compare it: “{found}” was read as “{read}”",
    }
    /// A row of a table of text has another number of figures than the form, stands there twice, or bears a label that is none of the form's,
    /// and the sums leave no reading or several. None of its figures was taken; its lines stay as text.
    Error "row-not-recovered" => row_not_recovered(table, row, found, expected, text) {
        zh: "“{table}”的“{row}”行无法对号取数，未计入，按正文保留：有 {found} 个数，应为 {expected} 个：{text}",
        en: "the row “{row}” of “{table}” could not be read: {found figure|figures} where the form has {expected}; not taken, its lines stay as text: {text}",
        hint_zh: "请补齐或删去这一行的数字，或用 --tables 补入", hint_en: "complete or correct the figures of the row, or give them with --tables",
    }
    /// Among the lines of a table of text stands a line that is none of its labels and figures. It stays as text beside the table.
    Warning "line-kept-beside-table" => line_kept_beside_table(table, text) {
        zh: "“{table}”的文字中间有表式以外的内容，保留在表格前后：{text}",
        en: "among the lines of “{table}” stands something that is not of the form; it stays beside the table: {text}",
    }
    /// A heading has lost its number and begins with the mark behind it (、主动公开…). The number was restored by those of the headings before
    /// and behind it.
    Warning "numeral-restored" => numeral_restored(found, restored) {
        zh: "标题“{found}”缺序号，按次序补为“{restored}”",
        en: "the heading “{found}” has lost its number; by its place it is “{restored}”",
    }
    /// A heading has lost its number, and those of the headings before and behind it don't tell which it was. It stays as it is.
    Warning "numeral-unclear" => numeral_unclear(found) {
        zh: "标题“{found}”缺序号，前后标题的序号不连续，无法补上，按原文保留",
        en: "the heading “{found}” has lost its number, which those around it don't tell; kept as it is",
    }
    /// A dash stands in the place of 一 before 是, and 二是 follows: 一是 was read.
    Warning "dash-for-one" => dash_for_one(found, restored) {
        zh: "“{found}”中的短横应为“一”，已改为“{restored}”",
        en: "the dash in “{found}” stands for the numeral one; “{restored}” was read",
    }
    /// The text begins with the report's year and the body's name without 年 between them. It was restored.
    Warning "year-mark-restored" => year_mark_restored(found, restored) {
        zh: "“{found}”缺“年”字，已补为“{restored}”",
        en: "“{found}” lacks the word for year; “{restored}” was read",
    }
    /// The date of the sign-off is digits alone, without 年, 月, 日. They can be only one day, of the year reported on or the next, which was taken.
    Warning "date-restored" => date_restored(found, restored) {
        zh: "落款日期“{found}”缺年月日，只有一种读法，已补为“{restored}”",
        en: "the sign-off's date “{found}” has lost its words; it can only be {restored}",
    }
}
