//! HTTP of pledges: one file an action.

pub mod change;
pub mod copy;
pub mod coverage;
pub mod create;
pub mod input;
pub mod list;
pub mod progress;
pub mod read;
pub mod revisions;
pub mod states;
pub mod transition;
pub mod view;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;

use super::rules::{PledgeContent, PledgeStatus};
use super::store::{self, Pledge};
use crate::auth::Caller;
use crate::auth::unit_scope::WorkAccess;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::record::{self, ChangeRecord, Occurrence, Subject};
use view::PledgeView;

/// Which pledge.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PledgeParameters {
    /// The pledge's id.
    #[param(example = "01980000-0000-7000-8000-000000310200")]
    id: Uuid,
}

/// Which page of something about one pledge.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfPledge {
    /// The pledge's id.
    #[param(example = "01980000-0000-7000-8000-000000310200")]
    id: Uuid,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Which campaign.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CampaignParameters {
    /// The campaign's id.
    #[param(example = "01980000-0000-7000-8000-000000000300")]
    id: Uuid,
}

/// A pledge as a caller may see it.
#[derive(Debug)]
pub struct Seen {
    /// The pledge; to those outside, only what was approved.
    pub pledge: Pledge,
    /// Its campaign.
    pub campaign: Campaign,
    /// What the caller is to it.
    pub standing: WorkAccess,
}

/// The pledge, if the caller may see it: what is in force everybody, what is being written who acts for the unit, runs the
/// campaign or reads drafts.
///
/// # Errors
/// [`db::Error::NotFound`] otherwise.
async fn seen(conn: &Connection, caller: &Caller, id: Uuid, today: NaiveDate) -> Result<Seen, db::Error> {
    let pledge = store::find(conn, id).await?;
    let campaign = campaigns::find(conn, pledge.campaign_id).await?;
    let units = (pledge.unit_id, campaign.launching_unit_id);
    let standing = WorkAccess::of(conn, caller, units, today).await?;
    let pledge = if standing.is_inside() { pledge } else { from_outside(conn, pledge).await? };
    Ok(Seen { pledge, campaign, standing })
}

/// The pledge as everybody sees it: what was approved last.
async fn from_outside(conn: &Connection, pledge: Pledge) -> Result<Pledge, db::Error> {
    if pledge.revision == 0 {
        return Err(db::Error::NotFound);
    }
    if pledge.status == PledgeStatus::Approved {
        return Ok(pledge);
    }
    let content = store::revision(conn, pledge.id, pledge.revision).await?.content;
    Ok(Pledge { status: PledgeStatus::Approved, content, ..pledge })
}

/// The pledge as it is now, as the answer to a change.
async fn answer(tx: &mut Connection, change: &Change, id: Uuid) -> Result<Answer, Problem> {
    let view = current(tx, &change.caller, id, change.context.today).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}

/// The pledge as the caller sees it now.
async fn current(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<PledgeView, db::Error> {
    let seen = seen(conn, caller, id, today).await?;
    PledgeView::of(conn, &seen, caller, today).await
}

/// A pledge as history names it.
const fn subject(pledge: &Pledge) -> Subject {
    Subject { id: pledge.id, unit_id: Some(pledge.unit_id) }
}

/// What a pledge says, as the audit trail keeps it.
fn audited(status: PledgeStatus, content: &PledgeContent) -> Result<Value, Problem> {
    let content = serde_json::to_value(content).map_err(Problem::internal)?;
    Ok(serde_json::json!({"status": status, "content": content}))
}

/// Writes the rows of history of one change of a pledge.
async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    (before, after): (Option<&Pledge>, &Pledge),
    occurrence: Occurrence,
) -> Result<(), Problem> {
    let happening = ChangeRecord::new(
        occurrence,
        subject(after),
        after.version,
        (
            before.map(|pledge| audited(pledge.status, &pledge.content)).transpose()?,
            Some(audited(after.status, &after.content)?),
        ),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
