//! Rows of units.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::schema::{unit_versions, units};
use crate::features::units::rules::{Days, Life, UnitContent, UnitKind};
use crate::text_columns;

/// A unit without its versions.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = units)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Unit {
    pub id: Uuid,
    pub code: String,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

text_columns!(UnitKind);

/// What a unit is over a range of days.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = unit_versions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Version {
    pub id: Uuid,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub name: String,
    pub kind: UnitKind,
    pub parent_id: Option<Uuid>,
    pub agency_code: Option<String>,
    pub legacy_agency_code: Option<String>,
}

impl Unit {
    /// From when until when it exists.
    #[must_use]
    pub fn life(&self) -> Life {
        Life { opened_on: self.opened_on, closed_on: self.closed_on }
    }
}

impl Version {
    /// The days it holds.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { starts_on: self.starts_on, ends_before: self.ends_before }
    }

    /// What it says.
    #[must_use]
    pub fn content(&self) -> UnitContent {
        UnitContent {
            name: self.name.clone(),
            kind: self.kind,
            parent_id: self.parent_id,
            agency_code: self.agency_code.clone(),
            legacy_agency_code: self.legacy_agency_code.clone(),
        }
    }
}
