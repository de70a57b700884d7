//! Reading one unit, and its versions.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::PageOfUnit;
use super::view::UnitView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::features::units::rules::{UnitKind, version_for};
use crate::features::units::store::{self, Unit, Version};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which unit, on which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UnitParameters {
    /// The unit's id.
    #[param(example = "01980000-0000-7000-8000-000000000101")]
    id: Uuid,
    /// The day the answer speaks of; today when it is left out.
    #[param(nullable = false, format = Date, max_length = 10)]
    as_of: Option<NaiveDate>,
}

/// Read a unit
///
/// The unit as it is on a day: before its first day as it will begin, after its last day as it ended; `status`
/// tells which.
#[utoipa::path(params(UnitParameters),
    responses((status = 200, body = UnitView, description = "The unit", headers(("ETag" = String)))))]
#[get("/units/{id}")]
pub async fn get_unit(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<UnitParameters>,
) -> Result<Answer, Problem> {
    let UnitParameters { id, as_of } = parameters.0;
    let as_of = as_of.unwrap_or_else(|| state.clock.today());
    let (unit, versions) = state.db.point_read(async |conn| store::find(conn, id).await).await?;
    let view = viewed(
        &unit,
        &versions,
        as_of,
        unit_scope::may(&state.db, &caller, Permission::ManageUnits, id, state.clock.today()).await?,
    )?;
    Ok(Answer::ok(&view)?.with_etag(unit.version))
}

/// The unit's view as of a day.
pub(super) fn viewed(
    unit: &Unit,
    versions: &[Version],
    as_of: NaiveDate,
    is_manager: bool,
) -> Result<UnitView, Problem> {
    let days: Vec<_> = versions.iter().map(Version::days).collect();
    let version = version_for(&days, as_of).and_then(|index| versions.get(index));
    let version = version.ok_or_else(|| Problem::internal("a unit without a version"))?;
    Ok(UnitView::new(unit, version, as_of, is_manager))
}

/// What a unit is over a range of days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitVersion {
    /// The first day.
    #[schema(format = Date, max_length = 10, example = "2016-01-01")]
    starts_on: NaiveDate,
    /// The last day; null when there is no end.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// The name.
    #[schema(max_length = 200, pattern = r"^[^\x00]*$", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    name: String,
    /// What kind of body it is.
    #[schema(example = "DEPARTMENT")]
    kind: UnitKind,
    /// The unit above; null at the top.
    #[schema(required, example = "01980000-0000-7000-8000-000000000100")]
    parent_id: Option<Uuid>,
    /// Agency code by Decision 20/2020/QĐ-TTg.
    #[schema(required, max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$", example = "H37.XX")]
    agency_code: Option<String>,
    /// Agency code by QCVN 102:2016.
    #[schema(required, max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$", example = json!(null))]
    legacy_agency_code: Option<String>,
}

/// A page of a unit's versions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitVersionPage {
    /// The versions, oldest first.
    #[schema(max_items = 200)]
    items: Vec<UnitVersion>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a unit's versions
///
/// What the unit was, is and is planned to be, oldest first: names, parents and codes with their days.
#[utoipa::path(params(PageOfUnit),
    responses((status = 200, body = UnitVersionPage, description = "A page of versions")))]
#[get("/units/{id}/versions")]
pub async fn list_unit_versions(
    state: web::Data<State>,
    parameters: Parameters<PageOfUnit>,
) -> Result<Answer, Problem> {
    let PageOfUnit { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("unit-versions {id}"), cursor.as_deref(), limit)?;
    let after: Option<NaiveDate> = pager.after_key()?;
    let (_, versions) = state.db.point_read(async |conn| store::find(conn, id).await).await?;
    let later = versions.into_iter().filter(|version| after.is_none_or(|day| version.starts_on > day));
    let by_day =
        |version: &Version| Position { key: version.starts_on.to_string(), id: version.id.to_string() };
    let (versions, next_cursor) = pager.page(later.collect(), by_day);
    Answer::ok(&UnitVersionPage { items: versions.into_iter().map(version_view).collect(), next_cursor })
}

fn version_view(version: Version) -> UnitVersion {
    UnitVersion {
        starts_on: version.starts_on,
        ends_on: version.ends_before.and_then(|end| end.pred_opt()),
        name: version.name,
        kind: version.kind,
        parent_id: version.parent_id,
        agency_code: version.agency_code,
        legacy_agency_code: version.legacy_agency_code,
    }
}
