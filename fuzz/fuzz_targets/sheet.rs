//! Any bytes as a workbook (XLSX, XLS, ODS) or delimited text: no panic, and what is read can be written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::sheet::{csv_to_document, ods_to_document, xls_to_document, xlsx_to_document};
use nianbao::style::Style;
use nianbao::write::xlsx::document_to_xlsx;

fuzz_target!(|bytes: &[u8]| {
    let Ok(style) = Style::gongwen() else { return };
    for read in [xlsx_to_document, xls_to_document, ods_to_document, csv_to_document] {
        if let Ok(read) = read(bytes) {
            let _ = document_to_xlsx(&read.value, &style);
        }
    }
});
