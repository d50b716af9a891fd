//! nianbao for Python: bytes in, reports, findings and bytes out.
//!
//! In: what callers hand over, by the names in `nianbao.pyi`. Out: what the library gives, as Python has it: a report as the dict of its
//! canonical JSON, findings as dicts of their published schema, what stopped the work as `nianbao.Error`. Nothing is decided here; the
//! command line given the same says the same.
//!
//! | file | what it does |
//! |---|---|
//! | `asked` | keyword arguments → options and sources |
//! | `aside` | work on a thread of its own, where a panic ends nothing else |
//! | `failure` | what stopped the work, as an exception |
//!
//! Other threads of Python go on meanwhile: nothing of Python is touched between its arguments and its result.
//!
//! A crate of its own, as the library forbids unsafe code, which the border to Python is made of; that is pyo3's, none is here.

mod aside;
mod asked;
mod failure;

use aside::aside;
use asked::{Asked, CHECKING, File, WRITING, held_against};
use failure::{NianbaoError, Stopped, findings_to_python, to_python};
use nianbao::convert::{Against, Options};
use nianbao::finding::json::MESSAGES_SCHEMA;
use nianbao::finding::{Finding, catalogue, terms};
use nianbao::report::{Report, save, schema as schema_of_reports};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::sync::OnceLock;

/// What conversions go by that nobody asked otherwise for; made once.
fn built_in() -> Result<&'static Options, Stopped> {
    static OPTIONS: OnceLock<Options> = OnceLock::new();
    match OPTIONS.get() {
        Some(options) => Ok(options),
        None => {
            let options = Options::built_in()?;
            Ok(OPTIONS.get_or_init(|| options))
        }
    }
}

/// What work gives, with what was found meanwhile.
type Done<T> = Result<(T, Vec<Finding>), Stopped>;

/// Does the work while other threads of Python go on; what was found is put where it is asked for.
fn work<T: Send>(
    py: Python<'_>,
    mut asked: Asked,
    work: impl FnOnce(&mut Asked, &mut Vec<Finding>) -> Result<T, Stopped> + Send,
) -> PyResult<(T, Vec<Finding>)> {
    let (language, wanted) = (asked.language, asked.findings.take());
    let done = py.detach(|| {
        let done = aside(|| -> Done<T> {
            let mut said = Vec::new();
            match work(&mut asked, &mut said) {
                Ok(value) => Ok((value, said)),
                Err(stopped) => Err(stopped.after(said)),
            }
        });
        done.unwrap_or_else(|fault| Err(fault.into()))
    });
    let (value, said) = done.map_err(|stopped| stopped.raised(py, language))?;
    if let Some(wanted) = wanted {
        wanted.bind(py).call_method1("extend", (findings_to_python(py, &said, language)?,))?;
    }
    Ok((value, said))
}

/// The reports a file states, each as a text of canonical JSON.
fn texts(
    file: File,
    asked: &mut Asked,
    said: &mut Vec<Finding>,
    only: fn(nianbao::convert::Stated) -> Result<Vec<Report>, nianbao::finding::Error>,
) -> Result<Vec<String>, Stopped> {
    let options = asked.options(built_in()?)?;
    let tables = asked.tables(&options, said)?;
    let source = asked.source(file)?;
    let stated = asked.conversion(&options, tables.as_ref()).reports(&source, said)?;
    let reports = only(stated).map_err(|error| error.in_file(source.name()))?;
    Ok(reports.iter().map(|report| save(report, &options.forms)).collect())
}

/// The report a file states, as a dict of its canonical JSON.
#[pyfunction]
#[pyo3(
    signature = (data, **asked),
    text_signature = "(data, *, name=None, from_=None, form=None, visible=False, ocr_layer=False, track_changes='accept', \
        tables=None, figures_of=None, tables_only_empty=False, strict=False, fill=False, lang='zh', findings=None)"
)]
fn read<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    asked: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let asked = Asked::of("read", asked, &[])?;
    let file = File::of(data, asked.name.clone())?;
    let (texts, _) = work(py, asked, |asked, said| {
        texts(file, asked, said, |stated| stated.into_only().map(|report| vec![report]))
    })?;
    to_python(py, &texts.concat())
}

/// All reports a file states: one, or one for each unit and year of a list.
#[pyfunction]
#[pyo3(
    signature = (data, **asked),
    text_signature = "(data, *, name=None, from_=None, form=None, visible=False, ocr_layer=False, track_changes='accept', \
        tables=None, figures_of=None, tables_only_empty=False, strict=False, fill=False, lang='zh', findings=None)"
)]
fn read_all<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    asked: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let asked = Asked::of("read_all", asked, &[])?;
    let file = File::of(data, asked.name.clone())?;
    let (texts, _) = work(py, asked, |asked, said| texts(file, asked, said, |stated| Ok(stated.into_reports())))?;
    to_python(py, &format!("[{}]", texts.join(",")))
}

/// What a reviewer would say of a file, as a list of findings.
#[pyfunction]
#[pyo3(
    signature = (data, **asked),
    text_signature = "(data, *, last_year=None, units=None, profile=None, name=None, from_=None, form=None, visible=False, \
        ocr_layer=False, track_changes='accept', tables=None, figures_of=None, tables_only_empty=False, strict=False, fill=False, \
        lang='zh')"
)]
fn check<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    asked: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let asked = Asked::of("check", asked, &CHECKING)?;
    let (file, language) = (File::of(data, asked.name.clone())?, asked.language);
    let (_, said) = work(py, asked, |asked, said| {
        let options = asked.options(built_in()?)?;
        let rulings = asked.rulings(&options)?;
        let last_year = held_against(asked.last_year.take(), &options, said)?;
        let units = held_against(asked.units.take(), &options, said)?;
        let tables = asked.tables(&options, said)?;
        let source = asked.source(file)?;
        let against = Against { last_year: last_year.as_deref(), units: units.as_deref() };
        let mut found = Vec::new();
        let reviewed = asked.conversion(&options, tables.as_ref()).review(&source, against, &mut found);
        said.extend(found.into_iter().map(|finding| rulings.ruled(finding)));
        reviewed.map(drop).map_err(Stopped::from)
    })?;
    findings_to_python(py, &said, language)
}

/// The report a file states, in another format.
#[pyfunction]
#[pyo3(
    signature = (data, **asked),
    text_signature = "(data, *, to, style=None, pdf='a3a', fragment=False, charts=False, page=None, dpi=None, last_year=None, \
        name=None, from_=None, form=None, visible=False, ocr_layer=False, track_changes='accept', tables=None, figures_of=None, \
        tables_only_empty=False, strict=False, fill=False, lang='zh', findings=None)"
)]
fn convert<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    asked: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let asked = Asked::of("convert", asked, &WRITING)?;
    let file = File::of(data, asked.name.clone())?;
    let (bytes, _) = work(py, asked, |asked, said| {
        let (mut options, to) = asked.writing(built_in()?)?;
        options.write.last_year = held_against(asked.last_year.take(), &options, said)?.unwrap_or_default();
        let tables = asked.tables(&options, said)?;
        let source = asked.source(file)?;
        let files = asked.conversion(&options, tables.as_ref()).convert(&source, to, said)?;
        Ok(files.into_only().map_err(|error| error.in_file(source.name()))?)
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// The JSON Schema of reports or of findings.
#[pyfunction]
#[pyo3(signature = (of = "report"), text_signature = "(of='report')")]
fn schema<'py>(py: Python<'py>, of: &str) -> PyResult<Bound<'py, PyAny>> {
    let text = match of {
        "report" => built_in().map(|options| schema_of_reports(&options.forms).to_string()),
        "messages" => Ok(MESSAGES_SCHEMA.to_owned()),
        _ => Err(catalogue::serve::parameter_unfit("of", terms::wanted_one_of("report messages")).into()),
    };
    to_python(py, &text.map_err(|stopped| stopped.raised(py, nianbao::finding::Language::Chinese))?)
}

/// 政府信息公开工作年度报告 read, checked and converted within a program of one's own.
#[pymodule]
#[pyo3(name = "nianbao")]
fn nianbao_of_python(module: &Bound<'_, PyModule>) -> PyResult<()> {
    silence_what_is_caught();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("Error", module.py().get_type::<NianbaoError>())?;
    module.add_function(wrap_pyfunction!(read, module)?)?;
    module.add_function(wrap_pyfunction!(read_all, module)?)?;
    module.add_function(wrap_pyfunction!(check, module)?)?;
    module.add_function(wrap_pyfunction!(convert, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)
}

/// A panic becomes an exception, which says it; nothing is printed into a program that is not ours.
fn silence_what_is_caught() {
    std::panic::set_hook(Box::new(|_| {}));
}
