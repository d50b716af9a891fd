//! Any bytes as a PDF file: no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::pdf::pdf_to_document;

fuzz_target!(|bytes: &[u8]| {
    let _ = pdf_to_document(bytes);
});
