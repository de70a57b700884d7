//! The rows of the catalogue that answers need.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Date, Integer, Jsonb, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::known::word;
use crate::db::Error;
use crate::db::json::from_json;
use crate::features::catalogue::rules::{AwardCode, RecipientKind};
use crate::features::eligibility::rules::RuleRow;

/// An award of the catalogue, by its last row.
#[expect(clippy::struct_excessive_bools, reason = "the columns are those of the table")]
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct AwardEntry {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Bool)]
    pub is_title: bool,
    #[diesel(sql_type = Bool)]
    pub for_individuals: bool,
    #[diesel(sql_type = Bool)]
    pub for_collectives: bool,
    #[diesel(sql_type = Bool)]
    pub for_households: bool,
}

impl AwardEntry {
    /// Whether this kind of recipient can be given it.
    #[must_use]
    pub const fn is_for(&self, recipient: RecipientKind) -> bool {
        match recipient {
            RecipientKind::Individual => self.for_individuals,
            RecipientKind::Collective => self.for_collectives,
            RecipientKind::Household => self.for_households,
        }
    }
}

/// All awards, the highest first: there are a few dozen.
pub async fn list_awards(mut conn: &AsyncPgConnection) -> Result<Vec<AwardEntry>, Error> {
    let sql =
        "SELECT code, name, kind = 'TITLE' AS is_title, for_individuals, for_collectives, for_households
        FROM (SELECT DISTINCT ON (code) * FROM award_types ORDER BY code, starts_on DESC) AS last
        ORDER BY rank, code";
    Ok(diesel::sql_query(sql).load(&mut conn).await?)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    award_code: String,
    #[diesel(sql_type = Text)]
    recipient_kind: String,
    #[diesel(sql_type = Array<Text>)]
    commendation_kinds: Vec<String>,
    #[diesel(sql_type = Jsonb)]
    condition: Value,
    #[diesel(sql_type = Text)]
    basis: String,
    #[diesel(sql_type = Text)]
    clause: String,
    #[diesel(sql_type = Text)]
    certainty: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Bool)]
    is_provincial: bool,
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    ends_before: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    verify_after: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    transition: String,
    #[diesel(sql_type = Integer)]
    version: i32,
}

impl TryFrom<Row> for RuleRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let kinds = row.commendation_kinds.iter().map(|kind| word(kind)).collect::<Result<_, _>>()?;
        Ok(Self {
            id: row.id,
            code: row.code,
            award: AwardCode(row.award_code),
            recipient: word(&row.recipient_kind)?,
            kinds,
            condition: from_json(row.condition)?,
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            basis: row.basis,
            clause: row.clause,
            certainty: word(&row.certainty)?,
            status: word(&row.status)?,
            verify_after: row.verify_after,
            is_provincial: row.is_provincial,
            transition: word(&row.transition)?,
            version: row.version,
        })
    }
}

/// All rows of the rules of these awards that were not taken back, in a fixed order.
pub async fn list_rules(
    mut conn: &AsyncPgConnection,
    awards: &[String],
    recipient: RecipientKind,
) -> Result<Vec<RuleRow>, Error> {
    let sql = "SELECT id, code, award_code, recipient_kind, commendation_kinds, condition, basis, clause, certainty,
            status, source = 'PROVINCE' AS is_provincial, starts_on, ends_before, verify_after, transition, version
        FROM award_rules WHERE award_code = ANY ($1) AND recipient_kind = $2 AND status <> 'WITHDRAWN'
        ORDER BY award_code, code, starts_on, id";
    let rows: Vec<Row> = diesel::sql_query(sql)
        .bind::<Array<Text>, _>(awards)
        .bind::<Text, _>(recipient.as_str())
        .load(&mut conn)
        .await?;
    rows.into_iter().map(RuleRow::try_from).collect()
}
