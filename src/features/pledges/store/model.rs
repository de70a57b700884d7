//! A pledge as the database keeps it.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::schema::pledges;
use crate::features::pledges::rules::{PledgeContent, PledgeLife, PledgeState, PledgeStatus};
use crate::text_columns;

/// A pledge as its unit is writing it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = pledges)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Pledge {
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub unit_id: Uuid,
    pub status: PledgeStatus,
    #[diesel(deserialize_as = Value)]
    pub content: PledgeContent,
    pub revision: i32,
    pub copied_from_id: Option<Uuid>,
    pub submitted_on: Option<NaiveDate>,
    pub is_late: bool,
    pub submitted_by: Option<Uuid>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
}

text_columns!(PledgeState, PledgeStatus);

impl Pledge {
    /// Its life, as a person meets it.
    #[must_use]
    pub fn life(&self, person_id: Option<Uuid>) -> PledgeLife {
        PledgeLife {
            status: self.status,
            was_approved: self.revision > 0,
            is_writer: self.writers.clone().and(self.submitted_by).include(person_id),
            has_items: !self.content.items.is_empty(),
        }
    }
}
