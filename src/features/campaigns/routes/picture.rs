//! Everything that a view of a campaign needs.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::store as authorization;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::readiness::period;
use crate::features::campaigns::rules::{CampaignReference, CampaignStatus};
use crate::features::campaigns::store::{self, Campaign, Whole};

/// A campaign with everything that a view of it needs.
#[derive(Debug)]
pub struct Picture {
    /// The campaign.
    pub whole: Whole,
    /// The launching unit and the units above it.
    pub lineage: Vec<Uuid>,
    /// The campaign above.
    pub parent: Option<CampaignReference>,
    /// Running campaigns that call upon the same units on the same days.
    pub overlaps: Vec<CampaignReference>,
}

impl Picture {
    /// The picture of a campaign on a day.
    pub(super) async fn read(
        conn: &Connection,
        campaign: Campaign,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let lineage = authorization::lineage(conn, campaign.launching_unit_id, today).await?;
        let day = campaign.launched_on.unwrap_or(today);
        let whole = store::whole(conn, campaign, day).await?;
        let parent_id = whole.charter.parent_campaign_id;
        let parent = store::find_references(conn, parent_id).await?.find(parent_id);
        let overlaps = overlaps(conn, &whole, today).await?;
        Ok(Self { whole, lineage, parent, overlaps })
    }
}

/// Running campaigns that call upon the same units on the same days; a campaign that is over overlaps with nothing.
async fn overlaps(
    conn: &Connection,
    whole: &Whole,
    today: NaiveDate,
) -> Result<Vec<CampaignReference>, db::Error> {
    let Some(period) = period(&whole.charter) else { return Ok(Vec::new()) };
    let unit_ids = match whole.campaign.status {
        CampaignStatus::Draft => {
            store::participants::units_in(conn, &whole.charter.participants, today).await?
        }
        status if status.is_running() => store::participants::members(conn, whole.campaign.id).await?,
        _ => return Ok(Vec::new()),
    };
    store::participants::overlaps(conn, whole.campaign.id, &unit_ids, period).await
}
