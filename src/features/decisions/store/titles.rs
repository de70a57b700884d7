//! The titles that decisions of one day granted: of those for one period only the highest is paid (Decree 152/2025/NĐ-CP, Article 49.5).

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::decision_lines;
use crate::features::catalogue::rules::EvaluationPeriod;
use crate::features::decisions::rules::{AwardedTitle, Grant, Worth, prizes};
use crate::features::people::store::MergedPeople;

/// A title with money that an issued decision granted, and that is not revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantedTitle {
    /// What was granted.
    pub grant: Grant,
    /// The award of the register.
    pub award_id: Uuid,
    /// The line whose title is paid instead.
    pub suppressed_by: Option<Uuid>,
}

/// A granted title that another, or no other, is paid instead of from now on.
pub type OtherPayment = (GrantedTitle, Option<Uuid>);

/// The advisory lock of a day of decisions: what is granted on it or taken back is written one after the other, so that none misses a
/// title that another pays.
const DAY_LOCK: i32 = 0x6b71;

/// Waits until nobody else issues a decision of that day or takes its awards back, until the transaction ends.
pub async fn grant_alone_on(tx: &mut AsyncPgConnection, day: NaiveDate) -> Result<(), Error> {
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock($1, $2)");
    lock.bind::<Integer, _>(DAY_LOCK).bind::<Integer, _>(day.num_days_from_ce()).execute(tx).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct TitleRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    award_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    suppressed_by: Option<Uuid>,
    #[diesel(sql_type = SqlUuid)]
    subject_id: Uuid,
    #[diesel(sql_type = Integer)]
    achievement_year: i32,
    #[diesel(sql_type = BigInt)]
    prize: i64,
    #[diesel(sql_type = Integer)]
    rank: i32,
    #[diesel(sql_type = Text)]
    evaluation_period: EvaluationPeriod,
}

/// The titles with money that decisions of a day granted to some people, units or households, those that are paid first: what was
/// paid stays paid among equals.
pub async fn list_granted_titles(
    mut conn: &AsyncPgConnection,
    (merged, subjects): (&MergedPeople, &[Uuid]),
    day: NaiveDate,
) -> Result<Vec<GrantedTitle>, Error> {
    let sql = "SELECT line.id, award.id AS award_id, line.suppressed_by, award.subject_id, award.achievement_year, line.prize,
            kind.rank, kind.evaluation_period
        FROM decisions AS decision
        JOIN decision_lines AS line ON line.decision_id = decision.id
        JOIN awards AS award ON award.id = line.award_id
        JOIN award_types AS kind ON kind.code = award.award_code AND kind.kind = 'TITLE' AND kind.starts_on <= $2
            AND (kind.ends_before IS NULL OR kind.ends_before > $2)
        WHERE decision.decided_on = $2 AND decision.status = 'ISSUED' AND award.subject_id = ANY ($1)
            AND award.revoked_on IS NULL AND line.prize IS NOT NULL
        ORDER BY line.suppressed_by IS NOT NULL, line.id";
    let all = merged.and(subjects.iter().copied());
    let rows: Vec<TitleRow> =
        diesel::sql_query(sql).bind::<Array<SqlUuid>, _>(all).bind::<Date, _>(day).load(&mut conn).await?;
    let title = |row: TitleRow| AwardedTitle {
        subject: merged.survivor(row.subject_id),
        year: row.achievement_year,
        period: row.evaluation_period,
    };
    let granted = |row: TitleRow| GrantedTitle {
        award_id: row.award_id,
        suppressed_by: row.suppressed_by,
        grant: Grant {
            line: row.id,
            worth: Worth::Granted(row.prize),
            rank: row.rank,
            title: Some(title(row)),
        },
    };
    Ok(rows.into_iter().map(granted).collect())
}

/// Which of the titles of a day are to be paid otherwise than they were, among themselves: after one of them was revoked.
pub fn other_payments(granted: Vec<GrantedTitle>) -> Vec<OtherPayment> {
    let grants: Vec<Grant> = granted.iter().map(|own| own.grant).collect();
    // Amounts that are known need no salary and can't be too great.
    let found = prizes(&grants, None).unwrap_or_default();
    those_paid_otherwise(granted.into_iter().zip(found.into_iter().map(|prize| prize.suppressed_by)))
}

/// Those whose payment changes.
pub(super) fn those_paid_otherwise(titles: impl IntoIterator<Item = OtherPayment>) -> Vec<OtherPayment> {
    titles.into_iter().filter(|(title, now)| title.suppressed_by != *now).collect()
}

/// Writes which title is paid instead of one, or that it is paid itself.
pub async fn write_suppressor(tx: &mut AsyncPgConnection, line: Uuid, by: Option<Uuid>) -> Result<(), Error> {
    diesel::update(decision_lines::table.find(line))
        .set(decision_lines::suppressed_by.eq(by))
        .execute(tx)
        .await?;
    Ok(())
}
