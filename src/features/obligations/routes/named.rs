//! What obligations and reminders name.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::rules::PeriodReference;
use crate::features::periods::store as periods;
use crate::operations::references::{References, UnitReference};

/// The campaigns, periods and units that the entries of an answer name.
pub(super) struct Named {
    pub campaigns: References<CampaignReference>,
    pub periods: References<PeriodReference>,
    pub units: References<UnitReference>,
}

impl Named {
    /// Looks for what the entries name, each a campaign, a period and units as of a day.
    pub async fn find(
        conn: &Connection,
        entries: impl Iterator<Item = (Uuid, Option<Uuid>, [Option<Uuid>; 2])> + Clone,
        day: NaiveDate,
    ) -> Result<Self, db::Error> {
        let campaign_ids = entries.clone().map(|(campaign, ..)| campaign);
        let period_ids = entries.clone().filter_map(|(_, period, _)| period);
        let unit_ids = entries.flat_map(|(.., units)| units).flatten();
        Ok(Self {
            campaigns: campaigns::find_references(conn, campaign_ids).await?,
            periods: periods::find_references(conn, period_ids).await?,
            units: UnitReference::find_all(conn, unit_ids, day).await?,
        })
    }
}
