//! SQL of expected reporters: frozen when a period opens.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{expected_reporters, units};
use crate::periods::rules::Standing;

/// A unit that is expected to report, or excused.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Expected {
    /// The unit.
    pub unit_id: Uuid,
    /// Its code.
    pub unit_code: String,
    /// Why it is expected, as the opening found it.
    #[diesel(deserialize_as = String)]
    pub standing: Standing,
    /// The first day on which the unit no longer exists, as it is known now.
    pub closed_on: Option<NaiveDate>,
}

/// Freezes who is expected: everybody who takes part on that day. A unit that is closed by then is left to those who
/// directly follow it, or excused where nobody does.
///
/// # Errors
/// [`Error`] of the database.
pub async fn freeze(
    tx: &mut AsyncPgConnection,
    (period_id, campaign_id): (Uuid, Uuid),
    day: NaiveDate,
) -> Result<(), Error> {
    let sql = "INSERT INTO expected_reporters (period_id, unit_id, standing)
        SELECT $1, participant.unit_id, CASE
            WHEN unit.closed_on IS NULL OR unit.closed_on > $3 THEN 'EXPECTED'
            WHEN EXISTS (
                SELECT FROM unit_succession_links AS link JOIN units AS follower ON follower.id = link.successor_id
                WHERE link.predecessor_id = unit.id AND follower.id <> unit.id
                    AND follower.opened_on <= $3 AND (follower.closed_on IS NULL OR follower.closed_on > $3)) THEN 'BY_SUCCESSORS'
            ELSE 'EXCUSED' END
        FROM campaign_participants AS participant JOIN units AS unit ON unit.id = participant.unit_id
        WHERE participant.campaign_id = $2 AND participant.joined_on <= $3
            AND (participant.left_on IS NULL OR participant.left_on > $3)";
    diesel::sql_query(sql)
        .bind::<SqlUuid, _>(period_id)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Date, _>(day)
        .execute(&mut *tx)
        .await?;
    let counted = "INSERT INTO report_counts (period_id, expected, received, on_time, accepted)
        SELECT $1, count(*), 0, 0, 0 FROM expected_reporters WHERE period_id = $1 AND standing <> 'EXCUSED'";
    diesel::sql_query(counted).bind::<SqlUuid, _>(period_id).execute(tx).await?;
    Ok(())
}

/// The expected reporters of a period, by code, after a code.
///
/// # Errors
/// [`Error`] of the database.
pub async fn list_expected(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    after: Option<String>,
    limit: i64,
) -> Result<Vec<Expected>, Error> {
    let mut query = expected_reporters::table
        .inner_join(units::table)
        .filter(expected_reporters::period_id.eq(period_id))
        .order(units::code)
        .limit(limit)
        .select((expected_reporters::unit_id, units::code, expected_reporters::standing, units::closed_on))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(units::code.gt(after));
    }
    Ok(query.load(&mut conn).await?)
}

/// A unit as it is expected in a period.
///
/// # Errors
/// [`Error`] of the database.
pub async fn expected(
    mut conn: &AsyncPgConnection,
    period_id: Uuid,
    unit_id: Uuid,
) -> Result<Option<Expected>, Error> {
    Ok(expected_reporters::table
        .inner_join(units::table)
        .filter(expected_reporters::period_id.eq(period_id))
        .filter(expected_reporters::unit_id.eq(unit_id))
        .select((expected_reporters::unit_id, units::code, expected_reporters::standing, units::closed_on))
        .first(&mut conn)
        .await
        .optional()?)
}
