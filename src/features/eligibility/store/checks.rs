//! Answers that were kept.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Jsonb, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use uuid::Uuid;

use super::known::word;
use crate::db::Error;
use crate::db::json::{from_json, to_json};
use crate::db::page::PageRead;
use crate::db::schema::eligibility_checks;
use crate::features::catalogue::rules::{AwardCode, CommendationKind};
use crate::features::eligibility::rules::{KeptVerdict, KnownFacts, Outcome, Question, RuleSet};
use crate::features::people::rules::{Subject, SubjectKind};

/// An answer as a list shows it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct CheckRow {
    pub id: Uuid,
    pub batch_id: Option<Uuid>,
    pub rerun_of_id: Option<Uuid>,
    pub subject: Subject,
    pub subject_name: String,
    pub unit_id: Uuid,
    pub award: String,
    pub is_title: bool,
    pub kind: CommendationKind,
    pub year: i32,
    pub campaign_id: Option<Uuid>,
    pub received_on: NaiveDate,
    pub asked_on: NaiveDate,
    pub outcome: Outcome,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

impl CheckRow {
    /// What was asked.
    #[must_use]
    pub fn question(&self) -> Question {
        Question {
            subject: self.subject,
            award: AwardCode::new(self.award.clone()),
            is_title: self.is_title,
            kind: self.kind,
            year: self.year,
            campaign: self.campaign_id,
            received_on: self.received_on,
            asked_on: self.asked_on,
        }
    }
}

/// An answer with where its inputs stand.
#[derive(Debug, Clone)]
pub struct Check {
    /// What the list shows.
    pub row: CheckRow,
    /// The answer, as it is kept.
    pub verdict: KeptVerdict,
    rule_set_id: Uuid,
    input_id: Uuid,
}

/// What an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptInputs {
    /// The facts.
    pub facts: KnownFacts,
    /// The rules.
    pub rules: RuleSet,
}

#[derive(Queryable, QueryableByName, Selectable)]
#[diesel(table_name = eligibility_checks)]
struct Row {
    id: Uuid,
    batch_id: Option<Uuid>,
    rerun_of_id: Option<Uuid>,
    subject_type: String,
    subject_id: Uuid,
    subject_name: String,
    unit_id: Uuid,
    award_code: String,
    is_title: bool,
    commendation_kind: String,
    year: i32,
    campaign_id: Option<Uuid>,
    received_on: NaiveDate,
    asked_on: NaiveDate,
    outcome: String,
    created_by: Uuid,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for CheckRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            batch_id: row.batch_id,
            rerun_of_id: row.rerun_of_id,
            subject: Subject { kind: word::<SubjectKind>(&row.subject_type)?, id: row.subject_id },
            subject_name: row.subject_name,
            unit_id: row.unit_id,
            award: row.award_code,
            is_title: row.is_title,
            kind: word(&row.commendation_kind)?,
            year: row.year,
            campaign_id: row.campaign_id,
            received_on: row.received_on,
            asked_on: row.asked_on,
            outcome: word(&row.outcome)?,
            created_by: row.created_by,
            created_at: row.created_at,
        })
    }
}

const COLUMNS: &str =
    "id, batch_id, rerun_of_id, subject_type, subject_id, subject_name, unit_id, award_code, is_title,
    commendation_kind, year, campaign_id, received_on, asked_on, outcome, created_by, created_at";

/// Which answers a list shows.
#[derive(Debug, Clone, Default)]
pub struct CheckFilter {
    /// Only about subjects of these units.
    pub units: Option<Vec<Uuid>>,
    /// Only about this subject.
    pub subject_id: Option<Uuid>,
    /// Only about this award.
    pub award: Option<String>,
    /// Only these answers.
    pub outcome: Option<Outcome>,
    /// Only of this batch.
    pub batch_id: Option<Uuid>,
}

/// Answers, the newest first, before an id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &CheckFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<CheckRow>, Error> {
    use eligibility_checks::{award_code, batch_id, created_at, id, outcome, subject_id, unit_id};
    let query = eligibility_checks::table.select(Row::as_select()).into_boxed();
    let mut query = page.only_updated(query, created_at);
    if let Some(units) = &filter.units {
        query = query.filter(unit_id.eq_any(units));
    }
    if let Some(own) = filter.subject_id {
        query = query.filter(subject_id.eq(own));
    }
    if let Some(own) = &filter.award {
        query = query.filter(award_code.eq(own));
    }
    if let Some(own) = filter.outcome {
        query = query.filter(outcome.eq(own.as_str()));
    }
    if let Some(own) = filter.batch_id {
        query = query.filter(batch_id.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    let rows: Vec<Row> = query.order(id.desc()).limit(page.limit).load(&mut conn).await?;
    rows.into_iter().map(CheckRow::try_from).collect()
}

#[derive(QueryableByName)]
struct WholeRow {
    #[diesel(embed)]
    shown: Row,
    #[diesel(sql_type = Jsonb)]
    verdict: Value,
    #[diesel(sql_type = SqlUuid)]
    rule_set_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    input_id: Uuid,
}

/// An answer.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Check, Error> {
    let sql =
        format!("SELECT {COLUMNS}, verdict, rule_set_id, input_id FROM eligibility_checks WHERE id = $1");
    let found: WholeRow = diesel::sql_query(sql).bind::<SqlUuid, _>(id).get_result(&mut conn).await?;
    Ok(Check {
        row: found.shown.try_into()?,
        verdict: from_json(found.verdict)?,
        rule_set_id: found.rule_set_id,
        input_id: found.input_id,
    })
}

#[derive(QueryableByName)]
struct InputsRow {
    #[diesel(sql_type = Jsonb)]
    facts: Value,
    #[diesel(sql_type = Jsonb)]
    body: Value,
}

/// What an answer rests on.
pub async fn find_inputs(mut conn: &AsyncPgConnection, check: &Check) -> Result<KeptInputs, Error> {
    let sql = "SELECT facts, body FROM eligibility_inputs AS input, eligibility_rule_sets AS rules
        WHERE input.id = $1 AND rules.id = $2";
    let row: InputsRow = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(check.input_id)
        .bind::<SqlUuid, _>(check.rule_set_id)
        .get_result(&mut conn)
        .await?;
    Ok(KeptInputs { facts: from_json(row.facts)?, rules: from_json(row.body)? })
}

/// Answers to be kept, with what they rest on.
#[derive(Debug)]
pub struct NewCheck<'a> {
    /// What the list shows.
    pub row: CheckRow,
    /// The answer.
    pub verdict: KeptVerdict,
    /// Under which id its facts are kept.
    pub input_id: Uuid,
    /// The facts; several answers with the same id share them.
    pub facts: &'a KnownFacts,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Keeps answers, in a number of statements that does not depend on how many there are. The same rules are kept once.
pub async fn create(
    tx: &mut AsyncPgConnection,
    (rules, sha256, new_id): (&RuleSet, &[u8], Uuid),
    checks: &[NewCheck<'_>],
    at: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::sql_query(
        "INSERT INTO eligibility_rule_sets (id, sha256, body, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (sha256) DO NOTHING",
    )
    .bind::<SqlUuid, _>(new_id)
    .bind::<Binary, _>(sha256)
    .bind::<Jsonb, _>(to_json(rules)?)
    .bind::<Timestamptz, _>(at)
    .execute(tx)
    .await?;
    let Id { id: rule_set_id } = diesel::sql_query("SELECT id FROM eligibility_rule_sets WHERE sha256 = $1")
        .bind::<Binary, _>(sha256)
        .get_result(tx)
        .await?;
    let mut last = None;
    let mut inputs = Vec::new();
    for check in checks {
        // Those that share facts stand together.
        if last.replace(check.input_id) != Some(check.input_id) {
            inputs.push(json!({"id": check.input_id, "facts": to_json(check.facts)?}));
        }
    }
    diesel::sql_query(
        "INSERT INTO eligibility_inputs (id, facts, created_at)
        SELECT id, facts, $2 FROM jsonb_to_recordset($1) AS input (id uuid, facts jsonb)",
    )
    .bind::<Jsonb, _>(Value::Array(inputs))
    .bind::<Timestamptz, _>(at)
    .execute(tx)
    .await?;
    insert(tx, rule_set_id, checks).await
}

async fn insert(tx: &mut AsyncPgConnection, rule_set_id: Uuid, checks: &[NewCheck<'_>]) -> Result<(), Error> {
    let rows = checks.iter().map(|check| {
        let CheckRow { id, batch_id, rerun_of_id, subject, subject_name, unit_id, .. } = &check.row;
        let CheckRow { award, is_title, kind, year, campaign_id, received_on, asked_on, .. } = &check.row;
        Ok(json!({
            "id": id, "batch_id": batch_id, "rerun_of_id": rerun_of_id, "subject_type": subject.kind,
            "subject_id": subject.id, "subject_name": subject_name, "unit_id": unit_id, "award_code": award,
            "is_title": is_title, "commendation_kind": kind, "year": year, "campaign_id": campaign_id,
            "received_on": received_on, "asked_on": asked_on, "outcome": check.row.outcome,
            "verdict": to_json(&check.verdict)?, "input_id": check.input_id, "created_by": check.row.created_by,
            "created_at": check.row.created_at,
        }))
    });
    let rows: Vec<Value> = rows.collect::<Result<_, Error>>()?;
    diesel::sql_query(format!(
        "INSERT INTO eligibility_checks ({COLUMNS}, verdict, input_id, rule_set_id)
        SELECT {COLUMNS}, verdict, input_id, $2 FROM jsonb_to_recordset($1) AS row (id uuid, batch_id uuid,
            rerun_of_id uuid, subject_type text, subject_id uuid, subject_name text, unit_id uuid, award_code text,
            is_title boolean, commendation_kind text, year integer, campaign_id uuid, received_on date, asked_on date,
            outcome text, created_by uuid, created_at timestamptz, verdict jsonb, input_id uuid)"
    ))
    .bind::<Jsonb, _>(Value::Array(rows))
    .bind::<SqlUuid, _>(rule_set_id)
    .execute(tx)
    .await?;
    Ok(())
}
