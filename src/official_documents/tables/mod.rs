//! Tables as offices send them: known columns by any of their names, each row with the line that an editor or a
//! spreadsheet shows.

mod assemble;
mod delimited;
mod header;
mod table;
mod template;
mod values;
mod write;

pub use assemble::{Width, assemble};
pub use delimited::read_csv;
pub use table::{Column, HeaderFault, SheetRow, Table, TableFault, TableRow, Values};
pub use template::template;
pub use values::is_like_formula;
pub use write::{Sheet, SheetValue, UnwrittenTable, csv, write_sheet, xlsx};
