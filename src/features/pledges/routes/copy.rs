//! Copying a pledge into another campaign.

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::answer::read_view;
use super::create::insert_draft;
use super::view::PledgeView;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::pledges::rules::copy_content;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// The destination of a copy.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PledgeCopy {
    /// The campaign that gets the copy.
    #[schema(example = "01980000-0000-7000-8000-000000000400")]
    campaign_id: Uuid,
    /// The unit that pledges; the unit of the original when it is left out.
    #[schema(nullable = false)]
    unit_id: Option<Uuid>,
}

/// The code of an item within its pledge.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 60, format = "text", example = "II.3")]
pub struct ItemCode(String);

/// A copy of a pledge, and what could not be copied.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CopiedPledge {
    /// The new draft.
    pledge: PledgeView,
    /// The codes of items whose content the campaign does not have.
    #[schema(max_items = 200, example = json!([]))]
    left_out: Vec<ItemCode>,
}

/// Copy a pledge
///
/// Creates a draft in another campaign from an earlier pledge, such as last year's. Contents are found by their
/// numbers; baselines, targets and weights are copied, days are not.
#[utoipa::path(request_body = PledgeCopy,
    responses((status = 201, body = CopiedPledge, description = "The new draft",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::campaign_is_not_running, Code::unit_takes_no_part, Code::pledge_already_there]))))]
#[post("/pledges/{id}/copies")]
pub async fn copy_pledge(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<PledgeCopy>,
) -> Result<Answer, Problem> {
    let (source_id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let source = find_visible(tx, &change.caller, source_id, context.today).await?.pledge;
        campaigns::published(tx, input.campaign_id).await?;
        let unit_id = input.unit_id.unwrap_or(source.unit_id);
        unit_scope::require_acting(tx, &change.caller, unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let source = find_visible(tx, &change.caller, source_id, context.today).await?.pledge;
        let campaign = campaigns::lock_shared(tx, input.campaign_id).await?;
        let old = campaigns::contents::outline(tx, source.campaign_id).await?;
        let new = campaigns::contents::list(tx, campaign.id).await?;
        let (content, left_out) = copy_content(&source.content, (&old, &new), || context.ids.next());
        let ids = (context.ids.next(), input.unit_id.unwrap_or(source.unit_id));
        let pledge = insert_draft(tx, context, &campaign, ids, content, Some(source_id)).await?;
        let view = read_view(tx, &change.caller, pledge.id, context.today).await?;
        let (location, version) = (state.link(&format!("/pledges/{}", pledge.id)), view.version);
        let answer = CopiedPledge { pledge: view, left_out: left_out.into_iter().map(ItemCode).collect() };
        Ok(Answer::created(&location, &answer)?.with_etag(version))
    };
    change.run(permit, effect).await
}
