//! Creating a pledge.

use actix_web::{post, web};
use uuid::Uuid;

use super::answer::read_view;
use super::input::{NewPledge, PledgePatch};
use super::patch::apply_patch;
use super::view::PledgeView;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::campaigns::store::{self as campaigns, Campaign};
use crate::features::pledges::rules::{PledgeContent, PledgeStatus};
use crate::features::pledges::store::{self, Pledge};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// Create a pledge
///
/// For a unit that takes part in a running campaign; one pledge for each unit and campaign. A draft can be written
/// piece by piece before it is submitted.
#[utoipa::path(request_body = NewPledge,
    responses((status = 201, body = PledgeView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_content, Code::unknown_indicator, Code::needed_without_indicator, Code::unknown_item,
        Code::unknown_award_type, Code::named_twice, Code::indicator_goes_its_direction,
        Code::weight_out_of_bounds, Code::outside_of_campaign, Code::campaign_is_not_running,
        Code::unit_takes_no_part, Code::pledge_already_there]))))]
#[post("/campaigns/{id}/pledges")]
pub async fn create_pledge(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewPledge>,
) -> Result<Answer, Problem> {
    let (campaign_id, input, context) = (path.0.id, input.0, &change.context);
    let unit_id = input.unit_id;
    let patch = input.into_patch();
    let permit = async |tx: &mut Connection| {
        campaigns::published(tx, campaign_id).await?;
        unit_scope::require_acting(tx, &change.caller, unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let campaign = campaigns::lock_shared(tx, campaign_id).await?;
        let pledge = create_in(tx, context, &campaign, unit_id, patch.clone()).await?;
        let view = read_view(tx, &change.caller, pledge.id, context.today).await?;
        let location = state.link(&format!("/pledges/{}", pledge.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Creates the pledge of a unit in a locked campaign, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    unit_id: Uuid,
    patch: PledgePatch,
) -> Result<Pledge, Problem> {
    let id = context.ids.next();
    let content = apply_patch(tx, context, campaign, &PledgeContent::default(), patch).await?;
    insert_draft(tx, context, campaign, (id, unit_id), content, None).await
}

/// Writes the first version of a pledge, and records it. Refuses a campaign that is not running or that the unit takes
/// no part in, and a second pledge.
pub(super) async fn insert_draft(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    (id, unit_id): (Uuid, Uuid),
    content: PledgeContent,
    copied_from_id: Option<Uuid>,
) -> Result<Pledge, Problem> {
    campaign.status.require_running()?;
    if !store::takes_part(tx, campaign.id, unit_id).await? {
        return Err(Problem::new(Code::unit_takes_no_part));
    }
    if let Some(existing) = store::find_id(tx, campaign.id, unit_id).await? {
        return Err(Problem::new(Code::pledge_already_there).with_existing(existing));
    }
    let pledge = Pledge {
        id,
        campaign_id: campaign.id,
        unit_id,
        status: PledgeStatus::Draft,
        content,
        revision: 0,
        copied_from_id,
        submitted_on: None,
        is_late: false,
        submitted_by: None,
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        writers: Writers::default().and(context.actor_id),
    };
    store::create(tx, &pledge).await?;
    record_change(tx, context, Occurrence::PledgeCreated, None, &pledge).await?;
    Ok(pledge)
}
