//! Whole conversions: files, formats, options.

catalogue! {
    /// The file can't be opened or read; `cause` is the system's reason.
    Error "unreadable-file" => unreadable_file(cause) {
        zh: "无法读取：{cause}",
        en: "can't be read: {cause}",
    }
    /// A folder was named where a file is wanted.
    Error "is-a-directory" => is_a_directory() {
        zh: "这是文件夹，不是文件",
        en: "this is a folder, not a file",
        hint_zh: "请给出文件夹里的文件名", hint_en: "name the files in it",
    }
}
