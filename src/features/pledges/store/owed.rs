//! SQL of the units that owe a pledge; it is kept with the participants of a campaign.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Pledge;
use crate::db::Error;
use crate::db::schema::{campaign_participants, pledges};
use crate::features::pledges::rules::PledgeStatus;

/// Keeps whether a unit owes its pledge, wherever it takes part in the campaign.
pub async fn set_owes_pledge(
    tx: &mut AsyncPgConnection,
    pledge: &Pledge,
    owes_pledge: bool,
) -> Result<(), Error> {
    let own = campaign_participants::table
        .filter(campaign_participants::campaign_id.eq(pledge.campaign_id))
        .filter(campaign_participants::unit_id.eq(pledge.unit_id));
    diesel::update(own).set(campaign_participants::owes_pledge.eq(owes_pledge)).execute(tx).await?;
    Ok(())
}

/// A campaign in which it is kept wrongly whether a participant owes its pledge.
pub async fn find_wrong_debt(mut conn: &AsyncPgConnection) -> Result<Option<Uuid>, Error> {
    let pledged = pledges::table
        .filter(pledges::campaign_id.eq(campaign_participants::campaign_id))
        .filter(pledges::unit_id.eq(campaign_participants::unit_id))
        .filter(pledges::revision.gt(0).or(pledges::status.eq(PledgeStatus::Submitted)));
    Ok(campaign_participants::table
        .filter(campaign_participants::owes_pledge.eq(exists(pledged)))
        .select(campaign_participants::campaign_id)
        .first(&mut conn)
        .await
        .optional()?)
}
