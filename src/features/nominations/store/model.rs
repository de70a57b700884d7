//! The rows of nominations.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::schema::nominations;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::eligibility::rules::Outcome;
use crate::features::nominations::rules::{AppraisalVerdict, NominationStatus, ReportTexts};
use crate::features::people::rules::Subject;
use crate::operations::subjects::SubjectColumns;
use crate::text_columns;

text_columns!(NominationStatus, AppraisalVerdict, Outcome);

/// A nomination.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = nominations)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Nomination {
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
    pub search_text: String,
    #[diesel(deserialize_as = Value)]
    pub report: ReportTexts,
    pub status: NominationStatus,
    pub stage: Option<i32>,
    pub stage_unit_id: Option<Uuid>,
    pub verdict: Option<AppraisalVerdict>,
    pub submitted_on: Option<NaiveDate>,
    pub received_on: Option<NaiveDate>,
    pub created_by: Uuid,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub appraisers: Writers,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub is_simplified: bool,
}

impl Nomination {
    /// Who is proposed.
    #[must_use]
    pub fn subject(&self) -> Subject {
        SubjectColumns(self.person_id, self.unit_id, self.household_id).into()
    }

    /// The last day of the achievement's period.
    #[must_use]
    pub fn ends_on(&self) -> Option<NaiveDate> {
        self.ends_before.and_then(|day| day.pred_opt())
    }
}

/// A nomination.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Nomination, Error> {
    Ok(nominations::table.find(id).select(Nomination::as_select()).first(&mut conn).await?)
}

/// A nomination, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Nomination, Error> {
    Ok(nominations::table.find(id).for_no_key_update().select(Nomination::as_select()).first(tx).await?)
}

/// The nomination that is under way or decided in the place of another one, for one of these subjects.
pub async fn find_same(
    mut conn: &AsyncPgConnection,
    nomination: &Nomination,
    subjects: &[Uuid],
) -> Result<Option<Uuid>, Error> {
    use nominations::{award_code, campaign_id, commendation_kind, id, starts_on, status, subject_id, year};
    let mut query = nominations::table
        .filter(subject_id.eq_any(subjects))
        .filter(award_code.eq(&nomination.award_code))
        .filter(year.eq(nomination.year))
        .filter(commendation_kind.eq(nomination.commendation_kind))
        .filter(status.ne(NominationStatus::Withdrawn))
        .filter(status.ne(NominationStatus::Declined))
        .filter(id.ne(nomination.id))
        .filter(campaign_id.is_not_distinct_from(nomination.campaign_id))
        .select(id)
        .into_boxed();
    if nomination.commendation_kind == CommendationKind::AdHoc {
        query = query.filter(starts_on.eq(nomination.starts_on));
    }
    Ok(query.first(&mut conn).await.optional()?)
}
