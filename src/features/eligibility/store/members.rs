//! What is known of units beside facts: their members, their clusters, how far they are with their pledges.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Integer, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::facts::{complete_of, list_awards, list_facts, rating_of};
use super::known::{origin, word};
use crate::db::Error;
use crate::db::schema::memberships;
use crate::features::eligibility::rules::{ClusterFact, Complete, Member};
use crate::operations::subjects::store::MergedPeople;

#[derive(QueryableByName)]
struct MemberRow {
    #[diesel(sql_type = SqlUuid)]
    unit_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    person_id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
}

/// The members of these units with what is known of them for a year, by unit: who was in the unit, in a unit below it or
/// in a closed one that went over to them, on the last day of the year or on the day of the question before it.
pub(super) async fn list_members(
    conn: &AsyncPgConnection,
    units: &[Uuid],
    titles: &HashSet<String>,
    (year, day): (i32, NaiveDate),
) -> Result<HashMap<Uuid, Vec<Member>>, Error> {
    if units.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = list_people(conn, units, (year, day)).await?;
    let people: Vec<Uuid> = rows.iter().map(|row| row.person_id).collect();
    let mut known: HashMap<Uuid, Member> = rows
        .iter()
        .map(|row| {
            let (awards, ratings, complete) = (Vec::new(), Vec::new(), Vec::new());
            let (person, name) = (row.person_id, row.name.clone());
            (row.person_id, Member { person, name, awards, ratings, complete })
        })
        .collect();
    // What is known of whoever was merged into them is known of them.
    let merged = MergedPeople::into(conn, &people).await?;
    let ids = merged.and(people);
    for (person, award) in list_awards(conn, &ids, titles).await? {
        if let Some(member) = known.get_mut(&merged.survivor(person)).filter(|_| award.year == year) {
            member.awards.push(award);
        }
    }
    for row in list_facts(conn, &ids).await? {
        if let Some(member) = known.get_mut(&merged.survivor(row.subject_id)) {
            member.ratings.extend(rating_of(&row)?.filter(|rating| rating.year == year));
            member.complete.extend(complete_of(&row));
        }
    }
    let mut by_unit: HashMap<Uuid, Vec<Member>> = HashMap::new();
    for row in rows {
        by_unit.entry(row.unit_id).or_default().extend(known.get(&row.person_id).cloned());
    }
    Ok(by_unit)
}

async fn list_people(
    mut conn: &AsyncPgConnection,
    units: &[Uuid],
    (year, today): (i32, NaiveDate),
) -> Result<Vec<MemberRow>, Error> {
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(today).min(today);
    let sql =
        "SELECT DISTINCT ON (asked.unit_id, person.id) asked.unit_id, person.id AS person_id, person.name
        FROM unnest($1) AS asked (unit_id)
        CROSS JOIN LATERAL (
            SELECT units_with_predecessors(unit_subtrees(ARRAY[asked.unit_id], $2), $3) AS ids) AS reach
        JOIN memberships AS membership ON membership.unit_id = ANY (reach.ids)
            AND membership.starts_on <= $2 AND (membership.ends_before IS NULL OR membership.ends_before > $2)
        JOIN people AS person ON person.id = membership.person_id AND person.merged_into_id IS NULL";
    Ok(diesel::sql_query(sql)
        .bind::<Array<SqlUuid>, _>(units)
        .bind::<Date, _>(last)
        .bind::<Date, _>(today)
        .load(&mut conn)
        .await?)
}

#[derive(QueryableByName)]
struct ClusterRow {
    #[diesel(sql_type = SqlUuid)]
    unit_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    cluster_id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    organised_by: String,
    #[diesel(sql_type = Integer)]
    year: i32,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Nullable<Bool>)]
    is_leader: Option<bool>,
}

/// The results of these units in clusters, by unit. Members of a cluster acclaim together: it needs no confirmation.
pub(super) async fn list_clusters(
    mut conn: &AsyncPgConnection,
    units: &[Uuid],
) -> Result<Vec<(Uuid, ClusterFact)>, Error> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT member.unit_id, member.cluster_id, cluster.name, cluster.organised_by, member.year,
            result.source, result.leader_unit_id = member.unit_id AS is_leader
        FROM cluster_members AS member
        JOIN cluster_years AS result ON result.cluster_id = member.cluster_id AND result.year = member.year
        JOIN clusters AS cluster ON cluster.id = member.cluster_id
        WHERE member.unit_id = ANY ($1)";
    let rows: Vec<ClusterRow> =
        diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(units).load(&mut conn).await?;
    let fact = |row: ClusterRow| {
        let fact = ClusterFact {
            origin: origin(row.cluster_id, row.source, true),
            cluster: row.name,
            organised_by: word(&row.organised_by)?,
            year: row.year,
            is_leader: row.is_leader,
        };
        Ok((row.unit_id, fact))
    };
    rows.into_iter().map(fact).collect()
}

#[derive(QueryableByName)]
struct ProgressRow {
    #[diesel(sql_type = SqlUuid)]
    unit_id: Uuid,
    #[diesel(sql_type = Numeric)]
    progress: Decimal,
}

/// How far these units have fulfilled their pledges in a campaign through a day.
pub(super) async fn list_progress(
    mut conn: &AsyncPgConnection,
    campaign_id: Option<Uuid>,
    units: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, Decimal>, Error> {
    let Some(campaign_id) = campaign_id.filter(|_| !units.is_empty()) else { return Ok(HashMap::new()) };
    let sql = "SELECT DISTINCT ON (unit_id) unit_id, progress FROM unit_progress
        WHERE campaign_id = $1 AND unit_id = ANY ($2) AND through_on <= $3 AND progress IS NOT NULL
        ORDER BY unit_id, through_on DESC";
    let rows: Vec<ProgressRow> = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(campaign_id)
        .bind::<Array<SqlUuid>, _>(units)
        .bind::<Date, _>(day)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.unit_id, row.progress)).collect())
}

/// Where somebody was, from day to day: person, unit, first day, first day after it.
pub(super) type Stay = (Uuid, Uuid, NaiveDate, Option<NaiveDate>);

/// Where these people were.
pub(super) async fn list_stays(
    mut conn: &AsyncPgConnection,
    people: &[Uuid],
) -> Result<Vec<(Uuid, Stay)>, Error> {
    use memberships::{ends_before, person_id, starts_on, unit_id};
    let own = memberships::table.filter(person_id.eq_any(people)).order((person_id, starts_on));
    let rows: Vec<Stay> = own.select((person_id, unit_id, starts_on, ends_before)).load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| (row.0, row)).collect())
}

/// What a unit's statement says of somebody who was there: that the record is complete for the years at whose end they were.
pub(super) fn complete_through(stay: &Stay, of_unit: &Complete, today: NaiveDate) -> Vec<Complete> {
    let (.., starts_on, ends_before) = stay;
    let last = ends_before.unwrap_or(today).min(today);
    let was_there = |year: &i32| {
        let end = NaiveDate::from_ymd_opt(*year, 12, 31);
        end.is_some_and(|end| *starts_on <= end && ends_before.is_none_or(|before| end < before))
    };
    let years = (starts_on.year()..=last.year()).filter(was_there);
    years
        .filter(|year| of_unit.covers(of_unit.record, *year))
        .map(|year| Complete { year, with_earlier: false, ..of_unit.clone() })
        .collect()
}
