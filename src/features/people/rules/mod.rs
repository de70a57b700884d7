//! Rules of people and households.

mod subject;

pub use subject::{Subject, SubjectKind};
