//! Published pages and the text of them: what stands round the report, and what lines of text were.

catalogue! {
    /// Beside the report stands what a web page has round its text: a menu, the way to the page, buttons, the record of the document, the
    /// foot of the site. That was left out, from the page itself, from the text copied of it or from a table that lays it out.
    Note "page-chrome-left-out" => page_chrome_left_out(text) [LeftOut] {
        zh: "网页上正文以外的导航、按钮等文字未保留：“{text}”",
        en: "the menu, buttons and the like of a web page were left out: “{text}”",
    }
    /// Sentences stand on the page outside its article: in a part that the page itself calls a foot, a sidebar, a form for comments. They
    /// were left out; make sure that none is of the report.
    Warning "page-text-left-out" => page_text_left_out(text) [LeftOut] as PAGE_TEXT_LEFT_OUT {
        zh: "网页上正文以外的这段文字未保留，请确认不是年报的内容：“{text}”",
        en: "this text, which stands outside the article of the page, was left out; make sure it is none of the report: “{text}”",
    }
    /// The page holds its article twice, for screens and for telephones. One was read.
    Note "page-copy-left-out" => page_copy_left_out(text) {
        zh: "网页里同样的正文有两份，只读了一份；另一份开头是“{text}”",
        en: "the page holds the same article twice and one was read; the other begins “{text}”",
    }
    /// The title stands only in the page's own heading or in what it calls itself, outside its article. It was put before the text.
    Note "page-title-used" => page_title_used(title) {
        zh: "正文里没有标题，按网页的标题补上“{title}”",
        en: "the article has no title; that of the page was put before it: “{title}”",
    }
    /// The page has only a part of the article: it is divided over several pages, and the others were not given. Sections and tables may be
    /// missing.
    Error "page-one-of-several" => page_one_of_several(text) {
        zh: "这篇文章分成几页，这里只有其中一页（“{text}”）",
        en: "the article is divided over several pages, this is one of them (“{text}”)",
        hint_zh: "请用网页上的“全文”“打印”显示整篇再保存，或把各页存成一个文件", hint_en: "save the page as its print view shows it, or all pages in one file",
    }
    /// The page holds no text: a script fetches it when the page is shown in a browser. What was saved is only the frame.
    Error "page-filled-by-script" => page_filled_by_script() {
        zh: "网页里没有正文，正文是打开网页时由脚本填入的",
        en: "the page holds no text, which a script puts there when it is shown",
        hint_zh: "请在浏览器里打开，等正文显示后另存为“网页，全部”，或复制正文存成文本文件",
        hint_en: "open it in a browser and save it once the text is shown, or copy the text into a file",
    }
    /// The whole text stands in one line: a program that copied it wrote spaces for the ends of lines. It was parted at its spaces, so that
    /// headings and the cells of tables are told apart; a sentence with spaces in it became several paragraphs.
    Warning "text-in-one-line" => text_in_one_line(parts) {
        zh: "全文都在一行里，已在空格处分成 {parts} 段，请核对",
        en: "the whole text stands in one line; it was parted at its spaces into {parts} paragraphs, check it",
        hint_zh: "最好从原网页或原文件重新复制，保留换行", hint_en: "better copy it again from its page or file, with the ends of lines",
    }
    /// The lines of the text end at about the same width, amid sentences: they were wrapped, by a mail program say. They were joined to
    /// paragraphs again; make sure that none runs into the next.
    Note "wrapped-lines-joined" => wrapped_lines_joined(lines, width) {
        zh: "文字在第 {width} 列上下折行，已把 {lines} 处折行接成整段",
        en: "the text is wrapped at about column {width}; {lines line was joined to the one before|lines were joined to the ones before}",
    }
    /// A line that was wrapped ends with a digit and the next begins with one. Whether they are one number nothing shows, so the line break
    /// stays between them.
    Warning "number-across-lines" => number_across_lines(text) {
        zh: "折行处前后都是数字，看不出是不是同一个数，没有连接：“{text}”",
        en: "digits stand on both sides of a wrapped line; whether they are one number can't be told, they were not joined: “{text}”",
    }
}
