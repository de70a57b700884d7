//! Who sees a review, and who may change it.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::reviews::rules::ReviewStatus;
use crate::features::reviews::store::{self, Review};
use crate::http::{Code, Problem};

/// What a caller is to the reviews of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReviewAccess {
    runs: bool,
    leads: bool,
    reads: bool,
}

impl ReviewAccess {
    /// What the caller is to the launching unit of a campaign, today.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        campaign: &Campaign,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let lineage = authorization::lineage(conn, campaign.launching_unit_id, today).await?;
        let may = |action| allows(&caller.grants, action, &lineage);
        Ok(Self {
            runs: may(Permission::RunCampaigns),
            leads: may(Permission::LaunchCampaigns),
            reads: may(Permission::ReadDrafts),
        })
    }

    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::RunCampaigns => self.runs,
            Permission::LaunchCampaigns => self.leads,
            _ => false,
        }
    }

    pub fn require(self, permission: Permission) -> Result<(), Problem> {
        if self.allows(permission) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }

    /// Whether the caller sees what is not issued.
    pub const fn is_inside(self) -> bool {
        self.runs || self.leads || self.reads
    }
}

/// A review that a caller sees.
pub(super) struct VisibleReview {
    pub review: Review,
    pub campaign: Campaign,
    pub access: ReviewAccess,
}

/// A review, if the caller may see it: everybody once it is issued, before that only those who run or lead the campaign or
/// read its drafts.
pub(super) async fn find_visible(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<VisibleReview, db::Error> {
    let review = store::find(conn, id).await?;
    let campaign = campaigns::published(conn, review.campaign_id).await?;
    let access = ReviewAccess::of(conn, caller, &campaign, today).await?;
    if review.status == ReviewStatus::Issued || access.is_inside() {
        Ok(VisibleReview { review, campaign, access })
    } else {
        Err(db::Error::NotFound)
    }
}
