//! Rules of people and households.

pub mod import;
pub mod memberships;
mod model;
pub mod personal_data;
mod subject;

pub use model::{PersonReference, PersonalData, PersonalField, Sex};
pub use subject::{Subject, SubjectKind};
