//! What a review finds beyond the arithmetic of one table: `nianbao check`.

catalogue! {
    /// Several of the form's rules are broken, and one figure explains all of them: with the value named instead of the one that
    /// stands there, every rule about it holds, and no other single figure does that. Check that cell first.
    Error "figure-inconsistent" => figure_inconsistent(table, cell, found, expected, rules) as FIGURE_INCONSISTENT {
        zh: "“{table}”{cell}：填的是 {found}，按勾稽关系应为 {expected}（{rules}），请核对",
        en: "“{table}”, {cell}: {found} is given, the form's rules want {expected} ({rules}); check it",
    }
    /// Several of the form's rules are broken, and all of them hold once the figures of this row or column are moved by one cell: they
    /// were entered one cell too far.
    Error "figures-shifted" => figures_shifted(table, line, rules) as FIGURES_SHIFTED {
        zh: "“{table}”{line}：整行（列）数字像是错开了一格（{rules}），请核对",
        en: "“{table}”, {line}: its figures seem to stand one cell too far ({rules}); check them",
    }
    /// A rule of the form other than a sum is broken.
    Error "rule-broken" => rule_broken(table, cell, rule, left, relation, right) as RULE_BROKEN {
        zh: "“{table}”{cell}：不符合“{rule}”：{left} 应当{relation} {right}，请核对",
        en: "“{table}”, {cell}: “{rule}” does not hold: {left} should be {relation} {right}; check it",
    }
    /// What was carried over from last year is not what last year's report says is carried over to this year. One of the two
    /// reports is wrong, or cases were moved between bodies.
    Warning "carry-over-differs" => carry_over_differs(table, cell, left_side, left, right_side, right, difference) {
        zh: "“{table}”{cell}：与上年年报不衔接：{left_side}＝{left}，{right_side}＝{right}，相差{difference}，请核对",
        en: "“{table}”, {cell}: does not follow from last year's report: {left_side} is {left}, {right_side} is {right}; they differ by {difference}",
        hint_zh: "逐类申请人核对上年年报表三的最后一行", hint_en: "compare the last row of table 3 in last year's report, applicant by applicant",
    }
    /// The documents in force are not those of last year's report, plus those issued, less those repealed. After a clean-up of
    /// documents, or a change in what is counted, this may be right; then the report should say so.
    Warning "in-force-differs" => in_force_differs(table, cell, left_side, left, right_side, right, difference) {
        zh: "“{table}”{cell}：与上年年报不衔接：{left_side}＝{left}，{right_side}＝{right}，相差{difference}，请核对",
        en: "“{table}”, {cell}: does not follow from last year's report: {left_side} is {left}, {right_side} is {right}; they differ by {difference}",
        hint_zh: "当年清理过文件或调整过统计口径的，可以不等，宜在正文中说明", hint_en: "after a clean-up of documents they may differ; the text should then say so",
    }
    /// Government rules are made by the ministries and by the governments of provinces, cities with districts and autonomous prefectures only. By its name this body can't
    /// make any, and its report counts some: most likely 规范性文件 were counted.
    Warning "regulations-beyond-level" => regulations_beyond_level(table, cell, organ, left) {
        zh: "“{table}”{cell}：“{organ}”没有规章制定权，规章却填了 {left}，请核对",
        en: "“{table}”, {cell}: “{organ}” can't make government rules, but {left} are counted; check it",
        hint_zh: "规范性文件不是规章，应填在“行政规范性文件”一行", hint_en: "normative documents are no rules of that kind: they have a row of their own",
    }
    /// A figure of the report is not what its units report together. The report may also count what is no unit's, as the government's own
    /// office, or a unit may be missing; then the difference should be known.
    Warning "units-differ" => units_differ(table, cell, units, left, right, difference) {
        zh: "“{table}”{cell}：与所属 {units} 个单位的合计不符：填的是 {left}，各单位合计 {right}，相差{difference}，请核对",
        en: "“{table}”, {cell}: is not what the {units unit reports|units report} together: {left} is given, their sum is {right}; they differ by {difference}",
        hint_zh: "看看有没有漏报、重报的单位，本级的数是不是单独统计", hint_en: "see whether a unit is missing or counted twice, and whether the body's own office is counted by itself",
    }
    /// The figures of the units given with `--units` can't be added up: one has no report on the year, or two. The rules about units
    /// were not checked.
    Warning "units-unfit" => units_unfit(reason) {
        zh: "各单位的数不能合计，与各单位合计有关的规则没有查：{reason}",
        en: "the units' figures can't be added up; the rules about units were not checked: {reason}",
    }
    /// Some of the units given with `--units` leave cells blank, have text in them, or lack a table of the report's form. What is not a number
    /// in every unit's report was not compared.
    Warning "units-incomplete" => units_incomplete(units) {
        zh: "这些单位有的数据格没有数，或者缺少统计表、表式不同：{units}；这些格没有与各单位合计核对",
        en: "some figures are missing in the reports of {units}, or their form is another; those cells were not compared with the units' sum",
    }
    /// The file given with `--last-year` holds no report of the body for the year before: the rules about last year were not
    /// checked, and charts show this year alone.
    Warning "last-year-unfit" => last_year_unfit(organ, year, found) {
        zh: "给出的上年年报里没有“{organ}”{year} 年的（有的是 {found}），没有与上年对照",
        en: "--last-year has no report of “{organ}” on {year} (it has {found}); nothing was held against last year",
    }
    /// The file given with `--profile` is not one: a key is wrong, a reason is missing, or it names a rule or code there is not.
    Error "invalid-profile" => invalid_profile(cause) {
        zh: "不是有效的规则配置：{cause}",
        en: "not a valid profile of rules: {cause}",
        hint_zh: "nianbao explain 列出全部代码和规则", hint_en: "`nianbao explain` lists all codes and rules",
    }
}
