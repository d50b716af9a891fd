//! Faces the user brings.

catalogue! {
    /// The folder named with --fonts can't be read; `cause` is the system's reason.
    Error "fonts-not-listed" => fonts_not_listed(cause) {
        zh: "无法列出字体文件夹：{cause}",
        en: "the folder of fonts can't be read: {cause}",
        hint_zh: "--fonts 后写 embedded（内嵌）、system（系统）或文件夹", hint_en: "--fonts takes embedded, system or a folder",
    }
    /// None of the families the style names for this role is installed (or in the folder), or none may be embedded; the
    /// embedded face for the role is used. The result is complete but does not look as it would with that family.
    Note "font-role-embedded" => font_role_embedded(role, families, face) {
        zh: "{role}：未找到 {families}，改用内嵌的 {face}",
        en: "{role}: none of {families} was found, the embedded {face} is used",
        hint_zh: "nianbao fonts 列出各角色所用字体", hint_en: "nianbao fonts shows which face plays which role",
    }
    /// A font file can't be read or is no TrueType or OpenType font: it is damaged, a broken link, or not allowed to be read.
    /// It is left out.
    Warning "font-unreadable" => font_unreadable(cause) {
        zh: "字体文件无法读取，已跳过：{cause}",
        en: "the font file can't be read and was left out: {cause}",
    }
    /// A font file is larger than any real one; it is left out, so that it does not exhaust memory.
    Warning "font-too-large" => font_too_large(allowed) {
        zh: "字体文件超过 {allowed} MB，已跳过",
        en: "the font file is larger than {allowed} MB and was left out",
    }
    /// The maker of this face forbids embedding it, or embedding a part of it, in documents (OpenType OS/2 fsType). A published
    /// PDF must embed its faces, so another one is used.
    Warning "font-embedding-restricted" => font_embedding_restricted(family) {
        zh: "字体“{family}”的许可不允许嵌入文件，未使用",
        en: "the licence of the face “{family}” forbids embedding; it is not used",
        hint_zh: "请换用允许嵌入的字体", hint_en: "use a face that may be embedded",
    }
    /// A face is of a kind that can't be set or embedded here: a variable font, one with bitmaps or CFF2 outlines only, or one
    /// whose characters have no Unicode numbers (symbol encoding). Another face is used.
    Warning "font-kind-unsupported" => font_kind_unsupported(family, kind) {
        zh: "字体“{family}”的类型不支持（{kind}），未使用",
        en: "the face “{family}” is of an unsupported kind ({kind}); it is not used",
        hint_zh: "请安装同一字体的静态 TTF 或 OTF 版本", hint_en: "install a static TTF or OTF version of it",
    }
}
