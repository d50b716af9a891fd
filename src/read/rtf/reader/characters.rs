//! Bytes and words of characters → text of what is being read.

use super::{Destination, Open, Reader};
use crate::finding::Error;
use crate::read::rtf::charset::{Charset, decode, encoding_of, unfinished};
use crate::read::rtf::frame::{Collected, Frame};
use crate::read::rtf::story::Context;

impl Reader<'_> {
    pub(super) fn byte(&mut self, byte: u8, is_utf8: bool) -> Result<(), Error> {
        match self.group.destination {
            Destination::Skip | Destination::Quiet => return Ok(()),
            Destination::Picture => {
                if let Some(Open { frame: Frame::Picture(picture), .. }) = self.frames.last_mut() {
                    picture.digit(byte);
                }
                return Ok(());
            }
            _ => {}
        }
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return Ok(());
        }
        if self.waits_for_utf8 != is_utf8 {
            self.end_bytes()?;
            self.waits_for_utf8 = is_utf8;
        }
        self.bytes.push(byte);
        Ok(())
    }

    pub(super) fn binary(&mut self, bytes: &[u8]) {
        if let (Destination::Picture, Some(Open { frame: Frame::Picture(picture), .. })) =
            (self.group.destination, self.frames.last_mut())
        {
            picture.binary(bytes);
        }
    }

    fn charset(&self) -> Charset {
        match self.group.destination {
            _ if self.waits_for_utf8 => Charset::Coded(encoding_rs::UTF_8),
            Destination::Fonts => self.context.tables.charset(self.group.font),
            Destination::Flow | Destination::Collect => self.context.tables.charset(self.group.look.font()),
            _ => Charset::Default,
        }
    }

    /// Decodes the bytes gathered, as far as characters are whole: the rest of one may stand in another run.
    pub(super) fn flush(&mut self) -> Result<(), Error> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let rest = unfinished(&self.bytes, encoding_of(self.charset(), self.encoding));
        let rest = self.bytes.split_off(self.bytes.len() - rest);
        let bytes = std::mem::replace(&mut self.bytes, rest);
        self.decode(&bytes)
    }

    /// Decodes all bytes gathered: what follows is no part of the last character.
    pub(super) fn end_bytes(&mut self) -> Result<(), Error> {
        let bytes = std::mem::take(&mut self.bytes);
        self.decode(&bytes)
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if bytes.is_empty() {
            return Ok(());
        }
        let (text, is_sound) = decode(bytes, self.charset(), self.encoding);
        // A label that is counted anew is thrown away, whatever is wrong with it; one that is used shows it.
        let is_label = matches!(self.frames.last(), Some(Open { frame: Frame::Collected(Collected::Label, _), .. }));
        self.is_faulty |= !is_sound && !is_label;
        let page = match self.charset() {
            Charset::Unknown(page) => Some(page),
            Charset::Default => self.unknown_page,
            _ => None,
        };
        self.unknown_pages.extend(page.filter(|_| !bytes.is_ascii() && !is_label));
        self.emit(&text)
    }

    /// `\uN`: a unit of UTF-16, negative from 32,768 on.
    pub(super) fn unicode(&mut self, number: i32) -> Result<(), Error> {
        self.end_bytes()?;
        self.passed_over = self.group.fallback;
        let high = self.high_surrogate.take();
        if let Some(beyond) = u32::try_from(number).ok().filter(|number| *number > 0xFFFF).and_then(char::from_u32) {
            return self.emit(beyond.encode_utf8(&mut [0; 4]));
        }
        let unit = (number & 0xFFFF) as u16;
        if (0xD800..0xDC00).contains(&unit) {
            self.high_surrogate = Some(unit);
            return Ok(());
        }
        for c in char::decode_utf16(high.into_iter().chain([unit])) {
            self.is_faulty |= c.is_err();
            let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.emit(c.encode_utf8(&mut [0; 4]))?;
        }
        Ok(())
    }

    /// A character that has a word of its own.
    pub(super) fn shown(&mut self, text: &str) -> Result<(), Error> {
        self.end_bytes()?;
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return Ok(());
        }
        self.emit(text)
    }

    pub(super) fn symbol(&mut self, sign: u8) -> Result<(), Error> {
        match sign {
            b'~' => self.shown("\u{a0}"),
            b'_' => self.shown("\u{2011}"),
            _ => Ok(()),
        }
    }

    pub(super) fn emit(&mut self, text: &str) -> Result<(), Error> {
        if self.group.in_formula && self.group.destination == Destination::Flow {
            self.formulas.push_str(text);
        }
        let kind = self.kind();
        let Context { tables, .. } = &mut self.context;
        match self.group.destination {
            Destination::Flow => {
                if let Some((story, context)) = self.story() {
                    story.push_text(text, kind, context)?;
                }
            }
            Destination::Collect => {
                if let Some(Open { frame: Frame::Collected(_, collected), .. }) = self.frames.last_mut() {
                    collected.push_str(text);
                }
            }
            Destination::Fonts => tables.font_text(self.group.font, text),
            Destination::Colors => tables.color_text(text),
            Destination::Styles => tables.style_text(text, self.group.look, &self.group.paragraph),
            Destination::Authors => tables.author_text(text),
            _ => {}
        }
        Ok(())
    }
}
