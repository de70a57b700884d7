//! Rules of facts: what their kinds say, and what is wrong with one.

mod checks;
mod columns;
pub mod import;
mod model;
#[cfg(test)]
mod tests;

pub use checks::{FactFault, faults};
pub use columns::{FactColumns, MalformedDetails};
pub use model::{
    ConfirmedType, FactDetails, FactKind, FactStatement, Hold, HoldKind, HoldOutcome, HoldTag, StatementTag,
    TaskRating, TaskRatingLevel, TaskRatingTag, UnitFigures, UnitFiguresTag,
};
