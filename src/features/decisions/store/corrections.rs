//! Which names decisions correct.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::decisions::Decision;
use crate::db::Error;
use crate::db::schema::{decisions, name_corrections};

/// The name that a decision corrects.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = name_corrections)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NameCorrection {
    pub decision_id: Uuid,
    pub award_id: Uuid,
    pub is_open: bool,
    pub printed_name: String,
    pub corrected_name: String,
    pub reason: String,
}

/// Writes what a draft corrects.
///
/// # Errors
/// Constraint `already_being_corrected`.
pub async fn create_correction(tx: &mut AsyncPgConnection, new: &NameCorrection) -> Result<(), Error> {
    diesel::insert_into(name_corrections::table).values(new.clone()).execute(tx).await?;
    Ok(())
}

/// What a decision corrects, if it does.
pub(super) async fn find_correction(
    mut conn: &AsyncPgConnection,
    decision: Uuid,
) -> Result<Option<NameCorrection>, Error> {
    let own = name_corrections::table.find(decision).select(NameCorrection::as_select());
    Ok(own.first(&mut conn).await.optional()?)
}

/// The decisions that correct an award's name, or were to, the last written first.
pub async fn list_corrections(
    mut conn: &AsyncPgConnection,
    award: Uuid,
) -> Result<Vec<(Decision, NameCorrection)>, Error> {
    let own = name_corrections::table
        .inner_join(decisions::table.on(decisions::id.eq(name_corrections::decision_id)))
        .filter(name_corrections::award_id.eq(award))
        .order(decisions::id.desc())
        .limit(200);
    Ok(own.select((Decision::as_select(), NameCorrection::as_select())).load(&mut conn).await?)
}

/// Frees the award of a correction that was issued or withdrawn.
pub(super) async fn end_correction(tx: &mut AsyncPgConnection, decision: Uuid) -> Result<(), Error> {
    let own = name_corrections::table.find(decision);
    diesel::update(own).set(name_corrections::is_open.eq(false)).execute(tx).await?;
    Ok(())
}
