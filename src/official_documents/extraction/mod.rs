//! What libraries take out of files whose formats are too rich to be trusted: run in a process of its own, with bounds of
//! time and memory, because such libraries may loop, panic or ask for all memory there is.

mod fault;
mod pdf;
mod spreadsheet;

pub use fault::ExtractionFault;
pub use pdf::text_of_pdf;
pub use spreadsheet::read_spreadsheet;
