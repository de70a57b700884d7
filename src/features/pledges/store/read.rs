//! Single reads and locks of pledges.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Pledge;
use crate::db::Error;
use crate::db::schema::{campaign_participants, pledges};
use crate::features::pledges::rules::PledgeStatus;

/// A pledge.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Pledge, Error> {
    Ok(pledges::table.find(id).select(Pledge::as_select()).first(&mut conn).await?)
}

/// A pledge, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Pledge, Error> {
    Ok(pledges::table.find(id).for_no_key_update().select(Pledge::as_select()).first(tx).await?)
}

/// Locks some pledges in the order of their ids.
pub async fn lock_all(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<(), Error> {
    let own = pledges::table.filter(pledges::id.eq_any(ids)).order(pledges::id).for_no_key_update();
    let _: Vec<Uuid> = own.select(pledges::id).load(tx).await?;
    Ok(())
}

/// The pledge of a unit in a campaign, unless it was withdrawn.
pub async fn of_unit(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<Option<Pledge>, Error> {
    Ok(pledges::table
        .filter(pledges::campaign_id.eq(campaign_id))
        .filter(pledges::unit_id.eq(unit_id))
        .filter(pledges::status.ne(PledgeStatus::Withdrawn))
        .select(Pledge::as_select())
        .first(&mut conn)
        .await
        .optional()?)
}

/// The id of that pledge.
pub async fn find_id(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<Option<Uuid>, Error> {
    Ok(pledges::table
        .filter(pledges::campaign_id.eq(campaign_id))
        .filter(pledges::unit_id.eq(unit_id))
        .filter(pledges::status.ne(PledgeStatus::Withdrawn))
        .select(pledges::id)
        .first(&mut conn)
        .await
        .optional()?)
}

/// Whether a unit takes part in a campaign now.
pub async fn takes_part(
    mut conn: &AsyncPgConnection,
    campaign_id: Uuid,
    unit_id: Uuid,
) -> Result<bool, Error> {
    let own = campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(campaign_id))
        .filter(campaign_participants::unit_id.eq(unit_id))
        .filter(campaign_participants::left_on.is_null());
    Ok(diesel::select(diesel::dsl::exists(own)).get_result(&mut conn).await?)
}
