//! Reading one unit.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::UnitView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::features::units::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// As of which day a unit is read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UnitDay {
    /// The day the answer speaks of; today when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
}

/// Read a unit
///
/// The unit as of a day: before its first day as it will begin, after its last day as it ended; `status` says which.
#[utoipa::path(params(UnitDay),
    responses((status = 200, body = UnitView, description = "The unit", headers(("ETag" = String)))))]
#[get("/units/{id}")]
pub async fn get_unit(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
    day: Parameters<UnitDay>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let (unit, versions) = state.db.point_read(async |conn| store::find(conn, id).await).await?;
    let is_manager = unit_scope::may(&state.db, &caller, Permission::ManageUnits, id, today).await?;
    let view = UnitView::of_day(&unit, &versions, day.0.as_of.unwrap_or(today), is_manager)?;
    Ok(Answer::ok(&view)?.with_etag(unit.version))
}
