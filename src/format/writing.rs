//! How files are written: one signature for all formats.

use crate::document::{Carrier, Document};
use crate::finding::{Error, Warned, catalogue};
use crate::form::Forms;
#[cfg(feature = "typeset")]
use crate::list::AreaUnits;
use crate::report::Report;
#[cfg(feature = "typeset")]
use crate::style::Style;
#[cfg(feature = "typeset")]
use crate::typeset::Pages;
#[cfg(feature = "typeset")]
use crate::write::docx::DocxOptions;
#[cfg(feature = "typeset")]
use crate::write::html::HtmlOptions;
#[cfg(feature = "pdf")]
use crate::write::pdf::Profile;
#[cfg(feature = "pdf")]
use crate::write::png::PngOptions;

/// What writing goes by beside the style, format by format.
#[derive(Debug, Clone, Default)]
pub struct WriteOptions {
    /// Word files: the template.
    #[cfg(feature = "typeset")]
    pub docx: DocxOptions,
    /// Reports of last year: what workbooks are checked against.
    #[cfg(feature = "typeset")]
    pub last_year: Vec<Report>,
    /// The units of an area's report: workbooks add them up.
    #[cfg(feature = "typeset")]
    #[doc(hidden)]
    pub units: Option<AreaUnits>,
    /// Web pages: whether they are fragments, and what they carry.
    #[cfg(feature = "typeset")]
    pub html: HtmlOptions,
    /// PDF files: what they conform to.
    #[cfg(feature = "pdf")]
    pub pdf: Profile,
    /// Pictures of pages: how they are drawn, and of which.
    #[cfg(feature = "pdf")]
    pub png: PngOptions,
}

impl WriteOptions {
    /// For what is no report: files carry nothing but what they show.
    #[cfg(feature = "typeset")]
    pub(crate) fn carrying_nothing() -> Self {
        WriteOptions {
            html: HtmlOptions { carries_report: false, ..HtmlOptions::default() },
            #[cfg(feature = "pdf")]
            pdf: Profile::A2a,
            ..WriteOptions::default()
        }
    }
}

/// A file of the same report in the same folder.
#[cfg(feature = "typeset")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// The name of its format.
    pub(crate) format: &'a str,
    /// How long it is.
    pub(crate) bytes: usize,
}

/// What there is to write from; each format takes what it wants of it.
pub(crate) struct Edition<'a> {
    /// The report.
    pub(crate) report: &'a Report,
    /// The document composed from it.
    pub(crate) document: &'a Document,
    /// That of the same body on the year before.
    #[cfg(feature = "typeset")]
    pub(crate) last_year: Option<&'a Report>,
    /// The forms it goes by.
    pub(crate) forms: &'a Forms,
    /// How it is set.
    #[cfg(feature = "typeset")]
    pub(crate) style: &'a Style,
    /// The files of the same report in the same folder.
    #[cfg(feature = "typeset")]
    pub(crate) beside: &'a [Beside<'a>],
    /// What the format goes by.
    pub(crate) options: &'a WriteOptions,
    /// The document set in pages, which is done when it is first asked for.
    #[cfg(feature = "typeset")]
    pub(crate) pages: &'a dyn Fn() -> &'a Warned<Pages>,
}

#[cfg(feature = "pdf")]
impl Edition<'_> {
    /// Files written from the pages, with what there was to say about these first.
    pub(super) fn of_pages(&self, write: impl FnOnce(&Pages) -> Result<Files, Error>) -> Result<Warned<Files>, Error> {
        let Warned { value: pages, findings } = (self.pages)();
        Ok(Warned { value: write(pages)?, findings: findings.clone() })
    }
}

/// How a format is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer {
    /// Whose limits the document must keep; `None` for a format written from the canonical form itself.
    pub(super) carrier: Option<Carrier>,
    /// Whether its files are published, or only to look at.
    pub(super) is_published: bool,
    /// Whether its files are text.
    pub(super) is_text: bool,
    /// Whether its files are pages of the web.
    pub(super) is_web_page: bool,
    pub(super) write: fn(&Edition<'_>) -> Result<Warned<Files>, Error>,
}

impl Writer {
    /// Whether it writes the composed document, not the canonical form itself.
    pub(crate) fn is_of_document(&self) -> bool {
        self.carrier.is_some()
    }

    /// The edition as files.
    ///
    /// # Errors
    /// `limit-exceeded` where the document is too large for them; whatever the writer can't go on from.
    pub(crate) fn write(&self, edition: &Edition<'_>) -> Result<Warned<Files>, Error> {
        if let Some(carrier) = self.carrier {
            edition.document.check_extent_for(carrier)?;
        }
        (self.write)(edition)
    }
}

/// What is written: one file, or one for each page in a format of pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files(Vec<Vec<u8>>);

impl Files {
    pub(crate) fn one(bytes: Vec<u8>) -> Self {
        Files(vec![bytes])
    }

    /// The one file there is.
    ///
    /// # Errors
    /// `several-pages` where there are more.
    pub fn into_only(self) -> Result<Vec<u8>, Error> {
        let count = self.0.len();
        match (self.0.into_iter().next(), count) {
            (Some(only), 1) => Ok(only),
            _ => Err(catalogue::convert::several_pages(count).into()),
        }
    }

    /// The files in the order of the pages, each with what its name ends in before the extension: nothing where there is one file, else
    /// the page's number, so that the names sort in this order (`页-01.png`, `页-02.png` …).
    pub fn into_numbered(self) -> impl Iterator<Item = (String, Vec<u8>)> {
        let count = self.0.len();
        let digits = count.to_string().len();
        let ending = move |index: usize| if count > 1 { format!("-{:0digits$}", index + 1) } else { String::new() };
        self.0.into_iter().enumerate().map(move |(index, bytes)| (ending(index), bytes))
    }
}

impl FromIterator<Vec<u8>> for Files {
    fn from_iter<I: IntoIterator<Item = Vec<u8>>>(files: I) -> Self {
        Files(files.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_files_are_numbered_so_that_they_sort() {
        let endings = |count: usize| {
            let files: Files = (0..count).map(|_| Vec::new()).collect();
            files.into_numbered().map(|(ending, _)| ending).collect::<Vec<_>>()
        };
        assert_eq!(endings(1), [""]);
        assert_eq!(endings(2), ["-1", "-2"]);
        assert_eq!(endings(10)[8..], ["-09", "-10"]);
    }

    #[test]
    fn of_several_files_none_is_the_only_one() {
        assert_eq!(Files::one(vec![1]).into_only().unwrap(), [1]);
        for count in [0, 2] {
            let files: Files = (0..count).map(|_| Vec::new()).collect();
            assert_eq!(files.into_only().unwrap_err().code(), "several-pages");
        }
    }
}
