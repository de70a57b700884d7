//! Whom a decision honours: how many people, women, and of each group of positions.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::Error;

/// A group of positions in a decision.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct HonouredClass {
    /// The group; none of people whose position on that day is not known.
    #[diesel(sql_type = Nullable<Text>)]
    pub code: Option<String>,
    /// What it is called.
    #[diesel(sql_type = Nullable<Text>)]
    pub name: Option<String>,
    /// How many people of it.
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    /// How many of these are women.
    #[diesel(sql_type = BigInt)]
    pub women: i64,
    /// Which share of the people the province wants of it, where it has set one.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub target_share: Option<Decimal>,
}

/// The people in a decision by the group of their position on a day, in the order of the form.
pub async fn count_honoured(
    mut conn: &AsyncPgConnection,
    decision: Uuid,
    day: NaiveDate,
) -> Result<Vec<HonouredClass>, Error> {
    let sql = "SELECT class.code, class.name, count(*) AS people,
            count(*) FILTER (WHERE person.sex = 'FEMALE') AS women, class.target_share
        FROM decision_lines AS line
        JOIN nominations AS nomination ON nomination.id = line.nomination_id
        JOIN people AS named ON named.id = nomination.person_id
        JOIN people AS person ON person.id = coalesce(named.merged_into_id, named.id)
        LEFT JOIN memberships AS own ON own.person_id = person.id AND own.starts_on <= $2
            AND (own.ends_before IS NULL OR own.ends_before > $2)
        LEFT JOIN reporting_classes AS class ON class.id = own.reporting_class_id
        WHERE line.decision_id = $1
        GROUP BY class.code, class.name, class.rank, class.target_share ORDER BY class.rank NULLS LAST";
    let query = diesel::sql_query(sql).bind::<SqlUuid, _>(decision).bind::<Date, _>(day);
    Ok(query.load(&mut conn).await?)
}
