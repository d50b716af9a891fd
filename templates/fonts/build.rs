//! Unpacks the faces (Zstandard, level 19) once, at build time.
//!
//! Unpacking a face at run time costs 5–40 ms, more than the whole rest of a conversion; unpacked into the program it costs
//! nothing, because the operating system maps in only the pages that are touched.

use std::error::Error;
use std::io::Read;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    for (name, packed) in nianbao_fonts_fang::FACES.iter().chain(nianbao_fonts_song::FACES) {
        let mut face = Vec::new();
        ruzstd::decoding::StreamingDecoder::new(*packed)
            .map_err(|e| format!("{name}: {e}"))?
            .read_to_end(&mut face)
            .map_err(|e| format!("{name}: {e}"))?;
        fs::write(out.join(name), face)?;
    }
    Ok(())
}
