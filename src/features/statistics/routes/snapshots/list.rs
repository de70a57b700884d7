//! Listing snapshots.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::StatisticalSnapshotSummary;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::statistics::rules::{FormCode, SnapshotStatus};
use crate::features::statistics::store::{self, SnapshotFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{readable_units, units_below};

/// Which snapshots to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SnapshotListFilter {
    /// Only of this form.
    #[param(nullable = false)]
    form: Option<FormCode>,
    /// Only of this year.
    #[param(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
    /// Only with this status.
    #[param(nullable = false)]
    status: Option<SnapshotStatus>,
    /// Only of this unit, the units below it, and closed ones that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
}

/// List snapshots of forms
///
/// Those of the units in the caller's reach, the last made first; what is not signed only where the caller reads drafts.
#[utoipa::path(params(SnapshotListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<StatisticalSnapshotSummary>, description = "A page of snapshots",
        headers(("Link" = String)))))]
#[get("/statistics/snapshots")]
pub async fn list_statistical_snapshots(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<SnapshotListFilter>,
) -> Result<Answer, Problem> {
    let (asked, before, today) = (filter.0, page.after_id()?, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let drafts = UnitScope::of(&state.db, &caller, Permission::ReadDrafts, today).await?;
    let list = async |conn: &Connection| {
        let filter = SnapshotFilter {
            readable: readable_units(conn, &scope, today).await?,
            inside: readable_units(conn, &drafts, today).await?,
            units: units_below(conn, asked.unit_id, today).await?,
            form: asked.form,
            year: asked.year,
            status: asked.status,
        };
        let rows = store::list_snapshots(conn, &filter, before, page.read()).await?;
        StatisticalSnapshotSummary::list(conn, &rows, today).await
    };
    page.answer(state.db.read(list).await?, |one| Position::of_id(one.id), |one| one)
}
