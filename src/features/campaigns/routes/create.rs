//! Creating a draft.

use actix_web::{post, web};
use uuid::Uuid;

use super::input::NewCampaign;
use super::view::CampaignView;
use super::{Viewer, audited_whole, current, references, subject};
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::Charter;
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::store::{self, Created};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence};

/// Create a campaign
///
/// A draft of a unit's standing office. Only its unit must be named now; contents are added afterwards, readiness
/// tells what a launch still lacks. Somebody else launches it.
#[utoipa::path(request_body = NewCampaign,
    responses((status = 201, body = CampaignView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::registration_after_end, Code::year_out_of_bounds, Code::named_twice, Code::unknown_unit, Code::unknown_document, Code::unknown_campaign]))))]
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
        references::check(tx, &Viewer::from(&change), (id, None), &charter).await?;
        draft(tx, &change.context, id, &charter, &Contents::default(), None).await?;
        created(tx, &state, &change, id).await
    };
    change.run(permit, effect).await
}

/// 201 with the new campaign.
pub(super) async fn created(
    tx: &mut Connection,
    state: &State,
    change: &Change,
    id: Uuid,
) -> Result<Answer, Problem> {
    let view = current(tx, &Viewer::from(change), id).await?;
    Ok(Answer::created(&state.link(&format!("/campaigns/{id}")), &view)?.with_etag(view.version))
}

/// Writes a draft with its contents and its rows of history.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn draft(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    charter: &Charter,
    contents: &Contents,
    copied_from_id: Option<Uuid>,
) -> Result<(), Problem> {
    let created_by = context.actor_id.ok_or_else(|| Problem::internal("a campaign created by nobody"))?;
    store::create(tx, &Created { id, charter, copied_from_id, created_by, at: context.at }).await?;
    store::contents::insert(tx, id, &contents.0).await?;
    let happening = ChangeRecord::new(
        Occurrence::CampaignCreated,
        subject(id, charter.launching_unit_id),
        1,
        (None, Some(audited_whole(charter, contents)?)),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
