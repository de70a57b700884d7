//! The units that somebody acts for.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::UnitView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope::UnitScope;
use crate::db::{self, Connection};
use crate::features::units::store::{self, Unit, Version};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// A unit that the caller acts for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActedFor {
    /// The unit as it is today, or as it ended.
    unit: UnitView,
    /// The caller's units that directly follow it, where it is closed and the caller acts for it as their predecessor;
    /// empty for a unit of the caller's own.
    #[schema(max_items = 200, example = json!([]))]
    successors: Vec<UnitReference>,
}

/// List the units I act for
///
/// The units for which the caller pledges and reports today: those of the caller's roles with everything below them, and
/// closed units that one of them directly follows.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ActedFor>, description = "A page of units", headers(("Link" = String)))))]
#[get("/me/units")]
pub async fn list_my_units(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
) -> Result<Answer, Problem> {
    let (after, today) = (page.after_key::<String>()?, state.clock.today());
    let own = UnitScope::of(&state.db, &caller, Permission::ActForUnit, today).await?.filter();
    let scope = UnitScope::of(&state.db, &caller, Permission::ManageUnits, today).await?;
    let list = async |conn: &Connection| {
        let closed = match &own {
            Some(own) => find_closed_predecessors(conn, own, today).await?,
            None => HashMap::new(),
        };
        let ids: Option<Vec<Uuid>> =
            own.as_ref().map(|own| own.iter().chain(closed.keys()).copied().collect());
        let rows = store::list_by_code(conn, ids.as_deref(), after.as_deref(), page.read(), today).await?;
        Ok((rows, closed))
    };
    let (rows, mut closed) = state.db.read(list).await?;
    let position = |(unit, _): &(Unit, Version)| Position::new(&unit.code, unit.id);
    let view = |(unit, version): (Unit, Version)| ActedFor {
        successors: closed.remove(&unit.id).unwrap_or_default(),
        unit: UnitView::new(&unit, &version, today, scope.contains(unit.id)),
    };
    page.answer(rows, position, view)
}

/// The closed units that some of the caller's units directly follow, each with those.
async fn find_closed_predecessors(
    conn: &Connection,
    own: &[Uuid],
    today: NaiveDate,
) -> Result<HashMap<Uuid, Vec<UnitReference>>, db::Error> {
    let mut links = authorization::closed_predecessors(conn, own, today).await?;
    links.retain(|link| !own.contains(&link.predecessor_id));
    let ids: Vec<Uuid> = links.iter().filter_map(|link| link.successor_id).collect();
    let units = UnitReference::find_all(conn, ids, today).await?;
    let mut closed: HashMap<Uuid, Vec<UnitReference>> = HashMap::new();
    for link in links {
        closed.entry(link.predecessor_id).or_default().extend(units.find(link.successor_id));
    }
    Ok(closed)
}
