//! Writing a pledge.

use actix_web::patch;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::create::checked;
use super::input::PledgePatch;
use super::view::PledgeView;
use super::{answer, seen, tell};
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::pledges::store::{self, Pledge};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// Which pledge.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OpenPledgeParameters {
    /// The pledge's id.
    #[param(example = "01980000-0000-7000-8000-000000310800")]
    id: Uuid,
}

/// Change a pledge
///
/// While it is a draft, returned or being amended. Only the lists that are named, each replaced as a whole; an item that is
/// named by its id keeps its history.
#[utoipa::path(params(OpenPledgeParameters),
    request_body(content = PledgePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = PledgeView, description = "The pledge afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::unknown_content, Code::unknown_indicator, Code::needed_without_indicator, Code::unknown_item, Code::unknown_award_type, Code::named_twice, Code::indicator_goes_its_direction, Code::weight_out_of_bounds, Code::outside_of_campaign, Code::campaign_is_not_running, Code::pledge_is_not_open]))))]
#[patch("/pledges/{id}")]
pub async fn change_pledge(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<OpenPledgeParameters>,
    input: Json<PledgePatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (parameters.0.id, input.0, &change.context);
    if patch == PledgePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        seen(tx, &change.caller, id, context.today).await?.standing.require(Permission::ActForUnit)
    };
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let pledge = store::lock_exclusive(tx, id).await?;
        if_match.check(pledge.version)?;
        rewritten(tx, context, &campaign, &pledge, patch.clone()).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// Writes what a locked pledge says anew, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn rewritten(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    pledge: &Pledge,
    patch: PledgePatch,
) -> Result<(), Problem> {
    campaign.status.require_running()?;
    if !pledge.status.is_open() {
        return Err(Problem::new(Code::pledge_is_not_open).with("status", pledge.status));
    }
    let content = checked(tx, context, campaign, &pledge.content, patch).await?;
    if content == pledge.content {
        return Ok(());
    }
    let version = pledge.version + 1;
    let after = Pledge { content, version, updated_at: context.at, ..pledge.clone() };
    store::advance(tx, pledge, &after).await?;
    tell(tx, context, (Some(pledge), &after), Occurrence::PledgeChanged).await
}
