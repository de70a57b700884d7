//! Changing what a pledge says.

use actix_web::patch;

use super::access::find_visible;
use super::answer::answer;
use super::input::PledgePatch;
use super::patch::apply_patch;
use super::view::PledgeView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::pledges::store::{self, Pledge};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// Change a pledge
///
/// Possible while it is a draft, returned or being amended. Each list that the body names is replaced as a whole; an
/// item that is named by its id keeps its history.
#[utoipa::path(request_body(content = PledgePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = PledgeView, description = "The pledge afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_content, Code::unknown_indicator, Code::needed_without_indicator, Code::unknown_item,
        Code::unknown_award_type, Code::named_twice, Code::indicator_goes_its_direction,
        Code::weight_out_of_bounds, Code::outside_of_campaign, Code::campaign_is_not_running,
        Code::pledge_is_not_open]))))]
#[patch("/pledges/{id}")]
pub async fn change_pledge(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<PledgePatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == PledgePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.access.require(Permission::ActForUnit)
    };
    let effect = async |tx: &mut Connection| {
        let campaign_id = store::find(tx, id).await?.campaign_id;
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let pledge = store::lock_exclusive(tx, id).await?;
        if_match.check(pledge.version)?;
        rewrite(tx, context, &campaign, &pledge, patch.clone()).await?;
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// Applies a patch to a locked pledge, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn rewrite(
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
    let content = apply_patch(tx, context, campaign, &pledge.content, patch).await?;
    if content == pledge.content {
        return Ok(());
    }
    let version = pledge.version.next();
    let writers = pledge.writers.clone().and(context.actor_id);
    let after = Pledge { content, version, writers, updated_at: context.at, ..pledge.clone() };
    store::advance(tx, pledge, &after).await?;
    Ok(record_change(tx, context, Occurrence::PledgeChanged, Some(pledge), &after).await?)
}
