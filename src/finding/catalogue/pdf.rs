//! Reading PDF files.

catalogue! {
    /// The file is no PDF, whatever its extension says: nowhere in its first kilobyte does it begin like one. `found` names
    /// what it looks like.
    Error "not-a-pdf" => not_a_pdf(found) {
        zh: "应为 PDF 文件，内容却是 {found}",
        en: "the file is no PDF but {found}",
        hint_zh: "请按内容改扩展名，或用 --from 指明格式", hint_en: "give it the extension of its content, or name that with --from",
    }
    /// The file is encrypted with a password that is needed to open it. Files that only restrict printing or changes open
    /// without one.
    Error "pdf-password" => pdf_password() {
        zh: "PDF 设有打开密码，无法读取",
        en: "the PDF needs a password to be opened",
        hint_zh: "请用密码打开后另存为没有密码的文件", hint_en: "open it with its password and save it without one",
    }
    /// The file is encrypted in a way that is not known here (public keys, or a handler of one vendor).
    Error "pdf-encryption-unknown" => pdf_encryption_unknown() {
        zh: "PDF 使用了无法识别的加密方式",
        en: "the PDF is encrypted in an unknown way",
        hint_zh: "请在原软件中打开后另存为没有加密的文件", hint_en: "open it in its own program and save it without encryption",
    }
    /// The file begins like a PDF, but its objects can't be found, even by searching: it breaks off early or is overwritten.
    Error "pdf-broken" => pdf_broken(cause) {
        zh: "PDF 文件已损坏或不完整：{cause}",
        en: "the PDF is damaged or incomplete: {cause}",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// The file is a PDF without pages.
    Error "pdf-without-pages" => pdf_without_pages() {
        zh: "PDF 里没有任何页面",
        en: "the PDF has no pages",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// The pages are pictures, as a scanner makes them: there is no text to read in them. nianbao does not recognise
    /// characters in pictures, for a misread digit looks like a right one.
    Error "pdf-scanned" => pdf_scanned(pages) {
        zh: "PDF 是扫描件（{pages} 页都是图片），没有可读取的文字",
        en: "the PDF is a scan: its {pages} pages are pictures without text",
        hint_zh: "请使用原始的 Word、Excel 或由其导出的 PDF", hint_en: "use the Word or Excel original, or a PDF exported from it",
    }
    /// The pages are pictures, as a scanner makes them, and the text that the scanner's software recognised in them is laid under or
    /// over them. It is not what a person sees, and a misread digit looks like a right one, so it is read only where that is
    /// asked for (`--ocr-layer`); every figure of it has to be compared with the picture.
    Error "pdf-scanned-with-text" => pdf_scanned_with_text(pages) {
        zh: "PDF 是扫描件（{pages} 页），其中的文字是扫描软件识别的，未经核对，未读取",
        en: "the PDF is a scan ({pages page|pages}); its text was recognised by software, nobody has checked it, and it was not read",
        hint_zh: "请使用原始的 Word、Excel 或由其导出的 PDF；确需使用识别文字的，加 --ocr-layer，并逐项核对数字",
        hint_en: "use the Word or Excel original, or a PDF exported from it; to read the recognised text all the same, add --ocr-layer and compare every figure",
    }
    /// The text of the file can be seen, but nothing in the file says which characters its glyphs are: its fonts were embedded
    /// without a map to Unicode. Such a file can be printed, not read.
    Error "pdf-without-characters" => pdf_without_characters(pages) {
        zh: "PDF 的文字没有编码信息（{pages} 页），只能看，不能读取",
        en: "the fonts of the PDF don't say which characters they show ({pages page|pages}): it can be seen and not read",
        hint_zh: "请使用原始的 Word、Excel，或重新导出 PDF", hint_en: "use the Word or Excel original, or export the PDF again",
    }
    /// The text of the file was turned into outlines (“转曲”): one sees characters, but the file holds only curves.
    Error "pdf-outlined" => pdf_outlined(pages) {
        zh: "PDF 的文字已转为曲线（{pages} 页），无法读取文字",
        en: "the text of the PDF was turned into outlines ({pages page|pages}), there are no characters to read",
        hint_zh: "请使用转曲之前的文件", hint_en: "use the file from before the conversion to outlines",
    }
    /// No page of the file shows anything that could be read.
    Error "pdf-empty" => pdf_empty(pages) {
        zh: "PDF 的 {pages} 页都是空白",
        en: "all {pages} pages of the PDF are blank",
    }
    /// Some pages are pictures, as a scanner makes them; what stands on them was not read.
    Error "page-scanned" => page_scanned(pages) {
        zh: "第{pages}页是扫描图片，上面的文字未读取",
        en: "pages {pages} are scanned pictures; the text on them was not read",
        hint_zh: "请对照原件补录这些页", hint_en: "enter these pages by hand from the original",
    }
    /// Some pages are pictures, as a scanner makes them, with text that the scanner's software recognised; it was not read.
    Error "page-scanned-with-text" => page_scanned_with_text(pages) {
        zh: "第{pages}页是扫描图片，其中的文字是扫描软件识别的，未经核对，未读取",
        en: "pages {pages} are scanned pictures; their text was recognised by software, nobody has checked it, and it was not read",
        hint_zh: "请对照原件补录这些页；确需使用识别文字的，加 --ocr-layer，并逐项核对数字",
        hint_en: "enter these pages by hand from the original; to read the recognised text, add --ocr-layer and compare every figure",
    }
    /// The text of some pages is what a scanner's software recognised in their pictures, read because that was asked for
    /// (`--ocr-layer`). A misread digit looks like a right one: compare every figure with the picture. What the rows and columns
    /// of the statutory tables add up to is checked as ever.
    Warning "text-layer-read" => text_layer_read(pages) {
        zh: "第{pages}页读取的是扫描软件识别的文字，可能有误，数字尤需逐项核对",
        en: "the text of pages {pages} was recognised by software in a scan and may be wrong; compare every figure",
        hint_zh: "请对照扫描图片逐项核对", hint_en: "compare it with the scanned pictures",
    }
    /// On some pages the text was turned into outlines; it was not read.
    Error "page-outlined" => page_outlined(pages) {
        zh: "第{pages}页的文字已转为曲线，未读取",
        en: "on pages {pages} the text was turned into outlines and was not read",
        hint_zh: "请对照原件补录这些页", hint_en: "enter these pages by hand from the original",
    }
    /// Some pages show nothing at all: left blank on purpose, or their content is lost.
    Note "page-blank" => page_blank(pages) {
        zh: "第{pages}页是空白页",
        en: "pages {pages} are blank",
    }
    /// The file's table of objects was wrong; the objects were found by searching the whole file. If older versions of a page
    /// are in it as well, an old one may have been taken.
    Warning "objects-searched" => objects_searched() {
        zh: "PDF 的对象索引有错，已通过搜索整个文件恢复",
        en: "the PDF's table of objects is wrong; they were found by searching the file",
        hint_zh: "请核对内容，或重新导出该文件", hint_en: "check the content, or export the file again",
    }
    /// The file says it has `stated` pages, `found` could be read. The others are lost.
    Error "pages-missing" => pages_missing(stated, found) {
        zh: "PDF 应有 {stated} 页，只读到 {found} 页",
        en: "the PDF should have {stated} pages, only {found} could be read",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// A container of objects in the file is damaged; what was in it may be missing or wrong.
    Error "objects-damaged" => objects_damaged(count, cause) {
        zh: "PDF 有 {count} 个对象流已损坏，内容可能缺失：{cause}",
        en: "{count} object streams of the PDF are damaged, content may be missing: {cause}",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// The content of pages is damaged: it was read as far as it goes, and what was read may be wrong.
    Error "content-damaged" => content_damaged(pages, cause) {
        zh: "第{pages}页内容已损坏，只读到损坏处：{cause}",
        en: "the content of pages {pages} is damaged and was read only as far as it goes: {cause}",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// Pages refer to content that is not in the file.
    Error "content-missing" => content_missing(pages) {
        zh: "第{pages}页的内容在文件中找不到",
        en: "the content of pages {pages} is not in the file",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// The content of pages has things in it that are no instructions: the file is damaged, or made by a faulty program. The
    /// rest was read.
    Warning "content-garbled" => content_garbled(pages, count) {
        zh: "第{pages}页内容中有 {count} 处无法识别，已跳过",
        en: "the content of pages {pages} has {count thing|things} in it that can't be read; they were passed over",
        hint_zh: "请核对这些页的内容", hint_en: "check the content of these pages",
    }
    /// A font that text is set in can't be used, so that what its text says is not known. That text is lost.
    Error "font-unusable" => font_unusable(font, count, pages) {
        zh: "字体 {font} 无法使用，用它排的约 {count} 个字节的文字丢失（第{pages}页）",
        en: "the font {font} can't be used; about {count byte|bytes} of text set in it lost (pages {pages})",
        hint_zh: "请对照原件补录，或重新导出该文件", hint_en: "enter the text by hand, or export the file again",
    }
    /// Part of a font (`part`, named as in the file) is damaged: what text set in it says may be wrong or missing.
    Error "font-damaged" => font_damaged(font, part, pages) {
        zh: "字体 {font} 的 {part} 已损坏，用它排的文字可能有误（第{pages}页）",
        en: "{part} of the font {font} is damaged; text set in it may be wrong (pages {pages})",
        hint_zh: "请核对这些文字，或重新导出该文件", hint_en: "check the text, or export the file again",
    }
    /// Characters are drawn, but nothing in the file says which they are. They are missing from the result.
    Error "glyphs-without-text" => glyphs_without_text(count, font, pages) {
        zh: "有 {count} 个字形没有文字信息，已缺失（字体 {font}，第{pages}页）",
        en: "for {count glyph|glyphs} the file does not say which characters they are; they are missing (font {font}, pages {pages})",
        hint_zh: "请对照页面补录", hint_en: "enter them by hand from the page",
    }
    /// The file says that some of its text is another than the page shows (`ActualText`, meant for readers that can't see). A
    /// person reads what is shown, so that was read; that the file says otherwise is a fault of the program that made it, or
    /// deceit. Programs that copy or search its text get what it says.
    Error "actual-text-differs" => actual_text_differs(count, pages, shown, said) {
        zh: "第{pages}页有 {count} 处，文件另附的替代文字与页面所示不同，已按页面所示读取：页面为“{shown}”，替代文字为“{said}”",
        en: "in {count place|places} (pages {pages}) the file says another text than the page shows; what is shown was read: \u{201c}{shown}\u{201d}, not \u{201c}{said}\u{201d}",
        hint_zh: "请对照页面核对，并请提供文件的单位查明原因", hint_en: "compare it with the page, and ask whoever made the file",
    }
    /// The file says that text the page shows is none (an empty `ActualText`). A person sees it, so it was read.
    Error "actual-text-blank" => actual_text_blank(count, pages, shown) {
        zh: "第{pages}页有 {count} 处，页面上有字而文件标明为空，已按页面所示读取：“{shown}”",
        en: "in {count place|places} (pages {pages}) the file says that nothing is where the page shows text; what is shown was read: \u{201c}{shown}\u{201d}",
        hint_zh: "请对照页面核对，并请提供文件的单位查明原因", hint_en: "compare it with the page, and ask whoever made the file",
    }
    /// Text that is drawn invisibly (such as the text layer a scanner's software puts behind a picture) was left out.
    Warning "invisible-text" => invisible_text(count, pages, text) {
        zh: "有 {count} 个不可见的字未读取（第{pages}页）：{text}",
        en: "{count character of invisible text was left out|characters of invisible text were left out} (pages {pages}): {text}",
    }
    /// Text outside the page, or cut off by what it stands in, can't be seen and was left out.
    Warning "text-outside" => text_outside(count, pages, text) {
        zh: "有 {count} 个字在页面或其边框之外，看不到，未读取（第{pages}页）：{text}",
        en: "{count character outside the page or its clip can't be seen and was left out|characters outside the page or its clip can't be seen and were left out} (pages {pages}): {text}",
    }
    /// Text of the colour of its ground, white on white paper above all, can't be seen and was left out.
    Warning "white-text" => white_text(count, pages, text) {
        zh: "有 {count} 个字与底色相同（如白底白字），看不见，未读取（第{pages}页）：{text}",
        en: "{count character of the colour of its ground (white on white, say) was left out|characters of the colour of their ground (white on white, say) were left out} (pages {pages}): {text}",
    }
    /// Text lies wholly under something opaque drawn later (a new figure on a white patch over the old one), can't be seen and was
    /// left out.
    Warning "buried-text" => buried_text(count, pages, text) {
        zh: "有 {count} 个字完全被后画的图形或图片盖住，看不见，未读取（第{pages}页）：{text}",
        en: "{count character lies wholly under something drawn later, can't be seen and was left out|characters lie wholly under something drawn later, can't be seen and were left out} (pages {pages}): {text}",
        hint_zh: "请对照页面核对", hint_en: "compare it with the page",
    }
    /// Something opaque was drawn over text. It was read all the same; check whether it should be there.
    Warning "covered-text" => covered_text(count, pages, text) {
        zh: "有 {count} 个字被后画的图形遮盖，仍已读取（第{pages}页）：{text}",
        en: "{count character is covered by something drawn later; it was read|characters are covered by something drawn later; they were read} all the same (pages {pages}): {text}",
        hint_zh: "请核对这些文字是否应当保留", hint_en: "check whether they should be there",
    }
    /// Content on a layer that is switched off can't be seen and was left out.
    Warning "layer-left-out" => layer_left_out(count, pages, text) [LeftOut] {
        zh: "关闭的图层上有 {count} 个字未读取（第{pages}页）：{text}",
        en: "{count character on layers that are off was left out|characters on layers that are off were left out} (pages {pages}): {text}",
    }
    /// Remarks attached to pages (comments, highlights), and boxes and form fields that the file does not draw but leaves to the
    /// viewer, are no part of the pages and were left out.
    Note "remark-left-out" => remark_left_out(count, pages, text) [LeftOut] {
        zh: "有 {count} 条批注或填写的内容不会出现在成品中（第{pages}页）：{text}",
        en: "{count remark or filled-in field was left out|remarks or filled-in fields were left out} (pages {pages}): {text}",
    }
    /// Pictures could not be taken out of the file; `cause` says why. Their places are kept.
    Warning "picture-not-taken" => picture_not_taken(count, pages, cause) {
        zh: "有 {count} 幅图片无法取出（第{pages}页）：{cause}",
        en: "{count picture|pictures} could not be taken out (pages {pages}): {cause}",
        hint_zh: "请从原件补上图片", hint_en: "add the pictures from the original",
    }
    /// Pages refer to things (`what` names the kind as the file does) that are not in the file.
    Error "object-missing" => object_missing(what, pages) {
        zh: "第{pages}页引用的 {what} 在文件中找不到，内容可能缺失",
        en: "pages {pages} refer to {what} that is not in the file; content may be missing",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// Drawings within drawings were nested deeper than is followed; the innermost are missing.
    Error "forms-too-deep" => forms_too_deep(pages) {
        zh: "第{pages}页的图形嵌套过深，最内层未读取",
        en: "drawings on pages {pages} are nested too deep; the innermost were not read",
    }
}
