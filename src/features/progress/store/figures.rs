//! The figures of a campaign: its sums, its participants, its time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::read::{Sums, campaign_sums, content_sums, left_units};
use crate::db::Error;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::progress::rules::{ElapsedShare, Share, UnitState, mean};

/// The figures of a campaign through a day.
#[derive(Debug)]
pub struct Figures {
    /// The sums of all units that take part.
    pub sums: Sums,
    /// The units that no longer take part; they are in the sums of contents.
    left: Vec<UnitState>,
    /// The number of units that take part.
    pub participants: i64,
    /// The share of time that has elapsed.
    pub elapsed: ElapsedShare,
}

impl Figures {
    /// Reads the sums, without the units that no longer take part.
    pub async fn read(
        conn: &AsyncPgConnection,
        campaign: &Campaign,
        through_on: NaiveDate,
    ) -> Result<Self, Error> {
        let mut sums = campaign_sums(conn, campaign.id, through_on).await?;
        let left = left_units(conn, campaign.id, through_on).await?;
        for unit in &left {
            sums.subtract(unit);
        }
        let participants = campaigns::participants::count(conn, campaign.id).await?;
        Ok(Self { sums, left, participants, elapsed: elapsed_of(campaign, through_on) })
    }

    /// The sums of contents, each without the contents below it.
    pub async fn by_content(
        &self,
        conn: &AsyncPgConnection,
        campaign_id: Uuid,
        through_on: NaiveDate,
    ) -> Result<BTreeMap<Uuid, Share>, Error> {
        let mut by_content = content_sums(conn, campaign_id, through_on).await?;
        for (content, share) in self.left.iter().flat_map(|unit| &unit.by_content) {
            let own = by_content.entry(*content).or_default();
            own.weighted -= share.weighted;
            own.weight -= share.weight;
        }
        Ok(by_content)
    }

    /// The mean of all participants; units none of whose items applies are left out.
    #[must_use]
    pub fn progress(&self) -> Option<Decimal> {
        mean(self.sums.progress, self.participants - self.sums.weightless_count)
    }

    /// The mean of those with a pledge in force.
    #[must_use]
    pub fn of_pledged(&self) -> Option<Decimal> {
        mean(self.sums.progress, self.sums.unit_count)
    }

    /// The number of units with a pledge in force.
    #[must_use]
    pub fn pledged(&self) -> i64 {
        self.sums.unit_count + self.sums.weightless_count
    }
}

/// The share of the days of a launched campaign that has elapsed.
#[must_use]
pub fn elapsed_of(campaign: &Campaign, day: NaiveDate) -> ElapsedShare {
    let (starts_on, ends_on) = campaign.days().map_or((day, day), |days| (days.starts_on, days.ends_on));
    ElapsedShare::of(starts_on, ends_on, day)
}
