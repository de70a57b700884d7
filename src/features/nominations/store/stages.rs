//! The stages of nominations, and what was said of each rule there.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::clock::local;
use crate::db::Error;
use crate::db::schema::{nomination_opinions, nomination_stages};
use crate::features::eligibility::rules::Outcome;
use crate::features::nominations::rules::{AppraisalVerdict, RuleOpinion};
use crate::insert_rows;

/// A stage of a nomination.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = nomination_stages)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NominationStage {
    pub id: Uuid,
    pub nomination_id: Uuid,
    pub position: i32,
    pub unit_id: Option<Uuid>,
    pub received_on: NaiveDate,
    pub check_id: Option<Uuid>,
    pub verdict: Option<AppraisalVerdict>,
    pub opinion: Option<String>,
    pub appraised_by: Option<Uuid>,
    pub appraised_at: Option<DateTime<Utc>>,
    pub is_override: bool,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub proposed_by: Option<Uuid>,
    pub proposed_at: Option<DateTime<Utc>>,
    pub is_carried: Option<bool>,
    pub votes_for: Option<i32>,
    pub votes_of: Option<i32>,
    pub voted_on: Option<NaiveDate>,
}

impl NominationStage {
    /// A stage that has just received a nomination.
    #[must_use]
    pub const fn new(
        id: Uuid,
        nomination_id: Uuid,
        (position, unit_id): (i32, Option<Uuid>),
        received_on: NaiveDate,
    ) -> Self {
        Self {
            id,
            nomination_id,
            position,
            unit_id,
            received_on,
            check_id: None,
            verdict: None,
            opinion: None,
            appraised_by: None,
            appraised_at: None,
            is_override: false,
            confirmed_by: None,
            confirmed_at: None,
            proposed_by: None,
            proposed_at: None,
            is_carried: None,
            votes_for: None,
            votes_of: None,
            voted_on: None,
        }
    }

    /// Whether the appraisal departs from the rules and waits for a second person.
    #[must_use]
    pub const fn is_unconfirmed(&self) -> bool {
        self.is_override && self.confirmed_by.is_none()
    }
}

/// The stages of a nomination, from the lowest up.
pub async fn list_stages(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Vec<NominationStage>, Error> {
    let own = nomination_stages::table.filter(nomination_stages::nomination_id.eq(id));
    let own = own.order(nomination_stages::position).select(NominationStage::as_select());
    Ok(own.load(&mut conn).await?)
}

/// A stage of a nomination by its position; none while it was not submitted.
pub async fn find_stage(
    mut conn: &AsyncPgConnection,
    id: Uuid,
    position: Option<i32>,
) -> Result<Option<NominationStage>, Error> {
    let Some(position) = position else { return Ok(None) };
    let own = nomination_stages::table
        .filter(nomination_stages::nomination_id.eq(id))
        .filter(nomination_stages::position.eq(position));
    Ok(own.select(NominationStage::as_select()).first(&mut conn).await.optional()?)
}

/// Opens a stage.
pub async fn open_stage(tx: &mut AsyncPgConnection, stage: &NominationStage) -> Result<(), Error> {
    diesel::insert_into(nomination_stages::table).values(stage.clone()).execute(tx).await?;
    Ok(())
}

/// Rewrites a stage of a locked nomination.
///
/// # Errors
/// Constraint `own_appraisal`.
pub async fn update_stage(tx: &mut AsyncPgConnection, stage: &NominationStage) -> Result<(), Error> {
    diesel::update(nomination_stages::table.find(stage.id))
        .set((
            nomination_stages::received_on.eq(stage.received_on),
            nomination_stages::check_id.eq(stage.check_id),
            nomination_stages::verdict.eq(stage.verdict.map(AppraisalVerdict::as_str)),
            nomination_stages::opinion.eq(&stage.opinion),
            nomination_stages::appraised_by.eq(stage.appraised_by),
            nomination_stages::appraised_at.eq(stage.appraised_at),
            nomination_stages::is_override.eq(stage.is_override),
            nomination_stages::confirmed_by.eq(stage.confirmed_by),
            nomination_stages::confirmed_at.eq(stage.confirmed_at),
            nomination_stages::proposed_by.eq(stage.proposed_by),
            nomination_stages::proposed_at.eq(stage.proposed_at),
            nomination_stages::is_carried.eq(stage.is_carried),
            nomination_stages::votes_for.eq(stage.votes_for),
            nomination_stages::votes_of.eq(stage.votes_of),
            nomination_stages::voted_on.eq(stage.voted_on),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// On which day each of these nominations was proposed last, and no earlier than a council voted on it.
pub async fn list_proposal_days(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, NaiveDate)>, Error> {
    use nomination_stages::{nomination_id, proposed_at, voted_on};
    let own = nomination_stages::table.filter(nomination_id.eq_any(ids)).filter(proposed_at.is_not_null());
    let rows: Vec<(Uuid, Option<DateTime<Utc>>, Option<NaiveDate>)> = own
        .order((nomination_id, proposed_at))
        .select((nomination_id, proposed_at, voted_on))
        .load(&mut conn)
        .await?;
    let day = |(id, proposed, voted): (Uuid, Option<DateTime<Utc>>, Option<NaiveDate>)| {
        let proposed = proposed.map(|instant| local(instant).date());
        Some((id, proposed.max(voted)?))
    };
    // The last of each stands last.
    Ok(rows.into_iter().filter_map(day).collect())
}

/// What was said of each rule at these stages, by rule.
pub async fn list_opinions(
    mut conn: &AsyncPgConnection,
    stage_ids: &[Uuid],
) -> Result<Vec<(Uuid, RuleOpinion)>, Error> {
    use nomination_opinions::{opinion, outcome, reason, rule_code, stage_id};
    let own = nomination_opinions::table.filter(stage_id.eq_any(stage_ids)).order((stage_id, rule_code));
    let rows: Vec<(Uuid, String, Outcome, Outcome, Option<String>)> =
        own.select((stage_id, rule_code, outcome, opinion, reason)).load(&mut conn).await?;
    let said = |(stage, code, of_check, own, why)| {
        (stage, RuleOpinion { code, outcome: of_check, opinion: own, reason: why })
    };
    Ok(rows.into_iter().map(said).collect())
}

/// Writes what is said of each rule at a stage anew.
pub async fn replace_opinions(
    tx: &mut AsyncPgConnection,
    stage: Uuid,
    opinions: &[RuleOpinion],
) -> Result<(), Error> {
    use nomination_opinions::{opinion, outcome, reason, rule_code, stage_id};
    diesel::delete(nomination_opinions::table.filter(stage_id.eq(stage))).execute(tx).await?;
    let row = |own: &RuleOpinion| {
        (
            stage_id.eq(stage),
            rule_code.eq(own.code.clone()),
            outcome.eq(own.outcome),
            opinion.eq(own.opinion),
            reason.eq(own.reason.clone()),
        )
    };
    insert_rows!(nomination_opinions::table, opinions.iter().map(row).collect::<Vec<_>>(), tx);
    Ok(())
}
