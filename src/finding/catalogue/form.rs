//! Form and style files.

catalogue! {
    /// A style file can't be used: it is not TOML, has an unknown key or lacks one, or gives an impossible measure.
    Error "invalid-style" => invalid_style(cause) {
        zh: "版式文件有误：{cause}",
        en: "invalid style file: {cause}",
        hint_zh: "各项含义见 templates/styles/README.md", hint_en: "templates/styles/README.md says what each key means",
    }
    /// No built-in style has that name.
    Error "unknown-style" => unknown_style(name, known) {
        zh: "没有版式“{name}”，可用的有 {known}",
        en: "no style is called “{name}”; there are {known}",
        hint_zh: "自己的版式文件以 .toml 结尾或写出路径", hint_en: "a style file of your own ends in .toml or is named by a path",
    }
    /// A form file can't be used: it is not TOML, has an unknown key or lacks one, or the form it describes is not sound (a
    /// grid with a gap or overlap, an id used twice, a formula about a cell that isn't there).
    Error "invalid-form" => invalid_form(cause) {
        zh: "表式文件有误：{cause}",
        en: "invalid form file: {cause}",
        hint_zh: "各项含义见 templates/forms/README.md", hint_en: "templates/forms/README.md says what each key means",
    }
}
