//! What decisions take back.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::decisions::Decision;
use super::lines::DecisionLine;
use crate::db::Error;
use crate::db::schema::{decision_lines, decisions, revocations};
use crate::features::decisions::rules::RevocationGround;

/// What a decision takes back.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = revocations)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Revocation {
    pub decision_id: Uuid,
    pub award_id: Uuid,
    pub is_live: bool,
    pub ground: RevocationGround,
    pub conclusion: String,
    pub prize_due: Option<i64>,
    pub return_due_on: Option<NaiveDate>,
}

/// The line that granted an award, with its decision; none of an award from before this system.
pub async fn find_granting_line(
    mut conn: &AsyncPgConnection,
    award: Uuid,
) -> Result<Option<(Decision, DecisionLine)>, Error> {
    let own = decision_lines::table
        .inner_join(decisions::table.on(decisions::id.eq(decision_lines::decision_id)))
        .filter(decision_lines::award_id.eq(award));
    let row = own.select((Decision::as_select(), DecisionLine::as_select())).first(&mut conn).await;
    Ok(row.optional()?)
}

/// Writes what a draft takes back.
///
/// # Errors
/// Constraint `already_being_revoked`.
pub async fn create_revocation(tx: &mut AsyncPgConnection, new: &Revocation) -> Result<(), Error> {
    diesel::insert_into(revocations::table).values(new.clone()).execute(tx).await?;
    Ok(())
}

/// What a decision takes back, if it does.
pub(super) async fn find_revocation(
    mut conn: &AsyncPgConnection,
    decision: Uuid,
) -> Result<Option<Revocation>, Error> {
    let own = revocations::table.find(decision).select(Revocation::as_select());
    Ok(own.first(&mut conn).await.optional()?)
}

/// The decisions that take an award back, or did, the last written first.
pub async fn list_revocations(
    mut conn: &AsyncPgConnection,
    award: Uuid,
) -> Result<Vec<(Decision, Revocation)>, Error> {
    let own = revocations::table
        .inner_join(decisions::table.on(decisions::id.eq(revocations::decision_id)))
        .filter(revocations::award_id.eq(award))
        .order(decisions::id.desc())
        .limit(200);
    Ok(own.select((Decision::as_select(), Revocation::as_select())).load(&mut conn).await?)
}

/// Writes what is due back once a revocation is issued.
pub async fn complete_revocation(tx: &mut AsyncPgConnection, own: &Revocation) -> Result<(), Error> {
    diesel::update(revocations::table.find(own.decision_id))
        .set((revocations::prize_due.eq(own.prize_due), revocations::return_due_on.eq(own.return_due_on)))
        .execute(tx)
        .await?;
    Ok(())
}

/// Frees the award of a revocation that is withdrawn.
pub(super) async fn end_revocation(tx: &mut AsyncPgConnection, decision: Uuid) -> Result<(), Error> {
    diesel::update(revocations::table.find(decision)).set(revocations::is_live.eq(false)).execute(tx).await?;
    Ok(())
}
