//! Whole conversions: read → replace figures → fill → check → compose → write.
//!
//! In: bytes with a name and a format ([`Source`]), and what is to be done with them ([`Conversion`]). Out: reports, or files of other
//! formats, with every finding of every step, each naming the file it is about. No files, no terminal, no clock: those are the
//! command line's.
//!
//! Figures are checked last and once: what a draft has wrong and its tables put right is not wrong.
//!
//! | room | step |
//! |---|---|
//! | `source` | bytes, and what they are called |
//! | `read` | bytes → what they state (`stated`); `causes`: findings that explain one another |
//! | `figures` | bytes → the statutory figures alone, and whose they are |
//! | `tables` | the figures of a file of tables into a report |
//! | `conversion` | all steps, in their order |
//! | `publication` | a report → files of any number of formats |
//! | `publish` | every format, and the manifest of their sums |
//! | `units` | a list of units: names for their files |
//! | `batch` | many at once |
//! | `comparison` | two reports → a Word file of their changes |
//! | `review_sheet` | reports and findings → the sheet on which they are decided |
//!
//! The figures of a workbook put into a draft, and the draft published:
//!
//! ```
//! use nianbao::convert::{Conversion, Options, Source, Tables};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let options = Options::built_in()?;
//! let mut findings = Vec::new();
//! let (draft, workbook) = ("samples/lukou-2021/draft.docx", "samples/lukou-2021/figures.xlsx");
//! let workbook = Source::named(workbook, std::fs::read(workbook)?)?;
//! let tables = Tables::read(workbook, &options)?.unpack(&mut findings);
//! let draft = Source::named(draft, std::fs::read(draft)?)?;
//! let conversion = Conversion::new(&options).with_tables(&tables).with_fill(true);
//! let files = conversion.publish(&draft, &mut findings)?;
//! for finding in &findings {
//!     println!("{finding}");
//! }
//! let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
//! assert!(names.contains(&"draft.pdf") && names.ends_with(&["manifest.json"]));
//! # Ok(())
//! # }
//! ```

mod annotate;
mod batch;
mod causes;
#[cfg(feature = "typeset")]
mod comparison;
mod conversion;
mod figures;
mod fix;
mod options;
mod publication;
#[cfg(feature = "pdf")]
mod publish;
mod read;
#[cfg(feature = "typeset")]
mod review_sheet;
mod source;
mod stated;
mod tables;
mod units;

#[cfg(feature = "typeset")]
pub use crate::compose::ReviewSheet;
pub use crate::merge::{FiguresOf, Replace};
pub use crate::recognize::Wanted;
pub use annotate::annotate;
pub use batch::{as_done_on, in_order, in_order_on};
#[cfg(feature = "typeset")]
pub use comparison::reports_to_revised_docx;
pub use conversion::Conversion;
pub use figures::{bytes_to_figures, bytes_to_statistics};
pub use fix::{fix, fixes};
pub use options::Options;
pub use publication::{Publication, report_to_files};
#[cfg(feature = "pdf")]
pub use publish::{File, published_names};
pub use read::{Against, bytes_to_report, bytes_to_reports};
#[cfg(feature = "typeset")]
pub use review_sheet::review_sheet_to_bytes;
pub use source::Source;
#[cfg(feature = "server")]
pub(crate) use source::stem;
pub use stated::Stated;
pub use tables::Tables;
pub use units::unit_names;

use crate::finding::{Error, Warned};
use crate::format::Format;

/// A file of one format as a file of another.
///
/// ```no_run
/// use nianbao::convert::{Options, convert};
/// use nianbao::format::Format;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let draft = std::fs::read("draft.docx")?;
/// let pdf = convert(&draft, Format::Docx, Format::Pdf, &Options::built_in()?)?;
/// for finding in &pdf.findings {
///     eprintln!("{finding}");
/// }
/// std::fs::write("report.pdf", pdf.value)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Whatever the reader or the writer can't go on from.
pub fn convert(bytes: &[u8], from: Format, to: Format, options: &Options) -> Result<Warned<Vec<u8>>, Error> {
    let mut findings = Vec::new();
    let report = bytes_to_report(bytes, from, options)?.unpack(&mut findings);
    let publication = Publication::compose(&report, options).unpack(&mut findings);
    let value = publication.to_bytes(to)?.unpack(&mut findings);
    Ok(Warned { value, findings })
}
