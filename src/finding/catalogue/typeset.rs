//! Composition of pages, and faces.

catalogue! {
    /// None of the faces in use has a glyph for this character; a box is printed in its place. The character itself stays in the
    /// file and can still be searched and copied.
    Warning "glyph-missing" => glyph_missing(character, code_point) {
        zh: "字体缺字“{character}”（{code_point}），版面上显示为方框",
        en: "no face has a glyph for “{character}” ({code_point}); a box is printed",
        hint_zh: "请核对该字是否为生僻字或乱码", hint_en: "check whether the character is rare or a misreading",
    }
    /// A control character that has no printed form stood in the text and was left out of the pages.
    Note "control-character-left-out" => control_character_left_out(code_point) {
        zh: "版面上略去了控制字符 {code_point}",
        en: "the control character {code_point} was left out of the pages",
    }
    /// The formula has no structure, or one with parts that pages can't set (elements or signs no face has): it was set as its
    /// text, on one line. Web pages and Word files have it as it is.
    Warning "formula-set-as-text" => formula_set_as_text(text) {
        zh: "版面上的公式按一行文字排出：{text}",
        en: "a formula was set on the pages as a line of text: {text}",
    }
    /// A block refers to a picture that the document does not have; a frame with its description is printed instead.
    Warning "picture-missing" => picture_missing(media) {
        zh: "缺少图片 {media}，版面上显示为空框",
        en: "the picture {media} is missing; an empty frame is printed",
    }
    /// A picture is of a kind that can't be drawn (EMF, WMF, TIFF of rare kinds …) or is damaged, or it is SVG with something in it that can't be
    /// drawn: `cause` says what, by its word in SVG. A frame with the picture's description is printed instead.
    Warning "picture-not-drawn" => picture_not_drawn(media, cause) {
        zh: "图片 {media} 无法绘制，版面上显示为空框（{cause}）",
        en: "the picture {media} can't be drawn; an empty frame is printed ({cause})",
        hint_zh: "请换成 PNG 或 JPEG 图片", hint_en: "replace it by a PNG or JPEG picture",
    }
    /// A number in a table cell does not fit its column at the smallest size the style allows; it was set smaller still,
    /// because a number broken over two lines could be misread.
    Warning "number-set-small" => number_set_small(text, size_pt) {
        zh: "“{text}”超出列宽，已缩到 {size_pt} 磅",
        en: "“{text}” is too wide for its column and was set in {size_pt} pt",
        hint_zh: "请加宽该列，或将纸张方向改为横向", hint_en: "widen the column",
    }
    /// Tables, lists or notes are nested deeper than pages can show; what lies deeper is set as plain paragraphs.
    Warning "nesting-too-deep" => nesting_too_deep(allowed) {
        zh: "嵌套超过 {allowed} 层，更深的内容按普通段落排出",
        en: "nested deeper than {allowed} levels; what lies deeper is set as plain paragraphs",
    }
    /// A face could not be reduced to the glyphs in use. With an embedded face this is a fault of the program; one chosen with
    /// --fonts may be damaged.
    Error "font-subset-failed" => font_subset_failed(face) {
        zh: "字体 {face} 无法取子集",
        en: "the face {face} could not be subset",
    }
    /// The PDF file could not be put together. This is a fault of the program, not of the document.
    Error "pdf-not-written" => pdf_not_written() {
        zh: "无法生成 PDF 文件",
        en: "the PDF file could not be written",
    }
    /// The page asked for is none of the document's.
    Error "page-out-of-range" => page_out_of_range(asked, count) {
        zh: "没有第 {asked} 页，全文共 {count} 页",
        en: "there is no page {asked}; the document has {count}",
    }
    /// Pages are drawn at a resolution between these bounds, in dots per inch.
    Error "resolution-out-of-range" => resolution_out_of_range(asked, least, most) {
        zh: "分辨率 {asked} 超出范围，可用 {least} 到 {most}",
        en: "the resolution {asked} is out of range; {least} to {most} will do",
    }
    /// The picture of a page could not be put together. This is a fault of the program, not of the document.
    Error "png-not-written" => png_not_written(page) {
        zh: "无法生成第 {page} 页的图片",
        en: "the picture of page {page} could not be written",
    }
}
