//! Any bytes as a workbook (XLSX, XLS, ODS) or delimited text: no panic, and what is read can be written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::sheet::{csv_to_document, ods_to_document, xls_to_document, xlsx_to_document};
use nianbao::style::Style;
use nianbao::write::xlsx::document_to_xlsx;

fuzz_target!(|bytes: &[u8]| {
    let Ok(style) = Style::gongwen() else { return };
    for read in [xlsx_to_document, xls_to_document, ods_to_document, csv_to_document] {
        // What is larger than any report is refused before it is written.
        if let Ok(read) = read(bytes)
            && read.value.check_extent().is_ok()
        {
            let _ = document_to_xlsx(&read.value, &style);
        }
    }
});
