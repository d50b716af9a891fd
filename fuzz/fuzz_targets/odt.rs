//! The reader of OpenDocument text, in a package or flat, never panics, and what it says is a Word document that can be read or is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::docx::{ReadOptions, parts_to_document_with};
use nianbao::read::odt::odt_to_parts;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = odt_to_parts(bytes)
        && let Ok(read) = parts_to_document_with(read.value, &ReadOptions::default())
    {
        for block in &read.value.blocks {
            // Every block can be walked to its end.
            let _ = block.plain_text();
        }
    }
});
