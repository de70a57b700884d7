//! SQL of what is due.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::features::obligations::rules::ObligationKind;
use crate::features::units::store::successions::is_followed;
use crate::text_columns;

text_columns!(ObligationKind);

/// Something that is due.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each is a column of what is due")]
pub struct Obligation {
    /// Day, kind and ids as one text: the order of the list.
    #[diesel(sql_type = Text)]
    pub sort_key: String,
    #[diesel(sql_type = Text)]
    pub kind: ObligationKind,
    #[diesel(sql_type = SqlUuid)]
    pub campaign_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub period_id: Option<Uuid>,
    /// The pledge or the report that the unit is writing.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub work_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

/// Whose obligations are listed: those of these units, and of the campaigns of these launching units; `None` means all.
#[derive(Debug)]
pub struct ObligationScope {
    /// Units that the caller acts for.
    pub acting: Option<Vec<Uuid>>,
    /// Launching units whose campaigns the caller runs.
    pub running: Option<Vec<Uuid>>,
}

/// The condition that a unit is one of an array of units; empty when all are meant. With `ANY` the planner would
/// estimate every single one of many units.
fn among(unit_id: &str, units: Option<&str>) -> String {
    units.map_or_else(String::new, |units| format!("AND {unit_id} IN (SELECT unnest({units}))"))
}

/// What units owe on a day, which is an expression of the query around it: pledges, then reports of open periods. A
/// unit that closed without a successor owes nothing any more, and an accepted report stays accepted while it is
/// corrected.
pub(super) fn of_units(day: &str, units: Option<&str>) -> String {
    let (takes_part, reports) = (among("participant.unit_id", units), among("reporter.unit_id", units));
    let is_followed = is_followed("unit.id", day);
    let is_there = format!("(unit.closed_on IS NULL OR unit.closed_on > {day} OR {is_followed})");
    format!(
        "
    SELECT 'PLEDGE' AS kind, campaign.id AS campaign_id, unit.id AS unit_id, NULL::uuid AS period_id,
        pledge.id AS work_id, campaign.registration_due_on AS due_on, 1::bigint AS count
    FROM campaign_participants AS participant
    JOIN campaigns AS campaign ON campaign.id = participant.campaign_id AND campaign.status = 'LAUNCHED'
    JOIN units AS unit ON unit.id = participant.unit_id
    LEFT JOIN pledges AS pledge ON pledge.campaign_id = campaign.id AND pledge.unit_id = unit.id
        AND pledge.status <> 'WITHDRAWN'
    WHERE participant.owes_pledge AND participant.left_on IS NULL AND {is_there} {takes_part}
    UNION ALL
    SELECT 'REPORT', campaign.id, unit.id, period.id, report.id, greatest(period.due_on, excepted.until_on), 1
    FROM expected_reporters AS reporter
    JOIN reporting_periods AS period ON period.id = reporter.period_id AND period.status = 'OPEN'
    JOIN campaigns AS campaign ON campaign.id = period.campaign_id AND campaign.status IN ('LAUNCHED', 'IN_REVIEW')
    JOIN units AS unit ON unit.id = reporter.unit_id
    LEFT JOIN progress_reports AS report ON report.period_id = period.id AND report.unit_id = unit.id
    LEFT JOIN LATERAL ({EXCEPTED}) AS excepted ON true
    WHERE reporter.is_owed AND {is_there} {reports}"
    )
}

/// The last day on which a unit may still report by an exception from the lock of a period.
pub(super) const EXCEPTED: &str = "SELECT max(until_on) AS until_on FROM lock_exceptions
    WHERE period_id = period.id AND unit_id = unit.id AND revoked_at IS NULL";

/// What standing offices owe on a day: decisions on pledges and reports, and periods that can be opened.
fn of_offices(day: &str, units: Option<&str>) -> String {
    let theirs = among("campaign.launching_unit_id", units);
    format!(
        "
    SELECT 'APPROVE_PLEDGES', campaign.id, NULL, NULL, NULL, NULL::date, count(*)
    FROM pledges AS pledge
    JOIN campaigns AS campaign ON campaign.id = pledge.campaign_id AND campaign.status IN ('LAUNCHED', 'IN_REVIEW')
    WHERE pledge.status = 'SUBMITTED' {theirs}
    GROUP BY campaign.id
    UNION ALL
    SELECT 'ACCEPT_REPORTS', campaign.id, NULL, period.id, NULL, NULL, count(*)
    FROM progress_reports AS report
    JOIN reporting_periods AS period ON period.id = report.period_id
    JOIN campaigns AS campaign ON campaign.id = report.campaign_id AND campaign.status IN ('LAUNCHED', 'IN_REVIEW')
    WHERE report.status = 'SUBMITTED' {theirs}
    GROUP BY campaign.id, period.id
    UNION ALL
    SELECT 'OPEN_PERIOD', campaign.id, NULL, period.id, NULL, period.opens_on, 1
    FROM reporting_periods AS period
    JOIN campaigns AS campaign ON campaign.id = period.campaign_id AND campaign.status IN ('LAUNCHED', 'IN_REVIEW')
    WHERE period.status = 'PLANNED' AND period.opens_on <= {day} {theirs}"
    )
}

/// What is due by a day, the earliest first, after a sort key, a page at a time; what has no day comes last.
pub async fn list_due(
    mut conn: &AsyncPgConnection,
    scope: &ObligationScope,
    (today, due_before): (NaiveDate, Option<NaiveDate>),
    after: Option<String>,
    page: &PageRead,
) -> Result<Vec<Obligation>, Error> {
    let of_units = of_units("$3", scope.acting.as_ref().map(|_| "$1"));
    let of_offices = of_offices("$3", scope.running.as_ref().map(|_| "$2"));
    let sql = format!(
        "SELECT * FROM (
            SELECT coalesce(due_on, DATE '9999-12-31') || ' ' || kind || ' ' || campaign_id || ' '
                || coalesce(period_id::text, '') || ' ' || coalesce(unit_id::text, '') AS sort_key, *
            FROM ({of_units} UNION ALL {of_offices}) AS owed
        ) AS obligations
        WHERE ($4 IS NULL OR due_on < $4) AND ($5 IS NULL OR sort_key COLLATE \"C\" > $5)
        ORDER BY sort_key COLLATE \"C\" LIMIT $6"
    );
    let query = |after: Option<String>, limit: Option<i64>| {
        diesel::sql_query(&sql)
            .bind::<Nullable<Array<SqlUuid>>, _>(scope.acting.as_deref())
            .bind::<Nullable<Array<SqlUuid>>, _>(scope.running.as_deref())
            .bind::<Date, _>(today)
            .bind::<Nullable<Date>, _>(due_before)
            .bind::<Nullable<Text>, _>(after)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(after, Some(page.limit)).load(&mut conn).await?)
}
