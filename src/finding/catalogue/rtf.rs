//! Reading RTF files.

catalogue! {
    /// The RTF file ends inside groups that were opened and never closed: most likely it was not copied or saved whole. `groups`
    /// counts them. What stands before was read.
    Warning "rtf-cut-short" => rtf_cut_short(groups) {
        zh: "RTF 文件不完整（有 {groups} 层没有结束），末尾内容可能缺失",
        en: "the RTF file is incomplete ({groups} groups were never closed), its end may be missing",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// Something stands behind the end of the RTF file. Word shows none of it, and it was not read. `bytes` counts its letters
    /// and digits.
    Warning "rtf-goes-on" => rtf_goes_on(bytes) {
        zh: "RTF 文件的结尾之后还有内容（约 {bytes} 字节），Word 不显示，没有读入",
        en: "something stands behind the end of the RTF file (about {bytes} bytes), which Word does not show; it was not read",
        hint_zh: "请用 Word 或 WPS 打开核对是否缺少内容，再另存一次", hint_en: "open it in Word or WPS, check whether anything is missing, and save it again",
    }
    /// The RTF file, or a font of it, says that its characters are of a code page this program does not know: 437 and 850 of DOS, for
    /// example. ASCII, with all digits, is the same in all of them; other characters were read as Western ones and are most likely wrong.
    Warning "code-page-unknown" => code_page_unknown(page) {
        zh: "RTF 文件用了不认识的代码页 {page}，英文和数字以外的字符可能读错",
        en: "the RTF file is in code page {page}, which is not known; what is not ASCII may be read wrongly",
        hint_zh: "请用 Word 或 WPS 打开，另存为 DOCX 再转换", hint_en: "open it in Word or WPS and save it as .docx",
    }
}
