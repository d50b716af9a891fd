//! The `nianbao` command. Everything it does is in the library; `cli` turns arguments into calls.

use std::process::ExitCode;

fn main() -> ExitCode {
    nianbao::cli::main()
}
