//! Listing the reports of a period.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::store as periods;
use crate::features::reports::rules::ReportStatus;
use crate::features::reports::store::{self, Report};
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which reports to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// The period's id.
    #[param(example = "01980000-0000-7000-8000-000000002001")]
    id: Uuid,
    /// Only reports in this status.
    #[param(nullable = false, inline)]
    status: Option<ReportStatus>,
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most reports a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A report in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportSummary {
    /// The report's id.
    #[schema(example = "01980000-0000-7000-8000-000000410201")]
    id: Uuid,
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    unit_id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    unit_code: String,
    /// Its name today.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    unit_name: String,
    /// Where it is in its life.
    #[schema(example = "ACCEPTED")]
    status: ReportStatus,
    /// The last accepted version; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    accepted_number: i32,
    /// The day it was submitted first.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-17")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the last day of reporting.
    #[schema(example = false)]
    is_late: bool,
    /// Its version.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 3)]
    version: i32,
}

/// A page of reports.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportPage {
    /// The reports, oldest first.
    #[schema(max_items = 200)]
    items: Vec<ReportSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a period's reports
///
/// Everybody sees what was accepted; what is still being written or waits is listed for those who act for the unit, run the
/// campaign or read drafts.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = ReportPage, description = "A page of reports", headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/reports")]
pub async fn list_reports(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { id, status, cursor, limit } = parameters.0;
    let list = format!("reports {id} {status:?}");
    let pager = Pager::begin(&state.cursors, list, cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_id()?, state.clock.today());
    let found = state.db.read(async |conn| {
        let period = periods::find(conn, id).await?;
        campaigns::published(conn, period.campaign_id).await
    });
    let inside =
        unit_scope::visible_work(&state.db, &caller, found.await?.launching_unit_id, state.clock.today())
            .await?;
    let (rows, names) = state
        .db
        .read(async |conn| {
            let rows = store::list(conn, id, inside.as_deref(), status, after, pager.rows_to_fetch()).await?;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.unit_id).collect();
            Ok((rows, units::find_names_by_id(conn, &ids, today).await?))
        })
        .await?;
    let by_id = |row: &Report| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().filter_map(|row| Some(summary(row, names.get(&row.unit_id)?))).collect();
    Ok(Answer::ok(&ReportPage { items, next_cursor })?.with_link(link))
}

fn summary(row: &Report, unit: &units::UnitName) -> ReportSummary {
    ReportSummary {
        id: row.id,
        unit_id: row.unit_id,
        unit_code: unit.code.clone(),
        unit_name: unit.name.clone(),
        status: row.status,
        accepted_number: row.accepted_number,
        submitted_on: row.submitted_on,
        is_late: row.is_late,
        version: row.version,
    }
}
