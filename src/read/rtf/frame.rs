//! Destinations that end with their group: what is gathered until then.

use super::picture::{EMU_PER_TWIP, Picture, ReadPicture};
use crate::ooxml::escape_attribute;
use crate::read::word_parts::{self, Anchor, Position, WHOLE_SIDE};
use std::fmt::Write;

/// The largest measure of a page in twips, so that nothing overflows.
const FARTHEST: i32 = 1 << 20;

/// What a text that is gathered is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collected {
    Title,
    Author,
    Created,
    Label,
    LevelText,
    CommentAuthor,
    Bookmark,
    PropertyName,
    PropertyValue,
    ObjectClass,
    FormDefault,
    FormItem,
}

/// A story that stands beside the one it is called from, or in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inner {
    Footnote,
    Endnote,
    Comment,
    Header,
    Footer,
    TextBox,
}

/// A form field (specification 1.9.1, “Form Fields”).
#[derive(Debug, Default)]
pub(super) struct Form {
    kind: Option<i32>,
    default: Option<i32>,
    result: Option<i32>,
    pub text: String,
    pub items: Vec<String>,
}

impl Form {
    /// What stands for a result that is not set.
    const UNSET: i32 = 25;

    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) {
        match word {
            "fftype" => self.kind = number,
            "ffdefres" => self.default = number,
            "ffres" => self.result = number.filter(|result| *result != Self::UNSET),
            _ => {}
        }
    }

    /// As `w:ffData` (ECMA-376 §17.16.17).
    fn markup(&self) -> String {
        let result = self.result.or(self.default).unwrap_or(0);
        match self.kind {
            Some(1) => format!(
                "<w:ffData><w:checkBox><w:checked w:val=\"{}\"/></w:checkBox></w:ffData>",
                i32::from(result != 0)
            ),
            Some(2) => {
                let mut items = String::new();
                for item in &self.items {
                    let _ = write!(items, "<w:listEntry w:val=\"{}\"/>", escape_attribute(item));
                }
                format!("<w:ffData><w:ddList><w:result w:val=\"{result}\"/>{items}</w:ddList></w:ffData>")
            }
            Some(_) if !self.text.is_empty() => {
                let text = escape_attribute(&self.text);
                format!("<w:ffData><w:textInput><w:default w:val=\"{text}\"/></w:textInput></w:ffData>")
            }
            _ => String::new(),
        }
    }
}

/// A field (specification 1.9.1, “Fields”).
#[derive(Debug, Default)]
pub(super) struct Field {
    pub is_dirty: bool,
    pub has_instruction: bool,
    pub form: Form,
}

impl Field {
    /// What begins it (ECMA-376 §17.16.18).
    pub(super) fn beginning(&self) -> String {
        let dirty = if self.is_dirty { " w:dirty=\"1\"" } else { "" };
        format!("<w:fldChar w:fldCharType=\"begin\"{dirty}>{}</w:fldChar>", self.form.markup())
    }
}

/// A drawn shape, by the properties that say what is seen of its text (\[MS-ODRAW\] 2.3).
#[derive(Debug, Default)]
pub(super) struct Shape {
    is_unfilled: bool,
    is_hidden: bool,
    is_plain: bool,
    color: Option<u32>,
    alternative: String,
    /// Text along a path.
    path: String,
    /// The pictures in it, and in the shapes of its group.
    pub pictures: Vec<ReadPicture>,
    /// Where it stands: left, top, right, bottom in twips, as far as that is said.
    edges: [i32; 4],
    across: &'static str,
    down: &'static str,
    wrap: Option<&'static str>,
    /// Whether it stands in the line, or under the text.
    is_in_line: bool,
    is_behind: bool,
    /// Whether it is set to a side or the middle, across and down.
    is_aligned: [bool; 2],
    /// What is cut off its picture, where it says so itself: left, top, right, bottom.
    cut: [Option<i64>; 4],
}

impl Shape {
    pub(super) fn new() -> Self {
        Shape { is_plain: true, across: "page", down: "page", ..Shape::default() }
    }

    /// Takes over what a control word says of its place (specification 1.9.1, “Drawing Objects”), if it is one of these.
    pub(super) fn place(&mut self, word: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or(0).clamp(-FARTHEST, FARTHEST);
        let [left, top, right, bottom] = &mut self.edges;
        match word {
            "shpleft" => *left = value,
            "shptop" => *top = value,
            "shpright" => *right = value,
            "shpbottom" => *bottom = value,
            "shpbxpage" => self.across = "page",
            "shpbxmargin" => self.across = "margin",
            "shpbxcolumn" => self.across = "column",
            "shpbypage" => self.down = "page",
            "shpbymargin" => self.down = "margin",
            "shpbypara" => self.down = "paragraph",
            "shpfblwtxt" => self.is_behind = value != 0,
            "shpwr" => {
                self.wrap = Some(match value {
                    1 => Anchor::ABOVE_AND_BELOW,
                    3 => Anchor::NO_WRAP,
                    _ => Anchor::SQUARE,
                });
            }
            _ => return false,
        }
        true
    }

    /// What a property says of its place. It goes over what the control words say.
    fn place_by(&mut self, name: &str, number: Option<u32>) {
        let of_page = |other| match number {
            Some(0 | 1) => Some("margin"),
            Some(2) => Some("page"),
            Some(3) => Some(other),
            _ => None,
        };
        let [across, down] = &mut self.is_aligned;
        let [left, top, right, bottom] = &mut self.cut;
        // In 65,536ths.
        let cut = number.map(|number| (i64::from(number.cast_signed()) * WHOLE_SIDE) >> 16);
        match name {
            "cropFromLeft" => *left = cut,
            "cropFromTop" => *top = cut,
            "cropFromRight" => *right = cut,
            "cropFromBottom" => *bottom = cut,
            "posrelh" => self.across = of_page("column").unwrap_or("character"),
            "posrelv" => self.down = of_page("paragraph").unwrap_or("line"),
            "posh" => *across = number.is_some_and(|number| number > 0),
            "posv" => *down = number.is_some_and(|number| number > 0),
            "fBehindDocument" => self.is_behind = number.is_some_and(|number| number != 0),
            "fPseudoInline" => self.is_in_line = number.is_some_and(|number| number != 0),
            _ => {}
        }
    }

    /// Takes the pictures of a shape in it, which are anchored where it is.
    pub(super) fn take_pictures(&mut self, inner: &mut Shape) {
        inner.name_pictures();
        self.pictures.append(&mut inner.pictures);
    }

    /// Of a picture that says nothing of itself its shape does.
    fn name_pictures(&mut self) {
        for picture in &mut self.pictures {
            for (own, cut) in picture.crop.iter_mut().zip(self.cut) {
                *own = cut.unwrap_or(*own);
            }
        }
        for picture in self.pictures.iter_mut().filter(|picture| picture.alternative.is_empty()) {
            picture.alternative.clone_from(&self.alternative);
        }
    }

    /// The markup of its pictures, which stand where it does.
    pub(super) fn pictures(&mut self) -> Vec<String> {
        self.name_pictures();
        let [left, top, right, bottom] = self.edges.map(|edge| i64::from(edge) * EMU_PER_TWIP);
        let [is_aligned_across, is_aligned_down] = self.is_aligned;
        let position = |from, is_aligned: bool, offset| Position { from, offset: (!is_aligned).then_some(offset) };
        let anchor = self.wrap.filter(|_| !self.is_in_line).map(|wrap| Anchor {
            across: position(self.across, is_aligned_across, left),
            down: position(self.down, is_aligned_down, top),
            wrap,
            is_behind: self.is_behind,
        });
        let is_alone = self.pictures.len() == 1;
        let size = |picture: &ReadPicture| match (right - left, bottom - top) {
            // The size of a group is not that of each picture in it.
            (width, height) if width > 0 && height > 0 && is_alone => (width, height),
            (width, height) if width > 0 && height > 0 => (0, 0),
            _ => (picture.width, picture.height),
        };
        let markup = |picture: &ReadPicture| {
            let (width, height) = size(picture);
            let ReadPicture { relationship, alternative, crop, .. } = picture;
            let (is_hidden, crop) = (self.is_hidden, *crop);
            word_parts::Picture { relationship, alternative, width, height, anchor, is_hidden, crop }.markup()
        };
        self.pictures.iter().map(markup).collect()
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        let number = value.trim().parse::<u32>().ok();
        match name {
            "fFilled" => self.is_unfilled = number == Some(0),
            "fHidden" => self.is_hidden = number.is_some_and(|number| number != 0),
            "fillType" => self.is_plain = number.unwrap_or(0) == 0,
            "fillColor" => self.color = number,
            "wzDescription" => self.alternative = value.to_owned(),
            "gtextUNICODE" => self.path = value.to_owned(),
            _ => self.place_by(name, number),
        }
    }

    /// A shape of VML around this content (ECMA-376 part 4 §19.1.2.19).
    fn around(&self, content: &str) -> String {
        let filled = if self.is_unfilled { " filled=\"f\"" } else { "" };
        let hidden = if self.is_hidden { " style=\"visibility:hidden\"" } else { "" };
        // Blue stands in the highest byte.
        let color = self.color.map(|color| {
            let [red, green, blue, _] = color.to_le_bytes();
            format!(" fillcolor=\"#{red:02X}{green:02X}{blue:02X}\"")
        });
        let fill = if self.is_plain { "" } else { "<v:fill type=\"gradient\"/>" };
        format!(
            "<w:pict><v:shape alt=\"{}\"{filled}{hidden}{}>{fill}{content}</v:shape></w:pict>",
            escape_attribute(&self.alternative),
            color.unwrap_or_default()
        )
    }

    /// A text box with these blocks.
    pub(super) fn text_box(&self, blocks: &str) -> String {
        self.around(&format!("<v:textbox><w:txbxContent>{blocks}</w:txbxContent></v:textbox>"))
    }

    /// Its text along a path, where it has one.
    pub(super) fn text_path(&self) -> Option<String> {
        let text = escape_attribute(&self.path);
        (!text.is_empty()).then(|| self.around(&format!("<v:textpath string=\"{text}\"/>")))
    }
}

/// What ends with a group.
#[derive(Debug)]
pub(super) enum Frame {
    Collected(Collected, String),
    Story(Inner),
    Picture(Picture),
    Field(Field),
    Instruction,
    ListLevel,
    Shape(Shape),
    /// An embedded object, by its class.
    Object(String),
}
