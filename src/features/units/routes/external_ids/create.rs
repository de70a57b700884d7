//! Giving a unit an external id.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::conflict::check_free;
use super::view::ExternalIdView;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::units::routes::access::require_manager;
use crate::features::units::rules::check_day;
use crate::features::units::store::external_ids::{self, ExternalId};
use crate::features::units::store::{self, Unit, Version};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// An id of a unit in an outside system.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewExternalId {
    /// The outside system: lower-case letters and digits in groups separated by . or -.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$", example = "ioffice")]
    external_system: String,
    /// The unit's id in that system.
    #[schema(max_length = 200, format = "line", example = "LS-SNV-TTLT")]
    external_id: String,
    /// The first day on which it stands for this unit; today when it is left out.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
}

impl NewExternalId {
    /// An id of the document system from a day on.
    #[must_use]
    pub fn of_ioffice(external_id: &str, starts_on: NaiveDate) -> Self {
        let (external_system, external_id) = ("ioffice".to_owned(), external_id.to_owned());
        Self { external_system, external_id, starts_on: Some(starts_on) }
    }
}

/// Give a unit an external id
///
/// Within one system an id stands for one unit on a day, and a unit has one id; a refusal names the other entry in
/// `existingId`. `GET /units?externalSystem=…&externalId=…` finds the unit.
#[utoipa::path(request_body = NewExternalId,
    responses((status = 201, body = ExternalIdView, description = "Given", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::before_unit_opens, Code::after_unit_closes, Code::external_id_taken,
        Code::external_id_already_given
    ]))))]
#[post("/units/{id}/external-ids")]
pub async fn add_external_id(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewExternalId>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        store::check_exists(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        let row = give_external_id(tx, context, (&unit, &versions), &input).await?;
        let location = state.link(&format!("/units/{id}/external-ids"));
        Ok(Answer::created(&location, &ExternalIdView::from(&row))?.with_etag(unit.version.next()))
    };
    change.run(permit, effect).await
}

/// Gives a locked unit an external id, and records it.
///
/// # Errors
/// A day on which the unit does not exist; an id that is taken; a [`Problem`] of the database.
pub async fn give_external_id(
    tx: &mut Connection,
    context: &ChangeContext,
    (unit, versions): (&Unit, &[Version]),
    input: &NewExternalId,
) -> Result<ExternalId, Problem> {
    let row = ExternalId {
        id: context.ids.next(),
        unit_id: unit.id,
        system: input.external_system.clone(),
        value: composed(&input.external_id),
        starts_on: input.starts_on.unwrap_or(context.today),
        // A unit that ends takes its ids with it.
        ends_before: unit.closed_on,
        created_by: context.actor()?,
        created_at: context.at,
    };
    check_day(&unit.life(), row.starts_on, "/startsOn")?;
    check_free(tx, &row).await?;
    external_ids::give(tx, context, (unit, versions), &row).await?;
    Ok(row)
}
