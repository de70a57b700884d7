//! Whom things are about: people, units and households, as answers and tables name them, and in whose reach each is.

mod known;
mod model;
mod named;
pub mod store;
mod units;

pub use known::{KnownSubjects, SubjectNames, hold_subjects, listed_subjects};
pub use model::{Subject, SubjectColumns, SubjectKind, SubjectReference};
pub use named::{NamedSubjects, subject_column, subject_of_cells};
pub use units::{
    find_lineage, lineage_in_force, readable_units, require_over, require_over_found, require_over_named,
    units_below,
};
