//! Zip packages and the XML in them (DOCX, XLSX).

catalogue! {
    /// The file has no content at all: zero bytes. Usually a copy or download that never finished.
    Error "empty-file" => empty_file() {
        zh: "文件是空的（0 字节）",
        en: "the file is empty (0 bytes)",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// The file should be a zip package (as .docx and .xlsx are) but does not begin like one. `found` names what it looks like.
    Error "not-a-zip" => not_a_zip(expected, found) as NOT_A_ZIP {
        zh: "应为 {expected} 文件，内容却是 {found}",
        en: "expected a {expected} file, found {found}",
        hint_zh: "请按内容改扩展名，或用 --from 指明格式；不能直接读取的格式请用 Word 或 WPS 另存为 .docx 或 .xlsx",
        hint_en: "give it the extension of its content or name that with --from; save what can't be read as .docx or .xlsx in Word or WPS",
    }
    /// The file is an OLE compound file: an old binary .doc/.xls/.wps, by whatever name.
    Error "old-binary-format" => old_binary_format(found) {
        zh: "这是旧版二进制格式（{found}）的文件，无法直接读取",
        en: "this is a file in an old binary format ({found}), which can't be read",
        hint_zh: "请用 Word 或 WPS 打开后另存为 .docx 或 .xlsx", hint_en: "open it in Word or WPS and save it as .docx or .xlsx",
    }
    /// The file is encrypted with a password or by rights management; its content can't be read without the key.
    Error "encrypted" => encrypted() {
        zh: "文件已加密，无法读取",
        en: "the file is encrypted",
        hint_zh: "请在 Word 或 WPS 中输入密码打开，去掉密码后再保存", hint_en: "open it with its password and save it without one",
    }
    /// The file is in the cipher of a document security product (%TSD-Header-, E-SafeNet), as many offices have: on a computer
    /// with that product it opens as usual, anywhere else it is noise.
    Error "encrypted-by-software" => encrypted_by_software() {
        zh: "文件被单位的文档加密（防泄密）软件加密，无法读取",
        en: "the file is in the cipher of a document security product",
        hint_zh: "请在装有该软件的电脑上申请解密后再转换", hint_en: "have it deciphered on a computer with that product",
    }
    /// The file is the one Word keeps beside a document while that is open (its name begins with ~$). It holds a user's name and
    /// no document.
    Error "lock-file" => lock_file() {
        zh: "这是文档打开时留下的锁定文件（文件名以 ~$ 开头），不是文档",
        en: "this is the lock file of an open document (its name begins with ~$), not a document",
        hint_zh: "请转换去掉 ~$ 的同名文件", hint_en: "convert the file of that name without ~$",
    }
    /// The package breaks off or is damaged: `cause` says where.
    Error "damaged-package" => damaged_package(cause) {
        zh: "文件已损坏或不完整：{cause}",
        en: "the file is damaged or incomplete: {cause}",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// The package lacks the part that holds the document.
    Error "main-part-missing" => main_part_missing(expected) {
        zh: "包内没有正文（应有 {expected}）",
        en: "the package has no document in it (expected {expected})",
    }
    /// A part of the package is not well-formed XML; it was read as far as it goes.
    Warning "xml-breaks-off" => xml_breaks_off(cause) {
        zh: "XML 有错，只读到出错处：{cause}",
        en: "the XML is broken and was read only up to there: {cause}",
    }
    /// A limit that keeps a hostile file from exhausting memory was reached: `limit` names it, `allowed` is its value.
    Error "limit-exceeded" => limit_exceeded(limit, allowed, found) as LIMIT_EXCEEDED {
        zh: "超出限制：{limit}最多 {allowed}，实际 {found}",
        en: "over the limit: {limit} may be at most {allowed}, found {found}",
    }
    /// A part that another part refers to is not in the package.
    Warning "part-missing" => part_missing(part) {
        zh: "缺少被引用的部件 {part}",
        en: "the part {part} is referred to but missing",
    }
    /// The file is a sound zip package, but of another kind than its extension or the command says. `found` names it; `ZIP`
    /// means an ordinary archive.
    Error "wrong-package" => wrong_package(expected, found) as WRONG_PACKAGE {
        zh: "应为 {expected} 文件，内容却是 {found}",
        en: "expected a {expected} file, found a {found} file",
        hint_zh: "请按内容改扩展名，或用 --from 指明格式", hint_en: "give it the extension of its content, or name that with --from",
    }
    /// The zip directory at the end of the file is missing or unreadable (an interrupted copy or download). The parts were
    /// found by the headers that stand before each of them; what was cut off is lost.
    Error "package-salvaged" => package_salvaged(parts, cause) {
        zh: "文件不完整，只找回 {parts} 个部件，末尾内容可能缺失（{cause}）",
        en: "the file is incomplete, only {parts} parts could be recovered, its end may be missing ({cause})",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// A part of the package does not inflate to the end, or its checksum is wrong: its text and figures can't be trusted.
    Error "part-damaged" => part_damaged(cause) {
        zh: "部件已损坏，读出的内容不可靠：{cause}",
        en: "the part is damaged, what was read of it can't be trusted: {cause}",
        hint_zh: "请重新复制或下载该文件", hint_en: "copy or download the file again",
    }
    /// A package could not be written: `cause` is what the zip writer says about the part.
    Error "package-not-written" => package_not_written(part, cause) {
        zh: "无法写入部件 {part}：{cause}",
        en: "the part {part} can't be written: {cause}",
    }
    /// Two parts of the package have the same name. The last was read; another program may show the first.
    Error "duplicate-part" => duplicate_part() {
        zh: "包内有同名部件，不同软件可能显示不同内容",
        en: "two parts of the package have the same name, other programs may show other content",
        hint_zh: "请用 Word 或 WPS 打开核对后重新保存", hint_en: "open it in Word or WPS, check it and save it again",
    }
    /// The file can't be changed in place: something in it is damaged or written as no office program writes it, and changing it could
    /// lose what could not be read. Nothing was written.
    Error "not-editable" => not_editable(cause) {
        zh: "不能在原文件上改动，未写出：{cause}",
        en: "the file can't be changed in place, nothing was written: {cause}",
        hint_zh: "请用 Word 或 WPS 打开后另存一次再试", hint_en: "open it in Word or WPS, save it and try again",
    }
    /// The file carries a digital signature, which is of the file as it was: in the copy that was changed it no longer holds.
    Warning "signature-broken" => signature_broken() {
        zh: "文件带有数字签名，改动后的副本里签名不再有效",
        en: "the file is digitally signed; in the changed copy the signature no longer holds",
        hint_zh: "对外发布请用签名的原件", hint_en: "publish the signed original",
    }
}
