//! Listing and searching units.

use actix_web::{HttpRequest, get, web};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::UnitView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope::UnitScope;
use crate::core::vietnamese::{composed, folded};
use crate::db::search::Patterns;
use crate::features::units::rules::{UnitKind, UnitStatus};
use crate::features::units::store::{self, After, Filter, Unit, UnitSort, Version};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which units to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// The day the list speaks of; today when it is left out.
    #[param(nullable = false, format = Date, max_length = 10)]
    as_of: Option<NaiveDate>,
    /// Status on that day; ACTIVE when it is left out.
    #[param(nullable = false, inline)]
    status: Option<UnitStatus>,
    /// Words that must stand in the name or the codes; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only units of this kind.
    #[param(nullable = false, inline)]
    kind: Option<UnitKind>,
    /// Only units directly below this one.
    #[param(nullable = false)]
    parent_id: Option<Uuid>,
    /// Only this unit and the units below it, however deep.
    #[param(nullable = false)]
    subtree_of: Option<Uuid>,
    /// Only units changed at or after this instant.
    #[param(nullable = false, max_length = 35)]
    updated_since: Option<DateTime<FixedOffset>>,
    /// Only the unit with this agency code, by Decision 20/2020/QĐ-TTg or by QCVN 102:2016.
    #[param(nullable = false, min_length = 1, max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$")]
    agency_code: Option<String>,
    /// Only units that this system has an id for on that day.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$")]
    external_system: Option<String>,
    /// Only the unit that a system calls so on that day.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    external_id: Option<String>,
    /// The order; code when it is left out.
    #[param(nullable = false, inline)]
    sort: Option<UnitSort>,
    /// Whether `total` is counted.
    #[param(nullable = false)]
    include_total: Option<bool>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most units a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

impl ListParameters {
    /// The list as the caller asked for it. What the questions lead to may change between two pages.
    fn fingerprint(&self, sort: UnitSort) -> String {
        let Self { as_of, status, q, kind, parent_id, subtree_of, updated_since, .. } = self;
        let Self { agency_code, external_system, external_id, .. } = self;
        format!(
            "units {sort} {as_of:?} {status:?} {q:?} {kind:?} {parent_id:?} {subtree_of:?} {updated_since:?} \
             {agency_code:?} {external_system:?} {external_id:?}"
        )
    }
}

/// A page of units.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitPage {
    /// The units.
    #[schema(max_items = 200)]
    items: Vec<UnitView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
    /// How many units the filters show; there only with `includeTotal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    total: Option<i64>,
}

/// List units
///
/// Units as of a day, by default those that exist today. Filters add up; `q` finds words in names and codes
/// with or without accents.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = UnitPage, description = "A page of units", headers(("Link" = String)))))]
#[get("/units")]
pub async fn list_units(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let asked = parameters.0;
    let as_of = asked.as_of.unwrap_or_else(|| state.clock.today());
    let sort = asked.sort.unwrap_or(UnitSort::CodeAscending);
    let filter = filter(&state, &asked, as_of).await?;
    let list = asked.fingerprint(sort);
    let pager = Pager::begin(&state.cursors, list, asked.cursor.as_deref(), asked.limit)?;
    let after = pager.after_key()?.zip(pager.after_id()?).map(|(key, id)| After { key, id });
    let rows = state
        .db
        .read(async |conn| store::list(conn, &filter, sort, after.as_ref(), pager.rows_to_fetch()).await)
        .await?;
    let total = match asked.include_total {
        Some(true) => Some(state.db.read(async |conn| store::count(conn, &filter).await).await?),
        _ => None,
    };
    let (rows, next_cursor) = pager.page(rows, |row| place_of(sort, row));
    let managed = UnitScope::of(&state.db, &caller, Permission::ManageUnits, state.clock.today()).await?;
    let items = rows
        .iter()
        .map(|(unit, version)| UnitView::new(unit, version, as_of, managed.contains(unit.id)))
        .collect();
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&UnitPage { items, next_cursor, total })?.with_link(link))
}

async fn filter(state: &State, asked: &ListParameters, as_of: NaiveDate) -> Result<Filter, Problem> {
    let within = match asked.subtree_of {
        Some(root) => {
            Some(state.db.read(async |conn| authorization::subtrees(conn, &[root], as_of).await).await?)
        }
        None => None,
    };
    Ok(Filter {
        as_of,
        status: asked.status.unwrap_or(UnitStatus::Active),
        words: asked.q.as_deref().and_then(Patterns::of),
        kind: asked.kind,
        parent_id: asked.parent_id,
        within,
        updated_since: asked.updated_since.map(|instant| instant.with_timezone(&Utc)),
        agency_code: asked.agency_code.clone(),
        external_system: asked.external_system.clone(),
        external_id: asked.external_id.as_deref().map(composed),
    })
}

fn place_of(sort: UnitSort, (unit, version): &(Unit, Version)) -> Position {
    let key = match sort {
        UnitSort::CodeAscending | UnitSort::CodeDescending => unit.code.clone(),
        UnitSort::NameAscending | UnitSort::NameDescending => folded(&version.name),
    };
    Position { key, id: unit.id.to_string() }
}
