//! The one table of formats: name, extensions, what its files begin with, reader, writer.
//!
//! In: bytes, or a report composed and set in pages ([`Edition`]). Out: what a file states ([`Content`]), or files ([`Files`]). This
//! folder fits the readers and writers to one signature each and knows nothing of what is done between the two.
//!
//! A new format is a folder under `read/` or `write/`, a name in [`Format`] and a row in [`FORMATS`]. Where its own functions are
//! shaped otherwise than a row wants them, a file here fits them. Nothing else asks which format it has before it.

#[cfg(any(feature = "pdf", feature = "html"))]
mod carried;
mod docx;
mod draft;
mod foreign;
#[cfg(any(feature = "typeset", feature = "html"))]
mod html;
mod json;
mod likeness;
#[cfg(feature = "html")]
mod markdown;
#[cfg(feature = "xlsx")]
mod own_list;
#[cfg(feature = "pdf")]
mod pdf;
mod reading;
#[cfg(feature = "xlsx")]
mod sheet;
mod text;
mod writing;

pub use crate::read::docx::{ReadOptions as DocxReadOptions, TrackedChanges};
#[cfg(feature = "pdf")]
pub use crate::read::pdf::PdfReadOptions;
#[cfg(feature = "typeset")]
pub use crate::write::docx::DocxOptions;
#[cfg(feature = "typeset")]
pub use crate::write::html::HtmlOptions;
#[cfg(feature = "pdf")]
pub use crate::write::pdf::Profile;
#[cfg(feature = "pdf")]
pub use crate::write::png::PngOptions;
#[cfg(feature = "typeset")]
pub(crate) use docx::revised_to_docx;
pub use reading::ReadOptions;
pub(crate) use reading::{Content, Reader};
#[cfg(feature = "typeset")]
pub(crate) use writing::Beside;
pub(crate) use writing::{Edition, Writer};
pub use writing::{Files, WriteOptions};

use crate::annotate::{self, Annotator};
#[cfg(feature = "typeset")]
use crate::document::Carrier;
use crate::finding::{Error, Warned, catalogue};
use crate::fix::{self, Fixer};
#[cfg(any(feature = "xlsx", feature = "html"))]
use crate::read;
#[cfg(feature = "typeset")]
use crate::write;
use likeness::Likeness;
use std::path::Path;

/// A file format. Those of a feature that is left out are left out with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Word (ECMA-376 WordprocessingML).
    Docx,
    /// Excel (ECMA-376 SpreadsheetML).
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// PDF (ISO 32000).
    #[cfg(feature = "pdf")]
    Pdf,
    /// A picture of each page.
    #[cfg(feature = "pdf")]
    Png,
    /// A web page.
    #[cfg(any(feature = "typeset", feature = "html"))]
    Html,
    /// GitHub Flavored Markdown (CommonMark).
    #[cfg(any(feature = "html", feature = "typeset"))]
    Markdown,
    /// The canonical form.
    Json,
    /// Plain text, read only.
    Txt,
    /// Word 97–2003 and WPS Writer ([MS-DOC]), read only.
    Doc,
    /// Rich Text Format (specification 1.9.1), read only.
    Rtf,
    /// OpenDocument text (ODF 1.3), in a package or flat, read only.
    Odt,
    /// Excel 97–2003 and WPS ET (BIFF8, [MS-XLS]), read only.
    #[cfg(feature = "xlsx")]
    Xls,
    /// OpenDocument spreadsheet (ODF), read only.
    #[cfg(feature = "xlsx")]
    Ods,
    /// Values set apart by commas or semicolons (RFC 4180), read only.
    #[cfg(feature = "xlsx")]
    Csv,
    /// Values set apart by tabs, read only.
    #[cfg(feature = "xlsx")]
    Tsv,
    /// A list of reports in Parquet, read only here: `list` writes it.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// What nianbao can do with a format.
#[derive(Debug)]
pub struct FormatEntry {
    /// The format.
    pub format: Format,
    /// Its name, as given to `--to` and `--from`.
    pub name: &'static str,
    /// The extensions of its files, lower case, the usual one first.
    pub extensions: &'static [&'static str],
    /// Its media type (RFC 6838), as it is sent.
    pub media_type: &'static str,
    /// Whether a folder's files of it are taken for reports; notes and read-me files are text, too.
    is_gathered: bool,
    /// How much some bytes look like a file of it.
    likeness: fn(&[u8]) -> Likeness,
    /// `None` for a format that is only written.
    reader: Option<Reader>,
    /// `None` for a format that is only read.
    writer: Option<Writer>,
    /// `None` for a format in which there is no place for comments.
    annotator: Option<Annotator>,
    /// `None` for a format in which nothing can be corrected in place.
    fixer: Option<Fixer>,
}

/// Every format, in the order they are listed and published; of two that some bytes look like as much, the first is taken.
pub static FORMATS: &[FormatEntry] = &[
    FormatEntry {
        format: Format::Docx,
        name: "docx",
        extensions: &["docx", "docm", "dotx"],
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        is_gathered: true,
        likeness: likeness::docx,
        reader: Some(docx::docx_to_content),
        #[cfg(feature = "typeset")]
        writer: Some(Writer {
            carrier: Some(Carrier::Word),
            is_published: true,
            is_text: false,
            is_web_page: false,
            write: docx::edition_to_docx,
        }),
        #[cfg(not(feature = "typeset"))]
        writer: None,
        annotator: Some(annotate::docx::annotate_docx),
        fixer: Some(fix::docx::fix_docx),
    },
    #[cfg(feature = "xlsx")]
    FormatEntry {
        format: Format::Xlsx,
        name: "xlsx",
        extensions: &["xlsx", "xlsm"],
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_gathered: true,
        likeness: likeness::xlsx,
        reader: Some(|bytes, _, forms| {
            if let Some(units) = own_list::of_workbook(bytes, forms)? {
                return Ok(units);
            }
            Ok(own_list::of_document(sheet::workbook_to_content(bytes, "XLSX", read::sheet::xlsx_to_document)?, forms))
        }),
        #[cfg(feature = "typeset")]
        writer: Some(Writer {
            carrier: Some(Carrier::Workbook),
            is_published: true,
            is_text: false,
            is_web_page: false,
            write: |edition| {
                let beside =
                    write::xlsx::Beside { last_year: edition.last_year, units: edition.options.units.as_ref() };
                let written =
                    write::xlsx::report_to_xlsx(edition.document, edition.report, beside, edition.forms, edition.style);
                Ok(written?.map(Files::one))
            },
        }),
        #[cfg(not(feature = "typeset"))]
        writer: None,
        annotator: Some(annotate::xlsx::annotate_xlsx),
        fixer: Some(fix::xlsx::fix_xlsx),
    },
    #[cfg(feature = "pdf")]
    FormatEntry {
        format: Format::Pdf,
        name: "pdf",
        extensions: &["pdf"],
        media_type: "application/pdf",
        is_gathered: true,
        likeness: likeness::pdf,
        reader: Some(pdf::pdf_to_content),
        writer: Some(Writer {
            carrier: Some(Carrier::Pages),
            is_published: true,
            is_text: false,
            is_web_page: false,
            write: pdf::edition_to_pdf,
        }),
        annotator: Some(annotate::pdf::annotate_pdf),
        fixer: None,
    },
    #[cfg(feature = "pdf")]
    FormatEntry {
        format: Format::Png,
        name: "png",
        extensions: &["png"],
        media_type: "image/png",
        is_gathered: true,
        likeness: likeness::none,
        reader: None,
        writer: Some(Writer {
            carrier: Some(Carrier::Pages),
            is_published: false,
            is_text: false,
            is_web_page: false,
            write: |edition| {
                edition.of_pages(|pages| {
                    let pictures = write::png::pages_to_png(pages, &edition.options.png)?;
                    Ok(pictures.into_iter().map(|picture| picture.bytes).collect())
                })
            },
        }),
        annotator: None,
        fixer: None,
    },
    #[cfg(any(feature = "typeset", feature = "html"))]
    FormatEntry {
        format: Format::Html,
        name: "html",
        extensions: &["html", "htm", "shtml", "xhtml", "mht", "mhtml"],
        media_type: "text/html; charset=utf-8",
        is_gathered: true,
        likeness: likeness::html,
        #[cfg(feature = "html")]
        reader: Some(html::html_to_content),
        #[cfg(not(feature = "html"))]
        reader: None,
        #[cfg(feature = "typeset")]
        writer: Some(Writer {
            carrier: Some(Carrier::Text),
            is_published: true,
            is_text: true,
            is_web_page: true,
            write: html::edition_to_html_file,
        }),
        #[cfg(not(feature = "typeset"))]
        writer: None,
        annotator: None,
        fixer: None,
    },
    #[cfg(any(feature = "html", feature = "typeset"))]
    FormatEntry {
        format: Format::Markdown,
        name: "md",
        extensions: &["md", "markdown"],
        media_type: "text/markdown; charset=utf-8",
        is_gathered: false,
        likeness: likeness::none,
        #[cfg(feature = "html")]
        reader: Some(markdown::markdown_to_content),
        #[cfg(not(feature = "html"))]
        reader: None,
        #[cfg(feature = "typeset")]
        writer: Some(Writer {
            carrier: Some(Carrier::Text),
            is_published: false,
            is_text: true,
            is_web_page: false,
            write: |edition| {
                let written = write::markdown::document_to_markdown(edition.document, edition.style);
                Ok(written.map(|text| Files::one(text.into_bytes())))
            },
        }),
        #[cfg(not(feature = "typeset"))]
        writer: None,
        annotator: None,
        fixer: None,
    },
    FormatEntry {
        format: Format::Json,
        name: "json",
        extensions: &["json"],
        media_type: "application/json",
        is_gathered: true,
        likeness: likeness::json,
        reader: Some(json::json_to_content),
        writer: Some(Writer {
            carrier: None,
            is_published: true,
            is_text: true,
            is_web_page: false,
            write: |edition| Ok(Warned::clean(Files::one(json::report_to_json(edition.report, edition.forms)))),
        }),
        annotator: None,
        fixer: None,
    },
    FormatEntry {
        format: Format::Txt,
        name: "txt",
        extensions: &["txt", "text"],
        media_type: "text/plain; charset=utf-8",
        is_gathered: false,
        likeness: likeness::text,
        reader: Some(text::text_to_content),
        writer: None,
        annotator: None,
        fixer: None,
    },
    FormatEntry {
        format: Format::Doc,
        name: "doc",
        extensions: &["doc", "dot", "wps", "wpt"],
        media_type: "application/msword",
        is_gathered: true,
        likeness: likeness::doc,
        reader: Some(draft::doc_to_content),
        writer: None,
        annotator: None,
        fixer: None,
    },
    FormatEntry {
        format: Format::Rtf,
        name: "rtf",
        extensions: &["rtf"],
        media_type: "application/rtf",
        is_gathered: true,
        likeness: likeness::rtf,
        reader: Some(draft::rtf_to_content),
        writer: None,
        annotator: None,
        fixer: None,
    },
    FormatEntry {
        format: Format::Odt,
        name: "odt",
        extensions: &["odt", "ott", "fodt"],
        media_type: "application/vnd.oasis.opendocument.text",
        is_gathered: true,
        likeness: likeness::odt,
        reader: Some(draft::odt_to_content),
        writer: None,
        annotator: None,
        fixer: None,
    },
    #[cfg(feature = "xlsx")]
    FormatEntry {
        format: Format::Xls,
        name: "xls",
        extensions: &["xls", "et"],
        media_type: "application/vnd.ms-excel",
        is_gathered: true,
        likeness: likeness::xls,
        reader: Some(|bytes, _, _| sheet::workbook_to_content(bytes, "XLS", read::sheet::xls_to_document)),
        writer: None,
        annotator: None,
        fixer: None,
    },
    #[cfg(feature = "xlsx")]
    FormatEntry {
        format: Format::Ods,
        name: "ods",
        extensions: &["ods", "ots"],
        media_type: "application/vnd.oasis.opendocument.spreadsheet",
        is_gathered: true,
        likeness: likeness::ods,
        reader: Some(|bytes, _, _| sheet::workbook_to_content(bytes, "ODS", read::sheet::ods_to_document)),
        writer: None,
        annotator: None,
        fixer: None,
    },
    #[cfg(feature = "xlsx")]
    FormatEntry {
        format: Format::Csv,
        name: "csv",
        extensions: &["csv"],
        media_type: "text/csv; charset=utf-8",
        is_gathered: true,
        likeness: likeness::none,
        reader: Some(|bytes, _, forms| match own_list::of_csv(bytes, forms)? {
            Some(units) => Ok(units),
            None => sheet::to_content(read::sheet::csv_to_document(bytes)),
        }),
        writer: None,
        annotator: None,
        fixer: None,
    },
    #[cfg(feature = "xlsx")]
    FormatEntry {
        format: Format::Tsv,
        name: "tsv",
        extensions: &["tsv"],
        media_type: "text/tab-separated-values; charset=utf-8",
        is_gathered: true,
        likeness: likeness::none,
        reader: Some(|bytes, _, _| sheet::to_content(read::sheet::tsv_to_document(bytes))),
        writer: None,
        annotator: None,
        fixer: None,
    },
    #[cfg(feature = "parquet")]
    FormatEntry {
        format: Format::Parquet,
        name: "parquet",
        extensions: &["parquet"],
        media_type: "application/vnd.apache.parquet",
        is_gathered: true,
        likeness: likeness::parquet,
        reader: Some(|bytes, _, forms| own_list::of_parquet(bytes, forms)),
        writer: None,
        annotator: None,
        fixer: None,
    },
];

/// Formats whose files may begin as those of [`MARKUP`] do: any text is text, and what systems export under the names of workbooks their
/// readers know themselves.
const TAKES_TEXT: [&str; 7] = ["txt", "md", "csv", "tsv", "xlsx", "xls", "ods"];
/// Formats that are known by signs any text may begin with.
const MARKUP: [&str; 2] = ["html", "json"];

impl FormatEntry {
    /// Whether files of this format are published; the others are to look at, or to read only.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.writer.is_some_and(|writer| writer.is_published)
    }

    /// Whether files of this format are text, which a terminal can show.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.writer.is_some_and(|writer| writer.is_text)
    }

    /// Whether files of this format are pages of the web, which lead to other files beside them and may be fragments.
    #[must_use]
    pub fn is_web_page(&self) -> bool {
        self.writer.is_some_and(|writer| writer.is_web_page)
    }

    /// Whether files of this format are workbooks, which reckon.
    #[cfg(feature = "typeset")]
    #[must_use]
    pub fn is_workbook(&self) -> bool {
        self.writer.is_some_and(|writer| writer.carrier == Some(Carrier::Workbook))
    }

    /// Whether files of this format are a document to read and to print: no workbook, no data, no picture of a page.
    #[cfg(feature = "typeset")]
    #[must_use]
    pub fn is_document(&self) -> bool {
        let carrier = self.writer.filter(|writer| writer.is_published).and_then(|writer| writer.carrier);
        carrier.is_some_and(|carrier| carrier != Carrier::Workbook)
    }

    /// Whether charts of a report's figures are drawn in files of this format: where pages are set, in Word files and on web pages.
    #[must_use]
    pub fn shows_charts(&self) -> bool {
        match self.format {
            Format::Docx => cfg!(feature = "typeset"),
            #[cfg(feature = "pdf")]
            Format::Pdf | Format::Png => true,
            #[cfg(any(feature = "typeset", feature = "html"))]
            Format::Html => cfg!(feature = "typeset"),
            _ => false,
        }
    }

    /// Whether a report of last year is of use in writing files of this format: workbooks reckon with it, and it stands in charts, if there
    /// are any.
    #[cfg(feature = "typeset")]
    #[must_use]
    pub fn takes_last_year(&self, has_charts: bool) -> bool {
        self.is_workbook() || (has_charts && self.shows_charts())
    }

    /// Whether files of this format can be read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.reader.is_some()
    }

    /// Whether files of this format that stand in a folder are read with it.
    #[must_use]
    pub fn is_gathered(&self) -> bool {
        self.is_read() && self.is_gathered
    }

    /// How files of this format are read.
    ///
    /// # Errors
    /// `unreadable-format` for a format that is only written.
    pub(crate) fn required_reader(&self) -> Result<Reader, Error> {
        self.reader.ok_or_else(|| catalogue::convert::unreadable_format(self.name).into())
    }

    /// How findings are put into files of this format.
    ///
    /// # Errors
    /// `unannotatable-format` for a format in which there is no place for comments.
    pub(crate) fn required_annotator(&self) -> Result<Annotator, Error> {
        self.annotator.ok_or_else(|| {
            let annotated = FORMATS.iter().filter(|entry| entry.annotator.is_some()).map(|entry| entry.name);
            catalogue::convert::unannotatable_format(self.name, annotated.collect::<Vec<_>>().join(" ")).into()
        })
    }

    /// How corrections are made in files of this format.
    ///
    /// # Errors
    /// `unfixable-format` for a format in which nothing can be corrected in place.
    pub(crate) fn required_fixer(&self) -> Result<Fixer, Error> {
        self.fixer.ok_or_else(|| {
            let fixed = FORMATS.iter().filter(|entry| entry.fixer.is_some()).map(|entry| entry.name);
            catalogue::convert::unfixable_format(self.name, fixed.collect::<Vec<_>>().join(" ")).into()
        })
    }

    /// How files of this format are written.
    ///
    /// # Errors
    /// `unwritable-format` for a format that is only read.
    pub(crate) fn required_writer(&self) -> Result<Writer, Error> {
        self.writer.ok_or_else(|| {
            let written = FORMATS.iter().filter(|entry| entry.writer.is_some()).map(|entry| entry.name);
            catalogue::convert::unwritable_format(self.name, written.collect::<Vec<_>>().join(" ")).into()
        })
    }
}

impl Format {
    /// The format of the canonical form itself.
    pub const CANONICAL: Format = Format::Json;

    /// Its row in [`FORMATS`].
    #[must_use]
    // Every format has a row (a test sees to it); were one missing, the first would stand in.
    #[allow(clippy::indexing_slicing)]
    pub fn entry(self) -> &'static FormatEntry {
        FORMATS.iter().find(|entry| entry.format == self).unwrap_or(&FORMATS[0])
    }

    /// The format of that name (`docx`).
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|entry| entry.name == name).map(|entry| entry.format)
    }

    /// The format of a file by its extension.
    #[must_use]
    pub fn by_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        FORMATS.iter().find(|entry| entry.extensions.contains(&extension.as_str())).map(|entry| entry.format)
    }

    /// The format of the file a path names.
    ///
    /// # Errors
    /// `format-not-read` for the files of programs that are known and not read; `unknown-extension` for a name without an extension
    /// that is known.
    pub fn of_path(path: &Path) -> Result<Self, Error> {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
        Format::by_extension(extension).ok_or_else(|| {
            if let Some(finding) = foreign::of_extension(extension) {
                return finding.into();
            }
            let known: Vec<&str> = FORMATS.iter().flat_map(|entry| entry.extensions).copied().collect();
            catalogue::convert::unknown_extension(extension, known.join(" ")).into()
        })
    }

    /// The format of some bytes by what they begin with; for input that has no name.
    #[must_use]
    pub fn by_content(bytes: &[u8]) -> Option<Self> {
        Format::most_like(bytes).filter(|(likeness, _)| *likeness > Likeness::None).map(|(_, format)| format)
    }

    /// The format of some bytes where there is no doubt of it.
    #[must_use]
    pub(crate) fn certain(bytes: &[u8]) -> Option<Self> {
        Format::most_like(bytes).filter(|(likeness, _)| *likeness >= Likeness::Parts).map(|(_, format)| format)
    }

    fn most_like(bytes: &[u8]) -> Option<(Likeness, Self)> {
        let looks = FORMATS.iter().map(|entry| ((entry.likeness)(bytes), entry.format));
        // The last of the greatest is found: the first of the table, from its end.
        looks.rev().max_by_key(|(likeness, _)| *likeness)
    }

    /// The format of bytes that are called this one: what they are where there is no doubt of it, else this one.
    #[must_use]
    pub fn of_bytes(self, bytes: &[u8]) -> Self {
        let own = (self.entry().likeness)(bytes);
        let other = Format::most_like(bytes).filter(|(likeness, _)| *likeness >= Likeness::Parts && *likeness > own);
        match other {
            Some((_, found)) if !(TAKES_TEXT.contains(&self.entry().name) && MARKUP.contains(&found.entry().name)) => {
                found
            }
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a compound file begins with.
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

    #[test]
    fn every_format_has_its_row_and_its_own_names() {
        for (index, entry) in FORMATS.iter().enumerate() {
            assert_eq!(entry.format.entry().name, entry.name);
            assert_eq!(Format::by_name(entry.name), Some(entry.format));
            assert!(FORMATS[..index].iter().all(|other| other.format != entry.format));
            for extension in entry.extensions {
                assert_eq!(Format::by_extension(&extension.to_uppercase()), Some(entry.format));
            }
        }
    }

    #[test]
    fn nameless_input_is_told_by_its_beginning() {
        assert_eq!(Format::by_content(b"PK\x03\x04....xl/workbook.xml"), Some(Format::Xlsx));
        assert_eq!(Format::by_content(b"PK\x03\x04....word/document.xml"), Some(Format::Docx));
        assert_eq!(Format::by_content(b"PK\x03\x04....word/embeddings/a.xlsx....xl/workbook.xml"), Some(Format::Docx));
        assert_eq!(
            Format::by_content(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet....xl/"),
            Some(Format::Ods)
        );
        assert_eq!(Format::by_content(b"PK\x03\x04....a.txt"), Some(Format::Docx), "whose reader says what it is");
        assert_eq!(Format::by_content(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Some(Format::Xls));
        assert_eq!(
            Format::by_content(&[OLE, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0".as_bytes()].concat()),
            Some(Format::Doc)
        );
        assert_eq!(Format::by_content(b"{\\rtf1\\ansi"), Some(Format::Rtf));
        assert_eq!(
            Format::by_content(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text"),
            Some(Format::Odt)
        );
        assert_eq!(Format::by_content(b"\xEF\xBB\xBF \n{"), Some(Format::Json));
        assert_eq!(Format::by_content(b"%PDF-1.4"), Some(Format::Pdf));
        assert_eq!(Format::by_content("政府信息公开\n".as_bytes()), Some(Format::Txt));
        assert_eq!(Format::by_content(b"\xFF\xFE1\0"), Some(Format::Txt));
        assert_eq!(Format::by_content(b"a\0b"), None);
        assert_eq!(Format::by_content("\u{FEFF}\n<!DOCTYPE html><p>1".as_bytes()), Some(Format::Html));
        assert_eq!(Format::by_content(b"<DIV class=a>1</DIV>"), Some(Format::Html));
        assert_eq!(Format::by_content(b"<\0h\0t\0m\0l\0>\0"), Some(Format::Html));
        assert_eq!(Format::by_content(b"From: a\r\nMIME-Version: 1.0\r\n\r\n"), Some(Format::Html));
        assert_eq!(Format::by_content(b"<?xml version='1.0'?><Workbook>"), Some(Format::Txt));
        assert_eq!(Format::by_content(b""), None);
    }

    #[test]
    fn bytes_are_what_they_are_whatever_they_are_called() {
        let word = b"PK\x03\x04....word/document.xml".as_slice();
        let old = [OLE, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0".as_bytes()].concat();
        let (rich, page, pdf) = (b"{\\rtf1".as_slice(), b"<html>".as_slice(), b"%PDF-1.7".as_slice());
        for (called, bytes, found) in [
            (Format::Doc, word, Format::Docx),
            (Format::Docx, &old, Format::Doc),
            (Format::Doc, rich, Format::Rtf),
            (Format::Txt, rich, Format::Rtf),
            (Format::Doc, page, Format::Html),
            (Format::Docx, pdf, Format::Pdf),
            (Format::Txt, pdf, Format::Pdf),
            // Text may begin with anything; the readers of workbooks know web pages themselves.
            (Format::Txt, page, Format::Txt),
            (Format::Markdown, page, Format::Markdown),
            (Format::Csv, b"{1}", Format::Csv),
            (Format::Xls, page, Format::Xls),
            // What is in doubt is what it is called.
            (Format::Doc, OLE, Format::Doc),
            (Format::Xlsx, b"PK\x03\x04", Format::Xlsx),
            (Format::Docx, b"", Format::Docx),
            (Format::Doc, "一、总体情况".as_bytes(), Format::Doc),
        ] {
            assert_eq!(called.of_bytes(bytes), found, "{called:?} {bytes:?}");
        }
    }

    #[test]
    fn the_format_of_a_path_is_that_of_its_extension() {
        assert_eq!(Format::of_path(Path::new("发布/年报.PDF")).unwrap(), Format::Pdf);
        assert_eq!(Format::of_path(Path::new("年报.CEB")).unwrap_err().code(), "format-not-read");
        for path in ["年报", "年报.tex", ".docx", ""] {
            assert_eq!(Format::of_path(Path::new(path)).unwrap_err().code(), "unknown-extension", "{path}");
        }
    }
}
