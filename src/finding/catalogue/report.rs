//! The canonical form and its JSON.

catalogue! {
    /// The text is not JSON at all: a missing bracket or comma, a stray character. The place is where reading stopped.
    Error "invalid-json" => invalid_json(cause) {
        zh: "不是合法的 JSON：{cause}",
        en: "invalid JSON: {cause}",
    }
    /// The JSON is not a report in canonical form: an unknown key, a missing one, a figure of the wrong kind, a cell the form
    /// does not have. The place is the JSON pointer of what is wrong.
    Error "invalid-report" => invalid_report(cause) {
        zh: "不是规范的年报 JSON：{cause}",
        en: "not a canonical report: {cause}",
        hint_zh: "nianbao schema 打印规范（JSON Schema）", hint_en: "`nianbao schema` prints the JSON Schema",
    }
    /// The JSON was written by a later nianbao whose canonical form this one does not know.
    Error "newer-schema" => newer_schema(found, known) {
        zh: "文件是更新版本的格式 {found}，本程序只认识到 {known}",
        en: "the file is in the newer form {found}, this program knows up to {known}",
        hint_zh: "请升级 nianbao", hint_en: "upgrade nianbao",
    }
    /// A statutory table lacks a figure that its row should have; the place is printed blank. Blank and absent are different:
    /// read back, the figure will be blank.
    Warning "figure-absent" => figure_absent(table, cell) {
        zh: "“{table}”缺少数据：{cell}，印为空白",
        en: "“{table}” has no figure for {cell}; printed blank",
    }
}
