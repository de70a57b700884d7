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

/// A subject as three columns of which one is filled: person, unit, household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubjectColumns(pub Option<Uuid>, pub Option<Uuid>, pub Option<Uuid>);

impl From<Subject> for SubjectColumns {
    fn from(Subject { kind, id }: Subject) -> Self {
        let of = |own| (kind == own).then_some(id);
        Self(of(SubjectKind::Person), of(SubjectKind::Unit), of(SubjectKind::Household))
    }
}

impl From<SubjectColumns> for Subject {
    fn from(SubjectColumns(person, unit, household): SubjectColumns) -> Self {
        let (kind, id) = match (person, unit) {
            (Some(id), _) => (SubjectKind::Person, Some(id)),
            (_, Some(id)) => (SubjectKind::Unit, Some(id)),
            _ => (SubjectKind::Household, household),
        };
        // A constraint sees to it that one of them is there.
        Self { kind, id: id.unwrap_or_default() }
    }
}

/// A person, a unit or a household as other answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubjectReference {
    /// What kind of subject it is.
    #[serde(rename = "type")]
    #[schema(example = "PERSON")]
    pub kind: SubjectKind,
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    pub id: Uuid,
    /// The staff code, or the code of the unit or household; a person may have none.
    #[schema(required, max_length = 35, format = "text", example = "CB001")]
    pub code: Option<String>,
    /// The name.
    #[schema(max_length = 200, format = "text", example = "Nguyễn Thị Mẫu")]
    pub name: String,
}
