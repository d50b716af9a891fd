//! PDF files → Document.
//!
//! In: the bytes of a file (ISO 32000-1). Out: the neutral flow, with a finding for every guess. Two stages: what a person sees
//! on the pages ([`facts`]: glyphs with their text, rules, fills, pictures, links, the structure tree and the outline), then what
//! stands together ([`layout`]). Objects are found by hayro-syntax; content streams, fonts and streams are read here, for what a
//! reader would mend in silence has to be told.
//!
//! # Coverage of the pages (clauses of ISO 32000-1; each line is held by a test of that name in `tests.rs`)
//!
//! | what | how it is read | test |
//! |---|---|---|
//! | page boxes, `Rotate`, `UserUnit` 14.11.2 | as the page is shown | `pages_are_taken_as_they_are_shown` |
//! | contents in parts, filters 7.4, 7.8 | strictly; what can't be followed is told | `contents_in_parts_are_one`, `damage_*` |
//! | text state and operators 9.3, 9.4 | all | `text_state_moves_the_pen`, `saved_states_come_back` |
//! | what can't be seen: invisible, transparent, clipped, of the colour of its ground | left out, with findings | `what_cannot_be_seen_*`, `light_text_*` |
//! | covered text | wholly: left out, else kept, with a finding | `covered_text_is_told`, `buried_text_*` |
//! | faked bold | once, bold | `faked_bold_is_bold_and_once` |
//! | turned text, vertical writing 9.7.4.3 | with its direction | `turned_text_says_so`, `vertical_writing_goes_down` |
//! | text of codes 9.10 | `ToUnicode`, `Uni*` codes, CIDs, embedded cmap, GBK, glyph names | `the_chain_to_unicode`, `an_embedded_cmap_*`, `simple_fonts_*` |
//! | codes without text | no text, a finding | `glyphs_without_text_*`, `codes_without_cid_*` |
//! | widths 9.2.4, 9.7.4.3, Type 3 9.6.5 | those of the dictionary | `widths_come_from_the_dictionary`, `type_3_*` |
//! | marked content 14.6, 14.9.4 | ids, artifacts, `ActualText` where it agrees with what is shown | `marked_content_*` |
//! | optional content 8.11 | groups off by default, memberships, expressions | `layers_that_are_off_*` |
//! | forms 8.10, annotations 12.5 | drawn; hidden ones not; remarks told | `forms_*`, `annotations_*`, `links_*` |
//! | paths 8.5 | lines along the axes, thin fills and images, areas | `lines_and_areas`, `path.rs` |
//! | images 8.9 | JPEG as it is; gray, RGB, CMYK, indexed samples with masks as PNG | `pictures_*`, `inline_images_*` |
//! | structure tree 14.7, outline 12.3.3, properties 14.3 | roles, spans, scope; levels and places | `structure_*`, `the_outline_*`, `properties_*` |
//! | charts of our own (their title in the structure) | left out, with a finding | `tests/pdf.rs`: `charts_*` |
//! | readings and formulas 14.8.4.4.3, 14.9.4 | with their characters, as their text | `tests/pdf.rs`: `readings_come_back_*`, `formulas_come_back_*` |
//! | encryption 7.6 | without a user password: RC4, AES-128, AES-256 | `encrypted_files_*` |
//! | what is missing or wrong in a file | told | `what_the_file_lacks_*`, `a_wrong_table_*`, `missing_pages_*`, `damaged_maps_*` |
//! | files without text | an error each | `files_that_cannot_be_read_say_why` |
//! | limits | named in the error | `limits_hold` |
//!
//! Not read: fax, JBIG2 and JPEG 2000 pictures (their place is kept), the drawings of Type 3 glyphs, marked-content ids within
//! forms, clips other than by their bounds, fields without appearance. Object streams of
//! encrypted files are unpacked by hayro-syntax without a limit.

mod actual;
mod annotation;
mod cmap;
mod content;
mod facts;
mod finish;
mod font;
mod graphics;
mod ground;
mod image;
mod integrity;
mod interpret;
mod layer;
mod layout;
mod matrix;
mod outline;
mod path;
mod program;
mod properties;
mod radicals;
mod reading;
mod simple;
mod stream;
mod structure;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod unicode;
mod whereabouts;
#[cfg(test)]
mod witness;

use crate::document::Document;
use crate::finding::catalogue::{package, pdf as said};
use crate::finding::{Error, Warned, terms};
use crate::whole::counted;
use facts::{Area, Facts, PageFacts};
use graphics::State;
use hayro_syntax::object::{Dict, Object, Stream};
use hayro_syntax::page::{Page, Rotation};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use interpret::{Interpreter, MAX_STREAM_BYTES, Scope};
use matrix::Matrix;
use reading::Reading;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tally::Kind;

pub use whereabouts::Whereabouts;

/// The stack a file is read on: hayro-syntax reads objects within objects by recursion.
const STACK_BYTES: usize = 64 << 20;
/// Pages of a file.
const MAX_PAGES: usize = 20_000;

/// Reads a PDF file by what its pages show.
///
/// # Errors
/// `empty-file`, `not-a-pdf`, `pdf-password`, `pdf-encryption-unknown`, `pdf-broken`, `pdf-without-pages`, `pdf-scanned`,
/// `pdf-scanned-with-text`, `pdf-without-characters`, `pdf-outlined`, `pdf-empty`, `limit-exceeded`.
pub fn pdf_to_document(bytes: &[u8]) -> Result<Warned<Document>, Error> {
    pdf_to_document_with(bytes, &PdfReadOptions::default())
}

/// What reading a PDF goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PdfReadOptions {
    /// Whether the text that a scanner's software laid under or over the picture of a page is read.
    pub ocr_layer: bool,
}

/// Reads a PDF file as the options say.
///
/// # Errors
/// As [`pdf_to_document`].
pub fn pdf_to_document_with(bytes: &[u8], options: &PdfReadOptions) -> Result<Warned<Document>, Error> {
    let mut findings = Vec::new();
    let facts = pdf_to_facts(bytes, options)?.unpack(&mut findings);
    let value = layout::facts_to_document(facts).0.unpack(&mut findings);
    Ok(Warned { value, findings })
}

/// Where the places stand that findings name which were made of a file read with these options.
///
/// # Errors
/// As [`pdf_to_document`].
pub fn pdf_to_whereabouts(bytes: &[u8], options: &PdfReadOptions) -> Result<Whereabouts, Error> {
    let mut facts = pdf_to_facts(bytes, options)?.value;
    let matrices = std::mem::take(&mut facts.matrices);
    Ok(Whereabouts::of(&matrices, layout::facts_to_document(facts).1))
}

/// Reads what is on the pages of a PDF file.
///
/// # Errors
/// `empty-file`, `not-a-pdf`, `pdf-password`, `pdf-encryption-unknown`, `pdf-broken`, `pdf-without-pages`, `pdf-scanned`,
/// `pdf-scanned-with-text`, `pdf-without-characters`, `pdf-outlined`, `pdf-empty`, `limit-exceeded`.
fn pdf_to_facts(bytes: &[u8], options: &PdfReadOptions) -> Result<Warned<Facts>, Error> {
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().stack_size(STACK_BYTES).name("pdf".to_owned());
        let reading = reader.spawn_scoped(scope, || catch_unwind(AssertUnwindSafe(|| read(bytes, options))));
        match reading.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(Ok(read))) => read,
            _ => Err(said::pdf_broken(terms::CANNOT_BE_PARSED).into()),
        }
    })
}

fn read(bytes: &[u8], options: &PdfReadOptions) -> Result<Warned<Facts>, Error> {
    if bytes.is_empty() {
        return Err(package::empty_file().into());
    }
    let mut findings = Vec::new();
    findings.extend(integrity::check_object_streams(bytes)?);
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Error::from(said::pdf_password()),
        LoadPdfError::Decryption(_) => said::pdf_encryption_unknown().into(),
        LoadPdfError::Invalid => integrity::unopened(bytes),
    })?;
    if !integrity::has_sound_table(bytes) {
        findings.push(said::objects_searched());
    }
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let stated = integrity::stated_pages(&catalog, pdf.xref());
    if pdf.pages().is_empty() {
        return Err(if stated > 0 { integrity::unopened(bytes) } else { said::pdf_without_pages().into() });
    }
    if pdf.pages().len() > MAX_PAGES {
        return Err(package::limit_exceeded(terms::PAGES, MAX_PAGES, pdf.pages().len()).into());
    }
    if stated > pdf.pages().len() {
        findings.push(said::pages_missing(stated, pdf.pages().len()));
    }
    let mut reading = Reading::new(&catalog, options);
    let mut pages = outline::Pages {
        by_object: (0u32..)
            .zip(pdf.pages().iter())
            .filter_map(|(i, p)| Some((p.raw().obj_id()?.obj_number, i)))
            .collect(),
        matrices: Vec::new(),
    };
    let mut facts = Facts {
        structure: structure::structure(&catalog, pdf.xref(), &pages.by_object),
        ranks_headings: properties::claims_universal_access(&catalog),
        properties: properties::properties(&pdf, &catalog),
        ..Facts::default()
    };
    reading.formulas = structure::contents_of(&facts.structure, |element| element.kind == "Formula");
    reading.own_charts = structure::contents_of(&facts.structure, |element| element.is_own_chart);
    let mut curves = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let read = read_page(page, index, &mut reading).map_err(|error| error.at(reading::page_place(index)))?;
        facts.pages.push(read.page);
        pages.matrices.push(read.matrix);
        curves.push(read.curves);
        reading.gather_font_faults(counted(index + 1));
    }
    facts.outline = outline::outline(&catalog, &pages);
    facts.matrices = pages.matrices.iter().map(|matrix| matrix.0).collect();
    facts.fonts = std::mem::take(&mut reading.fonts);
    let looked_at: Vec<(&PageFacts, usize)> = facts.pages.iter().zip(curves).collect();
    integrity::check_pages(&looked_at, &mut findings)?;
    findings.extend(reading.tally.findings());
    findings.extend(reading.differences.finding());
    Ok(Warned { value: facts, findings })
}

/// A page, the map from user space to it, and how many curves it has.
struct ReadPage {
    page: PageFacts,
    matrix: Matrix,
    curves: usize,
}

fn read_page<'a>(page: &Page<'a>, index: usize, reading: &mut Reading<'a>) -> Result<ReadPage, Error> {
    let number = counted(index + 1);
    let (matrix, width, height) = page_matrix(page);
    let facts = PageFacts { width, height, ..PageFacts::default() };
    let clip = Area { left: 0.0, top: 0.0, right: width, bottom: height };
    let content = content(page, number, reading);
    let mut interpreter = Interpreter::new(reading, facts, number);
    let (scope, state) = (Scope::new(page.resources().clone()), State::new(matrix, clip));
    interpreter.run(&content, &scope, state.clone())?;
    interpreter.annotations(page, &scope, &state)?;
    let Interpreter { mut page, covers, curves, unpainted, .. } = interpreter;
    let is_time = reading.may_compare(covers.len().saturating_mul(page.glyphs.len()));
    let covered = if is_time { finish::covered(&page.glyphs, &covers) } else { Vec::new() };
    let buried = finish::buried(&page.glyphs, &covered, &covers);
    finish::place_text_layer(&mut page, &covered, &buried, unpainted, number, reading);
    finish::drop_second_coats(&mut page);
    Ok(ReadPage { page, matrix, curves })
}

/// The map from user space to the page as it is shown, and the page's size.
fn page_matrix(page: &Page<'_>) -> (Matrix, f64, f64) {
    let shown = page.intersected_crop_box();
    let (x, y, mut width, mut height) = (shown.x0, shown.y0, shown.x1 - shown.x0, shown.y1 - shown.y0);
    if !(width > 0.1 && height > 0.1 && width < 1e6 && height < 1e6) {
        (width, height) = (595.0, 842.0);
    }
    let unit = page.raw().get::<f32>(b"UserUnit").map_or(1.0, f64::from);
    let unit = if (0.01..=1000.0).contains(&unit) { unit } else { 1.0 };
    let upright = Matrix([1.0, 0.0, 0.0, -1.0, -x, y + height]);
    let (turn, width, height) = match page.rotation() {
        Rotation::None => (Matrix::IDENTITY, width, height),
        Rotation::Horizontal => (Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0]), height, width),
        Rotation::Flipped => (Matrix([-1.0, 0.0, 0.0, -1.0, width, height]), width, height),
        Rotation::FlippedHorizontal => (Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width]), height, width),
    };
    let scaled = Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]);
    (scaled.after(turn).after(upright), width * unit, height * unit)
}

/// The page's content, its streams one after another.
fn content<'a>(page: &Page<'a>, number: u32, reading: &mut Reading<'a>) -> Vec<u8> {
    let mut content = Vec::new();
    let mut add = |object: Option<Object<'_>>| {
        let Some(Object::Stream(stream)) = object else {
            reading.tally.count(Kind::ContentMissing, number, 1, "");
            return;
        };
        append(&stream, number, &mut content, reading);
    };
    match page.raw().get::<Object<'_>>(b"Contents") {
        Some(Object::Array(streams)) => {
            for stream in streams.iter::<Object<'_>>() {
                add(Some(stream));
            }
        }
        None if !page.raw().contains_key(b"Contents") => {}
        Some(Object::Null(_)) => {}
        other => add(other),
    }
    content
}

fn append(stream: &Stream<'_>, number: u32, content: &mut Vec<u8>, reading: &mut Reading<'_>) {
    let decoded = reading.budget.decode(stream, MAX_STREAM_BYTES.saturating_sub(content.len()));
    if let Some(fault) = decoded.fault {
        reading.tally.count(Kind::Damage(fault.words()), number, 1, "");
    }
    content.extend_from_slice(&decoded.bytes);
    content.push(b'\n');
}
