//! Changing a draft.

use actix_web::patch;

use super::input::CampaignPatch;
use super::view::CampaignView;
use super::{DraftParameters, Viewer, answer, audited, references, require_draft, require_editor, subject};
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::Charter;
use crate::features::campaigns::store::{self, Campaign};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{self, ChangeRecord, Occurrence};

/// Change a draft
///
/// Only the members that are named; a list is replaced as a whole. Contents have operations of their own. A launched
/// campaign is changed by an amendment.
#[utoipa::path(params(DraftParameters),
    request_body(content = CampaignPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = CampaignView, description = "The campaign afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::campaign_is_no_draft, Code::ends_before_start, Code::registration_after_end, Code::year_out_of_bounds, Code::named_twice, Code::unknown_unit, Code::unknown_document, Code::unknown_campaign, Code::campaign_cycle]))))]
#[patch("/campaigns/{id}")]
pub async fn change_campaign(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<DraftParameters>,
    input: Json<CampaignPatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (parameters.0.id, input.0);
    if patch == CampaignPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        require_editor(tx, &change, id).await?;
        match patch.launching_unit_id {
            Some(unit) => {
                let today = change.context.today;
                unit_scope::require(tx, &change.caller, Permission::EditCampaigns, Some(unit), today).await
            }
            None => Ok(()),
        }
    };
    let effect = async |tx: &mut Connection| {
        let viewer = Viewer::from(&change);
        let campaign = store::lock_exclusive(tx, id).await?;
        if_match.check(campaign.version)?;
        require_draft(&campaign)?;
        let before = store::charter_of(tx, &campaign).await?;
        let after = patch.clone().applied(before.clone());
        references::check(tx, &viewer, (id, before.parent_campaign_id), &after).await?;
        if before != after {
            rewritten(tx, &change.context, &campaign, &before, &after).await?;
        }
        answer(tx, &viewer, id).await
    };
    change.run(permit, effect).await
}

/// Writes what a locked draft says anew, with its rows of history.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn rewritten(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    before: &Charter,
    after: &Charter,
) -> Result<(), Problem> {
    store::rewrite(tx, campaign, before, after).await?;
    store::advance(tx, campaign, campaign.status, None, context.at).await?;
    let happening = ChangeRecord::new(
        Occurrence::CampaignChanged,
        subject(campaign.id, after.launching_unit_id),
        campaign.version + 1,
        (Some(audited(before)?), Some(audited(after)?)),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
