//! SQL of the event feed.

use chrono::{DateTime, Utc};
use diesel::dsl::min;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::schema::events;
use crate::features::events::rules::type_of;
use crate::record::Occurrence;
use crate::record::occurrences::Audience;

/// An event as a caller sees it.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct SeenEvent {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = BigInt)]
    pub position: i64,
    #[diesel(sql_type = Text)]
    pub event_type: String,
    #[diesel(sql_type = Text)]
    pub subject_type: String,
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: Uuid,
    /// The version of what the caller sees: to people outside a row's own version would tell of hidden work.
    #[diesel(sql_type = Integer)]
    pub subject_version: RowVersion,
    #[diesel(sql_type = Timestamptz)]
    pub occurred_at: DateTime<Utc>,
    /// Null to people outside, for the same reason.
    #[diesel(sql_type = Nullable<Text>)]
    pub status_before: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub status_after: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub unit_code: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub campaign_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub campaign_code: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub period_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub period_code: Option<String>,
}

impl SeenEvent {
    /// The name of its type.
    #[must_use]
    pub fn type_name(&self) -> String {
        type_of(&self.event_type, &self.subject_type)
    }
}

/// What a caller sees, by the rules that reads of the things themselves keep. Units are those of a role; `None` are all.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Who it is.
    pub caller_id: Uuid,
    /// The units for which the caller acts.
    pub acting: Option<Vec<Uuid>>,
    /// The units whose drafts the caller reads.
    pub reading: Option<Vec<Uuid>>,
    /// The units whose campaigns the caller runs.
    pub running: Option<Vec<Uuid>>,
    /// The units whose campaigns the caller launches.
    pub leading: Option<Vec<Uuid>>,
    /// Whether the caller reads documents of drafts of others.
    pub reads_all_documents: bool,
    /// Whether the caller manages the settings of the province.
    pub manages_settings: bool,
}

/// Which events a caller asks for.
#[derive(Debug, Clone)]
pub struct EventQuery {
    /// What the caller sees.
    pub sight: Sight,
    /// After which position.
    pub after: i64,
    /// The most of them.
    pub limit: i64,
    /// Only these occurrences.
    pub types: Option<Vec<String>>,
    /// Only of these things.
    pub subjects: Option<Vec<Uuid>>,
    /// Only of things of these units.
    pub units: Option<Vec<Uuid>>,
    /// Only those at these positions.
    pub positions: Option<Vec<i64>>,
}

/// An event with what decides who sees it: the campaign it belongs to, and whether the caller is inside.
const SEEN: &str = "
    SELECT event.id, event.position, event.event_type, event.subject_type, event.subject_id, event.occurred_at,
        CASE WHEN sight.is_inside THEN event.subject_version
            ELSE coalesce(pledge.revision, report.accepted_number, event.subject_version) END AS subject_version,
        CASE WHEN sight.is_told THEN event.status_before END AS status_before,
        CASE WHEN sight.is_told THEN event.status_after END AS status_after,
        unit.id AS unit_id, unit.code AS unit_code, campaign.id AS campaign_id, campaign.code AS campaign_code,
        period.id AS period_id, period.code AS period_code
    FROM events AS event
    LEFT JOIN units AS unit ON unit.id = event.unit_id
    LEFT JOIN pledges AS pledge ON event.subject_type = 'PLEDGE' AND pledge.id = event.subject_id
    LEFT JOIN progress_reports AS report
        ON event.subject_type = 'PROGRESS_REPORT' AND report.id = event.subject_id
    LEFT JOIN reviews AS review ON event.subject_type = 'REVIEW' AND review.id = event.subject_id
    LEFT JOIN reporting_periods AS period ON period.id = CASE event.subject_type
        WHEN 'REPORTING_PERIOD' THEN event.subject_id WHEN 'PROGRESS_REPORT' THEN report.period_id END
    LEFT JOIN campaigns AS campaign ON campaign.id = CASE event.subject_type
        WHEN 'CAMPAIGN' THEN event.subject_id WHEN 'PLEDGE' THEN pledge.campaign_id
        WHEN 'PROGRESS_REPORT' THEN report.campaign_id WHEN 'REVIEW' THEN review.campaign_id
        WHEN 'REPORTING_PERIOD' THEN period.campaign_id END
    CROSS JOIN LATERAL (SELECT
        $5 IS NULL OR coalesce(campaign.launching_unit_id = ANY($5)
            OR coalesce(pledge.unit_id, report.unit_id) = ANY($5), false)
        OR coalesce($4 IS NULL AND coalesce(pledge.unit_id, report.unit_id) IS NOT NULL
            OR coalesce(pledge.unit_id, report.unit_id) = ANY($4), false) AS is_inside) AS inside
    CROSS JOIN LATERAL (SELECT inside.is_inside,
        inside.is_inside OR event.subject_type NOT IN ('PLEDGE', 'PROGRESS_REPORT') AS is_told) AS sight
    WHERE event.position > $1 AND event.position <= $2
        AND ($12 IS NULL OR event.event_type = ANY($12))
        AND ($13 IS NULL OR event.subject_id = ANY($13))
        AND ($14 IS NULL OR event.unit_id = ANY($14))
        AND ($15 IS NULL OR event.position = ANY($15))
        AND CASE event.subject_type
        WHEN 'JOB' THEN $8
        WHEN 'WEBHOOK_ENDPOINT' THEN $8 OR EXISTS (
            SELECT FROM webhook_endpoints AS endpoint WHERE endpoint.id = event.subject_id AND endpoint.client_id = $3)
        WHEN 'DOCUMENT' THEN $9 OR EXISTS (
            SELECT FROM documents AS document
            WHERE document.id = event.subject_id AND (NOT document.is_draft OR document.registered_by = $3))
        WHEN 'FILE' THEN EXISTS (
            SELECT FROM files AS file WHERE file.id = event.subject_id AND (file.created_by = $3
                OR $4 IS NULL OR file.unit_id = ANY($4) OR $5 IS NULL OR file.unit_id = ANY($5)))
        WHEN 'REMINDER' THEN EXISTS (
            SELECT FROM reminders AS reminder WHERE reminder.id = event.subject_id AND CASE reminder.recipient_role
                WHEN 'UNIT_OFFICER' THEN $4 IS NULL OR reminder.recipient_unit_id = ANY($4)
                WHEN 'STANDING_OFFICE' THEN $6 IS NULL OR reminder.recipient_unit_id = ANY($6)
                WHEN 'LEADER' THEN $7 IS NULL OR reminder.recipient_unit_id = ANY($7) END)
        ELSE sight.is_inside OR (event.event_type <> ALL($10)
            AND (campaign.id IS NULL OR campaign.status NOT IN ('DRAFT', 'WITHDRAWN')))
        END
    ORDER BY event.position LIMIT $11";

/// Positions of events after one, whoever sees them.
pub async fn list_positions(mut conn: &AsyncPgConnection, after: i64, limit: i64) -> Result<Vec<i64>, Error> {
    let later = events::table.filter(events::position.gt(after)).order(events::position).limit(limit);
    Ok(later.select(events::position.assume_not_null()).load(&mut conn).await?)
}

/// The position of the first event that is kept.
pub async fn find_first(mut conn: &AsyncPgConnection) -> Result<Option<i64>, Error> {
    Ok(events::table.select(min(events::position)).first(&mut conn).await?)
}

/// The events up to a position that a caller asks for and sees, oldest first; one more than the limit where there are more.
pub async fn list_seen(
    mut conn: &AsyncPgConnection,
    query: &EventQuery,
    until: i64,
) -> Result<Vec<SeenEvent>, Error> {
    let sight = &query.sight;
    let insiders = |occurrence: &&Occurrence| occurrence.audience() == Audience::Insiders;
    let hidden: Vec<&str> = Occurrence::ALL.iter().filter(insiders).map(|one| one.as_str()).collect();
    Ok(diesel::sql_query(SEEN)
        .bind::<BigInt, _>(query.after)
        .bind::<BigInt, _>(until)
        .bind::<SqlUuid, _>(sight.caller_id)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.acting)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.reading)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.running)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.leading)
        .bind::<Bool, _>(sight.manages_settings)
        .bind::<Bool, _>(sight.reads_all_documents)
        .bind::<Array<Text>, _>(hidden)
        .bind::<BigInt, _>(query.limit + 1)
        .bind::<Nullable<Array<Text>>, _>(&query.types)
        .bind::<Nullable<Array<SqlUuid>>, _>(&query.subjects)
        .bind::<Nullable<Array<SqlUuid>>, _>(&query.units)
        .bind::<Nullable<Array<BigInt>>, _>(&query.positions)
        .load(&mut conn)
        .await?)
}

/// Forgets some events that are older than an instant, the oldest first: how many.
pub async fn forget_old(
    tx: &mut AsyncPgConnection,
    before: DateTime<Utc>,
    most: i64,
) -> Result<usize, Error> {
    // By position, so that what is kept has no gap: an older one behind a newer one waits for it.
    let sql = "DELETE FROM events WHERE position < (
            SELECT coalesce(min(position) FILTER (WHERE occurred_at >= $1), max(position) + 1) FROM (
                SELECT position, occurred_at FROM events WHERE position IS NOT NULL ORDER BY position LIMIT $2
            ) AS oldest)";
    let forgotten = diesel::sql_query(sql).bind::<Timestamptz, _>(before).bind::<BigInt, _>(most);
    Ok(forgotten.execute(tx).await?)
}
