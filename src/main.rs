//! The program: parse, run, exit code. In: the command line. Out: an exit code. Never: logic.

use std::process::ExitCode;

/// Readings and explainers are made of many small texts, which this hands out and takes back on several threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(backstory::cli::main(std::env::args_os()))
}
