//! Who sees a reporting period, and who may change it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::periods::store::{self, ReportingPeriod};
use crate::http::Problem;
use crate::operations::change::Change;

/// What a caller may do with the periods of a campaign.
#[derive(Debug, Clone, Copy)]
pub(super) struct PeriodAccess {
    /// Whether the caller runs the campaign.
    pub runs_campaign: bool,
    /// Whether the campaign is running: only then can its periods be opened.
    pub campaign_is_running: bool,
}

impl PeriodAccess {
    /// What the caller may do today.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        campaign: &Campaign,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let lineage = authorization::lineage(conn, campaign.launching_unit_id, today).await?;
        let runs_campaign = allows(&caller.grants, Permission::RunCampaigns, &lineage);
        Ok(Self { runs_campaign, campaign_is_running: campaign.status.is_running() })
    }

    /// What somebody may do who runs the campaign.
    pub fn of_runner(campaign: &Campaign) -> Self {
        Self { runs_campaign: true, campaign_is_running: campaign.status.is_running() }
    }
}

/// Passes when the campaign is launched and the caller runs it.
pub(super) async fn require_runner(
    tx: &Connection,
    change: &Change,
    campaign_id: Uuid,
) -> Result<(), Problem> {
    let campaign = campaigns::published(tx, campaign_id).await?;
    let (unit_id, today) = (campaign.launching_unit_id, change.context.today);
    unit_scope::require(tx, &change.caller, Permission::RunCampaigns, Some(unit_id), today).await
}

/// Passes when the period exists and the caller runs its campaign.
pub(super) async fn require_runner_of(tx: &Connection, change: &Change, id: Uuid) -> Result<(), Problem> {
    let period = store::find(tx, id).await?;
    require_runner(tx, change, period.campaign_id).await
}

/// A period of a launched campaign, which everybody who is signed in sees.
pub(super) async fn find_visible(
    conn: &Connection,
    id: Uuid,
) -> Result<(ReportingPeriod, Campaign), db::Error> {
    let period = store::find(conn, id).await?;
    let campaign = campaigns::published(conn, period.campaign_id).await?;
    Ok((period, campaign))
}
