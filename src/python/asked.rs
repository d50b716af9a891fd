//! Keyword arguments → options and sources.

use crate::failure::Stopped;
use nianbao::check::Profile as Rulings;
use nianbao::convert::{Conversion, FiguresOf, Options, Replace, Source, Tables};
use nianbao::finding::{Finding, Language, Severity, Value, catalogue, terms};
use nianbao::font::Faces;
use nianbao::form::Form;
use nianbao::format::{FORMATS, Format, HtmlOptions, PngOptions, Profile, TrackedChanges, WriteOptions};
use nianbao::report::Report;
use nianbao::style::Style;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyList, PyTuple};

/// The keyword arguments of every function.
const READING: [&str; 13] = [
    "name",
    "from_",
    "form",
    "visible",
    "ocr_layer",
    "track_changes",
    "tables",
    "figures_of",
    "tables_only_empty",
    "strict",
    "fill",
    "lang",
    "findings",
];

/// Those of `check`, too.
pub(crate) const CHECKING: [&str; 3] = ["last_year", "units", "profile"];

/// Those of `convert`, too.
pub(crate) const WRITING: [&str; 8] = ["to", "style", "pdf", "fragment", "charts", "page", "dpi", "last_year"];

/// Bytes that were handed over, and what they are called.
pub(crate) struct File {
    name: Option<String>,
    bytes: Vec<u8>,
    /// A report as `read` gives it, not a file.
    is_report: bool,
}

impl File {
    /// Bytes or a report.
    pub(crate) fn of(given: &Bound<'_, PyAny>, name: Option<String>) -> PyResult<Self> {
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(File { name, bytes: bytes.as_bytes().to_vec(), is_report: false });
        }
        if let Ok(bytes) = given.cast::<PyByteArray>() {
            return Ok(File { name, bytes: bytes.to_vec(), is_report: false });
        }
        if given.cast::<PyDict>().is_ok() {
            let text: String = given.py().import("json")?.call_method1("dumps", (given,))?.extract()?;
            return Ok(File { name, bytes: text.into_bytes(), is_report: true });
        }
        let kind = given.get_type().name()?;
        Err(PyTypeError::new_err(format!("expected bytes, bytearray or a report (dict), found {kind}")))
    }

    /// The same, or a pair of a name and these.
    fn perhaps_named(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        match given.cast::<PyTuple>() {
            Ok(pair) => {
                let (name, data): (String, Bound<'_, PyAny>) = pair.extract()?;
                File::of(&data, Some(name))
            }
            Err(_) => File::of(given, None),
        }
    }

    /// One, or a list of them.
    fn several(given: &Bound<'_, PyAny>) -> PyResult<Vec<Self>> {
        match given.cast::<PyList>() {
            Ok(list) => list.iter().map(|one| File::perhaps_named(&one)).collect(),
            Err(_) => Ok(vec![File::perhaps_named(given)?]),
        }
    }

    /// To be read, of the format told, or else of what its name or its bytes say.
    pub(crate) fn into_source(self, told: Option<Format>) -> Result<Source, Stopped> {
        let File { name, bytes, is_report } = self;
        let told = if is_report { Some(Format::Json) } else { told };
        match (told, name) {
            (Some(format), name) => Ok(Source::new(name.unwrap_or_else(|| "-".to_owned()), bytes, format)),
            (None, Some(name)) => Ok(Source::named(name, bytes)?),
            (None, None) => Ok(Source::nameless(bytes)?),
        }
    }
}

/// What was asked for, as it was given.
#[derive(Default)]
pub(crate) struct Asked {
    pub(crate) language: Language,
    pub(crate) name: Option<String>,
    /// Where findings are to be put.
    pub(crate) findings: Option<Py<PyList>>,
    pub(crate) last_year: Option<Vec<File>>,
    pub(crate) units: Option<Vec<File>>,
    from: Option<String>,
    form: Option<String>,
    visible: bool,
    ocr_layer: bool,
    track_changes: Option<String>,
    tables: Option<File>,
    figures_of: Option<String>,
    tables_only_empty: bool,
    strict: bool,
    fill: bool,
    profile: Option<String>,
    to: Option<String>,
    style: Option<String>,
    pdf: Option<String>,
    fragment: bool,
    charts: bool,
    page: Option<usize>,
    dpi: Option<u16>,
}

impl Asked {
    /// The keyword arguments of a function that takes these beside those of every function.
    pub(crate) fn of(function: &str, given: Option<&Bound<'_, PyDict>>, more: &[&str]) -> PyResult<Self> {
        let mut asked = Asked::default();
        for (key, value) in given.into_iter().flatten() {
            let key: String = key.extract()?;
            if !READING.contains(&key.as_str()) && !more.contains(&key.as_str()) {
                return Err(PyTypeError::new_err(format!("{function}() got an unexpected keyword argument '{key}'")));
            }
            // As where it is left out.
            if !value.is_none() {
                asked.take(&key, &value)?;
            }
        }
        Ok(asked)
    }

    fn take(&mut self, key: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        match key {
            "name" => self.name = value.extract()?,
            "from_" => self.from = value.extract()?,
            "form" => self.form = value.extract()?,
            "visible" => self.visible = value.extract()?,
            "ocr_layer" => self.ocr_layer = value.extract()?,
            "track_changes" => self.track_changes = value.extract()?,
            "tables" => self.tables = Some(File::perhaps_named(value)?),
            "figures_of" => self.figures_of = value.extract()?,
            "tables_only_empty" => self.tables_only_empty = value.extract()?,
            "strict" => self.strict = value.extract()?,
            "fill" => self.fill = value.extract()?,
            "lang" => self.language = language(&value.extract::<String>()?)?,
            "findings" => self.findings = Some(value.cast::<PyList>()?.clone().unbind()),
            "last_year" => self.last_year = Some(File::several(value)?),
            "units" => self.units = Some(File::several(value)?),
            "profile" => self.profile = value.extract()?,
            "to" => self.to = value.extract()?,
            "style" => self.style = value.extract()?,
            "pdf" => self.pdf = value.extract()?,
            "fragment" => self.fragment = value.extract()?,
            "charts" => self.charts = value.extract()?,
            "page" => self.page = value.extract()?,
            "dpi" => self.dpi = value.extract()?,
            _ => {}
        }
        Ok(())
    }

    /// What reading goes by.
    pub(crate) fn options(&self, built_in: &Options) -> Result<Options, Stopped> {
        let mut options = built_in.clone();
        if let Some(form) = &self.form {
            options.forms = options.forms.with(Form::from_toml(form)?);
        }
        options.read.visible_only = self.visible;
        options.read.pdf.ocr_layer = self.ocr_layer;
        options.read.docx.tracked_changes = match self.track_changes.as_deref() {
            None | Some("accept") => TrackedChanges::Accept,
            Some("reject") => TrackedChanges::Reject,
            Some("keep") => TrackedChanges::Keep,
            Some(_) => return Err(unfit("track_changes", "accept reject keep")),
        };
        Ok(options)
    }

    /// The same, with what writing that format goes by. What it can't go by is refused, as on the command line.
    pub(crate) fn writing(&self, built_in: &Options) -> Result<(Options, Format), Stopped> {
        let mut options = self.options(built_in)?;
        let to = format_of("to", self.to.as_deref().unwrap_or_default())?;
        let entry = to.entry();
        let usage = |cause| Stopped::from(catalogue::convert::usage(Value::from(cause)));
        if entry.is_published() && (self.page.is_some() || self.dpi.is_some()) {
            return Err(usage(terms::OPTIONS_OF_PNG));
        }
        if self.fragment && !entry.is_web_page() {
            return Err(usage(terms::OPTIONS_OF_HTML));
        }
        if self.charts && !entry.shows_charts() {
            return Err(usage(terms::OPTIONS_OF_CHARTS));
        }
        if let Some(style) = &self.style {
            // A name has one line, a style several.
            options.style = if style.contains('\n') { Style::from_toml(style)? } else { Style::built_in(style)? };
            options.faces = Faces::embedded(&options.style);
        }
        options.style.charts.show |= self.charts;
        if self.last_year.is_some() && !entry.takes_last_year(options.style.charts.show) {
            return Err(usage(terms::OPTIONS_OF_XLSX));
        }
        let pdf = match self.pdf.as_deref() {
            None | Some("a3a") => Profile::A3a,
            Some("a2a") => Profile::A2a,
            Some("plain") => Profile::Plain,
            Some(_) => return Err(unfit("pdf", "a3a a2a plain")),
        };
        options.write = WriteOptions {
            html: HtmlOptions { fragment: self.fragment, ..HtmlOptions::default() },
            pdf,
            png: PngOptions { dpi: self.dpi.unwrap_or(PngOptions::default().dpi), page: self.page },
            ..WriteOptions::default()
        };
        Ok((options, to))
    }

    /// The file that is to be read.
    pub(crate) fn source(&self, file: File) -> Result<Source, Stopped> {
        file.into_source(self.from.as_deref().map(|name| format_of("from_", name)).transpose()?)
    }

    /// The figures that are to be put into it, with what there is to say of their file.
    pub(crate) fn tables(&mut self, options: &Options, said: &mut Vec<Finding>) -> Result<Option<Tables>, Stopped> {
        let Some(file) = self.tables.take() else { return Ok(None) };
        let source = file.into_source(None)?;
        let name = source.name().to_owned();
        let read = Tables::read(source, options)?;
        said.extend(read.findings.into_iter().map(|finding| finding.in_file(&name)));
        let of: Option<FiguresOf> = match &self.figures_of {
            Some(of) => Some(of.parse().map_err(|_| unfit("figures_of", "ORGAN:YEAR"))?),
            None => None,
        };
        let replace = if self.tables_only_empty { Replace::OnlyEmpty } else { Replace::All };
        Ok(Some(read.value.of(of).replacing(replace).strict(self.strict)))
    }

    /// What is done with the file.
    pub(crate) fn conversion<'a>(&self, options: &'a Options, tables: Option<&'a Tables>) -> Conversion<'a> {
        Conversion::new(options).with_tables(tables).with_fill(self.fill)
    }

    /// What was decided of rules.
    pub(crate) fn rulings(&self, options: &Options) -> Result<Rulings, Stopped> {
        match &self.profile {
            Some(text) => Ok(Rulings::from_toml(text, &options.forms)?),
            None => Ok(Rulings::default()),
        }
    }
}

/// The reports that others are held against. Of what is found in them only errors concern those who check these others.
pub(crate) fn held_against(
    files: Option<Vec<File>>,
    options: &Options,
    said: &mut Vec<Finding>,
) -> Result<Option<Vec<Report>>, Stopped> {
    let Some(files) = files else { return Ok(None) };
    let mut reports = Vec::new();
    for file in files {
        let (source, mut found) = (file.into_source(None)?, Vec::new());
        reports.extend(Conversion::new(options).reports(&source, &mut found)?.into_reports());
        said.extend(found.into_iter().filter(|finding| finding.severity() == Severity::Error));
    }
    Ok(Some(reports))
}

fn unfit(name: &str, known: &str) -> Stopped {
    catalogue::serve::parameter_unfit(name, terms::wanted_one_of(known)).into()
}

fn format_of(parameter: &str, name: &str) -> Result<Format, Stopped> {
    Format::by_name(&name.to_ascii_lowercase()).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|entry| entry.name).collect();
        unfit(parameter, &known.join(" "))
    })
}

fn language(name: &str) -> PyResult<Language> {
    match name {
        "zh" => Ok(Language::Chinese),
        "en" => Ok(Language::English),
        // In no language yet: what an argument of a function can't be.
        _ => Err(pyo3::exceptions::PyValueError::new_err("lang: zh, en")),
    }
}
