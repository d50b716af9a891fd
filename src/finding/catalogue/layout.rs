//! Reading the layout of pages: what lines, tables and figures are, as far as only a person's eye could tell.

catalogue! {
    /// Text stands in columns that no rules mark. It was read as a table by the alignment of its columns, which may be wrong.
    Warning "table-guessed" => table_guessed(rows, columns) {
        zh: "没有框线，按对齐识别为 {rows} 行 {columns} 列的表格",
        en: "read as a table of {rows row|rows} and {columns column|columns} by alignment, for it has no rules",
        hint_zh: "请核对行列和合并单元格", hint_en: "check its rows, columns and merged cells",
    }
    /// A table ends a page and one with the same frame begins the next, with no header repeated. They were read as one table.
    Note "tables-joined" => tables_joined() {
        zh: "与上一页框线一致的表格按同一表格读取",
        en: "read as one table with the one before the page's end, for both have the same frame",
    }
    /// A page's end cuts a label of a table in two. By its numbering or brackets, the parts were put together.
    Note "label-rejoined" => label_rejoined(text) {
        zh: "被分页截断的栏目按一个单元格读取：“{text}”",
        en: "a label cut by the page's end was read as one cell: \u{201c}{text}\u{201d}",
    }
    /// A label is printed at the end of a page and again at the beginning of the next, in a column of merged labels. It was read
    /// as one merged label.
    Note "label-repeated" => label_repeated(text) {
        zh: "跨页重复的栏目按一个合并单元格读取：“{text}”",
        en: "a label printed again after the page's end was read as one merged cell: \u{201c}{text}\u{201d}",
    }
    /// The first row of a page goes on with the text of the last row of the page before, where nothing else stands. They were
    /// read as one row.
    Warning "row-rejoined" => row_rejoined(text) {
        zh: "被分页截断的一行按同一行读取：“{text}”",
        en: "a row cut by the page's end was read as one: \u{201c}{text}\u{201d}",
        hint_zh: "请核对该行", hint_en: "check the row",
    }
    /// The structure tree of the file divides a table otherwise than its rules do. What is drawn was believed.
    Warning "table-tags-differ" => table_tags_differ() {
        zh: "文件的结构标记与表格框线不符，按框线读取",
        en: "the file's structure tags differ from the table's rules; the rules were followed",
    }
    /// A rule inside a table breaks off, or cells that no rule parts are no rectangle. Which cells are merged is a guess there.
    Warning "table-edge-open" => table_edge_open(count) {
        zh: "表内有 {count} 处框线不闭合，单元格的划分可能有误",
        en: "{count edge in the table does not close|edges in the table don't close}; how cells are merged there is a guess",
        hint_zh: "请核对此处的合并单元格", hint_en: "check the merged cells there",
    }
    /// Glyphs of a cell lie over each other: the text may be another than the page shows.
    Error "cell-glyphs-overlap" => cell_glyphs_overlap(text) {
        zh: "单元格内文字重叠，读作“{text}”，可能有误",
        en: "glyphs in a cell lie over each other; read as \u{201c}{text}\u{201d}, which may be wrong",
        hint_zh: "请对照原页核对", hint_en: "compare it with the page",
    }
    /// A cell has glyphs whose characters the file does not tell. Each is read as U+FFFD.
    Error "cell-glyphs-unknown" => cell_glyphs_unknown(text) {
        zh: "单元格内有无法识别的文字，读作“{text}”",
        en: "a cell has glyphs without a character; read as \u{201c}{text}\u{201d}",
        hint_zh: "请对照原页补正", hint_en: "compare it with the page and fill it in",
    }
    /// Digits of a cell stand in two lines, or on two pages. They were read as one number; it could be two.
    Error "cell-number-over-lines" => cell_number_over_lines(text) {
        zh: "单元格内的数字分成两行，合读为“{text}”，可能有误",
        en: "digits in a cell stand in two lines; read as one, \u{201c}{text}\u{201d}, which may be wrong",
        hint_zh: "请对照原页核对", hint_en: "compare it with the page",
    }
    /// The figures of a table are what a scanner's software recognised in a picture (`--ocr-layer`). Each of them may be misread.
    Warning "figures-recognised" => figures_recognised(count) {
        zh: "表中 {count} 个数字来自扫描软件的识别，均未经核对，可能有误",
        en: "the {count} figures of the table were recognised by software in a scan; none of them was checked",
        hint_zh: "请对照扫描图片逐个核对", hint_en: "compare each of them with the scanned picture",
    }
    /// A digit lies across the rule between two cells. It was given to the cell its middle is in.
    Warning "cell-number-over-rule" => cell_number_over_rule(text) {
        zh: "数字压在单元格框线上，读作“{text}”，可能有误",
        en: "a digit lies across a cell's rule; read as \u{201c}{text}\u{201d}, which may be wrong",
        hint_zh: "请对照原页核对", hint_en: "compare it with the page",
    }
    /// Digits at both sides of a rule touch: a number too wide for its cell, cut in two.
    Error "cell-number-over-cells" => cell_number_over_cells(text) {
        zh: "相邻两格的数字连在一起，此格读作“{text}”，可能有误",
        en: "digits in two neighbouring cells touch; this one is read as \u{201c}{text}\u{201d}, which may be wrong",
        hint_zh: "请对照原页核对", hint_en: "compare it with the page",
    }
    /// The page has more lines than a table has; they were taken for a drawing and no table was looked for among them.
    Warning "rules-are-drawing" => rules_are_drawing() {
        zh: "本页线条过多，按图形处理，未识别表格",
        en: "the page has so many lines that they were taken for a drawing; no table was looked for",
    }
    /// A note at a page's foot has a mark that the text of the page does not call. It was kept as a paragraph.
    Note "note-without-call" => note_without_call(text) {
        zh: "脚注在正文中找不到对应的标号，作为段落保留：“{text}”",
        en: "a footnote is called nowhere and was kept as a paragraph: \u{201c}{text}\u{201d}",
    }
    /// A picture could not be taken out of the file.
    Warning "picture-lost" => picture_lost() {
        zh: "一幅图片未能取出",
        en: "a picture could not be taken out of the file",
    }
    /// Text that stands in several columns on a page was read column by column.
    Note "columns-read" => columns_read(count) {
        zh: "本页文字分 {count} 栏，按栏依次读取",
        en: "the page has {count column|columns} of text, read one after the other",
    }
}
