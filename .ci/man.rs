//! Writes the manual pages of the command into a folder: `cargo run --example man -- DIR`.

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err(std::io::Error::other("name a folder: cargo run --example man -- DIR"));
    };
    std::fs::create_dir_all(&folder)?;
    clap_mangen::generate_to(nianbao::cli::command(), &folder)
}
