//! Households: who can be commended beside people and units.

use actix_web::{get, patch, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::require_keeper;
use super::placing::check_unit;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::{composed, folded};
use crate::db::search::Patterns;
use crate::db::{self, Connection};
use crate::features::people::rules::SubjectKind;
use crate::features::people::store::{self, Household, HouseholdFilter};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::{Subject, find_lineage, readable_units, require_over, units_below};
use crate::record::{Occurrence, record_change};

/// Which households to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct HouseholdListFilter {
    /// Words that must appear in the code, the name or the village; with or without accents, in any case.
    #[param(nullable = false, min_length = 1, max_length = 200, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    q: Option<String>,
    /// Only households of this unit and of the units below it, and of closed units that went over to these.
    #[param(nullable = false)]
    unit_id: Option<Uuid>,
}

/// A household to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewHousehold {
    /// Its code.
    #[schema(max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "HO-0901")]
    pub code: String,
    /// Who stands for it.
    #[schema(max_length = 100, format = "line", example = "Lý Văn Ví Dụ")]
    pub name: String,
    /// The village or residential group.
    #[schema(nullable = false, max_length = 100, format = "line", example = "Khối 3 (mẫu)")]
    pub village: Option<String>,
    /// The commune it lives in.
    #[schema(example = "01980000-0000-7000-8000-000000000121")]
    pub unit_id: Uuid,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HouseholdPatch {
    /// Who stands for it.
    #[schema(nullable = false, max_length = 100, format = "line", example = "Lý Văn Mẫu")]
    name: Option<String>,
    /// The village or residential group.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100, format = "line")]
    village: Patch<String>,
    /// The commune it lives in.
    #[schema(nullable = false)]
    unit_id: Option<Uuid>,
    /// The day from which it is no longer there.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    closed_on: Patch<NaiveDate>,
}

/// A household.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Household)]
pub struct HouseholdView {
    /// The household's id.
    #[schema(example = "01980000-0000-7000-8000-000000003301")]
    id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "HO-0001")]
    code: String,
    /// Who stands for it.
    #[schema(max_length = 100, format = "text", example = "Lý Văn Mẫu")]
    name: String,
    /// The village or residential group.
    #[schema(required, max_length = 100, format = "text", example = "Khối 1 (mẫu)")]
    village: Option<String>,
    /// The commune it lives in.
    unit: UnitReference,
    /// The day from which it is no longer there.
    #[schema(required, example = json!(null))]
    closed_on: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl HouseholdView {
    fn new(row: Household, unit: UnitReference) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            village: row.village,
            unit,
            closed_on: row.closed_on,
            version: row.version,
            created_at: local(row.created_at),
            updated_at: local(row.updated_at),
        }
    }
}

/// List households
///
/// Households of the units whose people the caller may read, by code.
#[utoipa::path(params(HouseholdListFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<HouseholdView>, description = "A page of households", headers(("Link" = String)))))]
#[get("/households")]
pub async fn list_households(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<HouseholdListFilter>,
) -> Result<Answer, Problem> {
    let (asked, today, after) = (filter.0, state.clock.today(), page.after_key::<String>()?);
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let list = async |conn: &Connection| {
        let filter = HouseholdFilter {
            within: readable_units(conn, &scope, today).await?,
            of_units: units_below(conn, asked.unit_id, today).await?,
            words: asked.q.as_deref().and_then(Patterns::of),
        };
        let rows = store::list_households(conn, &filter, after.as_deref(), page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        Ok((rows, units))
    };
    let (rows, units) = state.db.read(list).await?;
    let view = |row: Household| {
        let unit = units.get(row.unit_id);
        HouseholdView::new(row, unit)
    };
    page.answer(rows, |row| Position::of_key(&row.code), view)
}

/// Read a household
///
/// Who may read people of its unit sees it.
#[utoipa::path(responses((status = 200, body = HouseholdView, description = "The household", headers(("ETag" = String)))))]
#[get("/households/{id}")]
pub async fn get_household(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        find_lineage(conn, &caller, Subject { kind: SubjectKind::Household, id }, today).await?;
        let household = store::find_household(conn, id).await?;
        view(conn, household, today).await
    };
    answer(&state.db.read(read).await?)
}

/// Create a household
///
/// A household that can be commended, in the commune it lives in.
#[utoipa::path(request_body = NewHousehold,
    responses((status = 201, body = HouseholdView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::before_unit_opens, Code::after_unit_closes, Code::household_code_taken]))))]
#[post("/households")]
pub async fn create_household(
    state: web::Data<State>,
    change: Change,
    input: Json<NewHousehold>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_over(tx, &change.caller, Permission::KeepPeople, input.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let household = create_household_in(tx, context, &input).await?;
        let location = state.link(&format!("/households/{}", household.id));
        let view = view(tx, household, context.today).await?;
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Creates a household, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_household_in(
    tx: &mut Connection,
    context: &ChangeContext,
    input: &NewHousehold,
) -> Result<Household, Problem> {
    check_unit(tx, input.unit_id, context.today, "/unitId").await?;
    let (name, village) = (composed(&input.name), input.village.as_deref().map(composed));
    let household = Household {
        id: context.ids.next(),
        code: input.code.clone(),
        search_text: search_text(&input.code, &name, village.as_deref()),
        name,
        village,
        unit_id: input.unit_id,
        closed_on: None,
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    store::create_household(tx, &household).await?;
    record_change(tx, context, Occurrence::HouseholdCreated, None, &household).await?;
    Ok(household)
}

/// Correct a household
///
/// Only the members that are named; what was before is kept. The code never changes.
#[utoipa::path(request_body(content = HouseholdPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = HouseholdView, description = "The household afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::before_unit_opens, Code::after_unit_closes]))))]
#[patch("/households/{id}")]
pub async fn change_household(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<HouseholdPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == HouseholdPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        require_keeper(tx, &change.caller, (SubjectKind::Household, id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_household(tx, id).await?;
        if_match.check(before.version)?;
        if let Some(unit) = patch.unit_id {
            check_unit(tx, unit, context.today, "/unitId").await?;
            require_over(tx, &change.caller, Permission::KeepPeople, unit, context.today).await?;
        }
        let name = patch.name.as_deref().map_or_else(|| before.name.clone(), composed);
        let village = patch.village.clone().map(|text| composed(&text)).apply(before.village.clone());
        let mut after = Household {
            search_text: search_text(&before.code, &name, village.as_deref()),
            name,
            village,
            unit_id: patch.unit_id.unwrap_or(before.unit_id),
            closed_on: patch.closed_on.apply(before.closed_on),
            ..before.clone()
        };
        if after != before {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::keep_household(tx, context, &before).await?;
            store::update_household(tx, &after).await?;
            record_change(tx, context, Occurrence::HouseholdChanged, Some(&before), &after).await?;
        }
        answer(&view(tx, after, context.today).await?)
    };
    change.run(permit, effect).await
}

fn search_text(code: &str, name: &str, village: Option<&str>) -> String {
    folded(&format!("{code} {name} {}", village.unwrap_or_default()))
}

async fn view(conn: &Connection, row: Household, today: NaiveDate) -> Result<HouseholdView, db::Error> {
    let unit = UnitReference::find(conn, row.unit_id, today).await?;
    Ok(HouseholdView::new(row, unit))
}

fn answer(view: &HouseholdView) -> Result<Answer, Problem> {
    Ok(Answer::ok(view)?.with_etag(view.version))
}
