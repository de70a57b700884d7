//! What was accepted, version by version, and what each corrected.

use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::ReportEntry;
use super::{PageOfReport, seen};
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::difference::{self, ChangedField};
use crate::db;
use crate::features::pledges::store as pledges;
use crate::features::reports::store::{self, Version};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Which version of which report.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct VersionParameters {
    /// The report's id.
    #[param(example = "01980000-0000-7000-8000-000000410201")]
    id: Uuid,
    /// The number of the version, from 1.
    #[param(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
}

/// That a report was accepted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportVersionSummary {
    /// The number of the version, from 1.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    number: i32,
    /// Who submitted it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    submitted_by: Uuid,
    /// Who accepted it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    accepted_by: Uuid,
    /// When.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-22T08:00:00.000000+07:00")]
    accepted_at: LocalTime,
}

impl From<&Version> for ReportVersionSummary {
    fn from(row: &Version) -> Self {
        Self {
            number: row.number,
            submitted_by: row.submitted_by,
            accepted_by: row.accepted_by,
            accepted_at: local(row.accepted_at),
        }
    }
}

/// A page of versions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportVersionPage {
    /// The versions, oldest first.
    #[schema(max_items = 200)]
    items: Vec<ReportVersionSummary>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// A version as it was accepted, and what it corrected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportVersion {
    /// The number, who and when.
    version: ReportVersionSummary,
    /// The entries of items that are in force now.
    #[schema(max_items = 200)]
    entries: Vec<ReportEntry>,
    /// What differs from the version before, field by field; the first differs from nothing.
    #[schema(max_items = 10_000, example = json!([
        {"pointer": "/entries/01980000-0000-7000-8000-000000310201/value", "before": "93", "after": "94"}]))]
    changes: Vec<ChangedField>,
}

/// List a progress report's versions
///
/// Each time it was accepted, oldest first.
#[utoipa::path(params(PageOfReport),
    responses((status = 200, body = ReportVersionPage, description = "A page of versions", headers(("Link" = String)))))]
#[get("/progress-reports/{id}/versions")]
pub async fn list_report_versions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfReport>,
) -> Result<Answer, Problem> {
    let PageOfReport { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("report-versions {id}"), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_key()?, state.clock.today());
    let rows = state
        .db
        .read(async |conn| {
            seen(conn, &caller, id, today).await?;
            store::versions(conn, id, after, pager.rows_to_fetch()).await
        })
        .await?;
    let by_number = |row: &Version| Position { key: row.number.to_string(), id: row.number.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_number);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(ReportVersionSummary::from).collect();
    Ok(Answer::ok(&ReportVersionPage { items, next_cursor })?.with_link(link))
}

/// Read a version of a progress report
///
/// What was accepted then, and what it corrected, field by field.
#[utoipa::path(params(VersionParameters),
    responses((status = 200, body = ReportVersion, description = "The version", headers(("ETag" = String)))))]
#[get("/progress-reports/{id}/versions/{number}")]
pub async fn get_report_version(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<VersionParameters>,
) -> Result<Answer, Problem> {
    let (VersionParameters { id, number }, today) = (parameters.0, state.clock.today());
    let read = state.db.read(async |conn| {
        let report = seen(conn, &caller, id, today).await?.report;
        let version = store::version(conn, id, number).await?;
        let before = match number {
            1 => None,
            _ => Some(store::version(conn, id, number - 1).await?.content),
        };
        let items = pledges::live_items(conn, report.campaign_id, report.pledge_id).await?;
        Ok::<_, db::Error>((version, before, items))
    });
    let (version, before, items) = read.await?;
    let json = |content| serde_json::to_value(content).map_err(Problem::internal);
    let changes = match &before {
        Some(before) => difference::between(&json(before)?, &json(&version.content)?, &["itemId"]),
        None => Vec::new(),
    };
    let view = ReportVersion {
        version: ReportVersionSummary::from(&version),
        entries: items.into_iter().map(|item| ReportEntry::new(item, &version.content, None)).collect(),
        changes: changes.into_iter().map(ChangedField::from).collect(),
    };
    Ok(Answer::ok(&view)?.with_etag(number))
}
