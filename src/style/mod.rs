//! Page and type design as data: what `templates/styles/*.toml` say.
//!
//! In: a style file. Out: [`Style`], read by the typesetter and by the writers, so that the PDF and the Word edition look
//! alike. Knows no document and no form. The grammar of the files is `templates/styles/README.md`; `load` reads them.

mod charts;
mod face_role;
mod load;
mod names;
mod paper;

pub use charts::{ChartPlace, ChartsStyle, Rgb};
pub use face_role::FaceRole;
#[cfg(feature = "svg")]
pub(crate) use names::role_of_known_font;
pub use paper::{ImprintPage, Ink, PaperStyle};

use crate::finding::Error;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A page and type design.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// What it is called.
    pub name: String,
    /// Paper, margins and grid.
    pub page: PageStyle,
    /// The page number.
    pub page_number: PageNumberStyle,
    /// For each face role, the families that may play it, best first: written into Word files and web pages, and looked for
    /// among the faces pages are set in.
    pub faces: BTreeMap<FaceRole, Vec<String>>,
    /// Emphasis.
    pub emphasis: EmphasisStyle,
    /// Type and spacing by what a paragraph is for.
    pub paragraphs: ParagraphStyles,
    /// Tables.
    pub table: TableStyle,
    /// Organ and date at the end.
    #[serde(default)]
    pub sign_off: SignOffStyle,
    /// The parts of official papers; where a file says nothing of them, as `gongwen` has them.
    pub paper: PaperStyle,
    /// The list of contents.
    #[serde(default)]
    pub contents: ContentsStyle,
    /// Charts.
    #[serde(default)]
    pub charts: ChartsStyle,
    /// Web pages.
    #[serde(default)]
    pub web: WebStyle,
}

/// Paper, margins and grid.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    /// Paper width, mm.
    pub width_mm: f32,
    /// Paper height, mm.
    pub height_mm: f32,
    /// Top margin, mm.
    pub top_mm: f32,
    /// Left margin, mm.
    pub left_mm: f32,
    /// Right margin, mm.
    pub right_mm: f32,
    /// Bottom margin, mm.
    pub bottom_mm: f32,
    /// Lines of body text that fill a page.
    pub lines: u32,
    /// Characters of body text that fill a line.
    pub characters: u32,
    /// Whether 。，、 may hang in the right margin where they would not fit.
    #[serde(default)]
    pub hanging_punctuation: bool,
    /// Whether pages that the draft turns (landscape sections) stay upright; those of tables too wide for them are turned all the same.
    #[serde(default)]
    pub upright_only: bool,
}

/// The page number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PageNumberStyle {
    /// Printed before the number.
    pub prefix: String,
    /// Printed after the number.
    pub suffix: String,
    /// Its face.
    pub face: FaceRole,
    /// Its size, pt.
    pub size_pt: f32,
    /// From the lower edge of the text area to the upper edge of the number, mm.
    pub distance_mm: f32,
    /// Where it stands.
    #[serde(default)]
    pub position: NumberPosition,
    /// How far it stands in from the outer edge of the text area, in characters of its own size; nothing where it is centred.
    pub indent_characters: f32,
}

/// Where the page number stands below the text area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NumberPosition {
    /// On odd pages right, on even pages left (GB/T 9704-2012 7.5).
    #[default]
    Outer,
    /// In the middle.
    Center,
}

/// What sets emphasised text apart: Chinese type has neither bold nor italic of its own, another face takes their part.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmphasisStyle {
    /// The face of bold text.
    pub bold: FaceRole,
    /// The face of italic text.
    pub italic: FaceRole,
    /// Whether colours a draft gave to characters, behind them and to the ground of cells are kept; else all is black on
    /// white.
    #[serde(default)]
    pub keep_colors: bool,
    /// Whether text that a draft set apart by another font stays so; else all text of a kind is in its own face.
    #[serde(default)]
    pub keep_fonts: bool,
    /// Whether the first sentence of a paragraph that a number makes a heading is set in the type of its level (7.3.3).
    #[serde(default)]
    pub run_in_headings: bool,
}

/// Type and spacing by what a paragraph is for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ParagraphStyles {
    /// The document's title.
    pub title: ParagraphStyle,
    /// Running text.
    pub body: ParagraphStyle,
    /// Headings 一、
    pub heading1: ParagraphStyle,
    /// Headings （一）
    pub heading2: ParagraphStyle,
    /// Headings 1.
    pub heading3: ParagraphStyle,
    /// Headings （1） and below.
    pub heading4: ParagraphStyle,
    /// The issuing body at the end.
    pub signature: ParagraphStyle,
    /// The date at the end.
    pub date: ParagraphStyle,
    /// 附件 at the top of an attachment.
    pub attachment_label: ParagraphStyle,
    /// The name of a figure or table.
    pub caption: ParagraphStyle,
    /// Foot- and endnotes.
    pub note: ParagraphStyle,
    /// Text in table cells.
    pub cell: ParagraphStyle,
    /// 份号, the number of the copy of an official paper.
    pub copy_number: ParagraphStyle,
    /// 密级和保密期限, how secret it is.
    pub secrecy: ParagraphStyle,
    /// 紧急程度, how urgent it is.
    pub urgency: ParagraphStyle,
    /// 发文机关标志, the issuing body's mark.
    pub organ_mark: ParagraphStyle,
    /// 发文字号, its number.
    pub document_number: ParagraphStyle,
    /// 签发人, who signs it, on a line of its own.
    pub signer: ParagraphStyle,
    /// 主送机关, whom it is sent to.
    pub addressee: ParagraphStyle,
    /// 附注, the note below its date.
    pub supplementary_note: ParagraphStyle,
    /// 出席、请假、列席, who was there.
    pub attendance: ParagraphStyle,
    /// 抄送机关, whom copies are sent to.
    pub copied_to: ParagraphStyle,
    /// 印发机关和印发日期, who printed it and when.
    pub printed_by: ParagraphStyle,
}

impl ParagraphStyles {
    /// The style of a heading of this level (1 to 9).
    #[must_use]
    pub fn heading(&self, level: u8) -> &ParagraphStyle {
        match level {
            0 | 1 => &self.heading1,
            2 => &self.heading2,
            3 => &self.heading3,
            _ => &self.heading4,
        }
    }
}

/// Type and spacing of a kind of paragraph.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ParagraphStyle {
    /// The face of its Chinese text.
    pub face: FaceRole,
    /// Whether it is set in the bold of that face's family; where the family has none, in the face itself.
    #[serde(default)]
    pub bold: bool,
    /// Type size, pt.
    pub size_pt: f32,
    /// Alignment.
    pub align: TextAlign,
    /// Distance between baselines, pt; absent: the page's own (height of the text area over its lines).
    pub line_pitch_pt: Option<f32>,
    /// First-line indent, in characters of its own size.
    #[serde(default)]
    pub first_line_characters: f32,
    /// Indent of the right edge, in characters of its own size.
    #[serde(default)]
    pub right_characters: f32,
    /// Blank lines of the page's pitch before it.
    #[serde(default)]
    pub lines_before: f32,
    /// Blank lines of the page's pitch after it.
    #[serde(default)]
    pub lines_after: f32,
}

/// Alignment of a paragraph's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TextAlign {
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Flush on both sides, the last line left.
    Justify,
}

/// Tables.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    /// Thickness of the rules, pt.
    pub rule_pt: f32,
    /// Space between a rule and the text, mm.
    pub padding_mm: f32,
    /// The face of header cells.
    pub header_face: FaceRole,
    /// Alignment of header cells whose text has none of its own.
    pub header_align: TextAlign,
    /// Alignment of the figures in columns of figures, where they have none of their own.
    pub figure_align: TextAlign,
    /// The smallest size text in cells may be reduced to where a column is narrow, pt.
    pub minimum_size_pt: f32,
    /// Space above a table, pt.
    pub space_before_pt: f32,
    /// Space below a table, pt.
    pub space_after_pt: f32,
}

/// The list of contents (目录) of pages and Word files; there it keeps itself up to date.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContentsStyle {
    /// Down to which level headings are listed, at most 9; 0 for no list.
    #[serde(default, alias = "word_levels")]
    pub levels: u8,
    /// What stands above it.
    #[serde(default = "contents_title")]
    pub title: String,
}

fn contents_title() -> String {
    "目录".to_owned()
}

impl Default for ContentsStyle {
    fn default() -> Self {
        ContentsStyle { levels: 0, title: contents_title() }
    }
}

/// What web pages have beside the text, and what they say of the site they are published on: the labels of pages that the
/// specification for government websites (国办发〔2017〕47号) names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct WebStyle {
    /// Whether headings are listed beside the text where there is room.
    pub contents: bool,
    /// The figures shown beside the text.
    pub key_figures: Vec<KeyFigure>,
    /// The site's name (`SiteName`).
    pub site_name: Option<String>,
    /// The site's domain (`SiteDomain`).
    pub site_domain: Option<String>,
    /// The site's identification code (`SiteIDCode`).
    pub site_id_code: Option<String>,
    /// The column the page stands in (`ColumnName`).
    pub column_name: Option<String>,
    /// What kind of column that is (`ColumnType`).
    pub column_type: Option<String>,
    /// The page's own address (`Url`).
    pub url: Option<String>,
}

impl Default for WebStyle {
    fn default() -> Self {
        WebStyle {
            contents: true,
            key_figures: Vec::new(),
            site_name: None,
            site_domain: None,
            site_id_code: None,
            column_name: None,
            column_type: None,
            url: None,
        }
    }
}

/// A figure shown beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KeyFigure {
    /// The cell it stands in, by the form's id with its table's; where the report has none, it is left out.
    pub cell: String,
    /// What it is called.
    pub label: String,
}

/// Organ and date at the end (GB/T 9704-2012 7.3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignOffStyle {
    /// Whether a seal will be put on it (7.3.5.1): the date then stands four characters from the right, the organ centred
    /// above it, and the blank lines before them are never given up. Otherwise (7.3.5.2) the organ stands
    /// `right_characters` from the right and the date begins two characters right of where the organ begins.
    #[serde(default)]
    pub seal: bool,
}

impl PageStyle {
    /// Width of the text area, mm (版心宽).
    #[must_use]
    pub fn text_width_mm(&self) -> f32 {
        self.width_mm - self.left_mm - self.right_mm
    }

    /// Height of the text area, mm (版心高).
    #[must_use]
    pub fn text_height_mm(&self) -> f32 {
        self.height_mm - self.top_mm - self.bottom_mm
    }

    /// Distance between the baselines of body text, pt.
    #[must_use]
    pub fn line_pitch_pt(&self) -> f32 {
        self.text_height_mm() * PT_PER_MM / self.lines as f32
    }

    /// Distance between the centres of body characters, pt.
    #[must_use]
    pub fn character_pitch_pt(&self) -> f32 {
        self.text_width_mm() * PT_PER_MM / self.characters as f32
    }
}

/// Points in a millimetre.
pub const PT_PER_MM: f32 = 72.0 / 25.4;

/// The styles nianbao comes with: what each is called and its file, the default first.
const BUILT_IN: [(&str, &str); 2] = [
    ("gongwen", include_str!("../../templates/styles/gongwen.toml")),
    ("web-print", include_str!("../../templates/styles/web-print.toml")),
];

impl Style {
    /// What the styles nianbao comes with are called, the default first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The default style: GB/T 9704-2012.
    ///
    /// # Errors
    /// None in a released build: a test loads it.
    pub fn gongwen() -> Result<Self, Error> {
        Style::built_in("gongwen")
    }

    /// How review sheets are set; no style for reports.
    ///
    /// # Errors
    /// None in a released build: a test loads it.
    pub fn review_sheet() -> Result<Self, Error> {
        Style::from_toml(include_str!("../../templates/styles/review-sheet.toml"))
    }

    /// The style of that name.
    ///
    /// # Errors
    /// `unknown-style` where nianbao comes with none of that name.
    pub fn built_in(name: &str) -> Result<Self, Error> {
        Style::from_toml(load::text_of(name)?)
    }

    /// The style a file describes. A file that says `extends = "gongwen"` (or another built-in style) need give only what
    /// differs from that one.
    ///
    /// # Errors
    /// `invalid-style` with the line and column, where the text is not TOML, has an unknown key or lacks one, gives a value of
    /// another type, or a measure that is none (negative, not finite, margins wider than the paper, a grid whose characters
    /// would overlap); `unknown-style` where it extends a style there is not.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        load::style(text)
    }

    /// The first measure that is none: the keys it depends on, the most telling last, and what is wrong.
    fn fault(&self) -> Option<(Vec<String>, String)> {
        let page = &self.page;
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let p = &self.paragraphs;
        let mut positive = vec![
            (keys(&["page.width_mm"]), page.width_mm),
            (keys(&["page.height_mm"]), page.height_mm),
            (keys(&["page.width_mm", "page.right_mm", "page.left_mm"]), page.text_width_mm()),
            (keys(&["page.height_mm", "page.bottom_mm", "page.top_mm"]), page.text_height_mm()),
            (keys(&["page.lines"]), page.lines as f32),
            (keys(&["page.characters"]), page.characters as f32),
            (keys(&["page_number.size_pt"]), self.page_number.size_pt),
            (keys(&["table.minimum_size_pt"]), self.table.minimum_size_pt),
            (keys(&["charts.size_pt"]), self.charts.size_pt),
        ];
        let mut least_zero = vec![
            (keys(&["page.top_mm"]), page.top_mm),
            (keys(&["page.left_mm"]), page.left_mm),
            (keys(&["page.right_mm"]), page.right_mm),
            (keys(&["page.bottom_mm"]), page.bottom_mm),
            (keys(&["page_number.distance_mm"]), self.page_number.distance_mm),
            (keys(&["page_number.indent_characters"]), self.page_number.indent_characters),
            (keys(&["table.rule_pt"]), self.table.rule_pt),
            (keys(&["table.padding_mm"]), self.table.padding_mm),
            (keys(&["table.space_before_pt"]), self.table.space_before_pt),
            (keys(&["table.space_after_pt"]), self.table.space_after_pt),
        ];
        let measures = self.paper.measures();
        least_zero.extend(measures.map(|(key, measure)| (vec![format!("paper.{key}")], measure)));
        for (kind, style) in p.iter() {
            let key = |name: &str| vec![format!("paragraphs.{kind}.{name}")];
            positive.push((key("size_pt"), style.size_pt));
            positive.extend(style.line_pitch_pt.map(|pitch| (key("line_pitch_pt"), pitch)));
            least_zero.extend([
                (key("first_line_characters"), style.first_line_characters),
                (key("right_characters"), style.right_characters),
                (key("lines_before"), style.lines_before),
                (key("lines_after"), style.lines_after),
            ]);
        }
        if self.contents.levels > 9 {
            let fault = format!("contents.levels = {} > 9", self.contents.levels);
            return Some((keys(&["contents.levels"]), fault));
        }
        if self.charts.colors.is_empty() {
            return Some((keys(&["charts.colors"]), "charts.colors = []".to_owned()));
        }
        let bad = |value: f32, least: f32| !(value.is_finite() && value >= least && value < 10_000.0);
        let least = positive.into_iter().map(|(keys, value)| (keys, value, 0.01));
        let mut all = least.chain(least_zero.into_iter().map(|(keys, value)| (keys, value, 0.0)));
        if let Some((keys, value, _)) = all.find(|(_, value, least)| bad(*value, *least)) {
            let what = match keys.as_slice() {
                [key] => format!("{key} = {value}"),
                several => format!("{} = {value}", several.join(" − ")),
            };
            return Some((keys, what));
        }
        // Sizes differ from the room there is by a rounding at most; a tenth more and characters would overlap.
        if page.character_pitch_pt() < p.body.size_pt * 0.9 {
            let fault = format!("page.characters × paragraphs.body.size_pt > {} mm", page.text_width_mm());
            return Some((keys(&["paragraphs.body.size_pt", "page.characters"]), fault));
        }
        None
    }
}

impl ParagraphStyles {
    /// Each kind with the name style files give it.
    fn iter(&self) -> impl Iterator<Item = (&'static str, &ParagraphStyle)> {
        [
            ("title", &self.title),
            ("body", &self.body),
            ("heading1", &self.heading1),
            ("heading2", &self.heading2),
            ("heading3", &self.heading3),
            ("heading4", &self.heading4),
            ("signature", &self.signature),
            ("date", &self.date),
            ("attachment_label", &self.attachment_label),
            ("caption", &self.caption),
            ("note", &self.note),
            ("cell", &self.cell),
            ("copy_number", &self.copy_number),
            ("secrecy", &self.secrecy),
            ("urgency", &self.urgency),
            ("organ_mark", &self.organ_mark),
            ("document_number", &self.document_number),
            ("signer", &self.signer),
            ("addressee", &self.addressee),
            ("supplementary_note", &self.supplementary_note),
            ("attendance", &self.attendance),
            ("copied_to", &self.copied_to),
            ("printed_by", &self.printed_by),
        ]
        .into_iter()
    }
}

#[cfg(test)]
mod tests;
