//! Writing files of any format.

catalogue! {
    /// XML made by this program or by a library it uses is not well-formed: a fault of the program, not of the document.
    /// Please report it with the document.
    Error "malformed-markup" => malformed_markup(cause) {
        zh: "程序生成的 XML 有误：{cause}",
        en: "this program made malformed XML: {cause}",
        hint_zh: "这是程序的问题，请附上原文件报告", hint_en: "this is a fault of the program; report it with the source file",
    }
    /// A link can't be written: links lead to the web (`http`, `https`), to a mailbox (`mailto`), a telephone (`tel`) or a place in
    /// the document. This one is of another kind (`javascript:`, `file:`, a file's name), empty, too long for Word (2,000 bytes),
    /// leads to a place that is not in the document, or stands inside another link. Its text is kept.
    Warning "link-not-written" => link_not_written(target) {
        zh: "链接地址无法写入，只保留文字：{target}",
        en: "the link can't be written, only its text is kept: {target}",
    }
    /// The text holds characters no XML file can carry (control characters); they were left out. Usually remains of a
    /// damaged copy; check the text around them.
    Warning "characters-not-written" => characters_not_written(count) {
        zh: "有 {count} 个控制字符无法写入，已略去",
        en: "{count} control characters can't be written and were left out",
    }
    /// A note called inside another note: the format has none. It was written in brackets where it is called.
    Warning "note-in-note" => note_in_note() {
        zh: "注释中的注释改写在方括号内",
        en: "a note within a note was written in brackets",
    }
    /// A list stands in more lists than the format has levels (`levels`); it was written at the deepest one.
    Warning "list-too-deep" => list_too_deep(levels) {
        zh: "列表嵌套超过 {levels} 级，按第 {levels} 级写出",
        en: "a list is nested deeper than {levels} levels and was written at level {levels}",
    }
    /// A list item holds a heading, a page break, or what in a cell or note can't be told to be part of an item (a table, a figure).
    /// It stands below the item, which ends there.
    Warning "list-item-flattened" => list_item_flattened(label) {
        zh: "列表项“{label}”内的表格、图片或标题写在该项之后",
        en: "the table, figure or heading in list item \"{label}\" was written below the item",
    }
    /// Text marked as deleted by a revision has no place in the format; it was left out, the revision taken as accepted.
    /// `text` quotes it.
    Warning "deletion-not-written" => deletion_not_written(text) {
        zh: "修订删除的文字未写出：“{text}”",
        en: "text deleted by a revision was not written: \u{201c}{text}\u{201d}",
    }
    /// A picture can't be shown: its data is missing or damaged, or it is of a type the format doesn't draw. Its alternative
    /// text stands in its place, in brackets.
    Warning "picture-not-written" => picture_not_written(media) {
        zh: "图片 {media} 缺失、损坏或类型不支持，以文字代替",
        en: "the picture {media} is missing, damaged or of an unsupported type and was replaced by text",
        hint_zh: "请将图片另存为 PNG 或 JPEG 后替换", hint_en: "save the picture as PNG or JPEG and replace it",
    }
    /// Pictures (`count` of them) say nothing to those who can't see them: they have no alternative text, or the name of a file in
    /// its place, and no caption. Screen readers and archives are told "图片" (picture).
    Warning "picture-not-described" => picture_not_described(count) {
        zh: "有 {count} 幅图片没有替代文字，也没有图题，读屏软件只能读作“图片”",
        en: "{count picture has neither|pictures have neither} an alternative text nor a caption; screen readers say only that there is a picture",
        hint_zh: "请在 Word 中右键图片“编辑替代文字”，或加图题；纯装饰的图片请勾选“标记为装饰性”",
        hint_en: "give them an alternative text or a caption in Word; mark mere ornaments as decorative",
    }
    /// A table has more columns than Word allows (`allowed`); Word may refuse to open the file or cut the table.
    Warning "too-many-columns" => too_many_columns(allowed, found) {
        zh: "表格有 {found} 列，Word 最多支持 {allowed} 列",
        en: "a table has {found column|columns}, Word allows {allowed}",
        hint_zh: "请拆分表格或改用 XLSX", hint_en: "split the table or write XLSX",
    }
    /// Blocks stand in one another deeper than the writer follows (`levels`); what is deeper was written as plain text.
    Warning "nesting-flattened" => nesting_flattened(levels) {
        zh: "内容嵌套超过 {levels} 层，更深处只写出文字",
        en: "content nests deeper than {levels} levels; what is deeper was written as plain text",
    }
    /// The file given with `--reference-doc` can't serve as a template: a part of it that would be taken (styles, headers,
    /// footers, theme, numbering) is broken, or its page leaves no room for text. The place names the part. Open it in Word
    /// or WPS, save it anew as .docx or .dotx, and try again.
    Error "reference-doc-unusable" => reference_doc_unusable(cause) {
        zh: "样板文件不能用：{cause} 有误",
        en: "the reference document can't be used: {cause} is broken",
        hint_zh: "用 Word 或 WPS 打开后另存为 .docx 或 .dotx 再试", hint_en: "open it in Word or WPS, save it anew as .docx or .dotx and try again",
    }
    /// The headers, footers or numbering of the file given with `--reference-doc` hold what fetches or runs something when a
    /// document is opened (pictures, files or templates elsewhere, DDE and INCLUDE fields, embedded objects, controls, macros) or
    /// a link that leads neither to the web nor to an e-mail address. None of it goes into the Word file; of a field or link the
    /// text stays. Put the picture itself into the template.
    Warning "reference-content-left-out" => reference_content_left_out(what) {
        zh: "样板文件页眉页脚等处有打开时会自动读取外部内容或运行的成分，不采用：{what}",
        en: "the reference document's headers or footers hold what fetches or runs something when opened, which is not used: {what}",
        hint_zh: "需要的图片请直接嵌入样板", hint_en: "embed the pictures that are needed in the reference document",
    }
    /// The file given with `--reference-doc` has text of its own. Styles, page set-up, headers and footers are taken from it,
    /// its text is not. If it holds the head of an official document (版头), put that into the page header of the template.
    Note "reference-text-unused" => reference_text_unused(text) {
        zh: "样板文件正文中的文字不采用：“{text}”",
        en: "the text in the reference document's body is not used: \"{text}\"",
        hint_zh: "每页或首页都要印的内容，请放进样板的页眉页脚", hint_en: "put what is to be printed on every or the first page into its headers and footers",
    }
    /// Something else than text has a reading (拼音) above it, which the format has no way to hold; the reading was written in
    /// brackets after it.
    Warning "reading-in-brackets" => reading_in_brackets(reading) {
        zh: "注音“{reading}”写在被注文字后的括号内",
        en: "the reading \"{reading}\" was written in brackets after what it is above",
    }
}
