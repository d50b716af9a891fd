//! The reader of web pages never panics, and what it reads can be walked to its end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::html::html_to_document;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = html_to_document(bytes) {
        for block in &read.value.blocks {
            let _ = block.plain_text();
        }
    }
});
