//! The ids of the styles of our own, by which the writer says in a Word document what Word has no mark for,
//! and the reader knows it again. What Word has a built-in style for goes by that.

/// What stands above an attachment: 附件1.
pub(crate) const ATTACHMENT_LABEL: &str = "AttachmentLabel";
/// Running text set centred or to the right, without the first-line indent.
pub(crate) const BODY_FLUSH: &str = "BodyTextFlush";
/// A picture standing alone.
pub(crate) const FIGURE: &str = "Figure";

/// A chart that we drew of the figures of the tables, and the name of that style: programs that save the file anew keep the name where
/// they give the style another id.
pub(crate) const CHART: &str = "NianbaoChart";
pub(crate) const CHART_NAME: &str = "图解（nianbao）";

/// Running text that is a caption by where it stands.
pub(crate) const TYPED_CAPTION: &str = "TypedCaption";
/// The line between a table and its caption that says the unit.
pub(crate) const TABLE_UNIT: &str = "TableUnit";

/// The parts of official papers: the id of the style, and its name.
pub(crate) const PAPERS: [(&str, &str); 11] = [
    ("CopyNumber", "份号"),
    ("SecrecyLevel", "密级和保密期限"),
    ("Urgency", "紧急程度"),
    ("OrganMark", "发文机关标志"),
    ("DocumentNumber", "发文字号"),
    ("Signer", "签发人"),
    ("Addressee", "主送机关"),
    ("SupplementaryNote", "附注"),
    ("Attendance", "出席人员"),
    ("CopiedTo", "抄送机关"),
    ("PrintedBy", "印发机关和印发日期"),
];
/// The number of a letter, at the right.
pub(crate) const LETTER_NUMBER: &str = "LetterNumber";
/// A number with who signs at the other end of its line.
pub(crate) const SPREAD_NUMBER: &str = "SpreadNumber";
/// The name of who signs a paper: a style that says how it is set and nothing of its text.
pub(crate) const SIGNER_NAME: &str = "SignerName";
/// The word before those who were there, likewise.
pub(crate) const ATTENDANCE_LABEL: &str = "AttendanceLabel";
/// A table that only lays out the lines of an official paper's mark or imprint.
pub(crate) const PAPER_TABLE: &str = "PaperTable";
/// The empty line that what stands at the foot of the page is tied to.
pub(crate) const FOOT_TIE: &str = "FootTie";

/// Characters of headings that run into their paragraphs, by level: a style that says how they are set and nothing of their text.
pub(crate) const RUN_IN: [&str; 4] = ["RunInHeading1", "RunInHeading2", "RunInHeading3", "RunInHeading4"];

/// Text in a cell; the other styles of cells are based on it.
pub(crate) const TABLE_TEXT: &str = "TableText";
/// Figures in a column of figures.
pub(crate) const TABLE_FIGURE: &str = "TableFigure";
/// What heads a column.
pub(crate) const TABLE_COLUMN_HEADER: &str = "TableColumnHeader";
/// What heads a row.
pub(crate) const TABLE_ROW_HEADER: &str = "TableRowHeader";
/// What heads several rows.
pub(crate) const TABLE_ROW_LABEL: &str = "TableRowLabel";
/// A table that is part of a list item.
pub(crate) const TABLE_IN_LIST: &str = "TableInList";

/// The space below a table, and what keeps two tables apart.
pub(crate) const TABLE_GAP: &str = "TableGap";
/// The space above a table, where the page's style has some.
pub(crate) const TABLE_GAP_ABOVE: &str = "TableGapAbove";
/// The empty paragraph that ends the pages before or after a turned one.
pub(crate) const PAGE_TURN: &str = "PageTurn";
/// The same where a page would break there anyway.
pub(crate) const PAGE_TURN_AND_BREAK: &str = "PageTurnAndBreak";
/// The empty paragraph where turned pages begin, or upright ones, because the document says so.
pub(crate) const PAGE_TURNED: &str = "PageTurned";
pub(crate) const PAGE_UPRIGHT: &str = "PageUpright";

/// Whether a style of characters says how they are set and nothing of their text.
pub(crate) fn says_nothing(id: &str) -> bool {
    RUN_IN.contains(&id) || [SIGNER_NAME, ATTENDANCE_LABEL].contains(&id)
}

/// Whether a style aligns its paragraphs by what they are: captions, header cells and columns of figures.
pub(crate) fn aligns_by_itself(id: &str) -> bool {
    [TYPED_CAPTION, TABLE_UNIT, TABLE_FIGURE, TABLE_COLUMN_HEADER, TABLE_ROW_HEADER, TABLE_ROW_LABEL].contains(&id)
}
