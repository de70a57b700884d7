//! HTTP of reviews: one file an action.

pub mod change;
pub mod create;
pub mod document;
mod figures;
pub mod list;
pub mod read;
pub mod transition;
pub mod view;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::rules::ReviewStatus;
use super::store::{self, Review};
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::http::{Code, Problem};
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// Which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CampaignParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
}

/// Which review.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReviewParameters {
    /// The review's id.
    #[param(example = "01980000-0000-7000-8000-000000002300")]
    id: Uuid,
}

/// What a caller is to the reviews of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewAccess {
    runs: bool,
    leads: bool,
    reads: bool,
}

impl ReviewAccess {
    /// What the caller is to the launching unit of a campaign, today.
    async fn of(
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

    const fn allows(self, action: Permission) -> bool {
        match action {
            Permission::RunCampaigns => self.runs,
            Permission::LaunchCampaigns => self.leads,
            _ => false,
        }
    }

    fn require(self, action: Permission) -> Result<(), Problem> {
        if self.allows(action) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
    }

    /// Whether the caller sees what is not issued.
    const fn is_inside(self) -> bool {
        self.runs || self.leads || self.reads
    }
}

/// A review, if the caller may see it: once issued everybody, before who runs the campaign, leads or reads drafts.
async fn seen(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<(Review, Campaign, ReviewAccess), db::Error> {
    let review = store::find(conn, id).await?;
    let campaign = campaigns::published(conn, review.campaign_id).await?;
    let standing = ReviewAccess::of(conn, caller, &campaign, today).await?;
    if review.status == ReviewStatus::Issued || standing.is_inside() {
        Ok((review, campaign, standing))
    } else {
        Err(db::Error::NotFound)
    }
}

/// A review as the audit trail keeps it.
fn audited(review: &Review) -> Result<Value, Problem> {
    let json = |value: serde_json::Result<Value>| value.map_err(Problem::internal);
    Ok(serde_json::json!({
        "kind": review.kind,
        "status": review.status,
        "throughOn": review.through_on,
        "texts": json(serde_json::to_value(&review.texts))?,
        "letterhead": json(serde_json::to_value(&review.letterhead))?,
    }))
}

/// Writes the rows of history of one change of a review.
async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    launching_unit_id: Uuid,
    (before, after): (Option<&Review>, &Review),
    occurrence: Occurrence,
) -> Result<(), Problem> {
    let happening = ChangeRecord::new(
        occurrence,
        Subject { id: after.id, unit_id: Some(launching_unit_id) },
        after.version,
        (before.map(audited).transpose()?, Some(audited(after)?)),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
