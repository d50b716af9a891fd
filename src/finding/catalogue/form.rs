//! Form and style files.

catalogue! {
    /// A style file can't be used: it is not TOML, has an unknown key or lacks one, or gives an impossible measure.
    Error "invalid-style" => invalid_style(cause) {
        zh: "版式文件有误：{cause}",
        en: "invalid style file: {cause}",
        hint_zh: "各项含义见 templates/styles/README.md", hint_en: "templates/styles/README.md says what each key means",
    }
}
