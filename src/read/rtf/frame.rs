//! Destinations that end with their group: what is gathered until then.

use super::picture::Picture;
use crate::ooxml::escape_attribute;
use std::fmt::Write;

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
}

impl Shape {
    pub(super) fn new() -> Self {
        Shape { is_plain: true, ..Shape::default() }
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
            _ => {}
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
