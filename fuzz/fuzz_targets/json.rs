//! Any text as a canonical report: no panic, and what is loaded is the same after saving and loading again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::form::Forms;
use nianbao::report::{load, save};
use std::sync::LazyLock;

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::built_in().expect("the built-in forms are sound"));

fuzz_target!(|text: &str| {
    if let Ok(report) = load(text, &FORMS) {
        let saved = save(&report, &FORMS);
        let again = load(&saved, &FORMS).expect("what was saved loads");
        assert_eq!(again, report);
        assert_eq!(save(&again, &FORMS), saved);
    }
});
