//! What stopped the work, as an exception.

use crate::aside::Fault;
use nianbao::finding::json::{error_to_json, finding_to_json};
use nianbao::finding::{Error, Finding, Language, catalogue};
use pyo3::prelude::*;

/// The exception under the name it has in Python: who sends one to another process finds it there by that.
mod raised {
    pyo3::create_exception!(nianbao, Error, pyo3::exceptions::PyException, "Why something was not done.");
}

pub(crate) use raised::Error as NianbaoError;

/// What stopped the work, and what had been found by then.
pub(crate) struct Stopped {
    error: Error,
    said: Vec<Finding>,
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Stopped { error, said: Vec::new() }
    }
}

impl From<Finding> for Stopped {
    fn from(finding: Finding) -> Self {
        Error::from(finding).into()
    }
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Error::from(catalogue::serve::work_ended()).caused_by(fault).into()
    }
}

impl Stopped {
    /// The same, where this had been found before.
    pub(crate) fn after(mut self, said: Vec<Finding>) -> Self {
        self.said = said;
        self
    }

    /// The exception `nianbao.Error` with its attributes. They are the instance's own, so that it can be sent to another process.
    pub(crate) fn raised(&self, py: Python<'_>, language: Language) -> PyErr {
        let raised = PyErr::new::<NianbaoError, _>(self.error.render(language));
        let filled = || -> PyResult<()> {
            let value = raised.value(py);
            value.setattr("code", self.error.code())?;
            value.setattr("failure", to_python(py, &error_to_json(&self.error, language).to_string())?)?;
            value.setattr("findings", findings_to_python(py, &self.said, language)?)
        };
        match filled() {
            Ok(()) => raised,
            Err(other) => other,
        }
    }
}

/// A text of JSON as Python has it.
pub(crate) fn to_python<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

/// Findings as dicts of `templates/schema/messages-1.json`.
pub(crate) fn findings_to_python<'py>(
    py: Python<'py>,
    findings: &[Finding],
    language: Language,
) -> PyResult<Bound<'py, PyAny>> {
    let lines: Vec<String> = findings.iter().map(|finding| finding_to_json(finding, language).to_string()).collect();
    to_python(py, &format!("[{}]", lines.join(",")))
}
