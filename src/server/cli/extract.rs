//! The process that a server starts for each file of a rich format: file in, text out, bounded by the system.

use std::io::{Read, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use rlimit::Resource;

use super::terminal::Failure;
use crate::official_documents::extraction::{ExtractionFault, text_of_pdf};

/// The most memory, in bytes.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;
/// The most time on a processor, in seconds.
const MOST_SECONDS: u64 = 20;

/// What is taken out of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Extraction {
    /// The text of a PDF.
    Pdf,
}

/// Reads a file from standard input and writes what is in it to standard output; the exit code says what went wrong.
pub fn extract(extraction: Extraction) -> Result<ExitCode, Failure> {
    Resource::AS.set(MOST_MEMORY, MOST_MEMORY)?;
    Resource::CPU.set(MOST_SECONDS, MOST_SECONDS)?;
    Resource::CORE.set(0, 0)?;
    let mut file = Vec::new();
    std::io::stdin().lock().read_to_end(&mut file)?;
    let outcome: Result<String, ExtractionFault> = match extraction {
        Extraction::Pdf => text_of_pdf(&file),
    };
    match outcome {
        Ok(text) => {
            std::io::stdout().lock().write_all(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => Ok(ExitCode::from(fault.exit_code())),
    }
}
