//! SQL of expected reporters; the list is frozen when a period opens.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Integer, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{expected_reporters, report_counts, units};
use crate::features::periods::rules::ReporterStatus;
use crate::features::units::store::successions::is_followed;

/// A unit that is expected to report, or excused.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ExpectedUnit {
    /// The unit.
    pub unit_id: Uuid,
    /// Its code.
    pub unit_code: String,
    /// Why it is expected, as of the opening.
    pub standing: ReporterStatus,
    /// The first day on which the unit no longer exists, as of now.
    pub closed_on: Option<NaiveDate>,
}

/// Freezes the list of expected reporters: all units that take part on that day. For a unit that is closed by then, the
/// units that directly follow it report; if there are none, it is excused.
pub async fn freeze_expected(
    tx: &mut AsyncPgConnection,
    (period_id, campaign_id): (Uuid, Uuid),
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let is_followed = is_followed("unit.id", "$3");
    let sql = format!(
        "INSERT INTO expected_reporters (period_id, unit_id, standing, is_owed)
        SELECT $1, unit_id, standing, standing <> 'EXCUSED' FROM (
            SELECT participant.unit_id, CASE
                WHEN unit.closed_on IS NULL OR unit.closed_on > $3 THEN 'EXPECTED'
                WHEN {is_followed} THEN 'BY_SUCCESSORS'
                ELSE 'EXCUSED' END AS standing
            FROM campaign_participants AS participant JOIN units AS unit ON unit.id = participant.unit_id
            WHERE participant.campaign_id = $2 AND participant.joined_on <= $3
                AND (participant.left_on IS NULL OR participant.left_on > $3)) AS reporter"
    );
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(period_id)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Date, _>(day)
        .execute(&mut *tx)
        .await?;
    let counts = "INSERT INTO report_counts (period_id, expected, received, on_time, accepted, changed_at)
        SELECT $1, count(*), 0, 0, 0, $2 FROM expected_reporters WHERE period_id = $1 AND standing <> 'EXCUSED'";
    diesel::sql_query(counts).bind::<SqlUuid, _>(period_id).bind::<Timestamptz, _>(now).execute(tx).await?;
    Ok(())
}

/// Makes an excused unit of a period expected; it owes its report from now on.
pub async fn expect_again(
    tx: &mut AsyncPgConnection,
    period_id: Uuid,
    unit_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = diesel::update(expected_reporters::table.find((period_id, unit_id)));
    row.set((
        expected_reporters::standing.eq(ReporterStatus::Expected),
        expected_reporters::is_owed.eq(true),
    ))
    .execute(tx)
    .await?;
    // Last, because others who file for the period wait for this row.
    diesel::update(report_counts::table.find(period_id))
        .set((report_counts::expected.eq(report_counts::expected + 1), report_counts::changed_at.eq(now)))
        .execute(tx)
        .await?;
    Ok(())
}

/// Sets whether units owe their reports, each for a period.
pub async fn set_owes_reports(
    tx: &mut AsyncPgConnection,
    places: &[(Uuid, Uuid)],
    is_owed: bool,
) -> Result<(), Error> {
    if places.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE expected_reporters AS kept SET is_owed = $3
        FROM unnest($1, $2) AS place (period_id, unit_id)
        WHERE kept.period_id = place.period_id AND kept.unit_id = place.unit_id";
    diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(places.iter().map(|(period, _)| *period).collect::<Vec<_>>())
        .bind::<Array<SqlUuid>, _>(places.iter().map(|(_, unit)| *unit).collect::<Vec<_>>())
        .bind::<Bool, _>(is_owed)
        .execute(tx)
        .await?;
    Ok(())
}

/// A report that is no longer late, because the deadline moved.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each says what it is")]
pub struct TimelyReport {
    #[diesel(sql_type = SqlUuid)]
    pub report_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    /// The report's version afterwards.
    #[diesel(sql_type = Integer)]
    pub version: RowVersion,
}

/// Counts late reports that came by the new last day of a period as on time, and answers with them.
pub async fn count_as_timely(
    tx: &mut AsyncPgConnection,
    (period_id, due_on): (Uuid, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Vec<TimelyReport>, Error> {
    let sql = "WITH timely AS (
            UPDATE progress_reports SET is_late = false, version = version + 1, updated_at = $3
            WHERE period_id = $1 AND is_late AND submitted_on <= $2 RETURNING id AS report_id, unit_id, version),
        counted AS (
            UPDATE report_counts SET on_time = on_time + (SELECT count(*) FROM timely), changed_at = $3
            WHERE period_id = $1)
        SELECT * FROM timely ORDER BY report_id";
    Ok(diesel::sql_query(sql)
        .bind::<SqlUuid, _>(period_id)
        .bind::<Date, _>(due_on)
        .bind::<Timestamptz, _>(now)
        .load(tx)
        .await?)
}

/// The expected reporters of a period, by code, after a code, a page at a time.
pub async fn list_expected(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    after: Option<String>,
    page: &PageRead,
) -> Result<Vec<ExpectedUnit>, Error> {
    let mut query = expected_reporters::table
        .inner_join(units::table)
        .filter(expected_reporters::period_id.eq(period_id))
        .select((expected_reporters::unit_id, units::code, expected_reporters::standing, units::closed_on))
        .into_boxed();
    page.count(conn, &mut query).await?;
    if let Some(after) = after {
        query = query.filter(units::code.gt(after));
    }
    Ok(query.order(units::code).limit(page.limit).load(&mut conn).await?)
}

/// Whether one of some units is expected to report for a period; `None` are all units.
pub async fn expects_one_of(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    units: Option<Vec<Uuid>>,
) -> Result<bool, Error> {
    let of_period = expected_reporters::table.filter(expected_reporters::period_id.eq(period_id));
    let query = match units {
        Some(units) => of_period.filter(expected_reporters::unit_id.eq_any(units)).into_boxed(),
        None => of_period.into_boxed(),
    };
    Ok(query.select(expected_reporters::unit_id).first::<Uuid>(&mut conn).await.optional()?.is_some())
}

/// A unit in the list of expected reporters of a period.
pub async fn find_expected(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    unit_id: Uuid,
) -> Result<Option<ExpectedUnit>, Error> {
    Ok(expected_reporters::table
        .inner_join(units::table)
        .filter(expected_reporters::period_id.eq(period_id))
        .filter(expected_reporters::unit_id.eq(unit_id))
        .select((expected_reporters::unit_id, units::code, expected_reporters::standing, units::closed_on))
        .first(&mut conn)
        .await
        .optional()?)
}
