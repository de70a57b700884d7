//! What tables bring in, and the columns of each.

use crate::features::units::rules::import::COLUMNS;
use crate::official_documents::tables::Column;
use crate::text_enum;

text_enum! {
    /// What a table brings in.
    pub enum ImportKind {
        /// Units.
        Units = "UNITS",
    }
}

impl ImportKind {
    /// The name of its file, the title of its sheet, and its columns.
    pub const fn table(self) -> (&'static str, &'static str, &'static [Column]) {
        match self {
            Self::Units => ("mau-don-vi.xlsx", "Đơn vị", &COLUMNS),
        }
    }
}
