//! The program: parse, run, exit code. In: the command line. Out: an exit code. Never: logic.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(backstory::cli::main(std::env::args_os()))
}
