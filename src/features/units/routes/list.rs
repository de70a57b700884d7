//! Listing and searching units.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::UnitView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::auth::unit_scope::UnitScope;
use crate::core::vietnamese::{composed, folded};
use crate::db::search::Patterns;
use crate::db::{self, Connection};
use crate::features::units::rules::{UnitKind, UnitStatus};
use crate::features::units::store::{self, After, Unit, UnitFilter, UnitSort, Version};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, text, word};

/// Which units to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UnitListFilter {
    /// The day the list refers to; today when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Status on that day; ACTIVE when it is left out.
    #[param(nullable = false, inline)]
    status: Option<UnitStatus>,
    /// Words that must appear in the name or the codes; with or without accents, in any case.
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
    /// Only the unit with this agency code, by Decision 20/2020/QĐ-TTg or by QCVN 102:2016.
    #[param(nullable = false, min_length = 1, max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$")]
    agency_code: Option<String>,
    /// Only units that have an id in this system on that day.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$")]
    external_system: Option<String>,
    /// Only the unit that has this id in a system on that day.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    external_id: Option<String>,
    /// The order; code when it is left out.
    #[param(nullable = false, inline)]
    sort: Option<UnitSort>,
}

/// Units as a table, which the import takes as it is.
pub static TABLE: TableSpec = TableSpec::of_list(
    "don-vi",
    "Đơn vị",
    &[
        text("Mã đơn vị", "/code"),
        text("Tên đơn vị", "/name"),
        word("Loại đơn vị", "/kind", "UnitKind"),
        text("Mã đơn vị cấp trên", "/parent/code"),
        text("Đơn vị cấp trên", "/parent/name"),
        text("Mã định danh", "/agencyCode"),
        text("Mã định danh cũ", "/legacyAgencyCode"),
        day("Ngày bắt đầu", "/openedOn"),
        day("Ngày kết thúc", "/closedOn"),
        word("Trạng thái", "/status", "UnitStatus"),
    ],
);

/// List units
///
/// Units as of a day, by default those that exist today. Filters add up; `q` finds words in names and codes with or
/// without accents.
#[utoipa::path(params(UnitListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<UnitView>, description = "A page of units", headers(("Link" = String)))))]
#[get("/units")]
pub async fn list_units(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<UnitListFilter>,
) -> Result<Answer, Problem> {
    let (asked, today) = (filter.0, state.clock.today());
    let as_of = asked.as_of.unwrap_or(today);
    let sort = asked.sort.unwrap_or(UnitSort::CodeAscending);
    let after = page.after_key()?.zip(page.after_id()?).map(|(key, id)| After { key, id });
    let list = async |conn: &Connection| {
        let filter = store_filter(conn, &asked, as_of).await?;
        let rows = store::list(conn, &filter, sort, after.as_ref(), page.read()).await?;
        let parents = rows.iter().filter_map(|(_, version)| version.content().parent_id);
        let parents = UnitReference::find_all(conn, parents, as_of).await?;
        Ok((rows, parents))
    };
    let (rows, parents) = state.db.read(list).await?;
    let scope = UnitScope::of(&state.db, &caller, Permission::ManageUnits, today).await?;
    let view = |(unit, version): (Unit, Version)| {
        let parent = version.content().parent_id.map(|id| parents.get(id));
        UnitView { parent, ..UnitView::new(&unit, &version, as_of, scope.contains(unit.id)) }
    };
    page.answer(rows, |row| position(sort, row), view)
}

async fn store_filter(
    conn: &Connection,
    asked: &UnitListFilter,
    as_of: NaiveDate,
) -> Result<UnitFilter, db::Error> {
    let within = match asked.subtree_of {
        Some(root) => Some(authorization::subtrees(conn, &[root], as_of).await?),
        None => None,
    };
    Ok(UnitFilter {
        words: asked.q.as_deref().and_then(Patterns::of),
        kind: asked.kind,
        parent_id: asked.parent_id,
        within,
        agency_code: asked.agency_code.clone(),
        external_system: asked.external_system.clone(),
        external_id: asked.external_id.as_deref().map(composed),
        ..UnitFilter::of(as_of, asked.status.unwrap_or(UnitStatus::Active))
    })
}

fn position(sort: UnitSort, (unit, version): &(Unit, Version)) -> Position {
    match sort {
        UnitSort::CodeAscending | UnitSort::CodeDescending => Position::new(&unit.code, unit.id),
        UnitSort::NameAscending | UnitSort::NameDescending => Position::new(folded(&version.name), unit.id),
    }
}
