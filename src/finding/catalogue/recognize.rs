//! Telling what in a document is the report.

catalogue! {
    /// The document is a disclosure report by its sections or tables, but no title was found near its beginning.
    Warning "title-missing" => title_missing() as TITLE_MISSING {
        zh: "没有找到标题",
        en: "no title found",
        hint_zh: "标题一般为“机关全称＋年份＋政府信息公开工作年度报告”", hint_en: "usually: the full name of the body, the year, and the words for an annual report",
    }
    /// The title stood on several lines of the draft and was joined into one; pages break it anew.
    Note "title-joined" => title_joined(lines, title) {
        zh: "标题由 {lines} 行合为一行：{title}",
        en: "the title was joined from {lines} lines: {title}",
    }
    /// Text that stands before the title is kept, after the title, at the head of the report.
    Warning "text-before-title" => text_before_title(text) {
        zh: "标题之前有文字，已移到标题之后：{text}",
        en: "text before the title now stands after it: {text}",
    }
    /// In the source the report begins on turned paper. Its title and what is said first stand upright; the rest lies as it does there.
    Note "page-turn-left-out" => page_turn_left_out() {
        zh: "原文件开头的纸张是横向的；年报从竖页开始",
        en: "in the source the report begins on turned paper; here it begins upright",
    }
    /// The draft states its title twice, on a cover say. It was taken once.
    Note "title-repeated" => title_repeated(title) as TITLE_REPEATED {
        zh: "标题重复出现，只取一次：{title}",
        en: "the title stands twice and was taken once: {title}",
    }
    /// On a cover before the title stand, beside a title that says no more, the body, the year or a date. They were left out.
    Note "cover-left-out" => cover_left_out(text) [LeftOut] {
        zh: "封面上的文字与标题、落款重复，未保留：“{text}”",
        en: "what the cover says besides the title was left out: “{text}”",
    }
    /// A table is only there to lay the page out: one column that frames other tables, or the lines of the sign-off. What it holds
    /// was read as if it stood outside.
    Note "frame-opened" => frame_opened() {
        zh: "此表格只用于排版，其中的内容已按正文读入",
        en: "the table only lays the page out, what it holds was read as if it stood outside",
    }
    /// A table with a column of labels only lays the page out. The labels that say no more than what stands beside them (标题, 正文), or
    /// what it repeats, were left out.
    Note "frame-labels-left-out" => frame_labels_left_out(labels) {
        zh: "排版表格中的栏目名未保留：{labels}",
        en: "labels of the table that lays the page out were left out: {labels}",
    }
    /// Parts of an official paper (GB/T 9704-2012: its head, whom it is sent to, its sign-off, its imprint) were told by where they stand
    /// and how they are worded. They are set where the standard places them; their text is as it was.
    Note "paper-parts-by-looks" => paper_parts_by_looks(count, text) {
        zh: "有 {count} 段按位置和写法识别为公文要素，按标准编排：{text}",
        en: "{count paragraph was taken for a part of an official paper by its place and wording|paragraphs were taken for parts of an official paper by their places and wording}: {text}",
    }
    /// A rule of the head or imprint of an official paper was typed as a line of strokes. The page design draws its own there.
    Note "typed-rule-replaced" => typed_rule_replaced(text) [LeftOut] {
        zh: "用字符画的分隔线已换成版式的分隔线：{text}",
        en: "a rule typed of strokes gave way to the design's: {text}",
    }
    /// The document bears headings of sections or labels of the statutory tables, but neither a report's title nor its sections or
    /// tables could be recognised. It was converted as an ordinary document: none of its figures are in the result.
    Error "report-not-recognised" => report_not_recognised(sections, labels) {
        zh: "像是政府信息公开年度报告（有 {sections} 个部分的标题、{labels} 个表格栏目名），但没有认出，按一般文件处理，没有读入任何数字",
        en: "this looks like an annual report ({sections} headings of sections, {labels} labels of its tables) but was not recognised; taken for an ordinary document, no figure was read",
        hint_zh: "请把正文和表格移出文本框、图片或排版表格", hint_en: "take text and tables out of boxes, pictures or tables that lay the page out",
    }
    /// A title of an annual report stands in a document that has neither its sections nor its tables.
    Warning "title-without-report" => title_without_report(title) {
        zh: "文中有年度报告的标题“{title}”，但没有认出各部分和表格，按一般文件处理",
        en: "the title of an annual report stands here, “{title}”, but no section or table was recognised; taken for an ordinary document",
    }
    /// The file has tables and nothing else, and none of them is a statutory table or a list of units.
    Warning "no-statutory-table" => no_statutory_table() {
        zh: "没有找到法定表格，也不是各单位清单，没有读入任何数字",
        en: "no statutory table and no list of units was found; no figure was read",
        hint_zh: "请按规定的表式写明行名、列名，或用 nianbao new 生成空白表格", hint_en: "give rows and columns the form's labels, or begin with `nianbao new`",
    }
    /// The cells of a statutory table stand as lines of text, one below the other or parted by tabs. Which figure belongs to which label
    /// nothing shows, so none was taken; the lines are kept as text.
    Error "table-typed-as-lines" => table_typed_as_lines(table) as TABLE_TYPED_AS_LINES {
        zh: "“{table}”表的内容是一行行的文字，不是表格，无法对号取数，按正文保留",
        en: "the table “{table}” stands as lines of text; its figures can't be told apart, the lines are kept as text",
        hint_zh: "请还原为表格，或删去这些行并用 --tables 补入", hint_en: "make it a table again, or delete the lines and give its figures with --tables",
    }
    /// The title names no year; it was taken from the period the text states.
    Note "year-guessed" => year_guessed(year) {
        zh: "标题没有年份，按文中统计期限取 {year} 年",
        en: "the title names no year; {year} taken from the period the text states",
    }
    /// The title names several years; which is reported on was not decided by it.
    Warning "year-unclear" => year_unclear(title) as YEAR_UNCLEAR {
        zh: "标题里有多个年份，无法判断是哪一年的年报：{title}",
        en: "the title names several years; it can't be told which is reported on: {title}",
    }
    /// The title writes the year with two digits (23年). It was taken for one of this century; make sure of it.
    Warning "year-short" => year_short(title, year) {
        zh: "标题里的年份只写了两位，按 {year} 年理解：{title}",
        en: "the title writes its year with two digits, taken for {year}: {title}",
        hint_zh: "请写成四位的年份", hint_en: "write the year with four digits",
    }
    /// What stands in the title where the body's full name should is no name: a part of the title, a number or a bracket is left
    /// in it. No name was taken from it.
    Warning "organ-unclear" => organ_unclear(left, title) as ORGAN_UNCLEAR {
        zh: "标题中“{left}”不像机关名称，未采用：{title}",
        en: "“{left}” in the title is no body's name and was not taken for one: {title}",
        hint_zh: "标题一般为“机关全称＋年份＋政府信息公开工作年度报告”", hint_en: "usually: full name of the body, year, and what the report is called",
    }
    /// The title says more than what the report is called, or says it in another order. The body, the year or both were read from
    /// where they stand in it; make sure of them.
    Warning "title-unusual" => title_unusual(title, read) {
        zh: "标题不是年报的常见写法，从中取“{read}”，请核对：{title}",
        en: "the title is not worded as those of reports are; “{read}” was read from it, check it: {title}",
        hint_zh: "标题一般为“机关全称＋年份＋政府信息公开工作年度报告”", hint_en: "usually: full name of the body, year, and what the report is called",
    }
    /// The text states the period its figures cover with the last day before the first. It was not taken.
    Warning "period-reversed" => period_reversed(period) as PERIOD_REVERSED {
        zh: "统计期限“{period}”起止颠倒，未采用",
        en: "the period “{period}” ends before it begins and was not taken",
    }
    /// The text says up to which day, or from which day on, its figures are counted, and not the other. No period was taken; the
    /// figures may not be those of a whole year.
    Warning "period-unclear" => period_unclear(text) as PERIOD_UNCLEAR {
        zh: "统计期限没有写全：“{text}”，数字可能不是全年的，请核对",
        en: "only one end of the period is stated, “{text}”: the figures may not be those of a whole year; check them",
    }
    /// Neither the title nor the text names the year reported on, and no period of the figures is stated. Figures can't be held
    /// against it, and the form can't be chosen by it.
    Warning "year-missing" => year_missing() as YEAR_MISSING {
        zh: "没有找到年报的年份",
        en: "no year was found that the report is on",
        hint_zh: "请在标题里写明年份：机关全称＋2023年＋政府信息公开工作年度报告", hint_en: "name the year in the title, between the body and what the report is called",
    }
    /// Neither the title nor the sign-off names the body that reports.
    Warning "organ-missing" => organ_missing() as ORGAN_MISSING {
        zh: "没有找到是哪个机关的年报",
        en: "no body was found whose report this is",
        hint_zh: "请在标题里写明机关全称", hint_en: "name the body in full in the title",
    }
    /// The title names no year; it was taken from what the text before the sections says it publishes.
    Note "year-from-text" => year_from_text(year, text) {
        zh: "标题没有年份，按文中“{text}”取 {year} 年",
        en: "the title names no year; {year} taken from “{text}” in the text",
    }
    /// The title does not name the body, or the year; a line or a small table near it does.
    Note "owner-from-line" => owner_from_line(what, value) {
        zh: "标题没有写明{what}，按标题附近的填写取“{value}”",
        en: "the title does not name the {what}; “{value}” was taken from a line near it",
    }
    /// The tables don't say whose figures they hold; the title in the file's properties does, and was taken at its word. It is
    /// easily left over from another file: make sure of it.
    Note "owner-from-property" => owner_from_property(title) {
        zh: "表格没有写明是谁的、哪一年的数据，按文件属性中的标题“{title}”",
        en: "the tables don't say whose figures they are; the title in the file's properties does: {title}",
    }
    /// The title names a place (清河市); the body that reports is its government, as the sign-off says.
    Note "organ-of-place" => organ_of_place(place, organ) {
        zh: "标题只写了地名“{place}”，按落款取“{organ}”",
        en: "the title names only the place “{place}”; “{organ}” taken from the sign-off",
    }
    /// The title names a place where the body's full name should be, and the sign-off doesn't say that its government reports.
    Warning "organ-is-place" => organ_is_place(place) {
        zh: "标题里的“{place}”是地名，不是机关全称",
        en: "“{place}” in the title is a place, not the full name of a body",
        hint_zh: "请写机关全称，如“{place}人民政府”", hint_en: "write the full name, the government of “{place}” say",
    }
    /// A list of contents that was typed was left out, as one that the word processor makes is: it repeats the headings, and its page
    /// numbers are those of the draft.
    Note "typed-contents-left-out" => typed_contents_left_out(text) [LeftOut] {
        zh: "手工目录不读入，与成品的标题和页码不一定相符：“{text}”",
        en: "a typed list of contents was left out: “{text}”",
    }
    /// The lines of what may be a table of contents, without title or page numbers, are kept as text; the sections are those further on.
    Note "contents-kept" => contents_kept() {
        zh: "目录作为正文保留，各部分以后文的标题为准",
        en: "a table of contents is kept as text; the sections are those further on",
    }
    /// A paragraph began with the heading of a section (一、总体情况。正文); it was parted into heading and text.
    Note "heading-split" => heading_split(heading) as HEADING_SPLIT {
        zh: "段首的“{heading}”识别为标题",
        en: "“{heading}” at the head of a paragraph is taken for a heading",
    }
    /// A statutory table stood below the sign-off or in an attachment. Its figures are the report's, so the table now stands in the
    /// section the form gives it.
    Note "table-placed-in-section" => table_placed_in_section(table, section) {
        zh: "“{table}”表在落款之后或附件中，已放入“{section}”",
        en: "the table “{table}” stood below the sign-off or in an attachment; it now stands in “{section}”",
    }
    /// What held only a statutory table (the page of an attachment, the table's name) is empty since the table stands in its section,
    /// and was left out.
    Note "attachment-emptied" => attachment_emptied(text) {
        zh: "“{text}”之下只有法定表格，表格已放入相应部分，此处不再单列",
        en: "under “{text}” stood only a statutory table, which is now in its section; it was left out",
    }
    /// The date stood above the body that signs. GB/T 9704 sets the body first; so it is printed.
    Note "sign-off-date-first" => sign_off_date_first() {
        zh: "落款的日期写在机关名称之前，印出时机关名称在前",
        en: "the sign-off has its date before the body; the body is printed first",
    }
    /// No date stands at the report's end; the one below its title was taken for the day of publication and stays where it is.
    Note "sign-off-at-head" => sign_off_at_head(text) {
        zh: "文末没有落款日期，按标题下方的“{text}”取发布日期，原处保留",
        en: "no date in a sign-off at the end; the date below the title, “{text}”, was taken for the day of publication and stays there",
    }
    /// A line of the sign-off has words that are neither a body's name nor the date: a label (报告单位：), the place of a seal (（盖章）),
    /// brackets. The sign-off is kept without them.
    Note "sign-off-words-left-out" => sign_off_words_left_out(words, text) [LeftOut] {
        zh: "落款“{text}”中的“{words}”不属于机关名称和日期，未保留",
        en: "“{words}” in the sign-off “{text}” is no part of a body's name or a date and was left out",
    }
    /// Nothing in the report says when it was published; the page it stands on does.
    Note "published-from-page" => published_from_page(date) {
        zh: "文中没有落款日期，按网页的发布时间取 {date}",
        en: "the report bears no date; the day the page was published on, {date}, was taken",
    }
    /// Neither the title nor the sign-off names the body; the page says where it has the report from. Make sure that this is the body that
    /// reports, and not the one that runs the site.
    Warning "organ-from-page" => organ_from_page(organ) {
        zh: "标题和落款都没有机关名称，按网页的信息来源取“{organ}”，请核对",
        en: "neither title nor sign-off names the body; “{organ}” was taken from what the page names as its source",
    }
    /// No body and date were found at the end of the report.
    Warning "sign-off-missing" => sign_off_missing() as SIGN_OFF_MISSING {
        zh: "没有找到落款（机关名称和日期）",
        en: "no sign-off (body and date) was found at the end",
        hint_zh: "请在文末写明机关名称和日期，如 2024年1月5日", hint_en: "end the report with the body's name and the date",
    }
    /// The report ends with a date, and no line beside it is the name of a body; what stands there stays as text.
    Warning "sign-off-without-organ" => sign_off_without_organ() as SIGN_OFF_WITHOUT_ORGAN {
        zh: "落款只有日期，没有机关名称",
        en: "the sign-off has a date and no body",
        hint_zh: "请在日期上面一行写明机关全称", hint_en: "put the body's full name on the line above the date",
    }
    /// The report ends with the name of the body that signs and no date stands below it.
    Warning "sign-off-without-date" => sign_off_without_date() as SIGN_OFF_WITHOUT_DATE {
        zh: "落款只有机关名称，没有日期",
        en: "the sign-off has a body and no date",
        hint_zh: "请在机关名称下面一行写明日期，如 2024年1月5日", hint_en: "put the date on the line below the body's name",
    }
    /// Below the sign-off stands another one, of another day or of the same body. The first was taken, the other stays as text below it.
    Warning "sign-off-twice" => sign_off_twice(organ, date) {
        zh: "落款之后又有一个落款（{organ}，{date}），已按前一个读取，后一个原样保留",
        en: "below the sign-off stands another one ({organ}, {date}); the first was taken, the other stays as text",
        hint_zh: "请只保留一个落款", hint_en: "keep one of them",
    }
    /// The title names no body; the one that signs was taken.
    Note "organ-guessed" => organ_guessed(organ) {
        zh: "标题没有机关名称，按落款取“{organ}”",
        en: "the title names no body; “{organ}” taken from the sign-off",
    }
    /// A heading is not one of the official or known ones; which section it means was judged by its words. Check it.
    Warning "section-guessed" => section_guessed(heading, section) {
        zh: "标题“{heading}”按用词对应“{section}”，请核对",
        en: "the heading “{heading}” is taken for “{section}” by its words; check it",
    }
    /// A heading means a section of the form but its wording or number is not the official one. It is kept as written.
    Note "heading-differs" => heading_differs(heading, official) {
        zh: "标题“{heading}”与规定的“{official}”不同，按原文保留",
        en: "the heading “{heading}” differs from the official “{official}”; kept as written",
    }
    /// A first-level heading that is no section of the form; it is kept as a section without role.
    Note "section-unknown" => section_unknown(heading) {
        zh: "标题“{heading}”不是规定的六个部分之一，作为另外一部分保留",
        en: "the heading “{heading}” is none of the six sections; kept as a section of its own",
    }
    /// A paragraph without heading style was taken for a second-level heading by its number and length.
    Note "heading-guessed" => heading_guessed(text) {
        zh: "按编号和长度识别为二级标题：{text}",
        en: "taken for a second-level heading by its number and length: {text}",
    }
    /// Two sections of the report mean the same section of the form.
    Warning "section-repeated" => section_repeated(heading) {
        zh: "“{heading}”与前面的部分重复，按原顺序保留",
        en: "“{heading}” repeats an earlier section; kept in its place",
    }
    /// The sections are not in the order the form prescribes; they are kept in the order of the source.
    Warning "section-out-of-order" => section_out_of_order(heading) {
        zh: "“{heading}”不在规定的顺序上，按原顺序保留",
        en: "“{heading}” is not in the prescribed order; kept in its place",
    }
    /// A section the form prescribes is not in the report.
    Warning "section-missing" => section_missing(section) {
        zh: "缺少“{section}”",
        en: "the section “{section}” is missing",
    }
    /// A statutory table stands before any section heading; a section without heading was opened for it.
    Note "table-without-section" => table_without_section(table) {
        zh: "“{table}”之前没有各部分的标题",
        en: "“{table}” stands under no section heading",
    }
    /// A statutory table is there in several copies: last year's quoted beside this year's, a template, a first version. One was
    /// taken, for the reason said; the others are kept as ordinary tables, their figures are not the report's.
    Warning "table-repeated" => table_repeated(table, taken, others, why) {
        zh: "“{table}”有多份，取{taken}：{why}；{others}作为普通表格保留，其数字不计入年报",
        en: "“{table}” is there more than once; {taken} was taken: {why}; {others} stays an ordinary table and its figures are not the report's",
    }
    /// A statutory table is there in several copies that state the same figures. It was taken once; the others are kept as
    /// ordinary tables.
    Note "table-repeated-same" => table_repeated_same(table, taken) {
        zh: "“{table}”与{taken}的数字相同，只取一次",
        en: "“{table}” states the same figures as {taken} and was taken once",
    }
    /// A statutory table is there in several copies that differ, and neither a year, a body, a caption, a sheet's name nor the
    /// section tells which is the report's. None was taken; all are kept as ordinary tables.
    Error "tables-disagree" => tables_disagree(table, first, second, cell, one, other) as TABLES_DISAGREE {
        zh: "“{table}”有多份且数字不同，无法判断以哪一份为准，都不取数：{first}与{second}，例如“{cell}”一处为“{one}”，一处为“{other}”",
        en: "“{table}” is there more than once and the copies differ; it can't be told which holds, so none was taken: {first} and {second}, where “{cell}” is “{one}” and “{other}”",
        hint_zh: "请删去多余的一份，或在表题、工作表名称中写明年份", hint_en: "delete all but one, or write the year in the caption or the sheet's name",
    }
    /// The only copy of a statutory table is said to be of another year than the report's. It was not taken and stays an ordinary
    /// table.
    Error "table-of-other-year" => table_of_other_year(table, said, year) as TABLE_OF_OTHER_YEAR {
        zh: "“{table}”只有一份，注明是{said}的，不是{year}年的，其数字未取",
        en: "the only copy of “{table}” is said to be of {said}, not of {year}; its figures were not taken",
        hint_zh: "请补上{year}年的表，或改正表题中的年份", hint_en: "add the table of {year}, or correct the year in its caption",
    }
    /// The only copy of a statutory table is said to be another body's, or of a part of the year. It was not taken and stays an
    /// ordinary table.
    Error "table-of-others" => table_of_others(table, text) as TABLE_OF_OTHERS {
        zh: "“{table}”只有一份，注明“{text}”，不是本机关全年的数据，其数字未取",
        en: "the only copy of “{table}” is said to be “{text}”, not this body's for the whole year; its figures were not taken",
        hint_zh: "请换成本机关全年的表，或改正表题", hint_en: "put this body's table of the whole year in its place, or correct the caption",
    }
    /// What is said of a statutory table makes it doubtful that its figures are those to publish: a sample, an earlier version, an
    /// estimate, a whole area's. They were taken.
    Warning "table-said-otherwise" => table_said_otherwise(table, text) {
        zh: "“{table}”注明“{text}”，已取数，请核对是不是年报要用的数字",
        en: "“{table}” is said to be “{text}”; its figures were taken: check whether they are those to publish",
    }
    /// One table follows another vintage of the form than the rest of the report.
    Warning "mixed-forms" => mixed_forms(table, form) {
        zh: "“{table}”用的是 {form} 年表式，与其余部分不同",
        en: "“{table}” follows the form of {form}, unlike the rest",
    }
    /// The tables follow another vintage of the form than the year reported on wants.
    Warning "form-not-of-year" => form_not_of_year(year, form) {
        zh: "{year} 年的年报用了“{form}”",
        en: "a report on {year} that follows “{form}”",
    }
    /// A label in a statutory table differs from the form's wording (a typo, a truncation); the form's wording is printed.
    Note "label-differs" => label_differs(official, found) as LABEL_DIFFERS {
        zh: "表内“{found}”按“{official}”处理，输出用规定的文字",
        en: "the label “{found}” is taken for “{official}”, which is what will be printed",
    }
    /// A label stands where the form has another, or looks like it, and says something else: a negation more or less, 失效 for 有效,
    /// 上年 for 本年, 退费 for 收费. It was not taken for a slip of the pen: its figures are not the report's and are kept after the
    /// table.
    Error "label-not-taken" => label_not_taken(table, found, nearest) {
        zh: "“{table}”里应为“{nearest}”的地方写的是“{found}”，意思不同，其数字未取",
        en: "“{found}” stands in “{table}” where the form has “{nearest}” and means something else; its figures were not taken",
        hint_zh: "如是笔误，请改为“{nearest}”", hint_en: "where it is a slip of the pen, write “{nearest}”",
    }
    /// A column's label, or that of a group of columns, stands in a table more often than in the form. Which of them holds can't be
    /// told, so the figures of none were taken.
    Error "column-repeated" => column_repeated(table, label) {
        zh: "“{table}”的列名“{label}”出现多次，无法判断以哪一列为准，都不取数",
        en: "“{table}” has the column label “{label}” more than once; it can't be told which holds, so none is taken",
        hint_zh: "请按规定的表式改正列名", hint_en: "correct the labels of the columns",
    }
    /// A column of figures, or a group of columns, bears no label where the form has one. What it holds can't be told; its figures
    /// were not taken.
    Error "column-unlabelled" => column_unlabelled(table, expected) {
        zh: "“{table}”里应为“{expected}”的地方没有列名，其数字未取",
        en: "“{table}” has no label where the form has “{expected}”; the figures there were not taken",
        hint_zh: "请补上列名“{expected}”", hint_en: "write the label “{expected}”",
    }
    /// The labels of the columns don't stand above the figures they are meant for: a column of figures has no label while a label of
    /// the form is missing elsewhere, or another label came in between. No figure under them was taken.
    Error "head-out-of-line" => head_out_of_line(table) {
        zh: "“{table}”的列名与下面的数字没有对齐（少了或多了一格），看不出哪一列是哪一列，这些数字都未取",
        en: "the column labels of “{table}” are not in line with the figures below (one is missing or too many); none of these was taken",
        hint_zh: "请使每个列名都在自己的数字之上", hint_en: "put each label above its own figures",
    }
    /// The labels of the rows and the figures are not in line: a row of numbers bears no label, or that of no row, while a row of the form
    /// is blank in the same columns. Cells were moved up or down; no figure of the table was taken.
    Error "rows-out-of-line" => rows_out_of_line(table) {
        zh: "“{table}”的行名与数字没有对齐（有的数字没有行名，有的行名没有数字），看不出哪一行是哪一行，都未取数",
        en: "the row labels of “{table}” are not in line with its figures (numbers without label, labels without number); none was taken",
        hint_zh: "请使每个数字都在自己行名的那一行", hint_en: "put each figure into the row of its own label",
    }
    /// Above a row of figures there is no label of a column where the form has one. The figures were not taken.
    Error "head-missing" => head_missing(table, row, expected) {
        zh: "“{table}”的“{row}”上方没有列名“{expected}”，其数字未取",
        en: "no column label “{expected}” stands above the row {row} of “{table}”; its figures were not taken",
        hint_zh: "请补上列名“{expected}”", hint_en: "write the label “{expected}”",
    }
    /// A number in a statutory table stands under no label of the form, and figures of the form are missing: it may be one of them.
    /// It was not taken and is kept after the table.
    Error "table-figure-not-taken" => table_figure_not_taken(table, text) {
        zh: "“{table}”有数字对不上规定的行名、列名，未计入，保留在表后：{text}",
        en: "a number of “{table}” stands under no label of the form and was not taken; it is kept after the table: {text}",
        hint_zh: "请按规定的表式改正行名、列名", hint_en: "give its row and column the form's own labels",
    }
    /// A grid bears the labels of a statutory table but no figures could be read from it (or from a part of it): its labels are
    /// spoilt, its rows and columns exchanged, or its figures don't stand under its labels. It is kept as an ordinary table;
    /// its figures are not the report's.
    Error "table-unreadable" => table_unreadable(table, cause) as TABLE_UNREADABLE {
        zh: "像是“{table}”，但{cause}，无法取数，作为普通表格保留，其数字不计入年报",
        en: "this looks like “{table}” but {cause}; kept as an ordinary table, its figures are not the report's",
        hint_zh: "请按规定的表式改正行名、列名", hint_en: "give its rows and columns the form's labels",
    }
    /// The rows and columns of a statutory table are not the form's: it is turned, or has as rows what the form has as columns.
    /// Each figure was taken by the labels in its row and column.
    Note "table-turned" => table_turned(table) {
        zh: "“{table}”的行列与表式不同，已按每个数字所在的行名和列名取数",
        en: "the rows and columns of “{table}” are not the form's; each figure was taken by the labels of its row and column",
    }
    /// A figure of the form is not in a table whose rows and columns are not the form's, or can't be told there.
    Warning "figure-not-found" => figure_not_found(table, cell) {
        zh: "“{table}”中没有找到或无法辨认：{cell}",
        en: "“{table}” lacks the figure {cell}, or it can't be told",
    }
    /// A line between two parts of a table only says that the table goes on. The table was put together, the line left out.
    Note "continued-left-out" => continued_left_out(text) [LeftOut] {
        zh: "“{text}”只表示表格接上页，表格已合并，此行不保留",
        en: "“{text}” only says that the table goes on; the table was put together and the line left out",
    }
    /// A statutory table has a column beside the form's: checks, remarks, numbers of rows. It is kept after the table, with the
    /// labels of its rows.
    Warning "table-column-left-over" => table_column_left_over(table, column, texts) {
        zh: "“{table}”的第{column}列不是表式的，连同行名保留在表后：{texts}",
        en: "column {column} of “{table}” is not of the form; kept after it with the labels of its rows: {texts}",
    }
    /// Two tables, one directly below the other, are one statutory table that a page break parted; they were read as one.
    Note "table-joined" => table_joined() {
        zh: "与上一个表格是同一张表，合并读取",
        en: "this table continues the one before; read as one",
    }
    /// Several rows state the same row of the form. Which is right can't be told, so none is taken; they are kept after the table.
    Error "row-repeated" => row_repeated(table, row) {
        zh: "“{table}”的“{row}”出现多次，无法判断以哪一行为准，都不取数",
        en: "“{table}” has the row {row} more than once; it can't be told which holds, so none is taken",
    }
    /// A column of the form is not in the table, or its label can't be told from another's; its figures are absent.
    Warning "column-missing" => column_missing(table, column) as COLUMN_MISSING {
        zh: "“{table}”缺少或无法辨认一列：{column}",
        en: "“{table}” lacks the column {column}, or it can't be told apart",
    }
    /// Columns whose labels are the same in several groups were told apart by their order, since the labels of the groups are
    /// missing or differ.
    Warning "columns-by-order" => columns_by_order(first) {
        zh: "上层列名缺失或有误，从“{first}”起各列按规定的顺序取数，请核对",
        en: "labels of groups are missing or differ; the columns from {first} on are taken in the form's order, check them",
    }
    /// The cells of a row of a statutory table are not in line with its columns: one is missing or too many, a figure stands beside
    /// all columns. Every figure of the row may stand a column off; none was taken.
    Error "figures-out-of-line" => figures_out_of_line(row, cause) {
        zh: "“{row}”一行{cause}，看不出哪一格对应哪一列，其数字都未取",
        en: "the row {row} {cause}; which cell belongs to which column can't be told, so none of its figures was taken",
        hint_zh: "请补齐或删去这一行的单元格，使每个数字都在自己的列名之下", hint_en: "complete or correct the cells of the row, each figure under its own label",
    }
    /// A row of the form is not in the table; its figures are absent, which is not the same as 0.
    Warning "row-missing" => row_missing(table, row) as ROW_MISSING {
        zh: "“{table}”缺少一行：{row}",
        en: "“{table}” lacks the row {row}",
    }
    /// A text in a statutory table is no label and no figure of the form; it is kept after the table.
    Warning "table-text-left-over" => table_text_left_over(table, text) {
        zh: "“{table}”里有规定表式以外的内容，保留在表后：{text}",
        en: "“{table}” holds something that is not of the form, kept after it: {text}",
    }
    /// A row of figures in a statutory table bears no label of the form, and rows of the form are missing: these may be their figures. None
    /// was taken; the row is kept after the table.
    Error "table-row-not-taken" => table_row_not_taken(table, text) {
        zh: "“{table}”有一行数字对不上规定的行，未计入，保留在表后：{text}",
        en: "a row of figures of “{table}” is none of the form's and was not taken; it is kept after the table: {text}",
        hint_zh: "请按规定表式改正这一行的标题", hint_en: "give the row the form's own label",
    }
    /// A statutory table has a row of figures more than the form; it is kept after the table.
    Warning "table-row-left-over" => table_row_left_over(table, text) {
        zh: "“{table}”比规定表式多一行，保留在表后：{text}",
        en: "“{table}” has a row more than the form, kept after it: {text}",
    }
    /// A cell of a statutory table holds a picture or note beside its text. The canonical form has no place for it in the table;
    /// it is kept after the table.
    Warning "table-object-left-over" => table_object_left_over(table, cell) {
        zh: "“{table}”的单元格“{cell}”里有图片或注释，保留在表后",
        en: "the cell {cell} of “{table}” holds a picture or note, kept after the table",
    }
    /// Pictures that float beside, over or behind the text of a paragraph stand below it, each by itself: no format keeps the place they
    /// had. Seals over the sign-off keep theirs.
    Note "picture-moved" => picture_moved(count) {
        zh: "有 {count} 幅浮动图片移到了所在段落之后，单独成段",
        en: "{count} floating pictures were moved below their paragraph",
    }
    /// The title, sign-off or a part of them was a hyperlink. Its text is read; the canonical form has no place for its target.
    Warning "text-link-left-out" => text_link_left_out(text, target) [LeftOut] {
        zh: "“{text}”是超链接，链接地址未保留：{target}",
        en: "\u{201c}{text}\u{201d} is a hyperlink; where it leads was left out: {target}",
    }
    /// The title, the sign-off, a label or a figure of a statutory table has a revision that is neither accepted nor rejected. The
    /// canonical form has no place for revisions there: it was read as if accepted.
    Warning "revision-taken-as-accepted" => revision_taken_as_accepted(text, change) {
        zh: "“{text}”处有未处理的修订（{change}），此处按接受处理",
        en: "\u{201c}{text}\u{201d} has a revision ({change}), which was taken as accepted here",
        hint_zh: "请先接受或拒绝修订", hint_en: "accept or reject it first",
    }
    /// A label or figure of a statutory table was a hyperlink. Its text is read; the canonical form has no place for its target.
    Warning "table-link-left-out" => table_link_left_out(table, cell, target) {
        zh: "“{table}”的单元格“{cell}”是超链接，链接地址未保留：{target}",
        en: "the cell {cell} of “{table}” is a hyperlink; where it leads was left out: {target}",
    }
    /// A figure's place is blank. Blank is not 0: the form wants 0 written.
    Warning "figure-blank" => figure_blank(cell) [SaysWhere] as FIGURE_BLANK {
        zh: "{cell} 空白（空白不等于 0）",
        en: "{cell} is blank (which is not 0)",
        hint_zh: "没有就填 0", hint_en: "write 0 where there is none",
    }
    /// A figure's place shows nothing, but text was found there that no person sees (white on white, a speck, hidden). It was left out;
    /// whether it is the figure only a person can tell.
    Warning "figure-unseen" => figure_unseen(cell) {
        zh: "{cell} 看上去空白，但格内有看不见的文字，未取数",
        en: "{cell} looks blank, but text that can't be seen was found there; no figure was taken",
        hint_zh: "看不见的文字如是这里的数字，请改为黑色；如不是，请删去后填写数字", hint_en: "make that text black if it is the figure; if not, delete it and write the figure",
    }
    /// A dash, stroke or 无 stands where the form wants a number.
    Warning "figure-placeholder" => figure_placeholder(cell, found) [SaysWhere] {
        zh: "{cell} 填的是“{found}”，不是数字",
        en: "{cell} is “{found}”, not a number",
        hint_zh: "没有就填 0", hint_en: "write 0 where there is none",
    }
    /// The text of a figure's place is no number. It is kept as text and has no value.
    Error "figure-not-a-number" => figure_not_a_number(cell, found) {
        zh: "{cell} 填的是“{found}”，应只填数字",
        en: "{cell} is “{found}”, should be a number alone",
    }
    /// A number is not of the kind the form asks for. It is kept as text and has no value; nothing is rounded.
    Error "figure-outside-kind" => figure_outside_kind(cell, found, kind) {
        zh: "{cell} 填的是“{found}”，应为{kind}",
        en: "{cell} is “{found}”, should be {kind}",
    }
    /// A number is written in an unusual way (full-width digits, separators, a unit); it was understood, its text is kept.
    Note "figure-read-as" => figure_read_as(cell, found, value) {
        zh: "{cell} 的“{found}”读作 {value}",
        en: "{cell}: “{found}” read as {value}",
    }
    /// Digits of a figure have something between them that may part two numbers (12 15, 1264 1, a line break), or a second number
    /// stands beside the first (12（15）). Which is meant can't be told: the text is kept, the figure has no value. Only thousands
    /// (1,264; 1 264) and single digits spread evenly over a line are put together.
    Error "figure-parted" => figure_parted(cell, found) {
        zh: "{cell} 写的是“{found}”，可能是两个数，未取数",
        en: "{cell} is “{found}”, which may be two numbers; none was taken",
        hint_zh: "请删去数字之间的空格、换行或多余的数", hint_en: "delete the space, line break or second number",
    }
    /// A figure is struck through, wholly or in part. Whether it still holds can't be told: it is printed as it stands and has no
    /// value.
    Error "figure-struck" => figure_struck(cell, found) {
        zh: "{cell} 的“{found}”带删除线，无法判断是否作废，未取数",
        en: "{cell}: “{found}” is struck through; whether it holds can't be told, so none was taken",
        hint_zh: "请删去作废的数字，或取消删除线", hint_en: "delete what no longer holds, or take the line away",
    }
    /// A label of a table, or a part of it, is struck through. The figures beside it were taken; whether they still hold can't be told.
    Warning "label-struck" => label_struck(text) {
        zh: "表内文字“{text}”带删除线，同行同列的数字已照常读取，请核对是否作废",
        en: "“{text}” in the table is struck through; the figures beside it were taken, check whether they still hold",
        hint_zh: "请删去作废的行列，或取消删除线", hint_en: "delete what no longer holds, or take the line away",
    }
    /// A number is followed by a note's sign (120*, 37②, a raised 1) or a remark in brackets (27（含2件撤回）). The number was
    /// taken; the text is kept and printed as it stands.
    Warning "figure-with-note" => figure_with_note(cell, found, value) {
        zh: "{cell} 的“{found}”读作 {value}，其后的注号或说明按原文保留，请核对",
        en: "{cell}: “{found}” read as {value}; the note after it is kept as it stands, check it",
    }
    /// An amount of money is stated in another unit than the form's: beside the number, in a label, or above the table. It was
    /// converted exactly.
    Warning "money-converted" => money_converted(cell, found, said, value, unit) as MONEY_CONVERTED {
        zh: "{cell} 的“{found}”按“{said}”换算为 {value} {unit}，请核对",
        en: "{cell}: “{found}” is by “{said}” {value} {unit}; check it",
    }
    /// What is said about the unit of an amount of money is not clear: two statements disagree, a unit above the table may be
    /// meant for other figures, or the amount has a note beside it. The text is kept, the figure has no value.
    Error "money-unit-unclear" => money_unit_unclear(cell, found, said, unit) {
        zh: "{cell} 的“{found}”单位不明（{said}），表式要求{unit}，未取数",
        en: "the unit of {cell} “{found}” is not clear ({said}), the form wants {unit}; no value was taken",
        hint_zh: "请按万元填写，并使各处单位一致", hint_en: "write it in ten thousand yuan, and make the statements agree",
    }
    /// A table says that its counts are in tens, hundreds or thousands. The form counts singly; the texts are kept, the figures have no
    /// value.
    Error "counts-in-multiples" => counts_in_multiples(table, said) {
        zh: "“{table}”注明“{said}”，表式按件计数，其数字未取",
        en: "“{table}” says “{said}”; the form counts singly, so no values were taken",
        hint_zh: "请按件填写，并删去或改正这句话", hint_en: "write the counts in full, and take that line out or put it right",
    }
    /// Nothing says in which unit an amount of money is, and in the form's it is very large.
    Warning "money-unit-unsaid" => money_unit_unsaid(cell, found, unit) {
        zh: "{cell} 的“{found}”没有写明单位，按表式的{unit}读取，数额很大，请核对",
        en: "nothing says in which unit {cell} “{found}” is; it was read in the form's, {unit}, and is very large: check it",
        hint_zh: "请在列名中写明单位，例如“本年收费金额（单位：万元）”", hint_en: "write the unit into the head of its column",
    }
    /// Characters that show nothing (zero-width spaces, byte order marks, soft hyphens, marks of direction, control characters),
    /// as text copied from web pages and chats has them. They were left out.
    Note "invisible-characters" => invisible_characters(count, text) {
        zh: "有 {count} 个看不见的字符（零宽空格等），已略去，第一处：{text}",
        en: "{count} invisible characters (zero-width spaces and the like) were left out, the first at: {text}",
    }
    /// A total in the workbook is a formula that was never calculated. What the form says it is the sum of was added up; blanks
    /// count nothing.
    Warning "total-calculated" => total_calculated(cell, sum) {
        zh: "{cell} 的公式没有计算结果，按表式求和得 {sum}",
        en: "the formula of {cell} has no stored result; by the form's rule the sum is {sum}",
        hint_zh: "请用 Excel 或 WPS 打开并保存一次，核对结果", hint_en: "open and save it once in Excel or WPS to confirm",
    }
    /// A figure in the workbook is a formula that was never calculated, and the form does not say what it is the sum of, or one
    /// of the parts is no number. It stays blank.
    Error "figure-not-calculated" => figure_not_calculated(cell) {
        zh: "{cell} 的公式没有计算结果，无法得出数值，按空白处理",
        en: "the formula of {cell} has no stored result and can't be worked out; it stays blank",
        hint_zh: "请用 Excel 或 WPS 打开并保存一次，使公式得出结果", hint_en: "open and save it once in Excel or WPS, which calculates it",
    }
    /// The sheet of checks of a workbook made by nianbao: all of it is calculated from the other sheets, so it was passed over.
    Note "check-sheet-passed-over" => check_sheet_passed_over() as CHECK_SHEET_PASSED_OVER {
        zh: "供校验用的表不是年报的数据，未读取",
        en: "the sheet of checks is calculated from the others and was passed over",
    }
    /// The lines above the tables, or the title, name more than one body, year or form. None was taken, so the figures can't be held
    /// against the report's: make sure they belong to it.
    Error "statements-disagree" => statements_disagree(what, first, second) as STATEMENTS_DISAGREE {
        zh: "{what}前后不一致：“{first}”与“{second}”，都不采用",
        en: "two different {what} are stated, “{first}” and “{second}”; neither was taken",
    }
    /// One cell of the source stands where two figures should, two where one should, or a figure stands beside its column; it
    /// can't be told which is stated, so none is taken.
    Error "figure-merged" => figure_merged(cell) {
        zh: "{cell} 所在的单元格与别的数据格合并或没有对齐，无法取数",
        en: "{cell}: its cell is merged with another figure's or not in line with its column, so it states neither",
    }
    /// A line above the tables, a caption or the name of a sheet says whose the figures are, or of which year, in a way that was not
    /// understood. Make sure they belong to the report.
    Warning "figures-owner-unclear" => figures_owner_unclear(text) as FIGURES_OWNER_UNCLEAR {
        zh: "“{text}”看不出数据是哪个机关、哪一年的，请核对",
        en: "“{text}” doesn't tell whose the figures are, or of which year; check it",
        hint_zh: "在表格上方写“填报单位：…”“报告年度：…年”", hint_en: "write the body and the year above the table, as the form has them",
    }
    /// Nothing at the tables says whose figures they are, or of which year; the quoted line does, wherever in the file it stands, and
    /// no other line speaks against it.
    Note "figures-owner-from-line" => figures_owner_from_line(what, value, text) as FIGURES_OWNER_FROM_LINE {
        zh: "表格没有写明{what}，按“{text}”取“{value}”",
        en: "the tables don't say their {what}; “{value}” taken from “{text}”",
    }
    /// The figures are said to be of a part of a year. An annual report states those of the whole year.
    Error "figures-part-of-year" => figures_part_of_year(text) as FIGURES_PART_OF_YEAR {
        zh: "“{text}”说的只是一年里的一段，年报要的是全年的数据",
        en: "“{text}” says the figures are of a part of a year; an annual report states the whole year's",
        hint_zh: "换成全年（1月1日至12月31日）的数据；如果只是没有改过来的文字，请改正", hint_en: "give the whole year's figures, or correct the line",
    }
    /// The form was filled in before the year was over, so it can hardly hold that year's figures: it may be last year's.
    Warning "figures-gathered-early" => figures_gathered_early(text, year) as FIGURES_GATHERED_EARLY {
        zh: "“{text}”早于 {year} 年年底，不会是 {year} 年全年的数据，请核对",
        en: "“{text}” is before the end of {year}, so these can hardly be the whole year's figures; check them",
    }
    /// The date of the sign-off does not say clearly which day it means; its text is kept.
    Warning "date-unclear" => date_unclear(text) {
        zh: "落款日期“{text}”看不出是哪一天，按原文保留",
        en: "the sign-off's date “{text}” is not clear; kept as text",
        hint_zh: "应写作 2024年1月5日", hint_en: "write year, month and day in full",
    }
}
