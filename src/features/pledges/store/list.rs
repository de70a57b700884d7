//! SQL of lists: pledges of a campaign, how far its participants are, which contents are answered.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{exists, jsonb_array_length};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::auth::unit_scope::is_inside;
use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::json::from_json;
use crate::db::page::PageRead;
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
    /// Of what the list shows as approved only what was before this instant.
    pub approved_before: Option<DateTime<Utc>>,
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

/// The pledges of a campaign, oldest first, after an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    filter: &PledgeFilter,
    after: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<PledgeRow>, Error> {
    let items = pledges::content.retrieve_as_object("items");
    let mut query = pledges::table
        .filter(pledges::campaign_id.eq(campaign_id))
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
    if let Some(before) = filter.approved_before {
        let approved = pledge_revisions::table
            .filter(pledge_revisions::pledge_id.eq(pledges::id))
            .filter(pledge_revisions::approved_at.lt(before));
        query = query.filter(exists(approved));
    }
    if let Some(unit_id) = filter.unit_id {
        query = query.filter(pledges::unit_id.eq(unit_id));
    }
    query = match (page.updated, &filter.inside) {
        // Of other units the instant of what was approved counts: that of the row would tell of hidden work.
        (Some(range), Some(units)) => {
            let own = range.contains(pledges::updated_at).and(pledges::unit_id.eq_any(units));
            let approved = pledge_revisions::table
                .filter(pledge_revisions::pledge_id.eq(pledges::id))
                .filter(pledge_revisions::number.eq(pledges::revision))
                .filter(range.contains(pledge_revisions::approved_at));
            query.filter(own.or(pledges::unit_id.ne_all(units).and(exists(approved))))
        }
        _ => page.only_updated(query, pledges::updated_at),
    };
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
    page.count(conn, &mut query).await?;
    let later = query.filter(pledges::id.gt(after.unwrap_or_default()));
    let rows = later.order(pledges::id).limit(page.limit).load(&mut conn).await?;
    show_approved(conn, rows, filter).await
}

/// What listed pledges say, by their ids: of pledges of other units than those inside what was approved last.
pub async fn list_contents(
    mut conn: &AsyncPgConnection,
    rows: &[PledgeRow],
    filter: &PledgeFilter,
) -> Result<HashMap<Uuid, PledgeContent>, Error> {
    let (own, others): (Vec<&PledgeRow>, Vec<&PledgeRow>) =
        rows.iter().partition(|row| is_inside(filter.inside.as_deref(), row.unit_id));
    let own: Vec<Uuid> = own.iter().map(|row| row.id).collect();
    let own = pledges::table.filter(pledges::id.eq_any(own)).select((pledges::id, pledges::content));
    let mut found: Vec<(Uuid, Value)> = own.load(&mut conn).await?;
    let others: Vec<Uuid> = others.iter().map(|row| row.id).collect();
    let approved = last_approved(&others, filter.approved_before)
        .select((pledge_revisions::pledge_id, pledge_revisions::content));
    found.extend(approved.load::<(Uuid, Value)>(&mut conn).await?);
    found.into_iter().map(|(id, content)| Ok((id, from_json(content)?))).collect()
}

/// What was approved last of some pledges, before an instant where there is one.
fn last_approved(
    ids: &[Uuid],
    before: Option<DateTime<Utc>>,
) -> pledge_revisions::BoxedQuery<'_, Pg, pledge_revisions::SqlType> {
    use pledge_revisions::{approved_at, number, pledge_id};
    let last = pledge_revisions::table.distinct_on(pledge_id).order((pledge_id, number.desc()));
    let own = last.into_boxed().filter(pledge_id.eq_any(ids));
    match before {
        Some(before) => own.filter(approved_at.lt(before)),
        None => own,
    }
}

/// The rows as somebody sees them who is inside of some units only: of all others what was approved last, under the number
/// of that revision.
async fn show_approved(
    mut conn: &AsyncPgConnection,
    mut rows: Vec<PledgeRow>,
    filter: &PledgeFilter,
) -> Result<Vec<PledgeRow>, Error> {
    let is_other = |row: &PledgeRow| !is_inside(filter.inside.as_deref(), row.unit_id);
    let ids: Vec<Uuid> = rows.iter().filter(|row| is_other(row)).map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(rows);
    }
    let items = pledge_revisions::content.retrieve_as_object("items");
    let approved: Vec<(Uuid, i32, i32)> = last_approved(&ids, filter.approved_before)
        .select((
            pledge_revisions::pledge_id,
            pledge_revisions::number,
            jsonb_array_length(items).assume_not_null(),
        ))
        .load(&mut conn)
        .await?;
    let approved: HashMap<Uuid, (i32, i32)> =
        approved.into_iter().map(|(id, number, items)| (id, (number, items))).collect();
    for row in rows.iter_mut().filter(|row| is_other(row)) {
        let (number, item_count) = approved.get(&row.id).copied().unwrap_or_default();
        (row.status, row.revision, row.item_count) = (PledgeStatus::Approved, number, item_count);
        row.version = RowVersion::new(number);
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

/// How far the participants of a campaign are, by the codes of units, after a code, a page at a time.
pub async fn states(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    only: Option<PledgeState>,
    after: Option<String>,
    page: &PageRead,
) -> Result<Vec<UnitPledgeRow>, Error> {
    let sql = format!(
        "SELECT * FROM ({STATES}) AS participants
         WHERE ($2 IS NULL OR state = $2) AND ($3 IS NULL OR unit_code > $3) ORDER BY unit_code LIMIT $4"
    );
    let query = |after: Option<String>, limit: Option<i64>| {
        diesel::sql_query(&sql)
            .bind::<SqlUuid, _>(campaign_id)
            .bind::<Nullable<Text>, _>(only.map(PledgeState::as_str))
            .bind::<Nullable<Text>, _>(after)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(after, Some(page.limit)).load(&mut conn).await?)
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
