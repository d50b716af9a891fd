//! Writing workbooks.

catalogue! {
    /// The document has text outside its tables. A workbook carries the tables only, one sheet each, under the heading that
    /// stands above them; the other blocks, counted here, are not in it.
    Note "prose-left-out" => prose_left_out(blocks) {
        zh: "工作簿只含表格，表格以外的 {blocks} 段文字未写入",
        en: "a workbook holds the tables only; {blocks} blocks of text outside them were left out",
        hint_zh: "需要全文时请另存为 DOCX 或 PDF", hint_en: "write DOCX or PDF for the whole text",
    }
    /// A cell states a number, but its text is more than that number (a sign, a unit, leading zeros), or the number has more
    /// digits than a spreadsheet keeps (15). It was written as text, exactly as printed: nothing is lost, but a spreadsheet
    /// will not add it up.
    Note "number-kept-as-text" => number_kept_as_text(text) {
        zh: "数字“{text}”按原文写成文本，电子表格不会把它计入求和",
        en: "the number '{text}' was written as text, as printed; a spreadsheet will not add it up",
    }
    /// A spreadsheet cell holds at most 32,767 characters (ECMA-376 leaves the limit to programs; Excel, WPS and LibreOffice
    /// share it). The text beyond was cut.
    Error "cell-text-cut" => cell_text_cut(allowed, found) {
        zh: "单元格最多 {allowed} 字，原文 {found} 字，超出部分被截去",
        en: "a cell holds at most {allowed} characters, the text has {found}; the rest was cut",
        hint_zh: "需要全文时请另存为 DOCX 或 PDF", hint_en: "write DOCX or PDF for the whole text",
    }
    /// A picture stands in a table cell or in the text. Workbooks are written without pictures.
    Warning "picture-left-out" => picture_left_out(media) {
        zh: "图片 {media} 未写入工作簿",
        en: "the picture {media} is not in the workbook",
    }
    /// A hyperlink in a cell was written as its text; where it leads is not in the workbook.
    Note "link-target-left-out" => link_target_left_out(target) {
        zh: "超链接只写入文字，地址 {target} 未写入",
        en: "a hyperlink was written as its text; its target {target} was left out",
    }
    /// A table stands inside a cell of another table. A sheet has no tables within cells: its text was written into the cell,
    /// one line a cell of the inner table.
    Warning "inner-table-flattened" => inner_table_flattened() {
        zh: "单元格内的嵌套表格改写成了文字",
        en: "a table inside a cell was written as text",
    }
    /// A rule of the form speaks of more cells than a spreadsheet's formula can hold (255 ranges, 8,192 characters). It is not on the
    /// sheet of checks, and nothing turns red where it fails.
    Warning "rule-too-long" => rule_too_long(table, rule) {
        zh: "“{table}”的规则“{rule}”涉及的数据项太多，电子表格公式容纳不下，校验表未列",
        en: "the rule “{rule}” of “{table}” speaks of too many cells for a spreadsheet's formula; it is not on the sheet of checks",
    }
    /// The workbook could not be put together; `cause` is the reason given by the writing library. This is a fault of
    /// nianbao, please report it.
    Error "workbook-not-written" => workbook_not_written(cause) {
        zh: "无法生成工作簿：{cause}",
        en: "the workbook can't be written: {cause}",
    }
}
