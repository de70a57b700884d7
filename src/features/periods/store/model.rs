//! A reporting period as the database keeps it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::schema::reporting_periods;
use crate::features::periods::rules::{
    Days, PeriodKind, PeriodLife, PeriodReference, PeriodStatus, ReporterStatus,
};
use crate::text_columns;

text_columns!(PeriodKind, PeriodStatus, ReporterStatus);

/// A reporting period.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = reporting_periods)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReportingPeriod {
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub code: String,
    pub name: String,
    pub kind: PeriodKind,
    pub status: PeriodStatus,
    pub data_from: NaiveDate,
    pub data_to: NaiveDate,
    pub opens_on: NaiveDate,
    pub due_on: NaiveDate,
    pub opened_at: Option<DateTime<Utc>>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<&ReportingPeriod> for PeriodReference {
    fn from(period: &ReportingPeriod) -> Self {
        Self { id: period.id, code: period.code.clone(), name: period.name.clone() }
    }
}

impl ReportingPeriod {
    /// Its days.
    #[must_use]
    pub const fn days(&self) -> Days {
        Days {
            data_from: self.data_from,
            data_to: self.data_to,
            opens_on: self.opens_on,
            due_on: self.due_on,
        }
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn is_locked(&self, today: NaiveDate) -> bool {
        self.opened_at.is_some() && today > self.due_on
    }

    /// Its life as it is on a day.
    #[must_use]
    pub const fn life(&self, today: NaiveDate) -> PeriodLife {
        PeriodLife { status: self.status, opens_on: self.opens_on, today }
    }
}
