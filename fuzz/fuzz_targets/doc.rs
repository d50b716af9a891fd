//! The reader of Word 97 files never panics, and what it says is a Word document that can be read or is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::doc::doc_to_parts;
use nianbao::read::docx::{ReadOptions, parts_to_document_with};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = doc_to_parts(bytes)
        && let Ok(read) = parts_to_document_with(read.value, &ReadOptions::default())
    {
        for block in &read.value.blocks {
            // Every block can be walked to its end.
            let _ = block.plain_text();
        }
    }
});
