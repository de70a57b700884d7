//! Entering a succession.

use actix_web::{post, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::apply::apply_succession;
use super::input::{NewSuccession, check_shape, ending_units, units_to_manage};
use super::read::{SuccessionView, views_of};
use crate::db::Connection;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::units::routes::access::require_manager;
use crate::features::units::store;
use crate::features::units::store::successions;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, require_none};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::state::State;

/// What depends on the units that end, for an officer to follow up on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Consequences {
    /// How many roles still hold on them.
    #[schema(format = "count", example = 1)]
    role_count: i64,
    /// Running campaigns that they take part in, by code.
    #[schema(max_items = 1000, example = json!([]))]
    campaign_codes: Vec<CampaignCode>,
}

/// A campaign's code.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 20, format = "text", example = "PT-2023-001")]
pub struct CampaignCode(String);

/// What was done, or would be.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuccessionResult {
    /// Whether this was a dry run.
    #[schema(example = false)]
    dry_run: bool,
    /// The succession.
    succession: SuccessionView,
    /// What hangs on the units that end.
    consequences: Consequences,
}

/// Reorganise units
///
/// Merges, splits, renames, moves or dissolves a unit from a day on, by the document that decided it. Nothing is deleted: units
/// that end stay with their history and are linked to those that follow. No unit may still stand below one that ends. Try it
/// first with `dryRun=true`: the answer shows which roles and campaigns depend on the units.
#[utoipa::path(params(DryRunParameter), request_body = NewSuccession,
    responses((status = 201, body = SuccessionResult, description = "Done", headers(("Location" = String))),
        (status = 200, body = SuccessionResult, description = "What would be done")),
    extensions(("x-problems" = json!([
        Code::needed_for_this_kind, Code::wrong_number_of_units, Code::not_for_this_kind, Code::named_twice,
        Code::unknown_unit, Code::unknown_document, Code::before_unit_opens, Code::after_unit_closes,
        Code::invalid_transition, Code::unit_has_children, Code::unit_has_later_versions,
        Code::unit_parent_not_in_force, Code::unit_cycle, Code::unit_too_deep, Code::unit_code_taken, Code::unit_agency_code_taken,
        Code::unit_legacy_agency_code_taken, Code::unit_versions_do_not_overlap
    ]))))]
#[post("/units/{id}/successions")]
pub async fn create_succession(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    trial: Parameters<DryRunParameter>,
    input: Json<NewSuccession>,
) -> Result<Answer, Problem> {
    let (id, dry_run, input) = (path.0.id, trial.0.dry_run == Some(true), input.0);
    check_shape(id, &input)?;
    let permit = async |tx: &mut Connection| {
        store::check_exists(tx, id).await?;
        for unit_id in units_to_manage(id, &input) {
            require_manager(tx, &change.caller, unit_id, change.context.today).await?;
        }
        Ok(())
    };
    let effect = async |tx: &mut Connection| {
        let cited = [Citation::at("/documentId", input.document_id)];
        require_none(documents::find_unknown(tx, &change.caller, cited).await?)?;
        documents::publish(tx, &change.context, &[input.document_id]).await?;
        let ending = ending_units(id, &input);
        let codes = successions::find_campaign_codes(tx, &ending).await?;
        let consequences = Consequences {
            role_count: successions::count_roles(tx, &ending, input.effective_on).await?,
            campaign_codes: codes.into_iter().map(CampaignCode).collect(),
        };
        let succession = apply_succession(tx, &change.context, id, &input).await?;
        let succession = views_of(tx, vec![succession]).await?.pop();
        let succession = succession.ok_or_else(|| Problem::internal("a succession without a view"))?;
        let result = SuccessionResult { dry_run, succession, consequences };
        if dry_run {
            return Answer::ok(&result);
        }
        Answer::created(&state.link(&format!("/units/{id}/successions")), &result)
    };
    change.run(permit, effect).await
}
