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
    /// tables (the whole city, the office alone), or that it is only about so much.
    Note "narrative-may-differ" => narrative_may_differ(text, stated, readings, reason) {
        zh: "文中“{text}”的{stated}与表格不同：{readings}；{reason}，请确认",
        en: "“{text}” says {stated}, the tables have other figures: {readings}; {reason}",
    }
}
