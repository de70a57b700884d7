//! Shares of awards: by class, sex, unit, level, campaign and year.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::recipients::{AWARDS_WITH_RECIPIENTS, IS_CONFIRMED, UNIT_OF_RECIPIENT};
use crate::db::Error;
use crate::features::statistics::rules::{ShareBy, YearDays};

/// Which awards are shared out.
#[derive(Debug)]
pub struct ShareFilter {
    /// Decided on these days.
    pub days: YearDays,
    /// Only of these units, and of those of each list; none is all.
    pub units: Vec<Vec<Uuid>>,
}

/// A group of awards.
#[derive(Debug, Clone, QueryableByName)]
pub struct ShareRow {
    /// What the group is known by; none of awards of which it is not known.
    #[diesel(sql_type = Nullable<Text>)]
    pub key: Option<String>,
    /// What it is called, where it has a name of its own.
    #[diesel(sql_type = Nullable<Text>)]
    pub name: Option<String>,
    /// How many awards.
    #[diesel(sql_type = BigInt)]
    pub number: i64,
    /// How many of all groups.
    #[diesel(sql_type = BigInt)]
    pub total: i64,
    /// Which share the province wants of the group, where it has set one.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub target_share: Option<Decimal>,
}

/// The groups of awards, the largest first and years in their order. Awards that were voided or revoked are not counted, nor those
/// that nobody confirmed.
pub async fn list_shares(
    mut conn: &AsyncPgConnection,
    by: ShareBy,
    filter: &ShareFilter,
    limit: i64,
) -> Result<Vec<ShareRow>, Error> {
    let (key, name, target) = (key_of(by), name_of(by), target_of(by));
    let order =
        if by == ShareBy::Year { "grouped.key" } else { "grouped.number DESC, grouped.key NULLS LAST" };
    // Units and households have neither class nor sex.
    let people =
        if matches!(by, ShareBy::Class | ShareBy::Sex) { "AND award.person_id IS NOT NULL" } else { "" };
    let sql = format!(
        "WITH grouped AS (
            SELECT {key} AS key, count(*) AS number FROM {AWARDS_WITH_RECIPIENTS}
            WHERE award.decided_on BETWEEN $1 AND $2 {people} AND award.void_reason IS NULL
                AND {IS_CONFIRMED}
                AND ($3 IS NULL OR {UNIT_OF_RECIPIENT} = ANY ($3)) AND ($4 IS NULL OR {UNIT_OF_RECIPIENT} = ANY ($4))
            GROUP BY 1)
        SELECT grouped.key, {name}::text AS name, grouped.number, (sum(grouped.number) OVER ())::bigint AS total,
            {target}::numeric AS target_share
        FROM grouped ORDER BY {order} LIMIT $5"
    );
    let units = |place: usize| filter.units.get(place);
    let query = diesel::sql_query(sql)
        .bind::<Date, _>(filter.days.0)
        .bind::<Date, _>(filter.days.1)
        .bind::<Nullable<Array<SqlUuid>>, _>(units(0))
        .bind::<Nullable<Array<SqlUuid>>, _>(units(1))
        .bind::<BigInt, _>(limit);
    Ok(query.load(&mut conn).await?)
}

/// What an award's group is known by.
fn key_of(by: ShareBy) -> String {
    let key = match by {
        ShareBy::Class => "class.code",
        // Whoever asked that the use of their data be restricted is counted without it.
        ShareBy::Sex => "CASE WHEN person.restricted_on IS NULL THEN person.sex END",
        ShareBy::Unit => return format!("{UNIT_OF_RECIPIENT}::text"),
        ShareBy::Level => {
            "(SELECT type.level FROM award_types AS type WHERE type.code = award.award_code
                AND type.starts_on <= award.decided_on
                AND (type.ends_before IS NULL OR type.ends_before > award.decided_on))"
        }
        ShareBy::Campaign => "award.campaign_id::text",
        ShareBy::Year => "extract(year FROM award.decided_on)::int::text",
    };
    key.to_owned()
}

/// What a group is called, where it has a name of its own.
const fn name_of(by: ShareBy) -> &'static str {
    match by {
        ShareBy::Class => {
            "(SELECT class.name FROM reporting_classes AS class WHERE class.code = grouped.key
                ORDER BY class.starts_on DESC LIMIT 1)"
        }
        ShareBy::Campaign => {
            "(SELECT campaign.title FROM campaigns AS campaign WHERE campaign.id = grouped.key::uuid)"
        }
        _ => "NULL",
    }
}

/// Which share the province wants of a group, at the end of the last year.
const fn target_of(by: ShareBy) -> &'static str {
    match by {
        ShareBy::Class => {
            "(SELECT class.target_share FROM reporting_classes AS class WHERE class.code = grouped.key
                AND class.starts_on <= $2 AND (class.ends_before IS NULL OR class.ends_before > $2))"
        }
        _ => "NULL",
    }
}
