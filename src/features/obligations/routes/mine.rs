//! What is due from the caller and the caller's units.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::links::path_of;
use super::named::Named;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::{self, UnitScope};
use crate::db::Connection;
use crate::features::campaigns::rules::CampaignReference;
use crate::features::obligations::rules::{ObligationKind, is_overdue};
use crate::features::obligations::store::{self, Obligation, ObligationScope};
use crate::features::periods::rules::PeriodReference;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, number, text, word};

/// Which obligations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ObligationFilter {
    /// Only what is due before this day; what has no day is left out then.
    #[param(nullable = false)]
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
    campaign: CampaignReference,
    /// The unit it is due from; null where it is due from the standing office.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// The reporting period.
    #[schema(required)]
    period: Option<PeriodReference>,
    /// The last day; null where there is none.
    #[schema(required, example = "2099-12-31")]
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
    fn new(state: &State, row: &Obligation, named: &Named, today: NaiveDate) -> Self {
        let path = path_of(row.kind, row.work_id, row.campaign_id, row.period_id);
        Self {
            kind: row.kind,
            campaign: named.campaigns.get(row.campaign_id),
            unit: named.units.find(row.unit_id),
            period: named.periods.find(row.period_id),
            is_overdue: is_overdue(row.due_on, today),
            due_on: row.due_on,
            count: row.count,
            link: state.link(&path),
        }
    }
}

/// What is due from somebody, as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "viec-phai-lam",
    "Việc phải làm",
    &[
        word("Việc", "/kind", "ObligationKind"),
        text("Mã phong trào", "/campaign/code"),
        text("Phong trào", "/campaign/title"),
        text("Đơn vị", "/unit/name"),
        text("Kỳ báo cáo", "/period/name"),
        day("Hạn", "/dueOn"),
        text("Quá hạn", "/isOverdue"),
        number("Số lượng", "/count"),
    ],
);

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
        let rows = store::list_due(conn, &scope, (today, due_before), after.clone(), page.read()).await?;
        let ids = rows.iter().map(|row| (row.campaign_id, row.period_id, [row.unit_id, None]));
        let named = Named::find(conn, ids, today).await?;
        Ok((rows, named))
    };
    let (rows, named) = state.db.read(list).await?;
    let view = |row| ObligationView::new(&state, &row, &named, today);
    page.answer(rows, |row| Position::of_key(&row.sort_key), view)
}
