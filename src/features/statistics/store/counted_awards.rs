//! The awards that the forms count, as numbers of groups and one by one: both from the same rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Date, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::recipients::{AWARDS_WITH_RECIPIENTS, IS_CONFIRMED, UNIT_OF_RECIPIENT};
use crate::db::Error;
use crate::db::page::PageRead;
use crate::features::catalogue::rules::{CommendationKind, RecipientKind};
use crate::features::people::rules::Subject;
use crate::features::statistics::rules::{AwardGroup, StateAward, YearDays};
use crate::operations::subjects::SubjectColumns;

/// The awards of a year, with what the forms ask of each: a person's unit and class and a unit's kind are those of the day of the
/// decision; who was in no unit then counts where they are now.
/// Only confirmed ones, and none that no longer held at the end of the year.
fn select_counted() -> String {
    format!(
        "SELECT award.id, award.award_code AS code, award.commendation_kind AS kind,
        CASE WHEN award.person_id IS NOT NULL THEN 'INDIVIDUAL' WHEN award.household_id IS NOT NULL THEN 'HOUSEHOLD'
            ELSE 'COLLECTIVE' END AS recipient,
        coalesce(class.code, '') AS class, coalesce(unit.kind = 'ENTERPRISE', false) AS is_enterprise
    FROM {AWARDS_WITH_RECIPIENTS}
    LEFT JOIN unit_versions AS unit ON unit.unit_id = award.unit_id AND unit.starts_on <= award.decided_on
        AND (unit.ends_before IS NULL OR unit.ends_before > award.decided_on)
    WHERE award.decided_on BETWEEN $1 AND $2 AND award.award_code = ANY ($3)
        AND {UNIT_OF_RECIPIENT} = ANY ($4)
        AND (award.void_reason IS NULL OR award.revoked_on > $2)
        AND {IS_CONFIRMED}"
    )
}

#[derive(QueryableByName)]
struct GroupRow {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    recipient: String,
    #[diesel(sql_type = Text)]
    class: String,
    #[diesel(sql_type = Bool)]
    is_enterprise: bool,
    #[diesel(sql_type = Text)]
    kind: CommendationKind,
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many awards of these codes were given in these units in a year, by what the forms ask of them.
pub async fn count_awards(
    mut conn: &AsyncPgConnection,
    (starts_on, ends_on): YearDays,
    codes: &[String],
    units: &[Uuid],
) -> Result<Vec<(AwardGroup, i64)>, Error> {
    let counted = select_counted();
    let sql = format!(
        "WITH counted AS ({counted}) SELECT code, recipient, class, is_enterprise, kind, count(*) AS number
            FROM counted GROUP BY code, recipient, class, is_enterprise, kind"
    );
    let query = diesel::sql_query(sql)
        .bind::<Date, _>(starts_on)
        .bind::<Date, _>(ends_on)
        .bind::<Array<Text>, _>(codes)
        .bind::<Array<SqlUuid>, _>(units);
    let rows: Vec<GroupRow> = query.load(&mut conn).await?;
    let group = |row: GroupRow| {
        let recipient: RecipientKind = word(&row.recipient)?;
        let class = Some(row.class).filter(|class| !class.is_empty());
        let GroupRow { code: award_code, is_enterprise, kind, number, .. } = row;
        Ok((AwardGroup { award_code, recipient, class, is_enterprise, kind }, number))
    };
    rows.into_iter().map(group).collect()
}

fn word(text: &str) -> Result<RecipientKind, Error> {
    text.parse().map_err(|_| Error::Unexpected(format!("a recipient {text:?}")))
}

/// An award that a cell counts.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct CountedAward {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub award_code: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    person_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    unit_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    household_id: Option<Uuid>,
    #[diesel(sql_type = Date)]
    pub decided_on: NaiveDate,
    #[diesel(sql_type = Text)]
    pub decision_number: String,
}

impl CountedAward {
    /// To whom it was given.
    #[must_use]
    pub fn subject(&self) -> Subject {
        SubjectColumns(self.person_id, self.unit_id, self.household_id).into()
    }
}

/// The awards of these groups, the last written first, before an id.
pub async fn list_counted_awards(
    mut conn: &AsyncPgConnection,
    (starts_on, ends_on): YearDays,
    (groups, units): (&[AwardGroup], &[Uuid]),
    (before, page): (Option<Uuid>, &PageRead),
) -> Result<Vec<CountedAward>, Error> {
    let counted = select_counted();
    let sql = format!(
        "WITH counted AS ({counted})
        SELECT award.id, award.award_code, award.person_id, award.unit_id, award.household_id, award.decided_on,
            award.decision_number
        FROM counted
        JOIN unnest($5, $6, $7, $8, $9) AS own (code, recipient, class, is_enterprise, kind)
            USING (code, recipient, class, is_enterprise, kind)
        JOIN awards AS award ON award.id = counted.id
        WHERE $10 IS NULL OR counted.id < $10 ORDER BY counted.id DESC LIMIT $11"
    );
    let texts = |text: fn(&AwardGroup) -> &str| groups.iter().map(text).collect::<Vec<_>>();
    let codes: Vec<&str> = texts(|one| &one.award_code);
    let query = |before: Option<Uuid>, limit: Option<i64>| {
        diesel::sql_query(sql.as_str())
            .bind::<Date, _>(starts_on)
            .bind::<Date, _>(ends_on)
            .bind::<Array<Text>, _>(&codes)
            .bind::<Array<SqlUuid>, _>(units)
            .bind::<Array<Text>, _>(&codes)
            .bind::<Array<Text>, _>(texts(|one| one.recipient.as_str()))
            .bind::<Array<Text>, _>(texts(|one| one.class.as_deref().unwrap_or_default()))
            .bind::<Array<Bool>, _>(groups.iter().map(|one| one.is_enterprise).collect::<Vec<_>>())
            .bind::<Array<Text>, _>(texts(|one| one.kind.as_str()))
            .bind::<Nullable<SqlUuid>, _>(before)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(before, Some(page.limit)).load(&mut conn).await?)
}

#[derive(QueryableByName)]
struct StateAwardRow {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// The awards of the State that existed on some day of a year, in the order of the catalogue.
pub async fn list_state_awards(
    mut conn: &AsyncPgConnection,
    (starts_on, ends_on): YearDays,
) -> Result<Vec<StateAward>, Error> {
    let sql = "SELECT code, (array_agg(name ORDER BY starts_on DESC))[1] AS name FROM award_types
        WHERE level = 'STATE' AND starts_on <= $2 AND (ends_before IS NULL OR ends_before > $1)
        GROUP BY code ORDER BY min(rank), code LIMIT 150";
    let query = diesel::sql_query(sql).bind::<Date, _>(starts_on).bind::<Date, _>(ends_on);
    let rows: Vec<StateAwardRow> = query.load(&mut conn).await?;
    Ok(rows.into_iter().map(|row| StateAward { code: row.code, name: row.name }).collect())
}
