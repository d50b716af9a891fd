//! Any bytes as a workbook: no panic, and what is read can be written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::sheet::xlsx_to_document;
use nianbao::style::Style;
use nianbao::write::xlsx::document_to_xlsx;

fuzz_target!(|bytes: &[u8]| {
    if let (Ok(read), Ok(style)) = (xlsx_to_document(bytes), Style::gongwen()) {
        let _ = document_to_xlsx(&read.value, &style);
    }
});
