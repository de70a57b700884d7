//! What is due from the caller and the caller's units.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::links::path_of;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::{self, UnitScope};
use crate::db::Connection;
use crate::features::obligations::rules::{ObligationKind, is_overdue};
use crate::features::obligations::store::{self, Obligation, ObligationScope};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::state::State;

/// Which obligations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ObligationFilter {
    /// Only what is due before this day; what has no day is left out then.
    #[param(nullable = false, format = Date, max_length = 10)]
    due_before: Option<NaiveDate>,
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
    /// The code of the period.
    #[schema(required, max_length = 40, format = "text", example = "2023-M12")]
    period_code: Option<String>,
    /// The last day; null where there is none.
    #[schema(required, format = Date, max_length = 10, example = "2099-12-31")]
    due_on: Option<NaiveDate>,
    /// Whether that day is over.
    #[schema(example = false)]
    is_overdue: bool,
    /// How many pledges or reports await a decision; 1 for everything else.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    count: i64,
    /// Where it is done: the pledge or report that the unit is writing, or the list where it starts one.
    #[schema(
        max_length = 2000,
        format = "text",
        example = "/api/v1/reporting-periods/01980000-0000-7000-8000-00000000200b/reports"
    )]
    link: String,
}

impl ObligationView {
    fn new(state: &State, row: Obligation, today: NaiveDate) -> Self {
        let path = path_of(row.kind, row.work_id, row.campaign_id, row.period_id);
        Self {
            kind: row.kind,
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
        }
    }
}

/// List what is due from me
///
/// Across all campaigns, the earliest first: pledges and reports of the units that the caller acts for, and what awaits
/// the standing office, with deadlines and links. What has no day comes last.
#[utoipa::path(params(ObligationFilter, PageParameters),
    responses((status = 200, body = Page<ObligationView>, description = "A page of obligations",
        headers(("Link" = String)))))]
#[get("/me/obligations")]
pub async fn list_my_obligations(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<ObligationFilter>,
) -> Result<Answer, Problem> {
    let (due_before, after) = (filter.0.due_before, page.after_key::<String>()?);
    let today = state.clock.today();
    let acting = unit_scope::acted_for(&state.db, &caller, today).await?.filter();
    let running = UnitScope::of(&state.db, &caller, Permission::RunCampaigns, today).await?.filter();
    let scope = ObligationScope { acting, running };
    let list = async |conn: &Connection| {
        store::list_due(conn, &scope, (today, due_before), after.clone(), page.rows_to_fetch()).await
    };
    let view = |row| ObligationView::new(&state, row, today);
    page.answer(state.db.read(list).await?, |row| Position::of_key(&row.sort_key), view)
}
