//! Creating a draft.

use actix_web::{post, web};

use super::answer::answer_created;
use super::input::NewCampaign;
use super::references;
use super::view::CampaignView;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::store::drafts::insert_draft;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// Create a campaign
///
/// The standing office of a unit creates a draft. It needs only its unit now; contents follow, and readiness lists what
/// a launch still lacks. Another person launches it.
#[utoipa::path(request_body = NewCampaign,
    responses((status = 201, body = CampaignView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::registration_after_end, Code::year_out_of_bounds, Code::named_twice,
        Code::unknown_unit, Code::unknown_document, Code::campaign_not_launched, Code::unknown_campaign]))))]
#[post("/campaigns")]
pub async fn create_campaign(
    state: web::Data<State>,
    change: Change,
    input: Json<NewCampaign>,
) -> Result<Answer, Problem> {
    let charter = input.0.charter();
    let permit = async |tx: &mut Connection| {
        let (unit_id, today) = (charter.launching_unit_id, change.context.today);
        unit_scope::require(tx, &change.caller, Permission::EditCampaigns, Some(unit_id), today).await
    };
    let effect = async |tx: &mut Connection| {
        let id = change.context.ids.next();
        references::check(tx, &change, (id, None), &charter).await?;
        insert_draft(tx, &change.context, id, &charter, &Contents::default(), None).await?;
        answer_created(tx, &state, &change, id).await
    };
    change.run(permit, effect).await
}
