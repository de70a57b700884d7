//! SQL of the facts that rules ask about: awards, facts, initiatives.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::known::{origin, word};
use crate::db::Error;
use crate::db::json::from_json;
use crate::features::catalogue::rules::{AwardCode, TaskLevel};
use crate::features::eligibility::rules::{
    AwardFact, Complete, FiguresFact, Hindrance, HoldFact, HoldOutcome, InitiativeFact, KnownFacts,
    RatingFact, Record, StatementFact, UseFact,
};

/// The statements by which the office says that a record is complete: the code, the record, and whether for earlier years
/// as well. Of a unit, they hold for its people.
const COMPLETE: [(&str, Record, bool); 4] = [
    ("AWARDS_COMPLETE", Record::Awards, false),
    ("EARLIER_AWARDS_COMPLETE", Record::Awards, true),
    ("INITIATIVES_COMPLETE", Record::Initiatives, false),
    ("EARLIER_INITIATIVES_COMPLETE", Record::Initiatives, true),
];

#[derive(QueryableByName)]
struct AwardRow {
    #[diesel(sql_type = SqlUuid)]
    subject_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    award_code: String,
    #[diesel(sql_type = Integer)]
    achievement_year: i32,
    #[diesel(sql_type = Nullable<Date>)]
    starts_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    decision_number: String,
    #[diesel(sql_type = Text)]
    commendation_kind: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    campaign_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Bool)]
    is_confirmed: bool,
}

/// The awards of these subjects, by subject. What a decision here granted needs no confirmation.
pub(super) async fn list_awards(
    mut conn: &AsyncPgConnection,
    subjects: &[Uuid],
    titles: &HashSet<String>,
) -> Result<Vec<(Uuid, AwardFact)>, Error> {
    let sql =
        "SELECT subject_id, id, award_code, achievement_year, starts_on, decision_number, commendation_kind,
            campaign_id, source, confirmed_by IS NOT NULL OR origin = 'DECISION' AS is_confirmed
        FROM awards WHERE subject_id = ANY ($1) AND void_reason IS NULL ORDER BY id";
    let rows: Vec<AwardRow> =
        diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(subjects).load(&mut conn).await?;
    let fact = |row: AwardRow| {
        let fact = AwardFact {
            origin: origin(row.id, row.source, row.is_confirmed),
            is_title: titles.contains(&row.award_code),
            award: AwardCode(row.award_code),
            year: row.achievement_year,
            starts_on: row.starts_on,
            kind: Some(word(&row.commendation_kind)?),
            campaign: row.campaign_id,
            decision: row.decision_number,
        };
        Ok((row.subject_id, fact))
    };
    rows.into_iter().map(fact).collect()
}

#[derive(QueryableByName)]
pub(super) struct FactRow {
    #[diesel(sql_type = SqlUuid)]
    pub subject_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Integer>)]
    year: Option<i32>,
    #[diesel(sql_type = Nullable<Date>)]
    starts_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    ends_before: Option<NaiveDate>,
    #[diesel(sql_type = Jsonb)]
    details: Value,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Bool)]
    is_confirmed: bool,
}

/// The facts about these subjects.
pub(super) async fn list_facts(
    mut conn: &AsyncPgConnection,
    subjects: &[Uuid],
) -> Result<Vec<FactRow>, Error> {
    let sql = "SELECT subject_id, id, kind, year, starts_on, ends_before, details, source,
            confirmed_by IS NOT NULL AS is_confirmed
        FROM facts WHERE subject_id = ANY ($1) AND void_reason IS NULL ORDER BY id";
    Ok(diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(subjects).load(&mut conn).await?)
}

#[derive(Deserialize)]
struct RatingDetails {
    level: TaskLevel,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HoldDetails {
    hold_kind: Hindrance,
    outcome: Option<HoldOutcome>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StatementDetails {
    code: String,
    text: String,
    campaign_id: Option<Uuid>,
}

#[derive(Deserialize)]
struct FiguresDetails {
    members: u32,
    women: Option<u32>,
}

/// What a rating says.
pub(super) fn rating_of(row: &FactRow) -> Result<Option<RatingFact>, Error> {
    let Some(year) = row.year.filter(|_| row.kind == "TASK_RATING") else { return Ok(None) };
    let RatingDetails { level } = from_json(row.details.clone())?;
    Ok(Some(RatingFact { origin: origin(row.id, row.source.clone(), row.is_confirmed), year, level }))
}

/// That a record is complete, where a row is a confirmed statement of it.
pub(super) fn complete_of(row: &FactRow) -> Option<Complete> {
    let code = row.details.get("code").and_then(Value::as_str).filter(|_| row.kind == "STATEMENT")?;
    let (_, record, with_earlier) = COMPLETE.into_iter().find(|(known, _, _)| *known == code)?;
    Some(Complete { record, year: row.year.filter(|_| row.is_confirmed)?, with_earlier })
}

/// Adds what a fact says.
pub(super) fn add(facts: &mut KnownFacts, row: &FactRow) -> Result<(), Error> {
    let origin = origin(row.id, row.source.clone(), row.is_confirmed);
    match (row.kind.as_str(), row.year, row.starts_on) {
        ("TASK_RATING", ..) => facts.ratings.extend(rating_of(row)?),
        ("HOLD", _, Some(starts_on)) => {
            let HoldDetails { hold_kind: kind, outcome } = from_json(row.details.clone())?;
            facts.holds.push(HoldFact { origin, kind, starts_on, ends_before: row.ends_before, outcome });
        }
        ("STATEMENT", Some(year), _) => {
            facts.complete.extend(complete_of(row));
            let StatementDetails { code, text, campaign_id: campaign } = from_json(row.details.clone())?;
            facts.statements.push(StatementFact { origin, code, year, text, campaign });
        }
        ("UNIT_FIGURES", Some(year), _) => {
            let FiguresDetails { members, women } = from_json(row.details.clone())?;
            facts.figures.push(FiguresFact { origin, year, members, women });
        }
        _ => {}
    }
    Ok(())
}

#[derive(QueryableByName)]
struct InitiativeRow {
    #[diesel(sql_type = SqlUuid)]
    person_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    level: String,
    #[diesel(sql_type = Integer)]
    year: i32,
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Bool)]
    is_confirmed: bool,
    #[diesel(sql_type = Numeric)]
    share: Decimal,
    #[diesel(sql_type = Jsonb)]
    uses: Value,
}

pub(super) async fn list_initiatives(
    mut conn: &AsyncPgConnection,
    people: &[Uuid],
) -> Result<Vec<(Uuid, InitiativeFact)>, Error> {
    let sql = "SELECT author.person_id, initiative.id, initiative.title, initiative.kind, initiative.level,
            initiative.year, initiative.source, initiative.confirmed_by IS NOT NULL AS is_confirmed, author.share,
            coalesce(used.uses, '[]') AS uses
        FROM initiative_authors AS author
        JOIN initiatives AS initiative ON initiative.id = author.initiative_id
        LEFT JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('award', use.award_code, 'year', use.achievement_year)
                ORDER BY use.award_code, use.achievement_year) AS uses
            FROM initiative_uses AS use
            WHERE use.initiative_id = author.initiative_id AND use.person_id = author.person_id) AS used ON true
        WHERE author.person_id = ANY ($1) AND initiative.void_reason IS NULL ORDER BY initiative.id, author.person_id";
    let rows: Vec<InitiativeRow> =
        diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(people).load(&mut conn).await?;
    let fact = |row: InitiativeRow| {
        let fact = InitiativeFact {
            origin: origin(row.id, row.source, row.is_confirmed),
            title: row.title,
            kind: word(&row.kind)?,
            level: word(&row.level)?,
            year: row.year,
            share: row.share,
            uses: from_json::<Vec<UseFact>>(row.uses)?,
        };
        Ok((row.person_id, fact))
    };
    rows.into_iter().map(fact).collect()
}
