//! SQL of who owes a pledge, which is kept beside who takes part.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::Pledge;
use crate::db::Error;
use crate::db::schema::{campaign_participants, pledges};
use crate::features::pledges::rules::PledgeStatus;

/// Notes whether a unit owes its pledge, wherever it takes part in the campaign.
///
/// # Errors
/// [`Error`] of the database.
pub async fn owe(tx: &mut AsyncPgConnection, pledge: &Pledge, is_owed: bool) -> Result<(), Error> {
    let own = campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(pledge.campaign_id))
        .filter(campaign_participants::unit_id.eq(pledge.unit_id));
    diesel::update(own).set(campaign_participants::owes_pledge.eq(is_owed)).execute(tx).await?;
    Ok(())
}

/// A campaign in which a participant owes what it pledged or does not owe what it did not pledge.
///
/// # Errors
/// [`Error`] of the database.
pub async fn misjudged(mut conn: &AsyncPgConnection) -> Result<Option<Uuid>, Error> {
    let given = pledges::table
        .filter(pledges::campaign_id.eq(campaign_participants::campaign_id))
        .filter(pledges::unit_id.eq(campaign_participants::unit_id))
        .filter(pledges::revision.gt(0).or(pledges::status.eq(PledgeStatus::Submitted.as_str())));
    Ok(campaign_participants::table
        .filter(campaign_participants::owes_pledge.eq(exists(given)))
        .select(campaign_participants::campaign_id)
        .first(&mut conn)
        .await
        .optional()?)
}
