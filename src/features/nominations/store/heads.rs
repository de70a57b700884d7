//! Nominations without the words of their reports: what lists show, and what decisions are taken on.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Nomination;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::schema::nominations;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::nominations::rules::{AppraisalVerdict, NominationLife, NominationStatus, StageState};
use crate::features::people::rules::Subject;
use crate::operations::subjects::SubjectColumns;

/// A nomination without the words of its report.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = nominations)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NominationHead {
    pub id: Uuid,
    pub submission_id: Option<Uuid>,
    pub nominating_unit_id: Uuid,
    pub person_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub award_code: String,
    pub commendation_kind: CommendationKind,
    pub year: i32,
    pub campaign_id: Option<Uuid>,
    pub starts_on: Option<NaiveDate>,
    pub ends_before: Option<NaiveDate>,
    pub achievement: String,
    pub status: NominationStatus,
    pub stage: Option<i32>,
    pub stage_unit_id: Option<Uuid>,
    pub verdict: Option<AppraisalVerdict>,
    pub received_on: Option<NaiveDate>,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub appraisers: Writers,
    pub version: RowVersion,
}

impl From<&Nomination> for NominationHead {
    fn from(of: &Nomination) -> Self {
        Self {
            id: of.id,
            submission_id: of.submission_id,
            nominating_unit_id: of.nominating_unit_id,
            person_id: of.person_id,
            unit_id: of.unit_id,
            household_id: of.household_id,
            award_code: of.award_code.clone(),
            commendation_kind: of.commendation_kind,
            year: of.year,
            campaign_id: of.campaign_id,
            starts_on: of.starts_on,
            ends_before: of.ends_before,
            achievement: of.achievement.clone(),
            status: of.status,
            stage: of.stage,
            stage_unit_id: of.stage_unit_id,
            verdict: of.verdict,
            received_on: of.received_on,
            writers: of.writers.clone(),
            appraisers: of.appraisers.clone(),
            version: of.version,
        }
    }
}

impl NominationHead {
    /// Who is proposed.
    #[must_use]
    pub fn subject(&self) -> Subject {
        SubjectColumns(self.person_id, self.unit_id, self.household_id).into()
    }

    /// Its life for who decides on it, whether that is who is proposed or not: deciding asks nothing of the stage.
    #[must_use]
    pub fn life(&self, person: Option<Uuid>, is_subject: bool) -> NominationLife {
        NominationLife {
            status: self.status,
            stage: StageState::default(),
            is_writer: self.writers.include(person) || is_subject,
            is_appraiser: false,
            has_judged: self.appraisers.include(person),
            is_complete: true,
        }
    }
}

/// These nominations as far as they are there.
pub async fn list_heads(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<NominationHead>, Error> {
    let own = nominations::table.filter(nominations::id.eq_any(ids));
    Ok(own.select(NominationHead::as_select()).load(&mut conn).await?)
}

/// The same, locked in the order of their ids.
pub async fn lock_heads(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<NominationHead>, Error> {
    let own = nominations::table.filter(nominations::id.eq_any(ids)).order(nominations::id);
    Ok(own.for_no_key_update().select(NominationHead::as_select()).load(tx).await?)
}
