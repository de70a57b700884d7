//! The process that a server starts for each file of a rich format: file in, text out, bounded by the system.

use std::io::{BufWriter, Read, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use rlimit::Resource;

use super::terminal::Failure;
use crate::official_documents::extraction::{ExtractionFault, read_spreadsheet, text_of_pdf};

/// The most memory, in bytes.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;
/// The most time on a processor, in seconds.
const MOST_SECONDS: u64 = 20;

/// What is taken out of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Extraction {
    /// The text of a PDF.
    Pdf,
    /// The rows of a spreadsheet, one JSON object a line.
    Spreadsheet,
}

/// Reads a file from standard input and writes what is in it to standard output; the exit code says what went wrong.
pub fn extract(extraction: Extraction, most_rows: usize) -> Result<ExitCode, Failure> {
    Resource::AS.set(MOST_MEMORY, MOST_MEMORY)?;
    Resource::CPU.set(MOST_SECONDS, MOST_SECONDS)?;
    Resource::CORE.set(0, 0)?;
    let mut file = Vec::new();
    std::io::stdin().lock().read_to_end(&mut file)?;
    let outcome = match extraction {
        Extraction::Pdf => text_of_pdf(&file).and_then(|text| write(text.as_bytes())),
        Extraction::Spreadsheet => write_rows(&file, most_rows),
    };
    match outcome {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(fault) => Ok(ExitCode::from(fault.exit_code())),
    }
}

fn write(bytes: &[u8]) -> Result<(), ExtractionFault> {
    // Who asked and hung up has seen enough.
    std::io::stdout().lock().write_all(bytes).map_err(|_| ExtractionFault::TooCostly)
}

fn write_rows(file: &[u8], most_rows: usize) -> Result<(), ExtractionFault> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut rest = most_rows;
    let mut is_written = true;
    read_spreadsheet(file, &mut |row| {
        is_written &= serde_json::to_writer(&mut output, &row).is_ok() && output.write_all(b"\n").is_ok();
        rest = rest.saturating_sub(1);
        is_written && rest > 0
    })?;
    is_written &= output.flush().is_ok();
    if is_written { Ok(()) } else { Err(ExtractionFault::TooCostly) }
}
