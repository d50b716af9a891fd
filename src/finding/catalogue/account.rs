//! What was seen in a file, counted against what became of it.

catalogue! {
    /// Text that is in the file is neither in the result nor named by any other finding: the reader passed over it. `text` quotes
    /// it. This is a fault of nianbao or an oddity of the file; either way the text is missing from the result.
    Warning "text-unaccounted" => text_unaccounted(text) {
        zh: "文件中的这些文字没有读入：“{text}”",
        en: "this text of the file is missing from the result: \u{201c}{text}\u{201d}",
        hint_zh: "请对照原件补上；用 Word 或 WPS 打开后另存一次，有时即可读全", hint_en: "add it from the original; saving the file anew in Word or WPS may help",
    }
    /// The same of text with figures in it, or in a table: a number may be missing from the result.
    Error "figures-unaccounted" => figures_unaccounted(text) {
        zh: "文件中的这些文字没有读入，可能涉及数据：“{text}”",
        en: "this text of the file is missing from the result, and figures may be among it: \u{201c}{text}\u{201d}",
        hint_zh: "请对照原件补上；用 Word 或 WPS 打开后另存一次，有时即可读全", hint_en: "add it from the original; saving the file anew in Word or WPS may help",
    }
    /// The file says so much in other words or places than the result that not all of it could be looked for.
    Warning "text-not-counted" => text_not_counted() {
        zh: "文件中的文字与读入的差别太大，未能逐一核对是否读全",
        en: "so much of the file stands elsewhere in the result that it could not be checked whether all of it is there",
        hint_zh: "请对照原件核对", hint_en: "compare it with the original",
    }
    /// A chart that nianbao itself drew of the figures of the tables, when it wrote the file, was left out: it is drawn anew, of the figures as
    /// they are then, whenever charts are asked for. If somebody has put other figures into it, they are not in the result.
    Note "own-chart-left-out" => own_chart_left_out(text) [LeftOut] {
        zh: "图解是按表内数据画的，没有读入：“{text}”",
        en: "a chart that was drawn of the tables' figures was left out: \u{201c}{text}\u{201d}",
        hint_zh: "改画成别的内容的，请另存为图片插入", hint_en: "where it was made to show something else, insert it as a picture",
    }
}
