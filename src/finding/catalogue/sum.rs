//! What is said of reports that are added up: `nianbao merge`.

catalogue! {
    /// A report of the same body was added before: this one was not, or it would count twice. Take out the one that is not to count.
    Error "unit-twice" => unit_twice(organ, file) {
        zh: "“{organ}”已有一份（{file}），这一份没有计入",
        en: "“{organ}” was added before ({file}); this one was not added",
        hint_zh: "请去掉不该计入的一份", hint_en: "take out the one that is not to count",
    }
    /// Two reports were added whose bodies' names may be one body's, in full and shortened. If they are, its figures count twice.
    Warning "unit-perhaps-twice" => unit_perhaps_twice(organ, other) {
        zh: "“{organ}”和“{other}”可能是同一个单位，两份都已计入，请核对",
        en: "“{organ}” and “{other}” may be one body; both were added, check them",
    }
    /// A report on another year, or on none that is known, is among those to be added up. It was not added.
    Error "unit-not-of-year" => unit_not_of_year(organ, found, wanted) {
        zh: "“{organ}”的年报是 {found} 年度的，要汇总的是 {wanted} 年度，没有计入",
        en: "the report of “{organ}” is on {found}, those on {wanted} are added up; it was not added",
    }
    /// The area's own report is among those of its units. It was not added: its figures may be the very sums.
    Warning "unit-is-area" => unit_is_area(organ) {
        zh: "“{organ}”就是汇总的机关，它的年报没有计入",
        en: "“{organ}” is the area's own body; its report was not added",
        hint_zh: "政府本级的数由其办公室等单位的年报计入", hint_en: "the figures of its own office come in with that office's report",
    }
    /// A report names no body: it was added, but whether its body is there twice can't be told.
    Warning "unit-nameless" => unit_nameless() {
        zh: "没有机关名称，已计入，但看不出是否重复",
        en: "no body is named; it was added, but whether it is there twice can't be told",
    }
    /// A unit's report lacks a statutory table, or has it in another vintage of the form. The other tables were added.
    Error "unit-without-table" => unit_without_table(organ, table) {
        zh: "“{organ}”没有“{table}”表，或者表式不同，这个表没有计入",
        en: "“{organ}” has no table “{table}”, or one of another form; its figures there were not added",
    }
    /// Some figures of a unit are blank or no numbers. What they are is not known; the sums are those of the other units.
    Warning "unit-figures-unknown" => unit_figures_unknown(table, count, cells) {
        zh: "“{table}”表有 {count} 个数空白、缺少或不是数字，没有计入：{cells}",
        en: "{count figure|figures} of “{table}” blank, missing or no number and not added: {cells}",
        hint_zh: "没有的填 0，再汇总", hint_en: "write 0 for none, then add up again",
    }
    /// A body on the list has no report that was added.
    Error "unit-missing" => unit_missing(organ) {
        zh: "名单上的“{organ}”没有年报计入",
        en: "“{organ}” is on the list, and no report of it was added",
    }
    /// A report was added whose body is not on the list.
    Warning "unit-unlisted" => unit_unlisted(organ) {
        zh: "“{organ}”不在名单上，已计入，请核对",
        en: "“{organ}” is not on the list and was added; check it",
    }
    /// None of the inputs is a report that can be added up: nothing was written.
    Error "no-unit-added" => no_unit_added() {
        zh: "没有一份年报可以计入，没有写出汇总",
        en: "no report could be added; nothing was written",
    }
    /// The area's own report states another figure than its units' add up to. One of them is wrong, or a unit is missing or counted twice.
    Warning "own-differs" => own_differs(cell, stated, sum, difference) {
        zh: "{cell} 已公布的是 {stated}，各单位合计是 {sum}，差 {difference}",
        en: "{cell}: the area's own report states {stated}, its units add up to {sum}, a difference of {difference}",
        hint_zh: "差额一行在工作簿的“各单位”表里", hint_en: "the sheet of units of the workbook has a row of differences",
    }
}
