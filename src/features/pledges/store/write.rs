//! Writes of pledges. The handler holds the transaction and the lock.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::model::Pledge;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::schema::pledges;

/// Creates a pledge.
///
/// # Errors
/// Constraint `pledge_already_there`.
pub async fn create(tx: &mut AsyncPgConnection, pledge: &Pledge) -> Result<(), Error> {
    diesel::insert_into(pledges::table)
        .values((
            pledges::id.eq(pledge.id),
            pledges::campaign_id.eq(pledge.campaign_id),
            pledges::unit_id.eq(pledge.unit_id),
            pledges::status.eq(pledge.status),
            pledges::content.eq(to_json(&pledge.content)?),
            pledges::revision.eq(pledge.revision),
            pledges::copied_from_id.eq(pledge.copied_from_id),
            pledges::submitted_on.eq(pledge.submitted_on),
            pledges::is_late.eq(pledge.is_late),
            pledges::submitted_by.eq(pledge.submitted_by),
            pledges::created_by.eq(pledge.created_by),
            pledges::version.eq(pledge.version),
            pledges::created_at.eq(pledge.created_at),
            pledges::updated_at.eq(pledge.updated_at),
            pledges::writers.eq(&pledge.writers.0),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a pledge from the expected version and status to what it is next.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked pledge never sees.
pub async fn advance(tx: &mut AsyncPgConnection, before: &Pledge, after: &Pledge) -> Result<(), Error> {
    let updated = diesel::update(pledges::table.find(before.id))
        .filter(pledges::version.eq(before.version))
        .filter(pledges::status.eq(before.status))
        .set((
            pledges::version.eq(before.version.next()),
            pledges::status.eq(after.status),
            pledges::content.eq(to_json(&after.content)?),
            pledges::revision.eq(after.revision),
            pledges::submitted_on.eq(after.submitted_on),
            pledges::is_late.eq(after.is_late),
            pledges::submitted_by.eq(after.submitted_by),
            pledges::updated_at.eq(after.updated_at),
            pledges::writers.eq(&after.writers.0),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the pledge was changed meanwhile".to_owned())) }
}
