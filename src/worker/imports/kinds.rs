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
            $crate::features::imports::rules::ImportKind::TaskRatings => {
                type $rows = $crate::operations::imports::records::Records<
                    $crate::features::facts::routes::import::TaskRatingRecord,
                >;
                $work
            }
            $crate::features::imports::rules::ImportKind::Initiatives => {
                type $rows = $crate::operations::imports::records::Records<
                    $crate::features::initiatives::routes::import::InitiativeRecord,
                >;
                $work
            }
            $crate::features::imports::rules::ImportKind::EarlierAwards => {
                type $rows = $crate::operations::imports::records::Records<
                    $crate::features::awards::routes::import::EarlierAwardRecord,
                >;
                $work
            }
            $crate::features::imports::rules::ImportKind::Nominations => {
                type $rows = $crate::operations::imports::records::Records<
                    $crate::features::nominations::routes::import::NominationRecord,
                >;
                $work
            }
        }
    };
}

pub(super) use with_rows;
