//! What a nomination needs of other things: the line of units above it, who decides, and what a unit pledged.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{award_authorities, users};
use crate::features::catalogue::rules::Authority;
use crate::features::nominations::rules::{LineUnit, PledgeResult};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::features::people::store::all_ids_of;
use crate::features::units::rules::UnitKind;

#[derive(QueryableByName)]
struct LineRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kind: UnitKind,
}

/// A unit and all above it, as they are on a day.
pub async fn line_of(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    day: NaiveDate,
) -> Result<Vec<LineUnit>, Error> {
    let sql = "SELECT line.id, version.kind
        FROM unnest(unit_lineage($1, $2)) WITH ORDINALITY AS line (id, place)
        JOIN unit_versions AS version ON version.unit_id = line.id AND version.starts_on <= $2
            AND (version.ends_before IS NULL OR version.ends_before > $2)
        ORDER BY line.place";
    let rows: Vec<LineRow> =
        diesel::sql_query(sql).bind::<SqlUuid, _>(unit_id).bind::<Date, _>(day).load(&mut conn).await?;
    Ok(rows.into_iter().map(|LineRow { id, kind }| LineUnit { id, kind }).collect())
}

/// The accounts of these people.
pub async fn accounts_of(mut conn: &AsyncPgConnection, person_ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    let own = users::table.filter(users::person_id.eq_any(person_ids)).select(users::id);
    Ok(own.load(&mut conn).await?)
}

/// The authorities that decide on an award on a day.
pub async fn authorities_on(
    mut conn: &AsyncPgConnection,
    award: &str,
    day: NaiveDate,
) -> Result<Vec<Authority>, Error> {
    use award_authorities::{authority, award_code, ends_before, starts_on};
    let own = award_authorities::table
        .filter(award_code.eq(award))
        .filter(starts_on.le(day))
        .filter(ends_before.is_null().or(ends_before.gt(day)))
        .select(authority);
    Ok(own.load(&mut conn).await?)
}

/// All ids under which something is known of a subject.
pub async fn ids_of(conn: &AsyncPgConnection, subject: Subject) -> Result<Vec<Uuid>, Error> {
    let mut ids = vec![subject.id];
    if subject.kind == SubjectKind::Person {
        ids.extend(all_ids_of(conn, subject.id).await?.into_iter().filter(|id| *id != subject.id));
    }
    Ok(ids)
}

#[derive(QueryableByName)]
struct PledgeRow {
    #[diesel(sql_type = Nullable<Text>)]
    title: Option<String>,
    #[diesel(sql_type = BigInt)]
    items: i64,
    #[diesel(sql_type = Nullable<Numeric>)]
    progress: Option<Decimal>,
}

/// What a unit pledged in the campaigns that ran in a year, and how far it came by a day.
pub async fn list_pledge_results(
    mut conn: &AsyncPgConnection,
    unit_id: Uuid,
    (year, day): (i32, NaiveDate),
) -> Result<Vec<PledgeResult>, Error> {
    let sql = "SELECT campaign.title, 
            (SELECT count(*) FROM pledge_items AS item WHERE item.pledge_id = pledge.id AND item.removed_in IS NULL) AS items,
            state.progress
        FROM pledges AS pledge
        JOIN campaigns AS campaign ON campaign.id = pledge.campaign_id
        LEFT JOIN LATERAL (
            SELECT progress FROM unit_progress
            WHERE campaign_id = pledge.campaign_id AND unit_id = pledge.unit_id AND through_on <= $3
                AND progress IS NOT NULL
            ORDER BY through_on DESC LIMIT 1) AS state ON true
        WHERE pledge.unit_id = $1 AND pledge.revision > 0 AND campaign.launched_on IS NOT NULL
            AND campaign.starts_on < make_date($2 + 1, 1, 1) AND campaign.ends_on >= make_date($2, 1, 1)
        ORDER BY campaign.starts_on, campaign.id LIMIT 20";
    let rows: Vec<PledgeRow> = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(unit_id)
        .bind::<Integer, _>(year)
        .bind::<Date, _>(day)
        .load(&mut conn)
        .await?;
    let result = |PledgeRow { title, items, progress }: PledgeRow| PledgeResult {
        campaign: title.unwrap_or_default(),
        items,
        progress,
    };
    Ok(rows.into_iter().map(result).collect())
}
