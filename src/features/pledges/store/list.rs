//! SQL of lists: pledges of a campaign, how far its participants are, which contents are answered.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{exists, jsonb_array_length};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::json::from_json;
use crate::db::schema::{campaign_participants, pledge_revisions, pledges};
use crate::features::pledges::rules::{Answers, PledgeContent, PledgeState, PledgeStatus};

/// Which pledges a list shows.
#[derive(Debug, Clone)]
pub struct PledgeFilter {
    /// The units whose own work the caller sees; `None` means all units. Of all others the list shows what was approved.
    pub inside: Option<Vec<Uuid>>,
    /// Only this status, of what the caller sees.
    pub status: Option<PledgeStatus>,
    /// Only this unit.
    pub unit_id: Option<Uuid>,
}

/// A pledge as a list shows it.
#[derive(Debug, Clone, Queryable)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct PledgeRow {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub status: PledgeStatus,
    /// How many items it has.
    pub item_count: i32,
    pub revision: i32,
    pub submitted_on: Option<NaiveDate>,
    pub is_late: bool,
    pub version: RowVersion,
}

/// The pledges of a campaign, oldest first, after an id.
pub async fn list(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    filter: &PledgeFilter,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<PledgeRow>, Error> {
    let items = pledges::content.retrieve_as_object("items");
    let mut query = pledges::table
        .filter(pledges::campaign_id.eq(campaign_id))
        .filter(pledges::id.gt(after.unwrap_or(Uuid::nil())))
        .order(pledges::id)
        .limit(limit)
        .select((
            pledges::id,
            pledges::unit_id,
            pledges::status,
            jsonb_array_length(items).assume_not_null(),
            pledges::revision,
            pledges::submitted_on,
            pledges::is_late,
            pledges::version,
        ))
        .into_boxed();
    if let Some(units) = &filter.inside {
        query = query.filter(pledges::revision.gt(0).or(pledges::unit_id.eq_any(units)));
    }
    if let Some(unit_id) = filter.unit_id {
        query = query.filter(pledges::unit_id.eq(unit_id));
    }
    query = match (filter.status, &filter.inside) {
        (None, _) => query,
        (Some(status), None) => query.filter(pledges::status.eq(status)),
        (Some(PledgeStatus::Approved), Some(units)) => {
            query.filter(pledges::status.eq(PledgeStatus::Approved).or(pledges::unit_id.ne_all(units)))
        }
        (Some(status), Some(units)) => {
            query.filter(pledges::status.eq(status)).filter(pledges::unit_id.eq_any(units))
        }
    };
    let rows = query.load(&mut conn).await?;
    match &filter.inside {
        Some(units) => show_approved(conn, rows, units).await,
        None => Ok(rows),
    }
}

/// What listed pledges say, by their ids: of pledges of other units than those inside what was approved last.
pub async fn list_contents(
    mut conn: &AsyncPgConnection,
    rows: &[PledgeRow],
    inside: Option<&[Uuid]>,
) -> Result<HashMap<Uuid, PledgeContent>, Error> {
    let (mut own, mut approved) = (Vec::new(), Vec::new());
    for row in rows {
        let is_inside = inside.is_none_or(|units| units.contains(&row.unit_id));
        if is_inside { own.push(row.id) } else { approved.push(row.id) }
    }
    let own = pledges::table.filter(pledges::id.eq_any(own)).select((pledges::id, pledges::content));
    let approved = pledge_revisions::table
        .inner_join(pledges::table)
        .filter(pledges::id.eq_any(approved))
        .filter(pledge_revisions::number.eq(pledges::revision))
        .select((pledges::id, pledge_revisions::content));
    let mut found: Vec<(Uuid, Value)> = own.load(&mut conn).await?;
    found.extend(approved.load::<(Uuid, Value)>(&mut conn).await?);
    found.into_iter().map(|(id, content)| Ok((id, from_json(content)?))).collect()
}

/// The rows as somebody sees them who is inside of some units only: of all others what was approved last, under the number
/// of that revision.
async fn show_approved(
    mut conn: &AsyncPgConnection,
    mut rows: Vec<PledgeRow>,
    inside: &[Uuid],
) -> Result<Vec<PledgeRow>, Error> {
    let outside = |row: &PledgeRow| !inside.contains(&row.unit_id);
    let ids: Vec<Uuid> = rows.iter().filter(|row| outside(row)).map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(rows);
    }
    let items = pledge_revisions::content.retrieve_as_object("items");
    let counts: Vec<(Uuid, i32)> = pledge_revisions::table
        .inner_join(pledges::table)
        .filter(pledges::id.eq_any(ids))
        .filter(pledge_revisions::number.eq(pledges::revision))
        .select((pledges::id, jsonb_array_length(items).assume_not_null()))
        .load(&mut conn)
        .await?;
    let counts: HashMap<Uuid, i32> = counts.into_iter().collect();
    for row in rows.iter_mut().filter(|row| outside(row)) {
        row.status = PledgeStatus::Approved;
        row.version = RowVersion::new(row.revision);
        row.item_count = counts.get(&row.id).copied().unwrap_or_default();
    }
    Ok(rows)
}

/// How far a participant is with its pledge.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each is a column of a pledge or a unit")]
pub struct UnitPledgeRow {
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub pledge_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    pub state: PledgeState,
    #[diesel(sql_type = Bool)]
    pub is_late: bool,
    #[diesel(sql_type = Nullable<Date>)]
    pub submitted_on: Option<NaiveDate>,
    #[diesel(sql_type = Integer)]
    pub revision: i32,
}

#[derive(QueryableByName)]
struct StateCount {
    #[diesel(sql_type = Text)]
    state: PledgeState,
    #[diesel(sql_type = BigInt)]
    units: i64,
}

/// The participants of a campaign, each with its pledge, with the states of [`PledgeStatus::state`].
const STATES: &str = "SELECT participant.unit_id, unit.code AS unit_code, pledge.id AS pledge_id,
        CASE pledge.status WHEN 'SUBMITTED' THEN 'WAITING' WHEN 'RETURNED' THEN 'RETURNED'
            WHEN 'APPROVED' THEN 'APPROVED' WHEN 'AMENDING' THEN 'APPROVED' ELSE 'NOT_SENT' END AS state,
        coalesce(pledge.is_late, false) AS is_late, pledge.submitted_on, coalesce(pledge.revision, 0) AS revision
    FROM campaign_participants AS participant
    JOIN units AS unit ON unit.id = participant.unit_id
    LEFT JOIN pledges AS pledge ON pledge.campaign_id = participant.campaign_id
        AND pledge.unit_id = participant.unit_id AND pledge.status <> 'WITHDRAWN'
    WHERE participant.campaign_id = $1 AND participant.left_on IS NULL";

/// How far the participants of a campaign are, by the codes of units, after a code.
pub async fn states(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    only: Option<PledgeState>,
    after: Option<String>,
    limit: i64,
) -> Result<Vec<UnitPledgeRow>, Error> {
    let sql = format!(
        "SELECT * FROM ({STATES}) AS participants
         WHERE ($2 IS NULL OR state = $2) AND ($3 IS NULL OR unit_code > $3) ORDER BY unit_code LIMIT $4"
    );
    Ok(diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Nullable<Text>, _>(only.map(PledgeState::as_str))
        .bind::<Nullable<Text>, _>(after)
        .bind::<BigInt, _>(limit)
        .load(&mut conn)
        .await?)
}

/// How many participants are in which state.
pub async fn state_counts(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
) -> Result<HashMap<PledgeState, i64>, Error> {
    let sql = format!("SELECT state, count(*) AS units FROM ({STATES}) AS participants GROUP BY state");
    let rows: Vec<StateCount> =
        diesel::sql_query(sql).bind::<SqlUuid, _>(campaign_id).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| (row.state, row.units)).collect())
}

#[derive(QueryableByName)]
struct ContentAnswers {
    #[diesel(sql_type = SqlUuid)]
    content_id: Uuid,
    #[diesel(sql_type = BigInt)]
    approved: i64,
    #[diesel(sql_type = BigInt)]
    waiting: i64,
}

/// How many units answer each content: by a pledge in force, and by one that awaits approval.
pub async fn answers(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
) -> Result<HashMap<Uuid, Answers>, Error> {
    let sql = "SELECT content_id, count(DISTINCT unit_id) FILTER (WHERE in_force) AS approved,
            count(DISTINCT unit_id) FILTER (WHERE NOT in_force) AS waiting
        FROM (
            SELECT content_id, unit_id, true AS in_force FROM pledge_items
            WHERE campaign_id = $1 AND removed_in IS NULL
            UNION ALL
            SELECT (item ->> 'contentId')::uuid, unit_id, false FROM pledges,
                LATERAL jsonb_array_elements(content -> 'items') AS item
            WHERE campaign_id = $1 AND status = 'SUBMITTED'
        ) AS answer
        GROUP BY content_id";
    let rows: Vec<ContentAnswers> =
        diesel::sql_query(sql).bind::<SqlUuid, _>(campaign_id).load(&mut conn).await?;
    let entry =
        |row: ContentAnswers| (row.content_id, Answers { approved: row.approved, waiting: row.waiting });
    Ok(rows.into_iter().map(entry).collect())
}

/// How many pledges of participants that are in force were submitted after the day of registration.
pub async fn count_late(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<i64, Error> {
    let takes_part = campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(pledges::campaign_id))
        .filter(campaign_participants::unit_id.eq(pledges::unit_id))
        .filter(campaign_participants::left_on.is_null());
    Ok(pledges::table
        .filter(pledges::campaign_id.eq(campaign_id))
        .filter(exists(takes_part))
        .filter(pledges::revision.gt(0))
        .filter(pledges::status.ne(PledgeStatus::Withdrawn))
        .filter(pledges::is_late)
        .count()
        .get_result(&mut conn)
        .await?)
}
