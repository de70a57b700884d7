//! Tables as offices send them: rows of text, each with the line an editor shows.

mod delimited;
mod table;

pub use delimited::read_csv;
pub use table::{Table, TableFault, TableRow};
