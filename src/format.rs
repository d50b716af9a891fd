//! The one table of formats: name, extensions, reader, writer.
//!
//! A new format is one row here and one folder under `read/` or `write/`.

use crate::attached::{Attached, attached_file};
use crate::document::{Document, Properties};
use crate::finding::{Error, Warned, catalogue};
use crate::form::Forms;
use crate::read::docx::{ReadOptions, WorkbookReader};
use crate::read::pdf::PdfReadOptions;
use crate::report::{self, Report};
use crate::style::Style;
use crate::typeset::{Pages, with_titles_broken};
use crate::write::docx::DocxOptions;
use crate::{read, write};

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Word (ECMA-376 WordprocessingML).
    Docx,
    /// Excel (ECMA-376 SpreadsheetML).
    Xlsx,
    /// PDF (ISO 32000).
    Pdf,
    /// A picture of each page.
    Png,
    /// A web page.
    Html,
    /// The canonical form.
    Json,
    /// Excel 97–2003 and WPS ET (BIFF8, [MS-XLS]), read only.
    Xls,
    /// OpenDocument spreadsheet (ODF), read only.
    Ods,
    /// Values set apart by commas or semicolons (RFC 4180), read only.
    Csv,
    /// Values set apart by tabs, read only.
    Tsv,
}

/// Reads a Word document, the workbooks embedded in it with it.
fn word_to_document(bytes: &[u8], options: &ReadOptions) -> Result<Warned<Document>, Error> {
    let workbook = Some(read::sheet::embedded_to_document as WorkbookReader);
    read::docx::docx_to_document_with(bytes, &ReadOptions { workbook, ..*options })
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
    pub(crate) reader: Option<Reader>,
    /// `None` for a format that is only read.
    pub(crate) writer: Option<Writer>,
}

/// How a format is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reader {
    /// Into the neutral flow, to be recognised.
    Document(fn(&[u8]) -> Result<Warned<Document>, Error>),
    /// The same of Word files, as the options say.
    Word(fn(&[u8], &ReadOptions) -> Result<Warned<Document>, Error>),
    /// Into the neutral flow, unless the file carries its report as data that can be trusted.
    Carrier {
        document: fn(&[u8], &PdfReadOptions) -> Result<Warned<Document>, Error>,
        carried: fn(&[u8], &Forms) -> Warned<Option<Report>>,
    },
    /// Into the canonical form at once.
    Report(fn(&[u8], &Forms) -> Result<Report, Error>),
}

/// A file's bytes and what there was to say while writing them.
type Written = Result<Warned<Vec<u8>>, Error>;

/// What a file of pages says beside them.
#[derive(Debug)]
pub(crate) struct Edition<'a> {
    /// Title, author and date.
    pub(crate) properties: &'a Properties,
    /// The report the pages were composed from.
    pub(crate) report: &'a Report,
    /// The forms it goes by.
    pub(crate) forms: &'a Forms,
    /// What a PDF conforms to.
    pub(crate) pdf: write::pdf::Profile,
}

/// How a format is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Writer {
    /// From the composed document.
    Document(fn(&Document, &Style) -> Written),
    /// From the composed document, by a template where there is one.
    Word(fn(&Document, &Style, &DocxOptions) -> Written),
    /// From the composed document and the report it was composed from.
    Workbook(fn(&Document, &Report, &Forms, &Style) -> Written),
    /// From the composed document set in pages.
    Pages(fn(&Pages, &Edition<'_>) -> Written),
    /// From the composed document set in pages, a file each; to look at, not to publish.
    PagePictures,
    /// From the canonical form itself.
    Report(fn(&Report, &Forms) -> Vec<u8>),
}

/// Every format, in the order they are listed and published.
pub static FORMATS: &[FormatEntry] = &[
    FormatEntry {
        format: Format::Docx,
        name: "docx",
        extensions: &["docx", "docm", "dotx"],
        reader: Some(Reader::Word(word_to_document)),
        writer: Some(Writer::Word(document_to_word)),
    },
    FormatEntry {
        format: Format::Xlsx,
        name: "xlsx",
        extensions: &["xlsx", "xlsm"],
        reader: Some(Reader::Document(read::sheet::xlsx_to_document)),
        writer: Some(Writer::Workbook(write::xlsx::report_to_xlsx)),
    },
    FormatEntry {
        format: Format::Pdf,
        name: "pdf",
        extensions: &["pdf"],
        reader: Some(Reader::Carrier { document: read::pdf::pdf_to_document_with, carried: pdf_to_attached_report }),
        writer: Some(Writer::Pages(pages_to_pdf)),
    },
    FormatEntry {
        format: Format::Png,
        name: "png",
        extensions: &["png"],
        reader: None,
        writer: Some(Writer::PagePictures),
    },
    FormatEntry {
        format: Format::Html,
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        reader: None,
        writer: Some(Writer::Document(document_to_html)),
    },
    FormatEntry {
        format: Format::Json,
        name: "json",
        extensions: &["json"],
        reader: Some(Reader::Report(json_to_report)),
        writer: Some(Writer::Report(report_to_json)),
    },
    FormatEntry {
        format: Format::Xls,
        name: "xls",
        extensions: &["xls", "et"],
        reader: Some(Reader::Document(read::sheet::xls_to_document)),
        writer: None,
    },
    FormatEntry {
        format: Format::Ods,
        name: "ods",
        extensions: &["ods", "ots"],
        reader: Some(Reader::Document(read::sheet::ods_to_document)),
        writer: None,
    },
    FormatEntry {
        format: Format::Csv,
        name: "csv",
        extensions: &["csv"],
        reader: Some(Reader::Document(read::sheet::csv_to_document)),
        writer: None,
    },
    FormatEntry {
        format: Format::Tsv,
        name: "tsv",
        extensions: &["tsv"],
        reader: Some(Reader::Document(read::sheet::tsv_to_document)),
        writer: None,
    },
];

/// The name under which a PDF carries its report.
const REPORT_FILE: &str = "report.json";

fn pages_to_pdf(pages: &Pages, edition: &Edition<'_>) -> Written {
    let mut options = write::pdf::PdfOptions { profile: edition.pdf, ..edition.properties.into() };
    if edition.pdf == write::pdf::Profile::A3a {
        options.description = Some("附件 report.json 是本文件内容的结构化数据".to_owned());
        options.attachment = Some(write::pdf::Attachment {
            name: REPORT_FILE.to_owned(),
            media_type: "application/json".to_owned(),
            description: "年度报告的结构化数据（nianbao/report/1）".to_owned(),
            bytes: report_to_json(edition.report, edition.forms),
        });
    }
    Ok(Warned::clean(write::pdf::pages_to_pdf(pages, &options)?))
}

/// The report attached to a PDF whose pages are still those it was written with.
fn pdf_to_attached_report(bytes: &[u8], forms: &Forms) -> Warned<Option<Report>> {
    let Some(Attached { bytes, tied }) = attached_file(bytes, REPORT_FILE) else { return Warned::clean(None) };
    let (value, finding) = if tied {
        match json_to_report(&bytes, forms) {
            Ok(report) => (Some(report), catalogue::attached::attached_data_used(REPORT_FILE)),
            Err(error) => (None, catalogue::attached::attached_data_unusable(REPORT_FILE, error)),
        }
    } else {
        (None, catalogue::attached::attached_data_outdated(REPORT_FILE))
    };
    Warned { value, findings: vec![finding] }
}

fn document_to_html(document: &Document, style: &Style) -> Written {
    let Warned { value, findings } = write::html::document_to_html(document, style);
    Ok(Warned { value: value.into_bytes(), findings })
}

fn json_to_report(bytes: &[u8], forms: &Forms) -> Result<Report, Error> {
    let text =
        std::str::from_utf8(bytes).map_err(|e| Error::from(catalogue::report::invalid_json("UTF-8")).caused_by(e))?;
    if text.trim().is_empty() {
        return Err(catalogue::package::empty_file().into());
    }
    report::load(text, forms)
}

fn report_to_json(report: &Report, forms: &Forms) -> Vec<u8> {
    report::save(report, forms).into_bytes()
}

/// A Word file whose titles are broken as on the pages, unless a template says how wide they are.
fn document_to_word(document: &Document, style: &Style, options: &DocxOptions) -> Written {
    match options.template {
        Some(_) => write::docx::document_to_docx_with(document, style, options),
        None => write::docx::document_to_docx_with(&with_titles_broken(document, style), style, options),
    }
}

impl FormatEntry {
    /// Whether files of this format are published; the others are to look at, or to read only.
    #[must_use]
    pub fn is_published(&self) -> bool {
        !matches!(self.writer, None | Some(Writer::PagePictures))
    }

    /// Whether files of this format can be read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.reader.is_some()
    }

    /// A report in this format, where it is written from the canonical form itself.
    pub(crate) fn report_to_bytes(&self, report: &Report, forms: &Forms) -> Option<Vec<u8>> {
        match self.writer {
            Some(Writer::Report(write)) => Some(write(report, forms)),
            _ => None,
        }
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

    /// The format of some bytes by what they begin with; for input that has no name.
    #[must_use]
    pub fn by_content(bytes: &[u8]) -> Option<Self> {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let first = text.iter().find(|b| !b.is_ascii_whitespace());
        match (bytes, first) {
            ([b'P', b'K', 3, 4, ..], _) => {
                // Local file names are stored in plain text: the parts of a workbook are in `xl/`.
                let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
                let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
                if has(b"opendocument.spreadsheet") {
                    return Some(Format::Ods);
                }
                Some(if has(b"xl/") && !has(b"word/") { Format::Xlsx } else { Format::Docx })
            }
            // Any compound file: the reader of workbooks says what it is where it is none.
            ([0xD0, 0xCF, 0x11, 0xE0, ..], _) => Some(Format::Xls),
            ([b'%', b'P', b'D', b'F', b'-', ..], _) => Some(Format::Pdf),
            (_, Some(b'{')) => Some(Format::Json),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(Format::by_content(b"\xEF\xBB\xBF \n{"), Some(Format::Json));
        assert_eq!(Format::by_content(b"%PDF-1.4"), Some(Format::Pdf));
        assert_eq!(Format::by_content(b"hello"), None);
    }
}
