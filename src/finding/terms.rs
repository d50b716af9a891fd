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
    "nesting-depth" => NESTING_DEPTH { zh: "嵌套层数", en: "nesting depth" }
    "table-cells" => TABLE_CELLS { zh: "单元格数", en: "table cells" }
    "rows-of-sheet" => ROWS_OF_SHEET { zh: "工作表行数", en: "rows of a sheet" }
    "columns-of-sheet" => COLUMNS_OF_SHEET { zh: "工作表列数", en: "columns of a sheet" }
    "characters-of-sheet-name" => CHARACTERS_OF_SHEET_NAME { zh: "工作表名称字数", en: "characters of a sheet name" }
    "cells-of-workbook" => CELLS_OF_WORKBOOK { zh: "工作簿单元格数", en: "cells of a workbook" }
    "text-of-cell" => TEXT_OF_CELL { zh: "单元格文字字节数", en: "bytes of text in a cell" }
    "text-of-sheet" => TEXT_OF_SHEET { zh: "工作表文字字节数", en: "bytes of text in a sheet" }
    "text-of-workbook" => TEXT_OF_WORKBOOK { zh: "工作簿文字字节数", en: "bytes of text in a workbook" }
    "runs" => RUNS { zh: "文字段数", en: "runs of text" }
    "places-of-workbook" => PLACES_OF_WORKBOOK { zh: "工作簿各表格数", en: "places in the tables of a workbook" }
    "places-of-table" => PLACES_OF_TABLE { zh: "表格格数", en: "places in a table" }
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
    "widths" => widths(columns) { zh: "{columns} 列应有 {columns} 个大于 0 的列宽", en: "{columns} columns want {columns} widths above 0" }
    "grid-too-large" => grid_too_large(columns, places) { zh: "表格最多 {columns} 列、{places} 格", en: "a table may have at most {columns} columns and {places} places" }

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
    "words-of-form" => WORDS_OF_FORM { zh: "表式规定的文字", en: "the form's own words" }
    "pdf-ua" => PDF_UA { zh: "无障碍标准的符合声明", en: "its claim to be PDF/UA" }
    "carried-data" => CARRIED_DATA { zh: "页面与内附数据的一致标记", en: "the tie between its pages and the data it carries" }
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
    "cells-not-shown" => cells_not_shown(count) { zh: "有 {count} 个单元格不在表格结构之内", en: "{count} cells stand outside its structure" }
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
    "fewer-rows" => fewer_rows(table, rows) { zh: "{table} 表只有 {rows} 行", en: "table {table} has only {rows} rows" }
    "no-formula" => no_formula(formula) { zh: "“{formula}”不是公式（应为等号两边以加号相连的代号）", en: "“{formula}” is no formula (ids joined by + on both sides of one =)" }
    "formula-of-unknown" => formula_of_unknown(cell, table) { zh: "公式中的“{cell}”不是 {table} 表的数据项", en: "the formula speaks of “{cell}”, which is no cell of table {table}" }
    "formula-adds-twice" => formula_adds_twice(cell) { zh: "公式把“{cell}”加了两次", en: "the formula adds “{cell}” twice" }
    "wording-same" => wording_same(wording) { zh: "别称“{wording}”与原名的差别本来就不计较", en: "the wording “{wording}” differs only in what is not compared" }
    "cell-id-is-parent" => cell_id_is_parent(id, child) { zh: "数据项代号“{id}”又是“{child}”的上级", en: "the cell id “{id}” is also the parent of “{child}”" }

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

    // What does not go together on a command line.
    "several-inputs" => SEVERAL_INPUTS { zh: "多个输入要用 --out-dir", en: "several inputs want --out-dir" }
    "pipe-without-format" => PIPE_WITHOUT_FORMAT { zh: "写到标准输出要用 --to 指明格式", en: "standard output wants --to" }
    "folder-without-format" => FOLDER_WITHOUT_FORMAT { zh: "--out-dir 要用 --to 指明格式", en: "--out-dir wants --to" }
    "no-output" => NO_OUTPUT { zh: "要用 -o 或 --out-dir 指明输出", en: "name the output with -o or --out-dir" }
    "options-of-png" => OPTIONS_OF_PNG { zh: "--page 和 --dpi 只用于 PNG 图片", en: "--page and --dpi are for PNG pictures" }
    "options-of-docx" => OPTIONS_OF_DOCX { zh: "--reference-doc 只用于 DOCX", en: "--reference-doc is for DOCX" }
    "organ-blank" => ORGAN_BLANK { zh: "机关名称是空的", en: "the organ's name is empty" }
    "no-topic" => no_topic(name) { zh: "没有“{name}”这个命令或手册主题；nianbao help 列出全部", en: "no command and no topic of the manual is called “{name}”; nianbao help lists them" }
    "no-form" => no_form(id, known) { zh: "没有表式 {id}，有 {known}", en: "no form {id}; there are {known}" }
    "no-form-of-year" => no_form_of_year(year) { zh: "没有适用于 {year} 年的表式，请用 --form 指明", en: "no form is prescribed for {year}; name one with --form" }
}
