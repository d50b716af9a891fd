//! Unpacks the embedded faces (`templates/fonts/*.ttf.zst`) once, at build time.
//!
//! Unpacking a face at run time costs 5–40 ms, more than the whole rest of a conversion; unpacked into the binary it costs
//! nothing, because the operating system maps in only the pages that are touched.

use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let source = Path::new("templates/fonts");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=templates/fonts");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    for entry in fs::read_dir(source)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".zst")) else {
            continue;
        };
        let packed = fs::read(&path)?;
        let mut face = Vec::new();
        ruzstd::decoding::StreamingDecoder::new(packed.as_slice())
            .map_err(|e| format!("{}: {e}", path.display()))?
            .read_to_end(&mut face)
            .map_err(|e| format!("{}: {e}", path.display()))?;
        fs::write(out.join(name), face)?;
    }
    Ok(())
}
