//! Reading web pages.

catalogue! {
    /// Lines that only line breaks (`<br>`) part within one element were read as paragraphs: blank lines, indents, numbers of headings
    /// or ends of sentences tell them apart.
    Note "lines-as-paragraphs" => lines_as_paragraphs(count) {
        zh: "有 {count} 段只用换行分开，已按空行、缩进、编号或句末分段",
        en: "{count} paragraphs are parted by line breaks alone; blank lines, indents, numbers or ends of sentences told them apart",
    }
    /// A cell of a table reaches over a place that a cell from an earlier row covers. It was narrowed to what is free, so that each place
    /// has one cell; browsers print both over each other.
    Warning "cells-overlap" => cells_overlap(stated, width) {
        zh: "此单元格声明跨 {stated} 列，与上方跨行的单元格重叠，已按 {width} 列读入",
        en: "the cell claims {stated} columns and overlaps one that reaches down from above, it was read with {width}",
    }
    /// The page shows another page within itself, which is not in the file: its text is missing.
    Warning "frame-left-out" => frame_left_out(target) {
        zh: "网页里嵌入的页面 {target} 不在文件里，内容未读入",
        en: "the page embedded as {target} is not in the file, its text was not read",
        hint_zh: "内容在其中时，请打开该页面另存", hint_en: "save that page where the content is in it",
    }
    /// A drawing, video or other object of the page was left out; `text` is the text in it.
    Warning "object-left-out" => object_left_out(kind, text) [LeftOut] {
        zh: "网页里的对象（{kind}）未读入，其中的文字：“{text}”",
        en: "an object of the page ({kind}) was left out, its text: \u{201c}{text}\u{201d}",
    }
    /// Elements stand deeper in each other than are told apart. Their text was read as if it stood in the last one above; tables and
    /// paragraphs among them are not told apart.
    Warning "elements-flattened" => elements_flattened(count, levels) {
        zh: "网页元素嵌套超过 {levels} 层，其中 {count} 个只保留文字",
        en: "elements nest deeper than {levels} levels; of {count} of them only the text was kept",
    }
    /// A style sheet, or an element's own style, says of these digits something that hides, strikes, raises or moves text, and the reader
    /// can't tell whether it holds, or what the digits look like then (`style` says what). They were read as they are written.
    Warning "style-not-judged" => style_not_judged(style) {
        zh: "网页样式（{style}）可能隐藏、划去、抬高或移动这里的数字，无法判断，已按源文字读入",
        en: "the style {style} may hide, strike, raise or move these digits, which can't be told; they were read as written",
        hint_zh: "请对照浏览器显示的数字", hint_en: "compare them with what a browser shows",
    }
    /// A style sheet puts this text on the page (`content`), where the page's own text does not have it. It was read where it is shown.
    Note "generated-text-read" => generated_text_read(text) {
        zh: "“{text}”由网页样式显示，不在网页的文字里，已读入",
        en: "\u{201c}{text}\u{201d} is put on the page by a style sheet, it was read",
    }
    /// Style sheets of the page stand elsewhere and are not fetched: what they hide, strike or raise is read as it is written.
    Note "style-sheets-elsewhere" => style_sheets_elsewhere(count, first) {
        zh: "网页的 {count} 个样式表不在文件里（{first} 等），其中的样式没有计入",
        en: "{count} style sheets of the page are not in the file ({first} …), what they say was not considered",
    }
    /// The file is a message (MIME HTML), as browsers save pages, but holds neither a page nor plain text, or they can't be decoded.
    Error "message-without-page" => message_without_page() {
        zh: "文件是网页存档（MHT），其中没有网页，或无法解码",
        en: "the file is a saved page (MIME HTML) without a page in it, or it can't be decoded",
        hint_zh: "请在浏览器中重新另存为网页", hint_en: "save the page anew from the browser",
    }
}
