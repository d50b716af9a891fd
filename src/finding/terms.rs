//! The words and clauses that values of messages are made of, each in Chinese and English, in one table.
//!
//! A message says what a document says, numbers, places, and these. A term is a word (`包内部件数`, `parts`) or, with values of its
//! own, a clause; it is named by its id where findings are data. Grammar of an entry, beside the catalogue's:
//! `"id" => NAME { zh: "…", en: "…" }`, or `"id" => name(values) { … }` for one that prints values.

use super::{Language, Value};

/// A word or clause that each language has its own for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Its name where findings are data.
    pub id: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) values: &'static [&'static str],
}

impl Term {
    /// The words, with placeholders where the term has values.
    #[must_use]
    pub fn words(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// Every term there is.
    #[must_use]
    pub fn all() -> &'static [Term] {
        TERMS
    }
}

macro_rules! terms {
    ($($id:literal => $name:ident $(($($value:ident),+))? { zh: $zh:literal, en: $en:literal })*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Index { $($name),* }

        static TERMS: &[Term] = &[$(
            Term { id: $id, zh: $zh, en: $en, values: &[$($(stringify!($value)),+)?] }
        ),*];

        $(terms!(@term $name $(($($value),+))? $zh);)*
    };
    (@term $name:ident $zh:literal) => {
        #[doc = $zh]
        // The index is that of the entry itself.
        #[allow(clippy::indexing_slicing)]
        pub const $name: &Term = &TERMS[Index::$name as usize];
    };
    (@term $name:ident ($($value:ident),+) $zh:literal) => {
        #[doc = $zh]
        #[must_use]
        // The index is that of the entry itself.
        #[allow(clippy::indexing_slicing)]
        pub fn $name($($value: impl Into<Value>),+) -> Value {
            let values = vec![$((stringify!($value), $value.into())),+];
            Value::Term(super::Phrase { term: &TERMS[Index::$name as usize], values })
        }
    };
}

terms! {
    // What is limited.
    "package-parts" => PACKAGE_PARTS { zh: "包内部件数", en: "parts" }
    "file-megabytes" => FILE_MEGABYTES { zh: "文件大小（MB）", en: "megabytes of the file" }
    "file-bytes" => FILE_BYTES { zh: "文件字节数", en: "file bytes" }
    "inflated-bytes" => INFLATED_BYTES { zh: "解压字节数", en: "inflated bytes" }
    "compression-ratio" => COMPRESSION_RATIO { zh: "压缩比", en: "compression ratio" }
    "xml-depth" => XML_DEPTH { zh: "XML 嵌套层数", en: "XML depth" }
    "xml-nodes" => XML_NODES { zh: "XML 节点数", en: "XML nodes" }
    "json-values" => JSON_VALUES { zh: "JSON 值的个数", en: "JSON values" }
    "blocks" => BLOCKS { zh: "段落与单元格数", en: "paragraphs and cells" }
    "weight-of-pages" => WEIGHT_OF_PAGES { zh: "版式文件的分量（字数；段落、单元格折 12 字，标题 24，链接 30）", en: "weight of pages: characters; a paragraph or cell is 12, a heading 24, a link 30" }
    "weight-of-word-file" => WEIGHT_OF_WORD_FILE { zh: "Word 文件的分量（每段、每格 10，每种格式的文字 7，链接 20）", en: "weight of a Word file: a paragraph or cell is 10, a run 7, a link 20" }
    "weight-of-workbook" => WEIGHT_OF_WORKBOOK { zh: "Excel 文件的分量（每段、每格 3，每表 20，链接 7）", en: "weight of a workbook: a paragraph or cell is 3, a table 20, a link 7" }
    "bytes-of-web-pictures" => BYTES_OF_WEB_PICTURES { zh: "网页内图片总字节数", en: "bytes of pictures in a page" }
    "font-files" => FONT_FILES { zh: "字体文件数", en: "font files" }
    "repeated-bytes" => REPEATED_BYTES { zh: "重复的单元格和行的字节数", en: "bytes of repeated cells and rows" }
    "characters-of-document" => CHARACTERS_OF_DOCUMENT { zh: "文稿字数", en: "characters of a document" }
    "nesting-depth" => NESTING_DEPTH { zh: "嵌套层数", en: "nesting depth" }
    "page-nodes" => PAGE_NODES { zh: "网页节点数", en: "nodes of a page" }
    "style-work" => STYLE_WORK { zh: "网页样式规则的比对次数", en: "comparisons of style rules with elements" }
    "table-cells" => TABLE_CELLS { zh: "单元格数", en: "table cells" }
    "digits-of-number" => DIGITS_OF_NUMBER { zh: "一个数的位数（其中小数）", en: "digits of a number (decimals among them)" }
    "rows-of-sheet" => ROWS_OF_SHEET { zh: "工作表行数", en: "rows of a sheet" }
    "columns-of-sheet" => COLUMNS_OF_SHEET { zh: "工作表列数", en: "columns of a sheet" }
    "paragraphs-of-document" => PARAGRAPHS { zh: "段落数", en: "paragraphs" }
    "characters-of-sheet-name" => CHARACTERS_OF_SHEET_NAME { zh: "工作表名称字数", en: "characters of a sheet name" }
    "cells-of-workbook" => CELLS_OF_WORKBOOK { zh: "工作簿单元格数", en: "cells of a workbook" }
    "text-of-cell" => TEXT_OF_CELL { zh: "单元格文字字节数", en: "bytes of text in a cell" }
    "text-of-sheet" => TEXT_OF_SHEET { zh: "工作表文字字节数", en: "bytes of text in a sheet" }
    "text-of-workbook" => TEXT_OF_WORKBOOK { zh: "工作簿文字字节数", en: "bytes of text in a workbook" }
    "runs" => RUNS { zh: "文字段数", en: "runs of text" }
    "places-of-workbook" => PLACES_OF_WORKBOOK { zh: "工作簿各表格数", en: "places in the tables of a workbook" }
    "places-of-table" => PLACES_OF_TABLE { zh: "表格格数", en: "places in a table" }
    "lines" => LINES { zh: "行数", en: "lines" }
    "characters-of-cell" => CHARACTERS_OF_CELL { zh: "单元格字数", en: "characters of a cell" }
    "bytes-of-footer" => BYTES_OF_FOOTER { zh: "文件尾字节数", en: "bytes of the footer" }
    "text-of-list" => TEXT_OF_LIST { zh: "清单文字字节数", en: "bytes of text in a list" }
    "figures-of-list" => FIGURES_OF_LIST { zh: "清单数据个数", en: "figures of a list" }
    "columns-of-table" => COLUMNS_OF_TABLE { zh: "表格列数", en: "columns of a table" }
    "places-of-tables" => PLACES_OF_TABLES { zh: "表格行列积之和", en: "rows × columns of all tables" }
    "field-depth" => FIELD_DEPTH { zh: "域嵌套层数", en: "nesting of fields" }
    "table-depth" => TABLE_DEPTH { zh: "表格与文本框嵌套层数", en: "nesting of tables and text boxes" }
    "change-depth" => CHANGE_DEPTH { zh: "修订嵌套层数", en: "nesting of tracked changes" }
    "embedded-files" => EMBEDDED_FILES { zh: "嵌入文件数", en: "embedded files" }
    "embedded-bytes" => EMBEDDED_BYTES { zh: "嵌入文件总字节数", en: "bytes of embedded files" }
    "referred-bytes" => REFERRED_BYTES { zh: "反复引用的内容的总字节数", en: "bytes of what is referred to again and again" }
    "characters-of-equations" => CHARACTERS_OF_EQUATIONS { zh: "EQ 域字符数", en: "characters of EQ fields" }
    "bytes-of-object-streams" => BYTES_OF_OBJECT_STREAMS { zh: "对象流字节数", en: "bytes of object streams" }
    "bytes-of-pages" => BYTES_OF_PAGES { zh: "页面内容字节数", en: "bytes of page content" }
    "operations" => OPERATIONS { zh: "页面绘图指令数", en: "drawing operations" }
    "bytes-of-dictionaries" => BYTES_OF_DICTIONARIES { zh: "字典字节数", en: "bytes of dictionaries" }
    "bytes-of-addresses" => BYTES_OF_ADDRESSES { zh: "链接地址、替代文字等的总字节数", en: "bytes of addresses and replacement texts" }
    "glyphs" => GLYPHS { zh: "字形数", en: "glyphs" }
    "shapes" => SHAPES { zh: "线条和图形数", en: "lines and shapes" }
    "pages" => PAGES { zh: "页数", en: "pages" }

    // What stands over the cells of a sheet.
    "embedded-object" => EMBEDDED_OBJECT { zh: "嵌入对象", en: "embedded object" }
    "chart" => CHART { zh: "图表", en: "chart" }
    "picture" => PICTURE { zh: "图片", en: "picture" }
    "shape" => SHAPE { zh: "图形", en: "shape" }
    "diagram" => DIAGRAM { zh: "图示", en: "diagram" }
    "text-box" => TEXT_BOX { zh: "文本框", en: "text box" }

    // Marks of characters.
    "emphasis-dots" => EMPHASIS_DOTS { zh: "着重号", en: "emphasis dots" }
    "text-border" => TEXT_BORDER { zh: "字符边框", en: "a border" }
    "two-lines-in-one" => TWO_LINES_IN_ONE { zh: "双行合一", en: "two lines in one" }
    "laid-across" => LAID_ACROSS { zh: "纵横混排", en: "characters laid across" }
    "other-underline" => OTHER_UNDERLINE { zh: "双线、波浪线等下划线（改为单线）", en: "a double, wavy or other underline (now a single one)" }
    "tab-stops" => TAB_STOPS { zh: "居中、右对齐、小数点或带前导符的制表位", en: "a centred, right, decimal or led tab stop" }

    // What a file is.
    "xml-spreadsheet" => XML_SPREADSHEET { zh: "XML 电子表格 2003", en: "XML Spreadsheet 2003" }
    "zip-directory" => ZIP_DIRECTORY { zh: "目录", en: "central directory" }
    "nothing-but-zeros" => NOTHING_BUT_ZEROS { zh: "全为零的数据", en: "nothing but zeros" }

    // What a report states, and figures.
    "organ" => ORGAN { zh: "机关", en: "body" }
    "year" => YEAR { zh: "年度", en: "year" }
    "form" => FORM { zh: "表式", en: "form" }
    "blank" => BLANK { zh: "空白", en: "blank" }
    "sum" => SUM { zh: "合计", en: "the sum" }
    "count-wanted" => COUNT_WANTED { zh: "非负整数", en: "a whole number, 0 or more" }
    "change-wanted" => CHANGE_WANTED { zh: "整数", en: "a whole number" }
    "money-wanted" => MONEY_WANTED { zh: "非负数", en: "a number, 0 or more" }
    "both" => both(first, second) { zh: "{first}和{second}", en: "{first} and {second}" }
    "clauses" => clauses(first, second) { zh: "{first}；{second}", en: "{first}; {second}" }
    "as-quoted" => as_quoted(value, quoted) { zh: "{value}（{quoted}）", en: "{value} ({quoted})" }

    // What is wrong with a grid of cells.
    "gap" => gap(row, column) { zh: "第 {row} 行第 {column} 列没有单元格", en: "no cell covers row {row}, column {column}" }
    "overlap" => overlap(row, column) { zh: "第 {row} 行第 {column} 列有两个单元格", en: "two cells cover row {row}, column {column}" }
    "outside" => outside(row, column) { zh: "第 {row} 行第 {column} 列的单元格超出表格", en: "the cell at row {row}, column {column} reaches beyond the table" }
    "widths" => widths(columns) { zh: "{columns} 列应有 {columns} 个大于 0 的列宽", en: "{columns column wants|columns want} {columns width|widths} above 0" }
    "heights" => heights(rows) { zh: "{rows} 行应有 {rows} 个行高", en: "{rows row wants|rows want} {rows height|heights}" }
    "grid-too-large" => grid_too_large(columns, places) { zh: "表格最多 {columns} 列、{places} 格", en: "a table may have at most {columns column|columns} and {places place|places}" }

    // What is wrong with the canonical JSON.
    "expected" => expected(wanted) { zh: "应为{wanted}", en: "expected {wanted}" }
    "expected-found" => expected_found(wanted, found) { zh: "应为{wanted}，实际为 {found}", en: "expected {wanted}, found {found}" }
    "date-wanted" => DATE_WANTED { zh: "日期，如 2024-01-05", en: "a date such as 2024-01-05" }
    "decimal-wanted" => DECIMAL_WANTED { zh: "写成文字的小数，如 \"26.55\"", en: "a decimal as text, such as \"26.55\"" }
    "text" => TEXT { zh: "文字", en: "text" }
    "object" => OBJECT { zh: "对象", en: "an object" }
    "id-of-form" => ID_OF_FORM { zh: "表式代号", en: "the id of a form" }
    "form-unknown" => form_unknown(form) { zh: "没有表式“{form}”", en: "the form “{form}” is not known" }
    "no-statistics" => no_statistics(id) { zh: "没有“{id}”的数据", en: "there are no statistics “{id}”" }
    "statistics-twice" => statistics_twice(table) { zh: "“{table}”表在此第二次出现", en: "the table “{table}” stands here a second time" }
    "no-form-named" => NO_FORM_NAMED { zh: "没有写明表格用哪种表式", en: "the report names no form for its tables" }
    "no-table-in-form" => no_table_in_form(form, table) { zh: "表式 {form} 没有“{table}”表", en: "form {form} has no table “{table}”" }
    "no-cell-in-form" => no_cell_in_form(form, cell) { zh: "表式 {form} 没有数据项 {cell}", en: "form {form} has no cell {cell}" }
    "not-a-year" => not_a_year(found) { zh: "“{found}”不是年度", en: "“{found}” is no year" }
    "fields-beyond-head" => FIELDS_BEYOND_HEAD { zh: "格子比列名多", en: "it has more fields than the head" }
    "cell-twice" => cell_twice(cell) { zh: "数据项 {cell} 已有一行", en: "cell {cell} has a row already" }
    "not-base64" => not_base64(cause) { zh: "应为 Base64（{cause}）", en: "expected Base64: {cause}" }
    "type-differs" => type_differs(said, found) { zh: "写的是 {said}，数据却是 {found}", en: "says {said}, but the data is {found}" }
    "picture-not-here" => PICTURE_NOT_HERE { zh: "正文用到这幅图片，但这里没有", en: "a block shows this picture, but it is not here" }
    "unknown-key" => UNKNOWN_KEY { zh: "不认识的键", en: "unknown key" }
    "raw-and-value-differ" => raw_and_value_differ(raw, value) { zh: "原文（raw）是“{raw}”，数值（value）是 {value}，不知以哪个为准", en: "`raw` prints “{raw}”, `value` is {value}: which figure is meant can't be told" }

    // What is odd about a workbook.
    "tag-within-tag" => TAG_WITHIN_TAG { zh: "标签之内又有标签", en: "a tag within a tag" }
    "xml-broken" => XML_BROKEN { zh: "XML 有错", en: "broken XML" }
    "dimension" => DIMENSION { zh: "表格范围有误", en: "dimension" }
    "row-number" => ROW_NUMBER { zh: "行号有误", en: "row number" }
    "cell-address" => CELL_ADDRESS { zh: "单元格地址有误", en: "cell address" }
    "count-of-strings" => COUNT_OF_STRINGS { zh: "共用文本的条数不实", en: "a false count of shared strings" }
    "brackets" => BRACKETS { zh: "数字格式里方括号太多", en: "a number format of many brackets" }
    "attributes" => ATTRIBUTES { zh: "属性有错", en: "broken attributes" }
    "sheets-of-one-name" => SHEETS_OF_ONE_NAME { zh: "有同名的工作表", en: "two sheets of the same name" }
    "parts-of-one-name" => PARTS_OF_ONE_NAME { zh: "有同名的部件", en: "two parts of the same name" }
    "cells-far-apart" => CELLS_FAR_APART { zh: "单元格相距太远", en: "cells far apart" }
    "content-renamed" => CONTENT_RENAMED { zh: "内容部件的名称写法不同", en: "content.xml under another name" }
    "parts-elsewhere" => PARTS_ELSEWHERE { zh: "共用文本或样式不在通常的位置", en: "shared strings or styles in an unusual place" }
    "parts-damaged" => PARTS_DAMAGED { zh: "部件损坏", en: "damaged parts" }
    "digits-full-width" => DIGITS_FULL_WIDTH { zh: "数字用半角", en: "figures are in ASCII digits" }
    "sums-leave-zero" => SUMS_LEAVE_ZERO { zh: "按勾稽关系只能是 0", en: "the sums leave nothing but 0" }
    "accept-change" => ACCEPT_CHANGE { zh: "接受修订", en: "accept the change" }
    "delete-note" => DELETE_NOTE { zh: "删去该格的批注", en: "delete the note at the cell" }
    "words-of-form" => WORDS_OF_FORM { zh: "表式规定的文字", en: "the form's own words" }
    "title-of-form" => TITLE_OF_FORM { zh: "标题的规定写法", en: "the form's way to write the title" }
    "period-of-form" => PERIOD_OF_FORM { zh: "统计期限的规定写法", en: "the form's way to write the period" }
    "pdf-ua" => PDF_UA { zh: "无障碍标准的符合声明", en: "its claim to be PDF/UA" }
    "valid-signature" => VALID_SIGNATURE { zh: "有效的数字签名", en: "a valid digital signature" }
    "not-utf8" => NOT_UTF8 { zh: "部件不是 UTF-8 编码", en: "the part is not in UTF-8" }
    "seems-damaged" => SEEMS_DAMAGED { zh: "文件似已损坏", en: "the file seems damaged" }
    "entry-short" => ENTRY_SHORT { zh: "工作表目录项太短", en: "a sheet's entry is too short" }
    "strings-break-off" => STRINGS_BREAK_OFF { zh: "共用文本中断", en: "the shared strings break off" }
    "stream-breaks-off" => STREAM_BREAKS_OFF { zh: "数据流中断", en: "the stream breaks off" }
    "sheet-elsewhere" => SHEET_ELSEWHERE { zh: "工作表不在工作簿所说的位置", en: "a sheet does not begin where the workbook says" }
    "dimensions" => DIMENSIONS { zh: "工作表范围有误", en: "the dimensions of a sheet" }
    "record-short" => RECORD_SHORT { zh: "记录太短", en: "a record is too short" }
    "cell-record-short" => CELL_RECORD_SHORT { zh: "单元格的记录太短", en: "a cell's record is too short" }
    "workbook-breaks-off" => WORKBOOK_BREAKS_OFF { zh: "工作簿数据流中断", en: "the workbook stream breaks off" }
    "tables-beyond-sectors" => TABLES_BEYOND_SECTORS { zh: "分配表比扇区还多", en: "more allocation tables than sectors" }
    "theme-too-large" => THEME_TOO_LARGE { zh: "主题超出限制", en: "a theme beyond the limits" }
    "formulas-too-long" => FORMULAS_TOO_LONG { zh: "公式太长", en: "formulas too long" }
    "ofd-file" => OFD_FILE { zh: "OFD 版式文件", en: "OFD fixed layout" }
    "founder-apabi" => FOUNDER_APABI { zh: "方正 Apabi 版式文件", en: "Founder Apabi" }
    "sursen" => SURSEN { zh: "书生版式文件", en: "Sursen" }
    "caj-viewer" => CAJ_VIEWER { zh: "知网 CAJ 文件", en: "CAJ Viewer" }
    "other-typesetter" => OTHER_TYPESETTER { zh: "其他排版软件的文件", en: "another typesetting program" }
    "slides" => SLIDES { zh: "演示文稿", en: "slides" }
    "old-word-processor" => OLD_WORD_PROCESSOR { zh: "早期文字处理软件的文件", en: "an old word processor" }
    "archive" => ARCHIVE { zh: "压缩包", en: "an archive" }
    "message-file" => MESSAGE_FILE { zh: "电子邮件", en: "a mail message" }
    "shortcut" => SHORTCUT { zh: "快捷方式", en: "a shortcut" }
    "save-as-pdf" => SAVE_AS_PDF { zh: "请在原来的软件里另存为 .docx，或打印成 PDF", en: "save it as .docx in its program, or print it to PDF" }
    "save-as-docx" => SAVE_AS_DOCX { zh: "请在原来的软件里另存为 .docx", en: "save it as .docx in its program" }
    "unpack-first" => UNPACK_FIRST { zh: "请先解压，再给出其中的文件", en: "unpack it and give the file in it" }
    "save-attachment" => SAVE_ATTACHMENT { zh: "请先保存其中的附件", en: "save what is attached to it" }
    "give-the-file" => GIVE_THE_FILE { zh: "请给出它指向的文件", en: "give the file it leads to" }
    "compound-header" => COMPOUND_HEADER { zh: "复合文件的头部有误", en: "compound file header" }
    "sectors-beyond-end" => SECTORS_BEYOND_END { zh: "扇区表超出文件末尾", en: "sector list beyond the end of the file" }
    "table-beyond-end" => TABLE_BEYOND_END { zh: "分配表超出文件末尾", en: "allocation table beyond the end of the file" }
    "stream-beyond-end" => STREAM_BEYOND_END { zh: "数据流超出文件末尾", en: "a stream goes beyond the end of the file" }
    "stream-beyond-table" => STREAM_BEYOND_TABLE { zh: "数据流超出分配表", en: "a stream goes beyond the allocation table" }
    "compound-breaks-off" => COMPOUND_BREAKS_OFF { zh: "数据流在中途断开", en: "a stream breaks off" }
    "stream-in-circles" => STREAM_IN_CIRCLES { zh: "数据流首尾相接成环", en: "a stream runs in circles" }
    "no-relationship" => NO_RELATIONSHIP { zh: "找不到工作表的部件", en: "no relationship" }
    "macro-sheet" => MACRO_SHEET { zh: "宏表", en: "macro sheet" }
    "module" => MODULE { zh: "模块", en: "module" }
    "no-beginning" => NO_BEGINNING { zh: "没有开头的记录", en: "no record begins it" }
    "cells-not-shown" => cells_not_shown(count) { zh: "有 {count} 个单元格不在表格结构之内", en: "{count cell stands outside|cells stand outside} its structure" }
    "dialog" => DIALOG { zh: "对话框", en: "dialog" }
    "unknown-kind" => UNKNOWN_KIND { zh: "未知类型", en: "of an unknown kind" }

    // What is wrong with a package.
    "no-entries" => NO_ENTRIES { zh: "没有部件", en: "no entries" }
    "no-local-header" => NO_LOCAL_HEADER { zh: "找不到部件的数据", en: "no local header" }

    // Fonts that can't be used.
    "variable-font" => VARIABLE_FONT { zh: "可变字体", en: "variable" }
    "no-outlines" => NO_OUTLINES { zh: "没有 TrueType 或 CFF 轮廓", en: "no TrueType or CFF outlines" }
    "symbol-font" => SYMBOL_FONT { zh: "符号字体", en: "symbol" }

    // What is wrong with a form's file.
    "rows" => ROWS { zh: "行", en: "rows" }
    "cells" => CELLS { zh: "单元格", en: "cells" }
    "formulas" => FORMULAS { zh: "公式", en: "formulas" }
    "form-id-not-word" => form_id_not_word(id) { zh: "表式代号“{id}”应为字母和数字", en: "the form's id “{id}” should be letters and digits" }
    "no-id" => no_id(id) { zh: "“{id}”不是代号（应为一个小写的词）", en: "“{id}” is no id (one lower-case word)" }
    "table-id-twice" => table_id_twice(id) { zh: "表的代号“{id}”出现两次", en: "the table id “{id}” is used twice" }
    "role-no-id-or-twice" => role_no_id_or_twice(role) { zh: "角色“{role}”不是代号，或出现两次", en: "the role “{role}” is no id or used twice" }
    "no-such-table" => no_such_table(table) { zh: "没有“{table}”表", en: "there is no table “{table}”" }
    "heading-twice" => heading_twice(heading) { zh: "标题“{heading}”出现两次", en: "the heading “{heading}” is given twice" }
    "of-table" => of_table(table, fault) { zh: "{table} 表：{fault}", en: "table {table}: {fault}" }
    "too-many-of-table" => too_many_of_table(table, found, what, allowed) { zh: "{table} 表有 {found} 个{what}，最多 {allowed} 个", en: "table {table}: {found} {what}, at most {allowed} are allowed" }
    "no-cell-id" => no_cell_id(id) { zh: "“{id}”不是数据项代号（应为以点相连的小写的词，不能是 form）", en: "“{id}” is no cell id (lower-case words joined by dots, not `form`)" }
    "cell-id-twice" => cell_id_twice(id) { zh: "数据项代号“{id}”出现两次", en: "the cell id “{id}” is used twice" }
    "fewer-rows" => fewer_rows(table, rows) { zh: "{table} 表只有 {rows} 行", en: "table {table} has only {rows row|rows}" }
    "no-formula" => no_formula(formula) { zh: "“{formula}”不是公式（应为等号两边以加号相连的代号）", en: "“{formula}” is no formula (ids joined by + on both sides of one =)" }
    "chart-id-no-id-or-twice" => chart_id_no_id_or_twice(id) { zh: "图解的代号“{id}”不合规则或出现两次", en: "“{id}” is no id for a chart, or is given twice" }
    "too-many-charts" => too_many_charts(most) { zh: "图解超过 {most} 幅", en: "more than {most} charts" }
    "bars-of-chart" => bars_of_chart(chart, most) { zh: "图解“{chart}”应有 1 至 {most} 个条形", en: "chart “{chart}” must have 1 to {most} bars" }
    "chart-of-unknown" => chart_of_unknown(cell, table) { zh: "图解中的“{cell}”不是 {table} 表的数据项", en: "the chart draws “{cell}”, which is no cell of table {table}" }
    "chart-adds-twice" => chart_adds_twice(cell) { zh: "图解的一个条形把“{cell}”加了两次", en: "a bar of the chart adds “{cell}” twice" }
    "bar-without-cells" => bar_without_cells(label) { zh: "图解的条形“{label}”没有数据项", en: "bar “{label}” of the chart has no cells" }
    "formula-of-unknown" => formula_of_unknown(cell, table) { zh: "公式中的“{cell}”不是 {table} 表的数据项", en: "the formula speaks of “{cell}”, which is no cell of table {table}" }
    "formula-adds-twice" => formula_adds_twice(cell) { zh: "公式把“{cell}”加了两次", en: "the formula adds “{cell}” twice" }
    "formula-of-two-numbers" => formula_of_two_numbers(cell, other) { zh: "公式里有两个文中的数（“{cell}”“{other}”），只能有一个", en: "the formula speaks of two numbers of the text (“{cell}”, “{other}”), and may speak of one" }
    "wording-same" => wording_same(wording) { zh: "别称“{wording}”与原名的差别本来就不计较", en: "the wording “{wording}” differs only in what is not compared" }
    "cell-id-is-parent" => cell_id_is_parent(id, child) { zh: "数据项代号“{id}”又是“{child}”的上级", en: "the cell id “{id}” is also the parent of “{child}”" }

    "no-message-of-rule" => no_message_of_rule(name) { zh: "“{name}”不是规则可用的消息代码", en: "“{name}” is no message of a rule" }

    // What a review says of a broken rule.
    "at-most" => AT_MOST { zh: "不大于", en: "at most" }
    "at-least" => AT_LEAST { zh: "不小于", en: "at least" }
    "equal-to" => EQUAL_TO { zh: "等于", en: "equal to" }
    "one-of" => ONE_OF { zh: "是其中之一：", en: "one of" }
    "place-in-form" => place_in_form(place) { zh: "位置：{place}", en: "place: {place}" }
    "form-place" => form_place(table, row, label, column) { zh: "表{table} 第{row}行“{label}”·{column}", en: "table {table}, row {row} “{label}”, {column}" }
    "form-place-in-row" => form_place_in_row(table, row, column) { zh: "表{table} 第{row}行·{column}", en: "table {table}, row {row}, {column}" }
    "form-row" => form_row(row, label) { zh: "第{row}行“{label}”", en: "row {row} “{label}”" }
    "form-column" => form_column(label) { zh: "“{label}”一列", en: "column “{label}”" }
    "equation" => equation(left_side, left, right_side, right) { zh: "{left_side}＝{left}，{right_side}＝{right}", en: "{left_side} is {left}, {right_side} is {right}" }
    "part" => part(cell, value) { zh: "{cell} {value}", en: "{cell} {value}" }
    "likely-cause" => likely_cause(cause) { zh: "可能的原因：{cause}", en: "likely cause: {cause}" }
    "digits-transposed" => digits_transposed(cell, found, expected) { zh: "{cell}：相邻两位数字颠倒，{expected} 写成了 {found}", en: "{cell}: two digits are transposed, {found} for {expected}" }
    "digit-dropped" => digit_dropped(cell, found, expected) { zh: "{cell}：漏了一位数字，{expected} 写成了 {found}", en: "{cell}: a digit was dropped, {found} for {expected}" }
    "digit-doubled" => digit_doubled(cell, found, expected) { zh: "{cell}：一位数字重复了，{expected} 写成了 {found}", en: "{cell}: a digit was doubled, {found} for {expected}" }
    "yuan-for-unit" => yuan_for_unit(cell, found, expected, unit) { zh: "{cell}：单位应为{unit}，像是填了元（{found} 应为 {expected}）", en: "{cell}: yuan seem to be given for {unit} ({found} for {expected})" }
    "last-years-figure" => last_years_figure(cell, found, expected) { zh: "{cell}：{found} 是上年年报的数字，没有更新（应为 {expected}）", en: "{cell}: {found} is the figure of last year's report, not brought up to date ({expected} is wanted)" }
    "value-split" => value_split(cell, next, whole) { zh: "{cell} 与 {next}：一个数 {whole} 拆在了两格里", en: "{cell} and {next}: the number {whole} is split over the two cells" }
    "numeral-1" => NUMERAL_1 { zh: "一", en: "1" }
    "numeral-2" => NUMERAL_2 { zh: "二", en: "2" }
    "numeral-3" => NUMERAL_3 { zh: "三", en: "3" }
    "numeral-4" => NUMERAL_4 { zh: "四", en: "4" }
    "numeral-5" => NUMERAL_5 { zh: "五", en: "5" }
    "numeral-6" => NUMERAL_6 { zh: "六", en: "6" }
    "numeral-7" => NUMERAL_7 { zh: "七", en: "7" }
    "numeral-8" => NUMERAL_8 { zh: "八", en: "8" }
    "numeral-9" => NUMERAL_9 { zh: "九", en: "9" }
    "rule-unknown" => rule_unknown(rule) { zh: "没有代码或规则“{rule}”", en: "there is no code or rule “{rule}”" }
    "rule-twice" => rule_twice(rule) { zh: "“{rule}”写了两次", en: "“{rule}” is given twice" }
    "reason-empty" => reason_empty(rule) { zh: "“{rule}”没有写理由", en: "“{rule}” has no reason" }
    "no-last-year" => NO_LAST_YEAR { zh: "没有年报", en: "no report" }

    // Why a table can't be read.
    "no-column-labels" => NO_COLUMN_LABELS { zh: "没有列名", en: "its columns have no labels" }
    "no-row-labels" => NO_ROW_LABELS { zh: "没有行名", en: "its rows have no labels" }
    "not-under-labels" => NOT_UNDER_LABELS { zh: "数字与行名、列名对不上", en: "its figures don't stand where its labels cross" }
    "labels-repeated" => LABELS_REPEATED { zh: "与上面的表格重复，行名或列名又出现一次", en: "it repeats labels of the table above it" }
    "entangled" => ENTANGLED { zh: "与另一张表挤在相同的行里", en: "its rows are also another table's" }

    // How a row is out of line.
    "label-aside" => LABEL_ASIDE { zh: "的行名在数字的列里", en: "has its label in a column of figures" }
    "row-short" => ROW_SHORT { zh: "的单元格比列名少", en: "has fewer cells than columns" }
    "row-long" => ROW_LONG { zh: "的单元格比列名多", en: "has more cells than columns" }
    "figure-beside" => FIGURE_BESIDE { zh: "有数字在各列名之外", en: "has a figure that stands under no column's label" }
    "total-moved" => TOTAL_MOVED { zh: "总计空白，前一格的数又不小于其余各格之和", en: "has no total, and the figure before it is at least the sum of the others" }
    "row-uneven" => ROW_UNEVEN { zh: "的单元格与列名对不齐", en: "is not in line with the columns" }

    // Why one copy of a table was taken and the others were not.
    "others-of-other-years" => OTHERS_OF_OTHER_YEARS { zh: "其余的注明是其他年份的", en: "the others are said to be of other years" }
    "others-of-other-bodies" => OTHERS_OF_OTHER_BODIES { zh: "其余的注明是其他机关的", en: "the others are said to be other bodies'" }
    "others-of-part-of-year" => OTHERS_OF_PART_OF_YEAR { zh: "其余的注明只是一年里的一段", en: "the others are said to be of a part of the year" }
    "others-blank" => OTHERS_BLANK { zh: "其余的没有填写", en: "the others are blank" }
    "others-hidden" => OTHERS_HIDDEN { zh: "其余的是隐藏的", en: "the others are hidden" }
    "others-templates" => OTHERS_TEMPLATES { zh: "其余的注明是模板或样表", en: "the others are called templates or samples" }
    "others-drafts" => OTHERS_DRAFTS { zh: "其余的注明是初稿或旧稿", en: "the others are called earlier versions" }
    "others-estimates" => OTHERS_ESTIMATES { zh: "其余的注明是计划数、预计数或初步统计数", en: "the others are called plans or estimates" }
    "others-of-more-bodies" => OTHERS_OF_MORE_BODIES { zh: "其余的注明是更大范围的", en: "the others are said to be of more bodies" }
    "only-in-section" => ONLY_IN_SECTION { zh: "只有它在规定的部分里", en: "only it stands in its own section" }
    "only-of-year" => ONLY_OF_YEAR { zh: "只有它注明是这一年的", en: "only it is said to be of the year" }
    "only-final" => ONLY_FINAL { zh: "只有它注明是定稿", en: "only it is called the final version" }
    "others-few" => OTHERS_FEW { zh: "其余的只有少数几项", en: "the others state only a few of its figures" }

    // Why the system would not do something.
    "no-permission" => NO_PERMISSION { zh: "没有权限", en: "permission denied" }
    "no-such-folder" => NO_SUCH_FOLDER { zh: "文件夹不存在", en: "there is no such folder" }
    "path-through-file" => PATH_THROUGH_FILE { zh: "路径中有一段不是文件夹", en: "a part of the path is no folder" }
    "disk-full" => DISK_FULL { zh: "磁盘空间不足", en: "the disk is full" }
    "disk-read-only" => DISK_READ_ONLY { zh: "磁盘是只读的", en: "the disk is read-only" }
    "name-not-allowed" => NAME_NOT_ALLOWED { zh: "文件名过长或含有不能用的字符", en: "the name is too long or has characters no name may have" }

    // What is wrong with a PDF.
    "pages-not-found" => PAGES_NOT_FOUND { zh: "找不到页面", en: "the pages can't be found" }
    "breaks-off" => BREAKS_OFF { zh: "文件不完整，没有结尾", en: "it breaks off before its end" }
    "cannot-be-parsed" => CANNOT_BE_PARSED { zh: "无法解析", en: "it can't be parsed" }
    "compression-breaks-off" => COMPRESSION_BREAKS_OFF { zh: "压缩数据中断", en: "the compressed data breaks off" }
    "checksum-differs" => CHECKSUM_DIFFERS { zh: "校验和不符", en: "the check sum does not match" }
    "too-long-unpacked" => TOO_LONG_UNPACKED { zh: "解压后过长", en: "too long when unpacked" }
    "unknown-filter" => UNKNOWN_FILTER { zh: "未知的编码", en: "an unknown filter" }

    // Why a picture was not taken.
    "too-many-pictures" => TOO_MANY_PICTURES { zh: "文件中图片过多", en: "too many pictures in the file" }
    "no-size" => NO_SIZE { zh: "没有尺寸", en: "no size" }
    "too-large" => TOO_LARGE { zh: "尺寸过大", en: "too large" }
    "jpeg-damaged" => JPEG_DAMAGED { zh: "JPEG 数据损坏", en: "damaged JPEG data" }
    "jpeg-2000" => JPEG_2000 { zh: "JPEG 2000 格式", en: "JPEG 2000" }
    "jbig2" => JBIG2 { zh: "JBIG2 格式", en: "JBIG2" }
    "fax" => FAX { zh: "传真格式", en: "fax compression" }
    "colour-space" => COLOUR_SPACE { zh: "颜色空间无法转换", en: "a colour space that is not converted" }
    "mask" => MASK { zh: "透明蒙版无法取出", en: "its mask can't be taken out" }
    "picture-incomplete" => PICTURE_INCOMPLETE { zh: "图像数据不全", en: "its data is incomplete" }
    "not-written-as-png" => NOT_WRITTEN_AS_PNG { zh: "无法写成 PNG", en: "it can't be written as PNG" }

    // What a number in the text is held against, and why it may be another.
    "figure-is" => figure_is(cell, value) { zh: "{cell}为{value}", en: "{cell} is {value}" }
    "digits-exchanged" => DIGITS_EXCHANGED { zh: "（像是两位数字颠倒了）", en: " (two digits seem exchanged)" }
    "digit-missing" => DIGIT_MISSING { zh: "（像是少了一位数字）", en: " (a digit seems missing)" }
    "digit-too-many" => DIGIT_TOO_MANY { zh: "（像是多了一位数字）", en: " (a digit seems one too many)" }
    "figure-of-last-year" => FIGURE_OF_LAST_YEAR { zh: "（与上一年的数字相同）", en: " (it is last year's figure)" }
    "other-scope" => other_scope(word) { zh: "句中有“{word}”，范围可能与表格不同", en: "the sentence says “{word}”, and may be of other bodies than the tables" }
    "part-of-total" => PART_OF_TOTAL { zh: "说的可能只是其中一部分", en: "it may be only a part" }
    "in-attachment" => IN_ATTACHMENT { zh: "这是附件里的话，范围可能与表格不同", en: "it stands in an attachment, and may be of other bodies than the tables" }
    "stated-in" => stated_in(text) { zh: "文中：{text}", en: "in the text: {text}" }
    "units-twice" => units_twice(units) { zh: "有单位重复：{units}", en: "{units} is there twice" }
    "units-of-other-year" => units_of_other_year(units) { zh: "有单位没有本年度的年报：{units}", en: "{units} has no report on the year" }
    "no-units" => NO_UNITS { zh: "没有单位的年报", en: "there is no report of a unit" }
    "about-so-much" => ABOUT_SO_MUCH { zh: "文中是约数", en: "the text says about so much" }

    // What a report has to say.
    "assessment" => ASSESSMENT { zh: "工作考核", en: "assessment" }
    "evaluation" => EVALUATION { zh: "社会评议", en: "public evaluation" }
    "accountability" => ACCOUNTABILITY { zh: "责任追究", en: "accountability" }
    "aspect-initiative" => ASPECT_INITIATIVE { zh: "主动公开", en: "disclosure on the body's own initiative" }
    "aspect-applications" => ASPECT_APPLICATIONS { zh: "依申请公开", en: "disclosure on application" }
    "aspect-management" => ASPECT_MANAGEMENT { zh: "政府信息管理", en: "management of information" }
    "aspect-platforms" => ASPECT_PLATFORMS { zh: "平台建设", en: "platforms" }
    "aspect-supervision" => ASPECT_SUPERVISION { zh: "监督保障", en: "supervision" }
    "number-published" => NUMBER_PUBLISHED { zh: "信息发布", en: "items published" }
    "number-of-interpretations" => NUMBER_OF_INTERPRETATIONS { zh: "政策解读", en: "interpretations of policy" }
    "number-of-documents" => NUMBER_OF_DOCUMENTS { zh: "规章和规范性文件", en: "rules and normative documents" }
    "number-of-platforms" => NUMBER_OF_PLATFORMS { zh: "公开平台", en: "platforms" }

    // Numbers of persons.
    "identity-number" => IDENTITY_NUMBER { zh: "居民身份证号码", en: "an identity number" }
    "bank-card-number" => BANK_CARD_NUMBER { zh: "银行卡号", en: "a bank card number" }
    "mobile-number" => MOBILE_NUMBER { zh: "手机号码", en: "a mobile number" }

    // What does not go together on a command line.
    "several-inputs" => SEVERAL_INPUTS { zh: "多个输入要用 --out-dir", en: "several inputs want --out-dir" }
    "list-formats" => LIST_FORMATS { zh: "清单写成 CSV、XLSX，或者每行一个 JSON", en: "lists are written as .csv, .xlsx or .jsonl" }
    "shape-of-lines" => SHAPE_OF_LINES { zh: "JSON 每行一份年报，没有宽表、长表之分", en: "--shape is for CSV and XLSX; JSON lines are a report each" }
    "stdin-twice" => STDIN_TWICE { zh: "输入和输入的路径不能都来自标准输入", en: "standard input can be read once: beside --paths-from - no input may be -" }
    "unordered-lines" => UNORDERED_LINES { zh: "不按次序写，只用于每行一个 JSON 的输出", en: "--unordered is for JSON lines only" }
    "lines-in-one-file" => LINES_IN_ONE_FILE { zh: "每行一个 JSON 的输出是一个文件，要用 -o 指明", en: "JSON lines are one file: name it with -o" }
    "table-formats" => TABLE_FORMATS { zh: "这里写成 CSV 或 XLSX", en: "written here as .csv or .xlsx" }
    "pipe-without-format" => PIPE_WITHOUT_FORMAT { zh: "写到标准输出要用 --to 指明格式", en: "standard output wants --to" }
    "folder-without-format" => FOLDER_WITHOUT_FORMAT { zh: "--out-dir 要用 --to 指明格式", en: "--out-dir wants --to" }
    "no-output" => NO_OUTPUT { zh: "要用 -o 或 --out-dir 指明输出", en: "name the output with -o or --out-dir" }
    "options-of-html" => OPTIONS_OF_HTML { zh: "正文片段只用于网页", en: "fragments are for web pages only" }
    "options-of-png" => OPTIONS_OF_PNG { zh: "--page 和 --dpi 只用于 PNG 图片", en: "--page and --dpi are for PNG pictures" }
    "options-of-xlsx" => OPTIONS_OF_XLSX { zh: "转换时，上年年报只用于工作簿（xlsx）和图解", en: "in a conversion --last-year is for workbooks (xlsx) and charts (--charts) only" }
    "options-of-charts" => OPTIONS_OF_CHARTS { zh: "图解只画在 PDF、PNG、DOCX 和网页里", en: "charts are drawn in PDF, PNG, DOCX and web pages only" }
    "options-of-docx" => OPTIONS_OF_DOCX { zh: "--reference-doc 只用于 DOCX", en: "--reference-doc is for DOCX" }
    "organ-blank" => ORGAN_BLANK { zh: "机关名称是空的", en: "the organ's name is empty" }
    "year-of-sum-unknown" => YEAR_OF_SUM_UNKNOWN { zh: "第一份年报没有年度，请指明要汇总的年度", en: "the first report states no year; name it with --year" }
    "no-topic" => no_topic(name) { zh: "没有“{name}”这个命令或手册主题；nianbao help 列出全部", en: "no command and no topic of the manual is called “{name}”; nianbao help lists them" }
    "no-form" => no_form(id, known) { zh: "没有表式 {id}，有 {known}", en: "no form {id}; there are {known}" }
    "two-standard-inputs" => TWO_STANDARD_INPUTS { zh: "两份中只有一份可以来自标准输入", en: "only one of the two can be standard input" }
    "copy-of-other-format" => COPY_OF_OTHER_FORMAT { zh: "批注和改正写在输入文件的副本里，扩展名要与输入文件相同", en: "comments and corrections go into a copy of the input: it wants the same extension" }
    "sheet-formats" => SHEET_FORMATS { zh: "核对单可写成 PDF、DOCX 或 HTML，按扩展名", en: "a review sheet is written as PDF, DOCX or HTML, by its extension" }
    "one-place-twice" => ONE_PLACE_TWICE { zh: "两样结果写到同一个文件，请分开", en: "two results go to one file; name two" }
    "several-copies" => SEVERAL_COPIES { zh: "标准输入的批注副本和核对单要单独做", en: "standard input is annotated, and has its review sheet made, by itself only" }
    "comparison-formats" => COMPARISON_FORMATS { zh: "对比结果可写成 JSON、HTML 或 DOCX，按扩展名或用 --to 指明", en: "a comparison is written as JSON, HTML or DOCX: by its extension, or name it with --to" }
    "wanted-one-of" => wanted_one_of(known) { zh: "应当是其中之一：{known}", en: "it is one of: {known}" }
    "wanted-one-file" => wanted_one_file(count) { zh: "应当有一个文件，有 {count} 个", en: "one file is wanted, there are {count}" }
    "wanted-no-field" => WANTED_NO_FIELD { zh: "没有这一项", en: "there is no such field" }
    "wanted-fewer-files" => wanted_fewer_files(most) { zh: "最多 {most} 个文件", en: "there may be {most file|files}" }
    "wanted-fit-value" => WANTED_FIT_VALUE { zh: "不能用这个值", en: "it can't be this value" }
    "no-form-of-year" => no_form_of_year(year) { zh: "没有适用于 {year} 年的表式，请用 --form 指明", en: "no form is prescribed for {year}; name one with --form" }

    // What two reports differ in.
    "comparison" => COMPARISON { zh: "年报对比", en: "Two reports compared" }
    "particulars" => PARTICULARS { zh: "基本信息", en: "Particulars" }
    "statutory-figures" => STATUTORY_FIGURES { zh: "统计数据", en: "Figures" }
    "text-of-report" => TEXT_OF_REPORT { zh: "正文", en: "Text" }
    "report-before" => REPORT_BEFORE { zh: "前", en: "before" }
    "report-after" => REPORT_AFTER { zh: "后", en: "after" }
    "by-how-much" => BY_HOW_MUCH { zh: "差", en: "by" }
    "cells-as-lines" => CELLS_AS_LINES { zh: "每行一格", en: "one cell a line" }
    "rows-with-tabs" => ROWS_WITH_TABS { zh: "用制表符隔开", en: "rows parted by tabs" }
    "rows-with-bars" => ROWS_WITH_BARS { zh: "用竖线隔开", en: "rows parted by bars" }
    "rows-with-spaces" => ROWS_WITH_SPACES { zh: "用空格隔开", en: "rows parted by spaces" }
    "row-of-table" => ROW_OF_TABLE { zh: "行", en: "row" }
    "column-of-table" => COLUMN_OF_TABLE { zh: "列", en: "column" }
    "how-changed" => HOW_CHANGED { zh: "变化", en: "change" }
    "title-of-report" => TITLE_OF_REPORT { zh: "标题", en: "title" }
    "scope-of-figures" => SCOPE_OF_FIGURES { zh: "数据范围", en: "scope" }
    "scope-organ" => SCOPE_ORGAN { zh: "本级", en: "its own office" }
    "scope-area" => SCOPE_AREA { zh: "全域", en: "its whole area" }
    "period-of-figures" => PERIOD_OF_FIGURES { zh: "统计期限", en: "period" }
    "date-published" => DATE_PUBLISHED { zh: "发布日期", en: "published" }
    "signed-by" => SIGNED_BY { zh: "署名", en: "signed by" }
    "date-signed" => DATE_SIGNED { zh: "落款日期", en: "date of the sign-off" }
    "change-same" => CHANGE_SAME { zh: "相同", en: "same" }
    "change-year" => CHANGE_YEAR { zh: "仅年份不同", en: "year only" }
    "change-spacing" => CHANGE_SPACING { zh: "仅空格不同", en: "spaces only" }
    "change-written" => CHANGE_WRITTEN { zh: "值同，写法不同", en: "same value, written otherwise" }
    "change-changed" => CHANGE_CHANGED { zh: "改动", en: "changed" }
    "change-moved" => CHANGE_MOVED { zh: "移动", en: "moved" }
    "change-added" => CHANGE_ADDED { zh: "新增", en: "added" }
    "change-removed" => CHANGE_REMOVED { zh: "删去", en: "removed" }
    "only-form-after" => ONLY_FORM_AFTER { zh: "只有后者的表式有", en: "only the form after asks for it" }
    "only-form-before" => ONLY_FORM_BEFORE { zh: "只有前者的表式有", en: "only the form before asks for it" }
    "figure-not-there" => FIGURE_NOT_THERE { zh: "无此项", en: "not there" }
    "no-differences" => NO_DIFFERENCES { zh: "没有差异", en: "no differences" }
    "years-differ" => years_differ(before, after) { zh: "年度不同，前者 {before} 年，后者 {after} 年：只随年度变化的不算差异", en: "the years differ, {before} before and {after} after: what only follows the year is no difference" }
    "forms-differ" => forms_differ(before, after) { zh: "表式不同，前者 {before} 年，后者 {after} 年：能对应的数据才比较", en: "the forms differ, {before} before and {after} after: figures are compared where both ask for them" }
    "bodies-differ" => bodies_differ(before, after) { zh: "机关不同，前者是{before}，后者是{after}", en: "the bodies differ: {before} before, {after} after" }
    "moved-from" => moved_from(section) { zh: "从“{section}”移来", en: "moved from “{section}”" }
    "whole-table-added" => whole_table_added(count) { zh: "整张表新增，共 {count} 项", en: "the whole table is new: {count figure|figures}" }
    "whole-table-removed" => whole_table_removed(count) { zh: "整张表没有了，原有 {count} 项", en: "the whole table is gone: {count figure|figures}" }
    "figures-alike" => figures_alike(count) { zh: "其余 {count} 项相同", en: "the other {count figure is the same|figures are the same}" }
    "particulars-differ" => particulars_differ(count) { zh: "基本信息 {count} 项不同", en: "{count} of the particulars differ" }
    "figures-that-differ" => figures_that_differ(count) { zh: "数据 {count} 项不同", en: "{count figure differs|figures differ}" }
    "figures-written-otherwise" => figures_written_otherwise(count) { zh: "{count} 项值同而写法不同", en: "{count} of the same value are written otherwise" }
    "figures-of-one-form" => figures_of_one_form(count) { zh: "{count} 项只有一种表式有", en: "{count} are asked for by one form only" }
    "passages-differ" => passages_differ(changed, moved, added, removed) { zh: "正文改动 {changed} 段、移动 {moved} 段、新增 {added} 段、删去 {removed} 段", en: "of the text {changed} passages changed, {moved} moved, {added} added, {removed} removed" }
    "not-counted" => not_counted(years, spacing) { zh: "不算差异的：{years} 处仅年份不同，{spacing} 段仅空格不同", en: "not counted: {years} that differ by the year only, {spacing} by spaces only" }
    "skip-to-text" => SKIP_TO_TEXT { zh: "跳到正文", en: "Skip to the text" }

    // What a review says of all it found, and the sheet it is decided on.
    "nothing-found" => NOTHING_FOUND { zh: "没有发现问题", en: "nothing found" }
    "findings-counted" => findings_counted(errors, warnings, notes) { zh: "{errors} 个错误，{warnings} 个警告，{notes} 个提示", en: "{errors error|errors}, {warnings warning|warnings}, {notes note|notes}" }
    "ruled-as" => ruled_as(severity, reason) { zh: "按规则配置列为{severity}：{reason}", en: "by the profile a {severity}: {reason}" }
    "more-alike" => more_alike(count, message) { zh: "同类的另有 {count} 处，例如：{message}", en: "{count} more of the kind, such as: {message}" }
    "review-sheet-of" => review_sheet_of(title) { zh: "《{title}》核对单", en: "Review sheet: {title}" }
    "review-sheet-name" => review_sheet_name(stem) { zh: "{stem}-核对单", en: "{stem}-review-sheet" }
    "file-reviewed" => FILE_REVIEWED { zh: "文件", en: "file" }
    "file-of-last-year" => FILE_OF_LAST_YEAR { zh: "上年", en: "last year" }
    "reviewed-by" => reviewed_by(program, version, result) { zh: "{program} {version} 核对：{result}。", en: "Reviewed by {program} {version}: {result}." }
    "what-was-found" => WHAT_WAS_FOUND { zh: "核对结果", en: "What was found" }
    "not-raised" => NOT_RAISED { zh: "按规则配置不提示的", en: "Not raised, by the profile" }
    "number-of-finding" => NUMBER_OF_FINDING { zh: "序号", en: "no." }
    "severity-of-finding" => SEVERITY_OF_FINDING { zh: "级别", en: "level" }
    "place-of-finding" => PLACE_OF_FINDING { zh: "位置", en: "place" }
    "result-of-review" => RESULT_OF_REVIEW { zh: "核对情况", en: "finding" }
    "decision-on-finding" => DECISION_ON_FINDING { zh: "处理意见", en: "decision" }
    "reason-of-ruling" => REASON_OF_RULING { zh: "理由", en: "reason" }
    "legend-of-marks" => LEGEND_OF_MARKS { zh: "表内数字后的①②等是核对结果的序号，不是数字的一部分；底色：", en: "①, ② … behind a figure are numbers of findings and no part of it; grounds: " }
    "signed-after-review" => SIGNED_AFTER_REVIEW { zh: "签字", en: "Signed" }
    "reviewed-by-hand" => REVIEWED_BY_HAND { zh: "核对人", en: "reviewed by" }
    "date-of-review" => DATE_OF_REVIEW { zh: "日期", en: "date" }
}
