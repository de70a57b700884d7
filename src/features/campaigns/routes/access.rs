//! Access to campaigns: seeing and changing them.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::{CampaignStatus, NotRunning};
use crate::features::campaigns::store::{self, Campaign};
use crate::http::{Code, Problem};
use crate::operations::change::Change;

/// The campaign, if the caller may see it: launched campaigns are for everybody, drafts for people who may read drafts
/// of the launching unit.
///
/// # Errors
/// [`db::Error::NotFound`] otherwise.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<Campaign, db::Error> {
    let campaign = store::find(conn, id).await?;
    if campaign.status.is_published() {
        return Ok(campaign);
    }
    let lineage = authorization::lineage(conn, campaign.launching_unit_id, today).await?;
    if allows(&caller.grants, Permission::ReadDrafts, &lineage) {
        Ok(campaign)
    } else {
        Err(db::Error::NotFound)
    }
}

/// Passes when the caller sees the campaign and may edit campaigns of its unit.
pub(super) async fn require_editor(tx: &mut Connection, change: &Change, id: Uuid) -> Result<(), Problem> {
    let (caller, today) = (&change.caller, change.context.today);
    find_visible(tx, caller, id, today).await?;
    // The lock keeps the campaign with its unit between this check and the change.
    let unit_id = store::lock_exclusive(tx, id).await?.launching_unit_id;
    unit_scope::require(tx, caller, Permission::EditCampaigns, Some(unit_id), today).await
}

/// Passes for a draft: a launched campaign changes only by amendments.
pub(super) fn require_draft(campaign: &Campaign) -> Result<(), Problem> {
    match campaign.status {
        CampaignStatus::Draft => Ok(()),
        status => Err(Problem::new(Code::campaign_is_no_draft).with("status", status)),
    }
}

impl From<NotRunning> for Problem {
    fn from(NotRunning(status): NotRunning) -> Self {
        Self::new(Code::campaign_is_not_running).with("status", status)
    }
}
