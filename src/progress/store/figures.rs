//! The figures of a campaign: its sums, its participants, its time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Sums, campaign_sums, content_sums, left_units, thresholds};
use crate::campaigns::store::{self as campaigns, Campaign};
use crate::db::Error;
use crate::periods::store as periods;
use crate::progress::rules::{Elapsed, Share, Thresholds, Verdict, mean, verdict};

/// The figures of a campaign through a day.
#[derive(Debug)]
pub struct Figures {
    /// The campaign.
    pub campaign: Campaign,
    /// The day.
    pub through_on: NaiveDate,
    /// The sums of all units that take part.
    pub sums: Sums,
    /// The sums of contents, each without those under it.
    pub by_content: BTreeMap<Uuid, Share>,
    /// How many units take part.
    pub participants: i64,
    /// The share of time that is over.
    pub elapsed: Elapsed,
    /// The thresholds of verdicts.
    pub thresholds: Thresholds,
}

impl Figures {
    /// Reads the sums, without the units that no longer take part.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a campaign or period that is not there.
    pub async fn read(
        conn: &AsyncPgConnection,
        campaign_id: Uuid,
        period_id: Option<Uuid>,
        today: NaiveDate,
    ) -> Result<Self, Error> {
        let campaign = campaigns::published(conn, campaign_id).await?;
        let through_on = match period_id {
            Some(period_id) => {
                let period = periods::find(conn, period_id).await?;
                if period.campaign_id != campaign_id {
                    return Err(Error::NotFound);
                }
                period.data_to
            }
            None => today,
        };
        let mut sums = campaign_sums(conn, campaign_id, through_on).await?;
        let mut by_content = content_sums(conn, campaign_id, through_on).await?;
        for left in left_units(conn, campaign_id, through_on).await? {
            sums.take_away(&left);
            for (content, share) in &left.by_content {
                let own = by_content.entry(*content).or_default();
                own.weighted -= share.weighted;
                own.weight -= share.weight;
            }
        }
        let (starts_on, ends_on) = (campaign.starts_on.unwrap_or(today), campaign.ends_on.unwrap_or(today));
        Ok(Self {
            participants: campaigns::participants::count(conn, campaign_id).await?,
            elapsed: Elapsed::of(starts_on, ends_on, through_on),
            thresholds: thresholds(conn).await?,
            campaign,
            through_on,
            sums,
            by_content,
        })
    }

    /// The mean of all participants; units of which nothing applies are left out.
    #[must_use]
    pub fn progress(&self) -> Option<Decimal> {
        mean(self.sums.progress, self.participants - self.sums.weightless_count)
    }

    /// The mean of those with a pledge in force.
    #[must_use]
    pub fn of_pledged(&self) -> Option<Decimal> {
        mean(self.sums.progress, self.sums.unit_count)
    }

    /// What a progress means beside the time that is over; without anything known there is no verdict.
    #[must_use]
    pub fn judged(&self, progress: Option<Decimal>, known: i64) -> Verdict {
        verdict(progress.filter(|_| known > 0), self.elapsed, &self.thresholds)
    }
}
