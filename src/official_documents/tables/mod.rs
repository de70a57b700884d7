//! Tables as offices send them: known columns by any of their names, each row with the line that an editor or a
//! spreadsheet shows.

mod assemble;
mod delimited;
mod header;
mod table;
mod template;
mod values;
mod write;

pub use assemble::{TableRows, Width, assemble};
pub use delimited::{csv_rows, read_csv, with_line_feeds};
pub use table::{Column, HeaderFault, ImportTable, SheetRow, Table, TableFault, TableRow, Values};
pub use template::template;
pub use values::is_like_formula;
pub use write::{CsvWriter, Sheet, SheetValue, SheetWriter, UnwrittenTable, csv, xlsx};
