//! Who sees a pledge, and how much of it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::unit_scope::WorkAccess;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::pledges::rules::PledgeStatus;
use crate::features::pledges::store::{self, Pledge};

/// A pledge as a caller may see it.
pub(super) struct VisiblePledge {
    /// The pledge; outsiders see only what was approved.
    pub pledge: Pledge,
    /// Its campaign.
    pub campaign: Campaign,
    /// What the caller may do with it.
    pub access: WorkAccess,
}

/// A pledge, if the caller may see it: everybody sees what is in force; those who act for the unit, run the campaign or
/// read drafts also see what is being written.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<VisiblePledge, db::Error> {
    let pledge = store::find(conn, id).await?;
    let campaign = campaigns::find(conn, pledge.campaign_id).await?;
    let units = (pledge.unit_id, campaign.launching_unit_id);
    let access = WorkAccess::of(conn, caller, units, today).await?;
    let pledge = if access.is_inside() { pledge } else { outside_view(conn, pledge).await? };
    Ok(VisiblePledge { pledge, campaign, access })
}

/// The pledge as everybody sees it: what was approved last, and when. Its version is the number of the revision: that of
/// the row would tell of hidden work.
async fn outside_view(conn: &Connection, pledge: Pledge) -> Result<Pledge, db::Error> {
    if pledge.revision == 0 {
        return Err(db::Error::NotFound);
    }
    let approved = store::revision(conn, pledge.id, pledge.revision).await?;
    Ok(Pledge {
        status: PledgeStatus::Approved,
        content: approved.content,
        version: RowVersion::new(pledge.revision),
        updated_at: approved.approved_at,
        ..pledge
    })
}
