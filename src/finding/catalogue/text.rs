//! What the text of a report says, held against its tables, its year and what every report has to say.

catalogue! {
    /// A number in the text is none of the figures of the tables it may be, by the words of its clause: 收到 is the applications newly
    /// received, or those with what was carried in; 办结 is the total of the results. Only sentences are judged all words of which are
    /// understood, on the year of the report and on the whole of what the tables cover. One of the two numbers is wrong.
    Warning "narrative-differs" => narrative_differs(text, stated, readings, cause) {
        zh: "文中“{text}”的{stated}与表格不符：{readings}{cause}，请核对",
        en: "“{text}” says {stated}, the tables don't: {readings}{cause}",
        hint_zh: "表格与文字的数字应当一致；范围不同的（如本级与全市），请在文中写明",
        hint_en: "text and tables have to agree; where they cover different bodies, say so in the text",
    }
    /// A number in the text is none of the figures it may be, but that may be right: the sentence says it is of other bodies than the
    /// tables (the whole city, the office alone), or that it is only about so much; or it stands in an attachment.
    Note "narrative-may-differ" => narrative_may_differ(text, stated, readings, reason) {
        zh: "文中“{text}”的{stated}与表格不同：{readings}；{reason}，请确认",
        en: "“{text}” says {stated}, the tables have other figures: {readings}; {reason}",
    }
    /// The title says what it has to, but not in the prescribed form: the body's full name, the year, 年政府信息公开工作年度报告.
    Note "title-differs" => title_differs(title, expected) {
        zh: "标题“{title}”不是规定的写法，应为“{expected}”",
        en: "the title “{title}” is not of the prescribed form, “{expected}”",
    }
    /// A sentence speaks of the whole of another year as if it were the report's: it may have been left over from that year's report.
    Warning "sentence-of-other-year" => sentence_of_other_year(year, other, text) {
        zh: "年报是 {year} 年的，文中“{text}”说的是 {other} 年，请核对",
        en: "the report is on {year}, “{text}” is on {other}; check it",
    }
    /// The report is signed before the period of its figures is over: one of the dates is wrong, or the figures are not complete.
    Warning "signed-before-period-ends" => signed_before_period_ends(date, end) {
        zh: "落款日期是 {date}，统计期限到 {end}才结束，请核对",
        en: "the sign-off bears {date}, before the period ends on {end}; check them",
    }
    /// The report bears a date after the last day to publish it: 31 January of the next year for bodies and towns, 31 March for the
    /// governments of counties and above (政府信息公开条例, articles 49 and 50).
    Note "published-late" => published_late(date, deadline) {
        zh: "落款日期是 {date}，晚于公布期限 {deadline}",
        en: "the sign-off bears {date}; reports are due by {deadline}",
    }
    /// The section on problems is empty or says that there are none. Reviewers send such reports back.
    Warning "problems-not-stated" => problems_not_stated() {
        zh: "“存在的主要问题及改进情况”没有写出问题和改进措施",
        en: "the section on problems and improvements names none",
        hint_zh: "请写出本年度的主要问题和改进情况", hint_en: "name this year's problems and what was done about them",
    }
    /// Since 2021 reports state the fees for handling applications: the notices sent and what was paid, or that none was asked.
    Warning "fees-not-stated" => fees_not_stated() {
        zh: "没有写明信息处理费的收取情况",
        en: "nothing is said of fees for handling applications",
        hint_zh: "没有收取的，写明“未收取信息处理费”", hint_en: "where none was asked, say so",
    }
    /// Governments also report on assessment, public evaluation and accountability; of some nothing is said.
    Note "assessment-not-stated" => assessment_not_stated(missing) {
        zh: "没有写到{missing}的情况，政府的年报要写",
        en: "nothing is said of {missing}, which governments report on",
    }
    /// The overview covers five aspects: disclosure on the body's own initiative, on application, management of information, platforms,
    /// supervision. It has no word of some.
    Note "aspects-not-covered" => aspects_not_covered(missing) {
        zh: "“总体情况”没有写到{missing}",
        en: "the overview does not cover {missing}",
    }
    /// The overview is longer than notices on reports of 2025 and later ask for.
    Note "overview-long" => overview_long(length, most) {
        zh: "“总体情况”有 {length} 字，通知一般要求不超过 {most} 字",
        en: "the overview has {length} characters; notices ask for at most {most}",
    }
    /// Notices on reports of 2025 and later ask the overview for numbers; of some it gives none.
    Note "overview-numbers-missing" => overview_numbers_missing(missing) {
        zh: "“总体情况”没有给出数量的有：{missing}",
        en: "the overview gives no number of: {missing}",
    }
    /// The text has what drafts have where something is still to be filled in or struck out: XX, blanks, instructions in brackets.
    Warning "leftover-text" => leftover_text(count, text) {
        zh: "文中有 {count} 处没有填好或删去的字样：{text}",
        en: "the text has {count place that was not|places that were not} filled in or struck out: {text}",
    }
    /// The text has what looks like a person's number: of an identity card, a bank card, or a mobile phone in a paragraph that is not on
    /// how to get in touch. The message shows only its beginning and end.
    Warning "personal-data" => personal_data(kind, masked) {
        zh: "文中像是有{kind}（{masked}），请核对是否应当公开",
        en: "the text seems to have {kind} ({masked}); check whether it may be published",
    }
    /// More than half of the text is that of last year's report, numbers aside.
    Warning "text-repeated" => text_repeated(percent, paragraphs) {
        zh: "正文有 {percent}% 与上一年的报告相同，例如{paragraphs}",
        en: "{percent}% of the text is that of last year's report, such as {paragraphs}",
        hint_zh: "请按本年度的工作改写", hint_en: "write what was done this year",
    }
    /// More than half of the section on problems is that of last year's report: the same problems, or none looked for.
    Warning "problems-repeated" => problems_repeated(percent) {
        zh: "“存在的主要问题及改进情况”有 {percent}% 与上一年的报告相同",
        en: "{percent}% of the section on problems is that of last year's report",
        hint_zh: "请写本年度的问题，并说明上一年的问题怎样整改", hint_en: "name this year's problems, and what became of last year's",
    }
}
