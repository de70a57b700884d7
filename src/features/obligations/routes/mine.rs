//! What is due from the caller and the caller's units.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::path_of;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::{self, UnitScope};
use crate::features::obligations::rules::{ObligationKind, is_overdue};
use crate::features::obligations::store::{self, Obligation, Whose};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which obligations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ObligationFilter {
    /// Only what is due before this day; what has no day is left out then.
    #[param(nullable = false, format = Date, max_length = 10)]
    due_before: Option<NaiveDate>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most entries a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Something that is due.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Obligation)]
pub struct ObligationView {
    /// What is due.
    #[schema(example = "REPORT")]
    kind: ObligationKind,
    /// The campaign.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    campaign_id: Uuid,
    /// Its code.
    #[schema(max_length = 20, format = "text", example = "PT-2023-001")]
    campaign_code: String,
    /// The unit it is due from; null where it is due from the standing office.
    #[schema(required, example = "01980000-0000-7000-8000-000000000106")]
    unit_id: Option<Uuid>,
    /// The unit's code.
    #[schema(required, max_length = 35, format = "text", example = "SNV-CCHC")]
    unit_code: Option<String>,
    /// The reporting period.
    #[schema(required, example = "01980000-0000-7000-8000-00000000200b")]
    period_id: Option<Uuid>,
    /// What the period is called.
    #[schema(required, max_length = 40, format = "text", example = "2023-M12")]
    period_code: Option<String>,
    /// The last day; null where there is none.
    #[schema(required, format = Date, max_length = 10, example = "2099-12-31")]
    due_on: Option<NaiveDate>,
    /// Whether that day is over.
    #[schema(example = false)]
    is_overdue: bool,
    /// How many pledges or reports wait; 1 for everything else.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    count: i64,
    /// Where it is done: what was begun, or the list where it is begun.
    #[schema(
        max_length = 2000,
        format = "text",
        example = "/api/v1/reporting-periods/01980000-0000-7000-8000-00000000200b/reports"
    )]
    link: String,
}

/// A page of obligations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ObligationPage {
    /// What is due, the earliest first; what has no day comes last.
    #[schema(max_items = 200)]
    items: Vec<ObligationView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List what is due from me
///
/// Across all campaigns: pledges and reports of the units that one acts for, and what waits for the standing office, with
/// deadlines and links.
#[utoipa::path(params(ObligationFilter),
    responses((status = 200, body = ObligationPage, description = "A page of obligations", headers(("Link" = String)))))]
#[get("/me/obligations")]
pub async fn list_my_obligations(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ObligationFilter>,
) -> Result<Answer, Problem> {
    let ObligationFilter { due_before, cursor, limit } = parameters.0;
    let list = format!("my-obligations {due_before:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key::<String>()?, state.clock.today());
    let acting = unit_scope::acted_for(&state.db, &caller, state.clock.today()).await?.filter();
    let running =
        UnitScope::of(&state.db, &caller, Permission::RunCampaigns, state.clock.today()).await?.filter();
    let whose = Whose { acting, running };
    let rows = state
        .db
        .read(async |conn| {
            store::due(conn, &whose, (today, due_before), after.clone(), pager.rows_to_fetch()).await
        })
        .await?;
    let by_place = |row: &Obligation| Position { key: row.place.clone(), id: row.campaign_id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_place);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items: Result<Vec<_>, Problem> = rows.into_iter().map(|row| viewed(&state, row, today)).collect();
    Ok(Answer::ok(&ObligationPage { items: items?, next_cursor })?.with_link(link))
}

fn viewed(state: &State, row: Obligation, today: NaiveDate) -> Result<ObligationView, Problem> {
    let kind: ObligationKind = row.kind.parse().map_err(Problem::internal)?;
    let path = path_of(kind, row.begun_id, row.campaign_id, row.period_id);
    Ok(ObligationView {
        kind,
        campaign_id: row.campaign_id,
        campaign_code: row.campaign_code,
        unit_id: row.unit_id,
        unit_code: row.unit_code,
        period_id: row.period_id,
        period_code: row.period_code,
        is_overdue: is_overdue(row.due_on, today),
        due_on: row.due_on,
        count: row.count,
        link: state.link(&path),
    })
}
