//! The neutral flow every reader produces and every writer consumes.
//!
//! In: nothing but the words every layer shares (`templates/vocabulary.toml`). Out: [`Document`]: blocks with inline runs, tables
//! as [`Grid`]s, media. No word of any file format lives
//! here, and no word of any statutory form; nothing here reads, writes or prints.

mod account;
mod beginning;
mod block;
mod cell;
mod chart;
mod content;
mod date;
mod description;
mod extent;
mod folded;
mod formula;
mod grid;
mod invisible;
mod link;
mod marks;
mod media;
pub mod numeral;
mod tab_stop;
mod time;
mod visibility;
mod vocabulary;

pub(crate) use account::is_off as net_is_off;
#[doc(hidden)]
pub use account::without_net;
pub(crate) use account::{Account, PassageId, PieceId};
pub(crate) use beginning::Beginnings;
pub(crate) use block::running_text;
pub use block::{
    Alignment, Block, Break, Crop, Figure, Heading, List, ListItem, Paragraph, ParagraphRole, Size, each_inline,
};
pub use cell::{Cell, Diagonal, HeaderScope, TextDirection};
pub use chart::{Chart, ChartSeries};
pub use content::{Change, Content, Floating, Inline, InlineImage, Link, Note, NoteKind, Revision, Ruby};
pub use date::Date;
pub use description::description;
pub use extent::Carrier;
pub use folded::Folded;
pub use formula::{Formula, MathFault, MathMl};
pub use grid::{FigureColumns, Grid, GridFault, HiddenRows};
pub use invisible::{is_invisible, is_turned, shapes_neighbours, visible};
pub use link::{Destination, destination};
pub use marks::{Capitals, Color, ColorFault, FontFault, FontName, Marks, Text, VerticalPosition, chinese_and_letters};
pub use media::{Media, MediaType, Medium};
pub use tab_stop::{Leader, TabAlignment, TabStop};
pub use time::{
    PeriodMention, YearForm, YearMention, date_at, month_at, parts_of_years_in, period_in_year, periods_in, whole_date,
    year_at, year_before, years_in,
};
pub use visibility::{Appearance, Ground, HardlySeen, Ink, Neighbours, Unseen};
pub(crate) use vocabulary::{
    Captioned, attachment_number, begins_remark, begins_unit, caption_name, captioned, label_length, vocabulary,
};

/// A whole document as a flow of blocks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// What is said, in reading order.
    pub blocks: Vec<Block>,
    /// The pictures blocks refer to by id.
    pub media: Media,
    /// What the file says about itself.
    pub properties: Properties,
}

/// What a document says about itself, apart from its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Properties {
    /// The document's title.
    pub title: Option<String>,
    /// The body that issues it.
    pub author: Option<String>,
    /// The date it bears; writers use it for the file's own dates, so that the same input gives the same bytes.
    pub date: Option<Date>,
    /// What the page it was published on says of it.
    pub publication: Publication,
}

/// What a page says of the document published on it: evidence for what the document itself leaves out. No file's own properties are
/// any: those say who made the file, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publication {
    /// The day it was published on.
    pub date: Option<Date>,
    /// Where the page has it from: the body that issued it, or the one that runs the site.
    pub source: Option<String>,
}
