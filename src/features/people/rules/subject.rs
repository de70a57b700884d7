//! Whom a fact, an award or a question of eligibility is about.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::text_enum;

text_enum! {
    /// What kind of subject it is.
    pub enum SubjectKind {
        /// A person.
        Person = "PERSON",
        /// A unit.
        Unit = "UNIT",
        /// A household.
        Household = "HOUSEHOLD",
    }
}

/// A person, a unit or a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subject {
    /// What kind of subject it is.
    #[schema(example = "PERSON")]
    #[serde(rename = "type")]
    pub kind: SubjectKind,
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    pub id: Uuid,
}
