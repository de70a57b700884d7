//! The rows of each kind of import.

/// Does something with the type that knows the rows of a kind.
macro_rules! with_rows {
    ($kind:expr, $rows:ident, $work:expr) => {
        match $kind {
            $crate::features::imports::rules::ImportKind::Units => {
                type $rows = $crate::features::units::routes::import::rows::UnitRows;
                $work
            }
            $crate::features::imports::rules::ImportKind::People => {
                type $rows = $crate::operations::imports::records::Records<
                    $crate::features::people::routes::import::PersonRecord,
                >;
                $work
            }
        }
    };
}

pub(super) use with_rows;
