//! The binary: logger, command line, exit code.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use thidua::server::cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    start_logger();
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            // The log may go elsewhere; the reason for not starting belongs on the terminal.
            writeln!(std::io::stderr(), "thidua: {error}").ok();
            ExitCode::FAILURE
        }
    }
}

/// One JSON object a line, from `RUST_LOG` or from the level INFO on.
fn start_logger() {
    let environment = env_logger::Env::default().default_filter_or("info");
    env_logger::Builder::from_env(environment).format(thidua::server::cli::write_log_line).init();
}
