//! Listing the reports of a period.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::ReportEntry;
use crate::auth::Caller;
use crate::auth::unit_scope;
use crate::core::clock::end_of;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::store as campaigns;
use crate::features::periods::store as periods;
use crate::features::pledges::store::{self as pledges, LiveItem};
use crate::features::reports::rules::ReportStatus;
use crate::features::reports::store::{self, ListedContent, ReportRow};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, day, number, text, word};

/// Which reports to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportFilter {
    /// Only reports in this status.
    #[param(nullable = false, inline)]
    status: Option<ReportStatus>,
    /// The day the list refers to: of all units what was accepted by its end, as it was accepted then. Entries are those of items that
    /// are still pledged.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Whether each report comes with its entries.
    #[param(nullable = false)]
    with_entries: Option<bool>,
}

/// A report in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportSummary {
    /// The report's id.
    #[schema(example = "01980000-0000-7000-8000-000000410201")]
    id: Uuid,
    /// The unit.
    unit: UnitReference,
    /// Its status.
    #[schema(example = "ACCEPTED")]
    status: ReportStatus,
    /// The last accepted version; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    accepted_number: i32,
    /// The day it was submitted first.
    #[schema(required, example = "2023-02-17")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the last day of reporting.
    #[schema(example = false)]
    is_late: bool,
    /// Its version.
    version: RowVersion,
    /// What is reported, item by item; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 200)]
    entries: Option<Vec<ReportEntry>>,
}

impl ReportSummary {
    fn new(row: ReportRow, units: &References<UnitReference>, entries: Option<Vec<ReportEntry>>) -> Self {
        let ReportRow { id, unit_id, status, accepted_number, submitted_on, is_late, version } = row;
        let unit = units.get(unit_id);
        Self { id, unit, status, accepted_number, submitted_on, is_late, version, entries }
    }
}

/// The reports of a period as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "bao-cao",
    "Báo cáo",
    &[
        text("Mã đơn vị", "/unit/code"),
        text("Đơn vị", "/unit/name"),
        word("Trạng thái", "/status", "ReportStatus"),
        day("Ngày nộp", "/submittedOn"),
        text("Nộp muộn", "/isLate"),
        number("Lần chấp nhận", "/acceptedNumber"),
    ],
);

/// List a period's reports
///
/// Everybody sees what was accepted, under the number of its version; those who act for the unit, run the campaign or read
/// drafts see the unit's own work. With `asOf` it is what was accepted by a day. With `withEntries` each comes with its entries; as lines (`Accept: application/x-ndjson`) all of them do
/// in one call.
#[utoipa::path(params(ReportFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ReportSummary>, description = "A page of reports", headers(("Link" = String)))))]
#[get("/reporting-periods/{id}/reports")]
pub async fn list_reports(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    filter: Parameters<ReportFilter>,
) -> Result<Answer, Problem> {
    let ReportFilter { status, as_of, with_entries } = filter.0;
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let find_campaign = async |conn: &Connection| {
        let period = periods::find(conn, id).await?;
        campaigns::published(conn, period.campaign_id).await
    };
    let launching_unit = state.db.read(find_campaign).await?.launching_unit_id;
    let inside = match as_of {
        // Work that was not accepted was nobody's but the unit's.
        Some(_) => Some(Vec::new()),
        None => unit_scope::visible_work(&state.db, &caller, launching_unit, today).await?,
    };
    let filter = store::ReportFilter { inside, status, accepted_before: as_of.map(end_of) };
    let list = async |conn: &Connection| {
        let rows = store::list(conn, id, &filter, after, page.read()).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.unit_id), today).await?;
        let entries = match with_entries {
            Some(true) => Some(entries_of(conn, &rows, &filter).await?),
            _ => None,
        };
        Ok((rows, units, entries))
    };
    let (rows, units, mut entries) = state.db.read(list).await?;
    let view = |row: ReportRow| {
        let own = entries.as_mut().map(|all| all.remove(&row.id).unwrap_or_default());
        ReportSummary::new(row, &units, own)
    };
    page.answer(rows, |row| Position::of_id(row.id), view)
}

/// The entries of listed reports, by report: one for each item of the pledge in force.
async fn entries_of(
    conn: &Connection,
    rows: &[ReportRow],
    filter: &store::ReportFilter,
) -> Result<HashMap<Uuid, Vec<ReportEntry>>, db::Error> {
    let contents = store::list_contents(conn, rows, filter).await?;
    let pledge_ids: Vec<Uuid> = contents.values().map(|own| own.pledge_id).collect();
    let items = pledges::live_items_of(conn, &pledge_ids).await?;
    let entries = |own: &ListedContent| {
        let items = items.get(&own.pledge_id).into_iter().flatten().cloned();
        let entry = |item: LiveItem| {
            let reason = own.remarks.0.get(&item.id).cloned();
            ReportEntry::new(item, &own.content, reason)
        };
        items.map(entry).collect()
    };
    Ok(contents.iter().map(|(id, own)| (*id, entries(own))).collect())
}
