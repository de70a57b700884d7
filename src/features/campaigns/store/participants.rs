//! SQL of participants: the units in the scopes on a day, the units that take part, and overlapping campaigns.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{campaign_participants, campaigns, units};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::rules::period::CampaignPeriod;
use crate::features::campaigns::rules::{CampaignStatus, Scope};

diesel::define_sql_function! {
    /// The units in several scopes that exist on a day.
    fn units_in_scopes(units: Array<SqlUuid>, with_subtrees: Array<Bool>, day: Date) -> Array<SqlUuid>;
}

/// The statuses of campaigns that run.
const RUNNING: [&str; 2] = [CampaignStatus::Launched.as_str(), CampaignStatus::InReview.as_str()];
/// The most overlapping campaigns that are listed.
const MOST_OVERLAPS: i64 = 20;

/// A unit that takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// The unit.
    pub unit_id: Uuid,
    /// The day it joined; `None` before the launch.
    pub joined_on: Option<NaiveDate>,
    /// The first day on which it no longer takes part.
    pub left_on: Option<NaiveDate>,
}

/// The units in the scopes on a day.
pub async fn units_in(
    mut conn: &AsyncPgConnection,
    scopes: &[Scope],
    day: NaiveDate,
) -> Result<Vec<Uuid>, Error> {
    if scopes.is_empty() {
        return Ok(Vec::new());
    }
    let (ids, with): (Vec<Uuid>, Vec<bool>) =
        scopes.iter().map(|scope| (scope.unit_id, scope.with_subtree)).unzip();
    Ok(diesel::select(units_in_scopes(ids, with, day)).get_result(&mut conn).await?)
}

/// How many units take part now.
pub async fn count(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<i64, Error> {
    Ok(campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(campaign_id))
        .filter(campaign_participants::left_on.is_null())
        .count()
        .get_result(&mut conn)
        .await?)
}

/// The units that take part now.
pub async fn members(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Vec<Uuid>, Error> {
    Ok(campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(campaign_id))
        .filter(campaign_participants::left_on.is_null())
        .select(campaign_participants::unit_id)
        .load(&mut conn)
        .await?)
}

/// Present and former participants by the codes of their units, after a code, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    after: Option<(String, NaiveDate)>,
    page: &PageRead,
) -> Result<Vec<Participant>, Error> {
    let mut query = campaign_participants::table
        .inner_join(units::table)
        .filter(campaign_participants::campaign_id.eq(campaign_id))
        .into_boxed();
    page.count(conn, &mut query).await?;
    if let Some((code, joined_on)) = after {
        let later = units::code.eq(code.clone()).and(campaign_participants::joined_on.gt(joined_on));
        query = query.filter(units::code.gt(code).or(later));
    }
    let rows: Vec<(Uuid, NaiveDate, Option<NaiveDate>)> = query
        .order((units::code, campaign_participants::joined_on))
        .limit(page.limit)
        .select((
            campaign_participants::unit_id,
            campaign_participants::joined_on,
            campaign_participants::left_on,
        ))
        .load(&mut conn)
        .await?;
    let participant =
        |(unit_id, joined_on, left_on)| Participant { unit_id, joined_on: Some(joined_on), left_on };
    Ok(rows.into_iter().map(participant).collect())
}

/// Adds units from a day on; a unit that left on that very day was never away. They owe a pledge unless an earlier one
/// is in force or awaits approval: the campaign is locked, so none is submitted meanwhile.
pub async fn join(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    unit_ids: &[Uuid],
    day: NaiveDate,
) -> Result<(), Error> {
    let sql = "INSERT INTO campaign_participants (campaign_id, unit_id, joined_on, owes_pledge)
        SELECT $1, unit_id, $3, NOT EXISTS (
            SELECT FROM pledges AS pledge WHERE pledge.campaign_id = $1 AND pledge.unit_id = unit.unit_id
                AND (pledge.revision > 0 OR pledge.status = 'SUBMITTED'))
        FROM unnest($2) AS unit (unit_id)
        ON CONFLICT ON CONSTRAINT campaign_participants_pkey DO UPDATE SET left_on = NULL";
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Array<SqlUuid>, _>(unit_ids)
        .bind::<Date, _>(day)
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends the participation of units from a day on.
///
/// # Errors
/// Constraint `participant_does_not_leave_before_it_joins`.
pub async fn leave(
    tx: &mut AsyncPgConnection,
    campaign_id: Uuid,
    unit_ids: &[Uuid],
    day: NaiveDate,
) -> Result<(), Error> {
    let open = campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(campaign_id))
        .filter(campaign_participants::unit_id.eq_any(unit_ids))
        .filter(campaign_participants::left_on.is_null());
    diesel::update(open).set(campaign_participants::left_on.eq(day)).execute(tx).await?;
    Ok(())
}

/// Other running campaigns that call upon some of the units on some of the days.
pub async fn overlaps(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_ids: &[Uuid],
    period: CampaignPeriod,
) -> Result<Vec<CampaignReference>, Error> {
    if unit_ids.is_empty() {
        return Ok(Vec::new());
    }
    let same_units = campaign_participants::table
        .filter(campaign_participants::unit_id.eq_any(unit_ids))
        .filter(campaign_participants::left_on.is_null())
        .select(campaign_participants::campaign_id);
    let rows: Vec<(Uuid, Option<String>, Option<String>)> = campaigns::table
        .filter(campaigns::id.ne(campaign_id))
        .filter(campaigns::status.eq_any(RUNNING))
        .filter(campaigns::starts_on.le(period.ends_on))
        .filter(campaigns::ends_on.ge(period.starts_on))
        .filter(campaigns::id.eq_any(same_units))
        .order(campaigns::code)
        .limit(MOST_OVERLAPS)
        .select((campaigns::id, campaigns::code, campaigns::title))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(id, code, title)| CampaignReference { id, code, title }).collect())
}
