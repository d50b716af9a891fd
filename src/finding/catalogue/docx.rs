//! Reading Word documents.

catalogue! {
    /// The document has tracked insertions (or text moved to where it stands). They were read as if accepted.
    Note "insertions-kept" => insertions_kept(count) {
        zh: "文中有 {count} 处修订插入（或移入），按接受处理",
        en: "{count} tracked insertions were read as accepted",
        hint_zh: "发布前请在 Word 中接受或拒绝全部修订", hint_en: "accept or reject all changes before publishing",
    }
    /// The document has tracked deletions (or text moved away). They were read as if accepted: the deleted text is not in the
    /// result. `text` quotes it.
    Warning "deletions-dropped" => deletions_dropped(count, text) {
        zh: "文中有 {count} 处修订删除，按接受处理，不会出现在成品中：“{text}”",
        en: "{count} tracked deletions were read as accepted and left out: \u{201c}{text}\u{201d}",
        hint_zh: "发布前请在 Word 中接受或拒绝全部修订", hint_en: "accept or reject all changes before publishing",
    }
    /// Tracked insertions (or text moved to where it stands) were read as if rejected, as asked for: the new text is not in the
    /// result. `text` quotes it.
    Warning "insertions-dropped" => insertions_dropped(count, text) {
        zh: "文中有 {count} 处修订插入（或移入），按拒绝处理，不会出现在成品中：“{text}”",
        en: "{count} tracked insertions were read as rejected and left out: \u{201c}{text}\u{201d}",
    }
    /// Tracked deletions (or text moved away) were read as if rejected, as asked for: the deleted text stands.
    Note "deletions-kept" => deletions_kept(count) {
        zh: "文中有 {count} 处修订删除（或移出），按拒绝处理，文字保留",
        en: "{count} tracked deletions were read as rejected, their text stands",
    }
    /// Tracked changes were neither accepted nor rejected, as asked for: they are in the result, marked.
    Note "revisions-kept" => revisions_kept(inserted, deleted) {
        zh: "修订未处理，已按修订保留：插入 {inserted} 处，删除 {deleted} 处",
        en: "tracked changes were kept as such: {inserted} insertions, {deleted} deletions",
        hint_zh: "发布前请接受或拒绝全部修订", hint_en: "accept or reject all changes before publishing",
    }
    /// Table rows inserted by change tracking were left out, since changes are to be rejected. `text` quotes them.
    Warning "inserted-rows-dropped" => inserted_rows_dropped(count, text) {
        zh: "表中有 {count} 行是修订插入的，按拒绝处理，不会出现在成品中：“{text}”",
        en: "{count} table rows inserted by tracked changes were left out: \u{201c}{text}\u{201d}",
    }
    /// Table cells inserted by change tracking were left out, since changes are to be rejected. `text` quotes them.
    Warning "inserted-cells-dropped" => inserted_cells_dropped(count, text) {
        zh: "表中有 {count} 个单元格是修订插入的，按拒绝处理，不会出现在成品中：“{text}”",
        en: "{count} table cells inserted by tracked changes were left out: \u{201c}{text}\u{201d}",
    }
    /// Table rows marked as deleted by change tracking were left out. `text` quotes them.
    Warning "deleted-rows-dropped" => deleted_rows_dropped(count, text) {
        zh: "表中有 {count} 行已修订删除，不会出现在成品中：“{text}”",
        en: "{count} table rows deleted by tracked changes were left out: \u{201c}{text}\u{201d}",
    }
    /// Table cells marked as deleted by change tracking were left out; those right of them moved up. `text` quotes them.
    Warning "deleted-cells-dropped" => deleted_cells_dropped(count, text) {
        zh: "表中有 {count} 个单元格已修订删除，不会出现在成品中：“{text}”",
        en: "{count} table cells deleted by tracked changes were left out: \u{201c}{text}\u{201d}",
    }
    /// Table rows that are hidden with all their text, or fixed at a height that shows nothing, are not printed by Word and were left out. `text` quotes them.
    Warning "hidden-rows-dropped" => hidden_rows_dropped(count, text) {
        zh: "表中有 {count} 行隐藏，不会出现在成品中：“{text}”",
        en: "{count} hidden table rows were left out: \u{201c}{text}\u{201d}",
        hint_zh: "需要的行请在 Word 中取消隐藏，或改为自动行高", hint_en: "unhide the rows that are wanted, or give them an automatic height",
    }
    /// Text formatted as hidden is not printed by Word and was left out. `text` quotes it.
    Warning "hidden-text-dropped" => hidden_text_dropped(text) as HIDDEN_TEXT_DROPPED {
        zh: "隐藏文字不会出现在成品中：“{text}”",
        en: "hidden text was left out: \u{201c}{text}\u{201d}",
    }
    /// A comment in the margin is no part of the document and was left out.
    Note "comment-left-out" => comment_left_out(text) [LeftOut, BesideFlow] {
        zh: "批注不会出现在成品中：“{text}”",
        en: "a comment was left out: \u{201c}{text}\u{201d}",
    }
    /// A header or footer says more than a page number. Running text is no part of the flow and was left out.
    Note "running-text-left-out" => running_text_left_out(text) [LeftOut, BesideFlow] as RUNNING_TEXT_LEFT_OUT {
        zh: "页眉页脚的文字不会出现在成品中：“{text}”",
        en: "running text was left out: \u{201c}{text}\u{201d}",
    }
    /// A watermark is no part of the document and was left out.
    Note "watermark-left-out" => watermark_left_out(text) [LeftOut] {
        zh: "水印不会出现在成品中：“{text}”",
        en: "a watermark was left out: \u{201c}{text}\u{201d}",
    }
    /// A header or footer has pictures (a seal, a logo, a watermark). Running elements are no part of the flow and were left out.
    Note "running-pictures-left-out" => running_pictures_left_out(count) {
        zh: "页眉页脚中的 {count} 张图片不会出现在成品中",
        en: "{count picture in a header or footer was left out|pictures in a header or footer were left out}",
    }
    /// A foot- or endnote stands in the file, but nothing that was read calls it. `text` quotes it.
    Warning "note-not-called" => note_not_called(text) {
        zh: "没有引用的脚注（尾注）不会出现在成品中：“{text}”",
        en: "a note that nothing calls was left out: \u{201c}{text}\u{201d}",
    }
    /// A content control shows its prompt (单击此处输入文字): nothing has been typed there. The prompt was left out.
    Warning "prompt-left-out" => prompt_left_out(text) [LeftOut] {
        zh: "此处尚未填写，提示文字不会出现在成品中：“{text}”",
        en: "a content control is not filled in, its prompt was left out: \u{201c}{text}\u{201d}",
        hint_zh: "请填写该处，或将其删除", hint_en: "fill it in or delete the control",
    }
    /// A content control says that it shows its prompt, but its text does not look like one. It was read as text.
    Warning "prompt-unclear" => prompt_unclear(text) {
        zh: "此处标记为提示文字，但格式不像，已按正文读入：“{text}”",
        en: "a content control says its text is a prompt, but it doesn't look like one and was read: \u{201c}{text}\u{201d}",
    }
    /// Paragraphs without heading style were read as headings, because they are short lines with a heading's number, or in a
    /// document without any, and set apart from running text by bold, centred or larger type or another font. `text` lists them.
    Note "headings-by-looks" => headings_by_looks(count, text) {
        zh: "有 {count} 段没有用标题样式，按格式和编号识别为标题：{text}",
        en: "{count paragraph without heading style was taken for a heading by its looks|paragraphs without heading style were taken for headings by their looks}: {text}",
        hint_zh: "请在 Word 中使用标题样式", hint_en: "use heading styles in Word",
    }
    /// The file says that a field's stored result is out of date (Word would compute it anew on opening). The stored result was read.
    Warning "field-outdated" => field_outdated(instruction) {
        zh: "域的结果已标记为过时，读入的是保存的结果：{instruction}",
        en: "a field is marked as out of date, its stored result was read: {instruction}",
        hint_zh: "请在 Word 中全选后按 F9 更新域并保存", hint_en: "update fields in Word (Ctrl+A, F9) and save",
    }
    /// The text has merge fields that no data was merged into.
    Warning "merge-field-empty" => merge_field_empty(count, text) {
        zh: "文中有 {count} 处邮件合并域没有填入内容：{text}",
        en: "the text has {count} merge fields without data: {text}",
        hint_zh: "请先完成邮件合并，或改成文字", hint_en: "merge the data first, or type the text",
    }
    /// The document is a master document: part of it is another file, which is only linked. Its content is missing.
    Error "subdocument-left-out" => subdocument_left_out(target) {
        zh: "主控文档中的子文档 {target} 不在文件里，内容缺失",
        en: "the subdocument {target} is not in the file, its content is missing",
        hint_zh: "请在 Word 中把子文档嵌入主文档", hint_en: "unlink the subdocument in Word",
    }
    /// The data a chart keeps were read as a table after the paragraph that holds it; its picture was not.
    Warning "chart-as-table" => chart_as_table(title) {
        zh: "统计图按其数据读作表格：“{title}”",
        en: "a chart was read as a table of its data: \u{201c}{title}\u{201d}",
        hint_zh: "需要图形时请另存为图片插入", hint_en: "insert it as a picture where its shape is wanted",
    }
    /// A table of contents made by Word was left out, because it repeats the headings and would be wrong after any change.
    Note "contents-list-left-out" => contents_list_left_out(text) [LeftOut] {
        zh: "自动目录不读入，由成品重新生成：“{text}”",
        en: "the generated table of contents was left out: \u{201c}{text}\u{201d}",
    }
    /// A text box floats beside the text; its text was put after the paragraph it is anchored to.
    Note "text-box-moved" => text_box_moved(text) {
        zh: "文本框内容已放到所在段落之后：“{text}”",
        en: "the text of a text box was put after its paragraph: \u{201c}{text}\u{201d}",
    }
    /// The file says something in two ways, for newer and for older programs, and they differ. The newer was read; `text` quotes the
    /// other, which Word does not show.
    Note "branch-left-out" => branch_left_out(text) [LeftOut] {
        zh: "为旧版软件准备的替代内容与正文不同，不会出现在成品中：“{text}”",
        en: "what the file says to older programs differs and was left out: \u{201c}{text}\u{201d}",
    }
    /// A picture is only linked, not contained in the file, and can't be shown.
    Warning "linked-picture" => linked_picture(target) {
        zh: "图片只是链接，不在文件里：{target}",
        en: "a picture is only linked, not in the file: {target}",
        hint_zh: "请把图片嵌入文档；网页上的图片请另存后插入原稿", hint_en: "embed the picture in the document; save those of a web page and insert them",
    }
    /// An embedded object (a workbook, a package) is shown by its preview picture only; its content was left out.
    Warning "embedded-object" => embedded_object(kind) {
        zh: "嵌入对象（{kind}）只保留预览图",
        en: "of an embedded object ({kind}) only its picture was kept",
    }
    /// A workbook is embedded and shown as a table; its table was read where its picture stands, and stands in the place of that. Where
    /// the picture shows something else, the workbook has been changed since.
    Warning "embedded-workbook-read" => embedded_workbook_read(part) {
        zh: "嵌入的工作簿 {part} 已在原处读作表格，代替其预览图，请核对",
        en: "the embedded workbook {part} was read as a table in the place of its picture",
        hint_zh: "最好在 Word 中改成普通表格", hint_en: "better make it a table of Word",
    }
    /// A workbook is embedded and shown as a table, but can't be read; only its picture was kept, and its figures are missing.
    Error "embedded-workbook-unreadable" => embedded_workbook_unreadable(part, cause) {
        zh: "嵌入的工作簿 {part} 无法读取（{cause}），只保留预览图，其中的数字缺失",
        en: "the embedded workbook {part} can't be read ({cause}), only its picture was kept and its figures are missing",
        hint_zh: "请在 Word 中改成普通表格", hint_en: "make it a table of Word",
    }
    /// A formula nests too deep for its structure to be kept; it was written on one line as text.
    Warning "formula-as-text" => formula_as_text(text) {
        zh: "公式已按文字读入：“{text}”",
        en: "a formula was read as text: \u{201c}{text}\u{201d}",
    }
    /// A chart, diagram or drawing was not kept, only its text, after the paragraph that holds it.
    Warning "drawing-as-text" => drawing_as_text(text) {
        zh: "图表或图形只保留文字：“{text}”",
        en: "of a chart or drawing only the text was kept: \u{201c}{text}\u{201d}",
    }
    /// Another file is embedded in the flow (altChunk); its plain text was kept, its formatting lost.
    Warning "embedded-file-as-text" => embedded_file_as_text(part) {
        zh: "嵌入的文件 {part} 只保留文字",
        en: "of the embedded file {part} only the text was kept",
        hint_zh: "请用 Word 打开后另存为 .docx", hint_en: "open it in Word and save it as .docx",
    }
    /// Another Word document is embedded in the flow (altChunk); its text, tables and pictures were read where it stands. What is
    /// said of it is said at that place.
    Note "embedded-document-read" => embedded_document_read(part) {
        zh: "嵌入的文档 {part} 已在原处读入",
        en: "the embedded document {part} was read where it stands",
    }
    /// Another file is embedded in the flow (altChunk) in a form that is not read; its text is missing.
    Error "embedded-file-left-out" => embedded_file_left_out(part) {
        zh: "嵌入的文件 {part} 无法读取，内容缺失",
        en: "the embedded file {part} can't be read, its text is missing",
        hint_zh: "请用 Word 打开后另存为 .docx", hint_en: "open it in Word and save it as .docx",
    }
    /// Cells of some rows do not say how many columns they span; they were placed by their widths, as Word shows them.
    Note "cells-placed-by-width" => cells_placed_by_width(rows) {
        zh: "表中有 {rows} 行的单元格没有注明跨列，已按列宽对齐（与 Word 显示一致）",
        en: "the cells of {rows} rows don't say how many columns they span; they were placed by their widths, as Word shows them",
    }
    /// A row of a table has more columns than nearly all others; these were completed with blanks at their ends.
    Warning "table-row-long" => table_row_long(row, found, columns) {
        zh: "第 {row} 行有 {found} 列，多于其他各行的 {columns} 列，其他各行末尾已补空格",
        en: "row {row} has {found column|columns}, the other rows {columns}; these were completed with blanks",
        hint_zh: "请核对这一行是否多了单元格", hint_en: "check whether the row has a cell too many",
    }
    /// A table row has fewer grid columns than the table. Empty cells were added at its end.
    Warning "table-row-short" => table_row_short(row, found, expected) {
        zh: "第 {row} 行只有 {found} 列（全表 {expected} 列），末尾已补空格",
        en: "row {row} has {found} of {expected} columns, empty cells were added at its end",
    }
    /// A row of a table in a Word 97 or RTF file has more cells than the file says the places of; what other programs show of these is not
    /// sure. They were read behind the others, as wide as any. `rows` counts such rows of the table, `row` is the first of them, `defined`
    /// how many cells that one says the places of.
    Warning "cells-undefined" => cells_undefined(rows, row, defined) {
        zh: "表中有 {rows} 行的单元格多于文件给出的位置（首先是第 {row} 行，只给出 {defined} 个），多出的已接在行末读入",
        en: "{rows} rows have more cells than the file gives places for (row {row} first, with {defined}); the others were read behind them",
        hint_zh: "请用 Word 或 WPS 打开核对这个表格", hint_en: "open it in Word or WPS and check this table",
    }
    /// A cell continues a vertical merge that no cell above begins, or that has another width. It was read as a cell of its own.
    Warning "merge-without-start" => merge_without_start() {
        zh: "此单元格声明与上方合并，但上方没有可合并的单元格，已按独立单元格读入",
        en: "the cell continues a vertical merge that doesn't begin above it, and was read as its own cell",
    }
    /// A cell swallowed by a merge still holds text, which Word does not show. It was left out.
    Warning "merged-cell-text-dropped" => merged_cell_text_dropped(text) {
        zh: "被合并掉的单元格里还有文字，Word 不显示，未读入：“{text}”",
        en: "a cell swallowed by a merge holds text that Word doesn't show, left out: \u{201c}{text}\u{201d}",
    }
    /// An OpenDocument file says that a row of a table is a tracked change, but not whether it was put in or deleted; or a Word 97 file says
    /// that a row was deleted whose text was not, as LibreOffice saves the row above a deleted one. It was read.
    Warning "row-change-unclear" => row_change_unclear(text) {
        zh: "表格的一行带有修订标记，但文件没有说明是新增还是删除，已读入：“{text}”",
        en: "a row is a tracked change, the file doesn't say whether inserted or deleted, it was read: \u{201c}{text}\u{201d}",
        hint_zh: "请打开文件接受或拒绝这一行的修订后保存", hint_en: "accept or reject the change of that row and save the file",
    }
    /// Parts of a picture in an OpenDocument text are cut off. How much of it that is can't be known without the size it was made for, and
    /// all of the picture was kept: look whether something shows that is not meant to.
    Warning "crop-left-out" => crop_left_out(picture) {
        zh: "图片“{picture}”裁掉了一部分，裁剪未保留，将显示整幅图片",
        en: "parts of the picture \u{201c}{picture}\u{201d} are cut off; the cut was not kept, all of it is shown",
        hint_zh: "请先用图片软件裁好再插入", hint_en: "cut the picture itself and insert it again",
    }
    /// A cell of an OpenDocument text holds a number beside its text, and the text shows another. The text was read.
    Warning "cell-value-differs" => cell_value_differs(value, shown) {
        zh: "单元格显示“{shown}”，内部数值却是 {value}，已按显示的读入",
        en: "the cell shows \u{201c}{shown}\u{201d}, its value is {value}; what it shows was read",
    }
    /// A table is too large for a grid; its cells were read as paragraphs.
    Error "table-too-large" => table_too_large(cause) {
        zh: "表格过大，单元格已按段落读入：{cause}",
        en: "the table is too large, its cells were read as paragraphs: {cause}",
    }
    /// A character of a symbol font (Wingdings and its like) has no known counterpart in Unicode; \u{fffd} stands in its place.
    Warning "unknown-symbol" => unknown_symbol(font, code) {
        zh: "符号字体 {font} 的字符 {code} 无法识别",
        en: "the character {code} of the symbol font {font} is not known",
    }
    /// A field shows something that is computed when the document is opened and not stored in the file; it is missing.
    Warning "field-without-result" => field_without_result(instruction) {
        zh: "域没有保存结果，显示内容缺失：{instruction}",
        en: "a field has no stored result, what it shows is missing: {instruction}",
        hint_zh: "请在 Word 中选中该域，按 Ctrl+Shift+F9 转为文字", hint_en: "turn it into text in Word (Ctrl+Shift+F9)",
    }
    /// A field (EQ: combined or enclosed characters, characters drawn over each other) shows text in a make-up that has no
    /// counterpart here; its text was kept, the make-up was not.
    Warning "field-as-text" => field_as_text(instruction) {
        zh: "域的排版无法保留，只保留其文字：{instruction}",
        en: "of a field only the text was kept: {instruction}",
    }
    /// Automatic numbers in a format nianbao does not know were read as Arabic numerals.
    Warning "unknown-number-format" => unknown_number_format(format) {
        zh: "不支持的编号格式 {format}，已按阿拉伯数字读入",
        en: "the number format {format} is not known, Arabic numerals were used",
    }
    /// A paragraph is numbered by a definition that is not in the file; Word shows it without a number.
    Note "numbering-missing" => numbering_missing(id) {
        zh: "编号定义 {id} 不存在，此段按无编号读入",
        en: "the numbering definition {id} is missing, the paragraph was read without number",
    }
    /// A foot- or endnote is called that is not in the file.
    Warning "note-missing" => note_missing(id) {
        zh: "脚注（尾注）{id} 不存在",
        en: "the note {id} is missing",
    }
    /// A note is called inside a note. Its text was read in square brackets where it is called.
    Warning "nested-note" => nested_note(id) {
        zh: "脚注（尾注）{id} 嵌套在另一条中，已改写在方括号内",
        en: "the note {id} is called inside a note and was read in brackets",
    }
    /// A link stands inside another link. Its text belongs to the outer one; its own address is quoted here and is not in the
    /// result.
    Warning "link-in-link" => link_in_link(target) {
        zh: "链接中又有链接，内层地址未保留：{target}",
        en: "a link stands inside another link, its own address was not kept: {target}",
    }
    /// Styles are based on each other in a circle; the chain was cut.
    Note "style-cycle" => style_cycle(style) {
        zh: "样式“{style}”循环继承，已截断",
        en: "the style \u{201c}{style}\u{201d} is based on itself, the chain was cut",
    }
    /// Damaged markup has text within a table but outside any cell. It is quoted here and is not in the result.
    Warning "text-between-cells-dropped" => text_between_cells_dropped(text) {
        zh: "表格内有文字不在任何单元格里，未保留：{text}",
        en: "text within the table but in no cell was left out: {text}",
    }
    /// Emphasis dots, borders round characters, characters set two lines in one, other than single underlines, and in cells, lists,
    /// notes and boxes tab stops that centre, end or lead text have no place in the result: their text was kept,
    /// the ornament (`kind`) was not. `count`: how many pieces of text have it; `text` quotes some.
    Note "ornament-left-out" => ornament_left_out(kind, count, text) [LeftOut] {
        zh: "有 {count} 处{kind}未保留，文字照录：“{text}”",
        en: "{kind} on {count piece|pieces} of text not kept, the text is: \u{201c}{text}\u{201d}",
    }
}
