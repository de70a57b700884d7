//! What is kept of people.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::operations::subjects::SubjectReference;
use crate::text_enum;

text_enum! {
    /// The sex of a person.
    pub enum Sex {
        /// A woman.
        Female = "FEMALE",
        /// A man.
        Male = "MALE",
    }
}

text_enum! {
    /// A field that is personal beside name, unit and position: it is read for a purpose only.
    pub enum PersonalField {
        /// The year of birth.
        BirthYear = "BIRTH_YEAR",
        /// The sex.
        Sex = "SEX",
        /// Whether the person belongs to an ethnic minority.
        EthnicMinority = "ETHNIC_MINORITY",
    }
}

impl PersonalField {
    /// Where it stands in an answer.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::BirthYear => "/birthYear",
            Self::Sex => "/sex",
            Self::EthnicMinority => "/isEthnicMinority",
        }
    }
}

/// What is personal beside name, unit and position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PersonalData {
    /// The year of birth.
    pub birth_year: Option<i16>,
    /// The sex.
    pub sex: Option<Sex>,
    /// Whether the person belongs to an ethnic minority.
    pub is_ethnic_minority: Option<bool>,
}

impl PersonalData {
    /// What is known of either of two who are one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            birth_year: self.birth_year.or(other.birth_year),
            sex: self.sex.or(other.sex),
            is_ethnic_minority: self.is_ethnic_minority.or(other.is_ethnic_minority),
        }
    }
}

impl From<SubjectReference> for PersonReference {
    fn from(subject: SubjectReference) -> Self {
        Self { id: subject.id, staff_code: subject.code, name: subject.name }
    }
}

/// A person as other answers name one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonReference {
    /// The person's id.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    pub id: Uuid,
    /// The staff code.
    #[schema(required, max_length = 35, format = "text", example = "CB001")]
    pub staff_code: Option<String>,
    /// The name.
    #[schema(max_length = 100, format = "text", example = "Nguyễn Thị Mẫu")]
    pub name: String,
}
