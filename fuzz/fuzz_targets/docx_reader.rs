//! The DOCX reader never panics, and what it reads can be walked to its end.
//!
//! Input is taken twice: as the bytes of a whole file, and as the main part of a package, so that the fuzzer gets past the
//! zip layer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::ooxml::parts_to_package;
use nianbao::read::docx::docx_to_document;

fn read(bytes: &[u8]) {
    if let Ok(read) = docx_to_document(bytes) {
        for block in &read.value.blocks {
            // Every block can be walked to its end.
            let _ = block.plain_text();
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    read(bytes);
    let names = ["word/document.xml", "word/styles.xml", "word/numbering.xml"];
    let relationships = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/styles" Target="styles.xml"/><Relationship Id="b" Type="x/numbering" Target="numbering.xml"/><Relationship Id="c" Type="x/footnotes" Target="document.xml"/></Relationships>"#;
    // NUL separates the parts.
    let contents = bytes.split(|b| *b == 0).map(<[u8]>::to_vec);
    let mut parts: Vec<(String, Vec<u8>)> = names.map(str::to_owned).into_iter().zip(contents).collect();
    parts.push(("word/_rels/document.xml.rels".to_owned(), relationships.to_vec()));
    if let Ok(package) = parts_to_package(&parts) {
        read(&package);
    }
});
