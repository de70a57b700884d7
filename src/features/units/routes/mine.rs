//! The units somebody acts for.

use std::collections::HashMap;

use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::UnitView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope::UnitScope;
use crate::features::units::store::{self, Unit, Version};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which page of one's units.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfMine {
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most units a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A unit that the caller acts for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActedFor {
    /// The unit as it is today, or as it ended.
    unit: UnitView,
    /// The caller's units that directly follow it, where it is closed and acted for as their predecessor; empty for
    /// a unit of the caller's own.
    #[schema(max_items = 200, example = json!([]))]
    successor_ids: Vec<Uuid>,
}

/// A page of units that the caller acts for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActedForPage {
    /// The units, by code.
    #[schema(max_items = 200)]
    items: Vec<ActedFor>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List the units I act for
///
/// The units for which the caller pledges and reports today: those of the caller's roles with everything below them,
/// and closed units that one of them directly follows.
#[utoipa::path(params(PageOfMine),
    responses((status = 200, body = ActedForPage, description = "A page of units", headers(("Link" = String)))))]
#[get("/me/units")]
pub async fn list_my_units(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfMine>,
) -> Result<Answer, Problem> {
    let PageOfMine { cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, "my-units".to_owned(), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let own = UnitScope::of(&state.db, &caller, Permission::ActForUnit, state.clock.today()).await?.filter();
    let manages = UnitScope::of(&state.db, &caller, Permission::ManageUnits, state.clock.today()).await?;
    let (rows, followed) = state
        .db
        .read(async |conn| {
            let mut followed: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
            if let Some(own) = &own {
                for link in authorization::closed_predecessors(conn, own, today).await? {
                    if !own.contains(&link.predecessor_id) {
                        followed.entry(link.predecessor_id).or_default().extend(link.successor_id);
                    }
                }
            }
            let ids =
                own.clone().map(|own| own.into_iter().chain(followed.keys().copied()).collect::<Vec<_>>());
            let rows =
                store::by_code(conn, ids.as_deref(), after.as_deref(), pager.rows_to_fetch(), today).await?;
            Ok((rows, followed))
        })
        .await?;
    let by_code = |(unit, _): &(Unit, Version)| Position { key: unit.code.clone(), id: unit.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_code);
    let items = rows.iter().map(|(unit, version)| ActedFor {
        unit: UnitView::new(unit, version, today, manages.contains(unit.id)),
        successor_ids: followed.get(&unit.id).cloned().unwrap_or_default(),
    });
    let items = items.collect();
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&ActedForPage { items, next_cursor })?.with_link(link))
}
