//! Rows of facts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::schema::facts;
use crate::features::facts::rules::{FactColumns, FactDetails, FactKind};
use crate::operations::subjects::{Subject, SubjectColumns};
use crate::text_columns;

text_columns!(FactKind);

/// A fact.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = facts)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Fact {
    pub id: Uuid,
    pub kind: FactKind,
    pub person_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub year: Option<i32>,
    pub starts_on: Option<NaiveDate>,
    pub ends_before: Option<NaiveDate>,
    pub details: Value,
    pub source: String,
    pub document_id: Option<Uuid>,
    pub written_by: Uuid,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub void_reason: Option<String>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Fact {
    /// Whom it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        SubjectColumns(self.person_id, self.unit_id, self.household_id).into()
    }

    /// What it says.
    ///
    /// # Errors
    /// Its details are not of its kind: a fault of ours.
    pub fn says(&self) -> Result<FactDetails, Error> {
        let columns = FactColumns {
            kind: self.kind,
            year: self.year,
            starts_on: self.starts_on,
            ends_before: self.ends_before,
            details: self.details.clone(),
        };
        columns.try_into().map_err(|error: crate::features::facts::rules::MalformedDetails| {
            Error::Unexpected(error.to_string())
        })
    }

    /// The same fact saying something else.
    #[must_use]
    pub fn saying(self, details: &FactDetails) -> Self {
        let FactColumns { kind, year, starts_on, ends_before, details } = details.into();
        Self { kind, year, starts_on, ends_before, details, ..self }
    }
}
