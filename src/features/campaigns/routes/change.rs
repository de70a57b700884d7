//! Changing a draft.

use actix_web::patch;

use super::access::{require_draft, require_editor};
use super::answer::answer;
use super::input::CampaignPatch;
use super::references;
use super::view::CampaignView;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::Charter;
use crate::features::campaigns::store::recorded::record_charter_change;
use crate::features::campaigns::store::{self, Campaign};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;

/// Change a draft
///
/// Only the members that are named; a list is replaced as a whole. Contents have operations of their own. A launched
/// campaign changes only by an amendment.
#[utoipa::path(request_body(content = CampaignPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = CampaignView, description = "The campaign afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::campaign_is_no_draft, Code::ends_before_start, Code::registration_after_end,
        Code::year_out_of_bounds, Code::named_twice, Code::unknown_unit, Code::unknown_document,
        Code::campaign_not_launched, Code::unknown_campaign, Code::campaign_cycle]))))]
#[patch("/campaigns/{id}")]
pub async fn change_campaign(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<CampaignPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == CampaignPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        require_editor(tx, &change, id).await?;
        match patch.launching_unit_id {
            Some(unit) => {
                let (caller, today) = (&change.caller, context.today);
                unit_scope::require(tx, caller, Permission::EditCampaigns, Some(unit), today).await
            }
            None => Ok(()),
        }
    };
    let effect = async |tx: &mut Connection| {
        let campaign = store::lock_exclusive(tx, id).await?;
        if_match.check(campaign.version)?;
        require_draft(&campaign)?;
        let before = store::charter_of(tx, &campaign).await?;
        let after = patch.clone().apply(before.clone());
        references::check(tx, &change, (id, Some(&before)), &after).await?;
        if before != after {
            rewrite_draft(tx, context, &campaign, &before, &after).await?;
        }
        answer(tx, &change, id).await
    };
    change.run(permit, effect).await
}

/// Writes a changed charter of a locked draft, and records the change.
pub async fn rewrite_draft(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    before: &Charter,
    after: &Charter,
) -> Result<(), Problem> {
    store::rewrite(tx, campaign, before, after).await?;
    store::advance(tx, campaign, campaign.status, None, context.at).await?;
    Ok(record_charter_change(tx, context, campaign, (before, after)).await?)
}
