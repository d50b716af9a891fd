//! Reading spreadsheets.

catalogue! {
    /// The workbook names no sheets, or none that can be found in the file.
    Error "no-sheets" => no_sheets() {
        zh: "工作簿里没有工作表",
        en: "the workbook has no sheets",
    }
    /// The file is no workbook, whatever its extension says; `found` names what it looks like.
    Error "not-a-workbook" => not_a_workbook(found) {
        zh: "应为 Excel 工作簿，内容却是 {found}",
        en: "the file is no workbook but {found}",
        hint_zh: "请用 Excel 或 WPS 打开后另存为 .xlsx", hint_en: "open it in Excel or WPS and save it as .xlsx",
    }
    /// Every sheet of the workbook is empty: there is nothing to convert.
    Warning "workbook-empty" => workbook_empty() {
        zh: "工作簿里的工作表都是空的",
        en: "all sheets of the workbook are empty",
    }
    /// A sheet named by the workbook can't be read; `cause` says why. Its content is missing from the result.
    Error "sheet-unreadable" => sheet_unreadable(cause) {
        zh: "工作表无法读取，内容缺失：{cause}",
        en: "the sheet can't be read, its content is missing: {cause}",
        hint_zh: "请用 Excel 或 WPS 打开后另存为 .xlsx", hint_en: "open it in Excel or WPS and save it as .xlsx",
    }
    /// A sheet that holds a chart or a dialog and no cells was left out.
    Warning "sheet-without-cells" => sheet_without_cells(kind) {
        zh: "这张表没有单元格（{kind}），未读取",
        en: "a sheet without cells ({kind}) was left out",
    }
    /// The sheet is hidden in the workbook. It was read like the others; a forgotten draft may be among them.
    Warning "hidden-sheet" => hidden_sheet() {
        zh: "这是隐藏的工作表，已照常读取",
        en: "the sheet is hidden; it was read like the others",
        hint_zh: "如不需要，请在工作簿中删除它", hint_en: "delete it from the workbook if it is not wanted",
    }
    /// Rows of the sheet are hidden (by hand, by grouping, by a filter, or by a height of hardly more than nothing). They were read like the others.
    Warning "hidden-rows" => hidden_rows(rows) {
        zh: "隐藏的行（{rows}）已照常读取",
        en: "hidden rows ({rows}) were read like the others",
    }
    /// Columns of the sheet are hidden. They were read like the others.
    Warning "hidden-columns" => hidden_columns(columns) {
        zh: "隐藏的列（{columns}）已照常读取",
        en: "hidden columns ({columns}) were read like the others",
    }
    /// A conditional format would hide the cell or strike it through, and whether its condition holds can't be told without
    /// calculating. The cell was read as if it did not hold.
    Warning "conditional-format-may-hide" => conditional_format_may_hide(text, condition) {
        zh: "条件格式可能使“{text}”看不见或带删除线，条件“{condition}”成立与否无法判断，已照常读取",
        en: "a conditional format may hide “{text}” or strike it through; whether “{condition}” holds can't be told, it was read as usual",
        hint_zh: "请在 Excel 或 WPS 中查看这一格，并去掉条件格式", hint_en: "look at the cell in Excel or WPS and remove the conditional format",
    }
    /// The sheet has so many conditional formats that they were not held against its cells: some may be hidden or struck through.
    Warning "conditional-formats-not-read" => conditional_formats_not_read() {
        zh: "条件格式太多，未逐一核对，单元格可能看不见或带删除线",
        en: "too many conditional formats to hold against the cells; some cells may be hidden or struck through",
    }
    /// A cell refers to a text by its number in the workbook's table of shared strings, and that table has no such entry. The
    /// cell was left blank: any text put there would be a guess.
    Error "shared-string-missing" => shared_string_missing(index, strings) {
        zh: "单元格引用第 {index} 条文本，但工作簿只有 {strings} 条；按空白读取",
        en: "the cell refers to shared string {index}, but there are only {strings}; it was read as blank",
        hint_zh: "文件已损坏，请从原件重新导出", hint_en: "the file is damaged, export it again",
    }
    /// A cell's value is not what its type says (a number that is no number, a truth value that is neither). Its text was kept.
    Error "cell-value-invalid" => cell_value_invalid(text) {
        zh: "单元格的值“{text}”与其类型不符，按文字读取",
        en: "the cell's value '{text}' does not fit its type; it was read as text",
    }
    /// A cell of the file has no usable address. It was read at the next free place of its row, which is a guess.
    Error "cell-address-invalid" => cell_address_invalid(address) {
        zh: "单元格地址“{address}”无效，按顺序放在该行下一格",
        en: "the cell address '{address}' is invalid; the cell was placed next in its row",
    }
    /// The file states the same cell twice. The first was kept.
    Error "cell-twice" => cell_twice(kept, dropped) {
        zh: "同一单元格出现两次：保留“{kept}”，舍去“{dropped}”",
        en: "the cell occurs twice: '{kept}' was kept, '{dropped}' dropped",
    }
    /// The cell shows an error of a formula (#REF!, #DIV/0! …) where a value should be.
    Error "cell-error" => cell_error(text) {
        zh: "单元格是公式错误 {text}",
        en: "the cell holds the formula error {text}",
        hint_zh: "请在表格软件中改正公式", hint_en: "correct the formula in the spreadsheet",
    }
    /// The cell holds a formula whose result was never stored: the file was written by a program that doesn't calculate. It
    /// was read as blank. Where it is a total of a statutory table, what the form says is added up instead, and said so.
    Warning "formula-without-value" => formula_without_value() [SaysWhere] {
        zh: "公式没有保存计算结果，按空白读取",
        en: "the formula has no stored result; it was read as blank",
        hint_zh: "请用 Excel 或 WPS 打开并保存一次，使公式得出结果", hint_en: "open and save it once in Excel or WPS, which calculates it",
    }
    /// The workbook asks to be calculated anew when opened, so the stored results of its formulas need not be right: programs
    /// that write workbooks without calculating often store 0.
    Warning "formula-value-not-calculated" => formula_value_not_calculated(text) {
        zh: "公式的结果“{text}”未经计算（文件要求打开时重算），可能不对",
        en: "the formula's stored result '{text}' may be wrong: the workbook asks to be calculated when opened",
        hint_zh: "请用 Excel 或 WPS 打开并保存一次", hint_en: "open and save it once in Excel or WPS",
    }
    /// The cell's number is shown as a date or time. It was read as that date in ISO form, not as the number behind it. A count
    /// in a cell formatted as a date ends up here too.
    Warning "date-in-cell" => date_in_cell(date, number) {
        zh: "单元格是日期或时间 {date}（内部数值 {number}），不是数字",
        en: "the cell holds the date or time {date} (stored as {number}), not a number",
    }
    /// The cell shows something else than its value: rounded, as a percentage, in 万, with words added. The value was read, not
    /// what is shown.
    Warning "shown-differently" => shown_differently(value, shown) {
        zh: "单元格显示为“{shown}”，实际值是 {value}，按实际值读取",
        en: "the cell shows '{shown}', its value is {value}; the value was read",
    }
    /// The cell's number format was not understood, so what the cell shows may not be its value. The value was read.
    Warning "number-format-unknown" => number_format_unknown(value, format) {
        zh: "单元格格式“{format}”未能识别，显示可能不同；按实际值 {value} 读取",
        en: "the number format '{format}' was not understood, the cell may show something else than {value}, which was read",
    }
    /// The number has more digits than a spreadsheet keeps and shows (15): the digits of a long number beyond them are lost.
    Warning "number-beyond-precision" => number_beyond_precision(value) {
        zh: "数值 {value} 超过 15 位有效数字，末几位不可靠",
        en: "the number {value} has more than 15 significant digits; those beyond can't be relied on",
    }
    /// A cell lies far below or right of all others, so that the table would have millions of blank places. It was left out; its
    /// text is given here.
    Warning "far-cell-left-out" => far_cell_left_out(text) [LeftOut] {
        zh: "远离表格的单元格“{text}”未读取",
        en: "a cell far from the rest was left out: {text}",
        hint_zh: "如是误录，请在工作簿中删除", hint_en: "delete it from the workbook if it is a slip",
    }
    /// A cell lies under a merged cell and is not shown, but holds text of its own. It was left out.
    Warning "text-under-merge" => text_under_merge(text) {
        zh: "被合并单元格盖住的文字“{text}”未读取",
        en: "the text '{text}' lies hidden under a merged cell and was left out",
    }
    /// Two merged ranges overlap, or a merged range is no range; it was ignored.
    Warning "merge-invalid" => merge_invalid(range) {
        zh: "合并区域 {range} 无效或与其他合并区域重叠，已忽略",
        en: "the merged range {range} is invalid or overlaps another; it was ignored",
    }
    /// A merged range reaches far beyond the filled part of the sheet; it was cut to that part.
    Note "merge-clipped" => merge_clipped(range) {
        zh: "合并区域 {range} 远超出有内容的范围，已截短",
        en: "the merged range {range} reaches far beyond the filled part of the sheet and was shortened",
    }
    /// A chart, picture or shape lies over the cells; it was left out.
    Warning "drawing-left-out" => drawing_left_out(kind, name) {
        zh: "{kind}“{name}”不会出现在成品中",
        en: "the {kind} '{name}' was left out",
    }
    /// A text box lies over the cells. Its text is given here and is not in the result.
    Warning "text-box-left-out" => text_box_left_out(text) [LeftOut, BesideFlow] {
        zh: "文本框内的文字不会出现在成品中：{text}",
        en: "the text of a text box was left out: {text}",
    }
    /// A comment is attached to the cell. Its text is given here and is not in the result.
    Note "cell-comment-left-out" => cell_comment_left_out(text) [LeftOut, BesideFlow] {
        zh: "批注不会出现在成品中：{text}",
        en: "a comment was left out: {text}",
    }
    /// A message is shown when the cell is chosen. Its text is given here and is not in the result; where it says what the figures are
    /// counted in, amounts of money go by it.
    Note "input-message-left-out" => input_message_left_out(text) [LeftOut, BesideFlow] as INPUT_MESSAGE_LEFT_OUT {
        zh: "填写提示不会出现在成品中：{text}",
        en: "an input message was left out: {text}",
    }
    /// Each cell is read twice, by two independent readers. For this cell they disagree, so the value can't be trusted; the
    /// first was kept.
    Error "readings-disagree" => readings_disagree(first, second) {
        zh: "两次独立读取结果不同：“{first}”与“{second}”，保留前者",
        en: "two independent readings disagree: '{first}' and '{second}'; the first was kept",
    }
    /// Each cell is read twice, by two independent readers. For this sheet the second could not read at all; `cause` says why.
    Note "second-reading-missing" => second_reading_missing(cause) {
        zh: "未能做第二次独立读取以核对数值：{cause}",
        en: "the values could not be checked by a second independent reading: {cause}",
    }
    /// The file is no text: it holds zero bytes. Perhaps a workbook whose extension was changed.
    Error "not-text" => not_text() {
        zh: "应为文本文件（CSV、TSV），实际不是文本",
        en: "expected a text file (CSV, TSV), found binary data",
    }
    /// The file does not say which encoding it is in and is not UTF-8. It was read as what its characters tell: mostly GB18030 (GBK,
    /// GB2312), as Excel and WPS save CSV in China.
    Note "encoding-guessed" => encoding_guessed(encoding) {
        zh: "文件不是 UTF-8，按 {encoding} 读取",
        en: "the file is not UTF-8 and was read as {encoding}",
    }
    /// The file, or the server or message it came with, names an encoding, but its bytes are text in another: pages that were saved again
    /// keep the old name. It was read by what the bytes are.
    Note "encoding-differs" => encoding_differs(stated, encoding) {
        zh: "文件标明的编码是 {stated}，实际是 {encoding}，按后者读取",
        en: "the file is said to be {stated}, its bytes are {encoding}; it was read as that",
    }
    /// The file begins with a byte order mark, which names its encoding. It was read in that encoding and the mark left out.
    Note "byte-order-mark" => byte_order_mark(encoding) as BYTE_ORDER_MARK {
        zh: "文件开头有字节顺序标记，按 {encoding} 读取",
        en: "the file begins with a byte order mark and was read as {encoding}",
    }
    /// Bytes of the file are no text in the encoding it is in. They were replaced by U+FFFD, the replacement character.
    Error "bytes-undecodable" => bytes_undecodable(encoding) {
        zh: "文件中有按 {encoding} 无法解码的字节，已换成 U+FFFD",
        en: "bytes of the file are no {encoding} and were replaced by U+FFFD",
        hint_zh: "请将文件另存为 UTF-8", hint_en: "save the file as UTF-8",
    }
    /// The values are set apart by another character than a comma or tab.
    Note "delimiter-guessed" => delimiter_guessed(delimiter) {
        zh: "按“{delimiter}”分列",
        en: "'{delimiter}' was taken as the delimiter",
    }
    /// The text can be divided into columns in more than one way; `chosen` was taken.
    Warning "delimiter-ambiguous" => delimiter_ambiguous(chosen, other) {
        zh: "分隔符可能是“{chosen}”，也可能是“{other}”，按前者分列",
        en: "the delimiter may be '{chosen}' or '{other}'; the first was taken",
    }
    /// A row has more or fewer values than most; the table was filled up with blank cells.
    Warning "row-uneven" => row_uneven(expected, found) {
        zh: "该行有 {found} 个值，多数行有 {expected} 个；缺少的按空白读取",
        en: "the row has {found value|values} where most have {expected}; missing ones were read as blank",
    }
    /// Values are written as formulas that give a text (`="0100"`), as some systems export them to keep zeros. The text was taken.
    Note "quoted-as-formula" => quoted_as_formula(count) {
        zh: "有 {count} 个值写作 =\"…\"，取引号内的文字",
        en: "{count value is written as|values are written as} =\"…\"; the text within was taken",
    }
    /// A quotation mark that opens a value is never closed, so the rest of the file was read as one value.
    Error "quote-not-closed" => quote_not_closed() {
        zh: "引号没有闭合，其后全部内容读成了一个值",
        en: "a quotation mark is never closed; the rest of the file was read as one value",
    }
    /// Text follows a closing quotation mark in the same value, or a quotation mark stands within a value without quotes. The
    /// characters were kept.
    Warning "quote-misplaced" => quote_misplaced(text) {
        zh: "引号位置不当，按原样读取：{text}",
        en: "a misplaced quotation mark was read as it stands: {text}",
    }
    /// The same finding was made for many more cells of the sheet; only the first are listed.
    Warning "more-of-the-same" => more_of_the_same(code, count) {
        zh: "同类问题（{code}）在本表还有 {count} 处，未逐一列出",
        en: "{count} more of the same kind ({code}) in this sheet are not listed",
    }
    /// A workbook that is embedded in a document has more sheets than the one shown there; they were left out.
    Note "sheets-not-shown" => sheets_not_shown(sheets) {
        zh: "嵌入的工作簿中未显示的工作表未读入：{sheets}",
        en: "sheets of the embedded workbook that are not shown were left out: {sheets}",
    }
    /// A file of Parquet is damaged or cut off: what it says of itself and what is there differ.
    Error "parquet-broken" => parquet_broken(cause) {
        zh: "Parquet 文件已损坏或不完整：{cause}",
        en: "the Parquet file is damaged or incomplete: {cause}",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// The columns of a file of Parquet are compressed. How much such a column unfolds to, nothing in the file bounds, so none is read.
    Error "parquet-compressed" => parquet_compressed(codec) {
        zh: "Parquet 文件的列是压缩的（{codec}），不读取",
        en: "the columns of the Parquet file are compressed ({codec}), which is not read",
        hint_zh: "请不压缩另存，或存为 CSV",
        hint_en: "write it without compression (pandas: compression=None, DuckDB: COMPRESSION uncompressed), or as CSV",
    }
    /// A column of a file of Parquet is nested or of a type that no list has. Lists have texts, whole numbers and amounts.
    Error "parquet-column-not-read" => parquet_column_not_read(column, found) {
        zh: "“{column}”一列的类型是 {found}，应为文字、整数或小数",
        en: "the column “{column}” has the type {found}; text, whole numbers or amounts are expected",
        hint_zh: "请把这一列转换为文字或数再存", hint_en: "turn the column into text or numbers",
    }
    /// A file of Parquet is no list of reports: its columns are not those that `nianbao list` writes, or no row of it is a report.
    Error "parquet-not-a-list" => parquet_not_a_list(columns) {
        zh: "这个 Parquet 文件不是年报清单，它的列是：{columns}",
        en: "the Parquet file is no list of reports; its columns are: {columns}",
        hint_zh: "列名和次序应与 nianbao list 写出的一样，见 nianbao help data",
        hint_en: "columns and their order are as nianbao list writes them: nianbao help data",
    }
}
