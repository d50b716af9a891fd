//! Data that a PDF or a web page carries.

catalogue! {
    /// The PDF or web page carries its report as data, and what it shows is still what nianbao wrote with it: the report was taken from
    /// the data, which says everything the pages can't show. `--visible` reads the pages instead.
    Note "attached-data-used" => attached_data_used(name) as ATTACHED_DATA_USED {
        zh: "页面与写出时相同，直接采用内附数据 {name}",
        en: "the pages are as they were written; the attached data {name} was used",
    }
    /// The file carries its report as data, but the pages, something on them or the data were changed since nianbao wrote them
    /// together. What the pages show was read, and the data left alone. Programs that only pack the file anew cause this too.
    Warning "attached-data-outdated" => attached_data_outdated(name) {
        zh: "文件写出后被改动过（页面、批注或附件），不采用内附数据 {name}，以页面所见为准",
        en: "the file was changed since it was written (pages, annotations or data); the pages were read, not the attached data {name}",
        hint_zh: "请核对页面内容是否为最终稿", hint_en: "check that the pages are the final ones",
    }
    /// The file carries its report as data and its pages are unchanged, but the data can't be read, for example because a newer
    /// nianbao wrote it. The pages were read instead. `cause` is the reason.
    Warning "attached-data-unusable" => attached_data_unusable(name, cause) {
        zh: "内附数据 {name} 无法采用（{cause}），改读页面",
        en: "the attached data {name} can't be used ({cause}); the pages were read",
    }
    /// The file carries its report as data, tied to its pages, but the figures on the pages are others. Someone put the two together
    /// on purpose or by a fault of a program; what the pages show was read.
    Warning "attached-data-differs" => attached_data_differs(count) {
        zh: "内附数据有 {count} 项与页面上的数字不同，以页面所见为准",
        en: "{count figure of the attached data differs|figures of the attached data differ} from those on the pages; the pages were read",
        hint_zh: "请向出具该文件的单位核实", hint_en: "ask whoever issued the file",
    }
}
