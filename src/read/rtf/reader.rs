//! Tokens → stories and parts: which group is what, and what each control word does there.

mod characters;

use super::charset::{Charset, code_page};
use super::frame::{Collected, Field, Frame, Inner, Shape};
use super::lexer::{Lexer, Token};
use super::look::Look;
use super::paragraph::Paragraph;
use super::picture::{Picture, ReadPicture};
use super::section::Section;
use super::story::{Context, RunKind, Story};
use crate::finding::catalogue::{docx, package, rtf, sheet};
use crate::finding::{Error, Finding, terms};
use crate::ooxml::escape_attribute;
use crate::read::WordDocumentParts;
use crate::read::word_parts::{self, Beside, Running, WordParts};
use encoding_rs::Encoding;
use std::collections::BTreeSet;

/// How deep groups may nest.
const MAX_GROUPS: usize = 1_000;
/// How deep destinations may nest.
const MAX_FRAMES: usize = 64;

/// What becomes of the text of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    /// It stands in the innermost story.
    Flow,
    /// It is passed over with all in it.
    Skip,
    /// It is passed over; what is in it is not.
    Quiet,
    /// It is gathered by the innermost frame.
    Collect,
    Picture,
    Fonts,
    Colors,
    Styles,
    Authors,
    Lists,
    Overrides,
}

/// What a group inherits and gives back at its end.
#[derive(Debug, Clone, Copy)]
struct Group {
    destination: Destination,
    look: Look,
    paragraph: Paragraph,
    /// How many characters stand for a `\uN` where it is not understood.
    fallback: usize,
    /// The entry of the font table.
    font: Option<i32>,
    instructs: bool,
    in_formula: bool,
    /// Whether rows are those of nested tables.
    is_nested_row: bool,
    /// Of text that is given twice, what the copy in Unicode is.
    twice: Option<Destination>,
}

struct Open {
    depth: usize,
    frame: Frame,
}

/// The reading of a file.
pub(super) struct Reader<'a> {
    lexer: Lexer<'a>,
    groups: Vec<Group>,
    group: Group,
    frames: Vec<Open>,
    stories: Vec<Story>,
    parts: WordParts,
    context: Context,
    section: Section,
    encoding: &'static Encoding,
    /// The file's code page, where it is not known; and those that characters were read in.
    unknown_page: Option<i32>,
    unknown_pages: BTreeSet<i32>,
    /// Whether characters typed as they are are UTF-8, and whether such are waiting.
    is_utf8: bool,
    waits_for_utf8: bool,
    bytes: Vec<u8>,
    is_faulty: bool,
    high_surrogate: Option<u16>,
    /// Characters still to be passed over after `\uN`.
    passed_over: usize,
    /// Whether a group has just begun, or begun with `\*`.
    begins: bool,
    is_ignorable: bool,
    style_sheet: Option<usize>,
    /// Whether the picture that newer programs show was read: that for older ones is another of the same.
    has_picture: bool,
    /// Year, month, day, hour and minute.
    created: [i32; 5],
    comment_author: String,
    /// The text of formulas.
    formulas: String,
    property: String,
    bookmarks: usize,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a [u8]) -> Self {
        let group = Group {
            destination: Destination::Flow,
            look: Look::default(),
            paragraph: Paragraph::default(),
            fallback: 1,
            font: None,
            instructs: false,
            in_formula: false,
            is_nested_row: false,
            twice: None,
        };
        Reader {
            lexer: Lexer::new(source),
            groups: Vec::new(),
            group,
            frames: Vec::new(),
            stories: vec![Story::default()],
            parts: WordParts::default(),
            context: Context::default(),
            section: Section::default(),
            encoding: encoding_rs::WINDOWS_1252,
            unknown_page: None,
            unknown_pages: BTreeSet::new(),
            is_utf8: !source.is_ascii() && std::str::from_utf8(source).is_ok(),
            waits_for_utf8: false,
            bytes: Vec::new(),
            is_faulty: false,
            high_surrogate: None,
            passed_over: 0,
            begins: false,
            is_ignorable: false,
            style_sheet: None,
            has_picture: false,
            created: [0; 5],
            comment_author: String::new(),
            formulas: String::new(),
            property: String::new(),
            bookmarks: 0,
            findings: Vec::new(),
        }
    }

    /// Reads to the end: the parts, and what was found.
    ///
    /// # Errors
    /// `limit-exceeded`.
    pub(super) fn read(mut self) -> Result<(WordDocumentParts, Vec<Finding>), Error> {
        while let Some(token) = self.lexer.next() {
            let begins = std::mem::replace(&mut self.begins, token == Token::Open);
            match token {
                Token::Symbol(b'*') => self.is_ignorable = begins,
                Token::Open => self.open()?,
                // The last paragraph is as the file's own group has it.
                Token::Close if self.groups.len() <= 1 => {
                    self.flush()?;
                    self.end_frames(self.groups.len())?;
                    self.groups.clear();
                    break;
                }
                Token::Close => self.close()?,
                Token::Word(word, number) => self.word(word, number)?,
                Token::Symbol(sign) => self.symbol(sign)?,
                Token::Hex(byte) => self.byte(byte, false)?,
                Token::Byte(byte) => self.byte(byte, self.is_utf8 && byte >= 0x80)?,
                Token::Binary(bytes) => self.binary(bytes),
            }
        }
        self.finish()
    }

    fn finish(mut self) -> Result<(WordDocumentParts, Vec<Finding>), Error> {
        self.end_bytes()?;
        if !self.groups.is_empty() {
            self.findings.push(rtf::rtf_cut_short(self.groups.len()));
        }
        let behind = self.lexer.rest().iter().filter(|byte| byte.is_ascii_alphanumeric() || **byte >= 0x80).count();
        if behind > 0 {
            self.findings.push(rtf::rtf_goes_on(behind));
        }
        self.end_frames(0)?;
        self.findings.extend(self.unknown_pages.iter().map(|page| rtf::code_page_unknown(*page)));
        if self.is_faulty {
            self.findings.push(sheet::bytes_undecodable(self.encoding.name()));
        }
        if !self.formulas.is_empty() {
            self.findings.push(docx::formula_as_text(self.formulas.trim()));
        }
        let kind = self.kind();
        let body = self.stories.pop().unwrap_or_default();
        let body = body.finish(&self.group.paragraph, kind, &mut self.context)?;
        self.findings.append(&mut self.context.findings);
        self.parts.styles = self.context.tables.styles_markup();
        self.parts.numbering = self.context.lists.markup();
        self.parts.properties.created = created(self.created);
        Ok((self.parts.into_parts(&(body + &self.section.markup())), self.findings))
    }

    fn open(&mut self) -> Result<(), Error> {
        self.flush()?;
        if self.groups.len() >= MAX_GROUPS {
            return Err(package::limit_exceeded(terms::NESTING_DEPTH, MAX_GROUPS, MAX_GROUPS + 1).into());
        }
        self.groups.push(self.group);
        (self.is_ignorable, self.passed_over) = (false, 0);
        if self.group.destination == Destination::Styles && self.style_sheet == Some(self.groups.len() - 1) {
            self.group = Group { look: Look::default(), paragraph: Paragraph::default(), ..self.group };
            self.context.tables.begin_style(Some(0));
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Error> {
        self.flush()?;
        (self.is_ignorable, self.passed_over) = (false, 0);
        self.end_frames(self.groups.len())?;
        if let Some(group) = self.groups.pop() {
            self.group = group;
        }
        Ok(())
    }

    /// Ends what began in groups as deep as this or deeper.
    fn end_frames(&mut self, depth: usize) -> Result<(), Error> {
        while self.frames.last().is_some_and(|open| open.depth >= depth) {
            if matches!(self.frames.last(), Some(Open { frame: Frame::Story(_), .. })) {
                self.end_bytes()?;
            }
            if let Some(open) = self.frames.pop() {
                self.end_frame(open.frame)?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, frame: Frame, destination: Destination) -> Result<(), Error> {
        if self.frames.len() >= MAX_FRAMES {
            return Err(package::limit_exceeded(terms::NESTING_DEPTH, MAX_FRAMES, MAX_FRAMES + 1).into());
        }
        self.frames.push(Open { depth: self.groups.len(), frame });
        self.group.destination = destination;
        Ok(())
    }

    fn collect(&mut self, collected: Collected) -> Result<(), Error> {
        self.begin(Frame::Collected(collected, String::new()), Destination::Collect)
    }

    fn begin_story(&mut self, inner: Inner) -> Result<(), Error> {
        self.end_bytes()?;
        let is_running = matches!(inner, Inner::Header | Inner::Footer);
        self.begin(Frame::Story(inner), Destination::Flow)?;
        self.stories.push(if is_running { Story::running() } else { Story::default() });
        self.group.paragraph = Paragraph::default();
        self.group.look = self.group.look.in_its_fonts();
        (self.group.instructs, self.group.is_nested_row) = (false, false);
        Ok(())
    }

    fn kind(&self) -> RunKind {
        RunKind { look: self.group.look, style: self.group.paragraph.style, instructs: self.group.instructs }
    }

    /// The innermost story, with what its markup goes by.
    fn story(&mut self) -> Option<(&mut Story, &mut Context)> {
        Some((self.stories.last_mut()?, &mut self.context))
    }

    fn push_markup(&mut self, markup: &str) -> Result<(), Error> {
        let kind = self.kind();
        match self.story() {
            Some((story, context)) => story.push_markup(markup, kind, context),
            None => Ok(()),
        }
    }

    fn end_frame(&mut self, frame: Frame) -> Result<(), Error> {
        match frame {
            Frame::Collected(collected, text) => self.end_text(collected, text),
            Frame::Story(inner) => self.end_story(inner),
            Frame::Picture(picture) => match picture.read(&mut self.parts) {
                Some(picture) => {
                    self.has_picture = true;
                    self.push_picture(picture)
                }
                None => Ok(()),
            },
            Frame::Field(field) if field.has_instruction => self.push_markup("<w:fldChar w:fldCharType=\"end\"/>"),
            Frame::Field(_) => Ok(()),
            Frame::Instruction => self.end_instruction(),
            Frame::ListLevel => {
                let Context { tables, lists, .. } = &mut self.context;
                lists.end_level(&self.group.paragraph, &self.group.look, tables);
                Ok(())
            }
            Frame::Shape(shape) => self.end_shape(shape),
            Frame::Object(class) => {
                let class = escape_attribute(class.trim()).into_owned();
                self.push_markup(&format!("<w:object><o:OLEObject ProgID=\"{class}\"/></w:object>"))
            }
        }
    }

    /// The shape whose properties are read, but for those of text in it.
    fn shape(&mut self) -> Option<&mut Shape> {
        let frames = self.frames.iter_mut().rev().take_while(|open| !matches!(open.frame, Frame::Story(_)));
        frames.map(|open| &mut open.frame).find_map(|frame| match frame {
            Frame::Shape(shape) => Some(shape),
            _ => None,
        })
    }

    /// A picture stands in the line, or where the shape does that shows it.
    fn push_picture(&mut self, picture: ReadPicture) -> Result<(), Error> {
        if let Some(shape) = self.shape() {
            shape.pictures.push(picture);
            return Ok(());
        }
        let ReadPicture { relationship, alternative, .. } = &picture;
        let (width, height, crop) = (picture.width, picture.height, picture.crop);
        self.push_markup(
            &word_parts::Picture { relationship, alternative, width, height, crop, ..Default::default() }.markup(),
        )
    }

    fn end_shape(&mut self, mut shape: Shape) -> Result<(), Error> {
        if let Some(markup) = shape.text_path() {
            self.push_markup(&markup)?;
        }
        if let Some(group) = self.shape() {
            group.take_pictures(&mut shape);
            return Ok(());
        }
        for markup in shape.pictures() {
            self.push_markup(&markup)?;
        }
        Ok(())
    }

    fn end_instruction(&mut self) -> Result<(), Error> {
        let field = self.frames.iter_mut().rev().find_map(|open| match &mut open.frame {
            Frame::Field(field) => Some(field),
            _ => None,
        });
        let beginning = match field {
            Some(field) => {
                field.has_instruction = true;
                field.beginning()
            }
            None => String::new(),
        };
        let kind = RunKind { instructs: false, ..self.kind() };
        match self.story() {
            Some((story, context)) => story.end_instruction(&beginning, kind, context),
            None => Ok(()),
        }
    }

    fn end_text(&mut self, collected: Collected, text: String) -> Result<(), Error> {
        match collected {
            Collected::Title => self.parts.properties.title = Some(text),
            Collected::Author => self.parts.properties.author = Some(text),
            Collected::Created => {}
            Collected::LevelText => self.context.lists.set_text(&text),
            Collected::CommentAuthor => self.comment_author = text.chars().take(super::tables::LONGEST_NAME).collect(),
            Collected::PropertyName => self.property = text,
            Collected::PropertyValue => self.set_property(&text),
            Collected::Label => {
                let kind = self.kind();
                if let Some((story, _)) = self.story() {
                    story.set_label(text, kind);
                }
            }
            Collected::Bookmark => {
                self.bookmarks += 1;
                let name: String = text.trim().chars().take(super::tables::LONGEST_NAME).collect();
                let name = escape_attribute(&name);
                let markup = format!("<w:bookmarkStart w:id=\"{}\" w:name=\"{name}\"/>", self.bookmarks);
                if let Some((story, context)) = self.story() {
                    story.push_mark(&markup, context)?;
                }
            }
            Collected::ObjectClass => {
                if let Some(Open { frame: Frame::Object(class), .. }) = self.frames.last_mut() {
                    *class = text;
                }
            }
            Collected::FormDefault | Collected::FormItem => {
                if let Some(field) = self.field() {
                    match collected {
                        Collected::FormItem => field.form.items.push(text),
                        _ => field.form.text = text,
                    }
                }
            }
        }
        Ok(())
    }

    fn set_property(&mut self, value: &str) {
        let name = std::mem::take(&mut self.property);
        match self.frames.last_mut().map(|open| &mut open.frame) {
            Some(Frame::Shape(shape)) => shape.set(name.trim(), value),
            Some(Frame::Picture(picture)) if name.trim() == "wzDescription" => {
                value.clone_into(&mut picture.alternative)
            }
            _ => {}
        }
    }

    /// The field whose instruction or result is read.
    fn field(&mut self) -> Option<&mut Field> {
        self.frames.iter_mut().rev().find_map(|open| match &mut open.frame {
            Frame::Field(field) => Some(field),
            _ => None,
        })
    }

    fn end_story(&mut self, inner: Inner) -> Result<(), Error> {
        let kind = self.kind();
        let Some(story) = self.stories.pop() else { return Ok(()) };
        let content = story.finish(&self.group.paragraph, kind, &mut self.context)?;
        // What calls it stands in the group around it.
        self.group.look = self.groups.last().map_or(self.group.look, |group| group.look);
        let called = match inner {
            Inner::Footnote => ("footnoteReference", self.parts.add_beside(Beside::Footnote, "", &content)),
            Inner::Endnote => ("endnoteReference", self.parts.add_beside(Beside::Endnote, "", &content)),
            Inner::Comment => {
                let author = format!(" w:author=\"{}\"", escape_attribute(&self.comment_author));
                ("commentReference", self.parts.add_beside(Beside::Comment, &author, &content))
            }
            Inner::Header | Inner::Footer => {
                let kind = if inner == Inner::Header { Running::Header } else { Running::Footer };
                self.parts.add_running(kind, content);
                return Ok(());
            }
            Inner::TextBox => {
                let shape = self.frames.iter().rev().find_map(|open| match &open.frame {
                    Frame::Shape(shape) => Some(shape),
                    _ => None,
                });
                let markup = shape.map_or_else(|| Shape::new().text_box(&content), |shape| shape.text_box(&content));
                return self.push_markup(&markup);
            }
        };
        self.push_markup(&format!("<w:{} w:id=\"{}\"/>", called.0, called.1))
    }
}

/// A time in the form of ISO 8601; `None` where it is none.
fn created([year, month, day, hour, minute]: [i32; 5]) -> Option<String> {
    let is_time = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_time.then(|| format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:00Z", hour.clamp(0, 23), minute.clamp(0, 59)))
}

/// Control words.
impl Reader<'_> {
    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), Error> {
        if self.group.destination == Destination::Skip {
            if let Some(destination) = self.group.twice.take_if(|_| word == "ud") {
                self.group.destination = destination;
            }
            return Ok(());
        }
        self.flush()?;
        let is_ignorable = std::mem::take(&mut self.is_ignorable);
        if self.formula_word(word)? || self.open_destination(word)? || self.open_inner(word)? {
            return Ok(());
        }
        if is_ignorable {
            self.group.destination = Destination::Skip;
            return Ok(());
        }
        match self.group.destination {
            Destination::Fonts => self.font_word(word, number),
            Destination::Colors => self.context.tables.set_color(word, number.unwrap_or(0)),
            Destination::Lists => self.context.lists.apply(word, number),
            Destination::Overrides => self.context.lists.apply_override(word, number),
            Destination::Styles if word == "s" => self.context.tables.begin_style(number),
            Destination::Picture => {
                if let Some(Open { frame: Frame::Picture(picture), .. }) = self.frames.last_mut() {
                    picture.apply(word, number);
                }
            }
            _ => {}
        }
        let is_placed = match self.frames.last_mut() {
            Some(Open { frame: Frame::Shape(shape), .. }) => shape.place(word, number),
            _ => false,
        };
        if self.group.destination == Destination::Fonts || is_placed {
            return Ok(());
        }
        let is_known = self.character_word(word, number)?
            || self.flow_word(word, number)?
            || self.group.look.apply(word, number)
            || self.group.paragraph.apply(word, number);
        if !is_known {
            self.file_word(word, number);
        }
        Ok(())
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        let tables = &mut self.context.tables;
        match (word, number) {
            ("f", Some(font)) => {
                self.group.font = number;
                tables.begin_font(font);
            }
            ("fcharset", Some(charset)) => tables.set_charset(self.group.font, Charset::of(charset)),
            ("cpg", Some(page)) if page > 0 => {
                let charset = code_page(page).map_or(Charset::Unknown(page), Charset::Coded);
                tables.set_charset(self.group.font, charset);
            }
            _ => {}
        }
    }

    /// What stands in formulas (specification 1.9.1, "Math"): their text is read on one line, with signs between parts that stand above
    /// each other, so that no two numbers become one; whether the word is of such.
    fn formula_word(&mut self, word: &str) -> Result<bool, Error> {
        if word == "mmath" {
            self.group.in_formula = true;
            self.formulas.push(' ');
        }
        if !self.group.in_formula {
            return Ok(false);
        }
        let sign = match word {
            "mden" => "/",
            "msup" => "^",
            "msub" => "_",
            "mnum" | "me" | "mdeg" | "mlim" | "mmr" | "mr" => " ",
            // Settings of what they are in.
            _ if word.starts_with('m') && word.ends_with("Pr") => {
                self.group.destination = Destination::Skip;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        self.shown(sign)?;
        Ok(true)
    }

    /// Begins a destination that says something of the file or is passed over; whether the word is of such.
    fn open_destination(&mut self, word: &str) -> Result<bool, Error> {
        let destination = match word {
            "fonttbl" => Destination::Fonts,
            "colortbl" => Destination::Colors,
            "stylesheet" => {
                self.style_sheet = Some(self.groups.len());
                Destination::Styles
            }
            "revtbl" => Destination::Authors,
            "listtable" => Destination::Lists,
            "listoverridetable" => Destination::Overrides,
            "info" | "shpinst" | "picprop" | "formfield" | "nesttableprops" | "sp" => Destination::Quiet,
            "nonshppict" if !std::mem::take(&mut self.has_picture) => self.group.destination,
            "nonshppict" | "shprslt" | "nonesttables" | "filetbl" | "objdata" | "xe" | "tc" | "txe" | "rxe"
            | "private" | "datafield" | "template" | "nextfile" | "levelnumbers" | "listname" | "liststylename"
            | "pntxta" | "pntxtb" | "fldtype" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn"
            | "bkmkend" | "userprops" | "ffname" | "ffhelptext" | "ffstattext" | "ffentrymcr" | "ffexitmcr"
            | "ffformat" => Destination::Skip,
            "upr" => {
                self.group.twice = Some(self.group.destination);
                Destination::Skip
            }
            _ => return Ok(false),
        };
        match word {
            "shpinst" => self.begin(Frame::Shape(Shape::new()), destination)?,
            "nesttableprops" => self.group.is_nested_row = true,
            _ => {}
        }
        self.group.destination = destination;
        Ok(true)
    }

    /// Begins a destination that is read; whether the word is of such.
    fn open_inner(&mut self, word: &str) -> Result<bool, Error> {
        match word {
            "footnote" => self.begin_story(Inner::Footnote)?,
            "annotation" => self.begin_story(Inner::Comment)?,
            "header" | "headerl" | "headerr" | "headerf" => self.begin_story(Inner::Header)?,
            "footer" | "footerl" | "footerr" | "footerf" => self.begin_story(Inner::Footer)?,
            "shptxt" | "dptxbxtext" => self.begin_story(Inner::TextBox)?,
            "do" => self.begin(Frame::Shape(Shape::new()), Destination::Quiet)?,
            "pict" => self.begin(Frame::Picture(Picture::new()), Destination::Picture)?,
            "object" => self.begin(Frame::Object(String::new()), self.group.destination)?,
            "field" => self.begin(Frame::Field(Field::default()), self.group.destination)?,
            "fldinst" => {
                self.end_bytes()?;
                self.begin(Frame::Instruction, Destination::Flow)?;
                self.group.instructs = true;
                if let Some((story, context)) = self.story() {
                    story.begin_instruction(context)?;
                }
            }
            "fldrslt" => {
                self.end_bytes()?;
                self.group.instructs = false;
                if self.field().is_some_and(|field| field.has_instruction) {
                    self.push_markup("<w:fldChar w:fldCharType=\"separate\"/>")?;
                }
            }
            "listlevel" => {
                self.context.lists.apply(word, None);
                self.begin(Frame::ListLevel, Destination::Lists)?;
            }
            "shppict" => self.has_picture = false,
            "result" => {}
            _ => return self.open_text(word),
        }
        Ok(true)
    }

    /// Begins a destination whose text is gathered; whether the word is of such.
    fn open_text(&mut self, word: &str) -> Result<bool, Error> {
        let collected = match word {
            "title" => Collected::Title,
            "author" => Collected::Author,
            "creatim" => Collected::Created,
            "subject" | "operator" | "keywords" | "doccomm" | "comment" | "manager" | "company" | "category"
            | "hlinkbase" | "revtim" | "printim" | "buptim"
                if self.group.destination == Destination::Quiet =>
            {
                self.group.destination = Destination::Skip;
                return Ok(true);
            }
            "listtext" | "pntext" => Collected::Label,
            "leveltext" => Collected::LevelText,
            "atnauthor" => Collected::CommentAuthor,
            "bkmkstart" => Collected::Bookmark,
            "sn" => Collected::PropertyName,
            "sv" => Collected::PropertyValue,
            "objclass" => Collected::ObjectClass,
            "ffdeftext" => Collected::FormDefault,
            "ffl" => Collected::FormItem,
            _ => return Ok(false),
        };
        self.collect(collected)?;
        Ok(true)
    }

    /// Characters that have words of their own; whether the word is of such.
    fn character_word(&mut self, word: &str, number: Option<i32>) -> Result<bool, Error> {
        let text = match word {
            "u" => {
                self.unicode(number.unwrap_or(0))?;
                return Ok(true);
            }
            "tab" => "\t",
            "line" | "lbr" => "\n",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" => "\u{2003}",
            "enspace" => "\u{2002}",
            "qmspace" => "\u{2005}",
            "zwj" => "\u{200D}",
            "zwnj" => "\u{200C}",
            "ltrmark" => "\u{200E}",
            "rtlmark" => "\u{200F}",
            _ => return Ok(false),
        };
        self.shown(text)?;
        Ok(true)
    }

    /// What ends paragraphs, cells, rows and pages, and defines rows; whether the word is of such.
    fn flow_word(&mut self, word: &str, number: Option<i32>) -> Result<bool, Error> {
        let is_row_end = word == "nestrow" && self.group.is_nested_row;
        if self.group.destination != Destination::Flow && !self.group.is_nested_row {
            // In what is gathered the ends of paragraphs part words.
            if word == "par" {
                self.emit(" ")?;
            }
            return Ok(false);
        }
        let (kind, paragraph) = (self.kind(), self.group.paragraph);
        let is_nested = is_row_end || word == "nestcell";
        match word {
            "par" | "sect" | "cell" | "nestcell" | "row" | "nestrow" | "page" | "column" => self.end_bytes()?,
            "chftn" => return self.note_mark(),
            "ftnalt" => return Ok(self.alter_note()),
            _ => {}
        }
        let section = (word == "sect" && self.stories.len() == 1).then(|| self.section.markup());
        let nested_row = self.group.is_nested_row;
        let Some((story, context)) = self.story() else { return Ok(false) };
        match word {
            "par" | "sect" if story.is_in_instruction() => story.push_text(" ", kind, context)?,
            "par" | "sect" => story.end_paragraph(&paragraph, kind, section.as_deref(), context)?,
            "cell" | "nestcell" => story.end_cell(is_nested, &paragraph, kind, context)?,
            "row" | "nestrow" => story.end_row(word == "nestrow", &paragraph, kind, context)?,
            "page" => story.push_markup("<w:br w:type=\"page\"/>", kind, context)?,
            "column" => story.push_markup("<w:br w:type=\"column\"/>", kind, context)?,
            _ => return story.define_row(nested_row, word, number, context),
        }
        Ok(true)
    }

    /// The number of the note that is read, at its beginning.
    fn note_mark(&mut self) -> Result<bool, Error> {
        let is_note = self.inner().is_some_and(|inner| matches!(inner, Inner::Footnote | Inner::Endnote));
        if is_note {
            self.push_markup("<w:footnoteRef/>")?;
        }
        Ok(true)
    }

    fn alter_note(&mut self) -> bool {
        if let Some(inner) = self.inner().filter(|inner| **inner == Inner::Footnote) {
            *inner = Inner::Endnote;
        }
        true
    }

    /// What the innermost story is; `None` for the body.
    fn inner(&mut self) -> Option<&mut Inner> {
        self.frames.iter_mut().rev().find_map(|open| match &mut open.frame {
            Frame::Story(inner) => Some(inner),
            _ => None,
        })
    }

    /// What is said of the file, of sections, of fields.
    fn file_word(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match word {
            "ansicpg" if value > 0 => self.set_code_page(value),
            "mac" => self.set_code_page(10_000),
            "pc" => self.set_code_page(437),
            "pca" => self.set_code_page(850),
            "deff" => self.context.tables.default_font = number,
            "uc" => self.group.fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            "yr" | "mo" | "dy" | "hr" | "min" => self.date_word(word, value),
            "flddirty" => {
                if let Some(field) = self.field() {
                    field.is_dirty = true;
                }
            }
            _ if word.starts_with("ff") => {
                if let Some(field) = self.field() {
                    field.form.apply(word, number);
                }
            }
            _ => drop(self.section.apply(word, number)),
        }
    }

    fn set_code_page(&mut self, page: i32) {
        let known = code_page(page);
        self.unknown_page = if known.is_none() { Some(page) } else { None };
        self.encoding = known.unwrap_or(encoding_rs::WINDOWS_1252);
    }

    fn date_word(&mut self, word: &str, value: i32) {
        if !matches!(self.frames.last(), Some(Open { frame: Frame::Collected(Collected::Created, _), .. })) {
            return;
        }
        let [year, month, day, hour, minute] = &mut self.created;
        match word {
            "yr" => *year = value,
            "mo" => *month = value,
            "dy" => *day = value,
            "hr" => *hour = value,
            _ => *minute = value,
        }
    }
}
