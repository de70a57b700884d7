//! Rules of people and households.

pub mod import;
pub mod memberships;
mod model;
pub mod personal_data;

pub use crate::operations::subjects::{Subject, SubjectKind};
pub use model::{PersonReference, PersonalData, PersonalField, Sex};
