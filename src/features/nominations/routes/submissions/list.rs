//! Listing submissions.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::SubmissionSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::nominations::routes::list::units_inside;
use crate::features::nominations::rules::SubmissionStatus;
use crate::features::nominations::store::{self, SubmissionFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};

/// Which submissions to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SubmissionListFilter {
    /// Only with this status.
    #[param(nullable = false)]
    status: Option<SubmissionStatus>,
    /// Only of this unit, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
}

/// List submissions
///
/// Those of the units in the caller's reach, the last written first; unsent ones only of units for which the caller acts or
/// reads drafts.
#[utoipa::path(params(SubmissionListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<SubmissionSummary>, description = "A page of submissions",
        headers(("Link" = String)))))]
#[get("/submissions")]
pub async fn list_submissions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<SubmissionListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let inside = units_inside(&state, &caller).await?;
    let list = async |conn: &Connection| {
        let filter = SubmissionFilter {
            readable: readable_units(conn, &scope, today).await?,
            inside: inside.clone(),
            units: units_below(conn, asked.unit_id, today).await?,
            status: asked.status,
        };
        let rows = store::list_submissions(conn, &filter, before, page.read()).await?;
        SubmissionSummary::list(conn, &rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
