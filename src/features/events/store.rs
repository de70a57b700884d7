//! SQL of the event feed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::schema::events;
use crate::record::Occurrence;
use crate::record::occurrences::Audience;

/// An event as a caller sees it.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NumberedEvent {
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

/// An event with what decides who sees it: the campaign it belongs to, and whether the caller is inside.
const SEEN: &str = "
    SELECT event.id, event.position, event.event_type, event.subject_type, event.subject_id, event.occurred_at,
        CASE WHEN sight.is_inside THEN event.subject_version
            ELSE coalesce(pledge.revision, report.accepted_number, event.subject_version) END AS subject_version
    FROM events AS event
    LEFT JOIN pledges AS pledge ON event.subject_type = 'PLEDGE' AND pledge.id = event.subject_id
    LEFT JOIN progress_reports AS report
        ON event.subject_type = 'PROGRESS_REPORT' AND report.id = event.subject_id
    LEFT JOIN reviews AS review ON event.subject_type = 'REVIEW' AND review.id = event.subject_id
    LEFT JOIN reporting_periods AS period
        ON event.subject_type = 'REPORTING_PERIOD' AND period.id = event.subject_id
    LEFT JOIN campaigns AS campaign ON campaign.id = CASE event.subject_type
        WHEN 'CAMPAIGN' THEN event.subject_id WHEN 'PLEDGE' THEN pledge.campaign_id
        WHEN 'PROGRESS_REPORT' THEN report.campaign_id WHEN 'REVIEW' THEN review.campaign_id
        WHEN 'REPORTING_PERIOD' THEN period.campaign_id END
    CROSS JOIN LATERAL (SELECT
        $5 IS NULL OR coalesce(campaign.launching_unit_id = ANY($5)
            OR coalesce(pledge.unit_id, report.unit_id) = ANY($5), false)
        OR coalesce($4 IS NULL AND coalesce(pledge.unit_id, report.unit_id) IS NOT NULL
            OR coalesce(pledge.unit_id, report.unit_id) = ANY($4), false) AS is_inside) AS sight
    WHERE event.position > $1 AND event.position <= $2 AND CASE event.subject_type
        WHEN 'JOB' THEN $8
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

/// The events after a position and up to another that a caller sees, oldest first.
pub async fn list_seen(
    mut conn: &AsyncPgConnection,
    sight: &Sight,
    (after, until): (i64, i64),
    limit: i64,
) -> Result<Vec<NumberedEvent>, Error> {
    let insiders = |occurrence: &&Occurrence| occurrence.audience() == Audience::Insiders;
    let hidden: Vec<&str> = Occurrence::ALL.iter().filter(insiders).map(|one| one.as_str()).collect();
    Ok(diesel::sql_query(SEEN)
        .bind::<BigInt, _>(after)
        .bind::<BigInt, _>(until)
        .bind::<SqlUuid, _>(sight.caller_id)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.acting)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.reading)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.running)
        .bind::<Nullable<Array<SqlUuid>>, _>(&sight.leading)
        .bind::<Bool, _>(sight.manages_settings)
        .bind::<Bool, _>(sight.reads_all_documents)
        .bind::<Array<Text>, _>(hidden)
        .bind::<BigInt, _>(limit)
        .load(&mut conn)
        .await?)
}
